//! Two editions compared: every row of the table of changes by its cases, and generated changes of
//! which none may go unseen.

use std::collections::BTreeSet;

use safelight::diff::{Diff, Row, Step, Touched, diff};
use safelight::questionnaire::{Fingerprint, Questionnaire, read};
use safelight::source::Source;

use crate::generate::{Draw, Style, sheet};

/// The text of a prepared file.
pub fn prepared(name: &str) -> String {
    std::fs::read_to_string(format!("{}/tests/diff/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

/// The old edition of every case.
pub fn base() -> String {
    prepared("base.toml")
}

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
    let cases: Cases = toml::from_str(&prepared("cases.toml")).unwrap();
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
    with_version(&edited(&base(), &case.edit, &case.name), "9.0.0")
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
        return Err(format!(
            "{:?} differ and {:?} are touched: {:?}",
            differ.ids(),
            touched.ids(),
            shown(diff)
        ));
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
    let old = questionnaire("base", &base());
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
            (
                expected,
                case.step,
                case.problems.iter().map(String::as_str).collect(),
                case.answers,
                case.results,
            ),
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
    let base = questionnaire("base", &base());
    let diff = diff(&base, &base);
    assert_eq!((diff.changes.len(), diff.needed, diff.is_enough()), (0, Step::None, true));
}

// ---- generated changes ----

/// One change of one line of a generated file, or nothing if it has no such line.
type Mutation = fn(&mut Draw, &str) -> Option<String>;

/// Replaces one of the lines that hold a text; the second sees the line.
fn one_line(
    draw: &mut Draw,
    text: &str,
    holds: &str,
    change: impl Fn(&str) -> Option<String>,
) -> Option<String> {
    let lines: Vec<&str> = text.lines().collect();
    let fit: Vec<(usize, String)> = lines
        .iter()
        .enumerate()
        .filter(|(_, line)| line.contains(holds))
        .filter_map(|(at, line)| Some((at, change(line)?)))
        .collect();
    if fit.is_empty() {
        return None;
    }
    let (at, line) = draw.pick(&fit);
    let mut changed: Vec<&str> = lines.clone();
    changed[*at] = line;
    Some(changed.join("\n"))
}

fn swap_lines(draw: &mut Draw, text: &str, holds: &str) -> Option<String> {
    let lines: Vec<&str> = text.lines().collect();
    let pairs: Vec<usize> = (0..lines.len().saturating_sub(1))
        .filter(|at| lines[*at].contains(holds) && lines[at + 1].contains(holds))
        .filter(|at| lines[*at].trim_end_matches(',') != lines[at + 1].trim_end_matches(','))
        .collect();
    if pairs.is_empty() {
        return None;
    }
    let at = *draw.pick(&pairs);
    let mut changed = lines.clone();
    changed.swap(at, at + 1);
    Some(changed.join("\n"))
}

/// The line with the first two entries of its list in the other order.
fn swapped(line: &str, start: &str) -> Option<String> {
    let (before, rest) = line.split_once(start)?;
    let (list, after) = rest.rsplit_once("}]")?;
    let mut entries: Vec<&str> = list.split("}, {").collect();
    (entries.len() > 1).then(|| entries.swap(0, 1))?;
    Some(format!("{before}{start}{}}}]{after}", entries.join("}, {")))
}

/// The mutations with the fingerprint that each is meant to touch, if it is one.
const MUTATIONS: [(&str, Mutation); 15] = [
    ("points", |draw, text| {
        one_line(draw, text, "points = ", |line| Some(line.replacen("points = ", "points = 1", 1)))
    }),
    ("threshold", |draw, text| {
        one_line(draw, text, "when", |line| {
            let at = line.find(">= ").or_else(|| line.find("<= "))?;
            Some(format!("{}1{}", &line[..at + 3], &line[at + 3..]))
        })
    }),
    ("not", |draw, text| {
        one_line(draw, text, "when = \"", |line| {
            let (before, rest) = line.split_once("when = \"")?;
            let (rule, after) = rest.split_once('"')?;
            Some(format!("{before}when = \"not ({rule})\"{after}"))
        })
    }),
    ("words", |draw, text| {
        one_line(draw, text, "ask = \"", |line| Some(line.replacen("ask = \"", "ask = \"Again: ", 1)))
    }),
    ("label", |draw, text| {
        one_line(draw, text, "label = \"", |line| Some(line.replacen("label = \"", "label = \"Other ", 1)))
    }),
    ("next", |draw, text| {
        one_line(draw, text, "next = \"", |line| Some(line.replacen("next = \"", "next = \"Then ", 1)))
    }),
    ("rows", |draw, text| swap_lines(draw, text, "points = ")),
    ("options", |draw, text| one_line(draw, text, "options = [{id = ", |line| swapped(line, "options = [{"))),
    ("levels", |draw, text| one_line(draw, text, "levels = [{id = ", |line| swapped(line, "levels = [{"))),
    ("unless_false", |draw, text| {
        one_line(draw, text, "unless_false", |line| {
            Some(if line.contains("true") {
                line.replace("true", "false")
            } else {
                line.replace("false", "true")
            })
        })
    }),
    ("sensitivity", |draw, text| {
        one_line(draw, text, "sensitivity = 0", |line| Some(line.replace('0', "1")))
    }),
    ("minutes", |draw, text| one_line(draw, text, "minutes = 1", |line| Some(line.replace('1', "7")))),
    ("ages", |draw, text| one_line(draw, text, "ages = \"18+\"", |line| Some(line.replace("18+", "21+")))),
    ("at", |draw, text| one_line(draw, text, "at = ", |line| Some(line.replacen("at = ", "at = 1", 1)))),
    ("incomplete", |draw, text| {
        one_line(draw, text, "incomplete = \"range\"", |line| Some(line.replace("range", "block")))
    }),
];

fn unchanged_besides_text(old: &Questionnaire, new: &Questionnaire) -> bool {
    // The texts of rules may be written in two ways; the rules themselves are what counts.
    let (mut old, mut new) = (old.clone(), new.clone());
    for each in [&mut old, &mut new] {
        each.plan.clear();
    }
    format!("{old:?}") == format!("{new:?}")
}

/// Whatever differs in a fingerprint is found, with at least the step that the fingerprint needs.
#[test]
fn no_generated_change_goes_unseen() {
    let mut tried: std::collections::BTreeMap<&str, usize> = std::collections::BTreeMap::new();
    for seed in 0..150 {
        let mut draw = Draw::seeded(seed);
        let old = sheet(&mut draw, Style::Free);
        for (name, mutate) in MUTATIONS {
            let Some(text) = mutate(&mut draw, &old.text) else { continue };
            let Some(new) = read(&Source::new("changed.toml", &text)).questionnaire else { continue };
            let found = diff(&old.questionnaire, &new);
            let about = || format!("seed {seed}, {name}\n{}\n--- to ---\n{text}", old.text);
            if let Err(why) = sound(&old.questionnaire, &new, &found) {
                panic!("{why}\n{}", about());
            }
            let same = unchanged_besides_text(&old.questionnaire, &new);
            assert!(!same || found.changes.is_empty(), "{:?}\n{}", shown(&found), about());
            let fingerprints = Touched::between(&found.old_fingerprint, &found.new_fingerprint);
            let only_unused = found.changes.iter().all(|change| {
                !change.touched.has(Touched::SCORING)
                    || change.row == Row::UnusedPoints
                    || change.row == Row::Shape
            });
            if fingerprints.has(Touched::SCORING) && !only_unused {
                assert_eq!(found.needed, Step::Major, "{:?}\n{}", shown(&found), about());
            }
            if fingerprints != Touched::NONE {
                assert!(found.needed >= Step::Patch && !found.changes.is_empty(), "{}", about());
            }
            *tried.entry(name).or_default() += 1;
        }
    }
    println!("{tried:?}");
    for (name, _) in MUTATIONS {
        assert!(tried.contains_key(name), "{name} never changed anything that can be read");
    }
}

/// Two questionnaires that have nothing to do with each other differ in everything that they differ in.
#[test]
fn whatever_differs_between_strangers_is_accounted_for() {
    for seed in 0..150 {
        let mut draw = Draw::seeded(1_000 + seed);
        let (old, new) = (sheet(&mut draw, Style::Free), sheet(&mut draw, Style::ReadOnce));
        for (old, new) in [(&old, &new), (&new, &old)] {
            let found = diff(&old.questionnaire, &new.questionnaire);
            if let Err(why) = sound(&old.questionnaire, &new.questionnaire, &found) {
                panic!("seed {seed}: {why}\n{}\n--- to ---\n{}", old.text, new.text);
            }
        }
    }
}
