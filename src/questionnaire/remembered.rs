//! The fingerprints of an edition as data, and how a questionnaire remembers its own: computed when they are
//! first asked for, or embedded with what is shipped. They must never be those of another questionnaire, so
//! its one surprise is that a copy has forgotten them: a copy is there to be changed.

use std::fmt;
use std::sync::OnceLock;

use serde::{Deserialize, Serialize};

/// The fingerprints of one edition, each 64 hexadecimal digits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Fingerprint {
    /// Questions, options, order, gates: what is asked, and when.
    #[cfg_attr(test, schemars(regex(pattern = "^[0-9a-f]{64}$")))]
    pub structure: String,
    /// Points, indicators, scores, outcomes, actions: what follows from it.
    #[cfg_attr(test, schemars(regex(pattern = "^[0-9a-f]{64}$")))]
    pub scoring: String,
    /// Every text that is read aloud or shown, with its language.
    #[cfg_attr(test, schemars(regex(pattern = "^[0-9a-f]{64}$")))]
    pub wording: String,
}

/// The fingerprints of the questionnaire that holds this, once they are known.
#[derive(Default)]
pub struct Remembered(OnceLock<Fingerprint>);

impl Remembered {
    /// Returns them, computed now if they are not known yet.
    pub(super) fn or_computed(&self, compute: impl FnOnce() -> Fingerprint) -> &Fingerprint {
        self.0.get_or_init(compute)
    }
}

impl From<Fingerprint> for Remembered {
    fn from(fingerprint: Fingerprint) -> Self {
        Remembered(OnceLock::from(fingerprint))
    }
}

impl Clone for Remembered {
    fn clone(&self) -> Self {
        Remembered::default()
    }
}

impl fmt::Debug for Remembered {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("[remembered]")
    }
}
