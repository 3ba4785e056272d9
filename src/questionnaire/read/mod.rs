//! Reads a questionnaire from its TOML and reports all mistakes in one pass. The safety rules of the
//! field are part of reading, not advice: see [`safety`]. Its one surprise: it always builds the whole
//! draft, with stand-ins for what is missing, and hands it over only if nothing was wrong.

mod changes;
mod figures;
pub mod pages;
mod plan;
mod questions;
mod rules;
pub mod safety;
mod scores;
mod symbols;

use std::cell::Cell;

use jiff::civil::Date;
use semver::Version;

use super::compile::program;
use super::model::*;
use super::program::Program;
use super::remembered::Remembered;
use crate::decimal::Decimal;
use crate::diagnostic::Diagnostic;
use crate::language::{Words, tag, words_of};
use crate::reading::{self, Notes, Placed, Table};
use crate::rules::{Condition, Name, ScoreRef, parse};
use crate::source::{Source, Span};
use crate::vocabulary::FORMS;
use symbols::Symbols;

use plan::named_by_stop;
pub use plan::{all_reached, named_directly, reached};

/// The most questions of one questionnaire.
pub const MOST_QUESTIONS: usize = 1_000;

/// The questionnaire, if it could be read, and everything that is wrong with the document.
pub struct Reading {
    /// The questionnaire; nothing if there was any error.
    pub questionnaire: Option<Questionnaire>,
    /// All findings in the order of the document.
    pub findings: Vec<Diagnostic>,
}

/// Reads a questionnaire.
pub fn read(source: &Source) -> Reading {
    let notes = Notes::new(source);
    let root = reading::parse(&notes);
    let symbols = Symbols::declare_all(root.get_ref(), &notes);
    let mut reader = Reader {
        symbols,
        notes: &notes,
        words: None,
        carriers: Vec::new(),
        unreadable: Cell::new(None),
        draft: empty(),
    };
    let spans = reader.read_file(Table::root(&root, &notes));
    reader.finish(&spans);
    let draft = reader.draft;
    let questionnaire = (!notes.any_error()).then(|| Questionnaire { program: program(&draft), ..draft });
    Reading { questionnaire, findings: notes.into_findings() }
}

/// Returns whether a text can be the id of a questionnaire, such as `adult-brief`.
pub fn is_questionnaire_id(id: &str) -> bool {
    let is_letter = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    id.len() <= 64 && id.split('-').all(|part| !part.is_empty() && part.bytes().all(is_letter))
}

/// Returns a warning if the questionnaire should have been looked over before a day.
pub fn review_passed(questionnaire: &Questionnaire, today: Date) -> Option<String> {
    let by = questionnaire.review_by.filter(|by| *by < today)?;
    Some(format!("{} was to be reviewed by {by}; ask its authors for a newer edition", questionnaire.id))
}

/// Everything that something names, each with its place in the document.
type Mentions = Vec<(Name, Span)>;

/// A rule as it was read.
struct ReadRule {
    rule: Rule,
    /// The whole text of the rule.
    span: Span,
    mentions: Mentions,
    /// Whether it could be read. If not, a stand-in that names nothing is in its place.
    sound: bool,
}

/// Something by which an answer could carry weight.
struct Carrier {
    what: &'static str,
    mentions: Mentions,
    allowed: Option<Span>,
}

/// What is looked at again once everything is read.
#[derive(Default)]
struct Spans {
    /// What the `ask_if` or `ask_only_if` of each question names.
    ask_mentions: Vec<Mentions>,
    /// The start of the first band of each outcome, where it has bands that could be read.
    first_bands: Vec<Option<(ScoreRef, Decimal, Span)>>,
    /// Whether nothing was wrong with each question, so that its points can be added up.
    sound_questions: Vec<bool>,
    /// Whether nothing was wrong with each score.
    sound_scores: Vec<bool>,
    /// Whether too many questions have been noted.
    too_many_questions: bool,
    /// Whether the validation status could be read.
    sound_validation: bool,
    /// What is said of changes since earlier editions.
    changes: Vec<changes::Said>,
}

struct Reader<'r> {
    symbols: Symbols,
    notes: &'r Notes<'r>,
    /// The words of the document's language, if they are known.
    words: Option<&'static Words>,
    carriers: Vec<Carrier>,
    /// Where a rule could not be read for a reason that is noted elsewhere.
    unreadable: Cell<Option<usize>>,
    draft: Questionnaire,
}

impl<'r> Reader<'r> {
    fn read_file(&mut self, file: Table<'r>) -> Spans {
        let mut spans = Spans::default();
        self.format(&file);
        if let Some(head) = file.need_table("questionnaire", "[questionnaire]") {
            self.head(head, &mut spans);
        }
        self.before_the_questions(&file);
        self.sections(&file, &mut spans);
        self.moments(&file);
        self.rules(&file, &mut spans);
        self.draft.allows = file.tables("allow", "[[allow]]").into_iter().map(allow).collect();
        // Examples are read once the questionnaire is known: see the module `example`.
        file.allow("example");
        file.finish();
        spans
    }

    fn format(&self, file: &Table<'r>) {
        let Some(format) = file.decimal("format") else {
            if !file.has("format") {
                file.note_missing("format", "write `format = 1` in the first line");
            }
            return;
        };
        if format.value != Decimal::whole(1) {
            let message = format!("format {} is not known here; this program reads format 1", format.value);
            let help = "write `format = 1`, or use a newer program";
            self.notes.add(Diagnostic::error("bad-version", format.span, message).help(help));
        }
    }

    fn head(&mut self, head: Table<'r>, spans: &mut Spans) {
        if let Some(id) = head.need_text("id") {
            self.note_bad_file_id(&id);
            self.draft.id = id.value;
        }
        if let Some(version) = head.need_text("version") {
            self.version(&version);
        }
        self.draft.title = needed(head.need_text("title"));
        self.draft.language = self.language(&head);
        self.words = words_of(&self.draft.language);
        self.draft.purpose = needed(head.need_text("purpose"));
        self.draft.minutes = head.whole("minutes", 1, 600).unwrap_or_else(|| {
            if !head.has("minutes") {
                head.note_missing("minutes", "add a line such as `minutes = 15`");
            }
            1
        });
        self.draft.license = needed(head.need_text("license"));
        self.draft.authors = values(head.texts("authors"));
        self.draft.review_by = head.date("review_by");
        if let Some(population) = head.need_table("population", "[questionnaire.population]") {
            self.population(population);
        }
        if let Some(validation) = head.need_table("validation", "[questionnaire.validation]") {
            self.validation(validation, spans);
        }
        self.draft.sources =
            head.tables("source", "[[questionnaire.source]]").into_iter().map(citation).collect();
        let reviews = head.tables("survivor_review", "[[questionnaire.survivor_review]]");
        self.draft.survivor_reviews = reviews.into_iter().map(survivor_review).collect();
        for change in head.tables("change", "[[questionnaire.change]]") {
            let said = self.change(change);
            spans.changes.push(said);
        }
        head.finish();
    }

    fn note_bad_file_id(&self, id: &Placed<String>) {
        if !is_questionnaire_id(&id.value) {
            let message = format!("`{}` cannot be the id of a questionnaire", id.value);
            let help = "write it like `adult-brief`: letters a-z, digits and single hyphens, at most 64";
            self.notes.add(Diagnostic::error("bad-id", id.span.clone(), message).help(help));
        }
    }

    fn version(&mut self, version: &Placed<String>) {
        match Version::parse(&version.value) {
            Ok(parsed) => self.draft.version = parsed,
            Err(_) => self.notes.add(
                Diagnostic::error(
                    "bad-version",
                    version.span.clone(),
                    format!("`{}` is not a semantic version", version.value),
                )
                .help("write three numbers, such as \"1.0.0\""),
            ),
        }
    }

    fn language(&self, head: &Table<'r>) -> String {
        needed(head.need_text("language").inspect(|language| self.note_bad_language(language)))
    }

    fn note_bad_language(&self, language: &Placed<String>) {
        if !tag::is_tag(&language.value) {
            let message = format!("`{}` is not a language tag", language.value);
            let help = tag::advice(&language.value);
            self.notes.add(Diagnostic::error("bad-language", language.span.clone(), message).help(help));
        }
    }

    fn population(&mut self, table: Table<'r>) {
        let ages = table.need_text("ages").and_then(|ages| self.age_range(&ages)).unwrap_or_default();
        let settings = values(table.texts("settings"));
        let forms = table.terms("forms", FORMS);
        self.draft.population = Population { ages, settings, forms };
        table.finish();
    }

    fn age_range(&self, text: &Placed<String>) -> Option<AgeRange> {
        let range = AgeRange::parse(&text.value);
        if range.is_none() {
            let message = format!("`{}` is not an age range", text.value);
            let help = "write \"18+\" or \"12-17\"";
            self.notes.add(Diagnostic::error("bad-ages", text.span.clone(), message).help(help));
        }
        range
    }

    fn validation(&mut self, table: Table<'r>, spans: &mut Spans) {
        let words = [
            ("not-validated", figures::Status::NotValidated),
            ("published", figures::Status::Published),
            ("published-unmeasured", figures::Status::Unmeasured),
        ];
        let status = table.need_word("status", &words);
        spans.sound_validation = status.is_some();
        let note = needed(table.need_text("note"));
        let status = status.unwrap_or(figures::Status::NotValidated);
        let study = figures::study(&table, status);
        self.draft.validation = Validation { published: study, note };
        table.finish();
    }

    /// Reads the condition that stands at a key.
    fn rule(&self, table: &Table<'r>, key: &'static str) -> Option<ReadRule> {
        Some(self.rule_of(&table.rule_text(key)?))
    }

    fn need_rule(&self, table: &Table<'r>, key: &'static str) -> ReadRule {
        match table.need_rule_text(key) {
            Some(text) => self.rule_of(&text),
            None => stand_in_rule(table.span.clone()),
        }
    }

    fn rule_of(&self, text: &Placed<String>) -> ReadRule {
        let span = text.span.clone();
        match parse(text, &self.symbols, self.notes) {
            Some(parsed) => ReadRule {
                rule: Rule { text: text.value.clone(), condition: parsed.condition },
                span,
                mentions: parsed.names,
                sound: true,
            },
            None => {
                self.unreadable.set(Some(span.start));
                stand_in_rule(span)
            }
        }
    }

    fn finish(&mut self, spans: &Spans) {
        let graph = plan::Graph::of(&self.draft);
        plan::note_looking_forward(&self.draft, &graph, &spans.ask_mentions, self.notes);
        self.draft.plan = plan::plan(&self.draft, &self.symbols, self.notes);
        if spans.sound_validation {
            safety::note_identity_weight(&self.draft, &graph, &self.carriers, self.notes);
        }
        scores::note_reach(&self.draft, spans, &self.symbols, self.notes);
        self.note_changes(&spans.changes);
        self.note_unreadable();
    }

    /// A draft with a stand-in for a rule is never handed over, whatever the reason.
    fn note_unreadable(&self) {
        if let Some(at) = self.unreadable.get().filter(|_| !self.notes.any_error()) {
            let message = "this condition could not be read";
            let help = "write it anew, and report this file as a bug of the program";
            self.notes.add(Diagnostic::error("bad-condition", at..at + 1, message).help(help));
        }
    }
}

/// Stands for a rule that could not be read; the draft that holds it is never handed over.
fn stand_in_rule(span: Span) -> ReadRule {
    let rule = Rule { text: String::new(), condition: Condition::Any(Vec::new()) };
    ReadRule { rule, span, mentions: Mentions::new(), sound: false }
}

fn needed(text: Option<Placed<String>>) -> String {
    text.map_or_else(String::new, |text| text.value)
}

fn maybe(text: Option<Placed<String>>) -> Option<String> {
    text.map(|text| text.value)
}

fn values(texts: Vec<Placed<String>>) -> Vec<String> {
    texts.into_iter().map(|text| text.value).collect()
}

fn citation(table: Table<'_>) -> Citation {
    let citation = Citation {
        title: needed(table.need_text("title")),
        url: needed(table.text("url")),
        used_for: needed(table.need_text("used_for")),
    };
    table.finish();
    citation
}

fn allow(table: Table<'_>) -> Allow {
    let allow = Allow {
        lint: needed(table.need_text("lint")),
        at: maybe(table.text("at")),
        reason: needed(table.need_text("reason")),
    };
    table.finish();
    allow
}

fn survivor_review(table: Table<'_>) -> SurvivorReview {
    let review = SurvivorReview {
        role: needed(table.need_text("role")),
        paid: table.flag("paid"),
        on: table.date("on"),
    };
    table.finish();
    review
}

fn empty() -> Questionnaire {
    Questionnaire {
        id: String::new(),
        version: Version::new(0, 0, 0),
        title: String::new(),
        language: String::new(),
        purpose: String::new(),
        minutes: 0,
        license: String::new(),
        authors: Vec::new(),
        review_by: None,
        population: Population::default(),
        validation: Validation::default(),
        sources: Vec::new(),
        survivor_reviews: Vec::new(),
        contexts: Vec::new(),
        gates: Vec::new(),
        openings: Vec::new(),
        break_words: None,
        sections: Vec::new(),
        questions: Vec::new(),
        disclosures: Vec::new(),
        stops: Vec::new(),
        indicators: Vec::new(),
        scores: Vec::new(),
        outcomes: Vec::new(),
        actions: Vec::new(),
        next: Vec::new(),
        allows: Vec::new(),
        changes: Vec::new(),
        plan: Vec::new(),
        program: Program::default(),
        remembered: Remembered::default(),
    }
}
