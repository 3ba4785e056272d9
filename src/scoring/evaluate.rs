//! The inner loop: readings in, truths, intervals and sets of levels out, in one pass over the program.
//! It allocates only when it is made, and knows no name and no text. Everything that explains a result
//! is built beside it, from the same values. Its one surprise: what an action reads of an outcome is
//! not what is shown of it, where the practitioner judged it higher.

use std::cell::{Cell, RefCell};

use super::cases::{Cases, MemberCount};
use super::stale::Stale;
use super::walked::Walked;
use crate::decimal::Decimal;
use crate::questionnaire::model::{AnswerSource, AskGate, Incomplete, Kind, NumberKind, Questionnaire};
use crate::questionnaire::program::{About, Marks, Program, ThingId};
use crate::rules::{Bound, ContextRef, IndicatorRef, Name, OutcomeRef, QuestionRef, Reading, ScoreRef};
use crate::truth::{Interval, Set, Truth};

/// The value of a question that is not asked: every comparison is false there, and every contribution 0.
/// It is below all values.
pub(super) const NOT_ASKED: i64 = i64::MIN;

/// Everything that follows from one set of readings.
#[derive(Clone)]
pub struct Evaluation<'q> {
    pub(super) questionnaire: &'q Questionnaire,
    readings: Vec<Reading>,
    contexts: Vec<Reading>,
    pub(super) judged: Vec<Option<usize>>,
    counted_as_no: Vec<bool>,
    is_as_published: bool,
    world: World,
    applies: Vec<Truth>,
    allowed: Vec<bool>,
    /// The possible values of each thing, ascending: those that a rule can tell apart.
    pub(super) values: Vec<Vec<i64>>,
    pub(super) indicators: Vec<Truth>,
    /// What each indicator about one thing says at each of its values.
    pub(super) held: Vec<Cases>,
    pub(super) scores: Vec<Interval>,
    pub(super) outcomes: Vec<Set>,
    /// The levels to which each row of a table may lead, in the order of the table.
    pub(super) led: Vec<Vec<Set>>,
    /// How many rows of each table may give its level.
    pub(super) rows_left: Vec<usize>,
    /// What is supposed, whatever the answers.
    pub(super) supposed: Cell<Option<Supposed>>,
    stale: Stale,
    /// Where the tables led before, for whoever tries many answers.
    pub(super) walked: Option<Walked>,
    /// The values of a thing before they were listed again.
    before: Vec<i64>,
    work: Cell<u64>,
    pub(super) scratch: Scratch,
}

/// Memory that is used again.
#[derive(Clone, Default)]
pub(super) struct Scratch {
    pub counts: RefCell<Vec<(u32, u32)>>,
    pub spans: RefCell<Vec<Interval>>,
    /// What the members of each list about several things came to.
    pub tallies: Vec<Cell<MemberCount>>,
    /// In which walk each indicator about several things was looked at, and what it said.
    pub walk: Cell<u32>,
    pub walked: Vec<Cell<u32>>,
    pub walks: RefCell<Vec<Cases>>,
    pub truths: RefCell<Vec<Truth>>,
    pub adjust: RefCell<Vec<Cases>>,
}

/// Something that is supposed to be otherwise, to see what follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Supposed {
    /// The indicator is present, or is not.
    Indicator(IndicatorRef, Truth),
    /// That adjustment is not made.
    NoAdjustment(usize),
}

/// Which of the two sides is computed where a practitioner's judgement differs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum World {
    /// The rules alone; only an outcome that the practitioner decides takes the judgement.
    Computed,
    /// What actions read: of each outcome the higher of each possible level and the judged one, also
    /// through indicators. Outcomes and scores stay as they are.
    Actions,
}

impl<'q> Evaluation<'q> {
    /// Returns the evaluation in which nothing is known but these contexts.
    pub fn new(questionnaire: &'q Questionnaire, contexts: Vec<Reading>) -> Self {
        let mut evaluation = Evaluation::not_yet_run(questionnaire, contexts);
        evaluation.run();
        evaluation
    }

    /// Returns the evaluation that [`Evaluation::run`] still has to draw the consequences of.
    pub(super) fn not_yet_run(questionnaire: &'q Questionnaire, contexts: Vec<Reading>) -> Self {
        let (q, program) = (questionnaire, &questionnaire.program);
        let scratch = Scratch {
            tallies: vec![Cell::default(); program.lists],
            walked: vec![Cell::new(0); q.indicators.len()],
            walks: RefCell::new(vec![Cases::default(); q.indicators.len()]),
            ..Scratch::default()
        };
        Evaluation {
            questionnaire,
            readings: vec![Reading::Unknown; q.questions.len()],
            contexts,
            judged: vec![None; q.outcomes.len()],
            counted_as_no: vec![false; q.questions.len()],
            is_as_published: false,
            world: World::Computed,
            applies: vec![Truth::True; q.questions.len()],
            allowed: vec![true; q.questions.len()],
            values: vec![Vec::new(); program.things.len()],
            indicators: vec![Truth::Unknown; q.indicators.len()],
            held: vec![Cases::default(); q.indicators.len()],
            scores: vec![Interval::default(); q.scores.len()],
            outcomes: vec![Set::EMPTY; q.outcomes.len()],
            led: program.outcomes.iter().map(|table| vec![Set::EMPTY; table.rows.len()]).collect(),
            rows_left: vec![0; q.outcomes.len()],
            supposed: Cell::new(None),
            stale: Stale::default(),
            walked: None,
            before: Vec::new(),
            work: Cell::new(0),
            scratch,
        }
    }

    /// Makes every later [`Evaluation::run`] compute only what depends on what has changed: for whoever
    /// changes one answer after another.
    pub fn follow_changes(&mut self) {
        self.stale = Stale::following(self.questionnaire);
    }

    /// Makes every later [`Evaluation::run`] walk no table twice for what is the same to it. Contexts and
    /// judgements must stay as they are.
    pub fn remember_tables(&mut self) {
        let mut walked = Walked::default();
        // Where actions read what was judged, no table was walked with the values that are listed now.
        let tables = if self.is_raised() { &[][..] } else { &self.program().outcomes };
        for (place, table) in tables.iter().enumerate() {
            walked.keep(OutcomeRef::at(place), self.told_apart(table), &self.led[place]);
        }
        self.walked = Some(walked);
    }

    /// Returns how much work was done so far: about the number of conditions looked at, at every value.
    pub fn work(&self) -> u64 {
        self.work.get()
    }

    /// Sets what is known of one answer; [`Evaluation::run`] draws the consequences.
    pub fn set(&mut self, question: QuestionRef, reading: Reading) {
        self.readings[question.index()] = reading;
        self.stale.answered(question);
    }

    /// Returns what was set for one answer, whether or not it counts.
    pub fn given(&self, question: QuestionRef) -> Reading {
        self.readings[question.index()]
    }

    /// Sets what is known of one context; [`Evaluation::run`] draws the consequences.
    pub fn set_context(&mut self, context: ContextRef, reading: Reading) {
        self.contexts[context.index()] = reading;
        self.walked = None;
        self.stale.all();
    }

    /// Sets the practitioner's own judgement of an outcome.
    pub fn judge(&mut self, outcome: OutcomeRef, level: Option<usize>) {
        self.judged[outcome.index()] = level;
        self.stale.all();
    }

    /// Chooses whose side is computed.
    pub fn in_world(&mut self, world: World) {
        self.world = world;
        self.stale.all();
    }

    /// Counts a "don't know" as no, as some published instruments do. Outcomes stay as they are.
    pub fn count_as_no(&mut self, question: QuestionRef) {
        self.is_as_published = true;
        self.counted_as_no[question.index()] = true;
        self.stale.all();
    }

    /// Computes everything from what is set.
    pub fn run(&mut self) {
        for (place, name) in self.questionnaire.plan.iter().enumerate() {
            if !self.stale.take(place) {
                continue;
            }
            match *name {
                Name::Question(question) => self.ask_gate(question),
                Name::Indicator(indicator) => self.indicate(indicator),
                Name::Score(score) => self.add_up(score),
                // What is computed as published stands beside outcomes, which never read it.
                Name::Outcome(_) if self.is_as_published => {}
                Name::Context(_) => {}
                Name::Outcome(outcome) => self.decide(outcome),
            }
        }
        if self.is_raised() {
            self.raise_to_judgements();
        }
    }

    /// Returns whether the listed levels are what actions read, and not what was computed.
    fn is_raised(&self) -> bool {
        self.world == World::Actions && self.judged.iter().any(Option::is_some)
    }

    /// Returns whether a question applies.
    pub fn applies(&self, question: QuestionRef) -> Truth {
        self.applies[question.index()]
    }

    /// Returns what is known of a question's answer, whether or not it applies; what must not be asked
    /// is not known.
    pub fn reading(&self, question: QuestionRef) -> Reading {
        let place = question.index();
        if self.allowed[place] { self.readings[place] } else { Reading::Unknown }
    }

    /// Returns the value of a context.
    pub fn context(&self, context: ContextRef) -> Reading {
        self.contexts[context.index()]
    }

    /// Returns whether an indicator is present.
    pub fn indicator(&self, indicator: IndicatorRef) -> Truth {
        self.indicators[indicator.index()]
    }

    /// Returns what a score can be.
    pub fn score(&self, score: ScoreRef) -> Interval {
        self.scores[score.index()]
    }

    /// Returns the levels that an outcome can have.
    pub fn outcome(&self, outcome: OutcomeRef) -> Set {
        self.outcomes[outcome.index()]
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

    /// Returns whether a question may apply and has no value.
    pub fn is_open(&self, question: QuestionRef) -> bool {
        self.applies(question) != Truth::False && self.reading(question) == Reading::Unknown
    }

    /// Returns whether enough is answered for an outcome that must be complete.
    pub fn is_enough(&self, outcome: OutcomeRef) -> bool {
        let needed = &self.program().needed[outcome.index()];
        self.questionnaire.outcome(outcome).incomplete == Incomplete::Range
            || !needed.iter().any(|question| self.is_open(*question))
    }

    /// Returns the number that a bound stands for, if it is known.
    pub fn bound(&self, bound: Bound) -> Option<Decimal> {
        match bound {
            Bound::Literal(number) => Some(number),
            Bound::Context(context) => match self.context(context) {
                Reading::Number(number) => Some(number),
                _ => None,
            },
        }
    }

    pub(super) fn program(&self) -> &'q Program {
        &self.questionnaire.program
    }

    /// Adds to the work that was done.
    pub(super) fn count(&self, work: usize) {
        self.work.set(self.work.get() + work as u64);
    }

    fn ask_gate(&mut self, question: QuestionRef) {
        let place = question.index();
        if let Some(rule) = &self.program().asking[place] {
            let truth = self.truth(rule);
            match &self.questionnaire.question(question).gate {
                AskGate::OnlyIf(_) => self.allowed[place] = truth == Truth::True,
                AskGate::Always | AskGate::If(_) => self.applies[place] = truth,
            }
        }
        if self.counted_as_no[place] {
            self.applies[place] = Truth::False;
        }
        self.list(self.program().question(question), |now, values| now.list_answers(question, values));
        self.list_options(question);
    }

    /// Lists the values of a thing anew. What reads it is stale if they have changed.
    fn list(&mut self, thing: ThingId, list: impl FnOnce(&Self, &mut Vec<i64>)) {
        let mut values = std::mem::take(&mut self.values[thing.index()]);
        if self.stale.is_followed() {
            self.before.clone_from(&values);
        }
        values.clear();
        list(self, &mut values);
        self.count(1 + values.len() / 16);
        if self.stale.is_followed() && self.before != values {
            self.stale.changed(thing);
        }
        self.values[thing.index()] = values;
    }

    fn list_answers(&self, question: QuestionRef, values: &mut Vec<i64>) {
        let place = question.index();
        let (applies, reading) = (self.applies[place], self.reading(question));
        if applies != Truth::True {
            values.push(NOT_ASKED);
        }
        match (applies, reading) {
            (Truth::False, _) => {}
            (_, Reading::Is(yes)) => values.push(i64::from(yes)),
            (_, Reading::Option(option)) => values.push(i64::from(option)),
            (_, Reading::Number(number)) => values.push(number.thousandths()),
            (_, Reading::Options(_)) => values.push(0),
            (_, Reading::Unknown) => self.list_open(question, values),
        }
    }

    /// Every value that a rule can tell apart while nothing is known.
    fn list_open(&self, question: QuestionRef, values: &mut Vec<i64>) {
        match &self.questionnaire.question(question).kind {
            Kind::YesNo => values.extend([0, 1]),
            Kind::Choice(options) | Kind::Scale(options) => values.extend((0..).take(options.len())),
            Kind::Number(number) => {
                self.list_numbers(number, &self.program().marks[question.index()], values);
            }
            Kind::Choices(_) | Kind::DatePart { .. } | Kind::Text { .. } => values.push(0),
        }
    }

    /// Returns every value of a question that a rule can tell apart, in thousandths or by place, ascending: what it may be
    /// while it has no answer.
    pub fn values_when_open(&self, question: QuestionRef) -> Vec<i64> {
        let mut values = Vec::new();
        self.list_open(question, &mut values);
        values
    }

    /// The ends, and every number that it is compared with, with its neighbours.
    fn list_numbers(&self, number: &NumberKind, marks: &Marks, values: &mut Vec<i64>) {
        let (min, max) = (number.min.map(Decimal::thousandths), number.max.map(Decimal::thousandths));
        let first = values.len();
        values.extend(min);
        values.extend(max);
        self.list_neighbours(marks, Decimal::step(number.places).thousandths(), values, |value| {
            min.is_none_or(|min| value >= min) && max.is_none_or(|max| value <= max)
        });
        if values.len() == first {
            values.push(0);
        }
        values.sort_unstable();
        values.dedup();
    }

    /// Adds every number that something is compared with and the nearest possible values on either side.
    fn list_neighbours(&self, marks: &Marks, step: i64, values: &mut Vec<i64>, fits: impl Fn(i64) -> bool) {
        let known = marks.contexts.iter().filter_map(|context| self.bound(Bound::Context(*context)));
        for mark in marks.literals.iter().copied().chain(known.map(Decimal::thousandths)) {
            let floor = mark.div_euclid(step) * step;
            values.extend([floor - step, floor, floor + step].into_iter().filter(|value| fits(*value)));
        }
    }

    /// Whoever adds up the points of a `choices` question reads all of its options.
    fn list_options(&mut self, question: QuestionRef) {
        let Kind::Choices(options) = &self.questionnaire.question(question).kind else { return };
        let (applies, reading) = (self.applies[question.index()], self.reading(question));
        for option in 0..options.len() {
            let (may_be_out, may_be_in) = match reading {
                Reading::Options(chosen) => (!chosen.has(option), chosen.has(option)),
                _ => (true, true),
            };
            self.list(self.program().option(question, option), |_, values| {
                values.extend((may_be_out || applies != Truth::True).then_some(0));
                values.extend((may_be_in && applies != Truth::False).then_some(1));
            });
        }
        self.stale.changed(self.program().question(question));
    }

    fn indicate(&mut self, indicator: IndicatorRef) {
        let (place, program) = (indicator.index(), self.program());
        let formula = &program.indicators[place];
        self.indicators[place] = match program.about[place] {
            About::One(thing) => {
                let cases = self.cases(formula, thing);
                let truth = cases.verdict();
                self.held[place] = cases;
                truth
            }
            About::Nothing | About::Several => self.truth(formula),
        };
    }

    fn add_up(&mut self, score: ScoreRef) {
        let interval = self.sum(score);
        self.scores[score.index()] = interval;
        let (program, thing) = (self.program(), self.program().score(score));
        let (low, high) = (interval.low.thousandths(), interval.high.thousandths());
        self.list(thing, |now, values| {
            values.push(low);
            if low < high {
                values.push(high);
                let step = program.scores[score.index()].step;
                let fits = |value| low < value && value < high;
                now.list_neighbours(&program.marks[thing.index()], step, values, fits);
                values.sort_unstable();
                values.dedup();
            }
        });
    }

    pub(super) fn list_levels(&mut self, outcome: OutcomeRef, levels: Set) {
        self.list(self.program().outcome(outcome), |_, values| {
            values.extend((0..).zip(0..Set::CAPACITY).filter(|it| levels.has(it.1)).map(|it| it.0));
        });
    }

    /// An action reads the higher of each possible level and the judged one, also through indicators. What
    /// is computed next must not read that, so that everything is stale.
    fn raise_to_judgements(&mut self) {
        for place in 0..self.judged.len() {
            if let Some(level) = self.judged[place] {
                let raised = self.outcomes[place].at_least(level);
                self.list_levels(OutcomeRef::at(place), raised);
            }
        }
        for name in &self.questionnaire.plan {
            if let Name::Indicator(indicator) = *name {
                self.indicate(indicator);
            }
        }
        self.stale.all();
    }

    /// Returns the possible values of a thing.
    pub(super) fn values_of(&self, thing: ThingId) -> &[i64] {
        &self.values[thing.index()]
    }
}
