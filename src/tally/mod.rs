//! Counts over many records: how many at which level, with which form, with which need, how far it came with
//! services, and how many screenings there were; by quarter. Small counts are hidden, also against whoever
//! subtracts: `hiding` says by which rules, and why they are enough. What is counted of a record is a few words of
//! questionnaires, directories and lists, and nothing that anybody typed. It knows no file and no day. Its one
//! surprise: a form of which there are fewer than k records is in no number at all.

#[cfg(test)]
mod attack;
mod counted;
mod coverage;
mod hiding;
mod named;
mod pages;
mod picture;
mod quarter;
mod result;
mod sheet;
mod tables;

pub use counted::{Counted, FormName, ReferralStage, ServiceName};
pub use coverage::QuarterCounts;
pub use named::KnownNames;
pub use pages::{csv_rows, pages};
pub use quarter::Quarter;
pub use result::{LEAST_K, Statistics, USUAL_K};
pub use sheet::{Sheet, SheetRow};
