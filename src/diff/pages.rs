//! What the codes of `check --against` mean, for people who write questionnaires and are no programmers.

use crate::diagnostic::Page;

/// Every code that only a comparison with another edition has.
pub const PAGES: &[Page] = &[
    Page::of(include_str!("explain/version-too-small.md")),
    Page::of(include_str!("explain/change-not-told.md")),
    Page::of(include_str!("explain/other-questionnaire.md")),
];
