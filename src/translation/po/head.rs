//! The head of a PO file: the entry without a source, whose words are a line for each key. What gettext wants of it
//! stands there, and what a translation says of itself, under keys of ours.

use std::ops::Range;

use super::entries::Entry;
use super::quoted::Quoted;
use crate::language::tag::{self, english_name};
use crate::reading::{Notes, Placed};
use crate::translation::file::{Translation, TranslationReview};

/// The code of what is wrong with the head.
pub const HEAD: &str = "po-head";

/// The key of the edition.
pub const EDITION: &str = "X-Safelight-Edition";
const AUTHORS: &str = "X-Safelight-Authors";
const LICENSE: &str = "X-Safelight-License";
const VALIDATION: &str = "X-Safelight-Validation";
const REVIEWS: &str = "X-Safelight-Reviews";

/// Scripts as gettext writes them behind a language.
const SCRIPTS: [(&str, &str); 2] = [("@latin", "-Latn"), ("@cyrillic", "-Cyrl")];

/// Returns the words of the head of a translation. Whoever translates is not named: what gettext would hold of them
/// stays empty.
pub fn written(translation: &Translation) -> String {
    let Translation { of, language, authors, license, validation, reviews, .. } = translation;
    let mut lines = vec![
        ("Project-Id-Version", of.replace('@', " ")),
        ("PO-Revision-Date", String::new()),
        ("Last-Translator", String::new()),
        ("Language-Team", english_name(language)),
        ("Language", language.replace('-', "_")),
        ("MIME-Version", "1.0".to_owned()),
        ("Content-Type", "text/plain; charset=UTF-8".to_owned()),
        ("Content-Transfer-Encoding", "8bit".to_owned()),
        (EDITION, of.clone()),
        (AUTHORS, in_json(authors)),
        (LICENSE, in_a_line(license)),
        (VALIDATION, in_a_line(validation)),
    ];
    if !reviews.is_empty() {
        lines.push((REVIEWS, in_json(reviews)));
    }
    lines.iter().map(|(key, value)| format!("{key}: {value}\n")).collect()
}

fn in_json(value: &impl serde::Serialize) -> String {
    serde_json::to_string(value).expect("lists of texts can be written")
}

/// Returns a text as it stands in one line: as it is, where that is one.
fn in_a_line(text: &str) -> String {
    let is_plain = !text.contains('\n') && !text.starts_with('"') && text.trim() == text;
    if is_plain { text.to_owned() } else { in_json(&text) }
}

/// The head of a file that was read.
pub struct Head<'e> {
    words: &'e Quoted,
    text: String,
}

impl<'e> Head<'e> {
    /// Returns the head among the entries of a file.
    pub fn among(entries: &'e [Entry]) -> Option<Head<'e>> {
        let entry = entries.iter().find(|entry| is_head(entry))?;
        Some(Head { words: &entry.says, text: entry.says.raw() })
    }

    /// Returns the value of a key with its place.
    pub fn value(&self, key: &str) -> Option<Placed<String>> {
        let mut at = 0;
        for line in self.text.split_inclusive('\n') {
            let start = at;
            at += line.len();
            let Some((named, value)) = line.split_once(':') else { continue };
            if named.trim().eq_ignore_ascii_case(key) {
                let begin = start + named.len() + 1 + (value.len() - value.trim_start().len());
                let end = begin + value.trim().len();
                return Some(Placed { value: value.trim().to_owned(), span: self.words.place(begin..end) });
            }
        }
        None
    }

    /// Returns where the whole of it stands.
    pub fn span(&self) -> Range<usize> {
        self.words.span.clone()
    }

    /// Reads the language tag.
    pub fn language(&self, notes: &Notes<'_>) -> Option<Placed<String>> {
        let language = self.value("Language").filter(|language| !language.value.is_empty());
        let Some(mut language) = language else {
            let help = "write a line such as \"Language: es\\n\" there";
            notes.error(HEAD, self.span(), "the head does not say which language this is", help);
            return None;
        };
        for (script, subtag) in SCRIPTS {
            language.value = language.value.replace(script, subtag);
        }
        language.value = language.value.replace('_', "-");
        if !tag::is_tag(&language.value) {
            let message = format!("`{}` is not a language tag", language.value);
            notes.error("bad-language", language.span.clone(), message, tag::advice(&language.value));
        }
        Some(language)
    }

    /// Notes letters that are not those of UTF-8: the file was read as if they were.
    pub fn note_charset(&self, notes: &Notes<'_>) {
        let Some(content) = self.value("Content-Type") else { return };
        let Some((_, charset)) = content.value.split_once("charset=") else { return };
        let charset = charset.split([';', ' ']).next().unwrap_or_default();
        if !["utf-8", "utf8"].contains(&charset.to_ascii_lowercase().as_str()) {
            let message = format!("the head says that this file is in `{charset}`");
            let help = "save it as UTF-8 in your program, which writes charset=UTF-8 here";
            notes.error("po-charset", content.span, message, help);
        }
    }

    /// Puts what a translation says of itself in its place; what the head does not say stays.
    pub fn read_into(&self, notes: &Notes<'_>, translation: &mut Translation) {
        let list = "write a list such as [\\\"Rosa, a teacher\\\"] in one line";
        if let Some(authors) = self.json::<Vec<String>>(AUTHORS, notes, list) {
            translation.authors = authors;
        }
        let review = "write it as it was exported, or take the line out";
        if let Some(reviews) = self.json::<Vec<TranslationReview>>(REVIEWS, notes, review) {
            translation.reviews = reviews;
        }
        for (key, place) in [(LICENSE, &mut translation.license), (VALIDATION, &mut translation.validation)] {
            let Some(value) = self.value(key).filter(|value| !value.value.is_empty()) else { continue };
            if !value.value.starts_with('"') {
                *place = value.value;
            } else if let Some(text) = self.json(key, notes, "write the text as it is, without quotes") {
                *place = text;
            }
        }
    }

    fn json<T: serde::de::DeserializeOwned>(&self, key: &str, notes: &Notes<'_>, help: &str) -> Option<T> {
        let value = self.value(key).filter(|value| !value.value.is_empty())?;
        let read = serde_json::from_str(&value.value);
        if read.is_err() {
            notes.error(HEAD, value.span, format!("`{key}` cannot be read"), help);
        }
        read.ok()
    }
}

/// Returns whether an entry is the head.
pub fn is_head(entry: &Entry) -> bool {
    entry.context.is_none() && entry.id.raw().is_empty()
}
