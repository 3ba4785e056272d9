//! The debrief: what a trainee did beside the key, step by step and item by item, each with the reason.
//! It decides everything that is said; [`super::document`] only puts it in order. Over-calling and
//! under-calling are kept apart, and nothing is counted unless somebody asks for figures.

use super::compare::{case_of, compare};
use super::ending::Endings;
use super::hearing::Voice;
use super::key_play::play_key;
use super::play::{ends_here, goes_on};
use super::played::{Played, PlayedMove};
use super::points::{called, in_words};
use super::scenario::{Right, Scenario, ScenarioEntry, Unlock, is_rated};
use crate::answers::Answer;
use crate::conversation::Point;
use crate::questionnaire::model::{AnswerSource, Questionnaire};
use crate::records::{
    BesideKey, Deviation, Direction, Ended, Figures, ItemReview, Offer, OwnCall, StepReview,
};
use crate::rules::QuestionRef;
use crate::scoring::{Assessment, assess};
use crate::truth::Set;
use crate::vocabulary::Term;

/// What a trainee did beside the key.
pub struct Debrief {
    /// The title of the scenario.
    pub title: String,
    /// The steps, in the order in which they came up.
    pub steps: Vec<StepReview>,
    /// The rated items, in the order of the questionnaire.
    pub items: Vec<ItemReview>,
    /// How many items that have a reason in the key did not come up.
    pub not_reached: usize,
    /// Whether it went on where it should have ended; nothing after that is rated.
    pub went_on: bool,
    /// The questions that were asked in other words.
    pub reworded: Vec<String>,
    /// How it ended.
    pub ended: Ended,
    /// How it should have ended.
    pub should_end: Ended,
    /// Whether it ended there and so: what the scenario tells of the whole talk is told then only.
    pub as_the_key: bool,
    /// What the trainee's answers come to, and what the key's come to: outcome by outcome, the label and the
    /// possible levels of both. Empty where nothing is scored.
    pub results: Vec<BesideKey>,
    /// Why the key comes to what it does.
    pub because: String,
    /// The trainee's own call.
    pub call: Option<OwnCall>,
    /// Whether everything was heard that the key rests on.
    pub heard_all: bool,
    /// What was offered, and what should have been.
    pub offers: Vec<Offer>,
}

impl ItemReview {
    /// Whether it counts: it has a reason in the key, or is a plain answer that was taken down otherwise.
    pub fn counts(&self) -> bool {
        self.because.is_some() || self.difference != Deviation::Same
    }

    /// Whether it counts as the key's: heard in full, and rated so.
    pub fn is_as_the_key(&self) -> bool {
        self.because.is_some() && self.fullest && self.difference == Deviation::Same
    }
}

impl Debrief {
    /// Returns what can be counted.
    pub fn figures(&self) -> Figures {
        let leads = |way: Direction| self.items.iter().filter(|item| item.leads == Some(way)).count();
        Figures {
            items_as_the_key: self.items.iter().filter(|item| item.is_as_the_key()).count(),
            items: self.items.iter().filter(|item| item.counts()).count() + self.not_reached,
            steps_as_the_key: self.steps.iter().filter(|step| step.well).count(),
            steps: self.steps.len(),
            over: leads(Direction::Up),
            under: leads(Direction::Down),
        }
    }

    /// Returns the items that lead one way.
    pub fn leading(&self, way: Direction) -> impl Iterator<Item = &ItemReview> {
        self.items.iter().filter(move |item| item.leads == Some(way))
    }
}

/// Why words are said, where the scenario gives no reason of its own.
const SAY_IT: &str = "People can only choose what to tell if they have heard this first.";

/// Returns the debrief of what was played.
pub fn debrief(scenario: &Scenario, questionnaire: &Questionnaire, played: &Played) -> Debrief {
    let key = play_key(scenario, questionnaire).played;
    let endings = Endings::of(scenario, questionnaire, played, &key);
    let review = Review { scenario, questionnaire, played, key: &key, endings };
    let went_on = played.moves.iter().any(|done| review.went_on(done));
    let as_the_key = !went_on && endings.are_alike;
    let items = review.items();
    Debrief {
        title: scenario.title.clone(),
        steps: review.steps(),
        not_reached: review.not_reached(&items),
        items,
        went_on,
        reworded: review.reworded(),
        ended: played.ended,
        should_end: scenario.key.ending,
        as_the_key,
        // What nobody answered any more sums up to nothing.
        results: if went_on { Vec::new() } else { review.results(as_the_key) },
        because: scenario.key.because.clone(),
        call: if went_on { None } else { review.call(as_the_key) },
        heard_all: review.heard_all(),
        offers: if as_the_key { review.offers() } else { Vec::new() },
    }
}

struct Review<'r> {
    scenario: &'r Scenario,
    questionnaire: &'r Questionnaire,
    played: &'r Played,
    /// What is done when everything is done right.
    key: &'r Played,
    /// Where each of the two ended.
    endings: Endings,
}

impl Review<'_> {
    fn entry(&self, place: Option<usize>) -> Option<&ScenarioEntry> {
        place.map(|place| &self.scenario.entries[place])
    }

    // ---- steps ----

    fn steps(&self) -> Vec<StepReview> {
        let mut steps: Vec<StepReview> = Vec::new();
        let mut decided: Vec<usize> = self.played.decided.keys().copied().collect();
        for done in &self.played.moves {
            let here = |place: &mut usize| self.scenario.decisions[*place].before == done.point;
            steps.extend(decided.extract_if(.., here).map(|place| self.decision(place)));
            steps.extend(self.step(done.point, done.heard, done.choice));
            if self.went_on(done) {
                break;
            }
        }
        // What was decided where the conversation then ended has no move after it.
        steps.extend(decided.into_iter().map(|place| self.decision(place)));
        steps.extend(self.stopping());
        steps
    }

    /// Whether the conversation should have ended here, and went on.
    fn went_on(&self, done: &PlayedMove) -> bool {
        if self.endings.are_alike {
            return false;
        }
        let Some(entry) = self.entry(done.heard).filter(|entry| ends_here(self.questionnaire, entry)) else {
            return false;
        };
        match entry.right {
            Right::Choice(_) => {
                done.choice.is_some_and(|choice| goes_on(self.questionnaire, done.point, choice))
            }
            _ => {
                let answered = self.played.answers.get(&called_id(self.questionnaire, done.point)).is_some();
                answered && self.played.stopped_at != Some(done.point)
            }
        }
    }

    fn step(&self, point: Point, heard: Option<usize>, choice: Option<&'static str>) -> Option<StepReview> {
        let choice = self.endings.choice_at(self.key, point, choice?)?;
        // A yes from somebody who was not told first what cannot stay between the two is no step to praise.
        if point == Point::Consent && choice == "yes" && self.left_limits_out() {
            return None;
        }
        // Words that only came up because of an answer that is not the key's are not praised.
        let of_answers = matches!(point, Point::Disclosure(_) | Point::Stop(_));
        if of_answers && choice == "say" && self.key.at(point).is_none() {
            return None;
        }
        let entry = self.entry(heard);
        let right = match entry.map(|entry| &entry.right) {
            Some(Right::Choice(right)) => *right,
            Some(_) => return None,
            None => self.usual(point)?,
        };
        Some(StepReview {
            called: self.called(point),
            id: super::point_id(self.questionnaire, point)?,
            heard: entry.and_then(|entry| entry.hear.clone()),
            did: in_words(point, choice).to_owned(),
            right: match right {
                "say" => "to say it".to_owned(),
                right => in_words(point, right).to_owned(),
            },
            well: choice == right,
            because: entry
                .and_then(|entry| entry.because.clone())
                .unwrap_or_else(|| self.usual_reason(point)),
            unheard: if choice == right { Vec::new() } else { self.unheard(point) },
        })
    }

    fn left_limits_out(&self) -> bool {
        let limits = self.questionnaire.openings.iter().position(|opening| opening.id == "limits");
        let said = limits.and_then(|place| self.played.at(Point::Opening(place)));
        said.is_some_and(|done| done.choice == Some("leave_out"))
    }

    /// What is right at a point of which the scenario says nothing; nothing where it is not rated.
    fn usual(&self, point: Point) -> Option<&'static str> {
        match point {
            Point::Gate(place) => Some(if self.questionnaire.gates[place].proceed_on { "yes" } else { "no" }),
            Point::Opening(_) | Point::Disclosure(_) | Point::Stop(_) => Some("say"),
            Point::Consent | Point::Leave(_) | Point::Keep => Some("yes"),
            Point::BreakOffer(_) => Some("break"),
            _ => None,
        }
    }

    fn usual_reason(&self, point: Point) -> String {
        let reason = match point {
            Point::Gate(_) => "Nothing here spoke against going on.",
            Point::Opening(_) => SAY_IT,
            Point::Disclosure(_) => "Whoever has said something hard needs to hear that it was heard.",
            Point::Stop(_) => "Whoever is not asked any more needs to hear that it is not their fault.",
            _ => "That is what the person said.",
        };
        reason.to_owned()
    }

    /// What was never heard because something was left out at a point.
    fn unheard(&self, point: Point) -> Vec<String> {
        let unlock = match point {
            Point::Gate(place) => Unlock::Gate(place),
            Point::Opening(place) => Unlock::Opening(place),
            Point::Leave(_) | Point::BreakOffer(_) if self.played.breaks == 0 => Unlock::Break,
            _ => return Vec::new(),
        };
        self.waiting_for(unlock)
    }

    /// The questions that came up, and at which something else would have been heard.
    fn waiting_for(&self, unlock: Unlock) -> Vec<String> {
        let waiting = self.scenario.entries.iter().enumerate().filter(|(place, entry)| {
            let otherwise = |done: &PlayedMove| done.heard != Some(*place);
            entry.after.contains(&unlock) && self.played.at(entry.point).is_some_and(otherwise)
        });
        let mut points: Vec<Point> =
            waiting.map(|(_, entry)| entry.point).filter(|point| self.is_said(*point)).collect();
        points.dedup();
        points.into_iter().map(|point| self.called(point)).collect()
    }

    /// What a point is called, in the words in which it was asked.
    fn called(&self, point: Point) -> String {
        match point {
            Point::Gate(place) => self.questionnaire.gates[place].asked(self.scenario.is_remote()).to_owned(),
            point => called(self.questionnaire, point),
        }
    }

    /// Whether somebody says or shows something at a point; what the trainee judges is not heard.
    fn is_said(&self, point: Point) -> bool {
        match point {
            Point::Question(question) => {
                self.questionnaire.question(question).from != AnswerSource::Judgement
            }
            _ => true,
        }
    }

    fn decision(&self, place: usize) -> StepReview {
        let decision = &self.scenario.decisions[place];
        let chosen = &decision.options[self.played.decided[&place]];
        let right = || decision.options.iter().enumerate().filter(|(_, way)| way.right);
        let unheard = right().flat_map(|(way, _)| self.waiting_for(Unlock::Option(place, way)));
        StepReview {
            called: decision.ask.clone(),
            id: decision.id.clone(),
            heard: Some(decision.hear.clone()),
            did: chosen.label.clone(),
            right: right().map(|(_, way)| way.label.as_str()).collect::<Vec<_>>().join("; or: "),
            well: chosen.right,
            because: decision.because.clone(),
            unheard: if chosen.right { Vec::new() } else { unheard.collect() },
        }
    }

    /// Whether the conversation was stopped where the person wanted that, and only there. What stands in
    /// for a missed step can be such a wish as well.
    fn stopping(&self) -> Option<StepReview> {
        let wishes = |entry: &&ScenarioEntry| matches!(entry.right, Right::Stop | Right::Danger);
        let at = self.played.stopped_at;
        let there = self.scenario.entries.iter().filter(wishes).find(|entry| at == Some(entry.point));
        let passed_over = self.played.moves.iter().filter_map(|done| self.entry(done.heard)).find(wishes);
        let should = self.scenario.key.ending;
        let (wished, did, well) = match (self.played.ended, there.map(|entry| &entry.right)) {
            (Ended::Stopped, Some(Right::Stop)) => (there, "you stopped", true),
            (Ended::Stopped, Some(_)) => (there, "you stopped", false),
            (Ended::Danger, Some(Right::Danger)) => (there, "you went to safety first", true),
            (Ended::Danger, Some(_)) => (there, "you went to the page for danger", false),
            _ if passed_over.is_some() => (passed_over, "you went on asking", false),
            (Ended::Stopped, None) if should.is_scored() => (None, "you stopped early", false),
            (Ended::Danger, None) if at.is_some() => (None, "you went to the page for danger", false),
            _ => return None,
        };
        let right = match wished.map(|entry| &entry.right) {
            Some(Right::Stop) => Ended::Stopped,
            Some(Right::Danger) => Ended::Danger,
            _ => should,
        };
        let because = wished.and_then(|entry| entry.because.clone());
        Some(StepReview {
            called: "Ending the conversation".to_owned(),
            id: "ending".to_owned(),
            heard: wished.and_then(|entry| entry.hear.clone()),
            did: did.to_owned(),
            right: match right {
                Ended::Stopped => "to stop when they ask".to_owned(),
                right => right.in_words().to_owned(),
            },
            well,
            because: because.unwrap_or_else(|| {
                match self.played.ended {
                    Ended::Danger => "Safety comes before every question. Here nothing had pointed to danger yet.",
                    _ => {
                        "Stopping is always allowed. Here the person was willing to go on, and was not asked everything."
                    }
                }
                .to_owned()
            }),
            unheard: Vec::new(),
        })
    }

    // ---- items ----

    fn items(&self) -> Vec<ItemReview> {
        let case = case_of(self.scenario, self.questionnaire, &self.key.answers);
        let mut reviews = Vec::new();
        for (question, asked) in self.questionnaire.each_question() {
            let point = Point::Question(question);
            let done = self.played.at(point);
            let Some(heard) = done.and_then(|done| done.heard) else { continue };
            if !is_rated(self.questionnaire, point) || self.key.at(point).is_none() {
                continue;
            }
            let entry = &self.scenario.entries[heard];
            let (Right::Answer(right), Some(given)) = (&entry.right, self.played.answers.get(&asked.id))
            else {
                continue;
            };
            let review = self.item(&case, question, heard, right, given);
            reviews.push(review);
        }
        reviews
    }

    /// How many items with a reason are rated when everything is done right, and were not here.
    fn not_reached(&self, items: &[ItemReview]) -> usize {
        let of_key = self.key.moves.iter().filter(|done| is_rated(self.questionnaire, done.point));
        let reasons = of_key.filter(|done| {
            let entry = self.entry(done.heard);
            entry.is_some_and(|entry| entry.because.is_some() && matches!(entry.right, Right::Answer(_)))
        });
        let ids = reasons.filter_map(|done| super::point_id(self.questionnaire, done.point));
        ids.filter(|id| !items.iter().any(|item| item.id == *id)).count()
    }

    fn item(
        &self,
        case: &crate::scoring::Case<'_>,
        question: QuestionRef,
        heard: usize,
        right: &Answer,
        given: &Answer,
    ) -> ItemReview {
        let asked = self.questionnaire.question(question);
        let entry = &self.scenario.entries[heard];
        let (difference, leads) = compare(case, question, right, &entry.also, given);
        // Told to whoever asked, in their own language.
        let voice = Voice { questionnaire: self.questionnaire, wording: None };
        ItemReview {
            id: asked.id.clone(),
            asked: asked.ask.clone(),
            heard: Some(entry.hear.clone().unwrap_or_else(|| voice.plain(asked, right))),
            given: asked.show(given, self.questionnaire.about.words().could_not_tell),
            right: entry.right_answers(asked, self.questionnaire.about.words()),
            difference,
            leads,
            because: entry.because.clone(),
            fullest: self.scenario.fullest(Point::Question(question)) == Some(heard),
        }
    }

    fn reworded(&self) -> Vec<String> {
        let questions = self.questionnaire.questions.iter();
        questions
            .filter(|asked| self.played.reworded.contains(&asked.id))
            .map(|asked| asked.ask.clone())
            .collect()
    }

    // ---- the result ----

    /// What the answers come to; beside the key's, where as much was heard.
    fn results(&self, as_the_key: bool) -> Vec<BesideKey> {
        if !self.scenario.key.ending.is_scored() || !self.played.ended.is_scored() {
            return Vec::new();
        }
        let of = |played: &Played| assess(&case_of(self.scenario, self.questionnaire, &played.answers));
        let (own, key) = (of(self.played), of(self.key));
        let outcomes = self.questionnaire.outcomes.iter().enumerate();
        outcomes
            .map(|(place, outcome)| BesideKey {
                about: outcome.label.clone(),
                own: self.levels(place, &own),
                key: if as_the_key { self.levels(place, &key) } else { String::new() },
            })
            .collect()
    }

    fn levels(&self, place: usize, assessment: &Assessment) -> String {
        self.labels(place, assessment.outcomes[place].possible)
    }

    fn labels(&self, place: usize, levels: Set) -> String {
        let all = &self.questionnaire.outcomes[place].levels;
        levels.iter().map(|level| all[level].label.as_str()).collect::<Vec<_>>().join(", or: ")
    }

    /// The trainee's own call; beside the key's, where as much was heard.
    fn call(&self, as_the_key: bool) -> Option<OwnCall> {
        let outcome = self.questionnaire.outcomes.first()?;
        // Whoever stopped before any answer was not asked for a call.
        if self.scenario.key.call.is_empty() || !self.played.ended.is_scored() || self.played.offers.is_none()
        {
            return None;
        }
        let right: &[usize] = if as_the_key { &self.scenario.key.call } else { &[] };
        let label = |level: usize| outcome.levels[level].label.clone();
        let leads = self.played.call.and_then(|called| match () {
            () if right.is_empty() || right.contains(&called) => None,
            () if right.iter().all(|level| called > *level) => Some(Direction::Up),
            () if right.iter().all(|level| called < *level) => Some(Direction::Down),
            () => Some(Direction::Neither),
        });
        Some(OwnCall {
            outcome: outcome.label.clone(),
            called: self.played.call.map(label),
            right: right.iter().copied().map(label).collect(),
            leads,
        })
    }

    /// Whether each question of the key was heard as fully as the key hears it.
    fn heard_all(&self) -> bool {
        self.key
            .moves
            .iter()
            .filter(|done| is_rated(self.questionnaire, done.point))
            .all(|done| self.played.at(done.point).is_some_and(|own| own.heard == done.heard))
    }

    fn offers(&self) -> Vec<Offer> {
        let Some(offered) = &self.played.offers else { return Vec::new() };
        if !self.scenario.key.ending.is_scored() {
            return Vec::new();
        }
        let has = |list: &[&'static Term], need: &Term| list.iter().any(|known| known.id == need.id);
        super::offered_needs(self.scenario, self.questionnaire)
            .into_iter()
            .map(|need| Offer {
                need: need.id.to_owned(),
                offered: has(offered, need),
                fits: has(&self.scenario.key.needs, need),
            })
            .filter(|offer| offer.offered || offer.fits)
            .collect()
    }
}

/// The id of a question; nothing else is asked for it.
fn called_id(questionnaire: &Questionnaire, point: Point) -> String {
    super::point_id(questionnaire, point).unwrap_or_default()
}

/// Returns whether a question is for the practitioner, for the debrief's order.
pub(super) fn is_own_part(questionnaire: &Questionnaire, id: &str) -> bool {
    questionnaire
        .find(id)
        .is_some_and(|question| questionnaire.question(question).from != AnswerSource::Asked)
}
