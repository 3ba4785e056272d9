//! What can come between at any moment: a break, danger, stopping, a hidden screen; and what the
//! conversation itself has to say between two questions. Afterwards it goes on where it was.

use super::reply::Reply;
use super::setting::{Purpose, Setting};
use super::state::{Aside, Ending, ReleaseDraft, StepId};
use super::turn::{PageName, Point, Turn, Wanted};
use super::value::Conversation;
use super::{alone, interpreter, note, own_words, questions, spoken, summary_tasks};
use crate::answers::{Answer, Value};
use crate::questionnaire::model::{Action, PromisedHelp};
use crate::scoring::{ActionDue, Due, assess};

/// Returns the turn of what has come between.
pub(super) fn turn(conversation: &Conversation<'_>, aside: &Aside) -> Turn {
    let questionnaire = conversation.questionnaire();
    match aside {
        Aside::Break => break_turn(conversation),
        Aside::Danger => danger(conversation.setting(), &danger_choices(conversation)),
        Aside::AfterDanger => {
            let leave = leave_words(conversation, "Leave");
            let choices = [("summary", "Go on to the summary"), ("leave", leave.as_str())];
            Turn::to_choose(Point::Task(PageName("after_danger")), &choices)
                .heading("When everybody is safe")
                .tell("What was answered is still here.")
                .is_stop()
        }
        Aside::Ending => ending(conversation),
        Aside::Unsaved => unsaved(conversation),
        Aside::Hidden => hidden_page(),
        Aside::Note(question) => note::menu(conversation, *question),
        Aside::NoteWords(question, way) => note::words(conversation, *question, *way),
        Aside::NoteLeft(question, left) => note::left(conversation, *question, left),
        Aside::OwnWords(question) => own_words::turn(conversation, *question),
        Aside::Forgotten(answers, notes) => {
            Turn::to_see(Point::Notice).heading("Changed").tell(set_aside(*answers, *notes))
        }
        Aside::Disclosure(place) => disclosure(conversation, *place),
        Aside::Stop(place) => {
            let moment = &questionnaire.stops[*place].moment;
            let turn = Turn::to_see(Point::Stop(*place)).heading("The questions end here");
            let mut turn = conversation
                .says(turn, |of| Some(&of.stops[*place].moment.say))
                .tell_if(moment.note.as_deref())
                .back(conversation.state.answered.is_some());
            turn.tell.extend(duties_for_child(conversation));
            turn
        }
        Aside::BreakOffer(section) => {
            let choices = [("go_on", "Go on"), ("break", "A break")];
            let turn = Turn::to_choose(Point::BreakOffer(*section), &choices).heading("A break?");
            conversation
                .says_own(turn, |own| &own.break_offer)
                .tell_if(conversation.setting().time_so_far(questionnaire).as_deref())
                .back(conversation.state.answered.is_some())
        }
        Aside::LongTalk => {
            let choices = [("go_on", "Go on"), ("break", "A break"), ("stop", "Stop here")];
            let turn = Turn::to_choose(Point::LongTalk, &choices).heading("This has been a long talk");
            conversation
                .says_own(turn, |own| &own.long_talk)
                .tell_if(conversation.setting().time_so_far(questionnaire).as_deref())
        }
        Aside::OtherText => Turn::to_see(Point::Notice).heading("Another text").tell(
            "This was begun with another text of the questionnaire than the one that comes with this program \
             under the same name. It goes on with its own text.",
        ),
        Aside::Interpreter(at_gate, step) => interpreter::turn(conversation, *at_gate, step),
        Aside::Language => spoken::turn(conversation),
        Aside::Alone(step) => alone::turn(conversation, step),
        Aside::Task(task) => summary_tasks::turn(conversation, task),
    }
}

/// Does what a reply to it means. It has been taken off the screen already.
pub(super) fn reply(conversation: &mut Conversation<'_>, aside: Aside, reply: Reply) {
    match &aside {
        Aside::Disclosure(_) | Aside::Stop(_) | Aside::BreakOffer(_) if reply == Reply::Back => {
            return questions::back_to_answer(conversation, aside);
        }
        Aside::Break if reply == Reply::Back => return,
        Aside::Break | Aside::BreakOffer(_) | Aside::LongTalk => rest(conversation),
        // What the person would like next is not asked in practice.
        Aside::Disclosure(_) if reply != Reply::Seen && !is_practice(conversation) => rest(conversation),
        _ => {}
    }
    match aside {
        Aside::Break if reply.chooses("interpreter") => interpreter::open(conversation, false),
        Aside::Break if reply.chooses("stop") => stop(conversation),
        Aside::LongTalk if reply.chooses("stop") => {
            conversation.state.asides.extend([Aside::LongTalk, Aside::Ending]);
        }
        Aside::LongTalk if reply.chooses("break") => conversation.state.asides.push(Aside::Break),
        // Whoever goes back from there is asked again what the person would like.
        Aside::Disclosure(place) if reply.chooses("stop") => {
            conversation.state.asides.extend([Aside::Disclosure(place), Aside::Ending]);
        }
        Aside::BreakOffer(_) | Aside::Disclosure(_) if reply.chooses("break") => {
            conversation.state.asides.push(Aside::Break);
        }
        Aside::Danger if reply.chooses("stop") => stop_for_danger(conversation),
        Aside::AfterDanger => {
            if reply.chooses("summary") {
                sum_up(conversation, StepId::OwnPart)
            } else {
                end(conversation, Ending::Danger(None))
            }
        }
        Aside::Ending => match reply.chosen() {
            Some("summary") => sum_up(conversation, next_with_person(conversation)),
            Some("nothing") => end(conversation, Ending::Left),
            _ => {}
        },
        Aside::Unsaved => unsaved_reply(conversation, &reply),
        Aside::Note(question) => note::menu_reply(conversation, question, &reply),
        Aside::NoteWords(question, way) => note::words_reply(conversation, question, way, reply),
        Aside::NoteLeft(question, left) => note::left_reply(conversation, question, left, &reply),
        Aside::OwnWords(question) => own_words::reply(conversation, question, &reply),
        Aside::Interpreter(at_gate, step) => interpreter::reply(conversation, at_gate, step, reply),
        Aside::Language => spoken::reply(conversation, &reply),
        Aside::Task(task) => summary_tasks::reply(conversation, task, reply),
        Aside::Break | Aside::Danger | Aside::Hidden | Aside::Forgotten(..) | Aside::Disclosure(_) => {}
        Aside::Stop(_) | Aside::BreakOffer(_) | Aside::LongTalk | Aside::OtherText | Aside::Alone(_) => {}
    }
}

/// Somebody stops: at the summary and after it one is on the way out, and before it is asked how.
pub(super) fn stop(conversation: &mut Conversation<'_>) {
    match conversation.state.step {
        StepId::Summary => {
            conversation.drop_asides();
            summary_tasks::leave(conversation);
        }
        StepId::Farewell => {
            conversation.drop_asides();
            conversation.state.finished = true;
        }
        _ => conversation.state.asides.push(Aside::Ending),
    }
}

/// A break was offered or taken: it is not offered at once again.
fn rest(conversation: &mut Conversation<'_>) {
    conversation.state.rested = true;
    if let Some(Aside::BreakOffer(_)) = conversation.state.asides.last() {
        conversation.state.asides.pop();
    }
}

fn is_practice(conversation: &Conversation<'_>) -> bool {
    conversation.setting().purpose == Purpose::Practice
}

/// Returns whether the person is or may be a child: unless they said an age of 18 or above, the form is for young
/// people, or a step for somebody under 18 is due, or may be.
pub(super) fn may_be_child(conversation: &Conversation<'_>) -> bool {
    let questionnaire = conversation.questionnaire();
    let is_adult = questionnaire.each_question().any(|(place, question)| {
        let Some(Answer::Given(Value::Choice(id))) = conversation.interview().answer(place) else {
            return false;
        };
        let chosen = question.kind.options().iter().find(|option| option.id == *id);
        chosen.and_then(|option| option.ages).is_some_and(|ages| ages.from >= 18)
    });
    !is_adult && (questionnaire.population.ages.from < 18 || is_of_child(conversation))
}

/// Returns whether a step for somebody under 18 is due, or may be.
fn is_of_child(conversation: &Conversation<'_>) -> bool {
    let case = conversation.interview().case();
    let due = assess(case).actions;
    let of_child = |(action, due): (&Action, &ActionDue)| {
        let protects = action.step.needs.iter().any(|need| need.id == "child_protection");
        (protects || action.step.topic.as_deref() == Some("minor")) && due.due != Due::NotDue
    };
    case.questionnaire.actions.iter().zip(&due).any(of_child)
}

/// What the law here says of a child, where a step that rests on it is due or may be: whoever turns out to be
/// under 18 has heard the opening of another form.
fn duties_for_child(conversation: &Conversation<'_>) -> Vec<String> {
    if is_of_child(conversation) { conversation.setting().duty_texts("minor") } else { Vec::new() }
}

/// What is said when something hard was said. Before the next question the person chooses whether there is one;
/// where the questions end anyway, or nobody is there any more, the words are only seen.
fn disclosure(conversation: &Conversation<'_>, place: usize) -> Turn {
    let moment = &conversation.questionnaire().disclosures[place];
    let asides = &conversation.state.asides;
    let here = asides.iter().rposition(|aside| *aside == Aside::Disclosure(place)).unwrap_or(0);
    let goes_on_below =
        asides[..here].iter().any(|aside| matches!(aside, Aside::Disclosure(_) | Aside::Stop(_)));
    let point = Point::Disclosure(place);
    let turn = if goes_on_below || conversation.is_past_person() {
        Turn::to_see(point)
    } else {
        let choices = [("go_on", "Go on"), ("break", "Rest for a moment"), ("stop", "Stop here")];
        Turn::to_choose(point, &choices)
    };
    let offers = turn.wanted != Wanted::Seen;
    let turn = turn.heading("Stay with the person");
    let turn = conversation.says(turn, |of| Some(&of.disclosures[place].say));
    let help = moment.help.as_ref().filter(|_| !is_practice(conversation));
    help.map_or(turn.clone(), |help| promised(conversation, place, help, turn))
        .tell_if(moment.note.as_deref())
        .tell_if(
            offers
                .then_some("Then ask what the person would like: go on, rest, or stop. Wait for the answer."),
        )
        .back(conversation.state.answered.is_some())
}

/// Adds the words that promise help, if a service is listed that gives it; otherwise what to say in their place.
fn promised(conversation: &Conversation<'_>, place: usize, help: &PromisedHelp, turn: Turn) -> Turn {
    if conversation.is_there_help(&help.needs) {
        return conversation
            .says(turn, |of| Some(&of.disclosures[place].help.as_ref()?.say))
            .tell("A service for it is listed. Look at the entry before you name it: some bear no date.");
    }
    let needs: Vec<&str> = help.needs.iter().map(|need| need.label).collect();
    turn.tell(format!(
        "No service is listed here for {}: promise none. You can say: “I'll look with you for who can help.”",
        needs.join(" or ")
    ))
}

/// The ways out that pages outside a conversation have as well: to the page for danger, to a break, and to a page on
/// which nothing is shown. From each one comes back to the page that was left.
#[derive(Default)]
pub struct WaysOut(Vec<WayOut>);

enum WayOut {
    Danger,
    Hidden,
    Break,
}

impl WaysOut {
    /// Returns the page that was gone to, if one was. What is hidden has no mark.
    pub fn turn(&self, setting: &Setting<'_>, mark: Option<&'static str>) -> Option<Turn> {
        Some(match self.0.last()? {
            WayOut::Danger => Turn { mark, ..danger(setting, &[BACK]) },
            WayOut::Break => Turn { mark, ..a_break(&[("go_on", "Go on")]) },
            WayOut::Hidden => hidden_page(),
        })
    }

    /// Takes a reply that goes to such a page, or comes back from it; any other is returned.
    pub fn take(&mut self, reply: Reply) -> Option<Reply> {
        match reply {
            Reply::Danger => self.0.push(WayOut::Danger),
            Reply::Hide => self.0.push(WayOut::Hidden),
            Reply::Break => self.0.push(WayOut::Break),
            Reply::Stop => {
                self.0.clear();
                return Some(Reply::Stop);
            }
            reply => return self.0.pop().is_none().then_some(reply),
        }
        None
    }
}

/// What can be done on the page for danger.
const BACK: (&str, &str) = ("back", "Go back to where we were");

fn danger(setting: &Setting<'_>, choices: &[(&'static str, &str)]) -> Turn {
    let mut turn = Turn::to_choose(Point::Danger, choices).heading("Danger now");
    turn.tell = setting.emergency();
    turn
}

/// Returns the page on which nothing is shown.
pub fn hidden_page() -> Turn {
    Turn::to_see(Point::Hidden).heading("Notes").is_break().is_stop()
}

fn danger_choices(conversation: &Conversation<'_>) -> [(&'static str, &'static str); 2] {
    let stop = if conversation.state.step.is_after(StepId::Review) || conversation.is_past_person() {
        "Stop here"
    } else {
        "Stop the questions"
    };
    [BACK, ("stop", stop)]
}

fn a_break(choices: &[(&'static str, &str)]) -> Turn {
    Turn::to_choose(Point::Break, choices)
        .heading("A break")
        .tell("Take the time that is needed. Nothing is lost.")
        .is_break()
        .back(true)
}

fn break_turn(conversation: &Conversation<'_>) -> Turn {
    let choices = [("go_on", "Go on"), ("stop", "Stop here"), ("interpreter", interpreter::CHOICE)];
    let interprets = interpreter::is_asked_about(conversation);
    let turn = a_break(if interprets { &choices } else { &choices[..2] })
        .tell_if(conversation.setting().time_so_far(conversation.questionnaire()).as_deref());
    // In one's own part there is nobody to say it to.
    if conversation.is_past_person() {
        return turn;
    }
    if conversation.questionnaire().break_words.is_none() {
        return conversation.says_own(turn, |own| &own.grounding);
    }
    conversation.says(turn, |of| of.break_words.as_deref())
}

fn ending(conversation: &Conversation<'_>) -> Turn {
    let is_past_person = conversation.is_past_person();
    let summary = match (conversation.is_empty(), is_past_person) {
        (true, _) => "Stop here",
        (false, true) => "Stop here, and show the summary",
        (false, false) if conversation.state.step.is_after(StepId::Review) => {
            "Stop here, and go on to your own part and the summary"
        }
        (false, false) => "Stop the questions, and go on to what comes after them, and the summary",
    };
    let nothing = leave_words(conversation, "Stop");
    let mut choices = vec![BACK, ("summary", summary), ("nothing", nothing.as_str())];
    // Of what nobody has answered there is no draft.
    if conversation.setting().workspace && !conversation.setting().amends && !conversation.is_empty() {
        choices.insert(2, (PUT_ASIDE, "Put it aside, sealed, and go on with it another time"));
    }
    let turn = Turn::to_choose(Point::Ending, &choices).heading("Stop").is_stop();
    if is_past_person {
        return turn;
    }
    conversation.says_own(turn, |own| &own.stopping)
}

/// The choice that leaves a conversation where it is: the program ends with the draft. For the conversation it is
/// the same as going on.
pub const PUT_ASIDE: &str = "put_aside";

/// What is kept where one leaves now.
fn leave_words(conversation: &Conversation<'_>, verb: &str) -> String {
    let is_any_saved = conversation.is_saved() || conversation.state.page_given;
    let kept = if is_any_saved { "keep no more than is saved" } else { "keep nothing" };
    format!("{verb}, {kept}")
}

fn unsaved(conversation: &Conversation<'_>) -> Turn {
    let leave = leave_words(conversation, "Leave");
    let save = match conversation.setting().workspace {
        true => "Keep it in the workspace: the person agreed since, or the law requires it",
        false => "Save a copy first",
    };
    let choices = [("save", save), ("back", "Go back to the summary"), ("leave", leave.as_str())];
    let refused = conversation.state.may_keep == Some(false);
    let why = if refused { "The person did not agree that a copy is kept." } else { "" };
    let state = &conversation.state;
    let nothing = match (state.saved, state.page_given) {
        (true, _) => "Nothing has been saved since the last copy.",
        (false, true) => "Only a page for others has been saved, and nothing of the screening.",
        (false, false) => "Nothing has been saved.",
    };
    Turn::to_choose(Point::Unsaved, &choices)
        .heading("Not saved")
        .tell(format!("{nothing} If you leave now, it is gone."))
        .tell_if(Some(why).filter(|why| !why.is_empty()))
        .is_stop()
}

/// Whatever is chosen, what was begun on top of the summary, such as half a judgement, is over.
fn unsaved_reply(conversation: &mut Conversation<'_>, reply: &Reply) {
    conversation.drop_asides();
    match reply.chosen() {
        Some("save") => summary_tasks::save_screening(conversation),
        Some("leave") => conversation.state.finished = true,
        _ => {}
    }
}

fn set_aside(answers: usize, notes: usize) -> String {
    let what = match answers {
        1 => "1 later answer was set aside: its question no longer applies. It is".to_owned(),
        count => format!("{count} later answers were set aside: their questions no longer apply. They are"),
    };
    let noted = match notes {
        0 => "",
        1 => " The note beside it went too.",
        _ => " The notes beside them went too.",
    };
    format!("{what} not counted and not shown.{noted}")
}

// ---- endings ----

/// Where nothing was said, and in practice, there is nothing more to do than to be safe.
fn stop_for_danger(conversation: &mut Conversation<'_>) {
    if conversation.setting().purpose == Purpose::Practice || conversation.is_empty() {
        end(conversation, Ending::Danger(None));
    } else if conversation.state.step == StepId::Summary {
        conversation.drop_asides();
        summary_tasks::leave(conversation);
    } else {
        conversation.state.asides.retain(|aside| *aside != Aside::AfterDanger);
        conversation.state.asides.push(Aside::AfterDanger);
    }
}

/// Returns where one goes from a stop while the person is there: whoever stops the questions can still hear of
/// services, and nobody is left without a kind word.
fn next_with_person(conversation: &Conversation<'_>) -> StepId {
    match conversation.state.step {
        StepId::Closing => StepId::OwnPart,
        step if step.is_after(StepId::Review) => StepId::Closing,
        _ => StepId::Services,
    }
}

/// Ends what is being asked, and goes on there; where the person has left, with the summary. What was pending
/// is over.
fn sum_up(conversation: &mut Conversation<'_>, then: StepId) {
    conversation.drop_asides();
    let with_person = conversation.interview().asks() && !conversation.is_past_person();
    let state = &mut conversation.state;
    (state.queue, state.queued, state.back_to, state.leave) = (Vec::new(), 0, None, None);
    state.release = ReleaseDraft::default();
    if !state.step.is_after(StepId::Consent) {
        state.early = true;
        state.ending = Some(Ending::StoppedEarly);
        state.step = StepId::Farewell;
        return;
    }
    let is_early = with_person && state.may_keep.is_none();
    state.unsaved |= is_early && !state.early;
    state.early |= is_early;
    state.parted |= then == StepId::OwnPart;
    // Whoever comes back from the summary, or is in their own part, has been through the questions.
    state.own_part_over |= !with_person;
    state.step = if with_person { then } else { StepId::Summary };
    state.within = 0;
}

/// Ends the conversation, with nothing to sum up.
pub(super) fn end(conversation: &mut Conversation<'_>, ending: Ending) {
    conversation.drop_asides();
    let state = &mut conversation.state;
    state.ending = Some(ending);
    state.step = StepId::Farewell;
}
