//! A whole number of any size, as digits to the base of the letters: no more than a release code needs of it.

use super::letters::BASE;

const RADIX: u128 = BASE as u128;

/// A number of any size.
pub(super) struct LongNumber {
    /// Its digits, the lowest first. The highest may be 0.
    digits: Vec<u8>,
}

impl LongNumber {
    /// Returns 0, with room for so many digits, so that none is left behind in memory while it grows.
    pub fn zero(room: usize) -> Self {
        LongNumber { digits: Vec::with_capacity(room) }
    }

    /// Returns 1.
    pub fn one() -> Self {
        LongNumber { digits: vec![1] }
    }

    /// Returns the number of these digits, the lowest first.
    pub fn of_digits(digits: Vec<u8>) -> Self {
        LongNumber { digits }
    }

    /// Multiplies it by a small number and adds another one.
    pub fn multiply_add(&mut self, factor: u128, add: u128) {
        let mut carry = add;
        for digit in &mut self.digits {
            carry += u128::from(*digit) * factor;
            *digit = low_digit(carry);
            carry /= RADIX;
        }
        while carry > 0 {
            self.digits.push(low_digit(carry));
            carry /= RADIX;
        }
    }

    /// Divides it by a small number and returns what is left over.
    pub fn divide(&mut self, divisor: u128) -> u128 {
        self.digits.iter_mut().rev().fold(0, |left, digit| {
            let part = left * RADIX + u128::from(*digit);
            *digit = low_digit(part / divisor);
            part % divisor
        })
    }

    /// Returns whether it is 0.
    pub fn is_zero(&self) -> bool {
        self.digits.iter().all(|digit| *digit == 0)
    }

    /// Returns how many digits it has.
    pub fn len(&self) -> usize {
        self.digits.iter().rposition(|digit| *digit != 0).map_or(0, |last| last + 1)
    }

    /// Returns so many of its digits, the lowest first.
    pub fn into_digits(mut self, count: usize) -> Vec<u8> {
        self.digits.resize(count, 0);
        self.digits
    }
}

fn low_digit(number: u128) -> u8 {
    u8::try_from(number % RADIX).expect("what is left of 23 is below it")
}
