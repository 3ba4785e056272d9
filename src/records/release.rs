//! What a person agreed may be given to one recipient: to whom, what for, which items, until when. Agreeing to be
//! asked and agreeing that a copy is kept are no release. There is no room for anything else that was said. That it
//! is for one purpose, limited in time, and said whether in writing, is what 34 USC 12291(b)(2) and 28 CFR 94.115 ask
//! of the programs that they fund: informed, written, reasonably time-limited consent.

use jiff::civil::Date;
use jiff::{Span, ToSpan};
use serde::{Deserialize, Serialize};

use super::wire::Day;
use crate::vocabulary::closed_list;

closed_list! {
    /// What may be given.
    pub enum ReleaseItem {
        /// What the person needs: those of their needs that the release names.
        Needs = "needs",
        /// How and on which day the person is in touch again.
        Contact = "contact",
        /// The language that the person speaks, and whether an interpreter is needed.
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

closed_list! {
    /// Why nothing more may be given.
    pub enum ReleaseEnded {
        /// The person took it back.
        TakenBack = "taken_back",
        /// The person no longer wants the service.
        NotWanted = "service_not_wanted",
        /// Somebody there may be a danger.
        Danger = "may_be_a_danger",
        /// The person turned out to be, or perhaps to be, under 18.
        Minor = "may_be_under_18",
    }
}

/// One need that may be told: an option that the person chose from a list of needs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ReleasedNeed {
    /// The id of the question.
    pub question: String,
    /// The id of the option.
    pub option: String,
    /// The need, in the words that the person agreed to.
    pub label: String,
}

/// When and why a release ended before its last day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ReleaseEnd {
    /// The day.
    pub on: Day,
    /// Why.
    pub because: ReleaseEnded,
}

/// A release of information to one recipient.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Release {
    /// To whom: an organisation.
    pub to: String,
    /// The id of the service that it is, if it is one that the person accepted.
    pub service: Option<String>,
    /// What for.
    pub purpose: ReleasePurpose,
    /// What: nothing else may be given.
    #[cfg_attr(test, schemars(length(min = 1), extend("uniqueItems" = true)))]
    pub items: Vec<ReleaseItem>,
    /// Which needs, where needs are among them: no other may be told.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub needs: Vec<ReleasedNeed>,
    /// The day on which it was agreed.
    pub from: Day,
    /// The last day on which it may be used.
    pub until: Day,
    /// Whether it was signed on paper.
    pub signed: bool,
    /// Who agreed.
    pub by: ReleasedBy,
    /// When and why it ended before; nothing if it did not.
    pub ended: Option<ReleaseEnd>,
    /// The number on the slip that comes back, made of chance alone; absent where there was none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub slip: Option<String>,
}

impl Release {
    /// Returns why nothing may be given under it on that day; nothing if it is in force.
    pub fn not_in_force(&self, day: Date) -> Option<&'static str> {
        if let Some(end) = self.ended {
            Some(end.because.label())
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

    /// Returns which items they are, in a word each; of needs, how many.
    pub fn items_in_words(&self) -> String {
        let words = self.items.iter().map(|item| match (item, self.needs.len()) {
            (ReleaseItem::Needs, 1) => "one need".to_owned(),
            (ReleaseItem::Needs, count) => format!("{count} needs"),
            (item, _) => item.id().to_owned(),
        });
        words.collect::<Vec<_>>().join(", ")
    }

    /// Returns the needs that it names, in the words that were agreed to.
    fn needs_in_words(&self) -> String {
        let needs: Vec<&str> = self.needs.iter().map(|need| need.label.as_str()).collect();
        if needs.is_empty() { String::new() } else { format!(" ({})", needs.join("; ")) }
    }

    /// Returns it in words, without the recipient.
    pub fn in_words(&self) -> String {
        let signed = if self.signed { "signed on paper" } else { "agreed by word" };
        let state = match self.ended {
            Some(end) => format!("ended on {}: {}", end.on.0, end.because.label()),
            None => format!("until {}", self.until.0),
        };
        let slip = self.slip.as_ref().map_or_else(String::new, |slip| format!("; slip {slip}"));
        let (items, needs) = (self.items_in_words(), self.needs_in_words());
        format!("{items}{needs}; {}; {signed}; {state}{slip}", self.purpose.label())
    }
}

impl ReleaseItem {
    /// Returns it in words to the person.
    pub fn label(self) -> &'static str {
        match self {
            ReleaseItem::Needs => "what you need",
            ReleaseItem::Contact => "how and when you are in touch with us again",
            ReleaseItem::Language => "which language you speak, and whether you need an interpreter",
            ReleaseItem::Urgency => "how soon something has to happen",
        }
    }
}

impl ReleaseEnded {
    /// Returns how it is shown.
    pub fn label(self) -> &'static str {
        match self {
            ReleaseEnded::TakenBack => "the person took it back",
            ReleaseEnded::NotWanted => "the person does not want that service now",
            ReleaseEnded::Danger => "somebody there may be a danger",
            ReleaseEnded::Minor => "the person is or may be under 18, and it was agreed on as with an adult",
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

    use super::{Release, ReleaseEnd, ReleaseEnded, ReleaseItem, ReleasePurpose, ReleaseTerm, ReleasedBy};
    use crate::records::Day;

    #[test]
    fn it_holds_to_its_last_day_and_until_it_is_taken_back() {
        let from = date(2026, 8, 31);
        let mut release = Release {
            to: "Law office".into(),
            service: None,
            purpose: ReleasePurpose::Advice,
            items: vec![ReleaseItem::Needs],
            needs: Vec::new(),
            from: Day(from),
            until: Day(ReleaseTerm::HalfYear.until(from)),
            signed: false,
            by: ReleasedBy::Person,
            ended: None,
            slip: None,
        };
        assert_eq!(release.until.0, date(2027, 2, 28), "a shorter month ends earlier");
        assert!(release.is_in_force(from) && release.is_in_force(date(2027, 2, 28)));
        assert_eq!(release.not_in_force(date(2027, 3, 1)), Some("it has run out"));
        assert_eq!(release.not_in_force(date(2026, 8, 30)), Some("it does not hold yet"));
        release.ended = Some(ReleaseEnd { on: Day(from), because: ReleaseEnded::TakenBack });
        assert_eq!(release.not_in_force(from), Some("the person took it back"));
        release.ended = None;
        let terms = ReleaseTerm::WORDS.iter().map(|(_, term)| term.until(from));
        let ends = [date(2026, 9, 7), date(2026, 9, 30), date(2026, 11, 30), date(2027, 2, 28)];
        assert!(terms.eq(ends));
        release.items.clear();
        assert!(!release.is_in_force(from), "what names nothing gives nothing");
    }
}
