//! The same replies give the same record, whoever leads the conversation: keys on a terminal, plain lines,
//! or a script in the library. In every format, to the last byte.

use std::fs;
use std::path::Path;
use std::thread;

use safelight::conversation::{Point, Turn};

use crate::pty::Session;
use crate::tty_acts::{
    Act, KINDS, Walk, in_plain_lines, questionnaire, through_kinds, types, usual_directories, walk,
};

const WIDE: (u16, u16) = (80, 24);

/// Presses the keys, types the lines, and compares the copies with that of the library.
fn same_by_keys_by_lines_and_in_the_library(form: &str, walk: &Walk, lines: Option<&str>) {
    let typed = walk.lines();
    let lines = lines.unwrap_or(&typed);
    // Keys are mostly waited for, so all formats are led at the same time.
    thread::scope(|scope| {
        for (ending, in_library) in &walk.copies {
            scope.spawn(move || same_in_one_format(form, walk, lines, ending, in_library));
        }
    });
}

fn same_in_one_format(form: &str, walk: &Walk, lines: &str, ending: &str, in_library: &str) {
    let home = tempfile::tempdir().unwrap();
    let file = home.path().join(format!("summary.{ending}"));
    let arguments = ["screen", "--jurisdiction", "us-federal", form, "--export", file.to_str().unwrap()];
    let mut session = Session::start(home.path(), &arguments, WIDE);
    walk.press(&mut session, |_, _| {});
    assert!(session.end().success());
    let by_keys = fs::read_to_string(&file).unwrap();
    fs::remove_file(&file).unwrap();
    let said = in_plain_lines(home.path(), &arguments, lines);
    let by_lines = fs::read_to_string(&file).unwrap_or_else(|_| panic!("no copy; it said:\n{said}"));
    assert_eq!(by_keys, *in_library, "{ending}: by keys and in the library");
    assert_eq!(by_lines, *in_library, "{ending}: by lines and in the library");
}

/// The lines of `tests/readme/screening.txt`, as they stand there.
#[test]
fn a_screening_in_which_most_is_declined() {
    let lines = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/readme/screening.txt"));
    let lines = lines.unwrap();
    let shipped = safelight::library::questionnaire("adult-brief", None).unwrap().source();
    let (form, directories) = (questionnaire(shipped.text()), usual_directories());
    let mut next = lines.lines();
    let led = walk(&form, &directories, Some("export"), |turn, _| act_of(turn, next.next().unwrap()));
    assert!(next.all(str::is_empty), "every line is a reply");
    assert!(
        led.copies["txt"].starts_with("Case note: ") && led.copies["json"].contains("40 hours"),
        "{}",
        led.copies["txt"]
    );
    same_by_keys_by_lines_and_in_the_library("adult-brief", &led, Some(&lines));
}

fn act_of(turn: &Turn, line: &str) -> Act {
    let numbers: Vec<usize> = line.split(' ').filter_map(|number| number.parse().ok()).collect();
    match (line.strip_prefix('/').unwrap_or(line), numbers.as_slice()) {
        ("", _) => Act::Go,
        (_, [_, ..]) if types(turn) => Act::Type(line.to_owned().leak()),
        (_, [number]) if !matches!(turn.wanted, safelight::conversation::Wanted::Many(_)) => {
            Act::Pick(*number)
        }
        (_, [_, ..]) => Act::Mark(numbers.leak()),
        (letter, []) => Act::Key(letter.chars().next().unwrap()),
    }
}

#[test]
fn with_notes_back_a_change_in_the_review_a_judgement_and_marks() {
    let led = through_kinds(Some("export"), |turn, id, time| match (turn.at, id, time) {
        (_, "works", 1) => Some(Act::Key('n')),
        (Point::NoteWords(_), ..) if turn.heading.as_deref() == Some("Your note") => {
            Some(Act::Type("A man answered."))
        }
        (Point::NoteWords(_), _, 1) => Some(Act::Type("“She works”, she said: 10 h / day")),
        (_, "works", 2) => Some(Act::Key('n')),
        (Point::NoteWords(_), _, 2) => Some(Act::Type("and at night")),
        (_, "works", 3) => Some(Act::Key('w')),
        (_, "since", 1) => Some(Act::Key('b')),
        (_, "hours", 2) => Some(Act::Type("55")),
        (_, "day", 1) => Some(Act::Key('b')),
        (_, "since", 3) => Some(Act::Go),
        (_, "day", _) => Some(Act::Type("Cooking, then\u{a0}work — each day.")),
        // The third answer of the list after "Go on" is the month.
        (Point::Review, _, 1) => Some(Act::Pick(4)),
        (_, "since", 4) => Some(Act::Type("2023-12")),
        // While the person is there: a service, and the next contact.
        (Point::Services, _, 1) => Some(Act::Pick(1)),
        (Point::Task(name), _, 1) if name.0 == "mark" => Some(Act::Pick(3)),
        (Point::ContactHow, ..) => Some(Act::Pick(2)),
        (Point::ContactWhen, ..) => Some(Act::Pick(2)),
        (_, "spoken_for", 1) => Some(Act::Key('n')),
        (Point::Summary, _, 1 | 2) => Some(Act::Pick(1)),
        (Point::Task(name), _, 1) if name.0 == "mark_which" => Some(Act::Pick(1)),
        (Point::Task(name), _, 2) if name.0 == "mark_which" => Some(Act::Pick(turn.items().len())),
        (Point::Task(name), _, time) if name.0 == "mark" => Some(Act::Pick(time)),
        (Point::Summary, _, 3) => Some(Act::Pick(2)),
        (Point::Task(name), _, _) if name.0 == "judge_level" => Some(Act::Pick(2)),
        (Point::Task(name), _, _) if name.0 == "judge_reason" => Some(Act::Type("Somebody waited outside.")),
        (Point::Summary, _, 4) => Some(Act::Pick(3)),
        _ => None,
    });
    let json = &led.copies["json"];
    for part in ["and at night", "A man answered.", "2023-12", "Somebody waited outside.", "55", "tomorrow"] {
        assert!(json.contains(part), "{part} is not in:\n{json}");
    }
    same_by_keys_by_lines_and_in_the_library(KINDS, &led, None);
}

#[test]
fn stopped_early_with_what_was_seen_and_a_copy_for_a_reason() {
    let led = through_kinds(Some("export"), |turn, id, time| match (turn.at, id, time) {
        (_, "works", 1) => Some(Act::Key('n')),
        (Point::NoteWords(_), _, 1) => Some(Act::Type("Not today.")),
        (_, "works", 2) => Some(Act::Key('s')),
        (Point::NoteLeft(_), ..) => Some(Act::Pick(2)),
        (_, "since", _) => Some(Act::Key('d')),
        (_, "day", _) => Some(Act::Key('q')),
        (Point::Ending, ..) => Some(Act::Pick(2)),
        (Point::Keep, ..) => Some(Act::Pick(2)),
        (_, "spoken_for", _) => Some(Act::Pick(1)),
        (Point::Task(name), ..) if name.0 == "copy_anyway" => Some(Act::Pick(2)),
        (Point::Task(name), ..) if name.0 == "copy_reason" => Some(Act::Type("The law asks for it.")),
        _ => None,
    });
    assert!(led.copies["json"].contains("The law asks for it."), "{}", led.copies["json"]);
    assert!(led.copies["json"].contains("Not today."), "{}", led.copies["json"]);
    same_by_keys_by_lines_and_in_the_library(KINDS, &led, None);
}
