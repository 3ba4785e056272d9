//! Short prompts outside the conversation: a menu, a line of text, a yes or no. On a terminal they
//! are dialoguer's; elsewhere they are plain lines.
#![expect(clippy::disallowed_methods, reason = "this is where short prompts meet the terminal")]

use std::io::{BufRead, Write, stdin, stdout};

use anyhow::{Result, anyhow};
use dialoguer::{Confirm, Input, Select};
use safelight::interview::{AskError, Asker, Reply, Turn, Wanted};

/// Which kind of prompts is used.
#[derive(Debug, Clone, Copy)]
pub struct Prompts {
    /// Whether a terminal can move its cursor.
    pub terminal: bool,
}

impl Prompts {
    /// Lets somebody choose one of a few lines before the conversation. Nothing if they leave.
    ///
    /// # Errors
    /// When nobody can answer.
    pub fn choose(&self, prompt: &str, lines: &[String]) -> Result<Option<usize>> {
        if self.terminal {
            let chosen = Select::new().with_prompt(prompt).items(lines).default(0).interact_opt();
            return chosen
                .map_err(|error| anyhow!("nothing was chosen ({error}); name a questionnaire instead"));
        }
        let mut out = stdout().lock();
        writeln!(out, "{prompt}?")?;
        for (place, line) in lines.iter().enumerate() {
            writeln!(out, "  {}. {line}", place + 1)?;
        }
        loop {
            write!(out, "Type a number and press Enter (q to leave): ")?;
            out.flush()?;
            let mut line = String::new();
            if stdin().lock().read_line(&mut line)? == 0 {
                return Err(anyhow!("the input ended before a questionnaire was chosen"));
            }
            match line.trim() {
                "q" => return Ok(None),
                typed => match typed.parse::<usize>() {
                    Ok(number) if (1..=lines.len()).contains(&number) => return Ok(Some(number - 1)),
                    _ => writeln!(out, "Please type a number from 1 to {}.", lines.len())?,
                },
            }
        }
    }

    /// Asks for a line of text. Empty if nothing is wanted.
    ///
    /// # Errors
    /// When nobody can answer any more.
    pub fn line(&self, asker: &mut dyn Asker, explained: &str, prompt: &str) -> Result<String, AskError> {
        if self.terminal {
            self.page(explained)?;
            let typed: Result<String, _> = Input::new().with_prompt(prompt).allow_empty(true).interact_text();
            return typed.map_err(ask_error);
        }
        let turn = Turn::new(Wanted::Line { hint: prompt.to_owned() }).tell(explained).back(true);
        match asker.ask(&turn)? {
            Reply::Line(line) => Ok(line),
            _ => Ok(String::new()),
        }
    }

    /// Asks for a yes or no.
    ///
    /// # Errors
    /// When nobody can answer any more.
    pub fn confirm(&self, asker: &mut dyn Asker, question: &str) -> Result<bool, AskError> {
        if self.terminal {
            self.page("")?;
            return Confirm::new().with_prompt(question).default(false).interact().map_err(ask_error);
        }
        Ok(asker.ask(&Turn::to_choose(&["Yes", "No"]).tell(question))? == Reply::One(0))
    }

    /// Clears the screen, which is ours alone, and explains.
    fn page(&self, explained: &str) -> Result<(), AskError> {
        let term = console::Term::stdout();
        let failed = |error: std::io::Error| AskError::Failed(error.to_string());
        let (_, columns) = term.size();
        term.clear_screen().map_err(failed)?;
        for line in textwrap::wrap(explained, usize::from(columns).clamp(40, 200)) {
            term.write_line(&line).map_err(failed)?;
        }
        term.show_cursor().map_err(failed)
    }
}

fn ask_error(error: dialoguer::Error) -> AskError {
    let dialoguer::Error::IO(error) = error;
    match error.kind() {
        std::io::ErrorKind::Interrupted => AskError::Interrupted(2),
        std::io::ErrorKind::UnexpectedEof | std::io::ErrorKind::NotConnected => AskError::Ended,
        _ => AskError::Failed(error.to_string()),
    }
}
