//! How one parts from the person: how and on which day one is in touch again, what they may take along, and kind words.
//! There is no room for a number, a place or an hour.

use super::interruptions::may_be_child;
use super::reply::{Refused, Reply};
use super::state::NextStep;
use super::summary_tasks;
use super::turn::{ListItem, Point, Turn, Wanted};
use super::value::Conversation;
use crate::records::{ContactTime, ContactWay, NextContact};
use crate::report::{Detail, carries_anything, document, wants_no_contact};

// ---- the next contact ----

/// How, and then on which day. Whoever comes by again, from the summary, can put right what was agreed.
pub fn contact(conversation: &Conversation<'_>) -> Option<Turn> {
    let agreed = conversation.state.next_contact;
    let was_asked = conversation.state.parted && agreed.is_some();
    let is_asked = conversation.is_with_person() && !wants_no_contact(conversation.interview().case());
    if !is_asked && !was_asked {
        return None;
    }
    let turn = if conversation.state.within == 0 {
        let items = ContactWay::WORDS.iter().map(|(id, way)| ListItem::capital(id, way.label()));
        let way = agreed.map_or(ContactWay::NotAgreed, |agreed| agreed.how);
        conversation
            .says_own(Turn::new(Point::ContactHow, Wanted::One(items.collect())), |own| &own.contact_how)
            .tell("Ask who else sees the phone or the messages. Write down no number, place or name.")
            .given(Reply::choose(way.id()))
    } else {
        let today = conversation.setting().agreed_on();
        let items = ContactTime::WORDS.iter().map(|(id, when)| {
            let day = when.day(today).map(|day| format!(": {}", day.strftime("%A, %-d %B")));
            ListItem::capital(id, &format!("{}{}", when.label(), day.unwrap_or_default()))
        });
        let when = agreed.and_then(|agreed| agreed.when).unwrap_or(ContactTime::NotAgreed);
        conversation
            .says_own(Turn::new(Point::ContactWhen, Wanted::One(items.collect())), |own| &own.contact_when)
            .given(Reply::choose(when.id()))
    };
    Some(turn.heading("Next contact").back(true))
}

/// What was agreed.
pub fn contact_reply(conversation: &mut Conversation<'_>, reply: Reply) -> Result<NextStep, Refused> {
    let today = conversation.setting().agreed_on();
    let state = &mut conversation.state;
    let before = state.next_contact;
    let at_how = state.within == 0;
    if reply == Reply::Back {
        state.within = 0;
        return Ok(if at_how { NextStep::Back } else { NextStep::Stay });
    }
    let agreed = if at_how {
        let how = reply.word(ContactWay::WORDS).ok_or(Refused::NotOffered)?;
        // What was agreed on before keeps its day, whenever that was.
        let time = before.filter(|_| how.has_time());
        NextContact { how, when: time.and_then(|time| time.when), on: time.and_then(|time| time.on) }
    } else {
        let how = before.map_or(ContactWay::NotAgreed, |agreed| agreed.how);
        NextContact::agreed(how, reply.word(ContactTime::WORDS), today)
    };
    state.unsaved |= before != Some(agreed);
    state.next_contact = Some(agreed);
    if at_how && agreed.how.has_time() {
        state.within = 1;
        return Ok(NextStep::Stay);
    }
    Ok(NextStep::On)
}

// ---- what they may take along ----

/// The numbers on paper, for whoever can carry them: only where there is something that may stand there.
pub fn carry(conversation: &Conversation<'_>) -> Option<Turn> {
    if !conversation.is_with_person() {
        return None;
    }
    let record = conversation.record_at(Detail::TakeAway);
    if !carries_anything(&record) {
        return None;
    }
    let choices = [("nothing", "Nothing on paper"), ("save", "Save it to a file, to print")];
    let turn = Turn::to_choose(Point::Carry, &choices).heading("To take along").back(true);
    let mut turn = conversation
        .says_own(turn, |own| &own.on_paper)
        .tell("Whoever finds it learns nothing of this talk. Nobody has to take it: they can also learn a number by heart.")
        .given(Reply::choose("nothing"));
    turn.page = document(&record, Detail::TakeAway);
    Some(turn)
}

/// Goes on, or saves the page first.
pub fn carry_reply(conversation: &mut Conversation<'_>, reply: Reply) -> Result<NextStep, Refused> {
    match reply.chosen() {
        Some("save") => {
            conversation.state.shown = Detail::TakeAway;
            summary_tasks::save(conversation);
            Ok(NextStep::Stay)
        }
        chosen => {
            conversation.state.shown = Detail::Note;
            Ok(if chosen.is_some() { NextStep::On } else { NextStep::Back })
        }
    }
}

// ---- kind words ----

/// Words read aloud at the end of the person's part. To somebody who may be a child nothing is promised that may not
/// hold: others may have to decide.
pub fn closing(conversation: &Conversation<'_>) -> Option<Turn> {
    let is_young = may_be_child(conversation);
    let turn = Turn::to_see(Point::Closing).heading("Closing words");
    let turn = conversation
        .says_own(turn, |own| if is_young { &own.closing_child } else { &own.closing })
        .tell("Wait until the person is ready to go. What comes next is for you, when the person has left.")
        .back(true);
    conversation.is_with_person().then_some(turn)
}
