//! Three-valued logic, intervals and sets: what can be said while some answers are unknown.
//! Unknown is never no. Sources: Kleene's strong logic for [`Truth`]; everything else follows from
//! "whatever the open answers turn out to be, the final value lies inside what is shown".

use std::ops::{BitAnd, BitOr, Not};

use serde::{Deserialize, Serialize};

use crate::decimal::Decimal;

/// True, false, or not known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub enum Truth {
    /// Known to hold.
    True,
    /// Known not to hold.
    False,
    /// Open answers decide.
    Unknown,
}

impl From<bool> for Truth {
    fn from(known: bool) -> Self {
        if known { Truth::True } else { Truth::False }
    }
}

impl BitAnd for Truth {
    type Output = Truth;
    fn bitand(self, other: Truth) -> Truth {
        match (self, other) {
            (Truth::False, _) | (_, Truth::False) => Truth::False,
            (Truth::True, Truth::True) => Truth::True,
            _ => Truth::Unknown,
        }
    }
}

impl BitOr for Truth {
    type Output = Truth;
    fn bitor(self, other: Truth) -> Truth {
        !(!self & !other)
    }
}

impl Not for Truth {
    type Output = Truth;
    fn not(self) -> Truth {
        match self {
            Truth::True => Truth::False,
            Truth::False => Truth::True,
            Truth::Unknown => Truth::Unknown,
        }
    }
}

impl Truth {
    /// Returns `true`, `false` or `unknown`, as documents write it.
    pub fn name(self) -> &'static str {
        match self {
            Truth::True => "true",
            Truth::False => "false",
            Truth::Unknown => "unknown",
        }
    }

    /// Returns true if all cases are true, false if none is, and unknown otherwise.
    pub fn of_all(some: bool, every: bool) -> Truth {
        match (some, every) {
            (_, true) => Truth::True,
            (false, _) => Truth::False,
            _ => Truth::Unknown,
        }
    }
}

/// The lowest and the highest value that a score can still have, both inclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Interval {
    /// The lowest value.
    pub low: Decimal,
    /// The highest value.
    pub high: Decimal,
}

impl Interval {
    /// Returns the interval that holds one value.
    pub fn point(value: Decimal) -> Self {
        Interval { low: value, high: value }
    }

    /// Returns whether only one value is possible.
    pub fn is_settled(self) -> bool {
        self.low == self.high
    }

    /// Returns how far the highest is above the lowest.
    pub fn width(self) -> Decimal {
        self.high - self.low
    }

    /// Returns the sum of two intervals.
    pub fn plus(self, other: Interval) -> Interval {
        Interval { low: self.low + other.low, high: self.high + other.high }
    }

    /// Returns the interval of the higher of two values.
    pub fn highest(self, other: Interval) -> Interval {
        Interval { low: self.low.max(other.low), high: self.high.max(other.high) }
    }

    /// Returns what is left while it is not certain that it counts at all: down to nothing unless it
    /// applies, and nothing at all if it does not.
    pub fn if_applies(self, applies: Truth) -> Interval {
        match applies {
            Truth::True => self,
            Truth::False => Interval::default(),
            Truth::Unknown => Interval { low: Decimal::ZERO, ..self },
        }
    }
}

/// A set of small numbers below 64: options of a question or levels of an outcome, by position.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Set(u64);

impl Set {
    /// How many different members a set can have.
    pub const CAPACITY: usize = 64;

    /// The set without members.
    pub const EMPTY: Set = Set(0);

    /// Returns the set of one member.
    pub fn one(member: usize) -> Set {
        debug_assert!(member < Self::CAPACITY);
        Set(1 << member)
    }

    /// Returns the set of all members below a number.
    pub fn below(end: usize) -> Set {
        if end >= Self::CAPACITY { Set(u64::MAX) } else { Set((1 << end) - 1) }
    }

    /// Returns the members from one number up to and including another.
    pub fn between(first: usize, last: usize) -> Set {
        Set(Set::below(last + 1).0 & !Set::below(first).0)
    }

    /// Returns the members of either set.
    pub fn with(self, other: Set) -> Set {
        Set(self.0 | other.0)
    }

    /// Returns the members of both sets.
    pub fn common(self, other: Set) -> Set {
        Set(self.0 & other.0)
    }

    /// Returns whether every member is also in the other set.
    pub fn is_within(self, other: Set) -> bool {
        self.0 & !other.0 == 0
    }

    /// Returns whether it has that member.
    pub fn has(self, member: usize) -> bool {
        member < Self::CAPACITY && self.0 & (1 << member) != 0
    }

    /// Returns whether it has no member.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Returns how many members it has.
    pub fn len(self) -> usize {
        self.0.count_ones() as usize
    }

    /// Returns the smallest member.
    pub fn first(self) -> Option<usize> {
        (!self.is_empty()).then(|| self.0.trailing_zeros() as usize)
    }

    /// Returns the largest member.
    pub fn last(self) -> Option<usize> {
        (!self.is_empty()).then(|| 63 - self.0.leading_zeros() as usize)
    }

    /// Returns the members, smallest first.
    pub fn iter(self) -> impl Iterator<Item = usize> {
        (0..Self::CAPACITY).filter(move |member| self.has(*member))
    }

    /// Returns the set with every member raised to at least a floor.
    pub fn at_least(self, floor: usize) -> Set {
        let high_enough = Set(!Set::below(floor).0);
        if self.is_within(high_enough) { self } else { self.common(high_enough).with(Set::one(floor)) }
    }

    /// Returns the set with every member lowered to at most a ceiling.
    pub fn at_most(self, ceiling: usize) -> Set {
        let lower = Set::below(ceiling);
        if self.is_within(lower) { self } else { self.common(lower).with(Set::one(ceiling)) }
    }
}

impl FromIterator<usize> for Set {
    fn from_iter<I: IntoIterator<Item = usize>>(members: I) -> Set {
        members.into_iter().fold(Set::EMPTY, |set, member| set.with(Set::one(member)))
    }
}
