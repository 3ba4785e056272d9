//! What is said of a file and what is there agree, whatever fails and whenever the program is ended.

use std::fs;
use std::io;
use std::path::Path;

use tempfile::TempDir;

use super::whole_file::{Before, WriteStep, write};
use super::*;

/// More than is written at once, so that a write can fail in its middle.
fn text() -> String {
    "What somebody told.\n".repeat(10_000)
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<String> =
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

/// Fails at the n-th time that a step is taken, from 1, and ever after.
struct Fault {
    step: WriteStep,
    from: usize,
    error: fn() -> io::Error,
}

/// Every step that can fail once a file could be opened, with what the system says then.
fn faults() -> [(&'static str, Fault); 8] {
    let full = || io::Error::from(io::ErrorKind::StorageFull);
    let denied = || io::Error::from(io::ErrorKind::PermissionDenied);
    let broken = || io::Error::other("input/output error");
    let fault = |step, from, error| Fault { step, from, error };
    [
        ("it cannot be opened", fault(WriteStep::OpenHidden, 1, denied)),
        ("the disk is full", fault(WriteStep::Write, 1, full)),
        ("the disk is full in the middle", fault(WriteStep::Write, 2, full)),
        ("what was written does not reach the disk", fault(WriteStep::Sync, 1, broken)),
        ("it cannot be named", fault(WriteStep::Place, 1, denied)),
        ("it is named, and the answer is lost", fault(WriteStep::Answer, 1, broken)),
        ("the folder cannot be opened", fault(WriteStep::OpenFolder, 1, denied)),
        ("the folder cannot be told to keep it", fault(WriteStep::SyncFolder, 1, broken)),
    ]
}

impl Fault {
    /// Runs something with this fault, with or without files that have no name. Returns whether the step
    /// that was to fail was reached.
    fn during(&self, unnamed: bool, run: impl FnOnce(Before<'_>)) -> bool {
        let taken = std::cell::Cell::new(0);
        run(&|step| {
            if step == WriteStep::OpenUnnamed && !unnamed {
                return Err(io::ErrorKind::Unsupported.into());
            }
            if step == self.step {
                taken.set(taken.get() + 1);
                if taken.get() >= self.from {
                    return Err((self.error)());
                }
            }
            Ok(())
        });
        taken.get() >= self.from
    }
}

#[test]
fn the_message_and_the_disk_agree_whatever_fails() {
    for unnamed in [true, false] {
        for before in [None, Some("what was there before")] {
            let agreed = faults().into_iter().filter(|(what, fault)| agrees(what, fault, unnamed, before));
            assert_eq!(agreed.count(), 8, "without a name: {unnamed}, there before: {before:?}");
        }
    }
}

fn agrees(what: &str, fault: &Fault, unnamed: bool, before: Option<&str>) -> bool {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("case.md");
    if let Some(before) = before {
        fs::write(&path, before).unwrap();
    }
    let target = ExportTarget::try_out(&path, before.is_some()).unwrap();
    let mut said = None;
    let reached = fault.during(unnamed, |fail| said = Some(target.write_before(text().as_bytes(), fail)));
    let said = said.unwrap();
    // A file without a name is never opened with one.
    let is_without = cfg!(target_os = "linux") && unnamed;
    assert!(reached || fault.step == WriteStep::OpenHidden && is_without, "{what}: nothing failed");
    let there = fs::read_to_string(&path).ok();
    match &said {
        Ok(()) => assert_eq!(there, Some(text()), "{what}: it is said to be there"),
        Err(error) => {
            assert_eq!(there.as_deref(), before, "{what}: it is said not to be there");
            assert!(format!("{error:#}").contains("cannot write"), "{what}: {error:#}");
        }
    }
    let known: &[&str] = if there.is_some() { &["case.md"] } else { &[] };
    assert_eq!(names(folder.path()), known, "{what}: something is left");
    true
}

#[test]
fn what_has_its_name_is_there_whatever_the_folder_says() {
    for (what, fault) in faults().into_iter().skip(5) {
        let folder = TempDir::new().unwrap();
        let path = folder.path().join("case.md");
        fault.during(true, |fail| write(&path, false, b"whole", fail).expect(what));
        assert_eq!(fs::read_to_string(&path).unwrap(), "whole", "{what}");
    }
}

#[test]
fn a_file_that_turns_up_at_the_last_moment_is_kept() {
    for unnamed in [true, false] {
        let folder = TempDir::new().unwrap();
        let path = folder.path().join("case.md");
        let target = ExportTarget::try_out(&path, false).unwrap();
        let said = target.write_before(b"ours", &|step| match step {
            WriteStep::OpenUnnamed if !unnamed => Err(io::ErrorKind::Unsupported.into()),
            WriteStep::Place => fs::write(&path, "theirs"),
            _ => Ok(()),
        });
        assert!(said.unwrap_err().to_string().contains("is already there; choose another name"));
        assert_eq!(fs::read_to_string(&path).unwrap(), "theirs");
        assert_eq!(names(folder.path()), ["case.md"]);
    }
}

#[test]
#[cfg(target_os = "linux")]
fn a_file_has_no_name_until_it_is_whole() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("case.md");
    let seen = std::cell::Cell::new(0);
    let look = |step| {
        if !matches!(step, WriteStep::Answer | WriteStep::OpenFolder | WriteStep::SyncFolder) {
            assert_eq!(names(folder.path()), [""; 0], "before {step:?}");
            seen.set(seen.get() + 1);
        }
        assert_ne!(step, WriteStep::OpenHidden);
        Ok(())
    };
    write(&path, false, text().as_bytes(), &look).unwrap();
    assert_eq!((seen.get(), names(folder.path())), (7, vec!["case.md".to_owned()]));
}

#[test]
#[cfg(unix)]
fn only_its_owner_can_read_it() {
    use std::os::unix::fs::PermissionsExt;
    for (unnamed, replace) in [(true, false), (true, true), (false, false), (false, true)] {
        let folder = TempDir::new().unwrap();
        let path = folder.path().join("case.md");
        if replace {
            fs::write(&path, "before").unwrap();
        }
        let named = |step| match step {
            WriteStep::OpenUnnamed if !unnamed => Err(io::ErrorKind::Unsupported.into()),
            _ => Ok(()),
        };
        write(&path, replace, b"told", &named).unwrap();
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o7777, 0o600);
    }
}

// ---- what is left of a writing that was cut short ----

/// The folder and the way of writing, for the test below when it is started by the one after it.
#[cfg(unix)]
const KILLED: &str = "SAFELIGHT_TEST_IS_KILLED_IN";

/// Ends itself in the middle of writing, when it is told where.
#[test]
#[cfg(unix)]
fn is_killed_between_writing_and_naming() {
    use rustix::process::{Signal, getpid, kill_process};
    let Some(told) = std::env::var_os(KILLED) else { return };
    let told = told.into_string().unwrap();
    let (way, folder) = told.split_once(' ').unwrap();
    let _ = write(&Path::new(folder).join("case.md"), false, text().as_bytes(), &|step| match step {
        WriteStep::OpenUnnamed if way == "hidden" => Err(io::ErrorKind::Unsupported.into()),
        WriteStep::Place => {
            kill_process(getpid(), Signal::KILL).unwrap();
            Ok(())
        }
        _ => Ok(()),
    });
    panic!("it goes on after its end");
}

#[cfg(unix)]
fn killed(way: &str, folder: &Path) {
    let ended = std::process::Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "cli::files::tests::is_killed_between_writing_and_naming"])
        .env(KILLED, format!("{way} {}", folder.display()))
        .output()
        .unwrap();
    assert_eq!(std::os::unix::process::ExitStatusExt::signal(&ended.status), Some(9));
}

#[test]
#[cfg(target_os = "linux")]
fn nothing_is_left_of_a_file_without_a_name() {
    let folder = TempDir::new().unwrap();
    killed("unnamed", folder.path());
    assert_eq!(names(folder.path()), [""; 0]);
}

#[test]
#[cfg(unix)]
fn what_is_left_of_a_hidden_file_is_swept_by_the_next_look_and_the_next_write() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("other.md");
    killed("hidden", folder.path());
    killed("hidden", folder.path());
    assert_eq!(names(folder.path()).len(), 2);
    let target = ExportTarget::try_out(&path, false).unwrap();
    assert_eq!(names(folder.path()), [""; 0]);
    killed("hidden", folder.path());
    target.write("told").unwrap();
    assert_eq!(names(folder.path()), ["other.md"]);
}

#[test]
fn only_what_nobody_writes_and_is_ours_is_swept() {
    let folder = TempDir::new().unwrap();
    let file = |name: &str| fs::write(folder.path().join(name), "x").unwrap();
    let others = [
        ".safelight-",
        ".safelight-short.part",
        ".safelight-abcdefghijkl.part.md",
        ".safelight-abcdefghij-l.part",
        "safelight-abcdefghijkl.part",
        "case.part",
    ];
    others.iter().for_each(|name| file(name));
    fs::create_dir(folder.path().join(".safelight-afolderafold.part")).unwrap();
    file(".safelight-abcdefghijkl.part");
    let in_use = left_over::hidden(folder.path()).unwrap();
    #[cfg(unix)]
    std::os::unix::fs::symlink("case.part", folder.path().join(".safelight-alinkalinkal.part")).unwrap();

    left_over::sweep(folder.path());
    let left = names(folder.path());
    assert!(!left.contains(&".safelight-abcdefghijkl.part".to_owned()), "{left:?}");
    let kept = others.len() + 2 + usize::from(cfg!(unix));
    assert_eq!(left.len(), kept, "{left:?}");
    assert!(in_use.path().exists());
    drop(in_use);
    left_over::sweep(&folder.path().join("nowhere"));
}
