//! Where a practice ended, and where the key ends it. Of several gates on one screen one is chosen that does not pass:
//! whichever it was, the talk ended there.

use super::compare::case_of;
use super::play::goes_on;
use super::played::{Played, PlayedMove};
use super::scenario::Scenario;
use crate::conversation::Point;
use crate::questionnaire::model::Questionnaire;
use crate::scoring::assess;

/// Where what was done ended, and where the key ends it.
#[derive(Clone, Copy)]
pub struct Endings {
    own: Option<Point>,
    key: Option<Point>,
    /// Whether it ended there, and in the same way.
    pub are_alike: bool,
}

impl Endings {
    /// Looks where both ended.
    pub fn of(scenario: &Scenario, questionnaire: &Questionnaire, played: &Played, key: &Played) -> Self {
        let [own, of_key] = [played, key].map(|played| ended_at(scenario, questionnaire, played));
        let share_a_screen = match (own, of_key) {
            (Some(Point::Gate(own)), Some(Point::Gate(key))) => {
                questionnaire.asked_together(own).contains(&key)
            }
            _ => false,
        };
        let are_alike = played.ended == scenario.key.ending && (own == of_key || share_a_screen);
        Endings { own, key: of_key, are_alike }
    }

    /// Returns what was chosen at a point. Where it ended at another gate of the screen at which the key ends, that is what
    /// the key chooses there, and nothing at the gate that was chosen in its place.
    pub fn choice_at(&self, key: &Played, point: Point, choice: &'static str) -> Option<&'static str> {
        if !self.are_alike || self.own == self.key {
            return Some(choice);
        }
        if self.key == Some(point) {
            return key.at(point)?.choice;
        }
        (self.own != Some(point)).then_some(choice)
    }
}

/// Returns the point at which a conversation ended; nothing where it came to its end.
fn ended_at(scenario: &Scenario, questionnaire: &Questionnaire, played: &Played) -> Option<Point> {
    let ends =
        |done: &&PlayedMove| done.choice.is_some_and(|choice| !goes_on(questionnaire, done.point, choice));
    let by_step = || played.moves.iter().find(ends).map(|done| done.point);
    let by_answer = || assess(&case_of(scenario, questionnaire, &played.answers)).stopped.map(Point::Stop);
    played.stopped_at.or_else(by_step).or_else(by_answer)
}
