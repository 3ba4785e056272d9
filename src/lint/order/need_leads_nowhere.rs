//! `need-leads-nowhere`: a need that can be chosen, and no service is looked for.

use super::asked::asked;
use crate::explore::rules_behind;
use crate::lint::{LintFindings, Subject};
use crate::questionnaire::location::Place;
use crate::questionnaire::{Part, Questionnaire};
use crate::rules::{Condition, QuestionRef, Test};
use crate::truth::Set;

pub fn look(subject: &Subject<'_>, found: &mut LintFindings<'_>) {
    let questionnaire = subject.questionnaire;
    for (place, question) in asked(questionnaire).filter(|(_, question)| question.part == Part::Needs) {
        let served = served(questionnaire, place);
        let options = question.kind.options().iter().enumerate();
        let unserved = options.filter(|(nth, option)| !option.exclusive && !served.has(*nth));
        let unserved: Vec<String> = unserved.map(|(_, option)| format!("`{}`", option.id)).collect();
        if !unserved.is_empty() {
            let message =
                format!("no action with `needs` depends on {} of `{}`", unserved.join(", "), question.id);
            let help = format!(
                "add an [[action]] with `when = \"{} …\"` and `needs = [\"…\"]`, which finds services",
                question.id
            );
            found.at(Place::Question(place, "id"), message, help);
        }
    }
}

/// Returns the options of a question on which some action with `needs` depends, directly or not.
fn served(questionnaire: &Questionnaire, question: QuestionRef) -> Set {
    let finding = questionnaire.actions.iter().filter(|action| !action.step.needs.is_empty());
    let mut served = Set::default();
    for condition in rules_behind(questionnaire, finding.map(|action| &action.when)) {
        condition.each_leaf(&mut |leaf| {
            if let Condition::Question(named, test) = leaf
                && *named == question
            {
                served = served.with(tested(test));
            }
        });
    }
    served
}

fn tested(test: &Test) -> Set {
    match test {
        Test::OneOf(options) | Test::IncludesAny(options) | Test::IncludesAll(options) => *options,
        Test::Is(_) | Test::Number(..) => Set::default(),
    }
}
