//! The compact form of what is shipped: the model as the reader checked it, in bytes that become a model
//! again in a twentieth of the time that the text takes; and the words of a language, likewise. All forms stand in one file,
//! `questionnaires/shipped.compact`, which a test makes anew. It must never be believed more than the text:
//! a form counts only for exactly the text and the types that it was made from, whole and in this format, and
//! whoever finds none reads the text. Its one surprise: that is looked at while the program is built, so that
//! it costs nothing at the start.
//!
//! The file begins with numbers of eight bytes, lowest byte first: the [`FORMAT`], how many forms there are,
//! and for each the fingerprint of its text, the fingerprint of the form, where it begins in the file, and
//! how many bytes it has. The forms follow.

use serde::de::DeserializeOwned;

/// The compact forms, as far as they were made anew. Whatever has none here is read from its text.
pub const SHIPPED: &[u8] = include_bytes!("../questionnaires/shipped.compact");

/// The first number of the file: how it is laid out, and by which [`TYPES`] its bytes are read. Raise the digit
/// when that layout changes; where a type changes, it is enough to make the file anew.
pub const FORMAT: u64 = {
    let mut of_all = u64::from_le_bytes(*b"compact2");
    let mut place = 0;
    while place < TYPES.len() {
        of_all = stirred(of_all, fingerprint(TYPES[place].1));
        place += 1;
    }
    of_all
};

macro_rules! sources {
    ($($path:literal)+) => { &[$(($path, include_bytes!($path)),)+] };
}

/// The sources of every type that a form can hold. A test knows if one is missing.
pub const TYPES: &[(&str, &[u8])] = sources! {
    "answers.rs" "decimal.rs" "diagnostic.rs" "language/beginnings.rs" "language/better_word.rs"
    "language/person.rs"
    "language/phrases.rs" "language/reading_ease.rs" "language/refusal.rs" "language/verdict.rs"
    "language/words.rs" "questionnaire/elements/effect.rs" "questionnaire/elements/kind.rs"
    "questionnaire/length.rs" "questionnaire/model/action.rs" "questionnaire/model/ages.rs" "questionnaire/model/code.rs"
    "questionnaire/model/head.rs" "questionnaire/model/kind.rs" "questionnaire/model/moment.rs"
    "questionnaire/model/outcome.rs" "questionnaire/model/question.rs"
    "questionnaire/model/questionnaire.rs" "questionnaire/model/rule.rs" "questionnaire/model/score.rs"
    "questionnaire/model/setting.rs" "questionnaire/program.rs" "questionnaire/remembered.rs"
    "questionnaire/shipped.rs" "referral/directory.rs" "referral/jurisdiction.rs"
    "rules/condition.rs" "truth.rs" "vocabulary.rs"
};

/// Returns the form that was made from exactly this text, if the file holds one that is whole.
pub const fn form_of<'f>(text: &[u8], file: &'f [u8]) -> Option<&'f [u8]> {
    let (Some(FORMAT), Some(count)) = (number(file, 0), number(file, 1)) else { return None };
    let wanted = fingerprint(text);
    let mut place = 2;
    // A count that is too large ends where the file does.
    while place / 4 < count {
        let entry =
            (number(file, place), number(file, place + 1), number(file, place + 2), number(file, place + 3));
        let (Some(of_text), Some(of_form), Some(start), Some(length)) = entry else { return None };
        if of_text == wanted {
            return match part(file, start, length) {
                Some(form) if fingerprint(form) == of_form => Some(form),
                _ => None,
            };
        }
        place += 4;
    }
    None
}

/// Returns the model that a form begins with, and the rest of the form.
pub fn first<T: DeserializeOwned>(form: &[u8]) -> Option<(T, &[u8])> {
    postcard::take_from_bytes(form).ok()
}

/// Returns the model that a form is, to its last byte.
pub fn whole<T: DeserializeOwned>(form: &[u8]) -> Option<T> {
    first(form).and_then(|(model, rest)| rest.is_empty().then_some(model))
}

/// Returns the number by which a text or a form is known again. It notices every slip, and no more is asked
/// of it: both are part of the program.
pub const fn fingerprint(bytes: &[u8]) -> u64 {
    let (words, rest) = bytes.as_chunks();
    let mut of_all = stirred(0, bytes.len() as u64);
    let mut place = 0;
    while place < words.len() {
        of_all = stirred(of_all, u64::from_le_bytes(words[place]));
        place += 1;
    }
    place = 0;
    while place < rest.len() {
        of_all = stirred(of_all, rest[place] as u64);
        place += 1;
    }
    of_all
}

/// Takes one more number in. Each step can be undone, so two rows of numbers that differ in one never meet.
const fn stirred(so_far: u64, next: u64) -> u64 {
    // The fraction of the golden ratio: odd, and without a pattern.
    (so_far ^ next).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(29)
}

const fn number(file: &[u8], place: u64) -> Option<u64> {
    let Some(bytes) = part(file, place.saturating_mul(8), 8) else { return None };
    match bytes.first_chunk() {
        Some(bytes) => Some(u64::from_le_bytes(*bytes)),
        None => None,
    }
}

const fn part(file: &[u8], start: u64, length: u64) -> Option<&[u8]> {
    let (start, length) = (start as usize, length as usize);
    match file.split_at_checked(start) {
        Some((_, rest)) => match rest.split_at_checked(length) {
            Some((part, _)) => Some(part),
            None => None,
        },
        None => None,
    }
}
