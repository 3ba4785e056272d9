//! Changing a record: the conversation is opened at its summary; what is another afterwards is a new entry with
//! its reason, and what was before stays.

use anyhow::{Result, bail};
use safelight::conversation::Setting;
use safelight::records::written;

use super::around::{Around, say};
use crate::cli::asking::leading::{self, Copies, LedTo};
use crate::cli::commands::{resume, screen};
use crate::cli::invocation::ExitStatus;
use crate::cli::output::endings;
use crate::cli::passphrase::typed_line;
use crate::cli::place::ScreeningPlace;
use crate::cli::workspace::{Called, Happened, WorkspaceOption, found, records, short};

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
    let reason = typed_line("Why is it changed? No names, please: ")?;
    if reason.is_empty() {
        bail!("a change needs its reason; nothing was changed");
    }
    let draft = kept.draft().clone();
    let begun = resume::Begun::read(&draft)?;
    let own = screen::own_directories(&draft.directories, around.config)?;
    let place = ScreeningPlace::found_again(&draft.place, own)?;
    let endings = endings();
    let setting = Setting {
        agency: around.config.settings.agency.as_deref(),
        // It is the screening of that day.
        today: before.record.date.0,
        endings: &endings,
        amends: true,
        ..resume::setting(&draft, &place)
    };
    let mut conversation = begun.conversation(setting)?;
    let mut copies = Copies::new(None);
    copies.on(place.paper());
    let mut asker = screen::asker(around.surroundings.terminal && !args.plain, around.config)?;
    let led = leading::screening(&mut conversation, asker.as_mut(), &mut copies);
    drop(asker);
    if matches!(led, Ok(LedTo::End)) && conversation.is_to_be_forgotten() {
        kept.add(around.today(), Happened::Withdrawn(reason));
        kept.save(&workspace, &name, loaded.document.generation + 1)?;
        say(&format!(
            "The person no longer agrees that it is kept; that is written down in {}. Nothing else was changed. To \
             remove it: safelight records purge {} --yes\n",
            kept.called(&name),
            short(&name)
        ))?;
        return Ok(ExitStatus::Done);
    }
    let is_over = matches!(led, Ok(LedTo::End)) && conversation.stays_in_workspace();
    let record = conversation.record();
    if !is_over || written(&record) == written(&before.record) {
        say("Nothing was changed.\n")?;
        return Ok(ExitStatus::Done);
    }
    conversation.reopen();
    let conversation = conversation.snapshot(&begun.snapshot.source(), None).write();
    let draft = crate::cli::workspace::Draft { conversation, ..draft };
    kept.amend(around.today(), reason, draft, &record);
    kept.save(&workspace, &name, loaded.document.generation + 1)?;
    say(&format!("Changed: {}. What was before is kept beside it.\n", kept.called(&name)))?;
    Ok(ExitStatus::Done)
}
