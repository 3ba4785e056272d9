//! What has to be computed before what. It puts questions, indicators, scores and outcomes in an
//! order in which each finds what it needs, and notes circles and rules that look forward.

use std::collections::BTreeSet;

use super::symbols::Symbols;
use crate::condition::{IndicatorRef, Name, OutcomeRef, QuestionRef, ScoreRef};
use crate::diagnostic::Diagnostic;
use crate::document::Notes;
use crate::questionnaire::model::{Questionnaire, Step};
use crate::source::Span;

/// Returns the order of computation, and notes what cannot be ordered.
pub fn plan(draft: &Questionnaire, symbols: &Symbols, notes: &Notes<'_>) -> Vec<Step> {
    let mut planner = Planner { draft, symbols, notes, path: Vec::new(), plan: Vec::new() };
    for (question, _) in draft.each_question() {
        planner.visit(Step::Applies(question));
    }
    (0..draft.indicators.len()).for_each(|place| planner.visit(Step::Indicator(IndicatorRef::at(place))));
    (0..draft.scores.len()).for_each(|place| planner.visit(Step::Score(ScoreRef::at(place))));
    (0..draft.outcomes.len()).for_each(|place| planner.visit(Step::Outcome(OutcomeRef::at(place))));
    planner.plan
}

/// Notes every `ask_if` and `ask_only_if` that depends on its own question or a later one.
/// The spans are those of the rules, by question.
pub fn note_looking_forward(draft: &Questionnaire, rules: &[Option<Span>], notes: &Notes<'_>) {
    for (question, asked) in draft.each_question() {
        let (Some(rule), Some(span)) = (asked.gate_rule(), &rules[question.index()]) else {
            continue;
        };
        let later = reached(draft, rule.names()).into_iter().find(|needed| *needed >= question);
        if let Some(later) = later {
            let which = &draft.question(later).id;
            let message = if later == question {
                format!("the question `{which}` depends on itself")
            } else {
                format!("this looks forward to `{which}`, which is asked later")
            };
            notes.add(
                Diagnostic::error("looks-forward", span.clone(), message)
                    .help("move that question up, or ask this one without it"),
            );
        }
    }
}

/// Returns every question that some names depend on, directly or through others.
pub fn reached(draft: &Questionnaire, names: Vec<Name>) -> BTreeSet<QuestionRef> {
    let (mut seen, mut waiting) = (BTreeSet::new(), names);
    while let Some(name) = waiting.pop() {
        if seen.insert(name) {
            waiting.extend(needed_by(draft, name));
        }
    }
    let question = |name| {
        if let Name::Question(question) = name { Some(question) } else { None }
    };
    seen.into_iter().filter_map(question).collect()
}

/// Returns what one name directly depends on.
pub fn needed_by(draft: &Questionnaire, name: Name) -> Vec<Name> {
    match name {
        Name::Question(question) => {
            draft.questions.get(question.index()).and_then(|q| q.gate_rule()).map(|rule| rule.names())
        }
        Name::Indicator(indicator) => {
            draft.indicators.get(indicator.index()).map(|indicator| indicator.when.names())
        }
        Name::Score(score) => draft
            .scores
            .get(score.index())
            .map(|score| score.terms.iter().flat_map(|term| term.value.names()).collect()),
        Name::Outcome(outcome) => draft.outcomes.get(outcome.index()).map(|outcome| outcome.names()),
        Name::Context(_) => None,
    }
    .unwrap_or_default()
}

struct Planner<'r> {
    draft: &'r Questionnaire,
    symbols: &'r Symbols,
    notes: &'r Notes<'r>,
    path: Vec<Step>,
    plan: Vec<Step>,
}

impl Planner<'_> {
    fn visit(&mut self, step: Step) {
        if self.plan.contains(&step) {
            return;
        }
        if let Some(start) = self.path.iter().position(|earlier| *earlier == step) {
            return self.note_circle(start);
        }
        self.path.push(step);
        for name in needed_by(self.draft, name_of(step)) {
            if let Some(needed) = step_of(name) {
                self.visit(needed);
            }
        }
        self.path.pop();
        if !self.plan.contains(&step) {
            self.plan.push(step);
        }
    }

    /// A circle through a question looks forward somewhere, and is noted there.
    fn note_circle(&self, start: usize) {
        let circle = &self.path[start..];
        if circle.iter().any(|step| matches!(step, Step::Applies(_))) {
            return;
        }
        let mut ids: Vec<&str> = circle.iter().map(|step| self.id(*step)).collect();
        let first = ids[0];
        ids.push(first);
        let message = format!("`{first}` depends on itself: {}", ids.join(" → "));
        self.notes.add(
            Diagnostic::error("circle", self.symbols.place(first), message)
                .help("remove one of these references"),
        );
    }

    fn id(&self, step: Step) -> &str {
        match step {
            Step::Applies(question) => &self.draft.question(question).id,
            Step::Indicator(indicator) => &self.draft.indicator(indicator).id,
            Step::Score(score) => &self.draft.score(score).id,
            Step::Outcome(outcome) => &self.draft.outcome(outcome).id,
        }
    }
}

fn name_of(step: Step) -> Name {
    match step {
        Step::Applies(question) => Name::Question(question),
        Step::Indicator(indicator) => Name::Indicator(indicator),
        Step::Score(score) => Name::Score(score),
        Step::Outcome(outcome) => Name::Outcome(outcome),
    }
}

fn step_of(name: Name) -> Option<Step> {
    match name {
        Name::Question(question) => Some(Step::Applies(question)),
        Name::Indicator(indicator) => Some(Step::Indicator(indicator)),
        Name::Score(score) => Some(Step::Score(score)),
        Name::Outcome(outcome) => Some(Step::Outcome(outcome)),
        Name::Context(_) => None,
    }
}
