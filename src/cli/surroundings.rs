//! What the program finds around it, read once: the terminal, the day, the home and the configuration
//! folder. This is the only place that reads the environment and the clock.
#![expect(clippy::disallowed_methods, reason = "this is where the surroundings are read")]

use std::env;
use std::ffi::OsString;
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
        let ends = InputAndOutput {
            input_is_terminal: stdin().is_terminal(),
            output_is_terminal: stdout().is_terminal(),
            accessible: env::var_os("ACCESSIBLE"),
            term: env::var_os("TERM"),
            has_term: cfg!(not(windows)),
        };
        Surroundings {
            terminal: ends.can_move_a_cursor(),
            today: today(),
            home: home(),
            config_place: config_place(),
        }
    }
}

/// Returns the home folder of this user, if the machine tells one that is a whole path.
pub fn home() -> Option<PathBuf> {
    env::home_dir().filter(|home| home.is_absolute())
}

/// What is known of both ends of the conversation.
struct InputAndOutput {
    input_is_terminal: bool,
    output_is_terminal: bool,
    /// The variable with which somebody asks for plain lines, for a screen reader or a braille display.
    accessible: Option<OsString>,
    /// The name of the terminal.
    term: Option<OsString>,
    /// Whether this system names its terminals at all. Where it does, no name means that nothing is known
    /// of what the terminal can do; a console of Windows has no name and can do everything.
    has_term: bool,
}

impl InputAndOutput {
    /// Returns whether whole screens can be drawn; otherwise plain lines are.
    fn can_move_a_cursor(&self) -> bool {
        let is_one_of = |value: &Option<OsString>, these: &[&str]| {
            value.as_deref().is_none_or(|value| these.iter().any(|one| value == *one))
        };
        let plain_is_wanted = !is_one_of(&self.accessible, &["", "0", "false"]);
        let term_is_able = !self.has_term || !is_one_of(&self.term, &["", "dumb"]);
        self.input_is_terminal && self.output_is_terminal && term_is_able && !plain_is_wanted
    }
}

fn config_place() -> ConfigPlace {
    let named = if cfg!(windows) { None } else { env::var_os("XDG_CONFIG_HOME") };
    let folder = etcetera::choose_base_strategy().ok().map(|strategy| strategy.config_dir());
    place_of_config(named.map(PathBuf::from), folder)
}

/// Tells the place from the variable that may name a folder, and the folder that the platform means.
///
/// A variable that is set to something that is no whole path is not passed over: who set it keeps settings
/// somewhere, and without them a screening names the services of another country.
fn place_of_config(named: Option<PathBuf>, folder: Option<PathBuf>) -> ConfigPlace {
    let named = named.filter(|named| !named.as_os_str().is_empty());
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

#[cfg(test)]
mod tests {
    use super::*;

    fn ends(term: Option<&str>) -> InputAndOutput {
        InputAndOutput {
            input_is_terminal: true,
            output_is_terminal: true,
            accessible: None,
            term: term.map(OsString::from),
            has_term: true,
        }
    }

    #[test]
    fn a_terminal_without_a_name_gets_plain_lines() {
        for term in [None, Some(""), Some("dumb")] {
            assert!(!ends(term).can_move_a_cursor(), "{term:?}");
            assert!(
                InputAndOutput { has_term: false, ..ends(term) }.can_move_a_cursor(),
                "a console: {term:?}"
            );
        }
        assert!(ends(Some("xterm-256color")).can_move_a_cursor());
        assert!(ends(Some("vt100")).can_move_a_cursor());
    }

    #[test]
    fn a_pipe_at_either_end_gets_plain_lines() {
        for has_term in [true, false] {
            let whole = || InputAndOutput { has_term, ..ends(Some("xterm")) };
            assert!(whole().can_move_a_cursor());
            assert!(!InputAndOutput { input_is_terminal: false, ..whole() }.can_move_a_cursor());
            assert!(!InputAndOutput { output_is_terminal: false, ..whole() }.can_move_a_cursor());
        }
    }

    #[test]
    fn who_asks_for_plain_lines_gets_them_everywhere() {
        for has_term in [true, false] {
            let asking = |value: &str| InputAndOutput {
                accessible: Some(OsString::from(value)),
                has_term,
                ..ends(Some("xterm"))
            };
            for value in ["1", "true", "yes", "on"] {
                assert!(!asking(value).can_move_a_cursor(), "{value}");
            }
            for value in ["", "0", "false"] {
                assert!(asking(value).can_move_a_cursor(), "{value:?}");
            }
        }
    }

    #[test]
    #[cfg(unix)]
    fn a_variable_that_is_no_place_is_not_passed_over() {
        let (named, folder) =
            (|text: &str| Some(PathBuf::from(text)), Some(PathBuf::from("/home/x/.config")));
        let at = |text: &str| ConfigPlace::At(PathBuf::from(text));
        assert_eq!(place_of_config(None, folder.clone()), at("/home/x/.config/safelight/config.toml"));
        assert_eq!(place_of_config(named(""), folder.clone()), at("/home/x/.config/safelight/config.toml"));
        assert_eq!(place_of_config(named("/etc/us"), folder.clone()), at("/etc/us/safelight/config.toml"));
        // Without a home the variable alone is enough.
        assert_eq!(place_of_config(named("/etc/us"), None), at("/etc/us/safelight/config.toml"));
        let unclear = ConfigPlace::Unclear("XDG_CONFIG_HOME", PathBuf::from("conf"));
        assert_eq!(place_of_config(named("conf"), folder), unclear);
        let unclear = ConfigPlace::Unclear("HOME", PathBuf::from("x/.config"));
        assert_eq!(place_of_config(None, named("x/.config")), unclear);
        assert_eq!(place_of_config(None, None), ConfigPlace::Nowhere);
    }
}
