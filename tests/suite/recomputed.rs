//! What is computed again after a change is what would be computed anew: shipped and generated
//! questionnaires, changed by one answer, context or judgement after another.

use safelight::library::QUESTIONNAIRES;
use safelight::questionnaire::{ContextKind, Questionnaire};
use safelight::rules::{ContextRef, IndicatorRef, OutcomeRef, QuestionRef, Reading, ScoreRef};
use safelight::scoring::{Evaluation, World, reading_of};
use safelight::truth::Truth;

use super::conversation::{small, yes_no};
use super::generate::{self, Draw, Sheet, Style};
use super::naive::Form;
use super::{counts, usual};

/// How many changes are made one after the other.
const CHANGES: usize = 40;

/// Everything that can be seen of an evaluation. A rule is looked at after everything else, and twice.
fn seen(q: &Questionnaire, now: &Evaluation<'_>) -> String {
    let mut seen = String::new();
    let mut add = |text: String| seen.push_str(&text);
    for (question, _) in q.each_question() {
        add(format!("{:?} {} {}; ", now.applies(question), now.comes_up(question), now.is_open(question)));
    }
    for place in (0..q.indicators.len()).map(IndicatorRef::at) {
        add(format!("{:?}; ", now.indicator(place)));
    }
    for place in (0..q.scores.len()).map(ScoreRef::at) {
        let terms = (0..q.score(place).terms.len()).map(|term| now.term(place, term));
        add(format!("{:?} {:?}; ", now.score(place), terms.collect::<Vec<_>>()));
    }
    for place in (0..q.outcomes.len()).map(OutcomeRef::at) {
        let rows = now.deciding_rows(place);
        let supposed = (0..q.indicators.len()).map(IndicatorRef::at).flat_map(|indicator| {
            [Truth::True, Truth::False].map(|truth| now.outcome_supposing(place, indicator, truth))
        });
        let without = (0..q.outcome(place).adjust.len()).map(|row| now.outcome_without(place, row));
        let others: Vec<_> = supposed.chain(without).collect();
        add(format!("{:?} {:?} {rows:?} {others:?}; ", now.outcome(place), now.before_adjustment(place)));
    }
    let program = &q.program;
    let gates = program.asking.iter().flatten().chain(&program.stops).chain(&program.disclosures);
    for rule in gates.chain(&program.actions).chain(&program.next) {
        add(format!("{:?} {:?}; ", now.truth(rule), now.truth(rule)));
    }
    seen
}

/// Changes one thing of both: mostly an answer, now and then a context, a judgement or whose side is computed.
fn change(draw: &mut Draw, form: &Form, both: [&mut Evaluation<'_>; 2]) {
    match draw.below(20) {
        0 | 1 if !form.contexts.is_empty() => {
            let place = draw.below(form.contexts.len());
            let context = &form.contexts[place];
            let value = match &context.kind {
                ContextKind::Number => draw.below(12).to_string(),
                _ => draw.pick(&generate::context_values(context)).clone(),
            };
            let value = if draw.chance(20) { Reading::Unknown } else { reading_of(context, &value) };
            both.into_iter().for_each(|now| now.set_context(ContextRef::at(place), value));
        }
        2 | 3 if !form.outcomes.is_empty() => {
            let place = draw.below(form.outcomes.len());
            let level = Some(draw.below(form.outcomes[place].levels.len())).filter(|_| draw.chance(70));
            both.into_iter().for_each(|now| now.judge(OutcomeRef::at(place), level));
        }
        4 => {
            let world = if draw.chance(50) { World::Actions } else { World::Computed };
            both.into_iter().for_each(|now| now.in_world(world));
        }
        _ => {
            let place = draw.below(form.questions.len());
            let value = draw.pick(&generate::values_of(form, place)).clone();
            let reading = form.questions[place].kind.reading(&value);
            let reading = if draw.chance(25) { Reading::Unknown } else { reading };
            both.into_iter().for_each(|now| now.set(QuestionRef::at(place), reading));
        }
    }
}

fn compare(draw: &mut Draw, sheet: &Sheet) {
    let form = &sheet.questionnaire;
    let mut followed = Evaluation::new(form, vec![Reading::Unknown; form.contexts.len()]);
    let mut whole = followed.clone();
    followed.follow_changes();
    for _ in 0..CHANGES {
        for _ in 0..=draw.below(2) {
            change(draw, form, [&mut followed, &mut whole]);
        }
        followed.run();
        whole.run();
        assert_eq!(seen(form, &followed), seen(form, &whole), "{}", sheet.text);
        // A context makes it forget; what comes after is remembered from here.
        if draw.chance(30) {
            followed.remember_tables();
        }
    }
}

/// What actions read of a judged outcome is not what a table was walked with, so it is not remembered as that.
#[test]
fn what_was_judged_is_not_remembered_as_computed() {
    let results = r#"
[[outcome]]
id = "first"
label = "First"
levels = [{id = "low", label = "Low", next = "n"}, {id = "high", label = "High", next = "n"}]
decide = [{level = "high", when = "one_a = yes", because = "b"}, {level = "low", otherwise = true}]
[[outcome]]
id = "second"
label = "Second"
levels = [{id = "low", label = "Low", next = "n"}, {id = "high", label = "High", next = "n"}]
decide = [{level = "high", when = "first = high", because = "b"}, {level = "low", otherwise = true}]
"#;
    let form = small(&yes_no("one_a", ""), results);
    let mut now = Evaluation::new(&form, Vec::new());
    now.judge(OutcomeRef::at(0), Some(1));
    now.in_world(World::Actions);
    now.run();
    now.follow_changes();
    now.remember_tables();
    now.set(QuestionRef::at(0), Reading::Is(true));
    now.run();
    assert_eq!(now.outcome(OutcomeRef::at(1)).iter().collect::<Vec<_>>(), [1]);
}

#[test]
fn what_is_shipped_is_computed_again_as_it_would_be_anew() {
    for (seed, shipped) in QUESTIONNAIRES.iter().enumerate() {
        let sheet = Sheet::read(shipped.source().text().to_owned());
        compare(&mut Draw::seeded(seed as u64), &sheet);
    }
}

#[test]
fn generated_ones_are_computed_again_as_they_would_be_anew() {
    for seed in 0..counts::RECOMPUTED.get() {
        let mut draw = Draw::seeded(9_000_000 + seed as u64);
        let sheet = match seed % 3 {
            0 => usual::sheet(&mut draw),
            _ => generate::sheet(&mut draw, Style::Free),
        };
        compare(&mut draw, &sheet);
    }
}
