//! Letters as people write them: in any case, with or without accents, with any apostrophe. What is the
//! same letter to a reader is the same here. Its one surprise: an `ñ` is a letter of its own and stays.

/// Accented letters, each group after the letter that it is a form of.
const FORMS: [(char, &str); 8] = [
    ('a', "áàâäãåāăą"),
    ('e', "éèêëēĕėęě"),
    ('i', "íìîïĩīĭį"),
    ('o', "óòôöõōŏőø"),
    ('u', "úùûüũūŭůűų"),
    ('c', "çćč"),
    ('s', "śšşș"),
    ('z', "źżž"),
];

/// Returns whether a word of a text is one of ours, which are folded. What it owns counts as the word
/// itself: "victim's".
pub fn is_word(word: &str, known: &str) -> bool {
    is_same(word, known)
        || word
            .strip_suffix("'s")
            .or_else(|| word.strip_suffix("’s"))
            .is_some_and(|word| is_same(word, known))
}

fn is_same(word: &str, known: &str) -> bool {
    if word.is_ascii() {
        return word.eq_ignore_ascii_case(known);
    }
    letters(word).eq(known.chars())
}

/// Returns whether a word begins with letters of ours.
pub fn begins(word: &str, known: &str) -> bool {
    let mut letters = letters(word);
    known.chars().all(|letter| letters.next() == Some(letter))
}

/// Returns a text with each letter in its plain form.
pub fn folded(text: &str) -> String {
    letters(text).collect()
}

/// Returns the plain form of a letter.
pub fn plain(letter: char) -> char {
    if letter.is_ascii() {
        return letter.to_ascii_lowercase();
    }
    if matches!(letter, '’' | 'ʼ') {
        return '\'';
    }
    let lower = letter.to_lowercase().next().unwrap_or(letter);
    FORMS.iter().find(|(_, forms)| forms.contains(lower)).map_or(lower, |(letter, _)| *letter)
}

/// Returns the plain letters of a text; an accent that is a character of its own is left out, but for the one of
/// `ñ`.
pub fn letters(text: &str) -> impl Iterator<Item = char> {
    let mut letters = text.chars().peekable();
    std::iter::from_fn(move || {
        let letter = letters.find(|letter| !is_accent(*letter))?;
        let is_tilde = letters.peek() == Some(&'\u{303}') && matches!(letter, 'n' | 'N');
        Some(if is_tilde { 'ñ' } else { plain(letter) })
    })
}

/// Returns whether a character is an accent on the letter before it.
pub fn is_accent(letter: char) -> bool {
    matches!(letter, '\u{300}'..='\u{36f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_the_same_however_it_is_written() {
        for (word, known) in [
            ("VÍCTIMA", "victima"),
            ("vi\u{301}ctima", "victima"),
            ("Años", "años"),
            ("an\u{303}os", "años"),
            ("Don’t", "don't"),
            ("victim’s", "victim"),
            ("İ", "i"),
        ] {
            assert!(is_word(word, known), "{word}");
        }
        for (word, known) in [("anos", "años"), ("victims", "victim"), ("vic", "victim")] {
            assert!(!is_word(word, known), "{word}");
        }
        assert!(begins("Traficadas", "traficad") && !begins("Tra", "traficad"));
    }
}
