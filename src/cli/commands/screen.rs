//! `screen`: a screening with a person, from the first gate to the summary.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow};
use jiff::civil::Date;
use safelight::assessment::Case;
use safelight::export::{FORMATS, Format, format, format_of_ending};
use safelight::interview::{AskError, Asker, Ending, Guidance, Interview, Reply, Turn, conduct};
use safelight::library;
use safelight::questionnaire::Questionnaire;
use safelight::questionnaire::read::review_passed;
use safelight::referral::{Directory, Jurisdiction, emergency_lines};

use super::ExitStatus;
use super::results::{Results, Surrounding};
use crate::cli::config::Config;
use crate::cli::files::Target;
use crate::cli::plain::PlainAsker;
use crate::cli::prompts::Prompts;
use crate::cli::surroundings::Surroundings;
use crate::cli::terminal::TerminalAsker;
use crate::cli::{files, load, process};

/// Run a screening with a person and show the summary.
///
/// Nothing is written to this computer unless you export the summary yourself.
#[derive(clap::Args)]
#[command(after_help = "Examples:\n  \
    safelight screen                        choose the questionnaire from a list\n  \
    safelight screen adult-brief            the brief adult screening\n  \
    safelight screen adult-brief --plain    numbered lines, for screen readers and pipes\n  \
    safelight screen adult-brief --export case-0417.md\n\n\
    Keys at any question: b back, n note their own words, p break, h hide the screen, ! danger now,\n\
    q stop, ? all keys. Prefer not to say, don't know and come back later are always there.\n\
    What leaves this machine: nothing. Use your agency's own case number in file names, never a name.")]
pub struct Args {
    /// A questionnaire: its id, id@version, or a .toml file.
    #[arg(value_name = "ID")]
    questionnaire: Option<String>,
    /// Numbered lines over standard input and output, without cursor tricks.
    #[arg(long)]
    plain: bool,
    /// Write the summary to this file at the end.
    #[arg(long, value_name = "FILE")]
    export: Option<PathBuf>,
    /// The format of the export; by the file's ending when not given.
    #[arg(long, requires = "export", value_parser = clap::builder::PossibleValuesParser::new(FORMATS.iter().map(|f| f.id)))]
    format: Option<String>,
    /// Replace the export file if it is there.
    #[arg(long, requires = "export")]
    force: bool,
    /// A referral directory of your own, or the id of one; it comes before the one that is built in.
    #[arg(long, value_name = "FILE")]
    directory: Vec<PathBuf>,
    /// A jurisdiction pack: its id or a .toml file.
    #[arg(long, value_name = "ID")]
    jurisdiction: Option<String>,
    /// The person's language, where the questionnaire does not ask.
    #[arg(long, value_name = "TAG")]
    language: Option<String>,
    /// Show police and tip lines among the services.
    #[arg(long)]
    police: bool,
}

pub fn run(args: Args, config: Option<&Path>) -> Result<ExitStatus> {
    let surroundings = Surroundings::read();
    let config = Config::read(config, &surroundings)?;
    let export = args.export.as_deref().map(|path| export_target(&args, path)).transpose()?;
    let terminal = surroundings.terminal && !args.plain;
    let prompts = Prompts { terminal };
    let Some(named) = chosen(&args, &config, &prompts)? else { return Ok(ExitStatus::Done) };
    let questionnaire = load::questionnaire(&named)?;
    let jurisdiction = args.jurisdiction.as_deref().or(config.settings.jurisdiction.as_deref());
    let pack = jurisdiction.map(load::jurisdiction).transpose()?;
    let own_directories = own_directories(&args, &config)?;
    let context = context(&questionnaire, &config, pack.as_ref());
    let case = Case::begin(&questionnaire, &context).map_err(|faults| {
        let lines: Vec<String> = faults.iter().map(|fault| format!("\n  {fault}")).collect();
        anyhow!("the context in the configuration file or jurisdiction pack does not fit:{}", lines.concat())
    })?;
    let language = args.language.as_deref().or(config.settings.language.as_deref());
    process::keep_memory_private();
    let mut asker = asker(terminal)?;
    let ended = match asker.ask(&before(&questionnaire, surroundings.today, language, terminal)) {
        Err(error) => Err(CutShort::from(error)),
        Ok(Reply::Stop) => Ok(Came::NothingKept),
        Ok(_) => {
            // What is built in has no mistakes to report before the first page, so it is read after it.
            let directories = with_shipped(own_directories, pack.as_ref())?;
            let surrounding = Surrounding {
                today: surroundings.today,
                agency: config.settings.agency.as_deref(),
                language,
                jurisdiction: pack.as_ref(),
                directories: &directories,
                prompts,
            };
            Session { args: &args, surrounding, export }.run(case, asker.as_mut())
        }
    };
    drop(asker);
    conclude(ended)
}

/// Looks at the place for the export before the first question.
fn export_target(args: &Args, path: &Path) -> Result<(Target, &'static Format)> {
    let target = Target::try_out(path, args.force)?;
    let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
    let chosen = match &args.format {
        Some(id) => format(id),
        None => format_of_ending(ending),
    };
    let known: Vec<&str> = FORMATS.iter().flat_map(|format| format.endings).copied().collect();
    let chosen = chosen.with_context(|| {
        format!("the file ending does not tell the format; use one of {}, or --format", known.join(", "))
    })?;
    Ok((target, chosen))
}

/// Returns the questionnaire that was named, is configured, or is chosen from a list.
fn chosen(args: &Args, config: &Config, prompts: &Prompts) -> Result<Option<String>> {
    if let Some(named) = args.questionnaire.clone().or(config.settings.questionnaire.clone()) {
        return Ok(Some(named));
    }
    let mut named = Vec::new();
    let mut lines = Vec::new();
    for shipped in library::QUESTIONNAIRES {
        let id = format!("{}@{}", shipped.id, shipped.version);
        let q = load::questionnaire(&id)?;
        let validated =
            if q.validation.published.is_some() { "validation published" } else { "not validated" };
        lines.push(format!(
            "{} (ages {}, about {} minutes, {validated})",
            q.title, q.population.ages, q.minutes
        ));
        named.push(id);
    }
    let place = prompts.choose("Which questionnaire", &lines)?;
    Ok(place.map(|place| named[place].clone()))
}

fn own_directories(args: &Args, config: &Config) -> Result<Vec<Directory>> {
    let own = args.directory.iter().chain(&config.settings.directories);
    own.map(|file| load::directory(file)).collect()
}

fn with_shipped(mut directories: Vec<Directory>, pack: Option<&Jurisdiction>) -> Result<Vec<Directory>> {
    directories.extend(load::shipped_directories(pack.map(|pack| pack.id.as_str()))?);
    Ok(directories)
}

/// The configuration file wins over the jurisdiction pack. A pack may speak of contexts that this
/// questionnaire does not have.
fn context(
    questionnaire: &Questionnaire,
    config: &Config,
    pack: Option<&Jurisdiction>,
) -> BTreeMap<String, String> {
    let declared = |id: &str| questionnaire.contexts.iter().any(|context| context.id == id);
    let mut context: BTreeMap<String, String> = pack.map(|pack| pack.context.clone()).unwrap_or_default();
    context.extend(config.settings.context.clone());
    context.retain(|id, _| declared(id));
    context
}

/// Returns whoever shows turns and brings back replies here.
///
/// # Errors
/// When the terminal cannot be used.
pub(super) fn asker(terminal: bool) -> Result<Box<dyn Asker>> {
    if terminal {
        return Ok(Box::new(TerminalAsker::open().context("the terminal cannot be used; try --plain")?));
    }
    Ok(Box::new(PlainAsker::open()?))
}

/// What is said before anything is asked.
fn before(questionnaire: &Questionnaire, today: Date, language: Option<&str>, terminal: bool) -> Turn {
    let validated = match &questionnaire.validation.published {
        Some(study) => format!("Validation: {}.", study.study),
        None => "It is not validated: expect false alarms, and expect to miss people.".to_owned(),
    };
    let mut turn = Turn::to_see()
        .heading("Before you begin")
        .tell(format!(
            "{}, for ages {}, about {} minutes, in {}.",
            questionnaire.title, questionnaire.population.ages, questionnaire.minutes, questionnaire.language
        ))
        .tell(validated)
        .tell("This is a screening aid, not a finding. Let the person set the pace.")
        .tell_if(review_passed(questionnaire, today).as_deref());
    if let Some(language) = language.filter(|language| *language != questionnaire.language) {
        turn = turn.tell(format!(
            "This questionnaire is written in {}, and the language set is {language}. Use a fit interpreter.",
            questionnaire.language
        ));
    }
    if !terminal {
        turn = turn.tell(
            "In this plain mode the screen cannot be cleared afterwards. What you read and type stays \
             in this window until you close it. Press Enter to go on with that, or end here with q.",
        );
    }
    turn
}

struct Session<'s> {
    args: &'s Args,
    surrounding: Surrounding<'s>,
    export: Option<(Target, &'static Format)>,
}

/// What came of a session, for the line that is left on the screen.
enum Came {
    /// Nothing was written.
    NothingKept,
    /// The summary was saved.
    Saved,
}

impl Session<'_> {
    fn run(self, case: Case<'_>, asker: &mut dyn Asker) -> Result<Came, CutShort> {
        let mut interview = Interview::new(case);
        let ending = conduct(&mut interview, asker, &self.guidance(), &mut |_| Ok(()))?;
        match ending {
            Ending::Finished => self.results(interview, false, asker),
            Ending::StoppedEarly if !interview.answers().is_empty() => self.results(interview, true, asker),
            Ending::Danger if !interview.answers().is_empty() => self.after_danger(interview, asker),
            ending => {
                farewell(&ending, asker)?;
                Ok(Came::NothingKept)
            }
        }
    }

    fn guidance(&self) -> Guidance {
        let mut kept = match &self.export {
            None => {
                "Nothing will be written to this computer. When you finish, the answers are gone.".to_owned()
            }
            Some((target, _)) => format!(
                "Nothing is written to this computer while you talk. At the end the summary goes to {}. \
                 That file is not encrypted: anybody who can open it can read it.",
                target.path.display()
            ),
        };
        if self.surrounding.directories.is_empty() {
            kept.push_str(
                "\n\nNo referral directory is in use for this jurisdiction: have the emergency number of your place \
                 at hand, or end here and add a directory with --directory.",
            );
        }
        if self.surrounding.jurisdiction.is_none() {
            let areas: Vec<&str> =
                self.surrounding.directories.iter().map(|directory| directory.area.as_str()).collect();
            kept.push_str(&format!(
                "\n\nNo jurisdiction is chosen. Emergency numbers and services are those of: {}. If you are elsewhere, end \
                 here and choose yours with --jurisdiction or --directory; `safelight list` shows what there is.",
                areas.join(", ")
            ));
        }
        Guidance {
            emergency: emergency_lines(self.surrounding.directories),
            limits: self
                .surrounding
                .jurisdiction
                .and_then(|pack| pack.duty("limits"))
                .map(|duty| format!("{} ({})", duty.text, duty.citation)),
            kept,
        }
    }

    fn after_danger(self, interview: Interview<'_>, asker: &mut dyn Asker) -> Result<Came, CutShort> {
        let turn = Turn::to_choose(&["Show the summary", "Leave, keep nothing"])
            .heading("When everybody is safe")
            .tell("What was answered is still here.");
        match asker.ask(&turn)? {
            Reply::One(0) => self.results(interview, true, asker),
            _ => Ok(Came::NothingKept),
        }
    }

    fn results(self, interview: Interview<'_>, early: bool, asker: &mut dyn Asker) -> Result<Came, CutShort> {
        let mut results = Results::new(interview, early, self.surrounding, self.args.police);
        let shown = results.show(asker, self.export);
        let saved = results.saved();
        shown.map_err(|error| CutShort { error, saved })?;
        Ok(if saved { Came::Saved } else { Came::NothingKept })
    }
}

/// What cut a session short, and whether a copy had been saved by then.
struct CutShort {
    error: AskError,
    saved: bool,
}

impl From<AskError> for CutShort {
    fn from(error: AskError) -> Self {
        CutShort { error, saved: false }
    }
}

/// What is shown when there is nothing to sum up.
pub(super) fn farewell(ending: &Ending, asker: &mut dyn Asker) -> Result<(), AskError> {
    let turn = match ending {
        Ending::NotNow { otherwise, observe } => {
            let turn = Turn::to_see().heading("Do not screen now").tell(otherwise);
            let note = observe.as_ref().map(|seen| format!("For your own notes: {seen}"));
            turn.tell_if(note.as_deref())
        }
        Ending::NoConsent => Turn::to_see()
            .heading("Thank you")
            .say("That is all right. It changes nothing about the help you get here.")
            .tell("Offer the information that you give everybody, if it is safe to take it along."),
        Ending::AnotherTime => Turn::to_see()
            .heading("Another time")
            .say("That is all right. We can talk another day, or not at all.")
            .tell("Agree on a safe way and time to meet again, if the person wants that."),
        Ending::Danger | Ending::Left | Ending::Finished | Ending::StoppedEarly => return Ok(()),
    };
    asker.ask(&turn.tell("Nothing was scored and nothing was kept.")).map(drop)
}

/// What is left to say on an ordinary screen, in neutral words, and how the program ends.
fn conclude(ended: Result<Came, CutShort>) -> Result<ExitStatus> {
    let CutShort { error, saved } = match ended {
        Ok(Came::Saved) => return say("Done. The file was saved.\n"),
        Ok(Came::NothingKept) => return say("Done. Nothing was kept.\n"),
        Err(cut_short) => cut_short,
    };
    let kept = if saved { "the file that you saved is there" } else { "nothing was kept" };
    match error {
        AskError::Interrupted(signal) => {
            // The other side may be gone with the terminal; there is nobody to tell then.
            let _ = files::print(&format!("Stopped: {kept}.\n"));
            Ok(ExitStatus::Signal(signal))
        }
        AskError::Ended => Err(anyhow!("the input ended before the conversation did; {kept}")),
        AskError::Failed(_) => Err(anyhow!("{error}; {kept}")),
    }
}

fn say(line: &str) -> Result<ExitStatus> {
    files::print(line)?;
    Ok(ExitStatus::Done)
}
