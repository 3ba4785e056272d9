//! What a note says of what to do next: the level of each outcome, and the steps. What is certain comes before what
//! is not known, and what is urgent before what can wait.

use super::in_words::{NO_CONTACT, OPEN, Words, at_a_glance, by_when_of, next_line};
use crate::questionnaire::FrameWords;
use crate::questionnaire::model::{Step, Wait};
use crate::records::{ActionRecord, Record, Response};
use crate::scoring::Due;

/// How many steps stand in a line of their own.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Apart {
    /// Each.
    All,
    /// Each that has a time.
    Timed,
    /// None: those of one time stand in one line.
    None,
}

/// How much room there is for them.
#[derive(Clone, Copy)]
pub struct StepRoom {
    /// Which stand in a line of their own.
    pub apart: Apart,
    /// Steps that are due at the same time.
    pub timed: usize,
    /// Steps without a time.
    pub offers: usize,
}

/// A step as a note says it.
struct Told<'r> {
    words: &'r str,
    wait: Option<Wait>,
    response: Response,
}

impl Told<'_> {
    /// It is to be done unless something else is said of it.
    fn line(&self, frame: &FrameWords) -> String {
        match self.response {
            Response::NotOffered => self.words.to_owned(),
            response => format!("{} ({})", self.words, response.of_step(frame)),
        }
    }
}

/// Returns a line for the level of each outcome, and the lines of the steps: now, today, by a day, without a day.
pub fn next_steps(record: &Record, words: Words, room: StepRoom) -> Vec<String> {
    let due = told(record, Due::Due, words);
    let is_said = |told: &Told<'_>| due.iter().any(|other| other.words == told.words);
    let open = told(record, Due::MayBeDue, words).into_iter().filter(|told| !is_said(told));
    let (soon, later): (Vec<_>, Vec<_>) =
        open.partition(|told| matches!(told.wait, Some(Wait::Now | Wait::Today)));
    let mut steps = Vec::new();
    for together in due.chunk_by(|one, other| one.wait == other.wait) {
        let wait = together[0].wait;
        let most = if wait.is_some() { room.timed } else { room.offers };
        let apart = room.apart == Apart::All || (room.apart == Apart::Timed && wait.is_some());
        steps.extend(lines(record, &by_when_of(record, wait), together, most, apart));
    }
    steps.extend(lines(
        record,
        "Not known yet, think of it today",
        &soon,
        room.timed,
        room.apart == Apart::All,
    ));
    // What is not known is named where it would be urgent. How many others there are can tell what was answered.
    if !later.is_empty() {
        steps.push("Other steps depend on what stayed open.".to_owned());
    }
    steps.extend(record.next.iter().filter(|next| next.status == Due::Due).map(next_line));
    if steps.is_empty() {
        steps.push("No step is due.".to_owned());
    }
    // A wish for no contact comes before a level that would offer some.
    let first = record.wants_no_contact().then(|| NO_CONTACT.to_owned());
    first.into_iter().chain(levels(record, words)).chain(steps).collect()
}

/// The level of each outcome. Outcomes that share their words stand in one line, which is open if one of them is: a
/// line of its own would tell by its place which of them stayed open.
fn levels(record: &Record, words: Words) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for outcome in &record.outcomes {
        let line = format!("{}: {}", words.of_outcome(outcome), at_a_glance(outcome, words));
        let settled = |line: &str| line.strip_suffix(OPEN).unwrap_or(line).to_owned();
        match lines.iter_mut().find(|other| settled(other) == settled(&line)) {
            Some(other) if line.ends_with(OPEN) => *other = line,
            Some(_) => {}
            None => lines.push(line),
        }
    }
    lines
}

/// Returns the steps, the most urgent first. What has the same words is one step: it is due as soon as the first
/// of them, and as far as the last.
fn told(record: &Record, due: Due, words: Words) -> Vec<Told<'_>> {
    // Steps that share words share the shortest time, due or not: a day would tell which of them it is.
    let soonest = |step: &Step| {
        let alike = record.actions.iter().map(|action| &action.step);
        let alike = alike.filter(|other| other.id == step.id || words.of_step(other) == words.of_step(step));
        alike.filter_map(|other| words.wait_of(other)).min()
    };
    let actions = record.actions.iter().filter(|it| it.status == due);
    let mut actions: Vec<(&ActionRecord, Option<u32>)> =
        actions.map(|action| (action, soonest(&action.step))).collect();
    actions.sort_by_key(|(_, hours)| hours.unwrap_or(u32::MAX));
    let mut steps: Vec<Told<'_>> = Vec::new();
    for (ActionRecord { step, response, .. }, hours) in actions {
        let words = words.of_step(step);
        match steps.iter_mut().find(|told| told.words == words) {
            Some(told) if progress(*response) < progress(told.response) => told.response = *response,
            Some(_) => {}
            None => steps.push(Told { words, wait: hours.map(Wait::of), response: *response }),
        }
    }
    steps
}

/// Returns how far a step has come: what is still to do comes first.
fn progress(response: Response) -> usize {
    let order = [
        Response::NotOffered,
        Response::Offered,
        Response::Later,
        Response::Accepted,
        Response::NotAvailable,
        Response::Declined,
        Response::Done,
    ];
    order.iter().position(|it| *it == response).unwrap_or_default()
}

/// Returns the lines of steps that are due at the same time: one each, or one for all of them.
fn lines(record: &Record, when: &str, steps: &[Told<'_>], most: usize, apart: bool) -> Vec<String> {
    let said = at_most(steps.iter().map(|step| step.line(record.frame())), most);
    if apart {
        said.into_iter().map(|step| format!("{when}: {step}")).collect()
    } else if said.is_empty() {
        Vec::new()
    } else {
        vec![format!("{when}: {}", said.join("; "))]
    }
}

/// Returns at most that many, and how many more there are.
pub fn at_most(lines: impl ExactSizeIterator<Item = String>, most: usize) -> Vec<String> {
    let more = lines.len().saturating_sub(most);
    let mut lines: Vec<String> = lines.take(most).collect();
    if more > 0 {
        lines.push(format!("and {more} more"));
    }
    lines
}
