//! The three-valued rule language: a small closed tree, free of text, over questions, indicators,
//! scores, outcomes and context, all by number. It is read from text once ([`parse()`]); what it means of
//! a person is worked out elsewhere. Its one surprise: a comparison on a question means "the question applies, and …", so a
//! question that does not apply is false in every comparison.

mod comparison;
mod condition;
mod guards;
mod names;
mod parse;
mod parser;
mod words;

pub use condition::{
    Bound, Comparison, Condition, ContextRef, IndicatorRef, Name, OutcomeRef, Quantifier, QuestionRef,
    Reading, ScoreRef, Test,
};
pub use names::{Answerable, NamedThing, Names};
pub use parse::{Parsed, parse};
pub use words::KEYWORDS;
