//! The program: arguments, surroundings, files, the terminal. It holds no rule of the domain. Each
//! subcommand is a file under [`commands`] with its `Args` and its `run`.

mod advice_levels;
mod age_files;
mod apart;
mod asking;
mod code_pages;
mod commands;
mod config;
mod coverage;
mod document_kind;
mod encryption;
mod example_files;
mod files;
mod findings;
mod going_there;
mod input_bytes;
mod invocation;
mod lines;
mod load;
mod named_files;
mod output;
mod passphrase;
mod place;
mod process;
#[cfg(unix)]
mod signals;
mod surroundings;
mod terminal;
mod wordings;
mod workspace;

use std::ffi::OsString;

use anyhow::Result;
use clap::{Args, CommandFactory, FromArgMatches, Parser};

use commands::Command;
use invocation::Invocation;

pub use asking::Gone;
pub use invocation::ExitStatus;
pub use terminal::keep_panics_quiet;
pub use workspace::WorkspaceError;

/// Screening for possible human trafficking, trauma-informed and offline.
///
/// A screening aid, never a verdict. Nothing leaves this machine: the program has no network code,
/// and it writes a file only where you ask for one: a workspace, sealed, that you made, or a copy.
#[derive(Parser)]
#[command(name = "safelight", version, max_term_width = 100)]
#[command(after_help = "Examples:\n  \
    safelight screen                a screening; choose the questionnaire from a list\n  \
    safelight practice              the same with an invented person, and a debrief\n  \
    safelight show adult-brief      the questionnaire as on paper\n  \
    safelight check my.toml         what is wrong with a questionnaire of your own\n\n\
    Exit codes: 0 done (also when somebody stops), 1 mistakes were found by `check`, `test`,\n  \
    `diff` or `rescore`, or files were left out, 2 it could not be done, or the input ended too early,\n  \
    of a workspace: 4 in use, 5 damaged or altered, 6 of a newer version, 7 wrong passphrase,\n  \
    128 + n ended by signal n: 130 Ctrl-C, 129 the window was closed, 131 and 143 ended by the system.\n\
    What leaves this machine: nothing.")]
pub struct Cli {
    #[command(flatten)]
    everywhere: Everywhere,
    #[command(subcommand)]
    command: Command,
}

/// What can be said of every command.
#[derive(Args)]
struct Everywhere {
    /// Use this configuration file instead of the one in your configuration folder.
    #[arg(long, global = true, value_name = "FILE")]
    config: Option<std::path::PathBuf>,
}

impl Cli {
    /// Returns what the arguments ask for. To prepare all commands costs more than most of them take, so the
    /// one that is named first is tried alone; whatever is not right in that way is left to all of them.
    ///
    /// # Errors
    /// What is wrong with the arguments, or the help that they ask for.
    pub fn of(arguments: &[OsString]) -> Result<Cli, clap::Error> {
        Cli::of_one_command(arguments).map_or_else(|| Cli::try_parse_from(arguments), Ok)
    }

    fn of_one_command(arguments: &[OsString]) -> Option<Cli> {
        let program = Everywhere::augment_args(clap::Command::new("safelight"));
        let program = Command::only(arguments.get(1)?.to_str()?, program)?;
        let mut matches = program.try_get_matches_from(arguments).ok()?;
        Cli::from_arg_matches_mut(&mut matches).ok()
    }

    /// Runs the command that was asked for.
    ///
    /// # Errors
    /// What could not be done, with what to do about it.
    pub fn run(&self) -> Result<ExitStatus> {
        self.command.run(&Invocation { config: self.everywhere.config.as_deref(), arguments: Cli::command })
    }
}
