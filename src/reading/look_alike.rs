//! Characters in a document that are taken for another one: what stands where TOML, an id or a rule needs
//! a plain one. Texts that people read may hold them.

use super::text;
use crate::diagnostic::Diagnostic;
use crate::lookalike;
use crate::source::{Source, Span};

/// Codes of what must be written in plain letters, digits and signs.
const PLAIN_ONLY: [&str; 15] = [
    "bad-id",
    "bad-version",
    "bad-ages",
    "bad-language",
    "bad-condition",
    "bad-count",
    "bad-contact",
    "bad-url",
    "unknown-key",
    "unknown-word",
    "unknown-name",
    "unknown-option",
    "unknown-tag",
    "unknown-level",
    "wrong-comparison",
];

/// Names the first look-alike in the words that a finding is about: it explains why they are wrong.
pub fn point_out(finding: &mut Diagnostic, source: &Source) {
    if !PLAIN_ONLY.contains(&finding.code) {
        return;
    }
    let span = source.clamp(&finding.span);
    if span.len() > LONGEST
        || (source.text()[span.clone()].is_ascii() && !has_escapes(&source.text()[span.clone()]))
    {
        return;
    }
    let written = text::characters(source.text(), &span);
    let first = written.iter().find_map(|written| Some((written, lookalike::find(written.character)?)));
    let Some((written, found)) = first else { return };
    let (line, column) = source.position(written.span.start);
    let name = lookalike::named(written.character);
    finding.message += &format!("; at line {line}, column {column} stands {name}");
    let advice = lookalike::advice(written.character, &found);
    finding.help = format!("{advice}; {}", finding.help);
    if finding.elsewhere.is_none() && written.span != finding.span {
        finding.elsewhere = Some((written.span.clone(), name));
    }
}

/// No name, word or rule is longer, in bytes.
const LONGEST: usize = 4096;

fn has_escapes(literal: &str) -> bool {
    literal.starts_with('"') && literal.contains('\\')
}

/// Returns what is wrong with a part of a document that is no TOML, if a look-alike or a decimal comma
/// stands in it outside its texts.
pub fn in_broken(document: &str, part: &Span) -> Option<Diagnostic> {
    let mut scan = Scan { document, part, in_key: true };
    scan.run()
}

struct Scan<'d> {
    document: &'d str,
    part: &'d Span,
    /// Whether no `=` was seen yet.
    in_key: bool,
}

impl Scan<'_> {
    fn run(&mut self) -> Option<Diagnostic> {
        let mut at = self.part.start;
        while let Some(character) = self.document[at..self.part.end].chars().next() {
            let next = at + character.len_utf8();
            at = match character {
                '"' | '\'' => match end_of_text(&self.document[at..self.part.end], character) {
                    Some(length) => at + length,
                    None => return self.curly_end(at),
                },
                '#' => self.line_end(at),
                '=' => {
                    self.in_key = false;
                    if let Some(comma) = comma_in_number(&self.document[next..self.part.end]) {
                        return Some(decimal_comma(next + comma));
                    }
                    next
                }
                ',' | '{' | '\n' => {
                    self.in_key = true;
                    next
                }
                _ => match self.look_alike(at, character) {
                    Some(finding) => return Some(finding),
                    None => next,
                },
            };
        }
        None
    }

    fn line_end(&self, at: usize) -> usize {
        self.document[at..self.part.end].find('\n').map_or(self.part.end, |length| at + length)
    }

    /// A letter that looks like another explains a broken key only: values in letters lack their quotes.
    fn look_alike(&self, at: usize, character: char) -> Option<Diagnostic> {
        let found = lookalike::find(character)?;
        let is_letter = found.meant.is_some_and(|meant| meant.is_ascii_alphabetic());
        (self.in_key || !is_letter).then(|| named(at, character, &found))
    }

    /// A text that begins with a straight quote and is not closed: perhaps with a curly one.
    fn curly_end(&self, at: usize) -> Option<Diagnostic> {
        let line = &self.document[at..self.line_end(at)];
        let (place, character) = line
            .char_indices()
            .rev()
            .find(|(_, c)| lookalike::find(*c).is_some_and(|found| is_quote(&found)))?;
        Some(named(at + place, character, &lookalike::find(character)?))
    }
}

fn is_quote(found: &lookalike::LookAlike) -> bool {
    matches!(found.meant, Some('"' | '\''))
}

fn named(at: usize, character: char, found: &lookalike::LookAlike) -> Diagnostic {
    let name = lookalike::named(character);
    let message = match is_quote(found) {
        true => format!("this is {name}, which is no quote here"),
        false => format!("this is {name}, which only looks like what belongs here"),
    };
    let message = if found.meant.is_none() { format!("this is {name}, which nobody sees") } else { message };
    let span = at..at + character.len_utf8();
    Diagnostic::error("toml", span, message).help(lookalike::advice(character, found))
}

fn decimal_comma(at: usize) -> Diagnostic {
    Diagnostic::error("toml", at..at + 1, "this comma stands in a number, where a point belongs")
        .help("write a point before the places: 1.5, not 1,5")
}

/// Returns where the comma is in a number with one, which begins a text: `1,5`.
fn comma_in_number(text: &str) -> Option<usize> {
    let trimmed = text.trim_start_matches([' ', '\t', '-', '+']);
    let digits = trimmed.bytes().take_while(u8::is_ascii_digit).count();
    let rest = trimmed[digits..].strip_prefix(',')?;
    let follows = rest.bytes().next().is_some_and(|byte| byte.is_ascii_digit());
    (digits > 0 && follows).then_some(text.len() - trimmed.len() + digits)
}

/// Returns the length of the text in quotes at the beginning; nothing if it does not end.
fn end_of_text(rest: &str, quote: char) -> Option<usize> {
    let three: String = std::iter::repeat_n(quote, 3).collect();
    if rest.starts_with(&three) {
        return rest[3..].find(&three).map(|length| 3 + length + 3);
    }
    let mut escaped = false;
    for (place, character) in rest.char_indices().skip(1) {
        match character {
            '\n' => return None,
            '\\' if quote == '"' && !escaped => escaped = true,
            _ if character == quote && !escaped => return Some(place + 1),
            _ => escaped = false,
        }
    }
    None
}
