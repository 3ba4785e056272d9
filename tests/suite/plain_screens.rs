//! Every page of the plain lines does what every page must: danger and hiding work from everywhere and lead
//! back, numbers mean what they say in every script, and what a page does not offer is refused and changes
//! nothing.
#![expect(clippy::unwrap_used, reason = "a test that cannot be set up has failed")]

use std::fmt::Write as _;

use serde_json::json;

use crate::piped::{EVERYTHING, Replies, SCREEN, Talk, answer, record, recorded, written};
use crate::run::Home;

const NEEDS: &str = "What would help you most";
const PAPERS: &str = "Does a boss, or whoever got you work";
const HOURS: &str = "How many hours a week";

// ---- from everywhere ----

/// A way through the whole conversation that comes by every kind of page.
const EVERYWHERE: Replies<'_> = &[
    ("Have you done any work", "1"),
    (PAPERS, "n"),
    (PAPERS, "n"),
    (PAPERS, "1"),
    ("Their own words", "He has it"),
    ("The note", "2"),
    ("The note", "2"),
    ("A break?", "2"),
    ("A break?", "1"),
    ("Left for later", "1"),
    ("Does a boss, a recruiter", "l"),
    ("Does a boss, a recruiter", "1"),
    ("Has anyone hit you", "1"),
    ("Look over the answers", "12"),
    ("Look over the answers", "1"),
    (NEEDS, "1 2"),
    ("Did you see injuries", "l"),
    ("Services together", "1"),
    ("Services together", ""),
    ("which way is safe", "1"),
    ("which day would be good", "4"),
    ("May we keep a copy", "2"),
    ("Summary", "1"),
    ("Summary", "2"),
    ("Summary", "3"),
    ("Summary", "4"),
    ("Summary", "1"),
    ("Summary", "q"),
    ("Not saved", "3"),
    ("A warm handoff helps most", "4"),
    ("A warm handoff helps most", "2"),
    ("A warm handoff helps most", "3"),
    ("Why do you see it so", "What I saw"),
    ("The person did not agree that a copy is kept", "2"),
    ("Why is a copy kept", "The law requires it"),
    ("The file will not be encrypted", "case.md"),
    ("That file is already there", "1"),
];

/// Goes that way and leaves every page for a moment. Returns how many pages there were.
fn leaving_every_page(replies: Replies<'_>, leave: impl Fn(&mut Talk)) -> (usize, Talk) {
    let home = Home::new();
    home.file("case.md", "mine");
    let mut talk = Talk::begin(&home, SCREEN);
    let mut pages = 0;
    while talk.page().is_some() {
        pages += 1;
        assert!(pages < 300, "it never ends:\n{}", talk.said);
        let line = talk.next_line(replies);
        let before = talk.place.lines().next().unwrap().to_owned();
        leave(&mut talk);
        let after = talk.place.lines().next().unwrap();
        let title = before.trim_start_matches("You are at: ").split(". Read aloud").next().unwrap();
        assert!(after.contains(title.trim_end_matches('.')), "it left {before:?} and is at {after:?}");
        talk.reply(&line);
    }
    (pages, talk)
}

/// Danger from every page, and back to it.
#[test]
fn danger_works_from_every_page_and_leads_back() {
    let (pages, talk) = leaving_every_page(EVERYWHERE, |talk| {
        let from = talk.place.clone();
        let page = talk.then("!");
        assert!(talk.is_at("Danger now"), "no danger page from:\n{from}\nbut:\n{page}");
        assert!(page.contains("phone 911") && page.contains("Is everybody safe at this moment?"), "{page}");
        assert!(!page.contains("Chosen: "), "nothing comes before it: {page}");
        talk.then("1");
    });
    assert!(pages > 60, "only {pages} pages came up");
    comes_by_everything(&talk);
}

/// Hiding from every page, and back to it. The same letter works where something is typed.
#[test]
fn hiding_works_from_every_page_and_leads_back() {
    let (pages, talk) = leaving_every_page(EVERYWHERE, |talk| {
        let takes_text = talk.place.contains("/h hide");
        let page = talk.then(if takes_text { "/h" } else { "h" });
        assert!(page.starts_with("\n\n\n\n\n\n\n\n") && page.contains("Press Enter to go on."), "{page}");
        // Nothing but Enter brings it back.
        assert!(talk.then("x").starts_with("Press Enter to go on."));
        talk.then("");
    });
    assert!(pages > 60, "only {pages} pages came up");
    comes_by_everything(&talk);
}

/// Every page of the way was there, and every one names what keeps somebody safe.
fn comes_by_everything(talk: &Talk) {
    for title in [
        "Before you begin",
        "Is it safe to begin?",
        "Opening",
        "Agreement",
        "Their own words",
        "The note",
        "Before more personal questions",
        "Stay with the person",
        "A break",
        "A break?",
        "Left for later",
        "Look over the answers",
        "Services together",
        "Next contact",
        "A copy",
        "Closing words",
        "Your own part",
        "Summary",
        "Which service or step?",
        "Your own judgement of what?",
        "Not saved",
    ] {
        assert!(talk.said.contains(&format!("\n{title}\n")), "{title} did not come up:\n{}", talk.said);
    }
    for prompt in talk.said.split("\n> ").filter_map(|page| page.lines().last()) {
        let is_hidden = prompt.ends_with("Press Enter to go on.");
        let is_last = prompt.starts_with("Done. ");
        assert!(
            is_hidden || is_last || (prompt.contains("! danger") && prompt.contains("h hide")),
            "{prompt}"
        );
    }
}

// ---- numbers ----

/// Numbers choose, of every script, on a list of more than nine too.
#[test]
fn a_number_on_a_long_list_is_that_option() {
    let cases: &[(&str, &[&str])] = &[
        ("12", &["nothing_now"]),
        ("11", &["job"]),
        ("1 2", &["safe_place", "food_clothes"]),
        ("10 11", &["money_help", "job"]),
        ("11,10 10", &["money_help", "job"]),
        ("１２", &["nothing_now"]),
        ("١٢", &["nothing_now"]),
        ("۱۱، ۲", &["food_clothes", "job"]),
        ("१२", &["nothing_now"]),
        ("๑๑", &["job"]),
        ("\u{200f}١٢\u{200e}", &["nothing_now"]),
    ];
    for (typed, chosen) in cases {
        let (_, record) = recorded(&[(NEEDS, typed)]);
        assert_eq!(answer(&record, "needs_now")["value"], json!(chosen), "{typed}");
    }
}

/// Where a number is the answer, its digits may be of any script too, and letters are never keys.
#[test]
fn a_number_that_is_typed_is_that_number() {
    let worked = ("Have you done any work", "1");
    for (typed, hours) in [
        ("40", "40"),
        (" 40 ", "40"),
        ("４０", "40"),
        ("٤٠", "40"),
        ("۴۰", "40"),
        ("४०", "40"),
        ("168", "168"),
    ] {
        let (_, record) = recorded(&[worked, (HOURS, typed)]);
        assert_eq!(
            answer(&record, "hours_per_week")["value"].to_string().trim_matches('"'),
            hours,
            "{typed}"
        );
    }
    for refused in ["70 days", "varies", "about 70", "seventy", "169", "-1", "4O", "40 50", "²"] {
        let home = Home::new();
        let mut talk = Talk::begin(&home, &[SCREEN, &["--export", "case.json"]].concat());
        talk.lead_to(&[worked], HOURS);
        let page = talk.then(refused);
        assert!(page.starts_with("Please answer with a whole number from 0 to 168."), "{refused}: {page}");
        talk.finish("7", &[]).done();
        assert_eq!(
            answer(&record(&home, "case.json"), "hours_per_week")["value"].to_string().trim_matches('"'),
            "7"
        );
    }
}

/// Three hundred answers are looked over by number.
#[test]
fn an_answer_among_three_hundred_is_reached_by_its_number() {
    let mut text = "format = 1\n[questionnaire]\nid = \"big\"\nversion = \"1.0.0\"\ntitle = \"Big\"\nlanguage = \"en\"\n\
         purpose = \"p\"\nminutes = 1\nlicense = \"CC-BY-4.0\"\nreview_by = 2099-01-01\n[questionnaire.population]\nages = \"18+\"\n\
         settings = [\"any\"]\nlaw = \"any\"\n\
         [questionnaire.validation]\nstatus = \"not-validated\"\nnote = \"n\"\n"
        .to_owned();
    text += include_str!("../forms/gates.toml");
    text += "[[opening]]\nid = \"limits\"\nsay = \"Limits.\"\n[[section]]\nid = \"one\"\ntitle = \"One\"\n";
    for place in 1..=300 {
        writeln!(
            text,
            "[[section.question]]\nid = \"q{place}\"\nask = \"Is number {place} so?\"\nkind = \"yes_no\"\nsensitivity = 0"
        )
        .unwrap();
    }
    for (place, typed) in [(157, "158"), (1, "2"), (300, "301"), (256, "２５７")] {
        let home = Home::new();
        home.file("big.toml", &text);
        let mut talk = Talk::begin(
            &home,
            &["screen", "--jurisdiction", "us-federal", "big.toml", "--plain", "--export", "case.json"],
        );
        let mut shown = 0;
        while !talk.is_at("Look over the answers") {
            talk.page().unwrap();
            if talk.is_at("Look over the answers") {
                break;
            }
            let line = talk.next_line(&[]);
            talk.reply(&line);
            shown += 1;
            assert!(shown < 400, "{}", talk.place);
        }
        talk.on(typed, &[], &format!("Is number {place} so?"));
        talk.finish("1", &[]).done();
        let record = record(&home, "case.json");
        for other in [1, 157, 256, 300] {
            let state = if other == place { "given" } else { "declined" };
            assert_eq!(answer(&record, &format!("q{other}"))["state"], state, "{typed}: {other}");
        }
    }
}

// ---- going back ----

/// What was answered before is said, and Enter keeps it.
#[test]
fn what_was_answered_is_said_and_enter_keeps_it() {
    let cases: &[(&str, &str, &str, &str, serde_json::Value)] = &[
        (NEEDS, "1 3", "A safe place to stay", "needs_now", json!(["safe_place", "doctor"])),
        (NEEDS, "12", "Nothing right now", "needs_now", json!(["nothing_now"])),
        (
            "Who or what helps you",
            "9",
            "Nothing comes to mind right now",
            "supports",
            json!(["nothing_comes"]),
        ),
        (PAPERS, "1", "Yes", "documents_held", json!("yes")),
        ("What kind of place", "5", "Somewhere else", "living_place", json!("other_place")),
    ];
    for (question, line, shown, id, value) in cases {
        let home = Home::new();
        let mut talk = Talk::begin(&home, &[SCREEN, &["--export", "case.json"]].concat());
        talk.lead_to(&[], question);
        talk.then(line);
        let page = talk.then(if talk.place.contains("/h hide") { "/b" } else { "b" });
        assert!(page.contains("Answered before: ") && page.contains("Enter keeps: "), "{page}");
        assert!(page.contains(shown), "{page}");
        talk.finish("", &[]).done();
        assert_eq!(answer(&record(&home, "case.json"), id)["value"], *value);
    }
}

// ---- what is not offered ----

/// What a page does not offer is refused, says so, and changes nothing.
#[test]
fn what_a_page_does_not_offer_changes_nothing() {
    let refused: &[(&str, &[&str])] = &[
        ("Before you begin", &["1", "s", "n words", "yes"]),
        ("in danger right now", &["3", "0", "yes", "1 2", "1.5", "b", "w", "n words", ""]),
        ("Agreement", &["4", "d", "s", "", "1,2"]),
        ("Which age group", &["5", "25", "-3", "three", "3x", "③", "Ⅲ", "\u{200b}"]),
        (PAPERS, &["3", "y", "J", "yes", "1 1", "1-2"]),
        (NEEDS, &["13", "0", "1 12", "12 1", "1-3", "1 x", "", ","]),
        ("Before more personal questions", &["5", "s", "d", "yes"]),
        ("Look over the answers", &["99", "0", "", "b", "s"]),
        ("May we keep a copy", &["4", "s", "", "maybe"]),
        ("Summary", &["10", "0", "s", "n words", ""]),
    ];
    let (_, expected) = recorded(&[(PAPERS, "1"), (NEEDS, "2")]);
    for (at, lines) in refused {
        let home = Home::new();
        let mut talk = Talk::begin(&home, &[SCREEN, &["--export", "case.json"]].concat());
        let answers: Replies<'_> = &[(PAPERS, "1"), (NEEDS, "2")];
        talk.lead_to(answers, at);
        for line in *lines {
            let page = talk.then(line);
            let is_refused =
                page.contains("nothing was taken down") || page.starts_with("Please answer with ");
            assert!(is_refused && page.lines().count() <= 3, "{at}, {line:?}: {page}");
        }
        let line = talk.next_line(answers);
        talk.finish(&line, answers).done();
        assert_eq!(record(&home, "case.json"), expected, "{at}");
    }
}

/// Characters that turn text around or cannot be seen are kept in the record as they were typed, and are
/// shown in every document for people.
#[test]
fn characters_that_cannot_be_seen_are_kept_and_shown() {
    let cases: &[(&str, &[&str])] = &[
        ("a\u{202e}b", &["\\u{202e}"]),
        ("\u{2066}x\u{2069}", &["\\u{2066}", "\\u{2069}"]),
        ("pay\u{200b}day", &["\\u{200b}"]),
        ("\u{feff}word", &["\\u{feff}"]),
        ("soft\u{ad}hyphen \u{2028}line", &["\\u{2028}"]),
    ];
    for (words, shown) in cases {
        let home = Home::new();
        let mut talk = Talk::begin(&home, SCREEN);
        let noted = format!("n {words}");
        let replies: Replies<'_> =
            &[(PAPERS, &noted), (PAPERS, "1"), ("What would you like to happen next", words)];
        talk.lead_to(replies, "Summary");
        talk.then(EVERYTHING);
        for name in ["case.json", "case.md", "case.txt"] {
            talk.then("4");
            talk.then(name);
        }
        let record = record(&home, "case.json");
        assert_eq!(answer(&record, "documents_held")["note"]["words"], *words);
        assert_eq!(answer(&record, "goals")["value"], *words);
        for text in [written(&home, "case.md"), written(&home, "case.txt"), talk.said.clone()] {
            let hidden = |c: char| matches!(c, '\u{200b}' | '\u{2028}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
            assert!(!text.contains(hidden), "{words:?}");
            let bare = text.replace("\\\\u", "\\u").replace("\\{", "{").replace("\\}", "}");
            for code in *shown {
                assert!(bare.matches(code).count() >= 2, "{words:?}: {code}: {bare}");
            }
        }
    }
    // What drives a terminal is no words.
    let home = Home::new();
    let mut talk = Talk::begin(&home, SCREEN);
    talk.lead_to(&[], PAPERS);
    for control in ["n a\u{1b}[2Jb", "n a\u{9b}b", "n a\u{0}b", "n a\u{7}b"] {
        let page = talk.then(control);
        assert!(page.starts_with("Control characters cannot be taken down; nothing was."), "{page}");
    }
}
