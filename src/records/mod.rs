//! The documents that other programs rely on: answers in, a result out; a record read back and scored
//! again; the changes between two editions. Their form is fixed by `format = 1`; tests hold a JSON Schema
//! of each. Decimals go through as text, never as floats. What practice writes is a kind of its own.

mod answers;
mod debrief;
mod diff;
mod record;
mod rescore;
mod rescored;
mod result;
mod training;
mod tree;

pub use answers::{AnswersDocument, read_answers};
pub use debrief::debrief_document;
pub use diff::diff_document;
pub use record::{Record, read_record};
pub use rescore::{Difference, Other, OtherResult, Rescored, differences, other};
pub use rescored::rescore_document;
pub use result::result;
pub use training::{TrainingResult, bad_code, is_of_training, read_training_result, training_result};
