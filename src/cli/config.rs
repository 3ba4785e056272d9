//! The configuration file: optional, TOML, a handful of settings. Every setting in force knows where
//! it came from.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use safelight::document::text::is_free_of_forbidden;
use serde::Deserialize;

use super::files;
use super::surroundings::Surroundings;

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
    /// The name of your agency, for summaries.
    pub agency: Option<String>,
    /// The questionnaire to use when none is named: an id or a file.
    pub questionnaire: Option<String>,
    /// Values for what a questionnaire calls context.
    #[serde(default)]
    pub context: BTreeMap<String, String>,
}

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
        let usual = surroundings.config_file.as_deref().filter(|file| file.exists());
        let Some(file) = named.or(usual) else { return Ok(Config::default()) };
        let source = files::read_source(file)?;
        let settings: Settings = toml::from_str(source.text())
            .with_context(|| format!("the configuration file {} has a mistake", file.display()))?;
        let folder = file.parent().unwrap_or(Path::new("."));
        let config = Config { settings: settings.beside(folder), file: Some(file.to_owned()) };
        config.refuse_hidden_characters()?;
        Ok(config)
    }

    /// Settings go to the screen and into documents.
    fn refuse_hidden_characters(&self) -> Result<()> {
        let settings = &self.settings;
        let texts = [
            ("agency", &settings.agency),
            ("language", &settings.language),
            ("jurisdiction", &settings.jurisdiction),
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

impl Settings {
    /// Relative paths in a configuration file are meant beside it.
    fn beside(mut self, folder: &Path) -> Self {
        self.directories = self.directories.into_iter().map(|file| folder.join(file)).collect();
        for named in [&mut self.jurisdiction, &mut self.questionnaire].into_iter().flatten() {
            if named.ends_with(".toml") {
                *named = folder.join(&*named).display().to_string();
            }
        }
        self
    }
}
