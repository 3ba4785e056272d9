//! `completions`: what a shell needs to complete our commands.

use anyhow::Result;
use clap_complete::{Shell, generate};

use crate::cli::files;
use crate::cli::invocation::{ExitStatus, Invocation};

/// Print completions for a shell.
#[derive(clap::Args)]
#[command(after_help = "Example:\n  \
    safelight completions bash > ~/.local/share/bash-completion/completions/safelight\n\n\
    What leaves this machine: nothing.")]
pub struct Args {
    /// The shell.
    shell: Shell,
}

pub fn run(args: &Args, called: &Invocation<'_>) -> Result<ExitStatus> {
    let mut script = Vec::new();
    generate(args.shell, &mut (called.arguments)(), "safelight", &mut script);
    files::print_exactly(&script)?;
    Ok(ExitStatus::Done)
}
