//! What a supervisor or a team sees beside the note: for each level the facts that brought it, the judgement of
//! the professional, and what was seen. No arithmetic.

use super::block::Block;
use super::full::limits_first;
use super::in_words::{Words, at_a_glance, indicator_item, judgement_item, said_item, short_day_of};
use crate::escaped::escaped_lines;
use crate::questionnaire::model::{AnswerSource, Part};
use crate::records::{IndicatorRecord, OutcomeRecord, Record};
use crate::truth::Truth;

/// Each level with its sentences, and what was found of all that its rules read.
pub fn levels(record: &Record, blocks: &mut Vec<Block>) {
    blocks.push(Block::Heading("Why".to_owned()));
    let words = Words::plain(record);
    let items = record.outcomes.iter().flat_map(|outcome| {
        let level = (format!("{}: {}", outcome.label, at_a_glance(outcome, words)), because(record, outcome));
        let judged = outcome.judged.as_ref().map(|judged| judgement_item(judged, words));
        [Some(level), judged].into_iter().flatten()
    });
    blocks.push(Block::Items(items.collect()));
}

fn because(record: &Record, outcome: &OutcomeRecord) -> Vec<String> {
    let holds = outcome.decided_by.iter().filter(|row| row.truth == Truth::True);
    let mut lines: Vec<String> = holds.filter_map(|row| row.because.clone()).collect();
    let adjusted = outcome.adjusted_by.iter().filter(|it| it.changes && it.truth == Truth::True);
    lines.extend(adjusted.map(|adjusted| adjusted.because.clone()));
    let counts = |indicator: &&IndicatorRecord| outcome.facts.contains(&indicator.id);
    let facts = record.indicators.iter().filter(|indicator| !indicator.sums_up).filter(counts);
    let facts: Vec<&str> = facts.map(|indicator| indicator.label.as_str()).collect();
    if facts.len() > MANY && facts.len() == found(record).count() && found(record).all(|it| counts(&it)) {
        lines.push(format!("found, of what counts here: everything under “{FOUND}”"));
    } else if !facts.is_empty() {
        lines.push(format!("found, of what counts here: {}", facts.join("; ")));
    }
    lines
}

/// The heading under which each thing that was found stands once.
const FOUND: &str = "What was found";
/// How many facts are listed again under a level, where they are all that was found.
const MANY: usize = 4;

fn found(record: &Record) -> impl Iterator<Item = &IndicatorRecord> {
    let told = |indicator: &&IndicatorRecord| {
        indicator.truth == Truth::True && !indicator.sums_up && indicator.family != "strength"
    };
    record.indicators.iter().filter(told)
}

/// The indicators that are present, each once, with the answers behind it.
pub fn facts(record: &Record, blocks: &mut Vec<Block>) {
    let facts: Vec<_> = found(record).map(indicator_item).collect();
    if !facts.is_empty() {
        blocks.push(Block::Heading(FOUND.to_owned()));
        blocks.push(Block::Items(facts));
    }
}

/// What was explained to the person before they agreed.
pub fn explained(record: &Record, blocks: &mut Vec<Block>) {
    let Some(consent) = record.consent.as_ref().filter(|consent| !consent.explained_before.is_empty()) else {
        return;
    };
    let read = consent.explained_before.iter().map(|opening| format!("“{}”", escaped_lines(&opening.label)));
    let limits = limits_first(consent).map(|line| format!("What cannot stay private was {line}."));
    blocks.push(Block::Heading("What was explained before".to_owned()));
    blocks.push(Block::Items(read.chain(limits).map(|line| (line, Vec::new())).collect()));
}

/// What was seen, with who saw it, where that was said.
pub fn seen(record: &Record, blocks: &mut Vec<Block>) {
    let seen = record.answers.iter().filter(|said| {
        said.source == AnswerSource::Observed && said.part == Part::Evidence && said.state == "given"
    });
    let seen: Vec<_> = seen.map(said_item).collect();
    if !seen.is_empty() {
        blocks.push(Block::Heading(format!("What was seen, marked on {}", short_day_of(record))));
        blocks.push(Block::Items(seen));
    }
}
