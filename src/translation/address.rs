//! The addresses of texts: the kind of what a text belongs to, its id, and its key, as in `question.hours.ask`,
//! `option.hours.more.label` or `break.say`. What has no id, such as a row of a table, has no address and is not
//! translated; nobody hears it.

use sha2::{Digest, Sha256};

use crate::questionnaire::Questionnaire;
use crate::questionnaire::elements::{Audience, Effect, Element, ElementKind, FieldValue, Identity, Text};

/// So many digits of a checksum tell one text from another, and a change from none.
const DIGITS: usize = 12;

/// A text of a questionnaire that can be translated.
#[derive(Debug, Clone)]
pub struct SourceText<'q> {
    /// Its address.
    pub address: String,
    /// The kind of what it belongs to.
    pub kind: ElementKind,
    /// The key under which it stands there.
    pub key: &'static str,
    /// The id of that.
    pub id: String,
    /// What it means if it changes.
    pub effect: Effect,
    /// The text, and where it stands.
    pub text: Text<'q>,
}

impl SourceText<'_> {
    /// Returns whether the person hears or reads it: then the form cannot be asked without it.
    pub fn is_heard(&self) -> bool {
        self.text.audience == Audience::Person
    }
}

/// Returns every text that can be translated, in the order of the conversation, then of the result.
pub fn source_texts(questionnaire: &Questionnaire) -> impl Iterator<Item = SourceText<'_>> {
    questionnaire.elements().filter(has_address).flat_map(|element| {
        let id = if element.id.is_empty() { String::new() } else { format!("{}.", element.id) };
        let kind = element.kind;
        let before = format!("{}.{id}", kind.id());
        let id = element.id.into_owned();
        element.fields.into_iter().filter_map(move |field| match field.value {
            FieldValue::Text(text) if text.audience != Audience::Scholar => {
                let (address, key) = (format!("{before}{}", field.key), field.key);
                Some(SourceText { address, kind, key, id: id.clone(), effect: field.effect, text })
            }
            _ => None,
        })
    })
}

/// Returns every text that can be translated: first what the person hears, in the order of the conversation, then what
/// may be left out.
pub fn needed_first(questionnaire: &Questionnaire) -> Vec<SourceText<'_>> {
    let (heard, read): (Vec<_>, Vec<_>) = source_texts(questionnaire).partition(SourceText::is_heard);
    heard.into_iter().chain(read).collect()
}

fn has_address(element: &Element<'_>) -> bool {
    matches!(element.kind.identity(), Identity::Id | Identity::IdWithin(_) | Identity::Single(_))
}

/// Returns the checksum of a text: the first digits of its SHA-256, without what is around it.
pub fn checksum(text: &str) -> String {
    let digest = Sha256::digest(text.trim().as_bytes());
    let digits: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    digits[..DIGITS].to_owned()
}
