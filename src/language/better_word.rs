//! Words that hurt, judge or mislead, with better ones and where the advice comes from.

use std::ops::Range;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::phrases::Phrases;
use super::prose::Prose;

/// One row of the table.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BetterWord {
    /// The phrases that are found.
    pub words: Vec<String>,
    /// What is wrong with it, after the word itself.
    pub is: String,
    /// What to write instead.
    pub instead: String,
    /// How much it matters in what is read aloud.
    pub matters: Matters,
    /// Where it matters at all.
    #[serde(default)]
    pub heard: WhereHeard,
    /// Where the advice comes from; our own reading of practice, where nothing is named.
    pub source: Option<String>,
    /// Before these it means something else.
    #[serde(default)]
    unless_before: Phrases,
    /// After these it means something else.
    #[serde(default)]
    unless_after: Phrases,
    /// With these in the same text it is fine.
    #[serde(default)]
    unless_with: Phrases,
    /// Written so, it is a name.
    #[serde(default)]
    unless_written: Vec<String>,
}

/// How much a word matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Matters {
    /// A little.
    Note,
    /// More.
    Warning,
    /// Most.
    Error,
}

/// Where a word matters.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum WhereHeard {
    /// In every text.
    #[default]
    Everywhere,
    /// In what is read aloud and in the summary.
    NotInNotes,
    /// In what is read aloud.
    Aloud,
    /// In what a result says.
    Result,
}

/// The table of a language.
#[derive(Debug)]
pub struct BetterWords {
    /// The rows.
    pub rows: Vec<BetterWord>,
    /// The phrases of all rows.
    phrases: Phrases,
    /// The row of each phrase.
    row_of: Vec<usize>,
}

impl<'de> Deserialize<'de> for BetterWords {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        if !deserializer.is_human_readable() {
            let (rows, phrases, row_of) = Deserialize::deserialize(deserializer)?;
            return Ok(BetterWords { rows, phrases, row_of });
        }
        let rows = Vec::<BetterWord>::deserialize(deserializer)?;
        let lists = rows.iter().map(|row| row.words.as_slice());
        let phrases = Phrases::read(lists).map_err(serde::de::Error::custom)?;
        let places = rows.iter().enumerate();
        let row_of = places.flat_map(|(nth, row)| row.words.iter().map(move |_| nth)).collect();
        Ok(BetterWords { rows, phrases, row_of })
    }
}

impl Serialize for BetterWords {
    /// Writes the compact form; there is no other.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        (&self.rows, &self.phrases, &self.row_of).serialize(serializer)
    }
}

impl BetterWords {
    /// Returns the words of a text that the table holds, each with its row.
    pub fn find(&self, prose: &Prose<'_>) -> Vec<(Range<usize>, &BetterWord)> {
        let found = self.phrases.find_each(prose).into_iter();
        let of = |(words, phrase): (Range<usize>, usize)| (words, &self.rows[self.row_of[phrase]]);
        found.map(of).filter(|(words, term)| !term.means_something_else(prose, words)).collect()
    }
}

impl BetterWord {
    fn means_something_else(&self, prose: &Prose<'_>, words: &Range<usize>) -> bool {
        let written = prose.words[words.start].text;
        self.unless_before.holds(prose.word(words.end))
            || words.start > 0 && self.unless_after.holds(prose.word(words.start - 1))
            || self.unless_written.iter().any(|name| name == written)
            || prose.words.iter().any(|word| self.unless_with.holds(word.text))
    }
}
