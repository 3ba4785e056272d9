//! What to find out next: the first open question or context that a goal still depends on, and which
//! of its values lead there. It walks down from the goal through what is not known only, so that
//! nothing is looked at that cannot matter any more.

use std::collections::BTreeSet;

use super::{Goal, RuleAt};
use crate::questionnaire::program::{Addend, Formula, Table, Thing, ValueTest};
use crate::questionnaire::{AskGate, Clamp, Questionnaire};
use crate::rules::{Bound, Comparison, ContextRef, Name, OutcomeRef, QuestionRef, Reading, ScoreRef, Test};
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
    /// Those that pass the test of a context, or do not.
    Context(&'q Test, bool),
    /// Those that pass a test, or do not; of a `choices` question those that hold an option.
    Passing(&'q ValueTest, Option<u8>, bool),
    /// A large number of points, or a small one.
    Large(bool),
}

/// What is still to be looked at.
enum Task<'q> {
    /// A condition, and whether it should hold.
    Condition(&'q Formula, bool),
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
            Likes::Context(test, wanted) => {
                test.passes(value, |bound| now.bound(bound)) == Truth::from(wanted)
            }
            Likes::Passing(test, option, wanted) => passes(test, option, value, now) == Truth::from(wanted),
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
                Task::Condition(Formula::Indicator(place), _) => seen.insert(Name::Indicator(*place)),
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

    fn holds(&self, rule: Option<&Formula>) -> bool {
        rule.is_none_or(|rule| self.now.truth(rule) == Truth::True)
    }

    fn table(&self, outcome: OutcomeRef) -> &'q Table {
        &self.questionnaire.program.outcomes[outcome.index()]
    }

    fn goal(&self, goal: Goal) -> Vec<Task<'q>> {
        let rule = |at: RuleAt, wanted| {
            let rule = at.formula(self.questionnaire);
            rule.into_iter().map(|rule| Task::Condition(rule, wanted)).collect()
        };
        match goal {
            Goal::Holds(at) => rule(at, true),
            Goal::Fails(at) => rule(at, false),
            Goal::First(outcome, row) => self.first(outcome, row),
            Goal::Level(outcome, level) => vec![Task::Outcome(outcome, Set::one(level))],
            Goal::Changes(outcome, row) => self.changes(outcome, row),
            Goal::Falls(outcome, indicator) => {
                let rule = &self.questionnaire.program.indicators[indicator.index()];
                vec![Task::Condition(rule, false), Task::Outcome(outcome, Set::EMPTY)]
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

    fn condition(&self, condition: &'q Formula, wanted: bool, tasks: &mut Vec<Task<'q>>) {
        match condition {
            Formula::Value(thing, test) => {
                let thing = self.questionnaire.program.things[thing.index()];
                self.value(thing, test, wanted, tasks);
            }
            Formula::Context(context, test) => {
                let likes = Likes::Context(test, wanted);
                tasks.push(Task::Offer(Pick { variable: Variable::Context(*context), likes }));
                if let Test::Number(_, bound) = test {
                    tasks.extend(offer_of(*bound));
                }
            }
            Formula::Indicator(indicator) => {
                let rule = &self.questionnaire.program.indicators[indicator.index()];
                tasks.push(Task::Condition(rule, wanted));
            }
            Formula::Not(condition) => tasks.push(Task::Condition(condition, !wanted)),
            Formula::All(list) | Formula::Any(list) | Formula::Count(_, _, list) => {
                tasks.extend(list.members.iter().map(|member| Task::Condition(member, wanted)));
            }
        }
    }

    fn value(&self, thing: Thing, test: &'q ValueTest, wanted: bool, tasks: &mut Vec<Task<'q>>) {
        match (thing, test) {
            (Thing::Question(question), _) => {
                self.question(question, Likes::Passing(test, None, wanted), tasks);
            }
            (Thing::Option(question, option), _) => {
                self.question(question, Likes::Passing(test, Some(option), wanted), tasks);
            }
            (Thing::Score(score), ValueTest::Number(comparison, bound)) => {
                let upwards = matches!(comparison, Comparison::AtLeast | Comparison::Above);
                tasks.extend(offer_of(*bound));
                tasks.push(Task::Score(score, upwards == wanted));
            }
            (Thing::Outcome(outcome), ValueTest::Among(levels)) => {
                let all = self.questionnaire.outcome(outcome).all_levels();
                let wanted = all.iter().filter(|level| levels.has(*level) == wanted).collect();
                tasks.push(Task::Outcome(outcome, wanted));
            }
            (Thing::Score(_), ValueTest::Among(_)) | (Thing::Outcome(_), ValueTest::Number(..)) => {}
        }
        if let (Thing::Question(_), ValueTest::Number(_, bound)) = (thing, test) {
            tasks.extend(offer_of(*bound));
        }
    }

    /// What holds a question shut comes first, then the question itself.
    fn question(&self, question: QuestionRef, likes: Likes<'q>, tasks: &mut Vec<Task<'q>>) {
        let gate = self.questionnaire.program.asking[question.index()].as_ref();
        tasks.extend(gate.map(|rule| Task::Condition(rule, true)));
        tasks.push(Task::Offer(Pick { variable: Variable::Answer(question), likes }));
    }

    fn score(&self, score: ScoreRef, large: bool, tasks: &mut Vec<Task<'q>>) {
        let terms = self.questionnaire.program.scores[score.index()].terms.iter().enumerate();
        for (_, term) in terms.filter(|(place, _)| !self.now.term(score, *place).is_settled()) {
            match term {
                Addend::When(formula, _) => tasks.push(Task::Condition(formula, large)),
                Addend::Answer(question, _) => self.question(*question, Likes::Large(large), tasks),
                Addend::Score(score, _) => tasks.push(Task::Score(*score, large)),
                Addend::Level(outcome, points) => {
                    let most = points.iter().max();
                    let levels = (0..points.len()).filter(|it| (Some(&points[*it]) == most) == large);
                    tasks.push(Task::Outcome(*outcome, levels.collect()));
                }
            }
        }
    }

    fn outcome(&self, place: OutcomeRef, wanted: Set, tasks: &mut Vec<Task<'q>>) {
        self.decide(place, wanted, tasks);
        let adjust = self.questionnaire.outcome(place).adjust.iter().zip(&self.table(place).adjust);
        for (row, rule) in adjust {
            let (Clamp::AtLeast(level) | Clamp::AtMost(level)) = row.clamp;
            tasks.push(Task::Condition(rule, wanted.has(level)));
        }
    }

    fn decide(&self, outcome: OutcomeRef, wanted: Set, tasks: &mut Vec<Task<'q>>) {
        for row in &self.table(outcome).rows {
            let Some(rule) = &row.when else { continue };
            tasks.push(Task::Condition(rule, wanted.has(row.level)));
            if self.holds(Some(rule)) {
                break;
            }
        }
    }

    fn first(&self, outcome: OutcomeRef, row: usize) -> Vec<Task<'q>> {
        let rows = &self.table(outcome).rows;
        let Some(place) = rows.iter().position(|it| it.place == row) else { return Vec::new() };
        // As long as the row itself does not hold, nothing else matters.
        if let Some(rule) = rows[place].when.as_ref().filter(|rule| !self.holds(Some(rule))) {
            return vec![Task::Condition(rule, true)];
        }
        let earlier = rows[..place].iter().filter_map(|row| row.when.as_ref());
        earlier.map(|rule| Task::Condition(rule, false)).collect()
    }

    /// First that it holds, then what comes before it, low for a floor and high for a ceiling.
    fn changes(&self, place: OutcomeRef, row: usize) -> Vec<Task<'q>> {
        let (outcome, rules) = (self.questionnaire.outcome(place), &self.table(place).adjust);
        let moved = match outcome.adjust[row].clamp {
            Clamp::AtLeast(least) => Set::below(least),
            Clamp::AtMost(most) => outcome.all_levels().iter().filter(|level| *level > most).collect(),
        };
        if !self.holds(Some(&rules[row])) {
            return vec![Task::Condition(&rules[row], true)];
        }
        let mut tasks = Vec::new();
        self.decide(place, moved, &mut tasks);
        tasks.extend(rules.iter().map(|other| Task::Condition(other, false)));
        tasks
    }
}

/// Whether an answer passes a test, or holds an option.
fn passes(test: &ValueTest, option: Option<u8>, value: Reading, now: &Evaluation<'_>) -> Truth {
    match (test, value) {
        (_, Reading::Options(set)) => Truth::from(option.is_some_and(|option| set.has(usize::from(option)))),
        (ValueTest::Among(set), Reading::Is(yes)) => Truth::from(set.has(usize::from(yes))),
        (ValueTest::Among(set), Reading::Option(place)) => Truth::from(set.has(usize::from(place))),
        (ValueTest::Number(comparison, bound), Reading::Number(number)) => match now.bound(*bound) {
            Some(bound) => Truth::from(comparison.holds(number, bound)),
            None => Truth::Unknown,
        },
        _ => Truth::Unknown,
    }
}

fn offer_of<'q>(bound: Bound) -> Option<Task<'q>> {
    match bound {
        Bound::Literal(_) => None,
        Bound::Context(context) => Some(Task::Offer(Pick::of(Variable::Context(context)))),
    }
}
