//! Notes: seen, changed and taken back until the end. A note stands beside an answer and counts nothing;
//! it says whose words it holds, and goes with the answer unless somebody says that it is to stay.

use super::reply::{Refused, Reply};
use super::state::{Aside, NoteWords};
use super::turn::{Point, Turn, Typing};
use super::value::Conversation;
use crate::answers::{Answer, LONGEST_WORDS, Note, Speaker};
use crate::rules::QuestionRef;

/// The most characters of all that is noted at one question.
pub const LONGEST_NOTE: usize = LONGEST_WORDS;

/// What is said before a note is typed.
pub const WARNING: &str = "Leave out names, addresses, employers and everything else that shows who or where \
    somebody is.";

/// Adds words to the note at a question.
pub fn add(conversation: &mut Conversation<'_>, question: QuestionRef, words: &str) -> Result<(), Refused> {
    // "; " stands between them.
    let there = conversation.interview().note(question).map_or(0, |note| note.words.chars().count() + 2);
    let count = words.chars().count();
    if there + count > LONGEST_NOTE {
        return Err(Refused::Expected(format!(
            "a note of at most {LONGEST_NOTE} characters in all (there would be {}; nothing was cut, and nothing \
             is taken down yet)",
            there + count
        )));
    }
    let words = words.trim();
    if !words.is_empty() {
        conversation.interview.add_note(question, words);
        conversation.state.unsaved = true;
        conversation.state.remark = Some(format!("Noted. {WARNING}"));
    }
    Ok(())
}

/// Opens what can be done about the note at a question.
pub fn open(conversation: &mut Conversation<'_>, question: QuestionRef) {
    let aside = match conversation.interview().note(question) {
        Some(_) => Aside::Note(question),
        None => Aside::NoteWords(question, NoteWords::Added),
    };
    conversation.state.asides.push(aside);
}

/// What is to become of the note at a question.
pub fn menu(conversation: &Conversation<'_>, question: QuestionRef) -> Turn {
    let choices =
        [("add", "Add to it"), ("change", "Write it anew"), ("delete", "Delete it"), ("leave", "Leave it")];
    let mut turn = Turn::to_choose(Point::Note(question), &choices).heading("The note").back(true);
    turn.note = conversation.interview().note(question).cloned();
    turn
}

/// Does it.
pub fn menu_reply(conversation: &mut Conversation<'_>, question: QuestionRef, reply: &Reply) {
    let then = match reply.chosen() {
        Some("add") => NoteWords::Added,
        Some("change") => NoteWords::Instead,
        Some("delete") => {
            conversation.interview.take_note(question);
            conversation.state.unsaved = true;
            conversation.state.remark = Some("The note is deleted.".to_owned());
            return;
        }
        _ => return,
    };
    conversation.state.asides.push(Aside::NoteWords(question, then));
}

/// The words of a note are typed.
pub fn words(conversation: &Conversation<'_>, question: QuestionRef, way: NoteWords) -> Turn {
    let note = conversation.interview().note(question);
    let there = note.map_or("", |note| note.words.as_str());
    let filled = if way == NoteWords::Instead { there } else { "" };
    let room = LONGEST_NOTE - (there.chars().count() + 2).min(LONGEST_NOTE);
    let most = if way == NoteWords::Instead || there.is_empty() { LONGEST_NOTE } else { room };
    let typing = Typing {
        hint: "the words, then press Enter".to_owned(),
        most: Some(most),
        several_lines: true,
        filled: filled.to_owned(),
        required: false,
    };
    let (heading, whose) = match conversation.interview().speaker(question) {
        Speaker::Person => ("Their own words", "Write down what was said, in the person's own words."),
        Speaker::Worker => ("Your note", "Write down what you saw or heard, not what you think it means."),
    };
    let mut turn = Turn::to_type(Point::NoteWords(question), typing)
        .heading(heading)
        .tell(format!("{whose} {WARNING}"))
        .tell("Enter without any words changes nothing.")
        .back(true);
    turn.note = note.cloned();
    turn
}

/// Takes the words down.
pub fn words_reply(conversation: &mut Conversation<'_>, question: QuestionRef, way: NoteWords, reply: Reply) {
    let Reply::Typed(words) = reply else { return };
    if words.trim().is_empty() {
        conversation.state.remark = Some("Nothing was noted.".to_owned());
        return;
    }
    match way {
        NoteWords::Added => conversation.interview.add_note(question, &words),
        NoteWords::Instead => conversation.interview.set_note(question, &words),
    }
    conversation.state.unsaved = true;
    conversation.state.remark = Some("Noted.".to_owned());
}

/// Whether a note stays although its answer was taken back or changed.
pub fn left(conversation: &Conversation<'_>, question: QuestionRef, note: &Note) -> Turn {
    let choices = [("delete", "Delete the note too"), ("keep", "Keep the note")];
    let asked = conversation.questionnaire().question(question);
    let withdrawn = is_withdrawn(conversation, question);
    let what = if withdrawn { "This answer is open now" } else { "This answer was changed" };
    let mut turn = Turn::to_choose(Point::NoteLeft(question), &choices)
        .heading("The note")
        .tell(format!("{what}: {}", asked.ask))
        .tell("A note stands beside it. It should say nothing that the person no longer wants said.");
    turn.note = Some(note.clone());
    turn.given = withdrawn.then(|| Reply::choose("delete"));
    turn
}

/// Puts the note back if it is to stay.
pub fn left_reply(conversation: &mut Conversation<'_>, question: QuestionRef, note: Note, reply: &Reply) {
    if reply.chooses("keep") {
        conversation.interview.put_note(question, note);
        conversation.state.remark = Some("The note is kept.".to_owned());
    } else {
        conversation.state.remark = Some("The note is deleted.".to_owned());
    }
}

/// Returns whether the answer to a question is one that is no value.
pub fn is_withdrawn(conversation: &Conversation<'_>, question: QuestionRef) -> bool {
    !matches!(conversation.interview().answer(question), Some(Answer::Given(_)))
}
