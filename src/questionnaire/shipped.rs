//! Questionnaires that come with the program: from their compact form, which is what the reader made of the
//! text when it was last made anew. Where that does not fit, the text is read, and a test fails; nobody who
//! asks here can tell the difference but by the clock.

use serde::{Deserialize, Serialize};

use super::length::TalkLength;
use super::model::{AgeRange, FormAbout, Questionnaire};
use super::read::{ReadQuestionnaire, read};
use super::remembered::Fingerprint;
use crate::answers::Edition;
use crate::compact;
use crate::library::Shipped;

/// What a list says of a questionnaire.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Summary {
    /// Its id and version.
    pub edition: Edition,
    /// Its title.
    pub title: String,
    /// The tag of the language in which it is written.
    pub language: String,
    /// Whom or what it is about.
    pub about: FormAbout,
    /// Whom it is for.
    pub ages: AgeRange,
    /// How long it takes.
    pub length: TalkLength,
    /// What is known of how well it works, in a word or three.
    pub validation: String,
}

impl Summary {
    /// Returns what a list says of a questionnaire.
    pub fn of(questionnaire: &Questionnaire) -> Self {
        Summary {
            edition: questionnaire.edition(),
            title: questionnaire.title.clone(),
            language: questionnaire.language.clone(),
            about: questionnaire.about,
            ages: questionnaire.population.ages,
            length: TalkLength::of(questionnaire),
            validation: questionnaire.validation.in_short().to_owned(),
        }
    }

    /// Returns for whom it is: people of these ages, or an organization.
    pub fn for_whom(&self) -> String {
        self.about.words().for_whom(self.ages)
    }

    /// Returns what a list says of a questionnaire that is shipped; nothing if it could not be read.
    pub fn of_shipped(shipped: &Shipped) -> Option<Self> {
        let embedded = shipped.form().and_then(compact::first).map(|(summary, _)| summary);
        embedded.or_else(|| read(&shipped.source()).questionnaire.as_ref().map(Summary::of))
    }
}

/// Returns the questionnaire that is shipped, as reading its text returns it. It knows its fingerprints.
pub fn read_shipped(shipped: &Shipped) -> ReadQuestionnaire {
    let form = shipped.form().and_then(compact::first::<Summary>);
    match form.and_then(|(_, form)| compact::whole::<(Fingerprint, Questionnaire)>(form)) {
        Some((fingerprint, questionnaire)) => {
            let questionnaire = Questionnaire { remembered: fingerprint.into(), ..questionnaire };
            ReadQuestionnaire { questionnaire: Some(questionnaire), findings: Vec::new() }
        }
        None => read(&shipped.source()),
    }
}
