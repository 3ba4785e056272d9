//! `two-questions`: one answer cannot answer two of them.

use std::ops::Range;

use crate::language::{Prose, TwoQuestions};
use crate::lint::{LintFindings, Subject};
use crate::questionnaire::Kind;
use crate::questionnaire::location::Place;

pub fn look(subject: &Subject<'_>, found: &mut LintFindings<'_>) {
    for (passage, words) in subject.aloud().filter(|(passage, _)| passage.is_ask()) {
        let Place::Question(question, _) = passage.of.place else { continue };
        let is_yes_no = subject.questionnaire.question(question).kind == Kind::YesNo;
        let joined = || joined(passage, is_yes_no, &words.two_questions);
        if let Some(second) = second_sentence(passage).or_else(joined) {
            let message = "this asks two things, and one answer cannot answer both";
            let help = "make two questions of it, the second with `ask_if` if it hangs on the first";
            found.at_part(passage.of.place, passage.range(second), message, help);
        }
    }
}

/// The second sentence with a question mark.
fn second_sentence(prose: &Prose<'_>) -> Option<Range<usize>> {
    let mut questions = prose.sentences.iter().filter(|sentence| sentence.is_question);
    questions.nth(1).map(|sentence| sentence.words.clone())
}

/// The words that join a second question to the first: "and do you", "and how", "and/or". An "or"
/// joins two questions only where the answer is yes or no.
fn joined(prose: &Prose<'_>, is_yes_no: bool, lists: &TwoQuestions) -> Option<Range<usize>> {
    let follows = |words: &Range<usize>| {
        words.start > 0
            && !lists.asking.holds(prose.word(words.start - 1))
            && (is_yes_no || !lists.or.holds(prose.word(words.start)))
    };
    let both = || lists.both.find(prose).into_iter().next();
    lists.beginnings.find(prose).into_iter().find(follows).or_else(both)
}
