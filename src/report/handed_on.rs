//! What one recipient may get: the items that a release names, and nothing else. It does not say that anybody was
//! asked anything, or what about.

use super::block::Block;
use super::in_words::{by_when, day_in_words, is_open_to_all};
use crate::escaped::escaped_lines;
use crate::language::tag::english_name;
use crate::questionnaire::model::Wait;
use crate::records::{
    ActionRecord, InterpreterKind, NextContact, Record, Release, ReleaseItem, ReleasedNeed, Response,
    WayStage,
};
use crate::scoring::Due;

/// Why nothing may be handed on.
pub(super) const NO_RELEASE: &str = "nothing may be given to anybody: no release is in force. It is agreed on with the \
    person, at the end of the talk: to whom, what for, what of it, and until when. Where several are, show the page of \
    one recipient first";

/// Returns whether a release is in force on the day of the record; one that was agreed on later, on its own first day.
pub(super) fn is_in_force(record: &Record, release: &Release) -> bool {
    release.is_in_force(record.date.0.max(release.from.0))
}

/// Returns the release under which something may be given: the one that is in force. Of several, none: a page is for
/// one recipient.
pub(super) fn release(record: &Record) -> Option<&Release> {
    let mut in_force = record.releases.iter().filter(|release| is_in_force(record, release));
    in_force.next().filter(|_| in_force.next().is_none())
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
    blocks.push(Block::Title(format!(
        "Referral{from} to {}, {}",
        escaped_lines(&release.to),
        day_in_words(record.date.0)
    )));
    blocks.push(Block::Paragraph(format!(
        "The person agreed {signed} that you get this, {}, until {}. It is for you alone: give it to nobody else, and \
         use it for nothing else. The person can take it back at any time; when we tell you so, use it no more.",
        release.purpose.label(),
        day_in_words(release.until.0)
    )));
    // An item of which nothing is known is left out: that nothing was said is nobody's business.
    let items = release.items.iter().map(|item| (head(*item).to_owned(), said(record, release, *item)));
    let items: Vec<(String, Vec<String>)> = items.filter(|(_, said)| !said.is_empty()).collect();
    if items.is_empty() {
        blocks.push(Block::Paragraph("There is nothing more to tell you now.".to_owned()));
    } else {
        blocks.push(Block::Items(items));
    }
    blocks.push(Block::Heading("Please send this back".to_owned()));
    blocks.push(Block::Items(slip(release)));
}

/// The slip that comes back: a number that is known again here alone, and what became of it, with a day. There is no
/// room for a name or for anything that was said.
fn slip(release: &Release) -> Vec<(String, Vec<String>)> {
    let number = release.slip.as_deref().unwrap_or("________________________");
    let head = [
        format!("Our number for this: {number}. Please write no name here."),
        "From, with a telephone number: ________________________".to_owned(),
        "To reach us, and to send this back: ________________________".to_owned(),
    ];
    let told = WayStage::WORDS.iter().filter_map(|(_, stage)| stage.on_slip());
    let told = told.map(|told| format!("[ ] {told}, on: ____________"));
    head.into_iter().chain(told).map(|line| (line, Vec::new())).collect()
}

fn head(item: ReleaseItem) -> &'static str {
    match item {
        ReleaseItem::Needs => "What the person needs",
        ReleaseItem::Contact => "We will be in touch with the person; please reach them through us alone",
        ReleaseItem::Language => "Language",
        ReleaseItem::Urgency => "How soon",
    }
}

fn said(record: &Record, release: &Release, item: ReleaseItem) -> Vec<String> {
    match item {
        ReleaseItem::Needs => needs(record, release),
        ReleaseItem::Contact => {
            let agreed = record.next_contact.filter(|contact| contact.how.has_time());
            agreed.iter().map(NextContact::in_words).collect()
        }
        ReleaseItem::Language => vec![spoken_language(record)],
        ReleaseItem::Urgency => soonest(record).into_iter().collect(),
    }
}

/// The needs that the release names, as long as the person still names them.
fn needs(record: &Record, release: &Release) -> Vec<String> {
    let is_still_said = |need: &&ReleasedNeed| {
        let said = record.answers.iter().find(|said| said.question == need.question);
        let ids = said.filter(|said| is_open_to_all(said)).and_then(|said| said.value.as_ref()?.ids());
        ids.is_some_and(|ids| ids.contains(&need.option))
    };
    release.needs.iter().filter(is_still_said).map(|need| need.label.clone()).collect()
}

/// The language that is interpreted; where none is, the one that was said for the talk, or in which it was held.
pub fn spoken_language(record: &Record) -> String {
    let interpreted = record.interpreters.last().filter(|one| one.kind != InterpreterKind::NotNeeded);
    match interpreted.and_then(|one| one.language.as_deref()) {
        Some(language) => format!("{}; an interpreter is needed", escaped_lines(language)),
        None => {
            let tag = record.spoken.as_ref().unwrap_or(&record.questionnaire.language);
            let needed =
                if record.interpreters.is_empty() { "" } else { "; no interpreter was needed with us" };
            format!("{}{needed}", english_name(tag))
        }
    }
}

/// By when the first step is due that nobody has done or refused; not which. What may be due today is no later day.
fn soonest(record: &Record) -> Option<String> {
    let is_over = |action: &&ActionRecord| {
        matches!(action.response, Response::Done | Response::Declined | Response::NotAvailable)
    };
    let waits = |due: Due| {
        let of =
            record.actions.iter().filter(move |action| action.status == due).filter(move |it| !is_over(it));
        let offers_none = |it: &&ActionRecord| it.step.gives_way(record.wants_no_contact()).is_none();
        let of = of.filter(offers_none);
        of.filter_map(|action| action.step.within_hours.map(|hours| (hours, action.step.wait())))
    };
    let (due, open) = (waits(Due::Due).min_by_key(|it| it.0), waits(Due::MayBeDue).min_by_key(|it| it.0));
    let is_urgent = open.is_some_and(|(_, wait)| matches!(wait, Some(Wait::Now | Wait::Today)));
    match (due, open) {
        (Some((due, wait)), Some((open, _))) if due <= open || !is_urgent => {
            Some(by_when(record.date.0, wait))
        }
        (Some((_, wait)), None) => Some(by_when(record.date.0, wait)),
        (_, Some(_)) if is_urgent => Some("As soon as you can".to_owned()),
        _ => None,
    }
}
