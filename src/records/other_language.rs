//! That a person was asked in another language than that of the questionnaire: in which, and in which words. It never
//! takes part in a result.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::answers::QuestionId;
use crate::language::tag::english_name;

/// In which language a question was asked, and in which words, where that is not the questionnaire's own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct AskedIn {
    /// The language tag.
    pub language: String,
    /// The words; nothing where they are not at hand any more.
    pub words: Option<String>,
}

/// A translation that was used.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct WordingRecord {
    /// The language tag.
    pub language: String,
    /// How far it was tested, in words.
    pub validation: String,
}

/// What was said in other languages than that of the questionnaire.
#[derive(Debug, Clone, Default)]
pub struct OtherLanguages {
    /// The questions that were asked so.
    pub asked: BTreeMap<QuestionId, AskedIn>,
    /// The translations that were used.
    pub wordings: Vec<WordingRecord>,
}

impl AskedIn {
    /// Returns it in words.
    pub fn in_words(&self) -> String {
        let language = english_name(&self.language);
        match &self.words {
            Some(words) => format!("asked in {language}: “{words}”"),
            None => format!("asked in {language}"),
        }
    }
}

impl WordingRecord {
    /// Returns it in words. Figures that were published for one language say nothing of another.
    pub fn in_words(&self) -> String {
        let language = english_name(&self.language);
        format!(
            "Asked in {language}, from a translation. {} What is measured in another language says nothing of this one.",
            self.validation
        )
    }
}
