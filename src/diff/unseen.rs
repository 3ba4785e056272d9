//! What differs between two texts where people may not see it: another space, a mark of its own instead of
//! one with its letter, a character without width.

use std::collections::BTreeMap;

use unicode_width::UnicodeWidthChar;

use crate::lookalike;

/// The longest stretch of which every character is named.
const SHORT: usize = 6;

/// Returns what differs where it may not be seen, in words; nothing if all of it is plain to see.
pub fn unseen(old: &str, new: &str) -> Option<String> {
    let (was, is) = differing(old, new);
    if !was.iter().chain(&is).any(|character| may_be_unseen(*character)) {
        return None;
    }
    let is_short = was.len() <= SHORT && is.len() <= SHORT;
    let named = |own: &[char], other: &[char]| {
        let more = counts(own).into_iter().filter_map(|(character, count)| {
            let more = count.saturating_sub(other.iter().filter(|c| **c == character).count());
            let is_told = more > 0 && (is_short || may_be_unseen(character));
            is_told.then(|| times(&lookalike::named(character), more))
        });
        more.collect::<Vec<_>>().join(", ")
    };
    let (only_was, only_is) = (named(&was, &is), named(&is, &was));
    if only_was.is_empty() && only_is.is_empty() {
        return Some("the same characters in another order, some of them not seen".to_owned());
    }
    let or_nothing = |named: String| if named.is_empty() { "nothing of the kind".to_owned() } else { named };
    Some(format!("only in the old {}; only in the new {}", or_nothing(only_was), or_nothing(only_is)))
}

/// Returns what stands between what both begin and end with.
fn differing(old: &str, new: &str) -> (Vec<char>, Vec<char>) {
    let (mut was, mut is): (Vec<char>, Vec<char>) = (old.chars().collect(), new.chars().collect());
    let same = was.iter().rev().zip(is.iter().rev()).take_while(|(was, is)| was == is).count();
    // Marks belong to the letter before them, so what is before is looked at last.
    was.truncate(was.len() - same);
    is.truncate(is.len() - same);
    let same = was.iter().zip(&is).take_while(|(was, is)| was == is).count();
    (was.split_off(same), is.split_off(same))
}

fn may_be_unseen(character: char) -> bool {
    lookalike::find(character).is_some() || (character != '\n' && character.width().unwrap_or(0) == 0)
}

fn counts(characters: &[char]) -> BTreeMap<char, usize> {
    let mut counts = BTreeMap::new();
    characters.iter().for_each(|character| *counts.entry(*character).or_insert(0) += 1);
    counts
}

fn times(name: &str, count: usize) -> String {
    if count == 1 { name.to_owned() } else { format!("{name} ({count} times)") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_seen_is_named() {
        for (old, new, said) in [
            (
                "Renée?",
                "Rene\u{301}e?",
                "only in the old U+00E9; only in the new U+0065, U+0301 combining accent",
            ),
            ("a b c", "a\u{a0}b\u{a0}c", "only in the new U+00A0 no-break space (2 times)"),
            (
                "ab",
                "a\u{200b}b",
                "only in the old nothing of the kind; only in the new U+200B zero-width space",
            ),
            ("paper", "pаper", "only in the old U+0061; only in the new U+0430 Cyrillic letter"),
            ("한", "\u{1112}\u{1161}\u{11ab}", "U+D55C"),
            ("x\u{301}\u{323}", "x\u{323}\u{301}", "another order"),
        ] {
            let told = unseen(old, new).unwrap_or_default();
            assert!(told.contains(said), "{old:?} {new:?}: {told}");
        }
        for (old, new) in [("Yes", "No"), ("a\nb", "a b"), ("é", "e"), ("a", "a ")] {
            assert_eq!(unseen(old, new), None, "{old:?} {new:?}");
        }
    }
}
