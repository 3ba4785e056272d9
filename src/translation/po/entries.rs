//! The entries of a PO file, as they stand there: line by line, with the place of everything. It knows what gettext
//! lets stand where, and nothing of questionnaires.

use super::quoted::{Quoted, SYNTAX};
use crate::reading::Notes;
use crate::source::Span;

/// An entry that has all its parts.
#[derive(Debug)]
pub struct Entry {
    /// Its first line.
    pub span: Span,
    /// What tells it from others with the same source.
    pub context: Option<Quoted>,
    /// The source.
    pub id: Quoted,
    /// The words.
    pub says: Quoted,
    /// Whether somebody still has to look the words over.
    pub is_fuzzy: bool,
    /// Whether a translator wrote a remark beside it.
    pub has_remark: bool,
}

/// What stands in a PO file.
#[derive(Debug, Default)]
pub struct Entries {
    /// Those that have all their parts.
    pub whole: Vec<Entry>,
    /// How many are marked as no longer used.
    pub obsolete: usize,
    /// Whether there is one that could not be read.
    pub any_broken: bool,
}

/// Reads every entry of a PO file, and notes what is wrong with how it is written.
pub fn entries(notes: &Notes<'_>) -> Entries {
    let mut reader =
        Reader { notes, read: Entries::default(), beside: Beside::default(), open: None, last: None };
    let mut start = 0;
    for line in notes.source().text().split_inclusive('\n') {
        let indent = line.len() - line.trim_start().len();
        let span = start + indent..start + line.trim_end().len().max(indent);
        start += line.len();
        reader.line(span);
    }
    reader.close();
    reader.read
}

/// The parts of an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Context,
    Id,
    Says,
    Plural,
}

/// The words that begin a part.
const WORDS: [(&str, Part); 4] =
    [("msgctxt", Part::Context), ("msgid", Part::Id), ("msgstr", Part::Says), ("msgid_plural", Part::Plural)];

/// What comments beside an entry say of it.
#[derive(Debug, Clone, Copy, Default)]
struct Beside {
    is_fuzzy: bool,
    has_remark: bool,
}

/// An entry that is being read.
#[derive(Debug)]
struct Open {
    span: Span,
    beside: Beside,
    parts: [Option<Quoted>; 4],
    is_broken: bool,
}

struct Reader<'n, 's> {
    notes: &'n Notes<'s>,
    read: Entries,
    beside: Beside,
    open: Option<Open>,
    /// The part that a line of quotes alone goes on with.
    last: Option<Part>,
}

impl Reader<'_, '_> {
    fn line(&mut self, span: Span) {
        let line = &self.notes.source().text()[span.clone()];
        match line.chars().next() {
            None => {}
            Some('#') => self.comment(line),
            Some('"') => self.pieces(span),
            Some(_) => self.part(line, &span),
        }
    }

    fn comment(&mut self, line: &str) {
        if self.has(Part::Says) || self.has(Part::Plural) {
            self.close();
        }
        let (kind, rest) = line[1..].split_at(line[1..].chars().next().map_or(0, char::len_utf8));
        match kind {
            "~" => {
                let is_one = |word: &str| rest.trim_start().split([' ', '\t', '"']).next() == Some(word);
                self.read.obsolete += usize::from(is_one("msgid"));
                // Comments above it were its own.
                self.beside = Beside::default();
            }
            "," | "=" => self.beside.is_fuzzy |= rest.split(',').any(|flag| flag.trim() == "fuzzy"),
            "." | ":" | "|" => {}
            _ => self.beside.has_remark |= !line[1..].trim().is_empty(),
        }
    }

    fn part(&mut self, line: &str, span: &Span) {
        let end = line.find(|letter: char| !letter.is_alphanumeric() && letter != '_').unwrap_or(line.len());
        let (word, rest) = line.split_at(end);
        let index = rest.strip_prefix('[').and_then(|rest| rest.find(']')).map_or(0, |at| at + 2);
        let known = WORDS.iter().find(|(known, _)| *known == word).map(|(_, part)| *part);
        let Some(part) = known else { return self.note_unknown(word, span) };
        let part = if index > 0 && part == Part::Says { Part::Plural } else { part };
        self.begin(part, span);
        let at = span.start + end + index;
        let open = self.open.as_mut().expect("an entry was begun");
        let quoted = open.parts[part as usize].get_or_insert_with(|| Quoted::at(at));
        let is_whole = quoted.read(self.notes, at..span.end);
        open.is_broken |= !is_whole;
        if is_whole && self.notes.source().text()[at..span.end].trim().is_empty() {
            let message = format!("there is no text behind `{word}`");
            self.notes.error(
                SYNTAX,
                span.clone(),
                message,
                "write it in quotes, or \"\" where there is none yet",
            );
            open.is_broken = true;
        }
        self.last = Some(part);
    }

    /// Closes the entry before, where this part begins another one.
    fn begin(&mut self, part: Part, span: &Span) {
        let begins = match part {
            Part::Context => self.open.is_some(),
            Part::Id => self.has(Part::Id) || self.has(Part::Says) || self.has(Part::Plural),
            Part::Says | Part::Plural => false,
        };
        if begins {
            self.close();
        }
        let is_second = part == Part::Says && self.has(Part::Says);
        let beside = &mut self.beside;
        let open = self.open.get_or_insert_with(|| Open {
            span: span.clone(),
            beside: std::mem::take(beside),
            parts: [const { None }; 4],
            is_broken: false,
        });
        if is_second {
            let help = "keep one of the two; each entry has its own msgctxt and msgid";
            self.notes.error(SYNTAX, span.clone(), "this entry has a second `msgstr`", help);
            open.is_broken = true;
        }
    }

    fn pieces(&mut self, span: Span) {
        let last = self.last.zip(self.open.as_mut());
        let Some((part, open)) = last else {
            // One mistake in the line before is enough.
            if !self.read.any_broken {
                let help = "write msgid or msgstr before the first text in quotes";
                self.notes.error(SYNTAX, span, "this text belongs to nothing", help);
                self.read.any_broken = true;
            }
            return;
        };
        if let Some(quoted) = &mut open.parts[part as usize] {
            open.is_broken |= !quoted.read(self.notes, span);
        }
    }

    fn note_unknown(&mut self, word: &str, span: &Span) {
        // What stands behind a text without an end may be the rest of it.
        if self.open.as_ref().is_some_and(|open| open.is_broken) {
            return;
        }
        let shown = if word.is_empty() { &self.notes.source().text()[span.clone()] } else { word };
        let shown: String = shown.chars().take(20).collect();
        let otherwise =
            || "a line begins with msgctxt, msgid, msgstr, a text in quotes, or # for a comment".to_owned();
        let help = self.notes.nearest_or(word, WORDS.map(|(known, _)| known), '`', otherwise);
        self.notes.error(SYNTAX, span.clone(), format!("`{shown}` begins no line of a PO file"), help);
        self.read.any_broken = true;
        self.last = None;
        if let Some(open) = &mut self.open {
            open.is_broken = true;
        }
    }

    fn has(&self, part: Part) -> bool {
        self.open.as_ref().is_some_and(|open| open.parts[part as usize].is_some())
    }

    fn close(&mut self) {
        let Some(Open { span, beside, parts, is_broken }) = self.open.take() else { return };
        self.last = None;
        let [context, id, says, plural] = parts;
        if let Some(plural) = plural {
            let help = "take `msgid_plural` out, and write one `msgstr` for `msgstr[0]` and the others";
            self.notes.error(
                "po-plural",
                plural.span,
                "this entry has a plural, and no text here has one",
                help,
            );
        } else if is_broken {
            self.read.any_broken = true;
        } else {
            let missing = match (id, says) {
                (Some(id), Some(says)) => {
                    let Beside { is_fuzzy, has_remark } = beside;
                    self.read.whole.push(Entry { span, context, id, says, is_fuzzy, has_remark });
                    return;
                }
                (None, _) => "msgid",
                (_, None) => "msgstr",
            };
            let help = format!("write `{missing} \"…\"`, or take the entry out");
            self.notes.error(SYNTAX, span, format!("this entry has no `{missing}`"), help);
            self.read.any_broken = true;
        }
    }
}
