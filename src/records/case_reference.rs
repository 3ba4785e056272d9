//! An agency's own reference of a case: a code that means something only there. It is refused where it looks
//! like a name, a birth date or a telephone number, because what names somebody has no place in a record.

use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// The most characters of a reference.
const LONGEST: usize = 32;
/// The most letters in a row that still are no name.
const MOST_LETTERS: usize = 3;
/// Two or three letters are a short name, unless so many digits stand with them.
const DIGITS_OF_A_CODE: usize = 3;
/// So many digits are a telephone number, whatever stands between them.
const DIGITS_OF_A_TELEPHONE: usize = 9;
/// What stands between the parts of a reference.
const BETWEEN: [char; 4] = ['-', '/', '.', '_'];
/// Longer words that name no person.
const WORDS: [&str; 6] = ["case", "file", "client", "intake", "ref", "screening"];

/// A case reference.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(with = "String"))]
pub struct CaseReference(String);

/// Why something is no case reference. It does not repeat what was typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CaseReferenceError {
    /// There is nothing.
    Empty,
    /// It is longer than a code is.
    TooLong,
    /// It holds something else than letters, digits and what stands between them.
    OtherCharacters,
    /// It holds no digit.
    NoDigit,
    /// It looks like a name.
    Name,
    /// It looks like a date, such as that of a birth.
    Date,
    /// It looks like a telephone number.
    Telephone,
}

impl CaseReference {
    /// Returns the reference as it was given.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for CaseReference {
    type Err = CaseReferenceError;

    fn from_str(typed: &str) -> Result<Self, CaseReferenceError> {
        let typed = typed.trim();
        let is_of_code = |letter: char| letter.is_ascii_alphanumeric() || BETWEEN.contains(&letter);
        if typed.is_empty() {
            return Err(CaseReferenceError::Empty);
        }
        if typed.chars().count() > LONGEST {
            return Err(CaseReferenceError::TooLong);
        }
        // Somebody types a telephone number, or a first and a last name, with what no code has between.
        if looks_like_telephone(typed) {
            return Err(CaseReferenceError::Telephone);
        }
        if !typed.chars().all(is_of_code) {
            return Err(CaseReferenceError::OtherCharacters);
        }
        if has_a_name(typed) {
            return Err(CaseReferenceError::Name);
        }
        if !typed.contains(|letter: char| letter.is_ascii_digit()) {
            return Err(CaseReferenceError::NoDigit);
        }
        if has_a_date(typed) {
            return Err(CaseReferenceError::Date);
        }
        Ok(CaseReference(typed.to_owned()))
    }
}

/// Long words; and short ones as a name is written, with a capital first, or beside too few digits for a code.
fn has_a_name(typed: &str) -> bool {
    let digits = typed.chars().filter(char::is_ascii_digit).count();
    let mut words = typed.split(|letter: char| !letter.is_ascii_alphabetic());
    words.any(|word| {
        let is_written_as_name = word.starts_with(|letter: char| letter.is_ascii_uppercase())
            && word.ends_with(|letter: char| letter.is_ascii_lowercase());
        let is_short_name = word.len() > 1 && (digits < DIGITS_OF_A_CODE || is_written_as_name);
        (word.len() > MOST_LETTERS || is_short_name) && !WORDS.contains(&word.to_ascii_lowercase().as_str())
    })
}

/// Many digits; or groups of digits as telephone numbers are written, three and four at the end.
fn looks_like_telephone(typed: &str) -> bool {
    let digits = typed.chars().filter(char::is_ascii_digit).count();
    let only_digits = typed.chars().all(|letter| letter.is_ascii_digit() || " +()-/._".contains(letter));
    let groups: Vec<usize> = typed
        .split(|letter: char| !letter.is_ascii_digit())
        .map(str::len)
        .filter(|length| *length > 0)
        .collect();
    typed.starts_with('+')
        || digits >= DIGITS_OF_A_TELEPHONE
        || only_digits && groups.ends_with(&[3, 4])
        || only_digits && typed.contains(['(', ' '])
}

/// Three groups of digits that are a day in some order, or eight digits that are one.
fn has_a_date(typed: &str) -> bool {
    let groups: Vec<&str> = typed.split(|letter: char| !letter.is_ascii_digit()).collect();
    let number = |text: &str| text.parse::<i16>().ok();
    let three = groups.windows(3).any(|three| {
        let (Some(one), Some(two), Some(last)) = (number(three[0]), number(three[1]), number(three[2]))
        else {
            return false;
        };
        is_a_day(one, two, last) || is_a_day(last, two, one) || is_a_day(last, one, two)
    });
    let eight = groups.iter().filter(|group| group.len() == 8).any(|group| {
        let cut = |from: usize, to: usize| number(&group[from..to]).unwrap_or_default();
        is_full_day(cut(0, 4), cut(4, 6), cut(6, 8))
            || is_full_day(cut(4, 8), cut(2, 4), cut(0, 2))
            || is_full_day(cut(4, 8), cut(0, 2), cut(2, 4))
    });
    three || eight
}

/// Whether it can be a day; a year may have two digits.
fn is_a_day(year: i16, month: i16, day: i16) -> bool {
    is_full_day(if (0..100).contains(&year) { 2000 + year } else { year }, month, day)
}

fn is_full_day(year: i16, month: i16, day: i16) -> bool {
    let small = |number: i16| i8::try_from(number).unwrap_or_default();
    (1900..=2100).contains(&year) && Date::new(year, small(month), small(day)).is_ok()
}

impl TryFrom<String> for CaseReference {
    type Error = CaseReferenceError;

    fn try_from(typed: String) -> Result<Self, CaseReferenceError> {
        typed.parse()
    }
}

impl From<CaseReference> for String {
    fn from(reference: CaseReference) -> Self {
        reference.0
    }
}

impl fmt::Display for CaseReferenceError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let why = match self {
            CaseReferenceError::Empty => "it is empty",
            CaseReferenceError::TooLong => "it is longer than 32 characters",
            CaseReferenceError::OtherCharacters => {
                "it holds something else than the letters a to z, digits, and - / . _ between them"
            }
            CaseReferenceError::NoDigit => "it holds no digit",
            CaseReferenceError::Name => {
                "it holds letters as a name does: more than three in a row, a capital and small ones, or two or \
                 three beside fewer than three digits"
            }
            CaseReferenceError::Date => "it looks like a date, as that of a birth",
            CaseReferenceError::Telephone => "it looks like a telephone number",
        };
        write!(out, "{why}; write a code of your agency that names nobody, such as A-0417")
    }
}

impl std::error::Error for CaseReferenceError {}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(typed: &str) -> Option<CaseReferenceError> {
        typed.parse::<CaseReference>().err()
    }

    #[test]
    fn codes_of_agencies_are_taken() {
        for typed in [
            "A-0417",
            "0417",
            "case-0417",
            "2026/0417",
            "NJ.12_7",
            "SH-26-118",
            "DVS-0417",
            "dvs-0417",
            "A7",
            "case-1",
            "Case-1",
            "  B7 ",
            "00417123",
            "26-11-0417",
        ] {
            assert_eq!(refused(typed), None, "{typed}");
        }
        assert_eq!("  B7 ".parse::<CaseReference>().unwrap().as_str(), "B7");
    }

    #[test]
    fn what_names_somebody_is_refused() {
        use CaseReferenceError::{Date, Empty, Name, NoDigit, OtherCharacters, Telephone, TooLong};
        let refusals = [
            ("", Empty),
            ("  ", Empty),
            ("Maria", Name),
            ("maria-lopez-7", Name),
            ("LOPEZ-1", Name),
            ("A1Maria", Name),
            ("LEE-7", Name),
            ("lee-7", Name),
            ("Li7", Name),
            ("ANN-98", Name),
            ("Ann-1998", Name),
            ("Jo-0417", Name),
            ("Kim.0417", Name),
            ("A-B", NoDigit),
            ("AB-CD", Name),
            ("María 7", OtherCharacters),
            ("Li 7", OtherCharacters),
            ("1998-04-17", Date),
            ("17.4.98", Date),
            ("4/17/1998", Date),
            ("A-1998-04-17", Date),
            ("19980417", Date),
            ("17041998", Date),
            ("555-0143", Telephone),
            ("(201) 555-0143", Telephone),
            ("+1201555", Telephone),
            ("201.555.0143", Telephone),
            ("A-201-555-0143", Telephone),
            ("A-0417-A-0417-A-0417-A-0417-A-0417", TooLong),
        ];
        for (typed, why) in refusals {
            assert_eq!(refused(typed), Some(why), "{typed}");
            assert!(
                typed.is_empty() || !why.to_string().contains(typed) || typed.trim().is_empty(),
                "{typed}"
            );
        }
    }
}
