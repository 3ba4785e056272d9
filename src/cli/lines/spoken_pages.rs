//! A document as lines for listening: a paragraph, an item or a row of a table a line, and each line says
//! what it is, because a listener sees no form. Nothing is drawn and nothing is left out. Its one
//! surprise: a row of a table repeats the head of each column, so that it can be understood alone.

use safelight::export::{one_line, paragraphs};
use safelight::report::Block;

/// Returns the lines of a document.
pub fn lines(blocks: &[Block]) -> Vec<String> {
    blocks.iter().flat_map(block).collect()
}

fn block(block: &Block) -> Vec<String> {
    match block {
        Block::Title(text) => vec![format!("Title: {}", one_line(text))],
        Block::Heading(text) => vec![format!("Heading: {}", one_line(text))],
        Block::Subheading(text) => vec![format!("Smaller heading: {}", one_line(text))],
        Block::Paragraph(text) => paragraphs(text).collect(),
        Block::Items(items) => items.iter().flat_map(item).collect(),
        Block::Verbatim(text) => text.lines().map(str::to_owned).collect(),
        Block::Picture { words, .. } => vec![format!("Picture: {}", one_line(words))],
        Block::Table { head, rows } => table(head, rows),
    }
}

fn item((text, below): &(String, Vec<String>)) -> Vec<String> {
    let first = format!("- {}", one_line(text));
    [first].into_iter().chain(below.iter().map(|line| format!("  {}", one_line(line)))).collect()
}

fn table(head: &[String], rows: &[Vec<String>]) -> Vec<String> {
    let count = match rows.len() {
        1 => "Table with 1 row:".to_owned(),
        count => format!("Table with {count} rows:"),
    };
    [count].into_iter().chain(rows.iter().map(|cells| row(head, cells))).collect()
}

fn row(head: &[String], cells: &[String]) -> String {
    let cells = cells.iter().enumerate().map(|(place, cell)| {
        let cell = one_line(cell);
        let cell = if cell.is_empty() { "nothing".to_owned() } else { cell };
        match head.get(place).map(|head| one_line(head)).filter(|head| !head.is_empty()) {
            Some(head) => format!("{head}: {cell}"),
            None => cell,
        }
    });
    ended(&cells.collect::<Vec<_>>().join("; "))
}

/// Returns a text with a full stop, where it has no end of its own.
pub fn ended(text: &str) -> String {
    let has_end = text
        .trim_end_matches(['”', '"', ')', '’'])
        .ends_with(['.', '!', '?', '…', '。', '？', '！', '؟', '۔', '।']);
    if has_end { text.to_owned() } else { format!("{text}.") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_can_be_understood_alone() {
        let below = vec!["why: it was said".to_owned()];
        let page = [
            Block::Title("Summary".into()),
            Block::Heading("Needs".into()),
            Block::Subheading("Food".into()),
            Block::Paragraph("One\ntwo.\n\nThree.".into()),
            Block::Items(vec![("Sleep".into(), below)]),
            Block::Picture { svg: "<svg/>".into(), words: "A line that rises.".into() },
            Block::table(
                &["About", "Next step"],
                vec![vec!["Work".into(), "Call.".into()], vec!["Home".into(), String::new()]],
            ),
            Block::table(&["Only"], vec![vec!["a".into(), "b\nc".into()]]),
        ];
        let expected = [
            "Title: Summary",
            "Heading: Needs",
            "Smaller heading: Food",
            "One two.",
            "Three.",
            "- Sleep",
            "  why: it was said",
            "Picture: A line that rises.",
            "Table with 2 rows:",
            "About: Work; Next step: Call.",
            "About: Home; Next step: nothing.",
            "Table with 1 row:",
            "Only: a; b c.",
        ];
        assert_eq!(lines(&page), expected);
    }
}
