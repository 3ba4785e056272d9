//! The screen while it is the person's, on a real pseudo-terminal: whatever is pressed, the screen and every byte that is
//! sent are the same until the next step; and from the first gate to the summary.

use std::path::Path;

use rustix::process::Signal;

use crate::pty::{ENTER, ESCAPE, Session};

const WIDE: (u16, u16) = (80, 24);

/// Comes to the first step of an adult's turned screen, with answers that keep their places.
fn to_the_first_step(home: &Path, size: (u16, u16)) -> Session {
    let arguments = ["screen", "adult-quick", "--jurisdiction", "us-federal", "--turned"];
    let mut session = Session::start(home, &arguments, size);
    session.wait_for("Is it safe to begin?");
    for (key, then) in [
        ("2", "Are you alone"),
        ("1", "share a language"),
        ("1", "seen to"),
        ("1", "Before you begin"),
        (ENTER, "Some things"),
        (ENTER, "I ask everyone"),
        (ENTER, "Agreement"),
        ("1", "age group"),
        ("3", "Let the person choose"),
        ("1", "ordinary word"),
        (ENTER, "Now you can answer here"),
        (ENTER, "skip anything"),
        (ENTER, "your answers are gone"),
        (ENTER, "change places"),
        ("2", "1 / "),
    ] {
        read_on(&mut session);
        session.press(key);
        read_on(&mut session);
        session.wait_for(then);
    }
    session
}

/// Nothing is an answer before the end of the text has been on the screen.
fn read_on(session: &mut Session) {
    while session.shows("more below: Space") {
        session.press(" ");
    }
}

/// How many there are to choose from.
fn choices(session: &Session) -> usize {
    let screen = session.screen();
    let is_choice =
        |line: &&str| line.trim_start().starts_with(|c: char| c.is_ascii_digit()) && !line.contains(" / ");
    screen.lines().filter(is_choice).count()
}

/// Presses a key, and returns the screen and all that was sent to it.
fn pressed(session: &mut Session, key: &str) -> (String, Vec<u8>) {
    let before = session.sent.len();
    session.press(key);
    (session.screen(), session.sent[before..].to_vec())
}

#[test]
fn an_onlooker_sees_the_same_whatever_is_pressed() {
    let home = tempfile::tempdir().unwrap();
    let mut session = to_the_first_step(home.path(), WIDE);
    let mut compared = 0;
    for step in 1..=8 {
        let here = session.screen();
        assert!(here.contains(&format!("{step} / ")), "{here}");
        let mut after = Vec::new();
        let mut back = Vec::new();
        for key in 1..=choices(&session) {
            after.push(pressed(&mut session, &key.to_string()));
            back.push(pressed(&mut session, "b"));
        }
        assert!(after.len() >= 3, "{here}");
        // Skipping a list, or choosing what stands alone, leads to a moment of rest.
        let of_list = here.contains("this list");
        for (one, other) in after.iter().zip(&after[1..]).filter(|_| !of_list) {
            assert!(one == other, "{}\n{}", one.0, other.0);
            compared += 1;
        }
        for one in &back {
            assert!(one.0 == here && one == &back[0], "back shows nothing of an answer:\n{}", one.0);
        }
        let (hidden, _) = pressed(&mut session, ESCAPE);
        assert_eq!(hidden.trim(), "Notes");
        assert!(pressed(&mut session, ENTER).0 == here);
        let (resting, _) = pressed(&mut session, "p");
        assert!(resting.contains("Take all the time you need"));
        assert!(pressed(&mut session, "1").0 == here);
        session.press("1");
    }
    println!("{compared} pairs of answers compared");
    session.press("x");
    session.wait_for("Your answers are gone from here");
    session.press(ENTER);
    assert_eq!(session.screen().trim(), "Notes", "whoever sits there sees nothing of it");
    session.press(ENTER);
    session.wait_for("The person kept their answers");
    session.signal(Signal::TERM);
    session.end();
    session.assert_nothing_left_of("Take all the time");
}

#[test]
fn the_word_that_was_agreed_on_fills_the_screen() {
    let home = tempfile::tempdir().unwrap();
    let mut session = to_the_first_step(home.path(), WIDE);
    let here = session.screen();
    let (filled, _) = pressed(&mut session, "!");
    assert!(filled.matches("Pencil").count() > 50 && !filled.contains("1 / "), "{filled}");
    assert!(pressed(&mut session, ENTER).0 == here, "Enter comes back");
    session.signal(Signal::TERM);
    session.end();
}

/// A whole round: everything is handed over, seen before, and stands in the summary as answered alone.
#[test]
fn a_whole_round() {
    let home = tempfile::tempdir().unwrap();
    let mut session = to_the_first_step(home.path(), WIDE);
    for _ in 0..40 {
        if !session.shows(" / ") {
            break;
        }
        session.press("1");
    }
    session.wait_for("What may your worker see");
    // Nothing stands first, and everything last.
    session.press("4");
    session.wait_for("look first");
    session.press(if session.screen().contains("1   Yes") { "1" } else { "2" });
    session.wait_for("Your worker will see this");
    for _ in 0..30 {
        if session.shows("Show it") {
            break;
        }
        session.press(" ");
    }
    session.press("3");
    session.wait_for("Your answers are gone");
    session.press(ENTER);
    session.press(ENTER);
    session.wait_for("The person handed over answers");
    session.signal(Signal::TERM);
    session.end();
    session.assert_given_back();
}

#[test]
fn plain_lines_are_never_turned_to_anybody() {
    let home = crate::run::Home::new();
    let refused = home.run(&["screen", "adult-quick", "--turned", "--jurisdiction", "us-federal"]);
    refused.refused(&["only a screen can be turned to the person"]);
    let youth = home.run(&["screen", "youth-brief", "--code", "--jurisdiction", "us-federal"]);
    youth.refused(&["only adults answer alone"]);
}
