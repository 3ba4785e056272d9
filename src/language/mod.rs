//! Languages: what the safety rules and the advice know of the words of each, as data; and what is known
//! of every script, as code. One language is one file under `words/`. It
//! decides nothing about a questionnaire. Its one surprise: a language without a file has no words at
//! all, and whoever applies a rule has to say that it is not held.

mod beginnings;
mod better_word;
mod english;
mod letters;
pub mod open_answers;
mod person;
mod phrases;
mod prose;
mod reading_ease;
mod refusal;
pub mod tag;
mod verdict;
mod vowels;
mod words;

use std::sync::LazyLock;

use crate::compact;

pub use better_word::{BetterWord, Matters, WhereHeard};
pub use person::{CarriedWords, InventedWords, PersonWords};
pub use phrases::Phrases;
pub use prose::{Prose, Sentence, WrittenWord, asks};
pub use reading_ease::{EaseFormula, ReadingEase, TextCounts};
pub use words::{Leading, OpeningWords, Reassuring, TwoQuestions, Words};

/// The file of a language, read when it is first wanted.
pub struct WordList {
    /// The language tag.
    pub tag: &'static str,
    /// The file as it is written.
    pub file: &'static str,
    words: LazyLock<Words>,
}

/// Makes the table of languages from their tags, which `build.rs` lists.
macro_rules! languages {
    ($($tag:literal,)*) => {
        /// Every language whose words are known.
        pub static LISTS: [WordList; [$($tag),*].len()] = [$({
            const FILE: &str =
                include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/src/language/words/", $tag, ".toml"));
            const FORM: Option<&[u8]> = compact::form_of(FILE.as_bytes(), compact::SHIPPED);
            WordList { tag: $tag, file: FILE, words: LazyLock::new(|| words_in(FILE, FORM)) }
        }),*];
    };
}

include!(concat!(env!("OUT_DIR"), "/languages.rs"));

/// The usual first names of people in the places where this is used, of all languages. Names that are words as
/// well, such as Grace, May, Will or Mark, are left out.
pub const FIRST_NAMES: &str = include_str!("words/first-names.txt");

/// The words of a file, from its compact form where there is one.
fn words_in(file: &str, form: Option<&[u8]>) -> Words {
    form.and_then(compact::whole).unwrap_or_else(|| Words::read(file).expect("a test reads it"))
}

/// Returns the words of the language of a tag; those of `es` for `es-MX`. Nothing where there is no file.
pub fn words_of(tag: &str) -> Option<&'static Words> {
    list_of(tag).map(|list| &*list.words)
}

/// Returns what the program itself says to the person, in the language of a tag; nothing where nobody has written that.
pub fn person_words(tag: &str) -> Option<&'static PersonWords> {
    words_of(tag)?.person.as_ref()
}

/// Returns what the program itself says to a person who is spoken to in the language of a tag; in English where nobody
/// has written that.
pub fn person_words_or_english(tag: &str) -> &'static PersonWords {
    person_words(tag).or_else(|| person_words("en")).expect("a test reads them")
}

/// Returns whether the words of a language are known. That reads none of them.
pub fn has_words(tag: &str) -> bool {
    list_of(tag).is_some()
}

fn list_of(tag: &str) -> Option<&'static WordList> {
    let mut tag = tag;
    loop {
        if let Some(list) = LISTS.iter().find(|list| list.tag.eq_ignore_ascii_case(tag)) {
            return Some(list);
        }
        tag = tag.rsplit_once('-')?.0;
    }
}

/// Returns a text as words and sentences, in a language without a file.
pub fn prose(text: &str) -> Prose<'_> {
    Prose::of(text, |_| false)
}
