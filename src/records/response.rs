//! What a person says to what is offered.

use serde::{Deserialize, Serialize};

/// What the person said to a service or a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub enum Response {
    /// It has not been offered.
    #[default]
    NotOffered,
    /// It was offered.
    Offered,
    /// The person accepted it.
    Accepted,
    /// The person declined it.
    Declined,
    /// The person wants to come back to it.
    Later,
}

impl Response {
    /// Every response, in the order in which they are offered.
    pub const ALL: [Response; 5] =
        [Response::NotOffered, Response::Offered, Response::Accepted, Response::Declined, Response::Later];

    /// Returns the word for it in documents.
    pub fn id(self) -> &'static str {
        match self {
            Response::NotOffered => "not_offered",
            Response::Offered => "offered",
            Response::Accepted => "accepted",
            Response::Declined => "declined",
            Response::Later => "later",
        }
    }

    /// Returns how it is shown.
    pub fn label(self) -> &'static str {
        match self {
            Response::NotOffered => "not offered yet",
            Response::Offered => "offered",
            Response::Accepted => "accepted",
            Response::Declined => "declined",
            Response::Later => "later",
        }
    }
}
