//! `test`: the worked examples of questionnaires, and what none of them reaches.

mod find;
mod words;

use anyhow::Result;
use safelight::example::{self, Check, Coverage, Examples, Unreached};
use safelight::export::Options;
use safelight::questionnaire::Questionnaire;
use safelight::records::written;
use safelight::report::{Block, Pages, Reader};
use safelight::source::Source;

use super::ExitStatus;
use crate::cli::output::Output;

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

/// What came of one file.
struct Tested {
    /// The file, or the id of what is built in.
    file: String,
    /// Why it could not be tested, in words for the report.
    error: Option<String>,
    /// What was tested.
    report: Option<Report>,
}

/// What came of one questionnaire.
struct Report {
    questionnaire: Questionnaire,
    /// Where examples of it are written.
    beside: String,
    /// Where examples of another edition of it are, if it has none.
    elsewhere: Option<String>,
    cases: Vec<CaseRan>,
    /// What is wrong with examples, each drawn under its line.
    mistakes: Vec<String>,
    unreached: Vec<Unreached>,
    /// How many parts of the rules there are, and how many were reached.
    rules: (usize, usize),
}

/// What came of one case.
struct CaseRan {
    example: String,
    /// The row, from 1, if it is one of a table.
    row: Option<usize>,
    place: String,
    because: Option<String>,
    checks: Vec<(Check, Vec<String>)>,
}

impl CaseRan {
    fn holds(&self) -> bool {
        self.checks.iter().all(|(check, _)| check.holds)
    }
}

impl Report {
    fn failed(&self) -> usize {
        self.cases.iter().filter(|case| !case.holds()).count()
    }

    fn is_all_reached(&self) -> bool {
        self.rules.0 == self.rules.1
    }
}

pub fn run(args: &Args) -> Result<ExitStatus> {
    let destination = args.output.destination("text")?;
    let tested: Vec<Tested> = args.files.iter().flat_map(|named| find::tested(named)).collect();
    let pages = Pages::new(Reader::Author, || vec![Block::Verbatim(words::text(&tested))])
        .with_document(|| written(&words::document(&tested)));
    destination.show(&pages, Options::PAPER.width)?;
    let reports = || tested.iter().filter_map(|tested| tested.report.as_ref());
    let unread = tested.iter().any(|tested| tested.error.is_some());
    if unread || reports().any(|report| !report.mistakes.is_empty()) {
        return Ok(ExitStatus::Failed);
    }
    let fails = |report: &Report| report.failed() > 0 || args.need_all && !report.is_all_reached();
    Ok(if reports().any(fails) { ExitStatus::Findings } else { ExitStatus::Done })
}

fn report(questionnaire: Questionnaire, own: &Source, examples: Option<Source>, beside: String) -> Report {
    let documents: Vec<&Source> = [own].into_iter().chain(&examples).collect();
    let read = example::read(&documents, &questionnaire);
    let mistakes = documents.iter().zip(&read.findings);
    let mistakes =
        mistakes.flat_map(|(source, found)| found.iter().map(|finding| finding.draw(source))).collect();
    let mut coverage = Coverage::default();
    let cases = cases(&read, &documents, &mut coverage);
    let (rules, unreached) = (coverage.counts(&questionnaire), coverage.unreached(&questionnaire));
    Report { cases, mistakes, rules, unreached, questionnaire, beside, elsewhere: None }
}

fn cases(read: &Examples<'_>, documents: &[&Source], coverage: &mut Coverage) -> Vec<CaseRan> {
    let mut cases = Vec::new();
    for example in &read.examples {
        let source = documents[example.document];
        for (place, row) in example.rows.iter().enumerate() {
            let ran = example::run(row);
            coverage.add(&row.case, &ran.assessment);
            cases.push(CaseRan {
                example: example.name.clone(),
                row: example.is_table.then_some(place + 1),
                place: format!("{}:{}", source.name(), source.position(row.span.start).0),
                because: example.because.clone(),
                checks: ran.checks,
            });
        }
    }
    cases
}
