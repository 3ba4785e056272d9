//! Keeps the draft of a conversation: after every reply it is saved, in both of its files, so that none remembers
//! what was taken back. The text of the questionnaire is saved once, before the first. A save that failed is said on
//! every page until one succeeds.

use std::path::Path;

use safelight::conversation::{Conversation, ConversationTexts, TextChecksum};
use safelight::source::Source;

use super::draft::Draft;
use super::error::WorkspaceError;
use super::generations::{Loaded, new_name};
use super::sealing::SealedKind;
use super::{KeptRecord, RestingWorkspace, Workspace, short};

/// Returns what is said of a draft that is put aside: by which name it can be gone on with.
pub fn put_aside(name: &str) -> String {
    format!("put aside, sealed; go on with `safelight resume {}`", short(name))
}

/// Keeps the draft of one conversation.
pub struct DraftKeeper {
    workspace: Workspace,
    name: String,
    /// The generation of the next save.
    generation: u64,
    draft: Draft,
    questionnaire: Source,
    /// What never changes, and its checksum.
    texts: ConversationTexts,
    checksum: TextChecksum,
    /// Whether the texts are beside the draft, twice.
    is_beside: bool,
    is_saved: bool,
    /// What to say for as long as the last save failed.
    not_saved: Option<String>,
    /// The name of the record that came of it.
    kept: Option<String>,
    /// For how many days that is kept; nothing where no number is set.
    keep_days: Option<u32>,
}

impl DraftKeeper {
    /// Returns who keeps the draft of a conversation that begins, and for so many days what comes of it.
    ///
    /// # Errors
    /// That the system gives no random numbers.
    pub fn begin(
        workspace: Workspace,
        draft: Draft,
        (questionnaire, texts): (Source, ConversationTexts),
        keep_days: Option<u32>,
    ) -> Result<Self, WorkspaceError> {
        let name = new_name()?;
        Ok(DraftKeeper {
            workspace,
            name,
            generation: 0,
            draft,
            checksum: texts.checksum(),
            texts,
            questionnaire,
            is_beside: false,
            is_saved: false,
            not_saved: None,
            kept: None,
            keep_days,
        })
    }

    /// Returns who keeps the draft of a conversation that is gone on with.
    pub fn resume(
        workspace: Workspace,
        (name, loaded): (String, &Loaded),
        draft: Draft,
        (questionnaire, texts): (Source, ConversationTexts),
        keep_days: Option<u32>,
    ) -> Self {
        DraftKeeper {
            workspace,
            name,
            generation: loaded.document.generation + 1,
            draft,
            checksum: texts.checksum(),
            texts,
            questionnaire,
            is_beside: !loaded.is_repaired_beside,
            is_saved: true,
            not_saved: None,
            kept: None,
            keep_days,
        }
    }

    /// Returns the workspace, where the conversation was not begun.
    pub fn give_back(self) -> Workspace {
        self.workspace
    }

    /// Lets go of the keys and of what was said, all of which is in the draft. Returns the workspace, and the name of
    /// the draft.
    pub fn rest(self) -> (RestingWorkspace, String) {
        self.settle();
        (self.workspace.rest(), self.name)
    }

    /// Returns the folder of the workspace.
    pub fn place(&self) -> &Path {
        self.workspace.place()
    }

    /// Returns what is said where it is put aside: by which name it can be gone on with.
    pub fn put_aside(&self) -> String {
        put_aside(&self.name)
    }

    /// Returns whether there is a draft on the disk.
    pub fn is_saved(&self) -> bool {
        self.is_saved
    }

    /// Returns what to say for as long as the last save failed.
    pub fn not_saved(&self) -> Option<&str> {
        self.not_saved.as_deref()
    }

    /// Returns the name of the record that came of it.
    pub fn kept(&self) -> Option<&str> {
        self.kept.as_deref()
    }

    /// Saves the conversation as it is now, once something was said.
    pub fn keep(&mut self, conversation: &Conversation<'_>) {
        if !self.is_saved && conversation.is_empty() {
            return;
        }
        self.draft.conversation = conversation.written_apart(self.questionnaire.name(), &self.checksum);
        let failed = self.save().err();
        self.not_saved = failed.map(|why| {
            format!("NOT SAVED in the workspace: {why}. What was said is still here; it is tried again.")
        });
    }

    fn save(&mut self) -> Result<(), WorkspaceError> {
        if !self.is_beside {
            self.workspace.save_beside(&self.name, &self.texts.write())?;
            self.is_beside = true;
        }
        let (text, before) = (self.draft.write(), self.generation);
        let saved = self.workspace.save(&self.name, SealedKind::Draft, &mut self.generation, &text);
        self.is_saved |= self.generation > before;
        saved
    }

    /// The talk is over, or rests: nothing before the last save is to be left. The last save itself is there for
    /// certain whatever comes of this.
    pub fn settle(&self) {
        let _ = self.workspace.settle();
    }

    /// Removes the draft.
    ///
    /// # Errors
    /// Why it is still there.
    pub fn forget(&mut self) -> Result<(), WorkspaceError> {
        if std::mem::take(&mut self.is_saved) { self.workspace.remove(&self.name) } else { Ok(()) }
    }

    /// The conversation is over: what stays becomes a record. Returns whether it is over: where it cannot be kept, it
    /// is at its summary again, and can be saved to another place.
    pub fn conclude(&mut self, conversation: &mut Conversation<'_>) -> bool {
        if !conversation.stays_in_workspace() {
            return true;
        }
        let record = conversation.record();
        let mut closed = conversation.clone();
        closed.reopen();
        self.draft.conversation = closed.snapshot(&self.questionnaire, None).write();
        match KeptRecord::first(self.draft.clone(), &record, self.keep_days).save_new(&self.workspace) {
            Ok(name) => {
                self.kept = Some(name);
                true
            }
            Err(why) => {
                conversation.leave_workspace();
                self.not_saved = Some(format!(
                    "NOT SAVED in the workspace: {why}. Save a copy to another place, or finish without it."
                ));
                false
            }
        }
    }
}
