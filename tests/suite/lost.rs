//! Nothing is lost by one key, and nothing is lost without a word: what is not saved is asked about, what was
//! left for later is offered, what is too long is refused with its count, and what was written is said.

use serde_json::{Value, json};

use crate::piped::{EVERYTHING, Replies, SCREEN, Talk, answer, record, recorded, talk, written};
use crate::run::{Home, Ran};

const NOTHING: &str = "Done. Nothing was kept.\n";
const PAPERS: &str = "Does a boss, or whoever got you work";
const INJURY: &str = "Did you see injuries";
const GOALS: &str = "What would you like to happen next";

// ---- leaving ----

/// Every way out of the summary asks once when something is not saved.
#[test]
fn what_is_not_saved_is_asked_about_once() {
    // Finish, `q`, the end of the input, danger; and `q` on a page that belongs to the summary.
    for way in [&["5"][..], &["q"], &[], &["!", "2"], &["1", "q"], &["2", "1", "/q"], &["2", "1", "1", "/q"]]
    {
        let home = Home::new();
        let mut talk = Talk::begin(&home, SCREEN);
        talk.lead_to(&[(PAPERS, "1")], "Summary");
        for line in way {
            talk.then(line);
        }
        assert!(way.is_empty() || talk.is_at("Not saved"), "{way:?}: {}", talk.place);
        if !way.is_empty() {
            // One can go back, and is asked again; and then it is over.
            talk.on("2", &[], "Summary");
            for line in way {
                talk.then(line);
            }
            talk.reply("3");
        }
        let Ran { code, out, err } = talk.end();
        assert_eq!((code, err.as_str()), (Some(0), ""), "{way:?}: {out}");
        let asked = out.matches("Nothing has been saved. If you leave now, it is gone.").count();
        assert_eq!(asked, if way.is_empty() { 1 } else { 2 }, "{way:?}");
        assert!(out.ends_with(NOTHING), "{way:?}");
        assert_eq!(home.names(), [""; 0]);
    }
}

/// A copy can be saved first; what changes after it is asked about once more.
#[test]
fn a_copy_is_saved_first_and_what_changes_after_it_is_asked_about() {
    let home = Home::new();
    let mut talk = Talk::begin(&home, SCREEN);
    talk.lead_to(&[(PAPERS, "1")], "Summary");
    talk.then(EVERYTHING);
    talk.on("q", &[], "Not saved");
    talk.then("1");
    let page = talk.then("case.json");
    assert!(page.contains("Saved: ") && talk.is_at("Summary"), "{page}");
    for line in ["1", "1", "3", "5"] {
        talk.then(line);
    }
    assert!(talk.is_at("Nothing has been saved since the last copy."), "{}", talk.place);
    let out = talk.finish("3", &[]).done();
    assert!(out.contains("Done. Saved, not encrypted: ") && out.ends_with("case.json.\n"), "{out}");
    assert!(!written(&home, "case.json").contains("accepted"));

    let mut talk = Talk::begin(&home, SCREEN);
    talk.lead_to(&[], "Summary");
    talk.then(EVERYTHING);
    talk.then("4");
    talk.then("second.json");
    talk.reply("5");
    assert!(talk.page().is_none(), "everything is saved: {}", talk.said);
}

// ---- against the person's wish ----

/// Where the person did not agree to a copy, or was not asked, its reason is asked for and stands in it.
#[test]
fn a_copy_against_the_wish_of_the_person_needs_a_reason() {
    let no: Replies<'_> = &[("A copy", "2")];
    let not_sure: Replies<'_> = &[("A copy", "3")];
    let stopped: Replies<'_> = &[("Have you done any work", "q"), ("Stop", "2"), ("A copy", "2")];
    // Whoever is in danger is not asked for it.
    let danger: Replies<'_> =
        &[("Have you done any work", "!"), ("Danger now", "2"), ("When everybody is safe", "1")];
    let no_copy = json!(false);
    for (replies, may_keep) in
        [(no, &no_copy), (not_sure, &no_copy), (stopped, &no_copy), (danger, &Value::Null)]
    {
        let home = Home::new();
        let mut talk = Talk::begin(&home, SCREEN);
        talk.lead_to(replies, "Summary");
        talk.then(EVERYTHING);
        for lines in [&["4", "b"][..], &["4", "1"], &["4", "2", "/b", "b"]] {
            for line in lines {
                talk.then(line);
            }
            assert!(talk.is_at("Summary"), "{lines:?}: {}", talk.place);
        }
        assert_eq!(home.names(), [""; 0], "nothing is saved without a reason");
        for line in ["4", "2"] {
            talk.then(line);
        }
        for empty in ["", "   ", "\t", "\u{3000}"] {
            let page = talk.then(empty);
            assert!(page.starts_with("Please answer with your reason."), "{empty:?}: {page}");
        }
        talk.then("The law requires it");
        talk.then("case.json");
        for name in ["case.md", "case.txt"] {
            talk.then("4");
            talk.then(name);
        }
        talk.finish("5", &[]).done();
        let consent = &record(&home, "case.json")["consent"];
        assert_eq!(consent["kept_because"], "The law requires it");
        assert_eq!(consent["may_keep"], *may_keep);
        for name in ["case.md", "case.txt"] {
            let text = written(&home, name);
            assert!(text.contains("Kept because") && text.contains("The law requires it"), "{name}: {text}");
        }
    }
}

/// The file that was named before the conversation is no way around it.
#[test]
fn an_export_against_the_wish_of_the_person_needs_a_reason_too() {
    let home = Home::new();
    let export = [SCREEN, &["--export", "case.json"]].concat();
    // The first page is the person's, the second the worker's, the third the reason.
    let saved: Replies<'_> = &[("A copy", "2"), ("A copy", "2"), ("A copy", "They agreed since")];
    talk(&home, &export, saved).done();
    assert_eq!(record(&home, "case.json")["consent"]["kept_because"], "They agreed since");

    let home = Home::new();
    let not_saved: Replies<'_> = &[("A copy", "2"), ("A copy", "1")];
    let out = talk(&home, &export, not_saved).done();
    assert!(out.ends_with(NOTHING), "{out}");
    assert_eq!(home.names(), [""; 0]);
}

// ---- left for later ----

/// What was left for later is offered, once, whatever it decides and wherever it was left.
#[test]
fn what_was_left_for_later_is_offered_once() {
    let language = "Which language is best";
    let works = "Have you done any work";
    let before: Replies<'_> =
        &[("Before more personal questions", "3"), ("Before more personal questions", "1")];
    let changed: Replies<'_> =
        &[("Look over the answers", "3"), ("Look over the answers", "1"), (language, "1"), (language, "l")];
    let cases: &[(&str, Replies<'_>, &str, &str)] = &[
        ("one that decides nothing", &[(language, "l")], "1 question was", "home_language"),
        ("two", &[(language, "l"), (works, "l")], "2 questions were", "works"),
        ("in the review", changed, "1 question was", "home_language"),
        ("in the worker's own part", &[(INJURY, "l")], "1 question was", "seen_injury"),
        ("a part, before it began", before, "6 questions were", "threats"),
        ("a text", &[(GOALS, "/l")], "1 question was", "goals"),
    ];
    for (name, replies, count, id) in cases {
        let (out, left_open) = recorded(&[*replies, &[("Left for later", "2")]].concat());
        assert_eq!(out.matches("\nLeft for later\n").count(), 1, "{name}:\n{out}");
        assert!(out.contains(&format!("{count} left for later.")), "{name}:\n{out}");
        assert_eq!(answer(&left_open, id)["state"], "later", "{name}");

        // Looked at now, each is asked once more, and what is said then counts.
        let home = Home::new();
        let mut talk = Talk::begin(&home, &[SCREEN, &["--export", "case.json"]].concat());
        talk.lead_to(replies, "Left for later");
        talk.reply("1");
        assert!(talk.lead(&[], "").is_none());
        let out = talk.end().done();
        assert_eq!(out.matches("\nLeft for later\n").count(), 1, "{name}:\n{out}");
        assert_eq!(answer(&record(&home, "case.json"), id)["state"], "declined", "{name}");
    }
}

// ---- what is long ----

/// A text is kept whole or refused with its count; nothing is cut.
#[test]
fn a_text_is_kept_whole_or_refused_with_its_count() {
    let long = |letter: &str, count: usize| letter.repeat(count);
    for (words, count) in [
        (long("a", 500), None),
        (long("é", 500), None),
        (long("a", 501), Some(501)),
        (long("界", 502), Some(502)),
    ] {
        let home = Home::new();
        let mut talk = Talk::begin(&home, &[SCREEN, &["--export", "case.json"]].concat());
        talk.lead_to(&[], GOALS);
        let page = talk.then(&words);
        match count {
            None => {
                talk.finish("s", &[]).done();
                assert_eq!(answer(&record(&home, "case.json"), "goals")["value"], words);
            }
            Some(count) => {
                let said = format!(
                    "at most 500 characters (there are {count}; nothing was cut, and nothing is taken down yet)"
                );
                assert!(page.contains(&said) && talk.is_at(GOALS), "{page}");
                talk.finish("/s", &[]).done();
                assert_eq!(answer(&record(&home, "case.json"), "goals")["state"], "declined");
            }
        }
    }
}

/// What is noted, one after the other, and the count with which it is refused.
type Noted<'n> = &'n [(&'n str, Option<&'n str>)];

/// A note may have 500 characters in all, typed at once or one after the other.
#[test]
fn a_note_is_kept_whole_or_refused_with_its_count() {
    let words = |count: usize| "né ".repeat(count).trim_end().to_owned();
    let (half, whole, more) = (words(150), "界".repeat(500), "界".repeat(501));
    // What is noted, and what stands there in the end.
    let cases: &[(Noted<'_>, &str)] = &[
        (&[(half.as_str(), None)], &half),
        (&[(whole.as_str(), None)], &whole),
        (&[(more.as_str(), Some("501"))], ""),
        (&[(whole.as_str(), None), ("x", Some("503"))], &whole),
    ];
    for (noted, kept) in cases {
        for at_once in [true, false] {
            let home = Home::new();
            let mut talk = Talk::begin(&home, &[SCREEN, &["--export", "case.json"]].concat());
            talk.lead_to(&[], PAPERS);
            for (place, (words, refused)) in noted.iter().enumerate() {
                let page = if at_once {
                    talk.then(&format!("n {words}"))
                } else {
                    talk.then("n");
                    if place > 0 {
                        talk.then("1");
                    }
                    talk.then(words)
                };
                match refused {
                    None => assert!(page.starts_with("Noted."), "{page}"),
                    Some(count) => {
                        assert!(page.contains("nothing was cut, and nothing is taken down yet"), "{page}");
                        assert!(at_once == page.contains(count) || page.contains("there are"), "{page}");
                        if !at_once {
                            talk.then("/b");
                        }
                    }
                }
            }
            assert!(talk.is_at(PAPERS), "{}", talk.place);
            talk.finish("1", &[]).done();
            let record = record(&home, "case.json");
            let note = &answer(&record, "documents_held")["note"];
            assert_eq!(note["words"].as_str().unwrap_or_default(), *kept, "at once: {at_once}");
        }
    }
}

/// The same for a reason; and a line that never ends is no words at all.
#[test]
fn a_reason_is_kept_whole_or_refused_with_its_count() {
    let home = Home::new();
    let mut talk = Talk::begin(&home, SCREEN);
    talk.lead_to(&[("A copy", "2")], "Summary");
    talk.then(EVERYTHING);
    for line in ["4", "2"] {
        talk.then(line);
    }
    let page = talk.then(&"a".repeat(2_001));
    assert!(page.contains("at most 2000 characters (there are 2001;"), "{page}");
    let page = talk.then(&"a".repeat(1024 * 1024 + 1));
    assert!(
        page.contains("too long to take down") && page.contains("Nothing of it was taken down."),
        "{page}"
    );
    talk.then(&"a".repeat(2_000));
    talk.then("case.json");
    talk.finish("5", &[]).done();
    assert_eq!(record(&home, "case.json")["consent"]["kept_because"], "a".repeat(2_000));
}

// ---- what was written ----

/// A folder that can be written but not read: the file is there, and this is what is said.
#[test]
#[cfg(unix)]
fn a_copy_in_a_folder_that_cannot_be_read_is_there_and_is_said_to_be() {
    use crate::files::{as_anybody_with, folder_of_anybody, mode};
    let lines = |export: &[&str], replies: Replies<'_>| {
        let home = Home::new();
        let mut talk = Talk::begin(&home, &[SCREEN, export].concat());
        assert!(talk.lead(replies, "").is_none());
        format!("{}\n", talk.lines.join("\n"))
    };
    let exported = lines(&["--export", "case.md"], &[]);
    let named = lines(
        &[],
        &[("Summary", "4"), ("Summary", "5"), ("A copy", "1"), ("A copy", "box/case.md"), ("A copy", "")],
    );
    for permissions in [0o333, 0o300, 0o311] {
        for (export, typed) in [(&["--export", "box/case.md"][..], &exported), (&[], &named)] {
            let home = Home::new();
            folder_of_anybody(&home, "box", permissions);
            let Ran { code, out, err } = as_anybody_with(&home, &[SCREEN, export].concat(), typed.as_bytes());
            mode(&home.path().join("box"), 0o755);
            let is_there = home.path().join("box/case.md").exists();
            assert!(is_there, "{permissions:o}, {export:?}: {err}{}", &out[out.len().saturating_sub(600)..]);
            assert_eq!(code, Some(0), "{permissions:o}, {export:?}: {err}");
            assert!(
                out.contains("Done. Saved, not encrypted: ") && out.ends_with("/box/case.md.\n"),
                "{err}"
            );
            assert!(written(&home, "box/case.md").starts_with("# Case note"));
        }
    }
    // One that cannot be written is refused before the first question.
    let home = Home::new();
    folder_of_anybody(&home, "box", 0o555);
    as_anybody_with(&home, &[SCREEN, &["--export", "box/case.md"]].concat(), b"")
        .refused(&["cannot write to box"]);
}
