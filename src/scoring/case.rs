//! What is known of one person's situation, checked against the questionnaire: answers, context and
//! the practitioner's own judgements. Checking is where things can fail; assessing a case cannot.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use serde::{Deserialize, Serialize};

use super::evaluate::Evaluation;
use crate::answers::{Answer, Answers, LONGEST_WORDS};
use crate::decimal::Decimal;
use crate::escaped::escaped;
use crate::lookalike;
use crate::questionnaire::model::{Context, ContextKind, Questionnaire};
use crate::questionnaire::slip;
use crate::reading::text::may_be_kept;
use crate::rules::{ContextRef, OutcomeRef, QuestionRef, Reading};
use crate::truth::Truth;
use crate::vocabulary::nearest;

/// A practitioner's own judgement of one outcome.
#[derive(Clone, PartialEq, Eq)]
pub struct Judgement {
    /// The place of the level.
    pub level: usize,
    /// Why.
    pub reason: String,
}

/// A judgement as it is handed in: the id of a level, and why.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct NamedJudgement {
    /// The id of the level.
    pub level: String,
    /// Why.
    #[cfg_attr(test, schemars(regex(pattern = r"\S")))]
    pub reason: String,
}

/// Everything that is known, fit to be assessed.
#[derive(Clone)]
pub struct Case<'q> {
    /// The questionnaire.
    pub questionnaire: &'q Questionnaire,
    /// What was said.
    pub answers: Answers,
    /// The values of its contexts, by place.
    pub contexts: Vec<Reading>,
    /// The values of its contexts as they are written, by place; nothing where not known.
    pub context_values: Vec<Option<String>>,
    /// The practitioner's judgements, by the place of the outcome.
    pub judgements: Vec<Option<Judgement>>,
}

impl fmt::Debug for Judgement {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("[judgement]")
    }
}

impl fmt::Debug for NamedJudgement {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("[judgement]")
    }
}

impl fmt::Debug for Case<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "[case of {:?}]", self.answers)
    }
}

/// Why something handed in cannot be part of a case. It never repeats an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The question, context or outcome that it is about.
    pub about: String,
    /// What is wrong, and what to write instead.
    pub message: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}: {}", escaped(&self.about), self.message)
    }
}

fn fault(about: &str, message: impl Into<String>) -> Fault {
    Fault { about: about.to_owned(), message: message.into() }
}

impl<'q> Case<'q> {
    /// Returns the case of a person who was asked nothing yet.
    ///
    /// # Errors
    /// Every context value that the questionnaire does not allow.
    pub fn begin(
        questionnaire: &'q Questionnaire,
        context: &BTreeMap<String, String>,
    ) -> Result<Self, Vec<Fault>> {
        let answers = Answers::none(questionnaire.edition());
        Case::new(questionnaire, answers, context, &BTreeMap::new())
    }

    /// Checks answers, context and judgements against a questionnaire.
    ///
    /// # Errors
    /// Everything that does not fit, all at once.
    pub fn new(
        questionnaire: &'q Questionnaire,
        answers: Answers,
        context: &BTreeMap<String, String>,
        judgements: &BTreeMap<String, NamedJudgement>,
    ) -> Result<Self, Vec<Fault>> {
        Case::with_unknown(questionnaire, answers, context, &BTreeSet::new(), judgements)
    }

    /// Checks answers, context and judgements against a questionnaire. Where a context is said to be unknown, its
    /// default does not hold either.
    ///
    /// # Errors
    /// Everything that does not fit, all at once.
    pub fn with_unknown(
        questionnaire: &'q Questionnaire,
        answers: Answers,
        context: &BTreeMap<String, String>,
        unknown: &BTreeSet<String>,
        judgements: &BTreeMap<String, NamedJudgement>,
    ) -> Result<Self, Vec<Fault>> {
        let mut faults = Vec::new();
        check_answers(questionnaire, &answers, &mut faults);
        check_words(questionnaire, &answers, &mut faults);
        let context_values = context_values(questionnaire, context, unknown, &mut faults);
        let contexts = context_values
            .iter()
            .zip(&questionnaire.contexts)
            .map(|(value, context)| value.as_ref().map_or(Reading::Unknown, |v| reading_of(context, v)))
            .collect();
        let judgements = judgements_by_place(questionnaire, judgements, &mut faults);
        let case = Case { questionnaire, answers, contexts, context_values, judgements };
        if faults.is_empty() {
            case.check_applies(&mut faults);
        }
        if faults.is_empty() { Ok(case) } else { Err(faults) }
    }

    /// Puts another value of a context in the place of the one that held; nothing means that it is not known.
    pub fn set_context(&mut self, place: ContextRef, value: Option<String>) {
        let context = self.questionnaire.context(place);
        let reading = value.as_ref().map_or(Reading::Unknown, |value| reading_of(context, value));
        self.contexts[place.index()] = reading;
        self.context_values[place.index()] = value;
    }

    /// Returns the evaluation of what is known.
    pub fn evaluate(&self) -> Evaluation<'q> {
        let mut evaluation = Evaluation::not_yet_run(self.questionnaire, self.contexts.clone());
        for (question, asked) in self.questionnaire.each_question() {
            if let Some(value) = self.answers.get(&asked.id).and_then(Answer::value) {
                evaluation.set(question, asked.kind.reading(value));
            }
        }
        for (place, judgement) in self.judgements.iter().enumerate() {
            evaluation.judge(OutcomeRef::at(place), judgement.as_ref().map(|judgement| judgement.level));
        }
        evaluation.run();
        evaluation
    }

    /// Returns the state of the answer to a question, if it was asked.
    pub fn answer(&self, question: QuestionRef) -> Option<&Answer> {
        self.answers.get(&self.questionnaire.question(question).id)
    }

    fn check_applies(&self, faults: &mut Vec<Fault>) {
        if self.answers.iter().next().is_none() {
            return;
        }
        let evaluation = self.evaluate();
        for (question, asked) in self.questionnaire.each_question() {
            let Some(answer) = self.answers.get(&asked.id) else {
                continue;
            };
            if evaluation.applies(question) == Truth::False {
                let why = asked.ask_if().map_or("", |rule| rule.text.as_str());
                faults.push(fault(
                    &asked.id,
                    format!("this question does not apply here (ask_if: {why}); remove its answer"),
                ));
            } else if answer.value().is_some() && !evaluation.may_ask(question) {
                let why = asked.gate_rule().map_or("", |rule| rule.text.as_str());
                faults.push(fault(
                    &asked.id,
                    format!(
                        "this question may only be asked if {why}; remove its answer, or give what that needs"
                    ),
                ));
            }
        }
    }
}

fn check_answers(questionnaire: &Questionnaire, answers: &Answers, faults: &mut Vec<Fault>) {
    for (id, answer) in answers.iter() {
        match questionnaire.find(id) {
            None => {
                let known = questionnaire.questions.iter().map(|question| question.id.as_str());
                faults.push(fault(id, unknown("question", id, known)));
            }
            Some(question) => {
                let Some(value) = answer.value() else {
                    continue;
                };
                if let Err(expected) = questionnaire.question(question).kind.accepts(value) {
                    faults.push(fault(id, format!("the answer must be {expected}")));
                }
            }
        }
    }
}

/// Words stand beside the option that takes them, and nowhere else.
fn check_words(questionnaire: &Questionnaire, answers: &Answers, faults: &mut Vec<Fault>) {
    for (id, words) in answers.all_words() {
        let kind = questionnaire.find(id).map(|question| &questionnaire.question(question).kind);
        let value = answers.get(id).and_then(Answer::value);
        if kind.zip(value).is_some_and(|(kind, value)| kind.accepts(value).is_err()) {
            continue;
        }
        let takes = kind.zip(value).is_some_and(|(kind, value)| kind.worded(value).is_some());
        let option = kind.and_then(|kind| kind.options().iter().find(|option| option.words));
        if !takes {
            let message = match option {
                Some(option) => format!("words stand only with the option `{}`", option.id),
                None => "this question takes no words beside its answer".to_owned(),
            };
            faults.push(fault(id, message));
        } else if !may_be_words(words) {
            let message = format!("the words must be at most {LONGEST_WORDS} characters, and not empty");
            faults.push(fault(id, message));
        }
    }
}

/// Words are kept as they were typed, with their lines; they are shown escaped.
fn may_be_words(words: &str) -> bool {
    !words.trim().is_empty() && words.chars().count() <= LONGEST_WORDS
}

fn context_values(
    questionnaire: &Questionnaire,
    given: &BTreeMap<String, String>,
    unknown_ones: &BTreeSet<String>,
    faults: &mut Vec<Fault>,
) -> Vec<Option<String>> {
    for id in given.keys().chain(unknown_ones) {
        if !questionnaire.contexts.iter().any(|context| context.id == *id) {
            let known = questionnaire.contexts.iter().map(|context| context.id.as_str());
            faults.push(fault(id, unknown("context", id, known)));
        }
    }
    let mut values = Vec::new();
    for context in &questionnaire.contexts {
        let is_unknown = unknown_ones.contains(&context.id);
        let value = given.get(&context.id).or(context.default.as_ref()).filter(|_| !is_unknown);
        if let Some(value) = value
            && reading_of(context, value) == Reading::Unknown
        {
            let slip = slip::of_word(value, |word| reading_of(context, word) != Reading::Unknown);
            let slip = slip.map(|slip| format!("; {slip}")).unwrap_or_default();
            faults.push(fault(&context.id, format!("the value must be {}{slip}", expected(context))));
        }
        values.push(value.cloned());
    }
    values
}

/// Returns the value of a context as rules read it; unknown if it is not one of its values.
pub fn reading_of(context: &Context, value: &str) -> Reading {
    match &context.kind {
        ContextKind::YesNo if value == "yes" => Reading::Is(true),
        ContextKind::YesNo if value == "no" => Reading::Is(false),
        ContextKind::YesNo => Reading::Unknown,
        ContextKind::Number => Decimal::parse(value).map_or(Reading::Unknown, Reading::Number),
        ContextKind::Choice(options) => match options.iter().position(|option| option == value) {
            Some(place) => Reading::Option(u8::try_from(place).expect("at most 64 options")),
            None => Reading::Unknown,
        },
    }
}

fn expected(context: &Context) -> String {
    match &context.kind {
        ContextKind::YesNo => "yes or no".to_owned(),
        ContextKind::Number => "a number with at most three places".to_owned(),
        ContextKind::Choice(options) => format!("one of: {}", options.join(", ")),
    }
}

fn judgements_by_place(
    questionnaire: &Questionnaire,
    given: &BTreeMap<String, NamedJudgement>,
    faults: &mut Vec<Fault>,
) -> Vec<Option<Judgement>> {
    let mut by_place = vec![None; questionnaire.outcomes.len()];
    for (id, judgement) in given {
        let Some(place) = questionnaire.outcomes.iter().position(|outcome| outcome.id == *id) else {
            let known = questionnaire.outcomes.iter().map(|outcome| outcome.id.as_str());
            faults.push(fault(id, unknown("outcome", id, known)));
            continue;
        };
        let levels = &questionnaire.outcomes[place].levels;
        match levels.iter().position(|level| level.id == judgement.level) {
            None => {
                let known: Vec<&str> = levels.iter().map(|level| level.id.as_str()).collect();
                let slip = slip::of_word(&judgement.level, |word| known.contains(&word));
                let slip = slip.map(|slip| format!("; {slip}")).unwrap_or_default();
                faults.push(fault(id, format!("the level must be one of: {}{slip}", known.join(", "))));
            }
            Some(_) if judgement.reason.trim().is_empty() => {
                faults.push(fault(id, "a judgement needs its reason"));
            }
            Some(_) if !judgement.reason.chars().all(may_be_kept) => {
                faults.push(fault(id, "the reason may hold no control characters"));
            }
            Some(level) => {
                by_place[place] = Some(Judgement { level, reason: judgement.reason.clone() });
            }
        }
    }
    by_place
}

fn unknown<'k>(what: &str, id: &str, known: impl Iterator<Item = &'k str> + Clone) -> String {
    if let Some(slip) = slip::of_word(id, |word| known.clone().any(|known| known == word)) {
        let meant = nearest(&lookalike::as_meant(id).trim().to_lowercase(), known).unwrap_or_default();
        return format!("there is no such {what}; did you mean `{meant}`? In the name as it stands: {slip}");
    }
    match nearest(id, known) {
        Some(near) => format!("there is no such {what}; did you mean `{near}`?"),
        None => format!("there is no such {what} in this questionnaire"),
    }
}
