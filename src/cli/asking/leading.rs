//! Leads dialogues through an asker, the short loop around the value, and does what is for the program in it:
//! the files of copies are written here. Its one surprise: the end of the input at the summary is no error.

use std::path::Path;

use anyhow::{Context, Result, anyhow, bail};
use safelight::conversation::{
    Conversation, CopyTo, Dialogue, PUT_ASIDE, Point, Refused, Reply, Turn, Wanted, lead,
};
use safelight::export::{Options, Paper};
use safelight::records::Record;
use safelight::report::{Detail, Pages};

use super::{Asker, Gone};
use crate::cli::files::{self, ExportTarget};
use crate::cli::output::{Destination, by_ending};
use crate::cli::workspace::{DraftKeeper, refuse_inside};

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
    let mut refused = None;
    loop {
        while let Some(turn) = conversation.turn() {
            let not_saved = copies.not_saved.clone().filter(|_| turn.at != Point::Hidden);
            let turn = Turn { remark: not_saved.or(turn.remark.clone()), ..turn };
            match replied(&turn, refused.as_ref(), conversation, asker, copies) {
                Ok(reply) => {
                    let puts_aside = turn.at == Point::Ending && reply.chooses(PUT_ASIDE);
                    refused = conversation.reply(reply).err();
                    copies.keep_draft(conversation);
                    if puts_aside && copies.not_saved.is_none() {
                        return Ok(LedTo::Aside);
                    }
                }
                Err(Gone::CtrlC) if conversation.ask_before_leaving() => refused = None,
                Err(Gone::Ended) if conversation.nobody_replies() => refused = None,
                Err(gone) => return Err(gone),
            }
        }
        if copies.conclude(conversation) {
            return Ok(LedTo::End);
        }
    }
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
    /// The name under which it stays in the workspace, if it does.
    pub kept: Option<String>,
    /// What to say for as long as the last save of the draft failed.
    pub not_saved: Option<String>,
    /// The paper of a copy that is named later.
    paper: Paper,
}

impl Copies {
    /// Returns that no copy was written yet.
    pub fn new(export: Option<(Destination, Detail)>) -> Self {
        Copies {
            export,
            written: Vec::new(),
            failed: None,
            keeper: None,
            kept: None,
            not_saved: None,
            paper: Options::PAPER.paper,
        }
    }

    /// Takes the paper for every copy.
    pub fn on(&mut self, paper: Paper) {
        self.paper = paper;
        if let Some((export, _)) = &mut self.export {
            export.paper = paper;
        }
    }

    /// Saves the draft of a conversation that goes on.
    fn keep_draft(&mut self, conversation: &Conversation<'_>) {
        let Some(keeper) = self.keeper.as_mut().filter(|_| conversation.turn().is_some()) else { return };
        let failed = keeper.keep(conversation).err();
        self.not_saved = failed.map(|why| {
            format!("NOT SAVED in the workspace: {why}. It is tried again with each answer. What was said is still here.")
        });
    }

    /// Keeps what stays of a conversation that is over. Returns whether it is over: where it cannot be kept, it is at
    /// its summary again, and can be saved to another place.
    fn conclude(&mut self, conversation: &mut Conversation<'_>) -> bool {
        let Some(keeper) = self.keeper.as_mut() else { return true };
        match keeper.conclude(conversation) {
            Ok(kept) => {
                self.kept = kept;
                true
            }
            Err(why) => {
                conversation.leave_workspace();
                self.not_saved = Some(format!(
                    "NOT SAVED in the workspace: {why}. Save a copy to another place, or finish without it."
                ));
                false
            }
        }
    }

    fn write(&mut self, to: &CopyTo, record: &dyn Fn(Detail) -> Record, shown: Detail) -> Reply {
        let named = match to {
            CopyTo::Export => {
                self.export.as_ref().and_then(|(file, _)| Some(file.target.as_ref()?.path.clone()))
            }
            CopyTo::Named { name, .. } => Some(Path::new(name).to_owned()),
        };
        let inside = self
            .keeper
            .as_ref()
            .zip(named)
            .and_then(|(keeper, file)| refuse_inside(keeper.place(), &file).err());
        let done = match to {
            _ if inside.is_some() => Err(inside.unwrap_or_else(|| anyhow!("it is refused"))),
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
