//! However a conversation on a terminal ends: every signal that can be caught, a stop for a while, a window
//! that becomes smaller, a terminal without an alternate screen. Nothing of it is left on the screen or in
//! what can be scrolled back to, and the terminal is as it was.

use rustix::process::Signal;
use safelight::conversation::{Point, Turn};
use safelight::library;

use crate::pty::{ENTER, ESCAPE, Session};
use crate::run::Home;
use crate::tty_acts::{KINDS, Walk, arrive, id_of, press, through_kinds};

const WIDE: (u16, u16) = (80, 24);
const TERMINALS: [&str; 3] = ["xterm-256color", "linux", "vt100"];
const SIGNALS: [Signal; 11] = [
    Signal::HUP,
    Signal::INT,
    Signal::QUIT,
    Signal::TERM,
    Signal::ABORT,
    Signal::XCPU,
    Signal::USR1,
    Signal::USR2,
    Signal::ALARM,
    Signal::VTALARM,
    Signal::PROF,
];
/// All that is said after a conversation that a signal ended.
const STOPPED: &str = "Stopped: nothing was kept.";

fn usual_walk() -> Walk {
    through_kinds(None, |_, _, _| None)
}

/// Goes on with a screening until a turn is on the screen.
#[track_caller]
fn come_to(session: &mut Session, is_there: impl Fn(&Turn) -> bool) {
    for (turn, act) in usual_walk().steps {
        arrive(session, &turn);
        if is_there(&turn) {
            return;
        }
        press(session, &turn, &act);
    }
    panic!("the turn never came");
}

/// Asserts that the program has ended by a signal and that nothing but its last words is left.
#[track_caller]
fn ended_by(session: &mut Session, signal: Signal) {
    let status = session.end();
    let number = u32::try_from(signal.as_raw()).unwrap();
    assert!(status.exit_code() == 128 + number || status.signal().is_some(), "{signal:?}: {status:?}");
    session.assert_given_back();
    session.assert_only(&[STOPPED, ""]);
}

#[test]
fn every_signal_wipes_half_an_answer() {
    for signal in SIGNALS {
        let home = tempfile::tempdir().unwrap();
        let mut session =
            Session::start(home.path(), &["screen", "--jurisdiction", "us-federal", KINDS], WIDE);
        come_to(&mut session, |turn| id_of(turn) == "hours");
        session.press("70 of them");
        assert!(session.is_raw(), "keys are not shown by the terminal");
        session.signal(signal);
        ended_by(&mut session, signal);
        assert_eq!(home.path().read_dir().unwrap().count(), 0, "nothing is left behind");
    }
}

#[test]
fn a_signal_ends_it_at_the_beginning_at_the_summary_and_on_a_hidden_screen() {
    let places: [fn(&Turn) -> bool; 3] =
        [|turn| turn.at == Point::Before, |turn| turn.at == Point::Keep, |turn| turn.at == Point::Summary];
    for (place, signal) in places.iter().zip([Signal::HUP, Signal::TERM, Signal::QUIT]) {
        for hidden in [false, true] {
            let home = tempfile::tempdir().unwrap();
            let mut session =
                Session::start(home.path(), &["screen", "--jurisdiction", "us-federal", KINDS], WIDE);
            come_to(&mut session, place);
            if hidden {
                session.press(ESCAPE);
            }
            session.signal(signal);
            ended_by(&mut session, signal);
        }
    }
}

#[test]
fn a_screen_that_nobody_touches_hides_itself() {
    let home = tempfile::tempdir().unwrap();
    let settings = home.path().join("settings.toml");
    std::fs::write(&settings, "idle_minutes = 1\njurisdiction = \"us-federal\"\n").unwrap();
    let settings = settings.display().to_string();
    let mut session = Session::start(home.path(), &["--config", &settings, "screen", KINDS], WIDE);
    come_to(&mut session, |turn| id_of(turn) == "hours");
    session.press("70");
    session.wait_for("70");
    std::thread::sleep(std::time::Duration::from_secs(61));
    session.wait_for("Notes");
    assert!(!session.shows("70"), "{}", session.screen());
    // What was half typed comes back.
    session.press(ENTER);
    session.wait_for("70");
    session.signal(Signal::TERM);
    ended_by(&mut session, Signal::TERM);
}

const PASSPHRASE: &str = "correct horse battery";

/// A screening of all kinds of questions that has just begun, with these settings and options, and a workspace that
/// was made for it.
fn with_workspace(settings: &str, options: &[&str]) -> (Home, Session) {
    let home = Home::new();
    let settings = home.file("settings.toml", format!("{settings}workspace = \"~/kept\"\n"));
    let settings = settings.display().to_string();
    let twice = format!("{PASSPHRASE}\n{PASSPHRASE}\n");
    home.run_with(&["--config", &settings, "records", "init"], twice.as_bytes()).done();
    let screen = [&["--config", &settings, "screen", KINDS], options].concat();
    let mut session = Session::start(home.path(), &screen, WIDE);
    session.wait_for("Passphrase");
    unlocked(&mut session);
    (home, session)
}

/// Types the passphrase. Enter is pressed once: what it begins takes its time, and a second one would be a reply to what
/// comes up then.
fn unlocked(session: &mut Session) {
    session.send(PASSPHRASE);
    session.send(ENTER);
    session.wait_until("it is open", |session| !session.shows("Passphrase"));
}

/// Stops the program for a moment, after which nobody knows how long it was, and comes to where it asks for the
/// passphrase.
fn locked(session: &mut Session) {
    session.signal(Signal::TSTP);
    session.wait_for_stop();
    session.signal(Signal::CONT);
    session.wait_for("Notes");
    session.press(ENTER);
    session.wait_for("Passphrase, then Enter");
}

fn assert_put_aside(session: &mut Session) {
    session.signal(Signal::TERM);
    session.end();
    assert!(session.shows("put aside, sealed"), "{}", session.screen());
}

/// What lies on a stick is not needed again once the talk has begun.
#[test]
fn a_talk_goes_on_after_the_lock_though_its_pack_and_its_directory_are_gone() {
    let home = Home::new();
    let text = |shipped, id| library::find(shipped, id).unwrap().source().text().to_owned();
    let pack = home.file("pack.toml", text(library::JURISDICTIONS, "us-federal"));
    let services = home.file("own.toml", text(library::DIRECTORIES, "us"));
    let options = ["--jurisdiction", pack.to_str().unwrap(), "--directory", services.to_str().unwrap()];
    let (_home, mut session) = with_workspace("", &options);
    come_to(&mut session, |turn| id_of(turn) == "hours");
    session.press("70");
    session.wait_for("70");
    std::fs::remove_file(&pack).unwrap();
    std::fs::remove_file(&services).unwrap();
    locked(&mut session);
    unlocked(&mut session);
    session.wait_for("70");
    assert_put_aside(&mut session);
}

#[test]
fn with_a_workspace_the_passphrase_shows_it_again() {
    let (_home, mut session) = with_workspace("idle_minutes = 1\njurisdiction = \"us-federal\"\n", &[]);
    come_to(&mut session, |turn| id_of(turn) == "hours");
    session.press("70");
    session.wait_for("70");
    // Hidden on purpose, Enter shows it again.
    session.press(ESCAPE);
    session.wait_for("Notes");
    session.press(ENTER);
    session.wait_for("70");
    std::thread::sleep(std::time::Duration::from_secs(61));
    session.wait_for("Notes");
    session.press(ENTER);
    session.wait_for("Passphrase, then Enter");
    session.send("another one entirely");
    session.press(ENTER);
    session.wait_for("does not open it");
    assert!(!session.shows("70") && !session.shows("another"), "{}", session.screen());
    session.press(ESCAPE);
    session.wait_for("Notes");
    session.press(ENTER);
    session.wait_for("Passphrase, then Enter");
    unlocked(&mut session);
    session.wait_for("70");
    // Nobody knows how long it was stopped.
    locked(&mut session);
    assert_put_aside(&mut session);
}

#[test]
fn stopped_for_a_while_nothing_is_to_be_seen() {
    for term in TERMINALS {
        let home = tempfile::tempdir().unwrap();
        let mut session =
            Session::start_in(term, home.path(), &["screen", "--jurisdiction", "us-federal", KINDS], WIDE);
        come_to(&mut session, |turn| id_of(turn) == "hours");
        session.press("70");
        for _ in 0..2 {
            session.signal(Signal::TSTP);
            session.wait_for_stop();
            session.assert_given_back();
            session.assert_only(&[""]);
            session.signal(Signal::CONT);
            session.wait_for("> 70");
            session.wait_for("How many hours");
            session.wait_until("keys are read one by one", Session::is_raw);
        }
        session.press(ENTER);
        session.wait_for("Since which month");
        session.signal(Signal::TERM);
        ended_by(&mut session, Signal::TERM);
    }
}

#[test]
fn a_window_that_became_smaller_keeps_nothing() {
    for term in TERMINALS {
        for size in [(80, 10), (40, 24), (40, 10)] {
            let home = tempfile::tempdir().unwrap();
            let mut session = Session::start_in(
                term,
                home.path(),
                &["screen", "--jurisdiction", "us-federal", KINDS],
                WIDE,
            );
            come_to(&mut session, |turn| id_of(turn) == "often");
            session.resize(size.0, size.1);
            session.wait_for("How often do you rest?");
            session.settle();
            session.press(ESCAPE);
            session.assert_only(&["Notes"]);
            session.press(ENTER);
            session.wait_for("How often do you rest?");
            session.resize(WIDE.0, WIDE.1);
            session.settle();
            session.signal(Signal::TERM);
            ended_by(&mut session, Signal::TERM);
        }
    }
}

#[test]
fn a_terminal_without_an_alternate_screen_is_wiped_at_the_usual_end_too() {
    for term in ["linux", "vt100"] {
        let home = tempfile::tempdir().unwrap();
        let mut session =
            Session::start_in(term, home.path(), &["screen", "--jurisdiction", "us-federal", KINDS], WIDE);
        for (turn, act) in usual_walk().steps {
            arrive(&mut session, &turn);
            press(&mut session, &turn, &act);
        }
        assert!(session.end().success());
        session.assert_given_back();
        session.assert_only(&["Done. Nothing was kept."]);
    }
}

/// The names of the documents in the workspace of a home.
fn documents(home: &Home) -> usize {
    let names = std::fs::read_dir(home.path().join("kept")).unwrap();
    names.filter(|name| name.as_ref().unwrap().file_name().to_string_lossy().ends_with(".0.age")).count()
}

#[test]
fn a_locked_screen_that_is_left_keeps_the_draft_unless_nothing_is_to_be_kept() {
    for (answer, drafts) in [("1", 1_usize), ("2", 0)] {
        let (home, mut session) = with_workspace("jurisdiction = \"us-federal\"\n", &[]);
        come_to(&mut session, |turn| turn.at == Point::Keep);
        session.press(answer);
        session.settle();
        assert_eq!(documents(&home), 1, "the draft is there meanwhile");
        // A screen that was not ours for a while is locked.
        session.signal(Signal::TSTP);
        session.wait_for_stop();
        session.signal(Signal::CONT);
        session.wait_for("Notes");
        session.signal(Signal::TERM);
        session.end();
        let said = if drafts == 1 { "put aside, sealed" } else { "nothing was kept" };
        assert!(session.shows(said), "{}", session.screen());
        assert_eq!(documents(&home), drafts, "after the answer {answer}");
    }
}
