//! The order of a conversation: one list. Moving a line moves the step, and one more step is a file with
//! its turn and its reply and a line here. A step without a turn is passed over.

use super::reply::{Refused, Reply};
use super::state::{NextStep, StepId};
use super::turn::Turn;
use super::value::Conversation;
use super::{
    farewell, gates, looking_over, opening, own_part, parting, questions, releasing, seen, services, summary,
};

/// One step.
pub(super) struct ConversationStep {
    /// Its name.
    pub id: StepId,
    /// What is on the screen; nothing if there is nothing to do here.
    pub turn: fn(&Conversation<'_>) -> Option<Turn>,
    /// What a reply does that its turn offers.
    pub reply: fn(&mut Conversation<'_>, Reply) -> Result<NextStep, Refused>,
}

const fn step(
    id: StepId,
    turn: fn(&Conversation<'_>) -> Option<Turn>,
    reply: fn(&mut Conversation<'_>, Reply) -> Result<NextStep, Refused>,
) -> ConversationStep {
    ConversationStep { id, turn, reply }
}

/// The steps of every conversation, in their order.
pub(super) const ORDER: &[ConversationStep] = &[
    step(StepId::Words, opening::without_words, opening::without_words_reply),
    step(StepId::Gates, gates::turn, gates::reply),
    step(StepId::Before, opening::first_page, opening::go_on),
    step(StepId::Openings, opening::opening, opening::opening_reply),
    step(StepId::Consent, opening::consent, opening::consent_reply),
    step(StepId::Questions, questions::turn, questions::reply),
    step(StepId::Left, looking_over::left, looking_over::left_reply),
    step(StepId::Review, looking_over::review, looking_over::review_reply),
    step(StepId::Services, services::turn, services::reply),
    step(StepId::NextContact, parting::contact, parting::contact_reply),
    step(StepId::Keep, looking_over::keep, looking_over::keep_reply),
    step(StepId::Release, releasing::turn, releasing::reply),
    step(StepId::Carry, parting::carry, parting::carry_reply),
    step(StepId::Closing, parting::closing, opening::go_on),
    step(StepId::OwnPart, own_part::turn, own_part::reply),
    step(StepId::OwnLeft, own_part::left, own_part::left_reply),
    step(StepId::OwnReview, own_part::review, looking_over::review_reply),
    step(StepId::Seen, seen::turn, seen::reply),
    step(StepId::Summary, summary::turn, summary::reply),
    step(StepId::Farewell, farewell::turn, farewell::reply),
];

impl StepId {
    /// Returns the place of the step in the order.
    pub fn place(self) -> usize {
        ORDER.iter().position(|step| step.id == self).expect("every step is in the order")
    }

    /// Returns whether it comes after another.
    pub fn is_after(self, other: StepId) -> bool {
        self.place() > other.place()
    }
}
