//! What talks have in common: whose services are shown, who shows turns here, and what is said at the end.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow};
use safelight::conversation::Conversation;
use safelight::language::tag;
use safelight::referral::Directory;

use crate::cli::asking::leading::{Copies, LedTo};
use crate::cli::asking::{Asker, Gone};
use crate::cli::config::Config;
use crate::cli::coverage::{CameTo, CoverageBook};
use crate::cli::encryption::is_encrypted;
use crate::cli::files;
use crate::cli::invocation::ExitStatus;
use crate::cli::lines::PlainAsker;
use crate::cli::load;
use crate::cli::terminal::TerminalAsker;
use crate::cli::workspace::{DraftKeeper, RestingWorkspace, put_aside, short};

/// Returns the directories that were named, those on the command line first.
///
/// # Errors
/// What is not there, or every mistake of it.
pub(super) fn own_directories(named: &[PathBuf], config: &Config) -> Result<Vec<Directory>> {
    named.iter().chain(&config.settings.directories).map(|file| load::directory(file)).collect()
}

/// Reads the tag of the person's language.
pub(super) fn language_tag(text: &str) -> Result<String, String> {
    let text = text.trim();
    tag::is_tag(text)
        .then(|| text.to_owned())
        .ok_or_else(|| format!("it is not a language tag; {}", tag::advice(text)))
}

/// Returns whoever shows turns and brings back replies here.
///
/// # Errors
/// When the terminal cannot be used.
pub(super) fn asker(terminal: bool, config: &Config) -> Result<Box<dyn Asker>> {
    if terminal {
        return Ok(Box::new(
            TerminalAsker::open(config.settings.idle_minutes())
                .context("the terminal cannot be used; try --plain")?,
        ));
    }
    Ok(Box::new(PlainAsker::open()?))
}

/// A screening was left: what is to be kept is, and the rest is said.
pub(super) fn over(
    led: Result<LedTo, Gone>,
    conversation: &mut Conversation<'_>,
    copies: &mut Copies,
    book: Option<CoverageBook>,
) -> Result<ExitStatus> {
    let goes = matches!(led, Ok(LedTo::End)) || conversation.is_to_be_forgotten();
    let is_put_aside = !goes && copies.keeper.as_ref().is_some_and(DraftKeeper::is_saved);
    let counted = book.map_or(Ok(()), |book| book.count(CameTo::of(conversation), is_put_aside));
    let in_workspace = copies.keeper.take().and_then(|mut keeper| {
        let kept = keeper.kept().map(|name| format!("kept in the workspace as {}", short(name)));
        let aside = keeper.put_aside();
        keeper.settle();
        let said = match (goes, keeper.is_saved(), keeper.not_saved()) {
            (true, ..) => keeper.forget().err().map(|why| format!("its draft is still there, sealed: {why}")),
            (false, true, Some(_)) => {
                Some(format!("{aside}; what was said last could not be saved and is lost"))
            }
            (false, true, None) => Some(aside),
            (false, false, _) => None,
        };
        let both: Vec<String> = kept.into_iter().chain(said).collect();
        (!both.is_empty()).then(|| both.join("; "))
    });
    tell_not_counted(counted);
    conclude(led.err(), copies, in_workspace)
}

fn tell_not_counted(counted: Result<()>) {
    if let Err(why) = counted {
        // Whoever left by closing the window is told nothing any more.
        let _ = files::print(&format!("This screening is not counted: {why:#}.\n"));
    }
}

/// What has to be known of a talk whose screen locked itself, if it is left so: nothing of what was said.
pub(super) struct LockedTalk {
    is_to_be_forgotten: bool,
    came: CameTo,
}

impl LockedTalk {
    /// Returns it, of a talk that goes from memory now.
    pub fn of(conversation: &Conversation<'_>) -> Self {
        LockedTalk { is_to_be_forgotten: conversation.is_to_be_forgotten(), came: CameTo::of(conversation) }
    }

    /// It was left while it was locked: its draft stays, or goes if nothing is to be kept.
    pub fn left(
        self,
        gone: Gone,
        (workspace, name): (&RestingWorkspace, &str),
        copies: &Copies,
        book: Option<CoverageBook>,
    ) -> Result<ExitStatus> {
        let goes = self.is_to_be_forgotten;
        tell_not_counted(book.map_or(Ok(()), |book| book.count(self.came, !goes)));
        let said = match goes.then(|| workspace.remove(name)) {
            None => Some(put_aside(name)),
            Some(Ok(())) => None,
            Some(Err(why)) => Some(format!("its draft is still there, sealed: {why}")),
        };
        conclude(Some(gone), copies, said)
    }
}

/// What is left to say on an ordinary screen, in neutral words, and how the program ends.
pub(super) fn conclude(
    gone: Option<Gone>,
    copies: &Copies,
    in_workspace: Option<String>,
) -> Result<ExitStatus> {
    let (encrypted, open): (Vec<&str>, Vec<&str>) =
        copies.written.iter().map(String::as_str).partition(|file| is_encrypted(Path::new(file)));
    let saved = [("saved, not encrypted", open), ("saved, encrypted", encrypted)];
    let saved = saved.into_iter().filter(|(_, files)| !files.is_empty());
    let saved = saved.map(|(how, files)| format!("{how}: {}", files.join(", ")));
    let kept: Vec<String> = in_workspace.into_iter().chain(saved).collect();
    let kept = if kept.is_empty() { "nothing was kept".to_owned() } else { kept.join("; ") };
    match gone {
        None => match &copies.failed {
            Some(why) if copies.export.is_some() && copies.written.is_empty() => {
                Err(anyhow!("{why}; nothing was kept"))
            }
            _ => {
                let mut kept = kept.clone();
                kept[..1].make_ascii_uppercase();
                files::print(&format!("Done. {kept}.\n"))?;
                Ok(ExitStatus::Done)
            }
        },
        Some(gone) => cut_short(&gone, "the conversation did", &kept),
    }
}

/// What is said where nobody answers any more, before what, and with what is kept.
///
/// # Errors
/// That the input ended too early, or the terminal failed.
pub(super) fn cut_short(gone: &Gone, what: &str, kept: &str) -> Result<ExitStatus> {
    match gone {
        Gone::CtrlC | Gone::Signal(_) => {}
        Gone::Ended => return Err(anyhow!("the input ended before {what}; {kept}")),
        Gone::Failed(_) | Gone::Locked => return Err(anyhow!("{gone}; {kept}")),
    }
    // The other side may be gone with the terminal; there is nobody to tell then.
    let _ = files::print(&format!("Stopped: {kept}.\n"));
    Ok(gone.status())
}
