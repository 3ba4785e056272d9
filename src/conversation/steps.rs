//! The order of a conversation: one list. Moving a line moves the step, and one more step is a file with
//! its turn and its reply and a line here. A step without a turn is passed over.

use super::reply::{Refused, Reply};
use super::state::{Move, StepId};
use super::turn::Turn;
use super::value::Conversation;
use super::{before, farewell, looking_over, own_part, questions, summary};

/// One step.
pub(super) struct Step {
    /// Its name.
    pub id: StepId,
    /// What is on the screen; nothing if there is nothing to do here.
    pub turn: fn(&Conversation<'_>) -> Option<Turn>,
    /// What a reply does that its turn offers.
    pub reply: fn(&mut Conversation<'_>, Reply) -> Result<Move, Refused>,
}

/// The steps of every conversation, in their order.
pub(super) const ORDER: &[Step] = &[
    Step { id: StepId::Words, turn: before::without_words, reply: before::without_words_reply },
    Step { id: StepId::Before, turn: before::first_page, reply: before::go_on },
    Step { id: StepId::Gates, turn: before::gate, reply: before::gate_reply },
    Step { id: StepId::Kept, turn: before::kept, reply: before::go_on },
    Step { id: StepId::Openings, turn: before::opening, reply: before::opening_reply },
    Step { id: StepId::Consent, turn: before::consent, reply: before::consent_reply },
    Step { id: StepId::Questions, turn: questions::turn, reply: questions::reply },
    Step { id: StepId::Left, turn: looking_over::left, reply: looking_over::left_reply },
    Step { id: StepId::Review, turn: looking_over::review, reply: looking_over::review_reply },
    Step { id: StepId::Keep, turn: looking_over::keep, reply: looking_over::keep_reply },
    Step { id: StepId::OwnPart, turn: own_part::turn, reply: own_part::reply },
    Step { id: StepId::OwnLeft, turn: own_part::left, reply: own_part::left_reply },
    Step { id: StepId::OwnReview, turn: own_part::review, reply: looking_over::review_reply },
    Step { id: StepId::Summary, turn: summary::turn, reply: summary::reply },
    Step { id: StepId::Farewell, turn: farewell::turn, reply: farewell::reply },
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
