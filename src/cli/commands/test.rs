//! `test`: the worked examples of questionnaires, and what none of them reaches.

mod test_report;
mod tested;
mod tested_files;

use anyhow::Result;
use safelight::export::Options;
use safelight::records::written;
use safelight::report::{Block, PageReader, Pages};

use crate::cli::invocation::{ExitStatus, Invocation};
use crate::cli::output::Output;

use tested::{Report, Tested};

/// Run the worked examples of questionnaires, and say what no example reaches.
///
/// Examples are `[[example]]` tables in the questionnaire's own file, or in NAME.examples.toml beside
/// NAME.toml: what somebody answers, and what must come out.
///
/// A rule counts as reached once it decides; at which number it begins to, only two cases show: one just
/// below each limit, and one at it.
#[derive(clap::Args)]
#[command(after_help = "Examples:\n  \
    safelight test adult-brief              a questionnaire that is built in\n  \
    safelight test my.toml --need-all       also fail where no example reaches a rule\n  \
    safelight test questionnaires           every questionnaire in a folder\n\n\
    Exit codes: 0 every example holds, 1 one does not, 2 something could not be read.\n\
    What leaves this machine: nothing.")]
pub struct Args {
    /// Ids of built-in questionnaires, files, or folders.
    #[arg(required = true, value_name = "FILE")]
    files: Vec<String>,
    /// Also fail where no example reaches a row, a level, an indicator, an action or a stop.
    #[arg(long)]
    need_all: bool,
    #[command(flatten)]
    output: Output,
}

pub fn run(args: &Args, _: &Invocation<'_>) -> Result<ExitStatus> {
    let destination = args.output.destination("text")?;
    let tested: Vec<Tested> = args.files.iter().flat_map(|named| tested_files::tested(named)).collect();
    let pages = Pages::new(PageReader::Author, || vec![Block::Verbatim(test_report::text(&tested))])
        .with_document(|| written(&test_report::document(&tested)));
    destination.show(&pages, Options::PAPER.width)?;
    let reports = || tested.iter().filter_map(|tested| tested.report.as_ref());
    let unread = tested.iter().any(|tested| tested.error.is_some());
    if unread || reports().any(|report| !report.mistakes.is_empty()) {
        return Ok(ExitStatus::Failed);
    }
    let fails = |report: &Report| report.failed() > 0 || args.need_all && !report.is_all_reached();
    Ok(if reports().any(fails) { ExitStatus::Findings } else { ExitStatus::Done })
}
