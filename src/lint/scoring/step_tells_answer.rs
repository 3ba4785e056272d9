//! `step-tells-answer`: a step that is due from one sensitive answer alone, and whose label stands in a note.

use std::collections::BTreeSet;

use crate::lint::{LintFindings, Subject};
use crate::questionnaire::dependencies::named_directly;
use crate::questionnaire::location::Place;
use crate::questionnaire::{AnswerSource, Questionnaire};
use crate::rules::QuestionRef;

pub fn look(subject: &Subject<'_>, found: &mut LintFindings<'_>) {
    let questionnaire = subject.questionnaire;
    for (place, action) in questionnaire.actions.iter().enumerate() {
        if action.step.in_note.is_some() {
            continue;
        }
        let read = named_directly(questionnaire, action.when.names());
        let Some(question) = the_one_asked(questionnaire, &read) else { continue };
        let asked = questionnaire.question(question);
        if asked.is_sensitive() {
            let message = format!(
                "the action `{}` follows from `{}` alone, so its label tells the answer in a note",
                action.step.id, asked.id
            );
            let help = "write `in_note = \"…\"`: words for the note that other actions have too, such as \
                        \"Offer support that fits\"";
            found.at(Place::Action(place, "label"), message, help);
        }
    }
}

/// Returns the question to the person on which all the others build, if there is one.
fn the_one_asked(questionnaire: &Questionnaire, read: &BTreeSet<QuestionRef>) -> Option<QuestionRef> {
    let asked = read.iter().map(|place| (*place, questionnaire.question(*place)));
    let asked = asked.filter(|(_, question)| question.from == AnswerSource::Asked);
    let mut first =
        asked.filter(|(_, question)| !question.builds_on.iter().any(|other| read.contains(other)));
    let (one, _) = first.next()?;
    first.next().is_none().then_some(one)
}
