//! The JSON Schema of questionnaires says what the reader says. `tests/schema/every-key.toml` has every
//! key of every table; each of its tables is changed in many ways, and both are asked about it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use safelight::diagnostic::Diagnostic;
use safelight::questionnaire::{Questionnaire, read};
use safelight::source::Source;
use safelight::{example, library};
use serde_json::{Map, Value as Json, json};
use toml::{Table, Value as Toml};

use crate::records::Schema;
use crate::run::{Home, safelight};

/// A name that is near to no other.
const STRANGE: &str = "zzzzzzzzzzzz";

/// Mistakes that a schema can see as well.
const SEEN: [&str; 21] = [
    "bad-ages",
    "bad-id",
    "bad-language",
    "bad-missing",
    "bad-number",
    "bad-version",
    "bands",
    "duplicate-member",
    "empty-text",
    "how-adjusted",
    "how-decided",
    "how-scored",
    "missing-key",
    "negative-points",
    "no-exclusive-option",
    "otherwise",
    "too-few",
    "too-many",
    "two-gates",
    "unknown-key",
    "unknown-word",
];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn schema() -> Json {
    serde_json::from_str(library::SCHEMA).expect("the schema is JSON")
}

/// A document as a validator sees it. Dates are texts.
fn json_of(value: &Toml) -> Json {
    match value {
        Toml::String(text) => json!(text),
        Toml::Integer(number) => json!(number),
        Toml::Float(number) => json!(number),
        Toml::Boolean(flag) => json!(flag),
        Toml::Datetime(date) => json!(date.to_string()),
        Toml::Array(items) => items.iter().map(json_of).collect(),
        Toml::Table(table) => json_of_table(table),
    }
}

fn json_of_table(table: &Table) -> Json {
    Json::Object(table.iter().map(|(key, value)| (key.clone(), json_of(value))).collect())
}

fn text_of(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap()
}

fn every_key() -> Table {
    text_of("tests/schema/every-key.toml").parse().unwrap()
}

// ---- what both say of a document ----

struct Judges {
    schema: Schema,
    /// The document without changes: its examples are read with it.
    questionnaire: Questionnaire,
}

impl Judges {
    fn new() -> Self {
        let source = Source::new("every-key.toml", text_of("tests/schema/every-key.toml"));
        let schema = Schema::of(library::SCHEMA);
        Judges { schema, questionnaire: read(&source).questionnaire.expect("it reads") }
    }

    fn schema_holds(&self, document: &Table) -> bool {
        self.schema.holds(&json_of_table(document))
    }

    fn mistakes(&self, document: &Table) -> Vec<Diagnostic> {
        let source = Source::new("changed.toml", toml::to_string(document).unwrap());
        let mut findings = read(&source).findings;
        findings.extend(example::read(&[&source], &self.questionnaire).findings.remove(0));
        findings.retain(Diagnostic::is_error);
        findings
    }
}

/// The words that a finding of that code offers after a colon.
fn offered(mistakes: &[Diagnostic], code: &str, before: &str) -> BTreeSet<String> {
    let found = mistakes.iter().find(|found| found.code == code && found.message.contains(STRANGE));
    let help = &found.unwrap_or_else(|| panic!("no {code} in {mistakes:?}")).help;
    let listed = help.strip_prefix(before).unwrap_or_else(|| panic!("`{help}` lists nothing"));
    listed.split(", ").map(str::to_owned).collect()
}

// ---- the tables of a document, each with what the schema says of it ----

#[derive(Debug, Clone)]
enum Step {
    Key(String),
    Place(usize),
}

/// One table of a document.
struct Site {
    path: Vec<Step>,
    /// The name of its description in the schema; empty for the file.
    name: String,
}

impl Site {
    fn shown(&self) -> String {
        let steps = self.path.iter().map(|step| match step {
            Step::Key(key) => format!(".{key}"),
            Step::Place(place) => format!("[{place}]"),
        });
        steps.collect()
    }

    fn table<'t>(&self, document: &'t mut Table) -> &'t mut Table {
        let Some((Step::Key(first), rest)) = self.path.split_first() else {
            return document;
        };
        let found = rest.iter().fold(document.get_mut(first).unwrap(), |value, step| match step {
            Step::Key(key) => &mut value[key.as_str()],
            Step::Place(place) => &mut value[*place],
        });
        found.as_table_mut().unwrap()
    }
}

/// The description that counts for a value, and its name: references are followed.
fn resolved<'s>(schema: &'s Json, node: &'s Json, value: &Toml) -> (&'s Json, String) {
    if let Some(name) = node["$ref"].as_str().and_then(|path| path.strip_prefix("#/$defs/")) {
        let (found, inner) = resolved(schema, &schema["$defs"][name], value);
        return (found, if inner.is_empty() { name.to_owned() } else { inner });
    }
    let fits = |other: &&Json| (resolved(schema, other, value).0["type"] == "object") == value.is_table();
    if let Some(chosen) = node["anyOf"].as_array().and_then(|ways| ways.iter().find(fits)) {
        return resolved(schema, chosen, value);
    }
    (node, String::new())
}

fn properties<'s>(schema: &'s Json, name: &str) -> &'s Map<String, Json> {
    let node = if name.is_empty() { schema } else { &schema["$defs"][name] };
    node["properties"].as_object().unwrap()
}

fn sites(schema: &Json, node: &Json, value: &Toml, path: &mut Vec<Step>, found: &mut Vec<Site>) {
    let (node, name) = resolved(schema, node, value);
    match value {
        Toml::Table(table) if node["properties"].is_object() => {
            found.push(Site { path: path.clone(), name });
            for (key, value) in table {
                path.push(Step::Key(key.clone()));
                sites(schema, &node["properties"][key], value, path, found);
                path.pop();
            }
        }
        Toml::Array(items) if node["items"].is_object() => {
            for (place, value) in items.iter().enumerate() {
                path.push(Step::Place(place));
                sites(schema, &node["items"], value, path, found);
                path.pop();
            }
        }
        _ => {}
    }
}

fn all_sites(schema: &Json, document: &Table) -> Vec<Site> {
    let mut found = Vec::new();
    sites(schema, schema, &Toml::Table(document.clone()), &mut Vec::new(), &mut found);
    found
}

/// Values that stand in the document, by description and key.
fn samples(document: &Table, sites: &[Site]) -> BTreeMap<(String, String), Toml> {
    let mut copy = document.clone();
    let mut samples = BTreeMap::new();
    for site in sites {
        for (key, value) in site.table(&mut copy) {
            samples.entry((site.name.clone(), key.clone())).or_insert_with(|| value.clone());
        }
    }
    samples
}

// ---- the schema itself ----

#[test]
fn every_key_is_described_and_every_table_is_closed() {
    let schema = schema();
    let names = schema["$defs"].as_object().unwrap().keys().map(String::as_str);
    for name in names.chain([""]) {
        let node = if name.is_empty() { &schema } else { &schema["$defs"][name] };
        if !node["properties"].is_object() {
            continue;
        }
        assert_eq!(node["additionalProperties"], json!(false), "`{name}` is open");
        for (key, node) in properties(&schema, name) {
            let own = node["description"].as_str();
            let referred = node["$ref"].as_str().map(|path| &schema["$defs"][&path["#/$defs/".len()..]]);
            let said = own.or_else(|| referred?["description"].as_str()).unwrap_or_default();
            assert!(said.ends_with('.') && said.len() > 4, "`{key}` of `{name}` is described as `{said}`");
        }
    }
}

#[test]
fn the_schema_has_every_key_of_the_reader_and_no_other() {
    let (schema, judges, document) = (schema(), Judges::new(), every_key());
    assert!(judges.mistakes(&document).is_empty(), "{:?}", judges.mistakes(&document));
    assert!(judges.schema_holds(&document));
    let sites = all_sites(&schema, &document);
    let samples = samples(&document, &sites);
    let mut unused: BTreeSet<&str> =
        schema["$defs"].as_object().unwrap().keys().map(String::as_str).collect();
    unused.retain(|name| schema["$defs"][name]["properties"].is_object());
    for site in &sites {
        unused.remove(site.name.as_str());
        for key in properties(&schema, &site.name).keys() {
            assert!(
                samples.contains_key(&(site.name.clone(), key.clone())),
                "every-key.toml, which the reader takes, has no `{key}` in a table `{}`",
                site.name
            );
        }
        let mut changed = document.clone();
        site.table(&mut changed).insert(STRANGE.to_owned(), Toml::Integer(1));
        assert!(!judges.schema_holds(&changed), "{}: an unknown key is taken", site.shown());
        for known in offered(&judges.mistakes(&changed), "unknown-key", "known keys: ") {
            let is_there = properties(&schema, &site.name).contains_key(&known);
            assert!(is_there, "`{known}` of `{}` ({}) is not in the schema", site.name, site.shown());
        }
    }
    assert!(unused.is_empty(), "every-key.toml has no {unused:?}");
}

#[test]
fn closed_lists_are_those_of_the_reader() {
    let (schema, judges, document) = (schema(), Judges::new(), every_key());
    let mut lists = 0;
    for site in all_sites(&schema, &document) {
        for (key, value) in site.table(&mut document.clone()).clone() {
            let described = &properties(&schema, &site.name)[&key];
            let is_named = described["$ref"].is_string();
            let node = if is_named { resolved(&schema, described, &value).0 } else { described };
            let (words, strange) = match (&node["enum"], &node["items"]["enum"]) {
                (Json::Array(words), _) => (words, Toml::String(STRANGE.into())),
                (_, Json::Array(words)) => (words, Toml::Array(vec![Toml::String(STRANGE.into())])),
                _ => continue,
            };
            let words: BTreeSet<String> =
                words.iter().map(|word| word.as_str().unwrap().to_owned()).collect();
            let mut changed = document.clone();
            site.table(&mut changed).insert(key.clone(), strange);
            let known = offered(&judges.mistakes(&changed), "unknown-word", "write one of: ");
            assert_eq!(words, known, "{}.{key}", site.shown());
            lists += 1;
        }
    }
    assert!(lists >= 20, "only {lists} closed lists were found");
}

#[test]
fn a_key_that_is_taken_away_or_put_in_is_judged_alike() {
    let (schema, judges, document) = (schema(), Judges::new(), every_key());
    let sites = all_sites(&schema, &document);
    let samples = samples(&document, &sites);
    let (mut refused, mut taken) = (0, 0);
    for site in &sites {
        for key in properties(&schema, &site.name).keys() {
            let mut changed = document.clone();
            let table = site.table(&mut changed);
            let what = match table.remove(key) {
                Some(_) => format!("{} without `{key}`", site.shown()),
                None => {
                    table.insert(key.clone(), samples[&(site.name.clone(), key.clone())].clone());
                    format!("{} with `{key}`", site.shown())
                }
            };
            let mistakes = judges.mistakes(&changed);
            let holds = judges.schema_holds(&changed);
            let must_be_seen = mistakes
                .iter()
                .find(|found| ["missing-key", "unknown-key", "two-gates"].contains(&found.code));
            assert!(!holds || must_be_seen.is_none(), "{what}: the schema takes it: {must_be_seen:?}");
            assert!(holds || !mistakes.is_empty(), "{what}: the schema refuses what the reader takes");
            if holds { taken += 1 } else { refused += 1 }
        }
    }
    println!("{refused} changes were refused, {taken} taken");
    assert!(refused > 300 && taken > 100, "{refused} refused, {taken} taken");
}

// ---- documents ----

fn toml_files(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            toml_files(&path, files);
        } else if path.extension().is_some_and(|ending| ending == "toml") {
            files.push(path);
        }
    }
}

#[test]
fn every_questionnaire_that_reads_holds_in_the_schema() {
    let mut files = Vec::new();
    toml_files(&root().join("questionnaires"), &mut files);
    toml_files(&root().join("tests"), &mut files);
    let schema = Schema::of(library::SCHEMA);
    let mut held = 0;
    for path in files {
        let name = path.display().to_string();
        let source = Source::new(&name, fs::read_to_string(&path).unwrap());
        let questionnaire = read(&source).questionnaire;
        let sound = |read: &Questionnaire| example::read(&[&source], read).findings[0].is_empty();
        if questionnaire.is_some_and(|questionnaire| sound(&questionnaire)) {
            let document: Table = source.text().parse().unwrap();
            schema.check(&json_of_table(&document).to_string());
            held += 1;
        }
    }
    assert!(held >= 50, "only {held} questionnaires were found");
}

#[test]
fn what_a_schema_can_see_it_does_see() {
    let schema = Schema::of(library::SCHEMA);
    for code in SEEN {
        let text = text_of(&format!("tests/check/{code}/bad.toml"));
        let document: Table = text.parse().unwrap_or_else(|error| panic!("{code}: {error}"));
        assert!(!schema.holds(&json_of_table(&document)), "{code}: the schema takes bad.toml");
    }
}

#[test]
fn a_schema_sees_the_shape_of_names() {
    let judges = Judges::new();
    let long = "a".repeat(65);
    for id in ["1st", "owes-money", "Debt", "", "of", "yes", "_a", &long, "débt", "a b", "a.b"] {
        let mut changed = every_key();
        changed["gate"][0]["id"] = Toml::String(id.to_owned());
        assert!(!judges.mistakes(&changed).is_empty() && !judges.schema_holds(&changed), "{id}");
    }
    for id in ["a", "a_1", "offer", "least_1", &long[1..]] {
        let mut changed = every_key();
        changed["gate"][0]["id"] = Toml::String(id.to_owned());
        changed["gate"][1]["with"] = Toml::String(id.to_owned());
        assert!(judges.mistakes(&changed).is_empty() && judges.schema_holds(&changed), "{id}");
    }
    for (key, wrong) in [
        ("id", ["Least", "a--b", "-a", "a_b"]),
        ("version", ["1", "1.0", "01.0.0", "1.0.0.0"]),
        ("language", ["e", "english!", "en_US", "1n"]),
    ] {
        for value in wrong {
            let mut changed = every_key();
            changed["questionnaire"][key] = Toml::String(value.to_owned());
            assert!(!judges.mistakes(&changed).is_empty() && !judges.schema_holds(&changed), "{value}");
        }
    }
}

#[test]
fn shipped_questionnaires_point_to_the_schema() {
    for shipped in library::QUESTIONNAIRES {
        let source = shipped.source();
        let first = source.text().lines().next().unwrap();
        let named = first.strip_prefix("#:schema ").unwrap_or_else(|| panic!("{}: {first}", shipped.path));
        let folder = root().join("questionnaires").join(shipped.path);
        let text = fs::read_to_string(folder.parent().unwrap().join(named)).unwrap();
        assert_eq!(text, library::SCHEMA, "{}", shipped.path);
    }
}

// ---- the command ----

#[test]
fn the_command_prints_the_schema_or_writes_it() {
    let home = Home::new();
    assert_eq!(safelight(&["schema"]).done(), library::SCHEMA);
    assert_eq!(home.run(&["schema", "--to", "q.schema.json"]).done(), "");
    assert_eq!(fs::read_to_string(home.path().join("q.schema.json")).unwrap(), library::SCHEMA);
    home.run(&["schema", "--to", "q.schema.json"]).refused(&["q.schema.json is already there", "--force"]);
    home.run(&["schema", "--to", "q.schema.json", "--force"]).done();
    home.run(&["schema", "--to", "nowhere/q.json"]).refused(&["cannot write to nowhere"]);
    home.run(&["schema", "--force"]).refused(&["--to"]);
    home.run(&["schema", "extra"]).refused(&["extra"]);
}

/// Returns a TOML document as JSON text.
pub fn json_of_text(text: &str) -> String {
    json_of_table(&text.parse().expect("it is TOML")).to_string()
}
