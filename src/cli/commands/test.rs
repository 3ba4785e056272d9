//! `test`: the worked examples of questionnaires, and what none of them reaches.

mod model_example;
mod tested;
mod tested_files;

use anyhow::Result;
use safelight::export::Options;
use safelight::records::{FormatVersion, TestDocument, TestedFile, written};
use safelight::report::{Block, PageReader, Pages};

use crate::cli::findings::count;
use crate::cli::invocation::{ExitStatus, Invocation};
use crate::cli::output::Output;

use tested::Tested;

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
    let said: String = tested.iter().map(said).collect();
    let document = TestDocument {
        format: FormatVersion,
        files: tested.into_iter().map(|tested| tested.record).collect(),
    };
    let files = &document.files;
    let pages =
        Pages::new(PageReader::Author, || vec![Block::Verbatim(format!("{said}{}\n", summary(files)))])
            .with_document(|| written(&document));
    destination.show(&pages, Options::PAPER.width)?;
    if files.iter().any(|file| file.error.is_some() || !file.mistakes.is_empty()) {
        return Ok(ExitStatus::Failed);
    }
    let fails =
        |file: &TestedFile| failed(file) > 0 || args.need_all && file.rule_parts != file.rule_parts_reached;
    Ok(if files.iter().any(fails) { ExitStatus::Findings } else { ExitStatus::Done })
}

fn failed(file: &TestedFile) -> usize {
    file.cases.iter().filter(|case| !case.holds).count()
}

/// What is said of one file: failures first, then what no example reaches.
fn said(Tested { record, failures, lacking }: &Tested) -> String {
    let file = &record.file;
    let mut out = String::new();
    if let Some(error) = &record.error {
        let named = if error.contains(file) { String::new() } else { format!("{file}: ") };
        out.push_str(&format!("error: {named}{error}\n\n"));
    }
    if let Some(edition) = &record.questionnaire {
        let cases = count(record.cases.len(), "case", "cases");
        out.push_str(&format!("{edition} ({file}): {cases}, {} failed\n", failed(record)));
        record.mistakes.iter().for_each(|mistake| out.push_str(&format!("\n{mistake}\n")));
        out.push_str(failures);
        out.push_str(lacking);
    }
    // What has more to say than its line stands apart from the next.
    if out.trim_end().contains('\n') {
        out.push('\n');
    }
    out
}

/// One line for all.
fn summary(files: &[TestedFile]) -> String {
    let sum = |of: fn(&TestedFile) -> usize| files.iter().map(of).sum::<usize>();
    let (cases, failed) = (sum(|file| file.cases.len()), sum(failed));
    let (parts, reached) = (sum(|file| file.rule_parts), sum(|file| file.rule_parts_reached));
    let mut said = vec![format!("{}, {failed} failed", count(cases, "example case", "example cases"))];
    said.push(format!("{reached} of {} reached", count(parts, "rule part", "rule parts")));
    let mistakes = sum(|file| file.mistakes.len());
    if mistakes > 0 {
        said.push(format!("{} in examples", count(mistakes, "mistake", "mistakes")));
    }
    let unread = sum(|file| usize::from(file.error.is_some()));
    if unread > 0 {
        said.push(format!("{} could not be tested", count(unread, "file", "files")));
    }
    let questionnaires = count(files.len() - unread, "questionnaire", "questionnaires");
    format!("{questionnaires}: {}", said.join("; "))
}
