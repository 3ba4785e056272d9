//! What is known of one person, and what follows for conditions: possible values, and the rules 1 and 2
//! of *one thing at a time*. Everything is looked up when it is needed, and kept.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::condition::{Condition, How, Right, Sign, Thing, What};
use super::mistake::Mistake;
use super::number::{self, Number};
use super::paper::{Gate, Kind, Paper};
use super::tables::Table;

/// True, false, or not known.
pub type Tri = Option<bool>;

/// One possible value of a thing; nothing stands for *not asked*.
pub type Value = Option<Number>;

/// The lowest and the highest that a score can be.
pub type Range = (Number, Number);

/// What was said to a question.
#[derive(Debug, Clone, PartialEq)]
pub enum State {
    Nothing,
    Declined,
    DontKnow,
    Later,
    /// A number; the place of an option; 1 or 0 for yes or no.
    Value(Number),
    Chosen(BTreeSet<usize>),
    Words,
}

impl State {
    pub fn is_value(&self) -> bool {
        matches!(self, State::Value(_) | State::Chosen(_) | State::Words)
    }
}

/// Everything that is given about one person.
#[derive(Debug, Clone)]
pub struct Given {
    pub answers: Vec<State>,
    pub contexts: Vec<Option<Number>>,
    pub judged: Vec<Option<usize>>,
}

/// Which of the worlds it is.
#[derive(Clone, Copy)]
pub enum Which<'w> {
    Answered,
    /// What a don't know would be as published: not asked. Outcomes are those of the other world.
    Published(&'w World<'w>),
    /// What actions read: outcomes at least as high as they were judged. All else is of the other world.
    Judged(&'w World<'w>),
}

pub struct World<'w> {
    pub paper: &'w Paper,
    pub given: &'w Given,
    pub which: Which<'w>,
    pub mistake: Option<Mistake>,
    known: RefCell<Known>,
}

/// What was worked out already.
#[derive(Default)]
struct Known {
    gates: BTreeMap<usize, Tri>,
    indicators: BTreeMap<usize, Tri>,
    scores: BTreeMap<usize, Range>,
    tables: BTreeMap<usize, Rc<Table>>,
    values: BTreeMap<Thing, Rc<Vec<Value>>>,
}

/// Things at one value each, by which all comparisons of them are decided. The rules fix one at a time.
pub type At<'a> = &'a [(Thing, Value)];

impl<'w> World<'w> {
    pub fn new(paper: &'w Paper, given: &'w Given, mistake: Option<Mistake>, which: Which<'w>) -> World<'w> {
        World { paper, given, which, mistake, known: RefCell::default() }
    }

    pub fn makes(&self, mistake: Mistake) -> bool {
        self.mistake == Some(mistake)
    }

    // ---- what was worked out ----

    /// Whether a question applies: its `ask_if`.
    pub fn applies(&self, question: usize) -> Tri {
        if let Which::Judged(other) = self.which {
            return other.applies(question);
        }
        let known = self.known.borrow().gates.get(&question).copied();
        known.unwrap_or_else(|| {
            let truth = match &self.paper.questions[question].gate {
                Gate::AskIf(gate) => self.truth(gate, &[]),
                Gate::Always | Gate::AskOnlyIf(_) => Some(true),
            };
            self.known.borrow_mut().gates.insert(question, truth);
            truth
        })
    }

    /// Whether a question may be asked, as far as its `ask_only_if` says.
    pub fn may_be_asked(&self, question: usize) -> bool {
        if let Which::Judged(other) = self.which {
            return other.may_be_asked(question);
        }
        match &self.paper.questions[question].gate {
            Gate::AskOnlyIf(gate) => self.truth(gate, &[]) == Some(true),
            Gate::Always | Gate::AskIf(_) => true,
        }
    }

    pub fn indicator(&self, place: usize) -> Tri {
        let known = self.known.borrow().indicators.get(&place).copied();
        known.unwrap_or_else(|| {
            let truth = self.truth(&self.paper.indicators[place], &[]);
            self.known.borrow_mut().indicators.insert(place, truth);
            truth
        })
    }

    pub fn score(&self, place: usize) -> Range {
        if let Which::Judged(other) = self.which {
            return other.score(place);
        }
        let known = self.known.borrow().scores.get(&place).copied();
        known.unwrap_or_else(|| {
            let range = self.added_up(place);
            self.known.borrow_mut().scores.insert(place, range);
            range
        })
    }

    pub fn table(&self, place: usize) -> Rc<Table> {
        if let Which::Published(other) | Which::Judged(other) = self.which {
            return other.table(place);
        }
        let known = self.known.borrow().tables.get(&place).cloned();
        known.unwrap_or_else(|| {
            let table = Rc::new(self.walked(place));
            self.known.borrow_mut().tables.insert(place, Rc::clone(&table));
            table
        })
    }

    // ---- possible values ----

    pub fn values(&self, thing: Thing) -> Rc<Vec<Value>> {
        let known = self.known.borrow().values.get(&thing).cloned();
        known.unwrap_or_else(|| {
            let values = Rc::new(match thing {
                Thing::Question(place) => self.values_of_question(place, &|| self.allowed(place)),
                Thing::Choice(place, option) => {
                    self.values_of_question(place, &|| self.in_or_out(place, option))
                }
                Thing::Score(place) => {
                    let (low, high) = self.score(place);
                    self.tried(thing, low, Some(high), self.paper.scores[place].step)
                }
                Thing::Outcome(place) => self.levels(place),
            });
            self.known.borrow_mut().values.insert(thing, Rc::clone(&values));
            values
        })
    }

    /// The values of a question or of an option of it, with *not asked* where that is possible.
    fn values_of_question(&self, question: usize, if_asked: &dyn Fn() -> Vec<Value>) -> Vec<Value> {
        match self.applies_here(question) {
            Some(false) => vec![None],
            Some(true) => if_asked(),
            None => [if_asked(), vec![None]].concat(),
        }
    }

    /// As published, a question that was answered with don't know is not asked.
    pub fn applies_here(&self, question: usize) -> Tri {
        let as_no = matches!(self.which, Which::Published(_));
        if as_no && self.given.answers[question] == State::DontKnow {
            return Some(false);
        }
        if self.makes(Mistake::DeclinedIsNo) && self.given.answers[question] == State::Declined {
            return Some(false);
        }
        match self.applies(question) {
            None if self.makes(Mistake::HiddenIsScored) => Some(true),
            Some(false) if self.makes(Mistake::HiddenIsUnknown) => None,
            truth => truth,
        }
    }

    /// What was answered, if it counts.
    pub fn answered(&self, question: usize) -> Option<&State> {
        let state = &self.given.answers[question];
        Some(state).filter(|state| state.is_value() && self.may_be_asked(question))
    }

    fn allowed(&self, question: usize) -> Vec<Value> {
        if let Some(State::Value(value)) = self.answered(question) {
            return vec![Some(*value)];
        }
        match &self.paper.questions[question].kind {
            Kind::YesNo => vec![Some(0), Some(1)],
            Kind::OneOf(options) => (0..options.len()).map(|place| Some(place as Number)).collect(),
            Kind::Number { min, max, step } => self.tried(Thing::Question(question), *min, *max, *step),
            Kind::SomeOf(_) | Kind::Words => panic!("no rule compares it"),
        }
    }

    fn in_or_out(&self, question: usize, option: usize) -> Vec<Value> {
        match self.answered(question) {
            Some(State::Chosen(chosen)) => vec![Some(Number::from(chosen.contains(&option)))],
            _ => vec![Some(0), Some(1)],
        }
    }

    /// The lowest and highest of many values, and around each constant the nearest ones.
    fn tried(&self, thing: Thing, low: Number, high: Option<Number>, step: Number) -> Vec<Value> {
        let none = Vec::new();
        let compared = self.paper.compared_with.get(&thing).unwrap_or(&none);
        let constants: Vec<Number> = compared.iter().filter_map(|right| self.right(*right)).collect();
        let low = number::up(low, step);
        let beyond = constants.iter().copied().max().unwrap_or(low).max(low) + 2 * step;
        let high = number::down(high.unwrap_or(beyond), step);
        let near = |constant: &Number| {
            [number::down(constant - 1, step), number::down(*constant, step), number::up(constant + 1, step)]
        };
        let all: BTreeSet<Number> = constants.iter().flat_map(near).chain([low, high]).collect();
        all.into_iter().filter(|value| (low..=high).contains(value)).map(Some).collect()
    }

    fn levels(&self, outcome: usize) -> Vec<Value> {
        let table = self.table(outcome);
        let judged = self.given.judged[outcome].filter(|_| matches!(self.which, Which::Judged(_)));
        let level = |level: &usize| match judged {
            Some(judged) if self.makes(Mistake::JudgementReplaces) => judged,
            Some(judged) => judged.max(*level),
            None => *level,
        };
        let levels: BTreeSet<usize> = table.possible.iter().map(level).collect();
        levels.into_iter().map(|level| Some(level as Number)).collect()
    }

    // ---- conditions ----

    fn right(&self, right: Right) -> Option<Number> {
        match right {
            Right::Literal(number) => Some(number),
            Right::Context(place) => self.given.contexts[place],
        }
    }

    /// The truth of a condition, with one thing at one value or none.
    pub fn truth(&self, condition: &Condition, at: At<'_>) -> Tri {
        if let Some(thing) = condition.about {
            return self.tried_at_each(thing, at, &|value| self.at_value(condition, value));
        }
        match &condition.what {
            What::Compare(..) => panic!("it is about one thing"),
            What::Context(place, sign, right) => {
                let left = self.given.contexts[*place];
                left.zip(self.right(*right)).map(|(left, right)| self.holds(left, *sign, right))
            }
            What::Indicator(place) if at.is_empty() => self.indicator(*place),
            What::Indicator(place) => self.truth(&self.paper.indicators[*place], at),
            What::Not(inner) => self.negated(self.truth(inner, at)),
            What::Any(members) => self.grouped(members, at, &|truths| self.any(truths)),
            What::All(members) => self.grouped(members, at, &|truths| self.all(truths)),
            What::Count(how, wanted, members) => {
                self.counted(*how, *wanted, self.counts_of_groups(members, at))
            }
        }
    }

    /// Rule 1.
    fn tried_at_each(&self, thing: Thing, at: At<'_>, truth: &dyn Fn(Value) -> Tri) -> Tri {
        if let Some(value) = fixed(thing, at) {
            return truth(value);
        }
        let truths: Vec<Tri> = self.values(thing).iter().map(|value| truth(*value)).collect();
        either(truths.iter().all(|truth| *truth == Some(true)), truths.iter().all(|t| *t == Some(false)))
    }

    /// A condition about one thing, at one value of it: nothing is left open but what a context decides.
    pub fn at_value(&self, condition: &Condition, value: Value) -> Tri {
        let each = |members: &[Condition]| -> Vec<Tri> {
            members.iter().map(|member| self.at_value(member, value)).collect()
        };
        match &condition.what {
            What::Compare(_, sign, right) => {
                let Some(left) = value else { return Some(false) };
                self.right(*right).map(|right| self.holds(left, *sign, right))
            }
            What::Context(..) => self.truth(condition, &[]),
            What::Indicator(place) => self.at_value(&self.paper.indicators[*place], value),
            What::Not(inner) => self.negated(self.at_value(inner, value)),
            What::Any(members) => self.any(&each(members)),
            What::All(members) => self.all(&each(members)),
            What::Count(how, wanted, members) => {
                self.counted(*how, *wanted, each(members).into_iter().map(fewest_and_most))
            }
        }
    }

    /// Rule 2 for `and` and `or`: the groups about one thing, and the other members.
    fn grouped(&self, members: &[Condition], at: At<'_>, joined: &dyn Fn(&[Tri]) -> Tri) -> Tri {
        let (groups, others) = groups(members);
        let mut truths: Vec<Tri> = others.into_iter().map(|member| self.truth(member, at)).collect();
        for (thing, members) in groups {
            if self.makes(Mistake::NothingTakenTogether) {
                truths.extend(members.iter().map(|member| self.truth(member, at)));
                continue;
            }
            truths.push(self.tried_at_each(thing, at, &|value| {
                let each: Vec<Tri> = members.iter().map(|member| self.at_value(member, value)).collect();
                joined(&each)
            }));
        }
        joined(&truths)
    }

    /// Rule 2 for `N of`: for each group and other member the fewest that are true, and the most.
    fn counts_of_groups(&self, members: &[Condition], at: At<'_>) -> std::vec::IntoIter<(usize, usize)> {
        let (groups, others) = groups(members);
        let mut counts: Vec<(usize, usize)> =
            others.into_iter().map(|member| fewest_and_most(self.truth(member, at))).collect();
        for (thing, members) in groups {
            let values = fixed(thing, at).map_or_else(|| self.values(thing), |value| Rc::new(vec![value]));
            let at_value = |value: &Value| {
                let each = members.iter().map(|member| fewest_and_most(self.at_value(member, *value)));
                each.fold((0, 0), |sum, one| (sum.0 + one.0, sum.1 + one.1))
            };
            let all: Vec<(usize, usize)> = values.iter().map(at_value).collect();
            // Without a mistake some value is possible always.
            let fewest = all.iter().map(|count| count.0).min().unwrap_or(0);
            counts.push((fewest, all.iter().map(|count| count.1).max().unwrap_or(0)));
        }
        counts.into_iter()
    }

    fn counted(&self, how: How, wanted: usize, counts: impl Iterator<Item = (usize, usize)>) -> Tri {
        let (fewest, most) = counts.fold((0, 0), |sum, one| (sum.0 + one.0, sum.1 + one.1));
        match how {
            How::AtLeast if self.makes(Mistake::AtLeastCountsTheOpen) => Some(most >= wanted),
            How::AtLeast => either(fewest >= wanted, most < wanted),
            How::AtMost => either(most <= wanted, fewest > wanted),
            How::Exactly => either(fewest == wanted && most == wanted, fewest > wanted || most < wanted),
        }
    }

    fn holds(&self, left: Number, sign: Sign, right: Number) -> bool {
        match sign {
            Sign::Equal => left == right,
            Sign::Less => left < right,
            Sign::LessOrEqual => left <= right,
            Sign::More => left > right,
            Sign::MoreOrEqual if self.makes(Mistake::AtLeastLeavesTheBound) => left > right,
            Sign::MoreOrEqual => left >= right,
        }
    }

    fn any(&self, truths: &[Tri]) -> Tri {
        if self.makes(Mistake::OrIsAndWhileUnknown) && truths.contains(&None) {
            return self.all(truths);
        }
        either(truths.contains(&Some(true)), truths.iter().all(|truth| *truth == Some(false)))
    }

    fn all(&self, truths: &[Tri]) -> Tri {
        either(truths.iter().all(|truth| *truth == Some(true)), truths.contains(&Some(false)))
    }

    fn negated(&self, truth: Tri) -> Tri {
        if self.makes(Mistake::NotMakesUnknownTrue) { Some(truth != Some(true)) } else { truth.map(|is| !is) }
    }
}

/// The value at which a thing is fixed.
fn fixed(thing: Thing, at: At<'_>) -> Option<Value> {
    at.iter().find(|(fixed, _)| *fixed == thing).map(|(_, value)| *value)
}

pub fn either(is_true: bool, is_false: bool) -> Tri {
    if is_true {
        Some(true)
    } else if is_false {
        Some(false)
    } else {
        None
    }
}

fn fewest_and_most(truth: Tri) -> (usize, usize) {
    (usize::from(truth == Some(true)), usize::from(truth != Some(false)))
}

/// The members that are about the same thing, wherever they stand in the list; and the others.
type Groups<'c> = (BTreeMap<Thing, Vec<&'c Condition>>, Vec<&'c Condition>);

fn groups(members: &[Condition]) -> Groups<'_> {
    let (mut groups, mut others): Groups<'_> = (BTreeMap::new(), Vec::new());
    for member in members {
        match member.about {
            Some(thing) => groups.entry(thing).or_default().push(member),
            None => others.push(member),
        }
    }
    (groups, others)
}
