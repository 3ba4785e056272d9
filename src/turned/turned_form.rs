//! A form as a person answers it alone: which of its questions, in which steps, and in which parts the answers are
//! handed over. Its one surprise: the steps are the same whatever is answered. A step that does not apply is a moment
//! of rest, so that nobody who looks on learns anything from how many there are.

use std::collections::BTreeSet;
use std::fmt;

use super::answer_states::states;
use crate::answers::{Answer, Value};
use crate::questionnaire::dependencies::{computed, needed_by, reached};
use crate::questionnaire::model::{AnswerSource, Kind, Part, Question, Questionnaire};
use crate::rules::{Condition, Quantifier, QuestionRef};

/// From which age a person may answer alone.
const ADULT: u32 = 18;

/// What of a form is answered alone.
pub struct TurnedForm<'q> {
    questionnaire: &'q Questionnaire,
    age: QuestionRef,
    steps: Vec<TurnedStep>,
    parts: Vec<Vec<QuestionRef>>,
    counting: BTreeSet<QuestionRef>,
}

/// One step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TurnedStep {
    /// The question.
    pub question: QuestionRef,
    /// What of it is on the screen.
    pub asks: StepAsks,
}

/// What of a question is on the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StepAsks {
    /// The words with which its section begins: nothing is asked yet.
    Lead,
    /// The question as a whole.
    Question,
    /// One option of a question with several answers, by its place.
    Option(usize),
}

/// Why nobody answers a form alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CannotBeTurned {
    /// It asks nobody a closed question.
    AsksNothing,
    /// It does not ask how old the person is, in groups of which one ends below 18 or begins there.
    AsksNoAge,
    /// It is made for people under 18 alone.
    OnlyForMinors,
    /// What it asks depends on the level of an outcome, and a page computes none.
    AsksByLevel,
    /// What it asks depends on points that a page cannot add up.
    AsksByPoints,
}

impl<'q> TurnedForm<'q> {
    /// Returns what of a form is answered alone.
    ///
    /// # Errors
    /// Why nobody does. Only adults answer alone, and whoever works with them knows their age before.
    pub fn of(questionnaire: &'q Questionnaire) -> Result<Self, CannotBeTurned> {
        if questionnaire.population.ages.to.is_some_and(|oldest| oldest < ADULT) {
            return Err(CannotBeTurned::OnlyForMinors);
        }
        let is_closed =
            |question: &Question| question.from == AnswerSource::Asked && states(&question.kind).is_some();
        let asks_age = |question: &Question| adult_options(question).next().is_some();
        let closed = || questionnaire.each_question().filter(|(_, question)| is_closed(question));
        let age = closed().find(|(_, question)| asks_age(question)).map(|(place, _)| place);
        let mut sections = BTreeSet::new();
        let mut steps: Vec<TurnedStep> = Vec::new();
        for (question, asked) in closed().filter(|(place, _)| Some(*place) != age) {
            let is_first = sections.insert(asked.section);
            let says = questionnaire.sections[asked.section].say.is_some();
            steps.extend((is_first && says).then_some(TurnedStep { question, asks: StepAsks::Lead }));
            steps.extend(steps_of(question, asked));
        }
        if steps.is_empty() {
            return Err(CannotBeTurned::AsksNothing);
        }
        let age = age.ok_or(CannotBeTurned::AsksNoAge)?;
        let parts = parts(questionnaire, age, &steps);
        Ok(TurnedForm { questionnaire, age, steps, parts, counting: counting(questionnaire) })
    }

    /// Returns the form.
    pub fn questionnaire(&self) -> &'q Questionnaire {
        self.questionnaire
    }

    /// Returns the question of the person's age, which whoever works with them answers before.
    pub fn age(&self) -> QuestionRef {
        self.age
    }

    /// Returns the places of the options of that question that mean 18 or more.
    pub fn adult_ages(&self) -> Vec<usize> {
        adult_options(self.questionnaire.question(self.age)).collect()
    }

    /// Returns whether an answer to it says that the person is an adult.
    pub fn is_adult(&self, answer: Option<&Answer>) -> bool {
        let Some(Answer::Given(Value::Choice(id))) = answer else { return false };
        let options = self.questionnaire.question(self.age).kind.options();
        self.adult_ages().into_iter().any(|place| options[place].id == *id)
    }

    /// Returns the steps, in order: the same whatever is answered.
    pub fn steps(&self) -> &[TurnedStep] {
        &self.steps
    }

    /// Returns the parts that can be handed over, or not, each by itself: the questions of a section, and with them
    /// those of any other whose being asked tells what was answered there.
    pub fn parts(&self) -> &[Vec<QuestionRef>] {
        &self.parts
    }

    /// Returns whether it counts what is not chosen of a question with several answers: then an option that nobody was
    /// asked about would be a no.
    pub fn counts(&self, question: QuestionRef) -> bool {
        self.counting.contains(&question)
    }

    /// Returns the questions of the needs.
    pub fn needs(&self) -> Vec<QuestionRef> {
        let is_need = |question: &&QuestionRef| self.questionnaire.question(**question).part == Part::Needs;
        self.parts.iter().flatten().filter(is_need).copied().collect()
    }
}

/// An option that may stand with others is a step, and after those each that stands alone.
fn steps_of(question: QuestionRef, asked: &Question) -> Vec<TurnedStep> {
    let Kind::Choices(options) = &asked.kind else {
        return vec![TurnedStep { question, asks: StepAsks::Question }];
    };
    let alone = |wanted: bool| (0..options.len()).filter(move |place| options[*place].exclusive == wanted);
    let in_order = alone(false).chain(alone(true));
    in_order.map(|option| TurnedStep { question, asks: StepAsks::Option(option) }).collect()
}

fn adult_options(question: &Question) -> impl Iterator<Item = usize> {
    let options = question.kind.options().iter().enumerate();
    options.filter(|(_, option)| option.ages.is_some_and(|ages| ages.from >= ADULT)).map(|(place, _)| place)
}

/// Returns the questions of which a rule can take something not chosen for a no: all that indicators, scores, outcomes,
/// stops and what else is asked rest on, and those whose choice speaks against a step or another form. A step for what was
/// chosen takes nothing from the rest.
fn counting(questionnaire: &Questionnaire) -> BTreeSet<QuestionRef> {
    let rests_on = computed(questionnaire).flat_map(|name| needed_by(questionnaire, name));
    let stops = questionnaire.stops.iter().flat_map(|stop| stop.moment.when.names());
    let mut counting = reached(questionnaire, rests_on.chain(stops).collect());
    let steps = questionnaire.actions.iter().map(|action| &action.when.condition);
    let more = questionnaire.next.iter().map(|next| &next.when.condition);
    steps.chain(more).for_each(|condition| read_as_no(condition, false, &mut counting));
    counting
}

fn read_as_no(condition: &Condition, is_negated: bool, found: &mut BTreeSet<QuestionRef>) {
    match condition {
        Condition::Question(question, _) if is_negated => drop(found.insert(*question)),
        Condition::Not(inner) => read_as_no(inner, !is_negated, found),
        Condition::All(members) | Condition::Any(members) => {
            members.iter().for_each(|member| read_as_no(member, is_negated, found));
        }
        Condition::Count(quantifier, _, members) => {
            let is_negated = is_negated || *quantifier != Quantifier::AtLeast;
            members.iter().for_each(|member| read_as_no(member, is_negated, found));
        }
        _ => {}
    }
}

/// Sections, joined where a question of one is asked because of an answer of another. The age joins nothing: whoever
/// works with the person knows it.
fn parts(questionnaire: &Questionnaire, age: QuestionRef, steps: &[TurnedStep]) -> Vec<Vec<QuestionRef>> {
    let section = |question: QuestionRef| questionnaire.question(question).section;
    let questions: BTreeSet<QuestionRef> = steps.iter().map(|step| step.question).collect();
    // Each section has the number of the first one that it is joined with.
    let mut joined: Vec<usize> = (0..questionnaire.sections.len()).collect();
    for question in &questions {
        let names =
            questionnaire.question(*question).gate_rule().map(|rule| rule.names()).unwrap_or_default();
        for other in reached(questionnaire, names) {
            if other == age || !questions.contains(&other) {
                continue;
            }
            let (one, two) = (joined[section(*question)], joined[section(other)]);
            joined
                .iter_mut()
                .filter(|number| **number == one.max(two))
                .for_each(|number| *number = one.min(two));
        }
    }
    let numbers: BTreeSet<usize> = questions.iter().map(|question| joined[section(*question)]).collect();
    let of =
        |number: usize| questions.iter().filter(|one| joined[section(**one)] == number).copied().collect();
    numbers.into_iter().map(of).collect()
}

impl fmt::Display for CannotBeTurned {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            CannotBeTurned::AsksNothing => "it asks the person nothing that is answered by choosing",
            CannotBeTurned::AsksNoAge => {
                "only adults answer alone, and it does not ask for the age: give the options of one question `ages`, \
                 one of them from 18 up"
            }
            CannotBeTurned::AsksByLevel => {
                "no page computes the level of an outcome, and an `ask_if`, an `ask_only_if` or a stop of it reads one: let \
                 it name the answers themselves"
            }
            CannotBeTurned::AsksByPoints => {
                "an `ask_if`, an `ask_only_if` or a stop of it reads a score of points that no page adds up: those of a \
                 question with several answers, or a broken part of another score"
            }
            CannotBeTurned::OnlyForMinors => "only adults answer alone, and it is made for people under 18",
        })
    }
}

impl std::error::Error for CannotBeTurned {}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library;
    use crate::questionnaire::read_shipped;

    fn shipped(id: &str) -> Questionnaire {
        let shipped = library::questionnaire(id, None).expect("it is shipped");
        read_shipped(shipped).questionnaire.expect("it is right")
    }

    #[test]
    fn the_steps_are_the_closed_questions_but_the_age_and_each_option_that_may_stand_with_others() {
        let questionnaire = shipped("adult-quick");
        let form = TurnedForm::of(&questionnaire).expect("adults answer it");
        let id = |question: QuestionRef| questionnaire.question(question).id.as_str();
        assert_eq!((id(form.age()), form.adult_ages()), ("age_band", vec![1, 2]));
        let steps: Vec<&str> = form.steps().iter().map(|step| id(step.question)).collect();
        assert!(!steps.contains(&"age_band") && steps.contains(&"safe_after"));
        let options = questionnaire.question(form.needs()[0]).kind.options().len();
        assert_eq!(steps.iter().filter(|step| **step == "needs_now").count(), options);
        assert!(form.is_adult(Some(&Answer::Given(Value::Choice("age_25_up".to_owned())))));
        for other in [None, Some(Answer::Declined), Some(Answer::Given(Value::Choice("under_18".to_owned())))]
        {
            assert!(!form.is_adult(other.as_ref()));
        }
    }

    /// Nothing that is handed over was asked because of an answer that was not.
    #[test]
    fn a_part_rests_on_no_other() {
        for id in ["adult-quick", "adult-brief", "adult-full", "labor-brief", "court-intake"] {
            let questionnaire = shipped(id);
            let form = TurnedForm::of(&questionnaire).expect("adults answer it");
            let all: Vec<QuestionRef> = form.parts().concat();
            assert!(all.len() > 5 && form.parts().len() > 2, "{id}");
            for part in form.parts() {
                for question in part {
                    let rule = questionnaire.question(*question).gate_rule();
                    let names = rule.map(|rule| rule.names()).unwrap_or_default();
                    let others = reached(&questionnaire, names);
                    let rests = |other: &QuestionRef| all.contains(other) && !part.contains(other);
                    assert!(!others.iter().any(rests), "{id}: {}", questionnaire.question(*question).id);
                }
            }
        }
    }

    #[test]
    fn who_may_be_a_child_answers_nothing_alone() {
        assert_eq!(TurnedForm::of(&shipped("agency-readiness")).err(), Some(CannotBeTurned::AsksNothing));
        assert_eq!(TurnedForm::of(&shipped("observation-only")).err(), Some(CannotBeTurned::AsksNothing));
    }
}
