//! The two scorers on as many ways of answering as there is time for: every one, where that many are
//! few enough, of every questionnaire that comes with the tool, of every one under `tests/conformance`,
//! and of small ones; random ones of the larger and of many generated ones. `tests/long/run` looks at
//! millions.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::{fs, thread};

use safelight::answers::{Answer, Value};
use safelight::questionnaire::Kind;
use safelight::questionnaire::model::Decide;

use super::agreement::{Checked, about, agreement, library, must, same_as_naive};
use super::counts::{self, Part};
use super::generate::{self, Draw, Sheet, Style, UNKNOWN};
use super::naive::{self, Door, Form, Input, MISTAKES, Mistake, chosen_together, door};

/// How much is looked at.
struct Amount {
    /// The most ways of answering of which every one is tried.
    every: usize,
    /// How many random ones are tried where there are more.
    random: usize,
    /// How many questionnaires are generated, and how many random ways of answering are tried of each.
    generated: (usize, usize),
    /// Of how many of them every way of answering is tried, if it is no more than `every`.
    small: usize,
}

fn amount() -> Amount {
    Amount {
        every: counts::EVERY_PATTERN.get(),
        random: counts::RANDOM_PATTERNS.get(),
        generated: (counts::GENERATED.get(), counts::PATTERNS_OF_GENERATED.get()),
        small: counts::SMALL.get(),
    }
}

// ---- every way of answering ----

/// One thing that is decided on the way to a whole input: the value of a context, the judgement of an
/// outcome that is the practitioner's own, or the answer to a question.
#[derive(Clone, Copy)]
enum Step {
    Context(usize),
    Judgement(usize),
    Question(usize),
}

/// The steps of a questionnaire, each with the values that can make a difference.
struct Ways<'q> {
    questionnaire: &'q Form,
    steps: Vec<Step>,
    values: Vec<Vec<Value>>,
}

impl<'q> Ways<'q> {
    fn of(questionnaire: &'q Form) -> Ways<'q> {
        let own =
            |place: &usize| matches!(questionnaire.outcomes[*place].decide, Decide::Practitioner { .. });
        let contexts = (0..questionnaire.contexts.len()).map(Step::Context);
        let judgements = (0..questionnaire.outcomes.len()).filter(own).map(Step::Judgement);
        let questions = (0..questionnaire.questions.len()).map(Step::Question);
        Ways {
            questionnaire,
            steps: contexts.chain(judgements).chain(questions).collect(),
            values: (0..questionnaire.questions.len()).map(|place| values(questionnaire, place)).collect(),
        }
    }

    /// Calls back with each next input: unknown is one of the values. Where a question cannot have an
    /// answer, there is one way only.
    fn branch(&self, input: &mut Input<'q>, step: Step, go_on: &mut dyn FnMut(&mut Input<'q>)) {
        match step {
            Step::Context(place) => {
                let context = &self.questionnaire.contexts[place];
                for value in generate::context_values(context).into_iter().map(Some).chain([None]) {
                    input.contexts[place] = value;
                    go_on(input);
                }
            }
            Step::Judgement(place) => {
                let levels = self.questionnaire.outcomes[place].levels.len();
                for level in (0..levels).map(Some).chain([None]) {
                    input.judgements[place] = level;
                    go_on(input);
                }
            }
            Step::Question(place) => {
                if door(input, place) == Door::Open {
                    for value in &self.values[place] {
                        input.answers[place] = Some(Answer::Given(value.clone()));
                        go_on(input);
                    }
                }
                input.answers[place] = None;
                go_on(input);
            }
        }
    }

    /// Calls back with every whole input behind these steps; stops when told to.
    fn each(&self, input: &mut Input<'q>, at: usize, see: &mut dyn FnMut(&Input<'q>) -> bool) -> bool {
        let Some(step) = self.steps.get(at) else { return see(input) };
        let mut goes_on = true;
        self.branch(input, *step, &mut |input| goes_on = goes_on && self.each(input, at + 1, see));
        goes_on
    }

    /// How many there are; nothing if more than that many.
    fn count(&self, most: usize) -> Option<usize> {
        let mut count = 0;
        let mut one_more = |_: &Input<'q>| {
            count += 1;
            count <= most
        };
        self.each(&mut generate::nothing(self.questionnaire), 0, &mut one_more).then_some(count)
    }

    /// The first steps taken in every way, until there are enough to share out; and how many steps.
    fn shares(&self) -> (Vec<Input<'q>>, usize) {
        let mut shares = vec![generate::nothing(self.questionnaire)];
        let mut at = 0;
        while at < self.steps.len() && shares.len() < 500 {
            let mut next = Vec::new();
            for mut input in shares {
                self.branch(&mut input, self.steps[at], &mut |input| next.push(input.clone()));
            }
            (shares, at) = (next, at + 1);
        }
        (shares, at)
    }
}

/// As [`generate::values_of`], and every selection of up to ten options.
fn values(questionnaire: &Form, place: usize) -> Vec<Value> {
    match &questionnaire.questions[place].kind {
        kind @ Kind::Choices(options) if options.len() <= 10 => {
            chosen_together(kind).into_iter().map(Value::Choices).collect()
        }
        _ => generate::values_of(questionnaire, place),
    }
}

/// Puts one of the four ways of not knowing wherever there is no value and an answer could stand: all
/// are the same to scoring, but not to a stop or to a value as published.
fn with_states<'q>(draw: &mut Draw, input: &Input<'q>) -> Input<'q> {
    let mut input = input.clone();
    for place in 0..input.answers.len() {
        if input.answers[place].is_none() && door(&input, place) != Door::NotApplying {
            input.answers[place] = draw.pick(&UNKNOWN).clone();
        }
    }
    input
}

// ---- on all cores ----

/// Does the work for every number below an end, on all cores.
pub fn shared_out(end: usize, work: impl Fn(usize) -> Checked + Sync) -> Checked {
    let next = AtomicUsize::new(0);
    let worker = || {
        let mut checked = 0;
        loop {
            let number = next.fetch_add(1, Ordering::Relaxed);
            if number >= end {
                return Ok(checked);
            }
            checked += work(number).inspect_err(|_| next.store(end, Ordering::Relaxed))?;
        }
    };
    let workers = thread::available_parallelism().map_or(1, usize::from);
    thread::scope(|scope| {
        let workers: Vec<_> = (0..workers).map(|_| scope.spawn(worker)).collect();
        workers.into_iter().map(|worker| worker.join().expect("a worker does not panic")).sum()
    })
}

/// What was looked at of one questionnaire.
enum Looked {
    Every(usize),
    Random(usize),
}

/// Compares both scorers on every way of answering, or on random ones where there are too many.
fn compare(name: &str, sheet: &Sheet, amount: &Amount, part: &Part) -> Result<Looked, String> {
    let ways = Ways::of(&sheet.questionnaire);
    if ways.count(amount.every).is_some() {
        return every(sheet, &ways).map(Looked::Every);
    }
    let (of_a_seed, of_a_step) = (100, 10_000);
    let mut done = part.from;
    while done < amount.random {
        let end = (done + of_a_step).min(amount.random);
        let seeds = done / of_a_seed..end / of_a_seed;
        done += shared_out(seeds.len(), |place| {
            agreement(&library, &mut Draw::seeded((seeds.start + place) as u64), sheet, of_a_seed)
        })?;
        println!("{name}: random patterns {} to {done}, 0 differ", part.from);
    }
    Ok(Looked::Random(done - part.from))
}

fn every(sheet: &Sheet, ways: &Ways<'_>) -> Checked {
    let (shares, at) = ways.shares();
    shared_out(shares.len(), |share| {
        let (mut draw, mut checked) = (Draw::seeded(share as u64), Ok(0));
        ways.each(&mut shares[share].clone(), at, &mut |input| {
            let input = with_states(&mut draw, input);
            let one = about(sheet, &input, same_as_naive(&library, &input));
            checked = checked.clone().and_then(|checked| Ok(checked + one?));
            checked.is_ok()
        });
        checked
    })
}

// ---- the questionnaires ----

/// Every questionnaire that comes with the tool and every one of `tests/conformance`, by its path.
fn real_sheets() -> Vec<(String, Sheet)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let shipped =
        safelight::library::QUESTIONNAIRES.iter().map(|file| root.join("questionnaires").join(file.path));
    let instruments = fs::read_dir(root.join("tests/conformance")).unwrap();
    let conformance = instruments.map(|entry| entry.unwrap().path().join("questionnaire.toml"));
    let mut paths: Vec<PathBuf> = shipped.chain(conformance.filter(|path| path.exists())).collect();
    paths.sort();
    let sheet = |path: PathBuf| {
        let name = path.strip_prefix(root).unwrap().display().to_string();
        (name, Sheet::read(fs::read_to_string(path).unwrap()))
    };
    paths.into_iter().map(sheet).collect()
}

#[test]
fn both_scorers_agree_on_every_real_questionnaire() {
    let (amount, part) = (amount(), Part::get());
    let (mut every, mut random) = (0, 0);
    for (name, sheet) in real_sheets().into_iter().filter(|(name, _)| part.holds(name)) {
        match compare(&name, &sheet, &amount, &part) {
            Ok(Looked::Every(patterns)) => {
                println!("{name}: all {patterns} patterns");
                every += patterns;
            }
            Ok(Looked::Random(patterns)) => {
                println!("{name}: {patterns} random patterns");
                random += patterns;
            }
            Err(what) => panic!("{name}: {what}"),
        }
    }
    println!("{every} patterns one after the other and {random} random ones, 0 differ");
    assert!(every + random > 0, "no questionnaire is of this part");
    if part.is_all() {
        assert!(random >= amount.random, "adult-brief alone has more than can be tried");
        assert!(every > 0, "the published rules have few");
    }
}

#[test]
fn both_scorers_agree_on_generated_questionnaires() {
    let (sheets, patterns) = amount().generated;
    let checked = shared_out(sheets, |seed| {
        let mut draw = Draw::seeded(seed as u64);
        let style = if seed % 2 == 0 { Style::Free } else { Style::ReadOnce };
        let sheet = generate::sheet(&mut draw, style);
        agreement(&library, &mut draw, &sheet, patterns)
    });
    println!("{} patterns of {sheets} generated questionnaires, 0 differ", must(checked));
}

#[test]
fn both_scorers_agree_on_every_pattern_of_small_questionnaires() {
    let amount = amount();
    let small = AtomicUsize::new(0);
    let checked = shared_out(amount.small, |seed| {
        let sheet = generate::sheet(&mut Draw::seeded(seed as u64), Style::Free);
        let ways = Ways::of(&sheet.questionnaire);
        if ways.count(amount.every.min(20_000)).is_none() {
            return Ok(0);
        }
        small.fetch_add(1, Ordering::Relaxed);
        let (mut draw, mut checked) = (Draw::seeded(seed as u64), Ok(0));
        ways.each(&mut generate::nothing(&sheet.questionnaire), 0, &mut |input| {
            let input = with_states(&mut draw, input);
            let one = about(&sheet, &input, same_as_naive(&library, &input));
            checked = checked.clone().and_then(|checked| Ok(checked + one?));
            checked.is_ok()
        });
        checked
    });
    println!("{} patterns, all there are of {} questionnaires, 0 differ", must(checked), small.into_inner());
}

// ---- mistakes are seen ----

/// Each mistake gives other results than the library, and not only once in a long while.
#[test]
fn each_mistake_differs_and_is_counted() {
    let (sheets, patterns) = (200, 20);
    let mut differ = [0; MISTAKES.len()];
    for seed in 0..sheets {
        let mut draw = Draw::seeded(seed);
        let sheet = generate::sheet(&mut draw, Style::Free);
        for pattern in 0..patterns {
            let input = generate::answers(&mut draw, &sheet.questionnaire, [0, 30, 60, 85, 100][pattern % 5]);
            let right = library(&input).unwrap();
            for (count, mistake) in differ.iter_mut().zip(MISTAKES) {
                *count += usize::from(naive::score_mistaken(&input, mistake) != right);
            }
        }
    }
    for (count, mistake) in differ.iter().zip(MISTAKES) {
        println!("{mistake:?}: {count} of {} patterns differ", sheets as usize * patterns);
        assert!(*count >= 20, "too few patterns show {mistake:?}");
    }
}

/// The three mistakes that would do the most harm are seen on the questionnaire that people use.
#[test]
fn the_gravest_mistakes_are_seen_on_adult_brief() {
    let (_, sheet) = real_sheets().into_iter().find(|(name, _)| name.contains("adult-brief")).unwrap();
    for mistake in [Mistake::OrIsAndWhileUnknown, Mistake::AtLeastLeavesTheBound, Mistake::HiddenIsScored] {
        let mut draw = Draw::seeded(0);
        let inputs = (0..200).map(|_| generate::answers(&mut draw, &sheet.questionnaire, 60));
        let differs = |input: &Input<'_>| naive::score_mistaken(input, mistake) != library(input).unwrap();
        let count = inputs.filter(differs).count();
        println!("{mistake:?}: {count} of 200 patterns differ");
        assert!(count > 0, "no pattern shows {mistake:?}");
    }
}

/// The rooms of the second scorer name nothing of the library, and only what they need besides.
#[test]
fn the_second_scorer_shares_nothing_with_the_first() {
    let rooms = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/suite/naive");
    let mut looked_at = 0;
    for entry in fs::read_dir(rooms).unwrap() {
        let path = entry.unwrap().path();
        if path.file_name().unwrap() != "mod.rs" {
            let text = fs::read_to_string(&path).unwrap();
            assert!(!text.contains("safelight") && !text.contains("crate::"), "{}", path.display());
            looked_at += 1;
        }
    }
    assert!(looked_at > 5);
}
