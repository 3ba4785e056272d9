//! The tables, and what of each may be shown. They hang together, so they are made in this order: the quarters,
//! the forms in them, the levels in those. A table shows a row only where the table above it shows what that row
//! comes to. All of them count the same records: those of forms of which there are at least k. The others are in
//! no number, so that no number minus another one tells of them.

use std::collections::{BTreeMap, BTreeSet};

use super::counted::{Counted, FormName, ReferralStage, ServiceName};
use super::hiding::{Shown, shown};
use super::named::KnownNames;
use super::quarter::Quarter;
use crate::vocabulary::{NEEDS, Term};

/// What may be shown of the levels of one outcome.
pub(super) struct OutcomeTable {
    /// The place of the form.
    pub form: usize,
    /// The id of the outcome.
    pub outcome: String,
    /// The ids of its levels, lowest first; behind them there is one more column: what is not settled.
    pub levels: Vec<String>,
    /// By quarter, the levels.
    pub shown: Shown,
}

/// What may be shown of what is counted in records.
pub(super) struct Tables {
    /// The quarters in which there is a record.
    pub quarters: Vec<Quarter>,
    /// By quarter, one column: the records.
    pub by_quarter: Shown,
    /// The forms.
    pub forms: Vec<FormName>,
    /// By quarter, the forms.
    pub by_form: Shown,
    /// The outcomes of the forms.
    pub levels: Vec<OutcomeTable>,
    /// The needs of which a count may be shown.
    pub needs: Vec<(&'static Term, u64)>,
    /// By quarter, how far it came with services; each column is what came so far and no further.
    pub funnel: Shown,
    /// The services.
    pub services: Vec<ServiceName>,
    /// By service, the same columns.
    pub by_service: Shown,
}

impl Tables {
    /// Counts, and hides what has to be hidden.
    pub fn of(counted: &[Counted], names: &KnownNames, k: u64) -> Self {
        let mut by_form: BTreeMap<&FormName, u64> = BTreeMap::new();
        counted.iter().for_each(|one| *by_form.entry(&one.form).or_default() += 1);
        let forms: Vec<FormName> =
            by_form.into_iter().filter(|(_, count)| *count >= k).map(|(form, _)| form.clone()).collect();
        let counted: Vec<&Counted> = counted.iter().filter(|one| forms.contains(&one.form)).collect();
        let quarters: Vec<Quarter> =
            counted.iter().map(|one| one.quarter).collect::<BTreeSet<_>>().into_iter().collect();
        let all = vec![true; quarters.len()];
        let by_quarter = shown(&grid(&quarters, &counted, 1, &|_| vec![0]), &all, k);
        let seen: Vec<bool> = by_quarter.rows.iter().map(Option::is_some).collect();
        let place_of = |one: &Counted| forms.iter().position(|form| *form == one.form).unwrap_or_default();
        let by_form = shown(&grid(&quarters, &counted, forms.len(), &|one| vec![place_of(one)]), &seen, k);
        let mut levels = Vec::new();
        for (place, form) in forms.iter().enumerate() {
            let of_form: Vec<&Counted> = counted.iter().filter(|one| one.form == *form).copied().collect();
            let may_show = by_form.rows_with(place);
            let outcomes = names.outcomes(form, &of_form);
            levels.extend(outcomes.into_iter().map(|(outcome, ids)| {
                let level = |one: &Counted| vec![column(one, &outcome, &ids)];
                let shown = shown(&grid(&quarters, &of_form, ids.len() + 1, &level), &may_show, k);
                OutcomeTable { form: place, outcome, levels: ids, shown }
            }));
        }
        let stages = |one: &Counted| one.services().map(|(_, stage)| stage as usize).collect();
        let funnel = shown(&grid(&quarters, &counted, ReferralStage::ALL.len(), &stages), &seen, k);
        let needs = NEEDS.iter().filter_map(|need| Some((need, needed(&counted, need, k)?))).collect();
        let (services, by_service) = services(&counted, k);
        Tables { quarters, by_quarter, forms, by_form, levels, needs, funnel, services, by_service }
    }

    /// Returns how many records are counted, if there are any.
    pub fn records(&self) -> Option<u64> {
        self.by_quarter.all.first().map(|(_, count)| *count)
    }
}

/// Counts by quarter: a record in each of the columns that it names.
fn grid(
    quarters: &[Quarter],
    counted: &[&Counted],
    columns: usize,
    named: &dyn Fn(&Counted) -> Vec<usize>,
) -> Vec<Vec<u64>> {
    let mut cells = vec![vec![0; columns]; quarters.len()];
    for one in counted {
        let row = quarters.iter().position(|quarter| *quarter == one.quarter);
        for column in named(one) {
            row.into_iter().for_each(|row| cells[row][column] += 1);
        }
    }
    cells
}

/// The column of a record in the table of an outcome; the last one is what is not settled.
pub(super) fn column(one: &Counted, outcome: &str, levels: &[String]) -> usize {
    let level = one.levels.get(outcome).and_then(Option::as_ref);
    level.and_then(|level| levels.iter().position(|known| known == level)).unwrap_or(levels.len())
}

/// How many records name a need, where neither these nor the others are fewer than k.
fn needed(counted: &[&Counted], need: &Term, k: u64) -> Option<u64> {
    let with = counted.iter().filter(|one| one.needs.contains(need.id)).count();
    let shown = shown(&[vec![with as u64, (counted.len() - with) as u64]], &[true], k);
    shown.all.first().map(|(_, count)| *count)
}

/// A service is shown only where there are k records with which it was not offered: what everybody was offered
/// tells of each.
fn services(counted: &[&Counted], k: u64) -> (Vec<ServiceName>, Shown) {
    let mut cells: BTreeMap<&ServiceName, Vec<u64>> = BTreeMap::new();
    for (service, stage) in counted.iter().flat_map(|one| one.services()) {
        cells.entry(service).or_insert_with(|| vec![0; ReferralStage::ALL.len()])[stage as usize] += 1;
    }
    let (services, cells): (Vec<_>, Vec<_>) =
        cells.into_iter().map(|(name, row)| (name.clone(), row)).unzip();
    let may_show: Vec<bool> =
        cells.iter().map(|row| counted.len() as u64 >= row.iter().sum::<u64>() + k).collect();
    let shown = shown(&cells, &may_show, k);
    (services, shown)
}
