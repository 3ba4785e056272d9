//! What is read aloud and written down. These lints know English only, and say nothing about
//! questionnaires in other languages.

pub mod double_negative;
pub mod identifying;
pub mod identity_alone;
pub mod leading_form;
pub mod long_sentence;
pub mod observed_aloud;
mod phrase;
pub mod prose;
pub mod reading_grade;
pub mod reassuring_level;
pub mod sensitivity_low;
mod syllables;
pub mod term;
mod terms;
pub mod two_questions;
pub mod why_question;

pub use identifying::{NAME, NUMBER, full_names, phone_numbers};
pub use prose::Prose;
pub use term::in_narration;
pub use terms::{TERMS, Term};

use super::texts::{self, Audience};
use crate::questionnaire::Questionnaire;
use crate::questionnaire::places::Place;

/// Returns every text of a questionnaire in English, in order; nothing of one in another language.
pub fn english(questionnaire: &Questionnaire) -> Vec<Prose<'_>> {
    let language = questionnaire.language.split('-').next().unwrap_or_default();
    if !language.eq_ignore_ascii_case("en") {
        return Vec::new();
    }
    texts::all(questionnaire).into_iter().map(Prose::of).collect()
}

impl Prose<'_> {
    /// Returns whether it is read aloud.
    fn is_aloud(&self) -> bool {
        self.of.audience == Audience::Person
    }

    /// Returns whether it is the wording of a question, and not one of its options.
    fn is_ask(&self) -> bool {
        matches!(self.of.place, Place::Question(_, "ask"))
    }

    /// Returns whether it is an answer that can be chosen, or the unit of one.
    fn is_answer(&self) -> bool {
        matches!(self.of.place, Place::Choice(..) | Place::Question(_, "unit"))
    }
}
