//! Writes the result of scoring one answers document.

use serde::Serialize;
use serde::ser::Serializer;
use serde_json::value::RawValue;

use crate::export::json::{Fingerprint, exact};
use crate::questionnaire::model::{Outcome, Questionnaire};
use crate::scoring::{Assessment, Case, Decided};
use crate::truth::Truth;

/// Writes the result as JSON.
pub fn result(case: &Case<'_>, assessment: &Assessment) -> String {
    let fingerprint = case.questionnaire.fingerprint();
    let result = result_of(case, assessment, fingerprint);
    let mut json = serde_json::to_string_pretty(&result).expect("a result has only text keys");
    json.push('\n');
    json
}

/// Returns the result as other documents hold it.
pub(super) fn result_of<'r>(
    case: &Case<'r>,
    assessment: &Assessment,
    fingerprint: &'r crate::questionnaire::Fingerprint,
) -> ResultDocument<'r> {
    let questionnaire = case.questionnaire;
    ResultDocument {
        format: 1,
        questionnaire: &questionnaire.id,
        version: questionnaire.version.to_string(),
        fingerprint: Fingerprint::from(fingerprint),
        indicators: indicators(questionnaire, assessment),
        scores: scores(questionnaire, assessment),
        outcomes: outcomes(questionnaire, assessment),
        actions: Object(
            questionnaire
                .actions
                .iter()
                .zip(&assessment.actions)
                .map(|(action, status)| (action.id.as_str(), status.due.id()))
                .collect(),
        ),
        open_questions: assessment
            .open
            .iter()
            .map(|open| questionnaire.question(open.question).id.as_str())
            .collect(),
        not_applicable: questionnaire
            .each_question()
            .filter(|(place, _)| assessment.applies[place.index()] == Truth::False)
            .map(|(_, question)| question.id.as_str())
            .collect(),
        stopped: assessment.stopped.map(|stop| questionnaire.stops[stop].moment.id.as_str()),
        next: Object(
            questionnaire
                .next
                .iter()
                .zip(&assessment.next)
                .map(|(next, due)| (next.questionnaire.as_str(), due.id()))
                .collect(),
        ),
    }
}

#[derive(Serialize)]
pub(super) struct ResultDocument<'r> {
    format: u32,
    questionnaire: &'r str,
    version: String,
    fingerprint: Fingerprint<'r>,
    indicators: Object<'r, &'static str>,
    scores: Object<'r, ScoreOf>,
    outcomes: Object<'r, OutcomeOf<'r>>,
    actions: Object<'r, &'static str>,
    open_questions: Vec<&'r str>,
    not_applicable: Vec<&'r str>,
    stopped: Option<&'r str>,
    next: Object<'r, &'static str>,
}

#[derive(Serialize)]
struct ScoreOf {
    low: Box<RawValue>,
    high: Box<RawValue>,
    as_published: Option<Box<RawValue>>,
}

#[derive(Serialize)]
struct OutcomeOf<'r> {
    possible: Vec<&'r str>,
    settled: bool,
    enough_answered: bool,
    before_adjustment: Vec<&'r str>,
    decided_by: Vec<usize>,
    adjusted_by: Vec<AdjustedOf>,
    judged: Option<&'r str>,
}

#[derive(Serialize)]
struct AdjustedOf {
    row: usize,
    truth: &'static str,
}

fn indicators<'r>(questionnaire: &'r Questionnaire, assessment: &Assessment) -> Object<'r, &'static str> {
    let found = questionnaire.indicators.iter().zip(&assessment.indicators);
    Object(found.map(|(indicator, finding)| (indicator.id.as_str(), finding.truth.name())).collect())
}

fn scores<'r>(questionnaire: &'r Questionnaire, assessment: &Assessment) -> Object<'r, ScoreOf> {
    let scored = questionnaire.scores.iter().zip(&assessment.scores);
    let of = scored.map(|(score, scored)| {
        let interval = scored.interval;
        let as_published = scored.as_published.map(exact);
        (score.id.as_str(), ScoreOf { low: exact(interval.low), high: exact(interval.high), as_published })
    });
    Object(of.collect())
}

fn outcomes<'r>(questionnaire: &'r Questionnaire, assessment: &Assessment) -> Object<'r, OutcomeOf<'r>> {
    let decided = questionnaire.outcomes.iter().zip(&assessment.outcomes);
    Object(decided.map(|(outcome, decided)| (outcome.id.as_str(), outcome_of(outcome, decided))).collect())
}

fn outcome_of<'r>(outcome: &'r Outcome, decided: &Decided) -> OutcomeOf<'r> {
    let level = |place: usize| outcome.levels[place].id.as_str();
    let mut adjusted: Vec<AdjustedOf> = decided
        .adjusted
        .iter()
        .map(|adjusted| AdjustedOf { row: adjusted.row + 1, truth: adjusted.truth.name() })
        .collect();
    adjusted.sort_by_key(|adjusted| adjusted.row);
    OutcomeOf {
        possible: decided.possible.iter().map(level).collect(),
        settled: decided.is_settled(),
        enough_answered: decided.enough,
        before_adjustment: decided.before.iter().map(level).collect(),
        decided_by: decided.rows.iter().map(|(row, _)| row + 1).collect(),
        adjusted_by: adjusted,
        judged: decided.judged.as_ref().map(|judgement| level(judgement.level)),
    }
}

/// An object whose keys are in the order of the questionnaire.
struct Object<'r, V>(Vec<(&'r str, V)>);

impl<V: Serialize> Serialize for Object<'_, V> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(key, value)| (key, value)))
    }
}
