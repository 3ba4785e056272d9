//! One file per format: pure functions from pages to bytes. [`FORMATS`] is the table; everything else (names,
//! file endings, help, tests) is derived from it. A format only draws: what is said, and how much, is decided
//! before; and nothing that was typed can become markup in any of them.

mod format;

use std::fmt;

pub use crate::report::{one_line, paragraphs};
pub use format::{Format, NotWritten, Options, Paper};

/// Makes the table of formats, and brings in their files. `cargo fmt` does not find these files: `rustfmt
/// src/export/*.rs` does.
macro_rules! formats {
    ($(mod $file:ident;)+) => {
        $(pub mod $file;)+

        /// All formats.
        pub const FORMATS: &[Format] = &[$($file::FORMAT),+];
    };
}

formats! {
    mod text;
    mod markdown;
    mod html;
    mod pdf;
    mod json;
    mod csv;
}

/// Returns the format with that name.
pub fn format(name: &str) -> Option<&'static Format> {
    FORMATS.iter().find(|format| format.name == name)
}

/// Returns the format that a file ending means.
pub fn format_of_ending(ending: &str) -> Option<&'static Format> {
    FORMATS.iter().find(|format| format.endings.iter().any(|known| known.eq_ignore_ascii_case(ending)))
}

impl fmt::Display for NotWritten {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let others: Vec<&str> =
            FORMATS.iter().filter(|format| !format.for_programs).map(|format| format.name).collect();
        let others = others.join(", ");
        match self {
            NotWritten::NoDocument => {
                write!(out, "this is for people and not written as JSON; write it as {others}")
            }
            NotWritten::NoRecord => {
                write!(out, "CSV is the row of a screening, and this is none; write it as {others}")
            }
            NotWritten::NoLetters(Some(script)) => {
                write!(
                    out,
                    "the letters for PDF here have no {script}; write it as html, which a browser prints"
                )
            }
            NotWritten::NoLetters(None) => {
                let words = "the letters for PDF here lack a sign that is in it, such as an emoji";
                write!(out, "{words}; write it as html, which a browser prints")
            }
            NotWritten::NotSound => {
                write!(out, "the PDF did not come out as it has to; write it as html, which a browser prints")
            }
        }
    }
}

impl std::error::Error for NotWritten {}
