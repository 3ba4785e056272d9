//! What is heard where a scenario gives only the plain answer. The words of an option are no speech, so they are
//! told and not spoken. Its rule: nothing here tells the trainee what to think of it.

use crate::answers::{Answer, Value};
use crate::questionnaire::model::{AnswerSource, Question};

/// What is heard where nothing was written for a question that came up.
pub const SILENCE: &str = "The person looks away and says nothing.";
/// What is there to be seen where nothing was written.
pub const NOTHING_TO_GO_BY: &str = "There is nothing to go by.";
/// What there is to go by where the questions were ended early.
pub const UP_TO_THEN: &str = "Go by what you saw and heard up to then.";
/// What there is to go by where something is the practitioner's own to judge.
pub const TO_JUDGE: &str = "This is for you to judge.";
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
        AnswerSource::Judgement => TO_JUDGE.to_owned(),
    }
}

fn said(asked: &Question, answer: &Answer) -> String {
    let words = match answer {
        Answer::Given(Value::YesNo(true)) => "Yes",
        Answer::Given(Value::YesNo(false)) => "No",
        Answer::Given(Value::Text(words)) => words,
        Answer::Given(value) => return chosen(asked, value),
        Answer::Declined => "I would rather not say",
        Answer::DontKnow => "I do not know",
        Answer::Later => "Can we come back to that later?",
    };
    let stop = if words.ends_with(['.', '?', '!']) { "" } else { "." };
    format!("“{words}{stop}”")
}

/// What is told of an answer that is none in the person's own words.
fn chosen(asked: &Question, value: &Value) -> String {
    let labels = |ids: &[String]| {
        let chosen = asked.kind.options().iter().filter(|option| ids.contains(&option.id));
        chosen.map(|option| format!("“{}”", option.label)).collect::<Vec<_>>().join(", ")
    };
    match value {
        Value::Choice(id) => format!("The person chooses {}.", labels(std::slice::from_ref(id))),
        Value::Choices(ids) => format!("The person chooses {}.", labels(ids)),
        value => format!("The person's answer is {}.", asked.kind.show(value)),
    }
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
