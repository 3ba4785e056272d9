//! Advice to the authors of a questionnaire that reads without a mistake: its scoring, its words, its
//! order, its paperwork. One lint is one file; [`LINTS`] is the table of all. Advice never keeps a
//! questionnaire from loading, and its authors may set it aside, with their reason, in the file.

mod age;
mod allow;
mod order;
mod paperwork;
pub mod reach;
mod scoring;
pub mod texts;
mod words;

use std::cell::OnceCell;
use std::ops::Range;

use jiff::civil::Date;

use crate::diagnostic::{Diagnostic, Page, Severity, in_order};
use crate::language::{Words, words_of};
use crate::questionnaire::Questionnaire;
use crate::questionnaire::places::{Place, Places};
use crate::source::Source;
use reach::Survey;
use words::Passage;
pub use words::{NAME, NUMBER, full_names, in_narration, phone_numbers};

/// All lints, in the order of the lists and of the documentation.
pub const LINTS: &[&Lint] = &[
    // Scoring. What is not proven is known when all others have asked.
    &scoring::unreachable_level::UNREACHABLE_LEVEL,
    &scoring::unreachable_row::UNREACHABLE_ROW,
    &scoring::unreachable_band::UNREACHABLE_BAND,
    &scoring::table_already_full::TABLE_ALREADY_FULL,
    &scoring::dead_adjust::DEAD_ADJUST,
    &scoring::cut_off_too_high::CUT_OFF_TOO_HIGH,
    &scoring::never_true::NEVER_TRUE,
    &scoring::always_true::ALWAYS_TRUE,
    &scoring::falling_bands::FALLING_BANDS,
    &scoring::ladder::GAP_BETWEEN_ROWS,
    &scoring::ladder::PREFER_BANDS,
    &scoring::not_monotone::NOT_MONOTONE,
    &scoring::level_without_action::LEVEL_WITHOUT_ACTION,
    &scoring::action_without_level::ACTION_WITHOUT_LEVEL,
    &scoring::unused::UNUSED_INDICATOR,
    &scoring::unused::UNUSED_QUESTION,
    &scoring::unused::UNUSED_SCORE,
    &scoring::unused::UNUSED_CONTEXT,
    &scoring::one_question_decides::ONE_QUESTION_DECIDES,
    &scoring::dont_know_under_not::DONT_KNOW_UNDER_NOT,
    &scoring::double_count::DOUBLE_COUNT,
    &scoring::not_proven::NOT_PROVEN,
    // Words.
    &words::language_without_words::LANGUAGE_WITHOUT_WORDS,
    &words::reading_grade::READING_GRADE,
    &words::long_sentence::LONG_SENTENCE,
    &words::two_questions::TWO_QUESTIONS,
    &words::double_negative::DOUBLE_NEGATIVE,
    &words::leading_form::LEADING_FORM,
    &words::why_question::WHY_QUESTION,
    &words::term::TERM,
    &words::observed_aloud::OBSERVED_ALOUD,
    &words::identity_alone::IDENTITY_ALONE,
    &words::identifying::PHONE_NUMBER,
    &words::identifying::FULL_NAME,
    &words::asks_identifier::ASKS_IDENTIFIER,
    &words::reassuring_level::REASSURING_LEVEL,
    &words::sensitivity_low::SENSITIVITY_LOW,
    // Order.
    &order::no_gates::NO_GATES,
    &order::opening_order::OPENING_ORDER,
    &order::sensitivity_rises::SENSITIVITY_RISES,
    &order::age_late::AGE_LATE,
    &order::age_unknown_goes_on::AGE_UNKNOWN_GOES_ON,
    &order::no_minor_route::NO_MINOR_ROUTE,
    &order::no_leave::NO_LEAVE,
    &order::no_break::NO_BREAK,
    &order::no_needs::NO_NEEDS,
    &order::no_strengths::NO_STRENGTHS,
    &order::need_leads_nowhere::NEED_LEADS_NOWHERE,
    // Paperwork.
    &paperwork::no_review_date::NO_REVIEW_DATE,
    &paperwork::review_passed::REVIEW_PASSED,
    &paperwork::no_survivor_review::NO_SURVIVOR_REVIEW,
    &paperwork::unknown_license::UNKNOWN_LICENSE,
    &paperwork::no_source::NO_SOURCE,
    &paperwork::figures_without_source::FIGURES_WITHOUT_SOURCE,
    &paperwork::other_language::OTHER_LANGUAGE,
    &allow::UNKNOWN_LINT,
    &allow::UNUSED_ALLOW,
];

/// One piece of advice.
pub struct Lint {
    /// What it means, with an example.
    pub page: Page,
    /// What it is about.
    pub group: Group,
    /// How much it usually matters.
    pub severity: Severity,
    /// Looks at a questionnaire and says what it finds.
    pub look: fn(&Subject<'_>, &mut Found<'_>),
}

/// What a lint is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    /// What follows from answers.
    Scoring,
    /// What is read aloud and written down.
    Words,
    /// In what order, and with what around it.
    Order,
    /// Sources, dates, reviews, licences.
    Paperwork,
}

impl Group {
    /// Returns the word for it.
    pub fn id(self) -> &'static str {
        match self {
            Group::Scoring => "scoring",
            Group::Words => "words",
            Group::Order => "order",
            Group::Paperwork => "paperwork",
        }
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
    /// What it can come to, as soon as somebody wants to know.
    survey: OnceCell<Survey<'s>>,
}

impl<'s> Subject<'s> {
    /// Makes a questionnaire ready to be looked at.
    pub fn of(questionnaire: &'s Questionnaire, today: Option<Date>) -> Self {
        let words = words_of(&questionnaire.language);
        let passages = words::all(questionnaire, words);
        Subject { questionnaire, words, passages, today, survey: OnceCell::new() }
    }

    /// Returns every text with the words of its language; nothing where they are not known.
    pub fn worded(&self) -> impl Iterator<Item = (&Passage<'s>, &'static Words)> {
        self.words.into_iter().flat_map(|words| self.passages.iter().map(move |passage| (passage, words)))
    }

    /// Returns every text that is read aloud, as [`Subject::worded`] does.
    pub fn aloud(&self) -> impl Iterator<Item = (&Passage<'s>, &'static Words)> {
        self.worded().filter(|(passage, _)| passage.is_aloud())
    }

    /// Returns what the questionnaire can come to.
    pub fn survey(&self) -> &Survey<'s> {
        self.survey.get_or_init(|| Survey::new(self.questionnaire))
    }
}

/// Collects what one lint finds.
pub struct Found<'f> {
    lint: &'static Lint,
    questionnaire: &'f Questionnaire,
    places: &'f Places<'f>,
    findings: Vec<Finding>,
}

/// A finding, and the id of what it is about, by which it can be set aside.
struct Finding {
    about: Option<String>,
    diagnostic: Diagnostic,
}

impl Found<'_> {
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
        let about = texts::id_of(self.questionnaire, place).map(str::to_owned);
        self.findings.push(Finding { about, diagnostic });
    }
}

/// Returns all advice on a questionnaire that came from a source, in the order of the document, without
/// what its authors have set aside.
pub fn advice(source: &Source, questionnaire: &Questionnaire, today: Option<Date>) -> Vec<Diagnostic> {
    advice_but(source, questionnaire, today, &[])
}

/// Returns all advice as [`advice`] does, without looking for what is left out this time.
pub fn advice_but(
    source: &Source,
    questionnaire: &Questionnaire,
    today: Option<Date>,
    left_out: &[&str],
) -> Vec<Diagnostic> {
    let subject = Subject::of(questionnaire, today);
    let places = Places::of(source);
    let mut findings = Vec::new();
    let is_left_out = |lint: &&&Lint| {
        left_out.contains(&lint.page.code) || allow::sets_all_aside(questionnaire, lint.page.code)
    };
    for lint in LINTS.iter().filter(|lint| !is_left_out(lint)) {
        let mut found = Found { lint, questionnaire, places: &places, findings: Vec::new() };
        (lint.look)(&subject, &mut found);
        findings.append(&mut found.findings);
    }
    in_order(allow::set_aside(questionnaire, &places, findings, left_out))
}

/// Returns whether findings of a lint may be set aside, with a reason.
pub fn may_be_set_aside(code: &str) -> bool {
    find(code).is_some() && code != words::language_without_words::LANGUAGE_WITHOUT_WORDS.page.code
}

/// Returns the lint of that code.
pub fn find(code: &str) -> Option<&'static Lint> {
    LINTS.iter().copied().find(|lint| lint.page.code == code)
}
