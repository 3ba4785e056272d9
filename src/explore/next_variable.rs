//! What to find out next: the first open question or context that a goal still depends on, and which
//! of its values lead there. It walks down from the goal through what is not known only, so that
//! nothing is looked at that cannot matter any more.

use std::collections::BTreeSet;

use super::goal::Goal;
use super::rule_at::RuleAt;
use crate::questionnaire::program::{Addend, Formula, LevelTable, Thing, ValueTest};
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
enum Lead<'q> {
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

    fn first_open(&self, mut leads: Vec<Lead<'q>>) -> Option<Pick<'q>> {
        let mut seen = BTreeSet::new();
        leads.reverse();
        while let Some(lead) = leads.pop() {
            let is_new = match lead {
                Lead::Condition(Formula::Indicator(place), _) => seen.insert(Name::Indicator(*place)),
                Lead::Score(place, _) => seen.insert(Name::Score(place)),
                Lead::Outcome(place, _) => seen.insert(Name::Outcome(place)),
                Lead::Condition(..) | Lead::Offer(_) => true,
            };
            if let Lead::Offer(pick) = lead {
                if self.is_open(pick.variable) {
                    return Some(pick);
                }
            } else if is_new {
                let first = leads.len();
                self.expand(&lead, &mut leads);
                leads[first..].reverse();
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

    fn table(&self, outcome: OutcomeRef) -> &'q LevelTable {
        &self.questionnaire.program.outcomes[outcome.index()]
    }

    fn goal(&self, goal: Goal) -> Vec<Lead<'q>> {
        let rule = |at: RuleAt, wanted| {
            let rule = at.formula(self.questionnaire);
            rule.into_iter().map(|rule| Lead::Condition(rule, wanted)).collect()
        };
        match goal {
            Goal::Holds(at) => rule(at, true),
            Goal::Fails(at) => rule(at, false),
            Goal::First(outcome, row) => self.first(outcome, row),
            Goal::Level(outcome, level) => vec![Lead::Outcome(outcome, Set::one(level))],
            Goal::Changes(outcome, row) => self.changes(outcome, row),
            Goal::Falls(outcome, indicator) => {
                let rule = &self.questionnaire.program.indicators[indicator.index()];
                vec![Lead::Condition(rule, false), Lead::Outcome(outcome, Set::EMPTY)]
            }
        }
    }

    /// Adds what a lead leads to, the most promising first.
    fn expand(&self, lead: &Lead<'q>, leads: &mut Vec<Lead<'q>>) {
        match *lead {
            Lead::Condition(condition, wanted) => {
                if self.now.truth(condition) == Truth::Unknown {
                    self.condition(condition, wanted, leads);
                }
            }
            Lead::Score(score, large) => self.score(score, large, leads),
            Lead::Outcome(outcome, wanted) => {
                if self.now.outcome(outcome).len() > 1 {
                    self.outcome(outcome, wanted, leads);
                }
            }
            Lead::Offer(_) => {}
        }
    }

    fn condition(&self, condition: &'q Formula, wanted: bool, leads: &mut Vec<Lead<'q>>) {
        match condition {
            Formula::Value(thing, test) => {
                let thing = self.questionnaire.program.things[thing.index()];
                self.value(thing, test, wanted, leads);
            }
            Formula::Context(context, test) => {
                let likes = Likes::Context(test, wanted);
                leads.push(Lead::Offer(Pick { variable: Variable::Context(*context), likes }));
                if let Test::Number(_, bound) = test {
                    leads.extend(offer_of(*bound));
                }
            }
            Formula::Indicator(indicator) => {
                let rule = &self.questionnaire.program.indicators[indicator.index()];
                leads.push(Lead::Condition(rule, wanted));
            }
            Formula::Not(condition) => leads.push(Lead::Condition(condition, !wanted)),
            Formula::All(list) | Formula::Any(list) | Formula::Count(_, _, list) => {
                leads.extend(list.members.iter().map(|member| Lead::Condition(member, wanted)));
            }
        }
    }

    fn value(&self, thing: Thing, test: &'q ValueTest, wanted: bool, leads: &mut Vec<Lead<'q>>) {
        match (thing, test) {
            (Thing::Question(question), _) => {
                self.question(question, Likes::Passing(test, None, wanted), leads);
            }
            (Thing::Option(question, option), _) => {
                self.question(question, Likes::Passing(test, Some(option), wanted), leads);
            }
            (Thing::Score(score), ValueTest::Number(comparison, bound)) => {
                let upwards = matches!(comparison, Comparison::AtLeast | Comparison::Above);
                leads.extend(offer_of(*bound));
                leads.push(Lead::Score(score, upwards == wanted));
            }
            (Thing::Outcome(outcome), ValueTest::Among(levels)) => {
                let all = self.questionnaire.outcome(outcome).all_levels();
                let wanted = all.iter().filter(|level| levels.has(*level) == wanted).collect();
                leads.push(Lead::Outcome(outcome, wanted));
            }
            (Thing::Score(_), ValueTest::Among(_)) | (Thing::Outcome(_), ValueTest::Number(..)) => {}
        }
        if let (Thing::Question(_), ValueTest::Number(_, bound)) = (thing, test) {
            leads.extend(offer_of(*bound));
        }
    }

    /// What holds a question shut comes first, then the question itself.
    fn question(&self, question: QuestionRef, likes: Likes<'q>, leads: &mut Vec<Lead<'q>>) {
        let gate = self.questionnaire.program.asking[question.index()].as_ref();
        leads.extend(gate.map(|rule| Lead::Condition(rule, true)));
        leads.push(Lead::Offer(Pick { variable: Variable::Answer(question), likes }));
    }

    fn score(&self, score: ScoreRef, large: bool, leads: &mut Vec<Lead<'q>>) {
        let terms = self.questionnaire.program.scores[score.index()].terms.iter().enumerate();
        for (_, term) in terms.filter(|(place, _)| !self.now.term(score, *place).is_settled()) {
            match term {
                Addend::When(formula, _) => leads.push(Lead::Condition(formula, large)),
                Addend::Answer(question, _) => self.question(*question, Likes::Large(large), leads),
                Addend::Score(score, _) => leads.push(Lead::Score(*score, large)),
                Addend::Level(outcome, points) => {
                    let most = points.iter().max();
                    let levels = (0..points.len()).filter(|it| (Some(&points[*it]) == most) == large);
                    leads.push(Lead::Outcome(*outcome, levels.collect()));
                }
            }
        }
    }

    fn outcome(&self, place: OutcomeRef, wanted: Set, leads: &mut Vec<Lead<'q>>) {
        self.decide(place, wanted, leads);
        let adjust = self.questionnaire.outcome(place).adjust.iter().zip(&self.table(place).adjust);
        for (row, rule) in adjust {
            let (Clamp::AtLeast(level) | Clamp::AtMost(level)) = row.clamp;
            leads.push(Lead::Condition(rule, wanted.has(level)));
        }
    }

    fn decide(&self, outcome: OutcomeRef, wanted: Set, leads: &mut Vec<Lead<'q>>) {
        for row in &self.table(outcome).rows {
            let Some(rule) = &row.when else { continue };
            leads.push(Lead::Condition(rule, wanted.has(row.level)));
            if self.holds(Some(rule)) {
                break;
            }
        }
    }

    fn first(&self, outcome: OutcomeRef, row: usize) -> Vec<Lead<'q>> {
        let rows = &self.table(outcome).rows;
        let Some(place) = rows.iter().position(|it| it.place == row) else { return Vec::new() };
        // As long as the row itself does not hold, nothing else matters.
        if let Some(rule) = rows[place].when.as_ref().filter(|rule| !self.holds(Some(rule))) {
            return vec![Lead::Condition(rule, true)];
        }
        let earlier = rows[..place].iter().filter_map(|row| row.when.as_ref());
        earlier.map(|rule| Lead::Condition(rule, false)).collect()
    }

    /// First that it holds, then what comes before it, low for a floor and high for a ceiling.
    fn changes(&self, place: OutcomeRef, row: usize) -> Vec<Lead<'q>> {
        let (outcome, rules) = (self.questionnaire.outcome(place), &self.table(place).adjust);
        let moved = match outcome.adjust[row].clamp {
            Clamp::AtLeast(least) => Set::below(least),
            Clamp::AtMost(most) => outcome.all_levels().iter().filter(|level| *level > most).collect(),
        };
        if !self.holds(Some(&rules[row])) {
            return vec![Lead::Condition(&rules[row], true)];
        }
        let mut leads = Vec::new();
        self.decide(place, moved, &mut leads);
        leads.extend(rules.iter().map(|other| Lead::Condition(other, false)));
        leads
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

fn offer_of<'q>(bound: Bound) -> Option<Lead<'q>> {
    match bound {
        Bound::Literal(_) => None,
        Bound::Context(context) => Some(Lead::Offer(Pick::of(Variable::Context(context)))),
    }
}
