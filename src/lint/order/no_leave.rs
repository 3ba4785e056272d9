//! `no-leave`: sensitive questions begin without a word about what comes and that it can be skipped.
//!
//! The program asks leave before the first sensitive question of a section, in the section's own words
//! if that question is the first of the section, and in general words otherwise. So own words that ask
//! for nothing take the place of words that do.

use super::asked::asked;
use crate::diagnostic::Severity;
use crate::language::{self, Words};
use crate::lint::{LintFindings, Subject};
use crate::questionnaire::Section;
use crate::questionnaire::location::Place;

pub fn look(subject: &Subject<'_>, found: &mut LintFindings<'_>) {
    let questionnaire = subject.questionnaire;
    for (nth, section) in questionnaire.sections.iter().enumerate() {
        let mut within = asked(questionnaire).filter(|(_, question)| question.section == nth);
        if within.next().is_some_and(|(_, first)| first.is_sensitive()) {
            note(found, nth, section, subject.words);
        }
    }
}

fn note(found: &mut LintFindings<'_>, nth: usize, section: &Section, words: Option<&Words>) {
    let help = "say what the questions are about, that each can be skipped, and ask: \"May I go on?\"";
    let Some(say) = &section.say else {
        let message = "nothing says what these sensitive questions are about before they come";
        found.at(Place::Section(nth, "title"), message, help);
        return found.as_severity(Severity::Note);
    };
    let asks = language::asks(say);
    let offers = words.is_none_or(|words| !words.say.skipping.find(&words.prose(say)).is_empty());
    let message = match (asks, offers) {
        (true, true) => return,
        (false, true) => "these words come before sensitive questions and do not ask for leave",
        (true, false) => {
            "these words come before sensitive questions and do not say that they can be skipped"
        }
        (false, false) => {
            "these words come before sensitive questions and neither ask for leave nor offer to skip"
        }
    };
    found.at(Place::Section(nth, "say"), message, help);
}
