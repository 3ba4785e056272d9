//! What forms, outcomes, levels and services are called. Words are taken only from questionnaires and directories
//! that whoever counts has read; what is in a record is never shown but as an id. A form that nobody knows here is
//! shown by its ids alone.

use std::collections::{BTreeMap, BTreeSet};

use super::counted::{Counted, FormName, ServiceName};
use crate::questionnaire::Questionnaire;
use crate::referral::Directory;

/// An outcome of a form that is known.
struct OutcomeWords {
    id: String,
    label: String,
    /// The levels, lowest first, with what they are called.
    levels: Vec<(String, String)>,
}

/// What things are called.
#[derive(Default)]
pub struct KnownNames {
    forms: BTreeMap<FormName, Vec<OutcomeWords>>,
    services: BTreeMap<ServiceName, String>,
}

impl KnownNames {
    /// Takes the words of a questionnaire. The levels that it has are counted also where there is none.
    pub fn know(&mut self, questionnaire: &Questionnaire) {
        let edition = questionnaire.edition();
        let outcomes = questionnaire.outcomes.iter().map(|outcome| OutcomeWords {
            id: outcome.id.clone(),
            label: outcome.in_note.as_ref().unwrap_or(&outcome.label).clone(),
            levels: outcome
                .levels
                .iter()
                .map(|level| (level.id.clone(), level.in_note.as_ref().unwrap_or(&level.label).clone()))
                .collect(),
        });
        self.forms.insert(FormName::of(&edition.id, &edition.version), outcomes.collect());
    }

    /// Takes the names of the services in a directory that is published.
    pub fn know_services(&mut self, directory: &Directory) {
        for service in &directory.services {
            let name = ServiceName { directory: directory.id.clone(), id: service.id.clone() };
            self.services.insert(name, service.name.clone());
        }
    }

    /// Returns the outcomes of a form with the ids of their levels, in order: those of its questionnaire, and what
    /// else stands in records.
    pub(super) fn outcomes(&self, form: &FormName, counted: &[&Counted]) -> Vec<(String, Vec<String>)> {
        let mut found: Vec<(String, Vec<String>)> = self.forms.get(form).map_or_else(Vec::new, |known| {
            known
                .iter()
                .map(|outcome| {
                    (outcome.id.clone(), outcome.levels.iter().map(|(id, _)| id.clone()).collect())
                })
                .collect()
        });
        let mut others: BTreeMap<&String, BTreeSet<&String>> = BTreeMap::new();
        for (outcome, levels) in counted.iter().flat_map(|one| &one.possible) {
            others.entry(outcome).or_default().extend(levels);
        }
        for (outcome, levels) in others {
            if !found.iter().any(|(known, _)| known == outcome) {
                found.push((outcome.clone(), Vec::new()));
            }
            for known in found.iter_mut().filter(|(known, _)| known == outcome).map(|(_, levels)| levels) {
                let new: Vec<String> = levels
                    .iter()
                    .filter(|level| !known.contains(**level))
                    .map(|level| (**level).clone())
                    .collect();
                known.extend(new);
            }
        }
        found
    }

    fn outcome_words(&self, form: &FormName, outcome: &str) -> Option<&OutcomeWords> {
        self.forms.get(form)?.iter().find(|known| known.id == outcome)
    }

    /// Returns what an outcome is called.
    pub(super) fn outcome<'n>(&'n self, form: &FormName, outcome: &'n str) -> &'n str {
        self.outcome_words(form, outcome).map_or(outcome, |known| known.label.as_str())
    }

    /// Returns what a level is called.
    pub(super) fn level<'n>(&'n self, form: &FormName, outcome: &str, level: &'n str) -> &'n str {
        let known = self.outcome_words(form, outcome);
        let words = known.and_then(|known| known.levels.iter().find(|(id, _)| id == level));
        words.map_or(level, |(_, label)| label.as_str())
    }

    /// Returns what a service is called: one that is not of a published directory by its ids.
    pub(super) fn service(&self, name: &ServiceName) -> String {
        self.services.get(name).cloned().unwrap_or_else(|| format!("{}: {}", name.directory, name.id))
    }
}
