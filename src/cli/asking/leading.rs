//! Leads dialogues through an asker, the short loop around the value, and does what is for the program in it:
//! the files of copies are written here. Its one surprise: the end of the input at the summary is no error.

use std::path::Path;

use anyhow::{Context, Result, bail};
use safelight::conversation::{
    Conversation, CopyTo, Dialogue, PUT_ASIDE, Point, Refused, Reply, Turn, Wanted, lead,
};
use safelight::export::{Options, Paper};
use safelight::records::Record;
use safelight::report::{Detail, Pages};

use super::{Asker, Gone};
use crate::cli::files::{self, ExportTarget};
use crate::cli::output::{Destination, by_ending};
use crate::cli::workspace::DraftKeeper;

/// Leads something that needs nothing of the program but to be shown.
///
/// # Errors
/// When nobody answers any more.
pub fn show(dialogue: &mut dyn Dialogue, asker: &mut dyn Asker) -> Result<(), Gone> {
    lead(dialogue, |turn, refused| asker.ask(turn, refused))
}

/// How a screening was left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LedTo {
    /// It came to an end.
    End,
    /// It was put aside where it was.
    Aside,
}

/// Leads a screening to its end, or until it is put aside.
///
/// # Errors
/// When nobody answers any more, and the conversation had not come to its summary.
pub fn screening(
    conversation: &mut Conversation<'_>,
    asker: &mut dyn Asker,
    copies: &mut Copies,
) -> Result<LedTo, Gone> {
    let (mut refused, mut unsaved) = (None, None);
    while let Some(turn) = conversation.turn() {
        let turn = Turn { remark: unsaved.take().or(turn.remark.clone()), ..turn };
        match replied(&turn, refused.as_ref(), conversation, asker, copies) {
            Ok(reply) => {
                let puts_aside = turn.at == Point::Ending && reply.chooses(PUT_ASIDE);
                refused = conversation.reply(reply).err();
                unsaved = copies.keep_draft(conversation);
                if puts_aside && unsaved.is_none() {
                    return Ok(LedTo::Aside);
                }
            }
            Err(Gone::CtrlC) if conversation.ask_before_leaving() => refused = None,
            Err(Gone::Ended) if conversation.nobody_replies() => refused = None,
            Err(gone) => return Err(gone),
        }
    }
    Ok(LedTo::End)
}

fn replied(
    turn: &Turn,
    refused: Option<&Refused>,
    conversation: &Conversation<'_>,
    asker: &mut dyn Asker,
    copies: &mut Copies,
) -> Result<Reply, Gone> {
    match &turn.wanted {
        Wanted::Copy(to) => {
            Ok(copies.write(to, &|detail| conversation.record_at(detail), conversation.shown()))
        }
        _ => asker.ask(turn, refused),
    }
}

/// Where copies of a summary go.
pub struct Copies {
    /// The file that was named before, looked at then, and how much it holds.
    pub export: Option<(Destination, Detail)>,
    /// The whole paths of the copies that were written.
    pub written: Vec<String>,
    /// Why the one that was asked for before the conversation was not.
    pub failed: Option<String>,
    /// Who keeps the draft in the workspace, if there is one.
    pub keeper: Option<DraftKeeper>,
    /// The paper of a copy that is named later.
    paper: Paper,
}

impl Copies {
    /// Returns that no copy was written yet.
    pub fn new(export: Option<(Destination, Detail)>) -> Self {
        Copies { export, written: Vec::new(), failed: None, keeper: None, paper: Options::PAPER.paper }
    }

    /// Takes the paper for every copy.
    pub fn on(&mut self, paper: Paper) {
        self.paper = paper;
        if let Some((export, _)) = &mut self.export {
            export.paper = paper;
        }
    }

    /// Saves the draft of a conversation that goes on. Returns what to tell where it could not be saved.
    fn keep_draft(&mut self, conversation: &Conversation<'_>) -> Option<String> {
        let keeper = self.keeper.as_mut().filter(|_| conversation.turn().is_some())?;
        let failed = keeper.keep(conversation).err()?;
        Some(format!(
            "NOT SAVED in the workspace: {failed}. What was said is still here; it is tried again with your next \
             answer. At the end you can save a copy to another place."
        ))
    }

    fn write(&mut self, to: &CopyTo, record: &dyn Fn(Detail) -> Record, shown: Detail) -> Reply {
        let done = match to {
            CopyTo::Export => {
                let export = self.export.as_ref().context("no file was named");
                export.and_then(|(export, detail)| copy(export, &record(*detail), *detail))
            }
            CopyTo::Named { name, replace: false } if files::is_there(Path::new(name)).unwrap_or(false) => {
                return Reply::AlreadyThere;
            }
            CopyTo::Named { name, replace } => {
                write_named(Path::new(name), *replace, self.paper, (&record(shown), shown))
            }
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
}

fn write_named(
    path: &Path,
    replace: bool,
    paper: Paper,
    (record, shown): (&Record, Detail),
) -> Result<String> {
    let format = by_ending(path)?;
    if !format.levels.contains(&shown) {
        let levels: Vec<&str> = format.levels.iter().map(|level| level.label()).collect();
        bail!(
            "a .{} file is not written of what is shown; show this on the summary first: {}; or choose another ending",
            format.endings[0],
            levels.join("; or ")
        );
    }
    let target = Some(ExportTarget::try_out(path, replace)?);
    copy(&Destination { target, format, paper }, record, shown)
}

fn copy(destination: &Destination, record: &Record, detail: Detail) -> Result<String> {
    let written = destination.write(&Pages::of(record, detail), Options::PAPER.width)?;
    written.context("a copy is a file")
}
