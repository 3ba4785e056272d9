//! What every action on the workspace needs.

use anyhow::Result;

use crate::cli::config::Config;
use crate::cli::files;
use crate::cli::surroundings::Surroundings;
use crate::cli::workspace::{Workspace, WorkspaceOption};

/// What every action reads of its surroundings.
pub struct Around<'a> {
    /// The settings.
    pub config: &'a Config,
    /// What is around the program.
    pub surroundings: &'a Surroundings,
}

impl Around<'_> {
    /// Opens the workspace.
    ///
    /// # Errors
    /// Why it cannot be opened.
    pub fn open(&self, which: &WorkspaceOption) -> Result<Workspace> {
        which.open(self.config, self.surroundings)
    }

    /// Returns today, as it goes into a record.
    pub fn today(&self) -> String {
        self.surroundings.today.to_string()
    }
}

/// The width of what is said on an ordinary screen, in columns.
pub const COLUMNS: usize = 79;

/// Says something, in lines that break between words.
///
/// # Errors
/// That the standard output is full.
pub fn say(text: &str) -> Result<()> {
    // A path or a name is never broken.
    let options = textwrap::Options::new(COLUMNS)
        .break_words(false)
        .word_splitter(textwrap::WordSplitter::NoHyphenation);
    files::print(&textwrap::fill(text, options))
}
