//! Reads the head of a questionnaire: what it is, whom it is for, how well it works, what it draws on.

use semver::Version;

use super::ids::{is_questionnaire_id, note_bad_file_id, note_bad_language};
use super::published::{self, Status};
use super::reader::QuestionnaireReader;
use crate::language::words_of;
use crate::questionnaire::model::*;
use crate::reading::{Notes, Placed, Table};
use crate::vocabulary::FORMS;

const STATUSES: [(&str, Status); 3] = [
    ("not-validated", Status::NotValidated),
    ("published", Status::Published),
    ("published-unmeasured", Status::Unmeasured),
];

impl<'r> QuestionnaireReader<'r> {
    pub(super) fn head(&mut self, head: Table<'r>) {
        if let Some(id) = head.need_text("id") {
            note_bad_file_id(&id, self.notes);
            self.draft.id = id.value;
        }
        if let Some(version) = head.need_text("version") {
            self.version(&version);
        }
        self.draft.title = head.need_string("title");
        let language = head.need_text("language").inspect(|language| note_bad_language(language, self.notes));
        self.draft.language = language.map(|language| language.value).unwrap_or_default();
        self.words = words_of(&self.draft.language);
        self.draft.purpose = head.need_string("purpose");
        self.draft.about = head.word("about", FormAbout::WORDS).unwrap_or_default();
        self.draft.minutes = head.whole("minutes", 1, 600).unwrap_or(1);
        head.note_missing("minutes", "add a line such as `minutes = 15`");
        self.draft.license = head.need_string("license");
        self.draft.authors = head.strings("authors");
        self.draft.review_by = head.date("review_by");
        head.note_missing(
            "review_by",
            "add the day by which it is looked over again, such as `review_by = 2028-01-01`",
        );
        self.draft.copy_note = head.string("copy_note");
        if let Some(population) = head.need_table("population", "[questionnaire.population]") {
            self.draft.population = self.population(population);
        }
        if let Some(validation) = head.need_table("validation", "[questionnaire.validation]") {
            self.validation(validation);
        }
        let sources = head.tables("source", "[[questionnaire.source]]");
        self.draft.sources = sources.into_iter().map(citation).collect();
        let reviews = head.tables("survivor_review", "[[questionnaire.survivor_review]]");
        self.draft.survivor_reviews = reviews.into_iter().map(survivor_review).collect();
        for change in head.tables("change", "[[questionnaire.change]]") {
            self.change(change);
        }
    }

    fn version(&mut self, version: &Placed<String>) {
        match Version::parse(&version.value) {
            Ok(parsed) => self.draft.version = parsed,
            Err(_) => {
                let message = format!("`{}` is not a semantic version", version.value);
                let help = "write three numbers, such as \"1.0.0\"";
                self.notes.error("bad-version", version.span.clone(), message, help);
            }
        }
    }

    fn population(&self, table: Table<'r>) -> Population {
        let ages = table.need_text("ages").and_then(|ages| age_range(&ages, self.notes)).unwrap_or_default();
        note_none(&table, "settings", "write where it is used, such as `settings = [\"shelter\"]`");
        Population {
            ages,
            settings: table.strings("settings"),
            law: law(&table),
            forms: table.terms("forms", FORMS),
        }
    }

    fn validation(&mut self, table: Table<'r>) {
        let status = table.need_word("status", &STATUSES);
        self.last.sound_validation = status.is_some();
        let note = table.need_string("note");
        let published = published::study(&table, status.unwrap_or(Status::NotValidated));
        self.draft.validation = Validation { published, note };
    }
}

/// Reads the countries for whose law it is made; nothing for any.
fn law(table: &Table<'_>) -> Vec<String> {
    let help = "write the countries for whose law it is made, such as `law = [\"us\"]`, or `law = \"any\"`";
    note_none(table, "law", help);
    if table.holds("law", "any") {
        return Vec::new();
    }
    let countries = table.texts("law");
    for country in countries.iter().filter(|country| !is_country(&country.value)) {
        let message = format!("`{}` cannot be a country here", country.value);
        let help = "write the first part of the id of its jurisdiction pack: `us` in `us-federal`";
        table.notes().error("bad-id", country.span.clone(), message, help);
    }
    countries.into_iter().map(|country| country.value).collect()
}

fn is_country(text: &str) -> bool {
    is_questionnaire_id(text) && !text.contains('-')
}

/// Notes a list that is not there, or has nothing in it.
fn note_none(table: &Table<'_>, key: &'static str, help: &str) {
    table.note_missing(key, help);
    if table.length(key) == Some(0) {
        table.notes().error("too-few", table.place_of(key), format!("`{key}` has nothing in it"), help);
    }
}

/// Reads ages, or notes that they are none.
pub fn age_range(text: &Placed<String>, notes: &Notes<'_>) -> Option<AgeRange> {
    let range = AgeRange::parse(&text.value);
    if range.is_none() {
        let message = format!("`{}` is not an age range", text.value);
        notes.error("bad-ages", text.span.clone(), message, "write \"18+\" or \"12-17\"");
    }
    range
}

fn citation(table: Table<'_>) -> Citation {
    Citation {
        title: table.need_string("title"),
        url: table.string("url").unwrap_or_default(),
        used_for: table.need_string("used_for"),
    }
}

fn survivor_review(table: Table<'_>) -> SurvivorReview {
    table.note_missing("paid", "write whether they were paid for it: `paid = true`");
    table.note_missing("on", "write the day, such as `on = 2026-01-31`");
    SurvivorReview { role: table.need_string("role"), paid: table.flag("paid"), on: table.date("on") }
}
