//! `language-without-words`: the safety rules know no words of a language. It cannot be set aside: a rule
//! that is silently off would be taken for one that holds.

use crate::language::LISTS;
use crate::lint::{LintFindings, LintGroup, Subject};
use crate::questionnaire::location::Place;

/// The rules of the reader and of other groups that go by words.
const RULES: [&str; 4] = ["refusal-option", "verdict-word", "identity", "opening-order"];

/// Lints of this group that need no words.
const WITHOUT: [&str; 3] = ["language-without-words", "long-sentence", "phone-number"];

pub fn look(subject: &Subject<'_>, found: &mut LintFindings<'_>) {
    if subject.words.is_some() {
        return;
    }
    let language = &subject.questionnaire.language;
    let advice =
        subject.lints.iter().filter(|lint| lint.group == LintGroup::Words).map(|lint| lint.page.code);
    let held: Vec<&str> = RULES.into_iter().chain(advice.filter(|code| !WITHOUT.contains(code))).collect();
    let message =
        format!("no words of `{language}` are known, so these rules are not held: {}", held.join(", "));
    let known: Vec<&str> = LISTS.iter().map(|list| list.tag).collect();
    let help = format!(
        "have a person who speaks it look for them; write the list as src/language/words/{language}.toml after \
         en.toml (CONTRIBUTING.md); known are: {}",
        known.join(", ")
    );
    found.at(Place::Head("language"), message, help);
}
