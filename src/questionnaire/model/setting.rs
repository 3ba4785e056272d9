//! What surrounds the questions: what the programme knows, what must be so before it is safe to begin, what
//! is read aloud first, and the sections.

use serde::{Deserialize, Serialize};

/// Something that the programme knows rather than asks.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Context {
    /// Its id.
    pub id: String,
    /// What it is called.
    pub label: String,
    /// What its value can be.
    pub kind: ContextKind,
    /// Its value where nobody gives another, as it is written.
    pub default: Option<String>,
}

/// What the value of a context can be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum ContextKind {
    /// Yes or no.
    YesNo,
    /// One of these options.
    Choice(Vec<String>),
    /// A number.
    Number,
}

/// A question to the practitioner that must be passed before it is safe to begin.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Gate {
    /// Its id.
    pub id: String,
    /// What is asked.
    pub ask: String,
    /// More for the practitioner.
    pub note: Option<String>,
    /// The only answer that passes: yes (true) or no (false).
    pub proceed_on: bool,
    /// What to do instead.
    pub otherwise: String,
    /// Whether not passing means danger now.
    pub danger: bool,
    /// An observation for the practitioner's own notes when it does not pass.
    pub observe: Option<String>,
}

/// Words read aloud.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Spoken {
    /// Its id.
    pub id: String,
    /// What is read aloud.
    pub say: String,
    /// More for the practitioner.
    pub note: Option<String>,
}

/// A group of questions.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Section {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Words read aloud before its first question.
    pub say: Option<String>,
    /// More for the practitioner.
    pub note: Option<String>,
}
