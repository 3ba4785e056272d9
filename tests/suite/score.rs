//! `score`: what comes of the screenings that `docs/for-programs.md` tells of, and how wrong documents are
//! refused: with the thing named, all at once, nothing scored, and no answer repeated.

use safelight::records::read_answers;
use serde_json::{Map, Value, json};

use crate::content::shipped_questionnaire;
use crate::generate::Draw;
use crate::records::scored;
use crate::run::{CANARY, Home, Ran, safelight, safelight_with};

/// An adult who named no sign: every question that applies is answered.
pub const NOTHING_NAMED: &str = r#"{
  "format": 1, "questionnaire": "adult-brief@1.0.0",
  "answers": {
    "age_band": "age_25_59", "home_language": "english", "works": "no",
    "living_place": "own_place", "free_to_leave": "yes", "watched": "no",
    "documents_held": "no", "debt": "no",
    "basics_withheld": "no", "threats": "no", "threat_authorities": "no", "violence": "no",
    "made_to": ["none"], "earlier": "no", "sex_exchange": "no", "online_made": "no", "sex_forced": "no",
    "safe_tonight": "yes", "harm_soon": "no",
    "needs_now": ["nothing_now"], "supports": ["friends"], "goals": "Go home early on Friday.",
    "follow_up_wanted": "no", "plan_steps": ["none_yet"],
    "seen_spoken_for": "no", "seen_belongings_held": "no", "seen_injury": "no",
    "worker_concern": "none", "worker_safety_concern": "none"
  }
}"#;

/// Somebody under 18 of whom it is known that sex was traded.
pub const MINOR: &str = r#"{
  "format": 1, "questionnaire": "adult-brief@1.0.0",
  "answers": {"age_band": "under_18", "sex_exchange_known": "yes"}
}"#;

/// The same adult with these answers instead; `null` takes one away.
fn adult(changes: Value) -> Value {
    let mut document: Value = serde_json::from_str(NOTHING_NAMED).expect("JSON");
    let answers = document["answers"].as_object_mut().expect("an object");
    for (question, answer) in changes.as_object().expect("an object") {
        match answer {
            Value::Null => drop(answers.remove(question)),
            answer => drop(answers.insert(question.clone(), answer.clone())),
        }
    }
    document
}

/// An adult who was asked everything, and whose every other answer is in one state, or absent.
fn adult_all(state: Option<&str>) -> Value {
    let questionnaire = shipped_questionnaire("adult-brief");
    let mut answers = Map::new();
    for question in questionnaire.questions.iter().filter(|question| question.ask_if().is_none()) {
        if let Some(state) = state {
            answers.insert(question.id.clone(), json!({"state": state}));
        }
    }
    answers.insert("age_band".to_owned(), json!("age_25_59"));
    json!({"format": 1, "questionnaire": "adult-brief", "answers": answers})
}

/// Real answers documents, by name.
pub fn documents() -> Vec<(&'static str, Value)> {
    let parsed = |text: &str| serde_json::from_str(text).expect("JSON");
    vec![
        ("nothing named", parsed(NOTHING_NAMED)),
        ("one strong sign", adult(json!({"documents_held": "yes"}))),
        ("under 18", parsed(MINOR)),
        ("declined", adult_all(Some("declined"))),
        ("not asked", adult_all(None)),
        ("nothing at all", json!({"format": 1, "questionnaire": "adult-brief", "answers": {}})),
        (
            "work, context and a judgement",
            json!({
                "format": 1, "questionnaire": "adult-brief@1.0.0",
                "answers": {
                    "age_band": "age_18_24", "works": "yes", "pay_grade": "clear", "hours_per_week": 70,
                    "contact_methods": ["online", "phone"], "threats": {"state": "declined"},
                    "debt": {"state": "dont_know"}, "watched": {"state": "later"}
                },
                "context": {"frame": "palermo"},
                "judgements": {"concern": {"level": "urgent", "reason": "Somebody waits outside."}}
            }),
        ),
    ]
}

/// Scores a document with the program.
#[track_caller]
fn score(document: &Value) -> Value {
    let text = document.to_string();
    let out = safelight_with(&["score", "-"], text.as_bytes()).done();
    assert_eq!(out, scored(&shipped_questionnaire("adult-brief"), &text), "the library says something else");
    serde_json::from_str(&out).expect("a result is JSON")
}

#[track_caller]
fn possible(result: &Value, levels: Value) {
    let of: Map<String, Value> = result["outcomes"]
        .as_object()
        .expect("an object")
        .iter()
        .map(|(id, outcome)| (id.clone(), outcome["possible"].clone()))
        .collect();
    assert_eq!(Value::Object(of), levels);
}

// ---- the screenings that `docs/for-programs.md` tells of ----

#[test]
fn nothing_named_is_the_lowest_level_and_leaves_nothing_open() {
    let result = score(&adult(json!({})));
    possible(
        &result,
        json!({
            "concern": ["information"], "safety_step": ["as_agreed"], "labor": ["information"],
            "sex": ["information"], "servitude": ["information"], "other_forms": ["information"],
            "next_contact_time": ["open_door"]
        }),
    );
    assert_eq!(result["open_questions"], json!([]));
    assert_eq!(result["scores"]["total"], json!({"low": 0, "high": 0, "as_published": null}));
    assert_eq!(
        result["not_applicable"],
        json!([
            "sex_exchange_known",
            "work_exploitation_known",
            "crime_known",
            "contact_methods",
            "hours_per_week",
            "pay_grade",
            "job_differs",
            "can_stop_work",
            "debt_hold"
        ])
    );
    assert_eq!(result["actions"]["information_for_all"], "due");
    assert_eq!(result["stopped"], Value::Null);
}

/// "No" is not always the harmless answer: somebody who is not free to leave has said no, too.
#[test]
fn all_no_counts_what_a_no_means() {
    let questionnaire = shipped_questionnaire("adult-brief");
    let mut changes = Map::new();
    for question in &questionnaire.questions {
        let applies = question.ask_if().is_none()
            && !["sex_arranged", "sex_made", "online_gain"].contains(&question.id.as_str());
        if applies && question.kind.id() == "yes_no" {
            changes.insert(question.id.clone(), json!("no"));
        }
    }
    let result = score(&adult(Value::Object(changes)));
    assert_eq!(result["indicators"]["confined"], "true");
    assert_eq!(result["indicators"]["no_safe_sleep"], "true");
    assert_eq!(result["scores"]["total"]["low"], 0);
    assert_eq!(result["outcomes"]["concern"]["possible"], json!(["information"]));
    assert_eq!(result["outcomes"]["safety_step"]["possible"], json!(["plan"]));
    assert_eq!(result["actions"]["housing_offer"], "due");
}

#[test]
fn one_strong_sign_is_enough_to_consult() {
    let result = score(&adult(json!({"documents_held": "yes"})));
    possible(
        &result,
        json!({
            "concern": ["consult"], "safety_step": ["as_agreed"], "labor": ["information"],
            "sex": ["information"], "servitude": ["information"], "other_forms": ["information"],
            "next_contact_time": ["within_week"]
        }),
    );
    let concern = &result["outcomes"]["concern"];
    assert_eq!(concern["decided_by"], json!([2]));
    assert_eq!(concern["adjusted_by"], json!([]));
    assert_eq!(concern["settled"], true);
    assert_eq!(result["scores"]["total"], json!({"low": 4, "high": 4, "as_published": null}));
    assert_eq!(result["actions"]["trafficking_specialist"], "due");
    assert_eq!(result["actions"]["lawyer_offer"], "due");
    assert_eq!(result["actions"]["emergency_safety"], "not_due");
}

#[test]
fn under_18_in_commercial_sex_stops_and_has_a_floor() {
    let result = score(&serde_json::from_str(MINOR).expect("JSON"));
    assert_eq!(result["stopped"], "minor");
    assert_eq!(result["open_questions"], json!([]));
    let concern = &result["outcomes"]["concern"];
    assert_eq!(concern["before_adjustment"], json!(["information", "consult", "urgent"]));
    assert_eq!(concern["possible"], json!(["urgent"]));
    assert_eq!(concern["settled"], true);
    let adjusted = concern["adjusted_by"].as_array().expect("a list");
    assert!(adjusted.contains(&json!({"row": 4, "truth": "true"})), "{adjusted:?}");
    assert_eq!(result["outcomes"]["sex"]["possible"], json!(["specialist"]));
    for action in ["child_protection", "child_from_abroad", "safety_plan_today"] {
        assert_eq!(result["actions"][action], "due", "{action}");
    }
}

#[test]
fn declining_everything_leaves_everything_possible() {
    let result = score(&adult_all(Some("declined")));
    possible(
        &result,
        json!({
            "concern": ["information", "consult", "urgent"],
            "labor": ["information", "consult", "specialist"],
            "sex": ["information", "consult", "specialist"],
            "servitude": ["information", "consult", "specialist"],
            "other_forms": ["information", "consult", "specialist"],
            "safety_step": ["as_agreed", "plan", "today"],
            "next_contact_time": ["open_door", "within_month", "within_week"]
        }),
    );
    let indicators = result["indicators"].as_object().expect("an object");
    assert!(indicators.values().all(|truth| truth == "unknown"), "{indicators:?}");
    for (id, score) in result["scores"].as_object().expect("an object") {
        assert_eq!(score["low"], 0, "{id}");
        assert!(score["high"].as_i64() > Some(0), "{id}");
    }
    let open = result["open_questions"].as_array().expect("a list");
    assert!(open.contains(&json!("documents_held")));
}

#[test]
fn every_state_without_a_value_scores_alike() {
    let declined = score(&adult_all(Some("declined")));
    assert_eq!(score(&adult_all(Some("dont_know"))), declined);
    assert_eq!(score(&adult_all(Some("later"))), declined);
    assert_eq!(score(&adult_all(None)), declined);
}

#[test]
fn a_judgement_stands_beside_the_computed_level() {
    let mut document = adult(json!({}));
    document["judgements"] = json!({"concern": {"level": "urgent", "reason": "Somebody waits outside."}});
    let result = score(&document);
    assert_eq!(result["outcomes"]["concern"]["possible"], json!(["information"]));
    assert_eq!(result["outcomes"]["concern"]["judged"], "urgent");
    assert_eq!(result["actions"]["safety_plan_today"], "due");
}

#[test]
fn the_context_decides_what_the_law_asks_for() {
    let mut document = json!({
        "format": 1, "questionnaire": "adult-brief",
        "answers": {"age_band": "under_18", "work_exploitation_known": "yes", "sex_exchange_known": "no"}
    });
    let concern = |document: &Value| score(document)["outcomes"]["concern"]["possible"].clone();
    // Nobody chose a frame: both ways stay possible.
    assert_eq!(concern(&document), json!(["consult", "urgent"]));
    document["context"] = json!({"frame": "us_tvpa"});
    assert_eq!(concern(&document), json!(["consult", "urgent"]));
    document["context"] = json!({"frame": "palermo"});
    assert_eq!(concern(&document), json!(["urgent"]));
}

/// What `score` prints of a document in a format, where neither settings nor a pack say a frame.
fn printed(document: &Value, format: &str) -> String {
    let home = Home::new();
    home.file("answers.json", document.to_string());
    let detail: &[&str] = if format == "json" { &[] } else { &["--detail", "full"] };
    home.run(&[&["score", "answers.json", "--format", format], detail].concat()).done()
}

/// The questions are over (`minor`), and the frame, which nobody is asked, still decides.
#[test]
fn a_context_that_is_not_known_and_decides_is_named_also_after_a_stop() {
    let mut document = json!({
        "format": 1, "questionnaire": "adult-brief",
        "answers": {"age_band": "under_18", "work_exploitation_known": "yes", "sex_exchange_known": "no"}
    });
    let result = |document: &Value| -> Value {
        let result: Value = serde_json::from_str(&printed(document, "json")).expect("JSON");
        assert_eq!(result["stopped"], "minor");
        assert_eq!(result["open_questions"], json!([]));
        result["open_contexts"].clone()
    };
    assert_eq!(result(&document), json!(["frame"]));
    for format in ["text", "markdown", "html"] {
        let text = printed(&document, format);
        for part in
            ["What the programme has not said", "Not known: Legal frame", "set it with", "us_tvpa or palermo"]
        {
            let escaped = part.replace('_', "\\_");
            assert!(text.contains(part) || text.contains(&escaped), "{part} in {format}: {text}");
        }
    }
    document["context"] = json!({"frame": "palermo"});
    assert_eq!(result(&document), json!([]));
    let text = printed(&document, "text");
    assert!(!text.contains("What the programme has not said"), "{text}");
}

/// Not enough is answered, and the question that is missing is shut until the programme says its frame.
const SHUT_BY_THE_FRAME: &str = r#"
format = 1

[questionnaire]
id = "shut"
version = "1.0.0"
title = "Shut"
language = "en"
purpose = "To be read by the tests."
minutes = 1
license = "CC0-1.0"
authors = ["The Safelight project"]
review_by = 2099-01-01

[questionnaire.population]
ages = "18+"
settings = ["any"]
law = "any"

[questionnaire.validation]
status = "not-validated"
note = "Nobody should use this."

[[context]]
id = "frame"
options = ["us_tvpa", "palermo"]

[[section]]
id = "only"
title = "The only section"

[[section.question]]
id = "works"
ask = "Do you work?"
kind = "yes_no"
sensitivity = 0

[[section.question]]
id = "debt"
ask = "Do you owe money?"
kind = "yes_no"
sensitivity = 0
ask_only_if = "frame = palermo and works = yes"

[[outcome]]
id = "concern"
label = "Concern"
levels = [{id = "low", label = "Offer information", next = "Offer it."}, {id = "high", label = "Consult", next = "Ask."}]
decide = [{level = "high", when = "debt = yes"}, {level = "low", otherwise = true}]
incomplete = "block"
"#;

#[test]
fn what_keeps_a_missing_question_shut_is_named() {
    let home = Home::new();
    home.file("shut.toml", SHUT_BY_THE_FRAME);
    let open = |context: Value, answers: Value| {
        let document = json!({"format": 1, "questionnaire": "shut", "context": context, "answers": answers});
        home.file("answers.json", document.to_string());
        let result = home.run(&["score", "answers.json", "--questionnaire", "shut.toml"]).done();
        let result: Value = serde_json::from_str(&result).expect("JSON");
        (result["open_contexts"].clone(), result["open_questions"].clone())
    };
    let named = |questions: Value| {
        let ids = questions.as_array().expect("a list").iter();
        ids.map(|open| open["id"].as_str().or(open.as_str()).expect("an id").to_owned()).collect::<Vec<_>>()
    };
    // The frame shuts it, and so it is the frame that is named; before, nothing was.
    let (contexts, questions) = open(json!({}), json!({"works": "yes"}));
    assert_eq!((contexts, named(questions)), (json!(["frame"]), vec![]));
    let (contexts, questions) = open(json!({}), json!({}));
    assert_eq!((contexts, named(questions)), (json!(["frame"]), vec!["works".to_owned()]));
    let (contexts, questions) = open(json!({"frame": "palermo"}), json!({"works": "yes"}));
    assert_eq!((contexts, named(questions)), (json!([]), vec!["debt".to_owned()]));
}

/// Once nothing can change, what is not known is of no interest.
#[test]
fn a_context_that_decides_nothing_any_more_is_not_named() {
    assert_eq!(score(&adult(json!({})))["open_contexts"], json!([]));
    assert_eq!(score(&adult_all(None))["open_contexts"], json!([]));
    assert_eq!(score(&adult_all(Some("declined")))["open_contexts"], json!([]));
}

#[test]
fn the_same_answers_give_the_same_bytes() {
    let first = safelight_with(&["score", "-"], NOTHING_NAMED.as_bytes()).done();
    let home = Home::new();
    home.file("answers.json", NOTHING_NAMED.replace('\n', "\r\n"));
    home.file("bom.json", format!("\u{feff}{NOTHING_NAMED}"));
    for file in ["answers.json", "bom.json"] {
        assert_eq!(home.run(&["score", file]).done(), first, "{file}");
    }
}

#[test]
fn the_order_of_an_answers_document_changes_nothing() {
    let questionnaire = shipped_questionnaire("adult-brief");
    for (name, document) in documents() {
        let straight = scored(&questionnaire, &document.to_string());
        for seed in 0..20 {
            let text = in_another_order(&mut Draw::seeded(seed), &document);
            assert_eq!(scored(&questionnaire, &text), straight, "{name}: {text}");
        }
    }
}

/// The document with the keys of every object in another order.
fn in_another_order(draw: &mut Draw, value: &Value) -> String {
    let Value::Object(object) = value else { return value.to_string() };
    let mut members: Vec<String> = object
        .iter()
        .map(|(key, value)| format!("{}: {}", json!(key), in_another_order(draw, value)))
        .collect();
    draw.shuffle(&mut members);
    format!("{{{}}}", members.join(", "))
}

/// A decimal comma, a dotless i, other digits and another day elsewhere on earth are not ours.
#[test]
fn the_place_of_the_machine_changes_nothing() {
    let places = [
        ("de_DE.UTF-8", "Europe/Berlin"),
        ("tr_TR.UTF-8", "Pacific/Kiritimati"),
        ("ar_EG.UTF-8", "Pacific/Niue"),
        ("hi_IN", "Asia/Kathmandu"),
        ("C", "Nowhere/AtAll"),
        ("POSIX", ""),
    ];
    for (name, document) in documents() {
        let text = document.to_string();
        let expected = scored(&shipped_questionnaire("adult-brief"), &text);
        for (locale, zone) in places {
            let home = Home::new();
            let variables = ["LANG", "LC_ALL", "LC_NUMERIC", "LANGUAGE"].map(|variable| (variable, locale));
            let around = [variables.as_slice(), &[("TZ", zone)]].concat();
            let out = home.run_around(&["score", "-"], text.as_bytes(), &around).done();
            assert_eq!(out, expected, "{name} with {locale} in {zone}");
        }
    }
}

#[test]
fn nothing_that_is_known_of_a_person_is_shown_by_accident() {
    let questionnaire = shipped_questionnaire("adult-brief");
    let text = json!({
        "format": 1, "questionnaire": "adult-brief",
        "answers": {"age_band": "age_25_59", "goals": CANARY},
        "judgements": {"concern": {"level": "urgent", "reason": CANARY}}
    });
    let document = read_answers(&text.to_string()).expect("an answers document");
    let case = document.case(&questionnaire).expect("it fits");
    assert_eq!(format!("{:?}", case.judgements[0].as_ref().unwrap()), "[judgement]");
    assert_eq!(format!("{document:?}"), "[answers document]");
    let shown = format!("{case:?}");
    assert!(shown.starts_with("[case of ") && !shown.contains(CANARY), "{shown}");
}

#[test]
fn the_text_is_for_people() {
    let out =
        safelight_with(&["score", "-", "--format", "text", "--detail", "full"], MINOR.as_bytes()).done();
    for part in ["Urgent safety planning", "The questions ended by a rule of the form", "Not validated"] {
        assert!(out.contains(part), "{part} is not in\n{out}");
    }
    let out =
        safelight_with(&["score", "-", "--format", "text", "--detail", "full"], NOTHING_NAMED.as_bytes())
            .done();
    assert!(out.contains("Police, tip and report lines not shown: "), "{out}");
}

// ---- what a judgement and what is left out may not hide ----

/// The result of answers and judgements of a file, given as they stand in the JSON, as JSON or as text.
fn scored_with(questionnaire: &str, answers: &str, judgements: &str, format: &str) -> String {
    let home = Home::new();
    home.file("form.toml", questionnaire);
    let document = format!(r#"{{"format": 1, "answers": {{{answers}}}, "judgements": {{{judgements}}}}}"#);
    home.file("a.json", document);
    let detail: &[&str] = if format == "json" { &[] } else { &["--detail", "full"] };
    home.run(&[&["score", "a.json", "--questionnaire", "form.toml", "--format", format], detail].concat())
        .done()
}

/// An action waits for two outcomes at their highest. Of each the stronger counts, computed or judged: judging
/// one down takes nothing away that judging the other up makes due.
#[test]
fn a_judgement_downwards_cancels_nothing_that_another_makes_due() {
    let form = include_str!("../faults/judged-both.toml");
    let up = |outcome: &str| format!(r#""{outcome}": {{"level": "high", "reason": "x"}}"#);
    let down = |outcome: &str| format!(r#""{outcome}": {{"level": "low", "reason": "y"}}"#);
    let cases = [
        (r#""qa": "no", "qb": "yes""#, up("oa"), "due"),
        (r#""qa": "no", "qb": "yes""#, up("oa") + ", " + &down("ob"), "due"),
        (r#""qa": "yes", "qb": "yes""#, down("oa") + ", " + &down("ob"), "due"),
        (r#""qa": "yes""#, down("oa") + ", " + &down("ob"), "may_be_due"),
        (r#""qa": "no""#, up("oa") + ", " + &up("ob"), "due"),
        (r#""qa": "no", "qb": {"state": "declined"}"#, up("oa") + ", " + &down("ob"), "may_be_due"),
        (r#""qa": "no", "qb": "yes""#, down("ob"), "not_due"),
    ];
    for (answers, judgements, due) in cases {
        let result: Value =
            serde_json::from_str(&scored_with(form, answers, &judgements, "json")).expect("JSON");
        assert_eq!(result["actions"]["both"], due, "{answers}; {judgements}");
    }
}

/// An instrument that leaves out what is not complete says so, and what is certain whatever the rest; also
/// where nothing is certain yet.
#[test]
fn not_enough_answered_hides_no_level_that_is_certain() {
    let exclude = include_str!("../conformance/raft-maryland/questionnaire.toml");
    let block = include_str!("../conformance/blocked-until-complete/questionnaire.toml");
    let blocked = exclude.replace("\"exclude\"", "\"block\"");
    let declined = r#"{"state": "declined"}"#;
    let cases: [(&str, &str, Option<&str>); 5] = [
        (
            exclude,
            r#""pay_kept": "D", "papers_kept": "yes", "watched": "D", "threatened": {"state": "dont_know"}"#,
            Some("Offer a talk"),
        ),
        (exclude, r#""pay_kept": "yes""#, Some("Offer a talk")),
        (exclude, r#""pay_kept": "no", "papers_kept": "D""#, None),
        (&blocked, r#""papers_kept": "yes", "threatened": "D""#, Some("Offer a talk")),
        (block, r#""reason": ["alleged"], "older_friend": "yes", "costly_things": "D""#, None),
    ];
    for (form, answers, certain) in cases {
        let answers = answers.replace(r#""D""#, declined);
        let result: Value = serde_json::from_str(&scored_with(form, &answers, "", "json")).expect("JSON");
        let outcome = result["outcomes"].as_object().expect("an object").values().next().expect("one");
        assert_eq!(outcome["enough_answered"], false, "{answers}");
        assert_eq!(outcome["settled"], certain.is_some(), "{answers}: {outcome}");
        let text = scored_with(form, &answers, "", "text");
        match certain {
            Some(level) => {
                let flat = text.split_whitespace().collect::<Vec<_>>().join(" ");
                for part in [
                    format!("{level}, already certain; not enough answered"),
                    format!(
                        "Not enough answered. Already certain, whatever the open answers turn out to be: {level}."
                    ),
                ] {
                    assert!(flat.contains(&part), "{part}: {text}");
                }
            }
            None => assert!(text.contains("Not enough answered. Still possible:"), "{text}"),
        }
    }
}

// ---- documents that are refused ----

/// Scores answers to adult-brief.
fn score_answers(answers: &str) -> Ran {
    let document =
        format!(r#"{{"format": 1, "questionnaire": "adult-brief@1.0.0", "answers": {{{answers}}}}}"#);
    safelight_with(&["score", "-"], document.as_bytes())
}

#[test]
fn wrong_answers_are_refused_by_name() {
    let text_answer = format!(r#""goals": "{CANARY}\u001b[2J""#);
    let long = format!(r#""goals": "{}""#, CANARY.repeat(51));
    let cases: &[(&str, &[&str])] = &[
        (r#""documnets_held": "C""#, &["documnets_held", "did you mean `documents_held`?"]),
        (r#""zebra": true"#, &["zebra", "there is no such question"]),
        (r#""debt": "C""#, &["debt", "yes or no"]),
        (r#""debt": "Yes""#, &["debt", "yes or no"]),
        (r#""debt": true"#, &["debt", "yes or no"]),
        (r#""debt": 1"#, &["debt", "yes or no"]),
        (r#""debt": null"#, &["debt", "yes or no", r#"{"state": "declined"}"#]),
        (r#""debt": ["yes"]"#, &["debt", "yes or no"]),
        (r#""debt": {"state": "C"}"#, &["debt", "dont_know"]),
        (r#""debt": {"C": "later"}"#, &["debt", "dont_know"]),
        (r#""debt": {"state": "later", "state": "later"}"#, &["debt", "dont_know"]),
        (r#""debt": {}"#, &["debt", "dont_know"]),
        (r#""living_place": "C""#, &["living_place", "one of: own_place, work_home"]),
        (r#""living_place": ["own_place"]"#, &["living_place", "one of: own_place"]),
        (r#""living_place": 1"#, &["living_place", "one of: own_place"]),
        (r#""age_band": "25""#, &["age_band", "one of: under_18"]),
        (r#""age_band": 25"#, &["age_band", "one of: under_18"]),
        (r#""needs_now": "doctor""#, &["needs_now", "a list of one or more"]),
        (r#""needs_now": []"#, &["needs_now", "a list of one or more"]),
        (r#""needs_now": ["C"]"#, &["needs_now", "a list of one or more"]),
        (r#""needs_now": ["doctor", 1]"#, &["needs_now", "a list of one or more"]),
        (r#""needs_now": ["doctor", "doctor"]"#, &["needs_now", "at most once"]),
        (r#""needs_now": ["doctor", "nothing_now"]"#, &["needs_now", "`nothing_now` alone"]),
        (r#""goals": 4"#, &["goals", "a text of at most 500"]),
        (r#""goals": """#, &["goals", "a text of at most 500"]),
        (&text_answer, &["goals", "without control characters"]),
        (&long, &["goals", "a text of at most 500"]),
        (r#""debt": "yes", "debt": "no""#, &["`debt` stands here twice"]),
    ];
    for (answers, named) in cases {
        score_answers(&answers.replace("\"C\"", &format!("\"{CANARY}\""))).refused(named);
    }
}

#[test]
fn numbers_are_read_as_they_are_written() {
    let hours = |number: &str| score_answers(&format!(r#""works": "yes", "hours_per_week": {number}"#));
    for good in ["0", "70", "168", "70.0", "70.000", "-0", "70.0000", "7e1", "7E0", "700e-1"] {
        hours(good).done();
    }
    for (wrong, says) in [
        ("70.5", "a whole number from 0 to 168"),
        ("70.0001", "more than three places"),
        ("60.0000000000000001", "more than three places"),
        ("168.001", "a whole number from 0 to 168"),
        ("-1", "a whole number from 0 to 168"),
        ("169", "a whole number from 0 to 168"),
        ("1e-4", "more than three places"),
        ("7e400", "larger than 1,000,000,000"),
        ("99999999999999999999999999999999", "larger than 1,000,000,000"),
        ("\"70\"", "a whole number from 0 to 168"),
        ("[70]", "a whole number from 0 to 168"),
    ] {
        hours(wrong).refused(&["hours_per_week", says]);
    }
    for no_json in ["070", "+70", "0x46", "70_0", ".5", "NaN", "Infinity", "1."] {
        hours(no_json).refused(&["line 1"]);
    }
    let long = hours(&"9".repeat(100_000));
    assert!(long.refused(&["larger than"]).len() < 300);
}

/// A small questionnaire with a question of every kind.
const KINDS: &str = include_str!("../faults/kinds.toml");

/// Scores answers to it, given as they stand in the JSON.
fn score_kinds(answers: &str) -> Ran {
    let home = Home::new();
    home.file("kinds.toml", KINDS);
    home.file(
        "a.json",
        format!(r#"{{"format": 1, "answers": {{"age_band": "adult", "works": "yes", {answers}}}}}"#),
    );
    home.run(&["score", "a.json", "--questionnaire", "kinds.toml"])
}

#[test]
fn equal_numbers_are_equal_however_they_are_written() {
    let plain = score_kinds(r#""year": 2024, "hours": 70, "rate": 7.5"#).done();
    for written in [
        r#""year": 2024.0, "hours": 70.0, "rate": 7.50"#,
        r#""year": 2.024e3, "hours": 7e1, "rate": 7.5000000"#,
        r#""year": 2024.00, "hours": 700E-1, "rate": 0.75e+1"#,
    ] {
        assert_eq!(score_kinds(written).done(), plain, "{written}");
    }
    score_kinds(r#""year": 2024.5"#).refused(&["year", "a year, such as 2024"]);
    score_kinds(r#""year": 2e9"#).refused(&["year", "a year, such as 2024"]);
    score_kinds(r#""rate": 7.555"#).refused(&["rate", "at most 2 places"]);
}

#[test]
fn a_number_without_min_is_never_negative() {
    let home = Home::new();
    let written = KINDS.replacen("min = 0\nmax = 168\n", "", 1);
    assert_ne!(written, KINDS);
    home.file("mine.toml", written);
    let score = |hours: &str| {
        home.file("a.json", format!(r#"{{"format": 1, "answers": {{"works": "yes", "hours": {hours}}}}}"#));
        home.run(&["score", "a.json", "--questionnaire", "mine.toml"])
    };
    for good in ["0", "-0.0", "70", "100000"] {
        score(good).done();
    }
    for negative in ["-5", "-1", "-1e3"] {
        score(negative).refused(&["hours", "a whole number, 0 or more"]);
    }
}

#[test]
fn a_refused_answer_says_what_kind_of_slip_it_is() {
    let cases: &[(&str, &[&str])] = &[
        (r#""hours": "70""#, &["hours", "in quotes: a number stands without"]),
        (r#""hours": " 70 ""#, &["hours", "in quotes", "space around it"]),
        (r#""hours": "７０""#, &["hours", "in quotes", "full-width digit"]),
        (r#""rate": "7,50""#, &["rate", "in quotes", "after a point"]),
        (r#""hours": "“40”""#, &["hours", "in quotes", "curly quote): leave it out"]),
        (r#""hours": "‘40’""#, &["hours", "in quotes", "curly quote): leave it out"]),
        (r#""hours": "\"40\"""#, &["hours", "in quotes", "it holds a quote within the quotes"]),
        (r#""hours": "'40'""#, &["hours", "in quotes", "it holds an apostrophe"]),
        (r#""hours": "«４０»""#, &["hours", "angle quote): leave it out", "a full-width digit"]),
        (r#""rate": "$40""#, &["rate", "in quotes", "it holds a currency sign"]),
        (r#""rate": "40,50 €""#, &["rate", "it holds a currency sign", "space inside it", "after a point"]),
        (r#""rate": "￡40""#, &["rate", "it holds a currency sign"]),
        (r#""hours": "40%""#, &["hours", "in quotes", "it holds a percent sign"]),
        (r#""hours": "40 ％""#, &["hours", "it holds a percent sign", "space inside it"]),
        (r#""hours": "1,040""#, &["hours", "in quotes", "thousands stand without"]),
        (r#""hours": "1.040.040""#, &["hours", "in quotes", "it has thousands separators"]),
        (r#""rate": "1.040,50""#, &["rate", "it has thousands separators", "after a point"]),
        (r#""hours": "1_040""#, &["hours", "it has thousands separators"]),
        (r#""hours": "1'040""#, &["hours", "in quotes", "it holds an apostrophe"]),
        (r#""hours": "1\u202f040""#, &["hours", "narrow no-break space", "its digits together"]),
        (r#""papers_held": "Yes""#, &["papers_held", "yes and no are small letters"]),
        (r#""papers_held": "NO""#, &["papers_held", "yes and no are small letters"]),
        (r#""papers_held": "\u00a0yes""#, &["papers_held", "space around it", "leave it out"]),
        (r#""papers_held": "yes\n""#, &["papers_held", "space around it"]),
        (r#""papers_held": "\ufeffyes""#, &["papers_held", "U+FEFF byte-order mark"]),
        (r#""papers_held": "ｙｅｓ""#, &["papers_held", "full-width letter"]),
        (r#""papers_held": "“yes”""#, &["papers_held", "curly quote): leave it out"]),
        (r#""papers_held": "\"Yes\"""#, &["papers_held", "a quote within the quotes", "small letters"]),
        (r#""papers_held": "'no'""#, &["papers_held", "it holds an apostrophe"]),
        (r#""papers_held": true"#, &["papers_held", "not true or false"]),
        (r#""papers_held": null"#, &["papers_held", "leave the question out"]),
        (r#""papers_held": 1"#, &["papers_held", "it is a number"]),
        (r#""papers_held": {"state": "Declined"}"#, &["papers_held", "capital letters"]),
        (r#""grade": "Often""#, &["grade", "capital letters"]),
        (r#""grade": "оften""#, &["grade", "Cyrillic letter"]),
        (r#""grade": ["often"]"#, &["grade", "one answer, not a list"]),
        (r#""help_wanted": "talk""#, &["help_wanted", "in a list"]),
        (r#""help_wanted": ["place", "Talk "]"#, &["help_wanted", "space around it", "capital letters"]),
        (r#""help_wanted": []"#, &["help_wanted", "an empty list"]),
        (r#""year": "２０２４–０３""#, &["year", "a year"]),
        (r#""since": "2024–03""#, &["since", "a year and month"]),
        (r#""usual_day": "First line\nsecond line""#, &["usual_day", "a line end: write it in one line"]),
        (r#""usual_day": "a\tb""#, &["usual_day", "a tab"]),
        (r#""usual_day": "\r""#, &["usual_day", "empty"]),
        (r#""usual_day": "a\u0007""#, &["usual_day", "a control character"]),
        (
            r#""\ufeffpapers_held": "yes""#,
            &["\\u{feff}papers_held", "did you mean `papers_held`?", "U+FEFF byte-order mark"],
        ),
        (r#""Papers_held": "yes""#, &["did you mean `papers_held`?", "capital letters"]),
        (r#""papers_held\u200b": "yes""#, &["did you mean `papers_held`?", "U+200B zero-width space"]),
        (r#""papers_held ": "yes""#, &["did you mean `papers_held`?", "space around it"]),
        (r#""рapers_held": "yes""#, &["did you mean `papers_held`?", "Cyrillic letter"]),
        (r#""hours": ７０"#, &["line 1, column", "there is a full-width digit here"]),
        (r#"“hours”: 70"#, &["line 1, column", "there is a curly quote here: write \""]),
        (r#""hours":\u{a0}70"#, &["line 1, column"]),
    ];
    for (answers, named) in cases {
        let told = score_kinds(answers).refused(named);
        let shown = [
            "７",
            "ｙ",
            "Often",
            "Talk",
            "Declined",
            "First",
            "2024–03",
            "7,50",
            "40",
            "４０",
            "$",
            "€",
            "“",
            "%",
        ];
        let held = shown.iter().find(|value| told.contains(**value));
        assert!(held.is_none(), "{answers}: the answer is repeated:\n{told}");
    }
}

#[test]
fn what_was_not_to_be_asked_is_refused() {
    for (answers, named) in [
        (
            r#""works": "no", "hours_per_week": 7"#,
            &["hours_per_week", "does not apply here (ask_if: works = yes)"],
        ),
        (r#""works": "no", "pay_grade": {"state": "later"}"#, &["pay_grade", "does not apply here"]),
        (r#""threats": "yes""#, &["threats", "may only be asked if age_band >= age_18_24"]),
        (r#""age_band": "under_18", "threats": "no""#, &["threats", "may only be asked if"]),
        (r#""age_band": "age_18_24", "sex_arranged": "no""#, &["sex_arranged", "may only be asked if"]),
    ] {
        score_answers(answers).refused(named);
    }
    // To say that it was declined, or not reached, is no answer to it.
    score_answers(r#""threats": {"state": "declined"}"#).done();
}

#[test]
fn several_faults_are_told_at_once() {
    let document = format!(
        r#"{{"format": 1, "questionnaire": "adult-brief", "answers": {{
            "documnets_held": "{CANARY}", "nothing_such": null, "debt": true, "pay_grade": "{CANARY}",
            "hours_per_week": 1.23456, "sex_arranged": "yes"}},
           "context": {{"frame": "{CANARY}", "frmae": 3}},
           "judgements": {{"concern": {{"level": "{CANARY}", "reason": "{CANARY}"}},
                           "sexx": {{"level": "consult", "reason": "{CANARY}"}},
                           "labor": {{"level": "consult", "reason": " "}}}}}}"#
    );
    let told = safelight_with(&["score", "-"], document.as_bytes()).refused(&[
        "standard input: nothing was scored:",
        "documnets_held: there is no such question; did you mean `documents_held`?",
        "nothing_such: there is no such question",
        "debt: the answer must be yes or no",
        "pay_grade: the answer must be one of: none, some, clear",
        "hours_per_week: the number is more than three places",
        "frame: the value must be one of: us_tvpa, palermo",
        "frmae: there is no such context; did you mean `frame`?",
        "concern: the level must be one of: information, consult, urgent",
        "sexx: there is no such outcome; did you mean `sex`?",
        "labor: a judgement needs its reason",
    ]);
    assert_eq!(told.lines().count(), 11, "each once:\n{told}");
}

#[test]
fn what_is_no_answers_document_is_refused() {
    let with = |rest: &str| format!(r#"{{"format": 1, "questionnaire": "adult-brief", {rest}}}"#);
    let canary = format!("\"{CANARY}\"");
    let cases: Vec<(Vec<u8>, &[&str])> = vec![
        (b"".to_vec(), &["standard input", "the file is empty"]),
        (b" \r\n".to_vec(), &["standard input", "the file is empty"]),
        (b"\xef\xbb\xbf".to_vec(), &["standard input", "the file is empty"]),
        (b"{\"a\0\": 1}".to_vec(), &["not a text file"]),
        (b"{\n\"a\xff\": 1}".to_vec(), &["line 2 is not UTF-8"]),
        (b"\x89PNG\r\n\x1a\n\0\0".to_vec(), &["not a text file"]),
        (vec![b' '; 2 * 1024 * 1024], &["larger than 1 MiB"]),
        (format!("hello {CANARY}").into_bytes(), &["line 1", "expected"]),
        (canary.clone().into_bytes(), &["line 1", "an object"]),
        (format!("[1, \"adult-brief\", {{\"debt\": {canary}}}]").into_bytes(), &["an object"]),
        (b"{".to_vec(), &["line 1"]),
        (with(&format!("\"answers\": {{\"debt\": {canary}")).into_bytes(), &["line 1"]),
        (with(&format!("\"answers\": {canary}")).into_bytes(), &["an object"]),
        (with("\"answers\": {}} trailing").into_bytes(), &["trailing"]),
        (with("\"answers\": {}, \"answers\": {}").into_bytes(), &["answers", "duplicate"]),
        (with("\"answers\": {}, \"answer\": {}").into_bytes(), &["`answer`"]),
        (with("\"context\": {}").into_bytes(), &["missing", "`answers`"]),
        (with("\"answers\": {}, \"context\": null").into_bytes(), &["an object"]),
        (with("\"answers\": {}, \"context\": {\"frame\": true}").into_bytes(), &["a text or a number"]),
        (with("\"answers\": {}, \"context\": {\"frame\": \"x\", \"frame\": \"y\"}").into_bytes(), &["twice"]),
        (with(&format!("\"answers\": {{}}, \"judgements\": {{\"concern\": {canary}}}")).into_bytes(), &["an object"]),
        (
            with(&format!("\"answers\": {{}}, \"judgements\": {{\"concern\": [\"urgent\", {canary}]}}")).into_bytes(),
            &["an object"],
        ),
        (
            with("\"answers\": {}, \"judgements\": {\"concern\": {\"level\": \"urgent\"}}").into_bytes(),
            &["missing", "`reason`"],
        ),
        (
            with("\"answers\": {}, \"judgements\": {\"concern\": {\"level\": \"urgent\", \"reason\": \"a\\u001b[2J\"}}")
                .into_bytes(),
            &["concern", "control characters"],
        ),
        (b"{\"answers\": {}}".to_vec(), &["missing", "`format`"]),
        (b"{\"format\": 2, \"answers\": {}}".to_vec(), &["`format`", "reads format 1"]),
        (b"{\"format\": 1.0, \"answers\": {}}".to_vec(), &["no questionnaire is named"]),
        (format!("{{\"format\": {canary}, \"answers\": {{}}}}").into_bytes(), &["`format`"]),
        (b"{\"format\": 1, \"answers\": {}}".to_vec(), &["no questionnaire is named", "--questionnaire"]),
        (b"{\"format\": 1, \"questionnaire\": 4, \"answers\": {}}".to_vec(), &["expected a string"]),
        (
            b"{\"format\": 1, \"questionnaire\": \"adult-breif\", \"answers\": {}}".to_vec(),
            &["adult-breif", "did you mean adult-brief?"],
        ),
        (
            b"{\"format\": 1, \"questionnaire\": \"adult-brief@9.0.0\", \"answers\": {}}".to_vec(),
            &["no version 9.0.0", "1.0.0"],
        ),
        (
            b"{\"format\": 1, \"questionnaire\": \"../mine.toml\", \"answers\": {}}".to_vec(),
            &["by id", "--questionnaire"],
        ),
        // Keys are repeated, but nothing in them reaches the terminal.
        (with("\"answers\": {\"a\\u001b]0;x\\u0007\": \"yes\"}").into_bytes(), &["no such question"]),
        (with("\"answers\": {}, \"x\\u001b[2J\": 1").into_bytes(), &["unknown field"]),
        (
            format!("{{\"format\": 1, \"answers\": {{\"debt\": {}", "[".repeat(500_000)).into_bytes(),
            &["line 1"],
        ),
    ];
    for (document, named) in cases {
        safelight_with(&["score", "-"], &document).refused(named);
    }
}

#[test]
fn what_cannot_be_read_is_refused() {
    let home = Home::new();
    home.run(&["score", "missing.json"]).refused(&["cannot open missing.json"]);
    home.run(&["score", "."]).refused(&[". is a folder"]);
    #[cfg(unix)]
    home.run(&["score", "/dev/zero"]).refused(&["/dev/zero is not a file"]);
    home.run(&["score", "evil\u{1b}[2J.json"]).refused(&["cannot open evil"]);
    home.file("answers.json", NOTHING_NAMED);
    home.run(&["score", "answers.json", "--questionnaire", "missing.toml"])
        .refused(&["cannot open missing.toml"]);
    home.run(&["score", "answers.json", "--questionnaire", "adult-breif"])
        .refused(&["did you mean adult-brief?"]);
}

#[test]
fn a_questionnaire_with_a_mistake_scores_nothing() {
    let home = Home::new();
    let shipped = safelight::library::QUESTIONNAIRES[0].source().text().to_owned();
    home.file("answers.json", NOTHING_NAMED);
    home.file("mine.toml", shipped.replacen("points = 4", "pionts = 4", 1));
    let told = home.run(&["score", "answers.json", "--questionnaire", "mine.toml"]);
    told.refused(&["mistakes", "error[unknown-key]", "pionts", "mine.toml:"]);
    home.file("mine.toml", shipped);
    home.run(&["score", "answers.json", "--questionnaire", "mine.toml"]).done();
}

#[test]
fn answers_for_one_edition_are_not_scored_with_another() {
    let home = Home::new();
    let shipped = safelight::library::QUESTIONNAIRES[0].source().text().to_owned();
    home.file("answers.json", NOTHING_NAMED);
    home.file("next.toml", shipped.replacen("\"1.0.0\"", "\"1.1.0\"", 1));
    let mismatch = home.run(&["score", "answers.json", "--questionnaire", "next.toml"]);
    mismatch.refused(&["the answers are for adult-brief@1.0.0", "adult-brief@1.1.0"]);
    home.file("answers.json", NOTHING_NAMED.replace("adult-brief@1.0.0", "adult-brief"));
    home.run(&["score", "answers.json", "--questionnaire", "next.toml"]).done();
}

#[test]
fn answers_are_never_arguments() {
    let Ran { code, out, err } = safelight(&["score", "-", "--answer", CANARY]);
    assert_eq!((code, out.as_str()), (Some(2), ""), "{err}");
}

#[test]
fn what_is_not_known_is_never_worded_as_said() {
    let mut document = adult(json!({}));
    for id in ["sex_exchange", "sex_forced"] {
        document["answers"][id] = json!({"state": "declined"});
    }
    let text = safelight_with(
        &["score", "-", "--format", "text", "--detail", "full"],
        document.to_string().as_bytes(),
    )
    .done();
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let because = "The person was made to do sexual things, or sex is exchanged under force or control.";
    assert!(text.contains(&format!("not known; it would be due if this turns out so: {because}")), "{text}");
    assert!(!text.contains(&format!("why: {because}")), "{text}");
}

#[test]
fn a_questionnaire_in_the_place_of_answers_is_named_as_what_it_is() {
    let home = Home::new();
    home.file("q.toml", include_str!("../check/least.toml"));
    home.run(&["score", "q.toml"]).refused(&["q.toml: this is TOML; an answers document (JSON) is needed"]);
}

fn refusal_of(text: &str) -> String {
    read_answers(text).expect_err("this is no answers document").to_string()
}

#[test]
fn what_is_no_answers_document_says_where_and_repeats_nothing() {
    assert!(refusal_of("{").starts_with("line 1"));
    assert!(refusal_of(r#"{"format": 2, "answers": {}}"#).contains("reads format 1"));
    assert!(
        refusal_of(r#"{"format": 1, "answers": {"a": "yes", "a": "no"}}"#).contains("`a` stands here twice")
    );
    assert!(refusal_of(r#"{"format": 1, "answers": {}, "nmae": 1}"#).contains("nmae"));
    let wrong = refusal_of(r#"{"format": "canary", "answers": {}}"#);
    assert!(!wrong.contains("canary"), "{wrong}");
    let wrong = refusal_of(r#"{"format": 1, "answers": "canary"}"#);
    assert!(!wrong.contains("canary"), "{wrong}");
}
