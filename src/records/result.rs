//! The result of scoring one answers document.

use serde::{Deserialize, Serialize};

use super::wire::{Exact, FormatVersion, Ordered};
use crate::questionnaire::Fingerprint;
use crate::questionnaire::model::Outcome;
use crate::scoring::{Assessment, Case, Decided, Due};
use crate::truth::Truth;

/// The version of this format.
pub const FORMAT: u32 = 1;

/// A result as it is written. All objects are in the order of the questionnaire.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(title = "Safelight result, format 1"))]
pub struct ResultDocument {
    format: FormatVersion<FORMAT>,
    /// The id of the questionnaire.
    #[cfg_attr(test, schemars(regex(pattern = "^[a-z0-9]+(-[a-z0-9]+)*$")))]
    questionnaire: String,
    /// Its version.
    #[cfg_attr(test, schemars(regex(pattern = r"^[0-9]+\.[0-9]+\.[0-9]+")))]
    version: String,
    /// Its fingerprints.
    fingerprint: Fingerprint,
    /// With which value of each number by language it was scored; null where it is not known in that language.
    #[serde(default, skip_serializing_if = "Ordered::is_empty")]
    by_language: Ordered<Option<String>>,
    /// Whether each indicator is present.
    indicators: Ordered<Truth>,
    /// What each score can be.
    scores: Ordered<ScoreResult>,
    /// Each outcome.
    outcomes: Ordered<OutcomeResult>,
    /// Whether each action is due.
    actions: Ordered<Due>,
    /// The ids of open questions that matter, the most decisive first.
    #[cfg_attr(test, schemars(extend("uniqueItems" = true)))]
    open_questions: Vec<String>,
    /// The ids of contexts that are not known and could change a level or an action, in the order of the file.
    #[cfg_attr(test, schemars(extend("uniqueItems" = true)))]
    open_contexts: Vec<String>,
    /// The ids of questions that do not apply.
    #[cfg_attr(test, schemars(extend("uniqueItems" = true)))]
    not_applicable: Vec<String>,
    /// The id of the stop that ended the asked questions.
    stopped: Option<String>,
    /// Whether each questionnaire that may follow is due.
    next: Ordered<Due>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct ScoreResult {
    /// The lowest it can be.
    low: Exact,
    /// The highest it can be.
    high: Exact,
    /// Its value where "don't know" counts as no, as published.
    as_published: Option<Exact>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct OutcomeResult {
    /// The ids of the levels that are possible, lowest first.
    #[cfg_attr(test, schemars(length(min = 1), extend("uniqueItems" = true)))]
    possible: Vec<String>,
    /// Whether only one is.
    settled: bool,
    /// Whether enough is answered. A level can be certain although it is not.
    enough_answered: bool,
    /// The ids of the levels that were possible before it was adjusted.
    #[cfg_attr(test, schemars(length(min = 1), extend("uniqueItems" = true)))]
    before_adjustment: Vec<String>,
    /// The rows, from 1, that are true or unknown.
    #[cfg_attr(test, schemars(inner(range(min = 1)), extend("uniqueItems" = true)))]
    decided_by: Vec<usize>,
    /// The adjustments that are true or unknown.
    adjusted_by: Vec<AdjustmentResult>,
    /// The id of the level that the practitioner judged.
    judged: Option<String>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct AdjustmentResult {
    /// Its row, from 1.
    #[cfg_attr(test, schemars(range(min = 1)))]
    row: usize,
    /// Whether it holds.
    #[cfg_attr(test, schemars(schema_with = "super::schemas::open_truth"))]
    truth: Truth,
}

impl ResultDocument {
    /// Returns the result of a case.
    pub fn of(case: &Case<'_>, assessment: &Assessment) -> Self {
        Self::with(case, assessment, case.questionnaire.fingerprint().clone())
    }

    /// Returns the result of a case, whose edition has those fingerprints.
    pub fn with(case: &Case<'_>, assessment: &Assessment, fingerprint: Fingerprint) -> Self {
        let questionnaire = case.questionnaire;
        let indicators = questionnaire.indicators.iter().zip(&assessment.indicators);
        let scores = questionnaire.scores.iter().zip(&assessment.scores).map(|(score, scored)| {
            let (low, high) = (Exact(scored.interval.low), Exact(scored.interval.high));
            let as_published = scored.as_published.map(Exact);
            (score.id.clone(), ScoreResult { low, high, as_published })
        });
        let outcomes = questionnaire.outcomes.iter().zip(&assessment.outcomes);
        let actions = questionnaire.actions.iter().zip(&assessment.actions);
        let next = questionnaire.next.iter().zip(&assessment.next);
        let open = assessment.open.iter().map(|open| questionnaire.question(open.question).id.clone());
        let unknown = assessment.open_contexts.iter().map(|place| questionnaire.context(*place).id.clone());
        let applies = |place: usize| assessment.applies[place] != Truth::False;
        let idle = questionnaire.each_question().filter(|(place, _)| !applies(place.index()));
        ResultDocument {
            format: FormatVersion,
            questionnaire: questionnaire.id.clone(),
            version: questionnaire.version.to_string(),
            fingerprint,
            by_language: by_language(case),
            indicators: indicators
                .map(|(indicator, finding)| (indicator.id.clone(), finding.truth))
                .collect(),
            scores: scores.collect(),
            outcomes: outcomes
                .map(|(outcome, decided)| (outcome.id.clone(), outcome_result(outcome, decided)))
                .collect(),
            actions: actions.map(|(action, status)| (action.step.id.clone(), status.due)).collect(),
            open_questions: open.collect(),
            open_contexts: unknown.collect(),
            not_applicable: idle.map(|(_, question)| question.id.clone()).collect(),
            stopped: assessment.stopped.map(|stop| questionnaire.stops[stop].moment.id.clone()),
            next: next.map(|(next, due)| (next.questionnaire.clone(), *due)).collect(),
        }
    }
}

fn by_language(case: &Case<'_>) -> Ordered<Option<String>> {
    let contexts = case.questionnaire.contexts.iter().zip(&case.context_values);
    let by_language = contexts.filter(|(context, _)| context.by_language);
    by_language.map(|(context, value)| (context.id.clone(), value.clone())).collect()
}

fn outcome_result(outcome: &Outcome, decided: &Decided) -> OutcomeResult {
    let level = |place: usize| outcome.levels[place].id.clone();
    let mut adjusted: Vec<AdjustmentResult> = decided
        .adjusted
        .iter()
        .map(|adjusted| AdjustmentResult { row: adjusted.row + 1, truth: adjusted.truth })
        .collect();
    adjusted.sort_by_key(|adjusted| adjusted.row);
    OutcomeResult {
        possible: decided.possible.iter().map(level).collect(),
        settled: decided.is_settled(),
        enough_answered: decided.enough,
        before_adjustment: decided.before.iter().map(level).collect(),
        decided_by: decided.rows.iter().map(|(row, _)| row + 1).collect(),
        adjusted_by: adjusted,
        judged: decided.judged.as_ref().map(|judgement| level(judgement.level)),
    }
}
