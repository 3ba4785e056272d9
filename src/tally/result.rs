//! Counts over many records: counted, hidden, and ready to be printed.

use super::counted::Counted;
use super::coverage::{CoverageTable, QuarterCounts};
use super::named::KnownNames;
use super::sheet::{Sheet, sheets};
use super::tables::Tables;

/// Below this no table hides anything: of two people each knows the other.
pub const LEAST_K: u64 = 3;

/// The k that is usual.
pub const USUAL_K: u64 = 10;

/// Counts over many records, of which what is small is hidden.
pub struct Statistics {
    k: u64,
    records: Option<u64>,
    sheets: Vec<Sheet>,
}

impl Statistics {
    /// Counts records, and what is known of how many screenings there were.
    ///
    /// # Panics
    /// If k is below [`LEAST_K`].
    pub fn of(counted: &[Counted], coverage: &[QuarterCounts], names: &KnownNames, k: u64) -> Self {
        assert!(k >= LEAST_K, "what is shown has to hide something");
        let tables = Tables::of(counted, names, k);
        let records = tables.records();
        let sheets = sheets(&tables, &CoverageTable::of(coverage, k), names);
        Statistics { k, records, sheets }
    }

    /// Returns the number below which a count is hidden.
    pub fn k(&self) -> u64 {
        self.k
    }

    /// Returns how many records are counted; nothing where that is hidden.
    pub fn records(&self) -> Option<u64> {
        self.records
    }

    /// Returns the tables as they are printed.
    pub fn sheets(&self) -> &[Sheet] {
        &self.sheets
    }
}
