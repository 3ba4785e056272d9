//! The way back over a decision: one that was taken back stands no more and is made anew, wherever it stands and
//! however far one goes back, and the debrief holds the decisions that stand.

use std::collections::BTreeSet;

use safelight::conversation::{Reply, Turn};
use safelight::practice::{Debrief, Played, debrief};
use safelight::records::Ended;

use crate::practice_stage::{Press, Stage, changed, none, place_of, played, shipped, staged};

fn reviewed(stage: &Stage, played: &Played) -> Debrief {
    debrief(&stage.scenario, &stage.questionnaire, played)
}

/// The decisions that a debrief holds, in its order.
fn decided<'d>(stage: &Stage, debrief: &'d Debrief) -> Vec<&'d str> {
    let is_one = |id: &str| stage.scenario.decisions.iter().any(|decision| decision.id == id);
    debrief.steps.iter().map(|step| step.id.as_str()).filter(|id| is_one(id)).collect()
}

/// Where a trainee turns around, the first time that they see it.
#[derive(Clone, Copy, Debug)]
enum From {
    Decision,
    Happens,
    Next,
}

/// Plays everything right, but turns around once at or after a decision and goes so many steps back.
fn turned_around(stage: &Stage, id: &str, from: From, steps: usize) -> Option<(Played, usize)> {
    let (mut seen, mut left, mut turned) = (0, steps, false);
    let mut came_of_it = false;
    let played = played(stage, |point, turn| {
        let happens = turn.heading.as_deref() == Some("What happens");
        let decides = point == id && turn.heading.as_deref() == Some("You decide");
        seen += usize::from(decides);
        let here = match from {
            From::Decision => decides,
            From::Happens => happens && came_of_it,
            From::Next => !happens && !decides && came_of_it,
        };
        came_of_it = decides || (came_of_it && happens);
        if !turned && here {
            turned = true;
        }
        if turned && left > 0 && turn.back {
            left -= 1;
            return Some(Press::Back);
        }
        left = if turned { 0 } else { left };
        None
    });
    turned.then_some((played, seen))
}

/// However one goes back over it, every decision is made once more and stands in the debrief once.
#[test]
fn whoever_goes_back_over_a_decision_comes_to_it_anew() {
    let mut looked_at = 0;
    for stage in shipped().into_iter().filter(|stage| !stage.scenario.decisions.is_empty()) {
        let right = reviewed(&stage, &played(&stage, none));
        let expected = decided(&stage, &right);
        for decision in &stage.scenario.decisions {
            for (from, steps) in [(From::Decision, 1), (From::Happens, 2), (From::Next, 2), (From::Next, 4)] {
                let told = format!("{}: {} {from:?} {steps}", stage.scenario.id, decision.id);
                let Some((again, seen)) = turned_around(&stage, &decision.id, from, steps) else { continue };
                let again = reviewed(&stage, &again);
                assert_eq!(decided(&stage, &again), expected, "{told}");
                assert!(again.steps.iter().all(|step| step.well), "{told}");
                assert_eq!(again.ended, right.ended, "{told}");
                assert!(seen >= 2 || matches!(from, From::Decision), "{told}: seen {seen}");
                looked_at += 1;
            }
        }
    }
    assert!(looked_at > 150, "{looked_at}");
}

/// `least.toml`, where what is heard of the threats and of what is needed rests on the decision before it.
fn rests_on_it() -> String {
    changed(&[
        (
            "[[item]]\nquestion = \"seen_spoken_for\"",
            "[[item]]\nquestion = \"threats\"\nafter    = [\"wait\"]\nhear     = \"“No. They only laugh.”\"\n\
             right    = \"no\"\nbecause  = \"It is a no.\"\n\n\
             [[item]]\nquestion = \"needs_now\"\nhear     = \"“Nothing.”\"\nright    = [\"nothing\"]\n\
             because  = \"It is a no.\"\n\n\
             [[item]]\nquestion = \"needs_now\"\nafter    = [\"wait\"]\nhear     = \"“A bed.”\"\nright    = [\"bed\"]\n\
             because  = \"They said it.\"\n\n[[item]]\nquestion = \"seen_spoken_for\"",
        ),
        ("needs_now      = [\"bed\"]\n", ""),
    ])
}

/// Whoever has answered what comes after a decision and goes back over it is asked that anew as well: the person
/// says something else then.
#[test]
fn what_was_answered_after_a_decision_is_asked_anew() {
    let stage = staged(&rests_on_it());
    let mut trail: Vec<String> = Vec::new();
    let mut back = 0;
    let again = played(&stage, |point, turn| {
        trail.push(point.to_owned());
        let first = trail.iter().filter(|known| *known == "phone").count() == 1;
        match point {
            "phone" => Some(Press::One(place_of(turn, if first { "Ask who calls" } else { "Wait" }))),
            // Back over what is needed, the threats and the decision, to the papers.
            "goals" if back == 0 => {
                back = 1;
                Some(Press::Back)
            }
            "needs_now" | "threats" if (1..3).contains(&back) => {
                back += 1;
                Some(Press::Back)
            }
            _ => None,
        }
    });
    let trail: Vec<&str> = trail.iter().map(String::as_str).collect();
    let from = trail.iter().position(|at| *at == "goals").unwrap();
    assert_eq!(
        &trail[from..from + 9],
        ["goals", "needs_now", "threats", "phone", "", "threats", "needs_now", "goals", "review"]
    );
    let review = reviewed(&stage, &again);
    assert!(review.steps.iter().all(|step| step.well));
    let of = |id: &str| review.items.iter().find(|item| item.id == id).unwrap();
    assert!(of("threats").fullest && of("needs_now").fullest && of("needs_now").given == "A place to sleep");
}

/// Taken back and not made again, because the conversation was ended before it: it stands no more.
#[test]
fn a_decision_that_was_taken_back_and_not_made_again_is_in_no_debrief() {
    let stage = staged(&rests_on_it());
    for stops_at in ["phone", "papers"] {
        let (mut phones, mut ended) = (0, false);
        let again = played(&stage, |point, turn: &Turn| {
            phones += usize::from(point == "phone");
            match point {
                "threats" if phones == 1 => Some(Press::Back),
                "phone" if phones == 2 && stops_at == "papers" => Some(Press::Back),
                point if point == stops_at && phones == 2 && !ended => {
                    assert!(point != "phone" || turn.given == Some(Reply::choose("wait")), "shown as chosen");
                    ended = true;
                    Some(Press::Stop)
                }
                _ => None,
            }
        });
        assert!(again.ended == Ended::Stopped && again.decided.is_empty(), "{stops_at}");
        assert!(decided(&stage, &reviewed(&stage, &again)).is_empty(), "{stops_at}");
    }
}

/// Going back past the point at which the talk should have ended does not make the person silent there, and does
/// not mend what was done.
#[test]
fn before_the_point_at_which_it_should_end_everything_is_heard() {
    let stage = crate::practice_stage::shipped_one("cousin-stays");
    let (mut backs, mut heard) = (0, BTreeSet::new());
    let again = played(&stage, |point, turn| {
        heard.extend(turn.heard.iter().cloned());
        match point {
            "private" if backs == 0 => Some(Press::One(0)),
            _ if turn.back && backs < 5 && (backs > 0 || point == "interpreter") => {
                backs += 1;
                heard.clear();
                Some(Press::Back)
            }
            _ => None,
        }
    });
    assert!(backs >= 3, "{backs}");
    let review = reviewed(&stage, &again);
    assert_eq!(decided(&stage, &review), ["ask_alone", "stays"]);
    assert!(review.as_the_key && review.steps.iter().all(|step| step.well));
    assert!(stage.scenario.decisions.iter().all(|decision| heard.contains(&decision.hear)), "{heard:?}");
}
