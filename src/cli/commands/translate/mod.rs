//! `translate`: the words of a questionnaire in another language: the file to fill in, what is wrong with one, and the
//! same as a PO file.

mod po;
mod translated;

use std::path::PathBuf;

use anyhow::{Result, anyhow, bail};
use safelight::diagnostic::Diagnostic;
use safelight::export::Options;
use safelight::questionnaire::read;
use safelight::report::{Block, PageReader, Pages};
use safelight::source::Source;
use safelight::translation::{Comparison, Translation, compare, read_translation, starter};

use super::talk::language_tag;
use crate::cli::advice_levels::Levels;
use crate::cli::document_kind::{self, DocumentKind};
use crate::cli::files::{self, ExportTarget};
use crate::cli::findings::{Checked, FindingCounts, text};
use crate::cli::invocation::{ExitStatus, Invocation};
use crate::cli::output::Output;
use crate::cli::{load, wordings};
use po::{ExportArgs, ImportArgs};
use translated::{edition_near, in_words, refuse_own_language};

/// Write what a person hears of a questionnaire in another language, and look a translation over.
///
/// A translation is a file of words beside the questionnaire. Each stands with the checksum of the text that it
/// translates, so what was changed in the source is known at once; it can change no rule.
#[derive(clap::Args)]
#[command(after_help = "Examples:\n  \
    safelight translate new adult-brief --into es      the file to fill in\n  \
    safelight translate check adult-brief.es.toml      what is missing, older than its source, too hard to follow\n  \
    safelight translate check adult-brief              the same of the translations that are built in\n  \
    safelight translate export adult-brief --into es   the same as a PO file, for Poedit, Weblate, OmegaT and others\n  \
    safelight translate import adult-brief.es.po       and back\n\n\
    What leaves this machine: nothing.")]
pub struct Args {
    #[command(subcommand)]
    command: TranslateCommand,
}

#[derive(clap::Subcommand)]
enum TranslateCommand {
    New(NewArgs),
    Check(CheckArgs),
    Export(ExportArgs),
    Import(ImportArgs),
}

/// Write the file that a translator fills in: every text in the order of the conversation, with the source above it.
#[derive(clap::Args)]
struct NewArgs {
    /// The questionnaire: its id, id@version, or a .toml file.
    #[arg(value_name = "QUESTIONNAIRE")]
    of: String,
    /// The language tag of the translation: es, es-US, pt-BR.
    #[arg(long, value_name = "TAG", value_parser = language_tag)]
    into: String,
    /// The file to write; ID.TAG.toml in this folder if it is not said.
    #[arg(long, value_name = "FILE")]
    to: Option<PathBuf>,
    /// Replace the file if it is there.
    #[arg(long)]
    force: bool,
}

/// Say what is missing in a translation, what is older than its source, and what the rules and the advice of its
/// language say of its words.
#[derive(clap::Args)]
struct CheckArgs {
    /// The translation: a file, or the id of a questionnaire whose built-in translations are meant.
    #[arg(value_name = "FILE")]
    named: PathBuf,
    /// The questionnaire, where it is not one that comes with the program: a .toml file.
    #[arg(long, value_name = "QUESTIONNAIRE")]
    of: Option<String>,
    /// Count this as a mistake: `warnings`, a group (words, order) or a code.
    #[arg(long, value_name = "WHAT", value_delimiter = ',')]
    deny: Vec<String>,
    #[command(flatten)]
    output: Output,
}

pub fn run(args: &Args, _: &Invocation<'_>) -> Result<ExitStatus> {
    match &args.command {
        TranslateCommand::New(args) => new(args),
        TranslateCommand::Check(args) => check(args),
        TranslateCommand::Export(args) => po::export(args),
        TranslateCommand::Import(args) => po::import(args),
    }
}

fn new(args: &NewArgs) -> Result<ExitStatus> {
    let questionnaire = load::questionnaire(&args.of)?;
    refuse_own_language(&questionnaire, &args.into)?;
    let path =
        args.to.clone().unwrap_or_else(|| PathBuf::from(format!("{}.{}.toml", questionnaire.id, args.into)));
    let target = ExportTarget::try_out(&path, args.force)?;
    target.write(starter(&questionnaire, &args.into))?;
    files::print(&format!(
        "Written: {}. Fill in each `say`, then: safelight translate check {}\n",
        target.shown(),
        target.shown()
    ))?;
    Ok(ExitStatus::Done)
}

fn check(args: &CheckArgs) -> Result<ExitStatus> {
    let destination = args.output.destination("text")?;
    let levels = Levels::new(&args.deny, &[])?;
    let mut tally = FindingCounts::default();
    let mut said = Vec::new();
    let translations = wordings::named(&args.named)?;
    let several = translations.len() > 1;
    for source in translations {
        document_kind::expect(&source, DocumentKind::Translation)?;
        let (findings, comparison) = findings(&source, args.of.as_deref())?;
        let compared = comparison.as_ref().map(in_words);
        said.extend(several.then(|| format!("{}\n", source.name())));
        let checked = Checked::Read(source, levels.apply(findings), compared.is_none());
        tally.add(&checked);
        said.push(text(&checked));
        said.extend(compared);
    }
    said.push(tally.sentence());
    let blocks: Vec<Block> = said.into_iter().map(Block::Verbatim).collect();
    destination.show(&Pages::new(PageReader::Author, || blocks.clone()), Options::PAPER.width)?;
    Ok(tally.status())
}

/// Returns what is wrong with a translation, and how far it is; of the questionnaire that was named, or that it names.
///
/// # Errors
/// That the questionnaire is not there, or has mistakes of its own.
pub(super) fn findings(source: &Source, of: Option<&str>) -> Result<(Vec<Diagnostic>, Option<Comparison>)> {
    let of = questionnaire_of(source, of)?;
    let questionnaire = read(&of).questionnaire.ok_or_else(|| {
        anyhow!("{} does not read; `safelight check {0}` says what is wrong with it", of.name())
    })?;
    let (translation, mut findings) = read_translation(source, &questionnaire);
    let comparison = translation.map(|translation| compare(&of, &questionnaire, &translation));
    findings.extend(comparison.iter().flat_map(|comparison| comparison.findings.clone()));
    Ok((findings, comparison))
}

fn questionnaire_of(source: &Source, named: Option<&str>) -> Result<Source> {
    if let Some(named) = named {
        return load::questionnaire_source(named);
    }
    let Some(edition) = Translation::edition_in(source) else {
        bail!(
            "{} does not say which questionnaire it translates; write `of = \"ID@VERSION\"` below [translation]",
            source.name()
        );
    };
    edition_near(source, &edition)
}
