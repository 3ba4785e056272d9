//! The documents that other programs rely on hold their JSON Schema, and the schemas hold nothing else.

use boon::{Compiler, Schemas};
use safelight::answers::{Answer, Answers, Edition, Value as Said};
use safelight::questionnaire::Questionnaire;
use safelight::records::{ResultDocument, read_answers, written};
use safelight::scoring::assess;
use serde_json::{Value, json};

use crate::content::shipped_questionnaire;
use crate::score::{MINOR, NOTHING_NAMED, documents};

/// One JSON Schema under `tests/schema/`.
pub struct Schema {
    schemas: Schemas,
    index: boon::SchemaIndex,
}

impl Schema {
    pub fn answers() -> Self {
        Self::of(include_str!("../schema/answers.schema.json"))
    }

    pub fn result() -> Self {
        Self::of(include_str!("../schema/result.schema.json"))
    }

    pub fn record() -> Self {
        Self::of(include_str!("../schema/record.schema.json"))
    }

    pub fn check_findings() -> Self {
        Self::of(include_str!("../schema/check.schema.json"))
    }

    pub fn of(text: &str) -> Self {
        let (mut compiler, mut schemas) = (Compiler::new(), Schemas::new());
        let schema = serde_json::from_str(text).expect("a schema is JSON");
        compiler.add_resource("schema.json", schema).expect("it is the only resource");
        let index = compiler.compile("schema.json", &mut schemas).expect("the schema itself is right");
        Schema { schemas, index }
    }

    pub fn holds(&self, document: &Value) -> bool {
        self.schemas.validate(document, self.index).is_ok()
    }

    #[track_caller]
    pub fn check(&self, text: &str) -> Value {
        let document = serde_json::from_str(text).expect("it is JSON");
        if let Err(error) = self.schemas.validate(&document, self.index) {
            panic!("{error:#}\n{text}");
        }
        document
    }
}

/// Returns the result of a document, through the library.
pub fn scored(questionnaire: &Questionnaire, document: &str) -> String {
    let document = read_answers(document).expect("an answers document");
    let case = document.case(questionnaire).expect("a document that fits");
    written(&ResultDocument::of(&case, &assess(&case)))
}

#[test]
fn answers_and_results_hold_their_schemas() {
    let questionnaire = shipped_questionnaire("adult-brief");
    let (answers, results) = (Schema::answers(), Schema::result());
    for (name, document) in documents() {
        assert!(answers.holds(&document), "{name}");
        results.check(&scored(&questionnaire, &document.to_string()));
    }
}

/// A change to a document: a pointer, and what is put there; `null` takes it away.
type Change = (&'static str, Value);

#[track_caller]
fn none_holds(schema: &Schema, good: &Value, changes: Vec<Change>) {
    assert!(schema.holds(good));
    for (pointer, value) in changes {
        let mut bad = good.clone();
        let (parent, key) = pointer.rsplit_once('/').expect("a pointer begins with /");
        let parent = bad.pointer_mut(parent).expect("the pointer leads somewhere");
        match (parent, value) {
            (Value::Object(object), Value::Null) => drop(object.remove(key).expect("it was there")),
            (Value::Object(object), value) => drop(object.insert(key.to_owned(), value)),
            (Value::Array(list), value) => list.push(value),
            _ => panic!("{pointer} leads nowhere"),
        }
        assert!(!schema.holds(&bad), "{pointer} makes no difference");
    }
}

#[test]
fn a_wrong_answers_document_fails_the_schema_and_is_refused() {
    let good = json!({
        "format": 1, "questionnaire": "adult-brief@1.0.0",
        "answers": {"works": "yes", "hours_per_week": 70, "contact_methods": ["online"]},
        "context": {"frame": "palermo"},
        "judgements": {"concern": {"level": "urgent", "reason": "The way they spoke."}}
    });
    let changes = vec![
        ("/format", json!(2)),
        ("/format", json!("1")),
        ("/format", Value::Null),
        ("/answers", Value::Null),
        ("/answers", json!([])),
        ("/answers/works", json!(true)),
        ("/answers/works", json!({"state": "refused"})),
        ("/answers/works", json!({"state": "later", "by": "x"})),
        ("/answers/works", json!({"value": "yes"})),
        ("/answers/contact_methods", json!([])),
        ("/answers/contact_methods", json!(["online", "online"])),
        ("/answers/contact_methods", json!([1])),
        ("/context", json!(["palermo"])),
        ("/context/frame", json!(true)),
        ("/judgements/concern", json!("urgent")),
        ("/judgements/concern", json!(["urgent", "why"])),
        ("/judgements/concern/reason", Value::Null),
        ("/judgements/concern/reason", json!(" ")),
        ("/judgements/concern/level", Value::Null),
        ("/judgements/concern/because", json!("x")),
        ("/questionnaires", json!("x")),
    ];
    let schema = Schema::answers();
    none_holds(&schema, &good, changes.clone());
    let questionnaire = shipped_questionnaire("adult-brief");
    for change in changes {
        let mut bad = good.clone();
        let (parent, key) = change.0.rsplit_once('/').expect("a pointer begins with /");
        let object = bad.pointer_mut(parent).and_then(Value::as_object_mut).expect("an object");
        match change.1 {
            Value::Null => drop(object.remove(key)),
            value => drop(object.insert(key.to_owned(), value)),
        }
        let read = read_answers(&bad.to_string());
        let refused = read.map_or(true, |document| document.case(&questionnaire).is_err());
        assert!(refused, "{} was accepted", change.0);
    }
}

#[test]
fn a_wrong_result_fails_the_schema() {
    let questionnaire = shipped_questionnaire("adult-brief");
    let good = serde_json::from_str(&scored(&questionnaire, MINOR)).expect("a result is JSON");
    let changes = vec![
        ("/format", json!(2)),
        ("/questionnaire", Value::Null),
        ("/fingerprint/scoring", json!("abc")),
        ("/indicators/documents", json!("yes")),
        ("/scores/total/low", json!("0")),
        ("/scores/total/low", Value::Null),
        ("/scores/total/low_points", json!(0)),
        ("/outcomes/concern/possible", json!([])),
        ("/outcomes/concern/possible", json!(["urgent", "urgent"])),
        ("/outcomes/concern/settled", json!("yes")),
        ("/outcomes/concern/decided_by", json!([0])),
        ("/outcomes/concern/adjusted_by", json!([{"row": 1, "truth": "false"}])),
        ("/outcomes/concern/judged", json!(3)),
        ("/actions/child_protection", json!("perhaps")),
        ("/open_questions", Value::Null),
        ("/stopped", Value::Null),
        ("/note", json!("x")),
    ];
    none_holds(&Schema::result(), &good, changes);
}

#[test]
fn every_key_of_a_result_is_fixed() {
    let questionnaire = shipped_questionnaire("adult-brief");
    let result: Value = serde_json::from_str(&scored(&questionnaire, NOTHING_NAMED)).expect("JSON");
    let ids = |key: &str| result[key].as_object().expect("an object").keys().cloned().collect::<Vec<_>>();
    let sorted = |mut ids: Vec<String>| {
        ids.sort();
        ids
    };
    let questionnaire = &questionnaire;
    assert_eq!(
        ids("indicators"),
        sorted(questionnaire.indicators.iter().map(|indicator| indicator.id.clone()).collect())
    );
    assert_eq!(ids("scores"), sorted(questionnaire.scores.iter().map(|score| score.id.clone()).collect()));
    assert_eq!(
        ids("outcomes"),
        sorted(questionnaire.outcomes.iter().map(|outcome| outcome.id.clone()).collect())
    );
    assert_eq!(
        ids("actions"),
        sorted(questionnaire.actions.iter().map(|action| action.step.id.clone()).collect())
    );
}

/// Numbers keep their text: 0.1 is 0.1, and no exponent or long fraction of a float appears.
#[test]
fn numbers_go_through_exactly() {
    let questionnaire = crate::exports::hostile_questionnaire();
    let document = r#"{"format": 1, "answers": {"nights": 2.675, "plain": "yes"}}"#;
    let text = scored(&questionnaire, document);
    assert!(text.contains("\"low\": 2.775,"), "{text}");
    assert!(text.contains("\"high\": 2.775,"), "{text}");
}

#[test]
fn debug_never_shows_an_answer() {
    let mut answers = Answers::none(Edition { id: "a".into(), version: "1.0.0".into() });
    answers.give("secret_question", Answer::Given(Said::Text("canary".into())));
    let value = Said::Choice("canary".into());
    let shown = format!("{answers:?} {:?} {value:?}", answers.get("secret_question"));
    assert!(!shown.contains("canary"), "{shown}");
    assert!(!shown.contains("secret_question"), "{shown}");
}
