//! The scenario's own decisions: the pages that it adds before a point of the conversation, what came of each,
//! and the way back to one. A decision that was gone back to stands no more: it is made anew, and so is what was
//! heard because of it. The last time counts.

use super::Play;
use crate::answers::Answer;
use crate::conversation::{Dialogue, ListItem, Point, Refused, Reply, Turn, Wanted};
use crate::practice::scenario::{Decision, Unlock};
use crate::questionnaire::fingerprint::Canon;
use crate::questionnaire::model::AnswerSource;
use crate::rules::QuestionRef;

impl<'p> Play<'p> {
    /// Returns the page that the scenario adds before a point, if there is one now.
    pub(super) fn added(&self, point: Point) -> Option<Turn> {
        if let Some(then) = self.happens(point) {
            return Some(Turn::to_see(Point::outside("happens")).heading("What happens").heard(then));
        }
        self.decision(point).map(|(place, decision)| self.decision_turn(place, decision))
    }

    fn decision_turn(&self, place: usize, decision: &Decision) -> Turn {
        let options = order(decision).into_iter().map(|way| &decision.options[way]);
        let items = options.map(|way| ListItem::new(way.id.as_str(), &way.label)).collect();
        let turn = Turn::new(Point::outside("decision"), Wanted::One(items))
            .heading("You decide")
            .tell(&decision.ask)
            .heard(&decision.hear);
        match self.done.taken_back.get(&place) {
            Some(way) => turn.given(Reply::choose(decision.options[*way].id.as_str())),
            None => turn,
        }
    }

    /// Returns the decision that the scenario asks for before a point: the first that does not stand.
    pub(in crate::practice) fn decision(&self, point: Point) -> Option<(usize, &'p Decision)> {
        if self.is_past_end(point) {
            return None;
        }
        let place =
            self.decisions_at(point).into_iter().find(|place| !self.done.decided.contains_key(place))?;
        Some((place, &self.scenario.decisions[place]))
    }

    /// Returns the places of the decisions before a point, in the order in which they come up.
    fn decisions_at(&self, point: Point) -> Vec<usize> {
        let before = |at: &Point| {
            let decisions = self.scenario.decisions.iter().enumerate();
            decisions
                .filter(|(_, decision)| decision.before == *at)
                .map(|(place, _)| place)
                .collect::<Vec<usize>>()
        };
        let leave: Vec<usize> = self.leave_behind(point).iter().flat_map(before).collect();
        let mut here: Vec<usize> = self.on_screen(point).iter().flat_map(before).collect();
        here.sort_unstable();
        [leave, here].concat()
    }

    /// Returns the leave that was given just before a question: one step back leads over it, as it holds.
    fn leave_behind(&self, point: Point) -> Option<Point> {
        let Point::Question(question) = point else { return None };
        let (questionnaire, interview) = (self.questionnaire(), self.conversation.interview());
        let section = questionnaire.question(question).section;
        let in_block = |question: QuestionRef| {
            let asked = questionnaire.question(question);
            asked.section == section && asked.is_sensitive() && asked.from == AnswerSource::Asked
        };
        let earlier = interview.before(question, interview.stage_of(question));
        let leave = Point::Leave(section);
        let given = self.done.moves.iter().any(|done| done.point == leave && done.choice == Some("yes"));
        (given && in_block(question) && !earlier.is_some_and(in_block)).then_some(leave)
    }

    /// Returns the decision to which one step back leads from what is shown at a point. From an answer that is
    /// looked at again one goes back to where it was chosen.
    pub(super) fn decision_before(&self, point: Point) -> Option<usize> {
        if self.is_past_end(point) || self.conversation.is_out_of_order() {
            return None;
        }
        let shown = match self.happens(point) {
            Some(_) => None,
            None => self.decision(point).map(|(place, _)| place),
        };
        let made = self.decisions_at(point).into_iter().take_while(|place| Some(*place) != shown);
        made.filter(|place| self.done.decided.contains_key(place)).last()
    }

    /// Takes a decision back, and shows it once more.
    pub(super) fn take_back(&mut self, place: usize) {
        self.done.happens = None;
        if let Some(way) = self.done.decided.remove(&place) {
            self.done.unlocked.remove(&Unlock::Option(place, way));
            self.done.taken_back.insert(place, way);
        }
    }

    /// Returns what came of the decision that was just made before a point.
    pub(super) fn happens(&self, point: Point) -> Option<&'p str> {
        let place = self.done.happens?;
        let way = *self.done.decided.get(&place)?;
        let then = self.scenario.decisions[place].options[way].then.as_deref();
        then.filter(|_| self.decisions_at(point).contains(&place))
    }

    /// What another option would have let be heard is not heard any more: what is heard otherwise now is asked
    /// once more.
    fn decide(&mut self, place: usize, way: usize) {
        self.done.decided.insert(place, way);
        self.done.unlocked.insert(Unlock::Option(place, way));
        self.done.happens = Some(place);
        if self.done.taken_back.remove(&place).is_some_and(|earlier| earlier != way) {
            let otherwise: Vec<Point> = self.heard_otherwise(place).collect();
            self.done.heard_otherwise.extend(otherwise);
        }
    }

    /// Returns the points at which something else is heard now because of a decision.
    fn heard_otherwise(&self, place: usize) -> impl Iterator<Item = Point> {
        let rests_on_it = move |entry: usize| {
            let after = &self.scenario.entries[entry].after;
            after.iter().any(|unlock| matches!(unlock, Unlock::Option(decision, _) if *decision == place))
        };
        let moves = self.done.moves.iter().map(|done| (done.point, done.heard, self.entry(done.point)));
        let changed = moves.filter(move |(_, heard, now)| {
            heard != now && [heard, now].into_iter().flatten().any(|entry| rests_on_it(*entry))
        });
        changed.map(|(point, ..)| point)
    }

    /// Whoever went back over a decision and on again comes to it anew, also where the question after it has
    /// its answer already; and to what is heard otherwise because of it.
    pub(super) fn ask_anew(&mut self) {
        let behind = self.conversation.answered_before();
        if let Some(question) = behind.into_iter().find(|question| self.is_asked_anew(*question)) {
            self.conversation.ask_again(question);
        }
    }

    fn is_asked_anew(&self, question: QuestionRef) -> bool {
        let point = Point::Question(question);
        let later = self.conversation.interview().answer(question) == Some(&Answer::Later);
        let decided_anew =
            || self.decision(point).is_some_and(|(place, _)| self.done.taken_back.contains_key(&place));
        !self.is_past_end(point) && !later && (self.done.heard_otherwise.contains(&point) || decided_anew())
    }

    /// Takes the reply to a page that the scenario adds before a point. What comes between is the
    /// conversation's own affair.
    pub(super) fn take_added(&mut self, point: Point, reply: Reply) -> Result<(), Refused> {
        if self.happens(point).is_some() && reply == Reply::Seen {
            self.done.happens = None;
            return Ok(());
        }
        let chosen = self.decision(point).and_then(|(place, decision)| {
            let way = decision.options.iter().position(|way| reply.chooses(&way.id))?;
            Some((place, way))
        });
        match chosen {
            Some((place, way)) => self.decide(place, way),
            None => {
                self.note_break(point, &reply);
                self.conversation.reply(reply)?;
            }
        }
        Ok(())
    }
}

/// Returns the order in which the options of a decision are shown: the same for everybody, and not that
/// of the file, in which authors tend to write the right one first.
fn order(decision: &Decision) -> Vec<usize> {
    let mut order: Vec<usize> = (0..decision.options.len()).collect();
    order.sort_by_cached_key(|way| {
        let mut canon = Canon::default();
        canon.put("decision", &decision.id).put("option", &decision.options[*way].id).digest()
    });
    order
}
