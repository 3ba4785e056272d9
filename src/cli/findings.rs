//! Findings of many documents, for people and for other programs, and their tally.

use safelight::diagnostic::{Diagnostic, Severity, to_draw};
use safelight::lint;
use safelight::records::{CheckSummary, CheckedFile, FindingRecord};
use safelight::scoring::Fault;
use safelight::source::Source;

use super::invocation::ExitStatus;

/// One document that was looked at.
pub enum Checked {
    /// It was read, with these findings; and whether mistakes kept advice from being given.
    Read(Source, Vec<Weighed>, bool),
    /// It could not be read: its name, if it has one, and why.
    Unread(Option<String>, String),
}

/// A finding, and how much it matters this time.
pub struct Weighed {
    /// As it is found.
    pub finding: Diagnostic,
    /// Whether it was asked for that it counts as a mistake.
    pub denied: bool,
}

impl Weighed {
    fn severity(&self) -> Severity {
        if self.denied { Severity::Error } else { self.finding.severity }
    }

    /// It keeps its own word, so that everybody sees that it may be set aside.
    fn draw(&self, source: &Source) -> String {
        if !self.denied || self.finding.is_error() {
            return self.finding.draw(source);
        }
        let message = format!("{} (counts as a mistake here)", self.finding.message);
        Diagnostic { message, ..self.finding.clone() }.draw(source)
    }
}

impl Checked {
    /// Returns what could not be read.
    pub fn unread(name: Option<&str>, error: &anyhow::Error) -> Self {
        Checked::Unread(name.map(str::to_owned), format!("{error:#}"))
    }
}

/// How many there were.
#[derive(Debug, Clone, Copy, Default)]
pub struct FindingCounts {
    /// As other programs are told.
    pub summary: CheckSummary,
    /// How many of them are advice.
    advice: usize,
    /// Whether mistakes kept advice from being given.
    withheld: bool,
}

impl FindingCounts {
    /// Counts one document.
    pub fn add(&mut self, checked: &Checked) {
        self.summary.files += 1;
        match checked {
            Checked::Unread(..) => self.summary.unread += 1,
            Checked::Read(_, findings, withheld) => {
                let of = |severity| findings.iter().filter(|found| found.severity() == severity).count();
                self.advice +=
                    findings.iter().filter(|found| lint::find(found.finding.code).is_some()).count();
                self.withheld |= withheld;
                self.summary.errors += of(Severity::Error);
                self.summary.warnings += of(Severity::Warning);
                self.summary.notes += of(Severity::Note);
            }
        }
    }

    /// Returns how the program ends.
    pub fn status(&self) -> ExitStatus {
        match (self.summary.unread, self.summary.errors) {
            (0, 0) => ExitStatus::Done,
            (0, _) => ExitStatus::Findings,
            _ => ExitStatus::Failed,
        }
    }

    /// Returns the last lines for people: how many there were, and where to read more.
    pub fn sentence(&self) -> String {
        let mut said = vec![
            count(self.summary.files, "file checked", "files checked"),
            count(self.summary.errors, "mistake", "mistakes"),
        ];
        if self.summary.warnings > 0 {
            said.push(count(self.summary.warnings, "warning", "warnings"));
        }
        if self.summary.notes > 0 {
            said.push(count(self.summary.notes, "note", "notes"));
        }
        if self.summary.unread > 0 {
            said.push(count(self.summary.unread, "file could not be read", "files could not be read"));
        }
        let withheld = if self.withheld { ". Advice is given once these are mended." } else { "" };
        let more = match (self.summary.errors + self.summary.warnings + self.summary.notes, self.advice) {
            (0, _) => "",
            (_, 0) => "`safelight explain CODE` says more of each.\n",
            _ => "`safelight explain CODE` says more of each; advice can be set aside with [[allow]].\n",
        };
        format!("{}{withheld}\n{more}", said.join(", "))
    }
}

/// Returns what does not fit of a case, a line each.
pub fn in_lines(faults: &[Fault]) -> String {
    faults.iter().map(|fault| format!("\n  {fault}")).collect()
}

/// Returns a number with what is counted.
pub fn count(number: usize, one: &str, many: &str) -> String {
    if number == 1 { format!("1 {one}") } else { format!("{number} {many}") }
}

/// Draws the findings of a document for people.
pub fn text(checked: &Checked) -> String {
    match checked {
        Checked::Read(source, findings, _) => {
            let (drawn, more) = to_draw(findings, |weighed| weighed.finding.code);
            let drawn = drawn.into_iter().map(|finding| finding.draw(source));
            drawn.chain(more).map(|drawn| format!("{drawn}\n\n")).collect()
        }
        Checked::Unread(_, error) => format!("error: {error}\n\n"),
    }
}

/// Returns the findings of a document for other programs.
pub fn record(checked: &Checked) -> CheckedFile {
    match checked {
        Checked::Read(source, findings, _) => CheckedFile {
            file: Some(source.name().to_owned()),
            unread: None,
            findings: findings.iter().map(|weighed| finding(source, weighed)).collect(),
        },
        Checked::Unread(name, error) => {
            CheckedFile { file: name.clone(), unread: Some(error.clone()), findings: Vec::new() }
        }
    }
}

fn finding(source: &Source, weighed: &Weighed) -> FindingRecord {
    let finding = &weighed.finding;
    let (line, column) = source.position(finding.span.start);
    let (end_line, end_column) = source.position(finding.span.end);
    FindingRecord {
        code: finding.code.to_owned(),
        severity: weighed.severity(),
        line,
        column,
        end_line,
        end_column,
        message: finding.message.clone(),
        help: finding.help.clone(),
    }
}
