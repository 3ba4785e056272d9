//! What a person says to what is offered.

use crate::vocabulary::closed_list;

closed_list! {
    /// What the person said to a service or a step, or what came of it.
    #[derive(Default)]
    pub enum Response {
        /// It has not been offered.
        #[default]
        NotOffered = "not_offered",
        /// It was offered.
        Offered = "offered",
        /// The person accepted it.
        Accepted = "accepted",
        /// The person declined it.
        Declined = "declined",
        /// The person wants to come back to it.
        Later = "later",
        /// It was done.
        Done = "done",
        /// It could not be had.
        NotAvailable = "not_available",
    }
}

impl Response {
    /// Returns how it is shown.
    pub fn label(self) -> &'static str {
        match self {
            Response::NotOffered => "not offered yet",
            Response::Offered => "offered",
            Response::Accepted => "accepted",
            Response::Declined => "declined",
            Response::Later => "later",
            Response::Done => "done",
            Response::NotAvailable => "not available",
        }
    }
}
