//! What something is called in the systems of others. No rule reads it, and nobody hears it.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A code of another system, such as a LOINC code for a question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Code {
    /// The system: a word of [`CODE_SYSTEMS`], or an address.
    ///
    /// [`CODE_SYSTEMS`]: crate::vocabulary::CODE_SYSTEMS
    pub system: String,
    /// The code in it.
    pub code: String,
    /// What the system calls it.
    pub display: Option<String>,
}

impl fmt::Display for Code {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{} {}", self.system, self.code)?;
        self.display.as_ref().map_or(Ok(()), |display| write!(out, " ({display})"))
    }
}
