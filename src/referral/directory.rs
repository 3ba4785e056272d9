//! A referral directory: services, each with its source and date, and channels with the languages
//! that each channel really has. Field names follow Open Referral HSDS 3.0 where they exist.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize};

use super::usable::{self, Looked};
use crate::diagnostic::Diagnostic;
use crate::language::tag;
use crate::library::Shipped;
use crate::reading::Table;
use crate::source::Source;
use crate::vocabulary::{self, FORMS, NEEDS, Term, closed_list};

/// A dated list of services of one area.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Directory {
    /// Its id, such as `us`.
    pub id: String,
    /// Its title.
    pub title: String,
    /// The area that it covers.
    pub area: String,
    /// The language in which it and the pages behind it are written.
    pub language: String,
    /// Whom to ask for a need for which no service is listed, after "ask".
    pub otherwise_ask: Option<String>,
    /// By which role the pages were read.
    pub read_by: String,
    /// The services, in the order of the file.
    pub services: Vec<Service>,
}

/// One service.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Service {
    /// Its id within the directory.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Who runs it.
    pub organization: String,
    /// What it does, in plain words.
    pub description: String,
    /// The needs that it meets.
    #[serde(deserialize_with = "vocabulary::needs")]
    pub needs: Vec<&'static Term>,
    /// Only for these forms of exploitation; empty for all.
    #[serde(deserialize_with = "vocabulary::forms")]
    pub forms: Vec<&'static Term>,
    /// The part of the directory's area in which it works; nothing for all of it.
    pub area: Option<String>,
    /// From this age, in years.
    pub minimum_age: Option<u32>,
    /// Up to this age, in years.
    pub maximum_age: Option<u32>,
    /// Whether a report made here fulfils a legal duty to report.
    pub is_reporting_line: bool,
    /// Whether it shares with police.
    pub shares_with_police: Shares,
    /// When it does; there if [`Shares::OnlyIf`].
    pub shares_only_if: Option<String>,
    /// Where it stands in the list.
    pub group: ServiceGroup,
    /// The page on which the facts were read.
    pub source_url: String,
    /// How that page was read.
    pub read_as: ReadAs,
    /// By which role, where it is not that of the directory.
    pub read_by: Option<String>,
    /// The date visible on that page; nothing if it bears none.
    pub verified_on: Option<Date>,
    /// Something to know before using it.
    pub alert: Option<String>,
    /// Who can use it.
    pub eligibility: Option<String>,
    /// Whether it may stand on a page that everybody of its ages and area gets. What has [`Service::eligibility`] may
    /// not, unless the file says so: where that tells nothing but the ages or the area.
    pub for_everybody: bool,
    /// Whether its name may stand on what a person carries. No list of words knows what a name means.
    pub say_name: bool,
    /// How to reach it.
    pub channels: Vec<Channel>,
}

/// The word for how a service is reached. (By this name serde does not take it for part of what is read.)
pub type ChannelKind = &'static str;

/// One way to reach a service.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Channel {
    /// phone, text, chat, email, web, tty or video.
    #[serde(deserialize_with = "channel_kind")]
    pub kind: ChannelKind,
    /// The number or address.
    pub contact: String,
    /// The language tags that its page states for this channel; empty where it states none, which says
    /// nothing of any language.
    pub languages: Vec<String>,
    /// Whether its page says that there are no others.
    pub no_other_languages: bool,
    /// Whether other languages are reached through an interpreter.
    pub interpreters: bool,
    /// When it is open; nothing if its page does not say.
    pub hours: Option<String>,
    /// More about it.
    pub note: Option<String>,
    /// What the first message says, by the language in which one is answered then.
    pub write: BTreeMap<String, String>,
}

impl Channel {
    /// Returns what the first message says to be answered in a language, or at all.
    pub fn first_word(&self, language: &str) -> Option<&str> {
        let in_it = self.write.iter().find(|(known, _)| tag::are_of_one(known, language));
        in_it.or_else(|| self.write.iter().next()).map(|(_, word)| word.as_str())
    }
}

closed_list! {
    /// Whether a service shares what it hears with police.
    pub enum Shares {
        /// It does.
        Yes = "yes",
        /// It does not.
        No = "no",
        /// Only if something is so, which stands beside it.
        OnlyIf = "only_if",
        /// Not known.
        Unknown = "unknown",
    }
}

closed_list! {
    /// Where a service stands in the list.
    pub enum ServiceGroup {
        /// Support for people.
        Support = "support",
        /// Police.
        Police = "police",
        /// A line to give tips to police or other authorities.
        TipLine = "tip_line",
        /// A line that takes the reports that a law asks for, such as those of child protection.
        ReportLine = "report_line",
    }
}

closed_list! {
    /// How the page behind an entry was read.
    pub enum ReadAs {
        /// The service's own page, as it stood that day.
        Page = "page",
        /// A stored copy of the service's own page.
        StoredCopy = "stored_copy",
        /// Somebody else's page.
        SecondHand = "second_hand",
    }
}

/// The kinds of channels.
pub const CHANNELS: [(&str, ChannelKind); 7] = [
    ("phone", "phone"),
    ("text", "text"),
    ("chat", "chat"),
    ("email", "email"),
    ("web", "web"),
    ("tty", "tty"),
    ("video", "video"),
];

impl Directory {
    /// Returns whether a place is its area, or one of its services works there alone.
    pub fn names_place(&self, place: &str) -> bool {
        let place = place.to_lowercase();
        let parts = self.services.iter().filter_map(|service| service.area.as_ref());
        parts.chain([&self.area]).any(|area| area.to_lowercase().contains(&place))
    }
}

impl Service {
    /// Returns in words whether it shares with police.
    pub fn police_in_words(&self) -> String {
        match (self.shares_with_police, &self.shares_only_if) {
            (Shares::Yes, _) => "shares with police".to_owned(),
            (Shares::No, _) => "does not share with police".to_owned(),
            (Shares::OnlyIf, Some(condition)) => format!("shares with police only if {}", condition.trim()),
            (Shares::OnlyIf | Shares::Unknown, _) => "not known whether it shares with police".to_owned(),
        }
    }

    /// Returns whether it is there for an emergency.
    pub fn is_emergency(&self) -> bool {
        self.meets("emergency")
    }

    /// Returns whether it meets a need, by its id.
    pub fn meets(&self, need: &str) -> bool {
        self.needs.iter().any(|met| met.id == need)
    }
}

impl ReadAs {
    /// Returns how it is shown.
    pub fn label(self) -> &'static str {
        match self {
            ReadAs::Page => "read on its own page",
            ReadAs::StoredCopy => "read on a stored copy of its own page",
            ReadAs::SecondHand => "read second hand, on somebody else's page",
        }
    }
}

impl ServiceGroup {
    /// Returns whether it is police, or takes tips or reports for authorities, and is shown only when asked
    /// for or when the law requires something.
    pub fn is_police(self) -> bool {
        self != ServiceGroup::Support
    }
}

/// Reads a directory. It is there only if nothing was wrong with it.
pub fn read_directory(source: &Source) -> (Option<Directory>, Vec<Diagnostic>) {
    usable::read(source, file)
}

/// Returns the directory that is shipped, as reading its text returns it.
pub fn shipped_directory(shipped: &Shipped) -> (Option<Directory>, Vec<Diagnostic>) {
    usable::shipped(shipped, file)
}

/// Returns what is wrong with the dates of a directory on a day.
pub fn dates_of_directory(source: &Source, today: Date) -> Vec<Diagnostic> {
    usable::dates(source, today, file)
}

fn file(file: Table<'_>, looked: &mut Vec<Looked>) -> Directory {
    let mut directory = Directory::default();
    usable::need_format(&file);
    if let Some(head) = file.need_table("directory", "[directory]") {
        directory.id = usable::id(&head);
        directory.title = head.need_string("title");
        directory.area = head.need_string("area");
        let language = head.need_text("language");
        directory.language = language.map_or_else(String::new, |language| {
            usable::language(&language, head.notes());
            language.value
        });
        directory.otherwise_ask = head.string("otherwise_ask");
        directory.read_by = head.need_string("read_by");
    }
    for table in file.tables("service", "[[service]]") {
        let span = table.place_of("id");
        let service = service(table, looked);
        if directory.services.iter().any(|earlier| earlier.id == service.id) {
            let message = format!("the id `{}` is used twice", service.id);
            file.notes()
                .add(Diagnostic::error("duplicate-id", span, message).help("give this one another id"));
        }
        directory.services.push(service);
    }
    directory
}

fn service(table: Table<'_>, looked: &mut Vec<Looked>) -> Service {
    let channels =
        table.tables("channel", "[[service.channel]]").into_iter().map(channel).collect::<Vec<_>>();
    let needs = table.terms("needs", NEEDS);
    for (key, empty) in [("channel", channels.is_empty()), ("needs", needs.is_empty())] {
        if empty {
            let message = format!("a service needs at least one `{key}`");
            let help = "an entry that cannot be found or reached helps nobody";
            table.notes().add(Diagnostic::error("too-few", table.span.clone(), message).help(help));
        }
    }
    let (minimum_age, maximum_age) = ages(&table);
    if !table.has("is_reporting_line") {
        table.need_word::<()>("is_reporting_line", &[]);
    }
    let (shares_with_police, shares_only_if) = shares(&table, &needs);
    let verified_on = said(&table, "verified_on", Table::date);
    looked.extend(usable::looked(&table, "verified_on", verified_on, table.has("alert")));
    Service {
        id: usable::id(&table),
        name: table.need_string("name"),
        organization: table.need_string("organization"),
        description: table.need_string("description"),
        needs,
        forms: table.terms("forms", FORMS),
        area: table.string("area"),
        minimum_age,
        maximum_age,
        is_reporting_line: table.flag("is_reporting_line"),
        shares_with_police,
        shares_only_if,
        group: table.word("group", ServiceGroup::WORDS).unwrap_or(ServiceGroup::Support),
        source_url: usable::url(&table, "source_url"),
        read_as: table.need_word("read_as", ReadAs::WORDS).unwrap_or(ReadAs::SecondHand),
        read_by: table.string("read_by"),
        verified_on,
        alert: table.string("alert"),
        for_everybody: table.optional_flag("for_everybody").unwrap_or(!table.has("eligibility")),
        eligibility: table.string("eligibility"),
        say_name: table.optional_flag("say_name").unwrap_or(true),
        channels,
    }
}

/// Reads what the page says, or nothing where the entry says that it does not.
fn said<'t, T>(
    table: &Table<'t>,
    key: &'static str,
    read: fn(&Table<'t>, &'static str) -> Option<T>,
) -> Option<T> {
    if usable::is_not_said(table, key) { None } else { read(table, key) }
}

/// Reads from which age and up to which it is there: one of them or both, unless the page says neither.
fn ages(table: &Table<'_>) -> (Option<u32>, Option<u32>) {
    let (from, to) = (table.whole("minimum_age", 0, 130), table.whole("maximum_age", 0, 130));
    let note = |key, message, help| {
        table.notes().add(Diagnostic::error("bad-ages", table.place_of(key), message).help(help));
    };
    if from > to && to.is_some() {
        note("maximum_age", "`maximum_age` is smaller than `minimum_age`", "swap them");
    }
    if table.has("minimum_age") || table.has("maximum_age") {
        if table.has("ages") {
            table.allow("ages");
            note(
                "ages",
                "`ages` stands beside an age",
                "take `ages` out: it is for a page that names no age",
            );
        }
    } else if !usable::is_not_said(table, "ages") && table.has("ages") {
        let help = "write `minimum_age`, `maximum_age` or both; or \"not_said\" where the page names no age";
        note("ages", "`ages` can only say that the page names none", help);
    }
    (from, to)
}

/// Reads the kind of a channel from a compact form.
fn channel_kind<'de, D: Deserializer<'de>>(from: D) -> Result<ChannelKind, D::Error> {
    let kind = <&str>::deserialize(from)?;
    let known = CHANNELS.iter().find(|(known, _)| *known == kind);
    known.map(|(known, _)| *known).ok_or_else(|| D::Error::custom("no kind of channel"))
}

/// Reads whether it shares with police, and when.
fn shares(table: &Table<'_>, needs: &[&'static Term]) -> (Shares, Option<String>) {
    let shares = table.need_word("shares_with_police", Shares::WORDS);
    let only_if = table.string("shares_only_if");
    let wrong = match (shares, &only_if) {
        // A condition that is there and will not do is found where it stands.
        (Some(Shares::OnlyIf), None) if table.has("shares_only_if") => None,
        (Some(Shares::OnlyIf), None) => Some((
            "`shares_with_police = \"only_if\"` needs `shares_only_if`",
            "write when it shares, to go on after \"only if\": \"somebody's life is in danger\"",
        )),
        (Some(other), Some(_)) if other != Shares::OnlyIf => Some((
            "`shares_only_if` stands beside `shares_with_police = \"only_if\"` alone",
            "write `shares_with_police = \"only_if\"`, or take the condition out",
        )),
        (Some(Shares::Unknown), _) if needs.iter().any(|need| need.id == "emergency") => Some((
            "an emergency line cannot be left unknown here",
            "who sends police shares with them: write \"yes\", \"only_if\" with its condition, or take the need \
             `emergency` out",
        )),
        _ => None,
    };
    if let Some((message, help)) = wrong {
        let place = table.place_of("shares_with_police");
        table.notes().add(Diagnostic::error("bad-shares", place, message).help(help));
    }
    (shares.unwrap_or(Shares::Unknown), only_if)
}

fn channel(table: Table<'_>) -> Channel {
    let (kind, contact) = (table.need_word("kind", &CHANNELS), table.need_text("contact"));
    if let Some(kind) = kind {
        usable::contact(kind, contact.as_ref(), table.notes());
    }
    let languages =
        if usable::is_not_said(&table, "languages") { Vec::new() } else { table.texts("languages") };
    for language in &languages {
        usable::language(language, table.notes());
        if kind.is_some_and(is_voice) && tag::is_sign_language(&language.value) {
            let message = format!("nobody can sign `{}` on a voice line", language.value);
            let help = "give the line for sign language a channel of its own, with `kind = \"video\"`";
            table
                .notes()
                .add(Diagnostic::error("signed-by-voice", language.span.clone(), message).help(help));
        }
    }
    let channel = Channel {
        kind: kind.unwrap_or("phone"),
        contact: contact.map_or_else(String::new, |text| text.value),
        languages: languages.into_iter().map(|text| text.value).collect(),
        no_other_languages: table.flag("no_other_languages"),
        interpreters: table.flag("interpreters"),
        hours: said(&table, "hours", Table::string),
        note: table.string("note"),
        write: first_words(&table, kind),
    };
    if channel.no_other_languages && (channel.languages.is_empty() || channel.interpreters) {
        let message = "`no_other_languages = true` needs `languages`, and no `interpreters`";
        let help = "write the languages that the page names; leave `no_other_languages` out unless the page \
                    says that it has no others";
        let place = table.place_of("no_other_languages");
        table.notes().add(Diagnostic::error("bad-languages", place, message).help(help));
    }
    channel
}

/// Returns what the first message says, by language.
fn first_words(table: &Table<'_>, kind: Option<ChannelKind>) -> BTreeMap<String, String> {
    let words = table.table("write", "`write`").map(|words| words.free_texts()).unwrap_or_default();
    if kind.is_some_and(|kind| kind != "text") && table.has("write") {
        let help =
            "remove `write`, or give the number for messages a channel of its own, with `kind = \"text\"`";
        table.notes().error("bad-input", table.place_of("write"), "`write` is for a text channel", help);
    }
    for (nth, (language, word)) in words.iter().enumerate() {
        usable::language(language, table.notes());
        if !is_one_word(&word.value) {
            let message = format!("`{}` is no word that a message begins with", word.value);
            let help = "write the one word that the page names, of at most 20 letters, such as \"AYUDA\"";
            table.notes().error("bad-input", word.span.clone(), message, help);
        }
        if words[..nth].iter().any(|(other, _)| tag::are_of_one(&other.value, &language.value)) {
            let message = format!("there are two words for `{}`", language.value);
            table.notes().error(
                "duplicate-id",
                language.span.clone(),
                message,
                "keep the one that the page names",
            );
        }
    }
    words.into_iter().map(|(language, word)| (language.value, word.value)).collect()
}

fn is_one_word(word: &str) -> bool {
    (1..=20).contains(&word.chars().count()) && word.chars().all(char::is_alphanumeric)
}

/// Returns whether a kind of channel carries nothing but voices.
fn is_voice(kind: ChannelKind) -> bool {
    kind == "phone"
}
