use safelight::conversation::{ListItem, OpenAnswers, Typing, Wanted};
use unicode_width::UnicodeWidthStr;

use super::*;

const SMALL: Size = Size { rows: 10, columns: 40 };
const USUAL: Size = Size { rows: 24, columns: 80 };

fn question(wanted: Wanted, words: usize) -> Turn {
    let mut turn = Turn::new(Point::Review, wanted).say("word ".repeat(words)).tell("A note.").back(true);
    turn.open = OpenAnswers::Person;
    turn.notes = true;
    turn
}

fn items(count: usize) -> Vec<ListItem> {
    let label = |number| format!("Item number {number} {}", "long ".repeat(12));
    (1..=count).map(|number| ListItem::new(format!("i{number}"), label(number))).collect()
}

fn text(typing: Typing) -> Turn {
    question(Wanted::Typed(typing), 3)
}

fn view(turn: &Turn, size: Size) -> View<'_> {
    let mut view = View::new(turn, None, size);
    view.frame(size);
    view
}

/// Presses keys one by one, each after showing the turn again, and returns what came of the last.
fn pressed(view: &mut View<'_>, keys: &[KeyPress]) -> KeyOutcome {
    let mut outcome = KeyOutcome::Stay;
    for key in keys {
        let size = view.size;
        view.frame(size);
        outcome = view.take(std::slice::from_ref(key));
    }
    let size = view.size;
    view.frame(size);
    outcome
}

fn typed(text: &str) -> Vec<KeyPress> {
    text.chars().map(KeyPress::Char).chain([KeyPress::Enter]).collect()
}

fn letters(text: &str) -> Vec<KeyPress> {
    text.chars().map(KeyPress::Char).collect()
}

fn shown(view: &mut View<'_>) -> String {
    let size = view.size;
    let frame = view.frame(size);
    assert!(frame.rows.len() <= size.rows);
    assert!(frame.rows.iter().all(|row| row.text.width() <= size.columns), "too wide");
    frame.rows.into_iter().map(|row| row.text).collect::<Vec<_>>().join("\n")
}

fn replies(outcome: &KeyOutcome, reply: &Reply) -> bool {
    *outcome == KeyOutcome::Reply(reply.clone())
}

fn chosen(number: usize) -> KeyOutcome {
    KeyOutcome::Reply(Reply::choose(format!("i{number}")))
}

fn all_chosen(numbers: &[usize]) -> KeyOutcome {
    KeyOutcome::Reply(Reply::ChooseAll(numbers.iter().map(|number| format!("i{number}").into()).collect()))
}

#[test]
fn nothing_is_an_answer_before_the_text_was_seen() {
    let turn = question(Wanted::One(items(3)), 400);
    for key in ['1', 's', 'd', 'l'] {
        assert!(pressed(&mut view(&turn, SMALL), &[KeyPress::Char(key)]) == KeyOutcome::Stay);
    }
    // Whoever leaves needs to read nothing.
    for (key, reply) in [('q', Reply::Stop), ('h', Reply::Hide), ('!', Reply::Danger), ('n', Reply::OpenNote)]
    {
        assert!(replies(&pressed(&mut view(&turn, SMALL), &[KeyPress::Char(key)]), &reply), "{key}");
    }
    let mut view = view(&turn, SMALL);
    // Reading goes on page by page and by rows; a jump to the end is not reading.
    pressed(&mut view, &[KeyPress::End, KeyPress::Up, KeyPress::Enter, KeyPress::Down, KeyPress::PageDown]);
    assert!(!view.is_read());
    // Nor is a burst of pages, which nobody has seen.
    view.take(&vec![KeyPress::PageDown; 60]);
    view.frame(SMALL);
    assert!(!view.is_read());
    pressed(&mut view, &vec![KeyPress::Char(' '); 40]);
    assert!(view.is_read() && replies(&pressed(&mut view, &[KeyPress::Char('s')]), &Reply::Declined));
}

#[test]
fn up_to_nine_items_a_digit_chooses_what_is_shown() {
    let turn = question(Wanted::One(items(9)), 3);
    let mut view = view(&turn, SMALL);
    pressed(&mut view, &vec![KeyPress::Down; 9]);
    assert!(shown(&mut view).contains("> 9. Item number 9"), "{}", shown(&mut view));
    assert!(pressed(&mut view, &[KeyPress::Char('2')]) == KeyOutcome::Stay);
    assert!(shown(&mut view).contains("> 2. Item number 2 "), "{}", shown(&mut view));
    // Digits of all scripts.
    assert!(pressed(&mut view, &[KeyPress::Char('٢')]) == chosen(2));
    assert!(pressed(&mut view, &[KeyPress::End, KeyPress::Enter]) == chosen(9));
    assert!(pressed(&mut view, &[KeyPress::Char('0')]) == KeyOutcome::Stay);
    assert!(shown(&mut view).contains("There is no such number here."));
}

#[test]
fn in_a_long_list_digits_gather_until_enter() {
    let turn = question(Wanted::One(items(300)), 3);
    let mut view = view(&turn, USUAL);
    assert!(pressed(&mut view, &letters("15７")) == KeyOutcome::Stay);
    assert!(shown(&mut view).contains("> 157. Item number 157"), "{}", shown(&mut view));
    assert!(shown(&mut view).contains("number 157: Enter chooses"));
    pressed(&mut view, &[KeyPress::Backspace]);
    assert!(shown(&mut view).contains(">  15. Item number 15 "));
    // A number that is none chooses nothing, also not what its beginning would.
    assert!(
        pressed(&mut view, &[KeyPress::Char('9'), KeyPress::Char('9'), KeyPress::Enter]) == KeyOutcome::Stay
    );
    assert!(shown(&mut view).contains("There is no number 1599 here."));
    pressed(&mut view, &[KeyPress::Backspace, KeyPress::Backspace]);
    assert!(pressed(&mut view, &[KeyPress::Char('7'), KeyPress::Enter]) == chosen(157));
}

#[test]
fn a_number_and_its_enter_at_once_are_shown_first() {
    let turn = question(Wanted::One(items(300)), 3);
    let mut view = view(&turn, USUAL);
    let burst: Vec<KeyPress> = typed("157");
    assert!(view.take(&burst) == KeyOutcome::Stay);
    assert!(shown(&mut view).contains("Shown now: press Enter again"));
    assert!(pressed(&mut view, &[KeyPress::Enter]) == chosen(157));
}

#[test]
fn a_long_list_is_walked_by_pages() {
    let turn = question(Wanted::One(items(300)), 3);
    let mut view = view(&turn, USUAL);
    pressed(&mut view, &vec![KeyPress::PageDown; 2]);
    let first = view.draft.chosen.unwrap();
    pressed(&mut view, &[KeyPress::PageDown]);
    assert!(view.draft.chosen.unwrap() > first + 3);
    pressed(&mut view, &[KeyPress::PageUp]);
    assert!(view.draft.chosen.unwrap().abs_diff(first) < 3);
    pressed(&mut view, &[KeyPress::End]);
    assert_eq!(view.draft.chosen, Some(299));
    pressed(&mut view, &[KeyPress::Home]);
    assert_eq!(view.draft.chosen, Some(0));
}

#[test]
fn what_was_given_before_is_kept_by_enter() {
    let one = question(Wanted::One(items(4)), 3).given(Reply::choose("i3"));
    let mut first = view(&one, USUAL);
    assert!(shown(&mut first).contains("> 3. Item"));
    assert!(pressed(&mut first, &[KeyPress::Enter]) == chosen(3));
    assert!(pressed(&mut first, &[KeyPress::Up, KeyPress::Enter]) == chosen(2));
    let several = Reply::ChooseAll(vec!["i4".into(), "i1".into()]);
    let many = question(Wanted::Many(items(4)), 3).given(several.clone());
    let mut ticked = view(&many, USUAL);
    assert!(shown(&mut ticked).contains("[x] Item number 4"));
    assert!(replies(&pressed(&mut ticked, &[KeyPress::Enter]), &several));
    assert!(pressed(&mut ticked, &[KeyPress::Char('2'), KeyPress::Enter]) == all_chosen(&[1, 2, 4]));
    let words = text(Typing::required("a text")).given(Reply::Typed("s".into()));
    assert!(replies(&pressed(&mut view(&words, USUAL), &[KeyPress::Enter]), &Reply::Typed("s".into())));
    for wanted in [Wanted::One(items(4)), Wanted::Many(items(14)), Wanted::Typed(Typing::required("x"))] {
        let mut open = question(wanted, 3).given(Reply::DontKnow);
        open.earlier = Some("does not know".to_owned());
        let mut open = view(&open, USUAL);
        let page = shown(&mut open);
        assert!(page.contains("Answered before: does not know (Enter keeps it)"), "{page}");
        assert_eq!(page.matches("before").count(), 1, "it is said once: {page}");
        assert!(replies(&pressed(&mut open, &[KeyPress::Enter]), &Reply::DontKnow));
    }
}

/// What was marked, now or before, goes only after it was asked about; any other key in between, and it is asked anew.
#[test]
fn marks_are_dropped_only_when_the_key_is_pressed_once_more() {
    fn asked(turn: &Turn) -> View<'_> {
        let mut view = view(turn, USUAL);
        assert!(pressed(&mut view, &[KeyPress::Char('s')]) == KeyOutcome::Stay);
        let page = shown(&mut view);
        assert!(
            page.contains("You marked 2. Enter keeps them; s once more drops them: prefer not to say."),
            "{page}"
        );
        view
    }
    let before = Reply::ChooseAll(vec!["i1".into(), "i3".into()]);
    let many = question(Wanted::Many(items(14)), 3).given(before.clone());
    assert!(replies(&pressed(&mut asked(&many), &[KeyPress::Enter]), &before));
    let mut dropped = asked(&many);
    // Another key of the kind asks about itself.
    assert!(pressed(&mut dropped, &[KeyPress::Char('d')]) == KeyOutcome::Stay);
    assert!(pressed(&mut dropped, &[KeyPress::Char('s')]) == KeyOutcome::Stay);
    assert!(replies(&pressed(&mut dropped, &[KeyPress::Char('s')]), &Reply::Declined));
    let mut moved = asked(&many);
    assert!(pressed(&mut moved, &[KeyPress::Down]) == KeyOutcome::Stay);
    assert!(pressed(&mut moved, &[KeyPress::Char('s')]) == KeyOutcome::Stay);
    // Back, danger and hiding drop nothing.
    assert!(replies(&pressed(&mut asked(&many), &[KeyPress::Char('!')]), &Reply::Danger));
    // Where nothing is marked there is nothing to ask.
    let none = question(Wanted::Many(items(4)), 3);
    assert!(replies(&pressed(&mut view(&none, USUAL), &[KeyPress::Char('s')]), &Reply::Declined));
}

#[test]
fn a_burst_that_no_hand_types_is_no_answer() {
    let turn = question(Wanted::One(items(9)), 3);
    let mut view = view(&turn, USUAL);
    for burst in ["stop", "11;rgb", "no", "12", "1\n2", "s1"] {
        let keys: Vec<KeyPress> = burst
            .chars()
            .map(|letter| if letter == '\n' { KeyPress::Enter } else { KeyPress::Char(letter) })
            .collect();
        assert!(view.take(&keys) == KeyOutcome::Stay, "{burst}");
        assert!(shown(&mut view).contains("nothing was taken"), "{burst}");
    }
    for keys in [vec![KeyPress::Paste("1".into())], vec![KeyPress::Paste("s\n".into())]] {
        assert!(view.take(&keys) == KeyOutcome::Stay);
    }
    // Only hiding is taken, and a key that is held down counts once.
    assert!(replies(&view.take(&letters("jhk")), &Reply::Hide));
    assert!(replies(&view.take(&letters("sss")), &Reply::Declined));
    assert!(replies(&view.take(&[KeyPress::Char('s'), KeyPress::Enter]), &Reply::Declined));
}

#[test]
fn what_a_paste_says_is_text() {
    let turn = text(Typing::required("a whole number"));
    assert!(pressed(&mut view(&turn, USUAL), &[KeyPress::Paste("!".into())]) == KeyOutcome::Stay);
    assert!(view(&turn, USUAL).take(&letters("!no")) == KeyOutcome::Stay);
}

#[test]
fn what_is_shown_first_can_be_chosen_then() {
    let turn = Turn::to_choose(Point::Danger, &[("back", "Back"), ("stop", "Stop")]);
    let turn = turn.tell("one two three four five six seven eight nine ten ".repeat(5));
    let mut view = view(&turn, Size { rows: 10, columns: 40 });
    for _ in 0..4 {
        pressed(&mut view, &letters(" "));
    }
    pressed(&mut view, &[KeyPress::PageUp, KeyPress::PageUp]);
    assert!(pressed(&mut view, &letters("1")) == KeyOutcome::Stay);
    assert!(shown(&mut view).contains("press again to choose it."), "{}", shown(&mut view));
    assert!(replies(&pressed(&mut view, &letters("1")), &Reply::choose("back")));
}

#[test]
fn what_could_be_a_command_is_asked_about_and_stays() {
    let turn = text(Typing::required("a text"));
    let mut view = view(&turn, SMALL);
    assert!(pressed(&mut view, &typed("stop")) == KeyOutcome::Stay);
    assert!(shown(&mut view).contains("Did you mean “stop”?"), "{}", shown(&mut view));
    assert!(view.draft.line.text() == "stop");
    assert!(replies(&pressed(&mut view, &[KeyPress::Enter]), &Reply::Typed("stop".into())));
}

#[test]
fn more_than_memory_is_given_to_is_refused_whole() {
    let turn = text(Typing::required("a text"));
    let mut view = view(&turn, SMALL);
    pressed(&mut view, &letters("ten chars."));
    pressed(&mut view, &[KeyPress::Paste("x".repeat(200_000))]);
    assert!(view.draft.line.count() == 10 && shown(&mut view).contains("more than 200000"));
    pressed(&mut view, &[KeyPress::HugePaste]);
    assert!(view.draft.line.count() == 10);
}

#[test]
fn a_paste_keeps_its_lines_where_there_may_be_several() {
    let several = text(Typing { several_lines: true, ..Typing::required("a text") });
    let mut first = view(&several, USUAL);
    pressed(&mut first, &[KeyPress::Paste("one\ntwo".into()), KeyPress::LineBreak, KeyPress::Char('3')]);
    assert!(shown(&mut first).contains("> one\n  two\n  3"), "{}", shown(&mut first));
    // A paste without its marks: an Enter within is a line end, not the end.
    assert!(
        first.take(&[KeyPress::Enter, KeyPress::Char('4'), KeyPress::Enter, KeyPress::Char('5')])
            == KeyOutcome::Stay
    );
    assert!(replies(&pressed(&mut first, &[KeyPress::Enter]), &Reply::Typed("one\ntwo\n3\n4\n5".into())));
    let one = text(Typing::required("a text"));
    let mut second = view(&one, USUAL);
    pressed(&mut second, &[KeyPress::Paste("one\ntwo".into())]);
    assert!(shown(&mut second).contains("line ends became spaces"));
    assert!(replies(&pressed(&mut second, &[KeyPress::Enter]), &Reply::Typed("one two".into())));
}

#[test]
fn a_long_note_with_unseen_characters_is_kept_and_shown() {
    let turn = text(Typing { several_lines: true, ..Typing::required("a text") });
    let note = "x\u{202e}y\u{200b}z\u{1b}[2J ".repeat(1000);
    let mut view = view(&turn, SMALL);
    pressed(&mut view, &[KeyPress::Paste(note.clone())]);
    let screen = shown(&mut view);
    assert!(screen.contains("\\u{202e}") && screen.contains("\\u{200b}") && screen.contains("\\u{1b}"));
    assert!(!screen.contains(['\u{202e}', '\u{200b}', '\u{1b}']));
    // The cursor is seen at the end, at the beginning and in between.
    for key in [KeyPress::End, KeyPress::Home, KeyPress::Right, KeyPress::Up] {
        pressed(&mut view, &[key]);
        let frame = view.frame(SMALL);
        assert!(frame.cursor.0 < SMALL.rows - 3 && frame.cursor.1 >= 2);
    }
    assert!(replies(&pressed(&mut view, &[KeyPress::Enter]), &Reply::Typed(note)));
}

#[test]
fn the_foot_always_names_danger_hide_and_stop() {
    let long = Typing { most: Some(10), several_lines: true, ..Typing::required("a text") };
    for wanted in [Wanted::Seen, Wanted::One(items(3)), Wanted::Many(items(300)), Wanted::Typed(long)] {
        let mut turn = question(wanted, 30);
        turn.remark = Some("A remark that is long. ".repeat(20));
        for size in [SMALL, USUAL, Size { rows: 6, columns: 40 }] {
            let mut view = View::new(&turn, None, size);
            let keys = [
                KeyPress::Char('0'),
                KeyPress::Char('x'),
                KeyPress::Char('x'),
                KeyPress::Paste("1234567890123".into()),
            ];
            for key in keys {
                let screen = shown(&mut view);
                let hides = if matches!(turn.wanted, Wanted::Typed(_)) { "Esc hide" } else { "h hide" };
                for word in ["! danger now", hides, "q stop"] {
                    assert!(screen.contains(word), "{word} in {screen}");
                }
                view.take(&[key]);
            }
        }
    }
    let turn = question(Wanted::One(items(3)), 3);
    assert!(shown(&mut view(&turn, SMALL)).contains("? all keys"));
}

#[test]
fn remarks_are_shown_and_give_way_to_what_is_new() {
    let mut turn = question(Wanted::One(items(3)), 3);
    turn.remark = Some("Marked: asked in other words.".to_owned());
    let mut first = view(&turn, USUAL);
    assert!(shown(&mut first).contains("* Marked: asked in other words."));
    pressed(&mut first, &[KeyPress::Char('z')]);
    assert!(shown(&mut first).contains("* No such key here."));
    pressed(&mut first, &[KeyPress::Down]);
    assert!(shown(&mut first).contains("* Marked"));
    let mut refused = View::new(&turn, None, USUAL).refused(Some(&Refused::Expected("a year".into())));
    assert!(shown(&mut refused).contains("* Please answer with a year."));
}

#[test]
fn the_cursor_stands_where_one_chooses_or_types() {
    let list = question(Wanted::One(items(3)), 3);
    let mut first = view(&list, USUAL);
    pressed(&mut first, &[KeyPress::Down, KeyPress::Down]);
    let frame = first.frame(USUAL);
    assert!(frame.rows[frame.cursor.0].text.starts_with("> 2."));
    let line = text(Typing::required("a text"));
    let mut second = view(&line, USUAL);
    pressed(&mut second, &letters("ab"));
    let frame = second.frame(USUAL);
    assert_eq!((&*frame.rows[frame.cursor.0].text, frame.cursor.1), ("> ab", 4));
}

#[test]
fn every_size_can_be_shown() {
    let wanted = [Wanted::Many(items(20)), Wanted::Typed(Typing::required("a text")), Wanted::Seen];
    for turn in wanted.map(|wanted| question(wanted, 300)) {
        let mut view = View::new(&turn, None, USUAL);
        for (rows, columns) in [(1, 1), (2, 20), (5, 200), (10, 40), (60, 300), (3, 15)] {
            for key in [
                KeyPress::Down,
                KeyPress::Char(' '),
                KeyPress::Char('x'),
                KeyPress::PageUp,
                KeyPress::Char('9'),
                KeyPress::PageDown,
            ] {
                let frame = view.frame(Size { rows, columns });
                assert!(frame.rows.len() <= rows && frame.cursor.0 < rows);
                view.take(&[key]);
            }
        }
    }
}
