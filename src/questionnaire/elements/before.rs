//! The head of a questionnaire, and what comes before its questions.

use super::effect::Effect;
use super::element::{Audience, Element, Fields};
use super::kind::ElementKind as Kind;
use crate::questionnaire::location::Place;
use crate::questionnaire::model::*;

/// Returns the elements of the head, and those before the questions.
pub fn elements(q: &Questionnaire) -> impl Iterator<Item = Element<'_>> {
    let head = [head(q), population(&q.population), validation(&q.validation)].into_iter();
    let sources = q.sources.iter().enumerate().map(citation);
    let reviews = q.survivor_reviews.iter().enumerate().map(survivor_review);
    let changes = q.changes.iter().enumerate().map(change_note);
    let before = head.chain(sources).chain(reviews).chain(changes);
    let contexts = q.contexts.iter().enumerate().map(context);
    let gates = q.gates.iter().enumerate().map(gate);
    let openings = q.openings.iter().enumerate().map(opening);
    before.chain(contexts).chain(gates).chain(openings).chain([pause(q)])
}

fn head(q: &Questionnaire) -> Element<'_> {
    let about = Some(q.about.id()).filter(|_| !q.about.is_person());
    Fields::of(Kind::Questionnaire, "", Place::Head)
        .fact("id", &q.id, Effect::OTHER)
        .fact("language", &q.language, Effect::LANGUAGE)
        .text("title", Audience::Summary, &q.title, Effect::NOTE)
        .text("purpose", Audience::Practitioner, &q.purpose, Effect::INTENDED_USE)
        .maybe("about", &about, Effect::WHOM)
        .fact("minutes", q.minutes.to_string(), Effect::METADATA)
        .fact("license", &q.license, Effect::METADATA)
        .list("authors", &q.authors, Effect::METADATA)
        .maybe("review_by", &q.review_by, Effect::METADATA)
        .text("copy_note", Audience::Practitioner, &q.copy_note, Effect::CONVERSATION)
        .done()
}

fn population(population: &Population) -> Element<'_> {
    let Population { ages, settings, law, forms } = population;
    Fields::of(Kind::Population, "", Place::Population)
        .fact("ages", ages.to_string(), Effect::INTENDED_USE)
        .list("settings", settings, Effect::INTENDED_USE)
        .list("law", law, Effect::INTENDED_USE)
        .list("forms", forms.iter().map(|form| form.id), Effect::INTENDED_USE)
        .done()
}

fn validation(validation: &Validation) -> Element<'_> {
    let Validation { published, note } = validation;
    let fields = Fields::of(Kind::Validation, "", Place::Validation)
        .text("note", Audience::Summary, note, Effect::EVIDENCE)
        .called("note on its validation");
    let Some(Study { study, n, sensitivity, specificity, cut_off, population, language }) = published else {
        return fields.done();
    };
    fields
        .fact("study", study, Effect::EVIDENCE)
        .fact("n", n.to_string(), Effect::EVIDENCE)
        .fact("sensitivity", sensitivity, Effect::EVIDENCE)
        .fact("specificity", specificity, Effect::EVIDENCE)
        .fact("cut_off", cut_off, Effect::EVIDENCE)
        .fact("population", population, Effect::EVIDENCE)
        .called("people studied")
        .fact("language", language, Effect::EVIDENCE)
        .called("language studied")
        .done()
}

fn citation((nth, citation): (usize, &Citation)) -> Element<'_> {
    let Citation { title, url, used_for } = citation;
    Fields::of(Kind::Citation, "", move |key| Place::Citation(nth, key))
        .fact("title", title, Effect::METADATA)
        .fact("url", url, Effect::METADATA)
        .fact("used_for", used_for, Effect::METADATA)
        .done()
}

fn survivor_review((nth, review): (usize, &SurvivorReview)) -> Element<'_> {
    let SurvivorReview { role, paid, on } = review;
    Fields::of(Kind::SurvivorReview, "", move |key| Place::SurvivorReview(nth, key))
        .fact("role", role, Effect::METADATA)
        .flag("paid", *paid, Effect::METADATA)
        .maybe("on", on, Effect::METADATA)
        .done()
}

fn change_note((nth, note): (usize, &ChangeNote)) -> Element<'_> {
    let ChangeNote { since, of, was, same_meaning, reason } = note;
    Fields::of(Kind::ChangeNote, "", move |key| Place::ChangeNote(nth, key))
        .fact("since", since.to_string(), Effect::METADATA)
        .fact("of", of, Effect::METADATA)
        .maybe("was", was, Effect::METADATA)
        .fact("meaning", if *same_meaning { "same" } else { "other" }, Effect::METADATA)
        .fact("reason", reason, Effect::METADATA)
        .done()
}

fn context((nth, context): (usize, &Context)) -> Element<'_> {
    let Context { id, label, kind, default, by_language } = context;
    let by_language = by_language.then_some("yes");
    let fields = Fields::of(Kind::Context, id, move |key| Place::Context(nth, key)).text(
        "label",
        Audience::Summary,
        label,
        Effect::RESULT_TEXT,
    );
    match kind {
        ContextKind::YesNo => fields.fact("kind", "yes or no", Effect::READABLE),
        ContextKind::Number => fields.fact("kind", "a number", Effect::READABLE),
        ContextKind::Choice(options) => fields.list("options", options, Effect::READABLE),
    }
    .called("values")
    .maybe("default", default, Effect::RULE)
    .maybe("by_language", &by_language, Effect::RULE)
    .called("value by language")
    .done()
}

fn gate((nth, gate): (usize, &Gate)) -> Element<'_> {
    let Gate {
        id,
        ask,
        say,
        note,
        ask_remote,
        note_remote,
        proceed_on,
        otherwise,
        danger,
        with,
        if_not,
        observe,
    } = gate;
    Fields::of(Kind::Gate, id, move |key| Place::Gate(nth, key))
        .ask("ask", Audience::Practitioner, ask, Effect::GATE_WORDS)
        .text("say", Audience::Person, say, Effect::CONVERSATION)
        .note(note)
        .ask("ask_remote", Audience::Practitioner, ask_remote, Effect::GATE_WORDS)
        .text("note_remote", Audience::Practitioner, note_remote, Effect::NOTE)
        .maybe("with", with, Effect::GATE)
        .ask("if_not", Audience::Practitioner, if_not, Effect::GATE_WORDS)
        .text("otherwise", Audience::Practitioner, otherwise, Effect::CONVERSATION)
        .text("observe", Audience::Summary, observe, Effect::CONVERSATION)
        .fact("proceed_on", if *proceed_on { "yes" } else { "no" }, Effect::GATE)
        .flag("danger", *danger, Effect::GATE)
        .done()
}

fn opening((nth, opening): (usize, &Spoken)) -> Element<'_> {
    let Spoken { id, say, note } = opening;
    Fields::of(Kind::Opening, id, move |key| Place::Opening(nth, key))
        .text("say", Audience::Person, say, Effect::CONVERSATION)
        .note(note)
        .done()
}

fn pause(q: &Questionnaire) -> Element<'_> {
    Fields::of(Kind::Break, "", Place::Break)
        .text("say", Audience::Person, &q.break_words, Effect::CONVERSATION)
        .done()
}
