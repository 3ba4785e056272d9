//! Whole exchanges: turns in, lines out.

use std::collections::VecDeque;

use safelight::answers::{Note, Speaker};
use safelight::conversation::{CopyTo, ListItem, OpenAnswers, SectionProgress, Typing, Wanted};
use safelight::report::Block;

use super::input::ReadLines;
use super::*;

/// Asks these turns, one after the other, and returns the replies and what was written.
fn exchange(turns: &[&Turn], typed: &str) -> (Vec<Result<Reply, Gone>>, String) {
    let mut out = Vec::new();
    let mut asker = PlainAsker::new(ReadLines::new(typed.as_bytes()), &mut out);
    let replies = turns.iter().map(|turn| asker.ask(turn, None)).collect();
    (replies, String::from_utf8(out).unwrap())
}

/// Returns what is written for the last of these turns.
fn said_last(turns: &[&Turn], typed: &str) -> String {
    let mut out = Vec::new();
    let mut asker = PlainAsker::new(ReadLines::new(typed.as_bytes()), &mut out);
    let (last, before) = turns.split_last().unwrap();
    for turn in before {
        assert!(asker.ask(turn, None).is_ok());
    }
    let begun = asker.out.len();
    let _ = asker.ask(last, None);
    String::from_utf8(out.split_off(begun)).unwrap()
}

#[track_caller]
fn gives(turn: &Turn, typed: &str, expected: Reply) {
    let (replies, out) = exchange(&[turn], typed);
    assert!(replies == [Ok(expected)], "{typed:?} gave something else:\n{out}");
}

/// Nothing is taken, and this is said.
#[track_caller]
fn takes_nothing(turn: &Turn, typed: &str, said: &str) {
    let (replies, out) = exchange(&[turn], typed);
    assert!(replies == [Err(Gone::Ended)] && out.contains(said), "{typed:?}:\n{out}");
}

fn question(wanted: Wanted) -> Turn {
    let mut turn = Turn::new(Point::Consent, wanted).say("Do you\nwork?\n\nTake your time.").tell("A note.");
    turn.progress = Some(SectionProgress { section: 2, of: 5, title: "Work".into() });
    turn.open = OpenAnswers::Person;
    turn.notes = true;
    turn.back(true)
}

fn yes_no() -> Turn {
    question(Wanted::One(vec![ListItem::new("yes", "Yes"), ListItem::new("no", "No")]))
}

fn several() -> Turn {
    let alone = ListItem { exclusive: true, ..ListItem::new("none", "None of these") };
    question(Wanted::Many(vec![ListItem::new("food", "Food"), ListItem::new("sleep", "Sleep"), alone]))
}

fn text() -> Turn {
    let typing =
        Typing { most: Some(20), several_lines: true, ..Typing::required("a text of at most 20 characters") };
    question(Wanted::Typed(typing))
}

fn all(ids: &[&str]) -> Reply {
    Reply::ChooseAll(ids.iter().map(|id| (*id).into()).collect())
}

fn typed(words: &str) -> Reply {
    Reply::Typed(words.to_owned())
}

fn noted(words: &str) -> Reply {
    Reply::Note(words.to_owned())
}

// ---- what is shown ----

#[test]
fn the_first_question_is_plain_lines_with_all_keys() {
    let (_, out) = exchange(&[&yes_no()], "");
    assert_eq!(
        out,
        "If a screen reader speaks, use headphones, so that nobody else hears this.\n\
         This is plain mode. The screen cannot be cleared afterwards: what is read and typed stays in this \
         window until the window is closed.\n\
         \nPart 2 of 5 · Work\nRead aloud: Do you work?\nRead aloud: Take your time.\nFor you: A note.\n\
         1. Yes\n2. No\n\
         Keys, each with Enter:\nA number and Enter: choose that answer\ns: prefer not to say\n\
         d: don't know\nl: come back later\nb: go back one step\n\
         n: write, see, change or delete the note here, without names or places\n\
         w: mark that you asked it in other words\np: pause, or take a break\n\
         !: somebody is in danger now\nh: hide all this until you press Enter\nq: stop; you are asked how\n\
         ?: list all keys\nr: read all this again\n\
         Type a number and Enter. ! danger, h hide, q stop, ? keys.\n> \n"
    );
}

#[test]
fn the_preamble_and_the_keys_come_once() {
    let first = Turn::to_see(Point::Before).say("Hello.");
    let said = said_last(&[&first], "");
    assert!(said.contains("headphones") && !said.contains("Keys, each"), "{said}");
    let said = said_last(&[&first, &yes_no()], "\n");
    assert!(!said.contains("headphones") && said.contains("Keys, each"), "{said}");
    let said = said_last(&[&first, &yes_no(), &several()], "\n1\n");
    assert!(!said.contains("Keys, each") && !said.contains("New keys"), "{said}");
    let said = said_last(&[&yes_no(), &several()], "1\n?\n");
    assert!(said.contains("Keys, each with Enter:"), "{said}");
    assert!(said.contains("You are at: Part 2 of 5 · Work. Read aloud: Do you work?"), "{said}");
}

#[test]
fn nothing_that_is_shown_drives_the_terminal() {
    let mut turn = Turn::to_see(Point::Notice).say("a\u{1b}[2J\u{202e}b").heading("c\u{7}");
    turn.note = Some(Note { speaker: Speaker::Worker, words: "d\n\u{9b}e".into() });
    turn.page = vec![Block::Paragraph("f\u{2066}".into())];
    let (_, out) = exchange(&[&turn], "\n");
    assert!(!out.chars().any(|letter| letter.is_control() && letter != '\n'), "{out:?}");
    assert!(out.contains("Read aloud: a\\u{1b}[2J\\u{202e}b\n"), "{out}");
    assert!(out.contains("Noted by you: “d\n\\u{9b}e”\n") && out.contains("f\\u{2066}"), "{out}");
}

#[test]
fn after_an_action_only_what_changed_is_said() {
    let mut after = yes_no();
    after.note = Some(Note { speaker: Speaker::Person, words: "at home".into() });
    after.remark = Some("Noted.".into());
    let said = said_last(&[&yes_no(), &after], "n at home\n");
    let prompt = "Type a number and Enter. ! danger, h hide, q stop, ? keys.\n> \n";
    assert_eq!(said, format!("Noted.\n{prompt}"));
    let mut remarked = yes_no();
    remarked.remark = Some("Marked as asked in other words.".into());
    let said = said_last(&[&yes_no(), &remarked], "w\n");
    let expected = "Chosen: asked in other words\nMarked as asked in other words.\n";
    assert_eq!(said, format!("{expected}{prompt}"));
    // Where nothing at all would be said, the question is.
    let said = said_last(&[&yes_no(), &yes_no()], "1\n");
    assert!(said.contains("Read aloud: Do you work?\nr reads all of it again."), "{said}");
}

#[test]
fn somebody_in_danger_hears_no_list_of_keys() {
    let danger = Turn::to_choose(Point::Danger, &[("back", "Go on")]).say("Call 112.");
    let said = said_last(&[&danger], "1\n");
    assert!(said.ends_with("\nRead aloud: Call 112.\n1. Go on\nType a number and Enter. ! danger, h hide, q stop, ? keys.\n> "), "{said}");
    let said = said_last(&[&danger, &yes_no()], "1\n");
    assert!(said.contains("Keys, each with Enter:"), "{said}");
}

#[test]
fn r_reads_everything_again() {
    let said = said_last(&[&yes_no(), &yes_no()], "1\nr\n");
    assert!(said.contains("> \nPart 2 of 5 · Work\nRead aloud: Do you work?\nRead aloud: Take"), "{said}");
    let said = said_last(&[&text(), &text()], "words\n/r\n");
    assert!(said.contains("Read aloud: Take your time.\nFor you: A note.\n"), "{said}");
}

#[test]
fn after_an_interruption_it_says_where_we_are() {
    let danger = Turn::to_choose(Point::Danger, &[("back", "Go on")]).say("Call 112.");
    let said = said_last(&[&yes_no(), &danger, &yes_no()], "!\n1\n");
    let expected = "Chosen: Go on\n\nYou are at: Part 2 of 5 · Work. Read aloud: Do you work?\n\
                    r reads all of it again.\n\
                    Type a number and Enter. ! danger, h hide, q stop, ? keys.\n> \n";
    assert_eq!(said, expected);
}

#[test]
fn a_refusal_is_all_that_is_said() {
    let mut out = Vec::new();
    let mut asker = PlainAsker::new(ReadLines::new(&b"1x\n7\n"[..]), &mut out);
    let year = question(Wanted::Typed(Typing::required("a year")));
    assert!(asker.ask(&year, None) == Ok(typed("1x")));
    let begun = asker.out.len();
    assert!(asker.ask(&year, Some(&Refused::Expected("a year, such as 2024".into()))) == Ok(typed("7")));
    let said = String::from_utf8(out.split_off(begun)).unwrap();
    let short = "Type a year, and Enter. ! danger, /h hide, /q stop, /? keys.\n> ";
    assert_eq!(said, format!("Please answer with a year, such as 2024.\n{short}"));
}

// ---- what is understood ----

#[test]
fn numbers_choose() {
    for two in ["2", " 2. ", "２", "٢", "۲．", "\u{feff}2", "\u{200f}٢", "2\r"] {
        gives(&yes_no(), &format!("{two}\n"), Reply::choose("no"));
    }
    for none in ["3", "0", "yes", "1 2", "-1", "2x", ""] {
        takes_nothing(&yes_no(), &format!("{none}\n"), "Type 1 or 2; nothing was taken down.");
    }
}

#[test]
fn several_numbers_choose_several() {
    for both in ["1 2", "2,1 2", "1; 2.", "١، ٢", "１　２", "1、2", "1，2"] {
        gives(&several(), &format!("{both}\n"), all(&["food", "sleep"]));
    }
    for none in ["1-2", "1–3", "1 4", "", ",", "1 x"] {
        takes_nothing(&several(), &format!("{none}\n"), "Type every number on its own, from 1 to 3");
    }
    takes_nothing(&several(), "1 3\n", "Please answer with “None of these” alone, or without it.");
    gives(&several(), "3\n", all(&["none"]));
}

#[test]
fn letters_and_the_words_people_use_are_keys() {
    for (line, reply) in [
        ("S", Reply::Declined),
        ("/d", Reply::DontKnow),
        ("ｂ", Reply::Back),
        ("n", Reply::OpenNote),
        ("/w", Reply::Reworded),
        ("!", Reply::Danger),
        (" ! ", Reply::Danger),
        ("！！", Reply::Danger),
        ("h", Reply::Hide),
        ("Hide", Reply::Hide),
        ("quit", Reply::Stop),
    ] {
        gives(&yes_no(), &format!("{line}\n"), reply);
    }
    takes_nothing(&yes_no().back(false), "b\n", "nothing was taken down");
    takes_nothing(
        &Turn::to_see(Point::Notice),
        "x\n",
        "That could not be understood; nothing was taken down.",
    );
}

#[test]
fn notes_can_be_written_at_once() {
    gives(&yes_no(), "n she said so\n", noted("she said so"));
    gives(&yes_no(), "/N  she said so \n", noted(" she said so "));
    gives(&yes_no(), "ｎ　言葉\n", noted("言葉"));
    gives(&yes_no(), "n  \n", Reply::OpenNote);
    gives(&text(), "/n go home\n", noted("go home"));
    gives(&text(), "n go home\n", typed("n go home"));
    takes_nothing(
        &Turn::to_see(Point::Notice),
        "n words\n",
        "Nothing can be noted here; nothing was taken down.",
    );
}

#[test]
fn enter_goes_on_or_keeps_what_was_given() {
    gives(&Turn::to_see(Point::Notice), "\n", Reply::Seen);
    gives(&yes_no().given(Reply::choose("yes")), " \n", Reply::choose("yes"));
    gives(&yes_no().given(Reply::Later), "\n", Reply::Later);
    gives(&text().given(typed("before")), "\n", typed("before"));
    let mut change = Turn::to_type(Point::Notice, Typing::required("the words"));
    if let Wanted::Typed(typing) = &mut change.wanted {
        typing.filled = "CANARY".into();
    }
    gives(&change, "\n", typed("CANARY"));
    let (_, out) = exchange(&[&change], "\n");
    assert!(out.contains("Enter keeps it as it is.") && !out.contains("CANARY"), "{out}");
    let free = Typing { required: false, ..Typing::required("a reason") };
    gives(&Turn::to_type(Point::Notice, free), "\n", typed(""));
    takes_nothing(&text(), "\n", "Please answer with a text of at most 20 characters.");
}

#[test]
fn where_something_is_typed_letters_are_words() {
    gives(&text(), "/s\n", Reply::Declined);
    gives(&text(), "!\n", Reply::Danger);
    gives(&text(), " two words \n", typed(" two words "));
    gives(&text(), "40\n", typed("40"));
    gives(&text(), "s\ns\n", typed("s"));
    gives(&text(), "r\nr\n", typed("r"));
    gives(&text(), "s\t\ns\t\n", typed("s "));
    takes_nothing(&text(), "s\nh\n/x\n", "Did you mean “hide”? Type /h for that.");
    takes_nothing(&text(), "r\n", "Did you mean “read again”?");
}

#[test]
fn what_is_too_long_is_refused_with_its_length() {
    takes_nothing(
        &text(),
        &format!("{}\n", "é".repeat(21)),
        "at most 20 characters (there are 21; nothing was cut",
    );
    let endless = format!("{}\n1\n", "x".repeat(LONGEST + 1));
    let (replies, out) = exchange(&[&yes_no()], &endless);
    assert!(replies == [Ok(Reply::choose("yes"))] && out.contains("too long to take down"));
}

#[test]
fn characters_are_kept_or_refused_and_never_dropped() {
    gives(&text(), "a\tb\n", typed("a b"));
    gives(&text(), "\u{202e}a\u{200b}\n", typed("\u{202e}a\u{200b}"));
    for control in ["a\u{0}b", "a\u{1b}[D", "\u{9b}", "a\rb"] {
        takes_nothing(
            &text(),
            &format!("{control}\n"),
            "Control characters cannot be taken down; nothing was.",
        );
        takes_nothing(
            &yes_no(),
            &format!("n {control}\n"),
            "Control characters cannot be taken down; nothing was.",
        );
    }
}

#[test]
fn what_was_typed_is_never_repeated() {
    let (replies, out) = exchange(&[&several(), &yes_no()], "CANARY\nn CANARY\n?\n1\n");
    assert!(replies == [Ok(noted("CANARY")), Ok(Reply::choose("yes"))]);
    assert!(!out.contains("CANARY") && out.contains("Noted.\n"), "{out}");
    let (_, out) = exchange(&[&text(), &yes_no(), &several()], "CANARY\n1\n");
    assert!(
        !out.contains("CANARY") && out.contains("Taken down.\n") && out.contains("Chosen: Yes\n"),
        "{out}"
    );
}

// ---- hiding, and the end ----

#[test]
fn only_enter_brings_hidden_notes_back() {
    let hidden = Turn::to_see(Point::Hidden).say("SECRET");
    let (replies, out) = exchange(&[&yes_no(), &hidden, &yes_no()], "h\nx\n!\n\n1\n");
    assert!(replies[1] == Ok(Reply::Seen) && replies[2] == Ok(Reply::choose("yes")));
    let pushed = "\n".repeat(PUSHED);
    let notes =
        "Notes. This only pushes the text up: scrolling back still shows it. Press Enter to go on.\n> ";
    assert!(
        out.contains(&format!("{pushed}{notes}Press Enter to go on.\n> ")) && !out.contains("SECRET"),
        "{out}"
    );
    let after = out.split("Press Enter to go on.\n> ").last().unwrap();
    assert!(after.starts_with("\nYou are at: Part 2 of 5 · Work. Read aloud: Do you work?\n"), "{after}");
}

#[test]
fn the_end_of_the_input_is_an_end() {
    assert!(exchange(&[&several()], "what\n").0 == [Err(Gone::Ended)]);
    assert!(exchange(&[&several(), &yes_no()], "1").0 == [Ok(all(&["food"])), Err(Gone::Ended)]);
}

#[test]
fn a_copy_is_not_written_here() {
    let copy = Turn::new(Point::Summary, Wanted::Copy(CopyTo::Export));
    assert!(matches!(&exchange(&[&copy], "\n").0[..], [Err(Gone::Failed(_))]));
}

// ---- a terminal, as far as the asker knows it ----

/// Bursts of lines: those of one burst were pasted together.
struct Bursts(VecDeque<VecDeque<&'static str>>);

impl Lines for Bursts {
    fn forget_typed_ahead(&mut self) -> Result<bool, Gone> {
        match self.0.front() {
            Some(burst) if burst.is_empty() => self.0.pop_front().map(|_| false).ok_or(Gone::Ended),
            _ => Ok(false),
        }
    }

    fn next(&mut self) -> Result<InputLine, Gone> {
        self.pasted()?.ok_or(Gone::Ended)
    }

    fn pasted(&mut self) -> Result<Option<InputLine>, Gone> {
        let line = self.0.front_mut().and_then(VecDeque::pop_front);
        Ok(line.map(|line| InputLine::Words(line.to_owned())))
    }
}

fn pasted(turn: &Turn, lines: &[&'static str]) -> Option<Reply> {
    let bursts = Bursts([lines.iter().copied().collect()].into());
    PlainAsker::new(bursts, Vec::new()).ask(turn, None).ok()
}

#[test]
fn lines_that_were_pasted_together_are_one_text() {
    assert!(pasted(&text(), &["one", "", "two", ""]) == Some(typed("one\n\ntwo")));
    assert!(pasted(&yes_no(), &["n one", "two"]) == Some(noted("one\ntwo")));
    assert!(pasted(&text(), &["/n one", "two"]) == Some(noted("one\ntwo")));
    assert!(pasted(&yes_no(), &["1", "2"]) == Some(Reply::choose("yes")));
    let single = Turn::to_type(Point::Notice, Typing::required("a name"));
    assert!(pasted(&single, &["one", "two"]) == Some(typed("one")));
}
