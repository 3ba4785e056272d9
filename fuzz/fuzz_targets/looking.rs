//! What both targets look at once a text was read. What can be scored is scored by both scorers.

use std::collections::BTreeMap;

use safelight::scoring::{Case, assess};
use safelight::questionnaire::{Fingerprint, Questionnaire, read};
use safelight::source::Source;

use crate::statistics::{library, same_as_naive};
use crate::generate::{self, Draw};

/// Reads a text and looks at everything that came of it.
pub fn look_at(text: &str) {
    let source = Source::new("fuzzed.toml", text);
    let reading = read(&source);
    for finding in &reading.findings {
        stands_in(source.text(), &finding.span);
        if let Some((span, _)) = &finding.elsewhere {
            stands_in(source.text(), span);
        }
        assert!(!finding.message.is_empty() && !finding.draw(&source).is_empty(), "a finding says something");
    }
    let has_error = reading.findings.iter().any(|finding| finding.is_error());
    assert_eq!(
        reading.questionnaire.is_none(),
        has_error,
        "it is refused if something is wrong, and only then"
    );
    if let Some(questionnaire) = &reading.questionnaire {
        score(questionnaire);
    }
}

/// A place starts and ends between characters of the text, or one behind its end, where what is missing
/// would stand.
fn stands_in(text: &str, span: &std::ops::Range<usize>) {
    let is_place = |byte: usize| text.is_char_boundary(byte) || byte == text.len() + 1;
    assert!(
        span.start <= span.end && is_place(span.start) && is_place(span.end),
        "{span:?} is no place in the text"
    );
}

/// Scores nothing answered: everything that is not ruled out is possible.
fn score(questionnaire: &Questionnaire) {
    let fingerprint = Fingerprint::of(questionnaire);
    assert!(!fingerprint.short().is_empty(), "every edition has a fingerprint");
    let case = Case::begin(questionnaire, &BTreeMap::new()).expect("what comes from the file itself fits it");
    let assessment = assess(&case);
    for outcome in &assessment.outcomes {
        assert!(!outcome.possible.is_empty(), "some level is possible");
    }
    for score in &assessment.scores {
        assert!(score.interval.low <= score.interval.high, "an interval goes up");
    }
    if is_small(questionnaire) {
        by_both_scorers(questionnaire);
    }
}

/// The second scorer works everything out anew wherever it is named, and tries every selection of
/// options, so that it is too slow for what is large.
fn is_small(questionnaire: &Questionnaire) -> bool {
    let rules = questionnaire.indicators.len() + questionnaire.scores.len() + questionnaire.outcomes.len();
    let options = questionnaire.questions.iter().map(|question| question.kind.options().len());
    rules <= 12 && questionnaire.questions.len() <= 20 && options.max().unwrap_or(0) <= 8
}

fn by_both_scorers(questionnaire: &Questionnaire) {
    let mut draw = Draw::seeded(1);
    for values in [0, 50, 80, 100] {
        let input = generate::answers(&mut draw, questionnaire, values);
        if let Err(differs) = same_as_naive(&library, &input) {
            panic!("{differs}");
        }
    }
}
