//! Advice to the authors of a questionnaire that reads without a mistake: its scoring, its words, its
//! order, its paperwork. One lint is one file; [`LINTS`] is the table of all. Advice never keeps a
//! questionnaire from loading, and its authors may set it aside, with their reason, in the file.

mod age;
mod allow;
mod order;
mod paperwork;
mod scoring;
mod subject;
mod words;

use jiff::civil::Date;

use crate::diagnostic::{Diagnostic, in_order};
use crate::questionnaire::Questionnaire;
use crate::questionnaire::location::Places;
use crate::source::Source;
pub use subject::{Found, Group, Lint, Subject};
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
    let subject = Subject::of(questionnaire, today, LINTS);
    let places = Places::of(source);
    let mut findings = Vec::new();
    let is_left_out =
        |lint: &&&Lint| left_out.contains(&lint.page.code) || allow::sets_all_aside(questionnaire, lint);
    for lint in LINTS.iter().filter(|lint| !is_left_out(lint)) {
        let mut found = Found::of(lint, questionnaire, &places);
        (lint.look)(&subject, &mut found);
        findings.append(&mut found.into_findings());
    }
    in_order(allow::set_aside(&subject, &places, findings, left_out))
}

/// Returns whether findings of a lint may be set aside, with a reason.
pub fn may_be_set_aside(code: &str) -> bool {
    find(code).is_some_and(|lint| lint.may_be_set_aside())
}

/// Returns the lint of that code.
pub fn find(code: &str) -> Option<&'static Lint> {
    LINTS.iter().copied().find(|lint| lint.page.code == code)
}
