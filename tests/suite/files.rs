//! The truth about files, from outside: what is said of a file and what is there agree; what cannot be
//! looked at is never taken for something that is not there; nothing in a file or its name drives a
//! terminal; and whoever stops reading changes no exit code.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::reading::least_with_gates;
use crate::run::{Home, PROGRAM, Ran};

/// A questionnaire without mistakes.
const LEAST: &str = include_str!("../check/least.toml");

fn shipped() -> String {
    safelight::library::QUESTIONNAIRES[0].source().text().to_owned()
}

/// Checks that nothing on the screen drives a terminal or turns text around.
#[track_caller]
fn assert_harmless(shown: &str) {
    let drives = |c: char| {
        c.is_control() && c != '\n' || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    assert!(!shown.contains(drives), "{shown:?}");
}

// ---- what is said and what is there ----

/// Runs the program as somebody who is not bound to be obeyed, in a home that is theirs.
#[cfg(unix)]
fn as_anybody(home: &Home, arguments: &[&str]) -> Ran {
    as_anybody_with(home, arguments, b"")
}

/// Runs it so with that input.
#[cfg(unix)]
pub fn as_anybody_with(home: &Home, arguments: &[&str], input: &[u8]) -> Ran {
    use std::io::Write;
    use std::os::unix::process::CommandExt;
    const NOBODY: u32 = 65534;
    let mut program = Command::new(PROGRAM);
    if rustix::process::geteuid().is_root() {
        // The program may lie where only root can go.
        let copy = home.path().join("program");
        if !copy.exists() {
            // Another program copies it: a copy that this one had open could not be started at once.
            assert!(Command::new("cp").arg(PROGRAM).arg(&copy).status().unwrap().success());
        }
        mode(home.path(), 0o755);
        program = Command::new(copy);
        program.uid(NOBODY);
    }
    let mut child = program
        .args(arguments)
        .current_dir(home.path())
        .env_clear()
        .env("HOME", home.path())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let (mut typed, input) = (child.stdin.take().unwrap(), input.to_owned());
    let typing = std::thread::spawn(move || {
        // Whoever has heard enough reads no further.
        let _ = typed.write_all(&input);
    });
    let ran = child.wait_with_output().unwrap();
    typing.join().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Ran { code: ran.status.code(), out: text(ran.stdout), err: text(ran.stderr) }
}

#[cfg(unix)]
pub fn mode(path: &Path, mode: u32) {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
}

/// Makes a folder of that mode, of whoever `as_anybody` is.
#[cfg(unix)]
pub fn folder_of_anybody(home: &Home, name: &str, permissions: u32) {
    let path = home.path().join(name);
    fs::create_dir_all(&path).unwrap();
    if rustix::process::geteuid().is_root() {
        std::os::unix::fs::chown(&path, Some(65534), None).unwrap();
    }
    mode(&path, permissions);
}

#[test]
#[cfg(unix)]
fn a_file_in_a_folder_that_cannot_be_read_is_there_and_is_said_to_be() {
    let home = Home::new();
    folder_of_anybody(&home, "box", 0o333);
    let out = as_anybody(&home, &["new", "our-intake", "--to", "box/q.toml"]).done();
    assert!(out.contains("/box/q.toml: Our intake"), "{out}");
    mode(&home.path().join("box"), 0o755);
    assert!(home.run(&["check", "box/q.toml"]).done().contains("0 mistakes"));

    folder_of_anybody(&home, "closed", 0o555);
    as_anybody(&home, &["new", "our-intake", "--to", "closed/q.toml"])
        .refused(&["cannot write to closed", "choose another folder"]);
}

#[test]
#[cfg(unix)]
fn a_limit_on_the_size_of_files_is_an_error_and_no_end() {
    let home = Home::new();
    let limited = |rest: &str| {
        let line = format!("ulimit -f 1; exec \"$0\" {rest}");
        let ran = Command::new("sh")
            .args(["-c", &line, PROGRAM])
            .current_dir(home.path())
            .env("HOME", home.path())
            .env("XDG_CONFIG_HOME", home.path())
            .output()
            .unwrap();
        (ran.status.code(), String::from_utf8(ran.stderr).unwrap())
    };
    let (code, err) = limited("new our-intake");
    assert_eq!(code, Some(2), "{err}");
    assert!(err.starts_with("error: cannot write our-intake.toml: "), "{err}");
    assert_eq!(home.names(), [""; 0], "something is left");
    let (code, err) = limited("show adult-brief > shown.txt");
    assert_eq!(code, Some(2), "{err}");
    assert!(err.starts_with("error: cannot write to standard output: "), "{err}");
}

#[test]
fn what_was_left_of_a_writing_that_was_cut_short_is_removed() {
    let home = Home::new();
    home.file(".safelight-abcdefghijkl.part", "what somebody told");
    home.file(".safelight-mine.toml", "not ours");
    home.run(&["new", "our-intake"]).done();
    assert_eq!(home.names(), [".safelight-mine.toml", "our-intake.toml"]);
}

// ---- ~ ----

#[test]
fn a_tilde_is_the_home_folder() {
    let home = Home::new();
    home.file("below/q.toml", shipped());
    let out = home.run(&["new", "our-intake", "--to", "~/below/new.toml"]).done();
    assert!(out.starts_with("Wrote /") && out.contains("/below/new.toml: "), "{out}");
    assert!(home.path().join("below/new.toml").exists());
    home.run(&["check", "--allow=scoring", "~/below/q.toml"]).done();
    assert!(home.run(&["check", "--allow=scoring", "~/below"]).done().contains("2 files checked"));
    home.run(&["show", "~/below/q.toml"]).done();
    home.file("safelight/config.toml", "directories = [\"~/ours.toml\"]\n");
    let config = home.run(&["config", "--config", "~/safelight/config.toml"]).done();
    assert!(config.contains("/ours.toml") && !config.contains('~'), "{config}");

    home.run(&["new", "our-intake", "--to", "~bob/q.toml"]).refused(&[
        "~bob/q.toml",
        "only ~/ is understood",
        "write the whole path",
    ]);
    home.run(&["new", "our-intake", "--to", "~bob"]).refused(&["~bob", "only ~/ is understood"]);
    // Elsewhere than at the start it is a name like another.
    home.run(&["new", "our-intake", "--to", "./~/q.toml"]).refused(&["cannot write to ./~"]);
    home.file("below/~/q.toml", "");
    home.run(&["new", "our-intake", "--to", "below/~/new.toml"]).done();
    assert_eq!(home.names(), ["below", "safelight"]);
}

// ---- what cannot be looked at ----

/// Checks that a configuration file is refused wherever one is read, naming these things.
#[track_caller]
fn config_is_refused(home: &Home, named: &[&str]) {
    for command in [&["config"][..], &["screen", "--jurisdiction", "us-federal", "adult-brief", "--plain"]] {
        let said = home.run(command).refused(named);
        assert!(said.contains("config") && said.contains("--config"), "{said}");
    }
}

#[test]
fn only_a_configuration_file_that_was_never_made_is_none() {
    let home = Home::new();
    let usual = "safelight/config.toml";
    let none = || home.run(&["config"]).done().starts_with("There is no configuration file; it would be ");
    assert!(none(), "no folder");
    fs::create_dir(home.path().join("safelight")).unwrap();
    assert!(none(), "an empty folder");

    home.file("safelight/config.toml/inside", "");
    config_is_refused(&home, &[usual, "is a folder"]);
    fs::remove_dir_all(home.path().join("safelight")).unwrap();

    home.file("safelight", "a file where the folder should be");
    config_is_refused(&home, &[usual]);
    fs::remove_file(home.path().join("safelight")).unwrap();

    home.file(usual, b"agency = \"caf\xe9\"\n");
    config_is_refused(&home, &[usual, "UTF-8"]);
    home.file(usual, format!("# {}\n", "x".repeat(1024 * 1024)));
    config_is_refused(&home, &[usual, "larger than 1 MiB"]);
    home.file(usual, b"agency = \"\0\"\n");
    config_is_refused(&home, &[usual]);
}

#[test]
#[cfg(unix)]
fn a_configuration_file_that_leads_nowhere_is_an_error() {
    use std::os::unix::fs::symlink;
    let home = Home::new();
    let usual = "safelight/config.toml";
    let (folder, file) = (home.path().join("safelight"), home.path().join(usual));
    fs::create_dir(&folder).unwrap();

    symlink("nowhere.toml", &file).unwrap();
    config_is_refused(&home, &[usual, "it is a link to nowhere.toml"]);
    fs::remove_file(&file).unwrap();

    symlink("config.toml", &file).unwrap();
    config_is_refused(&home, &[usual, "it is a link to config.toml"]);
    fs::remove_file(&file).unwrap();

    rustix::fs::mknodat(
        rustix::fs::CWD,
        &file,
        rustix::fs::FileType::Fifo,
        rustix::fs::Mode::RUSR | rustix::fs::Mode::WUSR,
        0,
    )
    .unwrap();
    config_is_refused(&home, &[usual, "is not a file but a pipe"]);
    fs::remove_file(&file).unwrap();

    // The folder itself is a link that leads nowhere.
    fs::remove_dir(&folder).unwrap();
    symlink("gone", &folder).unwrap();
    config_is_refused(&home, &[usual, "it is a link to gone"]);
}

#[test]
#[cfg(unix)]
fn a_configuration_file_that_may_not_be_read_is_an_error() {
    let home = Home::new();
    let file = home.file(".config/safelight/config.toml", "agency = \"County services\"\n");
    let folder = file.parent().unwrap();
    assert!(as_anybody(&home, &["config"]).done().contains("County services"));
    mode(&file, 0o000);
    as_anybody(&home, &["config"]).refused(&["config.toml", "ermission denied", "--config"]);
    mode(&file, 0o644);
    mode(folder, 0o000);
    as_anybody(&home, &["config"]).refused(&["config.toml", "ermission denied", "--config"]);
    as_anybody(&home, &["screen", "--jurisdiction", "us-federal", "adult-brief", "--plain"])
        .refused(&["config.toml", "ermission denied"]);
    mode(folder, 0o755);
}

#[test]
#[cfg(unix)]
fn a_variable_that_is_no_place_is_an_error() {
    let home = Home::new();
    let ran = |variable, value| home.run_around(&["config"], b"", &[(variable, value)]);
    ran("XDG_CONFIG_HOME", "conf").refused(&["XDG_CONFIG_HOME is conf", "no whole path", "--config"]);
    let at_home = ran("XDG_CONFIG_HOME", "").done();
    assert!(at_home.contains(".config/safelight/config.toml"), "{at_home}");
    let relative = [("XDG_CONFIG_HOME", ""), ("HOME", "x")];
    home.run_around(&["config"], b"", &relative).refused(&["HOME is x", "no whole path", "--config"]);
}

#[test]
#[cfg(unix)]
fn what_stands_beside_a_questionnaire_is_not_passed_over() {
    let home = Home::new();
    home.file("q.toml", LEAST);
    std::os::unix::fs::symlink("gone.toml", home.path().join("q.examples.toml")).unwrap();
    let Ran { code, out, .. } = home.run(&["test", "q.toml"]);
    assert_eq!(code, Some(2), "{out}");
    assert!(out.contains("it is a link to gone.toml"), "{out}");
    std::os::unix::fs::symlink("gone", home.path().join("adult-shelf")).unwrap();
    let Ran { code, out, .. } = home.run(&["check", "adult-shelf"]);
    assert_eq!(code, Some(2), "{out}");
    assert!(out.contains("it is a link to gone"), "{out}");
}

/// Folders are looked through only so deep; what lies deeper is named and not left out.
#[test]
fn a_folder_that_lies_too_deep_is_an_error() {
    let home = Home::new();
    let deep = "a/".repeat(20);
    home.file("top/good.toml", LEAST);
    home.file(&format!("top/{deep}bad.toml"), "nonsense");
    let Ran { code, out, .. } = home.run(&["check", "top"]);
    assert_eq!(code, Some(2), "{out}");
    assert!(out.contains("folders lie too deep here; name this one itself"), "{out}");
}

// ---- what is shown ----

/// What drives a terminal, turns text around, or forges a line of ours.
const EVIL: &str = "a\u{1b}]0;x\u{7}\u{9b}2J\u{202e}b";

#[test]
fn a_setting_is_shown_as_it_is() {
    let home = Home::new();
    home.file("c.toml", "directories = [\"x\\u001b]0;PWNED\\u0007.toml\", \"a\\u202eb\", \"c\\nd\"]\n");
    let out = home.run(&["config", "--config", "c.toml"]).done();
    assert_harmless(&out);
    for part in ["\\u{1b}]0;PWNED\\u{7}.toml", "a\\u{202e}b", "c\\u{a}d"] {
        assert!(out.contains(part), "{part}: {out}");
    }
}

#[test]
#[cfg(unix)]
fn no_name_of_a_file_drives_the_terminal() {
    let home = Home::new();
    let good = format!("{EVIL}/good.toml");
    let bad = format!("{EVIL}/bad.toml");
    let missing = format!("{EVIL}/missing.toml");
    home.file(&good, LEAST);
    home.file(&bad, LEAST.replacen("[questionnaire]", "[questionnaire]\n\"k\\u001b[2J\\u202e\" = 1", 1));
    home.file("c.toml", format!("directories = [{EVIL:?}]\n"));
    let config = format!("{EVIL}/c.toml");
    home.file(&config, "agency = \"x\"\n");
    let commands: &[&[&str]] = &[
        &["show", &good],
        &["show", &bad],
        &["show", &missing],
        &["check", &good, &bad, &missing, EVIL],
        &["diff", &good, &bad],
        &["test", &good, &bad, &missing],
        &["score", &good],
        &["score", &missing],
        &["rescore", &good],
        &["explain", EVIL],
        &["man", EVIL],
        &["list", EVIL],
        &["show", "adult-brief", "--format", EVIL],
        &["completions", EVIL],
        &[EVIL],
        &["config", "--config", &config],
        &["config", "--config", &missing],
        &["new", EVIL],
        &["new", "our-intake", "--to", &missing],
        &["new", "our-intake", "--frame", EVIL],
        &["screen", "--jurisdiction", "us-federal", "adult-brief", "--plain", "--export", EVIL],
        &["practice", "class", EVIL],
        &["schema", "--to", &good],
    ];
    for command in commands {
        let Ran { out, err, .. } = home.run(command);
        assert_harmless(&out);
        assert_harmless(&err);
        let shown = out + &err;
        let is_named = !matches!(command, ["show", name] if *name == good) && command[0] != "diff";
        assert!(!is_named || shown.contains("a\\u{1b}]0;x\\u{7}\\u{9b}2J\\u{202e}b"), "{command:?}: {shown}");
    }
}

#[test]
#[cfg(unix)]
fn what_is_for_programs_keeps_every_byte() {
    let home = Home::new();
    let name = format!("{EVIL}.toml");
    home.file(&name, LEAST);
    for command in [&["check", "--format", "json", &name], &["test", "--format", "json", &name]] {
        let Ran { out, .. } = home.run(command);
        let read: serde_json::Value = serde_json::from_str(&out).expect("it is JSON");
        assert!(read["files"].to_string().contains('\u{202e}'), "{out}");
    }
    let text = format!("# \u{202e}\t{LEAST}");
    home.file("q.toml", &text);
    assert_eq!(home.run(&["show", "q.toml", "--source"]).done(), text);
}

// ---- whoever stops reading ----

#[test]
fn a_pipe_that_closes_early_keeps_the_exit_code() {
    let home = Home::new();
    home.file("good.toml", least_with_gates());
    home.file("bad.toml", LEAST.replacen("[questionnaire]", "[questionnaire]\nnonsense = 1", 1));
    let text = shipped();
    home.file("other.toml", text.replacen("points = 4", "points = 3", 1));
    let cases: &[(&[&str], i32)] = &[
        (&["check", "bad.toml"], 1),
        (&["check", "--format", "json", "bad.toml"], 1),
        (&["check", "missing.toml", "bad.toml"], 2),
        (&["diff", "adult-brief", "other.toml"], 1),
        (&["diff", "adult-brief", "other.toml", "--format", "json"], 1),
        (&["test", "missing.toml"], 2),
        (&["show", "missing.toml"], 2),
        (&["check", "--allow=scoring", "good.toml"], 0),
        (&["list"], 0),
        (&["--help"], 0),
        (&["list", "--nonsense"], 2),
    ];
    for (arguments, code) in cases {
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let open = home.run(arguments).code;
        let closed = Command::new(PROGRAM)
            .args(*arguments)
            .current_dir(home.path())
            .env("HOME", home.path())
            .env("XDG_CONFIG_HOME", home.path())
            .stdin(Stdio::null())
            .stdout(writer)
            .stderr(Stdio::null())
            .status()
            .unwrap();
        assert_eq!((open, closed.code()), (Some(*code), Some(*code)), "{arguments:?}");
    }
}

/// Whoever cannot be told either still learns it from the exit code.
#[test]
fn a_closed_standard_error_is_no_panic() {
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    let home = Home::new();
    let ran = Command::new(PROGRAM).args(["show", "zebra"]).current_dir(home.path()).stderr(writer).status();
    assert_eq!(ran.unwrap().code(), Some(2));
}

// ---- a terminal that nobody knows ----

/// Starts `new` on a terminal in that way. Returns whether it asked for what was not said.
#[cfg(unix)]
fn asks(way: &[&str]) -> bool {
    let home = Home::new();
    let arguments = [way, &[PROGRAM, "new", "our-intake", "--force"]].concat();
    let mut session = crate::pty::Session::start_program("/usr/bin/env", home.path(), &arguments, (100, 24));
    let asked = "What it is called";
    session.wait_until("it asks, or is done", |session| session.shows(asked) || session.shows("Wrote "));
    let asks = session.shows(asked);
    if !asks {
        assert!(session.end().success(), "{way:?}");
        assert!(!session.sent.contains(&0x1b), "{way:?}: {}", String::from_utf8_lossy(&session.sent));
    }
    asks
}

#[test]
#[cfg(unix)]
fn a_terminal_without_a_name_gets_plain_lines() {
    for term in [&["-u", "TERM"][..], &["TERM="], &["TERM=dumb"]] {
        assert!(!asks(term), "{term:?}");
    }
    assert!(asks(&["TERM=xterm-256color"]) && asks(&["TERM=vt100"]));
}

/// A screen reader or a braille display reads plain lines.
#[test]
#[cfg(unix)]
fn who_asks_for_plain_lines_gets_them() {
    for value in ["1", "true", "yes", "on"] {
        assert!(!asks(&[&format!("ACCESSIBLE={value}")]), "{value}");
    }
    for value in ["", "0", "false"] {
        assert!(asks(&[&format!("ACCESSIBLE={value}")]), "{value:?}");
    }
}

#[test]
#[cfg(unix)]
fn a_pipe_at_either_end_gets_plain_lines() {
    for pipe in ["\"$0\" \"$@\" | cat", "true | \"$0\" \"$@\""] {
        assert!(!asks(&["sh", "-c", pipe]), "{pipe}");
    }
}
