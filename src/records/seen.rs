//! Who saw what is marked as seen, and on which day. There is no room for a name, a date or a place.

use serde::{Deserialize, Serialize};

use crate::vocabulary::closed_list;

closed_list! {
    /// Who saw it.
    pub enum SeenBy {
        /// Whoever led the talk.
        Worker = "worker",
        /// A colleague.
        Colleague = "colleague",
        /// Somebody else.
        SomebodyElse = "somebody_else",
    }
}

closed_list! {
    /// On which day.
    pub enum SeenOn {
        /// The day of the screening.
        Today = "today",
        /// A day before.
        EarlierDay = "earlier_day",
        /// That was not said.
        NotSaid = "not_said",
    }
}

/// Who saw something, and on which day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct SeenRecord {
    /// Who.
    pub by: SeenBy,
    /// On which day.
    pub on: SeenOn,
}

impl SeenRecord {
    /// Returns it in words.
    pub fn in_words(self) -> String {
        let by = match self.by {
            SeenBy::Worker => "whoever led the talk",
            SeenBy::Colleague => "a colleague",
            SeenBy::SomebodyElse => "somebody else",
        };
        let on = match self.on {
            SeenOn::Today => "on the day of the screening",
            SeenOn::EarlierDay => "on an earlier day",
            SeenOn::NotSaid => "on which day was not said",
        };
        format!("seen by {by}, {on}")
    }
}
