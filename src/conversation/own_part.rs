//! The practitioner's own part, which is not read aloud: what was seen, and what they think. It comes
//! after an early stop too, so that what was seen is not lost.

use super::interview::Stage;
use super::looking_over::{left_of_stage, left_reply_of_stage, list};
use super::questions::{asking, reply_of_stage, turn_of_stage};
use super::reply::{Refused, Reply};
use super::setting::Purpose;
use super::state::NextStep;
use super::turn::{Point, Turn};
use super::value::Conversation;

const AFTER_TALK: &str = "The rest is for you, when the person has left. It is not read aloud. Write what you saw, not \
                          what you think it means.";

/// Where nobody is asked: the person may be here, or not.
const WITHOUT_TALK: &str = "This is for you alone: nothing of it is asked or read aloud. Write what was seen or is known, not what you \
     think it means.";

/// Whether there is nobody of whose part one's own could be told: a team fills in all of it.
fn is_all(conversation: &Conversation<'_>) -> bool {
    !conversation.questionnaire().about.words().has_person && !conversation.interview().asks()
}

/// A word on it, and its questions.
pub fn turn(conversation: &Conversation<'_>) -> Option<Turn> {
    if conversation.state.own_part_over {
        return None;
    }
    asking(conversation, Stage::Practitioner)?;
    if conversation.state.own_part || is_all(conversation) {
        return turn_of_stage(conversation, Stage::Practitioner);
    }
    let words = if conversation.interview().asks() { AFTER_TALK } else { WITHOUT_TALK };
    let turn = Turn::to_see(Point::OwnPart).heading("Your own part").tell(words);
    // In practice, what was ended is not looked over any more.
    let is_over = conversation.state.early && conversation.setting().purpose == Purpose::Practice;
    Some(turn.back(!is_over))
}

/// A reply to one of them.
pub fn reply(conversation: &mut Conversation<'_>, reply: Reply) -> Result<NextStep, Refused> {
    if conversation.state.own_part || is_all(conversation) {
        let next = reply_of_stage(conversation, reply, Stage::Practitioner)?;
        (conversation.state.own_part, conversation.state.parted) = (true, true);
        return Ok(next);
    }
    if reply == Reply::Back {
        return Ok(NextStep::Back);
    }
    (conversation.state.own_part, conversation.state.parted) = (true, true);
    Ok(NextStep::Stay)
}

/// What was left for later in it, once.
pub fn left(conversation: &Conversation<'_>) -> Option<Turn> {
    if conversation.state.own_part_over {
        return None;
    }
    left_of_stage(conversation, Stage::Practitioner)
}

/// Whether to look at it now.
pub fn left_reply(conversation: &mut Conversation<'_>, reply: Reply) -> Result<NextStep, Refused> {
    left_reply_of_stage(conversation, reply, Stage::Practitioner)
}

/// Where nothing is asked of the person, all is the practitioner's own part, and is looked over here.
pub fn review(conversation: &Conversation<'_>) -> Option<Turn> {
    if conversation.interview().asks() {
        return None;
    }
    let turn = turn_of_stage(conversation, Stage::Practitioner);
    Some(turn.unwrap_or_else(|| list(conversation)))
}
