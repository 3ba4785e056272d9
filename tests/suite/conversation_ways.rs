//! Ways through a conversation on which something could be lost, asked again, or be taken for something that
//! nobody said: going back, leaving, what was left for later, notes without an answer, a copy on the way out.

use safelight::answers::{Answer, Value};
use safelight::conversation::{Conversation, Dialogue, Ending, Point, Refused, Reply, Setting, Turn};
use safelight::questionnaire::Questionnaire;
use safelight::records::written;

use crate::conversation::{asks, begun, setting, small, usual, yes_no};

fn sensitive(id: &str) -> String {
    yes_no(id, "").replace("sensitivity = 0", "sensitivity = 2")
}

fn observed(id: &str) -> String {
    yes_no(id, "source = \"observed\"")
}

/// Goes on as usual until a turn fits.
#[track_caller]
fn until(conversation: &mut Conversation<'_>, fits: impl Fn(&Turn) -> bool) -> Turn {
    for _ in 0..200 {
        let turn = conversation.turn().expect("it is not over yet");
        if fits(&turn) {
            return turn;
        }
        conversation.reply(usual(&turn)).unwrap();
    }
    panic!("it never comes");
}

#[track_caller]
fn at_question(conversation: &mut Conversation<'_>, ask: &str) {
    until(conversation, |turn| asks(turn, ask));
}

#[track_caller]
fn at(conversation: &mut Conversation<'_>, point: Point) {
    until(conversation, |turn| turn.at == point);
}

#[track_caller]
fn reply(conversation: &mut Conversation<'_>, replies: &[Reply]) {
    for reply in replies {
        conversation.reply(reply.clone()).unwrap();
    }
}

fn now(conversation: &Conversation<'_>) -> Turn {
    conversation.turn().expect("it is not over yet")
}

fn choose(id: &str) -> Reply {
    Reply::choose(id)
}

fn record(conversation: &Conversation<'_>) -> serde_json::Value {
    serde_json::from_str(&written(&conversation.record())).unwrap()
}

fn with_export(questionnaire: &Questionnaire) -> Conversation<'_> {
    let case = safelight::scoring::Case::begin(questionnaire, &Default::default()).unwrap();
    Conversation::new(case, Setting { export: Some("case.md"), ..setting() }, false)
}

#[test]
fn a_note_at_a_question_without_an_answer_is_not_lost() {
    let questionnaire = small(&(yes_no("one_a", "") + &yes_no("two_a", "")), "");
    let mut conversation = begun(&questionnaire);
    at_question(&mut conversation, "one_a?");
    reply(&mut conversation, &[Reply::Note("she began to cry".into()), Reply::Stop, choose("summary")]);
    // A note alone is something to sum up, and the person has spoken.
    assert_eq!(now(&conversation).at, Point::ContactHow);
    at(&mut conversation, Point::Summary);
    let record = record(&conversation);
    assert_eq!(record["notes_without_answer"][0]["note"]["words"], "she began to cry");
    assert_eq!(record["answers"].as_array().unwrap().len(), 0);
    assert!(conversation.has_unsaved());
    // It stands in the list of answers, and can be deleted there.
    reply(&mut conversation, &[Reply::Back]);
    let listed =
        now(&conversation).items().iter().any(|item| item.label.starts_with("one_a? — not answered"));
    assert!(listed);
    reply(&mut conversation, &[choose("answer.one_a"), Reply::OpenNote, choose("delete"), Reply::Back]);
    assert!(conversation.is_empty());
}

#[test]
fn going_back_on_the_way_out_leads_to_the_summary_and_not_away() {
    let questionnaire = small(&yes_no("one_a", ""), "");
    for back in [&[Reply::Back][..], &[choose("save"), Reply::Back, Reply::Back]] {
        let mut conversation = with_export(&questionnaire);
        at(&mut conversation, Point::Keep);
        reply(&mut conversation, &[choose("no")]);
        at(&mut conversation, Point::Summary);
        reply(&mut conversation, &[choose("finish")]);
        reply(&mut conversation, back);
        assert_eq!(now(&conversation).at, Point::Summary);
    }
    // After a disk that is full, an empty name leads back, too.
    let mut conversation = with_export(&questionnaire);
    at(&mut conversation, Point::Summary);
    reply(&mut conversation, &[choose("finish"), Reply::NotWritten("the disk is full".into())]);
    reply(&mut conversation, &[Reply::Typed(String::new())]);
    assert_eq!(now(&conversation).at, Point::Summary);
    reply(&mut conversation, &[choose("finish"), Reply::Written("/x/case.md".into())]);
    assert!(conversation.turn().is_none() && conversation.ending() == Some(&Ending::Finished));
}

#[test]
fn the_reason_for_a_copy_that_was_never_written_is_no_reason() {
    let questionnaire = small(&yes_no("one_a", ""), "");
    let mut conversation = with_export(&questionnaire);
    at(&mut conversation, Point::Keep);
    reply(&mut conversation, &[choose("no")]);
    at(&mut conversation, Point::Summary);
    reply(&mut conversation, &[choose("save"), choose("save"), Reply::Typed("the law".into()), Reply::Back]);
    assert_eq!(record(&conversation)["consent"]["kept_because"], serde_json::Value::Null);
    reply(&mut conversation, &[choose("finish")]);
    assert!(now(&conversation).tell[0].contains("did not agree"), "it is asked again");
}

#[test]
fn where_leave_is_refused_nothing_sensitive_comes_from_anywhere() {
    let questions = sensitive("hard_a") + &yes_no("open_a", "");
    for (answer, state) in [("skip", Answer::Declined), ("later", Answer::Later)] {
        let questionnaire = small(&questions, "");
        let mut conversation = begun(&questionnaire);
        at(&mut conversation, Point::Leave(0));
        reply(&mut conversation, &[choose("yes"), Reply::Later]);
        at_question(&mut conversation, "open_a?");
        reply(&mut conversation, &[Reply::Back]);
        assert_eq!(now(&conversation).at, Point::Leave(0));
        reply(&mut conversation, &[choose(answer)]);
        assert!(asks(&now(&conversation), "open_a?"), "{answer} is taken at its word");
        assert!(conversation.interview().answers().get("hard_a") == Some(&state));
    }
}

#[test]
fn refusing_leave_for_some_that_were_left_loses_none_of_the_others() {
    let section = "[[section]]\nid = \"two\"\ntitle = \"Two\"\n";
    let questions = sensitive("hard_a") + &sensitive("hard_b") + section + &yes_no("open_a", "");
    let questionnaire = small(&questions, "");
    let mut conversation = begun(&questionnaire);
    at(&mut conversation, Point::Leave(0));
    reply(&mut conversation, &[choose("later")]);
    at_question(&mut conversation, "open_a?");
    reply(&mut conversation, &[Reply::Later]);
    at(&mut conversation, Point::Left);
    reply(&mut conversation, &[choose("yes"), choose("skip")]);
    assert!(asks(&now(&conversation), "open_a?"), "of another section, and still asked");
}

#[test]
fn back_at_the_first_that_was_left_leads_to_the_offer() {
    let questionnaire = small(&(yes_no("one_a", "") + &yes_no("two_a", "")), "");
    let mut conversation = begun(&questionnaire);
    at_question(&mut conversation, "one_a?");
    reply(&mut conversation, &[Reply::Later, Reply::Later]);
    assert_eq!(now(&conversation).at, Point::Left);
    reply(&mut conversation, &[choose("yes"), Reply::Back]);
    assert_eq!(now(&conversation).at, Point::Left);
    reply(&mut conversation, &[choose("no")]);
    assert_eq!(now(&conversation).at, Point::Review);
}

#[test]
fn the_end_of_the_input_is_an_end_wherever_it_is() {
    let gate =
        "[[gate]]\nid = \"alone\"\nask = \"Alone?\"\nproceed_on = \"yes\"\notherwise = \"Another time.\"\n";
    let questionnaire = small(&yes_no("one_a", ""), gate);
    for detour in [None, Some(Reply::Hide), Some(Reply::Danger)] {
        let mut conversation = begun(&questionnaire);
        at(&mut conversation, Point::Gate(0));
        reply(&mut conversation, &[choose("no")]);
        reply(&mut conversation, detour.as_slice());
        assert!(conversation.nobody_replies() && conversation.turn().is_none(), "{detour:?}");
    }
    for detour in [&[choose("save")][..], &[choose("judge")], &[choose("finish")], &[Reply::Hide]] {
        let mut conversation = with_export(&questionnaire);
        at(&mut conversation, Point::Summary);
        reply(&mut conversation, if detour == [choose("judge")] { &[] } else { detour });
        for _ in 0..4 {
            let Some(turn) = conversation.turn() else { break };
            match turn.is_for_program() {
                true => reply(&mut conversation, &[Reply::Written("/x/case.md".into())]),
                false => assert!(conversation.nobody_replies()),
            }
        }
        assert!(conversation.turn().is_none() && conversation.is_saved(), "{detour:?}");
    }
}

#[test]
fn ctrl_c_within_a_task_of_the_summary_leaves_or_goes_back_to_the_summary() {
    let questionnaire = small(&yes_no("one_a", ""), "");
    for (answer, over) in [("leave", true), ("back", false)] {
        let mut conversation = begun(&questionnaire);
        at(&mut conversation, Point::Summary);
        reply(&mut conversation, &[choose("save"), Reply::Hide]);
        assert!(conversation.ask_before_leaving());
        assert_eq!(now(&conversation).at, Point::Hidden, "what is hidden stays hidden");
        reply(&mut conversation, &[Reply::Seen]);
        assert_eq!(now(&conversation).at, Point::Unsaved);
        assert!(!conversation.clone().ask_before_leaving(), "it asks once");
        reply(&mut conversation, &[choose(answer)]);
        assert_eq!(conversation.turn().map(|turn| turn.at), (!over).then_some(Point::Summary));
    }
}

#[test]
fn whether_a_copy_may_be_kept_can_be_put_right_from_the_summary() {
    let questionnaire = small(&yes_no("one_a", ""), "");
    let mut conversation = begun(&questionnaire);
    at(&mut conversation, Point::Keep);
    reply(&mut conversation, &[choose("yes")]);
    at(&mut conversation, Point::Summary);
    reply(&mut conversation, &[Reply::Back, choose("go_on"), choose("not_agreed")]);
    let turn = now(&conversation);
    assert!(turn.at == Point::Keep && turn.given == Some(choose("yes")));
    reply(&mut conversation, &[choose("no")]);
    assert_eq!(record(&conversation)["consent"]["may_keep"], false);
}

#[test]
fn after_an_early_stop_all_that_the_worker_saw_is_asked_and_nothing_else() {
    let questions =
        observed("seen_before") + &yes_no("one_a", "") + &observed("seen_a") + &observed("seen_b");
    let questionnaire = small(&(yes_no("first_a", "") + &questions), "");
    let mut conversation = begun(&questionnaire);
    at_question(&mut conversation, "first_a?");
    reply(&mut conversation, &[choose("yes"), Reply::Stop, choose("summary")]);
    let mut asked = Vec::new();
    let summary =
        until(&mut conversation, |turn| turn.at == Point::Summary || matches!(turn.at, Point::Question(_)));
    let mut turn = summary;
    while let Point::Question(question) = turn.at {
        asked.push(questionnaire.question(question).id.clone());
        reply(&mut conversation, &[choose("yes")]);
        turn = now(&conversation);
    }
    assert_eq!(asked, ["seen_before", "seen_a", "seen_b"]);
    assert_eq!(turn.at, Point::Seen(0));
}

#[test]
fn stopping_in_ones_own_part_is_no_stop_of_the_person() {
    let questions = yes_no("one_a", "") + &observed("seen_a") + &observed("seen_b");
    let questionnaire = small(&questions, "");
    let mut conversation = begun(&questionnaire);
    at_question(&mut conversation, "seen_a?");
    reply(&mut conversation, &[choose("yes"), Reply::Stop, choose("summary")]);
    assert_eq!(now(&conversation).at, Point::Summary);
    assert_eq!(record(&conversation)["course"], serde_json::json!([]));
    // What was stopped stays stopped, also when one comes by again.
    reply(&mut conversation, &[Reply::Back, choose("go_on"), choose("not_agreed"), choose("yes")]);
    assert_eq!(now(&conversation).at, Point::Summary);
}

#[test]
fn a_reply_that_is_not_offered_changes_nothing() {
    let questionnaire = small(&yes_no("one_a", ""), "");
    let mut conversation = begun(&questionnaire);
    at_question(&mut conversation, "one_a?");
    for wrong in [choose("maybe"), Reply::Typed("yes".into()), Reply::Seen, Reply::ChooseAll(vec![])] {
        assert_eq!(conversation.reply(wrong), Err(Refused::NotOffered));
    }
    let long = Reply::Note("x".repeat(501));
    assert!(matches!(conversation.reply(long), Err(Refused::Expected(_))));
    assert!(conversation.is_empty() && now(&conversation).note.is_none());
    reply(&mut conversation, &[choose("yes")]);
    let given = conversation.interview().answers().get("one_a");
    assert!(given == Some(&Answer::Given(Value::YesNo(true))));
}

#[test]
fn a_reason_may_hold_no_control_characters_and_then_reads_back() {
    let outcome = "[[outcome]]\nid = \"o\"\nlabel = \"l\"\nlevels = [{id = \"a\", label = \"A\", next = \"n\"}, \
        {id = \"b\", label = \"B\", next = \"n\"}]\ndecide = [{level = \"b\", when = \"one_a = yes\"}, {level = \"a\", otherwise = true}]";
    let questionnaire = small(&yes_no("one_a", ""), outcome);
    let mut conversation = begun(&questionnaire);
    at(&mut conversation, Point::Summary);
    reply(&mut conversation, &[choose("judge"), choose("o"), choose("level.b")]);
    assert!(matches!(conversation.reply(Reply::Typed("a\u{1b}b".into())), Err(Refused::Expected(_))));
    reply(&mut conversation, &[Reply::Typed("seen\twith my \u{202e}own eyes".into())]);
    let text = written(&conversation.record());
    let read = safelight::records::read_record(&text).unwrap();
    assert!(read.case(&questionnaire).is_ok());
    assert!(text.contains("seen with my \u{202e}own eyes"));
}
