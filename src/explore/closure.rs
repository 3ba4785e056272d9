//! Everything that something depends on: questions, contexts, outcomes, and the rules between them.

use std::collections::BTreeSet;

use super::Goal;
use crate::questionnaire::{Decide, Outcome, Questionnaire, Rule, TermValue};
use crate::rules::{Condition, ContextRef, Name, OutcomeRef, QuestionRef, ScoreRef};

/// Returns some rules, and every rule on which they depend, directly or through others.
pub fn rules_behind<'q>(
    questionnaire: &'q Questionnaire,
    rules: impl IntoIterator<Item = &'q Rule>,
) -> Vec<&'q Condition> {
    let mut closure = Closure::default();
    rules.into_iter().for_each(|rule| closure.follow_rule(questionnaire, rule));
    closure.rules
}

/// Everything that some goals depend on.
#[derive(Default)]
pub(super) struct Closure<'q> {
    /// Everything that is named, directly or through others.
    names: BTreeSet<Name>,
    /// Every rule on the way.
    pub rules: Vec<&'q Condition>,
    /// Questions whose points count on the way.
    valued: BTreeSet<QuestionRef>,
}

impl<'q> Closure<'q> {
    /// Returns what goals depend on.
    pub fn of(questionnaire: &'q Questionnaire, goals: &[Goal]) -> Self {
        let mut closure = Closure::default();
        for goal in goals {
            match *goal {
                Goal::Holds(at) | Goal::Fails(at) => {
                    let rule = at.rule(questionnaire);
                    rule.into_iter().for_each(|rule| closure.follow_rule(questionnaire, rule));
                }
                Goal::First(outcome, _) | Goal::Level(outcome, _) | Goal::Changes(outcome, _) => {
                    closure.follow(questionnaire, Name::Outcome(outcome));
                }
                Goal::Falls(outcome, indicator) => {
                    closure.follow(questionnaire, Name::Outcome(outcome));
                    closure.follow(questionnaire, Name::Indicator(indicator));
                }
            }
        }
        closure
    }

    /// Returns how much work it was to find all that.
    pub fn cost(&self) -> u64 {
        const EACH: u64 = 20;
        EACH * (self.names.len() + self.rules.len()) as u64
    }

    /// Adds what the stops depend on.
    pub fn add_stops(&mut self, questionnaire: &'q Questionnaire) {
        for stop in &questionnaire.stops {
            self.follow_rule(questionnaire, &stop.moment.when);
        }
    }

    /// Returns its questions, in order.
    pub fn questions(&self) -> impl Iterator<Item = QuestionRef> {
        self.names.iter().filter_map(|name| match name {
            Name::Question(question) => Some(*question),
            _ => None,
        })
    }

    /// Returns whether a question belongs to it.
    pub fn has(&self, question: QuestionRef) -> bool {
        self.names.contains(&Name::Question(question))
    }

    /// Returns whether the points of a question count.
    pub fn is_valued(&self, question: QuestionRef) -> bool {
        self.valued.contains(&question)
    }

    /// Returns its contexts, in order.
    pub fn contexts(&self) -> impl Iterator<Item = ContextRef> {
        self.names.iter().filter_map(|name| match name {
            Name::Context(context) => Some(*context),
            _ => None,
        })
    }

    /// Returns its outcomes, in order.
    pub fn outcomes(&self) -> impl Iterator<Item = OutcomeRef> {
        self.names.iter().filter_map(|name| match name {
            Name::Outcome(outcome) => Some(*outcome),
            _ => None,
        })
    }

    fn follow_rule(&mut self, questionnaire: &'q Questionnaire, rule: &'q Rule) {
        self.rules.push(&rule.condition);
        rule.condition.each_name(&mut |name| self.follow(questionnaire, name));
    }

    /// One name may lead through a chain as long as the file, so what waits is kept in a list.
    fn follow(&mut self, questionnaire: &'q Questionnaire, name: Name) {
        let mut waiting = vec![name];
        while let Some(name) = waiting.pop() {
            if !self.names.insert(name) {
                continue;
            }
            let mut rules: Vec<&'q Rule> = Vec::new();
            match name {
                Name::Question(question) => rules.extend(questionnaire.question(question).gate_rule()),
                Name::Indicator(indicator) => rules.push(&questionnaire.indicator(indicator).when),
                Name::Score(score) => self.terms(questionnaire, score, &mut rules, &mut waiting),
                Name::Outcome(place) => rows(questionnaire.outcome(place), &mut rules, &mut waiting),
                Name::Context(_) => {}
            }
            for rule in rules {
                self.rules.push(&rule.condition);
                rule.condition.each_name(&mut |name| waiting.push(name));
            }
        }
    }

    fn terms(
        &mut self,
        questionnaire: &'q Questionnaire,
        score: ScoreRef,
        rules: &mut Vec<&'q Rule>,
        waiting: &mut Vec<Name>,
    ) {
        for term in &questionnaire.score(score).terms {
            match &term.value {
                TermValue::When { when, .. } => rules.push(when),
                TermValue::ValueOf { question, .. } => {
                    self.valued.insert(*question);
                    waiting.push(Name::Question(*question));
                }
                TermValue::Score { score, .. } => waiting.push(Name::Score(*score)),
                TermValue::Level { outcome, .. } => waiting.push(Name::Outcome(*outcome)),
            }
        }
    }
}

fn rows<'q>(outcome: &'q Outcome, rules: &mut Vec<&'q Rule>, waiting: &mut Vec<Name>) {
    match &outcome.decide {
        Decide::FirstMatch(rows) => rules.extend(rows.iter().filter_map(|row| row.when.as_ref())),
        Decide::Bands { score, .. } => waiting.push(Name::Score(*score)),
        Decide::Practitioner { .. } => {}
    }
    rules.extend(outcome.adjust.iter().map(|row| &row.when));
}
