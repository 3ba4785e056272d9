//! What is heard where a scenario gives only the plain answer. The words of an option are no speech, so they are
//! told and not spoken. Where the talk is held in another language than that of the questionnaire, both stand there.
//! Its rule: nothing here tells the trainee what to think of it.

use crate::answers::{Answer, Value};
use crate::language::{PersonWords, person_words, person_words_or_english};
use crate::questionnaire::model::{AnswerSource, Question, Questionnaire};
use crate::translation::Wording;

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

/// In which words the invented person speaks: those of the questionnaire, and where the talk is held in another
/// language, those of that.
#[derive(Clone, Copy)]
pub struct Voice<'v> {
    /// The questionnaire.
    pub questionnaire: &'v Questionnaire,
    /// Its words in the language of the talk, where that is another.
    pub wording: Option<&'v Wording>,
}

impl Voice<'_> {
    /// Returns something that the person says: in their language, and then in that of the questionnaire.
    pub fn says(self, of: impl Fn(&PersonWords) -> &str) -> String {
        let source = quoted(of(person_words_or_english(&self.questionnaire.language)));
        let words =
            self.wording.and_then(|wording| person_words(&wording.language)).map(|words| quoted(of(words)));
        match words.filter(|words| *words != source) {
            Some(words) => format!("{words} ({source})"),
            None => source,
        }
    }

    /// Returns what is heard, seen or read where an answer is given plainly.
    pub fn plain(self, asked: &Question, answer: &Answer) -> String {
        match asked.from {
            AnswerSource::Asked => self.said(asked, answer),
            AnswerSource::Observed => seen(asked, answer),
            AnswerSource::Record => on_record(asked, answer),
            AnswerSource::Judgement => TO_JUDGE.to_owned(),
        }
    }

    fn said(self, asked: &Question, answer: &Answer) -> String {
        match answer {
            Answer::Given(Value::YesNo(true)) => self.says(|words| &words.yes),
            Answer::Given(Value::YesNo(false)) => self.says(|words| &words.no),
            Answer::Given(Value::Text(words)) => quoted(words),
            Answer::Given(value) => self.chosen(asked, value),
            Answer::Declined => self.says(|words| &words.invented.declines),
            Answer::DontKnow => self.says(|words| &words.invented.does_not_know),
            Answer::Later => self.says(|words| &words.invented.later),
        }
    }

    /// What is told of an answer that is none in the person's own words.
    fn chosen(self, asked: &Question, value: &Value) -> String {
        let heard = self.wording.and_then(|wording| {
            let question = wording.questionnaire.find(&asked.id)?;
            Some(wording.questionnaire.question(question).kind.options())
        });
        let label = |id: &str, label: &str| {
            let words = heard.and_then(|options| options.iter().find(|option| option.id == id));
            match words.map(|option| option.label.as_str()).filter(|words| *words != label) {
                Some(words) => format!("“{words}” (“{label}”)"),
                None => format!("“{label}”"),
            }
        };
        let labels = |ids: &[String]| {
            let chosen = asked.kind.options().iter().filter(|option| ids.contains(&option.id));
            chosen.map(|option| label(&option.id, &option.label)).collect::<Vec<_>>().join(", ")
        };
        told(asked, value, labels)
    }
}

/// As speech is written.
fn quoted(words: &str) -> String {
    let stop = if words.ends_with(['.', '?', '!']) { "" } else { "." };
    format!("“{words}{stop}”")
}

fn told(asked: &Question, value: &Value, labels: impl Fn(&[String]) -> String) -> String {
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
        Answer::Given(Value::YesNo(false)) => {
            "Nothing of it stands in the file, and those who would know say no.".to_owned()
        }
        Answer::Given(value) => format!("What happened: {}.", asked.kind.show(value)),
        Answer::DontKnow | Answer::Declined | Answer::Later => NOTHING_TO_GO_BY.to_owned(),
    }
}
