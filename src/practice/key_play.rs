//! The key of a scenario, played through the same conversation by somebody who does everything right. It
//! tells what comes up and what is never heard; it judges nobody.

use std::collections::{BTreeMap, BTreeSet};

use super::play::Play;
use super::played::Played;
use super::points::choices;
use super::scenario::{Right, Scenario};
use crate::conversation::{Dialogue, Point, Reply, Setting, Turn, Wanted, gate_reply, reply_of};
use crate::questionnaire::model::{AnswerSource, Questionnaire};
use crate::records::GateAnswer;
use crate::rules::QuestionRef;

/// How often the key may come to the same point before it is clear that it goes in a circle.
const CIRCLE: usize = 12;

/// The key as it was played.
pub struct KeyPlay {
    /// What was done.
    pub played: Played,
    /// The questions that came up and have no answer in the scenario.
    pub unanswered: Vec<QuestionRef>,
    /// The places of the entries that were heard.
    pub heard: BTreeSet<usize>,
}

/// Plays the key of a scenario.
pub fn play_key(scenario: &Scenario, questionnaire: &Questionnaire) -> KeyPlay {
    let mut key = KeyHolder {
        scenario,
        play: Play::new(scenario, questionnaire, Setting::practice()),
        unanswered: Vec::new(),
        times: BTreeMap::new(),
    };
    while let Some(turn) = key.play.turn() {
        let Some(reply) = key.right(&turn) else { break };
        key.play.reply(reply).expect("the key replies with what is offered");
    }
    KeyPlay { played: key.play.played(), unanswered: key.unanswered, heard: key.play.heard().clone() }
}

/// Somebody who does everything right.
struct KeyHolder<'p> {
    scenario: &'p Scenario,
    play: Play<'p>,
    unanswered: Vec<QuestionRef>,
    times: BTreeMap<Point, usize>,
}

impl KeyHolder<'_> {
    /// Returns what is right at a turn; nothing if it goes in a circle.
    fn right(&mut self, turn: &Turn) -> Option<Reply> {
        let point = turn.at;
        if let Point::Outside(_) = point {
            return Some(self.right_way(turn));
        }
        let times = self.times.entry(point).or_default();
        *times += 1;
        // A break may be taken after every section, and there may be many notices.
        if *times > CIRCLE && !matches!(point, Point::Break | Point::Notice) {
            return None;
        }
        let again = *times > 1;
        if let Point::Gate(place) = point {
            return Some(self.right_at_gates(place));
        }
        let entry = self.play.entry(point);
        let right = entry.map(|place| self.scenario.entries[place].right.clone());
        Some(match (point, right) {
            (Point::Question(_), Some(Right::Stop)) => Reply::Stop,
            (Point::Question(_), Some(Right::Danger)) => Reply::Danger,
            (Point::Question(question), Some(Right::Answer(answer))) => {
                reply_of(self.play.questionnaire().question(question), &answer)
            }
            (Point::Question(question), _) => self.silence(question),
            // After a break leave is asked once more, and the person gives it.
            (Point::Leave(_), Some(Right::Choice("break"))) if again => Reply::choose("yes"),
            (_, Some(Right::Choice(choice))) => Reply::choose(choice),
            _ => self.usual(turn),
        })
    }

    /// Returns what is right at the screen of a gate: what is right at each gate of it.
    fn right_at_gates(&self, place: usize) -> Reply {
        let questionnaire = self.play.questionnaire();
        let right = |point: Point| {
            let entry = self.play.entry(point).map(|entry| &self.scenario.entries[entry].right);
            let Point::Gate(gate) = point else { return GateAnswer::DontKnow };
            match entry {
                Some(Right::Choice(choice)) => {
                    let known = GateAnswer::WORDS.iter().find(|(word, _)| word == choice);
                    known.map_or(GateAnswer::DontKnow, |(_, answer)| *answer)
                }
                _ if questionnaire.gates[gate].proceed_on => GateAnswer::Yes,
                _ => GateAnswer::No,
            }
        };
        let answers: Vec<GateAnswer> =
            self.play.on_screen(Point::Gate(place)).into_iter().map(right).collect();
        gate_reply(questionnaire, place, &answers)
    }

    /// Returns the right option of a decision, or that its page was seen.
    fn right_way(&self, turn: &Turn) -> Reply {
        let point = self.play.conversation().turn().map(|turn| turn.at);
        let decision = point.and_then(|point| self.play.decision(point));
        match decision.filter(|_| turn.wanted != Wanted::Seen) {
            Some((_, decision)) => {
                let right = decision.options.iter().find(|way| way.right).unwrap_or(&decision.options[0]);
                Reply::choose(right.id.as_str())
            }
            None => Reply::Seen,
        }
    }

    fn silence(&mut self, question: QuestionRef) -> Reply {
        self.unanswered.push(question);
        match self.play.questionnaire().question(question).from {
            AnswerSource::Asked => Reply::Declined,
            _ => Reply::DontKnow,
        }
    }

    /// What is right where the scenario says nothing.
    fn usual(&self, turn: &Turn) -> Reply {
        match turn.at {
            // A break is always offered; what the key stops, it stops.
            Point::BreakOffer(_) => Reply::choose("break"),
            Point::Ending => Reply::choose("summary"),
            Point::Danger => Reply::choose("stop"),
            // An invented person has said what there is to say.
            Point::OwnWords(_) => Reply::Typed(String::new()),
            Point::Alone(_) if matches!(turn.wanted, Wanted::Typed(_)) => Reply::Typed("Pencil".to_owned()),
            point => match choices(point).first() {
                Some(first) => Reply::choose(*first),
                None => turn.items().first().map_or(Reply::Seen, |item| Reply::Choose(item.id.clone())),
            },
        }
    }
}
