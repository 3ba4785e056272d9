//! `one-number`: a score decides, and nothing beside it tells act, means and purpose apart, or work and sex.

use super::rules::outcomes;
use crate::lint::{LintFindings, Subject};
use crate::questionnaire::location::Place;
use crate::questionnaire::{Indicator, Questionnaire};
use crate::rules::Name;
use crate::vocabulary::Term;

/// Forms of work, which the law looks at alike.
const WORK: [&str; 2] = ["labor", "servitude"];

pub fn look(subject: &Subject<'_>, found: &mut LintFindings<'_>) {
    let questionnaire = subject.questionnaire;
    if !questionnaire.about.is_person() {
        return;
    }
    let decides = |names: Vec<Name>| names.iter().any(|name| matches!(name, Name::Score(_)));
    let Some((place, outcome)) = outcomes(questionnaire).find(|(_, outcome)| decides(outcome.names())) else {
        return;
    };
    if told(questionnaire).next().is_none() {
        let message =
            format!("`{}` comes of a number alone: no act, no means and no purpose is told", outcome.id);
        let help = "add indicators of the families act, means and purpose: they stand beside the number";
        found.at(Place::Outcome(place, "id"), message, help);
    } else if hides_forms(questionnaire) {
        let message =
            format!("`{}` comes of a number, and nothing beside it tells work and sex apart", outcome.id);
        let help = "say `forms` at the indicators that are of work alone, and at those of sex alone";
        found.at(Place::Outcome(place, "id"), message, help);
    }
}

/// The indicators of what was done, how and for what.
fn told(questionnaire: &Questionnaire) -> impl Iterator<Item = &Indicator> {
    let is_one = |indicator: &&Indicator| ["act", "means", "purpose"].contains(&indicator.family.id);
    questionnaire.indicators.iter().filter(is_one)
}

/// Whether it is about work and sex, and has no indicator of one of them alone.
fn hides_forms(questionnaire: &Questionnaire) -> bool {
    let is_work = |forms: &[&'static Term]| forms.iter().any(|form| WORK.contains(&form.id));
    let is_sex = |forms: &[&'static Term]| forms.iter().any(|form| form.id == "sex");
    let about = &questionnaire.population.forms;
    let work_alone = told(questionnaire).any(|it| is_work(&it.forms) && !is_sex(&it.forms));
    let sex_alone = told(questionnaire).any(|it| is_sex(&it.forms) && !is_work(&it.forms));
    is_work(about) && is_sex(about) && !(work_alone && sex_alone)
}
