//! Blocks as rows of lines, from the top of the first page to the bottom of the last, and what each of them is
//! in the structure. A row says what it has to stay with; pages come later.

use std::num::NonZeroU16;
use std::ops::Range;
use std::rc::Rc;

use krilla::tagging::{ListNumbering, Tag};

use super::faces::{Face, Faces, Length, SetText, Style};
use super::structure::{Structure, TagPlace};
use crate::escaped::escaped;
use crate::export::{NotWritten, one_line, paragraphs};
use crate::report::Block;

const fn style(face: Face, size: Length, leading: Length) -> Style {
    Style { face, size, leading }
}

/// What is read. Sixty such lines fit on a page of either paper.
const BODY: Style = style(Face::Regular, 10_000, 11_800);
const MARK: Style = style(Face::Bold, 10_000, 11_800);
const TITLE: Style = style(Face::Bold, 16_000, 20_000);
const HEADING: Style = style(Face::Bold, 12_500, 15_000);
const SUBHEADING: Style = style(Face::Bold, 10_500, 12_500);
const VERBATIM: Style = style(Face::Mono, 8_300, 10_600);

/// Where the text of an item begins, and that of the lines below it.
const INDENT: Length = 10_000;
const BELOW_INDENT: Length = 20_000;
/// Between paragraphs.
const GAP: Length = 2_400;

/// A line, with all that stands in it.
#[derive(Clone, Default)]
pub struct TextRow {
    /// The space above it, which goes where a page begins.
    pub above: Length,
    /// Its height.
    pub height: Length,
    /// Whether it stays with the next row.
    pub stays: bool,
    /// The table whose head is repeated where a page begins with this row.
    pub table: Option<usize>,
    /// What stands in it.
    pub parts: Vec<Fragment>,
    /// A line along its foot: how far above the end of the row, and how long it is.
    pub foot: Option<(Length, Length)>,
    /// The heading that it begins.
    pub heading: Option<usize>,
}

/// A piece of a text in a row.
#[derive(Clone)]
pub struct Fragment {
    /// Where it begins.
    pub at: Length,
    /// The text.
    pub text: Rc<SetText>,
    /// Its signs.
    pub signs: Range<usize>,
    /// What it is a part of; nothing where it only repeats.
    pub element: Option<TagPlace>,
}

/// A heading, for the outline.
pub struct Heading {
    /// How deep it stands: 1 is the title.
    pub level: u16,
    /// It.
    pub text: String,
}

/// A document that is laid out.
pub struct Flow<'f> {
    pub(super) faces: &'f Faces,
    /// How wide a page is between its margins.
    pub(super) width: Length,
    /// The rows.
    pub rows: Vec<TextRow>,
    /// The heads of tables.
    pub heads: Vec<Vec<TextRow>>,
    /// The headings.
    pub headings: Vec<Heading>,
    /// What everything is.
    pub structure: Structure,
    has_title: bool,
}

impl<'f> Flow<'f> {
    /// Lays out blocks below a mark.
    ///
    /// # Errors
    /// The script of a character that no face has.
    pub fn of(
        blocks: &[Block],
        mark: Option<&str>,
        faces: &'f Faces,
        width: Length,
    ) -> Result<Self, NotWritten> {
        let has_title = blocks.iter().any(|block| matches!(block, Block::Title(_)));
        let mut layout = Flow {
            faces,
            width,
            rows: Vec::new(),
            heads: Vec::new(),
            headings: Vec::new(),
            structure: Structure::default(),
            has_title,
        };
        if let Some(mark) = mark {
            let element = layout.structure.add(None, Tag::P);
            layout.lines(mark, MARK, 0, element)?;
        }
        for block in blocks {
            layout.block(block)?;
        }
        Ok(layout)
    }

    fn block(&mut self, block: &Block) -> Result<(), NotWritten> {
        match block {
            Block::Title(text) => self.heading(text, TITLE, 1, 0),
            Block::Heading(text) => self.heading(text, HEADING, 2, 8_000),
            Block::Subheading(text) => self.heading(text, SUBHEADING, 3, 5_000),
            Block::Paragraph(text) => paragraphs(text).try_for_each(|text| self.paragraph(&text)),
            Block::Items(items) => self.items(items),
            Block::Verbatim(text) => self.verbatim(text),
            // As in a text: what a picture shows stands in words beside it.
            Block::Picture { .. } => Ok(()),
            Block::Table { head, rows } => self.table(head, rows),
        }
    }

    /// Sets a text on one line, in which nothing hides.
    pub(super) fn set(&self, text: &str, style: Style) -> Result<Rc<SetText>, NotWritten> {
        self.faces.set(escaped(&one_line(text)), style).map(Rc::new)
    }

    /// Adds the lines of a text; returns their rows. The first two stay together, and so do the last two.
    fn lines(
        &mut self,
        text: &str,
        style: Style,
        at: Length,
        element: TagPlace,
    ) -> Result<Range<usize>, NotWritten> {
        let text = self.set(text, style)?;
        let first = self.rows.len();
        let lines = text.lines(self.width - at);
        for (place, signs) in lines.iter().enumerate() {
            let stays = lines.len() > 1 && (place == 0 || place + 2 == lines.len());
            let part = Fragment { at, text: Rc::clone(&text), signs: signs.clone(), element: Some(element) };
            self.rows.push(TextRow { height: style.leading, stays, parts: vec![part], ..TextRow::default() });
        }
        Ok(first..self.rows.len())
    }

    /// A level is never left out: below a title comes 2, and where there is no title, what is highest is 1.
    fn heading(&mut self, text: &str, style: Style, level: u16, above: Length) -> Result<(), NotWritten> {
        let deepest = self.headings.last().map_or(0, |last| last.level);
        let level = level.saturating_sub(u16::from(!self.has_title)).clamp(1, deepest + 1);
        let text = escaped(&one_line(text));
        if text.is_empty() {
            return Ok(());
        }
        let numbered = NonZeroU16::new(level).unwrap_or(NonZeroU16::MIN);
        let element = self.structure.add(None, Tag::Hn(numbered, Some(text.clone())));
        let rows = self.lines(&text, style, 0, element)?;
        self.rows[rows.start].above = above;
        self.rows[rows.start].heading = Some(self.headings.len());
        let last = rows.end - 1;
        self.rows[rows].iter_mut().for_each(|row| row.stays = true);
        self.rows[last].height += GAP;
        if style == HEADING {
            self.rows[last].height += GAP;
            self.rows[last].foot = Some((GAP, self.width));
        }
        self.headings.push(Heading { level, text });
        Ok(())
    }

    fn paragraph(&mut self, text: &str) -> Result<(), NotWritten> {
        let element = self.structure.add(None, Tag::P);
        let rows = self.lines(text, BODY, 0, element)?;
        if let Some(last) = self.rows[rows].last_mut() {
            last.height += GAP;
            // What announces a list stays with it.
            last.stays |= text.ends_with(':');
        }
        Ok(())
    }

    pub(super) fn items(&mut self, items: &[(String, Vec<String>)]) -> Result<(), NotWritten> {
        if items.is_empty() {
            return Ok(());
        }
        let list = self.structure.add(None, Tag::L(ListNumbering::Disc));
        let bullet = self.set("•", BODY)?;
        for (text, below) in items {
            let item = self.structure.add(Some(list), Tag::LI);
            let label = self.structure.add(Some(item), Tag::Lbl);
            let body = self.structure.add(Some(item), Tag::LBody);
            let element = self.structure.add(Some(body), Tag::P);
            let rows = self.lines(text, BODY, INDENT, element)?;
            if rows.is_empty() {
                self.rows.push(TextRow { height: BODY.leading, ..TextRow::default() });
            }
            let part = Fragment {
                at: 0,
                text: Rc::clone(&bullet),
                signs: 0..bullet.signs.len(),
                element: Some(label),
            };
            self.rows[rows.start].parts.insert(0, part);
            // What is longer than a line stands a little apart.
            if rows.len() > 1 || !below.is_empty() {
                self.rows[rows.start].above = GAP / 2;
            }
            if below.is_empty() {
                continue;
            }
            self.rows.last_mut().expect("an item has a row").stays = true;
            let inner = self.structure.add(Some(body), Tag::L(ListNumbering::None));
            for line in below {
                let item = self.structure.add(Some(inner), Tag::LI);
                let element = self.structure.add(Some(item), Tag::LBody);
                self.lines(line, BODY, BELOW_INDENT, element)?;
            }
            // Its last line does not begin a page alone.
            let before_last = self.rows.len().saturating_sub(2);
            self.rows[before_last].stays = true;
        }
        self.rows.last_mut().expect("a list has a row").height += GAP;
        Ok(())
    }

    /// Spaces and lines mean something here: one element a line, as a paragraph would run them together.
    fn verbatim(&mut self, text: &str) -> Result<(), NotWritten> {
        for line in text.trim_end().split('\n') {
            let set = Rc::new(self.faces.set(escaped(line.trim_end()), VERBATIM)?);
            let signs = set.lines(self.width);
            if signs.is_empty() {
                self.rows.push(TextRow { height: VERBATIM.leading, ..TextRow::default() });
                continue;
            }
            let element = Some(self.structure.add(None, Tag::P));
            self.rows.extend(signs.into_iter().map(|signs| TextRow {
                height: VERBATIM.leading,
                parts: vec![Fragment { at: 0, text: Rc::clone(&set), signs, element }],
                ..TextRow::default()
            }));
        }
        Ok(())
    }
}
