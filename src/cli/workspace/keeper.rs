//! Keeps the draft of a conversation: after every reply it is saved in both generations, so that none remembers
//! what was taken back. A save that failed is said on every page until one succeeds.

use std::path::Path;

use safelight::conversation::Conversation;
use safelight::source::Source;

use super::draft::Draft;
use super::error::WorkspaceError;
use super::generations::new_name;
use super::sealing::SealedKind;
use super::{KeptRecord, Workspace, short};

/// Keeps the draft of one conversation.
pub struct DraftKeeper {
    workspace: Workspace,
    name: String,
    /// The generation of the next save.
    generation: u64,
    draft: Draft,
    questionnaire: Source,
    is_saved: bool,
}

impl DraftKeeper {
    /// Returns who keeps the draft of a conversation that begins.
    ///
    /// # Errors
    /// That the system gives no random numbers.
    pub fn begin(workspace: Workspace, draft: Draft, questionnaire: Source) -> Result<Self, WorkspaceError> {
        let name = new_name()?;
        Ok(DraftKeeper { workspace, name, generation: 0, draft, questionnaire, is_saved: false })
    }

    /// Returns who keeps the draft of a conversation that is gone on with.
    pub fn resume(
        workspace: Workspace,
        (name, generation): (String, u64),
        draft: Draft,
        questionnaire: Source,
    ) -> Self {
        let generation = generation + 1;
        DraftKeeper { workspace, name, generation, draft, questionnaire, is_saved: true }
    }

    /// Returns the workspace, where the conversation was not begun.
    pub fn give_back(self) -> Workspace {
        self.workspace
    }

    /// Returns the folder of the workspace.
    pub fn place(&self) -> &Path {
        self.workspace.place()
    }

    /// Returns the first letters of its name, by which it can be gone on with.
    pub fn short_name(&self) -> &str {
        short(&self.name)
    }

    /// Returns whether there is a draft on the disk.
    pub fn is_saved(&self) -> bool {
        self.is_saved
    }

    /// Saves the conversation as it is now, once the person agreed to be asked, or something was said.
    ///
    /// # Errors
    /// Why it could not be saved: it is not.
    pub fn keep(&mut self, conversation: &Conversation<'_>) -> Result<(), WorkspaceError> {
        if !self.is_saved && conversation.is_empty() {
            return Ok(());
        }
        self.draft.conversation = conversation.snapshot(&self.questionnaire, None).write();
        let text = self.draft.write();
        for _ in 0..2 {
            self.workspace.save(&self.name, SealedKind::Draft, self.generation, &text)?;
            self.generation += 1;
            self.is_saved = true;
        }
        Ok(())
    }

    /// Removes the draft.
    ///
    /// # Errors
    /// Why it is still there.
    pub fn forget(&mut self) -> Result<(), WorkspaceError> {
        if std::mem::take(&mut self.is_saved) { self.workspace.remove(&self.name) } else { Ok(()) }
    }

    /// The conversation is over: what stays becomes a record. Returns its name.
    ///
    /// # Errors
    /// Why it could not be kept; the draft is as it was.
    pub fn conclude(&mut self, conversation: &Conversation<'_>) -> Result<Option<String>, WorkspaceError> {
        if !conversation.stays_in_workspace() {
            return Ok(None);
        }
        let record = conversation.record();
        let mut closed = conversation.clone();
        closed.reopen();
        self.draft.conversation = closed.snapshot(&self.questionnaire, None).write();
        KeptRecord::first(self.draft.clone(), &record).save_new(&self.workspace).map(Some)
    }
}
