//! What a condition says at each possible value of one thing: two bits a value, so that sixty-four are
//! combined at once. It knows nothing of things and conditions. Its one surprise: it asks for memory where
//! there are more values than that, which only long lists of thresholds have.

use crate::rules::Quantifier;
use crate::truth::Truth;

/// The truth at each of some values. Up to sixty-four of them need no memory of their own.
#[derive(Debug, Clone, Default)]
pub(super) struct Cases {
    count: usize,
    first: SixtyFour,
    more: Vec<SixtyFour>,
}

/// The truth at sixty-four values: where it is true, and where it is not false.
#[derive(Debug, Clone, Copy, Default)]
struct SixtyFour {
    yes: u64,
    may: u64,
}

impl SixtyFour {
    fn all(truth: Truth) -> SixtyFour {
        match truth {
            Truth::True => SixtyFour { yes: u64::MAX, may: u64::MAX },
            Truth::Unknown => SixtyFour { yes: 0, may: u64::MAX },
            Truth::False => SixtyFour { yes: 0, may: 0 },
        }
    }
}

impl Cases {
    /// Returns what is the same at every one of so many values.
    pub fn all(count: usize, truth: Truth) -> Cases {
        let word = SixtyFour::all(truth);
        let more = if count > 64 { vec![word; count.div_ceil(64) - 1] } else { Vec::new() };
        let mut cases = Cases { count, first: word, more };
        cases.trim();
        cases
    }

    /// Says something at one value.
    pub fn set(&mut self, place: usize, truth: Truth) {
        let bit = 1 << (place % 64);
        let word = self.word(place / 64);
        word.yes = if truth == Truth::True { word.yes | bit } else { word.yes & !bit };
        word.may = if truth == Truth::False { word.may & !bit } else { word.may | bit };
    }

    /// Says something from one value up to before another.
    pub fn set_range(&mut self, from: usize, to: usize, truth: Truth) {
        let mut place = from;
        while place < to {
            if place.is_multiple_of(64) && place + 64 <= to {
                *self.word(place / 64) = SixtyFour::all(truth);
                place += 64;
            } else {
                self.set(place, truth);
                place += 1;
            }
        }
    }

    /// Returns what it says at one value.
    pub fn at(&self, place: usize) -> Truth {
        let word = if place < 64 { &self.first } else { &self.more[place / 64 - 1] };
        let bit = |word: u64| word >> (place % 64) & 1 == 1;
        Truth::of_all(bit(word.may), bit(word.yes))
    }

    /// Returns what holds at all of them.
    pub fn verdict(&self) -> Truth {
        let every = self.words().enumerate().all(|(place, word)| word.yes == self.mask(place));
        Truth::of_all(self.is_possible(), every)
    }

    /// Says the opposite everywhere.
    pub fn negate(&mut self) {
        self.change(|word| SixtyFour { yes: !word.may, may: !word.yes });
        self.trim();
    }

    /// Says one thing where it was true, another where it was not known, another where it was false.
    pub fn replace(&mut self, was_true: Truth, was_unknown: Truth, was_false: Truth) {
        let (t, u, f) = (SixtyFour::all(was_true), SixtyFour::all(was_unknown), SixtyFour::all(was_false));
        self.change(|word| {
            let of = |t: u64, u: u64, f: u64| word.yes & t | word.may & !word.yes & u | !word.may & f;
            SixtyFour { yes: of(t.yes, u.yes, f.yes), may: of(t.may, u.may, f.may) }
        });
        self.trim();
    }

    /// Says what both say, as `and` does.
    pub fn and(&mut self, other: &Cases) {
        self.combine(other, |mine, other| SixtyFour { yes: mine.yes & other.yes, may: mine.may & other.may });
    }

    /// Says what both say, as `or` does.
    pub fn or(&mut self, other: &Cases) {
        self.combine(other, |mine, other| SixtyFour { yes: mine.yes | other.yes, may: mine.may | other.may });
    }

    /// Takes from these values those at which another is not false, and returns them. Only those at which
    /// the other is not true stay for what comes next.
    pub fn take(&mut self, other: &Cases) -> Cases {
        let mut taken = self.clone();
        taken.combine(other, |mine, other| SixtyFour { yes: 0, may: mine.may & other.may });
        self.combine(other, |mine, other| SixtyFour { yes: 0, may: mine.may & !other.yes });
        taken
    }

    /// Returns whether it is not false somewhere.
    pub fn is_possible(&self) -> bool {
        self.words().any(|word| word.may != 0)
    }

    /// Returns the values at which it is not false.
    pub fn possible(&self) -> impl Iterator<Item = usize> {
        (0..self.count).filter(|place| self.at(*place) != Truth::False)
    }

    fn words(&self) -> impl Iterator<Item = &SixtyFour> {
        std::iter::once(&self.first).chain(&self.more)
    }

    fn word(&mut self, place: usize) -> &mut SixtyFour {
        if place == 0 { &mut self.first } else { &mut self.more[place - 1] }
    }

    fn change(&mut self, new: impl Fn(SixtyFour) -> SixtyFour) {
        self.first = new(self.first);
        self.more.iter_mut().for_each(|word| *word = new(*word));
    }

    fn combine(&mut self, other: &Cases, new: impl Fn(SixtyFour, SixtyFour) -> SixtyFour) {
        self.first = new(self.first, other.first);
        self.more.iter_mut().zip(&other.more).for_each(|(mine, other)| *mine = new(*mine, *other));
    }

    fn mask(&self, word: usize) -> u64 {
        match self.count - word * 64 {
            64.. => u64::MAX,
            rest => (1 << rest) - 1,
        }
    }

    /// Nothing is said beyond the last value.
    fn trim(&mut self) {
        let last = self.more.len();
        let mask = self.mask(last);
        let word = self.word(last);
        *word = SixtyFour { yes: word.yes & mask, may: word.may & mask };
    }
}

/// How many members of a list are true, open and false.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct MemberCount {
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

impl MemberCount {
    pub fn add(&mut self, truth: Truth) {
        match truth {
            Truth::True => self.yes += 1,
            Truth::Unknown => self.open += 1,
            Truth::False => self.no += 1,
        }
    }

    /// Returns the tally with one more.
    pub fn with(mut self, truth: Truth) -> MemberCount {
        self.add(truth);
        self
    }

    pub fn plus(self, other: MemberCount) -> MemberCount {
        MemberCount { yes: self.yes + other.yes, open: self.open + other.open, no: self.no + other.no }
    }

    pub fn minus(self, other: MemberCount) -> MemberCount {
        MemberCount { yes: self.yes - other.yes, open: self.open - other.open, no: self.no - other.no }
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
    pub fn of(self, tally: MemberCount) -> Truth {
        match self {
            Operator::All => Truth::of_all(tally.no == 0, tally.no + tally.open == 0),
            Operator::Any => Truth::of_all(tally.yes + tally.open > 0, tally.yes > 0),
            Operator::Count(quantifier, wanted) => quantifier.holds(u32::from(wanted), tally.yes, tally.open),
        }
    }
}
