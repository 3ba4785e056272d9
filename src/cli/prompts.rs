//! Short prompts outside any conversation: a line of text. Inside one nothing else may own the screen.

use anyhow::{Result, anyhow};
use dialoguer::Input;

/// Which kind of prompts is used.
#[derive(Debug, Clone, Copy)]
pub struct Prompts {
    /// Whether a terminal can move its cursor.
    pub terminal: bool,
}

impl Prompts {
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
}
