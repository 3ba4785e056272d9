//! What would be possible if all things of a table were fixed at once. No rule says so: it is only for
//! telling why levels are shown that cannot come out.

use std::collections::BTreeMap;

use super::behind::{Down, Questions};
use super::condition::{Condition, Right, Sign, Thing, What};
use super::paper::Kind;
use super::tables::Levels;
use super::world::{Value, World};

/// The most combinations that are tried.
const MOST: usize = 20_000;

/// The values of things.
pub type Values = BTreeMap<Thing, Vec<Value>>;

impl World<'_> {
    /// The things that a table reads, with their possible values.
    pub fn things_of(&self, outcome: usize) -> Values {
        let reads = &self.paper.outcomes[outcome].reads;
        reads.iter().map(|thing| (*thing, self.values(*thing).to_vec())).collect()
    }

    /// The levels of an outcome in all combinations of these values; nothing if there are too many.
    /// Options may be left to combinations that can be chosen together.
    pub fn levels_together(&self, outcome: usize, values: &Values, only_permitted: bool) -> Option<Levels> {
        let mut combinations: Vec<Vec<(Thing, Value)>> = vec![Vec::new()];
        for (thing, values) in values {
            let one = |before: &Vec<(Thing, Value)>, value: &Value| {
                before.iter().copied().chain([(*thing, *value)]).collect::<Vec<_>>()
            };
            combinations = combinations
                .iter()
                .flat_map(|before| values.iter().map(move |value| one(before, value)))
                .collect();
            if combinations.len() > MOST {
                return None;
            }
        }
        let fits = |combination: &&Vec<(Thing, Value)>| !only_permitted || self.is_permitted(combination);
        let table = &self.paper.outcomes[outcome];
        let walk = |combination: &Vec<(Thing, Value)>| self.walk(table, combination);
        Some(combinations.iter().filter(fits).flat_map(walk).map(|(_, level)| level).collect())
    }

    /// Whether the options that are in could be chosen, and those that are out left out.
    fn is_permitted(&self, combination: &[(Thing, Value)]) -> bool {
        (0..self.paper.questions.len()).all(|question| {
            let Kind::SomeOf(options) = &self.paper.questions[question].kind else { return true };
            let of = |is_in: bool| -> Vec<usize> {
                let option = |(thing, value): &(Thing, Value)| match thing {
                    Thing::Choice(of, option) if *of == question && (*value == Some(1)) == is_in => {
                        Some(*option)
                    }
                    _ => None,
                };
                combination.iter().filter_map(option).collect()
            };
            let (chosen, left_out) = (of(true), of(false));
            match chosen.as_slice() {
                [] => left_out.len() < options.len() || self.applies(question) != Some(true),
                [_] => true,
                several => several.iter().all(|option| !options[*option].exclusive),
            }
        })
    }

    /// Two things of a table that stand on the same question, if it is open.
    pub fn share_an_open_question(&self, outcome: usize) -> bool {
        let behind = |thing: &Thing| -> Questions {
            let compared = What::Compare(*thing, Sign::Equal, Right::Literal(0));
            self.paper.behind(&Condition::new(compared), Down::All)
        };
        let reads: Vec<&Thing> = self.paper.outcomes[outcome].reads.iter().collect();
        let holders =
            |question: usize| reads.iter().filter(|thing| behind(thing).contains(&question)).count();
        (0..self.paper.questions.len()).any(|question| self.is_unknown(question) && holders(question) > 1)
    }
}
