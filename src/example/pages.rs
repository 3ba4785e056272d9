//! What the codes of this reader mean, for people who write examples and are no programmers.

use crate::diagnostic::Page;

/// Every code that only examples have.
pub const PAGES: &[Page] = &[
    Page::of(include_str!("explain/nothing-expected.md")),
    Page::of(include_str!("explain/wrong-side.md")),
    Page::of(include_str!("explain/bad-input.md")),
    Page::of(include_str!("explain/bad-expectation.md")),
    Page::of(include_str!("explain/bad-row.md")),
];
