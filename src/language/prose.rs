//! Texts as words and sentences, with their places, in every script that sets words apart. It knows no
//! grammar: a sentence ends where its mark is followed by a space, and a line end is a space.

use std::ops::Range;

use super::letters::is_accent;

/// A text with its words and sentences.
#[derive(Debug)]
pub struct Prose<'t> {
    /// The text.
    pub text: &'t str,
    /// Its words, in order.
    pub words: Vec<WrittenWord<'t>>,
    /// Its sentences, in order.
    pub sentences: Vec<Sentence>,
}

/// A word: letters and digits, with the apostrophes inside it.
#[derive(Debug, Clone, Copy)]
pub struct WrittenWord<'t> {
    /// The word as it is written.
    pub text: &'t str,
    /// Where it begins in the text, in bytes.
    pub at: usize,
    /// Whether only a hyphen stands between it and the word before.
    pub is_joined: bool,
}

/// A sentence.
#[derive(Debug, Clone)]
pub struct Sentence {
    /// The places of its words.
    pub words: Range<usize>,
    /// Whether it ends in a question mark.
    pub is_question: bool,
}

/// Marks after which a sentence is over, whatever follows.
pub(super) const ENDS: [char; 10] = ['!', '！', '。', '।', '॥', '။', '។', '៕', '።', '۔'];

/// Returns whether a text holds a question mark of any script.
pub fn asks(text: &str) -> bool {
    text.contains(['?', '？', '؟', '՞', '፧'])
}

impl<'t> Prose<'t> {
    /// Takes a text apart; a full stop after a word that is short for another ends no sentence.
    pub fn of(text: &'t str, is_short: impl Fn(&str) -> bool) -> Self {
        let mut prose = Prose { text, words: words(text), sentences: Vec::new() };
        let mut first = 0;
        for place in 0..prose.words.len() {
            if let Some(is_question) = prose.ends_after(place, &is_short) {
                prose.sentences.push(Sentence { words: first..place + 1, is_question });
                first = place + 1;
            }
        }
        prose
    }

    /// Returns the words of a sentence.
    pub fn words_of(&self, sentence: &Sentence) -> &[WrittenWord<'t>] {
        &self.words[sentence.words.clone()]
    }

    /// Returns the word at a place; nothing but "" beyond the end.
    pub fn word(&self, place: usize) -> &'t str {
        self.words.get(place).map_or("", |word| word.text)
    }

    /// Returns where some of its words stand in the text, in bytes.
    pub fn range(&self, words: Range<usize>) -> Range<usize> {
        let last = self.words[words.end - 1];
        self.words[words.start].at..last.at + last.text.len()
    }

    /// Returns what stands before a word, after the word before it.
    pub fn gap_before(&self, word: usize) -> &'t str {
        let start = match word.checked_sub(1).map(|before| self.words[before]) {
            Some(before) => before.at + before.text.len(),
            None => 0,
        };
        let end = self.words.get(word).map_or(self.text.len(), |word| word.at);
        &self.text[start..end]
    }

    /// Whether a sentence ends after this word, and whether it is a question.
    fn ends_after(&self, word: usize, is_short: &impl Fn(&str) -> bool) -> Option<bool> {
        let gap = self.gap_before(word + 1);
        let is_last = word + 1 == self.words.len();
        if gap == " " && !is_last {
            return None;
        }
        let is_question = asks(gap);
        if is_last {
            return Some(is_question);
        }
        // What opens the next sentence is no mark of this one: "Sí. ¿Dónde?"
        let closing = gap.trim_end_matches(['¿', '¡', '"', '“', '«', '‘', '(']);
        let marks = closing.trim_end();
        let is_paragraph = gap.contains("\n\n");
        let is_apart = marks.len() < closing.len();
        let stops = is_question || (is_apart && self.is_stop(word, marks, is_short));
        (stops || is_paragraph || gap.contains(['。', '！'])).then_some(is_question)
    }

    /// Whether these marks after a word, with a space behind them, end its sentence.
    fn is_stop(&self, word: usize, marks: &str, is_short: &impl Fn(&str) -> bool) -> bool {
        let goes_on = self.words[word + 1].text.starts_with(char::is_lowercase);
        let is_full_stop = marks.contains('.') && !is_short(self.words[word].text);
        marks.contains(ENDS) || ((is_full_stop || marks.contains('…')) && !goes_on)
    }
}

/// Returns the words of a text.
pub fn words(text: &str) -> Vec<WrittenWord<'_>> {
    let mut words: Vec<WrittenWord<'_>> = Vec::with_capacity(1 + text.len() / 5);
    let mut end = 0;
    while let Some(at) = first_letter(text, end) {
        let is_joined = !words.is_empty() && &text[end..at] == "-";
        end = end_of_word(text, at);
        words.push(WrittenWord { text: &text[at..end], at, is_joined });
    }
    words
}

/// Returns the place of the first letter or digit from a place on.
fn first_letter(text: &str, from: usize) -> Option<usize> {
    let mut at = from;
    loop {
        // Nearly all text is ASCII, which needs no decoding.
        match text.as_bytes().get(at)? {
            byte if byte.is_ascii_alphanumeric() => return Some(at),
            byte if byte.is_ascii() => at += 1,
            _ => match text[at..].chars().next() {
                Some(letter) if letter.is_alphanumeric() => return Some(at),
                letter => at += letter.map_or(1, char::len_utf8),
            },
        }
    }
}

/// Returns where the word that begins at a place ends.
fn end_of_word(text: &str, from: usize) -> usize {
    let is_letter = |at: usize| first_letter(text, at) == Some(at);
    let mut at = from;
    while let Some(byte) = text.as_bytes().get(at) {
        if byte.is_ascii_alphanumeric() {
            at += 1;
            continue;
        }
        let letter = text[at..].chars().next().unwrap_or_default();
        let next = at + letter.len_utf8();
        // A full stop stands within numbers and abbreviations only: "1.5", "e.g".
        let is_short = || text[from..at].len() == 1 || text.as_bytes()[at - 1].is_ascii_digit();
        let is_inside = matches!(letter, '\'' | '’') || letter == '.' && is_short();
        let is_part = is_accent(letter) || is_sign(letter);
        if !(letter.is_alphanumeric() || is_part || is_inside && is_letter(next)) {
            break;
        }
        at = next;
    }
    at
}

/// Whether a character is a sign that scripts write on or between the letters of a word: what silences a
/// vowel, tones, dots, joiners.
pub(super) fn is_sign(letter: char) -> bool {
    matches!(
        letter,
        '\u{94d}' | '\u{9cd}' | '\u{a4d}' | '\u{acd}' | '\u{b4d}' | '\u{bcd}' | '\u{c4d}' | '\u{ccd}'
            | '\u{d4d}' | '\u{dca}' | '\u{93c}' | '\u{9bc}' | '\u{a3c}' | '\u{abc}' | '\u{b3c}' | '\u{e3a}'
            | '\u{e47}'..='\u{e4e}' | '\u{ec8}'..='\u{ecd}' | '\u{f84}' | '\u{1037}' | '\u{1039}' | '\u{103a}'
            | '\u{17c9}'..='\u{17d3}' | '\u{200c}' | '\u{200d}'
    )
}
