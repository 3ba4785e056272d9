//! `check`: every mistake of questionnaires, scenarios, directories and jurisdiction packs, and advice to
//! their authors.

use std::path::{Path, PathBuf};

use anyhow::{Result, anyhow};
use indicatif::{ProgressBar, ProgressStyle};
use jiff::civil::Date;
use rayon::prelude::*;
use safelight::diagnostic::{Diagnostic, in_order};
use safelight::diff;
use safelight::export::Options;
use safelight::inform::read_page;
use safelight::lint;
use safelight::questionnaire::{Questionnaire, read};
use safelight::records::{CheckDocument, CheckedFile, FormatVersion, written};
use safelight::referral::{dates_of_directory, dates_of_jurisdiction, read_directory, read_jurisdiction};
use safelight::report::{Block, PageReader, Pages};
use safelight::source::Source;
use safelight::translation::{TranslatedEdition, translation_changes};

use super::{page, translate};
use crate::cli::advice_levels::Levels;
use crate::cli::document_kind::DocumentKind;
use crate::cli::findings::{Checked, FindingCounts, record, text};
use crate::cli::invocation::{ExitStatus, Invocation};
use crate::cli::load::WithText;
use crate::cli::output::Output;
use crate::cli::surroundings::Surroundings;
use crate::cli::{code_pages, example_files, load, named_files, wordings};

/// Wide enough for the longest code.
const LIST_WIDTH: usize = 100;

/// How many files are looked at before what was found in them is taken down, and they are let go.
const AT_ONCE: usize = 256;

/// Say what is wrong with questionnaires, scenarios, referral directories and jurisdiction packs, and what
/// could be better.
///
/// All mistakes of a file are reported at once, each with its line and what to write instead. A
/// questionnaire without a mistake is looked at for its scoring, words, order and paperwork. The key of a
/// scenario is played through its questionnaire.
#[derive(clap::Args)]
#[command(after_help = "Examples:\n  \
    safelight check my-questionnaire.toml\n  \
    safelight check --deny warnings questionnaires/    every .toml file below that folder\n  \
    safelight check --allow words my.toml              without advice on words\n  \
    safelight check --against adult-brief@1.0.0 my.toml   is the version number enough?\n  \
    safelight explain long-sentence                    what one finding means\n\n\
    To set advice aside in the file itself, with the reason:\n\n  \
    [[allow]]\n  \
    lint   = \"long-sentence\"\n  \
    at     = \"documents_held\"     # the id it is about; without it, the whole file\n  \
    reason = \"…\"\n\n\
    Exit codes: 0 nothing is wrong (there may be warnings), 1 mistakes were found, 2 a file could not be\n  \
    read. What leaves this machine: nothing.")]
pub struct Args {
    /// Files or folders to check; the id of a built-in questionnaire is taken too.
    #[arg(required_unless_present = "list", value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Count this as a mistake: `warnings`, a group (scoring, words, order, paperwork) or a code.
    #[arg(long, value_name = "WHAT", value_delimiter = ',')]
    deny: Vec<String>,
    /// Leave this advice out: a group or a code. A mistake cannot be left out.
    #[arg(long, value_name = "WHAT", value_delimiter = ',')]
    allow: Vec<String>,
    /// Say where the version number is too small for what changed since this edition.
    #[arg(long, value_name = "EDITION")]
    against: Option<String>,
    #[command(flatten)]
    output: Output,
    /// Show every code that there is, with its meaning in a line.
    #[arg(long, conflicts_with_all = ["files", "deny", "allow", "against"])]
    list: bool,
}

pub fn run(args: &Args, _: &Invocation<'_>) -> Result<ExitStatus> {
    let destination = args.output.destination("text")?;
    if args.list {
        destination.show(&code_pages::list(), LIST_WIDTH)?;
        return Ok(ExitStatus::Done);
    }
    let levels = Levels::new(&args.deny, &args.allow)?;
    let against = |named: &str| wordings::with_translations(load::questionnaire_with_text(named)?);
    let against = args.against.as_deref().map(against).transpose()?.map(|(edition, _)| edition);
    let today = Surroundings::read().today;
    let (names, errors) = named_files::names(&args.files);
    let mut found = CheckedFiles { for_programs: destination.format.for_programs, ..CheckedFiles::default() };
    errors.iter().for_each(|error| found.add(&Checked::unread(None, error)));
    let progress = progress(names.len());
    for names in names.chunks(AT_ONCE) {
        let checked: Vec<Checked> = names
            .par_iter()
            .map(|name| check(name, &levels, against.as_ref(), today))
            .inspect(|_| progress.inc(1))
            .collect();
        checked.iter().for_each(|checked| found.add(checked));
    }
    progress.finish_and_clear();
    let CheckedFiles { tally, mut blocks, files, .. } = found;
    blocks.push(Block::Verbatim(tally.sentence()));
    let document = CheckDocument { format: FormatVersion, files, summary: tally.summary };
    let pages = Pages::new(PageReader::Author, || blocks.clone()).with_document(|| written(&document));
    destination.show(&pages, Options::PAPER.width)?;
    Ok(tally.status())
}

/// From how many files on it is worth showing how far it has got.
const WORTH_SHOWING: usize = 50;

/// Returns a bar over that many files; it hides itself where standard error is no terminal.
fn progress(files: usize) -> ProgressBar {
    if files < WORTH_SHOWING {
        return ProgressBar::hidden();
    }
    let style = ProgressStyle::with_template("{pos} of {len} files  {wide_bar}  {eta} left");
    ProgressBar::new(files as u64).with_style(style.expect("the template is well formed"))
}

/// What was found, as it will be written: no file is kept.
#[derive(Default)]
struct CheckedFiles {
    for_programs: bool,
    tally: FindingCounts,
    blocks: Vec<Block>,
    files: Vec<CheckedFile>,
}

impl CheckedFiles {
    fn add(&mut self, checked: &Checked) {
        self.tally.add(checked);
        match self.for_programs {
            true => self.files.push(record(checked)),
            false => self.blocks.push(Block::Verbatim(text(checked))),
        }
    }
}

fn check(name: &str, levels: &Levels, against: Option<&TranslatedEdition>, today: Date) -> Checked {
    match load::source_to_check(name) {
        Ok(source) => match findings(&source, levels.left_out(), against, today) {
            Ok((found, withheld)) => Checked::Read(source, levels.apply(found), withheld),
            Err(error) => Checked::unread(Some(name), &error),
        },
        Err(error) => Checked::unread(Some(name), &error),
    }
}

/// What is found in a document, and whether mistakes kept advice from being given: it is given on a
/// questionnaire without any. The kind of a document is told by its head.
fn findings(
    source: &Source,
    left_out: &[&str],
    against: Option<&TranslatedEdition>,
    today: Date,
) -> Result<(Vec<Diagnostic>, bool)> {
    match DocumentKind::of(source) {
        Some(DocumentKind::Directory) => {
            let found = [read_directory(source).1, dates_of_directory(source, today)];
            Ok((in_order(found.concat()), false))
        }
        Some(DocumentKind::Jurisdiction) => {
            let found = [read_jurisdiction(source).1, dates_of_jurisdiction(source, today)];
            Ok((in_order(found.concat()), false))
        }
        Some(DocumentKind::Translation) => Ok((translate::findings(source, None)?.0, false)),
        Some(DocumentKind::Voice) => Ok((in_order(page::findings_of_voice(source)?), false)),
        Some(DocumentKind::Page) => Ok((in_order(read_page(source).1), false)),
        None | Some(DocumentKind::Settings) if is_another_kind_of_file(source.name()) => Err(anyhow!(
            "{} is not a TOML file; `check` looks at questionnaires, their translations, scenarios, referral directories and jurisdiction packs",
            source.name()
        )),
        None | Some(DocumentKind::Questionnaire) => {
            let reading = read(source);
            let mut findings = reading.findings;
            if let Some(questionnaire) = &reading.questionnaire {
                findings.extend(example_files::in_questionnaire(source, questionnaire)?);
                findings.extend(lint::advice_but(source, questionnaire, Some(today), left_out));
                if let Some(old) = against {
                    findings.extend(against_findings(source, questionnaire, old)?);
                }
            }
            Ok((in_order(findings), reading.questionnaire.is_none()))
        }
        Some(DocumentKind::Examples) => Ok((example_files::in_examples(source)?, false)),
        Some(DocumentKind::Scenario) => Ok((load::findings_of_scenario(source)?, false)),
        Some(other) => Err(anyhow!(
            "{} is {}; `check` looks at questionnaires, their translations, scenarios, referral directories and jurisdiction packs",
            source.name(),
            other.name()
        )),
    }
}

/// What is wrong with a questionnaire as a new edition of another, with the translations that belong to both.
fn against_findings(
    source: &Source,
    questionnaire: &Questionnaire,
    old: &TranslatedEdition,
) -> Result<Vec<Diagnostic>> {
    let new = WithText::of(questionnaire.clone(), source.clone())?;
    let (new, _) = wordings::with_translations(new)?;
    let diff =
        diff::diff(&old.questionnaire, questionnaire).with_translations(translation_changes(old, &new));
    Ok(diff::findings(&diff, questionnaire, source))
}

/// Whether a name says that the file is no TOML, whatever stands in it.
fn is_another_kind_of_file(name: &str) -> bool {
    let ending = Path::new(name).extension().and_then(|ending| ending.to_str());
    ending.is_some_and(|ending| !ending.eq_ignore_ascii_case("toml"))
}
