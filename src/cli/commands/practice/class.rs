//! `practice class`: the trainer's view of many training results.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow, bail};
use safelight::export::NotWritten;
use safelight::library;
use safelight::practice::{Results, Taken, class, class_document, played};
use safelight::records::{TrainingResult, read_training_result};
use safelight::report::{PageReader, Pages};

use crate::cli::invocation::ExitStatus;
use crate::cli::load::{self, Staged};
use crate::cli::output::Output;
use crate::cli::{files, named_files};

/// Show where a class sees alike and where it does not, from the files of `practice --assess`.
///
/// The trainees are codes. Files that do not belong are named, each with the reason, and left out.
#[derive(clap::Args)]
#[command(after_help = "Examples:\n  \
    safelight practice class results/\n  \
    safelight practice class results/ --export class.html    with pictures, for the wall or for paper\n  \
    safelight practice class results/ --threshold 80 --scenario our-own.toml\n\n\
    Exit codes: 0 all files belong, 1 some were left out, 2 nothing could be shown.\n\
    What leaves this machine: nothing.")]
pub struct Args {
    /// The folder with the training results (.json).
    #[arg(value_name = "FOLDER")]
    folder: PathBuf,
    /// From which percentage of items as the key a trainee is certified.
    #[arg(long, value_name = "PERCENT", default_value_t = 90, value_parser = clap::value_parser!(u32).range(1..=100))]
    threshold: u32,
    /// Look at this scenario only: its id, or a .toml file. May be given several times.
    #[arg(long, value_name = "SCENARIO")]
    scenario: Vec<String>,
    #[command(flatten)]
    output: Output,
}

/// Wide enough for the codes of a class side by side.
const WIDTH: usize = 110;

pub fn run(args: &Args) -> Result<ExitStatus> {
    let destination = args.output.destination("text")?;
    if destination.format.for_programs {
        bail!("{}", NotWritten::NoDocument);
    }
    let mut class_room = Gathered::of(&args.scenario)?;
    class_room.take_all(&named_files::with_ending(&args.folder, "json")?);
    for (file, why) in &class_room.left_out {
        files::print(&format!("left out: {file}: {why}\n"))?;
    }
    let left_out = class_room.left_out.len();
    if class_room.taken.is_empty() {
        match left_out {
            0 => bail!("there is no training result (.json) in {}", args.folder.display()),
            _ => bail!("no training result is left in {}", args.folder.display()),
        }
    }
    let Gathered { staged, mut taken, .. } = class_room;
    let results: Vec<Results<'_>> = staged
        .values()
        .filter_map(|staged| {
            // What was named is part of the set, also where nobody has played it.
            let taken = match taken.remove(&staged.scenario.id) {
                None if args.scenario.is_empty() => return None,
                taken => taken.unwrap_or_default(),
            };
            Some(Results { scenario: &staged.scenario, questionnaire: &staged.questionnaire, taken })
        })
        .collect();
    let blocks = class_document(&class(&results, args.threshold));
    destination.show(&Pages::new(PageReader::Training, || blocks.clone()), WIDTH)?;
    Ok(if left_out > 0 { ExitStatus::Findings } else { ExitStatus::Done })
}

fn read(file: &Path) -> Result<TrainingResult> {
    let source = files::read_source(file)?;
    read_training_result(source.text()).map_err(|why| anyhow!("{why}"))
}

/// The files of a class, sorted by scenario.
struct Gathered {
    /// The scenarios that were named; without any, all that are built in count.
    only: Option<BTreeSet<String>>,
    staged: BTreeMap<String, Staged>,
    taken: BTreeMap<String, Vec<Taken>>,
    left_out: Vec<(String, String)>,
}

impl Gathered {
    fn of(named: &[String]) -> Result<Self> {
        let mut staged = BTreeMap::new();
        for named in named {
            let one = load::scenario(named)?;
            let id = one.scenario.id.clone();
            if staged.insert(id.clone(), one).is_some() {
                bail!("--scenario: two of these are called {id}; name one of them");
            }
        }
        let only = (!named.is_empty()).then(|| staged.keys().cloned().collect());
        Ok(Gathered { only, staged, taken: BTreeMap::new(), left_out: Vec::new() })
    }

    /// Takes all files; of several results of one trainee in one scenario the earliest counts.
    fn take_all(&mut self, files: &[PathBuf]) {
        let mut results = Vec::new();
        for file in files {
            match read(file) {
                Ok(result) => results.push((file, result)),
                Err(error) => self.leave_out(file, &error),
            }
        }
        // A stable sort: of the same day, the order of the names stands.
        results.sort_by(|(_, one), (_, other)| one.date.cmp(&other.date));
        for (file, result) in results {
            if let Err(error) = self.take(result) {
                self.leave_out(file, &error);
            }
        }
        self.left_out.sort();
    }

    fn leave_out(&mut self, file: &Path, error: &anyhow::Error) {
        self.left_out.push((file.display().to_string(), format!("{error:#}")));
    }

    fn take(&mut self, result: TrainingResult) -> Result<()> {
        let staged = self.stage(&result)?;
        let played =
            played(&result, &staged.scenario, &staged.questionnaire).map_err(|why| anyhow!("{why}"))?;
        let taken = self.taken.entry(result.scenario.clone()).or_default();
        if taken.iter().any(|earlier| earlier.trainee == result.trainee) {
            bail!(
                "{} has another result of {} here; the earlier one counts",
                result.trainee,
                result.scenario
            );
        }
        taken.push(Taken { trainee: result.trainee, played });
        Ok(())
    }

    /// Returns the scenario of a result, read once.
    fn stage(&mut self, result: &TrainingResult) -> Result<&Staged> {
        let id = &result.scenario;
        if self.only.as_ref().is_some_and(|only| !only.contains(id)) {
            bail!("it is of another scenario, {id}");
        }
        if !self.staged.contains_key(id) {
            if library::find(library::SCENARIOS, id).is_none() {
                bail!("there is no scenario {id} here; name its file with --scenario");
            }
            let staged = load::scenario(id)?;
            self.staged.insert(id.clone(), staged);
        }
        self.staged.get(id).context("it was put in just now")
    }
}
