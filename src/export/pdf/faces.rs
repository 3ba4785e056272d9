//! The typefaces of a PDF, and a text set in them: which face has a character, where its marks go, how wide a
//! line is. All lengths are whole thousandths of a point, so a page comes out the same on every computer.
//! A character that no face has is refused here, by the name of its script and never by the text.

use std::ops::Range;

use rustybuzz::ttf_parser::Tag;
use rustybuzz::ttf_parser::gdef::GlyphClass;
use rustybuzz::{Direction, Feature, UnicodeBuffer};
use unicode_script::{Script, UnicodeScript};
use unicode_segmentation::UnicodeSegmentation;

use crate::export::NotWritten;

/// A length in thousandths of a point.
pub type Length = i32;

/// The units of an em in every face here.
pub const UNITS: i32 = 2048;

/// A typeface.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Face {
    /// For what is read.
    Regular,
    /// For headings.
    Bold,
    /// For lines of files; and it has signs that the others lack.
    Mono,
}

impl Face {
    /// Every face.
    pub const ALL: [Face; 3] = [Face::Regular, Face::Bold, Face::Mono];

    /// Returns its file.
    pub fn file(self) -> &'static [u8] {
        match self {
            Face::Regular => notosans::REGULAR_TTF,
            Face::Bold => notosans::BOLD_TTF,
            Face::Mono => dejavu::sans_mono::regular(),
        }
    }

    /// Returns the faces in which a character is looked for, this one first.
    fn or_else(self) -> [Face; 3] {
        match self {
            Face::Regular => [Face::Regular, Face::Mono, Face::Bold],
            Face::Bold => [Face::Bold, Face::Regular, Face::Mono],
            Face::Mono => [Face::Mono, Face::Regular, Face::Bold],
        }
    }
}

/// How a text is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Style {
    /// In which face.
    pub face: Face,
    /// How large.
    pub size: Length,
    /// From one line to the next.
    pub leading: Length,
}

/// A drawn character, or a part of one.
#[derive(Debug, Clone)]
pub struct Sign {
    /// Its face.
    pub face: Face,
    /// Its number in the face.
    pub number: u32,
    /// Its width, in units.
    pub width: i32,
    /// Where it stands beside its place, in units.
    pub beside: i32,
    /// Where it stands above the line, in units.
    pub above: i32,
    /// The characters it shows.
    pub shows: Range<usize>,
}

/// A text that is set, before it is broken into lines.
#[derive(Debug)]
pub struct SetText {
    /// The text.
    pub text: String,
    /// How it is set.
    pub style: Style,
    /// Its signs.
    pub signs: Vec<Sign>,
}

/// The faces, read once for a document.
pub struct Faces([rustybuzz::Face<'static>; 3]);

impl Faces {
    /// Reads the faces.
    pub fn read() -> Self {
        Faces(Face::ALL.map(|face| rustybuzz::Face::from_slice(face.file(), 0).expect("a face is a face")))
    }

    fn of(&self, face: Face) -> &rustybuzz::Face<'static> {
        &self.0[face as usize]
    }

    fn has(&self, face: Face, character: char) -> bool {
        is_selector(character) || is_simple(character) && self.of(face).glyph_index(character).is_some()
    }

    /// Sets a text.
    ///
    /// # Errors
    /// The script of a character that no face has.
    pub fn set(&self, text: String, style: Style) -> Result<SetText, NotWritten> {
        let mut signs = Vec::with_capacity(text.len());
        let mut run: Option<(Face, Range<usize>)> = None;
        for (at, cluster) in text.grapheme_indices(true) {
            let has = |face: &Face| cluster.chars().all(|character| self.has(*face, character));
            // A face that has a sign only over its neighbor is the last one to be asked.
            let has_room =
                |face: &Face| has(face) && self.alone(*face, cluster).is_none_or(|(_, width)| width > 0);
            let faces = style.face.or_else();
            let found = faces.into_iter().find(has_room).or_else(|| faces.into_iter().find(has));
            let face = found.ok_or_else(|| NotWritten::NoLetters(self.script(cluster)))?;
            let shows = at..at + cluster.len();
            let alone = self.alone(face, cluster);
            match &mut run {
                Some((of, run)) if *of == face && alone.is_none() => {
                    run.end = shows.end;
                    continue;
                }
                _ => {}
            }
            if let Some((of, run)) = run.take() {
                self.shape(of, &text, run, &mut signs);
            }
            match alone {
                Some((number, width)) => signs.push(Sign { face, number, width, beside: 0, above: 0, shows }),
                None => run = Some((face, shows)),
            }
        }
        if let Some((of, run)) = run {
            self.shape(of, &text, run, &mut signs);
        }
        Ok(SetText { text, style, signs })
    }

    /// The name of the script of the first character of a cluster that no face has.
    fn script(&self, cluster: &str) -> Option<&'static str> {
        let lacks = |character: &char| !Face::ALL.iter().any(|face| self.has(*face, *character));
        let script = cluster.chars().find(lacks).or_else(|| cluster.chars().next())?.script();
        let is_named = !matches!(script, Script::Common | Script::Inherited | Script::Unknown);
        is_named.then(|| script.full_name())
    }

    /// Returns the sign of a character that stands alone although its face takes it for a mark of the letter
    /// before it, as Noto Sans does with a backtick.
    fn alone(&self, face: Face, cluster: &str) -> Option<(u32, i32)> {
        let mut characters = cluster.chars();
        let (Some(character), None) = (characters.next(), characters.next()) else { return None };
        let of = self.of(face);
        let glyph = of.glyph_index(character)?;
        let is_mark = of.tables().gdef.as_ref()?.glyph_class(glyph) == Some(GlyphClass::Mark);
        is_mark.then(|| (glyph.0.into(), of.glyph_hor_advance(glyph).unwrap_or_default().into()))
    }

    fn shape(&self, face: Face, text: &str, run: Range<usize>, signs: &mut Vec<Sign>) {
        let mut buffer = UnicodeBuffer::new();
        buffer.push_str(&text[run.clone()]);
        buffer.guess_segment_properties();
        // No face here has letters that are written from right to left.
        buffer.set_direction(Direction::LeftToRight);
        let plain = [Feature::new(Tag::from_bytes(b"liga"), 0, ..)];
        let shaped = rustybuzz::shape(self.of(face), &plain, buffer);
        let starts: Vec<usize> = shaped.glyph_infos().iter().map(|info| info.cluster as usize).collect();
        for (place, info) in shaped.glyph_infos().iter().enumerate() {
            let start = starts[place];
            let end =
                starts[place..].iter().find(|next| **next != start).map_or(run.end, |end| run.start + end);
            let position = shaped.glyph_positions()[place];
            signs.push(Sign {
                face,
                number: info.glyph_id,
                width: position.x_advance,
                beside: position.x_offset,
                above: position.y_offset,
                shows: run.start + start..end,
            });
        }
    }
}

/// Whether a character is of a script that runs from left to right and whose letters keep their form. The face
/// for files has some letters of others as well, which would stand there in the wrong order.
fn is_simple(character: char) -> bool {
    let scripts =
        [Script::Latin, Script::Greek, Script::Cyrillic, Script::Armenian, Script::Georgian, Script::Common];
    scripts.contains(&character.script()) || character.script() == Script::Inherited
}

/// A picture or a text of the same sign: nothing is drawn for it.
fn is_selector(character: char) -> bool {
    matches!(character, '\u{fe0e}' | '\u{fe0f}')
}

/// Returns units of an em at a size, never less than they take.
fn length(units: i64, size: Length) -> Length {
    let thousandths = units.max(0).unsigned_abs() * u64::from(size.unsigned_abs());
    Length::try_from(thousandths.div_ceil(u64::from(UNITS.unsigned_abs()))).unwrap_or(Length::MAX)
}

impl SetText {
    fn is_space(&self, sign: &Sign) -> bool {
        &self.text[sign.shows.clone()] == " "
    }

    fn units(&self, signs: Range<usize>) -> i64 {
        self.signs[signs].iter().map(|sign| i64::from(sign.width)).sum()
    }

    /// Returns how wide it is on one line.
    pub fn width(&self) -> Length {
        length(self.units(0..self.signs.len()), self.style.size)
    }

    /// Returns how wide its widest word is.
    pub fn widest_word(&self) -> Length {
        let words = self.signs.split(|sign| self.is_space(sign));
        let units = words.map(|word| word.iter().map(|sign| i64::from(sign.width)).sum::<i64>());
        length(units.max().unwrap_or_default(), self.style.size)
    }

    /// Returns its lines of at most that width, each with the space at its end: between words where there are
    /// any, otherwise within one, never within a character.
    pub fn lines(&self, width: Length) -> Vec<Range<usize>> {
        let most = i64::from(width) * i64::from(UNITS) / i64::from(self.style.size);
        let mut lines = Vec::new();
        let (mut start, mut after_space, mut units) = (0, 0, 0);
        for (place, sign) in self.signs.iter().enumerate() {
            if self.is_space(sign) {
                after_space = place + 1;
            } else if units + i64::from(sign.width) > most && place > start {
                let whole =
                    self.signs[..=place].iter().rposition(|other| other.shows.start < sign.shows.start);
                let cut =
                    if after_space > start { after_space } else { whole.map_or(place, |last| last + 1) };
                if cut > start {
                    lines.push(start..cut);
                    units = self.units(cut..place);
                    start = cut;
                }
            }
            units += i64::from(sign.width);
        }
        if start < self.signs.len() {
            lines.push(start..self.signs.len());
        }
        lines
    }
}

#[cfg(test)]
mod tests {
    use super::{Face, Faces, Style, UNITS};
    use crate::export::NotWritten;

    const STYLE: Style = Style { face: Face::Regular, size: 10_000, leading: 12_000 };

    #[test]
    fn every_face_has_the_units_that_are_counted_with() {
        let faces = Faces::read();
        assert!(Face::ALL.iter().all(|face| faces.of(*face).units_per_em() == UNITS));
    }

    #[test]
    fn letters_of_europe_and_vietnam_are_there_also_taken_apart() {
        let faces = Faces::read();
        for text in [
            "Zażółć gęślą jaźń",
            "Ђурђевдан, їжак",
            "ψυχή, Ἀθῆναι",
            "Người Việt ở Đắk Lắk",
            "e\u{301}a\u{302}\u{301}",
            "☐ ✓ → ☎\u{fe0f}",
        ] {
            let set = faces.set(text.to_owned(), STYLE).expect("every letter is there");
            assert!(set.signs.iter().all(|sign| sign.number != 0), "{text}");
        }
    }

    #[test]
    fn what_stands_alone_is_no_mark_and_a_column_as_wide_as_its_text_holds_it() {
        let faces = Faces::read();
        for text in ["`minor`", "a´ b¨ c^ d~", "Kʼicheʼ, ʾab", "Questionnaire", "Crime, marriage, organs"]
        {
            for size in [8_300, 9_000, 10_000, 12_500] {
                let set = faces.set(text.to_owned(), Style { size, ..STYLE }).expect("Latin");
                assert!(set.signs.iter().all(|sign| sign.width > 0 && sign.beside == 0), "{text}");
                assert_eq!(set.lines(set.width()).len(), 1, "{text}");
            }
        }
    }

    #[test]
    fn a_script_that_is_not_there_is_named_without_its_text() {
        let faces = Faces::read();
        let refused = |text: &str| faces.set(text.to_owned(), STYLE).err();
        assert_eq!(refused("so شم"), Some(NotWritten::NoLetters(Some("Arabic"))));
        assert_eq!(refused("שלום"), Some(NotWritten::NoLetters(Some("Hebrew"))));
        assert_eq!(refused("ภาษาไทย"), Some(NotWritten::NoLetters(Some("Thai"))));
        assert_eq!(refused("漢字"), Some(NotWritten::NoLetters(Some("Han"))));
        assert_eq!(refused("😀"), Some(NotWritten::NoLetters(None)));
    }

    #[test]
    fn lines_are_broken_between_words_and_only_where_none_fits_within_one() {
        let faces = Faces::read();
        let set = faces.set("one two Pneumonoultramicroscopic 555-0100".to_owned(), STYLE).expect("Latin");
        let shown = |width| {
            let lines = set.lines(width).into_iter();
            lines
                .map(|line| &set.text[set.signs[line.start].shows.start..set.signs[line.end - 1].shows.end])
                .collect::<Vec<_>>()
        };
        assert_eq!(shown(1_000_000), ["one two Pneumonoultramicroscopic 555-0100"]);
        assert_eq!(shown(150_000), ["one two ", "Pneumonoultramicroscopic ", "555-0100"]);
        assert_eq!(shown(60_000).concat(), set.text);
        assert!(set.lines(1).len() <= set.signs.len());
    }
}
