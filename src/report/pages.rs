//! What a command has to say, before a format is chosen: blocks for people and a document for programs, each
//! made when a format asks for it. How much is told, and to whom, is decided here and never by a format.

use super::block::Block;
use super::detail::{Detail, document};
use super::handed_on::{NO_RELEASE, release};
use super::take_away;
use crate::records::{Record, StrippedRecord, written};

/// Why a page is not written without identifiers.
const GIVEN_TO_SOMEBODY: &str = "what is given to the person or to a recipient is of somebody whom they know; without \
    identifiers there are the levels note, reasons and full";

/// Whom pages are for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PageReader {
    /// Whoever led a screening, and whoever they work with.
    Practitioner,
    /// Whoever writes or chooses questionnaires.
    Author,
    /// The person that it is about, or one to whom the person lets something be given.
    Outside,
    /// Whoever practices or teaches: nothing in it is of a person.
    Training,
}

/// What a command has to say.
pub struct Pages<'p> {
    /// Whom they are for.
    pub reader: PageReader,
    /// The language tag of their texts.
    pub language: &'p str,
    blocks: Box<dyn Fn() -> Vec<Block> + 'p>,
    document: Option<Box<dyn Fn() -> String + 'p>>,
    rows: Option<Box<dyn Fn() -> Vec<Vec<String>> + 'p>>,
    record: Option<(&'p Record, Detail)>,
    refused: Option<&'static str>,
    is_one_sheet: bool,
}

impl<'p> Pages<'p> {
    /// Returns pages of which there is no document for programs, in English.
    pub fn new(reader: PageReader, blocks: impl Fn() -> Vec<Block> + 'p) -> Self {
        Pages {
            reader,
            language: "en",
            blocks: Box::new(blocks),
            document: None,
            rows: None,
            record: None,
            refused: None,
            is_one_sheet: false,
        }
    }

    /// Returns them with what other programs read.
    pub fn with_document(self, document: impl Fn() -> String + 'p) -> Self {
        Pages { document: Some(Box::new(document)), ..self }
    }

    /// Returns them with what is counted in them, as rows of texts, the head first.
    pub fn with_rows(self, rows: impl Fn() -> Vec<Vec<String>> + 'p) -> Self {
        Pages { rows: Some(Box::new(rows)), ..self }
    }

    /// Returns them in another language.
    pub fn in_language(self, language: &'p str) -> Self {
        Pages { language, ..self }
    }

    /// Returns them as one sheet that somebody carries: a browser prints it without a line of its own, in which it
    /// would tell the day and the place of the file.
    pub fn on_one_sheet(self) -> Self {
        Pages { is_one_sheet: true, ..self }
    }

    /// Returns the pages of a record, at a level. The document for programs holds everything, so only the
    /// level that holds everything has one; what the person carries is not for counting.
    pub fn of(record: &'p Record, detail: Detail) -> Self {
        let is_given = matches!(detail, Detail::TakeAway | Detail::Referral);
        let reader = if is_given { PageReader::Outside } else { PageReader::Practitioner };
        let pages = Pages::new(reader, move || document(record, detail));
        let document = || StrippedRecord::of(record).map_or_else(|| written(record), |it| written(&it));
        let pages = if detail == Detail::Full { pages.with_document(document) } else { pages };
        let counted = (!is_given).then_some((record, detail));
        let refused = match detail {
            _ if is_given && record.removed.is_some() => Some(GIVEN_TO_SOMEBODY),
            Detail::Referral if release(record).is_none() => Some(NO_RELEASE),
            _ => None,
        };
        let is_one_sheet = matches!(detail, Detail::Note | Detail::TakeAway);
        let language = match detail {
            Detail::TakeAway => take_away::language(record),
            _ => &record.questionnaire.language,
        };
        Pages { record: counted, refused, is_one_sheet, ..pages.in_language(language) }
    }

    /// Returns them with more blocks for people at the end.
    pub fn and(self, more: Vec<Block>) -> Self {
        let blocks = self.blocks;
        Pages { blocks: Box::new(move || [blocks(), more.clone()].concat()), ..self }
    }

    /// Returns why they may not be written anywhere, if they may not.
    pub fn refused(&self) -> Option<&'static str> {
        self.refused
    }

    /// Returns whether they are one sheet that somebody carries.
    pub fn is_one_sheet(&self) -> bool {
        self.is_one_sheet
    }

    /// Returns the blocks for people.
    pub fn blocks(&self) -> Vec<Block> {
        (self.blocks)()
    }

    /// Returns the document for programs, if there is one.
    pub fn document(&self) -> Option<String> {
        self.document.as_ref().map(|document| document())
    }

    /// Returns what is counted in them, as rows of texts, if that is what they are about.
    pub fn rows(&self) -> Option<Vec<Vec<String>>> {
        self.rows.as_ref().map(|rows| rows())
    }

    /// Returns the record that they are of, and at which level, if they are of one.
    pub fn record(&self) -> Option<(&'p Record, Detail)> {
        self.record
    }

    /// Returns what stands at the head of every page for such a reader.
    pub fn mark(&self) -> Option<&'static str> {
        (self.reader == PageReader::Training).then_some("TRAINING")
    }
}
