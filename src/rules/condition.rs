//! A rule as it is evaluated: a small closed tree, free of text.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::decimal::Decimal;
use crate::truth::{Set, Truth};

/// Declares a number that names one thing of a questionnaire by its place in the file.
macro_rules! place_in_file {
    ($(#[doc = $what:literal] $name:ident,)*) => {$(
        #[doc = concat!("The place of ", $what, " in its questionnaire, from 0.")]
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub u16);

        impl $name {
            /// Returns the place as an index.
            pub fn index(self) -> usize {
                usize::from(self.0)
            }

            /// Returns the place with that index. A document is too small to hold more than 65,535 of anything.
            pub fn at(index: usize) -> Self {
                $name(u16::try_from(index).expect("a document of 1 MiB holds fewer than 65,536 of anything"))
            }
        }
    )*};
}

place_in_file! {
    #[doc = "a question"] QuestionRef,
    #[doc = "an indicator"] IndicatorRef,
    #[doc = "a score"] ScoreRef,
    #[doc = "an outcome"] OutcomeRef,
    #[doc = "a context"] ContextRef,
}

/// A rule.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Condition {
    /// The question applies and its answer passes the test.
    Question(QuestionRef, Test),
    /// The context's value passes the test.
    Context(ContextRef, Test),
    /// The indicator is present.
    Indicator(IndicatorRef),
    /// The score compares like this.
    Score(ScoreRef, Comparison, Bound),
    /// The outcome's level is one of these.
    Outcome(OutcomeRef, Set),
    /// The opposite.
    Not(Box<Condition>),
    /// Every one.
    All(Vec<Condition>),
    /// At least one.
    Any(Vec<Condition>),
    /// That many of them.
    Count(Quantifier, u16, Vec<Condition>),
}

/// What is asked of one value.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Test {
    /// It is yes (true) or no (false).
    Is(bool),
    /// It is one of these options.
    OneOf(Set),
    /// It holds any of these options.
    IncludesAny(Set),
    /// It holds all of these options.
    IncludesAll(Set),
    /// It compares like this.
    Number(Comparison, Bound),
}

/// How two numbers compare.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Comparison {
    /// `=`
    Equal,
    /// `<`
    Below,
    /// `<=`
    AtMost,
    /// `>`
    Above,
    /// `>=`
    AtLeast,
}

/// What a number is compared with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Bound {
    /// A number written in the file.
    Literal(Decimal),
    /// A number from the context.
    Context(ContextRef),
}

/// How many members of a list must hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Quantifier {
    /// That many or more.
    AtLeast,
    /// That many or fewer.
    AtMost,
    /// Exactly that many.
    Exactly,
}

/// What is known of one question or context while evaluating. Every state but a value is unknown.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Reading {
    /// No value.
    Unknown,
    /// Yes (true) or no (false).
    Is(bool),
    /// One option, by its place.
    Option(u8),
    /// Some options.
    Options(Set),
    /// A number.
    Number(Decimal),
}

impl fmt::Debug for Reading {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("[reading]")
    }
}

/// One thing that a condition names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Name {
    /// A question.
    Question(QuestionRef),
    /// An indicator.
    Indicator(IndicatorRef),
    /// A score.
    Score(ScoreRef),
    /// An outcome.
    Outcome(OutcomeRef),
    /// A context.
    Context(ContextRef),
}

impl Condition {
    /// Calls back with everything that the condition names, in the order of its text.
    pub fn each_name(&self, see: &mut impl FnMut(Name)) {
        match self {
            Condition::Question(question, test) => {
                see(Name::Question(*question));
                test.each_name(see);
            }
            Condition::Context(context, test) => {
                see(Name::Context(*context));
                test.each_name(see);
            }
            Condition::Indicator(indicator) => see(Name::Indicator(*indicator)),
            Condition::Score(score, _, bound) => {
                see(Name::Score(*score));
                bound.each_name(see);
            }
            Condition::Outcome(outcome, _) => see(Name::Outcome(*outcome)),
            Condition::Not(condition) => condition.each_name(see),
            Condition::All(members) | Condition::Any(members) | Condition::Count(_, _, members) => {
                for member in members {
                    member.each_name(see);
                }
            }
        }
    }

    /// Returns everything that the condition names, each once, in order of kind and place.
    pub fn names(&self) -> Vec<Name> {
        let mut names = Vec::new();
        self.each_name(&mut |name| names.push(name));
        names.sort_unstable();
        names.dedup();
        names
    }

    /// Calls back with every condition in it that has no members, in the order of its text.
    pub fn each_leaf<'c>(&'c self, see: &mut impl FnMut(&'c Condition)) {
        match self {
            Condition::Not(condition) => condition.each_leaf(see),
            Condition::All(members) | Condition::Any(members) | Condition::Count(_, _, members) => {
                for member in members {
                    member.each_leaf(see);
                }
            }
            leaf => see(leaf),
        }
    }

    /// Calls back with every number that the answer to a question is compared with.
    pub fn each_bound(&self, question: QuestionRef, see: &mut impl FnMut(Bound)) {
        self.each_leaf(&mut |leaf| match leaf {
            Condition::Question(asked, Test::Number(_, bound)) if *asked == question => see(*bound),
            _ => {}
        });
    }
}

impl Test {
    /// Returns whether an answer of the kind that it is for passes, by what a bound stands for; unknown
    /// while either is.
    pub fn passes(&self, reading: Reading, number_of: impl Fn(Bound) -> Option<Decimal>) -> Truth {
        match (self, reading) {
            (_, Reading::Unknown) => Truth::Unknown,
            (Test::Is(wanted), Reading::Is(answer)) => Truth::from(*wanted == answer),
            (Test::OneOf(options), Reading::Option(option)) => Truth::from(options.has(usize::from(option))),
            (Test::IncludesAny(wanted), Reading::Options(options)) => {
                Truth::from(!options.common(*wanted).is_empty())
            }
            (Test::IncludesAll(wanted), Reading::Options(options)) => Truth::from(wanted.is_within(options)),
            (Test::Number(comparison, bound), Reading::Number(number)) => match number_of(*bound) {
                Some(bound) => Truth::from(comparison.holds(number, bound)),
                None => Truth::Unknown,
            },
            _ => unreachable!("the reader gives each question only tests of its own kind"),
        }
    }

    fn each_name(&self, see: &mut impl FnMut(Name)) {
        if let Test::Number(_, bound) = self {
            bound.each_name(see);
        }
    }
}

impl Bound {
    fn each_name(self, see: &mut impl FnMut(Name)) {
        if let Bound::Context(context) = self {
            see(Name::Context(context));
        }
    }
}

impl Comparison {
    /// Returns whether the number compares like this.
    pub fn holds(self, number: Decimal, bound: Decimal) -> bool {
        match self {
            Comparison::Equal => number == bound,
            Comparison::Below => number < bound,
            Comparison::AtMost => number <= bound,
            Comparison::Above => number > bound,
            Comparison::AtLeast => number >= bound,
        }
    }

    /// Returns the sign that writes it.
    pub fn sign(self) -> &'static str {
        match self {
            Comparison::Equal => "=",
            Comparison::Below => "<",
            Comparison::AtMost => "<=",
            Comparison::Above => ">",
            Comparison::AtLeast => ">=",
        }
    }
}

impl Quantifier {
    /// Returns whether so many hold, where so many do for certain and so many may.
    pub fn holds(self, wanted: u32, yes: u32, open: u32) -> Truth {
        match self {
            Quantifier::AtLeast => Truth::of_all(yes + open >= wanted, yes >= wanted),
            Quantifier::AtMost => Truth::of_all(yes <= wanted, yes + open <= wanted),
            Quantifier::Exactly if yes > wanted || yes + open < wanted => Truth::False,
            Quantifier::Exactly => Truth::of_all(true, open == 0),
        }
    }

    /// Returns the words that write it.
    pub fn words(self) -> &'static str {
        match self {
            Quantifier::AtLeast => "at least",
            Quantifier::AtMost => "at most",
            Quantifier::Exactly => "exactly",
        }
    }
}
