//! What a question tells about age, for lints that look at what happens to a child in a questionnaire
//! for adults. Options say it with `ages`; otherwise the question sounds like it, in its id or its words.

use crate::language::{Words, words_of};
use crate::questionnaire::{Choice, Kind, Question, Questionnaire};
use crate::rules::QuestionRef;

/// Younger than this is a child: Palermo Protocol, art. 3(d), and 22 USC 7102.
pub const ADULT: u32 = 18;

/// Returns whether a questionnaire is for adults alone.
pub fn is_for_adults(questionnaire: &Questionnaire) -> bool {
    questionnaire.population.ages.from >= ADULT
}

/// Returns every question whose answer can tell that somebody is under 18.
pub fn telling(questionnaire: &Questionnaire) -> impl Iterator<Item = (QuestionRef, &Question)> {
    let words = words(questionnaire);
    questionnaire.each_question().filter(move |(_, question)| tells(question, words))
}

/// Returns the words by which age is told: those of English where the language has no list, because ids
/// are often in English.
pub fn words(questionnaire: &Questionnaire) -> Option<&'static Words> {
    words_of(&questionnaire.language).or_else(|| words_of("en"))
}

/// Returns whether an answer to this question can tell that somebody is under 18.
pub fn tells(question: &Question, words: Option<&Words>) -> bool {
    let options = question.kind.options();
    if options.iter().any(|option| option.ages.is_some()) {
        return options.iter().filter_map(|option| option.ages).any(|ages| ages.from < ADULT);
    }
    let is_for_rules = !matches!(question.kind, Kind::Text { .. } | Kind::DatePart { .. });
    is_for_rules && sounds_like_age(question, words)
}

/// Returns a rule that holds for somebody under 18, as far as the question tells how to write it.
pub fn rule_for_minors(questionnaire: &Questionnaire, question: QuestionRef) -> String {
    if let Some(stop) = questionnaire.stops.iter().find(|stop| stop.names.contains(&question)) {
        return stop.moment.when.text.trim().to_owned();
    }
    let words = words(questionnaire);
    let sounds_young =
        |text: &str| words.is_some_and(|words| !words.age.young.find(&words.prose(text)).is_empty());
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

fn sounds_like_age(question: &Question, words: Option<&Words>) -> bool {
    let Some(words) = words else { return false };
    [&question.id, &question.ask].into_iter().any(|text| !words.age.asks.find(&words.prose(text)).is_empty())
}
