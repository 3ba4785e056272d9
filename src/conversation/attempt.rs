//! What came of a screening, for counting: whether the questions were begun, and how it ended. It tells nothing of
//! what was said.

use super::setting::Purpose;
use super::state::{Ending, StepId};
use super::value::Conversation;

/// What came of a screening, or of coming to one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Attempt {
    /// This gate was not passed.
    NotBegun(String),
    /// It was left before the person was asked to agree.
    LeftBefore,
    /// The person said no.
    Refused,
    /// The person said not now.
    NotNow,
    /// It was begun, and is put aside.
    Aside,
    /// It was begun, and came to its end.
    Ended,
    /// It was begun and stopped on the way, and what was said is summed up.
    EndedEarly,
    /// It was begun and stopped, and nothing is summed up.
    Stopped,
}

impl Attempt {
    /// Returns whether the questions were begun.
    pub fn is_begun(&self) -> bool {
        matches!(self, Attempt::Aside | Attempt::Ended | Attempt::EndedEarly | Attempt::Stopped)
    }
}

impl Conversation<'_> {
    /// Returns what came of it as it stands; nothing where it is no screening, or one went back to what was chosen
    /// before it. One that is under way is one that is put aside.
    pub fn attempt(&self) -> Option<Attempt> {
        let state = &self.state;
        if self.setting().purpose != Purpose::Screening {
            return None;
        }
        // A form that asks nothing of the person has no agreement.
        let is_past_agreement = !self.interview().asks() && state.step.is_after(StepId::Consent);
        let is_begun = state.consent || is_past_agreement && !self.is_empty();
        let summed_up = || if state.early { Attempt::EndedEarly } else { Attempt::Ended };
        let of_begun = || match &state.ending {
            Some(Ending::Left | Ending::Danger(None)) => Attempt::Stopped,
            Some(_) => summed_up(),
            None if state.step == StepId::Summary => summed_up(),
            None => Attempt::Aside,
        };
        Some(match &state.ending {
            Some(Ending::BackToChoice) => return None,
            Some(Ending::NotNow(gate) | Ending::Danger(Some(gate))) => {
                Attempt::NotBegun(self.questionnaire().gates[*gate].id.clone())
            }
            Some(Ending::NoConsent) => Attempt::Refused,
            Some(Ending::AnotherTime) => Attempt::NotNow,
            _ if is_begun => of_begun(),
            _ => Attempt::LeftBefore,
        })
    }
}
