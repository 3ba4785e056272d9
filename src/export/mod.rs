//! One file per format: pure functions from a report to text. `FORMATS` is the table; everything
//! else (names, file endings, help, tests) is derived from it.

pub mod html;
pub mod json;
pub mod markdown;
pub mod text;

use crate::report::{Report, document};

/// One export format.
pub struct Format {
    /// Its name on the command line.
    pub id: &'static str,
    /// The file endings that mean it.
    pub endings: &'static [&'static str],
    /// Writes a report in it.
    pub write: fn(&Report) -> String,
}

/// All export formats.
pub const FORMATS: &[Format] = &[
    Format {
        id: "text",
        endings: &["txt", "text"],
        write: |report| text::write(&document(report), text::PAPER_WIDTH),
    },
    Format {
        id: "markdown",
        endings: &["md", "markdown"],
        write: |report| markdown::write(&document(report)),
    },
    Format { id: "json", endings: &["json"], write: json::write },
];

/// Returns the format with that name.
pub fn format(id: &str) -> Option<&'static Format> {
    FORMATS.iter().find(|format| format.id == id)
}

/// Returns the format that a file ending means.
pub fn format_of_ending(ending: &str) -> Option<&'static Format> {
    FORMATS.iter().find(|format| format.endings.iter().any(|known| known.eq_ignore_ascii_case(ending)))
}

/// Returns the paragraphs of a text: a blank line separates them, a single line end is a space.
pub fn paragraphs(text: &str) -> impl Iterator<Item = String> {
    text.split("\n\n").map(one_line).filter(|paragraph| !paragraph.is_empty())
}

/// Returns a text on one line.
pub fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
