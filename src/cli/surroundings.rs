//! What the program finds around it, read once: the terminal, the day, the home and the configuration
//! folder. This is the only place that reads the environment and the clock.
#![expect(clippy::disallowed_methods, reason = "this is where the surroundings are read")]

use std::env;
use std::fs;
use std::io::{IsTerminal, stdin, stdout};
use std::path::{Path, PathBuf};

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
    /// The home folder of this user, if the machine tells one.
    pub home: Option<PathBuf>,
    /// Where the configuration file of this user is looked for.
    pub config_place: ConfigPlace,
    /// The folder in which programs keep what is this user's, if the machine tells one that is a whole path.
    pub data: Option<PathBuf>,
}

/// Where the configuration file of this user is looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ConfigPlace {
    /// In this file, if it is there.
    At(PathBuf),
    /// This user has no home, so there is nowhere to look.
    Nowhere,
    /// A variable of this name holds this, which is no place. What was meant by it may hold settings.
    Unclear(&'static str, PathBuf),
}

impl Surroundings {
    /// Reads the surroundings.
    pub fn read() -> Self {
        Surroundings {
            terminal: can_move_a_cursor(),
            today: today(),
            home: home(),
            config_place: config_place(),
            data: etcetera::choose_base_strategy().ok().map(|it| it.data_dir()).filter(|it| it.is_absolute()),
        }
    }
}

/// Returns the home folder of this user, if the machine tells one that is a whole path.
pub fn home() -> Option<PathBuf> {
    env::home_dir().filter(|home| home.is_absolute())
}

/// Returns the folders that a synchronizing program says are its own.
pub fn synchronized_folders() -> Vec<PathBuf> {
    let named = ["OneDrive", "OneDriveConsumer", "OneDriveCommercial"].into_iter().filter_map(env::var_os);
    named.map(PathBuf::from).filter(|folder| folder.is_absolute()).collect()
}

/// Returns whether whole screens can be drawn; otherwise plain lines are. A system that names its terminals
/// and gives no name knows nothing of what this one can do; a console of Windows has no name and can do
/// everything. With `ACCESSIBLE` somebody asks for plain lines, for a screen reader or a braille display.
fn can_move_a_cursor() -> bool {
    let is_one_of = |variable: &str, these: &[&str]| {
        env::var_os(variable).is_none_or(|value| these.iter().any(|one| value == *one))
    };
    let plain_is_wanted = !is_one_of("ACCESSIBLE", &["", "0", "false"]);
    let term_is_able = cfg!(windows) || !is_one_of("TERM", &["", "dumb"]);
    stdin().is_terminal() && stdout().is_terminal() && term_is_able && !plain_is_wanted
}

/// Tells the place from the variable that may name a folder, and the folder that the platform means.
///
/// A variable that is set to something that is no whole path is not passed over: who set it keeps settings
/// somewhere, and without them a screening names the services of another country.
fn config_place() -> ConfigPlace {
    let named = if cfg!(windows) { None } else { env::var_os("XDG_CONFIG_HOME") };
    let named = named.map(PathBuf::from).filter(|named| !named.as_os_str().is_empty());
    let folder = etcetera::choose_base_strategy().ok().map(|strategy| strategy.config_dir());
    match (named, folder) {
        (Some(named), _) if !named.is_absolute() => ConfigPlace::Unclear("XDG_CONFIG_HOME", named),
        (Some(folder), _) => ConfigPlace::At(in_folder(&folder)),
        (None, Some(folder)) if !folder.is_absolute() => ConfigPlace::Unclear("HOME", folder),
        (None, Some(folder)) => ConfigPlace::At(in_folder(&folder)),
        (None, None) => ConfigPlace::Nowhere,
    }
}

fn in_folder(folder: &Path) -> PathBuf {
    folder.join("safelight").join("config.toml")
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
