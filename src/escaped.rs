//! Text as it may be shown: nothing in it can be taken for a command, turns the direction of other
//! text, or is there without being seen. Such characters are shown by their number, like `\u{202e}`; they
//! are never dropped. Joiners and selectors stay where a script or a picture needs them.

use std::borrow::Cow;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthChar;

/// Returns a text as it may be shown. Line ends are shown by their number too.
pub fn escaped(text: &str) -> String {
    text.graphemes(true).map(cluster).collect()
}

/// Returns a text of several lines as it may be shown; its line ends stay.
pub fn escaped_lines(text: &str) -> String {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_unseen_stays_unseen() {
        assert_eq!(escaped("a\u{202e}b\u{200b}c\u{feff}"), "a\\u{202e}b\\u{200b}c\\u{feff}");
        assert_eq!(escaped("\u{1b}[2J\r\n\t\u{9b}"), "\\u{1b}[2J\\u{d}\\u{a}\\u{9}\\u{9b}");
        assert_eq!(escaped("x\u{200d}y\u{fe0f}\u{e0041}\u{ad}"), "x\\u{200d}y\\u{fe0f}\\u{e0041}\\u{ad}");
        assert_eq!(escaped("\u{301}a"), "\\u{301}a");
    }

    #[test]
    fn what_is_written_with_joiners_stays_as_it_is() {
        for text in [
            "👩‍👩‍👧",
            "❤\u{fe0f}",
            "1\u{fe0f}\u{20e3}",
            "می‌خواهم",
            "क्‍ष",
            "🏴\u{e0067}\u{e0062}\u{e007f}",
            "e\u{301}",
            "שלום",
            "漢字",
        ] {
            assert_eq!(escaped(text), text);
        }
    }
}
