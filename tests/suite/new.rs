//! `new`: whatever it is asked for, the questionnaire that it writes has nothing wrong with it, no advice
//! is left to give on it, and its examples hold.

use std::fs;

use safelight::questionnaire::{AnswerSource, Part, Questionnaire, read};
use safelight::source::Source;
use safelight::{example, library, lint};

use crate::pty::{ENTER, Session};
use crate::records::Schema;
use crate::run::{Home, safelight};
use crate::schema::json_of_text;

const FORMS: [&str; 7] =
    ["labor", "sex", "servitude", "labor,sex", "labor,servitude", "sex,servitude", "labor,sex,servitude"];
const FRAMES: [&str; 3] = ["us_tvpa", "palermo", "none"];
const AGES: [&str; 5] = ["18+", "12-17", "16-24", "0-17", "60+"];

/// Writes one and reads it.
fn written(home: &Home, forms: &str, frame: &str, ages: &str) -> (Source, Questionnaire) {
    let what = ["--forms", forms, "--frame", frame, "--ages", ages, "--force"];
    home.run(&[&["new", "our-intake"][..], &what[..]].concat()).done();
    let name = format!("{forms} {frame} {ages}");
    let source = Source::new(&name, fs::read_to_string(home.path().join("our-intake.toml")).unwrap());
    let reading = read(&source);
    let drawn: Vec<String> = reading.findings.iter().map(|finding| finding.draw(&source)).collect();
    assert!(drawn.is_empty(), "{}", drawn.join("\n"));
    (source, reading.questionnaire.unwrap())
}

fn for_each_starter(mut look: impl FnMut(&str, &str, &str, &Source, &Questionnaire)) {
    let home = Home::new();
    for forms in FORMS {
        for frame in FRAMES {
            for ages in AGES {
                let (source, questionnaire) = written(&home, forms, frame, ages);
                look(forms, frame, ages, &source, &questionnaire);
            }
        }
    }
}

#[test]
fn every_starter_reads_and_its_examples_hold() {
    let schema = Schema::of(library::SCHEMA);
    for_each_starter(|forms, frame, ages, source, questionnaire| {
        let name = source.name();
        assert_eq!(questionnaire.population.ages.to_string(), ages);
        let listed: Vec<&str> = questionnaire.population.forms.iter().map(|form| form.id).collect();
        assert_eq!(listed.join(","), forms);
        let default = questionnaire.contexts.first().map(|context| context.default.as_deref());
        assert_eq!(default, if frame == "none" { None } else { Some(Some(frame)) });
        let examples = example::read(&[source], questionnaire);
        assert!(examples.findings.iter().all(Vec::is_empty), "{name}: {:?}", examples.findings);
        assert!(examples.examples.len() >= 4);
        for row in examples.examples.iter().flat_map(|example| &example.rows) {
            let ran = example::run(row);
            let wrong: Vec<_> = ran.checks.iter().filter(|check| !check.holds).collect();
            assert!(wrong.is_empty(), "{name}: {wrong:?}");
        }
        let advice = lint::advice(source, questionnaire, None);
        let drawn: Vec<String> = advice.iter().map(|finding| finding.draw(source)).collect();
        assert!(drawn.is_empty(), "{}", drawn.join("\n"));
        schema.check(&json_of_text(source.text()));
    });
}

#[test]
fn every_starter_is_in_a_gentle_order() {
    for_each_starter(|forms, _, ages, source, questionnaire| {
        let name = source.name();
        let ids: Vec<&str> = questionnaire.gates.iter().map(|gate| gate.id.as_str()).collect();
        assert_eq!(ids, ["danger_now", "alone", "safe", "interpreter", "willing"]);
        assert!(questionnaire.break_words.is_some());
        let openings = questionnaire.openings.iter().map(|opening| opening.id.as_str());
        assert_eq!(openings.collect::<Vec<_>>(), ["limits", "voluntary"]);
        let part = |part: Part| questionnaire.questions.iter().any(|question| question.part == part);
        assert!(part(Part::Needs) && part(Part::Strengths), "{name}");
        let asked = || questionnaire.questions.iter().filter(|question| question.from == AnswerSource::Asked);
        let hardest = asked().map(|question| question.sensitivity).max();
        let for_children = ["12-17", "0-17"].contains(&ages);
        assert_eq!(hardest, Some(if forms.contains("sex") && !for_children { 3 } else { 2 }), "{name}");
        assert_eq!(questionnaire.stops.len(), 1, "{name}");
        assert_eq!(questionnaire.stops[0].moment.id, if for_children { "told" } else { "minor" });
        assert!(asked().count() <= if for_children { 5 } else { 10 }, "{name}: too many questions");
    });
}

#[test]
fn texts_that_are_heard_are_short() {
    for_each_starter(|_, _, _, source, questionnaire| {
        let asked = questionnaire.questions.iter().map(|question| question.ask.as_str());
        let said = questionnaire.openings.iter().map(|opening| opening.say.as_str());
        let stops = questionnaire.stops.iter().map(|stop| stop.moment.say.as_str());
        for text in asked.chain(said).chain(stops) {
            for sentence in text.split(['.', '?', '!']) {
                let words = sentence.split_whitespace().count();
                assert!(words <= 15, "{}: {words} words in `{sentence}`", source.name());
            }
        }
        let lines = source.text().lines().count();
        assert!(lines <= 385, "{}: {lines} lines", source.name());
        assert!(!source.text().contains("#?") && !source.text().contains('@'), "{}", source.name());
    });
}

#[test]
fn what_is_not_said_has_a_stated_default() {
    let home = Home::new();
    let out = home.run(&["new", "our-intake"]).done();
    assert!(
        out.contains(
            "/our-intake.toml: Our intake; ages 18+; labor, sex, servitude; legal frame none; language en."
        ),
        "{out}"
    );
    assert!(out.contains("safelight check our-intake.toml"), "{out}");
    assert!(home.run(&["check", "our-intake.toml"]).done().contains("0 mistakes"));
    home.run(&["test", "our-intake.toml"]).done();
    home.run(&["show", "our-intake.toml"]).done();
    let help = safelight(&["new", "--help"]).done();
    for default in ["--ages 18+", "--forms labor,sex,servitude", "--frame none", "--language en"] {
        assert!(help.replace("\n", " ").contains(default), "{help}");
    }
    assert_eq!(home.names(), ["our-intake.toml"]);
}

#[test]
fn a_title_stands_as_it_was_typed_and_another_language_says_what_is_left_to_do() {
    let home = Home::new();
    let title = "Our \"first\" @id@ \\ intake #1";
    let out = home.run(&["new", "a", "--title", title, "--language", "es-MX", "--to", "b.toml"]).done();
    assert!(out.contains("translate them into es-MX"), "{out}");
    let text = fs::read_to_string(home.path().join("b.toml")).unwrap();
    let questionnaire = read(&Source::new("b.toml", text.as_str())).questionnaire.unwrap();
    assert_eq!((questionnaire.title.as_str(), questionnaire.language.as_str()), (title, "es-MX"));
    assert!(text.contains("Every text below is still English."));
    assert!(!home.run(&["new", "c"]).done().contains("translate"));
}

#[test]
fn what_is_wrong_is_said_all_at_once() {
    let home = Home::new();
    home.run(&[
        "new",
        "Our Intake",
        "--ages",
        "adults",
        "--forms",
        "labour,zebra",
        "--frame",
        "palermmo",
        "--language",
        "e",
        "--title",
        " ",
        "--to",
        "nowhere/x.toml",
    ])
    .refused(&[
        "`Our Intake` cannot be its id",
        "our-intake",
        "`adults` is not a range of ages",
        "12-17",
        "no form `labour`; did you mean labor?",
        "no form `zebra`",
        "did you mean palermo?",
        "`e` is not a language tag",
        "the title is empty",
        "cannot write to nowhere",
    ]);
    home.run(&["new", "a", "--forms", ","]).refused(&["no form is named"]);
    home.run(&["new", "a", "--forms", "sex,marriage"])
        .refused(&["no questions about `marriage` yet", "labor, sex"]);
    home.run(&["new", "a", "--title", "a\u{202e}b"]).refused(&["characters that no text may hold"]);
    home.run(&["new"]).refused(&["<ID>"]);
    for wrong in ["-a", "a--b", "A", "a_b", "a/b", "..", ""] {
        home.run(&["new", "--", wrong]).refused(&["cannot be its id"]);
    }
    assert_eq!(home.names(), [""; 0], "nothing is written");
}

#[test]
fn nothing_is_replaced_unless_that_is_asked_for() {
    let home = Home::new();
    home.file("a.toml", "mine");
    home.run(&["new", "a"]).refused(&["a.toml is already there", "--force"]);
    assert_eq!(fs::read_to_string(home.path().join("a.toml")).unwrap(), "mine");
    home.run(&["new", "a", "--force"]).done();
    assert!(fs::read_to_string(home.path().join("a.toml")).unwrap().contains("id        = \"a\""));
    fs::create_dir(home.path().join("b.toml")).unwrap();
    home.run(&["new", "b", "--force"]).refused(&["b.toml is a folder"]);
}

// ---- on a terminal ----

#[test]
fn on_a_terminal_what_is_not_said_is_asked_for() {
    let home = Home::new();
    let mut session = Session::start(home.path(), &["new", "our-intake", "--language", "en"], (100, 24));
    session.wait_for("What it is called [Our intake]:");
    session.send("Night bus");
    session.send(ENTER);
    session.wait_for("The ages of the people it is for, such as 18+ or 12-17 [18+]:");
    session.send("adults");
    session.send(ENTER);
    session.wait_for("`adults` is not a range of ages");
    session.send("12-17");
    session.send(ENTER);
    session.wait_for("What it asks about [labor,sex,servitude]:");
    session.send(ENTER);
    session.wait_for("The law of the place: us_tvpa, palermo or none [none]:");
    session.send("palermo");
    session.send(ENTER);
    session.wait_for("our-intake.toml: Night bus; ages 12-17; labor, sex, servitude");
    assert!(session.end().success());
    session.assert_given_back();
    assert!(home.run(&["check", "our-intake.toml"]).done().contains("0 mistakes"));
}

#[test]
fn whoever_leaves_a_prompt_has_written_nothing() {
    let home = Home::new();
    let mut session = Session::start(home.path(), &["new", "our-intake"], (100, 24));
    session.wait_for("What it is called");
    session.send("\u{3}");
    assert!(!session.end().success());
    session.assert_given_back();
    assert_eq!(home.names(), [""; 0]);
}
