//! `explain`: what a code means, with an example; and the look-up of diagnosis codes.

mod diagnosis_codes;

use anyhow::{Result, bail};

use crate::cli::invocation::{ExitStatus, Invocation};
use crate::cli::{code_pages, files};

/// Explain what a finding of `check` means, with an example.
#[derive(clap::Args)]
#[command(after_help = "Examples:\n  \
    safelight explain long-sentence\n  \
    safelight check --list          every code that there is\n  \
    safelight explain icd-10-cm     diagnosis codes, for clinicians, with what to think of first\n\n\
    What leaves this machine: nothing.")]
pub struct Args {
    /// The code in brackets, such as `long-sentence`; or icd-10-cm, for a look-up of diagnosis codes.
    #[arg(required = true, value_name = "CODE")]
    codes: Vec<String>,
}

pub fn run(args: &Args, _: &Invocation<'_>) -> Result<ExitStatus> {
    let mut shown = Vec::new();
    for code in &args.codes {
        if diagnosis_codes::is_meant(code) {
            shown.push(diagnosis_codes::shown()?);
            continue;
        }
        let bare = code.trim_start_matches("error").trim_start_matches("warning").trim_start_matches("note");
        let bare = bare.trim_matches(['[', ']', '`']);
        match (code_pages::find(bare), code_pages::nearest_code(bare)) {
            (Some(page), _) => shown.push(code_pages::shown(page)),
            (None, Some(near)) => bail!("there is no code `{code}`; did you mean `{near}`?"),
            (None, None) => bail!("there is no code `{code}`; `safelight check --list` shows all"),
        }
    }
    files::print(&shown.join("\n"))?;
    Ok(ExitStatus::Done)
}
