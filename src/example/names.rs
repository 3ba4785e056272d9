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
            let near = notes.nearest(&id.value, known.iter().map(String::as_str));
            let help = near.map_or_else(|| advice(&known), |near| format!("did you mean `{near}`?"));
            let message = format!("there is no {} `{}`", side.wanted(), id.value);
            notes.add(Diagnostic::error("unknown-name", id.span.clone(), message).help(help));
            None
        }
    }
}

fn find(questionnaire: &Questionnaire, id: &str, side: Side) -> Option<ExampleTarget> {
    let q = questionnaire;
    let next = |id: &str| q.next.iter().position(|next| next.questionnaire == id).map(ExampleTarget::Next);
    if side == Side::Next {
        return next(id);
    }
    if side == Side::Columns && id == "stop" {
        return Some(ExampleTarget::Stop);
    }
    q.find(id)
        .map(ExampleTarget::Question)
        .or_else(|| q.contexts.iter().position(|context| context.id == id).map(ExampleTarget::Context))
        .or_else(|| place(&q.outcomes, id, |it| &it.id).map(|at| ExampleTarget::Outcome(OutcomeRef::at(at))))
        .or_else(|| place(&q.scores, id, |it| &it.id).map(|at| ExampleTarget::Score(ScoreRef::at(at))))
        .or_else(|| {
            place(&q.indicators, id, |it| &it.id).map(|at| ExampleTarget::Indicator(IndicatorRef::at(at)))
        })
        .or_else(|| place(&q.actions, id, |it| &it.id).map(ExampleTarget::Action))
        .or_else(|| place(&q.gates, id, |it| &it.id).map(ExampleTarget::Gate))
        .or_else(|| next(id))
}

fn place<T>(list: &[T], id: &str, id_of: impl Fn(&T) -> &String) -> Option<usize> {
    list.iter().position(|item| id_of(item) == id)
}

/// Every id that may stand here.
fn known(questionnaire: &Questionnaire, side: Side) -> Vec<String> {
    let q = questionnaire;
    let mut ids: Vec<String> = Vec::new();
    ids.extend(q.questions.iter().map(|it| it.id.clone()));
    ids.extend(q.contexts.iter().map(|it| it.id.clone()));
    ids.extend(q.outcomes.iter().map(|it| it.id.clone()));
    ids.extend(q.scores.iter().map(|it| it.id.clone()));
    ids.extend(q.indicators.iter().map(|it| it.id.clone()));
    ids.extend(q.actions.iter().map(|it| it.id.clone()));
    ids.extend(q.gates.iter().map(|it| it.id.clone()));
    ids.extend(q.next.iter().map(|it| it.questionnaire.clone()));
    ids.extend((side == Side::Columns).then(|| "stop".to_owned()));
    ids.retain(|id| find(q, id, side).is_some_and(|target| side.takes(target)));
    ids
}

/// The help where nothing is near: what there is, if that is a short list.
fn advice(known: &[String]) -> String {
    match known.len() {
        0 => "remove it; this questionnaire has none".to_owned(),
        1..=12 => format!("write one of: {}", known.join(", ")),
        _ => "write an id of this questionnaire; `safelight show` prints it".to_owned(),
    }
}
