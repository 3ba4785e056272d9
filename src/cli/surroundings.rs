//! What the program finds around it, read once: the terminal, the day, the configuration folder. This
//! is the only place that reads the environment and the clock.
#![expect(clippy::disallowed_methods, reason = "this is where the surroundings are read")]

use std::env;
use std::fs;
use std::io::{IsTerminal, stdin, stdout};
use std::path::PathBuf;

use etcetera::BaseStrategy;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};

/// The surroundings.
#[derive(Debug, Clone)]
pub struct Surroundings {
    /// Whether a person sits at a terminal that can move its cursor.
    pub terminal: bool,
    /// Today, as this machine knows it.
    pub today: Date,
    /// The configuration file of this user, if the platform has a folder for it.
    pub config_file: Option<PathBuf>,
}

impl Surroundings {
    /// Reads the surroundings.
    pub fn read() -> Self {
        let output_is_terminal = stdout().is_terminal();
        let accessible =
            env::var("ACCESSIBLE").is_ok_and(|value| !["", "0", "false"].contains(&value.as_str()));
        let dumb = env::var("TERM").is_ok_and(|term| term == "dumb" || term.is_empty());
        let folder = etcetera::choose_base_strategy().map(|strategy| strategy.config_dir());
        Surroundings {
            terminal: stdin().is_terminal() && output_is_terminal && !dumb && !accessible,
            today: today(),
            config_file: folder.ok().map(|folder| folder.join("safelight").join("config.toml")),
        }
    }
}

/// Where the machine says its time zone in one file, that file is enough; otherwise all zones of the
/// system would be listed first, which takes longer than everything else until the first question.
fn today() -> Date {
    let unset = env::var_os("TZ").is_none();
    let zone = unset.then(|| fs::read("/etc/localtime").ok()).flatten();
    match zone.and_then(|zone| TimeZone::tzif("Local", &zone).ok()) {
        Some(zone) => Timestamp::now().to_zoned(zone).date(),
        None => Zoned::now().date(),
    }
}
