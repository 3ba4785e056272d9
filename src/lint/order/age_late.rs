//! `age-late`: sensitive questions come before it is known whether the person is a child.

use std::collections::BTreeSet;

use super::asked::first_sensitive;
use crate::lint::age::{self, tells};
use crate::lint::{LintFindings, Subject};
use crate::questionnaire::location::Place;
use crate::questionnaire::{Questionnaire, Rule};
use crate::rules::{Name, QuestionRef};

pub fn look(subject: &Subject<'_>, found: &mut LintFindings<'_>) {
    let questionnaire = subject.questionnaire;
    let Some((sensitive, _)) = first_sensitive(questionnaire) else { return };
    for age in needed_ages(questionnaire).into_iter().filter(|age| *age > sensitive) {
        let id = &questionnaire.question(age).id;
        let message = format!("`{id}` decides what may be asked, and comes after sensitive questions");
        found.at(Place::Question(age, "id"), message, "ask it in the first section");
        found.see(Place::Question(sensitive, "id"), "this is sensitive");
    }
}

/// Returns the questions about age that a rule names.
fn needed_ages(questionnaire: &Questionnaire) -> BTreeSet<QuestionRef> {
    let question = |name| match name {
        Name::Question(question) => Some(question),
        _ => None,
    };
    let named: BTreeSet<_> = questionnaire.rules().flat_map(Rule::names).filter_map(question).collect();
    let words = age::words(questionnaire);
    let is_age = |age: &QuestionRef| {
        let question = questionnaire.question(*age);
        let ends = || questionnaire.stops.iter().any(|stop| stop.names.contains(age));
        question.kind.options().iter().any(|option| option.ages.is_some()) || ends() && tells(question, words)
    };
    named.into_iter().filter(is_age).collect()
}
