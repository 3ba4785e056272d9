//! What a form says of its own steps and questions, and what the program does with it: what gives way where no
//! contact is wanted, where nothing is noted, what is told before a copy; and that its words and its times agree.

use std::collections::BTreeSet;

use safelight::conversation::{Dialogue, Point, Refused, Reply, Turn};
use safelight::questionnaire::Questionnaire;
use safelight::records::{ContactWay, NextContact, Record};
use safelight::report::{Block, Detail, document};

use crate::agreement::case;
use crate::conversation::{setting, words};
use crate::in_the_room::{begun, form, lead_to, then};
use crate::levels::{Told, alike, directories, forms, record};

/// All texts of a page, one each, however they are wrapped.
fn texts(record: &Record, detail: Detail) -> Vec<String> {
    let of = |block: Block| match block {
        Block::Title(text) | Block::Heading(text) | Block::Subheading(text) | Block::Paragraph(text) => {
            vec![text]
        }
        Block::Items(items) => {
            items.into_iter().flat_map(|(text, below)| [vec![text], below].concat()).collect()
        }
        Block::Table { rows, .. } => rows.into_iter().map(|row| row.join(": ")).collect(),
        Block::Verbatim(_) | Block::Picture { .. } => Vec::new(),
    };
    document(record, detail).into_iter().flat_map(of).collect()
}

/// How a level was found is told by its rules, in the words of the form.
fn tells_a_rule(text: &str) -> bool {
    ["Rule ", "Otherwise rule ", "Not known whether ", "Adjustment "]
        .iter()
        .any(|begin| text.starts_with(begin))
}

/// Every step and level that offers contact gives way, with its time, on every page; the others stay.
#[test]
fn what_offers_contact_gives_way_where_none_is_wanted() {
    let directories = directories();
    let mut gave_way = BTreeSet::new();
    for form in forms() {
        let steps = form.actions.iter().filter_map(|it| Some((&it.step.label, it.step.no_contact.as_ref()?)));
        let levels = form.outcomes.iter().flat_map(|outcome| &outcome.levels);
        let levels = levels.filter_map(|level| Some((&level.label, level.no_contact.as_ref()?)));
        let all: Vec<(&String, &String)> = steps.chain(levels).collect();
        let mut record = record(&case(&alike(&form, Told::Yes, 2)).unwrap(), &directories[..1], false);
        for detail in [Detail::Note, Detail::Reasons, Detail::Full] {
            record.next_contact = None;
            let before = texts(&record, detail);
            record.next_contact = Some(NextContact { how: ContactWay::NoContact, when: None, on: None });
            let after = texts(&record, detail);
            for (offers, instead) in &all {
                let tells = |texts: &[String], words: &str| {
                    texts.iter().any(|text| text.contains(words) && !tells_a_rule(text))
                };
                assert!(!tells(&before, instead), "{}: {instead}\n{before:#?}", form.id);
                assert!(!tells(&after, offers), "{}: {offers}\n{after:#?}", form.id);
                if tells(&before, offers) {
                    // Without a time it can be among those that a page has no room for.
                    let is_counted = after.iter().any(|text| text.ends_with(" more"));
                    assert!(is_counted || tells(&after, instead), "{}: {instead}\n{after:#?}", form.id);
                    let timed = |text: &String| text.contains(instead.as_str()) && text.starts_with("By ");
                    assert!(!after.iter().any(timed), "{}: {after:#?}", form.id);
                    gave_way.insert(format!("{} {}", form.id, detail.id()));
                }
            }
        }
    }
    assert!(gave_way.len() >= 15, "{gave_way:?}");
}

/// Where a court may read a page, nothing is noted at what was done, and the lawyer comes before a copy.
#[test]
fn where_a_form_wants_no_words_no_note_is_offered() {
    let form = form("court-intake");
    let quiet: Vec<&str> = form
        .questions
        .iter()
        .filter(|question| question.no_note)
        .map(|question| question.id.as_str())
        .collect();
    assert!(quiet.contains(&"told_offense") && quiet.contains(&"no_meant"), "{quiet:?}");
    let mut conversation = begun(&form, setting());
    let at = |id: &str, form: &Questionnaire| {
        let place = Point::Question(form.find(id).unwrap());
        move |turn: &Turn| turn.at == place
    };
    let usual = lead_to(&mut conversation, at("threats", &form));
    assert!(usual.notes && usual.is_asked());
    let turn = lead_to(&mut conversation, at("told_offense", &form));
    assert!(!turn.notes && turn.is_asked(), "it can still be marked as asked in other words");
    for reply in [Reply::OpenNote, Reply::Note("what it was".to_owned())] {
        assert_eq!(conversation.reply(reply), Err(Refused::NotOffered));
    }
    assert_eq!(then(&mut conversation, Reply::Reworded).at, turn.at);
    let turn = lead_to(&mut conversation, |turn| turn.at == Point::Keep);
    assert!(words(&turn).contains("Talk with the lawyer first"), "{}", words(&turn));
    let other = self::form("adult-brief");
    let turn = lead_to(&mut begun(&other, setting()), |turn| turn.at == Point::Keep);
    assert!(!words(&turn).contains("lawyer"), "{}", words(&turn));
}

/// Words of a text that tell what it is about.
fn content_words(text: &str) -> BTreeSet<String> {
    let words = text.split(|letter: char| !letter.is_alphabetic()).map(str::to_lowercase);
    words.filter(|word| word.len() > 6).collect()
}

/// A level that asks for something the same day has no step for it that may wait for longer.
#[test]
fn a_level_and_its_steps_name_one_time() {
    let mut looked_at = 0;
    for form in forms() {
        for outcome in &form.outcomes {
            for level in &outcome.levels {
                let soon = |it: &&str| it.contains("same day") || it.contains("today") || it.contains(" now");
                let sentences = level.next.split(['.', '\n']).chain([level.label.as_str()]);
                for sentence in sentences.filter(soon).filter(|it| !it.contains("within")) {
                    let names = |rule: &str| {
                        let at_least = outcome.levels.iter().take_while(|other| other.id != level.id);
                        let mut reached = at_least.map(|other| format!("{} >= {}", outcome.id, other.id));
                        reached.any(|reached| rule.contains(&reached))
                            || rule.contains(&format!("{} >= {}", outcome.id, level.id))
                            || rule.contains(&format!("{} = {}", outcome.id, level.id))
                    };
                    let steps = form.actions.iter().filter(|action| names(&action.when.text));
                    for step in steps.map(|action| &action.step) {
                        let shared = content_words(sentence);
                        let shared = shared.intersection(&content_words(&step.label)).count();
                        looked_at += usize::from(shared > 1);
                        let waits = step.within_hours.is_some_and(|hours| hours > 24);
                        assert!(
                            shared < 2 || !waits,
                            "{}: {:?} is due within {:?} hours, and the level says: {sentence}",
                            form.id,
                            step.label,
                            step.within_hours
                        );
                    }
                }
            }
        }
    }
    assert!(looked_at >= 4, "{looked_at}");
}
