//! The safety rules of the field that are part of reading: who a person is carries no weight,
//! declining is an answer of its own, limits are explained before anything sensitive, sensitivity
//! does not jump about, and no level pronounces a verdict. None of these is advice.

use std::collections::BTreeSet;

use super::symbols::Symbols;
use super::{Carrier, needed_by};
use crate::condition::Name;
use crate::diagnostic::Diagnostic;
use crate::document::text::place_within;
use crate::document::{Notes, Placed};
use crate::questionnaire::model::{Question, Questionnaire, SENSITIVE};
use crate::source::Span;

/// Ids that are about who the person is, whether or not the author says so.
const IDENTITY: [&str; 22] = [
    "race",
    "ethnicity",
    "ethnic_group",
    "nationality",
    "citizenship",
    "country_of_birth",
    "country_of_origin",
    "gender",
    "gender_identity",
    "sex",
    "pronouns",
    "orientation",
    "sexual_orientation",
    "immigration_status",
    "legal_status",
    "visa_status",
    "disability",
    "religion",
    "caste",
    "sex_work",
    "sex_worker",
    "home_language",
];

/// What an option must not mean: that is what the answer states are for.
const REFUSAL: [&str; 31] = [
    "declined",
    "decline",
    "declines",
    "refused",
    "refuse",
    "refuses",
    "refusal",
    "unknown",
    "dont know",
    "do not know",
    "doesnt know",
    "not known",
    "not sure",
    "unsure",
    "prefer not",
    "prefer not to say",
    "prefer not to answer",
    "rather not say",
    "would rather not say",
    "no answer",
    "no response",
    "not answered",
    "not assessed",
    "not asked",
    "unable to assess",
    "could not assess",
    "cannot say",
    "skip",
    "skipped",
    "missing",
    "n a",
];

/// Words that pronounce a verdict, which no screening can.
const VERDICTS: [&str; 12] = [
    "victim",
    "victims",
    "confirmed",
    "positive",
    "negative",
    "clear",
    "cleared",
    "ruled out",
    "proven",
    "guilty",
    "is trafficked",
    "not trafficked",
];

/// Returns whether an id is one of the usual names for who a person is.
pub fn is_usual_identity(id: &str) -> bool {
    IDENTITY.contains(&id)
}

/// Returns the first word of a text that pronounces a verdict, with its place in the text.
pub fn verdict_in(text: &str) -> Option<(Span, &'static str)> {
    let mut inside = false;
    for (at, letter) in text.char_indices() {
        let starts = !inside;
        inside = letter.is_alphanumeric();
        if starts && inside {
            let first = letter.to_ascii_lowercase();
            let fits = |verdict: &&&str| verdict.starts_with(first) && begins_with_word(&text[at..], verdict);
            if let Some(verdict) = VERDICTS.iter().find(fits) {
                return Some((at..at + verdict.len(), verdict));
            }
        }
    }
    None
}

/// Returns whether a text begins with a word or words of ASCII, in any case, and they end there.
fn begins_with_word(text: &str, word: &str) -> bool {
    let begins = text.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word));
    begins && !text[word.len()..].starts_with(char::is_alphanumeric)
}

/// Notes a word in a result text that pronounces a verdict.
pub fn note_verdict(text: &Placed<String>, notes: &Notes<'_>) {
    if let Some((range, word)) = verdict_in(&text.value) {
        let place = place_within(notes.source().text(), &text.span, range);
        let message = format!("`{word}` sounds like a verdict, and a screening is none");
        notes.add(
            Diagnostic::error("verdict-word", place, message)
                .help("say what to do next, such as \"Offer referral and consult\""),
        );
    }
}

/// Notes an option that means refused, unknown or not assessed.
pub fn note_refusal_option(id: Option<&Placed<String>>, label: Option<&Placed<String>>, notes: &Notes<'_>) {
    for text in [id, label].into_iter().flatten() {
        if REFUSAL.contains(&plain(&text.value).as_str()) {
            let message = "an option must not mean refused, unknown or not assessed";
            let help = "remove it: prefer not to say, don't know and come back later are always offered, \
                        and are never counted as no";
            return notes.add(Diagnostic::error("refusal-option", text.span.clone(), message).help(help));
        }
    }
}

/// Letters and single spaces only, in lower case.
fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for character in text.chars().filter(|c| !matches!(c, '\'' | '’')).flat_map(char::to_lowercase) {
        if character.is_alphanumeric() {
            plain.push(character);
        } else if !plain.is_empty() && !plain.ends_with(' ') {
            plain.push(' ');
        }
    }
    plain.truncate(plain.trim_end().len());
    plain
}

/// Notes the first sensitive question that comes before the limits of confidentiality have been
/// explained. Returns whether it did.
pub fn note_before_limits(question: &Question, limits: Option<usize>, span: Span, notes: &Notes<'_>) -> bool {
    if question.sensitivity < SENSITIVE || limits.is_some_and(|at| at < span.start) {
        return false;
    }
    let message = format!("`{}` is sensitive and comes before the limits of confidentiality", question.id);
    notes.add(
        Diagnostic::error("before-limits", span, message)
            .help("add an [[opening]] with id = \"limits\" above it that says what you may have to report"),
    );
    true
}

/// Notes sensitivity that falls and rises again within a section.
pub fn note_falling_and_rising(section: &[Question], symbols: &Symbols, notes: &Notes<'_>) {
    let mut fell = false;
    for pair in section.windows(2) {
        fell |= pair[1].sensitivity < pair[0].sensitivity;
        if fell && pair[1].sensitivity > pair[0].sensitivity {
            let message = format!("sensitivity falls and rises again at `{}`", pair[1].id);
            notes.add(
                Diagnostic::error("sensitivity-order", symbols.place(&pair[1].id), message)
                    .help("within a section, go from open to sensitive and back once; move this question"),
            );
            return;
        }
    }
}

/// Notes every term, row or stop through which a question about who the person is would count.
pub(super) fn note_identity_weight(draft: &Questionnaire, carriers: &[Carrier], notes: &Notes<'_>) {
    let published = draft.validation.published.is_some();
    for carrier in carriers {
        match &carrier.allowed {
            Some(span) if !published => notes.add(
                Diagnostic::error(
                    "identity-weight",
                    span.clone(),
                    "`identity_weight` is only for questionnaires whose validation is published",
                )
                .help("remove it, and the identity question from this rule"),
            ),
            Some(_) => {}
            None => {
                if let Some(id) = identity_reached(draft, &carrier.names) {
                    let message = format!(
                        "`{id}` is about who the person is and cannot carry weight in {}",
                        carrier.what
                    );
                    notes.add(
                        Diagnostic::error("identity-weight", carrier.span.clone(), message)
                            .help("use it for actions and referrals only"),
                    );
                }
            }
        }
    }
}

/// Returns the first identity question reached through questions and indicators. A score or outcome
/// on the way is noted where the question enters it.
fn identity_reached<'d>(draft: &'d Questionnaire, names: &[Name]) -> Option<&'d str> {
    let (mut seen, mut waiting) = (BTreeSet::new(), names.to_vec());
    while let Some(name) = waiting.pop() {
        if !seen.insert(name) {
            continue;
        }
        match name {
            Name::Question(question) => {
                let Some(asked) = draft.questions.get(question.index()) else {
                    continue;
                };
                if asked.identity {
                    return Some(&asked.id);
                }
                waiting.extend(needed_by(draft, name));
            }
            Name::Indicator(_) => waiting.extend(needed_by(draft, name)),
            Name::Score(_) | Name::Outcome(_) | Name::Context(_) => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn verdicts_are_whole_words() {
        for verdict in ["She is a victim.", "Screen: POSITIVE", "ruled out", "Clear"] {
            assert!(verdict_in(verdict).is_some(), "{verdict}");
        }
        for fine in ["Offer referral", "clearly explain", "nuclear", "Plan for safety"] {
            assert!(verdict_in(fine).is_none(), "{fine}");
        }
    }

    #[test]
    fn refusals_are_found_however_they_are_written() {
        for refusal in ["Don't know", "dont_know", "Prefer not to say", "N/A", "Unknown.", "REFUSED"] {
            assert!(REFUSAL.contains(&plain(refusal).as_str()), "{refusal}");
        }
        for fine in ["By an unknown person", "No", "None of these", "They refused to pay me"] {
            assert!(!REFUSAL.contains(&plain(fine).as_str()), "{fine}");
        }
    }
}
