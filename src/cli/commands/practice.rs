//! `practice`: a scenario with an invented person, from the content note to the debrief.

mod certified_set;
mod class;
mod files_to_keep;
mod scenario_list;

use std::path::PathBuf;

use anyhow::{Context, Result};
use jiff::civil::Date;
use safelight::conversation::{Choosing, ListItem, Setting};
use safelight::export::Options;
use safelight::practice::{
    Debrief, MARK, Played, PracticeSession, PracticeSetting, debrief_document, training_result,
};
use safelight::records::Ended;
use safelight::referral::{Directory, Jurisdiction, country_of};
use safelight::report::{PageReader, Pages};

use files_to_keep::ToKeep;
use scenario_list::Listing;

use super::talk::{asker, cut_short, own_directories};
use crate::cli::asking;
use crate::cli::asking::{Asker, Gone};
use crate::cli::config::Config;
use crate::cli::invocation::{ExitStatus, Invocation};
use crate::cli::load::{self, Staged};
use crate::cli::output::Output;
use crate::cli::place::ScreeningPlace;
use crate::cli::surroundings::Surroundings;
use crate::cli::{files, process, wordings};

/// Practice a screening with an invented person, and talk it over in a debrief.
///
/// The screens are those of a real screening, each marked TRAINING. Nothing is scored unless you ask for it
/// with --assess, and you can stop at any time.
#[derive(clap::Args)]
#[command(args_conflicts_with_subcommands = true)]
#[command(after_help = "Examples:\n  \
    safelight practice                                  choose a scenario from a list\n  \
    safelight practice cook-upstairs                    play this one\n  \
    safelight practice --list                           what there is, and what comes up in it\n  \
    safelight practice --list --key                     for the trainer: also what lies behind each\n  \
    safelight practice cook-upstairs --export talk.html the debrief in a file (txt, md, html, json)\n  \
    safelight practice cook-upstairs --assess t07.json --code T07\n  \
    safelight practice class results/                   the trainer's view of many such files\n  \
    safelight practice class results/ --set adult-brief who is certified over a set that you name\n\n\
    The people are invented. What practice writes can never be opened as a screening, nor the other way round.\n\
    What leaves this machine: nothing.")]
pub struct Args {
    #[command(subcommand)]
    class: Option<PracticeCommand>,
    /// A scenario: its id, or a .toml file.
    #[arg(value_name = "SCENARIO")]
    scenario: Option<String>,
    #[command(flatten)]
    listing: Listing,
    /// Numbered lines over standard input and output, without cursor tricks.
    #[arg(long)]
    plain: bool,
    /// Keep the result for the trainer in this file; figures then stand in the debrief.
    #[arg(long, value_name = "FILE", requires = "code")]
    assess: Option<PathBuf>,
    /// Your code in the class, such as T07. Never a name.
    #[arg(long, value_name = "CODE", requires = "assess")]
    code: Option<String>,
    #[command(flatten)]
    output: Output,
    /// A referral directory of your own, for the services and the lines of support.
    #[arg(long, value_name = "FILE")]
    directory: Vec<PathBuf>,
}

#[derive(clap::Subcommand)]
enum PracticeCommand {
    Class(class::Args),
}

pub fn run(args: &Args, called: &Invocation<'_>) -> Result<ExitStatus> {
    if let Some(PracticeCommand::Class(args)) = &args.class {
        return class::run(args);
    }
    if let Some(folder) = &args.listing.list {
        return scenario_list::run(folder.as_deref(), &args.listing, &args.output);
    }
    let wanted = ToKeep::read(args.assess.as_deref(), args.code.as_deref(), &args.output)?;
    let surroundings = Surroundings::read();
    let config = Config::read(called.config, &surroundings)?;
    let terminal = surroundings.terminal && !args.plain;
    let named = args.scenario.as_deref().map(load::scenario).transpose()?;
    let own = own_directories(&args.directory, &config)?;
    process::keep_memory_private();
    let mut asker = asker(terminal, &config)?;
    let setting = Setting { today: surroundings.today, ..Setting::practice() };
    let staged = match named {
        Some(staged) => staged,
        None => match choose(load::shipped_scenarios()?, asker.as_mut(), setting) {
            Ok(Some(staged)) => staged,
            left => {
                drop(asker);
                return conclude(left.err(), None);
            }
        },
    };
    let usual = config.settings.jurisdiction.as_deref();
    let place = place_of(&staged, usual, own)?;
    let is_named = usual.is_some() || staged.scenario.area().is_some();
    let setting = Setting {
        jurisdiction: is_named.then_some(&place.pack),
        country: place.country.as_deref(),
        directories: &place.directories,
        tool_version: env!("CARGO_PKG_VERSION"),
        ..setting
    };
    let found = wordings::of(&staged.form, staged.scenario.spoken.as_deref())?;
    let notices: Vec<String> = place.notices.iter().chain(&found.notices).cloned().collect();
    let setting = Setting { notices: &notices, wordings: found.at_hand, ..setting };
    let assessed = if wanted.result.is_some() { PracticeSetting::Assessed } else { PracticeSetting::Alone };
    let mut session = PracticeSession::new(&staged.scenario, &staged.form.questionnaire, setting, assessed);
    let led = asking::show(&mut session, asker.as_mut());
    let gone = match led {
        // After the debrief nothing is lost by whichever way somebody leaves it.
        Err(Gone::Ended | Gone::CtrlC) if session.has_come_to_debrief() => None,
        led => led.err(),
    };
    // As long as the asker is there, no signal ends the program in the middle of writing.
    let kept = match (&gone, session.done()) {
        (None, Some(done)) => Some(write(&staged, &session, &wanted, setting.today, done)),
        _ => None,
    };
    drop(asker);
    conclude(gone, kept)
}

/// The country whose numbers are shown where neither the scenario nor the settings name one; the first page says so.
const USUAL_COUNTRY: &str = "us";

/// Returns where a scenario is set; one that could be anywhere, in the country of the settings.
fn place_of(staged: &Staged, usual: Option<&str>, own: Vec<Directory>) -> Result<ScreeningPlace> {
    let country = staged.scenario.directory.as_deref();
    let is_of_pack = |pack: &&Jurisdiction| country.is_none_or(|country| country == country_of(&pack.id));
    match (staged.pack.as_ref().filter(is_of_pack), country, usual) {
        (Some(pack), ..) => ScreeningPlace::of(&pack.id, pack.clone(), own),
        (None, Some(country), _) => ScreeningPlace::chosen(country, own),
        (None, None, Some(usual)) => ScreeningPlace::of(usual, load::jurisdiction(usual)?, own),
        (None, None, None) => ScreeningPlace::chosen(USUAL_COUNTRY, own),
    }
}

/// Lets somebody choose one of the scenarios, the easier ones first.
fn choose(
    mut staged: Vec<Staged>,
    asker: &mut dyn Asker,
    setting: Setting<'_>,
) -> Result<Option<Staged>, Gone> {
    staged.sort_by_key(|staged| (staged.scenario.difficulty, staged.scenario.title.clone()));
    let items = staged.iter().map(|staged| ListItem::new(staged.scenario.id.as_str(), label(staged)));
    let mut choosing = Choosing::new("scenario", "Which scenario?", items.collect(), Some(MARK), setting);
    asking::show(&mut choosing, asker)?;
    let chosen = choosing.chosen();
    Ok(chosen.and_then(|id| staged.into_iter().find(|staged| staged.scenario.id == id.as_str())))
}

/// What hard things come up is told on the next page, before anything else.
fn label(staged: &Staged) -> String {
    let scenario = &staged.scenario;
    format!(
        "{} ({}, about {} minutes): {}",
        scenario.title,
        scenario.difficulty.id(),
        scenario.minutes,
        scenario.topics.join(", ")
    )
}

/// Writes what was asked for. Returns the names of the files.
fn write(
    staged: &Staged,
    session: &PracticeSession<'_>,
    wanted: &ToKeep,
    today: Date,
    (played, review): (&Played, &Debrief),
) -> Result<Vec<String>> {
    let Staged { scenario, form, .. } = staged;
    let mut kept = Vec::new();
    // Whoever left has no result kept of it; the debrief that they still looked at is theirs to keep.
    if let Some((target, code)) = wanted.result.as_ref().filter(|_| played.ended != Ended::Left) {
        let version = env!("CARGO_PKG_VERSION");
        target.write(training_result(
            scenario,
            &form.questionnaire,
            played,
            code,
            &today.to_string(),
            version,
        ))?;
        kept.push(target.shown());
    }
    if let Some(destination) = &wanted.debrief {
        let pages = Pages::new(PageReader::Training, || session.debrief_blocks())
            .with_document(|| debrief_document(scenario, review, wanted.figures(review)));
        kept.extend(destination.write(&pages.in_language(&scenario.language), Options::PAPER.width)?);
    }
    Ok(kept)
}

/// Says what cut practice short, or what was written at its end, if it came to one.
fn conclude(gone: Option<Gone>, kept: Option<Result<Vec<String>>>) -> Result<ExitStatus> {
    if let Some(gone) = gone {
        return cut_short(&gone, "practice did", "nothing was kept");
    }
    let kept = kept.transpose().context("the result of practice could not be written")?;
    files::print(&match kept {
        None => "Practice was left. Nothing was kept.\n".to_owned(),
        Some(kept) if kept.is_empty() => "Practice is over. Nothing was kept.\n".to_owned(),
        Some(kept) => format!("Practice is over. Written: {}.\n", kept.join(", ")),
    })?;
    Ok(ExitStatus::Done)
}
