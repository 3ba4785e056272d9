//! Rule 3: how the terms of a score add up.

use std::collections::BTreeMap;

use super::condition::Thing;
use super::mistake::Mistake;
use super::number::{self, Number};
use super::paper::{Choice, Kind, Score, Term};
use super::world::{Range, State, Tri, Value, World};

impl Term {
    /// The one thing that it is about.
    fn about(&self, world: &World<'_>) -> Option<Thing> {
        match self {
            Term::When(when, _) => when.about,
            Term::ValueOf(question, _) => {
                let stands_alone = matches!(world.paper.questions[*question].kind, Kind::SomeOf(_));
                Some(Thing::Question(*question)).filter(|_| !stands_alone)
            }
            Term::Score(score, _) => Some(Thing::Score(*score)),
            Term::Outcome(outcome, _) => Some(Thing::Outcome(*outcome)),
        }
    }
}

impl World<'_> {
    /// What a score can be.
    pub fn added_up(&self, place: usize) -> Range {
        let score = &self.paper.scores[place];
        let (mut groups, mut ranges): (BTreeMap<Thing, Vec<&Term>>, Vec<Range>) = Default::default();
        for term in &score.terms {
            match term.about(self) {
                Some(_) if self.makes(Mistake::TermsApart) => ranges.push(self.term(term)),
                Some(thing) => groups.entry(thing).or_default().push(term),
                None => ranges.push(self.alone(term)),
            }
        }
        ranges.extend(groups.into_iter().map(|(thing, terms)| self.together(score, thing, &terms)));
        let (low, high) = self.combined(score, &ranges);
        (low + score.constant, high + score.constant)
    }

    /// What one term can be, looked at alone.
    pub fn term(&self, term: &Term) -> Range {
        match term.about(self) {
            None => self.alone(term),
            Some(thing) => spanned(self.values(thing).iter().map(|value| self.term_at(term, *value))),
        }
    }

    /// From the lowest to the highest that one value of the thing gives.
    fn together(&self, score: &Score, thing: Thing, terms: &[&Term]) -> Range {
        let values = self.values(thing);
        spanned(values.iter().map(|value| {
            let each: Vec<Range> = terms.iter().map(|term| self.term_at(term, *value)).collect();
            self.combined(score, &each)
        }))
    }

    fn combined(&self, score: &Score, ranges: &[Range]) -> Range {
        let (lows, highs) = (ranges.iter().map(|range| range.0), ranges.iter().map(|range| range.1));
        if !score.highest {
            return (lows.sum(), highs.sum());
        }
        let low = if self.makes(Mistake::HighestTakesTheLowestLow) { lows.min() } else { lows.max() };
        (low.unwrap_or(0), highs.max().unwrap_or(0))
    }

    fn term_at(&self, term: &Term, value: Value) -> Range {
        let point = |points: Number| (points, points);
        let weighted = |points: Number, weight: Number| {
            point(if self.makes(Mistake::WeightIsForgotten) { points } else { number::times(points, weight) })
        };
        match (term, value) {
            (Term::When(when, points), _) => points_if(self.at_value(when, value), *points),
            (_, None) => (0, 0),
            (Term::Score(_, weight), Some(value)) => weighted(value, *weight),
            (Term::Outcome(_, points), Some(level)) => {
                point(points[usize::try_from(level).expect("a place")])
            }
            (Term::ValueOf(question, weight), Some(value)) => match &self.paper.questions[*question].kind {
                Kind::OneOf(options) => {
                    weighted(options[usize::try_from(value).expect("a place")].points, *weight)
                }
                Kind::Number { .. } => weighted(value, *weight),
                Kind::YesNo | Kind::SomeOf(_) | Kind::Words => panic!("it has no points"),
            },
        }
    }

    /// A term that is not about one thing.
    fn alone(&self, term: &Term) -> Range {
        match term {
            Term::When(when, points) => points_if(self.truth(when, &[]), *points),
            Term::ValueOf(question, weight) => {
                let Kind::SomeOf(options) = &self.paper.questions[*question].kind else {
                    panic!("only choices stand alone")
                };
                let (low, high) = self.chosen(*question, options);
                (number::times(low, *weight), number::times(high, *weight))
            }
            Term::Score(..) | Term::Outcome(..) => panic!("they are about one thing"),
        }
    }

    /// The points of the options chosen, or the smallest and largest sum that is permitted.
    fn chosen(&self, question: usize, options: &[Choice]) -> Range {
        let applies = self.applies_here(question);
        if applies == Some(false) {
            return (0, 0);
        }
        let (low, high) = if let Some(State::Chosen(chosen)) = self.answered(question) {
            let sum: Number = chosen.iter().map(|place| options[*place].points).sum();
            (sum, sum)
        } else {
            let each = options.iter().map(|option| option.points);
            let together = options.iter().filter(|option| !option.exclusive).map(|option| option.points);
            let (least, most) = (each.clone().min(), each.max());
            (least.expect("an option"), most.expect("an option").max(together.sum()))
        };
        if applies.is_none() { (low.min(0), high.max(0)) } else { (low, high) }
    }
}

fn points_if(truth: Tri, points: Number) -> Range {
    match truth {
        Some(true) => (points, points),
        Some(false) => (0, 0),
        None => (0, points),
    }
}

/// From the lowest to the highest.
fn spanned(ranges: impl Iterator<Item = Range>) -> Range {
    let ranges: Vec<Range> = ranges.collect();
    let low = ranges.iter().map(|range| range.0).min();
    // Only a mistake leaves no value.
    (low.unwrap_or(0), ranges.iter().map(|range| range.1).max().unwrap_or(0))
}
