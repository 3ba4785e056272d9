//! Keeps the draft of a conversation: after every reply it is saved, and where something was taken back it is
//! saved twice, so that no generation remembers it. A save that failed is said on the next page, and tried
//! again with the next reply.

use safelight::conversation::{Conversation, Snapshot};
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
    last: Option<Snapshot>,
}

impl DraftKeeper {
    /// Returns who keeps the draft of a conversation that begins.
    ///
    /// # Errors
    /// That the system gives no random numbers.
    pub fn begin(workspace: Workspace, draft: Draft, questionnaire: Source) -> Result<Self, WorkspaceError> {
        let name = new_name()?;
        Ok(DraftKeeper { workspace, name, generation: 0, draft, questionnaire, last: None })
    }

    /// Returns who keeps the draft of a conversation that is gone on with.
    pub fn resume(
        workspace: Workspace,
        (name, generation): (String, u64),
        draft: Draft,
        (questionnaire, snapshot): (Source, Snapshot),
    ) -> Self {
        let generation = generation + 1;
        DraftKeeper { workspace, name, generation, draft, questionnaire, last: Some(snapshot) }
    }

    /// Returns the workspace, where the conversation was not begun.
    pub fn give_back(self) -> Workspace {
        self.workspace
    }

    /// Returns the first letters of its name, by which it can be gone on with.
    pub fn short_name(&self) -> &str {
        short(&self.name)
    }

    /// Returns whether there is a draft on the disk.
    pub fn is_saved(&self) -> bool {
        self.last.is_some()
    }

    /// Saves the conversation as it is now, once the person agreed to be asked, or something was said.
    ///
    /// # Errors
    /// Why it could not be saved: it is not.
    pub fn keep(&mut self, conversation: &Conversation<'_>) -> Result<(), WorkspaceError> {
        if self.last.is_none() && conversation.is_empty() {
            return Ok(());
        }
        let now = conversation.snapshot(&self.questionnaire, None);
        let times = match &self.last {
            Some(last) if now.takes_back(last) => 2,
            _ => 1,
        };
        self.draft.conversation = now.write();
        let text = self.draft.write();
        for _ in 0..times {
            self.workspace.save(&self.name, SealedKind::Draft, self.generation, &text)?;
            self.generation += 1;
        }
        self.last = Some(now);
        Ok(())
    }

    /// The conversation is over: what stays becomes a record, and the draft goes. Returns the name of the record.
    ///
    /// # Errors
    /// Why it could not be kept: then the draft is still there.
    pub fn conclude(
        &mut self,
        conversation: &mut Conversation<'_>,
    ) -> Result<Option<String>, WorkspaceError> {
        let kept = conversation.stays_in_workspace().then(|| conversation.record());
        let mut name = None;
        if let Some(record) = kept {
            conversation.reopen();
            self.draft.conversation = conversation.snapshot(&self.questionnaire, None).write();
            let kept = KeptRecord::first(self.draft.clone(), &record);
            name = Some(kept.save_new(&self.workspace)?);
        }
        if self.is_saved() {
            self.workspace.remove(&self.name)?;
        }
        Ok(name)
    }
}
