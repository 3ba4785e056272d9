//! One thing at a time against brute force: generated questionnaires with few open questions, of which
//! every completion is scored with everything known. Both scorers must be sound and monotone; how many
//! levels are shown that cannot come out is counted, by cause.

use std::collections::{BTreeMap, BTreeSet};

use super::agreement::{Checked, Scorer, about, library, must};
use super::counts;
use super::generate::{self, Draw, Sheet, Style, has_value};
use super::naive::{self, Door, Input, Levels, Thing, Values, View, door};
use super::properties::{all_it_decides_names_it, completions, is_askable, monotone, sound, union};
use super::usual;

/// What was looked at.
#[derive(Default)]
struct Tally {
    sheets: usize,
    cases: usize,
    completions: usize,
    scores: usize,
    wide_scores: usize,
    truths: usize,
    wide_truths: usize,
    outcomes: usize,
    wide: BTreeMap<&'static str, usize>,
}

impl Tally {
    fn say(&self, what: &str) {
        let wide: usize = self.wide.values().sum();
        let share = |part: usize, of: usize| {
            let thousandths = part * 1000 / of.max(1);
            format!("{part} of {of}, {}.{} %", thousandths / 10, thousandths % 10)
        };
        println!(
            "{what}: {} questionnaires, {} cases, {} completions; too wide: outcomes {}; scores {}; indicators {}",
            self.sheets,
            self.cases,
            self.completions,
            share(wide, self.outcomes),
            share(self.wide_scores, self.scores),
            share(self.wide_truths, self.truths),
        );
        self.wide.iter().for_each(|(cause, count)| println!("  {cause}: {count}"));
    }
}

/// Sound and monotone by both; then how wide.
fn look(tally: &mut Tally, sheet: &Sheet, input: &Input<'_>, completed: &[Input<'_>]) -> Checked {
    let second: Scorer<'_> = &|input| Ok(naive::score(input));
    for scorer in [second, &library] {
        about(sheet, input, sound(scorer, input, completed))?;
        about(sheet, input, monotone(scorer, input))?;
    }
    let base = naive::score(input);
    for place in (0..input.answers.len()).filter(|place| is_askable(input, *place) && base.stopped.is_none())
    {
        about(sheet, input, all_it_decides_names_it(input, &base, place).map(|()| 1))?;
    }
    tally.cases += 1;
    tally.completions += completed.len();
    if completed.iter().all(is_complete) {
        measure(tally, input, completed);
    }
    Ok(completed.len())
}

/// Whether everything is answered, and nothing left to a judgement.
fn is_complete(input: &Input<'_>) -> bool {
    let own = input.questionnaire.paper.outcomes.iter().zip(&input.judgements);
    (0..input.answers.len()).all(|place| door(input, place) != Door::Shut)
        && own.filter(|(outcome, _)| outcome.practitioner).all(|(_, judged)| judged.is_some())
}

fn measure(tally: &mut Tally, input: &Input<'_>, completed: &[Input<'_>]) {
    let shown = naive::score(input);
    let finals: Vec<View> = completed.iter().map(naive::score).collect();
    let all = union(&finals);
    for (shown, all) in shown.scores.iter().zip(&all.scores) {
        tally.scores += 1;
        tally.wide_scores += usize::from(shown.range != all.range);
    }
    for (shown, all) in shown.indicators.iter().zip(&all.indicators) {
        tally.truths += 1;
        tally.wide_truths += usize::from(shown != all);
    }
    for place in 0..shown.outcomes.len() {
        tally.outcomes += 1;
        let (levels, right) = (&shown.outcomes[place].possible, &all.outcomes[place].possible);
        if levels != right {
            *tally.wide.entry(cause(input, completed, place, right)).or_default() += 1;
        }
    }
}

const TWO_THINGS: &str = "a full table over two things";
const OPTIONS: &str = "options that exclude each other";
const JUMP: &str = "values that a sum jumps over";
const BELOW: &str = "a score or outcome that the table reads is too wide itself";
const SHARED: &str = "a question that is shared between scores, or a score and a row";
const OTHER: &str = "other";

/// Why levels are shown that cannot come out.
fn cause(input: &Input<'_>, completed: &[Input<'_>], outcome: usize, right: &Levels) -> &'static str {
    let values = naive::things_of(input, outcome);
    let is_exact = |values: &Values, permitted| {
        naive::levels_together(input, outcome, values, permitted).as_ref() == Some(right)
    };
    if is_exact(&values, false) {
        return TWO_THINGS;
    }
    if is_exact(&values, true) {
        return OPTIONS;
    }
    let mut attained: BTreeMap<Thing, BTreeSet<_>> = BTreeMap::new();
    for one in completed {
        for (thing, values) in naive::things_of(one, outcome) {
            attained.entry(thing).or_default().extend(values);
        }
    }
    let real: Values =
        attained.into_iter().map(|(thing, values)| (thing, values.into_iter().collect())).collect();
    if is_exact(&real, true) {
        let ends =
            |values: &Values, thing: &Thing| (values[thing].first().copied(), values[thing].last().copied());
        let is_narrower = |thing: &Thing| match thing {
            Thing::Outcome(_) => values[thing] != real[thing],
            _ => ends(&values, thing) != ends(&real, thing),
        };
        return if values.keys().any(is_narrower) { BELOW } else { JUMP };
    }
    if naive::share_an_open_question(input, outcome) { SHARED } else { OTHER }
}

/// Looks at every case of many questionnaires.
fn look_at(what: &str, sheet: impl Fn(&mut Draw) -> Sheet) -> Tally {
    let mut tally = Tally::default();
    for seed in 0..counts::BRUTE.get() {
        let mut draw = Draw::seeded(7_000_000 + seed as u64);
        let sheet = sheet(&mut draw);
        for (input, completed) in
            [30, 50, 70, 90].iter().filter_map(|values| few_open(&mut draw, &sheet, *values))
        {
            must(look(&mut tally, &sheet, &input, &completed));
        }
        tally.sheets += 1;
    }
    tally.say(what);
    tally
}

/// Answers of which few are open, with their completions. What is the practitioner's alone is judged, so
/// that nothing else than answers is open.
fn few_open<'q>(draw: &mut Draw, sheet: &'q Sheet, values: usize) -> Option<(Input<'q>, Vec<Input<'q>>)> {
    let mut input = generate::answers(draw, &sheet.questionnaire, values);
    for (place, outcome) in sheet.questionnaire.paper.outcomes.iter().enumerate() {
        input.judgements[place] = input.judgements[place].or(Some(0).filter(|_| outcome.practitioner));
    }
    generate::admissible(&mut input);
    let open = (0..input.answers.len()).filter(|place| !has_value(&input, *place)).count();
    let completed = (1..=6).contains(&open).then(|| completions(&input, 400))??;
    Some((input, completed))
}

#[test]
fn nasty_questionnaires_are_sound_and_monotone_and_seldom_too_wide() {
    let tally = look_at("nasty", |draw| generate::sheet(draw, Style::Free));
    let wide: usize = tally.wide.values().sum();
    assert!(wide * 10 < tally.outcomes, "more than a tenth is too wide");
}

#[test]
fn where_everything_is_read_once_nothing_is_too_wide() {
    let tally = look_at("read once", |draw| generate::sheet(draw, Style::ReadOnce));
    assert!(tally.wide.is_empty() && tally.wide_scores == 0 && tally.wide_truths == 0);
}

/// Promise 3: nothing but jumps.
#[test]
fn usual_tables_are_exact_but_for_jumps() {
    let tally = look_at("usual tables", usual::sheet);
    assert!(tally.outcomes > 100 && tally.wide_scores == 0 && tally.wide_truths == 0);
    assert!(tally.wide.keys().all(|cause| *cause == JUMP), "{:?}", tally.wide);
}
