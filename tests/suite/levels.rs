//! How much pages of a screening tell: the note is one page without answers, whatever was said, and what the
//! person carries names nothing.
#![expect(clippy::unwrap_used, reason = "a test that cannot be set up has failed")]

use std::collections::{BTreeMap, BTreeSet};

use jiff::ToSpan;
use jiff::civil::date;
use safelight::answers::{Answer, Note, Speaker, Value};
use safelight::export::{FORMATS, Options, text};
use safelight::library;
use safelight::questionnaire::model::{Kind, Part};
use safelight::questionnaire::read;
use safelight::records::{
    Consent, ContactTime, ContactWay, Day, NamedRecord, NextContact, OtherLanguages, Record, Release,
    ReleaseItem, ReleasePurpose, ReleaseTerm, ReleasedBy, ReleasedNeed, Response,
};
use safelight::referral::{Directory, read_directory};
use safelight::report::{Block, Detail, Findings, Pages, build, document, offers, service_name, step_name};
use safelight::scoring::{Case, assess};
use safelight::truth::Truth;

use crate::agreement::case;
use crate::counts::WISHES;
use crate::generate::{self, Draw};
use crate::naive::{Door, Form, Input, door};
use crate::run::Home;

/// What was said in words of one's own: it may stand in no page without answers.
const CANARY: &str = "canary-bird";

pub fn forms() -> Vec<Form> {
    let form = |shipped: &library::Shipped| {
        let source = shipped.source();
        Form::new(read(&source).questionnaire.unwrap(), source.text())
    };
    library::QUESTIONNAIRES.iter().map(form).collect()
}

pub fn directories() -> Vec<Directory> {
    library::DIRECTORIES.iter().map(|shipped| read_directory(&shipped.source()).0.unwrap()).collect()
}

/// What somebody agreed to after they heard of the limits, before the first question.
pub fn consent(agreed: bool, may_keep: bool, kept_because: Option<&str>) -> Consent {
    Consent {
        agreed,
        explained_before: vec![NamedRecord {
            id: "limits".to_owned(),
            label: "Some things I must pass on.".to_owned(),
        }],
        limits_before: Some(NamedRecord {
            id: "age_band".to_owned(),
            label: "Which age group are you in?".to_owned(),
        }),
        may_keep: Some(may_keep),
        kept_because: kept_because.map(str::to_owned),
    }
}

/// Builds the record of a case in which every question has a note of its own, and every thing a response.
pub fn record(case: &Case<'_>, directories: &[Directory], responded: bool) -> Record {
    let assessment = assess(case);
    let offers = offers(case, &assessment, directories, None, None, false, date(2026, 11, 22));
    let note = || Note { speaker: Speaker::Person, words: CANARY.to_owned() };
    let notes = case.questionnaire.questions.iter().map(|question| (question.id.clone(), note()));
    let steps = case.questionnaire.actions.iter().map(|action| step_name(&action.step.id));
    let services = offers.matches.iter().map(|found| service_name(&found.service.id));
    let names: Vec<String> = steps.chain(services).collect();
    let responses = names.into_iter().enumerate().filter(|_| responded).map(|(place, name)| {
        let (_, response) = Response::WORDS[place % Response::WORDS.len()];
        (name, response)
    });
    build(&Findings {
        case,
        assessment: &assessment,
        notes: &notes.collect(),
        reworded: &BTreeSet::new(),
        answered_alone: &BTreeSet::new(),
        alone: None,
        seen: &BTreeMap::new(),
        languages: &OtherLanguages::default(),
        held: None,
        gates: Vec::new(),
        interpreters: &[],
        spoken: None,
        services_looked_at: false,
        consent: Some(consent(true, false, Some("The law of this place asks for it."))),
        next_contact: Some(NextContact::agreed(
            ContactWay::WORDS[0].1,
            Some(ContactTime::WORDS[0].1),
            date(2026, 11, 22),
        )),
        releases: &[release(
            &ReleaseItem::WORDS.iter().map(|(_, item)| *item).collect::<Vec<_>>(),
            needs(case),
        )],
        stopped_early: false,
        date: date(2026, 11, 22),
        tool_version: "0.0.0",
        agency: Some("County services"),
        worker: Some("advocate, A. B."),
        case_reference: None,
        again: None,
        jurisdiction: None,
        offers: &offers,
        responses: &responses.collect::<BTreeMap<_, _>>(),
    })
}

/// Every second need that was named.
fn needs(case: &Case<'_>) -> Vec<ReleasedNeed> {
    let lists = case.questionnaire.each_question().filter(|(_, question)| {
        let is_list = matches!(question.kind, Kind::Choices(_));
        is_list && question.part == Part::Needs && question.sensitivity == 0
    });
    let named = lists.flat_map(|(place, question)| {
        let ids = match case.answer(place) {
            Some(Answer::Given(Value::Choices(ids))) => ids.as_slice(),
            _ => &[],
        };
        question.kind.options().iter().filter(|option| ids.contains(&option.id)).map(|option| ReleasedNeed {
            question: question.id.clone(),
            option: option.id.clone(),
            label: option.label.clone(),
        })
    });
    named.step_by(2).collect()
}

/// A release that is in force, of these items, and of these needs.
fn release(items: &[ReleaseItem], needs: Vec<ReleasedNeed>) -> Release {
    let today = date(2026, 11, 22);
    Release {
        to: "Legal aid".to_owned(),
        service: None,
        purpose: ReleasePurpose::Advice,
        items: items.to_vec(),
        needs,
        from: Day(today),
        until: Day(ReleaseTerm::Month.until(today)),
        signed: false,
        by: ReleasedBy::Person,
        ended: None,
        slip: Some("KM7T-3QXC".to_owned()),
    }
}

// ---- one page ----

/// How everything is answered.
#[derive(Clone, Copy, Debug)]
pub enum Told {
    Yes,
    No,
    Declined,
    Early,
}

/// Answers everything alike, with one age where the form asks for it.
pub fn alike<'q>(form: &'q Form, told: Told, age: usize) -> Input<'q> {
    let mut input = generate::nothing(form);
    for place in 0..form.questions.len() {
        if door(&input, place) != Door::Open {
            continue;
        }
        let kind = &form.questions[place].kind;
        input.answers[place] = match told {
            _ if form.questions[place].id == "age_band" => {
                let ages = kind.options();
                Some(Answer::Given(Value::Choice(ages[age % ages.len()].id.clone())))
            }
            Told::Early if place > form.questions.len() / 3 => None,
            Told::Yes | Told::Early => Some(Answer::Given(most(form, place, kind))),
            Told::No => Some(Answer::Given(least(form, place, kind))),
            Told::Declined => Some(Answer::Declined),
        };
    }
    input
}

fn most(form: &Form, place: usize, kind: &Kind) -> Value {
    match kind {
        Kind::YesNo => Value::YesNo(true),
        Kind::Choices(options) => {
            let free = options.iter().filter(|option| !option.exclusive);
            Value::Choices(free.map(|option| option.id.clone()).collect())
        }
        Kind::Text { .. } => Value::Text(format!("{CANARY} ").repeat(40)),
        _ => generate::values_of(form, place).pop().unwrap(),
    }
}

pub fn least(form: &Form, place: usize, kind: &Kind) -> Value {
    match kind {
        Kind::YesNo => Value::YesNo(false),
        Kind::Choices(options) => {
            let alone = options.iter().find(|option| option.exclusive).unwrap_or(&options[0]);
            Value::Choices(vec![alone.id.clone()])
        }
        Kind::Text { .. } => Value::Text("Rest.".to_owned()),
        _ => generate::values_of(form, place).swap_remove(0),
    }
}

#[test]
fn the_note_is_one_page_whatever_was_said() {
    let directories = directories();
    let mut longest = 0;
    for form in forms() {
        for told in [Told::Yes, Told::No, Told::Declined, Told::Early] {
            for age in 0..5 {
                for (directory, responded) in [(0, false), (0, true), (1, true), (2, false), (3, true)] {
                    let case = case(&alike(&form, told, age)).unwrap();
                    let record = record(&case, &directories[directory..=directory], responded);
                    let note = text::write(&document(&record, Detail::Note), 80);
                    let lines = note.lines().count();
                    assert!(lines <= 60, "{}, {told:?}, age {age}: {lines} lines\n{note}", form.id);
                    longest = longest.max(lines);
                }
            }
        }
    }
    println!("the longest note has {longest} lines");
}

// ---- what no page may leave out ----

/// However little was answered: a judgement, a level that is certain and an adjustment that holds are on every
/// page that tells of levels.
#[test]
fn no_page_hides_a_judgement_a_certain_level_or_an_adjustment_that_holds() {
    let (directories, mut draw) = (directories(), Draw::seeded(30));
    let (mut judged, mut certain, mut adjusted) = (0, 0, 0);
    for form in forms() {
        for round in 0..WISHES.get() {
            let share = if round % 2 == 0 { 0 } else { draw.between(0, 95) };
            let case = case(&generate::answers(&mut draw, &form, share)).unwrap();
            let record = record(&case, &directories[..1], false);
            for detail in [Detail::Note, Detail::Reasons, Detail::Full] {
                let page = squeezed(&text::write(&document(&record, detail), 2_000));
                // A note has its own words where a label would tell an answer.
                let shown = |label: &str, in_note: &Option<String>| {
                    in_note.clone().filter(|_| detail == Detail::Note).unwrap_or_else(|| label.to_owned())
                };
                for outcome in &record.outcomes {
                    if let Some(own) = &outcome.judged {
                        judged += 1;
                        let words = format!("judged: {}", shown(&own.label, &own.in_note));
                        assert!(page.contains(&words), "{}, {}, {detail:?}\n{page}", form.id, outcome.id);
                    }
                    if let [level] = outcome.possible.as_slice() {
                        certain += 1;
                        assert!(
                            page.contains(&shown(&level.label, &level.in_note)),
                            "{}, {}, {detail:?}\n{page}",
                            form.id,
                            outcome.id
                        );
                    }
                    let holds = outcome.adjusted_by.iter().filter(|it| it.changes && it.truth == Truth::True);
                    for because in holds.map(|it| &it.because).filter(|_| detail != Detail::Note) {
                        adjusted += 1;
                        assert!(
                            page.contains(&squeezed(because)),
                            "{}, {}, {detail:?}\n{page}",
                            form.id,
                            outcome.id
                        );
                    }
                }
            }
        }
    }
    println!("{judged} judgements, {certain} certain levels, {adjusted} adjustments");
    assert!(judged > 0 && certain > 0 && adjusted > 0);
}

// ---- what stands in no page without answers ----

fn squeezed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether a text stands in a page, and not only as a part of something that may stand there.
fn stands_in(page: &str, text: &str, allowed: &[String]) -> bool {
    page.contains(text) && !allowed.iter().any(|other| other.contains(text))
}

#[test]
fn a_note_holds_no_sensitive_answer_no_refusal_no_score_and_no_indicator() {
    let (directories, mut draw, mut looked) = (directories(), Draw::seeded(29), 0);
    for form in forms() {
        for round in 0..WISHES.get() {
            let share = if round % 5 == 0 { 0 } else { draw.between(10, 95) };
            let case = case(&generate::answers(&mut draw, &form, share)).unwrap();
            let record = record(&case, &directories[round % directories.len()..][..1], round % 2 == 0);
            let allowed = may_stand(&record);
            for detail in [Detail::Note, Detail::TakeAway] {
                let page = squeezed(&text::write(&document(&record, detail), 100));
                assert!(!page.contains(CANARY), "{}: a note of a question stands in {detail:?}", form.id);
                for said in &record.answers {
                    let private = said.sensitivity > 0 || said.state != "given" || detail == Detail::TakeAway;
                    assert!(
                        !private || !page.contains(&squeezed(&said.asked)),
                        "{}: {}",
                        form.id,
                        said.question
                    );
                }
                for words in ["preferred not to say", "does not know", "left for later", "left open"] {
                    assert!(!page.contains(words), "{}: {words}", form.id);
                }
                let labels = record.indicators.iter().map(|indicator| &indicator.label);
                for label in labels.chain(record.scores.iter().map(|score| &score.label)) {
                    assert!(!stands_in(&page, &squeezed(label), &allowed), "{}: {label}", form.id);
                }
                looked += 1;
            }
        }
    }
    println!("{looked} pages without answers");
}

/// What a note says of its own: levels, steps, services, and the words of the person that all may read.
fn may_stand(record: &Record) -> Vec<String> {
    let levels = record.outcomes.iter().flat_map(|outcome| {
        outcome.possible.iter().map(|level| level.label.clone()).chain([outcome.label.clone()])
    });
    let steps =
        record.actions.iter().map(|action| action.step.in_note.clone().unwrap_or(action.step.label.clone()));
    let said = record.answers.iter().filter(|said| said.sensitivity == 0);
    levels.chain(steps).chain(said.map(|said| format!("{} {}", said.asked, said.shown))).collect()
}

#[test]
fn what_the_person_carries_names_nothing() {
    let directories = directories();
    for form in forms() {
        let case = case(&alike(&form, Told::Yes, 2)).unwrap();
        for directory in 0..directories.len() {
            let record = record(&case, &directories[directory..=directory], true);
            let page = text::write(&document(&record, Detail::TakeAway), 80).to_lowercase();
            for word in
                ["traffick", "screening", "exploit", "violence", "assault", "victim", "county services"]
            {
                assert!(!page.contains(word), "{}: {word}\n{page}", form.id);
            }
            assert!(page.lines().count() <= 30, "half a page:\n{page}");
        }
    }
}

// ---- one recipient ----

/// What a release does not name does not go to its recipient, in no format: not an answer, a refusal, a level, a
/// step, a score, nor what is seen.
#[test]
fn one_recipient_gets_what_the_release_names_and_nothing_else() {
    let (directories, mut draw, mut looked) = (directories(), Draw::seeded(12), 0);
    for form in forms() {
        for round in 0..WISHES.get() {
            let case = case(&generate::answers(&mut draw, &form, [0, 40, 90][round % 3])).unwrap();
            let mut record = record(&case, &directories[round % directories.len()..][..1], round % 2 == 0);
            let all = ReleaseItem::WORDS.iter().map(|(_, item)| *item);
            let items: Vec<ReleaseItem> = all.filter(|_| draw.between(0, 1) == 1).collect();
            record.releases = vec![release(&items, needs(&case))];
            let pages = Pages::of(&record, Detail::Referral);
            assert_eq!(pages.refused().is_some(), items.is_empty());
            looked += usize::from(!items.is_empty());
            let [
                Block::Title(title),
                Block::Paragraph(agreed),
                middle,
                Block::Heading(_),
                Block::Items(slip),
            ] = &pages.blocks()[..]
            else {
                assert!(items.is_empty(), "the page has another form");
                continue;
            };
            assert_eq!(title, "Referral from County services to Legal aid, Sunday, 22 November 2026");
            assert!(
                agreed.starts_with("The person agreed by word")
                    && agreed.contains("until Tuesday, 22 December 2026")
            );
            assert!(slip[0].0.starts_with("Our number for this: KM7T-3QXC"), "{}", slip[0].0);
            assert!(slip[2].0.starts_with("To reach us"), "{}", slip[2].0);
            assert!(slip[3..].iter().all(|(line, below)| line.starts_with("[ ] ") && below.is_empty()));
            let lines = text::write(&pages.blocks(), 80).lines().count();
            assert!(lines <= 60, "{}: {lines} lines", form.id);
            let said: Vec<(ReleaseItem, Vec<String>)> = match middle {
                Block::Items(said) => {
                    said.iter().map(|(head, below)| (item_of(head), below.clone())).collect()
                }
                other => {
                    assert!(
                        matches!(other, Block::Paragraph(text) if text == "There is nothing more to tell you now.")
                    );
                    Vec::new()
                }
            };
            for (item, below) in said {
                assert!(items.contains(&item), "{}: {item:?} was not released", form.id);
                assert_eq!(below, expected(&record, item, &below), "{}", form.id);
            }
        }
    }
    println!("{looked} pages for one recipient");
}

fn item_of(head: &str) -> ReleaseItem {
    match head {
        "What the person needs" => ReleaseItem::Needs,
        "We will be in touch with the person; please reach them through us alone" => ReleaseItem::Contact,
        "Language" => ReleaseItem::Language,
        "How soon" => ReleaseItem::Urgency,
        other => panic!("no item: {other}"),
    }
}

/// What may stand below an item. A time is any: which step is due does not show.
fn expected(record: &Record, item: ReleaseItem, said: &[String]) -> Vec<String> {
    match item {
        ReleaseItem::Needs => record.releases[0].needs.iter().map(|need| need.label.clone()).collect(),
        ReleaseItem::Contact => vec!["by phone; Sunday, 22 November 2026".to_owned()],
        ReleaseItem::Language => vec!["English".to_owned()],
        ReleaseItem::Urgency => {
            let soon = ["Now", "Today", "As soon as you can"];
            let days = (1..=31).map(|day| date(2026, 11, 22).checked_add(day.days()).unwrap());
            let mut times = soon
                .map(str::to_owned)
                .into_iter()
                .chain(days.map(|it| it.strftime("By %A, %-d %B %Y").to_string()));
            assert!(said.len() == 1 && times.any(|time| time == said[0]), "{said:?}");
            said.to_vec()
        }
    }
}

/// What is for programs is everything, and what the person carries is no row for counting: a format is written
/// at its levels and at no other.
#[test]
fn a_format_is_written_at_its_levels_only() {
    let forms = forms();
    let case = case(&alike(&forms[0], Told::No, 2)).unwrap();
    let record = record(&case, &directories()[..1], false);
    for format in FORMATS {
        for (word, detail) in Detail::WORDS {
            let written = (format.write)(&Pages::of(&record, *detail), &Options::PAPER);
            assert_eq!(written.is_ok(), format.levels.contains(detail), "{} {word}", format.name);
        }
    }
    let levels = |name| FORMATS.iter().find(|format| format.name == name).unwrap().levels;
    assert_eq!(levels("json"), [Detail::Full]);
    assert_eq!(levels("csv"), [Detail::Note, Detail::Reasons, Detail::Full]);
}

/// What is all alike is one sentence, so that who says little has no longer copy than who says all: by a tenth at
/// most.
#[test]
fn who_says_nothing_has_no_longer_copy_than_who_says_all() {
    let directories = directories();
    for form in forms() {
        let lines = |told| {
            let case = case(&alike(&form, told, 2)).unwrap();
            let record = record(&case, &directories[..1], false);
            text::write(&document(&record, Detail::Full), 80).lines().count()
        };
        let (declined, no) = (lines(Told::Declined), lines(Told::Yes));
        println!("{}: everything declined {declined} lines, everything named {no}", form.id);
        let is_as_short = declined * 10 <= no * 11;
        assert!(is_as_short, "{}: {declined} lines where nothing was said, {no} where all was", form.id);
    }
}

/// A rule in words says what the rule says: what is negated stays so, and what belongs together stands together.
#[test]
fn a_rule_in_words_says_neither_more_nor_less() {
    let home = Home::new();
    let terms = [
        ("not someone_harms", "not “Someone hurts or scares the person these days”"),
        (
            "needs_now includes any of (safe_place, food_clothes) and still_now = yes",
            "(“What would help you most now?” is “A place to stay” or “Food or clothes”) and \
             “Is any of that still going on?” is yes",
        ),
        (
            "not (hurt_now = yes and safe_after = no) or age_band = age_18_24",
            "(not (“Is anyone hurting or scaring you these days?” is yes and “Do you have a safe place to go after this?” \
             is no)) or “What's your age group?” is “18 to 24”",
        ),
        ("at least 2 of (made_to_work, held_in_work, not goes_on)", "at least 2 of: “"),
    ];
    let shipped = library::questionnaire("adult-quick", None).unwrap().source();
    let rows: String =
        terms.iter().map(|(rule, _)| format!("  {{ when = \"{rule}\", points = 1 }},\n")).collect();
    let score = format!(
        "[[score]]\nid = \"told\"\nlabel = \"Told\"\nsum = [\n{rows}]\n\n[[score]]\nid    = \"signs\""
    );
    let text = shipped.text().replacen("[[score]]\nid    = \"signs\"", &score, 1);
    home.file("told.toml", &text);
    home.file(
        "answers.json",
        "{\"format\": 1, \"questionnaire\": \"adult-quick@1.0.0\", \"answers\": {\"age_band\": \"age_18_24\", \"hurt_now\": \"no\", \
         \"needs_now\": [\"food_clothes\"], \"work_made\": \"yes\", \"work_held\": \"yes\", \"still_now\": \"yes\"}}",
    );
    let full = ["--detail", "full", "--format", "markdown"];
    let said =
        home.run(&[&["score", "answers.json", "--questionnaire", "told.toml"][..], &full].concat()).done();
    let said = squeezed(&said).replace('\\', "");
    for (rule, words) in terms {
        assert!(said.contains(&format!("for: {words}")), "{rule}: {words}\n{said}");
    }
}

/// How it adds up is told in the words of the form: no id, no sign of the rule language. Why a level came about names
/// only what its rules read, and says in one line where that is all that was found.
#[test]
fn reasons_are_in_the_words_of_the_form() {
    let (directories, mut draw) = (directories(), Draw::seeded(31));
    let (mut terms, mut all) = (0, 0);
    for form in forms() {
        for round in 0..WISHES.get() {
            let case = case(&generate::answers(&mut draw, &form, round % 60)).unwrap();
            let record = record(&case, &directories[..1], false);
            for term in record.scores.iter().flat_map(|score| &score.terms) {
                let is_id = |word: &str| {
                    word.contains('_') && word.chars().all(|it| it == '_' || it.is_alphanumeric())
                };
                let told = !term.label.contains(['>', '<', '='])
                    && !term.label.split(|it: char| !it.is_alphanumeric() && it != '_').any(is_id);
                assert!(told, "{}: {}", form.id, term.label);
                terms += 1;
            }
            let page = text::write(&document(&record, Detail::Reasons), 2_000);
            all += page.matches("everything under “What was found”").count();
            for line in page.lines().filter(|line| line.contains("found, of what counts here: ")) {
                assert!(line.len() < 1_500, "{}: {line}", form.id);
            }
        }
    }
    println!("{terms} terms, {all} times all that was found");
    assert!(terms > 1_000 && all > 10);
}
