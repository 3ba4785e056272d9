//! The number of the slip that a recipient sends back: by it we know again what it is about, and nobody else learns
//! anything. It is made of chance alone, of no answer and no name.

use crate::questionnaire::fingerprint::Canon;

/// None is taken for another, and they make no words.
const LETTERS: &[u8; 24] = b"BCDFGHJKMNPQRTVWXY346789";
/// So many letters in each of two groups.
const GROUP: usize = 4;

/// Returns the number of the slip at a place, from chance that is used for nothing else.
pub fn slip_number(chance: &str, place: usize) -> String {
    let mut canon = Canon::default();
    canon.put("slip", format!("{chance} {place}"));
    let digest = canon.digest();
    let pairs = digest.as_bytes().chunks(2).filter_map(|pair| std::str::from_utf8(pair).ok());
    let bytes = pairs.filter_map(|pair| usize::from_str_radix(pair, 16).ok());
    let letters: String =
        bytes.map(|byte| char::from(LETTERS[byte % LETTERS.len()])).take(2 * GROUP).collect();
    let (one, other) = letters.split_at(GROUP);
    format!("{one}-{other}")
}

/// Returns whether this number was typed, however it is.
pub fn is_slip_number(typed: &str, slip: &str) -> bool {
    let plain = |text: &str| text.replace(['-', ' '], "").to_ascii_uppercase();
    plain(typed) == plain(slip)
}

#[cfg(test)]
mod tests {
    use super::{is_slip_number, slip_number};

    #[test]
    fn a_number_is_known_again_and_each_is_another_one() {
        let one = slip_number("chance", 0);
        assert_eq!((one.len(), one.find('-')), (9, Some(4)), "{one}");
        assert_eq!(one, slip_number("chance", 0));
        assert!(one != slip_number("chance", 1) && one != slip_number("other chance", 0));
        let typed = one.to_lowercase().replace('-', " ");
        assert!(is_slip_number(&typed, &one) && !is_slip_number(&slip_number("chance", 1), &one));
    }
}
