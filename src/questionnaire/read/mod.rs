//! Reads a questionnaire from its TOML and reports all mistakes in one pass. The safety rules of the
//! field are part of reading, not advice: see [`safety`]. Its one surprise: it always builds the whole
//! draft, with stand-ins for what is missing, and hands it over only if nothing was wrong.

mod changes;
mod codes;
mod document;
mod gates;
mod head;
mod ids;
mod order;
mod outcomes;
pub mod pages;
mod published;
mod questions;
mod reader;
mod rules;
pub mod safety;
mod scores;
mod symbols;

pub use document::{ReadQuestionnaire, read};
pub use ids::is_questionnaire_id;
pub use symbols::MOST_QUESTIONS;
