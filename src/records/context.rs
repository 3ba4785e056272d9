//! What the programme knew, as a record says it.

use serde::{Deserialize, Serialize};

use super::other_language::HeardIn;

/// Something the programme knew, or did not know although it has a default.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ContextRecord {
    /// Its id.
    pub id: String,
    /// What it is called.
    pub label: String,
    /// What is known; nothing where it is not known.
    pub value: Option<String>,
    /// For a number by language, the languages by which it has this value or none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by_language: Option<HeardIn>,
}

impl ContextRecord {
    /// Returns that it is not known in the language in which it was asked, in words. In the questionnaire's own, the
    /// programme can say it.
    pub fn unknown_in_words(&self, own: &str) -> Option<String> {
        let heard = self.by_language.as_ref().filter(|_| self.value.is_none())?;
        let is_own = heard.languages == [own] && !heard.interpreted;
        (!is_own).then(|| heard.says_unknown(&self.label))
    }
}
