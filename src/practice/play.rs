//! The invented person at the other side of the conversation: an asker around the trainee's own. It adds
//! what is seen and heard to each turn, asks for the choices that a real screening does not ask for
//! (whether words were said or left out, the scenario's own decisions), and takes down what was done.
//! The conversation itself is the real one. Without a trainee the key is played: every reply is right.

use std::collections::{BTreeMap, BTreeSet};

use super::hearing::{self, plain};
use super::played::{Ended, Move, Played};
use super::points::{choices, chosen, reply_for};
use super::scenario::{Decision, Entry, Right, Scenario, Unlock};
use crate::answers::{Answer, Value};
use crate::assessment::Case;
use crate::condition::QuestionRef;
use crate::interview::{
    AskError, Asker, Ending, Guidance, Interview, Item, Point, Reply, Turn, Wanted, conduct,
};
use crate::questionnaire::fingerprint::Canon;
use crate::questionnaire::model::{AnswerSource, Question, Questionnaire};
use crate::vocabulary::{NEEDS, Term};

/// What every screen of practice is marked with.
pub const MARK: &str = "TRAINING";

/// What a trainee does with words that are to be said.
const SAY: [&str; 2] = ["I say this to them", "I leave it out"];

/// The key as it was played.
pub struct KeyPlay {
    /// What was done.
    pub played: Played,
    /// The questions that came up and have no answer in the scenario.
    pub unanswered: Vec<QuestionRef>,
    /// The places of the entries that were heard.
    pub heard: BTreeSet<usize>,
}

/// Plays a scenario with a trainee. Returns what was done, the conversation, and how that ended.
///
/// # Errors
/// When nobody can answer any more.
pub fn play<'q>(
    scenario: &Scenario,
    questionnaire: &'q Questionnaire,
    trainee: &mut dyn Asker,
    guidance: &Guidance,
) -> Result<(Played, Interview<'q>, Ending), AskError> {
    let mut player = Player::new(scenario, questionnaire, Some(trainee));
    let mut interview = Interview::new(case(scenario, questionnaire));
    let ending = conduct(&mut interview, &mut player, guidance, &mut |_| Ok(()))?;
    let played = player.into_played(&interview, Ended::from(&ending));
    Ok((played, interview, ending))
}

/// Plays the key of a scenario.
pub fn play_key(scenario: &Scenario, questionnaire: &Questionnaire) -> KeyPlay {
    let mut player = Player::new(scenario, questionnaire, None);
    let mut interview = Interview::new(case(scenario, questionnaire));
    let ending = conduct(&mut interview, &mut player, &Guidance::default(), &mut |_| Ok(()));
    let ended = ending.map_or(Ended::Left, |ending| Ended::from(&ending));
    let (unanswered, heard) = (player.unanswered.clone(), player.heard.clone());
    KeyPlay { played: player.into_played(&interview, ended), unanswered, heard }
}

fn case<'q>(scenario: &Scenario, questionnaire: &'q Questionnaire) -> Case<'q> {
    Case::begin(questionnaire, &scenario.context).expect("the reader has looked at the context")
}

/// Returns what can be offered after a conversation: what the actions of the questionnaire ask for, and
/// what the key names.
pub fn offered_needs(scenario: &Scenario, questionnaire: &Questionnaire) -> Vec<&'static Term> {
    let asked_for = |need: &Term| {
        questionnaire.actions.iter().any(|action| action.needs.iter().any(|known| known.id == need.id))
    };
    NEEDS
        .iter()
        .filter(|need| asked_for(need) || scenario.key.needs.iter().any(|known| known.id == need.id))
        .collect()
}

/// How often the key may come to the same point before it is clear that it goes in a circle.
const CIRCLE: usize = 12;

struct Player<'p> {
    scenario: &'p Scenario,
    questionnaire: &'p Questionnaire,
    trainee: Option<&'p mut dyn Asker>,
    done: BTreeSet<Unlock>,
    /// The points that were left for later.
    left: BTreeSet<Point>,
    moves: Vec<Move>,
    decided: BTreeMap<usize, usize>,
    heard: BTreeSet<usize>,
    unanswered: Vec<QuestionRef>,
    times: BTreeMap<Point, usize>,
    /// The last point at which the person was asked something.
    last: Option<Point>,
    stopped_at: Option<Point>,
    breaks: usize,
    /// The point at which the conversation should have ended and the trainee went on. After it nobody
    /// answers; there itself one can still go back and do otherwise.
    over: Option<Point>,
}

impl<'p> Player<'p> {
    fn new(
        scenario: &'p Scenario,
        questionnaire: &'p Questionnaire,
        trainee: Option<&'p mut dyn Asker>,
    ) -> Self {
        Player {
            scenario,
            questionnaire,
            trainee,
            done: BTreeSet::new(),
            left: BTreeSet::new(),
            moves: Vec::new(),
            decided: BTreeMap::new(),
            heard: BTreeSet::new(),
            unanswered: Vec::new(),
            times: BTreeMap::new(),
            last: None,
            stopped_at: None,
            breaks: 0,
            over: None,
        }
    }

    fn into_played(self, interview: &Interview<'_>, ended: Ended) -> Played {
        Played {
            moves: self.moves,
            decided: self.decided,
            answers: interview.answers().clone(),
            ended,
            stopped_at: self.stopped_at.filter(|_| matches!(ended, Ended::Stopped | Ended::Danger)),
            reworded: interview.reworded().clone(),
            breaks: self.breaks,
            call: None,
            offers: None,
        }
    }

    // ---- what is heard ----

    /// Returns the entry that is heard at a point now: the last one for which all was done.
    fn entry(&self, point: Point) -> Option<usize> {
        if self.is_past_end(point) {
            return None;
        }
        let is_done = |unlock: &Unlock| match unlock {
            Unlock::Again => self.left.contains(&point),
            unlock => self.done.contains(unlock),
        };
        let mut entries = self.scenario.entries_at(point);
        entries.rfind(|(_, entry)| entry.after.iter().all(is_done)).map(|(place, _)| place)
    }

    /// Whether a point comes after the one at which the conversation should have ended.
    fn is_past_end(&self, point: Point) -> bool {
        self.over.is_some_and(|end| end != point)
    }

    /// Returns what is seen and heard at a point.
    fn words(&self, point: Point, entry: Option<usize>) -> Option<String> {
        let entry = entry.map(|place| &self.scenario.entries[place]);
        if let Some(words) = entry.and_then(|entry| entry.hear.clone()) {
            return Some(words);
        }
        match point {
            Point::Consent | Point::Leave(_) | Point::Keep | Point::BreakOffer(_) | Point::Left
                if self.is_past_end(point) =>
            {
                Some(hearing::SILENCE.to_owned())
            }
            Point::Gate(_) => Some(hearing::NOTHING_NEW.to_owned()),
            Point::Consent => Some(hearing::AGREES.to_owned()),
            Point::Leave(_) => Some(hearing::GIVES_LEAVE.to_owned()),
            Point::BreakOffer(_) => Some(hearing::TAKES_BREAK.to_owned()),
            Point::Keep => Some(hearing::MAY_KEEP.to_owned()),
            Point::Left => Some("“All right.”".to_owned()),
            Point::Question(question) => {
                let asked = self.questionnaire.question(question);
                Some(match entry.map(|entry| &entry.right) {
                    Some(Right::Answer(answer)) => plain(asked, answer),
                    _ if asked.from == AnswerSource::Asked => hearing::SILENCE.to_owned(),
                    _ => hearing::NOTHING_TO_GO_BY.to_owned(),
                })
            }
            _ => None,
        }
    }

    /// Returns a turn as the trainee sees it.
    fn framed(&self, turn: &Turn, entry: Option<usize>) -> Turn {
        let mut framed = Turn { mark: Some(MARK), ..turn.clone() };
        let Some(point) = turn.at else { return framed };
        framed.heard.extend(self.words(point, entry));
        match point {
            Point::Opening(_) | Point::Disclosure(_) | Point::Stop(_) => {
                framed.wanted = Wanted::One(SAY.iter().map(|label| Item::new(*label)).collect());
            }
            Point::Ending => {
                framed.say.clear();
                framed.tell = vec![
                    "Stopping is fine, for the person and for you. Nobody needs a reason.".to_owned(),
                    "Choose the second where it is right to end the conversation with the person here. Choose \
                     the third if you have had enough of practice for now."
                        .to_owned(),
                ];
                framed.wanted = Wanted::One(vec![
                    Item::new("Go back to where we were"),
                    Item::new("End the conversation with the person, and go to the debrief"),
                    Item::new("Leave practice"),
                ]);
            }
            Point::Danger => {
                framed
                    .tell
                    .insert(0, "This is practice. Call only if somebody really is in danger.".to_owned());
            }
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

    /// Lets the trainee decide what the scenario asks for before a point. Returns a reply that is none.
    fn decide(&mut self, point: Point) -> Result<Option<Reply>, AskError> {
        let scenario = self.scenario;
        for (place, decision) in scenario.decisions.iter().enumerate() {
            if self.is_past_end(point) {
                return Ok(None);
            }
            if decision.before != point || self.decided.contains_key(&place) {
                continue;
            }
            let Some(trainee) = self.trainee.as_deref_mut() else {
                let right = decision.options.iter().position(|way| way.right).unwrap_or(0);
                self.decided.insert(place, right);
                self.done.insert(Unlock::Option(place, right));
                continue;
            };
            let order = order(decision);
            let labels: Vec<&str> = order.iter().map(|way| decision.options[*way].label.as_str()).collect();
            let mut turn =
                Turn::to_choose(&labels).heading("You decide").tell(&decision.ask).heard(&decision.hear);
            turn.mark = Some(MARK);
            let way = match trainee.ask(&turn)? {
                Reply::One(place) if place < order.len() => order[place],
                reply => return Ok(Some(reply)),
            };
            self.decided.insert(place, way);
            self.done.insert(Unlock::Option(place, way));
            if let Some(then) = &decision.options[way].then {
                let mut page = Turn::to_see().heading("What happens").heard(then);
                page.mark = Some(MARK);
                if let reply @ (Reply::Stop | Reply::Danger | Reply::Break) = trainee.ask(&page)? {
                    return Ok(Some(reply));
                }
            }
        }
        Ok(None)
    }

    /// Takes down what a reply does, and returns what the conversation is to make of it.
    fn take(&mut self, point: Point, entry: Option<usize>, reply: Reply) -> Reply {
        let choice = chosen(point, &reply);
        let answers = matches!(point, Point::Question(_))
            && !matches!(
                reply,
                Reply::Back | Reply::Break | Reply::Danger | Reply::Stop | Reply::Note(_) | Reply::Reworded
            );
        if choice.is_some() || answers {
            self.note_move(point, entry, choice);
        }
        self.note_break(point, &reply);
        if (choice.is_some() || answers) && !self.is_past_end(point) {
            self.over = self.goes_on_too_long(point, entry, choice).then_some(point);
        }
        match (point, &reply) {
            (Point::Gate(place), _) => {
                let passed = choice.is_some_and(|choice| goes_on(self.questionnaire, point, choice));
                self.done.extend(passed.then_some(Unlock::Gate(place)));
            }
            (Point::Opening(place), Reply::One(0)) => drop(self.done.insert(Unlock::Opening(place))),
            (Point::Question(_), Reply::Later) => drop(self.left.insert(point)),
            (Point::Leave(section), Reply::One(2)) => self.leave_section(section),
            (Point::Ending | Point::Danger, Reply::One(1)) => self.stopped_at = self.last,
            _ => {}
        }
        if matches!(point, Point::Question(_) | Point::Leave(_) | Point::Consent) {
            self.last = Some(point);
        }
        let says = matches!(point, Point::Opening(_) | Point::Disclosure(_) | Point::Stop(_));
        if says && choice.is_some() { Reply::Seen } else { reply }
    }

    /// Whether the conversation should end at this point, and the choice or the answer lets it go on.
    fn goes_on_too_long(&self, point: Point, entry: Option<usize>, choice: Option<&'static str>) -> bool {
        let entry = entry.map(|place| &self.scenario.entries[place]);
        entry.is_some_and(|entry| ends_here(self.questionnaire, entry))
            && choice.is_none_or(|choice| goes_on(self.questionnaire, point, choice))
    }

    /// What was said once stays said, and a break that the person asked for stays taken: leave is asked
    /// once more after it. Otherwise the last time counts.
    fn note_move(&mut self, point: Point, heard: Option<usize>, choice: Option<&'static str>) {
        let scenario = self.scenario;
        let asked_for_break = |done: &Move| {
            let right = done.heard.map(|place| &scenario.entries[place].right);
            done.choice == Some("break") && matches!(right, Some(Right::Choice("break")))
        };
        match self.moves.iter_mut().find(|done| done.point == point) {
            Some(done) if done.choice == Some("say") || asked_for_break(done) => {}
            Some(done) => *done = Move { point, heard, choice },
            None => self.moves.push(Move { point, heard, choice }),
        }
    }

    fn note_break(&mut self, point: Point, reply: &Reply) {
        let offered = matches!(
            (point, reply),
            (_, Reply::Break) | (Point::BreakOffer(_), Reply::One(1)) | (Point::Leave(_), Reply::One(3))
        );
        if offered {
            self.breaks += 1;
            self.done.insert(Unlock::Break);
        }
    }

    fn leave_section(&mut self, section: usize) {
        self.left.insert(Point::Leave(section));
        let block = self.questionnaire.each_question().filter(|(_, asked)| {
            asked.section == section && asked.is_sensitive() && asked.from == AnswerSource::Asked
        });
        self.left.extend(block.map(|(question, _)| Point::Question(question)));
    }

    // ---- the key ----

    /// Returns what is right at a point.
    fn right(&mut self, point: Point, entry: Option<usize>) -> Result<Reply, AskError> {
        let times = self.times.entry(point).or_default();
        *times += 1;
        // A break may be taken after every section.
        if *times > CIRCLE && point != Point::Break {
            return Err(AskError::Ended);
        }
        let right = entry.map(|place| self.scenario.entries[place].right.clone());
        Ok(match (point, right) {
            (Point::Question(_), Some(Right::Stop)) => Reply::Stop,
            (Point::Question(_), Some(Right::Danger)) => Reply::Danger,
            (Point::Question(question), Some(Right::Answer(answer))) => {
                reply_of(self.questionnaire.question(question), &answer)
            }
            (Point::Question(question), _) => {
                self.unanswered.push(question);
                match self.questionnaire.question(question).from {
                    AnswerSource::Asked => Reply::Declined,
                    _ => Reply::DontKnow,
                }
            }
            // After a break leave is asked once more, and the person gives it.
            (Point::Leave(_), Some(Right::Choice("break"))) if *times > 1 => Reply::One(0),
            (_, Some(Right::Choice(choice))) => reply_for(point, choice),
            (Point::Gate(place), _) if !self.questionnaire.gates[place].proceed_on => Reply::One(1),
            // A break is always offered; to go back, to leave and to stop are the second of two.
            (Point::BreakOffer(_) | Point::Ending | Point::Danger, _) => Reply::One(1),
            (point, _) if !choices(point).is_empty() => Reply::One(0),
            (Point::Left | Point::Review | Point::Break, _) => Reply::One(0),
            _ => Reply::Seen,
        })
    }
}

impl Asker for Player<'_> {
    fn ask(&mut self, turn: &Turn) -> Result<Reply, AskError> {
        let Some(point) = turn.at else {
            let framed = self.framed(turn, None);
            return self.trainee.as_deref_mut().map_or(Ok(Reply::Seen), |trainee| trainee.ask(&framed));
        };
        if let Some(reply) = self.decide(point)? {
            self.note_break(point, &reply);
            return Ok(reply);
        }
        let entry = self.entry(point);
        self.heard.extend(entry);
        let reply = match &self.trainee {
            None => self.right(point, entry)?,
            Some(_) => {
                let framed = self.framed(turn, entry);
                self.trainee.as_deref_mut().expect("there is one").ask(&framed)?
            }
        };
        Ok(self.take(point, entry, reply))
    }
}

/// Returns whether the right choice at a gate or at the agreement ends the conversation.
pub(super) fn ends_here(questionnaire: &Questionnaire, entry: &Entry) -> bool {
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

/// Returns the reply that gives an answer to a question.
fn reply_of(asked: &Question, answer: &Answer) -> Reply {
    let place = |id: &str| asked.kind.options().iter().position(|option| option.id == id).unwrap_or(0);
    match answer {
        Answer::Declined => Reply::Declined,
        Answer::DontKnow => Reply::DontKnow,
        Answer::Later => Reply::Later,
        Answer::Given(Value::YesNo(yes)) => Reply::One(if *yes { 0 } else { 1 }),
        Answer::Given(Value::Choice(id)) => Reply::One(place(id)),
        Answer::Given(Value::Choices(ids)) => Reply::Many(ids.iter().map(|id| place(id)).collect()),
        Answer::Given(Value::Text(words)) => Reply::Line(words.clone()),
        Answer::Given(other) => Reply::Line(super::scenario::written(&Answer::Given(other.clone()))),
    }
}
