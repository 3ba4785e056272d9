//! The last words where there is nothing to sum up, and the way back from a slip at a gate.

use std::collections::BTreeSet;

use super::reply::{Refused, Reply};
use super::spoken::own_name;
use super::state::{Ending, NextStep, StepId};
use super::turn::{Point, Turn};
use super::value::Conversation;
use crate::library;

/// What can be given where nothing is asked.
const INFORMATION: &str = "Offer the information that you give everybody, if it is safe to take it along: `safelight \
    inform` has a page, and what to say, without any question.";

/// Where what was seen is written down: the person agreed to nothing, so this talk leaves no record.
const OBSERVE: &str = "To keep it as an observation, use `observation-only` later: it asks nobody anything, and holds \
    that somebody stayed.";

/// The language in which the practitioner speaks anyway.
const OWN: &str = "en";

/// What is said last.
pub fn turn(conversation: &Conversation<'_>) -> Option<Turn> {
    let state = &conversation.state;
    if state.finished {
        return None;
    }
    let turn = Turn::to_see(Point::Farewell);
    let turn = match state.ending.as_ref()? {
        Ending::NotNow(gate) => {
            let gate = &conversation.questionnaire().gates[*gate];
            let mut turn = turn.heading("Do not screen now").tell(&gate.otherwise).back(true);
            turn.tell.extend(conversation.setting().if_danger_comes());
            if gate.is_about_language() {
                turn.tell.extend(conversation.setting().lines_in_other_languages());
                turn.tell.extend(pages_in_other_languages());
            }
            turn.tell
                .extend(gate.observe.as_ref().map(|seen| format!("For your own notes: {seen} {OBSERVE}")));
            turn
        }
        Ending::Danger(Some(gate)) => {
            let mut turn = turn.heading("Danger now").back(true);
            turn.tell.extend(conversation.setting().emergency());
            turn.tell.push(conversation.questionnaire().gates[*gate].otherwise.clone());
            return Some(turn);
        }
        Ending::NoConsent => {
            conversation.says_own(turn.heading("Thank you"), |own| &own.all_right).back(true)
        }
        Ending::AnotherTime => conversation
            .says_own(turn.heading("Another time"), |own| &own.another_day)
            .tell("Agree on a safe way and time to meet again, if the person wants that.")
            .back(true),
        Ending::Danger(None) | Ending::Left | Ending::Finished | Ending::StoppedEarly => return None,
        Ending::BackToChoice => return None,
    };
    Some(turn.tell(INFORMATION).tell("Nothing was scored and nothing was kept."))
}

/// It is over, or a gate was answered by a slip.
pub fn reply(conversation: &mut Conversation<'_>, reply: Reply) -> Result<NextStep, Refused> {
    let state = &mut conversation.state;
    match (&state.ending, reply) {
        (Some(Ending::NotNow(gate) | Ending::Danger(Some(gate))), Reply::Back) => {
            state.within = conversation.interview.questionnaire().asked_together(*gate).start;
            state.ending = None;
            Ok(NextStep::To(StepId::Gates))
        }
        (Some(Ending::NoConsent | Ending::AnotherTime), Reply::Back) => {
            state.ending = None;
            Ok(NextStep::To(StepId::Consent))
        }
        _ => {
            state.finished = true;
            Ok(NextStep::Stay)
        }
    }
}

/// Returns in which other languages there are pages to hand over.
fn pages_in_other_languages() -> Option<String> {
    let languages: BTreeSet<&str> = library::PAGES.iter().filter_map(|page| page.language()).collect();
    let other = languages.into_iter().filter(|language| *language != OWN);
    let pages = other.map(|tag| format!("{} (`safelight inform --language {tag}`)", own_name(tag)));
    let pages: Vec<String> = pages.collect();
    (!pages.is_empty()).then(|| format!("Pages to hand over are here in: {}.", pages.join(", ")))
}
