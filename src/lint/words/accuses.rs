//! `accuses`: something that counts, or that is read of a result, says that answers do not fit together or are not
//! true. Such answers are common after hard times: they accuse nobody, and nothing counts them.

use crate::lint::{LintFindings, Subject};
use crate::questionnaire::elements::Audience;

pub fn look(subject: &Subject<'_>, found: &mut LintFindings<'_>) {
    for (passage, words) in
        subject.worded().filter(|(passage, _)| passage.of.audience != Audience::Practitioner)
    {
        if let Some(said) = words.say.accusing.find(passage).into_iter().next() {
            let part = passage.range(said);
            let message = format!(
                "\"{}\" holds it against somebody that answers do not fit together",
                &passage.of.text[part.clone()]
            );
            let help =
                "count and say only what was answered; answers that do not fit together stay as they are";
            found.at_part(passage.of.place, part, message, help);
        }
    }
}
