//! What broken TOML does to the rest of a document. A parser that goes on after a mistake reports
//! what follows from it as well; here the mistakes themselves are told from what only follows.

use super::DEEPEST;
use crate::diagnostic::Diagnostic;
use crate::source::Span;

/// Codes that may only follow from something that stands in a damaged part.
const FOLLOWING: [&str; 9] = [
    "unknown-name",
    "unknown-tag",
    "unknown-option",
    "unknown-level",
    "before-limits",
    "needs-comparison",
    "wrong-comparison",
    "no-points",
    "bands",
];

/// What is wrong with the TOML of a document, and which parts of it cannot be relied on.
#[derive(Default)]
pub struct Found {
    /// The mistakes.
    pub breaks: Vec<Diagnostic>,
    /// The damaged parts.
    pub damage: Vec<Span>,
}

/// Sorts out the errors of the TOML parser. `hidden` are the places of characters that no text may
/// hold, which were reported already.
pub fn of(text: &str, errors: &[toml::de::Error], hidden: &[usize]) -> Found {
    let mut found = Found::default();
    if errors.is_empty() {
        return found;
    }
    let blocks = blocks(text);
    if let Some(opening) = unclosed_text(text) {
        let message = "this text begins with three quotes and never ends";
        found
            .breaks
            .push(Diagnostic::error("toml", opening.clone(), message).help("end it with three quotes"));
        found.damage.push(block_at(&blocks, opening.start).start..text.len());
        return found;
    }
    let mut errors: Vec<(Span, &str)> =
        errors.iter().map(|error| (error.span().unwrap_or(0..0), error.message())).collect();
    errors.sort_by_key(|(span, _)| span.start);
    let mut earlier: Option<(Span, Span)> = None;
    for (span, message) in errors {
        let (line, block) = (line_at(text, span.start), block_at(&blocks, span.start));
        let follows = earlier.as_ref().is_some_and(|(earlier_line, earlier_block)| {
            *earlier_line == line || (*earlier_block == block && opens_more(&text[earlier_line.clone()]))
        });
        if !message.contains("duplicate key") {
            found.damage.push(block.clone());
        }
        let first_hidden = hidden.partition_point(|at| *at < line.start);
        let explained = hidden.get(first_hidden).is_some_and(|at| *at <= line.end);
        if !follows && !explained {
            found.breaks.push(told(text, span, message));
        }
        if !follows {
            earlier = Some((line, block));
        }
    }
    found.damage.dedup();
    found
}

/// Returns the finding about nesting.
pub fn too_deep(span: Span) -> Diagnostic {
    let message = format!("nested deeper than {DEEPEST} levels");
    Diagnostic::error("nested-too-deep", span, message).help("use fewer levels")
}

/// Returns whether a finding may be nothing but a consequence of the damage.
pub fn only_follows(damage: &[Span], finding: &Diagnostic) -> bool {
    if ["toml", "hidden-character", "nested-too-deep"].contains(&finding.code) {
        return false;
    }
    let is_inside = |part: &Span| (part.start..part.end).contains(&finding.span.start);
    FOLLOWING.contains(&finding.code) || finding.span == (0..0) || damage.iter().any(is_inside)
}

fn told(text: &str, span: Span, message: &str) -> Diagnostic {
    if message.contains("recursion limit") {
        return too_deep(span);
    }
    let rest = text.get(span.start..).unwrap_or_default().lines().next().unwrap_or_default();
    let (said, help) = if message.contains("string values must be quoted") && rest.trim().is_empty() {
        ("there is nothing after the `=`".to_owned(), "write the value, or remove the line")
    } else if message.contains("string values must be quoted") {
        ("a text must stand in quotes".to_owned(), "write \"…\" around it")
    } else if message.contains("duplicate key") {
        ("this key is here twice".to_owned(), "remove one of them; a list of tables has [[two]] brackets")
    } else {
        let help = "the TOML rules are at https://toml.io; strings stand in quotes, one `key = value` a line";
        (format!("this is not valid TOML: {}", message.trim()), help)
    };
    Diagnostic::error("toml", span, said).help(help)
}

/// The parts of a document between its headings, each with the heading it begins with.
fn blocks(text: &str) -> Vec<Span> {
    let mut starts = vec![0];
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let is_heading = line.trim_start().trim_start_matches('[').len() < line.trim_start().len()
            && line.trim_start().trim_start_matches('[').starts_with(|c: char| c.is_ascii_lowercase());
        if is_heading && at > 0 {
            starts.push(at);
        }
        at += line.len();
    }
    starts.push(text.len() + 1);
    starts.windows(2).map(|pair| pair[0]..pair[1]).collect()
}

fn block_at(blocks: &[Span], at: usize) -> Span {
    let after = blocks.partition_point(|block| block.start <= at);
    blocks.get(after.saturating_sub(1)).cloned().unwrap_or(0..0)
}

/// Returns the line of a byte, without its end.
fn line_at(text: &str, at: usize) -> Span {
    let at = at.min(text.len());
    let bytes = text.as_bytes();
    let start = bytes[..at].iter().rposition(|byte| *byte == b'\n').map_or(0, |newline| newline + 1);
    let end = bytes[at..].iter().position(|byte| *byte == b'\n').map_or(text.len(), |newline| at + newline);
    start..end
}

/// Whether a broken line may have swallowed the lines after it.
fn opens_more(line: &str) -> bool {
    line.contains(['[', '{']) || line.contains("\"\"\"") || line.contains("'''")
}

/// Returns the three quotes that begin a text whose end is missing: it either runs to the end of the
/// document, or to the three quotes that were meant to begin the next one.
fn unclosed_text(text: &str) -> Option<Span> {
    let mut at = 0;
    while at < text.len() {
        let rest = &text[at..];
        let quotes = ["\"\"\"", "'''"].into_iter().find(|quotes| rest.starts_with(*quotes));
        if let Some(quotes) = quotes {
            let body = &rest[3..];
            let end = closing(body, quotes);
            if end == body.len() || begins_a_value(&body[..end]) {
                return Some(at..at + 3);
            }
            at += 3 + end + 3;
            continue;
        }
        at += match rest.as_bytes()[0] {
            b'#' => rest.find('\n').unwrap_or(rest.len()),
            quote @ (b'"' | b'\'') => one_line_text(rest.as_bytes(), quote),
            _ => rest.chars().next().map_or(1, char::len_utf8),
        };
    }
    None
}

/// Where three quotes end a text; at its very end if they do not.
fn closing(body: &str, quotes: &str) -> usize {
    let bytes = body.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        if bytes[at] == b'\\' && quotes == "\"\"\"" {
            at += 2;
        } else if bytes[at..].starts_with(quotes.as_bytes()) {
            let more =
                bytes[at + 3..].iter().take(2).take_while(|byte| **byte == quotes.as_bytes()[0]).count();
            return at + more;
        } else {
            at += 1;
        }
    }
    bytes.len()
}

/// Whether the last line of a text is the beginning of a `key = value`.
fn begins_a_value(body: &str) -> bool {
    let Some((_, last)) = body.rsplit_once('\n') else {
        return false;
    };
    let key = last.trim().strip_suffix('=').map(str::trim_end);
    key.is_some_and(|key| !key.is_empty() && key.bytes().all(|b| b.is_ascii_lowercase() || b == b'_'))
}

/// How many bytes a text in single quotes or double quotes takes; it ends with its line at the latest.
fn one_line_text(bytes: &[u8], quote: u8) -> usize {
    let mut at = 1;
    while at < bytes.len() && bytes[at] != b'\n' {
        match bytes[at] {
            b'\\' if quote == b'"' && bytes.get(at + 1) != Some(&b'\n') => at += 2,
            byte if byte == quote => return at + 1,
            _ => at += 1,
        }
    }
    at.min(bytes.len())
}
