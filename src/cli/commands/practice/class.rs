//! `practice class`: the trainer's view of many training results.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow, bail};
use safelight::export::{NotWritten, Options};
use safelight::library;
use safelight::practice::{Certification, Results, Taken, class, class_document, played};
use safelight::records::{TrainingResult, read_training_result};
use safelight::report::{PageReader, Pages};

use super::certified_set::named_set;
use crate::cli::invocation::ExitStatus;
use crate::cli::load::{self, Staged};
use crate::cli::output::Output;
use crate::cli::{files, named_files};

/// Show where a class sees alike and where it does not, from the files of `practice --assess`.
///
/// The trainees are codes. Files that do not belong are named, each with the reason, and left out.
/// Certified is nobody unless you name the set that everybody has to play, with --set. What is played
/// outside the set is shown as well, and does not count.
#[derive(clap::Args)]
#[command(after_help = "Examples:\n  \
    safelight practice class results/\n  \
    safelight practice class results/ --export class.html       with pictures, for the wall or for paper\n  \
    safelight practice class results/ --set cook-upstairs,nine-weeks,nine-weeks-b\n  \
    safelight practice class results/ --set adult-brief         all scenarios that come with adult-brief\n  \
    safelight practice class results/ --set our-own.toml,cook-upstairs --threshold 80\n\n\
    Exit codes: 0 all files belong, 1 some were left out, 2 nothing could be shown.\n\
    What leaves this machine: nothing.")]
pub struct Args {
    /// The folder with the training results (.json).
    #[arg(value_name = "FOLDER")]
    folder: PathBuf,
    /// The set that everybody has to play to be certified: scenarios (ids or .toml files), or a questionnaire
    /// for all scenarios that come with it, such as adult-brief.
    #[arg(long, value_name = "NAME,NAME", value_delimiter = ',')]
    set: Vec<String>,
    /// From which percentage of the items of the set as the key a trainee is certified.
    #[arg(long, value_name = "PERCENT", default_value_t = 90, requires = "set", value_parser = clap::value_parser!(u32).range(1..=100))]
    threshold: u32,
    /// Look at this scenario only, and at those of the set: its id, or a .toml file. May be given several times.
    #[arg(long, value_name = "SCENARIO")]
    scenario: Vec<String>,
    #[command(flatten)]
    output: Output,
}

pub fn run(args: &Args) -> Result<ExitStatus> {
    let destination = args.output.destination("text")?;
    if destination.format.for_programs {
        bail!("{}", NotWritten::NoDocument);
    }
    let set = named_set(&args.set)?;
    let certification = (!set.is_empty())
        .then(|| Certification { set: set.keys().cloned().collect(), threshold: args.threshold });
    let mut class_room = Gathered::of(&args.scenario, set)?;
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
    let Gathered { staged, named, mut taken, .. } = class_room;
    let results: Vec<Results<'_>> = staged
        .values()
        .filter_map(|staged| {
            // What was named is shown, also where nobody has played it.
            let id = &staged.scenario.id;
            let taken = match taken.remove(id) {
                None if !named.contains(id) => return None,
                taken => taken.unwrap_or_default(),
            };
            Some(Results { scenario: &staged.scenario, questionnaire: &staged.form.questionnaire, taken })
        })
        .collect();
    let blocks = class_document(&class(&results, certification));
    destination.show(&Pages::new(PageReader::Training, || blocks.clone()), Options::PAPER.width)?;
    Ok(if left_out > 0 { ExitStatus::Findings } else { ExitStatus::Done })
}

fn read(file: &Path) -> Result<TrainingResult> {
    let source = files::read_source(file)?;
    read_training_result(source.text()).map_err(|why| anyhow!("{why}"))
}

/// The files of a class, sorted by scenario.
struct Gathered {
    /// Whether only what was named is looked at; otherwise all that are built in as well.
    only_named: bool,
    /// The scenarios that were named, those of the set among them.
    named: BTreeSet<String>,
    staged: BTreeMap<String, Staged>,
    taken: BTreeMap<String, Vec<Taken>>,
    left_out: Vec<(String, String)>,
}

impl Gathered {
    fn of(scenarios: &[String], set: BTreeMap<String, Staged>) -> Result<Self> {
        let mut staged = set;
        let mut again = BTreeSet::new();
        for named in scenarios {
            let one = load::scenario(named)?;
            let id = one.scenario.id.clone();
            let of_set = staged.get(&id).map(|known| known.scenario.fingerprint == one.scenario.fingerprint);
            if !again.insert(id.clone()) || of_set == Some(false) {
                bail!("--scenario: two of these are called {id}; name one of them");
            }
            staged.insert(id, one);
        }
        let named = staged.keys().cloned().collect();
        let only_named = !scenarios.is_empty();
        Ok(Gathered { only_named, named, staged, taken: BTreeMap::new(), left_out: Vec::new() })
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
            played(&result, &staged.scenario, &staged.form.questionnaire).map_err(|why| anyhow!("{why}"))?;
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
        if self.only_named && !self.named.contains(id) {
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
