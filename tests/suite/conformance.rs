//! The rule kinds of published instruments, each in a small questionnaire of our own wording with a
//! table of cases: `tests/conformance/<instrument>/questionnaire.toml` and `questionnaire.examples.toml`. Every case must
//! come out, every part of the rules must be reached, and no rule may be changed without a case that
//! notices (see `mutants`). `docs/rules.md` shows how each kind is written, by excerpts of these files.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use safelight::diagnostic::Diagnostic;
use safelight::example::{self, Coverage, Example};
use safelight::library;
use safelight::questionnaire::{Questionnaire, read};
use safelight::source::Source;

use crate::counts;
use crate::mutants::{self, Changed};

/// The last rule kind of the catalogue that the format must express.
const LAST_RULE: u32 = 36;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn folder() -> PathBuf {
    root().join("tests/conformance")
}

pub fn instruments() -> Vec<String> {
    let entries = fs::read_dir(folder()).unwrap().map(Result::unwrap);
    let folders = entries.filter(|entry| entry.path().is_dir());
    let mut names: Vec<String> = folders.map(|entry| entry.file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

fn source(instrument: &str, file: &str) -> Source {
    let path = folder().join(instrument).join(file);
    let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    Source::new(format!("{instrument}/{file}"), text)
}

fn drawn(source: &Source, findings: &[Diagnostic]) -> String {
    findings.iter().map(|finding| finding.draw(source) + "\n\n").collect()
}

/// Reads the questionnaire of an instrument.
pub fn questionnaire(instrument: &str) -> Result<Questionnaire, String> {
    let source = source(instrument, "questionnaire.toml");
    let reading = read(&source);
    // That a published instrument weighs identity is a warning, and is meant.
    let errors: Vec<Diagnostic> = reading.findings.into_iter().filter(Diagnostic::is_error).collect();
    reading.questionnaire.ok_or_else(|| drawn(&source, &errors))
}

fn examples<'q>(instrument: &str, questionnaire: &'q Questionnaire) -> Result<Vec<Example<'q>>, String> {
    let cases = source(instrument, "questionnaire.examples.toml");
    let mut read = example::read(&[&cases], questionnaire);
    let findings = read.findings.remove(0);
    if findings.is_empty() { Ok(read.examples) } else { Err(drawn(&cases, &findings)) }
}

/// Everything that is wrong with one instrument, as text.
fn faults(instrument: &str) -> Result<(), String> {
    let questionnaire = questionnaire(instrument)?;
    let examples = examples(instrument, &questionnaire)?;
    let mut coverage = Coverage::of(&questionnaire);
    let mut said = String::new();
    for example in &examples {
        for (place, row) in example.rows.iter().enumerate() {
            let ran = example::run(row);
            coverage.add(&row.case, &ran.assessment);
            for check in ran.checks.iter().filter(|check| !check.holds) {
                said += &format!(
                    "{instrument}: {}, row {}: {} should be {}, is {} ({:?})\n",
                    example.name,
                    place + 1,
                    check.about,
                    check.expected,
                    check.computed,
                    check.because
                );
            }
        }
    }
    for unreached in coverage.unreached().iter().filter(|it| it.part.is_rule()) {
        said += &format!(
            "{instrument}: not reached: {:?} {}: {}\n",
            unreached.part, unreached.of, unreached.which
        );
    }
    if questionnaire.id != instrument {
        said += &format!("{instrument}: the questionnaire is called {}\n", questionnaire.id);
    }
    let unsourced = questionnaire.sources.iter().all(|source| !source.url.starts_with("http"));
    if unsourced && !source(instrument, "questionnaire.toml").text().contains("https://") {
        said += &format!("{instrument}: names no source\n");
    }
    if said.is_empty() { Ok(()) } else { Err(said) }
}

#[test]
fn every_instrument_comes_out_as_published_and_every_rule_is_reached() {
    let instruments = instruments();
    assert!(!instruments.is_empty());
    let said: String = instruments.iter().filter_map(|instrument| faults(instrument).err()).collect();
    assert!(said.is_empty(), "\n{said}");
}

#[test]
fn no_rule_can_change_without_a_case_that_notices() {
    let mut said = String::new();
    let mut count = 0;
    for instrument in instruments() {
        let questionnaire = questionnaire(&instrument).unwrap();
        let examples = examples(&instrument, &questionnaire).unwrap();
        let changed = mutants::change_rules(&questionnaire, &examples, 1);
        count += changed.all.len();
        said += &unexplained(&instrument, &folder().join(&instrument).join("unnoticed.txt"), changed);
    }
    println!("{count} changed rules were looked at");
    assert!(said.is_empty(), "\n{said}");
}

/// The same for what comes with the tool and its examples.
#[test]
fn no_rule_of_what_is_built_in_can_change_without_an_example_that_notices() {
    let mut said = String::new();
    let mut count = 0;
    for shipped in library::QUESTIONNAIRES {
        let on_disk = |file: &library::Shipped| {
            Source::new(file.path, fs::read_to_string(root().join("questionnaires").join(file.path)).unwrap())
        };
        let source = on_disk(shipped);
        let questionnaire = read(&source).questionnaire.unwrap();
        let beside = on_disk(library::examples(shipped.id, shipped.version).unwrap());
        let examples = example::read(&[&source, &beside], &questionnaire).examples;
        let changed = mutants::change_rules(&questionnaire, &examples, counts::ONE_CHANGE_IN.get());
        count += changed.all.len();
        let name = format!("{}-{}", shipped.id, shipped.version);
        said += &unexplained(&name, &root().join(format!("tests/unnoticed/{name}.txt")), changed);
    }
    println!("{count} changed rules were looked at");
    assert!(said.is_empty(), "\n{said}");
}

/// Compares the changes that no case notices with a file that says of each why none can:
/// `what was changed :: why it means the same`.
fn unexplained(instrument: &str, file: &Path, changed: Changed) -> String {
    let text = fs::read_to_string(file).unwrap_or_default();
    let mut explained: BTreeMap<&str, &str> = BTreeMap::new();
    for line in text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let (change, why) = line.split_once(" :: ").expect("`change :: why it means the same`");
        assert!(why.len() > 10, "{instrument}: {change}: no reason");
        explained.insert(change, why);
    }
    let mut said = String::new();
    for survivor in changed.unnoticed {
        if explained.remove(survivor.as_str()).is_none() {
            said += &format!("{instrument}: no case notices: {survivor}\n");
        }
    }
    let noticed = explained.keys().filter(|line| changed.all.iter().any(|change| change == *line));
    noticed.for_each(|line| said += &format!("{instrument}: explained, and noticed: {line}\n"));
    said
}

// ---- docs/rules.md ----

/// A rule kind as the page shows it.
struct Shown {
    rule: u32,
    excerpts: Vec<String>,
    files: Vec<String>,
}

/// Reads the sections `### R1 …` with their `toml` blocks and the folders that they name.
fn shown(page: &str) -> Vec<Shown> {
    let sections = page.split("\n### R").skip(1);
    sections
        .map(|section| {
            let number: String = section.chars().take_while(char::is_ascii_digit).collect();
            let blocks = section.split("```toml\n").skip(1);
            let named = section.split("tests/conformance/").skip(1);
            Shown {
                rule: number.parse().expect("`### R` and a number"),
                excerpts: blocks.map(|block| block.split("```").next().unwrap().to_owned()).collect(),
                files: named
                    .map(|rest| rest.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '-').collect())
                    .collect(),
            }
        })
        .collect()
}

/// A text without what does not count: how many spaces there are, and where lines end.
fn squeezed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn the_page_on_rules_shows_every_kind_as_its_example_writes_it() {
    let page = fs::read_to_string(root().join("docs/rules.md")).unwrap();
    let shown = shown(&page);
    let instruments: BTreeSet<String> = instruments().into_iter().collect();
    let rules: BTreeSet<u32> = shown.iter().map(|shown| shown.rule).collect();
    let mut said = String::new();
    for rule in (1..=LAST_RULE).filter(|rule| !rules.contains(rule)) {
        said += &format!("R{rule} has no section\n");
    }
    for rule in (1..=LAST_RULE).filter(|rule| !page.contains(&format!("\n| R{rule} |"))) {
        said += &format!("R{rule} has no line in the table\n");
    }
    for Shown { rule, excerpts, files } in &shown {
        if excerpts.is_empty() || files.is_empty() {
            said += &format!("R{rule} lacks an excerpt or an example\n");
        }
        for file in files.iter().filter(|file| !instruments.contains(*file)) {
            said += &format!("R{rule} names tests/conformance/{file}, which is not there\n");
        }
        let texts: Vec<String> = files
            .iter()
            .filter(|file| instruments.contains(*file))
            .map(|file| squeezed(source(file, "questionnaire.toml").text()))
            .collect();
        for excerpt in excerpts {
            if !texts.iter().any(|text| text.contains(&squeezed(excerpt))) {
                said += &format!("R{rule}: this excerpt is in none of its examples:\n{excerpt}\n");
            }
            if excerpt.lines().count() > 8 {
                said += &format!("R{rule}: an excerpt of more than eight lines\n");
            }
        }
    }
    assert!(said.is_empty(), "\n{said}");
}
