//! What is asked of the person, and what is not. A form about an organization has no person.

use crate::questionnaire::{AnswerSource, Part, Question, Questionnaire};
use crate::rules::QuestionRef;

/// Returns every question that is asked of the person, in order.
pub fn asked(questionnaire: &Questionnaire) -> impl Iterator<Item = (QuestionRef, &Question)> {
    questionnaire.each_question().filter(|(_, question)| question.from == AnswerSource::Asked)
}

/// Returns the first question that is asked of the person and sensitive.
pub fn first_sensitive(questionnaire: &Questionnaire) -> Option<(QuestionRef, &Question)> {
    asked(questionnaire).find(|(_, question)| question.is_sensitive())
}

/// Returns whether the person is asked anything.
pub fn talks(questionnaire: &Questionnaire) -> bool {
    questionnaire.about.is_person() && asked(questionnaire).next().is_some()
}

/// Returns whether the person is asked, and nothing of that is for a part of the summary.
pub fn lacks(questionnaire: &Questionnaire, part: Part) -> bool {
    talks(questionnaire) && asked(questionnaire).all(|(_, question)| question.part != part)
}
