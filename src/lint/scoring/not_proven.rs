//! `not-proven`: what could not be decided with the work that is allowed.

use super::rules::what;
use crate::explore::Goal;
use crate::lint::{LintFindings, Subject};
use crate::questionnaire::Questionnaire;
use crate::questionnaire::location::Place;

/// How many are named.
const MOST: usize = 5;

pub fn look(subject: &Subject<'_>, found: &mut LintFindings<'_>) {
    let open = subject.survey().not_proven();
    let mut named: Vec<String> = open.iter().map(|goals| said(subject.questionnaire, goals)).collect();
    named.extend(subject.all_not_proven());
    named.dedup();
    if named.is_empty() {
        return;
    }
    let more = named.len().saturating_sub(MOST);
    named.truncate(MOST);
    let more = if more == 0 { String::new() } else { format!(", and {more} more") };
    let message = format!("not proven: {}{more}", named.join("; "));
    let help =
        "nothing has to change; fewer terms in a sum, or indicators that bundle some, make it provable";
    found.at(Place::Head("id"), message, help);
}

/// What is open, as a question.
fn said(questionnaire: &Questionnaire, goals: &[Goal]) -> String {
    let outcome = |place: crate::rules::OutcomeRef| questionnaire.outcome(place);
    match (goals[0], goals.len()) {
        (Goal::Level(place, level), 2..) => {
            format!("whether `{}` can come with no action", outcome(place).levels[level].id)
        }
        (Goal::Holds(at), 2..) => format!("what {} depends on", what(questionnaire, at).0),
        (Goal::Holds(at), _) => format!("whether {} can come about", what(questionnaire, at).0),
        (Goal::Fails(at), _) => format!("whether {} can fail to come about", what(questionnaire, at).0),
        (Goal::First(place, row), _) => {
            format!("whether row {} of `{}` can decide", row + 1, outcome(place).id)
        }
        (Goal::Level(place, level), _) => {
            format!(
                "whether the level `{}` of `{}` can be reached",
                outcome(place).levels[level].id,
                outcome(place).id
            )
        }
        (Goal::Changes(place, row), _) => {
            format!("whether adjustment {} of `{}` can change anything", row + 1, outcome(place).id)
        }
        (Goal::Falls(place, indicator), _) => {
            format!("whether `{}` can lower `{}`", questionnaire.indicator(indicator).id, outcome(place).id)
        }
    }
}
