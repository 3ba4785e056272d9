//! What a trainee did: at each point, in the end, and how it ended. It is the value that everything after
//! practice is made of, and it says nothing of what is right.

use std::collections::{BTreeMap, BTreeSet};

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize};

use super::points::choices;
use crate::answers::{Answers, QuestionId};
use crate::conversation::{Ending, Point};
use crate::records::Ended;
use crate::vocabulary::Term;

/// What a trainee did.
#[derive(Clone)]
pub struct Played {
    /// What was done at each point that came up, in the order in which they first did.
    pub moves: Vec<PlayedMove>,
    /// The option that was chosen of each decision that came up, by places.
    pub decided: BTreeMap<usize, usize>,
    /// What was taken down, in the end.
    pub answers: Answers,
    /// How it ended.
    pub ended: Ended,
    /// The question at which the conversation was stopped, or left for the page for danger.
    pub stopped_at: Option<Point>,
    /// The questions that were asked in other words.
    pub reworded: BTreeSet<QuestionId>,
    /// How often a break was offered or taken.
    pub breaks: usize,
    /// The level of the first outcome that the trainee would choose, by place.
    pub call: Option<usize>,
    /// What the trainee would offer; nothing if they were not asked.
    pub offers: Option<Vec<&'static Term>>,
}

/// What was done at one point.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct PlayedMove {
    /// The point.
    pub point: Point,
    /// The place of the entry that was heard last.
    pub heard: Option<usize>,
    /// The choice that was made; nothing at a question, whose answer is among the answers.
    pub choice: Option<&'static str>,
}

/// A move as it is written down: its choice is a word that has to be one of its point.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenMove {
    point: Point,
    heard: Option<usize>,
    choice: Option<String>,
}

impl<'de> Deserialize<'de> for PlayedMove {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let WrittenMove { point, heard, choice } = WrittenMove::deserialize(from)?;
        let known = |choice: String| choices(point).iter().find(|known| **known == choice).copied();
        match choice.map(known) {
            None => Ok(PlayedMove { point, heard, choice: None }),
            Some(Some(choice)) => Ok(PlayedMove { point, heard, choice: Some(choice) }),
            Some(None) => Err(D::Error::custom("a choice that its point does not offer")),
        }
    }
}

impl Ended {
    /// Returns it in words.
    pub fn in_words(self) -> &'static str {
        match self {
            Ended::Finished => "the conversation came to its end",
            Ended::Stopped => "the conversation was stopped on the way",
            Ended::Danger => "the questions gave way to safety now",
            Ended::NotNow => "there was no screening now",
            Ended::NoConsent => "the person said no, and that was that",
            Ended::AnotherTime => "it was put off to another time",
            Ended::Left => "practice was left",
        }
    }

    /// Returns whether there are answers to sum up.
    pub fn is_scored(self) -> bool {
        matches!(self, Ended::Finished | Ended::Stopped)
    }
}

impl From<&Ending> for Ended {
    fn from(ending: &Ending) -> Ended {
        match ending {
            Ending::Finished => Ended::Finished,
            Ending::StoppedEarly => Ended::Stopped,
            Ending::Left | Ending::BackToChoice => Ended::Left,
            Ending::NotNow(_) => Ended::NotNow,
            Ending::Danger(_) => Ended::Danger,
            Ending::NoConsent => Ended::NoConsent,
            Ending::AnotherTime => Ended::AnotherTime,
        }
    }
}

impl Played {
    /// Returns what was done at a point.
    pub fn at(&self, point: Point) -> Option<&PlayedMove> {
        self.moves.iter().find(|done| done.point == point)
    }
}
