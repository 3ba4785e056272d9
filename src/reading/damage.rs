//! What broken TOML does to the rest of a document. A parser that goes on after a mistake also reports
//! what follows from it; here the document is cut into statements, each of which is judged alone, and
//! those that are broken are blanked out, so that everything else can be read as it stands.

use std::collections::{HashMap, HashSet};

use toml::de::DeTable;

use super::limits::DEEPEST;
use super::look_alike;
use crate::diagnostic::Diagnostic;
use crate::lookalike;
use crate::source::Span;

/// Codes that may only follow from a name or list that could not be read.
const FOLLOWING: [&str; 11] = [
    "unknown-name",
    "unknown-tag",
    "unknown-option",
    "unknown-level",
    "before-limits",
    "sensitivity-order",
    "needs-comparison",
    "wrong-comparison",
    "bad-count",
    "no-points",
    "bands",
];

/// Keys whose values other parts of a document rely on.
const RELIED_ON: [&str; 8] = ["id", "kind", "options", "scale", "levels", "tags", "sum", "question"];

/// A document without its broken parts, and what was wrong with them.
#[derive(Default)]
pub struct Mended {
    /// The document, with spaces where a broken part stood; every place is still the same.
    pub text: String,
    /// What was wrong.
    pub breaks: Vec<Diagnostic>,
    /// What may follow from it.
    pub damage: Damage,
}

/// What may follow from broken parts.
#[derive(Default)]
pub struct Damage {
    /// The headings of tables of which a part is missing.
    headings: Vec<Span>,
    /// Whether names may be unknown because they stood in a broken part.
    hides_names: bool,
    /// Whether a heading is broken, so that whole tables are missing or stand in the wrong place.
    hides_tables: bool,
}

/// Codes that may only follow from a table that could not be read.
const FOLLOWING_TABLES: [&str; 3] = ["missing-key", "wrong-type", "too-few"];

impl Damage {
    /// Adds that a part of a document cannot be relied on at all.
    pub fn add(&mut self, part: Span) {
        self.headings.push(part);
    }

    /// Returns whether a finding may be nothing but a consequence.
    pub fn may_cause(&self, finding: &Diagnostic) -> bool {
        if ["toml", "hidden-character", "nested-too-deep"].contains(&finding.code) {
            return false;
        }
        let is_at = |part: &Span| part.contains(&finding.span.start) || *part == finding.span;
        (self.hides_names && FOLLOWING.contains(&finding.code))
            || (self.hides_tables && FOLLOWING_TABLES.contains(&finding.code))
            || (finding.code == "bands" && !self.headings.is_empty())
            || self.headings.iter().any(is_at)
    }
}

/// Blanks out what is broken. `hidden` are the places of characters that no text may hold, which were
/// reported already.
pub fn mend(text: &str, hidden: &[usize]) -> Mended {
    let mut mender = Mender { text, hidden, blanked: Vec::new(), mended: Mended::default() };
    let statements = statements(text);
    let lists = headings_of_lists(text, &statements);
    let (mut heading, mut before) = (0..0, 0..0);
    let mut is_blank = false;
    for statement in &statements {
        if statement.is_heading {
            heading = statement.span.clone();
            is_blank = mender.heading(statement, &lists);
        } else if is_blank {
            mender.blanked.push(statement.span.clone());
        } else if mender.key(statement, &heading) && !begins_a_value(&text[statement.span.clone()]) {
            // A line that belongs nowhere was probably meant to belong to what stands before it.
            mender.mended.damage.headings.push(before);
        }
        before = statement.span.clone();
    }
    mender.mended.text = blank_out(text, &mender.blanked);
    mender.note_what_is_left(&statements);
    mender.mended
}

/// Returns the finding about nesting.
pub fn too_deep(span: Span) -> Diagnostic {
    let message = format!("nested deeper than {DEEPEST} levels");
    Diagnostic::error("nested-too-deep", span, message).help("use fewer levels")
}

struct Mender<'t> {
    text: &'t str,
    hidden: &'t [usize],
    blanked: Vec<Span>,
    mended: Mended,
}

impl Mender<'_> {
    /// Looks at a heading. Returns whether its table has to be left out.
    fn heading(&mut self, statement: &Statement, lists: &HashMap<&str, bool>) -> bool {
        let line = &self.text[statement.span.clone()];
        let broken = match heading_of(line) {
            Some((name, false)) if lists.get(name) == Some(&true) => Some((
                format!("`[{name}]` stands in one pair of brackets, and in two elsewhere"),
                format!("write [[{name}]]: there can be several"),
            )),
            Some(_) => None,
            None => Some((
                "this heading is not closed as it was opened".to_owned(),
                "write [name] or [[name]]".to_owned(),
            )),
        };
        let Some((message, help)) = broken else {
            return false;
        };
        let told = look_alike::in_broken(self.text, &statement.span)
            .unwrap_or_else(|| Diagnostic::error("toml", statement.span.clone(), message).help(help));
        self.add(told, &statement.span);
        self.blanked.push(statement.span.clone());
        self.mended.damage.hides_names = true;
        self.mended.damage.hides_tables = true;
        true
    }

    /// Looks at a `key = value`, which stands under a heading. Returns whether it has to be left out.
    fn key(&mut self, statement: &Statement, heading: &Span) -> bool {
        let alone = &self.text[statement.span.clone()];
        let seen = || look_alike::in_broken(self.text, &statement.span);
        let broken = match &statement.unclosed {
            Some(place) => seen().unwrap_or_else(|| unclosed(self.text, place)),
            None => {
                let (_, errors) = DeTable::parse_recoverable(alone);
                let Some(first) = errors.iter().min_by_key(|error| error.span().map_or(0, |span| span.start))
                else {
                    return false;
                };
                let place = first.span().unwrap_or(0..0);
                let place = statement.span.start + place.start..statement.span.start + place.end;
                seen().unwrap_or_else(|| told(self.text, place, first.message()))
            }
        };
        self.add(broken, &statement.span);
        self.blanked.push(statement.span.clone());
        self.mended.damage.headings.push(heading.clone());
        let key = alone.split('=').next().unwrap_or_default().trim();
        let is_clear = begins_a_value(alone.trim_start()) && !RELIED_ON.contains(&key);
        self.mended.damage.hides_names |= !is_clear;
        true
    }

    /// Adds what is wrong with a statement, unless a hidden character that was reported explains it.
    fn add(&mut self, broken: Diagnostic, statement: &Span) {
        if !self.is_explained(statement) {
            self.mended.breaks.push(broken);
        }
    }

    fn is_explained(&self, part: &Span) -> bool {
        let first = self.hidden.partition_point(|at| *at < part.start);
        self.hidden.get(first).is_some_and(|at| *at < part.end)
    }

    /// Notes what is wrong with the statements together, such as a key that is there twice; once for
    /// each table, and once for all headings of the same name.
    fn note_what_is_left(&mut self, statements: &[Statement]) {
        if self.mended.damage.hides_tables {
            return;
        }
        let (_, errors) = DeTable::parse_recoverable(&self.mended.text);
        let mut errors: Vec<(Span, &str)> =
            errors.iter().map(|error| (error.span().unwrap_or(0..0), error.message())).collect();
        errors.sort_by_key(|(span, _)| span.start);
        let headings: Vec<&Span> =
            statements.iter().filter(|statement| statement.is_heading).map(|s| &s.span).collect();
        let mut noted = HashSet::new();
        for (span, message) in errors {
            if self.is_explained(&line_at(self.text, span.start)) {
                continue;
            }
            let table = headings.partition_point(|heading| heading.start <= span.start);
            let heading = table.checked_sub(1).map(|at| headings[at].clone());
            let name = heading.filter(|heading| heading.contains(&span.start));
            if noted.insert(name.map_or(Err(table), |heading| Ok(&self.text[heading]))) {
                self.mended.breaks.push(told(self.text, span, message));
            }
        }
    }
}

fn told(text: &str, span: Span, message: &str) -> Diagnostic {
    if message.contains("recurs") {
        return too_deep(span);
    }
    let rest = text.get(span.start..).unwrap_or_default().lines().next().unwrap_or_default();
    let is_empty = rest.trim().is_empty() || rest.trim_start().starts_with('#');
    let equals = text.get(..span.start).and_then(|before| before.rfind('='));
    if let (true, true, Some(at)) = (message.contains("string values must be quoted"), is_empty, equals) {
        return Diagnostic::error("toml", at..at + 1, "there is nothing after the `=`")
            .help("write the value, or remove the line");
    }
    let (said, help) = if message.contains("string values must be quoted") {
        ("a text must stand in quotes".to_owned(), "write \"…\" around it")
    } else if message.contains("key with no value") {
        let help = "write `key = value`; a text of several lines stands between \"\"\" and \"\"\"";
        ("there is no `=` in this line".to_owned(), help)
    } else if message.contains("duplicate key") {
        ("this is here twice".to_owned(), "remove one, or add the heading that is missing above it")
    } else {
        let help = "the TOML rules are at https://toml.io; strings stand in quotes, one `key = value` a line";
        (format!("this is not valid TOML: {}", message.trim()), help)
    };
    Diagnostic::error("toml", span, said).help(help)
}

fn unclosed(text: &str, place: &Span) -> Diagnostic {
    let opened = &text[place.clone()];
    let (message, help) = match opened {
        "[" => ("this `[` is never closed", "write `]` where the list ends"),
        "{" => ("this `{` is never closed", "write `}` where it ends"),
        _ => ("this text begins with three quotes and never ends", "end it with three quotes"),
    };
    Diagnostic::error("toml", place.clone(), message).help(help)
}

fn blank_out(text: &str, blanked: &[Span]) -> String {
    let mut mended = String::with_capacity(text.len());
    let mut at = 0;
    for part in blanked {
        mended.push_str(&text[at..part.start]);
        mended.extend(std::iter::repeat_n(' ', part.len()));
        at = part.end;
    }
    mended.push_str(&text[at..]);
    mended
}

/// A heading, or a `key = value`.
struct Statement {
    span: Span,
    is_heading: bool,
    /// A bracket or three quotes that are never closed.
    unclosed: Option<Span>,
}

/// Cuts a document into its statements. Blank lines and comments are left out.
fn statements(text: &str) -> Vec<Statement> {
    let mut statements = Vec::new();
    let (mut at, mut last_end) = (0, None);
    while at < text.len() {
        let line = first_line(&text[at..]);
        let said = line.trim();
        if said.is_empty() || said.starts_with('#') {
            at += line.len();
            continue;
        }
        let is_heading = begins_with_bracket(said) || lacks_its_brackets(said);
        let (mut end, unclosed) = if is_heading { (at + line.len(), None) } else { extent(text, at) };
        let is_broken = unclosed.is_some() || (!is_heading && !is_whole(&text[at..end]));
        // Two that are not closed before the same heading: nothing between them and it is certain, and
        // looking again and again would take the square of the file's length.
        let again = unclosed.is_some() && last_end == Some(end);
        if is_broken && !again {
            last_end = unclosed.is_some().then_some(end);
            end = next_beginning(text, at + line.len());
        }
        statements.push(Statement { span: at..end, is_heading, unclosed });
        at = end;
    }
    statements
}

fn is_whole(statement: &str) -> bool {
    DeTable::parse_recoverable(statement).1.is_empty()
}

/// Returns the line of a byte, with the line end before it.
fn line_at(text: &str, at: usize) -> Span {
    let (before, after) = text.split_at(at.min(text.len()));
    let start = before.rfind('\n').unwrap_or(0);
    start..at + after.find('\n').unwrap_or(after.len())
}

fn first_line(text: &str) -> &str {
    text.split_inclusive('\n').next().unwrap_or_default()
}

/// The next line, at or after a place, that looks like the beginning of a statement.
fn next_beginning(text: &str, from: usize) -> usize {
    let mut at = from;
    while at < text.len() {
        let line = first_line(&text[at..]);
        if looks_like_a_heading(line) || begins_a_value(line) {
            break;
        }
        at += line.len();
    }
    at
}

/// Where the `key = value` that begins at a place ends, and what in it is never closed.
fn extent(text: &str, start: usize) -> (usize, Option<Span>) {
    let bytes = text.as_bytes();
    let mut open: Vec<usize> = Vec::new();
    let mut at = start;
    while at < bytes.len() {
        match bytes[at] {
            b'\n' if open.is_empty() => return (at, None),
            b'\n' if heading_of(first_line(&text[at + 1..])).is_some() => break,
            b'[' | b'{' => open.push(at),
            b']' | b'}' => drop(open.pop()),
            b'#' => {
                at = text[at..].find('\n').map_or(text.len(), |newline| at + newline);
                continue;
            }
            quote @ (b'"' | b'\'') => {
                let Some(end) = end_of_text(text, at, quote) else {
                    return (at + 3, Some(at..at + 3));
                };
                at = end;
                continue;
            }
            _ => {}
        }
        at += 1;
    }
    (at.min(bytes.len()), open.first().map(|place| *place..place + 1))
}

/// Where a text in quotes ends; nothing if it begins with three and does not end before something that
/// looks like the next value. A text in single quotes ends with its line at the latest.
fn end_of_text(text: &str, start: usize, quote: u8) -> Option<usize> {
    let bytes = text.as_bytes();
    let several = bytes[start..].starts_with(&[quote; 3]);
    let mut at = start + if several { 3 } else { 1 };
    while at < bytes.len() {
        match bytes[at] {
            b'\\' if quote == b'"' && bytes.get(at + 1) != Some(&b'\n') => at += 1,
            b'\n' if !several => return Some(at),
            byte if byte == quote && !several => return Some(at + 1),
            byte if byte == quote && bytes[at..].starts_with(&[quote; 3]) => {
                let more = bytes[at + 3..].iter().take(2).take_while(|byte| **byte == quote).count();
                let last = text[start + 3..at].rsplit_once('\n').map_or("", |(_, last)| last);
                return (!begins_a_value(last)).then_some(at + 3 + more);
            }
            _ => {}
        }
        at += 1;
    }
    (!several).then_some(bytes.len())
}

/// Whether a line begins with `key =`, not indented.
fn begins_a_value(line: &str) -> bool {
    let Some((key, _)) = line.split_once('=') else {
        return false;
    };
    let key = key.trim_end();
    !key.is_empty() && key.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-'))
}

/// The name in a heading that is closed as it was opened, and whether it has two brackets.
fn heading_of(line: &str) -> Option<(&str, bool)> {
    let line = line.split('#').next().unwrap_or_default().trim();
    let inner = line.strip_prefix('[')?.strip_suffix(']')?;
    let twice = inner.strip_prefix('[').and_then(|inner| inner.strip_suffix(']'));
    let name = twice.unwrap_or(inner).trim();
    let is_name = name.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b'.'));
    (is_name && name.starts_with(|c: char| c.is_ascii_alphabetic())).then_some((name, twice.is_some()))
}

/// Whether a line is a heading, or was meant as one.
fn looks_like_a_heading(line: &str) -> bool {
    let said = line.split('#').next().unwrap_or_default();
    let name = said.trim_start_matches('[');
    let is_name =
        name.starts_with(|c: char| c.is_ascii_alphabetic()) && !name.contains(['"', '\'', ',', '=']);
    (name.len() < said.len() && is_name) || lacks_its_brackets(said.trim())
}

/// Whether a line begins with a bracket, or with what only looks like one.
fn begins_with_bracket(line: &str) -> bool {
    let first = line.chars().next();
    let meant = first.and_then(|first| lookalike::find(first)?.meant).or(first);
    meant == Some('[')
}

/// Whether a line is a heading without its first brackets.
fn lacks_its_brackets(line: &str) -> bool {
    let name = line.trim_end_matches(']');
    name.len() < line.len()
        && name.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'.'))
        && name.starts_with(|c: char| c.is_ascii_alphabetic())
}

/// The names of headings, each with whether it stands in two brackets anywhere.
fn headings_of_lists<'t>(text: &'t str, statements: &[Statement]) -> HashMap<&'t str, bool> {
    let mut lists = HashMap::new();
    for statement in statements.iter().filter(|statement| statement.is_heading) {
        if let Some((name, twice)) = heading_of(&text[statement.span.clone()]) {
            *lists.entry(name).or_insert(false) |= twice;
        }
    }
    lists
}
