//! What one questionnaire can come to, found out as it is asked. It keeps what it found, so that nothing is
//! searched twice.

use std::cell::RefCell;
use std::collections::BTreeMap;

use super::closure::Reads;
use super::conversations::Situation;
use super::goal::{Goal, Reach, state_of_all};
use super::random_conversations::try_luck;
use super::search::{Searched, search};
use crate::questionnaire::Questionnaire;
use crate::rules::Reading;
use crate::scoring::Evaluation;
use crate::truth::Truth;

/// How much work is done for one file: about as many conditions looked at, some tenths of a second.
const BUDGET: u64 = 20_000_000;

/// The part of what is left that one goal may use up.
const SHARE: u64 = 4;

/// What one questionnaire can come to, found out as it is asked.
pub struct Survey<'q> {
    questionnaire: &'q Questionnaire,
    reads: Reads<'q>,
    /// What is certain while nothing is known.
    nothing: Evaluation<'q>,
    /// How much work it was to compute that.
    once: u64,
    found: RefCell<FoundOut>,
}

/// What was found out so far.
struct FoundOut {
    /// The usual goals, in order, each with what is known of it.
    usual: Vec<(Goal, Option<Reach>)>,
    /// Goals that were asked together.
    together: BTreeMap<Vec<Goal>, Reach>,
    situations: Vec<Situation>,
    left: u64,
}

impl<'q> Survey<'q> {
    /// Returns the survey of a questionnaire, with what is reached by chance.
    pub fn new(questionnaire: &'q Questionnaire) -> Self {
        Survey::with_budget(questionnaire, BUDGET)
    }

    /// Returns a survey that does so much work at most.
    pub fn with_budget(questionnaire: &'q Questionnaire, budget: u64) -> Self {
        let reads = Reads::of(questionnaire);
        let contexts = vec![Reading::Unknown; questionnaire.contexts.len()];
        let mut nothing = Evaluation::new(questionnaire, contexts);
        let once = nothing.work();
        nothing.follow_changes();
        nothing.run();
        let goals = Goal::usual(questionnaire).into_iter();
        let mut found = FoundOut {
            usual: goals.map(|goal| (goal, None)).collect(),
            together: BTreeMap::new(),
            situations: Vec::new(),
            left: budget,
        };
        let FoundOut { usual, situations, .. } = &mut found;
        found.left -= try_luck(&reads, &nothing, usual, situations, budget / SHARE).min(budget);
        Survey { questionnaire, reads, nothing, once, found: RefCell::new(found) }
    }

    /// Returns whether a goal can be reached.
    pub fn of(&self, goal: Goal) -> Reach {
        self.of_all(&[goal])
    }

    /// Returns whether goals can be reached in one and the same conversation.
    pub fn of_all(&self, goals: &[Goal]) -> Reach {
        let mut found = self.found.borrow_mut();
        if let Some(reach) = found.get(goals) {
            return reach;
        }
        let reach = self.search(goals, &mut found);
        found.set(goals, reach);
        reach
    }

    fn search(&self, goals: &[Goal], found: &mut FoundOut) -> Reach {
        if found.left == 0 {
            return Reach::NotProven;
        }
        let before = self.nothing.work();
        // Most of what can never be is so from the start, and then nothing else is looked at.
        let is_due = goals.iter().any(|goal| goal.is_due());
        let is_never = !is_due && state_of_all(goals, self.questionnaire, &self.nothing) == Truth::False;
        found.spend(self.nothing.work() - before);
        if is_never {
            return Reach::Never;
        }
        let allowance = found.left / SHARE;
        if allowance < self.once {
            return Reach::NotProven;
        }
        let (searched, spent) = search(&self.reads, &self.nothing, goals, allowance);
        found.spend(spent);
        match searched {
            Searched::Found(situation) => {
                found.situations.push(situation);
                Reach::Reached(found.situations.len() - 1)
            }
            Searched::Never => Reach::Never,
            Searched::GaveUp => Reach::NotProven,
        }
    }

    /// Returns the conversation of that number.
    pub fn situation(&self, number: usize) -> Situation {
        self.found.borrow().situations[number].clone()
    }

    /// Returns every usual goal, in order.
    pub fn goals(&self) -> Vec<Goal> {
        self.found.borrow().usual.iter().map(|(goal, _)| *goal).collect()
    }

    /// Returns what was asked for and is not proven.
    pub fn not_proven(&self) -> Vec<Vec<Goal>> {
        let found = self.found.borrow();
        let is_open = |reach: Reach| reach == Reach::NotProven;
        let usual = found.usual.iter().filter(|(_, reach)| reach.is_some_and(is_open));
        let together = found.together.iter().filter(|(_, reach)| is_open(**reach));
        usual.map(|(goal, _)| vec![*goal]).chain(together.map(|(goals, _)| goals.clone())).collect()
    }
}

impl FoundOut {
    fn spend(&mut self, work: u64) {
        self.left = self.left.saturating_sub(work);
    }

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
