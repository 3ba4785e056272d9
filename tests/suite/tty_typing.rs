//! What is typed on a terminal: letters are letters, a number names an item only when Enter ends it, nothing
//! is cut or dropped without a word, and the record holds what was replied and nothing else.

use std::fs;

use safelight::conversation::{Point, Turn};

use crate::pty::{CLEAR, ENTER, Session};
use crate::tty_acts::{Act, KINDS, Walk, arrive, id_of, press, through_kinds};

const WIDE: (u16, u16) = (80, 24);
const DELETE: &str = "\x7f";

/// Returns a text as it is pasted.
fn pasted(words: &str) -> String {
    format!("\x1b[200~{words}\x1b[201~")
}

/// Presses the keys of a walk with detours in it: the record is that of the walk.
#[track_caller]
fn detours_change_nothing(walk: &Walk, mut detour: impl FnMut(&mut Session, &Turn, &str)) {
    let home = tempfile::tempdir().unwrap();
    let file = home.path().join("case.json");
    let mut session = Session::start(
        home.path(),
        &["screen", "--jurisdiction", "us-federal", KINDS, "--export", "case.json"],
        WIDE,
    );
    walk.press(&mut session, |session, turn| detour(session, turn, id_of(turn)));
    assert!(session.end().success());
    assert_eq!(fs::read_to_string(&file).unwrap(), walk.copies["json"]);
}

/// Types words that are no answer here: they are refused, they are still there, and nothing goes on.
#[track_caller]
fn is_refused(session: &mut Session, turn: &Turn, words: &str) {
    session.press(words);
    // The complaint about the words before may still be there, so that nothing changes.
    session.send(ENTER);
    session.settle();
    session.wait_for("Please answer with");
    assert!(session.shows(&format!("> {words}")), "the words are gone:\n{}", session.screen());
    arrive(session, turn);
    session.press(CLEAR);
}

/// Types what may have been meant as a command: it is asked about, it is still there, and nothing goes on.
#[track_caller]
fn is_asked_about(session: &mut Session, turn: &Turn, words: &str, meant: &str) {
    session.press(words);
    session.press(ENTER);
    session.wait_for(&format!("Did you mean “{meant}”?"));
    session.wait_for(&format!("> {words}"));
    arrive(session, turn);
    session.press(CLEAR);
}

#[test]
fn letters_are_text_where_a_number_or_a_date_is_typed() {
    let led = through_kinds(Some("export"), |_, _, _| None);
    detours_change_nothing(&led, |session, turn, id| match id {
        "hours" => {
            for words in ["70 days", "varies", "about 70", "seventy", "less than 12", "169", "40 h/w"] {
                is_refused(session, turn, words);
            }
            for (words, meant) in [("s", "prefer not to say"), ("40 /b", "back"), ("L", "come back later")] {
                is_asked_about(session, turn, words, meant);
            }
        }
        "since" => {
            for words in ["spring", "last march", "2024-13", "dunno"] {
                is_refused(session, turn, words);
            }
            is_asked_about(session, turn, "later", "come back later");
        }
        _ => {}
    });
}

#[test]
fn a_number_of_two_digits_marks_one_item() {
    let led = through_kinds(Some("export"), |_, _, _| None);
    detours_change_nothing(&led, |session, _, id| {
        if id != "help" {
            return;
        }
        let marked = |session: &Session| -> Vec<String> {
            let screen = session.screen();
            let lines = screen.lines().filter(|line| line.contains("[x]"));
            lines.map(|line| line.trim_start_matches(['>', ' ']).to_owned()).collect()
        };
        session.press("12");
        assert_eq!(marked(session), [""; 0], "no number is complete before Enter");
        session.press(ENTER);
        assert_eq!(marked(session), ["12. [x] Nothing now"]);
        session.press("10\r");
        assert_eq!(marked(session), ["10. [x] A ride"], "what stands alone stands alone");
        session.press("1");
        session.press("1");
        session.press(ENTER);
        assert_eq!(marked(session), ["10. [x] A ride", "11. [x] A phone"]);
        session.press("112");
        session.wait_for("There is no number 112 here.");
        session.send(ENTER);
        session.settle();
        session.press(DELETE);
        session.press(DELETE);
        assert_eq!(marked(session), ["10. [x] A ride", "11. [x] A phone"]);
        session.press("0\r");
        session.press("11\r");
        assert_eq!(marked(session), [""; 0]);
    });
}

#[test]
fn a_text_that_is_too_long_is_counted_and_waits() {
    let long: &'static str = "x".repeat(500).leak();
    let led = through_kinds(Some("export"), |_, id, _| (id == "day").then_some(Act::Type(long)));
    detours_change_nothing(&led, |session, turn, id| {
        if id != "day" {
            return;
        }
        let too_long = [(501, "x".repeat(501)), (502, "e\u{301}".repeat(251)), (740, "漢字 ab".repeat(148))];
        for (count, words) in too_long {
            session.press(&pasted(&words));
            session.press(ENTER);
            session.wait_for("at most 500 characters");
            session.wait_for(&format!("there are {count}; nothing was cut"));
            let shown = session.words().replace(' ', "");
            let last: String = words.chars().filter(|letter| *letter != ' ').rev().take(20).collect();
            let last: String = last.chars().rev().collect();
            assert!(shown.contains(&last), "the words are gone:\n{}", session.screen());
            session.press("y");
            session.wait_for(&format!("{} of 500 characters: {} too many", count + 1, count - 499));
            session.press(CLEAR);
        }
        arrive(session, turn);
    });
}

#[test]
fn a_long_pasted_note_of_several_lines_is_kept_whole() {
    let line = "she said: \u{202e}it was\u{200b} never \u{2066}paid\u{2069} – “não”, 漢字\u{feff}; ";
    let mut words = line.repeat(500 / line.chars().count() + 1);
    for place in [60, 211, 444] {
        let byte = words.char_indices().nth(place).unwrap().0;
        words.insert(byte, '\n');
    }
    let words: String = words.chars().take(499).chain(['.']).collect();
    let note: &'static str = words.clone().leak();
    let led = through_kinds(Some("export"), |turn, id, time| match (turn.at, id, time) {
        (_, "day", 1) => Some(Act::Key('n')),
        (Point::NoteWords(_), ..) => Some(Act::Type(note)),
        _ => None,
    });
    let home = tempfile::tempdir().unwrap();
    let mut session = Session::start(
        home.path(),
        &["screen", "--jurisdiction", "us-federal", KINDS, "--export", "case.json"],
        WIDE,
    );
    for (turn, act) in &led.steps {
        arrive(&mut session, turn);
        if *act == Act::Type(note) {
            session.press(&pasted(note));
            session.wait_for("\\u{202e}");
            session.press(ENTER);
        } else {
            press(&mut session, turn, act);
        }
    }
    assert!(session.end().success());
    let sent = String::from_utf8_lossy(&session.sent).into_owned();
    assert!(!sent.contains(['\u{202e}', '\u{200b}', '\u{2066}', '\u{feff}']), "it was sent to the terminal");
    let record = fs::read_to_string(home.path().join("case.json")).unwrap();
    assert_eq!(record, led.copies["json"]);
    let record: serde_json::Value = serde_json::from_str(&record).unwrap();
    let whole = |value: &serde_json::Value| -> bool {
        fn any(value: &serde_json::Value, words: &str) -> bool {
            match value {
                serde_json::Value::String(text) => text == words,
                serde_json::Value::Array(values) => values.iter().any(|value| any(value, words)),
                serde_json::Value::Object(fields) => fields.values().any(|value| any(value, words)),
                _ => false,
            }
        }
        any(value, &words)
    };
    assert!(whole(&record), "the note is not whole in the record");
}

#[test]
fn what_stands_behind_words_like_a_command_is_not_saved() {
    let led = through_kinds(Some("export"), |turn, id, time| match (turn.at, id, time) {
        (_, "works", 1) => Some(Act::Key('n')),
        (Point::NoteWords(_), ..) => Some(Act::Type("she said")),
        _ => None,
    });
    detours_change_nothing(&led, |session, turn, _| {
        if !matches!(turn.at, Point::NoteWords(_)) {
            return;
        }
        session.press("she said");
        session.press("h");
        session.wait_for("> she saidh");
        for keys in ["/h", "\n/h", " /h", "\n/hide", " ／ｈ", "\nhide"] {
            session.press(keys);
            session.press(ENTER);
            assert_eq!(session.screen().trim(), "Notes", "{keys:?}");
            session.press(ENTER);
            session.wait_for("she saidh");
            session.wait_for("that could mean “hide”");
            session.press(&DELETE.repeat(keys.chars().count()));
        }
        for (keys, meant) in [(" /b", "back"), ("\n/q", "stop"), ("/!", "danger now"), ("\n!!", "danger now")]
        {
            session.press(keys);
            session.press(ENTER);
            session.wait_for(&format!("Did you mean “{meant}”?"));
            session.press(&DELETE.repeat(keys.chars().count()));
        }
        session.press(CLEAR);
    });
}
