//! Reads a TOML document table by table and notes every mistake with its place, so that an author
//! sees all of them at once. It knows nothing of what a document means. Its one surprise: the known
//! keys of a table are the keys that were asked for; [`Table::finish`] reports the rest.

mod any;
mod damage;
mod look_alike;
pub mod text;

use std::cell::{Cell, OnceCell, RefCell};
use std::collections::BTreeSet;

use jiff::civil::Date;
use toml::de::{DeString, DeTable, DeValue};

use crate::decimal::Decimal;
use crate::diagnostic::Diagnostic;
use crate::source::{Source, Span};
use crate::vocabulary::{self, Term};
pub use any::Any;
use damage::Damage;
pub use text::Placed;

/// How deep tables, arrays and conditions may be nested.
pub const DEEPEST: usize = 64;

/// The most entries of one list.
pub const MOST_ENTRIES: usize = 5_000;

/// The most characters of one text.
pub const LONGEST_TEXT: usize = 2_000;

/// The most findings that are kept; the rest are only counted.
const MOST_FINDINGS: usize = 1_000;

/// The most names for which the nearest known one is looked for.
const MOST_SUGGESTIONS: usize = 100;

/// Collects what is wrong with a document while it is read.
pub struct Notes<'s> {
    source: &'s Source,
    findings: RefCell<Vec<Diagnostic>>,
    errors: Cell<usize>,
    suggestions: Cell<usize>,
    damage: RefCell<Damage>,
    /// The text without broken TOML, where there was any.
    mended: OnceCell<String>,
}

impl<'s> Notes<'s> {
    /// Returns an empty collection for a document.
    pub fn new(source: &'s Source) -> Self {
        Notes {
            source,
            findings: RefCell::default(),
            errors: Cell::new(0),
            suggestions: Cell::new(0),
            damage: RefCell::default(),
            mended: OnceCell::new(),
        }
    }

    /// Adds a finding. Names from the document are shown without characters that no text may hold.
    pub fn add(&self, mut finding: Diagnostic) {
        self.errors.set(self.errors.get() + usize::from(finding.is_error()));
        let mut findings = self.findings.borrow_mut();
        if findings.len() < MOST_FINDINGS {
            look_alike::point_out(&mut finding, self.source);
            finding.message = text::shown(&finding.message);
            finding.help = text::shown(&finding.help);
            findings.push(finding);
        }
    }

    /// Returns the document.
    pub fn source(&self) -> &'s Source {
        self.source
    }

    /// Returns whether anything so far keeps the document from loading.
    pub fn any_error(&self) -> bool {
        self.errors.get() > 0
    }

    /// Returns how many errors there are so far.
    pub fn errors(&self) -> usize {
        self.errors.get()
    }

    /// Returns the known name nearest to a misspelt one. A document with very many unknown names gets
    /// suggestions for the first of them.
    pub fn nearest<'a>(&self, name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
        self.suggestions.set(self.suggestions.get() + 1);
        if self.suggestions.get() > MOST_SUGGESTIONS {
            return None;
        }
        vocabulary::nearest(name, known)
    }

    /// Returns the known name nearest to one that may also be missing for another reason; only one that
    /// is so near that it must be meant, if there is such a reason.
    pub fn nearest_if_sure<'a>(
        &self,
        name: &str,
        known: impl IntoIterator<Item = &'a str>,
        other_reason: bool,
    ) -> Option<&'a str> {
        let near = self.nearest(name, known)?;
        let allowed = 1 + usize::from(name.len() > 8);
        (!other_reason || strsim::damerau_levenshtein(name, near) <= allowed).then_some(near)
    }

    /// Returns all findings in the order of the document, without what only follows from broken TOML.
    pub fn into_findings(self) -> Vec<Diagnostic> {
        let damage = self.damage.into_inner();
        let mut findings = self.findings.into_inner();
        let hidden = self.errors.get().saturating_sub(findings.len());
        findings.retain(|finding| !damage.may_cause(finding));
        let mut findings = crate::diagnostic::in_order(findings);
        if hidden > 0 {
            let end = self.source.text().len();
            let message = format!("{hidden} more mistakes are not shown");
            findings.push(Diagnostic::error("too-many", end..end, message).help("mend the others first"));
        }
        findings
    }
}

/// Parses the document and notes what is wrong with its TOML and its characters.
pub fn parse<'n>(notes: &'n Notes<'_>) -> toml::Spanned<DeTable<'n>> {
    let hidden = note_raw_characters(notes);
    let (root, errors) = DeTable::parse_recoverable(notes.source().text());
    if errors.is_empty() {
        note_depth(notes, &root);
        return root;
    }
    let mended = damage::mend(notes.source().text(), &hidden);
    mended.breaks.into_iter().for_each(|broken| notes.add(broken));
    notes.damage.replace(mended.damage);
    let (root, _) = DeTable::parse_recoverable(notes.mended.get_or_init(|| mended.text));
    note_depth(notes, &root);
    root
}

/// Notes what is nested too deep; what else is wrong with it follows from that.
fn note_depth(notes: &Notes<'_>, root: &toml::Spanned<DeTable<'_>>) {
    for (key, value) in root.get_ref() {
        if let Some(span) = too_deep(value, 1) {
            notes.damage.borrow_mut().add(key.span().start..value.span().end);
            notes.add(damage::too_deep(span));
        }
    }
}

/// Notes every raw character that no text may hold, in texts, keys and comments. Returns where.
fn note_raw_characters(notes: &Notes<'_>) -> Vec<usize> {
    const CHUNK: usize = 256;
    let text = notes.source().text();
    let mut places = Vec::new();
    // Nearly everything is ASCII without control characters, which is told of many bytes at once.
    let ordinary = |byte: &u8| matches!(byte, b' '..=b'~' | b'\n' | b'\r' | b'\t');
    let unusual = |chunk: &(usize, &[u8])| !chunk.1.iter().all(ordinary);
    for (place, chunk) in text.as_bytes().chunks(CHUNK).enumerate().filter(unusual) {
        let start = place * CHUNK;
        for at in (start..start + chunk.len()).filter(|at| text.is_char_boundary(*at)) {
            let character = text[at..].chars().next().expect("a character starts here");
            let usual = matches!(character, ' '..='~' | '\n' | '\r' | '\t');
            let before = || text[..at].chars().next_back();
            let after = || text[at + character.len_utf8()..].chars().next();
            let kind = (!usual).then(|| text::forbidden_between(before(), character, after())).flatten();
            if let Some(kind) = kind {
                places.push(at);
                note_character(notes, at..at + character.len_utf8(), character, kind);
            }
        }
    }
    places
}

fn note_character(notes: &Notes<'_>, span: Span, character: char, kind: &str) {
    let message = format!("{kind} (U+{:04X}) is not allowed in any text", u32::from(character));
    let help = if character == '\t' { "write spaces instead" } else { "remove it" };
    notes.add(Diagnostic::error("hidden-character", span, message).help(help));
}

/// Returns the first value that is nested too deep.
fn too_deep(value: &toml::Spanned<DeValue<'_>>, depth: usize) -> Option<Span> {
    if depth > DEEPEST {
        return Some(value.span());
    }
    match value.get_ref() {
        DeValue::Array(items) => items.iter().find_map(|item| too_deep(item, depth + 1)),
        DeValue::Table(table) => table.values().find_map(|item| too_deep(item, depth + 1)),
        _ => None,
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
    lacking: RefCell<Vec<(Vec<&'static str>, Diagnostic)>>,
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
        Table { entries, span, what, asked, lacking: RefCell::default(), notes }
    }

    /// Returns the collection of findings.
    pub fn notes(&self) -> &'t Notes<'t> {
        self.notes
    }

    /// Returns whether a key is there, without reading it.
    pub fn has(&self, key: &str) -> bool {
        self.entries.contains_key(key)
    }

    /// Returns how many entries a list has, if it is there and is one.
    pub fn length(&self, key: &str) -> Option<usize> {
        Some(self.entries.get(key)?.get_ref().as_array()?.len())
    }

    /// Returns the place of a key, or of the whole table if it is not there.
    pub fn place_of(&self, key: &str) -> Span {
        self.entries.get_key_value(key).map_or(self.span.clone(), |(key, _)| key.span())
    }

    /// Returns the place of the value of a key, or of the whole table if it is not there.
    pub fn place_of_value(&self, key: &str) -> Span {
        self.entries.get(key).map_or(self.span.clone(), |value| value.span())
    }

    fn value(&self, key: &'static str) -> Option<&'t Value<'t>> {
        self.asked.borrow_mut().push(key);
        self.entries.get(key)
    }

    fn required<T>(&self, key: &'static str, read: Option<T>) -> Option<T> {
        if read.is_none() && !self.has(key) {
            self.note_missing(key, format!("add a line `{key} = …`"));
        }
        read
    }

    /// Notes that a key is missing, unless it is only misspelt.
    pub fn note_missing(&self, key: &'static str, help: impl Into<String>) {
        let message = format!("`{key}` is missing in {}", self.what);
        self.note_lacking(&[key], Diagnostic::error("missing-key", self.span.clone(), message).help(help));
    }

    /// Keeps a finding about keys that are not there until [`Table::finish`], where one that is only
    /// misspelt is reported as just that.
    pub fn note_lacking(&self, keys: &[&'static str], finding: Diagnostic) {
        self.lacking.borrow_mut().push((keys.to_vec(), finding));
    }

    /// Returns whether a key is noted as missing.
    pub fn is_lacking(&self) -> bool {
        !self.lacking.borrow().is_empty()
    }

    fn wrong_type(&self, value: &Value<'t>, key: &str, wanted: &str) {
        let message = format!("`{key}` must be {wanted}, not {}", name_beside(wanted, value.get_ref()));
        let help = format!("write {}", example_of(wanted));
        self.notes.add(Diagnostic::error("wrong-type", value.span(), message).help(help));
    }

    /// Reads an optional text. Line ends are `\n`.
    pub fn text(&self, key: &'static str) -> Option<Placed<String>> {
        self.rule_text(key).filter(|text| self.is_short_enough(key, text))
    }

    /// Reads an optional text that nobody hears or reads as a whole, such as a rule: it may be long.
    pub fn rule_text(&self, key: &'static str) -> Option<Placed<String>> {
        let value = self.value(key)?;
        let read = as_text(value, self.notes);
        if read.is_none() {
            self.wrong_type(value, key, "a text in quotes");
        }
        read.filter(|text| self.is_usable(key, text))
    }

    /// Whether a text can be used. One with hidden characters, which are noted, is not looked at further.
    fn is_usable(&self, key: &str, text: &Placed<String>) -> bool {
        let blank = text.value.trim().is_empty();
        if blank {
            let message = format!("`{key}` is empty");
            self.notes.add(
                Diagnostic::error("empty-text", text.span.clone(), message)
                    .help("write the text, or remove the line if it is optional"),
            );
        }
        !blank && text::is_free_of_forbidden(&text.value)
    }

    /// Whether a text is not too long to be read, heard or drawn.
    fn is_short_enough(&self, key: &str, text: &Placed<String>) -> bool {
        if text.value.len() <= LONGEST_TEXT {
            return true;
        }
        let length = text.value.chars().count();
        if length > LONGEST_TEXT {
            let message = format!("`{key}` has {length} characters; {LONGEST_TEXT} are the most");
            let help = "nobody follows so long a text: cut it, or make several of it";
            self.notes.add(Diagnostic::error("long-text", text.span.clone(), message).help(help));
        }
        length <= LONGEST_TEXT
    }

    /// Reads a rule that must be there.
    pub fn need_rule_text(&self, key: &'static str) -> Option<Placed<String>> {
        self.required(key, self.rule_text(key))
    }

    /// Reads a text that must be there.
    pub fn need_text(&self, key: &'static str) -> Option<Placed<String>> {
        self.required(key, self.text(key))
    }

    /// Reads an optional list of texts, each once; an absent list is empty.
    pub fn texts(&self, key: &'static str) -> Vec<Placed<String>> {
        let mut texts = self.entries_of(key, "a list of texts", |item| as_text(item, self.notes));
        texts.retain(|text| self.is_usable(key, text));
        let mut seen = BTreeSet::new();
        for text in &texts {
            if !seen.insert(text.value.as_str()) {
                let message = format!("`{}` is in this list twice", text.value);
                self.notes.add(
                    Diagnostic::error("duplicate-member", text.span.clone(), message)
                        .help("remove one of them"),
                );
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
        self.decimal_of(key, self.value(key)?)
    }

    fn decimal_of(&self, key: &str, value: &toml::Spanned<DeValue<'_>>) -> Option<Placed<Decimal>> {
        let Some(text) = as_number(value) else {
            self.wrong_type(value, key, "a number");
            return None;
        };
        match Decimal::parse(&text) {
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

    /// Reads a word of a closed vocabulary that must be there.
    pub fn need_term(&self, key: &'static str, list: &'static [Term]) -> Option<&'static Term> {
        self.required(key, self.term(key, list))
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
        let help = match self.notes.nearest(&word.value, known.iter().copied()) {
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
        let wanted = if what.starts_with('[') { "a [[list]]" } else { "a list of tables" };
        self.entries_of(key, wanted, |item| match item.get_ref() {
            DeValue::Table(entries) => Some(Table::new(entries, item.span(), what, self.notes)),
            _ => None,
        })
    }

    /// Reads a list in which each item is a text or a table.
    pub fn texts_or_tables(&self, key: &'static str, what: &'static str) -> Vec<TextOrTable<'t>> {
        let items = self.entries_of(key, "a list", |item| match item.get_ref() {
            DeValue::Table(entries) => {
                Some(TextOrTable::Table(Table::new(entries, item.span(), what, self.notes)))
            }
            _ => as_text(item, self.notes).map(TextOrTable::Text),
        });
        let usable = |item: &TextOrTable<'_>| match item {
            TextOrTable::Text(text) => self.is_usable(key, text),
            TextOrTable::Table(_) => true,
        };
        items.into_iter().filter(usable).collect()
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
            // What stands alone is read as a list of one, so that its names are known.
            return read(value).into_iter().collect();
        };
        if items.len() > MOST_ENTRIES {
            self.note_too_many(key, items.len(), MOST_ENTRIES);
        }
        let mut found = Vec::with_capacity(items.len().min(MOST_ENTRIES));
        for item in items.iter().take(MOST_ENTRIES) {
            match read(item) {
                Some(item) => found.push(item),
                None => self.wrong_type(item, key, wanted),
            }
        }
        found
    }

    /// Notes that a list is longer than what can be read.
    pub fn note_too_many(&self, key: &str, count: usize, most: usize) {
        let message = format!("`{key}` has {count} entries; at most {most} can be read");
        self.notes
            .add(Diagnostic::error("too-many", self.place_of(key), message).help("split what is too long"));
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

    /// Reads a table of free keys and numbers, such as the points of levels.
    pub fn free_decimals(&self) -> Vec<(Placed<String>, Placed<Decimal>)> {
        let numbers = self.entries.iter().filter_map(|(key, value)| {
            let name = Placed { value: key.get_ref().to_string(), span: key.span() };
            Some((name, self.decimal_of(key.get_ref(), value)?))
        });
        numbers.collect()
    }

    /// Allows a key without reading it, where a mistake elsewhere keeps it from being read.
    pub fn allow(&self, key: &'static str) {
        self.asked.borrow_mut().push(key);
    }

    /// Reports every key that nobody asked for, with the nearest known one, and what is lacking.
    pub fn finish(self) {
        self.note_unknown();
    }

    /// Does what [`Table::finish`] does, for a table that belongs to another.
    pub fn note_unknown(&self) {
        let asked = self.asked.borrow();
        let mut lacking = self.lacking.borrow_mut();
        for key in self.entries.keys().filter(|key| !asked.contains(&key.get_ref().as_ref())) {
            if let Some(meant) = self.hidden_in(key) {
                lacking.retain(|(keys, _)| !keys.contains(&meant.as_str()));
                continue;
            }
            let message = format!("`{}` is not a key of {}", key.get_ref(), self.what);
            let unused = asked.iter().copied().filter(|known| !self.entries.contains_key(*known));
            let help = match self.notes.nearest(key.get_ref(), unused) {
                Some(near) => {
                    lacking.retain(|(keys, _)| !keys.contains(&near));
                    format!("did you mean `{near}`?")
                }
                None => format!("known keys: {}", asked.join(", ")),
            };
            self.notes.add(Diagnostic::error("unknown-key", key.span(), message).help(help));
        }
        if self.entries.is_empty() && !lacking.is_empty() {
            let message = format!("there is nothing in {}", self.what);
            let help = format!("remove it, or write its keys: {}", asked.join(", "));
            return self.notes.add(Diagnostic::error("missing-key", self.span.clone(), message).help(help));
        }
        lacking.drain(..).for_each(|(_, finding)| self.notes.add(finding));
    }

    /// Notes characters in a key that no text may hold. Returns the key without them, if there are any.
    fn hidden_in(&self, key: &toml::Spanned<DeString<'_>>) -> Option<String> {
        let is_shown = |character: &char| text::forbidden(*character).is_none();
        if text::is_free_of_forbidden(key.get_ref()) {
            return None;
        }
        note_characters_of_string(self.notes, key.span(), key.get_ref());
        Some(key.get_ref().chars().filter(is_shown).collect())
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
    let ends = text::without_space_at_ends;
    if plain {
        return Some(Placed { value: ends(text).into_owned(), span: value.span() });
    }
    let text = text.replace("\r\n", "\n");
    note_characters_of_string(notes, value.span(), &text);
    Some(Placed { value: ends(&text).into_owned(), span: value.span() })
}

/// Returns a number as it is written, without underscores: TOML has checked where they stand. One in
/// another base is not how people write points; nothing is left of it.
fn as_number(value: &Value<'_>) -> Option<String> {
    match value.get_ref() {
        DeValue::Integer(integer) if integer.radix() == 10 => Some(integer.as_str().replace('_', "")),
        DeValue::Integer(_) => Some(String::new()),
        DeValue::Float(float) => Some(float.as_str().replace('_', "")),
        _ => None,
    }
}

/// Notes what no text may hold, written raw or as an escape. Raw characters were noted for the whole
/// file already; the same finding twice is one.
fn note_characters_of_string(notes: &Notes<'_>, span: Span, value: &str) {
    if text::is_free_of_forbidden(value) {
        return;
    }
    let written = text::characters(notes.source().text(), &span);
    let at = |place: usize| written.get(place).map(|written| written.character);
    for (place, each) in written.iter().enumerate() {
        let before = place.checked_sub(1).and_then(at);
        if let Some(kind) = text::forbidden_between(before, each.character, at(place + 1)) {
            note_character(notes, each.span.clone(), each.character, kind);
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

/// Returns what a value is, in words that differ from what is wanted.
fn name_beside(wanted: &str, value: &DeValue<'_>) -> &'static str {
    match (value, wanted) {
        (DeValue::Datetime(when), "a date") => match (when.date, when.time) {
            (Some(_), Some(_)) => "a date with a time",
            (None, _) => "a time",
            _ => "one that no calendar has",
        },
        (DeValue::Datetime(_), _) => "a date or time",
        (DeValue::Array(_), "a list" | "a list of texts") => "a list within it",
        (DeValue::Array(_), "a list of rows") => "one row",
        _ => name_of(value),
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
        "a list of rows" => "rows inside [ ], each a list of its own: [ [\"yes\", 1], [\"no\", 0] ]",
        "a [[list]]" => "two brackets on each side: [[…]], once for each entry",
        _ => "tables inside [ ], such as [ {…}, {…} ]",
    }
}
