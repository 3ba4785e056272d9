//! The names of the points of a conversation, as scenario files and results write them, and what can
//! be chosen at each.

use crate::conversation::{PageName, Point, Reply};
use crate::language::open_answers::COULD_NOT_TELL;
use crate::questionnaire::model::{AnswerSource, Questionnaire, Spoken};
use crate::report::one_line;
use crate::turned::TurnedForm;

/// Returns the name of a point; nothing for one at which nothing can be done rightly or wrongly.
pub fn point_id(questionnaire: &Questionnaire, point: Point) -> Option<String> {
    let q = questionnaire;
    Some(match point {
        Point::Gate(place) => q.gates[place].id.clone(),
        Point::Opening(place) => q.openings[place].id.clone(),
        Point::Disclosure(place) => q.disclosures[place].id.clone(),
        Point::Stop(place) => q.stops[place].moment.id.clone(),
        Point::Consent => "consent".to_owned(),
        Point::Keep => "keep".to_owned(),
        Point::Alone(PageName("way")) => "alone".to_owned(),
        Point::Alone(PageName("handed_over")) => "handed_over".to_owned(),
        Point::Leave(section) => format!("leave.{}", q.sections[section].id),
        Point::BreakOffer(section) => format!("break.{}", q.sections[section].id),
        Point::Question(question) => q.question(question).id.clone(),
        _ => return None,
    })
}

/// Returns the point of that name.
pub fn point_of(questionnaire: &Questionnaire, id: &str) -> Option<Point> {
    every(questionnaire).find(|point| point_id(questionnaire, *point).as_deref() == Some(id))
}

/// Returns every point that has a name, in the order in which they can come up.
pub fn every(questionnaire: &Questionnaire) -> impl Iterator<Item = Point> {
    let q = questionnaire;
    let gates = (0..q.gates.len()).map(Point::Gate);
    let openings = (0..q.openings.len()).map(Point::Opening);
    let questions = q.each_question().map(|(question, _)| Point::Question(question));
    let sections =
        (0..q.sections.len()).flat_map(|section| [Point::Leave(section), Point::BreakOffer(section)]);
    let disclosures = (0..q.disclosures.len()).map(Point::Disclosure);
    let stops = (0..q.stops.len()).map(Point::Stop);
    let alone = ["way", "handed_over"].map(|page| Point::Alone(PageName(page)));
    let agreed = [Point::Consent, Point::Keep].into_iter().chain(alone);
    gates.chain(openings).chain(agreed).chain(sections).chain(questions).chain(disclosures).chain(stops)
}

/// Returns the place of a point in the order of the conversation, to be compared with that of another; nothing for
/// one that comes up wherever it is due.
pub fn order(questionnaire: &Questionnaire, point: Point) -> Option<(usize, usize)> {
    let leave = |section: usize| {
        let in_block = questionnaire.each_question().find(|(_, asked)| {
            asked.section == section && asked.is_sensitive() && asked.from == AnswerSource::Asked
        });
        in_block.map(|(question, _)| 4 * question.index())
    };
    match point {
        // The screen is the person's after their age.
        Point::Alone(page) => {
            let age = TurnedForm::of(questionnaire).map_or(0, |form| form.age().index());
            Some((3, 4 * age + if page.0 == "way" { 2 } else { 3 }))
        }
        Point::Gate(place) => Some((0, place)),
        Point::Opening(place) => Some((1, place)),
        Point::Consent => Some((2, 0)),
        Point::Leave(section) => Some((3, leave(section)?)),
        Point::Question(question) => Some((3, 4 * question.index() + 1)),
        _ => None,
    }
}

/// Returns the names of what can be chosen at a point, in the order of its items.
pub fn choices(point: Point) -> &'static [&'static str] {
    match point {
        Point::Gate(_) => &["yes", "no", "dont_know"],
        Point::Opening(_) | Point::Disclosure(_) | Point::Stop(_) => &["say", "leave_out"],
        Point::Consent => &["yes", "no", "not_now"],
        Point::Leave(_) => &["yes", "skip", "later", "break"],
        Point::BreakOffer(_) => &["go_on", "break"],
        Point::Keep => &["yes", "no", "not_sure"],
        _ => &[],
    }
}

/// Returns the choice that a reply makes at a point, if it makes one.
pub fn chosen(point: Point, reply: &Reply) -> Option<&'static str> {
    let made = reply.chosen()?;
    choices(point).iter().find(|known| **known == made).copied()
}

/// Returns a choice in words, as the debrief says it.
pub fn in_words(point: Point, choice: &str) -> &'static str {
    match (point, choice) {
        (Point::Opening(_) | Point::Disclosure(_) | Point::Stop(_), "say") => "you said it",
        (Point::Opening(_) | Point::Disclosure(_) | Point::Stop(_), _) => "you left it out",
        (Point::Leave(_), "yes") => "yes, go on",
        (Point::Leave(_), "skip") => "rather not: skip them",
        (Point::Leave(_), "later") => "come back to them later",
        (Point::Leave(_), _) => "a break first",
        (Point::BreakOffer(_), "break") => "a break",
        (Point::BreakOffer(_), _) => "go on",
        (Point::Keep, "not_sure") => "not sure: keep nothing",
        (_, "yes") => "yes",
        (_, "no") => "no",
        (_, "not_now") => "not now",
        _ => COULD_NOT_TELL,
    }
}

/// Returns what a point is called in the debrief.
pub fn called(questionnaire: &Questionnaire, point: Point) -> String {
    let q = questionnaire;
    match point {
        Point::Gate(place) => q.gates[place].ask.clone(),
        Point::Opening(place) => format!("Opening “{}”", opening_in_words(&q.openings[place])),
        Point::Disclosure(place) => format!(
            "Staying with the person after something hard was said: “{}”",
            first_sentence(&q.disclosures[place].say)
        ),
        Point::Stop(_) => "The words with which the questions end".to_owned(),
        Point::Consent => "Whether the person agrees to be asked".to_owned(),
        Point::Keep => "Whether a copy may be kept".to_owned(),
        Point::Alone(PageName("way")) => "Before the screen is the person's".to_owned(),
        Point::Alone(_) => "When the person gives the screen back".to_owned(),
        Point::Leave(section) => format!("Leave before “{}”", q.sections[section].title),
        Point::BreakOffer(section) => format!("The break after “{}”", q.sections[section].title),
        Point::Question(question) => q.question(question).ask.clone(),
        _ => String::new(),
    }
}

/// The usual openings in words; of another one the beginning.
fn opening_in_words(opening: &Spoken) -> String {
    let words = match opening.id.as_str() {
        "who" => "who you are, and why you ask",
        "voluntary" => "it is voluntary",
        "skip_stop" => "the person may skip or stop at any time",
        "recorded" => "what is written down, and who can read it",
        "limits" => "what cannot stay private",
        "questions" => "room for the person's own questions",
        _ => return first_sentence(&opening.say),
    };
    words.to_owned()
}

/// The words as far as their first sentence goes.
fn first_sentence(words: &str) -> String {
    let words = one_line(words);
    let end = words.find(['.', '?', '!']).map_or(words.len(), |at| at + 1);
    words[..end].to_owned()
}
