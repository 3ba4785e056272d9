//! A rule as it is written and as it is evaluated.

use serde::{Deserialize, Serialize};

use crate::rules::{Condition, Name};

/// A condition with the text it was read from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rule {
    /// As it is written in the file.
    pub text: String,
    /// As it is evaluated.
    pub condition: Condition,
}

impl Rule {
    /// Returns everything that the rule names.
    pub fn names(&self) -> Vec<Name> {
        self.condition.names()
    }
}
