//! Findings of many documents, as text and as JSON, and their tally.

use clap::ValueEnum;
use safelight::diagnostic::{Diagnostic, Severity};
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
    /// It was read, with these findings.
    Read(Source, Vec<Diagnostic>),
    /// It could not be read: its name, if it has one, and why.
    Unread(Option<String>, String),
}

impl Checked {
    /// Returns a document with its findings.
    pub fn read(source: Source, findings: Vec<Diagnostic>) -> Self {
        Checked::Read(source, findings)
    }

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
}

impl Tally {
    /// Counts one document.
    pub fn add(&mut self, checked: &Checked) {
        self.files += 1;
        match checked {
            Checked::Unread(..) => self.unread += 1,
            Checked::Read(_, findings) => {
                let of = |severity| findings.iter().filter(|found| found.severity == severity).count();
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

    /// Returns the last line for people.
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
        format!("{}\n", said.join(", "))
    }

    /// Returns the numbers as the last keys of a JSON object.
    pub fn json(&self) -> String {
        let Tally { files, unread, errors, warnings, notes } = self;
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
        Checked::Read(source, findings) => {
            findings.iter().map(|finding| format!("{}\n\n", finding.draw(source))).collect()
        }
        Checked::Unread(_, error) => format!("error: {error}\n\n"),
    }
}

/// Writes the findings of a document as one line of JSON.
pub fn json_file(checked: &Checked) -> String {
    let file = match checked {
        Checked::Read(source, findings) => File {
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
    fn new(source: &Source, finding: &'f Diagnostic) -> Self {
        let (line, column) = source.position(finding.span.start);
        let (end_line, end_column) = source.position(finding.span.end);
        FindingOf {
            code: finding.code,
            severity: finding.severity.id(),
            line,
            column,
            end_line,
            end_column,
            message: &finding.message,
            help: &finding.help,
        }
    }
}
