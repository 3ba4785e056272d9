//! A jurisdiction pack: which legal frame applies, and the texts of duties, each with its citation.
//! The tool never invents law: where no pack is chosen it asks the practitioner to state their own. Its one
//! surprise: a pack can stand on another, as that of a state on the federal law; that one is read with it, and
//! gives the legal frame.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::usable::{self, Looked};
use crate::diagnostic::Diagnostic;
use crate::library::{self, JURISDICTIONS, Shipped};
use crate::reading::{Notes, Placed, Table};
use crate::source::Source;
use crate::vocabulary::TOPICS;

/// The legal frame and duty texts of one area.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Jurisdiction {
    /// Its id, such as `us-federal`.
    pub id: String,
    /// Its title.
    pub title: String,
    /// The id of the pack on which it stands; nothing if it stands alone.
    pub on: Option<String>,
    /// That pack. It is read from its own text, never from what was written of this one.
    #[serde(skip)]
    pub base: Option<Box<Jurisdiction>>,
    /// Values for contexts of the same name, of a pack that stands alone.
    context: BTreeMap<String, String>,
    /// Its own duties, in the order of the file.
    pub duties: Vec<DutyText>,
}

/// What the law says on one topic.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DutyText {
    /// The topic that actions name.
    pub topic: String,
    /// The duty in plain words.
    pub text: String,
    /// Where it stands in the law.
    pub citation: String,
    /// Where it was read.
    pub url: String,
    /// When it was read.
    pub read_on: Option<Date>,
}

impl Jurisdiction {
    /// Returns its own duty text on a topic.
    pub fn duty(&self, topic: &str) -> Option<&DutyText> {
        self.duties.iter().find(|duty| duty.topic == topic)
    }

    /// Returns what is said on a topic, and by which pack: its own text first, then that of the pack on which it
    /// stands.
    pub fn said_on(&self, topic: &str) -> Vec<(&Jurisdiction, &DutyText)> {
        let packs = [Some(self), self.base.as_deref()].into_iter().flatten();
        packs.filter_map(|pack| Some((pack, pack.duty(topic)?))).collect()
    }

    /// Returns the values for contexts of the same name: those of the pack on which it stands, if it stands on one.
    pub fn context(&self) -> &BTreeMap<String, String> {
        self.base.as_ref().map_or(&self.context, |base| &base.context)
    }

    /// Returns its title, and that of the pack on which it stands.
    pub fn titles(&self) -> String {
        match &self.base {
            Some(base) => format!("{}; {}", self.title, base.title),
            None => self.title.clone(),
        }
    }

    /// Returns the part of a country, such as a state, of which it is, as people call it; nothing if it is of a
    /// whole country.
    pub fn part(&self) -> Option<&str> {
        self.base.is_some().then_some(self.title.as_str())
    }
}

/// Returns the country in the id of a pack or a directory: `us` in `us-ohio`.
pub fn country_of(id: &str) -> &str {
    id.split('-').next().unwrap_or(id)
}

/// Returns the shipped pack of a whole country: the one that stands on no other.
pub fn pack_of_country(country: &str) -> Option<Jurisdiction> {
    packs_of(country).find(|pack| pack.on.is_none())
}

/// Returns the shipped packs of the parts of a country, by their titles.
pub fn packs_of_parts(country: &str) -> Vec<Jurisdiction> {
    let mut parts: Vec<Jurisdiction> = packs_of(country).filter(|pack| pack.on.is_some()).collect();
    parts.sort_by(|one, other| one.title.cmp(&other.title));
    parts
}

fn packs_of(country: &str) -> impl Iterator<Item = Jurisdiction> {
    let of = JURISDICTIONS.iter().filter(move |shipped| country_of(shipped.id) == country);
    of.filter_map(without_base)
}

/// Reads a jurisdiction pack. It is there only if nothing was wrong with it.
pub fn read_jurisdiction(source: &Source) -> (Option<Jurisdiction>, Vec<Diagnostic>) {
    usable::read(source, file)
}

/// Returns the pack that is shipped, as reading its text returns it.
pub fn shipped_jurisdiction(shipped: &Shipped) -> (Option<Jurisdiction>, Vec<Diagnostic>) {
    let (mut pack, findings) = usable::shipped(shipped, file);
    if let Some(pack) = &mut pack {
        let base = pack.on.as_ref().and_then(|on| library::find(JURISDICTIONS, on));
        pack.base = base.and_then(without_base).map(Box::new);
    }
    (pack, findings)
}

/// Returns a shipped pack as it stands in its own file.
fn without_base(shipped: &Shipped) -> Option<Jurisdiction> {
    usable::shipped(shipped, |file, looked| own(&file, looked).0).0
}

/// Returns what is wrong with the dates of a pack on a day.
pub fn dates_of_jurisdiction(source: &Source, today: Date) -> Vec<Diagnostic> {
    usable::dates(source, today, file)
}

/// Reads a pack, with the one on which it stands.
fn file(file: Table<'_>, looked: &mut Vec<Looked>) -> Jurisdiction {
    let (mut jurisdiction, on) = own(&file, looked);
    jurisdiction.base = on.and_then(|on| base(&jurisdiction.id, &on, file.notes())).map(Box::new);
    // A topic that could not be read may be this one. Where it stands on another pack, that one has it.
    let alone = jurisdiction.on.is_none();
    if alone && jurisdiction.duties.iter().all(|duty| !duty.topic.is_empty() && duty.topic != "limits") {
        let message = "this pack has no text on the limits of confidentiality";
        let help = "add a [[duty]] with `topic = \"limits\"`: what has to be reported, to whom, and who sees what is kept";
        let place = file.place_of("duty");
        file.notes().add(Diagnostic::warning("no-limits", place, message).help(help));
    }
    jurisdiction
}

/// Reads what stands in the file itself, and where the pack is named on which it stands.
fn own(file: &Table<'_>, looked: &mut Vec<Looked>) -> (Jurisdiction, Option<Placed<String>>) {
    let mut jurisdiction = Jurisdiction::default();
    let mut on = None;
    usable::need_format(file);
    if let Some(head) = file.need_table("jurisdiction", "[jurisdiction]") {
        jurisdiction.id = usable::id(&head);
        jurisdiction.title = head.need_string("title");
        head.need_text("language").inspect(|language| usable::language(language, head.notes()));
        on = head.text("on");
        jurisdiction.on = on.as_ref().map(|on| on.value.clone());
        if let Some(context) = head.table("context", "`context`") {
            if on.is_some() {
                let message = "`context` comes from the pack on which this one stands";
                let help = "take `context` out: one country has one legal frame";
                head.notes().error("bad-base", head.place_of("context"), message, help);
            }
            let values = context.free_texts();
            jurisdiction.context = values.into_iter().map(|(key, value)| (key.value, value.value)).collect();
        }
    }
    for table in file.tables("duty", "[[duty]]") {
        let duty = duty(&table, looked);
        if !duty.topic.is_empty() && jurisdiction.duty(&duty.topic).is_some() {
            let message = format!("the topic `{}` is used twice", duty.topic);
            let help = "write one text for each topic";
            let place = table.place_of("topic");
            table.notes().add(Diagnostic::error("duplicate-id", place, message).help(help));
        }
        jurisdiction.duties.push(duty);
    }
    (jurisdiction, on)
}

fn duty(table: &Table<'_>, looked: &mut Vec<Looked>) -> DutyText {
    let topic = table.need_term("topic", TOPICS).map_or("", |topic| topic.id);
    let read_on = table.date("read_on");
    looked.extend(usable::looked(table, "read_on", read_on, false));
    DutyText {
        topic: topic.to_owned(),
        text: table.need_string("text"),
        citation: table.need_string("citation"),
        url: usable::url(table, "url"),
        read_on,
    }
}

/// Returns the pack on which another can stand: one that comes with the program, of the same country, and that
/// stands on none itself.
fn base(id: &str, on: &Placed<String>, notes: &Notes<'_>) -> Option<Jurisdiction> {
    let found = library::find(JURISDICTIONS, &on.value).and_then(without_base);
    let (code, message) = match &found {
        None => ("unknown-name", format!("no jurisdiction pack `{}` comes with the program", on.value)),
        Some(_) if on.value == id => ("bad-base", format!("`{id}` cannot stand on itself")),
        Some(_) if country_of(&on.value) != country_of(id) => {
            let message = format!("`{id}` cannot stand on `{}`, which is of another country", on.value);
            ("bad-base", message)
        }
        Some(base) if base.on.is_some() => {
            ("bad-base", format!("`{}` stands on another pack itself, and one step is all", on.value))
        }
        Some(_) => return found,
    };
    let help = match pack_of_country(country_of(id)) {
        Some(whole) if whole.id != id => format!("write `on = \"{}\"`, the whole country", whole.id),
        Some(_) => "give this pack an id of its own that begins with the country, such as `us-ohio`".to_owned(),
        None => "the first part of an id is the country: `us` in `us-ohio`. Where that has no pack here, leave `on` \
                 out, and write `context` and every topic"
            .to_owned(),
    };
    notes.error(code, on.span.clone(), message, help);
    None
}
