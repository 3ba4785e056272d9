//! Phrases that are looked for in texts, word by word: whatever stands between the words, and however
//! they are written. A phrase is written as `save|saves the? person|woman`: words apart by spaces, each
//! with its alternatives, a `?` after one that may be missing. `traffick*` is every word that begins so,
//! `*` is any word.

use std::ops::Range;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::beginnings::{Beginnings, FirstLetters, may_be_in};
use super::letters::{begins, folded, is_word};
use super::prose::{Prose, WrittenWord, is_sign};

/// A list of phrases. Its parts stand one after another in a few long rows, so that the compact form of a
/// language is read without a thousand small pieces of memory.
#[derive(Debug, Default)]
pub struct Phrases(Rows);

#[derive(Debug, Default, Serialize, Deserialize)]
struct Rows {
    /// The letters of all words.
    letters: String,
    words: Vec<WordPattern>,
    slots: Vec<Slot>,
    /// Where the slots of each phrase end.
    phrases: Vec<usize>,
    /// The words with which phrases begin, in the order of their first letters.
    first_words: Vec<FirstWord>,
    beginnings: Beginnings,
    /// Of each phrase, the word that the fewest texts hold: the longest of those that must be there.
    marks: Beginnings,
}

/// One of the places of a phrase, each for one word.
#[derive(Debug, Serialize, Deserialize)]
struct Slot {
    /// Where its alternatives end.
    end: usize,
    may_be_missing: bool,
}

#[derive(Debug, Serialize, Deserialize)]
struct WordPattern {
    kind: PatternKind,
    /// Where its letters end.
    end: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
enum PatternKind {
    Word,
    Beginning,
    Every,
}

#[derive(Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
struct FirstWord {
    first: FirstLetters,
    phrase: usize,
    word: usize,
}

impl<'de> Deserialize<'de> for Phrases {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        if !deserializer.is_human_readable() {
            return Rows::deserialize(deserializer).map(Phrases);
        }
        let written = Vec::<String>::deserialize(deserializer)?;
        Phrases::read([&written[..]]).map_err(serde::de::Error::custom)
    }
}

impl Serialize for Phrases {
    /// Writes the compact form; there is no other.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

impl Phrases {
    /// Reads lists of phrases, as one.
    ///
    /// # Errors
    /// What is wrong with the first that is none, or stands in its list twice.
    pub fn read<'p>(lists: impl IntoIterator<Item = &'p [String]>) -> Result<Self, String> {
        let mut rows = Rows::default();
        for list in lists {
            for (nth, phrase) in list.iter().enumerate() {
                if list[..nth].contains(phrase) {
                    return Err(format!("`{phrase}` is in this list twice"));
                }
                rows.add(phrase).map_err(|why| format!("`{phrase}` is no phrase: {why}"))?;
            }
        }
        rows.first_words.sort_unstable();
        Ok(Phrases(rows))
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

    /// Returns whether a phrase may be in a text; where not, none is. That is told without taking it apart.
    pub fn may_be_in(&self, text: &str) -> bool {
        Phrases::any_may_be_in([self], text)
    }

    /// Returns whether a phrase of some lists may be in a text.
    pub fn any_may_be_in<const N: usize>(lists: [&Phrases; N], text: &str) -> bool {
        may_be_in(text, &lists.map(|list| &list.0.marks))
    }

    /// Returns how long the longest phrase is that begins with the first of these words.
    pub fn at(&self, words: &[WrittenWord<'_>]) -> Option<usize> {
        Some(self.longest(words)?.0)
    }

    /// Of phrases that are as long as each other, the last counts.
    fn longest(&self, words: &[WrittenWord<'_>]) -> Option<(usize, usize)> {
        self.beginning(words).max()
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
        let rows = &self.0;
        let first = words.first().map(|word| FirstLetters::of(word.text));
        let first = first.filter(|first| rows.beginnings.may_be(*first));
        let known = first.into_iter().flat_map(|first| [FirstLetters::ANY, first]);
        let begun = known.flat_map(|first| rows.words_with(first));
        begun
            .filter(|begun| rows.fits(begun.word, words[0].text))
            .filter_map(|begun| Some((rows.length_in(begun.phrase, words)?, begun.phrase)))
    }
}

impl Rows {
    /// Reads a phrase.
    fn add(&mut self, written: &str) -> Result<(), String> {
        let first_slot = self.slots.len();
        for slot in written.split(' ') {
            let bare = slot.strip_suffix('?');
            for word in bare.unwrap_or(slot).split('|') {
                let kind = self.add_word(word)?;
                self.words.push(WordPattern { kind, end: self.letters.len() });
            }
            self.slots.push(Slot { end: self.words.len(), may_be_missing: bare.is_some() });
        }
        let is_needed = self.slots[first_slot..].iter().position(|slot| !slot.may_be_missing);
        let Some(needed) = is_needed else { return Err("every word may be missing".to_owned()) };
        let words = self.words_of(first_slot).start..self.words_of(first_slot + needed).end;
        for word in words {
            let first = self.first_letters(word);
            if self.words[word].kind == PatternKind::Every {
                return Err("it begins with any word".to_owned());
            }
            self.first_words.push(FirstWord { first, phrase: self.phrases.len(), word });
            self.beginnings.add(first);
        }
        let needed = (first_slot..self.slots.len()).filter(|slot| !self.slots[*slot].may_be_missing);
        let shortest = |slot: &usize| self.words_of(*slot).map(|word| self.letters_of(word).len()).min();
        let mark = needed.max_by_key(shortest).unwrap_or(first_slot);
        for word in self.words_of(mark) {
            self.marks.add(self.first_letters(word));
        }
        self.phrases.push(self.slots.len());
        Ok(())
    }

    /// The first letters of whatever fits a word of a phrase.
    fn first_letters(&self, word: usize) -> FirstLetters {
        match self.words[word].kind {
            PatternKind::Word => FirstLetters::of(self.letters_of(word)),
            PatternKind::Beginning => FirstLetters::of_all_that_begin(self.letters_of(word)),
            PatternKind::Every => FirstLetters::ANY,
        }
    }

    /// Adds the letters of a word, and returns what it stands for.
    fn add_word(&mut self, text: &str) -> Result<PatternKind, String> {
        let bare = text.strip_suffix('*').unwrap_or(text);
        if bare.is_empty() && text == "*" {
            return Ok(PatternKind::Every);
        }
        let is_letter =
            |letter: char| letter.is_alphanumeric() || is_sign(letter) || matches!(letter, '\'' | '.');
        if bare.is_empty() || !bare.chars().all(is_letter) || bare.chars().any(char::is_uppercase) {
            return Err("words stand apart by one space, in small letters".to_owned());
        }
        self.letters.push_str(&folded(bare));
        Ok(if bare.len() < text.len() { PatternKind::Beginning } else { PatternKind::Word })
    }

    fn slots_of(&self, phrase: usize) -> Range<usize> {
        phrase.checked_sub(1).map_or(0, |before| self.phrases[before])..self.phrases[phrase]
    }

    fn words_of(&self, slot: usize) -> Range<usize> {
        slot.checked_sub(1).map_or(0, |before| self.slots[before].end)..self.slots[slot].end
    }

    fn letters_of(&self, word: usize) -> &str {
        &self.letters[word.checked_sub(1).map_or(0, |before| self.words[before].end)..self.words[word].end]
    }

    /// The words with which phrases begin that have these first letters.
    fn words_with(&self, first: FirstLetters) -> impl Iterator<Item = &FirstWord> {
        let from = self.first_words.partition_point(|word| word.first < first);
        self.first_words[from..].iter().take_while(move |word| word.first == first)
    }

    fn length_in(&self, phrase: usize, words: &[WrittenWord<'_>]) -> Option<usize> {
        let mut length = 0;
        let slots = self.slots_of(phrase);
        for slot in slots.clone() {
            let fits = |slot: usize| {
                words.get(length).is_some_and(|word| self.words_of(slot).any(|at| self.fits(at, word.text)))
            };
            // Any word that may be missing is, where what follows it, and any more of them, is there already.
            let next = || slots.clone().find(|next| *next > slot && !self.is_any(*next));
            let follows = || self.is_any(slot) && next().is_some_and(fits);
            match (fits(slot), self.slots[slot].may_be_missing) {
                (true, true) if follows() => {}
                (true, _) => length += 1,
                (false, true) => {}
                (false, false) => return None,
            }
        }
        Some(length)
    }

    fn is_any(&self, slot: usize) -> bool {
        matches!(self.words[self.words_of(slot)], [WordPattern { kind: PatternKind::Every, .. }])
    }

    fn fits(&self, pattern: usize, word: &str) -> bool {
        match self.words[pattern].kind {
            PatternKind::Word => is_word(word, self.letters_of(pattern)),
            PatternKind::Beginning => begins(word, self.letters_of(pattern)),
            PatternKind::Every => true,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found<'t>(phrases: &[&str], text: &'t str) -> Vec<&'t str> {
        let phrases: Vec<String> = phrases.iter().map(|phrase| (*phrase).to_owned()).collect();
        let prose = Prose::of(text, |_| false);
        let found = Phrases::read([&phrases[..]]).unwrap().find(&prose);
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
        assert_eq!(
            found(&["no *? *? risk"], "No risk, no very real risk."),
            ["No risk", "no very real risk"]
        );
        assert_eq!(found(&["línea", "no está"], "Linea: NO ESTA"), ["Linea", "NO ESTA"]);
        assert_eq!(found(&["a", "a b"], "a b a"), ["a b", "a"]);
    }

    #[test]
    fn what_is_no_phrase_is_refused() {
        for wrong in ["", "a  b", "a?", "* a", "a|", "A", "a,b", "*? a"] {
            assert!(Phrases::read([&[wrong.to_owned()][..]]).is_err(), "{wrong}");
        }
        assert!(Phrases::read([&["a".to_owned(), "a".to_owned()][..]]).is_err());
    }
}
