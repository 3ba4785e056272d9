//! `screen --again`: a case that is in the workspace already. What was before is history beside the new screening.

use anyhow::{Context, Result, bail};
use safelight::conversation::{Setting, Writing};
use safelight::diff::diff;
use safelight::questionnaire::Questionnaire;
use safelight::records::{Again, CaseReference, Record};
use safelight::report::earlier_screening;

use crate::cli::asking::{self, Asker, Gone};
use crate::cli::workspace::{Called, ScreenedAgain, Workspace, WorkspaceError, records, same_case};

/// What was before, and why it is done again.
pub struct ScreenedBefore {
    /// The agency's reference of the case, if it has one.
    pub case: Option<CaseReference>,
    because: String,
    /// What it is found by again.
    of: String,
    earlier: Vec<(Record, Questionnaire)>,
}

impl ScreenedBefore {
    /// Returns what was before, where it is said that somebody is screened again.
    ///
    /// # Errors
    /// That there is no workspace, or no such record in it that may be used.
    pub fn named(called: Option<&str>, workspace: Option<&Workspace>) -> Result<Option<Self>> {
        let Some(called) = called else { return Ok(None) };
        let workspace = workspace.context("there is no workspace in which an earlier screening could be")?;
        ScreenedBefore::find(workspace, called).map(Some)
    }

    /// Finds the records of a case, scored again; or the one of that name.
    ///
    /// # Errors
    /// That there is none, that it is taken back, or damaged.
    fn find(workspace: &Workspace, called: &str) -> Result<Self> {
        let Some(found) = ScreenedBefore::found(workspace, called)? else {
            workspace.all_can_be_read()?;
            return Err(WorkspaceError::Unknown.into());
        };
        if found.earlier.is_empty() {
            bail!("the person no longer agrees that it is kept, so it is not used; screen without --again");
        }
        Ok(found)
    }

    /// Returns what was before, without what is taken back; nothing if there is no such record.
    fn found(workspace: &Workspace, called: &str) -> Result<Option<Self>> {
        let all = records(workspace)?;
        let of_case = |case: &str| case.eq_ignore_ascii_case(called);
        let is_one = |name: &str| called.len() >= 4 && name.starts_with(called);
        let named = all.iter().find(|(name, _, kept)| is_one(name) || kept.case().is_some_and(of_case));
        let Some((name, _, named)) = named else { return Ok(None) };
        let case = named.draft().case.clone();
        let of_name = name;
        let is_of_it = |name: &String, of: Option<&str>| match &case {
            Some(case) => of.is_some_and(|of| case.as_str().eq_ignore_ascii_case(of)),
            None => name == of_name,
        };
        let mut earlier = Vec::new();
        for (_, _, kept) in all.iter().filter(|(name, _, kept)| is_of_it(name, kept.case())) {
            // What a person no longer lets be kept is not used either.
            if kept.is_withdrawn() {
                continue;
            }
            earlier.push((kept.checked()?.record, kept.questionnaire()?));
        }
        earlier.sort_by_key(|(record, _)| record.date.0);
        let of = case.as_ref().map_or(name.as_str(), |case| case.as_str()).to_owned();
        Ok(Some(ScreenedBefore { case, because: String::new(), of, earlier }))
    }

    /// Asks why it is done again. Returns whether that was said; otherwise somebody left.
    ///
    /// # Errors
    /// When nobody answers any more.
    pub fn ask_why(&mut self, setting: Setting<'_>, asker: &mut dyn Asker) -> Result<bool, Gone> {
        let prompts = ["Why is the person screened again? No names, please."];
        let mut writing = Writing::new("again", &prompts, setting);
        asking::show(&mut writing, asker)?;
        let written = writing.written().and_then(|mut lines| lines.pop());
        let is_said = written.is_some();
        self.because = written.unwrap_or_default();
        Ok(is_said)
    }

    /// Returns what was before of a draft that is gone on with; nothing where it is gone or taken back meanwhile.
    ///
    /// # Errors
    /// That something is damaged.
    pub fn of_draft(again: Option<&ScreenedAgain>, workspace: &Workspace) -> Result<Option<Self>> {
        let Some(again) = again else { return Ok(None) };
        let found = ScreenedBefore::found(workspace, &again.of)?;
        let found = found.filter(|found| !found.earlier.is_empty());
        Ok(found.map(|found| ScreenedBefore { because: again.because.clone(), ..found }))
    }

    /// Returns how a draft remembers it.
    pub fn remembered(&self) -> ScreenedAgain {
        ScreenedAgain { because: self.because.clone(), of: self.of.clone() }
    }

    /// Returns it as it stands beside a screening with this questionnaire.
    pub fn beside(&self, questionnaire: &Questionnaire) -> Again {
        let earlier = self.earlier.iter().map(|(record, asked)| {
            let is_comparable = asked.id == questionnaire.id
                && (asked.fingerprint() == questionnaire.fingerprint()
                    || diff(asked, questionnaire).incomparable().next().is_none());
            earlier_screening(record, is_comparable)
        });
        Again { because: self.because.clone(), earlier: earlier.collect() }
    }
}

/// Says that the case reference is that of something in the workspace: of the same case, or chosen twice.
pub fn same_case_before(case: Option<&CaseReference>, workspace: Option<&Workspace>) -> Result<Vec<String>> {
    let (Some(case), Some(workspace)) = (case, workspace) else { return Ok(Vec::new()) };
    let same = same_case(workspace, case.as_str())?;
    if same.is_empty() {
        return Ok(Vec::new());
    }
    Ok(vec![format!(
        "This case reference is in the workspace already: {}. If it is the same case, go on; both are listed together. \
         If not, stop here and begin again with another reference.",
        same.join(", ")
    )])
}
