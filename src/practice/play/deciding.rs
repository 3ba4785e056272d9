//! The scenario's own decisions: the pages that it adds before a point of the conversation, what came of each,
//! and the way back to one. A decision can be made anew like any answer; the last time counts.

use super::Play;
use crate::conversation::{Dialogue, ListItem, Point, Refused, Reply, Turn, Wanted};
use crate::practice::scenario::{Decision, Unlock};
use crate::questionnaire::fingerprint::Canon;

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
        match self.done.decided.get(&place) {
            Some(way) => turn.given(Reply::choose(decision.options[*way].id.as_str())),
            None => turn,
        }
    }

    /// Returns the decision that the scenario asks for before a point: one that was gone back to, or the
    /// first that was not made yet.
    pub(in crate::practice) fn decision(&self, point: Point) -> Option<(usize, &'p Decision)> {
        if self.is_past_end(point) {
            return None;
        }
        let here = self.decisions_at(point);
        let again = here.iter().find(|place| self.done.reopened == Some(**place));
        let open = || here.iter().find(|place| !self.done.decided.contains_key(place));
        let place = *again.or_else(open)?;
        Some((place, &self.scenario.decisions[place]))
    }

    /// Returns the places of the decisions before a point, in the order in which they come up.
    fn decisions_at(&self, point: Point) -> Vec<usize> {
        let here = self.on_screen(point);
        let decisions = self.scenario.decisions.iter().enumerate();
        decisions.filter(|(_, decision)| here.contains(&decision.before)).map(|(place, _)| place).collect()
    }

    /// Returns the decision to which one step back leads from what is shown at a point.
    pub(super) fn decision_before(&self, point: Point) -> Option<usize> {
        if self.is_past_end(point) {
            return None;
        }
        let shown = match self.happens(point) {
            Some(_) => None,
            None => self.decision(point).map(|(place, _)| place),
        };
        let made = self.decisions_at(point).into_iter().filter(|place| self.done.decided.contains_key(place));
        made.take_while(|place| Some(*place) != shown).last()
    }

    /// Shows a decision that was made once more.
    pub(super) fn reopen(&mut self, place: usize) {
        self.done.happens = None;
        self.done.reopened = Some(place);
    }

    /// Returns what came of the decision that was just made before a point.
    pub(super) fn happens(&self, point: Point) -> Option<&'p str> {
        let place = self.done.happens?;
        let decision = &self.scenario.decisions[place];
        let way = *self.done.decided.get(&place)?;
        decision.options[way].then.as_deref().filter(|_| self.on_screen(point).contains(&decision.before))
    }

    /// What another option would have let be heard is not heard any more.
    fn decide(&mut self, place: usize, way: usize) {
        if let Some(earlier) = self.done.decided.insert(place, way) {
            self.done.unlocked.remove(&Unlock::Option(place, earlier));
        }
        self.done.unlocked.insert(Unlock::Option(place, way));
        self.done.reopened = None;
        self.done.happens = Some(place);
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
                let back = reply == Reply::Back;
                self.note_break(point, &reply);
                self.conversation.reply(reply)?;
                // Whoever goes back over a decision has left it as it was made.
                self.done.reopened = self.done.reopened.filter(|_| !back);
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
