//! Statistics as pages for people and as rows for spreadsheets.

use super::picture::bars;
use super::result::Statistics;
use super::sheet::Sheet;
use crate::report::Block;

/// What stands in the place of a count that is not shown.
const HIDDEN: &str = "hidden";

/// The version of the rows for spreadsheets.
const VERSION: u32 = 1;

/// The head of those rows.
const CSV_HEAD: [&str; 6] = ["format", "table", "of", "row", "column", "count"];

/// Returns the tables as pages. What is to be said besides, such as what was left out, comes before them.
pub fn pages(statistics: &Statistics, besides: &[String]) -> Vec<Block> {
    let k = statistics.k();
    let mut blocks = vec![Block::Title("Statistics".to_owned())];
    let counted = match statistics.records() {
        Some(records) => format!("{records} records are counted."),
        None => format!("There are fewer than {k} records of a form, so none is counted here."),
    };
    blocks.push(Block::Paragraph(counted));
    blocks.extend(besides.iter().map(|text| Block::Paragraph(text.clone())));
    blocks.push(Block::Items(how_to_read(k).into_iter().map(|text| (text, Vec::new())).collect()));
    for (place, sheet) in statistics.sheets().iter().enumerate() {
        blocks.push(Block::Heading(sheet.title.clone()));
        let rows = sheet.rows.iter().map(|row| {
            [row.name.clone()].into_iter().chain(row.counts.iter().map(|count| in_words(*count))).collect()
        });
        blocks.push(Block::Table { head: sheet.head.clone(), rows: rows.collect() });
        blocks.extend(bars(place, &sheet.title, &single_counts(sheet)));
    }
    blocks
}

/// The counts of a table that has one in each row.
fn single_counts(sheet: &Sheet) -> Vec<(&str, u64)> {
    let counts = sheet.rows.iter().map(|row| match row.counts.as_slice() {
        [Some(count)] => Some((row.name.as_str(), *count)),
        _ => None,
    });
    counts.collect::<Option<_>>().unwrap_or_default()
}

fn in_words(count: Option<u64>) -> String {
    count.map_or_else(|| HIDDEN.to_owned(), |count| count.to_string())
}

fn how_to_read(k: u64) -> Vec<String> {
    vec![
        format!(
            "Counts from 0 to {} are hidden. What is small is counted together with what \
             stands beside it (with a +), and what could be told by subtracting is hidden too.",
            k.saturating_sub(1)
        ),
        format!("A form with fewer than {k} records is in no number here."),
        "A record is a screening, not a person: a person who was screened twice counts twice.".to_owned(),
        "Not settled means that answers are open: it is neither a no nor a yes.".to_owned(),
        "Services are counted once for each record in which they were offered. Each step holds those behind it: what \
         was reached was offered. A step that cannot be told from the one behind it is hidden."
            .to_owned(),
        "Screenings that were held and records that are kept are not the same: each table is of its own."
            .to_owned(),
        "Who has two of these pages, from different days, can work out what is hidden: give away one for a time that is \
         over, and the same to everybody."
            .to_owned(),
    ]
}

/// Returns the tables as rows of texts, the head first: one row for each count. One that is hidden is empty.
pub fn csv_rows(statistics: &Statistics) -> Vec<Vec<String>> {
    let mut rows = vec![CSV_HEAD.map(str::to_owned).to_vec()];
    for sheet in statistics.sheets() {
        for row in &sheet.rows {
            for (column, count) in sheet.head.iter().skip(1).zip(&row.counts) {
                rows.push(vec![
                    VERSION.to_string(),
                    sheet.id.to_owned(),
                    sheet.of.clone(),
                    row.name.clone(),
                    column.clone(),
                    count.map_or_else(String::new, |count| count.to_string()),
                ]);
            }
        }
    }
    rows
}
