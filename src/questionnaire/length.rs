//! How long a talk takes, counted from what is heard and what is answered. How long people think and speak is
//! assumed and was never measured: where a figure is shown, it is "about". The shortest talk is one in which
//! every answer comes at once and none leads on to another question; in the longest each takes its time and every
//! question comes up, which is more than anybody is asked where two of them exclude each other. What only a setting of the agency opens, such as the questions
//! of one trade, is in neither.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::model::{AnswerSource, Kind, Question, Questionnaire};
use crate::rules::Name;

/// How fast a talk is.
#[derive(Clone, Copy)]
struct Pace {
    /// Words read aloud in a minute.
    words_a_minute: usize,
    /// Seconds until a yes or a no.
    to_answer: usize,
    /// Until something is chosen of what is read aloud, or a number is found.
    to_choose: usize,
    /// How much longer where it is hard to hear.
    if_hard: usize,
    /// Until it is told in own words.
    to_tell: usize,
    /// Until the practitioner has marked what nobody is asked.
    to_mark: usize,
}

/// Somebody who answers at once, and to whom one speaks as people do.
const BRISK: Pace =
    Pace { words_a_minute: 130, to_answer: 5, to_choose: 12, if_hard: 3, to_tell: 25, to_mark: 6 };
/// Somebody who takes time, and to whom one speaks slowly.
const SLOW: Pace =
    Pace { words_a_minute: 110, to_answer: 20, to_choose: 20, if_hard: 10, to_tell: 60, to_mark: 10 };
/// From so many minutes on a talk is too long to be held without a pause.
const LONG: usize = 30;

/// How long a talk takes, in seconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct TalkLength {
    /// Where every answer comes at once, and none leads on.
    pub shortest: usize,
    /// Where each takes its time and every question comes up, with a break and all that is said when something hard was said.
    pub longest: usize,
    /// What is read aloud before the person agrees.
    pub opening: usize,
    /// How many questions there are.
    pub prompts: usize,
}

impl TalkLength {
    /// Counts how long a questionnaire takes.
    pub fn of(questionnaire: &Questionnaire) -> Self {
        let opening = |pace| aloud(pace, questionnaire.openings.iter().map(|opening| opening.say.as_str()));
        let of_questions = |pace: Pace, is_asked: &dyn Fn(&Question) -> bool| {
            let of_all =
                || questionnaire.questions.iter().filter(|it| !hangs_on_a_setting(questionnaire, it));
            let asked = || of_all().filter(|question| is_asked(question));
            let begun = questionnaire.sections.iter().enumerate();
            let begun = begun.filter(|(nth, _)| asked().any(|question| question.section == *nth));
            let said = aloud(pace, begun.filter_map(|(_, section)| section.say.as_deref()));
            said + asked().map(|question| seconds_of(pace, question)).sum::<usize>()
        };
        let disclosed = || questionnaire.disclosures.iter();
        let promised = disclosed().filter_map(|moment| Some(moment.help.as_ref()?.say.as_str()));
        let moments = disclosed().map(|moment| moment.say.as_str()).chain(promised);
        let moments = aloud(SLOW, moments.chain(questionnaire.break_words.as_deref()));
        TalkLength {
            shortest: opening(BRISK)
                + of_questions(BRISK, &|question| !hangs_on_another(questionnaire, question)),
            longest: opening(SLOW) + of_questions(SLOW, &|_| true) + moments,
            opening: opening(SLOW),
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
fn aloud<'t>(pace: Pace, texts: impl Iterator<Item = &'t str>) -> usize {
    let words: usize = texts.map(|text| text.split_whitespace().count()).sum();
    (60 * words + pace.words_a_minute / 2) / pace.words_a_minute
}

/// The seconds of one question: heard with what can be answered, and answered.
fn seconds_of(pace: Pace, question: &Question) -> usize {
    if question.from != AnswerSource::Asked {
        return pace.to_mark;
    }
    let options = question.kind.options().iter().map(|option| option.label.as_str());
    let heard = aloud(pace, options.chain([question.ask.as_str()]));
    let answered = match &question.kind {
        Kind::Text { .. } => pace.to_tell,
        Kind::YesNo => pace.to_answer,
        _ => pace.to_choose,
    };
    heard + answered + if question.is_sensitive() { pace.if_hard } else { 0 }
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
