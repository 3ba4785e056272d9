//! Sets words in rows that fit the screen: what is read aloud behind a bar, what is for the practitioner
//! indented, each under its own line, so that they are apart without any colour. It knows no keys and no
//! terminal.

use safelight::answers::Note;
use safelight::conversation::Turn;
use safelight::export::paragraphs;
use safelight::export::text::write;
use safelight::report::line_options;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::frame::ScreenRow;
use crate::cli::asking::titles;
use safelight::escaped::escaped;

/// The widest a text is set; longer lines are hard to read.
const WIDEST: usize = 200;
/// The narrowest a text is set, whatever the terminal says.
const NARROWEST: usize = 20;

/// Returns the number of columns to set a text in.
pub fn measure(columns: usize) -> usize {
    columns.clamp(NARROWEST, WIDEST)
}

/// Returns the rows of what a turn says, before the items.
pub fn text(turn: &Turn, width: usize, roomy: bool) -> Vec<ScreenRow> {
    let blocks = [
        spoken(turn, width),
        labelled("For you:", &turn.tell, width, roomy),
        labelled("You see and hear:", &turn.heard, width, roomy),
        page(turn, width),
        turn.note.iter().flat_map(|note| noted(note, width)).collect(),
        earlier(turn, width),
    ];
    let mut rows = Vec::new();
    for block in blocks.into_iter().filter(|block| !block.is_empty()) {
        rows.extend((roomy && !rows.is_empty()).then(ScreenRow::default));
        rows.extend(block);
    }
    rows
}

/// What is read aloud stands behind a bar, and the questionnaire's own words, which are not, without one.
fn spoken(turn: &Turn, width: usize) -> Vec<ScreenRow> {
    let mut rows = Vec::new();
    for (words, source) in turn.said() {
        for paragraph in paragraphs(words).map(|paragraph| escaped(&paragraph)) {
            let between = if rows.is_empty() { "Read aloud:" } else { "│" };
            rows.push(ScreenRow::plain(between));
            let lines = wrapped(&paragraph, width, "│ ", "│ ");
            rows.extend(lines.into_iter().map(|row| ScreenRow { strong: true, ..row }));
        }
        let own = source.unwrap_or_default();
        for paragraph in paragraphs(&own) {
            rows.extend(wrapped(&escaped(&paragraph), width, "  ", "  "));
        }
    }
    rows
}

fn labelled(label: &str, texts: &[String], width: usize, roomy: bool) -> Vec<ScreenRow> {
    let mut rows = Vec::new();
    for paragraph in texts.iter().flat_map(|text| paragraphs(text)).map(|paragraph| escaped(&paragraph)) {
        if rows.is_empty() {
            rows.push(ScreenRow::plain(label));
        } else {
            rows.extend(roomy.then(ScreenRow::default));
        }
        rows.extend(wrapped(&paragraph, width, "  ", "  "));
    }
    rows
}

fn page(turn: &Turn, width: usize) -> Vec<ScreenRow> {
    if turn.page.is_empty() {
        return Vec::new();
    }
    write(&turn.page, width).trim_matches('\n').lines().flat_map(|line| as_it_stands(line, width)).collect()
}

/// A line of a page keeps its own indent; only one that is too long is wrapped.
fn as_it_stands(line: &str, width: usize) -> Vec<ScreenRow> {
    if line.trim().is_empty() {
        return vec![ScreenRow::default()];
    }
    let indent = &line[..line.len() - line.trim_start_matches(' ').len()];
    wrapped(&escaped(line.trim_start_matches(' ')), width, indent, indent)
}

/// The words of a note keep their line ends.
fn noted(note: &Note, width: usize) -> Vec<ScreenRow> {
    let words = titles::noted(note);
    let lines = words.split('\n').enumerate();
    lines.flat_map(|(place, line)| wrapped(&escaped(line), width, ["", "  "][place.min(1)], "  ")).collect()
}

/// An answer that is no value has no place in the list to stand at: that Enter keeps it is said here.
fn earlier(turn: &Turn, width: usize) -> Vec<ScreenRow> {
    let is_open = turn.open.keys().iter().any(|(_, _, reply)| Some(reply) == turn.given.as_ref());
    let kept = if is_open { " (Enter keeps it)" } else { "" };
    let earlier = turn.earlier.iter().map(|words| format!("Answered before: {}{kept}", escaped(words)));
    earlier.flat_map(|words| wrapped(&words, width, "", "  ")).collect()
}

/// Returns rows of short pieces that are not torn apart: the keys.
pub fn pieces(pieces: &[String], width: usize) -> Vec<ScreenRow> {
    let mut lines: Vec<String> = Vec::new();
    for piece in pieces {
        match lines.last_mut() {
            Some(line) if line.width() + 3 + piece.width() <= width => {
                line.push_str("   ");
                line.push_str(piece);
            }
            _ => lines
                .extend(textwrap::wrap(piece, line_options(width)).into_iter().map(|line| line.into_owned())),
        }
    }
    lines.into_iter().map(ScreenRow::plain).collect()
}

/// Returns the rows of a list, an entry after the other.
pub fn list(entries: &[String], width: usize) -> Vec<ScreenRow> {
    entries.iter().flat_map(|entry| wrapped(entry, width, "  ", "     ")).collect()
}

/// Returns a text in rows, the first and the others with something before them.
pub fn wrapped(text: &str, width: usize, first: &str, rest: &str) -> Vec<ScreenRow> {
    // A mark on the letter in the last column is put on the one before by some terminals.
    let has_marks = text.chars().any(|letter| letter.width() == Some(0));
    let options = line_options(width - usize::from(has_marks)).initial_indent(first).subsequent_indent(rest);
    textwrap::wrap(text, options).into_iter().map(|line| ScreenRow::plain(line.into_owned())).collect()
}

#[cfg(test)]
mod tests {
    use safelight::answers::Speaker;
    use safelight::conversation::Point;
    use safelight::report::Block;

    use super::*;

    fn hard_words() -> String {
        format!(
            "{} Прежде чем мы начнём 漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字 👩‍👩‍👧 ok \u{202e}\u{200b}\u{1b}[31m",
            "x".repeat(90)
        )
    }

    #[test]
    fn every_row_fits() {
        let mut turn = Turn::to_see(Point::Before).say(hard_words()).tell(hard_words());
        turn.note = Some(Note { speaker: Speaker::Worker, words: format!("{}\nmore", hard_words()) });
        turn.page = vec![Block::Title("Title".into()), Block::Paragraph(hard_words())];
        for width in [20, 21, 40, 80, 200] {
            for row in text(&turn, width, true) {
                assert!(row.text.width() <= width, "{width}: {}", row.text);
                assert!(!row.text.contains(['\u{202e}', '\u{200b}', '\u{1b}']));
            }
        }
    }
}
