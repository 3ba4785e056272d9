//! Text as it may be shown: nothing in it can be taken for a command, turns the direction of other
//! text, or is there without being seen. Such characters are shown by their number, like `\u{202e}`; they
//! are never dropped. Joiners and selectors stay where a script or a picture needs them.

use std::borrow::Cow;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthChar;

/// Returns a text as it may be shown. Line ends are shown by their number too.
pub fn escaped(text: &str) -> String {
    if text.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
        return text.to_owned();
    }
    if !text.contains(BREAK) {
        return text.graphemes(true).map(cluster).collect();
    }
    let clusters: Vec<&str> = text.graphemes(true).collect();
    let shown = clusters.iter().enumerate().map(|(at, each)| {
        let before = at.checked_sub(1).and_then(|at| clusters[at].chars().next_back());
        let after = clusters.get(at + 1).and_then(|next| next.chars().next());
        let is_written = each.starts_with(BREAK) && is_needed(before, BREAK, after);
        if is_written { Cow::Borrowed(*each) } else { cluster(each) }
    });
    shown.collect()
}

/// The border of a word where a script writes no spaces.
const BREAK: char = '\u{200b}';

/// Blocks of scripts whose letters join, and can be kept from it (U+200C) or made to (U+200D).
const JOINING: [&[(char, char)]; 4] = [
    // Arabic, Syriac, N'Ko, Mandaic: what is written from right to left.
    &[('\u{600}', '\u{8ff}'), ('\u{fb50}', '\u{fdff}'), ('\u{fe70}', '\u{fefc}')],
    // Mongolian.
    &[('\u{1800}', '\u{18af}')],
    // The scripts of India, from Devanagari to Sinhala.
    &[('\u{900}', '\u{dff}'), ('\u{1cd0}', '\u{1cff}'), ('\u{a8e0}', '\u{a8ff}')],
    // Tibetan, Burmese, Khmer.
    &[('\u{f00}', '\u{109f}'), ('\u{1780}', '\u{17ff}'), ('\u{aa60}', '\u{aa7f}')],
];

/// Blocks of scripts that write no spaces between words: Thai and Lao; Burmese and Shan; Khmer; the Tai
/// scripts.
const UNSPACED: [&[(char, char)]; 4] = [
    &[('\u{e00}', '\u{e7f}'), ('\u{e80}', '\u{eff}')],
    &[('\u{1000}', '\u{109f}'), ('\u{a9e0}', '\u{a9ff}'), ('\u{aa60}', '\u{aa7f}')],
    &[('\u{1780}', '\u{17ff}')],
    &[('\u{1950}', '\u{19df}'), ('\u{1a20}', '\u{1aad}'), ('\u{aa80}', '\u{aadf}')],
];

/// Returns whether a character that nobody sees is how a script is written, between these two: a joiner
/// between letters that join, a border of words between letters of a script without spaces.
pub fn is_needed(before: Option<char>, character: char, after: Option<char>) -> bool {
    let scripts = match character {
        '\u{200c}' | '\u{200d}' => &JOINING,
        BREAK => &UNSPACED,
        _ => return false,
    };
    let (Some(before), Some(after)) = (before, after) else { return false };
    let holds = |letter: char| {
        move |blocks: &&&[(char, char)]| blocks.iter().any(|(first, last)| (*first..=*last).contains(&letter))
    };
    is_letter(before)
        && is_letter(after)
        && scripts.iter().filter(holds(before)).any(|blocks| holds(after)(&blocks))
}

/// Whether a character is a letter, or a mark on one.
fn is_letter(character: char) -> bool {
    let is_mark = !character.is_alphanumeric() && character.width() == Some(0) && !hides(character);
    character.is_alphabetic() || is_mark
}

/// Returns a text of several lines as it may be shown; its line ends stay.
pub fn escaped_lines(text: &str) -> String {
    if text.bytes().all(|byte| matches!(byte, b'\n' | b' '..=b'~')) {
        return text.to_owned();
    }
    text.split('\n').map(escaped).collect::<Vec<_>>().join("\n")
}

/// Returns one character with the marks that belong to it, as it may be shown.
pub fn cluster(cluster: &str) -> Cow<'_, str> {
    let mut characters = cluster.chars();
    let Some(base) = characters.next() else { return Cow::Borrowed(cluster) };
    let is_plain = !hides(base) && base.width() != Some(0);
    if is_plain && characters.all(|mark| !hides(mark) || belongs(base, mark, cluster)) {
        return Cow::Borrowed(cluster);
    }
    let hidden = |place: usize, character: char| match place {
        0 => !is_plain,
        _ => hides(character) && !belongs(base, character, cluster),
    };
    let shown = cluster.chars().enumerate().map(|(place, character)| {
        if hidden(place, character) { character.escape_unicode().to_string() } else { character.to_string() }
    });
    Cow::Owned(shown.collect())
}

/// Returns whether nobody sees a character, or what it does to others.
fn hides(character: char) -> bool {
    character.is_control()
        || matches!(character,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
            | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}'
            | '\u{fff0}'..='\u{fffb}' | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}'
            | '\u{e0000}'..='\u{e0fff}')
}

/// Returns whether an unseen mark is part of how its character is written.
fn belongs(base: char, mark: char, cluster: &str) -> bool {
    let is_written = !base.is_ascii() && !base.is_whitespace();
    match mark {
        '\u{200c}' | '\u{200d}' => is_written,
        // A keycap: a digit, this, and the frame.
        '\u{fe0f}' => is_written || cluster.ends_with('\u{20e3}'),
        '\u{fe00}'..='\u{fe0e}' | '\u{e0100}'..='\u{e01ef}' => is_written,
        // The flags of parts of countries.
        '\u{e0020}'..='\u{e007f}' => base == '\u{1f3f4}',
        _ => false,
    }
}
