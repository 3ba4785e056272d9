//! Reads a questionnaire from its TOML and reports all mistakes in one pass. The safety rules of the
//! field are part of reading, not advice: see [`safety`]. Its one surprise: it always builds the whole
//! draft, with stand-ins for what is missing, and hands it over only if nothing was wrong.

mod plan;
mod questions;
mod rules;
pub mod safety;
mod scores;
mod symbols;

use jiff::civil::Date;
use semver::Version;

use super::model::*;
use crate::condition::{Condition, parse};
use crate::diagnostic::Diagnostic;
use crate::document::{self, Notes, Placed, Table};
use crate::source::{Source, Span};
use crate::vocabulary::FORMS;
use symbols::Symbols;

pub use plan::{needed_by, reached};

/// The most questions of one questionnaire.
pub const MOST_QUESTIONS: usize = 1_000;

/// The most of any other kind of thing in one questionnaire.
pub const MOST_OF_ANYTHING: usize = 5_000;

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
    let root = document::parse(&notes);
    let symbols = Symbols::declare_all(root.get_ref(), &notes);
    let mut reader = Reader { symbols, notes: &notes, carriers: Vec::new(), draft: empty() };
    let spans = reader.read_file(Table::root(&root, &notes));
    reader.finish(&spans);
    let draft = reader.draft;
    let questionnaire = (!notes.any_error()).then_some(draft);
    Reading { questionnaire, findings: notes.into_findings() }
}

/// Returns a warning if the questionnaire should have been looked over before a day.
pub fn review_passed(questionnaire: &Questionnaire, today: Date) -> Option<String> {
    let by = questionnaire.review_by.filter(|by| *by < today)?;
    Some(format!("{} was to be reviewed by {by}; ask its authors for a newer edition", questionnaire.id))
}

/// Something by which an answer could carry weight.
struct Carrier {
    what: &'static str,
    span: Span,
    names: Vec<crate::condition::Name>,
    allowed: Option<Span>,
}

/// The places of what is looked at again once everything is read.
#[derive(Default)]
struct Spans {
    ask_rules: Vec<Option<Span>>,
    first_bands: Vec<Span>,
    validation_status: Span,
}

struct Reader<'r> {
    symbols: Symbols,
    notes: &'r Notes<'r>,
    carriers: Vec<Carrier>,
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
        file.finish();
        spans
    }

    fn format(&self, file: &Table<'r>) {
        if !file.has("format") {
            let message = "`format = 1` is missing at the top of the file";
            let help = "write `format = 1` in the first line";
            file.whole("format", 1, 1);
            self.notes.add(Diagnostic::error("missing-key", 0..0, message).help(help));
        } else {
            file.whole("format", 1, 1);
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
        self.draft.purpose = needed(head.need_text("purpose"));
        self.draft.minutes = head.whole("minutes", 1, 600).unwrap_or_else(|| {
            if !head.has("minutes") {
                let message = "`minutes` is missing in [questionnaire]";
                let help = "add a line such as `minutes = 15`";
                self.notes.add(Diagnostic::error("missing-key", head.span.clone(), message).help(help));
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
        head.finish();
    }

    fn note_bad_file_id(&self, id: &Placed<String>) {
        let shaped = id.value.split('-').all(|part| {
            !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
        });
        if !shaped || id.value.len() > 64 {
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
        let Some(language) = head.need_text("language") else {
            return String::new();
        };
        let subtag =
            |part: &str| (2..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric());
        if !language.value.split('-').all(subtag) {
            let message = format!("`{}` is not a language tag", language.value);
            let help = "write a tag such as \"en\", \"es\" or \"pt-BR\"";
            self.notes.add(Diagnostic::error("bad-language", language.span, message).help(help));
        }
        language.value
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
        spans.validation_status = table.place_of("status");
        let status = table.need_word("status", &[("not-validated", false), ("published", true)]);
        let note = needed(table.need_text("note"));
        let published = status.unwrap_or(false);
        let field = |key| {
            if published { needed(table.need_text(key)) } else { optional(table.text(key)) }
        };
        let study = Study {
            study: field("study"),
            sensitivity: field("sensitivity"),
            specificity: field("specificity"),
            cut_off: field("cut_off"),
            population: field("population"),
            language: field("language"),
            n: table.whole("n", 1, 100_000_000).unwrap_or_else(|| {
                if published && !table.has("n") {
                    let message = "`n` is missing in [questionnaire.validation]";
                    let help = "write how many people the study had, such as `n = 340`";
                    self.notes.add(Diagnostic::error("missing-key", table.span.clone(), message).help(help));
                }
                0
            }),
        };
        self.draft.validation = Validation { published: published.then_some(study), note };
        table.finish();
    }

    /// Reads the condition that stands at a key.
    fn rule(&self, table: &Table<'r>, key: &'static str) -> Option<(Rule, Span)> {
        let text = table.text(key)?;
        Some((self.rule_of(&text), text.span))
    }

    fn need_rule(&self, table: &Table<'r>, key: &'static str) -> (Rule, Span) {
        match table.need_text(key) {
            Some(text) => (self.rule_of(&text), text.span),
            None => (stand_in_rule(), table.span.clone()),
        }
    }

    fn rule_of(&self, text: &Placed<String>) -> Rule {
        match parse(text, &self.symbols, self.notes) {
            Some(condition) => Rule { text: text.value.clone(), condition },
            None => stand_in_rule(),
        }
    }

    fn note_too_many(&self, what: &str, count: usize, most: usize, span: Span) {
        if count > most {
            let message = format!("{count} {what}; at most {most} can be read");
            self.notes
                .add(Diagnostic::error("too-many", span, message).help("split the questionnaire in two"));
        }
    }

    fn finish(&mut self, spans: &Spans) {
        plan::note_looking_forward(&self.draft, &spans.ask_rules, self.notes);
        self.draft.plan = plan::plan(&self.draft, &self.symbols, self.notes);
        safety::note_identity_weight(&self.draft, &self.carriers, self.notes);
        scores::note_reach(&self.draft, spans, &self.symbols, self.notes);
    }
}

/// Stands for a rule that could not be read; the draft that holds it is never handed over.
fn stand_in_rule() -> Rule {
    Rule { text: String::new(), condition: Condition::Any(Vec::new()) }
}

fn needed(text: Option<Placed<String>>) -> String {
    text.map_or_else(String::new, |text| text.value)
}

fn optional(text: Option<Placed<String>>) -> String {
    needed(text)
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
        plan: Vec::new(),
    }
}
