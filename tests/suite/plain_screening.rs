//! A whole screening through pipes: how it ends, what it leaves behind, and what it says of that.
#![expect(clippy::disallowed_methods, reason = "files are looked at here")]
#![expect(clippy::unwrap_used, reason = "a test that cannot be set up has failed")]

use std::fs;

use crate::piped::{SCREEN, Talk, answer, record, talk};
use crate::run::{CANARY, Home, Ran, safelight, safelight_with};

/// What is typed so that there is a result to speak of.
const PAPERS_HELD: (&str, &str) = ("Does a boss, or whoever got you work", "1");

/// What is said last when nothing was kept.
const NOTHING: &str = "Done. Nothing was kept.\n";

/// What is said last when a copy was written.
fn saved(home: &Home, name: &str) -> String {
    let folder = fs::canonicalize(home.path()).unwrap();
    format!("Done. Saved, not encrypted: {}.\n", folder.join(name).display())
}

#[test]
fn a_screening_through_pipes_ends_in_a_summary_and_keeps_nothing() {
    let home = Home::new();
    let out = talk(&home, SCREEN, &[PAPERS_HELD]).done();
    assert!(out.contains("Offer referral and consult"), "{out}");
    assert!(out.contains("preferred not to say"), "{out}");
    assert_eq!(out.matches("Nothing has been saved. If you leave now, it is gone.").count(), 1, "{out}");
    assert!(out.ends_with(NOTHING), "{out}");
    assert!(!out.contains('\u{1b}'), "an escape code in plain lines");
    assert_eq!(home.names(), [""; 0]);
}

/// Where a copy was asked for, it is written, and nothing more is asked.
#[test]
fn an_export_is_written_for_its_owner_only() {
    let home = Home::new();
    let names = [("case.md", "# Case note"), ("case.txt", "Case note: "), ("case.json", "{\n")];
    for (name, begins) in names {
        let out = talk(&home, &[SCREEN, &["--export", name]].concat(), &[PAPERS_HELD]).done();
        assert!(out.contains("That file is not encrypted"), "{out}");
        assert!(!out.contains("Not saved"), "{out}");
        assert!(out.ends_with(&saved(&home, name)), "{out}");
        let path = home.path().join(name);
        let written = fs::read_to_string(&path).unwrap();
        assert!(written.starts_with(begins), "{written}");
        if name.ends_with("json") {
            crate::records::Schema::record().check(&written);
        }
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o7777, 0o600, "{name}");
        }
    }
    assert_eq!(home.names(), ["case.json", "case.md", "case.txt"], "temporary files are left");
}

#[test]
fn another_file_is_replaced_only_with_force() {
    let home = Home::new();
    home.file("case.md", "mine");
    let screen = [SCREEN, &["--export", "case.md"]].concat();
    home.run(&screen).refused(&["case.md is already there", "--force"]);
    assert_eq!(fs::read_to_string(home.path().join("case.md")).unwrap(), "mine");
    talk(&home, &[&screen[..], &["--force"]].concat(), &[]).done();
    assert!(fs::read_to_string(home.path().join("case.md")).unwrap().starts_with("# Case note"));
    assert_eq!(home.names(), ["case.md"]);
}

/// A file that turns up during the conversation is not written over; another name is asked for.
#[test]
fn a_file_that_turns_up_meanwhile_is_kept() {
    let home = Home::new();
    let mut talk = Talk::begin(&home, &[SCREEN, &["--export", "case.md"]].concat());
    talk.lead_to(&[], "Which age group");
    home.file("case.md", "mine");
    talk.on("3", &[], "The summary is not saved yet");
    let out = talk.finish("other.md", &[]).done();
    assert!(out.ends_with(&saved(&home, "other.md")), "{out}");
    assert_eq!(home.names(), ["case.md", "other.md"]);
    assert_eq!(fs::read_to_string(home.path().join("case.md")).unwrap(), "mine");
}

#[test]
fn a_place_that_cannot_be_written_is_said_before_the_first_question() {
    let home = Home::new();
    home.file("folder/inside.txt", "");
    let screen = |export: &str, more: &[&str]| home.run(&[SCREEN, &["--export", export], more].concat());
    screen("nowhere/case.md", &[]).refused(&["cannot write to nowhere", "choose another folder"]);
    screen("folder", &[]).refused(&["folder is a folder"]);
    screen("folder/inside.txt/case.md", &[]).refused(&["cannot write to folder/inside.txt"]);
    screen("case.docx", &[]).refused(&["file ending", "txt", "md", "json", "--format"]);
    screen("case", &[]).refused(&["file ending"]);
    screen("case.md", &["--format", "docx"]).refused(&["docx", "markdown"]);
    #[cfg(target_os = "linux")]
    {
        screen("/proc/case.md", &[]).refused(&["cannot write to /proc"]);
        screen("/dev/null", &["--format", "text"]).refused(&["not an ordinary file"]);
    }
    assert_eq!(home.names(), ["folder"]);
}

#[test]
fn options_of_an_export_need_one() {
    safelight(&[SCREEN, &["--force"]].concat()).refused(&["--export"]);
    safelight(&[SCREEN, &["--format", "json"]].concat()).refused(&["--export"]);
}

#[test]
fn an_input_that_ends_in_the_middle_keeps_nothing() {
    for until in ["Which age group", "What would help you most", "A copy", "Your own part"] {
        let home = Home::new();
        let mut talk = Talk::begin(&home, &[SCREEN, &["--export", "case.md"]].concat());
        talk.lead_to(&[], until);
        let Ran { code, err, .. } = talk.end();
        assert_eq!(code, Some(2), "{err}");
        assert_eq!(err, "error: the input ended before the conversation did; nothing was kept\n", "{until}");
        assert_eq!(home.names(), [""; 0]);
    }
    let Ran { code, err, .. } = safelight(SCREEN);
    assert_eq!((code, err.contains("nothing was kept")), (Some(2), true), "{err}");
    let Ran { code, err, .. } = safelight(&["screen", "--jurisdiction", "us-federal", "--plain"]);
    assert_eq!((code, err.contains("before a questionnaire was chosen")), (Some(2), true), "{err}");
}

/// The input may end at the summary and at every page that belongs to it: what was saved before is there,
/// and the last line says so by its whole name.
#[test]
fn what_was_saved_is_said_however_it_ends() {
    // What is typed after a copy was saved.
    for further in [&[][..], &["1"], &["2", "1"], &["4"], &["!"], &["1", "1", "2"], &["1", "1", "2", "5"]] {
        let home = Home::new();
        let mut talk = Talk::begin(&home, SCREEN);
        talk.lead_to(&[PAPERS_HELD], "Summary");
        talk.then("4");
        let page = talk.then("copy.md");
        assert!(page.contains("Saved: ") && page.contains("The file is not encrypted."), "{page}");
        for line in further {
            talk.then(line);
        }
        let Ran { code, out, err } = talk.end();
        assert_eq!((code, err.as_str()), (Some(0), ""), "{further:?}: {out}");
        assert!(out.ends_with(&saved(&home, "copy.md")), "{further:?}: {out}");
        assert_eq!(home.names(), ["copy.md"], "{further:?}");
    }
}

/// The copy that was asked for before the conversation is written when the input ends at the summary.
#[test]
fn the_export_is_written_where_the_input_ends_at_the_summary() {
    for page in ["Summary", "Which service or step?", "Your own judgement of what?", "Danger now"] {
        let home = Home::new();
        let mut talk = Talk::begin(&home, &[SCREEN, &["--export", "case.json"]].concat());
        talk.lead_to(&[PAPERS_HELD], "Summary");
        match page {
            "Which service or step?" => drop(talk.on("1", &[], page)),
            "Your own judgement of what?" => drop(talk.on("2", &[], page)),
            "Danger now" => drop(talk.on("!", &[], page)),
            _ => {}
        }
        let Ran { code, out, err } = talk.end();
        assert_eq!((code, err.as_str()), (Some(0), ""), "{page}: {out}");
        assert!(out.ends_with(&saved(&home, "case.json")), "{page}: {out}");
    }
}

#[test]
fn a_gate_that_does_not_pass_ends_without_an_answer() {
    let home = Home::new();
    let arguments = [SCREEN, &["--export", "case.md"]].concat();
    let out = talk(&home, &arguments, &[("alone with the person", "2")]).done();
    assert!(out.contains("Do not screen now"), "{out}");
    assert!(out.contains("`safelight inform`") && out.contains("without any question"), "{out}");
    assert!(out.contains("Nothing was scored and nothing was kept."), "{out}");
    assert!(out.ends_with(NOTHING), "{out}");
    assert_eq!(home.names(), [""; 0]);
}

/// Whoever stops the questions is still asked for what they saw; what was answered is summed up.
#[test]
fn an_early_stop_goes_on_with_the_workers_own_part() {
    let home = Home::new();
    let mut talk = Talk::begin(&home, &[SCREEN, &["--export", "case.json"]].concat());
    talk.lead_to(&[], "Have you done any work");
    talk.on("q", &[], "Stop");
    talk.on("2", &[], "Your own part");
    talk.on("", &[], "Did someone else speak for the person");
    let replies = [("A copy", "2"), ("Why is a copy kept", "the law requires it")];
    talk.finish("1", &replies).done();
    let record = record(&home, "case.json");
    assert_eq!(answer(&record, "seen_spoken_for")["value"], "yes");
    assert_eq!(answer(&record, "age_band")["value"], "age_25_59");
}

#[test]
fn what_is_typed_is_not_repeated() {
    let home = Home::new();
    let mut talk = Talk::begin(&home, SCREEN);
    talk.lead_to(&[("What would you like to happen next?", CANARY)], "be in touch again");
    let Ran { out, err, .. } = talk.end();
    assert!(!out.contains(CANARY) && !err.contains(CANARY), "{out}{err}");
    let typed = format!("{CANARY}\n\n{CANARY}\n");
    let Ran { out, err, .. } = safelight_with(SCREEN, typed.as_bytes());
    assert!(!out.contains(CANARY) && !err.contains(CANARY), "{out}{err}");
}

#[test]
fn a_place_without_a_directory_is_told_before_the_questions_and_in_danger() {
    let home = Home::new();
    let arguments = ["screen", "adult-brief", "--plain", "--jurisdiction", "international"];
    let in_danger = talk(&home, &arguments, &[("in danger right now", "1")]).out;
    assert!(in_danger.contains("Use your local emergency number now"), "{in_danger}");
    let mut talk = Talk::begin(&home, &arguments);
    talk.lead_to(&[], "Before you begin");
    assert!(talk.is_at("have your local emergency number at hand"), "{}", talk.place);
}

/// What nobody has measured is not called validated where a screening begins.
#[test]
fn a_published_questionnaire_without_figures_says_that_nobody_measured_it() {
    let home = Home::new();
    let published = include_str!("../conformance/seraf-2016/questionnaire.toml");
    let (head, rest) = published.split_once("[[section]]").unwrap();
    home.file("own.toml", format!("{head}{}[[section]]{rest}", include_str!("../forms/gates.toml")));
    let mut talk = Talk::begin(&home, &["screen", "--jurisdiction", "us-federal", "--plain", "own.toml"]);
    let page = talk.lead_to(&[], "Before you begin");
    assert!(page.contains("nobody has reported how accurate it is"), "{page}");
    assert!(!page.contains("Validation:"), "{page}");
}
