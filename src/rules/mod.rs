//! The three-valued rule language: a small closed tree, free of text, over questions, indicators,
//! scores, outcomes and context, all by number. It is read from text once ([`parse()`]); what it means of
//! a person is worked out elsewhere. Its one surprise: a comparison on a question means "the question applies, and …", so a
//! question that does not apply is false in every comparison.

mod parse;
mod words;

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::decimal::Decimal;
use crate::truth::{Set, Truth};
pub use parse::{Answerable, NamedThing, Names, Parsed, parse};
pub use words::KEYWORDS;

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

#[cfg(test)]
mod tests {
    use super::*;

    /// Every completion of the unknown ones, counted one by one.
    fn by_completion(quantifier: Quantifier, wanted: usize, members: [Truth; 3]) -> Truth {
        let mut seen = [false, false];
        for bits in 0..8_usize {
            let fits =
                (0..3).all(|i| members[i] == Truth::Unknown || members[i] == Truth::from(bits >> i & 1 == 1));
            let count = bits.count_ones() as usize;
            let holds = match quantifier {
                Quantifier::AtLeast => count >= wanted,
                Quantifier::AtMost => count <= wanted,
                Quantifier::Exactly => count == wanted,
            };
            seen[usize::from(holds)] |= fits;
        }
        Truth::of_all(seen[1], seen[1] && !seen[0])
    }

    #[test]
    fn counting_agrees_with_every_completion() {
        let truths = [Truth::True, Truth::False, Truth::Unknown];
        for quantifier in [Quantifier::AtLeast, Quantifier::AtMost, Quantifier::Exactly] {
            for wanted in 1..=3_u32 {
                for pattern in 0..27 {
                    let three = [truths[pattern % 3], truths[pattern / 3 % 3], truths[pattern / 9]];
                    let expected = by_completion(quantifier, wanted as usize, three);
                    let count = |truth| three.iter().filter(|it| **it == truth).count() as u32;
                    let holds = quantifier.holds(wanted, count(Truth::True), count(Truth::Unknown));
                    assert_eq!(holds, expected, "{quantifier:?} {wanted} {three:?}");
                }
            }
        }
    }

    #[test]
    fn a_condition_names_its_contexts_too() {
        let cut = Bound::Context(ContextRef(1));
        let test = Test::Number(Comparison::Above, cut);
        let hours = Condition::Question(QuestionRef(3), test.clone());
        let total = Condition::Score(ScoreRef(0), Comparison::AtLeast, cut);
        let both = Condition::Not(Box::new(Condition::All(vec![total, hours.clone(), hours])));
        let names = [Name::Question(QuestionRef(3)), Name::Score(ScoreRef(0)), Name::Context(ContextRef(1))];
        assert_eq!(both.names(), names);
        assert_eq!(
            Condition::Context(ContextRef(0), test).names(),
            [Name::Context(ContextRef(0)), Name::Context(ContextRef(1))]
        );
    }

    #[test]
    fn no_reading_is_shown() {
        assert_eq!(format!("{:?}", Reading::Number(Decimal::whole(7))), "[reading]");
    }
}
