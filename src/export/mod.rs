//! One file per format: pure functions from pages to bytes. `FORMATS` is the table; everything else (names,
//! file endings, help, tests) is derived from it. A format only draws: what is said, and how much, is decided
//! before; and nothing that was typed can become markup in any of them.

pub mod html;
mod json;
pub mod markdown;
pub mod text;

use std::fmt;

use crate::report::Pages;

/// One format.
pub struct Format {
    /// Its name on the command line.
    pub name: &'static str,
    /// The file endings that mean it.
    pub endings: &'static [&'static str],
    /// Whether it is for other programs, which need every byte as it is.
    pub for_programs: bool,
    /// Writes pages in it.
    pub write: fn(&Pages<'_>, &Options) -> Result<Vec<u8>, NotWritten>,
}

/// What is known of the place where pages are read.
#[derive(Debug, Clone, Copy)]
pub struct Options {
    /// Its width in columns.
    pub width: usize,
}

impl Options {
    /// What is known of paper.
    pub const PAPER: Options = Options { width: text::PAPER_WIDTH };
}

/// Why pages were not written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotWritten {
    /// There is no document of them for programs.
    NoDocument,
}

impl fmt::Display for NotWritten {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            NotWritten::NoDocument => {
                let others: Vec<&str> =
                    FORMATS.iter().filter(|format| !format.for_programs).map(|format| format.name).collect();
                write!(out, "this is for people and not written as JSON; write it as {}", others.join(", "))
            }
        }
    }
}

impl std::error::Error for NotWritten {}

/// All formats.
pub const FORMATS: &[Format] = &[text::FORMAT, markdown::FORMAT, html::FORMAT, json::FORMAT];

/// Returns the format with that name.
pub fn format(name: &str) -> Option<&'static Format> {
    FORMATS.iter().find(|format| format.name == name)
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
