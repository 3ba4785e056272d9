//! Findings of many documents, as text and as JSON, and their tally.

use clap::ValueEnum;
use safelight::diagnostic::{Diagnostic, Severity, to_draw};
use safelight::lint;
use safelight::source::Source;
use serde::Serialize;

use super::commands::ExitStatus;

/// How something is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people.
    Text,
    /// For other programs.
    Json,
}

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
pub struct Tally {
    files: usize,
    unread: usize,
    errors: usize,
    warnings: usize,
    notes: usize,
    /// How many of them are advice.
    advice: usize,
    /// Whether mistakes kept advice from being given.
    withheld: bool,
}

impl Tally {
    /// Counts one document.
    pub fn add(&mut self, checked: &Checked) {
        self.files += 1;
        match checked {
            Checked::Unread(..) => self.unread += 1,
            Checked::Read(_, findings, withheld) => {
                let of = |severity| findings.iter().filter(|found| found.severity() == severity).count();
                self.advice +=
                    findings.iter().filter(|found| lint::find(found.finding.code).is_some()).count();
                self.withheld |= withheld;
                self.errors += of(Severity::Error);
                self.warnings += of(Severity::Warning);
                self.notes += of(Severity::Note);
            }
        }
    }

    /// Returns how the program ends.
    pub fn status(&self) -> ExitStatus {
        match (self.unread, self.errors) {
            (0, 0) => ExitStatus::Done,
            (0, _) => ExitStatus::Findings,
            _ => ExitStatus::Failed,
        }
    }

    /// Returns the last lines for people: how many there were, and where to read more.
    pub fn sentence(&self) -> String {
        let mut said = vec![
            count(self.files, "file checked", "files checked"),
            count(self.errors, "mistake", "mistakes"),
        ];
        if self.warnings > 0 {
            said.push(count(self.warnings, "warning", "warnings"));
        }
        if self.notes > 0 {
            said.push(count(self.notes, "note", "notes"));
        }
        if self.unread > 0 {
            said.push(count(self.unread, "file could not be read", "files could not be read"));
        }
        let withheld = if self.withheld { ". Advice is given once these are mended." } else { "" };
        let more = match (self.errors + self.warnings + self.notes, self.advice) {
            (0, _) => "",
            (_, 0) => "`safelight explain CODE` says more of each.\n",
            _ => "`safelight explain CODE` says more of each; advice can be set aside with [[allow]].\n",
        };
        format!("{}{withheld}\n{more}", said.join(", "))
    }

    /// Returns the numbers as the last keys of a JSON object.
    pub fn json(&self) -> String {
        let Tally { files, unread, errors, warnings, notes, .. } = self;
        format!(
            "\"summary\": {{ \"files\": {files}, \"errors\": {errors}, \"warnings\": {warnings}, \
             \"notes\": {notes}, \"unread\": {unread} }}"
        )
    }
}

fn count(number: usize, one: &str, many: &str) -> String {
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

/// Writes the findings of a document as one line of JSON.
pub fn json_file(checked: &Checked) -> String {
    let file = match checked {
        Checked::Read(source, findings, _) => File {
            file: Some(source.name()),
            unread: None,
            findings: findings.iter().map(|finding| FindingOf::new(source, finding)).collect(),
        },
        Checked::Unread(name, error) => {
            File { file: name.as_deref(), unread: Some(error), findings: Vec::new() }
        }
    };
    serde_json::to_string(&file).expect("findings have only text keys")
}

#[derive(Serialize)]
struct File<'f> {
    file: Option<&'f str>,
    unread: Option<&'f str>,
    findings: Vec<FindingOf<'f>>,
}

#[derive(Serialize)]
struct FindingOf<'f> {
    code: &'f str,
    severity: &'static str,
    /// From 1; columns count characters.
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
    message: &'f str,
    help: &'f str,
}

impl<'f> FindingOf<'f> {
    fn new(source: &Source, weighed: &'f Weighed) -> Self {
        let finding = &weighed.finding;
        let (line, column) = source.position(finding.span.start);
        let (end_line, end_column) = source.position(finding.span.end);
        FindingOf {
            code: finding.code,
            severity: weighed.severity().id(),
            line,
            column,
            end_line,
            end_column,
            message: &finding.message,
            help: &finding.help,
        }
    }
}
