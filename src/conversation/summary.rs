//! The summary, and what can be done with it. It computes nothing itself: the record is built from what
//! was said each time it is shown.

use super::reply::{Refused, Reply};
use super::setting::Purpose;
use super::state::{NextStep, StepId};
use super::turn::{Point, Turn, Wanted};
use super::value::Conversation;
use super::{interpreter, releasing, summary_tasks};
use crate::report::{Detail, document};

const JUDGE: (&str, &str) = ("judge", "Add your own judgement");
/// Where there is a person to whom they could be of use.
const POLICE: (&str, &str) = ("police", "Show or hide police and tip lines");
const LAST: [(&str, &str); 2] = [("save", "Save a copy of what is shown to a file"), ("finish", "Finish")];

/// What can be shown in place of what is shown, and saved then.
const LEVELS: [(Detail, &str); 4] = [
    (Detail::Note, "Show the one page"),
    (Detail::Reasons, "Show why"),
    (Detail::Full, "Show everything, and how it adds up"),
    (Detail::TakeAway, "Show what the person may carry"),
];

/// The summary, until somebody finishes.
pub fn turn(conversation: &Conversation<'_>) -> Option<Turn> {
    let state = &conversation.state;
    let nothing = state.early && conversation.is_empty();
    if conversation.setting().purpose == Purpose::Practice || state.finished || nothing {
        return None;
    }
    let frame = conversation.questionnaire().about.words();
    let mut choices = vec![("mark", frame.to_mark), JUDGE];
    choices.extend(Some(POLICE).filter(|_| frame.has_person));
    choices.extend(LAST);
    let fits = |level: Detail| level != state.shown && (frame.has_talk || level != Detail::TakeAway);
    let others = LEVELS.iter().filter(|(level, _)| fits(*level));
    choices.extend(others.map(|(level, words)| (level.id(), *words)));
    if interpreter::is_asked_about(conversation) {
        choices.push(("interpreter", interpreter::CHOICE));
    }
    let turn = Turn::to_choose(Point::Summary, &choices)
        .heading("Summary")
        .tell("To look at an answer again or change it, go back.")
        .back(true);
    Some(drawn(conversation, turn))
}

/// Adds the page, and what is about recipients.
fn drawn(conversation: &Conversation<'_>, mut turn: Turn) -> Turn {
    let shown = conversation.state.shown;
    turn.page = document(&conversation.record_at(shown), shown);
    if let Wanted::One(items) = &mut turn.wanted {
        items.extend(releasing::choices(conversation));
    }
    turn
}

/// Does what was chosen.
pub fn reply(conversation: &mut Conversation<'_>, reply: Reply) -> Result<NextStep, Refused> {
    if reply == Reply::Back {
        let asks = conversation.interview().asks();
        conversation.state.parted = true;
        return Ok(NextStep::To(if asks { StepId::Review } else { StepId::OwnReview }));
    }
    if releasing::take_back(conversation, &reply) {
        conversation.state.shown = Detail::Note;
        return Ok(NextStep::Stay);
    }
    match reply.chosen() {
        Some("mark") => summary_tasks::mark(conversation),
        Some("judge") => summary_tasks::judge_which(conversation),
        Some("police") => toggle_police(conversation),
        Some("interpreter") => interpreter::open(conversation, false),
        Some("save") => summary_tasks::save(conversation),
        Some("finish") => summary_tasks::leave(conversation),
        level => {
            let recipient = level.and_then(|level| level.strip_prefix("recipient."));
            if let Some(place) = recipient.and_then(|place| place.parse().ok()) {
                conversation.state.recipient = Some(place);
                conversation.state.shown = Detail::Referral;
                return Ok(NextStep::Stay);
            }
            let shown = LEVELS.iter().find(|(detail, _)| Some(detail.id()) == level);
            conversation.state.shown = shown.map_or(Detail::Note, |(detail, _)| *detail);
        }
    }
    Ok(NextStep::Stay)
}

fn toggle_police(conversation: &mut Conversation<'_>) {
    let state = &mut conversation.state;
    state.police = !state.police;
    state.unsaved = true;
    let shown = if state.police { "shown" } else { "not shown" };
    state.remark = Some(format!("Police and tip lines are {shown} now."));
}
