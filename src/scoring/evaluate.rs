//! The inner loop: readings in, truths, intervals and sets of levels out, in one pass over the plan.
//! It allocates only when it is made, and knows no name and no text. Everything that explains a
//! result is built beside it, from the same values.

use crate::questionnaire::model::{
    AnswerSource, AskGate, Clamp, Combine, Decide, Incomplete, Outcome, Questionnaire, ScoreTerm, Step,
    TermValue,
};
use crate::rules::{
    Bound, Condition, ContextRef, Facts, IndicatorRef, OutcomeRef, QuestionRef, Reading, ScoreRef,
};
use crate::truth::{Interval, Set, Truth};

/// Everything that follows from one set of readings.
#[derive(Clone)]
pub struct Evaluation<'q> {
    questionnaire: &'q Questionnaire,
    readings: Vec<Reading>,
    contexts: Vec<Reading>,
    judged: Vec<Option<usize>>,
    counted_as_no: Vec<bool>,
    world: World,
    applies: Vec<Truth>,
    allowed: Vec<bool>,
    indicators: Vec<Truth>,
    scores: Vec<Interval>,
    before: Vec<Set>,
    outcomes: Vec<Set>,
}

/// Which of the two sides is computed where a practitioner's judgement differs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum World {
    /// The rules alone; only an outcome that the practitioner decides takes the judgement.
    Computed,
    /// Each judged outcome has its judged level, and what follows from it follows.
    Judged,
}

impl<'q> Evaluation<'q> {
    /// Returns the evaluation in which nothing is known but these contexts.
    pub fn new(questionnaire: &'q Questionnaire, contexts: Vec<Reading>) -> Self {
        let q = questionnaire;
        let mut evaluation = Evaluation {
            questionnaire,
            readings: vec![Reading::Unknown; q.questions.len()],
            contexts,
            judged: vec![None; q.outcomes.len()],
            counted_as_no: vec![false; q.questions.len()],
            world: World::Computed,
            applies: vec![Truth::True; q.questions.len()],
            allowed: vec![true; q.questions.len()],
            indicators: vec![Truth::Unknown; q.indicators.len()],
            scores: vec![Interval::default(); q.scores.len()],
            before: vec![Set::EMPTY; q.outcomes.len()],
            outcomes: vec![Set::EMPTY; q.outcomes.len()],
        };
        evaluation.run();
        evaluation
    }

    /// Sets what is known of one answer; [`Evaluation::run`] draws the consequences.
    pub fn set(&mut self, question: QuestionRef, reading: Reading) {
        self.readings[question.index()] = reading;
    }

    /// Returns what was set for one answer, whether or not it counts.
    pub fn given(&self, question: QuestionRef) -> Reading {
        self.readings[question.index()]
    }

    /// Sets what is known of one context; [`Evaluation::run`] draws the consequences.
    pub fn set_context(&mut self, context: ContextRef, reading: Reading) {
        self.contexts[context.index()] = reading;
    }

    /// Sets the practitioner's own judgement of an outcome.
    pub fn judge(&mut self, outcome: OutcomeRef, level: Option<usize>) {
        self.judged[outcome.index()] = level;
    }

    /// Chooses whose side is computed.
    pub fn in_world(&mut self, world: World) {
        self.world = world;
    }

    /// Counts a "don't know" as no, as some published instruments do.
    pub fn count_as_no(&mut self, question: QuestionRef) {
        self.counted_as_no[question.index()] = true;
    }

    /// Computes everything from what is set.
    pub fn run(&mut self) {
        let questionnaire = self.questionnaire;
        for step in &questionnaire.plan {
            match *step {
                Step::Applies(question) => self.ask_gate(question),
                Step::Indicator(indicator) => {
                    let truth = questionnaire.indicator(indicator).when.condition.evaluate(self);
                    self.indicators[indicator.index()] = truth;
                }
                Step::Score(score) => {
                    self.scores[score.index()] = self.score_of(score);
                }
                Step::Outcome(outcome) => self.decide(outcome),
            }
        }
    }

    /// Returns whether a condition holds.
    pub fn truth(&self, condition: &Condition) -> Truth {
        condition.evaluate(self)
    }

    /// Returns whether a question may be asked now: it may apply, and any `ask_only_if` definitely holds.
    pub fn may_ask(&self, question: QuestionRef) -> bool {
        self.allowed[question.index()] && self.applies[question.index()] != Truth::False
    }

    /// Returns whether a question may come up in a conversation. What builds on an answer that the person
    /// withheld is not asked of them: "that money" is not said to somebody who did not speak of money.
    pub fn comes_up(&self, question: QuestionRef) -> bool {
        let asked = self.questionnaire.question(question);
        let withheld = asked.from == AnswerSource::Asked
            && self.applies[question.index()] == Truth::Unknown
            && asked.builds_on.iter().any(|other| self.is_open(*other));
        self.may_ask(question) && !withheld
    }

    /// Returns what one term of a score adds.
    pub fn term(&self, term: &ScoreTerm) -> Interval {
        match &term.value {
            TermValue::When { when, points } => match when.condition.evaluate(self) {
                Truth::True => Interval::point(*points),
                Truth::False => Interval::default(),
                Truth::Unknown => Interval { low: Interval::default().low, high: *points },
            },
            TermValue::ValueOf(question) => {
                let points = self.questionnaire.question(*question).kind.points(self.reading(*question));
                points.if_applies(self.applies(*question))
            }
            TermValue::Score(score) => self.score(*score),
        }
    }

    /// Returns the levels that an outcome could have before it was adjusted.
    pub fn before_adjustment(&self, outcome: OutcomeRef) -> Set {
        self.before[outcome.index()]
    }

    /// Returns the rows of an outcome's table that are true or unknown, from the first up to the one
    /// that is true, by place.
    pub fn deciding_rows(&self, outcome: OutcomeRef) -> Vec<(usize, Truth)> {
        let mut rows = Vec::new();
        self.each_deciding_row(self.questionnaire.outcome(outcome), |place, truth| rows.push((place, truth)));
        rows
    }

    /// Returns whether a question may apply and has no value.
    pub fn is_open(&self, question: QuestionRef) -> bool {
        self.applies(question) != Truth::False && self.reading(question) == Reading::Unknown
    }

    fn ask_gate(&mut self, question: QuestionRef) {
        let place = question.index();
        match &self.questionnaire.question(question).gate {
            AskGate::Always => {}
            AskGate::If(rule) => self.applies[place] = rule.condition.evaluate(self),
            AskGate::OnlyIf(rule) => self.allowed[place] = rule.condition.evaluate(self) == Truth::True,
        }
        if self.counted_as_no[place] {
            self.applies[place] = Truth::False;
        }
    }

    fn score_of(&self, score: ScoreRef) -> Interval {
        let score = self.questionnaire.score(score);
        let terms = score.terms.iter().map(|term| self.term(term));
        match score.combine {
            Combine::Sum => terms.fold(Interval::default(), Interval::plus),
            Combine::Highest => terms.reduce(Interval::highest).unwrap_or_default(),
        }
    }

    fn decide(&mut self, place: OutcomeRef) {
        let outcome = self.questionnaire.outcome(place);
        let judged = self.judged[place.index()];
        let before = match &outcome.decide {
            Decide::Practitioner { .. } => judged.map_or(outcome.all_levels(), Set::one),
            _ => {
                let mut levels = Set::EMPTY;
                self.each_deciding_row(outcome, |row, _| {
                    levels = levels.with(Set::one(level_of(outcome, row)))
                });
                levels
            }
        };
        self.before[place.index()] = before;
        self.outcomes[place.index()] = match judged {
            Some(level) if self.world == World::Judged => Set::one(level),
            _ => self.adjusted(place, before, |_, _, _| {}),
        };
    }

    fn each_deciding_row(&self, outcome: &Outcome, mut see: impl FnMut(usize, Truth)) {
        match &outcome.decide {
            Decide::FirstMatch(rows) => {
                for (place, row) in rows.iter().enumerate() {
                    let truth = row.when.as_ref().map_or(Truth::True, |rule| rule.condition.evaluate(self));
                    if truth != Truth::False {
                        see(place, truth);
                    }
                    if truth == Truth::True {
                        return;
                    }
                }
            }
            Decide::Bands { score, from } => {
                let interval = self.score(*score);
                let band = |value| from.iter().rposition(|band| band.at <= value).unwrap_or(0);
                let (first, last) = (band(interval.low), band(interval.high));
                for place in first..=last {
                    see(place, Truth::of_all(true, first == last));
                }
            }
            Decide::Practitioner { .. } => {}
        }
    }

    /// Clamps levels by every adjustment that is true or unknown, and tells of each with the levels
    /// before it: all ceilings, then all floors, so that a floor wins and order does not matter.
    pub fn adjusted(&self, outcome: OutcomeRef, before: Set, mut see: impl FnMut(usize, Truth, Set)) -> Set {
        let mut levels = before;
        let rows = &self.questionnaire.outcome(outcome).adjust;
        for floors in [false, true] {
            for (place, row) in rows.iter().enumerate() {
                let clamped = match row.clamp {
                    Clamp::AtMost(level) if !floors => levels.at_most(level),
                    Clamp::AtLeast(level) if floors => levels.at_least(level),
                    _ => continue,
                };
                let truth = row.when.condition.evaluate(self);
                if truth != Truth::False {
                    see(place, truth, levels);
                }
                levels = match truth {
                    Truth::True => clamped,
                    Truth::Unknown => levels.with(clamped),
                    Truth::False => levels,
                };
            }
        }
        levels
    }

    /// Returns whether enough is answered for an outcome that must be complete.
    pub fn is_enough(&self, outcome: OutcomeRef, needed: &[QuestionRef]) -> bool {
        self.questionnaire.outcome(outcome).incomplete == Incomplete::Range
            || !needed.iter().any(|question| self.is_open(*question))
    }

    /// Returns the number that a bound stands for, if it is known.
    pub fn bound(&self, bound: Bound) -> Option<crate::decimal::Decimal> {
        match bound {
            Bound::Literal(number) => Some(number),
            Bound::Context(context) => match self.context(context) {
                Reading::Number(number) => Some(number),
                _ => None,
            },
        }
    }
}

/// Returns the place of the level that a row or band gives.
pub fn level_of(outcome: &Outcome, row: usize) -> usize {
    match &outcome.decide {
        Decide::FirstMatch(rows) => rows[row].level,
        Decide::Bands { from, .. } => from[row].level,
        Decide::Practitioner { .. } => row,
    }
}

impl Facts for Evaluation<'_> {
    fn applies(&self, question: QuestionRef) -> Truth {
        self.applies[question.index()]
    }

    fn reading(&self, question: QuestionRef) -> Reading {
        let place = question.index();
        if self.allowed[place] { self.readings[place] } else { Reading::Unknown }
    }

    fn context(&self, context: ContextRef) -> Reading {
        self.contexts[context.index()]
    }

    fn indicator(&self, indicator: IndicatorRef) -> Truth {
        self.indicators[indicator.index()]
    }

    fn score(&self, score: ScoreRef) -> Interval {
        self.scores[score.index()]
    }

    fn outcome(&self, outcome: OutcomeRef) -> Set {
        self.outcomes[outcome.index()]
    }
}
