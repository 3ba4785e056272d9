//! Two editions of a questionnaire, compared question by question and rule by rule: what changed, which
//! fingerprint that touches, which version step it needs and why. It decides nothing about wording that
//! only its authors can decide: they say it in `[[questionnaire.change]]`. Its one surprise: if the
//! fingerprints differ and nothing else was found, that is a change of its own, and a large one.

mod change;
mod compare;
mod compared_edition;
mod dependencies;
mod findings;
mod lists;
mod old_answers;
mod order;
mod pages;
mod renamed_ids;
mod sample;
mod translation_change;
mod unseen;
mod version;

pub use change::{Change, Diff, Problem, Renamed};
pub use compare::diff;
pub use dependencies::dependencies;
pub use findings::findings;
pub use old_answers::{Carried, NotCarried, RenamedId, carry};
pub use pages::PAGES;
pub use renamed_ids::{means_the_same, with_new_ids};
pub use sample::{Sampled, SampledDifference, sample};
pub use translation_change::{TranslationChange, TranslationChangeKind};
pub use version::{declared, least};
