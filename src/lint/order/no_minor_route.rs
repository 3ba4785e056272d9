//! `no-minor-route`: the age is asked, and for somebody under 18 nothing follows from it.

use crate::diagnostic::{Page, Severity};
use crate::lint::age::{is_for_adults, rule_for_minors, telling};
use crate::lint::{Found, Group, Lint, Subject};
use crate::questionnaire::places::Place;
use crate::questionnaire::{Action, Questionnaire};

/// The age is asked, and for somebody under 18 nothing follows from it.
pub const NO_MINOR_ROUTE: Lint = Lint {
    page: Page {
        code: "no-minor-route",
        says: "a questionnaire for adults asks the age, and has no way for somebody under 18",
        why: "A child who tells their age needs two things: that the questions end, because details are left \
              to trained interviewers (https://www.utiptaskforce.org/copy-of-how-to-identify), and that \
              somebody follows the child-protection route. The first is a [[stop]]; the second is an \
              [[action]] with `topic = \"minor\"` or `needs = [\"child_protection\"]`, which stands in the \
              summary with its duty.",
        bad: "when    = \"age = under_18\"\nneeds   = [\"youth_support\"]",
        good: "when    = \"age = under_18\"\ntopic   = \"minor\"\nneeds   = [\"child_protection\"]",
    },
    group: Group::Order,
    severity: Severity::Warning,
    look,
};

fn look(subject: &Subject<'_>, found: &mut Found<'_>) {
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
    action.topic.as_deref() == Some("minor") || action.needs.iter().any(|need| need.id == "child_protection")
}
