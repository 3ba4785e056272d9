//! What differs between the translations of two editions, as it is told. It compares nothing: whoever knows
//! translations does, and adds it to the difference of the editions.

use crate::language::tag::english_name;
use crate::questionnaire::elements::{ChangeKind, VersionStep};

/// A change of a translation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TranslationChange {
    /// The tag of its language.
    pub language: String,
    /// The address of the text, or the id of the number by language; empty where it is all of it.
    pub of: String,
    /// What of it changed, in plain words.
    pub what: String,
    /// What it was; nothing if it was not there.
    pub old: Option<String>,
    /// What it is; nothing if it is not there any more.
    pub new: Option<String>,
    /// Which kind of change it is.
    pub kind: TranslationChangeKind,
}

/// A kind of change of a translation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TranslationChangeKind {
    /// The whole of it is new.
    Added,
    /// The whole of it is gone.
    Removed,
    /// Its words are those of before, and the source is another.
    Stale,
    /// Words: what it means is what it means of the source.
    Words(ChangeKind),
    /// A number by language.
    Value,
}

impl TranslationChangeKind {
    /// Returns the word for it, the same for ever.
    pub fn id(self) -> &'static str {
        match self {
            TranslationChangeKind::Added => "translation-added",
            TranslationChangeKind::Removed => "translation-removed",
            TranslationChangeKind::Stale => "translation-stale",
            TranslationChangeKind::Words(kind) => kind.id(),
            TranslationChangeKind::Value => "value-by-language",
        }
    }

    /// Returns the step that it needs. A translation comes and goes beside an edition: whoever was asked before is
    /// asked the same.
    pub fn step(self) -> VersionStep {
        match self {
            TranslationChangeKind::Added | TranslationChangeKind::Removed | TranslationChangeKind::Stale => {
                VersionStep::None
            }
            TranslationChangeKind::Words(kind) => kind.step(),
            TranslationChangeKind::Value => VersionStep::Major,
        }
    }

    /// Returns why it needs that step.
    pub fn why(self) -> &'static str {
        match self {
            TranslationChangeKind::Added => {
                "people can be asked in one more language, and nobody is asked otherwise"
            }
            TranslationChangeKind::Removed => {
                "nobody can be asked in this language with this edition; what was asked before keeps its result"
            }
            TranslationChangeKind::Stale => {
                "the source was changed, and these words were not: a question is asked in the words of the source, \
                 other words are marked, until somebody has looked them over"
            }
            TranslationChangeKind::Words(kind) => kind.why(),
            TranslationChangeKind::Value => {
                "the same answers can come to another result in this language; the scoring of the others stays"
            }
        }
    }
}

impl TranslationChange {
    /// Returns what it is about, in words.
    pub fn about_in_words(&self) -> String {
        let language = english_name(&self.language);
        match self.of.as_str() {
            "" => language,
            of => format!("{language}, `{of}`"),
        }
    }

    /// Returns the change in a few words, without old and new.
    pub fn in_short(&self) -> String {
        format!("{}: {} ({})", self.about_in_words(), self.what, self.kind.why())
    }
}
