//! The configuration file: optional, TOML, a handful of settings. Every setting in force knows where
//! it came from.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow, bail};
use safelight::reading::text::is_free_of_forbidden;
use serde::Deserialize;

use super::files;
use super::surroundings::{ConfigPlace, Surroundings};

/// What can be done about a configuration file that cannot be read.
const WHAT_TO_DO: &str = "put the configuration file right or move it away, or name another with --config";

/// The settings of a configuration file.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// A jurisdiction pack: an id or a file.
    pub jurisdiction: Option<String>,
    /// The usual language of the people you meet.
    pub language: Option<String>,
    /// Referral directories of your own; they come before the one that is built in.
    #[serde(default)]
    pub directories: Vec<PathBuf>,
    /// The folder of your workspace, where screenings are kept, sealed.
    pub workspace: Option<PathBuf>,
    /// After so many minutes without a key the screen is hidden; 0 for never.
    pub idle_minutes: Option<u32>,
    /// For how many days a screening is kept in the workspace: after that, `records purge` removes it.
    pub keep_days: Option<u32>,
    /// Whether it is counted, by quarter, how many screenings there were and what came of them.
    pub coverage: Option<bool>,
    /// The name of your agency, for summaries.
    pub agency: Option<String>,
    /// The role and the initials of whoever leads the talks, for summaries; never a name.
    pub worker: Option<String>,
    /// Where you work, in a few words such as "shelter": a questionnaire that is not made for there says so.
    pub setting: Option<String>,
    /// The questionnaire to use when none is named: an id or a file.
    pub questionnaire: Option<String>,
    /// Values for what a questionnaire calls context.
    #[serde(default)]
    pub context: BTreeMap<String, String>,
}

/// For how many days a screening can be kept: a hundred years.
const KEEP_DAYS: RangeInclusive<u32> = 1..=36_500;
/// The most characters of a role and initials.
const LONGEST_WORKER: usize = 40;
/// The most capitals in a row that are a title and no name.
const MOST_CAPITALS: usize = 4;

/// After so many minutes without a key the screen is hidden, where nothing else is set.
const IDLE_MINUTES: u32 = 3;

/// The settings in force, and the file they came from.
#[derive(Debug, Clone, Default)]
pub struct Config {
    /// The settings.
    pub settings: Settings,
    /// The file; nothing if there is none.
    pub file: Option<PathBuf>,
}

impl Config {
    /// Reads the configuration file that was named, or else the usual one if it is there.
    ///
    /// # Errors
    /// Why a file that is there, or was named, could not be read.
    pub fn read(named: Option<&Path>, surroundings: &Surroundings) -> Result<Self> {
        let home = surroundings.home.as_deref();
        let file = match named {
            Some(named) => files::meant(named, home),
            None => match usual(&surroundings.config_place)? {
                Some(file) => file,
                None => return Ok(Config::default()),
            },
        };
        let source = files::read_source(&file).map_err(|error| anyhow!("{error:#}; {WHAT_TO_DO}"))?;
        let settings: Settings = toml::from_str(source.text())
            .with_context(|| format!("the configuration file {} has a mistake", files::shown(&file)))?;
        let folder = file.parent().unwrap_or(Path::new("."));
        let config = Config { settings: settings.beside(folder, home), file: Some(file) };
        config.refuse_hidden_characters()?;
        config.refuse_name_of_worker()?;
        if config.settings.keep_days.is_some_and(|days| !KEEP_DAYS.contains(&days)) {
            bail!(
                "`keep_days` in the configuration file must be a number of days from 1 to {}",
                KEEP_DAYS.end()
            );
        }
        Ok(config)
    }

    /// A role is words in small letters, or its letters, such as LCSW; initials are short. A later word with a capital,
    /// or a long one in capitals, is a name; and neither has an address or a number.
    fn refuse_name_of_worker(&self) -> Result<()> {
        let worker = self.settings.worker.as_deref().unwrap_or_default();
        let is_of_name = |(place, word): (usize, &str)| {
            let letters: Vec<char> = word.chars().filter(|letter| letter.is_alphabetic()).collect();
            let capitals = letters.iter().filter(|letter| letter.is_uppercase()).count();
            let is_capital = letters.first().is_some_and(|first| first.is_uppercase());
            (place > 0 && is_capital && capitals < letters.len())
                || (capitals == letters.len() && letters.len() > MOST_CAPITALS)
        };
        let is_long = worker.chars().count() > LONGEST_WORKER;
        let has_number = worker.contains('@') || worker.chars().filter(char::is_ascii_digit).count() > 1;
        if is_long || has_number || worker.split_whitespace().enumerate().any(is_of_name) {
            bail!(
                "`worker` in the configuration file is longer than {LONGEST_WORKER} characters, or looks like a name, a \
                 number or an address; write a role and initials, such as \"social worker, A. B.\""
            );
        }
        Ok(())
    }

    /// Settings go to the screen and into documents.
    fn refuse_hidden_characters(&self) -> Result<()> {
        let settings = &self.settings;
        let texts = [
            ("agency", &settings.agency),
            ("worker", &settings.worker),
            ("language", &settings.language),
            ("jurisdiction", &settings.jurisdiction),
            ("setting", &settings.setting),
            ("questionnaire", &settings.questionnaire),
        ];
        let texts = texts.into_iter().filter_map(|(key, text)| Some((key, text.as_deref()?)));
        let context =
            settings.context.iter().flat_map(|(id, value)| [("context", id.as_str()), ("context", value)]);
        match texts.chain(context).find(|(_, text)| !is_free_of_forbidden(text) || text.contains('\n')) {
            Some((key, _)) => {
                bail!("`{key}` in the configuration file holds characters that cannot be seen; remove them")
            }
            None => Ok(()),
        }
    }
}

/// Returns the usual configuration file if it is there. Only one that was never made is not: what is in one
/// that cannot be read decides which emergency numbers are shown.
fn usual(place: &ConfigPlace) -> Result<Option<PathBuf>> {
    match place {
        ConfigPlace::Nowhere => Ok(None),
        ConfigPlace::Unclear(variable, value) => bail!(
            "{variable} is {}, which is no whole path, so the configuration file cannot be looked for; set it right, \
             or name a file with --config",
            files::shown(value)
        ),
        ConfigPlace::At(file) => {
            let there = files::is_there(file).map_err(|error| {
                anyhow!("the configuration file {}: {error:#}; {WHAT_TO_DO}", files::shown(file))
            })?;
            Ok(there.then(|| file.clone()))
        }
    }
}

impl Settings {
    /// Returns after how many minutes without a key the screen is hidden; 0 for never.
    pub fn idle_minutes(&self) -> u32 {
        self.idle_minutes.unwrap_or(IDLE_MINUTES)
    }

    /// Returns whether screenings are counted.
    pub fn counts_screenings(&self) -> bool {
        self.coverage == Some(true)
    }

    /// Relative paths in a configuration file are meant beside it.
    fn beside(mut self, folder: &Path, home: Option<&Path>) -> Self {
        let beside = |file: &Path| folder.join(files::meant(file, home));
        self.workspace = self.workspace.as_deref().map(beside);
        self.directories = self.directories.iter().map(|file| beside(file)).collect();
        for named in [&mut self.jurisdiction, &mut self.questionnaire].into_iter().flatten() {
            if named.ends_with(".toml") {
                *named = beside(Path::new(named)).display().to_string();
            }
        }
        self
    }
}
