//! Conversations: what comes up in which order, and when a stop ends the asked questions.

use super::Pattern;
use crate::questionnaire::{AnswerSource, Questionnaire};
use crate::rules::{OutcomeRef, QuestionRef, Reading};
use crate::scoring::{Evaluation, reading_of};
use crate::truth::Truth;

/// Returns whether a stop has ended the asked questions.
pub(super) fn is_stopped(questionnaire: &Questionnaire, now: &Evaluation<'_>, answered: &[bool]) -> bool {
    // A question counts as reached once it or a later one was answered.
    let last = answered.iter().rposition(|answered| *answered);
    let mut stops = questionnaire.stops.iter().zip(&questionnaire.program.stops);
    stops.any(|(stop, rule)| match now.truth(rule) {
        Truth::True => true,
        Truth::Unknown => {
            stop.unless_false && stop.names.iter().any(|question| Some(question.index()) <= last)
        }
        Truth::False => false,
    })
}

/// Returns the next question of some that comes up, in the order of the file. What builds on an answer that
/// was withheld counts as coming up: nobody is asked it, but a document can hold its answer.
pub(super) fn next(
    questionnaire: &Questionnaire,
    now: &Evaluation<'_>,
    answered: &[bool],
    among: impl Fn(QuestionRef) -> bool,
) -> Option<QuestionRef> {
    let ended = is_stopped(questionnaire, now, answered);
    let comes_up = |question: QuestionRef| {
        let asked = questionnaire.question(question).from == AnswerSource::Asked;
        !answered[question.index()] && now.may_ask(question) && !(ended && asked)
    };
    (0..questionnaire.questions.len())
        .map(QuestionRef::at)
        .find(|question| among(*question) && comes_up(*question))
}

/// Returns what is known after a conversation with these answers; what has no answer is left open.
pub(super) fn held<'q>(questionnaire: &'q Questionnaire, pattern: &Pattern) -> Evaluation<'q> {
    let contexts = questionnaire.contexts.iter().zip(&pattern.contexts);
    let contexts = contexts.map(|(context, given)| match given {
        Reading::Unknown => context.default.as_ref().map_or(Reading::Unknown, |by| reading_of(context, by)),
        given => *given,
    });
    let mut now = Evaluation::new(questionnaire, contexts.collect());
    for (place, level) in pattern.judgements.iter().enumerate() {
        now.judge(OutcomeRef::at(place), *level);
    }
    now.run();
    let mut answered = vec![false; questionnaire.questions.len()];
    while let Some(question) = next(questionnaire, &now, &answered, |_| true) {
        answered[question.index()] = true;
        let answer = pattern.answers[question.index()];
        if answer != Reading::Unknown {
            now.set(question, answer);
            now.run();
        }
    }
    now
}
