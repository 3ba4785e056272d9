//! What should or must happen, and what may be asked next.

use serde::{Deserialize, Serialize};

use super::rule::Rule;
use crate::vocabulary::{self, Term, closed_list};

/// What should or must happen.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Action {
    /// Its id.
    pub id: String,
    /// What to do.
    pub label: String,
    /// When.
    pub when: Rule,
    /// How binding it is.
    pub duty: Duty,
    /// The topic of the duty text in a jurisdiction pack.
    pub topic: Option<String>,
    /// Within how many hours.
    pub within_hours: Option<u32>,
    /// After how many days again.
    pub repeat_after_days: Option<u32>,
    /// What the referral directory is searched for.
    #[serde(deserialize_with = "vocabulary::needs")]
    pub needs: Vec<&'static Term>,
    /// Why.
    pub because: String,
    /// Where that comes from.
    pub source: Option<String>,
}

/// The longest deadline in hours, and the longest time in days after which to repeat.
pub const LONGEST_WAIT: u32 = 100_000;

closed_list! {
    /// How binding an action is.
    pub enum Duty {
        /// It must be done.
        Required = "required",
        /// Check whether it must be done.
        Check = "check",
        /// It should be done.
        Recommended = "recommended",
        /// It is offered.
        Offer = "offer",
    }
}

impl Duty {
    /// Returns how it is shown.
    pub fn label(self) -> &'static str {
        match self {
            Duty::Required => "required",
            Duty::Check => "check whether you must",
            Duty::Recommended => "recommended",
            Duty::Offer => "offer",
        }
    }
}

/// A questionnaire that may follow.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Next {
    /// Its id.
    pub questionnaire: String,
    /// When.
    pub when: Rule,
    /// Why.
    pub because: Option<String>,
}
