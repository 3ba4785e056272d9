//! That what is beside a draft is there for as long as the draft, and stands for nothing else.

use super::{Disk, Keys, SealedKind, Seeded, TestDisk, WorkspaceError, generations, keys, load, new_name};

/// The files of a draft, in the order of their numbers.
fn draft_on(disk: &TestDisk, keys: &Keys, name: &str) -> Vec<String> {
    generations::save_beside(disk, keys, name, "the questionnaire").expect("memory can be written to");
    let mut generation = 0;
    generations::save(disk, keys, (name, SealedKind::Draft), &mut generation, "the draft")
        .expect("memory can be written to");
    let files: Vec<String> = disk.memory.borrow().names().into_keys().collect();
    assert_eq!(files, [0, 1, 2, 3].map(|number| format!("{name}.{number}.age")));
    files
}

fn damage(disk: &TestDisk, file: &str, with: &[u8]) {
    let _ = disk.remove(file);
    disk.create(file, with).expect("memory can be written to");
}

/// Every file of a draft in the place of every other, cut short, or gone: what is whole helps, and where nothing
/// does it is said.
#[test]
fn what_is_beside_a_draft_is_there_twice_and_stands_for_nothing_else() {
    let (keys, name) = (keys(), new_name().expect("there are random numbers"));
    let whole = TestDisk::new(Seeded::Nothing);
    let files = draft_on(&whole, &keys, &name);
    let contents: Vec<Vec<u8>> = files.iter().map(|file| whole.read(file).expect("it is there")).collect();
    let again = || TestDisk::of(whole.memory.borrow().clone(), Seeded::Nothing, None);
    let found = load(&again(), &keys, &name).expect("it is whole");
    assert_eq!((found.is_repaired, found.is_repaired_beside), (false, false));
    assert_eq!(found.beside.map(|text| text.to_string()).as_deref(), Some("the questionnaire"));
    for (place, file) in files.iter().enumerate() {
        let mut others: Vec<Vec<u8>> = contents.clone();
        others.retain(|other| *other != contents[place]);
        others.push(contents[place][..contents[place].len() / 2].to_vec());
        others.push(Vec::new());
        for with in &others {
            let disk = again();
            damage(&disk, file, with);
            let found = load(&disk, &keys, &name).expect("the other helps");
            assert_eq!((found.is_repaired, found.is_repaired_beside), (place < 2, place >= 2), "{place}");
            assert_eq!(found.document.text.as_str(), "the draft");
            assert_eq!(found.beside.expect("it is there").as_str(), "the questionnaire");
            let other = &files[place ^ 1];
            damage(&disk, other, with);
            let found = load(&disk, &keys, &name).map(|_| ());
            assert!(matches!(found, Err(WorkspaceError::Damaged(_))), "{place}");
        }
    }
}

/// Whenever the power goes while a draft is removed, it is there whole, or gone, or what is left is of no document.
#[test]
fn a_draft_that_is_removed_leaves_nothing_that_cannot_be_read() {
    let (keys, name) = (keys(), new_name().expect("there are random numbers"));
    let disk = TestDisk::new(Seeded::Nothing);
    draft_on(&disk, &keys, &name);
    disk.moments.borrow_mut().clear();
    generations::remove(&disk, &name).expect("memory can be written to");
    let mut left_alone = 0;
    for moment in disk.moments.borrow().iter() {
        let mut pending = moment.clone();
        // A folder keeps the order in which its names go.
        while {
            let files: Vec<String> = pending.names().into_keys().collect();
            let (documents, alone) = generations::documents_of(&files);
            left_alone += alone.len();
            let after = TestDisk::of(pending.clone(), Seeded::Nothing, None);
            assert!(documents.iter().all(|name| load(&after, &keys, name).is_ok()));
            pending.pending.pop().is_some()
        } {}
    }
    assert!(left_alone > 0, "at some moment only what is beside it is left");
    assert!(disk.memory.borrow().names().is_empty());
}

/// Once it is settled, no power cut brings back what was before the last save: an answer that was taken back.
#[test]
fn what_was_before_the_last_save_is_nowhere_once_it_is_settled() {
    let (keys, name) = (keys(), new_name().expect("there are random numbers"));
    let disk = TestDisk::new(Seeded::Nothing);
    let mut generation = 0;
    let kept_before = |disk: &TestDisk| {
        let cuts = disk.memory.borrow().after_power_cut();
        let texts = cuts.into_iter().flat_map(|cut| {
            let cut = TestDisk::of(cut, Seeded::Nothing, None);
            let files = generations::files_of(&name).map(|file| cut.read(&file));
            files
                .into_iter()
                .flatten()
                .map(|file| keys.unseal(&name, &file).expect("it is whole").text.to_string())
        });
        texts.collect::<Vec<String>>().iter().any(|text| text == "before")
    };
    for text in ["before", "after"] {
        generations::save(&disk, &keys, (&name, SealedKind::Record), &mut generation, text)
            .expect("memory can be written to");
    }
    assert!(kept_before(&disk), "until then the second file may be an older one");
    generations::settle(&disk).expect("memory can be written to");
    assert!(!kept_before(&disk));
}
