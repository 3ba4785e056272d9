//! Records read back and scored again: the prepared ones give no difference, a change of any field of
//! them is noticed, and what is no record says why without repeating an answer.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use safelight::questionnaire::location::Places;
use safelight::questionnaire::{Fingerprint, Questionnaire, read};
use safelight::records::{OtherLanguages, ReadRecord, read_record, written};
use safelight::report::{Findings, Offers, build};
use safelight::rescore::differences;
use safelight::scoring::assess;
use safelight::source::Source;
use serde_json::{Value, json};

use crate::content::shipped_questionnaire;
use crate::exports::hostile_questionnaire;
use crate::records::Schema;
use crate::run::{CANARY, Home};

fn reports() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/reports")
}

fn record(name: &str) -> String {
    std::fs::read_to_string(reports().join(name).join("summary.json")).unwrap()
}

fn schema() -> Schema {
    Schema::of(include_str!("../schema/rescore.schema.json"))
}

/// The prepared records with their questionnaires.
fn records() -> Vec<(&'static str, Questionnaire)> {
    let adult =
        ["minor", "nothing-named", "stopped-early"].map(|name| (name, shipped_questionnaire("adult-brief")));
    adult.into_iter().chain([("hostile", hostile_questionnaire())]).collect()
}

/// Everything that is noticed about a record: why it cannot be read, or what differs.
fn noticed(text: &str, questionnaire: &Questionnaire) -> Vec<String> {
    let record = match read_record(text) {
        Ok(record) => record,
        Err(error) => return vec![error.to_string()],
    };
    if record.record.questionnaire.fingerprint != Fingerprint::of(questionnaire)
        || record.edition != questionnaire.edition()
    {
        return vec!["another edition".to_owned()];
    }
    let seal = (!record.is_sealed).then(|| "the seal does not fit".to_owned());
    match record.case(questionnaire) {
        Ok(case) => {
            let differences = differences(&record, case).differences;
            seal.into_iter().chain(differences.iter().map(|each| format!("{each:?}"))).collect()
        }
        Err(faults) => faults.iter().map(ToString::to_string).collect(),
    }
}

#[test]
fn prepared_records_give_what_is_written() {
    for (name, questionnaire) in records() {
        assert_eq!(noticed(&record(name), &questionnaire), [""; 0], "{name}");
    }
}

/// Calls back with the path of every value below one, itself last.
fn each_path(value: &Value, path: &str, see: &mut impl FnMut(&str)) {
    match value {
        Value::Object(entries) => {
            entries.iter().for_each(|(key, value)| each_path(value, &format!("{path}/{key}"), see));
        }
        Value::Array(members) => {
            members.iter().enumerate().for_each(|(at, value)| each_path(value, &format!("{path}/{at}"), see));
        }
        _ => {}
    }
    see(path);
}

fn edited(value: &Value) -> Value {
    match value {
        Value::Null => json!("x"),
        Value::Bool(flag) => json!(!flag),
        Value::Number(number) => serde_json::from_str(&format!("1{number}")).unwrap(),
        Value::String(text) => json!(format!("{text}x")),
        Value::Array(members) if members.is_empty() => json!(["x"]),
        Value::Array(members) => json!(members[1..]),
        Value::Object(_) => json!({}),
    }
}

/// The path without its numbers: the same field of every member of a list has the same.
fn field(path: &str) -> String {
    let part = |part: &str| if part.parse::<usize>().is_ok() { "#".to_owned() } else { part.to_owned() };
    path.split('/').map(part).collect::<Vec<_>>().join("/")
}

#[test]
fn a_change_of_any_field_is_noticed() {
    let mut count = 0;
    for (name, questionnaire) in records() {
        let whole: Value = serde_json::from_str(&record(name)).unwrap();
        let mut paths = Vec::new();
        each_path(&whole, "", &mut |path| paths.push(path.to_owned()));
        paths.retain(|path| !path.is_empty());
        let mut seen = BTreeSet::new();
        paths.retain(|path| seen.insert(field(path)));
        for path in &paths {
            let mut changed = whole.clone();
            let at = changed.pointer_mut(path).unwrap();
            *at = edited(at);
            assert!(!noticed(&changed.to_string(), &questionnaire).is_empty(), "{name}: {path} was changed");
            let mut without = whole.clone();
            let (parent, key) = path.rsplit_once('/').unwrap();
            match without.pointer_mut(parent).unwrap() {
                Value::Object(entries) => drop(entries.remove(key)),
                Value::Array(members) => drop(members.remove(key.parse().unwrap())),
                _ => unreachable!("only lists and objects hold anything"),
            }
            assert!(!noticed(&without.to_string(), &questionnaire).is_empty(), "{name}: {path} was removed");
            count += 2;
        }
    }
    println!("{count} changes");
    assert!(count > 500, "{count}");
}

/// Returns the same edition with another word in every text; nothing else is changed.
fn in_other_words(source: &Source) -> Questionnaire {
    let questionnaire = read(source).questionnaire.unwrap();
    let places = Places::of(source);
    let starts: BTreeSet<usize> =
        questionnaire.texts().map(|text| places.find(&questionnaire, text.place).start).collect();
    let mut text = source.text().to_owned();
    for start in starts.into_iter().rev() {
        let quotes =
            ["\"\"\"", "'''", "\"", "'"].into_iter().find(|quotes| text[start..].starts_with(quotes));
        text.insert_str(start + quotes.expect("a text stands in quotes").len(), "Anders ");
    }
    let reading = read(&Source::new("reworded.toml", text));
    reading.questionnaire.unwrap_or_else(|| panic!("{:?}", reading.findings))
}

/// What a record would say of these answers now, without all that comes from elsewhere.
fn said_now(record: &ReadRecord, questionnaire: &Questionnaire) -> Value {
    let case = record.case(questionnaire).unwrap_or_else(|_| panic!("the answers fit"));
    let built = build(&Findings {
        case: &case,
        assessment: &assess(&case),
        notes: &record.notes,
        reworded: &record.reworded,
        answered_alone: &record.answered_alone,
        alone: None,
        spoken: None,
        services_looked_at: false,
        seen: &record.seen,
        languages: &OtherLanguages::default(),
        consent: None,
        stopped_early: false,
        date: record.record.date.0,
        tool_version: &record.record.tool.version,
        agency: None,
        worker: None,
        case_reference: None,
        again: None,
        jurisdiction: None,
        held: None,
        gates: Vec::new(),
        interpreters: &[],
        offers: &Offers::default(),
        responses: &BTreeMap::new(),
        next_contact: None,
        releases: &[],
    });
    serde_json::from_str(&written(&built)).unwrap()
}

/// What is said and not computed, or comes from elsewhere: the seal alone covers it.
const SAID_ONLY: [&str; 29] = [
    "/tool",
    "/date",
    "/agency",
    "/worker",
    "/case",
    "/again",
    "/jurisdiction",
    "/questionnaire",
    "/consent",
    "/held",
    "/gates",
    "/interpreters",
    "/next_contact",
    "/releases",
    "/course",
    "/answers/#/value",
    "/answers/#/words",
    "/answers/#/note",
    "/answers/#/asked_differently",
    "/answers/#/seen",
    "/notes_without_answer",
    "/outcomes/#/judged/reason",
    "/actions/#/law",
    "/actions/#/response",
    "/next/#/title",
    "/referrals",
    "/needs_without_service",
    "/police_and_tip_lines_not_shown",
    "/seal",
];

/// Where the words of an edition are others, only they may differ. What are words is seen by what becomes
/// other in other words; whatever else is in a record is still held against what is computed.
#[test]
fn where_the_words_are_others_all_but_words_is_compared() {
    let mut count = 0;
    for (name, questionnaire) in records() {
        let source = match name {
            "hostile" => Source::new("hostile.toml", include_str!("../reports/hostile.toml")),
            _ => safelight::library::questionnaire("adult-brief", None).unwrap().source(),
        };
        let reworded = in_other_words(&source);
        let (old, new) = (Fingerprint::of(&questionnaire), Fingerprint::of(&reworded));
        assert_eq!((&old.structure, &old.scoring), (&new.structure, &new.scoring), "{name}");
        assert_ne!(old.wording, new.wording, "{name}");
        let differ = |whole: &Value| {
            let record = read_record(&whole.to_string()).ok()?;
            let case = record.case(&reworded).ok()?;
            Some(differences(&record, case).differences)
        };
        let whole: Value = serde_json::from_str(&record(name)).unwrap();
        assert_eq!(differ(&whole), Some(Vec::new()), "{name}");
        let read = read_record(&record(name)).unwrap_or_else(|error| panic!("{error}"));
        let (before, now) = (said_now(&read, &questionnaire), said_now(&read, &reworded));
        let mut paths: BTreeMap<String, Vec<String>> = BTreeMap::new();
        each_path(&whole, "", &mut |path| paths.entry(field(path)).or_default().push(path.to_owned()));
        // What is null does not show whether it would be words.
        let is_leaf = |path: &String| {
            !matches!(whole.pointer(path), Some(Value::Object(_) | Value::Array(_) | Value::Null))
        };
        for (field, paths) in &paths {
            let is_words = paths.iter().any(|path| before.pointer(path) != now.pointer(path));
            let is_said = SAID_ONLY.iter().any(|said| field.starts_with(said));
            for path in paths.iter().filter(|path| !is_words && !is_said && is_leaf(path)).take(3) {
                let mut changed = whole.clone();
                let at = changed.pointer_mut(path).unwrap();
                *at = edited(at);
                assert_ne!(differ(&changed), Some(Vec::new()), "{name}: {path} was changed");
                count += 1;
            }
        }
    }
    assert!(count > 200, "{count}");
}

#[test]
fn a_level_that_was_changed_is_shown_with_what_is_computed() {
    let home = Home::new();
    let text = record("stopped-early");
    let mut whole: Value = serde_json::from_str(&text).unwrap();
    let levels = whole["outcomes"][0]["possible"].as_array_mut().unwrap();
    assert!(levels.len() > 1, "the level is open in this record");
    levels.remove(0);
    let path = home.file("record.json", whole.to_string());
    let before = std::fs::read(&path).unwrap();
    let ran = home.run(&["rescore", "record.json"]);
    assert_eq!((ran.code, ran.err.as_str()), (Some(1), ""));
    for part in ["do not give what is written", "outcome `concern`: possible", "written: ", "computed: "] {
        assert!(ran.out.contains(part), "{part}: {}", ran.out);
    }
    let ran = home.run(&["rescore", "record.json", "--format", "json"]);
    let said = schema().check(&ran.out);
    assert_eq!(said["differences"][0]["about"], json!({"kind": "outcome", "id": "concern"}));
    assert_eq!(said["result"]["outcomes"]["concern"]["possible"], json!(["consult", "urgent"]));
    assert_eq!(std::fs::read(&path).unwrap(), before, "the record is left as it is");
    assert_eq!(home.names(), ["record.json"]);
}

#[test]
fn prepared_records_are_right_in_the_program_too() {
    let home = Home::new();
    home.file("hostile.toml", include_str!("../reports/hostile.toml"));
    for (name, _) in records() {
        home.file("record.json", record(name));
        let own: &[&str] =
            if name == "hostile" { &["--questionnaire", "hostile.toml"] } else { &["--with", "adult-brief"] };
        let said = home.run(&[&["rescore", "record.json"], own].concat()).done();
        assert!(said.contains("Its own answers give what is written in it."), "{said}");
        assert!(name == "hostile" || said.contains("Every result is the same."), "{said}");
    }
    home.file("record.json", record("hostile"));
    home.run(&["rescore", "record.json"])
        .refused(&["hostile@0.1.0, which is not built in", "--questionnaire"]);
    home.run(&["rescore", "record.json", "--questionnaire", "adult-brief"]).refused(&["use --with"]);
    home.run(&["rescore", "record.json", "--questionnaire", "hostile.toml", "--with", "adult-brief"])
        .refused(&["another questionnaire"]);
}

#[test]
fn a_file_that_is_not_the_edition_says_so() {
    let home = Home::new();
    home.file("record.json", record("hostile"));
    let other = include_str!("../reports/hostile.toml").replacen("points = ", "points = 1", 1);
    home.file("hostile.toml", other);
    let ran = home.run(&["rescore", "record.json", "--questionnaire", "hostile.toml"]);
    assert_eq!(ran.code, Some(1), "{}{}", ran.out, ran.err);
    assert!(
        ran.out.contains("not the edition that the record names: its scoring has\nanother"),
        "{}",
        ran.out
    );
}

/// An edition of `adult-brief` with another id for one question, another threshold, and other words for
/// one scored question.
fn second_edition() -> String {
    let text = safelight::library::questionnaire("adult-brief", None).unwrap().source().text().to_owned();
    let note = "[[questionnaire.change]]\nsince = \"1.0.0\"\nof = \"papers_held\"\nwas = \"documents_held\"\n\
                reason = \"Clearer.\"\n\n[[context]]";
    text.replacen("\"1.0.0\"", "\"2.0.0\"", 1)
        .replace("documents_held", "papers_held")
        .replace("total >= 10", "total >= 9")
        .replace("How many hours a week do you work?", "How many hours did you work last week?")
        .replacen("[[context]]", note, 1)
}

#[test]
fn another_edition_stands_beside_and_nothing_is_dropped() {
    let home = Home::new();
    home.file("two.toml", second_edition());
    home.file("record.json", record("stopped-early"));
    let ran = home.run(&["rescore", "record.json", "--with", "two.toml", "--format", "json"]);
    assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""), "{}", ran.out);
    let said = schema().check(&ran.out);
    assert_eq!(said["differences"], json!([]));
    let with = &said["with"];
    for result in [&said["result"], &with["result"]] {
        assert!(Schema::result().holds(result), "{result}");
    }
    assert_eq!(with["results_comparable"], false);
    assert_eq!(with["renamed"], json!([{"from": "documents_held", "to": "papers_held"}]));
    assert_eq!(with["not_carried_over"][0]["id"], "hours_per_week");
    assert_eq!(with["not_carried_over"].as_array().unwrap().len(), 1);
    let about = |id: &str| {
        let differs = with["differences"].as_array().unwrap().iter().find(|each| each["about"]["id"] == id);
        differs.unwrap_or_else(|| panic!("{id} differs: {}", ran.out)).clone()
    };
    assert_eq!(
        (&about("long_hours")["own"], &about("long_hours")["other"]),
        (&json!("true"), &json!("unknown"))
    );
    let why = about("long_hours")["because"].to_string();
    assert!(why.contains("hours_per_week") && why.contains("was not carried over"), "{why}");
    let text = home.run(&["rescore", "record.json", "--with", "two.toml"]).done();
    for part in
        ["Not carried over, and left open:", "`documents_held` as `papers_held`", "cannot be compared"]
    {
        assert!(text.contains(part), "{part}: {text}");
    }
}

#[test]
fn a_result_that_changed_comes_with_the_change_behind_it() {
    let home = Home::new();
    let text = safelight::library::questionnaire("adult-brief", None).unwrap().source().text().to_owned();
    let rule = "when   = \"hours_per_week > 60\"";
    assert!(text.contains(rule));
    home.file(
        "two.toml",
        text.replacen("\"1.0.0\"", "\"2.0.0\"", 1).replace(rule, "when = \"hours_per_week > 80\""),
    );
    home.file("record.json", record("stopped-early"));
    let ran = home.run(&["rescore", "record.json", "--with", "two.toml", "--format", "json"]);
    let said: Value = serde_json::from_str(&ran.out).unwrap();
    let differs = &said["with"]["differences"];
    let found = differs.as_array().unwrap().iter().find(|each| each["about"]["id"] == "long_hours").unwrap();
    assert_eq!((&found["own"], &found["other"]), (&json!("true"), &json!("false")));
    assert_eq!(
        found["because"],
        json!(["indicator `long_hours`: when was hours_per_week > 60, is hours_per_week > 80"])
    );
}

/// Replaces the value of the first answer of a record that has that question.
fn with_answer(question: &str, change: impl Fn(&mut Value)) -> String {
    let mut whole: Value = serde_json::from_str(&record("stopped-early")).unwrap();
    let answers = whole["answers"].as_array_mut().unwrap();
    change(answers.iter_mut().find(|answer| answer["question"] == question).unwrap());
    whole.to_string()
}

#[test]
fn what_is_no_record_says_why_and_repeats_no_answer() {
    let home = Home::new();
    let text = record("stopped-early");
    let whole: Value = serde_json::from_str(&text).unwrap();
    let with = |key: &str, value: Value| {
        let mut changed = whole.clone();
        changed[key] = value;
        changed.to_string()
    };
    let within_action = |key: &str, value: Value| {
        let mut changed = whole.clone();
        changed["actions"][0][key] = value;
        changed.to_string()
    };
    let mut twice = whole.clone();
    let first = twice["answers"][0].clone();
    twice["answers"].as_array_mut().unwrap().push(first);
    let mut unknown_context = whole.clone();
    unknown_context["context"] = json!([{"id": "frame", "label": "Frame", "value": CANARY}]);
    let value = |value: Value| with_answer("documents_held", move |answer| answer["value"] = value.clone());
    let option = |value: Value| with_answer("pay_grade", move |answer| answer["value"] = value.clone());
    let cases: Vec<(String, &[&str])> = vec![
        (String::new(), &["the file is empty"]),
        ("{".to_owned(), &["line 1"]),
        (
            std::fs::read_to_string(reports().join("minor/summary.txt")).unwrap(),
            &["a summary for people", ".json"],
        ),
        (std::fs::read_to_string(reports().join("minor/summary.md")).unwrap(), &["a summary for people"]),
        ("id = 1".to_owned(), &["this is not JSON"]),
        (format!("[{text}]"), &["this is not JSON; a JSON record"]),
        (format!("{{\"a\": {}{}}}", "[".repeat(400), "]".repeat(400)), &["nested deeper"]),
        (
            format!("{{\"format\": 1, \"answers\": {{\"debt\": \"{CANARY}\"}}}}"),
            &["answers document", "safelight score"],
        ),
        (Home::new().run_with(&["score", "-"], NOTHING.as_bytes()).out, &["a result of `safelight score`"]),
        (with("kind", json!("safelight-training")), &["of practice"]),
        (with("kind", json!("something")), &["another kind of document"]),
        (with("format", json!(2)), &["`format` is not 1"]),
        (with("date", json!(CANARY)), &["`date` is not a date"]),
        (with("answers", json!(CANARY)), &["expected a sequence"]),
        (with("colour", json!(CANARY)), &["unknown field `colour`"]),
        (within_action("colour", json!(CANARY)), &["unknown field `colour`"]),
        (within_action("needs", json!([CANARY])), &["no need has that name"]),
        (text.replacen("\"date\":", "\"date\": \"2026-01-01\", \"date\":", 1), &["`date` stands here twice"]),
        (twice.to_string(), &["stands here twice"]),
        (unknown_context.to_string(), &["frame", "one of: us_tvpa, palermo"]),
        (value(json!(CANARY)), &["documents_held", "yes or no"]),
        (value(json!(7)), &["documents_held", "yes or no"]),
        (value(json!({ "state": CANARY })), &["documents_held"]),
        (value(Value::Null), &["`documents_held` is \"given\" and has no `value`"]),
        (option(json!(CANARY)), &["pay_grade", "one of: "]),
        (with_answer("debt", |answer| answer["question"] = json!("dept")), &["dept", "did you mean `debt`?"]),
        (with_answer("debt", |answer| answer["state"] = json!(CANARY)), &["the `state` of `debt` must be"]),
        (with_answer("debt", |answer| answer["value"] = json!(7)), &["debt"]),
        (
            with_answer("can_stop_work", |answer| answer["value"] = json!(CANARY)),
            &["`can_stop_work` has a `value` although"],
        ),
        (with_answer("debt", |answer| answer["asked_differently"] = json!(CANARY)), &["expected a boolean"]),
    ];
    for (text, said) in cases {
        home.file("record.json", &text);
        home.run(&["rescore", "record.json"]).refused(said);
    }
    home.file("folder/record.json", &text);
    home.run(&["rescore", "folder"]).refused(&["is a folder"]);
    home.run(&["rescore", "missing.json"]).refused(&["cannot open missing.json"]);
    home.file("bytes.json", [0xc3, 0x28]);
    home.run(&["rescore", "bytes.json"]).refused(&["not UTF-8"]);
    home.file("record.json", &text);
    home.run(&["rescore", "record.json", "--with", "record.json"]).refused(&["there is no questionnaire"]);
    home.run(&["rescore", "record.json", "--with", "./record.json"]).refused(&["is a JSON document"]);
}

const NOTHING: &str = r#"{"format": 1, "questionnaire": "adult-brief", "answers": {}}"#;

/// What differs because an answer was changed is told without the answer.
#[test]
fn a_changed_answer_is_noticed_and_not_repeated() {
    let home = Home::new();
    let changed = with_answer("contact_methods", |answer| answer["shown"] = json!(CANARY));
    home.file("record.json", changed);
    for format in ["text", "json"] {
        let ran = home.run(&["rescore", "record.json", "--format", format]);
        assert_eq!((ran.code, ran.err.as_str()), (Some(1), ""));
        assert!(ran.out.contains("contact_methods") && !ran.out.contains(CANARY), "{}", ran.out);
    }
}

/// What a real conversation saves is enough to score it again.
#[test]
fn a_screening_that_was_saved_is_scored_again_without_a_difference() {
    let home = Home::new();
    let lines =
        std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/readme/screening.txt")).unwrap();
    let ran = home.run_with(
        &["screen", "--jurisdiction", "us-federal", "--plain", "adult-brief", "--export", "case.json"],
        &lines,
    );
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let said = home.run(&["rescore", "case.json"]).done();
    assert!(said.contains("Its own answers give what is written in it."), "{said}");
}

/// What no answer tells is covered by the seal: nothing of it can be changed without being noticed.
#[test]
fn what_the_answers_do_not_tell_is_covered_by_the_seal() {
    let home = Home::new();
    let whole: Value = serde_json::from_str(&record("stopped-early")).unwrap();
    let law = whole["actions"].as_array().unwrap().iter().position(|action| action["law"][0].is_object());
    let law = format!("/actions/{}/law/0", law.expect("the pack speaks of a duty"));
    let cases = [
        ("/consent/may_keep".to_owned(), json!(false)),
        ("/consent/agreed".to_owned(), json!(false)),
        (format!("{law}/text"), json!("You need not report this.")),
        (format!("{law}/citation"), json!("another law")),
        ("/referrals/0/channels/0".to_owned(), json!("call: 1-555-010-0199 — en; always")),
        ("/referrals/0/is_reporting_line".to_owned(), json!(true)),
        ("/referrals/0/response".to_owned(), json!("declined")),
        ("/agency".to_owned(), json!("Another agency")),
        ("/date".to_owned(), json!("2026-11-23")),
        ("/police_and_tip_lines_not_shown".to_owned(), json!(7)),
        ("/seal".to_owned(), json!("0".repeat(64))),
    ];
    for (path, value) in cases {
        let mut changed = whole.clone();
        let at = changed.pointer_mut(&path).unwrap_or_else(|| panic!("{path} is there"));
        assert_ne!(*at, value, "{path}");
        *at = value;
        home.file("record.json", changed.to_string());
        let ran = home.run(&["rescore", "record.json"]);
        assert_eq!((ran.code, ran.err.as_str()), (Some(1), ""), "{path}: {}", ran.out);
        assert!(ran.out.contains("Its seal does not fit"), "{path}: {}", ran.out);
        let said = schema().check(&home.run(&["rescore", "record.json", "--format", "json"]).out);
        assert_eq!(said["seal_fits"], false, "{path}");
    }
}

/// Spaces and line ends are nobody's words: a record that was only laid out anew still has its seal. A key
/// that was taken out, and a list in the place of an object, are changes.
#[test]
fn a_seal_is_over_what_is_said_and_not_over_the_layout() {
    let questionnaire = shipped_questionnaire("adult-brief");
    let text = record("stopped-early");
    let whole: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(noticed(&whole.to_string(), &questionnaire), [""; 0]);
    assert_eq!(noticed(&format!("\u{feff}{}", text.replace('\n', "\r\n")), &questionnaire), [""; 0]);
    for key in ["agency", "jurisdiction", "stopped", "seal"] {
        let mut without = whole.clone();
        without.as_object_mut().unwrap().remove(key).unwrap();
        assert!(!noticed(&without.to_string(), &questionnaire).is_empty(), "{key} was taken out");
    }
    let options = serde_json::to_string_pretty(&whole).unwrap();
    assert_eq!(noticed(&options, &questionnaire), [""; 0], "every list on lines of its own");
    let mut listed = whole.clone();
    listed["tool"] = json!(["safelight", whole["tool"]["version"]]);
    assert!(!noticed(&listed.to_string(), &questionnaire).is_empty(), "a list in the place of an object");
}
