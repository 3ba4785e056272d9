//! The questions, one at a time: leave before the sensitive ones of a section, the question itself, and
//! what follows from its answer, in the order in which it is told. No score or level is ever in a turn.

use super::interview::Stage;
use super::note;
use super::reply::{ChoiceId, OpenAnswers, Refused, Reply};
use super::setting::Purpose;
use super::state::{Aside, NextStep, StepId};
use super::turn::{ListItem, Point, SectionProgress, Turn, Typing, Wanted};
use super::value::Conversation;
use crate::answers::{Answer, Value};
use crate::questionnaire::model::{AnswerSource, Kind, Question};
use crate::rules::QuestionRef;

/// The questions to the person. From the first one leads back to the agreement, as long as nothing was said.
pub fn turn(conversation: &Conversation<'_>) -> Option<Turn> {
    let turn = turn_of_stage(conversation, Stage::Person)?;
    let back = turn.back || conversation.is_empty();
    Some(turn.back(back))
}

/// A reply to one of them.
pub fn reply(conversation: &mut Conversation<'_>, reply: Reply) -> Result<NextStep, Refused> {
    let is_first = asking(conversation, Stage::Person).is_some_and(|first| !leads_back(conversation, first));
    if reply == Reply::Back && is_first {
        return Ok(NextStep::Back);
    }
    reply_of_stage(conversation, reply, Stage::Person)
}

/// Returns the turn of the question that is to be asked now in a part, or of leave before it.
pub fn turn_of_stage(conversation: &Conversation<'_>, stage: Stage) -> Option<Turn> {
    let question = asking(conversation, stage)?;
    Some(match needs_leave(conversation, question) {
        Some(section) => leave_turn(conversation, section).back(leads_back(conversation, question)),
        None => question_turn(conversation, question),
    })
}

/// Takes the reply to that turn.
pub fn reply_of_stage(
    conversation: &mut Conversation<'_>,
    reply: Reply,
    stage: Stage,
) -> Result<NextStep, Refused> {
    let question = asking(conversation, stage).ok_or(Refused::NotOffered)?;
    match needs_leave(conversation, question) {
        Some(section) => answer_leave(conversation, question, section, &reply),
        None => answer_question(conversation, question, reply)?,
    }
    Ok(NextStep::Stay)
}

/// Returns the question that is to be asked now: the one that was gone back to, or the next of those that
/// were queued, or else the next in order. After an early stop nobody is asked in order any more.
pub fn asking(conversation: &Conversation<'_>, stage: Stage) -> Option<QuestionRef> {
    let (state, interview) = (&conversation.state, conversation.interview());
    let ended = interview.stopped().is_some();
    let comes_up = |question: &&QuestionRef| {
        let spoken_of = interview.answer(**question).is_some() || interview.note(**question).is_some();
        spoken_of || interview.can_come_up(**question, ended)
    };
    let mut out_of_order = state.back_to.iter().chain(&state.queue[state.queued..]);
    let in_order = || match (state.early, stage) {
        (false, stage) => interview.next(stage),
        (true, Stage::Person) => None,
        (true, Stage::Practitioner) => interview.next_for_worker(),
    };
    out_of_order.find(comes_up).copied().or_else(in_order)
}

fn is_queued(conversation: &Conversation<'_>, question: QuestionRef) -> bool {
    let state = &conversation.state;
    state.back_to.is_none() && state.queue[state.queued..].contains(&question)
}

/// Where an invented person answers, what was decided before a question may change: it is asked once more then.
impl Conversation<'_> {
    /// Returns whether a question is shown out of order, because its answer is changed or was left for later.
    pub(crate) fn is_out_of_order(&self) -> bool {
        !self.state.queue.is_empty() && self.state.back_to.is_none()
    }

    /// Returns the questions with an answer before the one that is asked now in the same part, in order; all of
    /// the part where all of it was asked. None where something stands between, or where the part is over.
    pub(crate) fn answered_before(&self) -> Vec<QuestionRef> {
        let stage = match self.state.step {
            StepId::Questions | StepId::Left | StepId::Review if !self.state.early => Stage::Person,
            StepId::OwnPart | StepId::OwnLeft | StepId::OwnReview => Stage::Practitioner,
            _ => return Vec::new(),
        };
        if !self.state.asides.is_empty() || !self.state.queue.is_empty() {
            return Vec::new();
        }
        let now = asking(self, stage);
        let earlier = self.interview.of_stage(stage).filter(|question| now.is_none_or(|now| *question < now));
        earlier.filter(|question| self.interview.answer(*question).is_some()).collect()
    }

    /// Shows a question with an answer once more, as if somebody had gone back to it.
    pub(crate) fn ask_again(&mut self, question: QuestionRef) {
        self.state.back_to = Some(question);
    }
}

// ---- leave ----

/// Returns the section for whose sensitive questions leave must be asked before this one.
fn needs_leave(conversation: &Conversation<'_>, question: QuestionRef) -> Option<usize> {
    let asked = conversation.questionnaire().question(question);
    let personal = asked.is_sensitive() && asked.from == AnswerSource::Asked;
    // Whoever changes an answer has spoken of it before.
    let spoken_of = !matches!(conversation.interview().answer(question), None | Some(Answer::Later));
    let given = conversation.state.leave == Some(asked.section);
    (personal && !given && !spoken_of).then_some(asked.section)
}

/// Asks for leave in the section's own words, where it has any that were not said yet.
fn leave_turn(conversation: &Conversation<'_>, section: usize) -> Turn {
    let own = &conversation.questionnaire().sections[section];
    let unsaid = conversation.state.section != Some(section);
    let choices = [
        ("yes", "Yes, go on"),
        ("skip", "Rather not: skip them"),
        ("later", "Come back to them later"),
        ("break", "A break first"),
    ];
    // A break is not offered twice in a row; one can always be taken. In practice the key says what is right.
    let rested = conversation.state.rested && conversation.setting().purpose == Purpose::Screening;
    let turn = Turn::to_choose(Point::Leave(section), &choices[..choices.len() - usize::from(rested)])
        .heading("Before more personal questions");
    let turn = if unsaid && own.say.is_some() {
        conversation.says(turn, |of| of.sections[section].say.as_deref())
    } else {
        conversation.says_own(turn, |own| &own.leave)
    };
    turn.tell("Wait for an answer. Skipping is an answer too: it is never counted as no.")
        .tell_if(own.note.as_deref().filter(|_| unsaid))
}

fn answer_leave(conversation: &mut Conversation<'_>, question: QuestionRef, section: usize, reply: &Reply) {
    if *reply == Reply::Back {
        go_back(conversation, question);
        return;
    }
    conversation.state.section = Some(section);
    match reply.chosen() {
        Some("yes") => conversation.state.leave = Some(section),
        Some("break") => conversation.state.asides.push(Aside::Break),
        Some("later") => answer_block(conversation, section, &Answer::Later),
        _ => answer_block(conversation, section, &Answer::Declined),
    }
}

/// Gives every sensitive question of the section that is still unanswered the same answer. Where single
/// questions are asked again, those that never came up stay as they are.
fn answer_block(conversation: &mut Conversation<'_>, section: usize, answer: &Answer) {
    let questionnaire = conversation.questionnaire();
    let in_order = conversation.state.queue.is_empty() && !conversation.state.early;
    let mut asides = Vec::new();
    for (question, asked) in questionnaire.each_question() {
        if asked.section != section || !asked.is_sensitive() || asked.from != AnswerSource::Asked {
            continue;
        }
        let interview = conversation.interview();
        let ended = interview.stopped().is_some();
        let open = match interview.answer(question) {
            None => in_order,
            Some(answer) => *answer == Answer::Later,
        };
        if open && interview.can_come_up(question, ended) {
            asides.extend(give(conversation, question, answer.clone()));
        }
    }
    leave_in_peace(conversation, section);
    conversation.follow(asides);
}

/// Where leave is refused, nothing sensitive of the section is asked any more, wherever it was to come from.
fn leave_in_peace(conversation: &mut Conversation<'_>, section: usize) {
    let questionnaire = conversation.questionnaire();
    let stays = |question: &QuestionRef| {
        let asked = questionnaire.question(*question);
        asked.section != section || !asked.is_sensitive() || asked.from != AnswerSource::Asked
    };
    let state = &mut conversation.state;
    let behind = state.queue[..state.queued].iter().filter(|question| stays(question)).count();
    state.queue.retain(stays);
    state.queued = behind;
    state.back_to = state.back_to.filter(stays);
}

// ---- a question ----

fn question_turn(conversation: &Conversation<'_>, place: QuestionRef) -> Turn {
    let questionnaire = conversation.questionnaire();
    let interview = conversation.interview();
    let asked = questionnaire.question(place);
    let section = &questionnaire.sections[asked.section];
    let answer = interview.answer(place);
    let given = answer.map(|answer| reply_of(asked, answer));
    let mut turn = Turn::new(Point::Question(place), wanted_by(conversation, place, given.as_ref()));
    turn.progress = Some(SectionProgress {
        section: asked.section + 1,
        of: questionnaire.sections.len(),
        title: section.title.clone(),
    });
    // Whoever changes one answer need not hear again how its section began.
    let first = conversation.state.section != Some(asked.section) && !is_queued(conversation, place);
    if asked.from == AnswerSource::Asked {
        turn = conversation.says(turn, |of| of.sections[asked.section].say.as_deref().filter(|_| first));
        turn = conversation.says(turn, |of| Some(&of.question(place).ask));
        turn.open = OpenAnswers::Person;
    } else {
        turn.tell.push(asked.ask.clone());
        let has_person = questionnaire.about.words().has_person;
        turn.open = if has_person { OpenAnswers::Practitioner } else { OpenAnswers::Team };
    }
    turn.tell.extend(section.note.clone().filter(|_| first));
    turn.tell.extend(asked.note.clone());
    turn.note = interview.note(place).cloned();
    turn.earlier = interview.shown(place);
    turn.given = given;
    turn.back = leads_back(conversation, place);
    turn.notes = !asked.no_note;
    turn
}

/// Returns whether there is something to go back to from a question.
fn leads_back(conversation: &Conversation<'_>, question: QuestionRef) -> bool {
    is_queued(conversation, question) || earlier(conversation, question).is_some()
}

/// Returns the question before another, in the order of the file.
fn earlier(conversation: &Conversation<'_>, question: QuestionRef) -> Option<QuestionRef> {
    let interview = conversation.interview();
    interview.before(question, interview.stage_of(question))
}

fn answer_question(
    conversation: &mut Conversation<'_>,
    question: QuestionRef,
    reply: Reply,
) -> Result<(), Refused> {
    let asked = conversation.questionnaire().question(question);
    match reply {
        Reply::Back => go_back(conversation, question),
        Reply::Note(words) => return note::add(conversation, question, &words),
        Reply::OpenNote => {
            note::open(conversation, question);
            return Ok(());
        }
        Reply::Reworded => {
            conversation.interview.reword(question);
            conversation.state.unsaved = true;
            conversation.state.remark = Some("Marked: asked in other words.".to_owned());
            return Ok(());
        }
        reply => {
            let answer = answer_of(asked, reply)?;
            let queued = is_queued(conversation, question);
            conversation.hear(question);
            let asides = give(conversation, question, answer);
            let offer = if queued { None } else { break_offer(conversation, question) };
            if queued {
                pass_queued(conversation, question);
            }
            conversation.state.back_to = None;
            let long = long_talk(conversation).filter(|_| offer.is_none());
            conversation.follow(asides.into_iter().chain(offer).chain(long));
        }
    }
    conversation.state.section = Some(asked.section);
    Ok(())
}

/// Goes back one question. From the first of those that were queued one leaves the queue: a question that
/// was chosen to be changed stays as it was.
fn go_back(conversation: &mut Conversation<'_>, question: QuestionRef) {
    if is_queued(conversation, question) {
        let state = &mut conversation.state;
        match state.queued.checked_sub(1) {
            Some(before) => state.queued = before,
            // What was left for later is offered again then.
            None => {
                let queue = std::mem::take(&mut state.queue);
                state.offered.retain(|question| !queue.contains(question));
            }
        }
    } else if let Some(earlier) = earlier(conversation, question) {
        conversation.state.back_to = Some(earlier);
    }
}

/// Goes back to the answer because of which something is told. Whatever is told because of it is told again when
/// it is answered.
pub(super) fn back_to_answer(conversation: &mut Conversation<'_>, shown: Aside) {
    let state = &mut conversation.state;
    let because =
        |aside: &Aside| matches!(aside, Aside::Disclosure(_) | Aside::Stop(_) | Aside::BreakOffer(_));
    let kept = state.asides.iter().rposition(|aside| !because(aside)).map_or(0, |last| last + 1);
    for aside in state.asides.drain(kept..).chain([shown]) {
        match aside {
            Aside::Disclosure(place) => drop(conversation.interview.told.remove(&place)),
            Aside::Stop(_) => state.ended_by = None,
            Aside::BreakOffer(section) => state.leave = Some(section),
            _ => {}
        }
    }
    state.back_to = state.answered;
}

fn pass_queued(conversation: &mut Conversation<'_>, question: QuestionRef) {
    let state = &mut conversation.state;
    let place = state.queue.iter().skip(state.queued).position(|queued| *queued == question);
    state.queued += place.map_or(0, |place| place + 1);
    if state.queued >= state.queue.len() {
        (state.queue, state.queued) = (Vec::new(), 0);
    }
}

/// Records an answer. Returns what is to be told because of it, in order.
fn give(conversation: &mut Conversation<'_>, question: QuestionRef, answer: Answer) -> Vec<Aside> {
    let asked = conversation.questionnaire().question(question);
    let before = conversation.interview().answer(question).cloned();
    let changed = before.as_ref() != Some(&answer);
    // What the worker noted of an item that is left open was never the person's to take back.
    let declined = answer == Answer::Declined && asked.from == AnswerSource::Asked;
    let taken_back = changed && (declined || matches!(before, Some(Answer::Given(_))));
    let words = conversation.interview().words(question).map(str::to_owned);
    let set_aside = conversation.interview.give(question, answer);
    conversation.state.unsaved |= changed;
    (conversation.state.answered, conversation.state.rested) = (Some(question), false);
    let mut asides = Vec::new();
    if conversation.interview().worded(question).is_some() {
        asides.push(Aside::OwnWords(question));
    } else if let Some(words) = words {
        // What becomes of words that were said is asked as it is for a note: they can only stay as one.
        conversation.interview.add_note(question, &words);
    }
    if set_aside.answers > 0 {
        asides.push(Aside::Forgotten(set_aside.answers, set_aside.notes));
    }
    if let Some(note) = taken_back.then(|| conversation.interview.take_note(question)).flatten() {
        asides.push(Aside::NoteLeft(question, note));
    }
    let disclosed = conversation.interview.disclosed();
    asides.extend(disclosed.into_iter().map(|(place, _)| Aside::Disclosure(place)));
    asides.extend(stop_reached(conversation, question).map(Aside::Stop));
    asides
}

/// Returns the stop that the answer just given brought about, once as long as it holds.
fn stop_reached(conversation: &mut Conversation<'_>, question: QuestionRef) -> Option<usize> {
    let place = conversation.interview().place_of_stop();
    let Some(place) = place else {
        conversation.state.ended_by = None;
        return None;
    };
    let names = &conversation.questionnaire().stops[place].names;
    if conversation.state.ended_by == Some(place) || !names.contains(&question) {
        return None;
    }
    conversation.state.ended_by = Some(place);
    Some(place)
}

/// Offers a break after the last sensitive question of a section.
fn break_offer(conversation: &mut Conversation<'_>, question: QuestionRef) -> Option<Aside> {
    let (questionnaire, interview) = (conversation.questionnaire(), conversation.interview());
    let asked = questionnaire.question(question);
    let goes_on = interview.next(interview.stage_of(question)).is_some_and(|next| {
        let next = questionnaire.question(next);
        next.section == asked.section && next.is_sensitive()
    });
    let given = conversation.state.leave == Some(asked.section);
    if !asked.is_sensitive() || goes_on || !given || interview.stopped().is_some() {
        return None;
    }
    conversation.state.leave = None;
    Some(Aside::BreakOffer(asked.section))
}

/// Says once that it takes longer than it is made for, while the person is there. Where a break is offered anyway, it is
/// said there.
fn long_talk(conversation: &mut Conversation<'_>) -> Option<Aside> {
    let clock = conversation.setting().clock?;
    let is_over = clock.is_over(conversation.questionnaire());
    let is_told = conversation.state.long || conversation.is_past_person();
    if !is_over || is_told || conversation.interview().stopped().is_some() {
        return None;
    }
    conversation.state.long = true;
    Some(Aside::LongTalk)
}

// ---- kinds of answers ----

fn wanted_by(conversation: &Conversation<'_>, place: QuestionRef, given: Option<&Reply>) -> Wanted {
    let asked = conversation.questionnaire().question(place);
    let filled = match given {
        Some(Reply::Typed(words)) => words.clone(),
        _ => String::new(),
    };
    let items = || {
        let options = asked.kind.options().iter().enumerate();
        let item = options.map(|(nth, option)| ListItem {
            id: ChoiceId::from(option.id.as_str()),
            label: match asked.from {
                AnswerSource::Asked => {
                    conversation.label(|of| Some(&of.question(place).kind.options()[nth].label))
                }
                _ => option.label.clone(),
            },
            exclusive: option.exclusive,
        });
        item.collect()
    };
    match &asked.kind {
        Kind::YesNo if asked.from == AnswerSource::Asked => {
            let items = conversation.yes_and_no().map(|(id, label)| ListItem::new(ChoiceId::of(id), label));
            Wanted::One(items.to_vec())
        }
        Kind::YesNo => Wanted::One(vec![ListItem::new("yes", "Yes"), ListItem::new("no", "No")]),
        Kind::Choice(_) | Kind::Scale(_) => Wanted::One(items()),
        Kind::Choices(_) => Wanted::Many(items()),
        Kind::Number(_) | Kind::DatePart { .. } => {
            Wanted::Typed(Typing { filled, ..Typing::required(asked.kind.expects()) })
        }
        Kind::Text { max_length } => Wanted::Typed(Typing {
            most: Some(*max_length as usize),
            filled,
            ..Typing::required(format!("the words, at most {max_length} characters"))
        }),
    }
}

/// Returns the reply that gives an answer to a question.
pub fn reply_of(asked: &Question, answer: &Answer) -> Reply {
    match answer {
        Answer::Declined => Reply::Declined,
        Answer::DontKnow => Reply::DontKnow,
        Answer::Later => Reply::Later,
        Answer::Given(Value::YesNo(yes)) => Reply::choose(if *yes { "yes" } else { "no" }),
        Answer::Given(Value::Choice(id)) => Reply::choose(id.as_str()),
        Answer::Given(Value::Choices(ids)) => {
            Reply::ChooseAll(ids.iter().map(|id| ChoiceId::from(id.as_str())).collect())
        }
        Answer::Given(Value::Text(words)) => Reply::Typed(words.clone()),
        Answer::Given(Value::Number(number)) => Reply::Typed(number.to_string()),
        Answer::Given(date @ Value::DatePart { .. }) => Reply::Typed(asked.kind.show(date)),
    }
}

/// Returns the answer that a reply gives to a question.
fn answer_of(asked: &Question, reply: Reply) -> Result<Answer, Refused> {
    let value = match reply {
        Reply::Declined => return Ok(Answer::Declined),
        Reply::DontKnow => return Ok(Answer::DontKnow),
        Reply::Later => return Ok(Answer::Later),
        Reply::Choose(id) if asked.kind == Kind::YesNo => Value::YesNo(id.as_str() == "yes"),
        Reply::Choose(id) => Value::Choice(id.as_str().to_owned()),
        Reply::ChooseAll(ids) => {
            let chosen = ids.iter().map(|id| id.as_str().to_owned()).collect();
            asked.kind.value_of_list(chosen)
        }
        Reply::Typed(line) => {
            let line = line.replace('\t', " ");
            return asked.kind.read_line(&line).map(Answer::Given).map_err(Refused::Expected);
        }
        _ => return Err(Refused::NotOffered),
    };
    asked.kind.accepts(&value).map(|()| Answer::Given(value)).map_err(Refused::Expected)
}
