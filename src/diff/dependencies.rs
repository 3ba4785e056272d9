//! What results depend on, by id.

use std::collections::BTreeSet;

use crate::questionnaire::dependencies::all_reached;
use crate::questionnaire::{ElementId, ElementKind, Questionnaire};
use crate::rules::Name;

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

/// Returns the ids of the questions that reach a score, an outcome, an action, a stop or what may
/// follow, directly or through others.
pub fn scored_questions(questionnaire: &Questionnaire) -> impl Iterator<Item = &str> {
    let leading = questionnaire.elements().filter(|element| element.kind.leads_to_results());
    let names = leading.flat_map(|element| element.names().collect::<Vec<_>>()).collect();
    all_reached(questionnaire, names).into_iter().filter_map(|name| match name {
        Name::Question(_) => Some(questionnaire.id_of(name)),
        _ => None,
    })
}
