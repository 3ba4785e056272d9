//! Why a text that was handed in is no answer, by its kind: space around it, a capital letter, a number
//! in quotes. What it says never holds the text, nor a character of it that could be read as a part.

use super::model::Kind;
use crate::decimal::Decimal;
use crate::lookalike;

/// Returns what is wrong with a word, if `fits` accepts it once that is mended. Nothing if it is simply
/// another word.
pub fn of_word(word: &str, fits: impl Fn(&str) -> bool) -> Option<String> {
    let meant = lookalike::as_meant(word);
    let trimmed = meant.trim();
    let small = trimmed.to_lowercase();
    let is_meant = fits(trimmed) || fits(&small);
    if !is_meant || fits(word) {
        return None;
    }
    let mut slips = Vec::new();
    if meant.trim() != meant.as_ref() {
        slips.push("there is space around it: leave it out".to_owned());
    }
    slips.extend(characters(word));
    if !fits(trimmed) {
        slips.push("it has capital letters: write it in small letters".to_owned());
    }
    Some(slips.join("; "))
}

/// Returns the kinds of character that look like another one or are not seen, each once.
fn characters(text: &str) -> Vec<String> {
    let mut slips: Vec<String> = Vec::new();
    for character in text.trim().chars() {
        let Some(found) = lookalike::find(character) else { continue };
        let slip = match found.meant {
            None => format!("it holds a {}, which nobody sees: remove it", lookalike::named(character)),
            Some(_) => format!("it holds a {}: write plain letters, digits and signs", found.name),
        };
        if !slips.contains(&slip) {
            slips.push(slip);
        }
    }
    slips
}

/// Returns why a text is no answer to a question of that kind, where that can be said.
pub fn of_text(kind: &Kind, text: &str) -> Option<String> {
    match kind {
        Kind::YesNo => match text.trim().to_lowercase().as_str() {
            "yes" | "no" if text == text.trim() => Some("yes and no are small letters".to_owned()),
            "true" | "false" => Some("write yes or no, not true or false".to_owned()),
            _ => of_word(text, |word| matches!(word, "yes" | "no")),
        },
        Kind::Choice(options) | Kind::Scale(options) => {
            of_word(text, |word| options.iter().any(|option| option.id == word))
        }
        Kind::Choices(options) => {
            let is_option = |word: &str| options.iter().any(|option| option.id == word);
            match is_option(text) {
                true => Some("it stands in a list, also if it is the only one: [\"…\"]".to_owned()),
                false => of_word(text, is_option),
            }
        }
        Kind::Number(_) => of_number(text),
        Kind::DatePart { .. } => of_word(text, |word| kind.read_line(word).is_ok()),
        Kind::Text { max_length } => of_own_words(text, *max_length),
    }
}

/// Returns why one of a list is no option.
pub fn of_list(kind: &Kind, ids: &[String]) -> Option<String> {
    let is_option = |word: &str| kind.options().iter().any(|option| option.id == word);
    match kind {
        Kind::Choices(_) if ids.is_empty() => {
            Some("an empty list says nothing: leave the question out, or choose an option".to_owned())
        }
        Kind::Choices(_) => ids.iter().find_map(|id| of_word(id, is_option)),
        _ => Some("it is one answer, not a list".to_owned()),
    }
}

fn of_number(text: &str) -> Option<String> {
    let meant = lookalike::as_meant(text);
    let trimmed = meant.trim();
    let with_point = trimmed.replacen(',', ".", 1);
    let is_number = |text: &str| Decimal::of_equal(text).is_ok();
    if !is_number(&with_point) {
        return None;
    }
    let mut slips = vec!["it stands in quotes: a number stands without".to_owned()];
    if meant.trim() != meant.as_ref() {
        slips.push("there is space around it: leave it out".to_owned());
    }
    slips.extend(characters(text));
    if !is_number(trimmed) {
        slips.push("it has a comma: the places stand after a point".to_owned());
    }
    Some(slips.join("; "))
}

fn of_own_words(text: &str, max_length: u32) -> Option<String> {
    if text.trim().is_empty() {
        return Some("this one is empty: leave the question out, or give a state".to_owned());
    }
    let mut slips = Vec::new();
    let has = |these: &[char]| text.contains(these);
    if has(&['\n', '\r']) {
        slips.push("it has a line end: write it in one line".to_owned());
    }
    if has(&['\t']) {
        slips.push("it has a tab: write a space".to_owned());
    }
    if text.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t')) {
        slips.push("it has a control character: remove it".to_owned());
    }
    if text.chars().count() > max_length as usize {
        slips.push(format!("it has more than {max_length} characters: shorten it"));
    }
    (!slips.is_empty()).then(|| slips.join("; "))
}
