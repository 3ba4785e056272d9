//! Advice to authors: every lint finds what it is for and is silent about the rest, can be set aside
//! and made to count, and is explained. The folders `tests/check/<code>/` of lints hold `bad.toml` and
//! `good.toml` like those of mistakes (see `reading.rs`), with notes and warnings beside errors. In them
//! only mistakes and advice of the same group count, so that each can be short.
//!
//! `docs/checks.md` is made of the lints themselves. To write it anew: `SAFELIGHT_BLESS=1 cargo test
//! --test suite lints`, and read the difference before you commit it.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use jiff::civil::{Date, date};
use safelight::diagnostic::{Diagnostic, Page, Severity, in_order};
use safelight::language::{LISTS, Matters, words_of};
use safelight::lint::{self, LINTS, Lint, LintGroup};
use safelight::questionnaire::read;
use safelight::source::Source;
use safelight::{diff, example, library, practice, referral, translation, turned};

use crate::practice_reading;
use crate::reading::{all_folders, codes, compare, text_of};
use crate::records::Schema;
use crate::run::{Home, Ran, safelight};

/// The day on which everything here is looked at.
const TODAY: Date = date(2026, 11, 22);

/// Mistakes and advice, in the order of the document.
fn findings(source: &Source) -> Vec<Diagnostic> {
    let reading = read(source);
    let mut findings = reading.findings;
    if let Some(questionnaire) = &reading.questionnaire {
        findings.extend(example::read(&[source], questionnaire).findings.remove(0));
        findings.extend(lint::advice(source, questionnaire, Some(TODAY)));
    }
    in_order(findings)
}

/// Mistakes, and advice of one group.
fn findings_of(group: LintGroup, source: &Source) -> Vec<Diagnostic> {
    let mut findings = findings(source);
    findings.retain(|found| lint::find(found.code).is_none_or(|lint| lint.group == group));
    findings
}

fn codes_of(source: &Source) -> Vec<&'static str> {
    findings(source).iter().map(|found| found.code).collect()
}

/// The pages of the mistakes of questionnaires.
fn mistakes_of_questionnaires() -> impl Iterator<Item = &'static Page> {
    read::pages::PAGES.iter().chain(example::PAGES)
}

/// The pages of all mistakes.
fn mistakes() -> impl Iterator<Item = &'static Page> {
    mistakes_of_questionnaires().chain(practice::PAGES)
}

/// Whether a page is of scenarios alone.
fn is_of_scenarios(page: &Page) -> bool {
    practice::PAGES.iter().any(|known| known.code == page.code)
}

fn case(lint: &Lint, kind: &str) -> Source {
    let name = format!("{}/{kind}.toml", lint.page.code);
    Source::new(name.as_str(), text_of(&name))
}

// ---- what is found ----

#[test]
fn every_code_has_a_folder_and_is_used_once() {
    let lints: BTreeSet<String> = LINTS.iter().map(|lint| lint.page.code.to_owned()).collect();
    assert_eq!(lints.len(), LINTS.len(), "a code is used twice");
    assert_eq!(lints.intersection(&codes()).next(), None, "a lint has the code of a mistake");
    let missing: Vec<&String> = lints.iter().filter(|code| !all_folders().contains(*code)).collect();
    assert!(missing.is_empty(), "no folder in tests/check for {missing:?}");
    // That every other folder is of a mistake is kept in `reading.rs`.
}

#[test]
fn lints_of_a_group_stand_together() {
    let groups: Vec<LintGroup> = LINTS.iter().map(|lint| lint.group).collect();
    assert!(
        groups.is_sorted(),
        "{:?}",
        LINTS.iter().map(|lint| (lint.group.id(), lint.page.code)).collect::<Vec<_>>()
    );
}

#[test]
fn every_lint_finds_its_bad_file_and_no_more_in_it() {
    let mut said = String::new();
    for lint in LINTS.iter() {
        let source = case(lint, "bad");
        let findings = findings_of(lint.group, &source);
        said += &compare(&source, &findings);
        assert!(findings.iter().any(|found| found.code == lint.page.code), "{} finds nothing", source.name());
    }
    assert!(said.is_empty(), "\n{said}");
}

#[test]
fn every_lint_leaves_its_good_file_alone() {
    let said: String = LINTS
        .iter()
        .map(|lint| (lint, case(lint, "good")))
        .map(|(lint, source)| compare(&source, &findings_of(lint.group, &source)))
        .collect();
    assert!(said.is_empty(), "\n{said}");
}

/// A line as it is compared: without its comment, with single spaces.
fn bare(line: &str) -> String {
    let line = line.split(" #").next().unwrap_or_default();
    line.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The examples of a page are parts of the files that are tested.
#[test]
fn the_examples_of_a_page_are_true() {
    for lint in LINTS.iter() {
        for (kind, example) in [("bad", lint.page.bad), ("good", lint.page.good)] {
            let file = case(lint, kind);
            let lines: BTreeSet<String> = file.text().lines().map(bare).collect();
            for line in example.lines().filter(|line| !line.starts_with('(')) {
                assert!(lines.contains(&bare(line)), "{} does not hold `{line}`", file.name());
            }
        }
    }
}

#[test]
fn every_lint_says_what_to_write_instead_and_why() {
    for lint in LINTS.iter() {
        let Page { code, says, why, bad, good } = lint.page;
        assert!(code.chars().all(|letter| letter.is_ascii_lowercase() || letter == '-'), "{code}");
        assert!(says.len() < 100 && !says.ends_with('.'), "{code}: {says}");
        assert!(why.ends_with('.') && !bad.is_empty() && !good.is_empty(), "{code}");
        for found in findings_of(lint.group, &case(lint, "bad")) {
            assert!(!found.help.is_empty() && !found.help.ends_with('.'), "{code}: {}", found.help);
            assert!(!found.message.ends_with('.'), "{code}: {}", found.message);
        }
    }
}

#[test]
fn what_is_shipped_has_no_warning() {
    let drawn = |source: Source| -> Vec<String> {
        let findings = findings(&source).into_iter().filter(|found| found.severity > Severity::Note);
        findings.map(|found| found.draw(&source)).collect()
    };
    let drawn: Vec<String> =
        library::QUESTIONNAIRES.iter().flat_map(|shipped| drawn(shipped.source())).collect();
    assert!(drawn.is_empty(), "{}", drawn.join("\n\n"));
}

/// In another language the words mean something else; order and paperwork stay, and what needs no words.
#[test]
fn words_are_looked_at_where_they_are_known() {
    for lint in LINTS.iter().filter(|lint| lint.group == LintGroup::Words) {
        let other = case(lint, "bad").text().replace("language  = \"en\"", "language  = \"de\"");
        let source = Source::new("de.toml", other);
        let mut findings = findings_of(LintGroup::Words, &source);
        // What rests on an identity question alone does so in every language.
        findings.retain(|found| !found.message.contains("nothing but who the person is"));
        let told = findings.iter().find(|found| found.code == "language-without-words");
        let not_held = told.unwrap_or_else(|| panic!("{}", lint.page.code)).message.rsplit(": ").next();
        let is_held = |code| !not_held.unwrap_or_default().split(", ").any(|named| named == code);
        // What is said not to be held finds nothing; what is not named there is held.
        assert!(findings.iter().all(|found| is_held(found.code)), "{}: {findings:?}", lint.page.code);
        let finds = findings.iter().any(|found| found.code == lint.page.code);
        assert_eq!(finds, is_held(lint.page.code), "{}", lint.page.code);
    }
    let british = text_of("long-sentence/bad.toml").replace("language  = \"en\"", "language  = \"EN-gb\"");
    assert!(!findings_of(LintGroup::Words, &Source::new("gb.toml", british)).is_empty());
}

#[test]
fn a_day_is_over_when_the_next_begins() {
    let text = text_of("review-passed/good.toml");
    for (by, codes) in [("2026-11-22", vec![]), ("2026-11-21", vec!["review-passed"])] {
        let source = Source::new("a.toml", text.replace("2028-01-01", by));
        let questionnaire = read(&source).questionnaire.unwrap();
        let advice = |today| -> Vec<&'static str> {
            let advice = lint::advice(&source, &questionnaire, today);
            let paperwork = advice.iter().map(|found| found.code);
            paperwork
                .filter(|code| lint::find(code).is_some_and(|lint| lint.group == LintGroup::Paperwork))
                .collect()
        };
        assert_eq!(advice(Some(TODAY)), codes, "{by}");
        assert_eq!(advice(None), [""; 0], "nothing is past on an unknown day");
    }
}

/// The codes of one group in a changed file of `tests/check/`.
fn changed(file: &str, group: LintGroup, changes: &[(&str, &str)]) -> Vec<Diagnostic> {
    let mut text = text_of(file);
    for (from, to) in changes {
        assert!(text.contains(from), "{file} does not hold {from}");
        text = text.replace(from, to);
    }
    findings_of(group, &Source::new("changed.toml", text))
}

const GERMAN: (&str, &str) = ("language  = \"en\"", "language  = \"de\"");

/// The program's own words for leave and breaks are in English.
#[test]
fn in_another_language_a_break_needs_words_and_leave_needs_a_question() {
    let no_break = changed("no-break/bad.toml", LintGroup::Order, &[GERMAN]);
    let found: Vec<_> = no_break.iter().map(|found| (found.code, found.severity)).collect();
    assert_eq!(found, [("no-break", Severity::Warning)]);

    let asks = ("Now about violence.", "Jetzt geht es um Gewalt. Darf ich fragen?");
    let codes = |changes: &[(&str, &str)]| -> Vec<Severity> {
        changed("no-leave/bad.toml", LintGroup::Order, changes).iter().map(|found| found.severity).collect()
    };
    assert_eq!(codes(&[GERMAN]), [Severity::Warning, Severity::Note], "no question and no words");
    assert_eq!(codes(&[GERMAN, asks]), [Severity::Note], "it asks; what it says of skipping is not known");
    assert_eq!(codes(&[asks]), [Severity::Warning, Severity::Note], "in English it says nothing of skipping");
}

#[test]
fn a_published_validation_needs_a_source_and_the_right_language() {
    let text = text_of("other-language/bad.toml");
    let source =
        &text[text.find("[[questionnaire.source]]").unwrap()..text.find("[[questionnaire.survivor").unwrap()];
    let codes = |changes: &[(&str, &str)]| -> Vec<&'static str> {
        changed("other-language/bad.toml", LintGroup::Paperwork, changes)
            .iter()
            .map(|found| found.code)
            .collect()
    };
    for (studied, expected) in [
        ("German", &["other-language"][..]),
        ("de-AT", &["other-language"]),
        ("Arabic, Farsi and Turkish", &["other-language"]),
        ("English", &[]),
        ("en-GB", &[]),
        ("German and English", &[]),
        ("not said", &[]),
    ] {
        assert_eq!(codes(&[("\"German\"", &format!("\"{studied}\""))]), expected, "{studied}");
    }
    assert_eq!(codes(&[(source, ""), ("\"German\"", "\"en\"")]), ["figures-without-source"]);
}

#[test]
fn figures_are_percentages_and_not_every_sign() {
    for (note, expected) in [
        ("It finds 86.7 % of them.", 1),
        ("It finds 86,7% of them.", 1),
        ("It finds nearly 90 percent.", 1),
        ("Nobody knows the percentage. 100 people took part in 3 places.", 0),
        ("Fill in all of it, 100 people say, and no % sign.", 0),
    ] {
        let found = changed(
            "figures-without-source/good.toml",
            LintGroup::Paperwork,
            &[("Nobody knows yet how often it points the wrong way.", note)],
        );
        assert_eq!(found.len(), expected, "{note}");
    }
}

#[test]
fn a_licence_has_the_name_that_spdx_gives_it() {
    for (license, help) in [
        ("CC-BY-4.0", None),
        ("MIT OR Apache-2.0", None),
        ("LicenseRef-all-rights-reserved", None),
        ("CC BY-SA 4.0", Some("`CC-BY-SA-4.0`")),
        ("cc0 1.0", Some("`CC0-1.0`")),
        ("All rights reserved", Some("`LicenseRef-our-terms`")),
        ("free", Some("spdx.org")),
    ] {
        let found = changed("unknown-license/good.toml", LintGroup::Paperwork, &[("CC-BY-4.0", license)]);
        let said = found.first().map(|found| found.help.as_str());
        assert_eq!(said.is_some(), help.is_some(), "{license}: {said:?}");
        assert!(help.is_none_or(|help| said.is_some_and(|said| said.contains(help))), "{license}: {said:?}");
    }
}

/// A finding is in the text as it is written, whatever its characters.
#[test]
fn a_word_is_found_where_it_stands() {
    let written = "Ünlü \\u00e4 \\\"rescued\\\" and \\u0052ESCUE";
    let found = changed("term/good.toml", LintGroup::Words, &[("Did anyone help you to leave?", written)]);
    let text = text_of("term/good.toml").replace("Did anyone help you to leave?", written);
    let words: Vec<&str> = found.iter().map(|found| &text[found.span.clone()]).collect();
    assert_eq!(words, ["rescued", "\\u0052ESCUE"]);
}

// ---- somebody under 18 ----

const UNSURE: (&str, &str) = ("unless_false = true\n", "");

/// Whoever does not tell their age may be a child, however the age is asked.
#[test]
fn an_age_that_is_not_known_does_not_go_on() {
    let file = "age-unknown-goes-on/good.toml";
    let codes = |changes: &[(&str, &str)]| -> Vec<&'static str> {
        changed(file, LintGroup::Order, changes).iter().map(|found| found.code).collect()
    };
    let options = "options     = [{id = \"under_18\", label = \"Under 18\", ages = \"0-17\"}, \
                   {id = \"adult\", label = \"18 or older\", ages = \"18+\"}]\n";
    let group = "ask         = \"Which age group are you in?\"\nkind        = \"choice\"\n";
    let yes_no = [
        (group, "ask         = \"Are you 18 or older?\"\nkind        = \"yes_no\"\n"),
        (options, ""),
        ("age = under_18", "age = no"),
    ];
    let years = [
        (group, "ask         = \"How old are you?\"\nkind        = \"number\"\n"),
        (options, ""),
        ("age = under_18", "age < 18"),
    ];
    for asked in [&yes_no[..], &years, &[]] {
        assert_eq!(codes(asked), [""; 0], "{asked:?}");
        assert_eq!(codes(&[asked, &[UNSURE]].concat()), ["age-unknown-goes-on"], "{asked:?}");
    }
    let children = ("ages = \"18+\"\nsettings", "ages = \"12-17\"\nsettings");
    assert_eq!(codes(&[UNSURE, children]), [""; 0], "children are meant");
    let adults_only = ("label = \"Under 18\", ages = \"0-17\"", "label = \"To 24\", ages = \"18-24\"");
    assert_eq!(codes(&[UNSURE, adults_only]), [""; 0], "no answer says under 18");
    let other = ("needs   = [\"child_protection\"]", "needs   = [\"youth_support\"]");
    assert_eq!(codes(&[other]), [""; 0], "the topic says it");
    assert_eq!(codes(&[other, ("topic   = \"minor\"\n", "")]), ["no-minor-route"]);
}

/// A stop is what an age question is for; to ask for it no more would be the wrong way out.
#[test]
fn nobody_is_told_to_remove_the_question_about_age() {
    let help = |changes: &[(&str, &str)]| -> String {
        let found = changed("unused-question/bad.toml", LintGroup::Scoring, changes);
        let age = found.iter().find(|found| found.message.contains("`of_age`")).expect("nothing uses it");
        age.help.clone()
    };
    for (changes, rule) in [
        (&[][..], "of_age = no"),
        (&[("Are you 18 or older?", "Are you under 18?")], "of_age = yes"),
        (
            &[("Are you 18 or older?\"\nkind        = \"yes_no\"", "Your age?\"\nkind = \"number\"")],
            "of_age < 18",
        ),
    ] {
        let help = help(changes);
        assert!(
            help.contains(&format!("[[stop]] with `when = \"{rule}\"` and `unless_false = true`")),
            "{help}"
        );
        assert!(!help.contains("remove"), "{help}");
    }
    let of_children = help(&[("ages = \"18+\"", "ages = \"12-17\"")]);
    assert!(!of_children.contains("remove") && !of_children.contains("[[stop]]"), "{of_children}");
}

// ---- what is set aside ----

/// A long sentence at `documents_held` and, with another, at `pay`.
fn long_sentences(allow: &str) -> Vec<&'static str> {
    let long = "Is there somebody at the place where you work who keeps your passport or your other papers?";
    let mut text = text_of("unused-allow/good.toml");
    let start = text.find("Does somebody at work").expect("the question is there");
    text.replace_range(start..start + "Does somebody at work keep your papers?".len(), long);
    let second = text[text.find("[[section.question]]").unwrap()..].replace("documents_held", "pay");
    let source = Source::new("long.toml", format!("{text}\n{second}\n{allow}"));
    let codes = codes_of(&source).into_iter();
    codes.filter(|code| ["long-sentence", "unknown-lint", "unused-allow"].contains(code)).collect()
}

#[test]
fn advice_is_set_aside_for_one_thing_or_for_the_file() {
    let allow = |keys: &str| format!("[[allow]]\nreason = \"It was tried out.\"\n{keys}\n");
    let here = allow("lint = \"long-sentence\"\nat = \"documents_held\"");
    let both = format!("{here}{}", allow("lint = \"long-sentence\"\nat = \"pay\""));
    let twice = format!("{here}{}", allow("lint = \"long-sentence\""));
    for (allowed, left) in [
        (String::new(), &["long-sentence", "long-sentence"][..]),
        (here.clone(), &["long-sentence"]),
        (both, &[]),
        (allow("lint = \"long-sentence\""), &[]),
        (twice, &[]),
        (
            allow("lint = \"long-sentence\"\nat = \"nowhere\""),
            &["long-sentence", "long-sentence", "unused-allow"],
        ),
        // What is set aside for the whole file is not looked for.
        (format!("{here}{}", allow("lint = \"review-passed\"")), &["long-sentence"]),
        (format!("{here}{}", allow("lint = \"term\"\nat = \"debt\"")), &["long-sentence", "unused-allow"]),
        (allow("lint = \"too-few\""), &["long-sentence", "long-sentence", "unknown-lint"]),
    ] {
        let mut found = long_sentences(&allowed);
        found.sort_unstable();
        assert_eq!(found, left, "{allowed}");
    }
}

// ---- how much it matters this time ----

/// Runs `check` with these arguments on a file with one warning (`long-sentence`) and one note (`term`).
fn check(arguments: &[&str]) -> Ran {
    let home = Home::new();
    let text = text_of("unknown-lint/good.toml");
    let end = text.find("[[allow]]").expect("it sets something aside");
    let noted = text[..end].replace("kind        = ", "note        = \"Red flags\"\nkind        = ");
    // What has to be so before anybody is asked cannot be set aside.
    let gates = format!("{}[[section]]", include_str!("../forms/gates.toml"));
    let noted = noted.replacen("[[section]]", &gates, 1);
    home.file("a.toml", noted);
    home.run(&[&["check", "a.toml", "--allow", "scoring,order,paperwork"], arguments].concat())
}

#[test]
fn levels_change_how_much_advice_matters() {
    for (arguments, code, tally) in [
        (&[][..], 0, "0 mistakes, 1 warning, 1 note"),
        (&["--deny", "warnings"], 1, "1 mistake, 1 note"),
        (&["--deny", "term"], 1, "1 mistake, 1 warning"),
        (&["--deny", "words"], 1, "2 mistakes"),
        (&["--deny", "order"], 0, "0 mistakes, 1 warning, 1 note"),
        (&["--allow", "words"], 0, "0 mistakes"),
        (&["--allow", "long-sentence"], 0, "0 mistakes, 1 note"),
        (&["--allow", "long-sentence", "--deny", "warnings"], 0, "0 mistakes, 1 note"),
        (&["--allow", "term,long-sentence"], 0, "0 mistakes"),
    ] {
        let Ran { code: ended, out, err } = check(arguments);
        assert_eq!((ended, err.as_str()), (Some(code), ""), "{arguments:?}: {out}");
        let more = "`safelight explain CODE` says more of each; advice can be set aside with [[allow]].\n";
        let more = if tally == "0 mistakes" { "" } else { more };
        assert!(out.ends_with(&format!("1 file checked, {tally}\n{more}")), "{arguments:?}: {out}");
        // What counts as a mistake stays advice, and can be told from one.
        assert!(!out.contains("error["), "{arguments:?}: {out}");
        let counted = out.matches("(counts as a mistake here)").count();
        assert_eq!(counted, tally[..1].parse::<usize>().unwrap(), "{arguments:?}: {out}");
    }
}

#[test]
fn a_level_for_what_is_no_advice_is_refused() {
    check(&["--deny", "long-sentense"]).refused(&["long-sentense", "did you mean `long-sentence`?"]);
    check(&["--allow", "wrods"]).refused(&["did you mean `words`?"]);
    check(&["--deny", "warning"]).refused(&["did you mean `warnings`?"]);
    check(&["--deny", "zebra-crossing"]).refused(&["zebra-crossing", "safelight check --list"]);
    // A mistake always counts.
    for what in ["--allow", "--deny"] {
        check(&[what, "unknown-key"]).refused(&["unknown-key"]);
    }
}

#[test]
fn a_mistake_cannot_be_left_out() {
    let home = Home::new();
    home.file("a.toml", text_of("unknown-key/bad.toml"));
    let Ran { code, out, .. } = home.run(&["check", "a.toml", "--allow", "scoring,words,order,paperwork"]);
    assert_eq!(code, Some(1), "{out}");
    assert!(out.contains("error[unknown-key]"), "{out}");
}

// ---- for other programs ----

#[test]
fn findings_as_json_hold_their_schema() {
    let home = Home::new();
    for lint in LINTS.iter() {
        home.file(&format!("all/{}.toml", lint.page.code), case(lint, "bad").text());
    }
    home.file("all/binary.toml", b"a = \"\0\"");
    home.file("all/mistake.toml", text_of("unknown-key/bad.toml"));
    let Ran { code, out, err } = home.run(&["check", "--format", "json", "all", "missing.toml", "none/"]);
    assert_eq!((code, err.as_str()), (Some(2), ""), "{out}");
    let document = Schema::check_findings().check(&out);

    let files = document["files"].as_array().unwrap();
    let numbers = |severity: &str| -> usize {
        let findings = files.iter().flat_map(|file| file["findings"].as_array().unwrap());
        findings.filter(|found| found["severity"] == severity).count()
    };
    let summary = &document["summary"];
    for (key, number) in [
        ("files", LINTS.len() + 4),
        ("errors", numbers("error")),
        ("warnings", numbers("warning")),
        ("notes", numbers("note")),
        ("unread", 3),
    ] {
        assert_eq!(summary[key], number, "{key}: {summary}");
    }
    let found: BTreeSet<&str> = files
        .iter()
        .flat_map(|file| file["findings"].as_array().unwrap())
        .map(|found| found["code"].as_str().unwrap())
        .collect();
    let never: Vec<&str> =
        LINTS.iter().map(|lint| lint.page.code).filter(|code| !found.contains(code)).collect();
    assert!(never.is_empty(), "{never:?}");

    let none = home.run(&["check", "--format", "json", "adult-brief"]).done();
    let none = Schema::check_findings().check(&none);
    assert_eq!((&none["summary"]["errors"], &none["summary"]["warnings"]), (&0.into(), &0.into()));
}

#[test]
fn the_places_in_json_are_those_of_the_text() {
    let home = Home::new();
    home.file("a.toml", text_of("term/bad.toml"));
    let out = home.run(&["check", "--format", "json", "a.toml"]).out;
    let document: serde_json::Value = serde_json::from_str(&out).unwrap();
    let text = text_of("term/bad.toml");
    let findings = document["files"][0]["findings"].as_array().unwrap();
    let rescue =
        findings.iter().find(|found| found["message"].as_str().unwrap().contains("`rescue`")).unwrap();
    let at = |key: &str| usize::try_from(rescue[key].as_u64().unwrap()).unwrap() - 1;
    assert_eq!(at("line"), at("end_line"));
    let line: Vec<char> = text.lines().nth(at("line")).unwrap().chars().collect();
    assert_eq!(line[at("column")..at("end_column")].iter().collect::<String>(), "rescue");
}

#[test]
fn the_list_holds_every_code_in_both_formats() {
    let text = safelight(&["check", "--list"]).done();
    let json: serde_json::Value =
        serde_json::from_str(&safelight(&["check", "--list", "--format", "json"]).done()).unwrap();
    let listed = json.as_array().unwrap();
    let of_files = referral::PAGES.len() + translation::PAGES.len() + turned::PAGES.len();
    assert_eq!(listed.len(), LINTS.len() + mistakes().count() + diff::PAGES.len() + of_files);
    for lint in LINTS.iter() {
        let entry = listed.iter().find(|entry| entry["code"] == lint.page.code).expect("it is listed");
        assert_eq!(
            (&entry["group"], &entry["severity"]),
            (&lint.group.id().into(), &lint.severity.id().into())
        );
        let is_first = |line: &str| line.split_whitespace().nth(1) == Some(lint.page.code);
        assert!(text.lines().any(is_first), "{}", lint.page.code);
    }
    for page in mistakes() {
        let entry = listed.iter().find(|entry| entry["code"] == page.code).expect("it is listed");
        assert_eq!(entry["group"], "mistake");
        assert!(text.contains(page.code), "{}", page.code);
    }
}

#[test]
fn every_code_is_explained() {
    let codes: Vec<&str> =
        LINTS.iter().map(|lint| lint.page.code).chain(mistakes().map(|page| page.code)).collect();
    let shown = safelight(&[&["explain"], &codes[..]].concat()).done();
    let flat = shown.split_whitespace().collect::<Vec<_>>().join(" ");
    for page in LINTS.iter().map(|lint| &lint.page).chain(mistakes()) {
        assert!(flat.contains(&format!("{} (", page.code)), "{}", page.code);
        for part in [page.says, page.why, page.bad, page.good] {
            assert!(
                flat.contains(&part.split_whitespace().collect::<Vec<_>>().join(" ")),
                "{}: {part}",
                page.code
            );
        }
    }
    safelight(&["explain", "warning[long-sentence]"]).done();
    safelight(&["explain", "long-sentense"]).refused(&["did you mean `long-sentence`?"]);
}

/// The explanations below a folder, by their code.
fn explanations(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let (folders, files): (Vec<_>, Vec<_>) = entries.partition(|path| path.is_dir());
    let is_explanation = |path: &&PathBuf| path.extension().is_some_and(|ending| ending == "md");
    let codes = files.iter().filter(is_explanation);
    let codes = codes.map(|path| path.file_stem().unwrap().to_str().unwrap().to_owned());
    codes.chain(folders.iter().flat_map(|folder| explanations(folder))).collect()
}

/// One file a code: none is left over, and none is in the file of another.
#[test]
fn every_explanation_is_of_a_code_and_has_its_name() {
    let mut files = explanations(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"));
    files.sort();
    let pages = LINTS.iter().map(|lint| &lint.page).chain(mistakes()).chain(diff::PAGES);
    let pages = pages
        .chain(referral::PAGES.iter().chain(translation::PAGES).chain(turned::PAGES).map(|(page, _)| page));
    let mut codes: Vec<String> = pages.map(|page| page.code.to_owned()).collect();
    codes.sort();
    assert_eq!(files, codes);
}

// ---- docs/checks.md ----

/// A file without its expectations, so that what is drawn of it is what an author sees.
fn without_expectations(name: &str) -> Source {
    let lines: Vec<String> = text_of(name)
        .lines()
        .map(|line| line.split("#~").next().unwrap_or_default().trim_end().to_owned())
        .collect();
    Source::new("my.toml", lines.join("\n") + "\n")
}

/// What `check` says of the example of a page, drawn; its example itself where one file alone does not
/// show it.
fn shown(page: &Page) -> String {
    let name = format!("{}/bad.toml", page.code);
    if !all_folders().contains(page.code) && !is_of_scenarios(page) {
        return format!("```{}\n{}\n```", written_in(page), page.bad.trim_end());
    }
    let (source, mut found) = if is_of_scenarios(page) {
        practice_reading::findings_of(page)
    } else {
        let source = without_expectations(&name);
        let found = findings(&source);
        (source, found)
    };
    let example: BTreeSet<String> = page.bad.lines().map(bare).collect();
    let is_in_example = |found: &Diagnostic| {
        let (line, _) = source.position(found.span.start);
        source.text().lines().nth(line - 1).is_some_and(|line| example.contains(&bare(line)))
    };
    found.retain(|found| found.code == page.code);
    // What the page shows comes first, then what stands first in the file.
    found.sort_by_key(|found| !is_in_example(found));
    format!("```text\n{}\n```", found.first().expect("it finds its own file").draw(&source))
}

/// The language of the examples of a page, for whoever colours them.
fn written_in(page: &Page) -> &'static str {
    if page.code.starts_with("po-") { "po" } else { "toml" }
}

fn chapter(written: &mut String, page: &Page, about: &str) {
    let Page { code, says, why, bad: _, good } = page;
    let (shown, good, written_in) = (shown(page), good.trim_end(), written_in(page));
    let first = says.chars().next().map(char::to_uppercase).into_iter().flatten();
    let says = first.chain(says.chars().skip(1)).collect::<String>();
    writeln!(
        written,
        "### `{code}`\n\n{about}**{says}.** {why}\n\n{shown}\n\nWrite instead:\n\n```{written_in}\n{good}\n```\n"
    )
    .unwrap();
}

/// The words of `term` in every language, one row of a table a row.
fn words() -> String {
    let mut written = String::new();
    for list in &LISTS {
        let words = words_of(list.tag).unwrap();
        writeln!(written, "{}:\n\n| words | instead | read aloud, it is |\n|---|---|---|", words.name)
            .unwrap();
        for term in &words.terms.rows {
            let phrases = term.words.iter();
            let phrases = phrases.map(|phrase| phrase.split(' ').map(slot).collect::<Vec<_>>().join(" "));
            let is = match term.matters {
                Matters::Error => "an error",
                Matters::Warning => "a warning",
                Matters::Note => "a note",
            };
            let phrases = phrases.collect::<Vec<_>>().join("; ");
            writeln!(written, "| {phrases} | {} | {is} |", term.instead).unwrap();
        }
        written += "\n";
    }
    written
}

/// The alternatives for a word; in brackets, if it may be missing.
fn slot(slot: &str) -> String {
    let words = slot.trim_end_matches('?').replace('|', "/");
    if slot.ends_with('?') { format!("({words})") } else { words }
}

fn article(severity: Severity) -> &'static str {
    if severity == Severity::Error { "An" } else { "A" }
}

fn checks() -> String {
    let mut written = String::from(
        "# What `safelight check` finds\n\n\
         Every code with its meaning, its reason and an example. `safelight explain CODE` shows the same. This \
         page is written by `SAFELIGHT_BLESS=1 cargo test --test suite lints` from the files `explain/CODE.md` \
         below `src/` and the files in `tests/check/`; change those.\n\n\
         A *mistake* keeps a questionnaire from loading and cannot be left out. *Advice* does not: an error \
         ends `check` with exit code 1, a warning does so with `--deny warnings`, a note never does. Advice that \
         does not fit is set aside in the file, with the reason:\n\n\
         ```toml\n[[allow]]\nlint   = \"long-sentence\"\nat     = \"documents_held\"     # the id it is about; \
         without it, the whole file\nreason = \"…\"\n```\n\n",
    );
    for (group, title) in [
        (LintGroup::Scoring, "Advice on scoring"),
        (LintGroup::Words, "Advice on words"),
        (LintGroup::Order, "Advice on order"),
        (LintGroup::Paperwork, "Advice on paperwork"),
    ] {
        let lints: Vec<&&Lint> = LINTS.iter().filter(|lint| lint.group == group).collect();
        if !lints.is_empty() {
            writeln!(written, "## {title}\n").unwrap();
        }
        for lint in lints {
            chapter(
                &mut written,
                &lint.page,
                &format!("{} {}. ", article(lint.severity), lint.severity.id()),
            );
            if lint.page.code == "term" {
                written += &words();
            }
        }
    }
    writeln!(written, "## Mistakes\n").unwrap();
    mistakes_of_questionnaires().for_each(|page| chapter(&mut written, page, ""));
    writeln!(written, "## Mistakes in practice scenarios\n").unwrap();
    written += "Codes that scenarios share with questionnaires stand above.\n\n";
    practice::PAGES.iter().for_each(|page| chapter(&mut written, page, ""));
    writeln!(written, "## Directories and jurisdiction packs\n").unwrap();
    written += "Codes that they share with questionnaires stand above.\n\n";
    let weighed = |pages: &[(Page, Severity)], written: &mut String| {
        for (page, severity) in pages {
            chapter(written, page, &format!("{} {}. ", article(*severity), severity.id()));
        }
    };
    weighed(referral::PAGES, &mut written);
    writeln!(written, "## Translations\n").unwrap();
    written += "What `translate check` finds besides what the rules and the advice of the language say of the words.\n\n";
    weighed(translation::PAGES, &mut written);
    writeln!(written, "## Mistakes against another edition\n").unwrap();
    written += "What `check --against EDITION` finds besides.\n\n";
    diff::PAGES.iter().for_each(|page| chapter(&mut written, page, ""));
    written.trim_end().to_owned() + "\n"
}

#[test]
fn the_page_of_all_checks_is_what_they_say() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/checks.md");
    let written = checks();
    if std::env::var("SAFELIGHT_BLESS").is_ok_and(|value| value == "1") {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, &written).unwrap();
    }
    let there = fs::read_to_string(&path).unwrap_or_default();
    assert!(there == written, "docs/checks.md is not what the lints say: see the head of this file");
}
