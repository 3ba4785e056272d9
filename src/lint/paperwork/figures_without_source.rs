//! `figures-without-source`: numbers that nobody can look up.

use std::ops::Range;

use crate::digits;
use crate::language::Words;
use crate::lint::{LintFindings, Subject};
use crate::questionnaire::Questionnaire;
use crate::questionnaire::location::Place;

pub fn look(subject: &Subject<'_>, found: &mut LintFindings<'_>) {
    let Questionnaire { validation, sources, .. } = subject.questionnaire;
    match (&validation.published, percentage(&validation.note, subject.words)) {
        (None, Some(part)) => {
            let message = "this quotes figures, and the questionnaire is not validated";
            let help = "leave the figures out; or give `status = \"published\"` with the study, if it studied \
                        this very questionnaire";
            found.at_part(Place::Validation("note"), part, message, help);
        }
        (Some(_), _) if sources.is_empty() => {
            let message = "the validation is called published, and no [[questionnaire.source]] tells where";
            found.at(
                Place::Validation("status"),
                message,
                "add a [[questionnaire.source]] with the title and address of the study",
            );
        }
        _ => {}
    }
}

/// Returns where a text gives a percentage: by its sign, or in words of its language.
fn percentage(text: &str, words: Option<&Words>) -> Option<Range<usize>> {
    let signs = ["%", "‰", "٪"].into_iter().flat_map(|sign| text.match_indices(sign));
    let signs = signs.map(|(at, sign)| at..at + sign.len());
    let in_words = words.map(|words| {
        let prose = words.prose(text);
        words.say.percent.find(&prose).into_iter().map(|words| prose.range(words)).collect::<Vec<_>>()
    });
    let after_number = |mark: Range<usize>| {
        let before = text[..mark.start].trim_end();
        let number = before
            .trim_end_matches(|letter: char| digits::value(letter).is_some() || matches!(letter, '.' | ','));
        (number.len() < before.len()).then_some(number.len()..mark.end)
    };
    signs.chain(in_words.into_iter().flatten()).filter_map(after_number).min_by_key(|part| part.start)
}
