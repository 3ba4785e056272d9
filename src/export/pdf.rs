//! PDF for people: pages for paper that a reader of screens can read as well. They are tagged and held against
//! PDF/UA-1 while they are written; the letters are within them; nothing tells who wrote them, when and where,
//! and the same pages are the same bytes. What the letters here cannot write is refused before a byte is there.

mod draw;
mod faces;
mod layout;
mod sheets;
mod structure;
mod tables;

use krilla::configure::{Accessibility, ConfigurationBuilder};
use krilla::destination::XyzDestination;
use krilla::geom::Point;
use krilla::metadata::Metadata;
use krilla::outline::{Outline, OutlineNode};
use krilla::{Document, SerializeSettings};

use self::draw::Drawing;
use self::faces::{Face, Faces, Length, Style};
use self::layout::Flow;
use super::format::{EVERY_LEVEL, Format, NotWritten, Options, Paper};
use crate::report::{Block, Pages};

/// Pages for paper, for a case file, and for a reader of screens.
pub const FORMAT: Format = Format {
    name: "pdf",
    endings: &["pdf"],
    for_programs: false,
    levels: EVERY_LEVEL,
    write: |pages: &Pages<'_>, options: &Options| {
        write(&pages.blocks(), pages.language, pages.mark(), options.paper)
    },
};

/// 17 millimetres.
const MARGIN: Length = 48_189;

const NUMBER: Style = Style { face: Face::Regular, size: 8_500, leading: 10_000 };

/// What pages without any heading are called.
const UNTITLED: &str = "Safelight";

/// Writes blocks as a PDF in a language, for a paper. A mark, such as TRAINING, stands at the head of every page.
///
/// # Errors
/// The script of a character that is not within the letters here.
pub fn write(
    blocks: &[Block],
    language: &str,
    mark: Option<&str>,
    paper: Paper,
) -> Result<Vec<u8>, NotWritten> {
    let faces = Faces::read();
    let (width, height) = paper.size();
    let mut layout = Flow::of(blocks, mark, &faces, width - 2 * MARGIN)?;
    let sheets = sheets::sheets(&layout.rows, &layout.heads, height - 2 * MARGIN);
    let numbers = (1..=sheets.len()).map(|number| faces.set(format!("{number} / {}", sheets.len()), NUMBER));
    let drawing = Drawing {
        paper: (width, height),
        margin: MARGIN,
        numbers: numbers.collect::<Result<_, _>>()?,
        mark: mark
            .map(|mark| faces.set(mark.to_owned(), Style { face: Face::Bold, ..NUMBER }))
            .transpose()?,
        sheets,
    };
    let mut document = Document::new_with(settings()?);
    let title = layout.headings.first().map_or(UNTITLED, |heading| heading.text.as_str()).to_owned();
    let mut outline = drawing.draw(&mut document, &mut layout.structure, &layout.headings);
    if layout.headings.is_empty() {
        outline = only(&title);
    }
    document.set_outline(outline);
    document.set_tag_tree(layout.structure.tree());
    let title = mark.map_or_else(|| title.clone(), |mark| format!("{mark} · {title}"));
    document.set_metadata(Metadata::new().title(title).language(language.to_owned()));
    document.finish().map_err(|_| NotWritten::NotSound)
}

fn settings() -> Result<SerializeSettings, NotWritten> {
    let accessible = ConfigurationBuilder::new().with_accessibility_validator(Accessibility::UA1).finish();
    let configuration = accessible.map_err(|_| NotWritten::NotSound)?;
    Ok(SerializeSettings { configuration, ..SerializeSettings::default() })
}

/// The outline of pages without a heading.
fn only(title: &str) -> Outline {
    let mut outline = Outline::new();
    outline.push_child(OutlineNode::new(title.to_owned(), XyzDestination::new(0, Point::from_xy(0.0, 0.0))));
    outline
}
