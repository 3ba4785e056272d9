//! `resume`: goes on with a screening that was put aside.

use anyhow::{Context, Result, anyhow, bail};
use safelight::conversation::{Conversation, Dialogue, Purpose, Setting, Snapshot};
use safelight::questionnaire::Questionnaire;

use super::screen;
use super::screen::again::ScreenedBefore;
use crate::cli::asking::leading::{self, Copies};
use crate::cli::config::Config;
use crate::cli::coverage::CoverageBook;
use crate::cli::files::ExportTarget;
use crate::cli::invocation::{ExitStatus, Invocation};
use crate::cli::output::{TalkOutput, endings};
use crate::cli::place::ScreeningPlace;
use crate::cli::process;
use crate::cli::surroundings::Surroundings;
use crate::cli::workspace::{Called, Draft, DraftKeeper, WorkspaceOption, drafts, found, new_name};

/// Go on with a screening that was put aside, or that was cut short.
#[derive(clap::Args)]
#[command(after_help = "Examples:\n  \
    safelight resume              the only one that was put aside\n  \
    safelight resume k3vq7xwa     this one; `safelight records list` tells their names\n\n\
    It begins where it was, with the text of its questionnaire as it was then.\n\
    What leaves this machine: nothing.")]
pub struct Args {
    /// The first letters of its name, or the case reference.
    #[arg(value_name = "NAME")]
    name: Option<String>,
    /// Numbered lines over standard input and output, without cursor tricks.
    #[arg(long)]
    plain: bool,
    #[command(flatten)]
    output: TalkOutput,
    #[command(flatten)]
    workspace: WorkspaceOption,
}

pub fn run(args: &Args, called: &Invocation<'_>) -> Result<ExitStatus> {
    let surroundings = Surroundings::read();
    let config = Config::read(called.config, &surroundings)?;
    let mut export = args.output.file()?;
    process::keep_memory_private();
    let workspace = args.workspace.open(&config, &surroundings)?;
    let drafts = drafts(&workspace)?;
    let (name, loaded, draft) = match (&args.name, drafts.len()) {
        (Some(named), _) => found(&workspace, drafts, named)?,
        (None, 0) => {
            workspace.all_can_be_read()?;
            bail!("nothing was put aside in this workspace")
        }
        (None, 1) => drafts.into_iter().next().context("there is one")?,
        (None, many) => bail!(
            "{many} screenings were put aside; name one: {}",
            drafts.iter().map(|(name, _, draft)| draft.called(name)).collect::<Vec<_>>().join(", ")
        ),
    };
    let begun = Begun::read(&draft)?;
    let own = screen::own_directories(&draft.directories, &config)?;
    let place = ScreeningPlace::found_again(&draft.place, own)?;
    let shown = export.as_ref().and_then(|(file, _)| file.target.as_ref()).map(ExportTarget::shown);
    let export_detail = export.as_ref().map(|(_, detail)| *detail).unwrap_or_default();
    if let Some((file, _)) = &mut export {
        file.ask_for_passphrase()?;
    }
    let mut copies = Copies::new(export);
    copies.on(args.output.paper().unwrap_or_else(|| place.paper()));
    let (endings, chance) = (endings(), new_name()?);
    let setting = Setting {
        agency: config.settings.agency.as_deref(),
        worker: config.settings.worker.as_deref(),
        today: surroundings.today,
        chance: Some(&chance),
        export: shown.as_deref(),
        export_detail,
        endings: &endings,
        ..setting(&draft, &place)
    };
    let again = ScreenedBefore::of_draft(draft.again.as_ref(), &workspace)?;
    let again = again.map(|again| again.beside(begun.questionnaire));
    let setting = Setting { again: again.as_ref(), ..setting };
    let mut conversation = begun.conversation(setting)?;
    // It is counted in the quarter in which it was begun.
    let begun_on = draft.begun.parse().unwrap_or(surroundings.today);
    let book = CoverageBook::of(&args.workspace, &config, &surroundings, begun_on)
        .map(|book| book.gone_on_with(&conversation));
    conversation.come_back(loaded.is_repaired.then(|| REPAIRED.to_owned()));
    let mut asker = screen::asker(surroundings.terminal && !args.plain, &config)?;
    asker.lock_with(workspace.passphrase_check());
    let kept = (name, loaded.document.generation);
    copies.keeper = Some(DraftKeeper::resume(workspace, kept, draft.clone(), begun.snapshot.source()));
    let led = leading::screening(&mut conversation, asker.as_mut(), &mut copies);
    drop(asker);
    screen::over(led, &mut conversation, &mut copies, book)
}

/// A conversation of a workspace, read.
pub(super) struct Begun {
    pub snapshot: Snapshot,
    pub questionnaire: &'static Questionnaire,
}

impl Begun {
    /// Reads the conversation of a draft, with the questionnaire that is in it.
    ///
    /// # Errors
    /// Why it cannot be gone on with.
    pub fn read(draft: &Draft) -> Result<Self> {
        let snapshot = draft.snapshot().map_err(|why| anyhow!("it cannot be gone on with: {why}"))?;
        let questionnaire =
            snapshot.questionnaire().map_err(|why| anyhow!("it cannot be gone on with: {why}"))?;
        // It is needed to the end: taking it apart before that would only cost time.
        Ok(Begun { snapshot, questionnaire: Box::leak(Box::new(questionnaire)) })
    }

    /// Returns the conversation where it was; one that was over, at its summary.
    ///
    /// # Errors
    /// That it does not fit its questionnaire.
    pub fn conversation<'s>(&self, setting: Setting<'s>) -> Result<Conversation<'s>> {
        let mut conversation = Conversation::resume(&self.snapshot, self.questionnaire, setting)
            .map_err(|why| anyhow!("it cannot be gone on with: {why}"))?;
        if conversation.turn().is_none() {
            conversation.reopen();
        }
        Ok(conversation)
    }
}

/// Returns what surrounds a conversation of a workspace.
pub(super) fn setting<'s>(draft: &'s Draft, place: &'s ScreeningPlace) -> Setting<'s> {
    Setting {
        purpose: Purpose::Screening,
        tool_version: env!("CARGO_PKG_VERSION"),
        case: draft.case.as_ref(),
        workspace: true,
        language: draft.language.as_deref(),
        held: draft.held,
        country: place.country.as_deref(),
        jurisdiction: Some(&place.pack),
        directories: &place.directories,
        notices: &place.notices,
        ..Setting::practice()
    }
}

/// What is said where the last save may be missing.
const REPAIRED: &str = "One of the two files of this draft was damaged, and the other is used. The last answer before \
    it was put aside may be missing: look over the answers.";
