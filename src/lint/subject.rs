//! What a lint is, what it looks at and where it puts what it finds. It knows no lint by name.

use std::cell::{OnceCell, RefCell};
use std::ops::Range;

use jiff::civil::Date;

use super::words::{Passage, all};
use crate::diagnostic::{Diagnostic, Page, Severity};
use crate::explore::Survey;
use crate::language::{Words, words_of};
use crate::questionnaire::Questionnaire;
use crate::questionnaire::location::{Place, Places};
use crate::rules::Reading;
use crate::scoring::Evaluation;
use crate::vocabulary::closed_list;

/// One piece of advice.
pub struct Lint {
    /// What it means, with an example.
    pub page: Page,
    /// What it is about.
    pub group: LintGroup,
    /// How much it usually matters.
    pub severity: Severity,
    /// Looks at a questionnaire and says what it finds.
    pub look: fn(&Subject<'_>, &mut LintFindings<'_>),
}

impl Lint {
    /// Returns whether what it finds may be set aside, with a reason. A rule that is silently off may not, nor what has
    /// to be so before anybody is asked.
    pub fn may_be_set_aside(&self) -> bool {
        !["language-without-words", "no-gates"].contains(&self.page.code)
    }
}

closed_list! {
    /// What a lint is about.
    #[derive(PartialOrd, Ord)]
    pub enum LintGroup {
        /// What follows from answers.
        Scoring = "scoring",
        /// What is read aloud and written down.
        Words = "words",
        /// In what order, and with what around it.
        Order = "order",
        /// Sources, dates, reviews, licences.
        Paperwork = "paperwork",
    }
}

/// What the lints look at.
pub struct Subject<'s> {
    /// The questionnaire.
    pub questionnaire: &'s Questionnaire,
    /// The words of its language, if they are known.
    pub words: Option<&'static Words>,
    /// Every text of it as words and sentences.
    pub passages: Vec<Passage<'s>>,
    /// The day on which it is looked at, if it is known.
    pub today: Option<Date>,
    /// All lints that there are, for those that speak of others.
    pub lints: &'static [&'static Lint],
    /// What is certain while nothing is known, and what it can come to, as soon as somebody wants to know.
    nothing: OnceCell<Evaluation<'s>>,
    survey: OnceCell<Survey<'s>>,
    /// What a lint could not decide with the work that is allowed, but for what the survey was asked.
    not_proven: RefCell<Vec<String>>,
}

impl<'s> Subject<'s> {
    /// Makes a questionnaire ready to be looked at.
    pub fn of(
        questionnaire: &'s Questionnaire,
        today: Option<Date>,
        lints: &'static [&'static Lint],
    ) -> Self {
        let words = words_of(&questionnaire.language);
        let passages = all(questionnaire, words);
        Subject {
            questionnaire,
            words,
            passages,
            today,
            lints,
            nothing: OnceCell::new(),
            survey: OnceCell::new(),
            not_proven: RefCell::default(),
        }
    }

    /// Returns every text with the words of its language; nothing where they are not known.
    pub fn worded(&self) -> impl Iterator<Item = (&Passage<'s>, &'static Words)> {
        self.words.into_iter().flat_map(|words| self.passages.iter().map(move |passage| (passage, words)))
    }

    /// Returns every text that is read aloud, as [`Subject::worded`] does.
    pub fn aloud(&self) -> impl Iterator<Item = (&Passage<'s>, &'static Words)> {
        self.worded().filter(|(passage, _)| passage.is_aloud())
    }

    /// Returns what is certain while nothing is known.
    pub fn nothing(&self) -> &Evaluation<'s> {
        self.nothing.get_or_init(|| {
            let contexts = vec![Reading::Unknown; self.questionnaire.contexts.len()];
            Evaluation::new(self.questionnaire, contexts)
        })
    }

    /// Returns what the questionnaire can come to.
    pub fn survey(&self) -> &Survey<'s> {
        self.survey.get_or_init(|| Survey::new(self.questionnaire))
    }

    /// Notes what could not be decided with the work that is allowed.
    pub fn not_proven(&self, what: String) {
        self.not_proven.borrow_mut().push(what);
    }

    /// Returns all that was noted so.
    pub fn all_not_proven(&self) -> Vec<String> {
        self.not_proven.borrow().clone()
    }
}

/// Collects what one lint finds.
pub struct LintFindings<'f> {
    lint: &'static Lint,
    questionnaire: &'f Questionnaire,
    places: &'f Places<'f>,
    findings: Vec<PlacedFinding>,
}

/// A finding, and the place that it is about, by which it can be set aside.
pub struct PlacedFinding {
    /// The place.
    pub place: Place,
    /// What is found.
    pub diagnostic: Diagnostic,
}

impl<'f> LintFindings<'f> {
    /// Returns an empty collection for a lint.
    pub fn of(lint: &'static Lint, questionnaire: &'f Questionnaire, places: &'f Places<'f>) -> Self {
        LintFindings { lint, questionnaire, places, findings: Vec::new() }
    }

    /// Returns what was found.
    pub fn into_findings(self) -> Vec<PlacedFinding> {
        self.findings
    }

    /// Notes something at a place, with what to write instead.
    pub fn at(&mut self, place: Place, message: impl Into<String>, help: impl Into<String>) {
        let span = self.places.find(self.questionnaire, place);
        self.add(place, Diagnostic { span, ..self.diagnostic(message, help) });
    }

    /// Notes something about a part of the text at a place, with what to write instead.
    pub fn at_part(
        &mut self,
        place: Place,
        part: Range<usize>,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        let span = self.places.find_part(self.questionnaire, place, part);
        self.add(place, Diagnostic { span, ..self.diagnostic(message, help) });
    }

    /// Makes the last finding matter more or less than this lint usually does.
    pub fn as_severity(&mut self, severity: Severity) {
        if let Some(last) = self.findings.last_mut() {
            last.diagnostic.severity = severity;
        }
    }

    /// Points from the last finding to another place that explains it.
    pub fn see(&mut self, place: Place, what: impl Into<String>) {
        let span = self.places.find(self.questionnaire, place);
        if let Some(last) = self.findings.last_mut() {
            last.diagnostic.elsewhere = Some((span, what.into()));
        }
    }

    fn diagnostic(&self, message: impl Into<String>, help: impl Into<String>) -> Diagnostic {
        let severity = self.lint.severity;
        Diagnostic { severity, ..Diagnostic::warning(self.lint.page.code, 0..0, message).help(help) }
    }

    fn add(&mut self, place: Place, diagnostic: Diagnostic) {
        self.findings.push(PlacedFinding { place, diagnostic });
    }
}
