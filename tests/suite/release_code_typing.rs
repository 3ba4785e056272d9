//! Release codes at the prompt: how people type them, what is said of what is none, and that neither a refusal nor
//! `Debug` holds a letter or an answer.

use safelight::answers::{Answer, Edition, Value};
use safelight::decimal::Decimal;
use safelight::turned::{CodeError, NotReleasable};

use super::content::shipped_questionnaire;
use super::generate::Draw;
use super::release_code::{code, layout, letters, nothing, released};

// ---- typing ----

#[test]
fn a_code_is_read_as_people_type_it() {
    let form = shipped_questionnaire("adult-brief");
    let (layout, mut draw) = (layout(&form), Draw::seeded(9));
    for _ in 0..200 {
        let released = released(&form, &mut draw);
        let code = code(&form, &released);
        let close = code.replace(' ', "");
        let alike: String = code.chars().map(look_alike).collect();
        let apart = close.chars().map(|letter| format!("{letter} ")).collect::<String>();
        let typed = [
            code.to_lowercase(),
            code.replace(' ', "-"),
            code.replace(' ', " - "),
            code.replace(' ', "\u{2013}"),
            format!("  {}\n", code.to_lowercase()),
            code.replace(' ', "\u{a0}"),
            code.replace('A', "\u{410}").replace('E', "\u{395}"),
            code.chars().map(full_width).collect(),
            close,
            alike,
            apart,
        ];
        for typed in typed {
            assert!(layout.read(&typed).as_ref() == Ok(&released));
        }
    }
}

/// What a letter of a code may be taken for.
fn look_alike(letter: char) -> char {
    let pairs = [('D', 'O'), ('L', '1'), ('Z', '2'), ('S', '5'), ('G', '6'), ('B', '8')];
    pairs.iter().find(|(ours, _)| *ours == letter).map_or(letter, |(_, other)| *other)
}

fn full_width(letter: char) -> char {
    if letter == ' ' { '\u{3000}' } else { char::from_u32(u32::from(letter) + 0xfee0).unwrap() }
}

#[test]
fn what_is_no_code_is_refused_with_what_is_wrong() {
    let form = shipped_questionnaire("adult-quick");
    let layout = layout(&form);
    let code = code(&form, &nothing(&form));
    let right = letters(&code);
    let length = |typed, uneven_group| CodeError::WrongLength { wanted: 12, typed, uneven_group };
    let without = |place: usize| {
        let typed = code.char_indices().filter(|(at, _)| *at != place);
        typed.map(|(_, sign)| sign).collect::<String>()
    };
    let cases = [
        (String::new(), length(0, None)),
        (" - ".to_owned(), length(0, None)),
        (without(0), length(11, Some(1))),
        (without(6), length(11, Some(2))),
        (without(12), length(11, Some(3))),
        (without(12).replace(' ', ""), length(11, None)),
        (format!("{code} {code}"), length(24, None)),
        (format!("{code}A"), length(13, Some(3))),
        (code.replacen(right[0], "?", 1), CodeError::NoLetter { place: 1 }),
        (format!("{} {}9", &code[..9], &code[10..13]), CodeError::NoLetter { place: 12 }),
        ("I was never paid".to_owned(), length(13, Some(1))),
        ("\u{e9}\u{6f22}".to_owned(), CodeError::NoLetter { place: 1 }),
    ];
    for (typed, error) in cases {
        assert_eq!(layout.read(&typed), Err(error), "{typed}");
    }
    let long = "A".repeat(1_000_000);
    assert_eq!(layout.read(&long), Err(length(1_000_000, None)));
}

/// A letter that was read as the one that it looks like is named where the check letters do not fit.
#[test]
fn a_look_alike_in_a_wrong_code_is_pointed_at() {
    let form = shipped_questionnaire("adult-quick");
    let mut typed = letters(&code(&form, &nothing(&form)));
    let place = typed.iter().position(|letter| *letter != 'D').unwrap();
    typed[place] = '0';
    let error = layout(&form).read(&typed.iter().collect::<String>()).unwrap_err();
    assert_eq!(error, CodeError::Mistyped { look_alikes: vec![place + 1] });
    assert!(error.to_string().ends_with(&format!("letter {}", place + 1)), "{error}");
}

// ---- what is never said ----

#[test]
fn neither_a_refusal_nor_debug_holds_a_letter_or_an_answer() {
    let form = shipped_questionnaire("adult-quick");
    let layout = layout(&form);
    let mut released = nothing(&form);
    released.answers.give("work_made", Answer::Given(Value::YesNo(true)));
    let code = layout.write(&released).unwrap();
    assert_eq!(format!("{code:?} {released:?}"), "[release code] [released answers]");
    let edition = Edition { id: "adult-quick".into(), version: "1.0.0".into() };
    let said = [
        CodeError::NoLetter { place: 5 }.to_string(),
        CodeError::WrongLength { wanted: 12, typed: 11, uneven_group: Some(2) }.to_string(),
        CodeError::Mistyped { look_alikes: Vec::new() }.to_string(),
        CodeError::OtherEdition(edition.clone()).to_string(),
        CodeError::NoAnswers(edition).to_string(),
    ];
    assert_eq!(
        said,
        [
            "letter 5, in group 2, is none of a code: it has the letters A to Z without I, O and Q",
            "a code of this form has 12 letters, and 11 were typed; group 2 has not 4. A code of another form may have another number",
            "the check letters do not fit: a letter is wrong, or two changed places. Compare every group",
            "this is no code of adult-quick@1.0.0: it is of another edition, or more than one letter is wrong",
            "no answers to adult-quick@1.0.0 have this code: more than one letter is wrong",
        ]
    );
}

#[test]
fn what_a_code_has_no_place_for_is_not_left_out_without_a_word() {
    let form = shipped_questionnaire("adult-brief");
    let refused = |id: &str, answer: Answer| {
        let mut released = nothing(&form);
        released.answers.give(id, answer);
        layout(&form).write(&released).unwrap_err()
    };
    let text = Answer::Given(Value::Text("to sleep".into()));
    assert_eq!(refused("goals", text), NotReleasable::NoPlace("goals".into()));
    let hours = Answer::Given(Value::Number(Decimal::whole(70)));
    assert_eq!(refused("hours_per_week", hours), NotReleasable::NoPlace("hours_per_week".into()));
    let concern = Answer::Given(Value::Choice("strong".into()));
    assert_eq!(refused("worker_concern", concern), NotReleasable::NoPlace("worker_concern".into()));
    let wrong = Answer::Given(Value::Choice("yes".into()));
    let error = refused("works", wrong);
    assert_eq!(error, NotReleasable::NotAllowed("works".into()));
    assert_eq!(error.to_string(), "the answer to `works` is none that the question allows");
    let other = shipped_questionnaire("adult-quick");
    assert_eq!(
        layout(&form).write(&nothing(&other)).unwrap_err(),
        NotReleasable::OtherEdition(form.edition())
    );
}
