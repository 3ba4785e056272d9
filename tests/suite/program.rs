//! The commands from outside, through pipes: what each one says when it goes well, and when it does
//! not.
#![expect(clippy::disallowed_methods, reason = "pipes are closed and files are looked at here")]
#![expect(clippy::unwrap_used, reason = "a test that cannot be set up has failed")]

use std::fs;
use std::process::{Command, Stdio};

use crate::run::{Home, PROGRAM, Ran, safelight};

const COMMANDS: &[&str] = &[
    "screen",
    "resume",
    "records",
    "inform",
    "list",
    "show",
    "score",
    "check",
    "explain",
    "new",
    "schema",
    "test",
    "practice",
    "diff",
    "rescore",
    "config",
    "completions",
    "man",
];
const NOTHING_LEAVES: &str = "What leaves this machine: nothing.";

fn shipped() -> String {
    safelight::library::QUESTIONNAIRES[0].source().text().to_owned()
}

// ---- help, manual, completions ----

#[test]
fn every_help_has_an_example_and_says_what_leaves_the_machine() {
    for command in COMMANDS {
        let help = safelight(&[command, "--help"]).done();
        assert!(help.contains("Example") && help.contains(&format!("safelight {command}")), "{help}");
        assert!(help.contains(NOTHING_LEAVES), "{help}");
    }
    let help = safelight(&["--help"]).done();
    assert!(help.contains("Examples:") && help.contains(NOTHING_LEAVES), "{help}");
    for command in COMMANDS {
        assert!(help.contains(&format!("\n  {command} ")), "{command} is not listed:\n{help}");
    }
}

#[test]
fn every_command_has_a_manual_page() {
    let page = safelight(&["man"]).done();
    assert!(page.contains(".TH safelight 1"), "{page}");
    for command in COMMANDS {
        let page = safelight(&["man", command]).done();
        assert!(page.contains(&format!(".TH safelight-{command} 1")), "{page}");
        assert!(page.contains(NOTHING_LEAVES), "{page}");
    }
    safelight(&["man", "nothing"]).refused(&["there is no command nothing", "--help"]);
}

#[test]
fn every_shell_gets_completions() {
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let script = safelight(&["completions", shell]).done();
        for command in COMMANDS {
            assert!(script.contains(command), "{shell}: {command}");
        }
    }
    safelight(&["completions", "dos"]).refused(&["dos", "possible values"]);
}

#[test]
fn wrong_commands_are_refused() {
    safelight(&["scren"]).refused(&["scren", "screen"]);
    safelight(&["show"]).refused(&["<ID>"]);
    safelight(&["show", "adult-brief", "--format", "docx"]).refused(&["docx", "markdown"]);
    let Ran { code, out, .. } = safelight(&[]);
    assert_eq!((code, out.as_str()), (Some(2), ""));
    assert!(safelight(&["--version"]).done().starts_with("safelight "));
}

// ---- list and show ----

/// An answer in the line with which a program is started would stand in the history of the shell, and for all to see.
#[test]
fn no_command_takes_an_answer_in_its_line() {
    let home = Home::new();
    for (command, rest) in
        [("screen", &["adult-brief"][..]), ("score", &["-"]), ("practice", &["cook-upstairs"])]
    {
        let help = home.run(&[command, "--help"]).done();
        assert!(!help.contains("--answer"), "{help}");
        for answer in ["--answer=debt=yes", "--debt=yes", "debt=yes"] {
            let ran = home.run(&[&[command], rest, &[answer]].concat());
            assert_eq!(ran.code, Some(2), "{command} {answer}: {}", ran.err);
        }
    }
}

#[test]
fn the_list_names_everything_that_is_built_in() {
    let list = safelight(&["list"]).done();
    for shipped in safelight::library::QUESTIONNAIRES {
        assert!(list.contains(&format!("{}@{}", shipped.id, shipped.version)), "{list}");
    }
    let pages = safelight::library::PAGES.iter();
    for shipped in pages.chain(safelight::library::DIRECTORIES).chain(safelight::library::JURISDICTIONS) {
        let line = format!("* {}", shipped.id);
        assert!(
            list.lines().any(|it| it.strip_prefix(&line).is_some_and(|rest| !rest.starts_with('-'))),
            "{list}"
        );
    }
    for shipped in safelight::library::SCENARIOS {
        assert!(list.split([' ', ',', '\n']).any(|word| word == shipped.id), "{}: {list}", shipped.id);
    }
    assert!(list.contains("not validated"), "{list}");
    assert_eq!(
        list.lines().filter(|line| *line == "* adults: in English, Spanish").count(),
        1,
        "a page in two languages is one: {list}"
    );
}

#[test]
fn a_questionnaire_is_shown_as_on_paper() {
    let home = Home::new();
    let shown = home.run(&["show", "adult-brief"]).done();
    for part in [
        "Brief adult screening",
        "[ ] Prefer not to say",
        "(documents_held)",
        "Expect false alarms",
        "total >= 4",
    ] {
        assert!(shown.contains(part), "{part}:\n{shown}");
    }
    assert!(shown.lines().all(|line| line.chars().count() <= 80), "wider than paper");
    home.file("mine.toml", shipped());
    for same in ["adult-brief@1.0.0", "mine.toml", "./mine.toml"] {
        assert_eq!(home.run(&["show", same]).done(), shown, "{same}");
    }
    let markdown = home.run(&["show", "adult-brief", "--format", "markdown"]).done();
    assert!(markdown.starts_with("# Brief adult screening\n"), "{markdown}");
    assert!(markdown.contains("\n## What to do next\n"), "{markdown}");
}

/// A jurisdiction pack is shown with where the law stands and when that was read; the file of whatever is built in is
/// printed; and what `show` does not show names the command that does.
#[test]
fn whatever_is_built_in_can_be_looked_at() {
    let home = Home::new();
    let pack = home.run(&["show", "us-tx"]).done();
    for part in [
        "Texas; United States, federal law",
        "On what cannot stay private",
        "Family Code, section 261.101",
        "read: 2026-",
    ] {
        assert!(pack.contains(part), "{part}:\n{pack}");
    }
    assert!(pack.lines().all(|line| line.chars().count() <= 80 || line.contains("://")), "{pack}");
    for shipped in safelight::library::every_file() {
        let path = shipped.path.trim_end_matches(".toml");
        let printed = home.run(&["show", path, "--source"]).done();
        assert_eq!(printed, shipped.source().text(), "{path}");
    }
    assert!(home.run(&["show", "us-nj", "--source"]).done().starts_with("# Jurisdiction pack: New Jersey"));
    home.run(&["show", "ca", "--source"]).refused(&["several files", "jurisdictions/ca", "referrals/ca"]);
    home.run(&["show", "cook-upstairs"]).refused(&["safelight practice cook-upstairs", "--source"]);
    home.run(&["show", "workers"]).refused(&["safelight inform workers"]);
    home.run(&["show", "us"]).refused(&["safelight referrals --directory us"]);
    home.run(&["referrals", "--directory", "us", "--need", "food"]).done();
}

/// What a form is stands on its first page: for which law, how easy what is read aloud is, and until when it holds.
#[test]
fn the_paper_says_the_law_the_grade_and_the_day() {
    for shipped in safelight::library::QUESTIONNAIRES {
        let paper = safelight(&["show", shipped.id]).done();
        let row = |name: &str| {
            paper.lines().find(|line| line.starts_with(&format!("| {name} "))).map(str::to_owned)
        };
        assert!(row("Law").is_some_and(|row| row.contains("| any")), "{}", shipped.id);
        assert!(row("Review by").is_some(), "{}", shipped.id);
        let is_heard = !["observation-only", "youth-known", "agency-readiness"].contains(&shipped.id);
        let grade = row("Words read aloud");
        assert_eq!(grade.is_some(), is_heard, "{}: {grade:?}", shipped.id);
        assert!(grade.is_none_or(|row| row.contains("they need ") && row.contains(" years of school")));
    }
}

#[test]
fn what_is_not_there_is_said_with_the_nearest() {
    safelight(&["show", "adult-breif"]).refused(&["adult-breif", "did you mean adult-brief?"]);
    safelight(&["show", "adult-brief@2.0.0"]).refused(&["no version 2.0.0", "1.0.0"]);
    safelight(&["show", "zebra"]).refused(&["zebra", "safelight list"]);
    safelight(&["show", "missing.toml"]).refused(&["cannot open missing.toml"]);
    safelight(&["show", "\u{1b}[2J.toml"]).refused(&["cannot open"]);
    safelight(&["screen", "adult-breif", "--plain"]).refused(&["did you mean adult-brief?"]);
    safelight(&["screen", "adult-brief", "--plain", "--jurisdiction", "us-fedral"])
        .refused(&["no jurisdiction pack us-fedral", "did you mean us-federal?"]);
    // Another state's law is never proposed.
    for written in ["us-TX", "Texas", "tx"] {
        let refused = safelight(&["screen", "adult-brief", "--jurisdiction", written]);
        refused.refused(&["write us-tx for Texas"]);
    }
    let other = safelight(&["screen", "adult-brief", "--jurisdiction", "us-ta"]);
    let said = other.refused(&["no jurisdiction pack us-ta", "us-tx"]);
    assert!(!said.contains("did you mean"), "{said}");
}

// ---- check ----

#[test]
fn check_says_what_is_wrong_and_ends_with_its_code() {
    let home = Home::new();
    home.file("good.toml", shipped());
    home.file(
        "bad.toml",
        shipped().replacen("points = 4", "pionts = 4", 1).replacen("ask_if ", "ask_fi ", 1),
    );
    let good = home.run(&["check", "--allow", "scoring", "good.toml", "adult-brief"]).done();
    assert!(
        good.lines().last().is_some_and(|last| last.starts_with("2 files checked, 0 mistakes")),
        "{good}"
    );
    assert!(!good.contains("warning["), "{good}");

    let Ran { code, out, err } = home.run(&["check", "--allow", "scoring", "bad.toml", "good.toml"]);
    assert_eq!((code, err.as_str()), (Some(1), ""), "{out}");
    for part in ["error[unknown-key]", "pionts", "did you mean `points`?", "ask_fi", "bad.toml:"] {
        assert!(out.contains(part), "{part}:\n{out}");
    }
    let last = "2 files checked, 2 mistakes. Advice is given once these are mended.\n\
                `safelight explain CODE` says more of each.\n";
    assert!(out.ends_with(last), "{out}");
    home.file("README.md", "# Ours\n\nagency = \"Some Agency\"\n");
    let Ran { code, out, .. } = home.run(&["check", "README.md"]);
    assert!(code == Some(2) && out.contains("README.md is not a TOML file"), "{out}");

    home.file("binary.toml", b"a = \"\0\"");
    home.file("none/notes.txt", "nothing of ours");
    let Ran { code, out, .. } = home.run(&[
        "check",
        "--allow=scoring",
        "missing.toml",
        "bad.toml",
        "binary.toml",
        "none/",
        "adult-breif",
        "good.toml",
    ]);
    assert_eq!(code, Some(2), "{out}");
    for part in [
        "cannot open missing.toml",
        "binary.toml",
        "pionts",
        "none/ is a folder without",
        "did you mean adult-brief?",
    ] {
        assert!(out.contains(part), "{part}:\n{out}");
    }
    let tally =
        "6 files checked, 2 mistakes, 4 files could not be read. Advice is given once these are mended.\n";
    assert!(out.contains(tally), "{out}");
}

#[test]
fn check_knows_every_kind_of_document() {
    let home = Home::new();
    for table in [safelight::library::DIRECTORIES, safelight::library::JURISDICTIONS] {
        for shipped in table {
            home.file("good.toml", shipped.source().text());
            home.run(&["check", "good.toml"]).done();
            home.file("bad.toml", shipped.source().text().replacen("\ntitle ", "\ntitel ", 1));
            let Ran { code, out, .. } = home.run(&["check", "bad.toml"]);
            assert_eq!(code, Some(1), "{}: {out}", shipped.id);
        }
    }
}

#[test]
fn nothing_in_a_checked_file_drives_the_terminal() {
    let home = Home::new();
    home.file(
        "evil.toml",
        "format = 1\n[questionnaire]\nid = \"a\\u001b]0;x\\u0007\"\nx = \u{202e}\n\u{9b}2J\u{1b}[2J\n",
    );
    let Ran { code, out, err } = home.run(&["check", "evil.toml"]);
    assert_eq!(code, Some(1), "{out}{err}");
    assert!(!out.contains(|c: char| c.is_control() && c != '\n' || c == '\u{202e}'), "{out:?}");
}

// ---- config ----

#[test]
fn config_says_where_every_setting_comes_from() {
    let home = Home::new();
    let none = home.run(&["config"]).done();
    assert!(none.starts_with("There is no configuration file; it would be "), "{none}");
    assert!(!none.contains("| config.toml"), "{none}");

    home.file(
        "safelight/config.toml",
        "agency = \"County services\"\nlanguage = \"es\"\n[context]\nframe = \"palermo\"\n",
    );
    let usual = home.run(&["config"]).done();
    assert!(usual.starts_with("Read from "), "{usual}");
    let row = |shown: &str, name: &str| {
        let line = shown.lines().find(|line| line.starts_with(&format!("| {name} "))).expect("a row");
        line.to_owned()
    };
    assert!(row(&usual, "agency").contains("County services"), "{usual}");
    assert!(!row(&usual, "agency").contains("built in"), "{usual}");
    assert!(row(&usual, "jurisdiction").contains("built in"), "{usual}");
    assert!(row(&usual, "context frame").contains("palermo"), "{usual}");

    home.file("office.toml", "questionnaire = \"adult-brief\"\ndirectories = [\"ours.toml\"]\n");
    let named = home.run(&["config", "--config", "office.toml"]).done();
    assert!(named.starts_with("Read from office.toml."), "{named}");
    assert!(row(&named, "questionnaire").ends_with("| office.toml |"), "{named}");
    assert!(row(&named, "directories").contains("ours.toml"), "{named}");
    assert!(row(&named, "agency").contains("built in"), "{named}");
}

#[test]
fn a_wrong_configuration_file_is_refused() {
    let home = Home::new();
    home.run(&["config", "--config", "missing.toml"]).refused(&["cannot open missing.toml"]);
    for (text, named) in [
        ("agencey = \"x\"\n", ["c.toml", "agencey"]),
        ("agency = 3\n", ["c.toml", "string"]),
        ("agency = \"x\n", ["c.toml", "mistake"]),
        ("worker = \"advocate, Maria Lopez\"\n", ["looks like a name", "configuration file"]),
        ("worker = \"MARIA LOPEZ\"\n", ["looks like a name", "configuration file"]),
        ("worker = \"maria@example.org\"\n", ["an address", "configuration file"]),
        ("worker = \"advocate, 201 555 0143\"\n", ["a number", "configuration file"]),
        ("agency = \"a\\u001b[2J\"\n", ["characters that cannot be seen", "configuration file"]),
        ("directories = \"x\"\n", ["c.toml", "mistake"]),
        ("keep_days = 0\n", ["keep_days", "from 1 to 36500"]),
        ("keep_days = 36501\n", ["keep_days", "from 1 to 36500"]),
    ] {
        home.file("c.toml", text);
        for command in [
            &["config", "--config", "c.toml"][..],
            &["screen", "--jurisdiction", "us-federal", "adult-brief", "--plain", "--config", "c.toml"],
        ] {
            home.run(command).refused(&named);
        }
    }
    home.file("c.toml", "[context]\nframe = \"roman\"\n");
    home.run(&["screen", "--jurisdiction", "us-federal", "adult-brief", "--plain", "--config", "c.toml"])
        .refused(&["frame", "us_tvpa, palermo"]);
    // `score` depends on its document only.
    home.file("safelight/config.toml", "nonsense");
    home.run_with(&["score", "-"], crate::score::MINOR.as_bytes()).done();
}

// ---- closed and full outputs ----

/// Runs the program with that standard output.
fn into(arguments: &[&str], output: impl Into<Stdio>) -> (Option<i32>, String) {
    let home = Home::new();
    let ran = Command::new(PROGRAM)
        .args(arguments)
        .current_dir(home.path())
        .env("HOME", home.path())
        .env("XDG_CONFIG_HOME", home.path())
        .stdin(Stdio::null())
        .stdout(output)
        .stderr(Stdio::piped())
        .output()
        .unwrap();
    (ran.status.code(), String::from_utf8(ran.stderr).unwrap())
}

#[test]
fn a_reader_that_has_seen_enough_is_no_error() {
    for arguments in [&["show", "adult-brief"][..], &["list"], &["man"], &["completions", "zsh"], &["config"]]
    {
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        assert_eq!(into(arguments, writer), (Some(0), String::new()), "{arguments:?}");
    }
}

#[test]
#[cfg(target_os = "linux")]
fn a_full_disk_is_an_error_and_no_panic() {
    let full = || fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    for arguments in
        [&["show", "adult-brief"][..], &["list"], &["man"], &["check", "adult-brief"], &["config"]]
    {
        let (code, err) = into(arguments, full());
        assert_eq!(code, Some(2), "{arguments:?}");
        assert!(err.starts_with("error: cannot write to standard output: "), "{err}");
    }
    let (code, err) = into(&["screen", "--jurisdiction", "us-federal", "adult-brief", "--plain"], full());
    assert_eq!(code, Some(2));
    assert!(err.contains("nothing was kept") && !err.contains("panicked"), "{err}");
}

// ---- files and folders ----

#[test]
fn a_file_in_the_current_folder_never_stands_for_a_built_in_questionnaire() {
    let home = Home::new();
    let changed = shipped().replace("points = 4", "points = 1");
    for name in ["adult-brief", "adult-brief@1.0.0", "case-0417"] {
        home.file(name, &changed);
    }
    let document = |id: &str| {
        format!(
            r#"{{"format": 1, "questionnaire": "{id}", "answers": {{"age_band": "age_25_59", "documents_held": "yes"}}}}"#
        )
    };
    home.file("a.json", document("adult-brief@1.0.0"));
    let result = home.run(&["score", "a.json"]).done();
    let low: serde_json::Value = serde_json::from_str(&result).unwrap();
    assert_eq!(low["scores"]["total"]["low"], 4);
    for id in ["case-0417", "./case-0417", "a.json"] {
        home.file("b.json", document(id));
        home.run(&["score", "b.json"]).refused(&["questionnaire"]);
    }
}

#[test]
fn a_folder_in_the_place_of_a_questionnaire_is_named_as_one() {
    let home = Home::new();
    home.file("below/q.toml", "");
    for arguments in
        [&["show", "below"][..], &["screen", "--plain", "below"], &["diff", "below", "adult-brief"]]
    {
        home.run(arguments).refused(&["below is a folder; name a file in it"]);
    }
    home.run(&["check", "--against", ".", "adult-brief"]).refused(&[". is a folder"]);
    // An id of what is built in stays one.
    home.file("adult-brief/q.toml", "");
    home.run(&["show", "adult-brief"]).done();
}

#[test]
fn show_prints_the_file_itself() {
    let home = Home::new();
    let text = home.run(&["show", "adult-brief", "--source"]).done();
    assert_eq!(text, safelight::library::questionnaire("adult-brief", None).unwrap().source().text());
    home.file("broken.toml", "id = \"no questionnaire\"\n");
    assert_eq!(home.run(&["show", "broken.toml", "--source"]).done(), "id = \"no questionnaire\"\n");
}

#[test]
fn a_paper_form_keeps_each_box_with_its_option() {
    let home = Home::new();
    let least = include_str!("../check/least.toml");
    assert!(least.contains("authors  = [\"The Safelight project\"]\n"));
    let text = least.replace("authors  = [\"The Safelight project\"]\n", "").replace(
        "kind        = \"yes_no\"\n",
        "kind = \"choice\"\noptions = [{id = \"a\", label = \"From a friend or a relative\"}, \
         {id = \"b\", label = \"From an agency or a broker\"}, {id = \"c\", label = \"Somebody came up to me\"}]\n",
    );
    home.file("q.toml", text);
    let out = home.run(&["show", "q.toml"]).done();
    assert!(out.contains("    [ ] From an agency or a broker\n    [ ] Somebody came up to me\n"), "{out}");
    assert!(!out.lines().any(|line| line.ends_with("[ ]")), "{out}");
    assert!(!out.contains("; |") && !out.contains("; \n"), "{out}");
}
