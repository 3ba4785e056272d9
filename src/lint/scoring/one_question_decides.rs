//! `one-question-decides`: a result that hangs on one question that often has no answer.

use std::collections::BTreeSet;

use super::rules::outcomes;
use crate::explore::{Goal, Reach};
use crate::lint::{LintFindings, Subject};
use crate::questionnaire::dependencies::reached;
use crate::questionnaire::location::Place;
use crate::questionnaire::{AnswerSource, Kind, Question, Questionnaire};
use crate::rules::{IndicatorRef, OutcomeRef, QuestionRef, Reading};
use crate::scoring::Evaluation;
use crate::truth::{Set, Truth};

/// How much work is done for all outcomes, in the measure of [`Evaluation::work`].
const MOST_WORK: u64 = 10_000_000;

/// The sensitivity of the hardest questions.
const HARDEST: u32 = 3;

pub fn look(subject: &Subject<'_>, found: &mut LintFindings<'_>) {
    let questionnaire = subject.questionnaire;
    let most = MOST_WORK / questionnaire.outcomes.len().max(1) as u64;
    for (place, outcome) in outcomes(questionnaire) {
        let behind = reached(questionnaire, outcome.names());
        let often_open = behind.iter().map(|question| (*question, questionnaire.question(*question)));
        let mut often_open = often_open.filter(|(_, asked)| is_often_open(asked)).peekable();
        if often_open.peek().is_none() {
            continue;
        }
        let Some(mut lowest) = nothing_found(subject, place, &behind, most) else { continue };
        let all = Set::one(0).with(Set::one(outcome.levels.len() - 1));
        for (question, asked) in often_open {
            if lowest.work() > most {
                note_not_proven(subject, place);
                break;
            }
            let given = lowest.given(question);
            lowest.set(question, Reading::Unknown);
            lowest.run();
            if all.is_within(lowest.outcome(place)) {
                let message = format!(
                    "if `{}` is left open and nothing else is found, `{}` can be anything",
                    asked.id, outcome.id
                );
                let help = "let several signs lead to the highest level together, or ask for the same in an easier way";
                found.at(Place::Question(question, "id"), message, help);
            }
            lowest.set(question, given);
        }
    }
}

fn is_often_open(question: &Question) -> bool {
    let noticed = matches!(question.from, AnswerSource::Observed | AnswerSource::Record);
    noticed || question.sensitivity >= HARDEST
}

/// What is known when everything is answered and the outcome is at its lowest level.
fn nothing_found<'q>(
    subject: &Subject<'q>,
    place: OutcomeRef,
    behind: &BTreeSet<QuestionRef>,
    most: u64,
) -> Option<Evaluation<'q>> {
    let questionnaire = subject.questionnaire;
    let Reach::Reached(number) = subject.survey().of(Goal::Level(place, 0)) else { return None };
    let situation = subject.survey().situation(number);
    let mut now = Evaluation::new(questionnaire, situation.contexts);
    for (question, answer) in situation.answers.iter().enumerate() {
        now.set(QuestionRef::at(question), *answer);
    }
    for (outcome, level) in situation.judgements.iter().enumerate() {
        now.judge(OutcomeRef::at(outcome), *level);
    }
    now.follow_changes();
    now.run();
    for question in behind {
        answer_quietly(questionnaire, &mut now, *question, place);
        if now.work() > most {
            note_not_proven(subject, place);
            return None;
        }
    }
    Some(now).filter(|now| now.outcome(place) == Set::one(0))
}

fn note_not_proven(subject: &Subject<'_>, place: OutcomeRef) {
    let id = &subject.questionnaire.outcome(place).id;
    subject.not_proven(format!("whether one question decides `{id}`"));
}

/// Gives a question the answer with which the fewest signs are left, and the outcome at its lowest
/// level.
fn answer_quietly(
    questionnaire: &Questionnaire,
    now: &mut Evaluation<'_>,
    question: QuestionRef,
    place: OutcomeRef,
) {
    let given = now.given(question);
    let mut best = (signs(questionnaire, now), given);
    for answer in answers(questionnaire.question(question)) {
        now.set(question, answer);
        now.run();
        let signs = signs(questionnaire, now);
        if now.outcome(place) == Set::one(0) && (signs < best.0 || best.1 == Reading::Unknown) {
            best = (signs, answer);
        }
    }
    now.set(question, best.1);
    now.run();
}

/// How many indicators are or may be present; strengths are no sign of danger.
fn signs(questionnaire: &Questionnaire, now: &Evaluation<'_>) -> usize {
    let places = (0..questionnaire.indicators.len()).map(IndicatorRef::at);
    let dangers = places.filter(|place| questionnaire.indicator(*place).family.id != "strength");
    dangers.filter(|place| now.indicator(*place) != Truth::False).count()
}

fn answers(question: &Question) -> Vec<Reading> {
    let options = 0..question.kind.options().len();
    match &question.kind {
        Kind::YesNo => vec![Reading::Is(false), Reading::Is(true)],
        Kind::Choice(_) | Kind::Scale(_) => {
            options.filter_map(|place| u8::try_from(place).ok()).map(Reading::Option).collect()
        }
        Kind::Choices(_) => options.rev().map(|place| Reading::Options(Set::one(place))).collect(),
        Kind::Number(number) => number.min.into_iter().chain(number.max).map(Reading::Number).collect(),
        Kind::DatePart { .. } | Kind::Text { .. } => Vec::new(),
    }
}
