//! The exact search. First without regard to stops, in the order in which things matter; an answer
//! found there is tried in a conversation, and if a stop would have prevented it, every conversation
//! is gone through in its own order.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::closure::{Closure, Reads};
use super::conversations::{self, Situation};
use super::goal::{Goal, state_of_all};
use super::next_variable::{Pick, Variable, Walk};
use super::values::{self, Values};
use crate::questionnaire::{Decide, Questionnaire};
use crate::rules::{ContextRef, OutcomeRef, QuestionRef, Reading};
use crate::scoring::{Evaluation, World};
use crate::truth::Truth;

/// How many answers deep it goes: each takes some of the stack.
const DEEPEST: usize = 200;

/// What a search came to.
pub(super) enum Searched {
    Found(Situation),
    Never,
    GaveUp,
}

/// Where a search stands.
#[derive(Clone, Copy, PartialEq)]
enum Stand {
    Found,
    NotHere,
    GaveUp,
}

/// Searches for a conversation that reaches goals, with so much work at most. It begins with what is known
/// while nothing is. Returns how much work it was.
pub(super) fn search<'q>(
    reads: &Reads<'q>,
    nothing: &Evaluation<'q>,
    goals: &[Goal],
    allowance: u64,
) -> (Searched, u64) {
    let mut search = Search::new(reads, nothing, goals, allowance);
    let searched = match search.at_ease() {
        Stand::NotHere if search.are_all => Searched::Never,
        Stand::NotHere | Stand::GaveUp => Searched::GaveUp,
        Stand::Found => search.confirm(),
    };
    (searched, search.spent())
}

struct Search<'s, 'q> {
    questionnaire: &'q Questionnaire,
    reads: &'s Reads<'q>,
    nothing: &'s Evaluation<'q>,
    goals: &'s [Goal],
    closure: Closure,
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
    /// What was spent beside the work of evaluating.
    beside: u64,
    allowance: u64,
}

impl<'s, 'q> Search<'s, 'q> {
    fn new(reads: &'s Reads<'q>, nothing: &'s Evaluation<'q>, goals: &'s [Goal], allowance: u64) -> Self {
        let questionnaire = reads.questionnaire;
        let mut now = nothing.clone();
        if goals.iter().any(|goal| goal.is_due()) {
            now.in_world(World::Actions);
        }
        let closure = Closure::of(reads, goals);
        Search {
            questionnaire,
            reads,
            nothing,
            goals,
            now,
            judgements: vec![None; questionnaire.outcomes.len()],
            answered: vec![false; questionnaire.questions.len()],
            given: vec![false; questionnaire.contexts.len()],
            values: BTreeMap::new(),
            are_all: true,
            may_be_open: goals.iter().any(|goal| matches!(goal, Goal::Changes(..))),
            feeds_stops: Vec::new(),
            depth: 0,
            beside: closure.work() + questionnaire.program.things.len() as u64,
            closure,
            allowance,
        }
    }

    fn spent(&self) -> u64 {
        self.beside + self.now.work() - self.nothing.work()
    }

    /// Goes through judgements, and contexts where what is open counts; then through answers in the
    /// order in which they matter.
    fn at_ease(&mut self) -> Stand {
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

    fn through(&mut self, variables: &[Variable], then: &mut dyn FnMut(&mut Self) -> Stand) -> Stand {
        let Some((first, rest)) = variables.split_first() else { return then(self) };
        self.branch(Pick::of(*first), &mut |search| search.through(rest, then))
    }

    fn as_it_matters(&mut self) -> Stand {
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
                    None => Stand::NotHere,
                }
            }
        }
    }

    /// Goes through all conversations, in their own order.
    fn in_order(&mut self) -> Stand {
        match self.look() {
            Err(step) => step,
            Ok(()) => {
                self.beside += self.answered.len() as u64 / 16;
                let among = |question: QuestionRef| self.closure.has(question);
                match conversations::next(self.questionnaire, &self.now, &self.answered, among) {
                    Some(question) => self.branch(Pick::of(Variable::Answer(question)), &mut Self::in_order),
                    None => Stand::NotHere,
                }
            }
        }
    }

    /// Says whether the search ends here.
    fn look(&mut self) -> Result<(), Stand> {
        match state_of_all(self.goals, self.questionnaire, &self.now) {
            Truth::True => Err(Stand::Found),
            Truth::False => Err(Stand::NotHere),
            Truth::Unknown if self.spent() >= self.allowance || self.depth > DEEPEST => Err(Stand::GaveUp),
            Truth::Unknown => Ok(()),
        }
    }

    /// Tries each value of a variable, those that lead towards the goals first.
    fn branch(&mut self, pick: Pick<'q>, then: &mut dyn FnMut(&mut Self) -> Stand) -> Stand {
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
                if step != Stand::NotHere {
                    return step;
                }
            }
            self.clear(pick.variable);
        }
        self.depth -= 1;
        Stand::NotHere
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
        self.now.run();
    }

    fn clear(&mut self, variable: Variable) {
        self.put(variable, Reading::Unknown);
        match variable {
            Variable::Answer(question) => self.answered[question.index()] = false,
            Variable::Context(context) => self.given[context.index()] = false,
            Variable::Judgement(_) => {}
        }
    }

    fn values_of(&mut self, variable: Variable) -> Rc<Values> {
        if let Some(values) = self.values.get(&variable) {
            return Rc::clone(values);
        }
        let values = Rc::new(self.all_values_of(variable));
        self.beside += values.work as u64;
        self.values.insert(variable, Rc::clone(&values));
        values
    }

    fn all_values_of(&self, variable: Variable) -> Values {
        let questionnaire = self.questionnaire;
        match variable {
            Variable::Answer(question) => {
                let mut values = values::of_answer(self.reads, &self.closure, question, &self.now);
                let feeds = self.feeds_stops.get(question.index()).copied().unwrap_or(false);
                if self.may_be_open || feeds || values.values.is_empty() {
                    values.values.push(Reading::Unknown);
                }
                values
            }
            Variable::Context(context) => {
                let mut values = values::of_context(self.reads, &self.closure, context, self.nothing);
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
                Values::all(values.collect())
            }
        }
    }

    /// Tries what was found in a conversation. A stop may end it too early: then all are gone through.
    fn confirm(&mut self) -> Searched {
        let situation = self.situation();
        let mut held = conversations::held(self.questionnaire, self.nothing, &situation);
        let is_due = self.goals.iter().any(|goal| goal.is_due());
        if is_due {
            held.in_world(World::Actions);
            held.run();
        }
        let is_so = state_of_all(self.goals, self.questionnaire, &held) == Truth::True;
        self.beside += held.work() - self.nothing.work();
        if is_so {
            return Searched::Found(situation);
        }
        if is_due {
            return Searched::GaveUp;
        }
        self.start_again();
        match self.every_conversation() {
            Stand::Found => Searched::Found(self.situation()),
            Stand::NotHere if self.are_all => Searched::Never,
            Stand::NotHere | Stand::GaveUp => Searched::GaveUp,
        }
    }

    fn start_again(&mut self) {
        let spent = self.spent();
        let mut stops = Closure::default();
        stops.add_stops(self.reads);
        *self = Search::new(self.reads, self.nothing, self.goals, self.allowance);
        self.closure.add_stops(self.reads);
        self.beside = spent + self.closure.work() + stops.work();
        let questions = self.questionnaire.each_question();
        self.feeds_stops = questions.map(|(question, _)| stops.has(question)).collect();
    }

    fn every_conversation(&mut self) -> Stand {
        let mut first = self.first_variables();
        if !self.may_be_open {
            first.extend(self.closure.contexts().map(Variable::Context));
        }
        self.through(&first, &mut Self::in_order)
    }

    fn situation(&self) -> Situation {
        let questions = (0..self.questionnaire.questions.len()).map(QuestionRef::at);
        let contexts = (0..self.questionnaire.contexts.len()).map(ContextRef::at);
        Situation {
            answers: questions.map(|question| self.now.given(question)).collect(),
            contexts: contexts.map(|context| self.now.context(context)).collect(),
            judgements: self.judgements.clone(),
        }
    }
}
