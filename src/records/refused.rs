//! Why a document of ours is not taken. No message repeats an answer: what serde says is cut before any
//! value could be in it.

use std::fmt;

use crate::escaped::escaped;

/// Why a document is not taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DocumentRefusal {
    /// It is no JSON; which document is needed.
    NotJson(&'static str),
    /// It is the summary for people.
    Summary,
    /// Its JSON or its shape is wrong.
    Shape {
        /// The line, from 1.
        line: usize,
        /// The column, from 1.
        column: usize,
        /// What is wrong, without any value.
        what: String,
    },
    /// Something within it is wrong.
    Within(String),
    /// It is nested deeper than any document of ours.
    TooDeep,
    /// It is another document of ours.
    Instead(OtherDocument),
    /// Its `kind` is not the one that is needed, or is not there.
    OtherKind {
        /// The kind that is needed.
        needed: &'static str,
        /// Whether there is any.
        is_there: bool,
    },
    /// Its format is another one than the one that is read.
    OtherFormat(u32),
    /// The same question, outcome or key stands in it twice.
    Twice(String),
    /// The state of an answer, and whether there is a value, contradict each other.
    State(String, StateFault),
    /// The code of a trainee looks like a name.
    NotACode,
    /// It was changed after it was written.
    Changed,
    /// It is of another edition or text than the one that is here.
    OtherText(String),
    /// It cannot have been played in its scenario.
    DoesNotFit,
}

/// Another document of ours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OtherDocument {
    /// Something of practice.
    Practice,
    /// The record of a screening.
    Screening,
    /// A screening without identifiers.
    WithoutIdentifiers,
    /// An answers document.
    Answers,
    /// A result.
    Result,
}

/// What is wrong with the state of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StateFault {
    /// It is given, and there is no value.
    NoValue,
    /// There is a value, and it is not given.
    Value,
    /// There is no such state.
    Unknown,
}

impl DocumentRefusal {
    /// Returns what serde says of a text, without any value of it.
    pub(super) fn of_json(error: &serde_json::Error, beside: &str) -> Self {
        let what = format!("{}{beside}", escaped(&without_values(&error.to_string())));
        DocumentRefusal::Shape { line: error.line(), column: error.column(), what }
    }
}

/// Cuts the part of a message that may repeat a value.
pub(super) fn without_values(message: &str) -> String {
    let message = message.split(" at line ").next().unwrap_or_default();
    match message.split_once("invalid type: ") {
        Some((_, rest)) => match rest.rsplit_once(", expected ") {
            Some((_, expected)) => format!("expected {expected}"),
            None => "a value of the wrong type".to_owned(),
        },
        None if message.contains("invalid value") => "a value that is not allowed here".to_owned(),
        None => match message.split_once("unknown variant `") {
            // The word that stands there may be an answer; those that may are ours.
            Some((_, rest)) => match rest.split_once("expected ") {
                Some((_, expected)) => format!("expected {expected}"),
                None => "a word that is not allowed here".to_owned(),
            },
            None => message.to_owned(),
        },
    }
}

impl fmt::Display for DocumentRefusal {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            DocumentRefusal::NotJson(wanted) => write!(out, "this is not JSON; {wanted}"),
            DocumentRefusal::Summary => out.write_str(
                "this is a summary for people; a JSON record is needed here, as `screen` saves it in a file that ends \
                 in .json",
            ),
            DocumentRefusal::Shape { line, column, what } => write!(out, "line {line}, column {column}: {what}"),
            DocumentRefusal::Within(what) => out.write_str(what),
            DocumentRefusal::TooDeep => out.write_str("it is nested deeper than any document of ours"),
            DocumentRefusal::Instead(document) => out.write_str(match document {
                OtherDocument::Practice => {
                    "this is a record of practice, not of a screening: the person is invented, and it is not scored as a screening"
                }
                OtherDocument::Screening => "this is the record of a screening, and has no place in practice",
                OtherDocument::WithoutIdentifiers => {
                    "this is a screening without identifiers: answers are left out, so it cannot be scored again"
                }
                OtherDocument::Answers => "this is an answers document; `safelight score` scores it",
                OtherDocument::Result => {
                    "this is a result of `safelight score`; it holds no answers to score again"
                }
            }),
            DocumentRefusal::OtherKind { needed, is_there: true } => {
                write!(out, "`kind` is not \"{needed}\"; this is another kind of document")
            }
            DocumentRefusal::OtherKind { needed, is_there: false } => {
                write!(out, "there is no `kind`; \"{needed}\" is needed here")
            }
            DocumentRefusal::OtherFormat(format) => {
                write!(out, "`format` is not {format}; this version reads format {format}")
            }
            DocumentRefusal::Twice(what) => write!(out, "{what} stands here twice"),
            DocumentRefusal::State(id, StateFault::NoValue) => write!(out, "`{id}` is \"given\" and has no `value`"),
            DocumentRefusal::State(id, StateFault::Value) => {
                write!(out, "`{id}` has a `value` although its `state` says that there is none")
            }
            DocumentRefusal::State(id, StateFault::Unknown) => {
                write!(out, "the `state` of `{id}` must be given, declined, dont_know or later")
            }
            DocumentRefusal::NotACode => out.write_str("`trainee` is no code such as T07; a name has no place in it"),
            DocumentRefusal::Changed => out.write_str("it was changed after it was written: the seal does not fit"),
            DocumentRefusal::OtherText(which) => out.write_str(which),
            DocumentRefusal::DoesNotFit => out.write_str("it does not fit its scenario"),
        }
    }
}

impl std::error::Error for DocumentRefusal {}
