//! The reader is part of scoring: a text that is read as another tree is a wrong score that no scorer
//! sees. Here random texts are given a meaning by a second reader that builds no tree: it cuts the text
//! at the loosest word outside brackets, again and again. Whatever it says of a person, the library says.

use std::collections::BTreeMap;

use safelight::answers::Value;
use safelight::questionnaire::read;
use safelight::rules::IndicatorRef;
use safelight::scoring::Case;
use safelight::source::Source;
use safelight::truth::Truth;

use super::agreement::{case, must, said};
use super::generate::{self, Draw, HEAD, Sheet};
use super::naive::{Input, Tri};
use super::scale::shared_out;

/// Something of every kind to name. `held` may be asked only of those who work.
const NAMED: &str = r#"
[[context]]
id = "frame"
options = ["us", "palermo"]
[[context]]
id = "cut"
kind = "number"
[[context]]
id = "night"
kind = "yes_no"
[[section]]
id = "part"
title = "Part"
question = [
  {id = "a", ask = "?", sensitivity = 0, kind = "yes_no"},
  {id = "b", ask = "?", sensitivity = 0, kind = "yes_no"},
  {id = "c", ask = "?", sensitivity = 0, kind = "yes_no"},
  {id = "works", ask = "?", sensitivity = 0, kind = "yes_no"},
  {id = "held", ask = "?", sensitivity = 0, kind = "yes_no", ask_if = "works"},
  {id = "pay", ask = "?", sensitivity = 0, kind = "scale", options = [{id = "low", label = "L"}, {id = "mid", label = "M"}, {id = "top", label = "T"}]},
  {id = "place", ask = "?", sensitivity = 0, kind = "choice", options = [{id = "home", label = "H"}, {id = "work", label = "W"}]},
  {id = "contact", ask = "?", sensitivity = 0, kind = "choices", options = [{id = "online", label = "O"}, {id = "agency", label = "A"}, {id = "none", label = "N", exclusive = true}]},
  {id = "hours", ask = "?", sensitivity = 0, kind = "number", min = 0, max = 6, decimals = 1},
]
[[indicator]]
id = "owes"
label = "Owes"
family = "means"
tags = ["sign", "sign.strong"]
when = "a"
source = "None"
[[indicator]]
id = "moved"
label = "Moved"
family = "means"
tags = ["sign"]
when = "b or c"
source = "None"
[[score]]
id = "total"
label = "Total"
sum = [{when = "a", points = 2}, {when = "b", points = 1}, {when = "c", points = 0.5}]
[[outcome]]
id = "concern"
label = "Concern"
levels = [{id = "first", label = "F", next = "F."}, {id = "second", label = "S", next = "S."}, {id = "third", label = "T", next = "T."}]
bands = {score = "total", from = [{level = "first", at = 0}, {level = "second", at = 1}, {level = "third", at = 3}]}
"#;

/// A questionnaire whose last indicator is a condition.
fn around(condition: &str) -> String {
    let rule = "[[indicator]]\nid = \"rule\"\nlabel = \"Rule\"\nfamily = \"means\"\nsource = \"None\"\n";
    format!("{HEAD}{NAMED}{rule}when = '''{condition}'''\n")
}

// ---- writing ----

/// Writes texts in which precedence decides: brackets only where they are drawn.
struct Writer<'d> {
    draw: &'d mut Draw,
}

const SIGNS: [&str; 5] = ["=", "<", "<=", ">", ">="];

impl Writer<'_> {
    fn any(&mut self, depth: usize, negated: bool) -> String {
        let members: Vec<String> = (0..self.length()).map(|_| self.all(depth, negated)).collect();
        members.join(&self.spaced("or"))
    }

    fn all(&mut self, depth: usize, negated: bool) -> String {
        let members: Vec<String> = (0..self.length()).map(|_| self.member(depth, negated)).collect();
        members.join(&self.spaced("and"))
    }

    fn length(&mut self) -> usize {
        *self.draw.pick(&[1, 1, 2, 2, 3])
    }

    fn spaced(&mut self, word: &str) -> String {
        format!("{}{word}{}", self.draw.pick(&[" ", "  ", "\n"]), self.draw.pick(&[" ", " ", "\n  "]))
    }

    fn member(&mut self, depth: usize, negated: bool) -> String {
        match self.draw.below(if depth == 0 { 5 } else { 10 }) {
            5 | 6 => format!("not {}", self.member(depth - 1, true)),
            7 => format!("({})", self.any(depth - 1, negated)),
            8 => self.counted(depth - 1, negated),
            9 => self.counted_tag(),
            _ => self.comparison(negated),
        }
    }

    fn counted(&mut self, depth: usize, negated: bool) -> String {
        let quantifier = *self.draw.pick(&["at least", "at most", "exactly"]);
        let negated = negated || quantifier != "at least";
        let members: Vec<String> =
            (0..self.draw.between(1, 4)).map(|_| self.any(depth.min(1), negated)).collect();
        format!("{quantifier} {} of ({})", self.draw.between(1, members.len()), members.join(", "))
    }

    fn counted_tag(&mut self) -> String {
        let quantifier = *self.draw.pick(&["at least", "at most", "exactly"]);
        match self.draw.below(3) {
            0 => format!("{quantifier} 1 of tag sign.strong"),
            wanted => format!("{quantifier} {wanted} of tag sign"),
        }
    }

    fn comparison(&mut self, negated: bool) -> String {
        let sign = *self.draw.pick(&SIGNS);
        let (left, right) = (*self.draw.pick(&["", " "]), *self.draw.pick(&["", " "]));
        let number = *self.draw.pick(&["0", "1", "2.5", "3", "0.5", "1.50", "-1", "cut"]);
        match self.draw.below(if negated { 13 } else { 14 }) {
            0..4 => (*self.draw.pick(&["a", "b", "c", "works", "night", "owes", "moved"])).to_owned(),
            4..6 => {
                let name = *self.draw.pick(&["a", "b", "c", "night"]);
                format!("{name}{left}={right}{}", self.draw.pick(&["yes", "no"]))
            }
            6 => format!("pay{left}{sign}{right}{}", self.draw.pick(&["low", "mid", "top"])),
            7 => format!("place{left}={right}{}", self.draw.pick(&["home", "work"])),
            8 => format!("frame{left}={right}{}", self.draw.pick(&["us", "palermo"])),
            9 => self.includes(),
            10 => format!("hours{left}{sign}{right}{number}"),
            11 => format!("total{left}{sign}{right}{number}"),
            12 => format!("concern{left}{sign}{right}{}", self.draw.pick(&["first", "second", "third"])),
            _ => (*self.draw.pick(&["held", "held = no"])).to_owned(),
        }
    }

    fn includes(&mut self) -> String {
        let some = *self.draw.pick(&["any", "all"]);
        match self.draw.below(3) {
            0 => format!("contact includes {}", self.draw.pick(&["online", "agency", "none"])),
            1 => format!("contact includes {some} of (online)"),
            _ => format!("contact includes {some} of (agency, online)"),
        }
    }
}

// ---- the second reader ----

/// What a name stands for, and what is known of it.
enum Known {
    YesNo(Tri),
    /// Whether the question applies, and its answer: not applying is false in every comparison.
    Gated(Tri, Tri),
    Indicator(Tri),
    Option {
        ids: &'static [&'static str],
        ordered: bool,
        given: Option<usize>,
    },
    Several {
        ids: &'static [&'static str],
        given: Option<Vec<usize>>,
    },
    Number(Option<i64>),
    Score(i64, i64),
    Levels {
        ids: &'static [&'static str],
        possible: Vec<usize>,
    },
}

/// What the text means for a person, or nothing if it is no condition.
fn meaning(words: &[&str], known: &BTreeMap<&str, Known>) -> Option<Tri> {
    let alternatives = cut(words, "or")?;
    if alternatives.len() > 1 {
        let truths = each(&alternatives, known)?;
        return Some(either(truths.contains(&Some(true)), truths.iter().all(|truth| *truth == Some(false))));
    }
    let together = cut(words, "and")?;
    if together.len() > 1 {
        let truths = each(&together, known)?;
        return Some(either(truths.iter().all(|truth| *truth == Some(true)), truths.contains(&Some(false))));
    }
    match words {
        ["not", rest @ ..] => meaning(rest, known).map(|truth| truth.map(|truth| !truth)),
        ["(", inside @ .., ")"] => meaning(inside, known),
        ["at", "least", n, "of", rest @ ..] => counted(n, rest, known, |n, t, u| either(t >= n, t + u < n)),
        ["at", "most", n, "of", rest @ ..] => counted(n, rest, known, |n, t, u| either(t + u <= n, t > n)),
        ["exactly", n, "of", rest @ ..] => {
            counted(n, rest, known, |n, t, u| either(t == n && u == 0, t > n || t + u < n))
        }
        [name, comparison @ ..] => compared(known.get(name)?, comparison, known),
        [] => None,
    }
}

fn either(is_true: bool, is_false: bool) -> Tri {
    if is_true {
        Some(true)
    } else if is_false {
        Some(false)
    } else {
        None
    }
}

fn both(one: Tri, other: Tri) -> Tri {
    either(one == Some(true) && other == Some(true), one == Some(false) || other == Some(false))
}

fn each(parts: &[&[&str]], known: &BTreeMap<&str, Known>) -> Option<Vec<Tri>> {
    parts.iter().map(|part| meaning(part, known)).collect()
}

/// The parts of a text between the places where a word stands outside brackets; nothing if its brackets
/// do not fit together.
fn cut<'w, 't>(words: &'w [&'t str], at: &str) -> Option<Vec<&'w [&'t str]>> {
    let (mut parts, mut start, mut depth) = (Vec::new(), 0, 0_usize);
    for (place, word) in words.iter().enumerate() {
        match *word {
            "(" => depth += 1,
            ")" => depth = depth.checked_sub(1)?,
            word if word == at && depth == 0 => {
                parts.push(&words[start..place]);
                start = place + 1;
            }
            _ => {}
        }
    }
    parts.push(&words[start..]);
    (depth == 0).then_some(parts)
}

type Counting = fn(usize, usize, usize) -> Tri;

fn counted(n: &str, of: &[&str], known: &BTreeMap<&str, Known>, counting: Counting) -> Option<Tri> {
    let truths = match of {
        ["tag", "sign"] => vec![indicator("owes", known)?, indicator("moved", known)?],
        ["tag", "sign.strong"] => vec![indicator("owes", known)?],
        ["(", members @ .., ")"] => each(&cut(members, ",")?, known)?,
        _ => return None,
    };
    let n: usize = n.parse().ok().filter(|n| (1..=truths.len()).contains(n))?;
    let t = truths.iter().filter(|truth| **truth == Some(true)).count();
    let u = truths.iter().filter(|truth| truth.is_none()).count();
    Some(counting(n, t, u))
}

fn indicator(id: &str, known: &BTreeMap<&str, Known>) -> Option<Tri> {
    if let Some(Known::Indicator(truth)) = known.get(id) { Some(*truth) } else { None }
}

fn compared(known: &Known, words: &[&str], all: &BTreeMap<&str, Known>) -> Option<Tri> {
    let option = |ids: &[&str], id: &str| ids.iter().position(|known| *known == id);
    match (known, words) {
        (Known::YesNo(truth) | Known::Indicator(truth), []) => Some(*truth),
        (Known::YesNo(truth), ["=", "yes"]) => Some(*truth),
        (Known::YesNo(truth), ["=", "no"]) => Some(truth.map(|truth| !truth)),
        (Known::Gated(applies, truth), [] | ["=", "yes"]) => Some(both(*applies, *truth)),
        (Known::Gated(applies, truth), ["=", "no"]) => Some(both(*applies, truth.map(|truth| !truth))),
        (Known::Option { ids, ordered, given }, [sign, id]) if *ordered || *sign == "=" => {
            let place = option(ids, id)?;
            match given {
                Some(given) => compares(given.cmp(&place), sign).map(Some),
                None => SIGNS.contains(sign).then_some(None),
            }
        }
        (Known::Several { ids, given }, ["includes", "any", "of", "(", list @ .., ")"]) => {
            let places = listed(ids, list)?;
            Some(given.as_ref().map(|given| places.iter().any(|place| given.contains(place))))
        }
        (Known::Several { ids, given }, ["includes", "all", "of", "(", list @ .., ")"]) => {
            let places = listed(ids, list)?;
            Some(given.as_ref().map(|given| places.iter().all(|place| given.contains(place))))
        }
        (Known::Several { ids, given }, ["includes", id]) => {
            let place = option(ids, id)?;
            Some(given.as_ref().map(|given| given.contains(&place)))
        }
        (Known::Number(given), [sign, bound]) => {
            let bound = number(bound, all)?;
            let (Some(given), Some(bound)) = (given, bound) else {
                return SIGNS.contains(sign).then_some(None);
            };
            compares(given.cmp(&bound), sign).map(Some)
        }
        (Known::Score(low, high), [sign, bound]) => {
            let Some(bound) = number(bound, all)? else { return SIGNS.contains(sign).then_some(None) };
            // Every half point in between can be reached or not: only the ends and the bound matter.
            let within = [*low, *high, bound.clamp(*low, *high)];
            let near = [bound - 1, bound + 1].into_iter().filter(|near| low <= near && near <= high);
            all_same(within.into_iter().chain(near).map(|value| compares(value.cmp(&bound), sign)))
        }
        (Known::Levels { ids, possible }, [sign, id]) => {
            let place = option(ids, id)?;
            all_same(possible.iter().map(|level| compares(level.cmp(&place), sign)))
        }
        _ => None,
    }
}

fn listed(ids: &[&str], list: &[&str]) -> Option<Vec<usize>> {
    cut(list, ",")?
        .into_iter()
        .map(|one| match one {
            [id] => ids.iter().position(|known| known == id),
            _ => None,
        })
        .collect()
}

fn compares(order: std::cmp::Ordering, sign: &str) -> Option<bool> {
    match sign {
        "=" => Some(order.is_eq()),
        "<" => Some(order.is_lt()),
        "<=" => Some(order.is_le()),
        ">" => Some(order.is_gt()),
        ">=" => Some(order.is_ge()),
        _ => None,
    }
}

fn all_same(cases: impl Iterator<Item = Option<bool>>) -> Option<Tri> {
    let cases: Vec<bool> = cases.collect::<Option<_>>()?;
    Some(either(cases.iter().all(|holds| *holds), cases.iter().all(|holds| !holds)))
}

/// A written number in thousandths, or the number of the context, which may be unknown.
fn number(word: &str, known: &BTreeMap<&str, Known>) -> Option<Option<i64>> {
    if let Some(Known::Number(given)) = known.get(word).filter(|_| word == "cut") {
        return Some(*given);
    }
    let (sign, digits) = word.strip_prefix('-').map_or((1, word), |digits| (-1, digits));
    let (whole, part) = digits.split_once('.').unwrap_or((digits, "0"));
    let part = format!("{part:0<3}");
    Some(Some(sign * (whole.parse::<i64>().ok()? * 1000 + part.parse::<i64>().ok()?)))
}

/// The words and signs of a text.
fn words(text: &str) -> Vec<String> {
    let mut apart = text.to_owned();
    for (sign, letter) in [("<=", "\u{1}"), (">=", "\u{2}")] {
        apart = apart.replace(sign, letter);
    }
    for sign in ["(", ")", ",", "=", "<", ">", "\u{1}", "\u{2}"] {
        apart = apart.replace(sign, &format!(" {sign} "));
    }
    apart.split_whitespace().map(|word| word.replace('\u{1}', "<=").replace('\u{2}', ">=")).collect()
}

/// What is known of a person, worked out by hand.
fn known(input: &Input<'_>) -> BTreeMap<&'static str, Known> {
    let value = |id: &str| {
        let place = input.questionnaire.questions.iter().position(|question| question.id == id).unwrap();
        input.answers[place].as_ref().and_then(|answer| answer.value())
    };
    let yes = |id: &str| match value(id) {
        Some(Value::YesNo(yes)) => Some(*yes),
        _ => None,
    };
    let choice = |id: &str, ids: &[&str]| match value(id) {
        Some(Value::Choice(given)) => ids.iter().position(|known| known == given),
        _ => None,
    };
    let context = |id: &str| {
        let place = input.questionnaire.contexts.iter().position(|context| context.id == id).unwrap();
        input.contexts[place].as_deref()
    };
    let (a, b, c, works) = (yes("a"), yes("b"), yes("c"), yes("works"));
    let moved = either(b == Some(true) || c == Some(true), b == Some(false) && c == Some(false));
    let terms = [(a, 2000), (b, 1000), (c, 500)];
    let low = terms.iter().filter(|(truth, _)| *truth == Some(true)).map(|(_, points)| points).sum();
    let high = terms.iter().filter(|(truth, _)| *truth != Some(false)).map(|(_, points)| points).sum();
    let band = |total: i64| if total >= 3000 { 2 } else { usize::from(total >= 1000) };
    BTreeMap::from([
        ("a", Known::YesNo(a)),
        ("b", Known::YesNo(b)),
        ("c", Known::YesNo(c)),
        ("works", Known::YesNo(works)),
        ("held", Known::Gated(works, yes("held"))),
        ("night", Known::YesNo(context("night").map(|night| night == "yes"))),
        ("owes", Known::Indicator(a)),
        ("moved", Known::Indicator(moved)),
        ("pay", option(&["low", "mid", "top"], true, choice("pay", &["low", "mid", "top"]))),
        ("place", option(&["home", "work"], false, choice("place", &["home", "work"]))),
        (
            "frame",
            option(&["us", "palermo"], false, context("frame").map(|frame| usize::from(frame != "us"))),
        ),
        ("contact", contact(value("contact"))),
        (
            "hours",
            Known::Number(value("hours").map(|hours| match hours {
                Value::Number(hours) => hours.thousandths(),
                _ => panic!("a number"),
            })),
        ),
        ("cut", Known::Number(context("cut").map(|cut| number(cut, &BTreeMap::new()).flatten().unwrap()))),
        ("total", Known::Score(low, high)),
        (
            "concern",
            Known::Levels {
                ids: &["first", "second", "third"],
                possible: (band(low)..=band(high)).collect(),
            },
        ),
    ])
}

fn option(ids: &'static [&'static str], ordered: bool, given: Option<usize>) -> Known {
    Known::Option { ids, ordered, given }
}

fn contact(value: Option<&Value>) -> Known {
    let ids: &[&str] = &["online", "agency", "none"];
    let given = value.map(|value| match value {
        Value::Choices(given) => {
            (0..ids.len()).filter(|place| given.iter().any(|id| id == ids[*place])).collect()
        }
        _ => panic!("options"),
    });
    Known::Several { ids, given }
}

// ---- comparing ----

/// Tells both readers a text, and compares what they say of several people. Says whether it was a
/// condition to both.
fn compare(draw: &mut Draw, text: &str) -> Result<bool, String> {
    let source = Source::new("condition.toml", around(text));
    let reading = read(&source);
    let words = words(text);
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let Some(questionnaire) = reading.questionnaire else {
        let codes: Vec<&str> = reading.findings.iter().map(|finding| finding.code).collect();
        // These are about usefulness and safety; the second reader knows grammar and names.
        let is_grammar = codes.iter().any(|code| !["duplicate-member", "unguarded-negation"].contains(code));
        let sheet = Sheet::read(around("a"));
        let means = meaning(&words, &known(&generate::nothing(&sheet.questionnaire)));
        return match means {
            Some(_) if is_grammar => Err(format!("refused with {codes:?}, and means something: {text}")),
            _ => Ok(false),
        };
    };
    let rule = IndicatorRef::at(questionnaire.indicators.len() - 1);
    for values in [0, 50, 70, 90, 100, 100] {
        let mut input = generate::answers(draw, &questionnaire, values);
        input.judgements.fill(None);
        let truth = match case(&input)?.evaluate().indicator(rule) {
            Truth::True => Some(true),
            Truth::False => Some(false),
            Truth::Unknown => None,
        };
        let means = meaning(&words, &known(&input));
        // Where the second reader, who takes each comparison by itself, does not know, what is about one
        // thing may be known still: that is compared elsewhere.
        if means != Some(truth) && means != Some(None) {
            return Err(format!("{text}\n  is {truth:?}, and means {means:?}, with {}", said(&input)));
        }
    }
    Ok(true)
}

#[test]
fn random_conditions_mean_the_same_to_a_second_reader() {
    let texts = 5_000;
    let checked = shared_out(texts, |seed| {
        let mut draw = Draw::seeded(seed as u64);
        let text = Writer { draw: &mut draw }.any(2, false);
        compare(&mut draw, &text).map(usize::from)
    });
    let checked = must(checked);
    println!("{checked} of {texts} random conditions were read, and mean the same to both");
    assert!(checked > texts * 9 / 10, "the others list something twice");
}

/// A word taken away, doubled or moved: either it is no condition to both, or it means the same.
#[test]
fn damaged_conditions_are_refused_by_both_or_mean_the_same() {
    let texts = 5_000;
    let checked = shared_out(texts, |seed| {
        let mut draw = Draw::seeded(seed as u64);
        let text = Writer { draw: &mut draw }.any(1, false);
        let mut words = words(&text);
        let (place, other) = (draw.below(words.len()), draw.below(words.len()));
        match draw.below(3) {
            0 => drop(words.remove(place)),
            1 => words.insert(place, words[other].clone()),
            _ => words.swap(place, other),
        }
        compare(&mut draw, &words.join(" ")).map(usize::from)
    });
    let read = must(checked);
    println!("{read} of {texts} damaged conditions are still conditions");
    assert!((texts / 20..texts * 3 / 4).contains(&read), "some are still conditions, and most are not");
}

#[test]
fn a_context_takes_only_its_values() {
    let sheet = Sheet::read(around("a"));
    let refused = |id: &str, value: &str| {
        let given = BTreeMap::from([(id.to_owned(), value.to_owned())]);
        let faults = Case::begin(&sheet.questionnaire, &given).err().unwrap_or_default();
        faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")
    };
    for (id, value) in [("night", "yes"), ("night", "no"), ("frame", "palermo"), ("cut", "-2.5")] {
        assert_eq!(refused(id, value), "", "{id} = {value}");
    }
    let table = [
        ("night", "maybe", "night: the value must be yes or no"),
        ("night", "", "night: the value must be yes or no"),
        ("frame", "mars", "frame: the value must be one of: us, palermo"),
        ("cut", "much", "cut: the value must be a number with at most three places"),
        ("nigth", "yes", "nigth: there is no such context; did you mean `night`?"),
    ];
    for (id, value, message) in table {
        assert_eq!(refused(id, value), message);
    }
}
