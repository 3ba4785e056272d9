//! `sensitivity-rises`: over the whole conversation, from open to sensitive and back once. The reader
//! keeps the same inside a section.

use super::asked::asked;
use crate::lint::{LintFindings, Subject};
use crate::questionnaire::Questionnaire;
use crate::questionnaire::SENSITIVE;
use crate::questionnaire::location::Place;

pub fn look(subject: &Subject<'_>, found: &mut LintFindings<'_>) {
    let questionnaire = subject.questionnaire;
    let starts_hard = asked(questionnaire).next().filter(|(_, question)| question.is_sensitive());
    if let Some((place, _)) = starts_hard {
        let message = "the first question of the conversation is a sensitive one";
        found.at(
            Place::Question(place, "sensitivity"),
            message,
            "begin with open questions: sensitivity 0 or 1",
        );
    }
    let sections = highest(questionnaire);
    for (nth, (section, sensitivity)) in sections.iter().enumerate() {
        if let Some(easier) = valley(&sections[..nth], *sensitivity) {
            let title = &questionnaire.sections[*section].title;
            let message = format!("after an easier section, \"{title}\" is sensitive again");
            found.at(
                Place::Section(*section, "title"),
                message,
                "put the sensitive sections beside each other, the easier ones first",
            );
            found.see(Place::Section(easier, "title"), "it was easier here");
        }
    }
}

/// Returns the section with questions that are asked, each with its highest sensitivity.
fn highest(questionnaire: &Questionnaire) -> Vec<(usize, u32)> {
    let mut sections: Vec<(usize, u32)> = Vec::new();
    for (_, question) in asked(questionnaire) {
        match sections.last_mut() {
            Some((section, highest)) if *section == question.section => {
                *highest = question.sensitivity.max(*highest)
            }
            _ => sections.push((question.section, question.sensitivity)),
        }
    }
    sections
}

/// Returns the last section before a sensitive one that is easier than it, if something sensitive came
/// before that.
fn valley(before: &[(usize, u32)], sensitivity: u32) -> Option<usize> {
    let (easier, (section, lowest)) = before.iter().enumerate().next_back()?;
    let climbs = sensitivity >= SENSITIVE && *lowest < sensitivity;
    let fell = before[..easier].iter().any(|(_, earlier)| *earlier >= SENSITIVE && earlier > lowest);
    (climbs && fell).then_some(*section)
}
