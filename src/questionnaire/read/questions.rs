//! Reads what the conversation is made of: contexts, gates, openings, sections, questions.

use super::codes::codes;
use super::gates::gates;
use super::head::age_range;
use super::ids::{note_bad_id, note_bad_language, note_bad_tag};
use super::reader::{QuestionnaireReader, ReadRule};
use super::safety;
use super::symbols::MOST_QUESTIONS;
use crate::decimal::Decimal;
use crate::questionnaire::model::*;
use crate::reading::{Placed, Table};
use crate::rules::ContextRef;
use crate::source::Span;
use crate::truth::Set;

/// The words for where an answer stands; that with the evidence has none.
const PARTS: &[(&str, Part)] = Part::WORDS.split_at(1).1;

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

impl<'r> QuestionnaireReader<'r> {
    pub(super) fn before_the_questions(&mut self, file: &Table<'r>) {
        for table in file.tables("context", "[[context]]") {
            let context = self.context(table);
            self.draft.contexts.push(context);
        }
        self.draft.gates = gates(file);
        for table in file.tables("opening", "[[opening]]") {
            self.draft.openings.push(spoken(table));
        }
        if let Some(table) = file.table("break", "[break]") {
            self.draft.break_words = table.need_text("say").map(|say| say.value);
        }
    }

    fn context(&mut self, table: Table<'r>) -> Context {
        let id = table.need_string("id");
        let label = table.string("label").unwrap_or_else(|| id.clone());
        let words = [("choice", 'c'), ("yes_no", 'y'), ("number", 'n')];
        let word = table.word("kind", &words);
        if word.is_none() && table.has("kind") {
            ["options", "default", "by_language"].into_iter().for_each(|key| table.allow(key));
            return Context { id, label, kind: ContextKind::YesNo, default: None, by_language: false };
        }
        let kind = match word {
            Some('y') => ContextKind::YesNo,
            Some('n') => ContextKind::Number,
            _ => ContextKind::Choice(self.context_options(&table)),
        };
        let default = if kind == ContextKind::Number {
            table.decimal("default").map(|number| number.value.to_string())
        } else {
            table.text("default").and_then(|default| self.context_default(&kind, default))
        };
        let by_language = self.by_language(&table, &kind);
        Context { id, label, kind, default, by_language }
    }

    /// Whether each language has its own value. Whether a rule reads it is looked at once all rules are there.
    fn by_language(&mut self, table: &Table<'r>, kind: &ContextKind) -> bool {
        let by_language = table.flag("by_language");
        if by_language && *kind != ContextKind::Number {
            let message = "only a number can have a value by language, such as a cut-off";
            let help = "take `by_language` out, or write `kind = \"number\"`";
            self.notes.error("by-language", table.place_of("by_language"), message, help);
        } else if by_language {
            self.last
                .by_language
                .push((ContextRef::at(self.draft.contexts.len()), table.place_of("by_language")));
        }
        by_language
    }

    fn context_options(&self, table: &Table<'r>) -> Vec<String> {
        let mut options = table.texts("options");
        for option in &options {
            note_bad_id(&option.value, &option.span, self.notes);
        }
        if table.length("options").unwrap_or(0) < 2 {
            let help = "write `options = [\"one\", \"another\"]`, or `kind = \"number\"` or \"yes_no\"";
            self.note_too_few(table, "options", "a choice context needs at least two options", help);
        }
        table.keep_at_most("options", &mut options, Set::CAPACITY);
        options.into_iter().map(|option| option.value).collect()
    }

    fn context_default(&self, kind: &ContextKind, default: Placed<String>) -> Option<String> {
        let allowed: Vec<&str> = match kind {
            ContextKind::Choice(options) => options.iter().map(String::as_str).collect(),
            _ => vec!["yes", "no"],
        };
        if allowed.contains(&default.value.as_str()) || allowed.len() < 2 {
            return Some(default.value);
        }
        let message = format!("`{}` is not one of the options", default.value);
        let help = format!("write one of: {}", allowed.join(", "));
        self.notes.error("unknown-option", default.span, message, help);
        None
    }

    pub(super) fn sections(&mut self, file: &Table<'r>) {
        let scales = file.tables("scale", "[[scale]]");
        let mut known: Vec<(String, Vec<Choice>)> = Vec::new();
        for scale in scales {
            let id = scale.need_string("id");
            let options = self.options(&scale, KindWord::Scale);
            known.push((id, options));
        }
        let mut limits = Some(self.limits_place());
        let sections = file.tables("section", "[[section]]");
        let errors = self.notes.errors();
        for (place, table) in sections.into_iter().enumerate() {
            let section = Section {
                id: table.need_string("id"),
                title: table.need_string("title"),
                say: table.string("say"),
                note: table.string("note"),
            };
            self.draft.sections.push(section);
            let mut sensitivities = Vec::new();
            for question in table.tables("question", "[[section.question]]") {
                sensitivities.extend(self.one_question(question, place, &known, &mut limits));
            }
            safety::note_falling_and_rising(&sensitivities, self.notes);
        }
        if self.draft.questions.is_empty() && self.notes.errors() == errors {
            let help = "add a [[section]] with at least one [[section.question]]";
            self.note_too_few(file, "section", "there is no question in this file", help);
        }
    }

    /// Where the limits of confidentiality are explained, if they are. An opening without an id may be
    /// the one that explains them.
    fn limits_place(&self) -> Option<usize> {
        let openings = &self.draft.openings;
        if openings.iter().any(|opening| opening.id == "limits") {
            return Some(self.symbols.place("limits").start);
        }
        openings.iter().any(|opening| opening.id.is_empty()).then_some(0)
    }

    /// Reads one question. Returns its sensitivity and where that is stated.
    fn one_question(
        &mut self,
        table: Table<'r>,
        section: usize,
        scales: &[(String, Vec<Choice>)],
        limits: &mut Option<Option<usize>>,
    ) -> Option<(u32, Span)> {
        let before = self.draft.questions.len();
        if before >= MOST_QUESTIONS {
            if before == MOST_QUESTIONS && !std::mem::replace(&mut self.last.too_many_questions, true) {
                let message = format!("more than {MOST_QUESTIONS} questions; no more can be read");
                self.notes.error("too-many", table.span.clone(), message, "split the questionnaire in two");
            }
            return None;
        }
        let (span, errors) = (table.span.clone(), self.notes.errors());
        let place = table.place_of("sensitivity");
        let (question, ask_rule, stated) = self.question(table, section, scales);
        let sound = self.notes.errors() == errors;
        if let Some(explained) = limits.as_ref()
            && safety::note_before_limits(&question, *explained, span, self.notes)
        {
            *limits = None;
        }
        let ask_if = question.ask_if().filter(|_| ask_rule.as_ref().is_some_and(|rule| rule.sound));
        self.symbols.remember_ask_if(ask_if.cloned());
        self.last.ask_mentions.push(ask_rule.map(|rule| rule.mentions).unwrap_or_default());
        self.last.sound_questions.push(sound);
        let level = question.sensitivity;
        self.draft.questions.push(question);
        stated.then_some((level, place))
    }

    fn question(
        &mut self,
        table: Table<'r>,
        section: usize,
        scales: &[(String, Vec<Choice>)],
    ) -> (Question, Option<ReadRule>, bool) {
        let id = table.need_string("id");
        let ask = table.need_string("ask");
        let note = table.string("note");
        let from = self.source_of(&table);
        let kind = self.kind(&table, scales);
        let sensitivity = table.whole("sensitivity", 0, 3);
        if from == AnswerSource::Asked && !table.has("sensitivity") {
            let help =
                "write `sensitivity = 0` (open), 1 (personal), 2 (hard: harm, threats) or 3 (hardest: sex)";
            table.note_missing("sensitivity", help);
        }
        let (gate, ask_rule) = self.ask_gate(&table);
        let identity = self.identity(&table, &id, &ask);
        let question = Question {
            id,
            section,
            ask,
            note,
            no_note: table.flag("no_note"),
            kind,
            sensitivity: sensitivity.unwrap_or(0),
            from,
            gate,
            builds_on: Vec::new(),
            identity,
            part: table.word("part", PARTS).unwrap_or(Part::Evidence),
            tags: self.tags(&table),
            codes: codes(&table),
        };
        (question, ask_rule, sensitivity.is_some())
    }

    pub(super) fn tags(&self, table: &Table<'r>) -> Vec<String> {
        let tags = table.texts("tags");
        for tag in &tags {
            note_bad_tag(&tag.value, &tag.span, self.notes);
        }
        tags.into_iter().map(|tag| tag.value).collect()
    }

    fn ask_gate(&self, table: &Table<'r>) -> (AskGate, Option<ReadRule>) {
        let ask_if = self.rule(table, "ask_if");
        let only_if = self.rule(table, "ask_only_if");
        match (ask_if, only_if) {
            (None, None) => (AskGate::Always, None),
            (Some(read), None) => (AskGate::If(read.rule.clone()), Some(read)),
            (None, Some(read)) => (AskGate::OnlyIf(read.rule.clone()), Some(read)),
            (Some(read), Some(_)) => {
                let message = "a question has either `ask_if` or `ask_only_if`";
                let help = "keep `ask_only_if` for what must not be asked unless it definitely holds";
                let place = table.place_of("ask_only_if");
                self.notes.error("two-gates", place, message, help);
                (AskGate::If(read.rule.clone()), Some(read))
            }
        }
    }

    /// Where an answer comes from. Where nobody is asked, that has to be said.
    fn source_of(&self, table: &Table<'r>) -> AnswerSource {
        if self.draft.about.is_person() {
            return table.word("source", AnswerSource::WORDS).unwrap_or(AnswerSource::Asked);
        }
        let unasked = |(_, source): &&(&'static str, AnswerSource)| *source != AnswerSource::Asked;
        let unasked: Vec<_> = AnswerSource::WORDS.iter().filter(unasked).copied().collect();
        table.need_word("source", &unasked).unwrap_or(AnswerSource::Record)
    }

    /// Whether a question is about who the person is. Its author may say that it only sounds like it, and why.
    fn identity(&self, table: &Table<'r>, id: &str, ask: &str) -> bool {
        let sounds = safety::sounds_like_identity(id, ask, self.words);
        table.text("identity_reason");
        match (table.optional_flag("identity"), table.has("identity_reason")) {
            (Some(false), false) if sounds => {
                let message = format!("`{id}` sounds as if it is about who the person is");
                let help = "write `identity = true`: such questions carry no weight; or, if it only sounds like it, \
                            say why in `identity_reason`";
                self.notes.error("identity", table.place_of("identity"), message, help);
                true
            }
            (None, true) => false,
            (said, _) => said.unwrap_or(sounds),
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
            // A scale that could not be read is noted.
            return if table.has("scale") { Vec::new() } else { self.options(table, KindWord::Scale) };
        };
        if let Some((_, options)) = scales.iter().find(|(id, _)| *id == name.value) {
            return options.clone();
        }
        let help = "add it as a [[scale]], or write `options = [ … ]` here";
        self.note_unknown("scale", &name, self.symbols.scales().collect(), help);
        Vec::new()
    }

    fn number(&self, table: &Table<'r>) -> NumberKind {
        let (min, max) = (table.decimal("min"), table.decimal("max"));
        let lowest = min.as_ref().map_or(Decimal::ZERO, |min| min.value);
        if let Some(max) = max.as_ref().filter(|max| lowest > max.value) {
            let (message, help) = match min {
                Some(_) => ("`max` is smaller than `min`", "swap them"),
                None => {
                    ("`max` is below 0, and `min` is 0 unless the file says otherwise", "write `min` too")
                }
            };
            self.notes.error("bad-number", max.span.clone(), message, help);
        }
        NumberKind {
            min: Some(lowest),
            max: max.map(|max| max.value),
            places: table.whole("decimals", 0, 3).unwrap_or(0) as u8,
            unit: table.string("unit"),
        }
    }

    fn options(&self, table: &Table<'r>, kind: KindWord) -> Vec<Choice> {
        let mut listed = table.tables("options", "an option");
        if table.length("options").unwrap_or(0) < 2 {
            let help = "write `options = [ {id = \"…\", label = \"…\"}, {id = \"…\", label = \"…\"} ]`";
            self.note_too_few(table, "options", "a choice needs at least two options", help);
        }
        table.keep_at_most("options", &mut listed, Set::CAPACITY);
        let mut options: Vec<Choice> = Vec::new();
        for item in listed {
            let place = item.place_of_value("id");
            if kind != KindWord::Choices && item.has("exclusive") {
                self.note_misplaced_exclusive(&item);
            }
            let takes_words = item.has("words").then(|| item.place_of("words"));
            let option = self.option(item);
            if let Some(place) = takes_words {
                self.note_misplaced_words(&option, kind, options.iter().any(|earlier| earlier.words), place);
            }
            if !option.id.is_empty() && options.iter().any(|earlier| earlier.id == option.id) {
                self.note_duplicate(&option.id, place);
            }
            options.push(option);
        }
        if kind == KindWord::Choices && options.len() >= 2 && !options.iter().any(|option| option.exclusive) {
            let message = "a `choices` question needs a way to say that none applies";
            let help = "add an option such as {id = \"none\", label = \"None of these\", exclusive = true}";
            let place = table.place_of("options");
            self.notes.error("no-exclusive-option", place, message, help);
        }
        options
    }

    fn note_misplaced_exclusive(&self, option: &Table<'r>) {
        let message = "`exclusive` is for `choices` questions, where several answers are possible";
        let place = option.place_of("exclusive");
        self.notes.error("no-exclusive-option", place, message, "remove it");
    }

    /// Words stand beside one option: with two nobody could say to which they belong, and a scale has none.
    fn note_misplaced_words(&self, option: &Choice, kind: KindWord, is_second: bool, place: Span) {
        let (message, help) = match kind {
            KindWord::Scale => (
                "`words` is for `choice` and `choices` questions; a scale has its steps only",
                "remove it, and ask for words in a question of `kind = \"text\"`",
            ),
            _ if is_second && option.words => {
                ("another option of this question takes words already", "keep `words = true` at one of them")
            }
            _ => return,
        };
        self.notes.error("own-words", place, message, help);
    }

    fn option(&self, table: Table<'r>) -> Choice {
        let id = table.need_text("id");
        let label = table.need_text("label");
        if let Some(id) = &id {
            note_bad_id(&id.value, &id.span, self.notes);
        }
        safety::note_refusal_option(id.as_ref(), label.as_ref(), self.words, self.notes);
        let language = table.text("language").inspect(|language| note_bad_language(language, self.notes));
        Choice {
            id: id.map(|id| id.value).unwrap_or_default(),
            label: label.map(|label| label.value).unwrap_or_default(),
            points: self.points(&table, "points").map(|points| points.value),
            exclusive: table.flag("exclusive"),
            words: table.flag("words"),
            ages: table.text("ages").and_then(|ages| age_range(&ages, self.notes)),
            language: language.map(|language| language.value),
            codes: codes(&table),
        }
    }
}

fn spoken(table: Table<'_>) -> Spoken {
    Spoken { id: table.need_string("id"), say: table.need_string("say"), note: table.string("note") }
}
