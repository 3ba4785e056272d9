//! What comes while the person is there, at the end: the safety plan, services gone through together, the next
//! contact, whether a copy may be kept, and kind words.

use std::collections::BTreeMap;

use safelight::conversation::{
    ChoiceId, Conversation, Dialogue, Ending, Point, Purpose, Reply, Setting, Turn, Wanted,
};
use safelight::library;
use safelight::questionnaire::{AnswerSource, Part, Questionnaire, read};
use safelight::records::{ContactTime, ContactWay, NextContact, Record, Response, read_record, written};
use safelight::referral::{Directory, read_directory};
use safelight::report::{Detail, document};
use safelight::scoring::Case;

use crate::conversation::{Script, asks, setting, small, usual, words, yes_no};
use crate::piped::{SCREEN, record as record_of, talk};
use crate::run::Home;

pub fn form(id: &str) -> Questionnaire {
    read(&library::questionnaire(id, None).unwrap().source()).questionnaire.unwrap()
}

fn directory(id: &str) -> Directory {
    read_directory(&library::find(library::DIRECTORIES, id).unwrap().source()).0.unwrap()
}

pub fn begun<'q>(questionnaire: &'q Questionnaire, setting: Setting<'q>) -> Conversation<'q> {
    Conversation::new(Case::begin(questionnaire, &BTreeMap::new()).unwrap(), setting, false)
}

/// An adult who needs a bed and food, and says of all else that it is so.
fn says_yes(turn: &Turn) -> Reply {
    match &turn.wanted {
        Wanted::One(items) if asks(turn, "Which age group are you in?") => {
            let adult = items.iter().find(|item| item.id.as_str() == "age_25_59");
            Reply::Choose(adult.unwrap_or(&items[items.len() - 2]).id.clone())
        }
        Wanted::Many(items) if turn.say.iter().any(|said| said.contains("What would help you most")) => {
            Reply::ChooseAll(items[..2].iter().map(|item| item.id.clone()).collect())
        }
        Wanted::One(items) if matches!(turn.at, Point::Question(_)) => Reply::Choose(items[0].id.clone()),
        _ => usual(turn),
    }
}

/// Leads a conversation with an adult up to a turn.
#[track_caller]
pub fn lead_to(conversation: &mut Conversation<'_>, is_there: impl Fn(&Turn) -> bool) -> Turn {
    for _ in 0..300 {
        let turn = conversation.turn().expect("it never came up");
        if is_there(&turn) {
            return turn;
        }
        conversation.reply(says_yes(&turn)).unwrap();
    }
    panic!("it goes in circles");
}

#[track_caller]
fn lead_to_point(conversation: &mut Conversation<'_>, point: Point) -> Turn {
    lead_to(conversation, |turn| turn.at == point)
}

#[track_caller]
pub fn then(conversation: &mut Conversation<'_>, reply: Reply) -> Turn {
    conversation.reply(reply).unwrap();
    conversation.turn().expect("it goes on")
}

#[track_caller]
pub fn choose(conversation: &mut Conversation<'_>, choice: &str) -> Turn {
    then(conversation, Reply::choose(choice))
}

/// All that a turn shows.
pub fn shown(turn: &Turn) -> String {
    let items: Vec<&str> = turn.items().iter().map(|item| item.label.as_str()).collect();
    format!("{} {items:?} {:?} {:?}", words(turn), turn.page, turn.remark)
}

/// The points that come up from here to the summary, without questions.
fn course(conversation: &mut Conversation<'_>) -> Vec<Point> {
    let mut points = Vec::new();
    for _ in 0..100 {
        let turn = conversation.turn().expect("it comes to its summary");
        if !matches!(turn.at, Point::Question(_) | Point::Seen(_)) {
            points.push(turn.at);
        }
        if turn.at == Point::Summary {
            return points;
        }
        conversation.reply(says_yes(&turn)).unwrap();
    }
    panic!("it goes in circles: {points:?}");
}

// ---- services together ----

#[test]
fn services_are_gone_through_and_answered_while_the_person_is_there() {
    let (form, directories) = (form("adult-brief"), [directory("us")]);
    let mut conversation = begun(&form, Setting { directories: &directories, ..setting() });
    let turn = lead_to_point(&mut conversation, Point::Services);
    let ids: Vec<&str> = turn.items().iter().map(|item| item.id.as_str()).collect();
    assert!(ids.len() > 2 && ids.last() == Some(&"go_on"), "{ids:?}");
    assert!(turn.given == Some(Reply::choose("go_on")), "Enter goes on");
    assert!(turn.items()[0].label.ends_with(": not offered yet"), "{}", turn.items()[0].label);
    let listed = conversation.record();
    assert!(listed.police_and_tip_lines_not_shown > 0);
    let first = listed.referrals.iter().find(|one| ids[0] == format!("service.{}", one.id)).unwrap();
    let page = shown(&choose(&mut conversation, ids[0]));
    for part in first.channels.iter().chain([&first.description, &first.police]) {
        assert!(page.contains(part.as_str()), "{part} is not in: {page}");
    }
    assert!(!page.contains("listed because"), "{page}");
    let again = choose(&mut conversation, "accepted");
    assert_eq!((again.at, again.remark.as_deref()), (Point::Services, Some("Marked: accepted.")));
    assert!(again.items()[0].label.ends_with(": accepted"), "{}", again.items()[0].label);
    // A slip leads back to the list, and changes nothing.
    let second = again.items()[1].id.as_str().to_owned();
    choose(&mut conversation, &second);
    assert_eq!(then(&mut conversation, Reply::Back).at, Point::Services);
    let record = conversation.record();
    let answers: Vec<Response> = record.referrals.iter().map(|one| one.response).collect();
    assert_eq!(answers.iter().filter(|one| **one != Response::NotOffered).count(), 1);
    // The summary marks the same.
    lead_to_point(&mut conversation, Point::Summary);
    let marks = choose(&mut conversation, "mark");
    assert!(
        marks.items().iter().any(|item| item.id.as_str() == ids[0] && item.label.ends_with(": accepted"))
    );
}

#[test]
fn nothing_that_is_shown_to_the_person_tells_what_the_answers_come_to() {
    let directories = ["us", "uk", "ca", "au"].map(directory);
    for form in library::QUESTIONNAIRES.iter().map(|shipped| form(shipped.id)) {
        let levels = form.outcomes.iter().flat_map(|outcome| outcome.levels.iter().map(|level| &level.label));
        let hidden: Vec<&String> = levels.chain(form.scores.iter().map(|score| &score.label)).collect();
        for directory in &directories {
            let here = [directory.clone()];
            let mut conversation = begun(&form, Setting { directories: &here, ..setting() });
            let mut looked_at = 0;
            while let Some(turn) = conversation.turn().filter(|turn| turn.at != Point::Summary) {
                let all = shown(&turn);
                assert!(hidden.iter().all(|label| !all.contains(label.as_str())), "{}: {all}", form.id);
                let next = turn.items().get(looked_at).filter(|_| turn.at == Point::Services);
                looked_at += usize::from(next.is_some());
                let reply = next.map_or_else(|| says_yes(&turn), |item| Reply::Choose(item.id.clone()));
                conversation.reply(reply).unwrap();
            }
            // Where nobody is asked, nobody goes through services.
            let asks = form.questions.iter().any(|question| question.from == AnswerSource::Asked);
            assert!(looked_at > 1 || !asks, "{}: {}", form.id, directory.id);
        }
    }
}

#[test]
fn a_need_that_no_service_meets_is_told_with_whom_to_ask() {
    let form = form("adult-brief");
    let mut conversation = begun(&form, setting());
    let turn = lead_to_point(&mut conversation, Point::Services);
    assert!(turn.items().len() == 1 && turn.items()[0].id == ChoiceId::of("go_on"));
    let record = conversation.record();
    assert!(!record.needs_without_service.is_empty());
    for unmet in &record.needs_without_service {
        let told = format!("No service is listed here for {}: ask {}.", unmet.label, unmet.ask);
        assert!(turn.tell.contains(&told), "{told}");
    }
}

#[test]
fn police_and_tip_lines_are_offered_to_whoever_asked_for_them() {
    let (form, directories) = (form("adult-brief"), [directory("us")]);
    let around = Setting { directories: &directories, ..setting() };
    let police = |shown: bool| {
        let case = Case::begin(&form, &BTreeMap::new()).unwrap();
        let mut conversation = Conversation::new(case, around, shown);
        let listed = lead_to_point(&mut conversation, Point::Services);
        let record = conversation.record();
        let lines = record.referrals.iter().filter(|one| one.is_police_or_tip_line);
        let mut ids = lines.map(|one| format!("service.{}", one.id));
        ids.any(|id| listed.items().iter().any(|item| item.id.as_str() == id))
    };
    assert!(police(true) && !police(false));
}

#[test]
fn where_nobody_was_asked_or_it_is_practice_nothing_of_it_comes() {
    let (watched, asked) = (form("observation-only"), form("adult-brief"));
    let directories = [directory("us")];
    let around = Setting { directories: &directories, ..setting() };
    for (form, purpose) in [(&watched, Purpose::Screening), (&asked, Purpose::Practice)] {
        let mut script = Script::new(|turn, _| Some(says_yes(turn)));
        let mut conversation = begun(form, Setting { purpose, ..around });
        script.lead(&mut conversation);
        let new = [Point::Services, Point::ContactHow, Point::ContactWhen, Point::Closing];
        assert!(script.turns.iter().all(|turn| !new.contains(&turn.at)), "{}", form.id);
        assert_eq!(conversation.record().next_contact, None);
        assert_eq!(conversation.ending(), Some(&Ending::Finished));
    }
}

/// That the list was looked at is not forgotten where nothing was chosen from it.
#[test]
fn a_note_says_that_the_list_was_looked_at() {
    let (form, directories) = (form("adult-brief"), [directory("us")]);
    let note = |replies: &[&str]| {
        let mut conversation = begun(&form, Setting { directories: &directories, ..setting() });
        let turn = lead_to_point(&mut conversation, Point::Services);
        let first = turn.items()[0].id.as_str().to_owned();
        for reply in replies {
            choose(&mut conversation, if *reply == "first" { &first } else { reply });
        }
        let record = conversation.record();
        let read = read_record(&written(&record)).unwrap();
        assert_eq!(read.record.services_looked_at, !replies.is_empty(), "it is read back");
        safelight::export::text::write(&document(&record, Detail::Note), 80)
    };
    let not_yet = "were not gone through yet";
    assert!(note(&[]).contains(not_yet));
    let none = note(&["go_on"]);
    assert!(
        none.contains("on the screen with the person; none was chosen") && !none.contains(not_yet),
        "{none}"
    );
    let one = note(&["first", "accepted", "go_on"]);
    assert!(
        one.contains("The rest of the list was on the screen with the person") && !one.contains(not_yet),
        "{one}"
    );
}

// ---- a no to being in touch, and what is taken along ----

/// After a no nobody asks how one may be in touch, and every page says that no contact is wanted; a no that is changed
/// later is asked about. Every form that asks has it.
#[test]
fn after_a_no_to_being_in_touch_nobody_asks_how() {
    // Whoever says no to all else comes to the end of every form.
    let lead = |conversation: &mut Conversation<'_>, is_there: &dyn Fn(&Turn) -> bool| {
        for _ in 0..300 {
            let turn = conversation.turn().expect("it comes up");
            if is_there(&turn) {
                return turn;
            }
            let items = turn.items();
            let is_about_age = match turn.at {
                Point::Question(place) => {
                    let asked = conversation.questionnaire().question(place);
                    asked.kind.options().iter().any(|option| option.ages.is_some())
                }
                _ => false,
            };
            // The oldest but one is neither under age for the forms for adults nor grown up for the one for the young.
            let reply = match turn.at {
                Point::Question(_) if is_about_age => Reply::Choose(items[items.len() - 2].id.clone()),
                Point::Question(_) if items.iter().any(|item| item.id.as_str() == "no") => {
                    Reply::choose("no")
                }
                _ => says_yes(&turn),
            };
            conversation.reply(reply).unwrap();
        }
        panic!("it goes in circles");
    };
    let mut forms = 0;
    for shipped in library::QUESTIONNAIRES {
        let form = form(shipped.id);
        let Some(wanted) = form.questions.iter().position(|it| it.part == Part::Contact) else { continue };
        forms += 1;
        let ask = form.questions[wanted].ask.clone();
        let led = |says: &str| {
            let mut conversation = begun(&form, setting());
            lead(&mut conversation, &|turn| asks(turn, &ask));
            choose(&mut conversation, says);
            let turn = lead(&mut conversation, &|turn| matches!(turn.at, Point::ContactHow | Point::Keep));
            (turn.at, conversation.record())
        };
        let (at, record) = led("yes");
        assert!(at == Point::ContactHow && record.next_contact.is_none(), "{}", form.id);
        let (at, record) = led("no");
        assert_eq!(at, Point::Keep, "{}", form.id);
        let none = NextContact { how: ContactWay::NoContact, when: None, on: None };
        assert_eq!(record.next_contact, Some(none), "{}", form.id);
        let note = safelight::export::text::write(&document(&record, Detail::Note), 80);
        assert!(note.contains("The person wants no contact"), "{}: {note}", form.id);
    }
    assert_eq!(forms, 6);
}

/// The numbers are offered on paper while the person is there, only where there is something to carry; Enter takes
/// none.
#[test]
fn what_may_be_carried_is_offered_before_the_last_words() {
    let (form, directories) = (form("adult-brief"), [directory("us")]);
    let around = Setting { directories: &directories, ..setting() };
    for accepts in [false, true] {
        let mut conversation = begun(&form, around);
        let first = lead_to_point(&mut conversation, Point::Services).items()[0].id.as_str().to_owned();
        if accepts {
            choose(&mut conversation, &first);
            choose(&mut conversation, "accepted");
        }
        choose(&mut conversation, "go_on");
        let turn = lead_to(&mut conversation, |turn| matches!(turn.at, Point::Carry | Point::Closing));
        assert_eq!(turn.at == Point::Carry, accepts);
        if accepts {
            assert!(turn.given == Some(Reply::choose("nothing")));
            let page = safelight::export::text::write(&turn.page, 80);
            assert!(page.starts_with("Numbers") && !page.to_lowercase().contains("traffick"), "{page}");
            assert_eq!(choose(&mut conversation, "nothing").at, Point::Closing);
            assert_eq!(then(&mut conversation, Reply::Back).at, Point::Carry);
        }
    }
}

// ---- stops and danger ----

#[test]
fn after_a_stop_services_the_next_contact_and_kind_words_come_before_the_own_part() {
    let (form, directories) = (form("adult-brief"), [directory("us")]);
    let mut conversation = begun(&form, Setting { directories: &directories, ..setting() });
    lead_to(&mut conversation, |turn| turn.say.iter().any(|said| said.contains("Have you done any work")));
    conversation.reply(Reply::Stop).unwrap();
    choose(&mut conversation, "summary");
    let with_person = [Point::Services, Point::ContactHow, Point::Keep, Point::Closing];
    let expected = [with_person.as_slice(), &[Point::OwnPart, Point::Summary]].concat();
    let came = course(&mut conversation);
    assert_eq!(came, expected);
    let consent = conversation.record().consent.unwrap();
    assert_eq!(consent.may_keep, Some(true), "whoever agreed to be asked is asked about a copy");
}

#[test]
fn a_stop_at_these_pages_still_ends_with_kind_words_and_what_the_worker_saw() {
    let form = form("adult-brief");
    for point in [Point::Services, Point::ContactHow, Point::Keep] {
        let mut conversation = begun(&form, setting());
        lead_to_point(&mut conversation, point);
        conversation.reply(Reply::Stop).unwrap();
        let turn = conversation.turn().unwrap();
        assert!(shown(&turn).contains("go on to your own part"), "{}", shown(&turn));
        choose(&mut conversation, "summary");
        assert_eq!(course(&mut conversation), [Point::Closing, Point::OwnPart, Point::Summary], "{point:?}");
    }
    let mut conversation = begun(&form, setting());
    lead_to_point(&mut conversation, Point::Closing);
    conversation.reply(Reply::Stop).unwrap();
    assert_eq!(choose(&mut conversation, "summary").at, Point::OwnPart);
    let record = conversation.record();
    assert!(
        record.course.is_empty() && record.consent.unwrap().may_keep == Some(true),
        "nothing was cut short"
    );
}

#[test]
fn where_danger_ended_the_talk_nobody_goes_through_services() {
    let (form, directories) = (form("adult-brief"), [directory("us")]);
    let mut conversation = begun(&form, Setting { directories: &directories, ..setting() });
    lead_to(&mut conversation, |turn| turn.say.iter().any(|said| said.contains("Have you done any work")));
    for reply in [Reply::Danger, Reply::choose("stop"), Reply::choose("summary")] {
        conversation.reply(reply).unwrap();
    }
    assert_eq!(course(&mut conversation), [Point::OwnPart, Point::Summary]);
    let consent = conversation.record().consent.unwrap();
    assert_eq!(consent.may_keep, None, "whoever is brought to safety is asked nothing more");
}

#[test]
fn who_was_asked_nothing_yet_is_not_held_up() {
    let form = form("adult-brief");
    let mut conversation = begun(&form, setting());
    lead_to(&mut conversation, |turn| matches!(turn.at, Point::Question(_)));
    conversation.reply(Reply::Stop).unwrap();
    assert_eq!(choose(&mut conversation, "summary").at, Point::OwnPart);
}

// ---- the safety plan ----

#[test]
fn the_safety_plan_is_made_while_the_person_is_there() {
    for id in ["adult-brief", "adult-full", "adult-quick", "labor-brief", "youth-brief"] {
        let form = form(id);
        let mut script = Script::new(|turn, _| Some(says_yes(turn)));
        script.lead(&mut begun(&form, setting()));
        let plan = Point::Question(form.find("plan_steps").unwrap());
        let at = |point: Point| script.turns.iter().position(|turn| turn.at == point);
        assert!(at(plan).unwrap_or_else(|| panic!("{id}: no plan")) < at(Point::Review).unwrap(), "{id}");
    }
}

// ---- the next contact ----

fn contact(how: ContactWay, when: Option<ContactTime>) -> (Conversation<'static>, Option<NextContact>) {
    let form = Box::leak(Box::new(small(&yes_no("one_a", ""), "")));
    let mut conversation = begun(form, setting());
    let turn = lead_to_point(&mut conversation, Point::ContactHow);
    assert!(matches!(turn.wanted, Wanted::One(_)), "nothing is typed");
    let next = choose(&mut conversation, how.id());
    assert_eq!(next.at == Point::ContactWhen, when.is_some());
    if let Some(when) = when {
        assert!(matches!(next.wanted, Wanted::One(_)), "nothing is typed");
        choose(&mut conversation, when.id());
    }
    let record = conversation.record();
    let read = read_record(&written(&record)).unwrap();
    assert!(read.is_sealed && read.record.next_contact == record.next_contact, "it is read back");
    let page = format!("{:?}", document(&record, Detail::Full));
    assert!(page.contains("Agreed on being in touch") && page.contains(how.label()), "{page}");
    (conversation, record.next_contact)
}

#[test]
fn the_next_contact_is_agreed_on_and_stands_in_the_record() {
    for (_, how) in ContactWay::WORDS {
        let times = ContactTime::WORDS.iter().map(|(_, when)| Some(*when));
        let times: Vec<_> = if how.has_time() { times.collect() } else { vec![None] };
        for when in times {
            assert_eq!(contact(*how, when).1, Some(NextContact::agreed(*how, when, setting().today)));
        }
    }
}

#[test]
fn what_was_agreed_can_be_put_right() {
    let (mut conversation, _) = contact(ContactWay::Phone, Some(ContactTime::Week));
    // From the next page, and from the summary, when the person has left.
    let turn = then(&mut conversation, Reply::Back);
    assert!(turn.at == Point::ContactHow && turn.given == Some(Reply::choose("phone")));
    let turn = choose(&mut conversation, "message");
    assert!(turn.given == Some(Reply::choose("in_a_week")));
    lead_to_point(&mut conversation, Point::Summary);
    conversation.reply(Reply::Back).unwrap();
    let turn = choose(&mut conversation, "go_on");
    assert!(turn.at == Point::ContactHow && turn.given == Some(Reply::choose("message")));
    let came: Vec<Point> = course(&mut conversation);
    assert_eq!(came, [Point::ContactHow, Point::ContactWhen, Point::Keep, Point::Summary]);
    let contact = conversation.record().next_contact.unwrap();
    assert_eq!((contact.how, contact.when), (ContactWay::Message, Some(ContactTime::Today)));
    conversation.reply(Reply::Back).unwrap();
    choose(&mut conversation, "go_on");
    choose(&mut conversation, "no_contact");
    let contact = conversation.record().next_contact.unwrap();
    assert_eq!((contact.when, contact.on), (None, None));
}

#[test]
fn enter_agrees_on_nothing_and_what_was_not_asked_is_null() {
    let form = small(&yes_no("one_a", ""), "");
    let mut conversation = begun(&form, setting());
    let json = |record: &Record| written(record);
    assert!(json(&conversation.record()).contains("\"next_contact\": null"));
    let turn = lead_to_point(&mut conversation, Point::ContactHow);
    conversation.reply(turn.given.unwrap()).unwrap();
    let agreed = conversation.record().next_contact;
    assert_eq!(agreed, Some(NextContact { how: ContactWay::NotAgreed, when: None, on: None }));
}

// ---- kind words ----

#[test]
fn kind_words_end_the_persons_part_and_promise_a_child_nothing_that_may_not_hold() {
    let said = |id: &str, age: Option<&str>| {
        let form = form(id);
        let mut conversation = begun(&form, setting());
        for _ in 0..300 {
            let turn = conversation.turn().unwrap();
            if turn.at == Point::Closing {
                return turn.say.join(" ");
            }
            let age = age.filter(|_| asks(&turn, "Which age group are you in?"));
            conversation.reply(age.map_or_else(|| says_yes(&turn), Reply::choose)).unwrap();
        }
        panic!("no kind words");
    };
    assert!(said("adult-brief", None).contains("You decide what you'd like to do next."));
    for of_child in [said("adult-brief", Some("under_18")), said("youth-brief", None)] {
        assert!(!of_child.contains("You decide"), "{of_child}");
        assert!(of_child.contains("Thank you for talking with me."), "{of_child}");
    }
}

#[test]
fn the_own_part_begins_when_the_person_has_left() {
    let form = form("adult-brief");
    let mut conversation = begun(&form, setting());
    let turn = lead_to_point(&mut conversation, Point::OwnPart);
    assert!(words(&turn).contains("when the person has left"), "{}", words(&turn));
    assert!(turn.back);
    assert_eq!(then(&mut conversation, Reply::Back).at, Point::Closing);
}

// ---- through plain lines ----

#[test]
fn in_plain_lines_services_and_the_next_contact_stand_in_the_record() {
    let home = Home::new();
    let replies = &[
        ("What would help you most", "1"),
        ("Services together", "1"),
        ("Services together", ""),
        ("A warm handoff helps most", "3"),
        ("which way is safe", "2"),
        ("which day would be good", "4"),
    ];
    let out = talk(&home, &[SCREEN, &["--export", "case.json"]].concat(), replies).done();
    let order = [
        "Look over the answers",
        "Services together",
        "Next contact",
        "A copy",
        "Closing words",
        "Your own part",
    ];
    let places =
        order.map(|title| out.find(&format!("\n{title}\n")).unwrap_or_else(|| panic!("{title}: {out}")));
    assert!(places.is_sorted(), "{places:?}");
    let record = record_of(&home, "case.json");
    assert_eq!(record["next_contact"]["how"], "message");
    assert_eq!(record["next_contact"]["when"], "in_a_week");
    let answers = record["referrals"].as_array().unwrap().iter();
    assert_eq!(answers.filter(|one| one["response"] == "accepted").count(), 1);
}
