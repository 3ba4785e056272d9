//! The program: arguments, surroundings, files, the terminal. It holds no rule of the domain. Each
//! subcommand is a file under [`commands`] with its `Args` and its `run`.

mod asking;
mod beside;
mod commands;
mod config;
mod files;
mod findings;
mod gather;
mod kind;
mod levels;
mod lines;
mod load;
mod output;
mod pages;
mod process;
mod progress;
mod prompts;
#[cfg(unix)]
mod signals;
mod surroundings;
mod terminal;

use anyhow::Result;
use clap::{Parser, Subcommand};

pub use commands::ExitStatus;
pub use files::harmless;
pub use terminal::keep_panics_quiet;

/// Screening for possible human trafficking, trauma-informed and offline.
///
/// A screening aid, never a verdict. Nothing leaves this machine: the program has no network code,
/// and it writes a file only where you ask for one.
#[derive(Parser)]
#[command(name = "safelight", version, max_term_width = 100)]
#[command(after_help = "Examples:\n  \
    safelight screen                a screening; choose the questionnaire from a list\n  \
    safelight practice              the same with an invented person, and a debrief\n  \
    safelight show adult-brief      the questionnaire as on paper\n  \
    safelight check my.toml         what is wrong with a questionnaire of your own\n\n\
    Exit codes: 0 done (also when somebody stops), 1 mistakes were found by `check`, `test`,\n  \
    `diff` or `rescore`, or files were left out, 2 it could not be done, or the input ended too early,\n  \
    128 + n ended by signal n: 130 Ctrl-C, 129 the window was closed, 131 and 143 ended by the system.\n\
    What leaves this machine: nothing.")]
pub struct Cli {
    /// Use this configuration file instead of the one in your configuration folder.
    #[arg(long, global = true, value_name = "FILE")]
    config: Option<std::path::PathBuf>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Screen(commands::screen::Args),
    Practice(commands::practice::Args),
    List(commands::list::Args),
    Show(commands::show::Args),
    Score(commands::score::Args),
    Check(commands::check::Args),
    Explain(commands::explain::Args),
    New(commands::new::Args),
    Schema(commands::schema::Args),
    Test(commands::test::Args),
    Diff(commands::diff::Args),
    Rescore(commands::rescore::Args),
    Config(commands::config::Args),
    Completions(commands::completions::Args),
    Man(commands::man::Args),
}

impl Cli {
    /// Runs the command that was asked for.
    ///
    /// # Errors
    /// What could not be done, with what to do about it.
    pub fn run(self) -> Result<ExitStatus> {
        let config = self.config.as_deref();
        match self.command {
            Command::Screen(args) => commands::screen::run(args, config),
            Command::Practice(args) => commands::practice::run(&args, config),
            Command::List(args) => commands::list::run(&args),
            Command::Show(args) => commands::show::run(&args),
            Command::Score(args) => commands::score::run(&args),
            Command::Check(args) => commands::check::run(&args),
            Command::Explain(args) => commands::explain::run(&args),
            Command::New(args) => commands::new::run(&args),
            Command::Schema(args) => commands::schema::run(&args),
            Command::Test(args) => commands::test::run(&args),
            Command::Diff(args) => commands::diff::run(&args),
            Command::Rescore(args) => commands::rescore::run(&args),
            Command::Config(args) => commands::config::run(&args, config),
            Command::Completions(args) => commands::completions::run(&args),
            Command::Man(args) => commands::man::run(&args),
        }
    }
}
