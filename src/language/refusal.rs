//! What means refused, unknown or not assessed, and nothing else. The answer states are for that, so no
//! option may mean it. It is put together from short lists, because people word it in hundreds of ways.

use serde::{Deserialize, Serialize};

use super::phrases::Phrases;
use super::prose::{WrittenWord, words};

/// What no option may mean.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RefusalWords {
    /// A refusal by itself.
    whole: Phrases,
    /// A refusal by itself, and an answer in a list.
    not_alone: Phrases,
    /// What may stand before everything else.
    articles: Phrases,
    /// Who says so.
    who: Phrases,
    /// Told of somebody, that there was no talk at all.
    no_talk: Phrases,
    /// The person's own voice.
    first_person: Phrases,
    /// Not wanting to.
    unwilling: Phrases,
    /// Any word for telling.
    telling: Phrases,
    /// Not being able to, and not doing so.
    unable: Phrases,
    /// A word for telling that is a refusal with that.
    answering: Phrases,
    /// Not knowing.
    not_knowing: Phrases,
    /// What may stand at the end.
    about: Phrases,
    /// What joins two options in one.
    or: Phrases,
}

impl RefusalWords {
    /// Returns whether a text means refused, unknown or not assessed; or a part of it, as in
    /// "No / unknown".
    pub fn is_in(&self, text: &str) -> bool {
        // A refusal holds one of these, wherever it stands.
        let cores = [&self.whole, &self.not_knowing, &self.unwilling, &self.unable];
        Phrases::any_may_be_in(cores, text) && self.is_said_by(text)
    }

    fn is_said_by(&self, text: &str) -> bool {
        let all = words(text);
        if all.is_empty() {
            return false;
        }
        let signs = |place: usize| {
            let before = &all[place - 1];
            &text[before.at + before.text.len()..all[place].at]
        };
        let parts = parts(&all, |place| signs(place).contains(['/', ';', '(', ')', '|']));
        // "Late or missing" is no refusal, and "declined or not asked" is one.
        let every = |part: &[WrittenWord<'_>]| {
            let offset = all.iter().position(|word| word.at == part[0].at).unwrap_or_default();
            let parts = parts_without(part, |place| {
                let is_or = self.or.holds(part[place].text);
                (is_or, place > 0 && signs(offset + place).contains(','))
            });
            // A word that only joins two options says nothing by itself.
            !parts.is_empty() && parts.iter().all(|part| self.is_one(part))
        };
        every(&all)
            || self.is_one(&all)
            || parts.iter().filter(|part| !self.not_alone.are(part)).any(|part| every(part))
    }

    /// Whether some words are a refusal from the first to the last.
    fn is_one(&self, words: &[WrittenWord<'_>]) -> bool {
        let bare = self.articles.at(words).map_or(words, |length| &words[length..]);
        // Told of somebody, this says why there was no talk at all, and is no refusal of a question.
        let tells_of_somebody = (1..bare.len()).any(|from| self.no_talk.are(&bare[from..]));
        if tells_of_somebody && self.first_person.at(bare).is_none() {
            return false;
        }
        let bare = self.who.at(bare).map_or(bare, |length| &bare[length..]);
        let tells = |ways: &Phrases, telling: &Phrases| {
            ways.rests(bare).any(|rest| telling.rests(rest).any(|rest| self.is_only_about(rest)))
        };
        self.whole.are(bare)
            || self.not_knowing.rests(bare).any(|rest| self.is_only_about(rest))
            || tells(&self.unwilling, &self.telling)
            || tells(&self.unable, &self.answering)
    }

    /// Whether nothing is left but what a refusal may end with.
    fn is_only_about(&self, rest: &[WrittenWord<'_>]) -> bool {
        rest.is_empty() || self.about.rests(rest).any(|rest| self.is_only_about(rest))
    }
}

/// Cuts words apart before those at which one begins.
fn parts<'w, 't>(words: &'w [WrittenWord<'t>], begins: impl Fn(usize) -> bool) -> Vec<&'w [WrittenWord<'t>]> {
    parts_without(words, |place| (false, place > 0 && begins(place)))
}

/// Cuts words apart at those that only join, and before those at which a part begins.
fn parts_without<'w, 't>(
    words: &'w [WrittenWord<'t>],
    joins_or_begins: impl Fn(usize) -> (bool, bool),
) -> Vec<&'w [WrittenWord<'t>]> {
    let (mut parts, mut from) = (Vec::new(), 0);
    for place in 0..words.len() {
        let (joins, begins) = joins_or_begins(place);
        if joins || begins {
            parts.push(&words[from..place]);
            from = place + usize::from(joins);
        }
    }
    parts.push(&words[from..]);
    parts.retain(|part| !part.is_empty());
    parts
}

#[cfg(test)]
mod tests {
    use crate::language::{LISTS, words_of};

    #[test]
    fn what_is_passed_over_is_no_refusal() {
        for list in &LISTS {
            let (_, rest) = list.file.split_once("[refusal]").unwrap();
            let (lists, _) = rest.split_once("\n[").unwrap();
            let known = lists.lines().filter(|line| !line.starts_with('#')).flat_map(|line| line.split('"'));
            let known: Vec<&str> = known.flat_map(|phrase| phrase.split(['|', ' ', '?'])).collect();
            let refusal = &words_of(list.tag).unwrap().refusal;
            let (mut state, mut refusals) = (7_usize, 0);
            let mut below = |limit: usize| {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                (state >> 33) % limit
            };
            for _ in 0..60_000 {
                let parts = (0..=below(4)).map(|_| [known[below(known.len())], [" ", "/", "_"][below(3)]]);
                let text = parts.flatten().collect::<String>();
                assert_eq!(refusal.is_in(&text), refusal.is_said_by(&text), "{text}");
                refusals += usize::from(refusal.is_in(&text));
            }
            assert!(refusals > 1_000, "{refusals} refusals in {}", list.tag);
        }
    }
}
