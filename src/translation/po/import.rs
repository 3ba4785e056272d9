//! Makes the file of a translation of what a PO file says: beside what stands in that file already, if it is there.

use super::words::PoWords;
use crate::questionnaire::Questionnaire;
use crate::source::Source;
use crate::translation::address::{checksum, source_texts};
use crate::translation::file::{TranslatedText, Translation};
use crate::translation::rewritten::rewritten;
use crate::translation::written::whole;

/// A file of a translation, and what was made of the words.
#[derive(Debug)]
pub struct Imported {
    /// The file.
    pub file: String,
    /// How many texts came with words that count.
    pub taken: usize,
    /// How many of those are of an older source.
    pub older: usize,
    /// How many texts of the file stay although the PO file says nothing of them, or only words that do not count.
    pub kept: usize,
    /// How many texts of the file were taken out, since their words are not confirmed any more or are gone.
    pub removed: usize,
}

/// Returns the file of a translation with the words of a PO file. What a file that is there says of itself stays, and
/// so do texts that the PO file does not name. A text that is marked `fuzzy` keeps the words of an older source that it
/// has there; words that counted before do not count now, and are taken out.
pub fn import(
    questionnaire: &Questionnaire,
    words: &PoWords,
    existing: Option<(&Source, &Translation)>,
) -> Imported {
    let PoWords { translation, sources, fuzzy, untranslated, .. } = words;
    let is_present = |text: &TranslatedText| {
        let now = source_texts(questionnaire).find(|now| now.address == text.of);
        now.is_some_and(|now| checksum(now.text.text) == text.from)
    };
    let stays = |text: &&TranslatedText| {
        let is_replaced = translation.texts.iter().any(|new| new.of == text.of);
        let is_unsure = fuzzy.contains(&text.of) && is_present(text);
        !is_replaced && !is_unsure && !untranslated.contains(&text.of)
    };
    let before = existing.map_or(&[][..], |(_, existing)| &existing.texts);
    let kept: Vec<TranslatedText> = before.iter().filter(stays).cloned().collect();
    let replaced = before.iter().filter(|text| translation.texts.iter().any(|new| new.of == text.of)).count();
    let mut wanted = existing.map_or(translation, |(_, existing)| existing).clone();
    wanted.texts = translation.texts.iter().chain(&kept).cloned().collect();
    let in_place = existing.and_then(|(file, _)| rewritten(file, questionnaire, &wanted, sources));
    let source = |of: &str| sources.get(of).map(String::as_str);
    Imported {
        file: in_place.unwrap_or_else(|| whole(questionnaire, &wanted, source)),
        taken: translation.texts.len(),
        older: translation.texts.iter().filter(|text| !is_present(text)).count(),
        kept: kept.len(),
        removed: before.len() - replaced - kept.len(),
    }
}
