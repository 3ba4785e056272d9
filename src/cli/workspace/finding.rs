//! Finds a screening in a workspace by the name that somebody typed: the first letters of its own name, or the
//! agency's reference of its case, or the number of a slip that came back.

use super::draft::Draft;
use super::error::WorkspaceError;
use super::generations::Loaded;
use super::kept::KeptRecord;
use super::sealing::SealedKind;
use super::{Workspace, short};

/// Fewer letters are no name.
const FEWEST: usize = 4;

/// Something of a workspace, under its name: the file, and what is in it.
pub type FoundByName<T> = (String, Loaded, T);

/// What people call a screening by.
pub trait Called {
    /// Returns the agency's reference of its case.
    fn case(&self) -> Option<&str>;

    /// Returns the day on which it was begun.
    fn day(&self) -> &str;

    /// Returns whether it is called by this number of a slip that came back.
    fn has_slip(&self, _number: &str) -> bool {
        false
    }

    /// Returns how it is called in a list.
    fn called(&self, name: &str) -> String {
        let case = self.case().map_or_else(String::new, |case| format!(" (case {case})"));
        format!("{}{case}", short(name))
    }
}

impl Called for Draft {
    fn case(&self) -> Option<&str> {
        self.case.as_ref().map(|case| case.as_str())
    }

    fn day(&self) -> &str {
        &self.begun
    }
}

impl Called for KeptRecord {
    fn case(&self) -> Option<&str> {
        self.draft().case.as_ref().map(|case| case.as_str())
    }

    fn day(&self) -> &str {
        &self.draft().begun
    }

    fn has_slip(&self, number: &str) -> bool {
        self.way_of_slip(number).is_ok_and(|way| way.is_some())
    }
}

/// Returns all drafts of a workspace.
///
/// # Errors
/// Why one cannot be read.
pub fn drafts(workspace: &Workspace) -> Result<Vec<FoundByName<Draft>>, WorkspaceError> {
    all(workspace, SealedKind::Draft, Draft::read)
}

/// Returns all records of a workspace.
///
/// # Errors
/// Why one cannot be read.
pub fn records(workspace: &Workspace) -> Result<Vec<FoundByName<KeptRecord>>, WorkspaceError> {
    all(workspace, SealedKind::Record, |loaded| KeptRecord::read(&loaded.document.text))
}

fn all<T>(
    workspace: &Workspace,
    kind: SealedKind,
    read: fn(&Loaded) -> Result<T, WorkspaceError>,
) -> Result<Vec<FoundByName<T>>, WorkspaceError> {
    let mut found = Vec::new();
    for entry in workspace.entries()? {
        // One that is damaged does not keep the others from being found; `records verify` tells of it.
        let Ok(loaded) = entry.loaded else { continue };
        if loaded.document.kind == kind {
            let document = read(&loaded)?;
            found.push((entry.name, loaded, document));
        }
    }
    Ok(found)
}

/// Returns what is in a workspace under the same case reference: how each is called, with its day. What cannot be
/// read is passed over: a screening is not kept waiting by it.
///
/// # Errors
/// What the system says of the folder.
pub fn same_case(workspace: &Workspace, case: &str) -> Result<Vec<String>, WorkspaceError> {
    let mut same: Vec<(String, String)> = Vec::new();
    for entry in workspace.entries()? {
        let Ok(loaded) = entry.loaded else { continue };
        let kept = || KeptRecord::read(&loaded.document.text).ok().map(|kept| kept.draft().clone());
        let (draft, state) = match loaded.document.kind {
            SealedKind::Draft => (Draft::read(&loaded).ok(), "put aside"),
            SealedKind::Record => (kept(), "kept"),
            SealedKind::Beside => continue,
        };
        let Some(draft) = draft else { continue };
        if draft.case().is_some_and(|other| other.eq_ignore_ascii_case(case)) {
            let called = format!("{} ({state}, of {})", short(&entry.name), draft.begun);
            same.push((draft.begun, called));
        }
    }
    same.sort();
    Ok(same.into_iter().map(|(_, called)| called).collect())
}

/// Returns the one of these that is called so.
///
/// # Errors
/// That none is, several are, or that something is damaged and it may be that.
pub fn found<T: Called>(
    workspace: &Workspace,
    these: Vec<FoundByName<T>>,
    called: &str,
) -> Result<FoundByName<T>, WorkspaceError> {
    let is_so = |(name, _, document): &FoundByName<T>| {
        called.len() >= FEWEST && name.starts_with(called)
            || document.case().is_some_and(|case| case.eq_ignore_ascii_case(called))
            || document.has_slip(called)
    };
    let mut fit: Vec<FoundByName<T>> = these.into_iter().filter(is_so).collect();
    match fit.len() {
        1 => Ok(fit.remove(0)),
        0 => {
            workspace.all_can_be_read()?;
            Err(WorkspaceError::Unknown)
        }
        _ => {
            fit.sort_by(|(_, _, one), (_, _, other)| one.day().cmp(other.day()));
            let called = |(name, _, one): &FoundByName<T>| format!("{} (of {})", short(name), one.day());
            Err(WorkspaceError::Several(fit.iter().map(called).collect()))
        }
    }
}
