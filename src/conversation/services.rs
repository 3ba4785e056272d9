//! Services, gone through together while the person is there: one after the other, how to reach it, who learns
//! of it, and what the person says to it. It is passed by one key, and shows nothing of what the answers come to.

use super::reply::{ChoiceId, Refused, Reply};
use super::state::{NextStep, StepId, SummaryTask};
use super::summary_tasks::{open, service_items};
use super::turn::{ListItem, Point, Turn, Wanted};
use super::value::Conversation;
use crate::report::unmet_item;

/// The services that match, and the needs that none of them meets. Police and tip lines are offered to nobody
/// who did not ask for them.
pub fn turn(conversation: &Conversation<'_>) -> Option<Turn> {
    if !conversation.is_with_person() {
        return None;
    }
    let mut record = conversation.record();
    record.referrals.retain(|found| conversation.state.police || !found.is_police_or_tip_line);
    let mut items = service_items(&record);
    let unmet: Vec<String> = record.needs_without_service.iter().map(|unmet| unmet_item(unmet).0).collect();
    if items.is_empty() && unmet.is_empty() {
        return None;
    }
    let listed = !items.is_empty();
    items.push(ListItem::new(ChoiceId::of("go_on"), "Go on"));
    let turn = Turn::new(Point::Services, Wanted::One(items)).heading("Services together").back(true);
    let mut turn = if listed {
        conversation.says_own(turn, |own| &own.services).tell(
            "Choose a service to see how to reach it, and to mark what the person says. Nothing has to be chosen.",
        )
    } else {
        conversation.says_own(turn, |own| &own.no_services)
    };
    turn.tell.extend(unmet);
    Some(turn.given(Reply::choose("go_on")))
}

/// Goes on, or to the service that was chosen.
pub fn reply(conversation: &mut Conversation<'_>, reply: Reply) -> Result<NextStep, Refused> {
    let state = &mut conversation.state;
    if reply.chosen().is_some() {
        (state.unsaved, state.services_looked_at) = (state.unsaved || !state.services_looked_at, true);
    }
    match reply.chosen() {
        None => return Ok(NextStep::To(StepId::Review)),
        Some("go_on") => return Ok(NextStep::On),
        Some(service) => open(conversation, SummaryTask::Mark(service.to_owned())),
    }
    Ok(NextStep::Stay)
}
