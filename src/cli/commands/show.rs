//! `show`: a questionnaire as it would be read on paper.

use anyhow::Result;
use safelight::export::Options;
use safelight::library;
use safelight::report::{PageReader, Pages, paper};

use crate::cli::invocation::{ExitStatus, Invocation};
use crate::cli::output::Output;
use crate::cli::{files, load};

/// Show a questionnaire as it would be read on paper, with its rules at the end.
#[derive(clap::Args)]
#[command(after_help = "Examples:\n  \
    safelight show adult-brief\n  \
    safelight show adult-brief@1.0.0 --format markdown\n  \
    safelight show adult-brief --export adult-brief.html  for a browser and for paper\n  \
    safelight show my-questionnaire.toml\n  \
    safelight show adult-brief --source > model.toml      the file itself, to copy from\n  \
    safelight show cook-upstairs --source > mine.toml     a practice scenario as well\n\n\
    What leaves this machine: nothing.")]
pub struct Args {
    /// A questionnaire: its id, id@version, or a .toml file.
    #[arg(value_name = "ID")]
    questionnaire: String,
    #[command(flatten)]
    output: Output,
    /// Print the file itself, as it is written: to copy from, or to keep.
    #[arg(long, conflicts_with_all = ["format", "export"])]
    source: bool,
}

pub fn run(args: &Args, _: &Invocation<'_>) -> Result<ExitStatus> {
    if args.source {
        let scenario = library::find(library::SCENARIOS, &args.questionnaire).map(library::Shipped::source);
        let source = scenario.map_or_else(|| load::questionnaire_source(&args.questionnaire), Ok)?;
        files::print_exactly(source.text())?;
        return Ok(ExitStatus::Done);
    }
    let destination = args.output.destination("text")?;
    let questionnaire = load::questionnaire(&args.questionnaire)?;
    let pages = Pages::new(PageReader::Author, || paper(&questionnaire)).in_language(&questionnaire.language);
    destination.show(&pages, Options::PAPER.width)?;
    Ok(ExitStatus::Done)
}
