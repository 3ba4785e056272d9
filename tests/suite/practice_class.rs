//! The trainer's view: which files count and which are left out, who is certified, and that no figure is
//! ever a number that is none.

use std::fs;
use std::path::Path;

use safelight::library;
use safelight::practice::{Certification, Played, Results, Taken, class, training_result};
use safelight::records::{Deviation, Direction, read_training_result};
use serde_json::Value;

use crate::practice_results::{record, written};
use crate::practice_stage::{Press, Stage, changed, none, played, shipped_one, staged, text_of};
use crate::run::{CANARY, Home, Ran};
use crate::score::NOTHING_NAMED;

fn cook() -> Stage {
    shipped_one("cook-upstairs")
}

/// A home with a folder of results of the cook: all right (T01), without limits (T02), with a no made of
/// silence and one yes too much (T03).
fn three() -> Home {
    let stage = cook();
    let home = Home::new();
    home.file("results/a.json", written(&stage, &played(&stage, none), "T01"));
    let no_limits = played(&stage, |point, _| (point == "limits").then_some(Press::One(1)));
    home.file("results/b.json", written(&stage, &no_limits, "T02"));
    let wrong = played(&stage, |point, _| match point {
        "limits" | "documents_held" => Some(Press::One(1)),
        "threats" => Some(Press::One(0)),
        _ => None,
    });
    home.file("results/c.json", written(&stage, &wrong, "T03"));
    home
}

fn class_of(home: &Home, more: &[&str]) -> Ran {
    home.run(&[&["practice", "class", "results"], more].concat())
}

/// The set of the cook alone.
const COOK: [&str; 2] = ["--set", "cook-upstairs"];

fn certification(threshold: u32) -> Option<Certification> {
    Some(Certification { set: ["cook-upstairs".to_owned()].into(), threshold })
}

/// The wording of a question of the cook, by which items are shown.
fn asked(id: &str) -> String {
    let stage = cook();
    let question = stage.questionnaire.questions.iter().find(|asked| asked.id == id);
    question.expect("it is one of its questions").ask.clone()
}

/// No number that is none, and nothing infinite.
#[track_caller]
fn only_numbers(out: &str) {
    for word in ["NaN", "nan", "inf", "-0.00", "None", "Some("] {
        let found = out.split(|c: char| c.is_whitespace() || c == '|').any(|piece| piece == word);
        assert!(!found, "{word}:\n{out}");
    }
}

/// The cells of the row of that name, each with all its lines: tables are no wider than a screen.
fn row(out: &str, name: &str) -> Vec<&'static str> {
    let lines: Vec<Vec<&str>> = out.lines().map(|line| line.split('|').map(str::trim).collect()).collect();
    let begins =
        |cells: &&[Vec<&str>]| cells[0].get(1).is_some_and(|cell| !cell.is_empty() && name.starts_with(cell));
    let starts = (0..lines.len()).map(|place| &lines[place..]).filter(begins);
    let found = starts.map(|lines| whole_row(lines, name)).find(|cells| cells[1] == name);
    found.unwrap_or_else(|| panic!("no row {name} in:\n{out}"))
}

/// Joins the lines of the row that begins there: those until its name is whole, and those without a name.
fn whole_row(lines: &[Vec<&str>], name: &str) -> Vec<&'static str> {
    let mut cells: Vec<String> = lines[0].iter().map(|cell| (*cell).to_owned()).collect();
    for more in &lines[1..] {
        if more.len() != cells.len() || cells[1] == name && !more[1].is_empty() {
            break;
        }
        for (cell, more) in cells.iter_mut().zip(more) {
            *cell = format!("{cell} {more}").trim().to_owned();
        }
    }
    cells.into_iter().map(|cell| &*cell.leak()).collect()
}

/// The first line of the row of an item: its question may go over several.
fn item_row<'o>(out: &'o str, id: &str) -> Vec<&'o str> {
    let question = asked(id);
    let rows = out.lines().map(|line| line.split('|').map(str::trim).collect::<Vec<_>>());
    let is_it =
        |cells: &Vec<&str>| cells.get(1).is_some_and(|cell| cell.len() > 12 && question.starts_with(cell));
    let found: Vec<_> = rows.filter(is_it).collect();
    assert_eq!(found.len(), 1, "{question} in:\n{out}");
    found.into_iter().next().unwrap()
}

#[test]
fn a_class_is_shown_beside_the_key() {
    let out = class_of(&three(), &COOK).done();
    assert!(out.starts_with("TRAINING\n"), "{out}");
    only_numbers(&out);
    let (first, second, third) = (row(&out, "T01"), row(&out, "T02"), row(&out, "T03"));
    assert!(first.contains(&"yes") && second[3] == "72 % of 11", "{out}");
    assert!(first[3].starts_with("100 %") && first[4..6] == ["0", "0"], "{first:?}");
    // What was not heard in full is not as the key. Left open it leads nowhere; a no made of silence does.
    assert_eq!(second[4..6], ["0", "0"], "{second:?}");
    assert_eq!(third[4..6], ["1", "1"], "{third:?}");
    // Items are shown by their question: an id says nothing to whoever teaches.
    let held = item_row(&out, "documents_held");
    assert_eq!(held[3..6], ["=", ".", "!"], "{held:?}");
    assert!(out.contains("1 made an answer of what was not said: talk about this first"), "{out}");
    let threats = item_row(&out, "threats");
    assert!(!out.contains("documents_held"), "{out}");
    assert_eq!(threats[3..6], ["=", "=", "+"], "{threats:?}");
    // Nobody's step is lost.
    let limits = out.lines().find(|line| line.contains("what cannot stay private")).unwrap();
    assert!(limits.contains("1 of 3"), "{limits}");
}

#[test]
fn a_threshold_decides_who_is_certified() {
    let home = three();
    // As the key are 11, 8 and 7 of the 11 items that have a reason.
    for (percent, certified) in [
        ("63", [true, true, true]),
        ("64", [true, true, false]),
        ("72", [true, true, false]),
        ("73", [true, false, false]),
        ("100", [true, false, false]),
    ] {
        let out = class_of(&home, &[COOK[0], COOK[1], "--threshold", percent]).done();
        let is = ["T01", "T02", "T03"].map(|code| row(&out, code).contains(&"yes"));
        assert_eq!(is, certified, "{percent}");
    }
    for wrong in ["0", "101", "-1", "ninety", "90.5"] {
        let ran = class_of(&home, &[COOK[0], COOK[1], "--threshold", wrong]);
        assert_eq!((ran.code, ran.out.as_str()), (Some(2), ""), "{wrong}");
    }
    // A threshold of nothing would be passed over in silence.
    let ran = class_of(&home, &["--threshold", "80"]);
    assert!(ran.code == Some(2) && ran.err.contains("--set"), "{}", ran.err);
}

/// Certified is only who played all of the set, however right the rest is.
#[test]
fn nobody_is_certified_who_did_not_play_the_whole_set() {
    let home = three();
    let other = shipped_one("night-shift");
    home.file("results/d.json", written(&other, &played(&other, none), "T02"));
    let both = ["--set", "cook-upstairs,night-shift"];
    let out = class_of(&home, &both).done();
    assert!(row(&out, "T01").contains(&"not yet"), "{out}");
    assert!(row(&out, "T01").contains(&"1 of 2"));
    assert!(out.contains("* Not played by T01, T03: night-shift\n"), "{out}");
    // A low threshold makes up for nothing: one half of all items is enough for it, half the cases is not.
    let out = class_of(&home, &[both[0], both[1], "--threshold", "10"]).done();
    assert!(row(&out, "T01").contains(&"not yet"), "{out}");
    assert!(row(&out, "T02").contains(&"yes"), "{out}");
    home.file("results/e.json", written(&other, &played(&other, none), "T01"));
    let out = class_of(&home, &both).done();
    assert!(row(&out, "T01").contains(&"yes"), "{out}");
    // With --scenario the others are left out and named.
    let ran = class_of(&home, &["--scenario", "cook-upstairs", "--set", "cook-upstairs"]);
    assert_eq!(ran.code, Some(1));
    assert!(ran.out.contains("another scenario, night-shift"), "{}", ran.out);
    assert!(row(&ran.out, "T01").contains(&"yes"), "{}", ran.out);
}

/// A home with the sample class in it.
fn sample() -> Home {
    let home = Home::new();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/practice/class");
    for file in fs::read_dir(folder).unwrap().map(|file| file.unwrap().path()) {
        let name = file.file_name().unwrap().to_str().unwrap();
        home.file(&format!("results/{name}"), fs::read_to_string(&file).unwrap());
    }
    home
}

/// The codes of those who are certified.
fn certified(out: &str) -> Vec<String> {
    let codes = (1..=12).map(|number| format!("T{number:02}"));
    codes.filter(|code| row(out, code).last_chunk::<2>().unwrap()[0] == "yes").collect()
}

/// The fault `class/one-extra`: one trainee's extra scenario took the certificate from all others.
#[test]
fn an_extra_scenario_of_one_trainee_takes_nothing_from_the_others() {
    let home = sample();
    let set = ["--set", "cook-upstairs,nine-weeks,nine-weeks-b"];
    let before = class_of(&home, &set).done();
    assert_eq!(certified(&before), ["T01", "T03", "T05", "T06", "T07", "T09"], "{before}");
    let without_set = class_of(&home, &[]).done();

    let extra = shipped_one("cousin-stays");
    let gone_wrong = played(&extra, |point, _| (point == "private").then_some(Press::One(0)));
    home.file("results/c01.json", written(&extra, &gone_wrong, "T01"));
    let night = shipped_one("night-shift");
    home.file("results/n01.json", written(&night, &played(&night, none), "T01"));
    let after = class_of(&home, &set).done();
    assert_eq!(certified(&after), certified(&before), "{after}");
    assert!(row(&after, "T01").contains(&"3 of 3 (+2)"), "{after}");
    // It is shown, and it counts for nobody: not in the items, the steps or kappa either.
    assert!(after.contains("The cousin takes a chair (outside the set: it does not count)"), "{after}");
    for code in ["T01", "T02", "T11"] {
        assert_eq!(row(&after, code)[3..], row(&before, code)[3..], "{code}");
    }
    // Without a set it is the same: each is counted over what they played themselves.
    let out = class_of(&home, &[]).done();
    assert_eq!(row(&out, "T02"), row(&without_set, "T02"), "{out}");
    assert_eq!(row(&out, "T01")[2], "5", "{out}");
}

/// All of it fits a screen; what nobody played is said once, and takes nothing from what was played.
#[test]
fn a_class_fits_the_screen_and_says_once_what_nobody_played() {
    let home = sample();
    let played = class_of(&home, &[]).done();
    let out = class_of(&home, &["--set", "adult-brief"]).done();
    for line in played.lines().chain(out.lines()) {
        assert!(line.chars().count() <= 80, "{line}");
    }
    // A table that fits breaks no row of the trainees.
    assert_eq!(row(&out, "T01")[3], row(&played, "T01")[3], "{out}");
    assert!(row(&out, "T01")[2].starts_with("3 of ") && row(&out, "T01")[8] == "not yet", "{out}");
    let unplayed = out.matches("window-seat").count();
    assert_eq!(unplayed, 2, "in the set, and once as not played:\n{out}");
    assert!(out.contains("* Not played by T11, T12: cook-upstairs\n"), "{out}");
    assert!(!out.contains("0 of 0") && out.contains("nobody has ratings of both"), "{out}");
    assert!(!out.contains("Nobody has played it."), "{out}");
}

/// The fault `class/one-scenario`: "Certified: yes" from 11 items of one scenario.
#[test]
fn without_a_set_nobody_is_certified_and_the_page_says_how_to_name_one() {
    let home = Home::new();
    let stage = cook();
    home.file("results/a.json", written(&stage, &played(&stage, none), "T01"));
    let out = class_of(&home, &[]).done();
    assert!(row(&out, "T01").contains(&"100 % of 11"), "{out}");
    assert!(!out.contains("| Certified") && !row(&out, "T01").contains(&"yes"), "{out}");
    let said = out.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(said.contains("Nobody is certified here, because no set was named."), "{out}");
    assert!(
        said.contains("--set cook-upstairs,nine-weeks; or") && said.contains("--set adult-brief."),
        "{out}"
    );
    // The set of a whole form is not reached by one of its scenarios.
    let of_form = library::SCENARIOS.iter().filter(|shipped| shipped.path.starts_with("adult-brief/"));
    let of_form = of_form.count();
    for set in ["adult-brief", "adult-brief@1.0.0"] {
        let out = class_of(&home, &["--set", set]).done();
        let one = row(&out, "T01");
        assert!(one.contains(&format!("1 of {of_form}").as_str()), "{out}");
        assert_eq!(one[8], "not yet", "{out}");
        assert_eq!(out.matches("Nobody has played: ").count(), 1, "{out}");
    }
    // A set of one scenario is the trainer's to name, and said to be little.
    let out = class_of(&home, &COOK).done();
    assert!(row(&out, "T01").contains(&"yes") && out.contains("This set is one scenario."), "{out}");
}

/// What is wrong with a set is said before anything is shown.
#[test]
fn a_set_is_named_rightly_or_refused() {
    let home = three();
    let refused = |set: &str, says: &[&str]| class_of(&home, &["--set", set]).refused(says);
    refused(
        "cook-upstair",
        &["no scenario and no questionnaire cook-upstair", "did you mean cook-upstairs?"],
    );
    refused("cook-upstairs,adult-breif", &["adult-breif", "did you mean adult-brief?"]);
    refused("zzzz", &["no scenario and no questionnaire zzzz", "practice --list"]);
    refused("cook-upstairs,cook-upstairs", &["cook-upstairs is in it twice"]);
    refused("adult-brief,cook-upstairs", &["cook-upstairs is in it twice"]);
    refused("adult-brief@9.0.0", &["no scenario here is played with adult-brief@9.0.0"]);
    refused("cook-upstairs,,night-shift", &["a name is empty"]);
    refused("", &["a name is empty"]);
    // A space after a comma is how people write lists; and names may come one by one.
    let out = class_of(&home, &["--set", "cook-upstairs, night-shift"]).done();
    let again = class_of(&home, &["--set", "cook-upstairs", "--set", "night-shift"]).done();
    assert!(row(&out, "T01").contains(&"1 of 2") && out == again, "{out}");
    // Two texts of one name would be told apart by nobody.
    let own = library::find(library::SCENARIOS, "cook-upstairs").unwrap().source();
    let other = own.text().replace("dry jokes", "jokes");
    home.file("cook.toml", other);
    class_of(&home, &["--set", "cook-upstairs", "--scenario", "cook.toml"])
        .refused(&["two of these are called cook-upstairs"]);
}

/// A scenario played with another edition of the form, or twice, does not fill the set.
#[test]
fn another_edition_or_a_second_try_does_not_fill_the_set() {
    let home = Home::new();
    let (cook, night) = (cook(), shipped_one("night-shift"));
    home.file("results/a.json", written(&cook, &played(&cook, none), "T01"));
    let mut old = read_training_result(&written(&night, &played(&night, none), "T01")).unwrap();
    old.questionnaire = "adult-brief@0.9.0".to_owned();
    home.file("results/b.json", serde_json::to_string(&old.sealed()).unwrap());
    home.file("results/c.json", written(&cook, &played(&cook, none), "T01"));
    let ran = class_of(&home, &["--set", "cook-upstairs,night-shift"]);
    assert_eq!(ran.code, Some(1), "{}", ran.out);
    assert!(ran.out.contains("it was played with adult-brief@0.9.0, and adult-brief@1.0.0 is here"));
    assert!(ran.out.contains("T01 has another result of cook-upstairs here"), "{}", ran.out);
    assert!(row(&ran.out, "T01").contains(&"not yet"), "{}", ran.out);
    // Somebody who played nothing of the set is shown, and it is said.
    let ran = class_of(&home, &["--set", "farm-crew"]);
    assert!(row(&ran.out, "T01").contains(&"not yet"), "{}", ran.out);
}

#[test]
fn one_trainee_and_many_alike_have_no_number_that_is_none() {
    let stage = cook();
    let all_right = played(&stage, none);
    let home = Home::new();
    home.file("results/a.json", written(&stage, &all_right, "T01"));
    let out = class_of(&home, &[]).done();
    only_numbers(&out);
    assert!(out.contains("One trainee can be compared with the key"), "{out}");
    assert!(row(&out, "Krippendorff's alpha")[2].starts_with("not defined: "), "{out}");
    assert!(row(&out, "Between two trainees, share")[2].starts_with("not defined: "), "{out}");

    for (place, code) in ["T02", "T03", "T04"].iter().enumerate() {
        home.file(&format!("results/b{place}.json"), written(&stage, &all_right, code));
    }
    let out = class_of(&home, &[]).done();
    only_numbers(&out);
    assert_eq!(row(&out, "Between two trainees, share")[2], "1.00");
    assert!(out.contains("Nothing: everybody who heard an item in full rated it as the key."));

    // All the same, and all the same answer: there is nothing that could vary.
    let declined = played(&stage, |_, turn| {
        (turn.open != safelight::conversation::OpenAnswers::None && turn.heading.is_none())
            .then_some(Press::Declined)
    });
    let home = Home::new();
    home.file("results/a.json", written(&stage, &declined, "T01"));
    home.file("results/b.json", written(&stage, &declined, "T02"));
    let out = class_of(&home, &[]).done();
    only_numbers(&out);
    assert!(out.contains("not defined: "), "{out}");
}

/// A scenario in which nothing is rated has no figures, and certifies nobody.
#[test]
fn where_nothing_is_rated_there_is_no_figure() {
    let stage = shipped_one("cousin-stays");
    let home = Home::new();
    home.file("results/a.json", written(&stage, &played(&stage, none), "T01"));
    home.file("results/b.json", written(&stage, &played(&stage, none), "T02"));
    let out = class_of(&home, &["--set", "cousin-stays", "--threshold", "1"]).done();
    only_numbers(&out);
    assert!(out.contains("Nothing is rated here"), "{out}");
    assert!(!row(&out, "T01").contains(&"yes"), "{out}");
}

#[test]
fn what_does_not_belong_is_left_out_with_its_reason() {
    let home = three();
    let stage = cook();
    let all_right = played(&stage, none);
    let result = written(&stage, &all_right, "T09");
    let own = staged(&changed(&[]));
    let files: [(&str, String, &str); 11] = [
        ("answers.json", NOTHING_NAMED.to_owned(), "this is no training result"),
        ("record.json", record(), "this is the record of a screening"),
        ("scored.json", scored(&home), "this is no training result"),
        ("debrief.json", crate::practice_results::document(&stage, &all_right), "this is no training result"),
        (
            "twice.json",
            written(&stage, &all_right, "T01"),
            "T01 has another result of cook-upstairs here; the earlier one counts",
        ),
        ("changed.json", result.replace("\"T09\"", "\"T10\""), "the seal does not fit"),
        ("own.json", written(&own, &played(&own, none), "T09"), "there is no scenario least here"),
        ("empty.json", String::new(), "the file is empty"),
        ("cut.json", result[..400].to_owned(), "this is no training result"),
        ("list.json", format!("[{result}]"), "this is not JSON; a training result is needed"),
        ("canary.json", format!("{{\"kind\": \"{CANARY}\"}}"), "this is no training result"),
    ];
    for (name, text, _) in &files {
        home.file(&format!("results/{name}"), text);
    }
    home.file("results/bytes.json", b"\xff\xfe{".as_slice());
    home.file("results/large.json", "x".repeat(1_100_000));
    fs::create_dir(home.path().join("results/folder.json")).unwrap();
    // Other endings are not looked at.
    home.file("results/notes.txt", "T01");
    let Ran { code, out, err } = class_of(&home, &[]);
    assert_eq!((code, err.as_str()), (Some(1), ""), "{out}");
    let left: Vec<&str> = out.lines().filter(|line| line.starts_with("left out: ")).collect();
    assert_eq!(left.len(), files.len() + 3, "{left:#?}");
    for (name, _, why) in &files {
        assert!(left.iter().any(|line| line.contains(name) && line.contains(why)), "{name}: {left:#?}");
    }
    assert!(!out.contains(CANARY), "{out}");
    // Those that belong are shown as if the others were not there.
    let alone = class_of(&three(), &[]).done();
    assert!(out.ends_with(alone.as_str()), "{out}\n----\n{alone}");
}

/// The result of `score` for a document in the home.
fn scored(home: &Home) -> String {
    home.run_with(&["score", "-"], NOTHING_NAMED.as_bytes()).done()
}

#[test]
fn a_folder_with_nothing_in_it_is_said_to_be_so() {
    let home = Home::new();
    class_of(&home, &[]).refused(&["cannot look into the folder results"]);
    home.file("results/notes.txt", "");
    class_of(&home, &[]).refused(&["there is no training result (.json) in results"]);
    home.file("a-file", "");
    home.run(&["practice", "class", "a-file"])
        .refused(&["a-file is a file; name the folder in which such files lie"]);
    home.file("results/record.json", record());
    let ran = class_of(&home, &[]);
    assert_eq!(ran.code, Some(2));
    assert!(
        ran.out.contains("left out: results/record.json") && ran.err.contains("no training result is left")
    );
}

/// A result belongs to the text of the scenario with which it was played.
#[test]
fn an_edited_scenario_takes_no_results_of_its_former_text() {
    let home = Home::new();
    home.file("small/1.0.0.toml", text_of("questionnaire.toml"));
    home.file("small/scenarios/least.toml", text_of("least.toml"));
    let stage = staged(&changed(&[]));
    home.file("results/a.json", written(&stage, &played(&stage, none), "T01"));
    let arguments = ["--set", "small/scenarios/least.toml"];
    let out = class_of(&home, &arguments).done();
    assert!(row(&out, "T01").contains(&"yes"), "{out}");
    for (from, to, takes) in [
        ("“No. It is quiet there.”", "“No, never.”", false),
        ("right    = \"no\"\nalso", "right    = \"dont_know\"\nalso", false),
        ("The person said no.", "A no is a no.", true),
    ] {
        home.file("small/scenarios/least.toml", text_of("least.toml").replacen(from, to, 1));
        let ran = class_of(&home, &arguments);
        assert_eq!(ran.code, Some(if takes { 0 } else { 2 }), "{to}: {}{}", ran.out, ran.err);
        assert_eq!(ran.out.contains("another text of this scenario"), !takes, "{}", ran.out);
    }
}

#[test]
fn a_view_is_written_whole_once_and_never_as_json() {
    let home = three();
    for ending in ["html", "md", "txt"] {
        let name = format!("class.{ending}");
        let out = class_of(&home, &["--export", &name]).done();
        let whole = fs::canonicalize(home.path()).unwrap().join(&name);
        assert_eq!(out, format!("Written: {}.\n", whole.display()));
        let text = fs::read_to_string(home.path().join(&name)).unwrap();
        assert!(text.contains("T02") && text.contains("TRAINING"), "{text}");
        only_numbers(&text);
        class_of(&home, &["--export", &name]).refused(&["already there", "--force"]);
        assert_eq!(fs::read_to_string(home.path().join(&name)).unwrap(), text);
        class_of(&home, &["--export", &name, "--force"]).done();
    }
    class_of(&home, &["--export", "class.json"]).refused(&["text, markdown, html"]);
    class_of(&home, &["--export", "class"]).refused(&["does not tell the format"]);
    class_of(&home, &["--export", "nowhere/class.md"]).refused(&["choose another folder"]);
    assert_eq!(home.names(), ["class.html", "class.md", "class.txt", "results"]);
}

#[test]
fn a_code_is_asked_for_and_is_no_name() {
    let home = Home::new();
    let assess = |code: &str| {
        home.run(&["practice", "cook-upstairs", "--plain", "--assess", "a.json", "--code", code])
    };
    for name in ["Maria", "", "Maria 7", "a_very_long_code_1"] {
        assess(name).refused(&["--code: a code is up to three letters and one to four digits"]);
    }
    let ran = assess("T07");
    assert!(
        ran.err.contains("the input ended before practice did") && ran.out.contains("TRAINING"),
        "{}",
        ran.err
    );
    let alone = home.run(&["practice", "cook-upstairs", "--plain", "--assess", "a.json"]);
    assert!(alone.code == Some(2) && alone.err.contains("--code"), "{}", alone.err);
    home.run(&["practice", "cook-upstairs", "--assess", "a.json", "--export", "a.json", "--code", "T07"])
        .refused(&["the same file"]);
    home.file("b.json", "");
    home.run(&["practice", "cook-upstairs", "--assess", "b.json", "--code", "T07"])
        .refused(&["already there"]);
    home.run(&["practice", "cook-upstairs", "--export", "b.docx"]).refused(&["does not tell the format"]);
    assert_eq!(home.names(), ["b.json"]);
}

/// What the program itself keeps of practice is a result that the class reads.
#[test]
fn what_practice_writes_the_class_reads() {
    let home = Home::new();
    fs::create_dir(home.path().join("results")).unwrap();
    // Begin, go in, and then whatever the scenario asks for first: the gate that must not be passed.
    let arguments = [
        "practice",
        "cousin-stays",
        "--plain",
        "--assess",
        "results/t07.json",
        "--code",
        "T07",
        "--export",
        "d.json",
    ];
    let mut input = String::from("1\n1\n");
    let mut ran = home.run_with(&arguments, input.as_bytes());
    for _ in 0..40 {
        if ran.code == Some(0) {
            break;
        }
        assert!(ran.err.contains("the input ended"), "{}", ran.err);
        // The second of what is offered, or just on.
        let choices = ran.out.rsplit("TRAINING").next().unwrap();
        input += if choices.contains("2)") || choices.contains("2.") || choices.contains(" 2 ") {
            "2\n"
        } else {
            "\n"
        };
        ran = home.run_with(&arguments, input.as_bytes());
    }
    assert_eq!(ran.code, Some(0), "{}{}", ran.out, ran.err);
    let folder = fs::canonicalize(home.path()).unwrap();
    let written = ["results/t07.json", "d.json"].map(|name| folder.join(name).display().to_string());
    assert!(ran.out.ends_with(&format!("Written: {}.\n", written.join(", "))), "{}", ran.out);
    let out = class_of(&home, &[]).done();
    assert_eq!(row(&out, "T07")[1], "T07");
    let debrief: Value = serde_json::from_slice(&fs::read(home.path().join("d.json")).unwrap()).unwrap();
    assert_eq!(debrief["kind"], "safelight-training-debrief");
}

/// What is counted, counted once more by hand.
#[test]
fn the_counts_are_those_of_the_ratings() {
    let stage = cook();
    let wrong = |question: &'static str, reply: Press| {
        played(&stage, move |point, _| (point == question).then(|| reply.clone()))
    };
    let all = [
        ("T1", played(&stage, none)),
        ("T2", wrong("documents_held", Press::One(1))),
        ("T3", wrong("threats", Press::One(0))),
        ("T4", wrong("documents_held", Press::Declined)),
    ];
    let taken =
        all.iter().map(|(code, played)| Taken { trainee: (*code).to_owned(), played: played.clone() });
    let results =
        [Results { scenario: &stage.scenario, questionnaire: &stage.questionnaire, taken: taken.collect() }];
    let view = class(&results, certification(90));
    let group = &view.scenarios[0];
    let held = group.items.iter().find(|item| item.id == "documents_held").unwrap();
    assert_eq!((held.alike(), held.rated(), held.missed()), (2, 4, 2));
    assert_eq!((held.leading(Direction::Down), held.leading(Direction::Up)), (2, 0));
    let ratings = held.ratings.iter().flatten().map(|rating| (rating.difference, rating.leads));
    assert_eq!(
        ratings.collect::<Vec<_>>(),
        [
            (Deviation::Same, None),
            (Deviation::Other, Some(Direction::Down)),
            (Deviation::Same, None),
            (Deviation::LeftOpen, Some(Direction::Down))
        ]
    );
    let items = group.items.len();
    let with_key = group.agreement.with_key.unwrap().value;
    let expected = (4 * items - 3) as f64 / (4 * items) as f64;
    assert!((with_key - expected).abs() < 1e-12, "{with_key} {expected}");
    for (trainee, (over, under)) in view.trainees.iter().zip([(0, 0), (0, 1), (1, 0), (0, 1)]) {
        assert_eq!((trainee.over, trainee.under, trainee.rated), (over, under, items), "{}", trainee.code);
    }
    // What counts for a trainee: the items with a reason, and plain answers that were taken down otherwise.
    let reasons = group.items.iter().filter(|item| item.because.is_some()).count();
    let of_plain = |id: &str| group.items.iter().any(|item| item.id == id && item.because.is_none());
    assert!(of_plain("debt") && !of_plain("documents_held") && !of_plain("threats"));
    let counts: Vec<(usize, usize)> = view.trainees.iter().map(|one| (one.alike, one.items)).collect();
    let most = reasons - 1;
    assert_eq!(counts, [(reasons, reasons), (most, reasons), (most, reasons), (most, reasons)]);
    let plain = played(&stage, |point, _| (point == "debt").then_some(Press::One(0)));
    let taken = vec![Taken { trainee: "T5".to_owned(), played: plain }];
    let results = [Results { scenario: &stage.scenario, questionnaire: &stage.questionnaire, taken }];
    let view = class(&results, certification(100));
    let one = &view.trainees[0];
    assert_eq!((one.alike, one.items, one.certified), (reasons, reasons + 1, false));
    assert_eq!(view.scenarios[0].told().len(), reasons + 1);
    assert_eq!(view.scenarios[0].plain(), view.scenarios[0].items.len() - reasons - 1);
}

/// Whoever leaves practice has nothing kept of it, also when they still look at the debrief.
#[test]
fn of_whoever_leaves_no_result_is_kept() {
    let home = Home::new();
    let arguments = ["practice", "cook-upstairs", "--plain", "--assess", "t07.json", "--code", "T07"];
    let ran = home.run_with(&arguments, b"1\n1\n2\nq\n3\n2\n\n");
    assert_eq!(ran.code, Some(0), "{}{}", ran.out, ran.err);
    assert!(ran.out.contains("Stopping is fine") && ran.out.contains("Debrief: "), "{}", ran.out);
    assert!(ran.out.ends_with("Practice is over. Nothing was kept.\n"), "{}", ran.out);
    assert_eq!(home.names(), [""; 0]);
}

/// What is named is shown, also where nobody has played it; it makes no set.
#[test]
fn a_named_scenario_that_nobody_played_is_shown() {
    let home = three();
    let out = class_of(&home, &["--scenario", "cook-upstairs", "--scenario", "night-shift"]).done();
    assert!(
        out.contains("* Nobody has played: night-shift\n") && out.contains("because no set was named"),
        "{out}"
    );
    class_of(&home, &["--scenario", "cook-upstairs", "--scenario", "cook-upstairs"])
        .refused(&["two of these are called cook-upstairs"]);
}

/// Of two results the earlier day counts, whatever the files are called; and an ending is read in any case.
#[test]
fn the_earlier_result_counts_and_endings_are_read_in_any_case() {
    let stage = shipped_one("cook-upstairs");
    let home = Home::new();
    fs::create_dir(home.path().join("results")).unwrap();
    let on = |day: &str, did: &Played| {
        training_result(&stage.scenario, &stage.questionnaire, did, "T01", day, "0.1.0")
    };
    let wrong = played(&stage, |point, _| (point == "documents_held").then_some(Press::One(1)));
    home.file("results/a-second-try.json", on("2026-03-02", &played(&stage, none)));
    home.file("results/z.JSON", on("2026-03-01", &wrong));
    let ran = class_of(&home, &[]);
    assert_eq!(ran.code, Some(1), "{}", ran.out);
    assert!(ran.out.contains("left out: results/a-second-try.json: T01 has another result"), "{}", ran.out);
    assert!(row(&ran.out, "T01")[3] == "90 % of 11", "{}", ran.out);
}

/// A name in the place of a code is refused, whoever made the seal.
#[test]
fn a_sealed_name_is_refused() {
    let stage = shipped_one("cook-upstairs");
    let text = training_result(
        &stage.scenario,
        &stage.questionnaire,
        &played(&stage, none),
        "Maria Lopez",
        "2026-03-01",
        "0.1.0",
    );
    assert!(read_training_result(&text).unwrap_err().to_string().contains("no code such as T07"));
}

/// What is built in is built in, whatever lies in the current folder; and a version is no way to a file.
#[test]
fn a_folder_here_never_stands_for_what_is_built_in() {
    let home = Home::new();
    fs::create_dir_all(home.path().join("questionnaires/adult-brief/scenarios")).unwrap();
    home.file("questionnaires/adult-brief/1.0.0.toml", "format = 1\n[questionnaire]\nid = \"adult-brief\"\n");
    let listed = home.run(&["practice", "--list"]).done();
    assert!(listed.contains("* cousin-stays\n"), "{listed}");
    home.file("secret.toml", "CANARY = 1\n");
    let shipped = library::find(library::SCENARIOS, "cousin-stays").unwrap().source();
    let path = home.path().join("secret").display().to_string();
    let text = shipped.text().replace("adult-brief@1.0.0", &format!("adult-brief@{path}"));
    home.file("x.toml", text);
    let ran = home.run(&["check", "x.toml"]);
    assert!(ran.code != Some(0) && !ran.out.contains("CANARY") && !ran.err.contains("CANARY"), "{}", ran.out);
}
