//! What earlier screenings of a case came to, beside this one. Each stands for itself: what is another level now is
//! said, and nothing is added up.

use super::block::Block;
use super::in_words::{Words, at_a_glance, day_in_words};
use crate::escaped::escaped_lines;
use crate::records::{EarlierOutcome, EarlierScreening, LevelRecord, NamedRecord, OutcomeRecord, Record};

/// Returns what a record of then says, for the record of another screening.
pub fn earlier_screening(record: &Record, comparable: bool) -> EarlierScreening {
    let asked = &record.questionnaire;
    let outcomes = record.outcomes.iter().map(|outcome| EarlierOutcome {
        id: outcome.id.clone(),
        label: outcome.label.clone(),
        possible: outcome.possible.clone(),
        enough_answered: outcome.enough_answered,
        judged: outcome
            .judged
            .as_ref()
            .map(|judged| NamedRecord { id: judged.level.clone(), label: judged.label.clone() }),
    });
    EarlierScreening {
        date: record.date,
        questionnaire: format!("{}@{}", asked.id, asked.version),
        title: asked.title.clone(),
        comparable,
        outcomes: outcomes.collect(),
    }
}

/// One sentence for a note: that it is not the first, and why it was done again.
pub fn again_in_short(record: &Record, words: usize) -> Option<String> {
    let again = record.again.as_ref()?;
    let last = again.earlier.last()?;
    let before = match again.earlier.len() {
        1 => format!("on {}", last.date.0),
        many => format!("{many} times, last on {}", last.date.0),
    };
    let because: String = again.because.chars().take(words).collect();
    let cut = if because.len() < again.because.len() { "…" } else { "" };
    Some(format!("Screened before {before}. Why again: {}{cut}", escaped_lines(&because)))
}

/// Each earlier screening with its levels, and what is another one now.
pub fn earlier(record: &Record, blocks: &mut Vec<Block>) {
    let Some(again) = &record.again else { return };
    blocks.push(Block::Heading("Earlier screenings".to_owned()));
    blocks.push(Block::Paragraph(format!(
        "Why again: {}. Each screening stands for itself; they are not added up or averaged.",
        escaped_lines(again.because.trim_end_matches('.'))
    )));
    let items = again.earlier.iter().map(|one| {
        let head = format!("{}: {} ({})", day_in_words(one.date.0), one.title, one.questionnaire);
        (head, levels(record, one))
    });
    blocks.push(Block::Items(items.collect()));
}

fn levels(record: &Record, earlier: &EarlierScreening) -> Vec<String> {
    let mut lines: Vec<String> = earlier
        .outcomes
        .iter()
        .map(|was| {
            let now = record.outcomes.iter().find(|now| now.id == was.id).filter(|_| earlier.comparable);
            format!(
                "{}: {}{}",
                was.label,
                then(was),
                now.map_or_else(String::new, |now| since(record, was, now))
            )
        })
        .collect();
    if !earlier.comparable {
        lines.push(
            "This cannot be set beside today's levels: it is another questionnaire, or its questions or rules are \
             others now."
                .to_owned(),
        );
    }
    lines
}

fn then(was: &EarlierOutcome) -> String {
    let quoted = |level: &LevelRecord| format!("“{}”", level.label);
    let possible = match (was.possible.as_slice(), was.enough_answered) {
        ([one], true) => quoted(one),
        ([one], false) => format!("{}, already certain; not enough answered", quoted(one)),
        ([lowest, .., highest], _) => {
            format!("open, up to {}; {} may not have been enough", quoted(highest), quoted(lowest))
        }
        ([], _) => "not settled".to_owned(),
    };
    let judged = was.judged.as_ref().map(|judged| format!("; judged: “{}”", judged.label));
    possible + &judged.unwrap_or_default()
}

/// What is not known beside what is not known is not the same.
fn since(record: &Record, was: &EarlierOutcome, now: &OutcomeRecord) -> String {
    let is_known = was.possible.len() == 1 && was.enough_answered;
    match (was.is_as(now), is_known || was.judged.is_some()) {
        (true, true) => "; the same now".to_owned(),
        (true, false) => "; as open now".to_owned(),
        (false, _) => format!("; now: {}", at_a_glance(now, Words::plain(record))),
    }
}
