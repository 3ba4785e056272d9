//! What a person says to what is offered, and what came of a step.

use crate::questionnaire::FrameWords;
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

    /// Returns how it is shown of a step.
    pub fn of_step(self, frame: &FrameWords) -> &'static str {
        frame.of_steps.iter().find(|(word, _)| *word == self.id()).map_or(self.label(), |(_, shown)| *shown)
    }

    /// Returns what can come of a step, each with its word.
    pub fn for_steps(frame: &FrameWords) -> Vec<(&'static str, Response)> {
        let of_steps = frame.of_steps;
        let is_one = |word: &str| of_steps.is_empty() || of_steps.iter().any(|(known, _)| *known == word);
        Response::WORDS.iter().filter(|(word, _)| is_one(word)).copied().collect()
    }
}
