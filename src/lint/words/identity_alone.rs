//! `identity-alone`: a sign that is nothing but who somebody is, or how they look.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use super::phrase::{Phrases, is_among};
use crate::diagnostic::{Page, Severity};
use crate::lint::{Found, Group, Lint, Subject};
use crate::questionnaire::Questionnaire;
use crate::questionnaire::places::Place;
use crate::rules::{IndicatorRef, Name, QuestionRef};

/// An indicator of nothing but identity or appearance.
pub const IDENTITY_ALONE: Lint = Lint {
    page: Page::of(include_str!("../explain/identity-alone.md")),
    group: Group::Words,
    severity: Severity::Error,
    look,
};

static OUTWARD: LazyLock<Phrases<()>> = LazyLock::new(|| {
    let phrases = "nationality|nationalities|ethnicity|race|accent|accents|foreigner|foreigners, \
                   foreign|strange|broken accent|name|looks|english, \
                   dress|dressed|dresses|outfit|outfits, revealing|provocative|inappropriate|dirty|cheap clothes|clothing, \
                   tattoo|tattoos|tattooed|branding|makeup, \
                   travel|travels|travelled|traveled|travelling|traveling alone";
    Phrases::read([(phrases, &())].into_iter())
});

/// Words of what somebody does to the person.
const ACTS: [&str; 14] = [
    "force",
    "forced",
    "forces",
    "made",
    "makes",
    "make",
    "against",
    "someone",
    "somebody",
    "anyone",
    "anybody",
    "threatened",
    "control",
    "controls",
];

fn look(subject: &Subject<'_>, found: &mut Found<'_>) {
    let questionnaire = subject.questionnaire;
    for place in (0..questionnaire.indicators.len()).map(IndicatorRef::at) {
        let questions = questions_behind(questionnaire, place);
        let identities = questions.iter().filter(|place| questionnaire.question(**place).identity).count();
        if !questions.is_empty() && identities == questions.len() {
            let message = "this indicator is nothing but who the person is";
            let help = "join it with what somebody did, or use the answer for an action only";
            found.at(Place::Indicator(place, "when"), message, help);
        } else if let [question] = questions.iter().collect::<Vec<_>>()[..] {
            outward(subject, found, place, *question);
        }
    }
}

/// Every question that an indicator draws on, through other indicators too.
fn questions_behind(questionnaire: &Questionnaire, place: IndicatorRef) -> BTreeSet<QuestionRef> {
    let (mut questions, mut seen, mut left) = (BTreeSet::new(), BTreeSet::new(), vec![place]);
    while let Some(indicator) = left.pop() {
        for name in questionnaire.indicator(indicator).when.names() {
            match name {
                Name::Question(question) => drop(questions.insert(question)),
                Name::Indicator(other) if seen.insert(other) => left.push(other),
                // A score or outcome has more behind it than one look.
                _ => {}
            }
        }
    }
    questions
}

/// Looks for words of outward signs in an indicator that rests on one question, and in that question.
fn outward(subject: &Subject<'_>, found: &mut Found<'_>, indicator: IndicatorRef, question: QuestionRef) {
    let places = [Place::Indicator(indicator, "label"), Place::Question(question, "ask")];
    let texts = || subject.english.iter().filter(|prose| places.contains(&prose.of.place));
    if texts().any(|prose| prose.words.iter().any(|word| is_among(word.text, &ACTS))) {
        return;
    }
    let mut signs = Vec::new();
    for prose in texts() {
        OUTWARD.find(prose, |words, ()| signs.push((prose, words)));
    }
    // The label is the better place: it stands at the indicator.
    signs.sort_by_key(|(prose, _)| prose.of.place != places[0]);
    if let Some((prose, words)) = signs.into_iter().next() {
        let range = prose.range(words);
        let message = format!("`{}` alone is no sign of what anybody did", &prose.of.text[range.clone()]);
        let help = "leave it out, or join it with what somebody did: `… and threats = yes`";
        found.at_part(prose.of.place, range, message, help);
    }
}
