//! `show`: a questionnaire as it would be read on paper.

use anyhow::Result;
use safelight::export::{markdown, text};
use safelight::library;
use safelight::report::paper;

use super::ExitStatus;
use crate::cli::{files, load};

/// Show a questionnaire as it would be read on paper, with its rules at the end.
#[derive(clap::Args)]
#[command(after_help = "Examples:\n  \
    safelight show adult-brief\n  \
    safelight show adult-brief@1.0.0 --format markdown\n  \
    safelight show my-questionnaire.toml\n  \
    safelight show adult-brief --source > model.toml      the file itself, to copy from\n  \
    safelight show cook-upstairs --source > mine.toml     a practice scenario as well\n\n\
    What leaves this machine: nothing.")]
pub struct Args {
    /// A questionnaire: its id, id@version, or a .toml file.
    #[arg(value_name = "ID")]
    questionnaire: String,
    /// How it is written.
    #[arg(long, default_value = "text", value_parser = ["text", "markdown"])]
    format: String,
    /// Print the file itself, as it is written: to copy from, or to keep.
    #[arg(long, conflicts_with = "format")]
    source: bool,
}

pub fn run(args: &Args) -> Result<ExitStatus> {
    if args.source {
        let scenario = library::find(library::SCENARIOS, &args.questionnaire).map(library::Shipped::source);
        let source = scenario.map_or_else(|| load::questionnaire_source(&args.questionnaire), Ok)?;
        files::print_exactly(source.text())?;
        return Ok(ExitStatus::Done);
    }
    let blocks = paper(&load::questionnaire(&args.questionnaire)?);
    files::print(&match args.format.as_str() {
        "markdown" => markdown::write(&blocks),
        _ => text::write(&blocks, text::PAPER_WIDTH),
    })?;
    Ok(ExitStatus::Done)
}
