//! A quarter of a year: the finest time that a statistic knows.

use std::fmt;

use jiff::civil::Date;

/// A quarter of a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Quarter {
    year: i16,
    number: i8,
}

impl Quarter {
    /// Returns the quarter in which a day is.
    pub fn of(day: Date) -> Self {
        Quarter { year: day.year(), number: (day.month() - 1) / 3 + 1 }
    }

    /// Returns its first day.
    pub fn first_day(self) -> Date {
        Date::constant(self.year, 3 * self.number - 2, 1)
    }

    /// Returns the quarter that is written so, such as `2026-Q4`.
    pub fn named(text: &str) -> Option<Self> {
        let (year, number) = text.split_once("-Q")?;
        let quarter = Quarter { year: year.parse().ok()?, number: number.parse().ok()? };
        ((1..=4).contains(&quarter.number) && quarter.to_string() == text).then_some(quarter)
    }
}

impl fmt::Display for Quarter {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{:04}-Q{}", self.year, self.number)
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::Quarter;

    #[test]
    fn a_day_is_in_its_quarter() {
        for (month, quarter) in
            [(1, "2026-Q1"), (3, "2026-Q1"), (4, "2026-Q2"), (9, "2026-Q3"), (12, "2026-Q4")]
        {
            assert_eq!(Quarter::of(date(2026, month, 28)).to_string(), quarter);
            assert_eq!(Quarter::named(quarter), Some(Quarter::of(date(2026, month, 1))));
        }
        assert_eq!(Quarter::of(date(2026, 12, 31)).first_day(), date(2026, 10, 1));
        for wrong in ["2026-Q5", "2026-Q0", "2026-Q04", "26-Q1", "2026", "x-Q1"] {
            assert_eq!(Quarter::named(wrong), None, "{wrong}");
        }
    }
}
