//! What no example reaches. A part is reached when it took effect for certain in some case: a row that
//! may decide has not decided. Its one surprise: options are told apart from the rest, because not every
//! answer of a question about needs has to stand in an example.

use serde::{Deserialize, Serialize};

use crate::answers::Value;
use crate::decimal::Decimal;
use crate::questionnaire::Kind;
use crate::questionnaire::model::{Clamp, Decide, Outcome, Questionnaire, TermValue};
use crate::rules::QuestionRef;
use crate::scoring::{Assessment, Case, Due};
use crate::truth::Truth;
use crate::vocabulary::closed_list;

closed_list! {
    /// A kind of part that an example can reach.
    #[derive(PartialOrd, Ord)]
    pub enum CoveredPart {
        /// An indicator is present.
        Indicator = "indicator",
        /// A term of a score counts.
        Term = "term",
        /// A row or band gives the level.
        Row = "row",
        /// An adjustment holds.
        Adjustment = "adjustment",
        /// A level is the only one left.
        Level = "level",
        /// An action is due.
        Action = "action",
        /// Another questionnaire follows.
        Next = "next",
        /// A stop fires.
        Stop = "stop",
        /// An option is answered.
        Option = "option",
    }
}

impl CoveredPart {
    /// Returns what it is called where several are listed.
    pub fn title(self) -> &'static str {
        match self {
            CoveredPart::Indicator => "indicators that are never present",
            CoveredPart::Term => "terms that never count",
            CoveredPart::Row => "rows that never decide",
            CoveredPart::Adjustment => "adjustments that never hold",
            CoveredPart::Level => "levels that are never the only one",
            CoveredPart::Action => "actions that are never due",
            CoveredPart::Next => "questionnaires that never follow",
            CoveredPart::Stop => "stops that never fire",
            CoveredPart::Option => "options that are never answered",
        }
    }

    /// Returns whether it is part of the rules, which examples should reach without exception.
    pub fn is_rule(self) -> bool {
        self != CoveredPart::Option
    }
}

/// A part of a questionnaire that no example reaches.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Unreached {
    /// Its kind.
    pub part: CoveredPart,
    /// The id of what it belongs to, or its own.
    pub of: String,
    /// Which one of it: an option, a level, a row; a rule as it is written.
    pub which: String,
}

/// The kind of a part, the place of what it belongs to, and its place in that.
type PartPlace = (CoveredPart, usize, usize);

/// What the examples of one questionnaire have not reached so far.
#[derive(Debug)]
pub struct Coverage {
    /// How many parts the rules have.
    rules: usize,
    unreached: Vec<(PartPlace, Unreached)>,
}

impl Coverage {
    /// Returns that nothing is reached yet.
    pub fn of(questionnaire: &Questionnaire) -> Self {
        let mut unreached = parts(questionnaire);
        unreached.sort_by_key(|(place, _)| *place);
        let rules = unreached.iter().filter(|(_, it)| it.part.is_rule()).count();
        Coverage { rules, unreached }
    }

    /// Counts what one case reaches.
    pub fn add(&mut self, case: &Case<'_>, found: &Assessment) {
        self.unreached.retain(|(place, _)| !is_reached(*place, case, found));
    }

    /// Returns how many parts of the rules there are, and how many of them were reached.
    pub fn counts(&self) -> (usize, usize) {
        (self.rules, self.rules - self.unreached.iter().filter(|(_, it)| it.part.is_rule()).count())
    }

    /// Returns everything that was not reached, by kind, then in the order of the file.
    pub fn unreached(self) -> Vec<Unreached> {
        self.unreached.into_iter().map(|(_, unreached)| unreached).collect()
    }
}

/// Whether a case reaches a part.
fn is_reached((part, whole, place): PartPlace, case: &Case<'_>, found: &Assessment) -> bool {
    match part {
        CoveredPart::Indicator => found.indicators[whole].truth == Truth::True,
        CoveredPart::Term => found.scores[whole].terms[place].low > Decimal::ZERO,
        // Past a row that may decide, what holds for certain decides only perhaps.
        CoveredPart::Row => found.outcomes[whole].rows[..] == [(place, Truth::True)],
        CoveredPart::Adjustment => {
            let adjusted = &found.outcomes[whole].adjusted;
            adjusted.iter().any(|it| it.row == place && it.truth == Truth::True)
        }
        CoveredPart::Level => {
            let outcome = &found.outcomes[whole];
            outcome.is_settled() && outcome.possible.first() == Some(place)
        }
        CoveredPart::Action => found.actions[whole].due == Due::Due,
        CoveredPart::Next => found.next[whole] == Due::Due,
        CoveredPart::Stop => found.stopped == Some(whole),
        CoveredPart::Option => is_answered(case, QuestionRef::at(whole), place),
    }
}

fn is_answered(case: &Case<'_>, question: QuestionRef, option: usize) -> bool {
    let option = options(&case.questionnaire.question(question).kind)[option];
    match case.answer(question).and_then(|answer| answer.value()) {
        Some(Value::YesNo(yes)) => option == if *yes { "yes" } else { "no" },
        Some(Value::Choice(id)) => id == option,
        Some(Value::Choices(ids)) => ids.iter().any(|id| id == option),
        _ => false,
    }
}

fn options(kind: &Kind) -> Vec<&str> {
    match kind {
        Kind::YesNo => vec!["yes", "no"],
        kind => kind.options().iter().map(|option| option.id.as_str()).collect(),
    }
}

/// Everything that can be reached.
fn parts(q: &Questionnaire) -> Vec<(PartPlace, Unreached)> {
    let mut parts: Vec<(PartPlace, Unreached)> = Vec::new();
    let mut add = |place: PartPlace, of: &str, which: String| {
        parts.push((place, Unreached { part: place.0, of: of.to_owned(), which }));
    };
    for (place, indicator) in q.indicators.iter().enumerate() {
        add((CoveredPart::Indicator, place, 0), &indicator.id, indicator.when.text.clone());
    }
    for (place, score) in q.scores.iter().enumerate() {
        for (term, it) in score.terms.iter().enumerate() {
            add((CoveredPart::Term, place, term), &score.id, term_in_words(q, &it.value));
        }
    }
    for (place, outcome) in q.outcomes.iter().enumerate() {
        outcome_parts(q, outcome, place, &mut add);
    }
    for (place, action) in q.actions.iter().enumerate() {
        add((CoveredPart::Action, place, 0), &action.step.id, action.when.text.clone());
    }
    for (place, next) in q.next.iter().enumerate() {
        add((CoveredPart::Next, place, 0), &next.questionnaire, next.when.text.clone());
    }
    for (place, stop) in q.stops.iter().enumerate() {
        add((CoveredPart::Stop, place, 0), &stop.moment.id, stop.moment.when.text.clone());
    }
    for (place, question) in q.questions.iter().enumerate() {
        for (option, id) in options(&question.kind).into_iter().enumerate() {
            add((CoveredPart::Option, place, option), &question.id, id.to_owned());
        }
    }
    parts
}

fn outcome_parts(
    q: &Questionnaire,
    outcome: &Outcome,
    place: usize,
    add: &mut impl FnMut(PartPlace, &str, String),
) {
    match &outcome.decide {
        Decide::FirstMatch(rows) => {
            for (row, it) in rows.iter().enumerate() {
                let rule = it.when.as_ref().map_or("otherwise", |rule| rule.text.as_str());
                add((CoveredPart::Row, place, row), &outcome.id, format!("row {}: {rule}", row + 1));
            }
        }
        Decide::Bands { score, from } => {
            for (band, it) in from.iter().enumerate() {
                let which = format!("band {}: {} from {}", band + 1, q.score(*score).id, it.at);
                add((CoveredPart::Row, place, band), &outcome.id, which);
            }
        }
        Decide::Practitioner { .. } => {}
    }
    for (row, it) in outcome.adjust.iter().enumerate() {
        let clamp = match it.clamp {
            Clamp::AtLeast(_) => "at_least",
            Clamp::AtMost(_) => "at_most",
        };
        let which = format!("adjust row {} ({clamp}): {}", row + 1, it.when.text);
        add((CoveredPart::Adjustment, place, row), &outcome.id, which);
    }
    for (level, it) in outcome.levels.iter().enumerate() {
        add((CoveredPart::Level, place, level), &outcome.id, it.id.clone());
    }
}

fn term_in_words(q: &Questionnaire, term: &TermValue) -> String {
    match term {
        TermValue::When { when, .. } => when.text.clone(),
        TermValue::ValueOf { question, .. } => format!("value_of {}", q.question(*question).id),
        TermValue::Score { score, .. } => format!("score {}", q.score(*score).id),
        TermValue::Level { outcome, .. } => format!("outcome {}", q.outcome(*outcome).id),
    }
}
