//! How large a document may be in every direction, so that reading it always ends soon.

/// How deep tables, arrays and conditions may be nested.
pub const DEEPEST: usize = 64;

/// The most entries of one list.
pub const MOST_ENTRIES: usize = 5_000;

/// The most characters of one text.
pub const LONGEST_TEXT: usize = 2_000;
