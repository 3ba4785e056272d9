//! What a collection of scenarios lacks: who is missing in it, and which right answers. A class that
//! only meets foreign-born women who are trafficked learns to see nobody else.

use std::collections::BTreeMap;

use super::scenario::{Difficulty, Scenario};
use super::words::INSTEAD;
use crate::questionnaire::Questionnaire;
use crate::records::Ended;
use crate::vocabulary::{FORMS, Term};

/// A thing that a collection should hold, how often, and how it is told.
struct ShouldHold {
    at_least: usize,
    what: &'static str,
    is: fn(&Scenario) -> bool,
}

const fn wanted(at_least: usize, what: &'static str, is: fn(&Scenario) -> bool) -> ShouldHold {
    ShouldHold { at_least, what, is }
}

/// What every collection should hold: those who are usually missed (labor, men, gender-diverse and US-born
/// people; <https://delta87.org/2020/04/screening-young-people-for-trafficking-experiences/>), people who are not trafficked, cases in which not to
/// screen or to stop is right, and twins that differ in one fact of who the person is.
const WANTED: &[ShouldHold] = &[
    wanted(2, "men", |s| s.person.facet("gender") == "man"),
    wanted(2, "women", |s| s.person.facet("gender") == "woman"),
    wanted(2, "gender-diverse people", |s| s.person.facet("gender") == "gender_diverse"),
    wanted(2, "people under 18, or whose age is unclear", |s| s.person.facet("age") != "adult"),
    wanted(2, "adults", |s| s.person.facet("age") == "adult"),
    wanted(2, "people born in this country", |s| s.person.facet("origin") == "born_here"),
    wanted(2, "people born elsewhere", |s| s.person.facet("origin") == "born_elsewhere"),
    wanted(1, "little of the language, with a fit interpreter", |s| {
        s.person.facet("speech") == "limited" && s.person.facet("interpreter") == "fit"
    }),
    wanted(1, "little of the language, without a fit interpreter", |s| {
        s.person.facet("speech") == "limited" && s.person.facet("interpreter") != "fit"
    }),
    wanted(1, "company that will not leave", |s| s.person.facet("company") == "stays"),
    wanted(5, "people who are not trafficked", |s| s.person.forms.is_empty()),
    wanted(3, "cases in which it is right not to screen, or to stop", |s| s.key.ending != Ended::Finished),
];

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
    for form in FORMS.iter().filter(is_asked) {
        let of_form = scenarios.iter().filter(|s| s.person.forms.iter().any(|known| known.id == form.id));
        want(2, form.label, of_form.count());
    }
    for instead in INSTEAD.iter().filter(|word| word.id != "other") {
        let such = scenarios.iter().filter(|s| s.person.instead.is_some_and(|known| known.id == instead.id));
        want(1, &format!("not trafficked: {}", instead.label), such.count());
    }
    for (id, difficulty) in Difficulty::WORDS {
        want(2, &format!("{id} ones"), scenarios.iter().filter(|s| s.difficulty == *difficulty).count());
    }
    let pairs = twins(&scenarios);
    want(3, "pairs of twins", pairs.iter().filter(|pair| pair.is_ok()).count());
    lacking.extend(pairs.into_iter().filter_map(Result::err));
    lacking
}

/// Returns the first of each pair of twins, or why a pair is none.
fn twins(scenarios: &[&Scenario]) -> Vec<Result<String, String>> {
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
fn pair(one: &Scenario, other: &Scenario, differs: &str) -> Result<String, String> {
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
    Ok(one.id.clone())
}
