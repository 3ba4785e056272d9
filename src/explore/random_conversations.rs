//! Conversations by chance. They are always the same, and most things are reached in them.

use super::closure::{Closure, Reads};
use super::conversations::{End, Situation};
use super::goal::{Goal, Reach};
use super::random_numbers::Draw;
use crate::decimal::Decimal;
use crate::questionnaire::model::NumberKind;
use crate::questionnaire::{AnswerSource, ContextKind, Decide, Kind, Questionnaire};
use crate::rules::{Bound, Condition, ContextRef, OutcomeRef, QuestionRef, Reading, Test};
use crate::scoring::Evaluation;
use crate::truth::{Set, Truth};

/// How many conversations are tried, and after how many in vain that is enough.
const TRIES: usize = 64;
const IN_VAIN: usize = 16;

/// Marks what is reached by chance, and keeps the conversations that reached something new. Does so much
/// work at most, but for the last conversation, and returns how much it was. It begins with what is known
/// while nothing is.
pub(super) fn try_luck(
    reads: &Reads<'_>,
    nothing: &Evaluation<'_>,
    goals: &mut [(Goal, Option<Reach>)],
    situations: &mut Vec<Situation>,
    allowance: u64,
) -> u64 {
    let mut luck = Luck::new(reads, nothing);
    let most = nothing.work() + allowance;
    let mut left: Vec<usize> = (0..goals.len()).collect();
    let mut vain = 0;
    for turn in 0..TRIES {
        if left.is_empty() || vain == IN_VAIN || luck.now.work() > most {
            break;
        }
        luck.talk(turn);
        let before = left.len();
        left.retain(|place| {
            let (goal, reach) = &mut goals[*place];
            let reached = goal.state(luck.questionnaire, &luck.now) == Truth::True;
            if reached {
                *reach = Some(Reach::Reached(situations.len()));
            }
            !reached
        });
        vain = if left.len() == before { vain + 1 } else { 0 };
        if left.len() < before {
            situations.push(luck.situation());
        }
    }
    luck.now.work() - nothing.work()
}

struct Luck<'q> {
    questionnaire: &'q Questionnaire,
    now: Evaluation<'q>,
    draw: Draw,
    /// Questions on which a stop depends.
    feeds_stops: Vec<bool>,
    contexts: Vec<Reading>,
    judgements: Vec<Option<usize>>,
    /// The numbers that answers and contexts are compared with.
    bounds: Vec<Decimal>,
    /// What rules ask of each question.
    prefers: Vec<Preference>,
}

/// What rules ask of a question: how much more often for yes than for no, and for which options.
#[derive(Clone, Copy, Default)]
struct Preference {
    yes_over_no: i32,
    options: Set,
}

impl<'q> Luck<'q> {
    fn new(reads: &Reads<'q>, nothing: &Evaluation<'q>) -> Self {
        let questionnaire = reads.questionnaire;
        let mut stops = Closure::default();
        stops.add_stops(reads);
        let mut bounds = Vec::new();
        let mut prefers = vec![Preference::default(); questionnaire.questions.len()];
        for rule in questionnaire.rules() {
            rule.condition.each_leaf(&mut |leaf| {
                bounds.extend(literal(leaf));
                if let Condition::Question(question, test) = leaf {
                    prefers[question.index()].add(test);
                }
            });
        }
        bounds.sort_unstable();
        bounds.dedup();
        Luck {
            questionnaire,
            now: nothing.clone(),
            draw: Draw::seeded(0),
            feeds_stops: questionnaire.each_question().map(|(question, _)| stops.has(question)).collect(),
            contexts: vec![Reading::Unknown; questionnaire.contexts.len()],
            judgements: vec![None; questionnaire.outcomes.len()],
            bounds,
            prefers,
        }
    }

    /// Holds one conversation. In the first every answer is one that rules ask for, in the second
    /// none, as far as that can be; then it goes to and fro.
    fn talk(&mut self, turn: usize) {
        let loud = [100, 0, 50, 12, 88, 30, 70, 5][turn % 8];
        self.background(turn);
        for (question, _) in self.questionnaire.each_question() {
            self.now.set(question, Reading::Unknown);
        }
        let (mut end, mut last) = (self.end(), None);
        for (question, asked) in self.questionnaire.each_question() {
            if asked.from == AnswerSource::Asked && end.is_reached(last) {
                continue;
            }
            let value = self.answer(&asked.kind, self.prefers[question.index()], loud);
            last = Some(question);
            if self.feeds_stops[question.index()] {
                end = self.answer_before_stop(question, value);
            } else {
                self.now.set(question, value);
            }
        }
        self.now.run();
    }

    /// A stop may follow from this answer, so that what is known so far is looked at.
    fn answer_before_stop(&mut self, question: QuestionRef, value: Reading) -> End {
        self.now.run();
        if self.now.may_ask(question) {
            self.now.set(question, value);
        }
        self.end()
    }

    fn end(&mut self) -> End {
        if self.questionnaire.stops.is_empty() {
            return End::Never;
        }
        self.now.run();
        End::of(self.questionnaire, &self.now)
    }

    /// Contexts, and the judgements of what only the practitioner decides.
    fn background(&mut self, turn: usize) {
        for (place, context) in self.questionnaire.contexts.iter().enumerate() {
            let value = match &context.kind {
                ContextKind::YesNo => Reading::Is(self.draw.chance(50)),
                ContextKind::Choice(options) => option(self.draw.below(options.len())),
                ContextKind::Number => Reading::Number(self.bound(None)),
            };
            self.contexts[place] = value;
            self.now.set_context(ContextRef::at(place), value);
        }
        for (place, outcome) in self.questionnaire.outcomes.iter().enumerate() {
            if matches!(outcome.decide, Decide::Practitioner { .. }) {
                let level = Some(turn % outcome.levels.len());
                self.judgements[place] = level;
                self.now.judge(OutcomeRef::at(place), level);
            }
        }
    }

    fn answer(&mut self, kind: &Kind, prefers: Preference, loud: usize) -> Reading {
        let is_loud = self.draw.chance(loud);
        match kind {
            Kind::YesNo => Reading::Is(is_loud == (prefers.yes_over_no >= 0)),
            Kind::Choice(options) | Kind::Scale(options) => option(self.one(options.len(), prefers, is_loud)),
            Kind::Choices(options) => {
                let free = |place: &usize| !options[*place].exclusive;
                let some: Set = (0..options.len()).filter(free).filter(|_| self.draw.chance(loud)).collect();
                match some.is_empty() {
                    true => Reading::Options(Set::one(self.one(options.len(), prefers, is_loud))),
                    false => Reading::Options(some),
                }
            }
            Kind::Number(number) => Reading::Number(self.bound(Some(number))),
            Kind::DatePart { .. } | Kind::Text { .. } => Reading::Unknown,
        }
    }

    /// One of some options: any, or one that no rule asks for if there is one.
    fn one(&mut self, count: usize, prefers: Preference, is_loud: bool) -> usize {
        let first = self.draw.below(count);
        let mut around = (0..count).map(|step| (first + step) % count);
        let quiet = around.find(|place| !is_loud && !prefers.options.has(*place));
        quiet.unwrap_or(first)
    }

    /// A number on one side of something that it may be compared with, within what is allowed.
    fn bound(&mut self, number: Option<&NumberKind>) -> Decimal {
        let step = Decimal::step(number.map_or(0, |number| number.places)).thousandths();
        let mut near = match self.bounds.len() {
            0 => 0,
            count => self.bounds[self.draw.below(count)].thousandths().div_euclid(step) * step,
        };
        near += step * [0, 1, -1][self.draw.below(3)];
        let end = self.draw.below(6);
        if let Some(NumberKind { min, max, .. }) = number {
            let clamp = |value: i64| {
                let value = min.map_or(value, |min| value.max(min.thousandths()));
                max.map_or(value, |max| value.min(max.thousandths()))
            };
            near = match (end, min, max) {
                (0, Some(min), _) => min.thousandths(),
                (1, _, Some(max)) => max.thousandths(),
                _ => clamp(near),
            };
        }
        Decimal::from_thousandths(near)
    }

    fn situation(&self) -> Situation {
        let questions = (0..self.questionnaire.questions.len()).map(QuestionRef::at);
        Situation {
            answers: questions.map(|question| self.now.given(question)).collect(),
            contexts: self.contexts.clone(),
            judgements: self.judgements.clone(),
        }
    }
}

impl Preference {
    fn add(&mut self, test: &Test) {
        match test {
            Test::Is(yes) => self.yes_over_no += if *yes { 1 } else { -1 },
            Test::OneOf(options) | Test::IncludesAny(options) | Test::IncludesAll(options) => {
                self.options = self.options.with(*options);
            }
            Test::Number(..) => {}
        }
    }
}

/// The number that a comparison names.
fn literal(leaf: &Condition) -> Option<Decimal> {
    match leaf {
        Condition::Question(_, Test::Number(_, Bound::Literal(number)))
        | Condition::Context(_, Test::Number(_, Bound::Literal(number)))
        | Condition::Score(_, _, Bound::Literal(number)) => Some(*number),
        _ => None,
    }
}

fn option(place: usize) -> Reading {
    u8::try_from(place).map_or(Reading::Unknown, Reading::Option)
}
