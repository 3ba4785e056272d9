//! Reads a TOML document table by table and notes every mistake with its place, so that an author
//! sees all of them at once. It knows nothing of what a document means. Its one surprise: the known
//! keys of a table are the keys that were asked for; [`Table::finish`] reports the rest.

pub mod text;

use std::cell::{Cell, RefCell};

use jiff::civil::Date;
use toml::de::{DeTable, DeValue};

use crate::decimal::Decimal;
use crate::diagnostic::Diagnostic;
use crate::source::{Source, Span};
use crate::vocabulary::{self, Term};
pub use text::Placed;

/// How deep tables, arrays and conditions may be nested.
pub const DEEPEST: usize = 64;

/// Collects what is wrong with a document while it is read.
pub struct Notes<'s> {
    source: &'s Source,
    findings: RefCell<Vec<Diagnostic>>,
    broken: Cell<bool>,
}

impl<'s> Notes<'s> {
    /// Returns an empty collection for a document.
    pub fn new(source: &'s Source) -> Self {
        Notes { source, findings: RefCell::default(), broken: Cell::new(false) }
    }

    /// Adds a finding.
    pub fn add(&self, finding: Diagnostic) {
        self.findings.borrow_mut().push(finding);
    }

    /// Returns the document.
    pub fn source(&self) -> &'s Source {
        self.source
    }

    /// Returns whether anything so far keeps the document from loading.
    pub fn any_error(&self) -> bool {
        self.findings.borrow().iter().any(Diagnostic::is_error)
    }

    /// Returns all findings in the order of the document. Where the TOML itself is broken, names and
    /// keys that seem to be missing may only be hidden by the broken line, so they are not reported.
    pub fn into_findings(self) -> Vec<Diagnostic> {
        let broken = self.broken.get();
        let mut findings = self.findings.into_inner();
        findings.retain(|f| !broken || !["missing-key", "unknown-name"].contains(&f.code));
        crate::diagnostic::in_order(findings)
    }
}

/// Parses the document and notes what is wrong with its TOML and its characters.
pub fn parse<'s>(notes: &Notes<'s>) -> toml::Spanned<DeTable<'s>> {
    let source = notes.source();
    let (root, errors) = DeTable::parse_recoverable(source.text());
    for error in errors {
        notes.broken.set(true);
        let message = error.message();
        let deep = message.contains("recursion limit");
        let said = if deep { too_deep() } else { format!("this is not valid TOML: {}", message.trim()) };
        let code = if deep { "nested-too-deep" } else { "toml" };
        let help = "the TOML rules are at https://toml.io; strings stand in quotes, one `key = value` a line";
        notes.add(Diagnostic::error(code, error.span().unwrap_or(0..0), said).help(help));
    }
    note_raw_characters(notes);
    for value in root.get_ref().values() {
        note_depth(notes, value, 1);
    }
    root
}

fn too_deep() -> String {
    format!("nested deeper than {DEEPEST} levels")
}

fn note_raw_characters(notes: &Notes<'_>) {
    const CHUNK: usize = 256;
    let text = notes.source().text();
    // Nearly everything is ASCII, which is told of many bytes at once.
    let not_ascii = |chunk: &(usize, &[u8])| !chunk.1.is_ascii();
    for (place, chunk) in text.as_bytes().chunks(CHUNK).enumerate().filter(not_ascii) {
        let start = place * CHUNK;
        for at in (start..start + chunk.len()).filter(|at| text.is_char_boundary(*at)) {
            let character = text[at..].chars().next().expect("a character starts here");
            if let (false, Some(kind)) = (character.is_ascii(), text::forbidden(character)) {
                note_character(notes, at..at + character.len_utf8(), character, kind);
            }
        }
    }
}

fn note_character(notes: &Notes<'_>, span: Span, character: char, kind: &str) {
    let message = format!("{kind} (U+{:04X}) is not allowed in any text", u32::from(character));
    notes.add(Diagnostic::error("hidden-character", span, message).help("remove it"));
}

fn note_depth(notes: &Notes<'_>, value: &toml::Spanned<DeValue<'_>>, depth: usize) {
    if depth > DEEPEST {
        return notes
            .add(Diagnostic::error("nested-too-deep", value.span(), too_deep()).help("use fewer levels"));
    }
    match value.get_ref() {
        DeValue::Array(items) => items.iter().for_each(|item| note_depth(notes, item, depth + 1)),
        DeValue::Table(table) => table.values().for_each(|item| note_depth(notes, item, depth + 1)),
        _ => {}
    }
}

/// One table of a document.
pub struct Table<'t> {
    entries: &'t DeTable<'t>,
    /// Where the table stands.
    pub span: Span,
    /// What an author calls it, such as `[[indicator]]`.
    pub what: &'static str,
    asked: RefCell<Vec<&'static str>>,
    notes: &'t Notes<'t>,
}

type Value<'t> = toml::Spanned<DeValue<'t>>;

impl<'t> Table<'t> {
    /// Returns the outermost table of a document.
    pub fn root(root: &'t toml::Spanned<DeTable<'t>>, notes: &'t Notes<'t>) -> Self {
        Table::new(root.get_ref(), 0..0, "the file", notes)
    }

    fn new(entries: &'t DeTable<'t>, span: Span, what: &'static str, notes: &'t Notes<'t>) -> Self {
        // Twice as many as a small table asks for: growing step by step costs more.
        let asked = RefCell::new(Vec::with_capacity(16));
        Table { entries, span, what, asked, notes }
    }

    /// Returns the collection of findings.
    pub fn notes(&self) -> &'t Notes<'t> {
        self.notes
    }

    /// Returns whether a key is there, without reading it.
    pub fn has(&self, key: &str) -> bool {
        self.entries.contains_key(key)
    }

    /// Returns the place of a key, or of the whole table if it is not there.
    pub fn place_of(&self, key: &str) -> Span {
        self.entries.get_key_value(key).map_or(self.span.clone(), |(key, _)| key.span())
    }

    fn value(&self, key: &'static str) -> Option<&'t Value<'t>> {
        self.asked.borrow_mut().push(key);
        self.entries.get(key)
    }

    fn required<T>(&self, key: &'static str, read: Option<T>) -> Option<T> {
        if read.is_none() && !self.has(key) {
            let message = format!("`{key}` is missing in {}", self.what);
            self.notes.add(
                Diagnostic::error("missing-key", self.span.clone(), message)
                    .help(format!("add a line `{key} = …`")),
            );
        }
        read
    }

    fn wrong_type(&self, value: &Value<'t>, key: &str, wanted: &str) {
        let message = format!("`{key}` must be {wanted}, not {}", name_of(value.get_ref()));
        self.notes.add(
            Diagnostic::error("wrong-type", value.span(), message)
                .help(format!("write {}", example_of(wanted))),
        );
    }

    /// Reads an optional text. Line ends are `\n`.
    pub fn text(&self, key: &'static str) -> Option<Placed<String>> {
        let value = self.value(key)?;
        let read = as_text(value, self.notes);
        if read.is_none() {
            self.wrong_type(value, key, "a text in quotes");
        }
        read.filter(|text| self.is_not_blank(key, text))
    }

    fn is_not_blank(&self, key: &str, text: &Placed<String>) -> bool {
        let blank = text.value.trim().is_empty();
        if blank {
            let message = format!("`{key}` is empty");
            self.notes.add(
                Diagnostic::error("empty-text", text.span.clone(), message)
                    .help("write the text, or remove the line if it is optional"),
            );
        }
        !blank
    }

    /// Reads a text that must be there.
    pub fn need_text(&self, key: &'static str) -> Option<Placed<String>> {
        self.required(key, self.text(key))
    }

    /// Reads an optional list of texts; an absent list is empty.
    pub fn texts(&self, key: &'static str) -> Vec<Placed<String>> {
        let Some(value) = self.value(key) else {
            return Vec::new();
        };
        let DeValue::Array(items) = value.get_ref() else {
            self.wrong_type(value, key, "a list of texts");
            return Vec::new();
        };
        let mut texts = Vec::with_capacity(items.len());
        for item in items.iter() {
            match as_text(item, self.notes) {
                Some(text) => texts.push(text),
                None => self.wrong_type(item, key, "a list of texts"),
            }
        }
        texts
    }

    /// Reads true or false; an absent flag is false.
    pub fn flag(&self, key: &'static str) -> bool {
        self.optional_flag(key).unwrap_or(false)
    }

    /// Reads true or false, if it is there.
    pub fn optional_flag(&self, key: &'static str) -> Option<bool> {
        let value = self.value(key)?;
        let flag = value.get_ref().as_bool();
        if flag.is_none() {
            self.wrong_type(value, key, "true or false");
        }
        flag
    }

    /// Reads an optional exact number.
    pub fn decimal(&self, key: &'static str) -> Option<Placed<Decimal>> {
        let value = self.value(key)?;
        let text = match value.get_ref() {
            DeValue::Integer(integer) if integer.radix() == 10 => integer.as_str(),
            DeValue::Float(float) => float.as_str(),
            _ => {
                self.wrong_type(value, key, "a number");
                return None;
            }
        };
        match Decimal::parse(text) {
            Ok(number) => Some(Placed { value: number, span: value.span() }),
            Err(error) => {
                let message = format!("`{key}` is {error}");
                self.notes.add(
                    Diagnostic::error("bad-number", value.span(), message)
                        .help("numbers are exact here: write 4 or 11.5, with at most three places"),
                );
                None
            }
        }
    }

    /// Reads an optional whole number within bounds.
    pub fn whole(&self, key: &'static str, lowest: u32, highest: u32) -> Option<u32> {
        let number = self.decimal(key)?;
        let whole = number.value.thousandths() / 1000;
        let fits = number.value.places() == 0 && (i64::from(lowest)..=i64::from(highest)).contains(&whole);
        if !fits {
            let message = format!("`{key}` must be a whole number from {lowest} to {highest}");
            let help = format!("write a number such as `{key} = {lowest}`");
            self.notes.add(Diagnostic::error("bad-number", number.span, message).help(help));
            return None;
        }
        u32::try_from(whole).ok()
    }

    /// Reads an optional date.
    pub fn date(&self, key: &'static str) -> Option<Date> {
        let value = self.value(key)?;
        let date = match value.get_ref() {
            DeValue::Datetime(when) if when.time.is_none() => when.date.and_then(|date| {
                let (year, month, day) =
                    (i16::try_from(date.year), i8::try_from(date.month), i8::try_from(date.day));
                Date::new(year.ok()?, month.ok()?, day.ok()?).ok()
            }),
            _ => None,
        };
        if date.is_none() {
            self.wrong_type(value, key, "a date");
        }
        date
    }

    /// Reads an optional word that stands for one of a few choices.
    pub fn word<T: Copy>(&self, key: &'static str, choices: &[(&'static str, T)]) -> Option<T> {
        let word = self.text(key)?;
        let found = choices.iter().find(|(name, _)| *name == word.value).map(|(_, choice)| *choice);
        if found.is_none() {
            self.unknown_word(key, &word, choices.iter().map(|(name, _)| *name));
        }
        found
    }

    /// Reads a word that must be there and stands for one of a few choices.
    pub fn need_word<T: Copy>(&self, key: &'static str, choices: &[(&'static str, T)]) -> Option<T> {
        self.required(key, self.word(key, choices))
    }

    /// Reads an optional word of a closed vocabulary.
    pub fn term(&self, key: &'static str, list: &'static [Term]) -> Option<&'static Term> {
        let word = self.text(key)?;
        self.known_term(key, &word, list)
    }

    /// Reads an optional list of words of a closed vocabulary.
    pub fn terms(&self, key: &'static str, list: &'static [Term]) -> Vec<&'static Term> {
        self.texts(key).iter().filter_map(|word| self.known_term(key, word, list)).collect()
    }

    fn known_term(&self, key: &str, word: &Placed<String>, list: &'static [Term]) -> Option<&'static Term> {
        let found = vocabulary::find(list, &word.value);
        if found.is_none() {
            self.unknown_word(key, word, list.iter().map(|term| term.id));
        }
        found
    }

    fn unknown_word(&self, key: &str, word: &Placed<String>, known: impl Iterator<Item = &'static str>) {
        let known: Vec<&str> = known.collect();
        let message = format!("`{}` is not one of the words for `{key}`", word.value);
        let help = match vocabulary::nearest(&word.value, known.iter().copied()) {
            Some(near) => format!("did you mean \"{near}\"?"),
            None => format!("write one of: {}", known.join(", ")),
        };
        self.notes.add(Diagnostic::error("unknown-word", word.span.clone(), message).help(help));
    }

    /// Reads an optional table.
    pub fn table(&self, key: &'static str, what: &'static str) -> Option<Table<'t>> {
        let value = self.value(key)?;
        match value.get_ref() {
            DeValue::Table(entries) => Some(Table::new(entries, value.span(), what, self.notes)),
            _ => {
                self.wrong_type(value, key, "a table");
                None
            }
        }
    }

    /// Reads a table that must be there.
    pub fn need_table(&self, key: &'static str, what: &'static str) -> Option<Table<'t>> {
        self.required(key, self.table(key, what))
    }

    /// Reads an optional list of tables; an absent list is empty.
    pub fn tables(&self, key: &'static str, what: &'static str) -> Vec<Table<'t>> {
        self.entries_of(key, "a list of tables", |item| match item.get_ref() {
            DeValue::Table(entries) => Some(Table::new(entries, item.span(), what, self.notes)),
            _ => None,
        })
    }

    /// Reads a list in which each item is a text or a table.
    pub fn texts_or_tables(&self, key: &'static str, what: &'static str) -> Vec<TextOrTable<'t>> {
        self.entries_of(key, "a list", |item| match item.get_ref() {
            DeValue::Table(entries) => {
                Some(TextOrTable::Table(Table::new(entries, item.span(), what, self.notes)))
            }
            _ => as_text(item, self.notes).map(TextOrTable::Text),
        })
    }

    fn entries_of<T>(
        &self,
        key: &'static str,
        wanted: &'static str,
        read: impl Fn(&'t Value<'t>) -> Option<T>,
    ) -> Vec<T> {
        let Some(value) = self.value(key) else {
            return Vec::new();
        };
        let DeValue::Array(items) = value.get_ref() else {
            self.wrong_type(value, key, wanted);
            return Vec::new();
        };
        let mut found = Vec::with_capacity(items.len());
        for item in items.iter() {
            match read(item) {
                Some(item) => found.push(item),
                None => self.wrong_type(item, key, wanted),
            }
        }
        found
    }

    /// Reads a table of free keys and texts, such as a pack's context values.
    pub fn free_texts(&self) -> Vec<(Placed<String>, Placed<String>)> {
        let mut pairs = Vec::new();
        for (key, value) in self.entries {
            match as_text(value, self.notes) {
                Some(text) => {
                    let key = Placed { value: key.get_ref().to_string(), span: key.span() };
                    pairs.push((key, text));
                }
                None => self.wrong_type(value, key.get_ref(), "a text in quotes"),
            }
        }
        pairs
    }

    /// Allows a key without reading it, where a mistake elsewhere keeps it from being read.
    pub fn allow(&self, key: &'static str) {
        self.asked.borrow_mut().push(key);
    }

    /// Reports every key that nobody asked for, with the nearest known one.
    pub fn finish(self) {
        let asked = self.asked.borrow();
        for key in self.entries.keys().filter(|key| !asked.contains(&key.get_ref().as_ref())) {
            let message = format!("`{}` is not a key of {}", key.get_ref(), self.what);
            let unused = asked.iter().copied().filter(|known| !self.entries.contains_key(*known));
            let help = match vocabulary::nearest(key.get_ref(), unused) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("known keys: {}", asked.join(", ")),
            };
            self.notes.add(Diagnostic::error("unknown-key", key.span(), message).help(help));
        }
    }
}

/// An item that may be short (a text) or long (a table).
pub enum TextOrTable<'t> {
    /// The short form.
    Text(Placed<String>),
    /// The long form.
    Table(Table<'t>),
}

fn as_text(value: &Value<'_>, notes: &Notes<'_>) -> Option<Placed<String>> {
    let text = value.get_ref().as_str()?;
    // A fold without an early end: the compiler then looks at many bytes at once.
    let plain =
        text.bytes().fold(true, |plain, byte| plain & (byte == b'\n' || (0x20..0x7f).contains(&byte)));
    if plain {
        return Some(Placed { value: text.to_owned(), span: value.span() });
    }
    let text = text.replace("\r\n", "\n");
    note_characters_of_string(notes, value.span(), &text);
    Some(Placed { value: text, span: value.span() })
}

/// Raw characters beyond ASCII were reported for the whole file; here the escaped ones and tabs are.
fn note_characters_of_string(notes: &Notes<'_>, span: Span, value: &str) {
    if !value.chars().any(|character| text::forbidden(character).is_some()) {
        return;
    }
    for written in text::characters(notes.source().text(), &span) {
        if let Some(kind) = text::forbidden(written.character)
            && (written.escaped || written.character.is_ascii())
        {
            note_character(notes, written.span, written.character, kind);
        }
    }
}

fn name_of(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "a text",
        DeValue::Integer(_) | DeValue::Float(_) => "a number",
        DeValue::Boolean(_) => "true or false",
        DeValue::Datetime(_) => "a date",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    }
}

fn example_of(wanted: &str) -> &'static str {
    match wanted {
        "a text in quotes" => "the text in double quotes: \"…\"",
        "a list of texts" => "texts in quotes inside [ ]: [\"…\", \"…\"]",
        "true or false" => "true or false, without quotes",
        "a number" => "a plain number without quotes, such as 4 or 11.5",
        "a date" => "a date without quotes, such as 2026-11-22",
        "a table" => "{ key = … } or a [heading] of its own",
        "a list" => "items inside [ ], each a text or { … }",
        _ => "tables inside [ ], or under [[double]] headings",
    }
}
