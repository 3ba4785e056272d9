//! How easy a text is to follow: syllables a word, words a sentence, and the published formula that a
//! language measures them with. All numbers are whole, in thousandths, so that a limit is compared exactly.

use serde::{Deserialize, Serialize};

use super::english::Exceptions;
use super::letters::folded;
use super::phrases::Phrases;
use super::{english, vowels};

/// How easy a text is to follow.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReadingEase {
    syllables: Method,
    /// From so many syllables on, a word is named among the longest.
    pub long_word: u32,
    /// The most words of a sentence that is read aloud.
    pub longest_sentence: usize,
    /// What is written with a full stop inside a sentence.
    pub abbreviations: Phrases,
    /// Auxiliaries whose "n't" is a syllable of its own.
    #[serde(default)]
    with_not: Vec<String>,
    /// Words whose letters mislead.
    #[serde(default)]
    exceptions: Exceptions,
    /// What is measured.
    pub formula: EaseFormula,
}

/// How syllables are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Method {
    /// By the letters of English.
    English,
    /// By vowels as Spanish, Italian and Portuguese write them.
    Vowels,
}

/// A published measure, in thousandths.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EaseFormula {
    base: i64,
    words_a_sentence: i64,
    syllables_a_word: i64,
    /// The limit that is easy enough, in whole numbers.
    pub easy: i64,
    /// The limit beyond which it is a mistake.
    pub hardest: i64,
    /// Whether a higher figure is an easier text.
    higher_is_easier: bool,
    says: String,
}

/// Words, sentences and syllables of a text.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct TextCounts {
    /// How many words.
    pub words: i64,
    /// How many sentences.
    pub sentences: i64,
    /// How many syllables.
    pub syllables: i64,
}

impl ReadingEase {
    /// Returns how many syllables a word has, at least one.
    pub fn syllables(&self, word: &str) -> u32 {
        let digits = word.chars().filter(|letter| letter.is_numeric()).count();
        if digits > 0 {
            return u32::try_from(word.chars().count()).unwrap_or(u32::MAX);
        }
        match self.syllables {
            Method::English => english::syllables(word, &self.exceptions, &self.with_not),
            Method::Vowels => {
                self.exceptions.get(&folded(word)).copied().unwrap_or_else(|| vowels::syllables(word))
            }
        }
    }

    /// Looks for what no file may hold.
    pub(super) fn note_mistakes(&self) -> Result<(), String> {
        let EaseFormula { easy, hardest, higher_is_easier, says, .. } = &self.formula;
        if (easy < hardest) == *higher_is_easier {
            return Err(format!("`hardest` = {hardest} is not harder than `easy` = {easy}"));
        }
        if !says.contains("{}") || !says.contains("{easy}") {
            return Err("`says` must hold {} and {easy}".to_owned());
        }
        Ok(())
    }
}

impl EaseFormula {
    /// The figure times words times sentences, in thousandths.
    fn scaled(&self, counts: TextCounts) -> i64 {
        let TextCounts { words, sentences, syllables } = counts;
        self.base * sentences * words
            + self.words_a_sentence * words * words
            + self.syllables_a_word * syllables * sentences
    }

    /// Returns whether a text is harder than a limit.
    pub fn is_harder(&self, counts: TextCounts, limit: i64) -> bool {
        let (figure, limit) = (self.scaled(counts), limit * 1000 * counts.sentences * counts.words);
        if self.higher_is_easier { figure < limit } else { figure > limit }
    }

    /// Returns the figure in tenths, rounded to the harder side.
    pub fn tenths(&self, counts: TextCounts) -> i64 {
        let unit = 100 * counts.sentences * counts.words;
        let up = if self.higher_is_easier { 0 } else { unit - 1 };
        (self.scaled(counts) + up).div_euclid(unit)
    }

    /// Returns what is said of a text that is too hard.
    pub fn says(&self, counts: TextCounts) -> String {
        let tenths = self.tenths(counts);
        let sign = if tenths < 0 { "-" } else { "" };
        let figure = format!("{sign}{}.{}", tenths.abs() / 10, tenths.abs() % 10);
        self.says.replace("{}", &figure).replace("{easy}", &self.easy.to_string())
    }
}
