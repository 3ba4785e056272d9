//! `list`: what is built in.

use anyhow::Result;
use safelight::library;
use safelight::questionnaire::Summary;
use safelight::report::{Block, PageReader, Pages};

use crate::cli::invocation::{ExitStatus, Invocation};
use crate::cli::load;
use crate::cli::output::Output;

/// List the questionnaires, scenarios, pages to hand over, referral directories and jurisdiction packs that are
/// built in.
#[derive(clap::Args)]
#[command(after_help = "Example:\n  safelight list\n\nWhat leaves this machine: nothing.")]
pub struct Args {
    #[command(flatten)]
    output: Output,
}

/// Wide enough for the longest id with its version.
const WIDTH: usize = 110;

pub fn run(args: &Args, _: &Invocation<'_>) -> Result<ExitStatus> {
    let destination = args.output.destination("text")?;
    let rows = load::summaries()?.into_iter().map(row).collect();
    let others = |table: &[library::Shipped]| {
        table.iter().map(|shipped| (shipped.id.to_owned(), Vec::new())).collect::<Vec<_>>()
    };
    let mut pages = others(library::PAGES);
    // A page in two languages is one page.
    pages.dedup();
    let blocks = vec![
        Block::Heading("Questionnaires".to_owned()),
        Block::table(&["Id and version", "Title", "For", "Takes about", "Validation"], rows),
        Block::Heading("Practice scenarios (`safelight practice --list` tells more)".to_owned()),
        Block::Paragraph(library::SCENARIOS.iter().map(|shipped| shipped.id).collect::<Vec<_>>().join(", ")),
        Block::Heading("Pages to hand over (`safelight inform` tells more)".to_owned()),
        Block::Items(pages),
        Block::Heading("Referral directories".to_owned()),
        Block::Items(others(library::DIRECTORIES)),
        Block::Heading("Jurisdiction packs".to_owned()),
        Block::Items(packs()?),
    ];
    destination.show(&Pages::new(PageReader::Author, || blocks.clone()), WIDTH)?;
    Ok(ExitStatus::Done)
}

/// Each with what it is of; that of a part of a country names the pack on which it stands.
fn packs() -> Result<Vec<(String, Vec<String>)>> {
    let named = |shipped: &library::Shipped| {
        let pack = load::jurisdiction(shipped.id)?;
        Ok((format!("{}: {}", pack.id, pack.titles()), Vec::new()))
    };
    library::JURISDICTIONS.iter().map(named).collect()
}

fn row(of: Summary) -> Vec<String> {
    vec![of.edition.to_string(), of.title.clone(), of.for_whom(), of.length.to_string(), of.validation]
}
