//! Two editions compared: every row of the table of changes by its cases, and generated changes of
//! which none may go unseen.

use std::collections::BTreeSet;

use safelight::diff::{Diff, Row, Step, Touched, diff, findings};
use safelight::questionnaire::{Fingerprint, Questionnaire, read};
use safelight::source::Source;

use crate::run::{Home, safelight};

pub const BASE: &str = include_str!("../diff/base.toml");

#[derive(serde::Deserialize)]
struct Cases {
    case: Vec<CaseOf>,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct CaseOf {
    name: String,
    step: String,
    edit: Vec<(String, String)>,
    changes: Vec<String>,
    #[serde(default)]
    problems: Vec<String>,
    #[serde(default = "yes")]
    answers: bool,
    #[serde(default = "yes")]
    results: bool,
    #[serde(default)]
    unordered: bool,
}

fn yes() -> bool {
    true
}

fn cases() -> Vec<CaseOf> {
    let cases: Cases = toml::from_str(include_str!("../diff/cases.toml")).unwrap();
    cases.case
}

/// Returns the text with every edit made; what is replaced stands there once.
fn edited(text: &str, edits: &[(String, String)], name: &str) -> String {
    edits.iter().fold(text.to_owned(), |text, (from, to)| {
        assert_eq!(text.matches(from.as_str()).count(), 1, "{name}: {from:?} stands there once");
        text.replacen(from.as_str(), to, 1)
    })
}

fn with_version(text: &str, version: &str) -> String {
    text.replacen("version  = \"1.0.0\"", &format!("version  = \"{version}\""), 1)
}

pub fn questionnaire(name: &str, text: &str) -> Questionnaire {
    let source = Source::new(name, text);
    let reading = read(&source);
    let drawn: Vec<String> = reading.findings.iter().map(|finding| finding.draw(&source)).collect();
    reading.questionnaire.unwrap_or_else(|| panic!("{name}\n{}", drawn.join("\n")))
}

fn new_text(case: &CaseOf) -> String {
    with_version(&edited(BASE, &case.edit, &case.name), "9.0.0")
}

fn shown(diff: &Diff) -> Vec<String> {
    let line = |change: &safelight::diff::Change| {
        format!("{} {} {}", change.row.id(), change.about.kind.id(), change.about.id).trim().to_owned()
    };
    diff.changes.iter().map(line).collect()
}

/// What every comparison has to hold, whatever the editions are.
fn sound(old: &Questionnaire, new: &Questionnaire, diff: &Diff) -> Result<(), String> {
    let differ = Touched::between(&Fingerprint::of(old), &Fingerprint::of(new));
    let touched = diff.changes.iter().fold(Touched::NONE, |all, change| all.with(change.touched));
    if touched != differ {
        return Err(format!("{:?} differ and {:?} are touched: {:?}", differ.ids(), touched.ids(), shown(diff)));
    }
    if diff.changes.iter().any(|change| change.row == Row::Unaccounted) {
        return Err(format!("unaccounted: {:?}", shown(diff)));
    }
    for change in &diff.changes {
        if change.old == change.new {
            return Err(format!("nothing changed in {change:?}"));
        }
    }
    Ok(())
}

#[test]
fn every_case_gives_its_changes_and_no_others() {
    let old = questionnaire("base", BASE);
    let mut wrong = Vec::new();
    for case in cases() {
        let new = questionnaire(&case.name, &new_text(&case));
        let diff = diff(&old, &new);
        let (mut expected, mut found) = (case.changes.clone(), shown(&diff));
        if case.unordered {
            expected.sort();
            found.sort();
        }
        let problems: Vec<&str> = diff.problems.iter().map(|problem| problem.about.as_str()).collect();
        let answers = diff.hindrances().count() == 0;
        let results = diff.incomparable().count() == 0;
        if let Err(why) = sound(&old, &new, &diff) {
            wrong.push(format!("{}: {why}", case.name));
        }
        let (is, should) = (
            (found, diff.needed.id().to_owned(), problems, answers, results),
            (expected, case.step, case.problems.iter().map(String::as_str).collect(), case.answers, case.results),
        );
        if is != should {
            wrong.push(format!("{}:\n  is     {is:?}\n  should {should:?}", case.name));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_row_has_a_case() {
    let named: BTreeSet<String> = cases()
        .iter()
        .flat_map(|case| &case.changes)
        .filter_map(|change| change.split(' ').next().map(str::to_owned))
        .collect();
    let rows = Row::ALL.iter().filter(|row| **row != Row::Unaccounted).map(|row| row.id().to_owned());
    assert_eq!(named, rows.collect());
}

#[test]
fn nothing_differs_from_itself() {
    let base = questionnaire("base", BASE);
    let diff = diff(&base, &base);
    assert_eq!((diff.changes.len(), diff.needed, diff.is_enough()), (0, Step::None, true));
}
