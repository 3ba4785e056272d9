//! What a person may carry. It can be found by whoever must not know of the talk: neutral words, the services
//! that the person chose, and nothing of what was said.

use std::collections::BTreeMap;

use super::block::Block;
use crate::language::person_words_or_english;
use crate::records::{Record, Response, heard_in};

/// Returns the tag of the language in which it stands: the one in which the person was spoken to last.
pub fn language(record: &Record) -> &str {
    heard_in(&record.answers).unwrap_or(&record.questionnaire.language)
}

/// Returns whether there is anything to carry.
pub fn carries_anything(record: &Record) -> bool {
    !lines(record).is_empty()
}

/// Numbers under a neutral title, or that there is nothing to carry.
pub fn page(record: &Record, blocks: &mut Vec<Block>) {
    let words = &person_words_or_english(language(record)).carried;
    let lines = lines(record);
    if lines.is_empty() {
        blocks.push(Block::Title(words.nothing_title.clone()));
        blocks.push(Block::Paragraph(words.nothing.clone()));
        return;
    }
    blocks.push(Block::Title(words.title.clone()));
    blocks.push(Block::Items(lines));
    blocks.push(Block::Paragraph(words.decide.clone()));
}

fn lines(record: &Record) -> Vec<(String, Vec<String>)> {
    let chosen = record.referrals.iter().filter(|service| {
        matches!(service.response, Response::Accepted | Response::Later) && !service.is_police_or_tip_line
    });
    let mut lines: Vec<(String, Vec<String>)> =
        chosen.filter_map(|service| service.carried.clone()).map(|line| (line, Vec::new())).collect();
    // Without a time nothing is agreed on.
    let words = &person_words_or_english(language(record)).carried;
    let contact = record.next_contact.and_then(|contact| Some((contact.how, contact.when?)));
    lines.extend(contact.map(|(how, when)| {
        let of = |words: &BTreeMap<String, String>, id: &str| words.get(id).cloned().unwrap_or_default();
        let agreed = format!("{}; {}", of(&words.contact, how.id()), of(&words.when, when.id()));
        (format!("{}: {agreed}", words.again), Vec::new())
    }));
    lines
}
