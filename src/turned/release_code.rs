//! The release code: what a person who answered alone hands over, as letters that the worker types. One number holds,
//! in mixed radix, the state of every closed question that is asked of the person, whether it may be seen that
//! something was kept back, and the first bits of the edition's fingerprint; check letters follow. It is no cipher:
//! whoever has the form can read it. Its one surprise: every code of an edition has the same number of letters, and
//! what was kept back is what was not asked, so neither tells anything.

use std::fmt;

use super::answer_states::{answer_in, state_of, states};
use super::check_letters::{CHECK_LETTERS, checked, with_checks};
use super::code_error::{CodeError, NotReleasable};
use super::letters::{GROUP, TypedLetters, shown};
use super::long_number::LongNumber;
use crate::answers::Answers;
use crate::questionnaire::model::{AnswerSource, Question, Questionnaire};

/// How many bits of the fingerprint a code has at least. With two check letters, one of four million rows of random
/// letters passes. What is left of the last group holds more of them.
const FEWEST_BITS: u32 = 13;

/// How many bits of a fingerprint its short code has.
const SHORT_BITS: u32 = 48;

/// What the letters of an edition's codes hold.
pub struct CodeLayout<'q> {
    questionnaire: &'q Questionnaire,
    /// The questions, each with how many states its answer has.
    questions: Vec<(&'q Question, u128)>,
    fingerprint_bits: u32,
    letters: usize,
}

/// What a person hands over.
#[derive(Clone, PartialEq, Eq)]
pub struct ReleasedAnswers {
    /// The answers. What was kept back is not among them, as if it had not been asked.
    pub answers: Answers,
    /// Whether the person wants it to be seen that something was kept back.
    pub shows_kept_back: bool,
}

/// A code. It holds answers, so it is shown where the person wants it, and nowhere else.
pub struct ReleaseCode(String);

impl<'q> CodeLayout<'q> {
    /// Returns the layout of an edition in its own language; nothing where nobody is asked a closed question. A
    /// translation has the codes of its edition, and not those of the document in its words.
    pub fn of(questionnaire: &'q Questionnaire) -> Option<Self> {
        let asked = questionnaire.questions.iter().filter(|question| question.from == AnswerSource::Asked);
        let questions: Vec<_> =
            asked.filter_map(|question| Some((question, states(&question.kind)?))).collect();
        if questions.is_empty() {
            return None;
        }
        let mut numbers = LongNumber::one();
        for (_, states) in &questions {
            numbers.multiply_add(*states, 0);
        }
        numbers.multiply_add(2, 0);
        numbers.multiply_add(1 << FEWEST_BITS, 0);
        let letters = (numbers.len() + CHECK_LETTERS).next_multiple_of(GROUP);
        let mut fingerprint_bits = FEWEST_BITS;
        loop {
            numbers.multiply_add(2, 0);
            if numbers.len() + CHECK_LETTERS > letters {
                return Some(CodeLayout { questionnaire, questions, fingerprint_bits, letters });
            }
            fingerprint_bits += 1;
        }
    }

    /// Returns the questions that a code has a place for, in the order of the form.
    pub fn questions(&self) -> impl Iterator<Item = &'q Question> {
        self.questions.iter().map(|(question, _)| *question)
    }

    /// Returns how many letters every code has, check letters included.
    pub fn letters(&self) -> usize {
        self.letters
    }

    /// Returns how many bits of the edition's fingerprint are in every code.
    pub fn fingerprint_bits(&self) -> u32 {
        self.fingerprint_bits
    }

    /// Writes what is handed over. Own words that stand beside an option are not part of it.
    ///
    /// # Errors
    /// What among the answers a code cannot hold.
    pub fn write(&self, released: &ReleasedAnswers) -> Result<ReleaseCode, NotReleasable> {
        let answers = &released.answers;
        if answers.edition != self.questionnaire.edition() {
            return Err(NotReleasable::OtherEdition(self.questionnaire.edition()));
        }
        let has_place = |id: &str| self.questions().any(|question| question.id == id);
        if let Some((id, _)) = answers.iter().find(|(id, _)| !has_place(id)) {
            return Err(NotReleasable::NoPlace(id.to_owned()));
        }
        let digits = self.letters - CHECK_LETTERS;
        let mut number = LongNumber::zero(digits);
        for (question, states) in self.questions.iter().rev() {
            let state = state_of(&question.kind, answers.get(&question.id))
                .ok_or_else(|| NotReleasable::NotAllowed(question.id.clone()))?;
            number.multiply_add(*states, state);
        }
        number.multiply_add(2, u128::from(released.shows_kept_back));
        number.multiply_add(1 << self.fingerprint_bits, self.fingerprint());
        Ok(ReleaseCode(shown(&with_checks(&number.into_digits(digits)))))
    }

    /// Reads a code as it was typed: small letters, and spaces or hyphens anywhere, are fine.
    ///
    /// # Errors
    /// Why it is no code of this edition. Neither a letter nor an answer is repeated.
    pub fn read(&self, typed: &str) -> Result<ReleasedAnswers, CodeError> {
        let typed = TypedLetters::read(typed).map_err(|place| CodeError::NoLetter { place })?;
        if typed.values.len() != self.letters {
            return Err(CodeError::WrongLength {
                wanted: self.letters,
                typed: typed.values.len(),
                uneven_group: typed.uneven_group(),
            });
        }
        match checked(&typed.values) {
            Some(digits) => self.answers_of(LongNumber::of_digits(digits)),
            None => Err(CodeError::Mistyped { look_alikes: typed.look_alikes }),
        }
    }

    fn answers_of(&self, mut number: LongNumber) -> Result<ReleasedAnswers, CodeError> {
        let edition = self.questionnaire.edition();
        if number.divide(1 << self.fingerprint_bits) != self.fingerprint() {
            return Err(CodeError::OtherEdition(edition));
        }
        let shows_kept_back = number.divide(2) == 1;
        let mut answers = Answers::none(edition);
        for (question, states) in &self.questions {
            if let Some(answer) = answer_in(&question.kind, number.divide(*states)) {
                answers.give(question.id.clone(), answer);
            }
        }
        match number.is_zero() {
            true => Ok(ReleasedAnswers { answers, shows_kept_back }),
            false => Err(CodeError::NoAnswers(answers.edition)),
        }
    }

    /// Returns the first bits of the edition's fingerprint.
    pub(super) fn fingerprint(&self) -> u128 {
        let short = self.questionnaire.fingerprint().short();
        let bits = u128::from_str_radix(&short, 16).expect("it has hexadecimal digits");
        bits >> (SHORT_BITS - self.fingerprint_bits)
    }
}

impl ReleaseCode {
    /// Returns the letters, in groups with a space between them.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for ReleaseCode {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("[release code]")
    }
}

impl fmt::Debug for ReleasedAnswers {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("[released answers]")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library;
    use crate::questionnaire::read_shipped;

    /// The last number that answers have is read, and the one after it is not, though all its letters fit.
    #[test]
    fn a_number_that_no_answers_give_is_refused() {
        let shipped = library::questionnaire("adult-quick", None).expect("it is shipped");
        let questionnaire = read_shipped(shipped).questionnaire.expect("it is right");
        let layout = CodeLayout::of(&questionnaire).expect("it asks");
        let code_of = |top: u128| {
            let mut number = LongNumber::zero(0);
            number.multiply_add(1, top);
            for (_, states) in layout.questions.iter().rev() {
                number.multiply_add(*states, if top == 0 { states - 1 } else { 0 });
            }
            number.multiply_add(2, u128::from(top == 0));
            number.multiply_add(1 << layout.fingerprint_bits, layout.fingerprint());
            shown(&with_checks(&number.into_digits(layout.letters - CHECK_LETTERS)))
        };
        assert!(layout.read(&code_of(0)).is_ok_and(|read| read.answers.len() == layout.questions.len()));
        assert_eq!(layout.read(&code_of(1)), Err(CodeError::NoAnswers(questionnaire.edition())));
    }
}
