//! The content that practice comes with: every scenario reads without a word of advice, the collection
//! lacks nothing, and no level, stop or action of any questionnaire is left without an example.

use safelight::library;
use safelight::practice::{Scenario, Twin, lacking};

use crate::practice_stage::{Stage, changed, shipped, staged};
use crate::run::safelight;

#[test]
fn every_scenario_is_without_mistake_and_without_advice() {
    let ran =
        safelight(&["check", "--deny", "warnings", concat!(env!("CARGO_MANIFEST_DIR"), "/questionnaires")]);
    assert_eq!(ran.code, Some(0), "{}", ran.out);
    assert!(!ran.out.contains("scenarios/"), "not even a note on a scenario:\n{}", ran.out);
}

#[test]
fn the_collection_lacks_nothing() {
    let stages = shipped();
    assert!(stages.len() >= 24, "{}", stages.len());
    let all: Vec<_> = stages.iter().map(|stage| (&stage.scenario, &*stage.questionnaire)).collect();
    assert_eq!(lacking(all.iter().copied()), Vec::<String>::new());
    // The lint is not blind: whoever is left out is missed.
    let without = |wanted: fn(&Scenario) -> bool| {
        lacking(all.iter().copied().filter(|(scenario, _)| !wanted(scenario))).join("\n")
    };
    assert!(without(|s| ["man", "trans_man"].contains(&s.person.facet("gender"))).contains("men: 0"));
    assert!(without(|s| s.person.facet("place") == "court").contains("a talk at or by a court"));
    assert!(without(|s| s.person.facet("manner") == "angry").contains("somebody angry with whoever asks: 0"));
    assert!(without(|s| s.area() == Some("uk")).contains("a setting in the United Kingdom: 0"));
    assert!(
        without(|s| s.person.facet("gender") == "trans_woman").contains("a trans woman in the sex trade")
    );
    assert!(without(|s| s.person.facet("age") != "adult").contains("under 18"));
    assert!(without(|s| s.person.forms.is_empty()).contains("not trafficked"));
    // A form that no questionnaire asks about needs no scenario, but for those that are met everywhere.
    let of_nobody = without(|_| true);
    assert!(!of_nobody.contains("removal of organs") && !of_nobody.contains("domestic servitude"));
    assert!(of_nobody.contains("forced marriage: 0 of at least 1"));
    assert!(
        of_nobody.contains("whose right call is neither the lowest nor the highest level: 0 of at least 10")
    );
    assert!(without(|s| s.twin.is_some()).contains("pairs of twins: 0"));
    let no_pair = without(|s| s.twin.as_ref().is_some_and(|twin| twin.differs == "gender"));
    assert!(no_pair.contains("pairs of twins that differ in gender: 0 of at least 1"), "{no_pair}");
    assert!(without(|s| s.person.forms.iter().any(|form| form.id == "servitude")).contains("servitude: 0"));
    assert!(without(|s| s.id == "nine-weeks-b").contains("its twin nine-weeks-b is not here"));
    let listed = safelight(&["practice", "--list", "--need-mix"]).done();
    assert!(listed.contains("Nothing that it should hold."));
    for shipped in library::SCENARIOS {
        assert!(listed.contains(&format!("* {}\n", shipped.id)), "{}", shipped.id);
    }
    // What lies behind is for the trainer.
    assert!(!listed.contains("behind it:") && !listed.contains("trafficked: "), "{listed}");
    let told = safelight(&["practice", "--list", "--key"]).done();
    assert_eq!(told.matches("behind it: ").count(), library::SCENARIOS.len());
    assert!(told.contains("not trafficked: pay that is kept back") && told.contains("trafficked: labor"));
    let few = safelight(&[
        "practice",
        "--need-mix",
        "--list",
        concat!(env!("CARGO_MANIFEST_DIR"), "/questionnaires/youth-brief"),
    ]);
    assert_eq!(few.code, Some(1), "{}", few.out);
}

/// Each thing that is asked for is met by a scenario that has it, and by none that lacks one part of it.
#[test]
fn what_the_mix_asks_for_can_be_met() {
    const FORMS: &str = "forms       = [\"labor\"]";
    const GENDER: &str = "gender      = \"woman\"";
    let person = |lines: &str| changed(&[("company     = ", &format!("{lines}\ncompany     = "))]);
    let lacks = |text: &str, what: &str| {
        let stage = staged(text);
        lacking([(&stage.scenario, &*stage.questionnaire)]).iter().any(|line| line.starts_with(what))
    };
    let plain = changed(&[]);
    let met = |text: &str, what: &str| {
        assert!(lacks(&plain, what), "{what} is asked for");
        assert!(!lacks(text, what), "{what} is met by\n{text}");
    };
    for (word, label) in [
        ("court", "a court or its diversion program"),
        ("detention", "detention"),
        ("foster_care", "a foster home"),
        ("return_talk", "the return of a child who was missing"),
        ("inspection", "a labor inspection"),
        ("group", "a group interview"),
        ("antenatal", "antenatal care"),
        ("addiction", "addiction treatment"),
    ] {
        met(&person(&format!("place = \"{word}\"")), &format!("a talk at or by {label}"));
    }
    for (word, label) in [
        ("angry", "angry with whoever asks"),
        ("high", "under the influence of alcohol or drugs"),
        ("dissociating", "dissociating"),
        ("protecting", "protecting whoever exploits them"),
    ] {
        met(&person(&format!("manner = \"{word}\"")), &format!("somebody {label}"));
    }
    for (word, label) in [("telephone", "a talk by telephone"), ("video", "a talk by video")] {
        let held = ("minutes       = 5", &*format!("minutes       = 5\nheld          = \"{word}\""));
        met(&changed(&[held]), label);
    }
    met(&person("exploiter = \"parent\""), "a parent who exploits");
    met(&person("place = \"shelter\""), "the intake of an adult at a shelter");
    let child = person("place = \"shelter\"").replace("= \"adult\"", "= \"minor\"");
    assert!(lacks(&child, "the intake of an adult at a shelter"));
    for (form, label) in [("criminality", "made to commit offences"), ("marriage", "forced marriage")] {
        met(&changed(&[(FORMS, &format!("forms       = [\"{form}\"]"))]), label);
    }
    for (area, country) in [("uk", "the United Kingdom"), ("ca", "Canada"), ("au", "Australia")] {
        let text =
            changed(&[("minutes       = 5", &format!("minutes       = 5\ndirectory     = \"{area}\""))]);
        met(&text, &format!("a setting in {country}"));
    }
    let trans = (GENDER, "gender      = \"trans_woman\"");
    let elsewhere = ("origin      = \"not_said\"", "origin      = \"born_elsewhere\"");
    let free = (FORMS, "forms       = []\ninstead     = \"adult_sex_work\"");
    let made = (FORMS, "forms       = [\"sex\"]");
    for (who, what) in [(trans, "a trans woman in"), (elsewhere, "a woman born elsewhere in")] {
        let (controlled, not) =
            (format!("{what} the sex trade, controlled"), format!("{what} the sex trade, not controlled"));
        met(&changed(&[who, made]), &controlled);
        met(&changed(&[who, free]), &not);
        assert!(lacks(&changed(&[who, free]), &controlled) && lacks(&changed(&[who, made]), &not));
    }
}

/// Right calls between the lowest and the highest level, and twins for each fact.
#[test]
fn middle_levels_and_twins_are_counted() {
    const MIDDLE: &str = "whose right call is neither";
    let told = |scenarios: &[Scenario], stage: &Stage| {
        let all = scenarios.iter().map(|scenario| (scenario, &*stage.questionnaire));
        lacking(all).join("\n")
    };
    let stage = staged(&changed(&[]));
    let ten = vec![stage.scenario.clone(); 10];
    assert!(!told(&ten, &stage).contains(MIDDLE));
    assert!(told(&ten[1..], &stage).contains("highest level: 9 of at least 10"));
    // Whoever may call one of two levels as well has met no middle one.
    for call in ["[\"consult\", \"urgent\"]", "[\"information\", \"consult\"]"] {
        let other = staged(&changed(&[("call    = [\"consult\"]", &format!("call    = {call}"))])).scenario;
        let nine_and_it = [&ten[1..], &[other]].concat();
        assert!(told(&nine_and_it, &stage).contains("highest level: 9 of at least 10"), "{call}");
    }
    for (differs, from, to) in [
        ("race", "company     = ", "race = \"black\"\ncompany     = "),
        ("disability", "company     = ", "disability = \"deaf\"\ncompany     = "),
        ("trade", "company     = ", "trade = \"office\"\ncompany     = "),
        ("age", "\"adult\"", "\"older_adult\""),
        ("gender", "\"woman\"", "\"man\""),
    ] {
        let line = format!("pairs of twins that differ in {differs}");
        let mut pair = [stage.scenario.clone(), staged(&changed(&[(from, to)])).scenario];
        pair[1].id = "other".to_owned();
        pair[0].twin = Some(Twin { of: "other".to_owned(), differs });
        assert!(!told(&pair, &stage).contains(&line), "{differs}");
        // Twins whose keys differ are none.
        pair[1].key.call = vec![0];
        assert!(told(&pair, &stage).contains(&line) && told(&pair, &stage).contains("their keys differ"));
    }
}

/// Every level, row, stop, action, indicator and term is reached by a worked example.
#[test]
fn no_part_of_any_questionnaire_is_without_an_example() {
    for shipped in library::QUESTIONNAIRES {
        let out = safelight(&["test", shipped.id, "--need-all"]).done();
        assert!(out.contains(" 0 failed"), "{out}");
    }
}

/// The id of a scenario is its file, and its folder is that of its questionnaire.
#[test]
fn every_scenario_stands_where_it_belongs() {
    for (shipped, stage) in library::SCENARIOS.iter().zip(shipped()) {
        assert_eq!(shipped.id, stage.scenario.id);
        let path = format!("{}/scenarios/{}.toml", stage.scenario.edition.id, stage.scenario.id);
        assert_eq!(shipped.path, path);
    }
}
