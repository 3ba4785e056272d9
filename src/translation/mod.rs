//! Translations: what a person hears and reads of a questionnaire, in another language, in a file beside it. A
//! translation holds words, each under the address of the text that it translates and with the checksum of that text,
//! so what was changed in the source is known at once; and the values of numbers that the questionnaire declares to be
//! by language. It can change no rule otherwise. With it the
//! questionnaire is read as if it had been written in that language: the safety rules and the advice of that language
//! hold for the result. Its one surprise: texts that only the practitioner reads may be left out, and stay in the
//! language of the source.

mod address;
mod compare;
mod editions;
mod file;
mod merged;
pub mod po;
mod rewritten;
mod starter;
mod values;
mod wording;
mod written;

use crate::diagnostic::{Page, Severity};

pub use address::{SourceText, checksum, source_texts};
pub use compare::{Comparison, compare};
pub use editions::{TranslatedEdition, translation_changes};
pub use file::{TranslatedText, Translation, TranslationReview, read_translation, read_unfinished};
pub use merged::{Merged, merged};
pub use starter::starter;
pub use values::{TranslatedValue, by_language};
pub use wording::{Wording, WordingAtHand, wording_in};

/// What the codes of translations mean, and how much each matters.
pub const PAGES: &[(Page, Severity)] = &[
    (Page::of(include_str!("explain/other-edition.md")), Severity::Error),
    (Page::of(include_str!("explain/same-language.md")), Severity::Error),
    (Page::of(include_str!("explain/unknown-text.md")), Severity::Error),
    (Page::of(include_str!("explain/unknown-value.md")), Severity::Error),
    (Page::of(include_str!("explain/missing-translation.md")), Severity::Error),
    (Page::of(include_str!("explain/untranslated.md")), Severity::Error),
    (Page::of(include_str!("explain/stale-translation.md")), Severity::Warning),
    (Page::of(include_str!("explain/other-figures.md")), Severity::Warning),
    (Page::of(include_str!("explain/long-translation.md")), Severity::Warning),
    (Page::of(include_str!("explain/missing-value.md")), Severity::Note),
    (Page::of(include_str!("explain/po-syntax.md")), Severity::Error),
    (Page::of(include_str!("explain/po-head.md")), Severity::Error),
    (Page::of(include_str!("explain/po-charset.md")), Severity::Error),
    (Page::of(include_str!("explain/po-no-context.md")), Severity::Error),
    (Page::of(include_str!("explain/po-plural.md")), Severity::Error),
];
