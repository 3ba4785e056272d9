//! A referral directory: services, each with its source and date, and channels with the languages
//! that each channel really has. Field names follow Open Referral HSDS 3.0 where they exist.

use jiff::civil::Date;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize};

use super::usable::{self, Looked};
use crate::diagnostic::Diagnostic;
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
    /// From this age, in years.
    pub minimum_age: Option<u32>,
    /// Up to this age, in years.
    pub maximum_age: Option<u32>,
    /// Whether a report made here fulfils a legal duty to report.
    pub is_reporting_line: bool,
    /// Whether it shares with police.
    pub shares_with_police: Shares,
    /// Where it stands in the list.
    pub group: ServiceGroup,
    /// The page on which the facts were read.
    pub source_url: String,
    /// The date visible on that page; nothing if it bore none.
    pub verified_on: Option<Date>,
    /// Something to know before using it.
    pub alert: Option<String>,
    /// Who can use it.
    pub eligibility: Option<String>,
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
    /// Language tags of this channel itself.
    pub languages: Vec<String>,
    /// Whether other languages are reached through an interpreter.
    pub interpreters: bool,
    /// When it is open; nothing if that is not known.
    pub hours: Option<String>,
    /// More about it.
    pub note: Option<String>,
}

closed_list! {
    /// Whether a service shares what it hears with police.
    pub enum Shares {
        /// It does.
        Yes = "yes",
        /// It does not.
        No = "no",
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
    }
}

const CHANNELS: [(&str, &str); 7] = [
    ("phone", "phone"),
    ("text", "text"),
    ("chat", "chat"),
    ("email", "email"),
    ("web", "web"),
    ("tty", "tty"),
    ("video", "video"),
];

impl Shares {
    /// Returns how it is shown.
    pub fn label(self) -> &'static str {
        match self {
            Shares::Yes => "shares with police",
            Shares::No => "does not share with police",
            Shares::Unknown => "not known whether it shares with police",
        }
    }
}

impl ServiceGroup {
    /// Returns whether it is police or takes tips for them, and is shown only when asked for.
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
        head.need_text("language").inspect(|language| usable::language(language, head.notes()));
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
    let (minimum_age, maximum_age) = (table.whole("minimum_age", 0, 130), table.whole("maximum_age", 0, 130));
    if minimum_age > maximum_age && maximum_age.is_some() {
        let place = table.place_of("maximum_age");
        let message = "`maximum_age` is smaller than `minimum_age`";
        table.notes().add(Diagnostic::error("bad-ages", place, message).help("swap them"));
    }
    if !table.has("is_reporting_line") {
        table.need_word::<()>("is_reporting_line", &[]);
    }
    let verified_on = table.date("verified_on");
    looked.extend(usable::looked(&table, "verified_on", verified_on, table.has("alert")));
    Service {
        id: usable::id(&table),
        name: table.need_string("name"),
        organization: table.need_string("organization"),
        description: table.need_string("description"),
        needs,
        forms: table.terms("forms", FORMS),
        minimum_age,
        maximum_age,
        is_reporting_line: table.flag("is_reporting_line"),
        shares_with_police: table.need_word("shares_with_police", Shares::WORDS).unwrap_or(Shares::Unknown),
        group: table.word("group", ServiceGroup::WORDS).unwrap_or(ServiceGroup::Support),
        source_url: usable::url(&table, "source_url"),
        verified_on,
        alert: table.string("alert"),
        eligibility: table.string("eligibility"),
        channels,
    }
}

/// Reads the kind of a channel from a compact form.
fn channel_kind<'de, D: Deserializer<'de>>(from: D) -> Result<ChannelKind, D::Error> {
    let kind = <&str>::deserialize(from)?;
    let known = CHANNELS.iter().find(|(known, _)| *known == kind);
    known.map(|(known, _)| *known).ok_or_else(|| D::Error::custom("no kind of channel"))
}

fn channel(table: Table<'_>) -> Channel {
    let (kind, contact) = (table.need_word("kind", &CHANNELS), table.need_text("contact"));
    if let Some(kind) = kind {
        usable::contact(kind, contact.as_ref(), table.notes());
    }
    let languages = table.texts("languages");
    languages.iter().for_each(|language| usable::language(language, table.notes()));
    let channel = Channel {
        kind: kind.unwrap_or("phone"),
        contact: contact.map_or_else(String::new, |text| text.value),
        languages: languages.into_iter().map(|text| text.value).collect(),
        interpreters: table.flag("interpreters"),
        hours: table.string("hours"),
        note: table.string("note"),
    };
    if channel.languages.is_empty() {
        let message = "a channel needs the languages that it really has";
        let help = "write `languages = [\"en\"]`; add `interpreters = true` if others are interpreted";
        table.notes().add(Diagnostic::error("too-few", table.span.clone(), message).help(help));
    }
    channel
}
