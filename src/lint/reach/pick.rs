//! What to find out next: the first open question or context that a goal still depends on, and which
//! of its values lead there. It walks down from the goal through what is not known only, so that
//! nothing is looked at that cannot matter any more.

use std::collections::BTreeSet;

use super::{Goal, RuleAt};
use crate::questionnaire::{AskGate, Clamp, Decide, Outcome, Questionnaire, Row, Rule, TermValue};
use crate::rules::{
    Bound, Comparison, Condition, ContextRef, Facts, Name, OutcomeRef, QuestionRef, Reading, ScoreRef, Test,
};
use crate::scoring::Evaluation;
use crate::truth::{Set, Truth};

/// Something that can be given a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Variable {
    /// The answer to a question.
    Answer(QuestionRef),
    /// The value of a context.
    Context(ContextRef),
    /// A practitioner's judgement.
    Judgement(OutcomeRef),
}

/// What to find out next.
#[derive(Clone, Copy)]
pub(super) struct Pick<'q> {
    pub variable: Variable,
    likes: Likes<'q>,
}

/// Which values come first.
#[derive(Clone, Copy)]
enum Likes<'q> {
    Passing(&'q Test, bool),
    /// A large number of points, or a small one.
    Large(bool),
}

/// What is still to be looked at.
enum Task<'q> {
    /// A condition, and whether it should hold.
    Condition(&'q Condition, bool),
    /// A score, and whether it should be large.
    Score(ScoreRef, bool),
    /// An outcome, and the levels that it should have.
    Outcome(OutcomeRef, Set),
    /// A variable, if it is still open.
    Offer(Pick<'q>),
}

/// The walk. What it still has to look at is kept in a list and not on the stack: a file can lead
/// through more indicators than the stack is deep. What is named twice is looked at once.
pub(super) struct Walk<'w, 'q> {
    pub questionnaire: &'q Questionnaire,
    pub now: &'w Evaluation<'q>,
    /// Which questions have been answered or left open already.
    pub answered: &'w [bool],
    /// Which contexts have been given or left open already.
    pub given: &'w [bool],
}

impl<'q> Pick<'q> {
    /// Returns the pick of a variable without knowing what for.
    pub fn of(variable: Variable) -> Self {
        Pick { variable, likes: Likes::Large(true) }
    }

    /// Returns whether a value leads towards the goal, as far as can be said.
    pub fn likes(&self, value: Reading, now: &Evaluation<'_>) -> bool {
        match self.likes {
            Likes::Passing(test, wanted) => test.passes(value, now) == Truth::from(wanted),
            Likes::Large(large) => match value {
                Reading::Number(_) | Reading::Options(_) | Reading::Unknown => large,
                Reading::Is(yes) => yes == large,
                Reading::Option(place) => (place > 0) == large,
            },
        }
    }
}

impl<'q> Walk<'_, 'q> {
    /// Returns what to find out next for some goals; nothing if no answer can make a difference, or if
    /// one of them hangs on nothing that is still open.
    pub fn towards(&self, goals: &[Goal]) -> Option<Pick<'q>> {
        let mut unknown =
            goals.iter().filter(|goal| goal.state(self.questionnaire, self.now) == Truth::Unknown);
        self.first_open(unknown.next().map(|goal| self.goal(*goal))?)
    }

    fn first_open(&self, mut tasks: Vec<Task<'q>>) -> Option<Pick<'q>> {
        let mut seen = BTreeSet::new();
        tasks.reverse();
        while let Some(task) = tasks.pop() {
            let is_new = match task {
                Task::Condition(Condition::Indicator(place), _) => seen.insert(Name::Indicator(*place)),
                Task::Score(place, _) => seen.insert(Name::Score(place)),
                Task::Outcome(place, _) => seen.insert(Name::Outcome(place)),
                Task::Condition(..) | Task::Offer(_) => true,
            };
            if let Task::Offer(pick) = task {
                if self.is_open(pick.variable) {
                    return Some(pick);
                }
            } else if is_new {
                let first = tasks.len();
                self.expand(&task, &mut tasks);
                tasks[first..].reverse();
            }
        }
        None
    }

    /// Returns the first of some questions and contexts that is still open.
    pub fn any_of(
        &self,
        questions: impl Iterator<Item = QuestionRef>,
        contexts: impl Iterator<Item = ContextRef>,
    ) -> Option<Pick<'q>> {
        let variables = contexts.map(Variable::Context).chain(questions.map(Variable::Answer));
        variables.filter(|variable| self.is_open(*variable)).map(Pick::of).next()
    }

    fn is_open(&self, variable: Variable) -> bool {
        match variable {
            Variable::Answer(question) => {
                let shut = matches!(self.questionnaire.question(question).gate, AskGate::OnlyIf(_))
                    && !self.now.may_ask(question);
                !shut && self.now.is_open(question) && !self.answered[question.index()]
            }
            Variable::Context(context) => {
                self.now.context(context) == Reading::Unknown && !self.given[context.index()]
            }
            Variable::Judgement(_) => false,
        }
    }

    fn holds(&self, rule: Option<&Rule>) -> bool {
        rule.is_none_or(|rule| self.now.truth(&rule.condition) == Truth::True)
    }

    fn goal(&self, goal: Goal) -> Vec<Task<'q>> {
        let rule = |at: RuleAt, wanted| {
            let rule = at.rule(self.questionnaire);
            rule.into_iter().map(|rule| Task::Condition(&rule.condition, wanted)).collect()
        };
        match goal {
            Goal::Holds(at) => rule(at, true),
            Goal::Fails(at) => rule(at, false),
            Goal::First(outcome, row) => self.first(outcome, row),
            Goal::Level(outcome, level) => vec![Task::Outcome(outcome, Set::one(level))],
            Goal::Changes(outcome, row) => self.changes(outcome, row),
            Goal::Falls(outcome, indicator) => {
                let rule = &self.questionnaire.indicator(indicator).when;
                vec![Task::Condition(&rule.condition, false), Task::Outcome(outcome, Set::EMPTY)]
            }
        }
    }

    /// Adds what a task leads to, the most promising first.
    fn expand(&self, task: &Task<'q>, tasks: &mut Vec<Task<'q>>) {
        match *task {
            Task::Condition(condition, wanted) => {
                if self.now.truth(condition) == Truth::Unknown {
                    self.condition(condition, wanted, tasks);
                }
            }
            Task::Score(score, large) => self.score(score, large, tasks),
            Task::Outcome(outcome, wanted) => {
                if self.now.outcome(outcome).len() > 1 {
                    self.outcome(outcome, wanted, tasks);
                }
            }
            Task::Offer(_) => {}
        }
    }

    fn condition(&self, condition: &'q Condition, wanted: bool, tasks: &mut Vec<Task<'q>>) {
        match condition {
            Condition::Question(question, test) => {
                self.question(*question, Likes::Passing(test, wanted), tasks);
                tasks.extend(bound_of(test));
            }
            Condition::Context(context, test) => {
                let likes = Likes::Passing(test, wanted);
                tasks.push(Task::Offer(Pick { variable: Variable::Context(*context), likes }));
                tasks.extend(bound_of(test));
            }
            Condition::Indicator(indicator) => {
                let rule = &self.questionnaire.indicator(*indicator).when;
                tasks.push(Task::Condition(&rule.condition, wanted));
            }
            Condition::Score(score, comparison, bound) => {
                let upwards = matches!(comparison, Comparison::AtLeast | Comparison::Above);
                tasks.extend(offer_of(*bound));
                tasks.push(Task::Score(*score, upwards == wanted));
            }
            Condition::Outcome(outcome, levels) => {
                let all = self.questionnaire.outcome(*outcome).all_levels();
                let wanted = all.iter().filter(|level| levels.has(*level) == wanted).collect();
                tasks.push(Task::Outcome(*outcome, wanted));
            }
            Condition::Not(condition) => tasks.push(Task::Condition(condition, !wanted)),
            Condition::All(members) | Condition::Any(members) | Condition::Count(_, _, members) => {
                tasks.extend(members.iter().map(|member| Task::Condition(member, wanted)));
            }
        }
    }

    /// What holds a question shut comes first, then the question itself.
    fn question(&self, question: QuestionRef, likes: Likes<'q>, tasks: &mut Vec<Task<'q>>) {
        let gate = self.questionnaire.question(question).gate_rule();
        tasks.extend(gate.map(|rule| Task::Condition(&rule.condition, true)));
        tasks.push(Task::Offer(Pick { variable: Variable::Answer(question), likes }));
    }

    fn score(&self, score: ScoreRef, large: bool, tasks: &mut Vec<Task<'q>>) {
        let terms = self.questionnaire.score(score).terms.iter();
        for term in terms.filter(|term| !self.now.term(term).is_settled()) {
            match &term.value {
                TermValue::When { when, .. } => tasks.push(Task::Condition(&when.condition, large)),
                TermValue::ValueOf(question) => self.question(*question, Likes::Large(large), tasks),
                TermValue::Score(score) => tasks.push(Task::Score(*score, large)),
            }
        }
    }

    fn outcome(&self, place: OutcomeRef, wanted: Set, tasks: &mut Vec<Task<'q>>) {
        let outcome = self.questionnaire.outcome(place);
        self.decide(outcome, wanted, tasks);
        for row in &outcome.adjust {
            let (Clamp::AtLeast(level) | Clamp::AtMost(level)) = row.clamp;
            tasks.push(Task::Condition(&row.when.condition, wanted.has(level)));
        }
    }

    fn decide(&self, outcome: &'q Outcome, wanted: Set, tasks: &mut Vec<Task<'q>>) {
        match &outcome.decide {
            Decide::FirstMatch(rows) => {
                for (row, rule) in rows.iter().filter_map(|row| Some((row, row.when.as_ref()?))) {
                    tasks.push(Task::Condition(&rule.condition, wanted.has(row.level)));
                    if self.now.truth(&rule.condition) == Truth::True {
                        break;
                    }
                }
            }
            Decide::Bands { score, from } => {
                let is_high = from.last().is_some_and(|band| wanted.has(band.level));
                tasks.push(Task::Score(*score, is_high));
            }
            Decide::Practitioner { .. } => {}
        }
    }

    fn first(&self, outcome: OutcomeRef, row: usize) -> Vec<Task<'q>> {
        match &self.questionnaire.outcome(outcome).decide {
            Decide::FirstMatch(rows) => {
                let task = |row: &'q Row, wanted| {
                    row.when.as_ref().map(|rule| Task::Condition(&rule.condition, wanted))
                };
                // As long as the row itself does not hold, nothing else matters.
                let own = task(&rows[row], true).filter(|_| !self.holds(rows[row].when.as_ref()));
                let earlier = || rows[..row].iter().filter_map(|row| task(row, false)).collect();
                own.map_or_else(earlier, |own| vec![own])
            }
            Decide::Bands { score, from } => vec![Task::Score(*score, row + 1 == from.len())],
            Decide::Practitioner { .. } => Vec::new(),
        }
    }

    /// First that it holds, then what comes before it, low for a floor and high for a ceiling.
    fn changes(&self, place: OutcomeRef, row: usize) -> Vec<Task<'q>> {
        let outcome = self.questionnaire.outcome(place);
        let adjust = &outcome.adjust[row];
        let moved = match adjust.clamp {
            Clamp::AtLeast(least) => Set::below(least),
            Clamp::AtMost(most) => outcome.all_levels().iter().filter(|level| *level > most).collect(),
        };
        if !self.holds(Some(&adjust.when)) {
            return vec![Task::Condition(&adjust.when.condition, true)];
        }
        let mut tasks = Vec::new();
        self.decide(outcome, moved, &mut tasks);
        tasks.extend(outcome.adjust.iter().map(|other| Task::Condition(&other.when.condition, false)));
        tasks
    }
}

fn bound_of<'q>(test: &Test) -> Option<Task<'q>> {
    match test {
        Test::Number(_, bound) => offer_of(*bound),
        _ => None,
    }
}

fn offer_of<'q>(bound: Bound) -> Option<Task<'q>> {
    match bound {
        Bound::Literal(_) => None,
        Bound::Context(context) => Some(Task::Offer(Pick::of(Variable::Context(context)))),
    }
}
