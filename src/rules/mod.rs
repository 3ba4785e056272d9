//! The three-valued rule language: a small closed tree, free of text, over questions, indicators,
//! scores, outcomes and context, all by number. It is read from text once ([`parse()`]) and then only
//! evaluated. Its one surprise: a comparison on a question means "the question applies, and …", so a
//! question that does not apply is false in every comparison.

mod parse;
mod words;

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::decimal::Decimal;
use crate::truth::{Interval, Set, Truth};
pub use parse::{Answerable, Named, Names, Parsed, parse};
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

/// What a condition is evaluated against.
pub trait Facts {
    /// Returns whether the question applies.
    fn applies(&self, question: QuestionRef) -> Truth;
    /// Returns what is known of the question's answer, whether or not it applies.
    fn reading(&self, question: QuestionRef) -> Reading;
    /// Returns the value of a context.
    fn context(&self, context: ContextRef) -> Reading;
    /// Returns whether the indicator is present.
    fn indicator(&self, indicator: IndicatorRef) -> Truth;
    /// Returns what the score can be.
    fn score(&self, score: ScoreRef) -> Interval;
    /// Returns the levels that the outcome can have.
    fn outcome(&self, outcome: OutcomeRef) -> Set;
}

/// One thing that a condition names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
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
    /// Returns whether the condition holds. Each operator sees only the truths of its members.
    pub fn evaluate<F: Facts>(&self, facts: &F) -> Truth {
        match self {
            Condition::Question(question, test) => match facts.applies(*question) {
                Truth::False => Truth::False,
                applies => applies & test.passes(facts.reading(*question), facts),
            },
            Condition::Context(context, test) => test.passes(facts.context(*context), facts),
            Condition::Indicator(indicator) => facts.indicator(*indicator),
            Condition::Score(score, comparison, bound) => match bound.value(facts) {
                Some(bound) => comparison.holds_in(facts.score(*score), bound),
                None => Truth::Unknown,
            },
            Condition::Outcome(outcome, levels) => {
                let possible = facts.outcome(*outcome);
                Truth::of_all(!possible.common(*levels).is_empty(), possible.is_within(*levels))
            }
            Condition::Not(condition) => !condition.evaluate(facts),
            Condition::All(members) => {
                members.iter().fold(Truth::True, |all, member| all & member.evaluate(facts))
            }
            Condition::Any(members) => {
                members.iter().fold(Truth::False, |any, member| any | member.evaluate(facts))
            }
            Condition::Count(quantifier, wanted, members) => {
                let (mut yes, mut open) = (0, 0);
                for member in members {
                    match member.evaluate(facts) {
                        Truth::True => yes += 1,
                        Truth::Unknown => open += 1,
                        Truth::False => {}
                    }
                }
                quantifier.holds(usize::from(*wanted), yes, open)
            }
        }
    }

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
    /// Returns whether an answer of the kind that it is for passes; unknown while either is.
    pub fn passes<F: Facts>(&self, reading: Reading, facts: &F) -> Truth {
        match (self, reading) {
            (_, Reading::Unknown) => Truth::Unknown,
            (Test::Is(wanted), Reading::Is(answer)) => Truth::from(*wanted == answer),
            (Test::OneOf(options), Reading::Option(option)) => Truth::from(options.has(usize::from(option))),
            (Test::IncludesAny(wanted), Reading::Options(options)) => {
                Truth::from(!options.common(*wanted).is_empty())
            }
            (Test::IncludesAll(wanted), Reading::Options(options)) => Truth::from(wanted.is_within(options)),
            (Test::Number(comparison, bound), Reading::Number(number)) => match bound.value(facts) {
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
    fn value<F: Facts>(self, facts: &F) -> Option<Decimal> {
        match self {
            Bound::Literal(number) => Some(number),
            Bound::Context(context) => match facts.context(context) {
                Reading::Number(number) => Some(number),
                _ => None,
            },
        }
    }

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

    fn holds_in(self, interval: Interval, bound: Decimal) -> Truth {
        let (low, high) = (self.holds(interval.low, bound), self.holds(interval.high, bound));
        match self {
            Comparison::Equal if low && high => Truth::True,
            Comparison::Equal if bound < interval.low || bound > interval.high => Truth::False,
            Comparison::Equal => Truth::Unknown,
            _ => Truth::of_all(low || high, low && high),
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
    fn holds(self, wanted: usize, yes: usize, open: usize) -> Truth {
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

    /// Three indicators, and one score.
    struct Three([Truth; 3], Interval);

    impl Facts for Three {
        fn applies(&self, _: QuestionRef) -> Truth {
            Truth::True
        }
        fn reading(&self, _: QuestionRef) -> Reading {
            Reading::Unknown
        }
        fn context(&self, _: ContextRef) -> Reading {
            Reading::Unknown
        }
        fn indicator(&self, indicator: IndicatorRef) -> Truth {
            self.0[indicator.index()]
        }
        fn score(&self, _: ScoreRef) -> Interval {
            self.1
        }
        fn outcome(&self, _: OutcomeRef) -> Set {
            Set::EMPTY
        }
    }

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
        let members: Vec<_> = (0..3).map(|i| Condition::Indicator(IndicatorRef(i))).collect();
        for quantifier in [Quantifier::AtLeast, Quantifier::AtMost, Quantifier::Exactly] {
            for wanted in 1..=3 {
                let condition = Condition::Count(quantifier, wanted, members.clone());
                for pattern in 0..27 {
                    let three = [truths[pattern % 3], truths[pattern / 3 % 3], truths[pattern / 9]];
                    let facts = Three(three, Interval::default());
                    let expected = by_completion(quantifier, usize::from(wanted), three);
                    assert_eq!(condition.evaluate(&facts), expected, "{quantifier:?} {wanted} {three:?}");
                }
            }
        }
    }

    #[test]
    fn a_score_compares_as_every_value_in_its_interval_does() {
        let all = [
            Comparison::Equal,
            Comparison::Below,
            Comparison::AtMost,
            Comparison::Above,
            Comparison::AtLeast,
        ];
        for (low, high) in [(0, 0), (0, 1), (0, 4), (2, 3), (3, 3), (4, 6)] {
            let interval = Interval { low: Decimal::whole(low), high: Decimal::whole(high) };
            for comparison in all {
                for bound in -1..8 {
                    let values: Vec<bool> = (low..=high)
                        .map(|v| comparison.holds(Decimal::whole(v), Decimal::whole(bound)))
                        .collect();
                    let expected = Truth::of_all(values.contains(&true), !values.contains(&false));
                    let condition =
                        Condition::Score(ScoreRef(0), comparison, Bound::Literal(Decimal::whole(bound)));
                    let truth = condition.evaluate(&Three([Truth::True; 3], interval));
                    assert_eq!(truth, expected, "[{low}, {high}] {comparison:?} {bound}");
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
