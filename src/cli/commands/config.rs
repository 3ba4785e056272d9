//! `config`: what is in force, and where it came from.

use anyhow::Result;
use safelight::escaped::escaped;
use safelight::report::{Block, PageReader, Pages};

use crate::cli::config::Config;
use crate::cli::invocation::{ExitStatus, Invocation};
use crate::cli::output::Output;
use crate::cli::surroundings::{ConfigPlace, Surroundings};
use crate::cli::{files, load};

/// Show the settings in force and where each comes from.
#[derive(clap::Args)]
#[command(after_help = "Examples:\n  \
    safelight config\n  \
    safelight config --config office.toml\n\n\
    A configuration file is optional. All of it:\n  \
    jurisdiction  = \"us-federal\"          # a jurisdiction pack: id (such as us-nj) or file\n  \
    language      = \"en\"                  # the usual language of the people you meet\n  \
    directories   = [\"our-county.toml\"]   # your own referral directories; they come first\n  \
    agency        = \"…\"                   # for summaries\n  \
    worker        = \"advocate, A. B.\"     # your role and initials, for summaries; no name\n  \
    setting       = \"shelter\"             # where you work; a form that is not made for it says so\n  \
    workspace     = \"~/notes\"             # the folder where screenings are kept, sealed\n  \
    keep_days     = 365                   # for how long a screening is kept there\n  \
    questionnaire = \"adult-brief\"         # when none is named\n  \
    idle_minutes  = 3                     # hides the screen after so long without a key; 0: never\n  \
    coverage      = true                  # counts screenings by quarter, without anything of a person\n  \
    [context]\n  \
    frame         = \"us_tvpa\"\n\n\
    What leaves this machine: nothing.")]
pub struct Args {
    #[command(flatten)]
    output: Output,
}

pub fn run(args: &Args, called: &Invocation<'_>) -> Result<ExitStatus> {
    let destination = args.output.destination("text")?;
    let surroundings = Surroundings::read();
    let config = Config::read(called.config, &surroundings)?;
    let origin = match &config.file {
        Some(file) => files::shown(file),
        None => "built in".to_owned(),
    };
    let settings = &config.settings;
    let row = |name: &str, value: Option<String>, otherwise: &str| {
        let origin = if value.is_some() { origin.clone() } else { "built in".to_owned() };
        // Shown before the table is drawn, so that its columns fit.
        [name, value.as_deref().unwrap_or(otherwise), &origin].map(escaped).to_vec()
    };
    let directories: Vec<String> = settings.directories.iter().map(|file| files::shown(file)).collect();
    let mut rows = vec![
        row("jurisdiction", settings.jurisdiction.clone(), "none: state your own duties"),
        row("language", settings.language.clone(), "none: as the person says"),
        row("directories", (!directories.is_empty()).then(|| directories.join(", ")), "none of your own"),
        row("built-in directories", None, &shipped(settings.jurisdiction.as_deref())?),
        row(
            "workspace",
            settings.workspace.as_deref().map(files::shown),
            "the usual folder, if one was made there",
        ),
        row(
            "idle minutes",
            settings.idle_minutes.map(|it| it.to_string()),
            &settings.idle_minutes().to_string(),
        ),
        row("keep days", settings.keep_days.map(|it| it.to_string()), "none: no day is set by itself"),
        row(
            "coverage",
            settings.coverage.map(|it| if it { "counted" } else { "not counted" }.to_owned()),
            "not counted",
        ),
        row("agency", settings.agency.clone(), "none"),
        row("worker", settings.worker.clone(), "none"),
        row("setting", settings.setting.clone(), "none"),
        row("questionnaire", settings.questionnaire.clone(), "chosen from a list"),
    ];
    rows.extend(
        settings.context.iter().map(|(id, value)| row(&format!("context {id}"), Some(value.clone()), "")),
    );
    let file = match (&config.file, &surroundings.config_place) {
        (Some(file), _) => format!("Read from {}.", files::shown(file)),
        (None, ConfigPlace::At(file)) => {
            format!("There is no configuration file; it would be {}.", files::shown(file))
        }
        (None, _) => "There is no configuration file; name one with --config.".to_owned(),
    };
    let table = Block::table(&["Setting", "Value", "From"], rows);
    let blocks = vec![Block::Paragraph(file), table];
    destination.show(&Pages::new(PageReader::Practitioner, || blocks.clone()), 100)?;
    Ok(ExitStatus::Done)
}

/// The built-in directories that a screening would use, by the id of the pack.
fn shipped(jurisdiction: Option<&str>) -> Result<String> {
    let Some(named) = jurisdiction else {
        return Ok("those of the country that is chosen when a screening begins".to_owned());
    };
    let pack = load::jurisdiction(named)?;
    let directories = load::shipped_directories(Some(&pack.id))?;
    let ids: Vec<&str> = directories.iter().map(|directory| directory.id.as_str()).collect();
    Ok(if ids.is_empty() { "none for this jurisdiction".to_owned() } else { ids.join(", ") })
}
