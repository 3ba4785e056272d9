//! `review-passed`: it should have been looked over by now.

use crate::lint::{LintFindings, Subject};
use crate::questionnaire::location::Place;

pub fn look(subject: &Subject<'_>, found: &mut LintFindings<'_>) {
    let (Some(today), Some(by)) = (subject.today, subject.questionnaire.review_by) else { return };
    if by < today {
        let message = format!("this questionnaire was to be looked over by {by}");
        found.at(
            Place::Head("review_by"),
            message,
            "look it over, and publish a new edition with a new date",
        );
    }
}
