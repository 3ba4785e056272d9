//! `identity-alone`: a sign that is nothing but who somebody is, or how they look.

use std::collections::BTreeSet;

use crate::lint::{LintFindings, Subject};
use crate::questionnaire::Questionnaire;
use crate::questionnaire::location::Place;
use crate::rules::{IndicatorRef, Name, QuestionRef};

pub fn look(subject: &Subject<'_>, found: &mut LintFindings<'_>) {
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
fn outward(
    subject: &Subject<'_>,
    found: &mut LintFindings<'_>,
    indicator: IndicatorRef,
    question: QuestionRef,
) {
    let places = [Place::Indicator(indicator, "label"), Place::Question(question, "ask")];
    let texts = || subject.worded().filter(|(passage, _)| places.contains(&passage.of.place));
    if texts().any(|(passage, words)| passage.words.iter().any(|word| words.outward.acts.holds(word.text))) {
        return;
    }
    let signs = texts().flat_map(|(passage, words)| {
        words.outward.signs.find(passage).into_iter().map(move |words| (passage, words))
    });
    // The label is the better place: it stands at the indicator.
    if let Some((passage, words)) = signs.min_by_key(|(passage, _)| passage.of.place != places[0]) {
        let range = passage.range(words);
        let message = format!("`{}` alone is no sign of what anybody did", &passage.of.text[range.clone()]);
        let help = "leave it out, or join it with what somebody did: `… and threats = yes`";
        found.at_part(passage.of.place, range, message, help);
    }
}
