//! Practice on a real terminal, from the list to the debrief: every screen is marked, and nothing is left
//! behind however it ends.

use crate::pty::{DOWN, ENTER, Session};

const SIZE: (u16, u16) = (80, 24);

fn practice(arguments: &[&str]) -> (Session, tempfile::TempDir) {
    let home = tempfile::tempdir().unwrap();
    let session = Session::start(home.path(), &[&["practice"], arguments].concat(), SIZE);
    (session, home)
}

/// Every screen of practice says what it is in its first line.
#[track_caller]
fn is_marked(session: &Session) {
    let screen = session.screen();
    let first = screen.lines().next().unwrap_or_default();
    assert!(first.starts_with("TRAINING"), "{screen}");
}

/// Reads a page to its end and presses a key.
#[track_caller]
fn read_and(session: &mut Session, waits_for: &str, key: &str) {
    session.wait_for(waits_for);
    is_marked(session);
    for _ in 0..12 {
        session.settle();
        if !session.shows("more below: Space") {
            break;
        }
        session.send(" ");
        session.settle();
        is_marked(session);
    }
    session.press(key);
    // Where what the number means was not on the screen yet, it is shown first.
    if session.shows("press again to choose it.") {
        session.press(key);
    }
}

/// Chooses what is on the screen under some number, whatever that is.
#[track_caller]
fn choose(session: &mut Session, label: &str) {
    session.settle();
    is_marked(session);
    let screen = session.screen();
    let line =
        screen.lines().find(|line| line.contains(label)).unwrap_or_else(|| panic!("{label}:\n{screen}"));
    let number = line.trim().split('.').next().unwrap().to_owned();
    session.send(&number);
}

#[test]
fn a_scenario_is_played_to_its_debrief() {
    let (mut session, _home) = practice(&["cousin-stays"]);
    read_and(&mut session, "Before you practice", "1");
    read_and(&mut session, "The situation", "1");
    read_and(&mut session, "in danger right now", "2");
    session.wait_for("How do you ask for time alone?");
    choose(&mut session, "Say to both");
    read_and(&mut session, "What happens", ENTER);
    session.wait_for("What do you do now?");
    choose(&mut session, "Let it be");
    read_and(&mut session, "What happens", ENTER);
    read_and(&mut session, "where nobody can hear", "2");
    read_and(&mut session, "Do not screen now", ENTER);
    session.wait_for("Debrief: The cousin takes a chair");
    is_marked(&session);
    assert!(session.shows("That was right here."), "{}", session.screen());
    read_and(&mut session, "Debrief", ENTER);
    session.wait_for("Practice is over. Nothing was kept.");
    assert!(session.end().success());
    session.assert_given_back();
    session.assert_nothing_left_of("cousin");
}

#[test]
fn a_scenario_is_chosen_from_the_list_by_arrows_and_left_again() {
    let (mut session, _home) = practice(&[]);
    session.wait_for("Which scenario?");
    is_marked(&session);
    session.send(DOWN);
    session.send(ENTER);
    read_and(&mut session, "Before you practice", "2");
    session.wait_for("Practice was left. Nothing was kept.");
    assert!(session.end().success());
    session.assert_given_back();
    session.assert_nothing_left_of("What comes up");
}

/// Stopping is fine at any time, and says so.
#[test]
fn whoever_stops_is_told_that_it_is_fine() {
    let (mut session, _home) = practice(&["cook-upstairs"]);
    read_and(&mut session, "Before you practice", "1");
    read_and(&mut session, "The situation", "1");
    session.wait_for("in danger right now");
    session.send("q");
    read_and(&mut session, "Stopping is fine, for the person and for you.", "3");
    session.wait_for("You can leave it here.");
    session.settle();
    // Where somebody who stops can talk to someone, as after the debrief.
    assert!(session.shows("phone 988"), "{}", session.screen());
    read_and(&mut session, "You can leave it here.", "1");
    session.wait_for("Practice was left. Nothing was kept.");
    assert!(session.end().success());
    session.assert_given_back();
}

#[test]
fn an_interrupt_keeps_nothing() {
    let (mut session, home) = practice(&["cook-upstairs", "--assess", "t.json", "--code", "T01"]);
    read_and(&mut session, "Before you practice", "1");
    read_and(&mut session, "The situation", "1");
    session.wait_for("in danger right now");
    session.send("\u{3}");
    session.wait_for("Stopped: nothing was kept.");
    assert_eq!(session.end().exit_code(), 130);
    session.assert_given_back();
    assert!(!home.path().join("t.json").exists());
}
