//! What differs between two editions, as it is told.

use std::collections::BTreeSet;

use semver::Version;
use serde::{Deserialize, Serialize};

use super::translation_change::TranslationChange;
use super::unseen;
use super::version::least;
use crate::answers::Edition;
use crate::questionnaire::elements::{ChangeKind, Touched, VersionStep};
use crate::questionnaire::{ElementId, ElementKind, Fingerprint};

/// Everything that differs between two editions.
#[derive(Debug, Clone)]
pub struct Diff {
    /// The old edition.
    pub old: Edition,
    /// The new edition.
    pub new: Edition,
    /// The fingerprints of the old edition.
    pub old_fingerprint: Fingerprint,
    /// The fingerprints of the new edition.
    pub new_fingerprint: Fingerprint,
    /// What changed, the largest step first, otherwise in the order of the file.
    pub changes: Vec<Change>,
    /// What changed in translations, where those were compared.
    pub translations: Vec<TranslationChange>,
    /// What is said of the changes and cannot be so, or is not said and has to be.
    pub problems: Vec<Problem>,
    /// Which ids were renamed.
    pub renamed: Vec<Renamed>,
    /// The step that the changes need.
    pub needed: VersionStep,
    /// The step that the version numbers declare; nothing if the new one is not later.
    pub declared: Option<VersionStep>,
    /// The least version that is enough.
    pub write: Version,
}

/// One change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// What it is about, with its id in the new edition where it is still there.
    pub about: ElementId,
    /// What of it changed, in plain words.
    pub what: String,
    /// What it was; nothing if it was not there.
    pub old: Option<String>,
    /// What it is; nothing if it is not there any more.
    pub new: Option<String>,
    /// Which fingerprints it touches.
    pub touched: Touched,
    /// Which kind of change it is.
    pub kind: ChangeKind,
}

/// Something that has another id in the new edition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Renamed {
    /// What it is, with its old id.
    pub from: ElementId,
    /// The same with its new id.
    pub to: ElementId,
}

/// Something about the editions that has to be put right.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Problem {
    /// The id that it is about.
    pub id: String,
    /// What is wrong.
    pub message: String,
    /// What to write.
    pub help: String,
}

impl Diff {
    /// Returns whether both are editions of one questionnaire.
    pub fn is_same_questionnaire(&self) -> bool {
        self.old.id == self.new.id
    }

    /// Returns whether the version numbers declare at least what the changes need. Another questionnaire
    /// has version numbers of its own.
    pub fn is_enough(&self) -> bool {
        let same = self.old.version == self.new.version;
        !self.is_same_questionnaire()
            || self.declared.map_or(same && self.needed == VersionStep::None, |step| step >= self.needed)
    }

    /// Returns the changes because of which old answers cannot be scored with the new edition: an answer
    /// has no place in it any more, or may mean something else.
    pub fn hindrances(&self) -> impl Iterator<Item = &Change> {
        self.changes.iter().filter(|change| change.hinders_old_answers())
    }

    /// Returns the changes because of which results of both editions cannot be compared.
    pub fn incomparable(&self) -> impl Iterator<Item = &Change> {
        self.changes.iter().filter(|change| !change.kind.keeps_results_comparable())
    }

    /// Returns the id that something of the old edition has in the new one.
    pub fn new_id(&self, kind: ElementKind, id: &str) -> String {
        self.renamed.iter().fold(id.to_owned(), |id, renamed| {
            if renamed.from.kind == kind && renamed.from.id == id { renamed.to.id.clone() } else { id }
        })
    }

    /// Returns the changes about any of these ids, or about what is in them.
    pub fn about<'d>(&'d self, ids: &BTreeSet<String>) -> Vec<&'d Change> {
        let is_about = |change: &&Change| match change.about.kind {
            // What may follow has no id of its own; a stop that is gone is behind another that fires.
            ElementKind::Next => change
                .old
                .iter()
                .chain(&change.new)
                .any(|row| ids.iter().any(|id| row.split(' ').next() == Some(id))),
            _ => ids.contains(change.about.holder()),
        };
        self.changes.iter().filter(is_about).collect()
    }
}

impl Diff {
    /// Returns the difference with what changed in translations: the version number has to be enough for that, too.
    #[must_use]
    pub fn with_translations(mut self, translations: Vec<TranslationChange>) -> Self {
        let needed = translations.iter().map(|change| change.kind.step()).max();
        self.needed = self.needed.max(needed.unwrap_or(VersionStep::None));
        if let Ok(old) = Version::parse(&self.old.version) {
            self.write = least(&old, self.needed);
        }
        self.translations = translations;
        self
    }
}

impl Change {
    /// Returns what differs between the old and the new where people may not see it, in words.
    pub fn unseen(&self) -> Option<String> {
        unseen::unseen(self.old.as_deref()?, self.new.as_deref()?)
    }

    fn hinders_old_answers(&self) -> bool {
        match self.about.kind {
            ElementKind::Question | ElementKind::Choice | ElementKind::Section => {
                self.kind.puts_meaning_in_doubt()
                    || matches!(
                        self.kind,
                        ChangeKind::QuestionRemoved
                            | ChangeKind::ScoredRemoved
                            | ChangeKind::OptionRemoved
                            | ChangeKind::AnswersNarrowed
                    )
            }
            ElementKind::Context => self.new.is_none(),
            _ => false,
        }
    }
}

impl Change {
    /// Returns the change in a sentence, with old and new.
    pub fn in_full(&self) -> String {
        let about = self.about_in_words();
        match (&self.old, &self.new) {
            (Some(old), Some(new)) => format!("{about}: {} was {old}, is {new}", self.what),
            (Some(only), None) | (None, Some(only)) => format!("{about}: {} ({only})", self.what),
            (None, None) => format!("{about}: {}", self.what),
        }
    }

    /// Returns what it is about, in words.
    pub fn about_in_words(&self) -> String {
        match self.about.id.as_str() {
            "" => self.about.kind.id().to_owned(),
            id => format!("{} `{id}`", self.about.kind.id()),
        }
    }

    /// Returns the change in a few words, without old and new.
    pub fn in_short(&self) -> String {
        format!("{}: {} ({})", self.about_in_words(), self.what, self.kind.why())
    }
}
