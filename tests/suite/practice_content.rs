//! The content that practice comes with: every scenario reads without a word of advice, the collection
//! lacks nothing, and no level, stop or action of any questionnaire is left without an example.

use safelight::library;
use safelight::practice::lacking;

use crate::practice_stage::shipped;
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
    let without = |wanted: fn(&safelight::practice::Scenario) -> bool| {
        lacking(all.iter().copied().filter(|(scenario, _)| !wanted(scenario))).join("\n")
    };
    assert!(without(|s| s.person.facet("gender") == "man").contains("men: 0"));
    assert!(without(|s| s.person.facet("age") != "adult").contains("under 18"));
    assert!(without(|s| s.person.forms.is_empty()).contains("not trafficked"));
    // A form that no questionnaire asks about needs no scenario; the collection must have those that one does.
    assert!(!without(|_| true).contains("forced marriage"));
    assert!(without(|s| s.twin.is_some()).contains("pairs of twins: 0"));
    assert!(without(|s| s.person.forms.iter().any(|form| form.id == "servitude")).contains("servitude: 0"));
    assert!(without(|s| s.id == "nine-weeks-b").contains("its twin nine-weeks-b is not here"));
    let listed = safelight(&["practice", "--list", "--need-mix"]).done();
    for shipped in library::SCENARIOS {
        assert!(listed.contains(&format!("* {}\n", shipped.id)), "{}", shipped.id);
    }
    assert!(listed.contains("Nothing that it should hold."));
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
