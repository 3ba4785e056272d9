//! In which words each question was heard, and which values hold because of that of the numbers that have one by
//! language. A cut-off was found with certain words: it says nothing of other ones. So where the questions on which a
//! result depends were heard in several languages, a number is known only if it is the same in each of them; and where
//! words were interpreted, nobody has found it. What was declined counts too: it was heard, and were it left out, a
//! refusal could narrow a result.

use std::collections::{BTreeMap, BTreeSet};

use crate::answers::QuestionId;
use crate::questionnaire::Questionnaire;
use crate::questionnaire::dependencies::scored_questions;
use crate::questionnaire::model::AnswerSource;
use crate::records::HeardIn;
use crate::rules::ContextRef;
use crate::scoring::Case;
use crate::translation::Wording;

/// In which words something was heard.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum HeardWords {
    /// In those of the questionnaire, by somebody who speaks its language.
    #[default]
    Own,
    /// In those of the translation into this language.
    Translated(String),
    /// In a language in which there are no words: somebody interpreted.
    Interpreted,
}

/// What the numbers by language are in each language.
#[derive(Debug, Clone)]
pub(super) struct LanguageValues {
    /// The questions that are asked of the person and on which a result depends.
    counted: BTreeSet<QuestionId>,
    /// In the language of the questionnaire, as the programme says or by default; by the place of the context.
    own: BTreeMap<ContextRef, Option<String>>,
    /// In the languages of the translations.
    translated: BTreeMap<String, BTreeMap<ContextRef, String>>,
}

impl LanguageValues {
    /// Returns those of a case in the language of the questionnaire; nothing where no number is by language.
    pub(super) fn of(case: &Case<'_>) -> Option<Self> {
        let questionnaire = case.questionnaire;
        let own: BTreeMap<ContextRef, Option<String>> = places(questionnaire)
            .map(|(place, _)| (place, case.context_values[place.index()].clone()))
            .collect();
        if own.is_empty() {
            return None;
        }
        let scored: BTreeSet<&str> = scored_questions(questionnaire).collect();
        let asked = questionnaire.questions.iter().filter(|question| question.from == AnswerSource::Asked);
        let counted = asked.map(|question| question.id.clone()).filter(|id| scored.contains(id.as_str()));
        Some(LanguageValues { counted: counted.collect(), own, translated: BTreeMap::new() })
    }

    /// Adds those of a translation.
    pub(super) fn add(&mut self, questionnaire: &Questionnaire, wording: &Wording) {
        let value = |(place, id): (ContextRef, &str)| {
            let value = wording.values.iter().find(|value| value.of == id)?;
            Some((place, value.value.to_string()))
        };
        self.translated.insert(wording.language.clone(), places(questionnaire).filter_map(value).collect());
    }

    /// Returns those of the language of the questionnaire, by id.
    pub(super) fn own(&self, questionnaire: &Questionnaire) -> BTreeMap<String, String> {
        let own = self.own.iter();
        own.filter_map(|(place, value)| Some((questionnaire.context(*place).id.clone(), value.clone()?)))
            .collect()
    }

    /// Puts those of the language of the questionnaire back, by id.
    pub(super) fn put_own(&mut self, questionnaire: &Questionnaire, own: &BTreeMap<String, String>) {
        for (place, value) in &mut self.own {
            *value = own.get(&questionnaire.context(*place).id).cloned();
        }
    }

    /// Returns whether it counts in which words a question was heard.
    pub(super) fn counts(&self, question: &str) -> bool {
        self.counted.contains(question)
    }

    /// Returns what holds of each number where questions were heard in these words.
    pub(super) fn in_force(&self, heard: &BTreeSet<HeardWords>) -> Vec<(ContextRef, Option<String>)> {
        let value = |place: &ContextRef, heard: &HeardWords| match heard {
            HeardWords::Own => self.own[place].clone(),
            HeardWords::Translated(language) => self.translated.get(language)?.get(place).cloned(),
            HeardWords::Interpreted => None,
        };
        let in_force = self.own.keys().map(|place| {
            let mut values = heard.iter().map(|heard| value(place, heard));
            let first = values.next().flatten();
            (*place, first.clone().filter(|_| values.all(|other| other == first)))
        });
        in_force.collect()
    }
}

fn places(questionnaire: &Questionnaire) -> impl Iterator<Item = (ContextRef, &str)> {
    let declared = questionnaire.contexts.iter().enumerate();
    let by_language = declared.filter(|(_, context)| context.by_language);
    by_language.map(|(place, context)| (ContextRef::at(place), context.id.as_str()))
}

/// Returns in which languages that is, as a record says it.
pub(super) fn heard_in(questionnaire: &Questionnaire, heard: &BTreeSet<HeardWords>) -> HeardIn {
    let language = |heard: &HeardWords| match heard {
        HeardWords::Own => Some(questionnaire.language.clone()),
        HeardWords::Translated(language) => Some(language.clone()),
        HeardWords::Interpreted => None,
    };
    HeardIn {
        languages: heard.iter().filter_map(language).collect(),
        interpreted: heard.contains(&HeardWords::Interpreted),
    }
}
