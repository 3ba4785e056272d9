//! Short prompts around the conversation: a menu before it (dialoguer's on a terminal, plain lines
//! elsewhere), a line of text and a yes or no after it.
#![expect(clippy::disallowed_methods, reason = "this is where short prompts meet the terminal")]

use std::io::{BufRead, Write, stdin, stdout};

use anyhow::{Result, anyhow};
use dialoguer::{Input, Select};
use safelight::export::text;
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

    /// Returns how wide a page is set.
    pub fn width(&self) -> usize {
        let columns = usize::from(console::Term::stdout().size().1);
        if self.terminal { columns.clamp(40, 100) } else { text::PAPER_WIDTH }
    }

    /// Asks for a line of text outside the conversation. Where nobody sits at a terminal that can move
    /// its cursor, it is what it would be otherwise.
    ///
    /// # Errors
    /// When nobody can answer any more.
    pub fn text(
        &self,
        prompt: &str,
        otherwise: String,
        problem: fn(&str) -> Option<String>,
    ) -> Result<String> {
        if !self.terminal {
            return Ok(otherwise);
        }
        let typed = Input::new()
            .with_prompt(prompt)
            .default(otherwise)
            .validate_with(|typed: &String| problem(typed).map_or(Ok(()), Err))
            .interact_text();
        typed.map_err(|error| anyhow!("nothing was typed ({error}); say it on the command line instead"))
    }

    /// Asks for a line of text in the conversation's own way: its screen stays in one hand. Empty if
    /// nothing is wanted.
    ///
    /// # Errors
    /// When nobody can answer any more.
    pub fn line(&self, asker: &mut dyn Asker, explained: &str, prompt: &str) -> Result<String, AskError> {
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
        Ok(asker.ask(&Turn::to_choose(&["Yes", "No"]).tell(question))? == Reply::One(0))
    }
}
