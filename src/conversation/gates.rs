//! Whether it is safe to begin: danger first, then one screen after the other. Its one surprise: several
//! gates may share a screen and are answered by one choice, and each has its own answer all the same.

use super::alone;
use super::interpreter;
use super::reply::{ChoiceId, OpenAnswers, Refused, Reply};
use super::state::{Ending, NextStep, StepId};
use super::turn::{ListItem, Point, Turn, Wanted};
use super::value::Conversation;
use crate::questionnaire::model::{Gate, Questionnaire};
use crate::records::GateAnswer;

/// What stands before the id of the gate that does not pass, where several share a screen.
const NOT: &str = "not.";

/// The choice of an interpreter, at the gate about the language.
const INTERPRETED: &str = "interpreted";

/// The choice of answering alone, there.
const ALONE: &str = "alone";

/// Whether the gate tells somebody who interprets from a language that is shared.
fn asks_who_interprets(conversation: &Conversation<'_>, gate: &Gate) -> bool {
    gate.is_about_language() && gate.proceed_on && interpreter::is_asked_about(conversation)
}

/// The gates of one screen.
pub fn turn(conversation: &Conversation<'_>) -> Option<Turn> {
    let questionnaire = conversation.questionnaire();
    let state = &conversation.state;
    let place = state.within;
    let first = questionnaire.gates.get(place)?;
    let together = questionnaire.asked_together(place);
    let gates = &questionnaire.gates[together.clone()];
    let mut items = match gates {
        [gate] if asks_who_interprets(conversation, gate) => vec![
            ListItem::new("yes", "Yes, we share a language"),
            ListItem::new(INTERPRETED, "Yes, an interpreter is here, or on the line"),
            ListItem::new("no", "No"),
        ],
        [_] => vec![ListItem::new("yes", "Yes"), ListItem::new("no", "No")],
        several => shared(first, several),
    };
    let alone = alone::is_third_door(conversation, first) && gates.len() == 1;
    items.extend(alone.then(|| ListItem::new(ALONE, alone::third_door(conversation))));
    let mut turn =
        Turn::new(Point::Gate(place), Wanted::One(items)).heading(questionnaire.about.words().before);
    let remote = conversation.setting().is_remote();
    for (at, gate) in together.clone().zip(gates) {
        turn = turn.tell(gate.asked(remote)).tell_if(gate.noted(remote));
        turn = conversation.says(turn, |form| form.gates.get(at)?.say.as_deref());
    }
    turn.open = OpenAnswers::CouldNotTell;
    // What did not pass is never there to be kept by a press of Enter.
    let passed = |at: usize| state.gates.get(&at) == Some(&passing(&questionnaire.gates[at]));
    let interpreted = first.is_about_language() && interpreter::is_there(conversation);
    let given = if interpreted { INTERPRETED } else { passing(first).id() };
    turn.given = together.clone().all(passed).then(|| Reply::choose(given));
    Some(turn.back(place > 0 || conversation.setting().chosen_before))
}

fn shared(first: &Gate, gates: &[Gate]) -> Vec<ListItem> {
    let all = if gates.len() == 2 { "both" } else { "all" };
    let passes = passing(first);
    let word = if first.proceed_on { "Yes" } else { "No" };
    let mut items = vec![ListItem::new(passes.id(), format!("{word} to {all}"))];
    items.extend(gates.iter().map(|gate| {
        let words = gate.if_not.as_deref().unwrap_or(&gate.otherwise);
        ListItem::new(format!("{NOT}{}", gate.id), words)
    }));
    items
}

/// The answer with which one goes on.
fn passing(gate: &Gate) -> GateAnswer {
    if gate.proceed_on { GateAnswer::Yes } else { GateAnswer::No }
}

fn failing(gate: &Gate) -> GateAnswer {
    if gate.proceed_on { GateAnswer::No } else { GateAnswer::Yes }
}

/// Returns what a reply to the screen of a gate answers to each gate of it. Those below the one that does
/// not pass stay open: nobody has said anything of them.
pub(crate) fn gate_answers(
    questionnaire: &Questionnaire,
    place: usize,
    reply: &Reply,
) -> Vec<(usize, GateAnswer)> {
    let together = questionnaire.asked_together(place);
    let gate = |place: usize| &questionnaire.gates[place];
    let all = |answer: fn(&Gate) -> GateAnswer| together.clone().map(|at| (at, answer(gate(at)))).collect();
    let Some(chosen) = reply.chosen() else { return all(|_| GateAnswer::DontKnow) };
    if let Some(not) = chosen.strip_prefix(NOT) {
        let Some(fails) = together.clone().find(|at| gate(*at).id == not) else { return Vec::new() };
        let above = (together.start..fails).map(|at| (at, passing(gate(at))));
        return above.chain([(fails, failing(gate(fails)))]).collect();
    }
    if chosen == INTERPRETED || chosen == passing(gate(together.start)).id() {
        all(passing)
    } else {
        all(failing)
    }
}

/// Returns the reply with which the gates of a screen are answered like that: the first that does not pass
/// decides.
pub(crate) fn gate_reply(questionnaire: &Questionnaire, place: usize, answers: &[GateAnswer]) -> Reply {
    let together = questionnaire.asked_together(place);
    let gates = &questionnaire.gates[together.clone()];
    let stops = gates.iter().zip(answers).find(|(gate, answer)| **answer != passing(gate));
    match stops {
        None => Reply::choose(passing(&gates[0]).id()),
        Some((_, GateAnswer::DontKnow)) => Reply::DontKnow,
        Some((gate, _)) if gates.len() > 1 => Reply::Choose(ChoiceId::from(format!("{NOT}{}", gate.id))),
        Some((_, answer)) => Reply::choose(answer.id()),
    }
}

/// A gate is passed by one answer only.
pub fn reply(conversation: &mut Conversation<'_>, reply: Reply) -> Result<NextStep, Refused> {
    let questionnaire = conversation.questionnaire();
    let together = questionnaire.asked_together(conversation.state.within);
    if reply == Reply::Back && together.start == 0 {
        return Ok(NextStep::Back);
    }
    if reply == Reply::Back {
        conversation.state.within = questionnaire.asked_together(together.start.saturating_sub(1)).start;
        return Ok(NextStep::Stay);
    }
    let answers = gate_answers(questionnaire, together.start, &reply);
    let goes_alone = reply.chooses(ALONE);
    let stops = answers.iter().find(|(at, answer)| *answer != passing(&questionnaire.gates[*at])).copied();
    let stops = stops.filter(|_| !goes_alone);
    let is_about_language = questionnaire.gates[together.clone()].iter().any(Gate::is_about_language);
    if is_about_language && !goes_alone {
        alone::leave_third_door(conversation);
    }
    conversation.state.third_door |= goes_alone;
    let state = &mut conversation.state;
    state.gates.retain(|at, _| *at < together.start);
    state.gates.extend(answers);
    if is_about_language {
        state.interpreters.clear();
        if reply.chooses(INTERPRETED) {
            interpreter::open(conversation, true);
        } else if stops.is_none() && !goes_alone {
            interpreter::is_not_needed(conversation);
        }
    }
    let state = &mut conversation.state;
    if let Some((at, _)) = stops {
        let danger = questionnaire.gates[at].danger;
        state.ending = Some(if danger { Ending::Danger(Some(at)) } else { Ending::NotNow(at) });
        return Ok(NextStep::To(StepId::Farewell));
    }
    if together.end == questionnaire.gates.len() {
        return Ok(NextStep::On);
    }
    state.within = together.end;
    Ok(NextStep::Stay)
}
