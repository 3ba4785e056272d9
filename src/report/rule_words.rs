//! A rule in the words of its questionnaire: indicators by their labels, questions as they are asked, levels as they are
//! called. Its one surprise: a long list is cut, since whoever wants all of it finds the rule on the printed form.

use crate::questionnaire::model::{ContextKind, Questionnaire};
use crate::rules::{Bound, Comparison, Condition, ContextRef, Quantifier, QuestionRef, Test};
use crate::truth::Set;

/// The most members of a list that are named.
const LONGEST_LIST: usize = 8;

/// Returns what has to be so for a rule to hold.
pub fn in_words(questionnaire: &Questionnaire, condition: &Condition) -> String {
    RuleWords(questionnaire).of(condition)
}

struct RuleWords<'q>(&'q Questionnaire);

impl RuleWords<'_> {
    fn of(&self, condition: &Condition) -> String {
        match condition {
            Condition::Question(question, test) => self.of_question(*question, test),
            Condition::Context(context, test) => self.of_context(*context, test),
            Condition::Indicator(indicator) => format!("“{}”", self.0.indicator(*indicator).label),
            Condition::Score(score, comparison, bound) => {
                format!("“{}” {}", self.0.score(*score).label, self.compared(*comparison, *bound))
            }
            Condition::Outcome(outcome, levels) => {
                let outcome = self.0.outcome(*outcome);
                let levels = named(*levels, |level| outcome.levels[level].label.clone());
                format!("“{}” is {levels}", outcome.label)
            }
            Condition::Not(inner) => format!("not {}", self.within(inner)),
            Condition::All(all) => self.list(all).join(" and "),
            Condition::Any(any) => self.list(any).join(" or "),
            Condition::Count(quantifier, count, of) => {
                let how_many = match quantifier {
                    Quantifier::AtLeast => "at least",
                    Quantifier::AtMost => "at most",
                    Quantifier::Exactly => "exactly",
                };
                format!("{how_many} {count} of: {}", self.list(of).join("; "))
            }
        }
    }

    /// Returns the members of a list, each so that nobody can take it for more than one.
    fn list(&self, of: &[Condition]) -> Vec<String> {
        let named = if of.len() > LONGEST_LIST { LONGEST_LIST - 1 } else { of.len() };
        let mut list: Vec<String> = of[..named].iter().map(|member| self.within(member)).collect();
        if named < of.len() {
            list.push(format!("{} more", of.len() - named));
        }
        list
    }

    fn within(&self, member: &Condition) -> String {
        if is_one_word(member) { self.of(member) } else { format!("({})", self.of(member)) }
    }

    fn of_question(&self, question: QuestionRef, test: &Test) -> String {
        let question = self.0.question(question);
        let option = |place: usize| question.kind.options()[place].label.clone();
        format!("“{}” {}", question.ask, self.tested(test, option))
    }

    fn of_context(&self, context: ContextRef, test: &Test) -> String {
        let context = self.0.context(context);
        let option = |place: usize| match &context.kind {
            ContextKind::Choice(options) => options[place].clone(),
            ContextKind::YesNo | ContextKind::Number => String::new(),
        };
        format!("“{}” {}", context.label, self.tested(test, option))
    }

    fn tested(&self, test: &Test, option: impl Fn(usize) -> String) -> String {
        match test {
            Test::Is(true) => "is yes".to_owned(),
            Test::Is(false) => "is no".to_owned(),
            Test::OneOf(options) | Test::IncludesAny(options) => format!("is {}", named(*options, option)),
            Test::IncludesAll(options) => {
                let all: Vec<String> = options.iter().map(|place| format!("“{}”", option(place))).collect();
                format!("is {}", all.join(" and "))
            }
            Test::Number(comparison, bound) => self.compared(*comparison, *bound),
        }
    }

    fn compared(&self, comparison: Comparison, bound: Bound) -> String {
        let bound = match bound {
            Bound::Literal(number) => number.to_string(),
            Bound::Context(context) => format!("“{}”", self.0.context(context).label),
        };
        match comparison {
            Comparison::Equal => format!("is {bound}"),
            Comparison::Below => format!("is below {bound}"),
            Comparison::AtMost => format!("is {bound} or less"),
            Comparison::Above => format!("is more than {bound}"),
            Comparison::AtLeast => format!("is {bound} or more"),
        }
    }
}

/// Returns whether it reads as one thing beside an "and", an "or" or a "not".
fn is_one_word(condition: &Condition) -> bool {
    match condition {
        Condition::Indicator(_) | Condition::Score(..) => true,
        Condition::Outcome(_, set) => set.len() == 1,
        Condition::Question(_, test) | Condition::Context(_, test) => match test {
            Test::Is(_) | Test::Number(..) => true,
            Test::OneOf(set) | Test::IncludesAny(set) | Test::IncludesAll(set) => set.len() == 1,
        },
        Condition::Not(_) | Condition::All(_) | Condition::Any(_) | Condition::Count(..) => false,
    }
}

fn named(members: Set, name: impl Fn(usize) -> String) -> String {
    let names: Vec<String> = members.iter().map(|member| format!("“{}”", name(member))).collect();
    names.join(" or ")
}
