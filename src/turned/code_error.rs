//! Why a release code was not read, and why answers are not written as one. Both say where and what, and neither
//! repeats a letter or an answer: a code is an answer, and somebody may type other things at its prompt.

use std::fmt;

use super::letters::GROUP;
use crate::answers::{Edition, QuestionId};

/// Why a code was not read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CodeError {
    /// A sign is no letter of a code, and looks like none.
    NoLetter {
        /// Its place among the letters, from 1.
        place: usize,
    },
    /// There are too few letters, or too many.
    WrongLength {
        /// How many letters every code of the edition has.
        wanted: usize,
        /// How many were typed.
        typed: usize,
        /// The first group that has not four letters, from 1, where groups were typed.
        uneven_group: Option<usize>,
    },
    /// The check letters do not fit: it was mistyped, and nothing tells where.
    Mistyped {
        /// The places of signs that were read as the letter they look like, from 1.
        look_alikes: Vec<usize>,
    },
    /// It is of another edition than this one, or was mistyped more than once.
    OtherEdition(Edition),
    /// No answers to this edition have it.
    NoAnswers(Edition),
}

/// Why answers are not written as a code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotReleasable {
    /// They are answers to another edition than this one.
    OtherEdition(Edition),
    /// A code has no place for this question: it is not asked of the person, or is no closed one.
    NoPlace(QuestionId),
    /// The question does not allow its answer.
    NotAllowed(QuestionId),
}

impl fmt::Display for CodeError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            CodeError::NoLetter { place } => write!(
                out,
                "letter {place}, in group {}, is none of a code: it has the letters A to Z without I, O and Q",
                (place - 1) / GROUP + 1
            ),
            CodeError::WrongLength { wanted, typed, uneven_group } => {
                write!(out, "a code of this form has {wanted} letters, and {typed} were typed")?;
                if let Some(group) = uneven_group {
                    write!(out, "; group {group} has not {GROUP}")?;
                }
                out.write_str(". A code of another form may have another number")
            }
            CodeError::Mistyped { look_alikes } => {
                out.write_str("the check letters do not fit: a letter is wrong, or two changed places")?;
                match &look_alikes[..] {
                    [] => out.write_str(". Compare every group"),
                    places => write!(out, ". Compare first what is no letter of a code: {}", list(places)),
                }
            }
            CodeError::OtherEdition(edition) => write!(
                out,
                "this is no code of {edition}: it is of another edition, or more than one letter is wrong"
            ),
            CodeError::NoAnswers(edition) => {
                write!(out, "no answers to {edition} have this code: more than one letter is wrong")
            }
        }
    }
}

impl fmt::Display for NotReleasable {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            NotReleasable::OtherEdition(edition) => write!(out, "these are no answers to {edition}"),
            NotReleasable::NoPlace(question) => write!(
                out,
                "a release code has no place for `{question}`: only for closed questions that are asked of the person"
            ),
            NotReleasable::NotAllowed(question) => {
                write!(out, "the answer to `{question}` is none that the question allows")
            }
        }
    }
}

impl std::error::Error for CodeError {}

impl std::error::Error for NotReleasable {}

fn list(places: &[usize]) -> String {
    let places: Vec<String> = places.iter().map(|place| format!("letter {place}")).collect();
    places.join(", ")
}
