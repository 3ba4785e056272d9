//! What stands behind a rule: everything that could ever matter to it, and what is still open.

use std::collections::BTreeSet;

use super::condition::{Condition, Right, Thing, What};
use super::paper::{Gate, Paper, Term};
use super::world::{State, Which, World};

/// Places of questions.
pub type Questions = BTreeSet<usize>;

/// Places of contexts.
pub type Contexts = BTreeSet<usize>;

// ---- whatever the answers ----

/// Something that can stand behind a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    Question(usize),
    Indicator(usize),
    Score(usize),
    Outcome(usize),
}

/// How far down one goes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Down {
    /// Through everything.
    All,
    /// Through all but what decides whether a question applies or may be asked.
    Results,
    /// Through indicators and scores alone.
    Names,
}

impl Paper {
    /// The questions that stand behind a condition.
    pub fn behind(&self, condition: &Condition, down: Down) -> Questions {
        self.closure(named_in(condition), down)
    }

    /// The questions that stand behind an outcome.
    pub fn behind_outcome(&self, outcome: usize) -> Questions {
        self.closure(BTreeSet::from([Part::Outcome(outcome)]), Down::All)
    }

    /// The questions that stand behind a score.
    pub fn behind_score(&self, score: usize) -> Questions {
        self.closure(BTreeSet::from([Part::Score(score)]), Down::All)
    }

    fn closure(&self, from: BTreeSet<Part>, down: Down) -> Questions {
        let (mut seen, mut next): (BTreeSet<Part>, Vec<Part>) = (from.clone(), from.into_iter().collect());
        while let Some(part) = next.pop() {
            let inner = self.named_by(part, down);
            next.extend(inner.difference(&seen));
            seen.extend(inner);
        }
        let questions = seen.into_iter().filter_map(|part| match part {
            Part::Question(place) => Some(place),
            _ => None,
        });
        questions.collect()
    }

    fn named_by(&self, part: Part, down: Down) -> BTreeSet<Part> {
        match part {
            Part::Indicator(place) => named_in(&self.indicators[place]),
            Part::Score(place) => {
                let named = |term: &Term| match term {
                    Term::When(when, _) => named_in(when),
                    Term::ValueOf(question, _) => BTreeSet::from([Part::Question(*question)]),
                    Term::Score(score, _) => BTreeSet::from([Part::Score(*score)]),
                    Term::Outcome(outcome, _) => BTreeSet::from([Part::Outcome(*outcome)]),
                };
                self.scores[place].terms.iter().flat_map(named).collect()
            }
            Part::Question(_) if down != Down::All => BTreeSet::new(),
            Part::Outcome(_) if down == Down::Names => BTreeSet::new(),
            Part::Question(place) => match &self.questions[place].gate {
                Gate::AskIf(gate) | Gate::AskOnlyIf(gate) => named_in(gate),
                Gate::Always => BTreeSet::new(),
            },
            Part::Outcome(place) => {
                let outcome = &self.outcomes[place];
                let rows = outcome.rows.iter().filter_map(|row| row.when.as_ref());
                let all = rows.chain(outcome.adjust.iter().map(|row| &row.when));
                all.flat_map(named_in).chain(outcome.bands_of.map(Part::Score)).collect()
            }
        }
    }
}

fn named_in(condition: &Condition) -> BTreeSet<Part> {
    let mut named: BTreeSet<Part> = condition.members().iter().flat_map(named_in).collect();
    match &condition.what {
        What::Compare(Thing::Question(place) | Thing::Choice(place, _), ..) => {
            named.insert(Part::Question(*place));
        }
        What::Compare(Thing::Score(place), ..) => {
            named.insert(Part::Score(*place));
        }
        What::Compare(Thing::Outcome(place), ..) => {
            named.insert(Part::Outcome(*place));
        }
        What::Indicator(place) => {
            named.insert(Part::Indicator(*place));
        }
        _ => {}
    }
    named
}

// ---- what is open ----

impl World<'_> {
    pub fn is_unknown(&self, question: usize) -> bool {
        self.answered(question).is_none()
    }

    /// Whether no question behind an outcome is missing, where all are needed.
    pub fn enough_answered(&self, outcome: usize) -> bool {
        !self.paper.outcomes[outcome].must_be_complete || self.missing_behind(outcome).is_empty()
    }

    fn missing_behind(&self, outcome: usize) -> Questions {
        let is_missing =
            |question: &usize| self.is_unknown(*question) && self.applies(*question) != Some(false);
        self.paper.behind_outcome(outcome).into_iter().filter(is_missing).collect()
    }

    /// The open questions and contexts behind all outcomes; those behind actions are theirs.
    pub fn open_behind_outcomes(&self) -> (Questions, Contexts) {
        let mut open = Open::of(self);
        for place in 0..self.paper.outcomes.len() {
            open.outcome(place);
            if !self.enough_answered(place) {
                self.missing_behind(place).into_iter().for_each(|question| open.question(question));
            }
        }
        (open.questions, open.contexts)
    }

    /// The open questions and contexts behind a condition that is not known.
    pub fn open_behind(&self, condition: &Condition) -> (Questions, Contexts) {
        let mut open = Open::of(self);
        open.condition(condition);
        (open.questions, open.contexts)
    }

    /// Which stop ends the asked questions.
    pub fn stopped(&self) -> Option<usize> {
        self.paper.stops.iter().position(|stop| {
            let truth = self.truth(&stop.when, &[]);
            truth == Some(true) || truth.is_none() && stop.unless_false && self.is_reached(&stop.when)
        })
    }

    /// Whether a question that it names was answered in any state, or passed: a later one was answered.
    fn is_reached(&self, condition: &Condition) -> bool {
        let states = &self.given.answers;
        let last = states.iter().rposition(|state| *state != State::Nothing);
        let named = self.paper.behind(condition, Down::Names);
        last.is_some_and(|last| named.first().is_some_and(|first| *first <= last))
    }
}

/// Goes down through what is itself unknown.
struct Open<'w> {
    /// In which what is gone through is unknown.
    world: &'w World<'w>,
    questions: Questions,
    contexts: Contexts,
    seen: BTreeSet<Part>,
}

impl<'w> Open<'w> {
    fn of(world: &'w World<'w>) -> Open<'w> {
        Open { world, questions: Questions::new(), contexts: Contexts::new(), seen: BTreeSet::new() }
    }

    fn condition(&mut self, condition: &Condition) {
        if self.world.truth(condition, &[]).is_some() {
            return;
        }
        self.contexts.extend(self.unknown_of(&condition.what));
        match &condition.what {
            What::Compare(Thing::Question(place) | Thing::Choice(place, _), ..) => self.question(*place),
            What::Compare(Thing::Score(place), ..) => self.score(*place),
            What::Compare(Thing::Outcome(place), ..) => self.outcome(*place),
            What::Indicator(place) => self.condition(&self.world.paper.indicators[*place]),
            _ => condition.members().iter().for_each(|member| self.condition(member)),
        }
    }

    /// The contexts that a comparison reads and that are not known.
    fn unknown_of(&self, what: &What) -> Contexts {
        let of_right = |right: &Right| match right {
            Right::Context(place) => Some(*place),
            Right::Literal(_) => None,
        };
        let named = match what {
            What::Context(place, _, right) => [Some(*place), of_right(right)],
            What::Compare(_, _, right) => [of_right(right), None],
            _ => [None, None],
        };
        let is_unknown = |place: &usize| self.world.given.contexts[*place].is_none();
        named.into_iter().flatten().filter(is_unknown).collect()
    }

    /// A question that may be asked; and what stands behind its gate while that is open.
    fn question(&mut self, place: usize) {
        if !self.seen.insert(Part::Question(place)) {
            return;
        }
        let world = self.world;
        let may_be_asked = world.applies(place) != Some(false) && world.may_be_asked(place);
        if may_be_asked && world.is_unknown(place) {
            self.questions.insert(place);
        }
        if let Gate::AskIf(gate) | Gate::AskOnlyIf(gate) = &world.paper.questions[place].gate {
            self.as_computed(|inner| inner.condition(gate));
        }
    }

    fn score(&mut self, place: usize) {
        let (low, high) = self.world.score(place);
        if low < high && self.seen.insert(Part::Score(place)) {
            let terms = &self.world.paper.scores[place].terms;
            self.as_computed(|inner| terms.iter().for_each(|term| inner.term(term)));
        }
    }

    fn term(&mut self, term: &Term) {
        let (low, high) = self.world.term(term);
        if low == high {
            return;
        }
        match term {
            Term::When(when, _) => self.condition(when),
            Term::ValueOf(question, _) => self.question(*question),
            Term::Score(score, _) => self.score(*score),
            Term::Outcome(outcome, _) => self.outcome(*outcome),
        }
    }

    /// The unknown rows of an unsettled outcome down to its last possible one, and unknown adjustments.
    fn outcome(&mut self, place: usize) {
        let (table, outcome) = (self.world.table(place), &self.world.paper.outcomes[place]);
        if table.possible.len() < 2 || !self.seen.insert(Part::Outcome(place)) {
            return;
        }
        let is_possible = |at: &usize| table.rows.iter().any(|(row, _)| *row == outcome.rows[*at].place);
        let walked = (0..outcome.rows.len()).rev().find(is_possible).map_or(0, |last| last + 1);
        let rows = outcome.rows[..walked].iter().filter_map(|row| row.when.as_ref());
        let all = rows.chain(outcome.adjust.iter().map(|row| &row.when));
        self.as_computed(|inner| all.for_each(|when| inner.condition(when)));
    }

    /// What is below a gate, a score or an outcome is what it was computed to be, not what was judged.
    fn as_computed(&mut self, go_on: impl FnOnce(&mut Open<'w>)) {
        let before = self.world;
        if let Which::Judged(other) = before.which {
            self.world = other;
        }
        go_on(self);
        self.world = before;
    }
}
