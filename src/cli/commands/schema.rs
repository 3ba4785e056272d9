//! `schema`: the JSON Schema of questionnaire files, for editors.

use std::path::PathBuf;

use anyhow::Result;
use safelight::library::SCHEMA;

use crate::cli::files::{self, ExportTarget};
use crate::cli::invocation::{ExitStatus, Invocation};

/// Print the JSON Schema of questionnaire files: editors complete and explain while you type.
///
/// Write `#:schema ./questionnaire.schema.json` in the first line of a questionnaire, and put the schema
/// beside it under that name. Editors with a TOML extension such as Even Better TOML (taplo) then know
/// every key. `safelight check` finds more: a schema knows nothing of what rules mean.
#[derive(clap::Args)]
#[command(after_help = "Examples:\n  \
    safelight schema --to questionnaire.schema.json\n  \
    safelight schema | less\n\n\
    What leaves this machine: nothing.")]
pub struct Args {
    /// Write it to this file instead of printing it.
    #[arg(long, value_name = "FILE")]
    to: Option<PathBuf>,
    /// Replace the file if it is there.
    #[arg(long, requires = "to")]
    force: bool,
}

pub fn run(args: &Args, _: &Invocation<'_>) -> Result<ExitStatus> {
    match &args.to {
        Some(file) => ExportTarget::try_out(file, args.force)?.write(SCHEMA)?,
        None => files::print_exactly(SCHEMA)?,
    }
    Ok(ExitStatus::Done)
}
