//! Tables: how wide their columns are, and their rows of cells. A row stays whole where a page can hold it,
//! and the head is repeated on every page.

use std::ops::Range;
use std::rc::Rc;

use krilla::tagging::{TableHeaderScope, Tag, TagKind};

use super::faces::{Face, Length, SetText, Style};
use super::layout::{Flow, Fragment, TextRow};
use super::structure::{Structure, TagPlace};
use crate::export::NotWritten;

const CELL: Style = Style { face: Face::Regular, size: 9_000, leading: 11_000 };
const HEAD: Style = Style { face: Face::Bold, ..CELL };

/// Between columns.
const BETWEEN: Length = 9_000;
/// Above and below the text of a row.
const PAD: Length = 700;
/// Where columns are narrower, it is a list.
const NARROW: Length = 24_000;

impl Flow<'_> {
    /// Lays out a table.
    pub(super) fn table(&mut self, head: &[String], rows: &[Vec<String>]) -> Result<(), NotWritten> {
        let columns = rows.iter().map(Vec::len).chain([head.len()]).max().unwrap_or_default();
        let between = BETWEEN * Length::try_from(columns.saturating_sub(1)).unwrap_or(Length::MAX / BETWEEN);
        let room = self.width.saturating_sub(between);
        if columns == 0 {
            return Ok(());
        }
        if usize::try_from(room / NARROW).unwrap_or_default() < columns {
            let items: Vec<_> = rows.iter().map(|row| (row.join(": "), Vec::new())).collect();
            return self.items(&items);
        }
        let head = head.iter().map(|cell| self.set(cell, HEAD)).collect::<Result<Vec<_>, _>>()?;
        let set =
            |row: &Vec<String>| row.iter().map(|cell| self.set(cell, CELL)).collect::<Result<Vec<_>, _>>();
        let cells = rows.iter().map(set).collect::<Result<Vec<_>, _>>()?;
        let all = || cells.iter().chain([&head]);
        let of = |column: usize, measured: fn(&SetText) -> Length| {
            all().filter_map(|row| row.get(column)).map(|cell| measured(cell)).max().unwrap_or_default()
        };
        let whole: Vec<Length> = (0..columns).map(|column| of(column, SetText::width)).collect();
        let least: Vec<Length> = (0..columns).map(|column| of(column, SetText::widest_word)).collect();
        let places = places(&widths(&whole, &least, room));

        let element = self.structure.add(None, Tag::Table);
        let section = self.structure.add(Some(element), Tag::THead);
        let column = || Tag::TH(TableHeaderScope::Column).into();
        let mut head_rows = row(&mut self.structure, section, &head, &places, column);
        head_rows.iter_mut().for_each(|row| row.stays = true);
        head_rows[0].above = PAD;
        let table = self.heads.len();
        self.heads.push(head_rows.iter().map(repeated).collect());
        self.rows.extend(head_rows);
        let section = self.structure.add(Some(element), Tag::TBody);
        for cells in &cells {
            let mut body = row(&mut self.structure, section, cells, &places, || Tag::TD.into());
            body.iter_mut().for_each(|row| row.table = Some(table));
            self.rows.extend(body);
        }
        self.rows.last_mut().expect("a table has a row").height += 4 * PAD;
        Ok(())
    }
}

/// The same row where it only repeats.
fn repeated(row: &TextRow) -> TextRow {
    let mut row = row.clone();
    row.parts.iter_mut().for_each(|part| part.element = None);
    row
}

/// Returns the rows of lines of a row of cells.
fn row(
    structure: &mut Structure,
    section: TagPlace,
    cells: &[Rc<SetText>],
    places: &[Range<Length>],
    tag: impl Fn() -> TagKind,
) -> Vec<TextRow> {
    let element = structure.add(Some(section), Tag::TR);
    let mut rows = vec![TextRow::default()];
    // A cell that is missing is an empty one: a table is a grid.
    for (column, place) in places.iter().enumerate() {
        let cell = Some(structure.add(Some(element), tag()));
        let Some(text) = cells.get(column) else { continue };
        for (line, signs) in text.lines(place.end - place.start).into_iter().enumerate() {
            if rows.len() == line {
                rows.push(TextRow::default());
            }
            rows[line].parts.push(Fragment { at: place.start, text: Rc::clone(text), signs, element: cell });
        }
    }
    let last = rows.len() - 1;
    for (line, row) in rows.iter_mut().enumerate() {
        row.height = CELL.leading;
        row.stays = line < last;
    }
    rows[last].height += 2 * PAD;
    rows[last].foot = places.last().map(|end| (0, end.end));
    rows
}

/// Shares the room out: each column gets what its widest word takes, and of what is left as much as it would
/// need to have no cell broken.
fn widths(whole: &[Length], least: &[Length], room: Length) -> Vec<Length> {
    let sum = |of: &[Length]| of.iter().map(|one| i64::from(*one)).sum::<i64>();
    let share = |part: i64, of: i64, room: i64| Length::try_from(part * room / of.max(1)).unwrap_or_default();
    let room = i64::from(room);
    if sum(whole) <= room {
        return whole.to_vec();
    }
    if sum(least) > room {
        // No column gets more than its share of the room before the narrow ones have what they need.
        let even = Length::try_from(room / i64::try_from(least.len()).unwrap_or(1)).unwrap_or_default();
        let narrow: i64 = least.iter().filter(|one| **one <= even).map(|one| i64::from(*one)).sum();
        let wide: i64 = sum(least) - narrow;
        let fit = |one: &Length| if *one <= even { *one } else { share((*one).into(), wide, room - narrow) };
        return least.iter().map(fit).collect();
    }
    let wish = sum(whole) - sum(least);
    let left = room - sum(least);
    let each = whole.iter().zip(least);
    each.map(|(whole, least)| least + share(i64::from(whole - least), wish, left)).collect()
}

fn places(widths: &[Length]) -> Vec<Range<Length>> {
    let mut at = 0;
    let place = |width: &Length| {
        let place = at..at + width;
        at = place.end + BETWEEN;
        place
    };
    widths.iter().map(place).collect()
}

#[cfg(test)]
mod tests {
    use super::widths;

    #[test]
    fn columns_fill_no_more_than_the_room_and_none_is_lost() {
        assert_eq!(widths(&[10, 20], &[5, 5], 100), [10, 20]);
        assert_eq!(widths(&[10, 200], &[10, 30], 100), [10, 90]);
        let narrow = widths(&[10, 2_000, 2_000], &[10, 900, 300], 100);
        assert!(narrow.iter().sum::<i32>() <= 100 && narrow.iter().all(|width| *width >= 10), "{narrow:?}");
    }
}
