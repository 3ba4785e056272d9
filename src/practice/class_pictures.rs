//! Pictures of a class as self-contained SVG: the heat map of items and trainees, and a bar for each item.
//! Every cell holds its sign, so that no colour says anything alone, and each picture has a title and a
//! description for whoever cannot see it.

use maud::{Markup, html};

use super::overview::{ClassItem, ScenarioOverview};
use crate::records::Direction;
use crate::report::wrapped;

/// The height of a row whose question stands on one line, in units of the picture.
const ROW: usize = 22;
/// What each further line of a question needs.
const LINE: usize = 14;
/// How many characters of a question stand on one line.
const ABREAST: usize = 44;
/// The least width of a cell, and what each character of a code needs.
const CELL: usize = 34;
const CHARACTER: usize = 8;
/// The room for the questions.
const NAMES: usize = 310;
/// The length of a whole bar.
const BAR: usize = 300;

/// Returns the colours of a sign: of the cell and of what is written in it. Contrast is at least 7 to 1.
fn colours(sign: char) -> (&'static str, &'static str) {
    match sign {
        '=' => ("#d5ecd9", "#0b3d1a"),
        '+' => ("#ffd9b8", "#5a2400"),
        '-' => ("#cfe0ff", "#0b2a66"),
        '~' => ("#e6e0f0", "#35215c"),
        '!' => ("#ffd0d8", "#5e0016"),
        _ => ("#f2f2f2", "#444444"),
    }
}

/// Returns the heat map of items and trainees.
pub fn heat_map(group: &ScenarioOverview) -> String {
    let longest = group.trainees.iter().map(|code| code.len()).max().unwrap_or(0);
    let wide = CELL.max(longest * CHARACTER + 4);
    let width = NAMES + wide * group.trainees.len().max(1);
    let (rows, bottom) = rows(group, ROW);
    let id = format!("map-{}", group.id);
    picture(
        &id,
        width,
        bottom + 6,
        &format!("Items and trainees: {}", group.title),
        &map_in_words(group),
        &html! {
            @for (column, code) in group.trainees.iter().enumerate() {
                text x=(NAMES + wide * column + wide / 2) y=(ROW - 7) text-anchor="middle" font-size="11" { (code) }
            }
            @for row in &rows {
                (row.question())
                @for column in 0..row.item.ratings.len() {
                    (cell(row.item.sign(column), NAMES + wide * column, row, wide))
                }
            }
        },
    )
}

/// One item in a picture.
struct ItemRow<'c> {
    item: &'c ClassItem,
    /// The question, as lines.
    lines: Vec<String>,
    top: usize,
    height: usize,
}

/// Returns the rows of the items to look at, below that place, and where they end.
fn rows(group: &ScenarioOverview, first: usize) -> (Vec<ItemRow<'_>>, usize) {
    let mut top = first;
    let rows = group.told().into_iter().map(|item| {
        let lines = wrapped(&item.asked, "", "", ABREAST);
        let height = ROW + LINE * (lines.len().max(1) - 1);
        top += height;
        ItemRow { item, lines, top: top - height, height }
    });
    let rows = rows.collect();
    (rows, top)
}

impl ItemRow<'_> {
    fn question(&self) -> Markup {
        html! {
            @for (place, line) in self.lines.iter().enumerate() {
                text x=(NAMES - 8) y=(self.top + 15 + LINE * place) text-anchor="end" font-size="12" { (line) }
            }
        }
    }

    /// The line on which a sign stands in the middle of the row.
    fn middle(&self) -> usize {
        self.top + self.height / 2 + 4
    }
}

fn cell(sign: char, x: usize, row: &ItemRow<'_>, wide: usize) -> Markup {
    let (paper, ink) = colours(sign);
    html! {
        rect x=(x + 1) y=(row.top + 1) width=(wide - 2) height=(row.height - 2) fill=(paper) stroke="#ffffff" {}
        text x=(x + wide / 2) y=(row.middle()) text-anchor="middle" font-size="13" fill=(ink) { (sign) }
    }
}

fn map_in_words(group: &ScenarioOverview) -> String {
    let items = group.told();
    let alike: usize = items.iter().map(|item| item.alike()).sum();
    let rated: usize = items.iter().map(|item| item.rated()).sum();
    format!(
        "{} items by {} trainees; {alike} of {rated} ratings are as the key. The table that follows says the same.",
        items.len(),
        group.trainees.len()
    )
}

/// Returns a bar for each item: as the key, to more concern, to less, another answer.
pub fn bars(group: &ScenarioOverview) -> String {
    let (rows, bottom) = rows(group, 0);
    let id = format!("bars-{}", group.id);
    let words = "One bar for each item: how many ratings are as the key, lead to more concern, to less, or are another \
                 answer. The list that follows says the same of those most missed.";
    picture(
        &id,
        NAMES + BAR + 60,
        bottom + 6,
        &format!("Ratings by item: {}", group.title),
        words,
        &html! {
            @for row in &rows {
                (row.question())
                @for piece in pieces(row.item) {
                    rect x=(NAMES + piece.from) y=(row.top + 3) width=(piece.length) height=(row.height - 6) fill=(colours(piece.sign).0) stroke=(colours(piece.sign).1) {}
                    @if piece.length > 12 {
                        text x=(NAMES + piece.from + piece.length / 2) y=(row.middle()) text-anchor="middle" font-size="12" fill=(colours(piece.sign).1) { (piece.sign) }
                    }
                }
                text x=(NAMES + BAR + 8) y=(row.middle()) font-size="11" { (row.item.alike()) " of " (row.item.rated() + row.item.silence.len()) }
            }
        },
    )
}

/// A part of a bar.
struct Piece {
    sign: char,
    from: usize,
    length: usize,
}

fn pieces(item: &ClassItem) -> Vec<Piece> {
    let rated = item.rated() + item.silence.len();
    let (over, under) = (item.leading(Direction::Up), item.leading(Direction::Down));
    let counts = [
        ('=', item.alike()),
        ('+', over),
        ('-', under),
        ('!', item.silence.len()),
        ('~', item.missed() - item.silence.len() - over - under),
    ];
    let mut pieces = Vec::new();
    let mut before = 0;
    for (sign, count) in counts.into_iter().filter(|(_, count)| *count > 0) {
        let from = BAR * before / rated;
        before += count;
        pieces.push(Piece { sign, from, length: BAR * before / rated - from });
    }
    pieces
}

fn picture(id: &str, width: usize, height: usize, title: &str, words: &str, inside: &Markup) -> String {
    let (title_id, words_id) = (format!("{id}-title"), format!("{id}-words"));
    html! {
        svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby=(format!("{title_id} {words_id}"))
            viewBox=(format!("0 0 {width} {height}")) width=(width) height=(height) font-family="sans-serif" {
            title id=(title_id) { (title) }
            desc id=(words_id) { (words) }
            (inside)
        }
    }
    .into_string()
}
