//! A scenario as it is used: an invented person, what is seen and heard at each point of the
//! conversation, and the key. A value of these types came out of the reader without an error.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::words::facet;
use crate::answers::{Answer, Edition, Value};
use crate::conversation::{AloneWay, Point, Setting};
use crate::example::Expectation;
use crate::questionnaire::FrameWords;
use crate::questionnaire::fingerprint::Canon;
use crate::questionnaire::model::{Question, Questionnaire};
use crate::records::{Ended, TalkWay};
use crate::rules::QuestionRef;
use crate::source::Span;
use crate::vocabulary::{Term, closed_list};

/// A scenario, complete and in agreement with its questionnaire.
#[derive(Clone)]
pub struct Scenario {
    /// Its id, the name of its file.
    pub id: String,
    /// The edition that it is played with.
    pub edition: Edition,
    /// Its title, which gives nothing of the key away.
    pub title: String,
    /// The language tag of its texts.
    pub language: String,
    /// How hard it is.
    pub difficulty: Difficulty,
    /// How long it takes, in minutes.
    pub minutes: u32,
    /// What it is about, in a few short texts.
    pub topics: Vec<String>,
    /// What hard things come up, to be read before anything else.
    pub content_note: String,
    /// The jurisdiction pack.
    pub jurisdiction: Option<String>,
    /// The area of the referral directory, where the jurisdiction pack does not say it.
    pub directory: Option<String>,
    /// How the talk is held, if that is said; otherwise in a room.
    pub held: Option<TalkWay>,
    /// The language tag of what the person speaks, where that is another than the language of the questionnaire.
    pub spoken: Option<String>,
    /// The values of the questionnaire's contexts, those of the jurisdiction pack among them.
    pub context: BTreeMap<String, String>,
    /// The scenario from which it differs in one fact of who the person is.
    pub twin: Option<Twin>,
    /// Who the invented person is, in closed words.
    pub person: Person,
    /// What is told before the conversation.
    pub brief: Brief,
    /// What can be noticed.
    pub facts: Vec<Fact>,
    /// What is seen and heard, point by point; of several at one point the later ones come first.
    pub entries: Vec<ScenarioEntry>,
    /// The choices that the questionnaire does not ask for.
    pub decisions: Vec<Decision>,
    /// What the person answers alone, where they do.
    pub alone: Option<AnsweredAlone>,
    /// What is right.
    pub key: ScenarioKey,
    /// Notes for the trainer and the trainee.
    pub teaching: String,
    /// What to talk about afterwards.
    pub questions: Vec<String>,
    /// What advice its authors have set aside.
    pub allows: Vec<AllowedAdvice>,
    /// 64 hexadecimal digits over all that is heard and all that is right: results of two texts of a
    /// scenario are comparable only where this is the same.
    pub fingerprint: String,
}

closed_list! {
    /// How hard a scenario is.
    #[derive(PartialOrd, Ord)]
    pub enum Difficulty {
        /// One thing to learn, and it is in plain sight.
        Easy = "easy",
        /// Several things at once.
        Medium = "medium",
        /// Easily overlooked, or easily overdone.
        Hard = "hard",
    }
}

closed_list! {
    /// What the person hands over who answers alone.
    pub enum HandsOver {
        /// Nothing.
        Nothing = "nothing",
        /// What would help, and no more.
        Help = "help",
        /// All answers.
        Everything = "everything",
    }
}

/// What the person answers alone, on a screen that is turned to them.
#[derive(Clone)]
pub struct AnsweredAlone {
    /// What they hand over of it.
    pub hands_over: HandsOver,
    /// Whether it may be seen that something was kept back.
    pub shows_kept_back: bool,
    /// What they answer, in the order of the questionnaire. Of anything else they would rather not say.
    pub answers: Vec<(QuestionRef, Answer)>,
    /// What is seen and heard when they give the screen back.
    pub hear: String,
}

/// The scenario that is the same but for one fact of who the person is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Twin {
    /// Its id.
    pub of: String,
    /// The fact in which they differ, a name of the person's facets.
    pub differs: &'static str,
}

/// Who the invented person is, in closed words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// Each facet with its word; what the file does not say has the word for that.
    pub facets: Vec<(&'static str, &'static Term)>,
    /// The forms of trafficking; none where the person is not trafficked.
    pub forms: Vec<&'static Term>,
    /// What lies behind instead.
    pub instead: Option<&'static Term>,
}

/// What is told before the conversation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Brief {
    /// Where it is.
    pub setting: String,
    /// Who the trainee is.
    pub role: String,
    /// Why the person is there.
    pub reason: String,
    /// Who else is there.
    pub present: String,
    /// The person as they come across.
    pub person: String,
    /// What really happened; told afterwards only.
    pub background: String,
}

/// Something that can be noticed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    /// What is seen.
    pub see: String,
    /// Whether it matters.
    pub matters: bool,
    /// Why it does or does not.
    pub because: String,
}

/// What is seen and heard at one point, and what is right there.
#[derive(Clone)]
pub struct ScenarioEntry {
    /// The point.
    pub point: Point,
    /// What must have been done before for it to be heard.
    pub after: Vec<Unlock>,
    /// What is seen and heard.
    pub hear: Option<String>,
    /// What is right.
    pub right: Right,
    /// Answers that are right as well.
    pub also: Vec<Answer>,
    /// Why. What has no reason is there to be heard, and does not count in agreement.
    pub because: Option<String>,
    /// Where it stands.
    pub span: Span,
}

/// Something that can be done before and lets more be heard.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unlock {
    /// A gate was passed.
    Gate(usize),
    /// An opening was said.
    Opening(usize),
    /// A break was offered or taken.
    Break,
    /// The point was left for later, and has come up again.
    Again,
    /// An option of a decision was chosen.
    Option(usize, usize),
}

/// What is right at a point.
#[derive(Clone, PartialEq, Eq)]
pub enum Right {
    /// One of the choices of the point.
    Choice(&'static str),
    /// An answer to the question.
    Answer(Answer),
    /// To stop the conversation.
    Stop,
    /// To go to the page for danger, and end there.
    Danger,
}

/// A choice of the trainee that the questionnaire does not ask for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// Its id.
    pub id: String,
    /// The point before which it comes up, once.
    pub before: Point,
    /// What is seen and heard.
    pub hear: String,
    /// What is asked of the trainee.
    pub ask: String,
    /// The options.
    pub options: Vec<Way>,
    /// Why the right ones are right.
    pub because: String,
    /// Where it stands.
    pub span: Span,
}

/// One option of a decision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Way {
    /// Its id.
    pub id: String,
    /// What it says.
    pub label: String,
    /// What happens then.
    pub then: Option<String>,
    /// Whether it is right.
    pub right: bool,
}

/// What is right on the whole.
#[derive(Clone)]
pub struct ScenarioKey {
    /// How the conversation should end.
    pub ending: Ended,
    /// What the answers of the key come to.
    pub expect: Vec<Expectation>,
    /// The levels of the first outcome that are right as the trainee's own call, by place.
    pub call: Vec<usize>,
    /// What should be offered.
    pub needs: Vec<&'static Term>,
    /// Whether a police or tip line fits.
    pub police: bool,
    /// Why the result is what it is.
    pub because: String,
}

/// Advice that the authors have looked at and set aside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AllowedAdvice {
    /// The code.
    pub lint: String,
    /// Why.
    pub reason: String,
    /// Where it stands.
    pub span: Span,
}

impl Person {
    /// Returns the word of a facet.
    pub fn facet(&self, name: &str) -> &'static str {
        self.facets.iter().find(|(known, _)| *known == name).map_or("", |(_, term)| term.id)
    }

    /// Returns the words of all facets of which the file says something.
    pub fn said(&self) -> impl Iterator<Item = &'static Term> {
        let unsaid = |name: &str| facet(name).and_then(|facet| facet.unsaid);
        self.facets.iter().filter(move |(name, term)| unsaid(name) != Some(term.id)).map(|(_, term)| *term)
    }
}

impl Scenario {
    /// Returns the entries of a point with their places, in the order of the file.
    pub fn entries_at(&self, point: Point) -> impl DoubleEndedIterator<Item = (usize, &ScenarioEntry)> {
        self.entries.iter().enumerate().filter(move |(_, entry)| entry.point == point)
    }

    /// Returns the area whose services are looked for, such as `uk`: that of the directory, or of the
    /// jurisdiction pack.
    pub fn area(&self) -> Option<&str> {
        let of_pack = || self.jurisdiction.as_deref().and_then(|pack| pack.split('-').next());
        self.directory.as_deref().or_else(of_pack)
    }

    /// Returns what surrounds a talk, held as this one is and in the language of the person.
    pub(super) fn setting<'s>(&'s self, setting: Setting<'s>) -> Setting<'s> {
        let language = self.spoken.as_deref().or(setting.language);
        let alone = self.alone.as_ref().map(|_| AloneWay::Turned);
        Setting { held: self.held, language, alone, can_turn: alone.is_some(), ..setting }
    }

    /// Returns whether the person is somewhere else.
    pub fn is_remote(&self) -> bool {
        matches!(self.held, Some(TalkWay::Telephone | TalkWay::Video))
    }

    /// Returns the entry that is heard at a point once everything was done that can be.
    pub fn fullest(&self, point: Point) -> Option<usize> {
        self.entries_at(point).next_back().map(|(place, _)| place)
    }
}

impl ScenarioEntry {
    /// Returns the answers that are right, as they are shown; nothing where none is.
    pub fn right_answers(&self, asked: &Question, frame: &FrameWords) -> String {
        let right = match &self.right {
            Right::Answer(answer) => Some(answer),
            _ => None,
        };
        let right = right.into_iter().chain(&self.also).map(|right| asked.show(right, frame.could_not_tell));
        right.collect::<Vec<_>>().join("; or: ")
    }
}

impl Right {
    /// Returns how it is written in files, one word.
    pub fn written(&self) -> String {
        match self {
            Right::Choice(choice) => (*choice).to_owned(),
            Right::Answer(answer) => written(answer),
            Right::Stop => "stop".to_owned(),
            Right::Danger => "danger".to_owned(),
        }
    }
}

/// Returns an answer as one word, as files of practice write it. Own words are never written.
pub fn written(answer: &Answer) -> String {
    match answer {
        Answer::Given(Value::YesNo(yes)) => if *yes { "yes" } else { "no" }.to_owned(),
        Answer::Given(Value::Choice(option)) => option.clone(),
        Answer::Given(Value::Choices(options)) => options.join(","),
        Answer::Given(Value::Number(number)) => number.to_string(),
        Answer::Given(Value::DatePart { year, month: None }) => format!("{year:04}"),
        Answer::Given(Value::DatePart { year, month: Some(month) }) => format!("{year:04}-{month:02}"),
        Answer::Given(Value::Text(_)) => "text".to_owned(),
        state => state.state().to_owned(),
    }
}

/// Returns the answer that [`written`] wrote, if the question takes it.
pub fn answer_of(asked: &Question, word: &str) -> Option<Answer> {
    match word {
        "declined" => return Some(Answer::Declined),
        "dont_know" => return Some(Answer::DontKnow),
        "later" => return Some(Answer::Later),
        _ => {}
    }
    let value = if asked.kind.takes_several() {
        asked.kind.value_of_list(word.split(',').map(str::to_owned).collect())
    } else {
        match asked.kind.value_of_number(word) {
            Ok(number) if asked.kind.accepts(&number).is_ok() => number,
            _ => asked.kind.value_of_text(word.to_owned())?,
        }
    };
    asked.kind.accepts(&value).ok().map(|()| Answer::Given(value))
}

/// Returns whether the answers to a question are held against the key: own words are not.
pub fn is_rated(questionnaire: &Questionnaire, point: Point) -> bool {
    match point {
        Point::Question(question) => {
            !matches!(questionnaire.question(question).kind, crate::questionnaire::Kind::Text { .. })
        }
        _ => false,
    }
}

/// Returns how files write what must have been done before.
fn unlock_id<'s>(scenario: &'s Scenario, questionnaire: &'s Questionnaire, unlock: Unlock) -> &'s str {
    match unlock {
        Unlock::Gate(place) => &questionnaire.gates[place].id,
        Unlock::Opening(place) => &questionnaire.openings[place].id,
        Unlock::Option(decision, way) => &scenario.decisions[decision].options[way].id,
        Unlock::Break => "break",
        Unlock::Again => "again",
    }
}

/// Returns 64 hexadecimal digits over all that is seen and heard and all that is right.
pub(super) fn fingerprint(scenario: &Scenario, questionnaire: &Questionnaire) -> String {
    let mut canon = Canon::default();
    canon.put("scenario", &scenario.id).put("questionnaire", &scenario.edition);
    canon.put_if("held", scenario.held.map(TalkWay::id)).put_if("spoken", scenario.spoken.as_ref());
    for (id, value) in &scenario.context {
        canon.put("context", id).put("is", value);
    }
    let brief = &scenario.brief;
    for told in [&brief.role, &brief.setting, &brief.reason, &brief.person, &brief.present] {
        canon.put("told", told);
    }
    for fact in &scenario.facts {
        canon.put("see", &fact.see);
    }
    for entry in &scenario.entries {
        let point = super::point_id(questionnaire, entry.point).unwrap_or_default();
        canon.put("at", point).put_if("hear", entry.hear.as_ref()).put("right", entry.right.written());
        for also in &entry.also {
            canon.put("also", written(also));
        }
        for after in &entry.after {
            canon.put("after", unlock_id(scenario, questionnaire, *after));
        }
    }
    for decision in &scenario.decisions {
        let before = super::point_id(questionnaire, decision.before).unwrap_or_default();
        canon.put("decision", &decision.id).put("before", before);
        canon.put("hear", &decision.hear).put("ask", &decision.ask);
        for way in &decision.options {
            canon.put("option", &way.id).put("label", &way.label).put("right", way.right);
            canon.put_if("then", way.then.as_ref());
        }
    }
    if let Some(alone) = &scenario.alone {
        canon.put("hands over", alone.hands_over.id()).put("kept back", alone.shows_kept_back);
        canon.put("hear", &alone.hear);
        for (question, answer) in &alone.answers {
            canon.put("alone", &questionnaire.question(*question).id).put("right", written(answer));
        }
    }
    let key = &scenario.key;
    canon.put("ending", key.ending.id()).put("police", key.police);
    for level in &key.call {
        canon.put("call", &questionnaire.outcomes[0].levels[*level].id);
    }
    for need in &key.needs {
        canon.put("need", need.id);
    }
    canon.digest()
}
