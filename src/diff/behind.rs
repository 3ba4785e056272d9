//! What a result depends on, by id, to find the changes that may be behind a difference.

use std::collections::BTreeSet;

use crate::questionnaire::read::all_reached;
use crate::questionnaire::{Decide, Questionnaire, Rule, Thing, ThingKind};
use crate::rules::{IndicatorRef, Name, OutcomeRef, ScoreRef};

/// Returns the ids of everything that a result depends on, its own among them.
pub fn behind(questionnaire: &Questionnaire, about: &Thing) -> BTreeSet<String> {
    let mut ids: BTreeSet<String> = all_reached(questionnaire, names(questionnaire, about))
        .into_iter()
        .map(|name| id(questionnaire, name).to_owned())
        .collect();
    ids.insert(about.id.clone());
    ids
}

fn names(q: &Questionnaire, about: &Thing) -> Vec<Name> {
    match about.kind {
        ThingKind::Indicator => {
            let place = q.indicators.iter().position(|each| each.id == about.id);
            place.map(|place| vec![Name::Indicator(IndicatorRef::at(place))])
        }
        ThingKind::Score => {
            let place = q.scores.iter().position(|each| each.id == about.id);
            place.map(|place| vec![Name::Score(ScoreRef::at(place))])
        }
        ThingKind::Outcome => q.outcomes.iter().position(|each| each.id == about.id).map(|place| {
            let mut names = vec![Name::Outcome(OutcomeRef::at(place))];
            if let Decide::Practitioner { support } = &q.outcomes[place].decide {
                names.extend(support.iter().copied().map(Name::Indicator));
            }
            names
        }),
        ThingKind::Action => q.actions.iter().find(|each| each.id == about.id).map(|each| each.when.names()),
        ThingKind::Stop => {
            let stops = q.stops.iter().map(|stop| &stop.moment);
            Some(stops.flat_map(|moment| moment.when.names()).collect())
        }
        ThingKind::Next => {
            let rows = q.next.iter().filter(|next| next.questionnaire == about.id);
            Some(rows.map(|next| &next.when).flat_map(Rule::names).collect())
        }
        _ => None,
    }
    .unwrap_or_default()
}

fn id(q: &Questionnaire, name: Name) -> &str {
    match name {
        Name::Question(place) => &q.question(place).id,
        Name::Indicator(place) => &q.indicator(place).id,
        Name::Score(place) => &q.score(place).id,
        Name::Outcome(place) => &q.outcome(place).id,
        Name::Context(place) => &q.context(place).id,
    }
}
