//! What a PO file says of a questionnaire: the words that count, and those that do not yet.

use std::collections::BTreeMap;

use super::entries::{Entry, entries};
use super::head::{EDITION, HEAD, Head, is_head};
use super::quoted::SYNTAX;
use crate::diagnostic::{Diagnostic, in_order};
use crate::questionnaire::Questionnaire;
use crate::reading::{LONGEST_TEXT, Notes};
use crate::source::{Source, Span};
use crate::translation::address::{SourceText, checksum, source_texts};
use crate::translation::file::{TranslatedText, Translation};

/// What a PO file says of a questionnaire.
#[derive(Debug)]
pub struct PoWords {
    /// The words that count, with what the head says of them. The checksum of each is that of the source in the file.
    pub translation: Translation,
    /// Those sources, by address.
    pub sources: BTreeMap<String, String>,
    /// The addresses of texts whose words are marked `fuzzy`: somebody has yet to look them over.
    pub fuzzy: Vec<String>,
    /// The addresses of texts that have no words.
    pub untranslated: Vec<String>,
    /// How many entries have a remark of a translator.
    pub remarks: usize,
    /// How many entries are marked as no longer used.
    pub obsolete: usize,
}

/// Returns the edition that a PO file says it is of, whatever else is wrong with it.
pub fn edition_in(source: &Source) -> Option<String> {
    let entries = entries(&Notes::new(source));
    let edition =
        Head::among(&entries.whole).and_then(|head| head.value(EDITION)).map(|edition| edition.value);
    // In a head that cannot be read the line may still be whole.
    let in_line = || {
        let rest = source.text().split_once(EDITION)?.1.strip_prefix(": ")?;
        rest.split(['\\', '"', '\n']).next().map(|edition| edition.trim().to_owned())
    };
    edition.or_else(in_line).filter(|edition| !edition.is_empty())
}

/// Reads a PO file of a questionnaire. It is there only if nothing was wrong with it.
pub fn read_po(source: &Source, questionnaire: &Questionnaire) -> (Option<PoWords>, Vec<Diagnostic>) {
    let notes = Notes::new(source);
    let words = words(&notes, questionnaire);
    let words = words.filter(|_| !notes.any_error());
    (words, in_order(notes.into_findings()))
}

fn words(notes: &Notes<'_>, questionnaire: &Questionnaire) -> Option<PoWords> {
    let entries = entries(notes);
    let translation = head(notes, questionnaire, &entries.whole, entries.any_broken);
    let known: Vec<SourceText<'_>> = source_texts(questionnaire).collect();
    let mut read = PoWords {
        translation: translation.unwrap_or_else(|| Translation::begun(questionnaire, "")),
        sources: BTreeMap::new(),
        fuzzy: Vec::new(),
        untranslated: Vec::new(),
        remarks: 0,
        obsolete: entries.obsolete,
    };
    let mut seen: BTreeMap<String, Span> = BTreeMap::new();
    for entry in entries.whole.iter().filter(|entry| !is_head(entry)) {
        read.remarks += usize::from(entry.has_remark);
        entry.says.note_hidden(notes);
        let Some(of) = address(notes, entry, &known) else { continue };
        if let Some(first) = seen.insert(of.clone(), entry.span.clone()) {
            note_second(notes, entry, &of, first);
            continue;
        }
        let (source, say) = (entry.id.value(), entry.says.value());
        if source.is_empty() {
            let help =
                "write the source text as it was exported: its checksum says whether it is still the same";
            notes.error(SYNTAX, entry.span.clone(), format!("`{of}` has no source text"), help);
        } else if say.is_empty() {
            read.untranslated.push(of);
        } else if entry.is_fuzzy {
            read.fuzzy.push(of);
        } else {
            note_length(notes, entry, &of, &say);
            let from = checksum(&source);
            let text = TranslatedText { of: of.clone(), from, say, span: entry.says.span.clone() };
            read.translation.texts.push(text);
            read.sources.insert(of, source);
        }
    }
    Some(read)
}

fn head(
    notes: &Notes<'_>,
    questionnaire: &Questionnaire,
    entries: &[Entry],
    any_broken: bool,
) -> Option<Translation> {
    let Some(head) = Head::among(entries) else {
        if !any_broken {
            let help = "export it anew, or write at its beginning: msgid \"\", and below it msgstr \"Language: es\\n\"";
            notes.error(HEAD, 0..0, "this file has no head, so its language is not known", help);
        }
        return None;
    };
    for second in entries.iter().filter(|entry| is_head(entry)).skip(1) {
        let help = "keep one of the two; every other entry has its own source text";
        notes.error(HEAD, second.span.clone(), "this is a second head, an entry without a source", help);
    }
    head.note_charset(notes);
    let language = head.language(notes)?;
    if language.value.eq_ignore_ascii_case(&questionnaire.language) {
        let message = format!("the questionnaire itself is in `{}`", language.value);
        notes.error("same-language", language.span, message, "write the tag of the language of these texts");
    }
    let edition = questionnaire.edition().to_string();
    if let Some(of) = head.value(EDITION).filter(|of| !of.value.is_empty() && of.value != edition) {
        let message =
            format!("this is a translation of `{}`, and the questionnaire is `{edition}`", of.value);
        let help =
            format!("name that one with --of, or write `{edition}` here once every text was looked over");
        notes.error("other-edition", of.span, message, help);
    }
    let mut translation = Translation::begun(questionnaire, &language.value);
    head.read_into(notes, &mut translation);
    Some(translation)
}

/// Returns the address of an entry, or notes that it has none.
fn address(notes: &Notes<'_>, entry: &Entry, known: &[SourceText<'_>]) -> Option<String> {
    let source = entry.id.value();
    // Where some program has dropped or changed it, the source still tells which it may have been.
    let may_be = || {
        let same = known.iter().filter(|text| text.text.text.trim() == source);
        let same: Vec<String> = same.take(3).map(|text| format!("`{}`", text.address)).collect();
        same.join(" or ")
    };
    let Some(context) = &entry.context else {
        let help = match may_be() {
            none if none.is_empty() => "write `msgctxt \"…\"` above it as it was exported".to_owned(),
            same => {
                format!("this source text stands under {same}: write it as `msgctxt \"…\"` above this line")
            }
        };
        let message = "this entry has no `msgctxt`, so nobody can tell which text it is";
        notes.error("po-no-context", entry.span.clone(), message, help);
        return None;
    };
    let of = context.value();
    if known.iter().any(|text| text.address == of) {
        return Some(of);
    }
    let otherwise = || match may_be() {
        none if none.is_empty() => {
            "take the entry out; `safelight translate export` writes those there are".to_owned()
        }
        same => format!("this source text stands under {same}"),
    };
    let help = notes.nearest_or(&of, known.iter().map(|text| text.address.as_str()), '`', otherwise);
    notes.error("unknown-text", context.span.clone(), format!("the questionnaire has no text `{of}`"), help);
    None
}

fn note_second(notes: &Notes<'_>, entry: &Entry, of: &str, first: Span) {
    let message = format!("`{of}` stands here twice");
    let finding = Diagnostic::error("duplicate-id", entry.span.clone(), message);
    notes.add(finding.help("keep one of the two").see(first, "the first one"));
}

fn note_length(notes: &Notes<'_>, entry: &Entry, of: &str, say: &str) {
    let length = say.chars().count();
    if length > LONGEST_TEXT {
        let message = format!("`{of}` has {length} characters; {LONGEST_TEXT} are the most");
        let help = "nobody follows so long a text: say it in fewer words";
        notes.error("long-text", entry.says.span.clone(), message, help);
    }
}
