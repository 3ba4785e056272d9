//! Reads what answers mean and lead to: disclosures, stops, indicators, outcomes, actions, next.

use super::{Carrier, Mentions, Reader, Spans, maybe, named_by_stop, named_directly, needed, safety};
use crate::diagnostic::Diagnostic;
use crate::questionnaire::model::*;
use crate::reading::{Placed, Table};
use crate::rules::{Named, Names, QuestionRef};
use crate::source::Span;
use crate::truth::Set;
use crate::vocabulary::{FAMILIES, FORMS, NEEDS};

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

    fn moment(&self, table: &Table<'r>) -> (Moment, Mentions) {
        let id = needed(table.need_text("id"));
        let when = self.need_rule(table, "when");
        let say = needed(table.need_text("say"));
        (Moment { id, when: when.rule, say, note: maybe(table.text("note")) }, when.mentions)
    }

    fn stop(&mut self, table: Table<'r>) -> Stop {
        let (moment, mentions) = self.moment(&table);
        let unless_false = table.flag("unless_false");
        let allowed = self.identity_weight(&table).map(|(_, span)| span);
        self.carriers.push(Carrier { what: "a stop", mentions, allowed });
        table.finish();
        Stop { moment, unless_false, names: Vec::new() }
    }

    pub(super) fn rules(&mut self, file: &Table<'r>, spans: &mut Spans) {
        for table in file.tables("indicator", "[[indicator]]") {
            let indicator = self.indicator(table);
            self.draft.indicators.push(indicator);
        }
        for table in file.tables("score", "[[score]]") {
            let errors = self.notes.errors();
            let score = self.score(table, spans);
            spans.sound_scores.push(self.notes.errors() == errors);
            self.draft.scores.push(score);
        }
        for table in file.tables("outcome", "[[outcome]]") {
            let outcome = self.outcome(table, spans);
            self.draft.outcomes.push(outcome);
        }
        for table in file.tables("action", "[[action]]") {
            let action = self.action(table);
            self.draft.actions.push(action);
        }
        for table in file.tables("next", "[[next]]") {
            let questionnaire = table.need_text("questionnaire");
            let next = Next {
                questionnaire: needed(questionnaire.inspect(|id| self.note_bad_file_id(id))),
                when: self.need_rule(&table, "when").rule,
                because: maybe(table.text("because")),
            };
            table.finish();
            self.draft.next.push(next);
        }
        for place in 0..self.draft.stops.len() {
            let names = self.draft.stops[place].moment.when.names();
            self.draft.stops[place].names = named_by_stop(&self.draft, names).into_iter().collect();
        }
        for place in 0..self.draft.questions.len() {
            self.draft.questions[place].builds_on = self.built_on(place);
        }
    }

    fn built_on(&self, place: usize) -> Vec<QuestionRef> {
        let names = self.draft.questions[place].ask_if().map(Rule::names).unwrap_or_default();
        let mut questions: Vec<QuestionRef> = named_directly(&self.draft, names).into_iter().collect();
        questions.retain(|question| self.draft.question(*question).from == AnswerSource::Asked);
        questions
    }

    fn indicator(&self, table: Table<'r>) -> Indicator {
        let id = needed(table.need_text("id"));
        let label = table.need_text("label");
        if let Some(label) = &label {
            safety::note_verdict(label, self.words, self.notes);
        }
        if !table.has("family") {
            table.need_text("family");
        }
        let indicator = Indicator {
            id,
            label: needed(label),
            family: table.term("family", FAMILIES).unwrap_or(&FAMILIES[0]),
            forms: table.terms("forms", FORMS),
            tags: self.tags(&table),
            when: self.need_rule(&table, "when").rule,
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
            safety::note_verdict(label, self.words, self.notes);
        }
        let levels = self.levels(&table);
        let decide = self.decide(&table, &id, &levels, spans);
        let adjust = table.tables("adjust", "a row of `adjust`");
        let adjust = adjust.into_iter().map(|row| self.adjust(row, &levels)).collect();
        if table.has("adjust") && table.has("decide_by") {
            let message = "what the practitioner decides alone is not adjusted by a rule";
            let help =
                "remove `adjust`, or write rows with `decide` and let the practitioner judge beside them";
            let place = table.place_of("adjust");
            self.notes.add(Diagnostic::error("how-adjusted", place, message).help(help));
        }
        let incomplete = table.word("incomplete", &INCOMPLETE).unwrap_or(Incomplete::Range);
        table.finish();
        Outcome { id, label: needed(label), levels, decide, adjust, incomplete }
    }

    fn levels(&self, table: &Table<'r>) -> Vec<Level> {
        let mut listed = table.tables("levels", "a level");
        if table.length("levels").unwrap_or(0) < 2 {
            let help = "write `levels = [ {id = \"…\", label = \"…\", next = \"…\"}, … ]`";
            self.note_too_few(table, "levels", "an outcome needs at least two levels, lowest first", help);
        }
        if listed.len() > Set::CAPACITY {
            table.note_too_many("levels", listed.len(), Set::CAPACITY);
            listed.truncate(Set::CAPACITY);
        }
        let mut levels: Vec<Level> = Vec::new();
        for item in listed {
            let (id, label, next) = (item.need_text("id"), item.need_text("label"), item.need_text("next"));
            if let Some(id) = &id {
                super::symbols::note_bad_id(&id.value, &id.span, self.notes);
                if levels.iter().any(|earlier| earlier.id == id.value) {
                    self.note_duplicate(&id.value, id.span.clone());
                }
            }
            for text in [&id, &label, &next].into_iter().flatten() {
                safety::note_level_verdict(text, self.words, self.notes);
            }
            levels.push(Level { id: needed(id), label: needed(label), next: needed(next) });
            item.finish();
        }
        levels
    }

    fn decide(&mut self, table: &Table<'r>, id: &str, levels: &[Level], spans: &mut Spans) -> Decide {
        let decide_by = table.word("decide_by", &[("practitioner", ())]);
        let rows = table.tables("decide", "a row of `decide`");
        let bands = table.table("bands", "`bands`");
        let support = table.texts("support");
        let ways = ["decide", "bands", "decide_by"];
        let count = ways.into_iter().filter(|way| table.has(way)).count();
        if count != 1 {
            let message = format!("`{id}` needs exactly one of `decide`, `bands` and `decide_by`");
            let help = "write `decide = [ … ]` with rows, or `bands = {score = \"…\", from = [ … ]}`";
            let second = ways.into_iter().filter(|way| table.has(way)).nth(1);
            let place = second.map_or(table.span.clone(), |way| table.place_of(way));
            table.note_lacking(&ways, Diagnostic::error("how-decided", place, message).help(help));
        }
        if !support.is_empty() && !table.has("decide_by") {
            let message = "`support` goes with `decide_by = \"practitioner\"`";
            let help = "remove it; rules name their indicators themselves";
            let finding = Diagnostic::error("how-decided", table.place_of("support"), message).help(help);
            table.note_lacking(&["decide_by"], finding);
        }
        if let Some(bands) = bands {
            let (decide, first) = self.bands(bands, levels);
            spans.first_bands.push(first);
            return decide;
        }
        spans.first_bands.push(None);
        if table.has("decide_by") {
            let support = support.iter().filter_map(|name| self.supporting(name)).collect();
            return if decide_by.is_some() { Decide::Practitioner { support } } else { nothing_decided() };
        }
        Decide::FirstMatch(self.rows(rows, table, id, levels))
    }

    fn supporting(&self, name: &Placed<String>) -> Option<crate::rules::IndicatorRef> {
        if let Some(Named::Indicator(indicator)) = self.symbols.find(&name.value) {
            return Some(*indicator);
        }
        let known = self.symbols.indicators().collect();
        self.note_unknown("indicator", name, known, "name an indicator of this file".to_owned());
        None
    }

    /// Notes a name that is not what is wanted, unless what is wrong with it is noted where it stands.
    pub(super) fn note_unknown(&self, what: &str, name: &Placed<String>, known: Vec<&str>, help: String) {
        let named = self.symbols.find(&name.value);
        let unsure = named.is_none() && self.symbols.some_without_id();
        let help = match (named, self.notes.nearest_if_sure(&name.value, known, unsure)) {
            (Some(Named::Unclear), _) => return self.unreadable.set(Some(name.span.start)),
            (None, None) if unsure => return self.unreadable.set(Some(name.span.start)),
            (_, Some(near)) => format!("did you mean \"{near}\"?"),
            (_, None) => help,
        };
        let message = format!("there is no {what} `{}`", name.value);
        self.notes.add(Diagnostic::error("unknown-name", name.span.clone(), message).help(help));
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
                self.notes.add(Diagnostic::error("otherwise", row.place_of("otherwise"), message).help(help));
            }
            let is_bare = !row.has("when") && !row.has("otherwise");
            has_otherwise |= otherwise || (is_bare && place == last);
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
        let rule = self.rule(&row, "when");
        if otherwise && rule.is_some() {
            let message = "a row has either `when` or `otherwise`";
            let place = row.place_of("when");
            self.notes.add(Diagnostic::error("otherwise", place, message).help("remove one of them"));
        }
        if !otherwise && !row.has("when") {
            row.note_missing("when", "write `when = \"…\"`, or `otherwise = true` in the last row");
        }
        let weight = self.identity_weight(&row);
        if let Some(rule) = &rule {
            let allowed = weight.as_ref().map(|(_, span)| span.clone());
            self.carriers.push(Carrier { what: "an outcome", mentions: rule.mentions.clone(), allowed });
        }
        let because = self.because(&row);
        row.finish();
        Row {
            level,
            when: rule.map(|read| read.rule).filter(|_| !otherwise),
            because,
            identity_weight: weight.map(|(weight, _)| weight),
        }
    }

    fn because(&self, row: &Table<'r>) -> Option<String> {
        let because = row.text("because");
        if let Some(because) = &because {
            safety::note_verdict(because, self.words, self.notes);
        }
        maybe(because)
    }

    /// Reads the id of a level and returns its place.
    pub(super) fn level(&self, table: &Table<'r>, key: &'static str, levels: &[Level]) -> Option<usize> {
        let id = table.need_text(key)?;
        let place = levels.iter().position(|level| level.id == id.value);
        // Levels that could not be read are noted where they stand.
        let all_known = levels.len() >= 2 && levels.iter().all(|level| !level.id.is_empty());
        if place.is_none() && !all_known {
            self.unreadable.set(Some(id.span.start));
        } else if place.is_none() {
            let known: Vec<&str> = levels.iter().map(|level| level.id.as_str()).collect();
            let message = format!("there is no level `{}`", id.value);
            let help = match self.notes.nearest(&id.value, known.iter().copied()) {
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
                let finding = Diagnostic::error("how-adjusted", row.place_of("at_most"), message).help(help);
                row.note_lacking(&["at_least", "at_most"], finding);
                Clamp::AtLeast(0)
            }
        };
        let when = self.need_rule(&row, "when");
        if !row.has("because") {
            row.need_text("because");
        }
        let because = self.because(&row).unwrap_or_default();
        let weight = self.identity_weight(&row);
        let allowed = weight.as_ref().map(|(_, span)| span.clone());
        self.carriers.push(Carrier { what: "an outcome", mentions: when.mentions, allowed });
        row.finish();
        Adjust { clamp, when: when.rule, because, identity_weight: weight.map(|(weight, _)| weight) }
    }

    fn action(&self, table: Table<'r>) -> Action {
        let action = Action {
            id: needed(table.need_text("id")),
            label: needed(table.need_text("label")),
            when: self.need_rule(&table, "when").rule,
            duty: table.need_word("duty", &DUTIES).unwrap_or(Duty::Offer),
            topic: maybe(table.text("topic")),
            within_hours: table.whole("within_hours", 0, LONGEST_WAIT),
            repeat_after_days: table.whole("repeat_after_days", 1, LONGEST_WAIT),
            needs: table.terms("needs", NEEDS),
            because: needed(table.need_text("because")),
            source: maybe(table.text("source")),
        };
        table.finish();
        action
    }
}

/// Stands for how an outcome is decided; the draft that holds it is never handed over.
pub(super) fn nothing_decided() -> Decide {
    Decide::Practitioner { support: Vec::new() }
}
