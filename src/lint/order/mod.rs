//! In what order things are asked, and what is said around them. The program asks leave, offers breaks
//! and shows the limits by itself; these lints look at what only the authors can write.

pub mod age_late;
pub mod age_unknown_goes_on;
pub mod need_leads_nowhere;
pub mod no_break;
pub mod no_gates;
pub mod no_leave;
pub mod no_minor_route;
pub mod no_needs;
pub mod no_strengths;
pub mod opening_order;
pub mod sensitivity_rises;

use crate::questionnaire::{AnswerSource, Part, Question, Questionnaire};
use crate::rules::QuestionRef;

/// Returns every question that is asked of the person, in order.
fn asked(questionnaire: &Questionnaire) -> impl Iterator<Item = (QuestionRef, &Question)> {
    questionnaire.each_question().filter(|(_, question)| question.from == AnswerSource::Asked)
}

/// Returns the first question that is asked of the person and sensitive.
fn first_sensitive(questionnaire: &Questionnaire) -> Option<(QuestionRef, &Question)> {
    asked(questionnaire).find(|(_, question)| question.is_sensitive())
}

/// Returns whether the person is asked anything.
fn talks(questionnaire: &Questionnaire) -> bool {
    asked(questionnaire).next().is_some()
}

/// Returns whether the person is asked, and nothing of that is for a part of the summary.
fn lacks(questionnaire: &Questionnaire, part: Part) -> bool {
    talks(questionnaire) && asked(questionnaire).all(|(_, question)| question.part != part)
}
