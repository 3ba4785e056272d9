//! What is said and done at a moment of the conversation, and what ends the asked questions.

use serde::{Deserialize, Serialize};

use super::rule::Rule;
use crate::rules::QuestionRef;

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
