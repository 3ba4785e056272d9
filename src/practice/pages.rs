//! What the codes of this reader mean, for people who write scenarios and are no programmers.

use crate::diagnostic::Page;

/// Every code that only scenarios have.
pub const PAGES: &[Page] = &[
    Page::of(include_str!("explain/unknown-point.md")),
    Page::of(include_str!("explain/bad-choice.md")),
    Page::of(include_str!("explain/no-answer.md")),
    Page::of(include_str!("explain/never-heard.md")),
    Page::of(include_str!("explain/missing-outcome.md")),
    Page::of(include_str!("explain/key-differs.md")),
];
