//! Reads `[[example]]` tables and reports all mistakes in one pass. One set of examples may stand in
//! several documents: names are unique in the set, and `like` reaches over all of it.

use std::collections::BTreeMap;

use super::expect::Expectation;
use super::input::{Given, pairs};
use super::names::{ExampleTarget, Side, target};
use crate::diagnostic::Diagnostic;
use crate::questionnaire::model::Questionnaire;
use crate::reading::{self, Notes, Placed, Table, Untyped};
use crate::scoring::Case;
use crate::source::{Source, Span};

/// A set of examples, and everything that is wrong with it.
#[derive(Debug)]
pub struct Examples<'q> {
    /// The examples that could be read, in the order of the documents.
    pub examples: Vec<Example<'q>>,
    /// The findings of each document.
    pub findings: Vec<Vec<Diagnostic>>,
}

/// One example: one case, or a table of cases.
#[derive(Debug)]
pub struct Example<'q> {
    /// Its name.
    pub name: String,
    /// The place of its document.
    pub document: usize,
    /// Where the expectation comes from.
    pub because: Option<String>,
    /// The cases; one, unless it is a table.
    pub rows: Vec<ExampleCase<'q>>,
    /// Whether it is a table.
    pub is_table: bool,
}

/// One case with what is expected of it.
#[derive(Debug)]
pub struct ExampleCase<'q> {
    /// Where it stands.
    pub span: Span,
    /// What goes in.
    pub case: Case<'q>,
    /// What is expected; which stop fires is always among it.
    pub expect: Vec<Expectation>,
}

/// Reads the examples of a questionnaire from its own document and others. A document that also holds
/// the questionnaire may have other keys; any other has nothing but examples.
pub fn read<'q>(documents: &[&Source], questionnaire: &'q Questionnaire) -> Examples<'q> {
    let notes: Vec<Notes<'_>> = documents.iter().map(|source| Notes::new(source)).collect();
    let mut drafts = Vec::new();
    for (document, notes) in notes.iter().enumerate() {
        let root = reading::parse(notes);
        let file = Table::root(&root, notes);
        let tables = file.tables("example", "[[example]]");
        drafts.extend(tables.into_iter().filter_map(|table| draft(questionnaire, table, document)));
        match file.has("questionnaire") {
            true => file.leave_the_rest(),
            false => file.need_format(),
        }
    }
    note_names(&drafts, &notes);
    let place_of = |name: &str| drafts.iter().position(|draft| draft.name.value == name);
    let examples = (0..drafts.len())
        .filter_map(|place| example(questionnaire, &drafts, place, &place_of, &notes[drafts[place].document]))
        .collect();
    Examples { examples, findings: notes.into_iter().map(Notes::into_findings).collect() }
}

/// An example as it is written, before `like` is followed.
struct DraftExample {
    document: usize,
    name: Placed<String>,
    like: Option<Placed<String>>,
    because: Option<String>,
    given: Given,
    expect: Vec<Expectation>,
    rows: Vec<DraftRow>,
    is_table: bool,
    /// Whether nothing was wrong with it.
    sound: bool,
}

/// What one row adds to its example.
struct DraftRow {
    span: Span,
    given: Given,
    expect: Vec<Expectation>,
}

fn draft(questionnaire: &Questionnaire, table: Table<'_>, document: usize) -> Option<DraftExample> {
    let before = table.notes().errors();
    let name = table.need_text("name");
    let given = Given::read(questionnaire, &table);
    let expect = expectations(questionnaire, &table);
    let is_table = table.has("columns") || table.has("rows");
    let rows = if is_table { rows(questionnaire, &table) } else { vec![the_only_row(&table)] };
    let like = table.text("like");
    let because = table.text("because").map(|text| text.value);
    if expect.is_empty() && rows.iter().all(|row| row.expect.is_empty()) && !rows.is_empty() {
        note_nothing_expected(&table, table.notes().errors() > before);
    }
    let notes = table.notes();
    drop(table);
    let sound = notes.errors() == before;
    Some(DraftExample { document, name: name?, like, because, given, expect, rows, is_table, sound })
}

fn the_only_row(table: &Table<'_>) -> DraftRow {
    DraftRow { span: table.span.clone(), given: Given::default(), expect: Vec::new() }
}

/// What was misspelt or could not be read is noted already, and may have been the expectation.
fn note_nothing_expected(table: &Table<'_>, has_mistakes: bool) {
    let finding = Diagnostic::error("nothing-expected", table.span.clone(), "this example expects nothing")
        .help("add what must come out, such as `expect = {total = 4}`");
    let keys = ["expect", "next", "stop", "columns", "rows"];
    if keys.iter().all(|key| !table.has(key)) {
        table.note_lacking(&keys, finding);
    } else if !has_mistakes && !table.is_lacking() {
        table.notes().add(finding);
    }
}

/// Reads `expect`, `next` and `stop` of a table.
pub fn expectations(questionnaire: &Questionnaire, table: &Table<'_>) -> Vec<Expectation> {
    let notes = table.notes();
    let mut expect = Vec::new();
    let sides = [("expect", "`expect`", Side::Expect), ("next", "`next`", Side::Next)];
    for (key, what, side) in sides {
        for (id, value) in pairs(table.table(key, what)) {
            let found = target(questionnaire, &id, side, notes);
            expect.extend(
                found.and_then(|found| Expectation::read(questionnaire, found, &id.value, &value, notes)),
            );
        }
    }
    let stop = table.any_value("stop");
    expect.extend(
        stop.and_then(|value| Expectation::read(questionnaire, ExampleTarget::Stop, "stop", &value, notes)),
    );
    expect
}

fn rows(questionnaire: &Questionnaire, table: &Table<'_>) -> Vec<DraftRow> {
    let notes = table.notes();
    let columns = table.texts("columns");
    let rows = table.rows("rows");
    if columns.is_empty() && !table.has("columns") {
        table.note_missing(
            "columns",
            "name what each cell of a row is, such as `columns = [\"debt\", \"total\"]`",
        );
    }
    if table.length("columns") == Some(0) {
        let help = "name what each cell of a row is, such as `columns = [\"debt\", \"total\"]`";
        notes.error("bad-row", table.place_of_value("columns"), "there is no column", help);
    }
    if rows.is_empty() && !table.has("rows") {
        table.note_missing("rows", "write one row for each case");
    } else if rows.is_empty() && table.length("rows") == Some(0) {
        let help = "write one row for each case, or remove the example";
        notes.error("bad-row", table.place_of_value("rows"), "there is no row", help);
    }
    let targets: Vec<Option<ExampleTarget>> =
        columns.iter().map(|column| target(questionnaire, column, Side::Columns, notes)).collect();
    let columns: Vec<(&str, Option<ExampleTarget>)> =
        columns.iter().map(|column| column.value.as_str()).zip(targets).collect();
    rows.into_iter().map(|cells| row(questionnaire, &columns, cells, notes)).collect()
}

fn row(
    questionnaire: &Questionnaire,
    columns: &[(&str, Option<ExampleTarget>)],
    cells: Placed<Vec<Placed<Untyped<'_>>>>,
    notes: &Notes<'_>,
) -> DraftRow {
    let mut row = DraftRow { span: cells.span.clone(), given: Given::default(), expect: Vec::new() };
    if cells.value.len() != columns.len() && !columns.is_empty() {
        let message = format!("this row has {} of {} cells", cells.value.len(), columns.len());
        let help = "write one cell for each column, in the same order; \"\" is not asked, or not looked at";
        notes.error("bad-row", cells.span, message, help);
        return row;
    }
    for ((id, target), cell) in columns.iter().zip(&cells.value) {
        let is_empty = cell.value.text() == Some("");
        match target {
            Some(target @ (ExampleTarget::Question(_) | ExampleTarget::Context(_))) => {
                row.given.put(questionnaire, *target, id, cell, notes);
            }
            Some(target) if !is_empty || *target == ExampleTarget::Stop => {
                row.expect.extend(Expectation::read(questionnaire, *target, id, cell, notes));
            }
            _ => {}
        }
    }
    row
}

fn note_names(drafts: &[DraftExample], notes: &[Notes<'_>]) {
    let mut first: BTreeMap<&str, &DraftExample> = BTreeMap::new();
    for draft in drafts {
        let name = draft.name.value.as_str();
        let Some(earlier) = first.get(name) else {
            first.insert(name, draft);
            continue;
        };
        let message = format!("the name `{name}` is used twice");
        let mut finding = Diagnostic::error("duplicate-id", draft.name.span.clone(), message)
            .help("give this example another name, also if the other stands in the file beside this one");
        if earlier.document == draft.document {
            finding = finding.see(earlier.name.span.clone(), "first used here");
        }
        notes[draft.document].add(finding);
    }
}

/// Returns an example with all that it takes over, or nothing if something is wrong with it.
fn example<'q>(
    questionnaire: &'q Questionnaire,
    drafts: &[DraftExample],
    place: usize,
    place_of: &dyn Fn(&str) -> Option<usize>,
    notes: &Notes<'_>,
) -> Option<Example<'q>> {
    let draft = &drafts[place];
    let given = taken_over(drafts, place, place_of, notes)?;
    if !draft.sound {
        return None;
    }
    let rows: Vec<Option<ExampleCase<'q>>> =
        draft.rows.iter().map(|row| whole_row(questionnaire, draft, row, &given, notes)).collect();
    Some(Example {
        name: draft.name.value.clone(),
        document: draft.document,
        because: draft.because.clone(),
        rows: rows.into_iter().collect::<Option<Vec<_>>>()?,
        is_table: draft.is_table,
    })
}

/// Returns what goes into an example, with what it takes over from the one that it is like.
fn taken_over(
    drafts: &[DraftExample],
    place: usize,
    place_of: &dyn Fn(&str) -> Option<usize>,
    notes: &Notes<'_>,
) -> Option<Given> {
    let mut chain = vec![place];
    let mut sound = true;
    while let Some(like) = &drafts[*chain.last().expect("it begins with one")].like {
        let Some(next) = place_of(&like.value) else {
            note_unknown_like(drafts, place, chain.len(), like, notes);
            return None;
        };
        if chain.contains(&next) {
            if next == place {
                let message = format!("`{}` takes over its own answers", drafts[place].name.value);
                let help = "take over from an example that does not take over from this one";
                let span = drafts[place].like.as_ref().map_or(0..0, |like| like.span.clone());
                notes.error("circle", span, message, help);
            }
            return None;
        }
        sound &= drafts[next].sound;
        chain.push(next);
    }
    let mut given = Given::default();
    for from in chain.iter().skip(1).rev() {
        given.overlay(&drafts[*from].given);
    }
    if let Some(like) = &drafts[place].like {
        given = given.all_at(&like.span);
    }
    given.overlay(&drafts[place].given);
    sound.then_some(given)
}

/// A name that is not there is noted once, at the example that says it.
fn note_unknown_like(
    drafts: &[DraftExample],
    place: usize,
    length: usize,
    like: &Placed<String>,
    notes: &Notes<'_>,
) {
    if length > 1 {
        return;
    }
    let others = drafts.iter().enumerate().filter(|(other, _)| *other != place);
    let others = others.map(|(_, draft)| draft.name.value.as_str());
    let exactly = || "write the name of another example, exactly".to_owned();
    let help = notes.nearest_or(&like.value, others, '"', exactly);
    let message = format!("there is no example `{}`", like.value);
    notes.error("unknown-name", like.span.clone(), message, help);
}

fn whole_row<'q>(
    questionnaire: &'q Questionnaire,
    draft: &DraftExample,
    row: &DraftRow,
    given: &Given,
    notes: &Notes<'_>,
) -> Option<ExampleCase<'q>> {
    let mut all = given.clone();
    all.overlay(&row.given);
    let case = all.case(questionnaire, &row.span, notes)?;
    let mut expect = row.expect.clone();
    let nothing_stops = Expectation::Stop(None);
    for common in draft.expect.iter().chain([&nothing_stops]) {
        if !expect.iter().any(|own| own.is_about_the_same(common)) {
            expect.push(common.clone());
        }
    }
    Some(ExampleCase { span: row.span.clone(), case, expect })
}
