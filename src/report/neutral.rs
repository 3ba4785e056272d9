//! Words that may stand on paper that a person carries: it can be found by whoever must not know of the talk.

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

/// Returns whether a name or an address tells nobody what it is for.
pub fn is_neutral(text: &str) -> bool {
    let text = text.to_lowercase();
    !NEVER.iter().any(|word| text.contains(word))
}

#[cfg(test)]
mod tests {
    use super::is_neutral;

    #[test]
    fn what_is_carried_names_nothing() {
        assert!(!is_neutral("National Human Trafficking Hotline"));
        assert!(!is_neutral("website: humantraffickinghotline.org"));
        assert!(!is_neutral("National Sexual Assault Hotline"));
        assert!(!is_neutral("988 Suicide & Crisis Lifeline"));
        assert!(!is_neutral("1800runaway.org"));
        assert!(is_neutral("phone: 211"));
    }
}
