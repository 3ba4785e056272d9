//! A translation as its file says it, and its reader.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::address::{SourceText, checksum, source_texts};
use super::values::{TranslatedValue, values};
use crate::diagnostic::{Diagnostic, in_order};
use crate::language::tag;
use crate::questionnaire::Questionnaire;
use crate::reading::{self, Notes, Table};
use crate::source::{Source, Span};

/// The texts of one edition in another language.
#[derive(Debug, Clone)]
pub struct Translation {
    /// The edition that it is of, such as `adult-brief@1.0.0`.
    pub of: String,
    /// The language tag of its texts.
    pub language: String,
    /// Who wrote it.
    pub authors: Vec<String>,
    /// The licence of its wording.
    pub license: String,
    /// How far it was tested, in words.
    pub validation: String,
    /// Who looked it over.
    pub reviews: Vec<TranslationReview>,
    /// The values of this language of what has one by language, in the order of the file.
    pub values: Vec<TranslatedValue>,
    /// The texts, in the order of the file.
    pub texts: Vec<TranslatedText>,
}

/// That somebody looked a translation over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TranslationReview {
    /// What they did, such as `translated back, without the source`.
    pub role: String,
    /// Whether it is their first language.
    pub native_speaker: bool,
    /// Whether they were paid.
    pub paid: bool,
    /// When.
    pub on: Option<Date>,
}

/// One text in another language.
#[derive(Debug, Clone)]
pub struct TranslatedText {
    /// The address of the text that it translates.
    pub of: String,
    /// The checksum of that text as it was then.
    pub from: String,
    /// The words.
    pub say: String,
    /// Where its words stand.
    pub span: Span,
}

impl Translation {
    /// Returns the number of what translates a text, in the list. What many questions can be answered with is written
    /// once: an option may take the words of another that says the same.
    pub fn place_of(&self, text: &SourceText<'_>) -> Option<usize> {
        let own = self.texts.iter().position(|one| one.of == text.address);
        own.or_else(|| {
            let from = checksum(text.text.text);
            let is_same = |one: &TranslatedText| is_option(&one.of) && one.from == from;
            self.texts.iter().position(is_same).filter(|_| text.is_heard() && is_option(&text.address))
        })
    }

    /// Returns the edition that a document says it is a translation of, whatever else is wrong with it.
    pub fn edition_in(source: &Source) -> Option<String> {
        let (root, _) = toml::de::DeTable::parse_recoverable(source.text());
        let head = root.get_ref().get("translation")?.get_ref().as_table()?;
        head.get("of")?.get_ref().as_str().map(str::to_owned)
    }
}

/// Returns whether an address is that of an option.
pub fn is_option(address: &str) -> bool {
    address.starts_with("option.")
}

/// Reads a translation of a questionnaire. It is there only if nothing was wrong with it; whether it is complete is
/// told by [`compare`](super::compare()).
pub fn read_translation(
    source: &Source,
    questionnaire: &Questionnaire,
) -> (Option<Translation>, Vec<Diagnostic>) {
    read_file(source, questionnaire, false)
}

/// Reads a translation that somebody is still filling in: a text without words is not there yet.
pub fn read_unfinished(
    source: &Source,
    questionnaire: &Questionnaire,
) -> (Option<Translation>, Vec<Diagnostic>) {
    read_file(source, questionnaire, true)
}

fn read_file(
    source: &Source,
    questionnaire: &Questionnaire,
    may_be_blank: bool,
) -> (Option<Translation>, Vec<Diagnostic>) {
    let notes = Notes::new(source);
    let root = reading::parse(&notes);
    let translation = translation(&Table::root(&root, &notes), questionnaire, may_be_blank);
    let translation = translation.filter(|_| !notes.any_error());
    (translation, in_order(notes.into_findings()))
}

fn translation(file: &Table<'_>, questionnaire: &Questionnaire, may_be_blank: bool) -> Option<Translation> {
    file.need_format();
    let head = file.need_table("translation", "[translation]");
    let values = values(file, questionnaire);
    let known: Vec<String> = source_texts(questionnaire).map(|text| text.address).collect();
    let mut texts: Vec<TranslatedText> = Vec::new();
    for table in file.tables("text", "[[text]]") {
        let Some(text) = text(&table, &known, may_be_blank) else { continue };
        if texts.iter().any(|earlier| earlier.of == text.of) {
            let message = format!("`{}` is translated twice", text.of);
            let help = "keep one of the two";
            table.notes().error("duplicate-id", table.place_of_value("of"), message, help);
        }
        texts.push(text);
    }
    let head = head?;
    let reviews = head.tables("review", "[[translation.review]]");
    Some(Translation {
        of: edition(&head, questionnaire),
        language: language(&head, questionnaire),
        authors: head.strings("authors"),
        license: head.need_string("license"),
        validation: head.need_string("validation"),
        reviews: reviews.iter().map(review).collect(),
        values,
        texts,
    })
}

/// A text of another edition could stand under the same address and mean something else.
fn edition(head: &Table<'_>, questionnaire: &Questionnaire) -> String {
    let Some(of) = head.need_text("of") else { return String::new() };
    let edition = questionnaire.edition().to_string();
    if of.value != edition {
        let message =
            format!("this is a translation of `{}`, and the questionnaire is `{edition}`", of.value);
        let help = format!("name that file, or write `of = \"{edition}\"` once every text was looked over");
        head.notes().error("other-edition", of.span.clone(), message, help);
    }
    of.value
}

fn language(head: &Table<'_>, questionnaire: &Questionnaire) -> String {
    let Some(language) = head.need_text("language") else { return String::new() };
    let notes = head.notes();
    if !tag::is_tag(&language.value) {
        let message = format!("`{}` is not a language tag", language.value);
        notes.error("bad-language", language.span.clone(), message, tag::advice(&language.value));
    } else if language.value.eq_ignore_ascii_case(&questionnaire.language) {
        let message = format!("the questionnaire itself is in `{}`", language.value);
        let help = "write the tag of the language of these texts";
        notes.error("same-language", language.span.clone(), message, help);
    }
    language.value
}

fn review(table: &Table<'_>) -> TranslationReview {
    TranslationReview {
        role: table.need_string("role"),
        native_speaker: table.flag("native_speaker"),
        paid: table.flag("paid"),
        on: table.date("on"),
    }
}

fn text(table: &Table<'_>, known: &[String], may_be_blank: bool) -> Option<TranslatedText> {
    let (of, from) = (table.need_text("of"), table.need_text("from"));
    if may_be_blank && table.is_blank("say") {
        table.allow("say");
        return None;
    }
    let say = table.need_text("say");
    let (of, from, say) = (of?, from?, say?);
    if !known.contains(&of.value) {
        let message = format!("the questionnaire has no text `{}`", of.value);
        let otherwise =
            || "take it out; `safelight translate new` writes every address that there is".to_owned();
        let nearest = table.notes().nearest_or(&of.value, known.iter().map(String::as_str), '`', otherwise);
        table.notes().error("unknown-text", of.span.clone(), message, nearest);
        return None;
    }
    Some(TranslatedText { of: of.value, from: from.value, say: say.value, span: say.span })
}
