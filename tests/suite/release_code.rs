//! Release codes: what is handed over comes back as it was, a slip of the typist is noticed, and the length tells
//! nothing. Over every form that comes with the program and asks the person.

use std::collections::{BTreeMap, BTreeSet};

use safelight::answers::{Answer, Answers, Value};
use safelight::library;
use safelight::questionnaire::{AnswerSource, Choice, Kind, Question, Questionnaire, read_shipped};
use safelight::rules::{IndicatorRef, OutcomeRef, ScoreRef};
use safelight::scoring::Case;
use safelight::truth::{Interval, Set, Truth};
use safelight::turned::{CodeError, CodeLayout, ReleasedAnswers};

use super::content::shipped_questionnaire;
use super::counts;
use super::generate::Draw;

const LETTERS: &str = "ABCDEFGHJKLMNPRSTUVWXYZ";

fn forms() -> Vec<Questionnaire> {
    library::QUESTIONNAIRES.iter().map(|shipped| read_shipped(shipped).questionnaire.unwrap()).collect()
}

/// The forms that come with the program and ask the person a closed question.
fn asking() -> Vec<Questionnaire> {
    forms().into_iter().filter(|form| CodeLayout::of(form).is_some()).collect()
}

pub fn layout(form: &Questionnaire) -> CodeLayout<'_> {
    CodeLayout::of(form).unwrap()
}

// ---- random answers ----

/// What somebody may answer: every question that comes up is answered, in any state.
fn answered(form: &Questionnaire, draw: &mut Draw) -> Answers {
    let mut evaluation = Case::begin(form, &BTreeMap::new()).unwrap().evaluate();
    evaluation.follow_changes();
    let coded: BTreeSet<&str> = layout(form).questions().map(|question| question.id.as_str()).collect();
    let mut answers = Answers::none(form.edition());
    for (place, question) in form.each_question() {
        if !coded.contains(question.id.as_str()) || !evaluation.comes_up(place) {
            continue;
        }
        let answer = answer(&question.kind, draw);
        if let Some(value) = answer.value() {
            evaluation.set(place, question.kind.reading(value));
            evaluation.run();
        }
        answers.give(question.id.as_str(), answer);
    }
    answers
}

fn answer(kind: &Kind, draw: &mut Draw) -> Answer {
    match draw.below(20) {
        0 => Answer::Declined,
        1 => Answer::DontKnow,
        2 => Answer::Later,
        _ => Answer::Given(value(kind, draw)),
    }
}

fn value(kind: &Kind, draw: &mut Draw) -> Value {
    let options = kind.options();
    match kind {
        Kind::YesNo => Value::YesNo(draw.chance(50)),
        Kind::Choices(_) => {
            let alone = draw.pick(options);
            let chosen = options.iter().filter(|option| !option.exclusive && draw.chance(40));
            let mut chosen: Vec<String> = chosen.map(|option| option.id.clone()).collect();
            if alone.exclusive || chosen.is_empty() {
                chosen = vec![alone.id.clone()];
            }
            Value::Choices(chosen)
        }
        _ => Value::Choice(draw.pick(options).id.clone()),
    }
}

/// Some of the answers, the rest kept back.
pub fn released(form: &Questionnaire, draw: &mut Draw) -> ReleasedAnswers {
    let mut answers = answered(form, draw);
    let kept_back = *draw.pick(&[0, 10, 30, 60, 90, 100]);
    for question in &form.questions {
        if draw.chance(kept_back) {
            answers.forget(&question.id);
        }
    }
    ReleasedAnswers { answers, shows_kept_back: draw.chance(50) }
}

pub fn nothing(form: &Questionnaire) -> ReleasedAnswers {
    ReleasedAnswers { answers: Answers::none(form.edition()), shows_kept_back: false }
}

pub fn code(form: &Questionnaire, released: &ReleasedAnswers) -> String {
    layout(form).write(released).unwrap().as_str().to_owned()
}

pub fn letters(code: &str) -> Vec<char> {
    code.chars().filter(|sign| *sign != ' ').collect()
}

// ---- there and back ----

/// Everything that a case comes to, or why it is none.
type Scored = Result<(Vec<Truth>, Vec<Interval>, Vec<Set>), BTreeSet<String>>;

fn scored(form: &Questionnaire, answers: &Answers) -> Scored {
    let case = Case::new(form, answers.clone(), &BTreeMap::new(), &BTreeMap::new())
        .map_err(|faults| faults.iter().map(ToString::to_string).collect::<BTreeSet<_>>())?;
    let evaluation = case.evaluate();
    let indicators = (0..form.indicators.len()).map(|place| evaluation.indicator(IndicatorRef::at(place)));
    let scores = (0..form.scores.len()).map(|place| evaluation.score(ScoreRef::at(place)));
    let outcomes = (0..form.outcomes.len()).map(|place| evaluation.outcome(OutcomeRef::at(place)));
    Ok((indicators.collect(), scores.collect(), outcomes.collect()))
}

#[test]
fn what_is_handed_over_comes_back_and_scores_the_same() {
    let count = counts::RELEASES.get();
    for form in asking() {
        let (layout, mut draw) = (layout(&form), Draw::seeded(15));
        let (mut cases, mut codes) = (0, BTreeSet::new());
        for _ in 0..count {
            let released = released(&form, &mut draw);
            let code = code(&form, &released);
            let read = layout.read(&code).unwrap();
            assert!(read == released, "{}: other answers came back", form.id);
            let (direct, through) = (scored(&form, &released.answers), scored(&form, &read.answers));
            assert!(direct == through, "{}: another result", form.id);
            cases += usize::from(direct.is_ok());
            assert_eq!(letters(&code).len(), layout.letters(), "{}", form.id);
            assert!(code.split(' ').all(|group| group.len() == 4 && group.chars().all(is_letter)));
            codes.insert(code);
        }
        println!("{}: {count} codes, {} different, {cases} scored", form.id, codes.len());
        assert!(cases > count / 3, "{}: {cases} of {count} were scored", form.id);
        assert!(codes.len() > count / 4, "{}: only {} codes", form.id, codes.len());
    }
}

fn is_letter(letter: char) -> bool {
    LETTERS.contains(letter)
}

/// The same code by another hand, for a form whose number is below 2^128: from the head of the module alone.
#[test]
fn a_second_writer_gives_the_same_code() {
    let form = shipped_questionnaire("adult-quick");
    let mut draw = Draw::seeded(7);
    for _ in 0..200 {
        let released = released(&form, &mut draw);
        assert_eq!(code(&form, &released), by_hand(&form, &released));
    }
}

fn by_hand(form: &Questionnaire, released: &ReleasedAnswers) -> String {
    let is_closed = |question: &&Question| {
        question.from == AnswerSource::Asked
            && !matches!(question.kind, Kind::Number(_) | Kind::DatePart { .. } | Kind::Text { .. })
    };
    let mut number = 0_u128;
    for question in form.questions.iter().filter(is_closed).collect::<Vec<_>>().into_iter().rev() {
        let every = every_answer(&question.kind);
        let answer = released.answers.get(&question.id);
        let state = every.iter().position(|one| one.as_ref() == answer).unwrap();
        number = number * every.len() as u128 + state as u128;
    }
    number = number * 2 + u128::from(released.shows_kept_back);
    let first = u128::from_str_radix(&form.fingerprint().short()[..4], 16).unwrap() >> 3;
    number = number * 8192 + first;
    let mut code: Vec<u128> = Vec::new();
    for place in 1..=10 {
        code.push((number % 23 + 7 * place) % 23);
        number /= 23;
    }
    for weight in [5_u128, 2] {
        let sum: u128 =
            code.iter().rev().zip(1..).map(|(letter, place)| letter * weight.pow(place) % 23).sum();
        code.push((23 * 23 - sum) % 23);
    }
    let letters = code.iter().map(|value| LETTERS.chars().nth(usize::try_from(*value).unwrap()).unwrap());
    letters
        .collect::<Vec<_>>()
        .chunks(4)
        .map(|group| group.iter().collect())
        .collect::<Vec<String>>()
        .join(" ")
}

/// Every answer of a kind in the order of its states: sets of options by their bits, then those that stand alone.
fn every_answer(kind: &Kind) -> Vec<Option<Answer>> {
    let mut every = vec![None, Some(Answer::Declined), Some(Answer::DontKnow), Some(Answer::Later)];
    let (alone, free): (Vec<_>, Vec<_>) = kind.options().iter().partition(|option| option.exclusive);
    let id = |option: &Choice| option.id.clone();
    let values: Vec<Value> = match kind {
        Kind::YesNo => vec![Value::YesNo(false), Value::YesNo(true)],
        Kind::Choices(_) => {
            let some = (1..1 << free.len()).map(|bits: usize| {
                let chosen = free.iter().enumerate().filter(|(place, _)| bits >> place & 1 == 1);
                Value::Choices(chosen.map(|(_, option)| id(option)).collect())
            });
            some.chain(alone.iter().map(|option| Value::Choices(vec![id(option)]))).collect()
        }
        _ => kind.options().iter().map(|option| Value::Choice(id(option))).collect(),
    };
    every.extend(values.into_iter().map(|value| Some(Answer::Given(value))));
    every
}

/// The words of an option are left out, the option stays.
#[test]
fn an_option_with_words_is_handed_over_without_them() {
    let form = shipped_questionnaire("adult-quick");
    let mut released = nothing(&form);
    let chosen = Answer::Given(Value::Choices(vec!["lawyer".into(), "other_need".into()]));
    released.answers.give("needs_now", chosen.clone());
    let plain = code(&form, &released);
    released.answers.put_words("needs_now", "a place for the cat".into());
    assert_eq!(code(&form, &released), plain);
    let read = layout(&form).read(&plain).unwrap();
    assert!(read.answers.get("needs_now") == Some(&chosen) && read.answers.words("needs_now").is_none());
}

// ---- how long they are ----

#[test]
fn how_long_the_codes_are() {
    println!("form | closed questions | bits of answers | bits of fingerprint | letters, with check letters");
    let mut long = BTreeMap::new();
    for form in forms() {
        let Some(layout) = CodeLayout::of(&form) else {
            println!("{} | nobody is asked", form.id);
            continue;
        };
        let states = layout.questions().map(|question| every_answer(&question.kind).len() as f64);
        let bits: Vec<f64> = states.map(f64::log2).collect();
        let (count, bits, letters) = (bits.len(), bits.iter().sum::<f64>(), layout.letters());
        println!("{} | {count} | {bits:.1} | {} | {letters}", form.id, layout.fingerprint_bits());
        long.insert(form.id.clone(), letters);
    }
    assert_eq!(long["adult-quick"], 12);
    assert!(long["adult-brief"] < 40);
    assert!(long.values().all(|letters| letters % 4 == 0));
    assert!(!long.contains_key("observation-only") && !long.contains_key("youth-known"));
}

/// With nothing in it a code is as long as any other, and no row of one letter.
#[test]
fn a_code_of_nothing_looks_like_any_other() {
    for form in asking() {
        let code = code(&form, &nothing(&form));
        assert_eq!(letters(&code).len(), layout(&form).letters());
        let rows = letters(&code).windows(3).filter(|row| row.iter().all(|letter| *letter == row[0])).count();
        assert_eq!(rows, 0, "{}: {code}", form.id);
        assert!(layout(&form).read(&code).unwrap() == nothing(&form));
    }
}

// ---- slips ----

fn is_mistyped(layout: &CodeLayout<'_>, letters: &[char]) -> bool {
    matches!(layout.read(&letters.iter().collect::<String>()), Err(CodeError::Mistyped { .. }))
}

#[test]
fn every_single_wrong_letter_and_every_swap_of_neighbours_is_noticed() {
    for form in asking() {
        let (layout, mut draw, mut tried) = (layout(&form), Draw::seeded(23), (0, 0));
        for _ in 0..counts::RELEASES.get() / 20 {
            let right = letters(&code(&form, &released(&form, &mut draw)));
            assert!(!is_mistyped(&layout, &right));
            for place in 0..right.len() {
                for other in LETTERS.chars().filter(|other| *other != right[place]) {
                    let mut wrong = right.clone();
                    wrong[place] = other;
                    assert!(is_mistyped(&layout, &wrong), "{}: letter {place}", form.id);
                    tried.0 += 1;
                }
            }
            for place in (1..right.len()).filter(|place| right[*place] != right[place - 1]) {
                let mut wrong = right.clone();
                wrong.swap(place, place - 1);
                assert!(is_mistyped(&layout, &wrong), "{}: swap at {place}", form.id);
                tried.1 += 1;
            }
        }
        println!("{}: {} wrong letters, {} swaps", form.id, tried.0, tried.1);
    }
}

/// In a short code any two wrong letters are noticed, too.
#[test]
fn every_two_wrong_letters_of_a_short_code_are_noticed() {
    let form = shipped_questionnaire("adult-quick");
    let layout = layout(&form);
    let right = letters(&code(&form, &released(&form, &mut Draw::seeded(2))));
    for (first, second) in (0..right.len()).flat_map(|second| (0..second).map(move |first| (first, second))) {
        for one in LETTERS.chars().filter(|one| *one != right[first]) {
            for two in LETTERS.chars().filter(|two| *two != right[second]) {
                let mut wrong = right.clone();
                (wrong[first], wrong[second]) = (one, two);
                assert!(is_mistyped(&layout, &wrong), "letters {first} and {second}");
            }
        }
    }
}

#[test]
fn random_letters_are_no_code() {
    let every: Vec<char> = LETTERS.chars().collect();
    for form in asking() {
        let (layout, mut draw, mut past_checks, mut read) = (layout(&form), Draw::seeded(4), 0, 0);
        let count = counts::RELEASES.get() * 20;
        for _ in 0..count {
            let typed: String = (0..layout.letters()).map(|_| *draw.pick(&every)).collect();
            match layout.read(&typed) {
                Ok(_) => read += 1,
                Err(CodeError::Mistyped { .. }) => continue,
                Err(_) => {}
            }
            past_checks += 1;
        }
        println!("{}: {past_checks} of {count} passed the check letters, {read} were read", form.id);
        assert!(read <= count / 1_000_000, "{}: {read} of {count} were read", form.id);
        assert!(past_checks * 529 < count * 2 && past_checks * 529 * 2 > count);
    }
}

// ---- editions ----

#[test]
fn the_code_of_another_edition_is_refused_as_such() {
    let (all, mut draw) = (asking(), Draw::seeded(5));
    for form in &all {
        let mut words = form.clone();
        words.questions[0].ask.push('!');
        let mut options = form.clone();
        options.questions[0].kind.options_mut().reverse();
        for _ in 0..50 {
            let code = code(form, &released(form, &mut draw));
            for other in [&words, &options] {
                assert_eq!(layout(other).read(&code), Err(CodeError::OtherEdition(other.edition())));
            }
            for other in all.iter().filter(|other| other.id != form.id) {
                match layout(other).read(&code).unwrap_err() {
                    CodeError::OtherEdition(edition) => assert_eq!(edition, other.edition()),
                    CodeError::WrongLength { wanted, typed, .. } => assert_ne!(wanted, typed),
                    error => panic!("{} in {}: {error}", form.id, other.id),
                }
            }
        }
    }
}
