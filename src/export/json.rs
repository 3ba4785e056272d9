//! The document for other programs: the format of its own that its struct says.

use super::format::{Format, NotWritten, Options};
use crate::report::{Detail, Pages};

/// Documents for other programs.
pub const FORMAT: Format = Format {
    name: "json",
    endings: &["json"],
    for_programs: true,
    levels: &[Detail::Full],
    write: |pages: &Pages<'_>, _: &Options| {
        pages.document().map(String::into_bytes).ok_or(NotWritten::NoDocument)
    },
};
