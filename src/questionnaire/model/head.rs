//! What the head of a questionnaire says of it: whom it is for, what is known of how well it works, what it
//! draws on, and what its authors say of changes and of advice.

use jiff::civil::Date;
use semver::Version;
use serde::{Deserialize, Serialize};

use super::ages::AgeRange;
use crate::vocabulary::{self, Term, closed_list};

closed_list! {
    /// Whom or what a questionnaire is about.
    #[derive(Default)]
    pub enum FormAbout {
        /// One person, who is asked.
        #[default]
        Person = "person",
        /// What is known and seen of one person, who is asked nothing.
        Known = "known",
        /// An organization, of which a team fills it in. Nobody whom it serves is asked or described.
        Organization = "organization",
    }
}

impl FormAbout {
    /// Returns whether it is about a person who is asked, as nearly all are.
    pub fn is_person(&self) -> bool {
        *self == FormAbout::Person
    }
}

/// Whom a questionnaire is for.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Population {
    /// Ages in years.
    pub ages: AgeRange,
    /// Settings, in words.
    pub settings: Vec<String>,
    /// The countries for whose law it is made, each as the first part of the id of its pack; empty for any.
    pub law: Vec<String>,
    /// Forms of exploitation.
    #[serde(deserialize_with = "vocabulary::forms")]
    pub forms: Vec<&'static Term>,
}

/// What is known of how well a questionnaire works.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Validation {
    /// The published study, or nothing if it is not validated.
    pub published: Option<Study>,
    /// A sentence for the summary.
    pub note: String,
}

impl Validation {
    /// Returns what is known, in a word or three for a list.
    pub fn in_short(&self) -> &'static str {
        match &self.published {
            Some(study) if study.is_measured() => "published",
            Some(_) => "published, accuracy unknown",
            None => "not validated",
        }
    }
}

/// A published validation study, as printed there.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Study {
    /// Its citation.
    pub study: String,
    /// How many people took part.
    pub n: u32,
    /// Sensitivity, as printed.
    pub sensitivity: String,
    /// Specificity, as printed.
    pub specificity: String,
    /// The cut-off that those figures are for.
    pub cut_off: String,
    /// The people it studied.
    pub population: String,
    /// The language it was studied in.
    pub language: String,
}

impl Study {
    /// Returns whether it has figures.
    pub fn is_measured(&self) -> bool {
        self.n > 0
    }
}

/// A source and what was taken from it.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Citation {
    /// Title.
    pub title: String,
    /// Address.
    pub url: String,
    /// What it was used for.
    pub used_for: String,
}

/// A review by somebody with lived experience.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct SurvivorReview {
    /// In what role.
    pub role: String,
    /// Whether they were paid for it.
    pub paid: bool,
    /// When.
    pub on: Option<Date>,
}

/// Advice that the authors have looked at and set aside, with their reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Allow {
    /// The code of the advice.
    pub lint: String,
    /// The id of what it is set aside for; nothing for the whole file.
    pub at: Option<String>,
    /// Why.
    pub reason: String,
}

/// What the authors say of one change since an earlier edition.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangeNote {
    /// The version of the earlier edition; it counts for that one only.
    pub since: Version,
    /// The id here of what has changed; an option as `question.option`, a level as `outcome.level`.
    pub of: String,
    /// Its id there, without what holds it, if it was another.
    pub was: Option<String>,
    /// Whether the authors say that it means the same.
    pub same_meaning: bool,
    /// Why they say so.
    pub reason: String,
}
