//! What may be passed on: agreed on with the person, to one recipient, item by item; and the page for them.
#![expect(clippy::unwrap_used, reason = "a test that cannot be set up has failed")]

use jiff::civil::date;
use safelight::conversation::{Conversation, Dialogue, Point, Reply, Setting, Turn, Wanted};
use safelight::export::text;
use safelight::library;
use safelight::questionnaire::Questionnaire;
use safelight::records::{
    Day, Release, ReleaseEnded, ReleaseItem, ReleasePurpose, ReleaseTerm, ReleasedBy, ReleasedNeed,
    read_record, written,
};
use safelight::referral::{Directory, read_directory};
use safelight::report::{Detail, Pages, document};

use crate::conversation::{asks, setting};
use crate::in_the_room::{begun, choose, form, lead_to, shown, then};
use crate::piped::{self, RELEASED, SCREEN, talk};
use crate::run::Home;

fn directories() -> [Directory; 1] {
    [read_directory(&library::find(library::DIRECTORIES, "us").unwrap().source()).0.unwrap()]
}

fn is_release(turn: &Turn) -> bool {
    matches!(turn.at, Point::Release(_))
}

/// A talk in which the first so many services were accepted, at the page that asks what may be passed on.
fn accepted<'q>(
    form: &'q Questionnaire,
    directories: &'q [Directory],
    services: usize,
    age: &str,
) -> (Conversation<'q>, Turn) {
    accepted_in(form, Setting { directories, ..setting() }, services, age)
}

fn accepted_in<'q>(
    form: &'q Questionnaire,
    setting: Setting<'q>,
    services: usize,
    age: &str,
) -> (Conversation<'q>, Turn) {
    let mut conversation = begun(form, setting);
    let at_age = |turn: &Turn| asks(turn, "Which age group are you in?");
    lead_to(&mut conversation, at_age);
    choose(&mut conversation, age);
    let turn = lead_to(&mut conversation, |turn| turn.at == Point::Services);
    for item in &turn.items()[..services] {
        choose(&mut conversation, item.id.as_str());
        choose(&mut conversation, "accepted");
    }
    choose(&mut conversation, "go_on");
    let turn = lead_to(&mut conversation, |turn| is_release(turn) || turn.at == Point::Closing);
    (conversation, turn)
}

const ADULT: &str = "age_25_59";

/// Agrees on a release to the end: to whom, and which items.
fn agree(conversation: &mut Conversation<'_>, to: &str, items: &[ReleaseItem]) -> Turn {
    choose(conversation, to);
    choose(conversation, "safe");
    let offered = choose(conversation, "service");
    let needs = || offered.items().iter().filter(|item| item.id.as_str().starts_with("need."));
    let chosen = items.iter().flat_map(|item| match item {
        ReleaseItem::Needs => needs().map(|need| need.id.clone()).collect(),
        item => vec![item.id().into()],
    });
    then(conversation, Reply::ChooseAll(chosen.collect()));
    choose(conversation, "one_month");
    choose(conversation, "signed")
}

fn page(conversation: &Conversation<'_>) -> String {
    text::write(&document(&conversation.record_at(Detail::Referral), Detail::Referral), 80)
}

fn need(form: &Questionnaire, option: &str) -> ReleasedNeed {
    let asked = form.question(form.find("needs_now").unwrap());
    let label = &asked.kind.options().iter().find(|one| one.id == option).unwrap().label;
    ReleasedNeed { question: asked.id.clone(), option: option.to_owned(), label: label.clone() }
}

/// Each need is agreed on by itself, and what the person no longer needs is told to nobody.
#[test]
fn one_need_is_told_without_the_others_and_only_as_long_as_it_is_one() {
    let (form, directories) = (form("adult-brief"), directories());
    let (mut conversation, turn) = accepted(&form, &directories, 1, ADULT);
    for reply in [Reply::choose(turn.items()[1].id.as_str()), Reply::choose("safe")] {
        then(&mut conversation, reply);
    }
    let offered = choose(&mut conversation, "service");
    let ids: Vec<&str> = offered.items().iter().map(|item| item.id.as_str()).collect();
    let needs = ["need.needs_now.safe_place", "need.needs_now.food_clothes"];
    assert_eq!(ids, [needs.as_slice(), &["contact", "language", "urgency"]].concat());
    then(&mut conversation, Reply::ChooseAll(vec![needs[1].into()]));
    choose(&mut conversation, "one_month");
    choose(&mut conversation, "by_word");
    let told = page(&conversation);
    assert!(told.contains("Food or clothes") && !told.contains("A safe place"), "{told}");
    assert!(!told.contains("Language") && !told.contains("English"), "it was not released: {told}");
    assert_eq!(conversation.record().releases[0].needs, [need(&form, "food_clothes")]);
    // It is taken off the list.
    lead_to(&mut conversation, |turn| turn.at == Point::Summary);
    let review = then(&mut conversation, Reply::Back);
    let asked = review.items().iter().find(|item| item.id.as_str() == "answer.needs_now").unwrap();
    choose(&mut conversation, asked.id.as_str());
    then(&mut conversation, Reply::ChooseAll(vec!["safe_place".into()]));
    let told = page(&conversation);
    assert!(!told.contains("Food or clothes") && !told.contains("A safe place"), "{told}");
}

/// The language is told where it was released: of the talk, or the one that is interpreted.
#[test]
fn the_language_is_told_where_it_was_released() {
    let (form, directories) = (form("adult-brief"), directories());
    let spoken = |language| Setting { directories: &directories, language, ..setting() };
    for (language, expected) in [(Some("es"), "Spanish; no interpreter"), (None, "English; no interpreter")] {
        let (mut conversation, turn) = accepted_in(&form, spoken(language), 1, ADULT);
        agree(&mut conversation, turn.items()[1].id.as_str(), &[ReleaseItem::Language]);
        let told = page(&conversation);
        assert!(told.contains(expected), "{expected}: {told}");
    }
    let (mut conversation, turn) = accepted_in(&form, spoken(Some("es")), 1, ADULT);
    conversation.reply(Reply::Break).unwrap();
    for choice in ["interpreter", "telephone", "none"] {
        choose(&mut conversation, choice);
    }
    then(&mut conversation, Reply::Typed("Mam".to_owned()));
    choose(&mut conversation, turn.items()[1].id.as_str());
    choose(&mut conversation, "safe");
    let offered = choose(&mut conversation, "service");
    let item = offered.items().iter().find(|item| item.id.as_str() == "language").unwrap();
    assert!(item.label.ends_with(": Mam; an interpreter is needed"), "{}", item.label);
    then(&mut conversation, Reply::ChooseAll(vec!["language".into()]));
    choose(&mut conversation, "one_month");
    choose(&mut conversation, "by_word");
    assert!(page(&conversation).contains("Mam; an interpreter is needed"));
}

#[test]
fn enter_passes_nothing_on() {
    let (form, directories) = (form("adult-brief"), directories());
    let (mut conversation, turn) = accepted(&form, &directories, 1, ADULT);
    assert!(is_release(&turn) && turn.given == Some(Reply::choose("nobody")));
    assert_eq!(turn.items().len(), 3, "nobody, the service that was accepted, somebody else");
    let carried = choose(&mut conversation, "nobody");
    assert!(carried.at == Point::Carry && carried.given == Some(Reply::choose("nothing")));
    assert_eq!(choose(&mut conversation, "nothing").at, Point::Closing);
    assert!(conversation.record().releases.is_empty());
    assert!(page(&conversation).contains("Nothing may be given to anybody: no release is in force."));
}

#[test]
fn whoever_accepted_nothing_is_not_asked() {
    let (form, directories) = (form("adult-brief"), directories());
    assert_eq!(accepted(&form, &directories, 0, ADULT).1.at, Point::Closing);
}

#[test]
fn a_release_names_what_one_recipient_gets_and_nothing_else_goes_to_them() {
    let (form, directories) = (form("adult-brief"), directories());
    let (mut conversation, turn) = accepted(&form, &directories, 1, ADULT);
    let to = turn.items()[1].clone();
    let again = agree(&mut conversation, to.id.as_str(), &[ReleaseItem::Urgency, ReleaseItem::Needs]);
    assert!(
        is_release(&again)
            && shown(&again).contains(": 2 needs, urgency (A safe place to stay; Food or clothes); so that"),
        "{}",
        shown(&again)
    );
    choose(&mut conversation, "nobody");
    let record = conversation.record();
    let expected = Release {
        to: to.label.clone(),
        service: to.id.as_str().strip_prefix("service.").map(str::to_owned),
        purpose: ReleasePurpose::Service,
        items: vec![ReleaseItem::Needs, ReleaseItem::Urgency],
        needs: ["safe_place", "food_clothes"].map(|option| need(&form, option)).to_vec(),
        from: record.date,
        until: Day(ReleaseTerm::Month.until(record.date.0)),
        signed: true,
        by: ReleasedBy::Person,
        ended: None,
        slip: None,
    };
    assert_eq!(record.releases, [expected]);
    let read = read_record(&written(&record)).unwrap();
    assert!(read.is_sealed && read.record.releases == record.releases, "it is read back");
    let page = page(&conversation);
    for part in ["What the person needs", "How soon", &to.label, "Please send this back", "take it back"] {
        assert!(page.split_whitespace().collect::<Vec<_>>().join(" ").contains(part), "{part}: {page}");
    }
    for part in ["screening", "trafficking", "Language", "in touch", "Yes", "No\n", "accepted"] {
        assert!(!page.contains(part), "{part}: {page}");
    }
    let note = text::write(&document(&record, Detail::Note), 80);
    assert!(note.contains("Released") && !note.contains("This is no release"), "{note}");
    // On the summary it can be shown, and taken back.
    let turn = lead_to(&mut conversation, |turn| turn.at == Point::Summary);
    assert!(turn.items().iter().any(|item| item.id.as_str() == "recipient.0"));
    let turn = choose(&mut conversation, "recipient.0");
    assert!(format!("{:?}", turn.page).contains("Please send this back"));
    let turn = choose(&mut conversation, "take_back.0");
    assert!(turn.remark.as_ref().unwrap().contains("tell them today"), "{:?}", turn.remark);
    assert!(!turn.items().iter().any(|item| item.id.as_str() == "recipient.0"));
    let record = conversation.record();
    let end = record.releases[0].ended.unwrap();
    assert_eq!((end.on, end.because), (record.date, ReleaseEnded::TakenBack));
    assert!(Pages::of(&record, Detail::Referral).refused().is_some());
    let note = text::write(&document(&record, Detail::Note), 80);
    assert!(note.contains("This is no release") && note.contains("tell them, if they have it"), "{note}");
}

#[test]
fn where_somebody_there_is_or_may_be_a_danger_nothing_is_passed_on() {
    let (form, directories) = (form("adult-brief"), directories());
    for answer in ["danger", "not_known"] {
        let (mut conversation, turn) = accepted(&form, &directories, 1, ADULT);
        choose(&mut conversation, turn.items()[1].id.as_str());
        let turn = choose(&mut conversation, answer);
        assert!(turn.remark.as_ref().unwrap().starts_with("Nothing is passed on to "), "{answer}");
        assert!(turn.given == Some(Reply::choose("nobody")));
        assert!(conversation.record().releases.is_empty());
    }
}

#[test]
fn for_a_child_what_the_law_asks_for_comes_first() {
    let (form, directories) = (form("youth-brief"), directories());
    let (mut conversation, turn) = accepted(&form, &directories, 1, "age_15_17");
    let to = turn.items()[1].id.as_str().to_owned();
    choose(&mut conversation, &to);
    let turn = choose(&mut conversation, "safe");
    assert!(shown(&turn).contains("may be under 18"), "{}", shown(&turn));
    let turn = choose(&mut conversation, "not_met");
    assert!(turn.remark.as_ref().unwrap().contains("who has to agree has not agreed yet"));
    choose(&mut conversation, &to);
    choose(&mut conversation, "safe");
    choose(&mut conversation, "met");
    choose(&mut conversation, "advice");
    then(&mut conversation, Reply::ChooseAll(vec!["language".into()]));
    choose(&mut conversation, "one_week");
    choose(&mut conversation, "by_word");
    let releases = conversation.record().releases;
    assert_eq!((releases.len(), releases[0].by, releases[0].signed), (1, ReleasedBy::Minor, false));
}

#[test]
fn each_page_leads_back_to_the_one_before_and_what_is_half_agreed_is_nothing() {
    let (form, directories) = (form("adult-brief"), directories());
    let (mut conversation, first) = accepted(&form, &directories, 1, ADULT);
    let mut pages = vec![first.at];
    let replies = [
        Reply::choose("other"),
        Reply::Typed("Legal aid office".to_owned()),
        Reply::choose("safe"),
        Reply::choose("together"),
        Reply::ChooseAll(vec!["urgency".into()]),
        Reply::choose("six_months"),
    ];
    for reply in replies {
        pages.push(then(&mut conversation, reply).at);
    }
    assert!(conversation.record().releases.is_empty(), "it is not agreed on to its end");
    while let Some(page) = pages.pop() {
        assert_eq!(conversation.turn().unwrap().at, page);
        conversation.reply(Reply::Back).unwrap();
    }
    assert!(!is_release(&conversation.turn().unwrap()), "before it comes whether a copy may be kept");
}

#[test]
fn two_recipients_get_a_page_each_and_the_record_keeps_both() {
    let (form, directories) = (form("adult-brief"), directories());
    let (mut conversation, turn) = accepted(&form, &directories, 2, ADULT);
    let (one, other) = (turn.items()[1].clone(), turn.items()[2].clone());
    agree(&mut conversation, one.id.as_str(), &[ReleaseItem::Needs]);
    agree(&mut conversation, other.id.as_str(), &[ReleaseItem::Contact]);
    choose(&mut conversation, "nobody");
    lead_to(&mut conversation, |turn| turn.at == Point::Summary);
    for (place, (theirs, not_theirs)) in [(&one, &other), (&other, &one)].into_iter().enumerate() {
        choose(&mut conversation, &format!("recipient.{place}"));
        let page = page(&conversation).split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(page.contains(&theirs.label) && !page.contains(&not_theirs.label), "{page}");
    }
    assert_eq!(conversation.record_at(Detail::Full).releases.len(), 2);
}

#[test]
fn what_is_agreed_on_anew_stands_in_the_place_of_the_one_before() {
    let (form, directories) = (form("adult-brief"), directories());
    let (mut conversation, turn) = accepted(&form, &directories, 1, ADULT);
    let to = turn.items()[1].id.as_str().to_owned();
    agree(&mut conversation, &to, &[ReleaseItem::Needs, ReleaseItem::Contact]);
    agree(&mut conversation, &to, &[ReleaseItem::Contact]);
    let releases = conversation.record().releases;
    assert_eq!((releases.len(), releases[0].items.as_slice()), (1, &[ReleaseItem::Contact][..]));
}

/// The only release of a talk, and why it is over.
fn over(conversation: &Conversation<'_>) -> Option<ReleaseEnded> {
    let record = conversation.record();
    assert_eq!(Pages::of(&record, Detail::Referral).refused().is_some(), record.releases[0].ended.is_some());
    record.releases[0].ended.map(|end| end.because)
}

#[test]
fn a_release_ends_with_what_it_rests_on_and_has_to_be_agreed_on_anew() {
    let (form, directories) = (form("adult-brief"), directories());
    let agreed = || {
        let (mut conversation, turn) = accepted(&form, &directories, 1, ADULT);
        let to = turn.items()[1].id.as_str().to_owned();
        agree(&mut conversation, &to, &[ReleaseItem::Needs]);
        assert_eq!(over(&conversation), None);
        (conversation, to)
    };
    // The same recipient again, and somebody there may be a danger.
    let (mut conversation, to) = agreed();
    choose(&mut conversation, &to);
    let turn = choose(&mut conversation, "danger");
    assert!(turn.remark.unwrap().contains("tell them today"));
    assert_eq!(over(&conversation), Some(ReleaseEnded::Danger));
    // It is taken back while the person is there.
    let (mut conversation, _) = agreed();
    assert!(shown(&conversation.turn().unwrap()).contains("Nothing more is passed on"));
    choose(&mut conversation, "take_back.0");
    assert_eq!(over(&conversation), Some(ReleaseEnded::TakenBack));
    // The service is declined, from the summary.
    let (mut conversation, to) = agreed();
    lead_to(&mut conversation, |turn| turn.at == Point::Summary);
    choose(&mut conversation, "mark");
    choose(&mut conversation, &to);
    let turn = choose(&mut conversation, "declined");
    assert!(turn.remark.unwrap().contains("does not want that service now"));
    assert_eq!(over(&conversation), Some(ReleaseEnded::NotWanted));
    // Accepted again, it is still over.
    choose(&mut conversation, "mark");
    choose(&mut conversation, &to);
    choose(&mut conversation, "accepted");
    assert_eq!(over(&conversation), Some(ReleaseEnded::NotWanted));
    // Somebody turns out to be under 18.
    let (mut conversation, _) = agreed();
    lead_to(&mut conversation, |turn| turn.at == Point::Summary);
    let turn = then(&mut conversation, Reply::Back);
    let age = turn.items().iter().find(|item| item.label.contains("age group")).unwrap();
    choose(&mut conversation, age.id.as_str());
    choose(&mut conversation, "under_18");
    assert_eq!(over(&conversation), Some(ReleaseEnded::Minor));
}

#[test]
fn what_is_half_agreed_is_over_with_a_stop() {
    let (form, directories) = (form("adult-brief"), directories());
    let (mut conversation, turn) = accepted(&form, &directories, 1, ADULT);
    choose(&mut conversation, turn.items()[1].id.as_str());
    let turn = choose(&mut conversation, "safe");
    assert!(turn.heading.unwrap().ends_with(&conversation.record().referrals[0].name), "for whom it is");
    conversation.reply(Reply::Stop).unwrap();
    assert_eq!(choose(&mut conversation, "summary").at, Point::Closing);
    assert_eq!(then(&mut conversation, Reply::Back).at, Point::Carry);
    let turn = then(&mut conversation, Reply::Back);
    assert!(turn.given == Some(Reply::choose("nobody")), "it begins anew");
}

#[test]
fn the_page_for_a_recipient_is_no_copy_of_the_screening() {
    let (form, directories) = (form("adult-brief"), directories());
    let (mut conversation, turn) = accepted(&form, &directories, 1, ADULT);
    agree(&mut conversation, turn.items()[1].id.as_str(), &[ReleaseItem::Needs]);
    lead_to(&mut conversation, |turn| turn.at == Point::Summary);
    choose(&mut conversation, "recipient.0");
    choose(&mut conversation, "save");
    then(&mut conversation, Reply::Typed("partner.txt".to_owned()));
    let turn = then(&mut conversation, Reply::Written("partner.txt".to_owned()));
    assert!(turn.at == Point::Summary && conversation.has_unsaved(), "the screening is not saved");
    assert_eq!(choose(&mut conversation, "finish").at, Point::Unsaved);
}

/// A screening that is to end with the page for a recipient in a file.
fn with_export(directories: &[Directory]) -> Setting<'_> {
    Setting { directories, export: Some("partner.pdf"), export_detail: Detail::Referral, ..setting() }
}

#[test]
fn a_file_in_the_place_of_the_page_that_was_asked_for_holds_as_much() {
    let (form, directories) = (form("adult-brief"), directories());
    let (mut conversation, turn) = accepted_in(&form, with_export(&directories), 1, ADULT);
    agree(&mut conversation, turn.items()[1].id.as_str(), &[ReleaseItem::Needs]);
    lead_to(&mut conversation, |turn| turn.at == Point::Summary);
    choose(&mut conversation, "finish");
    assert!(matches!(conversation.turn().unwrap().wanted, Wanted::Copy(_)));
    then(&mut conversation, Reply::NotWritten("no letters".to_owned()));
    assert_eq!(conversation.shown(), Detail::Referral);
}

/// Whoever is asked whether to leave gets out of it in every way, and a copy is one of the screening.
#[test]
fn after_the_page_for_a_recipient_the_screening_can_be_saved_or_left() {
    let (form, directories) = (form("adult-brief"), directories());
    for has_release in [true, false] {
        let (mut conversation, turn) = accepted_in(&form, with_export(&directories), 1, ADULT);
        if has_release {
            agree(&mut conversation, turn.items()[1].id.as_str(), &[ReleaseItem::Needs]);
        }
        lead_to(&mut conversation, |turn| turn.at == Point::Summary);
        let mut turn = choose(&mut conversation, "finish");
        if has_release {
            turn = then(&mut conversation, Reply::Written("partner.pdf".to_owned()));
            assert!(shown(&turn).contains("Only a page for others has been saved"), "{}", shown(&turn));
        } else {
            assert!(shown(&turn).contains("no release is in force"), "{}", shown(&turn));
        }
        assert_eq!(turn.at, Point::Unsaved);
        let mut saving = conversation.clone();
        let turn = choose(&mut saving, "save");
        assert!(matches!(turn.wanted, Wanted::Typed(_)), "{}", shown(&turn));
        assert_eq!(saving.shown(), Detail::Note);
        then(&mut saving, Reply::Typed("case.txt".to_owned()));
        then(&mut saving, Reply::Written("case.txt".to_owned()));
        assert!(!saving.has_unsaved());
        conversation.reply(Reply::choose("leave")).unwrap();
        assert!(conversation.turn().is_none(), "it is over");
    }
}

/// A record is changed on another day than that of its screening: then it is agreed on, and from then it counts.
#[test]
fn what_is_agreed_on_when_a_record_is_changed_bears_that_day() {
    let (form, directories) = (form("adult-brief"), directories());
    let later = date(2000, 5, 1);
    let changed = Setting {
        directories: &directories,
        changed_on: Some(later),
        chance: Some("chance"),
        amends: true,
        ..setting()
    };
    let (mut conversation, turn) = accepted_in(&form, changed, 2, ADULT);
    for place in [1, 2] {
        agree(&mut conversation, turn.items()[place].id.as_str(), &[ReleaseItem::Needs]);
    }
    choose(&mut conversation, "nobody");
    let record = conversation.record();
    assert_eq!(record.date, Day(setting().today), "it stays the screening of that day");
    for release in &record.releases {
        assert_eq!((release.from.0, release.until.0), (later, date(2000, 6, 1)));
    }
    let slips: Vec<&str> = record.releases.iter().map(|release| release.slip.as_deref().unwrap()).collect();
    assert_ne!(slips[0], slips[1], "by a slip one recipient learns nothing of another");
    lead_to(&mut conversation, |turn| turn.at == Point::Summary);
    choose(&mut conversation, "recipient.1");
    let page = page(&conversation);
    assert!(page.contains(&format!("Our number for this: {}.", slips[1])), "{page}");
    // Once its last day is over, no page is written of it, though the screening was before.
    let source = library::questionnaire("adult-brief", None).unwrap().source();
    let kept = conversation.snapshot(&source, None);
    for (day, is_in_force) in [(date(2000, 6, 1), true), (date(2000, 6, 2), false)] {
        let again = Conversation::resume(&kept, &form, Setting { changed_on: Some(day), ..changed }).unwrap();
        let pages = Pages::of(&again.record_at(Detail::Referral), Detail::Referral).refused().is_none();
        assert_eq!(pages, is_in_force, "{day}");
    }
    choose(&mut conversation, "take_back.0");
    assert_eq!(conversation.record().releases[0].ended.unwrap().on, Day(later));
}

#[test]
fn a_file_of_answers_has_no_release() {
    let home = Home::new();
    home.file("a.json", r#"{"format": 1, "questionnaire": "adult-brief@1.0.0", "answers": {}}"#);
    let ran = home.run(&["score", "a.json", "--format", "text", "--detail", "referral"]);
    ran.refused(&["nothing may be given to anybody", "no release is in force"]);
}

#[test]
fn in_plain_lines_the_page_for_one_recipient_is_written() {
    let home = Home::new();
    talk(&home, &[SCREEN, &["--export", "partner.txt", "--detail", "referral"]].concat(), RELEASED).done();
    let page = piped::written(&home, "partner.txt");
    assert!(page.contains("Please send this back") && page.contains("A safe place to stay"), "{page}");
    for part in ["traffick", "screening", "Hotline", "Yes"] {
        assert!(!page.contains(part), "{part}: {page}");
    }
}
