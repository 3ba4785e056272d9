//! What a collection of scenarios lacks: who is missing in it, and which right answers. A class that
//! only meets foreign-born women who are trafficked learns to see nobody else.

use std::collections::BTreeMap;

use super::scenario::{Difficulty, Scenario};
use super::wanted::{DIFFER, MANNERS, MIDDLE, OFTEN_FORGOTTEN, PLACES, WANTED};
use super::words::{AREAS, INSTEAD, facet};
use crate::questionnaire::Questionnaire;
use crate::vocabulary::{FORMS, Term, label};

/// Returns what a collection lacks, a line each; nothing where the mix is right. Each scenario comes with its
/// questionnaire: a form that none of them asks about needs no scenario.
pub fn lacking<'s>(collection: impl IntoIterator<Item = (&'s Scenario, &'s Questionnaire)>) -> Vec<String> {
    let (scenarios, asked): (Vec<&Scenario>, Vec<&Questionnaire>) = collection.into_iter().unzip();
    let is_asked = |form: &&Term| asked.iter().any(|asked| asked.population.forms.contains(form));
    let mut lacking = Vec::new();
    let mut want = |at_least: usize, what: &str, count: usize| {
        if count < at_least {
            lacking.push(format!("{what}: {count} of at least {at_least}"));
        }
    };
    for wanted in WANTED {
        want(wanted.at_least, wanted.what, scenarios.iter().filter(|s| (wanted.is)(s)).count());
    }
    for form in FORMS {
        let at_least = match () {
            () if is_asked(&form) => 2,
            () => usize::from(OFTEN_FORGOTTEN.contains(&form.id)),
        };
        let of_form = scenarios.iter().filter(|s| s.person.forms.iter().any(|known| known.id == form.id));
        want(at_least, form.label, of_form.count());
    }
    for (name, before, ids) in [("place", "a talk at or by", PLACES), ("manner", "somebody", MANNERS)] {
        let words = facet(name).map_or(&[][..], |facet| facet.words);
        for id in ids {
            let such = scenarios.iter().filter(|s| s.person.facet(name) == *id);
            want(1, &format!("{before} {}", label(words, id)), such.count());
        }
    }
    for area in AREAS {
        want(
            1,
            &format!("a setting in {}", area.label),
            scenarios.iter().filter(|s| s.area() == Some(area.id)).count(),
        );
    }
    let in_the_middle = scenarios.iter().zip(&asked).filter(|(s, asked)| calls_the_middle(s, asked));
    want(MIDDLE, "whose right call is neither the lowest nor the highest level", in_the_middle.count());
    for instead in INSTEAD.iter().filter(|word| word.id != "other") {
        let such = scenarios.iter().filter(|s| s.person.instead.is_some_and(|known| known.id == instead.id));
        want(1, &format!("not trafficked: {}", instead.label), such.count());
    }
    for (id, difficulty) in Difficulty::WORDS {
        want(2, &format!("{id} ones"), scenarios.iter().filter(|s| s.difficulty == *difficulty).count());
    }
    let pairs = twins(&scenarios);
    want(3, "pairs of twins", pairs.iter().filter(|pair| pair.is_ok()).count());
    for differs in DIFFER {
        let such = pairs.iter().filter(|pair| pair.as_ref() == Ok(differs));
        want(1, &format!("pairs of twins that differ in {differs}"), such.count());
    }
    lacking.extend(pairs.into_iter().filter_map(Result::err));
    lacking
}

/// Whether the right call on the first outcome is neither its lowest level nor its highest: those who have
/// seen nothing else learn that there are two answers.
fn calls_the_middle(scenario: &Scenario, asked: &Questionnaire) -> bool {
    let highest = asked.outcomes.first().map_or(0, |outcome| outcome.levels.len().saturating_sub(1));
    let call = &scenario.key.call;
    !call.is_empty() && call.iter().all(|level| (1..highest).contains(level))
}

/// Returns in what each pair of twins differs, or why a pair is none.
fn twins(scenarios: &[&Scenario]) -> Vec<Result<&'static str, String>> {
    let by_id: BTreeMap<&str, &Scenario> = scenarios.iter().map(|s| (s.id.as_str(), *s)).collect();
    let mut pairs = Vec::new();
    for scenario in scenarios {
        let Some(twin) = &scenario.twin else { continue };
        let Some(other) = by_id.get(twin.of.as_str()) else {
            pairs.push(Err(format!("{}: its twin {} is not here", scenario.id, twin.of)));
            continue;
        };
        // Each pair is told once, at the one whose id comes first; a one-sided pair at the one that says it.
        let mutual = other.twin.as_ref().is_some_and(|back| back.of == scenario.id);
        if mutual && other.id < scenario.id {
            continue;
        }
        pairs.push(pair(scenario, other, twin.differs));
    }
    pairs
}

/// Twins have the same key, and differ in the one fact that is named.
fn pair(one: &Scenario, other: &Scenario, differs: &'static str) -> Result<&'static str, String> {
    let differing: Vec<&str> = one
        .person
        .facets
        .iter()
        .filter(|(name, word)| other.person.facet(name) != word.id)
        .map(|(name, _)| *name)
        .collect();
    if differing != [differs] {
        let said = if differing.is_empty() { "nothing".to_owned() } else { differing.join(", ") };
        return Err(format!("{} and {} should differ in {differs} and do in {said}", one.id, other.id));
    }
    let right = |scenario: &Scenario| {
        let entries = scenario.entries.iter();
        entries.map(|entry| (entry.point, entry.right.written(), entry.after.clone())).collect::<Vec<_>>()
    };
    let key =
        |scenario: &Scenario| (scenario.key.ending, scenario.key.call.clone(), scenario.key.expect.clone());
    if right(one) != right(other) || key(one) != key(other) {
        return Err(format!("{} and {} are twins, and their keys differ", one.id, other.id));
    }
    Ok(differs)
}
