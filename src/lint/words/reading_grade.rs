//! `reading-grade`: how easy the words are to follow, by the published formula of their language. One text
//! is measured only when it is long enough for that.

use super::{Passage, all};
use crate::diagnostic::Severity;
use crate::language::{EaseFormula, ReadingEase, TextCounts, words_of};
use crate::lint::{LintFindings, Subject};
use crate::questionnaire::Questionnaire;
use crate::questionnaire::location::Place;

/// From how many words on something is measured. The formula counts averages: in a question of six
/// words, one long word would make a grade of 15 out of a question that everybody understands.
const ENOUGH: i64 = 30;

/// How many hard words are named.
const NAMED: usize = 4;

pub fn look(subject: &Subject<'_>, found: &mut LintFindings<'_>) {
    let Some(words) = subject.words else { return };
    let (mut whole, mut parts) = (Sample::default(), 0);
    let mut pools: Vec<(Pool, Place, Sample)> = Vec::new();
    for (passage, _) in subject.aloud().filter(|(passage, _)| !passage.is_answer()) {
        let sample = Sample::of(passage, &words.reading);
        whole.add(&sample);
        if sample.counts.words >= ENOUGH {
            say(found, passage.of.place, "these words", &sample, &words.reading.formula);
            parts += 1;
            continue;
        }
        let pool = Pool::of(subject.questionnaire, passage.of.place);
        match pools.iter_mut().find(|(other, ..)| *other == pool) {
            Some((_, _, together)) => together.add(&sample),
            None => pools.push((pool, pool.place().unwrap_or(passage.of.place), sample)),
        }
    }
    for (pool, place, sample) in &pools {
        say(found, *place, pool.name(), sample, &words.reading.formula);
    }
    if parts + pools.len() > 1 {
        let all = "all words that are read aloud, taken together,";
        say(found, Place::Head("language"), all, &whole, &words.reading.formula);
    }
}

/// Returns how easy everything is to follow that is read aloud, in words that go on after "they"; nothing where too
/// little is read aloud to be measured, or the words of its language are not known.
pub fn grade_read_aloud(questionnaire: &Questionnaire) -> Option<String> {
    let words = words_of(&questionnaire.language)?;
    let passages = all(questionnaire, Some(words));
    let mut whole = Sample::default();
    for passage in passages.iter().filter(|passage| passage.is_aloud() && !passage.is_answer()) {
        whole.add(&Sample::of(passage, &words.reading));
    }
    (whole.counts.words >= ENOUGH).then(|| words.reading.formula.says(whole.counts))
}

fn say(found: &mut LintFindings<'_>, place: Place, what: &str, sample: &Sample<'_>, formula: &EaseFormula) {
    if sample.counts.words < ENOUGH || !formula.is_harder(sample.counts, formula.easy) {
        return;
    }
    let message = format!("{what} {}", formula.says(sample.counts));
    found.at(place, message, format!("use shorter sentences and everyday words{}", sample.hardest()));
    if formula.is_harder(sample.counts, formula.hardest) {
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
            Pool::Before => "the opening words",
            Pool::Section(_) => "the words of this section",
            Pool::Moments => "the words for hard moments",
        }
    }

    fn place(self) -> Option<Place> {
        match self {
            Pool::Section(nth) => Some(Place::Section(nth, "title")),
            Pool::Before | Pool::Moments => None,
        }
    }
}

/// Words, sentences and syllables of something that is read aloud, and its long words.
#[derive(Debug, Default)]
struct Sample<'q> {
    counts: TextCounts,
    hard: Vec<(u32, &'q str)>,
}

impl<'q> Sample<'q> {
    fn of(passage: &Passage<'q>, reading: &ReadingEase) -> Self {
        let mut sample = Sample::default();
        sample.counts.sentences = number(passage.sentences.len());
        for word in &passage.words {
            let spoken = reading.syllables(word.text);
            sample.counts.words += i64::from(!word.is_joined);
            sample.counts.syllables += i64::from(spoken);
            if spoken >= reading.long_word {
                sample.hard.push((spoken, word.text));
            }
        }
        sample
    }

    fn add(&mut self, other: &Sample<'q>) {
        self.counts.words += other.counts.words;
        self.counts.sentences += other.counts.sentences;
        self.counts.syllables += other.counts.syllables;
        self.hard.extend(&other.hard);
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
