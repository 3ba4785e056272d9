//! What a workspace keeps, through the real program: drafts that outlive its end, records that stay what they
//! were, and nothing that can be read without the passphrase.
#![expect(clippy::disallowed_methods, reason = "files of the workspace are looked at here")]
#![expect(clippy::unwrap_used, reason = "a test that cannot be set up has failed")]

use std::fs::{self, File};
use std::io::{Read, Write};
use std::iter;
use std::path::{Path, PathBuf};
use std::time::Duration;

use age::secrecy::{ExposeSecret, SecretString};
use serde_json::Value;

use crate::counts;
use crate::generate::Draw;
use crate::piped::{Replies, Talk};
use crate::run::{CANARY, Home, Ran};

pub const PASSPHRASE: &str = "correct horse battery";
const SCREEN: &[&str] = &["screen", "--jurisdiction", "us-federal", "adult-brief", "--plain"];

/// A home with a workspace.
pub fn home() -> Home {
    let home = Home::new();
    let made = home.run_with(&["records", "init"], typed(&[PASSPHRASE, PASSPHRASE]).as_bytes());
    assert!(made.done().contains("Made: "));
    home
}

pub fn typed(lines: &[&str]) -> String {
    lines.iter().map(|line| format!("{line}\n")).collect()
}

pub fn place(home: &Home) -> PathBuf {
    home.path().join(".local/share/safelight")
}

/// Runs `records` with these arguments; the passphrase is typed first, and these lines after it.
pub fn records(home: &Home, arguments: &[&str], lines: &[&str]) -> Ran {
    let arguments = [&["records"], arguments].concat();
    home.run_with(&arguments, typed(&[&[PASSPHRASE], lines].concat()).as_bytes())
}

/// Begins a talk in the workspace.
pub fn talk(home: &Home, arguments: &[&str]) -> Talk {
    let mut talk = Talk::begin(home, arguments);
    talk.reply(PASSPHRASE);
    talk
}

/// Leads a screening to its end.
pub fn screened(home: &Home, arguments: &[&str], replies: Replies<'_>) -> Ran {
    let mut talk = talk(home, &[SCREEN, arguments].concat());
    assert!(talk.lead(replies, "").is_none());
    talk.end()
}

/// The documents of the workspace, opened as anybody with the passphrase can who has `age`.
fn opened(home: &Home) -> Vec<String> {
    let key = fs::read(place(home).join("key.age")).unwrap();
    let passphrase = age::scrypt::Identity::new(SecretString::from(PASSPHRASE.to_owned()));
    let key = unsealed(&key, &passphrase);
    let identity: age::x25519::Identity = key.lines().last().unwrap().parse().unwrap();
    let mut files: Vec<PathBuf> = fs::read_dir(place(home)).unwrap().map(|one| one.unwrap().path()).collect();
    files.sort();
    files.retain(|file| {
        let name = file.file_name().unwrap().to_string_lossy().into_owned();
        name.ends_with(".0.age") || name.ends_with(".1.age")
    });
    files.iter().map(|file| unsealed(&fs::read(file).unwrap(), &identity)).collect()
}

fn unsealed(file: &[u8], identity: &dyn age::Identity) -> String {
    let mut text = String::new();
    let opened = age::Decryptor::new(file).unwrap().decrypt(iter::once(identity));
    opened.unwrap().read_to_string(&mut text).unwrap();
    text
}

/// The record in full, as it is written for programs.
fn full(home: &Home, name: &str) -> String {
    records(home, &["show", name, "--format", "json", "--detail", "full"], &[]).done()
}

/// The name of the only thing in the list.
pub fn only(home: &Home) -> String {
    let listed = records(home, &["list"], &[]).done();
    let rows: Vec<&str> = listed.lines().skip(2).collect();
    assert_eq!(rows.len(), 1, "{listed}");
    rows[0].trim_start_matches("| ").split(' ').next().unwrap().to_owned()
}

#[test]
fn what_the_person_agreed_to_stays_and_the_draft_goes() {
    let home = home();
    let ran = screened(&home, &["--case", "A-0417"], &[]);
    assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""));
    assert!(ran.out.contains("a sealed draft is kept in your workspace"), "{}", ran.out);
    assert!(ran.out.ends_with(&format!("Done. Kept in the workspace as {}.\n", only(&home))), "{}", ran.out);
    let listed = records(&home, &["list"], &[]).done();
    assert!(
        listed.contains("A-0417") && listed.contains("kept") && !listed.contains("put aside"),
        "{listed}"
    );
    let note = records(&home, &["show", "A-0417"], &[]).done();
    assert!(note.starts_with("Case note: ") && note.contains("case A-0417"), "{note}");
    assert_eq!(records(&home, &["verify"], &[]).done(), "1 whole, 0 not.\n");
}

#[test]
fn without_agreement_nothing_stays_unless_there_is_a_reason() {
    let home = home();
    let refused: Replies<'_> = &[("May we keep a copy", "2")];
    let ran = screened(&home, &[], refused);
    assert!(ran.out.ends_with("Done. Nothing was kept.\n"), "{}", ran.out);
    assert!(records(&home, &["list"], &[]).done().contains("Nothing is put aside or kept"));
    assert_eq!(opened(&home).len(), 0);
    let with_reason: Replies<'_> = &[
        ("May we keep a copy", "2"),
        ("Not saved", "1"),
        ("Why is a copy kept", "The law here asks for it"),
    ];
    let ran = screened(&home, &[], with_reason);
    assert!(ran.out.contains("Kept in the workspace as "), "{}", ran.out);
    let record: Value = serde_json::from_str(&full(&home, &only(&home))).unwrap();
    assert_eq!(record["consent"]["kept_because"], "The law here asks for it");
}

#[test]
fn a_reason_for_a_file_keeps_nothing_in_the_workspace() {
    let home = home();
    let for_a_file: Replies<'_> = &[
        ("May we keep a copy", "2"),
        ("Summary", "4"),
        ("Summary", "5"),
        ("The person did not agree that a copy is kept", "2"),
        ("Why is a copy kept", "A court asked for this page"),
        ("The file will not be encrypted", "case.md"),
    ];
    let ran = screened(&home, &[], for_a_file);
    assert!(
        ran.out.contains("saved, not encrypted") || ran.out.contains("Saved, not encrypted"),
        "{}",
        ran.out
    );
    assert!(!ran.out.contains("Kept in the workspace"), "{}", ran.out);
    assert_eq!(opened(&home).len(), 0);
    let inside = place(&home).join("case.txt").display().to_string();
    let ran = screened(&home, &["--export", &inside], &[("The file will not be encrypted", "other.md")]);
    assert!(ran.out.contains("name a file in another folder"), "{}", ran.out);
    assert!(!place(&home).join("case.txt").exists());
}

#[test]
fn whoever_wants_nothing_kept_leaves_no_draft_however_the_talk_ends() {
    let home = home();
    let mut talk = talk(&home, SCREEN);
    talk.lead_to(&[], "May we keep a copy");
    assert!(!opened(&home).is_empty());
    talk.reply("2");
    let ran = talk.end();
    assert!(ran.err.contains("nothing was kept"), "{}", ran.err);
    assert_eq!(opened(&home).len(), 0);
}

#[test]
fn where_the_workspace_is_gone_that_is_said_until_it_is_saved_elsewhere() {
    let home = home();
    let mut talk = talk(&home, SCREEN);
    talk.lead_to(&[], "Which age group");
    talk.then("3");
    let away = home.path().join("away");
    fs::rename(place(&home), &away).unwrap();
    for _ in 0..2 {
        assert!(talk.then("s").contains("NOT SAVED in the workspace"), "{}", talk.said);
    }
    let elsewhere: Replies<'_> = &[
        ("Summary", "5"),
        ("Summary", "4"),
        ("Summary", "5"),
        ("The file will not be encrypted", "case.md"),
    ];
    let ran = talk.finish("s", elsewhere);
    assert!(ran.out.contains("Save a copy to another place"), "{}", ran.out);
    assert!(
        ran.out.contains("aved, not encrypted: ") && !ran.out.contains("ept in the workspace as"),
        "{}",
        ran.out
    );
    assert!(fs::read_to_string(home.path().join("case.md")).unwrap().contains("Case note"));
}

#[test]
fn a_draft_that_is_damaged_is_told_from_none_and_can_be_removed() {
    let home = home();
    let mut talk = talk(&home, SCREEN);
    talk.lead_to(&[], "Which age group");
    talk.then("3");
    talk.kill();
    for file in fs::read_dir(place(&home)).unwrap().map(|one| one.unwrap().path()) {
        if file.file_name().unwrap().len() == 32 {
            let mut bytes = fs::read(&file).unwrap();
            let middle = bytes.len() / 2;
            bytes[middle] ^= 1;
            fs::write(&file, bytes).unwrap();
        }
    }
    let resumed = home.run_with(&["resume", "--plain"], typed(&[PASSPHRASE]).as_bytes());
    assert_eq!((resumed.code, resumed.err.contains("damaged")), (Some(5), true), "{}", resumed.err);
    let verified = records(&home, &["verify"], &[]);
    let name = verified.out.split(':').next().unwrap().to_owned();
    records(&home, &["purge", &name, "--yes"], &[]).done();
    assert_eq!(records(&home, &["verify"], &[]).done(), "0 whole, 0 not.\n");
}

/// The person comes back, and no longer agrees that the record is kept.
fn withdrawn(home: &Home, case: &str) -> Ran {
    let mut talk = talk(home, &["records", "amend", case, "--plain"]);
    talk.reply("The person came back");
    let no_more: Replies<'_> = &[("Summary", "b"), ("Summary", "5"), ("May we keep a copy", "2")];
    assert!(talk.lead(no_more, "").is_none());
    talk.end()
}

#[test]
fn agreement_can_be_taken_back_and_a_key_file_helps_the_other() {
    let home = home();
    screened(&home, &["--case", "A-0417"], &[]);
    let ran = withdrawn(&home, "a-0417");
    assert!(ran.out.contains("The person no longer agrees"), "{}", ran.out);
    assert!(!ran.out.contains("Put it aside"), "{}", ran.out);
    assert!(records(&home, &["list"], &[]).done().contains("taken back"));
    // Another change is no agreement.
    let mut again = talk(&home, &["records", "amend", "a-0417", "--plain"]);
    again.reply("An hour was wrong");
    assert!(again.lead(&[("Summary", "5")], "").is_none());
    let again = again.end();
    assert_eq!(again.code, Some(0), "{}{}", again.out, again.err);
    let listed = records(&home, &["list"], &[]).done();
    assert!(listed.contains("taken back"), "{listed}");
    let note = records(&home, &["show", "a-0417"], &[]).done();
    assert!(!note.contains("They agreed that a copy is kept"), "{note}");
    let mut key = fs::read(place(&home).join("key.age")).unwrap();
    let middle = key.len() / 2;
    key[middle] ^= 1;
    fs::write(place(&home).join("key.age"), key).unwrap();
    let verified = records(&home, &["verify"], &[]);
    assert_eq!((verified.code, verified.out.contains("key-copy.age")), (Some(5), true), "{}", verified.out);
    let wrong = home.run_with(&["records", "list"], b"another passphrase\n");
    assert_eq!(wrong.code, Some(7), "{}", wrong.err);
}

#[test]
fn nothing_is_kept_in_the_workspace_where_that_is_said() {
    let home = home();
    let mut talk = Talk::begin(&home, &[SCREEN, &["--no-record"]].concat());
    assert!(talk.lead(&[], "").is_none());
    let ran = talk.end();
    assert!(ran.out.ends_with("Done. Nothing was kept.\n"), "{}", ran.out);
    assert!(!ran.out.contains("workspace"), "{}", ran.out);
    assert_eq!(opened(&home).len(), 0);
}

/// One whole screening: its record, and each page with the line that was typed there.
fn whole() -> (String, Vec<(String, String)>) {
    let home = home();
    let mut talk = talk(&home, SCREEN);
    let mut turns = Vec::new();
    while talk.page().is_some() {
        let line = talk.next_line(&[]);
        turns.push((talk.place.clone(), line.clone()));
        talk.reply(&line);
    }
    talk.end();
    (full(&home, &only(&home)), turns)
}

#[test]
fn a_screening_that_was_put_aside_at_any_turn_comes_to_the_same_record() {
    let (whole, turns) = whole();
    let lines: Vec<&str> = turns.iter().map(|(_, line)| line.as_str()).collect();
    let step = lines.len().div_ceil(counts::PAUSES.get().min(lines.len()));
    let (mut paused, mut not_begun) = (0, 0);
    for at in (1..lines.len()).step_by(step) {
        let home = home();
        let first = home.run_with(SCREEN, typed(&[&[PASSPHRASE], &lines[..at]].concat()).as_bytes());
        if first.err.contains("put aside, sealed; go on with `safelight resume ") {
            assert_eq!(first.code, Some(2));
            let again = typed(&[&[PASSPHRASE], &lines[at..]].concat());
            let second = home.run_with(&["resume", "--plain"], again.as_bytes());
            assert!(second.done().contains("Kept in the workspace as "), "after line {at}");
            assert_eq!(full(&home, &only(&home)), whole, "after line {at}");
            paused += 1;
        } else {
            // Before the person agreed there is nothing to keep; at the summary the end of the input finishes.
            let is_kept = first.out.contains("Kept in the workspace as ");
            assert!(is_kept || first.err.contains("nothing was kept"), "after line {at}: {}", first.err);
            not_begun += 1;
        }
    }
    println!("put aside at {paused} turns; {not_begun} with nothing to put aside");
    assert!(paused > not_begun);
}

#[test]
fn whoever_is_killed_finds_everything_that_was_answered() {
    let (_, turns) = whole();
    let first = turns.iter().position(|(place, _)| place.starts_with("Part 1 of")).unwrap() + 1;
    let last = turns.iter().position(|(place, _)| place.starts_with("Summary")).unwrap() - 1;
    let mut random = Draw::seeded(20_261_130);
    let mut killed = 0;
    while killed < counts::KILLS.get() {
        let home = home();
        let mut talk = talk(&home, SCREEN);
        for (_, line) in &turns[..first] {
            talk.page().unwrap();
            talk.reply(line);
        }
        talk.page().unwrap();
        let mut at = first;
        // Killed, resumed, gone on with and killed again, until its end.
        while at < last && killed < counts::KILLS.get() {
            let until = (at + random.below(5)).min(last - 1);
            for (_, line) in &turns[at..until] {
                talk.reply(line);
                talk.page().unwrap();
            }
            // What is on the screen now comes after everything that was said to be taken down.
            // One more reply, of which nobody says so.
            talk.reply(&turns[until].1);
            std::thread::sleep(Duration::from_micros(random.below(6_000) as u64));
            talk.kill();
            killed += 1;
            talk = Talk::begin(&home, &["resume", "--plain"]);
            talk.reply(PASSPHRASE);
            talk.page().unwrap();
            let is_at = |turn: usize| shown(&turns[turn].0).all(|line| talk.said.contains(line));
            let found = [until + 1, until].into_iter().find(|turn| is_at(*turn));
            at = found.unwrap_or_else(|| panic!("at turn {until}: {}\n---\n{}", talk.said, turns[until].0));
            assert!(!talk.said.contains("the other is used"), "at turn {until}: {}", talk.said);
            if killed % 50 == 0 {
                println!("{killed} were killed");
            }
        }
        talk.kill();
        assert_eq!(records(&home, &["verify"], &[]).done(), "1 whole, 0 not.\n");
    }
    println!("{killed} screenings were killed, and nothing was lost");
}

/// What a page asks and tells, without what it says of its keys: the first page of a talk lists all of them, wherever
/// it is.
fn shown(place: &str) -> impl Iterator<Item = &str> {
    let is_said = |line: &&str| line.starts_with("Read aloud: ") || line.starts_with("For you: ");
    place.lines().enumerate().filter(move |(nth, line)| *nth == 0 || is_said(line)).map(|(_, line)| line)
}

#[test]
fn what_was_taken_back_is_in_no_generation_and_nothing_can_be_read_without_the_passphrase() {
    let home = home();
    let mut talk = talk(&home, SCREEN);
    talk.lead_to(&[], "Which age group");
    talk.then("n");
    talk.then(CANARY);
    assert!(opened(&home).iter().any(|text| text.contains(CANARY)), "the canary can be found at all");
    nothing_is_readable(home.path());
    let menu = talk.then("n");
    let delete = menu.lines().find(|line| line.contains("elete")).expect("a note can be deleted");
    talk.then(delete.split('.').next().unwrap());
    let opened = opened(&home);
    assert_eq!(opened.len(), 2);
    assert!(opened.iter().all(|text| !text.contains(CANARY)), "a note that was deleted is still there");
    talk.kill();
    nothing_is_readable(home.path());
}

/// Every file below a folder: none holds the canary, and all are their owner's alone.
fn nothing_is_readable(folder: &Path) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            nothing_is_readable(&path);
            continue;
        }
        let bytes = fs::read(&path).unwrap();
        let has = bytes.windows(CANARY.len()).any(|part| part == CANARY.as_bytes());
        assert!(!has, "{} holds it", path.display());
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            assert_eq!(
                fs::metadata(&path).unwrap().permissions().mode() & 0o777,
                0o600,
                "{}",
                path.display()
            );
            let folder = fs::metadata(path.parent().unwrap()).unwrap();
            assert_eq!(folder.permissions().mode() & 0o777, 0o700, "{}", path.display());
        }
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let is_known = ["key.age", "key-copy.age", "lock", "reserve"].contains(&name.as_str());
        assert!(is_known || name.len() == 32 && name.ends_with(".age"), "{name}");
    }
}

#[test]
fn each_way_to_fail_has_its_exit_code_and_touches_nothing() {
    let home = home();
    screened(&home, &[], &[]);
    let name = only(&home);
    let files = |home: &Home| -> Vec<(PathBuf, Vec<u8>)> {
        let mut all: Vec<PathBuf> =
            fs::read_dir(place(home)).unwrap().map(|one| one.unwrap().path()).collect();
        all.sort();
        all.into_iter().map(|path| (path.clone(), fs::read(path).unwrap())).collect()
    };
    let before = files(&home);
    let wrong = home.run_with(&["records", "list"], b"another passphrase\n");
    assert_eq!(
        (wrong.code, wrong.err.contains("does not open the workspace")),
        (Some(7), true),
        "{}",
        wrong.err
    );
    let lock = File::options().write(true).open(place(&home).join("lock")).unwrap();
    lock.try_lock().unwrap();
    let locked = records(&home, &["list"], &[]);
    assert_eq!((locked.code, locked.err.contains("in use")), (Some(4), true), "{}", locked.err);
    drop(lock);
    let unknown = records(&home, &["show", "zzzzzzzz"], &[]);
    assert_eq!((unknown.code, unknown.err.contains("zzzzzzzz")), (Some(2), false), "{}", unknown.err);
    let inside = place(&home).join("a.md").display().to_string();
    let inside = records(&home, &["show", &name, "--export", &inside], &[]);
    assert_eq!((inside.code, inside.err.contains("another folder")), (Some(2), true), "{}", inside.err);
    assert!(files(&home) == before, "nothing was touched");
    // One file damaged: the other is used, and said. Both: refused.
    let mut sealed: Vec<PathBuf> = before.iter().map(|(path, _)| path.clone()).collect();
    sealed.retain(|path| path.file_name().unwrap().len() == 32);
    assert_eq!(sealed.len(), 2);
    let damage = |path: &Path| {
        let mut bytes = fs::read(path).unwrap();
        let middle = bytes.len() / 2;
        bytes[middle] ^= 1;
        fs::write(path, bytes).unwrap();
    };
    damage(&sealed[1]);
    let verified = records(&home, &["verify"], &[]);
    assert_eq!(
        (verified.code, verified.out.contains("the other of its kind is used")),
        (Some(5), true),
        "{}",
        verified.out
    );
    assert!(full(&home, &name).starts_with('{'));
    damage(&sealed[0]);
    let verified = records(&home, &["verify"], &[]);
    assert_eq!((verified.code, verified.out.contains("0 whole, 1 not")), (Some(5), true), "{}", verified.out);
    let listed = records(&home, &["list"], &[]).done();
    assert!(listed.contains("1 cannot be read"), "{listed}");
}

#[test]
fn a_key_that_was_lost_is_replaced_by_whoever_was_named() {
    let home = Home::new();
    let theirs = age::x25519::Identity::generate();
    let key = home.file("supervisor.txt", theirs.to_string().expose_secret());
    let public = theirs.to_public().to_string();
    let input = typed(&[PASSPHRASE, PASSPHRASE]);
    home.run_with(&["records", "init", "--recovery", &public], input.as_bytes()).done();
    screened(&home, &[], &[]);
    let name = only(&home);
    let before = full(&home, &name);
    let new = "another horse entirely";
    let key = key.display().to_string();
    let changed =
        home.run_with(&["records", "passphrase", "--recovery-key", &key], typed(&[new, new]).as_bytes());
    changed.done();
    assert_eq!(records(&home, &["list"], &[]).code, Some(7));
    let arguments = ["records", "show", &name, "--format", "json", "--detail", "full"];
    assert_eq!(home.run_with(&arguments, typed(&[new]).as_bytes()).done(), before);
    // Somebody else's key opens nothing.
    let other = age::x25519::Identity::generate();
    let other = home.file("other.txt", other.to_string().expose_secret()).display().to_string();
    let refused =
        home.run_with(&["records", "passphrase", "--recovery-key", &other], typed(&[new, new]).as_bytes());
    assert_eq!(refused.code, Some(7), "{}", refused.err);
}

#[test]
fn what_happens_to_a_record_is_added_and_what_was_before_stays() {
    let home = home();
    screened(&home, &["--case", "A-0417"], &[]);
    let code = serde_json::from_str::<Value>(&full(&home, "A-0417")).unwrap()["seal"].as_str().unwrap()[..20]
        .to_owned();
    assert!(records(&home, &["verify", &code], &[]).done().contains("A-0417"));
    let mut talk = talk(&home, &["records", "amend", "A-0417", "--plain"]);
    talk.reply("Another view of it");
    let judged: Replies<'_> = &[
        ("Summary", "2"),
        ("Summary", "5"),
        ("Your own judgement of what", "1"),
        ("Concern about trafficking", "1"),
        ("Your own judgement", "What was seen"),
    ];
    assert!(talk.lead(judged, "").is_none());
    let ran = talk.end();
    assert!(ran.out.ends_with("What was before is kept beside it.\n"), "{}", ran.out);
    assert_eq!(records(&home, &["verify", &code], &[]).code, Some(1), "the code is of what was before");
    let report = ["Child protection", "The law", "The one page", "Yes"];
    records(&home, &["report", "A-0417"], &report).done();
    records(&home, &["retain", "A-0417", "--until", "2031-12-31"], &[]).done();
    records(&home, &["hold", "A-0417"], &["A court asked"]).done();
    let history = records(&home, &["show", "A-0417", "--history"], &[]).done();
    for part in ["Kept", "Another view of it", "Child protection", "2031-12-31", "A court asked"] {
        assert!(history.contains(part), "{part}: {history}");
    }
    assert!(!history.contains("What was seen"), "{history}");
    let purged = records(&home, &["purge", "A-0417", "--yes"], &[]).done();
    assert!(purged.contains("Stays: ") && purged.ends_with("Nothing was removed.\n"), "{purged}");
    let no_day = records(&home, &["retain", "A-0417", "--until", "tomorrow"], &[]);
    assert_eq!((no_day.code, no_day.err.contains("such as 2031-12-31")), (Some(2), true), "{}", no_day.err);
    records(&home, &["hold", "A-0417", "--end"], &["It is over"]).done();
    let only_said = records(&home, &["purge", "A-0417"], &[]).done();
    assert!(only_said.contains("Nothing was removed"), "{only_said}");
    records(&home, &["purge", "A-0417", "--yes"], &[]).done();
    assert_eq!(opened(&home).len(), 0);
}

/// Who wrote something down stands with it, and a later worker takes nothing of the earlier one away. A day until
/// which it is kept is set by itself where the settings say for how long.
#[test]
fn who_wrote_something_down_and_until_when_it_is_kept_stand_in_the_history() {
    let home = home();
    home.file("safelight/config.toml", "worker = \"advocate, A. B.\"\nkeep_days = 1000\n");
    screened(&home, &["--case", "A-0417"], &[]);
    home.file("safelight/config.toml", "worker = \"lawyer, C. D.\"\n");
    records(&home, &["report", "A-0417"], &["Child protection", "The law", "The one page", "Yes"]).done();
    let history = records(&home, &["show", "A-0417", "--history"], &[]).done();
    let until = jiff::Zoned::now().date() + jiff::Span::new().days(1000);
    for said in
        ["Kept (by advocate, A. B.)".to_owned(), format!("To be removed after {until} (by advocate, A. B.)")]
    {
        assert!(history.contains(&said), "{said}: {history}");
    }
    let flat = history.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(flat.contains("The person: Yes (by lawyer, C. D.)"), "{history}");
    assert_eq!(records(&home, &["verify"], &[]).done(), "1 whole, 0 not.\n");
    let listed = records(&home, &["purge"], &[]).done();
    assert!(listed.contains("Nothing is to be removed.") && !listed.contains("without a day"), "{listed}");
    screened(&home, &["--case", "A-0999"], &[]);
    let listed = records(&home, &["purge"], &[]).done();
    assert!(listed.contains("1 record without a day until which to keep"), "{listed}");
    let purged = records(&home, &["purge", "A-0999", "--yes"], &[]).done();
    assert!(purged.ends_with("1 record removed.\n"), "{purged}");
}

#[test]
fn whoever_is_screened_again_has_what_was_before_beside_it_and_nothing_filled_in() {
    let home = home();
    const WHY: &str = "three months have gone by";
    let again: Replies<'_> = &[("Why is the person screened again? No names, please.", WHY)];
    screened(&home, &["--case", "A-0417"], &[]);
    let ran = screened(&home, &["--again", "a-0417"], again);
    assert!(ran.out.contains("Kept in the workspace as "), "{}{}", ran.out, ran.err);
    let names: Vec<String> = records(&home, &["list"], &[])
        .done()
        .lines()
        .skip(2)
        .map(|row| row.trim_start_matches("| ").split(' ').next().unwrap().to_owned())
        .collect();
    let of = |name: &str| -> Value { serde_json::from_str(&full(&home, name)).unwrap() };
    let (with, without): (Vec<Value>, Vec<Value>) =
        names.iter().map(|name| of(name)).partition(|record| !record["again"].is_null());
    let ([with], [without]) = (with.as_slice(), without.as_slice()) else { panic!("{names:?}") };
    assert_eq!(with["case"], "A-0417");
    assert_eq!(with["again"]["because"], WHY);
    let [before] = with["again"]["earlier"].as_array().unwrap().as_slice() else { panic!("one earlier") };
    assert_eq!((&before["comparable"], &before["date"]), (&Value::Bool(true), &without["date"]));
    let levels = |record: &Value| -> Vec<Value> {
        let outcomes = record["outcomes"].as_array().unwrap();
        outcomes.iter().map(|outcome| outcome["possible"].clone()).collect()
    };
    assert_eq!(levels(before), levels(without));
    assert_eq!(with["answers"], without["answers"], "the same was said, and nothing was there before it");
    // Several are of one case: a third time both stand beside it, and a reference alone is not enough to show one.
    let other: Replies<'_> =
        &[("Why is the person screened again? No names, please.", WHY), ("how old are you", "s")];
    screened(&home, &["--again", "A-0417"], other);
    let called = records(&home, &["show", "A-0417"], &[]);
    assert!(names.iter().all(|name| called.err.contains(name.as_str())), "{}", called.err);
    let listed = records(&home, &["list"], &[]).done();
    let newest = listed.lines().skip(2).map(|row| row.trim_start_matches("| ").split(' ').next().unwrap());
    let newest = newest.into_iter().find(|name| !names.iter().any(|known| known == name)).unwrap();
    let on_one_line = |page: String| page.split_whitespace().collect::<Vec<_>>().join(" ");
    let note = on_one_line(records(&home, &["show", newest], &[]).done());
    assert!(note.contains("Screened before 2 times, last on") && note.contains(WHY), "{note}");
    let reasons = on_one_line(records(&home, &["show", newest, "--detail", "reasons"], &[]).done());
    let reasons = reasons.split("Earlier screenings").nth(1).unwrap();
    // What was open is no "the same".
    assert!(reasons.contains("; as open now") && !reasons.contains("the same now"), "{reasons}");
    assert_eq!(reasons.matches("(adult-brief@1.0.0)").count(), 2, "{reasons}");
    // Without a workspace, or where nothing is called so, nothing is begun.
    let unknown = home.run_with(&[SCREEN, &["--again", "B-1"]].concat(), typed(&[PASSPHRASE]).as_bytes());
    assert_eq!((unknown.code, unknown.out.as_str()), (Some(2), ""), "{}", unknown.err);
    assert!(!unknown.err.contains("B-1"), "what was typed may be a name: {}", unknown.err);
    let nowhere = Home::new().run(&[SCREEN, &["--again", "A-0417"]].concat());
    assert!(nowhere.err.contains("there is no workspace"), "{}", nowhere.err);
}

#[test]
fn what_is_no_longer_to_be_kept_is_not_used_for_another_screening() {
    let home = home();
    screened(&home, &["--case", "A-0417"], &[]);
    withdrawn(&home, "A-0417");
    let refused = home.run_with(&[SCREEN, &["--again", "A-0417"]].concat(), typed(&[PASSPHRASE]).as_bytes());
    assert!(refused.err.contains("no longer agrees"), "{}{}", refused.out, refused.err);
}

#[test]
fn a_case_reference_that_names_somebody_is_refused() {
    let home = home();
    for reference in ["Maria", "1998-04-17", "201-555-0143", "LEE-7", "Jo-0417"] {
        let refused = home.run(&[SCREEN, &["--case", reference]].concat());
        assert_eq!((refused.code, refused.err.contains("names nobody")), (Some(2), true), "{}", refused.err);
        assert!(!refused.err.contains(reference), "a refused name is not said again: {}", refused.err);
    }
    assert_eq!(opened(&home).len(), 0);
}

#[test]
fn a_workspace_that_cannot_be_found_any_more_is_never_taken_for_none() {
    let home = home();
    screened(&home, &[], &[]);
    for key in ["key.age", "key-copy.age"] {
        fs::remove_file(place(&home).join(key)).unwrap();
    }
    let begun = home.run_with(SCREEN, typed(&[PASSPHRASE]).as_bytes());
    assert_eq!(
        (begun.code, begun.err.contains("the key file")),
        (Some(5), true),
        "{}{}",
        begun.out,
        begun.err
    );
    #[cfg(unix)]
    {
        fs::remove_dir_all(place(&home)).unwrap();
        std::os::unix::fs::symlink("gone", place(&home)).unwrap();
        let begun = home.run_with(SCREEN, typed(&[PASSPHRASE]).as_bytes());
        assert_eq!((begun.code, begun.out.as_str()), (Some(2), ""), "{}", begun.err);
    }
}

#[test]
fn what_lies_in_the_way_is_refused_and_a_whole_workspace_can_be_removed() {
    let home = home();
    let again = home.run_with(&["records", "init"], typed(&[PASSPHRASE, PASSPHRASE]).as_bytes());
    assert!(again.refused(&["already"]).contains("workspace"));
    let short = Home::new();
    short.run_with(&["records", "init"], b"short\nshort\n").refused(&["can be guessed"]);
    short
        .run_with(&["records", "init"], typed(&[PASSPHRASE, "correct horse batterz"]).as_bytes())
        .refused(&["twice"]);
    assert!(!place(&short).exists());
    let none = short.run_with(&["records", "list"], typed(&[PASSPHRASE]).as_bytes());
    none.refused(&["records init"]);
    #[cfg(unix)]
    {
        let lock = place(&home).join("lock");
        let _ = fs::remove_file(&lock);
        std::os::unix::fs::symlink("/dev/zero", &lock).unwrap();
        let refused = records(&home, &["list"], &[]);
        assert_eq!((refused.code, refused.err.contains("link")), (Some(2), true), "{}", refused.err);
        fs::remove_file(&lock).unwrap();
    }
    let mut stranger = File::create(place(&home).join("notes (conflicted copy).txt")).unwrap();
    stranger.write_all(b"not ours").unwrap();
    let verified = records(&home, &["verify"], &[]).done();
    assert!(verified.contains("conflicted copy"), "{verified}");
    home.run(&["records", "wipe"]).refused(&["--yes"]);
    home.run(&["records", "wipe", "--yes"]).done();
    let left: Vec<_> = fs::read_dir(place(&home)).unwrap().map(|one| one.unwrap().file_name()).collect();
    assert_eq!(left, ["notes (conflicted copy).txt"]);
}
