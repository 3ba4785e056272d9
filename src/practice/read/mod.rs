//! Reads scenario files and reports all mistakes in one pass; then plays the key through the
//! questionnaire and reports where the two do not agree. Its one surprise: it needs the questionnaire,
//! so whoever calls it finds that first, by [`named_questionnaire`].

mod advice;
mod entries;
mod key;

use std::collections::BTreeMap;

use super::scenario::{AllowedAdvice, Brief, Difficulty, Fact, Person, Scenario, Twin, fingerprint};
use super::words::{FACETS, INSTEAD};
use crate::diagnostic::{Diagnostic, in_order};
use crate::example::refuse;
use crate::questionnaire::model::Questionnaire;
use crate::reading::{self, Notes, Placed, Table};
use crate::referral::Jurisdiction;
use crate::source::{Source, Span};
use crate::vocabulary::{FORMS, Term};

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

fn file(file: Table<'_>, questionnaire: &Questionnaire, pack: Option<&Jurisdiction>) -> Option<Scenario> {
    file.need_format();
    let head = file.need_table("scenario", "[scenario]").map(|table| head(table, questionnaire, pack));
    let person = file.need_table("person", "[person]").map(person);
    let brief = file.need_table("brief", "[brief]").and_then(brief);
    let facts = file.tables("fact", "[[fact]]").into_iter().filter_map(fact).collect();
    let entries::Heard { entries, decisions } = entries::read(&file, questionnaire);
    let key = file.need_table("key", "[key]").and_then(|table| key::read(table, questionnaire));
    let after = file.need_table("debrief", "[debrief]").and_then(debrief);
    let allows = file.tables("allow", "[[allow]]").into_iter().filter_map(allow).collect();
    let (head, person, key, (teaching, questions)) = (head??, person??, key?, after?);
    let mut scenario = Scenario {
        id: head.id,
        edition: questionnaire.edition(),
        title: head.title,
        language: head.language,
        difficulty: head.difficulty,
        minutes: head.minutes,
        topics: head.topics,
        content_note: head.content_note,
        jurisdiction: head.jurisdiction,
        context: head.context,
        twin: head.twin,
        person,
        brief: brief?,
        facts,
        entries,
        decisions,
        key,
        teaching,
        questions,
        allows,
        fingerprint: String::new(),
    };
    scenario.fingerprint = fingerprint(&scenario, questionnaire);
    Some(scenario)
}

// ---- [scenario] ----

struct ScenarioHead {
    id: String,
    title: String,
    language: String,
    difficulty: Difficulty,
    minutes: u32,
    topics: Vec<String>,
    content_note: String,
    jurisdiction: Option<String>,
    context: BTreeMap<String, String>,
    twin: Option<Twin>,
}

fn head(
    table: Table<'_>,
    questionnaire: &Questionnaire,
    pack: Option<&Jurisdiction>,
) -> Option<ScenarioHead> {
    let id = table.need_text("id");
    if let Some(id) = &id {
        note_bad_id(&table, id);
    }
    let edition = table.need_text("questionnaire");
    if let Some(edition) = &edition {
        note_other_edition(&table, edition, questionnaire);
    }
    let title = table.need_text("title");
    let language = table.need_text("language");
    let difficulty = table.need_word("difficulty", &Difficulty::ALL);
    let minutes = table.whole("minutes", 1, 240);
    if !table.has("minutes") {
        table.note_missing("minutes", "say how long it takes, such as `minutes = 15`");
    }
    let topics = topics(&table);
    let content_note = table.need_text("content_note");
    let jurisdiction = table.text("jurisdiction");
    if let (Some(named), None) = (&jurisdiction, pack) {
        let message = format!("there is no jurisdiction pack `{}`", named.value);
        let help = "`safelight list` shows which there are; leave the line out if none is needed";
        refuse("unknown-name", table.notes(), named.span.clone(), message, help);
    }
    let context = context(&table, questionnaire, pack);
    let twin = twin(&table);
    Some(ScenarioHead {
        id: id?.value,
        title: title?.value,
        language: language?.value,
        difficulty: difficulty?,
        minutes: minutes?,
        topics: topics?,
        content_note: content_note?.value,
        jurisdiction: jurisdiction.map(|named| named.value),
        context: context?,
        twin: twin?,
    })
}

fn note_bad_id(table: &Table<'_>, id: &Placed<String>) {
    let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if !id.value.chars().all(fits) || id.value.len() > 64 {
        let help = "use lower-case letters, digits and hyphens, as in the name of the file";
        refuse("bad-id", table.notes(), id.span.clone(), format!("`{}` is no id", id.value), help);
    }
}

/// Whoever called has already found a questionnaire; this says where it is not the one that is meant.
fn note_other_edition(table: &Table<'_>, named: &Placed<String>, questionnaire: &Questionnaire) {
    let edition = questionnaire.edition().to_string();
    if named.value != edition {
        let message = format!("`{}` is not the edition at hand, which is {edition}", named.value);
        let help = format!("write the id and the version of the questionnaire: \"{edition}\"");
        refuse("unknown-name", table.notes(), named.span.clone(), message, help);
    }
}

fn topics(table: &Table<'_>) -> Option<Vec<String>> {
    let topics: Vec<String> = table.texts("topics").into_iter().map(|text| text.value).collect();
    if !table.has("topics") {
        table.note_missing("topics", "say what it is about in one to four short texts");
        return None;
    }
    if topics.is_empty() || topics.len() > 4 {
        let help = "write one to four short texts, such as [\"restaurant work\", \"held papers\"]";
        let span = table.place_of_value("topics");
        refuse("too-few", table.notes(), span, "`topics` needs one to four texts", help);
        return None;
    }
    Some(topics)
}

fn context(
    table: &Table<'_>,
    questionnaire: &Questionnaire,
    pack: Option<&Jurisdiction>,
) -> Option<BTreeMap<String, String>> {
    let declared = |id: &str| questionnaire.contexts.iter().any(|context| context.id == id);
    let mut context: BTreeMap<String, String> = pack.map(|pack| pack.context.clone()).unwrap_or_default();
    context.retain(|id, _| declared(id));
    let own = table.table("context", "`context`").map(|own| own.free_texts()).unwrap_or_default();
    let places: BTreeMap<String, Span> =
        own.iter().map(|(id, value)| (id.value.clone(), value.span.clone())).collect();
    context.extend(own.into_iter().map(|(id, value)| (id.value, value.value)));
    match crate::scoring::Case::begin(questionnaire, &context) {
        Ok(_) => Some(context),
        Err(faults) => {
            for fault in faults {
                let span = places.get(&fault.about).cloned().unwrap_or(table.span.clone());
                let (what, advice) = fault.message.rsplit_once("; ").unwrap_or((&fault.message, "remove it"));
                refuse("bad-input", table.notes(), span, format!("`{}`: {what}", fault.about), advice);
            }
            None
        }
    }
}

fn twin(table: &Table<'_>) -> Option<Option<Twin>> {
    let of = table.text("twin");
    let facets: Vec<(&'static str, &'static str)> = FACETS.iter().map(|(name, _)| (*name, *name)).collect();
    let differs = table.word("differs", &facets);
    match (of, differs) {
        (Some(of), Some(differs)) => Some(Some(Twin { of: of.value, differs })),
        (None, None) if !table.has("twin") && !table.has("differs") => Some(None),
        (Some(_), None) if !table.has("differs") => {
            table.note_missing("differs", "say in which fact of [person] the two differ, such as \"origin\"");
            None
        }
        (None, Some(_)) if !table.has("twin") => {
            table.note_missing("twin", "name the scenario from which it differs");
            None
        }
        _ => None,
    }
}

// ---- [person], [brief], [[fact]], [debrief], [[allow]] ----

fn person(table: Table<'_>) -> Option<Person> {
    let mut facets = Vec::new();
    let mut sound = true;
    for (name, words) in FACETS {
        match table.term(name, words) {
            Some(word) => facets.push((*name, word)),
            None => {
                sound = false;
                if !table.has(name) {
                    let words: Vec<&str> = words.iter().map(|word| word.id).collect();
                    table.note_missing(name, format!("write one of: {}", words.join(", ")));
                }
            }
        }
    }
    let forms = table.terms("forms", FORMS);
    if !table.has("forms") {
        table.note_missing(
            "forms",
            "write the forms of trafficking, or [] where the person is not trafficked",
        );
        sound = false;
    }
    let instead: Option<&'static Term> = table.term("instead", INSTEAD);
    match (forms.is_empty(), instead.is_some()) {
        (true, false) if table.has("forms") && !table.has("instead") => {
            table.note_missing("instead", "say what lies behind instead, such as \"wage_theft\"");
            sound = false;
        }
        (false, true) => {
            let help = "remove `instead`, or write `forms = []`";
            let message = "`instead` is for a person who is not trafficked, and `forms` says otherwise";
            refuse("bad-input", table.notes(), table.place_of("instead"), message, help);
            sound = false;
        }
        _ => {}
    }
    sound.then_some(Person { facets, forms, instead })
}

fn brief(table: Table<'_>) -> Option<Brief> {
    let text = |key| table.need_text(key).map(|text| text.value);
    let (setting, role, reason) = (text("setting"), text("role"), text("reason"));
    let (present, person, background) = (text("present"), text("person"), text("background"));
    Some(Brief {
        setting: setting?,
        role: role?,
        reason: reason?,
        present: present?,
        person: person?,
        background: background?,
    })
}

fn fact(table: Table<'_>) -> Option<Fact> {
    let (see, because) = (table.need_text("see"), table.need_text("because"));
    let matters = table.optional_flag("matters");
    if !table.has("matters") {
        table.note_missing("matters", "write `matters = true`, or false for what only distracts");
    }
    Some(Fact { see: see?.value, matters: matters?, because: because?.value })
}

fn debrief(table: Table<'_>) -> Option<(String, Vec<String>)> {
    let teaching = table.need_text("teaching");
    let questions: Vec<String> = table.texts("questions").into_iter().map(|text| text.value).collect();
    if questions.is_empty() && !table.has("questions") {
        table.note_missing("questions", "write two to five questions to talk about afterwards");
    }
    (!questions.is_empty()).then_some((teaching?.value, questions))
}

fn allow(table: Table<'_>) -> Option<AllowedAdvice> {
    let (lint, reason) = (table.need_text("lint"), table.need_text("reason"));
    let span = table.span.clone();
    Some(AllowedAdvice { lint: lint?.value, reason: reason?.value, span })
}
