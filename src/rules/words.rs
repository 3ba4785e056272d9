//! Cuts the text of a condition into words and signs, each with its place.

use crate::source::Span;

/// One word or sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RuleWord<'t> {
    /// A name, a keyword or a number.
    Text(&'t str),
    /// `( ) , = < <= > >=`, or a sign that people try: `!=`, `==`, `&&`, `||`, `!`.
    Sign(&'t str),
    /// Anything else.
    Stray(&'t str),
}

impl<'t> RuleWord<'t> {
    /// Returns the word as written.
    pub fn text(self) -> &'t str {
        match self {
            RuleWord::Text(text) | RuleWord::Sign(text) | RuleWord::Stray(text) => text,
        }
    }
}

/// The words of the rule language, which no id can be.
pub const KEYWORDS: [&str; 17] = [
    "and", "or", "not", "at", "least", "most", "exactly", "of", "tag", "includes", "any", "all", "is", "yes",
    "no", "true", "false",
];

const SIGNS: [&str; 17] =
    ["!=", "<>", "==", "<=", ">=", "=<", "=>", "&&", "||", "(", ")", ",", "=", "<", ">", "!", "&"];

/// Returns the words of a text.
pub fn words(text: &str) -> Vec<(RuleWord<'_>, Span)> {
    let mut words = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let rest = &text[at..];
        let first = rest.chars().next().expect("there is more text");
        if first.is_whitespace() {
            at += first.len_utf8();
            continue;
        }
        let word = next_word(rest, first);
        words.push((word, at..at + word.text().len()));
        at += word.text().len();
    }
    words
}

fn next_word(rest: &str, first: char) -> RuleWord<'_> {
    if let Some(sign) = SIGNS.iter().find(|sign| rest.starts_with(**sign)) {
        return RuleWord::Sign(&rest[..sign.len()]);
    }
    let in_word = |c: char| c.is_alphanumeric() || matches!(c, '_' | '.' | '-');
    if !in_word(first) {
        return RuleWord::Stray(&rest[..first.len_utf8()]);
    }
    let end = rest.find(|c: char| !in_word(c)).unwrap_or(rest.len());
    RuleWord::Text(&rest[..end])
}
