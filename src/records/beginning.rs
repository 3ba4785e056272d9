//! What was so when a conversation began: each gate with its answer, and who interpreted. Nothing here has room
//! for a name.

use serde::{Deserialize, Serialize};

use crate::language::open_answers::COULD_NOT_TELL;
use crate::vocabulary::closed_list;

closed_list! {
    /// What was answered at a gate.
    pub enum GateAnswer {
        /// Yes.
        Yes = "yes",
        /// No.
        No = "no",
        /// It could not be told.
        DontKnow = "dont_know",
    }
}

impl GateAnswer {
    /// Returns how it is shown.
    pub fn label(self) -> &'static str {
        match self {
            GateAnswer::Yes => "yes",
            GateAnswer::No => "no",
            GateAnswer::DontKnow => COULD_NOT_TELL,
        }
    }
}

/// One gate, as it was answered before the questions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct GateRecord {
    /// Its id.
    pub id: String,
    /// What was asked.
    pub asked: String,
    /// What was answered.
    pub answer: GateAnswer,
}

closed_list! {
    /// How a talk is held.
    pub enum TalkWay {
        /// In the same room.
        InPerson = "in_person",
        /// By telephone.
        Telephone = "telephone",
        /// By video.
        Video = "video",
    }
}

impl TalkWay {
    /// Returns how it is shown.
    pub fn label(self) -> &'static str {
        match self {
            TalkWay::InPerson => "in person",
            TalkWay::Telephone => "by telephone",
            TalkWay::Video => "by video",
        }
    }
}

closed_list! {
    /// How somebody interprets.
    pub enum InterpreterKind {
        /// In the same room.
        InPerson = "in_person",
        /// By telephone.
        Telephone = "telephone",
        /// By video.
        Video = "video",
        /// Nobody needs to: both speak the language.
        NotNeeded = "not_needed",
    }
}

closed_list! {
    /// How the interpreter is tied to the person.
    pub enum InterpreterTie {
        /// A trained one who knows nobody involved.
        None = "none",
        /// Somebody of the team of whoever leads the talk.
        Colleague = "colleague",
        /// A relative or partner.
        Relative = "relative",
        /// A friend, or whoever came along.
        Companion = "companion",
        /// Somebody who lives or works with the person, or another client.
        Fellow = "fellow",
        /// Nobody knows.
        Unknown = "unknown",
    }
}

impl InterpreterKind {
    /// Returns how it is shown.
    pub fn label(self) -> &'static str {
        match self {
            InterpreterKind::InPerson => "in person",
            InterpreterKind::Telephone => "by telephone",
            InterpreterKind::Video => "by video",
            InterpreterKind::NotNeeded => "not needed: a language is shared",
        }
    }
}

impl InterpreterTie {
    /// Returns how it is shown.
    pub fn label(self) -> &'static str {
        match self {
            InterpreterTie::None => "trained, with no tie to anybody involved",
            InterpreterTie::Colleague => "somebody from your own team",
            InterpreterTie::Relative => "a relative or partner",
            InterpreterTie::Companion => "a friend, or whoever came along",
            InterpreterTie::Fellow => "somebody who lives or works with the person, or another client",
            InterpreterTie::Unknown => "not known",
        }
    }

    /// Returns whether one may go on with such an interpreter without a reason. What is not known is no "none".
    pub fn is_fit(self) -> bool {
        matches!(self, InterpreterTie::None | InterpreterTie::Colleague)
    }
}

/// Who interpreted, from some moment on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct InterpreterRecord {
    /// How.
    pub kind: InterpreterKind,
    /// The language, as it was written down.
    pub language: Option<String>,
    /// How they are tied to the person; nothing where nobody interprets.
    pub tie: Option<InterpreterTie>,
    /// Why one went on with somebody who is not fit.
    pub went_on_because: Option<String>,
    /// The id of the question before which this was written down; nothing if it was before the questions.
    pub from_question: Option<String>,
}

impl InterpreterRecord {
    /// Returns it in words.
    pub fn in_words(&self) -> String {
        let tie = self.tie.map(|tie| tie.label().to_owned());
        let because = self.went_on_because.as_ref().map(|why| format!("gone on with because: {why}"));
        let from = self.from_question.as_ref().map(|_| "written down during the questions".to_owned());
        let all = [Some(self.kind.label().to_owned()), self.language.clone(), tie, because, from];
        all.into_iter().flatten().collect::<Vec<_>>().join("; ")
    }
}
