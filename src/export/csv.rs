//! One row a record, for counting in a spreadsheet: which edition, where, which levels, what is due, which
//! services and what came of them. No answer and no word that anybody typed of a person is in it; whoever does
//! research with answers reads JSON. Pages that count bring rows of their own. A spreadsheet takes no cell for a
//! formula.

use csv::{Terminator, WriterBuilder};

use super::format::{Format, NotWritten, Options};
use crate::escaped::escaped;
use crate::records::{OutcomeRecord, Record};
use crate::report::{Detail, Pages, short_day_of};
use crate::scoring::Due;

/// Rows for counting.
pub const FORMAT: Format = Format {
    name: "csv",
    endings: &["csv"],
    for_programs: true,
    levels: &[Detail::Note, Detail::Reasons, Detail::Full],
    write: |pages: &Pages<'_>, _: &Options| {
        let row = pages.record().map(|(record, detail)| write(record, detail));
        row.or_else(|| pages.rows().map(|rows| write_rows(&rows))).ok_or(NotWritten::NoRecord)
    },
};

/// The version of the columns.
const VERSION: u32 = 1;

/// By this mark at its beginning, spreadsheets take the file for UTF-8.
const BYTE_ORDER_MARK: &str = "\u{feff}";

/// Between the entries of a list, and between what may hold at once.
const ENTRIES: &str = ";";
const EITHER: &str = "|";

/// A column.
pub struct Column {
    /// Its head.
    pub name: &'static str,
    /// What it holds.
    pub holds: &'static str,
    cell: fn(&Record, Detail) -> String,
}

const fn column(name: &'static str, holds: &'static str, cell: fn(&Record, Detail) -> String) -> Column {
    Column { name, holds, cell }
}

/// The columns, in order. One more comes last; a change of one is another version.
pub const COLUMNS: &[Column] = &[
    column("format", "the version of these columns, 1", |_, _| VERSION.to_string()),
    column("date", "the day, as `2026-11-22`; without identifiers the year", |record, _| {
        short_day_of(record)
    }),
    column("questionnaire", "its id", |record, _| record.questionnaire.id.clone()),
    column("version", "its version", |record, _| record.questionnaire.version.clone()),
    column("fingerprint", "its short code, as summaries show it", |record, _| {
        let edition = &record.questionnaire;
        if edition.id.is_empty() { String::new() } else { edition.fingerprint.short() }
    }),
    column("language", "the tag of its language", |record, _| record.questionnaire.language.clone()),
    column("agency", "as in the settings", |record, _| record.agency.clone().unwrap_or_default()),
    column("jurisdiction", "the title of the pack, and that of the pack on which it stands", |record, _| {
        record.jurisdiction.clone().unwrap_or_default()
    }),
    column("setting", "how the talk was held: `in_person`, `telephone` or `video`", |record, _| {
        record.held.map(|held| held.id().to_owned()).unwrap_or_default()
    }),
    column("stopped", "the id of the stop that ended the questions", |record, _| {
        record.stopped.clone().unwrap_or_default()
    }),
    column("outcomes", "each outcome with its possible levels, `id=level`", |record, _| {
        list(record.outcomes.iter().map(levels))
    }),
    column("judged", "each outcome that a professional judged, `id=level`", |record, _| {
        list(record.outcomes.iter().filter_map(judged))
    }),
    column(
        "actions_due",
        "the ids of the actions that are due; at the level `note`, where an id would tell an answer, the words for it",
        |record, detail| actions(record, detail, Due::Due),
    ),
    column("actions_may_be_due", "those that depend on open answers, in the same way", |record, detail| {
        actions(record, detail, Due::MayBeDue)
    }),
    column(
        "services",
        "each service that matched with what the person said to it, `id=response`",
        |record, _| {
            list(record.referrals.iter().map(|service| format!("{}={}", service.id, service.response.id())))
        },
    ),
    column("needs_without_service", "the needs that none of them meets", |record, _| {
        list(record.needs_without_service.iter().map(|unmet| unmet.need.clone()))
    }),
];

fn list(entries: impl Iterator<Item = String>) -> String {
    entries.collect::<Vec<_>>().join(ENTRIES)
}

fn levels(outcome: &OutcomeRecord) -> String {
    let levels: Vec<&str> = outcome.possible.iter().map(|level| level.id.as_str()).collect();
    format!("{}={}", outcome.id, levels.join(EITHER))
}

fn judged(outcome: &OutcomeRecord) -> Option<String> {
    outcome.judged.as_ref().map(|judged| format!("{}={}", outcome.id, judged.level))
}

fn actions(record: &Record, detail: Detail, due: Due) -> String {
    let of = record.actions.iter().filter(|action| action.status == due).map(|action| {
        let words = action.step.in_note.as_ref().filter(|_| !detail.holds_answers());
        words.unwrap_or(&action.step.id).as_str()
    });
    let mut once: Vec<&str> = Vec::new();
    for action in of {
        if !once.contains(&action) {
            once.push(action);
        }
    }
    once.join(ENTRIES)
}

/// Writes the head and the row of a record, at a level.
pub fn write(record: &Record, detail: Detail) -> Vec<u8> {
    let head = COLUMNS.iter().map(|column| column.name.to_owned()).collect();
    write_rows(&[head, COLUMNS.iter().map(|column| (column.cell)(record, detail)).collect()])
}

/// Writes rows of texts, the head first.
fn write_rows(rows: &[Vec<String>]) -> Vec<u8> {
    let mut out =
        WriterBuilder::new().terminator(Terminator::CRLF).from_writer(BYTE_ORDER_MARK.as_bytes().to_vec());
    for row in rows {
        out.write_record(row.iter().map(|text| cell(text))).expect("memory takes every row");
    }
    out.into_inner().expect("memory takes every row")
}

/// Returns a text as a cell that no spreadsheet takes for a formula: where it could be one, an apostrophe
/// comes first.
fn cell(text: &str) -> String {
    let text = escaped(text);
    let is_formula = text.starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠']);
    if is_formula { format!("'{text}") } else { text }
}

#[cfg(test)]
mod tests {
    use super::cell;

    #[test]
    fn no_cell_is_a_formula() {
        for text in ["=1+1", "+1", "-1", "@SUM(A1)", "＝1"] {
            assert_eq!(cell(text), format!("'{text}"));
        }
        assert_eq!(cell("\t=1"), r"\u{9}=1");
        assert_eq!(cell("\r\n=1"), r"\u{d}\u{a}=1");
        assert_eq!(cell("concern=consult|urgent;a=b"), "concern=consult|urgent;a=b");
    }
}
