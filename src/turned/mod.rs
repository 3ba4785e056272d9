//! The turned form: the person answers alone, and decides what of it is handed over. So far it holds the way of it
//! back, the release code; it asks, shows and scores nothing. Its one surprise: only closed questions to the person
//! belong to a turned form. Own words, numbers and dates are never part of it.

mod answer_states;
mod check_letters;
mod code_error;
mod letters;
mod long_number;
mod release_code;

pub use code_error::{CodeError, NotReleasable};
pub use release_code::{CodeLayout, ReleaseCode, ReleasedAnswers};
