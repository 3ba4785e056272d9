//! Training results: what is written is read back as it was, whatever was changed is refused, and
//! nothing of practice passes for a screening, nor the other way round.
#![expect(clippy::disallowed_methods, reason = "records of the tests are files")]
#![expect(clippy::unwrap_used, reason = "a test that cannot be set up has failed")]

use std::fs;
use std::mem;
use std::path::Path;

use safelight::conversation::{OpenAnswers, Turn, Wanted};
use safelight::practice::{Played, debrief, debrief_document, played as played_back, training_result};
use safelight::records::{bad_code, is_of_training, read_answers, read_record, read_training_result};
use serde_json::{Value, json};

use crate::generate::Draw;
use crate::practice_stage::{Press, Stage, changed, none, played, shipped, shipped_one, staged};
use crate::run::{CANARY, Home};
use crate::score::NOTHING_NAMED;

/// Returns a result as it is written.
pub fn written(stage: &Stage, played: &Played, code: &str) -> String {
    training_result(&stage.scenario, &stage.questionnaire, played, code, "2026-11-25", "0.1.0")
}

/// A record of a screening, as it is saved.
pub fn record() -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/reports/minor/summary.json");
    fs::read_to_string(path).unwrap()
}

pub fn document(stage: &Stage, played: &Played) -> String {
    let review = debrief(&stage.scenario, &stage.questionnaire, played);
    debrief_document(&stage.scenario, &review, Some(review.figures()))
}

/// A trainee who does anything, from a seed.
fn anything(draw: &mut Draw, turn: &Turn) -> Option<Press> {
    if !draw.chance(30) {
        return None;
    }
    if turn.open != OpenAnswers::None && draw.chance(40) {
        let open = draw
            .pick(&[Press::Declined, Press::DontKnow, Press::Later, Press::Reworded, Press::Break])
            .clone();
        return turn.check(&open.clone().at(turn)).is_ok().then_some(open);
    }
    match &turn.wanted {
        Wanted::One(items) => Some(Press::One(draw.below(items.len()))),
        Wanted::Many(items) => Some(Press::Many(vec![draw.below(items.len())])),
        Wanted::Typed(_) => Some(Press::Line("12".to_owned())),
        Wanted::Seen | Wanted::Copy(_) | Wanted::Alone(_) => None,
    }
}

#[test]
fn what_is_written_is_read_back_as_it_was() {
    let mut draw = Draw::seeded(20_261_125);
    let mut endings = std::collections::BTreeSet::new();
    for stage in shipped().iter().chain([&staged(&changed(&[]))]) {
        for round in 0..12 {
            let mut turns = 0;
            let mut one = played(stage, |_, turn| {
                turns += 1;
                (round > 0 && turns < 300).then(|| anything(&mut draw, turn)).flatten()
            });
            if round % 3 == 2 {
                (one.call, one.offers) = (None, None);
            }
            endings.insert(one.ended.id());
            let text = written(stage, &one, "T07");
            let result = read_training_result(&text).unwrap();
            let back = played_back(&result, &stage.scenario, &stage.questionnaire).unwrap();
            assert_eq!(document(stage, &back), document(stage, &one), "{}, round {round}", stage.scenario.id);
            assert_eq!((&back.moves, back.breaks, back.call), (&one.moves, one.breaks, one.call));
            assert_eq!((&back.offers, back.stopped_at, back.ended), (&one.offers, one.stopped_at, one.ended));
            assert_eq!(written(stage, &back, "T07"), text);
        }
    }
    assert!(endings.len() >= 4, "{endings:?}");
}

#[test]
fn own_words_are_not_in_a_result() {
    let stage = staged(&changed(&[]));
    let one = played(&stage, |point, _| match point {
        "goals" => Some(Press::Line(CANARY.to_owned())),
        _ => None,
    });
    assert!(one.answers.get("goals").is_some());
    assert!(!written(&stage, &one, "T07").contains(CANARY));
}

// ---- whatever was changed is refused ----

/// One change: what it is, where its value stands, and what stands there instead.
struct Change {
    what: String,
    pointer: String,
    instead: Value,
}

/// Looks at every document that differs in one thing; returns how many there are. The same document is
/// changed and changed back, because a copy for each would take more time than all else.
fn each_mutant(value: &Value, mut look: impl FnMut(&str, &Value)) -> usize {
    let mut all = Vec::new();
    changes(value, "", "", &mut all);
    let count = all.len();
    let mut document = value.clone();
    for Change { what, pointer, instead } in all {
        let kept = mem::replace(document.pointer_mut(&pointer).unwrap(), instead);
        look(&what, &document);
        *document.pointer_mut(&pointer).unwrap() = kept;
    }
    assert!(document == *value);
    count
}

/// Every change of one thing in a value.
fn changes(value: &Value, path: &str, pointer: &str, all: &mut Vec<Change>) {
    let mut add = |what: String, instead: Value| {
        all.push(Change { what: format!("{path}{what}"), pointer: pointer.to_owned(), instead });
    };
    match value {
        Value::Object(map) => {
            for key in map.keys() {
                let mut without = map.clone();
                without.remove(key);
                add(format!(".{key} removed"), without.into());
            }
            let mut more = map.clone();
            more.insert("unknown".into(), json!("x"));
            add(" with more".into(), more.into());
            for (key, inner) in map {
                let step = key.replace('~', "~0").replace('/', "~1");
                changes(inner, &format!("{path}.{key}"), &format!("{pointer}/{step}"), all);
            }
        }
        Value::Array(list) => {
            for (place, inner) in list.iter().enumerate() {
                let mut without = list.clone();
                without.remove(place);
                add(format!("[{place}] removed"), without.into());
                let mut twice = list.clone();
                twice.insert(place, inner.clone());
                add(format!("[{place}] twice"), twice.into());
                if place > 0 && list[place - 1] != *inner {
                    let mut swapped = list.clone();
                    swapped.swap(place - 1, place);
                    add(format!("[{place}] before"), swapped.into());
                }
            }
            let mut more = list.clone();
            more.push(json!("limits"));
            add(" with more".into(), more.into());
            for (place, inner) in list.iter().enumerate() {
                changes(inner, &format!("{path}[{place}]"), &format!("{pointer}/{place}"), all);
            }
        }
        Value::String(text) => {
            let other = match text.as_str() {
                "yes" => "no".to_owned(),
                "no" => "yes".to_owned(),
                "declined" => "no".to_owned(),
                text => format!("{text}x"),
            };
            add(" other".into(), other.into());
            add(" null".into(), Value::Null);
            add(" empty".into(), json!(if text.is_empty() { "x" } else { "" }));
        }
        Value::Number(number) => {
            add(" more".into(), json!(number.as_u64().unwrap() + 1));
            add(" null".into(), Value::Null);
        }
        Value::Bool(flag) => add(" flipped".into(), json!(!flag)),
        Value::Null => {
            add(" zero".into(), json!(0));
            add(" text".into(), json!("limits"));
            add(" list".into(), json!([]));
        }
    }
}

#[test]
fn a_result_that_was_changed_anywhere_is_refused() {
    let stage = shipped_one("cook-upstairs");
    let full = played(&stage, none);
    let mut once = 0;
    let reworded = played(&stage, |point, _| {
        once += usize::from(point == "threats");
        (point == "threats" && once == 1).then_some(Press::Reworded)
    });
    let stopped = played(&stage, |point, _| (point == "threats").then_some(Press::Stop));
    let mut bare = full.clone();
    (bare.call, bare.offers) = (None, None);
    let mut count = 0;
    for one in [full, reworded, stopped, bare] {
        let text = written(&stage, &one, "T07");
        let value: Value = serde_json::from_str(&text).unwrap();
        // Line ends and the order of keys are no change.
        read_training_result(&value.to_string()).unwrap();
        read_training_result(&format!("\u{feff}{}", text.replace('\n', "\r\n"))).unwrap();
        count += each_mutant(&value, |path, changed| {
            assert!(*changed != value, "{path}");
            let refused = read_training_result(&changed.to_string());
            assert!(refused.is_err(), "{path} was changed, and nobody sees it");
        });
        for cut in (0..text.trim_end().len()).step_by(97) {
            assert!(read_training_result(&text[..cut]).is_err());
        }
        assert!(read_training_result(&format!("{text}{text}")).is_err());
    }
    println!("{count} changes");
    assert!(count > 1500, "{count}");
}

#[test]
fn a_result_of_another_text_of_its_scenario_is_not_read_as_one_of_this() {
    let stage = staged(&changed(&[]));
    let other = staged(&changed(&[("The door is closed.", "The door is shut.")]));
    let result = read_training_result(&written(&stage, &played(&stage, none), "T07")).unwrap();
    assert!(played_back(&result, &stage.scenario, &stage.questionnaire).is_ok());
    let why = played_back(&result, &other.scenario, &stage.questionnaire).err().unwrap();
    assert!(why.to_string().contains("another text of this scenario"), "{why}");
    let shipped = shipped_one("cook-upstairs");
    let why = played_back(&result, &shipped.scenario, &shipped.questionnaire).err().unwrap();
    assert!(why.to_string().contains("small@1.0.0"), "{why}");
}

// ---- practice and screening stay apart ----

#[test]
fn nothing_of_practice_is_read_as_a_screening() {
    let stage = shipped_one("cook-upstairs");
    let one = played(&stage, none);
    for text in [written(&stage, &one, "T07"), document(&stage, &one)] {
        assert!(is_of_training(&text));
        assert!(read_answers(&text).is_err() && read_record(&text).is_err());
        let value: Value = serde_json::from_str(&text).unwrap();
        // Under another name of its kind it is none either, nor is it without any.
        for kind in [json!("safelight-screening"), json!("safelight-answers"), json!(1), Value::Null] {
            let mut other = value.clone();
            other["kind"] = kind.clone();
            assert!(read_record(&other.to_string()).is_err(), "{kind}");
            assert!(read_answers(&other.to_string()).is_err(), "{kind}");
        }
        let mut without = value.clone();
        without.as_object_mut().unwrap().remove("kind");
        assert!(read_record(&without.to_string()).is_err() && read_answers(&without.to_string()).is_err());
    }
}

/// A record is no result, whichever one thing of it is changed.
#[test]
fn no_record_of_a_screening_is_read_as_a_result() {
    let text = record();
    assert!(read_record(&text).is_ok() && !is_of_training(&text));
    let why = read_training_result(&text).unwrap_err();
    assert!(why.to_string().contains("record of a screening"), "{why}");
    let value: Value = serde_json::from_str(&text).unwrap();
    each_mutant(&value, |path, changed| {
        assert!(read_training_result(&changed.to_string()).is_err(), "{path}");
    });
    let stage = shipped_one("cook-upstairs");
    let result: Value = serde_json::from_str(&written(&stage, &played(&stage, none), "T07")).unwrap();
    for (key, inner) in result.as_object().unwrap() {
        let mut changed = value.clone();
        changed[key] = inner.clone();
        assert!(read_training_result(&changed.to_string()).is_err(), "{key}");
        // And the other way round: a field of a record makes no record of a result.
        let mut changed = result.clone();
        changed[key] = value.get(key).cloned().unwrap_or(Value::Null);
        assert!(read_record(&changed.to_string()).is_err(), "{key}");
    }
}

#[test]
fn a_code_is_no_name() {
    for code in ["T07", "7", "a-1", "ABC-1234"] {
        assert_eq!(bad_code(code), None, "{code}");
    }
    for code in [
        "",
        "Maria",
        "Maria Lopez 1",
        "ABCD1",
        "anna1",
        "maria1990",
        "19900412",
        "-",
        "T7a",
        "T_7",
        "Т07",
        "T07\n",
        "../1",
    ] {
        assert!(bad_code(code).is_some(), "{code:?}");
    }
}

// ---- the same at the command line ----

/// Arguments after which a file is named.
const DOORS: [&[&str]; 20] = [
    &["score", "FILE"],
    &["score", "FILE", "--questionnaire", "adult-brief"],
    &["score", "FILE", "--format", "text"],
    &["rescore", "FILE"],
    &["rescore", "FILE", "--with", "adult-brief@1.0.0"],
    &["check", "FILE"],
    &["test", "FILE"],
    &["show", "FILE"],
    &["show", "FILE", "--format", "markdown"],
    &["diff", "FILE", "adult-brief"],
    &["diff", "adult-brief", "FILE"],
    &["check", "--against", "FILE", "adult-brief"],
    &["screen", "FILE"],
    &["screen", "adult-brief", "--directory", "FILE"],
    &["screen", "adult-brief", "--jurisdiction", "FILE"],
    &["practice", "FILE"],
    &["practice", "cook-upstairs", "--directory", "FILE"],
    &["practice", "class", ".", "--scenario", "FILE"],
    &["--config", "FILE", "config"],
    &["--config", "FILE", "screen", "--jurisdiction", "us-federal", "adult-brief"],
];

/// Something that a message says about what it is, or what is needed.
const SAYS: [&str; 9] = [
    "practice",
    "JSON",
    "questionnaire",
    "training",
    "configuration",
    "directory",
    "jurisdiction",
    "scenario",
    "expected",
];

#[test]
fn no_other_command_opens_what_practice_wrote() {
    let stage = shipped_one("cook-upstairs");
    let one = played(&stage, none);
    let home = Home::new();
    let result = written(&stage, &one, "T07");
    let changed = result.replace("\"rating\": \"yes\"", &format!("\"rating\": \"{CANARY}\""));
    assert!(changed.contains(CANARY));
    let debriefed = document(&stage, &one);
    for (kind, text) in [("result", &result), ("changed", &changed), ("debrief", &debriefed)] {
        for name in ["t07.json", "t07.toml", "t07", "1.0.0.toml"] {
            home.file(name, text);
            for arguments in DOORS {
                let arguments: Vec<&str> =
                    arguments.iter().map(|word| if *word == "FILE" { name } else { word }).collect();
                let ran = home.run(&arguments);
                let said = format!("{kind}, {arguments:?}:\n{}{}", ran.out, ran.err);
                assert!(matches!(ran.code, Some(1 | 2)), "{:?} {said}", ran.code);
                assert!(!ran.err.is_empty() || ran.out.contains("error"), "{said}");
                let all = format!("{}{}", ran.out, ran.err);
                assert!(SAYS.iter().any(|word| all.contains(word)), "{said}");
                assert!(!all.contains(CANARY) && !all.contains("Four times"), "{said}");
                assert!(!all.contains("T07"), "{said}");
            }
            fs::remove_file(home.path().join(name)).unwrap();
        }
        let piped = home.run_with(&["score", "-"], text.as_bytes());
        piped.refused(&["practice", "not scored as a screening"]);
        let piped = home.run_with(&["score", "-", "--questionnaire", "adult-brief"], text.as_bytes());
        piped.refused(&["practice"]);
        let piped = home.run_with(&["rescore", "-"], text.as_bytes());
        assert_eq!(piped.code, Some(2), "{}{}", piped.out, piped.err);
    }
    // Where no file is read, what comes in is not looked at.
    home.run_with(&["schema"], result.as_bytes()).done();
}

#[test]
fn a_result_under_the_kind_of_a_record_is_refused_by_rescore() {
    let stage = shipped_one("cook-upstairs");
    let text = written(&stage, &played(&stage, none), "T07");
    let home = Home::new();
    home.file("a.json", &text);
    home.run(&["rescore", "a.json"]).refused(&["record of practice, not of a screening"]);
    home.file("a.json", text.replace("safelight-training-result", "safelight-screening"));
    home.run(&["rescore", "a.json"]).refused(&["a.json"]);
    home.file("a.json", NOTHING_NAMED);
    home.run(&["practice", "class", "."]).code.filter(|code| *code == 2).unwrap();
}
