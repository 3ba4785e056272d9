//! How many syllables a word has in a language that writes each vowel that is spoken, as Spanish does:
//! strong vowels, and weak ones with an accent, are a syllable each; weak ones beside them are not. By the
//! rules of the Ortografía of the Real Academia Española (2010) on diphthongs and hiatus.

/// What a letter is here.
#[derive(Clone, Copy, PartialEq)]
enum Sound {
    Strong,
    Weak,
    Other,
}

/// Returns how many syllables a word has, at least one.
pub fn syllables(word: &str) -> u32 {
    let letters: Vec<char> = word.chars().flat_map(char::to_lowercase).collect();
    let (mut count, mut strong, mut weak) = (0, 0_u32, false);
    for place in 0..=letters.len() {
        match sound(&letters, place) {
            Sound::Strong => strong += 1,
            Sound::Weak => weak = true,
            Sound::Other => {
                // A group of vowels is over: weak ones alone are one syllable together.
                count += strong.max(u32::from(weak));
                (strong, weak) = (0, false);
            }
        }
    }
    count.max(1)
}

fn sound(letters: &[char], place: usize) -> Sound {
    let at = |place: Option<usize>| place.and_then(|place| letters.get(place)).copied().unwrap_or(' ');
    let (before, next) = (at(place.checked_sub(1)), at(Some(place + 1)));
    match at(Some(place)) {
        // Not spoken: "que", "guerra".
        'u' if before == 'q' || before == 'g' && matches!(next, 'e' | 'i' | 'é' | 'í') => Sound::Other,
        // A consonant before a vowel: "yo", "mayo".
        'y' if is_vowel(next) => Sound::Other,
        'a' | 'e' | 'o' | 'á' | 'é' | 'ó' | 'í' | 'ú' | 'à' | 'â' | 'ã' | 'ê' | 'ô' | 'õ' | 'è' | 'ò' => {
            Sound::Strong
        }
        'i' | 'u' | 'ü' | 'y' => Sound::Weak,
        _ => Sound::Other,
    }
}

fn is_vowel(letter: char) -> bool {
    "aeiouáéíóúüàâãêôõèò".contains(letter)
}
