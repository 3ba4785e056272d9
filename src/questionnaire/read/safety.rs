//! The safety rules of the field that are part of reading: who a person is carries no weight,
//! declining is an answer of its own, limits are explained before anything sensitive, sensitivity
//! does not jump about, and no level pronounces a verdict. None of these is advice.

use std::collections::{BTreeMap, BTreeSet};

use super::reader::WeightCarrier;
use crate::diagnostic::Diagnostic;
use crate::language::{Words, words_of};
use crate::questionnaire::dependencies::Dependents;
use crate::questionnaire::model::{Question, Questionnaire, SENSITIVE};
use crate::reading::text::place_within;
use crate::reading::{Notes, Placed};
use crate::rules::{Name, QuestionRef};
use crate::source::Span;

/// Returns whether a question is about who the person is: its id says so, in the document's language or in
/// English, in which many write ids; or its wording asks for it.
pub fn sounds_like_identity(id: &str, ask: &str, words: Option<&Words>) -> bool {
    let asks = |words: &Words| {
        words.identity.may_be_asked_in(ask) && words.identity.asked_in(&words.prose(ask)).is_some()
    };
    lists_for_ids(words).any(|words| words.identity.is_named(id)) || words.is_some_and(asks)
}

/// The words of the document, and those of English where they are others.
fn lists_for_ids(words: Option<&Words>) -> impl Iterator<Item = &Words> {
    let english = words_of("en").filter(|english| words.is_none_or(|words| words.tag != english.tag));
    words.into_iter().chain(english)
}

/// Notes words in a result text that pronounce a verdict.
pub fn note_verdict(text: &Placed<String>, words: Option<&Words>, notes: &Notes<'_>) {
    for range in words.into_iter().flat_map(|words| words.verdict.places(&text.value)) {
        let message =
            format!("`{}` sounds like a verdict, and a screening is none", &text.value[range.clone()]);
        let place = place_within(notes.source().text(), &text.span, range);
        notes.error(
            "verdict-word",
            place,
            message,
            "say what to do next, such as \"Offer referral and consult\"",
        );
    }
}

/// Notes words of a level that pronounce a verdict, and a sentence that is one as a whole.
pub fn note_level_verdict(text: &Placed<String>, words: Option<&Words>, notes: &Notes<'_>) {
    let errors = notes.errors();
    note_verdict(text, words, notes);
    if errors == notes.errors()
        && let Some(sentence) = words.and_then(|words| words.verdict.finding(&text.value))
    {
        let message = format!("`{sentence}` sounds like a verdict, and a screening is none");
        notes.error(
            "verdict-word",
            text.span.clone(),
            message,
            "say what to do next, such as \"Offer referral and consult\"",
        );
    }
}

/// Notes an option that means refused, unknown or not assessed.
pub fn note_refusal_option(
    id: Option<&Placed<String>>,
    label: Option<&Placed<String>>,
    words: Option<&Words>,
    notes: &Notes<'_>,
) {
    let refuses = |text: &Placed<String>, words: &Words| words.refusal.is_in(&text.value);
    let by_id = id.filter(|id| lists_for_ids(words).any(|words| refuses(id, words)));
    let by_label = || label.filter(|label| words.is_some_and(|words| refuses(label, words)));
    if let Some(text) = by_id.or_else(by_label) {
        let message = "an option must not mean refused, unknown or not assessed";
        let help = "remove it: prefer not to say, don't know and come back later are always offered, \
                    and are never counted as no";
        notes.error("refusal-option", text.span.clone(), message, help);
    }
}

/// Notes the first sensitive question that comes before the limits of confidentiality have been
/// explained. Returns whether it did.
pub fn note_before_limits(question: &Question, limits: Option<usize>, span: Span, notes: &Notes<'_>) -> bool {
    if question.sensitivity < SENSITIVE || limits.is_some_and(|at| at < span.start) {
        return false;
    }
    let message = format!("`{}` is sensitive and comes before the limits of confidentiality", question.id);
    notes.error(
        "before-limits",
        span,
        message,
        "add an [[opening]] with id = \"limits\" above it that says what you may have to report",
    );
    true
}

/// Notes sensitivity that falls and rises again within a section: where it rises.
pub fn note_falling_and_rising(section: &[(u32, Span)], notes: &Notes<'_>) {
    let mut fell = false;
    for pair in section.windows(2) {
        let ((before, _), (now, place)) = (&pair[0], &pair[1]);
        fell |= now < before;
        if fell && now > before {
            let message = "within this section, sensitivity falls and here rises again";
            notes.error(
                "sensitivity-order",
                place.clone(),
                message,
                "go from open to sensitive and back once; move this question",
            );
            return;
        }
    }
}

/// Notes every term, row or stop through which a question about who the person is would count; where
/// that is allowed, that it does.
pub(super) fn note_identity_weight(
    draft: &Questionnaire,
    dependents: &Dependents,
    carriers: &[WeightCarrier],
    notes: &Notes<'_>,
) {
    let published = draft.validation.published.is_some();
    let behind = identity_behind(draft, dependents);
    for carrier in carriers {
        if let Some(span) = carrier.allowed.as_ref().filter(|_| !published) {
            let message = "`identity_weight` is only for questionnaires whose validation is published";
            notes.error(
                "identity-weight",
                span.clone(),
                message,
                "remove it, and the identity question from this rule",
            );
            continue;
        }
        let mut noted = BTreeSet::new();
        for (name, span) in &carrier.mentions {
            let Some(question) = behind.get(name).filter(|question| noted.insert(**question)) else {
                continue;
            };
            let id = &draft.question(*question).id;
            notes.add(match &carrier.allowed {
                Some(_) => Diagnostic::warning(
                    "identity-weight",
                    span.clone(),
                    format!("`{id}` is about who the person is and carries weight in {}", carrier.what),
                )
                .help("make sure that the published instrument counts it, and that people are told"),
                None => Diagnostic::error(
                    "identity-weight",
                    span.clone(),
                    format!("`{id}` is about who the person is and cannot carry weight in {}", carrier.what),
                )
                .help(
                    "use it for actions and referrals only; if it only sounds like it, write `identity = false` \
                     with `identity_reason` at the question",
                ),
            });
        }
    }
}

/// The first identity question that each question and indicator draws on. A score or outcome on the
/// way is noted where the question enters it.
fn identity_behind(draft: &Questionnaire, dependents: &Dependents) -> BTreeMap<Name, QuestionRef> {
    let mut behind = BTreeMap::new();
    for (question, _) in draft.each_question().filter(|(_, asked)| asked.identity) {
        dependents.follow(Name::Question(question), |name| {
            let is_new =
                matches!(name, Name::Question(_) | Name::Indicator(_)) && !behind.contains_key(&name);
            if is_new {
                behind.insert(name, question);
            }
            is_new
        });
    }
    behind
}
