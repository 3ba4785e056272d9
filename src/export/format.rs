//! What a format is, and what every format does with a text.

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
    /// What is known of paper, and of a text that is written to a file.
    pub const PAPER: Options = Options { width: 80 };
}

/// Why pages were not written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotWritten {
    /// There is no document of them for programs.
    NoDocument,
}

/// Returns the paragraphs of a text: a blank line separates them, a single line end is a space.
pub fn paragraphs(text: &str) -> impl Iterator<Item = String> {
    text.split("\n\n").map(one_line).filter(|paragraph| !paragraph.is_empty())
}

/// Returns a text on one line.
pub fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
