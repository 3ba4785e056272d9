//! The conversation from the first gate to the last observation, in the order in which it is safe:
//! gates, what is kept, the opening, consent, questions with leave and breaks, what was left for
//! later, review, the practitioner's own part. No score or level is ever in a turn.

use std::fmt;

use super::{AskError, Asker, Interview, Item, OpenAnswers, Point, Progress, Reply, Stage, Turn, Wanted};
use crate::answers::{Answer, Answers, Value};
use crate::condition::QuestionRef;
use crate::questionnaire::kind::Kind;
use crate::questionnaire::model::{AnswerSource, Question};

/// What the surroundings add to the words of the questionnaire.
#[derive(Debug, Clone, Default)]
pub struct Guidance {
    /// Where help is when somebody is in danger now, a line each.
    pub emergency: Vec<String>,
    /// The reporting duties to explain with the limits of confidentiality, from a jurisdiction pack.
    pub limits: Option<String>,
    /// Where answers are kept, for the practitioner.
    pub kept: String,
}

/// How a conversation ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ending {
    /// It came to its end; there is something to sum up.
    Finished,
    /// It was stopped on the way; what was answered can be summed up.
    StoppedEarly,
    /// It was stopped and nothing is wanted of it.
    Left,
    /// A gate was not passed.
    NotNow {
        /// What to do instead.
        otherwise: String,
        /// An observation for the practitioner's own notes.
        observe: Option<String>,
    },
    /// Somebody is in danger now.
    Danger,
    /// The person said no.
    NoConsent,
    /// The person said not now.
    AnotherTime,
}

/// Why an answer could not be kept safe.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeepError(pub String);

impl fmt::Display for KeepError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

/// Grounding words where the questionnaire has none of its own.
const GROUNDING: &str = "Let us stop for a moment. There is no hurry. \
    You might feel your feet on the floor. You might name a few things you can see. \
    Would you like some water, or some air? We go on only if you want to.";

/// What is said in danger where no directory has an entry for it.
const NO_EMERGENCY_LINES: &str = "No emergency contact is listed here. Call the emergency number of your place now, if life or health is at risk.";

/// How leave is asked where a section has no words of its own.
const LEAVE: &str =
    "The next questions are more personal. You can skip any of them. Is it all right to go on?";

/// Leads a conversation through an asker. `keep` is called after every answer.
///
/// # Errors
/// When nobody can answer any more; what was answered until then is in the interview.
pub fn conduct(
    interview: &mut Interview<'_>,
    asker: &mut dyn Asker,
    guidance: &Guidance,
    keep: &mut dyn FnMut(&Answers) -> Result<(), KeepError>,
) -> Result<Ending, AskError> {
    let mut talk = Talk { interview, asker, guidance, keep, section: None, leave: None, ended_by: None };
    match talk.begin() {
        Ok(()) => {}
        Err(End::Ending(ending)) => return Ok(ending),
        Err(End::Nobody(error)) => return Err(error),
    }
    let ended = if talk.interview.asks() { talk.with_the_person() } else { talk.without_the_person() };
    match ended {
        Ok(()) => Ok(Ending::Finished),
        Err(End::Ending(ending)) => Ok(ending),
        Err(End::Nobody(error)) => Err(error),
    }
}

/// Why the conversation does not go on.
enum End {
    Ending(Ending),
    Nobody(AskError),
}

impl From<AskError> for End {
    fn from(error: AskError) -> End {
        End::Nobody(error)
    }
}

type Step<T = ()> = Result<T, End>;

/// What came of asking one question.
enum Asked {
    Answered,
    Back,
}

struct Talk<'t, 'q> {
    interview: &'t mut Interview<'q>,
    asker: &'t mut dyn Asker,
    guidance: &'t Guidance,
    keep: &'t mut dyn FnMut(&Answers) -> Result<(), KeepError>,
    /// The section whose lead-in was said last.
    section: Option<usize>,
    /// The section in which leave was given for its sensitive questions.
    leave: Option<usize>,
    /// The stop whose words were said last, while it holds.
    ended_by: Option<usize>,
}

impl Talk<'_, '_> {
    // ---- before the questions ----

    fn begin(&mut self) -> Step {
        let questionnaire = self.interview.questionnaire();
        let openings = questionnaire.openings.len();
        let gates = questionnaire.gates.len();
        // Nobody is asked to agree to being asked nothing.
        let last = gates + openings + usize::from(self.interview.asks());
        let mut step = 0;
        while step <= last {
            let forward = if step < gates {
                self.gate(step)?
            } else if step == gates {
                self.kept(step > 0)?
            } else if step <= gates + openings {
                self.opening(step - gates - 1)?
            } else {
                self.consent()?
            };
            step = if forward { step + 1 } else { step.saturating_sub(1) };
        }
        Ok(())
    }

    /// Asks a turn until something other than a break, danger or a refused stop comes back.
    fn reply(&mut self, turn: &Turn) -> Step<Reply> {
        loop {
            match self.asker.ask(turn)? {
                Reply::Break => self.take_a_break()?,
                Reply::Danger => self.danger()?,
                Reply::Stop => self.stop()?,
                reply => return Ok(reply),
            }
        }
    }

    fn gate(&mut self, place: usize) -> Step<bool> {
        let gate = &self.interview.questionnaire().gates[place];
        let mut turn = Turn::to_choose(&["Yes", "No"])
            .at(Point::Gate(place))
            .heading("Is it safe to begin?")
            .tell(&gate.ask)
            .tell_if(gate.note.as_deref())
            .back(place > 0);
        turn.open = OpenAnswers::Practitioner;
        let reply = self.reply(&turn)?;
        let passing = if gate.proceed_on { 0 } else { 1 };
        match reply {
            Reply::Back => Ok(false),
            Reply::One(choice) if choice == passing => Ok(true),
            _ if gate.danger => {
                let page = Turn::to_see().heading("Danger now").tell(&gate.otherwise);
                self.asker.ask(&with_emergency(page, self.guidance))?;
                Err(End::Ending(Ending::Danger))
            }
            _ => Err(End::Ending(Ending::NotNow {
                otherwise: gate.otherwise.clone(),
                observe: gate.observe.clone(),
            })),
        }
    }

    fn kept(&mut self, back: bool) -> Step<bool> {
        let turn =
            Turn::to_see().at(Point::Kept).heading("What is kept").tell(&self.guidance.kept).back(back);
        Ok(self.reply(&turn)? != Reply::Back)
    }

    fn opening(&mut self, place: usize) -> Step<bool> {
        let opening = &self.interview.questionnaire().openings[place];
        let mut turn = Turn::to_see()
            .at(Point::Opening(place))
            .heading("Opening")
            .say(&opening.say)
            .tell_if(opening.note.as_deref())
            .back(true);
        if opening.id == "limits" {
            turn.tell.push(match &self.guidance.limits {
                Some(duties) => duties.clone(),
                None => "No jurisdiction pack is chosen. State your own reporting duties now.".to_owned(),
            });
        }
        if self.reply(&turn)? == Reply::Back {
            return Ok(false);
        }
        if !self.interview.explained.contains(&opening.id) {
            self.interview.explained.push(opening.id.clone());
        }
        Ok(true)
    }

    fn consent(&mut self) -> Step<bool> {
        let turn = Turn::to_choose(&["Yes", "No", "Not now"])
            .at(Point::Consent)
            .heading("Agreement")
            .say("Is it all right if I ask you some questions?")
            .tell("Any answer is fine. Saying no changes nothing about the help you give.")
            .back(true);
        match self.reply(&turn)? {
            Reply::One(0) => {
                self.interview.consent = true;
                Ok(true)
            }
            Reply::Back => Ok(false),
            Reply::One(1) => Err(End::Ending(Ending::NoConsent)),
            _ => Err(End::Ending(Ending::AnotherTime)),
        }
    }

    fn with_the_person(&mut self) -> Step {
        self.questions()?;
        self.keeping()?;
        self.practitioner()
    }

    /// Where nothing is asked of the person, all is the practitioner's own part.
    fn without_the_person(&mut self) -> Step {
        self.practitioner()?;
        self.review(Stage::Practitioner)
    }

    // ---- with the person ----

    fn questions(&mut self) -> Step {
        self.ask_all(Stage::Conversation)?;
        if self.interview.stopped().is_none() {
            self.offer_what_was_left()?;
        }
        self.review(Stage::Conversation)
    }

    /// Asks every question of a part that has no answer yet.
    fn ask_all(&mut self, stage: Stage) -> Step {
        let mut next = self.interview.next(stage);
        while let Some(question) = next {
            if !self.leave_is_given(question)? {
                next = self.interview.next(stage);
                continue;
            }
            next = match self.question(question, stage)? {
                Asked::Back => self.interview.before(question, stage).or(Some(question)),
                Asked::Answered => {
                    self.after_sensitive(question, stage)?;
                    self.interview.next(stage)
                }
            };
        }
        Ok(())
    }

    /// Asks leave before the sensitive questions of a section. Returns whether to go on with them.
    fn leave_is_given(&mut self, question: QuestionRef) -> Step<bool> {
        let asked = self.interview.questionnaire().question(question);
        let personal = asked.is_sensitive() && asked.from == AnswerSource::Asked;
        if !personal || self.leave == Some(asked.section) {
            return Ok(true);
        }
        loop {
            let turn = self.leave_turn(asked.section);
            self.section = Some(asked.section);
            match self.reply(&turn)? {
                Reply::One(0) => self.leave = Some(asked.section),
                Reply::One(2) => self.answer_block(question, &Answer::Later)?,
                Reply::One(3) => {
                    self.take_a_break()?;
                    continue;
                }
                _ => self.answer_block(question, &Answer::Declined)?,
            }
            break;
        }
        Ok(self.leave == Some(asked.section))
    }

    /// Asks for leave in the section's own words, where it has any that were not said yet.
    fn leave_turn(&self, section: usize) -> Turn {
        let own = &self.interview.questionnaire().sections[section];
        let unsaid = self.section != Some(section);
        let say = own.say.as_deref().filter(|_| unsaid).unwrap_or(LEAVE);
        Turn::to_choose(&["Yes, go on", "Rather not: skip them", "Come back to them later", "A break first"])
            .at(Point::Leave(section))
            .heading("Before more personal questions")
            .say(say)
            .tell("Wait for an answer. Skipping is an answer too: it is never counted as no.")
            .tell_if(own.note.as_deref().filter(|_| unsaid))
    }

    /// Gives every sensitive question of the section that is still unanswered the same answer.
    fn answer_block(&mut self, first: QuestionRef, answer: &Answer) -> Step {
        let questionnaire = self.interview.questionnaire();
        let section = questionnaire.question(first).section;
        let block = questionnaire.each_question().filter(|(_, asked)| {
            asked.section == section && asked.is_sensitive() && asked.from == AnswerSource::Asked
        });
        for (question, _) in block {
            let ended = self.interview.stopped().is_some();
            let open = matches!(self.interview.answer(question), None | Some(Answer::Later));
            if open && self.interview.can_come_up(question, ended) {
                self.give(question, answer.clone())?;
            }
        }
        Ok(())
    }

    /// Offers a break after the last sensitive question of a section.
    fn after_sensitive(&mut self, question: QuestionRef, stage: Stage) -> Step {
        let asked = self.interview.questionnaire().question(question);
        let (section, done) = (asked.section, asked.is_sensitive());
        let goes_on = self.interview.next(stage).is_some_and(|next| {
            let next = self.interview.questionnaire().question(next);
            next.section == section && next.is_sensitive()
        });
        if !done || goes_on || self.leave != Some(section) || self.interview.stopped().is_some() {
            return Ok(());
        }
        self.leave = None;
        let turn = Turn::to_choose(&["Go on", "A break"])
            .at(Point::BreakOffer(section))
            .heading("A break?")
            .say("Thank you. Would you like a break before we go on?");
        if self.reply(&turn)? == Reply::One(1) {
            self.take_a_break()?;
        }
        Ok(())
    }

    /// Asks one question until it is answered or left by going back.
    fn question(&mut self, question: QuestionRef, stage: Stage) -> Step<Asked> {
        let mut complaint = None;
        loop {
            let mut turn = self.turn_of(question, stage);
            turn.complaint = complaint.take();
            let reply = self.reply(&turn)?;
            self.section = Some(self.interview.questionnaire().question(question).section);
            let asked = self.interview.questionnaire().question(question);
            match reply {
                Reply::Back if turn.back => return Ok(Asked::Back),
                Reply::Note(words) => self.interview.note(question, &words),
                Reply::Reworded => self.interview.reword(question),
                reply => match answer_of(asked, reply) {
                    Ok(answer) => {
                        self.give(question, answer)?;
                        return Ok(Asked::Answered);
                    }
                    Err(expected) => complaint = Some(format!("Please answer with {expected}.")),
                },
            }
        }
    }

    fn turn_of(&self, place: QuestionRef, stage: Stage) -> Turn {
        let questionnaire = self.interview.questionnaire();
        let asked = questionnaire.question(place);
        let section = &questionnaire.sections[asked.section];
        let mut turn = Turn::new(wanted_by(&asked.kind)).at(Point::Question(place));
        turn.progress = Some(Progress {
            section: asked.section + 1,
            of: questionnaire.sections.len(),
            title: section.title.clone(),
        });
        let first = self.section != Some(asked.section);
        let lead = section.say.clone().filter(|_| first);
        if asked.from == AnswerSource::Asked {
            turn.say.extend(lead);
            turn.say.push(asked.ask.clone());
            turn.open = OpenAnswers::Person;
        } else {
            turn.tell.push(asked.ask.clone());
            turn.open = OpenAnswers::Practitioner;
        }
        turn.tell.extend(section.note.clone().filter(|_| first));
        turn.tell.extend(asked.note.clone());
        if let Some(words) = self.interview.notes().get(&asked.id) {
            turn.tell.push(format!("Noted in their own words: “{words}”"));
        }
        turn.earlier = self.interview.answer(place).map(|answer| asked.show(answer));
        turn.back = self.interview.before(place, stage).is_some();
        turn.notes = true;
        turn
    }

    fn give(&mut self, question: QuestionRef, answer: Answer) -> Step {
        let set_aside = self.interview.give(question, answer);
        if let Err(error) = (self.keep)(self.interview.answers()) {
            let page = Turn::to_see().heading("Not saved").tell(format!(
                "The answer could not be saved: {error}. It is still here; go on, or stop and note what you need."
            ));
            self.asker.ask(&page)?;
        }
        if set_aside > 0 {
            let what = match set_aside {
                1 => "1 later answer was set aside: its question no longer applies. It is".to_owned(),
                count => {
                    format!("{count} later answers were set aside: their questions no longer apply. They are")
                }
            };
            let page = Turn::to_see().heading("Changed").tell(format!("{what} not counted and not shown."));
            self.asker.ask(&page)?;
        }
        self.hear_disclosures()?;
        self.hear_stop(question)
    }

    fn hear_disclosures(&mut self) -> Step {
        for (place, moment) in self.interview.disclosed() {
            let page = Turn::to_see()
                .at(Point::Disclosure(place))
                .heading("Stay with the person")
                .say(&moment.say)
                .tell_if(moment.note.as_deref());
            self.reply(&page)?;
        }
        Ok(())
    }

    /// Says the words of a stop when the answer just given brought it about, once as long as it holds.
    fn hear_stop(&mut self, question: QuestionRef) -> Step {
        let Some(place) = self.interview.place_of_stop() else {
            self.ended_by = None;
            return Ok(());
        };
        if self.ended_by == Some(place) {
            return Ok(());
        }
        let stop = &self.interview.questionnaire().stops[place];
        if !stop.names.contains(&question) {
            return Ok(());
        }
        self.ended_by = Some(place);
        let page = Turn::to_see()
            .at(Point::Stop(place))
            .heading("The questions end here")
            .say(&stop.moment.say)
            .tell_if(stop.moment.note.as_deref());
        self.reply(&page).map(drop)
    }

    fn offer_what_was_left(&mut self) -> Step {
        let left = self.interview.left_for_later();
        if left.is_empty() {
            return Ok(());
        }
        let count =
            if left.len() == 1 { "1 question was".into() } else { format!("{} questions were", left.len()) };
        let turn = Turn::to_choose(&["Yes, now", "No, leave them open"])
            .at(Point::Left)
            .heading("Left for later")
            .tell(format!("{count} left for later. The most helpful comes first."))
            .say("There are a few questions we left for later. Would you like to look at them now?");
        if self.reply(&turn)? != Reply::One(0) {
            return Ok(());
        }
        self.ask_left(&left)?;
        self.ask_all(Stage::Conversation)
    }

    /// Asks the questions that were left, one by one. Where leave is refused again, the rest of that
    /// section is left in peace.
    fn ask_left(&mut self, left: &[QuestionRef]) -> Step {
        let (mut at, mut refused) = (0, None);
        while at < left.len() {
            let question = left[at];
            let section = self.interview.questionnaire().question(question).section;
            let ended = self.interview.stopped().is_some();
            let comes_up = !ended && refused != Some(section) && self.interview.can_come_up(question, ended);
            if comes_up && !self.leave_is_given(question)? {
                refused = Some(section);
            } else if comes_up && matches!(self.question(question, Stage::Conversation)?, Asked::Back) {
                at = at.saturating_sub(1);
                continue;
            }
            at += 1;
        }
        Ok(())
    }

    // ---- looking over ----

    fn review(&mut self, stage: Stage) -> Step {
        loop {
            let ended = self.interview.stopped().is_some();
            let listed = self.listed_answers(stage);
            let mut items = vec![Item::new("Go on: this is right")];
            items.extend(listed.iter().map(|question| Item::new(self.answer_line(*question))));
            let mut turn = Turn::new(Wanted::One(items)).at(Point::Review).heading("Look over the answers");
            turn = turn.tell(match stage {
                Stage::Conversation => {
                    "Choose an answer to change it. What the person preferred not to say stays open; \
                     come back to it only if they ask."
                }
                Stage::Practitioner => "Choose an answer to change it.",
            });
            if ended {
                turn = turn.tell("The questions ended early. What was not asked stays open.");
            }
            match self.reply(&turn)? {
                Reply::One(choice) if choice > 0 => {
                    self.question(listed[choice - 1], stage)?;
                    self.ask_all(stage)?;
                }
                _ => return Ok(()),
            }
        }
    }

    fn listed_answers(&self, stage: Stage) -> Vec<QuestionRef> {
        let asked = self.interview.of_stage(stage);
        asked.filter(|question| self.interview.answer(*question).is_some()).collect()
    }

    fn answer_line(&self, question: QuestionRef) -> String {
        let asked = self.interview.questionnaire().question(question);
        let answer = self.interview.answer(question);
        format!("{} — {}", asked.ask, answer.map_or_else(String::new, |answer| asked.show(answer)))
    }

    /// Asks whether a copy may be kept, as the opening promised.
    fn keeping(&mut self) -> Step {
        let turn = Turn::to_choose(&["Yes", "No", "Not sure: keep nothing"])
            .at(Point::Keep)
            .heading("A copy")
            .say("May we keep a copy of your answers?")
            .tell(
                "Say again who could read it. Nothing is kept by itself: you save a copy at the end, or not.",
            );
        self.interview.may_keep = Some(self.reply(&turn)? == Reply::One(0));
        Ok(())
    }

    // ---- the practitioner's own part ----

    fn practitioner(&mut self) -> Step {
        if self.interview.next(Stage::Practitioner).is_none() {
            return Ok(());
        }
        let turn = Turn::to_see().at(Point::OwnPart).heading("Your own part").tell(
            "The rest is for you and is not read aloud. You can do it after the person has left. \
             Write what you saw, not what you think it means.",
        );
        self.reply(&turn)?;
        self.ask_all(Stage::Practitioner)
    }

    // ---- at any moment ----

    fn take_a_break(&mut self) -> Step {
        let words = self.interview.questionnaire().break_words.as_deref().unwrap_or(GROUNDING);
        let turn = Turn::to_choose(&["Go on", "Stop here"])
            .at(Point::Break)
            .heading("A break")
            .say(words)
            .tell("Take the time that is needed. Nothing is lost.");
        match self.asker.ask(&turn)? {
            Reply::One(1) | Reply::Stop => self.stop(),
            Reply::Danger => self.danger(),
            _ => Ok(()),
        }
    }

    fn danger(&mut self) -> Step {
        let turn = Turn::to_choose(&["Go back to where we were", "Stop the questions"])
            .at(Point::Danger)
            .heading("Danger now");
        match self.asker.ask(&with_emergency(turn, self.guidance))? {
            Reply::One(1) | Reply::Stop => Err(End::Ending(Ending::Danger)),
            _ => Ok(()),
        }
    }

    fn stop(&mut self) -> Step {
        let turn = Turn::to_choose(&[
            "Go back to where we were",
            "Stop, and show the summary",
            "Stop, and keep nothing",
        ])
        .at(Point::Ending)
        .heading("Stop")
        .say("We can stop here. You do not need to give a reason.");
        match self.asker.ask(&turn)? {
            Reply::One(1) => Err(End::Ending(Ending::StoppedEarly)),
            Reply::One(2) | Reply::Stop => Err(End::Ending(Ending::Left)),
            _ => Ok(()),
        }
    }
}

fn with_emergency(mut turn: Turn, guidance: &Guidance) -> Turn {
    turn.tell.push(
        "First of all: is everybody safe at this moment? Follow your agency's emergency plan.".to_owned(),
    );
    turn.tell.extend(guidance.emergency.iter().cloned());
    if guidance.emergency.is_empty() {
        turn.tell.push(NO_EMERGENCY_LINES.to_owned());
    }
    turn
}

fn wanted_by(kind: &Kind) -> Wanted {
    let items = || {
        let options = kind.options().iter();
        options.map(|option| Item { label: option.label.clone(), exclusive: option.exclusive }).collect()
    };
    match kind {
        Kind::YesNo => Wanted::One(vec![Item::new("Yes"), Item::new("No")]),
        Kind::Choice(_) | Kind::Scale(_) => Wanted::One(items()),
        Kind::Choices(_) => Wanted::Many(items()),
        Kind::Number(_) | Kind::DatePart { .. } | Kind::Text { .. } => Wanted::Line { hint: kind.expects() },
    }
}

/// Returns the answer that a reply gives to a question.
fn answer_of(asked: &Question, reply: Reply) -> Result<Answer, String> {
    let id = |place: usize| asked.kind.options()[place].id.clone();
    let value = match reply {
        Reply::Declined => return Ok(Answer::Declined),
        Reply::DontKnow => return Ok(Answer::DontKnow),
        Reply::Later => return Ok(Answer::Later),
        Reply::One(place) if asked.kind == Kind::YesNo => Value::YesNo(place == 0),
        Reply::One(place) if place < asked.kind.options().len() => Value::Choice(id(place)),
        Reply::Many(places) => {
            let count = asked.kind.options().len();
            Value::Choices((0..count).filter(|place| places.contains(place)).map(id).collect())
        }
        Reply::Line(line) => return asked.kind.read_line(&line).map(Answer::Given),
        _ => return Err(asked.kind.expects()),
    };
    asked.kind.accepts(&value).map(|()| Answer::Given(value))
}
