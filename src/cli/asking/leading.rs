//! Leads dialogues through an asker, the short loop around the value, and does what is for the program in it:
//! the files of copies are written here. Its one surprise: the end of the input at the summary is no error.

use std::path::Path;

use anyhow::{Context, Result};
use safelight::conversation::{Conversation, CopyTo, Dialogue, Refused, Reply, Turn, Wanted, lead};
use safelight::export::{Format, format_of_ending};
use safelight::report::Report;

use super::{Asker, Gone};
use crate::cli::files::{self, Target};

/// Leads something that needs nothing of the program but to be shown.
///
/// # Errors
/// When nobody answers any more.
pub fn show(dialogue: &mut dyn Dialogue, asker: &mut dyn Asker) -> Result<(), Gone> {
    lead(dialogue, |turn, refused| asker.ask(turn, refused))
}

/// Leads a screening to its end.
///
/// # Errors
/// When nobody answers any more, and the conversation had not come to its summary.
pub fn screening(
    conversation: &mut Conversation<'_>,
    asker: &mut dyn Asker,
    copies: &mut Copies,
) -> Result<(), Gone> {
    let mut refused = None;
    while let Some(turn) = conversation.turn() {
        match replied(&turn, refused.as_ref(), conversation, asker, copies) {
            Ok(reply) => refused = conversation.reply(reply).err(),
            Err(Gone::CtrlC) if conversation.ask_before_leaving() => refused = None,
            Err(Gone::Ended) if conversation.nobody_replies() => refused = None,
            Err(gone) => return Err(gone),
        }
    }
    Ok(())
}

fn replied(
    turn: &Turn,
    refused: Option<&Refused>,
    conversation: &Conversation<'_>,
    asker: &mut dyn Asker,
    copies: &mut Copies,
) -> Result<Reply, Gone> {
    match &turn.wanted {
        Wanted::Copy(to) => Ok(copies.write(to, &conversation.report())),
        _ => asker.ask(turn, refused),
    }
}

/// Where copies of a summary go.
pub struct Copies {
    /// The file that was named before, looked at then, and its format.
    pub export: Option<(Target, &'static Format)>,
    /// The whole paths of the copies that were written.
    pub written: Vec<String>,
    /// Why the one that was asked for before the conversation was not.
    pub failed: Option<String>,
}

impl Copies {
    /// Returns that no copy was written yet.
    pub fn new(export: Option<(Target, &'static Format)>) -> Self {
        Copies { export, written: Vec::new(), failed: None }
    }

    fn write(&mut self, to: &CopyTo, report: &Report) -> Reply {
        let done = match to {
            CopyTo::Export => self.write_export(report),
            CopyTo::Named { name, replace: false } if files::is_there(Path::new(name)).unwrap_or(false) => {
                return Reply::AlreadyThere;
            }
            CopyTo::Named { name, replace } => write_named(Path::new(name), *replace, report),
        };
        match done {
            Ok(path) => {
                self.failed = None;
                self.written.push(path.clone());
                Reply::Written(path)
            }
            Err(error) => {
                let why = format!("{error:#}");
                if *to == CopyTo::Export {
                    self.failed = Some(why.clone());
                }
                Reply::NotWritten(why)
            }
        }
    }

    fn write_export(&self, report: &Report) -> Result<String> {
        let (target, format) = self.export.as_ref().context("no file was named")?;
        target.write(&(format.write)(report))?;
        Ok(target.shown())
    }
}

fn write_named(path: &Path, replace: bool, report: &Report) -> Result<String> {
    let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
    let format = format_of_ending(ending).context("the ending does not tell the format")?;
    let target = Target::try_out(path, replace)?;
    target.write(&(format.write)(report))?;
    Ok(target.shown())
}
