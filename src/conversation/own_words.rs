//! The words of an option that takes words of its own ("other: …"): asked right after it was chosen, never
//! needed, never scored. They belong to the answer, and go with it.

use super::note::WARNING;
use super::reply::Reply;
use super::turn::{Point, Turn, Typing};
use super::value::Conversation;
use crate::answers::{LONGEST_WORDS, Speaker};
use crate::rules::QuestionRef;

/// The words are typed.
pub fn turn(conversation: &Conversation<'_>, question: QuestionRef) -> Turn {
    let interview = conversation.interview();
    let there = interview.words(question).unwrap_or_default();
    let typing = Typing {
        hint: "the words, then press Enter".to_owned(),
        most: Some(LONGEST_WORDS),
        several_lines: true,
        filled: there.to_owned(),
        required: false,
    };
    let whose = match interview.speaker(question) {
        Speaker::Person => "Write down what the person says, in their own words.",
        Speaker::Worker => "Write down what you saw or read, not what you think it means.",
    };
    let option = interview.worded(question).map_or("", |option| option.label.as_str());
    Turn::to_type(Point::OwnWords(question), typing)
        .heading(option)
        .tell(format!("{whose} {WARNING}"))
        .tell("It need not be said: Enter without any words goes on.")
        .back(true)
}

/// Takes the words down, or goes back to the question.
pub fn reply(conversation: &mut Conversation<'_>, question: QuestionRef, reply: &Reply) {
    match reply {
        Reply::Back => conversation.state.back_to = Some(question),
        Reply::Typed(words) if !words.trim().is_empty() => {
            conversation.interview.put_words(question, words.trim());
            conversation.state.unsaved = true;
        }
        _ => {}
    }
}
