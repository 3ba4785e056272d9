//! What was asked and answered in a talk that the person has with the screen alone, by the same rules as in any other.

use super::turned_form::{StepAsks, TurnedForm, TurnedStep};
use super::turned_screen::Press;
use crate::answers::{Answer, Value};
use crate::rules::{QuestionRef, Reading};
use crate::scoring::{Case, Evaluation, stopped};

/// What was asked and answered so far.
pub(super) struct AnsweredSoFar<'q> {
    pub case: Case<'q>,
    evaluation: Evaluation<'q>,
    /// What was chosen of the question whose options are being asked about.
    pub options: Vec<usize>,
}

impl<'q> AnsweredSoFar<'q> {
    /// Returns that nothing was asked yet, but for what is known.
    pub fn of(case: Case<'q>) -> Self {
        AnsweredSoFar { evaluation: case.evaluate(), case, options: Vec::new() }
    }

    /// Returns whether a step is asked, and is no moment of rest.
    pub fn comes_up(&self, step: TurnedStep) -> bool {
        let asked = self.case.questionnaire.question(step.question);
        let is_open = self.case.answer(step.question).is_none();
        // What stands alone is not asked about once something was chosen.
        let is_decided = match step.asks {
            StepAsks::Option(option) => asked.kind.options()[option].exclusive && !self.options.is_empty(),
            _ => false,
        };
        let is_stopped = stopped(&self.case, &self.evaluation).is_some();
        is_open && !is_decided && !is_stopped && self.evaluation.comes_up(step.question)
    }

    /// Takes the press at a step; nothing was pressed where it was a moment of rest.
    pub fn take(&mut self, form: &TurnedForm<'q>, place: usize, press: Option<Press>) {
        let step = form.steps()[place];
        let asked = self.case.questionnaire.question(step.question);
        let is_last = form.steps().get(place + 1).is_none_or(|next| next.question != step.question);
        match (press, step.asks) {
            (None, _) | (_, StepAsks::Lead) => {}
            (Some(Press::Skip), StepAsks::Option(_)) => self.skip_list(form, step.question),
            (Some(Press::Skip), _) => self.give(step.question, Answer::Declined),
            (Some(Press::DontKnow), _) => self.give(step.question, Answer::DontKnow),
            (Some(Press::Yes), StepAsks::Option(option)) => self.options.push(option),
            (Some(Press::Yes), _) => self.give(step.question, Answer::Given(Value::YesNo(true))),
            (Some(Press::No), StepAsks::Question) => {
                self.give(step.question, Answer::Given(Value::YesNo(false)))
            }
            (Some(Press::Option(option)), _) => {
                let id = asked.kind.options()[option].id.clone();
                self.give(step.question, Answer::Given(Value::Choice(id)));
            }
            _ => {}
        }
        if is_last && matches!(step.asks, StepAsks::Option(_)) {
            self.close(step.question);
        }
    }

    /// What counts is left open as a whole, since an option that was not asked about would count as a no. What would help
    /// counts nothing: that stays as far as it was said.
    fn skip_list(&mut self, form: &TurnedForm<'q>, question: QuestionRef) {
        self.stop_within(form, question);
        if self.case.answer(question).is_none() {
            self.give(question, Answer::Declined);
        }
    }

    /// The person stopped in the middle of a list.
    pub fn stop_within(&mut self, form: &TurnedForm<'q>, question: QuestionRef) {
        if form.counts(question) {
            self.options.clear();
        }
        self.close(question);
    }

    /// All options of a question were asked about that will be. Where none was chosen it stays open: a no to every option is
    /// no answer that the form has.
    fn close(&mut self, question: QuestionRef) {
        let asked = self.case.questionnaire.question(question);
        let chosen = std::mem::take(&mut self.options);
        let ids: Vec<String> =
            chosen.into_iter().map(|option| asked.kind.options()[option].id.clone()).collect();
        if !ids.is_empty() && self.case.answer(question).is_none() {
            self.give(question, Answer::Given(asked.kind.value_of_list(ids)));
        }
    }

    fn give(&mut self, question: QuestionRef, answer: Answer) {
        let asked = self.case.questionnaire.question(question);
        let reading = answer.value().map_or(Reading::Unknown, |value| asked.kind.reading(value));
        self.case.answers.give(asked.id.clone(), answer);
        self.evaluation.set(question, reading);
        self.evaluation.run();
    }
}
