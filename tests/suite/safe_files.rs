//! Where a file goes, and whether it is encrypted: through the real program, with `age` itself as the reader.
#![expect(clippy::disallowed_methods, reason = "what was written is looked at here")]
#![expect(clippy::unwrap_used, reason = "a test that cannot be set up has failed")]

use std::fs;
use std::io::Read;
use std::iter;
use std::path::{Path, PathBuf};

use age::secrecy::{ExposeSecret, SecretString};

use crate::piped::{SCREEN, Talk, written};
use crate::pty::{ENTER, Session};
use crate::run::{CANARY, Home};
use crate::tty_acts::pick;
use crate::tty_leaving::at_summary;

const PASSPHRASE: &str = "correct horse battery";
const TWICE: &[u8] = b"correct horse battery\ncorrect horse battery\n";

/// Answers in which a canary stands.
fn answers(home: &Home) {
    let answers = format!(
        r#"{{"format": 1, "questionnaire": "adult-brief@1.0.0", "answers": {{"documents_held": "yes"}},
        "judgements": {{"concern": {{"level": "urgent", "reason": "{CANARY}"}}}}}}"#
    );
    home.file("answers.json", answers);
}

fn passphrase() -> age::scrypt::Identity {
    age::scrypt::Identity::new(SecretString::from(PASSPHRASE.to_owned()))
}

#[track_caller]
fn opened(home: &Home, name: &str, identity: &dyn age::Identity) -> String {
    let file = fs::read(home.path().join(name)).unwrap();
    assert!(file.starts_with(b"age-encryption.org/v1\n"), "{name} is no file of age");
    assert!(!holds(&file, CANARY), "{name} can be read");
    let mut text = String::new();
    let decrypted = age::Decryptor::new(&*file).unwrap().decrypt(iter::once(identity));
    decrypted.unwrap().read_to_string(&mut text).unwrap();
    text
}

fn holds(bytes: &[u8], word: &str) -> bool {
    bytes.windows(word.len()).any(|part| part == word.as_bytes())
}

#[test]
fn what_is_encrypted_is_opened_by_its_passphrase_or_its_key_and_shows_nothing() {
    let home = Home::new();
    answers(&home);
    let full = ["score", "answers.json", "--format", "text", "--detail", "full", "--export"];
    let plain = home.run(&[&full[..], &["plain.txt"]].concat());
    plain.done();
    assert!(holds(&fs::read(home.path().join("plain.txt")).unwrap(), CANARY), "the canary can be found");
    let said = home.run_with(&[&full[..], &["case.txt", "--encrypt"]].concat(), TWICE).done();
    assert!(said.ends_with("case.txt.age.\n"), "{said}");
    assert_eq!(opened(&home, "case.txt.age", &passphrase()), written(&home, "plain.txt"));

    let key = age::x25519::Identity::generate();
    let public = key.to_public().to_string();
    let arguments =
        ["score", "answers.json", "--detail", "full", "--export", "case.html", "--encrypt-to", &public];
    home.run(&arguments).done();
    assert!(opened(&home, "case.html.age", &key).contains(CANARY));
    // The name alone asks for it too, and the ending before it tells the format.
    let said =
        home.run_with(&["score", "answers.json", "--detail", "full", "--export", "case.md.age"], TWICE);
    assert!(said.done().ends_with("case.md.age.\n"));
    assert!(opened(&home, "case.md.age", &passphrase()).starts_with("# Summary"));
    let others = ["answers.json", "case.html.age", "case.md.age", "case.txt.age", "plain.txt"];
    assert_eq!(home.names(), others);
    assert!(!public.is_empty() && key.to_string().expose_secret().starts_with("AGE-SECRET-KEY-"));
}

#[test]
fn what_cannot_be_encrypted_is_said_and_nothing_is_written() {
    let home = Home::new();
    answers(&home);
    let answers = fs::read(home.path().join("answers.json")).unwrap();
    let refused = |arguments: &[&str], input: &[u8], named: &[&str]| {
        home.run_with(arguments, input).refused(named);
        assert_eq!(home.names(), ["answers.json"]);
    };
    refused(&["score", "answers.json", "--encrypt"], b"", &["name it with --export"]);
    let note = ["score", "answers.json", "--detail", "note", "--export", "a.txt"];
    refused(&[&note[..], &["--encrypt-to", "age1no"]].concat(), b"", &["no public key of age"]);
    for (typed, why) in [
        ("short\nshort\n", "can be guessed"),
        ("correct horse battery\ncorrect horse\n", "not the same twice"),
        ("", "the input ended too early"),
    ] {
        let ran = home.run_with(&[&note[..], &["--encrypt"]].concat(), typed.as_bytes());
        assert_eq!((ran.code, ran.out.as_str()), (Some(2), ""), "{}", ran.err);
        assert!(ran.err.contains(why), "{}", ran.err);
        assert_eq!(home.names(), ["answers.json"]);
    }
    let piped = ["score", "-", "--detail", "note", "--export", "a.txt", "--encrypt"];
    refused(&piped, &answers, &["use --encrypt-to"]);
    refused(&["score", "answers.json", "--detail", "note", "--export", "a.age"], b"", &["each before .age"]);
}

#[test]
fn an_encrypted_file_that_is_given_to_be_read_is_named_with_what_opens_it() {
    let home = Home::new();
    answers(&home);
    let public = age::x25519::Identity::generate().to_public().to_string();
    let full = ["score", "answers.json", "--export", "case.json", "--encrypt-to", &public];
    home.run(&full).done();
    for command in ["score", "rescore", "check"] {
        let ran = home.run(&[command, "case.json.age"]);
        assert_ne!(ran.code, Some(0));
        let said = ran.err + &ran.out;
        assert!(said.contains("encrypted with age") && said.contains("age -d -o"), "{command}: {said}");
    }
}

#[test]
fn a_record_is_exported_encrypted() {
    let home = Home::new();
    home.run_with(&["records", "init"], TWICE).done();
    let mut talk = Talk::begin(&home, &[SCREEN, &["--case", "A-0417"]].concat());
    talk.reply(PASSPHRASE);
    assert!(talk.lead(&[], "").is_none());
    assert_eq!(talk.end().code, Some(0));
    let lines = [PASSPHRASE, "another horse battery", "another horse battery", ""].join("\n");
    let show = ["records", "show", "A-0417", "--detail", "full", "--export", "x.json.age"];
    let said = home.run_with(&show, lines.as_bytes()).done();
    assert!(said.ends_with("x.json.age.\n"), "{said}");
    let other = age::scrypt::Identity::new(SecretString::from("another horse battery".to_owned()));
    let text = opened(&home, "x.json.age", &other);
    assert!(text.contains("safelight-screening") && text.contains("A-0417"), "{text}");
    assert!(!holds(&fs::read(home.path().join("x.json.age")).unwrap(), "A-0417"));
}

#[test]
fn where_a_file_goes_is_said_before_it_is_written() {
    let home = Home::new();
    answers(&home);
    fs::create_dir_all(home.path().join("Dropbox/cases")).unwrap();
    fs::create_dir_all(home.path().join("team/.stfolder")).unwrap();
    fs::create_dir_all(home.path().join("cases")).unwrap();
    let score = |file: &str| home.run(&["score", "answers.json", "--detail", "note", "--export", file]);
    for (file, program) in [("Dropbox/cases/a.txt", "Dropbox"), ("team/a.txt", "Syncthing")] {
        let ran = score(file);
        assert_eq!(ran.code, Some(0), "{}", ran.err);
        let said = ran.err.replace('\n', " ");
        assert!(said.contains(&format!("a folder that {program} copies to other computers")), "{said}");
        assert!(said.contains("The file is not encrypted; --encrypt does that."), "{said}");
        assert!(ran.out.starts_with("Written: ") && written(&home, file).starts_with("Case note"));
    }
    // What cannot be seen is not said to be safe, and nothing is said.
    assert!(score("cases/a.txt").done().starts_with("Written: "));
    // What is encrypted may lie there.
    let note = ["score", "answers.json", "--detail", "note", "--export", "Dropbox/a.txt", "--encrypt"];
    let ran = home.run_with(&note, TWICE);
    assert!(ran.code == Some(0) && ran.err.contains("The file is encrypted"), "{}", ran.err);
    // What is of nobody goes anywhere.
    home.run(&["list", "--export", "Dropbox/list.txt"]).done();
    let place = home.path().join("Dropbox/kept").display().to_string();
    let made = home.run_with(&["records", "init", "--workspace", &place], TWICE).done().replace('\n', " ");
    assert!(made.contains("two computers that write to it damage it"), "{made}");
}

#[test]
fn on_a_terminal_one_chooses_before_a_file_goes_where_others_may_read_it() {
    let home = Home::new();
    answers(&home);
    fs::create_dir_all(home.path().join("Dropbox")).unwrap();
    let names = || {
        let mut names: Vec<_> =
            home.path().join("Dropbox").read_dir().unwrap().map(|it| it.unwrap().file_name()).collect();
        names.sort();
        names
    };
    let note = ["score", "answers.json", "--detail", "note", "--export", "Dropbox/a.txt"];
    for (typed, ends_well, there) in [("\r", false, [].as_slice()), ("w\r", true, &["a.txt"])] {
        let mut session = Session::start(home.path(), &note, (100, 30));
        session.wait_for("not now (Enter)?");
        session.send(typed);
        assert_eq!(session.end().success(), ends_well, "{}", session.screen());
        assert_eq!(names(), there);
    }
    let mut session = Session::start(home.path(), &[&note[..], &["--force"]].concat(), (100, 30));
    session.wait_for("not now (Enter)?");
    session.send("e\r");
    for prompt in ["New passphrase of the file", "The same once more"] {
        session.wait_for(prompt);
        session.send(&format!("{PASSPHRASE}\r"));
    }
    session.wait_for("Written: ");
    assert!(session.end().success() && !session.shows(PASSPHRASE), "{}", session.screen());
    assert!(opened(&home, "Dropbox/a.txt.age", &passphrase()).starts_with("Case note"));
}

#[test]
fn at_the_end_of_a_talk_a_name_that_ends_in_age_is_encrypted_with_a_passphrase_that_is_shown() {
    let home = Home::new();
    let mut talk = Talk::begin(&home, SCREEN);
    talk.lead_to(&[], "Summary");
    talk.then("4");
    let page = talk.then("case.txt.age");
    assert!(talk.is_at("A passphrase for the file"), "{page}");
    assert_eq!(home.names(), [""; 0], "nothing is written before it was seen");
    let shown =
        page.split("The passphrase is: ").nth(1).unwrap().split_whitespace().next().unwrap().to_owned();
    let page = talk.then("1");
    assert!(page.contains("case.txt.age. The file is encrypted."), "{page}");
    talk.reply("5");
    let out = talk.end().done();
    assert!(out.contains("Done. Saved, encrypted: ") && out.ends_with("case.txt.age.\n"), "{out}");
    let theirs = age::scrypt::Identity::new(SecretString::from(shown));
    assert!(opened(&home, "case.txt.age", &theirs).starts_with("Case note"));
}

#[test]
fn a_talk_whose_file_is_to_be_encrypted_asks_for_the_passphrase_before_the_first_page() {
    let home = Home::new();
    let mut talk =
        Talk::begin(&home, &[SCREEN, &["--export", "case.json", "--detail", "full", "--encrypt"]].concat());
    talk.reply(PASSPHRASE);
    talk.reply(PASSPHRASE);
    assert!(talk.lead(&[], "").is_none());
    let out = talk.end().done();
    assert!(out.contains("That file is encrypted") && !out.contains("not encrypted"), "{out}");
    assert!(out.ends_with("case.json.age.\n"), "{out}");
    assert!(opened(&home, "case.json.age", &passphrase()).contains("safelight-screening"));
}

#[test]
fn on_the_summary_one_page_says_where_a_copy_goes_and_offers_to_encrypt_it() {
    let (mut session, home) = at_summary(&[]);
    fs::create_dir(home.path().join("Dropbox")).unwrap();
    let there = || home.path().join("Dropbox").read_dir().unwrap().count();
    pick(&mut session, 4, 5);
    session.wait_for("The person did not agree that a copy is kept.");
    pick(&mut session, 2, 2);
    session.wait_for("This reason stands in the copy.");
    session.press("The law asks for it.");
    session.press(ENTER);
    let name = |session: &mut Session| {
        session.wait_for("The file will not be encrypted");
        session.press("Dropbox/a.txt");
        session.press(ENTER);
        session.wait_for("Where the copy goes");
        session.wait_for("It looks like a folder that Dropbox copies to other computers");
    };
    name(&mut session);
    pick(&mut session, 2, 3);
    session.wait_for("Not saved: you chose another place.");
    assert_eq!(there(), 0);
    name(&mut session);
    pick(&mut session, 1, 3);
    session.wait_for("A passphrase for the file");
    let shown = session.words();
    let made = shown.split("The passphrase is: ").nth(1).unwrap().split(' ').next().unwrap().to_owned();
    assert_eq!(there(), 0, "nothing is written before it was seen");
    pick(&mut session, 1, 2);
    session.wait_for("The file is encrypted.");
    session.press("q");
    assert!(session.end().success());
    session.assert_nothing_left_of(&made);
    let file = fs::read(home.path().join("Dropbox/a.txt.age")).unwrap();
    let theirs = age::scrypt::Identity::new(SecretString::from(made));
    let mut text = String::new();
    age::Decryptor::new(&*file)
        .unwrap()
        .decrypt(iter::once(&theirs as _))
        .unwrap()
        .read_to_string(&mut text)
        .unwrap();
    assert!(text.starts_with("Case note"));
}

/// Clearing a history can be noticed by whoever watches, and takes away what somebody may need: nobody is told to.
/// What this program cannot protect against is said where people look first.
#[test]
fn nobody_is_told_to_clear_a_history_and_what_cannot_be_protected_is_said() {
    const CLEARS: [&str; 6] = ["clear", "wipe", "delet", "eras", "remov", "clean"];
    const KEPT: [&str; 4] = ["history", "histories", "browser", "call log"];
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = vec![root.join("README.md"), root.join("SECURITY.md")];
    for folder in ["docs", "questionnaires", "src"] {
        below(&root.join(folder), &mut files);
    }
    let (mut looked, mut found) = (0, Vec::new());
    for file in files {
        let Ok(text) = fs::read_to_string(&file) else { continue };
        let text = text.to_lowercase().replace('\n', " ");
        for sentence in text.split(['.', '?', '!', ';', '"', '|']) {
            looked += 1;
            let words: Vec<&str> = sentence.split(|c: char| !c.is_alphabetic() && c != ' ').collect();
            let is_there =
                |list: &[&str]| list.iter().any(|word| words.iter().any(|part| part.contains(word)));
            let is_told_not_to =
                ["no ", "not ", "never ", "nothing ", "nobody"].iter().any(|not| sentence.contains(not));
            if is_there(&CLEARS) && is_there(&KEPT) && !is_told_not_to {
                found.push(format!("{}: {}", file.display(), sentence.trim()));
            }
        }
    }
    assert!(looked > 10_000, "{looked}");
    assert!(found.is_empty(), "{found:#?}");
    let readme = fs::read_to_string(root.join("README.md")).unwrap();
    for said in [
        "Somebody glances at the screen",
        "It cannot protect you",
        "Spyware or a keylogger",
        "the line with which you started it",
    ] {
        assert!(readme.contains(said), "{said}");
    }
}

/// The files below a folder.
fn below(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { below(&path, files) } else { files.push(path) }
    }
}
