//! The first pass over a questionnaire: who is who. It declares every id before any rule is read, so
//! that rules may name what stands further down, and a misspelt name can be answered with the
//! nearest one that exists. What is missing or of the wrong type is left to the second pass.

use std::collections::BTreeMap;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::condition::{
    Answerable, Condition, ContextRef, IndicatorRef, Named, Names, OutcomeRef, QuestionRef, ScoreRef,
};
use crate::diagnostic::Diagnostic;
use crate::document::Notes;
use crate::source::Span;

/// The longest id, in characters.
const LONGEST_ID: usize = 64;

/// The words of the rule language, which no id can be.
const KEYWORDS: [&str; 17] = [
    "and", "or", "not", "at", "least", "most", "exactly", "of", "tag", "includes", "any", "all", "is", "yes",
    "no", "true", "false",
];

/// Every name of one questionnaire.
#[derive(Default)]
pub struct Symbols {
    by_name: BTreeMap<String, (Named, Span)>,
    by_tag: BTreeMap<String, Vec<IndicatorRef>>,
    scales: BTreeMap<String, Vec<String>>,
    ask_ifs: Vec<Option<Condition>>,
}

impl Names for Symbols {
    fn find(&self, name: &str) -> Option<&Named> {
        self.by_name.get(name).map(|(named, _)| named)
    }

    fn all(&self) -> Vec<&str> {
        let nameable = self.by_name.iter().filter(|(_, (named, _))| !matches!(named, Named::Other(_)));
        nameable.map(|(name, _)| name.as_str()).collect()
    }

    fn tagged(&self, tag: &str) -> Vec<IndicatorRef> {
        self.by_tag.get(tag).cloned().unwrap_or_default()
    }

    fn tags(&self) -> Vec<&str> {
        self.by_tag.keys().map(String::as_str).collect()
    }

    fn ask_if(&self, question: QuestionRef) -> Option<&Condition> {
        self.ask_ifs.get(question.index())?.as_ref()
    }
}

impl Symbols {
    /// Declares every id of a document and notes those that are no ids or are used twice.
    pub fn declare_all(root: &DeTable<'_>, notes: &Notes<'_>) -> Symbols {
        let mut symbols = Symbols::default();
        for scale in tables(root, "scale") {
            symbols.declare(scale, Named::Other("a scale"), notes);
            let id = text(scale, "id").map_or_else(String::new, |(id, _)| id.to_owned());
            symbols.scales.insert(id, ids_of(scale, "options"));
        }
        let plain: [(&str, &str); 7] = [
            ("gate", "a gate"),
            ("opening", "an opening"),
            ("section", "a section"),
            ("disclosure", "a disclosure"),
            ("action", "an action"),
            ("stop", "a stop"),
            ("question", "a question outside a section"),
        ];
        for (key, what) in plain {
            for table in tables(root, key) {
                symbols.declare(table, Named::Other(what), notes);
            }
        }
        for (place, context) in tables(root, "context").enumerate() {
            symbols.declare(context, Named::Context(ContextRef::at(place), context_answers(context)), notes);
        }
        let questions = tables(root, "section").flat_map(|section| tables(section, "question"));
        for (place, question) in questions.enumerate() {
            let answers = symbols.answers(question);
            symbols.declare(question, Named::Question(QuestionRef::at(place), answers), notes);
        }
        symbols.declare_rules(root, notes);
        symbols
    }

    fn declare_rules(&mut self, root: &DeTable<'_>, notes: &Notes<'_>) {
        for (place, indicator) in tables(root, "indicator").enumerate() {
            self.declare(indicator, Named::Indicator(IndicatorRef::at(place)), notes);
            for tag in texts(indicator, "tags") {
                self.by_tag.entry(tag.to_owned()).or_default().push(IndicatorRef::at(place));
            }
        }
        for (place, score) in tables(root, "score").enumerate() {
            self.declare(score, Named::Score(ScoreRef::at(place)), notes);
        }
        for (place, outcome) in tables(root, "outcome").enumerate() {
            let levels = ids_of(outcome, "levels");
            self.declare(outcome, Named::Outcome(OutcomeRef::at(place), levels), notes);
        }
    }

    /// Returns where a name is declared.
    pub fn place(&self, name: &str) -> Span {
        self.by_name.get(name).map_or(0..0, |(_, span)| span.clone())
    }

    /// Returns the ids of all scales.
    pub fn scales(&self) -> impl Iterator<Item = &str> {
        self.scales.keys().map(String::as_str)
    }

    /// Remembers the `ask_if` of the next question in the order of the file.
    pub fn remember_ask_if(&mut self, ask_if: Option<Condition>) {
        self.ask_ifs.push(ask_if);
    }

    fn declare(&mut self, table: &DeTable<'_>, named: Named, notes: &Notes<'_>) {
        let Some((id, span)) = text(table, "id") else {
            return;
        };
        if !note_bad_id(id, &span, notes) {
            return;
        }
        if let Some((_, first)) = self.by_name.get(id) {
            let message = format!("the id `{id}` is used twice");
            notes.add(
                Diagnostic::error("duplicate-id", span, message)
                    .help("give this one another id; all ids of a file are one namespace")
                    .see(first.clone(), "first used here"),
            );
            return;
        }
        self.by_name.insert(id.to_owned(), (named, span));
    }

    fn answers(&self, question: &DeTable<'_>) -> Answerable {
        let options = || match text(question, "scale") {
            Some((scale, _)) => self.scales.get(scale).cloned().unwrap_or_default(),
            None => ids_of(question, "options"),
        };
        match text(question, "kind").map(|(kind, _)| kind) {
            Some("yes_no") => Answerable::YesNo,
            Some("scale") => Answerable::OneOf { options: options(), ordered: true },
            Some("choices") => Answerable::SomeOf { options: options() },
            Some("number") => Answerable::Number,
            Some("date_part") => Answerable::NotForRules {
                instead: "ask what the rule needs directly, such as \"Were you under 18 when it began?\"",
            },
            Some("text") => {
                Answerable::NotForRules { instead: "ask a yes/no or choice question for the rule" }
            }
            _ => Answerable::OneOf { options: options(), ordered: false },
        }
    }
}

/// Notes an id that is none. Returns whether it can be used.
pub fn note_bad_id(id: &str, span: &Span, notes: &Notes<'_>) -> bool {
    let mut bytes = id.bytes();
    let starts_well = bytes.next().is_some_and(|byte| byte.is_ascii_lowercase());
    let shaped = starts_well && bytes.all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_');
    let problem = if !shaped || id.len() > LONGEST_ID {
        format!("`{id}` is not an id")
    } else if KEYWORDS.contains(&id) {
        format!("`{id}` is a word of the rule language and cannot be an id")
    } else {
        return true;
    };
    let help = "an id is written like `documents_held`: letters a-z, digits and _, at most 64, starting with a letter";
    notes.add(Diagnostic::error("bad-id", span.clone(), problem).help(help));
    false
}

fn context_answers(context: &DeTable<'_>) -> Answerable {
    match text(context, "kind").map(|(kind, _)| kind) {
        Some("yes_no") => Answerable::YesNo,
        Some("number") => Answerable::Number,
        _ => Answerable::OneOf {
            options: texts(context, "options").map(str::to_owned).collect(),
            ordered: false,
        },
    }
}

fn text<'t>(table: &'t DeTable<'_>, key: &str) -> Option<(&'t str, Span)> {
    let value = table.get(key)?;
    Some((value.get_ref().as_str()?, value.span()))
}

fn items<'t>(table: &'t DeTable<'_>, key: &str) -> impl Iterator<Item = &'t Spanned<DeValue<'t>>> {
    let list = table.get(key).and_then(|value| value.get_ref().as_array());
    list.into_iter().flat_map(|list| list.iter())
}

fn tables<'t>(table: &'t DeTable<'_>, key: &str) -> impl Iterator<Item = &'t DeTable<'t>> {
    items(table, key).filter_map(|item| item.get_ref().as_table())
}

fn texts<'t>(table: &'t DeTable<'_>, key: &str) -> impl Iterator<Item = &'t str> {
    items(table, key).filter_map(|item| item.get_ref().as_str())
}

fn ids_of(table: &DeTable<'_>, key: &str) -> Vec<String> {
    tables(table, key).map(|item| text(item, "id").map_or("", |(id, _)| id).to_owned()).collect()
}
