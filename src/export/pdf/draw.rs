//! Draws sheets. Here alone lengths become the floats that a PDF is written with.

use krilla::Document;
use krilla::color::luma;
use krilla::destination::XyzDestination;
use krilla::geom::{PathBuilder, Point, Rect};
use krilla::outline::{Outline, OutlineNode};
use krilla::page::PageSettings;
use krilla::paint::Fill;
use krilla::surface::Surface;
use krilla::tagging::{Artifact, ArtifactType, ContentTag, SpanTag};
use krilla::text::{Font, GlyphId, KrillaGlyph};

use super::faces::{Face, Length, SetText, Sign, UNITS};
use super::layout::{Fragment, Heading};
use super::sheets::RowAt;
use super::structure::Structure;

/// The thickness of a line.
const THIN: Length = 500;

/// The sheets to be drawn, and what stands on each of them.
pub struct Drawing<'d> {
    /// How wide and how high a sheet is.
    pub paper: (Length, Length),
    /// The margin on each side.
    pub margin: Length,
    /// Its rows.
    pub sheets: Vec<Vec<RowAt<'d>>>,
    /// What is repeated at the head of every sheet but the first.
    pub mark: Option<SetText>,
    /// The number at the foot of each sheet.
    pub numbers: Vec<SetText>,
}

/// Returns a length in points.
#[expect(
    clippy::float_arithmetic,
    reason = "a PDF is written with floats; whatever is decided is decided before"
)]
fn points(length: Length) -> f32 {
    length as f32 / 1000.0
}

/// Returns units as a part of an em.
#[expect(
    clippy::float_arithmetic,
    reason = "a PDF is written with floats; whatever is decided is decided before"
)]
fn ems(units: i32) -> f32 {
    units as f32 / UNITS as f32
}

/// The faces as the writer of the PDF knows them.
struct Fonts([Font; 3]);

impl Fonts {
    fn read() -> Self {
        Fonts(Face::ALL.map(|face| Font::new(face.file().into(), 0).expect("a face is a face")))
    }
}

impl Drawing<'_> {
    /// Draws every sheet, and hangs what was drawn into the structure. Returns the outline.
    pub fn draw(&self, document: &mut Document, structure: &mut Structure, headings: &[Heading]) -> Outline {
        let fonts = Fonts::read();
        let mut outlined = Outlined::default();
        let (width, height) = self.paper;
        for (number, sheet) in self.sheets.iter().enumerate() {
            let settings = PageSettings::from_wh(points(width), points(height)).expect("a sheet has a size");
            let mut page = document.start_page_with(settings);
            let mut surface = page.surface();
            for placed in sheet {
                let down = self.margin + placed.down;
                self.row(&mut surface, &fonts, structure, placed, down);
                if let Some(heading) = placed.row.heading.and_then(|heading| headings.get(heading)) {
                    outlined.add(heading, number, points(down));
                }
            }
            let foot = height - self.margin / 2;
            if let Some(number) = self.numbers.get(number) {
                self.beside(&mut surface, &fonts, number, (width - number.width()) / 2, foot);
            }
            if let Some(mark) = self.mark.as_ref().filter(|_| number > 0) {
                self.beside(&mut surface, &fonts, mark, self.margin, self.margin * 3 / 4);
            }
            surface.finish();
            page.finish();
        }
        outlined.outline()
    }

    fn row(
        &self,
        surface: &mut Surface<'_>,
        fonts: &Fonts,
        structure: &mut Structure,
        placed: &RowAt<'_>,
        down: Length,
    ) {
        for Fragment { at, text, signs, element } in &placed.row.parts {
            let line = down + baseline(text);
            let tag = match element {
                Some(_) => ContentTag::Span(SpanTag::empty()),
                None => ContentTag::Artifact(Artifact::with_kind(ArtifactType::PaginationOther)),
            };
            let drawn = surface.start_tagged(tag);
            signs_at(surface, fonts, text, &text.signs[signs.clone()], self.margin + at, line);
            surface.end_tagged();
            if let Some(element) = element {
                structure.hang(*element, drawn);
            }
        }
        if let Some((lift, long)) = placed.row.foot {
            let below = down + placed.row.height - THIN - lift;
            surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(ArtifactType::Layout)));
            rule(surface, self.margin, below, long);
            surface.end_tagged();
        }
    }

    /// Draws what belongs to the sheet and not to the text.
    fn beside(&self, surface: &mut Surface<'_>, fonts: &Fonts, text: &SetText, at: Length, line: Length) {
        surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(ArtifactType::PaginationOther)));
        signs_at(surface, fonts, text, &text.signs, at, line);
        surface.end_tagged();
    }
}

/// Returns how far below the head of its line the letters of a text stand.
fn baseline(text: &SetText) -> Length {
    text.style.leading / 2 + text.style.size * 388 / 1000
}

/// Draws signs, those of a face in one go.
fn signs_at(
    surface: &mut Surface<'_>,
    fonts: &Fonts,
    text: &SetText,
    signs: &[Sign],
    at: Length,
    line: Length,
) {
    let size = text.style.size;
    let mut units = 0_i64;
    for run in signs.chunk_by(|one, next| one.face == next.face) {
        let glyphs: Vec<KrillaGlyph> = run.iter().map(glyph).collect();
        let along = Length::try_from(units * i64::from(size) / i64::from(UNITS)).unwrap_or_default();
        let start = Point::from_xy(points(at + along), points(line));
        let font = fonts.0[run[0].face as usize].clone();
        surface.draw_glyphs(start, &glyphs, font, &text.text, points(size), false);
        units += run.iter().map(|sign| i64::from(sign.width)).sum::<i64>();
    }
}

fn glyph(sign: &Sign) -> KrillaGlyph {
    let (width, beside, above) = (ems(sign.width), ems(sign.beside), ems(sign.above));
    KrillaGlyph::new(GlyphId::new(sign.number), width, beside, above, 0.0, sign.shows.clone(), None)
}

fn rule(surface: &mut Surface<'_>, at: Length, down: Length, long: Length) {
    let rectangle = Rect::from_xywh(points(at), points(down), points(long), points(THIN));
    let mut path = PathBuilder::new();
    path.push_rect(rectangle.expect("a line has a length"));
    if let Some(path) = path.finish() {
        surface.set_fill(Some(Fill { paint: luma::Color::new(0x60).into(), ..Fill::default() }));
        surface.draw_path(&path);
        surface.set_fill(None);
    }
}

/// The outline while pages are drawn: what is deeper than an entry stands below it.
#[derive(Default)]
struct Outlined(Vec<(u16, OutlineNode)>);

impl Outlined {
    fn add(&mut self, heading: &Heading, sheet: usize, down: f32) {
        self.close(heading.level);
        let there = XyzDestination::new(sheet, Point::from_xy(0.0, down));
        self.0.push((heading.level, OutlineNode::new(heading.text.clone(), there).with_open(true)));
    }

    /// Hangs every entry that is deeper than a level, or of it, below the one before it, as far as that is
    /// less deep.
    fn close(&mut self, level: u16) {
        while let [.., (above, _), (last, _)] = self.0.as_slice() {
            if *last < level || above >= last {
                return;
            }
            let (_, last) = self.0.pop().expect("there are two");
            self.0.last_mut().expect("there was one above").1.push_child(last);
        }
    }

    fn outline(mut self) -> Outline {
        self.close(1);
        let mut outline = Outline::new();
        self.0.into_iter().for_each(|(_, entry)| outline.push_child(entry));
        outline
    }
}
