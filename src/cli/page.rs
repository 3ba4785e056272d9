//! Lays a turn out in rows that fit the screen: what is read aloud behind a bar, what is for the
//! practitioner indented, each under its own line, so that they are apart without any colour. It
//! knows no keys and no terminal.

use safelight::interview::{Item, Turn};
use unicode_width::UnicodeWidthStr;

use super::screen::Row;

/// The widest a text is set; longer lines are hard to read.
const WIDEST: usize = 200;
/// The narrowest a text is set, whatever the terminal says.
const NARROWEST: usize = 20;

/// Returns the number of columns to set a text in.
pub fn measure(columns: usize) -> usize {
    columns.clamp(NARROWEST, WIDEST)
}

/// Returns the first line: what the conversation is marked as, where it is, and the heading.
pub fn title(turn: &Turn) -> String {
    let part = turn
        .progress
        .as_ref()
        .map(|progress| format!("Part {} of {} · {}", progress.section, progress.of, progress.title));
    let mark = turn.mark.map(str::to_owned);
    let parts: Vec<String> = mark.into_iter().chain(part).chain(turn.heading.clone()).collect();
    clean(&parts.join(" · "))
}

/// Returns the paragraphs of a text, each on one line: single line ends are spaces, empty lines
/// separate paragraphs.
pub fn paragraphs(text: &str) -> Vec<String> {
    let mut paragraphs = vec![Vec::new()];
    for line in text.lines() {
        match (line.trim(), paragraphs.last_mut()) {
            ("", _) => paragraphs.push(Vec::new()),
            (line, Some(paragraph)) => paragraph.push(line),
            (line, None) => paragraphs.push(vec![line]),
        }
    }
    let joined = paragraphs.iter().map(|lines| clean(&lines.join(" ")));
    joined.filter(|paragraph| !paragraph.is_empty()).collect()
}

/// Returns a text that the terminal cannot take for a command: without control characters and
/// without those that turn the direction of text.
pub fn clean(text: &str) -> String {
    let shown = |character: &char| {
        !character.is_control()
            && !matches!(character, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{2028}' | '\u{2029}')
    };
    text.chars().filter(shown).collect()
}

/// Returns the rows of what a turn says, before the items.
pub fn text(turn: &Turn, width: usize, roomy: bool) -> Vec<Row> {
    let said = spoken(&turn.say, width);
    let told = labelled("For you:", &turn.tell, width, roomy);
    let heard = labelled("You see and hear:", &turn.heard, width, roomy);
    let earlier = turn
        .earlier
        .iter()
        .flat_map(|earlier| wrapped(&format!("Answered before: {}", clean(earlier)), width, "", "  "));
    let page = turn.page.iter().flat_map(|page| page.lines()).flat_map(|line| as_it_stands(line, width));
    let blocks = [said, told, heard, page.collect(), earlier.collect()];
    let mut rows = Vec::new();
    for block in blocks.into_iter().filter(|block| !block.is_empty()) {
        rows.extend((roomy && !rows.is_empty()).then(Row::default));
        rows.extend(block);
    }
    rows
}

/// A line of a page keeps its own indent; only one that is too long is wrapped.
fn as_it_stands(line: &str, width: usize) -> Vec<Row> {
    if line.trim().is_empty() {
        return vec![Row::default()];
    }
    let indent = &line[..line.len() - line.trim_start().len()];
    wrapped(&clean(line.trim_start()), width, indent, indent)
}

/// Returns the rows of a list, an entry after the other.
pub fn list(entries: &[String], width: usize) -> Vec<Row> {
    entries.iter().flat_map(|entry| wrapped(entry, width, "  ", "     ")).collect()
}

fn spoken(texts: &[String], width: usize) -> Vec<Row> {
    let mut rows = Vec::new();
    for paragraph in texts.iter().flat_map(|text| paragraphs(text)) {
        let between = if rows.is_empty() { "Read aloud:" } else { "│" };
        rows.push(Row { text: between.to_owned(), strong: false });
        let lines = wrapped(&paragraph, width, "│ ", "│ ");
        rows.extend(lines.into_iter().map(|row| Row { strong: true, ..row }));
    }
    rows
}

fn labelled(label: &str, texts: &[String], width: usize, roomy: bool) -> Vec<Row> {
    let mut rows = Vec::new();
    for paragraph in texts.iter().flat_map(|text| paragraphs(text)) {
        if rows.is_empty() {
            rows.push(plain(label));
        } else {
            rows.extend(roomy.then(Row::default));
        }
        rows.extend(wrapped(&paragraph, width, "  ", "  "));
    }
    rows
}

/// How one item is shown.
pub struct Mark {
    /// Its number, from 0.
    pub place: usize,
    /// Whether the arrows stand on it.
    pub chosen: bool,
    /// Whether it is marked, where several can be.
    pub marked: Option<bool>,
}

/// Returns the rows of one item.
pub fn item(item: &Item, mark: &Mark, width: usize) -> Vec<Row> {
    let pointer = if mark.chosen { ">" } else { " " };
    let number = if mark.place < 9 { format!("{}.", mark.place + 1) } else { "  ".to_owned() };
    let tick = match mark.marked {
        None => "",
        Some(true) => "[x] ",
        Some(false) => "[ ] ",
    };
    let first = format!("{pointer} {number} {tick}");
    let rest = " ".repeat(first.width());
    let rows = wrapped(&clean(&item.label), width, &first, &rest);
    rows.into_iter().map(|row| Row { strong: mark.chosen, ..row }).collect()
}

/// Returns the rows of a line being typed, and where the cursor is in them: row and column.
pub fn entry(typed: &str, cursor: usize, width: usize) -> (Vec<Row>, (usize, usize)) {
    let mut lines = vec!["> ".to_owned()];
    let mut at = (0, 2);
    let mut buffer = [0; 4];
    for (place, character) in typed.char_indices() {
        let character = &*character.encode_utf8(&mut buffer);
        let last = lines.last_mut().expect("a line is always there");
        // One column stays free, so that the cursor has a place behind the last character.
        if last.width() + character.width() >= width {
            lines.push("  ".to_owned());
        }
        let row = lines.len() - 1;
        let last = &mut lines[row];
        if place == cursor {
            at = (row, last.width());
        }
        last.push_str(character);
    }
    if cursor >= typed.len() {
        at = (lines.len() - 1, lines.last().map_or(0, |line| line.width()));
    }
    (lines.into_iter().map(|text| Row { text, strong: false }).collect(), at)
}

/// Returns rows of short pieces that are not torn apart: the keys.
pub fn pieces(pieces: &[String], width: usize) -> Vec<Row> {
    let mut lines: Vec<String> = Vec::new();
    for piece in pieces {
        match lines.last_mut() {
            Some(line) if line.width() + 3 + piece.width() <= width => {
                line.push_str("   ");
                line.push_str(piece);
            }
            _ => lines.extend(textwrap::wrap(piece, width).into_iter().map(|line| line.into_owned())),
        }
    }
    lines.into_iter().map(|text| Row { text, strong: false }).collect()
}

/// Returns a text in rows, the first and the others with something before them.
pub fn wrapped(text: &str, width: usize, first: &str, rest: &str) -> Vec<Row> {
    let options = textwrap::Options::new(width).initial_indent(first).subsequent_indent(rest);
    textwrap::wrap(text, options).into_iter().map(|line| plain(&line)).collect()
}

fn plain(text: &str) -> Row {
    Row { text: text.to_owned(), strong: false }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hard_words() -> String {
        format!(
            "{} Прежде чем мы начнём 漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字 👩‍👩‍👧 ok",
            "x".repeat(90)
        )
    }

    #[test]
    fn every_row_fits() {
        let turn = Turn::to_see().say(hard_words()).tell(hard_words());
        let label = Item::new(hard_words());
        for width in [20, 21, 40, 80, 200] {
            let mark = Mark { place: 8, chosen: true, marked: Some(true) };
            let (typed, _) = entry(&hard_words(), 0, width);
            let rows = text(&turn, width, true).into_iter().chain(item(&label, &mark, width)).chain(typed);
            for row in rows {
                assert!(row.text.width() <= width, "{width}: {}", row.text);
            }
        }
    }

    #[test]
    fn single_line_ends_are_spaces() {
        assert_eq!(paragraphs("One\ntwo.\n\n\n Three \u{1b}[2J.\n"), ["One two.", "Three [2J."]);
    }

    #[test]
    fn the_cursor_stands_behind_what_is_typed() {
        assert_eq!(entry("ab漢", "ab漢".len(), 40).1, (0, 6));
        assert_eq!(entry(&"a".repeat(7), 7, 10).1, (0, 9));
        assert_eq!(entry(&"a".repeat(8), 8, 10).1, (1, 3));
        assert_eq!(entry("abc", 1, 10).1, (0, 3));
    }
}
