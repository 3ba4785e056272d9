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
    /// Whether that value holds in the language of the questionnaire alone: a translation has its own or none.
    pub by_language: bool,
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
    /// The words in which the person is asked, read aloud.
    pub say: Option<String>,
    /// More for the practitioner.
    pub note: Option<String>,
    /// What is asked instead where the talk is by telephone or video.
    pub ask_remote: Option<String>,
    /// More for the practitioner there.
    pub note_remote: Option<String>,
    /// The only answer that passes: yes (true) or no (false).
    pub proceed_on: bool,
    /// What to do instead.
    pub otherwise: String,
    /// Whether not passing means danger now.
    pub danger: bool,
    /// The id of the gate right above, with which it is asked on one screen.
    pub with: Option<String>,
    /// What is chosen on that screen where this is the one that does not pass.
    pub if_not: Option<String>,
    /// An observation for the practitioner's own notes when it does not pass.
    pub observe: Option<String>,
}

impl Gate {
    /// Returns what is asked: in a room, or by telephone or video.
    pub fn asked(&self, remote: bool) -> &str {
        self.ask_remote.as_deref().filter(|_| remote).unwrap_or(&self.ask)
    }

    /// Returns more for the practitioner: in a room, or by telephone or video.
    pub fn noted(&self, remote: bool) -> Option<&str> {
        self.note_remote.as_deref().filter(|_| remote).or(self.note.as_deref())
    }

    /// Returns whether it is about a language that both speak, or somebody who interprets.
    pub fn is_about_language(&self) -> bool {
        Gate::ABOUT_LANGUAGE.contains(&self.id.as_str())
    }

    /// The ids by which the gate is known that is about who can hear.
    pub const ABOUT_PRIVACY: &[&str] = &["private", "alone"];

    /// The ids by which that gate is known.
    pub const ABOUT_LANGUAGE: &[&str] = &["interpreter", "shared_language"];
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
