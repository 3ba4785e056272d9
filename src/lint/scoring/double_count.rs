//! `double-count`: one answer that counts twice in one sum, through two indicators.

use std::collections::BTreeSet;

use crate::explore::{Goal, Reach, RuleAt};
use crate::lint::{LintFindings, Subject};
use crate::questionnaire::dependencies::named_directly;
use crate::questionnaire::location::Place;
use crate::questionnaire::{Combine, Questionnaire, TermValue};
use crate::rules::{Condition, Name, QuestionRef, ScoreRef};

pub fn look(subject: &Subject<'_>, found: &mut LintFindings<'_>) {
    let questionnaire = subject.questionnaire;
    for (place, score) in questionnaire.scores.iter().enumerate() {
        if score.combine != Combine::Sum {
            continue;
        }
        let terms = alone(questionnaire, ScoreRef::at(place));
        for (nth, (term, question)) in terms.iter().enumerate() {
            let twice = |(other, same): &&(RuleAt, QuestionRef)| {
                let both = [Goal::Holds(*other), Goal::Holds(*term)];
                same == question && matches!(subject.survey().of_all(&both), Reach::Reached(_))
            };
            if let Some((other, _)) = terms[..nth].iter().find(twice) {
                let id = &questionnaire.question(*question).id;
                let message = format!("one answer to `{id}` counts twice in `{}`", score.id);
                let help = "remove one of both, or put both in a score with `highest`";
                found.at(place_of(*term), message, help);
                found.see(place_of(*other), "it counts here already");
            }
        }
    }
}

/// The terms of a sum that are an indicator, and that rest on one question alone, with it.
fn alone(questionnaire: &Questionnaire, score: ScoreRef) -> Vec<(RuleAt, QuestionRef)> {
    let mut alone = Vec::new();
    for (nth, term) in questionnaire.score(score).terms.iter().enumerate() {
        let TermValue::When { when, .. } = &term.value else { continue };
        let Condition::Indicator(indicator) = when.condition else { continue };
        let questions: BTreeSet<QuestionRef> =
            named_directly(questionnaire, vec![Name::Indicator(indicator)]).into_iter().collect();
        if let (Some(question), 1) = (questions.first(), questions.len()) {
            alone.push((RuleAt::Term(score, nth), *question));
        }
    }
    alone
}

/// A term of a `count` is a text and has no keys.
fn place_of(at: RuleAt) -> Place {
    match at {
        RuleAt::Term(score, nth) => Place::Term(score, nth, ""),
        _ => Place::Head("id"),
    }
}
