//! Nothing is lost by one key: who leaves what is not saved is asked once, from wherever, and going back
//! from a copy is no leave-taking.

use std::fs;

use safelight::conversation::{Point, Turn};

use crate::pty::{CTRL_C, ENTER, ESCAPE, Session};
use crate::tty_acts::{Act, KINDS, arrive, id_of, pick, press, read_on, through_kinds};

const WIDE: (u16, u16) = (80, 24);

/// Returns a screening in which the person does not want a copy, at some turn of it.
#[track_caller]
pub fn screening_at(arguments: &[&str], is_there: impl Fn(&Turn) -> bool) -> (Session, tempfile::TempDir) {
    let home = tempfile::tempdir().unwrap();
    let all: Vec<&str> =
        ["screen", "--jurisdiction", "us-federal", KINDS].iter().chain(arguments).copied().collect();
    let mut session = Session::start(home.path(), &all, WIDE);
    let led = through_kinds(None, |turn, _, _| (turn.at == Point::Keep).then_some(Act::Pick(2)));
    for (turn, act) in led.steps {
        arrive(&mut session, &turn);
        if is_there(&turn) {
            read_on(&mut session);
            return (session, home);
        }
        press(&mut session, &turn, &act);
    }
    panic!("the turn never came");
}

/// Returns a screening at its summary, in which the person does not want a copy.
pub fn at_summary(arguments: &[&str]) -> (Session, tempfile::TempDir) {
    screening_at(arguments, |turn| turn.at == Point::Summary)
}

/// The question comes once, and whoever stays is at the summary again.
#[track_caller]
fn asks_once(session: &mut Session) {
    session.wait_for("Not saved");
    session.wait_for("If you leave now, it is gone.");
    pick(session, 2, 3);
    session.wait_for("To look at an answer again");
}

#[track_caller]
fn leaves(session: &mut Session, home: &tempfile::TempDir) {
    session.wait_for("Not saved");
    pick(session, 3, 3);
    assert!(session.end().success());
    session.assert_given_back();
    session.assert_only(&["Done. Nothing was kept."]);
    assert_eq!(home.path().read_dir().unwrap().count(), 0);
}

#[test]
fn the_summary_is_not_left_by_one_key() {
    let ways: [fn(&mut Session); 3] =
        [|session| session.press("q"), |session| pick(session, 5, 5), |session| session.press(CTRL_C)];
    for leave in ways {
        let (mut session, home) = at_summary(&[]);
        leave(&mut session);
        asks_once(&mut session);
        read_on(&mut session);
        leave(&mut session);
        leaves(&mut session, &home);
    }
}

#[test]
fn a_second_ctrl_c_ends_it() {
    let (mut session, _home) = at_summary(&[]);
    session.press(CTRL_C);
    session.wait_for("Not saved");
    session.press(CTRL_C);
    assert_eq!(session.end().exit_code(), 130);
    session.assert_given_back();
    session.assert_only(&["Stopped: nothing was kept."]);
}

#[test]
fn ctrl_c_asks_once_as_soon_as_something_was_answered() {
    for id in ["works", "hours", "day", "help", "tonight", "spoken_for"] {
        let (mut session, _home) = screening_at(&[], |turn| id_of(turn) == id);
        session.press(CTRL_C);
        if id != "works" {
            session.wait_for("Stop, keep nothing");
            pick(&mut session, 1, 3);
            session.wait_until("the question is back", |session| !session.shows("Stop, keep nothing"));
            session.press(CTRL_C);
            session.wait_for("Stop, keep nothing");
            session.press(CTRL_C);
        }
        assert_eq!(session.end().exit_code(), 130, "{id}");
        session.assert_given_back();
        session.assert_only(&["Stopped: nothing was kept."]);
    }
}

/// Whoever looks over the shoulder at a hidden screen and presses Ctrl-C sees nothing of it either.
#[test]
fn ctrl_c_leaves_a_hidden_screen_hidden() {
    let (mut session, _home) = screening_at(&[], |turn| id_of(turn) == "day");
    session.press("half a line");
    session.press(ESCAPE);
    session.send(CTRL_C);
    session.settle();
    assert_eq!(session.screen().trim(), "Notes");
    session.press(ENTER);
    session.wait_for("Stop, keep nothing");
    pick(&mut session, 1, 3);
    session.wait_for("> half a line");
    session.press(ESCAPE);
    session.send(CTRL_C);
    session.settle();
    assert_eq!(session.screen().trim(), "Notes");
    session.send(CTRL_C);
    assert_eq!(session.end().exit_code(), 130);
    session.assert_only(&["Stopped: nothing was kept."]);
}

#[test]
fn what_was_begun_on_the_summary_does_not_come_after_leaving() {
    let ways: [fn(&mut Session); 3] = [
        |session| session.press(CTRL_C),
        |session| {
            session.press("/q");
            session.press(ENTER);
        },
        |session| {
            session.press("!");
            session.wait_for("Danger now");
            read_on(session);
            pick(session, 2, 2);
        },
    ];
    for way in ways {
        let (mut session, home) = at_summary(&[]);
        pick(&mut session, 2, 5);
        session.wait_for("Your own judgement of what?");
        pick(&mut session, 1, 1);
        session.wait_for("The computed level stays");
        pick(&mut session, 2, 3);
        session.wait_for("Why do you see it so?");
        way(&mut session);
        leaves(&mut session, &home);
    }
}

#[test]
fn going_back_from_a_copy_is_no_leaving() {
    let (mut session, home) = at_summary(&["--export", "case.json"]);
    pick(&mut session, 5, 5);
    session.wait_for("The person did not agree that a copy is kept.");
    session.press("b");
    session.wait_for("To look at an answer again");
    read_on(&mut session);
    pick(&mut session, 5, 5);
    session.wait_for("The person did not agree that a copy is kept.");
    pick(&mut session, 2, 2);
    session.wait_for("This reason stands in the copy.");
    // Meanwhile somebody takes the folder away.
    fs::remove_dir_all(home.path()).unwrap();
    session.press("The law asks for it.");
    session.press(ENTER);
    session.wait_for("The summary is not saved yet");
    session.press(ENTER);
    session.wait_for("To look at an answer again");
    session.wait_for("Nothing was saved.");
    session.press(CTRL_C);
    session.wait_for("Not saved");
}
