//! What every action on the workspace needs.

use anyhow::{Context, Result, anyhow, bail};
use safelight::conversation::{Choosing, Dialogue, ListItem, Purpose, Setting, Writing};

use crate::cli::asking::leading;
use crate::cli::commands::screen;
use crate::cli::config::Config;
use crate::cli::files;
use crate::cli::passphrase::typed_line;
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

    /// Asks for some lines; each has to be written. On a terminal they are on pages of their own, and nothing of
    /// them stays on the screen; elsewhere, or where plain lines are wanted, they are the next lines of the
    /// standard input.
    ///
    /// # Errors
    /// That one is empty, or nobody answers any more.
    pub fn written<const N: usize>(
        &self,
        workspace: &Workspace,
        plain: bool,
        prompts: [&str; N],
    ) -> Result<[String; N]> {
        let lines = if self.surroundings.terminal && !plain {
            let mut writing = Writing::new("records", &prompts, self.setting());
            self.show(&mut writing, Some(workspace))?;
            writing.written()
        } else {
            let lines = prompts.iter().map(|prompt| typed_line(&format!("{prompt} ")));
            Some(lines.collect::<Result<Vec<String>>>()?)
        };
        let lines = lines.context("left before everything was written; nothing was changed")?;
        if lines.iter().any(String::is_empty) {
            bail!("nothing was typed; nothing was changed");
        }
        lines.try_into().map_err(|_| anyhow!("nothing was changed"))
    }

    /// Shows a secret, which stays on the screen only until it is written down.
    ///
    /// # Errors
    /// That somebody left, or nobody answers any more.
    pub fn shown_once(&self, secret: &str) -> Result<()> {
        if !self.surroundings.terminal {
            return say(secret);
        }
        let done = vec![ListItem::new("written_down", "It is written down")];
        let mut page = Choosing::new("passphrase", "The passphrase", done, None, self.setting()).tell(secret);
        self.show(&mut page, None)?;
        page.chosen().map(drop).context("left before it was written down; nothing was made")
    }

    fn show(&self, dialogue: &mut dyn Dialogue, workspace: Option<&Workspace>) -> Result<()> {
        let mut asker = screen::asker(true, self.config)?;
        if let Some(workspace) = workspace {
            asker.lock_with(workspace.passphrase_check());
        }
        leading::show(dialogue, asker.as_mut())
            .map_err(|gone| anyhow!("nobody answers any more: {gone}; nothing was changed"))
    }

    fn setting(&self) -> Setting<'_> {
        Setting { purpose: Purpose::Screening, today: self.surroundings.today, ..Setting::practice() }
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
