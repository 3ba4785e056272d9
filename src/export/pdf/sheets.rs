//! Rows on sheets: what stays together is not parted, as long as one sheet can hold it.

use super::faces::Length;
use super::layout::TextRow;

/// A row at its place.
pub struct RowAt<'r> {
    /// The row.
    pub row: &'r TextRow,
    /// How far its head is from the upper margin.
    pub down: Length,
}

/// Returns the rows of each sheet of that height.
pub fn sheets<'r>(rows: &'r [TextRow], heads: &'r [Vec<TextRow>], height: Length) -> Vec<Vec<RowAt<'r>>> {
    let mut sheets = Sheets { all: vec![Vec::new()], down: 0, heads, height };
    for group in rows.split_inclusive(|row| !row.stays) {
        let needs = group.iter().map(|row| row.above + row.height).sum::<Length>();
        if sheets.down + needs > height {
            sheets.turn(group.first());
        }
        for row in group {
            if sheets.down + row.above + row.height > height {
                sheets.turn(Some(row));
            }
            sheets.place(row);
        }
    }
    sheets.all
}

struct Sheets<'r> {
    all: Vec<Vec<RowAt<'r>>>,
    down: Length,
    heads: &'r [Vec<TextRow>],
    height: Length,
}

impl<'r> Sheets<'r> {
    /// Begins a sheet, unless this one is empty, with the head of the table to which the next row belongs.
    fn turn(&mut self, next: Option<&TextRow>) {
        if self.down == 0 {
            return;
        }
        self.all.push(Vec::new());
        self.down = 0;
        let head = next.and_then(|row| row.table).and_then(|table| self.heads.get(table));
        let Some(head) =
            head.filter(|head| head.iter().map(|row| row.height).sum::<Length>() < self.height / 2)
        else {
            return;
        };
        head.iter().for_each(|row| self.place(row));
    }

    fn place(&mut self, row: &'r TextRow) {
        let sheet = self.all.last_mut().expect("there is a sheet");
        let above = if sheet.is_empty() { 0 } else { row.above };
        sheet.push(RowAt { row, down: self.down + above });
        self.down += above + row.height;
    }
}

#[cfg(test)]
mod tests {
    use super::{TextRow, sheets};

    fn shown(rows: &[(bool, i32)], height: i32) -> Vec<Vec<i32>> {
        let rows: Vec<TextRow> = rows
            .iter()
            .map(|(stays, height)| TextRow { stays: *stays, height: *height, ..TextRow::default() })
            .collect();
        let sheets = sheets(&rows, &[], height);
        sheets.iter().map(|sheet| sheet.iter().map(|placed| placed.row.height).collect()).collect()
    }

    #[test]
    fn a_heading_goes_with_what_follows_it() {
        assert_eq!(shown(&[(false, 60), (true, 30), (false, 31)], 100), [vec![60], vec![30, 31]]);
        assert_eq!(shown(&[(false, 60), (true, 20), (false, 20)], 100), [vec![60, 20, 20]]);
    }

    #[test]
    fn what_no_sheet_can_hold_is_parted_and_none_is_empty() {
        assert_eq!(shown(&[(true, 60), (true, 61), (false, 62)], 100), [[60], [61], [62]]);
        assert_eq!(shown(&[(false, 200), (false, 10)], 100), [[200], [10]]);
    }
}
