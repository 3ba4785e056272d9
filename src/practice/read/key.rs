//! The key: what it says, and whether the questionnaire says the same when it is played.

use crate::diagnostic::Diagnostic;
use crate::example::{Check, Expectation, expectations, why};
use crate::practice::compare::case_of;
use crate::practice::key_play::{KeyPlay, play_key};
use crate::practice::scenario::{Scenario, ScenarioKey};
use crate::questionnaire::model::Questionnaire;
use crate::reading::{Notes, Table};
use crate::records::Ended;
use crate::report::looked_for;
use crate::scoring::{Assessment, assess};
use crate::source::Span;
use crate::truth::Set;
use crate::vocabulary::NEEDS;

/// Reads the key.
pub fn read(table: Table<'_>, questionnaire: &Questionnaire) -> Option<ScenarioKey> {
    let endings = Ended::WORDS.iter().copied().filter(|(_, ended)| *ended != Ended::Left);
    let ending = table.need_word("ending", &endings.collect::<Vec<_>>());
    let mistakes = table.notes().errors();
    let mut expect = expectations(questionnaire, &table);
    let is_clear = table.notes().errors() == mistakes;
    let call = call(&table, questionnaire);
    let needs = table.terms("needs", NEEDS);
    let police = table.flag("police");
    let because = table.need_string("because");
    match ending {
        Some(ended) if ended.is_scored() => {
            note_lacking(&table);
            // Behind a name that is not known may stand any outcome.
            if is_clear && table.has("expect") {
                note_silent_outcomes(&table, questionnaire, &expect);
            }
        }
        Some(ended) => note_too_much(&table, ended),
        None => {}
    }
    let nothing_stops = Expectation::Stop(None);
    if ending?.is_scored() && !expect.iter().any(|known| known.is_about_the_same(&nothing_stops)) {
        expect.push(nothing_stops);
    }
    Some(ScenarioKey { ending: ending?, expect, call, needs, police, because })
}

fn note_lacking(table: &Table<'_>) {
    let lacking = [
        ("expect", "say what the answers come to, such as `expect = {concern = \"consult\"}`"),
        ("call", "write the levels that are right as the trainee's own call, such as `call = [\"consult\"]`"),
        ("needs", "write what should be offered, or [] for nothing beyond what everyone gets"),
    ];
    for (key, help) in lacking {
        table.note_missing(key, help);
    }
}

/// A key that says nothing of an outcome teaches nothing of it, and stays as it is when the rules change.
fn note_silent_outcomes(table: &Table<'_>, questionnaire: &Questionnaire, expect: &[Expectation]) {
    let says = |place: usize| expect.iter().any(|known| known.levels_of(place).is_some());
    for (_, outcome) in questionnaire.outcomes.iter().enumerate().filter(|(place, _)| !says(*place)) {
        let levels: Vec<&str> = outcome.levels.iter().map(|level| level.id.as_str()).collect();
        let message = format!("`expect` says nothing of the outcome `{}`", outcome.id);
        let help = format!(
            "add the level that is right, one of {}, such as `{} = \"{}\"`; or the list of those that stay possible",
            levels.join(", "),
            outcome.id,
            levels[0]
        );
        table.notes().error("missing-outcome", table.place_of_value("expect"), message, help);
    }
}

fn note_too_much(table: &Table<'_>, ended: Ended) {
    for key in ["expect", "call", "stop", "next"] {
        if table.has(key) {
            let message = format!("nothing is scored where {}", ended.in_words());
            table.notes().error("bad-expectation", table.place_of(key), message, format!("remove `{key}`"));
        }
    }
}

fn call(table: &Table<'_>, questionnaire: &Questionnaire) -> Vec<usize> {
    let Some(outcome) = questionnaire.outcomes.first() else { return Vec::new() };
    let known: Vec<&str> = outcome.levels.iter().map(|level| level.id.as_str()).collect();
    let mut levels = Vec::new();
    for named in table.texts("call") {
        match known.iter().position(|level| *level == named.value) {
            Some(level) => levels.push(level),
            None => {
                let help = table.notes().one_of(&named.value, &known);
                let message = format!("`{}` has no level `{}`", outcome.id, named.value);
                table.notes().error("unknown-level", named.span, message, help);
            }
        }
    }
    levels
}

/// Plays the key, and notes where it and the questionnaire do not agree.
pub fn check(scenario: &Scenario, questionnaire: &Questionnaire, notes: &Notes<'_>) {
    let played = play_key(scenario, questionnaire);
    let place = key_place(notes);
    let answers = head_place(notes, "[answers]").unwrap_or_else(|| place.clone());
    note_unanswered(&played, questionnaire, notes, &answers);
    note_never_heard(scenario, &played, notes);
    if notes.any_error() {
        return;
    }
    let ended = played.played.ended;
    if ended != scenario.key.ending {
        let message = format!(
            "the key says `{}`, and when it is played the conversation ends as `{}`",
            scenario.key.ending.id(),
            ended.id()
        );
        let help = "change `ending`, or what is right at the step where it turns";
        return differs(notes, place, message, help);
    }
    if ended.is_scored() {
        check_result(scenario, questionnaire, &played, notes);
    }
}

fn key_place(notes: &Notes<'_>) -> Span {
    head_place(notes, "[key]").unwrap_or(0..0)
}

/// Returns where the head of a table stands, at the beginning of a line.
fn head_place(notes: &Notes<'_>, head: &str) -> Option<Span> {
    let mut at = 0;
    for line in notes.source().text().split_inclusive('\n') {
        let start = at + line.len() - line.trim_start().len();
        if line.trim_start().starts_with(head) {
            return Some(start..start + head.len());
        }
        at += line.len();
    }
    None
}

fn differs(notes: &Notes<'_>, span: Span, message: String, help: impl Into<String>) {
    notes.add(Diagnostic::error("key-differs", span, message).help(help));
}

/// Every question that comes up when all is done right has its answer.
fn note_unanswered(played: &KeyPlay, questionnaire: &Questionnaire, notes: &Notes<'_>, place: &Span) {
    for question in &played.unanswered {
        let asked = questionnaire.question(*question);
        let message = format!("`{}` comes up, and nothing is written for it", asked.id);
        let help = format!("add it to [answers], or write an [[item]]: {}", asked.kind.expects());
        notes.add(Diagnostic::error("no-answer", place.clone(), message).help(help));
    }
}

/// What is never heard, and does not stand in for a missed step, is of no use.
fn note_never_heard(scenario: &Scenario, played: &KeyPlay, notes: &Notes<'_>) {
    for (place, entry) in scenario.entries.iter().enumerate() {
        let has_later =
            scenario.entries_at(entry.point).any(|(other, _)| other > place && played.heard.contains(&other));
        if played.heard.contains(&place) || has_later {
            continue;
        }
        let message = "this is never heard when everything is done right";
        let help =
            "remove it, or change what must be done before it; what comes up depends on the other answers";
        notes.add(Diagnostic::error("never-heard", entry.span.clone(), message).help(help));
    }
    for (place, decision) in scenario.decisions.iter().enumerate() {
        if !played.played.decided.contains_key(&place) {
            let message =
                format!("the decision `{}` never comes up when everything is done right", decision.id);
            let help = "let it stand before a point that is reached";
            notes.add(Diagnostic::error("never-heard", decision.span.clone(), message).help(help));
        }
    }
}

fn check_result(scenario: &Scenario, questionnaire: &Questionnaire, played: &KeyPlay, notes: &Notes<'_>) {
    let case = case_of(scenario, questionnaire, &played.played.answers);
    let assessment = assess(&case);
    let place = key_place(notes);
    for expected in &scenario.key.expect {
        let failed: Vec<Check> =
            expected.check(questionnaire, &assessment).into_iter().filter(|check| !check.holds).collect();
        for check in failed {
            let message = format!(
                "the key says {} is {}, and the questionnaire computes {}",
                check.about, check.expected, check.computed
            );
            let reasons = why(expected, questionnaire, &assessment);
            differs(notes, place.clone(), message, reasons.join("; "));
        }
    }
    check_call(scenario, questionnaire, &assessment, notes);
    let wished = looked_for(&case, &assessment, None, true).needs;
    for need in &scenario.key.needs {
        if !wished.iter().any(|known| known.id == need.id) {
            let message = format!("the key offers `{}`, and no action that is due asks for it", need.id);
            let known: Vec<&str> = wished.iter().map(|need| need.id).collect();
            differs(
                notes,
                place.clone(),
                message,
                format!("actions that are due ask for: {}", known.join(", ")),
            );
        }
    }
}

/// The trainee's own call may be higher or lower, but what is computed must be right as well.
fn check_call(
    scenario: &Scenario,
    questionnaire: &Questionnaire,
    assessment: &Assessment,
    notes: &Notes<'_>,
) {
    let (Some(outcome), Some(decided)) = (questionnaire.outcomes.first(), assessment.outcomes.first()) else {
        return;
    };
    let called: Set = scenario.key.call.iter().copied().collect();
    if called.common(decided.possible).is_empty() {
        let ids = |set: Set| {
            set.iter().map(|level| outcome.levels[level].id.as_str()).collect::<Vec<_>>().join(" or ")
        };
        let message = format!(
            "the key calls {} {}, and the questionnaire computes {}",
            outcome.id,
            ids(called),
            ids(decided.possible)
        );
        differs(
            notes,
            key_place(notes),
            message,
            "the computed level is among those of `call`, others may stand beside it",
        );
    }
}
