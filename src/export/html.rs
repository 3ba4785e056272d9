//! A self-contained page: it loads nothing, runs nothing, prints well, and nothing that was typed can
//! become markup. Its rule for browsers, the content security policy, forbids everything but its own style.

use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::format::{EVERY_LEVEL, Format, Options};
use crate::language::tag::is_from_right;
use crate::report::{Block, Pages, one_line, paragraphs};

/// Pages for a browser, and for paper.
pub const FORMAT: Format = Format {
    name: "html",
    endings: &["html", "htm"],
    for_programs: false,
    levels: EVERY_LEVEL,
    write: |pages: &Pages<'_>, _: &Options| {
        let more = if pages.is_one_sheet() { SHEET } else { "" };
        Ok(page(&pages.blocks(), pages.language, pages.mark(), more).into_bytes())
    },
};

/// The page's own style. Colours have a contrast of at least 7 to 1.
const STYLE: &str = "\
:root{color-scheme:light}\
body{font:16px/1.5 system-ui,sans-serif;color:#1a1a1a;background:#fff;max-width:62rem;margin:0 auto;padding:1.5rem}\
h1{font-size:1.7rem}h2{font-size:1.3rem;border-bottom:2px solid #444;padding-bottom:.2rem;margin-top:2.2rem}\
h3{font-size:1.05rem;margin-top:1.4rem}\
table{border-collapse:collapse;margin:.8rem 0}\
th,td{border:1px solid #767676;padding:.25rem .5rem;text-align:start;vertical-align:top}th{background:#eee}\
.wide,pre{overflow-x:auto}pre{font-size:.85rem;line-height:1.35;background:#f4f4f4;padding:.6rem}svg{max-width:100%;height:auto}\
li{margin:.3rem 0}li ul{color:#333}\
.mark{background:#1a1a1a;color:#fff;padding:.3rem .7rem;display:inline-block;letter-spacing:.08em}\
@page{margin:15mm}\
@media print{body{max-width:none;padding:0;font-size:10pt}table{font-size:8.5pt}h2,h3{break-after:avoid}tr,li,svg{break-inside:avoid}\
.wide{overflow:visible}pre{white-space:pre-wrap;overflow-wrap:anywhere;font-size:8pt}.mark{border:2px solid #000;color:#000;background:#fff}}";

/// What one sheet has beside it. Without a margin a browser has no room for lines of its own.
const SHEET: &str = "@page{margin:0}@media print{body{padding:11mm 16mm;font-size:10.5pt;line-height:1.3}\
h1{font-size:16pt;margin:0 0 6pt}h2{font-size:12.5pt;margin:8pt 0 3pt;border-bottom-width:1px}\
ul{margin:3pt 0}li{margin:1pt 0}p{margin:5pt 0}}";

/// Writes blocks as one page in a language. A mark, such as TRAINING, stands at its head.
pub fn write(blocks: &[Block], language: &str, mark: Option<&str>) -> String {
    page(blocks, language, mark, "")
}

fn page(blocks: &[Block], language: &str, mark: Option<&str>, more_style: &str) -> String {
    let title = blocks.iter().find_map(|block| match block {
        Block::Title(title) => Some(one_line(title)),
        _ => None,
    });
    let page = html! {
        (DOCTYPE)
        html lang=(language) dir=(if is_from_right(language) { "rtl" } else { "ltr" }) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";
                meta name="referrer" content="no-referrer";
                title { @if let Some(mark) = mark { (mark) " · " } (title.unwrap_or_default()) }
                style { (PreEscaped(STYLE)) (PreEscaped(more_style)) }
            }
            body {
                main {
                    @if let Some(mark) = mark { p.mark { (mark) } }
                    @for block in blocks { (one(block, is_from_right(language))) }
                }
            }
        }
    };
    let mut page = page.into_string();
    page.push('\n');
    page
}

fn one(block: &Block, from_right: bool) -> Markup {
    let dir = |text: &str| direction(text, from_right);
    match block {
        Block::Title(text) => html! { h1 dir=[dir(text)] { (shown(&one_line(text))) } },
        Block::Heading(text) => html! { h2 dir=[dir(text)] { (shown(&one_line(text))) } },
        Block::Subheading(text) => html! { h3 dir=[dir(text)] { (shown(&one_line(text))) } },
        Block::Paragraph(text) => {
            html! { @for text in paragraphs(text) { p dir=[dir(&text)] { (shown(&text)) } } }
        }
        Block::Items(items) => html! {
            ul {
                @for (item, below) in items {
                    li dir=[dir(item)] {
                        (shown(&one_line(item)))
                        @if !below.is_empty() {
                            ul { @for line in below { li dir=[dir(line)] { (shown(&one_line(line))) } } }
                        }
                    }
                }
            }
        },
        Block::Verbatim(text) => html! { pre tabindex="0" dir=[dir(text)] { (text.trim_end()) } },
        // The picture is ours: whoever makes one escapes what it shows.
        Block::Picture { svg, .. } => html! { div.wide { (PreEscaped(svg)) } },
        Block::Table { head, rows } => html! {
            div.wide tabindex="0" role="group" aria-label="Table" {
                table {
                    thead { tr { @for word in head { th scope="col" dir=[dir(word)] { (word) } } } }
                    tbody {
                        @for row in rows {
                            tr { @for cell in row { td dir=[dir(cell)] { (shown(&one_line(cell))) } } }
                        }
                    }
                }
            }
        },
    }
}

/// Returns the direction of a text where it is not that of its page; a text that is written from right to left finds
/// its own by its first letter.
fn direction(text: &str, from_right: bool) -> Option<&'static str> {
    match (text.contains(is_written_from_right), from_right) {
        (true, false) => Some("auto"),
        (false, true) if text.contains(char::is_alphabetic) => Some("ltr"),
        _ => None,
    }
}

/// Returns a text as markup. Among letters from right to left, the groups of a telephone number or a date would be
/// shown in turned order: they stand apart.
fn shown(text: &str) -> Markup {
    if !text.contains(is_written_from_right) {
        return html! { (text) };
    }
    html! {
        @for (part, is_number) in numbers_apart(text) {
            @if is_number { bdi dir="ltr" { (part) } } @else { (part) }
        }
    }
}

/// Returns the parts of a text, and which of them are numbers in groups.
fn numbers_apart(text: &str) -> Vec<(&str, bool)> {
    let is_of_number = |letter: char| letter.is_ascii_digit() || "+-()/.: ".contains(letter);
    let (mut parts, mut at) = (Vec::new(), 0);
    while at < text.len() {
        let rest = &text[at..];
        let begin =
            rest.find(|letter: char| letter.is_ascii_digit() || "+(".contains(letter)).unwrap_or(rest.len());
        let end = rest[begin..].find(|letter| !is_of_number(letter)).map_or(rest.len(), |end| begin + end);
        let number =
            rest[begin..end].trim_end_matches(|letter: char| !letter.is_ascii_digit() && letter != ')');
        if begin > 0 {
            parts.push((&rest[..begin], false));
        }
        let taken = number.len().max(usize::from(begin < rest.len()));
        if taken > 0 {
            parts
                .push((&rest[begin..begin + taken], number.chars().filter(char::is_ascii_digit).count() > 1));
        }
        at += begin + taken;
    }
    parts
}

/// Whether a letter is of a script that is written from right to left.
fn is_written_from_right(letter: char) -> bool {
    matches!(
        letter,
        '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}' | '\u{10800}'..='\u{10fff}'
            | '\u{1e800}'..='\u{1efff}'
    )
}
