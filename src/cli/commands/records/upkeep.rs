//! Making a workspace, its passphrase, and removing what is in it.

use std::path::{Path, PathBuf};

use age::x25519;
use anyhow::{Context, Result, anyhow, bail};
use jiff::civil::Date;

use super::around::{Around, say};
use crate::cli::age_files::{WORK, recipient};
use crate::cli::files;
use crate::cli::going_there::in_words;
use crate::cli::invocation::ExitStatus;
use crate::cli::passphrase::{ask_new, is_somebody_there, typed_line};
use crate::cli::workspace::{
    Called, FoundByName, KeptRecord, SealedKind, Stored, Workspace, WorkspaceOption, drafts, found, records,
    short,
};

/// Make a workspace: one folder, for you alone, in which everything is sealed.
#[derive(clap::Args)]
pub struct InitArgs {
    /// The public key of somebody who may open it if the passphrase is lost, such as a supervisor: a line that
    /// begins with age1, made with `age-keygen`. Can be given several times.
    #[arg(long, value_name = "KEY", value_parser = recipient)]
    recovery: Vec<x25519::Recipient>,
    #[command(flatten)]
    which: WorkspaceOption,
}

/// Give the workspace another passphrase.
#[derive(clap::Args)]
pub struct PassphraseArgs {
    /// The file with the secret key of somebody who was named when the workspace was made, if the passphrase is
    /// lost.
    #[arg(long, value_name = "FILE")]
    recovery_key: Option<PathBuf>,
    #[command(flatten)]
    which: WorkspaceOption,
}

/// Remove a record, or all whose day to be kept is over. Without --yes it only says what would be removed.
///
/// What somebody may not remove because of a legal hold stays. A disk, a backup or a synchronizing program may
/// still hold older copies; they are sealed as well.
#[derive(clap::Args)]
pub struct PurgeArgs {
    /// The record; otherwise all whose day to be kept is over.
    #[arg(value_name = "NAME")]
    name: Option<String>,
    /// Remove them.
    #[arg(long)]
    yes: bool,
    #[command(flatten)]
    which: WorkspaceOption,
}

/// Remove the whole workspace, its keys first: nothing that is left anywhere can be opened then.
///
/// Ask first whether anything in it has to be kept by law. Without --yes nothing is removed.
#[derive(clap::Args)]
pub struct WipeArgs {
    /// Remove it.
    #[arg(long)]
    yes: bool,
    #[command(flatten)]
    which: WorkspaceOption,
}

pub fn init(args: &InitArgs, around: &Around<'_>) -> Result<ExitStatus> {
    let place = args.which.place(around.config, around.surroundings)?;
    if Workspace::is_there(&place)? {
        bail!("there is a workspace in {} already", files::shown(&place));
    }
    if let Some(seen) = where_it_is(&place) {
        say(&seen)?;
        if is_somebody_there() && typed_line("Make it there (y), or not now (Enter)? ")?.to_lowercase() != "y"
        {
            bail!("nothing was made; name another folder with --workspace");
        }
    }
    let passphrase = ask_new("workspace", &|secret| around.shown_once(secret))?;
    Workspace::init(&place, &passphrase, args.recovery.clone(), WORK)?;
    let lost = match args.recovery.len() {
        0 => {
            "Nobody else can open it: if the passphrase is lost, everything in it is lost. To name somebody who can, \
              make it with --recovery."
        }
        _ => {
            "If the passphrase is lost, whoever you named can give it another one with `safelight records passphrase \
              --recovery-key`. If both are lost, everything in it is lost."
        }
    };
    say(&format!(
        "Made: {}. `safelight screen` keeps its drafts there from now on.\n{lost}\n",
        files::shown(&place)
    ))?;
    Ok(ExitStatus::Done)
}

/// What can be seen of the place.
fn where_it_is(place: &Path) -> Option<String> {
    let seen = files::whereabouts(place);
    (!seen.is_empty()).then(|| {
        format!(
            "{} What is in it is sealed, but two computers that write to it damage it, and what was removed may stay \
             elsewhere, sealed: choose another folder if you can.\n",
            in_words(&seen)
        )
    })
}

pub fn passphrase(args: &PassphraseArgs, around: &Around<'_>) -> Result<ExitStatus> {
    let workspace = match &args.recovery_key {
        None => around.open(&args.which)?,
        Some(file) => {
            let place = args.which.place(around.config, around.surroundings)?;
            Workspace::recover(&place, &identity(file)?)?
        }
    };
    let passphrase = ask_new("workspace", &|secret| around.shown_once(secret))?;
    workspace.change_passphrase(&passphrase, WORK)?;
    say(
        "The passphrase is another one now. Whoever has a copy of the old key file and the old passphrase can still \
         open what they copied.\n",
    )?;
    Ok(ExitStatus::Done)
}

fn identity(file: &Path) -> Result<x25519::Identity> {
    let source = files::read_source(file)?;
    let line = source.text().lines().map(str::trim).find(|line| line.starts_with("AGE-SECRET-KEY-"));
    let line = line.with_context(|| format!("{} holds no secret key of age", files::shown(file)))?;
    line.parse().map_err(|_| anyhow!("the secret key in {} is not whole", files::shown(file)))
}

pub fn purge(args: &PurgeArgs, around: &Around<'_>) -> Result<ExitStatus> {
    let workspace = around.open(&args.which)?;
    let all = records(&workspace)?;
    let chosen: Vec<FoundByName<KeptRecord>> = match &args.name {
        Some(name) => match purge_unfinished(&workspace, name, args.yes)? {
            Some(status) => return Ok(status),
            None => vec![found(&workspace, all, name)?],
        },
        None => {
            let today = around.today();
            let is_over = |kept: &KeptRecord| kept.retained_until().is_some_and(|day| day < today.as_str());
            all.into_iter().filter(|(_, _, kept)| is_over(kept)).collect()
        }
    };
    let (held, free): (Vec<_>, Vec<_>) = chosen.into_iter().partition(|(_, _, kept)| kept.held().is_some());
    for (name, _, kept) in &held {
        say(&format!("Stays: {}. {}\n", kept.called(name), kept.held().unwrap_or_default()))?;
    }
    for (name, _, kept) in &free {
        if args.yes {
            workspace.remove(name)?;
        }
        let said = if args.yes { "Removed" } else { "Would be removed" };
        say(&format!("{said}: {}.\n", kept.called(name)))?;
    }
    match (free.is_empty(), args.yes) {
        (true, _) if !held.is_empty() => say("Nothing was removed.\n")?,
        (true, _) => say("Nothing is to be removed.\n")?,
        // How many, and nothing of whom: that can be written down elsewhere.
        (false, true) => say(&format!("{} removed.\n", counted(free.len())))?,
        (false, false) => say("Nothing was removed; add --yes for that.\n")?,
    }
    if args.name.is_none() {
        tell_long_aside(&workspace, around.surroundings.today)?;
        tell_without_day(&workspace)?;
    }
    Ok(ExitStatus::Done)
}

fn counted(records: usize) -> String {
    if records == 1 { "1 record".to_owned() } else { format!("{records} records") }
}

/// Says how many records nothing will ever remove: no day was set for them.
fn tell_without_day(workspace: &Workspace) -> Result<()> {
    let without = records(workspace)?.iter().filter(|(_, _, kept)| kept.retained_until().is_none()).count();
    if without == 0 {
        return Ok(());
    }
    say(&format!(
        "{} without a day until which to keep: set one with `safelight records retain NAME --until DAY`, or \
         `keep_days` in the settings for those to come.\n",
        counted(without)
    ))
}

/// Names what was put aside long ago. Nothing removes it by itself: nobody said for how long it is kept.
fn tell_long_aside(workspace: &Workspace, today: Date) -> Result<()> {
    let long_aside =
        drafts(workspace)?.into_iter().filter(|(_, _, draft)| is_long_aside(&draft.begun, today));
    for (name, _, draft) in long_aside {
        let (called, name) = (draft.called(&name), short(&name));
        say(&format!(
            "Put aside since {}: {called}. Go on with it (`safelight resume {name}`), or remove it (`safelight records \
             purge {name} --yes`).\n",
            draft.begun
        ))?;
    }
    Ok(())
}

/// Returns whether a draft that was begun on this day waits for long. A day that cannot be read is none.
fn is_long_aside(begun: &str, today: Date) -> bool {
    begun.parse::<Date>().is_ok_and(|begun| (today - begun).get_days() > LONG_ASIDE)
}

/// What was put aside longer than so many days is named: a person waits for it, or nobody needs it.
const LONG_ASIDE: i32 = 30;

/// Removes a draft, or what cannot be read any more, by the first letters of its name.
fn purge_unfinished(workspace: &Workspace, called: &str, yes: bool) -> Result<Option<ExitStatus>> {
    let is_unfinished = |one: &Stored| {
        called.len() >= 4
            && one.name.starts_with(called)
            && one.loaded.as_ref().map_or(true, |loaded| loaded.document.kind == SealedKind::Draft)
    };
    let mut fit: Vec<Stored> = workspace.entries()?.into_iter().filter(is_unfinished).collect();
    let Some(one) = fit.pop().filter(|_| fit.is_empty()) else { return Ok(None) };
    if yes {
        workspace.remove(&one.name)?;
        say(&format!("Removed: {}.\n", short(&one.name)))?;
    } else {
        say(&format!("Would be removed: {}. Nothing was removed; add --yes for that.\n", short(&one.name)))?;
    }
    Ok(Some(ExitStatus::Done))
}

pub fn wipe(args: &WipeArgs, around: &Around<'_>) -> Result<ExitStatus> {
    let place = args.which.place(around.config, around.surroundings)?;
    if !args.yes {
        bail!(
            "this removes everything in {} for ever, also what a law may ask you to keep; add --yes for that",
            files::shown(&place)
        );
    }
    Workspace::wipe(&place)?;
    say(&format!("Removed: everything in {} that was of the workspace.\n", files::shown(&place)))?;
    Ok(ExitStatus::Done)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_put_aside_more_than_thirty_days_ago_is_named_also_over_a_year() {
        let today: Date = "2027-01-15".parse().unwrap();
        for (begun, long) in [
            ("2027-01-15", false),
            ("2026-12-16", false),
            ("2026-12-15", true),
            ("2025-01-20", true),
            ("2027-03-01", false),
            ("soon", false),
        ] {
            assert_eq!(is_long_aside(begun, today), long, "{begun}");
        }
    }
}
