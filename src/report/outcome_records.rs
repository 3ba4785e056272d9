//! The outcomes of a record: which levels are possible, the rows and adjustments that decide, and the facts behind
//! them.

use std::collections::BTreeSet;

use crate::questionnaire::model::{self, Clamp, Decide, Questionnaire};
use crate::records::{AdjustmentRecord, JudgementRecord, LevelRecord, NamedRecord, OutcomeRecord, RowRecord};
use crate::rules::{IndicatorRef, Name, OutcomeRef};
use crate::scoring::{Adjusted, Assessment, Case, Decided};
use crate::truth::{Set, Truth};

/// Returns all of them, in the order of the questionnaire.
pub fn outcomes(case: &Case<'_>, assessment: &Assessment) -> Vec<OutcomeRecord> {
    let outcomes = case.questionnaire.outcomes.iter().zip(&assessment.outcomes);
    outcomes
        .enumerate()
        .map(|(place, (outcome, decided))| {
            outcome_of(case, assessment, OutcomeRef::at(place), (outcome, decided))
        })
        .collect()
}

fn outcome_of(
    case: &Case<'_>,
    assessment: &Assessment,
    place: OutcomeRef,
    (outcome, decided): (&model::Outcome, &Decided),
) -> OutcomeRecord {
    let level = |level: usize| {
        let level = &outcome.levels[level];
        LevelRecord {
            id: level.id.clone(),
            label: level.label.clone(),
            in_note: level.in_note.clone(),
            no_contact: level.no_contact.clone(),
            next: level.next.clone(),
        }
    };
    // A band is said from one start to the next, so it holds where it is the only one left.
    let is_open = matches!(outcome.decide, Decide::Bands { .. }) && decided.rows.len() > 1;
    let rows = decided.rows.iter().map(|(row, truth)| RowRecord {
        truth: if is_open { Truth::Unknown } else { *truth },
        ..row_record(case.questionnaire, outcome, *row)
    });
    let judged = case.judgements[place.index()].as_ref().map(|judgement| {
        let LevelRecord { id, label, in_note, no_contact, next: _ } = level(judgement.level);
        JudgementRecord { level: id, label, in_note, no_contact, reason: judgement.reason.clone() }
    });
    OutcomeRecord {
        id: outcome.id.clone(),
        label: outcome.label.clone(),
        in_note: outcome.in_note.clone(),
        possible: decided.possible.iter().map(level).collect(),
        settled: decided.is_settled(),
        enough_answered: decided.enough,
        decided_by_practitioner: matches!(outcome.decide, Decide::Practitioner { .. }),
        before_adjustment: decided.before.iter().map(|level| outcome.levels[level].id.clone()).collect(),
        decided_by: rows.collect(),
        adjusted_by: decided.adjusted.iter().map(|adjusted| adjustment(outcome, adjusted)).collect(),
        facts: facts(case.questionnaire, assessment, outcome, decided),
        judged,
    }
}

fn adjustment(outcome: &model::Outcome, adjusted: &Adjusted) -> AdjustmentRecord {
    let rule = &outcome.adjust[adjusted.row];
    let (word, level) = match rule.clamp {
        Clamp::AtLeast(level) => ("at least", level),
        Clamp::AtMost(level) => ("at most", level),
    };
    let named = |level: usize| NamedRecord {
        id: outcome.levels[level].id.clone(),
        label: outcome.levels[level].label.clone(),
    };
    AdjustmentRecord {
        row: adjusted.row + 1,
        truth: adjusted.truth,
        does: format!("{word} “{}”", outcome.levels[level].label),
        changes: clamped(outcome, adjusted) != adjusted.before,
        before: adjusted.before.iter().map(named).collect(),
        because: rule.because.clone(),
    }
}

/// Returns the levels that an adjustment leaves where it holds.
fn clamped(outcome: &model::Outcome, adjusted: &Adjusted) -> Set {
    match outcome.adjust[adjusted.row].clamp {
        Clamp::AtLeast(level) => adjusted.before.at_least(level),
        Clamp::AtMost(level) => adjusted.before.at_most(level),
    }
}

fn row_record(questionnaire: &Questionnaire, outcome: &model::Outcome, row: usize) -> RowRecord {
    let says = outcome.levels[outcome.level_of(row)].label.clone();
    let (because, rule, points) = match &outcome.decide {
        Decide::FirstMatch(rows) => {
            (rows[row].because.clone(), rows[row].when.as_ref().map(|rule| rule.text.clone()), None)
        }
        Decide::Bands { score, from } => {
            let score = &questionnaire.score(*score).label;
            let points = match from.get(row + 1) {
                Some(above) => format!("{score} from {} to below {}", from[row].at, above.at),
                None => format!("{score} {} or more", from[row].at),
            };
            (None, None, Some(points))
        }
        Decide::Practitioner { .. } => (None, None, None),
    };
    RowRecord { row: row + 1, truth: Truth::Unknown, says, because, rule, points }
}

/// Returns the indicators that are present and that the rows and adjustments read which decided, directly or
/// through others, in the order of the questionnaire.
fn facts(
    questionnaire: &Questionnaire,
    assessment: &Assessment,
    outcome: &model::Outcome,
    decided: &Decided,
) -> Vec<String> {
    let mut names: Vec<Name> = match &outcome.decide {
        Decide::FirstMatch(rows) => {
            let rows = decided.rows.iter().filter_map(|(row, _)| rows[*row].when.as_ref());
            rows.flat_map(|rule| rule.names()).collect()
        }
        Decide::Bands { score, .. } => vec![Name::Score(*score)],
        Decide::Practitioner { .. } => Vec::new(),
    };
    // What changes nothing is no reason.
    let adjusted = decided.adjusted.iter().filter(|adjusted| clamped(outcome, adjusted) != adjusted.before);
    names.extend(adjusted.flat_map(|adjusted| outcome.adjust[adjusted.row].when.names()));
    let mut seen: BTreeSet<Name> = BTreeSet::new();
    while let Some(name) = names.pop() {
        if seen.insert(name) {
            names.extend(names_below(questionnaire, name));
        }
    }
    let present = questionnaire.indicators.iter().zip(&assessment.indicators).enumerate();
    let present = present.filter(|(place, (_, finding))| {
        finding.truth == Truth::True && seen.contains(&Name::Indicator(IndicatorRef::at(*place)))
    });
    present.map(|(_, (indicator, _))| indicator.id.clone()).collect()
}

fn names_below(questionnaire: &Questionnaire, name: Name) -> Vec<Name> {
    match name {
        Name::Indicator(indicator) => questionnaire.indicator(indicator).when.names(),
        Name::Score(score) => questionnaire.score(score).names(),
        Name::Outcome(outcome) => questionnaire.outcome(outcome).names(),
        Name::Question(_) | Name::Context(_) => Vec::new(),
    }
}
