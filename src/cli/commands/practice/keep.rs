//! What is to be kept of practice: the result for the trainer, and the debrief. Both places are looked at
//! before the first page.

use std::path::Path;

use anyhow::{Result, bail};
use safelight::practice::{Debrief, Figures};
use safelight::records::bad_code;

use super::Args;
use crate::cli::files::{self, Target};

/// What is to be kept, looked at before the first page.
pub struct ToKeep {
    /// The training result, and whose it is.
    pub result: Option<(Target, String)>,
    /// The debrief, and how it is written.
    pub debrief: Option<(Target, Written)>,
}

/// How a debrief is written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Written {
    /// Plain text.
    Text,
    /// Markdown.
    Markdown,
    /// A page.
    Html,
    /// For other programs.
    Json,
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
    pub fn read(args: &Args) -> Result<Self> {
        let same = args.assess.as_deref().zip(args.export.as_deref());
        if same.is_some_and(|(one, other)| files::is_same_place(one, other)) {
            bail!("--assess and --export name the same file; give each its own");
        }
        let result = match (&args.assess, &args.code) {
            (Some(path), Some(code)) => {
                if !path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("json")) {
                    bail!("--assess: the file must end in .json, or `practice class` does not see it");
                }
                if let Some(why) = bad_code(code) {
                    bail!("--code: {why}");
                }
                Some((Target::try_out(path, args.force)?, code.clone()))
            }
            _ => None,
        };
        let debrief = match &args.export {
            Some(path) => Some((Target::try_out(path, args.force)?, Written::by_ending(path)?)),
            None => None,
        };
        Ok(ToKeep { result, debrief })
    }
}

impl Written {
    /// Returns how a file of that ending is written.
    ///
    /// # Errors
    /// That the ending does not tell.
    pub fn by_ending(path: &Path) -> Result<Self> {
        let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
        match ending.to_ascii_lowercase().as_str() {
            "txt" | "text" => Ok(Written::Text),
            "md" | "markdown" => Ok(Written::Markdown),
            "html" | "htm" => Ok(Written::Html),
            "json" => Ok(Written::Json),
            _ => bail!(
                "the ending of {} does not tell the format; use .txt, .md, .html or .json",
                path.display()
            ),
        }
    }
}
