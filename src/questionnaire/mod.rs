//! A document that is correct if it exists: the questionnaire, how it is read, the kinds of
//! question, its fingerprints, and what the codes of its reader mean. It asks, scores and prints nothing.

mod canonical;
pub mod compile;
pub mod dependencies;
pub mod elements;
pub mod fingerprint;
mod frame;
mod length;
pub mod location;
pub mod model;
pub mod program;
pub mod read;
mod remembered;
pub mod shipped;
pub mod slip;

pub use elements::{ElementId, ElementKind};
pub use frame::FrameWords;
pub use length::TalkLength;
pub use model::*;
pub use read::{ReadQuestionnaire, read};
pub use remembered::{Fingerprint, Remembered};
pub use shipped::{Summary, read_shipped};
