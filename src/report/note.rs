//! The one page for a case file. It holds what the person wants, what to do next, by when, and what came of
//! it; never an answer to a sensitive question, a refusal, a score, an indicator or what was seen.

use super::block::Block;
use super::in_words::{at_a_glance, by_when, contact, is_open_to_all, next_line, nothing_answered, spoken};
use crate::answers::Speaker;
use crate::escaped::escaped_lines;
use crate::language::tag::capitalized;
use crate::questionnaire::model::{Part, Wait};
use crate::records::{ActionRecord, AnswerRecord, Record, ReferralRecord, Release, Response};
use crate::scoring::Due;

/// The most that is listed of one kind. What is left out is counted.
#[derive(Clone, Copy)]
struct Room {
    /// Steps that are due at the same time.
    steps: usize,
    /// Steps without a time.
    offers: usize,
    /// Services that were gone through.
    gone_through: usize,
    /// Services that were not, by name.
    named: usize,
    /// Characters of what was said in the person's own words, and of the name of a recipient.
    words: usize,
}

/// From the widest to the narrowest: the first with which it is one page is taken.
const ROOMS: [Room; 6] = [
    Room { steps: 40, offers: 40, gone_through: 40, named: 5, words: 600 },
    Room { steps: 10, offers: 16, gone_through: 8, named: 5, words: 240 },
    Room { steps: 6, offers: 8, gone_through: 5, named: 4, words: 140 },
    Room { steps: 6, offers: 5, gone_through: 4, named: 3, words: 70 },
    Room { steps: 3, offers: 3, gone_through: 3, named: 1, words: 40 },
    Room { steps: 2, offers: 2, gone_through: 2, named: 1, words: 30 },
];

/// One page: at most so many lines of so many columns.
const PAGE: usize = 58;
const COLUMNS: usize = 76;

/// The one page.
pub fn page(record: &Record, blocks: &mut Vec<Block>) {
    let drawn = ROOMS.map(|room| {
        let mut page = Vec::new();
        head(record, &mut page);
        agreed(record, room, &mut page);
        wishes(record, room, &mut page);
        next_steps(record, room, &mut page);
        services(record, room, &mut page);
        page
    });
    let [.., narrowest] = &drawn;
    let fits = drawn.iter().find(|page| page.iter().map(lines).sum::<usize>() <= PAGE);
    blocks.extend(fits.unwrap_or(narrowest).iter().cloned());
}

/// Returns how many lines a block of a note takes at most, where words are wrapped.
fn lines(block: &Block) -> usize {
    let wrapped = |text: &str| text.chars().count() / (COLUMNS - 8) + 1;
    match block {
        Block::Title(text) => wrapped(text) + 1,
        Block::Heading(text) => wrapped(text) + 2,
        Block::Items(items) => items.iter().map(|(item, _)| wrapped(item)).sum(),
        Block::Paragraph(text) => wrapped(text),
        _ => 0,
    }
}

/// That a screening took place, by which edition, how it was held, and what it is not.
fn head(record: &Record, blocks: &mut Vec<Block>) {
    let asked = &record.questionnaire;
    let mut line = vec![format!("edition {}", asked.version)];
    line.extend(record.agency.clone());
    line.extend(record.case.as_ref().map(|case| format!("case {}", case.as_str())));
    line.extend(record.held.map(|held| format!("held {}", held.label())));
    line.extend(record.interpreters.last().map(|one| {
        let language =
            one.language.as_ref().map_or_else(String::new, |it| format!(" ({})", escaped_lines(it)));
        format!("interpreter {}{language}", one.kind.label())
    }));
    blocks.push(Block::Title(format!("Case note: {}, {}", asked.title, record.date.0)));
    let known = record.validation.first().map_or("", String::as_str);
    blocks.push(Block::Paragraph(format!(
        "{}. {} {known} {}",
        capitalized(&line.join("; ")),
        record.statement,
        left_open(record)
    )));
}

/// One sentence on how much stayed open: never what.
fn left_open(record: &Record) -> String {
    let open = record.outcomes.iter().filter(|outcome| !outcome.settled || !outcome.enough_answered).count();
    let course = match (nothing_answered(record), record.course.is_empty()) {
        (true, _) => "Nothing was answered. ",
        (false, false) => "The questions ended early. ",
        (false, true) => "",
    };
    match open {
        0 => format!("{course}Nothing that is open could change a level."),
        1 => format!("{course}One level below is still open."),
        _ => format!("{course}{open} levels below are still open."),
    }
}

/// What the person wants, in the words that they agreed to.
fn wishes(record: &Record, room: Room, blocks: &mut Vec<Block>) {
    blocks.push(Block::Heading("What the person wants".to_owned()));
    let wanted = [Part::Goals, Part::Needs, Part::Strengths];
    let said = wanted.iter().flat_map(|part| record.answers.iter().filter(move |said| said.part == *part));
    let mut lines: Vec<String> =
        said.filter(|said| is_open_to_all(said)).map(|said| wish(said, room)).collect();
    lines.extend(record.safety_plan.map(|made| {
        let made = if made { "yes" } else { "not yet" };
        format!("A safety plan made together: {made}")
    }));
    if lines.is_empty() {
        blocks.push(Block::Paragraph("Nothing is written down of it.".to_owned()));
    } else {
        push_lines(blocks, lines);
    }
}

fn wish(said: &AnswerRecord, room: Room) -> String {
    let words = said.words.as_ref().map_or_else(String::new, |words| {
        format!(" ({})", spoken(Speaker::Person, &shortened(words, room.words)))
    });
    // A list is never cut: it is what the person needs. Words of their own can be a page.
    let shown =
        if said.shown.starts_with('“') { shortened(&said.shown, room.words) } else { said.shown.clone() };
    format!("{} — {shown}{words}", said.asked)
}

fn shortened(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        None => text.to_owned(),
        Some((end, _)) => format!("{}… (longer)", &text[..end]),
    }
}

/// The level of each outcome, and the steps: now, today, by a day, offers.
fn next_steps(record: &Record, room: Room, blocks: &mut Vec<Block>) {
    blocks.push(Block::Heading("What to do next".to_owned()));
    let levels = record.outcomes.iter();
    push_lines(blocks, levels.map(|it| format!("{}: {}", it.label, at_a_glance(it))).collect());
    let mut due = steps(record, Due::Due);
    due.sort_by_key(|action| action.step.within_hours.unwrap_or(u32::MAX));
    let (timed, offers): (Vec<_>, Vec<_>) = due.into_iter().partition(|action| action.step.wait().is_some());
    let mut lines = Vec::new();
    for together in timed.chunk_by(|one, other| one.step.wait() == other.step.wait()) {
        let steps = at_most(together.iter().map(|action| with_state(action)), room.steps);
        lines.push(format!("{}: {}", by_when(record.date.0, together[0].step.wait()), steps.join("; ")));
    }
    let open = steps(record, Due::MayBeDue);
    let (soon, later): (Vec<_>, Vec<_>) =
        open.into_iter().partition(|action| matches!(action.step.wait(), Some(Wait::Now | Wait::Today)));
    if !soon.is_empty() {
        let soon = at_most(soon.into_iter().map(with_state), room.steps);
        lines.push(format!("Not known whether it is due, so think of it today: {}", soon.join("; ")));
    }
    if !offers.is_empty() {
        let offers = at_most(offers.into_iter().map(with_state), room.offers);
        lines.push(format!("No fixed day: {}", offers.join("; ")));
    }
    // What is not known is named where it would be urgent, and counted where it is not.
    match later.len() {
        0 => {}
        1 => lines.push("One more step depends on what stayed open.".to_owned()),
        more => lines.push(format!("{more} more steps depend on what stayed open.")),
    }
    lines.extend(record.next.iter().filter(|next| next.status == Due::Due).map(next_line));
    if lines.is_empty() {
        lines.push("No step is due.".to_owned());
    }
    push_lines(blocks, lines);
}

fn steps(record: &Record, due: Due) -> Vec<&ActionRecord> {
    record.actions.iter().filter(|action| action.status == due).collect()
}

/// A step is to be done unless something else is said of it.
fn with_state(action: &ActionRecord) -> String {
    match action.response {
        Response::NotOffered => action.step.label.clone(),
        response => format!("{} ({})", action.step.label, response.label()),
    }
}

/// The services that were gone through, what the person said to each, and the others by name.
fn services(record: &Record, room: Room, blocks: &mut Vec<Block>) {
    blocks.push(Block::Heading("Services".to_owned()));
    let (mut gone, other): (Vec<&ReferralRecord>, Vec<&ReferralRecord>) =
        record.referrals.iter().partition(|service| service.response != Response::NotOffered);
    gone.sort_by_key(|service| !matches!(service.response, Response::Accepted | Response::Later));
    let gone = gone.into_iter().map(|service| {
        let first = service.channels.first().map_or("", |channel| contact(channel));
        format!("{}: {} — {first}", service.name, service.response.label())
    });
    let mut lines = at_most(gone, room.gone_through);
    if !lines.is_empty() && !other.is_empty() {
        lines.push(format!("{} more match and were not gone through.", other.len()));
    } else if !other.is_empty() {
        let names = at_most(other.iter().map(|service| service.name.clone()), room.named);
        lines.push(format!("Not gone through yet: {}", names.join("; ")));
    }
    if let Some(first) = record.needs_without_service.first() {
        let needs: Vec<&str> =
            record.needs_without_service.iter().map(|unmet| unmet.label.as_str()).collect();
        lines.push(format!("No service is listed here for {}: ask {}.", needs.join(", "), first.ask));
    }
    if lines.is_empty() {
        lines.push("None matches.".to_owned());
    }
    lines.extend(record.next_contact.map(|contact| format!("Next contact: {}", contact.in_words())));
    push_lines(blocks, lines);
}

/// What was explained and agreed to. It is no release of information.
fn agreed(record: &Record, room: Room, blocks: &mut Vec<Block>) {
    let Some(consent) = &record.consent else { return };
    let asked = if consent.agreed { "The person agreed" } else { "The person did not agree" };
    let explained =
        if consent.explained_before.is_empty() { "" } else { ", after the opening was read aloud" };
    let copy = match consent.may_keep {
        Some(true) => "They agreed that a copy is kept",
        Some(false) => "They did not agree that a copy is kept",
        None => "They were not asked whether a copy may be kept",
    };
    let because = consent.kept_because.as_ref().map_or_else(String::new, |reason| {
        format!(
            "; it is kept because: {}",
            shortened(escaped_lines(reason).trim_end_matches('.'), room.words)
        )
    });
    blocks.push(Block::Paragraph(format!(
        "{asked} to be asked{explained}. {copy}{because}. {}",
        released(record, room)
    )));
}

/// What may be given to whom, which is nothing where no release is in force; and who has to be told that theirs
/// ended. None is left out.
fn released(record: &Record, room: Room) -> String {
    let to = |release: &Release| shortened(&escaped_lines(&release.to), room.words);
    let (in_force, over): (Vec<&Release>, Vec<&Release>) =
        record.releases.iter().partition(|release| release.is_in_force(record.date.0));
    let mut said = if in_force.is_empty() {
        "This is no release: nothing may be given to anybody else.".to_owned()
    } else {
        let lines =
            in_force.iter().map(|it| format!("to {}, until {}: {}", to(it), it.until.0, it.items_in_words()));
        format!("Released {}; nothing else, to nobody else.", lines.collect::<Vec<_>>().join("; "))
    };
    for release in over {
        said += &format!(" Released to {} no more: tell them, if they have it.", to(release));
    }
    said
}

/// Returns at most that many, and how many more there are.
fn at_most(lines: impl ExactSizeIterator<Item = String>, most: usize) -> Vec<String> {
    let more = lines.len().saturating_sub(most);
    let mut lines: Vec<String> = lines.take(most).collect();
    if more > 0 {
        lines.push(format!("and {more} more"));
    }
    lines
}

fn push_lines(blocks: &mut Vec<Block>, lines: Vec<String>) {
    blocks.push(Block::Items(lines.into_iter().map(|line| (line, Vec::new())).collect()));
}
