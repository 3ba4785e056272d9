//! `rescore`: a saved record scored again, with its own edition and beside another.

use std::path::PathBuf;

use anyhow::{Context, Result, anyhow, bail};
use safelight::diff::diff;
use safelight::export::Options;
use safelight::library;
use safelight::questionnaire::{ElementId, Questionnaire};
use safelight::records::{ReadRecord, RecordDifference, SameEdition, read_record, written};
use safelight::report::{Block, PageReader, Pages};
use safelight::rescore::{Other, Rescored, differences, other};

use crate::cli::findings::in_lines;
use crate::cli::invocation::{ExitStatus, Invocation};
use crate::cli::output::Output;
use crate::cli::{files, load};

/// Score a saved JSON record again, and say where the result is not what is written in it.
///
/// The record itself is never changed. With another edition, its result stands beside the first, with
/// what may be behind every difference; an answer that the other edition cannot take is left open and
/// named, never counted as no.
#[derive(clap::Args)]
#[command(after_help = "Examples:\n  \
    safelight rescore case-0417.json\n  \
    safelight rescore case-0417.json --with adult-brief@1.0.0\n  \
    safelight rescore old-case.json --questionnaire our-own-1.0.0.toml --with our-own-2.0.0.toml\n\n\
    Exit codes: 0 the record says what its answers give, 1 it does not, or the questionnaire is not the\n  \
    edition that it names, 2 it could not be done.\n\
    What leaves this machine: nothing.")]
pub struct Args {
    /// A record that `screen` saved as JSON.
    #[arg(value_name = "RECORD")]
    record: PathBuf,
    /// Score the same answers with this edition too: id@version, or a .toml file.
    #[arg(long, value_name = "EDITION")]
    with: Option<String>,
    /// The file of the record's own edition, where it is not built in.
    #[arg(long, value_name = "FILE")]
    questionnaire: Option<String>,
    #[command(flatten)]
    output: Output,
}

pub fn run(args: &Args, _: &Invocation<'_>) -> Result<ExitStatus> {
    let destination = args.output.private_destination("text")?;
    let source = files::read_source(&args.record)?;
    let name = source.name();
    let record = read_record(source.text()).map_err(|error| anyhow!("{name}: {error}"))?;
    let questionnaire = own_edition(args, &record).with_context(|| name.to_owned())?;
    let case = record.case(&questionnaire).map_err(|faults| {
        let lines = in_lines(&faults);
        anyhow!("{name}: the record does not fit its questionnaire, and nothing was scored:{lines}")
    })?;
    let own = differences(&record, case);
    let edition = args.with.as_deref().map(|with| another_edition(with, &questionnaire)).transpose()?;
    let changes = edition.as_ref().map(|edition| diff(&questionnaire, edition));
    let other =
        changes.as_ref().zip(edition.as_ref()).map(|(changes, edition)| other(&own, changes, edition));
    let pages = Pages::new(PageReader::Practitioner, || in_words(&own, other.as_ref()))
        .with_document(|| written(&own.document(other.as_ref())));
    destination.show(&pages, Options::PAPER.width)?;
    let as_written = record.is_sealed && own.differences.is_empty() && other_editions(&own).is_empty();
    Ok(if as_written { ExitStatus::Done } else { ExitStatus::Findings })
}

fn own_edition(args: &Args, record: &ReadRecord) -> Result<Questionnaire> {
    let edition = &record.edition;
    let Some(file) = &args.questionnaire else {
        if library::questionnaire(&edition.id, Some(&edition.version)).is_none() {
            bail!("the record is of {edition}, which is not built in; name its file with --questionnaire");
        }
        return load::shipped_questionnaire(&edition.to_string());
    };
    let questionnaire = load::questionnaire(file)?;
    if questionnaire.edition() != *edition {
        bail!(
            "the record is of {edition}, and --questionnaire is {}; to score it with another edition, use --with",
            questionnaire.edition()
        );
    }
    Ok(questionnaire)
}

/// The same id in another questionnaire is another question, so only editions of one are put side by side.
fn another_edition(named: &str, own: &Questionnaire) -> Result<Questionnaire> {
    let edition = load::questionnaire(named)?;
    if edition.id != own.id {
        bail!(
            "the record is of {}, and --with is {}, another questionnaire; name an edition of {}",
            own.id,
            edition.id,
            own.id
        );
    }
    Ok(edition)
}

/// Returns the fingerprints by which the questionnaire is not the edition that the record names.
fn other_editions(own: &Rescored<'_>) -> Vec<&'static str> {
    let SameEdition { structure, scoring, wording } = own.same_edition();
    let all = [("structure", structure), ("scoring", scoring), ("wording", wording)];
    all.into_iter().filter(|(_, same)| !same).map(|(part, _)| part).collect()
}

fn in_words(own: &Rescored<'_>, other: Option<&Other<'_>>) -> Vec<Block> {
    let record = &own.record.record;
    let tool_version = &record.tool.version;
    let mut blocks = vec![
        Block::Title(format!("Record of {}, {}", own.record.edition, record.date.0)),
        Block::Paragraph(format!("Written by version {tool_version} of this program.")),
        Block::Heading("Scored again".to_owned()),
    ];
    let others = other_editions(own);
    if !others.is_empty() {
        blocks.push(Block::Paragraph(format!(
            "The questionnaire is not the edition that the record names: its {} {} another fingerprint.",
            others.join(" and its "),
            if others.len() == 1 { "has" } else { "have" }
        )));
    }
    blocks.push(Block::Paragraph(seal(own).to_owned()));
    match own.differences.as_slice() {
        [] => blocks.push(Block::Paragraph("Its own answers give what is written in it.".to_owned())),
        differences => {
            blocks.push(Block::Paragraph("Its own answers do not give what is written in it:".to_owned()));
            blocks.push(Block::Items(differences.iter().map(difference).collect()));
            if tool_version != env!("CARGO_PKG_VERSION") {
                blocks.push(Block::Paragraph(format!(
                    "Version {tool_version} wrote the record, and this is version {}: sentences of the program itself may be \
                     worded differently; levels, scores and actions may not differ.",
                    env!("CARGO_PKG_VERSION")
                )));
            }
        }
    }
    blocks.extend(other.map(beside).unwrap_or_default());
    blocks
}

/// What the seal tells, and what it does not.
fn seal(own: &Rescored<'_>) -> &'static str {
    if own.record.is_sealed {
        "Its seal fits: it is as it was written. A seal is no signature; whoever changes a record on purpose can seal \
         it anew."
    } else {
        "Its seal does not fit: it was changed after it was written. What its answers do not tell can be changed as \
         well: the consent, notes, the text of a duty, services and their telephone numbers."
    }
}

fn named(about: &ElementId) -> String {
    match about.id.as_str() {
        "" => "the record".to_owned(),
        id => format!("{} `{id}`", about.kind.id()),
    }
}

fn difference(difference: &RecordDifference) -> (String, Vec<String>) {
    let mut below = Vec::new();
    below.extend(difference.written.as_ref().map(|written| format!("written: {written}")));
    below.extend(difference.computed.as_ref().map(|computed| format!("computed: {computed}")));
    if below.is_empty() {
        below.push("it is not what the answers give (not shown here: it may repeat an answer)".to_owned());
    }
    (format!("{}: {}", named(&difference.about), difference.key), below)
}

/// The most reasons that are shown for one difference.
const MOST_REASONS: usize = 8;

/// The result of the other edition beside that of its own.
fn beside(other: &Other<'_>) -> Vec<Block> {
    let (old, new) = (&other.diff.old, &other.diff.new);
    let mut blocks = vec![Block::Heading(format!("The same answers under {new}"))];
    if other.diff.incomparable().next().is_some() {
        blocks.push(Block::Paragraph(format!(
            "Results of {old} and {new} cannot be compared; `safelight diff` shows what changed. What stands in the \
             record stays as it is."
        )));
    }
    let left: Vec<(String, Vec<String>)> =
        other.carried.left.iter().map(|left| (format!("`{}`", left.id), vec![left.why.clone()])).collect();
    if !left.is_empty() {
        blocks.push(Block::Paragraph("Not carried over, and left open:".to_owned()));
        blocks.push(Block::Items(left));
    }
    let renamed: Vec<(String, Vec<String>)> = other
        .carried
        .renamed
        .iter()
        .map(|id| (format!("`{}` as `{}`", id.from, id.to), Vec::new()))
        .collect();
    if !renamed.is_empty() {
        blocks.push(Block::Paragraph("Carried over under another id:".to_owned()));
        blocks.push(Block::Items(renamed));
    }
    if other.results.is_empty() {
        blocks.push(Block::Paragraph("Every result is the same.".to_owned()));
        return blocks;
    }
    let cell = |end: &Option<String>| end.clone().unwrap_or_else(|| "(not there)".to_owned());
    let rows = other.results.iter();
    let rows = rows.map(|each| vec![named(&each.about), cell(&each.own), cell(&each.other)]);
    blocks.push(Block::table(&["Result", "Own edition", "Other edition"], rows.collect()));
    blocks.push(Block::Paragraph("What may be behind it:".to_owned()));
    let items = other.results.iter().map(|each| {
        let mut because: Vec<String> = each.because.iter().take(MOST_REASONS).cloned().collect();
        if because.len() < each.because.len() {
            because.push(format!("and {} more; see `safelight diff`", each.because.len() - MOST_REASONS));
        }
        (named(&each.about), because)
    });
    blocks.push(Block::Items(items.collect()));
    blocks
}
