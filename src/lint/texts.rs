//! Every text of a questionnaire with its place and its reader, for lints that look at words; and the
//! id of what stands at a place.

use crate::questionnaire::places::Place;
use crate::questionnaire::{AnswerSource, Decide, Kind, Questionnaire};
use crate::rules::{IndicatorRef, OutcomeRef, QuestionRef, ScoreRef};

/// Who reads or hears a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Audience {
    /// The person: it is read aloud.
    Person,
    /// The practitioner alone.
    Practitioner,
    /// Whoever reads the summary.
    Summary,
}

/// A text of a questionnaire.
#[derive(Debug, Clone, Copy)]
pub struct Text<'q> {
    /// Where it stands.
    pub place: Place,
    /// Who reads or hears it.
    pub audience: Audience,
    /// Whether it is a question or an option, and not a statement.
    pub is_question: bool,
    /// The text.
    pub text: &'q str,
}

/// Returns every text, in the order of the conversation, then of the result.
pub fn all(questionnaire: &Questionnaire) -> Vec<Text<'_>> {
    let mut texts = Texts(Vec::new());
    head(&mut texts, questionnaire);
    before_the_questions(&mut texts, questionnaire);
    questions(&mut texts, questionnaire);
    moments(&mut texts, questionnaire);
    results(&mut texts, questionnaire);
    texts.0
}

struct Texts<'q>(Vec<Text<'q>>);

impl<'q> Texts<'q> {
    fn add(&mut self, place: Place, audience: Audience, text: &'q str) {
        self.0.push(Text { place, audience, is_question: false, text });
    }

    fn add_if(&mut self, place: Place, audience: Audience, text: Option<&'q String>) {
        if let Some(text) = text {
            self.add(place, audience, text);
        }
    }

    fn ask(&mut self, place: Place, audience: Audience, text: &'q str) {
        self.0.push(Text { place, audience, is_question: true, text });
    }
}

fn head<'q>(texts: &mut Texts<'q>, q: &'q Questionnaire) {
    texts.add(Place::Head("title"), Audience::Summary, &q.title);
    texts.add(Place::Head("purpose"), Audience::Practitioner, &q.purpose);
    texts.add(Place::Validation("note"), Audience::Summary, &q.validation.note);
}

fn before_the_questions<'q>(texts: &mut Texts<'q>, q: &'q Questionnaire) {
    for (nth, gate) in q.gates.iter().enumerate() {
        texts.ask(Place::Gate(nth, "ask"), Audience::Practitioner, &gate.ask);
        texts.add_if(Place::Gate(nth, "note"), Audience::Practitioner, gate.note.as_ref());
        texts.add(Place::Gate(nth, "otherwise"), Audience::Practitioner, &gate.otherwise);
        texts.add_if(Place::Gate(nth, "observe"), Audience::Summary, gate.observe.as_ref());
    }
    for (nth, opening) in q.openings.iter().enumerate() {
        texts.add(Place::Opening(nth, "say"), Audience::Person, &opening.say);
        texts.add_if(Place::Opening(nth, "note"), Audience::Practitioner, opening.note.as_ref());
    }
    texts.add_if(Place::Break("say"), Audience::Person, q.break_words.as_ref());
}

fn questions<'q>(texts: &mut Texts<'q>, q: &'q Questionnaire) {
    for (nth, section) in q.sections.iter().enumerate() {
        texts.add(Place::Section(nth, "title"), Audience::Practitioner, &section.title);
        texts.add_if(Place::Section(nth, "say"), Audience::Person, section.say.as_ref());
        texts.add_if(Place::Section(nth, "note"), Audience::Practitioner, section.note.as_ref());
        let within = q.each_question().filter(|(_, question)| question.section == nth);
        for (place, question) in within {
            let heard = match question.from {
                AnswerSource::Asked => Audience::Person,
                _ => Audience::Practitioner,
            };
            texts.ask(Place::Question(place, "ask"), heard, &question.ask);
            texts.add_if(Place::Question(place, "note"), Audience::Practitioner, question.note.as_ref());
            for (nth, option) in question.kind.options().iter().enumerate() {
                texts.ask(Place::Choice(place, nth, "label"), heard, &option.label);
            }
            if let Kind::Number(number) = &question.kind {
                texts.add_if(Place::Question(place, "unit"), heard, number.unit.as_ref());
            }
        }
    }
}

fn moments<'q>(texts: &mut Texts<'q>, q: &'q Questionnaire) {
    for (nth, moment) in q.disclosures.iter().enumerate() {
        texts.add(Place::Disclosure(nth, "say"), Audience::Person, &moment.say);
        texts.add_if(Place::Disclosure(nth, "note"), Audience::Practitioner, moment.note.as_ref());
    }
    for (nth, stop) in q.stops.iter().enumerate() {
        texts.add(Place::Stop(nth, "say"), Audience::Person, &stop.moment.say);
        texts.add_if(Place::Stop(nth, "note"), Audience::Practitioner, stop.moment.note.as_ref());
    }
}

fn results<'q>(texts: &mut Texts<'q>, q: &'q Questionnaire) {
    for (nth, indicator) in q.indicators.iter().enumerate() {
        texts.add(Place::Indicator(IndicatorRef::at(nth), "label"), Audience::Summary, &indicator.label);
    }
    for (nth, score) in q.scores.iter().enumerate() {
        texts.add(Place::Score(ScoreRef::at(nth), "label"), Audience::Summary, &score.label);
    }
    for (nth, outcome) in q.outcomes.iter().enumerate() {
        let place = OutcomeRef::at(nth);
        texts.add(Place::Outcome(place, "label"), Audience::Summary, &outcome.label);
        for (nth, level) in outcome.levels.iter().enumerate() {
            texts.add(Place::Level(place, nth, "label"), Audience::Summary, &level.label);
            texts.add(Place::Level(place, nth, "next"), Audience::Summary, &level.next);
        }
        if let Decide::FirstMatch(rows) = &outcome.decide {
            for (nth, row) in rows.iter().enumerate() {
                texts.add_if(Place::Row(place, nth, "because"), Audience::Summary, row.because.as_ref());
            }
        }
        for (nth, row) in outcome.adjust.iter().enumerate() {
            texts.add(Place::Adjust(place, nth, "because"), Audience::Summary, &row.because);
        }
    }
    for (nth, action) in q.actions.iter().enumerate() {
        texts.add(Place::Action(nth, "label"), Audience::Summary, &action.label);
        texts.add(Place::Action(nth, "because"), Audience::Summary, &action.because);
    }
    for (nth, next) in q.next.iter().enumerate() {
        texts.add_if(Place::Next(nth, "because"), Audience::Summary, next.because.as_ref());
    }
}

/// Returns the id of what stands at a place, if it has one of the file's own ids.
pub fn id_of(q: &Questionnaire, place: Place) -> Option<&str> {
    let question = |place: QuestionRef| Some(q.question(place).id.as_str());
    match place {
        Place::Context(nth, _) => Some(&q.contexts[nth].id),
        Place::Gate(nth, _) => Some(&q.gates[nth].id),
        Place::Opening(nth, _) => Some(&q.openings[nth].id),
        Place::Section(nth, _) => Some(&q.sections[nth].id),
        Place::Question(place, _) | Place::Choice(place, _, _) => question(place),
        Place::Disclosure(nth, _) => Some(&q.disclosures[nth].id),
        Place::Stop(nth, _) => Some(&q.stops[nth].moment.id),
        Place::Indicator(place, _) => Some(&q.indicator(place).id),
        Place::Score(place, _) | Place::Term(place, _, _) => Some(&q.score(place).id),
        Place::Outcome(place, _)
        | Place::Level(place, _, _)
        | Place::Row(place, _, _)
        | Place::Adjust(place, _, _) => Some(&q.outcome(place).id),
        Place::Action(nth, _) => Some(&q.actions[nth].id),
        Place::Next(nth, _) => Some(&q.next[nth].questionnaire),
        _ => None,
    }
}
