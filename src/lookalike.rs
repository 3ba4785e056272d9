//! Characters that people take for another one, or do not see: what they are called, and what was
//! probably meant. Editors put them in ("smart" quotes), keyboards of other scripts type them, and they
//! come along when a text is copied. Not each of them is wrong: a text may hold most of them, an id or a
//! number none.

use std::borrow::Cow;

use crate::digits;

/// What a character is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LookAlike {
    /// What it is called, without its number: "no-break space".
    pub name: &'static str,
    /// What was probably meant; nothing where it should just not be there.
    pub meant: Option<char>,
}

/// Single characters: the character, its name, and what was meant (a zero: nothing).
#[rustfmt::skip]
const NAMED: &[(char, &str, char)] = &[
    ('\u{a0}', "no-break space", ' '), ('\u{1680}', "ogham space", ' '), ('\u{2002}', "en space", ' '),
    ('\u{2003}', "em space", ' '), ('\u{2007}', "figure space", ' '), ('\u{2009}', "thin space", ' '),
    ('\u{200a}', "hair space", ' '), ('\u{202f}', "narrow no-break space", ' '),
    ('\u{205f}', "mathematical space", ' '), ('\u{3000}', "ideographic space", ' '),
    ('\u{ad}', "soft hyphen", '\0'), ('\u{34f}', "grapheme joiner", '\0'),
    ('\u{61c}', "Arabic letter mark", '\0'), ('\u{180e}', "Mongolian vowel separator", '\0'),
    ('\u{200b}', "zero-width space", '\0'), ('\u{200c}', "zero-width non-joiner", '\0'),
    ('\u{200d}', "zero-width joiner", '\0'), ('\u{200e}', "left-to-right mark", '\0'),
    ('\u{200f}', "right-to-left mark", '\0'), ('\u{2060}', "word joiner", '\0'),
    ('\u{feff}', "byte-order mark", '\0'),
    ('\u{2018}', "curly quote", '\''), ('\u{2019}', "curly quote", '\''), ('\u{201a}', "low quote", '\''),
    ('\u{201b}', "curly quote", '\''), ('\u{2032}', "prime sign", '\''), ('\u{b4}', "accent sign", '\''),
    ('\u{201c}', "curly quote", '"'), ('\u{201d}', "curly quote", '"'), ('\u{201e}', "low quote", '"'),
    ('\u{201f}', "curly quote", '"'), ('\u{2033}', "double prime sign", '"'),
    ('\u{ab}', "angle quote", '"'), ('\u{bb}', "angle quote", '"'), ('\u{300c}', "corner bracket", '"'),
    ('\u{300d}', "corner bracket", '"'),
    ('\u{2010}', "hyphen", '-'), ('\u{2011}', "no-break hyphen", '-'), ('\u{2012}', "figure dash", '-'),
    ('\u{2013}', "en dash", '-'), ('\u{2014}', "em dash", '-'), ('\u{2212}', "minus sign", '-'),
    ('\u{fe63}', "small hyphen", '-'),
    ('\u{60c}', "Arabic comma", ','), ('\u{66b}', "Arabic decimal sign", '.'), ('\u{3001}', "ideographic comma", ','),
    ('\u{2024}', "one dot leader", '.'), ('\u{2215}', "division slash", '/'), ('\u{2260}', "not-equal sign", '='), ('\u{2264}', "less-or-equal sign", '<'),
    ('\u{2265}', "greater-or-equal sign", '>'), ('\u{3002}', "ideographic full stop", '.'),
];

/// Letters of other alphabets in the order of the Latin letters that they look like.
const CYRILLIC: (&str, &str) = ("аеорсухіѕјһԁԛԝкмтвнАВЕКМНОРСТХІЅЈУ", "aeopcyxisjhdqwkmtbhABEKMHOPCTXISJY");
const GREEK: (&str, &str) = ("ονιυκρχταΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "oviukpxtaABEZHIKMNOPTYX");

/// Returns what a character is, if it is easily taken for another one or not seen.
pub fn find(character: char) -> Option<LookAlike> {
    if character.is_ascii() {
        return None;
    }
    if let Some((_, name, meant)) = NAMED.iter().find(|(known, _, _)| *known == character) {
        return Some(LookAlike { name, meant: Some(*meant).filter(|meant| *meant != '\0') });
    }
    let (name, meant) = match character {
        '\u{ff01}'..='\u{ff5e}' => full_width(character),
        '\u{2000}'..='\u{200a}' => ("space of another width", ' '),
        '\u{300}'..='\u{36f}' => return Some(LookAlike { name: "combining accent", meant: None }),
        '\u{1100}'..='\u{11ff}' => return Some(LookAlike { name: "part of a Hangul letter", meant: None }),
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {
            return Some(LookAlike { name: "text-direction control", meant: None });
        }
        '\u{fe00}'..='\u{fe0f}' => return Some(LookAlike { name: "variation selector", meant: None }),
        _ => letter_or_digit(character)?,
    };
    Some(LookAlike { name, meant: Some(meant) })
}

fn full_width(character: char) -> (&'static str, char) {
    let meant = char::from_u32(u32::from(character) - 0xfee0).unwrap_or(character);
    let name = match meant {
        '0'..='9' => "full-width digit",
        'a'..='z' | 'A'..='Z' => "full-width letter",
        _ => "full-width sign",
    };
    (name, meant)
}

fn letter_or_digit(character: char) -> Option<(&'static str, char)> {
    let in_list = |(theirs, latin): (&str, &str)| {
        theirs.chars().zip(latin.chars()).find(|(own, _)| *own == character).map(|(_, latin)| latin)
    };
    if let Some(value) = digits::value(character) {
        return Some(("digit of another script", char::from(b'0' + value)));
    }
    let cyrillic = in_list(CYRILLIC).map(|latin| ("Cyrillic letter", latin));
    cyrillic.or_else(|| in_list(GREEK).map(|latin| ("Greek letter", latin)))
}

/// Returns a character by its number and its name: "U+00A0 no-break space".
pub fn named(character: char) -> String {
    let number = u32::from(character);
    match find(character) {
        Some(LookAlike { name, .. }) => format!("U+{number:04X} {name}"),
        None if character.is_control() => format!("U+{number:04X} control character"),
        None if character.is_whitespace() => format!("U+{number:04X} space"),
        None => format!("U+{number:04X}"),
    }
}

/// Returns what to write instead of a look-alike.
pub fn advice(character: char, found: &LookAlike) -> String {
    match (character, found.meant) {
        ('\u{2260}', _) => "write not (… = …)".to_owned(),
        ('\u{2264}', _) => "write <=".to_owned(),
        ('\u{2265}', _) => "write >=".to_owned(),
        (_, None) => "remove it".to_owned(),
        (_, Some(' ')) => "write an ordinary space, or none".to_owned(),
        (_, Some('"' | '\'')) => "write a straight quote: \"".to_owned(),
        (_, Some(meant)) => format!("write a plain `{meant}`"),
    }
}

/// Returns a text as it was probably meant: look-alikes replaced, unseen characters left out.
pub fn as_meant(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        return Cow::Borrowed(text);
    }
    let meant = text.chars().filter_map(|character| match find(character) {
        Some(found) => found.meant,
        None => Some(character),
    });
    Cow::Owned(meant.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_letter_stands_beside_the_one_it_looks_like() {
        for (theirs, latin) in [CYRILLIC, GREEK] {
            assert_eq!(theirs.chars().count(), latin.chars().count());
            assert!(latin.is_ascii() && !theirs.chars().any(|letter| letter.is_ascii()));
        }
    }

    #[test]
    fn what_was_meant_is_plain() {
        assert_eq!(as_meant("pаpers\u{a0}held\u{200b}"), "papers held");
        assert_eq!(as_meant("\u{feff}７０，５–٤"), "70,5-4");
        assert_eq!(as_meant("Renée 漢字"), "Renée 漢字");
        assert_eq!(named('\u{a0}'), "U+00A0 no-break space");
        assert_eq!(named('\u{feff}'), "U+FEFF byte-order mark");
        assert_eq!(named('\u{1b}'), "U+001B control character");
        assert_eq!(named('а'), "U+0430 Cyrillic letter");
    }
}
