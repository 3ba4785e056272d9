//! A page as its file says it, and its reader.

use jiff::civil::Date;

use crate::diagnostic::Diagnostic;
use crate::language::tag;
use crate::questionnaire::model::AgeRange;
use crate::reading::{self, Notes, Table};
use crate::referral::{CHANNELS, ChannelKind, ReadAs};
use crate::source::Source;
use crate::vocabulary::{NEEDS, Term};

/// A page to hand over, and what the worker who hands it over can say.
#[derive(Debug, Clone)]
pub struct InformPage {
    /// Its id, the same in every language.
    pub id: String,
    /// The language in which it is written.
    pub language: String,
    /// For whom it is, for the worker.
    pub audience: String,
    /// The ages of those who get it: every line on it serves all of them.
    pub ages: AgeRange,
    /// How far it was tested, for the worker.
    pub validation: String,
    /// What the worker can say, a sentence each.
    pub say: Vec<String>,
    /// How to offer it, for the worker.
    pub offer: Vec<String>,
    /// What not to do, for the worker.
    pub avoid: Vec<String>,
    /// The title that it bears. It tells nothing.
    pub title: String,
    /// Its parts, each a heading with its lines.
    pub parts: Vec<(String, Vec<String>)>,
    /// The heading above the lines to call.
    pub contacts: String,
    /// What stands before a number or an address, by the way of a channel.
    pub ways: Vec<(ChannelKind, String)>,
    /// Which lines to call stand on it, in order.
    pub entries: Vec<ContactEntry>,
    /// The last words.
    pub closing: Vec<String>,
    /// Where what it says was read.
    pub sources: Vec<InformSource>,
}

/// Which lines to call stand under one label.
#[derive(Debug, Clone)]
pub struct ContactEntry {
    /// What they are for, in ordinary words.
    pub label: String,
    /// The needs that they meet, the most pressing first.
    pub needs: Vec<&'static Term>,
    /// How many of them at most.
    pub most: usize,
}

/// Where something was read.
#[derive(Debug, Clone)]
pub struct InformSource {
    /// What was read.
    pub title: String,
    /// Its address.
    pub url: String,
    /// What was taken from it.
    pub used_for: String,
    /// How it was read.
    pub read_as: ReadAs,
    /// When.
    pub read_on: Option<Date>,
}

/// Reads a page. It is there only if nothing was wrong with it.
pub fn read_page(source: &Source) -> (Option<InformPage>, Vec<Diagnostic>) {
    let notes = Notes::new(source);
    let root = reading::parse(&notes);
    let page = page(&Table::root(&root, &notes));
    let page = page.filter(|_| !notes.any_error());
    (page, notes.into_findings())
}

fn page(file: &Table<'_>) -> Option<InformPage> {
    file.need_format();
    let head = file.need_table("inform", "[inform]");
    let parts = file.tables("part", "[[part]]");
    let contacts = file.need_table("contacts", "[contacts]");
    let entries = file.tables("contact", "[[contact]]").iter().map(entry).collect();
    let sources = file.tables("source", "[[source]]").iter().map(origin).collect();
    for key in ["part", "contact", "source"] {
        note_empty(file, key);
    }
    let (head, contacts) = (head?, contacts?);
    Some(InformPage {
        id: head.need_string("id"),
        language: language(&head),
        audience: head.need_string("for"),
        ages: ages(&head),
        validation: head.need_string("validation"),
        say: some(&head, "say"),
        offer: some(&head, "offer"),
        avoid: some(&head, "avoid"),
        title: head.need_string("title"),
        parts: parts.iter().map(|part| (part.need_string("heading"), some(part, "lines"))).collect(),
        contacts: contacts.need_string("heading"),
        ways: ways(&contacts),
        entries,
        closing: some(&head, "closing"),
        sources,
    })
}

fn language(head: &Table<'_>) -> String {
    let Some(language) = head.need_text("language") else { return String::new() };
    if !tag::is_tag(&language.value) {
        let message = format!("`{}` is not a language tag", language.value);
        head.notes().error("bad-language", language.span.clone(), message, tag::advice(&language.value));
    }
    language.value
}

fn ages(head: &Table<'_>) -> AgeRange {
    let Some(ages) = head.need_text("ages") else { return AgeRange::default() };
    AgeRange::parse(&ages.value).unwrap_or_else(|| {
        let message = format!("`{}` is no range of ages", ages.value);
        head.notes().error("bad-ages", ages.span.clone(), message, "write \"18+\" or \"12-17\"");
        AgeRange::default()
    })
}

fn ways(contacts: &Table<'_>) -> Vec<(ChannelKind, String)> {
    let Some(ways) = contacts.need_table("ways", "`ways`") else { return Vec::new() };
    CHANNELS.iter().map(|(key, kind)| (*kind, ways.need_string(key))).collect()
}

fn entry(table: &Table<'_>) -> ContactEntry {
    let needs = table.terms("needs", NEEDS);
    note_empty(table, "needs");
    let most = table.whole("most", 1, 5).unwrap_or(1);
    ContactEntry { label: table.need_string("label"), needs, most: most as usize }
}

fn origin(table: &Table<'_>) -> InformSource {
    let read_on = table.date("read_on");
    if read_on.is_none() {
        table.note_missing("read_on", "write the day on which it was read");
    }
    InformSource {
        title: table.need_string("title"),
        url: table.need_string("url"),
        used_for: table.need_string("used_for"),
        read_as: table.need_word("read_as", ReadAs::WORDS).unwrap_or(ReadAs::SecondHand),
        read_on,
    }
}

/// Reads a list of texts that holds at least one.
fn some(table: &Table<'_>, key: &'static str) -> Vec<String> {
    let texts = table.strings(key);
    note_empty(table, key);
    texts
}

/// Notes a list that is not there, or is empty.
fn note_empty(table: &Table<'_>, key: &'static str) {
    if table.length(key) == Some(0) || !table.has(key) {
        let message = format!("{} needs at least one `{key}`", table.what);
        table.notes().error("too-few", table.place_of(key), message, "write one");
    }
}
