//! Phrases that are looked for in texts, word by word: whatever stands between the words, and however
//! they are written. A phrase is written as `save|saves the? person|woman`: words apart by spaces, each
//! with its alternatives, a `?` after one that may be missing. `traffick*` is every word that begins so,
//! `*` is any word.

use std::ops::Range;

use serde::Deserialize;

use super::letters::{begins, folded, is_word, plain};
use super::prose::{Prose, WrittenWord};

/// A list of phrases.
#[derive(Debug, Default, Deserialize)]
#[serde(try_from = "Vec<String>")]
pub struct Phrases {
    all: Vec<Phrase>,
    /// The words with which phrases begin, by their first letter, each with the place of its phrase.
    by_letter: Vec<(char, Vec<(WordPattern, usize)>)>,
}

#[derive(Debug)]
struct Phrase {
    written: String,
    slots: Vec<Slot>,
}

#[derive(Debug)]
struct Slot {
    words: Vec<WordPattern>,
    may_be_missing: bool,
}

#[derive(Debug, Clone)]
enum WordPattern {
    Word(String),
    Beginning(String),
    Every,
}

impl TryFrom<Vec<String>> for Phrases {
    type Error = String;

    /// Reads phrases.
    ///
    /// # Errors
    /// What is wrong with the first that is none, or stands in the list twice.
    fn try_from(written: Vec<String>) -> Result<Self, String> {
        let mut phrases = Phrases::default();
        for (nth, phrase) in written.iter().enumerate() {
            if written[..nth].contains(phrase) {
                return Err(format!("`{phrase}` is in this list twice"));
            }
            phrases.add(Phrase::read(phrase)?);
        }
        Ok(phrases)
    }
}

impl Phrases {
    fn add(&mut self, phrase: Phrase) {
        let place = self.all.len();
        for slot in &phrase.slots {
            for word in &slot.words {
                let Some(letter) = word.first() else { continue };
                let at = self.by_letter.binary_search_by_key(&letter, |(letter, _)| *letter);
                let at = at.unwrap_or_else(|at| {
                    self.by_letter.insert(at, (letter, Vec::new()));
                    at
                });
                self.by_letter[at].1.push((word.clone(), place));
            }
            if !slot.may_be_missing {
                break;
            }
        }
        self.all.push(phrase);
    }

    /// Adds the phrases of another list after these. Returns their places.
    pub fn append(&mut self, other: Phrases) -> Range<usize> {
        let start = self.all.len();
        other.all.into_iter().for_each(|phrase| self.add(phrase));
        start..self.all.len()
    }

    /// Returns the phrases as they are written.
    pub fn written(&self) -> impl Iterator<Item = &str> {
        self.all.iter().map(|phrase| phrase.written.as_str())
    }

    /// Returns every phrase in a text: the places of its words, and which it is. None goes beyond its
    /// sentence. Where several begin at one word, the longest counts.
    pub fn find_each(&self, prose: &Prose<'_>) -> Vec<(Range<usize>, usize)> {
        let mut found = Vec::new();
        for sentence in &prose.sentences {
            let Range { start: mut from, end } = sentence.words;
            while from < end {
                match self.longest(&prose.words[from..end]) {
                    Some((length, place)) => {
                        found.push((from..from + length, place));
                        from += length;
                    }
                    None => from += 1,
                }
            }
        }
        found
    }

    /// Returns the places of the words of every phrase in a text, as [`Phrases::find_each`] does.
    pub fn find(&self, prose: &Prose<'_>) -> Vec<Range<usize>> {
        self.find_each(prose).into_iter().map(|(words, _)| words).collect()
    }

    /// Returns how long the longest phrase is that begins with the first of these words.
    pub fn at(&self, words: &[WrittenWord<'_>]) -> Option<usize> {
        Some(self.longest(words)?.0)
    }

    fn longest(&self, words: &[WrittenWord<'_>]) -> Option<(usize, usize)> {
        self.beginning(words).max_by_key(|(length, _)| *length)
    }

    /// Returns the words that follow each phrase with which these words begin.
    pub fn rests<'w, 't>(
        &'w self,
        words: &'w [WrittenWord<'t>],
    ) -> impl Iterator<Item = &'w [WrittenWord<'t>]> {
        self.beginning(words).map(|(length, _)| &words[length..])
    }

    /// Returns whether these words are one phrase and no more.
    pub fn are(&self, words: &[WrittenWord<'_>]) -> bool {
        self.beginning(words).any(|(length, _)| length == words.len())
    }

    /// Returns whether a word is a phrase by itself.
    pub fn holds(&self, word: &str) -> bool {
        !word.is_empty() && self.are(&[WrittenWord { text: word, at: 0, is_joined: false }])
    }

    /// Every phrase with which these words begin: how long it is, and which.
    fn beginning(&self, words: &[WrittenWord<'_>]) -> impl Iterator<Item = (usize, usize)> {
        let letter = words.first().and_then(|word| word.text.chars().next()).map(plain);
        let at = letter.and_then(|letter| self.by_letter.binary_search_by_key(&letter, |(l, _)| *l).ok());
        let known = at.map_or(&[][..], |at| self.by_letter[at].1.as_slice());
        let begun = known.iter().filter(|(pattern, _)| pattern.fits(words[0].text));
        begun.filter_map(|(_, place)| Some((self.all[*place].length_in(words)?, *place)))
    }
}

impl Phrase {
    fn read(written: &str) -> Result<Phrase, String> {
        let slots = written.split(' ').map(Slot::read).collect::<Result<Vec<_>, String>>();
        let slots = slots.map_err(|why| format!("`{written}` is no phrase: {why}"))?;
        if slots.iter().all(|slot| slot.may_be_missing) {
            return Err(format!("`{written}` is no phrase: every word may be missing"));
        }
        let begins = slots.iter().take_while(|slot| slot.may_be_missing).count();
        if slots[..=begins].iter().flat_map(|slot| &slot.words).any(|word| word.first().is_none()) {
            return Err(format!("`{written}` is no phrase: it begins with any word"));
        }
        Ok(Phrase { written: written.to_owned(), slots })
    }

    fn length_in(&self, words: &[WrittenWord<'_>]) -> Option<usize> {
        let mut length = 0;
        for (place, slot) in self.slots.iter().enumerate() {
            let is_here = words.get(length).is_some_and(|word| slot.fits(word.text));
            // Any word that may be missing is, where what must follow it is there already.
            let follows = || {
                let next = self.slots.get(place + 1);
                slot.is_any() && next.is_some_and(|next| words.get(length).is_some_and(|w| next.fits(w.text)))
            };
            match (is_here, slot.may_be_missing) {
                (true, true) if follows() => {}
                (true, _) => length += 1,
                (false, true) => {}
                (false, false) => return None,
            }
        }
        Some(length)
    }
}

impl Slot {
    fn read(text: &str) -> Result<Slot, String> {
        let bare = text.strip_suffix('?');
        let words = bare.unwrap_or(text).split('|').map(WordPattern::read).collect::<Result<_, String>>()?;
        Ok(Slot { words, may_be_missing: bare.is_some() })
    }

    fn is_any(&self) -> bool {
        matches!(self.words[..], [WordPattern::Every])
    }

    fn fits(&self, word: &str) -> bool {
        self.words.iter().any(|pattern| pattern.fits(word))
    }
}

impl WordPattern {
    fn read(text: &str) -> Result<WordPattern, String> {
        let bare = text.strip_suffix('*').unwrap_or(text);
        if bare.is_empty() && text == "*" {
            return Ok(WordPattern::Every);
        }
        let is_letter = |letter: char| letter.is_alphanumeric() || matches!(letter, '\'' | '.');
        if bare.is_empty() || !bare.chars().all(is_letter) || bare.chars().any(char::is_uppercase) {
            return Err("words stand apart by one space, in small letters".to_owned());
        }
        let word = folded(bare);
        Ok(if bare.len() < text.len() { WordPattern::Beginning(word) } else { WordPattern::Word(word) })
    }

    /// The first letter, if it has to be a certain one.
    fn first(&self) -> Option<char> {
        match self {
            WordPattern::Word(word) | WordPattern::Beginning(word) => word.chars().next(),
            WordPattern::Every => None,
        }
    }

    fn fits(&self, word: &str) -> bool {
        match self {
            WordPattern::Word(known) => is_word(word, known),
            WordPattern::Beginning(known) => begins(word, known),
            WordPattern::Every => true,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found<'t>(phrases: &[&str], text: &'t str) -> Vec<&'t str> {
        let phrases: Vec<String> = phrases.iter().map(|phrase| (*phrase).to_owned()).collect();
        let prose = Prose::of(text, |_| false);
        let found = Phrases::try_from(phrases).unwrap().find(&prose);
        found.into_iter().map(|words| &text[prose.range(words)]).collect()
    }

    #[test]
    fn phrases_are_found_in_every_form() {
        let save = ["save|saves the? person|woman"];
        assert_eq!(
            found(&save, "We SAVE  the\nperson; it saves woman."),
            ["SAVE  the\nperson", "saves woman"]
        );
        assert_eq!(found(&["traffick*"], "Trafficking, not traffic."), ["Trafficking"]);
        assert_eq!(found(&["no *? risk"], "No risk, no real risk, no. Risk"), ["No risk", "no real risk"]);
        assert_eq!(found(&["línea", "no está"], "Linea: NO ESTA"), ["Linea", "NO ESTA"]);
        assert_eq!(found(&["a", "a b"], "a b a"), ["a b", "a"]);
    }

    #[test]
    fn what_is_no_phrase_is_refused() {
        for wrong in ["", "a  b", "a?", "* a", "a|", "A", "a,b", "*? a"] {
            assert!(Phrases::try_from(vec![wrong.to_owned()]).is_err(), "{wrong}");
        }
        assert!(Phrases::try_from(vec!["a".to_owned(), "a".to_owned()]).is_err());
    }
}
