//! What is heard where a scenario gives only the plain answer: the words of the option itself. Its rule:
//! nothing here tells the trainee what to think of it.

use crate::answers::{Answer, Value};
use crate::questionnaire::model::{AnswerSource, Question};

/// What is heard where nothing was written for a question that came up.
pub const SILENCE: &str = "The person looks away and says nothing.";
/// What is there to be seen where nothing was written.
pub const NOTHING_TO_GO_BY: &str = "There is nothing to go by.";
/// What is heard at a gate of which the scenario says nothing.
pub const NOTHING_NEW: &str = "Nothing new is seen or heard.";
/// What is heard when the person agrees.
pub const AGREES: &str = "“Yes, all right.”";
/// What is heard when leave is given.
pub const GIVES_LEAVE: &str = "“Yes. Go on.”";
/// What is heard when a break is offered.
pub const TAKES_BREAK: &str = "“A short one, please.”";
/// What is heard when a copy may be kept.
pub const MAY_KEEP: &str = "“Yes, you can keep it.”";

/// Returns what is heard, seen or read where an answer is given plainly.
pub fn plain(asked: &Question, answer: &Answer) -> String {
    match asked.from {
        AnswerSource::Asked => said(asked, answer),
        AnswerSource::Observed => seen(asked, answer),
        AnswerSource::Record => on_record(asked, answer),
        AnswerSource::Judgement => "This is for you to judge.".to_owned(),
    }
}

fn said(asked: &Question, answer: &Answer) -> String {
    let words = match answer {
        Answer::Given(Value::YesNo(true)) => "Yes".to_owned(),
        Answer::Given(Value::YesNo(false)) => "No".to_owned(),
        Answer::Given(Value::Text(words)) => words.clone(),
        Answer::Given(value) => asked.kind.show(value).replace("; ", ", "),
        Answer::Declined => "I would rather not say".to_owned(),
        Answer::DontKnow => "I do not know".to_owned(),
        Answer::Later => "Can we come back to that later?".to_owned(),
    };
    let stop = if words.ends_with(['.', '?', '!']) { "" } else { "." };
    format!("“{words}{stop}”")
}

fn seen(asked: &Question, answer: &Answer) -> String {
    match answer {
        Answer::Given(Value::YesNo(true)) => "You saw this.".to_owned(),
        Answer::Given(Value::YesNo(false)) => "You looked, and it was not there.".to_owned(),
        Answer::Given(value) => format!("What you saw: {}.", asked.kind.show(value)),
        Answer::DontKnow => "You could not see it from where you were.".to_owned(),
        Answer::Declined | Answer::Later => NOTHING_TO_GO_BY.to_owned(),
    }
}

fn on_record(asked: &Question, answer: &Answer) -> String {
    match answer {
        Answer::Given(Value::YesNo(true)) => "It is so, from what stands in the file or was said.".to_owned(),
        Answer::Given(Value::YesNo(false)) => "You looked it up: it is not so.".to_owned(),
        Answer::Given(value) => format!("What happened: {}.", asked.kind.show(value)),
        Answer::DontKnow | Answer::Declined | Answer::Later => NOTHING_TO_GO_BY.to_owned(),
    }
}
