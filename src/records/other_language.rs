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
    /// Whether they were a prompt alone, for somebody who interpreted the words of the questionnaire.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub as_prompt: bool,
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
    /// Whether it was a prompt alone, for somebody who interpreted the words of the questionnaire.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub as_prompt: bool,
    /// The scoring fingerprint of this language, where the form has numbers by language.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scoring: Option<String>,
}

/// In which languages the questions were heard on which a result depends: by these a number by language has its value.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct HeardIn {
    /// The tags of the languages in whose words they were read; none where that was left out.
    pub languages: Vec<String>,
    /// Whether some were interpreted into a language in which there are no words.
    pub interpreted: bool,
}

/// What was said in other languages than that of the questionnaire.
#[derive(Debug, Clone, Default)]
pub struct OtherLanguages {
    /// The questions that were asked so.
    pub asked: BTreeMap<QuestionId, AskedIn>,
    /// The translations that were used.
    pub wordings: Vec<WordingRecord>,
    /// In which languages the questions were heard on which a result depends; nothing where it was that of the
    /// questionnaire.
    pub heard: Option<HeardIn>,
}

impl AskedIn {
    /// Returns it in words.
    pub fn in_words(&self) -> String {
        let language = english_name(&self.language);
        let how = match self.as_prompt {
            true => format!("interpreted, with the {language} as a prompt"),
            false => format!("asked in {language}"),
        };
        self.words.as_ref().map_or_else(|| how.clone(), |words| format!("{how}: “{words}”"))
    }
}

impl HeardIn {
    /// Returns that something is not known in these languages, in words.
    pub fn says_unknown(&self, what: &str) -> String {
        let names: Vec<String> = self.languages.iter().map(|tag| english_name(tag)).collect();
        let where_not = match names.as_slice() {
            _ if self.interpreted => {
                "for words that were interpreted: nobody has found it for those".to_owned()
            }
            [] => "for the language in which this was asked".to_owned(),
            [one] => format!("for {one}: what was found in another language says nothing of it"),
            many => {
                format!("for questions asked in {}: each has a value of its own, or none", many.join(" and "))
            }
        };
        format!("“{what}” is not known {where_not}. What is compared with it stays open.")
    }
}

impl WordingRecord {
    /// Returns it in words. Figures that were published for one language say nothing of another.
    pub fn in_words(&self) -> String {
        let language = english_name(&self.language);
        let how = match self.as_prompt {
            true => format!("Interpreted, with a translation into {language} as a prompt."),
            false => format!("Asked in {language}, from a translation."),
        };
        format!("{how} {} What is measured in another language says nothing of this one.", self.validation)
    }
}
