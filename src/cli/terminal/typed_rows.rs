//! Sets what is being typed in rows, as it may be shown, and knows where the cursor is in them. It changes
//! nothing of what was typed.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use safelight::escaped;

/// What is being typed, in rows.
#[derive(Clone)]
pub struct EntryRows {
    /// The rows.
    pub rows: Vec<EntryRow>,
    /// Row and column of the cursor.
    pub cursor: (usize, usize),
}

/// One row of what is being typed.
#[derive(Clone)]
pub struct EntryRow {
    /// What is shown.
    pub text: String,
    /// The bytes of what was typed that it shows.
    pub bytes: Range<usize>,
    columns: usize,
}

impl EntryRow {
    fn new(start: &str, byte: usize) -> Self {
        EntryRow { text: start.to_owned(), bytes: byte..byte, columns: start.width() }
    }

    /// Returns the byte of what was typed that stands at a column.
    pub fn at_column(&self, typed: &str, column: usize) -> usize {
        let mut reached = 2;
        for (place, cluster) in typed[self.bytes.clone()].grapheme_indices(true) {
            reached += escaped::cluster(cluster).width();
            if reached > column {
                return self.bytes.start + place;
            }
        }
        self.bytes.end
    }
}

impl EntryRows {
    /// Sets what is being typed in rows. The cursor stands before a byte.
    pub fn new(typed: &str, cursor: usize, width: usize) -> Self {
        let mut entry = EntryRows { rows: Vec::new(), cursor: (0, 2) };
        let mut row = EntryRow::new("> ", 0);
        for (place, cluster) in typed.grapheme_indices(true) {
            let shown = escaped::cluster(cluster);
            let columns = shown.width();
            // One column stays free, so that the cursor has a place behind the last character.
            if row.columns + columns >= width && cluster != "\n" {
                entry.rows.push(row);
                row = EntryRow::new("  ", place);
            }
            if place == cursor {
                entry.cursor = (entry.rows.len(), row.columns);
            }
            if cluster == "\n" {
                entry.rows.push(row);
                row = EntryRow::new("  ", place + 1);
                continue;
            }
            row.text.push_str(&shown);
            row.columns += columns;
            row.bytes.end = place + cluster.len();
        }
        if cursor >= typed.len() {
            entry.cursor = (entry.rows.len(), row.columns);
        }
        entry.rows.push(row);
        entry
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_fits_and_shows_its_bytes() {
        let words = format!("{} 漢字漢字漢字漢字漢字 👩‍👩‍👧 \u{202e}\n\u{1b}[31m e\u{301}", "x".repeat(90));
        for width in [20, 21, 40, 80] {
            let entry = EntryRows::new(&words, 0, width);
            assert!(entry.rows.iter().all(|row| row.text.width() < width));
            let bytes: usize = entry.rows.iter().map(|row| row.bytes.len()).sum();
            assert_eq!(bytes + 1, words.len(), "all but the line end");
        }
    }

    #[test]
    fn the_cursor_stands_behind_what_is_typed() {
        let cursor = |typed: &str, at: usize, width| EntryRows::new(typed, at, width).cursor;
        assert_eq!(cursor("ab漢", "ab漢".len(), 40), (0, 6));
        assert_eq!(cursor(&"a".repeat(7), 7, 10), (0, 9));
        assert_eq!(cursor(&"a".repeat(8), 8, 10), (1, 3));
        assert_eq!(cursor("abc", 1, 10), (0, 3));
        assert_eq!(cursor("ab\ncd", 2, 10), (0, 4));
        assert_eq!(cursor("ab\ncd", 3, 10), (1, 2));
        assert_eq!(cursor("ab\n", 3, 10), (1, 2));
        assert_eq!(cursor("\u{202e}", 3, 20), (0, 10));
    }

    #[test]
    fn a_column_is_found_again_in_another_row() {
        let entry = EntryRows::new("ab漢d\nefgh", 0, 40);
        assert_eq!(entry.rows[0].at_column("ab漢d\nefgh", 4), 2);
        assert_eq!(entry.rows[0].at_column("ab漢d\nefgh", 5), 2);
        assert_eq!(entry.rows[0].at_column("ab漢d\nefgh", 90), 6);
        assert_eq!(entry.rows[1].at_column("ab漢d\nefgh", 3), 8);
    }
}
