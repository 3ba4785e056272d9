//! Worked examples of a questionnaire: answers in, expectation out. They are read from the
//! questionnaire's own file and from one beside it, run through the assessment, and compared. They are
//! no part of the questionnaire: they never count in its fingerprints. Its one surprise: a stop is
//! always expected, namely none, unless an example names one.

mod coverage;
mod expect;
mod input;
mod names;
mod pages;
mod read;
mod run;

pub use coverage::{Coverage, CoveredPart, Unreached};
pub use expect::{Check, Expectation, ExpectedAction, ExpectedLevels, ExpectedScore};
pub use pages::PAGES;
pub use read::{Example, ExampleCase, Examples, expectations, read};
pub use run::{Ran, run};
// What a scenario's key and its answers share with examples: one way to write them, one way to read them.
pub(crate) use input::answer;
pub(crate) use names::{ExampleTarget, Side, target};
pub(crate) use run::why;
