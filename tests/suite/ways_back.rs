//! Ways back from what was done by a slip: to an answer, from a break, to the agreement, and to what was chosen
//! before the talk. Nothing is lost on them.

use safelight::conversation::{Conversation, Point, Reply, Turn};

use crate::conversation::{asks, setting, small, words, yes_no};
use crate::in_the_room::{begun, choose, form, lead_to, shown, then};
use crate::piped::{SCREEN, Talk, record as record_of};
use crate::run::Home;

#[test]
fn from_the_end_of_the_questions_one_comes_back_to_the_answer() {
    let form = form("adult-brief");
    let mut conversation = begun(&form, setting());
    let ages = |turn: &Turn| asks(turn, "Which age group are you in?");
    lead_to(&mut conversation, ages);
    for _ in 0..2 {
        let turn = choose(&mut conversation, "under_18");
        assert!(matches!(turn.at, Point::Stop(_)) && turn.back);
        let turn = then(&mut conversation, Reply::Back);
        assert!(ages(&turn) && turn.given == Some(Reply::choose("under_18")));
    }
    choose(&mut conversation, "age_25_59");
    assert!(conversation.interview().stopped().is_none());
}

#[test]
fn from_words_after_something_hard_one_comes_back_to_the_answer_and_hears_them_again() {
    let form = small(
        &[yes_no("hard", ""), yes_no("next", "")].concat(),
        "[[disclosure]]\nid = \"told\"\nwhen = \"hard = yes\"\nsay = \"I believe you.\"\n\
         [[disclosure]]\nid = \"both\"\nwhen = \"hard = yes\"\nsay = \"Take your time.\"",
    );
    let mut conversation = begun(&form, setting());
    lead_to(&mut conversation, |turn| asks(turn, "hard?"));
    let first = choose(&mut conversation, "yes");
    assert!(asks(&then(&mut conversation, Reply::Back), "hard?"));
    assert_eq!(choose(&mut conversation, "yes").say, first.say, "it is said again");
    let second = if first.items().is_empty() {
        then(&mut conversation, Reply::Seen)
    } else {
        choose(&mut conversation, "go_on")
    };
    assert_ne!(second.say, first.say);
    assert!(asks(&then(&mut conversation, Reply::Back), "hard?"));
    let next = choose(&mut conversation, "no");
    assert!(asks(&next, "next?"), "{}", words(&next));
    assert!(conversation.record().answers[0].shown == "No");
}

#[test]
fn from_the_first_question_one_comes_back_to_the_agreement_as_long_as_nothing_was_said() {
    let form = small(&[yes_no("one_a", ""), yes_no("two_a", "")].concat(), "");
    let mut conversation = begun(&form, setting());
    let turn = lead_to(&mut conversation, |turn| asks(turn, "one_a?"));
    assert!(turn.back);
    let turn = then(&mut conversation, Reply::Back);
    assert!(turn.at == Point::Consent && turn.given == Some(Reply::choose("yes")));
    choose(&mut conversation, "yes");
    choose(&mut conversation, "yes");
    let turn = then(&mut conversation, Reply::Back);
    assert!(asks(&turn, "one_a?") && !turn.back, "an answer could be lost");
}

fn sensitive(id: &str) -> String {
    yes_no(id, "").replace("sensitivity = 0", "sensitivity = 2")
}

#[test]
fn a_break_leads_back_and_is_not_offered_twice_in_a_row() {
    let section = |id: &str| format!("[[section]]\nid = \"{id}\"\ntitle = \"{id}\"\n");
    let questions = [sensitive("hard_a"), section("two"), sensitive("hard_b"), yes_no("last", "")].concat();
    let form =
        small(&questions, "[[disclosure]]\nid = \"told\"\nwhen = \"hard_a = yes\"\nsay = \"I believe you.\"");
    let at_hard = |conversation: &mut Conversation<'_>| {
        lead_to(conversation, |turn| asks(turn, "hard_a?"));
    };
    let offers = |turn: &Turn| turn.items().iter().any(|item| item.id.as_str() == "break");
    // A break at any question leads back to it.
    let mut conversation = begun(&form, setting());
    at_hard(&mut conversation);
    assert_eq!(then(&mut conversation, Reply::Break).at, Point::Break);
    assert!(asks(&then(&mut conversation, Reply::Back), "hard_a?"));
    // The offer of one leads back to the answer before it, and is made again.
    choose(&mut conversation, "no");
    assert!(asks(&then(&mut conversation, Reply::Back), "hard_a?"));
    assert!(matches!(choose(&mut conversation, "no").at, Point::BreakOffer(0)));
    // Whoever has had one, or wanted none, is not asked at once again.
    for choice in ["go_on", "break"] {
        let mut conversation = conversation.clone();
        let mut turn = choose(&mut conversation, choice);
        if turn.at == Point::Break {
            turn = choose(&mut conversation, "go_on");
        }
        assert!(matches!(turn.at, Point::Leave(1)) && !offers(&turn), "{}", shown(&turn));
        assert!(turn.pause, "one can always be taken");
    }
    // After something hard the person was asked whether to rest.
    for choice in ["go_on", "break"] {
        let mut conversation = begun(&form, setting());
        at_hard(&mut conversation);
        assert!(matches!(choose(&mut conversation, "yes").at, Point::Disclosure(0)));
        let mut turn = choose(&mut conversation, choice);
        if turn.at == Point::Break {
            turn = choose(&mut conversation, "go_on");
        }
        assert!(matches!(turn.at, Point::Leave(1)), "{}", shown(&turn));
    }
}

// ---- what was chosen before it ----

#[test]
fn a_wrong_country_can_be_corrected_from_the_first_gate() {
    let home = Home::new();
    let mut talk = Talk::begin(&home, &["screen", "adult-brief", "--plain", "--export", "case.json"]);
    talk.page().unwrap();
    assert!(talk.then("1").contains("b back"));
    assert!(talk.then("b").contains("Which country are you in?"));
    talk.then("4");
    assert!(talk.then("!").contains("United States: "));
    talk.finish("1", &[]).done();
    assert!(record_of(&home, "case.json")["jurisdiction"].as_str().unwrap().contains("United States"));
    // One step at a time, where both were chosen.
    let mut talk = Talk::begin(&home, &["screen", "--plain"]);
    talk.page().unwrap();
    for (line, expected) in [
        ("1", "Which questionnaire?"),
        ("1", "Is it safe to begin?"),
        ("b", "Which questionnaire?"),
        ("b", "Which country are you in?"),
    ] {
        let page = talk.then(line);
        assert!(page.contains(expected), "{page}");
    }
    // A part of the country lies between, and the first page names both.
    let mut talk = Talk::begin(&home, &["screen", "adult-brief", "--plain"]);
    talk.page().unwrap();
    for (line, expected) in [
        ("4", "Which state or part"),
        ("1", "Is it safe to begin?"),
        ("b", "Which state or part"),
        ("b", "Which country are you in?"),
        ("4", "Which state or part"),
    ] {
        let page = talk.then(line);
        assert!(page.contains(expected), "{page}");
    }
    let page = talk.on("1", &[], "Before you begin");
    assert!(page.contains("Emergency numbers and services: United States, California."), "{page}");
    // What was named is not chosen anew.
    let mut talk = Talk::begin(&home, SCREEN);
    talk.page().unwrap();
    assert!(talk.then("b").contains("not possible") || talk.is_at("danger right now"));
}

/// Whoever comes back from the summary and leaves an answer for later goes on to the summary again, and not in a circle.
#[test]
fn an_answer_left_for_later_after_the_summary_leads_to_the_summary() {
    for id in ["agency-readiness", "youth-known"] {
        let form = form(id);
        let mut conversation = begun(&form, setting());
        lead_to(&mut conversation, |turn| turn.at == Point::Summary);
        conversation.reopen();
        let mut turn = then(&mut conversation, Reply::Back);
        while turn.at != Point::Review {
            assert!(turn.back, "{id}: {}", words(&turn));
            turn = then(&mut conversation, Reply::Back);
        }
        let first = turn.items().iter().find(|item| item.id.as_str().starts_with("answer."));
        let first = first.unwrap_or_else(|| panic!("{id}: nothing to change: {}", words(&turn))).id.clone();
        let asked = then(&mut conversation, Reply::Choose(first));
        assert!(matches!(asked.at, Point::Question(_)));
        let turn = then(&mut conversation, Reply::Later);
        assert_eq!(turn.at, Point::Review, "{id}");
        assert_eq!(choose(&mut conversation, "go_on").at, Point::Summary, "{id}");
    }
}
