//! A screening that is kept: what happened to it, one entry after the other, none of which is ever changed. Each
//! entry holds the checksum of the one before, so that one that is taken out, moved or edited is noticed. Each
//! time it is opened its answers are scored again; a difference stops everything.

use jiff::Span;
#[cfg(test)]
use safelight::conversation::ConversationTexts;
use safelight::questionnaire::Questionnaire;
use safelight::records::{ReadRecord, Record, WayStep, read_record, written};
use safelight::rescore::differences;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::Workspace;
use super::draft::Draft;
use super::error::WorkspaceError;
use super::generations::new_name;
use super::sealing::SealedKind;

/// A screening that is kept.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KeptRecord {
    entries: Vec<ChainEntry>,
}

/// One thing that happened to it.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct ChainEntry {
    /// Its number, from 1.
    n: usize,
    /// The day.
    date: String,
    /// The role and initials of whoever wrote it down, as in the settings; nothing where none are set.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    by: Option<String>,
    /// What happened.
    happened: Happened,
    /// The checksum of the entry before; nothing for the first.
    before: String,
    /// The checksum of this one.
    checksum: String,
}

/// What can happen to a screening that is kept.
#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Happened {
    /// It was kept, as it was at its end.
    Kept(Box<KeptScreening>),
    /// It was changed, for this reason, to this.
    Amended {
        /// Why.
        reason: String,
        /// What it is since.
        to: Box<KeptScreening>,
    },
    /// The person no longer agrees that it is kept; why that was asked.
    Withdrawn(String),
    /// A report was made.
    Reported(Report),
    /// It may not be removed, for this reason.
    Held(String),
    /// It may be removed again, for this reason.
    HoldEnded(String),
    /// It is to be removed after this day.
    RetainedUntil(String),
    /// A referral came a step further.
    Referral(Box<WayStep>),
}

/// When something was written down, and by whom.
pub struct WrittenDown {
    /// The day.
    pub on: String,
    /// The role and initials of whoever did; nothing where none are set.
    pub by: Option<String>,
}

/// A day alone.
impl From<String> for WrittenDown {
    fn from(on: String) -> Self {
        WrittenDown { on, by: None }
    }
}

/// A screening as it is kept.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KeptScreening {
    /// The conversation, at its summary, with its surroundings.
    draft: Draft,
    /// The record, in JSON.
    record: String,
}

/// A report that was made under law, or with the person.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Report {
    /// To which office.
    pub to: String,
    /// On what basis.
    pub basis: String,
    /// What was given.
    pub given: String,
    /// That the person was told; or why not.
    pub told: String,
}

impl KeptScreening {
    /// Returns a screening of this record, without its conversation.
    #[cfg(test)]
    pub fn of_text(day: &str, record: String) -> Self {
        let draft = Draft {
            begun: day.to_owned(),
            case: None,
            again: None,
            questionnaire: "test@1.0.0".to_owned(),
            place: super::DraftPlace::Country("us".to_owned()),
            directories: Vec::new(),
            language: None,
            held: None,
            conversation: String::new(),
            texts: ConversationTexts::default(),
        };
        KeptScreening { draft, record }
    }

    /// Reads the record that is in it.
    ///
    /// # Errors
    /// That it is none.
    pub(super) fn record(&self) -> Result<ReadRecord, WorkspaceError> {
        read_record(&self.record).map_err(|why| WorkspaceError::Damaged(format!("a record ({why})")))
    }
}

impl KeptRecord {
    /// Returns what happened to it, in order, each with its day.
    pub(super) fn happenings(&self) -> impl DoubleEndedIterator<Item = (&str, &Happened)> {
        self.entries.iter().map(|entry| (entry.date.as_str(), &entry.happened))
    }

    /// Returns the record of a screening that has just ended, and that is kept for so many days if that is set.
    pub fn first(draft: Draft, record: &Record, keep_days: Option<u32>) -> Self {
        let kept = Happened::Kept(Box::new(KeptScreening { draft, record: written(record) }));
        let written = || WrittenDown { on: record.date.0.to_string(), by: record.worker.clone() };
        let mut first = KeptRecord { entries: Vec::new() };
        first.add(written(), kept);
        let until = keep_days.and_then(|days| record.date.0.checked_add(Span::new().days(days)).ok());
        until.into_iter().for_each(|day| first.add(written(), Happened::RetainedUntil(day.to_string())));
        first
    }

    /// Returns a record of nothing, for the chain alone.
    #[cfg(test)]
    pub fn of_test() -> Self {
        KeptRecord::of_text("2026-11-30", String::new())
    }

    /// Returns a record of a text that was kept on a day, without its conversation.
    #[cfg(test)]
    pub fn of_text(day: &str, record: String) -> Self {
        let mut first = KeptRecord { entries: Vec::new() };
        first.add(day.to_owned(), Happened::Kept(Box::new(KeptScreening::of_text(day, record))));
        first
    }

    /// Adds what has happened.
    pub fn add(&mut self, written: impl Into<WrittenDown>, happened: Happened) {
        let before = self.entries.last().map_or_else(String::new, |entry| entry.checksum.clone());
        let WrittenDown { on: date, by } = written.into();
        let n = self.entries.len() + 1;
        let mut entry = ChainEntry { n, date, by, happened, before, checksum: String::new() };
        entry.checksum = entry.summed();
        self.entries.push(entry);
    }

    /// Adds that it was changed.
    pub fn amend(&mut self, when: WrittenDown, reason: String, draft: Draft, record: &Record) {
        let to = Box::new(KeptScreening { draft, record: written(record) });
        self.add(when, Happened::Amended { reason, to });
    }

    /// Reads a record, with its chain.
    ///
    /// # Errors
    /// That it is none, or that an entry was taken out, moved or changed.
    pub fn read(text: &str) -> Result<Self, WorkspaceError> {
        let damaged = || WorkspaceError::Damaged("a record".to_owned());
        let kept: KeptRecord = serde_json::from_str(text).map_err(|_| damaged())?;
        let mut before = "";
        for (place, entry) in kept.entries.iter().enumerate() {
            if entry.n != place + 1 || entry.before != before || entry.checksum != entry.summed() {
                return Err(damaged());
            }
            before = &entry.checksum;
        }
        match kept.entries.first() {
            Some(ChainEntry { happened: Happened::Kept(_), .. }) => Ok(kept),
            _ => Err(damaged()),
        }
    }

    /// Returns it as it goes into the workspace.
    pub fn write(&self) -> String {
        serde_json::to_string(self).expect("a record has only text keys")
    }

    /// Saves it as a new document. Returns its name.
    ///
    /// # Errors
    /// What the system says.
    pub fn save_new(&self, workspace: &Workspace) -> Result<String, WorkspaceError> {
        let name = new_name()?;
        self.save(workspace, &name, 0)?;
        Ok(name)
    }

    /// Saves it, as this generation of what is there.
    ///
    /// # Errors
    /// What the system says.
    pub fn save(&self, workspace: &Workspace, name: &str, mut generation: u64) -> Result<(), WorkspaceError> {
        workspace.save(name, SealedKind::Record, &mut generation, &self.write())?;
        workspace.settle()
    }

    pub(super) fn latest(&self) -> &KeptScreening {
        let latest = self.entries.iter().rev().find_map(|entry| match &entry.happened {
            Happened::Kept(screening) | Happened::Amended { to: screening, .. } => Some(screening),
            _ => None,
        });
        latest.expect("the first entry of a record is that it was kept")
    }

    /// Returns the conversation at its summary, with its surroundings.
    pub fn draft(&self) -> &Draft {
        &self.latest().draft
    }

    /// Returns what is in the record now, scored again with the questionnaire that is in it.
    ///
    /// # Errors
    /// That its answers do not come to what is written, with both.
    pub fn checked(&self) -> Result<ReadRecord, WorkspaceError> {
        let damaged = |what: &str| WorkspaceError::Damaged(format!("a record ({what})"));
        let record = self.latest().record()?;
        if !record.is_sealed {
            return Err(damaged("its seal does not fit"));
        }
        let questionnaire = self.questionnaire()?;
        let case =
            record.case(&questionnaire).map_err(|_| damaged("its answers do not fit its questionnaire"))?;
        let again = differences(&record, case);
        let found: Vec<String> = again
            .differences
            .iter()
            .map(|one| {
                let part = |text: &Option<String>| text.clone().unwrap_or_else(|| "not shown".to_owned());
                let about = one.about.id.as_str();
                format!(
                    "{about} {}: written {}, computed {}",
                    one.key,
                    part(&one.written),
                    part(&one.computed)
                )
            })
            .collect();
        let is_same = again.fingerprint == record.record.questionnaire.fingerprint && found.is_empty();
        drop(again);
        if is_same {
            Ok(record)
        } else {
            Err(damaged(&format!("scored again it differs: {}", found.join("; "))))
        }
    }

    /// Returns the questionnaire that was asked, with its text of then.
    ///
    /// # Errors
    /// That it does not read.
    pub fn questionnaire(&self) -> Result<Questionnaire, WorkspaceError> {
        let damaged = || WorkspaceError::Damaged("a record (its questionnaire does not read)".to_owned());
        let snapshot = self.draft().snapshot().map_err(|_| damaged())?;
        snapshot.questionnaire().map_err(|_| damaged())
    }

    /// Returns what happened to it, a day and a few words each, with who wrote it down if that is set: that something
    /// was changed, never what.
    pub fn history(&self) -> Vec<(String, String)> {
        let words = |happened: &Happened| match happened {
            Happened::Kept(_) => "Kept".to_owned(),
            Happened::Amended { reason, .. } => format!("Amended: {reason}"),
            Happened::Withdrawn(reason) => format!("The person no longer agrees that it is kept: {reason}"),
            Happened::Reported(report) => {
                let Report { to, basis, given, told } = report;
                format!("Reported to {to}. Basis: {basis}. Given: {given}. The person: {told}")
            }
            Happened::Held(why) => format!("May not be removed: {why}"),
            Happened::HoldEnded(why) => format!("May be removed again: {why}"),
            Happened::RetainedUntil(day) => format!("To be removed after {day}"),
            Happened::Referral(step) => {
                let WayStep { to, stage, on, .. } = step.as_ref();
                format!("{to}: {}, on {}", stage.label(), on.0)
            }
        };
        let by = |entry: &ChainEntry| entry.by.as_ref().map_or_else(String::new, |by| format!(" (by {by})"));
        let told = |entry: &ChainEntry| (entry.date.clone(), words(&entry.happened) + &by(entry));
        self.entries.iter().map(told).collect()
    }

    /// Returns whether the person no longer agrees that it is kept, and has not said since that they do: another
    /// change of the record is no agreement.
    pub fn is_withdrawn(&self) -> bool {
        let last = self.entries.iter().rev().find_map(|entry| match &entry.happened {
            Happened::Withdrawn(_) => Some(true),
            Happened::Kept(_) => Some(false),
            Happened::Amended { to, .. } => {
                let record = to.record().ok()?.record;
                let consent = record.consent.as_ref()?;
                (consent.may_keep == Some(true) || consent.kept_because.is_some()).then_some(false)
            }
            _ => None,
        });
        last == Some(true)
    }

    /// Returns why it may not be removed, if it may not.
    pub fn held(&self) -> Option<&str> {
        let holds = self.entries.iter().rev().find_map(|entry| match &entry.happened {
            Happened::Held(why) => Some(Some(why.as_str())),
            Happened::HoldEnded(_) => Some(None),
            _ => None,
        });
        holds.flatten()
    }

    /// Returns the day after which it is to be removed, if one was set.
    pub fn retained_until(&self) -> Option<&str> {
        self.entries.iter().rev().find_map(|entry| match &entry.happened {
            Happened::RetainedUntil(day) => Some(day.as_str()),
            _ => None,
        })
    }
}

impl ChainEntry {
    fn summed(&self) -> String {
        let bare = ChainEntry { checksum: String::new(), ..self.clone() };
        let written = serde_json::to_string(&bare).expect("an entry has only text keys");
        Sha256::digest(written).iter().map(|byte| format!("{byte:02x}")).collect()
    }
}
