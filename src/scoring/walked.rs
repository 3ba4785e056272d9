//! Where tables led before. What is the same to a table leads to the same levels, so whoever tries many
//! answers walks a table once for all of them that are the same to it. It computes nothing. Its one
//! surprise: it forgets everything once it would hold too much, which costs time and changes nothing.

use std::collections::BTreeMap;

use crate::rules::OutcomeRef;
use crate::truth::Set;

/// The most numbers that are kept, of values and of rows: half a megabyte.
const MOST_KEPT: usize = 1 << 16;

/// What a table can tell of all that it reads.
pub(super) type ToldApart = Vec<i64>;

/// Where the rows of tables led.
#[derive(Clone, Default)]
pub(super) struct Walked {
    led: BTreeMap<(OutcomeRef, ToldApart), Vec<Set>>,
    kept: usize,
}

impl Walked {
    /// Returns where the rows of a table led, or what was told if it was not walked then.
    pub fn led(&self, place: OutcomeRef, told: ToldApart) -> Result<&[Set], ToldApart> {
        let key = (place, told);
        match self.led.get(&key) {
            Some(led) => Ok(led),
            None => Err(key.1),
        }
    }

    /// Keeps where the rows of a table led.
    pub fn keep(&mut self, place: OutcomeRef, told: ToldApart, led: &[Set]) {
        let size = told.len() + led.len();
        if self.kept + size > MOST_KEPT {
            self.led.clear();
            self.kept = 0;
        }
        self.kept += size;
        self.led.insert((place, told), led.to_vec());
    }
}
