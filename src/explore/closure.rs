//! Everything that something depends on: questions, contexts, outcomes, and the rules between them.

use std::collections::{BTreeMap, BTreeSet};

use super::goal::Goal;
use super::rule_at::RuleAt;
use crate::questionnaire::dependencies::{computed, needed_by};
use crate::questionnaire::{Questionnaire, Rule, TermValue};
use crate::rules::{Bound, Condition, ContextRef, Name, OutcomeRef, QuestionRef, ScoreRef, Test};

/// Returns some rules, and every rule on which they depend, directly or through others.
pub fn rules_behind<'q>(
    questionnaire: &'q Questionnaire,
    rules: impl IntoIterator<Item = &'q Rule>,
) -> Vec<&'q Condition> {
    let reads = Reads::of(questionnaire);
    let mut closure = Closure::default();
    let mut behind = Vec::new();
    for rule in rules {
        closure.follow(&reads, rule.names());
        behind.push(&rule.condition);
    }
    behind.extend(closure.rules.iter().filter_map(|at| Some(&at.rule(questionnaire)?.condition)));
    behind
}

/// What everything reads directly, found once for all searches of a file.
pub(super) struct Reads<'q> {
    pub questionnaire: &'q Questionnaire,
    by_name: BTreeMap<Name, Direct>,
    /// By question, what is asked of its answer, and where.
    answers: Vec<Vec<(RuleAt, &'q Test)>>,
    /// By context, the comparisons with it, and where they stand.
    contexts: Vec<Vec<(RuleAt, &'q Condition)>>,
}

/// What something with a name reads directly.
#[derive(Default)]
struct Direct {
    rules: Vec<RuleAt>,
    names: Vec<Name>,
    /// Questions whose points it adds up.
    valued: Vec<QuestionRef>,
}

/// Everything that some goals depend on.
#[derive(Default)]
pub(super) struct Closure {
    /// Everything that is named, directly or through others.
    names: BTreeSet<Name>,
    /// Every rule on the way.
    rules: BTreeSet<RuleAt>,
    /// Questions whose points count on the way.
    valued: BTreeSet<QuestionRef>,
    /// How much was looked at.
    work: u64,
}

impl<'q> Reads<'q> {
    /// Returns what everything in a questionnaire reads.
    pub fn of(questionnaire: &'q Questionnaire) -> Self {
        let q = questionnaire;
        let mut reads = Reads {
            questionnaire,
            by_name: BTreeMap::new(),
            answers: vec![Vec::new(); q.questions.len()],
            contexts: vec![Vec::new(); q.contexts.len()],
        };
        for name in computed(q) {
            let mut names = needed_by(q, name);
            names.sort_unstable();
            names.dedup();
            reads.by_name.insert(name, Direct { names, ..Direct::default() });
        }
        for at in RuleAt::all(q) {
            let Some(rule) = at.rule(q) else { continue };
            rule.condition.each_leaf(&mut |leaf| reads.add_leaf(at, leaf));
            if let Some(direct) = named(at).and_then(|name| reads.by_name.get_mut(&name)) {
                direct.rules.push(at);
            }
        }
        for (place, score) in q.scores.iter().enumerate() {
            let Some(direct) = reads.by_name.get_mut(&Name::Score(ScoreRef::at(place))) else { continue };
            direct.valued.extend(score.terms.iter().filter_map(|term| match term.value {
                TermValue::ValueOf { question, .. } => Some(question),
                _ => None,
            }));
        }
        reads
    }

    fn add_leaf(&mut self, at: RuleAt, leaf: &'q Condition) {
        let bound = match leaf {
            Condition::Question(question, test) => {
                self.answers[question.index()].push((at, test));
                bound_of(test)
            }
            Condition::Context(context, test) => {
                self.contexts[context.index()].push((at, leaf));
                bound_of(test)
            }
            Condition::Score(_, _, bound) => Some(*bound),
            _ => None,
        };
        if let Some(Bound::Context(context)) = bound {
            self.contexts[context.index()].push((at, leaf));
        }
    }

    /// Returns what the rules of a closure ask of the answer to a question.
    pub fn tests<'r>(
        &'r self,
        question: QuestionRef,
        closure: &'r Closure,
    ) -> impl Iterator<Item = &'q Test> {
        let tests = self.answers[question.index()].iter();
        tests.filter(|(at, _)| closure.rules.contains(at)).map(|(_, test)| *test)
    }

    /// Returns the comparisons with a context in the rules of a closure.
    pub fn comparisons<'r>(
        &'r self,
        context: ContextRef,
        closure: &'r Closure,
    ) -> impl Iterator<Item = &'q Condition> {
        let leaves = self.contexts[context.index()].iter();
        leaves.filter(|(at, _)| closure.rules.contains(at)).map(|(_, leaf)| *leaf)
    }
}

fn bound_of(test: &Test) -> Option<Bound> {
    match test {
        Test::Number(_, bound) => Some(*bound),
        _ => None,
    }
}

/// The name of what a rule belongs to, if that can be named.
fn named(at: RuleAt) -> Option<Name> {
    match at {
        RuleAt::Asking(question) => Some(Name::Question(question)),
        RuleAt::Indicator(indicator) => Some(Name::Indicator(indicator)),
        RuleAt::Term(score, _) => Some(Name::Score(score)),
        RuleAt::Row(outcome, _) | RuleAt::Adjust(outcome, _) => Some(Name::Outcome(outcome)),
        RuleAt::Disclosure(_) | RuleAt::Stop(_) | RuleAt::Action(_) | RuleAt::Next(_) => None,
    }
}

impl Closure {
    /// Returns what goals depend on.
    pub fn of(reads: &Reads<'_>, goals: &[Goal]) -> Self {
        let mut closure = Closure::default();
        for goal in goals {
            match *goal {
                Goal::Holds(at) | Goal::Fails(at) => closure.follow_rule(reads, at),
                Goal::First(outcome, _) | Goal::Level(outcome, _) | Goal::Changes(outcome, _) => {
                    closure.follow(reads, vec![Name::Outcome(outcome)]);
                }
                Goal::Falls(outcome, indicator) => {
                    closure.follow(reads, vec![Name::Outcome(outcome), Name::Indicator(indicator)]);
                }
            }
        }
        closure
    }

    /// Returns how much work it was to find all that.
    pub fn work(&self) -> u64 {
        self.work
    }

    /// Adds what the stops depend on.
    pub fn add_stops(&mut self, reads: &Reads<'_>) {
        (0..reads.questionnaire.stops.len()).for_each(|stop| self.follow_rule(reads, RuleAt::Stop(stop)));
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

    fn follow_rule(&mut self, reads: &Reads<'_>, at: RuleAt) {
        let Some(rule) = at.rule(reads.questionnaire) else { return };
        self.rules.insert(at);
        self.follow(reads, rule.names());
    }

    /// One name may lead through a chain as long as the file, so what waits is kept in a list.
    fn follow(&mut self, reads: &Reads<'_>, mut waiting: Vec<Name>) {
        /// What it costs to look at one name, in conditions looked at.
        const EACH: usize = 4;
        while let Some(name) = waiting.pop() {
            if !self.names.insert(name) {
                continue;
            }
            let Some(direct) = reads.by_name.get(&name) else { continue };
            self.work += (EACH * (1 + direct.names.len() + direct.rules.len())) as u64;
            self.rules.extend(&direct.rules);
            self.valued.extend(&direct.valued);
            waiting.extend(&direct.names);
        }
    }
}
