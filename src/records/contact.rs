//! How and about when the person and whoever screens are in touch again. There is no room for a number, a place,
//! a name or an hour: whoever finds the record learns none of them.

use serde::{Deserialize, Serialize};

use crate::vocabulary::closed_list;

closed_list! {
    /// How they are in touch again.
    pub enum ContactWay {
        /// By telephone.
        Phone = "phone",
        /// By a message.
        Message = "message",
        /// In the same room.
        InPerson = "in_person",
        /// Through somebody whom the person named.
        ThroughSomebody = "through_somebody",
        /// When the person comes by the next time.
        OwnVisit = "own_visit",
        /// The person wants none.
        NoContact = "no_contact",
        /// Nothing was agreed.
        NotAgreed = "not_agreed",
    }
}

closed_list! {
    /// About when they are.
    pub enum ContactTime {
        /// Today or tomorrow.
        Tomorrow = "today_or_tomorrow",
        /// Within a week.
        Week = "within_a_week",
        /// Within a month.
        Month = "within_a_month",
        /// Later.
        Later = "later",
        /// Nothing was agreed.
        NotAgreed = "not_agreed",
    }
}

impl ContactWay {
    /// Returns how it is shown.
    pub fn label(self) -> &'static str {
        match self {
            ContactWay::Phone => "by phone",
            ContactWay::Message => "by message",
            ContactWay::InPerson => "in person",
            ContactWay::ThroughSomebody => "through somebody whom the person named",
            ContactWay::OwnVisit => "when the person comes here next, on their own",
            ContactWay::NoContact => "no contact wanted",
            ContactWay::NotAgreed => "not agreed",
        }
    }

    /// Returns whether there is a time to agree on.
    pub fn has_time(self) -> bool {
        !matches!(self, ContactWay::NoContact | ContactWay::NotAgreed)
    }
}

impl ContactTime {
    /// Returns how it is shown.
    pub fn label(self) -> &'static str {
        match self {
            ContactTime::Tomorrow => "today or tomorrow",
            ContactTime::Week => "within a week",
            ContactTime::Month => "within a month",
            ContactTime::Later => "later",
            ContactTime::NotAgreed => "not agreed",
        }
    }
}

/// What was agreed on the next contact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct NextContact {
    /// How.
    pub how: ContactWay,
    /// About when; nothing where no contact is wanted, no way was agreed, or it was not asked.
    pub when: Option<ContactTime>,
}

impl NextContact {
    /// Returns it in words.
    pub fn in_words(&self) -> String {
        match self.when {
            None if self.how.has_time() => format!("{}; about when was not asked", self.how.label()),
            None => self.how.label().to_owned(),
            Some(ContactTime::NotAgreed) => format!("{}; about when is not agreed", self.how.label()),
            Some(when) => format!("{}; {}", self.how.label(), when.label()),
        }
    }
}
