//! Training results: what a trainee did in one scenario, for the trainer's view. They are a format of
//! their own, and carry a seal over everything in them, so that no result can pass for the record of a
//! screening, nor a record for a result, by another name or by changing one field. Whoever has the source
//! can make a seal; it keeps mistakes and mix-ups out, not forgery.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Deserializer, Serialize};

use super::answers::{Object, without_values};
use crate::answers::Answers;
use crate::conversation::Point;
use crate::practice::{
    Ended, Move, Played, STATEMENT, Scenario, answer_of, choices, is_rated, offered_needs, point_id,
    point_of, written,
};
use crate::questionnaire::Questionnaire;
use crate::questionnaire::fingerprint::Canon;
use crate::vocabulary::{NEEDS, find};

/// The version of this format.
const FORMAT: u32 = 1;
/// The kind of a training result.
const KIND: &str = "safelight-training-result";

/// A training result as it is written.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TrainingResult {
    format: u32,
    kind: String,
    statement: String,
    tool_version: String,
    /// The day of practice.
    pub date: String,
    /// The code of the trainee, never a name.
    pub trainee: String,
    /// The id of the scenario.
    pub scenario: String,
    /// Its fingerprint: two texts of a scenario are comparable only where it is the same.
    pub fingerprint: String,
    /// The edition of the questionnaire.
    pub questionnaire: String,
    ended: String,
    #[serde(deserialize_with = "there")]
    stopped_at: Option<String>,
    moves: Vec<MoveOf>,
    ratings: Vec<RatingOf>,
    decisions: BTreeMap<String, String>,
    reworded: Vec<String>,
    breaks: usize,
    #[serde(deserialize_with = "there")]
    call: Option<String>,
    #[serde(deserialize_with = "there")]
    offers: Option<Vec<String>>,
    seal: String,
}

#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct MoveOf {
    at: String,
    #[serde(deserialize_with = "there")]
    heard: Option<usize>,
    /// Nothing at a question: what was taken down there is among the ratings.
    #[serde(deserialize_with = "there")]
    chose: Option<String>,
}

#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct RatingOf {
    question: String,
    rating: String,
}

/// Reads what may be nothing, but must stand there: a key that was taken out is a change like any other.
fn there<'de, D: Deserializer<'de>, T: Deserialize<'de>>(value: D) -> Result<Option<T>, D::Error> {
    Option::deserialize(value)
}

/// Returns why a code for a trainee will not do, if it will not: it is so short that it can hardly be a name or
/// a date of birth.
pub fn bad_code(code: &str) -> Option<&'static str> {
    let letters = code.chars().take_while(char::is_ascii_alphabetic).count();
    let digits = code[letters..].strip_prefix('-').unwrap_or(&code[letters..]);
    let fits = letters <= 3 && (1..=4).contains(&digits.len()) && digits.chars().all(|c| c.is_ascii_digit());
    if !fits {
        return Some(
            "a code is up to three letters and one to four digits, such as T07 or KU-112: never a name or a date",
        );
    }
    None
}

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
    let moves = played.moves.iter().map(|done| MoveOf {
        at: id(done.point),
        heard: done.heard,
        chose: done.choice.map(str::to_owned),
    });
    let ratings = questionnaire.each_question().filter_map(|(question, asked)| {
        let answer = played.answers.get(&asked.id)?;
        let rating = is_rated(questionnaire, Point::Question(question)).then(|| written(answer))?;
        Some(RatingOf { question: asked.id.clone(), rating })
    });
    let decisions = played.decided.iter().map(|(place, way)| {
        let decision = &scenario.decisions[*place];
        (decision.id.clone(), decision.options[*way].id.clone())
    });
    let call = played.call.zip(questionnaire.outcomes.first());
    let mut result = TrainingResult {
        format: FORMAT,
        kind: KIND.to_owned(),
        statement: STATEMENT.to_owned(),
        tool_version: tool_version.to_owned(),
        date: date.to_owned(),
        trainee: trainee.to_owned(),
        scenario: scenario.id.clone(),
        fingerprint: scenario.fingerprint.clone(),
        questionnaire: questionnaire.edition().to_string(),
        ended: played.ended.id().to_owned(),
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
    result.seal = result.sealed();
    let mut json = serde_json::to_string_pretty(&result).expect("a result has only text keys");
    json.push('\n');
    json
}

/// Returns whether a JSON text says of itself that it is of practice.
pub fn is_of_training(text: &str) -> bool {
    #[derive(Deserialize)]
    struct Kind {
        kind: Option<String>,
    }
    let kind =
        serde_json::from_str::<Kind>(text.trim_start_matches('\u{feff}')).ok().and_then(|head| head.kind);
    kind.is_some_and(|kind| kind.contains("training"))
}

/// Reads a training result.
///
/// # Errors
/// Why it is none, or that it was changed.
pub fn read_training_result(text: &str) -> Result<TrainingResult, String> {
    let text = text.trim_start_matches('\u{feff}').trim();
    if !text.starts_with('{') {
        return Err(
            "this is not JSON; a training result is needed, as `practice --assess` writes it".to_owned()
        );
    }
    if text.contains("\"safelight-screening\"") {
        return Err("this is the record of a screening, and has no place in practice".to_owned());
    }
    let Object(result) = serde_json::from_str::<Object<TrainingResult>>(text).map_err(|error| {
        let what = without_values(&error.to_string());
        format!("this is no training result: line {}, column {}: {what}", error.line(), error.column())
    })?;
    if result.kind != KIND {
        return Err(format!("`kind` is not \"{KIND}\"; this is another kind of document"));
    }
    if result.format != FORMAT {
        return Err(format!("`format` is not {FORMAT}; this version reads format {FORMAT}"));
    }
    if bad_code(&result.trainee).is_some() {
        return Err("`trainee` is no code such as T07; a name has no place in it".to_owned());
    }
    if result.seal != result.sealed() {
        return Err("it was changed after it was written: the seal does not fit".to_owned());
    }
    Ok(result)
}

impl fmt::Debug for TrainingResult {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("[training result]")
    }
}

impl TrainingResult {
    /// Returns the seal over everything else.
    fn sealed(&self) -> String {
        let bare = TrainingResult { seal: String::new(), ..self.clone() };
        let written = serde_json::to_string(&bare).expect("a result has only text keys");
        let mut canon = Canon::default();
        canon.put(KIND, written);
        canon.digest()
    }

    /// Returns what was played, in the scenario that it names.
    ///
    /// # Errors
    /// That it is of another text of the scenario, or does not fit it.
    pub fn played(&self, scenario: &Scenario, questionnaire: &Questionnaire) -> Result<Played, String> {
        if self.questionnaire != questionnaire.edition().to_string() {
            return Err(format!(
                "it was played with {}, and {} is here",
                self.questionnaire,
                questionnaire.edition()
            ));
        }
        if self.fingerprint != scenario.fingerprint {
            return Err(
                "it was played with another text of this scenario, which was changed since".to_owned()
            );
        }
        self.fitting(scenario, questionnaire).ok_or_else(|| "it does not fit its scenario".to_owned())
    }

    fn fitting(&self, scenario: &Scenario, questionnaire: &Questionnaire) -> Option<Played> {
        let point = |id: &str| point_of(questionnaire, id);
        let mut moves = Vec::new();
        for done in &self.moves {
            let (point, choice) = match &done.chose {
                Some(chose) => {
                    let point = point(&done.at)?;
                    (point, Some(*choices(point).iter().find(|known| *known == chose)?))
                }
                None => (Point::Question(questionnaire.find(&done.at)?), None),
            };
            if moves.iter().any(|earlier: &Move| earlier.point == point) {
                return None;
            }
            moves.push(Move { point, heard: heard(scenario, point, done.heard)?, choice });
        }
        let mut answers = Answers::none(questionnaire.edition());
        for rating in &self.ratings {
            let question = questionnaire.find(&rating.question)?;
            let answer = answer_of(questionnaire.question(question), &rating.rating)?;
            let twice = answers.get(&rating.question).is_some();
            if twice || !is_rated(questionnaire, Point::Question(question)) {
                return None;
            }
            answers.give(rating.question.clone(), answer);
        }
        let offered = offered_needs(scenario, questionnaire);
        let offers = self.offers.as_ref().map(|offers| {
            offers
                .iter()
                .map(|id| find(NEEDS, id).filter(|need| offered.contains(need)))
                .collect::<Option<Vec<_>>>()
        });
        let call = self.call.as_ref().map(|called| {
            questionnaire.outcomes.first()?.levels.iter().position(|level| level.id == *called)
        });
        Some(Played {
            moves,
            decided: self.decisions(scenario)?,
            answers,
            ended: Ended::of(&self.ended)?,
            stopped_at: match &self.stopped_at {
                Some(id) => Some(point(id)?),
                None => None,
            },
            reworded: self.reworded.iter().cloned().collect(),
            breaks: self.breaks,
            call: optional(call)?,
            offers: optional(offers)?,
        })
    }

    fn decisions(&self, scenario: &Scenario) -> Option<BTreeMap<usize, usize>> {
        let decided = self.decisions.iter().map(|(id, chosen)| {
            let place = scenario.decisions.iter().position(|decision| decision.id == *id)?;
            let way = scenario.decisions[place].options.iter().position(|way| way.id == *chosen)?;
            Some((place, way))
        });
        decided.collect()
    }
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
