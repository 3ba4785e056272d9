//! The states that the answer to a closed question can be in, as numbers from 0. Its one surprise: there is no state
//! for kept back. It is 0, as not asked is, so that nobody learns from a code which of both it was.

use crate::answers::{Answer, Value};
use crate::questionnaire::model::{Choice, Kind};

/// How many states are no value: not asked or kept back, declined, not known, left for later.
const WITHOUT_VALUE: u128 = 4;

/// Returns how many states the answer to a kind of question has; nothing where it is no closed question.
pub(super) fn states(kind: &Kind) -> Option<u128> {
    let values = match kind {
        Kind::YesNo => 2,
        Kind::Choice(options) | Kind::Scale(options) => options.len() as u128,
        Kind::Choices(options) => sets_together(options) + alone(options).count() as u128,
        Kind::Number(_) | Kind::DatePart { .. } | Kind::Text { .. } => return None,
    };
    Some(WITHOUT_VALUE + values)
}

/// Returns the state of an answer; nothing where the kind does not allow it.
pub(super) fn state_of(kind: &Kind, answer: Option<&Answer>) -> Option<u128> {
    match answer {
        None => Some(0),
        Some(Answer::Declined) => Some(1),
        Some(Answer::DontKnow) => Some(2),
        Some(Answer::Later) => Some(3),
        Some(Answer::Given(value)) => Some(WITHOUT_VALUE + number_of(kind, value)?),
    }
}

/// Returns the answer in a state, which is below [`states`]; nothing for what was not asked or kept back.
pub(super) fn answer_in(kind: &Kind, state: u128) -> Option<Answer> {
    match state {
        0 => None,
        1 => Some(Answer::Declined),
        2 => Some(Answer::DontKnow),
        3 => Some(Answer::Later),
        _ => Some(Answer::Given(value_of(kind, state - WITHOUT_VALUE))),
    }
}

fn number_of(kind: &Kind, value: &Value) -> Option<u128> {
    kind.accepts(value).ok()?;
    match value {
        Value::YesNo(yes) => Some(u128::from(*yes)),
        Value::Choice(chosen) => place_of(chosen, kind.options().iter()),
        Value::Choices(chosen) => number_of_set(kind.options(), chosen),
        Value::Number(_) | Value::DatePart { .. } | Value::Text(_) => None,
    }
}

fn value_of(kind: &Kind, number: u128) -> Value {
    match kind {
        Kind::YesNo => Value::YesNo(number == 1),
        Kind::Choices(options) => Value::Choices(set_of(options, number)),
        _ => Value::Choice(id_at(number, kind.options().iter())),
    }
}

/// Sets of options that may stand together come first, as the bits of their places without the empty set; then each
/// option that stands alone.
fn number_of_set(options: &[Choice], chosen: &[String]) -> Option<u128> {
    if let Some(place) = chosen.first().and_then(|first| place_of(first, alone(options))) {
        return Some(sets_together(options) + place);
    }
    let bits = chosen.iter().map(|id| place_of(id, together(options)).map(|place| 1 << place));
    bits.sum::<Option<u128>>().map(|bits| bits - 1)
}

fn set_of(options: &[Choice], number: u128) -> Vec<String> {
    if let Some(place) = number.checked_sub(sets_together(options)) {
        return vec![id_at(place, alone(options))];
    }
    let is_chosen = |place: &usize| (number + 1) >> place & 1 == 1;
    let chosen = together(options).enumerate().filter(|(place, _)| is_chosen(place));
    chosen.map(|(_, option)| option.id.clone()).collect()
}

/// Returns how many sets there are of options that may stand together.
fn sets_together(options: &[Choice]) -> u128 {
    (1 << together(options).count()) - 1
}

fn together(options: &[Choice]) -> impl Iterator<Item = &Choice> {
    options.iter().filter(|option| !option.exclusive)
}

fn alone(options: &[Choice]) -> impl Iterator<Item = &Choice> {
    options.iter().filter(|option| option.exclusive)
}

fn place_of<'o>(id: &str, mut options: impl Iterator<Item = &'o Choice>) -> Option<u128> {
    options.position(|option| option.id == id).map(|place| place as u128)
}

fn id_at<'o>(place: u128, mut options: impl Iterator<Item = &'o Choice>) -> String {
    let option = usize::try_from(place).ok().and_then(|place| options.nth(place));
    option.expect("a state is below the number of states").id.clone()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn options(exclusive: &[bool]) -> Vec<Choice> {
        let option = |(place, exclusive): (usize, &bool)| Choice {
            id: format!("option_{place}"),
            label: format!("Option {place}"),
            points: None,
            exclusive: *exclusive,
            words: place == 0,
            ages: None,
            language: None,
            codes: Vec::new(),
        };
        exclusive.iter().enumerate().map(option).collect()
    }

    #[test]
    fn every_state_is_an_answer_of_its_own_and_every_answer_a_state() {
        let kinds = [
            (Kind::YesNo, 6),
            (Kind::Choice(options(&[false; 3])), 7),
            (Kind::Scale(options(&[false; 64])), 68),
            (Kind::Choices(options(&[false])), 5),
            (Kind::Choices(options(&[true])), 5),
            (Kind::Choices(options(&[true, false, false, true, false])), 13),
        ];
        for (kind, count) in kinds {
            assert_eq!(states(&kind), Some(count));
            let answers: Vec<Option<Answer>> = (0..count).map(|state| answer_in(&kind, state)).collect();
            for (state, answer) in (0..).zip(&answers) {
                assert_eq!(state_of(&kind, answer.as_ref()), Some(state));
                let value = answer.as_ref().and_then(Answer::value);
                assert!(value.is_none_or(|value| kind.accepts(value).is_ok()));
            }
        }
    }

    #[test]
    fn sixty_four_options_have_their_states() {
        let kind = Kind::Choices(options(&[false; 64]));
        let last = (1_u128 << 64) + 2;
        assert_eq!(states(&kind), Some(last + 1));
        let all = answer_in(&kind, last);
        assert_eq!(state_of(&kind, all.as_ref()), Some(last));
        assert!(matches!(all, Some(Answer::Given(Value::Choices(ids))) if ids.len() == 64));
    }

    #[test]
    fn what_is_not_allowed_has_no_state() {
        let kind = Kind::Choices(options(&[false, false, true]));
        let chosen = |ids: &[&str]| {
            let ids = ids.iter().map(|id| (*id).to_owned()).collect();
            state_of(&kind, Some(&Answer::Given(Value::Choices(ids))))
        };
        assert_eq!(chosen(&["option_1", "option_0"]), chosen(&["option_0", "option_1"]));
        for wrong in [&["option_0", "option_2"][..], &["option_0", "option_0"], &["other"], &[]] {
            assert_eq!(chosen(wrong), None);
        }
        assert_eq!(states(&Kind::Text { max_length: 10 }), None);
        assert_eq!(state_of(&Kind::YesNo, Some(&Answer::Given(Value::Choice("yes".into())))), None);
    }
}
