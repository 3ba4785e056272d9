//! The documents that other programs rely on: answers in, a result out. Their form is fixed by
//! `format = 1`; tests hold a JSON Schema of both. Decimals go through as text, never as floats.

mod answers;
mod result;

pub use answers::{AnswersDocument, read_answers};
pub use result::result;
