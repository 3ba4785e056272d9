//! The rule kinds that are about the talk and not about the score, led through with the instruments
//! of `tests/conformance`: not to begin (R23), to stop (R23), to leave out (R24), not to read aloud (R28).

use std::collections::BTreeMap;

use safelight::conversation::{Conversation, Ending, Reply, Turn};
use safelight::questionnaire::{AnswerSource, Questionnaire};
use safelight::scoring::Case;

use crate::conformance::{instruments, questionnaire};
use crate::conversation::{Script, setting, words};

/// What came of a talk: how it ended, and all its turns.
struct Talk {
    ending: Ending,
    turns: Vec<Turn>,
}

impl Talk {
    /// Leads a talk. Where a turn holds one of these texts, this is the reply; else the usual one.
    fn lead(questionnaire: &Questionnaire, context: &[(&str, &str)], replies: &[(&str, Reply)]) -> Self {
        let given: Vec<(String, Reply)> =
            replies.iter().map(|(text, reply)| ((*text).to_owned(), reply.clone())).collect();
        let mut script = Script::new(move |turn: &Turn, _| {
            let said = words(turn);
            given.iter().find(|(text, _)| said.contains(text)).map(|(_, reply)| reply.clone())
        });
        let context: BTreeMap<String, String> =
            context.iter().map(|(id, value)| ((*id).to_owned(), (*value).to_owned())).collect();
        let case = Case::begin(questionnaire, &context).unwrap();
        let mut conversation = Conversation::new(case, setting(), false);
        script.lead(&mut conversation);
        let ending = conversation.ending().expect("it is over").clone();
        Talk { ending, turns: script.turns }
    }

    /// Returns whether a question came up, by its id.
    fn asks(&self, questionnaire: &Questionnaire, id: &str) -> bool {
        let ask = &questionnaire.question(questionnaire.find(id).unwrap()).ask;
        self.turns.iter().any(|turn| words(turn).contains(ask.as_str()))
    }
}

#[test]
fn what_is_observed_on_record_or_judged_is_never_read_aloud() {
    let mut shown = 0;
    for instrument in instruments() {
        let questionnaire = questionnaire(&instrument).unwrap();
        let not_on = questionnaire.gates.iter().filter(|gate| !gate.proceed_on);
        let replies: Vec<(&str, Reply)> =
            not_on.map(|gate| (gate.ask.as_str(), Reply::choose("no"))).collect();
        let talk = Talk::lead(&questionnaire, &[], &replies);
        assert_eq!(talk.ending, Ending::Finished, "{instrument}");
        for question in &questionnaire.questions {
            let is_said = talk.turns.iter().any(|turn| turn.say.contains(&question.ask));
            let is_told = talk.turns.iter().any(|turn| turn.tell.contains(&question.ask));
            let is_asked = question.from == AnswerSource::Asked;
            assert!(!is_said || is_asked, "{instrument}: {} is read aloud", question.id);
            assert!(!is_told || !is_asked, "{instrument}: {} is not read aloud", question.id);
            shown += usize::from(is_told);
        }
    }
    assert!(shown > 50, "only {shown} such questions came up");
}

#[test]
fn who_told_before_is_asked_nothing() {
    let part = questionnaire("missouri-part-1").unwrap();
    let before = "told of being exploited before today";
    for reply in [Reply::choose("yes"), Reply::DontKnow] {
        let talk = Talk::lead(&part, &[], &[(before, reply)]);
        assert!(matches!(talk.ending, Ending::NotNow(_)));
        assert!(part.questions.iter().all(|question| !talk.asks(&part, &question.id)));
    }
    let talk = Talk::lead(&part, &[], &[(before, Reply::choose("no"))]);
    assert_eq!(talk.ending, Ending::Finished);
    assert!(part.questions.iter().all(|question| talk.asks(&part, &question.id)));
}

#[test]
fn when_the_young_person_tells_nothing_more_is_asked() {
    let part = questionnaire("missouri-part-1").unwrap();
    let gate = ("told of being exploited before today", Reply::choose("no"));
    let talk = Talk::lead(&part, &[], &[gate, ("told you now of being exploited", Reply::choose("yes"))]);
    assert_eq!(talk.ending, Ending::Finished);
    assert!(!talk.asks(&part, "older_friend"));
    assert!(talk.asks(&part, "gone_overnight"), "what is on record can still be marked");
    assert!(talk.turns.iter().any(|turn| turn.say.iter().any(|said| said.contains("I will not ask more"))));
}

#[test]
fn a_module_opens_by_what_happened_and_a_part_can_be_left_out() {
    let modules = questionnaire("optional-modules").unwrap();
    let moved = |reply| ("Have you moved to another town", reply);
    let journey = |reply| Talk::lead(&modules, &[], &[moved(reply)]).asks(&modules, "journey_papers");
    assert!(journey(Reply::choose("yes")));
    assert!(!journey(Reply::choose("no")));
    assert!(!journey(Reply::Declined), "what builds on an answer is not asked where it was withheld");
    for (work, sex) in [("yes", "yes"), ("yes", "no"), ("no", "yes")] {
        let talk = Talk::lead(&modules, &[("with_work_part", work), ("with_sex_part", sex)], &[]);
        assert_eq!(talk.asks(&modules, "work_afraid"), work == "yes");
        assert_eq!(talk.asks(&modules, "sex_pressed"), sex == "yes");
    }
}
