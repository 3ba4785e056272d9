//! What results depend on, by id.

use std::collections::BTreeSet;

use crate::questionnaire::dependencies::all_reached;
use crate::questionnaire::{ElementId, ElementKind, Questionnaire};

/// Returns the ids of everything that a result depends on, its own among them, to find the changes that
/// may be behind a difference. A stop that is gone may be behind another that fires: all belong together.
pub fn dependencies(questionnaire: &Questionnaire, about: &ElementId) -> BTreeSet<String> {
    let is_meant = |kind: ElementKind, name: ElementId, id: &str| match about.kind {
        ElementKind::Stop => kind == about.kind,
        ElementKind::Next => kind == about.kind && id == about.id,
        _ => name == *about,
    };
    let elements = questionnaire.elements().filter(|each| is_meant(each.kind, each.name(), &each.id));
    let names = elements.flat_map(|element| element.names().collect::<Vec<_>>()).collect();
    let ids = all_reached(questionnaire, names).into_iter().map(|name| questionnaire.id_of(name).to_owned());
    ids.chain([about.id.clone()]).collect()
}
