//! Words that may stand on paper that a person carries: it can be found by whoever must not know of the talk.

use crate::referral::{Channel, Service};

/// Words that are in nothing that is carried: names that hold one are left out, and so are addresses.
const NEVER: [&str; 19] = [
    "victim",
    "survivor",
    "crime",
    "domestic",
    "traffick",
    "screening",
    "slavery",
    "exploit",
    "abuse",
    "violence",
    "assault",
    "rape",
    "sexual",
    "suicide",
    "runaway",
    "safe house",
    "shelter",
    "police",
    "safelight",
];

/// Words that are, besides those, in no name of a file that is handed over.
const NEVER_OF_A_FILE: [&str; 7] = ["case", "escape", "plan", "hotline", "refuge", "immigra", "client"];

/// So many digits may be a day, or a number by which somebody is found.
const TELLING_DIGITS: usize = 3;

/// What stands between the digits of a day or a number.
const BETWEEN_DIGITS: [char; 5] = ['-', '_', '.', ' ', '/'];

/// The ways that leave nothing but a number in a phone.
const BY_NUMBER: [&str; 3] = ["phone", "text", "tty"];

/// Returns whether a name or an address holds none of the words that tell what it is for. What a name means it
/// cannot know: `neutral_name` looks at what the directory says, too.
pub fn is_neutral(text: &str) -> bool {
    let text = text.to_lowercase();
    !NEVER.iter().any(|word| text.contains(word))
}

/// Returns the name of a service, if it may stand on what is carried.
pub fn neutral_name(service: &Service) -> Option<&str> {
    Some(service.name.as_str()).filter(|name| service.say_name && is_neutral(name))
}

/// Returns whether a way to reach a service may stand on what is carried. The page behind an address says what it is
/// for, and the address stays in the phone: after trafficking, only a number may.
pub fn is_neutral_way(service: &Service, channel: &Channel) -> bool {
    let leaves_no_address = BY_NUMBER.contains(&channel.kind) || !service.meets("trafficking_support");
    is_neutral(&channel.contact) && leaves_no_address && channel.write.values().all(|word| is_neutral(word))
}

/// Returns whether the name of a file that is handed over tells nothing of what it is about, and bears no day and no
/// number. That it is the name of a person cannot be seen.
pub fn is_neutral_file_name(name: &str) -> bool {
    let lower = name.to_lowercase();
    let mut digits = 0;
    for letter in lower.chars().filter(|letter| !BETWEEN_DIGITS.contains(letter)) {
        digits = if letter.is_numeric() { digits + 1 } else { 0 };
        if digits == TELLING_DIGITS {
            return false;
        }
    }
    is_neutral(name) && !NEVER_OF_A_FILE.iter().any(|word| lower.contains(word))
}

#[cfg(test)]
mod tests {
    use super::{is_neutral, is_neutral_file_name};

    #[test]
    fn what_is_carried_names_nothing() {
        assert!(!is_neutral("National Human Trafficking Hotline"));
        assert!(!is_neutral("website: humantraffickinghotline.org"));
        assert!(!is_neutral("National Sexual Assault Hotline"));
        assert!(!is_neutral("988 Suicide & Crisis Lifeline"));
        assert!(!is_neutral("1800runaway.org"));
        assert!(is_neutral("phone: 211"));
    }

    #[test]
    fn a_file_is_named_after_no_case_day_or_number() {
        for telling in [
            "case.html",
            "Escape.txt",
            "plan-b.pdf",
            "hotlines.html",
            "refuge.pdf",
            "immigration.pdf",
            "clients.md",
            "2026.pdf",
            "page-30-11-26.pdf",
            "page 4 7 1.pdf",
            "p٣٣٣.pdf",
            "victims.pdf",
        ] {
            assert!(!is_neutral_file_name(telling), "{telling}");
        }
        for neutral in ["useful-contacts.html", "good-to-know.pdf", "a4.pdf", "page-12.txt"] {
            assert!(is_neutral_file_name(neutral), "{neutral}");
        }
    }
}
