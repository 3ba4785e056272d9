//! The decimal digits of every script: people type on the keyboard they have. A numeral that stands for more
//! than one digit, such as a Roman or a circled one, is none. Its one surprise: the digits of one number may
//! be of several scripts.

/// The most digits that a place in a list can have.
const LONGEST: usize = 6;

/// The zero of every row of ten decimal digits in Unicode 16, in order.
#[rustfmt::skip]
const ZEROS: [char; 76] = [
    '0', '\u{660}', '\u{6f0}', '\u{7c0}', '\u{966}', '\u{9e6}', '\u{a66}', '\u{ae6}', '\u{b66}', '\u{be6}',
    '\u{c66}', '\u{ce6}', '\u{d66}', '\u{de6}', '\u{e50}', '\u{ed0}', '\u{f20}', '\u{1040}', '\u{1090}',
    '\u{17e0}', '\u{1810}', '\u{1946}', '\u{19d0}', '\u{1a80}', '\u{1a90}', '\u{1b50}', '\u{1bb0}',
    '\u{1c40}', '\u{1c50}', '\u{a620}', '\u{a8d0}', '\u{a900}', '\u{a9d0}', '\u{a9f0}', '\u{aa50}',
    '\u{abf0}', '\u{ff10}', '\u{104a0}', '\u{10d30}', '\u{10d40}', '\u{11066}', '\u{110f0}', '\u{11136}',
    '\u{111d0}', '\u{112f0}', '\u{11450}', '\u{114d0}', '\u{11650}', '\u{116c0}', '\u{116d0}', '\u{116da}',
    '\u{11730}', '\u{118e0}', '\u{11950}', '\u{11bf0}', '\u{11c50}', '\u{11d50}', '\u{11da0}', '\u{11f50}',
    '\u{16130}', '\u{16a60}', '\u{16ac0}', '\u{16b50}', '\u{16d70}', '\u{1ccf0}', '\u{1d7ce}', '\u{1d7d8}',
    '\u{1d7e2}', '\u{1d7ec}', '\u{1d7f6}', '\u{1e140}', '\u{1e2f0}', '\u{1e4f0}', '\u{1e5f1}', '\u{1e950}',
    '\u{1fbf0}',
];

/// Returns the number that a word is, if it is nothing but digits, and no more than six of them.
pub fn number(word: &str) -> Option<usize> {
    let length = word.chars().count();
    if length == 0 || length > LONGEST {
        return None;
    }
    word.chars().try_fold(0, |number, letter| Some(number * 10 + usize::from(value(letter)?)))
}

/// Returns what a digit of any script stands for, 0 to 9.
pub fn value(letter: char) -> Option<u8> {
    let row = ZEROS.partition_point(|zero| *zero <= letter).checked_sub(1)?;
    let value = u8::try_from(u32::from(letter) - u32::from(ZEROS[row])).ok()?;
    Some(value).filter(|value| *value < 10)
}

/// Returns a text with its digits as `0` to `9`.
pub fn plain(text: &str) -> String {
    text.chars().map(|letter| value(letter).map_or(letter, |value| char::from(b'0' + value))).collect()
}

/// Returns a number with its digits as `0` to `9` and its decimal sign as a point: a comma is one before one or two
/// digits, where no point stands. Before three digits nobody can tell.
pub fn plain_number(text: &str) -> String {
    let plain = plain(text).replace(['\u{66b}', '\u{ff0e}'], ".");
    match plain.split_once(',') {
        Some((whole, part)) if !whole.contains('.') && matches!(part.len(), 1 | 2) => {
            format!("{whole}.{part}")
        }
        _ => plain,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_of_every_script_count() {
        for two in ["2", "２", "٢", "۲", "२", "২", "๒", "၂", "២", "𝟐", "02", "٠٢"] {
            assert_eq!(number(two), Some(2), "{two}");
        }
        assert_eq!(number("1٢"), Some(12));
        for none in ["", "-1", "+1", "1-3", "1.5", "²", "②", "Ⅱ", "二", "x", "1x", "99999999999999999999"]
        {
            assert_eq!(number(none), None, "{none}");
        }
    }

    #[test]
    fn every_row_of_the_table_is_ten_numerals() {
        assert!(ZEROS.is_sorted());
        for zero in ZEROS {
            for value in 0..10_u8 {
                let letter = char::from_u32(u32::from(zero) + u32::from(value)).unwrap();
                assert!(letter.is_numeric(), "{letter:?}");
                assert_eq!(super::value(letter), Some(value), "{letter:?}");
            }
        }
    }
}
