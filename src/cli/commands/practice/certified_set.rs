//! The set that a trainer names with `--set`: scenarios, or a questionnaire for all scenarios that come with it.

use std::collections::BTreeMap;

use anyhow::{Result, anyhow, bail};
use safelight::library;
use safelight::practice::named_questionnaire;
use safelight::vocabulary::nearest;

use crate::cli::load::{self, Staged};

/// Returns the scenarios of a set, by id.
///
/// # Errors
/// A name that means nothing, with the nearest one, or a scenario that is named twice.
pub fn named_set(names: &[String]) -> Result<BTreeMap<String, Staged>> {
    let mut set = BTreeMap::new();
    for name in names.iter().map(|name| name.trim()) {
        for staged in scenarios_of(name)? {
            let id = staged.scenario.id.clone();
            if set.insert(id.clone(), staged).is_some() {
                bail!("--set: {id} is in it twice; name each scenario once");
            }
        }
    }
    Ok(set)
}

fn scenarios_of(name: &str) -> Result<Vec<Staged>> {
    if name.is_empty() {
        bail!(
            "--set: a name is empty; write the names with a comma between them, such as cook-upstairs,nine-weeks"
        );
    }
    let is_scenario = load::is_path(name) || library::find(library::SCENARIOS, name).is_some();
    if is_scenario {
        return Ok(vec![load::scenario(name)?]);
    }
    let (id, version) = name.split_once('@').map_or((name, None), |(id, version)| (id, Some(version)));
    if library::questionnaire(id, None).is_none() {
        return Err(unknown(name));
    }
    let fits = |edition: &str| match version {
        Some(_) => edition == name,
        None => edition.split('@').next() == Some(id),
    };
    let played_with =
        |shipped: &library::Shipped| named_questionnaire(&shipped.source()).questionnaire.unwrap_or_default();
    let of_it: Vec<&str> = library::SCENARIOS
        .iter()
        .filter(|shipped| fits(&played_with(shipped)))
        .map(|shipped| shipped.id)
        .collect();
    if of_it.is_empty() {
        bail!(
            "--set: no scenario here is played with {name}; `safelight practice --list` shows what each is played with"
        );
    }
    of_it.into_iter().map(load::scenario).collect()
}

fn unknown(name: &str) -> anyhow::Error {
    let known = library::SCENARIOS.iter().chain(library::QUESTIONNAIRES).map(|shipped| shipped.id);
    match nearest(name, known) {
        Some(near) => {
            anyhow!("--set: there is no scenario and no questionnaire {name}; did you mean {near}?")
        }
        None => anyhow!(
            "--set: there is no scenario and no questionnaire {name}; `safelight practice --list` shows which there are, \
             or name a .toml file"
        ),
    }
}
