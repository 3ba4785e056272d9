//! Hiding and danger, from every kind of turn and on every size of screen: nothing but "Notes" is left on a
//! hidden screen, Enter brings back the turn with what was typed, danger shows the emergency lines, and
//! what was typed as a command is in no record.

use std::collections::BTreeSet;
use std::fs;

use safelight::conversation::{Point, Reply, Turn, Wanted};

use crate::pty::{CLEAR, DOWN, ENTER, ESCAPE, Session, words};
use crate::tty_acts::{Act, KINDS, Walk, arrive, holds_words, id_of, pick, read_on, through_kinds, types};

const SIZES: [(u16, u16); 3] = [(80, 24), (40, 24), (40, 10)];

/// Words that stand in no form, so that what is left of them is found.
const HALF: &str = "zzhalf";

/// Returns the name of a kind of turn, so that each is looked at once.
fn kind_of(turn: &Turn) -> String {
    let kind = match turn.at {
        Point::Gate(_) => "gate".to_owned(),
        Point::Opening(_) => "opening".to_owned(),
        Point::Question(_) => format!("question {}", id_of(turn)),
        Point::Note(_) => "note menu".to_owned(),
        Point::NoteWords(_) => "note words".to_owned(),
        Point::NoteLeft(_) => "note left".to_owned(),
        Point::Leave(_) => "leave".to_owned(),
        Point::BreakOffer(_) => "break offer".to_owned(),
        Point::Disclosure(_) => "disclosure".to_owned(),
        Point::Stop(_) => "stop".to_owned(),
        Point::Seen(_) => "seen".to_owned(),
        Point::Task(name) => name.0.to_owned(),
        other => format!("{other:?}").to_lowercase(),
    };
    format!("{kind}{}", if holds_words(turn) { ", filled" } else { "" })
}

/// Everything that can be done in one screening that comes to its end.
fn the_long_way() -> Walk {
    through_kinds(None, |turn, id, time| match (turn.at, id, time) {
        (_, "works", 1 | 2) => Some(Act::Key('n')),
        (Point::NoteWords(_), _, 1) => Some(Act::Type("They said a lot.")),
        (Point::Note(_), _, 1) => Some(Act::Pick(2)),
        (Point::NoteWords(_), _, 2) => Some(Act::Type("They said little.")),
        (_, "works", 3) => Some(Act::Key('p')),
        (_, "works", 4) => Some(Act::Key('q')),
        (_, "since", 1) => Some(Act::Key('b')),
        (_, "tonight", 1) => Some(Act::Key('l')),
        // The first answer of the list after "Go on"; then the hours no longer apply.
        (Point::Review, _, 1) => Some(Act::Pick(2)),
        (_, "works", 6) => Some(Act::Pick(2)),
        (Point::Services, _, 1) => Some(Act::Pick(1)),
        (Point::Keep, ..) => Some(Act::Pick(2)),
        // Everything is shown, since only that is written for programs.
        (Point::Summary, _, 1) => Some(Act::Pick(7)),
        (Point::Summary, _, 2) => Some(Act::Pick(1)),
        (Point::Summary, _, 3) => Some(Act::Pick(2)),
        (Point::Task(name), ..) if name.0 == "mark" => Some(Act::Pick(2)),
        (Point::Task(name), ..) if name.0 == "judge_level" => Some(Act::Pick(2)),
        (Point::Task(name), ..) if name.0 == "judge_reason" => Some(Act::Type("Somebody waited outside.")),
        (Point::Summary, _, 4) => Some(Act::Pick(5)),
        (Point::Unsaved, ..) => Some(Act::Pick(2)),
        (Point::Summary, _, 5 | 6) => Some(Act::Pick(4)),
        (Point::Task(name), ..) if name.0 == "copy_anyway" => Some(Act::Pick(2)),
        (Point::Task(name), ..) if name.0 == "copy_reason" => Some(Act::Type("The law asks for it.")),
        (Point::Task(name), ..) if name.0 == "copy_name" => Some(Act::Type("case.json")),
        _ => None,
    })
}

/// The other ends: a stop that the form has, danger, a gate that is not passed.
fn the_short_ways() -> Vec<Walk> {
    vec![
        through_kinds(None, |_, id, _| (id == "lives").then_some(Act::Pick(3))),
        // Where nothing hard was said, a break is offered.
        through_kinds(None, |turn, id, _| match (turn.at, id) {
            (_, "threats") => Some(Act::Pick(2)),
            (Point::BreakOffer(_), _) => Some(Act::Key('q')),
            (Point::Ending, _) => Some(Act::Pick(3)),
            _ => None,
        }),
        through_kinds(None, |turn, id, _| match (turn.at, id) {
            (_, "hours") => Some(Act::Key('!')),
            (Point::Danger, _) => Some(Act::Pick(2)),
            _ => None,
        }),
        through_kinds(None, |turn, _, _| (turn.at == Point::Gate(0)).then_some(Act::Pick(2))),
        through_kinds(None, |turn, _, _| (turn.at == Point::Gate(1)).then_some(Act::Pick(1))),
        through_kinds(None, |turn, _, _| (turn.at == Point::Consent).then_some(Act::Pick(2))),
    ]
}

/// Goes all the ways, and looks at every third kind of turn that comes: the tests of one size share them.
#[track_caller]
fn every_kind_of_turn_has_its_ways_out(size: (u16, u16), third: usize) {
    let mut looked_at = BTreeSet::new();
    let mut look = |session: &mut Session, turn: &Turn| {
        if looked_at.insert(kind_of(turn)) && looked_at.len() % 3 == third {
            has_its_ways_out(session, turn, size);
        }
    };
    let long = the_long_way();
    let home = tempfile::tempdir().unwrap();
    let mut session = Session::start(home.path(), &["screen", "--jurisdiction", "us-federal", KINDS], size);
    long.press(&mut session, &mut look);
    assert!(session.end().success());
    session.assert_given_back();
    let record = fs::read_to_string(home.path().join("case.json")).unwrap();
    assert!(!record.contains(HALF), "{record}");
    assert_eq!(record, long.copies["json"], "nothing but the replies is in the record");
    for short in the_short_ways() {
        let home = tempfile::tempdir().unwrap();
        let mut session =
            Session::start(home.path(), &["screen", "--jurisdiction", "us-federal", KINDS], size);
        short.press(&mut session, &mut look);
        session.end();
        session.assert_given_back();
        assert_eq!(home.path().read_dir().unwrap().count(), 0, "nothing is left behind");
    }
    let kinds: Vec<&str> = looked_at.iter().map(String::as_str).collect();
    for kind in EVERY_KIND {
        assert!(kinds.contains(kind), "{kind} was never on the screen; these were: {kinds:?}");
    }
}

const EVERY_KIND: &[&str] = &[
    "after_danger",
    "before",
    "break",
    "break offer",
    "closing",
    "consent",
    "contacthow",
    "contactwhen",
    "copy_anyway",
    "copy_name",
    "copy_reason",
    "copy_replace",
    "danger",
    "disclosure",
    "ending",
    "farewell",
    "gate",
    "judge_level",
    "judge_reason",
    "judge_which",
    "keep",
    "leave",
    "left",
    "mark",
    "mark_which",
    "note left",
    "note menu",
    "note words",
    "note words, filled",
    "notice",
    "opening",
    "ownpart",
    "question day",
    "question help",
    "question hours",
    "question hours, filled",
    "question lives",
    "question often",
    "question since",
    "question spoken_for",
    "question works",
    "review",
    "seen",
    "services",
    "stop",
    "summary",
    "unsaved",
];

// Most of this is waiting, so each size has three tests, which wait together.

#[test]
fn from_every_kind_of_turn_on_a_usual_screen() {
    every_kind_of_turn_has_its_ways_out(SIZES[0], 0);
}

#[test]
fn from_every_kind_of_turn_on_a_usual_screen_second_third() {
    every_kind_of_turn_has_its_ways_out(SIZES[0], 1);
}

#[test]
fn from_every_kind_of_turn_on_a_usual_screen_last_third() {
    every_kind_of_turn_has_its_ways_out(SIZES[0], 2);
}

#[test]
fn from_every_kind_of_turn_on_a_narrow_screen() {
    every_kind_of_turn_has_its_ways_out(SIZES[1], 0);
}

#[test]
fn from_every_kind_of_turn_on_a_narrow_screen_second_third() {
    every_kind_of_turn_has_its_ways_out(SIZES[1], 1);
}

#[test]
fn from_every_kind_of_turn_on_a_narrow_screen_last_third() {
    every_kind_of_turn_has_its_ways_out(SIZES[1], 2);
}

#[test]
fn from_every_kind_of_turn_on_a_small_screen() {
    every_kind_of_turn_has_its_ways_out(SIZES[2], 0);
}

#[test]
fn from_every_kind_of_turn_on_a_small_screen_second_third() {
    every_kind_of_turn_has_its_ways_out(SIZES[2], 1);
}

#[test]
fn from_every_kind_of_turn_on_a_small_screen_last_third() {
    every_kind_of_turn_has_its_ways_out(SIZES[2], 2);
}

// ---- at one turn ----

#[track_caller]
fn has_its_ways_out(session: &mut Session, turn: &Turn, (columns, _): (u16, u16)) {
    names_its_ways_out(session, turn);
    let first = session.screen();
    hides(session, ESCAPE);
    arrive(session, turn);
    if columns == 80 && !types(turn) {
        assert_eq!(session.screen(), first, "it comes back as it was");
    }
    if types(turn) {
        hides_while_something_is_typed(session, turn);
    } else {
        hides(session, "h");
        arrive(session, turn);
    }
    if turn.at != Point::Danger {
        shows_danger(session, turn, "!");
        shows_danger(session, turn, if types(turn) { "/!\r" } else { "！" });
    }
}

/// Danger, hide and stop are in the last rows of every turn, also of one that is not read yet.
#[track_caller]
fn names_its_ways_out(session: &Session, turn: &Turn) {
    let stop = if turn.stop { &["q stop"][..] } else { &[] };
    // Where something is typed, `h` is a letter, and the key that hides is Escape.
    let hide = if types(turn) { "Esc hide" } else { "h hide" };
    for way in ["! danger now", hide].iter().chain(stop) {
        assert!(session.shows(way), "`{way}` is not on the screen:\n{}", session.screen());
    }
}

/// Presses a key that hides: nothing is to be seen until Enter.
#[track_caller]
fn hides(session: &mut Session, key: &str) {
    session.press(key);
    assert_eq!(session.screen().trim(), "Notes", "after {key:?}");
    session.press(ENTER);
}

#[track_caller]
fn hides_while_something_is_typed(session: &mut Session, turn: &Turn) {
    session.press(HALF);
    session.wait_for(HALF);
    hides(session, ESCAPE);
    session.wait_for(HALF);
    // A hand in a hurry types the command behind the words.
    session.press("/h");
    hides(session, ENTER);
    session.wait_for(&format!("{HALF}/h"));
    session.wait_for("that could mean “hide”");
    session.press(&"\x7f".repeat(HALF.len() + 2));
    session.wait_until("the words are gone", |session| !session.shows(HALF));
    is_back(session, turn);
    if !holds_words(turn) {
        session.press("/h");
        hides(session, ENTER);
        is_back(session, turn);
        assert!(!session.shows("> /h"), "{}", session.screen());
    }
}

/// A turn in which something is typed is shown where that is: its first line tells that it is back.
#[track_caller]
fn is_back(session: &mut Session, turn: &Turn) {
    let part = turn.progress.as_ref().map(|progress| progress.title.clone());
    session.wait_for(&turn.heading.clone().or(part).unwrap_or_default());
    session.settle();
}

#[track_caller]
fn shows_danger(session: &mut Session, turn: &Turn, keys: &str) {
    if holds_words(turn) {
        session.press(CLEAR);
    }
    match keys.strip_suffix(ENTER) {
        Some(line) => {
            session.press(line);
            session.press(ENTER);
        }
        None => session.press(keys),
    }
    session.wait_for("Danger now");
    session.settle();
    assert!(session.shows("911"), "the number stands first:\n{}", session.screen());
    let mut said = read_on(session);
    // Where it was read before, nothing has to be read to its end again.
    while session.shows("more below: arrows") {
        session.press(DOWN);
        said.push_str(&words(&session.screen()));
    }
    for start in ["Is everybody safe at this moment?", "911"] {
        assert!(said.contains(start), "`{start}` is not said:\n{said}");
    }
    hides(session, ESCAPE);
    session.wait_for("Danger now");
    read_on(session);
    pick(session, 1, 2);
    if types(turn) {
        is_back(session, turn)
    } else {
        arrive(session, turn)
    }
    if holds_words(turn) {
        // An arrow shows the line; words that were cleared before can be brought back.
        session.send("\x1b[D");
        session.settle();
        let there = format!("> {}", words_in(turn));
        if !session.shows(&there) {
            session.press(CLEAR);
            session.wait_for(&there);
        }
    }
}

/// Returns the words that stand there when a turn is shown first.
fn words_in(turn: &Turn) -> String {
    match (&turn.wanted, &turn.given) {
        (_, Some(Reply::Typed(words))) => words.clone(),
        (Wanted::Typed(typing), _) => typing.filled.clone(),
        _ => String::new(),
    }
}

// ---- what is no turn of a screening ----

#[test]
fn from_the_list_of_keys_and_from_lists_outside_a_conversation() {
    for size in SIZES {
        let home = tempfile::tempdir().unwrap();
        let mut session =
            Session::start(home.path(), &["screen", "--jurisdiction", "us-federal", KINDS], size);
        session.wait_for("Is it safe to begin?");
        session.press("?");
        page_has_its_ways_out(&mut session, "All keys", "Is it safe to begin?", true);

        let mut session = Session::start(home.path(), &["screen", "--jurisdiction", "us-federal"], size);
        session.wait_for("Which questionnaire?");
        page_has_its_ways_out(&mut session, "Which questionnaire?", "Which questionnaire?", false);
        session.press("?");
        page_has_its_ways_out(&mut session, "All keys", "Which questionnaire?", true);

        let mut session = Session::start(home.path(), &["practice"], size);
        session.wait_for("Which scenario?");
        page_has_its_ways_out(&mut session, "Which scenario?", "Which scenario?", false);

        let mut session = Session::start(home.path(), &["practice", "cousin-stays"], size);
        for page in ["Before you practice", "The situation"] {
            session.wait_for(page);
            page_has_its_ways_out(&mut session, page, page, false);
            read_on(&mut session);
            pick(&mut session, 1, 2);
        }
    }
}

/// A page of which no turn is known: its heading, and that of what comes when it was hidden.
#[track_caller]
fn page_has_its_ways_out(session: &mut Session, heading: &str, then: &str, is_leaflet: bool) {
    session.wait_for(heading);
    for way in ["! danger now", "h hide"] {
        assert!(session.shows(way), "`{way}` is not on the screen:\n{}", session.screen());
    }
    for key in [ESCAPE, "h", "!"] {
        if is_leaflet && !session.shows(heading) {
            session.press("?");
            session.wait_for(heading);
        }
        if key == "!" {
            session.press(key);
            session.wait_for("Danger now");
            read_on(session);
            pick(session, 1, 1);
        } else {
            hides(session, key);
        }
        session.wait_for(then);
    }
}
