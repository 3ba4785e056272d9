//! `falling-bands`: a score that rises while the level falls.

use super::rules::{outcomes, tables};
use crate::decimal::Decimal;
use crate::lint::{LintFindings, Subject};
use crate::questionnaire::location::Place;
use crate::questionnaire::{Decide, Row};
use crate::rules::{Bound, Comparison, Condition, ScoreRef};

pub fn look(subject: &Subject<'_>, found: &mut LintFindings<'_>) {
    for (place, outcome) in outcomes(subject.questionnaire) {
        let Decide::Bands { score, from } = &outcome.decide else { continue };
        for row in 1..from.len() {
            if from[row].level < from[row - 1].level {
                let id = &subject.questionnaire.score(*score).id;
                let levels = [from[row].level, from[row - 1].level].map(|level| &outcome.levels[level].id);
                let message =
                    format!("the level falls to `{}` while `{id}` rises to {}", levels[0], from[row].at);
                let help = "write the levels from the lowest to the highest, as the score rises";
                found.at(Place::Row(place, row, "level"), message, help);
                found.see(Place::Row(place, row - 1, "level"), format!("below that it is `{}`", levels[1]));
            }
        }
    }
    for (place, outcome, rows) in tables(subject.questionnaire) {
        for (row, earlier) in pairs(rows) {
            let levels = [rows[row].level, rows[earlier].level].map(|level| &outcome.levels[level].id);
            let message = format!("a higher cut-off gives the lower level `{}`", levels[0]);
            let help = "exchange the levels, or the cut-offs";
            found.at(Place::Row(place, row, "level"), message, help);
            found
                .see(Place::Row(place, earlier, "level"), format!("the lower cut-off gives `{}`", levels[1]));
        }
    }
}

/// Rows with one and the same score alone, of which the one with the higher cut-off gives the lower
/// level: that one, and the other.
fn pairs(rows: &[Row]) -> Vec<(usize, usize)> {
    let mut pairs = Vec::new();
    let cuts: Vec<Option<(ScoreRef, Decimal)>> = rows.iter().map(cut_off).collect();
    for (row, cut) in cuts.iter().enumerate() {
        let Some((score, at)) = cut else { continue };
        let lower =
            cuts.iter().enumerate().filter_map(|(other, cut)| cut.map(|(score, at)| (other, score, at)));
        let mut lower = lower.filter(|(_, other, below)| other == score && below < at);
        if let Some((other, _, _)) = lower.find(|(other, _, _)| rows[*other].level > rows[row].level) {
            pairs.push((row, other));
        }
    }
    pairs
}

fn cut_off(row: &Row) -> Option<(ScoreRef, Decimal)> {
    match &row.when.as_ref()?.condition {
        Condition::Score(score, Comparison::AtLeast | Comparison::Above, Bound::Literal(at)) => {
            Some((*score, *at))
        }
        _ => None,
    }
}
