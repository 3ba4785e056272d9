//! The exact search. First without regard to stops, in the order in which things matter; an answer
//! found there is tried in a conversation, and if a stop would have prevented it, every conversation
//! is gone through in its own order.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::closure::Closure;
use super::goal::state_of_all;
use super::pick::{Pick, Variable, Walk};
use super::values::{self, Values};
use super::{Goal, Pattern, talk};
use crate::questionnaire::{Decide, Questionnaire};
use crate::rules::{ContextRef, OutcomeRef, QuestionRef, Reading};
use crate::scoring::{Evaluation, World};
use crate::truth::Truth;

/// How many answers deep it goes: each takes some of the stack.
const DEEPEST: usize = 200;

/// What a search came to.
pub(super) enum Result {
    Found(Pattern),
    Never,
    GaveUp,
}

/// Where a search stands.
#[derive(Clone, Copy, PartialEq)]
enum Step {
    Found,
    NotHere,
    GaveUp,
}

/// Searches for a conversation that reaches goals, with so much work at most. Returns how much it was.
pub(super) fn search(questionnaire: &Questionnaire, goals: &[Goal], allowance: u64) -> (Result, u64) {
    let mut search = Search::new(questionnaire, goals, allowance);
    let result = match search.begin() {
        Step::NotHere if search.are_all => Result::Never,
        Step::NotHere | Step::GaveUp => Result::GaveUp,
        Step::Found => search.confirm(),
    };
    (result, search.spent)
}

struct Search<'s, 'q> {
    questionnaire: &'q Questionnaire,
    goals: &'s [Goal],
    closure: Closure<'q>,
    now: Evaluation<'q>,
    judgements: Vec<Option<usize>>,
    answered: Vec<bool>,
    given: Vec<bool>,
    values: BTreeMap<Variable, Rc<Values>>,
    /// Whether all values that were gone through stood for all that there are.
    are_all: bool,
    /// Whether something may also be left open.
    may_be_open: bool,
    /// Questions on which stops depend.
    feeds_stops: Vec<bool>,
    depth: usize,
    cost: u64,
    spent: u64,
    allowance: u64,
}

impl<'s, 'q> Search<'s, 'q> {
    fn new(questionnaire: &'q Questionnaire, goals: &'s [Goal], allowance: u64) -> Self {
        let unknown = vec![Reading::Unknown; questionnaire.contexts.len()];
        let mut now = Evaluation::new(questionnaire, unknown);
        if goals.iter().any(|goal| goal.is_due()) {
            now.in_world(World::Actions);
        }
        let cost = questionnaire.program.cost;
        Search {
            questionnaire,
            goals,
            closure: Closure::default(),
            now,
            judgements: vec![None; questionnaire.outcomes.len()],
            answered: vec![false; questionnaire.questions.len()],
            given: vec![false; questionnaire.contexts.len()],
            values: BTreeMap::new(),
            are_all: true,
            may_be_open: goals.iter().any(|goal| matches!(goal, Goal::Changes(..))),
            feeds_stops: Vec::new(),
            depth: 0,
            cost,
            spent: cost,
            allowance,
        }
    }

    /// Most of what can never be is so from the start, and then nothing else is looked at.
    fn begin(&mut self) -> Step {
        let is_due = self.goals.iter().any(|goal| goal.is_due());
        if !is_due && self.look() == Err(Step::NotHere) {
            return Step::NotHere;
        }
        if self.allowance < self.spent {
            return Step::GaveUp;
        }
        self.closure = Closure::of(self.questionnaire, self.goals);
        self.spent += self.closure.cost();
        self.at_ease()
    }

    /// Goes through judgements, and contexts where what is open counts; then through answers in the
    /// order in which they matter.
    fn at_ease(&mut self) -> Step {
        let first = self.first_variables();
        self.through(&first, &mut |search| search.as_it_matters())
    }

    /// What has to have a value before anything is certain: judgements, and where leaving open counts,
    /// the contexts.
    fn first_variables(&self) -> Vec<Variable> {
        let is_due = self.goals.iter().any(|goal| goal.is_due());
        let is_judged = |outcome: &OutcomeRef| {
            is_due || matches!(self.questionnaire.outcome(*outcome).decide, Decide::Practitioner { .. })
        };
        let judged = self.closure.outcomes().filter(is_judged).map(Variable::Judgement);
        let contexts = self.closure.contexts().filter(|_| self.may_be_open).map(Variable::Context);
        judged.chain(contexts).collect()
    }

    fn through(&mut self, variables: &[Variable], then: &mut dyn FnMut(&mut Self) -> Step) -> Step {
        let Some((first, rest)) = variables.split_first() else { return then(self) };
        self.branch(Pick::of(*first), &mut |search| search.through(rest, then))
    }

    fn as_it_matters(&mut self) -> Step {
        match self.look() {
            Err(step) => step,
            Ok(()) => {
                let walk = Walk {
                    questionnaire: self.questionnaire,
                    now: &self.now,
                    answered: &self.answered,
                    given: &self.given,
                };
                // What a table would say of another indicator may depend on more than what it says now.
                let supposes = self.goals.iter().any(|goal| matches!(goal, Goal::Falls(..)));
                let any = || walk.any_of(self.closure.questions(), self.closure.contexts());
                match walk.towards(self.goals).or_else(|| if supposes { any() } else { None }) {
                    Some(pick) => self.branch(pick, &mut Self::as_it_matters),
                    None => Step::NotHere,
                }
            }
        }
    }

    /// Goes through all conversations, in their own order.
    fn in_order(&mut self) -> Step {
        match self.look() {
            Err(step) => step,
            Ok(()) => {
                let among = |question: QuestionRef| self.closure.has(question);
                match talk::next(self.questionnaire, &self.now, &self.answered, among) {
                    Some(question) => self.branch(Pick::of(Variable::Answer(question)), &mut Self::in_order),
                    None => Step::NotHere,
                }
            }
        }
    }

    /// Says whether the search ends here.
    fn look(&mut self) -> std::result::Result<(), Step> {
        match state_of_all(self.goals, self.questionnaire, &self.now) {
            Truth::True => Err(Step::Found),
            Truth::False => Err(Step::NotHere),
            Truth::Unknown if self.spent >= self.allowance || self.depth > DEEPEST => Err(Step::GaveUp),
            Truth::Unknown => Ok(()),
        }
    }

    /// Tries each value of a variable, those that lead towards the goals first.
    fn branch(&mut self, pick: Pick<'q>, then: &mut dyn FnMut(&mut Self) -> Step) -> Step {
        let values = self.values_of(pick.variable);
        self.are_all &= values.are_all;
        self.depth += 1;
        for liked in [true, false] {
            for value in &values.values {
                if pick.likes(*value, &self.now) != liked {
                    continue;
                }
                self.put(pick.variable, *value);
                let step = then(self);
                if step != Step::NotHere {
                    return step;
                }
            }
            self.clear(pick.variable);
        }
        self.depth -= 1;
        Step::NotHere
    }

    fn put(&mut self, variable: Variable, value: Reading) {
        match variable {
            Variable::Answer(question) => {
                self.answered[question.index()] = true;
                self.now.set(question, value);
            }
            Variable::Context(context) => {
                self.given[context.index()] = true;
                self.now.set_context(context, value);
            }
            Variable::Judgement(outcome) => {
                let level = match value {
                    Reading::Option(level) => Some(usize::from(level)),
                    _ => None,
                };
                self.judgements[outcome.index()] = level;
                self.now.judge(outcome, level);
            }
        }
        self.run();
    }

    fn clear(&mut self, variable: Variable) {
        self.put(variable, Reading::Unknown);
        match variable {
            Variable::Answer(question) => self.answered[question.index()] = false,
            Variable::Context(context) => self.given[context.index()] = false,
            Variable::Judgement(_) => {}
        }
    }

    fn run(&mut self) {
        self.now.run();
        self.spent += self.cost;
    }

    fn values_of(&mut self, variable: Variable) -> Rc<Values> {
        if let Some(values) = self.values.get(&variable) {
            return Rc::clone(values);
        }
        let values = Rc::new(self.all_values_of(variable));
        self.values.insert(variable, Rc::clone(&values));
        values
    }

    fn all_values_of(&self, variable: Variable) -> Values {
        let questionnaire = self.questionnaire;
        match variable {
            Variable::Answer(question) => {
                let mut values = values::of_answer(questionnaire, &self.closure, question, &self.now);
                let feeds = self.feeds_stops.get(question.index()).copied().unwrap_or(false);
                if self.may_be_open || feeds || values.values.is_empty() {
                    values.values.push(Reading::Unknown);
                }
                values
            }
            Variable::Context(context) => {
                let mut values = values::of_context(questionnaire, &self.closure, context);
                let may_be_open = self.may_be_open || !self.feeds_stops.is_empty();
                if may_be_open && questionnaire.context(context).default.is_none() {
                    values.values.push(Reading::Unknown);
                }
                values
            }
            Variable::Judgement(outcome) => {
                let levels = questionnaire.outcome(outcome).levels.len();
                let places = (0..levels).filter_map(|place| u8::try_from(place).ok());
                let values = [Reading::Unknown].into_iter().chain(places.map(Reading::Option));
                Values { values: values.collect(), are_all: true }
            }
        }
    }

    /// Tries what was found in a conversation. A stop may end it too early: then all are gone through.
    fn confirm(&mut self) -> Result {
        let pattern = self.pattern();
        let mut held = talk::held(self.questionnaire, &pattern);
        self.spent += self.cost * self.questionnaire.questions.len() as u64;
        if self.goals.iter().any(|goal| goal.is_due()) {
            held.in_world(World::Actions);
            held.run();
        }
        if state_of_all(self.goals, self.questionnaire, &held) == Truth::True {
            return Result::Found(pattern);
        }
        if self.goals.iter().any(|goal| goal.is_due()) {
            return Result::GaveUp;
        }
        self.start_again();
        match self.every_conversation() {
            Step::Found => Result::Found(self.pattern()),
            Step::NotHere if self.are_all => Result::Never,
            Step::NotHere | Step::GaveUp => Result::GaveUp,
        }
    }

    fn start_again(&mut self) {
        let (spent, allowance) = (self.spent, self.allowance);
        let mut stops = Closure::default();
        stops.add_stops(self.questionnaire);
        *self = Search::new(self.questionnaire, self.goals, allowance);
        self.spent = spent;
        self.closure = Closure::of(self.questionnaire, self.goals);
        self.closure.add_stops(self.questionnaire);
        let questions = self.questionnaire.each_question();
        self.feeds_stops = questions.map(|(question, _)| stops.has(question)).collect();
    }

    fn every_conversation(&mut self) -> Step {
        let mut first = self.first_variables();
        if !self.may_be_open {
            first.extend(self.closure.contexts().map(Variable::Context));
        }
        self.through(&first, &mut Self::in_order)
    }

    fn pattern(&self) -> Pattern {
        let questions = (0..self.questionnaire.questions.len()).map(QuestionRef::at);
        let contexts = (0..self.questionnaire.contexts.len()).map(ContextRef::at);
        Pattern {
            answers: questions.map(|question| self.now.given(question)).collect(),
            contexts: contexts.map(|context| self.now.context(context)).collect(),
            judgements: self.judgements.clone(),
        }
    }
}
