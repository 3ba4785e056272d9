//! Reads what answers mean and lead to: disclosures, stops, indicators, outcomes, actions, next.

use super::{Carrier, Reader, Spans, maybe, needed, reached, safety, values};
use crate::condition::{Named, Names};
use crate::diagnostic::Diagnostic;
use crate::document::{Placed, Table};
use crate::questionnaire::model::*;
use crate::source::Span;
use crate::truth::Set;
use crate::vocabulary::{FAMILIES, FORMS, NEEDS, nearest};

const DUTIES: [(&str, Duty); 4] = [
    ("required", Duty::Required),
    ("check", Duty::Check),
    ("recommended", Duty::Recommended),
    ("offer", Duty::Offer),
];

const INCOMPLETE: [(&str, Incomplete); 3] =
    [("range", Incomplete::Range), ("block", Incomplete::Block), ("exclude", Incomplete::Exclude)];

impl<'r> Reader<'r> {
    pub(super) fn moments(&mut self, file: &Table<'r>) {
        for table in file.tables("disclosure", "[[disclosure]]") {
            let (moment, _) = self.moment(&table);
            table.finish();
            self.draft.disclosures.push(moment);
        }
        for table in file.tables("stop", "[[stop]]") {
            let stop = self.stop(table);
            self.draft.stops.push(stop);
        }
    }

    fn moment(&self, table: &Table<'r>) -> (Moment, Span) {
        let id = needed(table.need_text("id"));
        let (when, span) = self.need_rule(table, "when");
        let say = needed(table.need_text("say"));
        (Moment { id, when, say, note: maybe(table.text("note")) }, span)
    }

    fn stop(&mut self, table: Table<'r>) -> Stop {
        let (moment, span) = self.moment(&table);
        let unless_false = table.flag("unless_false");
        let allowed = self.identity_weight(&table).map(|(_, span)| span);
        let names = moment.when.names();
        self.carriers.push(Carrier { what: "a stop", span, names, allowed });
        table.finish();
        Stop { moment, unless_false, names: Vec::new() }
    }

    pub(super) fn rules(&mut self, file: &Table<'r>, spans: &mut Spans) {
        let indicators = file.tables("indicator", "[[indicator]]");
        self.limit("indicators", indicators.len(), file.place_of("indicator"));
        for table in indicators {
            let indicator = self.indicator(table);
            self.draft.indicators.push(indicator);
        }
        let scores = file.tables("score", "[[score]]");
        self.limit("scores", scores.len(), file.place_of("score"));
        for table in scores {
            let score = self.score(table);
            self.draft.scores.push(score);
        }
        let outcomes = file.tables("outcome", "[[outcome]]");
        self.limit("outcomes", outcomes.len(), file.place_of("outcome"));
        for table in outcomes {
            let outcome = self.outcome(table, spans);
            self.draft.outcomes.push(outcome);
        }
        for table in file.tables("action", "[[action]]") {
            let action = self.action(table);
            self.draft.actions.push(action);
        }
        for table in file.tables("next", "[[next]]") {
            let next = Next {
                questionnaire: needed(table.need_text("questionnaire")),
                when: self.need_rule(&table, "when").0,
                because: maybe(table.text("because")),
            };
            table.finish();
            self.draft.next.push(next);
        }
        for place in 0..self.draft.stops.len() {
            let names = self.draft.stops[place].moment.when.names();
            self.draft.stops[place].names = reached(&self.draft, names).into_iter().collect();
        }
    }

    fn limit(&self, what: &str, count: usize, span: Span) {
        self.note_too_many(what, count, super::MOST_OF_ANYTHING, span);
    }

    fn indicator(&self, table: Table<'r>) -> Indicator {
        let id = needed(table.need_text("id"));
        let label = table.need_text("label");
        if let Some(label) = &label {
            safety::note_verdict(label, self.notes);
        }
        if !table.has("family") {
            table.need_text("family");
        }
        let indicator = Indicator {
            id,
            label: needed(label),
            family: table.term("family", FAMILIES).unwrap_or(&FAMILIES[0]),
            forms: table.terms("forms", FORMS),
            tags: values(table.texts("tags")),
            when: self.need_rule(&table, "when").0,
            source: needed(table.need_text("source")),
        };
        table.finish();
        indicator
    }

    pub(super) fn identity_weight(&self, table: &Table<'r>) -> Option<(IdentityWeight, Span)> {
        let weight = table.table("identity_weight", "`identity_weight`")?;
        let span = weight.span.clone();
        let reason = needed(weight.need_text("reason"));
        let source = needed(weight.need_text("source"));
        weight.finish();
        Some((IdentityWeight { reason, source }, span))
    }

    fn outcome(&mut self, table: Table<'r>, spans: &mut Spans) -> Outcome {
        let id = needed(table.need_text("id"));
        let label = table.need_text("label");
        if let Some(label) = &label {
            safety::note_verdict(label, self.notes);
        }
        let levels = self.levels(&table);
        let decide = self.decide(&table, &id, &levels, spans);
        let adjust = table.tables("adjust", "a row of `adjust`");
        let adjust = adjust.into_iter().map(|row| self.adjust(row, &levels)).collect();
        let incomplete = table.word("incomplete", &INCOMPLETE).unwrap_or(Incomplete::Range);
        table.finish();
        Outcome { id, label: needed(label), levels, decide, adjust, incomplete }
    }

    fn levels(&self, table: &Table<'r>) -> Vec<Level> {
        let place = table.place_of("levels");
        let mut levels: Vec<Level> = Vec::new();
        for item in table.tables("levels", "a level") {
            let (id, label, next) = (item.need_text("id"), item.need_text("label"), item.need_text("next"));
            if let Some(id) = &id {
                super::symbols::note_bad_id(&id.value, &id.span, self.notes);
                if levels.iter().any(|earlier| earlier.id == id.value) {
                    self.note_duplicate(&id.value, id.span.clone());
                }
            }
            for text in [&id, &label, &next].into_iter().flatten() {
                safety::note_verdict(&spaced(text), self.notes);
            }
            levels.push(Level { id: needed(id), label: needed(label), next: needed(next) });
            item.finish();
        }
        if levels.len() < 2 {
            let message = "an outcome needs at least two levels, lowest first";
            let help = "write `levels = [ {id = \"…\", label = \"…\", next = \"…\"}, … ]`";
            self.notes.add(Diagnostic::error("too-few", place.clone(), message).help(help));
        }
        self.note_too_many("levels", levels.len(), Set::CAPACITY, place);
        levels.truncate(Set::CAPACITY);
        levels
    }

    fn decide(&mut self, table: &Table<'r>, id: &str, levels: &[Level], spans: &mut Spans) -> Decide {
        let decide_by = table.word("decide_by", &[("practitioner", ())]);
        let rows = table.tables("decide", "a row of `decide`");
        let bands = table.table("bands", "`bands`");
        let support = table.texts("support");
        let ways = usize::from(decide_by.is_some() || table.has("decide_by"))
            + usize::from(table.has("decide"))
            + usize::from(table.has("bands"));
        if ways != 1 {
            let message = format!("`{id}` needs exactly one of `decide`, `bands` and `decide_by`");
            let help = "write `decide = [ … ]` with rows, or `bands = {score = \"…\", from = [ … ]}`";
            self.notes.add(Diagnostic::error("how-decided", table.span.clone(), message).help(help));
        }
        if !support.is_empty() && !table.has("decide_by") {
            let message = "`support` goes with `decide_by = \"practitioner\"`";
            let help = "remove it; rules name their indicators themselves";
            self.notes.add(Diagnostic::error("how-decided", table.place_of("support"), message).help(help));
        }
        spans.first_bands.push(table.span.clone());
        if let Some(bands) = bands {
            let (decide, first) = self.bands(bands, levels);
            *spans.first_bands.last_mut().expect("pushed above") = first;
            return decide;
        }
        if table.has("decide_by") {
            let support = support.iter().filter_map(|name| self.supporting(name)).collect();
            return Decide::Practitioner { support };
        }
        Decide::FirstMatch(self.rows(rows, table, id, levels))
    }

    fn supporting(&self, name: &Placed<String>) -> Option<crate::condition::IndicatorRef> {
        if let Some(Named::Indicator(indicator)) = self.symbols.find(&name.value) {
            return Some(*indicator);
        }
        let message = format!("there is no indicator `{}`", name.value);
        let help = match nearest(&name.value, self.symbols.all()) {
            Some(near) => format!("did you mean \"{near}\"?"),
            None => "name an indicator of this file".to_owned(),
        };
        self.notes.add(Diagnostic::error("unknown-name", name.span.clone(), message).help(help));
        None
    }

    fn rows(&mut self, rows: Vec<Table<'r>>, table: &Table<'r>, id: &str, levels: &[Level]) -> Vec<Row> {
        let last = rows.len().saturating_sub(1);
        let mut read = Vec::new();
        let mut has_otherwise = false;
        for (place, row) in rows.into_iter().enumerate() {
            let otherwise = row.flag("otherwise");
            if otherwise && place != last {
                let message = "`otherwise` takes every case that is left, so nothing after it can match";
                let help = "move this row to the end";
                self.notes.add(Diagnostic::error("otherwise", row.place_of("otherwise"), message).help(help));
            }
            has_otherwise |= otherwise;
            read.push(self.row(row, otherwise, levels));
        }
        if !has_otherwise && table.has("decide") {
            let message = format!("`{id}` has no row for all other cases");
            let level = levels.first().map_or("…", |level| level.id.as_str());
            let help = format!("end `decide` with {{level = \"{level}\", otherwise = true}}");
            self.notes.add(Diagnostic::error("otherwise", table.place_of("decide"), message).help(help));
        }
        read
    }

    fn row(&mut self, row: Table<'r>, otherwise: bool, levels: &[Level]) -> Row {
        let level = self.level(&row, "level", levels).unwrap_or(0);
        let rule = if otherwise { self.rule(&row, "when") } else { Some(self.need_rule(&row, "when")) };
        if let (true, Some((_, span))) = (otherwise, &rule) {
            let message = "a row has either `when` or `otherwise`";
            self.notes.add(Diagnostic::error("otherwise", span.clone(), message).help("remove one of them"));
        }
        let weight = self.identity_weight(&row);
        if let Some((rule, span)) = &rule {
            let allowed = weight.as_ref().map(|(_, span)| span.clone());
            let carrier = Carrier { what: "an outcome", span: span.clone(), names: rule.names(), allowed };
            self.carriers.push(carrier);
        }
        let because = self.because(&row);
        row.finish();
        Row {
            level,
            when: rule.map(|(rule, _)| rule).filter(|_| !otherwise),
            because,
            identity_weight: weight.map(|(weight, _)| weight),
        }
    }

    fn because(&self, row: &Table<'r>) -> Option<String> {
        let because = row.text("because");
        if let Some(because) = &because {
            safety::note_verdict(because, self.notes);
        }
        maybe(because)
    }

    /// Reads the id of a level and returns its place.
    pub(super) fn level(&self, table: &Table<'r>, key: &'static str, levels: &[Level]) -> Option<usize> {
        let id = table.need_text(key)?;
        let place = levels.iter().position(|level| level.id == id.value);
        if place.is_none() {
            let known: Vec<&str> = levels.iter().map(|level| level.id.as_str()).collect();
            let message = format!("there is no level `{}`", id.value);
            let help = match nearest(&id.value, known.iter().copied()) {
                Some(near) => format!("did you mean \"{near}\"?"),
                None => format!("write one of: {}", known.join(", ")),
            };
            self.notes.add(Diagnostic::error("unknown-level", id.span, message).help(help));
        }
        place
    }

    fn adjust(&mut self, row: Table<'r>, levels: &[Level]) -> Adjust {
        let clamp = match (row.has("at_least"), row.has("at_most")) {
            (true, false) => Clamp::AtLeast(self.level(&row, "at_least", levels).unwrap_or(0)),
            (false, true) => Clamp::AtMost(self.level(&row, "at_most", levels).unwrap_or(0)),
            _ => {
                row.allow("at_least");
                row.allow("at_most");
                let message = "a row of `adjust` needs exactly one of `at_least` and `at_most`";
                let help = "write `at_least = \"…\"` for a floor or `at_most = \"…\"` for a ceiling";
                self.notes.add(Diagnostic::error("how-adjusted", row.span.clone(), message).help(help));
                Clamp::AtLeast(0)
            }
        };
        let (when, span) = self.need_rule(&row, "when");
        if !row.has("because") {
            row.need_text("because");
        }
        let because = self.because(&row).unwrap_or_default();
        let weight = self.identity_weight(&row);
        let allowed = weight.as_ref().map(|(_, span)| span.clone());
        self.carriers.push(Carrier { what: "an outcome", span, names: when.names(), allowed });
        row.finish();
        Adjust { clamp, when, because, identity_weight: weight.map(|(weight, _)| weight) }
    }

    fn action(&self, table: Table<'r>) -> Action {
        let action = Action {
            id: needed(table.need_text("id")),
            label: needed(table.need_text("label")),
            when: self.need_rule(&table, "when").0,
            duty: table.need_word("duty", &DUTIES).unwrap_or(Duty::Offer),
            topic: maybe(table.text("topic")),
            within_hours: table.whole("within_hours", 0, 100_000),
            repeat_after_days: table.whole("repeat_after_days", 1, 100_000),
            needs: table.terms("needs", NEEDS),
            because: needed(table.need_text("because")),
            source: maybe(table.text("source")),
        };
        table.finish();
        action
    }
}

/// A level id such as `ruled_out` reads like words.
fn spaced(text: &Placed<String>) -> Placed<String> {
    Placed { value: text.value.replace('_', " "), span: text.span.clone() }
}
