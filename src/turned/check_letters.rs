//! The two check letters of a release code. The first weighs every letter before it by a power of 5, the second every
//! letter before it by a power of 2, both modulo 23. No power is 0 and two that follow each other differ, so every
//! single wrong letter and every swap of neighbours is noticed. 2/5 has the order 22, so two wrong letters are noticed,
//! too, where they are less than 22 places apart. Its one surprise: letters are moved on by their place before they
//! are weighed. Otherwise a code with few answers is a row of one letter, in which whoever types loses count.

use super::letters::BASE;

/// How many check letters a code has.
pub(super) const CHECK_LETTERS: usize = 2;

/// What the letters are weighed by, for each check letter.
pub(super) const STEPS: [u32; CHECK_LETTERS] = [5, 2];

/// How far a letter is moved on for each place.
pub(super) const MOVE: u32 = 7;

const PRIME: u32 = BASE as u32;

/// Returns the letters of a code: the digits of its number, each moved on by its place, and the check letters.
pub(super) fn with_checks(digits: &[u8]) -> Vec<u8> {
    let mut letters = Vec::with_capacity(digits.len() + CHECK_LETTERS);
    letters.extend(digits.iter().zip(moves()).map(|(digit, by)| reduced(u32::from(*digit) + by)));
    for step in STEPS {
        letters.push(check_letter(&letters, step));
    }
    letters
}

/// Returns the digits of the number that letters hold; nothing if their check letters do not fit.
pub(super) fn checked(letters: &[u8]) -> Option<Vec<u8>> {
    let before = letters.len().checked_sub(CHECK_LETTERS)?;
    let fits =
        |(nth, step): (usize, u32)| check_letter(&letters[..before + nth], step) == letters[before + nth];
    let back = |(letter, by): (&u8, u32)| reduced(u32::from(*letter) + PRIME - by);
    let all_fit = STEPS.into_iter().enumerate().all(fits);
    all_fit.then(|| letters[..before].iter().zip(moves()).map(back).collect())
}

/// Returns the letter that makes the weighed sum of all letters 0, its own weight being 1.
fn check_letter(letters: &[u8], step: u32) -> u8 {
    let sum = letters.iter().fold(0, |sum, letter| (sum + u32::from(*letter)) * step % PRIME);
    reduced(PRIME - sum)
}

/// Returns how far the letter of each place is moved on, without end.
fn moves() -> impl Iterator<Item = u32> {
    std::iter::successors(Some(MOVE), |by| Some((by + MOVE) % PRIME))
}

fn reduced(sum: u32) -> u8 {
    u8::try_from(sum % PRIME).expect("what is left of 23 is below it")
}
