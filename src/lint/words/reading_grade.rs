//! `reading-grade`: how many years of school the words need. The measure is the grade of Flesch and
//! Kincaid, exactly, in whole numbers; one text is measured only when it is long enough for that.

use super::prose::Prose;
use super::syllables::syllables;
use crate::diagnostic::{Page, Severity};
use crate::lint::{Found, Group, Lint, Subject};
use crate::questionnaire::Questionnaire;
use crate::questionnaire::places::Place;

/// The grade above which it is a warning.
const EASY: i64 = 6;

/// The grade above which it is a mistake.
const HARDEST: i64 = 8;

/// From how many words on something is measured. The formula counts averages: in a question of six
/// words, one long word would make a grade of 15 out of a question that everybody understands.
const ENOUGH: i64 = 30;

/// How many hard words are named.
const NAMED: usize = 4;

/// Words that need too many years of school.
pub const READING_GRADE: Lint = Lint {
    page: Page::of(include_str!("../explain/reading-grade.md")),
    group: Group::Words,
    severity: Severity::Warning,
    look,
};

fn look(subject: &Subject<'_>, found: &mut Found<'_>) {
    let (mut whole, mut parts) = (Sample::default(), 0);
    let mut pools: Vec<(Pool, Place, Sample)> = Vec::new();
    for prose in subject.english.iter().filter(|prose| prose.is_aloud() && !prose.is_answer()) {
        let sample = Sample::of(prose);
        whole.add(&sample);
        if sample.words >= ENOUGH {
            say(found, prose.of.place, "these words need", &sample);
            parts += 1;
            continue;
        }
        let pool = Pool::of(subject.questionnaire, prose.of.place);
        match pools.iter_mut().find(|(other, ..)| *other == pool) {
            Some((_, _, together)) => together.add(&sample),
            None => pools.push((pool, pool.place().unwrap_or(prose.of.place), sample)),
        }
    }
    for (pool, place, sample) in &pools {
        say(found, *place, pool.name(), sample);
    }
    if parts + pools.len() > 1 {
        say(found, Place::Head("language"), "everything that is read aloud, taken together, needs", &whole);
    }
}

fn say(found: &mut Found<'_>, place: Place, what: &str, sample: &Sample<'_>) {
    if sample.words < ENOUGH || !sample.is_above(EASY) {
        return;
    }
    let (whole, tenth) = (sample.tenths() / 10, sample.tenths() % 10);
    let message = format!("{what} {whole}.{tenth} years of school; at most {EASY} should be needed");
    found.at(place, message, format!("use shorter sentences and everyday words{}", sample.hardest()));
    if sample.is_above(HARDEST) {
        found.as_severity(Severity::Error);
    }
}

/// What short texts are measured together.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Pool {
    Before,
    Section(usize),
    Moments,
}

impl Pool {
    fn of(questionnaire: &Questionnaire, place: Place) -> Pool {
        match place {
            Place::Section(nth, _) => Pool::Section(nth),
            Place::Question(question, _) => Pool::Section(questionnaire.question(question).section),
            Place::Disclosure(..) | Place::Stop(..) => Pool::Moments,
            _ => Pool::Before,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Pool::Before => "the opening words need",
            Pool::Section(_) => "the words of this section need",
            Pool::Moments => "the words for hard moments need",
        }
    }

    fn place(self) -> Option<Place> {
        match self {
            Pool::Section(nth) => Some(Place::Section(nth, "title")),
            Pool::Before | Pool::Moments => None,
        }
    }
}

/// Words, sentences and syllables of something that is read aloud.
#[derive(Debug, Default)]
struct Sample<'q> {
    words: i64,
    sentences: i64,
    syllables: i64,
    /// Words of three syllables or more.
    hard: Vec<(u32, &'q str)>,
}

impl<'q> Sample<'q> {
    fn of(prose: &Prose<'q>) -> Self {
        let mut sample = Sample { sentences: number(prose.sentences.len()), ..Sample::default() };
        for word in &prose.words {
            let spoken = syllables(word.text);
            sample.words += i64::from(!word.is_joined);
            sample.syllables += i64::from(spoken);
            if spoken > 2 {
                sample.hard.push((spoken, word.text));
            }
        }
        sample
    }

    fn add(&mut self, other: &Sample<'q>) {
        self.words += other.words;
        self.sentences += other.sentences;
        self.syllables += other.syllables;
        self.hard.extend(&other.hard);
    }

    /// The grade times 100, times sentences, times words.
    fn scaled(&self) -> i64 {
        39 * self.words * self.words + 1180 * self.syllables * self.sentences
            - 1559 * self.sentences * self.words
    }

    fn is_above(&self, grade: i64) -> bool {
        self.scaled() > grade * 100 * self.sentences * self.words
    }

    /// The grade in tenths, rounded up.
    fn tenths(&self) -> i64 {
        let unit = 10 * self.sentences * self.words;
        (self.scaled() + unit - 1).div_euclid(unit)
    }

    fn hardest(&self) -> String {
        let mut hard = self.hard.clone();
        hard.sort_by_key(|(spoken, _)| std::cmp::Reverse(*spoken));
        let mut named: Vec<String> = Vec::new();
        for (_, word) in hard {
            let word = format!("`{}`", word.to_lowercase());
            if !named.contains(&word) && named.len() < NAMED {
                named.push(word);
            }
        }
        if named.is_empty() { String::new() } else { format!("; the longest here: {}", named.join(", ")) }
    }
}

fn number(count: usize) -> i64 {
    i64::try_from(count).expect("a document has at most 1 MiB")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::texts::{Audience, Text};

    fn sample(text: &str) -> Sample<'_> {
        let place = Place::Head("title");
        Sample::of(&Prose::of(Text { place, audience: Audience::Person, is_question: false, text }))
    }

    #[test]
    fn a_sentence_that_the_literature_measures_has_its_grade() {
        // 13 words, 24 syllables: 11.3 (https://en.wikipedia.org/wiki/Flesch%E2%80%93Kincaid_readability_tests).
        let platypus =
            sample("The Australian platypus is seemingly a hybrid of a mammal and reptilian creature.");
        assert_eq!((platypus.words, platypus.sentences, platypus.syllables), (13, 1, 24));
        assert_eq!(platypus.tenths(), 113);
        // 0.39 × 4 + 11.8 × 1.25 − 15.59 = 0.72.
        let easy = sample("Do you owe money? Can you leave your job?");
        assert_eq!((easy.words, easy.sentences, easy.syllables), (9, 2, 10));
    }

    #[test]
    fn a_grade_is_compared_exactly() {
        let at = |words, sentences, syllables| Sample { words, sentences, syllables, hard: Vec::new() };
        // 100 words, 10 sentences: 0.39 × 10 + 11.8 × s / 100 − 15.59 is 6.01 with 150 syllables.
        assert!(at(100, 10, 150).is_above(6) && !at(100, 10, 149).is_above(6));
        assert_eq!(at(100, 10, 150).tenths(), 61);
        assert_eq!(at(100, 100, 100).tenths(), -34);
    }
}
