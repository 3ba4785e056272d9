//! What a score can be: rule 3 of *one thing at a time*. Terms about the same thing are taken together:
//! they give from the lowest to the highest that one value of it gives.

use super::evaluate::{Evaluation, NOT_ASKED};
use crate::decimal::Decimal;
use crate::questionnaire::model::{Combine, Kind, Score};
use crate::questionnaire::program::{Addend, ThingId};
use crate::rules::{QuestionRef, Reading, ScoreRef};
use crate::truth::{Interval, Truth};

impl Evaluation<'_> {
    /// Returns what one term of a score adds by itself.
    pub fn term(&self, score: ScoreRef, place: usize) -> Interval {
        let sum = &self.program().scores[score.index()];
        let nth = u32::try_from(place).expect("a score has fewer than 2^32 terms");
        match self.program().thing_of(&sum.terms[place]) {
            Some(thing) => self.together(thing, &[nth], self.questionnaire.score(score), score),
            None => self.alone(&sum.terms[place]),
        }
    }

    pub(super) fn sum(&self, place: ScoreRef) -> Interval {
        let (score, sum) = (self.questionnaire.score(place), &self.program().scores[place.index()]);
        let groups = sum.groups.iter().map(|(thing, terms)| self.together(*thing, terms, score, place));
        let parts = groups.chain(sum.alone.iter().map(|term| self.alone(&sum.terms[*term as usize])));
        match score.combine {
            Combine::Sum => parts.fold(Interval::point(score.constant), Interval::plus),
            Combine::Highest => parts.reduce(Interval::highest).unwrap_or_default(),
        }
    }

    /// What some terms about one thing give together.
    fn together(&self, thing: ThingId, terms: &[u32], score: &Score, place: ScoreRef) -> Interval {
        let values = self.values_of(thing);
        let mut spans = self.scratch.spans.take();
        spans.clear();
        spans.resize(values.len(), Interval::default());
        self.count(values.len() * terms.len());
        for (nth, term) in terms.iter().enumerate() {
            let addend = &self.program().scores[place.index()].terms[*term as usize];
            self.each_value(addend, thing, |at, adds| {
                spans[at] = match score.combine {
                    Combine::Sum => spans[at].plus(adds),
                    Combine::Highest if nth == 0 => adds,
                    Combine::Highest => spans[at].highest(adds),
                }
            });
        }
        let low = spans.iter().map(|span| span.low).min().unwrap_or_default();
        let high = spans.iter().map(|span| span.high).max().unwrap_or_default();
        *self.scratch.spans.borrow_mut() = spans;
        Interval { low, high }
    }

    fn each_value(&self, addend: &Addend, thing: ThingId, mut see: impl FnMut(usize, Interval)) {
        let values = self.values_of(thing);
        let mut points = |of: &dyn Fn(i64) -> Decimal| {
            for (at, value) in values.iter().enumerate() {
                see(at, Interval::point(if *value == NOT_ASKED { Decimal::ZERO } else { of(*value) }));
            }
        };
        match addend {
            Addend::When(formula, thousandths) => {
                let cases = self.cases(formula, thing);
                for at in 0..values.len() {
                    see(at, worth(cases.at(at), *thousandths));
                }
            }
            Addend::Answer(question, times) => {
                let options = self.questionnaire.question(*question).kind.options();
                let times = Decimal::from_thousandths(*times);
                points(&|value| match usize::try_from(value).ok().and_then(|value| options.get(value)) {
                    Some(option) => option.points.unwrap_or_default().times(times),
                    None => Decimal::from_thousandths(value).times(times),
                });
            }
            Addend::Score(_, times) => {
                points(&|value| Decimal::from_thousandths(value).times(Decimal::from_thousandths(*times)));
            }
            Addend::Level(_, by_level) => points(&|level| {
                let level = usize::try_from(level).ok().and_then(|level| by_level.get(level));
                Decimal::from_thousandths(level.copied().unwrap_or_default())
            }),
        }
    }

    /// What a term gives that is about several things or none, and the value of a `choices` question.
    fn alone(&self, addend: &Addend) -> Interval {
        match addend {
            Addend::When(formula, thousandths) => worth(self.truth(formula), *thousandths),
            Addend::Answer(question, times) => self.chosen(*question, Decimal::from_thousandths(*times)),
            Addend::Score(..) | Addend::Level(..) => unreachable!("these are about one thing"),
        }
    }

    fn chosen(&self, question: QuestionRef, times: Decimal) -> Interval {
        let kind: &Kind = &self.questionnaire.question(question).kind;
        let points = match self.applies(question) {
            Truth::False => kind.points(Reading::Unknown),
            _ => kind.points(self.reading(question)),
        };
        let Interval { low, high } = points.if_applies(self.applies(question));
        Interval { low: low.times(times), high: high.times(times) }
    }
}

fn worth(truth: Truth, thousandths: i64) -> Interval {
    let points = Decimal::from_thousandths(thousandths);
    match truth {
        Truth::True => Interval::point(points),
        Truth::False => Interval::default(),
        Truth::Unknown => Interval { low: Decimal::ZERO, high: points },
    }
}
