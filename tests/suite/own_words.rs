//! The words of an option that takes words of its own: when they are asked, that they count nothing, and that
//! they are kept, shown and taken back with the answer.

use safelight::answers::Speaker;
use safelight::conversation::{Conversation, Dialogue, Point, Reply, Turn, Wanted};
use safelight::questionnaire::Questionnaire;
use safelight::records::{read_answers, read_record, written};
use safelight::rescore::differences;
use serde_json::{Value, json};

use crate::conversation::{begun, small, words, yes_no};
use crate::run::{CANARY, Home};

const QUESTIONS: &str = r#"
[[section.question]]
id = "place"
ask = "Where did you sleep?"
kind = "choice"
sensitivity = 0
options = [{id = "home", label = "At home", points = 0}, {id = "other", label = "Elsewhere", points = 3, words = true}]

[[section.question]]
id = "found"
ask = "How did you find it?"
kind = "choices"
sensitivity = 0
options = [
  {id = "online", label = "Online"},
  {id = "way", label = "In another way", words = true},
  {id = "none", label = "In none of these ways", exclusive = true},
]
"#;

const RULES: &str = r#"
[[score]]
id = "total"
label = "Total"
sum = [{value_of = "place"}]

[[outcome]]
id = "level"
label = "Level"
levels = [{id = "low", label = "Go on", next = "Go on."}, {id = "high", label = "Consult", next = "Consult."}]
bands = {score = "total", from = [{level = "low", at = 0}, {level = "high", at = 3}]}
"#;

fn form() -> Questionnaire {
    small(&(QUESTIONS.to_owned() + &yes_no("last", "")), RULES)
}

/// Goes on with what comes first, until that point.
#[track_caller]
fn up_to(conversation: &mut Conversation<'_>, wanted: impl Fn(&Turn) -> bool) -> Turn {
    for _ in 0..60 {
        let turn = conversation.turn().expect("it goes on");
        if wanted(&turn) {
            return turn;
        }
        let reply = match &turn.wanted {
            Wanted::Seen => Reply::Seen,
            Wanted::Typed(_) => Reply::Typed(String::new()),
            _ => Reply::Choose(turn.items()[0].id.clone()),
        };
        conversation.reply(reply).expect("it is offered");
    }
    panic!("it never comes up");
}

/// Goes to the question at that place of the file.
#[track_caller]
fn asked(conversation: &mut Conversation<'_>, place: usize) {
    up_to(conversation, |turn| matches!(turn.at, Point::Question(question) if question.index() == place));
}

fn at_words(conversation: &Conversation<'_>) -> bool {
    conversation.turn().is_some_and(|turn| matches!(turn.at, Point::OwnWords(_)))
}

#[test]
fn the_words_are_asked_right_after_the_option_and_need_not_be_said() {
    let form = form();
    let mut talk = begun(&form);
    asked(&mut talk, 0);
    talk.reply(Reply::choose("home")).unwrap();
    assert!(!at_words(&talk), "another option takes no words");
    talk.reply(Reply::Back).unwrap();
    talk.reply(Reply::choose("other")).unwrap();
    let turn = talk.turn().unwrap();
    assert!(at_words(&talk) && turn.heading.as_deref() == Some("Elsewhere"), "{}", words(&turn));
    // Back is back to the question; hiding and danger are there as everywhere.
    talk.reply(Reply::Back).unwrap();
    assert!(matches!(talk.turn().unwrap().at, Point::Question(question) if question.index() == 0));
    talk.reply(Reply::choose("other")).unwrap();
    for comes_between in [Reply::Hide, Reply::Danger] {
        talk.reply(comes_between).unwrap();
        assert!(!at_words(&talk));
        let turn = talk.turn().unwrap();
        let back = if turn.wanted == Wanted::Seen { Reply::Seen } else { Reply::choose("back") };
        talk.reply(back).unwrap();
        assert!(at_words(&talk));
    }
    let refused = talk.reply(Reply::Typed("x".repeat(20_001))).unwrap_err();
    assert!(at_words(&talk) && format!("{refused:?}").contains("20001"), "{refused:?}");
    talk.reply(Reply::Typed("  ".to_owned())).unwrap();
    assert!(matches!(talk.turn().unwrap().at, Point::Question(question) if question.index() == 1));
    talk.reply(Reply::ChooseAll(vec!["online".into(), "way".into()])).unwrap();
    talk.reply(Reply::Typed("Through a cousin, she said.".to_owned())).unwrap();
    assert!(matches!(talk.turn().unwrap().at, Point::Question(question) if question.index() == 2));
    let answers = talk.interview().answers();
    assert_eq!((answers.words("place"), answers.words("found")), (None, Some("Through a cousin, she said.")));
    let over = up_to(&mut talk, |turn| turn.at == Point::Review);
    let lines: Vec<&str> = over.items().iter().map(|item| item.label.as_str()).collect();
    assert!(
        lines.iter().any(|line| line.contains("Online; In another way: “Through a cousin, she said.”")),
        "{lines:?}"
    );
}

#[test]
fn words_stay_with_the_option_and_are_asked_about_when_it_goes() {
    let form = form();
    for keeps in [true, false] {
        let mut talk = begun(&form);
        asked(&mut talk, 1);
        talk.reply(Reply::ChooseAll(vec!["way".into()])).unwrap();
        talk.reply(Reply::Typed(CANARY.to_owned())).unwrap();
        talk.reply(Reply::Back).unwrap();
        // Another option beside it takes nothing back.
        talk.reply(Reply::ChooseAll(vec!["online".into(), "way".into()])).unwrap();
        let turn = talk.turn().unwrap();
        assert!(matches!(&turn.wanted, Wanted::Typed(typing) if typing.filled == CANARY), "{}", words(&turn));
        talk.reply(Reply::Typed(String::new())).unwrap();
        assert_eq!(talk.interview().answers().words("found"), Some(CANARY));
        talk.reply(Reply::Back).unwrap();
        talk.reply(Reply::ChooseAll(vec!["online".into()])).unwrap();
        assert_eq!(talk.interview().answers().words("found"), None);
        assert!(matches!(talk.turn().unwrap().at, Point::NoteLeft(_)));
        talk.reply(Reply::choose(if keeps { "keep" } else { "delete" })).unwrap();
        let note = talk.interview().notes().get("found");
        assert_eq!(
            note.map(|note| (note.speaker, note.words.as_str())),
            keeps.then_some((Speaker::Person, CANARY))
        );
    }
}

#[test]
fn declining_takes_the_words_back_and_no_debug_shows_them() {
    let form = form();
    let mut talk = begun(&form);
    asked(&mut talk, 0);
    talk.reply(Reply::choose("other")).unwrap();
    talk.reply(Reply::Typed(CANARY.to_owned())).unwrap();
    assert!(!format!("{:?}{:?}", talk.interview().answers(), talk.interview().case()).contains(CANARY));
    talk.reply(Reply::Back).unwrap();
    talk.reply(Reply::Declined).unwrap();
    assert_eq!(talk.interview().answers().words("place"), None);
    talk.reply(Reply::choose("delete")).unwrap();
    assert!(!written(&talk.record()).contains(CANARY));
}

#[test]
fn a_record_with_words_is_read_back_and_scored_again() {
    let form = form();
    let mut talk = begun(&form);
    asked(&mut talk, 0);
    talk.reply(Reply::choose("other")).unwrap();
    talk.reply(Reply::Typed("In a van\nbehind the shop".to_owned())).unwrap();
    let text = written(&talk.record());
    let record = read_record(&text).unwrap();
    assert!(record.is_sealed);
    let case = record.case(&form).unwrap();
    assert_eq!(case.answers.words("place"), Some("In a van\nbehind the shop"));
    assert_eq!(differences(&record, case).differences, []);
    let mut whole: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(whole["answers"][0]["words"], "In a van\nbehind the shop");
    assert_eq!(whole["answers"][0]["value"], "other");
    crate::records::Schema::record().check(&text);
    // Words that were changed by hand break the seal, and are not repeated.
    whole["answers"][0]["words"] = json!(CANARY);
    let changed = read_record(&whole.to_string()).unwrap();
    assert!(!changed.is_sealed);
    whole["answers"][0]["value"] = json!("home");
    let faults = read_record(&whole.to_string()).unwrap().case(&form).unwrap_err();
    let told: Vec<String> = faults.iter().map(ToString::to_string).collect();
    assert_eq!(told, ["place: words stand only with the option `other`"]);
}

#[test]
fn words_are_given_with_the_answer_and_count_nothing() {
    let form = form();
    let scored = |answers: Value| {
        let document = json!({"format": 1, "answers": answers}).to_string();
        crate::records::Schema::answers().check(&document);
        crate::records::scored(&form, &document)
    };
    let plain = scored(json!({"place": "other", "found": ["online", "way"]}));
    for said in ["home", "none", "99", "yes", CANARY] {
        let with = json!({
            "place": {"value": "other", "words": said},
            "found": {"value": ["way", "online"], "words": said},
        });
        assert_eq!(scored(with), plain, "{said}");
    }
    for (answers, told) in [
        (
            json!({"place": {"value": "home", "words": CANARY}}),
            "place: words stand only with the option `other`",
        ),
        (
            json!({"found": {"value": ["online"], "words": CANARY}}),
            "found: words stand only with the option `way`",
        ),
        (
            json!({"last": {"value": "yes", "words": CANARY}}),
            "last: this question takes no words beside its answer",
        ),
        (
            json!({"place": {"value": "other", "words": " "}}),
            "place: the words must be at most 500 characters, and not empty",
        ),
        (
            json!({"place": {"value": "elsewhere", "words": CANARY}}),
            "place: the answer must be one of: home, other",
        ),
        (
            json!({"place": {"value": {"state": "declined"}, "words": CANARY}}),
            "place: words stand only with the option `other`",
        ),
    ] {
        let document = json!({"format": 1, "answers": answers}).to_string();
        let faults = read_answers(&document).unwrap().case(&form).unwrap_err();
        let lines: Vec<String> = faults.iter().map(ToString::to_string).collect();
        assert_eq!(lines.len(), 1, "{lines:?}");
        assert!(lines[0].starts_with(told) && !lines[0].contains(CANARY), "{lines:?}");
    }
}

#[test]
fn the_summary_shows_the_words_of_the_person() {
    let home = Home::new();
    let text = include_str!("../check/own-words/good.toml");
    home.file("form.toml", text);
    let said = "A friend\u{1b}[2J of a friend";
    let document = json!({"format": 1, "answers": {"found_work": {"value": ["other"], "words": said}}});
    home.file("a.json", document.to_string());
    for format in ["text", "markdown", "html"] {
        let out = home
            .run(&["score", "a.json", "--questionnaire", "form.toml", "--format", format, "--detail", "full"])
            .done();
        assert!(out.contains("in their own words:") && out.contains("A friend"), "{format}: {out}");
        assert!(!out.contains('\u{1b}'), "{format}");
    }
}
