//! `practice`: a scenario with an invented person, from the content note to the debrief.

mod class;
mod keep;
mod list;

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow};
use jiff::civil::Date;
use safelight::exchange::{debrief_document, training_result};
use safelight::export::{html, markdown, text};
use safelight::interview::{AskError, Asker, Ending, Guidance, Interview, Item, Reply, Turn, Wanted};
use safelight::practice::{
    self, Debrief, Ended, MARK, Played, debrief, document, offered_needs, play, support_lines,
};
use safelight::questionnaire::{AnswerSource, Questionnaire};
use safelight::referral::{Directory, emergency_lines};
use safelight::report::Block;

use keep::{ToKeep, Written};

use super::ExitStatus;
use super::results::{Results, Surrounding};
use super::screen::{asker, farewell};
use crate::cli::config::Config;
use crate::cli::load::{self, Staged};
use crate::cli::prompts::Prompts;
use crate::cli::surroundings::Surroundings;
use crate::cli::{files, process};

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
    safelight practice class results/                   the trainer's view of many such files\n\n\
    The people are invented. What practice writes can never be opened as a screening, nor the other way round.\n\
    What leaves this machine: nothing.")]
pub struct Args {
    #[command(subcommand)]
    class: Option<Sub>,
    /// A scenario: its id, or a .toml file.
    #[arg(value_name = "SCENARIO")]
    scenario: Option<String>,
    /// Show which scenarios there are, here or in a folder, and what the collection lacks.
    #[arg(long, value_name = "FOLDER", num_args = 0..=1, conflicts_with = "scenario")]
    list: Option<Option<PathBuf>>,
    /// With --list: a collection that lacks something counts as a mistake.
    #[arg(long, requires = "list")]
    need_mix: bool,
    /// With --list: also what lies behind each, for the trainer. It gives the key away.
    #[arg(long, requires = "list")]
    key: bool,
    /// Numbered lines over standard input and output, without cursor tricks.
    #[arg(long)]
    plain: bool,
    /// Keep the result for the trainer in this file; figures then stand in the debrief.
    #[arg(long, value_name = "FILE", requires = "code")]
    assess: Option<PathBuf>,
    /// Your code in the class, such as T07. Never a name.
    #[arg(long, value_name = "CODE", requires = "assess")]
    code: Option<String>,
    /// Write the debrief to this file; its ending tells the format: txt, md, html, json.
    #[arg(long, value_name = "FILE")]
    export: Option<PathBuf>,
    /// Replace files that are there.
    #[arg(long)]
    force: bool,
    /// A referral directory of your own, for the services and the lines of support.
    #[arg(long, value_name = "FILE")]
    directory: Vec<PathBuf>,
}

#[derive(clap::Subcommand)]
enum Sub {
    Class(class::Args),
}

pub fn run(args: &Args, config: Option<&Path>) -> Result<ExitStatus> {
    if let Some(Sub::Class(args)) = &args.class {
        return class::run(args);
    }
    if let Some(folder) = &args.list {
        return list::run(folder.as_deref(), args);
    }
    let wanted = ToKeep::read(args)?;
    let surroundings = Surroundings::read();
    let config = Config::read(config, &surroundings)?;
    let terminal = surroundings.terminal && !args.plain;
    let prompts = Prompts { terminal };
    let named = args.scenario.as_deref().map(load::scenario).transpose()?;
    let own = args.directory.iter().chain(&config.settings.directories);
    let own: Vec<Directory> = own.map(|file| load::directory(file)).collect::<Result<_>>()?;
    process::keep_memory_private();
    let mut asker = asker(terminal)?;
    let came = run_session(named, own, asker.as_mut(), &wanted, surroundings.today, prompts);
    drop(asker);
    conclude(came)
}

/// Plays the scenario that was named, or one that is chosen from a list.
fn run_session(
    named: Option<Staged>,
    mut directories: Vec<Directory>,
    asker: &mut dyn Asker,
    wanted: &ToKeep,
    today: Date,
    prompts: Prompts,
) -> Result<Came, Cut> {
    let staged = match named {
        Some(staged) => staged,
        None => match choose(shipped().map_err(Cut::Other)?, asker)? {
            Some(staged) => staged,
            None => return Ok(Came::Left),
        },
    };
    let area = staged.pack.as_ref().map(|pack| pack.id.as_str());
    directories.extend(load::shipped_directories(area).map_err(Cut::Other)?);
    Session { staged: &staged, directories: &directories, today, prompts }.run(asker, wanted)
}

/// Lets somebody choose one of the scenarios, the easier ones first.
fn choose(mut staged: Vec<Staged>, asker: &mut dyn Asker) -> Result<Option<Staged>, AskError> {
    staged.sort_by_key(|staged| (staged.scenario.difficulty, staged.scenario.title.clone()));
    let labels: Vec<String> = staged.iter().map(label).collect();
    let labels: Vec<&str> = labels.iter().map(String::as_str).collect();
    let turn = Turn { mark: Some(MARK), ..Turn::to_choose(&labels).heading("Which scenario?") };
    Ok(match answered(asker, &turn)? {
        Some(Reply::One(place)) => Some(staged.swap_remove(place)),
        _ => None,
    })
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

/// What came of practice, for the line that is left on the screen.
enum Came {
    /// It was left; nothing was written.
    Left,
    /// It came to its debrief; these files were written.
    Done(Vec<String>),
}

struct Session<'s> {
    staged: &'s Staged,
    directories: &'s [Directory],
    today: Date,
    prompts: Prompts,
}

impl Session<'_> {
    fn run(&self, asker: &mut dyn Asker, wanted: &ToKeep) -> Result<Came, Cut> {
        if !self.pre_brief(asker)? {
            return Ok(Came::Left);
        }
        let Staged { scenario, questionnaire, .. } = self.staged;
        let (mut played, interview, ending) = play(scenario, questionnaire, asker, &self.guidance())?;
        if played.ended == Ended::Left && !self.wants_debrief(asker)? {
            return Ok(Came::Left);
        }
        self.after(&mut played, interview, &ending, asker)?;
        let review = debrief(scenario, questionnaire, &played);
        self.show(asker, &review, wanted)?;
        self.keep(wanted, &played, &review).map(Came::Done).map_err(Cut::Other)
    }

    // ---- before ----

    /// The content note and a way out come before anything of the case. Returns whether to begin.
    fn pre_brief(&self, asker: &mut dyn Asker) -> Result<bool, AskError> {
        let Staged { scenario, questionnaire, .. } = self.staged;
        let note = self
            .marked(Turn::to_choose(&["Begin", "Not today"]))
            .heading("Before you practice")
            .tell(format!(
                "{}: {}, about {} minutes, with “{}”. The person is invented.",
                scenario.title,
                scenario.difficulty.id(),
                scenario.minutes,
                questionnaire.title
            ))
            .tell(format!("What comes up: {}", scenario.content_note))
            .tell_if(asks_hard_things(questionnaire).then_some(
                "The questions themselves ask about hard things such as violence and sex, whatever the person answers.",
            ))
            .tell(
                "You can stop at any time with q, without a reason, and nobody is told. If it comes close to \
                 something of your own, that is a good reason. In a class, agree first how to step out.",
            )
            .tell(
                "You lead the same conversation as in a screening. What you see and hear is told to you; take down \
                 what you heard, not what you suspect. Nothing is scored unless you asked for it.",
            );
        if answered(asker, &note)? != Some(Reply::One(0)) {
            return Ok(false);
        }
        let brief = &scenario.brief;
        let mut turn = self.marked(Turn::to_choose(&["Go in", "Not today"])).heading("The situation");
        turn.tell.push(brief.role.clone());
        turn.heard.extend([&brief.setting, &brief.reason, &brief.person, &brief.present].map(Clone::clone));
        turn.heard.extend(scenario.facts.iter().map(|fact| fact.see.clone()));
        Ok(answered(asker, &turn)? == Some(Reply::One(0)))
    }

    fn marked(&self, turn: Turn) -> Turn {
        Turn { mark: Some(MARK), ..turn }
    }

    fn guidance(&self) -> Guidance {
        Guidance {
            emergency: emergency_lines(self.directories),
            limits: self
                .staged
                .pack
                .as_ref()
                .and_then(|pack| pack.duty("limits"))
                .map(|duty| format!("{} ({})", duty.text, duty.citation)),
            kept: "This is practice. Nothing that you take down about the invented person is kept as a screening."
                .to_owned(),
        }
    }

    // ---- after ----

    fn wants_debrief(&self, asker: &mut dyn Asker) -> Result<bool, AskError> {
        let mut turn = self
            .marked(Turn::to_choose(&["Leave now", "See the debrief of what there was"]))
            .heading("Stopping is fine")
            .tell("You can leave it here. Be good to yourself, and talk to somebody if it stays with you.");
        turn.tell.extend(support_lines(self.directories));
        Ok(answered(asker, &turn)? == Some(Reply::One(1)))
    }

    /// What a trainee would do next, then what the answers come to.
    fn after(
        &self,
        played: &mut Played,
        interview: Interview<'_>,
        ending: &Ending,
        asker: &mut dyn Asker,
    ) -> Result<(), AskError> {
        if !played.ended.is_scored() || played.answers.is_empty() {
            return farewell(ending, &mut Marked(asker));
        }
        played.call = self.call(asker)?;
        played.offers = Some(self.offers(asker)?);
        let surrounding = Surrounding {
            today: self.today,
            agency: None,
            language: None,
            jurisdiction: self.staged.pack.as_ref(),
            directories: self.directories,
            prompts: self.prompts,
        };
        let choice = self
            .marked(Turn::to_choose(&["See the summary", "Go to the debrief"]))
            .heading("The summary")
            .tell("What your answers come to, as it would stand at the end of a screening.");
        if answered(asker, &choice)? != Some(Reply::One(0)) {
            return Ok(());
        }
        let early = played.ended == Ended::Stopped;
        let mut turn = self.marked(Turn::to_see()).heading("The summary, as it would stand in a screening");
        turn.page = Some(Results::new(interview, early, surrounding, false).shown());
        asker.ask(&turn).map(drop)
    }

    fn call(&self, asker: &mut dyn Asker) -> Result<Option<usize>, AskError> {
        let Some(outcome) = self.staged.questionnaire.outcomes.first() else { return Ok(None) };
        let mut labels: Vec<&str> = outcome.levels.iter().map(|level| level.label.as_str()).collect();
        labels.push("I make no call");
        let turn = self
            .marked(Turn::to_choose(&labels))
            .heading("Your own call")
            .tell(format!("Before you see what is computed: what would you do next? {}", outcome.label));
        Ok(match answered(asker, &turn)? {
            Some(Reply::One(level)) if level < outcome.levels.len() => Some(level),
            _ => None,
        })
    }

    fn offers(&self, asker: &mut dyn Asker) -> Result<Vec<&'static safelight::vocabulary::Term>, AskError> {
        let needs = offered_needs(&self.staged.scenario, &self.staged.questionnaire);
        let mut items: Vec<Item> = needs.iter().map(|need| Item::new(need.label)).collect();
        items.push(Item { label: "Nothing beyond what everyone gets".to_owned(), exclusive: true });
        let turn = self
            .marked(Turn::new(Wanted::Many(items)))
            .heading("What would you offer?")
            .tell("With the person's agreement, and only what fits what you heard. You can choose several.");
        Ok(match answered(asker, &turn)? {
            Some(Reply::Many(places)) => {
                places.iter().filter_map(|place| needs.get(*place)).copied().collect()
            }
            _ => Vec::new(),
        })
    }

    // ---- the debrief ----

    fn blocks(&self, review: &Debrief, wanted: &ToKeep) -> Vec<Block> {
        let Staged { scenario, questionnaire, .. } = self.staged;
        document(scenario, questionnaire, review, &support_lines(self.directories), wanted.figures(review))
    }

    fn show(&self, asker: &mut dyn Asker, review: &Debrief, wanted: &ToKeep) -> Result<(), AskError> {
        let mut turn = self.marked(Turn::to_see()).heading("Debrief");
        turn.page = Some(text::write(&self.blocks(review, wanted), self.prompts.width()));
        match asker.ask(&turn) {
            Ok(_) | Err(AskError::Ended) => Ok(()),
            Err(error) => Err(error),
        }
    }

    /// Writes what was asked for, and returns which files there are now.
    fn keep(&self, wanted: &ToKeep, played: &Played, review: &Debrief) -> Result<Vec<String>> {
        let Staged { scenario, questionnaire, .. } = self.staged;
        let mut kept = Vec::new();
        // Whoever left has nothing kept of it, whatever they still looked at.
        if let Some((target, code)) = wanted.result.as_ref().filter(|_| played.ended != Ended::Left) {
            let today = self.today.to_string();
            let version = env!("CARGO_PKG_VERSION");
            target.write(&training_result(scenario, questionnaire, played, code, &today, version))?;
            kept.push(target.path.display().to_string());
        }
        if let Some((target, written)) = &wanted.debrief {
            let blocks = self.blocks(review, wanted);
            target.write(&match written {
                Written::Text => text::write(&blocks, text::PAPER_WIDTH),
                Written::Markdown => markdown::write(&blocks),
                Written::Html => html::write(&blocks, &scenario.language, Some(MARK)),
                Written::Json => debrief_document(scenario, review, wanted.figures(review)),
            })?;
            kept.push(target.path.display().to_string());
        }
        Ok(kept)
    }
}

/// Asks until there is an answer; nothing if somebody stops. Outside the conversation there is nothing to
/// pause, and an invented person is in no danger.
fn answered(asker: &mut dyn Asker, turn: &Turn) -> Result<Option<Reply>, AskError> {
    loop {
        match asker.ask(turn)? {
            Reply::Stop => return Ok(None),
            reply @ (Reply::One(_) | Reply::Many(_) | Reply::Seen) => return Ok(Some(reply)),
            _ => {}
        }
    }
}

/// Marks every turn as training.
struct Marked<'m>(&'m mut dyn Asker);

impl Asker for Marked<'_> {
    fn ask(&mut self, turn: &Turn) -> Result<Reply, AskError> {
        self.0.ask(&Turn { mark: Some(MARK), ..turn.clone() })
    }
}

/// What cut practice short.
enum Cut {
    Nobody(AskError),
    Other(anyhow::Error),
}

impl From<AskError> for Cut {
    fn from(error: AskError) -> Cut {
        Cut::Nobody(error)
    }
}

fn conclude(came: Result<Came, Cut>) -> Result<ExitStatus> {
    match came {
        Ok(Came::Left) => files::print("Practice was left. Nothing was kept.\n")?,
        Ok(Came::Done(kept)) if kept.is_empty() => files::print("Practice is over. Nothing was kept.\n")?,
        Ok(Came::Done(kept)) => files::print(&format!("Practice is over. Written: {}.\n", kept.join(", ")))?,
        Err(Cut::Other(error)) => return Err(error).context("the result of practice could not be written"),
        Err(Cut::Nobody(AskError::Interrupted(signal))) => {
            // The other side may be gone with the terminal; there is nobody to tell then.
            let _ = files::print("Stopped: nothing was kept.\n");
            return Ok(ExitStatus::Signal(signal));
        }
        Err(Cut::Nobody(AskError::Ended)) => {
            return Err(anyhow!("the input ended before practice did; nothing was kept"));
        }
        Err(Cut::Nobody(error)) => return Err(anyhow!("{error}; nothing was kept")),
    }
    Ok(ExitStatus::Done)
}

/// Returns whether a questionnaire asks anything of the person that is hard to hear.
fn asks_hard_things(questionnaire: &Questionnaire) -> bool {
    questionnaire.questions.iter().any(|asked| asked.from == AnswerSource::Asked && asked.is_sensitive())
}

/// Returns every scenario that is built in.
fn shipped() -> Result<Vec<Staged>> {
    safelight::library::SCENARIOS.iter().map(load::shipped_scenario).collect()
}

/// Returns what a collection lacks.
fn lacking(staged: &[Staged]) -> Vec<String> {
    practice::lacking(staged.iter().map(|staged| &staged.scenario))
}
