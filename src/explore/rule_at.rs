//! The places of a questionnaire where a rule stands, and the rule that stands at each.

use crate::questionnaire::location::Place;
use crate::questionnaire::program::{Addend, Formula};
use crate::questionnaire::{Decide, Questionnaire, Rule, TermValue};
use crate::rules::{IndicatorRef, OutcomeRef, QuestionRef, ScoreRef};

/// A place where a rule stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum RuleAt {
    /// The `ask_if` or `ask_only_if` of a question.
    Asking(QuestionRef),
    /// A disclosure.
    Disclosure(usize),
    /// A stop.
    Stop(usize),
    /// An indicator.
    Indicator(IndicatorRef),
    /// A term of a score.
    Term(ScoreRef, usize),
    /// A row of a table.
    Row(OutcomeRef, usize),
    /// An adjustment.
    Adjust(OutcomeRef, usize),
    /// An action.
    Action(usize),
    /// A questionnaire that may follow.
    Next(usize),
}

impl RuleAt {
    /// Returns every place of a questionnaire where a rule stands, in order.
    pub fn all(questionnaire: &Questionnaire) -> Vec<RuleAt> {
        let q = questionnaire;
        let mut all: Vec<RuleAt> = q.each_question().map(|(question, _)| RuleAt::Asking(question)).collect();
        all.extend((0..q.disclosures.len()).map(RuleAt::Disclosure));
        all.extend((0..q.stops.len()).map(RuleAt::Stop));
        all.extend((0..q.indicators.len()).map(|place| RuleAt::Indicator(IndicatorRef::at(place))));
        for (place, score) in q.scores.iter().enumerate() {
            all.extend((0..score.terms.len()).map(|term| RuleAt::Term(ScoreRef::at(place), term)));
        }
        for (place, outcome) in q.outcomes.iter().enumerate() {
            let place = OutcomeRef::at(place);
            if let Decide::FirstMatch(rows) = &outcome.decide {
                all.extend((0..rows.len()).map(|row| RuleAt::Row(place, row)));
            }
            all.extend((0..outcome.adjust.len()).map(|row| RuleAt::Adjust(place, row)));
        }
        all.extend((0..q.actions.len()).map(RuleAt::Action));
        all.extend((0..q.next.len()).map(RuleAt::Next));
        all.retain(|rule| rule.rule(questionnaire).is_some());
        all
    }

    /// Returns the rule that stands there, if one does.
    pub fn rule(self, questionnaire: &Questionnaire) -> Option<&Rule> {
        match self {
            RuleAt::Asking(question) => questionnaire.question(question).gate_rule(),
            RuleAt::Disclosure(nth) => Some(&questionnaire.disclosures[nth].when),
            RuleAt::Stop(nth) => Some(&questionnaire.stops[nth].moment.when),
            RuleAt::Indicator(indicator) => Some(&questionnaire.indicator(indicator).when),
            RuleAt::Term(score, nth) => match &questionnaire.score(score).terms[nth].value {
                TermValue::When { when, .. } => Some(when),
                TermValue::ValueOf { .. } | TermValue::Score { .. } | TermValue::Level { .. } => None,
            },
            RuleAt::Row(outcome, nth) => match &questionnaire.outcome(outcome).decide {
                Decide::FirstMatch(rows) => rows[nth].when.as_ref(),
                Decide::Bands { .. } | Decide::Practitioner { .. } => None,
            },
            RuleAt::Adjust(outcome, nth) => Some(&questionnaire.outcome(outcome).adjust[nth].when),
            RuleAt::Action(nth) => Some(&questionnaire.actions[nth].when),
            RuleAt::Next(nth) => Some(&questionnaire.next[nth].when),
        }
    }

    /// Returns that rule as it is evaluated.
    pub fn formula(self, questionnaire: &Questionnaire) -> Option<&Formula> {
        let program = &questionnaire.program;
        match self {
            RuleAt::Asking(question) => program.asking[question.index()].as_ref(),
            RuleAt::Disclosure(nth) => Some(&program.disclosures[nth]),
            RuleAt::Stop(nth) => Some(&program.stops[nth]),
            RuleAt::Indicator(indicator) => Some(&program.indicators[indicator.index()]),
            RuleAt::Term(score, nth) => match &program.scores[score.index()].terms[nth] {
                Addend::When(formula, _) => Some(formula),
                Addend::Answer(..) | Addend::Score(..) | Addend::Level(..) => None,
            },
            RuleAt::Row(outcome, nth) => program.outcomes[outcome.index()].rows[nth].when.as_ref(),
            RuleAt::Adjust(outcome, nth) => Some(&program.outcomes[outcome.index()].adjust[nth]),
            RuleAt::Action(nth) => Some(&program.actions[nth]),
            RuleAt::Next(nth) => Some(&program.next[nth]),
        }
    }

    /// Returns where its text stands.
    pub fn place(self, questionnaire: &Questionnaire) -> Place {
        match self {
            RuleAt::Asking(question) => match questionnaire.question(question).ask_if() {
                Some(_) => Place::Question(question, "ask_if"),
                None => Place::Question(question, "ask_only_if"),
            },
            RuleAt::Disclosure(nth) => Place::Disclosure(nth, "when"),
            RuleAt::Stop(nth) => Place::Stop(nth, "when"),
            RuleAt::Indicator(indicator) => Place::Indicator(indicator, "when"),
            RuleAt::Term(score, nth) => Place::Term(score, nth, "when"),
            RuleAt::Row(outcome, nth) => Place::Row(outcome, nth, "when"),
            RuleAt::Adjust(outcome, nth) => Place::Adjust(outcome, nth, "when"),
            RuleAt::Action(nth) => Place::Action(nth, "when"),
            RuleAt::Next(nth) => Place::Next(nth, "when"),
        }
    }
}
