//! The library as a scorer like the second one: the same input in, the same view out, and what differs
//! put into words. Nothing here decides anything.

use std::collections::BTreeMap;

use safelight::answers::{Answer, Answers, Value};
use safelight::rules::QuestionRef;
use safelight::scoring::{Assessment, Case, Decided, Due, NamedJudgement, Scored, assess};
use safelight::truth::{Interval, Set, Truth};

use super::generate::{self, Draw, Sheet};
use super::naive::{self, Input, Levels, OutcomeView, Questions, ScoreView, Tri, View};

/// Scores an input, or says why it is refused.
pub type Scorer<'s> = &'s dyn Fn(&Input<'_>) -> Result<View, String>;

/// How many cases were looked at, or the first that fails.
pub type Checked = Result<usize, String>;

pub fn library(input: &Input<'_>) -> Result<View, String> {
    Ok(view_of(input, &assessment(input)?))
}

pub fn assessment(input: &Input<'_>) -> Result<Assessment, String> {
    Ok(assess(&case(input)?))
}

pub fn case<'q>(input: &Input<'q>) -> Result<Case<'q>, String> {
    let file = input.questionnaire;
    let mut answers = Answers::none(file.edition());
    for (question, answer) in file.questions.iter().zip(&input.answers) {
        if let Some(answer) = answer {
            answers.give(question.id.clone(), answer.clone());
        }
    }
    let given = file.contexts.iter().zip(&input.contexts);
    let contexts: BTreeMap<String, String> =
        given.filter_map(|(context, value)| Some((context.id.clone(), value.clone()?))).collect();
    let judged = file.outcomes.iter().zip(&input.judgements);
    let judgements: BTreeMap<String, NamedJudgement> = judged
        .filter_map(|(outcome, level)| {
            let level = outcome.levels[(*level)?].id.clone();
            Some((outcome.id.clone(), NamedJudgement { level, reason: "Because".into() }))
        })
        .collect();
    Case::new(file, answers, &contexts, &judgements).map_err(|faults| {
        let faults: Vec<String> = faults.iter().map(ToString::to_string).collect();
        format!("the library refuses this case: {}", faults.join("; "))
    })
}

pub fn view_of(input: &Input<'_>, assessment: &Assessment) -> View {
    let range = |interval: &Interval| -> naive::Range {
        (i128::from(interval.low.thousandths()), i128::from(interval.high.thousandths()))
    };
    let score = |scored: &Scored| ScoreView {
        range: range(&scored.interval),
        as_published: scored.as_published.map(|value| i128::from(value.thousandths())),
    };
    let outcome = |decided: &Decided| OutcomeView {
        possible: levels(decided.possible),
        before: levels(decided.before),
        enough: decided.enough,
        rows: decided.rows.iter().map(|(place, truth)| (*place, tri(*truth))).collect(),
        adjusted: adjusted(decided),
        judged: decided.judged.as_ref().map(|judgement| judgement.level),
    };
    let questions =
        |all: &mut dyn Iterator<Item = QuestionRef>| -> Questions { all.map(QuestionRef::index).collect() };
    assert_eq!(assessment.applies.len(), input.answers.len(), "one truth for each question");
    View {
        applies: assessment.applies.iter().map(|truth| tri(*truth)).collect(),
        indicators: assessment.indicators.iter().map(|finding| tri(finding.truth)).collect(),
        scores: assessment.scores.iter().map(score).collect(),
        outcomes: assessment.outcomes.iter().map(outcome).collect(),
        actions: assessment.actions.iter().map(|action| status(action.due)).collect(),
        next: assessment.next.iter().map(|due| status(*due)).collect(),
        stopped: assessment.stopped,
        open: questions(&mut assessment.open.iter().map(|open| open.question)),
        open_of_actions: assessment
            .actions
            .iter()
            .map(|action| questions(&mut action.open.iter().copied()))
            .collect(),
        open_contexts: assessment.open_contexts.iter().map(|context| context.index()).collect(),
    }
}

/// The adjustments in the order of the file; they are made in another one.
fn adjusted(decided: &Decided) -> Vec<(usize, Tri)> {
    let mut rows: Vec<(usize, Tri)> = decided.adjusted.iter().map(|row| (row.row, tri(row.truth))).collect();
    rows.sort_unstable_by_key(|(row, _)| *row);
    rows
}

pub fn tri(truth: Truth) -> Tri {
    match truth {
        Truth::True => Some(true),
        Truth::False => Some(false),
        Truth::Unknown => None,
    }
}

pub fn status(due: Due) -> Tri {
    match due {
        Due::Due => Some(true),
        Due::NotDue => Some(false),
        Due::MayBeDue => None,
    }
}

pub fn levels(set: Set) -> Levels {
    set.iter().collect()
}

/// The scorer says what the second scorer says, in everything.
pub fn same_as_naive(scorer: Scorer<'_>, input: &Input<'_>) -> Checked {
    let (said, expected) = (scorer(input)?, naive::score(input));
    if said == expected {
        return Ok(1);
    }
    let parts = [
        ("applies", format!("{:?}", expected.applies), format!("{:?}", said.applies)),
        ("indicators", format!("{:?}", expected.indicators), format!("{:?}", said.indicators)),
        ("scores", format!("{:?}", expected.scores), format!("{:?}", said.scores)),
        ("outcomes", format!("{:#?}", expected.outcomes), format!("{:#?}", said.outcomes)),
        ("actions", format!("{:?}", expected.actions), format!("{:?}", said.actions)),
        ("next", format!("{:?}", expected.next), format!("{:?}", said.next)),
        ("open", format!("{:?}", expected.open), format!("{:?}", said.open)),
        ("open of actions", format!("{:?}", expected.open_of_actions), format!("{:?}", said.open_of_actions)),
        ("open contexts", format!("{:?}", expected.open_contexts), format!("{:?}", said.open_contexts)),
        ("stopped", format!("{:?}", expected.stopped), format!("{:?}", said.stopped)),
    ];
    let differ = parts.iter().filter(|(_, expected, said)| expected != said);
    let lines =
        differ.map(|(what, expected, said)| format!("{what}\n  by the text: {expected}\n  scored: {said}"));
    Err(lines.collect::<Vec<_>>().join("\n"))
}

pub fn agreement(scorer: Scorer<'_>, draw: &mut Draw, sheet: &Sheet, patterns: usize) -> Checked {
    let one = |pattern: usize| {
        let input = generate::answers(draw, &sheet.questionnaire, [0, 30, 60, 85, 100][pattern % 5]);
        about(sheet, &input, same_as_naive(scorer, &input))
    };
    (0..patterns).map(one).sum()
}

// ---- saying what failed ----

pub fn say(answer: Option<&Answer>) -> String {
    match answer {
        None => "not asked".into(),
        Some(Answer::Given(Value::YesNo(true))) => "yes".into(),
        Some(Answer::Given(Value::YesNo(false))) => "no".into(),
        Some(Answer::Given(Value::Choice(id))) => id.clone(),
        Some(Answer::Given(Value::Choices(ids))) => format!("[{}]", ids.join(", ")),
        Some(Answer::Given(Value::Number(number))) => number.to_string(),
        Some(Answer::Given(Value::DatePart { year, .. })) => year.to_string(),
        Some(Answer::Given(Value::Text(text))) => format!("{text:?}"),
        Some(state) => format!("({})", state.state()),
    }
}

pub fn said(input: &Input<'_>) -> String {
    let file = input.questionnaire;
    let answers = file.questions.iter().zip(&input.answers);
    let answers: Vec<String> =
        answers.map(|(question, answer)| format!("{} = {}", question.id, say(answer.as_ref()))).collect();
    let contexts: Vec<String> = file
        .contexts
        .iter()
        .zip(&input.contexts)
        .map(|(context, value)| format!("{} = {}", context.id, value.as_deref().unwrap_or("(not given)")))
        .collect();
    let judged = file.outcomes.iter().zip(&input.judgements);
    let judged: Vec<String> = judged
        .filter_map(|(outcome, level)| Some(format!("{} = {}", outcome.id, outcome.levels[(*level)?].id)))
        .collect();
    format!(
        "answers: {}\ncontext: {}\njudged: {}",
        answers.join(", "),
        contexts.join(", "),
        judged.join(", ")
    )
}

/// Adds the questionnaire and the answers to what failed.
pub fn about(sheet: &Sheet, input: &Input<'_>, checked: Checked) -> Checked {
    checked.map_err(|what| format!("{what}\n\n{}\n\n{}", said(input), sheet.text))
}

pub fn must(checked: Checked) -> usize {
    checked.unwrap_or_else(|what| panic!("{what}"))
}
