//! Small questionnaires as the text of a file, and answers to them, all from a seed. Two styles: in
//! [`Style::Free`] rules read whatever they like as often as they like; in [`Style::ReadOnce`] every
//! question, indicator, score and outcome is read at most once and no test holds for every answer, so
//! that ranges have to be exact.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use safelight::answers::{Answer, Value};
use safelight::decimal::Decimal;
use safelight::questionnaire::model::{Context, ContextKind, Question};
use safelight::questionnaire::{Kind, read};
use safelight::rules::Bound;
use safelight::rules::{Condition, Test};
use safelight::source::Source;

use super::naive::{Door, Form, Input, chosen_together, door};

/// A seeded source of choices (splitmix64).
pub struct Draw(u64);

impl Draw {
    pub fn seeded(seed: u64) -> Self {
        Draw(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number below the end.
    pub fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % end as u64).expect("below a usize")
    }

    /// A number from the first up to and including the last.
    pub fn between(&mut self, first: usize, last: usize) -> usize {
        first + self.below(last - first + 1)
    }

    /// True in that many of a hundred cases.
    pub fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    /// One of the members.
    pub fn pick<'t, T>(&mut self, members: &'t [T]) -> &'t T {
        &members[self.below(members.len())]
    }

    pub fn shuffle<T>(&mut self, members: &mut [T]) {
        for last in (1..members.len()).rev() {
            members.swap(last, self.below(last + 1));
        }
    }
}

/// How rules read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// Whatever they like.
    Free,
    /// Everything at most once, and no test that every answer passes.
    ReadOnce,
}

/// A questionnaire and the text it was read from.
pub struct Sheet {
    pub text: String,
    pub questionnaire: Form,
}

impl Sheet {
    /// Reads a text that must be without error.
    pub fn read(text: String) -> Sheet {
        match try_read(&text) {
            Ok(questionnaire) => Sheet { text, questionnaire },
            Err(findings) => panic!("{findings}\n{text}"),
        }
    }
}

/// Generates a questionnaire. The generator writes only files that can be read, except that it may
/// write one test in two ways within a list: then it writes another file.
pub fn sheet(draw: &mut Draw, style: Style) -> Sheet {
    loop {
        let text = Writer::new(draw, style).file();
        match try_read(&text) {
            Ok(questionnaire) => return Sheet { text, questionnaire },
            Err(findings) if findings.contains("twice") => {}
            Err(findings) => panic!("{findings}\n{text}"),
        }
    }
}

pub fn try_read(text: &str) -> Result<Form, String> {
    let source = Source::new("generated.toml", text);
    let reading = read(&source);
    let drawn = reading.findings.iter().map(|finding| finding.draw(&source));
    let model = reading.questionnaire.ok_or_else(|| drawn.collect::<Vec<_>>().join("\n"))?;
    Ok(Form::new(model, text))
}

/// Returns the text with the rows of every `sum` and `adjust` in another order.
pub fn with_rows_shuffled(draw: &mut Draw, text: &str) -> String {
    let mut lines: Vec<&str> = text.lines().collect();
    let starts = |line: &&str| ["sum = [", "highest = [", "adjust = ["].contains(line);
    for start in (0..lines.len()).filter(|at| starts(&lines[*at])).collect::<Vec<_>>() {
        let rows = lines[start + 1..].iter().position(|line| *line == "]").expect("the list ends");
        draw.shuffle(&mut lines[start + 1..start + 1 + rows]);
    }
    lines.join("\n")
}

/// The parts of a file that every rule needs around it: a head, and a section for the questions.
pub const HEAD: &str = r#"format = 1
[questionnaire]
id = "generated"
version = "1.0.0"
title = "Generated"
language = "en"
purpose = "Tests"
minutes = 1
license = "CC0-1.0"
authors = ["Nobody"]
review_by = 2099-01-01
[questionnaire.population]
ages = "18+"
settings = ["tests"]
law = "any"
forms = ["labor"]
[questionnaire.validation]
status = "not-validated"
note = "Generated for tests."
[[questionnaire.source]]
title = "None"
url = "https://example.org"
used_for = "nothing"
"#;

// ---- writing ----

/// What a rule can read.
#[derive(Clone)]
struct Readable {
    id: String,
    what: What,
    /// Every `ask_if` that a negation of it has to be joined with.
    guards: Vec<String>,
}

#[derive(Clone)]
enum What {
    Flag,
    Indicator,
    Options { count: usize, ordered: bool },
    Several { count: usize },
    Number { max: usize },
    Score { high: i64 },
    Levels(usize),
}

/// A condition as text.
#[derive(Clone)]
struct Rule {
    text: String,
    guards: Vec<String>,
}

/// What a score can be, in thousandths, and whether it can be every whole number in between.
#[derive(Clone, Copy)]
struct Reach {
    low: i64,
    high: i64,
    every_whole: bool,
}

/// A question whose points can be counted.
#[derive(Clone)]
struct Valued {
    id: String,
    reach: Reach,
}

struct Writer<'d> {
    draw: &'d mut Draw,
    once: bool,
    /// What can be read now.
    names: Vec<Readable>,
    valued: Vec<Valued>,
    scores: Vec<(String, Reach)>,
    numbers: Vec<String>,
    tags: BTreeSet<String>,
    /// Tags that a rule reads, to which nothing may be added.
    tags_read: BTreeSet<String>,
    fixed: String,
    /// Tables that may stand in any order.
    blocks: Vec<String>,
}

const POINTS: [&str; 9] = ["0", "0.5", "1", "1", "1.25", "2", "2", "3", "0.125"];

impl<'d> Writer<'d> {
    fn new(draw: &'d mut Draw, style: Style) -> Self {
        Writer {
            draw,
            once: style == Style::ReadOnce,
            names: Vec::new(),
            valued: Vec::new(),
            scores: Vec::new(),
            numbers: Vec::new(),
            tags: BTreeSet::new(),
            tags_read: BTreeSet::new(),
            fixed: HEAD.to_owned(),
            blocks: Vec::new(),
        }
    }

    fn file(mut self) -> String {
        self.contexts();
        self.fixed.push_str("[[section]]\nid = \"part\"\ntitle = \"Part\"\n");
        let questions = if self.once { self.draw.between(4, 7) } else { self.draw.between(3, 7) };
        (0..questions).for_each(|place| self.question(place));
        let things = self.draw.between(3, 7);
        for place in 0..things {
            match self.draw.below(10) {
                0..4 => self.indicator(place),
                4..7 => self.score(place),
                _ => self.outcome(place),
            }
        }
        self.outcome(things);
        for place in 0..self.draw.between(1, 3) {
            self.action(place);
        }
        for place in 0..self.draw.below(3) {
            self.stop(place);
        }
        if self.draw.chance(40) {
            self.next_questionnaire();
        }
        if !self.once {
            self.draw.shuffle(&mut self.blocks);
        }
        self.fixed + &self.blocks.concat()
    }

    fn contexts(&mut self) {
        let declared = [
            ("frame", "kind = \"choice\"\noptions = [\"o0\", \"o1\", \"o2\"]", "\"o1\""),
            ("pilot", "kind = \"yes_no\"", "\"yes\""),
            ("cut", "kind = \"number\"", "2"),
        ];
        for (id, kind, default) in declared {
            if !self.draw.chance(25) {
                continue;
            }
            write!(self.fixed, "[[context]]\nid = \"{id}\"\nlabel = \"Of the program\"\n{kind}\n")
                .expect("a string");
            if self.draw.chance(40) {
                writeln!(self.fixed, "default = {default}").expect("a string");
            }
            let what = match id {
                "frame" => What::Options { count: 3, ordered: false },
                "pilot" => What::Flag,
                _ => {
                    self.numbers.push(id.to_owned());
                    continue;
                }
            };
            self.names.push(Readable { id: id.to_owned(), what, guards: Vec::new() });
        }
    }

    // ---- questions ----

    fn question(&mut self, place: usize) {
        let id = format!("q{place}");
        let (gate, guards, applies_surely) = self.gate();
        let (kind, what, points) = self.kind();
        write!(
            self.fixed,
            "[[section.question]]\nid = \"{id}\"\nask = \"Something?\"\nsensitivity = 0\n{kind}{gate}"
        )
        .expect("a string");
        let points = points.map(|(low, high)| if applies_surely { (low, high) } else { (0, high) });
        if let Some((low, high)) = points {
            let reach = Reach { low, high, every_whole: false };
            // Read once: either its points are counted or rules read it.
            if !self.once || self.draw.chance(40) {
                self.valued.push(Valued { id: id.clone(), reach });
                if self.once {
                    return;
                }
            }
        }
        if let Some(what) = what {
            self.names.push(Readable { id, what, guards });
        }
    }

    /// The line of its gate, what its negation needs, and whether it applies in every case.
    fn gate(&mut self) -> (String, Vec<String>, bool) {
        let nothing = (String::new(), Vec::new(), true);
        if !self.draw.chance(40) {
            return nothing;
        }
        let Some(rule) = self.rule(1) else { return nothing };
        if self.draw.chance(35) {
            return (format!("ask_only_if = \"{}\"\n", rule.text), rule.guards, true);
        }
        let guards = [rule.guards, vec![rule.text.clone()]].concat();
        (format!("ask_if = \"{}\"\n", rule.text), guards, false)
    }

    /// The lines of its kind, how rules read it, and the range of its points in thousandths.
    fn kind(&mut self) -> (String, Option<What>, Option<(i64, i64)>) {
        match self.draw.below(20) {
            0..7 => ("kind = \"yes_no\"\n".into(), Some(What::Flag), None),
            7..10 => {
                let count = self.draw.between(2, 4);
                let (lines, points) = self.options(count, false);
                (
                    format!("kind = \"choice\"\n{lines}"),
                    Some(What::Options { count, ordered: false }),
                    Some(points),
                )
            }
            10..13 => {
                let count = self.draw.between(2, 4);
                let (lines, points) = self.options(count, false);
                (
                    format!("kind = \"scale\"\n{lines}"),
                    Some(What::Options { count, ordered: true }),
                    Some(points),
                )
            }
            13..16 => {
                let count = self.draw.between(1, 3);
                let (lines, points) = self.options(count, true);
                (format!("kind = \"choices\"\n{lines}"), Some(What::Several { count }), Some(points))
            }
            16..19 => {
                let (min, max) = (self.draw.below(2), self.draw.between(2, 5));
                // Without `min` it is 0.
                let least = if min == 0 && max % 2 == 0 { String::new() } else { format!("min = {min}\n") };
                let lines = format!("kind = \"number\"\n{least}max = {max}\n");
                let points = (1000 * min as i64, 1000 * max as i64);
                (lines, Some(What::Number { max }), Some(points))
            }
            _ if self.draw.chance(50) => ("kind = \"text\"\n".into(), None, None),
            _ => ("kind = \"date_part\"\nprecision = \"year\"\n".into(), None, None),
        }
    }

    /// The options of a question, and the range of its points: found by trying every selection.
    fn options(&mut self, count: usize, several: bool) -> (String, (i64, i64)) {
        let mut rows: Vec<String> = Vec::new();
        let mut points: Vec<i64> = Vec::new();
        for place in 0..count + usize::from(several) {
            let worth = *self.draw.pick(&POINTS);
            points.push(Decimal::parse(worth).expect("a number").thousandths());
            let last = if place == count { ", exclusive = true" } else { "" };
            rows.push(format!("{{id = \"o{place}\", label = \"Option {place}\", points = {worth}{last}}}"));
        }
        let together: i64 = if several { points[..count].iter().sum() } else { 0 };
        let low = points.iter().copied().min().expect("an option");
        let high = points.iter().copied().max().expect("an option").max(together);
        (format!("options = [{}]\n", rows.join(", ")), (low, high))
    }

    // ---- conditions ----

    /// A condition over what can be read now, or nothing where there is nothing to read.
    fn rule(&mut self, depth: usize) -> Option<Rule> {
        if depth == 0 || self.draw.chance(45) {
            return self.test();
        }
        match self.draw.below(7) {
            0 | 1 => self.joined("and", depth),
            2 | 3 => self.joined("or", depth),
            4 => {
                let inner = self.rule(depth - 1)?;
                Some(self.guarded(&inner, &format!("not ({})", inner.text)))
            }
            5 => self.counted(depth),
            _ => self.counted_tag().or_else(|| self.test()),
        }
    }

    fn several(&mut self, depth: usize) -> Option<Vec<Rule>> {
        let mut rules: Vec<Rule> = Vec::new();
        for _ in 0..self.draw.between(2, 3) {
            let Some(rule) = self.rule(depth - 1) else { break };
            if rules.iter().all(|earlier| earlier.text != rule.text) {
                rules.push(rule);
            }
        }
        (!rules.is_empty()).then_some(rules)
    }

    fn joined(&mut self, word: &str, depth: usize) -> Option<Rule> {
        let rules = self.several(depth)?;
        let texts: Vec<String> = rules.iter().map(|rule| format!("({})", rule.text)).collect();
        Some(Rule { text: texts.join(&format!(" {word} ")), guards: all_guards(&rules) })
    }

    fn counted(&mut self, depth: usize) -> Option<Rule> {
        let rules = self.several(depth)?;
        let wanted = self.draw.between(1, rules.len());
        let texts: Vec<&str> = rules.iter().map(|rule| rule.text.as_str()).collect();
        let list = format!("{wanted} of ({})", texts.join(", "));
        let plain = Rule { text: format!("at least {list}"), guards: all_guards(&rules) };
        Some(match self.draw.below(3) {
            0 => plain,
            1 => self.guarded(&plain, &format!("at most {list}")),
            _ => self.guarded(&plain, &format!("exactly {list}")),
        })
    }

    /// A tag that some indicator has; from now on no other gets it.
    fn tag(&mut self) -> Option<String> {
        if self.once || self.tags.is_empty() {
            return None;
        }
        let tags: Vec<String> = self.tags.iter().cloned().collect();
        let tag = self.draw.pick(&tags).clone();
        self.tags_read.insert(tag.clone());
        Some(tag)
    }

    fn counted_tag(&mut self) -> Option<Rule> {
        let tag = self.tag()?;
        let word = *self.draw.pick(&["at least", "at most", "exactly"]);
        Some(Rule { text: format!("{word} 1 of tag {tag}"), guards: Vec::new() })
    }

    /// A negation of what may not apply: joined with every `ask_if`. That reads them twice, so where
    /// everything is read once the plain rule is taken instead.
    fn guarded(&mut self, plain: &Rule, negation: &str) -> Rule {
        if plain.guards.is_empty() {
            return Rule { text: negation.to_owned(), guards: Vec::new() };
        }
        if self.once {
            return plain.clone();
        }
        let guards: Vec<String> = plain.guards.iter().map(|guard| format!("({guard})")).collect();
        let text = format!("{} and ({negation})", guards.join(" and "));
        Rule { text, guards: plain.guards.clone() }
    }

    fn test(&mut self) -> Option<Rule> {
        let place = (!self.names.is_empty()).then(|| self.draw.below(self.names.len()))?;
        let name = if self.once { self.names.swap_remove(place) } else { self.names[place].clone() };
        let id = &name.id;
        let text = match name.what {
            What::Indicator => id.clone(),
            What::Flag => format!("{id}{}", self.draw.pick(&["", " = yes", " = no"])),
            What::Options { count, ordered: false } => format!("{id} = o{}", self.draw.below(count)),
            What::Options { count, .. } => self.ordered(id, "o", count),
            What::Levels(count) => self.ordered(id, "l", count),
            What::Several { count } => self.includes(id, count),
            What::Number { max } => {
                // Below and above the bound there is a number to be given.
                let sign = if self.once { *self.draw.pick(&["<", ">="]) } else { self.sign() };
                let bound = if self.once { self.draw.between(2, max).to_string() } else { self.bound(max) };
                format!("{id} {sign} {bound}")
            }
            What::Score { high } => {
                let sign = if self.once { *self.draw.pick(&["<", "<=", ">", ">="]) } else { self.sign() };
                let bound = self.bound(usize::try_from(high / 1000).unwrap_or(0).max(1));
                format!("{id} {sign} {bound}")
            }
        };
        Some(Rule { text, guards: name.guards })
    }

    fn sign(&mut self) -> &'static str {
        self.draw.pick::<&str>(&["=", "<", "<=", ">", ">="])
    }

    fn bound(&mut self, max: usize) -> String {
        if !self.numbers.is_empty() && self.draw.chance(40) {
            let place = self.draw.below(self.numbers.len());
            return if self.once { self.numbers.swap_remove(place) } else { self.numbers[place].clone() };
        }
        let whole = self.draw.between(if self.once { 2 } else { 0 }, max.max(2));
        let part = if self.once { "" } else { *self.draw.pick(&["", "", "", ".5", ".125"]) };
        format!("{whole}{part}")
    }

    fn ordered(&mut self, id: &str, letter: &str, count: usize) -> String {
        let place = self.draw.below(count);
        match self.draw.below(3) {
            0 => format!("{id} = {letter}{place}"),
            // The lowest is left out where every answer would pass.
            1 if self.once => format!("{id} >= {letter}{}", place.max(1)),
            _ if self.once => format!("{id} < {letter}{}", place.max(1)),
            _ => format!("{id} {} {letter}{place}", self.draw.pick(&["<", "<=", ">", ">="])),
        }
    }

    fn includes(&mut self, id: &str, count: usize) -> String {
        let one = self.draw.below(count);
        let other = self.draw.below(count + usize::from(!self.once));
        match self.draw.below(3) {
            _ if one == other => format!("{id} includes o{one}"),
            0 => format!("{id} includes any of (o{one}, o{other})"),
            1 => format!("{id} includes all of (o{one}, o{other})"),
            _ => format!("{id} includes o{other}"),
        }
    }

    // ---- rules ----

    fn indicator(&mut self, place: usize) {
        let Some(rule) = self.rule(2) else { return };
        let id = format!("i{place}");
        let mut block = format!(
            "[[indicator]]\nid = \"{id}\"\nlabel = \"Sign {place}\"\nfamily = \"means\"\nsource = \"None\"\nwhen = \"{}\"\n",
            rule.text
        );
        if self.draw.chance(40) {
            let tag = (*self.draw.pick(&["t.a", "t.b", "t.c", "t.d"])).to_owned();
            if !self.tags_read.contains(&tag) {
                writeln!(block, "tags = [\"{tag}\"]").expect("a string");
                self.tags.insert(tag);
            }
        }
        self.blocks.push(block);
        self.names.push(Readable { id, what: What::Indicator, guards: Vec::new() });
    }

    fn score(&mut self, place: usize) {
        let id = format!("s{place}");
        let way = *self.draw.pick(&["sum", "sum", "count", "highest"]);
        let (mut rows, mut reaches): (Vec<String>, Vec<Reach>) = (Vec::new(), Vec::new());
        for _ in 0..self.draw.between(1, 4) {
            let term = if way == "count" { self.counted_term() } else { self.term() };
            let Some((row, reach)) = term else { break };
            if !rows.contains(&row) {
                rows.push(row);
                reaches.push(reach);
            }
        }
        if rows.is_empty() {
            return;
        }
        let of = |value: fn(&Reach) -> i64| reaches.iter().map(value);
        let reach = match way {
            "highest" => Reach {
                low: of(|reach| reach.low).max().unwrap_or(0),
                high: of(|reach| reach.high).max().unwrap_or(0),
                every_whole: false,
            },
            _ => Reach {
                low: of(|reach| reach.low).sum(),
                high: of(|reach| reach.high).sum(),
                every_whole: reaches.iter().all(|reach| reach.every_whole),
            },
        };
        let mut block = format!(
            "[[score]]\nid = \"{id}\"\nlabel = \"Score {place}\"\n{way} = [\n{},\n]\n",
            rows.join(",\n")
        );
        let constant = if way == "sum" && self.draw.chance(20) { self.draw.between(1, 3) } else { 0 };
        let added = 1000 * i64::try_from(constant).expect("small");
        let reach = Reach { low: reach.low + added, high: reach.high + added, ..reach };
        if constant > 0 {
            writeln!(block, "constant = {constant}").expect("a string");
        }
        if self.draw.chance(40) {
            block.push_str("missing = {dont_know = 0, reason = \"So published\", source = \"None\"}\n");
        }
        self.blocks.push(block);
        self.scores.push((id.clone(), reach));
        self.names.push(Readable { id, what: What::Score { high: reach.high }, guards: Vec::new() });
    }

    fn counted_term(&mut self) -> Option<(String, Reach)> {
        if self.draw.chance(15)
            && let Some(tag) = self.tag()
        {
            return Some((format!("\"tag {tag}\""), Reach { low: 0, high: 2000, every_whole: true }));
        }
        let rule = self.rule(1)?;
        Some((format!("\"{}\"", rule.text), Reach { low: 0, high: 1000, every_whole: true }))
    }

    fn term(&mut self) -> Option<(String, Reach)> {
        if !self.valued.is_empty() && self.draw.chance(50) {
            let place = self.draw.below(self.valued.len());
            let Valued { id, reach } =
                if self.once { self.valued.swap_remove(place) } else { self.valued[place].clone() };
            return Some(self.weighted(&format!("value_of = \"{id}\""), reach));
        }
        if !self.scores.is_empty() && self.draw.chance(25) {
            let place = self.draw.below(self.scores.len());
            let (id, reach) = self.scores[place].clone();
            if self.once {
                let still_unread = self.names.iter().any(|name| name.id == id);
                self.forget(&id);
                return still_unread.then(|| (format!("{{score = \"{id}\"}}"), reach));
            }
            return Some(self.weighted(&format!("score = \"{id}\""), reach));
        }
        if self.draw.chance(20)
            && let Some(term) = self.points_of_level()
        {
            return Some(term);
        }
        let rule = self.rule(1)?;
        let points = *self.draw.pick(&POINTS);
        let high = thousandths(points);
        let row = format!("{{when = \"{}\", points = {points}}}", rule.text);
        Some((row, Reach { low: 0, high, every_whole: high == 1000 }))
    }

    /// A term with a weight, now and then.
    fn weighted(&mut self, named: &str, reach: Reach) -> (String, Reach) {
        if !self.draw.chance(30) {
            return (format!("{{{named}}}"), reach);
        }
        // Whole ones: with thousandths in the points no other leaves at most three places.
        let times = *self.draw.pick(&["2", "3", "10"]);
        let of = |points: i64| points * thousandths(times) / 1000;
        let reach = Reach { low: of(reach.low), high: of(reach.high), every_whole: false };
        (format!("{{{named}, times = {times}}}"), reach)
    }

    /// Points for each level of an outcome.
    fn points_of_level(&mut self) -> Option<(String, Reach)> {
        let outcomes: Vec<usize> =
            (0..self.names.len()).filter(|place| is_outcome(&self.names[*place])).collect();
        let place = *outcomes.get(self.draw.below(outcomes.len().max(1)))?;
        let name = if self.once { self.names.swap_remove(place) } else { self.names[place].clone() };
        let What::Levels(count) = name.what else { return None };
        let points: Vec<&str> = (0..count).map(|_| *self.draw.pick(&POINTS)).collect();
        let of = points.iter().map(|points| thousandths(points));
        let reach =
            Reach { low: of.clone().min().unwrap_or(0), high: of.max().unwrap_or(0), every_whole: false };
        let points: Vec<String> =
            points.iter().enumerate().map(|(level, points)| format!("l{level} = {points}")).collect();
        Some((format!("{{outcome = \"{}\", points = {{{}}}}}", name.id, points.join(", ")), reach))
    }

    fn forget(&mut self, id: &str) {
        self.names.retain(|name| name.id != id);
        self.scores.retain(|(score, _)| score != id);
    }

    fn outcome(&mut self, place: usize) {
        let id = format!("c{place}");
        let count = self.draw.between(2, 4);
        let levels: Vec<String> = (0..count)
            .map(|level| format!("{{id = \"l{level}\", label = \"Step {level}\", next = \"Do this.\"}}"))
            .collect();
        let way = match self.draw.below(10) {
            0..3 => self.bands(count),
            3 if !self.once => Some("decide_by = \"practitioner\"\n".to_owned()),
            _ => None,
        };
        let way = way.unwrap_or_else(|| self.decide(count));
        let mut block = format!(
            "[[outcome]]\nid = \"{id}\"\nlabel = \"Result\"\nlevels = [{}]\n{way}",
            levels.join(", ")
        );
        // An outcome that is the practitioner's alone is not adjusted.
        if !way.starts_with("decide_by") {
            block.push_str(&self.adjust(count));
        }
        if self.draw.chance(35) {
            let incomplete = *self.draw.pick(&["range", "block", "exclude"]);
            writeln!(block, "incomplete = \"{incomplete}\"").expect("a string");
        }
        self.blocks.push(block);
        self.names.push(Readable { id, what: What::Levels(count), guards: Vec::new() });
    }

    /// Rows with both ends on one score, from the highest down.
    fn two_sided(&mut self, levels: usize) -> Vec<String> {
        let scores: Vec<(String, Reach)> = if self.once { Vec::new() } else { self.scores.clone() };
        if scores.is_empty() || !self.draw.chance(30) {
            return Vec::new();
        }
        let (id, reach) = self.draw.pick(&scores).clone();
        let mut bound = self.draw.between(1, usize::try_from(reach.high / 1000).unwrap_or(0).max(3));
        let mut rows = vec![format!("{{level = \"l{}\", when = \"{id} >= {bound}\"}}", levels - 1)];
        while bound > 0 && rows.len() < 3 {
            let lower = self.draw.below(bound);
            let upper = format!("{id} {} {bound}", self.draw.pick(&["<", "<", "<="]));
            let when = format!("{id} >= {lower} and {upper}");
            rows.push(format!("{{level = \"l{}\", when = \"{when}\"}}", self.draw.below(levels)));
            bound = lower;
        }
        rows
    }

    fn decide(&mut self, levels: usize) -> String {
        let mut rows: Vec<String> = self.two_sided(levels);
        for _ in 0..self.draw.between(1, 3) {
            if let Some(rule) = self.rule(2) {
                rows.push(format!("{{level = \"l{}\", when = \"{}\"}}", self.draw.below(levels), rule.text));
            }
        }
        rows.push(format!("{{level = \"l{}\", otherwise = true}}", self.draw.below(levels)));
        format!("decide = [\n{},\n]\n", rows.join(",\n"))
    }

    /// Bands of a score. Read once: of three bands the middle one has to be within reach whenever both
    /// others are, so that only counted scores have more than two.
    fn bands(&mut self, levels: usize) -> Option<String> {
        let place = (!self.scores.is_empty()).then(|| self.draw.below(self.scores.len()))?;
        let (id, reach) = self.scores[place].clone();
        if self.once {
            let still_unread = self.names.iter().any(|name| name.id == id);
            self.forget(&id);
            if !still_unread {
                return None;
            }
        }
        let most = if self.once && !reach.every_whole { 2 } else { 4 };
        let mut starts = vec![reach.low];
        for _ in 1..self.draw.between(1, most) {
            let last = starts[starts.len() - 1];
            starts.push(last + if self.once { 1000 } else { *self.draw.pick(&[1000, 500, 1250, 2000]) });
        }
        let band = |start: &i64, level| {
            format!("{{level = \"l{level}\", at = {}}}", Decimal::from_thousandths(*start))
        };
        let mut rows: Vec<String> = Vec::new();
        for start in &starts {
            rows.push(band(start, self.draw.below(levels)));
        }
        Some(format!("bands = {{score = \"{id}\", from = [{}]}}\n", rows.join(", ")))
    }

    fn adjust(&mut self, levels: usize) -> String {
        let mut rows: Vec<String> = Vec::new();
        for _ in 0..self.draw.below(4) {
            let Some(rule) = self.rule(1) else { break };
            let (way, level) = (*self.draw.pick(&["at_least", "at_most"]), self.draw.below(levels));
            rows.push(format!("{{{way} = \"l{level}\", when = \"{}\", because = \"So\"}}", rule.text));
        }
        if rows.is_empty() { String::new() } else { format!("adjust = [\n{},\n]\n", rows.join(",\n")) }
    }

    /// What is read by what is due is read by nothing else, but two of these may read the same.
    fn leaf_rule(&mut self) -> Option<Rule> {
        let names = self.names.clone();
        let numbers = self.numbers.clone();
        if self.draw.chance(40) && names.iter().any(is_outcome) {
            self.names.retain(is_outcome);
        }
        let rule = self.rule(2);
        (self.names, self.numbers) = (names, numbers);
        rule
    }

    fn action(&mut self, place: usize) {
        let Some(rule) = self.leaf_rule() else { return };
        self.blocks.push(format!(
            "[[action]]\nid = \"a{place}\"\nlabel = \"Do it\"\nduty = \"offer\"\nbecause = \"So\"\nwhen = \"{}\"\n",
            rule.text
        ));
    }

    fn stop(&mut self, place: usize) {
        let Some(rule) = self.leaf_rule() else { return };
        let unless = if self.draw.chance(50) { "unless_false = true\n" } else { "" };
        self.blocks.push(format!(
            "[[stop]]\nid = \"e{place}\"\nsay = \"We end here.\"\n{unless}when = \"{}\"\n",
            rule.text
        ));
    }

    fn next_questionnaire(&mut self) {
        if let Some(rule) = self.leaf_rule() {
            self.blocks.push(format!("[[next]]\nquestionnaire = \"other\"\nwhen = \"{}\"\n", rule.text));
        }
    }
}

fn thousandths(number: &str) -> i64 {
    Decimal::parse(number).expect("a number").thousandths()
}

fn is_outcome(name: &Readable) -> bool {
    matches!(name.what, What::Levels(_))
}

fn all_guards(rules: &[Rule]) -> Vec<String> {
    let mut guards: Vec<String> = Vec::new();
    for guard in rules.iter().flat_map(|rule| &rule.guards) {
        if !guards.contains(guard) {
            guards.push(guard.clone());
        }
    }
    guards
}

// ---- answers ----

/// The states of an answer without a value, and no answer at all.
pub const UNKNOWN: [Option<Answer>; 4] =
    [None, Some(Answer::Declined), Some(Answer::DontKnow), Some(Answer::Later)];

/// Nothing answered, nothing known, nothing judged.
pub fn nothing(questionnaire: &Form) -> Input<'_> {
    Input {
        questionnaire,
        answers: vec![None; questionnaire.questions.len()],
        contexts: vec![None; questionnaire.contexts.len()],
        judgements: vec![None; questionnaire.outcomes.len()],
    }
}

/// Random answers, each a value in that many of a hundred cases; contexts and judgements.
pub fn answers<'q>(draw: &mut Draw, questionnaire: &'q Form, values: usize) -> Input<'q> {
    let mut input = nothing(questionnaire);
    for (place, context) in questionnaire.contexts.iter().enumerate() {
        let value = draw.chance(60).then(|| draw.pick(&context_values(context)).clone());
        input.contexts[place] = value;
    }
    for place in 0..questionnaire.questions.len() {
        let value = draw.chance(values);
        input.answers[place] = match door(&input, place) {
            Door::NotApplying => None,
            Door::Open if value => Some(Answer::Given(draw.pick(&values_of(questionnaire, place)).clone())),
            Door::Open | Door::Shut => draw.pick(&UNKNOWN).clone(),
        };
    }
    for (place, outcome) in questionnaire.outcomes.iter().enumerate() {
        input.judgements[place] = draw.chance(35).then(|| draw.below(outcome.levels.len()));
    }
    input
}

/// Takes back every answer that its question cannot have any more.
pub fn admissible(input: &mut Input<'_>) {
    for place in 0..input.answers.len() {
        let given = input.answers[place].as_ref().is_some_and(|answer| answer.value().is_some());
        match door(input, place) {
            Door::NotApplying => input.answers[place] = None,
            Door::Shut if given => input.answers[place] = None,
            Door::Shut | Door::Open => {}
        }
    }
}

/// Whether a question has a value.
pub fn has_value(input: &Input<'_>, question: usize) -> bool {
    input.answers[question].as_ref().is_some_and(|answer| answer.value().is_some())
}

/// Every value of a question that can make a difference. Where there are too many: the single options,
/// all together and none; the ends of a number and both sides of every bound it is compared with.
pub fn values_of(questionnaire: &Form, place: usize) -> Vec<Value> {
    let question = &questionnaire.questions[place];
    match &question.kind {
        Kind::YesNo => vec![Value::YesNo(true), Value::YesNo(false)],
        Kind::Choice(options) | Kind::Scale(options) => {
            options.iter().map(|option| Value::Choice(option.id.clone())).collect()
        }
        Kind::Choices(options) if options.len() <= 5 => {
            chosen_together(&question.kind).into_iter().map(Value::Choices).collect()
        }
        Kind::Choices(options) => {
            let mut some: Vec<Value> =
                options.iter().map(|option| Value::Choices(vec![option.id.clone()])).collect();
            let free = options.iter().filter(|option| !option.exclusive);
            some.push(Value::Choices(free.map(|option| option.id.clone()).collect()));
            some
        }
        Kind::Number(_) => numbers(questionnaire, place, question),
        Kind::DatePart { with_month } => {
            vec![Value::DatePart { year: 2020, month: with_month.then_some(1) }]
        }
        Kind::Text { .. } => vec![Value::Text("words".into())],
    }
}

fn numbers(questionnaire: &Form, place: usize, question: &Question) -> Vec<Value> {
    let Kind::Number(number) = &question.kind else { return Vec::new() };
    let step = Decimal::step(number.places).thousandths();
    let (min, max) =
        (number.min.map_or(-10_000, Decimal::thousandths), number.max.map_or(10_000, Decimal::thousandths));
    let mut tried: BTreeSet<i64> = [min, max].into();
    if (max - min) / step <= 12 {
        tried.extend((0..=(max - min) / step).map(|steps| min + steps * step));
    }
    for bound in questionnaire.rules().flat_map(|rule| literal_bounds(&rule.condition, place)) {
        tried.extend([bound - step, bound, bound + step]);
    }
    let fits = |value: &Value| question.kind.accepts(value).is_ok();
    let values = tried.into_iter().map(|number| Value::Number(Decimal::from_thousandths(number)));
    values.filter(fits).collect()
}

fn literal_bounds(condition: &Condition, place: usize) -> Vec<i64> {
    match condition {
        Condition::Question(question, Test::Number(_, Bound::Literal(bound)))
            if question.index() == place =>
        {
            vec![bound.thousandths()]
        }
        Condition::Not(inner) => literal_bounds(inner, place),
        Condition::All(members) | Condition::Any(members) | Condition::Count(_, _, members) => {
            members.iter().flat_map(|member| literal_bounds(member, place)).collect()
        }
        _ => Vec::new(),
    }
}

/// The values of a context that can make a difference in a small questionnaire.
pub fn context_values(context: &Context) -> Vec<String> {
    let values = |values: &[&str]| values.iter().map(|value| (*value).to_owned()).collect();
    match &context.kind {
        ContextKind::YesNo => values(&["yes", "no"]),
        ContextKind::Choice(options) => options.clone(),
        ContextKind::Number => values(&["-1000", "0", "1", "2.5", "4", "1000"]),
    }
}
