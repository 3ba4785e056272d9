//! What is said and done at a moment of the conversation, and what ends the asked questions.

use serde::{Deserialize, Serialize};

use super::rule::Rule;
use crate::rules::QuestionRef;
use crate::vocabulary::{self, Term};

/// Something to say and do at a moment of the conversation.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Moment {
    /// Its id.
    pub id: String,
    /// When.
    pub when: Rule,
    /// What is said to the person.
    pub say: String,
    /// More for the practitioner.
    pub note: Option<String>,
    /// Words that promise help; a stop has none.
    pub help: Option<PromisedHelp>,
}

/// Words that promise help, said only where there is some.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct PromisedHelp {
    /// What is said to the person.
    pub say: String,
    /// The needs of which a listed service must meet one.
    #[serde(deserialize_with = "vocabulary::needs")]
    pub needs: Vec<&'static Term>,
}

/// What ends the asked questions.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Stop {
    /// What is said and when.
    pub moment: Moment,
    /// Whether it also ends them while that is not known, once a question that it names was reached.
    pub unless_false: bool,
    /// Every question that its rule names, or that the indicators and scores that it names do.
    pub names: Vec<QuestionRef>,
}
