//! `no-source`: a source that says nothing.

use crate::language::Words;
use crate::lint::{LintFindings, Subject};
use crate::questionnaire::location::Place;
use crate::rules::IndicatorRef;

pub fn look(subject: &Subject<'_>, found: &mut LintFindings<'_>) {
    for (nth, indicator) in subject.questionnaire.indicators.iter().enumerate() {
        let source = indicator.source.as_str();
        let says_nothing = |words: &Words| words.say.no_source.are(&words.prose(source).words);
        let is_bare = !source.contains(char::is_alphabetic);
        if is_bare || subject.words.is_some_and(says_nothing) {
            let message = format!("`{source}` does not say where `{}` comes from", indicator.id);
            let help = "name the publication and what it says; or write `house rule` and the reason";
            found.at(Place::Indicator(IndicatorRef::at(nth), "source"), message, help);
        }
    }
}
