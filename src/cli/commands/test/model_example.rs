//! An example to begin with, which holds of its questionnaire.

use std::collections::BTreeMap;

use safelight::answers::{Answer, Answers, Value};
use safelight::questionnaire::{Kind, Questionnaire};
use safelight::scoring::{Assessment, Case, assess};

/// An example that holds: one answer, and what comes of it while everything else is open.
pub fn model(questionnaire: &Questionnaire) -> String {
    let given = questionnaire.questions.iter().find_map(|question| {
        let answer = match &question.kind {
            Kind::YesNo => Value::YesNo(false),
            Kind::Choices(options) => Value::Choices(vec![options.first()?.id.clone()]),
            kind => Value::Choice(kind.options().first()?.id.clone()),
        };
        Some((question, answer))
    });
    let mut answers = Answers::none(questionnaire.edition());
    let written = given.map_or_else(String::new, |(question, value)| {
        answers.give(question.id.clone(), Answer::Given(value.clone()));
        let option = match &value {
            Value::YesNo(_) => "\"no\"".to_owned(),
            Value::Choices(ids) => format!("[\"{}\"]", ids.join("\", \"")),
            Value::Choice(id) => format!("\"{id}\""),
            _ => String::new(),
        };
        format!("{} = {option}", question.id)
    });
    let found =
        Case::new(questionnaire, answers, &BTreeMap::new(), &BTreeMap::new()).map(|case| assess(&case)).ok();
    let expect = found.as_ref().map_or_else(String::new, |found| expected(questionnaire, found));
    let stop = found.and_then(|found| found.stopped).map(|stop| &questionnaire.stops[stop].moment.id);
    let stop = stop.map_or_else(String::new, |id| format!("\n    stop    = \"{id}\""));
    format!(
        "    [[example]]\n    name    = \"One answer\"\n    answers = {{{written}}}\n    expect  = {{{expect}}}{stop}"
    )
}

/// What is to be expected of the first outcome, or of the first score where there is none.
fn expected(questionnaire: &Questionnaire, found: &Assessment) -> String {
    if let (Some(outcome), Some(decided)) = (questionnaire.outcomes.first(), found.outcomes.first()) {
        let levels: Vec<&str> =
            decided.possible.iter().map(|level| outcome.levels[level].id.as_str()).collect();
        return format!("{} = [\"{}\"]", outcome.id, levels.join("\", \""));
    }
    match (questionnaire.scores.first(), found.scores.first()) {
        (Some(score), Some(scored)) => {
            format!("{} = [{}, {}]", score.id, scored.interval.low, scored.interval.high)
        }
        _ => String::new(),
    }
}
