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
const SHEET: &str = "@page{margin:0}@media print{body{padding:13mm 16mm;font-size:10.5pt;line-height:1.35}\
h1{font-size:16pt;margin:0 0 6pt}h2{font-size:12.5pt;margin:9pt 0 3pt;border-bottom-width:1px}\
ul{margin:3pt 0}li{margin:1.5pt 0}p{margin:5pt 0}}";

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
                    @for block in blocks { (one(block)) }
                }
            }
        }
    };
    let mut page = page.into_string();
    page.push('\n');
    page
}

fn one(block: &Block) -> Markup {
    match block {
        Block::Title(text) => html! { h1 { (one_line(text)) } },
        Block::Heading(text) => html! { h2 { (one_line(text)) } },
        Block::Subheading(text) => html! { h3 { (one_line(text)) } },
        Block::Paragraph(text) => html! { @for text in paragraphs(text) { p { (text) } } },
        Block::Items(items) => html! {
            ul {
                @for (item, below) in items {
                    li {
                        (one_line(item))
                        @if !below.is_empty() { ul { @for line in below { li { (one_line(line)) } } } }
                    }
                }
            }
        },
        Block::Verbatim(text) => html! { pre tabindex="0" { (text.trim_end()) } },
        // The picture is ours: whoever makes one escapes what it shows.
        Block::Picture { svg, .. } => html! { div.wide { (PreEscaped(svg)) } },
        Block::Table { head, rows } => html! {
            div.wide tabindex="0" role="group" aria-label="Table" {
                table {
                    thead { tr { @for word in head { th scope="col" { (word) } } } }
                    tbody { @for row in rows { tr { @for cell in row { td { (one_line(cell)) } } } } }
                }
            }
        },
    }
}
