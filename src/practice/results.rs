//! Training results: what a trainee did in one scenario, for the trainer's view, written and read back; and
//! the debrief for other programs. The documents themselves are among the records; here is what their ids
//! mean in a scenario.

use std::collections::BTreeMap;

use super::STATEMENT;
use super::debrief::Debrief;
use super::play::offered_needs;
use super::played::{Played, PlayedMove};
use super::points::{choices, point_id, point_of};
use super::scenario::{Scenario, answer_of, is_rated, written};
use crate::answers::Answers;
use crate::conversation::Point;
use crate::questionnaire::Questionnaire;
use crate::records::{
    DebriefDocument, DebriefKind, DocumentRefusal, Figures, FormatVersion, MoveRecord, RatingRecord,
    TrainingKind, TrainingResult, written as in_json,
};
use crate::vocabulary::{NEEDS, find};

/// Writes what was played as a training result. Own words are not in it.
pub fn training_result(
    scenario: &Scenario,
    questionnaire: &Questionnaire,
    played: &Played,
    trainee: &str,
    date: &str,
    tool_version: &str,
) -> String {
    let id = |point: Point| point_id(questionnaire, point).unwrap_or_default();
    let moves = played.moves.iter().map(|done| MoveRecord {
        at: id(done.point),
        heard: done.heard,
        chose: done.choice.map(str::to_owned),
    });
    let ratings = questionnaire.each_question().filter_map(|(question, asked)| {
        let answer = played.answers.get(&asked.id)?;
        let rating = is_rated(questionnaire, Point::Question(question)).then(|| written(answer))?;
        Some(RatingRecord { question: asked.id.clone(), rating })
    });
    let decisions = played.decided.iter().map(|(place, way)| {
        let decision = &scenario.decisions[*place];
        (decision.id.clone(), decision.options[*way].id.clone())
    });
    let call = played.call.zip(questionnaire.outcomes.first());
    let result = TrainingResult {
        format: FormatVersion,
        kind: TrainingKind::Result,
        statement: STATEMENT.to_owned(),
        tool_version: tool_version.to_owned(),
        date: date.to_owned(),
        trainee: trainee.to_owned(),
        scenario: scenario.id.clone(),
        fingerprint: scenario.fingerprint.clone(),
        questionnaire: questionnaire.edition().to_string(),
        ended: played.ended,
        stopped_at: played.stopped_at.map(id),
        moves: moves.collect(),
        ratings: ratings.collect(),
        decisions: decisions.collect(),
        reworded: played.reworded.iter().cloned().collect(),
        breaks: played.breaks,
        call: call.map(|(level, outcome)| outcome.levels[level].id.clone()),
        offers: played.offers.as_ref().map(|offers| offers.iter().map(|need| need.id.to_owned()).collect()),
        seal: String::new(),
    };
    in_json(&result.sealed())
}

/// Returns what was played, in the scenario that it names.
///
/// # Errors
/// That it is of another text of the scenario, or does not fit it.
pub fn played(
    result: &TrainingResult,
    scenario: &Scenario,
    questionnaire: &Questionnaire,
) -> Result<Played, DocumentRefusal> {
    if result.questionnaire != questionnaire.edition().to_string() {
        return Err(DocumentRefusal::OtherText(format!(
            "it was played with {}, and {} is here",
            result.questionnaire,
            questionnaire.edition()
        )));
    }
    if result.fingerprint != scenario.fingerprint {
        return Err(DocumentRefusal::OtherText(
            "it was played with another text of this scenario, which was changed since".to_owned(),
        ));
    }
    fitting(result, scenario, questionnaire).ok_or(DocumentRefusal::DoesNotFit)
}

fn fitting(result: &TrainingResult, scenario: &Scenario, questionnaire: &Questionnaire) -> Option<Played> {
    let point = |id: &str| point_of(questionnaire, id);
    let mut moves = Vec::new();
    for done in &result.moves {
        let (point, choice) = match &done.chose {
            Some(chose) => {
                let point = point(&done.at)?;
                (point, Some(*choices(point).iter().find(|known| *known == chose)?))
            }
            None => (Point::Question(questionnaire.find(&done.at)?), None),
        };
        if moves.iter().any(|earlier: &PlayedMove| earlier.point == point) {
            return None;
        }
        moves.push(PlayedMove { point, heard: heard(scenario, point, done.heard)?, choice });
    }
    let mut answers = Answers::none(questionnaire.edition());
    for rating in &result.ratings {
        let question = questionnaire.find(&rating.question)?;
        let answer = answer_of(questionnaire.question(question), &rating.rating)?;
        let twice = answers.get(&rating.question).is_some();
        if twice || !is_rated(questionnaire, Point::Question(question)) {
            return None;
        }
        answers.give(rating.question.clone(), answer);
    }
    let offered = offered_needs(scenario, questionnaire);
    let offers = result.offers.as_ref().map(|offers| {
        offers
            .iter()
            .map(|id| find(NEEDS, id).filter(|need| offered.contains(need)))
            .collect::<Option<Vec<_>>>()
    });
    let call = result
        .call
        .as_ref()
        .map(|called| questionnaire.outcomes.first()?.levels.iter().position(|level| level.id == *called));
    Some(Played {
        moves,
        decided: decisions(result, scenario)?,
        answers,
        ended: result.ended,
        stopped_at: match &result.stopped_at {
            Some(id) => Some(point(id)?),
            None => None,
        },
        reworded: result.reworded.iter().cloned().collect(),
        breaks: result.breaks,
        call: optional(call)?,
        offers: optional(offers)?,
    })
}

fn decisions(result: &TrainingResult, scenario: &Scenario) -> Option<BTreeMap<usize, usize>> {
    let decided = result.decisions.iter().map(|(id, chosen)| {
        let place = scenario.decisions.iter().position(|decision| decision.id == *id)?;
        let way = scenario.decisions[place].options.iter().position(|way| way.id == *chosen)?;
        Some((place, way))
    });
    decided.collect()
}

/// Nothing within if there is none; nothing at all if there is one that does not fit.
fn optional<T>(found: Option<Option<T>>) -> Option<Option<T>> {
    match found {
        None => Some(None),
        Some(found) => found.map(Some),
    }
}

/// Nothing at all if the entry is not one of that point.
fn heard(scenario: &Scenario, point: Point, place: Option<usize>) -> Option<Option<usize>> {
    match place {
        None => Some(None),
        Some(place) => scenario.entries.get(place).filter(|entry| entry.point == point).map(|_| Some(place)),
    }
}

/// Writes a debrief for other programs, with figures if there are to be any.
pub fn debrief_document(scenario: &Scenario, debrief: &Debrief, figures: Option<Figures>) -> String {
    in_json(&DebriefDocument {
        format: FormatVersion,
        kind: DebriefKind::Debrief,
        statement: STATEMENT.to_owned(),
        scenario: scenario.id.clone(),
        questionnaire: scenario.edition.to_string(),
        title: debrief.title.clone(),
        ended: debrief.ended,
        should_end: debrief.should_end,
        steps: debrief.steps.clone(),
        items: debrief.items.clone(),
        asked_differently: debrief.reworded.clone(),
        results: debrief.results.clone(),
        because: debrief.because.clone(),
        own_call: debrief.call.clone(),
        offers: debrief.offers.clone(),
        figures,
        talk_about: scenario.questions.clone(),
        teaching: scenario.teaching.clone(),
    })
}
