//! What the debrief says of a trainee: one who does everything right, in every scenario that is shipped,
//! and one with a mistake at a time. Which way a mistake leads is computed once more by the second scorer
//! of these tests.

use std::collections::BTreeSet;

use safelight::answers::{Answer, Value};
use safelight::conversation::{Reply, Setting, Turn};
use safelight::practice::{Debrief, Played, PracticeSession, PracticeSetting, debrief, is_rated, play_key};
use safelight::questionnaire::{Question, Questionnaire};
use safelight::records::{Deviation, Direction, Ended, ItemReview, StepReview};

use crate::counts;
use crate::generate::{nothing, values_of};
use crate::naive::{self, Door, Form, Input, Levels, Tri, View, door};
use crate::practice_stage::{
    Press, Stage, Trainee, changed, debriefed, none, place_of, played, shipped, shipped_one, staged,
};

const PAPERS: &str = "Does anyone else keep your papers?";
const THREATS: &str = "Has anyone made threats?";

fn least() -> Stage {
    staged(&changed(&[]))
}

/// One reply at one point; nothing else differs.
fn at(wanted: &'static str, reply: Press) -> impl FnMut(&str, &Turn) -> Option<Press> {
    move |point: &str, _: &Turn| (point == wanted).then(|| reply.clone())
}

/// Several of them.
fn all<const N: usize>(wanted: [(&'static str, Press); N]) -> impl FnMut(&str, &Turn) -> Option<Press> {
    move |point: &str, _: &Turn| wanted.iter().find(|(at, _)| *at == point).map(|(_, reply)| reply.clone())
}

#[track_caller]
fn step<'d>(debrief: &'d Debrief, id: &str) -> &'d StepReview {
    let found: Vec<&StepReview> = debrief.steps.iter().filter(|step| step.id == id).collect();
    assert_eq!(found.len(), 1, "{id} is reviewed once: {:?}", ids(debrief));
    found[0]
}

#[track_caller]
fn item<'d>(debrief: &'d Debrief, id: &str) -> &'d ItemReview {
    debrief.items.iter().find(|item| item.id == id).unwrap_or_else(|| panic!("{id} is not rated"))
}

fn ids(debrief: &Debrief) -> Vec<&str> {
    debrief.steps.iter().map(|step| step.id.as_str()).collect()
}

/// The steps that are not well.
fn unwell(debrief: &Debrief) -> Vec<&str> {
    debrief.steps.iter().filter(|step| !step.well).map(|step| step.id.as_str()).collect()
}

/// The items that are not as the key, with how they differ.
fn differing(debrief: &Debrief) -> Vec<(&str, Deviation, Option<Direction>)> {
    let items = debrief.items.iter().filter(|item| item.difference != Deviation::Same);
    items.map(|item| (item.id.as_str(), item.difference, item.leads)).collect()
}

fn leading(debrief: &Debrief, way: Direction) -> Vec<&str> {
    debrief.leading(way).map(|item| item.id.as_str()).collect()
}

// ---- everything right ----

#[track_caller]
fn is_perfect(stage: &Stage) {
    let id = &stage.scenario.id;
    let played = played(stage, none);
    let key = play_key(&stage.scenario, &stage.questionnaire).played;
    assert_eq!(played.moves, key.moves, "{id}");
    assert_eq!(played.answers, key.answers, "{id}");
    assert_eq!((played.ended, played.breaks), (key.ended, key.breaks), "{id}");
    assert_eq!((&played.decided, played.stopped_at), (&key.decided, key.stopped_at), "{id}");

    let debrief = debrief(&stage.scenario, &stage.questionnaire, &played);
    assert_eq!(unwell(&debrief), [""; 0], "{id}");
    assert_eq!(differing(&debrief), [], "{id}");
    assert!(debrief.steps.iter().all(|step| step.unheard.is_empty() && !step.did.is_empty()), "{id}");
    assert!(debrief.items.iter().all(|item| item.fullest), "{id}");
    assert_eq!(debrief.ended, debrief.should_end, "{id}");
    assert!(debrief.results.iter().all(|it| it.own == it.key && !it.own.is_empty()), "{id}");
    assert_eq!(debrief.results.is_empty(), !debrief.ended.is_scored(), "{id}");
    assert!(debrief.call.as_ref().is_none_or(|call| call.leads.is_none()), "{id}");
    assert_eq!(debrief.call.is_some(), debrief.ended.is_scored(), "{id}");
    assert!(debrief.offers.iter().all(|offer| offer.offered && offer.fits), "{id}");
    let figures = debrief.figures();
    assert_eq!((figures.items_as_the_key, figures.steps_as_the_key), (figures.items, figures.steps), "{id}");
    assert_eq!((figures.over, figures.under), (0, 0), "{id}");

    // Every item of the key that can be rated is, and every decision and every written step.
    let rated: BTreeSet<&str> = debrief.items.iter().map(|item| item.id.as_str()).collect();
    for done in &key.moves {
        let Some(place) = done.heard.filter(|_| is_rated(&stage.questionnaire, done.point)) else { continue };
        let asked = stage.questionnaire.each_question().find(|(question, _)| {
            stage.scenario.entries[place].point == safelight::conversation::Point::Question(*question)
        });
        assert!(rated.contains(asked.unwrap().1.id.as_str()), "{id}");
    }
    for decision in &stage.scenario.decisions {
        assert!(step(&debrief, &decision.id).well, "{id}");
    }
}

#[test]
fn whoever_does_everything_right_has_everything_right() {
    is_perfect(&least());
    let all = shipped();
    println!("{} scenarios", all.len());
    all.iter().for_each(is_perfect);
}

/// So do those with what the shipped ones have not.
#[test]
fn every_way_to_end_can_be_done_right() {
    for text in [stop_wished(), danger_wished(), break_wished(), later_wished(), not_now(), not_agreed()] {
        is_perfect(&staged(&text));
    }
}

const NO_THREATS: &str = "hear     = \"“No. It is quiet there.”\"\nright    = \"no\"";
const AFTER_THREATS: (&str, &str) = (
    "[[item]]\nquestion = \"seen_spoken_for\"\nhear     = \"Nobody else was there.\"\nright    = \"no\"\nalso     = [\"dont_know\"]\nbecause  = \"Nobody spoke.\"\n",
    "",
);
const NEEDS_AND_GOALS: (&str, &str) = ("needs_now      = [\"bed\"]\ngoals          = \"My papers.\"\n", "");
const NOTHING_SCORED: (&str, &str) = (
    "expect  = {concern = \"consult\"}\nending  = \"finished\"\ncall    = [\"consult\"]\nneeds   = [\"housing\"]\n",
    "ending  = \"danger\"\n",
);

/// The person wants to stop at the last hard question.
fn stop_wished() -> String {
    changed(&[
        (NO_THREATS, "hear     = \"“Please, no more.”\"\nright    = \"stop\""),
        NEEDS_AND_GOALS,
        ("ending  = \"finished\"", "ending  = \"stopped\""),
        ("expect  = {concern = \"consult\"}", "expect  = {concern = [\"consult\", \"urgent\"]}"),
        ("needs   = [\"housing\"]", "needs   = []"),
    ])
}

/// At the last hard question it turns out that there is danger.
fn danger_wished() -> String {
    changed(&[
        (NO_THREATS, "hear     = \"“They are in front of the door.”\"\nright    = \"danger\""),
        AFTER_THREATS,
        NEEDS_AND_GOALS,
        NOTHING_SCORED,
    ])
}

/// The person asks for a break before the hard questions.
fn break_wished() -> String {
    changed(&[(
        "[answers]",
        "[[step]]\nat      = \"leave.harm\"\nhear    = \"“Can I have some water first?”\"\nright   = \"break\"\nbecause = \"It was asked for.\"\n\n[answers]",
    )])
}

/// The person wants to come back to the papers.
fn later_wished() -> String {
    changed(&[
        (
            "hear     = \"“I would rather not say.”\"\nright    = \"declined\"",
            "hear     = \"“Later, maybe.”\"\nright    = \"later\"",
        ),
        ("after    = [\"limits\"]", "after    = [\"again\"]"),
    ])
}

/// The talk must not begin.
fn not_now() -> String {
    ends_early(
        "[[step]]\nat      = \"private\"\nhear    = \"The door is closed.\"\nright   = \"yes\"\nbecause = \"Nobody can hear.\"",
        "[[step]]\nat      = \"private\"\nhear    = \"A man stands in the door.\"\nright   = \"no\"\nbecause = \"He can hear.\"",
        "not_now",
    )
}

/// The person does not agree.
fn not_agreed() -> String {
    ends_early(
        "[[step]]\nat      = \"limits\"",
        "[[step]]\nat      = \"consent\"\nhear    = \"“No.”\"\nright   = \"no\"\nbecause = \"It is a no.\"\n\n[[step]]\nat      = \"limits\"",
        "no_consent",
    )
}

fn ends_early(from: &str, to: &str, ending: &str) -> String {
    let text = changed(&[(from, to), NOTHING_SCORED]).replace("\"danger\"", &format!("\"{ending}\""));
    let (start, end) = (text.find("[[decision]]").unwrap(), text.find("[key]").unwrap());
    let mut text = format!("{}{}", &text[..start], &text[end..]);
    if ending == "not_now" {
        let limits = text.find("[[step]]\nat      = \"limits\"").unwrap();
        let key = text.find("[key]").unwrap();
        text.replace_range(limits..key, "");
    }
    text
}

// ---- one mistake at a time ----

#[test]
fn whoever_leaves_out_the_limits_hears_less_and_is_told() {
    let debrief = debriefed(&least(), at("limits", Press::One(1)));
    assert_eq!(unwell(&debrief), ["limits"]);
    assert_eq!(step(&debrief, "limits").unheard, [PAPERS]);
    let papers = item(&debrief, "papers");
    assert_eq!(papers.heard.as_deref(), Some("“I would rather not say.”"));
    assert_eq!((papers.difference, papers.fullest), (Deviation::Same, false));
    assert!(item(&debrief, "threats").fullest);
    // The result is a range: it does not sink.
    assert_eq!(debrief.results[0].own, "Offer information, or: Consult");
    assert_eq!(debrief.results[0].key, "Consult");
}

#[test]
fn silence_is_no_answer_in_either_direction() {
    for (reply, way) in [(Press::One(1), Direction::Down), (Press::One(0), Direction::Up)] {
        let debrief = debriefed(&least(), all([("limits", Press::One(1)), ("papers", reply)]));
        assert_eq!(differing(&debrief), [("papers", Deviation::SilenceFilled, Some(way))]);
        assert_eq!(leading(&debrief, way), ["papers"]);
    }
    // Another word for silence is no value; that it differs leads nowhere.
    let debrief = debriefed(&least(), all([("limits", Press::One(1)), ("papers", Press::DontKnow)]));
    assert_eq!(differing(&debrief), [("papers", Deviation::Other, Some(Direction::Neither))]);
}

#[test]
fn over_and_under_stand_apart() {
    let debrief = debriefed(
        &least(),
        all([
            ("threats", Press::One(0)),
            ("papers", Press::One(1)),
            ("hours_per_week", Press::Line("60".into())),
        ]),
    );
    assert_eq!(
        differing(&debrief),
        [
            ("hours_per_week", Deviation::Other, Some(Direction::Neither)),
            ("papers", Deviation::Other, Some(Direction::Down)),
            ("threats", Deviation::Other, Some(Direction::Up)),
        ]
    );
    assert_eq!(leading(&debrief, Direction::Up), ["threats"]);
    assert_eq!(leading(&debrief, Direction::Down), ["papers"]);
    let figures = debrief.figures();
    assert_eq!((figures.over, figures.under), (1, 1));
    assert_eq!((figures.items_as_the_key, figures.items), (1, 4), "plain answers count where they differ");
}

#[test]
fn what_was_said_and_left_open_lowers_no_more_than_it_hides() {
    let debrief = debriefed(&least(), at("papers", Press::Declined));
    assert_eq!(differing(&debrief), [("papers", Deviation::LeftOpen, Some(Direction::Down))]);
    let debrief = debriefed(&least(), at("threats", Press::DontKnow));
    assert_eq!(differing(&debrief), [("threats", Deviation::LeftOpen, Some(Direction::Up))]);
}

#[test]
fn what_the_key_allows_as_well_is_right() {
    let debrief = debriefed(&least(), at("seen_spoken_for", Press::DontKnow));
    assert_eq!(differing(&debrief), []);
    let debrief = debriefed(&least(), at("seen_spoken_for", Press::Declined));
    assert_eq!(differing(&debrief), [("seen_spoken_for", Deviation::LeftOpen, Some(Direction::Up))]);
}

#[test]
fn a_decision_that_was_chosen_wrongly_has_its_reason() {
    let stage = staged(&changed(&[AFTER_WAITING]));
    is_perfect(&stage);
    let debrief = debriefed(&stage, at("phone", Press::One(1)));
    assert_eq!(unwell(&debrief), ["phone"]);
    let phone = step(&debrief, "phone");
    assert_eq!((phone.did.as_str(), phone.right.as_str()), ("Ask who calls", "Wait"));
    assert_eq!(
        (phone.because.as_str(), phone.unheard.as_slice()),
        ("There is no hurry.", &[THREATS.to_owned()][..])
    );
    assert!(!item(&debrief, "threats").fullest);
}

/// What is heard of the threats only after the right decision.
const AFTER_WAITING: (&str, &str) = (
    "[[item]]\nquestion = \"seen_spoken_for\"",
    "[[item]]\nquestion = \"threats\"\nafter    = [\"wait\"]\nhear     = \"“No. They only laugh.”\"\nright    = \"no\"\nbecause  = \"It is a no.\"\n\n[[item]]\nquestion = \"seen_spoken_for\"",
);

/// A decision is taken back like any answer: from what came of it, and from what comes next. The last time
/// counts, for what is heard as well.
#[test]
fn a_decision_can_be_taken_back() {
    let stage = staged(&changed(&[AFTER_WAITING]));
    for from in ["What happens", "threats"] {
        for (ways, well) in [([1, 0], true), ([0, 1], false)] {
            let mut decided = 0;
            let debrief = debriefed(&stage, |point, turn| match point {
                "phone" => {
                    decided += 1;
                    // Enter keeps what was decided: it is shown as chosen.
                    let before = ["wait", "who"][ways[0]];
                    assert!(decided == 1 || turn.given == Some(Reply::choose(before)), "{from}");
                    let label = ["Wait", "Ask who calls"][ways[decided - 1]];
                    Some(Press::One(place_of(turn, label)))
                }
                _ if decided == 1 && (point == from || turn.heading.as_deref() == Some(from)) => {
                    assert!(turn.back, "{from}: there is a way back");
                    Some(Press::Back)
                }
                _ => None,
            });
            assert_eq!(decided, 2, "{from}");
            assert_eq!(unwell(&debrief).is_empty(), well, "{from}");
            assert_eq!(item(&debrief, "threats").fullest, well, "{from}");
        }
    }
}

/// From a decision one goes back to what was before it, and comes to it anew from there.
#[test]
fn one_can_go_back_over_a_decision() {
    let stage = staged(&changed(&[AFTER_WAITING]));
    for made_before in [false, true] {
        let mut trail: Vec<String> = Vec::new();
        let debrief = debriefed(&stage, |point, _| {
            trail.push(point.to_owned());
            let times = |at: &str| trail.iter().filter(|known| *known == at).count();
            match point {
                "phone" if !made_before && times("phone") == 1 => Some(Press::Back),
                "threats" if made_before && times("threats") == 1 => Some(Press::Back),
                "phone" if made_before && times("phone") == 2 => Some(Press::Back),
                _ => None,
            }
        });
        let trail: Vec<&str> = trail.iter().map(String::as_str).collect();
        let from_phone = trail.iter().position(|at| *at == "phone").unwrap();
        let expected: &[&str] = match made_before {
            false => &["phone", "papers", "phone", "", "threats"],
            true => &["phone", "", "threats", "phone", "papers", "phone", "", "threats"],
        };
        assert_eq!(&trail[from_phone..from_phone + expected.len()], expected);
        assert_eq!(unwell(&debrief), [""; 0]);
        assert!(item(&debrief, "threats").fullest);
    }
}

/// The own call and what would be offered are taken back as well, until the summary shows what is computed.
#[test]
fn the_own_call_can_be_taken_back_until_the_summary() {
    let stage = least();
    let (scenario, questionnaire) = (&stage.scenario, &*stage.questionnaire);
    let mut session =
        PracticeSession::new(scenario, questionnaire, Setting::practice(), PracticeSetting::Alone);
    let mut seen: Vec<String> = Vec::new();
    let mut trainee = Trainee::new(&stage, |_, turn| {
        let heading = turn.heading.clone().unwrap_or_default();
        seen.push(heading.clone());
        let times = seen.iter().filter(|known| **known == heading).count();
        match (heading.as_str(), times) {
            ("Before you practice" | "The situation", _) => Some(Press::One(0)),
            ("Your own call: what would you do next?", 1) => {
                assert!(!turn.back && turn.given.is_none(), "the talk is over");
                Some(Press::One(0))
            }
            ("Your own call: what would you do next?", _) => {
                assert!(turn.given == Some(Reply::choose("level.information")), "shown as chosen");
                Some(Press::One(1))
            }
            ("What would you offer?", 1) | ("The summary", 1) => Some(Press::Back),
            ("What would you offer?", times) => {
                let housing = Reply::ChooseAll(vec!["housing".into()]);
                assert!(turn.given == (times == 3).then_some(housing), "shown as chosen");
                let housing = turn.items().iter().position(|item| item.id.as_str() == "housing");
                Some(Press::Many(vec![housing.unwrap()]))
            }
            ("The summary", _) => Some(Press::One(0)),
            (page, _) => {
                assert!(!page.starts_with("The summary,") || !turn.back, "now it is known");
                None
            }
        }
    });
    trainee.lead(&mut session);
    let (played, review) = session.done().unwrap();
    assert_eq!(played.call, Some(1));
    assert_eq!(played.offers.as_ref().unwrap().iter().map(|need| need.id).collect::<Vec<_>>(), ["housing"]);
    assert!(review.call.as_ref().unwrap().leads.is_none() && review.offers.iter().all(|offer| offer.fits));
}

#[test]
fn stopping_early_is_told_and_what_was_not_asked_is_not_rated() {
    let debrief = debriefed(&least(), at("threats", Press::Stop));
    assert_eq!(debrief.ended, Ended::Stopped);
    assert_eq!(unwell(&debrief), ["ending"]);
    assert!(debrief.items.iter().all(|item| !["threats", "needs_now"].contains(&item.id.as_str())));
    // Whoever goes back has not stopped.
    let mut asked = 0;
    let debrief = debriefed(&least(), |point, _| match point {
        "threats" => {
            asked += 1;
            (asked == 1).then_some(Press::Stop)
        }
        "ending" => Some(Press::One(0)),
        _ => None,
    });
    assert_eq!((debrief.ended, unwell(&debrief)), (Ended::Finished, vec![]));
}

#[test]
fn whoever_leaves_practice_has_no_result() {
    let debrief = debriefed(&least(), all([("threats", Press::Stop), ("ending", Press::One(2))]));
    assert_eq!(debrief.ended, Ended::Left);
    assert!(debrief.results.is_empty() && debrief.call.is_none() && debrief.offers.is_empty());
}

#[test]
fn a_break_that_the_person_wanted_and_did_not_get_is_told() {
    let debrief = debriefed(&least(), at("break.harm", Press::One(0)));
    assert_eq!(unwell(&debrief), ["break.harm"]);
    let debrief = debriefed(&least(), all([("break.harm", Press::One(0)), ("limits", Press::One(1))]));
    assert_eq!(unwell(&debrief), ["limits", "break.harm"]);
}

#[test]
fn words_that_were_left_out_are_told_and_words_said_later_are_said() {
    let debrief = debriefed(&least(), all([("threats", Press::One(0)), ("told", Press::One(1))]));
    assert_eq!(unwell(&debrief), ["told"]);
    // Back to the opening, and said after all.
    let (mut limits, mut consent) = (0, 0);
    let debrief = debriefed(&least(), |point, _| match point {
        "limits" => {
            limits += 1;
            (limits == 1).then_some(Press::One(1))
        }
        "consent" => {
            consent += 1;
            (consent == 1).then_some(Press::Back)
        }
        _ => None,
    });
    assert_eq!((unwell(&debrief), differing(&debrief)), (vec![], vec![]));
}

#[test]
fn a_gate_that_stops_too_much_is_told() {
    for reply in [Press::One(1), Press::DontKnow] {
        let debrief = debriefed(&least(), at("private", reply));
        assert_eq!((debrief.ended, unwell(&debrief)), (Ended::NotNow, vec!["private"]));
        assert!(debrief.items.is_empty() && debrief.results.is_empty());
        assert_eq!(step(&debrief, "private").unheard, [""; 0]);
    }
}

/// Whoever passes a gate that should not be passed hears a person who says nothing, and nothing of that
/// is rated.
#[test]
fn after_the_end_of_the_key_nothing_is_rated() {
    let reckless = |stage: &Stage| {
        debriefed(stage, |point, turn| match point {
            "private" | "consent" => Some(Press::One(0)),
            // Whatever is asked is made a yes of.
            "papers" | "threats" | "works" | "grown" => Some(Press::One(0)),
            "ending" => panic!("{:?}", turn.at),
            _ => None,
        })
    };
    let debrief = reckless(&staged(&not_now()));
    assert_eq!((ids(&debrief), unwell(&debrief)), (vec!["private"], vec!["private"]));
    assert!(debrief.items.is_empty() && debrief.results.is_empty() && debrief.call.is_none());
    assert!(debrief.offers.is_empty());
    assert_eq!((debrief.ended, debrief.should_end), (Ended::Finished, Ended::NotNow));

    let debrief = reckless(&staged(&not_agreed()));
    assert_eq!(ids(&debrief), ["private", "voluntary", "limits", "consent"]);
    assert_eq!(unwell(&debrief), ["consent"]);
    assert!(debrief.items.is_empty() && debrief.results.is_empty());

    // In those that are shipped as well.
    for stage in shipped().iter().filter(|stage| !stage.scenario.key.ending.is_scored()) {
        let key = ids_of_key(stage);
        let debrief = debriefed(stage, |point, turn| {
            if point == "consent" {
                return Some(Press::One(0));
            }
            let gate = stage.questionnaire.gates.iter().find(|gate| gate.id == point)?;
            assert!(turn.mark.is_some());
            Some(Press::One(usize::from(!gate.proceed_on)))
        });
        assert!(
            ids(&debrief).iter().all(|id| key.contains(*id)),
            "{}: {:?}",
            stage.scenario.id,
            ids(&debrief)
        );
        assert_eq!(unwell(&debrief).len(), 1, "{}", stage.scenario.id);
        assert!(debrief.items.is_empty(), "{}", stage.scenario.id);
    }
}

/// The steps of the key.
fn ids_of_key(stage: &Stage) -> BTreeSet<String> {
    debriefed(stage, none).steps.into_iter().map(|step| step.id).collect()
}

#[test]
fn whoever_goes_on_where_the_person_wanted_to_stop_is_told_no_more() {
    for (text, did) in [(stop_wished(), "you stopped"), (danger_wished(), "you went to safety first")] {
        let stage = staged(&text);
        let right = debriefed(&stage, none);
        assert_eq!(step(&right, "ending").did, did);
        assert!(step(&right, "ending").well && step(&right, "phone").well);

        let debrief = debriefed(&stage, at("threats", Press::One(1)));
        let ending = step(&debrief, "ending");
        assert_eq!((ending.well, ending.did.as_str()), (false, "you went on asking"));
        let right = match debrief.should_end {
            Ended::Stopped => "to stop when they ask",
            should => should.in_words(),
        };
        assert_eq!(ending.right, right);
        assert_eq!(ending.because, "The person said no.");
        // The keeping of a copy and the words after it come too late to be rated.
        let known = ids_of_key(&stage);
        let late: Vec<&str> = ids(&debrief).into_iter().filter(|id| !known.contains(*id)).collect();
        assert_eq!(late, [""; 0]);
        let late = ["threats", "needs_now", "seen_spoken_for"];
        assert!(debrief.items.iter().all(|item| !late.contains(&item.id.as_str())));
        // A wrong decision just before is told, whatever came after.
        let debrief = debriefed(&stage, at("phone", Press::One(1)));
        assert_eq!(unwell(&debrief), ["phone"]);
    }
    // Stopped, but somewhere else.
    let debrief = debriefed(&staged(&stop_wished()), at("papers", Press::Stop));
    assert_eq!(unwell(&debrief), ["ending"]);
    assert_eq!(step(&debrief, "ending").did, "you stopped early");
}

/// A wish to stop that only stands in for a missed step is a wish all the same.
#[test]
fn a_wish_that_comes_of_a_missed_step_is_respected_or_not() {
    let stage = staged(&changed(&[(
        "hear     = \"“I would rather not say.”\"\nright    = \"declined\"",
        "hear     = \"“I want to go now.”\"\nright    = \"stop\"",
    )]));
    is_perfect(&stage);
    let went_on = debriefed(&stage, all([("limits", Press::One(1)), ("papers", Press::Declined)]));
    assert_eq!(unwell(&went_on), ["limits", "ending"]);
    assert_eq!(step(&went_on, "ending").did, "you went on asking");
    assert_eq!(step(&went_on, "ending").right, "to stop when they ask");
    assert!(went_on.items.iter().all(|item| item.id != "papers"));
    let stopped = debriefed(&stage, at("limits", Press::One(1)));
    assert_eq!((stopped.ended, unwell(&stopped)), (Ended::Stopped, vec!["limits"]));
    assert!(step(&stopped, "ending").well);
}

#[test]
fn what_was_left_for_later_is_heard_when_it_is_asked_again() {
    let stage = staged(&later_wished());
    let right = debriefed(&stage, none);
    assert_eq!(
        item(&right, "papers").heard.as_deref(),
        Some("“The owner has them. I asked for them twice.”")
    );
    // Never asked again: nothing is wrong, and nothing was heard in full.
    let debrief = debriefed(&stage, at("left", Press::One(1)));
    assert_eq!(differing(&debrief), []);
    assert!(!item(&debrief, "papers").fullest);
    // Made a no of at once.
    let debrief = debriefed(&stage, at("papers", Press::One(1)));
    assert_eq!(differing(&debrief), [("papers", Deviation::SilenceFilled, Some(Direction::Down))]);
    // Left for later once more at the end.
    let debrief = debriefed(&stage, at("papers", Press::Later));
    assert_eq!(differing(&debrief), [("papers", Deviation::LeftOpen, Some(Direction::Down))]);
    assert!(item(&debrief, "papers").fullest);
}

#[test]
fn a_block_that_was_skipped_is_not_rated_and_one_left_for_later_comes_again() {
    let debrief = debriefed(&least(), at("leave.harm", Press::One(1)));
    assert_eq!(unwell(&debrief), ["leave.harm"]);
    assert!(debrief.items.iter().all(|item| item.id != "papers" && item.id != "threats"));
    let mut times = 0;
    let debrief = debriefed(&least(), |point, _| {
        times += usize::from(point == "leave.harm");
        (point == "leave.harm" && times == 1).then_some(Press::One(2))
    });
    assert_eq!((unwell(&debrief), differing(&debrief)), (vec![], vec![]), "the last time counts");
}

#[test]
fn a_note_at_the_place_of_a_wish_is_no_answer() {
    let mut times = 0;
    let debrief = debriefed(&staged(&stop_wished()), |point, _| {
        times += usize::from(point == "threats");
        (point == "threats" && times < 3)
            .then(|| if times == 1 { Press::Note("no more".into()) } else { Press::Reworded })
    });
    assert_eq!(unwell(&debrief), [""; 0]);
    assert_eq!(debrief.reworded, [THREATS]);
}

#[test]
fn the_own_call_leads_somewhere_too() {
    let stage = least();
    let call = |level: Option<usize>| {
        let mut played = played(&stage, none);
        played.call = level;
        debrief(&stage.scenario, &stage.questionnaire, &played).call.unwrap().leads
    };
    assert_eq!(call(Some(0)), Some(Direction::Down));
    assert_eq!(call(Some(1)), None);
    assert_eq!(call(Some(2)), Some(Direction::Up));
    assert_eq!(call(None), None);
}

#[test]
fn offers_are_too_many_or_too_few() {
    let stage = least();
    let mut played = played(&stage, none);
    played.offers = Some(
        safelight::vocabulary::find(safelight::vocabulary::NEEDS, "trafficking_support")
            .into_iter()
            .collect(),
    );
    let debrief = debrief(&stage.scenario, &stage.questionnaire, &played);
    let offers: Vec<_> =
        debrief.offers.iter().map(|offer| (offer.need.as_str(), offer.offered, offer.fits)).collect();
    assert!(offers.contains(&("trafficking_support", true, false)), "{offers:?}");
    assert!(offers.contains(&("housing", false, true)), "{offers:?}");
    assert_eq!(offers.len(), 2);
}

/// The classic of the first shipped scenario: the limits are left out, and both answers stay open.
#[test]
fn the_cook_tells_nothing_of_her_papers_to_whoever_leaves_out_the_limits() {
    let stage = shipped_one("cook-upstairs");
    let debrief = debriefed(&stage, at("limits", Press::One(1)));
    assert_eq!(unwell(&debrief), ["limits"]);
    let asked = |id: &str| stage.questionnaire.question(stage.questionnaire.find(id).unwrap()).ask.clone();
    assert_eq!(step(&debrief, "limits").unheard, [asked("can_stop_work"), asked("documents_held")]);
    let debrief = debriefed(&stage, all([("limits", Press::One(1)), ("documents_held", Press::One(1))]));
    assert_eq!(differing(&debrief), [("documents_held", Deviation::SilenceFilled, Some(Direction::Down))]);
}

// ---- which way an answer leads, computed once more ----

/// The answers as the second scorer takes them, without those that can no longer be reached.
fn input<'q>(
    stage: &Stage,
    questionnaire: &'q Form,
    played: &Played,
    given: Option<(usize, &Answer)>,
) -> Input<'q> {
    let mut input = nothing(questionnaire);
    for (place, (_, asked)) in questionnaire.each_question().enumerate() {
        input.answers[place] = played.answers.get(&asked.id).cloned();
    }
    for (place, context) in questionnaire.contexts.iter().enumerate() {
        input.contexts[place] = stage.scenario.context.get(&context.id).or(context.default.as_ref()).cloned();
    }
    if let Some((place, answer)) = given {
        input.answers[place] = Some(answer.clone());
    }
    for place in 0..input.answers.len() {
        if door(&input, place) != Door::Open {
            input.answers[place] = None;
        }
    }
    input
}

/// Where a change leads: by the levels, else by the scores, else by the signs that are no strengths, else by
/// the scale of a judgement, by places.
fn way(
    questionnaire: &Questionnaire,
    before: &View,
    after: &View,
    judged: Option<(usize, usize)>,
) -> Direction {
    let levels = |view: &View| -> Vec<(usize, usize)> {
        let ends = |levels: &Levels| (*levels.first().unwrap(), *levels.last().unwrap());
        view.outcomes.iter().map(|outcome| ends(&outcome.possible)).collect()
    };
    let scores = |view: &View| -> Vec<(i128, i128)> { view.scores.iter().map(|score| score.range).collect() };
    let signs = |view: &View| -> Vec<(u8, u8)> {
        let signs = view.indicators.iter().zip(&questionnaire.indicators);
        let worrying = signs.filter(|(_, indicator)| indicator.family.id != "strength");
        let rank = |truth: &Tri| truth.map_or(1, |truth| 2 * u8::from(truth));
        worrying.map(|(truth, _)| (rank(truth), rank(truth))).collect()
    };
    moved(&levels(before), &levels(after))
        .or_else(|| moved(&scores(before), &scores(after)))
        .or_else(|| moved(&signs(before), &signs(after)))
        .or_else(|| judged.and_then(|(right, given)| moved(&[(right, 0)], &[(given, 0)])))
        .unwrap_or(Direction::Neither)
}

/// The places of two answers on the scale of a judgement.
fn on_scale(asked: &Question, right: &Answer, given: &Answer) -> Option<(usize, usize)> {
    let is_judged = asked.from.id() == "judgement" && asked.kind.id() == "scale";
    let place = |answer: &Answer| match answer {
        Answer::Given(Value::Choice(id)) => asked.kind.options().iter().position(|option| option.id == *id),
        _ => None,
    };
    place(right).zip(place(given)).filter(|_| is_judged)
}

fn moved<N: PartialOrd>(before: &[(N, N)], after: &[(N, N)]) -> Option<Direction> {
    let pairs = || before.iter().zip(after);
    let up = pairs().any(|(old, new)| new.0 > old.0 || new.1 > old.1);
    let down = pairs().any(|(old, new)| new.0 < old.0 || new.1 < old.1);
    match (up, down) {
        (true, false) => Some(Direction::Up),
        (false, true) => Some(Direction::Down),
        (true, true) => Some(Direction::Neither),
        (false, false) => None,
    }
}

#[test]
fn every_other_answer_leads_where_the_scores_lead() {
    let (mut ups, mut downs, mut neither) = (0, 0, 0);
    let (mut nth, one_in) = (0, counts::ONE_ANSWER_IN.get());
    for stage in shipped().iter().chain([&least()]) {
        let (scenario, questionnaire) = (&stage.scenario, &stage.questionnaire);
        let key = played(stage, none);
        let before = naive::score(&input(stage, questionnaire, &key, None));
        for review in debrief(scenario, questionnaire, &key).items {
            let place = questionnaire.each_question().position(|(_, asked)| asked.id == review.id).unwrap();
            let asked = &questionnaire.questions[place];
            let right = key.answers.get(&asked.id).unwrap();
            let entry = scenario.entries.iter().rfind(|entry| {
                entry.hear == review.heard
                    && entry.because == review.because
                    && entry.right == safelight::practice::Right::Answer(right.clone())
            });
            let also = entry.map(|entry| entry.also.clone()).unwrap_or_default();
            let values = values_of(questionnaire, place).into_iter().map(Answer::Given);
            for given in values.chain([Answer::Declined, Answer::DontKnow, Answer::Later]) {
                nth += 1;
                if nth % one_in != 0 {
                    continue;
                }
                let mut played = key.clone();
                played.answers.give(asked.id.clone(), given.clone());
                let debrief = debrief(scenario, questionnaire, &played);
                let found = item(&debrief, &asked.id);
                let found = (found.difference, found.leads);
                let after = naive::score(&input(stage, questionnaire, &key, Some((place, &given))));
                let way = way(questionnaire, &before, &after, on_scale(asked, right, &given));
                let expected = match (right.value().is_some(), given.value().is_some()) {
                    _ if given == *right || also.contains(&given) => (Deviation::Same, None),
                    (false, true) => (Deviation::SilenceFilled, Some(way)),
                    (true, false) => (Deviation::LeftOpen, Some(way)),
                    _ => (Deviation::Other, Some(way)),
                };
                assert_eq!(found, expected, "{}: {} as {given:?}", scenario.id, asked.id);
                ups += usize::from(found.1 == Some(Direction::Up));
                downs += usize::from(found.1 == Some(Direction::Down));
                neither += usize::from(found.1 == Some(Direction::Neither));
            }
        }
    }
    println!("{ups} lead to more concern, {downs} to less, {neither} to neither");
    let enough = |count: usize, of_all: usize| count * one_in > of_all;
    assert!(enough(ups, 500) && enough(downs, 200) && enough(neither, 500), "{ups} {downs} {neither}");
}

/// Of two gates on one screen one is chosen that does not pass. Whichever it is, the talk ends as it should, and nothing
/// is told of a gate that nobody answered.
#[test]
fn either_gate_of_a_screen_ends_the_talk() {
    let stage = shipped_one("before-the-dose");
    for (option, well) in [(0, false), (1, true), (2, true)] {
        let debrief = debriefed(&stage, |_, turn| {
            let both = turn.items().first().is_some_and(|item| item.label == "Yes to both");
            (both && turn.items().iter().any(|item| item.label.starts_with("Not clear")))
                .then_some(Press::One(option))
        });
        assert_eq!((debrief.as_the_key, debrief.went_on), (well, !well), "{option}");
        assert_eq!(step(&debrief, "cared_for").well, well, "{option}");
        assert_eq!(unwell(&debrief).contains(&"cared_for"), !well);
        assert!(well == unwell(&debrief).is_empty(), "{option}: {:?}", unwell(&debrief));
    }
}

/// A yes to be asked, from somebody who was not told what cannot stay between the two, is not praised.
#[test]
fn a_yes_without_the_limits_is_no_step_to_praise() {
    let stage = shipped_one("cook-upstairs");
    let consent = |debrief: &Debrief| debrief.steps.iter().any(|step| step.id == "consent");
    assert!(consent(&debriefed(&stage, none)));
    let left_out = debriefed(&stage, |point, _| (point == "limits").then_some(Press::One(1)));
    assert!(!consent(&left_out) && unwell(&left_out).contains(&"limits"));
}

/// A note at the place of a wish is none of the answers, and does not make the person fall silent.
#[test]
fn a_note_and_other_words_at_a_wish_change_nothing_of_what_follows() {
    for first in [Press::Note("tired".to_owned()), Press::Reworded] {
        let mut times = 0;
        let went_on = debriefed(&staged(&stop_wished()), |point, _| match point {
            "threats" => {
                times += 1;
                Some(if times == 1 { first.clone() } else { Press::One(1) })
            }
            _ => None,
        });
        assert_eq!(step(&went_on, "ending").did, "you went on asking");
        assert!(went_on.went_on && went_on.results.is_empty() && went_on.call.is_none());
        assert!(went_on.offers.is_empty());
        assert_eq!(unwell(&went_on), ["ending"], "and no false step beside it");
    }
}

/// Whoever goes back and does it rightly has done it rightly.
#[test]
fn whoever_goes_back_to_where_it_should_end_can_still_end_it() {
    let mut turn_back = true;
    let debrief = debriefed(&shipped_one("cousin-stays"), |point, _| match point {
        "private" if turn_back => Some(Press::One(0)),
        "interpreter" if turn_back => {
            turn_back = false;
            Some(Press::Back)
        }
        _ => None,
    });
    assert_eq!((debrief.ended, unwell(&debrief)), (Ended::NotNow, vec![]));
    assert!(!debrief.went_on);
    let mut times = 0;
    let debrief = debriefed(&staged(&stop_wished()), |point, turn| match point {
        "threats" => {
            times += 1;
            Some(if times == 1 { Press::One(1) } else { Press::Stop })
        }
        // The next page, whatever it is: back to the wish.
        _ if times == 1 && turn.back => Some(Press::Back),
        _ => None,
    });
    assert_eq!((times, debrief.ended), (2, Ended::Stopped));
    assert_eq!(step(&debrief, "ending").did, "you stopped");
    assert!(step(&debrief, "ending").well && !debrief.went_on);
}

/// Stopping is no answer to danger, and the page for danger none to a wish to stop.
#[test]
fn stopping_and_danger_are_told_apart() {
    let danger = staged(&danger_wished());
    let stopped = debriefed(&danger, at("threats", Press::Stop));
    let ending = step(&stopped, "ending");
    assert_eq!((ending.well, ending.did.as_str()), (false, "you stopped"));
    assert_eq!(ending.right, Ended::Danger.in_words());
    let wish = staged(&stop_wished());
    let alarmed = debriefed(&wish, at("threats", Press::Danger));
    let ending = step(&alarmed, "ending");
    assert_eq!((ending.well, ending.did.as_str()), (false, "you went to the page for danger"));
    assert_eq!(ending.right, "to stop when they ask");
    // Long before anything was heard it is no sign of having heard it.
    let early = debriefed(&danger, at("papers", Press::Danger));
    assert!(!step(&early, "ending").well, "{:?}", step(&early, "ending"));
    let never = debriefed(&least(), at("papers", Press::Danger));
    assert_eq!((never.ended, unwell(&never)), (Ended::Danger, vec!["ending"]));
    assert!(step(&never, "ending").because.contains("nothing had pointed to danger"));
}
