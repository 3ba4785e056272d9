//! The translations of two editions compared: which came and went, which words and values are others, and which words
//! stayed although their source did not.

use std::collections::{BTreeMap, BTreeSet};

use super::address::{SourceText, checksum, source_texts};
use super::file::Translation;
use super::values::by_language;
use crate::diff::{TranslationChange, TranslationChangeKind as Kind, means_the_same, with_new_ids};
use crate::questionnaire::dependencies::scored_questions;
use crate::questionnaire::elements::{ChangeKind, ElementKind, VersionStep};
use crate::questionnaire::{Context, Questionnaire};

/// An edition with its translations.
#[derive(Debug)]
pub struct TranslatedEdition {
    /// The edition.
    pub questionnaire: Questionnaire,
    /// Its translations.
    pub translations: Vec<Translation>,
}

impl TranslatedEdition {
    fn into(&self, language: &str) -> Option<&Translation> {
        self.translations.iter().find(|one| one.language.eq_ignore_ascii_case(language))
    }
}

/// Returns what differs between the translations of two editions, in the order of their languages and of the
/// conversation.
pub fn translation_changes(old: &TranslatedEdition, new: &TranslatedEdition) -> Vec<TranslationChange> {
    let languages = old.translations.iter().chain(&new.translations);
    let languages: BTreeSet<String> = languages.map(|one| one.language.to_ascii_lowercase()).collect();
    let mut changes = Vec::new();
    for language in languages {
        match (old.into(&language), new.into(&language)) {
            (Some(was), Some(is)) => {
                let pair = Pair { old: &old.questionnaire, new: &new.questionnaire, was, is };
                changes.extend(pair.values());
                changes.extend(pair.words());
            }
            (None, Some(is)) => changes.push(whole(is, "added", Kind::Added, &new.questionnaire)),
            (Some(was), None) => changes.push(whole(was, "removed", Kind::Removed, &old.questionnaire)),
            (None, None) => {}
        }
    }
    changes
}

/// That a whole translation came or went, with the values that came or went with it.
fn whole(one: &Translation, what: &str, kind: Kind, of: &Questionnaire) -> TranslationChange {
    let values = by_language(of).map(|context| {
        let value = value_of(one, context).unwrap_or_else(|| "not known".to_owned());
        format!("{} = {value}", context.id)
    });
    let values = values.collect::<Vec<_>>().join(", ");
    let values = Some(values).filter(|values| !values.is_empty());
    let (old, new) = if kind == Kind::Removed { (values, None) } else { (None, values) };
    TranslationChange {
        language: one.language.clone(),
        of: String::new(),
        what: what.to_owned(),
        old,
        new,
        kind,
    }
}

fn value_of(translation: &Translation, context: &Context) -> Option<String> {
    let value = translation.values.iter().find(|value| value.of == context.id)?;
    Some(value.value.to_string())
}

/// The translations of two editions into one language.
struct Pair<'p> {
    old: &'p Questionnaire,
    new: &'p Questionnaire,
    was: &'p Translation,
    is: &'p Translation,
}

/// A text of the old edition under its new address: its source, its words, and whether those are of an older source.
struct OldText {
    words: Option<String>,
    is_stale: bool,
}

impl Pair<'_> {
    fn change(
        &self,
        of: &str,
        what: &str,
        old: Option<String>,
        new: Option<String>,
        kind: Kind,
    ) -> TranslationChange {
        let (language, of, what) = (self.is.language.clone(), of.to_owned(), what.to_owned());
        TranslationChange { language, of, what, old, new, kind }
    }

    /// Every number by language that has another value here.
    fn values(&self) -> Vec<TranslationChange> {
        let shown = |value: Option<String>| Some(value.unwrap_or_else(|| "not known".to_owned()));
        let changes = by_language(self.new).filter_map(|context| {
            let before = self.old.contexts.iter().find(|old| old.id == context.id && old.by_language);
            let old = before.and_then(|context| value_of(self.was, context));
            let new = value_of(self.is, context);
            (old != new).then(|| self.change(&context.id, "value", shown(old), shown(new), Kind::Value))
        });
        changes.collect()
    }

    /// Every text that is in both editions and has other words, or the same although its source is another.
    fn words(&self) -> Vec<TranslationChange> {
        let before = self.before();
        let scored: BTreeSet<&str> = scored_questions(self.old).chain(scored_questions(self.new)).collect();
        let same = means_the_same(self.old, self.new);
        let mut changes = Vec::new();
        for text in source_texts(self.new) {
            let Some(old) = before.get(&text.address) else { continue };
            let is = self.is.place_of(&text).map(|place| &self.is.texts[place]);
            let words = is.map(|text| text.say.trim().to_owned());
            let is_stale = is.is_some_and(|words| words.from != checksum(text.text.text));
            if words != old.words {
                let kind = kind_of(&text, &scored, &same, self.new);
                changes.push(self.change(
                    &text.address,
                    "words",
                    old.words.clone(),
                    words,
                    Kind::Words(kind),
                ));
            }
            if is_stale && !old.is_stale {
                let words = is.map(|text| text.say.trim().to_owned());
                changes.push(self.change(&text.address, "of an older source", None, words, Kind::Stale));
            }
        }
        changes
    }

    /// Returns the texts of the old edition, by their addresses in the new one.
    fn before(&self) -> BTreeMap<String, OldText> {
        let renamed = with_new_ids(self.old, self.new);
        let addresses = source_texts(&renamed).map(|text| text.address);
        let texts = source_texts(self.old).map(|text| {
            let was = self.was.place_of(&text).map(|place| &self.was.texts[place]);
            OldText {
                words: was.map(|text| text.say.trim().to_owned()),
                is_stale: was.is_some_and(|words| words.from != checksum(text.text.text)),
            }
        });
        addresses.zip(texts).collect()
    }
}

/// Returns what it means that a text has other words: what it means of its source.
fn kind_of(
    text: &SourceText<'_>,
    scored: &BTreeSet<&str>,
    same: &BTreeSet<&str>,
    of: &Questionnaire,
) -> ChangeKind {
    let holder = text.id.split('.').next().unwrap_or_default();
    let is_scored = match text.kind {
        ElementKind::Question | ElementKind::Choice => scored.contains(holder),
        ElementKind::Section => {
            let mut inside =
                of.questions.iter().filter(|question| of.sections[question.section].id == text.id);
            inside.any(|question| scored.contains(question.id.as_str()))
        }
        _ => false,
    };
    let kind = text.effect.kind(is_scored);
    let is_same = same.contains(text.id.as_str()) || same.contains(holder);
    if is_same && kind.step() == VersionStep::Major { ChangeKind::SameMeaning } else { kind }
}
