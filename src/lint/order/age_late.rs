//! `age-late`: sensitive questions come before it is known whether the person is a child.

use std::collections::BTreeSet;

use super::first_sensitive;
use crate::diagnostic::{Page, Severity};
use crate::lint::age::tells;
use crate::lint::{Found, Group, Lint, Subject};
use crate::questionnaire::Questionnaire;
use crate::questionnaire::places::Place;
use crate::rules::{Name, QuestionRef};

/// Age is asked after something sensitive.
pub const AGE_LATE: Lint = Lint {
    page: Page {
        code: "age-late",
        says: "a rule needs the age, and it is asked after sensitive questions",
        why: "Under 18, details are left to trained interviewers, and a child is told so before, not after \
              (https://www.utiptaskforce.org/copy-of-how-to-identify, https://childsafecenter.com/forensic-interviewing). When the age comes \
              late, everything that should not have been asked has been. A question is about age if its options \
              have `ages`, or if a stop depends on it and its id or its words name an age.",
        bad: "sensitivity = 2              # and the age comes after it",
        good: "options     = [{id = \"under_18\", label = \"Under 18\", ages = \"0-17\"}, {id = \"adult\", label = \"18 or older\", ages = \"18+\"}]",
    },
    group: Group::Order,
    severity: Severity::Warning,
    look,
};

fn look(subject: &Subject<'_>, found: &mut Found<'_>) {
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
    let mut named = BTreeSet::new();
    questionnaire.each_rule(&mut |rule| {
        named.extend(rule.names().into_iter().filter_map(|name| match name {
            Name::Question(question) => Some(question),
            _ => None,
        }));
    });
    let is_age = |age: &QuestionRef| {
        let question = questionnaire.question(*age);
        let ends = || questionnaire.stops.iter().any(|stop| stop.names.contains(age));
        question.kind.options().iter().any(|option| option.ages.is_some()) || ends() && tells(question)
    };
    named.into_iter().filter(is_age).collect()
}
