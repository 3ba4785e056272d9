//! What a document says of a screening: the facts, already decided and in their final words, are the
//! record that [`build()`] makes; the pages are made of it alone. Formats decide nothing, look up nothing and
//! read no clock: the date is passed in. The order is the field's: the person's needs and strengths first,
//! what to do next before why, and never a verdict.

mod build;
mod document;
mod pages;
mod paper;
mod wish;

pub use build::{Findings, build, service_name, step_name};
pub use document::{Block, document};
pub use pages::{Detail, Pages, Reader};
pub use paper::paper;
pub use wish::{Offers, offers, police_required, wish};
