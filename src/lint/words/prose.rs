//! Texts as words and sentences, with their places. It knows no grammar: a sentence ends where its
//! mark is followed by a space, and a line end is a space.

use std::ops::Range;

use crate::lint::texts::Text;

/// A text with its words and sentences.
#[derive(Debug)]
pub struct Prose<'q> {
    /// The text, with its place and reader.
    pub of: Text<'q>,
    /// Its words, in order.
    pub words: Vec<Word<'q>>,
    /// Its sentences, in order.
    pub sentences: Vec<Sentence>,
}

/// A word: letters and digits, with the apostrophes inside it.
#[derive(Debug, Clone, Copy)]
pub struct Word<'q> {
    /// The word as it is written.
    pub text: &'q str,
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

/// What is written with a full stop inside a sentence.
const ABBREVIATIONS: [&str; 7] = ["e.g", "i.e", "dr", "mr", "mrs", "ms", "vs"];

impl<'q> Prose<'q> {
    /// Takes a text apart.
    pub fn of(of: Text<'q>) -> Self {
        let mut prose = Prose { of, words: words(of.text), sentences: Vec::new() };
        let mut first = 0;
        for place in 0..prose.words.len() {
            if let Some(is_question) = prose.ends_after(place) {
                prose.sentences.push(Sentence { words: first..place + 1, is_question });
                first = place + 1;
            }
        }
        prose
    }

    /// Returns the words of a sentence.
    pub fn words_of(&self, sentence: &Sentence) -> &[Word<'q>] {
        &self.words[sentence.words.clone()]
    }

    /// Returns where some of its words stand in the text, in bytes.
    pub fn range(&self, words: Range<usize>) -> Range<usize> {
        let last = self.words[words.end - 1];
        self.words[words.start].at..last.at + last.text.len()
    }

    /// Returns what stands before a word, after the word before it.
    pub fn gap_before(&self, word: usize) -> &'q str {
        let start = match word.checked_sub(1).map(|before| self.words[before]) {
            Some(before) => before.at + before.text.len(),
            None => 0,
        };
        let end = self.words.get(word).map_or(self.of.text.len(), |word| word.at);
        &self.of.text[start..end]
    }

    /// Whether a sentence ends after this word, and whether it is a question.
    fn ends_after(&self, word: usize) -> Option<bool> {
        let gap = self.gap_before(word + 1);
        let is_last = word + 1 == self.words.len();
        if gap == " " && !is_last {
            return None;
        }
        let is_question = gap.contains(['?', '？', '؟']);
        let marks = gap.trim_end();
        let is_paragraph = gap.contains("\n\n");
        let stops = is_question || (marks.len() < gap.len() && self.is_stop(word, marks));
        (is_last || stops || is_paragraph).then_some(is_question)
    }

    /// Whether these marks after a word, with a space behind them, end its sentence.
    fn is_stop(&self, word: usize, marks: &str) -> bool {
        let text = self.words[word].text;
        let goes_on = self.words[word + 1].text.starts_with(char::is_lowercase);
        let is_full_stop =
            marks.contains('.') && !ABBREVIATIONS.iter().any(|short| text.eq_ignore_ascii_case(short));
        marks.contains('!') || ((is_full_stop || marks.contains('…')) && !goes_on)
    }
}

fn words(text: &str) -> Vec<Word<'_>> {
    let mut words: Vec<Word<'_>> = Vec::with_capacity(text.len() / 5);
    let mut end = 0;
    while let Some(at) = first_letter(text, end) {
        let is_joined = !words.is_empty() && &text[end..at] == "-";
        end = end_of_word(text, at);
        words.push(Word { text: &text[at..end], at, is_joined });
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
        let next = text[at..].chars().next().map_or(1, char::len_utf8);
        let is_inside = matches!(byte, b'\'' | b'.') || text[at..].starts_with('’');
        if !(is_letter(at) || is_inside && is_letter(at + next)) {
            break;
        }
        at += next;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::texts::Audience;
    use crate::questionnaire::places::Place;

    fn sentences(text: &str) -> Vec<String> {
        let place = Place::Head("title");
        let prose = Prose::of(Text { place, audience: Audience::Person, is_question: false, text });
        let shown = |sentence: &Sentence| {
            let words: Vec<&str> = prose.words_of(sentence).iter().map(|word| word.text).collect();
            format!("{}{}", words.join(" "), if sentence.is_question { "?" } else { "" })
        };
        prose.sentences.iter().map(shown).collect()
    }

    #[test]
    fn sentences_end_at_their_marks_and_nowhere_else() {
        let table: [(&str, &[&str]); 10] = [
            ("One. Two! Three? Four", &["One", "Two", "Three?", "Four"]),
            ("A line\nthat goes on. And ends.", &["A line that goes on", "And ends"]),
            ("Tools, e.g. a hammer. Ask Dr. Smith.", &["Tools e.g a hammer", "Ask Dr Smith"]),
            ("It costs 1.5 or 2.25 units.", &["It costs 1.5 or 2.25 units"]),
            ("Wait … then go on. … Yes.", &["Wait then go on", "Yes"]),
            ("He said \"Stop.\" Then?", &["He said Stop", "Then?"]),
            ("First\n\nSecond", &["First", "Second"]),
            ("Don't you? You’re right", &["Don't you?", "You’re right"]),
            ("a check-in", &["a check in"]),
            ("", &[]),
        ];
        for (text, expected) in table {
            assert_eq!(sentences(text), expected, "{text}");
        }
    }
}
