//! What is at hand while a questionnaire is read: the draft so far, the names, the findings, and what is
//! looked at again once everything is there.

use std::cell::Cell;

use super::symbols::Symbols;
use crate::decimal::Decimal;
use crate::diagnostic::Diagnostic;
use crate::language::Words;
use crate::questionnaire::model::{Questionnaire, Rule};
use crate::reading::{Notes, Placed, Table};
use crate::rules::{Condition, ContextRef, Name, NamedThing, Names, ScoreRef, parse};
use crate::source::Span;

/// Everything that something names, each with its place in the document.
pub type Mentions = Vec<(Name, Span)>;

/// A rule as it was read.
pub struct ReadRule {
    pub rule: Rule,
    /// The whole text of the rule.
    pub span: Span,
    pub mentions: Mentions,
    /// Whether it could be read. If not, a stand-in that names nothing is in its place.
    pub sound: bool,
}

/// Something by which an answer could carry weight.
pub struct WeightCarrier {
    pub what: &'static str,
    pub mentions: Mentions,
    pub allowed: Option<Span>,
}

/// What was said of a change since an earlier edition.
pub struct SaidOfChange {
    pub of: Option<Placed<String>>,
    pub was: Option<Placed<String>>,
    pub since: Option<Placed<String>>,
}

/// What is looked at again once everything is read.
#[derive(Default)]
pub struct LookedAtLast {
    /// By what an answer could carry weight.
    pub carriers: Vec<WeightCarrier>,
    /// What the `ask_if` or `ask_only_if` of each question names.
    pub ask_mentions: Vec<Mentions>,
    /// The start of the first band of each outcome, where it has bands that could be read.
    pub first_bands: Vec<Option<(ScoreRef, Decimal, Span)>>,
    /// Whether nothing was wrong with each question, so that its points can be added up.
    pub sound_questions: Vec<bool>,
    /// Whether nothing was wrong with each score.
    pub sound_scores: Vec<bool>,
    /// Whether too many questions have been noted.
    pub too_many_questions: bool,
    /// Whether the validation status could be read.
    pub sound_validation: bool,
    /// The contexts that have a value by language, each with where that is said.
    pub by_language: Vec<(ContextRef, Span)>,
    /// What is said of changes since earlier editions.
    pub changes: Vec<SaidOfChange>,
    /// Where a rule could not be read for a reason that is noted elsewhere.
    pub unreadable: Cell<Option<usize>>,
}

/// Reads the parts of one questionnaire; each file beside this one reads some of them.
pub struct QuestionnaireReader<'r> {
    pub symbols: Symbols,
    pub notes: &'r Notes<'r>,
    /// The words of the document's language, if they are known.
    pub words: Option<&'static Words>,
    pub draft: Questionnaire,
    pub last: LookedAtLast,
}

impl<'r> QuestionnaireReader<'r> {
    /// Reads the condition that stands at a key.
    pub fn rule(&self, table: &Table<'r>, key: &'static str) -> Option<ReadRule> {
        Some(self.rule_of(&table.rule_text(key)?))
    }

    /// Reads a condition that must be there.
    pub fn need_rule(&self, table: &Table<'r>, key: &'static str) -> ReadRule {
        match table.need_rule_text(key) {
            Some(text) => self.rule_of(&text),
            None => stand_in_rule(table.span.clone()),
        }
    }

    /// Reads a condition.
    pub fn rule_of(&self, text: &Placed<String>) -> ReadRule {
        let span = text.span.clone();
        match parse(text, &self.symbols, self.notes) {
            Some(parsed) => ReadRule {
                rule: Rule { text: text.value.clone(), condition: parsed.condition },
                span,
                mentions: parsed.names,
                sound: true,
            },
            None => {
                self.is_unreadable_at(&span);
                stand_in_rule(span)
            }
        }
    }

    /// Remembers that something could not be read there, for a reason that is noted elsewhere.
    pub fn is_unreadable_at(&self, span: &Span) {
        self.last.unreadable.set(Some(span.start));
    }

    /// Remembers by what an answer could carry weight, and where that is allowed.
    pub fn carries(&mut self, what: &'static str, mentions: Mentions, allowed: Option<Span>) {
        self.last.carriers.push(WeightCarrier { what, mentions, allowed });
    }

    /// Returns what a name means, if it is what is wanted; notes one that is not.
    pub fn named<T>(
        &self,
        what: &str,
        name: &Placed<String>,
        help: &str,
        wanted: impl Fn(&NamedThing) -> Option<T>,
    ) -> Option<T> {
        let found = self.symbols.find(&name.value).and_then(&wanted);
        if found.is_none() {
            let known = self.symbols.named(|named| wanted(named).is_some()).collect();
            self.note_unknown(what, name, known, help);
        }
        found
    }

    /// Returns the score of a name.
    pub fn named_score(&self, name: &Placed<String>) -> Option<ScoreRef> {
        self.named("score", name, "write the id of a score of this file", |named| match named {
            NamedThing::Score(score) => Some(*score),
            _ => None,
        })
    }

    /// Notes a name that is not what is wanted, unless what is wrong with it is noted where it stands.
    pub fn note_unknown(&self, what: &str, name: &Placed<String>, known: Vec<&str>, help: &str) {
        let named = self.symbols.find(&name.value);
        let unsure = named.is_none() && self.symbols.some_without_id();
        let help = match (named, self.notes.nearest_if_sure(&name.value, known, unsure)) {
            (Some(NamedThing::Unclear), _) => return self.is_unreadable_at(&name.span),
            (None, None) if unsure => return self.is_unreadable_at(&name.span),
            (_, Some(near)) => format!("did you mean \"{near}\"?"),
            (_, None) => help.to_owned(),
        };
        let message = format!("there is no {what} `{}`", name.value);
        self.notes.error("unknown-name", name.span.clone(), message, help);
    }

    /// Notes a list with too few entries, unless its key is only misspelt or it is no list at all.
    pub fn note_too_few(&self, table: &Table<'r>, key: &'static str, message: &str, help: &str) {
        let place = table.place_of(key);
        if !table.has(key) {
            table.note_lacking(&[key, "scale"], Diagnostic::error("too-few", place, message).help(help));
        } else if table.length(key).is_some() {
            self.notes.error("too-few", place, message, help);
        }
    }

    /// Notes an id that stands in a list twice.
    pub fn note_duplicate(&self, id: &str, span: Span) {
        let message = format!("`{id}` is in this list twice");
        self.notes.error("duplicate-id", span, message, "give this one another id");
    }
}

/// Stands for a rule that could not be read; the draft that holds it is never handed over.
fn stand_in_rule(span: Span) -> ReadRule {
    let rule = Rule { text: String::new(), condition: Condition::Any(Vec::new()) };
    ReadRule { rule, span, mentions: Mentions::new(), sound: false }
}
