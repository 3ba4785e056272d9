//! A talk that ends otherwise than the key's: what is told after it, and the debrief, speak of what happened and of
//! nothing else.

use std::collections::BTreeSet;

use safelight::conversation::{Dialogue, Point, Setting, Turn};
use safelight::export::text;
use safelight::practice::{Debrief, Play, debrief, document};
use safelight::records::Ended;

use crate::practice_stage::{Press, Stage, Trainee, changed, shipped, staged};

/// How a trainee ends a talk.
#[derive(Clone, Copy, Debug)]
enum Ends {
    /// Stops at the question of this place among those that come up.
    At(usize),
    /// Goes to the page for danger there, and stops.
    Danger(usize),
    /// Answers the gate of this place so that the talk does not go on.
    Gate(usize),
    /// Takes a no for the agreement.
    Consent,
    /// Takes down an age under 18.
    Child,
}

/// A talk that was ended: its turns, those after its end, and its debrief.
struct Cut {
    turns: Vec<Turn>,
    end: usize,
    debrief: Debrief,
    document: String,
}

fn ended(stage: &Stage, ends: Ends) -> Option<Cut> {
    let (mut questions, mut end, mut count) = (0, None, 0);
    let mut gates = 0;
    let mut trainee = Trainee::new(stage, |point, turn| {
        count += 1;
        let at_question = matches!(turn.at, Point::Question(_)) && end.is_none();
        questions += usize::from(at_question);
        let at_gate = matches!(turn.at, Point::Gate(_)) && end.is_none();
        gates += usize::from(at_gate);
        let press = match ends {
            Ends::At(place) if at_question && questions == place => Press::Stop,
            Ends::Danger(place) if at_question && questions == place => Press::Danger,
            Ends::Gate(place) if at_gate && gates == place => {
                let questionnaire = &stage.questionnaire;
                let Point::Gate(gate) = turn.at else { unreachable!() };
                Press::One(usize::from(questionnaire.gates[gate].proceed_on))
            }
            Ends::Child if point == "age_band" && end.is_none() => Press::One(0),
            Ends::Consent if point == "consent" && end.is_none() => Press::One(1),
            _ => return None,
        };
        end = Some(count);
        Some(press)
    });
    let mut play = Play::new(&stage.scenario, &stage.questionnaire, Setting::practice());
    trainee.lead(&mut play as &mut dyn Dialogue);
    let turns = std::mem::take(&mut trainee.turns);
    drop(trainee);
    let mut played = play.played();
    if played.ended.is_scored() {
        played.offers = Some(Vec::new());
    }
    let debrief = debrief(&stage.scenario, &stage.questionnaire, &played);
    let blocks = document(&stage.scenario, &stage.questionnaire, &debrief, &[], Some(debrief.figures()));
    Some(Cut { turns, end: end?, debrief, document: text::write(&blocks, 100_000) })
}

/// Everything that the scenario tells of a talk, with what it is.
fn told_of_the_talk(stage: &Stage) -> Vec<(&'static str, &str)> {
    let scenario = &stage.scenario;
    let mut told = vec![("key", scenario.key.because.as_str()), ("teaching", scenario.teaching.as_str())];
    told.extend(scenario.questions.iter().map(|question| ("question", question.as_str())));
    told.extend(scenario.entries.iter().filter_map(|entry| Some(("hear", entry.hear.as_deref()?))));
    told.extend(scenario.decisions.iter().map(|decision| ("decision", decision.hear.as_str())));
    told
}

#[track_caller]
fn speaks_only_of_what_happened(stage: &Stage, ends: Ends) -> bool {
    let Some(ended) = ended(stage, ends) else { return false };
    let told = format!("{} {ends:?}", stage.scenario.id);
    let (before, after) = ended.turns.split_at(ended.end);
    let heard: BTreeSet<&str> = before.iter().flat_map(|turn| &turn.heard).map(String::as_str).collect();
    if ended.debrief.as_the_key || ended.debrief.went_on {
        return false;
    }
    let document = ended.document.split_whitespace().collect::<Vec<_>>().join(" ");
    for (what, words) in told_of_the_talk(stage) {
        let flat = words.split_whitespace().collect::<Vec<_>>().join(" ");
        if heard.contains(words) || flat.len() < 25 {
            continue;
        }
        assert!(!document.contains(&flat), "{told}: the debrief tells a {what} that there was not: {flat}");
        let narrated = after.iter().flat_map(|turn| &turn.heard).find(|line| *line == words);
        // What is kept is asked of everybody who said something, and answered on the spot.
        let keeps =
            after.iter().any(|turn| turn.at == Point::Keep && turn.heard.iter().any(|line| line == words));
        assert!(narrated.is_none() || keeps, "{told}: after the end a {what} is told: {flat}");
    }
    for step in &ended.debrief.steps {
        for unheard in &step.unheard {
            let came_up = before.iter().any(|turn| turn.say.contains(unheard) || turn.tell.contains(unheard));
            assert!(came_up, "{told}: {unheard} did not come up");
        }
    }
    assert!(!document.contains("That was right here."), "{told}");
    assert!(ended.debrief.offers.is_empty() && ended.debrief.results.iter().all(|it| it.key.is_empty()));
    true
}

#[test]
fn whoever_ends_the_questions_early_is_told_of_nothing_that_was_not() {
    let mut looked_at = 0;
    for stage in shipped() {
        for ends in [Ends::At(1), Ends::At(6), Ends::At(15), Ends::Danger(1), Ends::Danger(9)] {
            looked_at += usize::from(speaks_only_of_what_happened(&stage, ends));
        }
    }
    assert!(looked_at > 200, "{looked_at}");
}

#[test]
fn a_gate_or_a_no_that_ends_the_talk_is_told_as_it_was() {
    let mut looked_at = 0;
    for stage in shipped() {
        for ends in [Ends::Gate(1), Ends::Gate(2), Ends::Gate(3), Ends::Consent] {
            looked_at += usize::from(speaks_only_of_what_happened(&stage, ends));
        }
    }
    assert!(looked_at > 120, "{looked_at}");
}

/// An age that the person did not say ends the questions as well.
#[test]
fn a_stop_that_comes_of_a_wrong_answer_tells_nothing_of_the_talk_that_was_not() {
    let looked_at = shipped().iter().filter(|stage| speaks_only_of_what_happened(stage, Ends::Child)).count();
    assert!(looked_at > 20, "{looked_at}");
    // It can be taken back, and then everything is heard.
    let stage = crate::practice_stage::shipped_one("cook-upstairs");
    let (mut slip, mut back) = (true, true);
    let again = crate::practice_stage::debriefed(&stage, |point, turn| match (point, turn.at) {
        ("age_band", _) if slip => {
            slip = false;
            Some(Press::One(0))
        }
        (_, Point::Stop(_)) if back => {
            back = false;
            Some(Press::Back)
        }
        _ => None,
    });
    assert!(!slip && !back && again.as_the_key);
    assert!(again.items.iter().all(|item| item.is_as_the_key() || item.because.is_none()));
}

/// The same ending at another point is not the key's.
#[test]
fn stopping_elsewhere_than_the_person_wished_is_not_right_here() {
    let wished = staged(&changed(&[
        (
            "hear     = \"“No. It is quiet there.”\"\nright    = \"no\"",
            "hear     = \"“I want to stop.”\"\nright    = \"stop\"",
        ),
        (
            "expect  = {concern = \"consult\"}\nending  = \"finished\"",
            "expect  = {concern = [\"consult\", \"urgent\"]}\nending  = \"stopped\"",
        ),
        ("needs_now      = [\"bed\"]\n", ""),
        ("goals          = \"My papers.\"\n", ""),
        ("needs   = [\"housing\"]", "needs   = []"),
    ]));
    let early = ended(&wished, Ends::At(2)).unwrap();
    assert_eq!((early.debrief.ended, early.debrief.should_end), (Ended::Stopped, Ended::Stopped));
    assert!(!early.debrief.as_the_key && early.document.contains("but at another point"));
    let right = ended(&wished, Ends::At(5)).unwrap();
    assert!(right.debrief.as_the_key && right.document.contains("That was right here."));
    assert!(right.document.contains("Limits first."));
}

/// Whoever stopped and then ends their own part as well has still stopped where they did.
#[test]
fn the_own_part_can_be_ended_and_changes_nothing_of_where_it_stopped() {
    let stage = staged(&changed(&[]));
    let mut stops = 0;
    let mut trainee = Trainee::new(&stage, |point, turn| {
        let stop = matches!(point, "threats" | "seen_spoken_for") && matches!(turn.at, Point::Question(_));
        stops += usize::from(stop);
        stop.then_some(Press::Stop)
    });
    let mut play = Play::new(&stage.scenario, &stage.questionnaire, Setting::practice());
    trainee.lead(&mut play);
    drop(trainee);
    assert_eq!(stops, 2);
    assert_eq!(play.played().stopped_at, stage.questionnaire.find("threats").map(Point::Question));
}
