//! Looking at what is kept: the list, one record, and whether everything is whole.

use anyhow::{Result, bail};
use jiff::civil::Date;
use safelight::escaped::escaped_lines;
use safelight::records::{Release, WayStage, is_slip_number, without_identifiers};
use safelight::report::{Block, Detail, PageReader, Pages};

use super::around::{Around, say};
use crate::cli::commands::resume;
use crate::cli::invocation::ExitStatus;
use crate::cli::output::{DetailOption, Output};
use crate::cli::workspace::{
    Called, Draft, KeptRecord, Loaded, SealedKind, Workspace, WorkspaceError, WorkspaceOption, found,
    records, refuse_inside, short,
};

/// List what is put aside and kept.
#[derive(clap::Args)]
pub struct ListArgs {
    #[command(flatten)]
    output: Output,
    #[command(flatten)]
    which: WorkspaceOption,
}

/// Show a record, or write it to a file: its one page, or with --detail more. Its answers are scored again first.
///
/// On a terminal it is on a page of its own, and nothing of it stays there; with --format it is printed.
#[derive(clap::Args)]
#[command(visible_alias = "export")]
pub struct ShowArgs {
    /// The record.
    #[arg(value_name = "NAME")]
    name: String,
    #[command(flatten)]
    output: Output,
    #[command(flatten)]
    detail: DetailOption,
    /// Show what happened to it instead: when it was kept, changed, reported, held. Never what was changed.
    #[arg(long, conflicts_with = "detail")]
    history: bool,
    /// Leave out what could tell who it is: words that somebody typed, days, the case reference, the agency, places,
    /// local services. What was left out is counted. It is no guarantee, and no record any more.
    #[arg(long, conflicts_with = "history")]
    without_identifiers: bool,
    #[command(flatten)]
    which: WorkspaceOption,
}

/// Read everything, score it again, and say what is not whole. With a record code, say whether that is kept here.
#[derive(clap::Args)]
pub struct VerifyArgs {
    /// The record code that stands on a page.
    #[arg(value_name = "CODE")]
    code: Option<String>,
    #[command(flatten)]
    which: WorkspaceOption,
}

pub fn list(args: &ListArgs, around: &Around<'_>) -> Result<ExitStatus> {
    let destination = args.output.private_destination("text")?;
    let workspace = around.open(&args.which)?;
    let (mut rows, mut unread) = (Vec::new(), 0);
    for entry in workspace.entries()? {
        let row = entry.loaded.and_then(|loaded| row(&entry.name, &loaded));
        match row {
            Ok(row) => rows.push(row),
            Err(_) => unread += 1,
        }
    }
    let mut blocks = Vec::new();
    if rows.is_empty() && unread == 0 {
        blocks.push(Block::Paragraph("Nothing is put aside or kept in this workspace.".to_owned()));
    }
    if !rows.is_empty() {
        rows = newest_first(rows);
        let head = ["Name", "Case", "What", "Day", "Questionnaire", "Keep until"];
        blocks.push(Block::table(&head, rows));
    }
    if unread > 0 {
        blocks.push(Block::Paragraph(format!(
            "{unread} cannot be read; `safelight records verify` tells why."
        )));
    }
    let pages = Pages::new(PageReader::Practitioner, || blocks.clone());
    around.read(&workspace, &args.output, &destination, &pages)?;
    Ok(ExitStatus::Done)
}

/// What is newest is looked for most often; what has the same case reference stands together.
fn newest_first(mut rows: Vec<Vec<String>>) -> Vec<Vec<String>> {
    rows.sort_by(|one, other| other[3].cmp(&one[3]));
    let mut sorted: Vec<Vec<String>> = Vec::new();
    for row in rows {
        let is_same = |other: &Vec<String>| row[1] != NO_CASE && other[1].eq_ignore_ascii_case(&row[1]);
        let after = sorted.iter().rposition(is_same).map_or(sorted.len(), |place| place + 1);
        sorted.insert(after, row);
    }
    sorted
}

/// What stands where no case reference was given.
const NO_CASE: &str = "none";

fn row(name: &str, loaded: &Loaded) -> Result<Vec<String>, WorkspaceError> {
    let case = |case: Option<&str>| case.unwrap_or(NO_CASE).to_owned();
    Ok(match loaded.document.kind {
        SealedKind::Draft => {
            let draft = Draft::read(loaded)?;
            vec![
                short(name).to_owned(),
                case(draft.case()),
                "put aside".to_owned(),
                draft.begun.clone(),
                draft.questionnaire.clone(),
                "no day".to_owned(),
            ]
        }
        SealedKind::Record | SealedKind::Beside => {
            let kept = KeptRecord::read(&loaded.document.text)?;
            let until = match (kept.held(), kept.retained_until()) {
                (Some(_), _) => "held".to_owned(),
                (None, _) if kept.is_withdrawn() => "taken back".to_owned(),
                (None, Some(day)) => day.to_owned(),
                (None, None) => "no day".to_owned(),
            };
            vec![
                short(name).to_owned(),
                case(kept.case()),
                "kept".to_owned(),
                kept.draft().begun.clone(),
                kept.draft().questionnaire.clone(),
                until,
            ]
        }
    })
}

pub fn show(args: &ShowArgs, around: &Around<'_>) -> Result<ExitStatus> {
    let destination = args.output.private_destination("text")?;
    let workspace = around.open(&args.which)?;
    if let Some(file) = args.output.named() {
        refuse_inside(workspace.place(), file)?;
    }
    let (_, _, kept) = found(&workspace, records(&workspace)?, &args.name)?;
    let mut record = kept.checked()?.record;
    if args.history {
        let rows = kept.history().into_iter().map(|(day, what)| vec![day, what]).collect();
        let blocks = vec![
            Block::Title("What happened to this record".to_owned()),
            Block::table(&["Day", "What"], rows),
        ];
        let pages = Pages::new(PageReader::Practitioner, || blocks.clone());
        around.read(&workspace, &args.output, &destination, &pages)?;
        return Ok(ExitStatus::Done);
    }
    let detail = args.detail.in_format(destination.format)?;
    if detail == Detail::Referral {
        // What was agreed on may be over since the screening.
        record.releases = kept.released_on(around.surroundings.today)?;
        // Named by the number of a slip, it is the page for that recipient.
        let is_named =
            |release: &Release| release.slip.as_ref().is_some_and(|slip| is_slip_number(&args.name, slip));
        if kept.way_of_slip(&args.name)?.is_some() {
            record.releases.retain(is_named);
        }
        if let [_, _, ..] = record.releases.as_slice() {
            let slips = record.releases.iter().filter_map(|release| release.slip.as_deref());
            bail!(
                "{} releases are in force, and a page is for one recipient: name one by the number of its slip in place of \
                 the record ({}); `safelight records referral` tells whose they are",
                record.releases.len(),
                slips.collect::<Vec<_>>().join(", ")
            );
        }
    }
    // What happened since has days and typed words.
    let (record, since) = if args.without_identifiers {
        (without_identifiers(&record, resume::Begun::read(kept.draft())?.questionnaire), Vec::new())
    } else {
        let since = if detail == Detail::Note { since(&kept) } else { Vec::new() };
        (record, since)
    };
    around.read(&workspace, &args.output, &destination, &Pages::of(&record, detail).and(since))?;
    Ok(ExitStatus::Done)
}

/// What became of referrals since the screening, a line each.
fn since(kept: &KeptRecord) -> Vec<Block> {
    let told = |(stage, on): &(WayStage, Date)| format!("{} ({on})", stage.label());
    let lines = kept.ways_since().into_iter().map(|way| {
        let stages: Vec<String> = way.stages.iter().map(told).collect();
        (format!("{}: {}", escaped_lines(&way.to), stages.join(", ")), Vec::new())
    });
    let lines: Vec<_> = lines.collect();
    if lines.is_empty() {
        return Vec::new();
    }
    vec![Block::Heading("What happened since".to_owned()), Block::Items(lines)]
}

pub fn verify(args: &VerifyArgs, around: &Around<'_>) -> Result<ExitStatus> {
    let workspace = around.open(&args.which)?;
    if let Some(code) = &args.code {
        return verify_code(&workspace, code);
    }
    let (mut whole, mut wrong) = (0, Vec::new());
    if !workspace.has_both_keys() {
        wrong.push(
            "key.age and key-copy.age are not both whole; `records passphrase` writes both anew".to_owned(),
        );
    }
    for entry in workspace.entries()? {
        let read = entry.loaded.and_then(|loaded| {
            match loaded.document.kind {
                SealedKind::Draft => read_whole(&Draft::read(&loaded)?)?,
                SealedKind::Record | SealedKind::Beside => {
                    drop(KeptRecord::read(&loaded.document.text)?.checked()?)
                }
            }
            Ok(loaded.is_repaired || loaded.is_repaired_beside)
        });
        match read {
            Ok(false) => whole += 1,
            Ok(true) => wrong.push(format!(
                "{}: one of its files is damaged; the other of its kind is used",
                short(&entry.name)
            )),
            Err(why) => wrong.push(format!("{}: {why}", short(&entry.name))),
        }
    }
    for name in workspace.strangers()? {
        say(&format!("{name} is no file of the workspace; a synchronizing program may have made it.\n"))?;
    }
    for one in &wrong {
        say(&format!("{one}.\n"))?;
    }
    for key in workspace.recovery() {
        say(&format!("It can also be opened by {key}.\n"))?;
    }
    say(&format!("{whole} whole, {} not.\n", wrong.len()))?;
    Ok(if wrong.is_empty() { ExitStatus::Done } else { ExitStatus::Damaged })
}

/// Reads everything of a draft.
fn read_whole(draft: &Draft) -> Result<(), WorkspaceError> {
    let read = draft.snapshot().and_then(|snapshot| snapshot.questionnaire());
    read.map(|_| ()).map_err(|why| WorkspaceError::Damaged(format!("a draft ({why})")))
}

fn verify_code(workspace: &Workspace, code: &str) -> Result<ExitStatus> {
    for (name, _, kept) in records(workspace)? {
        if kept.checked()?.record.has_code(code) {
            say(&format!("It is the record {}, as it is kept now.\n", kept.called(&name)))?;
            return Ok(ExitStatus::Done);
        }
    }
    say("No record here has this code now: it may have been changed since, or is kept elsewhere.\n")?;
    Ok(ExitStatus::Findings)
}
