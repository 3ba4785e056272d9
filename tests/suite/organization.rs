//! A form about an organization has no person: no page of it and no report says a word of one, whatever a team
//! marks; and all that is done with a record is done with its record. Forms that ask nobody say so, too.
#![expect(clippy::unwrap_used, reason = "a test that cannot be set up has failed")]

use safelight::diff::diff;
use safelight::library;
use safelight::questionnaire::elements::{ChangeKind, Touched, VersionStep};
use safelight::questionnaire::model::{AnswerSource, FormAbout};
use safelight::questionnaire::read;
use safelight::records::Response;
use safelight::source::Source;
use serde_json::Value;

use crate::piped::{Replies, Talk, record, written};
use crate::run::{Home, Ran, safelight};
use crate::workspace::{PASSPHRASE, home, records};

const SCREEN: &[&str] = &["screen", "--jurisdiction", "us-federal", "agency-readiness", "--plain"];

/// What a page about a person would say. It may stand here only in the words of the form itself.
const OF_A_PERSON: [&str; 16] = [
    "the person",
    " ages ",
    "service",
    "screening aid",
    "false alarm",
    "miss people",
    "a warm handoff",
    "case note",
    "could not tell",
    "other words",
    "your own part",
    " from records ",
    "on record",
    "not offered",
    "police",
    "nothing was answered",
];

/// On the summary: mark a step, the reasons, everything, and out.
const AT_SUMMARY: Replies<'_> =
    &[("Summary", "1"), ("Summary", "5"), ("Summary", "6"), ("Summary", "4"), ("Which step?", "1")];

fn text_of(id: &str) -> String {
    library::questionnaire(id, None).unwrap().source().text().to_owned()
}

fn plain(text: &str) -> String {
    text.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Fills a form in with the same line at every question.
fn filled(home: &Home, arguments: &[&str], line: &str) -> Ran {
    let mut talk = Talk::begin(home, arguments);
    for _ in 0..300 {
        if talk.page().is_none() {
            return talk.end();
        }
        let is_question = ["Part ", "You are at: Part "].iter().any(|it| talk.place.starts_with(it));
        let next = if is_question { line.to_owned() } else { talk.next_line(AT_SUMMARY) };
        talk.reply(&next);
    }
    panic!("it never ends:\n{}", talk.said);
}

/// Checks that no words of a person stand there but those of the form.
#[track_caller]
fn says_nothing_of_a_person(shown: &str) {
    let form = plain(&text_of("agency-readiness").replace(['"', '`'], ""));
    let shown = plain(shown).replace('`', "");
    for word in OF_A_PERSON {
        for (at, _) in shown.match_indices(word) {
            let before: String = shown[..at].chars().rev().take(12).collect();
            let before: String = before.chars().rev().collect();
            let after: String = shown[at + word.len()..].chars().take(12).collect();
            let is_own =
                form.contains(&format!("{before}{word}")) || form.contains(&format!("{word}{after}"));
            assert!(is_own, "“{before}{word}{after}” is not of the form");
        }
    }
}

#[test]
fn no_page_and_no_report_says_a_word_of_a_person() {
    for (line, shown) in [
        ("1", "What the team marked"),
        ("2", "What the team marked"),
        ("d", "Nobody here knew."),
        ("s", "Nothing is marked yet."),
        ("l", "Nothing is marked yet."),
    ] {
        let home = Home::new();
        let out = filled(&home, SCREEN, line).done();
        says_nothing_of_a_person(&out);
        for part in
            [shown, "Plan: Readiness of an agency", "This is an aid to plan, not an audit.", "danger now"]
        {
            assert!(out.contains(part), "{line}: {part}: {out}");
        }
        assert!(out.contains("What the team wants first"), "{line}: {out}");
        for (detail, ending) in [("note", "txt"), ("reasons", "md"), ("full", "txt")] {
            let name = format!("{detail}.{ending}");
            let export = ["--export", &name, "--detail", detail];
            filled(&home, &[SCREEN, &export].concat(), line).done();
            says_nothing_of_a_person(&written(&home, &name));
        }
    }
    says_nothing_of_a_person(&safelight(&["show", "agency-readiness"]).done());
}

/// What the team wants to change first is shown, by name.
#[test]
fn what_the_team_wants_first_stands_on_the_page() {
    let home = Home::new();
    filled(&home, &[SCREEN, &["--export", "plan.txt"]].concat(), "1").done();
    let page = plain(&written(&home, "plan.txt"));
    assert!(page.contains("what does the team want to change first? — policy and plan"), "{page}");
    assert!(!page.contains("nothing is written down of it"), "{page}");
}

/// The words shown for a step differ; what is kept does not.
#[test]
fn a_step_is_marked_in_words_of_a_plan() {
    let words = FormAbout::Organization.words();
    let shown: Vec<(&str, &str)> =
        Response::for_steps(words).into_iter().map(|(id, it)| (id, it.of_step(words))).collect();
    let plan = [("not_offered", "not begun"), ("offered", "begun"), ("later", "put off"), ("done", "done")];
    assert_eq!(shown, plan);
    assert_eq!(Response::for_steps(FormAbout::Person.words()), Response::WORDS);
    let all: Vec<&str> = Response::WORDS.iter().map(|(_, it)| it.of_step(words)).collect();
    let mut apart = all.clone();
    apart.sort_unstable();
    apart.dedup();
    assert_eq!(apart.len(), all.len(), "{all:?}");
}

/// Its record is scored again, shown, counted and written as any other.
#[test]
fn all_that_is_done_with_a_record_is_done_with_one_of_an_organization() {
    let home = home();
    let screen = [SCREEN, &["--export", "plan.json"]].concat();
    let mut talk = Talk::begin(&home, &screen);
    talk.reply(PASSPHRASE);
    for _ in 0..300 {
        if talk.page().is_none() {
            break;
        }
        let is_question = ["Part ", "You are at: Part "].iter().any(|it| talk.place.starts_with(it));
        let next = if is_question { "1".to_owned() } else { talk.next_line(&[("Summary", "4")]) };
        talk.reply(&next);
    }
    let out = talk.end().done();
    assert!(out.contains("At the end it stays there.") && !out.contains("if the person agrees"), "{out}");
    let kept = record(&home, "plan.json");
    crate::records::Schema::record().check(&written(&home, "plan.json"));
    assert_eq!(kept["questionnaire"]["about"], "organization");
    assert_eq!(kept["consent"], Value::Null);
    let again = home.run(&["rescore", "plan.json"]);
    assert_eq!(again.code, Some(0), "{}{}", again.out, again.err);
    let listed = records(&home, &["list"], &[]).done();
    assert!(listed.contains("agency-readiness"), "{listed}");
    for format in ["text", "csv"] {
        let counted = records(&home, &["statistics", "--format", format], &[]);
        assert_eq!(counted.code, Some(0), "{}{}", counted.out, counted.err);
    }
}

#[test]
fn a_list_says_that_it_is_for_an_organization() {
    let listed = safelight(&["list"]).done();
    assert!(listed.contains("an organization") && listed.contains("ages 18+"), "{listed}");
}

/// Whoever writes such a form says of each question where its answer comes from; nobody is asked.
#[test]
fn nobody_is_asked_in_a_form_about_an_organization() {
    let text = text_of("agency-readiness");
    let codes = |text: &str| -> Vec<&'static str> {
        let findings = read(&Source::new("mine.toml", text)).findings;
        findings.into_iter().filter(|found| found.is_error()).map(|found| found.code).collect()
    };
    assert_eq!(codes(&text), [""; 0]);
    let from = "source      = \"judgement\"\n";
    assert_eq!(codes(&text.replacen(from, "", 1)), ["missing-key"]);
    assert_eq!(codes(&text.replacen(from, "source = \"asked\"\n", 1)), ["unknown-word"]);
    assert_eq!(codes(&text.replacen("\"organization\"", "\"team\"", 1)), ["unknown-word"]);
    let form = read(&Source::new("mine.toml", &text)).questionnaire.unwrap();
    assert!(form.questions.iter().all(|question| question.from != AnswerSource::Asked));
}

/// Whom it is about counts in the structure, and no edition changes it under a small step.
#[test]
fn to_be_about_an_organization_is_a_large_step() {
    let text = text_of("agency-readiness");
    let form = |text: &str| read(&Source::new("mine.toml", text)).questionnaire.unwrap();
    let (team, person) = (form(&text), form(&text.replacen("about     = \"organization\"\n", "", 1)));
    let found = diff(&person, &team);
    assert_eq!(found.needed, VersionStep::Major);
    assert_eq!(found.changes.iter().map(|change| change.kind).collect::<Vec<_>>(), [ChangeKind::IntendedUse]);
    assert_eq!(found.old_fingerprint.differing(&found.new_fingerprint), Touched::STRUCTURE);
}

/// Where nobody is asked, nobody leaves and nobody agrees.
#[test]
fn a_form_that_asks_nobody_speaks_of_nobody_who_leaves() {
    for form in ["youth-known", "observation-only"] {
        let home = Home::new();
        let screen = ["screen", "--jurisdiction", "us-federal", form, "--plain", "--export", "seen.txt"];
        let mut talk = Talk::begin(&home, &screen);
        let said = talk.lead_to(&[("Who has custody", "1")], "Your own part");
        assert!(said.contains("nothing of it is asked or read aloud"), "{form}: {said}");
        let keys = talk.then("");
        assert!(!keys.contains("asked in other words"), "{form}: {keys}");
        let out = talk.finish("d", &[("Summary", "5")]).done();
        for part in ["when the person has left", "if the person agrees", "You do not need to give a reason"] {
            assert!(!out.contains(part), "{form}: {part}: {out}");
        }
    }
}
