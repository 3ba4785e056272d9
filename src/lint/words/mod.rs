//! What is read aloud and written down. These lints hold the words of the questionnaire's language against
//! the list of that language; without a list they say nothing, and `language-without-words` says so.

pub mod asks_identifier;
pub mod double_negative;
pub mod identifying;
pub mod identity_alone;
pub mod language_without_words;
pub mod leading_form;
pub mod long_sentence;
pub mod observed_aloud;
mod passage;
pub mod reading_grade;
pub mod reassuring_level;
pub mod sensitivity_low;
pub mod term;
pub mod two_questions;
pub mod why_question;

pub use identifying::{NAME, NUMBER, full_names, phone_numbers};
pub use passage::{Passage, all};
pub use term::in_narration;
