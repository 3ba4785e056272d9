//! The questionnaire with the words of a translation in the places of its own: the same document but for those words
//! and the language, so that no rule can be another one.

use std::ops::Range;

use super::address::source_texts;
use super::file::Translation;
use crate::questionnaire::Questionnaire;
use crate::questionnaire::location::{Place, Places};
use crate::source::{Source, Span};

/// A questionnaire in the words of a translation.
#[derive(Debug, Clone)]
pub struct Merged {
    /// The document.
    pub source: Source,
    /// Where the words of the translation stand in it: the range there, and which text it is.
    words: Vec<(Range<usize>, usize)>,
}

impl Merged {
    /// Returns which text of the translation stands at a place of the document, as a number in its list.
    pub fn text_at(&self, span: &Span) -> Option<usize> {
        let found = self.words.iter().find(|(range, _)| range.start <= span.start && span.start < range.end);
        found.map(|(_, nth)| *nth)
    }
}

/// Returns a questionnaire in the words of a translation. What has none keeps its own.
pub fn merged(source: &Source, questionnaire: &Questionnaire, translation: &Translation) -> Merged {
    let places = Places::of(source);
    let mut changes: Vec<(Span, Option<usize>, String)> = source_texts(questionnaire)
        .filter_map(|text| {
            let nth = translation.place_of(&text)?;
            let span = places.find(questionnaire, text.text.place);
            Some((span, Some(nth), quoted(&translation.texts[nth].say)))
        })
        .collect();
    let language = places.find(questionnaire, Place::Head("language"));
    changes.push((language, None, quoted(&translation.language)));
    changes.sort_by_key(|(span, ..)| span.start);
    // Options of a scale stand in one place for all questions that use it.
    changes.dedup_by_key(|(span, ..)| span.start);
    let (mut text, mut words, mut at) = (String::new(), Vec::new(), 0);
    for (span, nth, new) in changes {
        text.push_str(&source.text()[at..span.start]);
        let begin = text.len();
        text.push_str(&new);
        words.extend(nth.map(|nth| (begin..text.len(), nth)));
        at = span.end;
    }
    text.push_str(&source.text()[at..]);
    let name = format!("{} in {}", source.name(), translation.language);
    Merged { source: Source::new(name, text), words }
}

/// Returns a text as TOML writes it, on one line.
fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}
