//! The safety rules of the field that are part of reading: who a person is carries no weight,
//! declining is an answer of its own, limits are explained before anything sensitive, sensitivity
//! does not jump about, and no level pronounces a verdict. None of these is advice.

use std::collections::{BTreeMap, BTreeSet};

use super::Carrier;
use super::plan::Graph;
use crate::diagnostic::Diagnostic;
use crate::questionnaire::model::{Question, Questionnaire, SENSITIVE};
use crate::reading::text::place_within;
use crate::reading::{Notes, Placed};
use crate::rules::{Name, QuestionRef};
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

/// What an option must not mean: that is what the answer states are for. Longer wordings are put together
/// from [`RELUCTANT`], [`UNABLE`] and [`NOT_KNOWING`].
const REFUSAL: [&str; 49] = [
    "declined",
    "decline",
    "declines",
    "refused",
    "refuse",
    "refuses",
    "refusal",
    "unknown",
    "no idea",
    "not known",
    "not sure",
    "not sure yet",
    "im not sure",
    "am not sure",
    "unsure",
    "not certain",
    "uncertain",
    "prefer not",
    "prefers not",
    "preferred not",
    "no answer",
    "no answer given",
    "no comment",
    "no reply",
    "no response",
    "not answered",
    "not disclosed",
    "undisclosed",
    "not stated",
    "not assessed",
    "not asked",
    "not asked yet",
    "not able to assess",
    "unable to assess",
    "could not assess",
    "cannot assess",
    "skip",
    "skips",
    "skipped",
    "skip this",
    "skip it",
    "skip this question",
    "skip the question",
    "missing",
    "n a",
    "come back later",
    "come back to this later",
    "ask me later",
    "ask again later",
];

/// Who says so, where that is written at all.
const WHO: [&str; 9] =
    ["i", "person", "client", "patient", "guest", "participant", "respondent", "young person", "child"];

/// Not wanting to; any word for telling may follow.
const RELUCTANT: [&str; 41] = [
    "would rather not",
    "would prefer not to",
    "id rather not",
    "id prefer not to",
    "rather not",
    "prefer not to",
    "prefers not to",
    "preferred not to",
    "do not want to",
    "does not want to",
    "did not want to",
    "dont want to",
    "doesnt want to",
    "didnt want to",
    "do not wish to",
    "does not wish to",
    "did not wish to",
    "dont wish to",
    "doesnt wish to",
    "didnt wish to",
    "would not like to",
    "wouldnt like to",
    "do not feel like",
    "dont feel like",
    "choose not to",
    "chooses not to",
    "chose not to",
    "not willing to",
    "unwilling to",
    "not ready to",
    "am not ready to",
    "im not ready to",
    "not comfortable",
    "decline to",
    "declines to",
    "declined to",
    "refuse to",
    "refuses to",
    "refused to",
    "no wish to",
    "not want to",
];

/// With somebody before it, as in "The person did not want to talk".
const SAID_OF_SOMEBODY: [&str; 2] = [" did not want to talk", " did not wish to talk"];

/// Words for telling.
const TELLING: [&str; 20] = [
    "say",
    "saying",
    "answer",
    "answering",
    "tell",
    "telling",
    "talk",
    "talking",
    "speak",
    "speaking",
    "discuss",
    "discussing",
    "disclose",
    "share",
    "sharing",
    "respond",
    "reply",
    "comment",
    "state",
    "go into",
];

/// Not being able to, and not doing so: only words that are a refusal by themselves may follow, since
/// "Did not tell" and "Cannot speak" are answers.
const UNABLE: [&str; 19] = [
    "cannot",
    "can not",
    "cant",
    "could not",
    "couldnt",
    "unable to",
    "not able to",
    "do not",
    "does not",
    "did not",
    "dont",
    "doesnt",
    "didnt",
    "will not",
    "wont",
    "would not",
    "wouldnt",
    "not",
    "really dont",
];

/// Not knowing now. "Did not know" is an answer: it says what was so then.
const NOT_KNOWING: [&str; 6] =
    ["do not know", "does not know", "dont know", "doesnt know", "really dont know", "really do not know"];

/// What may follow [`UNABLE`].
const ANSWERING: [&str; 11] = [
    "say",
    "answer",
    "respond",
    "comment",
    "disclose",
    "remember",
    "recall",
    "talk about",
    "speak about",
    "discuss",
    "be sure",
];

/// What may stand at the end of a refusal, one after another. Anything else makes it another answer: "I
/// do not want to talk to my boss".
const ABOUT: [&str; 22] = [
    "to this question",
    "this question",
    "the question",
    "to that question",
    "that question",
    "about this",
    "about that",
    "about it",
    "this",
    "that",
    "it",
    "right now",
    "now",
    "here",
    "today",
    "yet",
    "at this time",
    "at the moment",
    "for now",
    "any more",
    "anymore",
    "more",
];

/// What every refusal above holds, but for those of at most [`SHORT`] bytes.
const MARKS: [&str; 25] = [
    "declin", "refus", "know", "sure", "certain", "idea", "prefer", "say", "answer", "respon", "reply",
    "comment", "assess", "asked", "skip", "missing", "disclos", "later", "not", "n't", "nt ", "nt_",
    "unwill", "unable", "wish",
];

/// A text of so few bytes is always looked at.
const SHORT: usize = 8;

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

/// A sentence of these words alone that speaks of trafficking is a finding.
const FINDING: [&str; 49] = [
    "trafficking",
    "trafficked",
    "trafficker",
    "human",
    "sex",
    "labor",
    "labour",
    "person",
    "client",
    "guest",
    "patient",
    "child",
    "case",
    "the",
    "a",
    "this",
    "it",
    "no",
    "not",
    "non",
    "is",
    "are",
    "was",
    "were",
    "has",
    "been",
    "being",
    "likely",
    "unlikely",
    "probable",
    "probably",
    "definite",
    "definitely",
    "certain",
    "certainly",
    "found",
    "present",
    "detected",
    "identified",
    "suspected",
    "established",
    "high",
    "low",
    "likelihood",
    "probability",
    "of",
    "very",
    "highly",
    "yes",
];

/// Returns whether an id is one of the usual names for who a person is.
pub fn is_usual_identity(id: &str) -> bool {
    IDENTITY.contains(&id)
}

/// Returns the words of a text that pronounce a verdict, each with its place in the text. Words may be
/// written in any case, and with anything but letters between them.
pub fn verdicts_in(text: &str) -> Vec<(Span, &'static str)> {
    let mut verdicts = Vec::new();
    let mut inside = false;
    for (at, letter) in text.char_indices() {
        let starts = !inside && letter.is_alphanumeric();
        inside = letter.is_alphanumeric();
        if starts && letter.is_ascii() {
            let begins = |verdict: &&str| verdict.starts_with(letter.to_ascii_lowercase());
            let found = |verdict: &'static str| Some((at..at + length_of(&text[at..], verdict)?, verdict));
            verdicts.extend(VERDICTS.into_iter().filter(begins).find_map(found));
        }
    }
    verdicts
}

/// Returns how many bytes at the start of a text are these words, if they are.
fn length_of(text: &str, words: &str) -> Option<usize> {
    let mut rest = text;
    for word in words.split(' ') {
        rest = rest.trim_start_matches(|c: char| !c.is_alphanumeric());
        let begins = rest.get(..word.len())?.eq_ignore_ascii_case(word);
        rest = &rest[word.len()..];
        if !begins || rest.starts_with(char::is_alphanumeric) {
            return None;
        }
    }
    Some(text.len() - rest.len())
}

/// Notes words in a result text that pronounce a verdict.
pub fn note_verdict(text: &Placed<String>, notes: &Notes<'_>) {
    for (range, word) in verdicts_in(&text.value) {
        let place = place_within(notes.source().text(), &text.span, range);
        let message = format!("`{word}` sounds like a verdict, and a screening is none");
        notes.add(
            Diagnostic::error("verdict-word", place, message)
                .help("say what to do next, such as \"Offer referral and consult\""),
        );
    }
}

/// Notes words of a level that pronounce a verdict, and a sentence that is one as a whole.
pub fn note_level_verdict(text: &Placed<String>, notes: &Notes<'_>) {
    note_verdict(text, notes);
    if verdicts_in(&text.value).is_empty()
        && let Some(sentence) = text.value.split(['.', ';', '\n']).find(|part| is_finding(&plain(part)))
    {
        let message = format!("`{}` sounds like a verdict, and a screening is none", sentence.trim());
        notes.add(
            Diagnostic::error("verdict-word", text.span.clone(), message)
                .help("say what to do next, such as \"Offer referral and consult\""),
        );
    }
}

/// Whether a plain text says that somebody was trafficked or was not, and nothing else. With more in it,
/// such as whom to call, it says what to do.
fn is_finding(text: &str) -> bool {
    let mut words = text.split(' ');
    words.clone().any(|word| word.starts_with("traffick")) && words.all(|word| FINDING.contains(&word))
}

/// Notes an option that means refused, unknown or not assessed.
pub fn note_refusal_option(id: Option<&Placed<String>>, label: Option<&Placed<String>>, notes: &Notes<'_>) {
    for text in [id, label].into_iter().flatten() {
        if means_refusal(&text.value) {
            let message = "an option must not mean refused, unknown or not assessed";
            let help = "remove it: prefer not to say, don't know and come back later are always offered, \
                        and are never counted as no";
            return notes.add(Diagnostic::error("refusal-option", text.span.clone(), message).help(help));
        }
    }
}

/// Whether a text means refused, unknown or not assessed; or a part of it, as in "No / unknown".
fn means_refusal(text: &str) -> bool {
    // Every refusal holds one of these; nearly no option does, so this saves the rest.
    let lower = text.to_ascii_lowercase();
    let marked = !lower.is_ascii() || lower.len() <= SHORT || MARKS.iter().any(|mark| lower.contains(mark));
    marked && is_refusal(text)
}

fn is_refusal(text: &str) -> bool {
    let is_one = |part: &str| is_one_refusal(&plain(part));
    // "Late or missing" is no refusal, and "declined or not asked" is one.
    let every = |part: &str| part.replace(", or ", ",").replace(" or ", ",").split(',').all(is_one);
    let parts = text.split(['/', ';', '(', ')', '|']).filter(|part| plain(part) != "missing");
    every(text) || is_one(text) || parts.into_iter().any(every)
}

/// Whether a plain text is a refusal from its first word to its last.
fn is_one_refusal(text: &str) -> bool {
    let text = text.strip_prefix("the ").unwrap_or(text);
    // Told of somebody, this says why there was no talk at all, and is no refusal of a question.
    if SAID_OF_SOMEBODY.iter().any(|said| text.ends_with(said)) && after(text, "i").is_none() {
        return false;
    }
    let bare = WHO.iter().find_map(|who| after(text, who)).unwrap_or(text);
    let tells = |ways: &[&str], words: &[&str]| {
        let rests = ways.iter().filter_map(|way| after(bare, way));
        rests.flat_map(|rest| words.iter().filter_map(move |word| after(rest, word))).any(is_only_about)
    };
    let knows_not = NOT_KNOWING.iter().filter_map(|words| after(bare, words)).any(is_only_about);
    REFUSAL.contains(&bare) || knows_not || tells(&RELUCTANT, &TELLING) || tells(&UNABLE, &ANSWERING)
}

/// Returns what follows some words at the start of a text.
fn after<'t>(text: &'t str, words: &str) -> Option<&'t str> {
    let rest = text.strip_prefix(words)?;
    if rest.is_empty() { Some(rest) } else { rest.strip_prefix(' ') }
}

/// Whether nothing is left but what a refusal may end with.
fn is_only_about(rest: &str) -> bool {
    rest.is_empty() || ABOUT.iter().filter_map(|words| after(rest, words)).any(is_only_about)
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

/// Notes sensitivity that falls and rises again within a section: where it rises.
pub fn note_falling_and_rising(section: &[(u32, Span)], notes: &Notes<'_>) {
    let mut fell = false;
    for pair in section.windows(2) {
        let ((before, _), (now, place)) = (&pair[0], &pair[1]);
        fell |= now < before;
        if fell && now > before {
            let message = "within this section, sensitivity falls and here rises again";
            notes.add(
                Diagnostic::error("sensitivity-order", place.clone(), message)
                    .help("go from open to sensitive and back once; move this question"),
            );
            return;
        }
    }
}

/// Notes every term, row or stop through which a question about who the person is would count; where
/// that is allowed, that it does.
pub(super) fn note_identity_weight(
    draft: &Questionnaire,
    graph: &Graph,
    carriers: &[Carrier],
    notes: &Notes<'_>,
) {
    let published = draft.validation.published.is_some();
    let behind = identity_behind(draft, graph);
    for carrier in carriers {
        if let Some(span) = carrier.allowed.as_ref().filter(|_| !published) {
            let message = "`identity_weight` is only for questionnaires whose validation is published";
            notes.add(
                Diagnostic::error("identity-weight", span.clone(), message)
                    .help("remove it, and the identity question from this rule"),
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
                .help("use it for actions and referrals only"),
            });
        }
    }
}

/// The first identity question that each question and indicator draws on. A score or outcome on the
/// way is noted where the question enters it.
fn identity_behind(draft: &Questionnaire, graph: &Graph) -> BTreeMap<Name, QuestionRef> {
    let mut behind = BTreeMap::new();
    for (question, _) in draft.each_question().filter(|(_, asked)| asked.identity) {
        graph.follow(Name::Question(question), |name| {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn verdicts_are_whole_words() {
        for verdict in
            ["She is a victim.", "Screen: POSITIVE", "ruled\nout", "Clear", "İ victim", "not_trafficked"]
        {
            assert!(!verdicts_in(verdict).is_empty(), "{verdict}");
        }
        for fine in ["Offer referral", "clearly explain", "nuclear", "Plan for safety"] {
            assert!(verdicts_in(fine).is_empty(), "{fine}");
        }
    }

    #[test]
    fn every_refusal_is_marked() {
        let put_together = |ways: &'static [&str], words: &'static [&str]| {
            ways.iter().flat_map(move |way| words.iter().map(move |word| format!("{way} {word}")))
        };
        let all = REFUSAL.iter().chain(&NOT_KNOWING).map(|refusal| (*refusal).to_owned());
        let all = all.chain(put_together(&RELUCTANT, &TELLING)).chain(put_together(&UNABLE, &ANSWERING));
        for refusal in all {
            assert!(means_refusal(&refusal), "{refusal}");
        }
    }

    #[test]
    fn refusals_are_found_however_they_are_written() {
        for refusal in [
            "Don't know",
            "dont_know",
            "I prefer not to say",
            "N/A",
            "Unknown.",
            "REFUSED",
            "No / unknown",
            "Declined or not asked",
            "No (not assessed)",
            "Would rather not answer",
            "Does not answer",
            "Can't say",
            "I can’t say right now",
            "No comment",
            "I don't want to talk about it",
            "I DON’T WANT TO TALK ABOUT THIS NOW",
            "Person did not want to answer",
            "The person did not wish to answer this question",
            "I'd rather not talk about that",
            "would_rather_not_answer",
            "Cannot remember",
            "Other / would rather not say",
            "Refused to answer",
            "Skip this question",
            "I did not want to talk",
            "Did not want to talk",
        ] {
            assert!(means_refusal(refusal), "{refusal}");
        }
        for fine in [
            "Late or missing",
            "By an unknown person",
            "No",
            "None of these",
            "They refused to pay me",
            "I don't want to go back",
            "I don't want to",
            "I do not want to talk to my boss",
            "I would rather not answer the phone",
            "Can't say no to the boss",
            "Cannot say what I think at home",
            "Did not tell anyone",
            "I did not know",
            "Cannot speak English",
            "Not now",
            "He does not answer my calls",
            "I do not know the people I live with",
            "Not able to leave",
            "Will not say who is paid",
            "Skip meals",
            "The person did not want to talk",
        ] {
            assert!(!means_refusal(fine), "{fine}");
        }
    }
}
