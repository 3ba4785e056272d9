//! How long a talk takes, counted from what is heard and what is answered. How long people think and speak is
//! assumed and was never measured: where a figure is shown, it is "about". The shortest talk is one in which
//! no answer leads on to another question; in the longest every question comes up, which is more than anybody
//! is asked where two of them exclude each other. What only a setting of the agency opens, such as the questions
//! of one trade, is in neither.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::model::{AnswerSource, Kind, Question, Questionnaire};
use crate::rules::Name;

/// Words read aloud in a minute, slowly.
const WORDS_A_MINUTE: usize = 110;
/// Assumed seconds until a question is answered; one that is hard to hear; one that is answered in own words;
/// and one that the practitioner marks alone.
const TO_ANSWER: usize = 20;
const TO_ANSWER_HARD: usize = 30;
const TO_TELL: usize = 60;
const TO_MARK: usize = 10;
/// From so many minutes on a talk is too long to be held without a pause.
const LONG: usize = 30;

/// How long a talk takes, in seconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct TalkLength {
    /// Where no answer leads on.
    pub shortest: usize,
    /// Where every question comes up, with a break and all that is said when something hard was said.
    pub longest: usize,
    /// What is read aloud before the person agrees.
    pub opening: usize,
    /// How many questions there are.
    pub prompts: usize,
}

impl TalkLength {
    /// Counts how long a questionnaire takes.
    pub fn of(questionnaire: &Questionnaire) -> Self {
        let opening = aloud(questionnaire.openings.iter().map(|opening| opening.say.as_str()));
        let of_questions = |is_asked: &dyn Fn(&Question) -> bool| {
            let of_all =
                || questionnaire.questions.iter().filter(|it| !hangs_on_a_setting(questionnaire, it));
            let asked = || of_all().filter(|question| is_asked(question));
            let begun = questionnaire.sections.iter().enumerate();
            let begun = begun.filter(|(nth, _)| asked().any(|question| question.section == *nth));
            let said = aloud(begun.filter_map(|(_, section)| section.say.as_deref()));
            said + asked().map(seconds_of).sum::<usize>()
        };
        let disclosed = || questionnaire.disclosures.iter();
        let promised = disclosed().filter_map(|moment| Some(moment.help.as_ref()?.say.as_str()));
        let moments = disclosed().map(|moment| moment.say.as_str()).chain(promised);
        let moments = aloud(moments.chain(questionnaire.break_words.as_deref()));
        TalkLength {
            shortest: opening + of_questions(&|question| !hangs_on_another(questionnaire, question)),
            longest: opening + of_questions(&|_| true) + moments,
            opening,
            prompts: questionnaire.questions.len(),
        }
    }

    /// Returns the whole minutes of the shortest and of the longest talk.
    pub fn minutes(&self) -> (usize, usize) {
        (self.shortest.div_ceil(60), self.longest.div_ceil(60))
    }

    /// Returns what to do where the longest is too long without a pause.
    pub fn pause(&self) -> Option<&'static str> {
        (self.minutes().1 > LONG).then_some("That is a long talk: offer a pause halfway, or a second day.")
    }

    /// Returns it with what to do where it is long.
    pub fn in_full(&self) -> String {
        self.pause().map_or_else(|| self.to_string(), |pause| format!("{self}. {pause}"))
    }

    /// Returns whether somebody who was told so many minutes was told right: not much less than the shortest
    /// talk, and not much more than the longest.
    pub fn fits(&self, minutes: usize) -> bool {
        let (shortest, longest) = self.minutes();
        let slack = 2 + longest / 5;
        (shortest.saturating_sub(slack)..=longest + slack).contains(&minutes)
    }
}

/// As it is said before a talk: "8 to 12 minutes".
impl fmt::Display for TalkLength {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.minutes() {
            (_, 1) => out.write_str("1 minute"),
            (shortest, longest) if shortest == longest => write!(out, "{longest} minutes"),
            (shortest, longest) => write!(out, "{shortest} to {longest} minutes"),
        }
    }
}

/// The seconds in which texts are read aloud.
fn aloud<'t>(texts: impl Iterator<Item = &'t str>) -> usize {
    let words: usize = texts.map(|text| text.split_whitespace().count()).sum();
    (60 * words + WORDS_A_MINUTE / 2) / WORDS_A_MINUTE
}

/// The seconds of one question: heard with what can be answered, and answered.
fn seconds_of(question: &Question) -> usize {
    if question.from != AnswerSource::Asked {
        return TO_MARK;
    }
    let options = question.kind.options().iter().map(|option| option.label.as_str());
    let heard = aloud(options.chain([question.ask.as_str()]));
    heard
        + match &question.kind {
            Kind::Text { .. } => TO_TELL,
            _ if question.is_sensitive() => TO_ANSWER_HARD,
            _ => TO_ANSWER,
        }
}

/// Whether a question comes up only with a setting that is another one where nobody sets it.
fn hangs_on_a_setting(questionnaire: &Questionnaire, question: &Question) -> bool {
    let is_set = |name: Name| matches!(name, Name::Context(it) if questionnaire.contexts[usize::from(it.0)].default.is_some());
    question.gate_rule().is_some_and(|rule| rule.names().into_iter().any(is_set))
}

/// Whether a question comes up only after some answers to others. What only an age keeps shut is asked of all
/// of that age.
fn hangs_on_another(questionnaire: &Questionnaire, question: &Question) -> bool {
    let is_age = |name: Name| match name {
        Name::Question(place) => {
            questionnaire.question(place).kind.options().iter().any(|option| option.ages.is_some())
        }
        Name::Context(_) => true,
        Name::Indicator(_) | Name::Score(_) | Name::Outcome(_) => false,
    };
    question.gate_rule().is_some_and(|rule| !rule.names().into_iter().all(is_age))
}
