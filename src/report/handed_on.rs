//! What one recipient may get: the items that a release names, and nothing else. It does not say that anybody was
//! asked anything, or what about.

use super::block::Block;
use super::note::{by_when, is_open_to_all};
use crate::escaped::escaped_lines;
use crate::questionnaire::model::Part;
use crate::records::{InterpreterRecord, Record, Release, ReleaseItem, Response};
use crate::scoring::Due;

/// Why nothing may be handed on.
pub(super) const NO_RELEASE: &str = "nothing may be given to anybody: no release is in force. It is agreed on with the \
    person, at the end of the talk: to whom, what for, what of it, and until when";

/// Returns the release under which something may be given: the first that is in force on the day of the record.
pub(super) fn release(record: &Record) -> Option<&Release> {
    record.releases.iter().find(|release| release.is_in_force(record.date.0))
}

/// The one page; where no release is in force, that there is none.
pub fn page(record: &Record, blocks: &mut Vec<Block>) {
    let Some(release) = release(record) else {
        blocks.push(Block::Title("Nothing to hand on".to_owned()));
        blocks.push(Block::Paragraph(format!("{NO_RELEASE}.").replacen('n', "N", 1)));
        return;
    };
    let from = record.agency.as_deref().map_or_else(String::new, |agency| format!(" from {agency}"));
    let signed = if release.signed { "and signed it on paper" } else { "by word" };
    blocks.push(Block::Title(format!("Referral{from} to {}, {}", escaped_lines(&release.to), record.date.0)));
    blocks.push(Block::Paragraph(format!(
        "The person agreed {signed} that you get this, {}, until {}. It is for you alone: give it to nobody else, and \
         use it for nothing else. The person can take it back at any time; when we tell you so, use it no more.",
        release.purpose.label(),
        release.until.0
    )));
    let mut lines: Vec<(String, Vec<String>)> = Vec::new();
    for item in &release.items {
        let said = said(record, *item);
        let said = if said.is_empty() { vec!["nothing was said of it".to_owned()] } else { said };
        lines.push((head(*item).to_owned(), said));
    }
    blocks.push(Block::Items(lines));
    blocks.push(Block::Heading("Please send this back".to_owned()));
    let answers = ["received", "we reached the person", "done", "the person declined", "not available here"];
    let slip = answers.iter().map(|answer| (format!("[ ] {answer}, on: ____________"), Vec::new()));
    blocks.push(Block::Items(slip.collect()));
}

fn head(item: ReleaseItem) -> &'static str {
    match item {
        ReleaseItem::Needs => "What the person needs",
        ReleaseItem::Services => "Which services they accepted",
        ReleaseItem::Contact => "How we are in touch with them: reach them through us",
        ReleaseItem::Language => "Language",
        ReleaseItem::Urgency => "How soon",
    }
}

fn said(record: &Record, item: ReleaseItem) -> Vec<String> {
    match item {
        ReleaseItem::Needs => {
            let needs = record.answers.iter().filter(|said| said.part == Part::Needs);
            needs.filter(|said| is_open_to_all(said)).map(|said| said.shown.clone()).collect()
        }
        ReleaseItem::Services => {
            let chosen = record.referrals.iter().filter(|service| service.response == Response::Accepted);
            chosen.map(|service| service.name.clone()).collect()
        }
        ReleaseItem::Contact => record.next_contact.iter().map(|contact| contact.in_words()).collect(),
        ReleaseItem::Language => record.interpreters.last().iter().map(|one| language(one)).collect(),
        ReleaseItem::Urgency => {
            let due = record.actions.iter().filter(|action| action.status == Due::Due);
            let soonest = due
                .filter_map(|action| action.step.within_hours.map(|hours| (hours, action)))
                .min_by_key(|(hours, _)| *hours);
            soonest.map(|(_, action)| by_when(record.date.0, action.step.wait())).into_iter().collect()
        }
    }
}

fn language(interpreter: &InterpreterRecord) -> String {
    let language =
        interpreter.language.as_deref().map_or_else(String::new, |it| format!("{}; ", escaped_lines(it)));
    format!("{language}interpreter {}", interpreter.kind.label())
}
