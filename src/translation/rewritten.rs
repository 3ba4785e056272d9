//! A file of a translation with other words in it: only what changes is written anew, in its place, so that the head,
//! the order and what somebody wrote beside a text stay byte for byte.

use std::collections::BTreeMap;

use toml::de::{DeTable, DeValue};

use super::address::{checksum, needed_first};
use super::file::{TranslatedText, Translation};
use super::written::{comment, entry, quoted, words};
use crate::questionnaire::Questionnaire;
use crate::source::{Source, Span};

/// A text as it stands in the file.
struct Entry {
    of: String,
    /// What its checksum says.
    from: (String, Span),
    /// What its words say.
    say: (String, Span),
    /// All of it but the comment above, with the end of its last line.
    span: Span,
}

/// Returns a file with the texts of a translation in the place of its own. `sources` says of which source each is. It
/// is nothing where the texts of the file do not stand one below the other.
pub fn rewritten(
    file: &Source,
    questionnaire: &Questionnaire,
    wanted: &Translation,
    sources: &BTreeMap<String, String>,
) -> Option<String> {
    let there = entries(file.text())?;
    let text_of = |of: &str| wanted.texts.iter().find(|text| text.of == of);
    let mut edits: Vec<(Span, String)> = Vec::new();
    for entry in &there {
        match text_of(&entry.of) {
            Some(text) => edits.extend(changes(file.text(), entry, text, sources.get(&entry.of))),
            None if entry.say.0.trim().is_empty() => {}
            None => edits.push((with_comment(file.text(), entry), String::new())),
        }
    }
    edits.extend(added(file.text(), &there, questionnaire, wanted, sources));
    edits.sort_by_key(|(span, _)| (span.start, span.end));
    let has_wide_ends = file.text().contains("\r\n");
    let (mut new, mut at) = (String::with_capacity(file.text().len()), 0);
    for (span, text) in edits {
        new.push_str(&file.text()[at..span.start]);
        new.push_str(&if has_wide_ends { text.replace('\n', "\r\n") } else { text });
        at = span.end;
    }
    new.push_str(&file.text()[at..]);
    Some(new)
}

fn entries(file: &str) -> Option<Vec<Entry>> {
    let (root, _) = DeTable::parse_recoverable(file);
    let Some(list) = root.get_ref().get("text") else { return Some(Vec::new()) };
    let entry = |item: &toml::Spanned<DeValue<'_>>| {
        let table = item.get_ref().as_table()?;
        let text = |key: &str| {
            let value = table.get(key)?;
            Some((value.get_ref().as_str()?.to_owned(), value.span()))
        };
        let (of, from, say) = (text("of")?, text("from")?, text("say")?);
        let start = item.span().start;
        let last = of.1.end.max(from.1.end).max(say.1.end);
        let end = file[last..].find('\n').map_or(file.len(), |at| last + at + 1);
        file[start..].starts_with("[[").then_some(Entry { of: of.0, from, say, span: start..end })
    };
    list.get_ref().as_array()?.iter().map(entry).collect()
}

/// Returns what changes of a text that stays.
fn changes(file: &str, entry: &Entry, text: &TranslatedText, source: Option<&String>) -> Vec<(Span, String)> {
    let mut changes = Vec::new();
    if text.say.trim() != entry.say.0.trim() {
        changes.push((entry.say.1.clone(), words(&text.say)));
    }
    if text.from != entry.from.0 {
        changes.push((entry.from.1.clone(), quoted(&text.from)));
        let above = source_above(file, entry);
        changes.extend(source.filter(|_| !above.is_empty()).map(|source| (above, comment(source))));
    }
    changes
}

/// Returns the texts that are not there yet, each behind the one that it follows in the conversation.
fn added(
    file: &str,
    there: &[Entry],
    questionnaire: &Questionnaire,
    wanted: &Translation,
    sources: &BTreeMap<String, String>,
) -> Vec<(Span, String)> {
    let mut added = Vec::new();
    let first = there.first().map_or(file.len(), |entry| with_comment(file, entry).start);
    let mut at = first;
    for text in needed_first(questionnaire) {
        if let Some(entry) = there.iter().find(|entry| entry.of == text.address) {
            at = entry.span.end;
            continue;
        }
        let Some(words) = wanted.texts.iter().find(|words| words.of == text.address) else { continue };
        let source = sources.get(&words.of).map(String::as_str);
        let new = entry("", source, &words.of, &words.from, &words.say);
        let is_open = at == file.len() && !file.ends_with('\n');
        added.push((at..at, if is_open { format!("\n{new}") } else { new }));
    }
    added
}

/// Returns where a text stands with the source above it, and the empty line above that.
fn with_comment(file: &str, entry: &Entry) -> Span {
    let start = source_above(file, entry).start;
    let before = &file[..start];
    let gap = if before.ends_with("\n\r\n") { 2 } else { usize::from(before.ends_with("\n\n")) };
    start - gap..entry.span.end
}

/// Returns the comment above a text that is its source, which its checksum tells; nothing of what else somebody wrote
/// there.
fn source_above(file: &str, entry: &Entry) -> Span {
    let end = entry.span.start;
    let mut start = end;
    let mut lines: Vec<&str> = Vec::new();
    for line in file[..end].split_inclusive('\n').rev() {
        let Some(text) = line.strip_prefix('#') else { break };
        start -= line.len();
        lines.insert(0, text.trim());
        if checksum(&lines.join("\n")) == entry.from.0 {
            return start..end;
        }
    }
    end..end
}
