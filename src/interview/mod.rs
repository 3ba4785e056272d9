//! The next question given the answers, and the whole conversation around it. It knows no terminal:
//! it speaks through an [`Asker`]. Its one surprise: an answer that can no longer be reached is
//! forgotten at once, and asked again if its question comes back.

mod asker;
mod conduct;

use std::collections::{BTreeMap, BTreeSet};

use crate::answers::{Answer, Answers, QuestionId};
use crate::assessment::{Case, Evaluation, Judgement, OpenQuestion, assess, stopped};
use crate::condition::{OutcomeRef, QuestionRef, Reading};
use crate::document::text::typed;
use crate::questionnaire::model::{AnswerSource, Moment, Questionnaire, Stop};
use crate::truth::Truth;
pub use asker::{AskError, Asker, Item, OpenAnswers, Point, Progress, Reply, Turn, Wanted};
pub use conduct::{Ending, Guidance, KeepError, conduct};

/// One conversation: what has been said so far, and what comes next.
#[derive(Clone)]
pub struct Interview<'q> {
    case: Case<'q>,
    evaluation: Evaluation<'q>,
    notes: BTreeMap<QuestionId, String>,
    reworded: BTreeSet<QuestionId>,
    told: BTreeSet<usize>,
    explained: Vec<String>,
    consent: bool,
    may_keep: Option<bool>,
}

impl<'q> Interview<'q> {
    /// Returns the conversation that begins with a case.
    pub fn new(case: Case<'q>) -> Self {
        let evaluation = case.evaluate();
        Interview {
            case,
            evaluation,
            notes: BTreeMap::new(),
            reworded: BTreeSet::new(),
            told: BTreeSet::new(),
            explained: Vec::new(),
            consent: false,
            may_keep: None,
        }
    }

    /// Returns the questionnaire.
    pub fn questionnaire(&self) -> &'q Questionnaire {
        self.case.questionnaire
    }

    /// Returns what has been said and can still be reached.
    pub fn answers(&self) -> &Answers {
        &self.case.answers
    }

    /// Returns the case as it stands.
    pub fn case(&self) -> &Case<'q> {
        &self.case
    }

    /// Records the practitioner's own judgement of the outcome at a place, or takes it back.
    pub fn judge(&mut self, outcome: usize, judgement: Option<Judgement>) {
        let level = judgement.as_ref().map(|judgement| judgement.level);
        self.case.judgements[outcome] = judgement;
        self.evaluation.judge(OutcomeRef::at(outcome), level);
        self.evaluation.run();
    }

    /// Returns the person's own words, by question.
    pub fn notes(&self) -> &BTreeMap<QuestionId, String> {
        &self.notes
    }

    /// Returns the questions that were asked in other words.
    pub fn reworded(&self) -> &BTreeSet<QuestionId> {
        &self.reworded
    }

    /// Returns the ids of the openings that were read aloud before the person was asked to agree.
    pub fn explained(&self) -> &[String] {
        &self.explained
    }

    /// Returns whether the person agreed to be asked.
    pub fn consented(&self) -> bool {
        self.consent
    }

    /// Returns whether the person agreed that a copy is kept; nothing if they were not asked.
    pub fn may_keep(&self) -> Option<bool> {
        self.may_keep
    }

    /// Records an answer, forgets what can no longer be reached, and returns how many answers that were.
    pub fn give(&mut self, question: QuestionRef, answer: Answer) -> usize {
        let asked = self.questionnaire().question(question);
        let reading = answer.value().map_or(Reading::Unknown, |value| asked.kind.reading(value));
        self.case.answers.give(asked.id.clone(), answer);
        self.evaluation.set(question, reading);
        self.evaluation.run();
        self.forget_unreachable()
    }

    /// Notes the person's own words at a question.
    pub fn note(&mut self, question: QuestionRef, words: &str) {
        let id = self.questionnaire().question(question).id.clone();
        let words = typed(words).trim().to_owned();
        if words.is_empty() {
            return;
        }
        // A second note stands beside the first.
        match self.notes.get_mut(&id) {
            Some(noted) => *noted = format!("{noted}; {words}"),
            None => drop(self.notes.insert(id, words)),
        }
    }

    /// Records that a question was asked in other words.
    pub fn reword(&mut self, question: QuestionRef) {
        self.reworded.insert(self.questionnaire().question(question).id.clone());
    }

    fn forget_unreachable(&mut self) -> usize {
        let questionnaire = self.questionnaire();
        let mut forgotten = 0;
        // Forgetting one answer can make another unreachable; gates look only backwards, so one pass
        // in the order of the file finds them all.
        for (question, asked) in questionnaire.each_question() {
            if self.case.answers.get(&asked.id).is_some() && !self.evaluation.may_ask(question) {
                self.case.answers.forget(&asked.id);
                self.notes.remove(&asked.id);
                self.reworded.remove(&asked.id);
                self.evaluation.set(question, Reading::Unknown);
                self.evaluation.run();
                forgotten += 1;
            }
        }
        forgotten
    }

    /// Returns the stop that has ended the asked questions.
    pub fn stopped(&self) -> Option<&'q Stop> {
        self.place_of_stop().map(|place| &self.case.questionnaire.stops[place])
    }

    fn place_of_stop(&self) -> Option<usize> {
        stopped(&self.case, &self.evaluation)
    }

    /// Returns whether anything is asked of the person at all.
    pub fn asks(&self) -> bool {
        self.questionnaire().questions.iter().any(|question| question.from == AnswerSource::Asked)
    }

    /// Returns the next question without an answer in a part of the conversation.
    pub fn next(&self, stage: Stage) -> Option<QuestionRef> {
        let ended = self.stopped().is_some();
        self.of_stage(stage)
            .find(|question| self.answer(*question).is_none() && self.can_come_up(*question, ended))
    }

    /// Returns the question that comes before another in its part of the conversation.
    pub fn before(&self, question: QuestionRef, stage: Stage) -> Option<QuestionRef> {
        let earlier = self.of_stage(stage).take_while(|other| *other < question);
        // After a stop one can go back to what was answered, such as what brought it about, and to
        // nothing that was never asked.
        let ended = self.stopped().is_some();
        let answered = |other: QuestionRef| self.answer(other).is_some();
        earlier.filter(|other| self.can_come_up(*other, ended && !answered(*other))).last()
    }

    /// Returns whether a question may be asked, and is not one of the asked questions after a stop.
    fn can_come_up(&self, question: QuestionRef, ended: bool) -> bool {
        let asked = self.questionnaire().question(question).from == AnswerSource::Asked;
        self.evaluation.may_ask(question) && !(ended && asked)
    }

    /// Returns the questions of a part of the conversation, in order. What the practitioner fills in
    /// after the last asked question is the practitioner's own part.
    fn of_stage(&self, stage: Stage) -> impl Iterator<Item = QuestionRef> + use<'_, 'q> {
        let questions = &self.questionnaire().questions;
        let asked = questions.iter().rposition(|question| question.from == AnswerSource::Asked);
        let end = asked.map_or(0, |last| last + 1);
        let range = match stage {
            Stage::Conversation => 0..end,
            Stage::Practitioner => end..questions.len(),
        };
        range.map(QuestionRef::at)
    }

    /// Returns the answer to a question, if it was asked.
    pub fn answer(&self, question: QuestionRef) -> Option<&Answer> {
        self.case.answer(question)
    }

    /// Returns the questions marked for later or not yet asked that matter, most decisive first.
    /// What the person declined is not among them.
    pub fn left_for_later(&self) -> Vec<QuestionRef> {
        let open: Vec<OpenQuestion> = assess(&self.case).open;
        let offered = |question: &QuestionRef| {
            let later = matches!(self.answer(*question), None | Some(Answer::Later));
            let asked = self.questionnaire().question(*question).from == AnswerSource::Asked;
            later && asked && self.evaluation.may_ask(*question)
        };
        open.into_iter().map(|open| open.question).filter(offered).collect()
    }

    /// Returns what is to be said and done now because something hard has been said, with its place;
    /// each once.
    fn disclosed(&mut self) -> Vec<(usize, &'q Moment)> {
        let mut moments = Vec::new();
        for (place, moment) in self.questionnaire().disclosures.iter().enumerate() {
            let true_now = self.evaluation.truth(&moment.when.condition) == Truth::True;
            if true_now && self.told.insert(place) {
                moments.push((place, moment));
            }
        }
        moments
    }
}

/// A part of the conversation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// With the person.
    Conversation,
    /// What the practitioner saw and thinks, after it.
    Practitioner,
}
