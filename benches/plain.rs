//! A questionnaire as ordinary structs, read by serde without any check of what it means: the yardstick
//! for reading.
#![expect(dead_code, reason = "what is read is only measured")]

use serde::Deserialize;
use toml::value::Datetime;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct File {
    format: u32,
    questionnaire: Head,
    #[serde(default)]
    context: Vec<Context>,
    #[serde(default)]
    gate: Vec<Gate>,
    #[serde(default)]
    opening: Vec<Spoken>,
    r#break: Option<Break>,
    #[serde(default)]
    scale: Vec<Scale>,
    section: Vec<Section>,
    #[serde(default)]
    disclosure: Vec<Moment>,
    #[serde(default)]
    stop: Vec<Moment>,
    #[serde(default)]
    indicator: Vec<Indicator>,
    #[serde(default)]
    score: Vec<Score>,
    #[serde(default)]
    outcome: Vec<Outcome>,
    #[serde(default)]
    action: Vec<Action>,
    #[serde(default)]
    next: Vec<Next>,
    #[serde(default)]
    allow: Vec<Allow>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Next {
    questionnaire: String,
    when: String,
    because: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Head {
    id: String,
    version: String,
    title: String,
    language: String,
    purpose: String,
    minutes: u32,
    license: String,
    #[serde(default)]
    authors: Vec<String>,
    review_by: Option<Datetime>,
    population: Population,
    validation: Validation,
    #[serde(default)]
    source: Vec<Citation>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Population {
    ages: String,
    #[serde(default)]
    settings: Vec<String>,
    #[serde(default)]
    forms: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Validation {
    status: String,
    note: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Citation {
    title: String,
    url: Option<String>,
    used_for: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Context {
    id: String,
    label: Option<String>,
    kind: Option<String>,
    #[serde(default)]
    options: Vec<String>,
    default: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Gate {
    id: String,
    ask: String,
    note: Option<String>,
    ask_remote: Option<String>,
    note_remote: Option<String>,
    proceed_on: String,
    otherwise: String,
    #[serde(default)]
    danger: bool,
    with: Option<String>,
    if_not: Option<String>,
    observe: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Spoken {
    id: String,
    say: String,
    note: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Break {
    say: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Scale {
    id: String,
    options: Vec<Choice>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Choice {
    id: String,
    label: String,
    points: Option<f64>,
    #[serde(default)]
    exclusive: bool,
    ages: Option<String>,
    language: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Section {
    id: String,
    title: String,
    say: Option<String>,
    note: Option<String>,
    #[serde(default)]
    question: Vec<Question>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Question {
    id: String,
    ask: String,
    note: Option<String>,
    kind: String,
    #[serde(default)]
    options: Vec<Choice>,
    scale: Option<String>,
    min: Option<f64>,
    max: Option<f64>,
    decimals: Option<u32>,
    unit: Option<String>,
    max_length: Option<u32>,
    source: Option<String>,
    sensitivity: Option<u32>,
    ask_if: Option<String>,
    ask_only_if: Option<String>,
    identity: Option<bool>,
    part: Option<String>,
    #[serde(default)]
    tags: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Moment {
    id: String,
    when: String,
    #[serde(default)]
    unless_false: bool,
    say: String,
    note: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Indicator {
    id: String,
    label: String,
    family: String,
    #[serde(default)]
    forms: Vec<String>,
    #[serde(default)]
    tags: Vec<String>,
    when: String,
    source: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Score {
    id: String,
    label: String,
    #[serde(default)]
    sum: Vec<Term>,
    #[serde(default)]
    highest: Vec<Term>,
    #[serde(default)]
    count: Vec<String>,
    missing: Option<Missing>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Term {
    when: Option<String>,
    points: Option<f64>,
    value_of: Option<String>,
    score: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Missing {
    dont_know: u32,
    reason: String,
    source: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Outcome {
    id: String,
    label: String,
    in_note: Option<String>,
    levels: Vec<Level>,
    #[serde(default)]
    decide: Vec<Row>,
    bands: Option<Bands>,
    decide_by: Option<String>,
    #[serde(default)]
    support: Vec<String>,
    #[serde(default)]
    adjust: Vec<Adjust>,
    incomplete: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Level {
    id: String,
    label: String,
    in_note: Option<String>,
    next: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    level: String,
    when: Option<String>,
    #[serde(default)]
    otherwise: bool,
    because: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Bands {
    score: String,
    from: Vec<Band>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Band {
    level: String,
    at: f64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Adjust {
    at_least: Option<String>,
    at_most: Option<String>,
    when: String,
    because: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Action {
    id: String,
    label: String,
    in_note: Option<String>,
    part: Option<String>,
    when: String,
    duty: String,
    topic: Option<String>,
    within_hours: Option<u32>,
    repeat_after_days: Option<u32>,
    #[serde(default)]
    needs: Vec<String>,
    because: String,
    source: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Allow {
    lint: String,
    at: Option<String>,
    reason: String,
}
