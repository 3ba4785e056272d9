//! What was said, for which edition. It does not know what a question is. Its one surprise: nothing
//! here shows an answer in `Debug`, so that no panic, log or error can carry one.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

use crate::decimal::Decimal;

/// A questionnaire's id and version: answers mean nothing without it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Edition {
    /// The questionnaire's id, such as `adult-brief`.
    pub id: String,
    /// Its semantic version, such as `1.0.0`.
    pub version: String,
}

/// The most characters of what is typed at one question: the words of an option, or all that is noted.
pub const LONGEST_WORDS: usize = 500;

/// The id of a question within its questionnaire.
pub type QuestionId = String;

/// What a question was answered with. Closed and small: after reading, everything matches on this
/// and never on the kind of question.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Value {
    /// Yes (true) or no (false).
    YesNo(bool),
    /// The id of one option.
    Choice(String),
    /// The ids of one or more options, in the order of the questionnaire.
    Choices(Vec<String>),
    /// A number, exactly as given.
    Number(Decimal),
    /// A year, with the month (1 to 12) where the question asks for one. Never a day.
    DatePart {
        /// The year.
        year: u16,
        /// The month, 1 to 12.
        month: Option<u8>,
    },
    /// The person's own words.
    Text(String),
}

/// The state of an answer. Absent from [`Answers`] means not asked; all states stay different.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// Answered.
    Given(Value),
    /// Prefers not to say.
    Declined,
    /// Does not know; for an observed or recorded item: could not observe.
    DontKnow,
    /// Come back to it later.
    Later,
}

/// Whose words a note holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub enum Speaker {
    /// The person's own words.
    Person,
    /// What the worker saw, read or thinks.
    Worker,
}

/// Words that were noted at a question.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Note {
    /// Whose they are.
    pub speaker: Speaker,
    /// The words, as they were typed.
    pub words: String,
}

/// The answers of one screening.
#[derive(Clone, PartialEq, Eq)]
pub struct Answers {
    /// The edition that was asked.
    pub edition: Edition,
    by_question: BTreeMap<QuestionId, Answer>,
    /// The words of the option that was chosen and takes words of its own.
    words: BTreeMap<QuestionId, String>,
}

impl Answers {
    /// Returns answers in which nothing has been asked yet.
    pub fn none(edition: Edition) -> Self {
        Answers { edition, by_question: BTreeMap::new(), words: BTreeMap::new() }
    }

    /// Returns the answer to a question, or nothing if it was not asked.
    pub fn get(&self, question: &str) -> Option<&Answer> {
        self.by_question.get(question)
    }

    /// Records an answer in place of an earlier one, whose words go.
    pub fn give(&mut self, question: impl Into<QuestionId>, answer: Answer) {
        let question = question.into();
        self.words.remove(&question);
        self.by_question.insert(question, answer);
    }

    /// Returns the words of the chosen option that takes words of its own, if any were said.
    pub fn words(&self, question: &str) -> Option<&str> {
        self.words.get(question).map(String::as_str)
    }

    /// Records the words of the option that was chosen.
    pub fn put_words(&mut self, question: impl Into<QuestionId>, words: String) {
        self.words.insert(question.into(), words);
    }

    /// Takes the words of an option away, and returns them.
    pub fn take_words(&mut self, question: &str) -> Option<String> {
        self.words.remove(question)
    }

    /// Returns all words of options, by question id.
    pub fn all_words(&self) -> impl Iterator<Item = (&str, &str)> {
        self.words.iter().map(|(question, words)| (question.as_str(), words.as_str()))
    }

    /// Forgets the answer to a question, as if it had not been asked. Returns whether there was one.
    pub fn forget(&mut self, question: &str) -> bool {
        self.words.remove(question);
        self.by_question.remove(question).is_some()
    }

    /// Returns all answers, by question id.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Answer)> {
        self.by_question.iter().map(|(question, answer)| (question.as_str(), answer))
    }

    /// Returns how many questions have an answer of any state.
    pub fn len(&self) -> usize {
        self.by_question.len()
    }

    /// Returns whether nothing has been asked.
    pub fn is_empty(&self) -> bool {
        self.by_question.is_empty()
    }
}

impl Answer {
    /// Returns the value, if one was given.
    pub fn value(&self) -> Option<&Value> {
        match self {
            Answer::Given(value) => Some(value),
            Answer::Declined | Answer::DontKnow | Answer::Later => None,
        }
    }

    /// Returns the name of the state in documents: `given`, `declined`, `dont_know` or `later`.
    pub fn state(&self) -> &'static str {
        match self {
            Answer::Given(_) => "given",
            Answer::Declined => "declined",
            Answer::DontKnow => "dont_know",
            Answer::Later => "later",
        }
    }
}

impl fmt::Debug for Value {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("[answer]")
    }
}

impl fmt::Debug for Note {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("[note]")
    }
}

impl fmt::Debug for Answer {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("[answer]")
    }
}

impl fmt::Debug for Answers {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "[{} answers to {}@{}]", self.len(), self.edition.id, self.edition.version)
    }
}

impl fmt::Display for Edition {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}@{}", self.id, self.version)
    }
}
