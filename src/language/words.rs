//! The words of one language, as its file under `words/` has them: one list a rule, each with its comment
//! there. A phrase is written as [`Phrases`] says. It decides nothing by itself, but for what an option or
//! a level means; its one surprise: what is wrong with a file shows when it is read, so a test reads them all.

use serde::{Deserialize, Serialize};

use super::better_word::BetterWords;
use super::person::PersonWords;
use super::phrases::Phrases;
use super::prose::{Prose, words};
use super::reading_ease::ReadingEase;
use super::refusal::RefusalWords;
use super::verdict::Verdict;

/// What the rules know of a language.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    /// The language tag.
    pub tag: String,
    /// What the language is called in English.
    pub name: String,
    /// What the program itself says to the person; nothing where nobody has written that yet.
    pub person: Option<PersonWords>,
    /// What no option may mean.
    pub refusal: RefusalWords,
    /// What no result may say.
    pub verdict: Verdict,
    /// Questions about who somebody is.
    pub identity: IdentityWords,
    /// Questions that ask for a name, a number or an address.
    pub identifier: IdentifierWords,
    /// Questions and answers about age.
    pub age: Age,
    /// How easy a text is to follow.
    pub reading: ReadingEase,
    /// Questions that know their answer.
    pub leading: Leading,
    /// Questions that call to account.
    pub why: Why,
    /// Negations that cancel each other out.
    pub double_negative: DoubleNegative,
    /// Questions that ask two things.
    pub two_questions: TwoQuestions,
    /// Questions about harm, force and sex.
    pub hard: Hard,
    /// Levels that say that all is well.
    pub reassuring: Reassuring,
    /// Outward signs.
    pub outward: Outward,
    /// What is observed and worded as if it were asked.
    pub observed: Observed,
    /// What an opening says.
    pub opening: OpeningWords,
    /// Smaller lists.
    pub say: Say,
    /// Words that hurt, judge or mislead.
    #[serde(rename = "term")]
    pub terms: BetterWords,
    /// Words of paper in what is read aloud.
    pub written: BetterWords,
}

/// Questions about who somebody is.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IdentityWords {
    ids: Phrases,
    whole_ids: Phrases,
    asks: Phrases,
    heads: Phrases,
}

/// Questions that ask for what shows who or where somebody is.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IdentifierWords {
    asks: Phrases,
    heads: Phrases,
    ids: Phrases,
    requests: Phrases,
}

/// Questions and answers about age.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Age {
    /// What a question about age holds.
    pub asks: Phrases,
    /// What an answer holds that says that somebody is a child.
    pub young: Phrases,
}

/// Questions that know their answer.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Leading {
    /// Anywhere in the text.
    pub phrases: Phrases,
    /// At the beginning of a question.
    pub beginnings: Phrases,
    /// At the end of a question.
    pub tags: Phrases,
    /// At the end of a question, after a comma.
    pub tags_after_comma: Phrases,
}

/// Questions that call to account.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Why {
    /// Anywhere in the text.
    pub phrases: Phrases,
    /// The first words of those that may ask for nothing.
    pub first: Phrases,
    /// After these they ask for nothing.
    pub unless_after: Phrases,
    /// Before these they ask for nothing.
    pub unless_before: Phrases,
}

/// Negations that cancel each other out.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DoubleNegative {
    /// Words that deny.
    pub negations: Phrases,
    /// What turns a negation right before it around.
    pub turned: Phrases,
    /// Words that begin a part of a sentence.
    pub joints: Phrases,
    /// Before these, nothing is denied.
    pub empty_before: Phrases,
}

/// Questions that ask two things.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TwoQuestions {
    /// How a second question begins.
    pub beginnings: Phrases,
    /// What one question may ask for together.
    pub asking: Phrases,
    /// What joins two questions only where the answer is yes or no.
    pub or: Phrases,
    /// What joins two, whatever follows.
    pub both: Phrases,
}

/// Questions about harm, force and sex.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Hard {
    /// What they hold.
    pub phrases: Phrases,
}

/// Levels that say that all is well.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reassuring {
    /// What they hold.
    pub phrases: Phrases,
    /// What denies it, before it.
    pub denied_by: Phrases,
    /// What is said of somebody who is safe.
    pub safe: Phrases,
    /// Of whom, before it.
    pub who: Phrases,
    /// When, after it.
    pub when: Phrases,
}

/// Outward signs.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Outward {
    /// How somebody looks, speaks or travels.
    pub signs: Phrases,
    /// What somebody does to the person.
    pub acts: Phrases,
}

/// What is observed and worded as if it were asked.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Observed {
    /// Speaks to somebody.
    pub speaks_to: Phrases,
    /// Speaks of what is theirs.
    pub speaks_of: Phrases,
    /// With these, it is the practitioner who is spoken to.
    pub practitioner: Phrases,
    /// What is the practitioner's own.
    pub own: Phrases,
}

/// What an opening says, sentence by sentence.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OpeningWords {
    /// What cannot stay private.
    pub limits: Phrases,
    /// Why it is asked.
    pub why: Phrases,
    /// That it is voluntary.
    pub voluntary: Phrases,
    /// That one may skip and stop.
    pub stop: Phrases,
    /// What is written down, and who sees it.
    pub recorded: Phrases,
    /// Asks whether it was clear.
    pub clear: Phrases,
    /// Asks for leave.
    pub leave: Phrases,
}

/// Smaller lists.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Say {
    /// What says that a question may be left out.
    pub skipping: Phrases,
    /// How a share is written in words, after its number.
    pub percent: Phrases,
    /// What begins a list of examples.
    pub listing: Phrases,
    /// What stands where nothing is known of a source.
    pub no_source: Phrases,
    /// What says that answers do not fit together, or are not true.
    pub accusing: Phrases,
    /// Titles before a name, as they are written.
    pub titles: Vec<String>,
}

impl Words {
    /// Reads the file of a language.
    ///
    /// # Errors
    /// What is wrong with it, with its line.
    pub fn read(file: &str) -> Result<Words, String> {
        let words: Words = toml::from_str(file).map_err(|error| error.to_string())?;
        if !super::tag::is_tag(&words.tag) {
            return Err(format!("`{}` is not a language tag", words.tag));
        }
        words.reading.note_mistakes()?;
        Ok(words)
    }

    /// Returns a text as words and sentences.
    pub fn prose<'t>(&self, text: &'t str) -> Prose<'t> {
        Prose::of(text, |word| self.reading.abbreviations.holds(word))
    }
}

impl IdentityWords {
    /// Returns whether an id is about who somebody is.
    pub fn is_named(&self, id: &str) -> bool {
        Phrases::any_may_be_in([&self.ids, &self.whole_ids], id)
            && (holds(&self.ids, id) || self.whole_ids.are(&words(id)))
    }

    /// Returns whether the wording of a question may ask for it; where not, it does not.
    pub fn may_be_asked_in(&self, text: &str) -> bool {
        Phrases::any_may_be_in([&self.asks, &self.heads], text)
    }

    /// Returns what in the wording of a question asks for it, in bytes.
    pub fn asked_in(&self, prose: &Prose<'_>) -> Option<std::ops::Range<usize>> {
        asked(&self.asks, &self.heads, prose)
    }
}

impl IdentifierWords {
    /// Returns whether an id says that it is asked for.
    pub fn is_named(&self, id: &str) -> bool {
        self.ids.are(&words(id))
    }

    /// Returns what in the wording of a question asks for it, in bytes.
    pub fn asked_in(&self, prose: &Prose<'_>) -> Option<std::ops::Range<usize>> {
        asked(&self.asks, &self.heads, prose)
    }

    /// Returns what in the wording of a question that is answered yes or no asks for it all the same, in bytes.
    pub fn requested_in(&self, prose: &Prose<'_>) -> Option<std::ops::Range<usize>> {
        let requests = self.requests.find(prose);
        let is_near =
            |from: usize| requests.iter().any(|asked| (asked.start..=asked.end + BETWEEN).contains(&from));
        let words = self.asks.find(prose).into_iter().find(|words| is_near(words.start))?;
        Some(prose.range(words))
    }
}

/// How many words may stand between a request and what is asked for: "tell me *what your* passport number is".
const BETWEEN: usize = 2;

/// Where the first phrase stands, or a heading that is all of the first sentence.
fn asked(asks: &Phrases, heads: &Phrases, prose: &Prose<'_>) -> Option<std::ops::Range<usize>> {
    let first = prose.sentences.first().filter(|sentence| heads.are(prose.words_of(sentence)));
    let head = first.map(|sentence| sentence.words.clone());
    head.or_else(|| asks.find(prose).into_iter().next()).map(|words| prose.range(words))
}

/// Whether the words of an id hold a phrase.
fn holds(phrases: &Phrases, id: &str) -> bool {
    let words = words(id);
    (0..words.len()).any(|from| phrases.at(&words[from..]).is_some())
}
