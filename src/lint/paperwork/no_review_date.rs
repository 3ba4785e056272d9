//! `no-review-date`: nothing says when it is to be looked over again.

use crate::lint::{LintFindings, Subject};
use crate::questionnaire::location::Place;

pub fn look(subject: &Subject<'_>, found: &mut LintFindings<'_>) {
    if subject.questionnaire.review_by.is_none() {
        let message = "nothing says when this questionnaire is to be looked over again";
        found.at(Place::Head(""), message, "add `review_by` with a date, a year or two ahead");
    }
}
