//! The explanations of the reader's codes: one for each code, and every example in them is real. An
//! example occurs in `tests/check/<code>/`, where other tests show what its file gives.

use std::collections::BTreeSet;

use safelight::diagnostic::Page;
use safelight::example;
use safelight::library::{DIRECTORIES, EXAMPLES, JURISDICTIONS, QUESTIONNAIRES, SCENARIOS, Shipped};
use safelight::questionnaire::read;
use safelight::questionnaire::read::pages;
use safelight::source::Source;

use crate::reading::{codes, text_of};
use crate::run::safelight;

/// The pages of the questionnaire's reader, and of the reader of its examples.
fn all() -> impl Iterator<Item = &'static Page> {
    pages::PAGES.iter().chain(example::PAGES)
}

/// A line without its expectation and with single spaces; nothing if no more is left of it.
fn plain(line: &str) -> Option<String> {
    let line = line.split("#~").next().unwrap().split_whitespace().collect::<Vec<_>>().join(" ");
    (!line.is_empty()).then_some(line)
}

/// The parts of an example. A blank line, or one such as `# … and so on …`, stands for what is left out.
fn parts(example: &str) -> Vec<Vec<String>> {
    let mut parts = vec![Vec::new()];
    for line in example.lines() {
        match plain(line).filter(|line| !line.starts_with("# …")) {
            Some(line) => parts.last_mut().unwrap().push(line),
            None => parts.push(Vec::new()),
        }
    }
    parts.retain(|part| !part.is_empty());
    parts
}

/// The line numbers on which the parts of an example stand in a file; nothing if one is not there.
pub fn places(example: &str, text: &str) -> Option<BTreeSet<usize>> {
    let numbered = (1..).zip(text.lines()).filter_map(|(number, line)| Some((number, plain(line)?)));
    let (numbers, lines): (Vec<usize>, Vec<String>) = numbered.unzip();
    let mut places = BTreeSet::new();
    for part in parts(example) {
        let start = lines.windows(part.len()).position(|window| window == part)?;
        places.extend(&numbers[start..start + part.len()]);
    }
    Some(places)
}

/// The lines of a file to which the reader gives that code.
fn flagged(page: &Page, text: &str) -> BTreeSet<usize> {
    let source = Source::new(page.code, text);
    let reading = read(&source);
    let mut found = reading.findings;
    if let Some(questionnaire) = &reading.questionnaire {
        found.extend(example::read(&[&source], questionnaire).findings.remove(0));
    }
    let found = found.into_iter().filter(|found| found.code == page.code);
    found.map(|found| source.position(found.span.start).0).collect()
}

#[test]
fn every_code_of_the_readers_has_one_page() {
    let listed: Vec<String> = all().map(|page| page.code.to_owned()).collect();
    let once: BTreeSet<String> = listed.iter().cloned().collect();
    assert_eq!(listed.len(), once.len(), "a code is explained twice: {listed:?}");
    assert_eq!(once, codes(), "pages, and codes in the source");
}

#[test]
fn every_bad_example_is_really_flagged_and_every_good_one_is_not() {
    for page in all() {
        let bad = text_of(format!("{}/bad.toml", page.code));
        let good = text_of(format!("{}/good.toml", page.code));
        let code = page.code;
        let places_of_bad = places(page.bad, &bad).unwrap_or_else(|| panic!("{code}: bad is in no bad.toml"));
        assert!(!places_of_bad.is_disjoint(&flagged(page, &bad)), "{code}: nothing in `bad` gives it");
        assert!(places(page.good, &good).is_some(), "{code}: good is in no good.toml");
        assert_ne!(page.bad, page.good, "{code}");
        assert!(flagged(page, &good).is_empty(), "{code}: good.toml gives it");
    }
}

#[test]
fn pages_are_short_whole_and_can_be_printed() {
    for page in all() {
        let code = page.code;
        assert!(!page.says.ends_with('.') && !page.says.contains(". "), "{code}: one sentence in a list");
        assert!(page.says.len() <= 120, "{code}: `says` has {} characters", page.says.len());
        assert!(page.why.ends_with(['.', ')']) || page.why.contains("://"), "{code}: whole sentences");
        assert!(page.why.len() <= 420, "{code}: `why` has {} characters", page.why.len());
        assert!(!page.why.contains("  "), "{code}: two spaces");
        for example in [page.bad, page.good] {
            assert!(example.ends_with('\n') && !example.starts_with('\n'), "{code}: whole lines");
            assert!((1..=21).contains(&example.lines().count()), "{code}: {}", example.lines().count());
        }
        let all = [page.says, page.why, page.bad, page.good].concat();
        assert!(all.chars().all(|c| c == '\n' || !c.is_control()), "{code}: a control character");
    }
}

/// Diagnosis codes are printed for whoever asks, below what to think of first; and by nothing else.
#[test]
fn diagnosis_codes_are_a_look_up_on_request_and_nothing_leads_to_one() {
    let page = safelight(&["explain", "icd-10-cm"]).done();
    let words = page.split_whitespace().collect::<Vec<_>>().join(" ");
    for said in [
        "This program assigns no code",
        "Decide with the patient",
        "A code can endanger",
        "Not documenting has risks as well",
        "Codes for what is confirmed exist too. They are a clinician's alone to use",
        "valid in the present year was not checked",
        "https://www.aad.org/",
        "T76.51",
        "Z91.42",
    ] {
        assert!(words.contains(said), "{said:?} is not in:\n{page}");
    }
    assert!(!page.contains("T74") && !page.contains("Y07"), "{page}");
    assert!(words.find("Decide with the patient") < words.find("T76.51"), "the warning comes first");
    // No form, no directory, no pack and no other page holds one.
    let holds_one = |shipped: &Shipped| {
        ["T74.", "T76.", "Z04.8", "Z91.4"].iter().any(|code| shipped.source().text().contains(code))
    };
    let all = [QUESTIONNAIRES, EXAMPLES, SCENARIOS, DIRECTORIES, JURISDICTIONS];
    assert!(!all.into_iter().flatten().any(holds_one));
    assert!(!safelight(&["check", "--list"]).done().contains("icd"));
}
