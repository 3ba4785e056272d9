//! Where and how what a command says is written: one set of options and one table of formats for all
//! commands. A place that was named is looked at before anything is done.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow, bail};
use safelight::export::{FORMATS, Format, Options, Paper, format, format_of_ending};
use safelight::report::{Detail, Pages};
use zeroize::Zeroizing;

use super::encryption::{EncryptOption, Lock, encrypted_name, inner_name, is_encrypted};
use super::files::{self, ExportTarget};
use super::going_there::{self, Goes};

/// How it is written, and where.
#[derive(Default, clap::Args)]
pub struct Output {
    /// How it is written. Where it is not said, the ending of the exported file tells.
    #[arg(long, value_name = "FORMAT", value_parser = clap::builder::PossibleValuesParser::new(FORMATS.iter().map(|format| format.name)))]
    format: Option<String>,
    /// Write it to this file.
    #[arg(long, value_name = "FILE")]
    export: Option<PathBuf>,
    /// Replace the file if it is there.
    #[arg(long)]
    force: bool,
    #[command(flatten)]
    encrypt: EncryptOption,
    /// The paper of a PDF: a4 unless told; `screen` takes letter in the United States and Canada.
    #[arg(long, value_name = "PAPER", value_parser = clap::builder::PossibleValuesParser::new(Paper::ALL.iter().map(|(name, _)| *name)))]
    paper: Option<String>,
}

/// How much pages of a screening tell.
#[derive(Debug, Default, clap::Args)]
pub struct DetailOption {
    /// How much it tells: note, the one page without answers, which is usual; reasons; full, everything;
    /// referral, what a release names for one recipient; or take-away, neutral words for the person. JSON is
    /// always everything.
    #[arg(long, value_name = "LEVEL", value_parser = level)]
    detail: Option<Detail>,
}

impl DetailOption {
    /// Returns how much is told in a format.
    ///
    /// # Errors
    /// That the format is not written at what was asked for.
    pub fn in_format(&self, format: &Format) -> Result<Detail> {
        let detail = self.detail.unwrap_or(format.levels[0]);
        if !format.levels.contains(&detail) {
            bail!(
                "{} is not written at this level; write --detail {}, or choose another format for --detail {}",
                format.name,
                format.levels.iter().map(|level| level.id()).collect::<Vec<_>>().join(" or "),
                detail.id()
            );
        }
        Ok(detail)
    }

    /// Returns how it is written where nobody said: usually for programs, and as text at a level that no program
    /// reads.
    pub fn usual_format(&self) -> &'static str {
        match self.detail {
            None | Some(Detail::Full) => "json",
            Some(_) => "text",
        }
    }

    /// Returns how much was asked for, if it was.
    pub fn asked(&self) -> Option<Detail> {
        self.detail
    }
}

/// The file to which the summary of a talk goes, if one is named before it.
#[derive(Default, clap::Args)]
pub struct TalkOutput {
    #[command(flatten)]
    output: Output,
    #[command(flatten)]
    detail: DetailOption,
}

impl TalkOutput {
    /// Returns the file that was named, and how much it holds.
    ///
    /// # Errors
    /// Why the place, the format or the level will not do.
    pub fn file(&self) -> Result<Option<(Destination, Detail)>> {
        let file = self.output.private_file()?;
        if file.is_none() && self.detail.asked().is_some() {
            bail!("--detail says how much a file holds; name it with --export");
        }
        file.map(|file| self.detail.in_format(file.format).map(|detail| (file, detail))).transpose()
    }

    /// Returns the paper that was named.
    pub fn paper(&self) -> Option<Paper> {
        self.output.paper()
    }
}

/// Returns the endings that a file may have, each with the levels at which it is written.
pub fn endings() -> Vec<(&'static str, &'static [Detail])> {
    FORMATS.iter().map(|format| (format.endings[0], format.levels)).collect()
}

fn level(typed: &str) -> Result<Detail, String> {
    let known = Detail::WORDS.iter().find(|(word, _)| *word == typed);
    known.map(|(_, level)| *level).ok_or_else(|| {
        let words: Vec<&str> = Detail::WORDS.iter().map(|(word, _)| *word).collect();
        format!("write one of {}", words.join(", "))
    })
}

/// What is said where something is to be encrypted that is no file.
const ENCRYPTS_A_FILE: &str = "--encrypt and --encrypt-to are about a file; name it with --export";

/// A place for pages, looked at before it is needed.
pub struct Destination {
    /// The file; nothing for the standard output.
    pub target: Option<ExportTarget>,
    /// How it is written there.
    pub format: &'static Format,
    /// The paper on which it is printed.
    pub paper: Paper,
    /// Who can open the file; nothing if it is not encrypted.
    pub lock: Option<Lock>,
}

impl Output {
    /// Returns where something goes that is of a person: where others may come to read a file is said first, and on
    /// a terminal one can choose.
    ///
    /// # Errors
    /// Why the place or the format will not do, or that nothing is to be written.
    pub fn private_destination(&self, usual: &str) -> Result<Destination> {
        let mut destination = self.destination(usual)?;
        if let Some(target) = &destination.target
            && going_there::told(target, destination.lock.is_some())? == Goes::Encrypted
        {
            let name = encrypted_name(&target.path);
            destination.target = Some(ExportTarget::try_out(&name, self.force)?);
            destination.lock = Some(Lock::ToBeAsked);
        }
        Ok(destination)
    }

    /// Returns the file that was named for the end of a conversation with a person, if one was.
    ///
    /// # Errors
    /// Why the place or the format will not do, or that nothing is to be written.
    pub fn private_file(&self) -> Result<Option<Destination>> {
        self.file_by(|output| output.private_destination("text"))
    }

    /// Returns where it goes: where nothing is said, to the standard output in the usual format.
    ///
    /// # Errors
    /// Why the place or the format will not do.
    pub fn destination(&self, usual: &str) -> Result<Destination> {
        let named = self.format.as_deref().and_then(format);
        let paper = self.paper().unwrap_or(Options::PAPER.paper);
        match &self.export {
            Some(path) => {
                let lock = self.encrypt.lock(path);
                let path = if lock.is_some() { &encrypted_name(path) } else { path };
                let target = ExportTarget::try_out(path, self.force)?;
                let format = named.map_or_else(|| by_ending(path), Ok)?;
                Ok(Destination { target: Some(target), format, paper, lock })
            }
            None if self.force => bail!("--force is about a file that is there; name it with --export"),
            None if self.encrypt.is_asked_for() => bail!("{ENCRYPTS_A_FILE}"),
            None => {
                let format = named.or_else(|| format(usual)).context("a command has a usual format")?;
                Ok(Destination { target: None, format, paper, lock: None })
            }
        }
    }

    /// Returns the file that was named for the end of a conversation, if one was.
    ///
    /// # Errors
    /// Why the place or the format will not do.
    pub fn file(&self) -> Result<Option<Destination>> {
        self.file_by(|output| output.destination("text"))
    }

    fn file_by(&self, found: impl FnOnce(&Output) -> Result<Destination>) -> Result<Option<Destination>> {
        match (&self.export, &self.format) {
            (None, Some(_)) => bail!("--format says how a file is written; name it with --export"),
            (None, None) if self.force => {
                bail!("--force is about a file that is there; name it with --export")
            }
            (None, None) if self.encrypt.is_asked_for() => bail!("{ENCRYPTS_A_FILE}"),
            (None, None) => Ok(None),
            (Some(_), _) => found(self).map(Some),
        }
    }

    /// Returns the paper that was named.
    pub fn paper(&self) -> Option<Paper> {
        self.paper.as_deref().and_then(Paper::named)
    }

    /// Returns the file that was named, as it was.
    pub fn named(&self) -> Option<&Path> {
        self.export.as_deref()
    }

    /// Returns whether a format or a file was asked for.
    pub fn is_asked_for(&self) -> bool {
        self.format.is_some() || self.export.is_some()
    }

    /// Returns whether a file that is there may be replaced.
    pub fn replaces(&self) -> bool {
        self.force
    }
}

/// Returns the format that the ending of a file means; of an encrypted one, the ending before `.age`.
///
/// # Errors
/// That it means none.
pub fn by_ending(path: &Path) -> Result<&'static Format> {
    let inner = inner_name(path);
    let ending = inner.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
    let endings: Vec<String> =
        FORMATS.iter().flat_map(|format| format.endings).map(|ending| format!(".{ending}")).collect();
    format_of_ending(ending).with_context(|| {
        format!(
            "the file ending of {} does not tell the format; use one of {}{}, or --format",
            files::shown(path),
            endings.join(", "),
            if is_encrypted(path) { ", each before .age" } else { "" }
        )
    })
}

impl Destination {
    /// Writes pages there, in at most that many columns where somebody reads them on a screen; returns the
    /// file, if it is one.
    ///
    /// # Errors
    /// Why they could not be written.
    pub fn write(&self, pages: &Pages<'_>, width: usize) -> Result<Option<String>> {
        if let Some(why) = pages.refused() {
            bail!("{why}");
        }
        let written = |options| (self.format.write)(pages, &options).map_err(|why| anyhow!("{why}"));
        let Some(target) = &self.target else {
            let bytes = written(Options { width, paper: self.paper })?;
            match String::from_utf8(bytes) {
                Ok(text) if !self.format.for_programs => files::print(&text)?,
                Ok(text) => files::print_exactly(&text)?,
                Err(error) => files::print_bytes(error.as_bytes())?,
            }
            return Ok(None);
        };
        let plain = Zeroizing::new(written(Options { paper: self.paper, ..Options::PAPER })?);
        match &self.lock {
            None => target.write(&*plain)?,
            Some(lock) => target.write(lock.encrypted(&plain)?)?,
        }
        Ok(Some(target.shown()))
    }

    /// Asks for the passphrase of the file now, if one is to be asked for, and not when it is written.
    ///
    /// # Errors
    /// That it is too short, or was not typed twice, or nothing comes.
    pub fn ask_for_passphrase(&mut self) -> Result<()> {
        self.lock = self.lock.take().map(Lock::settled).transpose()?;
        Ok(())
    }

    /// Returns whether a passphrase is still to be asked for.
    pub fn awaits_passphrase(&self) -> bool {
        matches!(self.lock, Some(Lock::ToBeAsked))
    }

    /// Writes pages there, and says so where it is a file.
    ///
    /// # Errors
    /// Why they could not be written.
    pub fn show(&self, pages: &Pages<'_>, width: usize) -> Result<()> {
        match self.write(pages, width)? {
            Some(file) => files::print(&format!("Written: {file}.\n")),
            None => Ok(()),
        }
    }
}
