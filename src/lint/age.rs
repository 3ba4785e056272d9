//! What a question tells about age, for lints that look at what happens to a child in a questionnaire
//! for adults. Options say it with `ages`; otherwise the question sounds like it, in its id or its words.

use crate::questionnaire::{Choice, Kind, Question, Questionnaire};
use crate::rules::QuestionRef;

/// Younger than this is a child: Palermo Protocol, art. 3(d), and 22 USC 7102.
pub const ADULT: u32 = 18;

/// Words that a question about age holds. "Old" is not among them: people ask about old debts.
const WORDS: [&str; 9] = ["age", "ages", "aged", "18", "eighteen", "adult", "adults", "birthday", "minor"];

/// Returns whether a questionnaire is for adults alone.
pub fn is_for_adults(questionnaire: &Questionnaire) -> bool {
    questionnaire.population.ages.from >= ADULT
}

/// Returns every question whose answer can tell that somebody is under 18.
pub fn telling(questionnaire: &Questionnaire) -> impl Iterator<Item = (QuestionRef, &Question)> {
    questionnaire.each_question().filter(|(_, question)| tells(question))
}

/// Returns whether an answer to this question can tell that somebody is under 18.
pub fn tells(question: &Question) -> bool {
    let options = question.kind.options();
    if options.iter().any(|option| option.ages.is_some()) {
        return options.iter().filter_map(|option| option.ages).any(|ages| ages.from < ADULT);
    }
    let is_for_rules = !matches!(question.kind, Kind::Text { .. } | Kind::DatePart { .. });
    is_for_rules && sounds_like_age(question)
}

/// Returns a rule that holds for somebody under 18, as far as the question tells how to write it.
pub fn rule_for_minors(questionnaire: &Questionnaire, question: QuestionRef) -> String {
    if let Some(stop) = questionnaire.stops.iter().find(|stop| stop.names.contains(&question)) {
        return stop.moment.when.text.trim().to_owned();
    }
    let question = questionnaire.question(question);
    let is_young = |option: &&Choice| match option.ages {
        Some(ages) => ages.from < ADULT,
        None => sounds_young(&option.label),
    };
    let young = match &question.kind {
        Kind::YesNo if sounds_young(&question.ask) => "= yes".to_owned(),
        Kind::YesNo => "= no".to_owned(),
        Kind::Number(_) => format!("< {ADULT}"),
        kind => match kind.options().iter().find(is_young) {
            Some(option) if kind.takes_several() => format!("includes {}", option.id),
            Some(option) => format!("= {}", option.id),
            None => "= …".to_owned(),
        },
    };
    format!("{} {young}", question.id)
}

fn sounds_young(text: &str) -> bool {
    words(text).any(|word| ["under", "younger", "below", "minor", "child"].contains(&word.as_str()))
}

fn sounds_like_age(question: &Question) -> bool {
    let asked: Vec<String> = words(&question.ask).collect();
    let asks_how_old =
        asked.windows(2).any(|pair| pair[1] == "old" && ["how", "years"].contains(&pair[0].as_str()));
    asks_how_old || words(&question.id).chain(asked).any(|word| WORDS.contains(&word.as_str()))
}

/// The words of a text or an id, in lower case.
fn words(text: &str) -> impl Iterator<Item = String> {
    let words = text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase)
}
