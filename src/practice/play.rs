//! The invented person at the other side of the conversation. [`Play`] holds the real conversation and adds
//! what is seen and heard to each of its turns, asks for the choices that a real screening does not ask
//! for (whether words were said or left out, the scenario's own decisions), and takes down what was done.
//! It is led turn by turn like the conversation itself, by a trainee or by the key, for which every reply is
//! right.

mod deciding;

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::alone;
use super::hearing::{self, Voice};
use super::played::{Played, PlayedMove};
use super::points::{chosen, every, order};
use super::scenario::{Right, Scenario, ScenarioEntry, Unlock};
use crate::conversation::{
    Conversation, Dialogue, ListItem, Point, Purpose, Refused, Reply, Setting, Turn, Wanted, gate_answers,
};
use crate::example::Expectation;
use crate::questionnaire::model::{AnswerSource, Questionnaire};
use crate::records::Ended;
use crate::scoring::Case;
use crate::vocabulary::{NEEDS, Term};

/// What every screen of practice is marked with.
pub const MARK: &str = "TRAINING";

/// What a trainee does with words that are to be said.
const SAY: [(&str, &str); 2] = [("say", "I say this to them"), ("leave_out", "I leave it out")];

/// A conversation with an invented person.
#[derive(Clone)]
pub struct Play<'p> {
    scenario: &'p Scenario,
    conversation: Conversation<'p>,
    done: Done,
}

/// What was done so far.
#[derive(Clone, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Done {
    unlocked: BTreeSet<Unlock>,
    /// The points that were left for later.
    left: BTreeSet<Point>,
    moves: Vec<PlayedMove>,
    decided: BTreeMap<usize, usize>,
    /// The decision of which is shown what came of it.
    happens: Option<usize>,
    /// The decisions that were gone back to and stand no more, with the option that was chosen.
    taken_back: BTreeMap<usize, usize>,
    /// The points at which something else is heard since a decision was made anew.
    heard_otherwise: BTreeSet<Point>,
    heard: BTreeSet<usize>,
    /// The last point at which the person was asked something.
    last: Option<Point>,
    stopped_at: Option<Point>,
    breaks: usize,
    /// The point at which the conversation should have ended and the trainee went on. After it nobody
    /// answers; there itself, and before it, one can still go back and do otherwise.
    over: Option<Point>,
}

/// Returns what can be offered after a conversation: what the actions of the questionnaire ask for, and
/// what the key names.
pub fn offered_needs(scenario: &Scenario, questionnaire: &Questionnaire) -> Vec<&'static Term> {
    let asked_for = |need: &Term| {
        questionnaire.actions.iter().any(|action| action.step.needs.iter().any(|known| known.id == need.id))
    };
    NEEDS
        .iter()
        .filter(|need| asked_for(need) || scenario.key.needs.iter().any(|known| known.id == need.id))
        .collect()
}

impl<'p> Play<'p> {
    /// Returns the conversation with an invented person that begins. What surrounds it is for practice,
    /// whatever it says of itself.
    pub fn new(scenario: &'p Scenario, questionnaire: &'p Questionnaire, setting: Setting<'p>) -> Self {
        let case =
            Case::begin(questionnaire, &scenario.context).expect("the reader has looked at the context");
        let setting = scenario.setting(Setting { purpose: Purpose::Practice, ..setting });
        Play { scenario, conversation: Conversation::new(case, setting, false), done: Done::default() }
    }

    /// Returns the conversation.
    pub fn conversation(&self) -> &Conversation<'p> {
        &self.conversation
    }

    /// Returns what was done, as it stands. What is not over yet counts as left.
    pub fn played(&self) -> Played {
        let ended = self.conversation.ending().map_or(Ended::Left, Ended::from);
        let interview = self.conversation.interview();
        let done = &self.done;
        Played {
            moves: done.moves.clone(),
            decided: done.decided.clone(),
            answers: interview.answers().clone(),
            ended,
            stopped_at: done.stopped_at.filter(|_| matches!(ended, Ended::Stopped | Ended::Danger)),
            reworded: interview.reworded().clone(),
            breaks: done.breaks,
            call: None,
            offers: None,
        }
    }

    /// Returns what was done so far as text, for a snapshot.
    pub fn written(&self) -> String {
        serde_json::to_string(&self.done).expect("what was done has only text keys")
    }

    /// Returns the play that was written down, around its conversation; nothing if it is none.
    pub fn resume(scenario: &'p Scenario, conversation: Conversation<'p>, written: &str) -> Option<Self> {
        let done: Done = serde_json::from_str(written).ok()?;
        done.fits(scenario, conversation.questionnaire()).then_some(Play { scenario, conversation, done })
    }

    /// Returns the places of the entries that were heard.
    pub(super) fn heard(&self) -> &BTreeSet<usize> {
        &self.done.heard
    }

    pub(super) fn questionnaire(&self) -> &'p Questionnaire {
        self.conversation.questionnaire()
    }

    // ---- what is heard ----

    /// Returns the entry that is heard at a point now: the last one for which all was done.
    pub(super) fn entry(&self, point: Point) -> Option<usize> {
        if self.is_past_end(point) {
            return None;
        }
        let is_done = |unlock: &Unlock| match unlock {
            Unlock::Again => self.done.left.contains(&point),
            unlock => self.done.unlocked.contains(unlock),
        };
        let mut entries = self.scenario.entries_at(point);
        entries.rfind(|(_, entry)| entry.after.iter().all(is_done)).map(|(place, _)| place)
    }

    /// Whether a point comes after the one at which the conversation should have ended, or was ended though the
    /// key goes on: what is told of it then rests on a talk that there was not.
    fn is_past_end(&self, point: Point) -> bool {
        self.is_cut_short(point) || self.over().is_some_and(|end| self.is_after(point, end))
    }

    /// Returns the point at which the conversation should have ended, as long as what was done there stands.
    fn over(&self) -> Option<Point> {
        self.done.over.filter(|end| match end {
            Point::Question(question) => self.conversation.interview().answer(*question).is_some(),
            _ => true,
        })
    }

    /// What is on the same screen is not after it.
    fn is_after(&self, point: Point, end: Point) -> bool {
        let place = |point| order(self.questionnaire(), point);
        let is_before = place(point).zip(place(end)).is_some_and(|(point, end)| point < end);
        !is_before && !self.on_screen(end).contains(&point)
    }

    /// Whether the questions were ended where the key does not end them: by the trainee, or by an answer that is not
    /// the person's, from which one can still go back.
    fn is_cut_short(&self, point: Point) -> bool {
        let key = &self.scenario.key;
        let wished = |at: Point| {
            let fullest = self.scenario.fullest(at).map(|place| &self.scenario.entries[place].right);
            fullest == Some(&Right::Stop) && key.ending == Ended::Stopped
        };
        let of_key = key.expect.iter().find_map(|expected| match expected {
            Expectation::Stop(place) => *place,
            _ => None,
        });
        let of_worker = match point {
            Point::Question(question) => self.questionnaire().question(question).from != AnswerSource::Asked,
            _ => false,
        };
        let stop = self.conversation.interview().place_of_stop();
        self.done.stopped_at.is_some_and(|at| !wished(at)) || (of_worker && stop.is_some() && stop != of_key)
    }

    /// Returns the points that are on one screen with a point: gates may share one.
    pub(super) fn on_screen(&self, point: Point) -> Vec<Point> {
        match point {
            Point::Gate(place) => self.questionnaire().asked_together(place).map(Point::Gate).collect(),
            point => vec![point],
        }
    }

    /// Returns everything that is seen and heard on the screen of a point. Where several points share it,
    /// those at which there is nothing say so only if there is nothing at any.
    fn heard_at(&self, point: Point) -> Vec<String> {
        let points = self.on_screen(point);
        let words: Vec<String> =
            points.into_iter().filter_map(|point| self.words(point, self.entry(point))).collect();
        let mut telling: Vec<String> = words.clone();
        telling.retain(|words| words != hearing::NOTHING_NEW);
        if telling.is_empty() { words.into_iter().take(1).collect() } else { telling }
    }

    /// Returns what is seen and heard at a point.
    fn words(&self, point: Point, entry: Option<usize>) -> Option<String> {
        let entry = entry.map(|place| &self.scenario.entries[place]);
        if let Some(words) = entry.and_then(|entry| entry.hear.clone()) {
            return Some(words);
        }
        let voice = Voice { questionnaire: self.questionnaire(), wording: self.conversation.wording() };
        match point {
            Point::Consent | Point::Leave(_) | Point::Keep | Point::BreakOffer(_) | Point::Left
                if self.is_past_end(point) =>
            {
                Some(hearing::SILENCE.to_owned())
            }
            Point::Gate(_) => Some(hearing::NOTHING_NEW.to_owned()),
            Point::Consent => Some(voice.says(|words| &words.invented.agrees)),
            Point::Leave(_) => Some(voice.says(|words| &words.invented.gives_leave)),
            Point::BreakOffer(_) => Some(voice.says(|words| &words.invented.takes_break)),
            Point::Keep => Some(voice.says(|words| &words.invented.may_keep)),
            Point::Left => Some(voice.says(|words| &words.invented.all_right)),
            Point::Question(question) => {
                let asked = self.questionnaire().question(question);
                let words = match (entry.map(|entry| &entry.right), asked.from) {
                    (Some(Right::Answer(answer)), _) => return Some(voice.plain(asked, answer)),
                    (_, AnswerSource::Asked) => hearing::SILENCE,
                    (_, AnswerSource::Judgement) => hearing::TO_JUDGE,
                    _ if self.is_cut_short(point) => hearing::UP_TO_THEN,
                    _ => hearing::NOTHING_TO_GO_BY,
                };
                Some(words.to_owned())
            }
            _ => None,
        }
    }

    /// Returns a turn as the trainee sees it.
    fn framed(&self, turn: Turn) -> Turn {
        let point = turn.at;
        let mut framed = Turn { mark: Some(MARK).filter(|_| point != Point::Hidden), ..turn };
        framed.heard.extend(self.heard_at(point));
        framed.heard.extend(alone::heard(self.scenario, point));
        match point {
            Point::Opening(_) | Point::Disclosure(_) | Point::Stop(_) => framed.wanted = one_of(&SAY),
            Point::Ending => {
                framed.say.clear();
                framed.tell = vec![
                    "Stopping is fine, for the person and for you. Nobody needs a reason.".to_owned(),
                    "Choose the second where it is right to end the conversation with the person here. Choose \
                     the third if you have had enough of practice for now."
                        .to_owned(),
                ];
                framed.wanted = one_of(&[
                    ("back", "Go back to where we were"),
                    ("summary", "End the conversation with the person, and go to the debrief"),
                    ("nothing", "Leave practice"),
                ]);
            }
            Point::Danger => framed.tell.insert(0, NO_REAL_DANGER.to_owned()),
            Point::Review => {
                framed
                    .tell
                    .push("In practice: what you heard is what counts, not what you suspect.".to_owned());
            }
            _ => {}
        }
        framed
    }

    // ---- what is done ----

    /// Takes down what a reply does that the conversation has taken.
    fn take(&mut self, point: Point, heard: &[Option<usize>], reply: &Reply) {
        self.done.heard.extend(heard.iter().flatten());
        let moves = self.moves(point, heard, reply);
        if !moves.is_empty() && !self.is_past_end(point) {
            // What is done at an earlier point does not mend what was done there.
            let stands = self.over().filter(|end| !self.on_screen(*end).contains(&point));
            let too_long = moves.iter().any(|done| self.goes_on_too_long(done));
            self.done.over = if too_long { Some(point) } else { stands };
        }
        if let Some(first) = self.on_screen(point).first().filter(|_| matches!(point, Point::Gate(_))) {
            // A gate after the one that is answered now was answered by a slip, or comes again.
            let is_later = |at: Point| matches!(at, Point::Gate(_)) && at >= *first;
            self.done.moves.retain(|done| moves.is_empty() || !is_later(done.point));
        }
        for done in &moves {
            self.done.heard_otherwise.remove(&done.point);
        }
        moves.into_iter().for_each(|done| self.note_move(done));
        self.note_break(point, reply);
        match (point, reply.chosen()) {
            (Point::Opening(place), Some("say")) => {
                self.done.unlocked.insert(Unlock::Opening(place));
            }
            (Point::Question(_), None) if *reply == Reply::Later => {
                self.done.left.insert(point);
            }
            (Point::Leave(section), Some("later")) => self.leave_section(section),
            // Whoever stops in their own part has ended the questions before.
            (Point::Ending, Some("summary")) => {
                self.done.stopped_at = self.done.stopped_at.or(self.done.last);
            }
            (Point::Danger, Some("stop")) => self.done.stopped_at = self.done.last,
            _ => {}
        }
        if matches!(point, Point::Question(_) | Point::Leave(_) | Point::Consent) {
            self.done.last = Some(point);
        }
    }

    /// Returns what a reply does at each point of the screen.
    fn moves(&self, point: Point, heard: &[Option<usize>], reply: &Reply) -> Vec<PlayedMove> {
        if let Point::Gate(place) = point {
            let first = self.questionnaire().asked_together(place).start;
            let answers =
                if is_answer(reply) { gate_answers(self.questionnaire(), place, reply) } else { Vec::new() };
            let answers = answers.into_iter().map(|(at, answer)| PlayedMove {
                point: Point::Gate(at),
                heard: heard.get(at - first).copied().flatten(),
                choice: Some(answer.id()),
            });
            return answers.collect();
        }
        let choice = chosen(point, reply);
        let answers = matches!(point, Point::Question(_)) && is_answer(reply);
        let heard = heard.first().copied().flatten();
        (choice.is_some() || answers).then_some(PlayedMove { point, heard, choice }).into_iter().collect()
    }

    /// Whether the conversation should end at this point, and the choice or the answer lets it go on.
    fn goes_on_too_long(&self, done: &PlayedMove) -> bool {
        let entry = done.heard.map(|place| &self.scenario.entries[place]);
        entry.is_some_and(|entry| ends_here(self.questionnaire(), entry))
            && done.choice.is_none_or(|choice| goes_on(self.questionnaire(), done.point, choice))
    }

    /// What was said once stays said, and a break that the person asked for stays taken: leave is asked
    /// once more after it. Otherwise the last time counts.
    fn note_move(&mut self, new: PlayedMove) {
        let scenario = self.scenario;
        if let (Point::Gate(place), Some(choice)) = (new.point, new.choice)
            && goes_on(self.questionnaire(), new.point, choice)
        {
            self.done.unlocked.insert(Unlock::Gate(place));
        }
        let asked_for_break = |done: &PlayedMove| {
            let right = done.heard.map(|place| &scenario.entries[place].right);
            done.choice == Some("break") && matches!(right, Some(Right::Choice("break")))
        };
        match self.done.moves.iter_mut().find(|done| done.point == new.point) {
            Some(done) if done.choice == Some("say") || asked_for_break(done) => {}
            Some(done) => *done = new,
            None => self.done.moves.push(new),
        }
    }

    fn note_break(&mut self, point: Point, reply: &Reply) {
        let offered = match point {
            Point::BreakOffer(_) | Point::Leave(_) => reply.chooses("break"),
            _ => false,
        };
        if offered || *reply == Reply::Break {
            self.done.breaks += 1;
            self.done.unlocked.insert(Unlock::Break);
        }
    }

    fn leave_section(&mut self, section: usize) {
        self.done.left.insert(Point::Leave(section));
        let block = self.questionnaire().each_question().filter(|(_, asked)| {
            asked.section == section && asked.is_sensitive() && asked.from == AnswerSource::Asked
        });
        self.done.left.extend(block.map(|(question, _)| Point::Question(question)));
    }
}

impl Dialogue for Play<'_> {
    fn turn(&self) -> Option<Turn> {
        let turn = self.conversation.turn()?;
        let back = turn.back || self.decision_before(turn.at).is_some();
        Some(match self.added(turn.at) {
            Some(added) => Turn { mark: Some(MARK), ..added }.back(back),
            None => self.framed(turn.back(back)),
        })
    }

    fn reply(&mut self, reply: Reply) -> Result<(), Refused> {
        self.turn().ok_or(Refused::NotOffered)?.check(&reply)?;
        let point = self.conversation.turn().ok_or(Refused::NotOffered)?.at;
        if reply == Reply::Back
            && let Some(place) = self.decision_before(point)
        {
            self.take_back(place);
            return Ok(());
        }
        let goes_on = reply != Reply::Back;
        if self.happens(point).is_some() || self.decision(point).is_some() {
            self.take_added(point, reply)?;
        } else {
            self.take_reply(point, reply)?;
        }
        if goes_on {
            self.ask_anew();
        }
        Ok(())
    }
}

impl Play<'_> {
    /// Takes the reply to a turn of the conversation itself.
    fn take_reply(&mut self, point: Point, reply: Reply) -> Result<(), Refused> {
        let heard: Vec<Option<usize>> =
            self.on_screen(point).into_iter().map(|point| self.entry(point)).collect();
        let says = matches!(point, Point::Opening(_) | Point::Disclosure(_) | Point::Stop(_));
        let said = says && reply.chosen().is_some();
        // What the person would like next is not asked in practice: the key says how it goes on.
        let wanted = self.conversation.turn().map(|turn| turn.wanted);
        let passed = match wanted {
            Some(Wanted::One(items)) => {
                items.first().map_or(Reply::Seen, |item| Reply::Choose(item.id.clone()))
            }
            _ => Reply::Seen,
        };
        self.conversation.reply(if said { passed } else { reply.clone() })?;
        alone::answer(&mut self.conversation, self.scenario);
        if let (Point::Opening(place), true) = (point, reply.chooses("leave_out")) {
            self.conversation.was_left_out(place);
        }
        self.take(point, &heard, &reply);
        Ok(())
    }
}

impl Done {
    /// Returns whether every place in it is one of the scenario and its questionnaire.
    fn fits(&self, scenario: &Scenario, questionnaire: &Questionnaire) -> bool {
        let entry = |place: &usize| *place < scenario.entries.len();
        let point = |point: &Point| every(questionnaire).any(|known| known == *point);
        let decided = |(place, way): (&usize, &usize)| {
            scenario.decisions.get(*place).is_some_and(|decision| *way < decision.options.len())
        };
        self.heard.iter().all(entry)
            && self.moves.iter().all(|done| point(&done.point) && done.heard.iter().all(entry))
            && self
                .left
                .iter()
                .chain(&self.last)
                .chain(&self.stopped_at)
                .chain(&self.over)
                .chain(&self.heard_otherwise)
                .all(point)
            && self.happens.iter().all(|place| *place < scenario.decisions.len())
            && self.decided.iter().chain(&self.taken_back).all(decided)
    }
}

/// What stands on the page for danger.
pub(super) const NO_REAL_DANGER: &str = "This is practice. Call only if somebody really is in danger.";

fn one_of(choices: &[(&'static str, &str)]) -> Wanted {
    Wanted::One(choices.iter().map(|(id, label)| ListItem::new(*id, *label)).collect())
}

/// Returns whether a reply at a question is an answer to it.
fn is_answer(reply: &Reply) -> bool {
    matches!(
        reply,
        Reply::Choose(_)
            | Reply::ChooseAll(_)
            | Reply::Typed(_)
            | Reply::Declined
            | Reply::DontKnow
            | Reply::Later
    )
}

/// Returns whether the right choice at a gate or at the agreement ends the conversation.
pub(super) fn ends_here(questionnaire: &Questionnaire, entry: &ScenarioEntry) -> bool {
    match &entry.right {
        Right::Choice(right) => {
            matches!(entry.point, Point::Gate(_) | Point::Consent)
                && !goes_on(questionnaire, entry.point, right)
        }
        Right::Stop | Right::Danger => true,
        Right::Answer(_) => false,
    }
}

/// Returns whether a choice at a gate or at the agreement lets the conversation go on.
pub(super) fn goes_on(questionnaire: &Questionnaire, point: Point, choice: &str) -> bool {
    match point {
        Point::Gate(place) => choice == if questionnaire.gates[place].proceed_on { "yes" } else { "no" },
        Point::Consent => choice == "yes",
        _ => true,
    }
}
