//! Conversations: what comes up in which order, and when a stop ends the asked questions.

use crate::questionnaire::{AnswerSource, Questionnaire};
use crate::rules::{ContextRef, OutcomeRef, QuestionRef, Reading};
use crate::scoring::{Evaluation, reading_of};
use crate::truth::Truth;

/// What was answered in one conversation. What was left open, did not apply or did not come up is
/// unknown.
#[derive(Clone, PartialEq, Eq)]
pub struct Situation {
    /// The answers, by question.
    pub answers: Vec<Reading>,
    /// The values of the contexts; an unknown one has its default, if it has one.
    pub contexts: Vec<Reading>,
    /// The practitioner's own judgements, by outcome.
    pub judgements: Vec<Option<usize>>,
}

/// When a stop ends the asked questions, by what is known now.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    /// It has ended them.
    Now,
    /// Once that question, or a later one, has come up.
    After(QuestionRef),
    /// As far as is known, not.
    Never,
}

impl End {
    /// Returns when the asked questions end.
    pub fn of(questionnaire: &Questionnaire, now: &Evaluation<'_>) -> End {
        let mut after = None;
        for (stop, rule) in questionnaire.stops.iter().zip(&questionnaire.program.stops) {
            match now.truth(rule) {
                Truth::True => return End::Now,
                Truth::Unknown if stop.unless_false => {
                    let first = stop.names.iter().min().copied();
                    after = after.into_iter().chain(first).min();
                }
                Truth::Unknown | Truth::False => {}
            }
        }
        after.map_or(End::Never, End::After)
    }

    /// Returns whether it is so once everything up to a question has come up.
    pub fn is_reached(self, last: Option<QuestionRef>) -> bool {
        match self {
            End::Now => true,
            End::After(question) => Some(question) <= last,
            End::Never => false,
        }
    }
}

/// Returns the next question of some that comes up, in the order of the file; the others come up and are
/// left open. What builds on an answer that was withheld counts as coming up: nobody is asked it, but a
/// document can hold its answer.
pub(super) fn next(
    questionnaire: &Questionnaire,
    now: &Evaluation<'_>,
    answered: &[bool],
    among: impl Fn(QuestionRef) -> bool,
) -> Option<QuestionRef> {
    let (end, mut last) = (End::of(questionnaire, now), None);
    for (question, asked) in questionnaire.each_question() {
        let is_answered = answered[question.index()];
        let is_over = asked.from == AnswerSource::Asked && end.is_reached(last);
        let comes_up = now.may_ask(question) && !is_over;
        if comes_up && !is_answered && among(question) {
            return Some(question);
        }
        if comes_up || is_answered {
            last = Some(question);
        }
    }
    None
}

/// Returns what is known after a conversation with these answers, from what is while nothing is known; what
/// has no answer is left open.
pub(super) fn held<'q>(
    questionnaire: &'q Questionnaire,
    nothing: &Evaluation<'q>,
    situation: &Situation,
) -> Evaluation<'q> {
    let mut now = nothing.clone();
    for (place, context) in questionnaire.contexts.iter().enumerate() {
        let value = match situation.contexts[place] {
            Reading::Unknown => {
                context.default.as_ref().map_or(Reading::Unknown, |by| reading_of(context, by))
            }
            given => given,
        };
        now.set_context(ContextRef::at(place), value);
    }
    for (place, level) in situation.judgements.iter().enumerate() {
        now.judge(OutcomeRef::at(place), *level);
    }
    now.run();
    let mut answered = vec![false; questionnaire.questions.len()];
    while go_on(questionnaire, &mut now, &mut answered, situation) {}
    now
}

/// Answers everything that comes up, in the order of the file, until it is another moment at which the asked
/// questions end. Returns whether it is: then what was passed over may come up after all.
fn go_on(
    questionnaire: &Questionnaire,
    now: &mut Evaluation<'_>,
    answered: &mut [bool],
    situation: &Situation,
) -> bool {
    let (end, mut last) = (End::of(questionnaire, now), None);
    for (question, asked) in questionnaire.each_question() {
        let is_over = asked.from == AnswerSource::Asked && end.is_reached(last);
        if answered[question.index()] {
            last = Some(question);
        } else if now.may_ask(question) && !is_over {
            (last, answered[question.index()]) = (Some(question), true);
            let answer = situation.answers[question.index()];
            if answer != Reading::Unknown {
                now.set(question, answer);
                now.run();
                if End::of(questionnaire, now) != end {
                    return true;
                }
            }
        }
    }
    false
}
