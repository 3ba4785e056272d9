//! What the one-page note says, and how: the steps that are due and what came of them, the words of the person,
//! and nothing from which one answer could be told.
#![expect(clippy::unwrap_used, reason = "a test that cannot be set up has failed")]

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use jiff::civil::date;
use safelight::answers::{Answer, Value};
use safelight::export::{csv, text};
use safelight::questionnaire::model::{AnswerSource, Kind, Part};
use safelight::records::{
    AnswerRecord, ContactWay, InterpreterKind, InterpreterRecord, NextContact, OtherLanguages, Record,
    Response,
};
use safelight::referral::Directory;
use safelight::report::{Block, Detail, Findings, build, document, offers, service_name};
use safelight::scoring::{Case, Due, assess};
use safelight::truth::Truth;

use crate::agreement::case;
use crate::generate;
use crate::levels::{Told, alike, directories, forms, least, record};
use crate::naive::{Door, Form, Input, door};
use crate::run::Home;

fn form(id: &str) -> Form {
    forms().into_iter().find(|form| form.id == id).unwrap()
}

fn yes() -> Value {
    Value::YesNo(true)
}

fn chosen(ids: &[&str]) -> Value {
    Value::Choices(ids.iter().map(|id| (*id).to_owned()).collect())
}

fn note(record: &Record, detail: Detail) -> String {
    text::write(&document(record, detail), 80)
}

/// The lines of a note, however they are wrapped.
fn lines(record: &Record, detail: Detail) -> Vec<String> {
    let items = document(record, detail).into_iter().filter_map(|block| match block {
        Block::Items(items) => Some(items),
        _ => None,
    });
    items.flatten().map(|(line, _)| line).collect()
}

/// What is put in place of a "no" to everything.
type Said = BTreeMap<String, Value>;

fn said(answers: &[(&str, Value)]) -> Said {
    answers.iter().map(|(id, value)| ((*id).to_owned(), value.clone())).collect()
}

/// Somebody who says no to everything but this; as far as the form asks it.
fn answered<'q>(form: &'q Form, said: &Said) -> Input<'q> {
    let none = alike(form, Told::No, 2);
    let mut input = generate::nothing(form);
    for place in 0..form.questions.len() {
        if door(&input, place) == Door::Open {
            let question = &form.questions[place];
            let own = said.get(&question.id).cloned().map(Answer::Given);
            let age = none.answers[place].clone().filter(|_| question.id == "age_band");
            let no = || Answer::Given(least(form, place, &question.kind));
            input.answers[place] = Some(own.or(age).unwrap_or_else(no));
        }
    }
    input
}

fn noted(form: &Form, said: &Said, directories: &[Directory]) -> Record {
    record(&case(&answered(form, said)).unwrap(), directories, false)
}

// ---- nothing from which one answer could be told ----

/// What has to be said so that a form asks its hard questions at all.
fn asked_on(form: &str) -> Said {
    match form {
        "adult-full" => said(&[("reason_for_part_two", yes()), ("go_on", yes())]),
        _ => Said::new(),
    }
}

/// The same, at one of the ages of the form.
fn of_age(form: &Form, age: usize) -> Said {
    let mut said = asked_on(&form.id);
    let band = form.questions.iter().find(|question| question.id == "age_band");
    let options = band.map(|band| band.kind.options()).unwrap_or_default();
    said.extend(options.get(age).map(|option| ("age_band".to_owned(), Value::Choice(option.id.clone()))));
    said
}

/// How much is due, and how much is found or open.
fn alarm(record: &Record) -> usize {
    let due = record.actions.iter().filter(|action| action.status != Due::NotDue).count();
    due * 100 + record.indicators.iter().filter(|indicator| indicator.truth != Truth::False).count()
}

/// The answers with which nothing is found: the one of yes and no by which less is due.
fn quiet(form: &Form, age: usize, directories: &[Directory]) -> Said {
    let mut quiet = of_age(form, age);
    for question in form.questions.iter().filter(|question| matches!(question.kind, Kind::YesNo)) {
        if quiet.contains_key(&question.id) {
            continue;
        }
        let mut other = quiet.clone();
        other.insert(question.id.clone(), yes());
        if alarm(&noted(form, &other, directories)) < alarm(&noted(form, &quiet, directories)) {
            quiet = other;
        }
    }
    quiet
}

/// Every answer to a question, one option at a time.
fn every_answer(form: &Form, place: usize) -> Vec<Value> {
    match &form.questions[place].kind {
        Kind::YesNo => vec![Value::YesNo(false), yes()],
        Kind::Choices(options) => options.iter().map(|it| Value::Choices(vec![it.id.clone()])).collect(),
        Kind::Choice(_) | Kind::Scale(_) => generate::values_of(form, place),
        _ => Vec::new(),
    }
}

fn is_asked(form: &Form, said: &Said, place: usize) -> bool {
    answered(form, said).answers[place].is_some()
}

/// What has to be said before a question is asked: nothing, or one other answer.
fn before(form: &Form, quiet: &Said, place: usize) -> Option<Said> {
    if is_asked(form, quiet, place) {
        return Some(quiet.clone());
    }
    (0..place).filter(|earlier| form.questions[*earlier].id != "age_band").find_map(|earlier| {
        every_answer(form, earlier).into_iter().find_map(|value| {
            let mut said = quiet.clone();
            said.insert(form.questions[earlier].id.clone(), value);
            is_asked(form, &said, place).then_some(said)
        })
    })
}

/// Each line that some answers to a question bring and others do not, with the questions that do so; lines that
/// stand where nothing is found say nothing. A number of services or of open steps names none.
fn brought(form: &Form, age: usize, directories: &[Directory]) -> BTreeMap<String, BTreeSet<String>> {
    let quiet = quiet(form, age, directories);
    let names_nothing = |line: &String| {
        ["gone through yet.", "depend on what stayed open."].iter().any(|end| line.ends_with(end))
    };
    let at_rest = lines(&noted(form, &quiet, directories), Detail::Note);
    let mut brought: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (place, question) in form.questions.iter().enumerate() {
        let Some(before) = before(form, &quiet, place).filter(|_| question.id != "age_band") else {
            continue;
        };
        let notes = every_answer(form, place).into_iter().map(|value| {
            let mut said = before.clone();
            said.insert(question.id.clone(), value);
            lines(&noted(form, &said, directories), Detail::Note)
        });
        let notes: Vec<Vec<String>> = notes.collect();
        for line in notes.iter().flatten().filter(|line| !at_rest.contains(line) && !names_nothing(line)) {
            if !notes.iter().all(|note| note.contains(line)) {
                brought.entry(line.clone()).or_default().insert(question.id.clone());
            }
        }
    }
    brought
}

/// No line of a note comes from one sensitive question alone: each has another question of which an answer brings
/// the same line. Where one has not, it stands in `tests/telling.txt` with the reason.
#[test]
fn no_line_of_a_note_tells_one_sensitive_answer() {
    let listed: BTreeMap<&str, &str> = include_str!("../telling.txt")
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .map(|line| line.split_once(" :: ").expect("a line of a note, and the reason"))
        .collect();
    let (directories, mut wrong, mut used, mut looked) = (directories(), String::new(), BTreeSet::new(), 0);
    for form in forms() {
        // Of an adult, and of a child; or of the ages of a form for the young.
        let of_ages = [2, 0].map(|age| brought(&form, age, &directories[..1]));
        for (line, questions) in of_ages.into_iter().flatten() {
            looked += 1;
            let [one] = questions.iter().collect::<Vec<_>>()[..] else { continue };
            let question = form.questions.iter().find(|question| question.id == *one).unwrap();
            if question.sensitivity == 0 || question.from != AnswerSource::Asked {
                continue;
            }
            let entry = format!("{} {one}: {line}", form.id);
            match listed.get_key_value(entry.as_str()) {
                Some((entry, _)) => {
                    used.insert(*entry);
                }
                None => writeln!(wrong, "{entry} :: ").unwrap(),
            }
        }
    }
    for entry in listed.keys().filter(|entry| !used.contains(*entry)) {
        writeln!(wrong, "no longer so: {entry}").unwrap();
    }
    println!("{looked} lines that an answer brings, {} of them from one sensitive question", used.len());
    assert!(wrong.is_empty(), "lines of notes that one question alone brings:\n{wrong}");
}

#[test]
fn discreet_words_stand_in_the_note_and_the_label_in_the_reasons() {
    let (form, directories) = (form("adult-full"), directories());
    let mut told = asked_on("adult-full");
    told.extend(said(&[("earlier", yes()), ("made_to", chosen(&["crime"])), ("online_made", yes())]));
    let record = noted(&form, &told, &directories[..1]);
    let note = lines(&record, Detail::Note);
    for label in
        ["earlier", "defense", "police", "pictures", "made to do", "sexual violence", "Crime, marriage"]
    {
        assert!(!note.iter().any(|line| line.contains(label)), "{label} stands in {note:#?}");
    }
    for words in ["Offer support that fits", "Offer legal help before any talk"] {
        assert_eq!(note.iter().filter(|line| line.contains(words)).count(), 1, "{words} in {note:#?}");
    }
    // What is due by a day and without one is due by that day.
    assert!(
        note.iter().any(|line| line.starts_with("By ") && line.contains("Offer legal help")),
        "{note:#?}"
    );
    let reasons = lines(&record, Detail::Reasons);
    for label in ["Offer support for what happened earlier", "Offer a defense lawyer", "Talk about pictures"]
    {
        assert!(reasons.iter().any(|line| line.contains(label)), "{label} is missing in {reasons:#?}");
    }
    let counted = |detail| String::from_utf8(csv::write(&record, detail)).unwrap();
    assert!(
        counted(Detail::Full).contains("past_support") && !counted(Detail::Note).contains("past_support")
    );
    assert_eq!(counted(Detail::Note).matches("Offer support that fits").count(), 1);
}

// ---- what came of a step ----

#[test]
fn a_safety_plan_that_was_made_is_a_step_that_is_done() {
    let (form, directories) = (form("adult-brief"), directories());
    for (steps, shown) in
        [("safe_contact", "Make a safety plan before you part (done)"), ("none_yet", "you part")]
    {
        let told = said(&[("threats", yes()), ("plan_steps", chosen(&[steps]))]);
        let note = lines(&noted(&form, &told, &directories[..1]), Detail::Note);
        assert!(note.iter().any(|line| line.starts_with("Today: ") && line.ends_with(shown)), "{note:#?}");
    }
}

#[test]
fn what_was_accepted_or_declined_is_not_offered_anew() {
    let (form, directories) = (form("adult-brief"), directories());
    let input = answered(&form, &said(&[("needs_now", chosen(&["immigration_help", "partner_safety"]))]));
    let case = case(&input).unwrap();
    let said_to = [("clinic-network", Response::Accepted), ("domestic-violence-hotline", Response::Declined)];
    let responses = said_to.iter().map(|(id, said)| (service_name(id), *said)).collect();
    let note = lines(&recorded(&case, &directories[..1], &responses, &[]), Detail::Note);
    assert!(
        note.iter()
            .any(|line| line.ends_with("Offer legal help before any talk with authorities (accepted)")),
        "{note:#?}"
    );
    // Another service for it was not gone through yet.
    assert!(note.iter().any(|line| line.ends_with("Offer support with violence at home")), "{note:#?}");
}

fn recorded(
    case: &Case<'_>,
    directories: &[Directory],
    responses: &BTreeMap<String, Response>,
    interpreters: &[InterpreterRecord],
) -> Record {
    let assessment = assess(case);
    let offers = offers(case, &assessment, directories, None, None, false, date(2026, 11, 22));
    build(&Findings {
        case,
        assessment: &assessment,
        notes: &BTreeMap::new(),
        reworded: &BTreeSet::new(),
        answered_alone: &BTreeSet::new(),
        alone: None,
        seen: &BTreeMap::new(),
        languages: &OtherLanguages::default(),
        held: None,
        gates: Vec::new(),
        interpreters,
        spoken: None,
        services_looked_at: false,
        consent: None,
        next_contact: None,
        releases: &[],
        stopped_early: false,
        date: date(2026, 11, 22),
        tool_version: "0.0.0",
        agency: None,
        worker: None,
        case_reference: None,
        again: None,
        jurisdiction: None,
        offers: &offers,
        responses,
    })
}

#[test]
fn an_interpreter_who_is_not_needed_is_not_missed() {
    let (form, directories) = (form("adult-brief"), directories());
    let missed = |input: &Input<'_>, interpreters: &[InterpreterRecord]| {
        let case = case(input).unwrap();
        let note = lines(&recorded(&case, &directories[..1], &BTreeMap::new(), interpreters), Detail::Note);
        note.iter().any(|line| line.contains("No service is listed here for an interpreter"))
    };
    let spanish = said(&[("home_language", Value::Choice("spanish".to_owned()))]);
    assert!(missed(&answered(&form, &spanish), &[]));
    let shared = InterpreterRecord {
        kind: InterpreterKind::NotNeeded,
        language: None,
        tie: None,
        went_on_because: None,
        from_question: None,
    };
    assert!(!missed(&answered(&form, &spanish), &[shared]));
    // Where the language is not known, nobody knows whether one is needed.
    assert!(!missed(&generate::nothing(&form), &[]));
}

// ---- how it is written ----

#[test]
fn steps_are_cut_only_where_there_is_no_room() {
    let directories = directories();
    for form in forms() {
        for told in [Told::Yes, Told::No, Told::Declined, Told::Early] {
            let record = record(&case(&alike(&form, told, 2)).unwrap(), &directories[..1], false);
            let note = note(&record, Detail::Note);
            let is_cut = note.contains("; and ") && note.contains(" more");
            assert!(!is_cut || note.lines().count() > 55, "{}, {told:?}\n{note}", form.id);
        }
    }
}

#[test]
fn each_step_has_a_line_and_what_is_certain_comes_first() {
    let (form, directories) = (form("adult-brief"), directories());
    let mut input = answered(&form, &said(&[("threats", yes()), ("violence", yes())]));
    let safe = form.questions.iter().position(|question| question.id == "safe_tonight").unwrap();
    input.answers[safe] = None;
    let record = record(&case(&input).unwrap(), &directories[..1], false);
    let note = lines(&record, Detail::Note);
    let open =
        note.iter().position(|line| line.starts_with("Not known yet, ")).expect("something is not known");
    let certain = note.iter().rposition(|line| {
        ["Now: ", "Today: ", "By ", "No fixed day: "].iter().any(|time| line.starts_with(time))
    });
    assert!(certain.unwrap() < open, "{note:#?}");
    let steps = note.iter().filter(|line| line.starts_with("No fixed day: "));
    assert!(steps.clone().count() > 2 && steps.clone().all(|line| !line.contains("; ")), "{note:#?}");
}

#[test]
fn long_words_are_cut_between_words_and_the_quote_is_closed() {
    let (form, directories) = (form("adult-brief"), directories());
    let record = record(&case(&alike(&form, Told::Yes, 2)).unwrap(), &directories[..1], false);
    let note = lines(&record, Detail::Note);
    let goal = note.iter().find(|line| line.contains("canary-bird")).unwrap();
    assert!(goal.ends_with("canary-bird…” (longer)"), "{goal}");
}

#[test]
fn days_have_one_form_and_words_are_plain() {
    let directories = directories();
    for form in forms() {
        for told in [Told::Yes, Told::No, Told::Declined, Told::Early] {
            let record = record(&case(&alike(&form, told, 2)).unwrap(), &directories[..1], true);
            let note = note(&record, Detail::Note).split_whitespace().collect::<Vec<_>>().join(" ");
            for words in
                ["2026-", "the questionnaire ", ": open: “", "The next contact: Plan the next contact"]
            {
                assert!(!note.contains(words), "{}, {told:?}: {words}\n{note}", form.id);
            }
            assert!(note.contains("22 November 2026"), "{note}");
        }
    }
}

#[test]
fn what_was_seen_is_no_wish_of_the_person() {
    let (form, directories) = (form("observation-only"), directories());
    let record = record(&case(&alike(&form, Told::Yes, 2)).unwrap(), &directories[..1], false);
    let note = note(&record, Detail::Note);
    let is_need = |said: &&AnswerRecord| matches!(said.part, Part::Needs | Part::Strengths | Part::Goals);
    let (needs, seen): (Vec<_>, Vec<_>) = record.answers.iter().partition(is_need);
    assert!(seen.len() > 5 && !needs.is_empty());
    for said in seen {
        assert!(!note.contains(&said.asked[..20]), "{}\n{note}", said.asked);
    }
    // What is known to be needed is called so, and is no wish.
    assert!(note.contains("What is known to be needed") && !note.contains("wants"), "{note}");
}

/// Whoever wants no contact is not offered one by a level further down.
#[test]
fn that_no_contact_is_wanted_comes_before_every_level() {
    let form = form("adult-quick");
    let mut record = record(&case(&alike(&form, Told::Yes, 2)).unwrap(), &[], false);
    assert!(!note(&record, Detail::Note).contains("wants no contact"));
    record.next_contact = Some(NextContact { how: ContactWay::NoContact, when: None, on: None });
    let note = note(&record, Detail::Note);
    let place = |words: &str| note.find(words).unwrap_or_else(|| panic!("{words}: {note}"));
    assert!(place("The person wants no contact") < place("Next contact: "), "{note}");
    assert!(!note.contains("no contact wanted"), "{note}");
}

/// At a level that is for people, `score` writes for people.
#[test]
fn score_writes_a_level_for_people_as_text() {
    let home = Home::new();
    let ran = home.run(&[
        "score",
        concat!(env!("CARGO_MANIFEST_DIR"), "/tests/readme/one-strong-sign.json"),
        "--detail",
        "note",
    ]);
    assert!(ran.out.starts_with("Case note: "), "{}{}", ran.out, ran.err);
}

/// Levels that share their words in a note are not told from one another by saying them twice.
#[test]
fn what_is_called_the_same_is_said_once() {
    let mut once = 0;
    for form in forms() {
        let record = record(&case(&alike(&form, Told::Declined, 2)).unwrap(), &[], false);
        for line in lines(&record, Detail::Note) {
            once += usize::from(line.ends_with(" (open)"));
            let Some((_, between)) = line.split_once("between “") else { continue };
            let (lowest, highest) = between.split_once("” and “").unwrap();
            assert_ne!(Some(lowest), highest.split('”').next(), "{}: {line}", form.id);
        }
    }
    assert!(once > 0, "no form has levels that share their words");
}

/// Outcomes that share their words stand in one line, whichever of them stayed open.
#[test]
fn no_line_tells_by_its_place_which_outcome_stayed_open() {
    let form = form("court-intake");
    let mut told = BTreeSet::new();
    for place in 0..form.questions.len() {
        let mut input = answered(&form, &Said::new());
        if input.answers[place].is_none() || form.questions[place].sensitivity < 2 {
            continue;
        }
        input.answers[place] = Some(Answer::Declined);
        let record = record(&case(&input).unwrap(), &[], false);
        let levels =
            lines(&record, Detail::Note).into_iter().filter(|line| line.starts_with("For counsel: "));
        told.insert(levels.collect::<Vec<_>>());
    }
    println!("{told:?}");
    let open = vec!["For counsel: Go through it together (open)".to_owned()];
    assert!(told.contains(&open) && told.len() <= 2, "{told:?}");
    assert!(told.iter().all(|lines| lines.len() == 1), "{told:?}");
}
