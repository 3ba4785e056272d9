//! What a person agreed may be given to one recipient: to whom, what for, which items, until when. Agreeing to be
//! asked and agreeing that a copy is kept are no release. There is no room for anything else that was said.

use jiff::civil::Date;
use jiff::{Span, ToSpan};
use serde::{Deserialize, Serialize};

use super::wire::Day;
use crate::vocabulary::closed_list;

closed_list! {
    /// What may be given.
    pub enum ReleaseItem {
        /// What the person needs, as they said it.
        Needs = "needs",
        /// The services that the person accepted.
        Services = "services",
        /// How and about when the person is in touch again.
        Contact = "contact",
        /// The language, and how it is interpreted.
        Language = "language",
        /// By when the first step is due; not which.
        Urgency = "urgency",
    }
}

closed_list! {
    /// What it is given for.
    pub enum ReleasePurpose {
        /// So that the person can use what the recipient offers.
        Service = "service",
        /// So that the recipient can advise the person, as a lawyer does.
        Advice = "advice",
        /// So that two agencies can work together for the person.
        Together = "together",
    }
}

closed_list! {
    /// For how long it may be used.
    pub enum ReleaseTerm {
        /// A week.
        Week = "one_week",
        /// A month.
        Month = "one_month",
        /// Three months.
        Quarter = "three_months",
        /// Half a year.
        HalfYear = "six_months",
    }
}

closed_list! {
    /// Who agreed.
    pub enum ReleasedBy {
        /// The person, who decides alone.
        Person = "person",
        /// Somebody who is or may be under 18, and what the law of the place asks for then was done.
        Minor = "minor_as_the_law_asks",
    }
}

/// A release of information to one recipient.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Release {
    /// To whom: an organisation.
    pub to: String,
    /// What for.
    pub purpose: ReleasePurpose,
    /// What: nothing else may be given.
    #[cfg_attr(test, schemars(length(min = 1), extend("uniqueItems" = true)))]
    pub items: Vec<ReleaseItem>,
    /// The day on which it was agreed.
    pub from: Day,
    /// The last day on which it may be used.
    pub until: Day,
    /// Whether it was signed on paper.
    pub signed: bool,
    /// Who agreed.
    pub by: ReleasedBy,
    /// The day on which the person took it back; nothing if they did not.
    pub taken_back: Option<Day>,
}

impl Release {
    /// Returns why nothing may be given under it on that day; nothing if it is in force.
    pub fn not_in_force(&self, day: Date) -> Option<&'static str> {
        if self.taken_back.is_some() {
            Some("the person took it back")
        } else if self.until.0 < day {
            Some("it has run out")
        } else if self.from.0 > day {
            Some("it does not hold yet")
        } else if self.items.is_empty() {
            Some("it names nothing that may be given")
        } else {
            None
        }
    }

    /// Returns whether something may be given under it on that day.
    pub fn is_in_force(&self, day: Date) -> bool {
        self.not_in_force(day).is_none()
    }

    /// Returns which items they are, in a word each.
    pub fn items_in_words(&self) -> String {
        self.items.iter().map(|item| item.id()).collect::<Vec<_>>().join(", ")
    }

    /// Returns it in words, without the recipient.
    pub fn in_words(&self) -> String {
        let signed = if self.signed { "signed on paper" } else { "agreed by word" };
        let state = match self.taken_back {
            Some(day) => format!("taken back on {}", day.0),
            None => format!("until {}", self.until.0),
        };
        format!("{}; {}; {signed}; {state}", self.items_in_words(), self.purpose.label())
    }
}

impl ReleaseItem {
    /// Returns how it is shown.
    pub fn label(self) -> &'static str {
        match self {
            ReleaseItem::Needs => "what the person needs",
            ReleaseItem::Services => "which services the person accepted",
            ReleaseItem::Contact => "the next contact, through whoever gives this",
            ReleaseItem::Language => "the language, and how it is interpreted",
            ReleaseItem::Urgency => "how soon it is needed",
        }
    }
}

impl ReleasePurpose {
    /// Returns how it is shown.
    pub fn label(self) -> &'static str {
        match self {
            ReleasePurpose::Service => "so that the person can use what they offer",
            ReleasePurpose::Advice => "so that they can advise the person",
            ReleasePurpose::Together => "so that both can work together for the person",
        }
    }
}

impl ReleaseTerm {
    /// Returns how it is shown.
    pub fn label(self) -> &'static str {
        match self {
            ReleaseTerm::Week => "one week",
            ReleaseTerm::Month => "one month",
            ReleaseTerm::Quarter => "three months",
            ReleaseTerm::HalfYear => "half a year",
        }
    }

    /// Returns the last day of it; the first where the calendar ends.
    pub fn until(self, from: Date) -> Date {
        let term: Span = match self {
            ReleaseTerm::Week => 7.days(),
            ReleaseTerm::Month => 1.month(),
            ReleaseTerm::Quarter => 3.months(),
            ReleaseTerm::HalfYear => 6.months(),
        };
        from.checked_add(term).unwrap_or(from)
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::{Release, ReleaseItem, ReleasePurpose, ReleaseTerm, ReleasedBy};
    use crate::records::Day;

    #[test]
    fn it_holds_to_its_last_day_and_until_it_is_taken_back() {
        let from = date(2026, 8, 31);
        let mut release = Release {
            to: "Law office".into(),
            purpose: ReleasePurpose::Advice,
            items: vec![ReleaseItem::Needs],
            from: Day(from),
            until: Day(ReleaseTerm::HalfYear.until(from)),
            signed: false,
            by: ReleasedBy::Person,
            taken_back: None,
        };
        assert_eq!(release.until.0, date(2027, 2, 28), "a shorter month ends earlier");
        assert!(release.is_in_force(from) && release.is_in_force(date(2027, 2, 28)));
        assert_eq!(release.not_in_force(date(2027, 3, 1)), Some("it has run out"));
        assert_eq!(release.not_in_force(date(2026, 8, 30)), Some("it does not hold yet"));
        release.taken_back = Some(Day(from));
        assert_eq!(release.not_in_force(from), Some("the person took it back"));
        release.taken_back = None;
        release.items.clear();
        assert!(!release.is_in_force(from), "what names nothing gives nothing");
    }
}
