//! Where a person can be referred to: dated directories, jurisdiction packs with their duty texts,
//! and matching with a reason for every match. Contact data is data, never a constant in code, and
//! every fact that is not known is shown as unknown.

mod directory;
mod freshness;
mod jurisdiction;
mod matching;
mod usable;

pub use directory::{
    CHANNELS, Channel, ChannelKind, Directory, ReadAs, Service, ServiceGroup, Shares, dates_of_directory,
    read_directory, shipped_directory,
};
pub use freshness::{Freshness, STALE_AFTER_DAYS};
pub use jurisdiction::{
    DutyText, Jurisdiction, country_of, dates_of_jurisdiction, pack_of_country, packs_of_parts,
    read_jurisdiction, shipped_jurisdiction,
};
pub use matching::{
    HowSpoken, LookedFor, Match, UsableChannel, emergency_lines, is_there_help, match_services,
    otherwise_ask, spoken_lines, unmet,
};
pub use usable::PAGES;
