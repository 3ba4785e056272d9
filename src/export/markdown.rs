//! Markdown in which nothing that was typed can become markup: every character that could is escaped.

use super::format::{EVERY_LEVEL, Format, Options};
use crate::report::{Block, Pages, one_line, paragraphs};

/// Pages for whoever goes on with them in a text editor.
pub const FORMAT: Format = Format {
    name: "markdown",
    endings: &["md", "markdown"],
    for_programs: false,
    levels: EVERY_LEVEL,
    write: |pages: &Pages<'_>, _: &Options| {
        let mark = pages.mark().map(|mark| Block::Paragraph(mark.to_owned()));
        Ok(write(&mark.into_iter().chain(pages.blocks()).collect::<Vec<_>>()).into_bytes())
    },
};

/// Writes blocks as Markdown.
pub fn write(blocks: &[Block]) -> String {
    let mut out = String::new();
    for block in blocks {
        write_block(block, &mut out);
    }
    out
}

fn write_block(block: &Block, out: &mut String) {
    match block {
        Block::Title(text) => line(out, &format!("# {}\n", escaped(text))),
        Block::Heading(text) => line(out, &format!("## {}\n", escaped(text))),
        Block::Subheading(text) => line(out, &format!("### {}\n", escaped(text))),
        Block::Paragraph(text) => {
            for paragraph in paragraphs(text) {
                line(out, &format!("{}\n", escaped(&paragraph)));
            }
        }
        Block::Items(items) => {
            for (item, below) in items {
                line(out, &format!("- {}", escaped(item)));
                for text in below {
                    line(out, &format!("  - {}", escaped(text)));
                }
            }
            out.push('\n');
        }
        Block::Verbatim(text) => verbatim(text, out),
        Block::Picture { .. } => {}
        Block::Table { head, rows } => {
            let head: Vec<String> = head.iter().map(|word| escaped(word)).collect();
            line(out, &format!("| {} |", head.join(" | ")));
            line(out, &format!("|{}", " --- |".repeat(head.len())));
            for row in rows {
                let cells: Vec<String> = row.iter().map(|cell| escaped(cell)).collect();
                line(out, &format!("| {} |", cells.join(" | ")));
            }
            out.push('\n');
        }
    }
}

/// A block between fences that are longer than any row of their sign in it, so that no line of it ends it.
fn verbatim(text: &str, out: &mut String) {
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or_default();
    let fence = "`".repeat(longest.max(2) + 1);
    line(out, &format!("{fence}\n{}\n{fence}\n", text.trim_end()));
}

fn line(out: &mut String, text: &str) {
    out.push_str(text);
    out.push('\n');
}

/// Returns a text on one line in which no character is markup. Addresses are not linked either:
/// the colon of `http:` and the dot of `www.` are escaped with the rest.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let text = one_line(text);
    for (at, character) in text.char_indices() {
        let starts_block = at == 0 && matches!(character, '-' | '+' | '=' | ':');
        let ends_number =
            matches!(character, '.' | ')') && text[..at].chars().all(|c| c.is_ascii_digit()) && at > 0;
        let markup = r"\`*_[]<>!#|&~$@^{}".contains(character);
        let links = character == ':' && text[at..].starts_with("://")
            || character == '.' && text[..at].to_ascii_lowercase().ends_with("www");
        if starts_block || ends_number || markup || links {
            out.push('\\');
        }
        out.push(character);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::escaped;

    #[test]
    fn nothing_typed_becomes_markup() {
        assert_eq!(escaped("<b>*x*</b> [a](b) | c"), r"\<b\>\*x\*\</b\> \[a\](b) \| c");
        assert_eq!(escaped("- item"), r"\- item");
        assert_eq!(escaped("1. item"), r"1\. item");
        assert_eq!(escaped("# head\n# two"), r"\# head \# two");
        assert_eq!(escaped("see https://x.org, www.x.org"), r"see https\://x.org, www\.x.org");
        assert_eq!(escaped("ends in 9. Yes."), "ends in 9. Yes.");
    }
}
