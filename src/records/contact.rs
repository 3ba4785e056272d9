//! How and on which day the person and whoever screens are in touch again. There is no room for a number, a place,
//! a name or an hour: whoever finds the record learns none of them.

use jiff::ToSpan;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::wire::Day;
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
    /// On which day they are, counted from the day on which it is agreed.
    pub enum ContactTime {
        /// The same day.
        Today = "today",
        /// The next day.
        Tomorrow = "tomorrow",
        /// In three days.
        ThreeDays = "in_3_days",
        /// In a week.
        Week = "in_a_week",
        /// In two weeks.
        TwoWeeks = "in_2_weeks",
        /// In a month: in thirty days.
        Month = "in_a_month",
        /// It is left open.
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
            ContactTime::Today => "today",
            ContactTime::Tomorrow => "tomorrow",
            ContactTime::ThreeDays => "in 3 days",
            ContactTime::Week => "in a week",
            ContactTime::TwoWeeks => "in two weeks",
            ContactTime::Month => "in a month",
            ContactTime::NotAgreed => "left open",
        }
    }

    /// Returns the day on which it is, if it is agreed on that day; nothing where it is left open.
    pub fn day(self, agreed_on: Date) -> Option<Date> {
        let days = match self {
            ContactTime::Today => 0,
            ContactTime::Tomorrow => 1,
            ContactTime::ThreeDays => 3,
            ContactTime::Week => 7,
            ContactTime::TwoWeeks => 14,
            ContactTime::Month => 30,
            ContactTime::NotAgreed => return None,
        };
        agreed_on.checked_add(days.days()).ok()
    }
}

/// What was agreed on the next contact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct NextContact {
    /// How.
    pub how: ContactWay,
    /// When; nothing where no contact is wanted, no way was agreed, or it was not asked.
    pub when: Option<ContactTime>,
    /// The day that this is; nothing where it is left open.
    pub on: Option<Day>,
}

impl NextContact {
    /// Returns what is agreed on a day.
    pub fn agreed(how: ContactWay, when: Option<ContactTime>, agreed_on: Date) -> Self {
        NextContact { how, when, on: when.and_then(|when| when.day(agreed_on)).map(Day) }
    }

    /// Returns it in words, with the day.
    pub fn in_words(&self) -> String {
        match self.on {
            Some(Day(day)) => format!("{}; {}", self.how.label(), day.strftime("%A, %-d %B %Y")),
            None => self.without_day(),
        }
    }

    /// Returns it in words that name no day, as for what somebody else may find.
    pub fn without_day(&self) -> String {
        match self.when {
            None if self.how.has_time() => format!("{}; the day was not asked", self.how.label()),
            None => self.how.label().to_owned(),
            Some(ContactTime::NotAgreed) => format!("{}; the day is left open", self.how.label()),
            Some(when) => format!("{}; {}", self.how.label(), when.label()),
        }
    }
}
