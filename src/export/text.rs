//! Plain text, for the screen and for paper: no colour, no escape codes, readable from 40 columns.

use comfy_table::{ContentArrangement, Table, presets};
use unicode_width::UnicodeWidthStr;

use super::format::{EVERY_LEVEL, Format, Options};
use crate::report::{Block, Pages, one_line, paragraphs, wrapped};

/// Pages for a screen and for paper.
pub const FORMAT: Format = Format {
    name: "text",
    endings: &["txt", "text"],
    for_programs: false,
    levels: EVERY_LEVEL,
    write: |pages: &Pages<'_>, options: &Options| {
        let mark = pages.mark().map(|mark| format!("{mark}\n\n")).unwrap_or_default();
        Ok((mark + &write(&pages.blocks(), options.width)).into_bytes())
    },
};

/// Below this width a table is written as a list.
const NARROW: usize = 60;

/// Writes blocks as text of at most that many columns.
pub fn write(blocks: &[Block], width: usize) -> String {
    let mut out = String::new();
    for block in blocks {
        write_block(block, width, &mut out);
    }
    out
}

fn write_block(block: &Block, width: usize, out: &mut String) {
    match block {
        Block::Title(text) => underlined(text, '=', width, out),
        Block::Heading(text) => {
            out.push('\n');
            underlined(text, '-', width, out);
        }
        Block::Subheading(text) => {
            out.push('\n');
            push(text, "", "", width, out);
        }
        Block::Paragraph(text) => {
            for paragraph in paragraphs(text) {
                push(&paragraph, "", "", width, out);
            }
        }
        Block::Items(items) => {
            for (item, below) in items {
                push(item, "* ", "  ", width, out);
                for line in below {
                    push(line, "    ", "    ", width, out);
                }
            }
        }
        Block::Verbatim(text) => {
            out.push_str(text);
            if !text.is_empty() && !text.ends_with('\n') {
                out.push('\n');
            }
        }
        Block::Picture { .. } => {}
        Block::Table { head, rows } if width >= NARROW => table(head, rows, width, out),
        Block::Table { rows, .. } => {
            for row in rows {
                push(&row.join(": "), "* ", "  ", width, out);
            }
        }
    }
}

fn underlined(text: &str, line: char, width: usize, out: &mut String) {
    push(text, "", "", width, out);
    let columns = one_line(text).width().min(width);
    out.extend(std::iter::repeat_n(line, columns));
    out.push('\n');
}

fn push(text: &str, first: &str, rest: &str, width: usize, out: &mut String) {
    for line in wrapped(text, first, rest, width) {
        out.push_str(&line);
        out.push('\n');
    }
}

fn table(head: &[String], rows: &[Vec<String>], width: usize, out: &mut String) {
    let mut table = Table::new();
    table
        .load_style(presets::ASCII_MARKDOWN)
        .set_content_arrangement(ContentArrangement::Dynamic)
        .set_width(u16::try_from(width).unwrap_or(200))
        .set_header(head);
    for row in rows {
        table.add_row(row.iter().map(|cell| one_line(cell)));
    }
    for line in table.lines() {
        out.push_str(line.trim_end());
        out.push('\n');
    }
}
