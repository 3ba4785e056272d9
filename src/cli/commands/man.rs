//! `man`: the manual pages.

use anyhow::{Context, Result};

use crate::cli::files;
use crate::cli::invocation::{ExitStatus, Invocation};

/// Print a manual page.
#[derive(clap::Args)]
#[command(after_help = "Examples:\n  \
    safelight man | man -l -\n  \
    safelight man screen > safelight-screen.1\n\n\
    What leaves this machine: nothing.")]
pub struct Args {
    /// The command whose page is wanted; without it, the page of the whole program.
    command: Option<String>,
}

pub fn run(args: &Args, called: &Invocation<'_>) -> Result<ExitStatus> {
    let mut whole = (called.arguments)();
    whole.build();
    let page = match &args.command {
        None => whole,
        Some(name) => {
            let found = whole.find_subcommand(name).cloned();
            found.with_context(|| format!("there is no command {name}; see `safelight --help`"))?
        }
    };
    let mut roff = Vec::new();
    clap_mangen::Man::new(page).render(&mut roff)?;
    files::print_exactly(&roff)?;
    Ok(ExitStatus::Done)
}
