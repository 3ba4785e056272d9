//! What reading a questionnaire, advising its authors, assessing a case and finding the open questions cost. Reading stands
//! beside `toml` with serde into ordinary structs without any check, on the same file: at most 1.3
//! times that. `cargo bench` runs it.

mod plain;

use std::collections::BTreeMap;
use std::hint::black_box;

use divan::{AllocProfiler, Bencher};
use safelight::answers::{Answer, Answers, Value};
use safelight::questionnaire::{Kind, Questionnaire, read};
use safelight::rules::{QuestionRef, Reading};
use safelight::scoring::{Case, Evaluation, assess};
use safelight::source::Source;
use toml::de::DeTable;

#[global_allocator]
static ALLOCATOR: AllocProfiler = AllocProfiler::system();

const FILES: [&str; 2] = ["forty", "adult-brief"];

fn main() {
    divan::main();
}

fn text(file: &str) -> &'static str {
    match file {
        "forty" => include_str!("forty.toml"),
        _ => include_str!("../questionnaires/adult-brief/1.0.0.toml"),
    }
}

fn questionnaire(file: &str) -> Questionnaire {
    let reading = read(&Source::new(file, text(file)));
    assert!(reading.findings.is_empty(), "{:?}", reading.findings);
    reading.questionnaire.expect("nothing was found")
}

mod reading {
    use super::*;

    #[divan::bench(args = FILES)]
    fn a_read_and_checked(bencher: Bencher<'_, '_>, file: &str) {
        let source = Source::new(file, text(file));
        bencher.bench_local(|| read(black_box(&source)));
    }

    #[divan::bench(args = FILES)]
    fn b_plain_toml_and_serde(bencher: Bencher<'_, '_>, file: &str) {
        let text = text(file);
        bencher.bench_local(|| toml::from_str::<plain::File>(black_box(text)).expect("it fits the structs"));
    }

    #[divan::bench(args = FILES)]
    fn c_toml_tree_alone(bencher: Bencher<'_, '_>, file: &str) {
        let text = text(file);
        bencher.bench_local(|| DeTable::parse(black_box(text)).expect("it is TOML").into_inner().len());
    }
}

mod assessing {
    use super::*;

    /// One answer changes, and everything is computed again.
    #[divan::bench(args = FILES)]
    fn a_set_and_run(bencher: Bencher<'_, '_>, file: &str) {
        let questionnaire = questionnaire(file);
        let case = answered(&questionnaire);
        let mut evaluation = case.evaluate();
        let (question, readings) = first_yes_no(&questionnaire);
        let mut turn = 0;
        bencher.bench_local(|| {
            turn = 1 - turn;
            change(&mut evaluation, question, readings[turn]);
        });
    }

    #[divan::bench(args = FILES)]
    fn b_with_evidence(bencher: Bencher<'_, '_>, file: &str) {
        let questionnaire = questionnaire(file);
        let case = answered(&questionnaire);
        bencher.bench_local(|| assess(black_box(&case)));
    }

    /// Every open question is tried with every answer.
    #[divan::bench(args = FILES)]
    fn c_with_everything_open(bencher: Bencher<'_, '_>, file: &str) {
        let questionnaire = questionnaire(file);
        let case = Case::begin(&questionnaire, &BTreeMap::new()).expect("no context is given");
        bencher.bench_local(|| assess(black_box(&case)));
    }
}

mod advising {
    use super::*;
    use safelight::explore::Survey;
    use safelight::lint::{self, LINTS, Subject};

    /// What a questionnaire can come to, as far as chance finds it.
    #[divan::bench(args = FILES)]
    fn a_reached_by_chance(bencher: Bencher<'_, '_>, file: &str) {
        let questionnaire = questionnaire(file);
        bencher.bench_local(|| Survey::new(black_box(&questionnaire)));
    }

    /// What all lints on words share.
    #[divan::bench(args = FILES)]
    fn b_texts_as_words(bencher: Bencher<'_, '_>, file: &str) {
        let questionnaire = questionnaire(file);
        bencher.bench_local(|| Subject::of(black_box(&questionnaire), None, &LINTS));
    }

    #[divan::bench(args = FILES)]
    fn c_all_advice(bencher: Bencher<'_, '_>, file: &str) {
        let (source, questionnaire) = (Source::new(file, text(file)), questionnaire(file));
        bencher.bench_local(|| lint::advice(black_box(&source), &questionnaire, None));
    }
}

fn change(evaluation: &mut Evaluation<'_>, question: QuestionRef, reading: Reading) {
    evaluation.set(black_box(question), black_box(reading));
    evaluation.run();
    black_box(evaluation);
}

fn first_yes_no(questionnaire: &Questionnaire) -> (QuestionRef, [Reading; 2]) {
    let mut all = questionnaire.each_question();
    let found = all.find(|(_, asked)| asked.kind == Kind::YesNo).expect("there is one");
    (found.0, [Reading::Is(true), Reading::Is(false)])
}

/// Every question without a gate has an answer: some a value, some "don't know", some declined.
fn answered(questionnaire: &Questionnaire) -> Case<'_> {
    let mut answers = Answers::none(questionnaire.edition());
    for (question, asked) in questionnaire.each_question().filter(|(_, asked)| asked.gate_rule().is_none()) {
        let answer = match &asked.kind {
            _ if question.index() % 9 == 8 => Answer::DontKnow,
            Kind::YesNo => Answer::Given(Value::YesNo(question.index() % 3 == 0)),
            Kind::Choice(options) | Kind::Scale(options) => {
                Answer::Given(Value::Choice(options[options.len() - 1].id.clone()))
            }
            Kind::Choices(options) => Answer::Given(Value::Choices(vec![options[0].id.clone()])),
            _ => Answer::Declined,
        };
        answers.give(&asked.id, answer);
    }
    Case::new(questionnaire, answers, &BTreeMap::new(), &BTreeMap::new()).expect("these answers fit")
}
