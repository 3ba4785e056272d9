//! `screen`: a screening with a person, from the first gate to the summary.

pub(super) mod again;
mod alone_option;
mod case_option;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::rc::Rc;

use anyhow::{Context, Result, anyhow, bail};
use safelight::conversation::{
    ChoiceId, Choosing, Conversation, ConversationTexts, Ending, ListItem, Purpose, Setting, TalkClock,
};
use safelight::export::Paper;
use safelight::questionnaire::{Questionnaire, Summary};
use safelight::records::{CaseReference, TalkWay};
use safelight::referral::{Directory, Jurisdiction};
use safelight::scoring::Case;
use safelight::translation::WordingAtHand;

use super::resume::Session;
use super::talk::{LockedTalk, asker, conclude, cut_short, language_tag, over, own_directories};
use again::ScreenedBefore;
use alone_option::AloneOption;
use case_option::CaseParser;

use crate::cli::asking::leading::{self, Copies};
use crate::cli::asking::{self, Asker, Gone};
use crate::cli::config::Config;
use crate::cli::coverage::CoverageBook;
use crate::cli::files::ExportTarget;
use crate::cli::findings::in_lines;
use crate::cli::invocation::{ExitStatus, Invocation};
use crate::cli::load::WithText;
use crate::cli::output::{TalkOutput, endings};
use crate::cli::place::{self, ScreeningPlace};
use crate::cli::surroundings::Surroundings;
use crate::cli::wordings::{self, FoundWordings};
use crate::cli::workspace::{Draft, DraftKeeper, Workspace, WorkspaceKey, WorkspaceOption, new_name};
use crate::cli::{load, process, terminal};

/// Run a screening with a person and show the summary.
///
/// Nothing is written to this computer unless you export the summary yourself, or have made a workspace with
/// `safelight records init`: then a draft is kept while you talk, sealed, and at the end what the person agreed to.
#[derive(clap::Args)]
#[command(after_help = "Examples:\n  \
    safelight screen                        choose the questionnaire from a list\n  \
    safelight screen adult-brief            the brief adult screening\n  \
    safelight screen adult-brief --plain    numbered lines, for screen readers and pipes\n  \
    safelight screen adult-brief --export case-0417.md\n  \
    safelight screen adult-brief --export case-0417.json --detail full\n  \
    safelight screen adult-brief --turned   the person answers alone, and decides what you see\n\n\
    Keys at any question: b back, n note, p break, h or Escape hide the screen, ! danger now,\n\
    q stop, ? all keys. Prefer not to say, don't know and come back later are always there.\n\
    What leaves this machine: nothing. Use your agency's own case number in file names, never a name.")]
pub struct Args {
    /// A questionnaire: its id, id@version, or a .toml file.
    #[arg(value_name = "ID")]
    questionnaire: Option<String>,
    /// Numbered lines over standard input and output, without cursor tricks.
    #[arg(long)]
    plain: bool,
    #[command(flatten)]
    output: TalkOutput,
    /// A referral directory of your own, or the id of one; it comes before the one that is built in.
    #[arg(long, value_name = "FILE")]
    directory: Vec<PathBuf>,
    /// A jurisdiction pack: its id or a .toml file.
    #[arg(long, value_name = "ID")]
    jurisdiction: Option<String>,
    /// The person's language, where the questionnaire does not ask.
    #[arg(long, value_name = "TAG", value_parser = language_tag)]
    language: Option<String>,
    /// How the talk is held: in-person, telephone or video. By telephone and video the gates ask who can hear,
    /// and have you agree on a safe word.
    #[arg(long, value_name = "WAY", value_parser = way)]
    setting: Option<TalkWay>,
    #[command(flatten)]
    alone: AloneOption,
    /// Show police and tip lines among the services.
    #[arg(long)]
    police: bool,
    /// Your agency's own reference of the case, such as A-0417: a code that names nobody.
    #[arg(long, value_name = "REFERENCE", value_parser = CaseParser)]
    case: Option<CaseReference>,
    /// Screen somebody again who is in the workspace: NAME is their case reference, or the first letters of the
    /// record's name. You are asked why; what was before stands beside the new result.
    #[arg(long, value_name = "NAME", conflicts_with_all = ["case", "no_record"])]
    again: Option<String>,
    #[command(flatten)]
    workspace: WorkspaceOption,
    /// Keep nothing in the workspace this time, also no draft.
    #[arg(long, conflicts_with = "workspace")]
    no_record: bool,
}

pub fn run(args: &Args, called: &Invocation<'_>) -> Result<ExitStatus> {
    let surroundings = Surroundings::read();
    let has_screen = surroundings.terminal && !args.plain;
    args.alone.refuse_where_nobody_can(has_screen, args.setting)?;
    let config = Config::read(called.config, &surroundings)?;
    let mut export = args.output.file()?;
    let pack = named_pack(args, &config)?;
    let own = own_directories(&args.directory, &config)?;
    let shown = export.as_ref().and_then(|(file, _)| file.target.as_ref()).map(ExportTarget::shown);
    let export_detail = export.as_ref().map(|(_, detail)| *detail);
    let named = named_questionnaire(args, &config, pack.as_ref())?;
    process::keep_memory_private();
    let workspace = opened(args, &config, &surroundings)?;
    if let Some((file, _)) = &mut export {
        file.ask_for_passphrase()?;
    }
    let mut copies = Copies::new(export);
    let earlier = ScreenedBefore::named(args.again.as_deref(), workspace.as_ref())?;
    let mut asker = asker(has_screen, &config)?;
    let screen_key = workspace.as_ref().map(Workspace::screen_key);
    screen_key.iter().for_each(|key| asker.lock_with(key.clone()));
    let reference = args.case.clone().or(earlier.as_ref().and_then(|earlier| earlier.case.clone()));
    let notices = again::same_case_before(args.case.as_ref(), workspace.as_ref())?;
    let (chance, endings, clock) = (new_name()?, endings(), Rc::new(TalkClock::begin(terminal::now)));
    let around = Setting {
        purpose: Purpose::Screening,
        clock: Some(&clock),
        alone: args.alone.way(),
        can_turn: has_screen,
        works_in: config.settings.setting.as_deref(),
        today: surroundings.today,
        chance: Some(&chance),
        tool_version: env!("CARGO_PKG_VERSION"),
        agency: config.settings.agency.as_deref(),
        worker: config.settings.worker.as_deref(),
        case: reference.as_ref(),
        workspace: workspace.is_some(),
        language: args.language.as_deref().or(config.settings.language.as_deref()),
        held: args.setting,
        export: shown.as_deref(),
        export_detail: export_detail.unwrap_or_default(),
        endings: &endings,
        ..Setting::practice()
    };
    let named_pack = args.jurisdiction.clone().or(config.settings.jurisdiction.clone()).unwrap_or_default();
    let named_place = pack.map(|pack| ScreeningPlace::of(&named_pack, pack, own.clone())).transpose()?;
    let before = KnownBefore {
        earlier,
        named_place: named_place.map(Rc::new),
        named,
        own,
        directories: &args.directory,
        around,
        notices,
        paper: args.output.paper(),
    };
    let book = args.coverage_book(&config, &surroundings);
    let screened = before.lead(&config, args.police, asker, (&mut copies, workspace, book))?;
    screened.go_on(&mut copies, screen_key.as_deref(), (&config, &surroundings), Rc::clone(&clock))
}

impl Args {
    /// Returns where it is counted, unless nothing of it is to be kept.
    fn coverage_book(&self, config: &Config, surroundings: &Surroundings) -> Option<CoverageBook> {
        let book = || CoverageBook::of(&self.workspace, config, surroundings, surroundings.today);
        (!self.no_record).then(book).flatten()
    }
}

/// What came of a screening.
enum Screened {
    /// It is over, or put aside.
    Over(ExitStatus),
    /// The screen locked itself, and all that was said is in the draft.
    Locked(Box<dyn Asker>, Option<CoverageBook>, LockedTalk, Rc<ScreeningPlace>),
}

impl Screened {
    /// Goes on where the screen locked itself, once it is unlocked. Nothing of what was said is in memory until then.
    fn go_on(
        self,
        copies: &mut Copies,
        key: Option<&WorkspaceKey>,
        around: (&Config, &Surroundings),
        clock: Rc<TalkClock>,
    ) -> Result<ExitStatus> {
        match self {
            Screened::Over(status) => Ok(status),
            Screened::Locked(asker, book, talk, place) => {
                let key = key.context("only a workspace locks the screen")?;
                let session =
                    Session { asker, copies, book, key, around, place, counted_before: false, clock };
                session.once_unlocked(talk)
            }
        }
    }
}

/// What is known before the screen is taken; what is not is chosen on it, and can be chosen anew.
struct KnownBefore<'b> {
    earlier: Option<ScreenedBefore>,
    named_place: Option<Rc<ScreeningPlace>>,
    named: Option<&'static WithText>,
    own: Vec<Directory>,
    directories: &'b [PathBuf],
    around: Setting<'b>,
    notices: Vec<String>,
    paper: Option<Paper>,
}

/// What came of something that was shown.
enum Led<T> {
    /// One goes on with this.
    On(T),
    /// One went back to what was chosen before.
    Back,
    /// It is over: somebody left, or nobody answers any more.
    Over(Option<Gone>),
}

impl KnownBefore<'_> {
    /// Asks why it is done again, where it is, and leads on.
    fn lead(
        mut self,
        config: &Config,
        police: bool,
        mut asker: Box<dyn Asker>,
        kept: (&mut Copies, Option<Workspace>, Option<CoverageBook>),
    ) -> Result<Screened> {
        if let Some(earlier) = &mut self.earlier {
            match earlier.ask_why(self.around, asker.as_mut()) {
                Ok(true) => {}
                Ok(false) => return not_begun(None, asker, "it was said why", kept.0).map(Screened::Over),
                Err(gone) => {
                    return not_begun(Some(gone), asker, "it was said why", kept.0).map(Screened::Over);
                }
            }
        }
        self.lead_on(config, police, asker, kept)
    }

    /// Leads through what is to be chosen, and the screening. From the first page of either one goes back to
    /// what was chosen last.
    fn lead_on(
        &self,
        config: &Config,
        police: bool,
        mut asker: Box<dyn Asker>,
        (copies, mut workspace, book): (&mut Copies, Option<Workspace>, Option<CoverageBook>),
    ) -> Result<Screened> {
        let (mut chosen_place, mut place_before) = (None::<Rc<ScreeningPlace>>, None::<Rc<ScreeningPlace>>);
        loop {
            let Some(place) = self.named_place.as_ref().or(chosen_place.as_ref()) else {
                match self.place(place_before.take(), asker.as_mut())? {
                    Led::On(place) => chosen_place = Some(Rc::new(place)),
                    Led::Back => {}
                    Led::Over(gone) => {
                        return not_begun(gone, asker, "a country was chosen", copies).map(Screened::Over);
                    }
                }
                continue;
            };
            copies.on(self.paper.unwrap_or_else(|| place.paper()));
            let notices = [self.notices.as_slice(), &place.notices].concat();
            let setting = Setting { notices: &notices, ..self.setting(place) };
            let chosen = match self.questionnaire(setting, asker.as_mut())? {
                Led::On(questionnaire) => questionnaire,
                Led::Back => {
                    place_before = chosen_place.take();
                    continue;
                }
                Led::Over(gone) => {
                    return not_begun(gone, asker, "a questionnaire was chosen", copies).map(Screened::Over);
                }
            };
            alone_option::refuse_unless_answered_alone(&chosen.questionnaire, setting.alone)?;
            let again = self.earlier.as_ref().map(|earlier| earlier.beside(&chosen.questionnaire));
            let FoundWordings { at_hand: wordings, notices: more } = wordings::of(chosen, setting.language)?;
            let notices = [notices.as_slice(), &more].concat();
            let setting = Setting { again: again.as_ref(), wordings, notices: &notices, ..setting };
            let keeper = |room| keeper(room, self.draft(place, chosen), (chosen, wordings), config);
            copies.keeper = workspace.take().map(keeper).transpose()?;
            let case = begin(&chosen.questionnaire, config, setting.jurisdiction)?;
            let mut conversation = Conversation::new(case, setting, police);
            let led = leading::screening(&mut conversation, asker.as_mut(), copies);
            if led.is_ok() && conversation.ending() == Some(&Ending::BackToChoice) {
                if let Some(mut keeper) = copies.keeper.take() {
                    keeper.forget()?;
                    workspace = Some(keeper.give_back());
                }
                if self.named.is_some() {
                    place_before = chosen_place.take();
                }
                continue;
            }
            if led == Err(Gone::Locked) {
                let talk = LockedTalk::of(&conversation);
                return Ok(Screened::Locked(asker, book, talk, Rc::clone(place)));
            }
            drop(asker);
            return over(led, &mut conversation, copies, book).map(Screened::Over);
        }
    }

    fn draft(&self, place: &ScreeningPlace, chosen: &WithText) -> Draft {
        Draft {
            begun: self.around.today.to_string(),
            case: self.around.case.cloned(),
            again: self.earlier.as_ref().map(ScreenedBefore::remembered),
            questionnaire: chosen.questionnaire.edition().to_string(),
            place: place.found_by.clone(),
            directories: self.directories.to_vec(),
            language: self.around.language.map(str::to_owned),
            held: self.around.held,
            conversation: String::new(),
            texts: ConversationTexts::default(),
        }
    }

    fn setting<'s>(&'s self, place: &'s ScreeningPlace) -> Setting<'s> {
        Setting {
            country: place.country.as_deref(),
            chosen_before: self.named_place.is_none() || self.named.is_none(),
            jurisdiction: Some(&place.pack),
            directories: &place.directories,
            ..self.around
        }
    }

    /// Lets somebody choose the country, and then the part of it where parts have a law of their own here. Whoever
    /// comes back from the page after it comes to the last of these pages.
    fn place(
        &self,
        before: Option<Rc<ScreeningPlace>>,
        asker: &mut dyn Asker,
    ) -> Result<Led<ScreeningPlace>> {
        let mut back_in = before.map(|place| place.whole_country(self.own.clone())).transpose()?;
        loop {
            let comes_back = back_in.is_some();
            let country = match back_in.take() {
                Some(country) => country,
                None => match self.country(asker)? {
                    Led::On(country) => country,
                    Led::Back => return Ok(Led::Back),
                    Led::Over(gone) => return Ok(Led::Over(gone)),
                },
            };
            let Some(mut choosing) = place::choosing_part(&country.pack, self.setting(&country)) else {
                if comes_back {
                    continue;
                }
                return Ok(Led::On(country));
            };
            match chosen(&mut choosing, asker) {
                Led::On(part) => return Ok(Led::On(country.in_part(part.as_str(), self.own.clone())?)),
                Led::Back => {}
                Led::Over(gone) => return Ok(Led::Over(gone)),
            }
        }
    }

    fn country(&self, asker: &mut dyn Asker) -> Result<Led<ScreeningPlace>> {
        let mut choosing = place::choosing(Setting { directories: &self.own, ..self.around })?;
        Ok(match chosen(&mut choosing, asker) {
            Led::On(country) => Led::On(ScreeningPlace::chosen(country.as_str(), self.own.clone())?),
            Led::Back => Led::Back,
            Led::Over(gone) => Led::Over(gone),
        })
    }

    fn questionnaire(&self, setting: Setting<'_>, asker: &mut dyn Asker) -> Result<Led<&'static WithText>> {
        if let Some(named) = self.named {
            return Ok(Led::On(named));
        }
        let mut choosing = Choosing::new("questionnaire", "Which questionnaire?", shipped()?, None, setting)
            .back(self.named_place.is_none());
        Ok(match chosen(&mut choosing, asker) {
            // It is needed to the end, as one that was named.
            Led::On(id) => Led::On(&*Box::leak(Box::new(load::questionnaire_with_text(id.as_str())?))),
            Led::Back => Led::Back,
            Led::Over(gone) => Led::Over(gone),
        })
    }
}

/// Returns the questionnaire that was named, here or in the settings. What does not fit it is said before the screen
/// is taken.
fn named_questionnaire(
    args: &Args,
    config: &Config,
    pack: Option<&Jurisdiction>,
) -> Result<Option<&'static WithText>> {
    let named = args.questionnaire.as_deref().or(config.settings.questionnaire.as_deref());
    let Some(named) = named.map(load::questionnaire_with_text).transpose()? else { return Ok(None) };
    begin(&named.questionnaire, config, pack)?;
    refuse_without_gates(&named.questionnaire)?;
    // It is needed to the end: taking it apart before that would only cost time.
    Ok(Some(Box::leak(Box::new(named))))
}

/// Returns who keeps the draft of a screening that begins, with its form and the translations at hand.
fn keeper(
    workspace: Workspace,
    draft: Draft,
    (chosen, wordings): (&WithText, &[WordingAtHand]),
    config: &Config,
) -> Result<DraftKeeper> {
    let source = chosen.source();
    let texts = ConversationTexts::new(&source, wordings);
    Ok(DraftKeeper::begin(workspace, draft, (source, texts), config.settings.keep_days)?)
}

/// Nobody is asked anything before it is settled that it is safe to.
fn refuse_without_gates(questionnaire: &Questionnaire) -> Result<()> {
    let missing = questionnaire.missing_gates();
    if missing.is_empty() {
        return Ok(());
    }
    bail!(
        "no screening begins with {}: no [[gate]] makes sure {}; `safelight explain no-gates` has gates to copy into \
         the file",
        questionnaire.edition(),
        missing.join(", nor ")
    )
}

/// Opens the workspace, if there is one and it is to be used.
fn opened(args: &Args, config: &Config, surroundings: &Surroundings) -> Result<Option<Workspace>> {
    if args.no_record {
        return Ok(None);
    }
    args.workspace.open_if_there(config, surroundings).context(
        "the workspace could not be opened; `safelight screen --no-record` begins without it, and keeps nothing",
    )
}

/// Returns the pack that was named, here or in the settings.
fn named_pack(args: &Args, config: &Config) -> Result<Option<Jurisdiction>> {
    let named = args.jurisdiction.as_deref().or(config.settings.jurisdiction.as_deref());
    named.map(load::jurisdiction).transpose()
}

/// Reads how the talk is held.
fn way(typed: &str) -> Result<TalkWay, String> {
    let known = TalkWay::WORDS.iter().find(|(word, _)| word.replace('_', "-") == typed);
    known.map(|(_, way)| *way).ok_or_else(|| "write in-person, telephone or video".to_owned())
}

/// Lets somebody choose.
fn chosen(choosing: &mut Choosing<'_>, asker: &mut dyn Asker) -> Led<ChoiceId> {
    let led = asking::show(choosing, asker);
    match (led, choosing.chosen()) {
        (Err(gone), _) => Led::Over(Some(gone)),
        (Ok(()), Some(id)) => Led::On(id),
        (Ok(()), None) if choosing.went_back() => Led::Back,
        (Ok(()), None) => Led::Over(None),
    }
}

/// Somebody left before the conversation, or nobody answered any more.
fn not_begun(gone: Option<Gone>, asker: Box<dyn Asker>, what: &str, copies: &Copies) -> Result<ExitStatus> {
    drop(asker);
    match gone {
        None => conclude(None, copies, None),
        Some(gone) => cut_short(&gone, what, "nothing was kept"),
    }
}

fn begin<'q>(
    questionnaire: &'q Questionnaire,
    config: &Config,
    pack: Option<&Jurisdiction>,
) -> Result<Case<'q>> {
    let context = context(questionnaire, config, pack);
    Case::begin(questionnaire, &context).map_err(|faults| {
        let lines = in_lines(&faults);
        anyhow!("the context in the configuration file or jurisdiction pack does not fit:{lines}")
    })
}

/// Returns what can be chosen where no questionnaire is named.
fn shipped() -> Result<Vec<ListItem>> {
    let item = |of: Summary| {
        let label = format!("{} (for {}, about {}, {})", of.title, of.for_whom(), of.length, of.validation);
        ListItem::new(of.edition.to_string(), label)
    };
    Ok(load::summaries()?.into_iter().map(item).collect())
}

/// The configuration file wins over the jurisdiction pack. A pack may speak of contexts that this
/// questionnaire does not have.
fn context(
    questionnaire: &Questionnaire,
    config: &Config,
    pack: Option<&Jurisdiction>,
) -> BTreeMap<String, String> {
    let declared = |id: &str| questionnaire.contexts.iter().any(|context| context.id == id);
    let mut context: BTreeMap<String, String> = pack.map(|pack| pack.context().clone()).unwrap_or_default();
    context.extend(config.settings.context.clone());
    context.retain(|id, _| declared(id));
    context
}
