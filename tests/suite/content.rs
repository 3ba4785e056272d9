//! What is shipped: every file under `questionnaires/` is in the binary, is right, keeps the rules of
//! the field, and a released edition never changes.
#![expect(clippy::disallowed_methods, reason = "the folder is compared with the tables")]
#![expect(clippy::unwrap_used, reason = "a test that cannot be set up has failed")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use jiff::civil::{Date, date};
use safelight::conversation::{Conversation, Point, Setting, Turn};
use safelight::inform::read_page;
use safelight::library::{self, Shipped};
use safelight::questionnaire::{Decide, Fingerprint, Questionnaire, TalkLength, read};
use safelight::referral::{Directory, Freshness, Jurisdiction, read_directory, read_jurisdiction};
use safelight::scoring::Case;

use crate::conversation::{Script, setting, words};
use crate::run::safelight;

/// Nothing shipped may bear a date after this. Set it anew with each release.
const RELEASED: Date = date(2026, 11, 30);

/// Returns the newest shipped edition of a questionnaire.
pub fn shipped_questionnaire(id: &str) -> Questionnaire {
    let source = library::questionnaire(id, None).expect("it is shipped").source();
    read(&source).questionnaire.expect("what is shipped is right")
}

fn questionnaires() -> Vec<Questionnaire> {
    library::QUESTIONNAIRES.iter().map(|shipped| read(&shipped.source()).questionnaire.unwrap()).collect()
}

fn directories() -> Vec<Directory> {
    library::DIRECTORIES.iter().map(|shipped| read_directory(&shipped.source()).0.unwrap()).collect()
}

fn jurisdictions() -> Vec<Jurisdiction> {
    library::JURISDICTIONS.iter().map(|shipped| read_jurisdiction(&shipped.source()).0.unwrap()).collect()
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("questionnaires")
}

fn files_below(folder: &Path, files: &mut BTreeSet<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files_below(&path, files);
        } else if path.extension().is_some_and(|ending| ending == "toml") {
            files.insert(path.strip_prefix(root()).unwrap().to_str().unwrap().replace('\\', "/"));
        }
    }
}

#[test]
fn the_tables_are_the_folder() {
    let mut files = BTreeSet::new();
    files_below(&root(), &mut files);
    let table: Vec<&str> = library::every_file().map(|shipped| shipped.path).collect();
    assert_eq!(table.len(), table.iter().collect::<BTreeSet<_>>().len(), "a path stands twice");
    assert_eq!(table.iter().map(|path| (*path).to_owned()).collect::<BTreeSet<_>>(), files);
    for shipped in library::every_file() {
        let on_disk = fs::read_to_string(root().join(shipped.path)).unwrap();
        assert_eq!(shipped.source().text(), on_disk, "{}", shipped.path);
    }
}

#[test]
fn a_table_says_what_the_file_says() {
    for (shipped, read) in library::QUESTIONNAIRES.iter().zip(questionnaires()) {
        assert_eq!((shipped.id, shipped.version), (read.id.as_str(), read.version.to_string().as_str()));
        assert_eq!(shipped.path, format!("{}/{}.toml", read.id, read.version));
    }
    for (shipped, read) in library::DIRECTORIES.iter().zip(directories()) {
        assert_eq!(
            (shipped.id, shipped.path),
            (read.id.as_str(), format!("referrals/{}.toml", read.id).as_str())
        );
    }
    for (shipped, read) in library::JURISDICTIONS.iter().zip(jurisdictions()) {
        assert_eq!(
            (shipped.id, shipped.path),
            (read.id.as_str(), format!("jurisdictions/{}.toml", read.id).as_str())
        );
    }
}

#[test]
fn a_page_is_named_after_its_id_and_language() {
    for shipped in library::PAGES {
        let page = read_page(&shipped.source()).0.unwrap();
        assert_eq!(
            (shipped.id, shipped.path),
            (&*page.id, &*format!("inform/{}.{}.toml", page.id, page.language))
        );
    }
}

#[test]
fn nothing_shipped_has_a_finding() {
    let mut findings = Vec::new();
    let mut drawn = |shipped: &Shipped, found: Vec<safelight::diagnostic::Diagnostic>| {
        findings.extend(found.iter().map(|finding| finding.draw(&shipped.source())));
    };
    library::QUESTIONNAIRES.iter().for_each(|shipped| drawn(shipped, read(&shipped.source()).findings));
    library::DIRECTORIES.iter().for_each(|shipped| drawn(shipped, read_directory(&shipped.source()).1));
    library::JURISDICTIONS.iter().for_each(|shipped| drawn(shipped, read_jurisdiction(&shipped.source()).1));
    library::PAGES.iter().for_each(|shipped| drawn(shipped, read_page(&shipped.source()).1));
    assert!(findings.is_empty(), "{}", findings.join("\n\n"));
}

/// A released edition never changes: write a new one instead. A line of `tests/fingerprints.txt` is
/// added by hand with the release of its edition, and changed never; before, with a reason.
#[test]
fn released_editions_have_not_changed() {
    let line = |questionnaire: &Questionnaire| {
        let of = Fingerprint::of(questionnaire);
        format!("{} {} {} {}", questionnaire.edition(), of.structure, of.scoring, of.wording)
    };
    let now: Vec<String> = questionnaires().iter().map(line).collect();
    let pinned: Vec<&str> = include_str!("../fingerprints.txt")
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .collect();
    assert!(now == pinned, "tests/fingerprints.txt does not hold exactly these lines:\n{}", now.join("\n"));
}

// ---- the rules of the field, looked at once more from outside ----

fn has_word(text: &str, word: &str) -> bool {
    let text = text.to_lowercase();
    let is_letter = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
    text.match_indices(word).any(|(at, _)| {
        !is_letter(text[..at].chars().next_back()) && !is_letter(text[at + word.len()..].chars().next())
    })
}

#[test]
fn no_result_text_pronounces_a_verdict() {
    const VERDICTS: [&str; 10] = [
        "victim",
        "victims",
        "confirmed",
        "positive",
        "negative",
        "clear",
        "cleared",
        "ruled out",
        "proven",
        "trafficked person",
    ];
    for questionnaire in questionnaires() {
        let mut texts: Vec<&str> = Vec::new();
        for outcome in &questionnaire.outcomes {
            texts.push(&outcome.label);
            texts.extend(outcome.levels.iter().flat_map(|level| [level.label.as_str(), level.next.as_str()]));
            texts.extend(outcome.adjust.iter().map(|row| row.because.as_str()));
            if let Decide::FirstMatch(rows) = &outcome.decide {
                texts.extend(rows.iter().filter_map(|row| row.because.as_deref()));
            }
        }
        texts.extend(
            questionnaire
                .actions
                .iter()
                .flat_map(|action| [action.step.label.as_str(), action.step.because.as_str()]),
        );
        texts.extend(questionnaire.indicators.iter().map(|indicator| indicator.label.as_str()));
        texts.extend(questionnaire.scores.iter().map(|score| score.label.as_str()));
        for text in texts {
            for verdict in VERDICTS {
                assert!(!has_word(text, verdict), "{}: {verdict:?} in {text:?}", questionnaire.edition());
            }
        }
    }
}

/// A level may be that of a child or of somebody who is known to be an adult: what holds for one of them only
/// stands in an action, as its rule asks for the age.
#[test]
fn no_level_speaks_of_an_age() {
    const AGES: [&str; 2] = ["under 18", "18 or older"];
    for questionnaire in questionnaires() {
        for level in questionnaire.outcomes.iter().flat_map(|outcome| &outcome.levels) {
            for age in AGES {
                assert!(
                    !has_word(&level.next, age),
                    "{}: {age:?} in {:?}",
                    questionnaire.edition(),
                    level.next
                );
            }
        }
    }
}

#[test]
fn no_action_says_what_another_says() {
    for questionnaire in questionnaires() {
        let labels: Vec<String> =
            questionnaire.actions.iter().map(|action| action.step.label.to_lowercase()).collect();
        for (place, label) in labels.iter().enumerate() {
            for (other, longer) in labels.iter().enumerate() {
                let said_again = place != other && longer.contains(label.as_str());
                assert!(!said_again, "{}: {label:?} in {longer:?}", questionnaire.edition());
            }
        }
    }
}

/// A question about who the person is stands in no rule of an indicator, score or outcome.
#[test]
fn who_the_person_is_weighs_nothing() {
    for questionnaire in questionnaires() {
        let identity: Vec<&str> =
            questionnaire.questions.iter().filter(|q| q.identity).map(|q| q.id.as_str()).collect();
        let mut rules: Vec<&str> = Vec::new();
        rules.extend(questionnaire.indicators.iter().map(|indicator| indicator.when.text.as_str()));
        for outcome in &questionnaire.outcomes {
            rules.extend(outcome.adjust.iter().map(|row| row.when.text.as_str()));
            if let Decide::FirstMatch(rows) = &outcome.decide {
                rules.extend(rows.iter().filter_map(|row| row.when.as_ref()).map(|rule| rule.text.as_str()));
            }
        }
        for rule in rules {
            assert!(!identity.iter().any(|id| has_word(rule, id)), "{}: {rule}", questionnaire.edition());
        }
        for score in &questionnaire.scores {
            for term in &score.terms {
                for name in term.value.names() {
                    if let safelight::rules::Name::Question(place) = name {
                        assert!(!questionnaire.question(place).identity, "{}", score.id);
                    }
                }
            }
        }
    }
}

/// What is read aloud is short: at most fifteen words a sentence.
#[test]
fn what_is_read_aloud_is_short() {
    for questionnaire in questionnaires() {
        let mut spoken: Vec<&str> = Vec::new();
        spoken.extend(questionnaire.openings.iter().map(|opening| opening.say.as_str()));
        spoken.extend(questionnaire.break_words.as_deref());
        spoken.extend(questionnaire.sections.iter().filter_map(|section| section.say.as_deref()));
        spoken.extend(questionnaire.disclosures.iter().map(|moment| moment.say.as_str()));
        spoken.extend(questionnaire.stops.iter().map(|stop| stop.moment.say.as_str()));
        let asked = questionnaire.questions.iter().filter(|question| question.from.id() == "asked");
        spoken.extend(asked.map(|question| question.ask.as_str()));
        for sentence in spoken.iter().flat_map(|text| text.split_inclusive(['.', '?', '!'])) {
            let words = sentence.split_whitespace().count();
            assert!(words <= 15, "{words} words: {sentence}");
        }
    }
}

/// The head says how long it takes, and so does the opening. Prints what `tests/forms/lengths` shows.
#[test]
fn the_time_of_a_form_is_counted() {
    let pack = jurisdictions().into_iter().find(|pack| pack.id == "us-federal").unwrap();
    let listed = safelight(&["list"]).done();
    for questionnaire in questionnaires() {
        let length = TalkLength::of(&questionnaire);
        let (shortest, longest) = length.minutes();
        let said = usize::try_from(questionnaire.minutes).unwrap();
        let setting = Setting { jurisdiction: Some(&pack), ..setting() };
        let case = Case::begin(&questionnaire, &BTreeMap::new()).unwrap();
        let mut script = Script::new(|_, _| None);
        script.lead(&mut Conversation::new(case, setting, false));
        let first = script.turns.iter().find(|turn| turn.at == Point::Before).map(words).unwrap();
        assert!(first.contains(&length.to_string()), "{}: {first}", questionnaire.id);
        assert_eq!(first.contains("offer a pause"), longest > 30, "{}: {first}", questionnaire.id);
        assert!(listed.contains(&length.to_string()), "{}: {length}:\n{listed}", questionnaire.id);
        let is_question = |turn: &&Turn| matches!(turn.at, Point::Question(_));
        let turns = script.turns.iter().take_while(|turn| !is_question(turn)).count();
        println!(
            "{}: {turns} turns before the first question, an opening of {} seconds, {} prompts, {length}; head: {said}",
            questionnaire.edition(),
            length.opening,
            length.prompts
        );
        assert!(
            (shortest - 1..=longest + 1).contains(&said),
            "{}: {said} minutes, {length}",
            questionnaire.id
        );
        assert!(length.opening < 60, "{}: an opening of {} seconds", questionnaire.id, length.opening);
        let openings =
            questionnaire.openings.iter().filter_map(|opening| opening.say.split_once("takes about "));
        for (_, rest) in openings {
            let told = [("ten ", 10), ("fifteen ", 15), ("twenty ", 20), ("thirty ", 30)];
            let told = told.iter().find(|(word, _)| rest.starts_with(word)).map(|(_, minutes)| *minutes);
            assert_eq!(told, Some(said), "{}: the opening says another time", questionnaire.id);
        }
    }
}

#[test]
fn a_questionnaire_that_is_not_validated_says_so() {
    for questionnaire in questionnaires() {
        let note = questionnaire.validation.note.to_lowercase();
        assert!(questionnaire.validation.published.is_some() || note.contains("not been tested"), "{note}");
        assert!(questionnaire.review_by.is_none_or(|by| by > RELEASED), "{}", questionnaire.edition());
    }
}

// ---- referral directories and jurisdiction packs ----

#[test]
fn every_need_of_an_action_is_met_somewhere() {
    let directories = directories();
    let services = || directories.iter().flat_map(|directory| &directory.services);
    let met: BTreeSet<&str> =
        services().flat_map(|service| service.needs.iter().map(|need| need.id)).collect();
    for questionnaire in questionnaires() {
        let needs = questionnaire.actions.iter().flat_map(|action| &action.step.needs);
        for need in needs {
            assert!(met.contains(need.id), "{}: {}", questionnaire.id, need.id);
        }
    }
}

/// Who is for children from another country only is found by that need alone, not for every child.
#[test]
fn help_for_a_child_from_abroad_is_for_no_other_child() {
    let directories = directories();
    let services = directories.iter().flat_map(|directory| &directory.services);
    let mut found = 0;
    for service in services.filter(|it| it.needs.iter().any(|need| need.id == "child_from_abroad")) {
        assert_eq!(service.needs.len(), 1, "{}", service.id);
        assert_eq!(service.maximum_age, Some(17), "{}", service.id);
        found += 1;
    }
    assert!(found > 0, "no directory has such a service");
}

#[test]
fn every_topic_of_an_action_is_in_the_pack_of_its_country() {
    let packs = jurisdictions();
    let federal = packs.iter().find(|pack| pack.id == "us-federal").unwrap();
    for questionnaire in questionnaires() {
        for topic in questionnaire.actions.iter().filter_map(|action| action.step.topic.as_ref()) {
            assert!(federal.duty(topic).is_some(), "{topic}");
        }
    }
    for pack in &packs {
        assert!(pack.duty("limits").is_some(), "{}: nothing on the limits of confidentiality", pack.id);
        for duty in &pack.duties {
            assert!(duty.url.starts_with("http") && !duty.citation.trim().is_empty(), "{}", duty.topic);
            assert!(duty.read_on.is_some_and(|on| on <= RELEASED), "{}: read on a day to come", duty.topic);
        }
    }
}

/// A number to call: 911, 988, 1-888-373-7888, 202-205-4582; to text: also 233733.
fn is_number(contact: &str, text: bool) -> bool {
    let groups: Vec<&str> = contact.split('-').collect();
    let lengths: Vec<usize> = groups.iter().map(|group| group.len()).collect();
    let digits = groups.iter().all(|group| group.chars().all(|c| c.is_ascii_digit()));
    let short = if text { 3..=6 } else { 3..=3 };
    digits
        && match lengths.as_slice() {
            [short_code] => short.contains(short_code),
            [3, 3, 4] => true,
            [1, 3, 3, 4] => groups[0] == "1",
            _ => false,
        }
}

/// A number as it is written where there is no North American numbering: 999, 0800 808 3733, 13 11 14.
fn is_number_elsewhere(contact: &str) -> bool {
    let groups: Vec<&str> = contact.split(' ').collect();
    let digits: usize = groups.iter().map(|group| group.len()).sum();
    let right = |group: &&str| group.len() >= 2 && group.chars().all(|c| c.is_ascii_digit());
    groups.iter().all(right) && (3..=11).contains(&digits)
}

#[test]
fn every_service_can_be_reached() {
    let directories = directories();
    let services = || {
        directories.iter().flat_map(|directory| directory.services.iter().map(move |one| (directory, one)))
    };
    for (directory, service) in services() {
        let north_american = ["us", "ca"].contains(&directory.id.as_str());
        for channel in &service.channels {
            let contact = channel.contact.as_str();
            let right = match channel.kind {
                "phone" | "tty" | "text" if !north_american => is_number_elsewhere(contact),
                "phone" | "tty" => is_number(contact, false),
                "text" => is_number(contact, true),
                "video" if is_number(contact, false) => true,
                "email" => contact.split('@').count() == 2 && contact.is_ascii(),
                _ => {
                    contact.contains('.')
                        && !contact.contains("//")
                        && contact.chars().all(|c| c.is_ascii_alphanumeric() || "./-".contains(c))
                }
            };
            assert!(right, "{}: {} {contact}", service.id, channel.kind);
            let tag =
                |tag: &String| (2..=3).contains(&tag.len()) && tag.chars().all(|c| c.is_ascii_lowercase());
            assert!(channel.languages.iter().all(tag), "{}: {:?}", service.id, channel.languages);
        }
        assert!(service.source_url.starts_with("http"), "{}", service.id);
    }
    for wrong in ["0800 808 373x", "99", "0 800 808 373", "0800  808 3733"] {
        assert!(!is_number_elsewhere(wrong), "{wrong}");
    }
    for wrong in ["1-888-373-788", "8883737888", "1-888-HELP-NOW", "2-888-373-7888", "911 ", "91"] {
        assert!(!is_number(wrong, false), "{wrong}");
    }
}

#[test]
fn no_entry_looks_fresher_than_it_is() {
    for service in directories().iter().flat_map(|directory| &directory.services) {
        let shown = Freshness::on(service.verified_on, RELEASED).label();
        match service.verified_on {
            None => assert_eq!(shown, "undated, check before use", "{}", service.id),
            Some(on) => {
                assert!(on <= RELEASED, "{}: dated {on}", service.id);
                assert!(shown.starts_with(&format!("dated {on}")), "{}: {shown}", service.id);
            }
        }
    }
    let long_ago = Freshness::on(Some(date(2022, 1, 20)), RELEASED).label();
    assert!(long_ago.contains("check before use"), "{long_ago}");
    let to_come = Freshness::on(Some(date(2027, 1, 1)), RELEASED).label();
    assert!(to_come.contains("check before use"), "{to_come}");
}

/// Police and lines that pass tips on never stand among the support.
#[test]
fn tip_lines_are_a_group_of_their_own() {
    for service in directories().iter().flat_map(|directory| &directory.services) {
        let says_tip = has_word(&service.name, "tip") || has_word(&service.description, "tips");
        assert!(!says_tip || service.group.is_police(), "{}", service.id);
    }
}

#[test]
fn a_pack_gives_contexts_their_values() {
    let frames: Vec<(String, Option<String>)> = jurisdictions()
        .into_iter()
        .map(|pack| (pack.id.clone(), pack.context().get("frame").cloned()))
        .collect();
    assert!(frames.contains(&("us-federal".to_owned(), Some("us_tvpa".to_owned()))), "{frames:?}");
    assert!(frames.contains(&("international".to_owned(), Some("palermo".to_owned()))), "{frames:?}");
}
