//! What every action on the workspace needs.

use anyhow::{Context, Result, anyhow, bail};
use jiff::civil::Date;
use safelight::conversation::{Choosing, Dialogue, ListItem, ReadingPage, Setting, Writing};
use safelight::export::Options;
use safelight::report::Pages;

use crate::cli::apart;
use crate::cli::config::Config;
use crate::cli::files;
use crate::cli::output::{Destination, Output};
use crate::cli::passphrase::typed_line;
use crate::cli::surroundings::Surroundings;
use crate::cli::workspace::{Workspace, WorkspaceOption, WrittenDown};

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
            self.show(&mut writing, workspace)?;
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

    /// Asks for one of these, each with its word and how it is shown. On a terminal it is chosen from a page; elsewhere
    /// the next line of the standard input is its number or its word. Returns its place.
    ///
    /// # Errors
    /// That it is none of them, or nobody answers any more.
    pub fn chosen(&self, workspace: &Workspace, question: &str, items: &[(String, String)]) -> Result<usize> {
        if self.surroundings.terminal {
            let listed =
                items.iter().enumerate().map(|(place, (_, label))| ListItem::new(place.to_string(), label));
            let mut page = Choosing::new("records", question, listed.collect(), None, self.setting());
            self.show(&mut page, workspace)?;
            let chosen =
                page.chosen().context("left before something was chosen; nothing was written down")?;
            return chosen.as_str().parse().context("what was chosen has a place");
        }
        let typed = typed_line(&format!("{question} Its number, 1 to {}: ", items.len()))?;
        let by_word = items.iter().position(|(word, _)| !word.is_empty() && *word == typed);
        let by_number = typed.parse::<usize>().ok().filter(|number| (1..=items.len()).contains(number));
        by_word.or(by_number.map(|number| number - 1)).with_context(|| {
            format!(
                "that is none of the {}; write its number or its word. Nothing was written down",
                items.len()
            )
        })
    }

    /// Asks for a day that stands there already and can be changed.
    ///
    /// # Errors
    /// That it is no day, or nobody answers any more.
    pub fn day(&self, workspace: &Workspace) -> Result<Date> {
        let today = self.surroundings.today;
        let typed = if self.surroundings.terminal {
            let mut writing =
                Writing::new("records", &["On which day?"], self.setting()).filled(&today.to_string());
            self.show(&mut writing, workspace)?;
            let [typed] = writing
                .written()
                .and_then(|lines| lines.try_into().ok())
                .context("left before a day was written; nothing was written down")?;
            typed
        } else {
            typed_line(&format!("On which day, such as {today}? Enter is today: "))?
        };
        if typed.is_empty() {
            return Ok(today);
        }
        typed
            .parse()
            .map_err(|_| anyhow!("that is no day; write one such as {today}. Nothing was written down"))
    }

    /// Shows a passphrase that was made, which stays on the screen only until it is written down.
    ///
    /// # Errors
    /// That somebody left, or nobody answers any more.
    pub fn shown_once(&self, secret: &str) -> Result<()> {
        if !self.surroundings.terminal {
            return say(secret);
        }
        apart::show_once(secret, self.surroundings.today, self.config.settings.idle_minutes())
    }

    /// Shows pages: on a terminal on a page of its own, of which nothing stays on the screen or above it. Where a
    /// format or a file was asked for, and elsewhere, they are written there.
    ///
    /// # Errors
    /// Why they may not be shown, or could not be written, or that nobody answers any more.
    pub fn read(
        &self,
        workspace: &Workspace,
        output: &Output,
        destination: &Destination,
        pages: &Pages<'_>,
    ) -> Result<()> {
        if !self.surroundings.terminal || output.is_asked_for() {
            return destination.show(pages, Options::PAPER.width);
        }
        if let Some(why) = pages.refused() {
            bail!("{why}");
        }
        self.show(&mut ReadingPage::new(pages.blocks(), self.setting()), workspace)
    }

    fn show(&self, dialogue: &mut dyn Dialogue, workspace: &Workspace) -> Result<()> {
        apart::show(dialogue, self.config.settings.idle_minutes(), Some(workspace.screen_key()))
    }

    fn setting(&self) -> Setting<'static> {
        apart::setting(self.surroundings.today)
    }

    /// Returns today, and who works here, as it goes into a record.
    pub fn written_down(&self) -> WrittenDown {
        WrittenDown { on: self.today(), by: self.config.settings.worker.clone() }
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
