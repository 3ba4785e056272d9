//! What was left for later is offered once, all answers are looked over, and the person says whether a
//! copy may be kept.

use super::interview::Stage;
use super::questions::{asking, reply_of_stage, turn_of_stage};
use super::reply::{ChoiceId, Refused, Reply};
use super::state::{NextStep, StepId};
use super::turn::{ListItem, Point, Turn, Wanted};
use super::value::Conversation;
use crate::rules::QuestionRef;

/// What stands before the id of a question where an answer is chosen.
const ANSWER: &str = "answer.";

// ---- left for later ----

/// What was left for later, once.
pub fn left(conversation: &Conversation<'_>) -> Option<Turn> {
    left_of_stage(conversation, Stage::Person).map(|turn| match turn.at {
        Point::Left => conversation.says_own(turn, |own| &own.left),
        _ => turn,
    })
}

/// Whether to look at it now.
pub fn left_reply(conversation: &mut Conversation<'_>, reply: Reply) -> Result<NextStep, Refused> {
    left_reply_of_stage(conversation, reply, Stage::Person)
}

/// Returns the offer to come back to what was left for later, or the question that is asked because of it.
pub fn left_of_stage(conversation: &Conversation<'_>, stage: Stage) -> Option<Turn> {
    if let Some(turn) = turn_of_stage(conversation, stage) {
        return Some(turn);
    }
    let count = not_offered(conversation, stage).len();
    let left = if count == 1 { "1 question was".to_owned() } else { format!("{count} questions were") };
    let turn = Turn::to_choose(Point::Left, &[("yes", "Yes, now"), ("no", "No, leave them open")])
        .heading("Left for later")
        .tell(format!("{left} left for later. The most helpful comes first."));
    (count > 0).then_some(turn)
}

/// Takes the reply to it.
pub fn left_reply_of_stage(
    conversation: &mut Conversation<'_>,
    reply: Reply,
    stage: Stage,
) -> Result<NextStep, Refused> {
    if asking(conversation, stage).is_some() {
        return reply_of_stage(conversation, reply, stage);
    }
    let left = not_offered(conversation, stage);
    conversation.state.offered.extend(left.iter().copied());
    if reply.chooses("yes") {
        (conversation.state.queue, conversation.state.queued) = (left, 0);
        return Ok(NextStep::Stay);
    }
    Ok(NextStep::On)
}

fn not_offered(conversation: &Conversation<'_>, stage: Stage) -> Vec<QuestionRef> {
    // Whoever stopped is asked nothing more.
    if stage == Stage::Person && conversation.state.early {
        return Vec::new();
    }
    let mut left = conversation.interview().left_for_later(stage);
    left.retain(|question| !conversation.state.offered.contains(question));
    left
}

// ---- looking over ----

/// All answers, to be looked over while the person is there.
pub fn review(conversation: &Conversation<'_>) -> Option<Turn> {
    if !conversation.interview().asks() {
        return None;
    }
    let turn = turn_of_stage(conversation, Stage::Person);
    Some(turn.unwrap_or_else(|| list(conversation).tell_if(ended_early(conversation))))
}

/// Goes on, or to the answer that was chosen.
pub fn review_reply(conversation: &mut Conversation<'_>, reply: Reply) -> Result<NextStep, Refused> {
    let stage = if conversation.interview().asks() { Stage::Person } else { Stage::Practitioner };
    if asking(conversation, stage).is_some() {
        return reply_of_stage(conversation, reply, stage);
    }
    let chosen = reply.chosen().and_then(|id| id.strip_prefix(ANSWER));
    let question = chosen.and_then(|id| conversation.questionnaire().find(id));
    if let Some(question) = question {
        (conversation.state.queue, conversation.state.queued) = (vec![question], 0);
        return Ok(NextStep::Stay);
    }
    // Whoever comes back from the summary to look at an answer is offered nothing more of their own part.
    let is_over = stage == Stage::Practitioner && conversation.state.own_part_over;
    let step = if stage == Stage::Person { StepId::Left } else { StepId::OwnLeft };
    let goes_on = is_over || not_offered(conversation, stage).is_empty();
    Ok(if goes_on { NextStep::On } else { NextStep::To(step) })
}

/// Returns the list of all answers, each to be changed.
pub fn list(conversation: &Conversation<'_>) -> Turn {
    let interview = conversation.interview();
    let answered = conversation.questionnaire().each_question();
    let answered = answered
        .filter(|(question, _)| interview.answer(*question).is_some() || interview.note(*question).is_some());
    let mut items = vec![ListItem::new(ChoiceId::of("go_on"), "Go on: this is right")];
    items.extend(answered.map(|(question, asked)| {
        let label = answer_line(conversation, question);
        ListItem::new(format!("{ANSWER}{}", asked.id), label)
    }));
    let tell = if interview.asks() {
        "Choose an answer to change it. What the person preferred not to say stays open; come back to it only \
         if they ask."
    } else {
        "Choose an answer to change it."
    };
    Turn::new(Point::Review, Wanted::One(items)).heading("Look over the answers").tell(tell)
}

fn ended_early(conversation: &Conversation<'_>) -> Option<&'static str> {
    let ended = conversation.interview().stopped().is_some() || conversation.state.early;
    ended.then_some("The questions ended early. What was not asked stays open.")
}

fn answer_line(conversation: &Conversation<'_>, question: QuestionRef) -> String {
    let asked = conversation.questionnaire().question(question);
    let shown = conversation.interview().shown(question).unwrap_or_else(|| "not answered".to_owned());
    let noted = if conversation.interview().note(question).is_some() { " (with a note)" } else { "" };
    format!("{} — {shown}{noted}", asked.ask)
}

// ---- a copy ----

/// Whether a copy may be kept, as the opening promised: also after an early stop, while the person is there. Nobody
/// who is in danger or has left is asked.
pub fn keep(conversation: &Conversation<'_>) -> Option<Turn> {
    let state = &conversation.state;
    let is_left_in_peace = state.early && !conversation.is_with_person() && state.may_keep.is_none();
    if !conversation.interview().asks() || is_left_in_peace {
        return None;
    }
    let choices = [("yes", "Yes"), ("no", "No"), ("not_sure", "Not sure: keep nothing")];
    let turn = Turn::to_choose(Point::Keep, &choices).heading("A copy");
    let turn = conversation
        .says_own(turn, |own| &own.keep)
        .tell_if(conversation.questionnaire().copy_note.as_deref())
        .tell(kept_how(conversation))
        .back(true);
    // Whoever comes by again, from the summary, can change it.
    Some(match state.may_keep {
        None => turn,
        Some(agreed) => turn.given(Reply::choose(if agreed { "yes" } else { "no" })),
    })
}

fn kept_how(conversation: &Conversation<'_>) -> &'static str {
    match conversation.setting().export {
        _ if conversation.setting().workspace => {
            "Say again who could read it. After a yes the screening is kept in your workspace, sealed. Otherwise \
             the draft of it is removed at the end."
        }
        None => "Say again who could read it. Nothing is kept by itself: you save a copy at the end, or not.",
        Some(_) => {
            "Say again who could read it. After a yes the summary is written to the file that you named."
        }
    }
}

/// Only a yes is a yes.
pub fn keep_reply(conversation: &mut Conversation<'_>, reply: Reply) -> Result<NextStep, Refused> {
    if reply == Reply::Back {
        return Ok(NextStep::Back);
    }
    let agreed = Some(reply.chooses("yes"));
    conversation.state.unsaved |= conversation.state.may_keep != agreed;
    conversation.state.may_keep = agreed;
    Ok(NextStep::On)
}
