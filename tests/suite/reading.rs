//! Reading questionnaires: every finding at its line and column, and nothing that panics.
//!
//! For each code there is a folder `tests/check/<code>/` with `good.toml`, which reads without findings,
//! and `bad.toml`, which holds its own expectations in comments:
//!
//! ```toml
//! title = ""           #~ 9 error[empty-text]: `title` is empty
//! ```
//!
//! The number is the column, then come severity, code and a part of the message. What is missing and
//! what is not expected both fail. Where a line cannot hold a comment, `#~^` on the next line points up,
//! `#~^^` two lines up, `#~^12` twelve.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use safelight::condition::{Comparison, Condition, Quantifier};
use safelight::diagnostic::{Diagnostic, Severity};
use safelight::questionnaire::read::{self, Reading};
use safelight::questionnaire::{Questionnaire, Step};
use safelight::source::{NotText, Source};

// ---- expectations in comments ----

/// One finding: line, column, `error[code]`, message.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Finding {
    line: usize,
    column: usize,
    code: String,
    message: String,
}

fn expectations(text: &str) -> Vec<Finding> {
    let mut expected = Vec::new();
    for (line, text) in (1..).zip(text.lines()) {
        let Some((_, comment)) = text.split_once("#~") else {
            continue;
        };
        let (place, said) = comment.split_once(' ').expect("`#~` is followed by a space");
        let carets = place.bytes().filter(|byte| *byte == b'^').count();
        let up = place.trim_start_matches('^').parse().unwrap_or(carets);
        let (column, said) = said.split_once(' ').expect("a column, then a finding");
        let (code, message) = said.split_once(": ").expect("`error[code]: message`");
        let column = column.parse().unwrap_or_else(|_| panic!("line {line}: a column, not `{column}`"));
        expected.push(Finding { line: line - up, column, code: code.into(), message: message.into() });
    }
    expected
}

fn finding(source: &Source, found: &Diagnostic) -> Finding {
    let (line, column) = source.position(found.span.start);
    let severity = if found.severity == Severity::Error { "error" } else { "warning" };
    Finding { line, column, code: format!("{severity}[{}]", found.code), message: found.message.clone() }
}

/// Compares what is found with what the file expects. Returns the differences as text.
fn differences(name: &str, text: &str) -> String {
    let source = Source::new(name, text);
    let reading = read::read(&source);
    let mut found: Vec<Finding> = reading.findings.iter().map(|found| finding(&source, found)).collect();
    let mut said = String::new();
    for expected in expectations(text) {
        let is_it = |found: &Finding| {
            (found.line, found.column, &found.code) == (expected.line, expected.column, &expected.code)
                && found.message.contains(&expected.message)
        };
        match found.iter().position(is_it) {
            Some(place) => drop(found.remove(place)),
            None => said += &format!("{name}: missing    {}\n", shown(&expected)),
        }
    }
    for unexpected in &found {
        said += &format!("{name}: unexpected {}\n", shown(unexpected));
    }
    for silent in reading.findings.iter().filter(|found| found.help.trim().is_empty()) {
        said += &format!("{name}: no advice in `{}`\n", silent.message);
    }
    said
}

fn shown(finding: &Finding) -> String {
    let Finding { line, column, code, message } = finding;
    format!("{line}:{column} {code}: {message}")
}

fn check_folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/check")
}

fn text_of(path: impl AsRef<Path>) -> String {
    let path = check_folder().join(path);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The codes that have a folder.
fn folders() -> BTreeSet<String> {
    let entries = fs::read_dir(check_folder()).unwrap().map(Result::unwrap);
    let folders = entries.filter(|entry| entry.path().is_dir());
    folders.map(|entry| entry.file_name().into_string().unwrap()).collect()
}

/// The codes in the source of the reader.
fn codes() -> BTreeSet<String> {
    let mut codes = BTreeSet::new();
    for folder in ["src/document", "src/condition", "src/questionnaire/read"] {
        for file in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)).unwrap() {
            let text = fs::read_to_string(file.unwrap().path()).unwrap();
            for call in ["Diagnostic::error(", "Diagnostic::warning(", ".note("] {
                let after = text.split(call).skip(1).map(str::trim_start);
                let named = after.filter_map(|rest| rest.strip_prefix('"')?.split('"').next());
                codes.extend(named.map(str::to_owned));
            }
        }
    }
    codes
}

#[test]
fn every_code_has_a_bad_and_a_good_file() {
    assert_eq!(codes(), folders(), "codes in the source, and folders in tests/check");
}

#[test]
fn every_bad_file_gives_its_findings_and_no_others() {
    let mut said = String::new();
    for code in folders() {
        let text = text_of(format!("{code}/bad.toml"));
        said += &differences(&format!("{code}/bad.toml"), &text);
        let shows_it =
            expectations(&text).iter().any(|expected| expected.code.ends_with(&format!("[{code}]")));
        assert!(shows_it, "{code}/bad.toml expects no `{code}`");
    }
    assert!(said.is_empty(), "\n{said}");
}

#[test]
fn every_good_file_gives_no_findings() {
    let good = folders().into_iter().map(|code| format!("{code}/good.toml"));
    let said: String =
        good.chain(["least.toml".into()]).map(|name| differences(&name, &text_of(&name))).collect();
    assert!(said.is_empty(), "\n{said}");
}

#[test]
fn twenty_mistakes_are_twenty_findings() {
    let text = text_of("twenty.toml");
    let expected = expectations(&text);
    let codes: BTreeSet<&str> = expected.iter().map(|finding| finding.code.as_str()).collect();
    assert_eq!((expected.len(), codes.len()), (20, 20), "twenty mistakes of twenty kinds");
    let said = differences("twenty.toml", &text);
    assert!(said.is_empty(), "\n{said}");
}

#[test]
fn the_questionnaires_that_come_with_the_tool_read_without_findings() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("questionnaires/adult-brief/1.0.0.toml");
    let text = fs::read_to_string(path).unwrap();
    assert_eq!(differences("adult-brief", &text), "");
}
