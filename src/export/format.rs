//! What a format is, and what every format does with a text.

use crate::report::{Detail, Pages};

/// One format.
pub struct Format {
    /// Its name on the command line.
    pub name: &'static str,
    /// The file endings that mean it.
    pub endings: &'static [&'static str],
    /// Whether it is for other programs, which need every byte as it is.
    pub for_programs: bool,
    /// The levels at which a screening can be written in it, the usual one first.
    pub levels: &'static [Detail],
    /// Writes pages in it.
    pub write: fn(&Pages<'_>, &Options) -> Result<Vec<u8>, NotWritten>,
}

/// The levels of what is written for people, the usual one first: all of them.
pub const EVERY_LEVEL: &[Detail] =
    &[Detail::Note, Detail::Reasons, Detail::Full, Detail::Referral, Detail::TakeAway];

/// What is known of the place where pages are read.
#[derive(Debug, Clone, Copy)]
pub struct Options {
    /// Its width in columns.
    pub width: usize,
    /// The paper on which they are printed.
    pub paper: Paper,
}

impl Options {
    /// What is known of paper, and of a text that is written to a file.
    pub const PAPER: Options = Options { width: 80, paper: Paper::A4 };
}

/// A size of paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Paper {
    /// 210 by 297 millimetres.
    A4,
    /// 8.5 by 11 inches.
    Letter,
}

impl Paper {
    /// Every size, with its name.
    pub const ALL: &[(&'static str, Paper)] = &[("a4", Paper::A4), ("letter", Paper::Letter)];

    /// Returns the one with that name.
    pub fn named(name: &str) -> Option<Paper> {
        Paper::ALL.iter().find(|(known, _)| *known == name).map(|(_, paper)| *paper)
    }

    /// Returns its width and height in thousandths of a point.
    pub fn size(self) -> (i32, i32) {
        match self {
            Paper::A4 => (595_276, 841_890),
            Paper::Letter => (612_000, 792_000),
        }
    }
}

/// Why pages were not written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotWritten {
    /// There is no document of them for programs.
    NoDocument,
    /// They are not those of a record.
    NoRecord,
    /// There are no letters for what stands in them: the script, if it has a name.
    NoLetters(Option<&'static str>),
    /// What came out is not as it has to be.
    NotSound,
}
