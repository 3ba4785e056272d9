//! Reads scores and bands, and works out what each score can reach when nothing is known: bands must
//! start at its smallest value, and no score may grow beyond what is added exactly.

use super::{Carrier, Reader, Spans, maybe, needed};
use crate::condition::{Condition, Named, Names, QuestionRef, ScoreRef};
use crate::decimal::Decimal;
use crate::diagnostic::Diagnostic;
use crate::document::{Notes, Placed, Table, TextOrTable};
use crate::questionnaire::kind::{Kind, NumberKind};
use crate::questionnaire::model::*;
use crate::questionnaire::read::symbols::Symbols;
use crate::source::Span;
use crate::truth::{Interval, Truth};
use crate::vocabulary::nearest;

impl<'r> Reader<'r> {
    pub(super) fn score(&mut self, table: Table<'r>) -> Score {
        let id = needed(table.need_text("id"));
        let label = needed(table.need_text("label"));
        let sum = table.tables("sum", "a term");
        let highest = table.tables("highest", "a term");
        let count = table.texts_or_tables("count", "a term");
        let ways = ["sum", "highest", "count"].into_iter().filter(|key| table.has(key)).count();
        if ways != 1 {
            let message = format!("`{id}` needs exactly one of `sum`, `count` and `highest`");
            let help = "write `sum = [ {when = \"…\", points = 2}, … ]`";
            self.notes.add(Diagnostic::error("how-scored", table.span.clone(), message).help(help));
        }
        let combine = if table.has("highest") { Combine::Highest } else { Combine::Sum };
        let mut terms: Vec<ScoreTerm> = Vec::new();
        for term in sum.into_iter().chain(highest) {
            terms.extend(self.term(term));
        }
        for member in count {
            self.counted(member, &mut terms);
        }
        if terms.is_empty() && ways == 1 && !self.notes.any_error() {
            let message = format!("`{id}` has no terms");
            self.notes.add(Diagnostic::error("too-few", table.span.clone(), message).help("add a term"));
        }
        let dont_know_as_no = table.table("missing", "`missing`").and_then(|missing| self.missing(missing));
        table.finish();
        Score { id, label, combine, terms, dont_know_as_no }
    }

    fn term(&mut self, table: Table<'r>) -> Option<ScoreTerm> {
        let ways = ["when", "value_of", "score"].into_iter().filter(|key| table.has(key)).count();
        let (mut value, mut span) = (None, table.span.clone());
        if ways != 1 {
            let message = "a term needs exactly one of `when`, `value_of` and `score`";
            let help = "write {when = \"…\", points = 1}, {value_of = \"question\"} or {score = \"…\"}";
            self.notes.add(Diagnostic::error("how-scored", span.clone(), message).help(help));
            ["when", "value_of", "score", "points"].into_iter().for_each(|key| table.allow(key));
        } else if let Some((when, place)) = self.rule(&table, "when") {
            span = place;
            value = Some(TermValue::When { when, points: self.term_points(&table) });
        } else if let Some(question) = table.text("value_of") {
            span = question.span.clone();
            value = self.question_with_points(&question).map(TermValue::ValueOf);
        } else if let Some(score) = table.text("score") {
            span = score.span.clone();
            value = self.named_score(&score).map(TermValue::Score);
        }
        let weight = self.identity_weight(&table);
        if let Some(value) = &value {
            let allowed = weight.as_ref().map(|(_, span)| span.clone());
            self.carriers.push(Carrier { what: "a score", span, names: value.names(), allowed });
        }
        table.finish();
        Some(ScoreTerm { value: value?, identity_weight: weight.map(|(weight, _)| weight) })
    }

    fn term_points(&self, table: &Table<'r>) -> Decimal {
        let points = table.decimal("points").inspect(|points| self.note_negative(points));
        if points.is_none() && !table.has("points") {
            let message = "`points` is missing in a term";
            let help = "write {when = \"…\", points = 1}";
            self.notes.add(Diagnostic::error("missing-key", table.span.clone(), message).help(help));
        }
        points.map_or(Decimal::ZERO, |points| points.value.max(Decimal::ZERO))
    }

    /// A member of `count`: a condition, `tag NAME`, or a table with `when`.
    fn counted(&mut self, member: TextOrTable<'r>, terms: &mut Vec<ScoreTerm>) {
        let one = Decimal::whole(1);
        let (rule, span, weight) = match member {
            TextOrTable::Text(text) => {
                if let Some(tag) = text.value.trim().strip_prefix("tag ") {
                    return self.counted_tag(tag.trim(), &text, terms);
                }
                (self.rule_of(&text), text.span, None)
            }
            TextOrTable::Table(table) => {
                let (rule, span) = self.need_rule(&table, "when");
                let weight = self.identity_weight(&table);
                table.finish();
                (rule, span, weight)
            }
        };
        let repeated = |term: &ScoreTerm| matches!(&term.value, TermValue::When { when, .. } if when.condition == rule.condition);
        if !rule.text.is_empty() && terms.iter().any(repeated) {
            self.note_duplicate(&rule.text, span.clone());
        }
        let allowed = weight.as_ref().map(|(_, span)| span.clone());
        self.carriers.push(Carrier { what: "a score", span, names: rule.names(), allowed });
        let value = TermValue::When { when: rule, points: one };
        terms.push(ScoreTerm { value, identity_weight: weight.map(|(weight, _)| weight) });
    }

    fn counted_tag(&mut self, tag: &str, text: &Placed<String>, terms: &mut Vec<ScoreTerm>) {
        let indicators = self.symbols.tagged(tag);
        if indicators.is_empty() {
            let message = format!("no indicator has the tag `{tag}`");
            let help = match nearest(tag, self.symbols.tags()) {
                Some(near) => format!("did you mean \"tag {near}\"?"),
                None => "give indicators this tag with `tags = [\"…\"]`".to_owned(),
            };
            self.notes.add(Diagnostic::error("unknown-tag", text.span.clone(), message).help(help));
        }
        for indicator in indicators {
            let text_of = self.draft.indicators.get(indicator.index()).map(|i| i.id.clone());
            let rule = Rule { text: text_of.unwrap_or_default(), condition: Condition::Indicator(indicator) };
            let (span, names) = (text.span.clone(), rule.names());
            self.carriers.push(Carrier { what: "a score", span, names, allowed: None });
            let value = TermValue::When { when: rule, points: Decimal::whole(1) };
            terms.push(ScoreTerm { value, identity_weight: None });
        }
    }

    fn question_with_points(&self, name: &Placed<String>) -> Option<QuestionRef> {
        let Some(Named::Question(question, _)) = self.symbols.find(&name.value) else {
            self.note_unknown("question", name);
            return None;
        };
        let kind = &self.draft.questions.get(question.index())?.kind;
        if let Err(help) = has_points(kind) {
            let message = format!("`{}` has no points to take", name.value);
            self.notes.add(Diagnostic::error("no-points", name.span.clone(), message).help(help));
        }
        Some(*question)
    }

    fn named_score(&self, name: &Placed<String>) -> Option<ScoreRef> {
        if let Some(Named::Score(score)) = self.symbols.find(&name.value) {
            return Some(*score);
        }
        self.note_unknown("score", name);
        None
    }

    fn note_unknown(&self, what: &str, name: &Placed<String>) {
        let message = format!("there is no {what} `{}`", name.value);
        let help = match nearest(&name.value, self.symbols.all()) {
            Some(near) => format!("did you mean \"{near}\"?"),
            None => format!("write the id of a {what} of this file"),
        };
        self.notes.add(Diagnostic::error("unknown-name", name.span.clone(), message).help(help));
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
            let message = "`dont_know` is missing in `missing`";
            let help = "write {dont_know = 0, reason = \"…\", source = \"…\"}";
            self.notes.add(Diagnostic::error("missing-key", table.span.clone(), message).help(help));
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

    pub(super) fn bands(&mut self, table: Table<'r>, levels: &[Level]) -> (Decide, Span) {
        let named = table.need_text("score");
        let score = named.as_ref().and_then(|name| self.named_score(name));
        let mut first = table.span.clone();
        let mut from: Vec<Band> = Vec::new();
        for (place, item) in table.tables("from", "a band").into_iter().enumerate() {
            let level = self.level(&item, "level", levels).unwrap_or(0);
            let at = item.decimal("at");
            if at.is_none() && !item.has("at") {
                let message = "`at` is missing in a band";
                let help = "write {level = \"…\", at = 0}";
                self.notes.add(Diagnostic::error("missing-key", item.span.clone(), message).help(help));
            }
            if let Some(at) = &at {
                if place == 0 {
                    first = at.span.clone();
                }
                if from.last().is_some_and(|before| before.at >= at.value) {
                    let message = "bands must ascend: this one does not start above the one before";
                    let help = "write the bands from the smallest value to the largest";
                    self.notes.add(Diagnostic::error("bands", at.span.clone(), message).help(help));
                }
            }
            from.push(Band { level, at: at.map_or(Decimal::ZERO, |at| at.value) });
            item.finish();
        }
        if from.is_empty() {
            let help = "write `from = [ {level = \"…\", at = 0}, … ]`";
            self.notes.add(Diagnostic::error("bands", table.span.clone(), "there are no bands").help(help));
        }
        table.finish();
        (Decide::Bands { score: score.unwrap_or(ScoreRef(0)), from }, first)
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
        Kind::Number(_) => Err("a number used as points must declare `min = 0` or more, and `max`"),
        Kind::YesNo => Err("write {when = \"question = yes\", points = 1} instead"),
        Kind::DatePart { .. } | Kind::Text { .. } => Err("only choices, scales and numbers have points"),
    }
}

/// Notes scores that could grow too large, and bands that do not start at the smallest value.
pub(super) fn note_reach(draft: &Questionnaire, spans: &Spans, symbols: &Symbols, notes: &Notes<'_>) {
    let mut reach = vec![Interval::default(); draft.scores.len()];
    for step in &draft.plan {
        let Step::Score(score) = step else { continue };
        let (low, high) = score_reach(draft, draft.score(*score), &reach);
        if high > i128::from(Decimal::LARGEST.thousandths()) {
            let id = &draft.score(*score).id;
            let message = format!("`{id}` could grow beyond {}", Decimal::LARGEST);
            notes.add(Diagnostic::error("too-large", symbols.place(id), message).help("use smaller points"));
            reach[score.index()] = Interval { low, high: Decimal::LARGEST };
        } else {
            let rest = i64::try_from(high).unwrap_or(0);
            reach[score.index()] = Interval { low, high: Decimal::from_thousandths(rest) };
        }
    }
    for (outcome, first) in draft.outcomes.iter().zip(&spans.first_bands) {
        let Decide::Bands { score, from } = &outcome.decide else {
            continue;
        };
        let (Some(smallest), Some(band)) = (reach.get(score.index()).map(|r| r.low), from.first()) else {
            continue;
        };
        if band.at != smallest {
            let message =
                format!("the first band starts at {}, but the smallest score is {smallest}", band.at);
            let help = format!("write `at = {smallest}` in the first band");
            notes.add(Diagnostic::error("bands", first.clone(), message).help(help));
        }
    }
}

/// Lowest value, and highest in thousandths, wide enough for any file.
fn score_reach(draft: &Questionnaire, score: &Score, reach: &[Interval]) -> (Decimal, i128) {
    let terms = score.terms.iter().map(|term| match &term.value {
        TermValue::When { points, .. } => Interval { low: Decimal::ZERO, high: *points },
        TermValue::ValueOf(question) => {
            let asked = draft.question(*question);
            let applies = if asked.ask_if().is_some() { Truth::Unknown } else { Truth::True };
            asked.kind.points(crate::condition::Reading::Unknown).if_applies(applies)
        }
        TermValue::Score(score) => reach[score.index()],
    });
    let (mut low, mut high) = (0_i128, 0_i128);
    for term in terms {
        let (term_low, term_high) = (i128::from(term.low.thousandths()), i128::from(term.high.thousandths()));
        (low, high) = match score.combine {
            Combine::Sum => (low + term_low, high + term_high),
            Combine::Highest => (low.max(term_low), high.max(term_high)),
        };
    }
    (Decimal::from_thousandths(i64::try_from(low).unwrap_or(0)), high)
}
