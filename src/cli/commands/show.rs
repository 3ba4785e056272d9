//! `show`: a questionnaire, or a jurisdiction pack, as it would be read on paper; and the file of whatever is built in.

use std::path::Path;

use anyhow::{Result, bail};
use safelight::export::Options;
use safelight::library::{self, Shipped};
use safelight::report::{PageReader, Pages, pack_on_paper, paper};
use safelight::source::Source;

use crate::cli::invocation::{ExitStatus, Invocation};
use crate::cli::output::Output;
use crate::cli::{files, load};

/// Show a questionnaire as it would be read on paper, with its rules at the end; or a jurisdiction pack.
#[derive(clap::Args)]
#[command(after_help = "Examples:\n  \
    safelight show adult-brief\n  \
    safelight show adult-brief@1.0.0 --format markdown\n  \
    safelight show adult-brief --export adult-brief.html  for a browser and for paper\n  \
    safelight show my-questionnaire.toml\n  \
    safelight show adult-brief --source > model.toml      the file itself, to copy from\n  \
    safelight show cook-upstairs --source > mine.toml     a practice scenario as well\n  \
    safelight show us-tx                                  what the law says there, as far as it was read\n\n\
    What leaves this machine: nothing.")]
pub struct Args {
    /// A questionnaire: its id, id@version, or a .toml file. Or a jurisdiction pack: its id.
    #[arg(value_name = "ID")]
    named: String,
    #[command(flatten)]
    output: Output,
    /// Print the file itself, as it is written: to copy from, or to keep.
    #[arg(long, conflicts_with_all = ["format", "export"])]
    source: bool,
}

pub fn run(args: &Args, _: &Invocation<'_>) -> Result<ExitStatus> {
    let named = &args.named;
    if args.source {
        files::print_exactly(source_of(named)?.text())?;
        return Ok(ExitStatus::Done);
    }
    let destination = args.output.destination("text")?;
    let (blocks, language) = if library::find(library::JURISDICTIONS, named).is_some() {
        (pack_on_paper(&load::jurisdiction(named)?), "en".to_owned())
    } else {
        if let Some(other) = other_command(named) {
            bail!("{other}");
        }
        let questionnaire = load::questionnaire(named)?;
        (paper(&questionnaire), questionnaire.language)
    };
    let pages = Pages::new(PageReader::Author, || blocks.clone()).in_language(&language);
    destination.show(&pages, Options::PAPER.width)?;
    Ok(ExitStatus::Done)
}

/// Returns the file that is meant: a questionnaire, or whatever else is built in, by its id or its path.
fn source_of(named: &str) -> Result<Source> {
    // A file of one's own is never taken for what is built in.
    let is_file = Path::new(named).is_file() && (named.ends_with(".toml") || named.contains(['/', '\\']));
    if load::is_shipped(named) || is_file {
        return load::questionnaire_source(named);
    }
    let is_meant = |shipped: &&Shipped| {
        shipped.id == named || shipped.path == named || shipped.path.strip_suffix(".toml") == Some(named)
    };
    let found: Vec<&Shipped> = library::every_file().filter(is_meant).collect();
    match found[..] {
        [] => load::questionnaire_source(named),
        [one] => Ok(one.source()),
        _ => {
            let paths: Vec<&str> =
                found.iter().map(|shipped| shipped.path.trim_end_matches(".toml")).collect();
            bail!("{named} is the name of several files; write one of these: {}", paths.join(", "))
        }
    }
}

/// Says what a name is that is built in and not shown on paper, and what shows it.
fn other_command(named: &str) -> Option<String> {
    let is_in = |table| library::find(table, named).is_some();
    if is_in(library::SCENARIOS) {
        let source = format!("`safelight show {named} --source` prints the file");
        Some(format!("{named} is a practice scenario: `safelight practice {named}` plays it; {source}"))
    } else if is_in(library::PAGES) {
        Some(format!("{named} is a page to hand over: `safelight inform {named}` shows it"))
    } else if is_in(library::DIRECTORIES) {
        Some(format!(
            "{named} is a referral directory: `safelight referrals --directory {named}` searches it"
        ))
    } else {
        None
    }
}
