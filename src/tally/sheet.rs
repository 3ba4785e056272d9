//! The tables as they are printed, in words. What is hidden is gone before.

use super::counted::ReferralStage;
use super::coverage::CoverageTable;
use super::hiding::{Group, Shown};
use super::named::KnownNames;
use super::tables::Tables;

/// A table as it is printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// What it is in CSV.
    pub id: &'static str,
    /// Of which form and outcome, as ids; empty where it is of all.
    pub of: String,
    /// What stands above it.
    pub title: String,
    /// The words above its columns, the first one above the names of its rows.
    pub head: Vec<String>,
    /// Its rows.
    pub rows: Vec<SheetRow>,
}

/// A row of such a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetRow {
    /// What is counted.
    pub name: String,
    /// The counts; nothing where one is hidden.
    pub counts: Vec<Option<u64>>,
}

/// What joins the names of what is counted together.
const AND: &str = " + ";

/// The row of those that are not shown by themselves.
const OTHER_QUARTERS: &str = "other quarters together";
const OTHER_SERVICES: &str = "other services together";

/// Returns the tables as they are printed.
pub(super) fn sheets(tables: &Tables, coverage: &CoverageTable, names: &KnownNames) -> Vec<Sheet> {
    let quarters: Vec<String> = tables.quarters.iter().map(ToString::to_string).collect();
    let mut sheets = vec![by_rows(
        "quarters",
        "Records by quarter",
        &quarters,
        &["records".to_owned()],
        &tables.by_quarter,
    )];
    let forms: Vec<String> = tables.forms.iter().map(|form| form.as_str().to_owned()).collect();
    sheets.push(over_all("forms", "Forms", &forms, &tables.by_form));
    sheets.push(by_rows("forms by quarter", "Forms by quarter", &quarters, &forms, &tables.by_form));
    for table in &tables.levels {
        let form = &tables.forms[table.form];
        let outcome = names.outcome(form, &table.outcome);
        let words = table.levels.iter().map(|level| names.level(form, &table.outcome, level).to_owned());
        let columns: Vec<String> = words.chain(["not settled".to_owned()]).collect();
        let title = format!("{outcome} ({})", form.as_str());
        let of = format!("{} {}", form.as_str(), table.outcome);
        let both = [
            over_all("levels", &title, &columns, &table.shown),
            by_rows("levels by quarter", &format!("{title}, by quarter"), &quarters, &columns, &table.shown),
        ];
        sheets.extend(both.map(|sheet| Sheet { of: of.clone(), ..sheet }));
    }
    sheets.push(needs(tables));
    sheets.push(funnel_over_all(&tables.funnel));
    let funnel =
        |id, title, rows: &[String], rest, shown| Sheet { id, title, ..funnel_by_rows(rows, rest, shown) };
    sheets.push(funnel(
        "services by quarter",
        "Services, from offered to reached, by quarter".to_owned(),
        &quarters,
        OTHER_QUARTERS,
        &tables.funnel,
    ));
    let services: Vec<String> = tables.services.iter().map(|service| names.service(service)).collect();
    sheets.push(funnel(
        "services",
        "Each service, from offered to reached".to_owned(),
        &services,
        OTHER_SERVICES,
        &tables.by_service,
    ));
    sheets.push(over_all(
        "screenings",
        "Screenings, and what came of them",
        &coverage.columns,
        &coverage.shown,
    ));
    sheets.push(by_rows(
        "screenings by quarter",
        "Screenings by quarter",
        &coverage.quarters,
        &coverage.columns,
        &coverage.shown,
    ));
    sheets.retain(|sheet| !sheet.rows.is_empty());
    sheets
}

fn together(columns: &[String], group: &Group) -> String {
    columns[group.clone()].join(AND)
}

/// A table of one count for each group of columns, over all rows.
fn over_all(id: &'static str, title: &str, columns: &[String], shown: &Shown) -> Sheet {
    let rows = shown.all.iter().map(|(group, count)| row(together(columns, group), [Some(*count)]));
    Sheet {
        id,
        of: String::new(),
        title: title.to_owned(),
        head: vec!["What".to_owned(), "Count".to_owned()],
        rows: rows.collect(),
    }
}

/// A table of the rows that are shown, with what the others come to.
fn by_rows(id: &'static str, title: &str, rows: &[String], columns: &[String], shown: &Shown) -> Sheet {
    let head = shown.groups.iter().map(|group| together(columns, group));
    let counts = |counts: &Vec<u64>| counts.iter().map(|count| Some(*count)).collect::<Vec<_>>();
    let visible = rows.iter().zip(&shown.rows).filter_map(|(name, row)| Some((name, row.as_ref()?)));
    let mut printed: Vec<SheetRow> =
        visible.map(|(name, cells)| SheetRow { name: name.clone(), counts: counts(cells) }).collect();
    printed.extend(shown.rest.as_ref().map(|rest| row(OTHER_QUARTERS.to_owned(), counts(rest))));
    let is_one_column = columns.len() == 1;
    if let (true, [(_, all)]) = (is_one_column, shown.all.as_slice()) {
        printed.push(row("all quarters".to_owned(), [Some(*all)]));
    }
    Sheet {
        id,
        of: String::new(),
        title: title.to_owned(),
        head: ["Quarter".to_owned()].into_iter().chain(head).collect(),
        // The forms by quarter say no more than the quarters where there is one form.
        rows: if is_one_column && id != "quarters" { Vec::new() } else { printed },
    }
}

fn row(name: String, counts: impl IntoIterator<Item = Option<u64>>) -> SheetRow {
    SheetRow { name, counts: counts.into_iter().collect() }
}

fn needs(tables: &Tables) -> Sheet {
    let rows = tables.needs.iter().map(|(need, count)| row(need.label.to_owned(), [Some(*count)]));
    Sheet {
        id: "needs",
        of: String::new(),
        title: "Needs".to_owned(),
        head: vec!["Need".to_owned(), "Records".to_owned()],
        rows: rows.collect(),
    }
}

/// How much came at least so far: what stands in a group and in all behind it. A step is shown where a group begins
/// with it; otherwise it would tell apart what is counted together.
fn at_least(stage: ReferralStage, groups: &[Group], counts: &[u64]) -> Option<u64> {
    let place = groups.iter().position(|group| group.start == stage as usize)?;
    Some(counts[place..].iter().sum())
}

fn funnel_over_all(shown: &Shown) -> Sheet {
    let groups: Vec<Group> = shown.all.iter().map(|(group, _)| group.clone()).collect();
    let counts: Vec<u64> = shown.all.iter().map(|(_, count)| *count).collect();
    let rows = ReferralStage::ALL
        .iter()
        .map(|stage| row(stage.label().to_owned(), [at_least(*stage, &groups, &counts)]));
    Sheet {
        id: "services together",
        of: String::new(),
        title: "All services, from offered to reached".to_owned(),
        head: vec!["Came at least to".to_owned(), "Count".to_owned()],
        rows: if groups.is_empty() { Vec::new() } else { rows.collect() },
    }
}

fn funnel_by_rows(names: &[String], rest: &str, shown: &Shown) -> Sheet {
    let steps = |counts: &Vec<u64>| ReferralStage::ALL.map(|stage| at_least(stage, &shown.groups, counts));
    let visible = names.iter().zip(&shown.rows).filter_map(|(name, counts)| Some((name, counts.as_ref()?)));
    let mut rows: Vec<SheetRow> = visible.map(|(name, counts)| row(name.clone(), steps(counts))).collect();
    rows.extend(shown.rest.as_ref().map(|counts| row(rest.to_owned(), steps(counts))));
    let head = ["".to_owned()].into_iter().chain(ReferralStage::ALL.map(|stage| stage.label().to_owned()));
    Sheet { id: "", of: String::new(), title: String::new(), head: head.collect(), rows }
}
