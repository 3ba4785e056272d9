//! Makes the program of a questionnaire whose rules have all been read and put in order. Its one
//! surprise: indicators and scores are taken in the order of computation and not of the file, since what
//! one is about follows from those that it names.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::dependencies::needed_by;
use super::model::*;
use super::program::{
    About, Addend, Formula, LevelTable, List, Marks, Program, ReadIn, Sum, TableRow, Thing, ThingId,
    ValueTest,
};
use crate::decimal::Decimal;
use crate::rules::{
    Bound, Comparison, Condition, ContextRef, IndicatorRef, Name, OutcomeRef, QuestionRef, ScoreRef, Test,
};
use crate::truth::Set;

/// Returns the program of a questionnaire.
pub fn program(questionnaire: &Questionnaire) -> Program {
    let mut compiler = Compiler { q: questionnaire, program: layout(questionnaire), reads: Vec::new() };
    compiler.conditions();
    compiler.scores();
    compiler.outcomes();
    compiler.marks();
    compiler.behind();
    compiler.program
}

fn number(index: usize) -> u32 {
    u32::try_from(index).expect("a document of 1 MiB holds fewer than 2^32 of anything")
}

/// Returns a program without rules, in which each thing has its number.
fn layout(q: &Questionnaire) -> Program {
    let mut things: Vec<Thing> = q.each_question().map(|(question, _)| Thing::Question(question)).collect();
    let scores_at = number(things.len());
    things.extend((0..q.scores.len()).map(ScoreRef::at).map(Thing::Score));
    let outcomes_at = number(things.len());
    things.extend((0..q.outcomes.len()).map(OutcomeRef::at).map(Thing::Outcome));
    let mut options_at = Vec::new();
    for (question, asked) in q.each_question() {
        options_at.push(number(things.len()));
        if let Kind::Choices(options) = &asked.kind {
            let places = (0..options.len()).filter_map(|place| u8::try_from(place).ok());
            things.extend(places.map(|place| Thing::Option(question, place)));
        }
    }
    Program { things, scores_at, outcomes_at, options_at, ..Program::default() }
}

struct Compiler<'q> {
    q: &'q Questionnaire,
    program: Program,
    /// The things that each indicator reads, ascending.
    reads: Vec<Vec<ThingId>>,
}

impl Compiler<'_> {
    /// An indicator may name one that stands later in the file: what it is about is found in the order
    /// of computation.
    fn conditions(&mut self) {
        let q = self.q;
        let empty = Formula::Context(ContextRef(0), Test::Is(true));
        self.program.indicators = vec![empty; q.indicators.len()];
        self.program.about = vec![About::Nothing; q.indicators.len()];
        self.reads = vec![Vec::new(); q.indicators.len()];
        for name in &q.plan {
            if let Name::Indicator(place) = *name {
                let formula = self.formula(&q.indicator(place).when.condition);
                self.program.about[place.index()] = self.program.about(&formula);
                self.reads[place.index()] = formula.reads(&self.reads);
                self.program.indicators[place.index()] = formula;
            }
        }
        let rules = |compiler: &mut Self, rules: &mut dyn Iterator<Item = &Rule>| {
            rules.map(|rule| compiler.formula(&rule.condition)).collect::<Vec<_>>()
        };
        self.program.asking = q
            .questions
            .iter()
            .map(|asked| asked.gate_rule().map(|rule| self.formula(&rule.condition)))
            .collect();
        self.program.disclosures = rules(self, &mut q.disclosures.iter().map(|moment| &moment.when));
        self.program.stops = rules(self, &mut q.stops.iter().map(|stop| &stop.moment.when));
        self.program.actions = rules(self, &mut q.actions.iter().map(|action| &action.when));
        self.program.next = rules(self, &mut q.next.iter().map(|next| &next.when));
    }

    fn formula(&mut self, condition: &Condition) -> Formula {
        match condition {
            Condition::Context(context, test) => Formula::Context(*context, test.clone()),
            Condition::Indicator(indicator) => Formula::Indicator(*indicator),
            Condition::Question(question, test) => self.answer(*question, test),
            Condition::Score(score, comparison, bound) => {
                Formula::Value(self.program.score(*score), ValueTest::Number(*comparison, *bound))
            }
            Condition::Outcome(outcome, levels) => {
                Formula::Value(self.program.outcome(*outcome), ValueTest::Among(*levels))
            }
            Condition::Not(inner) => Formula::Not(Box::new(self.formula(inner))),
            Condition::All(members) => {
                let mut all = Vec::new();
                self.flat(members, true, &mut all);
                self.list_or_one(all, Formula::All)
            }
            Condition::Any(members) => {
                let mut any = Vec::new();
                self.flat(members, false, &mut any);
                self.list_or_one(any, Formula::Any)
            }
            Condition::Count(quantifier, wanted, members) => {
                let members = members.iter().map(|member| self.formula(member)).collect();
                Formula::Count(*quantifier, *wanted, self.list(members))
            }
        }
    }

    /// A list in brackets within a list of its kind is the same list; so is `includes all of` within an
    /// `and`, and `includes any of` within an `or`.
    fn flat(&mut self, members: &[Condition], is_all: bool, flat: &mut Vec<Formula>) {
        for member in members {
            match member {
                Condition::All(inner) if is_all => self.flat(inner, is_all, flat),
                Condition::Any(inner) if !is_all => self.flat(inner, is_all, flat),
                Condition::Question(question, Test::IncludesAll(set)) if is_all => {
                    flat.extend(self.options(*question, *set));
                }
                Condition::Question(question, Test::IncludesAny(set)) if !is_all => {
                    flat.extend(self.options(*question, *set));
                }
                _ => flat.push(self.formula(member)),
            }
        }
    }

    fn options(&self, question: QuestionRef, set: Set) -> Vec<Formula> {
        let is_in = || ValueTest::Among(Set::one(1));
        set.iter().map(|option| Formula::Value(self.program.option(question, option), is_in())).collect()
    }

    fn answer(&mut self, question: QuestionRef, test: &Test) -> Formula {
        let value = |test| Formula::Value(self.program.question(question), test);
        match test {
            Test::Is(yes) => value(ValueTest::Among(Set::one(usize::from(*yes)))),
            Test::OneOf(options) => value(ValueTest::Among(*options)),
            Test::Number(comparison, bound) => value(ValueTest::Number(*comparison, *bound)),
            Test::IncludesAny(set) => {
                let options = self.options(question, *set);
                self.list_or_one(options, Formula::Any)
            }
            Test::IncludesAll(set) => {
                let options = self.options(question, *set);
                self.list_or_one(options, Formula::All)
            }
        }
    }

    fn list_or_one(&mut self, mut members: Vec<Formula>, list: fn(List) -> Formula) -> Formula {
        match members.len() {
            1 => members.remove(0),
            _ => list(self.list(members)),
        }
    }

    fn list(&mut self, members: Vec<Formula>) -> List {
        let rank = |about: About| match about {
            About::One(thing) => (0, thing),
            About::Several => (1, ThingId(0)),
            About::Nothing => (2, ThingId(0)),
        };
        let mut ranked: Vec<(About, Formula)> =
            members.into_iter().map(|member| (self.program.about(&member), member)).collect();
        ranked.sort_by_key(|(about, _)| rank(*about));
        let (mut groups, mut readers) = (Vec::<(ThingId, Range<u32>)>::new(), Vec::new());
        for (place, (about, member)) in ranked.iter().enumerate() {
            let place = number(place);
            match (about, groups.last_mut()) {
                (About::One(thing), Some((last, range))) if last == thing => range.end = place + 1,
                (About::One(thing), _) => groups.push((*thing, place..place + 1)),
                (About::Several, _) => {
                    readers.extend(member.reads(&self.reads).into_iter().map(|thing| (thing, place)));
                }
                (About::Nothing, _) => {}
            }
        }
        readers.sort_unstable();
        let about = match groups.as_slice() {
            [] if readers.is_empty() => About::Nothing,
            [(thing, _)] if readers.is_empty() => About::One(*thing),
            _ => About::Several,
        };
        let list_number = number(self.program.lists);
        self.program.lists += usize::from(about == About::Several);
        let members = ranked.into_iter().map(|(_, member)| member).collect();
        List { members, groups, readers, about, number: list_number }
    }

    /// The step of a score follows from those of the scores in it, so they are taken in the order of
    /// computation.
    fn scores(&mut self) {
        let empty = Sum { terms: Vec::new(), groups: Vec::new(), alone: Vec::new(), step: 1000 };
        self.program.scores = vec![empty; self.q.scores.len()];
        for name in &self.q.plan {
            if let Name::Score(place) = *name {
                self.program.scores[place.index()] = self.sum(self.q.score(place));
            }
        }
    }

    fn sum(&mut self, score: &Score) -> Sum {
        let mut terms = Vec::new();
        let mut groups: BTreeMap<ThingId, Vec<u32>> = BTreeMap::new();
        let mut alone = Vec::new();
        let step = step_of_score(self.q, score, |score| self.program.scores[score.index()].step);
        for (place, term) in score.terms.iter().enumerate() {
            let part = self.part(&term.value);
            match self.program.thing_of(&part) {
                Some(thing) => groups.entry(thing).or_default().push(number(place)),
                None => alone.push(number(place)),
            }
            terms.push(part);
        }
        let step = step.expect("the reader refuses weights that leave more than three places");
        Sum { terms, groups: groups.into_iter().collect(), alone, step }
    }

    fn part(&mut self, value: &TermValue) -> Addend {
        match value {
            TermValue::When { when, points } => {
                Addend::When(self.formula(&when.condition), points.thousandths())
            }
            TermValue::ValueOf { question, times } => Addend::Answer(*question, times.thousandths()),
            TermValue::Score { score, times } => Addend::Score(*score, times.thousandths()),
            TermValue::Level { outcome, points } => {
                Addend::Level(*outcome, points.iter().map(|points| points.thousandths()).collect())
            }
        }
    }

    fn outcomes(&mut self) {
        let q = self.q;
        for outcome in &q.outcomes {
            let rows = self.rows(outcome);
            let adjust: Vec<Formula> =
                outcome.adjust.iter().map(|row| self.formula(&row.when.condition)).collect();
            let readers = self.readers(&rows, &adjust);
            self.program.outcomes.push(LevelTable { rows, adjust, readers });
        }
    }

    fn rows(&mut self, outcome: &Outcome) -> Vec<TableRow> {
        match &outcome.decide {
            Decide::Practitioner { .. } => Vec::new(),
            Decide::FirstMatch(rows) => rows
                .iter()
                .enumerate()
                .map(|(place, row)| {
                    let when = row.when.as_ref().map(|rule| self.formula(&rule.condition));
                    TableRow { place, level: row.level, when }
                })
                .collect(),
            Decide::Bands { score, from } => {
                let thing = self.program.score(*score);
                let when = |at| ValueTest::Number(Comparison::AtLeast, Bound::Literal(at));
                let row = |(place, band): (usize, &Band)| TableRow {
                    place,
                    level: band.level,
                    when: (place > 0).then(|| Formula::Value(thing, when(band.at))),
                };
                from.iter().enumerate().rev().map(row).collect()
            }
        }
    }

    fn readers(&self, rows: &[TableRow], adjust: &[Formula]) -> Vec<ReadIn> {
        let mut readers: BTreeMap<ThingId, ReadIn> = BTreeMap::new();
        let mut at = |thing: ThingId, add: &mut dyn FnMut(&mut ReadIn)| {
            let empty = || ReadIn { thing, indicators: Vec::new(), rows: Vec::new(), adjust: Vec::new() };
            add(readers.entry(thing).or_insert_with(empty));
        };
        let mut named = BTreeSet::new();
        for (place, row) in rows.iter().enumerate() {
            let Some(formula) = &row.when else { continue };
            self.named(formula, &mut named);
            for thing in formula.reads(&self.reads) {
                at(thing, &mut |reader| reader.rows.push(number(place)));
            }
        }
        for (place, formula) in adjust.iter().enumerate() {
            self.named(formula, &mut named);
            for thing in formula.reads(&self.reads) {
                at(thing, &mut |reader| reader.adjust.push(number(place)));
            }
        }
        for name in &self.q.plan {
            let Name::Indicator(place) = *name else { continue };
            if named.contains(&place) && self.program.about[place.index()] == About::Several {
                for thing in &self.reads[place.index()] {
                    at(*thing, &mut |reader| reader.indicators.push(place));
                }
            }
        }
        readers.into_values().collect()
    }

    /// Adds every indicator that a condition names, directly or through others.
    fn named(&self, formula: &Formula, named: &mut BTreeSet<IndicatorRef>) {
        let mut waiting = vec![formula];
        while let Some(formula) = waiting.pop() {
            match formula {
                Formula::Context(..) | Formula::Value(..) => {}
                Formula::Indicator(place) => {
                    if named.insert(*place) {
                        waiting.push(&self.program.indicators[place.index()]);
                    }
                }
                Formula::Not(inner) => waiting.push(inner),
                Formula::All(list) | Formula::Any(list) | Formula::Count(_, _, list) => {
                    waiting.extend(&list.members);
                }
            }
        }
    }

    fn marks(&mut self) {
        let mut marks = vec![Marks::default(); self.program.things.len()];
        let mut waiting: Vec<&Formula> = self.program.formulas().collect();
        while let Some(formula) = waiting.pop() {
            match formula {
                Formula::Value(thing, ValueTest::Number(_, bound)) => match bound {
                    Bound::Literal(number) => marks[thing.index()].literals.push(number.thousandths()),
                    Bound::Context(context) => marks[thing.index()].contexts.push(*context),
                },
                Formula::Context(..) | Formula::Value(..) | Formula::Indicator(_) => {}
                Formula::Not(inner) => waiting.push(inner),
                Formula::All(list) | Formula::Any(list) | Formula::Count(_, _, list) => {
                    waiting.extend(&list.members);
                }
            }
        }
        for mark in &mut marks {
            mark.literals.sort_unstable();
            mark.literals.dedup();
            mark.contexts.sort_unstable();
            mark.contexts.dedup();
        }
        self.program.marks = marks;
    }

    fn behind(&mut self) {
        let q = self.q;
        let behind = Behind::of(q);
        let direct = |rule: &Rule| questions_in(&behind.union(&rule.names(), |it| &it.direct));
        self.program.behind_indicators = q.indicators.iter().map(|it| direct(&it.when)).collect();
        self.program.behind_actions = q.actions.iter().map(|it| direct(&it.when)).collect();
        let needed = |outcome: &Outcome| match outcome.incomplete {
            Incomplete::Range => Vec::new(),
            Incomplete::Block | Incomplete::Exclude => {
                questions_in(&behind.union(&outcome.names(), |it| &it.with_gates))
            }
        };
        self.program.needed = q.outcomes.iter().map(needed).collect();
    }
}

/// The questions behind everything that has a name, as sets of bits, each made of those of what it names.
struct Behind {
    words: usize,
    by_name: BTreeMap<Name, Questions>,
}

/// The questions behind one name.
struct Questions {
    /// Without those that decide whether these are asked.
    direct: Vec<u64>,
    /// With them.
    with_gates: Vec<u64>,
}

impl Behind {
    fn of(q: &Questionnaire) -> Behind {
        let mut behind = Behind { words: q.questions.len().div_ceil(64), by_name: BTreeMap::new() };
        for name in q.plan.iter().copied() {
            let names = needed_by(q, name);
            let mut with_gates = behind.union(&names, |it| &it.with_gates);
            let direct = match name {
                Name::Question(question) => {
                    with_gates[question.index() / 64] |= 1 << (question.index() % 64);
                    let mut itself = vec![0; behind.words];
                    itself[question.index() / 64] = 1 << (question.index() % 64);
                    itself
                }
                _ => behind.union(&names, |it| &it.direct),
            };
            behind.by_name.insert(name, Questions { direct, with_gates });
        }
        behind
    }

    fn union(&self, names: &[Name], of: impl Fn(&Questions) -> &Vec<u64>) -> Vec<u64> {
        let mut all = vec![0; self.words];
        for set in names.iter().filter_map(|name| self.by_name.get(name)) {
            all.iter_mut().zip(of(set)).for_each(|(all, one)| *all |= one);
        }
        all
    }
}

fn questions_in(set: &[u64]) -> Vec<QuestionRef> {
    let is_in = |place: &usize| set[place / 64] >> (place % 64) & 1 == 1;
    (0..set.len() * 64).filter(is_in).map(QuestionRef::at).collect()
}

/// Returns the coarsest step, in thousandths, of which all that a score adds up is a multiple; nothing if a
/// weight leaves more than three places. It needs the steps of the scores in it.
pub fn step_of_score(
    q: &Questionnaire,
    score: &Score,
    step_of_inner: impl Fn(ScoreRef) -> i64,
) -> Option<i64> {
    let mut step = step_of(1000, score.constant.thousandths());
    for term in &score.terms {
        let (points, times) = match &term.value {
            TermValue::When { points, .. } => (vec![*points], Decimal::whole(1)),
            TermValue::Level { points, .. } => (points.clone(), Decimal::whole(1)),
            TermValue::Score { score, times } => {
                (vec![Decimal::from_thousandths(step_of_inner(*score))], *times)
            }
            TermValue::ValueOf { question, times } => {
                let kind = &q.question(*question).kind;
                let points = match kind {
                    Kind::Number(number) => vec![Decimal::step(number.places)],
                    kind => kind.options().iter().filter_map(|option| option.points).collect(),
                };
                (points, *times)
            }
        };
        for points in points {
            step = step_of(step, points.times_exactly(times)?.thousandths());
        }
    }
    Some(step)
}

/// The coarsest step of which a number is a multiple, no coarser than one already found.
fn step_of(step: i64, number: i64) -> i64 {
    [1000, 100, 10, 1].into_iter().find(|one| *one <= step && number % one == 0).unwrap_or(1)
}
