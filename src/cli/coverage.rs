//! Counts screenings, where the settings say so: one small file of numbers for each quarter, beside the folder of
//! the workspace, whether or not there is one. Nothing in it is of a person. A count that cannot be written is
//! said at the end of a screening, and disturbs nothing before.

use std::fs::{self, DirBuilder};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use safelight::answers::Edition;
use safelight::conversation::{Attempt, Conversation};
use safelight::tally::{Quarter, QuarterCounts};

use super::config::Config;
use super::files::{self, ExportTarget};
use super::named_files;
use super::surroundings::Surroundings;
use super::workspace::WorkspaceOption;

/// Where one screening is counted.
pub struct CoverageBook {
    folder: Result<PathBuf>,
    quarter: Quarter,
    /// Whether it was counted as begun before.
    was_begun: bool,
}

/// What came of a screening, and of which edition: nothing of what was said.
pub struct CameTo {
    to: Option<Attempt>,
    edition: Edition,
}

impl CameTo {
    /// Returns what came of one, as it stands.
    pub fn of(conversation: &Conversation<'_>) -> Self {
        CameTo { to: conversation.attempt(), edition: conversation.questionnaire().edition() }
    }
}

impl CoverageBook {
    /// Returns where a screening that begins on a day is counted; nothing if the settings do not say that it is.
    pub fn of(
        which: &WorkspaceOption,
        config: &Config,
        surroundings: &Surroundings,
        begins: Date,
    ) -> Option<Self> {
        config.settings.counts_screenings().then(|| CoverageBook {
            folder: folder(which, config, surroundings),
            quarter: Quarter::of(begins),
            was_begun: false,
        })
    }

    /// Returns the same for one that is gone on with.
    pub fn gone_on_with(self, conversation: &Conversation<'_>) -> Self {
        CoverageBook { was_begun: conversation.attempt().is_some_and(|so_far| so_far.is_begun()), ..self }
    }

    /// Counts what came of it. What was begun and is neither over nor put aside was stopped; what is put aside is not
    /// over, also at its summary.
    ///
    /// # Errors
    /// Why it is not counted.
    pub fn count(self, came: CameTo, is_put_aside: bool) -> Result<()> {
        let attempt = match came.to {
            None => return Ok(()),
            Some(begun) if is_put_aside && begun.is_begun() => match self.was_begun {
                true => return Ok(()),
                false => Attempt::Aside,
            },
            Some(Attempt::Aside) => Attempt::Stopped,
            Some(attempt) => attempt,
        };
        let folder = self.folder?;
        make(&folder).with_context(|| format!("the folder {} cannot be made", files::shown(&folder)))?;
        let path = folder.join(QuarterCounts::file_name(self.quarter));
        let mut counts = match files::read_if_there(&path)? {
            Some(source) => read(&path, source.text())?,
            None => QuarterCounts::none(self.quarter),
        };
        counts.count(&came.edition, &attempt, self.was_begun);
        ExportTarget::try_out(&path, true)?.write(counts.written())?;
        // That it is dated to the day tells more than its counts do. Where it cannot be dated, it is counted anyway.
        let _ = date_by_quarter(&path, self.quarter);
        Ok(())
    }
}

/// Returns the folder in which screenings are counted.
///
/// # Errors
/// That nothing names one.
pub fn folder(which: &WorkspaceOption, config: &Config, surroundings: &Surroundings) -> Result<PathBuf> {
    let place = which.place(config, surroundings)?;
    let beside = place.parent().filter(|folder| !folder.as_os_str().is_empty());
    Ok(beside.unwrap_or(Path::new(".")).to_owned())
}

/// Reads the counts of every quarter that are in a folder.
///
/// # Errors
/// Which file is none, and why.
pub fn counts_in(folder: &Path) -> Result<Vec<QuarterCounts>> {
    if !files::is_there(folder)? {
        return Ok(Vec::new());
    }
    let mut all = named_files::with_ending(folder, "toml")?;
    all.retain(|path| path.file_name().and_then(|name| name.to_str()).is_some_and(QuarterCounts::is_named));
    all.iter().map(|path| read(path, files::read_source(path)?.text())).collect()
}

fn read(path: &Path, text: &str) -> Result<QuarterCounts> {
    QuarterCounts::read(text).map_err(|why| {
        anyhow!("{} holds no counts of a quarter: {why}; put it right or move it away", files::shown(path))
    })
}

fn make(folder: &Path) -> Result<()> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    Ok(builder.create(folder)?)
}

fn date_by_quarter(path: &Path, quarter: Quarter) -> Result<()> {
    let begins = quarter.first_day().to_zoned(TimeZone::UTC)?.timestamp();
    Ok(fs::File::options().write(true).open(path)?.set_modified(begins.into())?)
}
