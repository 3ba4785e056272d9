//! A jurisdiction pack: which legal frame applies, and the texts of duties, each with its citation.
//! The tool never invents law: where no pack is chosen it asks the practitioner to state their own.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::usable::{self, Looked};
use crate::diagnostic::Diagnostic;
use crate::library::Shipped;
use crate::reading::Table;
use crate::source::Source;
use crate::vocabulary::TOPICS;

/// The legal frame and duty texts of one area.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Jurisdiction {
    /// Its id, such as `us-federal`.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Values for contexts of the same name.
    pub context: BTreeMap<String, String>,
    /// The duties, in the order of the file.
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
    /// Returns the duty text on a topic.
    pub fn duty(&self, topic: &str) -> Option<&DutyText> {
        self.duties.iter().find(|duty| duty.topic == topic)
    }
}

/// Reads a jurisdiction pack. It is there only if nothing was wrong with it.
pub fn read_jurisdiction(source: &Source) -> (Option<Jurisdiction>, Vec<Diagnostic>) {
    usable::read(source, file)
}

/// Returns the pack that is shipped, as reading its text returns it.
pub fn shipped_jurisdiction(shipped: &Shipped) -> (Option<Jurisdiction>, Vec<Diagnostic>) {
    usable::shipped(shipped, file)
}

/// Returns what is wrong with the dates of a pack on a day.
pub fn dates_of_jurisdiction(source: &Source, today: Date) -> Vec<Diagnostic> {
    usable::dates(source, today, file)
}

fn file(file: Table<'_>, looked: &mut Vec<Looked>) -> Jurisdiction {
    let mut jurisdiction = Jurisdiction::default();
    usable::need_format(&file);
    if let Some(head) = file.need_table("jurisdiction", "[jurisdiction]") {
        jurisdiction.id = usable::id(&head);
        jurisdiction.title = head.need_string("title");
        head.need_text("language").inspect(|language| usable::language(language, head.notes()));
        if let Some(context) = head.table("context", "`context`") {
            let values = context.free_texts();
            jurisdiction.context = values.into_iter().map(|(key, value)| (key.value, value.value)).collect();
        }
    }
    for table in file.tables("duty", "[[duty]]") {
        let place = table.place_of("topic");
        let topic = table.need_term("topic", TOPICS).map_or("", |topic| topic.id);
        let read_on = table.date("read_on");
        looked.extend(usable::looked(&table, "read_on", read_on, false));
        let duty = DutyText {
            topic: topic.to_owned(),
            text: table.need_string("text"),
            citation: table.need_string("citation"),
            url: usable::url(&table, "url"),
            read_on,
        };
        if !duty.topic.is_empty() && jurisdiction.duty(&duty.topic).is_some() {
            let message = format!("the topic `{}` is used twice", duty.topic);
            let help = "write one text for each topic";
            table.notes().add(Diagnostic::error("duplicate-id", place, message).help(help));
        }
        jurisdiction.duties.push(duty);
    }
    // A topic that could not be read may be this one.
    if jurisdiction.duties.iter().all(|duty| !duty.topic.is_empty() && duty.topic != "limits") {
        let message = "this pack has no text on the limits of confidentiality";
        let help = "add a [[duty]] with `topic = \"limits\"`: what has to be reported, to whom, and who sees what is kept";
        let place = file.place_of("duty");
        file.notes().add(Diagnostic::warning("no-limits", place, message).help(help));
    }
    jurisdiction
}
