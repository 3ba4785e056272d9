//! Who saw what is marked as seen, and on which day: asked once for each section in which something is, at the end of
//! one's own part. Enter leaves it open, or as it was said before.

use std::collections::BTreeMap;

use super::reply::{Refused, Reply};
use super::setting::Purpose;
use super::state::NextStep;
use super::turn::{ListItem, Point, Turn, Wanted};
use super::value::Conversation;
use crate::answers::QuestionId;
use crate::questionnaire::model::AnswerSource;
use crate::records::{SeenBy, SeenOn, SeenRecord};

/// What can be said of it: who, and when.
const WAYS: [(&str, &str, SeenBy, SeenOn); 6] = [
    ("worker_today", "I saw it, today", SeenBy::Worker, SeenOn::Today),
    ("worker_earlier", "I saw it, on an earlier day", SeenBy::Worker, SeenOn::EarlierDay),
    ("colleague_today", "A colleague saw it, today", SeenBy::Colleague, SeenOn::Today),
    ("colleague_earlier", "A colleague saw it, on an earlier day", SeenBy::Colleague, SeenOn::EarlierDay),
    ("somebody_else", "Somebody else saw it", SeenBy::SomebodyElse, SeenOn::NotSaid),
    ("worker", "I saw it, and leave the day open", SeenBy::Worker, SeenOn::NotSaid),
];
/// Nothing is said of it.
const OPEN: (&str, &str) = ("not_said", "Leave it open");

/// Returns the sections in which something is marked as seen, in order.
fn sections(conversation: &Conversation<'_>) -> Vec<usize> {
    let marked = conversation.questionnaire().each_question().filter(|(place, question)| {
        let answer = conversation.interview().answer(*place);
        question.from == AnswerSource::Observed && answer.is_some_and(|answer| answer.value().is_some())
    });
    let mut sections: Vec<usize> = marked.map(|(_, question)| question.section).collect();
    sections.dedup();
    sections
}

/// Asks it of one section after the other.
pub fn turn(conversation: &Conversation<'_>) -> Option<Turn> {
    let (questionnaire, state) = (conversation.questionnaire(), &conversation.state);
    let is_asked = conversation.setting().purpose == Purpose::Screening && !state.own_part_over;
    if !is_asked || !questionnaire.about.words().has_person {
        return None;
    }
    let section = *sections(conversation).get(state.within)?;
    let ways = WAYS.iter().map(|(id, label, ..)| ListItem::new(*id, *label));
    let open = ListItem::new(OPEN.0, OPEN.1);
    let earlier = state.seen.get(&section).and_then(|seen| WAYS.iter().find(|way| of(way) == *seen));
    let turn = Turn::new(Point::Seen(section), Wanted::One(ways.chain([open]).collect()))
        .heading("Who saw it, and when?")
        .tell(format!(
            "This is about what is marked as seen under “{}”.",
            questionnaire.sections[section].title
        ))
        .tell("It stands beside each answer, and never in the note. Write down no name.")
        .given(Reply::choose(earlier.map_or(OPEN.0, |way| way.0)));
    Some(turn.back(true))
}

fn of((_, _, by, on): &(&str, &str, SeenBy, SeenOn)) -> SeenRecord {
    SeenRecord { by: *by, on: *on }
}

/// Takes it down.
pub fn reply(conversation: &mut Conversation<'_>, reply: Reply) -> Result<NextStep, Refused> {
    let sections = sections(conversation);
    let state = &mut conversation.state;
    if reply == Reply::Back {
        let before = state.within.checked_sub(1);
        state.within = before.unwrap_or_default();
        return Ok(if before.is_some() { NextStep::Stay } else { NextStep::Back });
    }
    let section = *sections.get(state.within).ok_or(Refused::NotOffered)?;
    let before = state.seen.remove(&section);
    let said = WAYS.iter().find(|way| reply.chooses(way.0)).map(of);
    state.seen.extend(said.map(|seen| (section, seen)));
    state.unsaved |= said != before;
    state.within += 1;
    Ok(if state.within < sections.len() { NextStep::Stay } else { NextStep::On })
}

impl Conversation<'_> {
    /// Returns who saw what is marked as seen, by question.
    pub(super) fn seen(&self) -> BTreeMap<QuestionId, SeenRecord> {
        let observed = self.questionnaire().each_question().filter_map(|(place, question)| {
            self.interview().answer(place)?.value()?;
            let seen = self.state.seen.get(&question.section)?;
            (question.from == AnswerSource::Observed).then(|| (question.id.clone(), *seen))
        });
        observed.collect()
    }
}
