//! What has to be computed again after an answer: every step of the plan that reads something whose
//! possible values have changed, directly or through indicators. It computes nothing. Its one surprise: it
//! is made only for whoever changes one answer after another; a case is computed as a whole.

use std::rc::Rc;

use crate::questionnaire::model::Questionnaire;
use crate::questionnaire::program::{Addend, ThingId};
use crate::rules::{Name, QuestionRef};

/// The steps that have to be computed again, by their place in the plan; all of them unless changes are
/// followed.
#[derive(Clone, Default)]
pub(super) struct Stale {
    readers: Option<Rc<Readers>>,
    steps: Vec<bool>,
}

/// Where in the plan things are computed, and where they are read.
struct Readers {
    questions: Vec<usize>,
    things: Vec<Vec<usize>>,
}

impl Stale {
    /// Returns what follows changes from now on, while everything is still stale.
    pub fn following(questionnaire: &Questionnaire) -> Self {
        let readers = Some(Rc::new(Readers::of(questionnaire)));
        Stale { readers, steps: vec![true; questionnaire.plan.len()] }
    }

    /// Returns whether only what is stale is computed again.
    pub fn is_followed(&self) -> bool {
        self.readers.is_some()
    }

    /// Returns whether a step has to be computed, which is about to happen.
    pub fn take(&mut self, step: usize) -> bool {
        self.readers.is_none() || std::mem::take(&mut self.steps[step])
    }

    /// Makes everything stale.
    pub fn all(&mut self) {
        self.steps.fill(true);
    }

    /// Says that another answer was given.
    pub fn answered(&mut self, question: QuestionRef) {
        if let Some(readers) = &self.readers {
            self.steps[readers.questions[question.index()]] = true;
        }
    }

    /// Says that the possible values of a thing have changed.
    pub fn changed(&mut self, thing: ThingId) {
        if let Some(readers) = &self.readers {
            readers.things[thing.index()].iter().for_each(|step| self.steps[*step] = true);
        }
    }
}

impl Readers {
    fn of(questionnaire: &Questionnaire) -> Readers {
        let program = &questionnaire.program;
        let mut readers = Readers {
            questions: vec![0; questionnaire.questions.len()],
            things: vec![Vec::new(); program.things.len()],
        };
        let mut by_indicators = vec![Vec::new(); questionnaire.indicators.len()];
        for (place, name) in questionnaire.plan.iter().enumerate() {
            let mut reads: Vec<ThingId> = match *name {
                Name::Question(question) => {
                    readers.questions[question.index()] = place;
                    let gate = program.asking[question.index()].as_ref();
                    gate.map(|gate| gate.reads(&by_indicators)).unwrap_or_default()
                }
                Name::Indicator(indicator) => {
                    let reads = program.indicators[indicator.index()].reads(&by_indicators);
                    by_indicators[indicator.index()].clone_from(&reads);
                    reads
                }
                Name::Score(score) => {
                    let terms = program.scores[score.index()].terms.iter();
                    terms
                        .flat_map(|term| match term {
                            Addend::When(formula, _) => formula.reads(&by_indicators),
                            Addend::Answer(question, _) => vec![program.question(*question)],
                            Addend::Score(score, _) => vec![program.score(*score)],
                            Addend::Level(outcome, _) => vec![program.outcome(*outcome)],
                        })
                        .collect()
                }
                Name::Context(_) => Vec::new(),
                Name::Outcome(outcome) => {
                    program.outcomes[outcome.index()].readers.iter().map(|reader| reader.thing).collect()
                }
            };
            reads.sort_unstable();
            reads.dedup();
            reads.iter().for_each(|thing| readers.things[thing.index()].push(place));
        }
        readers
    }
}
