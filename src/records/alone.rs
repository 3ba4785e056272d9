//! That the person answered alone, and what they wanted to be known of that.

use serde::{Deserialize, Serialize};

/// That the person answered alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct AloneRecord {
    /// Whether they handed over any answer.
    pub handed_over: bool,
    /// Whether they want it to be written down that they kept something back.
    pub says_kept_back: bool,
}

impl AloneRecord {
    /// Returns it in words.
    pub fn in_words(self) -> String {
        format!(
            "{} What was not handed over stays open: nobody knows of it, and it is not a no. Nobody heard the answers, and \
             nobody can say who was near.",
            self.in_short()
        )
    }

    /// Returns it in a sentence or two.
    pub fn in_short(self) -> String {
        let what = if self.handed_over { "handed over answers" } else { "kept their answers" };
        let kept_back = if self.says_kept_back {
            " They want it to be written down that they kept something back."
        } else {
            ""
        };
        format!("The person answered alone, and {what}.{kept_back}")
    }
}
