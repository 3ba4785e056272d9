//! The person answers alone: on this screen, turned to them, or on a page of which whoever works with them types the
//! release code. It comes after the age, which is asked before; or, where no language is shared, in the place of the
//! opening and all questions, in a language in which there are words. Its one surprise: what is answered there is never
//! part of this conversation before it is handed over, so no draft and no memory of it holds what was kept back.

use super::interview::Stage;
use super::reply::{OpenAnswers, Refused, Reply};
use super::setting::{AloneWay, Purpose};
use super::spoken::own_name;
use super::state::{AloneStep, AloneTalk, Aside, Ending, StepId};
use super::turn::{ListItem, PageName, Point, Turn, Typing, Wanted};
use super::value::Conversation;
use crate::answers::{Answer, Value};
use crate::language::{person_words, person_words_or_english};
use crate::questionnaire::model::Gate;
use crate::records::AloneRecord;
use crate::rules::QuestionRef;
use crate::turned::{CodeLayout, ReleasedAnswers, TurnedEnd, TurnedForm, TurnedSpeech, TurnedTalk};

/// The most letters of the word that was agreed on.
const LONGEST_WORD: usize = 30;

/// Returns whether the person can answer alone at the gate about the language, where none is shared: in a screening of
/// adults, in languages in which the form and the program have words.
pub(super) fn is_third_door(conversation: &Conversation<'_>, gate: &Gate) -> bool {
    gate.is_about_language()
        && gate.proceed_on
        && conversation.setting().purpose == Purpose::Screening
        && !conversation.setting().is_remote()
        && languages(conversation).next().is_some()
        && TurnedForm::of(conversation.questionnaire()).is_ok()
}

/// Returns what is chosen there, in words.
pub(super) fn third_door(conversation: &Conversation<'_>) -> String {
    let names: Vec<String> = languages(conversation).map(own_name).collect();
    format!("No, but the person can answer alone, in writing: {}", names.join(", "))
}

/// Returns the languages in which somebody can answer alone, other than that of the questionnaire.
fn languages<'c>(conversation: &'c Conversation<'_>) -> impl Iterator<Item = &'c str> {
    let at_hand = conversation.setting().wordings.iter().map(|one| one.language.as_str());
    at_hand.filter(|language| person_words(language).is_some())
}

/// The gate about the language is answered anew: what was said of the person at the third door is taken back. Nobody comes
/// back to it once the person answered alone.
pub(super) fn leave_third_door(conversation: &mut Conversation<'_>) {
    if conversation.state.third_door {
        conversation.state.third_door = false;
        let age = age_question(conversation);
        conversation.interview.forget(age);
        conversation.speak_as_set();
    }
}

/// Puts the person's own answers before what comes next, where it is time for them.
pub(super) fn begin(conversation: &mut Conversation<'_>) {
    let state = &conversation.state;
    let is_wanted = state.alone_wanted.is_some() || state.third_door;
    // Where the questions are over, nobody is asked to answer them alone.
    let is_over = state.early || is_wanted && conversation.interview().stopped().is_some();
    let is_gone_back = state.back_to.is_some();
    if !is_wanted || is_over || state.alone != AloneTalk::NotYet || !state.asides.is_empty() || is_gone_back {
        return;
    }
    let first = match state.step {
        StepId::Openings | StepId::Consent | StepId::Questions if state.third_door => AloneStep::Language,
        StepId::Questions if state.consent && !state.third_door && is_known_adult(conversation) => {
            AloneStep::Way
        }
        _ => return,
    };
    conversation.state.asides.push(Aside::Alone(first));
}

fn is_known_adult(conversation: &Conversation<'_>) -> bool {
    let form = TurnedForm::of(conversation.questionnaire());
    form.is_ok_and(|form| form.is_adult(conversation.interview().answer(form.age())))
}

// ---- the pages before it ----

/// Returns the page.
pub(super) fn turn(conversation: &Conversation<'_>, step: &AloneStep) -> Turn {
    let third_door = conversation.state.third_door;
    let turn = match step {
        AloneStep::Language => language_turn(conversation),
        AloneStep::Age => age_turn(conversation),
        AloneStep::Way => way_turn(conversation),
        AloneStep::Word => word_turn(conversation),
        AloneStep::Turned(word) => {
            return Turn::new(Point::Alone(PageName("turned")), Wanted::Alone(word.clone()));
        }
        AloneStep::Code => code_turn(conversation),
        AloneStep::HandedOver(count) => return handed_over_turn(conversation, *count),
    };
    let heading = if third_door { "No shared language" } else { "The person answers alone" };
    turn.heading(heading).back(true)
}

fn point(name: &'static str) -> Point {
    Point::Alone(PageName(name))
}

fn language_turn(conversation: &Conversation<'_>) -> Turn {
    let mut items: Vec<ListItem> =
        languages(conversation).map(|tag| ListItem::new(tag, own_name(tag))).collect();
    items.push(ListItem::new(NONE, "None of these"));
    Turn::new(point("language"), Wanted::One(items))
        .tell("Show the person the names of these languages. Does the person read one of them well?")
        .tell("Try a telephone interpreter first. This is never the only way: an interpreter another day is offered, too.")
}

fn age_turn(conversation: &Conversation<'_>) -> Turn {
    let options = age_options(conversation).map(|(id, label)| ListItem::new(id, label));
    let items = options.chain([ListItem::new(NONE, "I do not know")]).collect();
    Turn::new(point("age"), Wanted::One(items))
        .tell(
            "How old is the person? From your records, a document, or as the person shows you. Do not guess.",
        )
        .tell("Only adults answer alone: what a child tells must be heard by a human. Papers can be false; if in doubt, wait.")
}

fn age_options<'c>(conversation: &'c Conversation<'_>) -> impl Iterator<Item = (&'c str, &'c str)> {
    let age = TurnedForm::of(conversation.questionnaire()).map(|form| form.age());
    let options =
        age.map(|age| conversation.questionnaire().question(age).kind.options()).unwrap_or_default();
    options.iter().map(|option| (option.id.as_str(), option.label.as_str()))
}

fn way_turn(conversation: &Conversation<'_>) -> Turn {
    let setting = conversation.setting();
    let mut choices = Vec::new();
    if setting.can_turn && conversation.state.alone_wanted != Some(AloneWay::Code) {
        choices.push((TURNED, "On this screen, turned to the person"));
    }
    // In practice the scenario is about the screen.
    if setting.purpose == Purpose::Practice {
        return way_words(conversation, &choices);
    }
    choices.push((CODE, "On a page on a device of your agency, made with `safelight page`: type its code"));
    choices.push(match conversation.state.third_door {
        true => (NONE, "Not now: give information only"),
        false => (NONE, "Not alone: I ask the questions"),
    });
    way_words(conversation, &choices)
}

fn way_words(conversation: &Conversation<'_>, choices: &[(&'static str, &str)]) -> Turn {
    let first = choices[0].0;
    let turn = Turn::to_choose(point("way"), choices).tell(
        "Let the person choose. People tell a screen more of what shames them, and less of how they feel.",
    );
    let turn = match conversation.state.third_door {
        true => turn.tell(
            "They read there what cannot stay private, and are asked whether they agree. If you must report more than \
             the opening says, do not use it.",
        ),
        false => turn
            .tell(
                "Say: you answer by yourself, I cannot see it, and at the end you decide what I may see. You can stop \
                 at any time.",
            )
            .tell("Say once more what you must report: what they hand over, you have heard."),
    };
    turn.given(Reply::choose(first))
}

fn word_turn(conversation: &Conversation<'_>) -> Turn {
    let in_practice = (conversation.setting().purpose == Purpose::Practice)
        .then_some("In practice the invented person answers now. You see what they hand over.");
    let words = person_words_or_english(&conversation.spoken_now().0);
    let typing = Typing {
        most: Some(LONGEST_WORD),
        filled: words.turned.danger_word.clone(),
        ..Typing::required("an ordinary word")
    };
    Turn::to_type(point("word"), typing)
        .tell(
            "Agree on an ordinary word, as far as you can. If the person needs you, they press !, and that word fills the \
             screen. No sound comes: stay in the room, and watch the person, not the screen.",
        )
        .tell(
            "It is for people who read. Answers are numbers, and change places each time. b goes back, p is a break, q \
             stops, x erases everything. Escape hides the screen, and Enter shows it again.",
        )
        .tell("If the screen comes back unfinished, press x, and read nothing.")
        .tell_if(in_practice)
        .tell("After Enter the screen is the person's. Turn it so that nobody else sees it, you neither.")
}

fn code_turn(conversation: &Conversation<'_>) -> Turn {
    let layout = CodeLayout::of(conversation.questionnaire());
    let letters = layout.map_or(0, |layout| layout.letters());
    let language = own_name(&conversation.spoken_now().0);
    let typing = Typing::required(format!("the {letters} letters of the code, or /s if there is none"));
    let turn = Turn::to_type(point("code"), typing)
        .tell("Hand over the device with the page, and wait until the person gives it back.")
        .tell(format!(
            "Then type the code that the page shows. Spaces and small letters are fine. It is taken down as answered in \
             {language}."
        ))
        .tell("A code holds answers: write it down nowhere.");
    Turn { open: OpenAnswers::NothingHandedOver, ..turn }
}

fn handed_over_turn(conversation: &Conversation<'_>, count: usize) -> Turn {
    let handed_over = match count {
        0 => "The person kept their answers. That is an answer too, and it is no sign of anything.",
        _ => "The person handed over answers. Nobody heard them say it, and nobody can say who was near.",
    };
    let kept_back = matches!(conversation.state.alone, AloneTalk::Over { kept_back: true, .. })
        .then_some("They want it to be written down that they kept something back.");
    let apart = conversation.state.third_door.then_some(
        "Get an interpreter before you ask anything. From here on the words to the person are on this screen in their \
         language, too: you can show them.",
    );
    Turn::to_see(point("handed_over"))
        .heading("Answered alone")
        .tell(handed_over)
        .tell_if(kept_back)
        .tell("What was not handed over is forgotten, and stays open. It is not a no. Do not ask for it again.")
        .tell(
            "First ask how the person is now, and ask everyone: is it safe for you to leave here? People tell a screen less \
             of fear and distress than they tell you.",
        )
        .tell_if(apart)
}

// ---- what a reply does ----

/// What none of the choices is.
const NONE: &str = "none";
const TURNED: &str = "turned";
const CODE: &str = "code";

/// Does what a reply to such a page means. It has been taken off the screen already.
///
/// # Errors
/// Why a code was not read.
pub(super) fn reply(
    conversation: &mut Conversation<'_>,
    step: AloneStep,
    reply: Reply,
) -> Result<(), Refused> {
    if reply == Reply::Back {
        go_back(conversation, &step);
        return Ok(());
    }
    match (step, reply) {
        (AloneStep::Language, reply) => match reply.chosen().filter(|chosen| *chosen != NONE) {
            None => not_now(conversation),
            Some(language) => {
                conversation.state.language = Some(language.to_owned());
                show(conversation, AloneStep::Age);
            }
        },
        (AloneStep::Age, reply) => {
            let adult = reply.chosen().filter(|id| is_adult_age(conversation, id)).map(str::to_owned);
            match adult {
                None => not_now(conversation),
                Some(id) => {
                    let age = age_question(conversation);
                    conversation.interview.give(age, Answer::Given(Value::Choice(id)));
                    show(conversation, AloneStep::Way);
                }
            }
        }
        (AloneStep::Way, reply) => match reply.chosen() {
            Some(TURNED) => show(conversation, AloneStep::Word),
            Some(CODE) => show(conversation, AloneStep::Code),
            _ if conversation.state.third_door => not_now(conversation),
            _ => conversation.state.alone = AloneTalk::NotWanted,
        },
        (AloneStep::Word, Reply::Typed(word)) => {
            show(conversation, AloneStep::Turned(word.trim().to_owned()));
        }
        (AloneStep::Turned(_), Reply::HandedOver(end)) => {
            take_over(conversation, end);
            // Nothing of it is shown to whoever still sits before the screen.
            let is_real = conversation.setting().purpose == Purpose::Screening;
            conversation.state.asides.extend(is_real.then_some(Aside::Hidden));
        }
        (AloneStep::Code, Reply::Typed(code)) => match read_code(conversation, &code) {
            Ok(end) => take_over(conversation, end),
            Err(refused) => {
                show(conversation, AloneStep::Code);
                return Err(refused);
            }
        },
        // Nobody knows whether they agreed there.
        (AloneStep::Code, _) if conversation.state.third_door => not_now(conversation),
        (AloneStep::Code, _) => take_over(conversation, TurnedEnd::Nothing),
        (AloneStep::Word | AloneStep::Turned(_) | AloneStep::HandedOver(_), _) => {}
    }
    Ok(())
}

fn show(conversation: &mut Conversation<'_>, step: AloneStep) {
    conversation.state.asides.push(Aside::Alone(step));
}

fn go_back(conversation: &mut Conversation<'_>, step: &AloneStep) {
    let third_door = conversation.state.third_door;
    let before = match step {
        AloneStep::Word | AloneStep::Code => AloneStep::Way,
        AloneStep::Way if third_door => AloneStep::Age,
        AloneStep::Age => AloneStep::Language,
        AloneStep::Way => {
            conversation.state.back_to = Some(age_question(conversation));
            return;
        }
        _ => {
            let gates = &conversation.questionnaire().gates;
            let gate = gates.iter().position(Gate::is_about_language).unwrap_or(0);
            let state = &mut conversation.state;
            (state.step, state.within) = (StepId::Gates, gate);
            return;
        }
    };
    conversation.state.asides.push(Aside::Alone(before));
}

fn age_question(conversation: &Conversation<'_>) -> QuestionRef {
    TurnedForm::of(conversation.questionnaire()).map_or(QuestionRef(0), |form| form.age())
}

fn is_adult_age(conversation: &Conversation<'_>, id: &str) -> bool {
    let answer = Answer::Given(Value::Choice(id.to_owned()));
    TurnedForm::of(conversation.questionnaire()).is_ok_and(|form| form.is_adult(Some(&answer)))
}

/// Nobody is screened where no language is shared and the person cannot answer alone.
fn not_now(conversation: &mut Conversation<'_>) {
    let gate = conversation.questionnaire().gates.iter().position(Gate::is_about_language);
    let state = &mut conversation.state;
    state.ending = gate.map(Ending::NotNow);
    state.step = StepId::Farewell;
}

fn read_code(conversation: &Conversation<'_>, code: &str) -> Result<TurnedEnd, Refused> {
    let questionnaire = conversation.questionnaire();
    let layout = CodeLayout::of(questionnaire).ok_or(Refused::NotOffered)?;
    let released =
        layout.read(code).map_err(|why| Refused::Expected(format!("a code that can be read: {why}")))?;
    let age = &questionnaire.question(age_question(conversation)).id;
    let (theirs, ours) = (released.answers.get(age), conversation.interview().answers().get(age));
    if theirs.is_some() && ours.is_some() && theirs != ours {
        let other = "the code of this person: the page was begun with another age group than this talk";
        return Err(Refused::Expected(other.to_owned()));
    }
    Ok(TurnedEnd::HandedOver(released))
}

/// Takes over what was handed over, and tells what is to be said because of it.
fn take_over(conversation: &mut Conversation<'_>, end: TurnedEnd) {
    if conversation.state.third_door {
        if end == TurnedEnd::NotAgreed {
            conversation.state.ending = Some(Ending::NoConsent);
            conversation.state.step = StepId::Farewell;
            return;
        }
        explained_alone(conversation);
    }
    let released = match end {
        TurnedEnd::HandedOver(released) => Some(released),
        TurnedEnd::Nothing | TurnedEnd::NotAgreed => None,
    };
    let kept_back = released.as_ref().is_some_and(|released| released.shows_kept_back);
    let count = released.map_or(0, |released| put_in(conversation, &released));
    let state = &mut conversation.state;
    state.alone = AloneTalk::Over { kept_back, count };
    state.unsaved |= count > 0;
    conversation.leave_in_peace_if_alone();
    let told = conversation.interview.disclosed().into_iter().map(|(place, _)| Aside::Disclosure(place));
    let asides: Vec<Aside> = [Aside::Alone(AloneStep::HandedOver(count))].into_iter().chain(told).collect();
    conversation.follow(asides);
}

/// The person heard the opening alone, and agreed there.
fn explained_alone(conversation: &mut Conversation<'_>) {
    let openings = &conversation.questionnaire().openings;
    let state = &mut conversation.state;
    for opening in openings {
        state.explained.push(opening.id.clone());
        state.explained_in.extend(state.language.clone().map(|language| (opening.id.clone(), language)));
    }
    (state.consent, state.step, state.within) = (true, StepId::Questions, 0);
}

/// Puts answers into the conversation, in the order of the form. Returns how many: what does not apply is left out.
fn put_in(conversation: &mut Conversation<'_>, released: &ReleasedAnswers) -> usize {
    let mut count = 0;
    for question in conversation.interview().of_stage(Stage::Person).collect::<Vec<_>>() {
        let id = &conversation.questionnaire().question(question).id;
        let Some(answer) = released.answers.get(id) else { continue };
        // It was asked where all answers were known: that some of them were kept back takes nothing away from it.
        let interview = conversation.interview();
        if interview.answer(question).is_some() || !interview.may_be_answered(question) {
            continue;
        }
        conversation.hear(question);
        conversation.interview.give_alone(question, answer.clone());
        count += 1;
    }
    count
}

impl Conversation<'_> {
    /// Leads the talk that the person has with the screen alone, where it is time for it. `show` leads it to its end,
    /// and is given the word that was agreed on.
    ///
    /// # Errors
    /// What `show` says when nobody answers any more: then all that was answered there is gone.
    pub fn lead_alone<E>(
        &self,
        word: &str,
        show: impl FnOnce(&mut TurnedTalk<'_, '_>, &str) -> Result<(), E>,
    ) -> Result<Reply, E> {
        let Ok(form) = TurnedForm::of(self.questionnaire()) else {
            return Ok(Reply::HandedOver(TurnedEnd::Nothing));
        };
        let (language, words) = self.spoken_now();
        let program = person_words_or_english(&language);
        let speech = TurnedSpeech { form: words, program };
        let mut talk = TurnedTalk::begin(&form, speech, self.interview().case(), self.state.third_door);
        show(&mut talk, word)?;
        Ok(Reply::HandedOver(talk.into_end().unwrap_or(TurnedEnd::Nothing)))
    }

    /// Returns that the person answered alone, if they did.
    pub(super) fn alone_record(&self) -> Option<AloneRecord> {
        match self.state.alone {
            AloneTalk::Over { kept_back, count } => {
                Some(AloneRecord { handed_over: count > 0, says_kept_back: kept_back })
            }
            AloneTalk::NotYet | AloneTalk::NotWanted => None,
        }
    }

    /// Whoever comes back to it begins anew what the person answers alone: nothing of that was kept.
    pub(super) fn begin_alone_anew(&mut self) {
        let can_turn = self.setting.can_turn;
        for aside in &mut self.state.asides {
            match aside {
                Aside::Alone(AloneStep::Turned(_) | AloneStep::Word) if !can_turn => {
                    *aside = Aside::Alone(AloneStep::Way);
                }
                Aside::Alone(AloneStep::Turned(_)) => *aside = Aside::Alone(AloneStep::Word),
                _ => {}
            }
        }
    }

    /// Where the person answered alone nothing more is asked of them.
    pub(super) fn leave_in_peace_if_alone(&mut self) {
        self.interview.is_asked_no_more = matches!(self.state.alone, AloneTalk::Over { .. });
    }
}
