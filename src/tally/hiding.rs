//! What of a table of counts may be shown, so that nobody can tell a count below k from it.
//!
//! A table has rows (quarters, services) and columns (levels, steps of a referral), and each count is in one
//! cell. Nothing is rounded. What is shown is made of two things only: columns that are counted together, and
//! rows of which nothing is shown but what they come to with others.
//!
//! The rules, of which each is looked at by a program that knows nothing of this one (`attack.rs`):
//!
//! 1. A count below k is never shown, and zero is one: where nobody is in one cell, everybody is in the others,
//!    and whoever knows that a person was here would know what is written of them.
//! 2. Columns stand in an order. One that comes to less than k over all rows is counted together with what stands
//!    before it (the first with what comes after it). What is counted together comes to 2 k or more, otherwise more
//!    is counted together with it. Where only one group would be left, nothing is shown.
//! 3. The rows are shown in the same groups, or in larger ones; a row is shown only if each group in it comes to k.
//! 4. Where a row cannot be shown, at least one that could be is not shown either, and what all these come to
//!    together is 2 k or more in each group; otherwise one more goes. Which one goes, the order of the rows tells,
//!    and that order says nothing of how large one is.
//!
//! Why that is enough: what is not shown lies in blocks of which only the sums over rows and over columns can be
//! computed. Each block has two rows and two columns or more, or is one line of two cells or more, and each of
//! these sums is at least k. Then a cell with the sums r and c in a block that comes to n can be anything from
//! max(0, r + c - n) to min(r, c); the distance is the smallest of r, c, n - r and n - c, and so at least k. So
//! every hidden count can be at least k + 1 different numbers, one of which is k or more: the numbers do not even
//! tell that it is below k. The sums of rows have to be k or more as well: `may_show` names those that are shown
//! elsewhere, and a row that is not among them is never shown here either.
//!
//! Why 2 k, and one row more than seems needed: somebody may know these rules, and ask which counts would have been
//! shown so. Of a hidden row they know then that it is below k, and of the one that goes with it that it is not;
//! where both come to 2 k, every number below k is still possible. So it is where there are only rows or only
//! columns. Where there are both, such knowledge can tell a number in rare tables, in which several counts lie just
//! at k: one hidden count in three thousand of those that `attack.rs` tries.

use std::ops::Range;

/// Columns that are counted together, by their places.
pub type Group = Range<usize>;

/// What may be shown of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    /// The groups of columns over all rows, with what each comes to; empty where nothing may be shown.
    pub all: Vec<(Group, u64)>,
    /// The groups of columns by row. Each is one of those above, or several.
    pub groups: Vec<Group>,
    /// What each row comes to in each of these groups; nothing for a row that is not shown.
    pub rows: Vec<Option<Vec<u64>>>,
    /// What the rows that are not shown come to together, where some rows are shown and others are not.
    pub rest: Option<Vec<u64>>,
}

impl Shown {
    /// Returns the places of the rows that are shown in a way in which this column stands alone.
    pub fn rows_with(&self, column: usize) -> Vec<bool> {
        let is_alone = self.groups.contains(&(column..column + 1));
        self.rows.iter().map(|row| is_alone && row.is_some()).collect()
    }
}

/// Whether rule 4 holds. A test leaves it out, to see that the attacker then finds what is hidden.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum RowsTogether {
    /// Rows are hidden together.
    Held,
    /// Only what is below k is hidden.
    #[cfg(test)]
    LeftOut,
}

/// Returns what may be shown of a table, whose rows each have a count for every column. A row that is not among
/// `may_show` is hidden in any case.
pub fn shown(cells: &[Vec<u64>], may_show: &[bool], k: u64) -> Shown {
    shown_by(cells, may_show, k, RowsTogether::Held)
}

/// Returns what is shown with rule 4, or without.
pub(super) fn shown_by(cells: &[Vec<u64>], may_show: &[bool], k: u64, together: RowsTogether) -> Shown {
    let columns = cells.first().map_or(0, Vec::len);
    let sum = |group: &Group| cells.iter().map(|row| within(row, group)).sum::<u64>();
    let fine = fine(columns, k, &sum);
    let nothing = vec![None; cells.len()];
    if fine.is_empty() || columns > 1 && fine.len() < 2 {
        return Shown { all: Vec::new(), groups: Vec::new(), rows: nothing, rest: None };
    }
    let all: Vec<(Group, u64)> = fine.iter().map(|group| (group.clone(), sum(group))).collect();
    let mut groups = fine;
    let mut visible;
    loop {
        visible = rows(cells, &groups, may_show, k);
        if together == RowsTogether::Held {
            hide_together(cells, &mut visible, may_show, &groups, k);
        }
        let enough =
            2 * visible.iter().filter(|row| **row).count() >= may_show.iter().filter(|row| **row).count();
        if enough || groups.len() <= 2 {
            break;
        }
        // What the groups come to over all rows is shown anyway.
        let smallest =
            (1..groups.len()).min_by_key(|at| sum(&groups[at - 1]) + sum(&groups[*at])).unwrap_or(1);
        join(&mut groups, smallest);
    }
    let counted = |row: &Vec<u64>| groups.iter().map(|group| within(row, group)).collect::<Vec<u64>>();
    let rows: Vec<Option<Vec<u64>>> =
        cells.iter().zip(&visible).map(|(row, shown)| shown.then(|| counted(row))).collect();
    let is_mixed = visible.contains(&true) && visible.contains(&false);
    let rest = is_mixed.then(|| hidden(cells, &visible, &groups));
    Shown { all, groups, rows, rest }
}

/// Returns the groups of columns that may be shown over all rows; none where there is none.
fn fine(columns: usize, k: u64, sum: &dyn Fn(&Group) -> u64) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for column in (0..columns).map(|column| column..column + 1) {
        match groups.last_mut() {
            Some(before) if sum(&column) < k => before.end = column.end,
            _ => groups.push(column),
        }
    }
    // What is counted together comes to more than what stands alone: otherwise it could be the least and nothing.
    let is_small = |group: &Group| sum(group) < if group.len() > 1 { 2 * k } else { k };
    while let Some(small) = groups.iter().position(is_small) {
        if groups.len() == 1 {
            return Vec::new();
        }
        join(&mut groups, small.max(1));
    }
    groups
}

/// Joins the group at a place with the one before it.
fn join(groups: &mut Vec<Group>, at: usize) {
    let group = groups.remove(at);
    groups[at - 1].end = group.end;
}

fn within(row: &[u64], group: &Group) -> u64 {
    row[group.clone()].iter().sum()
}

/// Returns which rows could be shown in these groups by themselves.
fn rows(cells: &[Vec<u64>], groups: &[Group], may_show: &[bool], k: u64) -> Vec<bool> {
    let comes_to_k = |row: &Vec<u64>| groups.iter().all(|group| within(row, group) >= k);
    cells.iter().zip(may_show).map(|(row, may)| *may && comes_to_k(row)).collect()
}

/// Hides further rows until those that are hidden are so many, and come to so much, that none can be told.
fn hide_together(cells: &[Vec<u64>], visible: &mut [bool], may_show: &[bool], groups: &[Group], k: u64) {
    let mut needs_cover = visible.iter().zip(may_show).any(|(shown, may)| *may && !*shown);
    loop {
        let hidden_rows = visible.iter().filter(|row| !**row).count();
        let comes_to = hidden(cells, visible, groups);
        let is_safe = !needs_cover && hidden_rows >= 2 && comes_to.iter().all(|count| *count >= 2 * k);
        match visible.iter().position(|row| *row) {
            Some(next) if hidden_rows > 0 && !is_safe => visible[next] = false,
            _ => return,
        }
        needs_cover = false;
    }
}

/// Returns what the rows that are not shown come to, group by group.
fn hidden(cells: &[Vec<u64>], visible: &[bool], groups: &[Group]) -> Vec<u64> {
    let rows = || cells.iter().zip(visible).filter(|(_, shown)| !**shown);
    groups.iter().map(|group| rows().map(|(row, _)| within(row, group)).sum()).collect()
}
