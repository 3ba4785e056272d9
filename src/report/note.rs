//! The one page for a case file. It holds what the person wants, what to do next, by when, and what came of
//! it; never an answer to a sensitive question, a refusal, a score, an indicator or what was seen.

use super::block::Block;
use super::earlier::again_in_short;
use super::handed_on::is_in_force;
use super::in_words::{
    Words, contact, day_in_words, day_of, has_no_services, is_open_to_all, left_out, nothing_answered,
    nothing_in_words, spoken, unknown_by_language,
};
use super::next_steps::{Apart, StepRoom, at_most, next_steps};
use super::wrapped::wrapped;
use crate::answers::Speaker;
use crate::escaped::escaped_lines;
use crate::language::tag::capitalized;
use crate::questionnaire::model::{AnswerSource, Part};
use crate::records::{
    AnswerRecord, ContactWay, InterpreterKind, Record, ReferralRecord, Release, Response, UnmetNeed,
};
use crate::scoring::Due;

/// The most that is listed of one kind. What is left out is counted.
#[derive(Clone, Copy)]
struct Room {
    /// Steps.
    steps: StepRoom,
    /// Services that were gone through.
    gone_through: usize,
    /// Services that were not, by name.
    named: usize,
    /// Characters of what was said in the person's own words, and of the name of a recipient.
    words: usize,
}

const fn room(apart: Apart, steps: [usize; 2], services: [usize; 2], words: usize) -> Room {
    let [timed, offers] = steps;
    let [gone_through, named] = services;
    Room { steps: StepRoom { apart, timed, offers }, gone_through, named, words }
}

/// From the widest to the narrowest: the first with which it is one page is taken.
const ROOMS: [Room; 10] = [
    room(Apart::All, [40, 40], [40, 5], 600),
    room(Apart::All, [40, 40], [8, 5], 240),
    room(Apart::Timed, [40, 40], [8, 5], 240),
    room(Apart::Timed, [40, 40], [5, 4], 140),
    room(Apart::None, [40, 40], [8, 5], 240),
    room(Apart::None, [40, 40], [5, 4], 140),
    room(Apart::None, [10, 10], [4, 3], 70),
    room(Apart::None, [6, 5], [4, 3], 70),
    room(Apart::None, [3, 3], [3, 1], 40),
    room(Apart::None, [2, 2], [2, 1], 30),
];

/// One page: at most so many lines of so many columns.
const PAGE: usize = 60;
const COLUMNS: usize = 80;

/// The one page.
pub fn page(record: &Record, blocks: &mut Vec<Block>) {
    fitted(record, Words::discreet(record), blocks);
}

/// The one page before the reasons: they tell the answers, so it says what every step is.
pub fn page_before_reasons(record: &Record, blocks: &mut Vec<Block>) {
    fitted(record, Words::plain(record), blocks);
}

fn fitted(record: &Record, words: Words, blocks: &mut Vec<Block>) {
    let drawn = |room| {
        let mut page = Vec::new();
        head(record, room, &mut page);
        agreed(record, room, &mut page);
        wishes(record, room, &mut page);
        let whose = record
            .worker
            .as_ref()
            .map_or_else(String::new, |worker| format!(": for {worker}, unless it is handed on"));
        page.push(Block::Heading(format!("What to do next{whose}")));
        push_lines(&mut page, next_steps(record, words, room.steps));
        services(record, words, room, &mut page);
        page
    };
    let [.., narrowest] = ROOMS;
    let mut pages = ROOMS.into_iter().map(drawn);
    let fits = pages.find(|page| page.iter().map(lines).sum::<usize>() <= PAGE);
    blocks.extend(fits.unwrap_or_else(|| drawn(narrowest)));
}

/// Returns how many lines a block of a note takes.
fn lines(block: &Block) -> usize {
    let lines = |text: &str, indent: &str| wrapped(text, indent, indent, COLUMNS).len();
    match block {
        Block::Title(text) => lines(text, "") + 1,
        Block::Heading(text) => lines(text, "") + 2,
        Block::Items(items) => items.iter().map(|(item, _)| lines(item, "  ")).sum(),
        Block::Paragraph(text) => lines(text, ""),
        _ => 0,
    }
}

/// That a screening took place, by which edition, how it was held, and what it is not.
fn head(record: &Record, room: Room, blocks: &mut Vec<Block>) {
    let asked = &record.questionnaire;
    let edition = Some(&asked.version).filter(|version| !version.is_empty());
    let mut line: Vec<String> = edition.map(|version| format!("edition {version}")).into_iter().collect();
    line.extend(record.agency.clone());
    line.extend(record.worker.as_ref().map(|worker| format!("led by {worker}")));
    line.extend(record.case.as_ref().map(|case| format!("case {}", case.as_str())));
    line.extend(record.held.map(|held| format!("held {}", held.label())));
    line.extend(record.interpreters.last().map(|one| {
        let language =
            one.language.as_ref().map_or_else(String::new, |it| format!(" ({})", escaped_lines(it)));
        format!("interpreter {}{language}", one.kind.label())
    }));
    blocks.push(Block::Title(format!("{}: {}, {}", record.frame().note, asked.title, day_of(record))));
    blocks.extend(left_out(record).map(Block::Paragraph));
    let known = record.validation.first().map_or("", String::as_str);
    let line = if line.is_empty() { String::new() } else { capitalized(&line.join("; ")) + ". " };
    let translated: String = record.wordings.iter().map(|used| used.in_words() + " ").collect();
    let unknown: String = unknown_by_language(record).map(|it| it + " ").collect();
    let known = format!("{known} {translated}{unknown}");
    blocks.push(Block::Paragraph(format!("{line}{} {known}{}", record.statement, left_open(record))));
    blocks.extend(record.alone.map(|alone| Block::Paragraph(alone.in_short())));
    blocks.extend(again_in_short(record, room.words.min(160)).map(Block::Paragraph));
}

/// One sentence on how much stayed open: never what.
fn left_open(record: &Record) -> String {
    let open = record.outcomes.iter().filter(|outcome| !outcome.settled || !outcome.enough_answered).count();
    let course = match (nothing_answered(record), record.course.is_empty()) {
        (true, _) => format!("{}. ", nothing_in_words(record)),
        (false, false) => "The questions ended early. ".to_owned(),
        (false, true) => String::new(),
    };
    match open {
        0 => format!("{course}Nothing that is open could change a level."),
        1 => format!("{course}Some answers are open: what to do can still change, for one topic below."),
        _ => format!("{course}Some answers are open: what to do can still change, for {open} topics below."),
    }
}

/// What the person wants, in the words that they agreed to. What somebody else saw is no wish of theirs; what is
/// marked as a goal is one, whoever marked it. Where nobody is asked, it is what is known to be needed.
fn wishes(record: &Record, room: Room, blocks: &mut Vec<Block>) {
    blocks.push(Block::Heading(record.frame().wants.to_owned()));
    let wanted = [Part::Goals, Part::Needs, Part::Strengths, Part::Contact];
    let said = wanted.iter().flat_map(|part| record.answers.iter().filter(move |said| said.part == *part));
    let is_theirs = |said: &&AnswerRecord| {
        said.source == AnswerSource::Asked || said.part == Part::Goals || !record.frame().has_talk
    };
    let theirs = said.filter(is_theirs).filter(|said| is_open_to_all(said));
    let mut lines: Vec<String> = theirs.map(|said| wish(said, room)).collect();
    lines.extend(record.safety_plan.map(|made| {
        let made = if made { "yes" } else { "not yet" };
        format!("A safety plan made together: {made}")
    }));
    if lines.is_empty() {
        blocks.push(Block::Paragraph(record.frame().wants_nothing.to_owned()));
    } else {
        push_lines(blocks, lines);
    }
}

fn wish(said: &AnswerRecord, room: Room) -> String {
    let words = said.words.as_ref().map_or_else(String::new, |words| {
        let (words, longer) = cut(words, room.words);
        format!(" ({}{longer})", spoken(Speaker::Person, &words))
    });
    // A list is never cut: it is what the person needs. Words of their own can be a page.
    let own = said.shown.strip_prefix('“').and_then(|shown| shown.strip_suffix('”'));
    let shown = own.map_or_else(
        || said.shown.clone(),
        |own| {
            let (own, longer) = cut(own, room.words);
            format!("“{own}”{longer}")
        },
    );
    format!("{} — {shown}{words}", said.asked)
}

fn shortened(text: &str, most: usize) -> String {
    let (text, longer) = cut(text, most);
    text + longer
}

/// Returns as many whole words as there is room for, and what says that there are more.
fn cut(text: &str, most: usize) -> (String, &'static str) {
    let Some((end, _)) = text.char_indices().nth(most) else { return (text.to_owned(), "") };
    let part = &text[..end];
    let is_between_words = text[end..].starts_with(char::is_whitespace);
    let whole = part.rfind(char::is_whitespace).filter(|_| !is_between_words).map_or(part, |at| &part[..at]);
    (format!("{}…", whole.trim_end()), " (longer)")
}

/// The services that were gone through, and what the person said to each. The others are counted where their names
/// would tell what they are for.
fn services(record: &Record, words: Words, room: Room, blocks: &mut Vec<Block>) {
    if has_no_services(record) {
        return;
    }
    blocks.push(Block::Heading("Services".to_owned()));
    let (mut gone, other): (Vec<&ReferralRecord>, Vec<&ReferralRecord>) =
        record.referrals.iter().partition(|service| service.response != Response::NotOffered);
    gone.sort_by_key(|service| !matches!(service.response, Response::Accepted | Response::Later));
    let gone = gone.into_iter().map(|service| {
        let first = service.channels.first().map_or("", |channel| contact(channel));
        let reached = if first.is_empty() { String::new() } else { format!(" — {first}") };
        format!("{}: {}{reached}", service.name, service.response.label())
    });
    let mut lines = at_most(gone, room.gone_through);
    match (other.len(), lines.is_empty()) {
        (0, _) => {}
        (_, true) if record.services_looked_at => {
            lines.push("The list of services was on the screen with the person; none was chosen.".to_owned());
        }
        (_, false) if record.services_looked_at => {
            lines.push("The rest of the list was on the screen with the person.".to_owned());
        }
        // How many there are can tell what was answered.
        (_, true) if words.are_discreet() => {
            lines.push("There are services that match and were not gone through yet.".to_owned());
        }
        (_, true) => {
            let names = at_most(other.iter().map(|service| service.name.clone()), room.named);
            lines.push(format!("Not gone through yet: {}", names.join("; ")));
        }
        (_, false) => lines.push("Others match and were not gone through yet.".to_owned()),
    }
    let unmet: Vec<&UnmetNeed> =
        record.needs_without_service.iter().filter(|unmet| is_needed(record, unmet, words)).collect();
    if let Some(first) = unmet.first() {
        let needs: Vec<&str> = unmet.iter().map(|unmet| unmet.label.as_str()).collect();
        lines.push(format!("No service is listed here for {}: ask {}.", needs.join(", "), first.ask));
    }
    if lines.is_empty() {
        lines.push("None matches.".to_owned());
    }
    let agreed = record.next_contact.filter(|contact| contact.how != ContactWay::NoContact);
    lines.extend(agreed.map(|contact| format!("Agreed on being in touch: {}", contact.in_words())));
    push_lines(blocks, lines);
}

/// Returns whether a need without a service is one of a step that is due, and that may be named.
fn is_needed(record: &Record, unmet: &UnmetNeed, words: Words) -> bool {
    let is_shared = record.interpreters.last().is_some_and(|it| it.kind == InterpreterKind::NotNeeded);
    let due = record.actions.iter().filter(|action| action.status == Due::Due).map(|action| &action.step);
    let mut named = due.filter(|step| !words.are_discreet() || step.in_note.is_none());
    let is_named = named.any(|step| step.needs.iter().any(|need| need.id == unmet.need));
    is_named && !(is_shared && unmet.need == "interpreter")
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
    if record.removed.is_some() {
        return "What may be given to whom is left out here.".to_owned();
    }
    let to = |release: &Release| shortened(&escaped_lines(&release.to), room.words);
    let (in_force, over): (Vec<&Release>, Vec<&Release>) =
        record.releases.iter().partition(|release| is_in_force(record, release));
    let mut said = if in_force.is_empty() {
        "This is no release: nothing may be given to anybody else.".to_owned()
    } else {
        let lines = in_force
            .iter()
            .map(|it| format!("to {}, until {}: {}", to(it), day_in_words(it.until.0), it.items_in_words()));
        format!("Released {}; nothing else, to nobody else.", lines.collect::<Vec<_>>().join("; "))
    };
    for release in over {
        said += &format!(" Released to {} no more: tell them, if they have it.", to(release));
    }
    said
}

fn push_lines(blocks: &mut Vec<Block>, lines: Vec<String>) {
    blocks.push(Block::Items(lines.into_iter().map(|line| (line, Vec::new())).collect()));
}
