//! What practice asks for of a talk and was missing: whom to call above all other words, duties that the worker states,
//! a break everywhere, how long it has taken, a day for the next contact, who saw something.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::rc::Rc;
use std::time::Duration;

use safelight::conversation::{
    Attempt, Conversation, Dialogue, Ending, LONGEST_NOTE, Point, Reply, Setting, TalkClock, Turn, Wanted,
};
use safelight::library;
use safelight::questionnaire::{AnswerSource, Kind, Question, Questionnaire};
use safelight::records::{ContactTime, ContactWay, OutcomeRecord, Record, SeenBy, SeenOn, written};
use safelight::referral::{Directory, Jurisdiction, read_directory, read_jurisdiction};
use safelight::report::{Detail, document};

use crate::conversation::{Script, setting, small, usual, words, yes_no};
use crate::in_the_room::{begun, choose, form, lead_to, then};
use crate::piped::{SCREEN, Talk};
use crate::pty::Session;
use crate::run::Home;

fn directory(id: &str) -> Directory {
    read_directory(&library::find(library::DIRECTORIES, id).unwrap().source()).0.unwrap()
}

fn pack(id: &str) -> Jurisdiction {
    read_jurisdiction(&library::find(library::JURISDICTIONS, id).unwrap().source()).0.unwrap()
}

fn page(record: &Record, detail: Detail) -> String {
    format!("{:?}", document(record, detail))
}

fn at_question(turn: &Turn) -> bool {
    matches!(turn.at, Point::Question(_))
}

// ---- 2: somebody stays ----

/// Nobody agreed to anything there: nothing is kept of that talk but a count, and what was seen has a form of its own.
#[test]
fn that_somebody_stayed_is_counted_and_can_be_kept_as_an_observation() {
    let adult = form("adult-brief");
    let mut conversation = begun(&adult, setting());
    lead_to(&mut conversation, |turn| words(turn).contains("alone with the person"));
    let last = choose(&mut conversation, "not.private");
    let said = words(&last);
    assert!(said.contains("do not insist") && said.contains("`observation-only`"), "{said}");
    assert_eq!(conversation.attempt(), Some(Attempt::NotBegun("private".to_owned())));
    assert!(conversation.is_empty() && !conversation.stays_in_workspace());
    let seen = form("observation-only");
    let mut observed = begun(&seen, setting());
    lead_to(&mut observed, |turn| words(turn).contains("Did a companion stay"));
    let (_, asked) =
        seen.each_question().find(|(_, asked)| asked.ask.contains("Did a companion stay")).unwrap();
    assert_eq!(asked.from, AnswerSource::Observed);
    let first = observed.turn().unwrap().items()[0].id.as_str().to_owned();
    choose(&mut observed, &first);
    let record = observed.record();
    let kept = record.answers.iter().find(|said| said.question == asked.id).expect("it is in the record");
    assert_eq!((kept.state.as_str(), kept.source), ("given", AnswerSource::Observed));
}

// ---- 3: whom to call ----

/// Returns what stands above the first emergency number of a page, without its heading and the marks of lines.
fn above_the_number<'s>(said: &'s str, heading: &str) -> &'s str {
    let from = said.find(heading).unwrap_or_else(|| panic!("{heading} is not in: {said}")) + heading.len();
    let number = said[from..].find("United States: 911").unwrap_or_else(|| panic!("no number in: {said}"));
    said[from..from + number].trim()
}

#[test]
fn in_danger_the_numbers_stand_above_all_other_words() {
    let directories = [directory("us")];
    for id in library::QUESTIONNAIRES.iter().map(|shipped| shipped.id) {
        let form = form(id);
        let Some(gate) = form.gates.iter().find(|gate| gate.danger) else { continue };
        let mut conversation = begun(&form, Setting { directories: &directories, ..setting() });
        let failing = if gate.proceed_on { "no" } else { "yes" };
        let at_gate = choose(&mut conversation, failing);
        let mut conversation = begun(&form, Setting { directories: &directories, ..setting() });
        for turn in [at_gate, then(&mut conversation, Reply::Danger)] {
            assert!(turn.say.is_empty(), "{id}");
            let numbers: Vec<bool> = turn.tell.iter().map(|line| line.contains(": phone ")).collect();
            assert!(numbers[0] && numbers.is_sorted_by(|one, next| one >= next), "{id}: {:?}", turn.tell);
        }
    }
    let home = Home::new();
    let mut talk = Talk::begin(&home, SCREEN);
    talk.page().unwrap();
    for (line, lead) in [("!", "Danger now"), ("1", "")] {
        let said = talk.then(line);
        if !lead.is_empty() {
            assert_eq!(above_the_number(&said, lead), "For you:", "{said}");
        }
    }
    let said = talk.then("1");
    assert_eq!(above_the_number(&said, "Danger now"), "For you:", "{said}");
}

#[test]
fn on_the_screen_the_numbers_are_the_first_thing_that_is_read_in_danger() {
    let home = tempfile::tempdir().unwrap();
    let arguments = ["screen", "--jurisdiction", "us-federal", "adult-brief"];
    let mut session = Session::start(home.path(), &arguments, (80, 24));
    session.wait_for("Is it safe to begin?");
    session.press("!");
    session.wait_for("Danger now");
    session.wait_for("911");
    assert_eq!(above_the_number(&session.screen(), "Danger now"), "For you:", "{}", session.screen());
    session.press("1");
    session.wait_for("Is it safe to begin?");
    session.press("1");
    session.wait_for("Danger now");
    session.wait_for("911");
    assert_eq!(above_the_number(&session.screen(), "Danger now"), "For you:", "{}", session.screen());
}

// ---- 5: what must be reported ----

#[test]
fn without_a_text_on_the_limits_the_worker_says_that_they_stated_their_own_duties() {
    let mut without = pack("us-federal");
    without.duties.retain(|duty| duty.topic != "limits");
    let adult = form("adult-brief");
    let at_limits = |turn: &Turn| matches!(turn.at, Point::Opening(0));
    for jurisdiction in [None, Some(&without)] {
        let mut conversation = begun(&adult, Setting { jurisdiction, ..setting() });
        let turn = lead_to(&mut conversation, at_limits);
        assert!(words(&turn).contains("State your own reporting duties now."), "{}", words(&turn));
        assert!(turn.given.is_none(), "Enter alone says nothing");
        assert!(conversation.reply(Reply::Seen).is_err());
        let asked = choose(&mut conversation, "not_known");
        assert_eq!(asked.at, Point::Ending, "whoever does not know them does not go on");
        assert!(at_limits(&choose(&mut conversation, "back")));
        assert_eq!(choose(&mut conversation, "stated").at, Point::Opening(1));
        assert_eq!(conversation.record().consent.unwrap().explained_before[0].id, "limits");
    }
    let law = pack("us-federal");
    let mut conversation = begun(&adult, Setting { jurisdiction: Some(&law), ..setting() });
    let turn = lead_to(&mut conversation, at_limits);
    assert!(matches!(turn.wanted, Wanted::Seen) && words(&turn).contains(&law.duty("limits").unwrap().text));
}

// ---- 7: what was explained ----

#[test]
fn a_record_says_in_words_what_was_explained_and_before_which_question() {
    for id in ["adult-brief", "labor-brief", "youth-brief"] {
        let form = form(id);
        let mut conversation = begun(&form, setting());
        let turn = lead_to(&mut conversation, at_question);
        let Point::Question(first) = turn.at else { panic!("a question") };
        assert_eq!(conversation.record().consent.unwrap().limits_before, None, "nothing was asked yet");
        conversation.reply(Reply::Declined).unwrap();
        let record = conversation.record();
        let consent = record.consent.clone().unwrap();
        let said: Vec<&str> = consent.explained_before.iter().map(|opening| opening.label.as_str()).collect();
        assert_eq!(said, form.openings.iter().map(|opening| opening.say.as_str()).collect::<Vec<_>>());
        assert_eq!(consent.limits_before.unwrap().id, form.question(first).id, "{id}");
        assert!(written(&record).contains("\"limits_before\": {"));
        for detail in [Detail::Reasons, Detail::Full] {
            let page = page(&record, detail);
            let one = form.openings[0].say.lines().next().unwrap();
            assert!(page.contains(one) && page.contains("before the first question"), "{id}: {page}");
        }
        assert!(!page(&record, Detail::Note).contains("before the first question"));
    }
}

// ---- 10: whom and what a form is for ----

#[test]
fn the_first_page_says_what_a_form_is_for_and_warns_where_that_does_not_fit() {
    for id in library::QUESTIONNAIRES.iter().map(|shipped| shipped.id) {
        let form = form(id);
        let first = |around: Setting<'static>| {
            let mut conversation = begun(&form, around);
            words(&lead_to(&mut conversation, |turn| turn.at == Point::Before))
        };
        let said = first(setting());
        let settings = form.population.settings.join(", ");
        for part in [settings.as_str(), "in English", "not validated", &form.title] {
            assert!(said.contains(part), "{id}: {part} is not in: {said}");
        }
        assert!(!said.contains("You work in") && !said.contains("the language set is"), "{said}");
        let elsewhere = first(Setting { works_in: Some("bakery"), language: Some("es"), ..setting() });
        assert!(elsewhere.contains("You work in: bakery. It was not made for there"), "{elsewhere}");
        assert!(elsewhere.contains("written in English, and the language set is Spanish"), "{elsewhere}");
        let there = Box::leak(form.population.settings[0].to_uppercase().into_boxed_str());
        let fits = first(Setting { works_in: Some(there), language: Some("en"), ..setting() });
        assert!(!fits.contains("You work in") && !fits.contains("the language set is"), "{fits}");
    }
    let home = Home::new();
    home.file("safelight/config.toml", "setting = \"bakery\"\n");
    let said = Talk::begin(&home, SCREEN).lead_to(&[], "Before you begin");
    assert!(said.contains("You work in: bakery."), "{said}");
}

/// Whoever is outside the ages of a form is told so with their answer, and which form is for them.
#[test]
fn an_age_for_which_a_form_is_not_made_ends_it_and_names_another() {
    for (id, outside, other) in [
        ("adult-brief", "under_18", "youth-brief"),
        ("adult-full", "under_18", "youth-brief"),
        ("adult-quick", "under_18", "youth-brief"),
        ("labor-brief", "under_18", "youth-brief"),
        ("youth-brief", "age_18_up", "adult-brief"),
    ] {
        let form = form(id);
        let mut conversation = begun(&form, setting());
        lead_to(&mut conversation, |turn| turn.items().iter().any(|item| item.id.as_str() == outside));
        let turn = choose(&mut conversation, outside);
        assert!(matches!(turn.at, Point::Stop(_)), "{id}: {}", words(&turn));
        assert!(words(&turn).contains(&format!("`{other}`")), "{id}: {}", words(&turn));
    }
}

// ---- 13: from everywhere ----

/// A break, stopping, danger and hiding from every page of a talk; what is itself a break or asks how to stop offers
/// all the others.
#[test]
fn a_break_and_a_stop_are_offered_on_every_page_to_the_end() {
    let (adult, directories) = (form("adult-brief"), [directory("us")]);
    let around = Setting { directories: &directories, ..setting() };
    let mut seen = BTreeMap::new();
    let mut look = |turn: &Turn| {
        let is_for_program = turn.check(&Reply::Danger).is_err();
        if turn.at == Point::Hidden || is_for_program {
            return;
        }
        for (reply, but_at) in [
            (Reply::Break, &[Point::Break][..]),
            (Reply::Stop, &[Point::Ending, Point::Unsaved, AFTER_DANGER][..]),
            (Reply::Danger, &[]),
            (Reply::Hide, &[]),
        ] {
            assert_eq!(turn.check(&reply).is_ok(), !but_at.contains(&turn.at), "{:?}", turn.at);
        }
        seen.insert(format!("{:?}", turn.at), ());
    };
    for choice in ["mark", "judge", "save", "police", "finish"] {
        let mut times = 0;
        let mut script = Script::new(|turn: &Turn, _| {
            times += usize::from(turn.at == Point::Summary);
            (turn.at == Point::Summary && times == 1).then(|| Reply::choose(choice))
        });
        let mut conversation = begun(&adult, around);
        while let Some(turn) = conversation.turn() {
            look(&turn);
            for way in [Reply::Break, Reply::Danger, Reply::Stop] {
                let mut aside = conversation.clone();
                if aside.reply(way).is_ok() {
                    aside.turn().iter().for_each(&mut look);
                }
            }
            if script.turns.len() > 300 {
                panic!("it goes in circles");
            }
            // What is done with the summary is looked at, and left again.
            let is_task = matches!(turn.at, Point::Task(_)) && turn.back;
            let reply = if is_task { Reply::Back } else { script.next(&turn) };
            if conversation.reply(reply).is_err() {
                conversation.reply(Reply::Back).unwrap();
            }
        }
    }
    assert!(seen.len() > 30, "{seen:?}");
}

const AFTER_DANGER: Point = Point::Task(safelight::conversation::PageName("after_danger"));

#[test]
fn a_break_at_the_summary_and_in_a_pause_leads_back_or_out() {
    let adult = form("adult-brief");
    let mut conversation = begun(&adult, setting());
    lead_to(&mut conversation, |turn| turn.at == Point::Summary);
    assert_eq!(then(&mut conversation, Reply::Break).at, Point::Break);
    assert_eq!(choose(&mut conversation, "go_on").at, Point::Summary);
    then(&mut conversation, Reply::Danger);
    assert_eq!(then(&mut conversation, Reply::Break).at, Point::Break);
    assert_eq!(choose(&mut conversation, "go_on").at, Point::Danger);
    assert_eq!(choose(&mut conversation, "back").at, Point::Summary);
    then(&mut conversation, Reply::Break);
    assert_eq!(choose(&mut conversation, "stop").at, Point::Unsaved, "one is on the way out");
    conversation.reply(Reply::choose("leave")).unwrap();
    assert_eq!(conversation.ending(), Some(&Ending::Finished));
    // The last page of a talk that was not begun.
    let mut conversation = begun(&adult, setting());
    choose(&mut conversation, "yes");
    conversation.reply(Reply::Stop).unwrap();
    assert!(conversation.turn().is_none() && conversation.ending() == Some(&Ending::Danger(Some(0))));
}

// ---- 15: how long it takes ----

/// A clock that is set by hand.
fn clock() -> (Rc<Cell<u64>>, TalkClock) {
    let minutes = Rc::new(Cell::new(7));
    let read = Rc::clone(&minutes);
    (minutes, TalkClock::begin(move || Duration::from_secs(60 * read.get())))
}

#[test]
fn a_break_says_how_long_it_has_taken_and_a_long_talk_is_said_once() {
    let (minutes, clock) = clock();
    let adult = form("adult-brief");
    let mut conversation = begun(&adult, Setting { clock: Some(&clock), ..setting() });
    let mut without = begun(&adult, setting());
    let at = |turn: &Turn| words(turn).contains("Which language is best");
    lead_to(&mut conversation, at);
    lead_to(&mut without, at);
    let said = |conversation: &mut Conversation<'_>| words(&then(conversation, Reply::Break));
    assert!(said(&mut conversation).contains("less than a minute"));
    choose(&mut conversation, "go_on");
    minutes.set(19);
    let pause = said(&mut conversation);
    assert!(
        pause.contains("You began about 12 minutes ago.") && !pause.contains("It is made for"),
        "{pause}"
    );
    choose(&mut conversation, "go_on");
    assert!(at_question(&then(&mut conversation, Reply::Declined)), "nothing is said in time");
    without.reply(Reply::Declined).unwrap();
    minutes.set(7 + 200);
    let turn = then(&mut conversation, Reply::Declined);
    without.reply(Reply::Declined).unwrap();
    assert_eq!(turn.at, Point::LongTalk);
    assert!(words(&turn).contains("about 200 minutes ago") && words(&turn).contains("can be better to stop"));
    assert_eq!(choose(&mut conversation, "stop").at, Point::Ending);
    assert_eq!(choose(&mut conversation, "back").at, Point::LongTalk);
    choose(&mut conversation, "go_on");
    assert!(at_question(&then(&mut conversation, Reply::Declined)), "it is said once");
    without.reply(Reply::Declined).unwrap();
    assert_eq!(written(&conversation.record()), written(&without.record()), "no record holds the clock");
}

#[test]
fn a_talk_on_the_screen_has_a_clock() {
    let home = Home::new();
    let mut talk = Talk::begin(&home, SCREEN);
    talk.lead_to(&[], "Which age group");
    let said = talk.then("p");
    assert!(said.contains("You began "), "{said}");
}

// ---- 21: own words are short ----

#[test]
fn own_words_are_short_and_the_warning_stands_wherever_they_are_written() {
    assert_eq!(LONGEST_NOTE, 500);
    let form = small(&yes_no("one_a", ""), "");
    let mut conversation = begun(&form, setting());
    lead_to(&mut conversation, at_question);
    let noted = then(&mut conversation, Reply::Note("at home".to_owned()));
    let remark = noted.remark.unwrap();
    assert!(remark.starts_with("Noted.") && remark.contains("employers"), "{remark}");
    let refused = conversation.reply(Reply::Note("界".repeat(500))).unwrap_err().to_string();
    assert!(refused.contains("at most 500 characters") && refused.contains("nothing was cut"), "{refused}");
    assert_eq!(conversation.turn().unwrap().note.unwrap().words, "at home");
    then(&mut conversation, Reply::OpenNote);
    let page = choose(&mut conversation, "change");
    assert!(words(&page).contains("employers"), "{}", words(&page));
    let Wanted::Typed(typing) = page.wanted else { panic!("it is typed") };
    assert_eq!(typing.most, Some(500));
    for id in library::QUESTIONNAIRES.iter().map(|shipped| shipped.id) {
        for question in crate::in_the_room::form(id).questions {
            if let Kind::Text { max_length } = question.kind {
                assert!(max_length <= 500, "{id}: {}", question.id);
            }
        }
    }
}

// ---- 30: the next contact has a day ----

#[test]
fn the_next_contact_is_a_day_and_can_be_left_open() {
    let form = small(&yes_no("one_a", ""), "");
    let today = jiff::civil::date(2026, 11, 27);
    for (when, day) in [
        (ContactTime::Today, Some("Friday, 27 November 2026")),
        (ContactTime::Tomorrow, Some("Saturday, 28 November 2026")),
        (ContactTime::Week, Some("Friday, 4 December 2026")),
        (ContactTime::Month, Some("Sunday, 27 December 2026")),
        (ContactTime::NotAgreed, None),
    ] {
        let mut conversation = begun(&form, Setting { today, ..setting() });
        lead_to(&mut conversation, |turn| turn.at == Point::ContactHow);
        let turn = choose(&mut conversation, ContactWay::Phone.id());
        let item = turn.items().iter().find(|item| item.id.as_str() == when.id()).unwrap();
        let shown = day.map_or("Left open", |day| day.trim_end_matches(" 2026"));
        assert!(item.label.ends_with(shown), "{}", item.label);
        choose(&mut conversation, when.id());
        let record = conversation.record();
        for detail in [Detail::Note, Detail::Full] {
            let page = page(&record, detail);
            assert!(page.contains(day.unwrap_or("by phone; the day is left open")), "{page}");
        }
        // What somebody else may find names no day.
        assert!(!page(&record, Detail::TakeAway).contains("2026"));
    }
}

/// Whatever asks an adult plans for before, during and after leaving.
#[test]
fn a_plan_covers_before_during_and_after_leaving() {
    for id in ["adult-brief", "adult-full", "labor-brief"] {
        let form = form(id);
        let (_, plan) = form.each_question().find(|(_, asked)| asked.id == "plan_steps").unwrap();
        let steps: Vec<String> =
            plan.kind.options().iter().map(|option| option.label.to_lowercase()).collect();
        for part in ["before", "leav", "after"] {
            assert!(steps.iter().any(|step| step.contains(part)), "{id}: {part} in {steps:?}");
        }
    }
}

// ---- 19: who saw it ----

#[test]
fn who_saw_something_and_when_is_asked_once_a_section_and_stands_beside_each_answer() {
    let form = form("adult-brief");
    let mut conversation = begun(&form, setting());
    let mut pages = 0;
    let turn = loop {
        let turn = conversation.turn().unwrap();
        if let Point::Seen(section) = turn.at {
            pages += 1;
            assert!(words(&turn).contains(&form.sections[section].title));
            assert!(turn.given == Some(Reply::choose("not_said")), "Enter leaves it open");
            conversation.reply(Reply::choose("colleague_earlier")).unwrap();
            continue;
        }
        if turn.at == Point::Summary {
            break turn;
        }
        let observed = matches!(turn.at, Point::Question(place)
            if form.question(place).from == AnswerSource::Observed);
        let first = || Reply::Choose(turn.items()[0].id.clone());
        conversation.reply(if observed { first() } else { usual(&turn) }).unwrap();
    };
    assert_eq!((pages, turn.at), (1, Point::Summary), "one page for all of them");
    let record = conversation.record();
    let (seen, other): (Vec<_>, Vec<_>) =
        record.answers.iter().partition(|said| said.source == AnswerSource::Observed);
    assert!(
        seen.len() > 1
            && seen.iter().all(|said| {
                said.seen.is_some_and(|seen| (seen.by, seen.on) == (SeenBy::Colleague, SeenOn::EarlierDay))
            })
    );
    assert!(other.iter().all(|said| said.seen.is_none()));
    for (detail, is_told) in [(Detail::Full, true), (Detail::Reasons, true), (Detail::Note, false)] {
        assert_eq!(
            page(&record, detail).contains("seen by a colleague, on an earlier day"),
            is_told,
            "{detail:?}"
        );
    }
    assert!(safelight::records::read_record(&written(&record)).unwrap().is_sealed, "it is read back");
}

#[test]
fn where_nothing_was_seen_nobody_is_asked_who_saw_it() {
    let form = form("adult-brief");
    let mut script = Script::new(|_, _| None);
    let mut conversation = begun(&form, setting());
    script.lead(&mut conversation);
    assert!(script.turns.iter().all(|turn| !matches!(turn.at, Point::Seen(_))));
}

// ---- 1: nothing is asked before it is safe to begin ----

#[test]
fn no_screening_begins_with_a_form_that_asks_without_gates() {
    let home = Home::new();
    let without = include_str!("../check/no-gates/bad.toml");
    home.file("mine.toml", without);
    let arguments = ["screen", "mine.toml", "--plain", "--jurisdiction", "us-federal"];
    home.run(&arguments).refused(&["no screening begins with", "that nobody can hear", "explain no-gates"]);
    let checked = home.run(&["check", "mine.toml"]);
    assert!(checked.code == Some(1) && checked.out.contains("error[no-gates]"), "{}", checked.out);
    // It cannot be set aside, and what is pasted is enough.
    let allow = "[[allow]]\nlint = \"no-gates\"\nreason = \"We are in a hurry.\"\n\n[[gate]]";
    home.file("aside.toml", without.replacen("[[gate]]", allow, 1));
    home.run(&["screen", "aside.toml", "--plain", "--jurisdiction", "us-federal"])
        .refused(&["no screening begins with"]);
    let page = home.run(&["explain", "no-gates"]).done();
    let gates = page.split("Write instead").nth(1).unwrap();
    for part in ["\"private\"", "\"interpreter\"", "\"danger_now\""] {
        assert!(gates.contains(part), "{part} is not in: {gates}");
    }
    home.file("good.toml", include_str!("../check/no-gates/good.toml"));
    let said = home.run(&["screen", "good.toml", "--plain", "--jurisdiction", "us-federal"]).out;
    assert!(said.contains("Is it safe to begin?"), "{said}");
}

// ---- 9: a young person is asked little, and nothing more once something was told ----

/// Whatever a young person answers: at most thirteen short questions, none for words, numbers or days; and as soon as
/// an answer is a sign of harm or of exploitation, the questions end and the way of child protection opens. That other
/// kids pick on somebody, and that work keeps them from school, is none yet.
#[test]
fn a_young_person_who_tells_something_is_asked_nothing_more_and_child_protection_comes() {
    let form = form("youth-brief");
    let asked: Vec<_> = form.each_question().filter(|(_, one)| one.from == AnswerSource::Asked).collect();
    assert!(asked.len() <= 13, "{}", asked.len());
    for (_, one) in &asked {
        let is_chosen = one.kind == Kind::YesNo || !one.kind.options().is_empty();
        assert!(is_chosen, "{}: nothing is told in words or numbers", one.id);
    }
    let mut ended = 0;
    for (place, one) in &asked {
        let answers: Vec<Reply> = match &one.kind {
            Kind::YesNo => vec![Reply::choose("yes"), Reply::choose("no")],
            Kind::Choices(options) => {
                options.iter().map(|it| Reply::ChooseAll(vec![it.id.as_str().into()])).collect()
            }
            kind => kind.options().iter().map(|it| Reply::choose(it.id.as_str())).collect(),
        };
        for age in ["age_12_14", "age_15_17", "unknown"] {
            for answer in &answers {
                let mut conversation = begun(&form, setting());
                let Some(turn) = young_to(&mut conversation, &one.id, age) else { continue };
                assert_eq!(turn.at, Point::Question(*place));
                let after = then(&mut conversation, answer.clone());
                let record = conversation.record();
                let told = record.indicators.iter().any(|it| {
                    it.truth == safelight::truth::Truth::True
                        && ["act", "means", "purpose", "harm"].contains(&it.family.as_str())
                        && !["works_for_others", "bullied", "work_too_young"].contains(&it.id.as_str())
                });
                if !told {
                    continue;
                }
                ended += 1;
                assert!(matches!(after.at, Point::Stop(_)), "{}: {}", one.id, words(&after));
                assert!(words(&after).contains("child-protection route"), "{}", words(&after));
                conversation.reply(Reply::Seen).unwrap();
                let next = conversation.turn().unwrap();
                assert!(next.open != safelight::conversation::OpenAnswers::Person, "{}", words(&next));
                let route = record
                    .actions
                    .iter()
                    .find(|it| it.step.needs.iter().any(|it| it.id == "child_protection"));
                let route = route.unwrap_or_else(|| panic!("no route: {}", one.id));
                assert!(route.status != safelight::scoring::Due::NotDue, "{}: {}", one.id, route.step.id);
            }
        }
    }
    println!("{ended} answers end the questions");
    assert!(ended >= 24, "{ended}");
}

/// Leads a young person to a question: nothing is known, and every answer but the age is no, or left open.
fn young_to(conversation: &mut Conversation<'_>, id: &str, age: &str) -> Option<Turn> {
    for _ in 0..100 {
        let turn = conversation.turn()?;
        let Point::Question(place) = turn.at else {
            conversation.reply(usual(&turn)).unwrap();
            continue;
        };
        let asked = conversation.questionnaire().question(place);
        if asked.id == id {
            return Some(turn);
        }
        let reply = match asked.id.as_str() {
            "age_band" if age == "unknown" => Reply::DontKnow,
            "age_band" => Reply::choose(age),
            // These open the questions that hang on them.
            "afraid" | "works" => Reply::choose("yes"),
            _ if asked.from == AnswerSource::Asked => Reply::Declined,
            _ => Reply::DontKnow,
        };
        conversation.reply(reply).unwrap();
    }
    None
}

// ---- 18: help is promised only where there is some ----

#[test]
fn help_is_promised_only_where_a_service_is_listed_for_it() {
    let mut promises = 0;
    for id in library::QUESTIONNAIRES.iter().map(|shipped| shipped.id) {
        let form = form(id);
        for (place, moment) in form.disclosures.iter().enumerate() {
            // Whatever else is said promises nothing.
            assert!(!moment.say.contains("There are people"), "{id}: {}", moment.id);
            let Some(help) = &moment.help else { continue };
            promises += 1;
            for country in ["us", "uk"] {
                let directories = [directory(country)];
                let with = disclosed(&form, place, &directories);
                assert!(with.say.contains(&help.say), "{id}, {}, {country}: {:?}", moment.id, with.say);
            }
            let without = disclosed(&form, place, &[]);
            assert!(!without.say.contains(&help.say) && without.say.contains(&moment.say), "{id}");
            let told = without.tell.join(" ");
            assert!(told.contains("promise none") && told.contains(help.needs[0].label), "{id}: {told}");
        }
    }
    assert!(promises >= 8, "{promises}");
}

/// A disclosure as it is shown with these directories: an answer that it asks for is searched for.
fn disclosed(form: &Questionnaire, place: usize, directories: &[Directory]) -> Turn {
    let around = Setting { directories, ..setting() };
    for yes in form.questions.iter().filter(|asked| asked.from == AnswerSource::Asked) {
        for option in options(yes) {
            let mut conversation = begun(form, around);
            for _ in 0..400 {
                let Some(turn) = conversation.turn() else { break };
                if turn.at == Point::Disclosure(place) {
                    return turn;
                }
                let Point::Question(at) = turn.at else {
                    if turn.at == Point::Services || turn.at == Point::Review {
                        break;
                    }
                    conversation.reply(usual(&turn)).unwrap();
                    continue;
                };
                let asked = form.question(at);
                let reply = if asked.id == yes.id { option.clone() } else { adult(&turn, asked) };
                conversation.reply(reply).unwrap();
            }
        }
    }
    panic!("{}: {} never comes up", form.id, form.disclosures[place].id);
}

fn options(asked: &Question) -> Vec<Reply> {
    match &asked.kind {
        Kind::YesNo => vec![Reply::choose("yes")],
        Kind::Choices(options) => {
            options.iter().map(|it| Reply::ChooseAll(vec![it.id.as_str().into()])).collect()
        }
        kind => kind.options().iter().map(|it| Reply::choose(it.id.as_str())).collect(),
    }
}

/// An adult who says yes to what can be said so, and leaves the rest open.
fn adult(turn: &Turn, asked: &Question) -> Reply {
    match &turn.wanted {
        Wanted::One(items) if asked.id == "age_band" => {
            Reply::Choose(items.iter().rev().nth(1).unwrap_or(&items[0]).id.clone())
        }
        Wanted::One(items) if asked.kind == Kind::YesNo => Reply::Choose(items[0].id.clone()),
        _ => Reply::Declined,
    }
}

// ---- 20: answers that do not fit together ----

/// Whoever says it otherwise is not told from somebody who said it so at once: nothing of it stays.
#[test]
fn an_answer_that_is_changed_leaves_no_trace() {
    for id in ["adult-brief", "labor-brief"] {
        let form = form(id);
        let straight = changed(&form, false);
        let turned = changed(&form, true);
        assert_eq!(written(&straight), written(&turned), "{id}");
    }
}

/// Answers every question that takes a yes with yes; or with no first, goes back, and says yes.
fn changed(form: &Questionnaire, turns: bool) -> Record {
    let mut conversation = begun(form, setting());
    for _ in 0..600 {
        let turn = conversation.turn().expect("it comes to its summary");
        if turn.at == Point::Summary {
            return conversation.record();
        }
        let Point::Question(place) = turn.at else {
            conversation.reply(usual(&turn)).unwrap();
            continue;
        };
        let asked = form.question(place);
        let reply = adult(&turn, asked);
        let is_yes = asked.kind == Kind::YesNo;
        if turns && is_yes && conversation.interview().answer(place).is_none() {
            conversation.reply(Reply::choose("no")).unwrap();
            let back = conversation.turn().unwrap();
            if back.back && conversation.reply(Reply::Back).is_ok() {
                let here = conversation.turn().unwrap();
                if here.at == turn.at {
                    conversation.reply(Reply::choose("yes")).unwrap();
                    continue;
                }
            }
            panic!("{}: there is a way back to {}", form.id, asked.id);
        }
        conversation.reply(reply).unwrap();
    }
    panic!("it goes in circles");
}

/// Two answers of which each speaks against the other: the result is no other than the rules make it of both, a no
/// beside a yes takes nothing away that the yes brought, and no page has a word against the person.
#[test]
fn answers_that_do_not_fit_together_take_nothing_away_and_no_page_accuses() {
    let words = safelight::language::words_of("en").unwrap();
    for id in library::QUESTIONNAIRES.iter().map(|shipped| shipped.id) {
        let form = form(id);
        let yes_no: Vec<&str> = form
            .questions
            .iter()
            .filter(|asked| asked.kind == Kind::YesNo)
            .map(|asked| asked.id.as_str())
            .collect();
        for (nth, yes) in yes_no.iter().enumerate() {
            let no = yes_no[(nth + 1) % yes_no.len()];
            let alone = answered(&form, &[(yes, true)]);
            let both = answered(&form, &[(yes, true), (no, false)]);
            for (one, other) in alone.outcomes.iter().zip(&both.outcomes) {
                let lowest = |outcome: &OutcomeRecord| outcome.possible[0].id.clone();
                let place = |level: &str| {
                    let of = form.outcomes.iter().find(|it| it.id == one.id).unwrap();
                    of.levels.iter().position(|it| it.id == level).unwrap()
                };
                assert!(place(&lowest(other)) >= place(&lowest(one)), "{id}: {yes} and not {no}");
            }
            let said =
                Detail::WORDS.iter().map(|(_, detail)| page(&both, *detail)).collect::<Vec<_>>().join(" ");
            let prose = words.prose(&said);
            let found: Vec<_> =
                words.say.accusing.find(&prose).into_iter().map(|it| prose.range(it)).collect();
            assert!(
                found.is_empty(),
                "{id}: {:?}",
                found.iter().map(|it| &said[it.clone()]).collect::<Vec<_>>()
            );
        }
    }
}

fn answered(form: &Questionnaire, said: &[(&str, bool)]) -> Record {
    let answers: serde_json::Map<String, serde_json::Value> =
        said.iter().map(|(id, yes)| ((*id).to_owned(), if *yes { "yes" } else { "no" }.into())).collect();
    let document = serde_json::json!({"format": 1, "answers": answers}).to_string();
    let case = safelight::records::read_answers(&document).unwrap().case(form);
    case.map_or_else(
        |_| begun(form, setting()).record(),
        |case| Conversation::new(case, setting(), false).record(),
    )
}

// ---- 4: the opening ----

/// The limits come first, so that telling is a choice; all the rest of an opening is there, in its order.
#[test]
fn the_limits_are_said_first_and_the_rest_of_the_opening_follows_in_order() {
    let mut asked = 0;
    for shipped in library::QUESTIONNAIRES {
        let form = form(shipped.id);
        if form.openings.is_empty() {
            assert!(form.questions.iter().all(|one| one.from != AnswerSource::Asked), "{}", form.id);
            continue;
        }
        asked += 1;
        assert_eq!(form.openings[0].id, "limits", "{}", form.id);
        let found = safelight::lint::advice(&shipped.source(), &form, None);
        assert!(
            found.iter().all(|one| !["opening-order", "before-limits"].contains(&one.code)),
            "{}",
            form.id
        );
        assert!(
            form.allows.iter().all(|one| one.lint != "opening-order"),
            "{}: it is not set aside",
            form.id
        );
    }
    assert!(asked >= 6, "{asked}");
}
