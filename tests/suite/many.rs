//! Very many files in one call: what cannot be read is reported, the rest goes on, and the end says so.

use crate::pty::Session;
use crate::reading::least_with_gates;
use crate::run::{Home, Ran};

const FILES: usize = 1_000;

/// A folder of many questionnaires, every hundredth of which is none.
fn folder(home: &Home) {
    let least = &least_with_gates();
    for number in 0..FILES {
        let name = format!("many/{number:04}.toml");
        match number {
            100 => home.file(&name, b"a = \"\0\""),
            200 => home.file(&name, ""),
            300 => home.file(&name, b"\xff\xfe"),
            400 => home.file(&name, "# ".repeat(600_000)),
            500 => home.file(&name, "[scenario]\nid = \"someone\"\n"),
            600 => home.file(&name, least.replacen("title", "titel", 1)),
            _ => home.file(&name, least),
        };
    }
}

#[test]
fn what_cannot_be_read_in_between_is_reported_and_the_rest_goes_on() {
    let home = Home::new();
    folder(&home);
    let Ran { code, out, err } = home.run(&["check", "many", "missing.toml"]);
    assert_eq!((code, err.as_str()), (Some(2), ""), "{out}");
    let places: Vec<usize> = [
        "many/0100.toml: this is not a text file",
        "many/0200.toml: the file is empty",
        "many/0300.toml: line 1 is not UTF-8",
        "many/0400.toml: it is larger than 1 MiB",
        "many/0500.toml does not say which questionnaire it is played with",
        "error[unknown-key]",
        "cannot open missing.toml",
    ]
    .iter()
    .map(|part| out.find(part).unwrap_or_else(|| panic!("{part}:\n{out}")))
    .collect();
    assert!(places.is_sorted(), "in the order in which they were named: {places:?}");
    let last = out.lines().rev().nth(1).unwrap();
    assert!(last.starts_with("1001 files checked, 1 mistake"), "{last}");
    assert!(last.ends_with("6 files could not be read. Advice is given once these are mended."), "{last}");
}

#[test]
fn whoever_watches_sees_how_far_it_has_got() {
    let home = Home::new();
    folder(&home);
    let mut session = Session::start(home.path(), &["check", "many"], (100, 30));
    session.wait_for("files could not be read");
    let sent = String::from_utf8_lossy(&session.sent).into_owned();
    assert!(sent.contains(" of 1000 files"), "{}", session.screen());
    assert!(!session.screen().contains(" of 1000 files"), "the bar is gone: {}", session.screen());
    session.end();
}

#[test]
fn nothing_but_findings_is_written_where_nobody_watches() {
    let home = Home::new();
    folder(&home);
    let Ran { out, err, .. } = home.run(&["check", "many"]);
    assert!(err.is_empty() && !out.contains(" of 1000 files") && !out.contains('\u{1b}'), "{err}");
}

#[test]
fn json_has_every_file_in_order() {
    let home = Home::new();
    folder(&home);
    let out = home.run(&["check", "--format", "json", "many"]).out;
    let json: serde_json::Value = serde_json::from_str(&out).unwrap();
    let files = json["files"].as_array().unwrap();
    let names: Vec<&str> = files.iter().map(|file| file["file"].as_str().unwrap()).collect();
    assert_eq!(names.len(), FILES);
    assert!(names.is_sorted());
    assert_eq!(json["summary"]["files"], FILES);
    assert_eq!(json["summary"]["unread"], 5);
    assert_eq!(files.iter().filter(|file| !file["unread"].is_null()).count(), 5);
}
