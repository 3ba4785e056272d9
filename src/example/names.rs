//! What an id of an example can mean, and which ids there are: an example may put some in, and expect
//! others.

use crate::diagnostic::Diagnostic;
use crate::questionnaire::model::Questionnaire;
use crate::reading::{Notes, Placed};
use crate::rules::{IndicatorRef, OutcomeRef, QuestionRef, ScoreRef};

/// One thing that an example can put in or expect.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExampleTarget {
    /// A question.
    Question(QuestionRef),
    /// A context, by its place.
    Context(usize),
    /// An outcome.
    Outcome(OutcomeRef),
    /// A score.
    Score(ScoreRef),
    /// An indicator.
    Indicator(IndicatorRef),
    /// An action, by its place.
    Action(usize),
    /// A questionnaire that may follow, by its place.
    Next(usize),
    /// Which stop fires.
    Stop,
    /// A gate, by its place.
    Gate(usize),
}

/// Where an id stands, which says what it may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// In `answers`.
    Answers,
    /// In `context`.
    Context,
    /// In `judgements`.
    Judgements,
    /// In `expect`.
    Expect,
    /// In `next`.
    Next,
    /// In `columns`.
    Columns,
}

impl Side {
    /// Returns whether an id of that kind may stand here.
    fn takes(self, target: ExampleTarget) -> bool {
        match self {
            Side::Answers => matches!(target, ExampleTarget::Question(_)),
            Side::Context => matches!(target, ExampleTarget::Context(_)),
            Side::Judgements => matches!(target, ExampleTarget::Outcome(_)),
            Side::Next => matches!(target, ExampleTarget::Next(_)),
            Side::Expect => matches!(
                target,
                ExampleTarget::Outcome(_)
                    | ExampleTarget::Score(_)
                    | ExampleTarget::Indicator(_)
                    | ExampleTarget::Action(_)
                    | ExampleTarget::Gate(_)
            ),
            Side::Columns => true,
        }
    }

    fn wanted(self) -> &'static str {
        match self {
            Side::Answers => "question",
            Side::Context => "context",
            Side::Judgements => "outcome",
            Side::Next => "questionnaire that may follow",
            Side::Expect => "outcome, score, indicator, action or gate",
            Side::Columns => "question, context, outcome, score, indicator, action or gate",
        }
    }
}

impl ExampleTarget {
    fn kind(self) -> (&'static str, &'static str) {
        match self {
            ExampleTarget::Question(_) => ("a question", "write it under `answers`"),
            ExampleTarget::Context(_) => ("a context", "write it under `context`"),
            ExampleTarget::Outcome(_) => ("an outcome", "write it under `expect`"),
            ExampleTarget::Score(_) => ("a score", "write it under `expect`"),
            ExampleTarget::Indicator(_) => ("an indicator", "write it under `expect`"),
            ExampleTarget::Action(_) => ("an action", "write it under `expect`"),
            ExampleTarget::Next(_) => ("a questionnaire that may follow", "write it under `next`"),
            ExampleTarget::Stop => ("the stop", "write a line `stop = …`"),
            ExampleTarget::Gate(_) => ("a gate", "write it under `expect`"),
        }
    }
}

/// Returns what an id means where it stands, or notes what is wrong with it.
pub fn target(
    questionnaire: &Questionnaire,
    id: &Placed<String>,
    side: Side,
    notes: &Notes<'_>,
) -> Option<ExampleTarget> {
    match find(questionnaire, &id.value, side) {
        Some(target) if side.takes(target) => Some(target),
        Some(other) => {
            let (kind, advice) = other.kind();
            let message = format!("`{}` is {kind}, and not of the kind: {}", id.value, side.wanted());
            notes.add(Diagnostic::error("wrong-side", id.span.clone(), message).help(advice));
            None
        }
        None => {
            let known = known(questionnaire, side);
            let near = notes.nearest(&id.value, known.iter().copied());
            let help = near.map_or_else(|| advice(&known), |near| format!("did you mean `{near}`?"));
            let message = format!("there is no {} `{}`", side.wanted(), id.value);
            notes.add(Diagnostic::error("unknown-name", id.span.clone(), message).help(help));
            None
        }
    }
}

fn find(questionnaire: &Questionnaire, id: &str, side: Side) -> Option<ExampleTarget> {
    let question = questionnaire.find(id).filter(|_| side != Side::Next).map(ExampleTarget::Question);
    let other = || others(questionnaire, side).find(|(known, _)| *known == id);
    question.or_else(|| other().map(|(_, target)| target))
}

/// Every id that may stand here.
fn known(questionnaire: &Questionnaire, side: Side) -> Vec<&str> {
    let questions = questionnaire.each_question();
    let questions = questions.map(|(at, asked)| (asked.id.as_str(), ExampleTarget::Question(at)));
    let all = questions.chain(others(questionnaire, side));
    all.filter(|(_, target)| side.takes(*target)).map(|(id, _)| id).collect()
}

/// Every id but those of questions, with what it means, in the order in which they are looked at.
fn others(q: &Questionnaire, side: Side) -> impl Iterator<Item = (&str, ExampleTarget)> {
    let stop = (side == Side::Columns).then_some(("stop", ExampleTarget::Stop));
    let contexts = named(&q.contexts, |it| &it.id, ExampleTarget::Context);
    let outcomes = named(&q.outcomes, |it| &it.id, |at| ExampleTarget::Outcome(OutcomeRef::at(at)));
    let scores = named(&q.scores, |it| &it.id, |at| ExampleTarget::Score(ScoreRef::at(at)));
    let indicators = named(&q.indicators, |it| &it.id, |at| ExampleTarget::Indicator(IndicatorRef::at(at)));
    let actions = named(&q.actions, |it| &it.step.id, ExampleTarget::Action);
    let gates = named(&q.gates, |it| &it.id, ExampleTarget::Gate);
    let next = named(&q.next, |it| &it.questionnaire, ExampleTarget::Next);
    let here = contexts.chain(outcomes).chain(scores).chain(indicators).chain(actions).chain(gates);
    stop.into_iter().chain(here.filter(move |_| side != Side::Next)).chain(next)
}

fn named<T>(
    list: &[T],
    id: fn(&T) -> &str,
    target: fn(usize) -> ExampleTarget,
) -> impl Iterator<Item = (&str, ExampleTarget)> {
    list.iter().enumerate().map(move |(at, it)| (id(it), target(at)))
}

/// The help where nothing is near: what there is, if that is a short list.
fn advice(known: &[&str]) -> String {
    match known.len() {
        0 => "remove it; this questionnaire has none".to_owned(),
        1..=12 => format!("write one of: {}", known.join(", ")),
        _ => "write an id of this questionnaire; `safelight show` prints it".to_owned(),
    }
}
