//! What a questionnaire can come to. For a row, a level, an adjustment or any rule it is asked whether
//! there is a conversation after which it is certain, and the answer is yes (with the answers given),
//! never, or not proven. It knows no text and says nothing to anybody.
//!
//! A conversation gives every question that comes up a value or leaves it open, in the order of the
//! file; a stop ends the asked questions. What is certain with some questions open is certain however
//! they turn out, so leaving open adds little; it matters for stops, and for what an adjustment shows.
//!
//! First a few dozen conversations by chance reach most things. For each of the others a search looks
//! at every answer that can make a difference, and leaves off as soon as what is known already decides.
//! It is exact while its budget lasts. Its one surprise: the budget counts work and not time, so that
//! the same file gets the same answer everywhere.

mod closure;
mod conversations;
mod goal;
mod next_variable;
mod random_conversations;
pub mod random_numbers;
mod rule_at;
mod search;
mod survey;
mod values;

pub use closure::rules_behind;
pub use conversations::Situation;
pub use goal::{Goal, Reach};
pub use rule_at::RuleAt;
pub use survey::Survey;
