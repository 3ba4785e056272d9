//! `opening-order`: what is said before the first question, all of it and in its order, in however many turns.
//! A part is known by its words, or by the id of its opening.

use super::asked::talks;
use crate::language::{OpeningWords, Phrases, Prose, Words};
use crate::lint::{LintFindings, Subject};
use crate::questionnaire::Questionnaire;
use crate::questionnaire::location::Place;

/// What an opening says, but for the question whether it was clear and the one for leave.
struct OpeningPart {
    /// The id of an opening that says it.
    id: &'static str,
    /// What it says.
    says: &'static str,
    /// The words by which it is known.
    words: fn(&OpeningWords) -> &Phrases,
}

/// Comes first: people choose what to tell by it.
const LIMITS: OpeningPart =
    OpeningPart { id: "limits", says: "what cannot stay private", words: |words| &words.limits };
/// May stand anywhere, also before the limits, as a greeting does.
const WHY: OpeningPart = OpeningPart { id: "who", says: "why you ask", words: |words| &words.why };
/// Come in any order after the limits.
const REST: [OpeningPart; 3] = [
    OpeningPart { id: "voluntary", says: "that it is voluntary", words: |words| &words.voluntary },
    OpeningPart { id: "skip_stop", says: "that the person may skip and stop", words: |words| &words.stop },
    OpeningPart { id: "recorded", says: "what is written down", words: |words| &words.recorded },
];
/// What asks whether it was clear, and what asks for leave.
const CLEAR: &str = "whether it was clear";

/// A sentence of an opening: which opening, and which sentence of it.
type SpokenAt = (usize, usize);

/// The openings as words.
struct Said<'s> {
    questionnaire: &'s Questionnaire,
    words: &'static Words,
    prose: Vec<Prose<'s>>,
}

pub fn look(subject: &Subject<'_>, found: &mut LintFindings<'_>) {
    // Without words of the language nobody can tell what is said in which turn.
    let Some(words) = subject.words.filter(|_| talks(subject.questionnaire)) else { return };
    let openings = &subject.questionnaire.openings;
    let prose = openings.iter().map(|opening| words.prose(&opening.say)).collect();
    let said = Said { questionnaire: subject.questionnaire, words, prose };
    let checks = said.questions(&words.opening.clear);
    note_missing(&said, checks.is_empty(), found);
    note_order(&said, &checks, found);
    for second in checks.iter().skip(1) {
        said.note(
            found,
            *second,
            "asks a second time whether it was clear",
            "ask once: twice sounds like a test",
        );
    }
}

/// What is not said at all.
fn note_missing(said: &Said<'_>, nothing_asks: bool, found: &mut LintFindings<'_>) {
    let parts = [&LIMITS, &WHY].into_iter().chain(&REST);
    let unsaid = parts.filter(|part| said.first(part).is_none());
    let mut missing: Vec<String> = unsaid.map(|part| format!("{} (`{}`)", part.says, part.id)).collect();
    missing.extend(nothing_asks.then(|| format!("in a question {CLEAR}")));
    if !missing.is_empty() {
        let none = said.questionnaire.openings.is_empty();
        let place = if none { Place::Head("") } else { Place::Opening(0, "id") };
        let message = format!("no [[opening]] says {}", missing.join(", nor "));
        let help = "say it in an [[opening]]; one turn may say several things, as in `adult-brief`";
        found.at(place, message, help);
    }
}

/// The limits first, then the rest, then whether it was clear, then leave.
fn note_order(said: &Said<'_>, checks: &[SpokenAt], found: &mut LintFindings<'_>) {
    let limits = said.first(&LIMITS);
    let early = |at: &SpokenAt| limits.is_some_and(|limits| *at < limits);
    for part in &REST {
        if let Some(at) = said.first(part).filter(early) {
            let help = "say first what cannot stay private: people choose by it what they tell";
            said.note(found, at, &format!("says {} before what cannot stay private", part.says), help);
        }
    }
    let parts = [&LIMITS].into_iter().chain(&REST);
    let last = parts.filter_map(|part| Some((said.first(part)?, part.says))).max();
    let Some((end, says)) = last else { return };
    for check in checks.iter().take(1).filter(|check| **check < end) {
        said.note(found, *check, &format!("asks {CLEAR} before it says {says}"), "ask it when all is said");
    }
    let before = checks
        .first()
        .filter(|check| **check > end)
        .map_or((end, format!("it says {says}")), |check| (*check, format!("it asks {CLEAR}")));
    for leave in said.questions(&said.words.opening.leave).iter().filter(|leave| **leave < before.0) {
        let help = "ask for it last, or leave it out: the program asks for it after the openings";
        said.note(found, *leave, &format!("asks for leave before {}", before.1), help);
    }
}

impl Said<'_> {
    /// Every sentence, in order.
    fn sentences(&self) -> impl Iterator<Item = SpokenAt> {
        let each = self.prose.iter().enumerate();
        each.flat_map(|(nth, prose)| (0..prose.sentences.len()).map(move |sentence| (nth, sentence)))
    }

    fn holds(&self, phrases: &Phrases, (nth, sentence): SpokenAt) -> bool {
        let prose = &self.prose[nth];
        let words = prose.words_of(&prose.sentences[sentence]);
        (0..words.len()).any(|from| phrases.at(&words[from..]).is_some())
    }

    /// Where a part is said first.
    fn first(&self, part: &OpeningPart) -> Option<SpokenAt> {
        let phrases = (part.words)(&self.words.opening);
        let by_words = self.sentences().find(|at| self.holds(phrases, *at));
        let openings = &self.questionnaire.openings;
        let by_id = openings.iter().position(|opening| opening.id == part.id).map(|nth| (nth, 0));
        by_words.into_iter().chain(by_id).min()
    }

    /// The questions that hold one of some phrases.
    fn questions(&self, phrases: &Phrases) -> Vec<SpokenAt> {
        let asks = |(nth, sentence): &SpokenAt| self.prose[*nth].sentences[*sentence].is_question;
        self.sentences().filter(asks).filter(|at| self.holds(phrases, *at)).collect()
    }

    fn note(&self, found: &mut LintFindings<'_>, (nth, sentence): SpokenAt, message: &str, help: &str) {
        let prose = &self.prose[nth];
        match prose.sentences.get(sentence) {
            Some(within) => {
                let part = prose.range(within.words.clone());
                found.at_part(Place::Opening(nth, "say"), part, format!("this {message}"), help);
            }
            None => found.at(Place::Opening(nth, "say"), format!("this {message}"), help),
        }
    }
}
