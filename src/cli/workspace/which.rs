//! Which workspace is meant, and opening it: the one that was named, the one in the settings, or the usual one if
//! it was made.

use std::io::{IsTerminal, stdin};
use std::path::PathBuf;

use anyhow::{Context, Result};

use super::error::WorkspaceError;
use super::{Workspace, passphrase};
use crate::cli::config::Config;
use crate::cli::files;
use crate::cli::surroundings::Surroundings;

/// How often a passphrase may be mistyped before one has to begin anew.
const TRIES: usize = 3;

/// Which workspace.
#[derive(Debug, Default, clap::Args)]
pub struct WorkspaceOption {
    /// The folder of the workspace, where screenings are kept, sealed; otherwise that of the settings, or the usual
    /// one.
    #[arg(long, value_name = "FOLDER")]
    workspace: Option<PathBuf>,
}

impl WorkspaceOption {
    /// Returns the folder, whether or not there is a workspace in it.
    ///
    /// # Errors
    /// That nothing names one, and this machine tells no usual place.
    pub fn place(&self, config: &Config, surroundings: &Surroundings) -> Result<PathBuf> {
        let named = self.workspace.as_deref().map(files::from_home).or(config.settings.workspace.clone());
        let usual = || surroundings.data.as_ref().map(|data| data.join("safelight"));
        named.or_else(usual).context(
            "this machine does not say where programs keep what is yours; name a folder with --workspace",
        )
    }

    /// Opens the workspace if there is one; where one was named, it has to be there.
    ///
    /// # Errors
    /// Why it cannot be opened.
    pub fn open_if_there(&self, config: &Config, surroundings: &Surroundings) -> Result<Option<Workspace>> {
        let is_named = self.workspace.is_some() || config.settings.workspace.is_some();
        if !is_named {
            let Some(data) = &surroundings.data else { return Ok(None) };
            if !Workspace::is_there(&data.join("safelight"))? {
                return Ok(None);
            }
        }
        self.open(config, surroundings).map(Some)
    }

    /// Opens the workspace with the passphrase that is asked for.
    ///
    /// # Errors
    /// Why it cannot be opened.
    pub fn open(&self, config: &Config, surroundings: &Surroundings) -> Result<Workspace> {
        let place = self.place(config, surroundings)?;
        if !Workspace::is_there(&place)? {
            return Err(WorkspaceError::NotThere(files::shown(&place)).into());
        }
        let tries = if is_somebody_there() { TRIES } else { 1 };
        let mut prompt = format!("Workspace {}. Passphrase: ", files::shown(&place));
        for _ in 1..tries {
            match Workspace::open(&place, &passphrase::ask(&prompt)?) {
                Err(WorkspaceError::WrongPassphrase) => {
                    prompt = "That does not open it. Capital letters count. Passphrase: ".to_owned();
                }
                opened => return Ok(opened?),
            }
        }
        Ok(Workspace::open(&place, &passphrase::ask(&prompt)?)?)
    }
}

/// Returns whether somebody types what is asked for.
#[expect(clippy::disallowed_methods, reason = "whether somebody types what is asked for")]
pub fn is_somebody_there() -> bool {
    stdin().is_terminal()
}
