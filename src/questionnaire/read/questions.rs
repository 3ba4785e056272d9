//! Reads what the conversation is made of: contexts, gates, openings, sections, questions.

use super::{Reader, Spans, maybe, needed, safety, symbols, values};
use crate::decimal::Decimal;
use crate::diagnostic::Diagnostic;
use crate::document::{Placed, Table};
use crate::questionnaire::kind::{Choice, Kind, NumberKind, USUAL_TEXT_LENGTH};
use crate::questionnaire::model::*;
use crate::source::Span;
use crate::truth::Set;
use crate::vocabulary::nearest;

const SOURCES: [(&str, AnswerSource); 4] = [
    ("asked", AnswerSource::Asked),
    ("observed", AnswerSource::Observed),
    ("record", AnswerSource::Record),
    ("judgement", AnswerSource::Judgement),
];

const PARTS: [(&str, Part); 4] = [
    ("needs", Part::Needs),
    ("strengths", Part::Strengths),
    ("goals", Part::Goals),
    ("safety_plan", Part::SafetyPlan),
];

#[derive(Clone, Copy, PartialEq)]
enum KindWord {
    YesNo,
    Choice,
    Scale,
    Choices,
    Number,
    DatePart,
    Text,
}

const KINDS: [(&str, KindWord); 7] = [
    ("yes_no", KindWord::YesNo),
    ("choice", KindWord::Choice),
    ("scale", KindWord::Scale),
    ("choices", KindWord::Choices),
    ("number", KindWord::Number),
    ("date_part", KindWord::DatePart),
    ("text", KindWord::Text),
];

impl<'r> Reader<'r> {
    pub(super) fn before_the_questions(&mut self, file: &Table<'r>) {
        for table in file.tables("context", "[[context]]") {
            let context = self.context(table);
            self.draft.contexts.push(context);
        }
        for table in file.tables("gate", "[[gate]]") {
            self.draft.gates.push(gate(table));
        }
        for table in file.tables("opening", "[[opening]]") {
            self.draft.openings.push(spoken(table));
        }
        if let Some(table) = file.table("break", "[break]") {
            self.draft.break_words = maybe(table.need_text("say"));
            table.finish();
        }
    }

    fn context(&self, table: Table<'r>) -> Context {
        let id = needed(table.need_text("id"));
        let label = maybe(table.text("label")).unwrap_or_else(|| id.clone());
        let words = [("choice", 'c'), ("yes_no", 'y'), ("number", 'n')];
        let kind = match table.word("kind", &words) {
            Some('y') => ContextKind::YesNo,
            Some('n') => ContextKind::Number,
            _ => ContextKind::Choice(self.context_options(&table)),
        };
        let default = if kind == ContextKind::Number {
            table.decimal("default").map(|number| number.value.to_string())
        } else {
            table.text("default").and_then(|default| self.context_default(&kind, default))
        };
        table.finish();
        Context { id, label, kind, default }
    }

    fn context_options(&self, table: &Table<'r>) -> Vec<String> {
        let options = table.texts("options");
        for (place, option) in options.iter().enumerate() {
            symbols::note_bad_id(&option.value, &option.span, self.notes);
            if options[..place].iter().any(|earlier| earlier.value == option.value) {
                self.note_duplicate(&option.value, option.span.clone());
            }
        }
        if options.len() < 2 {
            let help = "write `options = [\"one\", \"another\"]`, or `kind = \"number\"` or \"yes_no\"";
            let message = "a choice context needs at least two options";
            self.notes.add(Diagnostic::error("too-few", table.place_of("options"), message).help(help));
        }
        self.note_too_many("options", options.len(), Set::CAPACITY, table.place_of("options"));
        values(options)
    }

    fn context_default(&self, kind: &ContextKind, default: Placed<String>) -> Option<String> {
        let allowed: Vec<&str> = match kind {
            ContextKind::Choice(options) => options.iter().map(String::as_str).collect(),
            _ => vec!["yes", "no"],
        };
        if allowed.contains(&default.value.as_str()) {
            return Some(default.value);
        }
        let message = format!("`{}` is not one of the options", default.value);
        let help = format!("write one of: {}", allowed.join(", "));
        self.notes.add(Diagnostic::error("unknown-option", default.span, message).help(help));
        None
    }

    pub(super) fn sections(&mut self, file: &Table<'r>, spans: &mut Spans) {
        let scales = file.tables("scale", "[[scale]]");
        let mut known: Vec<(String, Vec<Choice>)> = Vec::new();
        for scale in scales {
            let id = needed(scale.need_text("id"));
            let options = self.options(&scale, KindWord::Scale);
            known.push((id, options));
            scale.finish();
        }
        let mut limits = Some(self.limits_place(file));
        for (place, table) in file.tables("section", "[[section]]").into_iter().enumerate() {
            let section = Section {
                id: needed(table.need_text("id")),
                title: needed(table.need_text("title")),
                say: maybe(table.text("say")),
                note: maybe(table.text("note")),
            };
            self.draft.sections.push(section);
            let first = self.draft.questions.len();
            for question in table.tables("question", "[[section.question]]") {
                self.one_question(question, place, &known, spans, &mut limits);
            }
            safety::note_falling_and_rising(&self.draft.questions[first..], &self.symbols, self.notes);
            table.finish();
        }
        if self.draft.questions.is_empty() {
            let message = "there is no question in this file";
            let help = "add a [[section]] with at least one [[section.question]]";
            self.notes.add(Diagnostic::error("too-few", 0..0, message).help(help));
        }
    }

    /// Where the limits of confidentiality are explained, if they are.
    fn limits_place(&self, file: &Table<'r>) -> Option<usize> {
        let there = self.draft.openings.iter().any(|opening| opening.id == "limits");
        (there && file.has("opening")).then(|| self.symbols.place("limits").start)
    }

    fn one_question(
        &mut self,
        table: Table<'r>,
        section: usize,
        scales: &[(String, Vec<Choice>)],
        spans: &mut Spans,
        limits: &mut Option<Option<usize>>,
    ) {
        let count = self.draft.questions.len() + 1;
        if count > MOST {
            if count == MOST + 1 {
                self.note_too_many("questions or more", count, MOST, table.span.clone());
            }
            return;
        }
        let span = table.span.clone();
        let (question, rule_span) = self.question(table, section, scales);
        if let Some(explained) = limits.as_ref()
            && safety::note_before_limits(&question, *explained, span, self.notes)
        {
            *limits = None;
        }
        self.symbols.remember_ask_if(question.ask_if().map(|rule| rule.condition.clone()));
        spans.ask_rules.push(rule_span);
        self.draft.questions.push(question);
    }

    fn question(
        &mut self,
        table: Table<'r>,
        section: usize,
        scales: &[(String, Vec<Choice>)],
    ) -> (Question, Option<Span>) {
        let id = needed(table.need_text("id"));
        let ask = needed(table.need_text("ask"));
        let note = maybe(table.text("note"));
        let from = table.word("source", &SOURCES).unwrap_or(AnswerSource::Asked);
        let kind = self.kind(&table, scales);
        let sensitivity = table.whole("sensitivity", 0, 3);
        if sensitivity.is_none() && from == AnswerSource::Asked && !table.has("sensitivity") {
            let message = format!("`sensitivity` is missing in the question `{id}`");
            let help = "write `sensitivity = 0` (open) to `sensitivity = 3` (most sensitive)";
            self.notes.add(Diagnostic::error("missing-key", table.span.clone(), message).help(help));
        }
        let (gate, rule_span) = self.ask_gate(&table);
        let identity = self.identity(&table, &id);
        let question = Question {
            id,
            section,
            ask,
            note,
            kind,
            sensitivity: sensitivity.unwrap_or(0),
            from,
            gate,
            identity,
            part: table.word("part", &PARTS).unwrap_or(Part::Evidence),
            tags: values(table.texts("tags")),
        };
        table.finish();
        (question, rule_span)
    }

    fn ask_gate(&self, table: &Table<'r>) -> (AskGate, Option<Span>) {
        let ask_if = self.rule(table, "ask_if");
        let only_if = self.rule(table, "ask_only_if");
        match (ask_if, only_if) {
            (None, None) => (AskGate::Always, None),
            (Some((rule, span)), None) => (AskGate::If(rule), Some(span)),
            (None, Some((rule, span))) => (AskGate::OnlyIf(rule), Some(span)),
            (Some((rule, _)), Some((_, span))) => {
                let message = "a question has either `ask_if` or `ask_only_if`";
                let help = "keep `ask_only_if` for what must not be asked unless it definitely holds";
                self.notes.add(Diagnostic::error("two-gates", span.clone(), message).help(help));
                (AskGate::If(rule), Some(span))
            }
        }
    }

    fn identity(&self, table: &Table<'r>, id: &str) -> bool {
        let usual = safety::is_usual_identity(id);
        match table.optional_flag("identity") {
            Some(false) if usual => {
                let message = format!("`{id}` is about who the person is");
                let help = "write `identity = true`: such questions carry no weight";
                self.notes.add(Diagnostic::error("identity", table.place_of("identity"), message).help(help));
                true
            }
            said => said.unwrap_or(usual),
        }
    }

    fn kind(&self, table: &Table<'r>, scales: &[(String, Vec<Choice>)]) -> Kind {
        let Some(word) = table.need_word("kind", &KINDS) else {
            // The keys of every kind are taken, so that none is called unknown.
            ["options", "scale", "min", "max", "decimals", "unit", "precision", "max_length"]
                .into_iter()
                .for_each(|key| table.allow(key));
            return Kind::YesNo;
        };
        match word {
            KindWord::YesNo => Kind::YesNo,
            KindWord::Choice => Kind::Choice(self.options(table, word)),
            KindWord::Choices => Kind::Choices(self.options(table, word)),
            KindWord::Scale => Kind::Scale(self.scale(table, scales)),
            KindWord::Number => Kind::Number(self.number(table)),
            KindWord::DatePart => {
                let precision = table.need_word("precision", &[("year", false), ("month", true)]);
                Kind::DatePart { with_month: precision.unwrap_or(false) }
            }
            KindWord::Text => {
                let max_length = table.whole("max_length", 1, 5_000).unwrap_or(USUAL_TEXT_LENGTH);
                Kind::Text { max_length }
            }
        }
    }

    fn scale(&self, table: &Table<'r>, scales: &[(String, Vec<Choice>)]) -> Vec<Choice> {
        let Some(name) = table.text("scale") else {
            return self.options(table, KindWord::Scale);
        };
        if let Some((_, options)) = scales.iter().find(|(id, _)| *id == name.value) {
            return options.clone();
        }
        let message = format!("there is no scale `{}`", name.value);
        let help = match nearest(&name.value, self.symbols.scales()) {
            Some(near) => format!("did you mean \"{near}\"?"),
            None => "add it as a [[scale]], or write `options = [ … ]` here".to_owned(),
        };
        self.notes.add(Diagnostic::error("unknown-name", name.span, message).help(help));
        Vec::new()
    }

    fn number(&self, table: &Table<'r>) -> NumberKind {
        let (min, max) = (table.decimal("min"), table.decimal("max"));
        if let (Some(min), Some(max)) = (&min, &max)
            && min.value > max.value
        {
            let message = "`max` is smaller than `min`";
            self.notes.add(Diagnostic::error("bad-number", max.span.clone(), message).help("swap them"));
        }
        NumberKind {
            min: min.map(|min| min.value),
            max: max.map(|max| max.value),
            places: table.whole("decimals", 0, 3).unwrap_or(0) as u8,
            unit: maybe(table.text("unit")),
        }
    }

    fn options(&self, table: &Table<'r>, kind: KindWord) -> Vec<Choice> {
        let listed = table.tables("options", "an option");
        let place = table.place_of("options");
        let mut options: Vec<Choice> = Vec::new();
        for item in listed {
            let span = item.span.clone();
            let option = self.option(item);
            if options.iter().any(|earlier| earlier.id == option.id) {
                self.note_duplicate(&option.id, span);
            }
            options.push(option);
        }
        if options.len() < 2 {
            let message = "a choice needs at least two options";
            let help = "write `options = [ {id = \"…\", label = \"…\"}, {id = \"…\", label = \"…\"} ]`";
            self.notes.add(Diagnostic::error("too-few", place.clone(), message).help(help));
        }
        self.note_too_many("options", options.len(), Set::CAPACITY, place.clone());
        let exclusive = options.iter().any(|option| option.exclusive);
        if kind == KindWord::Choices && !exclusive && !options.is_empty() {
            let message = "a `choices` question needs a way to say that none applies";
            let help = "add an option such as {id = \"none\", label = \"None of these\", exclusive = true}";
            self.notes.add(Diagnostic::error("no-exclusive-option", place, message).help(help));
        } else if kind != KindWord::Choices && exclusive {
            let message = "`exclusive` is for `choices` questions, where several answers are possible";
            self.notes.add(Diagnostic::error("no-exclusive-option", place, message).help("remove it"));
        }
        options.truncate(Set::CAPACITY);
        options
    }

    fn option(&self, table: Table<'r>) -> Choice {
        let id = table.need_text("id");
        let label = table.need_text("label");
        if let Some(id) = &id {
            symbols::note_bad_id(&id.value, &id.span, self.notes);
        }
        safety::note_refusal_option(id.as_ref(), label.as_ref(), self.notes);
        let points = table.decimal("points").inspect(|points| self.note_negative(points));
        let option = Choice {
            id: needed(id),
            label: needed(label),
            points: points.map(|points| points.value),
            exclusive: table.flag("exclusive"),
            ages: table.text("ages").and_then(|ages| self.age_range(&ages)),
            language: maybe(table.text("language")),
        };
        table.finish();
        option
    }

    pub(super) fn note_negative(&self, points: &Placed<Decimal>) {
        if points.value < Decimal::ZERO {
            let message = "points are never negative";
            let help = "a strength is shown and valued, it does not buy off a danger; \
                        make it an indicator of family \"strength\"";
            self.notes.add(Diagnostic::error("negative-points", points.span.clone(), message).help(help));
        }
    }

    pub(super) fn note_duplicate(&self, id: &str, span: Span) {
        let message = format!("`{id}` is in this list twice");
        self.notes.add(Diagnostic::error("duplicate-id", span, message).help("give this one another id"));
    }
}

const MOST: usize = super::MOST_QUESTIONS;

fn gate(table: Table<'_>) -> Gate {
    let gate = Gate {
        id: needed(table.need_text("id")),
        ask: needed(table.need_text("ask")),
        note: maybe(table.text("note")),
        proceed_on: table.need_word("proceed_on", &[("yes", true), ("no", false)]).unwrap_or(true),
        otherwise: needed(table.need_text("otherwise")),
        danger: table.flag("danger"),
        observe: maybe(table.text("observe")),
    };
    table.finish();
    gate
}

fn spoken(table: Table<'_>) -> Spoken {
    let spoken = Spoken {
        id: needed(table.need_text("id")),
        say: needed(table.need_text("say")),
        note: maybe(table.text("note")),
    };
    table.finish();
    spoken
}
