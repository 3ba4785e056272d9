//! What rules may name, and what they may ask of it.

use super::condition::{Condition, ContextRef, IndicatorRef, OutcomeRef, QuestionRef, ScoreRef, Test};

/// What the answers of a question or context can be, as far as rules are concerned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answerable {
    /// Yes or no.
    YesNo,
    /// One option.
    OneOf {
        /// The ids of the options.
        options: Vec<String>,
        /// Whether they have an order, lowest first.
        ordered: bool,
    },
    /// Some of these options.
    SomeOf {
        /// The ids of the options.
        options: Vec<String>,
    },
    /// A number.
    Number,
    /// For storing and showing only, with what to do instead.
    NotForRules {
        /// What to do instead.
        instead: &'static str,
    },
}

/// What a name stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NamedThing {
    /// A question.
    Question(QuestionRef, Answerable),
    /// A context.
    Context(ContextRef, Answerable),
    /// An indicator.
    Indicator(IndicatorRef),
    /// A score.
    Score(ScoreRef),
    /// An outcome with its levels, lowest first.
    Outcome(OutcomeRef, Vec<String>),
    /// Something whose own mistake is noted where it stands; what rules say of it is not looked at.
    Unclear,
    /// Something that no rule can name: what it is, such as "an action".
    Other(&'static str),
}

/// The names of one document.
pub trait Names {
    /// Returns what a name stands for.
    fn find(&self, name: &str) -> Option<&NamedThing>;
    /// Returns all names, for suggestions.
    fn all(&self) -> Vec<&str>;
    /// Returns the indicators with that tag, in the order of the file.
    fn tagged(&self, tag: &str) -> Vec<IndicatorRef>;
    /// Returns all tags, for suggestions.
    fn tags(&self) -> Vec<&str>;
    /// Returns the `ask_if` of a question that was read before, if it has one, and its text.
    fn ask_if(&self, question: QuestionRef) -> Option<(&Condition, &str)>;
    /// Returns whether something has no id of its own, so that an unknown name may be its.
    fn some_without_id(&self) -> bool;
}

impl NamedThing {
    /// Returns what its answers can be, if it has any.
    pub fn answerable(&self) -> Option<&Answerable> {
        match self {
            NamedThing::Question(_, answerable) | NamedThing::Context(_, answerable) => Some(answerable),
            _ => None,
        }
    }

    /// Returns the condition that its value passes a test.
    pub fn passes(&self, test: Test) -> Option<Condition> {
        match self {
            NamedThing::Question(question, _) => Some(Condition::Question(*question, test)),
            NamedThing::Context(context, _) => Some(Condition::Context(*context, test)),
            _ => None,
        }
    }
}

impl Answerable {
    /// Returns whether that is the id of an option.
    pub fn has_option(&self, id: &str) -> bool {
        match self {
            Answerable::OneOf { options, .. } | Answerable::SomeOf { options } => {
                options.iter().any(|option| option == id)
            }
            _ => false,
        }
    }
}
