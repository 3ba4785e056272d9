//! Which scenarios there are, what comes up in them, and what the collection lacks.

use std::path::{Path, PathBuf};

use anyhow::Result;
use safelight::export::Options;
use safelight::language::tag::english_name;
use safelight::practice;
use safelight::report::{Block, PageReader, Pages};
use safelight::vocabulary::Term;

use crate::cli::document_kind::DocumentKind;
use crate::cli::invocation::ExitStatus;
use crate::cli::load::{self, Staged};
use crate::cli::output::Output;
use crate::cli::{files, named_files};

/// What is to be listed.
#[derive(clap::Args)]
pub struct Listing {
    /// Show which scenarios there are, here or in a folder, and what the collection lacks.
    #[arg(long, value_name = "FOLDER", num_args = 0..=1, conflicts_with = "scenario")]
    pub list: Option<Option<PathBuf>>,
    /// With --list: a collection that lacks something counts as a mistake.
    #[arg(long, requires = "list")]
    need_mix: bool,
    /// With --list: also what lies behind each, for the trainer. It gives the key away.
    #[arg(long, requires = "list")]
    key: bool,
}

pub fn run(folder: Option<&Path>, listing: &Listing, output: &Output) -> Result<ExitStatus> {
    let destination = output.destination("text")?;
    let staged = folder.map_or_else(load::shipped_scenarios, in_folder)?;
    let mut blocks = vec![Block::Heading("Scenarios".to_owned())];
    if staged.is_empty() {
        blocks.push(Block::Paragraph("There is none here.".to_owned()));
    }
    blocks.push(Block::Items(staged.iter().map(|staged| entry(staged, listing)).collect()));
    let lacking =
        practice::lacking(staged.iter().map(|staged| (&staged.scenario, &staged.form.questionnaire)));
    blocks.push(Block::Heading("What this collection lacks".to_owned()));
    match lacking.is_empty() {
        true => blocks.push(Block::Paragraph("Nothing that it should hold.".to_owned())),
        false => blocks.push(Block::Items(lacking.iter().map(|line| (line.clone(), Vec::new())).collect())),
    }
    destination.show(&Pages::new(PageReader::Author, || blocks.clone()), Options::PAPER.width)?;
    Ok(if listing.need_mix && !lacking.is_empty() { ExitStatus::Findings } else { ExitStatus::Done })
}

/// Who the person is and what lies behind is told to the trainer only.
fn entry(staged: &Staged, listing: &Listing) -> (String, Vec<String>) {
    let Staged { scenario, form, .. } = staged;
    let labels = |terms: &[&Term]| terms.iter().map(|term| term.label).collect::<Vec<_>>().join(", ");
    let mut below = vec![
        scenario.title.clone(),
        format!(
            "{}, about {} minutes, with {}",
            scenario.difficulty.id(),
            scenario.minutes,
            scenario.edition
        ),
        format!(
            "about: {}; looks at: {}",
            scenario.topics.join(", "),
            labels(&form.questionnaire.population.forms)
        ),
        format!("what comes up: {}", scenario.content_note),
    ];
    if let Some(spoken) = &scenario.spoken {
        below.push(format!("the person speaks {}", english_name(spoken)));
    }
    if listing.key {
        let person = &scenario.person;
        let facets: Vec<&str> = person.said().map(|term| term.label).collect();
        let behind = match person.instead {
            Some(instead) => format!("not trafficked: {}", instead.label),
            None => format!("trafficked: {}", labels(&person.forms)),
        };
        below.push(format!("behind it: {behind}; {}", facets.join(", ")));
        below.push(format!("the key: {}", scenario.key.ending.in_words()));
    }
    (scenario.id.clone(), below)
}

/// Every scenario below a folder; other documents in it are passed over.
fn in_folder(folder: &Path) -> Result<Vec<Staged>> {
    let (names, errors) = named_files::names(&[folder.to_owned()]);
    if let Some(error) = errors.into_iter().next() {
        return Err(error);
    }
    let mut staged = Vec::new();
    for name in names {
        let source = files::read_source(Path::new(&name))?;
        if DocumentKind::of(&source) == Some(DocumentKind::Scenario) {
            staged.push(load::scenario_in(&source)?);
        }
    }
    Ok(staged)
}
