//! Exact decimal numbers for points, thresholds and number answers: whole thousandths, read from
//! the text and never through floating point. Sums cannot overflow: see [`Decimal::LARGEST`].

use std::fmt;
use std::iter::Sum;
use std::ops::{Add, Sub};

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// An exact decimal number with at most three places.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Decimal {
    thousandths: i64,
}

/// Why a text is not a [`Decimal`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotDecimal {
    /// Not digits with at most one point and a leading minus.
    NotANumber,
    /// More than three places after the point.
    TooManyPlaces,
    /// Beyond [`Decimal::LARGEST`].
    TooLarge,
}

impl From<u32> for Decimal {
    fn from(number: u32) -> Self {
        Decimal { thousandths: i64::from(number) * 1000 }
    }
}

impl Decimal {
    /// Zero.
    pub const ZERO: Decimal = Decimal { thousandths: 0 };
    /// One thousandth, the smallest step.
    pub const SMALLEST_STEP: Decimal = Decimal { thousandths: 1 };
    /// The largest number that may be written or reached: a thousand million.
    /// The reader refuses a score whose largest value is beyond it, so that no sum of ours overflows.
    pub const LARGEST: Decimal = Decimal { thousandths: 1_000_000_000_000 };

    /// Returns the whole number.
    pub const fn whole(number: i32) -> Self {
        Decimal { thousandths: number as i64 * 1000 }
    }

    /// Returns the number of that many thousandths.
    pub const fn from_thousandths(thousandths: i64) -> Self {
        Decimal { thousandths }
    }

    /// Returns the number of thousandths.
    pub const fn thousandths(self) -> i64 {
        self.thousandths
    }

    /// Returns the step between neighbouring numbers of that many places (0 to 3).
    pub fn step(places: u8) -> Self {
        Decimal { thousandths: 10_i64.pow(3 - u32::from(places.min(3))) }
    }

    /// Returns how many places after the point are needed to write it.
    pub fn places(self) -> u8 {
        (0..3).find(|places| self.thousandths % Decimal::step(*places).thousandths == 0).unwrap_or(3)
    }

    /// Returns the exact product with a weight, if it has at most three places and is not too large.
    pub fn times_exactly(self, weight: Decimal) -> Option<Self> {
        let product = i128::from(self.thousandths) * i128::from(weight.thousandths);
        let thousandths = (product % 1000 == 0).then(|| i64::try_from(product / 1000).ok())??;
        (thousandths.abs() <= Self::LARGEST.thousandths).then_some(Decimal { thousandths })
    }

    /// Returns the product with a weight for which the reader has found that it is exact.
    pub fn times(self, weight: Decimal) -> Self {
        self.times_exactly(weight).expect("the reader refuses weights that leave more than three places")
    }

    /// Reads a decimal number as it is written: `4`, `11.5`, `-0.125`. Digits only.
    ///
    /// # Errors
    /// Says what is wrong with the text.
    pub fn parse(text: &str) -> Result<Self, NotDecimal> {
        let (negative, digits) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text.strip_prefix('+').unwrap_or(text)),
        };
        let (whole, fraction) = match digits.split_once('.') {
            Some((whole, fraction)) if !fraction.is_empty() => (whole, fraction),
            Some(_) => return Err(NotDecimal::NotANumber),
            None => (digits, ""),
        };
        let is_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        if whole.is_empty() || !is_digits(whole) || !is_digits(fraction) {
            return Err(NotDecimal::NotANumber);
        }
        let places = fraction.len();
        if places > 3 {
            return Err(NotDecimal::TooManyPlaces);
        }
        let mut thousandths: i64 = 0;
        let zeros = std::iter::repeat_n(b'0', 3 - places);
        for byte in whole.bytes().chain(fraction.bytes()).chain(zeros) {
            thousandths = thousandths * 10 + i64::from(byte - b'0');
            if thousandths > Self::LARGEST.thousandths {
                return Err(NotDecimal::TooLarge);
            }
        }
        Ok(Decimal { thousandths: if negative { -thousandths } else { thousandths } })
    }

    /// Reads a number that is handed in as data, however it is written: `70`, `70.0000` and `7e1` are
    /// equal. It must be one of ours exactly; nothing is rounded.
    ///
    /// # Errors
    /// Says what is wrong with the text.
    pub fn of_equal(text: &str) -> Result<Self, NotDecimal> {
        let (mantissa, exponent) = match text.split_once(['e', 'E']) {
            Some((mantissa, exponent)) => (mantissa, exponent_of(exponent)?),
            None => (text, 0),
        };
        let (sign, digits) = match mantissa.strip_prefix('-') {
            Some(rest) => (-1, rest),
            None => (1, mantissa.strip_prefix('+').unwrap_or(mantissa)),
        };
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
        let is_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        if !is_digits(whole) || !is_digits(fraction) {
            return Err(NotDecimal::NotANumber);
        }
        let all = format!("{whole}{fraction}");
        let significant = all.trim_start_matches('0').trim_end_matches('0');
        let dropped = all.len() - all.trim_end_matches('0').len();
        // The last digit that is no zero stands for this power of ten.
        let last = exponent.saturating_add(length(dropped)).saturating_sub(length(fraction.len()));
        if significant.is_empty() {
            return Ok(Decimal::ZERO);
        }
        if last < -3 {
            return Err(NotDecimal::TooManyPlaces);
        }
        if length(significant.len()).saturating_add(last) > LARGEST_LENGTH {
            return Err(NotDecimal::TooLarge);
        }
        let digits: i64 = significant.parse().map_err(|_| NotDecimal::TooLarge)?;
        let power = u32::try_from(last + 3).map_err(|_| NotDecimal::TooLarge)?;
        let thousandths = digits * 10_i64.pow(power);
        if thousandths > Self::LARGEST.thousandths {
            return Err(NotDecimal::TooLarge);
        }
        Ok(Decimal { thousandths: sign * thousandths })
    }
}

/// How many digits the whole part of [`Decimal::LARGEST`] has.
const LARGEST_LENGTH: i64 = 10;

fn length(bytes: usize) -> i64 {
    i64::try_from(bytes).unwrap_or(i64::MAX)
}

/// Returns an exponent. One that is too long for us is as good as the largest.
fn exponent_of(text: &str) -> Result<i64, NotDecimal> {
    let (sign, digits) = match text.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, text.strip_prefix('+').unwrap_or(text)),
    };
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(NotDecimal::NotANumber);
    }
    Ok(sign * digits.parse::<i64>().unwrap_or(i64::MAX))
}

/// As text, so that no reader can make a floating point number of it.
impl Serialize for Decimal {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Decimal {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let written = String::deserialize(from)?;
        Decimal::parse(&written).map_err(|_| D::Error::custom("a decimal number is wanted"))
    }
}

impl Add for Decimal {
    type Output = Decimal;
    fn add(self, other: Decimal) -> Decimal {
        Decimal { thousandths: self.thousandths + other.thousandths }
    }
}

impl Sub for Decimal {
    type Output = Decimal;
    fn sub(self, other: Decimal) -> Decimal {
        Decimal { thousandths: self.thousandths - other.thousandths }
    }
}

impl Sum for Decimal {
    fn sum<I: Iterator<Item = Decimal>>(numbers: I) -> Decimal {
        numbers.fold(Decimal::ZERO, Add::add)
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.thousandths < 0 { "-" } else { "" };
        let (whole, rest) = (self.thousandths.abs() / 1000, self.thousandths.abs() % 1000);
        if rest == 0 {
            return write!(out, "{sign}{whole}");
        }
        let fraction = format!("{rest:03}");
        write!(out, "{sign}{whole}.{}", fraction.trim_end_matches('0'))
    }
}

impl fmt::Display for NotDecimal {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            NotDecimal::NotANumber => "not a plain decimal number, such as 4 or 11.5",
            NotDecimal::TooManyPlaces => "more than three places after the point; write at most three",
            NotDecimal::TooLarge => "larger than 1,000,000,000",
        })
    }
}
