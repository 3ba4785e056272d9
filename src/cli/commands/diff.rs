//! `diff`: what changed between two editions of a questionnaire, and the version number it needs.

use anyhow::Result;
use safelight::diff::{Change, Diff, Sampled, SampledDifference, TranslationChange, diff, sample};
use safelight::export::Options;
use safelight::questionnaire::elements::VersionStep;
use safelight::records::{DiffDocument, written};
use safelight::report::{Block, PageReader, Pages};
use safelight::translation::translation_changes;

use crate::cli::invocation::{ExitStatus, Invocation};
use crate::cli::load;
use crate::cli::output::Output;
use crate::cli::wordings;

/// Show what changed between two editions of a questionnaire, and which version number it needs.
///
/// Every change stands with the step it needs (patch, minor, major) and the reason: a score, a level or
/// a stop that can come out otherwise is major, and so are other words of a scored question, unless its
/// authors say in the file that they mean the same.
///
/// Translations that come with an edition, or lie beside its file, are compared too: other words need the step that
/// the same change of the source would need, another value of a number by language needs a major one.
#[derive(clap::Args)]
#[command(after_help = "Examples:\n  \
    safelight diff adult-brief@1.0.0 my-edition.toml\n  \
    safelight diff old.toml new.toml --sample 1000      how often a result changes, with examples\n  \
    safelight diff old.toml new.toml --format json\n\n\
    Exit codes: 0 the version number is enough, 1 it is too small or a change is not told, 2 it could not\n  \
    be done. What leaves this machine: nothing.")]
pub struct Args {
    /// The old edition: its id, id@version, or a .toml file.
    #[arg(value_name = "OLD")]
    old: String,
    /// The new edition, likewise.
    #[arg(value_name = "NEW")]
    new: String,
    #[command(flatten)]
    output: Output,
    /// Try that many random patterns of answers with both editions. They are nobody's.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    sample: Option<u32>,
    /// Another number gives other random patterns; the same number gives the same ones.
    #[arg(long, value_name = "NUMBER", default_value_t = 1, requires = "sample")]
    seed: u64,
}

pub fn run(args: &Args, _: &Invocation<'_>) -> Result<ExitStatus> {
    let destination = args.output.destination("text")?;
    let edition = |named: &str| wordings::with_translations(load::questionnaire_with_text(named)?);
    let ((old, mut notices), (new, more)) = (edition(&args.old)?, edition(&args.new)?);
    notices.extend(more);
    let diff =
        diff(&old.questionnaire, &new.questionnaire).with_translations(translation_changes(&old, &new));
    let tried = |patterns: u32| {
        let patterns = usize::try_from(patterns).unwrap_or(usize::MAX);
        sample(&old.questionnaire, &new.questionnaire, patterns, args.seed)
    };
    let sampled = args.sample.map(tried);
    let pages = Pages::new(PageReader::Author, || blocks(&diff, sampled.as_ref(), &notices))
        .with_document(|| written(&DiffDocument::of(&diff, sampled.as_ref())));
    destination.show(&pages, Options::PAPER.width)?;
    let right = diff.is_enough() && diff.problems.is_empty();
    Ok(if right { ExitStatus::Done } else { ExitStatus::Findings })
}

fn blocks(diff: &Diff, sampled: Option<&Sampled>, notices: &[String]) -> Vec<Block> {
    let mut blocks = vec![Block::Title(format!("{} to {}", diff.old, diff.new))];
    if !diff.problems.is_empty() {
        blocks.push(Block::Heading("To be put right".to_owned()));
        let items = diff.problems.iter();
        blocks.push(Block::Items(
            items.map(|problem| (problem.message.clone(), vec![problem.help.clone()])).collect(),
        ));
    }
    for (step, heading) in [
        (VersionStep::Major, "Major changes"),
        (VersionStep::Minor, "Minor changes"),
        (VersionStep::Patch, "Patches"),
    ] {
        let changes: Vec<&Change> = diff.changes.iter().filter(|change| change.kind.step() == step).collect();
        if !changes.is_empty() {
            blocks.push(Block::Heading(heading.to_owned()));
            blocks.push(Block::Items(changes.into_iter().map(item).collect()));
        }
    }
    if !diff.translations.is_empty() || !notices.is_empty() {
        blocks.push(Block::Heading("Translations".to_owned()));
        blocks.extend(notices.iter().map(|notice| Block::Paragraph(notice.clone())));
        blocks.push(Block::Items(diff.translations.iter().map(translation_item).collect()));
    }
    if !diff.changes.is_empty() || in_languages(diff).next().is_some() {
        blocks.push(Block::Heading("What this means for old records".to_owned()));
        blocks.extend(old_records(diff).into_iter().map(Block::Paragraph));
    }
    if let Some(sampled) = sampled {
        blocks.push(Block::Heading("Random answers".to_owned()));
        blocks.extend(tried(sampled));
    }
    // Whoever looks for it finds it in one piece, in the last line.
    blocks.push(Block::Verbatim(format!("\n{}", verdict(diff))));
    blocks
}

fn item(change: &Change) -> (String, Vec<String>) {
    let mut below = Vec::new();
    below.extend(change.old.as_ref().map(|old| format!("was: {old}")));
    below.extend(change.new.as_ref().map(|new| format!("is: {new}")));
    below.extend(change.unseen().map(|unseen| format!("what may not be seen: {unseen}")));
    let touched = change.touched.ids();
    let touched = match touched.is_empty() {
        true => "no fingerprint changes".to_owned(),
        false => format!("touches {}", touched.join(", ")),
    };
    below.push(format!("{touched}; {}: {}", change.kind.id(), change.kind.why()));
    (format!("{}: {}", change.about_in_words(), change.what), below)
}

fn translation_item(change: &TranslationChange) -> (String, Vec<String>) {
    let mut below = Vec::new();
    below.extend(change.old.as_ref().map(|old| format!("was: {old}")));
    below.extend(change.new.as_ref().map(|new| format!("is: {new}")));
    let step = match change.kind.step() {
        VersionStep::None => "no step".to_owned(),
        step => format!("{} step", step.id()),
    };
    below.push(format!("{step}; {}: {}", change.kind.id(), change.kind.why()));
    (format!("{}: {}", change.about_in_words(), change.what), below)
}

fn old_records(diff: &Diff) -> Vec<String> {
    let because = |changes: Vec<&Change>| {
        let mut about: Vec<String> = changes.iter().map(|change| change.about_in_words()).collect();
        about.dedup();
        about.join(", ")
    };
    let hindered: Vec<&Change> = diff.hindrances().collect();
    let incomparable: Vec<&Change> = diff.incomparable().collect();
    let mut said = vec![
        match hindered.is_empty() {
            true => "Old answers can be scored with the new edition: every question and option is still there and \
                     means the same."
                .to_owned(),
            false => format!(
                "Not all old answers can be scored with the new edition, because of: {}. `rescore` leaves those \
                 open and names them.",
                because(hindered)
            ),
        },
        match incomparable.is_empty() {
            true => "Results of both editions can be compared.".to_owned(),
            false => {
                format!("Results of both editions cannot be compared, because of: {}.", because(incomparable))
            }
        },
    ];
    said.extend(in_languages(diff).map(|change| {
        format!(
            "In one language they cannot be compared, because of: {}, {}.",
            change.about_in_words(),
            change.what
        )
    }));
    said
}

/// The changes of translations because of which results in that language cannot be compared.
fn in_languages(diff: &Diff) -> impl Iterator<Item = &TranslationChange> {
    diff.translations.iter().filter(|change| change.kind.step() == VersionStep::Major)
}

fn tried(sampled: &Sampled) -> Vec<Block> {
    let mut blocks = vec![Block::Paragraph(format!(
        "{} of {} random patterns, which both editions can take, come to another level, action or stop. They \
         are nobody's answers.",
        sampled.changed, sampled.patterns
    ))];
    if !sampled.examples.is_empty() {
        blocks.push(Block::Items(sampled.examples.iter().map(example).collect()));
    }
    blocks
}

fn example(example: &SampledDifference) -> (String, Vec<String>) {
    let pairs = |pairs: &[(String, String)]| {
        pairs.iter().map(|(id, value)| format!("{id} = {value}")).collect::<Vec<_>>().join(", ")
    };
    let head = format!("{} `{}`: in {} patterns", example.about.kind.id(), example.about.id, example.count);
    let answers = if example.answers.is_empty() { "nothing".to_owned() } else { pairs(&example.answers) };
    let mut below = vec![format!("answered: {answers}")];
    if !example.context.is_empty() {
        below.push(format!("context: {}", pairs(&example.context)));
    }
    below.push(format!("was: {}", example.old));
    below.push(format!("is: {}", example.new));
    (head, below)
}

/// The last line: the step needed, and the version number to write.
fn verdict(diff: &Diff) -> String {
    if !diff.is_same_questionnaire() {
        return format!(
            "{} is a new questionnaire, not a new version of {}: it has version numbers of its own.",
            diff.new.id, diff.old.id
        );
    }
    if diff.needed == VersionStep::None && diff.is_enough() && !diff.translations.is_empty() {
        return "Only translations came, went or are older than their source: no new version is needed."
            .to_owned();
    }
    if diff.needed == VersionStep::None && diff.is_enough() {
        return "Nothing changed: no new version is needed.".to_owned();
    }
    let step = diff.needed.id();
    if diff.is_enough() {
        return format!("Step needed: {step}. The version {} is enough.", diff.new.version);
    }
    if diff.needed == VersionStep::None {
        return format!("Nothing changed, and {} is not later than {}.", diff.new.version, diff.old.version);
    }
    format!("Step needed: {step}. Write version {}; {} is too small.", diff.write, diff.new.version)
}
