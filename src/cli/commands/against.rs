//! `check --against`: whether the version number of a file is enough for what changed since another
//! edition.

use anyhow::Result;
use safelight::diagnostic::Diagnostic;
use safelight::diff::findings;
use safelight::questionnaire::{Questionnaire, read};
use safelight::source::Source;

use crate::cli::load;

/// The edition with which files are compared.
pub struct Against(Questionnaire);

impl Against {
    /// Returns the edition that an id or path means.
    ///
    /// # Errors
    /// What is not there, or every mistake of the file.
    pub fn named(named: &str) -> Result<Self> {
        load::questionnaire(named).map(Against)
    }

    /// Returns what is wrong with a file as a new edition of this one. A file with mistakes is not
    /// compared: its mistakes come first.
    pub fn findings(&self, source: &Source) -> Vec<Diagnostic> {
        let new = read(source).questionnaire;
        new.map_or_else(Vec::new, |new| findings(&self.0, &new, source))
    }
}
