//! The questionnaire walked once: every element with each of its fields, what the field is, what it
//! holds, what it means if it changes, and where it stands. Fingerprints, the difference of two
//! editions, lints over texts, the printed form and lists of ids and names in use are readers of this
//! walk; nothing else may list the fields. One more key is one more line of it, and the compiler asks
//! for it. Its one surprise: what is left out in a file is not among the fields.

mod before;
mod effect;
mod element;
mod kind;
mod questions;
mod results;

use super::model::{Questionnaire, Rule};
use crate::rules::Name;
pub use effect::{ChangeKind, Effect, NarrowedBy, Touched, VersionStep};
pub use element::{Audience, Element, Field, FieldValue, Text};
pub use kind::{ElementId, ElementKind, Identity, PURPOSE};

impl Questionnaire {
    /// Returns every element: the head, what comes before the questions, each section with its questions
    /// and each question with its options, moments, and what follows from the answers.
    pub fn elements(&self) -> impl Iterator<Item = Element<'_>> {
        before::elements(self).chain(questions::elements(self)).chain(results::elements(self))
    }

    /// Returns every rule.
    pub fn rules(&self) -> impl Iterator<Item = &Rule> {
        self.elements().flat_map(|element| element.fields).filter_map(|field| match field.value {
            FieldValue::Rule(rule) => Some(rule),
            _ => None,
        })
    }

    /// Returns every text, in the order of the conversation, then of the result.
    pub fn texts(&self) -> impl Iterator<Item = Text<'_>> {
        self.elements().flat_map(|element| element.fields).filter_map(|field| match field.value {
            FieldValue::Text(text) => Some(text),
            _ => None,
        })
    }

    /// Returns everything that rules, scores and outcomes name, as often as they do.
    pub fn names_in_use(&self) -> impl Iterator<Item = Name> {
        self.elements().flat_map(|element| element.names().collect::<Vec<_>>())
    }

    /// Returns every id of the file.
    pub fn ids(&self) -> impl Iterator<Item = ElementId> {
        let has_id = |kind: ElementKind| matches!(kind.identity(), Identity::Id | Identity::IdWithin(_));
        self.elements().filter(move |element| has_id(element.kind)).map(|element| element.name())
    }
}
