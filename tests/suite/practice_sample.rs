//! The sample class: twelve invented trainees, each with a way of their own to go wrong, in three scenarios,
//! two of them twins. To write the files of `tests/practice/class/` anew, after a scenario has changed:
//! `SAFELIGHT_BLESS=1 cargo test --test suite practice_sample`.
#![expect(clippy::disallowed_methods, reason = "the files of the sample are compared and written")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use safelight::conversation::{Turn, Wanted};
use safelight::export::text;
use safelight::practice::{
    Certification, Results, Taken, class, class_document, debrief, debrief_document, played as played_back,
    training_result,
};
use safelight::records::read_training_result;

use serde_json::{Value, json};

use crate::practice_stage::{Press, Stage, debriefed, played, shipped, shipped_one};
use crate::records::Schema;

const SCENARIOS: [&str; 3] = ["cook-upstairs", "nine-weeks", "nine-weeks-b"];
const DATE: &str = "2026-11-25";

/// A way to go wrong.
#[derive(Clone, Copy, PartialEq)]
enum Habit {
    /// Hardly ever wrong.
    Careful,
    /// Sees signs where none are, and more of them in one twin than in the other.
    Alarmed,
    /// Plays things down.
    Soothing,
    /// Makes a no of what was not said.
    FillsSilence,
    /// Leaves out what should be said first.
    Hasty,
}

/// The trainees, T01 to T12.
const TRAINEES: [Habit; 12] = [
    Habit::Careful,
    Habit::Alarmed,
    Habit::Careful,
    Habit::Soothing,
    Habit::Hasty,
    Habit::Careful,
    Habit::FillsSilence,
    Habit::Alarmed,
    Habit::Careful,
    Habit::Soothing,
    Habit::Hasty,
    Habit::Careful,
];

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/practice/class")
}

fn code(place: usize) -> String {
    format!("T{:02}", place + 1)
}

/// The last two play only two of the three.
fn plays(place: usize, scenario: &str) -> bool {
    place < 10 || scenario != "cook-upstairs"
}

/// Whether a trainee slips here: the same for the same trainee, scenario and point, so many times in a hundred.
fn slips(place: usize, scenario: &str, point: &str, percent: u64) -> bool {
    let text = format!("{place}/{scenario}/{point}");
    let hash = text.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    (hash >> 17) % 100 < percent
}

fn yes_or_no(turn: &Turn) -> bool {
    matches!(&turn.wanted, Wanted::One(items) if items.len() == 2 && items[0].label == "Yes")
}

/// The reply of a trainee where it is not the right one.
fn mistake(place: usize, scenario: &str, point: &str, turn: &Turn) -> Option<Press> {
    let slips = |percent| slips(place, scenario, point, percent);
    let to_say = matches!(&turn.wanted, Wanted::One(items) if items[0].label.starts_with("I say this"));
    let hard = turn.progress.is_some() && yes_or_no(turn);
    // A no to these is the sign.
    let turned = ["free_to_leave", "can_stop_work", "safe_tonight"].contains(&point);
    let (alarming, reassuring) = if turned { (1, 0) } else { (0, 1) };
    match TRAINEES[place] {
        // Whoever is careful leaves nothing open on which other questions rest.
        Habit::Careful if hard && point != "works" && slips(3) => Some(Press::Declined),
        Habit::Alarmed if hard && slips(if scenario == "nine-weeks" { 30 } else { 22 }) => {
            Some(Press::One(alarming))
        }
        Habit::Alarmed if point == "worker_concern" => Some(Press::One(2)),
        Habit::Soothing if hard && slips(45) => Some(Press::One(reassuring)),
        Habit::Soothing if point == "worker_concern" => Some(Press::One(0)),
        Habit::FillsSilence if hard && turn.heard.iter().any(|heard| heard.contains("rather")) => {
            Some(Press::One(1))
        }
        Habit::Hasty | Habit::FillsSilence if to_say && point == "limits" => Some(Press::One(1)),
        Habit::Hasty if to_say && slips(30) => Some(Press::One(1)),
        Habit::Hasty if point.starts_with("break.") => Some(Press::One(0)),
        _ => None,
    }
}

/// Returns the name and the text of every file of the sample.
fn files() -> Vec<(String, String)> {
    let mut files = Vec::new();
    for scenario in SCENARIOS {
        let stage = shipped_one(scenario);
        for place in (0..TRAINEES.len()).filter(|place| plays(*place, scenario)) {
            let mut result = played(&stage, |point, turn| mistake(place, scenario, point, turn));
            let levels = stage.questionnaire.outcomes[0].levels.len();
            match TRAINEES[place] {
                Habit::Alarmed => result.call = Some(levels - 1),
                Habit::Soothing => result.call = Some(0),
                _ => {}
            }
            let version = env!("CARGO_PKG_VERSION");
            let text =
                training_result(&stage.scenario, &stage.questionnaire, &result, &code(place), DATE, version);
            files.push((format!("{}-{scenario}.json", code(place).to_lowercase()), text));
        }
    }
    files
}

#[test]
fn the_sample_class_is_what_its_trainees_do() {
    let files = files();
    if std::env::var("SAFELIGHT_BLESS").is_ok_and(|value| value == "1") {
        fs::create_dir_all(folder()).unwrap();
        for (name, text) in &files {
            fs::write(folder().join(name), text).unwrap();
        }
    }
    let there: BTreeSet<String> = fs::read_dir(folder())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    assert_eq!(there, files.iter().map(|(name, _)| name.clone()).collect::<BTreeSet<_>>());
    for (name, text) in files {
        assert!(
            fs::read_to_string(folder().join(&name)).unwrap() == text,
            "{name}: see the head of this file"
        );
    }
}

/// What the habits do is seen in the view of the class, each in its own place.
#[test]
fn the_view_shows_each_habit_where_it_belongs() {
    let stages: Vec<Stage> = SCENARIOS.iter().map(|id| shipped_one(id)).collect();
    let results: Vec<Results<'_>> = stages
        .iter()
        .map(|stage| {
            let of_it =
                files().into_iter().filter(|(name, _)| name[4..] == format!("{}.json", stage.scenario.id));
            let taken = of_it.map(|(_, text)| {
                let result = read_training_result(&text).unwrap();
                let played = played_back(&result, &stage.scenario, &stage.questionnaire).unwrap();
                Taken { trainee: result.trainee, played }
            });
            Results { scenario: &stage.scenario, questionnaire: &stage.questionnaire, taken: taken.collect() }
        })
        .collect();
    let set = SCENARIOS.map(str::to_owned).into();
    let view = class(&results, Some(Certification { set, threshold: 90 }));
    assert_eq!(view.trainees.len(), 12);
    for (place, one) in view.trainees.iter().enumerate() {
        assert_eq!(one.code, code(place));
        match TRAINEES[place] {
            Habit::Careful if place < 10 => assert!(one.certified, "{}", one.code),
            Habit::Careful => assert!(!one.certified && one.scenarios == 2, "{}: one is missing", one.code),
            Habit::Alarmed => assert!(one.over > one.under && !one.certified, "{}", one.code),
            Habit::Soothing => assert!(one.under > one.over, "{}", one.code),
            Habit::FillsSilence => assert!(one.alike < one.items, "{}", one.code),
            // What is left out is seen in the steps; in the items where one with a reason hangs on it.
            Habit::Hasty => assert!(one.steps_well < one.steps && one.alike <= one.items, "{}", one.code),
        }
    }
    let unheard = |place: usize| view.trainees[place].alike < view.trainees[place].items;
    assert!(unheard(4), "T05 left out a step of the cook on which an item hangs");
    let [pair] = view.twins.as_slice() else { panic!("one pair of twins") };
    assert_eq!(pair.differs, "gender");
    assert!(pair.twins.first_higher + pair.twins.second_higher > 0, "the alarmed differ between twins");
    let shown = text::write(&class_document(&view), 110);
    for words in
        ["Krippendorff's alpha", "Gwet's AC1", "Cohen's kappa", "Most missed", "Twins: one fact changed"]
    {
        assert!(shown.contains(words), "{words}");
    }
    assert!(!shown.contains("NaN") && !shown.contains("inf"));
}

/// What practice writes for other programs keeps the form that its schema fixes.
#[test]
fn results_and_debriefs_hold_their_schemas() {
    let result = Schema::of(include_str!("../schema/training-result.schema.json"));
    for (name, text) in files() {
        let json: Value = serde_json::from_str(&text).unwrap();
        assert!(result.holds(&json), "{name}");
        let mut other = json.clone();
        other["answers"] = json!([]);
        assert!(!result.holds(&other), "a key of a screening has no place in {name}");
    }
    let form = Schema::of(include_str!("../schema/training-debrief.schema.json"));
    for (place, stage) in shipped().iter().enumerate() {
        for habit in 0..5 {
            let did = debriefed(stage, |point, turn| mistake(habit, &stage.scenario.id, point, turn));
            let json: Value = serde_json::from_str(&debrief_document(
                &stage.scenario,
                &did,
                (place % 2 == 0).then(|| did.figures()),
            ))
            .unwrap();
            assert!(form.holds(&json), "{}", stage.scenario.id);
            assert!(!result.holds(&json));
        }
    }
}

/// The debrief of a trainee and the class count alike.
#[test]
fn a_debrief_and_the_class_count_alike() {
    for scenario in SCENARIOS {
        let stage = shipped_one(scenario);
        for (name, text) in files().into_iter().filter(|(name, _)| name[4..] == format!("{scenario}.json")) {
            let result = read_training_result(&text).unwrap();
            let did = played_back(&result, &stage.scenario, &stage.questionnaire).unwrap();
            let figures = debrief(&stage.scenario, &stage.questionnaire, &did).figures();
            let taken = vec![Taken { trainee: result.trainee, played: did }];
            let (scenario, questionnaire) = (&stage.scenario, &stage.questionnaire);
            let view = class(&[Results { scenario, questionnaire, taken }], None);
            let one = &view.trainees[0];
            assert_eq!((one.alike, one.items), (figures.items_as_the_key, figures.items), "{name}");
            assert_eq!((one.over, one.under), (figures.over, figures.under), "{name}");
            assert_eq!((one.steps_well, one.steps), (figures.steps_as_the_key, figures.steps), "{name}");
        }
    }
}
