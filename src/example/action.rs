//! What an example expects of an action: whether it is due, and how binding, how soon and how often.

use super::expect::{Check, check};
use crate::questionnaire::model::{Action, Duty};
use crate::scoring::Due;

/// What is expected of an action; nothing is not looked at.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ExpectedAction {
    /// Whether it is due.
    pub due: Option<Due>,
    /// How binding it is.
    pub duty: Option<Duty>,
    /// Within how many hours.
    pub within_hours: Option<u32>,
    /// After how many days again.
    pub repeat_after_days: Option<u32>,
}

impl ExpectedAction {
    pub(super) fn check(self, action: &Action, found: Due) -> Vec<Check> {
        let id = &action.id;
        let mut checks = Vec::new();
        if let Some(due) = self.due {
            checks.push(check(id, due.id(), found.id()));
        }
        if let Some(duty) = self.duty {
            checks.push(check(&format!("{id}: duty"), duty.id(), action.duty.id()));
        }
        checks.extend(number(&format!("{id}: hours"), self.within_hours, action.within_hours));
        checks.extend(number(&format!("{id}: days"), self.repeat_after_days, action.repeat_after_days));
        checks
    }
}

fn number(about: &str, expected: Option<u32>, written: Option<u32>) -> Option<Check> {
    let word = |number: Option<u32>| number.map_or_else(|| "none".to_owned(), |number| number.to_string());
    expected.map(|expected| check(about, word(Some(expected)), word(written)))
}
