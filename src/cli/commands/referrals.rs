//! `referrals`: search the directories without any screening, and find what is old in them.

use std::path::PathBuf;

use anyhow::{Result, bail};
use clap::builder::PossibleValuesParser;
use safelight::questionnaire::model::AgeRange;
use safelight::referral::{CHANNELS, Directory, Jurisdiction, LookedFor, Shares};
use safelight::report::{found, stale};
use safelight::vocabulary::NEEDS;

use super::talk::{language_tag, own_directories};
use crate::cli::config::Config;
use crate::cli::invocation::{ExitStatus, Invocation};
use crate::cli::load;
use crate::cli::output::Output;
use crate::cli::surroundings::Surroundings;

/// Search the services that a person can be sent to, without any screening.
///
/// What the page of a service does not say leaves it in: languages that are not stated are shown as not
/// stated. Without a jurisdiction, in the settings or here, the directories of every country are searched, and
/// each entry names its country.
#[derive(clap::Args)]
#[command(args_conflicts_with_subcommands = true)]
#[command(after_help = "Examples:\n  \
    safelight referrals --need food --language es\n  \
    safelight referrals --need legal --need housing --jurisdiction uk --area Scotland\n  \
    safelight referrals --by text --by chat            without a voice line\n  \
    safelight referrals --age 15 --police --format html --export services.html\n  \
    safelight referrals check                          what nobody looked at within a year\n\n\
    What leaves this machine: nothing.")]
pub struct Args {
    #[command(subcommand)]
    check: Option<ReferralsCommand>,
    /// A need that the service meets; may stand more than once. Without it, all needs.
    #[arg(long, value_name = "NEED", value_parser = PossibleValuesParser::new(NEEDS.iter().map(|need| need.id)))]
    need: Vec<String>,
    /// The person's language, such as es, vi, or ase for American Sign Language.
    #[arg(long, value_name = "TAG", value_parser = language_tag)]
    language: Option<String>,
    /// A way in which it can be reached; may stand more than once.
    #[arg(long, value_name = "WAY", value_parser = PossibleValuesParser::new(CHANNELS.map(|(kind, _)| kind)))]
    by: Vec<String>,
    /// A part of a country, such as Ontario. What works in all of the country is found as well.
    #[arg(long, value_name = "PLACE")]
    area: Option<String>,
    /// The person's age in years.
    #[arg(long, value_name = "YEARS", value_parser = clap::value_parser!(u32).range(0..=130))]
    age: Option<u32>,
    /// Show police, tip and report lines among the services.
    #[arg(long)]
    police: bool,
    /// Only those that share with police in this way; may stand more than once.
    #[arg(long, value_name = "HOW", value_parser = PossibleValuesParser::new(Shares::WORDS.iter().map(|(word, _)| *word)))]
    shares: Vec<String>,
    #[command(flatten)]
    directories: Directories,
    #[command(flatten)]
    output: Output,
}

#[derive(clap::Args)]
struct Directories {
    /// A referral directory of your own, or the id of one; it comes before the one that is built in.
    #[arg(long, value_name = "FILE")]
    directory: Vec<PathBuf>,
    /// A jurisdiction pack, whose country is searched, and of report lines those of its state: its id or a .toml file.
    #[arg(long, value_name = "ID")]
    jurisdiction: Option<String>,
}

#[derive(clap::Subcommand)]
enum ReferralsCommand {
    Check(CheckArgs),
}

/// List the entries that nobody looked at within a year: the oldest first, then those without a date.
#[derive(clap::Args)]
#[command(after_help = "Example:\n  safelight referrals check --jurisdiction us-federal\n\n\
    What leaves this machine: nothing.")]
struct CheckArgs {
    #[command(flatten)]
    directories: Directories,
    #[command(flatten)]
    output: Output,
}

/// Wide enough for an entry with the address of its page.
const WIDTH: usize = 100;

pub fn run(args: &Args, called: &Invocation<'_>) -> Result<ExitStatus> {
    let surroundings = Surroundings::read();
    let config = Config::read(called.config, &surroundings)?;
    if let Some(ReferralsCommand::Check(args)) = &args.check {
        let destination = args.output.destination("text")?;
        destination.show(&stale(&args.directories.read(&config)?, surroundings.today), WIDTH)?;
        return Ok(ExitStatus::Done);
    }
    let destination = args.output.destination("text")?;
    let pack = args.directories.pack(&config)?;
    let wanted = args.wanted(config.settings.language.as_deref(), pack.as_ref().and_then(Jurisdiction::part));
    let mut directories = args.directories.read(&config)?;
    if let Some(place) = &args.area {
        let own = args.directories.directory.len() + config.settings.directories.len();
        args.keep_those_of(place, own, &mut directories)?;
    }
    destination.show(&found(&directories, &wanted, surroundings.today), WIDTH)?;
    Ok(ExitStatus::Done)
}

impl Directories {
    /// Returns one's own directories and those that are built in: of the jurisdiction, or of every country.
    fn read(&self, config: &Config) -> Result<Vec<Directory>> {
        let mut directories = own_directories(&self.directory, config)?;
        match self.pack(config)? {
            Some(pack) => directories.extend(load::shipped_directories(Some(&pack.id))?),
            None => directories.extend(load::every_shipped_directory()?),
        }
        Ok(directories)
    }

    /// Returns the jurisdiction pack that was named, here or in the settings.
    fn pack(&self, config: &Config) -> Result<Option<Jurisdiction>> {
        let chosen = self.jurisdiction.as_deref().or(config.settings.jurisdiction.as_deref());
        chosen.map(load::jurisdiction).transpose()
    }
}

impl Args {
    fn wanted(&self, usual_language: Option<&str>, part: Option<&str>) -> LookedFor {
        let language = self.language.as_deref().or(usual_language);
        let needs =
            NEEDS.iter().filter(|need| self.need.is_empty() || self.need.contains(&need.id.to_owned()));
        let word =
            |word: &String| Shares::WORDS.iter().find(|(known, _)| known == word).map(|(_, shares)| *shares);
        let kind = |by: &String| CHANNELS.iter().find(|(known, _)| known == by).map(|(_, kind)| *kind);
        LookedFor {
            needs: needs.collect(),
            ages: self.age.map(|age| AgeRange { from: age, to: Some(age) }),
            language: language.map(str::to_owned),
            police: self.police,
            area: self.area.clone(),
            any_part: part.is_none(),
            part: part.map(str::to_owned),
            sharing: self.shares.iter().filter_map(word).collect(),
            kinds: self.by.iter().filter_map(kind).collect(),
            ..LookedFor::default()
        }
    }

    /// Keeps one's own directories and, of those that are built in, those that know a place, where one does.
    fn keep_those_of(&self, place: &str, own: usize, directories: &mut Vec<Directory>) -> Result<()> {
        let known: Vec<bool> = directories.iter().map(|directory| directory.names_place(place)).collect();
        if !known.contains(&true) && self.directories.jurisdiction.is_none() {
            bail!(
                "no directory names {place:?}; choose the country with --jurisdiction, and what works in all of \
                 it is shown"
            );
        }
        if known.contains(&true) {
            let mut at = 0..;
            directories.retain(|_| at.next().is_some_and(|at| at < own || known[at]));
        }
        Ok(())
    }
}
