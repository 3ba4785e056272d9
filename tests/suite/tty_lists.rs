//! Lists on a terminal: they are wrapped and never pile up, all of them are the same kind of list, and a
//! number brings one to any of three hundred answers.

use std::fs;

use crate::pty::{DOWN, ENTER, Session, UP};
use crate::tty_acts::{id_of, pick, read_on};
use crate::tty_leaving::screening_at;

const SIZES: [(u16, u16); 3] = [(80, 24), (40, 24), (40, 10)];

/// Returns the first row that says something.
fn first_row(session: &Session) -> String {
    session.screen().lines().find(|row| !row.trim().is_empty()).unwrap_or_default().to_owned()
}

/// The numbers of the items on the screen, from the top.
fn numbers(session: &Session) -> Vec<usize> {
    let screen = session.screen();
    let number = |row: &str| row.trim_start_matches(['>', ' ']).split_once(". ")?.0.parse().ok();
    screen.lines().filter_map(number).collect()
}

#[test]
fn the_lists_outside_a_conversation_do_not_pile_up() {
    let lists: [(&[&str], &str); 3] = [
        (&["screen"], "Which country are you in?"),
        (&["screen", "--jurisdiction", "us-federal"], "Which questionnaire?"),
        (&["practice"], "Which scenario?"),
    ];
    for (arguments, heading) in lists {
        for size in SIZES {
            let home = tempfile::tempdir().unwrap();
            let mut session = Session::start(home.path(), arguments, size);
            session.wait_for(heading);
            session.settle();
            let top = first_row(&session);
            let mut seen = numbers(&session);
            for key in [[DOWN; 9].as_slice(), &[UP; 9], &[DOWN; 30]].concat() {
                session.send(key);
                session.settle();
                let screen = session.screen();
                assert_eq!(first_row(&session), top, "the first row stays:\n{screen}");
                assert_eq!(screen.matches(&top).count(), 1, "the first row is there once:\n{screen}");
                let shown = numbers(&session);
                assert!(shown.windows(2).all(|pair| pair[0] + 1 == pair[1]), "{shown:?} in:\n{screen}");
                assert_eq!(screen.matches("\n> ").count(), 1, "one item is chosen:\n{screen}");
                seen.extend(shown);
            }
            seen.sort_unstable();
            seen.dedup();
            assert_eq!(seen, (1..=seen.len()).collect::<Vec<_>>(), "every item can be seen");
            session.press("q");
            assert!(session.end().success());
            session.assert_given_back();
            session.assert_nothing_left_of(heading);
        }
    }
}

/// Labels that are longer than a row go on in the next.
#[test]
fn the_lists_outside_a_conversation_are_wrapped() {
    let home = tempfile::tempdir().unwrap();
    let mut session = Session::start(home.path(), &["screen", "--jurisdiction", "us-federal"], (40, 24));
    session.wait_for("Which questionnaire?");
    let mut all = session.words();
    for _ in 0..12 {
        session.send(DOWN);
        session.settle();
        all.push_str(&session.words());
    }
    for shipped in safelight::library::QUESTIONNAIRES {
        let source = shipped.source();
        let title = source.text().lines().find_map(|line| line.strip_prefix("title "));
        let title = title.unwrap().trim_start_matches(['=', ' ', '"']).trim_end_matches('"').to_owned();
        assert!(all.contains(&title), "{title} is cut:\n{all}");
    }
    assert!(all.contains("not validated)") || all.contains("published)"), "{all}");
}

/// A form with so many sensitive questions, all of which can be skipped at once.
fn form_of(questions: usize) -> String {
    let form = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/check/least.toml")).unwrap();
    let (head, _) = form.split_once("[[section.question]]").unwrap();
    let question = |number: usize| {
        format!(
            "[[section.question]]\nid = \"asked_{number}\"\nask = \"Is this the thing of number {number}?\"\n\
             kind = \"yes_no\"\nsensitivity = 2\n\n"
        )
    };
    let gates = include_str!("../forms/gates.toml");
    let opening = "[[opening]]\nid = \"limits\"\nsay = \"Some things cannot stay between us.\"\n\n";
    let (before, section) = head.split_once("[[section]]").unwrap();
    format!(
        "{before}{gates}{opening}[[section]]{section}{}",
        (1..=questions).map(question).collect::<String>()
    )
}

#[test]
fn a_number_leads_to_any_of_three_hundred_answers() {
    for size in SIZES {
        let home = tempfile::tempdir().unwrap();
        let file = home.path().join("big.toml");
        fs::write(&file, form_of(300)).unwrap();
        let mut session = Session::start(
            home.path(),
            &["screen", "--jurisdiction", "us-federal", file.to_str().unwrap()],
            size,
        );
        for (gate, number, of) in
            [("danger right now", 2, 2), ("alone with the person", 1, 2), ("share a language", 1, 3)]
        {
            session.wait_for(gate);
            read_on(&mut session);
            pick(&mut session, number, of);
        }
        for page in ["Before you begin", "Opening"] {
            session.wait_for(page);
            read_on(&mut session);
            session.press(ENTER);
        }
        session.wait_for("Agreement");
        read_on(&mut session);
        pick(&mut session, 1, 3);
        session.wait_for("Before more personal questions");
        read_on(&mut session);
        pick(&mut session, 2, 4);
        session.wait_for("Look over the answers");
        read_on(&mut session);
        // The first item goes on, so the answer to the question before stands under a number.
        for number in [157, 301, 2, 10] {
            session.press(&number.to_string());
            session.wait_for(&format!("{number}. Is this the thing of number {}?", number - 1));
            session.press(ENTER);
            if session.shows("Shown now: press Enter again") {
                session.press(ENTER);
            }
            session.wait_until("it is asked again", |session| !session.shows("Look over the answers"));
            session.wait_for(&format!("Is this the thing of number {}?", number - 1));
            session.wait_for("prefer not to say");
            session.press("b");
            session.wait_for("Look over the answers");
            session.settle();
        }
        session.press("302");
        session.wait_for("There is no number 302 here.");
    }
}

/// What was marked goes by no one key: it is asked about once, and Enter keeps it.
#[test]
fn what_is_marked_is_not_dropped_by_one_key() {
    let (mut session, _home) = screening_at(&[], |turn| id_of(turn) == "help");
    let mark = |session: &mut Session, number: usize| {
        session.press(&number.to_string());
        session.press(ENTER);
        session.wait_for(&format!("Number {number} is marked."));
    };
    session.wait_for("What would help you most?");
    read_on(&mut session);
    mark(&mut session, 1);
    mark(&mut session, 11);
    for (key, words) in [("s", "prefer not to say"), ("d", "don't know"), ("l", "come back later")] {
        session.press(key);
        session.wait_for(&format!("You marked 2. Enter keeps them; {key} once more drops them: {words}."));
    }
    session.press(ENTER);
    session.wait_until("the marks are kept", |session| !session.shows("What would help you most?"));
    session.press("b");
    session.wait_for("Answered before: A safe place");
    session.press("s");
    session.wait_for("You marked 2.");
    session.press("s");
    session.wait_until("they are dropped", |session| !session.shows("What would help you most?"));
    session.press("b");
    session.wait_for("Answered before: preferred not to say (Enter keeps it)");
}
