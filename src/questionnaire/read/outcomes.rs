//! Reads outcomes: their levels, the rows or bands that lead to them, and what adjusts them.

use super::codes::codes;
use super::ids::note_bad_id;
use super::reader::QuestionnaireReader;
use super::safety;
use crate::decimal::Decimal;
use crate::diagnostic::Diagnostic;
use crate::questionnaire::model::*;
use crate::reading::{Placed, Table};
use crate::rules::{IndicatorRef, NamedThing, ScoreRef};
use crate::source::Span;
use crate::truth::Set;

const INCOMPLETE: [(&str, Incomplete); 3] =
    [("range", Incomplete::Range), ("block", Incomplete::Block), ("exclude", Incomplete::Exclude)];

impl<'r> QuestionnaireReader<'r> {
    pub(super) fn outcome(&mut self, table: Table<'r>) -> Outcome {
        let id = table.need_string("id");
        let label = self.without_verdict(table.need_text("label")).unwrap_or_default();
        let in_note = self.without_verdict(table.text("in_note"));
        let levels = self.levels(&table);
        let decide = self.decide(&table, &id, &levels);
        let adjust = table.tables("adjust", "a row of `adjust`");
        let adjust = adjust.into_iter().map(|row| self.adjust(row, &levels)).collect();
        if table.has("adjust") && table.has("decide_by") {
            let message = "what the practitioner decides alone is not adjusted by a rule";
            let help =
                "remove `adjust`, or write rows with `decide` and let the practitioner judge beside them";
            self.notes.error("how-adjusted", table.place_of("adjust"), message, help);
        }
        let incomplete = table.word("incomplete", &INCOMPLETE).unwrap_or(Incomplete::Range);
        Outcome { id, label, in_note, levels, decide, adjust, incomplete, codes: codes(&table) }
    }

    fn levels(&self, table: &Table<'r>) -> Vec<Level> {
        let mut listed = table.tables("levels", "a level");
        if table.length("levels").unwrap_or(0) < 2 {
            let help = "write `levels = [ {id = \"…\", label = \"…\", next = \"…\"}, … ]`";
            self.note_too_few(table, "levels", "an outcome needs at least two levels, lowest first", help);
        }
        table.keep_at_most("levels", &mut listed, Set::CAPACITY);
        let mut levels: Vec<Level> = Vec::new();
        for item in listed {
            let (id, label, next) = (item.need_text("id"), item.need_text("label"), item.need_text("next"));
            if let Some(id) = &id {
                note_bad_id(&id.value, &id.span, self.notes);
                if levels.iter().any(|earlier| earlier.id == id.value) {
                    self.note_duplicate(&id.value, id.span.clone());
                }
            }
            let (in_note, no_contact) = (item.text("in_note"), item.text("no_contact"));
            for text in [&id, &label, &in_note, &no_contact, &next].into_iter().flatten() {
                safety::note_level_verdict(text, self.words, self.notes);
            }
            let [id, label, next] =
                [id, label, next].map(|text| text.map(|text| text.value).unwrap_or_default());
            let [in_note, no_contact] = [in_note, no_contact].map(|text| text.map(|text| text.value));
            levels.push(Level { id, label, in_note, no_contact, next });
        }
        levels
    }

    fn decide(&mut self, table: &Table<'r>, id: &str, levels: &[Level]) -> Decide {
        let decide_by = table.word("decide_by", &[("practitioner", ())]);
        let rows = table.tables("decide", "a row of `decide`");
        let bands = table.table("bands", "`bands`");
        let support = table.texts("support");
        let message = format!("`{id}` needs exactly one of `decide`, `bands` and `decide_by`");
        let help = "write `decide = [ … ]` with rows, or `bands = {score = \"…\", from = [ … ]}`";
        table.exactly_one(&["decide", "bands", "decide_by"], "how-decided", message, help);
        if !support.is_empty() && !table.has("decide_by") {
            let message = "`support` goes with `decide_by = \"practitioner\"`";
            let help = "remove it; rules name their indicators themselves";
            let finding = Diagnostic::error("how-decided", table.place_of("support"), message).help(help);
            table.note_lacking(&["decide_by"], finding);
        }
        if let Some(bands) = bands {
            let (decide, first) = self.bands(bands, levels);
            self.last.first_bands.push(first);
            return decide;
        }
        self.last.first_bands.push(None);
        if table.has("decide_by") {
            let support = support.iter().filter_map(|name| self.supporting(name)).collect();
            return if decide_by.is_some() { Decide::Practitioner { support } } else { nothing_decided() };
        }
        Decide::FirstMatch(self.rows(rows, table, id, levels))
    }

    /// Reads bands. Returns them with their score, their first start and its place, if all that could
    /// be read.
    fn bands(&mut self, table: Table<'r>, levels: &[Level]) -> (Decide, Option<(ScoreRef, Decimal, Span)>) {
        let named = table.need_text("score");
        let score = named.as_ref().and_then(|name| self.named_score(name));
        let mut starts: Vec<Option<Placed<Decimal>>> = Vec::new();
        let mut from: Vec<Band> = Vec::new();
        for item in table.tables("from", "a band") {
            let level = self.level(&item, "level", levels).unwrap_or(0);
            let at = item.decimal("at");
            item.note_missing("at", "write {level = \"…\", at = 0}");
            let before = starts.iter().flatten().last();
            if let (Some(before), Some(at)) = (before, &at)
                && before.value >= at.value
            {
                let message = "bands must ascend: this one does not start above the one before";
                let help = "write the bands from the smallest value to the largest";
                self.notes.error("bands", at.span.clone(), message, help);
            }
            from.push(Band { level, at: at.as_ref().map_or(Decimal::ZERO, |at| at.value) });
            starts.push(at);
        }
        if from.is_empty() {
            let help = "write `from = [ {level = \"…\", at = 0}, … ]`";
            let finding = Diagnostic::error("bands", table.place_of("from"), "there are no bands").help(help);
            table.note_lacking(&["from"], finding);
        }
        let first = starts.into_iter().next().flatten().map(|at| (at.value, at.span));
        match score {
            Some(score) => (Decide::Bands { score, from }, first.map(|(at, span)| (score, at, span))),
            None => (nothing_decided(), None),
        }
    }

    fn supporting(&self, name: &Placed<String>) -> Option<IndicatorRef> {
        self.named("indicator", name, "name an indicator of this file", |named| match named {
            NamedThing::Indicator(indicator) => Some(*indicator),
            _ => None,
        })
    }

    fn rows(&mut self, rows: Vec<Table<'r>>, table: &Table<'r>, id: &str, levels: &[Level]) -> Vec<Row> {
        let last = rows.len().saturating_sub(1);
        let mut read = Vec::new();
        let mut has_otherwise = false;
        for (place, row) in rows.into_iter().enumerate() {
            // One that is not `true` is a mistake of its own and means the same.
            let otherwise = row.optional_flag("otherwise").unwrap_or(row.has("otherwise"));
            if otherwise && place != last {
                let message = "`otherwise` takes every case that is left, so nothing after it can match";
                let help = "move this row to the end";
                self.notes.error("otherwise", row.place_of("otherwise"), message, help);
            }
            let is_bare = !row.has("when") && !row.has("otherwise");
            has_otherwise |= otherwise || (is_bare && place == last);
            read.push(self.row(row, otherwise, levels));
        }
        if !has_otherwise && table.has("decide") {
            let message = format!("`{id}` has no row for all other cases");
            let level = levels.first().map_or("…", |level| level.id.as_str());
            let help = format!("end `decide` with {{level = \"{level}\", otherwise = true}}");
            self.notes.error("otherwise", table.place_of("decide"), message, help);
        }
        read
    }

    fn row(&mut self, row: Table<'r>, otherwise: bool, levels: &[Level]) -> Row {
        let level = self.level(&row, "level", levels).unwrap_or(0);
        let rule = self.rule(&row, "when");
        if otherwise && rule.is_some() {
            let message = "a row has either `when` or `otherwise`";
            self.notes.error("otherwise", row.place_of("when"), message, "remove one of them");
        }
        if !otherwise {
            row.note_missing("when", "write `when = \"…\"`, or `otherwise = true` in the last row");
        }
        let mentions = rule.as_ref().map(|rule| rule.mentions.clone()).unwrap_or_default();
        let identity_weight = self.identity_weight(&row, "an outcome", mentions);
        let because = self.without_verdict(row.text("because"));
        Row { level, when: rule.map(|read| read.rule).filter(|_| !otherwise), because, identity_weight }
    }

    /// Reads the id of a level and returns its place.
    fn level(&self, table: &Table<'r>, key: &'static str, levels: &[Level]) -> Option<usize> {
        let id = table.need_text(key)?;
        let place = levels.iter().position(|level| level.id == id.value);
        // Levels that could not be read are noted where they stand.
        let all_known = levels.len() >= 2 && levels.iter().all(|level| !level.id.is_empty());
        if place.is_none() && !all_known {
            self.is_unreadable_at(&id.span);
        } else if place.is_none() {
            let known: Vec<&str> = levels.iter().map(|level| level.id.as_str()).collect();
            let message = format!("there is no level `{}`", id.value);
            self.notes.error("unknown-level", id.span, message, self.notes.one_of(&id.value, &known));
        }
        place
    }

    fn adjust(&mut self, row: Table<'r>, levels: &[Level]) -> Adjust {
        let message = "a row of `adjust` needs exactly one of `at_least` and `at_most`";
        let help = "write `at_least = \"…\"` for a floor or `at_most = \"…\"` for a ceiling";
        let clamp = match row.exactly_one(&["at_least", "at_most"], "how-adjusted", message, help) {
            Some("at_most") => Clamp::AtMost(self.level(&row, "at_most", levels).unwrap_or(0)),
            Some(key) => Clamp::AtLeast(self.level(&row, key, levels).unwrap_or(0)),
            None => Clamp::AtLeast(0),
        };
        let when = self.need_rule(&row, "when");
        let because = self.without_verdict(row.need_text("because")).unwrap_or_default();
        let identity_weight = self.identity_weight(&row, "an outcome", when.mentions);
        Adjust { clamp, when: when.rule, because, identity_weight }
    }
}

/// Stands for how an outcome is decided; the draft that holds it is never handed over.
fn nothing_decided() -> Decide {
    Decide::Practitioner { support: Vec::new() }
}
