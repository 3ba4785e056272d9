//! Reading scenarios: every finding at its line and column. The folders `tests/scenarios/<code>/` hold
//! `bad.toml` with its expectations in comments (see `reading.rs`) and `good.toml`, which reads without
//! findings; all are made of `tests/scenarios/least.toml`.

use std::collections::BTreeSet;
use std::fs;

use safelight::diagnostic::{Diagnostic, Page};
use safelight::lint::LINTS;
use safelight::practice::{self, AREAS, FACETS, PAGES};
use safelight::questionnaire::read::pages;
use safelight::referral::read_jurisdiction;
use safelight::source::Source;
use safelight::{example, library};

use crate::pages::places;
use crate::practice_stage::{changed, folder, small, staged, text_of};
use crate::reading::{codes_in, compare};
use crate::run::Home;

fn folders() -> BTreeSet<String> {
    let entries = fs::read_dir(folder()).unwrap().map(Result::unwrap);
    let folders = entries.filter(|entry| entry.path().is_dir());
    folders.map(|entry| entry.file_name().into_string().unwrap()).collect()
}

fn case(code: &str, kind: &str) -> Source {
    let name = format!("{code}/{kind}.toml");
    Source::new(name.as_str(), text_of(&name))
}

fn findings(source: &Source) -> Vec<Diagnostic> {
    practice::read(source, &small(), None).findings
}

/// The findings of the file of a code, for the page of all checks.
pub fn findings_of(page: &Page) -> (Source, Vec<Diagnostic>) {
    let bare = |line: &str| line.split("#~").next().unwrap_or_default().trim_end().to_owned();
    let lines: Vec<String> = text_of(&format!("{}/bad.toml", page.code)).lines().map(bare).collect();
    let source = Source::new("my.toml", lines.join("\n") + "\n");
    let findings = findings(&source);
    (source, findings)
}

#[test]
fn every_code_has_a_folder() {
    let more = [
        "bad-input",
        "duplicate-id",
        "full-name",
        "missing-key",
        "phone-number",
        "term",
        "unknown-lint",
        "unknown-name",
        "unused-allow",
    ];
    let wanted: BTreeSet<String> =
        PAGES.iter().map(|page| page.code).chain(more).map(str::to_owned).collect();
    assert_eq!(wanted, folders());
}

/// Whoever sees a code can have it explained.
#[test]
fn every_code_of_the_reader_is_explained_somewhere() {
    let explained: BTreeSet<&str> = PAGES
        .iter()
        .chain(pages::PAGES)
        .chain(example::PAGES)
        .map(|page| page.code)
        .chain(LINTS.iter().map(|lint| lint.page.code))
        .collect();
    let used = codes_in(&["src/practice/read"]);
    assert!(used.len() > 8, "{used:?}");
    let missing: Vec<&String> = used.iter().filter(|code| !explained.contains(code.as_str())).collect();
    assert!(missing.is_empty(), "{missing:?}");
    let unused: Vec<&str> = PAGES.iter().map(|page| page.code).filter(|code| !used.contains(*code)).collect();
    assert!(unused.is_empty(), "{unused:?}");
}

#[test]
fn every_bad_file_gives_its_findings_and_no_others() {
    let mut said = String::new();
    for code in folders() {
        let source = case(&code, "bad");
        let found = findings(&source);
        said += &compare(&source, &found);
        assert!(found.iter().any(|found| found.code == code), "{} does not show it", source.name());
    }
    assert!(said.is_empty(), "\n{said}");
}

#[test]
fn every_good_file_gives_no_findings() {
    let good = folders().into_iter().map(|code| case(&code, "good"));
    let least = Source::new("least.toml", text_of("least.toml"));
    let said: String = good.chain([least]).map(|source| compare(&source, &findings(&source))).collect();
    assert!(said.is_empty(), "\n{said}");
}

#[test]
fn what_a_page_shows_is_flagged_and_what_it_advises_is_not() {
    for page in PAGES {
        let code = page.code;
        let (bad, good) = (case(code, "bad"), case(code, "good"));
        let shown = places(page.bad, bad.text()).unwrap_or_else(|| panic!("{code}: bad is in no bad.toml"));
        let flagged: BTreeSet<usize> = findings(&bad)
            .iter()
            .filter(|found| found.code == code)
            .map(|found| bad.position(found.span.start).0)
            .collect();
        assert!(!shown.is_disjoint(&flagged), "{code}: nothing in `bad` gives it");
        assert!(places(page.good, good.text()).is_some(), "{code}: good is in no good.toml");
    }
}

#[test]
fn pages_are_short_and_whole() {
    for Page { code, says, why, bad, good } in PAGES {
        assert!(says.len() <= 120 && !says.ends_with('.'), "{code}");
        assert!(why.len() <= 420 && why.ends_with('.'), "{code}");
        for example in [bad, good] {
            assert!(example.ends_with('\n') && !example.starts_with('\n'), "{code}: whole lines");
        }
    }
}

/// What the files do not show: one change of `least.toml`, the codes that it gives, and a part of what is
/// said first.
#[test]
fn every_other_mistake_is_told_too() {
    let phone = "options = [\n  {id = \"wait\", label = \"Wait\", then = \"The person breathes out.\", right = true},";
    for (from, to, codes, says) in [
        ("after    = [\"limits\"]", "after    = [\"again\"]", &["never-heard"][..], "this is never heard"),
        (
            "before  = \"threats\"",
            "before  = \"leave.close\"",
            &["never-heard"],
            "the decision `phone` never comes up",
        ),
        ("works          = \"yes\"", "works          = \"no\"", &["never-heard"], "this is never heard"),
        (
            "ending  = \"finished\"",
            "ending  = \"stopped\"",
            &["key-differs"],
            "the conversation ends as `finished`",
        ),
        ("call    = [\"consult\"]", "call    = []", &["key-differs"], "the key calls concern"),
        (
            "call    = [\"consult\"]",
            "call    = [\"consul\"]",
            &["unknown-level"],
            "`concern` has no level `consul`",
        ),
        ("{concern = \"consult\"}", "{concern = \"consult\", total = 3}", &["key-differs"], "total is 3"),
        (
            "{concern = \"consult\"}",
            "{concern = \"consult\", held = false}",
            &["key-differs"],
            "held is false",
        ),
        ("{concern = \"consult\"}", "{}", &["missing-outcome"], "nothing of the outcome `concern`"),
        (
            "{concern = \"consult\"}",
            "{concern = {enough = true}}",
            &["missing-outcome"],
            "nothing of the outcome `concern`",
        ),
        // Whoever mistyped the name is told that, and not that it is missing as well.
        ("{concern = \"consult\"}", "{concerns = \"consult\"}", &["unknown-name"], "concerns"),
        (
            "ending  = \"finished\"",
            "ending  = \"danger\"",
            &["bad-expectation", "bad-expectation"],
            "nothing is scored where",
        ),
        (phone, "options = [", &["too-few"], "a decision needs options, and a right one"),
        ("right = true}", "right = false}", &["too-few"], "a decision needs options, and a right one"),
        (
            "topics        = [\"restaurant work\"]",
            "topics        = []",
            &["too-few"],
            "`topics` needs one to four texts",
        ),
        (
            "[\"What did the person want to know first?\", \"What stayed open?\"]",
            "[]",
            &["too-few"],
            "`questions` needs at least one text",
        ),
        ("{id = \"wait\", ", "{", &["missing-key"], "`id` is missing in an option"),
        ("= \"least\"", "= \"Least\"", &["bad-id"], "`Least` is no id"),
        ("small@1.0.0", "small@1.0.1", &["unknown-name"], "is not the edition at hand"),
        ("format = 1", "format = 2", &["bad-version"], "this program reads format 1"),
        ("[\"dont_know\"]", "\"dont_know\"", &["wrong-type"], "`also` must be a list of answers"),
        ("minutes       = 5", "minutes       = 5\ntwin          = \"other\"", &["missing-key"], "differs"),
        ("minutes       = 5", "minutes       = 5\ndiffers       = \"age\"", &["missing-key"], "twin"),
        ("forms       = [\"labor\"]", "forms       = []", &["missing-key"], "instead"),
        (
            "forms       = [\"labor\"]",
            "exploiter   = \"boss\"\nforms       = []\ninstead     = \"other\"",
            &["bad-input"],
            "`exploiter` is for a person who is trafficked",
        ),
        ("company     = ", "race        = \"blck\"\ncompany     = ", &["unknown-word"], "blck"),
        ("company     = ", "trade       = \"farms\"\ncompany     = ", &["unknown-word"], "farms"),
        ("minutes       = 5", "minutes       = 5\ndirectory     = \"nz\"", &["unknown-word"], "nz"),
        (
            "minutes       = 5",
            "minutes       = 5\nheld          = \"by phone\"",
            &["unknown-word"],
            "by phone",
        ),
        (
            "minutes       = 5",
            "minutes       = 5\nheld          = 1",
            &["wrong-type"],
            "`held` must be a text",
        ),
        (
            "minutes       = 5",
            "minutes       = 5\nspoken        = \"Spanish\"",
            &["bad-input"],
            "`Spanish` is no language tag",
        ),
        (
            "minutes       = 5",
            "minutes       = 5\nspoken        = \"en-US\"",
            &["bad-input"],
            "the questionnaire itself is in `en-US`",
        ),
        (
            "minutes       = 5",
            "minutes       = 5\ntwin          = \"other\"\ndiffers       = \"place\"",
            &["unknown-word"],
            "place",
        ),
        (
            "grown          = \"yes\"",
            "grown          = \"yes\"\nheld           = \"yes\"",
            &["wrong-side"],
            "held",
        ),
        (
            "right    = \"no\"\nalso",
            "right    = \"\"\nalso",
            &["bad-input"],
            "what the person says is missing",
        ),
    ] {
        let source = Source::new("scenario.toml", changed(&[(from, to)]));
        let found = findings(&source);
        let given: Vec<&str> = found.iter().map(|found| found.code).collect();
        assert_eq!(given, codes, "{to}: {found:#?}");
        assert!(found[0].message.contains(says), "{to}: {}", found[0].message);
        assert!(
            found.iter().all(|found| !found.help.is_empty() && found.span.start > 0 || to == "format = 2"),
            "{to}"
        );
    }
}

/// What the narration does not tell is not written, and has a word of its own: it is never read as a no.
#[test]
fn what_is_not_said_of_the_person_is_known_as_not_said() {
    let without = staged(&text_of("least.toml")).scenario.person;
    for (facet, word) in [
        ("race", "not_said"),
        ("disability", "none_said"),
        ("trade", "not_said"),
        ("manner", "not_said"),
        ("place", "not_said"),
        ("exploiter", "not_said"),
    ] {
        assert_eq!(without.facet(facet), word, "{facet}");
    }
    let labels: Vec<&str> = without.said().map(|term| term.label).collect();
    assert_eq!(labels.len(), 6, "only what the file says: {labels:?}");
    let with =
        changed(&[("company     = ", "race        = \"black\"\nplace       = \"court\"\ncompany     = ")]);
    let with = staged(&with).scenario.person;
    assert_eq!((with.facet("race"), with.facet("place")), ("black", "court"));
    assert_eq!(with.said().count(), 8);
    // Twins differ in who the person is, and never in where the talk is.
    let differ = |name: &str| FACETS.iter().any(|facet| facet.name == name && facet.is_of_person);
    for name in ["age", "gender", "origin", "race", "disability", "trade"] {
        assert!(differ(name), "{name}");
        let twin = format!("minutes       = 5\ntwin          = \"other\"\ndiffers       = \"{name}\"");
        assert_eq!(staged(&changed(&[("minutes       = 5", &twin)])).scenario.twin.unwrap().differs, name);
    }
    assert!(!differ("place") && !differ("exploiter"));
}

/// A country without a jurisdiction pack can be named by its directory; two countries at once cannot.
#[test]
fn a_directory_names_the_country_where_no_pack_does() {
    let areas: BTreeSet<&str> = AREAS.iter().map(|area| area.id).collect();
    assert_eq!(areas, library::DIRECTORIES.iter().map(|shipped| shipped.id).collect());
    let text = |line: &str| changed(&[("minutes       = 5", &format!("minutes       = 5\n{line}"))]);
    let named = staged(&text("directory     = \"au\"")).scenario;
    assert_eq!((named.area(), named.jurisdiction.as_deref()), (Some("au"), None));
    assert_eq!(staged(&text_of("least.toml")).scenario.area(), None);
    let uk = read_jurisdiction(&library::find(library::JURISDICTIONS, "uk").unwrap().source()).0.unwrap();
    let both = |area: &str| {
        let lines = format!("jurisdiction  = \"uk\"\ndirectory     = \"{area}\"");
        practice::read(&Source::new("scenario.toml", text(&lines)), &small(), Some(&uk))
    };
    assert_eq!(both("uk").scenario.expect("it says the same twice").area(), Some("uk"));
    let refused = both("au");
    let said: Vec<(&str, &str)> =
        refused.findings.iter().map(|found| (found.code, found.message.as_str())).collect();
    assert_eq!(
        said,
        [("bad-input", "`directory` is of Australia, and `jurisdiction` of the United Kingdom")]
    );
}

/// In another language the words mean something else; numbers are the same in all.
#[test]
fn advice_on_words_is_given_where_they_are_known() {
    for (code, left) in [("full-name", &[][..]), ("term", &[]), ("phone-number", &["phone-number"])] {
        let german = case(code, "bad").text().replace("language      = \"en\"", "language      = \"de\"");
        let found = findings(&Source::new("de.toml", german));
        assert_eq!(found.iter().map(|found| found.code).collect::<Vec<_>>(), left, "{code}");
    }
}

/// `check` finds the same with the questionnaire beside the scenario.
#[test]
fn check_says_the_same_of_a_file() {
    let home = Home::new();
    home.file("small/1.0.0.toml", text_of("questionnaire.toml"));
    home.file("small/scenarios/least.toml", text_of("least.toml"));
    let ran = home.run(&["check", "small/scenarios/least.toml"]);
    assert_eq!(ran.code, Some(0), "{}{}", ran.out, ran.err);
    for code in folders() {
        home.file("small/scenarios/bad.toml", text_of(&format!("{code}/bad.toml")));
        let ran = home.run(&["check", "small/scenarios/bad.toml", "--deny", "warnings"]);
        assert_eq!(ran.code, Some(1), "{code}: {}{}", ran.out, ran.err);
        assert!(ran.out.contains(&format!("[{code}]")), "{code}: {}", ran.out);
    }
}

/// A bare name lies in the current folder: its questionnaire is in the folder above that.
#[test]
fn the_questionnaire_is_found_from_within_the_folder_of_the_scenarios() {
    let home = Home::new();
    home.file("small/1.0.0.toml", text_of("questionnaire.toml"));
    let file = home.file("small/scenarios/least.toml", text_of("least.toml"));
    let folder = file.parent().unwrap();
    for (within, named) in
        [(folder, "least.toml"), (folder, "./least.toml"), (folder.parent().unwrap(), "scenarios/least.toml")]
    {
        let ran = home.run_within(within, &["check", named]);
        assert_eq!(ran.code, Some(0), "{named}: {}{}", ran.out, ran.err);
    }
}

#[test]
fn nothing_shipped_has_a_finding() {
    for shipped in crate::practice_stage::shipped() {
        assert!(library::find(library::SCENARIOS, &shipped.scenario.id).is_some());
    }
}

/// Whoever edits what is seen or heard has another scenario; whoever edits a reason has not.
#[test]
fn the_fingerprint_is_over_all_that_is_seen_and_heard_and_right() {
    let text = text_of("least.toml");
    let of = |text: &str| staged(text).scenario.fingerprint;
    let known = of(&text);
    assert_eq!(known.len(), 64);
    for (from, to, differs) in [
        ("A small room with a door.", "A large room with a door.", true),
        ("A cook who jokes a lot.", "A cook who says little.", true),
        ("The person looks at the clock.", "The person looks at the door.", true),
        ("The door is closed.", "The door is shut.", true),
        ("“No. It is quiet there.”", "“No.”", true),
        ("The phone lights up.", "The phone rings.", true),
        ("The person breathes out.", "The person sits back.", true),
        ("label = \"Wait\"", "label = \"Wait a little\"", true),
        ("hours_per_week = 40", "hours_per_week = 41", true),
        ("also     = [\"dont_know\"]", "also     = [\"dont_know\", \"declined\"]", true),
        ("needs   = [\"housing\"]", "needs   = []", true),
        ("call    = [\"consult\"]", "call    = [\"consult\", \"urgent\"]", true),
        ("The person said no.", "It was a no.", false),
        ("The owner keeps the papers.", "The boss keeps the papers.", false),
        ("Limits first.", "The limits come first.", false),
    ] {
        assert!(text.contains(from), "{from}");
        assert_eq!(of(&text.replace(from, to)) != known, differs, "{to}");
    }
}
