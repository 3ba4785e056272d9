//! Somebody who has every number that is shown, knows which rows and columns there are, and tries everything: all
//! tables of whole numbers from zero on that would have given the same numbers. What is looked at: every count that
//! is hidden could be k + 1 different numbers or more, and one of them is k or more. Rows that are few are tried
//! with all tables there are, by somebody who knows the program too.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::date;

use super::counted::{Counted, FormName, ReferralStage, ServiceName};
use super::hiding::{RowsTogether, Shown, shown, shown_by};
use super::named::KnownNames;
use super::quarter::Quarter;
use super::tables::Tables;

/// Numbers that look random and are the same each time.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % end
    }

    /// A count as they are: often none or few, sometimes many.
    fn count(&mut self) -> u64 {
        match self.below(4) {
            0 => 0,
            1 => self.below(3),
            2 => self.below(7),
            _ => 3 + self.below(9),
        }
    }

    fn table(&mut self, rows: usize, columns: usize) -> Vec<Vec<u64>> {
        (0..rows).map(|_| (0..columns).map(|_| self.count()).collect()).collect()
    }
}

/// What the attacker knows: that these counts together come to this.
struct Attacker {
    cells: usize,
    known: Vec<(Vec<usize>, u64)>,
}

impl Attacker {
    fn new(cells: usize) -> Self {
        Attacker { cells, known: Vec::new() }
    }

    fn knows(&mut self, cells: Vec<usize>, sum: u64) {
        self.known.push((cells, sum));
    }

    /// Takes everything that is shown of a table; `cell` are the counts that one of its cells holds.
    fn sees(&mut self, shown: &Shown, rows: usize, cell: &dyn Fn(usize, usize) -> Vec<usize>) {
        for (group, sum) in &shown.all {
            let all = (0..rows).flat_map(|row| group.clone().flat_map(move |column| cell(row, column)));
            self.knows(all.collect(), *sum);
        }
        for (row, counts) in shown.rows.iter().enumerate() {
            for (group, sum) in shown.groups.iter().zip(counts.iter().flatten()) {
                self.knows(group.clone().flat_map(|column| cell(row, column)).collect(), *sum);
            }
        }
        for (group, sum) in shown.groups.iter().zip(shown.rest.iter().flatten()) {
            let hidden = (0..rows).filter(|row| shown.rows[*row].is_none());
            let all = hidden.flat_map(|row| group.clone().flat_map(move |column| cell(row, column)));
            self.knows(all.collect(), *sum);
        }
    }

    /// Whether there is any table in which these cells come to that, and all that is known holds. These cells are
    /// tried first, which finds the same in less time.
    fn is_possible(&self, cells: &[usize], sum: u64) -> bool {
        let others = (0..self.cells).filter(|cell| !cells.contains(cell));
        let order: Vec<usize> = cells.iter().copied().chain(others).collect();
        let mask = |of: &[usize]| order.iter().map(|cell| of.contains(cell)).collect::<Vec<bool>>();
        let mut left: Vec<Sum> =
            self.known.iter().map(|(of, sum)| Sum { of: mask(of), left: *sum }).collect();
        left.push(Sum { of: mask(cells), left: sum });
        left.retain(|one| one.left > 0 || one.of.contains(&true));
        fill(0, self.cells, &mut left)
    }

    /// Whether nothing at all is known of one of these cells, so that they can come to anything.
    fn is_free(&self, cells: &[usize]) -> bool {
        cells.iter().any(|cell| !self.known.iter().any(|(of, _)| of.contains(cell)))
    }

    /// Returns what these cells could come to, as far as the promise needs it: k + 1 numbers, one of them k or more.
    fn finds(&self, cells: &[usize], k: u64) -> Option<BTreeSet<u64>> {
        if self.is_free(cells) {
            return None;
        }
        let most = self.known.iter().map(|(_, sum)| *sum).max().unwrap_or_default();
        let mut possible = BTreeSet::new();
        for sum in (0..=most).filter(|sum| self.is_possible(cells, *sum)) {
            possible.insert(sum);
            if possible.len() as u64 > k && sum >= k {
                return None;
            }
        }
        assert!(!possible.is_empty(), "what was counted is possible");
        Some(possible)
    }
}

/// A sum that is known, with its cells in the order in which they are tried, and what is left of it.
struct Sum {
    of: Vec<bool>,
    left: u64,
}

/// Tries every number in every cell from this one on.
fn fill(cell: usize, cells: usize, sums: &mut [Sum]) -> bool {
    if cell == cells {
        return sums.iter().all(|sum| sum.left == 0);
    }
    let here = || sums.iter().filter(|sum| sum.of[cell]);
    // What nothing is known of can be anything; that it is none takes nothing from the others.
    let most = here().map(|sum| sum.left).min().unwrap_or(0);
    // The last cell of a sum is what is left of it.
    let least =
        here().filter(|sum| !sum.of[cell + 1..].contains(&true)).map(|sum| sum.left).max().unwrap_or(0);
    (least..=most).any(|count| {
        sums.iter_mut().filter(|sum| sum.of[cell]).for_each(|sum| sum.left -= count);
        let found = fill(cell + 1, cells, sums);
        sums.iter_mut().filter(|sum| sum.of[cell]).for_each(|sum| sum.left += count);
        found
    })
}

/// The attack on one table of which the sums of rows are shown as well.
fn broken(cells: &[Vec<u64>], k: u64, together: RowsTogether) -> Option<String> {
    let (rows, columns) = (cells.len(), cells[0].len());
    let sums: Vec<Vec<u64>> = cells.iter().map(|row| vec![row.iter().sum()]).collect();
    let of_rows = shown_by(&sums, &vec![true; rows], k, together);
    let may_show: Vec<bool> = of_rows.rows.iter().map(Option::is_some).collect();
    let of_cells = shown_by(cells, &may_show, k, together);
    let mut attacker = Attacker::new(rows * columns);
    attacker.sees(&of_rows, rows, &|row, _| (0..columns).map(|column| row * columns + column).collect());
    attacker.sees(&of_cells, rows, &|row, column| vec![row * columns + column]);
    let found = |of: Vec<usize>, true_count: u64| {
        let found = (true_count < k).then(|| attacker.finds(&of, k)).flatten()?;
        Some(format!("{cells:?}, k = {k}: {of:?} is one of {found:?}; {of_cells:?}"))
    };
    let one = |row: usize, column: usize| found(vec![row * columns + column], cells[row][column]);
    let whole =
        |row: usize| found((0..columns).map(|at| row * columns + at).collect(), cells[row].iter().sum());
    (0..rows).find_map(|row| whole(row).or_else(|| (0..columns).find_map(|column| one(row, column))))
}

const SIZES: [(usize, usize); 9] = [(1, 2), (1, 4), (2, 1), (4, 1), (2, 2), (2, 3), (3, 2), (3, 3), (4, 2)];

#[test]
fn whoever_has_every_number_cannot_tell_one_that_is_hidden() {
    let mut numbers = Numbers(7);
    let mut hidden = 0;
    for (rows, columns) in SIZES {
        for round in 0..120 {
            let cells = numbers.table(rows, columns);
            hidden += cells.iter().flatten().filter(|count| **count < 3 + round % 2).count();
            assert_eq!(broken(&cells, 3 + round % 2, RowsTogether::Held), None);
        }
    }
    assert!(hidden > 1000, "{hidden} counts were attacked");
}

#[test]
fn without_hiding_rows_together_the_attacker_finds_them() {
    let mut numbers = Numbers(7);
    let tables = (0..200).map(|_| numbers.table(3, 2));
    let found = tables.filter(|cells| broken(cells, 3, RowsTogether::LeftOut).is_some()).count();
    assert!(found > 5, "{found} of 200");
    // A table in which the attacker tells the number itself.
    let cells = vec![vec![9, 8], vec![1, 8], vec![7, 9]];
    let told = broken(&cells, 3, RowsTogether::LeftOut).expect("it is told");
    assert!(told.contains("is one of {1}"), "{told}");
    assert_eq!(broken(&cells, 3, RowsTogether::Held), None);
}

/// All tables of that size with that many in them.
fn every_table(cells: usize, sum: u64, so_far: &mut Vec<u64>, each: &mut dyn FnMut(&[u64])) {
    if so_far.len() + 1 == cells {
        so_far.push(sum);
        each(so_far);
        so_far.pop();
        return;
    }
    for count in 0..=sum {
        so_far.push(count);
        every_table(cells, sum - count, so_far, each);
        so_far.pop();
    }
}

/// Whoever also knows how the program decides looks at which tables it would have shown so. Returns how many counts
/// below k he can tell, and how many there are.
fn told_to_whoever_knows_the_rules((rows, columns, sum): (usize, usize, u64), k: u64) -> (usize, usize) {
    let mut shown_so: BTreeMap<String, Vec<Vec<u64>>> = BTreeMap::new();
    every_table(rows * columns, sum, &mut Vec::new(), &mut |cells| {
        let table: Vec<Vec<u64>> = cells.chunks(columns).map(<[u64]>::to_vec).collect();
        let sums: Vec<Vec<u64>> = table.iter().map(|row| vec![row.iter().sum()]).collect();
        let of_rows = shown(&sums, &vec![true; rows], k);
        let may_show: Vec<bool> = of_rows.rows.iter().map(Option::is_some).collect();
        let seen = format!("{of_rows:?} {:?}", shown(&table, &may_show, k));
        shown_so.entry(seen).or_default().push(cells.to_vec());
    });
    let (mut told, mut small) = (0, 0);
    for tables in shown_so.values() {
        for cell in 0..rows * columns {
            let possible: BTreeSet<u64> = tables.iter().map(|table| table[cell]).collect();
            let below = tables.iter().filter(|table| table[cell] < k).count();
            small += below;
            told += if possible.len() == 1 { below } else { 0 };
        }
    }
    (told, small)
}

#[test]
fn whoever_knows_the_rules_as_well_has_two_numbers_for_each_that_is_hidden() {
    for (rows, columns, most) in
        [(2, 1, 30), (3, 1, 24), (4, 1, 18), (5, 1, 15), (1, 3, 24), (1, 4, 18), (1, 5, 15)]
    {
        // Where there is none or one, there is nothing that could be two.
        for sum in 2..=most {
            let (told, small) = told_to_whoever_knows_the_rules((rows, columns, sum), 3);
            assert_eq!(told, 0, "of {small}: {rows} rows, {columns} columns, {sum} in all");
        }
    }
}

#[test]
fn in_rows_and_columns_at_once_the_rules_tell_next_to_nothing() {
    let (mut told, mut small) = (0, 0);
    for (rows, columns, sums) in [(2, 2, 2..=24), (3, 2, 2..=13), (2, 3, 2..=13), (3, 2, 26..=26)] {
        for sum in sums {
            let found = told_to_whoever_knows_the_rules((rows, columns, sum), 3);
            (told, small) = (told + found.0, small + found.1);
        }
    }
    // All of them in tables in which several counts lie just at k.
    assert!(told * 1000 <= small && told > 0, "{told} of {small}");
}

/// Records by quarter, form and level; services by quarter, service and step.
fn records(numbers: &mut Numbers, forms: usize, quarters: usize, levels: usize) -> Vec<Counted> {
    let mut counted = Vec::new();
    for form in 0..forms {
        for quarter in 0..quarters {
            for level in 0..levels {
                for _ in 0..numbers.count() {
                    let settled = (level + 1 < levels).then(|| format!("level-{level}"));
                    counted.push(Counted::of_test(
                        Quarter::of(quarter_day(quarter)),
                        &form_name(form),
                        settled,
                    ));
                }
            }
        }
    }
    counted
}

fn quarter_day(quarter: usize) -> jiff::civil::Date {
    date(2026, 1 + 3 * i8::try_from(quarter).expect("it is one of four"), 1)
}

fn form_name(form: usize) -> FormName {
    FormName::of(&format!("form-{form}"), "1.0.0")
}

#[test]
fn no_table_helps_with_another_one() {
    let mut numbers = Numbers(11);
    let (k, mut attacked) = (3, 0);
    for (forms, quarters, levels) in [(1, 3, 3), (2, 2, 2), (2, 3, 2), (3, 2, 2)] {
        for _ in 0..40 {
            let counted = records(&mut numbers, forms, quarters, levels);
            let tables = Tables::of(&counted, &KnownNames::default(), k);
            attacked += attack_on(&tables, &counted, k);
        }
    }
    assert!(attacked > 500, "{attacked} counts were attacked");
}

/// Attacks every count below k by quarter, form and level, with all tables at once.
fn attack_on(tables: &Tables, counted: &[Counted], k: u64) -> usize {
    let (quarters, forms) = (tables.quarters.len(), tables.forms.len());
    let widths: Vec<usize> = tables.levels.iter().map(|table| table.levels.len() + 1).collect();
    let starts: Vec<usize> = (0..forms).map(|form| quarters * widths[..form].iter().sum::<usize>()).collect();
    let cell = |quarter: usize, form: usize, level: usize| starts[form] + quarter * widths[form] + level;
    let of_form =
        |quarter: usize, form: usize| (0..widths[form]).map(|level| cell(quarter, form, level)).collect();
    let of_quarter =
        |quarter: usize| (0..forms).flat_map(|form| -> Vec<usize> { of_form(quarter, form) }).collect();
    let mut attacker = Attacker::new(quarters * widths.iter().sum::<usize>());
    attacker.sees(&tables.by_quarter, quarters, &|quarter, _| of_quarter(quarter));
    attacker.sees(&tables.by_form, quarters, &of_form);
    for table in &tables.levels {
        attacker.sees(&table.shown, quarters, &|quarter, level| vec![cell(quarter, table.form, level)]);
    }
    let mut attacked = 0;
    for (quarter, of) in tables.quarters.iter().enumerate() {
        for (form, name) in tables.forms.iter().enumerate() {
            let here: Vec<&Counted> =
                counted.iter().filter(|one| one.quarter == *of && one.form == *name).collect();
            let mut targets: Vec<(Vec<usize>, u64)> = vec![(of_form(quarter, form), here.len() as u64)];
            for level in 0..widths[form] {
                let is_so = |one: &&&Counted| {
                    super::tables::column(one, "concern", &tables.levels[form].levels) == level
                };
                targets.push((vec![cell(quarter, form, level)], here.iter().filter(is_so).count() as u64));
            }
            for (cells, count) in targets.into_iter().filter(|(_, count)| *count < k) {
                attacked += 1;
                let found = attacker.finds(&cells, k);
                assert!(found.is_none(), "{of} {name:?} {cells:?}: {count} is one of {found:?}");
            }
        }
    }
    attacked
}

#[test]
fn no_step_of_a_service_can_be_told_from_all_steps_of_all_services() {
    let mut numbers = Numbers(5);
    let (k, mut attacked) = (3, 0);
    for _ in 0..60 {
        let mut counted = Vec::new();
        for service in 0..3 {
            for stage in [ReferralStage::Offered, ReferralStage::Wanted, ReferralStage::Reached] {
                for _ in 0..numbers.count() {
                    let mut one = Counted::of_test(Quarter::of(quarter_day(0)), &form_name(0), None);
                    let id = format!("service-{service}");
                    one.came_to(ServiceName { directory: "us".to_owned(), id }, stage);
                    counted.push(one);
                }
            }
        }
        let tables = Tables::of(&counted, &KnownNames::default(), k);
        let services = tables.services.len();
        let steps = ReferralStage::ALL.len();
        let mut attacker = Attacker::new(services * steps);
        attacker.sees(&tables.by_service, services, &|service, stage| vec![service * steps + stage]);
        for (service, name) in tables.services.iter().enumerate() {
            for stage in ReferralStage::ALL {
                let is_so =
                    |one: &&Counted| one.services().any(|(of, came_to)| of == name && came_to == stage);
                let cell = vec![service * steps + stage as usize];
                if (counted.iter().filter(is_so).count() as u64) < k {
                    attacked += 1;
                    let found = attacker.finds(&cell, k);
                    assert!(found.is_none(), "{name:?} {stage:?} is one of {found:?}");
                }
            }
        }
    }
    assert!(attacked > 300, "{attacked} counts were attacked");
}
