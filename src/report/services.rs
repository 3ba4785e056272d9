//! What to look for in the referral directory, from what is known.

use jiff::civil::Date;

use crate::answers::{Answer, Value};
use crate::questionnaire::model::{Choice, Duty};
use crate::referral::{Directory, LookedFor, Match, match_services, otherwise_ask, unmet};
use crate::scoring::{Assessment, Case, Due};
use crate::truth::Truth;
use crate::vocabulary::{FORMS, Term};

/// The services of a summary.
#[derive(Default)]
pub struct Offers<'d> {
    /// The services that match and are shown, best first.
    pub matches: Vec<Match<'d>>,
    /// How many police, tip and report lines match and are left out.
    pub hidden_police: usize,
    /// The needs that were named and that none of the services shown meets.
    pub unmet: Vec<&'static Term>,
    /// Whom to ask for those.
    pub otherwise_ask: Option<&'d str>,
}

/// Returns the services to offer. Police, tip and report lines are among them if they are asked for, or if the
/// law requires something that is due; otherwise it is said how many there are. Of the report
/// lines of parts of the country that come with the tool, only that of the part whose law holds is among them.
pub fn offers<'d>(
    case: &Case<'_>,
    assessment: &Assessment,
    directories: &'d [Directory],
    part: Option<&str>,
    language: Option<&str>,
    police: bool,
    today: Date,
) -> Offers<'d> {
    let part = part.map(str::to_owned);
    let wanted = LookedFor { part, ..looked_for(case, assessment, language, true) };
    let mut matches = match_services(directories, &wanted, today);
    let all = matches.len();
    if !police && !police_required(case, assessment) {
        matches.retain(|found| !found.service.group.is_police());
    }
    Offers {
        hidden_police: all - matches.len(),
        unmet: unmet(&wanted.needs, &matches),
        matches,
        otherwise_ask: otherwise_ask(directories),
    }
}

/// Returns what is looked for, as it follows from an assessment: needs of due actions before those that may be
/// due, the age band and language that were given, the forms with indicators, and danger.
pub fn looked_for(
    case: &Case<'_>,
    assessment: &Assessment,
    language: Option<&str>,
    police: bool,
) -> LookedFor {
    let needs = needs(case, assessment);
    let danger = case.questionnaire.actions.iter().zip(&assessment.actions).any(|(action, status)| {
        status.due == Due::Due && action.step.needs.iter().any(|need| need.id == "emergency")
    });
    LookedFor {
        needs,
        ages: chosen(case).find_map(|option| option.ages),
        forms: forms(case, assessment),
        language: chosen(case).find_map(|option| option.language.clone()).or(language.map(str::to_owned)),
        danger,
        police,
        ..LookedFor::default()
    }
}

/// Returns whether the law requires something that is due, so that police and tip lines are shown
/// without being asked for.
pub fn police_required(case: &Case<'_>, assessment: &Assessment) -> bool {
    let actions = case.questionnaire.actions.iter().zip(&assessment.actions);
    actions.into_iter().any(|(action, status)| action.step.duty == Duty::Required && status.due == Due::Due)
}

fn needs(case: &Case<'_>, assessment: &Assessment) -> Vec<&'static Term> {
    let mut needs: Vec<&'static Term> = Vec::new();
    for wanted in [Due::Due, Due::MayBeDue] {
        for (action, status) in case.questionnaire.actions.iter().zip(&assessment.actions) {
            if status.due == wanted {
                let new: Vec<_> =
                    action.step.needs.iter().filter(|need| !needs.contains(need)).copied().collect();
                needs.extend(new);
            }
        }
    }
    needs
}

/// Act, means and purpose tell the form; a need or a strength does not.
fn forms(case: &Case<'_>, assessment: &Assessment) -> Vec<&'static Term> {
    let pairs = || case.questionnaire.indicators.iter().zip(&assessment.indicators);
    let told = |form: &Term| {
        pairs().any(|(indicator, finding)| {
            finding.truth == Truth::True
                && ["act", "means", "purpose"].contains(&indicator.family.id)
                && indicator.forms.iter().any(|other| other.id == form.id)
        })
    };
    FORMS.iter().filter(|form| told(form)).collect()
}

/// The options that were chosen.
fn chosen<'c>(case: &'c Case<'_>) -> impl Iterator<Item = &'c Choice> {
    case.questionnaire.questions.iter().flat_map(|question| {
        let ids: Vec<&str> = match case.answers.get(&question.id).and_then(Answer::value) {
            Some(Value::Choice(id)) => vec![id],
            Some(Value::Choices(ids)) => ids.iter().map(String::as_str).collect(),
            _ => Vec::new(),
        };
        question.kind.options().iter().filter(move |option| ids.contains(&option.id.as_str()))
    })
}
