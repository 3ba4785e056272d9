//! What happens to a record besides changing it: a report that was made, a hold, the day until which it is kept.

use anyhow::{Result, bail};
use jiff::civil::Date;

use super::around::{Around, say};
use crate::cli::invocation::ExitStatus;
use crate::cli::workspace::{Called, Happened, Report, Workspace, WorkspaceOption, found, records};

/// Write down a report that was made: to which office, on what basis, what was given, whether the person was told.
///
/// Each is asked for; write no names.
#[derive(clap::Args)]
pub struct ReportArgs {
    /// The record.
    #[arg(value_name = "NAME")]
    name: String,
    #[command(flatten)]
    which: WorkspaceOption,
}

/// Say that a record may not be removed, such as when a court asked for it; or, with --end, that it may again.
///
/// The reason is asked for; write no names.
#[derive(clap::Args)]
pub struct HoldArgs {
    /// The record.
    #[arg(value_name = "NAME")]
    name: String,
    /// It may be removed again.
    #[arg(long)]
    end: bool,
    #[command(flatten)]
    which: WorkspaceOption,
}

/// Set the day after which a record is to be removed by `records purge`.
#[derive(clap::Args)]
pub struct RetainArgs {
    /// The record.
    #[arg(value_name = "NAME")]
    name: String,
    /// The last day on which it is kept, such as 2031-12-31.
    #[arg(long, value_name = "DAY", value_parser = day)]
    until: Date,
    #[command(flatten)]
    which: WorkspaceOption,
}

pub fn report(args: &ReportArgs, around: &Around<'_>) -> Result<ExitStatus> {
    happened(&args.name, &args.which, around, |workspace| {
        let [to, basis, given, told] = around.written(
            workspace,
            false,
            [
                "To which office?",
                "On what basis (the law, or the person's wish)?",
                "What was given?",
                "Was the person told? If not, why not?",
            ],
        )?;
        Ok(Happened::Reported(Report { to, basis, given, told }))
    })
}

pub fn hold(args: &HoldArgs, around: &Around<'_>) -> Result<ExitStatus> {
    happened(&args.name, &args.which, around, |workspace| {
        let [why] = around.written(workspace, false, ["Why?"])?;
        Ok(if args.end { Happened::HoldEnded(why) } else { Happened::Held(why) })
    })
}

/// Reads a day as it is typed.
fn day(typed: &str) -> Result<Date, String> {
    typed.trim().parse().map_err(|_| "write the day as year-month-day, such as 2031-12-31".to_owned())
}

pub fn retain(args: &RetainArgs, around: &Around<'_>) -> Result<ExitStatus> {
    if args.until < around.surroundings.today {
        bail!("{} is over; name a day that is still to come", args.until);
    }
    happened(&args.name, &args.which, around, |_| Ok(Happened::RetainedUntil(args.until.to_string())))
}

fn happened(
    name: &str,
    which: &WorkspaceOption,
    around: &Around<'_>,
    what: impl FnOnce(&Workspace) -> Result<Happened>,
) -> Result<ExitStatus> {
    let workspace = around.open(which)?;
    let (name, loaded, mut kept) = found(&workspace, records(&workspace)?, name)?;
    kept.checked()?;
    kept.add(around.written_down(), what(&workspace)?);
    kept.save(&workspace, &name, loaded.document.generation + 1)?;
    say(&format!("Written down in {}.\n", kept.called(&name)))?;
    Ok(ExitStatus::Done)
}
