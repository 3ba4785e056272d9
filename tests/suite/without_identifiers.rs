//! That a record without identifiers holds nothing that somebody typed, and nothing that names a person, an agency, a
//! place or a day: a canary is put in the place of each text of a record in turn.
#![expect(clippy::unwrap_used, reason = "a test that cannot be set up has failed")]

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::date;
use safelight::answers::{Note, Speaker};
use safelight::export::{FORMATS, Options};
use safelight::library;
use safelight::questionnaire::{Kind, Questionnaire};
use safelight::records::{
    Again, CaseReference, ContactTime, ContactWay, Day, EarlierScreening, GateAnswer, GateRecord,
    InterpreterKind, InterpreterRecord, InterpreterTie, LEFT_OUT, NextContact, OtherLanguages, Record,
    Release, ReleaseEnd, ReleaseEnded, ReleaseItem, ReleasePurpose, ReleasedBy, Response, StrippedRecord,
    TalkWay, read_answers, read_record, without_identifiers, written,
};
use safelight::referral::{Directory, read_directory, read_jurisdiction};
use safelight::report::{Detail, Findings, Pages, build, offers, service_name};
use safelight::scoring::{Case, assess};
use safelight::source::Source;
use serde_json::Value;

use crate::content::shipped_questionnaire;
use crate::levels::consent;
use crate::records::Schema;
use crate::run::{CANARY, Home};

/// The levels that there are without identifiers.
const LEVELS: [Detail; 3] = [Detail::Note, Detail::Reasons, Detail::Full];

/// Where a text may stay: the words of the questionnaire and of lists, and the program's own. Whoever adds a field to
/// a record decides here, too, whether it is one.
const STAYS: &[&str] = &[
    "actions[].because",
    "actions[].id",
    "actions[].in_note",
    "actions[].label",
    "actions[].no_contact",
    "actions[].open_questions[].id",
    "actions[].open_questions[].label",
    "actions[].source",
    "actions[].topic",
    "consent.explained_before[].id",
    "consent.explained_before[].label",
    "consent.limits_before.id",
    "consent.limits_before.label",
    "course[]",
    "gates[].asked",
    "gates[].id",
    "indicators[].family",
    "indicators[].forms[]",
    "indicators[].id",
    "indicators[].label",
    "indicators[].questions[]",
    "indicators[].source",
    "interpreters[].from_question",
    "needs_without_service[].label",
    "needs_without_service[].need",
    "next[].because",
    "next[].title",
    "not_applicable[]",
    "open_contexts[].can_be",
    "open_contexts[].id",
    "open_contexts[].label",
    "open_questions[].asked",
    "open_questions[].question",
    "outcomes[].adjusted_by[].because",
    "outcomes[].adjusted_by[].before[].id",
    "outcomes[].adjusted_by[].before[].label",
    "outcomes[].adjusted_by[].does",
    "outcomes[].before_adjustment[]",
    "outcomes[].decided_by[].because",
    "outcomes[].decided_by[].points",
    "outcomes[].decided_by[].rule",
    "outcomes[].decided_by[].says",
    "outcomes[].facts[]",
    "outcomes[].id",
    "outcomes[].in_note",
    "outcomes[].judged.in_note",
    "outcomes[].judged.label",
    "outcomes[].judged.level",
    "outcomes[].judged.no_contact",
    "outcomes[].label",
    "outcomes[].possible[].id",
    "outcomes[].possible[].in_note",
    "outcomes[].possible[].label",
    "outcomes[].possible[].next",
    "outcomes[].possible[].no_contact",
    "scores[].id",
    "scores[].label",
    "scores[].published_reason",
    "scores[].published_source",
    "scores[].terms[].label",
    "statement",
    "stopped",
    "tool.name",
    "tool.version",
    "validation[]",
];

const ANSWERS: &str = r#"{"format": 1, "questionnaire": "adult-brief@1.0.0",
    "answers": {
      "age_band": "age_18_24", "home_language": "spanish", "works": "yes", "hours_per_week": 71,
      "documents_held": "yes", "debt": {"state": "declined"}, "goals": "To live in Quillville with Amaranta",
      "free_to_leave": {"state": "later"}, "job_differs": {"state": "dont_know"}},
    "context": {"frame": "palermo"},
    "judgements": {"concern": {"level": "urgent", "reason": "Amaranta said so in Quillville"}}}"#;

/// A directory of a county.
const COUNTY: &str = r#"
format = 1
[directory]
id = "quill-county"
title = "Quill County"
area = "Quill County"
language = "en"
otherwise_ask = "the Quillville office"
read_by = "us"
[[service]]
id = "quill-shelter"
name = "Quillville shelter"
organization = "Quillville"
description = "A bed in Quillville."
needs = ["emergency", "housing", "legal", "medical", "labor_rights", "trafficking_support"]
ages = "not_said"
is_reporting_line = false
shares_with_police = "no"
group = "support"
source_url = "https://quillville.example/shelter"
read_as = "page"
verified_on = "not_said"
[[service.channel]]
kind = "phone"
contact = "555-0142"
languages = "not_said"
hours = "not_said"
interpreters = false
"#;

fn directories() -> Vec<Directory> {
    let (county, findings) = read_directory(&Source::new("county.toml", COUNTY));
    let county = county.unwrap_or_else(|| panic!("{findings:?}"));
    let shipped = library::DIRECTORIES.iter().filter(|shipped| shipped.id == "us");
    [county].into_iter().chain(shipped.map(|shipped| read_directory(&shipped.source()).0.unwrap())).collect()
}

/// A record in which everything stands that can.
fn record(questionnaire: &Questionnaire) -> Record {
    let case: Case<'_> = read_answers(ANSWERS).unwrap().case(questionnaire).unwrap();
    let assessment = assess(&case);
    let today = date(2026, 11, 22);
    let directories = directories();
    let offers = offers(&case, &assessment, &directories, None, Some("es"), true, today);
    let named = offers.matches.iter().map(|found| (service_name(&found.service.id), Response::Accepted));
    let responses: BTreeMap<String, Response> = named.collect();
    let words = || Note { speaker: Speaker::Worker, words: "Seen in Quillville".to_owned() };
    let noted = ["documents_held", "threats", "goals"].map(|question| (question.to_owned(), words()));
    let pack = library::find(library::JURISDICTIONS, "us-federal").unwrap();
    let pack = read_jurisdiction(&pack.source()).0.unwrap();
    let case_reference: CaseReference = "A-0417".parse().unwrap();
    let again = Again {
        because: "Quill said so".to_owned(),
        earlier: vec![EarlierScreening {
            date: Day(date(2024, 3, 9)),
            questionnaire: "adult-brief@1.0.0".to_owned(),
            title: "Quill's questions".to_owned(),
            comparable: true,
            outcomes: Vec::new(),
        }],
    };
    build(&Findings {
        case: &case,
        assessment: &assessment,
        notes: &noted.into(),
        reworded: &BTreeSet::from(["documents_held".to_owned()]),
        answered_alone: &BTreeSet::from(["documents_held".to_owned()]),
        alone: None,
        seen: &BTreeMap::new(),
        languages: &OtherLanguages::default(),
        held: Some(TalkWay::Telephone),
        gates: vec![GateRecord { id: "alone".into(), asked: "Alone?".into(), answer: GateAnswer::Yes }],
        interpreters: &[InterpreterRecord {
            kind: InterpreterKind::Video,
            language: Some("Mixtec of Quillville".to_owned()),
            tie: Some(InterpreterTie::Companion),
            went_on_because: Some("Nobody else in Quillville".to_owned()),
            from_question: Some("works".to_owned()),
        }],
        spoken: None,
        services_looked_at: false,
        consent: Some(consent(true, false, Some("A court in Quillville"))),
        stopped_early: true,
        date: today,
        tool_version: "0.0.0",
        agency: Some("Quillville House"),
        worker: Some("advocate, Quill"),
        again: Some(&again),
        case_reference: Some(&case_reference),
        jurisdiction: Some(&pack),
        offers: &offers,
        responses: &responses,
        next_contact: Some(NextContact::agreed(ContactWay::Message, Some(ContactTime::Week), today)),
        releases: &[Release {
            to: "Amaranta's lawyer".to_owned(),
            slip: Some("K7M2-Q9XT".to_owned()),
            service: Some("quill-shelter".to_owned()),
            purpose: ReleasePurpose::Advice,
            items: vec![ReleaseItem::Needs],
            needs: Vec::new(),
            from: Day(today),
            until: Day(date(2026, 12, 22)),
            signed: true,
            by: ReleasedBy::Person,
            ended: Some(ReleaseEnd { on: Day(date(2026, 11, 23)), because: ReleaseEnded::TakenBack }),
        }],
    })
}

/// Everything that is written of a record without identifiers, in every format that is text.
fn everything(stripped: &Record) -> String {
    let mut all = written(&StrippedRecord::of(stripped).unwrap());
    for detail in LEVELS {
        let pages = Pages::of(stripped, detail);
        assert_eq!(pages.refused(), None);
        for format in FORMATS.iter().filter(|format| format.levels.contains(&detail) && format.name != "pdf")
        {
            let bytes = (format.write)(&pages, &Options::PAPER).ok().unwrap();
            all.push_str(&String::from_utf8(bytes).unwrap());
        }
    }
    all
}

/// The places of all texts, each as `answers[].note.words`.
fn places(value: &Value, at: &str, found: &mut BTreeSet<String>) {
    match value {
        Value::String(_) => drop(found.insert(at.to_owned())),
        Value::Array(list) => list.iter().for_each(|one| places(one, &format!("{at}[]"), found)),
        Value::Object(object) => {
            let dot = if at.is_empty() { "" } else { "." };
            object.iter().for_each(|(key, one)| places(one, &format!("{at}{dot}{key}"), found));
        }
        _ => {}
    }
}

/// Puts the canary at all places of that name.
fn put(value: &mut Value, at: &str, place: &str) {
    match value {
        Value::String(text) if at == place => CANARY.clone_into(text),
        Value::Array(list) => list.iter_mut().for_each(|one| put(one, &format!("{at}[]"), place)),
        Value::Object(object) => {
            let dot = if at.is_empty() { "" } else { "." };
            object.iter_mut().for_each(|(key, one)| put(one, &format!("{at}{dot}{key}"), place));
        }
        _ => {}
    }
}

#[test]
fn no_text_of_a_record_stays_but_the_words_of_the_questionnaire() {
    let questionnaire = shipped_questionnaire("adult-brief");
    let whole: Value = serde_json::from_str(&written(&record(&questionnaire))).unwrap();
    let mut all = BTreeSet::new();
    places(&whole, "", &mut all);
    // What would not be there would not be looked at.
    for needed in ["answers[].note.words", "releases[].to", "interpreters[].language", "actions[].law[].text"]
    {
        assert!(all.contains(needed), "{needed} is not in the record");
    }
    let (mut stays, mut closed) = (BTreeSet::new(), 0);
    for place in &all {
        let mut changed = whole.clone();
        put(&mut changed, "", place);
        // What is a word of a list, a day or a number takes no other text.
        let Ok(changed) = serde_json::from_value::<Record>(changed) else {
            closed += 1;
            continue;
        };
        assert!(written(&changed).contains(CANARY), "{place}: the canary can be found where it is put");
        if everything(&without_identifiers(&changed, &questionnaire)).contains(CANARY) {
            stays.insert(place.as_str());
        }
    }
    let allowed: BTreeSet<&str> = STAYS.iter().copied().collect();
    let wrong: Vec<_> = stays.difference(&allowed).collect();
    assert!(wrong.is_empty(), "these stay and must not: {wrong:?}");
    println!("{} places of texts, {closed} of them closed, {} stay", all.len(), stays.len());
}

#[test]
fn nothing_names_a_person_a_place_an_agency_a_day_a_number_or_a_page() {
    let questionnaire = shipped_questionnaire("adult-brief");
    let record = record(&questionnaire);
    let before = {
        let pages = Pages::of(&record, Detail::Full);
        pages.document().unwrap() + &format!("{:?}", pages.blocks().len())
    };
    let stripped = without_identifiers(&record, &questionnaire);
    let after = everything(&stripped);
    for word in ["Amaranta", "Quill", "A-0417", "2026-11", "555-0142", "Mixtec"] {
        assert!(before.contains(word), "{word} is in the record");
        assert!(!after.contains(word), "{word} stays");
    }
    assert!(!after.contains("November"));
    let services = record.referrals.iter().flat_map(|it| it.channels.iter().chain([&it.source_url]));
    let laws = record.actions.iter().flat_map(|it| &it.law).map(|law| &law.text);
    let gone: Vec<&String> = services.chain(laws).collect();
    assert!(gone.len() > 5);
    for text in gone {
        assert!(!after.contains(text.as_str()), "{text} stays");
    }
    assert!(after.contains("2026") && !after.contains(&record.seal) && !after.contains(&record.code()));
    let removed = stripped.removed.unwrap();
    // Two notes beside answers and one alone, goals, a judgement, two of the interpreter, a reason, the worker, why it
    // was done again, and an opening in other words than those of the questionnaire.
    assert_eq!(removed.words, 11, "{removed:?}");
    assert_eq!(
        (removed.releases, removed.agency, removed.case_references, removed.record_codes),
        (1, 1, 1, 1)
    );
    assert_eq!((removed.dates, removed.services, removed.numbers), (3, 1, 0), "{removed:?}");
    assert!(removed.places > 1 && removed.contacts > 1, "{removed:?}");
    assert!(in_lines(&stripped, Detail::Note).lines().count() <= 60, "the note is one page");
    for detail in LEVELS {
        let pages = text(&stripped, detail);
        assert!(
            pages.contains("Without identifiers. Left out: ") && pages.contains("not a guarantee"),
            "{pages}"
        );
    }
}

fn text(record: &Record, detail: Detail) -> String {
    in_lines(record, detail).replace('\n', " ")
}

fn in_lines(record: &Record, detail: Detail) -> String {
    let format = FORMATS.iter().find(|format| format.name == "text").unwrap();
    let bytes = (format.write)(&Pages::of(record, detail), &Options::PAPER).ok().unwrap();
    String::from_utf8(bytes).unwrap()
}

#[test]
fn the_document_is_no_record_any_more() {
    let questionnaire = shipped_questionnaire("adult-brief");
    let stripped = without_identifiers(&record(&questionnaire), &questionnaire);
    assert!(stripped.seal.is_empty() && StrippedRecord::of(&record(&questionnaire)).is_none());
    let document = Pages::of(&stripped, Detail::Full).document().unwrap();
    assert!(
        document.contains("\"safelight-screening-without-identifiers\"") && !document.contains("\"seal\"")
    );
    Schema::of(include_str!("../schema/record-without-identifiers.schema.json")).check(&document);
    let read: StrippedRecord = serde_json::from_str(&document).unwrap();
    assert_eq!(written(&read), document);
    let refused = read_record(&document).err().expect("it is no record").to_string();
    assert!(refused.contains("without identifiers"), "{refused}");
    // Even put together by hand, it has no seal that fits.
    assert!(!stripped.has_its_seal());
    for detail in [Detail::Referral, Detail::TakeAway] {
        assert!(Pages::of(&stripped, detail).refused().unwrap().contains("note, reasons and full"));
    }
}

#[test]
fn of_a_form_of_ones_own_neither_the_name_nor_a_number_stays() {
    let source = include_str!("../forms/kinds.toml");
    let questionnaire =
        safelight::questionnaire::read(&Source::new("kinds.toml", source)).questionnaire.unwrap();
    let answers = r#"{"format": 1, "questionnaire": "kinds", "answers": {}}"#;
    let mut document: Value = serde_json::from_str(answers).unwrap();
    for question in &questionnaire.questions {
        let given: Value = match &question.kind {
            Kind::YesNo => "yes".into(),
            Kind::Choice(options) | Kind::Scale(options) => options[0].id.clone().into(),
            Kind::Choices(options) => vec![options[0].id.clone()].into(),
            Kind::Number(number) => {
                let most = number.max.map_or_else(|| "97".to_owned(), |most| most.to_string());
                serde_json::from_str(&most).unwrap()
            }
            Kind::DatePart { with_month: true } => "2024-03".into(),
            Kind::DatePart { with_month: false } => "1931".into(),
            Kind::Text { .. } => "Amaranta".into(),
        };
        document["answers"][&question.id] = given;
    }
    let case = read_answers(&document.to_string()).unwrap().case(&questionnaire).unwrap();
    let record = crate::levels::record(&case, &directories(), true);
    let stripped = without_identifiers(&record, &questionnaire);
    let removed = stripped.removed.unwrap();
    assert!(removed.numbers > 0 && removed.agency > 1, "{removed:?}");
    let all = everything(&stripped);
    for word in [&questionnaire.title, "kinds@", "Amaranta", "2024-03"] {
        assert!(!all.contains(word), "{word} stays");
    }
    assert!(all.contains("The words of the questionnaire are your own and were not looked at."));
    for said in &stripped.answers {
        let before = record.answers.iter().find(|it| it.question == said.question).unwrap();
        let question = questionnaire.question(questionnaire.find(&said.question).unwrap());
        match &question.kind {
            Kind::Number(_) | Kind::Text { .. } if before.state == "given" => {
                assert_eq!(said.shown, LEFT_OUT)
            }
            Kind::DatePart { with_month: true } if before.state == "given" => assert_eq!(said.shown, "2024"),
            Kind::DatePart { .. } if before.state == "given" => {
                assert_eq!(said.shown, LEFT_OUT, "a year can tell an age over 89");
            }
            _ => assert_eq!(said.shown, before.shown),
        }
    }
}

/// No form that comes with the program asks for an age, or for anything else that is told by a number.
#[test]
fn numbers_in_the_forms_that_come_with_the_program_are_no_ages() {
    for shipped in library::QUESTIONNAIRES {
        for question in &shipped_questionnaire(shipped.id).questions {
            if let Kind::Number(number) = &question.kind {
                let unit = number.unit.as_deref().unwrap_or_default();
                assert!(
                    unit.contains("hour") || question.id.contains("hours"),
                    "{}: {}",
                    shipped.id,
                    question.id
                );
            }
            assert!(!matches!(question.kind, Kind::DatePart { .. }), "{}: {}", shipped.id, question.id);
        }
    }
}

#[test]
fn a_record_of_the_workspace_is_shown_and_written_without_identifiers() {
    let home = Home::new();
    let twice = b"correct horse battery\ncorrect horse battery\n";
    home.run_with(&["records", "init"], twice).done();
    let mut talk = crate::piped::Talk::begin(&home, &[crate::piped::SCREEN, &["--case", "A-0417"]].concat());
    talk.reply("correct horse battery");
    let replies = [("In your own words", CANARY), ("what would you like", CANARY)];
    assert!(talk.lead(&replies, "").is_none());
    assert_eq!(talk.end().code, Some(0));
    let show = |more: &[&str]| {
        let arguments = [&["records", "show", "A-0417"], more].concat();
        home.run_with(&arguments, b"correct horse battery\n")
    };
    let with = show(&["--detail", "full"]).done();
    assert!(with.contains("A-0417") && with.contains("Record code"), "{with}");
    for more in [["--detail", "note"], ["--detail", "reasons"], ["--detail", "full"], ["--format", "csv"]] {
        let without = show(&[&more[..], &["--without-identifiers"]].concat()).done();
        for word in ["A-0417", "Record code", CANARY] {
            assert!(!without.contains(word), "{word} stays at {more:?}: {without}");
        }
    }
    show(&["--format", "json", "--without-identifiers", "--export", "x.json"]).done();
    home.run(&["rescore", "x.json"]).refused(&["without identifiers"]);
    assert_ne!(show(&["--without-identifiers", "--history"]).code, Some(0));
    show(&["--without-identifiers", "--detail", "take-away"]).refused(&["note, reasons and full"]);
}
