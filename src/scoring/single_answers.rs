//! The single answers of an open question among which the rules tell. It computes nothing. Its one surprise:
//! of answers that are the same to every rule, one stands for all.

use std::collections::{BTreeMap, BTreeSet};

use super::evaluate::{Evaluation, NOT_ASKED};
use crate::decimal::Decimal;
use crate::questionnaire::model::{Kind, NumberKind, Questionnaire, TermValue};
use crate::questionnaire::program::{Formula, Thing, ValueTest};
use crate::rules::{QuestionRef, Reading};
use crate::truth::{Set, Truth};

/// The most options of a `choices` question of which every permitted set is tried. With more, single
/// options, all together and all but one are tried: the rank may then be too low, never wrong.
const MOST_OPTIONS_TRIED: usize = 10;

/// The most values of a number whose points are counted of which every one is tried: one in the middle
/// may decide more than both ends. With more, the rank may be too low, never wrong.
const MOST_NUMBERS_TRIED: i64 = 200;

/// The answers that are tried, by what the rules ask.
pub(super) struct SingleAnswers<'q> {
    questionnaire: &'q Questionnaire,
    /// What the rules ask of the options of each question.
    asked: Vec<BTreeSet<(AnyOrAll, Set)>>,
}

/// How many of some options must be chosen.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum AnyOrAll {
    Any,
    All,
}

impl<'q> SingleAnswers<'q> {
    /// Returns the answers of questions, if these are open.
    pub fn of(questionnaire: &'q Questionnaire, open: &BTreeSet<QuestionRef>) -> Self {
        let asked = vec![BTreeSet::new(); questionnaire.questions.len()];
        let mut answers = SingleAnswers { questionnaire, asked };
        if open.iter().any(|question| !questionnaire.question(*question).kind.options().is_empty()) {
            questionnaire.program.formulas().for_each(|formula| answers.look_at(formula));
        }
        answers
    }

    fn look_at(&mut self, formula: &Formula) {
        let mut waiting = vec![formula];
        while let Some(formula) = waiting.pop() {
            match formula {
                Formula::Context(..) | Formula::Indicator(_) | Formula::Value(_, ValueTest::Number(..)) => {}
                Formula::Value(thing, ValueTest::Among(set)) => {
                    match self.questionnaire.program.things[thing.index()] {
                        Thing::Question(question) => self.ask(question, AnyOrAll::Any, *set),
                        Thing::Option(question, option) => {
                            self.ask(question, AnyOrAll::Any, Set::one(usize::from(option)));
                        }
                        Thing::Score(_) | Thing::Outcome(_) => {}
                    }
                }
                Formula::Not(inner) => waiting.push(inner),
                Formula::Count(_, _, list) => waiting.extend(&list.members),
                Formula::All(list) => waiting.extend(self.ask_together(AnyOrAll::All, &list.members)),
                Formula::Any(list) => waiting.extend(self.ask_together(AnyOrAll::Any, &list.members)),
            }
        }
    }

    /// A list asks of several options of one question at once. Returns its other members.
    fn ask_together<'f>(&mut self, wanted: AnyOrAll, members: &'f [Formula]) -> Vec<&'f Formula> {
        let mut options: BTreeMap<QuestionRef, Set> = BTreeMap::new();
        let mut others = Vec::new();
        for member in members {
            let Formula::Value(thing, _) = member else {
                others.push(member);
                continue;
            };
            match self.questionnaire.program.things[thing.index()] {
                Thing::Option(question, option) => {
                    let together = options.entry(question).or_default();
                    *together = together.with(Set::one(usize::from(option)));
                }
                _ => others.push(member),
            }
        }
        options.into_iter().for_each(|(question, set)| self.ask(question, wanted, set));
        others
    }

    fn ask(&mut self, question: QuestionRef, wanted: AnyOrAll, options: Set) {
        self.asked[question.index()].insert((wanted, options));
    }

    /// Returns every answer that could make a difference.
    pub fn each(&self, evaluation: &Evaluation<'_>, question: QuestionRef) -> Vec<Reading> {
        let kind = &self.questionnaire.question(question).kind;
        let known = evaluation.values_of(self.questionnaire.program.question(question)).iter().copied();
        let values = known.filter(|value| *value != NOT_ASKED);
        let places = values.clone().filter_map(|place| u8::try_from(place).ok());
        let mut is_new = self.novelty(evaluation, question);
        match kind {
            Kind::YesNo => values.map(|value| Reading::Is(value == 1)).collect(),
            Kind::Choice(_) | Kind::Scale(_) => {
                places.filter(|place| is_new(Set::one(usize::from(*place)))).map(Reading::Option).collect()
            }
            Kind::Choices(_) => {
                permitted_sets(kind).into_iter().filter(|set| is_new(*set)).map(Reading::Options).collect()
            }
            Kind::Number(number) => {
                let mut numbers: BTreeSet<i64> = values.collect();
                if carries_points(self.questionnaire, question) {
                    numbers.extend(every_number(number));
                }
                numbers.into_iter().map(Decimal::from_thousandths).map(Reading::Number).collect()
            }
            Kind::DatePart { .. } | Kind::Text { .. } => Vec::new(),
        }
    }

    /// Returns what says of options whether the rules tell them from all before. Where points are read they
    /// do; and while it is not certain that the question applies, each chosen option is open by itself.
    fn novelty(&self, evaluation: &Evaluation<'_>, question: QuestionRef) -> impl FnMut(Set) -> bool {
        let is_set = matches!(self.questionnaire.question(question).kind, Kind::Choices(_));
        let are_all_new = carries_points(self.questionnaire, question)
            || is_set && evaluation.applies(question) != Truth::True;
        let mut told = BTreeSet::new();
        move |chosen| {
            let tells = self.asked[question.index()].iter().map(|(wanted, options)| match wanted {
                AnyOrAll::Any => !options.common(chosen).is_empty(),
                AnyOrAll::All => options.is_within(chosen),
            });
            are_all_new || told.insert(tells.collect::<Vec<bool>>())
        }
    }
}

/// Two neighbours differ in one option, so that little has to be computed again.
fn permitted_sets(kind: &Kind) -> Vec<Set> {
    let count = kind.options().len();
    let together: Set = (0..count).filter(|place| !kind.options()[*place].exclusive).collect();
    let mut sets: Vec<Set> = if count <= MOST_OPTIONS_TRIED {
        (1_usize..1 << count)
            .map(|number| number ^ number >> 1)
            .map(|bits| (0..count).filter(|place| bits >> place & 1 == 1).collect())
            .collect()
    } else {
        let but_one = |left: usize| together.iter().filter(|place| *place != left).collect();
        (0..count).map(Set::one).chain((0..count).map(but_one)).collect()
    };
    sets.push(together);
    sets.retain(|set| kind.permits(*set));
    sets
}

fn carries_points(questionnaire: &Questionnaire, question: QuestionRef) -> bool {
    let terms = questionnaire.scores.iter().flat_map(|score| &score.terms);
    terms
        .map(|term| &term.value)
        .any(|value| matches!(value, TermValue::ValueOf { question: of, .. } if *of == question))
}

/// Every number that is allowed, in thousandths, if they are few.
fn every_number(number: &NumberKind) -> Vec<i64> {
    let (Some(min), Some(max)) = (number.min, number.max) else { return Vec::new() };
    let step = Decimal::step(number.places).thousandths();
    let steps = (max - min).thousandths() / step;
    if steps > MOST_NUMBERS_TRIED {
        return Vec::new();
    }
    (0..=steps).map(|steps| min.thousandths() + steps * step).collect()
}
