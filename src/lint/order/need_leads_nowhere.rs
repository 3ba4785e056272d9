//! `need-leads-nowhere`: a need that can be chosen, and no service is looked for.

use std::collections::BTreeSet;

use super::asked::asked;
use crate::lint::{LintFindings, Subject};
use crate::questionnaire::location::Place;
use crate::questionnaire::{Decide, Part, Questionnaire, TermValue};
use crate::rules::{Condition, Name, QuestionRef, Test};
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
    let mut waiting: Vec<&Condition> = questionnaire
        .actions
        .iter()
        .filter(|action| !action.needs.is_empty())
        .map(|action| &action.when.condition)
        .collect();
    let (mut seen, mut served) = (BTreeSet::new(), Set::default());
    while let Some(condition) = waiting.pop() {
        condition.each_leaf(&mut |leaf| {
            if let Condition::Question(named, test) = leaf
                && *named == question
            {
                served = served.with(tested(test));
            }
        });
        let mut names = condition.names();
        while let Some(name) = names.pop() {
            if seen.insert(name) {
                behind(questionnaire, name, &mut waiting, &mut names);
            }
        }
    }
    served
}

fn tested(test: &Test) -> Set {
    match test {
        Test::OneOf(options) | Test::IncludesAny(options) | Test::IncludesAll(options) => *options,
        Test::Is(_) | Test::Number(..) => Set::default(),
    }
}

/// Adds the rules on which something depends, and what it depends on without a rule.
fn behind<'q>(
    questionnaire: &'q Questionnaire,
    name: Name,
    rules: &mut Vec<&'q Condition>,
    names: &mut Vec<Name>,
) {
    match name {
        Name::Indicator(place) => rules.push(&questionnaire.indicator(place).when.condition),
        Name::Score(place) => {
            for term in &questionnaire.score(place).terms {
                match &term.value {
                    TermValue::When { when, .. } => rules.push(&when.condition),
                    value => names.extend(value.names()),
                }
            }
        }
        Name::Outcome(place) => {
            let outcome = questionnaire.outcome(place);
            match &outcome.decide {
                Decide::FirstMatch(rows) => {
                    rules.extend(rows.iter().filter_map(|row| row.when.as_ref()).map(|when| &when.condition));
                }
                Decide::Bands { score, .. } => names.push(Name::Score(*score)),
                Decide::Practitioner { .. } => {}
            }
            rules.extend(outcome.adjust.iter().map(|row| &row.when.condition));
        }
        Name::Question(_) | Name::Context(_) => {}
    }
}
