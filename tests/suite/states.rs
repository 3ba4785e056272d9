//! The law of a state stands on that of its country: which packs can, what is said by both, and in which order; the
//! choice of the state, and which report lines are shown.

use std::collections::BTreeMap;

use jiff::civil::{Date, date};
use safelight::answers::{Answer, Answers, Value};
use safelight::conversation::{Conversation, Point, Reply, Setting};
use safelight::library;
use safelight::questionnaire::{Questionnaire, read};
use safelight::records::Record;
use safelight::referral::{
    Directory, Jurisdiction, LookedFor, country_of, match_services, pack_of_country, packs_of_parts,
    read_directory, read_jurisdiction, shipped_jurisdiction,
};
use safelight::report::{Detail, document, offers};
use safelight::scoring::{Case, assess};
use safelight::source::Source;
use safelight::vocabulary::{NEEDS, TOPICS};

use crate::conversation::{Script, setting, words};
use crate::piped::{Talk, record as record_of, talk};
use crate::run::{Home, safelight};

const TODAY: Date = date(2026, 11, 30);
const ASKED: &str = "Which state or part of the country are you in?";

fn pack(id: &str) -> Jurisdiction {
    read_jurisdiction(&library::find(library::JURISDICTIONS, id).unwrap().source()).0.unwrap()
}

fn packs() -> Vec<Jurisdiction> {
    library::JURISDICTIONS.iter().map(|shipped| pack(shipped.id)).collect()
}

fn form(id: &str) -> Questionnaire {
    read(&library::questionnaire(id, None).unwrap().source()).questionnaire.unwrap()
}

fn united_states() -> Directory {
    read_directory(&library::find(library::DIRECTORIES, "us").unwrap().source()).0.unwrap()
}

/// The turns and the record of a talk with somebody under 18.
fn child(form: &Questionnaire, law: &Jurisdiction) -> (Vec<String>, Record) {
    let declared = |id: &String| form.contexts.iter().any(|context| context.id == *id);
    let mut context: BTreeMap<String, String> = law.context().clone();
    context.retain(|id, _| declared(id));
    let around = Setting { jurisdiction: Some(law), ..setting() };
    let mut conversation = Conversation::new(Case::begin(form, &context).unwrap(), around, false);
    let mut script = Script::new(|turn, _| {
        let asks_age = turn.items().iter().any(|item| item.id.as_str() == "under_18");
        asks_age.then(|| Reply::choose("under_18"))
    });
    script.lead(&mut conversation);
    let shown = script.turns.iter().filter(|turn| matches!(turn.at, Point::Stop(_) | Point::Opening(_)));
    (shown.map(words).collect(), conversation.record())
}

// ---- the packs ----

#[test]
fn a_state_has_the_frame_of_its_country_and_both_speak_the_state_first() {
    let mut stand = 0;
    for pack in packs() {
        let Some(base) = &pack.base else {
            assert!(pack.on.is_none() && pack.part().is_none(), "{}", pack.id);
            continue;
        };
        stand += 1;
        assert_eq!(Some(&base.id), pack.on.as_ref());
        assert_eq!(country_of(&base.id), country_of(&pack.id));
        assert!(base.base.is_none() && base.on.is_none(), "{}: one step is all", pack.id);
        assert_eq!(pack.context(), base.context(), "{}", pack.id);
        assert_eq!(pack.titles(), format!("{}; {}", pack.title, base.title));
        for topic in TOPICS {
            let said: Vec<&str> = pack.said_on(topic.id).iter().map(|(of, _)| of.id.as_str()).collect();
            let expected = [&pack, base.as_ref()].into_iter().filter(|of| of.duty(topic.id).is_some());
            assert_eq!(said, expected.map(|of| of.id.as_str()).collect::<Vec<_>>(), "{}", topic.id);
        }
        let shipped = library::find(library::JURISDICTIONS, &pack.id).unwrap();
        let shipped = shipped_jurisdiction(shipped).0.unwrap();
        assert_eq!(shipped.base.map(|base| base.duties), Some(base.duties.clone()), "{}", pack.id);
    }
    assert_eq!(stand, packs_of_parts("us").len());
    assert_eq!(pack_of_country("us").map(|pack| pack.id).as_deref(), Some("us-federal"));
    assert!(pack_of_country("au").is_none() && packs_of_parts("uk").is_empty());
    let titles: Vec<String> = packs_of_parts("us").into_iter().map(|pack| pack.title).collect();
    assert_eq!(titles, ["California", "Florida", "New Jersey", "New York", "Texas"]);
}

/// Whoever stands on another says so, and says what was not read.
#[test]
fn a_state_says_what_could_not_be_read() {
    for shipped in library::JURISDICTIONS.iter().filter(|shipped| pack(shipped.id).on.is_some()) {
        let text = shipped.source().text().to_owned();
        assert!(text.contains("# What could not be read, and is left out:\n#   - "), "{}", shipped.id);
        for topic in ["limits", "minor", "adult_disclosure"] {
            assert!(pack(shipped.id).duty(topic).is_some(), "{}: {topic}", shipped.id);
        }
        let limits = &pack(shipped.id).duty("limits").unwrap().text.clone();
        assert!(limits.ends_with("This is not legal advice."), "{}: {limits}", shipped.id);
    }
}

#[test]
fn a_pack_that_cannot_stand_where_it_does_is_told_what_to_write() {
    let text = |id: &str, on: &str, more: &str| {
        format!(
            "format = 1\n\n[jurisdiction]\nid = {id:?}\ntitle = \"Ours\"\nlanguage = \"en\"\non = {on:?}\n{more}\n\
             [[duty]]\ntopic = \"minor\"\ntext = \"Report.\"\ncitation = \"An act\"\nurl = \"https://example.org/act\"\n"
        )
    };
    let home = Home::new();
    let check = |text: String| {
        home.file("mine.toml", text);
        let ran = home.run(&["check", "mine.toml"]);
        (ran.code, ran.out)
    };
    // It needs no text on the limits of its own: that of the country is shown.
    let good = text("us-ohio", "us-federal", "");
    assert_eq!(check(good.clone()), (Some(0), "1 file checked, 0 mistakes\n".to_owned()));
    let same = "on = \"us-federal\"`, the whole country";
    for (bad, code, said, instead) in [
        (text("us-ohio", "us-fedral", ""), "unknown-name", "no jurisdiction pack `us-fedral`", same),
        (text("us-ohio", "ours.toml", ""), "unknown-name", "no jurisdiction pack `ours.toml`", same),
        (text("us-ohio", "uk", ""), "bad-base", "is of another country", same),
        (text("us-ohio", "us-nj", ""), "bad-base", "one step is all", same),
        (text("us-federal", "us-federal", ""), "bad-base", "cannot stand on itself", "an id of its own"),
        (text("our-county", "us-federal", ""), "bad-base", "is of another country", "`us` in `us-ohio`"),
        (text("us-ohio", "us-federal", "context = {frame = \"palermo\"}"), "bad-base", "comes from", "take"),
        (good.clone() + &good[good.find("[[duty]]").unwrap()..], "duplicate-id", "is used twice", "one text"),
    ] {
        let (status, out) = check(bad);
        assert_eq!(status, Some(1), "{out}");
        assert!(out.contains(&format!("error[{code}]")), "{code}: {out}");
        assert!(out.contains(said) && out.contains(instead), "{said}: {out}");
    }
}

// ---- what is shown ----

#[test]
fn both_are_shown_under_their_titles_in_the_talk_and_in_the_summary() {
    let law = pack("us-nj");
    for id in ["adult-brief", "adult-full", "labor-brief"] {
        let (shown, record) = child(&form(id), &law);
        for (topic, place) in [("limits", 0), ("minor", shown.len() - 1)] {
            let places: Vec<usize> = law
                .said_on(topic)
                .iter()
                .map(|(of, duty)| format!("{}:\n{} ({})", of.title, duty.text, duty.citation))
                .map(|text| shown[place..].iter().flat_map(|turn| turn.find(&text)).next())
                .map(|found| found.unwrap_or_else(|| panic!("{id}: {topic} is not in: {shown:#?}")))
                .collect();
            assert!(places.is_sorted(), "{id}: {topic}: {places:?}");
        }
        assert_eq!(record.jurisdiction.as_deref(), Some("New Jersey; United States, federal law"));
        let action = record.actions.iter().find(|action| action.step.topic.as_deref() == Some("minor"));
        let law: Vec<&str> = action.unwrap().law.iter().map(|law| law.of.as_str()).collect();
        assert_eq!(law, ["New Jersey", "United States, federal law"], "{id}");
        let abroad = Some("minor_foreign_national");
        let action = record.actions.iter().find(|action| action.step.topic.as_deref() == abroad).unwrap();
        assert_eq!(action.law.len(), 1, "{id}: the country alone speaks of it");
        let page = format!("{:?}", document(&record, Detail::Full));
        assert!(page.contains("law, New Jersey: ") && page.contains("law, United States, federal law: "));
    }
}

/// What a pack says on a topic is never lost: each topic is named by an action of a form, or read at the opening.
#[test]
fn the_text_on_a_child_from_abroad_is_shown_with_every_pack_that_has_one() {
    for law in packs() {
        for id in ["adult-brief", "adult-full", "labor-brief", "youth-brief", "observation-only"] {
            let (_, record) = child(&form(id), &law);
            for topic in TOPICS.iter().filter(|topic| topic.id != "limits") {
                let named =
                    record.actions.iter().find(|action| action.step.topic.as_deref() == Some(topic.id));
                let Some(action) = named else { continue };
                let said: Vec<String> =
                    law.said_on(topic.id).into_iter().map(|(_, duty)| duty.text.clone()).collect();
                let kept: Vec<String> = action.law.iter().map(|law| law.text.clone()).collect();
                assert_eq!(kept, said, "{id}, {}: {}", law.id, topic.id);
            }
            let abroad = Some("minor_foreign_national");
            assert!(record.actions.iter().any(|action| action.step.topic.as_deref() == abroad), "{id}");
        }
    }
}

// ---- the choice ----

#[test]
fn the_state_is_chosen_after_its_country_and_has_a_way_back() {
    let home = Home::new();
    let mut talk = Talk::begin(&home, &["screen", "adult-brief", "--plain", "--export", "case.json"]);
    assert!(!talk.page().unwrap().contains("New Jersey"), "the first page stays short");
    let page = talk.then("4");
    assert!(page.contains(ASKED) && page.contains("New Jersey") && page.contains("none of these"), "{page}");
    assert!(talk.then("!").contains("United States: 911"), "the country was chosen");
    talk.then("1");
    assert!(talk.then("b").contains("Which country are you in?"));
    talk.then("4");
    talk.reply("3");
    let page = talk.lead_to(&[], "Before you begin");
    assert!(page.contains("Emergency numbers and services: United States, New Jersey."), "{page}");
    talk.finish("", &[]).done();
    assert_eq!(record_of(&home, "case.json")["jurisdiction"], "New Jersey; United States, federal law");
    // Where no part has a law of its own here, nobody is asked.
    let mut talk = Talk::begin(&home, &["screen", "adult-brief", "--plain"]);
    talk.page().unwrap();
    assert!(!talk.then("3").contains(ASKED));
}

#[test]
fn none_of_these_is_the_whole_country_and_a_named_state_is_not_asked_for() {
    let home = Home::new();
    let mut talk = Talk::begin(&home, &["screen", "adult-brief", "--plain", "--export", "case.json"]);
    talk.page().unwrap();
    talk.then("4");
    talk.finish("6", &[]).done();
    assert_eq!(record_of(&home, "case.json")["jurisdiction"], "United States, federal law");
    for named in ["us-nj", "us-federal"] {
        let asked = home.run_with(&["screen", "adult-brief", "--plain", "--jurisdiction", named], b"").out;
        assert!(!asked.contains(ASKED) && !asked.contains("Which country"), "{named}: {asked}");
    }
}

#[test]
fn the_list_says_on_which_pack_another_stands() {
    let list = safelight(&["list"]).done();
    assert!(list.contains("us-nj: New Jersey; United States, federal law"), "{list}");
    assert!(list.contains("us-federal: United States, federal law"), "{list}");
    let home = Home::new();
    home.file("safelight/config.toml", "jurisdiction = \"us-tx\"\n");
    assert!(home.run(&["config"]).done().contains("us-tx"));
}

// ---- report lines ----

#[test]
fn of_report_lines_that_of_the_state_alone_is_shown() {
    let directories = [united_states()];
    let lines = |wanted: &LookedFor| -> Vec<String> {
        let found = match_services(&directories, wanted, TODAY);
        let of_parts = found.iter().filter(|found| found.service.area.is_some());
        of_parts.map(|found| found.service.id.clone()).collect()
    };
    let needs: Vec<_> = NEEDS.iter().filter(|need| need.id == "child_protection").collect();
    let wanted = LookedFor { needs, police: true, ..LookedFor::default() };
    assert_eq!(lines(&wanted), [""; 0], "nobody said in which state");
    for (part, id) in [
        ("New Jersey", Some("nj-child-abuse-hotline")),
        ("New York", Some("ny-child-abuse-hotline")),
        ("Texas", Some("tx-abuse-hotline")),
        ("Florida", Some("fl-abuse-hotline")),
        ("California", None),
        ("Our county, New Jersey", Some("nj-child-abuse-hotline")),
    ] {
        let found = lines(&LookedFor { part: Some(part.to_owned()), ..wanted.clone() });
        assert_eq!(found.iter().map(String::as_str).collect::<Vec<_>>(), Vec::from_iter(id), "{part}");
    }
    assert_eq!(lines(&LookedFor { any_part: true, ..wanted.clone() }).len(), 4, "whoever looks something up");
    // A line that somebody added themselves is theirs to choose.
    let own = Directory { id: "us-ohio".to_owned(), ..united_states() };
    let found = match_services(std::slice::from_ref(&own), &wanted, TODAY);
    assert_eq!(found.iter().filter(|found| found.service.area.is_some()).count(), 4);
}

/// The place of a line is the title of the pack: else it would never be shown.
#[test]
fn every_report_line_of_a_part_has_a_pack_that_names_it() {
    let titles: Vec<String> = packs_of_parts("us").into_iter().map(|pack| pack.title).collect();
    for service in united_states().services {
        let Some(area) = service.area else { continue };
        assert!(titles.contains(&area) && service.is_reporting_line, "{}: {area}", service.id);
    }
}

// ---- where the law requires a step ----

/// A step that is required brings the police and report lines with it, without being asked for; one that is to be
/// checked does not, and says how many there are.
#[test]
fn where_the_law_requires_a_step_its_lines_are_shown_without_being_asked_for() {
    let (required, law) = (include_str!("../forms/required-step.toml"), pack("us-ny"));
    let directories = [united_states()];
    for (text, harmed, shown) in [
        (required.to_owned(), true, true),
        (required.to_owned(), false, false),
        (required.replace("duty    = \"required\"", "duty    = \"check\""), true, false),
    ] {
        let form = read(&Source::new("required-step.toml", text)).questionnaire.unwrap();
        let mut answers = Answers::none(form.edition());
        answers.give("harmed", Answer::Given(Value::YesNo(harmed)));
        let case = Case::new(&form, answers, &BTreeMap::new(), &BTreeMap::new()).unwrap();
        let offered = offers(&case, &assess(&case), &directories, Some(&law.title), None, false, TODAY);
        let lines = offered.matches.iter().filter(|found| found.service.group.is_police());
        let lines: Vec<&str> = lines.map(|found| found.service.id.as_str()).collect();
        assert_eq!(lines.contains(&"ny-child-abuse-hotline"), shown, "{harmed}: {lines:?}");
        assert_eq!(lines.is_empty(), !shown, "{harmed}: {lines:?}");
        assert_eq!(offered.hidden_police > 0, harmed && !shown, "{harmed}");
    }
    // The same through the program, with the pack of a state.
    let home = Home::new();
    home.file("own.toml", required);
    for (reply, shown) in [("1", true), ("2", false)] {
        let name = format!("case-{reply}.json");
        let arguments = [
            "screen",
            "own.toml",
            "--plain",
            "--jurisdiction",
            "us-ny",
            "--export",
            &name,
            "--detail",
            "full",
        ];
        talk(&home, &arguments, &[("Does the file show harm", reply)]).done();
        let record = record_of(&home, &name);
        let referrals = record["referrals"].as_array().unwrap();
        let is_shown = referrals.iter().any(|one| one["is_police_or_tip_line"] == true);
        assert_eq!(is_shown, shown, "{record}");
    }
}

// ---- immigration ----

/// What nobody can promise, in the words in which it would be promised.
const PROMISES: [&str; 11] = [
    "you can stay",
    "can stay in the country",
    "will get a visa",
    "will get papers",
    "get to stay",
    "able to stay",
    "right to stay",
    "will not be deported",
    "won't be deported",
    "cannot be deported",
    "guarantee",
];

fn last_sentence(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    text.trim_end_matches('.').rsplit(". ").next().unwrap_or_default().to_owned()
}

/// Every text of a pack or a form on immigration ends with the lawyer, and none promises anything.
#[test]
fn every_text_on_immigration_ends_with_the_lawyer_and_promises_nothing() {
    const LAWYER: &str = "qualified immigration lawyer";
    let promises_nothing = |text: &str| text.contains("romise nothing") || text.contains("no promise");
    let is_of_it = |topic: &str| ["immigration", "minor_foreign_national"].contains(&topic);
    let mut looked = BTreeMap::new();
    for law in packs() {
        for duty in law.duties.iter().filter(|duty| is_of_it(&duty.topic)) {
            assert!(last_sentence(&duty.text).ends_with(LAWYER), "{}: {}", law.id, duty.text);
            assert!(promises_nothing(&duty.text), "{}: {}", law.id, duty.text);
            *looked.entry("packs").or_insert(0) += 1;
        }
    }
    for shipped in library::QUESTIONNAIRES {
        let form = form(shipped.id);
        for action in form.actions.iter().filter(|action| action.step.topic.as_deref() == Some("immigration"))
        {
            let because = &action.step.because;
            assert!(last_sentence(because).contains(LAWYER), "{}: {because}", form.id);
            assert!(promises_nothing(because), "{}: {because}", form.id);
            *looked.entry("actions").or_insert(0) += 1;
        }
        for note in form.openings.iter().filter_map(|opening| opening.note.as_ref()) {
            if note.contains("visas") {
                let line = note.lines().find(|line| line.contains("visas")).unwrap();
                assert!(promises_nothing(line) && line.contains(LAWYER), "{}: {line}", form.id);
                *looked.entry("openings").or_insert(0) += 1;
            }
        }
    }
    assert_eq!(looked, BTreeMap::from([("actions", 6), ("openings", 5), ("packs", 5)]));
    let texts = [library::QUESTIONNAIRES, library::JURISDICTIONS, library::DIRECTORIES, library::PAGES];
    for shipped in texts.into_iter().flatten() {
        let text = shipped.source().text().to_lowercase();
        let said =
            text.lines().filter(|line| !line.trim_start().starts_with('#')).collect::<Vec<_>>().join("\n");
        for promise in PROMISES {
            assert!(!said.contains(promise), "{}: {promise:?}", shipped.path);
        }
    }
}

/// An adult agrees, or the duty to notify is met without the name; a child needs not agree; first responders alone.
#[test]
fn the_pack_of_the_united_kingdom_says_who_agrees_and_who_refers() {
    let uk = pack("uk");
    let said = |topic: &str| uk.duty(topic).unwrap().text.to_lowercase();
    let (adult, child) = (said("adult_disclosure"), said("minor"));
    for part in ["consent", "first responder", "notifies", "could identify the adult"] {
        assert!(adult.contains(part), "{part}: {adult}");
    }
    assert!(child.contains("consent is not needed") || child.contains("without consent"), "{child}");
    assert!(child.contains("first responder"), "{child}");
}

// ---- the law that a form is made for ----

/// Whoever uses a form under another law than that for which it is made is told so before anything else.
#[test]
fn a_form_that_is_made_for_another_law_says_so_at_the_start() {
    let home = Home::new();
    let (form, warning) = (include_str!("../forms/required-step.toml"), "is made for the law of: ");
    let begun = |law: &str, jurisdiction: &str| {
        home.file("own.toml", form.replace("law      = [\"us\"]", law));
        let arguments = ["screen", "own.toml", "--plain", "--jurisdiction", jurisdiction];
        Talk::begin(&home, &arguments).lead_to(&[], "Before you begin")
    };
    let page = begun("law = [\"us\"]", "uk");
    assert!(page.contains("is made for the law of: United States, federal law."), "{page}");
    assert!(page.contains("chosen is: United Kingdom"), "{page}");
    assert!(begun("law = [\"au\", \"us\"]", "international").contains("au; United States, federal law"));
    for (law, jurisdiction) in [
        ("law = [\"us\"]", "us-federal"),
        ("law = [\"us\"]", "us-ny"),
        ("law = [\"us\", \"uk\"]", "uk"),
        ("law = \"any\"", "uk"),
    ] {
        assert!(!begun(law, jurisdiction).contains(warning), "{law} {jurisdiction}");
    }
}
