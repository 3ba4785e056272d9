//! Reads scores and bands, and works out what each score can reach when nothing is known: bands must
//! start at its smallest value, and no score may grow beyond what is added exactly.

use std::collections::HashMap;

use super::reader::{LookedAtLast, Mentions, QuestionnaireReader};
use super::symbols::Symbols;
use crate::decimal::Decimal;
use crate::diagnostic::Diagnostic;
use crate::questionnaire::compile::step_of_score;
use crate::questionnaire::model::*;
use crate::reading::{Notes, Placed, Table, TextOrTable};
use crate::rules::{Condition, Name, NamedThing, Names, QuestionRef, Reading};
use crate::source::Span;
use crate::truth::{Interval, Truth};

impl<'r> QuestionnaireReader<'r> {
    pub(super) fn score(&mut self, table: Table<'r>) -> Score {
        let id = table.need_string("id");
        let label = table.need_string("label");
        let sum = table.tables("sum", "a term");
        let highest = table.tables("highest", "a term");
        let count = table.texts_or_tables("count", "a term");
        let message = format!("`{id}` needs exactly one of `sum`, `count` and `highest`");
        let help = "write `sum = [ {when = \"…\", points = 2}, … ]`";
        let given = table.exactly_one(&["sum", "highest", "count"], "how-scored", message, help);
        if let Some(key) = given.filter(|key| table.length(key) == Some(0)) {
            self.notes.error("too-few", table.place_of(key), format!("`{id}` has no terms"), "add a term");
        }
        let combine = if table.has("highest") { Combine::Highest } else { Combine::Sum };
        let mut terms: Vec<ScoreTerm> = Vec::new();
        for term in sum.into_iter().chain(highest) {
            terms.extend(self.term(term));
        }
        let mut counted = HashMap::new();
        for member in count {
            self.counted(member, &mut terms, &mut counted);
        }
        let constant = self.constant(&table);
        let dont_know_as_no = table.table("missing", "`missing`").map(|missing| self.missing(missing));
        Score { id, label, combine, terms, constant, dont_know_as_no }
    }

    fn constant(&self, table: &Table<'r>) -> Decimal {
        let Some(constant) = self.points(table, "constant") else {
            return Decimal::ZERO;
        };
        if !table.has("sum") {
            let message = "`constant` is what a sum begins with";
            let help = "remove it, or write the score as `sum`";
            let finding = Diagnostic::error("how-scored", constant.span, message).help(help);
            table.note_lacking(&["sum"], finding);
        }
        constant.value
    }

    fn term(&mut self, table: Table<'r>) -> Option<ScoreTerm> {
        let message = "a term needs exactly one of `when`, `value_of`, `score` and `outcome`";
        let help = "write {when = \"…\", points = 1}, {value_of = \"question\"} or {score = \"…\"}";
        let ways = ["when", "value_of", "score", "outcome"];
        let (mut value, mut mentions) = (None, Mentions::new());
        match table.exactly_one(&ways, "how-scored", message, help) {
            Some("when") => {
                let read = self.need_rule(&table, "when");
                value = Some(TermValue::When { when: read.rule, points: self.term_points(&table) });
                mentions = read.mentions;
            }
            Some("value_of") => {
                let (name, times) = (table.need_text("value_of"), self.times(&table));
                let question = name.as_ref().and_then(|name| self.question_with_points(name));
                mentions.extend(question.map(Name::Question).zip(name.map(|name| name.span)));
                value = question.map(|question| TermValue::ValueOf { question, times });
            }
            Some("score") => {
                let times = self.times(&table);
                let score = table.need_text("score").and_then(|name| self.named_score(&name));
                value = score.map(|score| TermValue::Score { score, times });
            }
            Some(_) => value = self.points_of_level(&table),
            None => ["points", "times"].into_iter().for_each(|key| table.allow(key)),
        }
        let identity_weight = self.identity_weight(&table, "a score", mentions);
        Some(ScoreTerm { value: value?, identity_weight })
    }

    /// The weight of a term, 1 if it has none.
    fn times(&self, table: &Table<'r>) -> Decimal {
        self.points(table, "times").map_or(Decimal::whole(1), |times| times.value)
    }

    /// A term that takes its points from the level of an outcome. Every level must be named.
    fn points_of_level(&self, table: &Table<'r>) -> Option<TermValue> {
        let name = table.need_text("outcome");
        table.note_missing("points", "write {outcome = \"…\", points = {level = 1, …}}");
        let given = table.table("points", "`points`");
        let (name, given) = (name?, given?);
        let help = "write the id of an outcome of this file";
        let (outcome, levels) = self.named("outcome", &name, help, |named| match named {
            NamedThing::Outcome(outcome, levels) => Some((*outcome, levels.clone())),
            _ => None,
        })?;
        let levels: Vec<&str> = levels.iter().map(String::as_str).collect();
        let mut points = vec![None; levels.len()];
        for (level, number) in given.free_decimals() {
            match levels.iter().position(|known| *known == level.value) {
                Some(place) => points[place] = Some(self.not_negative(number).value),
                None => {
                    let message = format!("there is no level `{}`", level.value);
                    let help = self.notes.one_of(&level.value, &levels);
                    self.notes.error("unknown-level", level.span, message, help);
                }
            }
        }
        let missing: Vec<&str> =
            points.iter().zip(&levels).filter(|it| it.0.is_none()).map(|it| *it.1).collect();
        if !missing.is_empty() {
            let message = format!("`points` has no number for {}", missing.join(", "));
            let help = "give every level its points, 0 too: what is not said is not 0";
            self.notes.error("missing-key", given.span.clone(), message, help);
        }
        let points = points.into_iter().map(Option::unwrap_or_default).collect();
        Some(TermValue::Level { outcome, points })
    }

    fn term_points(&self, table: &Table<'r>) -> Decimal {
        table.note_missing("points", "write {when = \"…\", points = 1}");
        self.points(table, "points").map_or(Decimal::ZERO, |points| points.value)
    }

    /// A member of `count`: a condition, `tag NAME`, or a table with `when`. `counted` are those before
    /// it, each with the member that brought it.
    fn counted(
        &mut self,
        member: TextOrTable<'r>,
        terms: &mut Vec<ScoreTerm>,
        counted: &mut HashMap<Condition, String>,
    ) {
        let (read, identity_weight) = match member {
            TextOrTable::Text(text) => {
                if let Some(tag) = text.value.trim().strip_prefix("tag ") {
                    return self.counted_tag(tag.trim(), &text, terms, counted);
                }
                let read = self.rule_of(&text);
                self.carries("a score", read.mentions.clone(), None);
                (read, None)
            }
            TextOrTable::Table(table) => {
                let read = self.need_rule(&table, "when");
                let weight = self.identity_weight(&table, "a score", read.mentions.clone());
                (read, weight)
            }
        };
        if read.sound {
            self.note_counted_twice(&read.rule, &read.rule.text, &read.span, counted);
        }
        let value = TermValue::When { when: read.rule, points: Decimal::whole(1) };
        terms.push(ScoreTerm { value, identity_weight });
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
        self.notes.error("duplicate-member", span.clone(), message, help);
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
            let near = self.notes.nearest(tag, self.symbols.tags());
            let near = near.map(|near| format!("did you mean \"tag {near}\"?"));
            let help = near.unwrap_or_else(|| "give indicators this tag with `tags = [\"…\"]`".to_owned());
            self.notes.error("unknown-tag", text.span.clone(), message, help);
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
        self.carries("a score", mentions, None);
    }

    fn question_with_points(&self, name: &Placed<String>) -> Option<QuestionRef> {
        let help = "write the id of a question of this file";
        let question = self.named("question", name, help, |named| match named {
            NamedThing::Question(question, _) => Some(*question),
            _ => None,
        })?;
        let kind = &self.draft.questions.get(question.index())?.kind;
        let sound = self.last.sound_questions.get(question.index()).copied().unwrap_or(false);
        if let Err(help) = has_points(kind)
            && sound
        {
            let message = format!("`{}` has no points to take", name.value);
            self.notes.error("no-points", name.span.clone(), message, help);
        }
        Some(question)
    }

    fn missing(&self, table: Table<'r>) -> Citation {
        if let Some(counted) = table.decimal("dont_know")
            && counted.value != Decimal::ZERO
        {
            let message = "\"don't know\" can only be counted as 0, as some published instruments do";
            let help = "write `dont_know = 0`, or remove `missing`";
            self.notes.error("bad-missing", counted.span, message, help);
        }
        table.note_missing("dont_know", "write {dont_know = 0, reason = \"…\", source = \"…\"}");
        for key in ["declined", "refused", "later"].into_iter().filter(|key| table.has(key)) {
            table.allow(key);
            let message = format!("`{key}` is never counted as anything");
            let help = "remove it: only \"don't know\" can be counted as 0, and only beside the honest range";
            self.notes.error("tests-refusal", table.place_of(key), message, help);
        }
        let used_for = table.need_string("reason");
        Citation { title: table.need_string("source"), url: String::new(), used_for }
    }

    /// Reads points, which are never negative.
    pub(super) fn points(&self, table: &Table<'r>, key: &'static str) -> Option<Placed<Decimal>> {
        table.decimal(key).map(|points| self.not_negative(points))
    }

    fn not_negative(&self, mut points: Placed<Decimal>) -> Placed<Decimal> {
        if points.value < Decimal::ZERO {
            let message = "points are never negative";
            let help = "a strength is shown and valued, it does not buy off a danger; \
                        make it an indicator of family \"strength\"";
            self.notes.error("negative-points", points.span.clone(), message, help);
            points.value = Decimal::ZERO;
        }
        points
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
pub(super) fn note_reach(draft: &Questionnaire, last: &LookedAtLast, symbols: &Symbols, notes: &Notes<'_>) {
    let mut reach: Vec<Option<Interval>> = vec![None; draft.scores.len()];
    let mut steps = vec![1000; draft.scores.len()];
    for name in &draft.plan {
        let Name::Score(place) = name else { continue };
        let score = draft.score(*place);
        let sound = last.sound_scores.get(place.index()).copied().unwrap_or(false);
        if !sound {
            continue;
        }
        let Some(step) = step_of_score(draft, score, |inner| steps[inner.index()]) else {
            note_inexact_score(score, symbols, notes);
            continue;
        };
        steps[place.index()] = step;
        let Some((low, high)) = score_reach(draft, score, last, &reach) else { continue };
        match i64::try_from(high).map(Decimal::from_thousandths) {
            Ok(high) if high <= Decimal::LARGEST => reach[place.index()] = Some(Interval { low, high }),
            _ => {
                let message = format!("`{}` could grow beyond {}", score.id, Decimal::LARGEST);
                let place = symbols.place(&score.id);
                notes.error("too-large", place, message, "use smaller points");
            }
        }
    }
    for (score, starts, place) in last.first_bands.iter().flatten() {
        let Some(smallest) = reach.get(score.index()).copied().flatten().map(|reach| reach.low) else {
            continue;
        };
        if *starts != smallest {
            let message = format!("the first band starts at {starts}, but the smallest score is {smallest}");
            let help = format!("write `at = {smallest}` in the first band");
            notes.error("bands", place.clone(), message, help);
        }
    }
}

fn note_inexact_score(score: &Score, symbols: &Symbols, notes: &Notes<'_>) {
    let message =
        format!("with the weights of `{}` there are more than three places after the point", score.id);
    let help = "write weights and points of which the products have at most three places";
    notes.error("bad-number", symbols.place(&score.id), message, help);
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
    last: &LookedAtLast,
    reach: &[Option<Interval>],
) -> Option<(Decimal, i128)> {
    let constant = i128::from(score.constant.thousandths());
    let (mut low, mut high) = (constant, constant);
    for term in &score.terms {
        let (term_low, term_high) = match &term.value {
            TermValue::When { points, .. } => (0, i128::from(points.thousandths())),
            TermValue::ValueOf { question, times } => {
                if !*last.sound_questions.get(question.index())? {
                    return None;
                }
                let asked = draft.question(*question);
                let applies = if asked.ask_if().is_some() { Truth::Unknown } else { Truth::True };
                weighted(asked.kind.points(Reading::Unknown).if_applies(applies), *times)
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
