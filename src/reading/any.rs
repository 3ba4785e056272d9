//! Values whose type depends on what they are for: an answer to a question, the cell of a row.

use toml::de::DeValue;

use super::{Placed, Table, Value, as_number, as_text};

/// A value of any type.
pub enum Any<'t> {
    /// A text; it may be empty.
    Text(String),
    /// A number, as it is written.
    Number(String),
    /// True or false.
    Flag(bool),
    /// A list.
    List(Vec<Placed<Any<'t>>>),
    /// A table.
    Table(Table<'t>),
    /// A date or a time.
    Date,
}

impl<'t> Table<'t> {
    /// Reads a table of free keys with values of any type.
    pub fn free_values(&self) -> Vec<(Placed<String>, Placed<Any<'t>>)> {
        let pair = |(key, value): (&'t toml::Spanned<_>, &'t Value<'t>)| {
            let key: &toml::Spanned<toml::de::DeString<'_>> = key;
            (Placed { value: key.get_ref().to_string(), span: key.span() }, self.any(value))
        };
        self.entries.iter().map(pair).collect()
    }

    /// Reads an optional value of any type.
    pub fn any_value(&self, key: &'static str) -> Option<Placed<Any<'t>>> {
        self.value(key).map(|value| self.any(value))
    }

    /// Reads an optional list of rows, each a list of values of any type; an absent list is empty.
    pub fn rows(&self, key: &'static str) -> Vec<Placed<Vec<Placed<Any<'t>>>>> {
        self.entries_of(key, "a list of rows", |row| {
            let cells = row.get_ref().as_array()?;
            let cells = cells.iter().map(|cell| self.any(cell)).collect();
            Some(Placed { value: cells, span: row.span() })
        })
    }

    fn any(&self, value: &'t Value<'t>) -> Placed<Any<'t>> {
        let any = match value.get_ref() {
            DeValue::String(_) => {
                Any::Text(as_text(value, self.notes).map_or_else(String::new, |text| text.value))
            }
            DeValue::Integer(_) | DeValue::Float(_) => Any::Number(as_number(value).unwrap_or_default()),
            DeValue::Boolean(flag) => Any::Flag(*flag),
            DeValue::Array(items) => Any::List(items.iter().map(|item| self.any(item)).collect()),
            DeValue::Table(entries) => Any::Table(Table::new(entries, value.span(), "`{…}`", self.notes)),
            DeValue::Datetime(_) => Any::Date,
        };
        Placed { value: any, span: value.span() }
    }
}

impl Any<'_> {
    /// Returns the text, if it is one.
    pub fn text(&self) -> Option<&str> {
        match self {
            Any::Text(text) => Some(text),
            _ => None,
        }
    }

    /// Returns the texts of a list of texts.
    pub fn texts(&self) -> Option<Vec<String>> {
        let Any::List(items) = self else {
            return None;
        };
        items.iter().map(|item| item.value.text().map(str::to_owned)).collect()
    }
}
