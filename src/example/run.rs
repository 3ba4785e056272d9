//! Runs one case of an example, compares, and says why it came out as it did.

use super::expect::{Check, Expectation, levels, span};
use super::read::ExampleCase;
use crate::questionnaire::model::{Clamp, Decide, Outcome, Questionnaire, Rule, TermValue};
use crate::scoring::{Assessment, assess};
use crate::truth::{Interval, Truth};

/// What came of one case.
#[derive(Debug)]
pub struct Ran {
    /// Everything that was computed.
    pub assessment: Assessment,
    /// Each expectation beside what came out, the failed ones with the reasons of what came out.
    pub checks: Vec<Check>,
}

/// Runs one case.
pub fn run(row: &ExampleCase<'_>) -> Ran {
    let questionnaire = row.case.questionnaire;
    let assessment = assess(&row.case);
    let mut checks = Vec::new();
    for expected in &row.expect {
        for mut check in expected.check(questionnaire, &assessment) {
            if !check.holds {
                check.because = why(expected, questionnaire, &assessment);
            }
            checks.push(check);
        }
    }
    Ran { assessment, checks }
}

impl Ran {
    /// Returns whether everything came out as expected.
    pub fn holds(&self) -> bool {
        self.checks.iter().all(|check| check.holds)
    }
}

/// Says what led to what came out.
pub(crate) fn why(expected: &Expectation, q: &Questionnaire, found: &Assessment) -> Vec<String> {
    let rule = |rule: &Rule, truth: Truth| format!("the rule `{}` {}", rule.text, holds(truth));
    match expected {
        Expectation::Outcome(place, _) => outcome(q, q.outcome(*place), place.index(), found),
        Expectation::Score(place, _) => terms(q, place.index(), found),
        Expectation::Indicator(place, _) => {
            vec![rule(&q.indicator(*place).when, found.indicators[place.index()].truth)]
        }
        Expectation::Action(place, _) => {
            let due = &found.actions[*place];
            let open: Vec<&str> = due.open.iter().map(|place| q.question(*place).id.as_str()).collect();
            let mut reasons = vec![format!("its rule is `{}`", q.actions[*place].when.text)];
            if !open.is_empty() {
                reasons.push(format!("open: {}", open.join(", ")));
            }
            reasons
        }
        Expectation::Next(place, _) => vec![format!("its rule is `{}`", q.next[*place].when.text)],
        Expectation::Stop(_) => match found.stopped {
            Some(stop) => vec![format!("the rule `{}` stops the questions", q.stops[stop].moment.when.text)],
            None => vec!["no stop holds".to_owned()],
        },
        Expectation::Gate(..) => Vec::new(),
    }
}

fn holds(truth: Truth) -> &'static str {
    match truth {
        Truth::True => "holds",
        Truth::False => "does not hold",
        Truth::Unknown => "may hold: open answers decide",
    }
}

fn outcome(q: &Questionnaire, outcome: &Outcome, place: usize, found: &Assessment) -> Vec<String> {
    let decided = &found.outcomes[place];
    let mut reasons: Vec<String> =
        decided.rows.iter().map(|(row, truth)| row_in_words(q, outcome, *row, *truth, found)).collect();
    for adjusted in &decided.adjusted {
        let row = &outcome.adjust[adjusted.row];
        let (clamp, level) = match row.clamp {
            Clamp::AtLeast(level) => ("at_least", level),
            Clamp::AtMost(level) => ("at_most", level),
        };
        reasons.push(format!(
            "adjust row {}, {clamp} {}: `{}` {}",
            adjusted.row + 1,
            outcome.levels[level].id,
            row.when.text,
            holds(adjusted.truth)
        ));
    }
    if decided.judged.is_some() {
        reasons.push("the practitioner's judgement is beside it, and does not change it".to_owned());
    }
    reasons
}

fn row_in_words(
    q: &Questionnaire,
    outcome: &Outcome,
    row: usize,
    truth: Truth,
    found: &Assessment,
) -> String {
    match &outcome.decide {
        Decide::FirstMatch(rows) => match &rows[row].when {
            Some(rule) => {
                let level = &outcome.levels[rows[row].level].id;
                let scores = scores_named(q, rule, found);
                format!("row {}, {level}: `{}` {}{scores}", row + 1, rule.text, holds(truth))
            }
            None => format!("row {}, {}: otherwise", row + 1, outcome.levels[rows[row].level].id),
        },
        Decide::Bands { score, from } => {
            let (score, value) = (&q.score(*score).id, span(found.scores[score.index()].interval));
            let level = &outcome.levels[from[row].level].id;
            format!("band {}, {level}: from {}, and {score} is {value}", row + 1, from[row].at)
        }
        Decide::Practitioner { .. } => String::new(),
    }
}

/// The values of the scores that a rule names.
fn scores_named(q: &Questionnaire, rule: &Rule, found: &Assessment) -> String {
    let mut said = String::new();
    for name in rule.names() {
        if let crate::rules::Name::Score(score) = name {
            let value = span(found.scores[score.index()].interval);
            said.push_str(&format!("; {} is {value}", q.score(score).id));
        }
        if let crate::rules::Name::Outcome(place) = name {
            let value = levels(q.outcome(place), found.outcomes[place.index()].possible);
            said.push_str(&format!("; {} is {value}", q.outcome(place).id));
        }
    }
    said
}

/// The terms of a score that add something, or may.
fn terms(q: &Questionnaire, place: usize, found: &Assessment) -> Vec<String> {
    let score = &q.scores[place];
    let counted = score.terms.iter().zip(&found.scores[place].terms);
    let said: Vec<String> = counted
        .filter(|(_, value)| **value != Interval::default())
        .map(|(term, value)| {
            let what = match &term.value {
                TermValue::When { when, .. } => format!("`{}`", when.text),
                TermValue::ValueOf { question, .. } => format!("the answer to {}", q.question(*question).id),
                TermValue::Score { score, .. } => format!("the score {}", q.score(*score).id),
                TermValue::Level { outcome, .. } => format!("the level of {}", q.outcome(*outcome).id),
            };
            format!("{what}: {}", span(*value))
        })
        .collect();
    if said.is_empty() { vec!["no term of it counts".to_owned()] } else { said }
}
