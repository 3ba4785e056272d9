//! A conversation on a real terminal: that keys do what the screen says, that nothing answers a
//! question by accident, and that nothing of it is left behind however it ends.

use std::path::Path;

use rustix::process::Signal;

use crate::pty::{CLEAR, DOWN, ENTER, ESCAPE, Session, UP};

const WIDE: (u16, u16) = (80, 24);
const NARROW: (u16, u16) = (40, 10);
/// A word of the first gate, of the first question, and of what follows the conversation.
const DANGER: &str = "in danger right now";
const GATE: &str = "where nobody can hear";
const FIRST: &str = "Which age group are you in?";
const SUMMARY: &str = "Summary";

/// How an item of a list is chosen.
type Choose = fn(&mut Session, usize);
/// How a session is ended.
type Leave = fn(&mut Session);

fn by_digit(session: &mut Session, place: usize) {
    session.press(&(place + 1).to_string());
    // On a small screen the first press shows what the number means; in a long list Enter ends the number.
    if session.shows("press again to choose it.") {
        session.press(&(place + 1).to_string());
    } else if session.shows("Enter chooses") {
        session.press(ENTER);
    }
}

fn by_arrows(session: &mut Session, place: usize) {
    (0..=place).for_each(|_| session.press(DOWN));
    session.press(ENTER);
}

fn screening(size: (u16, u16)) -> (Session, tempfile::TempDir) {
    let home = tempfile::tempdir().unwrap();
    let mut session =
        Session::start(home.path(), &["screen", "--jurisdiction", "us-federal", "adult-brief"], size);
    // What is typed before the program has the screen is no reply to anything.
    session.wait_for(DANGER);
    (session, home)
}

/// Returns a screening that has come to its gate about privacy: nobody is in danger.
#[track_caller]
fn at_the_gate(size: (u16, u16)) -> (Session, tempfile::TempDir) {
    let (mut session, home) = screening(size);
    read(&mut session);
    session.press("2");
    session.wait_for(GATE);
    (session, home)
}

/// Answers turn after turn until a text is on the screen.
#[track_caller]
fn play(session: &mut Session, until: &str, choose: Choose) {
    for _ in 0..120 {
        session.settle();
        if session.shows(until) {
            return;
        }
        let turn = read(session);
        if turn.contains(until) {
            return;
        }
        answer(session, &turn, choose);
    }
    panic!("`{until}` never came; the screen was:\n{}", session.screen());
}

/// Reads a turn to its end, as far as it must be read before answering, and returns all its words.
fn read(session: &mut Session) -> String {
    let mut turn = String::new();
    loop {
        session.settle();
        turn.push_str(&session.screen());
        if session.shows("more below: Space") || session.shows("press Space") {
            session.send(" ");
        } else if session.shows("more below: Down") {
            session.send(DOWN);
        } else {
            return turn.replace('│', " ").split_whitespace().collect::<Vec<_>>().join(" ");
        }
    }
}

/// Goes on with the conversation and declines whatever is sensitive.
fn answer(session: &mut Session, turn: &str, choose: Choose) {
    let has = |text: &str| turn.contains(text);
    if has("Look over the answers") || has("May we keep a copy") || has("Agreement") || has("A break?") {
        choose(session, 0);
    } else if has("Services together") || has("Next contact") {
        session.press(ENTER);
        // In a long list it is shown first what Enter chooses.
        if session.shows("Shown now: press Enter again") {
            session.press(ENTER);
        }
    } else if has("Is it safe to begin?") {
        let proceeds_on_no = has("in danger right") || has("rest or shelter");
        choose(session, usize::from(proceeds_on_no));
    } else if has("Before more personal") || has("Left for later") {
        choose(session, 1);
    } else if has("Which age group") {
        choose(session, 2);
    } else if has("any work in the last") {
        choose(session, 0);
    } else if has("Enter go on") || has("Enter end here") {
        session.press(ENTER);
    } else if has("whole number") {
        session.press("40");
        session.press(ENTER);
    } else if has("/s ") {
        session.press("/s");
        session.press(ENTER);
    } else {
        session.press("s");
    }
}

/// Reads the summary, finishes, and looks at what is left: nothing.
#[track_caller]
fn finish(session: &mut Session, home: &Path, choose: Choose) {
    let summary = read(session);
    assert!(summary.contains("screening aid"), "{summary}");
    choose(session, 4);
    session.wait_for("Not saved");
    choose(session, 2);
    let status = session.end();
    assert!(status.success(), "{status:?}\n{}", session.screen());
    session.assert_given_back();
    session.assert_nothing_left_of("Summary");
    let files: Vec<_> = home.read_dir().unwrap().collect();
    assert!(files.is_empty(), "left behind: {files:?}");
}

#[test]
fn a_screening_by_digits() {
    let (mut session, home) = screening(WIDE);
    play(&mut session, SUMMARY, by_digit);
    finish(&mut session, home.path(), by_digit);
}

#[test]
fn a_screening_by_arrows_on_a_small_screen() {
    let (mut session, home) = screening(NARROW);
    play(&mut session, SUMMARY, by_arrows);
    finish(&mut session, home.path(), by_arrows);
}

#[test]
fn back_a_note_a_break_and_marking_several() {
    let (mut session, _home) = screening(WIDE);
    play(&mut session, "How did you first hear", by_digit);
    session.send("n");
    session.wait_for("Leave out names");
    session.send("sh\u{e9} said\x7f\x7fid n, q");
    session.send(ENTER);
    session.wait_for("Noted in their own words: “shé said n, q”");
    session.send("p");
    session.wait_for("A break");
    session.wait_for("2. Stop here");
    session.send("1");
    session.wait_for("How did you first hear");
    session.send(ENTER);
    session.wait_for("mark at least one");
    session.send("1");
    session.send("6");
    session.wait_for("[x] None of these");
    assert!(session.shows("1. [ ] From a friend"), "{}", session.screen());
    session.send(DOWN);
    session.send(UP);
    session.send(" ");
    session.wait_for("> 5. [x] Someone came up to me");
    assert!(session.shows("6. [ ] None of these"), "{}", session.screen());
    session.send(ENTER);
    session.wait_for("How many hours");
    session.press("/b");
    session.press(ENTER);
    session.wait_for("Answered before: Someone came up to me");
    session.wait_for("5. [x] Someone came up to me");
    session.send(ENTER);
    session.wait_for("How many hours");
}

/// Whatever happens, the window is called "Notes" and no more; and nothing is told by a color: there is none.
#[test]
fn a_talk_names_the_window_notes_and_knows_no_color() {
    let (mut session, _home) = screening(WIDE);
    play(&mut session, "How many hours", by_digit);
    session.send("!");
    session.settle();
    session.send("\x03");
    session.settle();
    let sent = String::from_utf8_lossy(&session.sent).into_owned();
    let after = |begins: &'static str, ends: &'static [char]| -> std::collections::BTreeSet<String> {
        let found = sent.split(begins).skip(1).filter_map(|rest| rest.find(ends).map(|end| &rest[..=end]));
        found.map(str::to_owned).collect()
    };
    assert_eq!(after("\x1b]", &['\x07', '\\']).into_iter().collect::<Vec<_>>(), ["0;Notes\x07"]);
    // Bold and ordinary, and no number of a color.
    let styles: Vec<String> = after("\x1b[", &['A', 'B', 'C', 'D', 'H', 'J', 'K', 'h', 'l', 'm', 't'])
        .into_iter()
        .filter(|code| code.ends_with('m'))
        .collect();
    assert_eq!(styles, ["0m", "1m"]);
}

#[test]
fn the_hidden_screen_shows_nothing() {
    let (mut session, _home) = screening(WIDE);
    session.wait_for(DANGER);
    assert!(session.shows("h hide"), "hiding is announced from the first screen on");
    play(&mut session, FIRST, by_digit);
    session.send("h");
    session.wait_until("the question is hidden", |session| !session.shows("age group"));
    // Escape would hide it again, so it comes last; what comes with an Enter is not Enter alone.
    for keys in ["2 q", "!", "h", "[A", UP, "A\r", "\x1b"] {
        session.send(keys);
        session.settle();
        assert_eq!(session.screen().trim(), "Notes", "{keys:?}");
    }
    session.send(ENTER);
    session.wait_for(FIRST);
}

#[test]
fn a_paste_or_a_key_held_down_answers_at_most_one_question() {
    for burst in ["1111\n1111\n", "\x1b[200~1111\n1111\n\x1b[201~", &"1".repeat(20)] {
        let (mut session, _home) = at_the_gate(WIDE);
        session.send(burst);
        session.settle();
        let first = session.shows(GATE);
        let second = session.shows("share a language");
        assert!(first || second, "{burst:?} led to:\n{}", session.screen());
    }
}

#[test]
fn a_paste_into_a_line_is_not_its_end() {
    let (mut session, _home) = screening(WIDE);
    play(&mut session, "How many hours", by_digit);
    session.send("\x1b[200~4\n0\n\x1b[201~");
    session.wait_for("> 4 0");
    session.press(CLEAR);
    session.press("s");
    session.press(ENTER);
    session.wait_for("Did you mean “prefer not to say”? Type /s for that.");
    session.press("\x7f/s");
    session.press(ENTER);
    session.wait_until("the question is over", |session| !session.shows("How many hours"));
}

#[test]
fn however_it_ends_nothing_is_left() {
    let ways: [(&str, Leave); 5] = [
        ("Ctrl-C", |session| session.send("\x03")),
        ("SIGINT", |session| session.signal(Signal::INT)),
        ("SIGTERM", |session| session.signal(Signal::TERM)),
        ("SIGHUP", |session| session.signal(Signal::HUP)),
        ("SIGQUIT", |session| session.signal(Signal::QUIT)),
    ];
    for (way, leave) in ways {
        let (mut session, _home) = screening(WIDE);
        play(&mut session, FIRST, by_digit);
        assert!(session.is_raw(), "keys are not shown by the terminal");
        leave(&mut session);
        let status = session.end();
        assert!(!status.success(), "{way}: {status:?}");
        session.assert_given_back();
        session.assert_nothing_left_of("age group");
        session.assert_nothing_left_of("About you");
    }
}

#[test]
fn a_closed_window_ends_the_program() {
    let (mut session, _home) = screening(WIDE);
    play(&mut session, FIRST, by_digit);
    session.close();
    session.end();
}

#[test]
fn a_question_longer_than_the_screen_is_read_before_it_is_answered() {
    let (mut session, _home) = at_the_gate(NARROW);
    session.wait_for("more below: Space");
    for early in ["1", "s", "2"] {
        session.send(early);
        session.wait_for("There is more to read first: press Space.");
    }
    assert!(session.shows(GATE), "{}", session.screen());
    let turn = read(&mut session);
    assert!(turn.contains("somebody who can hear."), "{turn}");
    session.send("1");
    session.wait_for("share a language");
}

#[test]
fn unknown_sequences_do_nothing_and_escape_alone_hides() {
    let (mut session, _home) = at_the_gate(WIDE);
    for harmless in ["\x1b[1;5C", "\x1b[15~", "\x1b[[B", "\x1b[2~", "\t"] {
        session.send(harmless);
        session.settle();
        assert!(session.shows(GATE), "{}", session.screen());
    }
    // An arrow on a line that is slow comes in pieces.
    session.send("\x1b[");
    session.send("B");
    session.wait_for("> 1. Yes");
    session.press(ESCAPE);
    assert_eq!(session.screen().trim(), "Notes");
    for covered in ["1", "y", " ", ESCAPE, "\x1b[B", "1\r", "?", "b"] {
        session.send(covered);
        session.settle();
        assert_eq!(session.screen().trim(), "Notes", "{covered:?}");
    }
    session.press(ENTER);
    session.wait_for("> 1. Yes");
}

#[test]
fn a_window_that_changes_is_shown_anew() {
    let (mut session, _home) = at_the_gate(WIDE);
    session.resize(40, 10);
    session.wait_for("more below");
    session.resize(100, 30);
    session.wait_for("1. Yes");
    session.send("1");
    session.wait_for("safe to talk now?");
}

#[test]
fn plain_lines_on_a_terminal() {
    let home = tempfile::tempdir().unwrap();
    let mut session = Session::start(
        home.path(),
        &["screen", "--jurisdiction", "us-federal", "adult-brief", "--plain"],
        WIDE,
    );
    session.wait_for("> ");
    if !session.shows(DANGER) {
        session.send("\n");
    }
    session.wait_for(DANGER);
    session.send("2\n");
    session.wait_for(GATE);
    session.send("1\n1\n1\n");
    session.wait_for("share a language");
    session.settle();
    assert!(!session.shows("need care, food"), "one line a question:\n{}", session.screen());
    assert!(!session.sent.contains(&0x1b), "no escape codes");
    session.signal(Signal::TERM);
    session.end();
    session.assert_given_back();
}
