//! Values whose type depends on what they are for: an answer to a question, the cell of a row.

use toml::de::DeValue;

use super::table::Table;
use super::text::Placed;
use super::value::{TomlValue, as_number, as_text};

/// A value of any type.
pub enum Untyped<'t> {
    /// A text; it may be empty.
    Text(String),
    /// A number, as it is written.
    Number(String),
    /// True or false.
    Flag(bool),
    /// A list.
    List(Vec<Placed<Untyped<'t>>>),
    /// A table.
    Table(Table<'t>),
    /// A date or a time.
    Date,
}

impl<'t> Table<'t> {
    /// Reads a table of free keys with values of any type.
    pub fn free_values(&self) -> Vec<(Placed<String>, Placed<Untyped<'t>>)> {
        self.free_entries().map(|(key, value)| (key, self.untyped(value))).collect()
    }

    /// Reads an optional value of any type.
    pub fn any_value(&self, key: &'static str) -> Option<Placed<Untyped<'t>>> {
        self.value(key).map(|value| self.untyped(value))
    }

    /// Returns whether a key holds this very word. Space at its end is no part of it, as of any text.
    pub fn holds(&self, key: &'static str, word: &str) -> bool {
        self.allow(key);
        self.entries
            .get(key)
            .is_some_and(|value| value.get_ref().as_str().is_some_and(|text| text.trim_end() == word))
    }

    /// Reads an optional list of rows, each a list of values of any type; an absent list is empty.
    pub fn rows(&self, key: &'static str) -> Vec<Placed<Vec<Placed<Untyped<'t>>>>> {
        self.entries_of(key, "a list of rows", |row| {
            let cells = row.get_ref().as_array()?;
            let cells = cells.iter().map(|cell| self.untyped(cell)).collect();
            Some(Placed { value: cells, span: row.span() })
        })
    }

    fn untyped(&self, value: &'t TomlValue<'t>) -> Placed<Untyped<'t>> {
        let read = match value.get_ref() {
            DeValue::String(_) => {
                Untyped::Text(as_text(value, self.notes).map_or_else(String::new, |text| text.value))
            }
            DeValue::Integer(_) | DeValue::Float(_) => Untyped::Number(as_number(value).unwrap_or_default()),
            DeValue::Boolean(flag) => Untyped::Flag(*flag),
            DeValue::Array(items) => Untyped::List(items.iter().map(|item| self.untyped(item)).collect()),
            DeValue::Table(entries) => Untyped::Table(Table::new(entries, value.span(), "`{…}`", self.notes)),
            DeValue::Datetime(_) => Untyped::Date,
        };
        Placed { value: read, span: value.span() }
    }
}

impl Untyped<'_> {
    /// Returns the text, if it is one.
    pub fn text(&self) -> Option<&str> {
        match self {
            Untyped::Text(text) => Some(text),
            _ => None,
        }
    }

    /// Returns the texts of a list of texts.
    pub fn texts(&self) -> Option<Vec<String>> {
        let Untyped::List(items) = self else {
            return None;
        };
        items.iter().map(|item| item.value.text().map(str::to_owned)).collect()
    }
}
