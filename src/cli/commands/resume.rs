//! `resume`: goes on with a screening that was put aside.

use std::rc::Rc;

use anyhow::{Context, Result, anyhow, bail};
use safelight::conversation::{Conversation, Dialogue, Purpose, Setting, Snapshot, TalkClock};
use safelight::questionnaire::Questionnaire;
use safelight::records::Again;
use safelight::translation::WordingAtHand;

use super::screen::again::ScreenedBefore;
use super::talk::{self, LockedTalk};
use crate::cli::asking::leading::{self, Copies};
use crate::cli::asking::{Asker, Gone};
use crate::cli::config::Config;
use crate::cli::coverage::CoverageBook;
use crate::cli::files::ExportTarget;
use crate::cli::invocation::{ExitStatus, Invocation};
use crate::cli::output::{TalkOutput, endings};
use crate::cli::place::ScreeningPlace;
use crate::cli::surroundings::Surroundings;
use crate::cli::workspace::{
    Called, Draft, DraftKeeper, Loaded, Workspace, WorkspaceKey, WorkspaceOption, drafts, found, new_name,
    put_aside,
};
use crate::cli::{process, terminal};

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
    let (name, _, draft) = match (&args.name, drafts.len()) {
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
    let place = place_of(&draft, &config)?;
    if let Some((file, _)) = &mut export {
        file.ask_for_passphrase()?;
    }
    let mut copies = Copies::new(export);
    copies.on(args.output.paper().unwrap_or_else(|| place.paper()));
    // It is counted in the quarter in which it was begun.
    let begun_on = draft.begun.parse().unwrap_or(surroundings.today);
    let book = CoverageBook::of(&args.workspace, &config, &surroundings, begun_on);
    drop(draft);
    let mut asker = talk::asker(surroundings.terminal && !args.plain, &config)?;
    let key = workspace.screen_key();
    asker.lock_with(key.clone());
    let around = (&config, &surroundings);
    let clock = Rc::new(TalkClock::begin(terminal::now));
    let (copies, place) = (&mut copies, Rc::new(place));
    let session = Session { asker, copies, book, key: &key, around, place, counted_before: true, clock };
    session.begin(workspace, &name)
}

/// Goes on with a draft, as often as its screen locks itself: nothing of it is in memory meanwhile.
pub(super) struct Session<'s> {
    pub asker: Box<dyn Asker>,
    pub copies: &'s mut Copies,
    pub book: Option<CoverageBook>,
    pub key: &'s WorkspaceKey,
    pub around: (&'s Config, &'s Surroundings),
    /// Where it is held. It says nothing of the person, so it stays: its files may be gone by the time that the screen
    /// is unlocked.
    pub place: Rc<ScreeningPlace>,
    /// Whether it was put aside, and what it had come to was counted then.
    pub counted_before: bool,
    /// How long it is gone on with.
    pub clock: Rc<TalkClock>,
}

impl<'s> Session<'s> {
    /// Goes on with a draft.
    fn begin(self, workspace: Workspace, name: &str) -> Result<ExitStatus> {
        let waiting = self.read(&workspace, name)?;
        match self.go_on(workspace, name, waiting)? {
            Went::Over(status) => Ok(status),
            Went::Locked(session, talk) => session.once_unlocked(talk),
        }
    }

    /// The screen locked itself. Once the passphrase was typed, it is as it was.
    pub fn once_unlocked(mut self, mut talk: LockedTalk) -> Result<ExitStatus> {
        loop {
            let keeper = self.copies.keeper.take().context("what is not in a draft does not rest")?;
            let (resting, name) = keeper.rest();
            if let Err(gone) = self.asker.unlock() {
                drop(self.asker);
                return talk.left(gone, (&resting, &name), self.copies, self.book);
            }
            let workspace = resting.wake(self.key).with_context(|| put_aside(&name))?;
            let waiting = self.read(&workspace, &name).with_context(|| put_aside(&name))?;
            match self.go_on(workspace, &name, waiting)? {
                Went::Over(status) => return Ok(status),
                Went::Locked(session, locked) => (self, talk) = (session, locked),
            }
        }
    }

    /// Reads a draft, and what was before it.
    fn read(&self, workspace: &Workspace, name: &str) -> Result<WaitingTalk> {
        let loaded = workspace.load(name)?;
        let draft = Draft::read(&loaded)?;
        let begun = Begun::read(&draft)?;
        let again = ScreenedBefore::of_draft(draft.again.as_ref(), workspace)?;
        let again = again.map(|again| again.beside(begun.questionnaire));
        Ok(WaitingTalk { loaded, draft, begun, again })
    }

    /// Leads on from where the draft is.
    fn go_on(mut self, workspace: Workspace, name: &str, waiting: WaitingTalk) -> Result<Went<'s>> {
        let (config, surroundings) = self.around;
        let WaitingTalk { loaded, draft, begun, again } = waiting;
        let place = Rc::clone(&self.place);
        let export = self.copies.export.as_ref();
        let shown = export.and_then(|(file, _)| file.target.as_ref()).map(ExportTarget::shown);
        let export_detail = export.map(|(_, detail)| *detail).unwrap_or_default();
        let (endings, chance) = (endings(), new_name()?);
        let clock = Rc::clone(&self.clock);
        let setting = Setting {
            clock: Some(&clock),
            agency: config.settings.agency.as_deref(),
            worker: config.settings.worker.as_deref(),
            today: surroundings.today,
            chance: Some(&chance),
            export: shown.as_deref(),
            export_detail,
            endings: &endings,
            again: again.as_ref(),
            can_turn: self.asker.can_turn(),
            ..setting(&draft, &place)
        };
        let mut conversation = begun.conversation(setting)?;
        if std::mem::take(&mut self.counted_before) {
            self.book = self.book.take().map(|book| book.gone_on_with(&conversation));
        }
        conversation.come_back(loaded.is_repaired.then(|| REPAIRED.to_owned()));
        let (kept, keep_days) = ((name.to_owned(), &loaded), config.settings.keep_days);
        let texts = (begun.snapshot.source(), draft.texts.clone());
        let keeper = DraftKeeper::resume(workspace, kept, draft.clone(), texts, keep_days);
        self.copies.keeper = Some(keeper);
        let led = leading::screening(&mut conversation, self.asker.as_mut(), self.copies);
        if led == Err(Gone::Locked) {
            let talk = LockedTalk::of(&conversation);
            return Ok(Went::Locked(self, talk));
        }
        drop(self.asker);
        talk::over(led, &mut conversation, self.copies, self.book).map(Went::Over)
    }
}

/// What came of a draft that was gone on with.
enum Went<'s> {
    /// It is over, or put aside again.
    Over(ExitStatus),
    /// The screen locked itself, and all that was said is in the draft.
    Locked(Session<'s>, LockedTalk),
}

/// A draft that was read, with what was before it.
struct WaitingTalk {
    loaded: Loaded,
    draft: Draft,
    begun: Begun,
    again: Option<Again>,
}

/// Returns where a draft is held.
fn place_of(draft: &Draft, config: &Config) -> Result<ScreeningPlace> {
    ScreeningPlace::found_again(&draft.place, talk::own_directories(&draft.directories, config)?)
}

/// A conversation of a workspace, read.
pub(super) struct Begun {
    pub snapshot: Snapshot,
    pub questionnaire: &'static Questionnaire,
    wordings: &'static [WordingAtHand],
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
        let wordings = Box::leak(snapshot.wordings().into_boxed_slice());
        Ok(Begun { snapshot, questionnaire: Box::leak(Box::new(questionnaire)), wordings })
    }

    /// Returns the conversation where it was; one that was over, at its summary.
    ///
    /// # Errors
    /// That it does not fit its questionnaire.
    pub fn conversation<'s>(&self, setting: Setting<'s>) -> Result<Conversation<'s>> {
        let setting = Setting { wordings: self.wordings, ..setting };
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
