//! One table of a document, read key by key. Its one surprise: the known keys are those that were asked for,
//! and what nobody asked for is reported when the table is let go.

use std::cell::RefCell;

use jiff::civil::Date;
use toml::Spanned;
use toml::de::{DeString, DeTable, DeValue};

use super::hidden::note_characters_of_string;
use super::limits::LONGEST_TEXT;
use super::notes::Notes;
use super::text::{self, Placed};
use super::value::{TomlValue, as_number, as_text, example_of, name_beside};
use crate::decimal::Decimal;
use crate::diagnostic::Diagnostic;
use crate::source::Span;
use crate::vocabulary::{self, Term};

/// One table of a document.
pub struct Table<'t> {
    pub(super) entries: &'t DeTable<'t>,
    /// Where the table stands.
    pub span: Span,
    /// What an author calls it, such as `[[indicator]]`.
    pub what: &'static str,
    asked: RefCell<Vec<&'static str>>,
    lacking: RefCell<Vec<(Vec<&'static str>, Diagnostic)>>,
    pub(super) notes: &'t Notes<'t>,
}

impl<'t> Table<'t> {
    /// Returns the outermost table of a document.
    pub fn root(root: &'t Spanned<DeTable<'t>>, notes: &'t Notes<'t>) -> Self {
        Table::new(root.get_ref(), 0..0, "the file", notes)
    }

    pub(super) fn new(
        entries: &'t DeTable<'t>,
        span: Span,
        what: &'static str,
        notes: &'t Notes<'t>,
    ) -> Self {
        // Twice as many as a small table asks for: growing step by step costs more.
        let asked = RefCell::new(Vec::with_capacity(16));
        Table { entries, span, what, asked, lacking: RefCell::default(), notes }
    }

    /// Reads the number of the format, which is 1.
    pub fn need_format(&self) {
        match self.decimal("format") {
            Some(format) if format.value != Decimal::whole(1) => {
                let message =
                    format!("format {} is not known here; this program reads format 1", format.value);
                let help = "write `format = 1`, or use a newer program";
                self.notes.error("bad-version", format.span, message, help);
            }
            _ => self.note_missing("format", "write `format = 1` in the first line"),
        }
    }

    /// Returns the collection of findings.
    pub fn notes(&self) -> &'t Notes<'t> {
        self.notes
    }

    /// Returns whether a key is there, without reading it.
    pub fn has(&self, key: &str) -> bool {
        self.entries.contains_key(key)
    }

    /// Returns whether a key is there with a text of nothing but space, without reading it.
    pub fn is_blank(&self, key: &str) -> bool {
        self.entries
            .get(key)
            .and_then(|value| value.get_ref().as_str())
            .is_some_and(|text| text.trim().is_empty())
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

    pub(super) fn value(&self, key: &'static str) -> Option<&'t TomlValue<'t>> {
        self.asked.borrow_mut().push(key);
        self.entries.get(key)
    }

    fn required<T>(&self, key: &'static str, read: Option<T>) -> Option<T> {
        if read.is_none() {
            self.note_missing(key, format!("add a line `{key} = …`"));
        }
        read
    }

    /// Notes that a key is missing, unless it is there or only misspelt.
    pub fn note_missing(&self, key: &'static str, help: impl Into<String>) {
        if self.has(key) {
            return;
        }
        let message = format!("`{key}` is missing in {}", self.what);
        self.note_lacking(&[key], Diagnostic::error("missing-key", self.span.clone(), message).help(help));
    }

    /// Keeps a finding about keys that are not there until the table is let go, when one that is only
    /// misspelt is reported as just that.
    pub fn note_lacking(&self, keys: &[&'static str], finding: Diagnostic) {
        self.lacking.borrow_mut().push((keys.to_vec(), finding));
    }

    /// Returns whether a key is noted as missing.
    pub fn is_lacking(&self) -> bool {
        !self.lacking.borrow().is_empty()
    }

    pub(super) fn wrong_type(&self, value: &TomlValue<'t>, key: &str, wanted: &str) {
        let message = format!("`{key}` must be {wanted}, not {}", name_beside(wanted, value.get_ref()));
        self.notes.error("wrong-type", value.span(), message, format!("write {}", example_of(wanted)));
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
    pub(super) fn is_usable(&self, key: &str, text: &Placed<String>) -> bool {
        let blank = text.value.trim().is_empty();
        if blank {
            let message = format!("`{key}` is empty");
            let help = "write the text, or remove the line if it is optional";
            self.notes.error("empty-text", text.span.clone(), message, help);
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
            self.notes.error("long-text", text.span.clone(), message, help);
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

    /// Reads an optional text, without its place.
    pub fn string(&self, key: &'static str) -> Option<String> {
        self.text(key).map(|text| text.value)
    }

    /// Reads a text that must be there, without its place. The empty one stands for one that is not.
    pub fn need_string(&self, key: &'static str) -> String {
        self.need_text(key).map(|text| text.value).unwrap_or_default()
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

    fn decimal_of(&self, key: &str, value: &TomlValue<'_>) -> Option<Placed<Decimal>> {
        let Some(text) = as_number(value) else {
            self.wrong_type(value, key, "a number");
            return None;
        };
        match Decimal::parse(&text) {
            Ok(number) => Some(Placed { value: number, span: value.span() }),
            Err(error) => {
                let message = format!("`{key}` is {error}");
                let help = "numbers are exact here: write 4 or 11.5, with at most three places";
                self.notes.error("bad-number", value.span(), message, help);
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
            self.notes.error("bad-number", number.span, message, help);
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

    pub(super) fn known_term(
        &self,
        key: &str,
        word: &Placed<String>,
        list: &'static [Term],
    ) -> Option<&'static Term> {
        let found = vocabulary::find(list, &word.value);
        if found.is_none() {
            self.unknown_word(key, word, list.iter().map(|term| term.id));
        }
        found
    }

    fn unknown_word(&self, key: &str, word: &Placed<String>, known: impl Iterator<Item = &'static str>) {
        let known: Vec<&str> = known.collect();
        let message = format!("`{}` is not one of the words for `{key}`", word.value);
        let help = self.notes.one_of(&word.value, &known);
        self.notes.error("unknown-word", word.span.clone(), message, help);
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

    /// Returns the one key of these that is there, or notes that it is none or not the only one.
    pub fn exactly_one(
        &self,
        keys: &[&'static str],
        code: &'static str,
        message: impl Into<String>,
        help: impl Into<String>,
    ) -> Option<&'static str> {
        let mut given = keys.iter().copied().filter(|key| self.has(key));
        let (first, second) = (given.next(), given.next());
        if first.is_some() && second.is_none() {
            return first;
        }
        keys.iter().for_each(|key| self.allow(key));
        let place = second.map_or(self.span.clone(), |second| self.place_of(second));
        self.note_lacking(keys, Diagnostic::error(code, place, message).help(help));
        None
    }

    /// Returns every key with its value: nobody knows which there may be.
    pub(super) fn free_entries(&self) -> impl Iterator<Item = (Placed<String>, &'t TomlValue<'t>)> {
        let placed =
            |key: &Spanned<DeString<'_>>| Placed { value: key.get_ref().to_string(), span: key.span() };
        self.entries.iter().map(move |(key, value)| (placed(key), value))
    }

    /// Reads a table of free keys and texts, such as a pack's context values.
    pub fn free_texts(&self) -> Vec<(Placed<String>, Placed<String>)> {
        let texts = self.free_entries().filter_map(|(key, value)| {
            let text = as_text(value, self.notes);
            if text.is_none() {
                self.wrong_type(value, &key.value, "a text in quotes");
            }
            Some((key, text?))
        });
        texts.collect()
    }

    /// Reads a table of free keys and numbers, such as the points of levels.
    pub fn free_decimals(&self) -> Vec<(Placed<String>, Placed<Decimal>)> {
        let number = |(key, value): (Placed<String>, _)| {
            let number = self.decimal_of(&key.value, value)?;
            Some((key, number))
        };
        self.free_entries().filter_map(number).collect()
    }

    /// Allows a key without reading it, where a mistake elsewhere keeps it from being read.
    pub fn allow(&self, key: &'static str) {
        let mut asked = self.asked.borrow_mut();
        if !asked.contains(&key) {
            asked.push(key);
        }
    }

    /// Lets the table go without looking at the keys that nobody asked for: somebody else reads them.
    pub fn leave_the_rest(self) {
        self.asked.borrow_mut().clear();
        self.lacking.borrow_mut().clear();
    }

    /// Reports every key that nobody asked for, with the nearest known one, and what is lacking.
    fn report(&self) {
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
            self.notes.error("unknown-key", key.span(), message, help);
        }
        if self.entries.is_empty() && !lacking.is_empty() {
            let message = format!("there is nothing in {}", self.what);
            let help = format!("remove it, or write its keys: {}", asked.join(", "));
            return self.notes.error("missing-key", self.span.clone(), message, help);
        }
        lacking.drain(..).for_each(|(_, finding)| self.notes.add(finding));
    }

    /// Notes characters in a key that no text may hold. Returns the key without them, if there are any.
    fn hidden_in(&self, key: &Spanned<DeString<'_>>) -> Option<String> {
        let is_shown = |character: &char| text::forbidden(*character).is_none();
        if text::is_free_of_forbidden(key.get_ref()) {
            return None;
        }
        note_characters_of_string(self.notes, key.span(), key.get_ref());
        Some(key.get_ref().chars().filter(is_shown).collect())
    }
}

/// A table of which nothing was asked has free keys, or stands where it does not belong.
impl Drop for Table<'_> {
    fn drop(&mut self) {
        if !self.asked.borrow().is_empty() {
            self.report();
        }
    }
}
