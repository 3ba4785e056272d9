//! `no-minor-route`: the age is asked, and for somebody under 18 nothing follows from it.

use crate::lint::age::{is_for_adults, rule_for_minors, telling};
use crate::lint::{LintFindings, Subject};
use crate::questionnaire::location::Place;
use crate::questionnaire::{Action, Questionnaire};

pub fn look(subject: &Subject<'_>, found: &mut LintFindings<'_>) {
    let questionnaire = subject.questionnaire;
    if !is_for_adults(questionnaire) {
        return;
    }
    let Some((first, question)) = telling(questionnaire).next() else { return };
    let (id, rule) = (&question.id, rule_for_minors(questionnaire, first));
    let at = Place::Question(first, "id");
    if !ends(questionnaire) {
        let message =
            format!("`{id}` can tell that somebody is under 18, and no [[stop]] ends the questions then");
        let help = format!("add a [[stop]] with `when = \"{rule}\"` and `unless_false = true`");
        found.at(at, message, help);
    }
    if !questionnaire.actions.iter().any(protects) {
        let message =
            format!("`{id}` can tell that somebody is under 18, and no action says what to do then");
        let help = format!(
            "add an [[action]] with `when = \"{rule}\"`, `topic = \"minor\"` and `needs = [\"child_protection\"]`"
        );
        found.at(at, message, help);
    }
}

/// Whether some stop depends on the age.
fn ends(questionnaire: &Questionnaire) -> bool {
    telling(questionnaire).any(|(age, _)| questionnaire.stops.iter().any(|stop| stop.names.contains(&age)))
}

fn protects(action: &Action) -> bool {
    action.step.topic.as_deref() == Some("minor")
        || action.step.needs.iter().any(|need| need.id == "child_protection")
}
