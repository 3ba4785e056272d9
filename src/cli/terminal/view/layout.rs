//! What of a turn stands in which row, for one size of the screen. It is made once for a size and a text
//! that is typed, not for every frame: only the rows that are shown are made anew, with what is chosen.

use std::ops::Range;

use safelight::conversation::{ListItem, Turn, Typing, Wanted};
use safelight::report::line_options;
use unicode_width::UnicodeWidthStr;

use super::super::frame::{ScreenRow, Size};
use super::super::half_answer::HalfAnswer;
use super::super::turn_rows;
use super::super::typed_rows::EntryRows;
use super::super::typed_text::TypedText;
use crate::cli::asking::titles;
use safelight::escaped::escaped;

/// From so many rows on, empty rows make room between parts.
pub const ROOMY: usize = 16;

/// What a turn is on the screen.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum PageKind {
    /// Something to be answered.
    Turn,
    /// Any key that does not scroll or leave ends it.
    Leaflet,
    /// Nothing is shown, and only Enter counts.
    Hidden,
}

/// What stands where.
#[derive(Clone)]
pub struct Layout {
    /// The rows at the top, which stay.
    pub title: Vec<ScreenRow>,
    /// The rows to be read before answering.
    pub text: Vec<ScreenRow>,
    /// Empty rows behind the text.
    gap: usize,
    answers: AnswerRows,
    width: usize,
}

/// What stands below the text.
#[derive(Clone)]
enum AnswerRows {
    None,
    Items {
        /// The rows of each item, without what stands before them.
        lines: Vec<Vec<String>>,
        /// The row in which each item begins; last the row behind them.
        starts: Vec<usize>,
        several: bool,
    },
    Typing {
        hint: Vec<ScreenRow>,
        entry: EntryRows,
    },
}

impl Layout {
    /// Lays a turn out.
    pub fn new(turn: &Turn, kind: PageKind, line: &TypedText, size: Size) -> Self {
        let width = turn_rows::measure(size.columns);
        let roomy = size.rows >= ROOMY;
        let mut title = turn_rows::wrapped(&escaped(&titles::title(turn)), width, "", "");
        title.truncate(2);
        title.extend((roomy && !title.is_empty()).then(ScreenRow::default));
        let text = match kind {
            PageKind::Leaflet => turn_rows::list(&turn.tell, width),
            PageKind::Turn | PageKind::Hidden => turn_rows::text(turn, width, roomy),
        };
        let gap = usize::from(roomy && !text.is_empty());
        let mut layout = Layout { title, text, gap, answers: AnswerRows::None, width };
        match &turn.wanted {
            Wanted::One(items) => layout.lay_out_items(items, false),
            Wanted::Many(items) => layout.lay_out_items(items, true),
            Wanted::Typed(typing) => layout.type_anew(typing, line),
            Wanted::Seen | Wanted::Copy(_) | Wanted::Alone(_) => {}
        }
        layout
    }

    fn lay_out_items(&mut self, items: &[ListItem], several: bool) {
        let before = prefix_width(items.len(), several);
        let width = self.width.saturating_sub(before).max(4);
        let set = |item: &ListItem| {
            textwrap::wrap(&escaped(&item.label), line_options(width)).into_iter().map(Into::into).collect()
        };
        let lines: Vec<Vec<String>> = items.iter().map(set).collect();
        let mut next = self.text.len() + self.gap;
        let mut starts = vec![next];
        starts.extend(lines.iter().map(|lines| {
            next += lines.len();
            next
        }));
        self.answers = AnswerRows::Items { lines, starts, several };
    }

    /// Lays out what is typed, after it has changed.
    pub fn type_anew(&mut self, typing: &Typing, line: &TypedText) {
        let count = typing.most.map(|most| format!(" ({} of {most})", line.count()));
        let hint = format!("Type {}{}:", escaped(&typing.hint), count.unwrap_or_default());
        let hint = turn_rows::wrapped(&hint, self.width, "", "");
        let entry = EntryRows::new(line.text(), line.cursor(), self.width);
        self.answers = AnswerRows::Typing { hint, entry };
    }

    /// Returns how many rows there are below the title.
    pub fn rows(&self) -> usize {
        let above = self.text.len() + self.gap;
        match &self.answers {
            AnswerRows::None => above,
            AnswerRows::Items { starts, .. } => starts.last().copied().unwrap_or(above),
            AnswerRows::Typing { hint, entry } => above + hint.len() + entry.rows.len(),
        }
    }

    /// Returns one of the rows below the title.
    pub fn row(&self, row: usize, draft: &HalfAnswer) -> ScreenRow {
        if let Some(text) = self.text.get(row) {
            return text.clone();
        }
        let below = row.checked_sub(self.text.len() + self.gap);
        match (&self.answers, below) {
            (AnswerRows::Items { lines, starts, several }, Some(_)) => {
                item_row(lines, starts, *several, row, draft)
            }
            (AnswerRows::Typing { hint, entry }, Some(below)) => match below.checked_sub(hint.len()) {
                None => hint[below].clone(),
                Some(typed) => {
                    entry.rows.get(typed).map(|row| ScreenRow::plain(&*row.text)).unwrap_or_default()
                }
            },
            _ => ScreenRow::default(),
        }
    }

    /// Returns the rows of an item.
    pub fn item(&self, place: usize) -> Option<Range<usize>> {
        let AnswerRows::Items { starts, .. } = &self.answers else { return None };
        Some(*starts.get(place)?..*starts.get(place + 1)?)
    }

    /// Returns the item that stands in a row, or the nearest one.
    pub fn item_at(&self, row: usize) -> usize {
        let AnswerRows::Items { starts, .. } = &self.answers else { return 0 };
        let items = starts.len().saturating_sub(2);
        starts.partition_point(|start| *start <= row).saturating_sub(1).min(items)
    }

    /// Returns what is being typed.
    pub fn entry(&self) -> Option<&EntryRows> {
        match &self.answers {
            AnswerRows::Typing { entry, .. } => Some(entry),
            _ => None,
        }
    }

    /// Returns row and column of the cursor in what is being typed.
    pub fn typing_cursor(&self) -> Option<(usize, usize)> {
        let AnswerRows::Typing { hint, entry } = &self.answers else { return None };
        let (row, column) = entry.cursor;
        Some((self.text.len() + self.gap + hint.len() + row, column))
    }

    /// Returns the rows that are to be seen while something is typed: what is wanted too where there is room.
    pub fn typing_rows(&self, window: usize) -> Option<Range<usize>> {
        let (row, _) = self.typing_cursor()?;
        let hint = self.text.len() + self.gap;
        let with_hint = self.entry()?.cursor.0 == 0 && row + 1 - hint <= window;
        Some(if with_hint { hint } else { row }..row + 1)
    }
}

fn item_row(
    lines: &[Vec<String>],
    starts: &[usize],
    several: bool,
    row: usize,
    draft: &HalfAnswer,
) -> ScreenRow {
    let place = starts.partition_point(|start| *start <= row).saturating_sub(1);
    let (Some(lines_here), Some(start)) = (lines.get(place), starts.get(place)) else {
        return ScreenRow::default();
    };
    let strong = draft.chosen == Some(place);
    let before = match row - start {
        0 => prefix(place, lines.len(), several.then(|| draft.marked.contains(&place)), strong),
        _ => " ".repeat(prefix_width(lines.len(), several)),
    };
    ScreenRow { text: format!("{before}{}", lines_here[row - start]), strong }
}

/// What stands before an item: the arrow, its number, whether it is marked.
fn prefix(place: usize, count: usize, marked: Option<bool>, chosen: bool) -> String {
    let pointer = if chosen { ">" } else { " " };
    let tick = match marked {
        None => "",
        Some(true) => "[x] ",
        Some(false) => "[ ] ",
    };
    format!("{pointer} {:>digits$}. {tick}", place + 1, digits = digits(count))
}

fn prefix_width(count: usize, several: bool) -> usize {
    prefix(0, count, several.then_some(false), false).width()
}

fn digits(count: usize) -> usize {
    count.to_string().len()
}
