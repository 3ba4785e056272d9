//! Kinds of question: what an answer may be, how it is shown, and how it is read for scoring. This is
//! the only place that matches on the kind; everything else matches on [`Value`].

use serde::{Deserialize, Serialize};

use super::ages::AgeRange;
use super::code::Code;
use crate::answers::Value;
use crate::decimal::{Decimal, NotDecimal};
use crate::digits;
use crate::escaped::escaped;
use crate::reading::text::may_be_kept;
use crate::rules::{Answerable, Reading};
use crate::truth::{Interval, Set};

/// What kind of answer a question has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Kind {
    /// Yes or no.
    YesNo,
    /// One option.
    Choice(Vec<Choice>),
    /// One option, ordered from the lowest.
    Scale(Vec<Choice>),
    /// One option or more; an exclusive one alone.
    Choices(Vec<Choice>),
    /// A number.
    Number(NumberKind),
    /// A year, or a year and month.
    DatePart {
        /// Whether the month is asked too.
        with_month: bool,
    },
    /// Own words.
    Text {
        /// The most characters.
        max_length: u32,
    },
}

/// One option of a question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    /// Its id.
    pub id: String,
    /// What it says.
    pub label: String,
    /// Points, where a score takes the value of the question.
    pub points: Option<Decimal>,
    /// Whether it stands alone ("none of these").
    pub exclusive: bool,
    /// Whether it takes words of its own ("other: …"). They are shown and never scored.
    pub words: bool,
    /// The ages it means, for matching services.
    pub ages: Option<AgeRange>,
    /// The language it means, for matching services.
    pub language: Option<String>,
    /// What it is called in the systems of others.
    pub codes: Vec<Code>,
}

/// What a number may be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NumberKind {
    /// The smallest allowed.
    pub min: Option<Decimal>,
    /// The largest allowed.
    pub max: Option<Decimal>,
    /// Places after the point, 0 to 3.
    pub places: u8,
    /// What it counts.
    pub unit: Option<String>,
}

/// The longest text answer where the file sets no length of its own, in characters.
pub const USUAL_TEXT_LENGTH: u32 = 500;

impl Kind {
    /// Returns the word for it in files.
    pub fn id(&self) -> &'static str {
        match self {
            Kind::YesNo => "yes_no",
            Kind::Choice(_) => "choice",
            Kind::Scale(_) => "scale",
            Kind::Choices(_) => "choices",
            Kind::Number(_) => "number",
            Kind::DatePart { .. } => "date_part",
            Kind::Text { .. } => "text",
        }
    }

    /// Returns its options, if it has any.
    pub fn options(&self) -> &[Choice] {
        match self {
            Kind::Choice(options) | Kind::Scale(options) | Kind::Choices(options) => options,
            _ => &[],
        }
    }

    /// Returns its options, to be changed.
    pub fn options_mut(&mut self) -> &mut [Choice] {
        match self {
            Kind::Choice(options) | Kind::Scale(options) | Kind::Choices(options) => options,
            _ => &mut [],
        }
    }

    /// Returns the option that takes words of its own, where a value chooses it.
    pub fn worded<'k>(&'k self, value: &Value) -> Option<&'k Choice> {
        let chooses = |option: &&Choice| match value {
            Value::Choice(id) => *id == option.id,
            Value::Choices(ids) => ids.contains(&option.id),
            _ => false,
        };
        self.options().iter().filter(|option| option.words).find(chooses)
    }

    /// Returns whether several options may be chosen.
    pub fn takes_several(&self) -> bool {
        matches!(self, Kind::Choices(_))
    }

    /// Returns what rules may ask of its answer.
    pub fn answerable(&self) -> Answerable {
        let ids = |options: &[Choice]| options.iter().map(|option| option.id.clone()).collect();
        match self {
            Kind::YesNo => Answerable::YesNo,
            Kind::Choice(options) => Answerable::OneOf { options: ids(options), ordered: false },
            Kind::Scale(options) => Answerable::OneOf { options: ids(options), ordered: true },
            Kind::Choices(options) => Answerable::SomeOf { options: ids(options) },
            Kind::Number(_) => Answerable::Number,
            Kind::DatePart { .. } => Answerable::NotForRules {
                instead: "ask what the rule needs directly, such as \"Were you under 18 when it began?\"",
            },
            Kind::Text { .. } => {
                Answerable::NotForRules { instead: "ask a yes/no or choice question for the rule" }
            }
        }
    }

    /// Checks a value against the kind. The error says what is allowed and never repeats the answer.
    ///
    /// # Errors
    /// What an answer must be.
    pub fn accepts(&self, value: &Value) -> Result<(), String> {
        match (self, value) {
            (Kind::YesNo, Value::YesNo(_)) => Ok(()),
            (Kind::Choice(options) | Kind::Scale(options), Value::Choice(chosen)) => {
                place_of(options, chosen).map(drop).ok_or_else(|| self.expects())
            }
            (Kind::Choices(options), Value::Choices(chosen)) => accepts_several(options, chosen),
            (Kind::Number(number), Value::Number(given)) => number.accepts(*given),
            (Kind::DatePart { with_month }, Value::DatePart { year, month }) => {
                let fits = (1900..=2200).contains(year)
                    && month.is_some() == *with_month
                    && month.is_none_or(|month| (1..=12).contains(&month));
                if fits { Ok(()) } else { Err(self.expects()) }
            }
            (Kind::Text { max_length }, Value::Text(text)) => {
                let fits = text.chars().count() <= *max_length as usize
                    && !text.trim().is_empty()
                    && text.chars().all(|character| character != '\n' && may_be_kept(character));
                if fits { Ok(()) } else { Err(self.expects()) }
            }
            _ => Err(self.expects()),
        }
    }

    /// Returns what an answer must be, in a sentence fragment.
    pub fn expects(&self) -> String {
        let ids = |options: &[Choice]| {
            options.iter().map(|option| option.id.as_str()).collect::<Vec<_>>().join(", ")
        };
        match self {
            Kind::YesNo => "yes or no".to_owned(),
            Kind::Choice(options) | Kind::Scale(options) => format!("one of: {}", ids(options)),
            Kind::Choices(options) => format!("a list of one or more of: {}", ids(options)),
            Kind::Number(number) => number.expects(),
            Kind::DatePart { with_month: false } => "a year, such as 2024".to_owned(),
            Kind::DatePart { with_month: true } => "a year and month, such as 2024-03".to_owned(),
            Kind::Text { max_length } => {
                format!("a text of at most {max_length} characters, without control characters")
            }
        }
    }

    /// Reads one line of typing as a value: a number, a date part or a text.
    ///
    /// # Errors
    /// What must be typed instead; the typed text is not repeated.
    pub fn read_line(&self, line: &str) -> Result<Value, String> {
        let line = line.trim();
        let value = match self {
            Kind::Number(_) => Decimal::parse(&digits::plain_number(line)).ok().map(Value::Number),
            Kind::DatePart { .. } => read_date_part(&digits::plain(line)),
            Kind::Text { .. } => Some(Value::Text(line.to_owned())),
            _ => None,
        };
        let value = value.ok_or_else(|| self.expects())?;
        self.accepts(&value).map(|()| value)
    }

    /// Returns what a text in a document means as an answer. Whether it is accepted is checked later.
    pub fn value_of_text(&self, text: String) -> Option<Value> {
        match self {
            Kind::YesNo => match text.as_str() {
                "yes" => Some(Value::YesNo(true)),
                "no" => Some(Value::YesNo(false)),
                _ => None,
            },
            Kind::Text { .. } => Some(Value::Text(text)),
            Kind::DatePart { .. } => self.read_line(&text).ok(),
            Kind::Choices(_) | Kind::Number(_) => None,
            Kind::Choice(_) | Kind::Scale(_) => Some(Value::Choice(text)),
        }
    }

    /// Returns what a number in a document means as an answer, from its digits. Equal numbers are equal.
    ///
    /// # Errors
    /// What is wrong with the number, where that is the reason.
    pub fn value_of_number(&self, written: &str) -> Result<Value, Option<NotDecimal>> {
        match (self, Decimal::of_equal(written)) {
            (Kind::DatePart { .. }, Ok(number)) if number.places() == 0 => {
                let year = u16::try_from(number.thousandths() / 1000).map_err(|_| None)?;
                Ok(Value::DatePart { year, month: None })
            }
            (Kind::DatePart { .. }, _) => Err(None),
            (_, Ok(number)) => Ok(Value::Number(number)),
            (Kind::Number(_), Err(error)) => Err(Some(error)),
            (_, Err(_)) => Err(None),
        }
    }

    /// Returns what a list of ids in a document means as an answer: in the order of the questionnaire;
    /// one that is not known stays, to be refused.
    pub fn value_of_list(&self, mut ids: Vec<String>) -> Value {
        ids.sort_by_key(|id| place_of(self.options(), id).unwrap_or(usize::MAX));
        Value::Choices(ids)
    }

    /// Returns an accepted value as people read it.
    pub fn show(&self, value: &Value) -> String {
        let label = |id: &str| {
            let option = self.options().iter().find(|option| option.id == id);
            option.map_or_else(|| id.to_owned(), |option| option.label.clone())
        };
        match value {
            Value::YesNo(true) => "Yes".to_owned(),
            Value::YesNo(false) => "No".to_owned(),
            Value::Choice(id) => label(id),
            Value::Choices(ids) => ids.iter().map(|id| label(id)).collect::<Vec<_>>().join("; "),
            Value::Number(number) => match self {
                Kind::Number(NumberKind { unit: Some(unit), .. }) => format!("{number} {unit}"),
                _ => number.to_string(),
            },
            Value::DatePart { year, month: None } => year.to_string(),
            Value::DatePart { year, month: Some(month) } => format!("{year}-{month:02}"),
            Value::Text(text) => format!("“{}”", escaped(text)),
        }
    }

    /// Returns an accepted value as rules read it; what is not for rules is unknown to them.
    pub fn reading(&self, value: &Value) -> Reading {
        match value {
            Value::YesNo(answer) => Reading::Is(*answer),
            Value::Choice(id) => match place_of(self.options(), id) {
                Some(place) => Reading::Option(u8::try_from(place).expect("at most 64 options")),
                None => Reading::Unknown,
            },
            Value::Choices(ids) => {
                Reading::Options(ids.iter().filter_map(|id| place_of(self.options(), id)).collect())
            }
            Value::Number(number) => Reading::Number(*number),
            Value::DatePart { .. } | Value::Text(_) => Reading::Unknown,
        }
    }

    /// Returns the points of an answer: a point if it is known, the whole range if it is not.
    pub fn points(&self, reading: Reading) -> Interval {
        let of = |place: usize| self.options()[place].points.unwrap_or_default();
        match reading {
            Reading::Option(place) => Interval::point(of(usize::from(place))),
            Reading::Options(set) => Interval::point(set.iter().map(of).sum()),
            Reading::Number(number) => Interval::point(number),
            Reading::Is(_) | Reading::Unknown => self.all_points(),
        }
    }

    /// Returns the smallest and the largest points that an answer can have.
    fn all_points(&self) -> Interval {
        let single = |options: &[Choice]| span_of(options.iter().map(|o| o.points.unwrap_or_default()));
        match self {
            Kind::Choice(options) | Kind::Scale(options) => single(options),
            Kind::Choices(options) => {
                let together: Decimal =
                    options.iter().filter(|o| !o.exclusive).filter_map(|o| o.points).sum();
                let single = single(options);
                Interval { low: single.low, high: single.high.max(together) }
            }
            Kind::Number(number) => {
                Interval { low: number.min.unwrap_or_default(), high: number.max.unwrap_or_default() }
            }
            Kind::YesNo | Kind::DatePart { .. } | Kind::Text { .. } => Interval::default(),
        }
    }

    /// Returns whether a set of options may be chosen together.
    pub fn permits(&self, chosen: Set) -> bool {
        let exclusive: Set =
            (0..self.options().len()).filter(|place| self.options()[*place].exclusive).collect();
        chosen.len() == 1 || (chosen.len() > 1 && chosen.common(exclusive).is_empty())
    }
}

impl NumberKind {
    fn accepts(&self, given: Decimal) -> Result<(), String> {
        let fits = given.places() <= self.places
            && self.min.is_none_or(|min| given >= min)
            && self.max.is_none_or(|max| given <= max);
        if fits { Ok(()) } else { Err(self.expects()) }
    }

    fn expects(&self) -> String {
        let what = if self.places == 0 { "a whole number" } else { "a number" };
        let range = match (self.min, self.max) {
            (Some(min), Some(max)) => format!(" from {min} to {max}"),
            (Some(min), None) => format!(", {min} or more"),
            (None, Some(max)) => format!(", {max} or less"),
            (None, None) => String::new(),
        };
        let places = match self.places {
            0 => String::new(),
            places => format!(", with at most {places} places after the point"),
        };
        format!("{what}{range}{places}")
    }
}

fn place_of(options: &[Choice], id: &str) -> Option<usize> {
    options.iter().position(|option| option.id == id)
}

fn accepts_several(options: &[Choice], chosen: &[String]) -> Result<(), String> {
    let places: Option<Vec<usize>> = chosen.iter().map(|id| place_of(options, id)).collect();
    let places = places
        .filter(|places| !places.is_empty())
        .ok_or_else(|| Kind::Choices(options.to_vec()).expects())?;
    let set: Set = places.iter().copied().collect();
    if set.len() != places.len() {
        return Err("each option at most once".to_owned());
    }
    if let Some(alone) = places.iter().find(|place| options[**place].exclusive)
        && set.len() > 1
    {
        return Err(format!("`{}` alone, or without it", options[*alone].id));
    }
    Ok(())
}

fn read_date_part(line: &str) -> Option<Value> {
    let digits = |part: &str, length: usize| {
        let fits = part.len() == length && part.bytes().all(|byte| byte.is_ascii_digit());
        fits.then(|| part.parse::<u16>().ok())?
    };
    let (year, month) = line.split_once('-').map_or((line, None), |(year, month)| (year, Some(month)));
    let month = match month {
        Some(month) => Some(u8::try_from(digits(month, 2)?).ok()?),
        None => None,
    };
    Some(Value::DatePart { year: digits(year, 4)?, month })
}

fn span_of(points: impl Iterator<Item = Decimal> + Clone) -> Interval {
    Interval { low: points.clone().min().unwrap_or_default(), high: points.max().unwrap_or_default() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn options(points: &[(&str, i32, bool)]) -> Vec<Choice> {
        points
            .iter()
            .map(|(id, points, exclusive)| Choice {
                id: (*id).into(),
                label: format!("Label of {id}"),
                points: Some(Decimal::whole(*points)),
                exclusive: *exclusive,
                words: false,
                ages: None,
                language: None,
                codes: Vec::new(),
            })
            .collect()
    }

    #[test]
    fn unanswered_choices_reach_over_every_permitted_set() {
        let cases: [&[(&str, i32, bool)]; 4] = [
            &[("a", 1, false), ("b", 2, false), ("none", 0, true)],
            &[("a", 3, false), ("b", 1, false), ("none", 9, true)],
            &[("a", 2, false), ("none", 5, true)],
            &[("a", 4, false), ("b", 4, false), ("c", 2, false), ("none", 3, true)],
        ];
        for case in cases {
            let kind = Kind::Choices(options(case));
            let sums: Vec<Decimal> = (1_usize..1 << case.len())
                .map(|bits| (0..case.len()).filter(|i| bits >> i & 1 == 1).collect::<Set>())
                .filter(|set| kind.permits(*set))
                .map(|set| kind.points(Reading::Options(set)).low)
                .collect();
            assert_eq!(kind.points(Reading::Unknown), span_of(sums.iter().copied()), "{case:?}");
        }
    }

    #[test]
    fn an_exclusive_option_stands_alone() {
        let kind = Kind::Choices(options(&[("a", 1, false), ("none", 0, true)]));
        let choose =
            |ids: &[&str]| kind.accepts(&Value::Choices(ids.iter().map(|id| (*id).into()).collect()));
        assert!(choose(&["a"]).is_ok());
        assert!(choose(&["none"]).is_ok());
        assert!(choose(&["a", "none"]).is_err());
        assert!(choose(&["a", "a"]).is_err());
        assert!(choose(&[]).is_err());
        assert!(choose(&["b"]).is_err());
    }

    #[test]
    fn typed_lines_become_values_or_say_what_is_wanted() {
        let hours = Kind::Number(NumberKind {
            min: Some(Decimal::ZERO),
            max: Some(Decimal::whole(168)),
            places: 0,
            unit: Some("hours".into()),
        });
        let value = hours.read_line(" 70 ").unwrap();
        assert_eq!(hours.show(&value), "70 hours");
        for wrong in ["-1", "169", "7.5", "many", ""] {
            assert_eq!(hours.read_line(wrong).unwrap_err(), "a whole number from 0 to 168");
        }
        let month = Kind::DatePart { with_month: true };
        assert_eq!(month.show(&month.read_line("2024-03").unwrap()), "2024-03");
        for wrong in ["2024", "2024-13", "2024-03-01", "24-3", "+2024-03", "2024-+3", "2024-3"] {
            assert!(month.read_line(wrong).is_err(), "{wrong}");
        }
    }
}
