//! Where a table leads: rule 4 of *one thing at a time*. For each thing that it reads and that is open the
//! table is walked once at each value of it, all else being as it is; a row and a level are possible if
//! they are so for every thing. The walks at all values of one thing are made at once.

use super::cases::Cases;
use super::evaluate::{Evaluation, NOT_ASKED, Supposed};
use super::walked::ToldApart;
use crate::questionnaire::model::{Clamp, Decide, Outcome};
use crate::questionnaire::program::{LevelTable, ReadIn};
use crate::rules::{IndicatorRef, OutcomeRef};
use crate::truth::{Set, Truth};

/// What the rows and the adjustments of a table come to before it is walked: rows first.
struct RowTruths<'k> {
    rows: &'k [Truth],
    adjust: &'k [Truth],
    /// How many rows stand before the first that is true.
    reached: usize,
}

impl RowTruths<'_> {
    /// Returns whether anything that reads a thing is unknown and looked at. If not, the walk at each of its
    /// values is the walk without it.
    fn leaves_open(&self, read: &ReadIn) -> bool {
        let mut rows = read.rows.iter().map(|row| *row as usize).take_while(|row| *row < self.reached);
        rows.any(|row| self.rows[row] == Truth::Unknown)
            || read.adjust.iter().any(|row| self.adjust[*row as usize] == Truth::Unknown)
    }
}

impl Evaluation<'_> {
    /// Returns the levels that an outcome could have before it was adjusted.
    pub fn before_adjustment(&self, place: OutcomeRef) -> Set {
        let outcome = self.questionnaire.outcome(place);
        if matches!(outcome.decide, Decide::Practitioner { .. }) {
            return self.outcomes[place.index()];
        }
        let rows = self.program().outcomes[place.index()].rows.iter().zip(&self.led[place.index()]);
        rows.filter(|(_, led)| !led.is_empty()).map(|(row, _)| row.level).collect()
    }

    /// Returns the rows of an outcome's table that may give its level, by their place in the file, each
    /// with whether its own condition holds.
    pub fn deciding_rows(&self, place: OutcomeRef) -> Vec<(usize, Truth)> {
        let rows = self.program().outcomes[place.index()].rows.iter().zip(&self.led[place.index()]);
        let mut rows: Vec<(usize, Truth)> = rows
            .filter(|(_, led)| !led.is_empty())
            .map(|(row, _)| (row.place, row.when.as_ref().map_or(Truth::True, |rule| self.truth(rule))))
            .collect();
        rows.sort_unstable_by_key(|(place, _)| *place);
        rows
    }

    /// Returns whether a row of an outcome's table, by its place in the file, is the only one that may
    /// give its level, or one of several, or none.
    pub fn decides(&self, place: OutcomeRef, row: usize) -> Truth {
        let led = &self.led[place.index()];
        let at = match &self.questionnaire.outcome(place).decide {
            Decide::Bands { .. } => led.len() - 1 - row,
            Decide::FirstMatch(_) | Decide::Practitioner { .. } => row,
        };
        let is_possible = led.get(at).is_some_and(|led| !led.is_empty());
        Truth::of_all(is_possible, is_possible && self.rows_left[place.index()] == 1)
    }

    /// Clamps levels by every adjustment that is true or unknown, and tells of each with the levels
    /// before it: all ceilings, then all floors, so that a floor wins and order does not matter.
    pub fn adjusted(&self, place: OutcomeRef, before: Set, mut see: impl FnMut(usize, Truth, Set)) -> Set {
        let rows = &self.program().outcomes[place.index()].adjust;
        let truth = |row: usize| self.truth(&rows[row]);
        clamped(self.questionnaire.outcome(place), before, truth, &mut see)
    }

    /// Returns the levels that an outcome can have if an indicator is present, or is not, all else being
    /// the same.
    pub fn outcome_supposing(&self, outcome: OutcomeRef, indicator: IndicatorRef, truth: Truth) -> Set {
        self.supposing(outcome, Supposed::Indicator(indicator, truth))
    }

    /// Returns the levels that an outcome can have without one of its adjustments.
    pub fn outcome_without(&self, outcome: OutcomeRef, adjustment: usize) -> Set {
        self.supposing(outcome, Supposed::NoAdjustment(adjustment))
    }

    /// What the lists in the table come to is looked at anew before each walk, so that nothing of this stays.
    fn supposing(&self, place: OutcomeRef, supposed: Supposed) -> Set {
        let outcome = self.questionnaire.outcome(place);
        if matches!(outcome.decide, Decide::Practitioner { .. }) {
            return self.outcome(place);
        }
        let table = &self.program().outcomes[place.index()];
        let mut led = vec![Set::EMPTY; table.rows.len()];
        self.supposed.set(Some(supposed));
        self.walk(outcome, table, &mut led);
        self.supposed.set(None);
        all_of(&led)
    }

    pub(super) fn decide(&mut self, place: OutcomeRef) {
        let index = place.index();
        let outcome = self.questionnaire.outcome(place);
        let levels = match &outcome.decide {
            Decide::Practitioner { .. } => self.judged[index].map_or(outcome.all_levels(), Set::one),
            _ => {
                let mut led = std::mem::take(&mut self.led[index]);
                self.walk_unless_known(place, outcome, &mut led);
                let levels = all_of(&led);
                self.rows_left[index] = led.iter().filter(|led| !led.is_empty()).count();
                self.led[index] = led;
                levels
            }
        };
        self.outcomes[index] = levels;
        self.list_levels(place, levels);
    }

    /// Walks a table, or says where it led when it was walked with the same values of all that it reads.
    fn walk_unless_known(&mut self, place: OutcomeRef, outcome: &Outcome, led: &mut [Set]) {
        let table = &self.program().outcomes[place.index()];
        let Some(mut walked) = self.walked.take() else { return self.walk(outcome, table, led) };
        let told = self.told_apart(table);
        self.count(1 + told.len() / 16);
        match walked.led(place, told) {
            Ok(known) => led.copy_from_slice(known),
            Err(told) => {
                self.walk(outcome, table, led);
                walked.keep(place, told, led);
            }
        }
        self.walked = Some(walked);
    }

    /// Returns what a table can tell of all that it reads: one thing after the other, each after how much it
    /// is. Of what is compared with numbers it can tell only where its values are among these.
    pub(super) fn told_apart(&self, table: &LevelTable) -> ToldApart {
        let mut told = Vec::with_capacity(table.readers.len() * 4);
        for read in &table.readers {
            let at = told.len();
            told.push(0);
            let (values, marks) = (self.values_of(read.thing), &self.program().marks[read.thing.index()]);
            if marks.literals.is_empty() || !marks.contexts.is_empty() {
                told.extend(values);
            } else {
                for place in values.iter().map(|value| among(*value, &marks.literals)) {
                    if told.last() != Some(&place) || told.len() == at + 1 {
                        told.push(place);
                    }
                }
            }
            told[at] = i64::try_from(told.len() - at).expect("fewer than 2^63 values are listed");
        }
        told
    }

    fn walk(&self, outcome: &Outcome, table: &LevelTable, led: &mut [Set]) {
        let mut truths = self.scratch.truths.take();
        truths.clear();
        let rows =
            table.rows.iter().map(|row| row.when.as_ref().map_or(Truth::True, |rule| self.truth(rule)));
        truths.extend(rows);
        truths.extend(table.adjust.iter().map(|rule| self.truth(rule)));
        if let Some(Supposed::NoAdjustment(row)) = self.supposed.get() {
            truths[table.rows.len() + row] = Truth::False;
        }
        let (rows, adjust) = truths.split_at(table.rows.len());
        let reached = rows.iter().take_while(|truth| **truth != Truth::True).count();
        let known = RowTruths { rows, adjust, reached };
        walk_once(outcome, table, &known, led);
        for read in &table.readers {
            if self.values_of(read.thing).len() > 1 && known.leaves_open(read) {
                self.walk_values(outcome, table, &known, read, led);
            }
        }
        *self.scratch.truths.borrow_mut() = truths;
    }

    /// The walks at all values of one thing: they leave of where the rows led what one of them leads to.
    fn walk_values(
        &self,
        outcome: &Outcome,
        table: &LevelTable,
        known: &RowTruths<'_>,
        read: &ReadIn,
        led: &mut [Set],
    ) {
        self.walk_indicators(&read.indicators, read.thing);
        self.count(1 + read.adjust.len());
        if read.adjust.is_empty() {
            return self.walk_read_rows(table, known, read, led);
        }
        let mut adjust = self.scratch.adjust.take();
        for row in read.adjust.iter().map(|row| *row as usize) {
            let mut cases = self.fixed(&table.adjust[row], read.thing);
            if self.supposed.get() == Some(Supposed::NoAdjustment(row)) {
                cases = Cases::all(self.values_of(read.thing).len(), Truth::False);
            }
            adjust.push(cases);
        }
        let count = self.values_of(read.thing).len();
        let mut left = Cases::all(count, Truth::Unknown);
        let mut reading = read.rows.iter().map(|row| *row as usize).peekable();
        for (place, row) in table.rows.iter().enumerate().take(known.reached + 1) {
            let taken = match (reading.next_if_eq(&place), &row.when) {
                (Some(_), Some(rule)) => left.take(&self.fixed(rule, read.thing)),
                _ => left.take(&Cases::all(count, known.rows[place])),
            };
            let levels = clamped_at(outcome, row.level, known, read, &adjust, &taken);
            led[place] = led[place].common(levels);
        }
        adjust.clear();
        *self.scratch.adjust.borrow_mut() = adjust;
    }

    /// The same for what no adjustment reads: a row that does not read it either leads where it did, as long
    /// as anything is left for it. What has not been taken yet goes on to the next row.
    fn walk_read_rows(&self, table: &LevelTable, known: &RowTruths<'_>, read: &ReadIn, led: &mut [Set]) {
        let mut left = Cases::all(self.values_of(read.thing).len(), Truth::Unknown);
        for place in read.rows.iter().map(|row| *row as usize).take_while(|row| *row < known.reached) {
            let Some(rule) = &table.rows[place].when else { continue };
            if !left.take(&self.fixed(rule, read.thing)).is_possible() {
                led[place] = Set::EMPTY;
            }
            if !left.is_possible() {
                return led[place + 1..].fill(Set::EMPTY);
            }
        }
    }
}

/// Where a value is among numbers in ascending order: below, at or between which.
fn among(value: i64, literals: &[i64]) -> i64 {
    if value == NOT_ASKED {
        return NOT_ASKED;
    }
    let place = literals.partition_point(|literal| *literal < value);
    i64::try_from(place * 2 + usize::from(literals.get(place) == Some(&value)))
        .expect("a file is not so long")
}

fn all_of(led: &[Set]) -> Set {
    led.iter().fold(Set::EMPTY, |all, led| all.with(*led))
}

fn walk_once(outcome: &Outcome, table: &LevelTable, known: &RowTruths<'_>, led: &mut [Set]) {
    led.fill(Set::EMPTY);
    for ((row, truth), led) in table.rows.iter().zip(known.rows).zip(led) {
        if *truth != Truth::False {
            *led = clamped(outcome, Set::one(row.level), |row| known.adjust[row], &mut |_, _, _| {});
        }
        if *truth == Truth::True {
            break;
        }
    }
}

/// The levels that a level is clamped to at some values of a thing.
fn clamped_at(
    outcome: &Outcome,
    level: usize,
    known: &RowTruths<'_>,
    read: &ReadIn,
    adjust: &[Cases],
    taken: &Cases,
) -> Set {
    let level = Set::one(level);
    taken.possible().fold(Set::EMPTY, |levels, at| {
        let truth = |row: usize| match read.adjust.iter().position(|it| *it as usize == row) {
            Some(place) => adjust[place].at(at),
            None => known.adjust[row],
        };
        levels.with(clamped(outcome, level, truth, &mut |_, _, _| {}))
    })
}

fn clamped(
    outcome: &Outcome,
    before: Set,
    truth: impl Fn(usize) -> Truth,
    see: &mut impl FnMut(usize, Truth, Set),
) -> Set {
    let mut levels = before;
    for floors in [false, true] {
        for (place, row) in outcome.adjust.iter().enumerate() {
            let clamped = match row.clamp {
                Clamp::AtMost(level) if !floors => levels.at_most(level),
                Clamp::AtLeast(level) if floors => levels.at_least(level),
                _ => continue,
            };
            let truth = truth(place);
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_told_apart_where_it_is_compared_and_nowhere_else() {
        let among = |value| among(value, &[4000, 10_000]);
        assert_eq!((among(0), among(4001)), (among(3999), among(9999)));
        let places = [NOT_ASKED, NOT_ASKED + 1, 4000, 4001, 10_000, 10_001].map(among);
        assert!(places.is_sorted_by(|one, next| one < next), "{places:?}");
    }
}
