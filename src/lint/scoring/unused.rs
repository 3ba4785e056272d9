//! `unused-indicator`, `unused-question`, `unused-score`, `unused-context`: what nothing depends on.

use std::collections::BTreeSet;

use crate::lint::{LintFindings, Subject, age};
use crate::questionnaire::location::Place;
use crate::questionnaire::{Part, Question, Questionnaire};
use crate::rules::{ContextRef, IndicatorRef, Name, QuestionRef, ScoreRef};

const REMOVE: &str = "use it in a rule, or remove it";

/// An indicator that nothing depends on.
pub fn indicators(subject: &Subject<'_>, found: &mut LintFindings<'_>) {
    let used = used(subject.questionnaire);
    for (place, indicator) in subject.questionnaire.indicators.iter().enumerate() {
        let place = IndicatorRef::at(place);
        if indicator.family.id != "strength" && !used.contains(&Name::Indicator(place)) {
            let message = format!("nothing uses the indicator `{}`", indicator.id);
            let help = "count it in a score, name it in an outcome or an action, or remove it";
            found.at(Place::Indicator(place, "id"), message, help);
        }
    }
}

/// A question that nothing depends on.
pub fn questions(subject: &Subject<'_>, found: &mut LintFindings<'_>) {
    let used = used(subject.questionnaire);
    for (place, question) in subject.questionnaire.each_question() {
        if !used.contains(&Name::Question(place)) && !is_shown(question) {
            let message = format!("nothing uses the question `{}`", question.id);
            found.at(Place::Question(place, "id"), message, what_to_do(subject.questionnaire, place));
        }
    }
}

/// Whoever asks the age is never told to ask for it no more: a child would be asked everything.
fn what_to_do(questionnaire: &Questionnaire, unused: QuestionRef) -> String {
    match (
        age::tells(questionnaire.question(unused), age::words(questionnaire)),
        age::is_for_adults(questionnaire),
    ) {
        (true, true) => format!(
            "end the questions for somebody under 18: add a [[stop]] with `when = \"{}\"` and `unless_false = true`",
            age::rule_for_minors(questionnaire, unused)
        ),
        (true, false) => {
            "name it in a rule; or, if it is only told on, write `part = \"background\"`".to_owned()
        }
        (false, _) => {
            "remove it; or, if its answer helps whoever goes on, write `part = \"background\"`".to_owned()
        }
    }
}

/// Whether a question has a use without any rule.
fn is_shown(question: &Question) -> bool {
    let finds_services = question.kind.options().iter().any(|o| o.ages.is_some() || o.language.is_some());
    question.part != Part::Evidence || question.identity || finds_services
}

/// A score that nothing depends on.
pub fn scores(subject: &Subject<'_>, found: &mut LintFindings<'_>) {
    let used = used(subject.questionnaire);
    for (place, score) in subject.questionnaire.scores.iter().enumerate() {
        let place = ScoreRef::at(place);
        if !used.contains(&Name::Score(place)) {
            let help = "decide something by it, or remove it";
            found.at(Place::Score(place, "id"), format!("nothing uses the score `{}`", score.id), help);
        }
    }
}

/// A context that nothing depends on.
pub fn contexts(subject: &Subject<'_>, found: &mut LintFindings<'_>) {
    let used = used(subject.questionnaire);
    for (place, context) in subject.questionnaire.contexts.iter().enumerate() {
        if !used.contains(&Name::Context(ContextRef::at(place))) {
            let message = format!("nothing uses the context `{}`", context.id);
            found.at(Place::Context(place, "id"), message, REMOVE);
        }
    }
}

/// Everything that something names.
fn used(questionnaire: &Questionnaire) -> BTreeSet<Name> {
    questionnaire.names_in_use().collect()
}
