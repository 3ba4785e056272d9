//! What a questionnaire can come to. For a row, a level, an adjustment or any rule it is asked whether
//! there is a conversation after which it is certain, and the answer is yes (with the answers given),
//! never, or not proven. It knows no text and says nothing to anybody.
//!
//! A conversation gives every question that comes up a value or leaves it open, in the order of the
//! file; a stop ends the asked questions. What is certain with some questions open is certain however
//! they turn out, so leaving open adds little; it matters for stops, and for what an adjustment shows.
//!
//! First a few dozen conversations by chance reach most things. For each of the others a search looks
//! at every answer that can make a difference, and leaves off as soon as what is known already decides.
//! It is exact while its budget lasts. Its one surprise: the budget counts work and not time, so that
//! the same file gets the same answer everywhere.

mod chance;
mod closure;
pub mod draw;
mod goal;
mod pick;
mod search;
mod talk;
mod values;

use std::cell::RefCell;
use std::collections::BTreeMap;

use crate::questionnaire::location::Place;
use crate::questionnaire::program::{Addend, Formula};
use crate::questionnaire::{Decide, Questionnaire, Rule, TermValue};
use crate::rules::{IndicatorRef, OutcomeRef, QuestionRef, Reading, ScoreRef};
use crate::scoring::Evaluation;
use crate::truth::Truth;
pub use closure::rules_behind;
pub use goal::Goal;

/// How much work is done for one file: about as many steps of computation, some tenths of a second.
const BUDGET: u64 = 20_000_000;

/// The part of what is left that one goal may use up.
const SHARE: u64 = 4;

/// Whether something can come about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// It can, by the conversation with that number: see [`Survey::pattern`].
    Reached(usize),
    /// It cannot, whatever is answered.
    Never,
    /// The budget was used up before that was known.
    NotProven,
}

/// What was answered in one conversation. What was left open, did not apply or did not come up is
/// unknown.
#[derive(Clone, PartialEq, Eq)]
pub struct Pattern {
    /// The answers, by question.
    pub answers: Vec<Reading>,
    /// The values of the contexts; an unknown one has its default, if it has one.
    pub contexts: Vec<Reading>,
    /// The practitioner's own judgements, by outcome.
    pub judgements: Vec<Option<usize>>,
}

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

/// What one questionnaire can come to, found out as it is asked.
pub struct Survey<'q> {
    questionnaire: &'q Questionnaire,
    /// What is certain while nothing is known.
    nothing: Evaluation<'q>,
    known: RefCell<Known>,
}

/// What was found out so far.
struct Known {
    /// The usual goals, in order, each with what is known of it.
    usual: Vec<(Goal, Option<Reach>)>,
    /// Goals that were asked together.
    together: BTreeMap<Vec<Goal>, Reach>,
    patterns: Vec<Pattern>,
    left: u64,
}

impl<'q> Survey<'q> {
    /// Returns the survey of a questionnaire, with what is reached by chance.
    pub fn new(questionnaire: &'q Questionnaire) -> Self {
        Survey::with_budget(questionnaire, BUDGET)
    }

    /// Returns a survey that does so much work at most.
    pub fn with_budget(questionnaire: &'q Questionnaire, budget: u64) -> Self {
        let mut usual: Vec<(Goal, Option<Reach>)> = usual_goals(questionnaire);
        usual.sort_unstable_by_key(|(goal, _)| *goal);
        let mut patterns = Vec::new();
        let spent = chance::try_luck(questionnaire, &mut usual, &mut patterns, budget / SHARE);
        let left = budget - spent.min(budget);
        let known = Known { usual, together: BTreeMap::new(), patterns, left };
        let contexts = vec![Reading::Unknown; questionnaire.contexts.len()];
        let nothing = Evaluation::new(questionnaire, contexts);
        Survey { questionnaire, nothing, known: RefCell::new(known) }
    }

    /// Returns whether a goal can be reached.
    pub fn of(&self, goal: Goal) -> Reach {
        self.of_all(&[goal])
    }

    /// Returns whether goals can be reached in one and the same conversation.
    pub fn of_all(&self, goals: &[Goal]) -> Reach {
        let mut known = self.known.borrow_mut();
        if let Some(reach) = known.get(goals) {
            return reach;
        }
        // Most of what can never be is so from the start, and then nothing else is looked at.
        let is_due = goals.iter().any(|goal| goal.is_due());
        if !is_due && goal::state_of_all(goals, self.questionnaire, &self.nothing) == Truth::False {
            known.set(goals, Reach::Never);
            return Reach::Never;
        }
        let allowance = known.left / SHARE;
        if allowance < self.questionnaire.program.cost {
            known.set(goals, Reach::NotProven);
            return Reach::NotProven;
        }
        let (result, spent) = search::search(self.questionnaire, goals, allowance);
        known.left -= spent.min(known.left);
        let reach = match result {
            search::Result::Found(pattern) => {
                known.patterns.push(pattern);
                Reach::Reached(known.patterns.len() - 1)
            }
            search::Result::Never => Reach::Never,
            search::Result::GaveUp => Reach::NotProven,
        };
        known.set(goals, reach);
        reach
    }

    /// Returns the conversation of that number.
    pub fn pattern(&self, number: usize) -> Pattern {
        self.known.borrow().patterns[number].clone()
    }

    /// Returns every usual goal, in order.
    pub fn goals(&self) -> Vec<Goal> {
        self.known.borrow().usual.iter().map(|(goal, _)| *goal).collect()
    }

    /// Returns what was asked for and is not proven.
    pub fn not_proven(&self) -> Vec<Vec<Goal>> {
        let known = self.known.borrow();
        let is_open = |reach: Reach| reach == Reach::NotProven;
        let usual = known.usual.iter().filter(|(_, reach)| reach.is_some_and(is_open));
        let together = known.together.iter().filter(|(_, reach)| is_open(**reach));
        usual.map(|(goal, _)| vec![*goal]).chain(together.map(|(goals, _)| goals.clone())).collect()
    }
}

impl Known {
    fn get(&self, goals: &[Goal]) -> Option<Reach> {
        match self.place(goals) {
            Some(place) => self.usual[place].1,
            None => self.together.get(goals).copied(),
        }
    }

    fn set(&mut self, goals: &[Goal], reach: Reach) {
        match self.place(goals) {
            Some(place) => self.usual[place].1 = Some(reach),
            None => drop(self.together.insert(goals.to_vec(), reach)),
        }
    }

    fn place(&self, goals: &[Goal]) -> Option<usize> {
        let [goal] = goals else { return None };
        self.usual.binary_search_by_key(goal, |(goal, _)| *goal).ok()
    }
}

/// Everything that is usually asked for.
fn usual_goals(questionnaire: &Questionnaire) -> Vec<(Goal, Option<Reach>)> {
    let mut goals = Vec::new();
    for rule in RuleAt::all(questionnaire) {
        goals.extend([(Goal::Holds(rule), None), (Goal::Fails(rule), None)]);
    }
    for (place, outcome) in questionnaire.outcomes.iter().enumerate() {
        let place = OutcomeRef::at(place);
        let rows = match &outcome.decide {
            Decide::FirstMatch(rows) => rows.len(),
            Decide::Bands { from, .. } => from.len(),
            Decide::Practitioner { .. } => 0,
        };
        goals.extend((0..rows).map(|row| (Goal::First(place, row), None)));
        goals.extend((0..outcome.levels.len()).map(|level| (Goal::Level(place, level), None)));
        goals.extend((0..outcome.adjust.len()).map(|row| (Goal::Changes(place, row), None)));
    }
    goals
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
