//! What is to be kept of practice: the result for the trainer, and the debrief. Both places are looked at
//! before the first page.

use std::path::Path;

use anyhow::{Result, bail};
use safelight::practice::Debrief;
use safelight::records::{Figures, bad_code};

use crate::cli::files::{self, ExportTarget};
use crate::cli::output::{Destination, Output};

/// What is to be kept, looked at before the first page.
pub struct ToKeep {
    /// The training result, and whose it is.
    pub result: Option<(ExportTarget, String)>,
    /// The debrief.
    pub debrief: Option<Destination>,
}

impl ToKeep {
    /// Figures are for whoever asked to be assessed.
    pub fn figures(&self, review: &Debrief) -> Option<Figures> {
        self.result.is_some().then(|| review.figures())
    }

    /// Looks at the places for the files that were asked for.
    ///
    /// # Errors
    /// Why one of them will not do.
    pub fn read(assess: Option<&Path>, code: Option<&str>, output: &Output) -> Result<Self> {
        let same = assess.zip(output.named());
        if same.is_some_and(|(one, other)| files::is_same_place(one, other)) {
            bail!("--assess and --export name the same file; give each its own");
        }
        let result = match (assess, code) {
            (Some(path), Some(code)) => {
                if !path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("json")) {
                    bail!("--assess: the file must end in .json, or `practice class` does not see it");
                }
                if let Some(why) = bad_code(code) {
                    bail!("--code: {why}");
                }
                Some((ExportTarget::try_out(path, output.replaces())?, code.to_owned()))
            }
            _ => None,
        };
        // --force may be about the result alone.
        let is_about_both = result.is_none() || output.named().is_some();
        let mut debrief = if is_about_both { output.file()? } else { None };
        if let Some(file) = &mut debrief {
            file.ask_for_passphrase()?;
        }
        Ok(ToKeep { result, debrief })
    }
}
