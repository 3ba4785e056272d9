//! Reads the whole document, and looks once more at what can be judged only when all of it is known.

use std::collections::BTreeSet;

use semver::Version;

use super::reader::{LookedAtLast, QuestionnaireReader};
use super::symbols::Symbols;
use super::{order, safety, scores};
use crate::diagnostic::Diagnostic;
use crate::questionnaire::compile::program;
use crate::questionnaire::dependencies::Dependents;
use crate::questionnaire::model::*;
use crate::questionnaire::program::Program;
use crate::questionnaire::remembered::Remembered;
use crate::reading::{self, Notes, Table};
use crate::rules::Name;
use crate::source::Source;

/// The questionnaire, if it could be read, and everything that is wrong with the document.
pub struct ReadQuestionnaire {
    /// The questionnaire; nothing if there was any error.
    pub questionnaire: Option<Questionnaire>,
    /// All findings in the order of the document.
    pub findings: Vec<Diagnostic>,
}

/// Reads a questionnaire.
pub fn read(source: &Source) -> ReadQuestionnaire {
    let notes = Notes::new(source);
    let root = reading::parse(&notes);
    let symbols = Symbols::declare_all(root.get_ref(), &notes);
    let (draft, last) = (empty(), LookedAtLast::default());
    let mut reader = QuestionnaireReader { symbols, notes: &notes, words: None, draft, last };
    reader.file(Table::root(&root, &notes));
    reader.finish();
    let draft = reader.draft;
    let questionnaire = (!notes.any_error()).then(|| Questionnaire { program: program(&draft), ..draft });
    ReadQuestionnaire { questionnaire, findings: notes.into_findings() }
}

impl<'r> QuestionnaireReader<'r> {
    fn file(&mut self, file: Table<'r>) {
        file.need_format();
        if let Some(head) = file.need_table("questionnaire", "[questionnaire]") {
            self.head(head);
        }
        self.before_the_questions(&file);
        self.sections(&file);
        self.moments(&file);
        self.rules(&file);
        self.draft.allows = file.tables("allow", "[[allow]]").into_iter().map(allow).collect();
        // Examples are read once the questionnaire is known: see the module `example`.
        file.allow("example");
    }

    fn finish(&mut self) {
        let dependents = Dependents::of(&self.draft);
        order::note_looking_forward(&self.draft, &dependents, &self.last.ask_mentions, self.notes);
        self.draft.plan = order::order(&self.draft, &self.symbols, self.notes);
        if self.last.sound_validation {
            safety::note_identity_weight(&self.draft, &dependents, &self.last.carriers, self.notes);
        }
        scores::note_reach(&self.draft, &self.last, &self.symbols, self.notes);
        self.note_changes();
        self.note_unused_by_language();
        self.note_unreadable();
    }

    /// What no rule reads would be asked of every translation for nothing. A rule that could not be read may read it.
    fn note_unused_by_language(&self) {
        if self.last.unreadable.get().is_some() {
            return;
        }
        let used: BTreeSet<Name> = self.draft.names_in_use().collect();
        for (context, span) in &self.last.by_language {
            if !used.contains(&Name::Context(*context)) {
                let id = &self.draft.context(*context).id;
                let message =
                    format!("no rule compares anything with `{id}`, so no language needs a value of it");
                let help = format!(
                    "compare a score with it, such as `when = \"total >= {id}\"`, or take `by_language` out"
                );
                self.notes.error("by-language", span.clone(), message, help);
            }
        }
    }

    /// A draft with a stand-in for a rule is never handed over, whatever the reason.
    fn note_unreadable(&self) {
        if let Some(at) = self.last.unreadable.get().filter(|_| !self.notes.any_error()) {
            let help = "write it anew, and report this file as a bug of the program";
            self.notes.error("bad-condition", at..at + 1, "this condition could not be read", help);
        }
    }
}

fn allow(table: Table<'_>) -> Allow {
    Allow { lint: table.need_string("lint"), at: table.string("at"), reason: table.need_string("reason") }
}

fn empty() -> Questionnaire {
    Questionnaire {
        id: String::new(),
        version: Version::new(0, 0, 0),
        title: String::new(),
        language: String::new(),
        purpose: String::new(),
        about: FormAbout::default(),
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
        copy_note: None,
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
