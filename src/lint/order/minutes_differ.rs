//! `minutes-differ`: what the head says of the time is not what its questions and words take.

use crate::lint::{LintFindings, Subject};
use crate::questionnaire::TalkLength;
use crate::questionnaire::location::Place;

pub fn look(subject: &Subject<'_>, found: &mut LintFindings<'_>) {
    let length = TalkLength::of(subject.questionnaire);
    let said = usize::try_from(subject.questionnaire.minutes).unwrap_or(usize::MAX);
    if !length.fits(said) {
        let message =
            format!("this says {said} minutes, and its {} questions take about {length}", length.prompts);
        let help = format!("write `minutes = {}`, or ask less", length.minutes().1);
        found.at(Place::Head("minutes"), message, help);
    }
}
