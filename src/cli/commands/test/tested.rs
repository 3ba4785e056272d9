//! What comes of testing: the cases of each file, and what none of them reaches.

use safelight::example::{self, Check, Coverage, Examples, Unreached};
use safelight::questionnaire::Questionnaire;
use safelight::source::Source;

/// What came of one file.
pub struct Tested {
    /// The file, or the id of what is built in.
    pub file: String,
    /// Why it could not be tested, in words for the report.
    pub error: Option<String>,
    /// What was tested.
    pub report: Option<Report>,
}

/// What came of one questionnaire.
pub struct Report {
    pub questionnaire: Questionnaire,
    /// Where examples of it are written.
    pub beside: String,
    /// Where examples of another edition of it are, if it has none.
    pub elsewhere: Option<String>,
    pub cases: Vec<CaseRan>,
    /// What is wrong with examples, each drawn under its line.
    pub mistakes: Vec<String>,
    pub unreached: Vec<Unreached>,
    /// How many parts of the rules there are, and how many were reached.
    pub rules: (usize, usize),
}

/// What came of one case.
pub struct CaseRan {
    pub example: String,
    /// The row, from 1, if it is one of a table.
    pub row: Option<usize>,
    pub place: String,
    pub because: Option<String>,
    pub checks: Vec<(Check, Vec<String>)>,
}

impl CaseRan {
    pub fn holds(&self) -> bool {
        self.checks.iter().all(|(check, _)| check.holds)
    }
}

impl Report {
    pub fn failed(&self) -> usize {
        self.cases.iter().filter(|case| !case.holds()).count()
    }

    pub fn is_all_reached(&self) -> bool {
        self.rules.0 == self.rules.1
    }
}

pub fn report(
    questionnaire: Questionnaire,
    own: &Source,
    examples: Option<Source>,
    beside: String,
) -> Report {
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
