//! Lists of a table: of texts, of tables, of both. What is too long is cut, and what is no list is read as one.

use std::collections::BTreeSet;

use toml::de::DeValue;

use super::limits::MOST_ENTRIES;
use super::table::Table;
use super::text::Placed;
use super::value::{TomlValue, as_text};
use crate::vocabulary::Term;

/// An item that may be short (a text) or long (a table).
pub enum TextOrTable<'t> {
    /// The short form.
    Text(Placed<String>),
    /// The long form.
    Table(Table<'t>),
}

impl<'t> Table<'t> {
    /// Reads an optional list of texts, without their places.
    pub fn strings(&self, key: &'static str) -> Vec<String> {
        self.texts(key).into_iter().map(|text| text.value).collect()
    }

    /// Reads an optional list of texts, each once; an absent list is empty.
    pub fn texts(&self, key: &'static str) -> Vec<Placed<String>> {
        let mut texts = self.entries_of(key, "a list of texts", |item| as_text(item, self.notes));
        texts.retain(|text| self.is_usable(key, text));
        let mut seen = BTreeSet::new();
        for text in &texts {
            if !seen.insert(text.value.as_str()) {
                let message = format!("`{}` is in this list twice", text.value);
                self.notes.error("duplicate-member", text.span.clone(), message, "remove one of them");
            }
        }
        texts
    }

    /// Reads an optional list of words of a closed vocabulary.
    pub fn terms(&self, key: &'static str, list: &'static [Term]) -> Vec<&'static Term> {
        self.texts(key).iter().filter_map(|word| self.known_term(key, word, list)).collect()
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

    pub(super) fn entries_of<T>(
        &self,
        key: &'static str,
        wanted: &'static str,
        read: impl Fn(&'t TomlValue<'t>) -> Option<T>,
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

    /// Drops what is beyond the most entries of a list, and notes that.
    pub fn keep_at_most<T>(&self, key: &str, entries: &mut Vec<T>, most: usize) {
        if entries.len() > most {
            self.note_too_many(key, entries.len(), most);
            entries.truncate(most);
        }
    }

    /// Notes that a list is longer than what can be read.
    fn note_too_many(&self, key: &str, count: usize, most: usize) {
        let message = format!("`{key}` has {count} entries; at most {most} can be read");
        self.notes.error("too-many", self.place_of(key), message, "split what is too long");
    }
}
