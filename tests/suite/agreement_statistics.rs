//! Statistics of agreement: published examples to their printed digits, independent
//! implementations to nine, and what must hold for all small sets of ratings.
#![expect(clippy::float_arithmetic, reason = "it compares real numbers")]

use std::collections::BTreeMap;
use std::fs;

use safelight::statistics::{
    Estimate, Ratings, Twins, Undefined, between_raters, cohen_kappa, gwet_ac1, krippendorff_alpha, share,
    with_key,
};
use serde::Deserialize;

type Rows = Vec<Vec<Option<usize>>>;
type Outcome = Result<Estimate, Undefined>;

/// One line of `tests/agreement/cases.json`, which `compare.py` beside it wrote.
#[derive(Deserialize)]
struct Case {
    name: String,
    offered: usize,
    rows: Rows,
    results: BTreeMap<String, Expected>,
}

#[derive(Deserialize, Debug)]
#[serde(untagged)]
enum Expected {
    Undefined { undefined: String },
    Value { value: f64, interval: Option<(f64, f64)>, n: usize },
}

fn cases() -> Vec<Case> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/agreement/cases.json");
    serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

/// The rows of the one case whose name begins so.
fn rows_of(name: &str) -> Rows {
    let mut found = cases().into_iter().filter(|case| case.name.starts_with(name));
    let rows = found.next().unwrap_or_else(|| panic!("no case {name}")).rows;
    assert!(found.next().is_none(), "two cases {name}");
    rows
}

fn column(rows: &Rows, rater: usize) -> Vec<Option<usize>> {
    rows.iter().map(|row| row.get(rater).copied().flatten()).collect()
}

/// Every statistic of the same rows; those of two slices take the first two columns.
fn all(rows: &Rows, offered: usize) -> BTreeMap<&'static str, Outcome> {
    let (first, second) = (column(rows, 0), column(rows, 1));
    let twins = Twins::count(&first, &second);
    BTreeMap::from([
        ("between_raters", between_raters(Ratings::of(rows))),
        ("krippendorff_alpha", krippendorff_alpha(Ratings::of(rows))),
        ("gwet_ac1", gwet_ac1(Ratings::of(rows), offered)),
        ("cohen_kappa", cohen_kappa(&first, &second)),
        ("with_key", with_key(&first, &second)),
        ("twins_differing", twins.differing()),
        ("twins_direction", twins.direction()),
    ])
}

fn near(one: f64, other: f64, far: f64) -> bool {
    (one - other).abs() <= far
}

fn near_interval(one: Option<(f64, f64)>, other: Option<(f64, f64)>, far: f64) -> bool {
    match (one, other) {
        (Some(one), Some(other)) => near(one.0, other.0, far) && near(one.1, other.1, far),
        (None, None) => true,
        _ => false,
    }
}

#[test]
fn independent_implementations_say_the_same() {
    let cases = cases();
    let mut wrong = Vec::new();
    for case in &cases {
        let ours = all(&case.rows, case.offered);
        assert_eq!(ours.len(), case.results.len(), "{}", case.name);
        for (name, expected) in &case.results {
            let ours = ours[name.as_str()];
            let same = match (expected, ours) {
                (Expected::Undefined { undefined }, Err(reason)) => *undefined == format!("{reason:?}"),
                (Expected::Value { value, interval, n }, Ok(ours)) => {
                    near(*value, ours.value, 1e-9)
                        && near_interval(*interval, ours.interval, 1e-9)
                        && *n == ours.n
                }
                _ => false,
            };
            if !same {
                wrong.push(format!("{}: {name}: {ours:?}, expected {expected:?}", case.name));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    println!("{} cases", cases.len());
}

/// Asserts that a number, to as many places as were printed, is what was printed.
fn prints(number: f64, printed: &str) {
    let places = printed.split_once('.').map_or(0, |(_, places)| places.len());
    assert_eq!(format!("{number:.places$}"), printed);
}

fn prints_all(outcome: Outcome, [value, error, low, high]: [&str; 4]) {
    let estimate = outcome.unwrap();
    prints(estimate.value, value);
    prints(estimate.standard_error.unwrap(), error);
    prints(estimate.interval.unwrap().0, low);
    prints(estimate.interval.unwrap().1, high);
}

/// The three sets of nominal data in Krippendorff, Computing Krippendorff's Alpha-Reliability, 2011.
#[test]
fn krippendorffs_examples() {
    for (name, printed) in [("A", "0.095"), ("B", "0.692"), ("C", "0.743")] {
        let rows = rows_of(&format!("Krippendorff 2011, {name}:"));
        prints(krippendorff_alpha(Ratings::of(&rows)).unwrap().value, printed);
    }
}

/// Twelve subjects and four raters of Gwet's Handbook, and the other data sets of his package
/// irrCAC, as printed in the documentation and the tests of its port to Python
/// (afergadis/irrCAC on GitHub, `irrCAC/raw.py` and `test/unit/irrCAC/raw`).
#[test]
fn gwets_examples() {
    let ac1 = |name| gwet_ac1(Ratings::of(&rows_of(name)), 0);
    prints_all(ac1("Krippendorff 2011, C:"), ["0.77544", "0.14295", "0.46081", "1"]);
    prints_all(ac1("irrCAC: 20 units"), ["0.497", "0.122", "0.235", "0.758"]);
    prints_all(ac1("irrCAC: 14 subjects"), ["0.685", "0.134", "0.396", "0.973"]);
    prints_all(ac1("irrCAC: 15 subjects"), ["0.208", "0.091", "0.014", "0.403"]);
    prints_all(ac1("irrCAC: Ben and Gerry"), ["0.661", "0.184", "0.257", "1"]);
    let alpha = |name| krippendorff_alpha(Ratings::of(&rows_of(name)));
    prints_all(alpha("irrCAC: 15 subjects"), ["0.143", "0.141", "-0.158", "0.445"]);
    prints_all(alpha("irrCAC: Ben and Gerry"), ["0.665", "0.180", "0.264", "1"]);
}

/// A hundred women and two abstractors, as printed in the vignette "overview" of the R package
/// irrCAC 1.0. There the variances of tables
/// divide by n where those of raw ratings divide by n - 1.
#[test]
fn gwets_table_of_two_abstractors() {
    let rows = rows_of("Gwet 2014: two abstractors");
    let as_in_tables = |outcome: Outcome, value, error| {
        prints(outcome.unwrap().value, value);
        prints(outcome.unwrap().standard_error.unwrap() * (99.0_f64 / 100.0).sqrt(), error);
    };
    as_in_tables(between_raters(Ratings::of(&rows)), "0.89", "0.03128898");
    as_in_tables(gwet_ac1(Ratings::of(&rows), 3), "0.8493305", "0.04321747");
    as_in_tables(krippendorff_alpha(Ratings::of(&rows)), "0.7972585", "0.05905473");
    let kappa = cohen_kappa(&column(&rows, 0), &column(&rows, 1)).unwrap();
    prints(kappa.value, "0.7964094");
    prints(kappa.standard_error.unwrap(), "0.05891072");
}

/// Cohen 1960 prints .492 (the table is in the documentation of the R package psych,
/// `cohen.kappa`). The other is a printout of SAS, in the tests of statsmodels
/// (`stats/tests/test_inter_rater.py`); SAS uses the standard error of Fleiss, Cohen and Everitt.
#[test]
fn kappas_examples() {
    let kappa = |rows: Rows| cohen_kappa(&column(&rows, 0), &column(&rows, 1));
    prints(kappa(rows_of("Cohen 1960")).unwrap().value, "0.492");
    prints_all(kappa(rows_of("SAS, in statsmodels")), ["0.4842", "0.1380", "0.2137", "0.7547"]);
}

/// Newcombe, Statistics in Medicine 17, 1998, table I, method 3.
#[test]
fn newcombes_examples_of_wilsons_interval() {
    let table = [
        (81, 263, "0.2553", "0.3662"),
        (15, 148, "0.0624", "0.1605"),
        (0, 20, "0.0000", "0.1611"),
        (1, 29, "0.0061", "0.1718"),
    ];
    for (part, whole, low, high) in table {
        let interval = share(part, whole).unwrap().interval.unwrap();
        prints(interval.0, low);
        prints(interval.1, high);
        let rest = share(whole - part, whole).unwrap().interval.unwrap();
        assert!(near_interval(Some((1.0 - rest.1, 1.0 - rest.0)), Some(interval), 1e-15));
    }
}

/// Bonett's own examples, in the documentation of his R packages statpsych (`ci.prop.ps`) and
/// vcmeta (`se.prop.ps`); their estimate is the middle of the interval.
#[test]
fn bonetts_examples_of_pairs() {
    let one = Twins { pairs: 48, first_higher: 26, second_higher: 4 }.direction().unwrap();
    prints(one.standard_error.unwrap(), "0.09448809");
    prints(one.interval.unwrap().0, "0.2548067");
    prints(one.interval.unwrap().1, "0.6251933");
    assert_eq!(one.value, 22.0 / 48.0);
    let other = Twins { pairs: 100, first_higher: 64, second_higher: 5 }.direction().unwrap();
    prints(other.standard_error.unwrap(), "0.05953213");
    prints((other.interval.unwrap().0 + other.interval.unwrap().1) / 2.0, "0.5784314");
}

/// Every set of ratings of so many items by so many raters with so many categories, or missing.
fn every(items: usize, raters: usize, categories: usize) -> impl Iterator<Item = Rows> {
    let cells = items * raters;
    let sets = (categories + 1).pow(u32::try_from(cells).unwrap());
    (0..sets).map(move |set| {
        let mut rest = set;
        let mut cell = || {
            let code = rest % (categories + 1);
            rest /= categories + 1;
            code.checked_sub(1)
        };
        (0..items).map(|_| (0..raters).map(|_| cell()).collect()).collect()
    })
}

fn every_small() -> impl Iterator<Item = Rows> {
    every(1, 4, 3).chain(every(2, 3, 3)).chain(every(3, 3, 2)).chain(every(4, 2, 2)).chain(every(3, 2, 3))
}

#[test]
fn all_is_finite_and_within_its_bounds() {
    let mut seen = 0;
    for rows in every_small() {
        for offered in [0, 4] {
            for (name, outcome) in all(&rows, offered) {
                let Ok(estimate) = outcome else { continue };
                let lowest = match name {
                    "between_raters" | "with_key" | "twins_differing" => 0.0,
                    _ => -1.0,
                };
                let (low, high) = estimate.interval.unwrap_or((estimate.value, estimate.value));
                let rising = [lowest, low, estimate.value, high, 1.0].is_sorted();
                assert!(rising, "{name} {estimate:?} {rows:?}");
                assert!(estimate.n >= 1 && estimate.n <= rows.len(), "{name} {rows:?}");
                assert!(estimate.standard_error.is_none_or(|error| error.is_finite() && error > 0.0));
                assert_ne!(estimate.interval.map(|(low, high)| low == high), Some(true), "{name} {rows:?}");
                seen += 1;
            }
        }
    }
    println!("{seen} estimates");
}

#[test]
fn order_and_names_change_nothing() {
    let names = [5, 2, 9];
    for rows in every_small() {
        let renamed = rows.iter().map(|row| row.iter().map(|cell| cell.map(|code| names[code])).collect());
        let renamed: Rows = renamed.collect();
        let items_turned: Rows = rows.iter().rev().cloned().collect();
        let raters_turned: Rows = rows.iter().map(|row| row.iter().rev().copied().collect()).collect();
        let with_gap: Rows =
            [vec![None; rows[0].len()], Vec::new()].into_iter().chain(rows.clone()).collect();
        for (changed, except) in [
            (renamed, &["twins_direction"][..]),
            (items_turned, &[]),
            (raters_turned, &["cohen_kappa", "with_key", "twins_differing", "twins_direction"]),
            (with_gap, &[]),
        ] {
            let now = all(&changed, 3);
            for (name, before) in all(&rows, 3).into_iter().filter(|(name, _)| !except.contains(name)) {
                let same = match (before, now[name]) {
                    (Ok(before), Ok(now)) => {
                        near(before.value, now.value, 1e-12)
                            && near_interval(before.interval, now.interval, 1e-9)
                            && before.n == now.n
                    }
                    (before, now) => before == now,
                };
                assert!(same, "{name}: {before:?} {:?} {rows:?} {changed:?}", now[name]);
            }
        }
    }
}

#[test]
fn two_raters_may_change_places() {
    for rows in every(4, 2, 3) {
        let (one, other) = (column(&rows, 0), column(&rows, 1));
        let (kappa, turned) = (cohen_kappa(&one, &other), cohen_kappa(&other, &one));
        match (kappa, turned) {
            (Ok(kappa), Ok(turned)) => assert!(
                near(kappa.value, turned.value, 1e-12)
                    && near_interval(kappa.interval, turned.interval, 1e-9)
            ),
            _ => assert_eq!(kappa, turned),
        }
        assert_eq!(with_key(&one, &other), with_key(&other, &one));
        let (there, back) = (Twins::count(&one, &other), Twins::count(&other, &one));
        assert_eq!(there.differing(), back.differing());
        if let (Ok(there), Ok(back)) = (there.direction(), back.direction()) {
            let turned = back.interval.map(|(low, high)| (-high, -low));
            assert!(near(there.value, -back.value, 0.0) && near_interval(there.interval, turned, 1e-15));
        }
    }
}

#[test]
fn full_agreement_is_exactly_one() {
    let mut seen = 0;
    for rows in every_small() {
        let alike = |row: &Vec<Option<usize>>| {
            row.iter()
                .flatten()
                .all(|code| row.contains(&Some(*code)) && Some(code) == row.iter().flatten().next())
        };
        if !rows.iter().all(alike) {
            continue;
        }
        for (name, outcome) in all(&rows, 0) {
            let expected = if name.starts_with("twins") { 0.0 } else { 1.0 };
            if let Ok(estimate) = outcome {
                // A rating that meets no other still moves what chance gives AC1: up to rounding.
                assert!(near(estimate.value, expected, 1e-15), "{name} {estimate:?} {rows:?}");
                seen += 1;
            }
        }
    }
    println!("{seen} estimates");
}

#[test]
fn ratings_given_twice_say_the_same_with_more_certainty() {
    for rows in every(3, 3, 2) {
        let twice: Rows = rows.iter().chain(&rows).cloned().collect();
        let more = all(&twice, 2);
        for (name, once) in all(&rows, 2) {
            // Alpha corrects for the number of ratings.
            let (Ok(once), Ok(more)) = (once, more[name]) else {
                assert_eq!(once.err(), more[name].err(), "{name} {rows:?}");
                continue;
            };
            assert_eq!(more.n, 2 * once.n);
            assert!(name == "krippendorff_alpha" || near(once.value, more.value, 1e-12), "{name} {rows:?}");
            if let (Some(once), Some(more)) = (once.standard_error, more.standard_error) {
                assert!(more < once, "{name} {rows:?}");
            }
        }
    }
}

/// The two statistics of pairs, from their definitions, pair by pair.
#[test]
fn agreement_and_alpha_are_what_counting_pairs_gives() {
    for rows in every(2, 3, 3).chain(every(3, 3, 2)) {
        let units: Vec<Vec<usize>> = rows
            .iter()
            .map(|row| row.iter().flatten().copied().collect::<Vec<_>>())
            .filter(|unit| unit.len() > 1)
            .collect();
        let differ = |unit: &[usize]| {
            let pairs =
                (0..unit.len()).flat_map(|i| (0..unit.len()).filter(move |j| *j != i).map(move |j| (i, j)));
            let (different, pairs) = pairs
                .fold((0.0, 0.0), |(d, n), (i, j)| (d + f64::from(u8::from(unit[i] != unit[j])), n + 1.0));
            different / pairs
        };
        let Ok(agreement) = between_raters(Ratings::of(&rows)) else {
            assert!(units.is_empty());
            continue;
        };
        let count = |len: usize| f64::from(u32::try_from(len).unwrap());
        let within = units.iter().map(|unit| differ(unit)).sum::<f64>() / count(units.len());
        assert!(near(agreement.value, 1.0 - within, 1e-12), "{rows:?}");
        let pool = units.concat();
        let weighted =
            units.iter().map(|unit| differ(unit) * count(unit.len())).sum::<f64>() / count(pool.len());
        match krippendorff_alpha(Ratings::of(&rows)) {
            Ok(alpha) => assert!(near(alpha.value, 1.0 - weighted / differ(&pool), 1e-12), "{rows:?}"),
            Err(reason) => assert!(reason == Undefined::OneCategory && differ(&pool) == 0.0),
        }
    }
}

#[test]
fn what_is_undefined_says_why() {
    let reason = |rows: &[Vec<Option<usize>>]| krippendorff_alpha(Ratings::of(rows)).unwrap_err();
    assert_eq!(reason(&[]), Undefined::NothingRated);
    assert_eq!(reason(&[vec![None, None], vec![]]), Undefined::NothingRated);
    assert_eq!(reason(&[vec![None, Some(1)], vec![None, Some(0)]]), Undefined::OneRater);
    assert_eq!(reason(&[vec![None, Some(1)], vec![Some(1), None]]), Undefined::NoPair);
    assert_eq!(reason(&[vec![Some(1), Some(1)], vec![Some(0), None]]), Undefined::OneCategory);
    assert_eq!(share(0, 0), Err(Undefined::NothingRated));
    assert_eq!(with_key(&[Some(1)], &[]), Err(Undefined::NoPair));
    assert_eq!(Twins::default().direction(), Err(Undefined::NoPair));
    for reason in [Undefined::NothingRated, Undefined::OneRater, Undefined::NoPair, Undefined::OneCategory] {
        assert!(reason.to_string().split(' ').count() > 2);
    }
}

#[test]
fn only_what_was_offered_tells_ac1_of_categories_that_nobody_chose() {
    let rows: Rows = vec![vec![Some(4), Some(4)], vec![Some(4), Some(4)]];
    assert_eq!(gwet_ac1(Ratings::of(&rows), 0), Err(Undefined::OneCategory));
    assert_eq!(gwet_ac1(Ratings::of(&rows), 1), Err(Undefined::OneCategory));
    let estimate = gwet_ac1(Ratings::of(&rows), 2).unwrap();
    assert_eq!((estimate.value, estimate.interval, estimate.n), (1.0, None, 2));
}

#[test]
fn a_part_beyond_the_whole_is_the_whole() {
    assert_eq!(share(9, 3), share(3, 3));
    assert_eq!(share(3, 3).unwrap().value, 1.0);
}

/// A year of ratings: as many as anybody will have, and neither slow nor inexact.
#[test]
fn many_items_are_no_trouble() {
    let rows: Rows = (0..200_000).map(|item| vec![Some(item % 3), Some(item % 3), Some(item % 2)]).collect();
    let few: Rows = rows[..6].to_vec();
    for (name, outcome) in all(&rows[..199_998].to_vec(), 3) {
        let (many, few) = (outcome.unwrap(), all(&few, 3)[name].unwrap());
        assert!(name == "krippendorff_alpha" || near(many.value, few.value, 1e-9), "{name}");
        let (Some((low, high)), true) = (many.interval, many.value.abs() < 1.0) else { continue };
        assert!(high - low < 0.01, "{name} {many:?}");
    }
}
