//! Old answers read with a new edition. What cannot be carried over is left out and named, never put in
//! the place of another answer: left out means open, and open is never "no".

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::change::Diff;
use crate::answers::{Answer, Answers, Value};
use crate::questionnaire::dependencies::scored_questions;
use crate::questionnaire::{Context, ElementKind, Questionnaire};
use crate::scoring::{Case, NamedJudgement};

/// A case read with another edition.
#[derive(Debug, Clone)]
pub struct Carried<'q> {
    /// The case in the new edition.
    pub case: Case<'q>,
    /// What could not be carried over.
    pub left: Vec<NotCarried>,
    /// Which questions have another id.
    pub renamed: Vec<RenamedId>,
}

/// Something that could not be carried over. It never repeats an answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct NotCarried {
    /// The old id of the question, context or outcome.
    pub id: String,
    /// Why.
    pub why: String,
}

/// A question with another id.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct RenamedId {
    /// The old id.
    pub from: String,
    /// The new id.
    pub to: String,
}

/// Reads a case with a new edition.
pub fn carry<'q>(case: &Case<'_>, diff: &Diff, new: &'q Questionnaire) -> Carried<'q> {
    let mut carrier = OldAnswers {
        diff,
        new,
        left: Vec::new(),
        renamed: Vec::new(),
        old_ids: BTreeMap::new(),
        unknown: BTreeSet::new(),
    };
    let doubts = carrier.doubts();
    let mut answers = Answers::none(new.edition());
    for (id, answer) in case.answers.iter() {
        carrier.answer(id, answer, &doubts, &mut answers);
        carrier.words(id, case.answers.words(id), &mut answers);
    }
    let mut context = BTreeMap::new();
    for (declared, value) in case.questionnaire.contexts.iter().zip(&case.context_values) {
        carrier.context(declared, value.as_ref(), &mut context);
    }
    let mut judgements = BTreeMap::new();
    for (outcome, judgement) in case.questionnaire.outcomes.iter().zip(&case.judgements) {
        let Some(judgement) = judgement else { continue };
        let level = &outcome.levels[judgement.level].id;
        carrier.judgement(&outcome.id, level, &judgement.reason, &mut judgements);
    }
    let case = carrier.fitting(answers, context, judgements);
    Carried { case, left: carrier.left, renamed: carrier.renamed }
}

struct OldAnswers<'c, 'q> {
    diff: &'c Diff,
    new: &'q Questionnaire,
    left: Vec<NotCarried>,
    renamed: Vec<RenamedId>,
    /// The old id of each new one.
    old_ids: BTreeMap<String, String>,
    /// The contexts of the new edition that are known to be unknown.
    unknown: BTreeSet<String>,
}

impl<'q> OldAnswers<'_, 'q> {
    /// Returns the questions of the new edition whose old answers may mean something else, with why.
    fn doubts(&self) -> BTreeMap<String, String> {
        let scored: BTreeSet<&str> = scored_questions(self.new).collect();
        let mut doubts = BTreeMap::new();
        let doubted = self.diff.hindrances().filter(|change| change.kind.puts_meaning_in_doubt());
        for change in doubted {
            let holder = change.about.holder();
            let is_meant = |id: &str, section: usize| match change.about.kind {
                ElementKind::Section => self.new.sections[section].id == holder && scored.contains(id),
                _ => id == holder,
            };
            for question in self.new.questions.iter().filter(|q| is_meant(&q.id, q.section)) {
                doubts.entry(question.id.clone()).or_insert_with(|| change.in_short());
            }
        }
        doubts
    }

    /// Returns the new id of an option or a level, by the new id of what holds it.
    fn part(&self, kind: ElementKind, holder: &str, id: &str) -> String {
        let whole = self.diff.new_id(kind, &format!("{holder}.{id}"));
        whole.rsplit('.').next().unwrap_or(id).to_owned()
    }

    fn leave(&mut self, about: &str, why: impl Into<String>) {
        self.left.push(NotCarried { id: about.to_owned(), why: why.into() });
    }

    fn answer(&mut self, id: &str, answer: &Answer, doubts: &BTreeMap<String, String>, into: &mut Answers) {
        let new_id = self.diff.new_id(ElementKind::Question, id);
        let Some(place) = self.new.find(&new_id) else {
            return self.leave(id, format!("{} does not ask it", self.diff.new));
        };
        let carried = match answer {
            Answer::Given(value) => {
                if let Some(why) = doubts.get(&new_id) {
                    return self.leave(id, format!("it may not mean the same any more: {why}"));
                }
                Answer::Given(self.value(&new_id, value))
            }
            state => state.clone(),
        };
        if let Answer::Given(value) = &carried
            && self.new.question(place).kind.accepts(value).is_err()
        {
            return self.leave(id, format!("the answer is not one that {} takes", self.diff.new));
        }
        if new_id != id {
            self.renamed.push(RenamedId { from: id.to_owned(), to: new_id.clone() });
        }
        self.old_ids.insert(new_id.clone(), id.to_owned());
        into.give(new_id, carried);
    }

    /// Words go with the option that takes them; where it takes none any more they are named.
    fn words(&mut self, id: &str, words: Option<&str>, into: &mut Answers) {
        let new_id = self.diff.new_id(ElementKind::Question, id);
        let Some((words, value)) = words.zip(into.get(&new_id).and_then(Answer::value)) else { return };
        let place = self.new.find(&new_id);
        let takes = place.is_some_and(|place| self.new.question(place).kind.worded(value).is_some());
        if takes {
            into.put_words(new_id, words.to_owned());
        } else {
            self.leave(
                id,
                format!(
                    "{} takes no words with this answer; the answer itself is carried over",
                    self.diff.new
                ),
            );
        }
    }

    fn value(&self, question: &str, value: &Value) -> Value {
        match value {
            Value::Choice(id) => Value::Choice(self.part(ElementKind::Choice, question, id)),
            Value::Choices(ids) => {
                Value::Choices(ids.iter().map(|id| self.part(ElementKind::Choice, question, id)).collect())
            }
            other => other.clone(),
        }
    }

    /// What is unknown although it has a default stays so: no default holds for it.
    fn context(&mut self, declared: &Context, value: Option<&String>, into: &mut BTreeMap<String, String>) {
        let id = &declared.id;
        let is_unknown = value.is_none() && (declared.default.is_some() || declared.by_language);
        if value.is_none() && !is_unknown {
            return;
        }
        let new_id = self.diff.new_id(ElementKind::Context, id);
        if self.new.contexts.iter().any(|context| context.id == new_id) {
            self.old_ids.insert(new_id.clone(), id.clone());
            match value {
                Some(value) => drop(into.insert(new_id, value.clone())),
                None => drop(self.unknown.insert(new_id)),
            }
        } else {
            self.leave(id, format!("{} has no such context", self.diff.new));
        }
    }

    fn judgement(
        &mut self,
        outcome: &str,
        level: &str,
        reason: &str,
        into: &mut BTreeMap<String, NamedJudgement>,
    ) {
        let new_id = self.diff.new_id(ElementKind::Outcome, outcome);
        let level = self.part(ElementKind::Level, &new_id, level);
        let known = self.new.outcomes.iter().find(|known| known.id == new_id);
        if known.is_some_and(|known| known.levels.iter().any(|known| known.id == level)) {
            self.old_ids.insert(new_id.clone(), outcome.to_owned());
            into.insert(new_id, NamedJudgement { level, reason: reason.to_owned() });
        } else {
            self.leave(outcome, format!("{} has no such level to judge", self.diff.new));
        }
    }

    /// Returns the case of everything that fits together in the new edition.
    fn fitting(
        &mut self,
        mut answers: Answers,
        mut context: BTreeMap<String, String>,
        mut judgements: BTreeMap<String, NamedJudgement>,
    ) -> Case<'q> {
        loop {
            let (answers_now, unknown) = (answers.clone(), &self.unknown);
            let faults = match Case::with_unknown(self.new, answers_now, &context, unknown, &judgements) {
                Ok(case) => return case,
                Err(faults) => faults,
            };
            let mut any = false;
            for fault in faults {
                let was = answers.forget(&fault.about)
                    || context.remove(&fault.about).is_some()
                    || judgements.remove(&fault.about).is_some();
                if was {
                    any = true;
                    let old = self.old_ids.get(&fault.about).unwrap_or(&fault.about).clone();
                    self.leave(&old, format!("it does not fit {}: {}", self.diff.new, fault.message));
                }
            }
            assert!(any, "without answers, contexts and judgements nothing is at fault");
        }
    }
}
