//! Sections with their questions, the questions with their options, and what is said at moments.

use super::effect::Effect;
use super::element::{Audience, Element, Fields};
use super::kind::ElementKind as Kind;
use crate::decimal::Decimal;
use crate::questionnaire::location::Place;
use crate::questionnaire::model::{self, *};
use crate::rules::QuestionRef;

/// Returns the elements of the conversation itself.
pub fn elements(q: &Questionnaire) -> impl Iterator<Item = Element<'_>> {
    let sections = q.sections.iter().enumerate().flat_map(move |(nth, each)| {
        let within = q.each_question().filter(move |(_, question)| question.section == nth);
        let with_options = within.flat_map(move |(place, question)| {
            let options = question.kind.options().iter().enumerate();
            let options = options.map(move |(nth, option)| choice(place, question, nth, option));
            std::iter::once(self::question(place, question, each)).chain(options)
        });
        std::iter::once(section(nth, each)).chain(with_options)
    });
    sections
        .chain(q.disclosures.iter().enumerate().map(disclosure))
        .chain(q.stops.iter().enumerate().map(stop))
}

fn section(nth: usize, section: &Section) -> Element<'_> {
    let Section { id, title, say, note } = section;
    Fields::of(Kind::Section, id, move |key| Place::Section(nth, key))
        .text("title", Audience::Practitioner, title, Effect::RESULT_TEXT)
        .text("say", Audience::Person, say, Effect::WORDS)
        .note(note)
        .done()
}

/// Returns who hears what a question asks: the person, if it is asked.
fn hearer(question: &Question) -> Audience {
    if question.from == AnswerSource::Asked { Audience::Person } else { Audience::Practitioner }
}

fn question<'q>(place: QuestionRef, question: &'q Question, section: &'q Section) -> Element<'q> {
    // What the reader makes of the rules and the order of the file is no field.
    let Question {
        id,
        ask,
        note,
        no_note,
        kind,
        sensitivity,
        from,
        gate,
        identity,
        part,
        tags,
        codes,
        section: _,
        builds_on: _,
    } = question;
    let (asked, when) = match gate {
        AskGate::Always => ("always", None),
        AskGate::If(rule) => ("ask_if", Some(rule)),
        AskGate::OnlyIf(rule) => ("ask_only_if", Some(rule)),
    };
    let fields = Fields::of(Kind::Question, id, move |key| Place::Question(place, key))
        .ask("ask", hearer(question), ask, Effect::WORDS)
        .note(note)
        .maybe("no_note", &no_note.then_some("true"), Effect::CONVERSATION)
        .fact("section", &section.id, Effect::SECTION)
        .deciding()
        .number("sensitivity", Decimal::from(*sensitivity), Effect::SHAPE)
        .fact("source", from.id(), Effect::ORIGIN)
        .flag("identity", *identity, Effect::SHAPE)
        .fact("part", part.id(), Effect::PLACEMENT)
        .list("tags", tags, Effect::PLACEMENT)
        .codes(codes)
        .fact("asked", asked, Effect::BRANCHING)
        .deciding()
        .rule(asked, when, Effect::BRANCHING)
        .within("asked")
        .fact("kind", kind.id(), Effect::CODING)
        .deciding();
    of_kind(fields, question).done()
}

/// Adds what only questions of one kind have.
fn of_kind<'q, P: Fn(&'static str) -> Place>(fields: Fields<'q, P>, question: &'q Question) -> Fields<'q, P> {
    match &question.kind {
        model::Kind::YesNo | model::Kind::Choice(_) | model::Kind::Scale(_) | model::Kind::Choices(_) => {
            fields
        }
        model::Kind::Number(NumberKind { min, max, places, unit }) => fields
            .number("min", *min, Effect::LEAST)
            .within("kind")
            .number("max", *max, Effect::MOST)
            .within("kind")
            .number("decimals", Decimal::from(u32::from(*places)), Effect::MOST)
            .within("kind")
            .text("unit", hearer(question), unit, Effect::UNIT)
            .within("kind"),
        model::Kind::DatePart { with_month } => {
            let precision = if *with_month { "month" } else { "year" };
            fields.fact("precision", precision, Effect::CODING).within("kind")
        }
        model::Kind::Text { max_length } => {
            fields.number("max_length", Decimal::from(*max_length), Effect::MOST).within("kind")
        }
    }
}

fn choice<'q>(place: QuestionRef, question: &Question, nth: usize, option: &'q Choice) -> Element<'q> {
    let Choice { id, label, points, exclusive, words, ages, language, codes } = option;
    let id = format!("{}.{id}", question.id);
    Fields::of(Kind::Choice, id, move |key| Place::Choice(place, nth, key))
        .ask("label", hearer(question), label, Effect::WORDS)
        .number("points", *points, Effect::POINTS)
        .flag("exclusive", *exclusive, Effect::LEAST)
        .maybe("words", &words.then_some("true"), Effect::MOMENT)
        .maybe("ages", ages, Effect::SHAPE)
        .maybe("language", language, Effect::SHAPE)
        .codes(codes)
        .done()
}

fn disclosure((nth, disclosure): (usize, &Moment)) -> Element<'_> {
    let Moment { id, when, say, note, help } = disclosure;
    let fields = Fields::of(Kind::Disclosure, id, move |key| Place::Disclosure(nth, key))
        .text("say", Audience::Person, say, Effect::CONVERSATION)
        .note(note);
    let fields = match help {
        None => fields,
        Some(PromisedHelp { say, needs }) => fields
            .text("help", Audience::Person, say, Effect::CONVERSATION)
            .list("if_help", needs.iter().map(|need| need.id), Effect::CONVERSATION),
    };
    fields.rule("when", when, Effect::MOMENT).done()
}

fn stop((nth, stop): (usize, &Stop)) -> Element<'_> {
    let Stop { moment: Moment { id, when, say, note, help: _ }, unless_false, names: _ } = stop;
    Fields::of(Kind::Stop, id, move |key| Place::Stop(nth, key))
        .text("say", Audience::Person, say, Effect::CONVERSATION)
        .note(note)
        .rule("when", when, Effect::STOP)
        .flag("unless_false", *unless_false, Effect::STOP)
        .done()
}
