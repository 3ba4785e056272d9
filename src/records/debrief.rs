//! The debrief of one scenario as JSON, for whoever keeps it elsewhere. It is marked as training, and no
//! other command reads it.

use serde::Serialize;

use crate::practice::{Debrief, Figures, STATEMENT, Scenario, StepReview};

/// The version of this format.
const FORMAT: u32 = 1;

#[derive(Serialize)]
struct Document<'d> {
    format: u32,
    kind: &'static str,
    statement: &'static str,
    scenario: &'d str,
    questionnaire: String,
    title: &'d str,
    ended: &'static str,
    should_end: &'static str,
    steps: Vec<StepOf<'d>>,
    items: Vec<ItemOf<'d>>,
    asked_differently: &'d [String],
    results: Vec<ResultOf<'d>>,
    because: &'d str,
    own_call: Option<CallOf<'d>>,
    offers: Vec<OfferOf>,
    figures: Option<FiguresOf>,
    talk_about: &'d [String],
    teaching: &'d str,
}

#[derive(Serialize)]
struct StepOf<'d> {
    id: &'d str,
    step: &'d str,
    there_was: Option<&'d str>,
    did: &'d str,
    right: &'d str,
    as_the_key: bool,
    because: &'d str,
    never_heard: &'d [String],
}

#[derive(Serialize)]
struct ItemOf<'d> {
    question: &'d str,
    asked: &'d str,
    there_was: Option<&'d str>,
    taken_down: &'d str,
    key: &'d str,
    difference: &'static str,
    leads: Option<&'static str>,
    because: Option<&'d str>,
    heard_in_full: bool,
}

#[derive(Serialize)]
struct ResultOf<'d> {
    about: &'d str,
    own: &'d str,
    key: &'d str,
}

#[derive(Serialize)]
struct CallOf<'d> {
    outcome: &'d str,
    called: Option<&'d str>,
    key: &'d [String],
    leads: Option<&'static str>,
}

#[derive(Serialize)]
struct OfferOf {
    need: &'static str,
    offered: bool,
    fits: bool,
}

#[derive(Serialize)]
struct FiguresOf {
    items_as_the_key: usize,
    items: usize,
    over: usize,
    under: usize,
    steps_as_the_key: usize,
    steps: usize,
}

/// Writes a debrief as JSON, with figures if there are to be any.
pub fn debrief_document(scenario: &Scenario, debrief: &Debrief, figures: Option<Figures>) -> String {
    let document = Document {
        format: FORMAT,
        kind: "safelight-training-debrief",
        statement: STATEMENT,
        scenario: &scenario.id,
        questionnaire: scenario.edition.to_string(),
        title: &debrief.title,
        ended: debrief.ended.id(),
        should_end: debrief.should_end.id(),
        steps: debrief.steps.iter().map(step).collect(),
        items: debrief
            .items
            .iter()
            .map(|item| ItemOf {
                question: &item.id,
                asked: &item.asked,
                there_was: item.heard.as_deref(),
                taken_down: &item.given,
                key: &item.right,
                difference: item.difference.id(),
                leads: item.difference.direction().map(|way| way.id()),
                because: item.because.as_deref(),
                heard_in_full: item.fullest,
            })
            .collect(),
        asked_differently: &debrief.reworded,
        results: debrief.results.iter().map(|(about, own, key)| ResultOf { about, own, key }).collect(),
        because: &debrief.because,
        own_call: debrief.call.as_ref().map(|call| CallOf {
            outcome: &call.outcome,
            called: call.called.as_deref(),
            key: &call.right,
            leads: call.direction.map(|way| way.id()),
        }),
        offers: debrief
            .offers
            .iter()
            .map(|offer| OfferOf { need: offer.need.id, offered: offer.offered, fits: offer.fits })
            .collect(),
        figures: figures.map(|figures| FiguresOf {
            items_as_the_key: figures.items_alike,
            items: figures.items,
            over: figures.over,
            under: figures.under,
            steps_as_the_key: figures.steps_well,
            steps: figures.steps,
        }),
        talk_about: &scenario.questions,
        teaching: &scenario.teaching,
    };
    let mut json = serde_json::to_string_pretty(&document).expect("a debrief has only text keys");
    json.push('\n');
    json
}

fn step(step: &StepReview) -> StepOf<'_> {
    StepOf {
        id: &step.id,
        step: &step.called,
        there_was: step.heard.as_deref(),
        did: &step.did,
        right: &step.right,
        as_the_key: step.well,
        because: &step.because,
        never_heard: &step.unheard,
    }
}
