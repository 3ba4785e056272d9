//! Who interprets: how, how they are tied to the person, in which language. A relative, a companion or somebody
//! who lives or works with the person is gone on with only on purpose and with a reason. It can be written down
//! anew at any time, from the page of a break or the summary. Its one surprise: there is no place for a name.

use super::interview::Stage;
use super::questions;
use super::reply::Reply;
use super::setting::Purpose;
use super::state::{Aside, Ending, InterpreterStep, StepId};
use super::turn::{ListItem, PageName, Point, Turn, Typing, Wanted};
use super::value::Conversation;
use crate::language::tag;
use crate::questionnaire::model::Gate;
use crate::records::{InterpreterKind, InterpreterRecord, InterpreterTie};

/// What leads to these pages.
pub(super) const CHOICE: &str = "The interpreter: write down who it is now, or that it changed";

/// The most characters of a reason, and of a language.
const LONGEST_REASON: usize = 500;
const LONGEST_LANGUAGE: usize = 60;

impl InterpreterStep {
    fn point(&self) -> Point {
        Point::Interpreter(PageName(match self {
            InterpreterStep::Kind => "kind",
            InterpreterStep::Tie(_) => "tie",
            InterpreterStep::GoOn(..) => "go_on",
            InterpreterStep::Because(..) => "because",
            InterpreterStep::Language(..) => "language",
        }))
    }
}

/// Returns whether it can be written down who interprets: where the questionnaire asks about the language, in a
/// screening. An invented person brings nobody.
pub(super) fn is_asked_about(conversation: &Conversation<'_>) -> bool {
    conversation.setting().purpose == Purpose::Screening
        && conversation.questionnaire().gates.iter().any(Gate::is_about_language)
}

/// Begins to write down who interprets.
pub(super) fn open(conversation: &mut Conversation<'_>, at_gate: bool) {
    conversation.state.asides.push(Aside::Interpreter(at_gate, InterpreterStep::Kind));
}

/// Returns whether somebody interprets, as far as it was written down.
pub(super) fn is_there(conversation: &Conversation<'_>) -> bool {
    let last = conversation.state.interpreters.last();
    last.is_some_and(|one| one.kind != InterpreterKind::NotNeeded)
}

/// Returns whether somebody may interpret: where that is written down, if it was; where a questionnaire does not ask
/// about it, in every screening.
pub(super) fn can_be_there(conversation: &Conversation<'_>) -> bool {
    let asks = conversation.questionnaire().gates.iter().any(Gate::is_about_language);
    is_there(conversation) || (!asks && conversation.setting().purpose == Purpose::Screening)
}

/// Takes down that a language is shared.
pub(super) fn is_not_needed(conversation: &mut Conversation<'_>) {
    if is_asked_about(conversation) {
        record(conversation, InterpreterKind::NotNeeded, None, None, None);
        conversation.state.remark = None;
    }
}

/// Returns the page.
pub(super) fn turn(conversation: &Conversation<'_>, at_gate: bool, step: &InterpreterStep) -> Turn {
    let point = step.point();
    let turn = match step {
        InterpreterStep::Kind => {
            let kinds = InterpreterKind::WORDS.iter();
            // At the gate that is an answer of its own.
            let kinds = kinds.filter(|(_, kind)| *kind != InterpreterKind::NotNeeded || !at_gate);
            let items = kinds.map(|(id, kind)| ListItem::capital(id, kind.label()));
            Turn::new(point, Wanted::One(items.collect()))
                .tell("How does the interpreter work with you? Write down no name, here or later.")
        }
        InterpreterStep::Tie(_) => {
            let ties = InterpreterTie::WORDS.iter();
            let items = ties.map(|(id, tie)| ListItem::capital(id, tie.label()));
            Turn::new(point, Wanted::One(items.collect()))
                .tell("How is the interpreter tied to the person? Ask both, apart if you can.")
        }
        InterpreterStep::GoOn(_, tie) => not_fit(point, *tie),
        InterpreterStep::Because(..) => {
            let typing = Typing { most: Some(LONGEST_REASON), ..Typing::required("your reason") };
            Turn::to_type(point, typing)
                .tell("Why do you go on all the same? The reason stands in the record. No names, please.")
        }
        InterpreterStep::Language(..) => {
            // By name, as people say it, where that name is known again.
            let set = conversation.setting().language.unwrap_or_default();
            let name = tag::english_name(set);
            let typing = Typing {
                most: Some(LONGEST_LANGUAGE),
                filled: if tag::by_name(&name) == Some(set) { name } else { set.to_owned() },
                ..Typing::required("a language, such as Spanish, Mam or American Sign Language")
            };
            Turn::to_type(point, typing).tell("Which language is interpreted?")
        }
    };
    turn.heading("The interpreter").back(true)
}

fn not_fit(point: Point, tie: InterpreterTie) -> Turn {
    let choices =
        [("other", "Find another interpreter first"), ("go_on", "Go on all the same, with a reason")];
    let why = if tie == InterpreterTie::Unknown {
        "Nobody knows yet whether this interpreter is tied to somebody who does harm."
    } else {
        "Somebody this close may be watched, may be afraid, or may be the one who does harm. The person may not \
         be free to speak."
    };
    Turn::to_choose(point, &choices)
        .tell(why)
        .tell("A telephone interpreter who is far away is often there in minutes.")
}

/// Takes what was said on a page.
pub(super) fn reply(conversation: &mut Conversation<'_>, at_gate: bool, step: InterpreterStep, reply: Reply) {
    if reply == Reply::Back {
        return go_back(conversation, at_gate, &step);
    }
    let next = match step {
        InterpreterStep::Kind => match reply.word(InterpreterKind::WORDS) {
            Some(InterpreterKind::NotNeeded) => {
                return record(conversation, InterpreterKind::NotNeeded, None, None, None);
            }
            Some(kind) => InterpreterStep::Tie(kind),
            None => InterpreterStep::Kind,
        },
        InterpreterStep::Tie(kind) => match reply.word(InterpreterTie::WORDS) {
            Some(tie) if tie.is_fit() => InterpreterStep::Language(kind, tie, None),
            Some(tie) => InterpreterStep::GoOn(kind, tie),
            None => InterpreterStep::Tie(kind),
        },
        InterpreterStep::GoOn(kind, tie) if reply.chooses("go_on") => InterpreterStep::Because(kind, tie),
        InterpreterStep::GoOn(..) => return find_another(conversation, at_gate),
        InterpreterStep::Because(kind, tie) => {
            let Reply::Typed(why) = reply else { return };
            InterpreterStep::Language(kind, tie, Some(one_line(&why)))
        }
        InterpreterStep::Language(kind, tie, because) => {
            let Reply::Typed(language) = reply else { return };
            return record(conversation, kind, Some(tie), Some(one_line(&language)), because);
        }
    };
    conversation.state.asides.push(Aside::Interpreter(at_gate, next));
}

fn one_line(typed: &str) -> String {
    typed.replace('\t', " ").trim().to_owned()
}

/// Goes back one page; from the first one to where one was.
fn go_back(conversation: &mut Conversation<'_>, at_gate: bool, step: &InterpreterStep) {
    let before = match step {
        InterpreterStep::Kind => {
            if at_gate {
                conversation.back_to_language();
            }
            return;
        }
        InterpreterStep::Tie(_) => InterpreterStep::Kind,
        InterpreterStep::GoOn(kind, _) => InterpreterStep::Tie(*kind),
        InterpreterStep::Because(kind, tie) => InterpreterStep::GoOn(*kind, *tie),
        InterpreterStep::Language(kind, _, None) => InterpreterStep::Tie(*kind),
        InterpreterStep::Language(kind, tie, Some(_)) => InterpreterStep::Because(*kind, *tie),
    };
    conversation.state.asides.push(Aside::Interpreter(at_gate, before));
}

/// Before the questions this is no shared language; later it is a pause in which one is found.
fn find_another(conversation: &mut Conversation<'_>, at_gate: bool) {
    match conversation.questionnaire().gates.iter().position(Gate::is_about_language) {
        Some(gate) if at_gate => {
            conversation.drop_asides();
            conversation.state.gates.remove(&gate);
            conversation.state.ending = Some(Ending::NotNow(gate));
            conversation.state.step = StepId::Farewell;
        }
        _ => conversation.state.asides.push(Aside::Break),
    }
}

fn record(
    conversation: &mut Conversation<'_>,
    kind: InterpreterKind,
    tie: Option<InterpreterTie>,
    language: Option<String>,
    went_on_because: Option<String>,
) {
    let has_begun = conversation.state.step.is_after(StepId::Consent);
    let asked = questions::asking(conversation, Stage::Person).filter(|_| has_begun);
    let from_question = asked.map(|question| conversation.questionnaire().question(question).id.clone());
    let prompt = if kind != InterpreterKind::NotNeeded && conversation.can_be_prompt() {
        " With o, the translation can be shown beneath as a prompt, too."
    } else {
        ""
    };
    let state = &mut conversation.state;
    // Without an interpreter the words are said as they stand, to the person.
    state.is_prompt &= kind != InterpreterKind::NotNeeded;
    state.interpreters.push(InterpreterRecord { kind, language, tie, went_on_because, from_question });
    state.unsaved |= has_begun;
    state.remark = Some(format!("Written down: who interprets.{prompt}"));
}

impl Conversation<'_> {
    /// Goes back to the gate about the language, as if it had not been answered.
    fn back_to_language(&mut self) {
        let questionnaire = self.interview.questionnaire();
        let Some(gate) = questionnaire.gates.iter().position(Gate::is_about_language) else { return };
        self.state.within = questionnaire.asked_together(gate).start;
        self.state.is_prompt = false;
        self.state.step = StepId::Gates;
    }
}
