//! What of a turn stands in which row, for one size of the screen. It is made once for a size and a text
//! that is typed, not for every frame: only the rows that are shown are made anew, with what is chosen.

use std::ops::Range;

use safelight::conversation::{ListItem, Turn, Typing, Wanted};
use unicode_width::UnicodeWidthStr;

use super::super::draft::Draft;
use super::super::entry::Entry;
use super::super::frame::{Row, Size};
use super::super::line::Line;
use super::super::rows;
use super::Kind;
use safelight::escaped::escaped;

/// From so many rows on, empty rows make room between parts.
pub const ROOMY: usize = 16;

/// What stands where.
#[derive(Clone)]
pub struct Layout {
    /// The rows at the top, which stay.
    pub title: Vec<Row>,
    /// The rows to be read before answering.
    pub text: Vec<Row>,
    /// Empty rows behind the text.
    gap: usize,
    answers: Answers,
    width: usize,
}

/// What stands below the text.
#[derive(Clone)]
enum Answers {
    None,
    Items {
        /// The rows of each item, without what stands before them.
        lines: Vec<Vec<String>>,
        /// The row in which each item begins; last the row behind them.
        starts: Vec<usize>,
        several: bool,
    },
    Typing {
        hint: Vec<Row>,
        entry: Entry,
    },
}

impl Layout {
    /// Lays a turn out.
    pub fn new(turn: &Turn, kind: Kind, line: &Line, size: Size) -> Self {
        let width = rows::measure(size.columns);
        let roomy = size.rows >= ROOMY;
        let mut title = rows::wrapped(&rows::title(turn), width, "", "");
        title.truncate(2);
        title.extend((roomy && !title.is_empty()).then(Row::default));
        let text = match kind {
            Kind::Leaflet => rows::list(&turn.tell, width),
            Kind::Turn | Kind::Hidden => rows::text(turn, width, roomy),
        };
        let gap = usize::from(roomy && !text.is_empty());
        let mut layout = Layout { title, text, gap, answers: Answers::None, width };
        match &turn.wanted {
            Wanted::One(items) => layout.lay_out_items(items, false),
            Wanted::Many(items) => layout.lay_out_items(items, true),
            Wanted::Typed(typing) => layout.type_anew(typing, line),
            Wanted::Seen | Wanted::Copy(_) => {}
        }
        layout
    }

    fn lay_out_items(&mut self, items: &[ListItem], several: bool) {
        let before = prefix_width(items.len(), several);
        let width = self.width.saturating_sub(before).max(4);
        let set = |item: &ListItem| {
            textwrap::wrap(&escaped(&item.label), width).into_iter().map(Into::into).collect()
        };
        let lines: Vec<Vec<String>> = items.iter().map(set).collect();
        let mut next = self.text.len() + self.gap;
        let mut starts = vec![next];
        starts.extend(lines.iter().map(|lines| {
            next += lines.len();
            next
        }));
        self.answers = Answers::Items { lines, starts, several };
    }

    /// Lays out what is typed, after it has changed.
    pub fn type_anew(&mut self, typing: &Typing, line: &Line) {
        let count = typing.most.map(|most| format!(" ({} of {most})", line.count()));
        let hint = format!("Type {}{}:", escaped(&typing.hint), count.unwrap_or_default());
        let hint = rows::wrapped(&hint, self.width, "", "");
        let entry = Entry::new(line.text(), line.cursor(), self.width);
        self.answers = Answers::Typing { hint, entry };
    }

    /// Returns how many rows there are below the title.
    pub fn rows(&self) -> usize {
        let above = self.text.len() + self.gap;
        match &self.answers {
            Answers::None => above,
            Answers::Items { starts, .. } => starts.last().copied().unwrap_or(above),
            Answers::Typing { hint, entry } => above + hint.len() + entry.rows.len(),
        }
    }

    /// Returns one of the rows below the title.
    pub fn row(&self, row: usize, draft: &Draft) -> Row {
        if let Some(text) = self.text.get(row) {
            return text.clone();
        }
        let below = row.checked_sub(self.text.len() + self.gap);
        match (&self.answers, below) {
            (Answers::Items { lines, starts, several }, Some(_)) => {
                item_row(lines, starts, *several, row, draft)
            }
            (Answers::Typing { hint, entry }, Some(below)) => match below.checked_sub(hint.len()) {
                None => hint[below].clone(),
                Some(typed) => entry.rows.get(typed).map(|row| Row::plain(&*row.text)).unwrap_or_default(),
            },
            _ => Row::default(),
        }
    }

    /// Returns the rows of an item.
    pub fn item(&self, place: usize) -> Option<Range<usize>> {
        let Answers::Items { starts, .. } = &self.answers else { return None };
        Some(*starts.get(place)?..*starts.get(place + 1)?)
    }

    /// Returns the item that stands in a row, or the nearest one.
    pub fn item_at(&self, row: usize) -> usize {
        let Answers::Items { starts, .. } = &self.answers else { return 0 };
        let items = starts.len().saturating_sub(2);
        starts.partition_point(|start| *start <= row).saturating_sub(1).min(items)
    }

    /// Returns what is being typed.
    pub fn entry(&self) -> Option<&Entry> {
        match &self.answers {
            Answers::Typing { entry, .. } => Some(entry),
            _ => None,
        }
    }

    /// Returns row and column of the cursor in what is being typed.
    pub fn typing_cursor(&self) -> Option<(usize, usize)> {
        let Answers::Typing { hint, entry } = &self.answers else { return None };
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

fn item_row(lines: &[Vec<String>], starts: &[usize], several: bool, row: usize, draft: &Draft) -> Row {
    let place = starts.partition_point(|start| *start <= row).saturating_sub(1);
    let (Some(lines_here), Some(start)) = (lines.get(place), starts.get(place)) else {
        return Row::default();
    };
    let strong = draft.chosen == Some(place);
    let before = match row - start {
        0 => prefix(place, lines.len(), several.then(|| draft.marked.contains(&place)), strong),
        _ => " ".repeat(prefix_width(lines.len(), several)),
    };
    Row { text: format!("{before}{}", lines_here[row - start]), strong }
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
