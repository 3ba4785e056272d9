//! Conversations led through a script: what is asked, in which order, and what becomes of the answers.

use std::collections::BTreeMap;
use std::convert::Infallible;

use safelight::answers::{Answer, Speaker, Value};
use safelight::conversation::{
    Conversation, Dialogue, Ending, Interview, OpenAnswers, Point, Purpose, Reply, Setting, Stage, Turn,
    Wanted, lead,
};
use safelight::questionnaire::{Questionnaire, read};
use safelight::rules::{QuestionRef, Reading};
use safelight::scoring::{Case, Judgement, NamedJudgement, assess};
use safelight::source::Source;

/// A reply to a turn that came up for the nth time; nothing for the usual one.
type Rule<'s> = Box<dyn FnMut(&Turn, usize) -> Option<Reply> + 's>;

/// Answers turns by rule, and remembers all of them.
pub struct Script<'s> {
    reply: Rule<'s>,
    /// All turns so far.
    pub turns: Vec<Turn>,
}

impl<'s> Script<'s> {
    pub fn new(reply: impl FnMut(&Turn, usize) -> Option<Reply> + 's) -> Self {
        Script { reply: Box::new(reply), turns: Vec::new() }
    }

    /// Leads a dialogue to its end. No reply of a script may be refused.
    #[track_caller]
    pub fn lead(&mut self, dialogue: &mut dyn Dialogue) {
        let led = lead(dialogue, |turn, refused| {
            assert!(refused.is_none(), "refused at: {}: {refused:?}", words(turn));
            Ok::<_, Infallible>(self.answer(turn))
        });
        led.expect("a script always answers");
    }

    /// Returns the reply to a turn.
    pub fn next(&mut self, turn: &Turn) -> Reply {
        self.answer(turn)
    }

    fn answer(&mut self, turn: &Turn) -> Reply {
        self.turns.push(turn.clone());
        assert!(self.turns.len() < 500, "the conversation goes in circles at: {}", words(turn));
        let before = self.turns.iter().filter(|earlier| words(earlier) == words(turn)).count();
        (self.reply)(turn, before).unwrap_or_else(|| usual(turn))
    }
}

/// What a practitioner would usually do: pass the gates, agree, go on, decline questions, keep nothing.
pub fn usual(turn: &Turn) -> Reply {
    let said = words(turn);
    let danger = said.contains("danger right now") || said.contains("need care, food");
    match (&turn.wanted, turn.open) {
        (Wanted::Seen, _) => Reply::Seen,
        _ if turn.at == Point::Summary => Reply::choose("finish"),
        _ if turn.at == Point::Unsaved => Reply::choose("leave"),
        _ if matches!(turn.at, Point::Services | Point::ContactHow) => {
            turn.given.clone().expect("Enter goes on")
        }
        _ if matches!(turn.at, Point::Gate(_)) => Reply::choose(if danger { "no" } else { "yes" }),
        (Wanted::One(items), OpenAnswers::None) => Reply::Choose(items[0].id.clone()),
        _ => Reply::Declined,
    }
}

/// Returns the choice of the item at a place.
pub fn nth(turn: &Turn, place: usize) -> Reply {
    Reply::Choose(turn.items()[place].id.clone())
}

pub fn words(turn: &Turn) -> String {
    let heading = turn.heading.iter().cloned();
    heading.chain(turn.say.iter().cloned()).chain(turn.tell.iter().cloned()).collect::<Vec<_>>().join(" | ")
}

/// What surrounds a conversation of a test.
pub fn setting() -> Setting<'static> {
    Setting { purpose: Purpose::Screening, ..Setting::practice() }
}

/// Returns the conversation that begins with nothing known.
pub fn begun(questionnaire: &Questionnaire) -> Conversation<'_> {
    Conversation::new(Case::begin(questionnaire, &BTreeMap::new()).unwrap(), setting(), false)
}

fn shipped() -> Questionnaire {
    let source = safelight::library::questionnaire("adult-brief", None).unwrap().source();
    read(&source).questionnaire.unwrap()
}

pub fn small(questions: &str, rest: &str) -> Questionnaire {
    let text = format!(
        r#"format = 1
[questionnaire]
id = "small"
version = "1.0.0"
title = "Small"
language = "en"
purpose = "p"
minutes = 1
license = "CC-BY-4.0"
review_by = 2099-01-01
[questionnaire.population]
ages = "18+"
settings = ["any"]
law = "any"
[questionnaire.validation]
status = "not-validated"
note = "n"
[[opening]]
id = "limits"
say = "Limits."
[[section]]
id = "one"
title = "One"
{questions}
{rest}
"#
    );
    let source = Source::new("small.toml", text);
    let reading = read(&source);
    let drawn: Vec<String> = reading.findings.iter().map(|finding| finding.draw(&source)).collect();
    reading.questionnaire.unwrap_or_else(|| panic!("{}", drawn.join("\n")))
}

pub fn yes_no(id: &str, more: &str) -> String {
    format!(
        "[[section.question]]\nid = \"{id}\"\nask = \"{id}?\"\nkind = \"yes_no\"\nsensitivity = 0\n{more}\n"
    )
}

fn led<'q>(questionnaire: &'q Questionnaire, script: &mut Script<'_>) -> (Conversation<'q>, Ending) {
    let mut conversation = begun(questionnaire);
    script.lead(&mut conversation);
    let ending = conversation.ending().expect("it is over").clone();
    (conversation, ending)
}

pub fn asks(turn: &Turn, question: &str) -> bool {
    turn.open != OpenAnswers::None && turn.say.iter().chain(&turn.tell).any(|said| said == question)
}

#[test]
fn no_turn_ever_shows_a_level_a_score_or_a_verdict() {
    let questionnaire = shipped();
    let yes = |turn: &Turn, _| match turn.wanted {
        Wanted::One(_) if turn.open == OpenAnswers::Person => Some(nth(turn, 1)),
        _ => None,
    };
    let mut script = Script::new(yes);
    let (conversation, ending) = led(&questionnaire, &mut script);
    assert_eq!(ending, Ending::Finished);
    assert!(conversation.interview().answers().len() > 20);
    let hidden: Vec<&str> = questionnaire
        .outcomes
        .iter()
        .flat_map(|outcome| outcome.levels.iter().map(|level| level.label.as_str()))
        .chain(questionnaire.scores.iter().map(|score| score.label.as_str()))
        .collect();
    for turn in &script.turns {
        let shown = words(turn);
        for label in &hidden {
            assert!(!shown.contains(label), "`{label}` is shown in: {shown}");
        }
    }
}

#[test]
fn gates_openings_and_consent_come_before_any_question() {
    let questionnaire = shipped();
    let mut script = Script::new(|_, _| None);
    led(&questionnaire, &mut script);
    let place = |part: &str| script.turns.iter().position(|turn| words(turn).contains(part)).unwrap();
    let order = [
        place("danger right now"),
        place("Are you alone with the person"),
        place("Before you begin"),
        place("what can't stay private"),
        place("Is it all right if I ask you some questions"),
        place("Which age group"),
    ];
    assert!(order.is_sorted(), "{order:?}");
}

#[test]
fn any_answer_but_the_passing_one_ends_a_gate() {
    let questionnaire = shipped();
    for reply in [Reply::choose("not.private"), Reply::choose("not.safe_to_talk"), Reply::DontKnow] {
        let first = reply.clone();
        let mut script = Script::new(move |turn: &Turn, _| {
            words(turn).contains("Are you alone with the person").then(|| first.clone())
        });
        let (conversation, ending) = led(&questionnaire, &mut script);
        assert!(matches!(ending, Ending::NotNow(_)));
        assert!(conversation.interview().answers().is_empty());
    }
    let mut script = Script::new(|turn: &Turn, _| {
        words(turn).contains("danger right now").then_some(Reply::choose("yes"))
    });
    assert_eq!(led(&questionnaire, &mut script).1, Ending::Danger(Some(0)));
}

#[test]
fn saying_no_or_not_now_ends_without_an_answer() {
    let questionnaire = shipped();
    for (choice, expected) in [(1, Ending::NoConsent), (2, Ending::AnotherTime)] {
        let mut script = Script::new(move |turn: &Turn, _| {
            words(turn).contains("ask you some questions").then(|| nth(turn, choice))
        });
        let (conversation, ending) = led(&questionnaire, &mut script);
        assert_eq!(ending, expected);
        assert!(conversation.interview().answers().is_empty() && !conversation.consented());
    }
}

#[test]
fn under_eighteen_and_not_known_both_end_the_asked_questions() {
    let questionnaire = shipped();
    for reply in [Reply::choose("under_18"), Reply::Declined, Reply::DontKnow, Reply::Later] {
        let mut script = Script::new(move |turn: &Turn, _| {
            asks(turn, "Which age group are you in?").then(|| reply.clone())
        });
        let (conversation, ending) = led(&questionnaire, &mut script);
        assert_eq!(ending, Ending::Finished);
        assert_eq!(conversation.interview().stopped().map(|stop| stop.moment.id.as_str()), Some("minor"));
        let later = script.turns.iter().filter(|turn| turn.open == OpenAnswers::Person);
        assert_eq!(later.count(), 1, "no other question is asked of the person");
        assert!(assess(conversation.interview().case()).open.is_empty());
    }
}

#[test]
fn after_a_stop_one_goes_back_to_what_brought_it_about_and_to_nothing_else() {
    let questionnaire = shipped();
    let mut interview = Interview::new(Case::begin(&questionnaire, &BTreeMap::new()).unwrap());
    let (age, known) =
        (questionnaire.find("age_band").unwrap(), questionnaire.find("sex_exchange_known").unwrap());
    interview.give(age, Answer::Declined);
    assert_eq!(interview.next(Stage::Person), Some(known));
    assert_eq!(interview.before(known, Stage::Person), Some(age), "not the language, never asked");
}

#[test]
fn changing_the_age_in_the_review_goes_on_with_the_questions() {
    let questionnaire = shipped();
    let mut script = Script::new(|turn: &Turn, before| match words(turn) {
        said if said.starts_with("Look over the answers") && before == 1 => Some(nth(turn, 1)),
        _ if asks(turn, "Which age group are you in?") => {
            Some(if turn.earlier.is_none() { Reply::Declined } else { nth(turn, 2) })
        }
        _ => None,
    });
    let (conversation, _) = led(&questionnaire, &mut script);
    assert!(conversation.interview().stopped().is_none());
    assert!(script.turns.iter().any(|turn| asks(turn, "Do you have a safe place to sleep tonight?")));
}

#[test]
fn an_answer_that_can_no_longer_be_reached_is_forgotten_and_not_scored() {
    let questions = yes_no("works", "") + &yes_no("paid", "ask_if = \"works = yes\"") + &yes_no("last", "");
    let rules = "[[indicator]]\nid = \"unpaid\"\nlabel = \"l\"\nfamily = \"risk\"\nwhen = \"paid = no\"\nsource = \"s\"";
    let questionnaire = small(&questions, rules);
    let mut script = Script::new(|turn: &Turn, before| match words(turn) {
        said if said.starts_with("Look over the answers") && before == 1 => Some(nth(turn, 1)),
        _ if asks(turn, "works?") => Some(nth(turn, before - 1)),
        _ if asks(turn, "paid?") => Some(nth(turn, 1)),
        _ => None,
    });
    let (conversation, ending) = led(&questionnaire, &mut script);
    assert_eq!(ending, Ending::Finished);
    assert!(conversation.interview().answers().get("paid").is_none());
    assert!(script.turns.iter().any(|turn| words(turn).contains("1 later answer was set aside")));
    let truth = assess(conversation.interview().case()).indicators[0].truth;
    assert_eq!(truth.name(), "false");
    let last_review = script.turns.iter().rev().find(|turn| words(turn).starts_with("Look over")).unwrap();
    let Wanted::One(items) = &last_review.wanted else { panic!("a review offers answers") };
    assert!(!items.iter().any(|item| item.label.starts_with("paid?")));
}

#[test]
fn a_question_that_applies_again_is_asked_again() {
    let questions = yes_no("works", "") + &yes_no("paid", "ask_if = \"works = yes\"");
    let questionnaire = small(&questions, "");
    let mut interview = Interview::new(Case::begin(&questionnaire, &BTreeMap::new()).unwrap());
    let (works, paid) = (QuestionRef(0), QuestionRef(1));
    let give = |interview: &mut Interview<'_>, question, answer| {
        interview.give(question, Answer::Given(Value::YesNo(answer))).answers
    };
    assert_eq!(give(&mut interview, works, true), 0);
    assert_eq!(give(&mut interview, paid, true), 0);
    assert_eq!(give(&mut interview, works, false), 1);
    assert_eq!(give(&mut interview, works, true), 0);
    assert!(interview.answer(paid).is_none(), "it is asked again, not remembered");
    assert_eq!(interview.next(Stage::Person), Some(paid));
}

#[test]
fn back_notes_breaks_and_stopping_work_at_a_question() {
    let questions = yes_no("one_a", "") + &yes_no("two_a", "") + &yes_no("three_a", "");
    let questionnaire = small(&questions, "");
    let mut at_two =
        vec![Reply::Note("their own words".into()), Reply::Reworded, Reply::Break, Reply::Back].into_iter();
    let mut script = Script::new(move |turn: &Turn, before| match before {
        _ if asks(turn, "two_a?") => at_two.next(),
        _ if asks(turn, "one_a?") => Some(nth(turn, before - 1)),
        _ if asks(turn, "three_a?") => Some(Reply::Stop),
        _ if matches!(turn.at, Point::NoteLeft(_)) => Some(Reply::choose("keep")),
        _ if words(turn).starts_with("Stop") => Some(nth(turn, 1)),
        _ => None,
    });
    let (conversation, ending) = led(&questionnaire, &mut script);
    assert_eq!(ending, Ending::StoppedEarly);
    let note = &conversation.interview().notes()["two_a"];
    assert_eq!((note.words.as_str(), note.speaker), ("their own words", Speaker::Person));
    assert!(conversation.interview().reworded().contains("two_a"));
    assert!(
        conversation.interview().answer(QuestionRef(0)) == Some(&Answer::Given(Value::YesNo(false))),
        "the second answer counts"
    );
    assert!(script.turns.iter().any(|turn| turn.heading.as_deref() == Some("A break")));
    let asked_again = script.turns.iter().filter(|turn| asks(turn, "one_a?")).nth(1).unwrap();
    assert_eq!(asked_again.earlier.as_deref(), Some("Yes"));
}

#[test]
fn leave_is_asked_once_before_sensitive_questions_and_a_break_offered_after() {
    let sensitive = |id: &str| yes_no(id, "").replace("sensitivity = 0", "sensitivity = 2");
    let questions =
        yes_no("open_a", "") + &sensitive("hard_a") + &sensitive("hard_b") + &yes_no("open_b", "");
    let questionnaire = small(&questions, "");
    let mut script = Script::new(|_, _| None);
    led(&questionnaire, &mut script);
    let asked: Vec<String> = script
        .turns
        .iter()
        .filter_map(|turn| turn.heading.clone().or(turn.say.last().cloned()))
        .skip_while(|said| said != "open_a?")
        .collect();
    let expected = [
        "open_a?",
        "Before more personal questions",
        "hard_a?",
        "hard_b?",
        "A break?",
        "open_b?",
        "Look over the answers",
        "Next contact",
        "A copy",
        "Closing words",
        "Summary",
        "Not saved",
    ];
    assert_eq!(asked, expected);
}

#[test]
fn skipping_a_sensitive_block_is_declining_and_never_no() {
    let questionnaire = shipped();
    let mut script = Script::new(|turn: &Turn, _| match words(turn) {
        _ if asks(turn, "Which age group are you in?") => Some(nth(turn, 2)),
        said if said.starts_with("Before more personal questions") => Some(nth(turn, 1)),
        _ => None,
    });
    let (conversation, _) = led(&questionnaire, &mut script);
    for id in ["threats", "violence", "sex_exchange", "sex_forced", "harm_soon"] {
        assert!(conversation.interview().answers().get(id) == Some(&Answer::Declined), "{id}");
    }
    let concern = &assess(conversation.interview().case()).outcomes[0];
    assert_eq!(concern.possible.len(), 3, "nothing was answered, so nothing is ruled out");
}

#[test]
fn what_was_left_for_later_is_offered_once_and_what_was_declined_is_not() {
    let questions = yes_no("later_a", "") + &yes_no("declined_a", "") + &yes_no("unused", "");
    let rules = "[[indicator]]\nid = \"i\"\nlabel = \"l\"\nfamily = \"risk\"\nwhen = \"later_a = yes or declined_a = yes\"\nsource = \"s\"\n\
        [[outcome]]\nid = \"o\"\nlabel = \"l\"\nlevels = [{id = \"a\", label = \"A\", next = \"n\"}, {id = \"b\", label = \"B\", next = \"n\"}]\n\
        decide = [{level = \"b\", when = \"i\"}, {level = \"a\", otherwise = true}]";
    let questionnaire = small(&questions, rules);
    let mut script = Script::new(|turn: &Turn, _| {
        (asks(turn, "later_a?") || asks(turn, "unused?")).then_some(Reply::Later)
    });
    led(&questionnaire, &mut script);
    let count = |question: &str| script.turns.iter().filter(|turn| asks(turn, question)).count();
    assert_eq!((count("later_a?"), count("declined_a?"), count("unused?")), (2, 1, 2));
}

#[test]
fn something_hard_is_met_once_and_in_the_words_of_the_file() {
    let questions = yes_no("hurt_a", "");
    let told = "[[disclosure]]\nid = \"told\"\nwhen = \"hurt_a = yes\"\nsay = \"I believe you.\"\nnote = \"Ask for no more.\"";
    let questionnaire = small(&questions, told);
    let mut script = Script::new(|turn: &Turn, before| match words(turn) {
        _ if asks(turn, "hurt_a?") => Some(nth(turn, 0)),
        said if said.starts_with("Look over the answers") && before == 1 => Some(nth(turn, 1)),
        _ => None,
    });
    led(&questionnaire, &mut script);
    let met = script.turns.iter().filter(|turn| turn.say.contains(&"I believe you.".to_owned()));
    assert_eq!(met.count(), 1);
}

#[test]
fn when_nobody_answers_any_more_the_answers_so_far_are_still_there() {
    let questions = yes_no("one_a", "") + &yes_no("two_a", "");
    let questionnaire = small(&questions, "");
    let mut conversation = begun(&questionnaire);
    let led = lead(&mut conversation, |turn, _| match &turn.say[..] {
        [said] if said == "two_a?" => Err("gone"),
        _ => Ok(usual(turn)),
    });
    assert_eq!(led, Err("gone"));
    assert!(!conversation.nobody_replies(), "it had not come to its summary");
    assert_eq!(conversation.interview().answers().len(), 1);
}

#[test]
fn nothing_that_holds_an_answer_shows_it_in_debug() {
    let questionnaire = small(&yes_no("one_a", ""), "");
    let mut interview = Interview::new(Case::begin(&questionnaire, &BTreeMap::new()).unwrap());
    interview.give(QuestionRef(0), Answer::Given(Value::YesNo(true)));
    interview.add_note(QuestionRef(0), "canary words");
    interview.add_note(QuestionRef(0), "more words");
    let note = &interview.notes()["one_a"];
    assert_eq!(note.words, "canary words; more words", "no note is lost");
    let reason = "canary reason".to_owned();
    let judgement = Judgement { level: 0, reason: reason.clone() };
    let named = NamedJudgement { level: "canary".to_owned(), reason };
    let (case, reply) = (interview.case(), Reply::Typed("canary".to_owned()));
    let shown = format!("{case:?} {judgement:?} {named:?} {note:?} {reply:?} {:?}", Reading::Is(true));
    assert!(!shown.contains("canary") && !shown.contains("true"), "{shown}");
}
