//! Reads a condition from its text.

use super::condition::{Condition, Name};
use super::names::Names;
use super::parser::Parser;
use crate::reading::{Notes, Placed};
use crate::source::Span;

/// A condition, and where in the document it names what.
pub struct Parsed {
    /// The condition.
    pub condition: Condition,
    /// Everything that it names, with its place, in the order of the text.
    pub names: Vec<(Name, Span)>,
}

/// Reads a condition and notes what is wrong with it.
pub fn parse(text: &Placed<String>, names: &dyn Names, notes: &Notes<'_>) -> Option<Parsed> {
    let mut parser = Parser::new(text, names, notes);
    let condition = parser.whole().ok().filter(|_| !parser.broken)?;
    parser.check_guards(&condition);
    (!parser.broken).then_some(Parsed { condition, names: parser.named })
}
