//! What should or must happen, and what may be asked next.

use serde::{Deserialize, Serialize};

use super::rule::Rule;
use crate::vocabulary::{self, Term, closed_list};

/// What should or must happen, and when.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Action {
    /// When.
    pub when: Rule,
    /// What.
    pub step: Step,
}

/// What should or must happen: all that is said of an action but its rule. A record holds it as it is, and
/// summaries and the printed form show it as it is [`drawn`](Step::drawn).
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Step {
    /// Its id.
    pub id: String,
    /// What to do.
    pub label: String,
    /// The words that stand for the label in a note, where the label would tell what was answered.
    pub in_note: Option<String>,
    /// The words that stand for the label where it offers contact and the person wants none: then it has no time.
    #[serde(default)]
    pub no_contact: Option<String>,
    /// How binding it is.
    pub duty: Duty,
    /// The topic of the duty text in a jurisdiction pack.
    pub topic: Option<String>,
    /// Within how many hours.
    pub within_hours: Option<u32>,
    /// After how many days again.
    pub repeat_after_days: Option<u32>,
    /// The needs for which the referral directory is searched.
    #[serde(deserialize_with = "vocabulary::needs")]
    #[cfg_attr(test, schemars(with = "Vec<String>"))]
    pub needs: Vec<&'static Term>,
    /// Why.
    pub because: String,
    /// Where that comes from.
    pub source: Option<String>,
    /// The part of the summary that it fills: it is done where something was chosen there.
    pub part: Option<StepPart>,
}

closed_list! {
    /// A part of the summary that a step fills.
    pub enum StepPart {
        /// The safety plan.
        SafetyPlan = "safety_plan",
    }
}

/// How long something may wait, as people say it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wait {
    /// No longer than an hour.
    Now,
    /// Until the end of the day, which is within 24 hours.
    Today,
    /// That many days, at least two.
    Days(u32),
}

impl Wait {
    /// Returns how long that many hours are. What is between two days is the shorter one.
    pub fn of(hours: u32) -> Wait {
        match hours {
            0 | 1 => Wait::Now,
            2..48 => Wait::Today,
            _ => Wait::Days(hours / 24),
        }
    }
}

impl Step {
    /// Returns how long it may wait, where that is said.
    pub fn wait(&self) -> Option<Wait> {
        self.within_hours.map(Wait::of)
    }

    /// Returns what stands for its label where the person wants no contact, if it gives way then.
    pub fn gives_way(&self, no_contact: bool) -> Option<&str> {
        self.no_contact.as_deref().filter(|_| no_contact)
    }

    /// Returns what people read of it: what to do, and a line each for the rest. These words are before its reason.
    /// Where the person wants no contact, what would offer some gives way, and so does its time.
    pub fn drawn(&self, why: &str, no_contact: bool) -> (String, Vec<String>) {
        // All keys are named, so that none is forgotten: some are for programs alone.
        let Step {
            id: _,
            label,
            in_note: _,
            no_contact: _,
            duty,
            topic: _,
            within_hours,
            repeat_after_days,
            needs: _,
            because,
            source,
            part: _,
        } = self;
        let deadline = match within_hours.map(Wait::of) {
            None => String::new(),
            Some(Wait::Now) => ", now".to_owned(),
            Some(Wait::Today) => ", today".to_owned(),
            Some(Wait::Days(days)) => format!(", within {days} days"),
        };
        if let Some(words) = self.gives_way(no_contact) {
            return (
                format!("{words} ({})", duty.label()),
                source.iter().map(|it| format!("source: {it}")).collect(),
            );
        }
        let mut lines = vec![format!("{why} {because}")];
        lines.extend(repeat_after_days.map(|days| match days {
            1 => "again after 1 day".to_owned(),
            days => format!("again after {days} days"),
        }));
        lines.extend(source.iter().map(|source| format!("source: {source}")));
        (format!("{label} ({}{deadline})", duty.label()), lines)
    }
}

/// The longest deadline in hours, and the longest time in days after which to repeat.
pub const LONGEST_WAIT: u32 = 100_000;

closed_list! {
    /// How binding an action is.
    pub enum Duty {
        /// It must be done.
        Required = "required",
        /// Check whether it must be done.
        Check = "check",
        /// It should be done.
        Recommended = "recommended",
        /// It is offered.
        Offer = "offer",
    }
}

impl Duty {
    /// Returns how it is shown.
    pub fn label(self) -> &'static str {
        match self {
            Duty::Required => "required",
            Duty::Check => "check whether you must",
            Duty::Recommended => "recommended",
            Duty::Offer => "offer",
        }
    }
}

/// A questionnaire that may follow.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Next {
    /// Its id.
    pub questionnaire: String,
    /// When.
    pub when: Rule,
    /// Why.
    pub because: Option<String>,
}
