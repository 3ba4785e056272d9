//! The documents that other programs rely on: answers in, a result out. Their form is fixed by
//! `format = 1`; tests hold a JSON Schema of both. Decimals go through as text, never as floats.

mod answers;
mod diff;
mod record;
mod rescore;
mod result;
mod tree;

pub use answers::{AnswersDocument, read_answers};
pub use diff::diff_document;
pub use record::{Record, read_record};
pub use rescore::{Difference, Other, OtherResult, Rescored, differences, other, rescore_document};
pub use result::result;
