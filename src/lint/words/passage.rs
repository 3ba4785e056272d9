//! Texts of a questionnaire as words and sentences, each with its place and its reader.

use std::ops::Deref;

use crate::language::{self, Prose, Words};
use crate::questionnaire::Questionnaire;
use crate::questionnaire::elements::{Audience, Text};
use crate::questionnaire::location::Place;

/// A text with its words and sentences.
#[derive(Debug)]
pub struct Passage<'q> {
    /// The text, with its place and reader.
    pub of: Text<'q>,
    prose: Prose<'q>,
}

/// A passage is its words, with a place.
impl<'q> Deref for Passage<'q> {
    type Target = Prose<'q>;

    fn deref(&self) -> &Prose<'q> {
        &self.prose
    }
}

/// Returns every text of a questionnaire, in order.
pub fn all<'q>(questionnaire: &'q Questionnaire, words: Option<&Words>) -> Vec<Passage<'q>> {
    let texts = questionnaire.texts().filter(|text| text.audience != Audience::Scholar);
    texts.map(|text| Passage::of(text, words)).collect()
}

impl<'q> Passage<'q> {
    /// Takes a text apart.
    pub fn of(of: Text<'q>, words: Option<&Words>) -> Self {
        Passage { of, prose: words.map_or_else(|| language::prose(of.text), |words| words.prose(of.text)) }
    }

    /// Returns whether it is read aloud.
    pub fn is_aloud(&self) -> bool {
        self.of.audience == Audience::Person
    }

    /// Returns whether it is the wording of a question, and not one of its options.
    pub fn is_ask(&self) -> bool {
        matches!(self.of.place, Place::Question(_, "ask"))
    }

    /// Returns whether it is an answer that can be chosen, or the unit of one.
    pub fn is_answer(&self) -> bool {
        matches!(self.of.place, Place::Choice(..) | Place::Question(_, "unit"))
    }
}
