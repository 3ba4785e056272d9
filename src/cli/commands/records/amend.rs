//! Changing a record: the conversation is opened at its summary; what is another afterwards is a new entry with
//! its reason, and what was before stays.

use anyhow::Result;
use safelight::conversation::Setting;
use safelight::export::text;
use safelight::records::{Record, Release, written};
use safelight::report::taken_back;

use super::around::{Around, COLUMNS, say};
use crate::cli::asking::Gone;
use crate::cli::asking::leading::{self, Copies, LedTo};
use crate::cli::commands::{resume, talk};
use crate::cli::files;
use crate::cli::invocation::ExitStatus;
use crate::cli::output::endings;
use crate::cli::place::ScreeningPlace;
use crate::cli::workspace::{Called, Happened, KeptRecord, WorkspaceOption, found, new_name, records, short};

/// Change a record: an answer, what came of a service, a release. What was before stays, with the reason.
#[derive(clap::Args)]
pub struct AmendArgs {
    /// The record.
    #[arg(value_name = "NAME")]
    name: String,
    /// Numbered lines over standard input and output, without cursor tricks.
    #[arg(long)]
    plain: bool,
    #[command(flatten)]
    which: WorkspaceOption,
}

pub fn amend(args: &AmendArgs, around: &Around<'_>) -> Result<ExitStatus> {
    let workspace = around.open(&args.which)?;
    let (name, loaded, mut kept) = found(&workspace, records(&workspace)?, &args.name)?;
    let before = kept.checked()?;
    let [reason] = around.written(&workspace, args.plain, ["Why is it changed? No names, please."])?;
    let draft = kept.draft().clone();
    let begun = resume::Begun::read(&draft)?;
    let own = talk::own_directories(&draft.directories, around.config)?;
    let place = ScreeningPlace::found_again(&draft.place, own)?;
    let (endings, chance) = (endings(), new_name()?);
    let setting = Setting {
        agency: around.config.settings.agency.as_deref(),
        // Who led the talk does not change with who changes its record.
        worker: before.record.worker.as_deref(),
        again: before.record.again.as_ref(),
        // It is the screening of that day.
        today: before.record.date.0,
        endings: &endings,
        amends: true,
        // What is agreed on or taken back now is of today.
        changed_on: Some(around.surroundings.today),
        chance: Some(&chance),
        ..resume::setting(&draft, &place)
    };
    let mut conversation = begun.conversation(setting)?;
    let in_force = kept.released_on(around.surroundings.today)?;
    conversation.end_releases_not_wanted(|release| in_force.contains(release));
    let untouched = conversation.clone();
    let mut copies = Copies::new(None);
    copies.on(place.paper());
    let mut asker = talk::asker(around.surroundings.terminal && !args.plain, around.config)?;
    asker.lock_with(workspace.screen_key());
    let led = leading::screening(&mut conversation, asker.as_mut(), &mut copies);
    drop(asker);
    // Whoever takes something back has done so, however it ends; the rest counts only at the end.
    if led.is_err() {
        let taken_back = std::mem::replace(&mut conversation, untouched);
        conversation.take_over_refusals(&taken_back);
    }
    let is_forgotten = conversation.is_to_be_forgotten();
    let record = conversation.record();
    let is_over = matches!(led, Ok(LedTo::End)) && conversation.stays_in_workspace();
    let counts = is_over || is_forgotten || led.is_err();
    let is_changed = counts && written(&record) != written(&before.record);
    if is_changed {
        conversation.reopen();
        let conversation = conversation.snapshot(&begun.snapshot.source(), None).write();
        let draft = crate::cli::workspace::Draft { conversation, ..draft };
        kept.amend(around.written_down(), reason.clone(), draft, &record);
    }
    let is_withdrawn = is_forgotten && !kept.is_withdrawn();
    if is_withdrawn {
        kept.add(around.written_down(), Happened::Withdrawn(reason));
    }
    if is_changed || is_withdrawn {
        kept.save(&workspace, &name, loaded.document.generation + 1)?;
    }
    told(led, (is_withdrawn, is_changed), (&kept, &name), &before.record)
}

/// Says what came of it, and how the program ends.
fn told(
    led: Result<LedTo, Gone>,
    (is_withdrawn, is_changed): (bool, bool),
    (kept, name): (&KeptRecord, &str),
    before: &Record,
) -> Result<ExitStatus> {
    if let Err(gone) = led {
        let said = if is_changed || is_withdrawn {
            "what was taken back is written down"
        } else {
            "nothing was changed"
        };
        return talk::cut_short(&gone, "the change was finished", said);
    }
    match (is_withdrawn, is_changed) {
        (true, _) => tell_withdrawn(kept, name)?,
        (false, true) => {
            say(&format!("Changed: {}. What was before is kept beside it.\n", kept.called(name)))?
        }
        (false, false) => say("Nothing was changed.\n")?,
    }
    if is_changed {
        tell_taken_back(kept, before)?
    }
    Ok(ExitStatus::Done)
}

/// Says what to do where the person no longer agrees that it is kept.
fn tell_withdrawn(kept: &KeptRecord, name: &str) -> Result<()> {
    say(&format!(
        "The person no longer agrees that it is kept; that is written down in {}. Nothing else was changed. To remove \
         it: safelight records purge {} --yes\n",
        kept.called(name),
        short(name)
    ))?;
    if kept.copies()?.is_empty() {
        return Ok(());
    }
    say(&format!(
        "What was sent under a release is not taken back by this. Ask the person, and see who holds it before you \
         remove the record: safelight records referral {}\n",
        short(name)
    ))
}

/// Says who holds a copy of what was sent under a release that has just ended, with the notice for them.
fn tell_taken_back(kept: &KeptRecord, before: &Record) -> Result<()> {
    let had_ended = |release: &Release| {
        before
            .releases
            .iter()
            .any(|it| it.to == release.to && it.service == release.service && it.ended.is_some())
    };
    let now = kept.checked()?.record;
    let ended: Vec<&Release> =
        now.releases.iter().filter(|release| release.ended.is_some() && !had_ended(release)).collect();
    if ended.is_empty() {
        return Ok(());
    }
    let mut copies = kept.copies()?;
    copies
        .retain(|copy| ended.iter().any(|it| it.to == copy.release.to && it.service == copy.release.service));
    if !copies.is_empty() {
        files::print(&text::write(&taken_back(&copies, now.agency.as_deref()), COLUMNS))?;
    }
    if copies.len() < ended.len() {
        say(
            "Of a release that ended, nothing is written down as sent. If something went out all the same, tell them \
             today to destroy it.\n",
        )?;
    }
    Ok(())
}
