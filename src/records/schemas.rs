//! The JSON Schema of every document, made from its struct, and that the committed ones are these. To write
//! them anew: `SAFELIGHT_BLESS=1 cargo test --lib schemas`, and read the difference before you commit it.
#![cfg(test)]
#![expect(clippy::disallowed_methods, reason = "schemas are read and written here")]

use std::path::Path;

use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

use super::*;
use crate::records::wire::{Object, Ordered, Raw};

/// The documents that are written, by the name of their schema.
fn all() -> Vec<(&'static str, Schema)> {
    let for_writing = || SchemaSettings::draft2020_12().for_serialize().into_generator();
    let for_reading = || SchemaSettings::draft2020_12().for_deserialize().into_generator();
    vec![
        ("answers", for_reading().into_root_schema_for::<AnswersDocument>()),
        ("result", for_writing().into_root_schema_for::<ResultDocument>()),
        ("record", for_writing().into_root_schema_for::<Record>()),
        ("record-without-identifiers", for_writing().into_root_schema_for::<StrippedRecord>()),
        ("referrals", for_writing().into_root_schema_for::<ReferralsDocument>()),
        ("rescore", for_writing().into_root_schema_for::<RescoreDocument>()),
        ("check", for_writing().into_root_schema_for::<CheckDocument>()),
        ("test", for_writing().into_root_schema_for::<TestDocument>()),
        ("diff", for_writing().into_root_schema_for::<DiffDocument>()),
        ("training-result", for_writing().into_root_schema_for::<TrainingResult>()),
        ("training-debrief", for_writing().into_root_schema_for::<DebriefDocument>()),
    ]
}

#[test]
fn the_committed_schemas_are_those_of_the_structs() {
    let bless = std::env::var("SAFELIGHT_BLESS").is_ok_and(|value| value == "1");
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/schema");
    let mut wrong = Vec::new();
    for (name, schema) in all() {
        let path = folder.join(format!("{name}.schema.json"));
        let written = written(&schema);
        if bless {
            std::fs::write(&path, &written).expect("a schema can be written");
        }
        if std::fs::read_to_string(&path).ok().as_deref() != Some(&written) {
            wrong.push(name);
        }
    }
    assert!(wrong.is_empty(), "not as they were; see the head of this file: {wrong:?}");
}

/// A row that is written is true or open: one that is false decides nothing.
pub fn open_truth(_: &mut SchemaGenerator) -> Schema {
    json_schema!({"enum": ["true", "unknown"]})
}

fn value() -> serde_json::Value {
    serde_json::json!([
        {"type": "string", "minLength": 1},
        {"type": "number"},
        {"type": "array", "items": {"type": "string", "pattern": ID}, "minItems": 1, "uniqueItems": true},
    ])
}

const ID: &str = "^[a-z][a-z0-9_]{0,63}$";

/// Answers by question: a value, or why there is none.
pub fn answers(_: &mut SchemaGenerator) -> Schema {
    let state = serde_json::json!({
        "type": "object",
        "additionalProperties": false,
        "required": ["state"],
        "properties": {"state": {"enum": ["declined", "dont_know", "later"]}},
    });
    let mut ways = value();
    let with_words = serde_json::json!({
        "type": "object",
        "additionalProperties": false,
        "required": ["value", "words"],
        "properties": {"value": {"anyOf": value()}, "words": {"type": "string", "pattern": r"\S"}},
    });
    ways.as_array_mut().expect("it is a list").extend([state, with_words]);
    json_schema!({
        "type": "object",
        "propertyNames": {"pattern": ID},
        "additionalProperties": {"anyOf": ways},
    })
}

/// Contexts: a text, or a number.
pub fn contexts(_: &mut SchemaGenerator) -> Schema {
    json_schema!({
        "type": "object",
        "propertyNames": {"pattern": ID},
        "additionalProperties": {"anyOf": [{"type": "string", "minLength": 1}, {"type": "number"}, {"type": "null"}]},
    })
}

/// Says of a type what it is in a schema, without a name of its own.
macro_rules! inline {
    ($([$($generic:tt)*] $type:ty, $name:literal, |$generator:ident| $schema:expr;)*) => {$(
        impl<$($generic)*> JsonSchema for $type {
            fn inline_schema() -> bool {
                true
            }
            fn schema_name() -> std::borrow::Cow<'static, str> {
                $name.into()
            }
            fn json_schema($generator: &mut SchemaGenerator) -> Schema {
                $schema
            }
        }
    )*};
}

inline! {
    [const N: u32] FormatVersion<N>, "FormatVersion", |_generator| json_schema!({"const": N});
    [] Exact, "Exact", |_generator| json_schema!({"type": "number"});
    [] Day, "Day", |_generator| json_schema!({"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"});
    [] Raw, "Raw", |_generator| json_schema!({"anyOf": value()});
    [T: JsonSchema] Object<T>, "Object", |generator| generator.subschema_for::<T>();
    [T: JsonSchema] Ordered<T>, "Ordered", |generator| json_schema!({
        "type": "object",
        "additionalProperties": generator.subschema_for::<T>(),
    });
}
