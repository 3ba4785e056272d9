//! Why a text that was handed in is no answer, by its kind: space around it, a capital letter, a number
//! in quotes, a sign beside a number. What it says never holds the text, nor a character of it that could
//! be read as a part.

use super::model::Kind;
use crate::decimal::Decimal;
use crate::lookalike;

/// Returns what is wrong with a word, if `fits` accepts it once that is mended. Nothing if it is simply
/// another word.
pub fn of_word(word: &str, fits: impl Fn(&str) -> bool) -> Option<String> {
    let meant = lookalike::as_meant(word);
    let trimmed = meant.trim_matches(|c: char| c.is_whitespace() || is_quote(c));
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

/// Returns the kinds of character that look like another one, are not seen or have no place beside a number
/// or around a word, each once.
fn characters(text: &str) -> Vec<String> {
    let mut slips: Vec<String> = Vec::new();
    for character in text.trim().chars() {
        let slip = match (lookalike::find(character), sign(character)) {
            (Some(lookalike::LookAlike { meant: None, .. }), _) => {
                format!("it holds a {}, which nobody sees: remove it", lookalike::named(character))
            }
            (Some(found), _) if found.meant.is_some_and(is_quote) => {
                format!("it holds a sign that is no part of it ({}): leave it out", found.name)
            }
            (Some(found), None) => {
                format!("it holds a {}: write plain letters, digits and signs", found.name)
            }
            (_, Some(name)) => format!("it holds {name}: leave it out"),
            (None, None) => continue,
        };
        if !slips.contains(&slip) {
            slips.push(slip);
        }
    }
    slips
}

/// What a sign is called that people write with a number, or around a word, and that is no part of it.
fn sign(character: char) -> Option<&'static str> {
    let meant = lookalike::find(character).and_then(|found| found.meant).unwrap_or(character);
    match meant {
        '"' => Some("a quote within the quotes"),
        '\'' | '`' => Some("an apostrophe"),
        '%' | '‰' | '٪' | '﹪' => Some("a percent sign"),
        '$'
        | '\u{a2}'..='\u{a5}'
        | '\u{e3f}'
        | '\u{20a0}'..='\u{20cf}'
        | '\u{fdfc}'
        | '\u{ffe0}'..='\u{ffe6}' => Some("a currency sign"),
        _ => None,
    }
}

fn is_quote(character: char) -> bool {
    matches!(character, '"' | '\'' | '`')
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
    let is_beside = |c: char| c.is_whitespace() || c == '_' || sign(c).is_some();
    let bare: String = meant.chars().filter(|c| !is_beside(*c)).collect();
    let plain = without_thousands(&bare);
    if Decimal::of_equal(&plain).is_err() {
        return None;
    }
    let mut slips = vec!["it stands in quotes: a number stands without".to_owned()];
    if meant.trim() != meant.as_ref() {
        slips.push("there is space around it: leave it out".to_owned());
    }
    slips.extend(characters(text));
    if meant.trim().contains(char::is_whitespace) {
        slips.push("there is space inside it: write the number alone, its digits together".to_owned());
    }
    let groups = plain.chars().filter(char::is_ascii_punctuation).count();
    if meant.contains('_') || groups < bare.chars().filter(char::is_ascii_punctuation).count() {
        slips.push("it has thousands separators: write its digits together".to_owned());
    }
    if bare.contains(',') {
        slips.push("it has a comma: thousands stand without one, and the places after a point".to_owned());
    }
    Some(slips.join("; "))
}

/// Returns a number without the commas or points between its thousands, and with a point before its places.
/// A mark that stands once and last comes before places.
fn without_thousands(number: &str) -> String {
    let is_mark = |c: char| matches!(c, ',' | '.');
    let last = number.rfind(is_mark);
    let places = last.filter(|at| number.matches(&number[*at..=*at]).count() == 1);
    let (whole, places) = places.map_or((number, None), |at| (&number[..at], Some(&number[at + 1..])));
    let mut groups = whole.split(is_mark);
    let first = groups.next().unwrap_or_default();
    let are_thousands = groups.clone().all(|group| group.len() == 3) && !first.is_empty();
    let whole = if are_thousands {
        groups.fold(first.to_owned(), |all, group| all + group)
    } else {
        whole.to_owned()
    };
    places.map_or(whole.clone(), |places| format!("{whole}.{places}"))
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
