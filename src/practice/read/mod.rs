//! Reads scenario files and reports all mistakes in one pass; then plays the key through the
//! questionnaire and reports where the two do not agree. Its one surprise: it needs the questionnaire,
//! so whoever calls it finds that first, by [`named_questionnaire`].

mod advice;
mod entries;
mod key;

use std::collections::BTreeMap;

use super::scenario::{AllowedAdvice, Brief, Difficulty, Fact, Person, Scenario, Twin, fingerprint};
use super::words::{AREAS, FACETS, INSTEAD};
use crate::diagnostic::{Diagnostic, in_order};
use crate::language::tag::{are_of_one, is_tag};
use crate::questionnaire::model::Questionnaire;
use crate::reading::{self, Notes, Table};
use crate::records::TalkWay;
use crate::referral::Jurisdiction;
use crate::scoring::Case;
use crate::source::{Source, Span};
use crate::vocabulary::{FORMS, find};

/// What came of reading a scenario.
pub struct ReadScenario {
    /// The scenario, if nothing is wrong with it.
    pub scenario: Option<Scenario>,
    /// Everything that is wrong, and advice, in the order of the document.
    pub findings: Vec<Diagnostic>,
}

/// What a scenario needs to be read, as it names it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Needed {
    /// The edition of its questionnaire, such as `adult-brief@1.0.0`.
    pub questionnaire: Option<String>,
    /// Its jurisdiction pack.
    pub jurisdiction: Option<String>,
}

/// Returns what a scenario needs to be read; what is wrong with the names is told by [`read`].
pub fn named_questionnaire(source: &Source) -> Needed {
    let notes = Notes::new(source);
    let root = reading::parse(&notes);
    let file = Table::root(&root, &notes);
    let Some(head) = file.table("scenario", "[scenario]") else { return Needed::default() };
    let text = |key| head.text(key).map(|text| text.value);
    Needed { questionnaire: text("questionnaire"), jurisdiction: text("jurisdiction") }
}

/// Reads a scenario of a questionnaire. A jurisdiction pack that it names is handed in as well.
pub fn read(source: &Source, questionnaire: &Questionnaire, pack: Option<&Jurisdiction>) -> ReadScenario {
    let notes = Notes::new(source);
    let scenario = {
        let root = reading::parse(&notes);
        file(Table::root(&root, &notes), questionnaire, pack)
    };
    let Some(scenario) = scenario.filter(|_| !notes.any_error()) else {
        return ReadScenario { scenario: None, findings: notes.into_findings() };
    };
    key::check(&scenario, questionnaire, &notes);
    if notes.any_error() {
        return ReadScenario { scenario: None, findings: notes.into_findings() };
    }
    let mut findings = notes.into_findings();
    findings.extend(advice::advice(source, &scenario));
    ReadScenario { scenario: Some(scenario), findings: in_order(findings) }
}

/// What is missing or wrong is noted, and something stands in for it: no scenario with a mistake is used.
fn file(file: Table<'_>, questionnaire: &Questionnaire, pack: Option<&Jurisdiction>) -> Option<Scenario> {
    file.need_format();
    let person = file.need_table("person", "[person]").map(person);
    let brief = file.need_table("brief", "[brief]").map(brief);
    let facts = file.tables("fact", "[[fact]]").into_iter().map(fact).collect();
    let entries::Heard { entries, decisions, alone } = entries::read(&file, questionnaire);
    let key = file.need_table("key", "[key]").and_then(|table| key::read(table, questionnaire));
    let (teaching, questions) = file.need_table("debrief", "[debrief]").map(debrief).unwrap_or_default();
    let allows = file.tables("allow", "[[allow]]").into_iter().map(allow).collect();
    let head = file.need_table("scenario", "[scenario]")?;
    head.note_missing("minutes", "say how long it takes, such as `minutes = 15`");
    note_other_edition(&head, questionnaire);
    let jurisdiction = jurisdiction(&head, pack);
    let mut scenario = Scenario {
        id: id(&head),
        edition: questionnaire.edition(),
        title: head.need_string("title"),
        language: head.need_string("language"),
        difficulty: head.need_word("difficulty", Difficulty::WORDS).unwrap_or(Difficulty::Easy),
        minutes: head.whole("minutes", 1, 240).unwrap_or_default(),
        topics: topics(&head),
        content_note: head.need_string("content_note"),
        held: head.word("held", TalkWay::WORDS),
        spoken: spoken(&head, questionnaire),
        directory: directory(&head, jurisdiction.as_deref()),
        jurisdiction,
        context: context(&head, questionnaire, pack),
        twin: twin(&head),
        person: person?,
        brief: brief?,
        facts,
        entries,
        decisions,
        alone,
        key: key?,
        teaching,
        questions,
        allows,
        fingerprint: String::new(),
    };
    scenario.fingerprint = fingerprint(&scenario, questionnaire);
    Some(scenario)
}

// ---- [scenario] ----

fn id(table: &Table<'_>) -> String {
    let Some(id) = table.need_text("id") else { return String::new() };
    let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if !id.value.chars().all(fits) || id.value.len() > 64 {
        let help = "use lower-case letters, digits and hyphens, as in the name of the file";
        table.notes().error("bad-id", id.span, format!("`{}` is no id", id.value), help);
    }
    id.value
}

/// Whoever called has already found a questionnaire; this says where it is not the one that is meant.
fn note_other_edition(table: &Table<'_>, questionnaire: &Questionnaire) {
    let edition = questionnaire.edition().to_string();
    if let Some(named) = table.need_text("questionnaire").filter(|named| named.value != edition) {
        let message = format!("`{}` is not the edition at hand, which is {edition}", named.value);
        let help = format!("write the id and the version of the questionnaire: \"{edition}\"");
        table.notes().error("unknown-name", named.span, message, help);
    }
}

fn jurisdiction(table: &Table<'_>, pack: Option<&Jurisdiction>) -> Option<String> {
    let named = table.text("jurisdiction")?;
    if pack.is_none() {
        let message = format!("there is no jurisdiction pack `{}`", named.value);
        let help = "`safelight list` shows which there are; leave the line out if none is needed";
        table.notes().error("unknown-name", named.span, message, help);
    }
    Some(named.value)
}

/// The directory of a country without a jurisdiction pack of its own; beside a pack it says the same country.
fn directory(table: &Table<'_>, jurisdiction: Option<&str>) -> Option<String> {
    let area = table.term("directory", AREAS)?;
    let of_pack = jurisdiction.and_then(|pack| pack.split('-').next()).and_then(|id| find(AREAS, id));
    if let Some(other) = of_pack.filter(|other| other.id != area.id) {
        let message = format!("`directory` is of {}, and `jurisdiction` of {}", area.label, other.label);
        let help = "remove `directory`: without it the services are those of the jurisdiction";
        table.notes().error("bad-input", table.place_of_value("directory"), message, help);
    }
    Some(area.id.to_owned())
}

/// The language of the person, where it is another than that of the questionnaire.
fn spoken(table: &Table<'_>, questionnaire: &Questionnaire) -> Option<String> {
    let spoken = table.text("spoken")?;
    let wrong = |message: String, help: &str| {
        table.notes().error("bad-input", spoken.span.clone(), message, help);
    };
    if !is_tag(&spoken.value) {
        wrong(format!("`{}` is no language tag", spoken.value), "write one such as \"es\" for Spanish");
    } else if are_of_one(&spoken.value, &questionnaire.language) {
        wrong(
            format!("the questionnaire itself is in `{}`", spoken.value),
            "remove `spoken`: it is for a person who speaks another language than that",
        );
    }
    Some(spoken.value)
}

fn topics(table: &Table<'_>) -> Vec<String> {
    let topics = table.strings("topics");
    table.note_missing("topics", "say what it is about in one to four short texts");
    if table.has("topics") && !(1..=4).contains(&topics.len()) {
        let help = "write one to four short texts, such as [\"restaurant work\", \"held papers\"]";
        let span = table.place_of_value("topics");
        table.notes().error("too-few", span, "`topics` needs one to four texts", help);
    }
    topics
}

fn context(
    table: &Table<'_>,
    questionnaire: &Questionnaire,
    pack: Option<&Jurisdiction>,
) -> BTreeMap<String, String> {
    let declared = |id: &str| questionnaire.contexts.iter().any(|context| context.id == id);
    let mut context: BTreeMap<String, String> = pack.map(|pack| pack.context().clone()).unwrap_or_default();
    context.retain(|id, _| declared(id));
    let own = table.table("context", "`context`").map(|own| own.free_texts()).unwrap_or_default();
    let places: BTreeMap<String, Span> =
        own.iter().map(|(id, value)| (id.value.clone(), value.span.clone())).collect();
    context.extend(own.into_iter().map(|(id, value)| (id.value, value.value)));
    for fault in Case::begin(questionnaire, &context).err().unwrap_or_default() {
        let span = places.get(&fault.about).cloned().unwrap_or(table.span.clone());
        let (what, advice) = fault.message.rsplit_once("; ").unwrap_or((&fault.message, "remove it"));
        table.notes().error("bad-input", span, format!("`{}`: {what}", fault.about), advice);
    }
    context
}

fn twin(table: &Table<'_>) -> Option<Twin> {
    let of = table.text("twin");
    let facets: Vec<(&'static str, &'static str)> =
        FACETS.iter().filter(|facet| facet.is_of_person).map(|facet| (facet.name, facet.name)).collect();
    let differs = table.word("differs", &facets);
    if table.has("twin") {
        table.note_missing("differs", "say in which fact of [person] the two differ, such as \"origin\"");
    } else if table.has("differs") {
        table.note_missing("twin", "name the scenario from which it differs");
    }
    Some(Twin { of: of?.value, differs: differs? })
}

// ---- [person], [brief], [[fact]], [debrief], [[allow]] ----

fn person(table: Table<'_>) -> Person {
    let facets = FACETS.iter().filter_map(|facet| {
        let ids: Vec<&str> = facet.words.iter().map(|word| word.id).collect();
        if facet.unsaid.is_none() {
            table.note_missing(facet.name, format!("write one of: {}", ids.join(", ")));
        }
        let unsaid = facet.unsaid.and_then(|id| find(facet.words, id)).filter(|_| !table.has(facet.name));
        Some((facet.name, table.term(facet.name, facet.words).or(unsaid)?))
    });
    let facets = facets.collect();
    table.note_missing("forms", "write the forms of trafficking, or [] where the person is not trafficked");
    let forms = table.terms("forms", FORMS);
    let instead = table.term("instead", INSTEAD);
    if forms.is_empty() && table.has("forms") {
        table.note_missing("instead", "say what lies behind instead, such as \"wage_theft\"");
    } else if !forms.is_empty() && instead.is_some() {
        let help = "remove `instead`, or write `forms = []`";
        let message = "`instead` is for a person who is not trafficked, and `forms` says otherwise";
        table.notes().error("bad-input", table.place_of("instead"), message, help);
    }
    if forms.is_empty() && table.has("forms") && table.has("exploiter") {
        let help = "remove `exploiter`, or write in `forms` what the person is trafficked for";
        let message = "`exploiter` is for a person who is trafficked, and `forms` says otherwise";
        table.notes().error("bad-input", table.place_of("exploiter"), message, help);
    }
    Person { facets, forms, instead }
}

fn brief(table: Table<'_>) -> Brief {
    Brief {
        setting: table.need_string("setting"),
        role: table.need_string("role"),
        reason: table.need_string("reason"),
        present: table.need_string("present"),
        person: table.need_string("person"),
        background: table.need_string("background"),
    }
}

fn fact(table: Table<'_>) -> Fact {
    table.note_missing("matters", "write `matters = true`, or false for what only distracts");
    Fact {
        see: table.need_string("see"),
        matters: table.flag("matters"),
        because: table.need_string("because"),
    }
}

fn debrief(table: Table<'_>) -> (String, Vec<String>) {
    table.note_missing("questions", "write two to five questions to talk about afterwards");
    if table.length("questions") == Some(0) {
        let help = "write two to five questions, such as [\"What stayed open?\"]";
        let span = table.place_of_value("questions");
        table.notes().error("too-few", span, "`questions` needs at least one text", help);
    }
    (table.need_string("teaching"), table.strings("questions"))
}

fn allow(table: Table<'_>) -> AllowedAdvice {
    AllowedAdvice {
        lint: table.need_string("lint"),
        reason: table.need_string("reason"),
        span: table.span.clone(),
    }
}
