//! How old the date of an entry may be before it is called old.

use jiff::civil::Date;

/// An entry is marked stale when its date is older than this many days.
pub const STALE_AFTER_DAYS: i32 = 365;

/// How old an entry is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Freshness {
    /// Its date is at most [`STALE_AFTER_DAYS`] ago.
    Fresh(Date),
    /// Its date is longer ago, or in the future.
    Stale(Date),
    /// It bears no date.
    Undated,
}

impl Freshness {
    /// Returns how old an entry of that date is on a day.
    pub fn on(verified_on: Option<Date>, today: Date) -> Freshness {
        match verified_on {
            None => Freshness::Undated,
            Some(date) => {
                let days = (today - date).get_days();
                if (0..=STALE_AFTER_DAYS).contains(&days) {
                    Freshness::Fresh(date)
                } else {
                    Freshness::Stale(date)
                }
            }
        }
    }

    /// Returns how it is shown.
    pub fn label(self) -> String {
        match self {
            Freshness::Fresh(date) => format!("dated {date}"),
            Freshness::Stale(date) => format!("dated {date}, not within the last year: check before use"),
            Freshness::Undated => "undated, check before use".to_owned(),
        }
    }
}
