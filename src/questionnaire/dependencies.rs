//! What depends on what: the names that each question, indicator, score and outcome names, followed as far
//! as somebody wants.

use std::collections::{BTreeMap, BTreeSet};

use super::model::Questionnaire;
use crate::rules::{IndicatorRef, Name, OutcomeRef, QuestionRef, ScoreRef};

/// Returns everything that is computed, in the order of the file.
pub fn computed(draft: &Questionnaire) -> impl Iterator<Item = Name> {
    let questions = (0..draft.questions.len()).map(QuestionRef::at).map(Name::Question);
    let indicators = (0..draft.indicators.len()).map(IndicatorRef::at).map(Name::Indicator);
    let scores = (0..draft.scores.len()).map(ScoreRef::at).map(Name::Score);
    let outcomes = (0..draft.outcomes.len()).map(OutcomeRef::at).map(Name::Outcome);
    questions.chain(indicators).chain(scores).chain(outcomes)
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
        Name::Score(score) => draft.scores.get(score.index()).map(|score| score.names()),
        Name::Outcome(outcome) => draft.outcomes.get(outcome.index()).map(|outcome| outcome.names()),
        Name::Context(_) => None,
    }
    .unwrap_or_default()
}

/// Returns every question that some names name, or that the indicators, scores and outcomes among them
/// do; the rules of those questions are not followed.
pub fn named_directly(draft: &Questionnaire, names: Vec<Name>) -> BTreeSet<QuestionRef> {
    questions(followed(draft, names, |name| !matches!(name, Name::Question(_))))
}

/// Returns every question that some names name, or that the indicators and scores among them do. What an
/// outcome reads is not followed: a stop on a level waits until the level is certain.
pub fn named_by_stop(draft: &Questionnaire, names: Vec<Name>) -> BTreeSet<QuestionRef> {
    questions(followed(draft, names, |name| matches!(name, Name::Indicator(_) | Name::Score(_))))
}

/// Returns every question that some names depend on, directly or through others.
pub fn reached(draft: &Questionnaire, names: Vec<Name>) -> BTreeSet<QuestionRef> {
    questions(all_reached(draft, names))
}

/// Returns some names and everything that they depend on, directly or through others.
pub fn all_reached(draft: &Questionnaire, names: Vec<Name>) -> BTreeSet<Name> {
    followed(draft, names, |_| true)
}

fn questions(names: BTreeSet<Name>) -> BTreeSet<QuestionRef> {
    let question = |name| if let Name::Question(question) = name { Some(question) } else { None };
    names.into_iter().filter_map(question).collect()
}

fn followed(draft: &Questionnaire, names: Vec<Name>, goes_on: impl Fn(Name) -> bool) -> BTreeSet<Name> {
    let (mut seen, mut waiting) = (BTreeSet::new(), names);
    while let Some(name) = waiting.pop() {
        if seen.insert(name) && goes_on(name) {
            waiting.extend(needed_by(draft, name));
        }
    }
    seen
}

/// What depends on what, from each thing to those that name it.
pub struct Dependents(BTreeMap<Name, Vec<Name>>);

impl Dependents {
    /// Returns what depends on what in a draft.
    pub fn of(draft: &Questionnaire) -> Self {
        let mut dependents: BTreeMap<Name, Vec<Name>> = BTreeMap::new();
        for dependent in computed(draft) {
            for needed in needed_by(draft, dependent) {
                dependents.entry(needed).or_default().push(dependent);
            }
        }
        Dependents(dependents)
    }

    /// Calls back with everything that depends on a name, itself first, as far as the callback says
    /// that it is worth going on from there.
    pub fn follow(&self, name: Name, mut goes_on: impl FnMut(Name) -> bool) {
        let mut waiting = vec![name];
        while let Some(name) = waiting.pop() {
            if goes_on(name) {
                waiting.extend(self.0.get(&name).into_iter().flatten());
            }
        }
    }
}

/// Returns the ids of the questions that reach a score, an outcome, an action, a stop or what may
/// follow, directly or through others.
pub fn scored_questions(questionnaire: &Questionnaire) -> impl Iterator<Item = &str> {
    let leading = questionnaire.elements().filter(|element| element.kind.leads_to_results());
    let names = leading.flat_map(|element| element.names().collect::<Vec<_>>()).collect();
    all_reached(questionnaire, names).into_iter().filter_map(|name| match name {
        Name::Question(_) => Some(questionnaire.id_of(name)),
        _ => None,
    })
}
