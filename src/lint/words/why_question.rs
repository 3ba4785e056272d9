//! `why-question`: a question that calls the person to account.

use crate::lint::{LintFindings, Subject};

pub fn look(subject: &Subject<'_>, found: &mut LintFindings<'_>) {
    for (passage, words) in subject.aloud().filter(|(passage, _)| !passage.is_answer()) {
        let lists = &words.why;
        for words in lists.phrases.find(passage) {
            let is_one = lists.first.holds(passage.word(words.start));
            let before = words.start.checked_sub(1).map_or("", |before| passage.word(before));
            let tells =
                lists.unless_after.holds(before) || lists.unless_before.holds(passage.word(words.end));
            if !(is_one && tells) {
                let message = "this asks the person to justify what they did";
                let help = "ask what happened or what stood in the way, such as \"Did anything make it hard to leave?\"";
                found.at_part(passage.of.place, passage.range(words), message, help);
            }
        }
    }
}
