//! Phrases that are looked for in texts, word by word: whatever stands between the words, and in any
//! case. A phrase is written as `save|saves the? person|woman`: words apart by spaces, each with its
//! alternatives, a `?` after one that may be missing.

use std::ops::Range;

use super::prose::{Prose, Word};

/// A list of phrases, each with what is said about it.
pub struct Phrases<T: 'static> {
    all: Vec<Phrase<T>>,
    /// The words with which phrases begin, by their first letter, each with the place of its phrase.
    by_letter: [Vec<(&'static str, usize)>; 26],
}

struct Phrase<T: 'static> {
    slots: Vec<Slot>,
    about: &'static T,
}

struct Slot {
    words: Vec<&'static str>,
    may_be_missing: bool,
}

impl<T> Phrases<T> {
    /// Reads phrases; one text may hold several, apart by commas.
    pub fn read(phrases: impl Iterator<Item = (&'static str, &'static T)>) -> Self {
        let mut all: Vec<Phrase<T>> = Vec::new();
        let mut by_letter = [const { Vec::new() }; 26];
        for (phrase, about) in
            phrases.flat_map(|(texts, about)| texts.split(", ").map(move |text| (text, about)))
        {
            let slots: Vec<Slot> = phrase.split(' ').map(Slot::read).collect();
            let mandatory = slots.iter().position(|slot| !slot.may_be_missing).expect("a phrase has a word");
            for word in slots[..=mandatory].iter().flat_map(|slot| slot.words.iter().copied()) {
                by_letter[usize::from(word.as_bytes()[0] - b'a')].push((word, all.len()));
            }
            all.push(Phrase { slots, about });
        }
        Phrases { all, by_letter }
    }

    /// Calls back with every phrase in a text: the places of its words, and what is said about it. Where
    /// several begin at one word, the longest counts.
    pub fn find(&self, prose: &Prose<'_>, mut see: impl FnMut(Range<usize>, &'static T)) {
        let mut from = 0;
        while from < prose.words.len() {
            match self.at(&prose.words[from..]) {
                Some((length, about)) => {
                    see(from..from + length, about);
                    from += length;
                }
                None => from += 1,
            }
        }
    }

    /// Returns the longest phrase that begins with the first of these words, and how long it is.
    pub fn at(&self, words: &[Word<'_>]) -> Option<(usize, &'static T)> {
        let first = words.first()?.text;
        let letter = first.as_bytes()[0].to_ascii_lowercase();
        let letter = usize::from(letter.checked_sub(b'a').filter(|letter| *letter < 26)?);
        let begun = self.by_letter[letter].iter().filter(|(word, _)| is_word(first, word));
        let found = begun.filter_map(|(_, place)| {
            let phrase = &self.all[*place];
            Some((phrase.length_in(words)?, phrase.about))
        });
        found.max_by_key(|(length, _)| *length)
    }
}

impl<T> Phrase<T> {
    fn length_in(&self, words: &[Word<'_>]) -> Option<usize> {
        let mut length = 0;
        for slot in &self.slots {
            let is_here = words
                .get(length)
                .is_some_and(|word| slot.words.iter().any(|known| is_word(word.text, known)));
            match (is_here, slot.may_be_missing) {
                (true, _) => length += 1,
                (false, true) => {}
                (false, false) => return None,
            }
        }
        Some(length)
    }
}

impl Slot {
    fn read(text: &'static str) -> Slot {
        let bare = text.strip_suffix('?');
        Slot { words: bare.unwrap_or(text).split('|').collect(), may_be_missing: bare.is_some() }
    }
}

/// Returns whether a word of a text is one of ours, which are in lower case with straight apostrophes.
/// What it owns counts as the word itself: "victim's".
pub fn is_word(word: &str, known: &str) -> bool {
    is_same(word, known)
        || word
            .strip_suffix("'s")
            .or_else(|| word.strip_suffix("’s"))
            .is_some_and(|word| is_same(word, known))
}

fn is_same(word: &str, known: &str) -> bool {
    if word.is_ascii() {
        return word.eq_ignore_ascii_case(known);
    }
    let letters =
        word.chars().flat_map(char::to_lowercase).map(|letter| if letter == '’' { '\'' } else { letter });
    letters.eq(known.chars())
}

/// Returns whether a word of a text is among ours.
pub fn is_among(word: &str, known: &[&str]) -> bool {
    known.iter().any(|known| is_word(word, known))
}
