//! What follows from the answers: indicators, scores, outcomes, actions, what may follow; and advice
//! that was set aside.

use super::effect::Effect;
use super::element::{Audience, Element, Fields};
use super::kind::ElementKind as Kind;
use crate::decimal::Decimal;
use crate::questionnaire::location::Place;
use crate::questionnaire::model::*;
use crate::rules::{IndicatorRef, Name, OutcomeRef, ScoreRef};
use crate::vocabulary::Term;

/// Returns the elements of the result.
pub fn elements(q: &Questionnaire) -> impl Iterator<Item = Element<'_>> {
    let indicators = q.indicators.iter().enumerate().map(indicator);
    let scores = q.scores.iter().enumerate().flat_map(move |(nth, each)| score_with_terms(q, nth, each));
    let outcomes = q.outcomes.iter().enumerate().flat_map(move |(nth, each)| outcome_with_rows(q, nth, each));
    let actions = q.actions.iter().enumerate().map(action);
    let next = q.next.iter().enumerate().map(next);
    let allows = q.allows.iter().enumerate().map(allow);
    indicators.chain(scores).chain(outcomes).chain(actions).chain(next).chain(allows)
}

fn ids<'t>(terms: &'t [&'static Term]) -> impl Iterator<Item = &'static str> + 't {
    terms.iter().map(|term| term.id)
}

/// Returns a permission for identity questions to carry weight, in one text.
fn permission(given: &Option<IdentityWeight>) -> Option<String> {
    given.as_ref().map(|IdentityWeight { reason, source }| format!("{reason}: {source}"))
}

/// Returns a weight that changes something.
fn weight(times: Decimal) -> Option<Decimal> {
    Some(times).filter(|times| *times != Decimal::whole(1))
}

fn indicator((nth, indicator): (usize, &Indicator)) -> Element<'_> {
    let Indicator { id, label, family, forms, tags, when, source, codes } = indicator;
    let place = IndicatorRef::at(nth);
    Fields::of(Kind::Indicator, id, move |key| Place::Indicator(place, key))
        .text("label", Audience::Summary, label, Effect::RESULT_TEXT)
        .rule("when", when, Effect::RULE)
        .fact("family", family.id, Effect::RULE)
        .list("forms", ids(forms), Effect::RULE)
        .list("tags", tags, Effect::RULE)
        .text("source", Audience::Scholar, source, Effect::NOTE)
        .codes(codes)
        .done()
}

fn score_with_terms<'q>(
    q: &'q Questionnaire,
    nth: usize,
    score: &'q Score,
) -> impl Iterator<Item = Element<'q>> {
    let Score { id, label, combine, terms, constant, dont_know_as_no } = score;
    let place = ScoreRef::at(nth);
    let mut fields = Fields::of(Kind::Score, id, move |key| Place::Score(place, key))
        .text("label", Audience::Summary, label, Effect::RESULT_TEXT)
        .fact("combine", if *combine == Combine::Sum { "sum" } else { "highest" }, Effect::WEIGHT)
        .number("constant", Some(*constant).filter(|constant| *constant != Decimal::ZERO), Effect::WEIGHT)
        .fact("missing", if dont_know_as_no.is_some() { "as no" } else { "open" }, Effect::RULE)
        .deciding();
    if let Some(Citation { title, url: _, used_for }) = dont_know_as_no {
        fields = fields
            .text("reason", Audience::Summary, used_for, Effect::RESULT_TEXT)
            .called("reason of the missing rule")
            .within("missing")
            .text("source", Audience::Scholar, title, Effect::NOTE)
            .called("source of the missing rule")
            .within("missing");
    }
    let terms = terms.iter().enumerate().map(move |(nth, each)| term(q, (place, id), nth, each));
    std::iter::once(fields.done()).chain(terms)
}

fn term<'q>(
    q: &'q Questionnaire,
    (score, id): (ScoreRef, &'q String),
    nth: usize,
    term: &'q ScoreTerm,
) -> Element<'q> {
    let ScoreTerm { value, identity_weight } = term;
    let fields = Fields::of(Kind::Term, id, move |key| Place::Term(score, nth, key));
    match value {
        TermValue::When { when, points } => {
            fields.number("points", *points, Effect::WEIGHT).rule("when", when, Effect::WEIGHT)
        }
        TermValue::ValueOf { question, times } => fields
            .named("value_of", Name::Question(*question), &q.question(*question).id, Effect::WEIGHT)
            .number("times", weight(*times), Effect::WEIGHT),
        TermValue::Score { score, times } => fields
            .named("score", Name::Score(*score), &q.score(*score).id, Effect::WEIGHT)
            .number("times", weight(*times), Effect::WEIGHT),
        TermValue::Level { outcome, points } => fields
            .named("outcome", Name::Outcome(*outcome), &q.outcome(*outcome).id, Effect::WEIGHT)
            .list("points", points.iter().map(ToString::to_string), Effect::WEIGHT),
    }
    .maybe("identity_weight", &permission(identity_weight), Effect::METADATA)
    .done()
}

fn outcome_with_rows<'q>(
    q: &'q Questionnaire,
    nth: usize,
    outcome: &'q Outcome,
) -> impl Iterator<Item = Element<'q>> {
    let place = OutcomeRef::at(nth);
    let levels = outcome.levels.iter().enumerate().map(move |(nth, each)| level(place, outcome, nth, each));
    let adjust = outcome.adjust.iter().enumerate().map(move |(nth, each)| adjust(place, outcome, nth, each));
    std::iter::once(self::outcome(q, place, outcome))
        .chain(levels)
        .chain(decision(q, place, outcome))
        .chain(adjust)
}

fn outcome<'q>(q: &'q Questionnaire, place: OutcomeRef, outcome: &'q Outcome) -> Element<'q> {
    // Levels, rows and adjustments are elements of their own.
    let Outcome { id, label, in_note, decide, incomplete, codes, levels: _, adjust: _ } = outcome;
    let fields = Fields::of(Kind::Outcome, id, move |key| Place::Outcome(place, key))
        .text("label", Audience::Summary, label, Effect::RESULT_TEXT)
        .text("in_note", Audience::Summary, in_note, Effect::RESULT_TEXT);
    match decide {
        Decide::FirstMatch(_) => fields.fact("decide_by", "a table", Effect::RULE).deciding(),
        Decide::Practitioner { .. } => fields.fact("decide_by", "the practitioner", Effect::RULE).deciding(),
        Decide::Bands { score, .. } => fields
            .fact("decide_by", "bands of a score", Effect::RULE)
            .deciding()
            .named("bands", Name::Score(*score), &q.score(*score).id, Effect::RULE)
            .called("score of its bands")
            .within("decide_by"),
    }
    .fact("incomplete", incomplete.id(), Effect::RULE)
    .codes(codes)
    .done()
}

fn level<'q>(place: OutcomeRef, outcome: &Outcome, nth: usize, level: &'q Level) -> Element<'q> {
    let Level { id, label, in_note, no_contact, next } = level;
    let id = format!("{}.{id}", outcome.id);
    Fields::of(Kind::Level, id, move |key| Place::Level(place, nth, key))
        .text("label", Audience::Summary, label, Effect::RESULT_TEXT)
        .text("in_note", Audience::Summary, in_note, Effect::RESULT_TEXT)
        .text("no_contact", Audience::Summary, no_contact, Effect::RESULT_TEXT)
        .text("next", Audience::Summary, next, Effect::RESULT_TEXT)
        .done()
}

/// Returns what decides: the rows of a table, the bands of a score, or what the practitioner has in view.
fn decision<'q>(q: &'q Questionnaire, place: OutcomeRef, outcome: &'q Outcome) -> Vec<Element<'q>> {
    let level = |level: usize| level_id(outcome, level);
    match &outcome.decide {
        Decide::FirstMatch(rows) => {
            rows.iter().enumerate().map(|(nth, row)| row_of(place, outcome, nth, row)).collect()
        }
        Decide::Bands { from, .. } => from
            .iter()
            .enumerate()
            .map(|(nth, Band { level: of, at })| {
                Fields::of(Kind::Band, &outcome.id, move |key| Place::Row(place, nth, key))
                    .fact("level", level(*of), Effect::RULE)
                    .called("")
                    .number("at", *at, Effect::RULE)
                    .called("from")
                    .done()
            })
            .collect(),
        Decide::Practitioner { support } => support
            .iter()
            .map(|indicator| {
                let name = Name::Indicator(*indicator);
                Fields::of(Kind::Support, &outcome.id, move |_| Place::Outcome(place, "support"))
                    .named("support", name, &q.indicator(*indicator).id, Effect::RULE)
                    .called("")
                    .done()
            })
            .collect(),
    }
}

/// A draft with mistakes is walked too: there a row may have a level that could not be read.
fn level_id(outcome: &Outcome, level: usize) -> &str {
    outcome.levels.get(level).map_or("", |level| &level.id)
}

fn row_of<'q>(place: OutcomeRef, outcome: &'q Outcome, nth: usize, row: &'q Row) -> Element<'q> {
    let Row { level, when, because, identity_weight } = row;
    let fields = Fields::of(Kind::Row, &outcome.id, move |key| Place::Row(place, nth, key))
        .fact("level", level_id(outcome, *level), Effect::RULE)
        .called("");
    match when {
        Some(when) => fields.rule("when", when, Effect::RULE),
        None => fields.fact("when", "otherwise", Effect::RULE).called(""),
    }
    .text("because", Audience::Summary, because, Effect::RESULT_TEXT)
    .maybe("identity_weight", &permission(identity_weight), Effect::METADATA)
    .done()
}

fn adjust<'q>(place: OutcomeRef, outcome: &'q Outcome, nth: usize, adjust: &'q Adjust) -> Element<'q> {
    let Adjust { clamp, when, because, identity_weight } = adjust;
    let (key, level) = match *clamp {
        Clamp::AtLeast(level) => ("at_least", level),
        Clamp::AtMost(level) => ("at_most", level),
    };
    Fields::of(Kind::Adjust, &outcome.id, move |key| Place::Adjust(place, nth, key))
        .fact(key, level_id(outcome, level), Effect::RULE)
        .rule("when", when, Effect::RULE)
        .text("because", Audience::Summary, because, Effect::RESULT_TEXT)
        .maybe("identity_weight", &permission(identity_weight), Effect::METADATA)
        .done()
}

fn action((nth, action): (usize, &Action)) -> Element<'_> {
    let Action { when, step } = action;
    let Step {
        id,
        label,
        in_note,
        no_contact,
        duty,
        topic,
        within_hours,
        repeat_after_days,
        needs,
        because,
        source,
        part,
    } = step;
    Fields::of(Kind::Action, id, move |key| Place::Action(nth, key))
        .text("label", Audience::Summary, label, Effect::RESULT_TEXT)
        .text("in_note", Audience::Summary, in_note, Effect::RESULT_TEXT)
        .text("no_contact", Audience::Summary, no_contact, Effect::RESULT_TEXT)
        .rule("when", when, Effect::RULE)
        .fact("duty", duty.id(), Effect::RULE)
        .maybe("topic", topic, Effect::RULE)
        .maybe("within_hours", within_hours, Effect::RULE)
        .maybe("repeat_after_days", repeat_after_days, Effect::RULE)
        .list("needs", ids(needs), Effect::RULE)
        .text("because", Audience::Summary, because, Effect::RESULT_TEXT)
        .text("source", Audience::Scholar, source, Effect::NOTE)
        .maybe("part", &part.map(StepPart::id), Effect::NOTE)
        .done()
}

fn next((nth, next): (usize, &Next)) -> Element<'_> {
    let Next { questionnaire, when, because } = next;
    Fields::of(Kind::Next, questionnaire, move |key| Place::Next(nth, key))
        .fact("questionnaire", questionnaire, Effect::RULE)
        .called("")
        .rule("when", when, Effect::RULE)
        .text("because", Audience::Summary, because, Effect::RESULT_TEXT)
        .done()
}

fn allow((nth, allow): (usize, &Allow)) -> Element<'_> {
    let Allow { lint, at, reason } = allow;
    Fields::of(Kind::Allow, "", move |key| Place::Allow(nth, key))
        .fact("lint", lint, Effect::METADATA)
        .maybe("at", at, Effect::METADATA)
        .fact("reason", reason, Effect::METADATA)
        .done()
}
