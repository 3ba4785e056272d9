//! Counts over many records: those of the workspace, or those in a folder. What is small is hidden; by which rules,
//! `src/tally/hiding.rs` says. Nothing is written before everything was read.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use anyhow::{Result, anyhow, bail};
use safelight::export::Options;
use safelight::library;
use safelight::questionnaire::Questionnaire;
use safelight::records::{DocumentRefusal, Record, ReferralWay, read_record};
use safelight::report::{PageReader, Pages};
use safelight::tally::{Counted, KnownNames, LEAST_K, QuarterCounts, Statistics, USUAL_K, csv_rows, pages};

use super::around::Around;
use crate::cli::invocation::ExitStatus;
use crate::cli::output::Output;
use crate::cli::workspace::{WorkspaceOption, records, refuse_inside};
use crate::cli::{coverage, files, load, named_files};

/// Count what is kept: by quarter, form, level, need and service. Nobody can tell from it what is below ten.
///
/// Of the workspace, or of the JSON records in a folder. No name, no day, no reference and no word that anybody typed
/// is in it. Do not give away two of different days, or with different numbers: they can be subtracted.
#[derive(clap::Args)]
pub struct StatisticsArgs {
    /// A folder with records in JSON, as --detail full writes them; otherwise the workspace.
    #[arg(value_name = "FOLDER", conflicts_with = "workspace")]
    folder: Option<PathBuf>,
    /// A count below this is hidden, also against subtracting: 10 unless told, never below 3.
    #[arg(long, value_name = "K", default_value_t = USUAL_K, value_parser = at_least)]
    at_least: u64,
    #[command(flatten)]
    output: Output,
    #[command(flatten)]
    which: WorkspaceOption,
}

/// No larger one hides more.
const LARGEST_K: u64 = 1_000_000;

fn at_least(typed: &str) -> Result<u64, String> {
    let k: u64 = typed.parse().map_err(|_| "write a whole number, such as 10".to_owned())?;
    if k < LEAST_K {
        return Err(format!(
            "below {LEAST_K} nothing would be hidden: of two people each knows who the other is; write {LEAST_K} or more"
        ));
    }
    if k > LARGEST_K {
        return Err(format!("write a number up to {LARGEST_K}"));
    }
    Ok(k)
}

pub fn statistics(args: &StatisticsArgs, around: &Around<'_>) -> Result<ExitStatus> {
    let destination = args.output.destination("text")?;
    let found = match &args.folder {
        Some(folder) => in_folder(folder)?,
        None => in_workspace(args, around)?,
    };
    let statistics = Statistics::of(&found.counted, &found.coverage, &found.names, args.at_least);
    let pages = Pages::new(PageReader::Practitioner, || pages(&statistics, &found.besides))
        .with_rows(|| csv_rows(&statistics));
    destination.show(&pages, Options::PAPER.width)?;
    Ok(ExitStatus::Done)
}

/// What was found to be counted.
#[derive(Default)]
struct ToCount {
    counted: Vec<Counted>,
    coverage: Vec<QuarterCounts>,
    names: KnownNames,
    /// What is to be said of it besides.
    besides: Vec<String>,
}

impl ToCount {
    fn with_services(mut self) -> Result<Self> {
        for directory in load::every_shipped_directory()? {
            self.names.know_services(&directory);
        }
        Ok(self)
    }

    /// Adds a record. The words of its form are taken from the form that comes with the program, if it is that.
    fn add(
        &mut self,
        record: &Record,
        ways: &[ReferralWay],
        shipped: &mut BTreeMap<String, Option<Questionnaire>>,
    ) -> Result<()> {
        let mut counted = Counted::of(record);
        counted.went(record, ways);
        let form = counted.form().as_str().to_owned();
        if !shipped.contains_key(&form) {
            let (id, version) = (&record.questionnaire.id, &record.questionnaire.version);
            let is_shipped = library::questionnaire(id, Some(version)).is_some();
            let known = is_shipped.then(|| load::shipped_questionnaire(&form)).transpose()?;
            known.iter().for_each(|known| self.names.know(known));
            shipped.insert(form.clone(), known);
        }
        let known = shipped.get(&form).and_then(Option::as_ref);
        if known.is_some_and(|known| *known.fingerprint() != record.questionnaire.fingerprint) {
            counted.is_of_another_text();
        }
        self.counted.push(counted);
        Ok(())
    }
}

/// Returns what is kept in the workspace. What the person no longer agrees to is not counted.
fn in_workspace(args: &StatisticsArgs, around: &Around<'_>) -> Result<ToCount> {
    let workspace = around.open(&args.which)?;
    if let Some(file) = args.output.named() {
        refuse_inside(workspace.place(), file)?;
    }
    workspace.all_can_be_read()?;
    let mut found = ToCount::default().with_services()?;
    let mut shipped = BTreeMap::new();
    for (_, _, kept) in records(&workspace)? {
        if !kept.is_withdrawn() {
            found.add(&kept.checked()?.record, &kept.ways()?, &mut shipped)?;
        }
    }
    found.coverage =
        coverage::counts_in(&coverage::folder(&args.which, around.config, around.surroundings)?)?;
    Ok(found)
}

/// Returns what lies in a folder. Each record is counted once, however often it was saved.
fn in_folder(folder: &Path) -> Result<ToCount> {
    let mut found = ToCount::default().with_services()?;
    let (mut shipped, mut seals) = (BTreeMap::new(), BTreeSet::new());
    let (mut others, mut again) = (0, 0);
    for path in named_files::with_ending(folder, "json")? {
        match record_in(&path)? {
            None => others += 1,
            Some(record) if !seals.insert(record.seal.clone()) => again += 1,
            Some(record) => found.add(&record, &[], &mut shipped)?,
        }
    }
    found.coverage = coverage::counts_in(&files::from_home(folder))?;
    let said = |count: usize, of_one: &str, of_more: &str| match count {
        0 => None,
        1 => Some(format!("One other .json file {of_one}.")),
        more => Some(format!("{more} other .json files {of_more}.")),
    };
    let no_record = said(
        others,
        "is no record of a screening, and is not counted",
        "are no records of a screening, and are not counted",
    );
    let the_same = said(
        again,
        "is the same as one that was counted, and is counted once: if it is of another person, one is missing here",
        "are the same as some that were counted, and are counted once: if they are of other people, those are \
             missing here",
    );
    found.besides.extend(no_record.into_iter().chain(the_same));
    Ok(found)
}

/// Returns the record of a screening in a file; nothing where it is something else.
fn record_in(path: &Path) -> Result<Option<Record>> {
    let source = files::read_source(path)?;
    let damaged = |why: String| {
        anyhow!(
            "{}: {why}; put it right, or move it to another folder. Nothing was counted",
            files::shown(path)
        )
    };
    match read_record(source.text()) {
        Ok(read) if read.is_sealed => Ok(Some(read.record)),
        Ok(_) => {
            bail!(damaged("the record was changed since it was written: its seal does not fit".to_owned()))
        }
        Err(DocumentRefusal::Instead(_) | DocumentRefusal::OtherKind { .. }) => Ok(None),
        Err(DocumentRefusal::NotJson(_)) if is_json(source.text()) => Ok(None),
        Err(why) => bail!(damaged(why.to_string())),
    }
}

fn is_json(text: &str) -> bool {
    serde_json::from_str::<serde::de::IgnoredAny>(text).is_ok()
}
