//! Exact decimals as whole thousandths, from the text; and what the rules do with them.

/// A number in thousandths; also the place of an option or level, and 1 or 0 for yes or no.
pub type Number = i128;

/// Reads digits with at most three places.
pub fn read(text: &str) -> Option<Number> {
    let (sign, digits) = text.strip_prefix('-').map_or((1, text), |digits| (-1, digits));
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    let only_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || part.len() > 3 || !only_digits(whole) || !only_digits(part) {
        return None;
    }
    Some(sign * (whole.parse::<Number>().ok()? * 1000 + format!("{part:0<3}").parse::<Number>().ok()?))
}

/// The number as the file has it. A float is written out again as it stood there.
pub fn of(value: &toml::Value) -> Number {
    match value {
        toml::Value::Integer(whole) => Number::from(*whole) * 1000,
        toml::Value::Float(float) => read(&float.to_string()).expect("at most three places"),
        _ => panic!("a number is needed"),
    }
}

/// Points with a weight.
pub fn times(points: Number, weight: Number) -> Number {
    points * weight / 1000
}

/// The coarsest of 1, 0.1, 0.01 and 0.001 of which all are multiples.
pub fn step(all: impl Iterator<Item = Number> + Clone) -> Number {
    let fits = |step: &Number| all.clone().all(|number| number % step == 0);
    [1000, 100, 10, 1].into_iter().find(fits).expect("all are thousandths")
}

/// The greatest multiple of the step that is not above the number.
pub fn down(number: Number, step: Number) -> Number {
    number.div_euclid(step) * step
}

/// The least multiple of the step that is not below the number.
pub fn up(number: Number, step: Number) -> Number {
    -down(-number, step)
}
