//! What has been said so far, and which question comes next. It asks nobody and shows nothing. Its one
//! surprise: an answer whose question no longer applies is forgotten at once, with its note, and asked
//! again if its question comes back.

use std::collections::{BTreeMap, BTreeSet};

use super::heard::{HeardWords, LanguageValues};
use crate::answers::{Answer, Answers, Note, QuestionId, Speaker};
use crate::questionnaire::model::{AnswerSource, Choice, Moment, Part, Questionnaire, Stop};
use crate::rules::{OutcomeRef, QuestionRef, Reading};
use crate::scoring::{Case, Evaluation, Judgement, assess, stopped};
use crate::truth::Truth;

/// What has been said, for one questionnaire.
#[derive(Clone)]
pub struct Interview<'q> {
    case: Case<'q>,
    evaluation: Evaluation<'q>,
    pub(super) notes: BTreeMap<QuestionId, Note>,
    pub(super) reworded: BTreeSet<QuestionId>,
    pub(super) told: BTreeSet<usize>,
    /// The tag of the language in which a question was asked, where it is not that of the questionnaire.
    pub(super) asked_in: BTreeMap<QuestionId, String>,
    /// The questions that were interpreted into a language in which there are no words.
    pub(super) interpreted: BTreeSet<QuestionId>,
    /// The questions whose translation was a prompt for whoever interpreted.
    pub(super) prompted: BTreeSet<QuestionId>,
    /// The questions that the person answered alone.
    pub(super) answered_alone: BTreeSet<QuestionId>,
    /// Whether nothing more is asked of the person: they answered alone, as much as they wanted.
    pub(super) is_asked_no_more: bool,
    /// What the numbers by language are in each; nothing where there are none.
    pub(super) values: Option<LanguageValues>,
    /// In which words the person hears what is said now.
    speaks: HeardWords,
}

/// A part of the conversation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// With the person.
    Person,
    /// What the practitioner saw and thinks, after it.
    Practitioner,
}

/// What followed from an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SetAside {
    /// How many later answers were forgotten, because their questions no longer apply.
    pub answers: usize,
    /// How many notes went with them.
    pub notes: usize,
}

impl<'q> Interview<'q> {
    /// Returns the conversation that begins with a case.
    pub fn new(case: Case<'q>) -> Self {
        let evaluation = case.evaluate();
        let values = LanguageValues::of(&case);
        Interview {
            case,
            evaluation,
            notes: BTreeMap::new(),
            reworded: BTreeSet::new(),
            told: BTreeSet::new(),
            asked_in: BTreeMap::new(),
            interpreted: BTreeSet::new(),
            prompted: BTreeSet::new(),
            answered_alone: BTreeSet::new(),
            is_asked_no_more: false,
            values,
            speaks: HeardWords::default(),
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

    /// Returns the notes, by question.
    pub fn notes(&self) -> &BTreeMap<QuestionId, Note> {
        &self.notes
    }

    /// Returns the questions that were asked in other words.
    pub fn reworded(&self) -> &BTreeSet<QuestionId> {
        &self.reworded
    }

    /// Returns the answer to a question, if it was asked.
    pub fn answer(&self, question: QuestionRef) -> Option<&Answer> {
        self.case.answer(question)
    }

    /// Returns the note at a question.
    pub fn note(&self, question: QuestionRef) -> Option<&Note> {
        self.notes.get(self.id(question))
    }

    /// Records the practitioner's own judgement of an outcome, or takes it back.
    /// What can no longer be reached because of it is forgotten.
    pub fn judge(&mut self, outcome: OutcomeRef, judgement: Option<Judgement>) -> SetAside {
        let level = judgement.as_ref().map(|judgement| judgement.level);
        self.case.judgements[outcome.index()] = judgement;
        self.evaluation.judge(outcome, level);
        self.evaluation.run();
        self.forget_unreachable()
    }

    /// Records an answer, and forgets what can no longer be reached. The words of an option stay as long as it
    /// is chosen.
    pub fn give(&mut self, question: QuestionRef, answer: Answer) -> SetAside {
        let asked = self.questionnaire().question(question);
        self.answered_alone.remove(&asked.id);
        let reading = answer.value().map_or(Reading::Unknown, |value| asked.kind.reading(value));
        let words = self.case.answers.take_words(&asked.id);
        let kept = words.filter(|_| answer.value().is_some_and(|value| asked.kind.worded(value).is_some()));
        self.case.answers.give(asked.id.clone(), answer);
        if let Some(words) = kept {
            self.case.answers.put_words(asked.id.clone(), words);
        }
        self.evaluation.set(question, reading);
        self.put_values();
        self.evaluation.run();
        self.forget_unreachable()
    }

    /// Records an answer that the person gave alone and handed over.
    pub(super) fn give_alone(&mut self, question: QuestionRef, answer: Answer) {
        self.give(question, answer);
        let id = self.id(question).to_owned();
        self.answered_alone.insert(id);
    }

    /// Takes an answer back, as if it had not been asked for.
    pub(super) fn forget(&mut self, question: QuestionRef) {
        let id = self.id(question).to_owned();
        if self.case.answers.forget(&id) {
            self.evaluation.set(question, Reading::Unknown);
            self.evaluation.run();
            self.forget_unreachable();
        }
    }

    /// Returns whether an answer to a question may stand: the question applies, or may.
    pub(super) fn may_be_answered(&self, question: QuestionRef) -> bool {
        self.evaluation.may_ask(question)
    }

    /// Adds words to the note at a question; they are kept as they were typed. Who speaks follows from the
    /// question: what is asked has the person's words, what is observed the worker's.
    pub fn add_note(&mut self, question: QuestionRef, words: &str) {
        let words = words.trim();
        if words.is_empty() {
            return;
        }
        let speaker = self.speaker(question);
        let noted = self.notes.entry(self.id(question).to_owned());
        let note = noted.or_insert_with(|| Note { speaker, words: String::new() });
        if !note.words.is_empty() {
            note.words.push_str("; ");
        }
        note.words.push_str(words);
    }

    /// Puts a note in the place of the one at a question; without words there is none then.
    pub fn set_note(&mut self, question: QuestionRef, words: &str) {
        self.take_note(question);
        self.add_note(question, words);
    }

    /// Puts a note back that was taken away.
    pub(super) fn put_note(&mut self, question: QuestionRef, note: Note) {
        self.notes.insert(self.id(question).to_owned(), note);
    }

    /// Takes the note at a question away, and returns it.
    pub fn take_note(&mut self, question: QuestionRef) -> Option<Note> {
        self.notes.remove(self.id(question))
    }

    /// Returns whose words a note at a question holds.
    pub fn speaker(&self, question: QuestionRef) -> Speaker {
        match self.questionnaire().question(question).from {
            AnswerSource::Asked => Speaker::Person,
            AnswerSource::Observed | AnswerSource::Record | AnswerSource::Judgement => Speaker::Worker,
        }
    }

    /// Returns the option with words of its own that was chosen.
    pub fn worded(&self, question: QuestionRef) -> Option<&'q Choice> {
        let value = self.answer(question)?.value()?;
        self.questionnaire().question(question).kind.worded(value)
    }

    /// Returns the words of that option, if any were said.
    pub fn words(&self, question: QuestionRef) -> Option<&str> {
        self.case.answers.words(self.id(question))
    }

    /// Records the words of the option that was chosen.
    pub(super) fn put_words(&mut self, question: QuestionRef, words: &str) {
        self.case.answers.put_words(self.id(question), words.to_owned());
    }

    /// Returns an answer as people read it, with the words of its option.
    pub fn shown(&self, question: QuestionRef) -> Option<String> {
        let (asked, frame) = (self.questionnaire().question(question), self.questionnaire().about.words());
        self.answer(question)
            .map(|answer| asked.show_with_words(answer, self.words(question), frame.could_not_tell))
    }

    /// Returns the tag of the language in which each question was asked that was not asked in that of the questionnaire.
    pub fn languages(&self) -> &BTreeMap<QuestionId, String> {
        &self.asked_in
    }

    /// Records in which words a question is heard that is answered now.
    pub(super) fn hear(
        &mut self,
        question: QuestionRef,
        heard: &HeardWords,
        language: Option<&str>,
        is_prompt: bool,
    ) {
        let id = self.id(question).to_owned();
        match is_prompt && language.is_some() {
            true => drop(self.prompted.insert(id.clone())),
            false => drop(self.prompted.remove(&id)),
        }
        match language {
            Some(language) => drop(self.asked_in.insert(id.clone(), language.to_owned())),
            None => drop(self.asked_in.remove(&id)),
        }
        match heard {
            HeardWords::Interpreted => drop(self.interpreted.insert(id)),
            HeardWords::Own | HeardWords::Translated(_) => drop(self.interpreted.remove(&id)),
        }
    }

    /// Records in which words the person hears what is said from now on. What can no longer be reached because of it is
    /// forgotten.
    pub(super) fn speak(&mut self, heard: HeardWords) -> SetAside {
        self.speaks = heard;
        if self.put_values() {
            self.evaluation.run();
            return self.forget_unreachable();
        }
        SetAside { answers: 0, notes: 0 }
    }

    /// Returns in which words the questions were heard on which a result depends; where none was asked yet, in which it
    /// is spoken now.
    pub(super) fn heard(&self) -> BTreeSet<HeardWords> {
        let counted =
            self.case.answers.iter().filter(|(id, _)| self.values.as_ref().is_some_and(|it| it.counts(id)));
        let heard = counted.map(|(id, _)| match self.asked_in.get(id) {
            _ if self.interpreted.contains(id) => HeardWords::Interpreted,
            Some(language) => HeardWords::Translated(language.clone()),
            None => HeardWords::Own,
        });
        let heard: BTreeSet<HeardWords> = heard.collect();
        if heard.is_empty() { BTreeSet::from([self.speaks.clone()]) } else { heard }
    }

    /// Puts what holds now of each number by language into the case. Returns whether any is another one.
    fn put_values(&mut self) -> bool {
        let Some(values) = &self.values else { return false };
        let mut any = false;
        for (place, value) in values.in_force(&self.heard()) {
            if self.case.context_values[place.index()] != value {
                self.case.set_context(place, value);
                self.evaluation.set_context(place, self.case.contexts[place.index()]);
                any = true;
            }
        }
        any
    }

    /// Records that a question was asked in other words.
    pub fn reword(&mut self, question: QuestionRef) {
        self.reworded.insert(self.id(question).to_owned());
    }

    fn id(&self, question: QuestionRef) -> &'q str {
        &self.questionnaire().question(question).id
    }

    fn forget_unreachable(&mut self) -> SetAside {
        let mut set_aside = SetAside { answers: 0, notes: 0 };
        // Forgetting one answer can make another unreachable; gates look only backwards, so one pass
        // in the order of the file finds them all.
        for (question, asked) in self.questionnaire().each_question() {
            if self.case.answers.get(&asked.id).is_some() && !self.evaluation.may_ask(question) {
                self.case.answers.forget(&asked.id);
                set_aside.notes += usize::from(self.notes.remove(&asked.id).is_some());
                self.reworded.remove(&asked.id);
                self.asked_in.remove(&asked.id);
                self.interpreted.remove(&asked.id);
                self.prompted.remove(&asked.id);
                self.answered_alone.remove(&asked.id);
                self.evaluation.set(question, Reading::Unknown);
                self.evaluation.run();
                set_aside.answers += 1;
            }
        }
        // With answers go the words in which they were heard.
        if set_aside.answers > 0 && self.put_values() {
            self.evaluation.run();
            let more = self.forget_unreachable();
            set_aside =
                SetAside { answers: set_aside.answers + more.answers, notes: set_aside.notes + more.notes };
        }
        set_aside
    }

    /// Returns the stop that has ended the asked questions.
    pub fn stopped(&self) -> Option<&'q Stop> {
        self.place_of_stop().map(|place| &self.case.questionnaire.stops[place])
    }

    /// Returns the place of that stop.
    pub fn place_of_stop(&self) -> Option<usize> {
        stopped(&self.case, &self.evaluation)
    }

    /// Returns whether anything is asked of the person at all.
    pub fn asks(&self) -> bool {
        self.questionnaire().asks()
    }

    /// Returns the next question without an answer in a part of the conversation.
    pub fn next(&self, stage: Stage) -> Option<QuestionRef> {
        let ended = self.stopped().is_some();
        self.of_stage(stage)
            .find(|question| self.answer(*question).is_none() && self.can_come_up(*question, ended))
    }

    /// Returns the next question without an answer that is not asked of the person, wherever it stands.
    pub fn next_for_worker(&self) -> Option<QuestionRef> {
        let questions = self.questionnaire().each_question();
        let mut open = questions.filter(|(question, asked)| {
            asked.from != AnswerSource::Asked
                && self.answer(*question).is_none()
                && self.can_come_up(*question, true)
        });
        open.next().map(|(question, _)| question)
    }

    /// Returns the question that comes before another in its part of the conversation.
    pub fn before(&self, question: QuestionRef, stage: Stage) -> Option<QuestionRef> {
        let earlier = self.of_stage(stage).take_while(|other| *other < question);
        // After a stop one can go back to what was answered, such as what brought it about, and to
        // nothing that was never asked.
        let ended = self.stopped().is_some();
        let answered = |other: QuestionRef| self.answer(other).is_some();
        earlier.filter(|other| answered(*other) || self.can_come_up(*other, ended)).last()
    }

    /// Returns whether a question may be asked, and is not one of the asked questions after a stop.
    pub fn can_come_up(&self, question: QuestionRef, ended: bool) -> bool {
        let asked = self.questionnaire().question(question).from == AnswerSource::Asked;
        self.evaluation.comes_up(question) && !(asked && (ended || self.is_asked_no_more))
    }

    /// Returns the part of the conversation in which a question stands. What the practitioner fills in
    /// after the last asked question is the practitioner's own part, but for a safety plan that stands there: it
    /// is made while the person is there.
    pub fn stage_of(&self, question: QuestionRef) -> Stage {
        if question.index() < self.end_with_person() { Stage::Person } else { Stage::Practitioner }
    }

    fn end_with_person(&self) -> usize {
        let questions = &self.questionnaire().questions;
        let asked = questions.iter().rposition(|question| question.from == AnswerSource::Asked);
        let Some(asked) = asked else { return 0 };
        let plan = questions[asked + 1..].iter().take_while(|question| question.part == Part::SafetyPlan);
        asked + 1 + plan.count()
    }

    /// Returns the questions of a part of the conversation, in order.
    pub fn of_stage(&self, stage: Stage) -> impl Iterator<Item = QuestionRef> + use<'q> {
        let end = self.end_with_person();
        let range = match stage {
            Stage::Person => 0..end,
            Stage::Practitioner => end..self.questionnaire().questions.len(),
        };
        range.map(QuestionRef::at)
    }

    /// Returns the questions of a part that were left for later, most decisive first; those that decide
    /// nothing follow in the order of the file. What was declined is not among them.
    pub fn left_for_later(&self, stage: Stage) -> Vec<QuestionRef> {
        let ended = self.stopped().is_some();
        let mut left: Vec<QuestionRef> = self
            .of_stage(stage)
            .filter(|question| self.answer(*question) == Some(&Answer::Later))
            .filter(|question| self.can_come_up(*question, ended))
            .collect();
        if left.len() > 1 {
            let open = assess(&self.case).open;
            let rank = |question: &QuestionRef| open.iter().position(|open| open.question == *question);
            left.sort_by_key(|question| rank(question).unwrap_or(usize::MAX));
        }
        left
    }

    /// Returns what is to be said and done now because something hard has been said, with its place;
    /// each once.
    pub(super) fn disclosed(&mut self) -> Vec<(usize, &'q Moment)> {
        let mut moments = Vec::new();
        for (place, moment) in self.questionnaire().disclosures.iter().enumerate() {
            let rule = &self.questionnaire().program.disclosures[place];
            let true_now = self.evaluation.truth(rule) == Truth::True;
            if true_now && self.told.insert(place) {
                moments.push((place, moment));
            }
        }
        moments
    }
}
