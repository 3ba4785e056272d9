//! The questionnaire as it is used: everything in the order of the file, every name resolved to its
//! place, every rule already a condition. A value of these types came out of the reader without an
//! error, so nothing that uses it has to doubt it.

mod action;
mod ages;
mod code;
mod head;
mod kind;
mod moment;
mod outcome;
mod question;
mod questionnaire;
mod rule;
mod score;
mod setting;

pub use action::{Action, Duty, LONGEST_WAIT, Next, Step, StepPart, Wait};
pub use ages::AgeRange;
pub use code::Code;
pub use head::{Allow, ChangeNote, Citation, FormAbout, Population, Study, SurvivorReview, Validation};
pub use kind::{Choice, Kind, NumberKind, USUAL_TEXT_LENGTH};
pub use moment::{Moment, PromisedHelp, Stop};
pub use outcome::{Adjust, Band, Clamp, Decide, Incomplete, Level, Outcome, Row};
pub use question::{AnswerSource, AskGate, Part, Question, SENSITIVE};
pub use questionnaire::Questionnaire;
pub use rule::Rule;
pub use score::{Combine, IdentityWeight, Indicator, Score, ScoreTerm, TermValue};
pub use setting::{Context, ContextKind, Gate, Section, Spoken};
