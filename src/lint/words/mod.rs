//! What is read aloud and written down. These lints hold the words of the questionnaire's language against
//! the list of that language; without a list they say nothing, and `language-without-words` says so.

mod passage;

use super::subject::{Lint, LintGroup};
use crate::diagnostic::{Page, Severity};

lints! {
    Words:
    "language-without-words" Error in mod language_without_words;
    "reading-grade" Warning in mod reading_grade;
    "long-sentence" Warning in mod long_sentence;
    "two-questions" Warning in mod two_questions;
    "double-negative" Warning in mod double_negative;
    "leading-form" Warning in mod leading_form;
    "why-question" Error in mod why_question;
    "term" Error in mod term;
    "written-not-spoken" Warning in mod written_not_spoken;
    "observed-aloud" Warning in mod observed_aloud;
    "identity-alone" Error in mod identity_alone;
    "phone-number" Warning by numbers, "full-name" Warning by names in mod identifying;
    "asks-identifier" Warning in mod asks_identifier;
    "reassuring-level" Warning in mod reassuring_level;
    "accuses" Error in mod accuses;
    "sensitivity-low" Warning in mod sensitivity_low;
}

pub use identifying::{NAME, NUMBER, full_names, phone_numbers};
pub use passage::{Passage, all};
pub use reading_grade::grade_read_aloud;
pub use term::in_narration;
