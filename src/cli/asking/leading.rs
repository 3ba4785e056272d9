//! Leads dialogues through an asker, the short loop around the value, and does what is for the program in it:
//! the files of copies are written here. Its one surprise: the end of the input at the summary is no error.

use std::path::Path;

use anyhow::{Context, Result, bail};
use safelight::conversation::{
    Conversation, CopyTo, Dialogue, PUT_ASIDE, Point, Refused, Reply, Setting, Turn, Wanted,
};
use safelight::export::{Options, Paper};
use safelight::records::Record;
use safelight::report::{Detail, Pages};

use super::copy_place::{CopyPlace, NamedCopy, place};
use super::{Asker, Gone};
use crate::cli::encryption::Lock;
use crate::cli::files::{self, ExportTarget};
use crate::cli::output::{Destination, by_ending};
use crate::cli::workspace::{DraftKeeper, refuse_inside};

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
/// When nobody answers any more, and the conversation had not come to its summary; or when the screen locked itself
/// and all that was said is in the draft, so that none of it need stay in memory.
pub fn screening(
    conversation: &mut Conversation<'_>,
    asker: &mut dyn Asker,
    copies: &mut Copies,
) -> Result<LedTo, Gone> {
    let mut refused = None;
    loop {
        while let Some(turn) = conversation.turn() {
            let not_saved = copies.not_saved().filter(|_| turn.at != Point::Hidden);
            let turn = Turn { remark: not_saved.or(turn.remark.clone()), ..turn };
            let replied = match replied(&turn, refused.as_ref(), conversation, asker, copies) {
                Err(Gone::Locked) if !copies.is_in_draft() => match asker.unlock() {
                    Ok(()) => continue,
                    Err(gone) => Err(gone),
                },
                replied => replied,
            };
            match replied {
                Ok(reply) => {
                    let puts_aside = turn.at == Point::Ending && reply.chooses(PUT_ASIDE);
                    refused = conversation.reply(reply).err();
                    if let Some(keeper) = copies.keeper.as_mut().filter(|_| conversation.turn().is_some()) {
                        keeper.keep(conversation);
                    }
                    if puts_aside && copies.not_saved().is_none() {
                        return Ok(LedTo::Aside);
                    }
                }
                Err(Gone::CtrlC) if conversation.ask_before_leaving() => refused = None,
                Err(Gone::Ended) if conversation.nobody_replies() => refused = None,
                Err(gone) => return Err(gone),
            }
        }
        if copies.keeper.as_mut().is_none_or(|keeper| keeper.conclude(conversation)) {
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
            let record = |detail| conversation.record_at(detail);
            copies.write(to, &record, conversation.shown(), (*conversation.setting(), asker))
        }
        Wanted::Alone(word) => conversation.lead_alone(word, |talk, word| asker.turn_to_person(talk, word)),
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

    /// Returns whether all that was said is in the draft.
    fn is_in_draft(&self) -> bool {
        self.keeper.as_ref().is_some_and(|keeper| keeper.is_saved() && keeper.not_saved().is_none())
    }

    /// What to say for as long as the draft could not be saved.
    fn not_saved(&self) -> Option<String> {
        self.keeper.as_ref()?.not_saved().map(str::to_owned)
    }

    /// Returns why a copy may not go there: what is exported has no place in the workspace.
    fn refused(&self, to: &CopyTo) -> Option<String> {
        let keeper = self.keeper.as_ref()?;
        let file = match to {
            CopyTo::Export => &self.export.as_ref()?.0.target.as_ref()?.path,
            CopyTo::Named { name, .. } => Path::new(name),
        };
        refuse_inside(keeper.place(), file).err().map(|why| why.to_string())
    }

    fn write(
        &mut self,
        to: &CopyTo,
        record: &dyn Fn(Detail) -> Record,
        shown: Detail,
        (setting, asker): (Setting<'_>, &mut dyn Asker),
    ) -> Result<Reply, Gone> {
        if let Some(why) = self.refused(to) {
            return Ok(self.not_written(to, why));
        }
        let done = match to {
            CopyTo::Export => {
                let export = self.export.as_ref().context("no file was named");
                export.and_then(|(export, detail)| copy(export, &record(*detail), *detail))
            }
            CopyTo::Named { name, replace: false } if files::is_there(Path::new(name)).unwrap_or(false) => {
                return Ok(Reply::AlreadyThere);
            }
            CopyTo::Named { name, replace } => {
                let lock = self.export.as_ref().and_then(|(export, _)| export.lock.clone());
                let named = NamedCopy { name: Path::new(name), replace: *replace, lock };
                match place(named, setting, asker)? {
                    CopyPlace::File(file, lock) => {
                        let replace = *replace && file == Path::new(name);
                        write_named((&file, replace, lock), self.paper, (&record(shown), shown))
                    }
                    CopyPlace::Nowhere(why) => return Ok(self.not_written(to, why)),
                }
            }
        };
        Ok(match done {
            Ok(path) => {
                self.failed = None;
                self.written.push(path.clone());
                Reply::Written(path)
            }
            Err(error) => self.not_written(to, format!("{error:#}")),
        })
    }

    fn not_written(&mut self, to: &CopyTo, why: String) -> Reply {
        if *to == CopyTo::Export {
            self.failed = Some(why.clone());
        }
        Reply::NotWritten(why)
    }
}

fn write_named(
    (path, replace, lock): (&Path, bool, Option<Lock>),
    paper: Paper,
    (record, shown): (&Record, Detail),
) -> Result<String> {
    let format = by_ending(path)?;
    if !format.levels.contains(&shown) {
        let levels: Vec<&str> = format.levels.iter().map(|level| level.label(record.frame())).collect();
        bail!(
            "a .{} file is not written of what is shown; show this on the summary first: {}; or choose another ending",
            format.endings[0],
            levels.join("; or ")
        );
    }
    let target = Some(ExportTarget::try_out(path, replace)?);
    copy(&Destination { target, format, paper, lock }, record, shown)
}

fn copy(destination: &Destination, record: &Record, detail: Detail) -> Result<String> {
    let written = destination.write(&Pages::of(record, detail), Options::PAPER.width)?;
    written.context("a copy is a file")
}
