//! The letters of a release code: which there are, how they are shown in groups, and how typed ones are read. Its one
//! surprise: a sign that is no letter of a code is read as the one it looks like, and its place is kept, because the
//! check letters then say whether that was right.

use crate::lookalike;

/// All letters of a code, in the order of their values: no I, O, Q and no digit. They are 23, a prime, so that the
/// check letters notice every single slip.
pub(super) const ALPHABET: &[u8; BASE as usize] = b"ABCDEFGHJKLMNPRSTUVWXYZ";

/// How many letters there are.
pub(super) const BASE: u8 = 23;

/// How many letters stand together.
pub(super) const GROUP: usize = 4;

/// Signs that are none of ours, with the letter that they look like.
const LOOK_ALIKES: &[(char, char)] = &[
    ('0', 'D'),
    ('O', 'D'),
    ('Q', 'D'),
    ('1', 'L'),
    ('I', 'L'),
    ('2', 'Z'),
    ('5', 'S'),
    ('6', 'G'),
    ('8', 'B'),
];

/// What was typed, letter by letter.
#[derive(Default)]
pub(super) struct TypedLetters {
    /// The values of the letters.
    pub values: Vec<u8>,
    /// The places of those that were read as the one they look like, from 1.
    pub look_alikes: Vec<usize>,
    /// How many letters each group has that was typed apart.
    groups: Vec<usize>,
}

impl TypedLetters {
    /// Reads what was typed. Small letters, and spaces and hyphens anywhere, are fine.
    ///
    /// # Errors
    /// The place, from 1, of a sign that is no letter of a code and looks like none.
    pub fn read(text: &str) -> Result<Self, usize> {
        let mut typed = TypedLetters::default();
        let mut is_new_group = true;
        for sign in lookalike::as_meant(text).chars() {
            if sign.is_whitespace() || sign == '-' {
                is_new_group = true;
                continue;
            }
            let sign = sign.to_ascii_uppercase();
            let meant = LOOK_ALIKES.iter().find(|(other, _)| *other == sign).map(|(_, letter)| *letter);
            let place = typed.values.len() + 1;
            let value = value_of(meant.unwrap_or(sign)).ok_or(place)?;
            typed.look_alikes.extend(meant.map(|_| place));
            typed.values.push(value);
            if is_new_group {
                typed.groups.push(0);
            }
            if let Some(group) = typed.groups.last_mut() {
                *group += 1;
            }
            is_new_group = false;
        }
        Ok(typed)
    }

    /// Returns the number of the first group with more or fewer letters than a group has, from 1. Nothing where the
    /// letters were typed without groups.
    pub fn uneven_group(&self) -> Option<usize> {
        let uneven = self.groups.iter().position(|letters| *letters != GROUP);
        uneven.filter(|_| self.groups.len() > 1).map(|place| place + 1)
    }
}

/// Returns values as the letters that people see, in groups.
pub(super) fn shown(values: &[u8]) -> String {
    let letter = |value: &u8| char::from(ALPHABET[usize::from(*value)]);
    let groups = values.chunks(GROUP).map(|group| group.iter().map(letter).collect::<String>());
    groups.collect::<Vec<_>>().join(" ")
}

fn value_of(letter: char) -> Option<u8> {
    let place = ALPHABET.iter().position(|ours| char::from(*ours) == letter)?;
    u8::try_from(place).ok()
}
