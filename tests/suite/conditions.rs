//! The reader is part of scoring: a text that is read as another tree is a wrong score that no scorer
//! sees. Here random texts are read by the second scorer as well, which has a parser of its own. Whatever
//! it says of a person, the library says.

use std::collections::BTreeMap;

use safelight::questionnaire::read;
use safelight::rules::IndicatorRef;
use safelight::scoring::Case;
use safelight::source::Source;

use super::agreement::{case, must, said, tri};
use super::generate::{self, Draw, HEAD, Sheet};
use super::naive::{Form, holds, words};
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

// ---- comparing ----

/// Tells both readers a text, and compares what they say of several people. Says whether it was a
/// condition to both.
fn compare(draw: &mut Draw, text: &str) -> Result<bool, String> {
    let whole = around(text);
    let source = Source::new("condition.toml", &whole);
    let reading = read(&source);
    let Some(questionnaire) = reading.questionnaire else {
        let codes: Vec<&str> = reading.findings.iter().map(|finding| finding.code).collect();
        // These are about usefulness and safety; the second reader knows grammar and names.
        let is_grammar = codes.iter().any(|code| !["duplicate-member", "unguarded-negation"].contains(code));
        let means = Sheet::read(around("a")).questionnaire.paper.condition(text).is_some();
        return match means {
            true if is_grammar => Err(format!("refused with {codes:?}, and means something: {text}")),
            _ => Ok(false),
        };
    };
    let form = Form::new(questionnaire, &whole);
    let rule = IndicatorRef::at(form.indicators.len() - 1);
    let means = form.paper.condition(text).ok_or_else(|| format!("{text}\n  is read, and means nothing"))?;
    for values in [0, 50, 70, 90, 100, 100] {
        let mut input = generate::answers(draw, &form, values);
        input.judgements.fill(None);
        let truth = tri(case(&input)?.evaluate().indicator(rule));
        let means = holds(&input, &means);
        if means != truth {
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
