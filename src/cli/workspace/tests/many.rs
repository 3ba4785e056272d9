//! A workspace with a great many records: each is found, and one that is damaged keeps none of the others from it.

use std::fs;

use super::{KeptRecord, LITTLE_WORK, is_long, passphrase};
use crate::cli::workspace::{Workspace, WorkspaceError, records};

/// So many records, or as many as in the workspaces of large agencies.
fn count() -> usize {
    if is_long() { 10_000 } else { 60 }
}

#[test]
fn every_record_of_a_large_workspace_is_found_and_a_damaged_one_hides_no_other() {
    let folder = tempfile::tempdir().expect("there is a folder for tests");
    let place = folder.path().join("kept");
    Workspace::init(&place, &passphrase("many"), Vec::new(), LITTLE_WORK).expect("it is made");
    let workspace = Workspace::open(&place, &passphrase("many")).expect("it opens");
    let mut names = Vec::new();
    for number in 0..count() {
        let kept = KeptRecord::of_text("2026-11-30", format!("record {number}"));
        names.push(kept.save_new(&workspace).expect("it is saved"));
    }
    let (whole, gone) = (&names[0], &names[count() / 2]);
    for (name, file) in [(whole, 0), (gone, 0), (gone, 1)] {
        fs::write(place.join(format!("{name}.{file}.age")), b"no").expect("it is written");
    }
    let found = records(&workspace).expect("the folder can be read");
    let mut expected: Vec<&String> = names.iter().filter(|name| *name != gone).collect();
    expected.sort();
    assert_eq!(found.iter().map(|(name, ..)| name).collect::<Vec<_>>(), expected);
    let repaired = found.iter().filter(|(_, loaded, _)| loaded.is_repaired).map(|(name, ..)| name);
    assert_eq!(repaired.collect::<Vec<_>>(), [whole]);
    assert!(matches!(workspace.all_can_be_read(), Err(WorkspaceError::Damaged(_))));
    println!("{} records in a workspace", names.len());
}
