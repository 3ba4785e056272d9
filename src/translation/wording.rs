//! A questionnaire as the person hears it in one language: beside the questionnaire that is asked, with the same
//! questions at the same places. Whatever is scored, recorded or decided comes from the questionnaire itself, but for the
//! values that it declares to be by language. Its one surprise: a question or an option whose source was changed since keeps the words of the
//! source, since the old ones may mean the opposite; other old words are said, and marked.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use super::address::{checksum, source_texts};
use super::compare::compare;
use super::file::{Translation, read_translation};
use super::merged::merged;
use super::values::{TranslatedValue, by_language, scoring_fingerprint};
use crate::diagnostic::Diagnostic;
use crate::language::tag::{are_of_one, english_name};
use crate::questionnaire::{Context, Questionnaire, read};
use crate::source::Source;

/// A questionnaire in the words of a translation.
#[derive(Debug)]
pub struct Wording {
    /// The language tag.
    pub language: String,
    /// How far the translation was tested, in words.
    pub validation: String,
    /// The values of this language, of those numbers that have one by language.
    pub values: Vec<TranslatedValue>,
    /// The scoring fingerprint of this language.
    pub scoring: String,
    /// The questionnaire in these words.
    pub questionnaire: Questionnaire,
    /// Words that are said although their source was changed since.
    stale: Vec<String>,
}

/// The beginnings of the addresses of what is answered.
const ANSWERED: [&str; 2] = ["question.", "option."];

impl Wording {
    /// Reads a translation of a questionnaire.
    ///
    /// # Errors
    /// What is wrong with it; then the questionnaire cannot be asked in that language.
    pub fn read(
        of: &Source,
        questionnaire: &Questionnaire,
        translation: &Source,
    ) -> Result<Self, Vec<Diagnostic>> {
        let (translation, findings) = read_translation(translation, questionnaire);
        let translation = translation.ok_or(findings)?;
        let comparison = compare(of, questionnaire, &translation);
        if !comparison.can_be_asked() {
            return Err(comparison.findings);
        }
        Wording::of(of, questionnaire, translation).ok_or(comparison.findings)
    }

    /// Reads a translation that comes with the program, which a test has looked over.
    fn shipped(of: &Source, questionnaire: &Questionnaire, translation: &Source) -> Option<Self> {
        let (translation, _) = read_translation(translation, questionnaire);
        Wording::of(of, questionnaire, translation?)
    }

    fn of(of: &Source, questionnaire: &Questionnaire, mut translation: Translation) -> Option<Self> {
        let now: BTreeMap<String, String> =
            source_texts(questionnaire).map(|text| (text.address, checksum(text.text.text))).collect();
        let is_stale = |address: &str, from: &String| now.get(address) != Some(from);
        let stale: Vec<String> = translation
            .texts
            .iter()
            .filter(|text| is_stale(&text.of, &text.from))
            .map(|text| text.of.clone())
            .collect();
        let is_answered = |address: &str| ANSWERED.iter().any(|kind| address.starts_with(kind));
        translation.texts.retain(|text| !is_answered(&text.of) || !stale.contains(&text.of));
        let said = translation.texts.iter().filter(|text| stale.contains(&text.of));
        let said = said.map(|text| text.say.clone()).collect();
        let merged = merged(of, questionnaire, &translation);
        let worded = read(&merged.source).questionnaire?;
        // The same document but for its words: the same questions stand at the same places.
        let (theirs, ours) = (worded.fingerprint(), questionnaire.fingerprint());
        (theirs.structure == ours.structure && theirs.scoring == ours.scoring).then_some(Wording {
            language: translation.language,
            validation: translation.validation,
            scoring: scoring_fingerprint(questionnaire, &translation.values),
            values: translation.values,
            questionnaire: worded,
            stale: said,
        })
    }

    /// Returns the numbers by language that are not known in this one, in words.
    pub fn unknown_in_words(&self, of: &Questionnaire) -> Option<String> {
        let is_unknown = |context: &&Context| self.values.iter().all(|value| value.of != context.id);
        let labels: Vec<String> =
            by_language(of).filter(is_unknown).map(|context| format!("“{}”", context.label)).collect();
        let language = english_name(&self.language);
        (!labels.is_empty()).then(|| {
            format!("Not known for {language}: {}. What is compared with it stays open.", labels.join(", "))
        })
    }

    /// Returns whether the source of these words was changed since they were written.
    pub fn is_stale(&self, words: &str) -> bool {
        self.stale.iter().any(|stale| stale == words)
    }
}

/// A translation that is at hand in a talk, and read when it is first wanted.
#[derive(Debug)]
pub struct WordingAtHand {
    /// The language tag.
    pub language: String,
    /// The text of the translation.
    pub translation: Source,
    of: Source,
    wording: OnceLock<Option<Wording>>,
}

impl WordingAtHand {
    /// Returns a translation that comes with the program, of a questionnaire with this text.
    pub fn shipped(language: &str, of: Source, translation: Source) -> Self {
        WordingAtHand { language: language.to_owned(), translation, of, wording: OnceLock::new() }
    }

    /// Returns a translation that was read.
    pub fn of(wording: Wording, of: Source, translation: Source) -> Self {
        let language = wording.language.clone();
        WordingAtHand { language, translation, of, wording: OnceLock::from(Some(wording)) }
    }

    /// Returns the questionnaire in its words.
    pub fn wording(&self, questionnaire: &Questionnaire) -> Option<&Wording> {
        self.wording.get_or_init(|| Wording::shipped(&self.of, questionnaire, &self.translation)).as_ref()
    }
}

/// Returns the translation at hand into a language, or into one of the same language.
pub fn wording_in<'w>(wordings: &'w [WordingAtHand], language: &str) -> Option<&'w WordingAtHand> {
    let exact = wordings.iter().find(|one| one.language.eq_ignore_ascii_case(language));
    exact.or_else(|| wordings.iter().find(|one| are_of_one(&one.language, language)))
}
