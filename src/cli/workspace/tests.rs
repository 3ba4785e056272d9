//! That nothing which was said to be saved is lost, whatever fails and whenever the power does, and that whatever
//! was changed is noticed.
#![expect(clippy::print_stdout, reason = "a test says how much it looked at")]

mod beside;
mod many;

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::io;

use age::secrecy::SecretString;

use super::disk::Disk;
use super::error::WorkspaceError;
use super::generations::{self, files_of, load, new_name, replace};
use super::kept::{Happened, KeptRecord};
use super::sealing::{Keys, SealFault, SealedKind};

/// Little work: these files hold nothing.
const LITTLE_WORK: u8 = 2;
/// Whether there is time for large counts.
fn is_long() -> bool {
    std::env::var_os("SAFELIGHT_LONG").is_some()
}

/// Saves of a session.
const SAVES: u64 = 10;

fn keys() -> Box<Keys> {
    Keys::new(Vec::new())
}

fn passphrase(words: &str) -> SecretString {
    SecretString::from(words.to_owned())
}

// ---- a disk that can be switched off ----

/// What was asked of the disk and is not certain yet.
#[derive(Clone)]
enum Pending {
    Name(String, usize),
    Gone(String),
    Renamed(String, String),
}

/// A disk in memory: files by number, the names that are certain, and what is not yet.
#[derive(Clone, Default)]
struct Memory {
    files: Vec<Vec<u8>>,
    synced: Vec<bool>,
    certain: BTreeMap<String, usize>,
    pending: Vec<Pending>,
}

impl Memory {
    fn names(&self) -> BTreeMap<String, usize> {
        self.with(|_| true)
    }

    /// Returns the names if only these of the pending things came about.
    fn with(&self, came_about: impl Fn(usize) -> bool) -> BTreeMap<String, usize> {
        let mut names = self.certain.clone();
        for (place, pending) in self.pending.iter().enumerate().filter(|(place, _)| came_about(*place)) {
            let _ = place;
            match pending {
                Pending::Name(name, file) => drop(names.insert(name.clone(), *file)),
                Pending::Gone(name) => drop(names.remove(name)),
                Pending::Renamed(from, to) => {
                    if let Some(file) = names.remove(from) {
                        names.insert(to.clone(), file);
                    }
                }
            }
        }
        names
    }

    /// Returns every disk that there can be after the power went: each set of what is pending, and what was not
    /// synced whole, half or not at all.
    fn after_power_cut(&self) -> Vec<Memory> {
        let sets = 0..1_usize << self.pending.len();
        let cut = |part: usize| {
            let cut_file = |(file, synced): (&Vec<u8>, &bool)| match (synced, part) {
                (true, _) | (false, 0) => file.clone(),
                (false, 1) => file[..file.len() / 2].to_vec(),
                (false, _) => Vec::new(),
            };
            self.files.iter().zip(&self.synced).map(cut_file).collect::<Vec<_>>()
        };
        let disks = sets.flat_map(|set| {
            let certain = self.with(|place| set >> place & 1 == 1);
            (0..3).map(move |part| (certain.clone(), part))
        });
        let memory = |(certain, part)| Memory {
            files: cut(part),
            synced: vec![true; self.files.len()],
            certain,
            pending: Vec::new(),
        };
        disks.map(memory).collect()
    }
}

/// What a disk does wrong, or the program: seeded bugs.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Seeded {
    Nothing,
    FilesAreNotSynced,
    NamesAreNotSynced,
    WrittenInPlace,
}

struct TestDisk {
    memory: RefCell<Memory>,
    /// The disk after each thing that was done.
    moments: RefCell<Vec<Memory>>,
    seeded: Seeded,
    /// At which thing it fails, from 0, and how.
    fails: Option<(usize, io::ErrorKind)>,
    done: RefCell<usize>,
}

impl TestDisk {
    fn new(seeded: Seeded) -> Self {
        TestDisk::of(Memory::default(), seeded, None)
    }

    fn of(memory: Memory, seeded: Seeded, fails: Option<(usize, io::ErrorKind)>) -> Self {
        let moments = RefCell::new(Vec::new());
        TestDisk { memory: RefCell::new(memory), moments, seeded, fails, done: RefCell::new(0) }
    }

    fn step<T>(&self, run: impl FnOnce(&mut Memory) -> io::Result<T>) -> io::Result<T> {
        let at = *self.done.borrow();
        *self.done.borrow_mut() += 1;
        if let Some((place, kind)) = self.fails
            && place == at
        {
            return Err(kind.into());
        }
        let done = run(&mut self.memory.borrow_mut());
        self.moments.borrow_mut().push(self.memory.borrow().clone());
        done
    }
}

impl Disk for TestDisk {
    fn names(&self) -> io::Result<Vec<String>> {
        self.step(|memory| Ok(memory.names().into_keys().collect()))
    }

    fn read(&self, name: &str) -> io::Result<Vec<u8>> {
        self.step(|memory| {
            let names = memory.names();
            let file = names.get(name).ok_or(io::ErrorKind::NotFound)?;
            Ok(memory.files[*file].clone())
        })
    }

    fn create(&self, name: &str, bytes: &[u8]) -> io::Result<()> {
        self.step(|memory| {
            memory.files.push(bytes.to_vec());
            memory.synced.push(false);
            let file = memory.files.len() - 1;
            memory.pending.push(Pending::Name(name.to_owned(), file));
            Ok(())
        })
    }

    fn sync_file(&self, name: &str) -> io::Result<()> {
        self.step(|memory| {
            if self.seeded != Seeded::FilesAreNotSynced {
                let file = memory.names()[name];
                memory.synced[file] = true;
            }
            Ok(())
        })
    }

    fn rename(&self, from: &str, to: &str) -> io::Result<()> {
        self.step(|memory| {
            memory.pending.push(Pending::Renamed(from.to_owned(), to.to_owned()));
            Ok(())
        })
    }

    fn remove(&self, name: &str) -> io::Result<()> {
        self.step(|memory| {
            if !memory.names().contains_key(name) {
                return Err(io::ErrorKind::NotFound.into());
            }
            memory.pending.push(Pending::Gone(name.to_owned()));
            Ok(())
        })
    }

    fn sync_names(&self) -> io::Result<()> {
        self.step(|memory| {
            if self.seeded != Seeded::NamesAreNotSynced {
                memory.certain = memory.names();
                memory.pending.clear();
            }
            Ok(())
        })
    }
}

/// Saves a generation as it should be done, or in place: files that are emptied and written anew.
fn saved(disk: &TestDisk, keys: &Keys, name: &str, mut generation: u64) -> Result<(), WorkspaceError> {
    let text = format!("as of {generation}");
    if disk.seeded != Seeded::WrittenInPlace {
        return generations::save(disk, keys, (name, SealedKind::Record), &mut generation, &text);
    }
    let sealed = keys.seal(name, SealedKind::Record, generation, &text);
    for file in files_of(name) {
        let _ = disk.remove(&file);
        disk.create(&file, &sealed).expect("memory can be written to");
        disk.sync_file(&file).expect("memory can be written to");
    }
    disk.sync_names().map_err(|error| WorkspaceError::System("it could not be saved", error))
}

/// Returns how many power cuts lost something that was said to be saved, and how many were tried.
fn lost_by_power_cuts(seeded: Seeded) -> (usize, usize) {
    let (keys, name) = (keys(), new_name().expect("there are random numbers"));
    let disk = TestDisk::new(seeded);
    let (mut lost, mut tried) = (0, 0);
    for generation in 0..SAVES {
        disk.moments.borrow_mut().clear();
        saved(&disk, &keys, &name, generation).expect("memory can be written to");
        let moments = disk.moments.borrow();
        for (place, moment) in moments.iter().enumerate() {
            // Only after the last thing was it said to be saved.
            let is_confirmed = place + 1 == moments.len();
            let expected = if is_confirmed { Some(generation) } else { generation.checked_sub(1) };
            let cuts = moment.after_power_cut();
            for cut in cuts.iter().take(200) {
                tried += 1;
                let after = TestDisk::of(cut.clone(), Seeded::Nothing, None);
                let found = load(&after, &keys, &name).ok().map(|loaded| loaded.document.generation);
                lost += usize::from(found < expected);
            }
        }
        // Where names are never certain, the sets would double for ever.
        if seeded != Seeded::Nothing {
            let certain = disk.memory.borrow().names();
            let mut memory = disk.memory.borrow_mut();
            (memory.certain, memory.pending) = (certain, Vec::new());
        }
    }
    (lost, tried)
}

#[test]
fn no_power_cut_loses_what_was_said_to_be_saved_and_seeded_bugs_are_noticed() {
    let (lost, tried) = lost_by_power_cuts(Seeded::Nothing);
    println!("{tried} power cuts, {lost} lost something");
    assert_eq!(lost, 0);
    assert!(tried > 200, "{tried}");
    for seeded in [Seeded::FilesAreNotSynced, Seeded::NamesAreNotSynced, Seeded::WrittenInPlace] {
        let (lost, tried) = lost_by_power_cuts(seeded);
        println!("with a bug: {tried} power cuts, {lost} lost something");
        assert!(lost > 0);
    }
}

#[test]
fn whatever_fails_is_said_and_what_was_saved_is_still_there() {
    let (keys, name) = (keys(), new_name().expect("there are random numbers"));
    let kinds = [
        io::ErrorKind::Other,
        io::ErrorKind::StorageFull,
        io::ErrorKind::ReadOnlyFilesystem,
        io::ErrorKind::PermissionDenied,
        io::ErrorKind::QuotaExceeded,
        io::ErrorKind::FileTooLarge,
    ];
    let mut tried = 0;
    for kind in kinds {
        for reserve in [false, true] {
            for place in 0.. {
                let disk = TestDisk::new(Seeded::Nothing);
                saved(&disk, &keys, &name, 0).expect("memory can be written to");
                if reserve {
                    generations::reserve(&disk);
                }
                let before = disk.memory.borrow().clone();
                let failing = TestDisk::of(before, Seeded::Nothing, Some((place, kind)));
                let done = saved(&failing, &keys, &name, 1);
                let reached = *failing.done.borrow() > place;
                let after = TestDisk::of(failing.memory.borrow().clone(), Seeded::Nothing, None);
                let found = load(&after, &keys, &name).expect("what was saved before is there");
                let said = u64::from(done.is_ok());
                assert!(found.document.generation >= said, "{kind:?} at {place}");
                assert!(!found.is_repaired);
                // A full disk is helped once by what was reserved; every other failure is said.
                let helped = reserve && kind == io::ErrorKind::StorageFull;
                assert_eq!(done.is_ok(), !reached || helped, "{kind:?} at {place}");
                if !reached {
                    break;
                }
                tried += 1;
            }
        }
    }
    println!("{tried} failures of a save");
}

#[test]
fn what_cannot_be_read_is_never_taken_for_something_that_is_not_there() {
    let (keys, name) = (keys(), new_name().expect("there are random numbers"));
    let disk = TestDisk::new(Seeded::Nothing);
    saved(&disk, &keys, &name, 0).expect("memory can be written to");
    for place in 0..2 {
        for kind in [io::ErrorKind::Other, io::ErrorKind::PermissionDenied] {
            let failing = TestDisk::of(disk.memory.borrow().clone(), Seeded::Nothing, Some((place, kind)));
            let read = load(&failing, &keys, &name).map(|_| ());
            assert!(matches!(read, Err(WorkspaceError::System(..))), "{kind:?} at {place}");
        }
    }
    let none = load(&TestDisk::new(Seeded::Nothing), &keys, &name).map(|_| ());
    assert!(matches!(none, Err(WorkspaceError::Unknown)));
}

#[test]
fn every_damage_is_noticed_and_the_other_file_helps() {
    let (keys, name) = (keys(), new_name().expect("there are random numbers"));
    let older = keys.seal(&name, SealedKind::Record, 4, "older");
    let newer = keys.seal(&name, SealedKind::Record, 5, "newer");
    let both = |one: &[u8], other: &[u8]| {
        let disk = TestDisk::new(Seeded::Nothing);
        for (file, bytes) in files_of(&name).iter().zip([one, other]) {
            replace(&disk, file, bytes).expect("memory can be written to");
        }
        load(&disk, &keys, &name)
    };
    for (one, other) in [(&older, &newer), (&newer, &older)] {
        let whole = both(one, other).expect("both are whole");
        assert_eq!((whole.document.generation, whole.is_repaired), (5, false));
    }
    // Every byte, where there is time.
    let places = if is_long() { usize::MAX } else { 60 };
    let step = newer.len().div_ceil(places.min(newer.len()));
    let mut tried = 0;
    for place in (0..newer.len()).step_by(step) {
        let mut flipped = newer.clone();
        flipped[place] ^= 1 << (place % 8);
        for damaged in [flipped, newer[..place].to_vec()] {
            let found = both(&older, &damaged).expect("the older one is whole");
            assert_eq!((found.document.generation, found.is_repaired), (4, true), "at {place}");
            assert_eq!(*found.document.text, "older");
            let none = both(&damaged, &damaged).map(|_| ());
            assert!(matches!(none, Err(WorkspaceError::Damaged(_))), "at {place}");
            tried += 1;
        }
    }
    println!("{tried} damaged files");
}

#[test]
fn a_file_in_the_place_of_another_is_noticed() {
    let keys = keys();
    let (one, other) = (new_name().expect("random"), new_name().expect("random"));
    let sealed = keys.seal(&one, SealedKind::Record, 0, "text");
    assert_eq!(keys.unseal(&one, &sealed).map(|whole| whole.text.to_string()), Ok("text".to_owned()));
    assert_eq!(keys.unseal(&other, &sealed).err(), Some(SealFault::NotAuthentic));
    // Somebody who knows the public key, and nothing else, cannot make one up.
    assert_eq!(Keys::new(Vec::new()).unseal(&one, &sealed).err(), Some(SealFault::NotAuthentic));
}

#[test]
fn a_wrong_passphrase_is_told_from_a_damaged_file() {
    let file = keys().locked(&passphrase("right"), LITTLE_WORK);
    let unlocked = |file: &[u8], words: &str| Keys::unlock(file, &passphrase(words)).map(|_| ());
    assert!(unlocked(&file, "right").is_ok());
    assert!(matches!(unlocked(&file, "wrong"), Err(WorkspaceError::WrongPassphrase)));
    for length in [0, 1, 20, file.len() / 2, file.len() - 1] {
        assert!(matches!(unlocked(&file[..length], "right"), Err(WorkspaceError::Damaged(_))), "{length}");
    }
    let mut changed = file.clone();
    *changed.last_mut().expect("it is not empty") ^= 1;
    assert!(matches!(unlocked(&changed, "right"), Err(WorkspaceError::Damaged(_))));
    // A file that asks for hours of work is refused at once.
    for work in 21..64 {
        let head = String::from_utf8_lossy(&file[..120]).into_owned();
        let line = head.lines().nth(1).expect("the stanza").to_owned();
        let more = format!("{} {work}", line.rsplit_once(' ').expect("the work").0);
        let place = head.find(&line).expect("it is there");
        let asks = [&file[..place], more.as_bytes(), &file[place + line.len()..]].concat();
        assert!(matches!(unlocked(&asks, "right"), Err(WorkspaceError::Damaged(_))), "{work}");
    }
}

#[test]
fn no_entry_of_a_chain_can_be_changed_unnoticed() {
    let mut kept = KeptRecord::of_test();
    for number in 0..9 {
        kept.add("2026-11-30".to_owned(), Happened::Held(format!("reason {number}")));
    }
    let text = kept.write();
    assert!(KeptRecord::read(&text).is_ok());
    let whole: serde_json::Value = serde_json::from_str(&text).expect("it is JSON");
    let entries = whole["entries"].as_array().expect("a list").clone();
    let is_read = |entries: Vec<serde_json::Value>| {
        KeptRecord::read(&serde_json::json!({ "entries": entries }).to_string()).is_ok()
    };
    assert!(is_read(entries.clone()));
    for place in 0..entries.len() {
        let mut without = entries.clone();
        without.remove(place);
        // Without the last one it is the record as it was before: what was said of a hold is under the seal.
        assert_eq!(is_read(without), place == entries.len() - 1, "{place}");
        let mut twice = entries.clone();
        twice.insert(place, entries[place].clone());
        assert!(!is_read(twice), "{place}");
        let mut edited = entries.clone();
        edited[place]["date"] = "2026-11-29".into();
        assert!(!is_read(edited), "{place}");
        for other in place + 1..entries.len() {
            let mut swapped = entries.clone();
            swapped.swap(place, other);
            assert!(!is_read(swapped), "{place} {other}");
        }
    }
}
