//! A questionnaire file as the second scorer reads it: with `toml`, and nothing of ours. It takes for
//! granted that the file has no mistake, and keeps only what scoring reads.

use std::collections::{BTreeMap, BTreeSet};

use toml::{Table, Value};

use super::condition::{self, Compared, Condition, Named, Names, Right, Sign, Thing, What};
use super::number::{self, Number};

#[derive(Debug, Clone)]
pub struct Paper {
    pub questions: Vec<Question>,
    pub contexts: Vec<Context>,
    pub indicators: Vec<Condition>,
    pub scores: Vec<Score>,
    pub outcomes: Vec<Outcome>,
    pub actions: Vec<Condition>,
    pub next: Vec<Condition>,
    pub stops: Vec<Stop>,
    /// Everything that a thing is compared with, anywhere.
    pub compared_with: BTreeMap<Thing, Vec<Right>>,
    ids: Vec<(String, Named)>,
    tags: Vec<Vec<String>>,
}

#[derive(Debug, Clone)]
pub struct Question {
    pub kind: Kind,
    pub gate: Gate,
}

#[derive(Debug, Clone)]
pub enum Kind {
    YesNo,
    OneOf(Vec<Choice>),
    SomeOf(Vec<Choice>),
    Number {
        min: Number,
        max: Option<Number>,
        step: Number,
    },
    /// Words and dates, which no rule reads.
    Words,
}

#[derive(Debug, Clone)]
pub struct Choice {
    pub id: String,
    pub points: Number,
    pub exclusive: bool,
}

#[derive(Debug, Clone)]
pub enum Gate {
    Always,
    AskIf(Condition),
    AskOnlyIf(Condition),
}

#[derive(Debug, Clone)]
pub struct Context {
    /// The ids that it can be, by their place; none for a number.
    pub ids: Vec<String>,
    pub default: Option<String>,
}

#[derive(Debug, Clone)]
pub struct Score {
    pub highest: bool,
    pub terms: Vec<Term>,
    pub constant: Number,
    pub step: Number,
    /// Whether a don't know counts as no in a value of its own.
    pub published: bool,
}

#[derive(Debug, Clone)]
pub enum Term {
    When(Condition, Number),
    ValueOf(usize, Number),
    Score(usize, Number),
    /// Points for each level.
    Outcome(usize, Vec<Number>),
}

#[derive(Debug, Clone)]
pub struct Outcome {
    pub levels: usize,
    /// In the order in which they are walked; none where the practitioner decides.
    pub rows: Vec<Row>,
    /// The score whose bands its rows are.
    pub bands_of: Option<usize>,
    pub adjust: Vec<Adjust>,
    pub practitioner: bool,
    /// Whether it says "not enough answered" instead of a range.
    pub must_be_complete: bool,
    /// What its rows and adjustments read.
    pub reads: BTreeSet<Thing>,
}

#[derive(Debug, Clone)]
pub struct Row {
    /// Its place in the file.
    pub place: usize,
    pub level: usize,
    /// Nothing for `otherwise`.
    pub when: Option<Condition>,
}

#[derive(Debug, Clone)]
pub struct Adjust {
    pub at_least: bool,
    pub level: usize,
    pub when: Condition,
}

#[derive(Debug, Clone)]
pub struct Stop {
    pub when: Condition,
    pub unless_false: bool,
}

impl Paper {
    pub fn read(text: &str) -> Paper {
        let file: Table = toml::from_str(text).expect("TOML");
        let mut paper = Paper {
            questions: Vec::new(),
            contexts: Vec::new(),
            indicators: Vec::new(),
            scores: Vec::new(),
            outcomes: Vec::new(),
            actions: Vec::new(),
            next: Vec::new(),
            stops: Vec::new(),
            compared_with: BTreeMap::new(),
            ids: Vec::new(),
            tags: Vec::new(),
        };
        paper.name_everything(&file);
        paper.read_rules(&file);
        paper.note_what_is_read();
        paper
    }

    /// What a name stands for.
    pub fn named(&self, id: &str) -> Option<Named> {
        self.ids.iter().find(|(known, _)| known == id).map(|(_, named)| named.clone())
    }

    /// Reads a condition that could stand in the file; nothing if it is none.
    pub fn condition(&self, text: &str) -> Option<Condition> {
        let mut condition = self.read_condition(text)?;
        condition.note(&|place| self.indicator_reads(place));
        Some(condition)
    }

    fn read_condition(&self, text: &str) -> Option<Condition> {
        let tagged = |tag: &str| self.tagged(tag);
        condition::read(text, &Names { named: &|id| self.named(id), tagged: &tagged })
    }

    fn parsed(&self, text: &str) -> Condition {
        self.read_condition(text).unwrap_or_else(|| panic!("{text:?} is no condition"))
    }

    fn tagged(&self, tag: &str) -> Vec<usize> {
        let has = |place: &usize| self.tags[*place].iter().any(|known| known == tag);
        (0..self.tags.len()).filter(has).collect()
    }

    /// What an indicator reads.
    pub fn indicator_reads(&self, place: usize) -> BTreeSet<Thing> {
        self.indicators[place].reads(&|inner| self.indicator_reads(inner))
    }

    // ---- names ----

    fn name_everything(&mut self, file: &Table) {
        for (place, context) in tables(file, "context").enumerate() {
            let options = strings(context, "options");
            let (compared, ids) = match word(context, "kind").unwrap_or("choice") {
                "yes_no" => (Compared::YesNo, vec!["no".to_owned(), "yes".to_owned()]),
                "number" => (Compared::Number, Vec::new()),
                _ => (Compared::OneOf(options.clone()), options),
            };
            let default = context.get("default").map(written);
            self.ids.push((id(context), Named::Context(place, compared)));
            self.contexts.push(Context { ids, default });
        }
        for section in tables(file, "section") {
            for question in tables(section, "question") {
                let (place, kind) = (self.questions.len(), kind(file, question));
                let named = match &kind {
                    Kind::SomeOf(options) => Named::SomeOf(place, ids_of(options)),
                    _ => Named::Question(place, compared(&kind, word(question, "kind") == Some("scale"))),
                };
                self.ids.push((id(question), named));
                self.questions.push(Question { kind, gate: Gate::Always });
            }
        }
        for (place, indicator) in tables(file, "indicator").enumerate() {
            self.ids.push((id(indicator), Named::Indicator(place)));
            self.tags.push(strings(indicator, "tags"));
        }
        for (place, score) in tables(file, "score").enumerate() {
            self.ids.push((id(score), Named::Score(place)));
        }
        for (place, outcome) in tables(file, "outcome").enumerate() {
            let levels = tables(outcome, "levels").map(id).collect();
            self.ids.push((id(outcome), Named::Outcome(place, levels)));
        }
    }

    // ---- rules ----

    fn read_rules(&mut self, file: &Table) {
        let mut gates = Vec::new();
        for question in tables(file, "section").flat_map(|section| tables(section, "question")) {
            let ask_if = word(question, "ask_if").map(|text| Gate::AskIf(self.parsed(text)));
            let only = word(question, "ask_only_if").map(|text| Gate::AskOnlyIf(self.parsed(text)));
            gates.push(ask_if.or(only).unwrap_or(Gate::Always));
        }
        self.questions.iter_mut().zip(gates).for_each(|(question, gate)| question.gate = gate);
        let when = |paper: &Paper, table: &Table| paper.parsed(word(table, "when").expect("a rule"));
        let rules = |paper: &Paper, key| tables(file, key).map(|table| when(paper, table)).collect();
        self.indicators = rules(self, "indicator");
        self.actions = rules(self, "action");
        self.next = rules(self, "next");
        let unless_false = |table: &Table| table.get("unless_false").and_then(Value::as_bool);
        self.stops = tables(file, "stop")
            .map(|stop| Stop { when: when(self, stop), unless_false: unless_false(stop).unwrap_or(false) })
            .collect();
        self.scores = tables(file, "score").map(|score| self.score(score)).collect();
        self.outcomes = tables(file, "outcome").map(|outcome| self.outcome(outcome)).collect();
        for place in 0..self.scores.len() {
            self.scores[place].step = self.step(place);
        }
    }

    fn score(&self, score: &Table) -> Score {
        let key = ["sum", "count", "highest"].into_iter().find(|key| score.contains_key(*key));
        let key = key.expect("terms");
        let entries = score[key].as_array().expect("a list");
        Score {
            highest: key == "highest",
            terms: entries.iter().flat_map(|entry| self.terms(entry)).collect(),
            constant: score.get("constant").map_or(0, number::of),
            step: 1000,
            published: score.contains_key("missing"),
        }
    }

    /// One term; a tag in a count is one for each indicator that has it.
    fn terms(&self, entry: &Value) -> Vec<Term> {
        if let Some(text) = entry.as_str() {
            return self.counted(text);
        }
        let table = entry.as_table().expect("a term");
        let times = table.get("times").map_or(1000, number::of);
        let place = |key| word(table, key).map(|id| self.named(id).expect("a name"));
        if let Some(text) = word(table, "when") {
            let Some(points) = table.get("points") else { return self.counted(text) };
            return vec![Term::When(self.parsed(text), number::times(number::of(points), times))];
        }
        match (place("value_of"), place("score"), place("outcome")) {
            (Some(Named::Question(place, _) | Named::SomeOf(place, _)), ..) => {
                vec![Term::ValueOf(place, times)]
            }
            (_, Some(Named::Score(place)), _) => vec![Term::Score(place, times)],
            (.., Some(Named::Outcome(place, levels))) => {
                let points = table["points"].as_table().expect("points by level");
                let of = |level: &String| number::times(number::of(&points[level]), times);
                vec![Term::Outcome(place, levels.iter().map(of).collect())]
            }
            _ => panic!("{table} is no term"),
        }
    }

    fn counted(&self, text: &str) -> Vec<Term> {
        let one = |what| Term::When(Condition::new(what), 1000);
        match text.trim().strip_prefix("tag ") {
            Some(tag) => {
                self.tagged(tag.trim()).into_iter().map(|place| one(What::Indicator(place))).collect()
            }
            None => vec![Term::When(self.parsed(text), 1000)],
        }
    }

    fn outcome(&self, outcome: &Table) -> Outcome {
        let levels: Vec<String> = tables(outcome, "levels").map(id).collect();
        let level = |table: &Table, key| {
            word(table, key).map(|id| levels.iter().position(|level| level == id).expect("a level"))
        };
        let mut bands_of = None;
        let rows = if let Some(bands) = outcome.get("bands").and_then(Value::as_table) {
            bands_of = Some(self.score_of(bands));
            self.bands(bands, &|band| level(band, "level").expect("a level"))
        } else {
            let row = |(place, row): (usize, &Table)| Row {
                place,
                level: level(row, "level").expect("a level"),
                when: word(row, "when").map(|text| self.parsed(text)),
            };
            tables(outcome, "decide").enumerate().map(row).collect()
        };
        let adjust = tables(outcome, "adjust").map(|row| Adjust {
            at_least: row.contains_key("at_least"),
            level: level(row, "at_least").or_else(|| level(row, "at_most")).expect("a level"),
            when: self.parsed(word(row, "when").expect("a rule")),
        });
        Outcome {
            rows,
            bands_of,
            adjust: adjust.collect(),
            practitioner: word(outcome, "decide_by") == Some("practitioner"),
            must_be_complete: word(outcome, "incomplete").is_some_and(|word| word != "range"),
            reads: BTreeSet::new(),
            levels: levels.len(),
        }
    }

    fn score_of(&self, bands: &Table) -> usize {
        match self.named(word(bands, "score").expect("a score")) {
            Some(Named::Score(score)) => score,
            _ => panic!("bands are of a score"),
        }
    }

    /// Bands are rows from the highest start down; the lowest is `otherwise`.
    fn bands(&self, bands: &Table, level: &dyn Fn(&Table) -> usize) -> Vec<Row> {
        let score = self.score_of(bands);
        let row = |(place, band): (usize, &Table)| {
            let at = Right::Literal(number::of(&band["at"]));
            let when = Condition::new(What::Compare(Thing::Score(score), Sign::MoreOrEqual, at));
            Row { place, level: level(band), when: Some(when).filter(|_| place > 0) }
        };
        let mut rows: Vec<Row> = tables(bands, "from").enumerate().map(row).collect();
        rows.reverse();
        rows
    }

    fn step(&self, score: usize) -> Number {
        let Score { terms, constant, .. } = &self.scores[score];
        let of = |term: &Term| match term {
            Term::When(_, points) => vec![*points],
            Term::Outcome(_, points) => points.clone(),
            Term::Score(inner, times) => vec![number::times(self.step(*inner), *times)],
            Term::ValueOf(question, times) => match &self.questions[*question].kind {
                Kind::Number { step, .. } => vec![number::times(*step, *times)],
                Kind::OneOf(options) | Kind::SomeOf(options) => {
                    options.iter().map(|option| number::times(option.points, *times)).collect()
                }
                Kind::YesNo | Kind::Words => Vec::new(),
            },
        };
        let all: Vec<Number> = terms.iter().flat_map(of).chain([*constant]).collect();
        number::step(all.into_iter())
    }

    // ---- what is read ----

    pub fn note_what_is_read(&mut self) {
        let before = self.clone();
        let of = |place: usize| before.indicator_reads(place);
        let mut compared_with: BTreeMap<Thing, Vec<Right>> = BTreeMap::new();
        self.each_condition_mut(&mut |condition| {
            condition.note(&of);
            condition
                .each_comparison(&mut |thing, right| compared_with.entry(thing).or_default().push(right));
        });
        self.compared_with = compared_with;
        for outcome in &mut self.outcomes {
            let rows = outcome.rows.iter().filter_map(|row| row.when.as_ref());
            let all = rows.chain(outcome.adjust.iter().map(|row| &row.when));
            outcome.reads = all.flat_map(|condition| condition.reads(&of)).collect();
        }
    }

    pub fn each_condition_mut(&mut self, see: &mut dyn FnMut(&mut Condition)) {
        for question in &mut self.questions {
            if let Gate::AskIf(gate) | Gate::AskOnlyIf(gate) = &mut question.gate {
                see(gate);
            }
        }
        let lists = [&mut self.indicators, &mut self.actions, &mut self.next];
        lists.into_iter().flatten().for_each(&mut *see);
        self.stops.iter_mut().for_each(|stop| see(&mut stop.when));
        for term in self.scores.iter_mut().flat_map(|score| &mut score.terms) {
            if let Term::When(when, _) = term {
                see(when);
            }
        }
        for outcome in &mut self.outcomes {
            outcome.rows.iter_mut().filter_map(|row| row.when.as_mut()).for_each(&mut *see);
            outcome.adjust.iter_mut().for_each(|row| see(&mut row.when));
        }
    }
}

/// What a question can be answered with.
fn kind(file: &Table, question: &Table) -> Kind {
    let options = || {
        let shared = word(question, "scale")
            .map(|scale| tables(file, "scale").find(|table| id(table) == scale).expect("a scale"));
        let option = |option: &Table| Choice {
            id: id(option),
            points: option.get("points").map_or(0, number::of),
            exclusive: option.get("exclusive").and_then(Value::as_bool).unwrap_or(false),
        };
        tables(shared.unwrap_or(question), "options").map(option).collect()
    };
    match word(question, "kind").expect("a kind") {
        "yes_no" => Kind::YesNo,
        "choice" | "scale" => Kind::OneOf(options()),
        "choices" => Kind::SomeOf(options()),
        "number" => {
            let places = question.get("decimals").and_then(Value::as_integer).unwrap_or(0);
            Kind::Number {
                min: question.get("min").map_or(0, number::of),
                max: question.get("max").map(number::of),
                step: (places..3).fold(1, |step, _| step * 10),
            }
        }
        _ => Kind::Words,
    }
}

fn ids_of(options: &[Choice]) -> Vec<String> {
    options.iter().map(|option| option.id.clone()).collect()
}

fn compared(kind: &Kind, is_ordered: bool) -> Compared {
    match kind {
        Kind::YesNo => Compared::YesNo,
        Kind::OneOf(options) if is_ordered => Compared::Ordered(ids_of(options)),
        Kind::OneOf(options) => Compared::OneOf(ids_of(options)),
        Kind::Number { .. } => Compared::Number,
        Kind::SomeOf(_) | Kind::Words => Compared::Nothing,
    }
}

fn tables<'t>(table: &'t Table, key: &str) -> impl Iterator<Item = &'t Table> {
    let list = table.get(key).and_then(Value::as_array);
    list.into_iter().flatten().map(|entry| entry.as_table().expect("a table"))
}

fn word<'t>(table: &'t Table, key: &str) -> Option<&'t str> {
    table.get(key).and_then(Value::as_str)
}

fn id(table: &Table) -> String {
    word(table, "id").expect("an id").to_owned()
}

fn strings(table: &Table, key: &str) -> Vec<String> {
    let list = table.get(key).and_then(Value::as_array);
    list.into_iter().flatten().map(written).collect()
}

fn written(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}
