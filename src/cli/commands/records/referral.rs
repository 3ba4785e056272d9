//! What became of each referral of a record, and writing down the next step. Which service it is and what happened to
//! it are asked for: what stands in a command can be read by others.

use anyhow::{Result, anyhow, bail};
use jiff::civil::Date;
use safelight::escaped::escaped_lines;
use safelight::export::Options;
use safelight::records::{ReferralWay, WayStage};
use safelight::report::{Block, PageReader, Pages, taken_back};

use super::around::{Around, say};
use crate::cli::invocation::ExitStatus;
use crate::cli::output::Output;
use crate::cli::workspace::{
    Called, Happened, KeptRecord, Workspace, WorkspaceOption, found, records, refuse_inside, short,
};

/// Show what became of each referral; or, with --add, write down what happened.
///
/// NAME can also be the number on a slip that came back: then it is that referral.
#[derive(clap::Args)]
pub struct ReferralArgs {
    /// The record, or the number of a slip.
    #[arg(value_name = "NAME")]
    name: String,
    /// Write down what happened. To which referral, what, and on which day are asked for.
    #[arg(long, conflicts_with_all = ["format", "export", "force", "paper"])]
    add: bool,
    #[command(flatten)]
    output: Output,
    #[command(flatten)]
    which: WorkspaceOption,
}

pub fn referral(args: &ReferralArgs, around: &Around<'_>) -> Result<ExitStatus> {
    if args.add {
        return add(args, around);
    }
    let destination = args.output.destination("text")?;
    let workspace = around.open(&args.which)?;
    if let Some(file) = args.output.named() {
        refuse_inside(workspace.place(), file)?;
    }
    let (_, _, kept) = found(&workspace, records(&workspace)?, &args.name)?;
    let agency = kept.checked()?.record.agency;
    let mut blocks = vec![Block::Title("What became of each referral".to_owned())];
    blocks.extend(ways(&kept)?);
    let mut copies = kept.copies()?;
    copies.retain(|copy| copy.ended.is_some());
    blocks.extend(taken_back(&copies, agency.as_deref()));
    destination.show(&Pages::new(PageReader::Practitioner, || blocks.clone()), Options::PAPER.width)?;
    Ok(ExitStatus::Done)
}

/// The referrals that were gone through, each with its stages; the others are counted.
fn ways(kept: &KeptRecord) -> Result<Vec<Block>> {
    let (gone, other): (Vec<ReferralWay>, Vec<ReferralWay>) =
        kept.ways()?.into_iter().partition(|way| !way.stages.is_empty() || way.service.is_none());
    let mut items = Vec::new();
    for way in &gone {
        let slip = kept.slip(way)?.map_or_else(String::new, |slip| format!(" (slip {slip})"));
        let mut stages: Vec<String> =
            way.stages.iter().map(|(stage, on)| format!("{on}: {}", stage.label())).collect();
        if stages.is_empty() {
            stages.push("nothing is written down yet".to_owned());
        }
        items.push((format!("{}{slip}", escaped_lines(&way.to)), stages));
    }
    let mut blocks = Vec::new();
    if !items.is_empty() {
        blocks.push(Block::Items(items));
    }
    match (other.len(), gone.is_empty()) {
        (0, true) => blocks.push(Block::Paragraph("No service matched.".to_owned())),
        (0, false) => {}
        (1, _) => blocks.push(Block::Paragraph("One that matches was not gone through.".to_owned())),
        (more, _) => blocks.push(Block::Paragraph(format!("{more} that match were not gone through."))),
    }
    Ok(blocks)
}

fn add(args: &ReferralArgs, around: &Around<'_>) -> Result<ExitStatus> {
    let workspace = around.open(&args.which)?;
    let (name, loaded, mut kept) = found(&workspace, records(&workspace)?, &args.name)?;
    kept.checked()?;
    let way = match kept.way_of_slip(&args.name)? {
        Some(way) => way,
        None => asked_way(&kept, &workspace, around)?,
    };
    let stages: Vec<(String, String)> =
        WayStage::WORDS.iter().map(|(word, stage)| ((*word).to_owned(), stage.label().to_owned())).collect();
    let stage = WayStage::WORDS[around.chosen(&workspace, "What happened?", &stages)?].1;
    let on = around.day(&workspace)?;
    let step = kept.next_step(&way, (stage, on), around.surroundings.today)?;
    let step =
        step.map_err(|why| anyhow!("{why}. Nothing was written down. {}", elsewhere(stage, on, around)))?;
    kept.add(around.written_down(), Happened::Referral(Box::new(step)));
    kept.save(&workspace, &name, loaded.document.generation + 1)?;
    say(&format!("Written down in {}.\n", kept.called(&name)))?;
    if let Some(since) = way.goes_against(stage, on) {
        say(&format!(
            "Since {since} the person does not want it. That stays so, and nothing more may be sent there, until it is \
             written down that they want it again.\n"
        ))?;
    }
    let is_no_more = matches!(stage, WayStage::Declined | WayStage::NoLongerWanted);
    let holds =
        kept.copies()?.into_iter().any(|copy| way.is_of(copy.release.service.as_deref(), &copy.release.to));
    if is_no_more && holds {
        say(&format!(
            "They hold what was sent to them. If the person takes that back too, end the release: `safelight records \
             amend {}`. It tells what to send them then.\n",
            short(&name)
        ))?;
    }
    Ok(ExitStatus::Done)
}

/// Where something belongs that went out and should not have.
fn elsewhere(stage: WayStage, on: Date, around: &Around<'_>) -> &'static str {
    if stage == WayStage::Sent && on <= around.surroundings.today {
        "What went out all the same is written down with `records report`, and your supervisor has to know"
    } else {
        "Begin again with another day"
    }
}

/// Asks which referral it is: those on a way first.
fn asked_way(kept: &KeptRecord, workspace: &Workspace, around: &Around<'_>) -> Result<ReferralWay> {
    let mut ways = kept.ways()?;
    if ways.is_empty() {
        bail!("there is no referral in this record; nothing was written down");
    }
    ways.sort_by_key(|way| way.stages.is_empty() && way.service.is_some());
    let items: Vec<(String, String)> = ways
        .iter()
        .map(|way| {
            let last = way
                .stages
                .last()
                .map_or_else(String::new, |(stage, on)| format!(" ({}, {on})", stage.label()));
            (way.service.clone().unwrap_or_default(), format!("{}{last}", way.to))
        })
        .collect();
    let chosen = around.chosen(workspace, "Which referral?", &items)?;
    Ok(ways.swap_remove(chosen))
}
