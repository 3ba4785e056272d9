//! A screening that is not over, as it lies in a workspace: the conversation, and what it needs of its
//! surroundings to be gone on with. Where a directory or a pack is a file, only its path is in it.

use std::path::PathBuf;

use safelight::conversation::{ConversationTexts, Purpose, Snapshot, SnapshotError};
use safelight::records::{CaseReference, TalkWay};
use serde::{Deserialize, Serialize};

use super::error::WorkspaceError;
use super::generations::Loaded;

/// A draft.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Draft {
    /// The day it was begun.
    pub begun: String,
    /// The agency's own reference of the case.
    pub case: Option<CaseReference>,
    /// Why the person is screened again, and which case or record was before.
    pub again: Option<ScreenedAgain>,
    /// The edition that is asked.
    pub questionnaire: String,
    /// Where it is held.
    pub place: DraftPlace,
    /// Referral directories that were named for it.
    pub directories: Vec<PathBuf>,
    /// The person's language.
    pub language: Option<String>,
    /// How the talk is held.
    pub held: Option<TalkWay>,
    /// The conversation, as it is written down.
    pub conversation: String,
    /// The texts of its questionnaire and of translations, where they are not in the conversation: they never change,
    /// so they are in files of their own, which are not written anew at each reply.
    #[serde(skip)]
    pub texts: ConversationTexts,
}

/// That a person is screened again. What was before is looked up each time: it may be taken back meanwhile.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ScreenedAgain {
    /// Why.
    pub because: String,
    /// The case reference, or the name of the record.
    pub of: String,
}

/// Where a screening is held.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DraftPlace {
    /// In the country with this id, or in another one than those that there are.
    Country(String),
    /// Where this pack holds: an id or a file.
    Pack(String),
}

impl Draft {
    /// Returns the draft as it goes into the workspace.
    pub fn write(&self) -> String {
        serde_json::to_string(self).expect("a draft has only text keys")
    }

    /// Reads the conversation.
    ///
    /// # Errors
    /// Why it cannot be read.
    pub fn snapshot(&self) -> Result<Snapshot, SnapshotError> {
        Snapshot::read_with(&self.conversation, &self.texts, Purpose::Screening)
    }

    /// Reads a draft, with the text of its questionnaire.
    ///
    /// # Errors
    /// That it is none.
    pub fn read(loaded: &Loaded) -> Result<Self, WorkspaceError> {
        let read = serde_json::from_str(&loaded.document.text);
        let mut draft: Draft = read.map_err(|_| WorkspaceError::Damaged("a draft".to_owned()))?;
        if let Some(beside) = &loaded.beside {
            draft.texts = ConversationTexts::read(beside)
                .map_err(|_| WorkspaceError::Damaged("the texts of a draft".to_owned()))?;
        }
        Ok(draft)
    }
}
