//! A condition in the one way in which it is compared: two texts of the same meaning are written alike.

use super::model::{ContextKind, Questionnaire};
use crate::rules::{Bound, Condition, Test};
use crate::truth::Set;

/// Returns a condition in the one way in which it is compared.
pub fn canonical(q: &Questionnaire, condition: &Condition) -> String {
    let joined = |members: &[Condition]| {
        members.iter().map(|member| canonical(q, member)).collect::<Vec<_>>().join(",")
    };
    match condition {
        Condition::Question(place, test) => {
            let asked = q.question(*place);
            let options: Vec<&str> = asked.kind.options().iter().map(|option| option.id.as_str()).collect();
            format!("{}{}", asked.id, canonical_test(q, test, &options))
        }
        Condition::Context(place, test) => {
            let context = q.context(*place);
            let options = match &context.kind {
                ContextKind::Choice(options) => options.iter().map(String::as_str).collect(),
                _ => Vec::new(),
            };
            format!("{}{}", context.id, canonical_test(q, test, &options))
        }
        Condition::Indicator(place) => q.indicator(*place).id.clone(),
        Condition::Score(place, comparison, bound) => {
            format!("{}{}{}", q.score(*place).id, comparison.sign(), canonical_bound(q, *bound))
        }
        Condition::Outcome(place, levels) => {
            let outcome = q.outcome(*place);
            let ids: Vec<&str> = outcome.levels.iter().map(|level| level.id.as_str()).collect();
            format!("{}:{}", outcome.id, members(*levels, &ids))
        }
        Condition::Not(inner) => format!("not({})", canonical(q, inner)),
        Condition::All(members) => format!("all({})", joined(members)),
        Condition::Any(members) => format!("any({})", joined(members)),
        Condition::Count(quantifier, wanted, members) => {
            format!("{} {wanted}({})", quantifier.words(), joined(members))
        }
    }
}

fn canonical_test(q: &Questionnaire, test: &Test, options: &[&str]) -> String {
    match test {
        Test::Is(true) => "=yes".to_owned(),
        Test::Is(false) => "=no".to_owned(),
        Test::OneOf(set) => format!(":{}", members(*set, options)),
        Test::IncludesAny(set) => format!(" any:{}", members(*set, options)),
        Test::IncludesAll(set) => format!(" all:{}", members(*set, options)),
        Test::Number(comparison, bound) => format!("{}{}", comparison.sign(), canonical_bound(q, *bound)),
    }
}

fn canonical_bound(q: &Questionnaire, bound: Bound) -> String {
    match bound {
        Bound::Literal(number) => number.to_string(),
        Bound::Context(context) => q.context(context).id.clone(),
    }
}

fn members(set: Set, ids: &[&str]) -> String {
    set.iter().map(|place| ids[place]).collect::<Vec<_>>().join("|")
}
