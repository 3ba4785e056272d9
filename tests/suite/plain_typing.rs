//! What is typed at plain lines, and what is said then: how a page reads, what a line means, when all keys
//! are listed and when only a new one is named. Through pipes; and on a terminal, where what was typed ahead
//! is dropped and lines that were pasted belong together.

use std::thread::sleep;
use std::time::Duration;

use serde_json::json;

use crate::piped::{Replies, Talk, answer, record};
use crate::pty::{CTRL_C, Session};
use crate::run::Home;
use crate::tty_acts::{KINDS, through_kinds};

const WORKS: &str = "Do you do any work now?";
const HOURS: &str = "How many hours a week";
const DAY: &str = "What is a usual day like?";
const HELP: &str = "What would help you most?";
const SUMMARY: &str = "Summary";

/// What leads to the questions, and past those that are not looked at.
const FORM: Replies<'_> = &[("Does anybody have to be safe first?", "2"), (WORKS, "1")];
const SHORT: &str = "Type a number and Enter. ! danger, h hide, q stop, ? keys.\n> ";

fn at(home: &Home, page: &str) -> Talk {
    let mut talk = Talk::begin(
        home,
        &["screen", "--jurisdiction", "us-federal", KINDS, "--plain", "--export", "case.json"],
    );
    talk.lead_to(FORM, page);
    talk
}

/// Types these lines at a page, and declines everything after it. Returns what the record says of its answer.
fn answered(page: &str, id: &str, lines: &[&str]) -> serde_json::Value {
    let home = Home::new();
    let mut talk = at(&home, page);
    let (last, before) = lines.split_last().expect("something is typed");
    before.iter().for_each(|line| drop(talk.then(line)));
    talk.finish(last, FORM).done();
    answer(&record(&home, "case.json"), id).clone()
}

// ---- how a page reads ----

#[test]
fn a_page_is_lines_that_say_what_they_are() {
    let home = Home::new();
    let mut talk = Talk::begin(&home, &["screen", "--jurisdiction", "us-federal", KINDS, "--plain"]);
    let first = talk.page().unwrap();
    let preamble = "If a screen reader speaks, use headphones, so that nobody else hears this.\n\
         This is plain mode. The screen cannot be cleared afterwards: what is read and typed stays in this \
         window until the window is closed.\n";
    let keys = "Keys, each with Enter:\nA number and Enter: choose that answer\nd: could not tell\n\
         p: pause, or take a break\n!: somebody is in danger now\nh: hide all this until you press Enter\n\
         q: stop; you are asked how\n?: list all keys\nr: read all this again\n";
    let gate = "\nIs it safe to begin?\nFor you: Are you alone with the person?\n1. Yes\n2. No\n";
    assert_eq!(first, format!("{preamble}{gate}{keys}{SHORT}"));
    // A key is named once, when it is new.
    let next =
        "Chosen: Yes\n\nIs it safe to begin?\nFor you: Does anybody have to be safe first?\n1. Yes\n2. No\n";
    assert_eq!(talk.then("1"), format!("{next}A new key: b back.\n{SHORT}"));
    let asked = talk.on("2", FORM, WORKS);
    let new =
        "New keys: s prefer not to say, d don't know, l come back later, n note, w asked in other words.\n";
    let question = "\nPart 1 of 4 · Plain\nRead aloud: A few easy questions come first.\n\
         Read aloud: Do you do any work now?\n1. Yes\n2. No\n";
    assert_eq!(asked, format!("Chosen: Yes\n{question}{new}{SHORT}"));
    assert_eq!(talk.then("r"), format!("{question}{SHORT}"));
    let listed = talk.then("?");
    assert!(listed.starts_with("Keys, each with Enter:\n") && listed.contains("\ns: prefer not to say\n"));
    let place =
        "You are at: Part 1 of 4 · Plain. Read aloud: Do you do any work now?\nr reads all of it again.\n";
    assert!(listed.ends_with(&format!("{place}{SHORT}")), "{listed}");
    let asked = talk.then("1");
    let slash = "Here letters are part of the answer: keys are typed with a slash, such as /h.\n";
    assert!(asked.contains(slash) && !asked.contains("New keys"), "{asked}");
    let short = "Type a whole number from 0 to 168, and Enter. ! danger, /h hide, /q stop, /? keys.\n> ";
    assert!(asked.ends_with(short), "{asked}");
    // A refusal is all that is said.
    assert_eq!(talk.then("many"), format!("Please answer with a whole number from 0 to 168.\n{short}"));
    let back = talk.then("/b");
    assert!(back.contains("\n1. Yes\n2. No\n") && back.contains("Enter keeps: Yes."), "{back}");
    assert!(!back.contains("Keys, each") && !back.contains("New keys") && !back.contains(slash), "{back}");
}

/// What is said where words are noted at once behind the key.
const NO_NAMES: &str =
    "Leave out names, addresses, employers and everything else that shows who or where somebody is.";

/// After an action only what is new is said; after an interruption, where one is.
#[test]
fn what_was_heard_is_not_read_again() {
    let home = Home::new();
    let mut talk = at(&home, WORKS);
    let here =
        "\nYou are at: Part 1 of 4 · Plain. Read aloud: Do you do any work now?\nr reads all of it again.\n";
    assert_eq!(talk.then("n at home"), format!("Noted. {NO_NAMES}\n{SHORT}"));
    let marked = "Chosen: asked in other words\nMarked: asked in other words.\n";
    assert_eq!(talk.then("w"), format!("{marked}{SHORT}"));
    let danger = talk.then("!");
    assert!(danger.starts_with("\nDanger now\nFor you: ") && !danger.contains("keys:"), "{danger}");
    assert_eq!(talk.then("1"), format!("Chosen: Go back to where we were\n{here}{SHORT}"));
    // Interruptions on top of each other lead back one by one.
    let pause = talk.then("p");
    assert!(pause.starts_with("Chosen: break\n\n"), "{pause}");
    talk.then("!");
    let back = talk.then("1");
    assert!(back.contains("\nYou are at: A break. ") && !back.contains("1. "), "{back}");
    let back = talk.then("1");
    assert!(back.ends_with(&format!("{here}{SHORT}")), "{back}");
    // The note that stands there is said where everything is.
    let all = talk.then("r");
    assert!(all.contains("\nNoted in their own words: “at home”\n1. Yes\n"), "{all}");
    // A place that was left for another is read again.
    talk.then("1");
    let back = talk.then("/b");
    assert!(
        back.contains(&format!(
            "\nRead aloud: {WORKS}\nNoted in their own words: “at home”\nAnswered before: Yes\n"
        )),
        "{back}"
    );
}

/// The summary is long, so whoever comes back to it hears where they are and what is new; a document is
/// lines that can be understood alone.
#[test]
fn the_summary_is_heard_once() {
    let home = Home::new();
    let mut talk = Talk::begin(&home, &["screen", "--jurisdiction", "us-federal", KINDS, "--plain"]);
    talk.lead_to(FORM, "Look over the answers");
    talk.on("2", &[], WORKS);
    let back = talk.then("1");
    assert!(back.starts_with("Chosen: Yes\n\nYou are at: Look over the answers"), "{back}");
    let summary = talk.on("1", FORM, SUMMARY);
    for line in ["\nTitle: Case note", "\nHeading: ", "\n- ", "\nFor you: "] {
        assert!(summary.contains(line), "{line:?} is not in:\n{summary}");
    }
    for lines in [["2", "b"], ["1", "b"]] {
        talk.then(lines[0]);
        let back = talk.then(lines[1]);
        assert!(back.contains("You are at: Summary.") && !back.contains("Heading: "), "{back}");
    }
    assert!(talk.then("r").contains("\nHeading: "));
}

// ---- what a line means ----

#[test]
fn letters_and_the_words_people_use_are_keys() {
    for (line, said) in [
        ("S", "Chosen: prefer not to say\n"),
        ("/d", "Chosen: don't know\n"),
        ("ｌ", "Chosen: come back later\n"),
        ("later", "Chosen: come back later\n"),
        ("n", "\nTheir own words\n"),
        ("/w", "Chosen: asked in other words\n"),
        ("!", "\nDanger now\n"),
        (" ! ", "\nDanger now\n"),
        ("！！", "\nDanger now\n"),
        ("h", "Press Enter to go on."),
        ("Hide", "Press Enter to go on."),
        ("quit", "\nStop\n"),
    ] {
        let home = Home::new();
        let page = at(&home, WORKS).then(line);
        assert!(page.contains(said), "{line}: {page}");
    }
}

#[test]
fn numbers_choose() {
    for two in ["2", " 2. ", "２", "٢", "۲．", "\u{feff}2", "\u{200f}٢", "2\r"] {
        assert_eq!(answered(WORKS, "works", &[two])["value"], "no", "{two:?}");
    }
    for both in ["1 2", "2,1 2", "1; 2.", "١، ٢", "１　２", "1、2", "1，2"] {
        assert_eq!(answered(HELP, "help", &[both])["value"], json!(["place", "doctor"]), "{both}");
    }
    let home = Home::new();
    let mut talk = at(&home, HELP);
    for none in ["1-2", "1–3", "1 13", "", ",", "1 x"] {
        let page = talk.then(none);
        let wanted =
            "Type every number on its own, from 1 to 12, with spaces between them; nothing was taken down.";
        assert!(page.starts_with(wanted), "{none}: {page}");
    }
    let page = talk.then("1 12");
    assert!(page.starts_with("Please answer with “Nothing now” alone, or without it.\n"), "{page}");
    talk.finish("12", FORM).done();
    assert_eq!(answer(&record(&home, "case.json"), "help")["value"], json!(["nothing"]));
}

#[test]
fn notes_can_be_written_at_once() {
    for (line, words) in
        [("n she said so", "she said so"), ("/N  she said so ", "she said so"), ("ｎ　言葉", "言葉")]
    {
        assert_eq!(answered(WORKS, "works", &[line, "1"])["note"]["words"], words, "{line}");
    }
    let noted = answered(DAY, "day", &["/n go home", "n go home"]);
    assert_eq!((&noted["note"]["words"], &noted["value"]), (&json!("go home"), &json!("n go home")));
    let home = Home::new();
    let mut talk = at(&home, "Before you begin");
    assert!(talk.then("n words").starts_with("Nothing can be noted here; nothing was taken down.\n"));
    assert!(talk.then("x").starts_with("That could not be understood; nothing was taken down.\n"));
}

#[test]
fn where_something_is_typed_letters_are_words() {
    for (lines, words) in [
        (&[" two words "][..], "two words"),
        (&["40"], "40"),
        (&["s", "s"], "s"),
        (&["r", "r"], "r"),
        (&["s\t", "s\t"], "s"),
        (&["a\tb"], "a b"),
        (&["said /h to me"], "said /h to me"),
        (&["n/a"], "n/a"),
        (&["70 days, she hides"], "70 days, she hides"),
        (&["so /back", "so /back"], "so /back"),
        (&["she cameh/h", "she cameh/h"], "she cameh/h"),
        (&["\u{202e}a\u{200b}"], "\u{202e}a\u{200b}"),
    ] {
        assert_eq!(answered(DAY, "day", lines)["value"], words, "{lines:?}");
    }
    let home = Home::new();
    let mut talk = at(&home, DAY);
    assert!(talk.then("r").starts_with("Did you mean “read again”? Type /r for that."));
    // What was asked about is forgotten once something else is typed.
    for other in ["s", "a\u{1b}b"] {
        talk.then(other);
        assert!(talk.then("r").starts_with("Did you mean “read again”?"), "{other:?}");
    }
    assert!(talk.then("/r").contains(&format!("\nRead aloud: {DAY}\n")));
    for doubtful in
        ["Q", "／ｈ", "/ s", "Back", "/stop now", "no ／ｑ", "no /back", "she came/!", "she came /b"]
    {
        let page = talk.then(doubtful);
        assert!(
            page.contains("Nothing was taken down.") && page.contains("enter them once more"),
            "{doubtful}: {page}"
        );
    }
    assert!(talk.then("").starts_with("Please answer with "));
    for control in ["a\u{0}b", "a\u{1b}[D", "\u{9b}", "a\rb"] {
        let page = talk.then(control);
        assert!(
            page.starts_with("Control characters cannot be taken down; nothing was.\n"),
            "{control:?}: {page}"
        );
    }
    talk.then("/s");
}

/// Enter keeps what was answered, also where that was not to answer; what was typed is never named.
#[test]
fn enter_keeps_what_was_given() {
    for (key, words) in [("s", "prefer not to say"), ("l", "come back later")] {
        let home = Home::new();
        let mut talk = at(&home, WORKS);
        talk.then(key);
        let back = talk.then("/b");
        assert!(back.contains(&format!("Enter keeps: {words}.")), "{back}");
        assert!(talk.then("").starts_with(&format!("Chosen: {words}\n")));
    }
    let home = Home::new();
    let mut talk = at(&home, DAY);
    talk.then("as it was");
    let back = talk.then("b");
    assert!(back.contains("Enter keeps what was answered.") && !back.contains("Enter keeps: "), "{back}");
    assert!(talk.then("").starts_with("Kept as it was.\n"));
}

/// What was marked before goes only by a key that is typed once more; Enter keeps it.
#[test]
fn marks_are_dropped_only_by_a_key_that_is_typed_once_more() {
    let home = Home::new();
    let mut talk = at(&home, HELP);
    talk.then("1 11");
    assert!(talk.then("/b").contains("Answered before: A safe place"));
    for (key, words) in [("s", "prefer not to say"), ("D", "don't know"), ("/l", "come back later")] {
        let letter = key.trim_start_matches('/').to_lowercase();
        let question = format!("You marked 2. Enter keeps them; {letter} once more drops them: {words}.\n");
        let asked = talk.then(key);
        assert!(asked.starts_with(&question), "{asked}");
    }
    assert!(talk.then("").starts_with("Chosen: A safe place"));
    assert!(talk.then("/b").contains("Answered before: A safe place"));
    talk.then("s");
    assert!(talk.then("s").starts_with("Chosen: prefer not to say\n"));
}

/// Half a line before the end of the input is a line, too.
#[test]
fn the_last_line_needs_no_end() {
    let home = Home::new();
    let said = home.run_with(&["screen", "--jurisdiction", "us-federal", KINDS, "--plain"], b"\n1").out;
    assert!(said.contains("Chosen: Yes\n") && said.contains("safe first?"), "{said}");
}

/// What is no text is named as such, and the next line counts.
#[test]
fn what_is_no_text_is_not_taken_down() {
    let home = Home::new();
    let said =
        home.run_with(&["screen", "--jurisdiction", "us-federal", KINDS, "--plain"], b"\n\xff1\n1\n").out;
    assert!(said.contains("> Some of these characters could not be read: they are not in UTF-8."), "{said}");
    assert!(said.contains("safe first?"), "{said}");
}

// ---- on a terminal ----

/// Answers everything on a terminal up to this page.
#[track_caller]
fn on_terminal(home: &Home, page: &str) -> Session {
    let walk = through_kinds(None, |_, _, _| None);
    let mut session =
        Session::start(home.path(), &["screen", "--jurisdiction", "us-federal", KINDS, "--plain"], (100, 50));
    for line in walk.lines().lines() {
        session.wait_for("> ");
        session.settle();
        if session.shows(page) {
            return session;
        }
        session.press(&format!("{line}\n"));
    }
    panic!("{page} never came up:\n{}", session.screen());
}

#[test]
fn lines_that_are_pasted_together_are_one_text() {
    let home = Home::new();
    let mut session = on_terminal(&home, WORKS);
    session.press("n one\ntwo\n\nthree\n");
    session.wait_for("Noted.");
    session.press("r\n");
    session.wait_for("Noted in their own words: “one");
    session.wait_for("three”");
    // Where one answer is wanted, the lines behind it are dropped with what was typed ahead.
    session.send("1\n40\n");
    session.wait_for("What was typed before this was shown was not taken.");
    session.wait_for(HOURS);
    // A line that the terminal may have cut is not taken; the next one is.
    session.press(&format!("{}\n", "4".repeat(5_000)));
    session.wait_for("this window may have cut it");
    session.press("40\n");
    session.wait_for("Since which month");
}

#[test]
fn half_a_line_that_was_pasted_waits_for_enter() {
    let home = Home::new();
    let mut session = on_terminal(&home, WORKS);
    session.send("n one\ntwo");
    sleep(Duration::from_millis(300));
    session.send(" more\n");
    session.wait_for("Noted.");
    session.press("r\n");
    session.wait_for("Noted in their own words: “one");
    session.wait_for("two more”");
}

#[test]
fn what_was_typed_ahead_is_dropped_with_half_a_line() {
    let home = Home::new();
    let mut session = on_terminal(&home, WORKS);
    session.send("2\n1");
    session.wait_for("What was typed before this was shown was not taken.");
    session.wait_for("Since which month");
    session.press("/d\n");
    session.wait_for(DAY);
}

#[test]
fn after_ctrl_c_one_can_go_on() {
    let home = Home::new();
    let mut session = on_terminal(&home, DAY);
    for _ in 0..2 {
        session.press(CTRL_C);
        session.wait_for("Stop, keep nothing");
        session.press("1\n");
        session.wait_for(DAY);
    }
    session.press("a quiet one\n");
    session.wait_for("How often do you rest?");
    session.press(CTRL_C);
    session.press(CTRL_C);
    assert_eq!(session.end().exit_code(), 130);
}

#[test]
fn a_terminal_that_is_closed_is_an_end() {
    let home = Home::new();
    let mut session = on_terminal(&home, DAY);
    session.close();
    assert_ne!(session.end().exit_code(), 0);
}
