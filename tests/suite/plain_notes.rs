//! Nothing is recorded that nobody said: notes say who speaks and go when their answer goes, what builds on
//! an answer is not asked where it was withheld, and no key is ever taken for words.

use serde_json::{Value, json};

use crate::piped::{EVERYTHING, Replies, SCREEN, Talk, answer, record, recorded, written};
use crate::run::{CANARY, Home};

const PAPERS: &str = "Does a boss, or whoever got you work";
const DEBT: &str = "Does a boss, a recruiter";
const WORKED: &str = "Have you done any work in the last year";
const SPOKEN_FOR: &str = "Did someone else speak for the person";
const INJURY: &str = "Did you see injuries";

// ---- who speaks ----

/// What is asked has the person's words, what is seen, read or judged has the worker's: in every format.
#[test]
fn a_note_says_whose_words_it_holds() {
    let cases: &[(&str, Replies<'_>, &str)] = &[
        ("seen_spoken_for", &[(SPOKEN_FOR, "n Looked at the phone often"), (SPOKEN_FOR, "s")], "worker"),
        // Written on a page of its own.
        (
            "seen_injury",
            &[(INJURY, "n"), (INJURY, "2"), ("Your note", "Looked at the phone often")],
            "worker",
        ),
        // From a file, of a young person; and the worker's own judgement.
        (
            "sex_exchange_known",
            &[
                ("Which age group", "1"),
                ("Is it known that sex was traded", "n Looked at the phone often"),
                ("Is it known that sex was traded", "d"),
            ],
            "worker",
        ),
        (
            "worker_concern",
            &[
                ("All in all, how concerned", "n Looked at the phone often"),
                ("All in all, how concerned", "2"),
            ],
            "worker",
        ),
        ("documents_held", &[(PAPERS, "n Looked at the phone often"), (PAPERS, "1")], "person"),
        (
            "goals",
            &[
                ("What would you like to happen next", "/n Looked at the phone often"),
                ("What would you like to happen next", "sleep"),
            ],
            "person",
        ),
    ];
    for (id, replies, speaker) in cases {
        let home = Home::new();
        let mut talk = Talk::begin(&home, SCREEN);
        talk.lead_to(replies, "Summary");
        talk.then(EVERYTHING);
        for name in ["case.json", "case.md", "case.txt"] {
            talk.then("4");
            talk.then(name);
        }
        let record = record(&home, "case.json");
        let note = json!({"speaker": speaker, "words": "Looked at the phone often"});
        assert_eq!(answer(&record, id)["note"], note, "{id}");
        let (whose, other) = match *speaker {
            "worker" => ("noted by the worker", "in their own words"),
            _ => ("in their own words", "noted by the worker"),
        };
        for name in ["case.md", "case.txt"] {
            let text = written(&home, name).split_whitespace().collect::<Vec<_>>().join(" ");
            let noted = format!("{whose}: “Looked at the phone often”");
            assert!(text.contains(&noted) && !text.contains(other), "{id}, {name}: {text}");
        }
    }
}

// ---- a note goes with its answer ----

/// A note at an answer that is withdrawn or changed is asked about; for an answer that is withdrawn, Enter
/// takes it away.
#[test]
fn a_note_is_asked_about_when_its_answer_goes() {
    let kept = json!({"speaker": "person", "words": "He has it in his desk"});
    // What is typed at the answer, then when it is chosen in the review, and then at the page on the note.
    let cases: &[(&[&str], &[&str], &str, Value)] = &[
        (&["n He has it in his desk", "1"], &["s"], "", Value::Null),
        (&["n He has it in his desk", "1"], &["s"], "1", Value::Null),
        (&["n He has it in his desk", "1"], &["s"], "2", kept.clone()),
        (&["n He has it in his desk", "1"], &["d"], "", Value::Null),
        (&["n He has it in his desk", "1"], &["l"], "2", kept.clone()),
        (&["n He has it in his desk", "1"], &["2"], "1", Value::Null),
        (&["n He has it in his desk", "1"], &["2"], "2", kept.clone()),
        // It was declined at once, and the note is older than that.
        (&["n He has it in his desk", "s"], &["s"], "", Value::Null),
        (&["n He has it in his desk", "s"], &["s"], "2", kept),
    ];
    for (first, again, about_note, expected) in cases {
        let mut replies: Vec<(&str, &str)> =
            [*first, *again].concat().iter().map(|line| (PAPERS, *line)).collect();
        replies.push(("The note", about_note));
        let place = place_in_review(&replies, PAPERS);
        replies.extend([("Look over the answers", place.as_str()), ("Look over the answers", "1")]);
        let (out, record) = recorded(&replies);
        assert_eq!(&answer(&record, "documents_held")["note"], expected, "{first:?} {again:?} {about_note}");
        assert!(out.contains("A note stands beside it."), "{first:?} {again:?} {about_note}");
    }
}

/// Returns the number of a question in the list of all answers.
fn place_in_review(replies: Replies<'_>, question: &str) -> String {
    let home = Home::new();
    let mut talk = Talk::begin(&home, SCREEN);
    let list = talk.lead_to(replies, "Look over the answers");
    number_of(&list, question)
}

/// Returns the number of a line in a list.
fn number_of(list: &str, part: &str) -> String {
    let line = list.lines().find(|line| line.contains(part)).unwrap_or_else(|| panic!("{part}: {list}"));
    line.split('.').next().expect("a number stands first").to_owned()
}

/// An answer whose question no longer applies goes with its note, and that is told.
#[test]
fn a_note_at_an_answer_that_is_set_aside_goes_with_it() {
    let home = Home::new();
    let mut talk = Talk::begin(&home, &[SCREEN, &["--export", "case.json"]].concat());
    let owes = [(DEBT, "1"), ("keep working until", "n for two years"), ("keep working until", "1")];
    let list = talk.lead_to(&owes, "Look over the answers");
    talk.on(&number_of(&list, DEBT), &[], DEBT);
    let told = talk.then("2");
    assert!(
        told.contains("1 later answer was set aside") && told.contains("The note beside it went too."),
        "{told}"
    );
    talk.finish("", &[]).done();
    assert!(!written(&home, "case.json").contains("for two years"));
}

// ---- what builds on an answer ----

/// “That money” is not said to somebody who did not speak of money. It stays open, and is never a no.
#[test]
fn what_builds_on_an_answer_is_not_asked_where_it_was_withheld() {
    // What is asked, what builds on it, and the sign that it would be; and whether it decides a level.
    let cases: &[(&str, &str, &str, &str, bool)] = &[
        (DEBT, "keep working until", "debt_hold", "debt_bondage", true),
        (WORKED, "Which is closest to how you get paid", "pay_grade", "pay_kept", true),
        (WORKED, "If you wanted to stop that work", "can_stop_work", "held_to_work", true),
        ("Have you had sex for money", "Has someone else decided when", "sex_arranged", "sex_set_up", false),
    ];
    for (asked, builds, id, sign, decides) in cases {
        let (_, answered_no) = recorded(&[(asked, "2")]);
        assert_eq!(named(&answered_no, "indicators", "id", sign)["truth"], "false", "{sign} after a no");
        for withheld in ["s", "d", "l"] {
            let (out, record) = recorded(&[(asked, withheld)]);
            let mut read_aloud = out.lines().filter(|line| line.starts_with("Read aloud: "));
            assert!(!read_aloud.any(|line| line.contains(builds)), "{builds} is asked after {withheld}");
            assert_eq!(named(&record, "answers", "question", id), &Value::Null, "{id} has an answer");
            assert_eq!(
                named(&record, "indicators", "id", sign)["truth"],
                "unknown",
                "{sign} after {withheld}"
            );
            let is_open = !named(&record, "open_questions", "question", id).is_null();
            assert_eq!(is_open, *decides, "{id} after {withheld}");
            let not_applicable = record["not_applicable"].as_array().expect("a list");
            assert!(!not_applicable.contains(&json!(id)), "{id} after {withheld}");
        }
    }
}

/// Returns the entry of a list in which a key has this value; nothing where there is none.
fn named<'r>(record: &'r Value, list: &str, key: &str, value: &str) -> &'r Value {
    let entries = record[list].as_array().expect("a list");
    entries.iter().find(|entry| entry[key] == value).unwrap_or(&Value::Null)
}

/// Once the answer is given in the review, what builds on it is asked.
#[test]
fn what_builds_on_an_answer_is_asked_once_it_is_given() {
    for withheld in ["s", "d", "l"] {
        let home = Home::new();
        let mut talk = Talk::begin(&home, &[SCREEN, &["--export", "case.json"]].concat());
        let list = talk.lead_to(&[(DEBT, withheld)], "Look over the answers");
        talk.on(&number_of(&list, DEBT), &[], DEBT);
        talk.on("1", &[], "keep working until");
        talk.finish("1", &[]).done();
        assert_eq!(answer(&record(&home, "case.json"), "debt_hold")["value"], "yes", "after {withheld}");
    }
}

// ---- keys are no words ----

/// Where something is typed, a key works with its slash and is never taken for words; and what could be
/// one is asked about.
#[test]
fn hiding_works_while_typing_and_leaves_no_words() {
    const HIDDEN: &str = "This only pushes the text up";
    let cases: &[(&str, &str)] = &[
        ("/h", HIDDEN),
        ("/H", HIDDEN),
        (" /h ", HIDDEN),
        ("h", "Did you mean “hide”?"),
        ("hide", "Did you mean “hide”?"),
        ("/hide", "Did you mean “hide”?"),
        ("\\h", "Did you mean “hide”?"),
        ("!", "Danger now"),
        ("!!", "Did you mean “danger now”?"),
        ("/x", "There is no such command here"),
        ("s", "Did you mean “prefer not to say”?"),
    ];
    // While a note is typed, and while an answer is.
    for (line, said) in cases {
        let home = Home::new();
        let mut talk = Talk::begin(&home, &[SCREEN, &["--export", "case.json"]].concat());
        talk.lead_to(&[], PAPERS);
        talk.then("n");
        // Nobody can decline to write a note.
        let declines = *line == "s";
        let page = if declines { talk.then("/x") } else { talk.then(line) };
        assert!(page.contains(if declines { "no such command" } else { said }), "{line}: {page}");
        come_back(&mut talk, &page);
        assert!(talk.is_at("Their own words"), "{line}: {}", talk.place);
        talk.then("He keeps it");
        talk.on("1", &[], "What would you like to happen next");
        let page = talk.then(line);
        assert!(page.contains(said), "{line}: {page}");
        come_back(&mut talk, &page);
        talk.finish("sleep", &[]).done();
        let record = record(&home, "case.json");
        assert_eq!(answer(&record, "documents_held")["note"]["words"], "He keeps it", "{line}");
        assert_eq!(answer(&record, "goals")["value"], "sleep", "{line}");
    }
}

fn come_back(talk: &mut Talk, page: &str) {
    if page.contains("This only pushes") {
        talk.then("");
    } else if page.contains("Danger now") {
        talk.then("1");
    }
}

// ---- what was typed is not said again ----

/// Neither an answer nor a note nor a reason is read back when it was typed.
#[test]
fn what_was_typed_is_never_said_by_itself() {
    let home = Home::new();
    let mut talk = Talk::begin(&home, SCREEN);
    let noted = format!("n {CANARY}");
    talk.lead_to(&[], "Which age group");
    // The first question of a part, where other words lead in, and others.
    for (line, next) in [("3", "Which language"), ("s", PAPERS), ("s", "What would you like to happen next")]
    {
        for line in [noted.as_str(), "w", &noted] {
            let page = talk.then(line);
            assert!(!page.contains(CANARY), "before {next}: {page}");
            assert!(!page.contains("Read aloud: "), "before {next}, the page is read again: {page}");
        }
        talk.then("n");
        talk.then("1");
        let page = talk.then(CANARY);
        assert!(!page.contains(CANARY) && page.starts_with("Noted.\n"), "before {next}: {page}");
        let page = talk.on(line, &[("The note", "2")], next);
        assert!(!page.contains(CANARY), "before {next}: {page}");
    }
    let page = talk.then(CANARY);
    assert!(!page.contains(CANARY), "{page}");
    talk.on("s", &[("A copy", "2")], "Summary");
    for line in ["2", "1", "1", CANARY, "4", "2", CANARY, "copy.md", "1", "1", "2"] {
        let page = talk.then(line);
        assert!(!page.contains(CANARY), "{line}: {page}");
    }
    // It is there: whoever asks for the page hears it.
    assert!(talk.then("r").contains(CANARY));
}
