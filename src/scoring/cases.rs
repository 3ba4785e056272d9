//! What a condition says at each possible value of one thing: two bits a value, so that sixty-four are
//! combined at once. It knows nothing of things and conditions.

use crate::rules::Quantifier;
use crate::truth::Truth;

/// The truth at each of some values.
#[derive(Debug, Clone, Default)]
pub(super) struct Cases {
    count: usize,
    /// Where it is true.
    yes: Vec<u64>,
    /// Where it is not false.
    may: Vec<u64>,
}

impl Cases {
    /// Says the same at every one of so many values.
    pub fn fill(&mut self, count: usize, truth: Truth) {
        self.count = count;
        let words = count.div_ceil(64);
        self.yes.clear();
        self.yes.resize(words, if truth == Truth::True { u64::MAX } else { 0 });
        self.may.clear();
        self.may.resize(words, if truth == Truth::False { 0 } else { u64::MAX });
        self.trim();
    }

    /// Says the same as another.
    pub fn copy(&mut self, other: &Cases) {
        self.count = other.count;
        self.yes.clone_from(&other.yes);
        self.may.clone_from(&other.may);
    }

    /// Says something at one value.
    pub fn set(&mut self, place: usize, truth: Truth) {
        let (word, bit) = (place / 64, 1 << (place % 64));
        self.yes[word] = if truth == Truth::True { self.yes[word] | bit } else { self.yes[word] & !bit };
        self.may[word] = if truth == Truth::False { self.may[word] & !bit } else { self.may[word] | bit };
    }

    /// Says something from one value up to before another.
    pub fn set_range(&mut self, from: usize, to: usize, truth: Truth) {
        let mut place = from;
        while place < to {
            if place.is_multiple_of(64) && place + 64 <= to {
                self.yes[place / 64] = if truth == Truth::True { u64::MAX } else { 0 };
                self.may[place / 64] = if truth == Truth::False { 0 } else { u64::MAX };
                place += 64;
            } else {
                self.set(place, truth);
                place += 1;
            }
        }
    }

    /// Returns what it says at one value.
    pub fn at(&self, place: usize) -> Truth {
        let bit = |words: &[u64]| words[place / 64] >> (place % 64) & 1 == 1;
        Truth::of_all(bit(&self.may), bit(&self.yes))
    }

    /// Returns what holds at all of them.
    pub fn verdict(&self) -> Truth {
        let every = (0..self.yes.len()).all(|word| self.yes[word] == self.mask(word));
        Truth::of_all(self.may.iter().any(|word| *word != 0), every)
    }

    pub fn negate(&mut self) {
        std::mem::swap(&mut self.yes, &mut self.may);
        self.yes.iter_mut().for_each(|word| *word = !*word);
        self.may.iter_mut().for_each(|word| *word = !*word);
        self.trim();
    }

    pub fn and(&mut self, other: &Cases) {
        self.yes.iter_mut().zip(&other.yes).for_each(|(mine, other)| *mine &= other);
        self.may.iter_mut().zip(&other.may).for_each(|(mine, other)| *mine &= other);
    }

    pub fn or(&mut self, other: &Cases) {
        self.yes.iter_mut().zip(&other.yes).for_each(|(mine, other)| *mine |= other);
        self.may.iter_mut().zip(&other.may).for_each(|(mine, other)| *mine |= other);
    }

    /// Takes from these values those at which another is not false, and says whether there are any. Only
    /// those at which the other is not true stay for what comes next.
    pub fn take(&mut self, other: &Cases, taken: &mut Cases) -> bool {
        taken.count = self.count;
        taken.may.clear();
        taken.may.extend(self.may.iter().zip(&other.may).map(|(alive, may)| alive & may));
        self.may.iter_mut().zip(&other.yes).for_each(|(alive, yes)| *alive &= !yes);
        taken.is_possible()
    }

    /// Returns whether it is not false somewhere.
    pub fn is_possible(&self) -> bool {
        self.may.iter().any(|word| *word != 0)
    }

    /// Returns the values at which it is not false.
    pub fn possible(&self) -> impl Iterator<Item = usize> {
        (0..self.count).filter(|place| self.may[place / 64] >> (place % 64) & 1 == 1)
    }

    fn mask(&self, word: usize) -> u64 {
        match self.count - word * 64 {
            64.. => u64::MAX,
            rest => (1 << rest) - 1,
        }
    }

    fn trim(&mut self) {
        if let Some(last) = self.yes.len().checked_sub(1) {
            let mask = self.mask(last);
            self.yes[last] &= mask;
            self.may[last] &= mask;
        }
    }
}

/// How many members of a list are true, open and false.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Tally {
    pub yes: u32,
    pub open: u32,
    pub no: u32,
}

/// How the members of a list decide together.
#[derive(Debug, Clone, Copy)]
pub(super) enum Operator {
    All,
    Any,
    Count(Quantifier, u16),
}

impl Tally {
    pub fn add(&mut self, truth: Truth) {
        match truth {
            Truth::True => self.yes += 1,
            Truth::Unknown => self.open += 1,
            Truth::False => self.no += 1,
        }
    }

    pub fn remove(&mut self, truth: Truth) {
        match truth {
            Truth::True => self.yes -= 1,
            Truth::Unknown => self.open -= 1,
            Truth::False => self.no -= 1,
        }
    }
}

impl Operator {
    /// Returns what follows from a tally.
    pub fn of(self, tally: Tally) -> Truth {
        match self {
            Operator::All => Truth::of_all(tally.no == 0, tally.no + tally.open == 0),
            Operator::Any => Truth::of_all(tally.yes + tally.open > 0, tally.yes > 0),
            Operator::Count(quantifier, wanted) => quantifier.holds(u32::from(wanted), tally.yes, tally.open),
        }
    }
}
