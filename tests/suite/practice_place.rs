//! Where a scenario is set and how its talk is held: it is said before anything of it, and what is shown is from there.

use safelight::conversation::{Dialogue, Point, Setting, Turn};
use safelight::library;
use safelight::practice::{Play, PracticeSession, PracticeSetting};
use safelight::questionnaire::Kind;
use safelight::source::Source;
use safelight::translation::WordingAtHand;

use crate::practice_stage::{Press, Stage, Trainee, changed, none, shipped, shipped_one, stage_of, staged};
use crate::run::{Home, safelight};

fn first_page(stage: &Stage, setting: Setting<'_>) -> String {
    let session =
        PracticeSession::new(&stage.scenario, &stage.questionnaire, setting, PracticeSetting::Alone);
    session.turn().unwrap().tell.join("\n")
}

/// Returns the turns of a practice in which everything is right.
fn turns(stage: &Stage) -> Vec<Turn> {
    let mut trainee = Trainee::new(stage, none);
    let mut play = Play::new(&stage.scenario, &stage.questionnaire, Setting::practice());
    trainee.lead(&mut play);
    std::mem::take(&mut trainee.turns)
}

#[test]
fn the_first_page_says_where_it_is() {
    for stage in shipped() {
        let page = first_page(&stage, Setting::practice());
        let country = match stage.scenario.area() {
            Some("us") => "set in the United States.",
            Some("uk") => "set in the United Kingdom.",
            Some("ca") => "set in Canada.",
            Some("au") => "set in Australia.",
            _ => "It could be anywhere.",
        };
        assert!(page.contains(country), "{}: {page}", stage.scenario.id);
        let held = stage.scenario.held.map_or("", |held| held.label());
        assert!(held.is_empty() || page.contains(&format!("The talk is held {held}.")), "{page}");
    }
}

/// The law and the numbers are those of the scenario's country, whatever the settings say; a scenario that could be
/// anywhere has those of the settings.
#[test]
fn a_scenario_abroad_has_the_law_and_the_numbers_of_there() {
    let home = Home::new();
    home.file("safelight/config.toml", "jurisdiction = \"us-nj\"\n");
    let screens = |id: &str| {
        // To the situation, the page for danger, and out.
        let ran = home.run_with(&["practice", "--plain", id], b"1\n1\n!\n1\nq\n3\n1\n");
        assert_eq!(ran.code, Some(0), "{}{}", ran.out, ran.err);
        ran.out
    };
    for (id, country, number, law) in [
        ("site-cabin", "the United Kingdom. The law and the numbers", "999", ""),
        ("warm-hands", "Canada. The law and the numbers", "911", ""),
        ("brown-tap", "Australia. The numbers", "000", "There is no text here on the law of Australia."),
        ("night-shift", "the United States. The law and the numbers", "911", ""),
        (
            "cousin-stays",
            "could be anywhere. The law and the numbers on the screens are those of the United States, as",
            "911",
            "",
        ),
    ] {
        let out = screens(id);
        assert!(out.contains(country) && out.contains(number) && out.contains(law), "{id}: {out}");
        assert!(number == "911" || !out.contains("911"), "{id}: {out}");
    }
    let unset = safelight(&["practice", "--plain", "cousin-stays"]);
    assert!(unset.out.contains("since your settings name no `jurisdiction`"), "{}", unset.out);
}

/// A talk by telephone or video has the words of the questionnaire for that, in the talk, on the page for danger and
/// in the debrief.
#[test]
fn a_talk_from_afar_has_its_words() {
    let line = "minutes       = 5\nheld          = \"telephone\"";
    let stage = staged(&changed(&[("minutes       = 5", line)]));
    assert!(stage.scenario.is_remote());
    for (id, remote) in [("the-kettle", true), ("green-wall", true), ("night-shift", false)] {
        let stage = shipped_one(id);
        let gate = stage.questionnaire.gates.iter().find(|gate| gate.ask_remote.is_some()).unwrap();
        let words = gate.asked(remote);
        let asked = |turn: &Turn| turn.tell.iter().any(|told| told == words);
        assert!(turns(&stage).iter().any(asked), "{id}: {words}");
        let mut danger = String::new();
        let mut trainee = Trainee::new(&stage, |_, turn| match turn.at {
            Point::Gate(0) if danger.is_empty() => Some(Press::Danger),
            Point::Danger => {
                danger = turn.tell.join(" ");
                Some(Press::One(0))
            }
            _ => None,
        });
        let mut play = Play::new(&stage.scenario, &stage.questionnaire, Setting::practice());
        trainee.lead(&mut play);
        drop(trainee);
        assert_eq!(danger.contains("The person is somewhere else"), remote, "{id}: {danger}");
    }
}

/// Where the person speaks another language, what is read aloud to them and what they say without words of their own
/// is in it, with the questionnaire's beneath or beside; what is right is the same.
#[test]
fn a_person_who_speaks_another_language_is_spoken_to_and_heard_in_it() {
    let text = library::find(library::SCENARIOS, "cook-upstairs").unwrap().source().text().to_owned();
    let spoken = text.replacen("minutes       = 15", "minutes       = 15\nspoken        = \"es\"", 1);
    let stage = stage_of(&Source::new("spoken.toml", spoken));
    let missing = first_page(&stage, Setting::practice());
    assert!(missing.contains("The person speaks Spanish, and this form is not there in it"), "{missing}");
    let of_form = |one: &&library::ShippedTranslation| one.file.id == "adult-brief";
    let translation = library::TRANSLATIONS.iter().find(of_form).unwrap().file.source();
    let form = library::questionnaire("adult-brief", None).unwrap().source();
    let at_hand = [WordingAtHand::shipped("es", form, translation)];
    let setting = Setting { wordings: &at_hand, ..Setting::practice() };
    let said = first_page(&stage, setting);
    assert!(
        said.contains("The person speaks Spanish: what you read aloud is shown in it, with the English"),
        "{said}"
    );

    let mut trainee = Trainee::new(&stage, none);
    let mut play = Play::new(&stage.scenario, &stage.questionnaire, setting);
    trainee.lead(&mut play);
    let turns = std::mem::take(&mut trainee.turns);
    let heard: Vec<&String> = turns.iter().flat_map(|turn| &turn.heard).collect();
    assert!(heard.iter().any(|words| *words == "“Sí.” (“Yes.”)"), "{heard:?}");
    assert!(heard.iter().any(|words| words.starts_with("The person chooses “") && words.contains("” (“")));
    let aloud = turns.iter().flat_map(Turn::said).filter(|(words, _)| words.contains('¿')).count();
    assert!(aloud > 10, "{aloud}");
    let twin = shipped_one("cook-upstairs");
    let mut trainee = Trainee::new(&twin, none);
    let mut in_english = Play::new(&twin.scenario, &twin.questionnaire, Setting::practice());
    trainee.lead(&mut in_english);
    assert_eq!(play.played().answers, in_english.played().answers);
}

/// The words of an option are no speech: nobody says "25 to 59."
#[test]
fn an_option_is_not_spoken() {
    let mut looked_at = 0;
    for stage in shipped() {
        for turn in turns(&stage) {
            let Point::Question(question) = turn.at else { continue };
            let asked = stage.questionnaire.question(question);
            let labels = asked.kind.options().iter().map(|option| format!("“{}.”", option.label));
            for label in labels {
                assert!(!turn.heard.contains(&label), "{}: {label}", stage.scenario.id);
            }
            if let Kind::Number(_) = asked.kind {
                assert!(turn.heard.iter().all(|heard| heard.matches(' ').count() > 1), "{:?}", turn.heard);
            }
            looked_at += turn.heard.iter().filter(|heard| heard.starts_with("The person chooses “")).count();
        }
    }
    assert!(looked_at > 100, "{looked_at}");
}
