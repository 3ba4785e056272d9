//! `safelight test` from outside: what holds, what does not and why, what no example reaches, and every
//! way of naming the wrong thing.

use serde_json::Value;

use crate::run::{Home, Ran, safelight};

const OWN: &str =
    "\n[[example]]\nname = \"In the file\"\nanswers = {debt = \"yes\"}\nexpect = {concern = \"consult\"}\n";

/// A small questionnaire: a debt leads to `consult`.
fn small() -> String {
    let least = include_str!("../check/least.toml");
    format!(
        "{least}
[[outcome]]
id     = \"concern\"
label  = \"What next\"
levels = [
  {{id = \"inform\",  label = \"Offer information\", next = \"Offer the information.\"}},
  {{id = \"consult\", label = \"Offer referral\",    next = \"Offer a referral.\"}},
]
decide = [ {{level = \"consult\", when = \"debt = yes\"}}, {{level = \"inform\", otherwise = true}} ]
"
    )
}

fn beside(example: &str) -> String {
    format!("format = 1\n\n[[example]]\n{example}\n")
}

#[track_caller]
fn says(ran: &Ran, code: i32, parts: &[&str]) {
    assert_eq!((ran.code, ran.err.as_str()), (Some(code), ""), "{}", ran.out);
    for part in parts {
        assert!(ran.out.contains(part), "{part:?} is not in:\n{}", ran.out);
    }
}

#[test]
fn every_rule_of_what_is_built_in_is_reached_by_an_example_that_holds() {
    for shipped in safelight::library::QUESTIONNAIRES {
        let named = format!("{}@{}", shipped.id, shipped.version);
        let out = safelight(&["test", &named, "--need-all"]).done();
        assert!(out.contains(", 0 failed; "), "{out}");
    }
}

#[test]
fn an_example_that_fails_says_what_was_expected_what_came_out_and_why() {
    let home = Home::new();
    home.file("q.toml", small());
    home.file(
        "q.examples.toml",
        beside("name = \"A debt\"\nbecause = \"it says so\"\nanswers = {debt = \"yes\"}\nexpect = {concern = \"inform\"}"),
    );
    let ran = home.run(&["test", "q.toml"]);
    let parts = [
        "FAILED  A debt",
        "q.examples.toml:3",
        "expected  inform",
        "came out  consult",
        "row 1, consult: `debt = yes` holds",
        "it says so",
        "1 example case, 1 failed",
    ];
    says(&ran, 1, &parts);
}

#[test]
fn examples_stand_in_the_file_and_beside_it() {
    let home = Home::new();
    home.file("q.toml", small() + OWN);
    says(
        &home.run(&["test", "q.toml"]),
        0,
        &["1 example case, 0 failed", "row 2: otherwise", "concern: inform"],
    );
    says(&home.run(&["test", "q.toml", "--need-all"]), 1, &["1 example case, 0 failed"]);
    home.file(
        "q.examples.toml",
        beside("name = \"Beside\"\nlike = \"In the file\"\nanswers = {debt = \"no\"}\nexpect = {concern = \"inform\"}"),
    );
    says(
        &home.run(&["test", "q.toml", "--need-all"]),
        0,
        &["2 example cases, 0 failed", "4 of 4 rule parts"],
    );
    home.file(
        "q.examples.toml",
        beside("name = \"In the file\"\nanswers = {debt = \"no\"}\nexpect = {concern = \"inform\"}"),
    );
    says(&home.run(&["test", "q.toml"]), 2, &["error[duplicate-id]", "q.examples.toml:4:8"]);
}

#[test]
fn where_there_is_no_example_one_is_shown_that_can_be_copied() {
    let home = Home::new();
    home.file("q.toml", small());
    let ran = home.run(&["test", "q.toml"]);
    says(&ran, 0, &["There are no examples", "q.examples.toml", "[[example]]"]);
    says(&home.run(&["test", "q.toml", "--need-all"]), 1, &["There are no examples"]);
    let model: Vec<&str> = ran.out.lines().skip_while(|line| !line.contains("[[example]]")).take(4).collect();
    home.file("q.examples.toml", format!("format = 1\n{}\n", model.join("\n")));
    says(&home.run(&["test", "q.toml"]), 0, &["1 example case, 0 failed"]);
}

/// The model holds also where its one answer ends the questions, or decides nothing.
#[test]
fn the_example_that_is_shown_holds_as_it_stands() {
    let stops = small() + "\n[[stop]]\nid = \"ends\"\nwhen = \"debt = no\"\nsay = \"Thank you.\"\n";
    let counts = small() + "\n[[stop]]\nid = \"ends\"\nwhen = \"debt = yes\"\nsay = \"Thank you.\"\n";
    for text in [stops, counts, safelight(&["show", "adult-brief", "--source"]).done()] {
        let home = Home::new();
        home.file("q.toml", text);
        let shown = home.run(&["test", "q.toml"]).done();
        let model = shown.lines().skip_while(|line| !line.contains("[[example]]"));
        let model: Vec<&str> = model.take_while(|line| !line.is_empty()).collect();
        home.file("q.examples.toml", format!("format = 1\n{}\n", model.join("\n")));
        says(&home.run(&["test", "q.toml"]), 0, &["1 example case, 0 failed"]);
    }
}

#[test]
fn the_examples_of_an_earlier_edition_are_named() {
    let home = Home::new();
    home.file("q.toml", small());
    home.file(
        "q.examples.toml",
        beside("name = \"A debt\"\nanswers = {debt = \"yes\"}\nexpect = {concern = \"consult\"}"),
    );
    home.file("q-2.toml", small().replace("1.0.0", "2.0.0"));
    home.file("other.toml", small().replace("\"least\"", "\"other\""));
    says(
        &home.run(&["test", "q-2.toml"]),
        0,
        &["q.examples.toml holds those of another edition", "q-2.examples.toml"],
    );
    assert!(!home.run(&["test", "other.toml"]).out.contains("another edition"));
}

/// An answer that came with `like` is not in the example that has the mistake.
#[test]
fn a_mistake_in_what_is_taken_over_says_where_it_comes_from() {
    let home = Home::new();
    let paid = "\n[[section.question]]\nid = \"paid\"\nask = \"Are you paid?\"\nkind = \"yes_no\"\nsensitivity = 0\nask_if = \"debt = yes\"\npart = \"background\"\n";
    home.file("q.toml", small().replacen("\n[[outcome]]", &format!("{paid}\n[[outcome]]"), 1));
    let first =
        "name = \"First\"\nanswers = {debt = \"yes\", paid = \"no\"}\nexpect = {concern = \"consult\"}\n";
    let second = "[[example]]\nname = \"Second\"\nlike = \"First\"\nanswers = {debt = \"no\"}\nexpect = {concern = \"inform\"}";
    home.file("q.examples.toml", beside(&format!("{first}{second}")));
    let ran = home.run(&["test", "q.toml"]);
    says(&ran, 2, &["q.examples.toml:9", "comes from `like`", "write `paid = \"\"`"]);
    home.file(
        "q.examples.toml",
        beside(&format!("{first}{}", second.replace("\"no\"}", "\"no\", paid = \"\"}"))),
    );
    says(&home.run(&["test", "q.toml"]), 0, &["2 example cases, 0 failed"]);
}

#[test]
fn one_of_several_answers_is_written_as_a_list() {
    let home = Home::new();
    let several = "\n[[section.question]]\nid = \"wish\"\nask = \"What would help?\"\nkind = \"choices\"\nsensitivity = 0\npart = \"needs\"\noptions = [{id = \"bed\", label = \"A bed\"}, {id = \"nothing\", label = \"Nothing\", exclusive = true}]\n";
    home.file("q.toml", small().replacen("\n[[outcome]]", &format!("{several}\n[[outcome]]"), 1));
    home.file(
        "q.examples.toml",
        beside("name = \"A\"\nanswers = {wish = \"nothing\"}\nexpect = {concern = \"inform\"}"),
    );
    says(
        &home.run(&["test", "q.toml"]),
        2,
        &["a list of one or more of", "so it is a list: `[\"nothing\"]`"],
    );
}

#[test]
fn a_file_of_another_kind_says_what_it_is() {
    let home = Home::new();
    let kinds = [
        ("directory", "a referral directory"),
        ("jurisdiction", "a jurisdiction pack"),
        ("scenario", "a practice scenario"),
    ];
    for (head, what) in kinds {
        home.file("other.toml", format!("format = 1\n\n[{head}]\nid = \"other\"\n"));
        says(&home.run(&["test", "other.toml"]), 2, &["other.toml", what]);
    }
    home.file("lost.examples.toml", beside("name = \"x\"\nexpect = {a = 1}"));
    says(&home.run(&["test", "lost.examples.toml"]), 2, &["holds examples", "is not there: lost.toml"]);
    says(&home.run(&["test", "nothing.toml"]), 2, &["cannot open nothing.toml"]);
    says(&home.run(&["test", "adult-breif"]), 2, &["did you mean adult-brief?"]);
    home.file("wrong.toml", "[questionnaire]\nid = 3\n");
    says(&home.run(&["test", "wrong.toml"]), 2, &["error[wrong-type]", "could not be tested"]);
    home.file("empty/readme.toml", "a = 1\n");
    says(&home.run(&["test", "empty"]), 2, &["empty holds no questionnaire"]);
}

#[test]
fn a_folder_is_tested_whole_whatever_lies_in_between() {
    let home = Home::new();
    home.file("all/a/q.toml", small() + OWN);
    home.file("all/b.toml", [0xff, 0xfe, b'a']);
    home.file("all/c/questionnaire.examples.toml", beside("name = \"Lost\"\nexpect = {a = 1}"));
    home.file("all/d/us.toml", "format = 1\n[directory]\nid = \"us\"\n");
    home.file("all/e/questionnaire.toml", small());
    home.file(
        "all/e/questionnaire.examples.toml",
        beside("name = \"No debt\"\nanswers = {debt = \"no\"}\nexpect = {concern = \"inform\"}"),
    );
    let ran = home.run(&["test", "all"]);
    let parts = [
        "a/q.toml): 1 case, 0 failed",
        "b.toml",
        "not UTF-8",
        "their questionnaire is not there",
        "questionnaire.toml): 1 case, 0 failed",
        "2 questionnaires: 2 example cases, 0 failed",
        "2 files could not be tested",
    ];
    says(&ran, 2, &parts);
    assert!(!ran.out.contains("us.toml"), "{}", ran.out);
}

#[test]
fn programs_read_the_same_as_people() {
    let home = Home::new();
    home.file("q.toml", small());
    home.file(
        "q.examples.toml",
        beside("name = \"Rows\"\ncolumns = [\"debt\", \"concern\"]\nrows = [[\"yes\", \"consult\"], [\"yes\", \"inform\"]]"),
    );
    let ran = home.run(&["test", "q.toml", "nothing.toml", "--format", "json"]);
    assert_eq!(ran.code, Some(2), "{}", ran.out);
    let document: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(document["format"], 1);
    let file = &document["files"][0];
    assert_eq!((&file["questionnaire"], &file["error"]), (&"least@1.0.0".into(), &Value::Null));
    assert_eq!((&file["rule_parts"], &file["rule_parts_reached"]), (&4.into(), &2.into()));
    let [first, second] = file["cases"].as_array().unwrap().as_slice() else { panic!("{file}") };
    assert_eq!((&first["row"], &first["holds"]), (&1.into(), &true.into()));
    assert_eq!((&second["row"], &second["holds"]), (&2.into(), &false.into()));
    let check = &second["checks"][0];
    assert_eq!((&check["expected"], &check["computed"]), (&"inform".into(), &"consult".into()));
    assert_eq!(check["because"][0], "row 1, consult: `debt = yes` holds");
    let missing = file["not_reached"].as_array().unwrap();
    assert!(missing.iter().any(|it| it["part"] == "level" && it["which"] == "inform"), "{file}");
    assert!(document["files"][1]["error"].as_str().unwrap().contains("nothing.toml"));
}
