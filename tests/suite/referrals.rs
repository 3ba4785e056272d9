//! Where people are sent: nothing is left out for what a page does not say, every need that is named has a
//! line, and the directories can be searched without any screening.

use std::collections::BTreeMap;

use jiff::civil::{Date, date};
use safelight::answers::{Answer, Answers, Value};
use safelight::library;
use safelight::questionnaire::model::Kind;
use safelight::questionnaire::read;
use safelight::referral::{
    Channel, Directory, HowSpoken, LookedFor, Match, emergency_lines, match_services, read_directory,
};
use safelight::report::offers;
use safelight::scoring::{Case, Due, assess};
use safelight::source::Source;
use safelight::vocabulary::{NEEDS, Term};

use crate::agreement::case;
use crate::counts::WISHES;
use crate::directories::whole;
use crate::generate::{self, Draw};
use crate::naive::Form;
use crate::run::Home;

const TODAY: Date = date(2026, 11, 22);

const LANGUAGES: [&str; 12] = ["en", "es", "fr", "pt", "ht", "zh", "vi", "ar", "ti", "sq", "ru", "ase"];
const KINDS: [&str; 4] = ["phone", "text", "chat", "web"];

fn directories() -> Vec<Directory> {
    library::DIRECTORIES.iter().map(|shipped| read_directory(&shipped.source()).0.unwrap()).collect()
}

const HEAD: &str = r#"
format = 1
[directory]
id = "ours"
title = "Ours"
area = "Here"
language = "en"
read_by = "us"
"#;

fn of(service: &str) -> Directory {
    let text = whole(&format!("{HEAD}{service}"));
    let (directory, findings) = read_directory(&Source::new("ours.toml", text));
    directory.unwrap_or_else(|| panic!("{findings:?}"))
}

fn line(needs: &str, channel: &str) -> String {
    format!(
        "[[service]]\nid = \"line\"\nname = \"A line\"\norganization = \"A line\"\ndescription = \"It helps.\"\n\
         needs = [{needs}]\nis_reporting_line = false\nshares_with_police = \"no\"\nread_as = \"page\"\n\
         source_url = \"https://example.org/\"\n[[service.channel]]\n{channel}\n"
    )
}

fn wanted(needs: Vec<&'static Term>, language: &str) -> LookedFor {
    LookedFor { needs, language: Some(language.to_owned()), police: true, ..LookedFor::default() }
}

/// Whether a page itself says that a channel does not take a language.
fn says_no(channel: &Channel, language: &str) -> bool {
    channel.no_other_languages && !channel.languages.iter().any(|known| known == language)
}

#[test]
fn no_service_is_left_out_for_what_its_page_does_not_say() {
    let (mut looked, mut left_out) = (0, 0);
    for directory in directories() {
        let directories = std::slice::from_ref(&directory);
        for language in LANGUAGES {
            for kind in KINDS {
                for need in NEEDS {
                    let wanted = wanted(vec![need], language);
                    let wanted = LookedFor { kinds: vec![kind], any_part: true, ..wanted };
                    let found = match_services(directories, &wanted, TODAY);
                    for service in directory.services.iter().filter(|one| one.needs.contains(&need)) {
                        let mut channels = service.channels.iter().filter(|one| one.kind == kind).peekable();
                        let is_reached = channels.peek().is_some();
                        let signs = language == "ase";
                        let takes = !signs && channels.all(|channel| says_no(channel, language));
                        let expected = is_reached && (!takes || service.is_emergency());
                        let is_found = found.iter().any(|found| found.service.id == service.id);
                        assert_eq!(is_found, expected, "{}: {language} {kind} {}", service.id, need.id);
                        looked += 1;
                        left_out += usize::from(is_reached && !is_found);
                    }
                }
            }
        }
    }
    println!("{looked} services × languages × ways × needs; {left_out} left out, each by its own page");
    assert!(looked > 5_000);
}

fn first<'d>(directories: &'d [Directory], language: &str) -> Option<Match<'d>> {
    match_services(directories, &wanted(NEEDS.iter().collect(), language), TODAY).into_iter().next()
}

/// Stated, not stated and no others are three things.
#[test]
fn three_things_are_said_of_a_language() {
    let phone = "kind = \"phone\"\ncontact = \"0800 1111\"\n";
    let cases = [
        ("", "vi", Some("its page does not say whether it speaks Vietnamese: ask")),
        ("", "en", Some("its page is in English")),
        ("languages = [\"en\", \"es\"]", "es", Some("speaks Spanish")),
        ("languages = [\"en\", \"es\"]", "es-MX", Some("speaks Spanish")),
        (
            "languages = [\"en\", \"es\"]",
            "vi",
            Some("its page does not say whether it speaks Vietnamese: ask"),
        ),
        ("languages = [\"en\"]\ninterpreters = true", "vi", Some("Vietnamese through an interpreter")),
        ("languages = [\"es\"]", "en", Some("its page does not say whether it speaks English: ask")),
        ("languages = [\"en\", \"es\"]\nno_other_languages = true", "vi", None),
        ("languages = [\"en\", \"es\"]\nno_other_languages = true", "es", Some("speaks Spanish")),
        ("languages = [\"en\"]\nno_other_languages = true", "ht", None),
    ];
    for (languages, language, reason) in cases {
        let directories = [of(&line("\"food\"", &format!("{phone}{languages}")))];
        let found = first(&directories, language).map(|found| found.reasons);
        match (found, reason) {
            (None, None) => {}
            (Some(reasons), Some(reason)) => assert!(reasons.contains(&reason.to_owned()), "{reasons:?}"),
            (found, reason) => panic!("{languages} {language}: {found:?}, not {reason:?}"),
        }
    }
}

/// An emergency line is never left out, and a service may have no channel in the way that is asked for.
#[test]
fn an_emergency_line_stays_whatever_its_page_says() {
    let only = "kind = \"phone\"\ncontact = \"112\"\nlanguages = [\"en\"]\nno_other_languages = true";
    let directories = [of(&line("\"emergency\"", only))];
    let found = first(&directories, "ti").unwrap();
    assert!(found.reasons.iter().any(|reason| reason.contains("call with somebody who can help")));
    let by_text = LookedFor { kinds: vec!["text"], ..wanted(NEEDS.iter().collect(), "ti") };
    assert!(match_services(&directories, &by_text, TODAY).is_empty());
    assert_eq!(emergency_lines(&directories), ["Here: A line: phone 112 (does not share with police)"]);
}

/// Nobody is told that a voice line takes a language that is signed.
#[test]
fn who_signs_is_shown_what_can_be_seen_first() {
    let channels = "kind = \"phone\"\ncontact = \"0800 1111\"\nlanguages = [\"en\"]\ninterpreters = true\n\
                    [[service.channel]]\nkind = \"text\"\ncontact = \"85258\"\n\
                    [[service.channel]]\nkind = \"video\"\ncontact = \"example.org/sign\"\nlanguages = [\"ase\"]";
    let directories = [of(&line("\"food\"", channels))];
    for (language, kinds, reason) in [
        ("ase", ["video", "text", "phone"], "is there in American Sign Language, by video"),
        ("bfi", ["text", "video", "phone"], "can be reached without voice"),
        ("fcs", ["text", "video", "phone"], "can be reached without voice"),
    ] {
        let found = first(&directories, language).unwrap();
        let shown: Vec<&str> = found.channels.iter().map(|reach| reach.channel.kind).collect();
        assert_eq!(shown, kinds, "{language}");
        assert!(found.reasons.iter().any(|one| one.starts_with(reason)), "{:?}", found.reasons);
        assert!(found.reasons.iter().all(|one| !one.contains("interpreter")), "{:?}", found.reasons);
    }
    for directory in self::directories() {
        for found in match_services(&[directory], &wanted(NEEDS.iter().collect(), "ase"), TODAY) {
            let voices = found.channels.iter().filter(|reach| reach.channel.kind == "phone");
            assert!(voices.clone().all(|reach| reach.spoken == HowSpoken::Voice), "{}", found.service.id);
            let voice_first = found.channels[0].channel.kind == "phone";
            assert!(!voice_first || voices.count() == found.channels.len(), "{}", found.service.id);
        }
    }
}

#[test]
fn no_emergency_line_and_no_report_line_of_those_shipped_is_left_unclear() {
    for directory in directories() {
        assert!(!directory.read_by.is_empty() && directory.otherwise_ask.is_some(), "{}", directory.id);
        for service in &directory.services {
            let said = service.police_in_words();
            assert!(!service.is_emergency() || !said.contains("not known"), "{}: {said}", service.id);
        }
    }
}

fn questionnaires() -> Vec<Form> {
    let form = |shipped: &library::Shipped| {
        let source = shipped.source();
        Form::new(read(&source).questionnaire.unwrap(), source.text())
    };
    library::QUESTIONNAIRES.iter().map(form).collect()
}

/// Whatever is named, every need of an action that is due or may be has its line: services that meet it, or
/// whom to ask instead.
#[test]
fn every_need_that_is_named_has_a_line() {
    let (directories, mut draw, mut named) = (directories(), Draw::seeded(11), 0);
    for questionnaire in questionnaires() {
        for round in 0..WISHES.get() {
            let share = draw.between(20, 90);
            let case = case(&generate::answers(&mut draw, &questionnaire, share)).unwrap();
            let assessment = assess(&case);
            let of = &directories[round % directories.len()..][..1];
            let language = LANGUAGES[round % LANGUAGES.len()];
            let offers = offers(&case, &assessment, of, None, Some(language), round % 2 == 0, TODAY);
            for (action, status) in questionnaire.actions.iter().zip(&assessment.actions) {
                if status.due == Due::NotDue {
                    continue;
                }
                for need in &action.step.needs {
                    let met = offers.matches.iter().any(|found| found.service.needs.contains(need));
                    let said = offers.unmet.contains(need);
                    assert!(met != said, "{}: {}", questionnaire.id, need.id);
                    named += 1;
                }
            }
        }
    }
    println!("{named} named needs have a line");
}

/// Each wish alone makes something due that is not due where nothing is wished for.
#[test]
fn every_wish_leads_to_a_step() {
    for questionnaire in questionnaires() {
        let Some(place) = questionnaire.find("needs_now") else { continue };
        let Kind::Choices(options) = &questionnaire.question(place).kind else { panic!("a list") };
        let due = |wishes: Vec<String>| {
            let mut answers = Answers::none(questionnaire.edition());
            answers.give("needs_now", Answer::Given(Value::Choices(wishes)));
            let case = Case::new(&questionnaire, answers, &BTreeMap::new(), &BTreeMap::new()).unwrap();
            let actions = assess(&case).actions;
            let pairs = questionnaire.actions.iter().zip(actions);
            let due = pairs.filter(|(_, status)| status.due == Due::Due);
            due.map(|(action, _)| action.step.id.clone()).collect::<Vec<_>>()
        };
        let (nothing, wishes): (Vec<_>, Vec<_>) = options.iter().partition(|option| option.exclusive);
        let without = due(nothing.iter().map(|option| option.id.clone()).collect());
        for wish in &wishes {
            let with = due(vec![wish.id.clone()]);
            let new = with.iter().any(|action| !without.contains(action));
            assert!(new, "{}: {} leads to nothing", questionnaire.id, wish.id);
        }
        let every = due(wishes.iter().map(|option| option.id.clone()).collect());
        assert!(every.len() > without.len() + 3, "{}: {every:?}", questionnaire.id);
    }
}

// ---- the command ----

fn found(args: &[&str]) -> String {
    Home::new().run(&[&["referrals"], args].concat()).done()
}

#[test]
fn the_directories_are_searched_without_a_screening() {
    let all = found(&[]);
    for country in ["United States", "United Kingdom", "Canada", "Australia"] {
        assert!(all.contains(country), "{country}");
    }
    let food = found(&["--need", "food", "--jurisdiction", "us-federal", "--language", "vi"]);
    assert!(food.contains("United States") && !food.contains("United Kingdom"), "{food}");
    let signed = found(&["--language", "ase", "--jurisdiction", "uk"]);
    assert!(signed.contains("without voice"), "{signed}");
    let support = found(&["--jurisdiction", "us-federal"]);
    let police = found(&["--jurisdiction", "us-federal", "--police"]);
    assert!(
        !support.contains("Police, tip and report lines") && police.contains("Police, tip and report lines")
    );
    let texts = found(&["--by", "text", "--need", "crisis_support", "--jurisdiction", "us-federal"]);
    assert!(texts.contains("text: ") && !texts.contains("phone: "), "{texts}");
    let interpreters = found(&["--need", "interpreter", "--jurisdiction", "uk"]);
    assert!(interpreters.contains("No service is listed here for an interpreter: ask "), "{interpreters}");
    let ontario = found(&["--area", "Ontario"]);
    assert!(ontario.contains("Ontario, Canada") && !ontario.contains("United States"), "{ontario}");
    // Whom to ask in one country is nobody to ask in another.
    let everywhere = found(&["--need", "benefits", "--by", "video"]);
    assert!(everywhere.contains("for benefits: ask your agency's own list."), "{everywhere}");
    let careful = found(&["--shares", "only_if", "--jurisdiction", "uk"]);
    assert!(careful.contains("shares with police only if") && !careful.contains("not known whether"));
    let document: serde_json::Value = serde_json::from_str(&found(&["--format", "json"])).unwrap();
    assert_eq!(document["kind"], "safelight-referrals");
    assert!(document["services"].as_array().unwrap().len() > 40);
}

#[test]
fn what_cannot_be_searched_for_is_told() {
    let home = Home::new();
    for (args, said) in [
        (["--need", "foood"], "food"),
        (["--language", "Spanish"], "write \"es\""),
        (["--by", "fax"], "phone"),
        (["--area", "Atlantis"], "no directory names \"Atlantis\""),
        (["--jurisdiction", "narnia"], "narnia"),
        (["--shares", "maybe"], "only_if"),
    ] {
        let ran = home.run(&[&["referrals"], args.as_slice()].concat());
        assert!(ran.code != Some(0) && ran.err.contains(said), "{args:?}: {}", ran.err);
    }
}

/// The oldest first, then those without a date; none that was looked at within a year.
#[test]
fn what_is_stale_is_listed_oldest_first() {
    let home = Home::new();
    let service = |id: &str, date: &str| {
        line("\"food\"", "kind = \"phone\"\ncontact = \"0800 1111\"")
            .replace("\"line\"", &format!("\"{id}\""))
            .replace("\"A line\"", &format!("\"Line {id}\""))
            .replace("read_as", &format!("{date}read_as"))
    };
    let fresh = format!("verified_on = {}\n", jiff::Zoned::now().date());
    let text = format!(
        "{HEAD}{}{}{}{}",
        service("undated", ""),
        service("newer", "verified_on = 2021-01-01\n"),
        service("older", "verified_on = 2019-01-01\n"),
        service("fresh", &fresh),
    );
    home.file("ours.toml", whole(&text));
    let out = home
        .run(&["referrals", "check", "--directory", "ours.toml", "--jurisdiction", "international"])
        .done();
    let place = |id: &str| out.find(&format!("ours/{id}"));
    assert!(place("older") < place("newer") && place("newer") < place("undated"), "{out}");
    assert!(place("older").is_some() && place("fresh").is_none() && out.contains("3 of 4 entries"), "{out}");
}
