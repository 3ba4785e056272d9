//! Reads scores and bands, and works out what each score can reach when nothing is known: bands must
//! start at its smallest value, and no score may grow beyond what is added exactly.

use std::collections::HashMap;

use super::rules::nothing_decided;
use super::{Carrier, Mentions, Reader, Spans, maybe, needed};
use crate::decimal::Decimal;
use crate::diagnostic::Diagnostic;
use crate::questionnaire::compile::step_of_score;
use crate::questionnaire::model::*;
use crate::questionnaire::read::symbols::Symbols;
use crate::reading::{Notes, Placed, Table, TextOrTable};
use crate::rules::{Condition, Name, Named, Names, QuestionRef, ScoreRef};
use crate::source::Span;
use crate::truth::{Interval, Truth};

impl<'r> Reader<'r> {
    pub(super) fn score(&mut self, table: Table<'r>, spans: &Spans) -> Score {
        let id = needed(table.need_text("id"));
        let label = needed(table.need_text("label"));
        let sum = table.tables("sum", "a term");
        let highest = table.tables("highest", "a term");
        let count = table.texts_or_tables("count", "a term");
        let ways = ["sum", "highest", "count"];
        let given: Vec<&str> = ways.into_iter().filter(|key| table.has(key)).collect();
        if given.len() != 1 {
            let message = format!("`{id}` needs exactly one of `sum`, `count` and `highest`");
            let help = "write `sum = [ {when = \"…\", points = 2}, … ]`";
            let place = given.get(1).map_or(table.span.clone(), |second| table.place_of(second));
            table.note_lacking(&ways, Diagnostic::error("how-scored", place, message).help(help));
        }
        if given.len() == 1 && table.length(given[0]) == Some(0) {
            let message = format!("`{id}` has no terms");
            let place = table.place_of(given[0]);
            self.notes.add(Diagnostic::error("too-few", place, message).help("add a term"));
        }
        let combine = if table.has("highest") { Combine::Highest } else { Combine::Sum };
        let mut terms: Vec<ScoreTerm> = Vec::new();
        for term in sum.into_iter().chain(highest) {
            terms.extend(self.term(term, spans));
        }
        let mut counted = HashMap::new();
        for member in count {
            self.counted(member, &mut terms, &mut counted);
        }
        let constant = self.constant(&table);
        let dont_know_as_no = table.table("missing", "`missing`").and_then(|missing| self.missing(missing));
        table.finish();
        Score { id, label, combine, terms, constant, dont_know_as_no }
    }

    fn constant(&self, table: &Table<'r>) -> Decimal {
        let Some(constant) = table.decimal("constant").inspect(|it| self.note_negative(it)) else {
            return Decimal::ZERO;
        };
        if !table.has("sum") {
            let message = "`constant` is what a sum begins with";
            let help = "remove it, or write the score as `sum`";
            let finding = Diagnostic::error("how-scored", constant.span, message).help(help);
            table.note_lacking(&["sum"], finding);
        }
        constant.value.max(Decimal::ZERO)
    }

    fn term(&mut self, table: Table<'r>, spans: &Spans) -> Option<ScoreTerm> {
        let ways = ["when", "value_of", "score", "outcome"];
        let given: Vec<&str> = ways.into_iter().filter(|key| table.has(key)).collect();
        let (mut value, mut mentions) = (None, Mentions::new());
        match given.as_slice() {
            ["when"] => {
                let read = self.need_rule(&table, "when");
                value = Some(TermValue::When { when: read.rule, points: self.term_points(&table) });
                mentions = read.mentions;
            }
            ["value_of"] => {
                let (name, times) = (table.need_text("value_of"), self.times(&table));
                let question = name.as_ref().and_then(|name| self.question_with_points(name, spans));
                mentions.extend(question.map(Name::Question).zip(name.map(|name| name.span)));
                value = question.map(|question| TermValue::ValueOf { question, times });
            }
            ["score"] => {
                let times = self.times(&table);
                let score = table.need_text("score").and_then(|name| self.named_score(&name));
                value = score.map(|score| TermValue::Score { score, times });
            }
            ["outcome"] => value = self.points_of_level(&table),
            _ => {
                let message = "a term needs exactly one of `when`, `value_of`, `score` and `outcome`";
                let help = "write {when = \"…\", points = 1}, {value_of = \"question\"} or {score = \"…\"}";
                let place = given.get(1).map_or(table.span.clone(), |second| table.place_of(second));
                ways.into_iter().chain(["points", "times"]).for_each(|key| table.allow(key));
                table.note_lacking(&ways, Diagnostic::error("how-scored", place, message).help(help));
            }
        }
        let weight = self.identity_weight(&table);
        let allowed = weight.as_ref().map(|(_, span)| span.clone());
        self.carriers.push(Carrier { what: "a score", mentions, allowed });
        table.finish();
        Some(ScoreTerm { value: value?, identity_weight: weight.map(|(weight, _)| weight) })
    }
    /// The weight of a term, 1 if it has none.
    fn times(&self, table: &Table<'r>) -> Decimal {
        let times = table.decimal("times").inspect(|times| self.note_negative(times));
        times.map_or(Decimal::whole(1), |times| times.value.max(Decimal::ZERO))
    }

    /// A term that takes its points from the level of an outcome. Every level must be named.
    fn points_of_level(&self, table: &Table<'r>) -> Option<TermValue> {
        let name = table.need_text("outcome");
        if !table.has("points") {
            table.note_missing("points", "write {outcome = \"…\", points = {level = 1, …}}");
        }
        let given = table.table("points", "`points`");
        let (name, given) = (name?, given?);
        let Some(Named::Outcome(outcome, levels)) = self.symbols.find(&name.value) else {
            let help = "write the id of an outcome of this file".to_owned();
            self.note_unknown("outcome", &name, self.symbols.outcomes().collect(), help);
            return None;
        };
        let mut points = vec![None; levels.len()];
        for (level, number) in given.free_decimals() {
            self.note_negative(&number);
            match levels.iter().position(|known| *known == level.value) {
                Some(place) => points[place] = Some(number.value.max(Decimal::ZERO)),
                None => {
                    let message = format!("there is no level `{}`", level.value);
                    let help = match self.notes.nearest(&level.value, levels.iter().map(String::as_str)) {
                        Some(near) => format!("did you mean \"{near}\"?"),
                        None => format!("write one of: {}", levels.join(", ")),
                    };
                    self.notes.add(Diagnostic::error("unknown-level", level.span, message).help(help));
                }
            }
        }
        let missing: Vec<&str> =
            points.iter().zip(levels).filter(|it| it.0.is_none()).map(|it| it.1.as_str()).collect();
        if !missing.is_empty() {
            let message = format!("`points` has no number for {}", missing.join(", "));
            let help = "give every level its points, 0 too: what is not said is not 0";
            self.notes.add(Diagnostic::error("missing-key", given.span.clone(), message).help(help));
        }
        let points = points.into_iter().map(Option::unwrap_or_default).collect();
        Some(TermValue::Level { outcome: *outcome, points })
    }

    fn term_points(&self, table: &Table<'r>) -> Decimal {
        let points = table.decimal("points").inspect(|points| self.note_negative(points));
        if points.is_none() && !table.has("points") {
            table.note_missing("points", "write {when = \"…\", points = 1}");
        }
        points.map_or(Decimal::ZERO, |points| points.value.max(Decimal::ZERO))
    }

    /// A member of `count`: a condition, `tag NAME`, or a table with `when`. `counted` are those before
    /// it, each with the member that brought it.
    fn counted(
        &mut self,
        member: TextOrTable<'r>,
        terms: &mut Vec<ScoreTerm>,
        counted: &mut HashMap<Condition, String>,
    ) {
        let (read, weight) = match member {
            TextOrTable::Text(text) => {
                if let Some(tag) = text.value.trim().strip_prefix("tag ") {
                    return self.counted_tag(tag.trim(), &text, terms, counted);
                }
                (self.rule_of(&text), None)
            }
            TextOrTable::Table(table) => {
                let read = self.need_rule(&table, "when");
                let weight = self.identity_weight(&table);
                table.finish();
                (read, weight)
            }
        };
        if read.sound {
            self.note_counted_twice(&read.rule, &read.rule.text, &read.span, counted);
        }
        let allowed = weight.as_ref().map(|(_, span)| span.clone());
        self.carriers.push(Carrier { what: "a score", mentions: read.mentions, allowed });
        let value = TermValue::When { when: read.rule, points: Decimal::whole(1) };
        terms.push(ScoreTerm { value, identity_weight: weight.map(|(weight, _)| weight) });
    }

    fn note_counted_twice(
        &self,
        rule: &Rule,
        member: &str,
        span: &Span,
        counted: &mut HashMap<Condition, String>,
    ) {
        let Some(earlier) = counted.insert(rule.condition.clone(), member.to_owned()) else {
            return;
        };
        let message = if earlier == member {
            format!("`{member}` is in this list twice")
        } else {
            format!("`{}` is counted twice: by `{earlier}` and by `{member}`", rule.text)
        };
        let help = "remove one of them: each thing counts once";
        self.notes.add(Diagnostic::error("duplicate-member", span.clone(), message).help(help));
    }

    fn counted_tag(
        &mut self,
        tag: &str,
        text: &Placed<String>,
        terms: &mut Vec<ScoreTerm>,
        counted: &mut HashMap<Condition, String>,
    ) {
        let indicators = self.symbols.tagged(tag);
        if indicators.is_empty() {
            let message = format!("no indicator has the tag `{tag}`");
            let help = match self.notes.nearest(tag, self.symbols.tags()) {
                Some(near) => format!("did you mean \"tag {near}\"?"),
                None => "give indicators this tag with `tags = [\"…\"]`".to_owned(),
            };
            self.notes.add(Diagnostic::error("unknown-tag", text.span.clone(), message).help(help));
        }
        let mut mentions = Mentions::new();
        for indicator in indicators {
            let text_of = self.draft.indicators.get(indicator.index()).map(|i| i.id.clone());
            let rule = Rule { text: text_of.unwrap_or_default(), condition: Condition::Indicator(indicator) };
            self.note_counted_twice(&rule, text.value.trim(), &text.span, counted);
            mentions.push((Name::Indicator(indicator), text.span.clone()));
            let value = TermValue::When { when: rule, points: Decimal::whole(1) };
            terms.push(ScoreTerm { value, identity_weight: None });
        }
        self.carriers.push(Carrier { what: "a score", mentions, allowed: None });
    }

    fn question_with_points(&self, name: &Placed<String>, spans: &Spans) -> Option<QuestionRef> {
        let Some(Named::Question(question, _)) = self.symbols.find(&name.value) else {
            let help = "write the id of a question of this file".to_owned();
            self.note_unknown("question", name, self.symbols.questions().collect(), help);
            return None;
        };
        let kind = &self.draft.questions.get(question.index())?.kind;
        let sound = spans.sound_questions.get(question.index()).copied().unwrap_or(false);
        if let Err(help) = has_points(kind)
            && sound
        {
            let message = format!("`{}` has no points to take", name.value);
            self.notes.add(Diagnostic::error("no-points", name.span.clone(), message).help(help));
        }
        Some(*question)
    }

    fn named_score(&self, name: &Placed<String>) -> Option<ScoreRef> {
        if let Some(Named::Score(score)) = self.symbols.find(&name.value) {
            return Some(*score);
        }
        let help = "write the id of a score of this file".to_owned();
        self.note_unknown("score", name, self.symbols.scores().collect(), help);
        None
    }

    fn missing(&self, table: Table<'r>) -> Option<Citation> {
        if let Some(counted) = table.decimal("dont_know")
            && counted.value != Decimal::ZERO
        {
            let message = "\"don't know\" can only be counted as 0, as some published instruments do";
            let help = "write `dont_know = 0`, or remove `missing`";
            self.notes.add(Diagnostic::error("bad-missing", counted.span, message).help(help));
        }
        if !table.has("dont_know") {
            table.note_missing("dont_know", "write {dont_know = 0, reason = \"…\", source = \"…\"}");
        }
        for key in ["declined", "refused", "later"].into_iter().filter(|key| table.has(key)) {
            table.allow(key);
            let message = format!("`{key}` is never counted as anything");
            let help = "remove it: only \"don't know\" can be counted as 0, and only beside the honest range";
            self.notes.add(Diagnostic::error("tests-refusal", table.place_of(key), message).help(help));
        }
        let reason = table.need_text("reason");
        let source = table.need_text("source");
        table.finish();
        Some(Citation { title: needed(source), url: String::new(), used_for: maybe(reason)? })
    }

    /// Reads bands. Returns them with their score, their first start and its place, if all that could
    /// be read.
    pub(super) fn bands(
        &mut self,
        table: Table<'r>,
        levels: &[Level],
    ) -> (Decide, Option<(ScoreRef, Decimal, Span)>) {
        let named = table.need_text("score");
        let score = named.as_ref().and_then(|name| self.named_score(name));
        let mut starts: Vec<Option<Placed<Decimal>>> = Vec::new();
        let mut from: Vec<Band> = Vec::new();
        for item in table.tables("from", "a band") {
            let level = self.level(&item, "level", levels).unwrap_or(0);
            let at = item.decimal("at");
            if at.is_none() && !item.has("at") {
                item.note_missing("at", "write {level = \"…\", at = 0}");
            }
            let before = starts.iter().flatten().last();
            if let (Some(before), Some(at)) = (before, &at)
                && before.value >= at.value
            {
                let message = "bands must ascend: this one does not start above the one before";
                let help = "write the bands from the smallest value to the largest";
                self.notes.add(Diagnostic::error("bands", at.span.clone(), message).help(help));
            }
            from.push(Band { level, at: at.as_ref().map_or(Decimal::ZERO, |at| at.value) });
            starts.push(at);
            item.finish();
        }
        if from.is_empty() {
            let help = "write `from = [ {level = \"…\", at = 0}, … ]`";
            let finding = Diagnostic::error("bands", table.place_of("from"), "there are no bands").help(help);
            table.note_lacking(&["from"], finding);
        }
        table.finish();
        let first = starts.into_iter().next().flatten().map(|at| (at.value, at.span));
        match score {
            Some(score) => (Decide::Bands { score, from }, first.map(|(at, span)| (score, at, span))),
            None => (nothing_decided(), None),
        }
    }
}

/// Returns why a kind of question has no points, as advice.
fn has_points(kind: &Kind) -> Result<(), &'static str> {
    match kind {
        Kind::Choice(options) | Kind::Scale(options) | Kind::Choices(options) => {
            let all = options.iter().all(|option| option.points.is_some());
            if all { Ok(()) } else { Err("give every option of that question `points = …`") }
        }
        Kind::Number(NumberKind { min: Some(min), max: Some(_), .. }) if *min >= Decimal::ZERO => Ok(()),
        Kind::Number(_) => Err("a number used as points must have a `min` of 0 or more, and declare `max`"),
        Kind::YesNo => Err("write {when = \"question = yes\", points = 1} instead"),
        Kind::DatePart { .. } | Kind::Text { .. } => Err("only choices, scales and numbers have points"),
    }
}

/// Notes scores that could grow too large, and bands that do not start at the smallest value. Scores
/// with mistakes of their own, and those made of them, are left out.
pub(super) fn note_reach(draft: &Questionnaire, spans: &Spans, symbols: &Symbols, notes: &Notes<'_>) {
    let mut reach: Vec<Option<Interval>> = vec![None; draft.scores.len()];
    let mut steps = vec![1000; draft.scores.len()];
    for step in &draft.plan {
        let Step::Score(place) = step else { continue };
        let score = draft.score(*place);
        let sound = spans.sound_scores.get(place.index()).copied().unwrap_or(false);
        if !sound {
            continue;
        }
        let Some(step) = step_of_score(draft, score, |inner| steps[inner.index()]) else {
            note_inexact_score(score, symbols, notes);
            continue;
        };
        steps[place.index()] = step;
        let Some((low, high)) = score_reach(draft, score, spans, &reach) else { continue };
        match i64::try_from(high).map(Decimal::from_thousandths) {
            Ok(high) if high <= Decimal::LARGEST => reach[place.index()] = Some(Interval { low, high }),
            _ => {
                let message = format!("`{}` could grow beyond {}", score.id, Decimal::LARGEST);
                let place = symbols.place(&score.id);
                notes.add(Diagnostic::error("too-large", place, message).help("use smaller points"));
            }
        }
    }
    for (score, starts, place) in spans.first_bands.iter().flatten() {
        let Some(smallest) = reach.get(score.index()).copied().flatten().map(|reach| reach.low) else {
            continue;
        };
        if *starts != smallest {
            let message = format!("the first band starts at {starts}, but the smallest score is {smallest}");
            let help = format!("write `at = {smallest}` in the first band");
            notes.add(Diagnostic::error("bands", place.clone(), message).help(help));
        }
    }
}

fn note_inexact_score(score: &Score, symbols: &Symbols, notes: &Notes<'_>) {
    let message =
        format!("with the weights of `{}` there are more than three places after the point", score.id);
    let help = "write weights and points of which the products have at most three places";
    notes.add(Diagnostic::error("bad-number", symbols.place(&score.id), message).help(help));
}

/// The ends of an interval with a weight, in thousandths.
fn weighted(points: Interval, times: Decimal) -> (i128, i128) {
    let of = |end: Decimal| i128::from(end.thousandths()) * i128::from(times.thousandths()) / 1000;
    (of(points.low), of(points.high))
}

/// Lowest value, and highest in thousandths, wide enough for any file; nothing if a term is unclear.
fn score_reach(
    draft: &Questionnaire,
    score: &Score,
    spans: &Spans,
    reach: &[Option<Interval>],
) -> Option<(Decimal, i128)> {
    let constant = i128::from(score.constant.thousandths());
    let (mut low, mut high) = (constant, constant);
    for term in &score.terms {
        let (term_low, term_high) = match &term.value {
            TermValue::When { points, .. } => (0, i128::from(points.thousandths())),
            TermValue::ValueOf { question, times } => {
                if !*spans.sound_questions.get(question.index())? {
                    return None;
                }
                let asked = draft.question(*question);
                let applies = if asked.ask_if().is_some() { Truth::Unknown } else { Truth::True };
                weighted(asked.kind.points(crate::rules::Reading::Unknown).if_applies(applies), *times)
            }
            TermValue::Score { score, times } => weighted((*reach.get(score.index())?)?, *times),
            TermValue::Level { points, .. } => {
                let ends = Interval { low: *points.iter().min()?, high: *points.iter().max()? };
                weighted(ends, Decimal::whole(1))
            }
        };
        (low, high) = match score.combine {
            Combine::Sum => (low + term_low, high + term_high),
            Combine::Highest => (low.max(term_low), high.max(term_high)),
        };
    }
    Some((Decimal::from_thousandths(i64::try_from(low).ok()?), high))
}
