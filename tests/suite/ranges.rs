//! One thing at a time: the worked cases that everybody who writes a scorer must reproduce, by both
//! scorers. Each case is a small questionnaire, some answers, and what is right.

use safelight::answers::{Answer, Value};
use safelight::decimal::Decimal;
use safelight::questionnaire::Kind;

use super::agreement::{Scorer, library};
use super::generate::{self, HEAD, Sheet};
use super::naive::{self, Input, Tri, View, WIDE_MISTAKES};

/// What every case may read: yes/no, two choices with points, one that is only asked after a yes, a
/// number, several options, and a number of the context.
const ASKED: &str = r#"
[[context]]
id = "cut"
kind = "number"
[[section]]
id = "part"
title = "Part"
question = [
  {id = "a", ask = "?", sensitivity = 0, kind = "yes_no"},
  {id = "b", ask = "?", sensitivity = 0, kind = "yes_no"},
  {id = "g", ask = "?", sensitivity = 0, kind = "choice", options = [{id = "x", label = "X", points = 0}, {id = "y", label = "Y", points = 2}, {id = "z", label = "Z", points = 5}]},
  {id = "h", ask = "?", sensitivity = 0, kind = "choice", options = [{id = "x", label = "X", points = 0}, {id = "y", label = "Y", points = 2}, {id = "z", label = "Z", points = 5}]},
  {id = "k", ask = "?", sensitivity = 0, kind = "choice", ask_if = "a = yes", options = [{id = "x", label = "X", points = 1}, {id = "y", label = "Y", points = 2}]},
  {id = "n", ask = "?", sensitivity = 0, kind = "number", min = 0, max = 20},
  {id = "c", ask = "?", sensitivity = 0, kind = "choices", options = [{id = "x", label = "X", points = 1}, {id = "y", label = "Y", points = 2}, {id = "none", label = "N", points = 0, exclusive = true}]},
]
"#;

/// A case: the rules, the answers, and what is right of some of them.
///
/// A rule is `i: condition`, `s = term, term`, or `o | row | row`. What is right is a truth, a range, or
/// levels, with the rows that decide where they are named.
struct Worked {
    name: &'static str,
    rules: &'static [&'static str],
    answers: &'static str,
    right: &'static [(&'static str, &'static str)],
}

/// Writes the rules of a case as a file.
fn file(rules: &[&str]) -> String {
    let rules: String = rules.iter().map(|rule| written(rule)).collect();
    format!("{HEAD}{ASKED}{rules}")
}

fn written(rule: &str) -> String {
    let (head, rows) = rule.split_once(" | ").unwrap_or((rule, ""));
    if !rows.is_empty() {
        return outcome(head, rows);
    }
    if let Some((id, terms)) = rule.split_once(" := ") {
        let (way, terms) = terms.strip_prefix("highest ").map_or(("sum", terms), |terms| ("highest", terms));
        let terms: Vec<String> = terms.split("; ").map(term).collect();
        return format!("[[score]]\nid = \"{id}\"\nlabel = \"S\"\n{way} = [{}]\n", terms.join(", "));
    }
    let (id, when) = rule.split_once(": ").expect("an indicator");
    format!(
        "[[indicator]]\nid = \"{id}\"\nlabel = \"I\"\nfamily = \"means\"\nsource = \"None\"\nwhen = \"{when}\"\n"
    )
}

/// `points if condition`, `value n`, or `score s`.
fn term(text: &str) -> String {
    match text.split_once(' ').expect("a term") {
        ("value", question) => format!("{{value_of = \"{question}\"}}"),
        ("score", score) => format!("{{score = \"{score}\"}}"),
        (points, when) => {
            let when = when.strip_prefix("if ").expect("a condition");
            format!("{{when = \"{when}\", points = {points}}}")
        }
    }
}

/// Rows are `l2 if condition` or `l0`; an adjustment is `at_least l2 if condition`.
fn outcome(id: &str, text: &str) -> String {
    let levels: Vec<String> =
        (0..4).map(|level| format!("{{id = \"l{level}\", label = \"Step\", next = \"Do it.\"}}")).collect();
    let (mut rows, mut adjust) = (Vec::new(), Vec::new());
    for row in text.split(" | ") {
        let (level, when) = row.split_once(" if ").unwrap_or((row, ""));
        match level.split_once(' ') {
            Some((way, level)) => {
                adjust.push(format!("{{{way} = \"{level}\", when = \"{when}\", because = \"So\"}}"));
            }
            None if when.is_empty() => rows.push(format!("{{level = \"{level}\", otherwise = true}}")),
            None => rows.push(format!("{{level = \"{level}\", when = \"{when}\"}}")),
        }
    }
    let (levels, rows, adjust) = (levels.join(", "), rows.join(", "), adjust.join(", "));
    let adjust = if adjust.is_empty() { String::new() } else { format!("adjust = [{adjust}]\n") };
    format!("[[outcome]]\nid = \"{id}\"\nlabel = \"O\"\nlevels = [{levels}]\ndecide = [{rows}]\n{adjust}")
}

// ---- the cases ----

const G_TABLE: &[&str] = &["o | l2 if g = z or h = z | l1 if g = y or h = y | l0 if g = x and h = x | l3"];
const TWO_SCORES: &[&str] = &[
    "t := 4 if a",
    "u := value g",
    "o | l3 if t >= 4 and u >= 5 | l2 if t >= 4 or u >= 5 | l1 if t < 4 and u < 5 | l0",
];
const THREE_OF_G: &[&str] = &[
    "j: g = x",
    "i1: g = x or b or g = y or g = z",
    "i2: g = x or (b or g = y or g = z)",
    "i3: j or b or g = y or g = z",
];
const POINTS_OF_K: &[&str] = &["t := 1 if k = x; 2 if k = y; value k"];
const CUT: &[&str] = &["t := 2 if a; 2 if b", "o | l2 if t >= cut | l1 if t < cut | l3"];
const HIGHEST: &[&str] =
    &["t := highest 1 if g = x; 2 if g = y; 4 if g = z; 2 if b", "o | l0 if t < 1 | l1 if t <= 2 | l2"];
const TWO_OUTCOMES: &[&str] = &[
    "t := 2 if a; 2 if b",
    "o | l2 if t >= 4 | l1 if t >= 2 | l0",
    "i: o = l1 or o = l2",
    "p | l2 if o = l2 | l1 if o = l1 | l3",
];

#[rustfmt::skip]
const WORKED: &[Worked] = &[
    Worked { name: "1", rules: THREE_OF_G, answers: "", right: &[("i1", "true"), ("i2", "true"), ("i3", "true"), ("j", "unknown")] },
    Worked { name: "2", rules: &["i1: exactly 1 of (g = x, g = y, g = z)", "i2: at least 2 of (g = x, g = y, g = z)"], answers: "", right: &[("i1", "true"), ("i2", "false")] },
    Worked { name: "3", rules: &["i: k = x or k = y"], answers: "", right: &[("i", "unknown")] },
    Worked { name: "4, nothing known", rules: POINTS_OF_K, answers: "", right: &[("t", "[0, 4]")] },
    Worked { name: "4, it is open whether it applies", rules: POINTS_OF_K, answers: "k = y", right: &[("t", "[0, 4]")] },
    Worked { name: "4, it applies", rules: POINTS_OF_K, answers: "a = yes", right: &[("t", "[2, 4]")] },
    Worked { name: "5", rules: &["i1: c includes any of (x, y, none)", "i2: c includes x and c includes none", "t := value c"], answers: "", right: &[("i1", "unknown"), ("i2", "unknown"), ("t", "[0, 3]")] },
    Worked { name: "6", rules: &["t := value n; 3 if n < 5", "o | l2 if n < 5 | l1 if n >= 5 and n < 10 | l3 if n >= 10 | l0"], answers: "", right: &[("t", "[3, 20]"), ("o", "{l1, l2, l3} by 1, 2, 3")] },
    Worked { name: "7", rules: &["t := value g; 1 if b", "i: t = 4", "o | l1 if t = 4 | l0"], answers: "", right: &[("t", "[0, 6]"), ("i", "unknown"), ("o", "{l0, l1}")] },
    Worked { name: "8", rules: &["t := 9 if a; 1 if b", "o | l2 if t >= 9.5 | l1 if t > 9 and t < 9.5 | l0"], answers: "a = yes", right: &[("t", "[9, 10]"), ("o", "{l0, l2} by 1, 3")] },
    Worked { name: "9, the cut-off is known", rules: CUT, answers: "a = yes, cut = 3", right: &[("o", "{l1, l2}")] },
    Worked { name: "9, the cut-off is unknown", rules: CUT, answers: "a = yes", right: &[("o", "{l1, l2, l3}")] },
    Worked { name: "10", rules: &["t := 4 if a; 4 if b", "o | l0 if t < 4 | l1 | at_least l2 if t < 4"], answers: "", right: &[("o", "{l1, l2} by 1, 2")] },
    Worked { name: "11", rules: &["t := 4 if a; 4 if b", "o | l2 if t >= 4 | l0", "p | l3 if o >= l2 and t < 4 | l0"], answers: "", right: &[("o", "{l0, l2}"), ("p", "{l0, l3}")] },
    Worked { name: "12", rules: &["t := 4 if a; 1 if b", "o | l2 if t >= 4 and a = no | l0"], answers: "", right: &[("o", "{l0, l2}")] },
    Worked { name: "13", rules: &["s := value g", "u := 5 if g = x", "t := score s; score u"], answers: "", right: &[("s", "[0, 5]"), ("u", "[0, 5]"), ("t", "[0, 10]")] },
    Worked { name: "14", rules: HIGHEST, answers: "", right: &[("t", "[1, 4]"), ("o", "{l1, l2} by 2, 3")] },
    Worked { name: "15", rules: G_TABLE, answers: "", right: &[("o", "{l0, l1, l2, l3}")] },
    Worked { name: "16", rules: &["d: b = yes", "t := value g; 5 if a", "o | l3 if t >= 9 or d | l2 if t >= 5 and t <= 8 | l0"], answers: "g = z", right: &[("t", "[5, 10]"), ("o", "{l2, l3} by 1, 2")] },
    Worked { name: "17", rules: TWO_OUTCOMES, answers: "a = yes", right: &[("o", "{l1, l2}"), ("i", "true"), ("p", "{l1, l2}")] },
    Worked { name: "18", rules: &["t := 2 if a; 2 if b", "i1: t <= 2 or t >= 4", "i2: t = 3"], answers: "a = yes", right: &[("t", "[2, 4]"), ("i1", "unknown"), ("i2", "unknown")] },
    Worked { name: "18b", rules: &["t := 9 if a; 1 if b", "i: t <= 9 or t >= 10"], answers: "a = yes", right: &[("t", "[9, 10]"), ("i", "true")] },
    Worked { name: "18c", rules: TWO_SCORES, answers: "", right: &[("o", "{l0, l1, l2, l3}")] },
    Worked { name: "18d", rules: &["j: g = x or g = y", "o | l2 if j and b | l1 if j | l0 if g = z | l3"], answers: "", right: &[("o", "{l0, l1, l2} by 1, 2, 3")] },
    Worked { name: "19", rules: &["o | l2 if k = x | l1 if a = yes | l0"], answers: "", right: &[("o", "{l0, l1, l2}")] },
];

// ---- scoring them ----

/// Fills in what was answered, written as `g = z, c = x + y, cut = 3`.
fn given<'q>(sheet: &'q Sheet, answers: &str) -> Input<'q> {
    let mut input = generate::nothing(&sheet.questionnaire);
    for answer in answers.split(", ").filter(|answer| !answer.is_empty()) {
        let (id, value) = answer.split_once(" = ").expect("an answer");
        if let Some(place) = sheet.questionnaire.contexts.iter().position(|context| context.id == id) {
            input.contexts[place] = Some(value.to_owned());
            continue;
        }
        let place = sheet.questionnaire.questions.iter().position(|question| question.id == id).unwrap();
        input.answers[place] =
            Some(Answer::Given(value_of(&sheet.questionnaire.questions[place].kind, value)));
    }
    input
}

fn value_of(kind: &Kind, value: &str) -> Value {
    match kind {
        Kind::YesNo => Value::YesNo(value == "yes"),
        Kind::Choices(_) => Value::Choices(value.split(" + ").map(str::to_owned).collect()),
        Kind::Number(_) => Value::Number(Decimal::parse(value).expect("a number")),
        _ => Value::Choice(value.to_owned()),
    }
}

fn truth(truth: Tri) -> String {
    truth.map_or("unknown".into(), |is| is.to_string())
}

/// What a scorer says of an indicator, a score, an outcome or an action.
fn told(sheet: &Sheet, view: &View, id: &str) -> String {
    let file = &sheet.questionnaire;
    if let Some(place) = file.indicators.iter().position(|indicator| indicator.id == id) {
        return truth(view.indicators[place]);
    }
    if let Some(place) = file.actions.iter().position(|action| action.step.id == id) {
        return truth(view.actions[place]);
    }
    if let Some(place) = file.scores.iter().position(|score| score.id == id) {
        let number = |value: i128| Decimal::from_thousandths(i64::try_from(value).expect("a score"));
        let (low, high) = view.scores[place].range;
        return format!("[{}, {}]", number(low), number(high));
    }
    let place = file.outcomes.iter().position(|outcome| outcome.id == id).unwrap();
    let outcome = &view.outcomes[place];
    let levels: Vec<&str> =
        outcome.possible.iter().map(|level| file.outcomes[place].levels[*level].id.as_str()).collect();
    let rows: Vec<String> = outcome.rows.iter().map(|(row, _)| (row + 1).to_string()).collect();
    format!("{{{}}} by {}", levels.join(", "), rows.join(", "))
}

/// What is wrong by a scorer, in words.
fn wrong(scorer: Scorer<'_>, sheet: &Sheet, input: &Input<'_>, right: &[(&str, &str)]) -> Vec<String> {
    let view = match scorer(input) {
        Ok(view) => view,
        Err(refused) => return vec![refused],
    };
    let different = right.iter().filter_map(|(id, right)| {
        let told = told(sheet, &view, id);
        let same = told == *right || !right.contains(" by ") && told.split(" by ").next() == Some(right);
        (!same).then(|| format!("{id} is {right}, and is told as {told}"))
    });
    different.collect()
}

/// Everything that is wrong by a scorer in the worked cases.
fn all_wrong(scorer: Scorer<'_>) -> Vec<String> {
    let mut all = Vec::new();
    for Worked { name, rules, answers, right } in WORKED {
        let sheet = Sheet::read(file(rules));
        let wrong = wrong(scorer, &sheet, &given(&sheet, answers), right);
        all.extend(wrong.into_iter().map(|what| format!("case {name}: {what}")));
    }
    for (name, text, answers, right) in real_cases() {
        let sheet = Sheet::read(text);
        let wrong = wrong(scorer, &sheet, &given(&sheet, &answers), right);
        all.extend(wrong.into_iter().map(|what| format!("case {name}: {what}")));
    }
    all
}

type Real = (&'static str, String, String, &'static [(&'static str, &'static str)]);

/// Three files that were seen to be told too widely.
fn real_cases() -> [Real; 3] {
    let labor = include_str!("../../questionnaires/labor-brief/1.0.0.toml");
    [
        (
            "20",
            include_str!("../faults/wide.toml").to_owned(),
            "q1 = c".to_owned(),
            &[
                ("total", "[6, 12]"),
                ("rows", "{mid, high} by 1, 2"),
                ("same", "{mid, high}"),
                ("info_only", "false"),
            ],
        ),
        (
            "21",
            include_str!("../faults/interval.toml").to_owned(),
            String::new(),
            &[("total", "[1, 4]"), ("level", "{l0}")],
        ),
        ("22", labor.to_owned(), labor_answers(), &[("servitude", "{information, specialist} by 1, 3")]),
    ]
}

/// The answers of the document, as they are written here.
fn labor_answers() -> String {
    let document: serde_json::Value =
        serde_json::from_str(include_str!("../faults/labor_wide.json")).unwrap();
    let entries = ["answers", "context"].into_iter().flat_map(|part| document[part].as_object().unwrap());
    let one = |value: &serde_json::Value| value.as_str().map_or(value.to_string(), str::to_owned);
    let answer = |(id, value): (&String, &serde_json::Value)| match value.as_array() {
        Some(several) => format!("{id} = {}", several.iter().map(one).collect::<Vec<_>>().join(" + ")),
        None => format!("{id} = {}", one(value)),
    };
    entries.map(answer).collect::<Vec<_>>().join(", ")
}

#[test]
fn the_second_scorer_reproduces_the_worked_cases() {
    let wrong = all_wrong(&|input| Ok(naive::score(input)));
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_library_reproduces_the_worked_cases() {
    let wrong = all_wrong(&library);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What is told too widely breaks no promise: only these cases see it.
#[test]
fn the_worked_cases_see_what_is_told_too_widely() {
    for mistake in WIDE_MISTAKES {
        let wrong = all_wrong(&|input| Ok(naive::score_mistaken(input, mistake)));
        println!("{mistake:?}: {} are wrong", wrong.len());
        assert!(!wrong.is_empty(), "nobody sees {mistake:?}");
    }
}
