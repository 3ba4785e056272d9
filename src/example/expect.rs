//! What an example expects, how it is written, and whether it came out.

use super::names::ExampleTarget;
use serde::{Deserialize, Serialize};

use crate::decimal::Decimal;
use crate::diagnostic::Diagnostic;
use crate::questionnaire::model::{Duty, LONGEST_WAIT, Outcome, Questionnaire, Step};
use crate::reading::{Notes, Placed, Table, Untyped};
use crate::rules::{IndicatorRef, OutcomeRef, ScoreRef};
use crate::scoring::{Assessment, Due};
use crate::truth::{Interval, Set, Truth};

const DUES: [Due; 3] = [Due::NotDue, Due::MayBeDue, Due::Due];

/// One thing that an example expects.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Expectation {
    /// The levels of an outcome.
    Outcome(OutcomeRef, ExpectedLevels),
    /// The value of a score.
    Score(ScoreRef, ExpectedScore),
    /// Whether an indicator is present.
    Indicator(IndicatorRef, Truth),
    /// An action, by its place.
    Action(usize, ExpectedAction),
    /// Whether a questionnaire follows, by its place.
    Next(usize, Due),
    /// Which stop fires, by its place.
    Stop(Option<usize>),
    /// The only answer on which a gate lets the talk go on, by its place.
    Gate(usize, bool),
}

/// What is expected of an outcome; nothing is not looked at.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ExpectedLevels {
    /// Exactly the levels that are possible.
    pub possible: Option<Set>,
    /// Exactly the levels that were possible before it was adjusted.
    pub before: Option<Set>,
    /// Whether enough is answered.
    pub enough: Option<bool>,
}

/// What is expected of a score; nothing is not looked at.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ExpectedScore {
    /// Exactly what it can be.
    pub interval: Option<Interval>,
    /// Its value as published: a number, or none.
    pub as_published: Option<Option<Decimal>>,
}

/// What is expected of an action; nothing is not looked at.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ExpectedAction {
    /// Whether it is due.
    pub due: Option<Due>,
    /// How binding it is.
    pub duty: Option<Duty>,
    /// Within how many hours.
    pub within_hours: Option<u32>,
    /// After how many days again.
    pub repeat_after_days: Option<u32>,
}

/// One expectation beside what came out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Check {
    /// What it is about.
    pub about: String,
    /// What was expected.
    pub expected: String,
    /// What came out.
    pub computed: String,
    /// Whether they are the same.
    pub holds: bool,
    /// Why it came out so, where they are not the same.
    pub because: Vec<String>,
}

impl Expectation {
    /// Reads what is expected of a target, or notes what is wrong with it.
    pub fn read(
        questionnaire: &Questionnaire,
        target: ExampleTarget,
        id: &str,
        value: &Placed<Untyped<'_>>,
        notes: &Notes<'_>,
    ) -> Option<Expectation> {
        let reading = ExpectationReader { questionnaire, id, value, notes };
        match target {
            ExampleTarget::Outcome(outcome) => {
                reading.levels(questionnaire.outcome(outcome)).map(|it| Expectation::Outcome(outcome, it))
            }
            ExampleTarget::Score(score) => reading.score().map(|it| Expectation::Score(score, it)),
            ExampleTarget::Indicator(indicator) => {
                reading.truth().map(|truth| Expectation::Indicator(indicator, truth))
            }
            ExampleTarget::Action(place) => reading.action().map(|it| Expectation::Action(place, it)),
            ExampleTarget::Next(place) => reading.due().map(|due| Expectation::Next(place, due)),
            ExampleTarget::Stop => reading.stop().map(Expectation::Stop),
            ExampleTarget::Gate(place) => reading.yes_no().map(|yes| Expectation::Gate(place, yes)),
            ExampleTarget::Question(_) | ExampleTarget::Context(_) => None,
        }
    }

    /// Returns the levels that are expected of the outcome at that place, if this says them.
    pub fn levels_of(&self, outcome: usize) -> Option<Set> {
        match self {
            Expectation::Outcome(place, expected) if place.index() == outcome => expected.possible,
            _ => None,
        }
    }

    /// Returns whether another is about the same thing.
    pub fn is_about_the_same(&self, other: &Expectation) -> bool {
        match (self, other) {
            (Expectation::Outcome(a, _), Expectation::Outcome(b, _)) => a == b,
            (Expectation::Score(a, _), Expectation::Score(b, _)) => a == b,
            (Expectation::Indicator(a, _), Expectation::Indicator(b, _)) => a == b,
            (Expectation::Action(a, _), Expectation::Action(b, _)) => a == b,
            (Expectation::Next(a, _), Expectation::Next(b, _)) => a == b,
            (Expectation::Stop(_), Expectation::Stop(_)) => true,
            (Expectation::Gate(a, _), Expectation::Gate(b, _)) => a == b,
            _ => false,
        }
    }

    /// Compares with what came out.
    pub fn check(&self, questionnaire: &Questionnaire, found: &Assessment) -> Vec<Check> {
        let q = questionnaire;
        match self {
            Expectation::Outcome(place, expected) => expected.check(q.outcome(*place), place.index(), found),
            Expectation::Score(place, expected) => expected.check(&q.score(*place).id, place.index(), found),
            Expectation::Indicator(place, expected) => {
                let truth = found.indicators[place.index()].truth;
                vec![check(&q.indicator(*place).id, expected.name(), truth.name())]
            }
            Expectation::Action(place, expected) => {
                expected.check(&q.actions[*place].step, found.actions[*place].due)
            }
            Expectation::Next(place, expected) => {
                let about = format!("next {}", q.next[*place].questionnaire);
                vec![check(&about, expected.id(), found.next[*place].id())]
            }
            Expectation::Stop(expected) => {
                let name = |stop: Option<usize>| stop.map_or("none", |stop| q.stops[stop].moment.id.as_str());
                vec![check("stop", name(*expected), name(found.stopped))]
            }
            Expectation::Gate(place, expected) => {
                let gate = &q.gates[*place];
                vec![check(&format!("{} goes on", gate.id), yes_no(*expected), yes_no(gate.proceed_on))]
            }
        }
    }
}

/// Compares two words.
fn check(about: &str, expected: impl Into<String>, computed: impl Into<String>) -> Check {
    let (expected, computed) = (expected.into(), computed.into());
    Check { about: about.to_owned(), holds: expected == computed, expected, computed, because: Vec::new() }
}

impl ExpectedLevels {
    fn check(self, outcome: &Outcome, place: usize, found: &Assessment) -> Vec<Check> {
        let found = &found.outcomes[place];
        let mut checks = Vec::new();
        if let Some(possible) = self.possible {
            checks.push(check(&outcome.id, levels(outcome, possible), levels(outcome, found.possible)));
        }
        if let Some(before) = self.before {
            let about = format!("{} before it was adjusted", outcome.id);
            checks.push(check(&about, levels(outcome, before), levels(outcome, found.before)));
        }
        // That enough is answered is said only where it is not so: it hardly ever matters.
        if let Some(enough) = self.enough.filter(|enough| !enough || !found.enough) {
            let about = format!("{}: enough answered", outcome.id);
            checks.push(check(&about, yes_no(enough), yes_no(found.enough)));
        }
        checks
    }
}

impl ExpectedScore {
    fn check(self, id: &str, place: usize, found: &Assessment) -> Vec<Check> {
        let found = &found.scores[place];
        let mut checks = Vec::new();
        if let Some(interval) = self.interval {
            checks.push(check(id, span(interval), span(found.interval)));
        }
        if let Some(number) = self.as_published {
            let about = format!("{id} as published");
            let word = |number: Option<Decimal>| {
                number.map_or_else(|| "not known".to_owned(), |number| number.to_string())
            };
            checks.push(check(&about, word(number), word(found.as_published)));
        }
        checks
    }
}

impl ExpectedAction {
    fn check(self, step: &Step, found: Due) -> Vec<Check> {
        let id = &step.id;
        let mut checks = Vec::new();
        if let Some(due) = self.due {
            checks.push(check(id, due.id(), found.id()));
        }
        if let Some(duty) = self.duty {
            checks.push(check(&format!("{id}: duty"), duty.id(), step.duty.id()));
        }
        checks.extend(number(&format!("{id}: hours"), self.within_hours, step.within_hours));
        checks.extend(number(&format!("{id}: days"), self.repeat_after_days, step.repeat_after_days));
        checks
    }
}

fn number(about: &str, expected: Option<u32>, written: Option<u32>) -> Option<Check> {
    let word = |number: Option<u32>| number.map_or_else(|| "none".to_owned(), |number| number.to_string());
    expected.map(|expected| check(about, word(Some(expected)), word(written)))
}

fn yes_no(yes: bool) -> &'static str {
    if yes { "yes" } else { "no" }
}

/// Levels as a report names them.
pub fn levels(outcome: &Outcome, set: Set) -> String {
    set.iter().map(|level| outcome.levels[level].id.as_str()).collect::<Vec<_>>().join(" or ")
}

/// An interval as a report writes it.
pub fn span(interval: Interval) -> String {
    if interval.is_settled() {
        interval.low.to_string()
    } else {
        format!("{} to {}", interval.low, interval.high)
    }
}

/// One expectation while it is read.
struct ExpectationReader<'r, 't> {
    questionnaire: &'r Questionnaire,
    id: &'r str,
    value: &'r Placed<Untyped<'t>>,
    notes: &'r Notes<'r>,
}

impl ExpectationReader<'_, '_> {
    fn wrong<T>(&self, wanted: &str) -> Option<T> {
        let message = format!("this cannot be expected of `{}`", self.id);
        self.notes.error("bad-expectation", self.value.span.clone(), message, format!("write {wanted}"));
        None
    }

    fn levels(&self, outcome: &Outcome) -> Option<ExpectedLevels> {
        const WANTED: &str = "a level, a list of every level that is possible, or {levels = […], before = […], enough = false}";
        match &self.value.value {
            Untyped::Text(_) => {
                let possible = Some(self.level_set(outcome, self.value)?);
                Some(ExpectedLevels { possible, before: None, enough: Some(true) })
            }
            Untyped::List(_) => {
                let possible = Some(self.level_set(outcome, self.value)?);
                Some(ExpectedLevels { possible, ..ExpectedLevels::default() })
            }
            Untyped::Table(table) => self.levels_of_table(outcome, table),
            _ => self.wrong(WANTED),
        }
    }

    fn levels_of_table(&self, outcome: &Outcome, table: &Table<'_>) -> Option<ExpectedLevels> {
        let set = |key: &'static str| match table.any_value(key) {
            Some(value) => self.level_set(outcome, &value).map(Some),
            None => Some(None),
        };
        let (possible, before) = (set("levels"), set("before"));
        let enough = table.optional_flag("enough");
        Some(ExpectedLevels { possible: possible?, before: before?, enough })
    }

    /// Reads a level or a list of levels.
    fn level_set(&self, outcome: &Outcome, value: &Placed<Untyped<'_>>) -> Option<Set> {
        let one = |value: &Placed<Untyped<'_>>| self.level(outcome, value);
        match &value.value {
            Untyped::Text(_) => one(value).map(Set::one),
            Untyped::List(items) if !items.is_empty() => {
                let places: Vec<Option<usize>> = items.iter().map(one).collect();
                places.into_iter().collect()
            }
            _ => self.wrong("a level, or a list of every level that is possible"),
        }
    }

    fn level(&self, outcome: &Outcome, value: &Placed<Untyped<'_>>) -> Option<usize> {
        let Untyped::Text(id) = &value.value else {
            return self.wrong("levels as texts in quotes");
        };
        let found = outcome.levels.iter().position(|level| level.id == *id);
        if found.is_none() {
            let known: Vec<&str> = outcome.levels.iter().map(|level| level.id.as_str()).collect();
            let help = self.notes.one_of(id, &known);
            let message = format!("`{}` has no level `{id}`", outcome.id);
            self.notes.error("unknown-level", value.span.clone(), message, help);
        }
        found
    }

    fn score(&self) -> Option<ExpectedScore> {
        match &self.value.value {
            Untyped::Table(table) => self.score_of_table(table),
            value => Some(ExpectedScore { interval: Some(self.interval(value)?), as_published: None }),
        }
    }

    fn score_of_table(&self, table: &Table<'_>) -> Option<ExpectedScore> {
        let value = |key: &'static str| table.decimal(key).map(|number| number.value);
        let interval = match (value("low"), value("high")) {
            (Some(low), Some(high)) => Some(self.ordered(low, high)?),
            (None, None) => None,
            _ => return self.wrong("`low` and `high` together"),
        };
        let as_published = match table.any_value("as_published").map(|placed| placed.value) {
            None => None,
            Some(Untyped::Text(word)) if word == "unknown" => Some(None),
            Some(Untyped::Number(number)) if Decimal::parse(&number).is_ok() => {
                Some(Decimal::parse(&number).ok())
            }
            Some(_) => return self.wrong("`as_published` as a number, or \"unknown\""),
        };
        Some(ExpectedScore { interval, as_published })
    }

    fn interval(&self, value: &Untyped<'_>) -> Option<Interval> {
        const WANTED: &str = "a number such as 4, or the lowest and the highest such as [2, 5]";
        let number = |value: &Untyped<'_>| match value {
            Untyped::Number(text) => Decimal::parse(text).ok(),
            _ => None,
        };
        match value {
            Untyped::List(ends) if ends.len() == 2 => {
                match (number(&ends[0].value), number(&ends[1].value)) {
                    (Some(low), Some(high)) => self.ordered(low, high),
                    _ => self.wrong(WANTED),
                }
            }
            value => match number(value) {
                Some(number) => Some(Interval::point(number)),
                None => self.wrong(WANTED),
            },
        }
    }

    fn ordered(&self, low: Decimal, high: Decimal) -> Option<Interval> {
        if low > high { self.wrong("the lowest first") } else { Some(Interval { low, high }) }
    }

    fn truth(&self) -> Option<Truth> {
        match &self.value.value {
            Untyped::Flag(flag) => Some(Truth::from(*flag)),
            Untyped::Text(word) if word == "unknown" => Some(Truth::Unknown),
            _ => self.wrong("true, false or \"unknown\""),
        }
    }

    fn due(&self) -> Option<Due> {
        let word = self.value.value.text();
        match DUES.into_iter().find(|due| Some(due.id()) == word) {
            Some(due) => Some(due),
            None => self.wrong("\"due\", \"may_be_due\" or \"not_due\""),
        }
    }

    fn action(&self) -> Option<ExpectedAction> {
        match &self.value.value {
            Untyped::Table(table) => self.action_of_table(table),
            _ => self.due().map(|due| ExpectedAction { due: Some(due), ..ExpectedAction::default() }),
        }
    }

    fn action_of_table(&self, table: &Table<'_>) -> Option<ExpectedAction> {
        const KEYS: [&str; 4] = ["due", "duty", "within_hours", "repeat_after_days"];
        if KEYS.iter().all(|key| !table.has(key)) {
            let message = format!("nothing is expected of `{}`", self.id);
            let finding = Diagnostic::error("bad-expectation", self.value.span.clone(), message);
            table.note_lacking(&KEYS, finding.help("write it like {due = \"due\", within_hours = 24}"));
        }
        let expected = ExpectedAction {
            due: table.word("due", &DUES.map(|due| (due.id(), due))),
            duty: table.word("duty", Duty::WORDS),
            within_hours: table.whole("within_hours", 0, LONGEST_WAIT),
            repeat_after_days: table.whole("repeat_after_days", 1, LONGEST_WAIT),
        };
        Some(expected)
    }

    fn yes_no(&self) -> Option<bool> {
        match self.value.value.text() {
            Some("yes") => Some(true),
            Some("no") => Some(false),
            _ => self.wrong("\"yes\" or \"no\": the only answer on which the talk goes on"),
        }
    }

    fn stop(&self) -> Option<Option<usize>> {
        let Untyped::Text(id) = &self.value.value else {
            return self.wrong("the id of a stop, or \"\" for none");
        };
        if id.is_empty() {
            return Some(None);
        }
        let stops = &self.questionnaire.stops;
        let found = stops.iter().position(|stop| stop.moment.id == *id);
        if found.is_none() {
            let known: Vec<&str> = stops.iter().map(|stop| stop.moment.id.as_str()).collect();
            let help = match known[..] {
                [] => "this questionnaire has no stop; remove it".to_owned(),
                _ => self.notes.one_of(id, &known),
            };
            let message = format!("there is no stop `{id}`");
            self.notes.error("unknown-name", self.value.span.clone(), message, help);
        }
        found.map(Some)
    }
}
