//! The inner loop asks for no memory: whatever is set and whoever's side is computed. A test program
//! of its own, because its allocator counts.

use std::collections::BTreeMap;

use allocation_counter::measure;
use safelight::decimal::Decimal;
use safelight::library::QUESTIONNAIRES;
use safelight::questionnaire::{Kind, Questionnaire, read};
use safelight::rules::{OutcomeRef, QuestionRef, Reading};
use safelight::scoring::{Case, Evaluation, World};
use safelight::source::Source;
use safelight::truth::Set;

fn all() -> Vec<Questionnaire> {
    let forty = Source::new("forty", include_str!("../benches/forty.toml"));
    let shipped = QUESTIONNAIRES.iter().map(|shipped| shipped.source());
    let read_one = |source: Source| read(&source).questionnaire.expect("nothing is wrong with it");
    shipped.chain([forty]).map(read_one).collect()
}

/// The first and the last answer, and none.
fn readings(kind: &Kind) -> Vec<Reading> {
    let last = kind.options().len().saturating_sub(1);
    match kind {
        Kind::YesNo => vec![Reading::Is(true), Reading::Is(false), Reading::Unknown],
        Kind::Choice(_) | Kind::Scale(_) => {
            vec![Reading::Option(0), Reading::Option(last as u8), Reading::Unknown]
        }
        Kind::Choices(_) => {
            vec![Reading::Options(Set::one(0)), Reading::Options(Set::one(last)), Reading::Unknown]
        }
        Kind::Number(_) => vec![Reading::Number(Decimal::ZERO), Reading::Unknown],
        Kind::DatePart { .. } | Kind::Text { .. } => vec![Reading::Unknown],
    }
}

fn allocations(evaluation: &mut Evaluation<'_>, question: QuestionRef, reading: Reading) -> u64 {
    let counted = measure(|| {
        evaluation.set(question, reading);
        evaluation.run();
    });
    counted.count_total
}

#[test]
fn computing_again_allocates_nothing() {
    for questionnaire in all() {
        let case = Case::begin(&questionnaire, &BTreeMap::new()).expect("no context is given");
        for world in [World::Computed, World::Actions] {
            let mut evaluation = case.evaluate();
            evaluation.in_world(world);
            evaluation.judge(OutcomeRef::at(0), Some(1));
            for (question, asked) in questionnaire.each_question() {
                for reading in readings(&asked.kind) {
                    let count = allocations(&mut evaluation, question, reading);
                    assert_eq!(count, 0, "{}: {}", questionnaire.id, asked.id);
                }
                // What was answered stays, so that later questions are computed beside it.
                evaluation.set(question, readings(&asked.kind)[0]);
            }
        }
    }
}

#[test]
fn the_counting_counts() {
    assert_eq!(measure(|| drop(std::hint::black_box(vec![1_u8]))).count_total, 1);
}
