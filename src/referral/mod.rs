//! Where a person can be referred to: dated directories, jurisdiction packs with their duty texts,
//! and matching with a reason for every match. Contact data is data, never a constant in code, and
//! every fact that is not known is shown as unknown.

mod directory;
mod jurisdiction;
mod matching;
mod plain;

pub use directory::{
    Channel, ChannelKind, Directory, Group, Service, Shares, dates_of_directory, read_directory,
    shipped_directory,
};
pub use jurisdiction::{
    DutyText, Jurisdiction, dates_of_jurisdiction, read_jurisdiction, shipped_jurisdiction,
};
pub use matching::{Freshness, Match, STALE_AFTER_DAYS, Wish, emergency_lines, match_services};
pub use plain::PAGES;
