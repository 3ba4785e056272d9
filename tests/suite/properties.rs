//! The promises about unknown answers, tested by brute force; the rank of open questions by its definition; and that orders do not matter. Every check is a
//! function of a scorer, so that the tests can show that a wrong scorer fails.

use std::collections::BTreeSet;

use safelight::answers::{Answer, Answers, Value};
use safelight::decimal::Decimal;
use safelight::questionnaire::model::Decide;
use safelight::rules::QuestionRef;
use safelight::scoring::{Assessment, Due, assess};

use super::agreement::{
    Checked, Scorer, about, agreement, assessment, case, library, must, said, same_as_naive, say, view_of,
};
use super::generate::{self, Draw, HEAD, Sheet, Style, UNKNOWN, has_value, values_of};
use super::naive::{self, Door, Input, Levels, MISTAKES, View, door};

const ADULT_BRIEF: &str = include_str!("../../questionnaires/adult-brief/1.0.0.toml");

/// A scorer that never says anything: every level, the whole interval, all of it perhaps.
fn lazy(input: &Input<'_>) -> Result<View, String> {
    let mut view = naive::score(&generate::nothing(input.questionnaire));
    for (outcome, declared) in view.outcomes.iter_mut().zip(&input.questionnaire.outcomes) {
        outcome.possible = (0..declared.levels.len()).collect();
        outcome.before = outcome.possible.clone();
    }
    view.scores.iter_mut().for_each(|score| score.range = (0, i128::MAX));
    [&mut view.applies, &mut view.indicators, &mut view.actions, &mut view.next]
        .into_iter()
        .for_each(|truths| truths.fill(None));
    Ok(view)
}

// ---- completions ----

/// Every way in which what is unknown can turn out, questions that come to apply or not included.
/// Nothing if there are more than that many.
pub fn completions<'q>(input: &Input<'q>, most: usize) -> Option<Vec<Input<'q>>> {
    let mut reached = vec![input.clone()];
    for (place, context) in input.questionnaire.contexts.iter().enumerate() {
        if input.contexts[place].is_none() && context.default.is_none() {
            let values = generate::context_values(context);
            reached = branch(&reached, &values, |input, value| input.contexts[place] = Some(value.clone()));
        }
    }
    for place in 0..input.answers.len() {
        let values = values_of(input.questionnaire, place);
        let mut next: Vec<Input<'q>> = Vec::new();
        for mut one in reached {
            match door(&one, place) {
                Door::NotApplying => one.answers[place] = None,
                Door::Shut if has_value(&one, place) => one.answers[place] = None,
                Door::Shut => {}
                Door::Open if has_value(&one, place) => {}
                Door::Open => {
                    let answer = |input: &mut Input<'q>, value: &Value| {
                        input.answers[place] = Some(Answer::Given(value.clone()));
                    };
                    next.extend(branch(&[one], &values, answer));
                    continue;
                }
            }
            next.push(one);
        }
        if next.len() > most {
            return None;
        }
        reached = next;
    }
    Some(reached)
}

fn branch<'q, V>(from: &[Input<'q>], values: &[V], set: impl Fn(&mut Input<'q>, &V)) -> Vec<Input<'q>> {
    let one = |input: &Input<'q>, value: &V| {
        let mut input = input.clone();
        set(&mut input, value);
        input
    };
    from.iter().flat_map(|input| values.iter().map(move |value| one(input, value))).collect()
}

// ---- promises ----

/// Whatever turns out, it lies within what was shown.
pub fn sound(scorer: Scorer<'_>, input: &Input<'_>, completed: &[Input<'_>]) -> Checked {
    let shown = scorer(input)?;
    for one in completed {
        within(&naive::score(one), &shown)
            .map_err(|what| format!("not sound: {what} when it turns out to be {}", said(one)))?;
    }
    Ok(completed.len())
}

/// With nothing unknown, everything is settled.
pub fn settled_when_complete(scorer: Scorer<'_>, complete: &Input<'_>) -> Checked {
    if (0..complete.answers.len()).any(|place| door(complete, place) == Door::Shut) {
        return Ok(0);
    }
    let view = scorer(complete)?;
    let file = complete.questionnaire;
    let decides = |place: &usize| {
        complete.judgements[*place].is_some()
            || !matches!(file.outcomes[*place].decide, Decide::Practitioner { .. })
    };
    let depends_on_practitioner = file.outcomes.iter().enumerate().any(|(place, _)| !decides(&place));
    let open_score = view.scores.iter().position(|score| score.range.0 != score.range.1);
    let open_outcome = (0..file.outcomes.len()).find(|place| view.outcomes[*place].possible.len() != 1);
    let open_action = view.actions.iter().chain(&view.next).position(Option::is_none);
    let not_enough = view.outcomes.iter().position(|outcome| !outcome.enough);
    if let Some(place) = not_enough {
        return Err(format!("outcome {place} has not enough although everything is answered"));
    }
    if depends_on_practitioner {
        return Ok(0);
    }
    match (open_score, open_outcome, open_action) {
        (None, None, None) => Ok(1),
        open => Err(format!("not settled although everything is answered: score, outcome, action {open:?}")),
    }
}

/// Where everything is read once, the ranges are those of all completions together.
fn precise(scorer: Scorer<'_>, input: &Input<'_>, completed: &[Input<'_>]) -> Checked {
    let shown = scorer(input)?;
    let finals: Vec<View> = completed.iter().map(naive::score).collect();
    let together = union(&finals);
    let same = |what: &str, equal: bool| {
        if equal {
            Ok(())
        } else {
            Err(format!("not precise: {what}; every completion gives\n{together:#?}\nshown is\n{shown:#?}"))
        }
    };
    same("indicators", together.indicators == shown.indicators)?;
    same("scores", ranges(&together) == ranges(&shown))?;
    same("outcomes", possible(&together) == possible(&shown))?;
    same("actions", together.actions == shown.actions)?;
    same("next", together.next == shown.next)?;
    Ok(completed.len())
}

fn ranges(view: &View) -> Vec<naive::Range> {
    view.scores.iter().map(|score| score.range).collect()
}

fn possible(view: &View) -> Vec<(&Levels, &Levels)> {
    view.outcomes.iter().map(|outcome| (&outcome.before, &outcome.possible)).collect()
}

fn finals(view: &View) -> Vec<&Levels> {
    view.outcomes.iter().map(|outcome| &outcome.possible).collect()
}

/// What several views say together.
pub fn union(views: &[View]) -> View {
    let mut all = views[0].clone();
    for view in &views[1..] {
        let truths = [
            (&mut all.indicators, &view.indicators),
            (&mut all.actions, &view.actions),
            (&mut all.next, &view.next),
        ];
        for (all, one) in truths.into_iter().flat_map(|(all, one)| all.iter_mut().zip(one)) {
            if all != one {
                *all = None;
            }
        }
        for (all, one) in all.scores.iter_mut().zip(&view.scores) {
            all.range = (all.range.0.min(one.range.0), all.range.1.max(one.range.1));
        }
        for (all, one) in all.outcomes.iter_mut().zip(&view.outcomes) {
            all.possible.extend(&one.possible);
            all.before.extend(&one.before);
        }
    }
    all
}

/// Replacing a value by any unknown only widens, and every unknown is the same to scoring.
pub fn monotone(scorer: Scorer<'_>, input: &Input<'_>) -> Checked {
    let narrow = scorer(input)?;
    let mut checked = 0;
    for place in (0..input.answers.len()).filter(|place| has_value(input, *place)) {
        let mut first: Option<View> = None;
        for state in &UNKNOWN {
            let mut unknown = input.clone();
            unknown.answers[place] = state.clone();
            generate::admissible(&mut unknown);
            let wide = scorer(&unknown)?;
            let question = &input.questionnaire.questions[place].id;
            within(&narrow, &wide).map_err(|what| {
                format!("not monotone: {what} when {question} becomes {}", say(state.as_ref()))
            })?;
            let wide = without_conversation(wide);
            if first.as_ref().is_some_and(|first| *first != wide) {
                return Err(format!("{} of {question} is scored unlike no answer", say(state.as_ref())));
            }
            first.get_or_insert(wide);
            checked += 1;
        }
    }
    Ok(checked)
}

/// A view without what may differ between the ways of not answering: the stop, with what is open before
/// it, and the value as published, which is about "don't know" alone.
fn without_conversation(mut view: View) -> View {
    view.stopped = None;
    view.open.clear();
    view.open_of_actions.clear();
    view.scores.iter_mut().for_each(|score| score.as_published = None);
    view
}

/// Whether a view says nothing that another one rules out.
fn within(narrow: &View, wide: &View) -> Result<(), String> {
    let truths = [
        ("applies", &narrow.applies, &wide.applies),
        ("indicator", &narrow.indicators, &wide.indicators),
        ("action", &narrow.actions, &wide.actions),
        ("next", &narrow.next, &wide.next),
    ];
    for (what, narrow, wide) in truths {
        if let Some(place) =
            (0..wide.len()).find(|place| wide[*place].is_some() && wide[*place] != narrow[*place])
        {
            return Err(format!("{what} {place} is {:?} outside {:?}", narrow[place], wide[place]));
        }
    }
    for (place, (narrow, wide)) in narrow.scores.iter().zip(&wide.scores).enumerate() {
        if narrow.range.0 < wide.range.0 || narrow.range.1 > wide.range.1 {
            return Err(format!("score {place} is {:?} outside {:?}", narrow.range, wide.range));
        }
    }
    for (place, (narrow, wide)) in narrow.outcomes.iter().zip(&wide.outcomes).enumerate() {
        if !narrow.possible.is_subset(&wide.possible) || !narrow.before.is_subset(&wide.before) {
            return Err(format!("outcome {place} is {:?} outside {:?}", narrow.possible, wide.possible));
        }
    }
    Ok(())
}

// ---- open questions ----

/// What the best single answer of a question decides: levels ruled out, then score width.
fn best_answer(input: &Input<'_>, base: &View, question: usize) -> (usize, i128) {
    let open = |view: &View| -> (usize, i128) {
        let levels = view.outcomes.iter().map(|outcome| outcome.possible.len()).sum();
        (levels, view.scores.iter().map(|score| score.range.1 - score.range.0).sum())
    };
    let (levels, width) = open(base);
    let removed = answered(input, question).map(|view| {
        let (levels_left, width_left) = open(&view);
        (levels - levels_left, width - width_left)
    });
    removed.max().unwrap_or_default()
}

/// The views after each answer that a question can have.
fn answered(input: &Input<'_>, question: usize) -> impl Iterator<Item = View> {
    let values = values_of(input.questionnaire, question);
    values.into_iter().map(move |value| {
        let mut input = input.clone();
        input.answers[question] = Some(Answer::Given(value));
        generate::admissible(&mut input);
        naive::score(&input)
    })
}

/// The library's open questions are those that matter, in the order that the definition gives.
fn open_questions(input: &Input<'_>) -> Checked {
    let assessment = assessment(input)?;
    let base = naive::score(input);
    let listed: Vec<usize> = assessment.open.iter().map(|open| open.question.index()).collect();
    if base.stopped.is_some() {
        let none = listed.is_empty() && assessment.actions.iter().all(|action| action.open.is_empty());
        return if none { Ok(1) } else { Err("questions are open after a stop".into()) };
    }
    let once: BTreeSet<usize> = listed.iter().copied().collect();
    if once.len() != listed.len() {
        return Err(format!("a question is listed twice: {listed:?}"));
    }
    if once != base.open {
        return Err(format!("questions {once:?} are listed, and {:?} are open", base.open));
    }
    for place in (0..input.answers.len()).filter(|place| is_askable(input, *place)) {
        all_it_decides_names_it(input, &base, place)?;
    }
    ranked_by_definition(input, &base, &assessment)
}

pub fn is_askable(input: &Input<'_>, question: usize) -> bool {
    !has_value(input, question) && door(input, question) == Door::Open
}

/// Where some answer to a question changes a level or an action, the question is open, there too.
pub fn all_it_decides_names_it(input: &Input<'_>, base: &View, question: usize) -> Result<(), String> {
    for view in answered(input, question) {
        if !base.open.contains(&question) && (finals(&view) != finals(base) || view.actions != base.actions) {
            return Err(format!("an answer to question {question} decides something, and it is not open"));
        }
        for (place, open) in base.open_of_actions.iter().enumerate() {
            if view.actions[place] != base.actions[place] && !open.contains(&question) {
                return Err(format!(
                    "an answer to question {question} decides action {place}, which does not say so"
                ));
            }
        }
    }
    Ok(())
}

/// Where some value of a context that is not known changes a level or an action, the context is named; and
/// nothing is named that is known.
fn open_contexts(input: &Input<'_>) -> Checked {
    let named: BTreeSet<usize> =
        assessment(input)?.open_contexts.iter().map(|context| context.index()).collect();
    let base = naive::score(input);
    let mut checked = 0;
    for (place, context) in input.questionnaire.contexts.iter().enumerate() {
        let is_known = input.contexts[place].is_some() || context.default.is_some();
        if is_known && named.contains(&place) {
            return Err(format!("context {place} is known, and it is named"));
        }
        if is_known {
            continue;
        }
        for value in generate::context_values(context) {
            let mut known = input.clone();
            known.contexts[place] = Some(value);
            generate::admissible(&mut known);
            let view = naive::score(&known);
            let decides = finals(&view) != finals(&base) || view.actions != base.actions;
            if decides && !named.contains(&place) {
                return Err(format!("a value of context {place} decides something, and it is not named"));
            }
            checked += usize::from(decides);
        }
    }
    Ok(checked)
}

/// The library's open questions stand in the order of the definition, with its figures.
fn ranked_by_definition(input: &Input<'_>, base: &View, assessment: &Assessment) -> Checked {
    let said: Vec<(usize, (usize, i128))> = assessment
        .open
        .iter()
        .map(|open| {
            let decides = open.decides.expect("small enough to be ranked");
            let width = i128::from(decides.width_removed.thousandths());
            (open.question.index(), (decides.levels_removed, width))
        })
        .collect();
    let mut ranked: Vec<(usize, (usize, i128))> =
        said.iter().map(|(place, _)| (*place, best_answer(input, base, *place))).collect();
    ranked.sort_by_key(|(place, (levels, width))| (usize::MAX - levels, -width, *place));
    if said == ranked {
        Ok(ranked.len())
    } else {
        Err(format!(
            "open questions (place, (levels, width))\n  by definition: {ranked:?}\n  listed: {said:?}"
        ))
    }
}

/// What the library gives as evidence of indicators and actions is what they depend on.
fn evidence(input: &Input<'_>) -> Checked {
    let (file, assessment) = (input.questionnaire, assessment(input)?);
    let places = |questions: &[QuestionRef]| -> Vec<usize> {
        questions.iter().map(|question| question.index()).collect()
    };
    let rules = file.paper.indicators.iter().chain(&file.paper.actions);
    let expected = rules.map(|condition| naive::questions_named(&file.paper, condition));
    let said = assessment.indicators.iter().map(|finding| &finding.behind);
    let said = said.chain(assessment.actions.iter().map(|action| &action.behind));
    for (place, (expected, said)) in expected.zip(said).enumerate() {
        let expected: Vec<usize> = expected.into_iter().collect();
        if expected != places(said) {
            return Err(format!("behind rule {place} are {expected:?}, not {said:?}"));
        }
    }
    Ok(1)
}

// ---- many cases ----

/// How many questionnaires of each style are generated, and how many completions a case may have.
const SHEETS: usize = 1_000;
const MOST_COMPLETIONS: usize = 400;

fn each_sheet(style: Style, count: usize, mut check: impl FnMut(&mut Draw, &Sheet) -> Checked) -> Checked {
    let mut checked = 0;
    for seed in 0..count {
        let mut draw = Draw::seeded(seed as u64);
        let sheet = generate::sheet(&mut draw, style);
        checked += check(&mut draw, &sheet)?;
    }
    Ok(checked)
}

/// A few answers with their completions, few enough to try them all.
fn cases<'q>(draw: &mut Draw, sheet: &'q Sheet, count: usize) -> Vec<(Input<'q>, Vec<Input<'q>>)> {
    let mut cases = Vec::new();
    for values in [30, 50, 70, 90].into_iter().cycle().take(count) {
        let input = generate::answers(draw, &sheet.questionnaire, values);
        let unknown = (0..input.answers.len()).filter(|place| !has_value(&input, *place)).count();
        if unknown <= 6
            && let Some(completed) = completions(&input, MOST_COMPLETIONS)
        {
            cases.push((input, completed));
        }
    }
    cases
}

/// Sound, monotone, and settled when complete.
fn promises(scorer: Scorer<'_>, sheet: &Sheet, input: &Input<'_>, completed: &[Input<'_>]) -> Checked {
    let mut checked = about(sheet, input, sound(scorer, input, completed))?;
    checked += about(sheet, input, monotone(scorer, input))?;
    for complete in completed.iter().step_by(1 + completed.len() / 4) {
        about(sheet, complete, settled_when_complete(scorer, complete))?;
    }
    Ok(checked)
}

fn promises_of_sheet(scorer: Scorer<'_>, draw: &mut Draw, sheet: &Sheet) -> Checked {
    let cases = cases(draw, sheet, 3);
    cases.iter().map(|(input, completed)| promises(scorer, sheet, input, completed)).sum()
}

/// All promises, and exact ranges, for a questionnaire that reads everything once. A judgement reads
/// an outcome a second time, so there is none.
fn precision_of_sheet(scorer: Scorer<'_>, draw: &mut Draw, sheet: &Sheet) -> Checked {
    let mut checked = 0;
    for (mut input, mut completed) in cases(draw, sheet, 3) {
        completed.iter_mut().chain([&mut input]).for_each(|input| input.judgements.fill(None));
        checked += promises(scorer, sheet, &input, &completed)?;
        checked += about(sheet, &input, precise(scorer, &input, &completed))?;
    }
    Ok(checked)
}

#[test]
fn ranges_are_sound_and_monotone() {
    let checked = each_sheet(Style::Free, SHEETS, |draw, sheet| promises_of_sheet(&library, draw, sheet));
    println!("{} completions and replacements", must(checked));
}

#[test]
fn ranges_are_exact_where_everything_is_read_once() {
    let checked =
        each_sheet(Style::ReadOnce, SHEETS, |draw, sheet| precision_of_sheet(&library, draw, sheet));
    println!("{} completions and replacements", must(checked));
}

fn open_questions_are_ranked(style: Style) {
    let checked = each_sheet(style, SHEETS, |draw, sheet| {
        let one = |values| {
            let input = generate::answers(draw, &sheet.questionnaire, values);
            about(sheet, &input, evidence(&input).and(open_questions(&input)))
        };
        [0, 10, 20, 30, 40, 50, 60, 70, 80, 95].into_iter().map(one).sum()
    });
    println!("{} open questions, {style:?}", must(checked));
}

// Two tests, because this is the longest: one core each.

#[test]
fn open_questions_are_ranked_by_what_they_decide() {
    open_questions_are_ranked(Style::Free);
}

#[test]
fn open_questions_are_ranked_by_what_they_decide_where_everything_is_read_once() {
    open_questions_are_ranked(Style::ReadOnce);
}

#[test]
fn contexts_that_decide_something_are_named() {
    let mut all = 0;
    for style in [Style::Free, Style::ReadOnce] {
        all += must(each_sheet(style, SHEETS, |draw, sheet| {
            let one = |values| {
                let input = generate::answers(draw, &sheet.questionnaire, values);
                about(sheet, &input, open_contexts(&input))
            };
            [0, 20, 40, 60, 80, 95].into_iter().map(one).sum()
        }));
    }
    println!("{all} values of contexts that decide something");
    assert!(all > 0, "no context decides anything in these questionnaires");
}

// ---- the questionnaire that comes with the tool ----

fn adult_brief() -> Sheet {
    Sheet::read(ADULT_BRIEF.to_owned())
}

#[test]
fn adult_brief_keeps_the_promises() {
    let (sheet, mut draw) = (adult_brief(), Draw::seeded(2));
    let mut checked = 0;
    for unknown in (1..=6).cycle().take(120) {
        let mut input = generate::answers(&mut draw, &sheet.questionnaire, 100);
        for _ in 0..unknown {
            let place = draw.below(input.answers.len());
            input.answers[place] = draw.pick(&UNKNOWN).clone();
            generate::admissible(&mut input);
        }
        if let Some(completed) = completions(&input, MOST_COMPLETIONS) {
            checked += must(promises(&library, &sheet, &input, &completed));
        }
    }
    println!("{checked} completions and replacements");
}

// ---- these checks are not empty ----

/// Something that has to happen in generated cases.
type Happens = fn(&Input<'_>, &View) -> bool;

#[test]
fn everything_happens_in_generated_cases() {
    let happenings: &[(&str, Happens)] = &[
        ("a question does not apply", |_, view| view.applies.contains(&Some(false))),
        ("it is not known whether an answered question applies", |input, view| {
            (0..input.answers.len()).any(|place| has_value(input, place) && view.applies[place].is_none())
        }),
        ("a question must not be asked", |input, _| {
            (0..input.answers.len()).any(|place| door(input, place) == Door::Shut)
        }),
        ("a score is settled above nothing", |_, view| {
            view.scores.iter().any(|score| score.range.0 == score.range.1 && score.range.0 > 0)
        }),
        ("a score is not settled", |_, view| view.scores.iter().any(|score| score.range.0 < score.range.1)),
        ("only the value as published is settled", |_, view| {
            view.scores.iter().any(|score| score.as_published.is_some() && score.range.0 < score.range.1)
        }),
        ("an outcome is settled", |_, view| view.outcomes.iter().any(|outcome| outcome.possible.len() == 1)),
        ("an outcome is not settled", |_, view| {
            view.outcomes.iter().any(|outcome| outcome.possible.len() > 1)
        }),
        ("an outcome has not enough", |_, view| view.outcomes.iter().any(|outcome| !outcome.enough)),
        ("an adjustment changes levels", |_, view| {
            view.outcomes.iter().any(|outcome| outcome.possible != outcome.before)
        }),
        ("an adjustment is not known", |_, view| {
            view.outcomes.iter().any(|outcome| outcome.adjusted.iter().any(|(_, truth)| truth.is_none()))
        }),
        ("a row is true behind an unknown one", |_, view| {
            view.outcomes.iter().any(|outcome| {
                outcome.rows.len() > 1 && outcome.rows.last().is_some_and(|(_, truth)| *truth == Some(true))
            })
        }),
        ("an action is due", |_, view| view.actions.contains(&Some(true))),
        ("an action may be due", |_, view| view.actions.contains(&None)),
        ("an action is not due", |_, view| view.actions.contains(&Some(false))),
        ("a judgement changes an action", |input, view| {
            let mut unjudged = input.clone();
            unjudged.judgements.fill(None);
            naive::score(&unjudged).actions != view.actions
        }),
        ("the questions are stopped", |_, view| view.stopped.is_some()),
        ("the questions are not stopped", |_, view| view.stopped.is_none()),
    ];
    let mut counts = vec![0; happenings.len()];
    must(each_sheet(Style::Free, SHEETS / 2, |draw, sheet| {
        let input = generate::answers(draw, &sheet.questionnaire, 60);
        let view = naive::score(&input);
        for (count, (_, happens)) in counts.iter_mut().zip(happenings) {
            *count += usize::from(happens(&input, &view));
        }
        Ok(1)
    }));
    for (count, (what, _)) in counts.iter().zip(happenings) {
        println!("{count} of {}: {what}", SHEETS / 2);
        assert!(*count >= 20, "too rarely: {what}");
    }
}

// ---- these checks see mistakes ----

/// The first of many questionnaires on which a scorer fails.
fn first_failure(
    style: Style,
    among: usize,
    mut check: impl FnMut(&mut Draw, &Sheet) -> Checked,
) -> Option<usize> {
    (0..among).find(|seed| {
        let mut draw = Draw::seeded(*seed as u64);
        let sheet = generate::sheet(&mut draw, style);
        check(&mut draw, &sheet).is_err()
    })
}

#[test]
fn a_scorer_that_says_nothing_fails() {
    let unsound = first_failure(Style::Free, SHEETS / 10, |draw, sheet| {
        cases(draw, sheet, 3).iter().map(|(input, completed)| sound(&lazy, input, completed)).sum()
    });
    assert_eq!(unsound, None, "it is sound, as it says nothing; so soundness alone is not enough");
    let inexact = first_failure(Style::ReadOnce, 10, |draw, sheet| {
        cases(draw, sheet, 3).iter().map(|(input, completed)| precise(&lazy, input, completed)).sum()
    });
    let unsettled = first_failure(Style::Free, 10, |draw, sheet| promises_of_sheet(&lazy, draw, sheet));
    let different = first_failure(Style::Free, 10, |draw, sheet| agreement(&lazy, draw, sheet, 5));
    for (check, failed) in [("precise", inexact), ("settled", unsettled), ("agreement", different)] {
        assert!(failed.is_some(), "nobody notices by {check}");
    }
}

#[test]
fn a_scorer_with_any_one_mistake_fails() {
    for mistake in MISTAKES {
        let mistaken = |input: &Input<'_>| Ok(naive::score_mistaken(input, mistake));
        let by_promise =
            first_failure(Style::Free, SHEETS, |draw, sheet| promises_of_sheet(&mistaken, draw, sheet))
                .or_else(|| {
                    first_failure(Style::ReadOnce, SHEETS, |draw, sheet| {
                        precision_of_sheet(&mistaken, draw, sheet)
                    })
                });
        let by_agreement =
            first_failure(Style::Free, SHEETS, |draw, sheet| agreement(&mistaken, draw, sheet, 30));
        println!(
            "{mistake:?} fails on questionnaire {by_promise:?} by promise, {by_agreement:?} by agreement"
        );
        assert!(by_promise.is_some(), "the promises do not see {mistake:?}");
        assert!(by_agreement.is_some(), "the second scorer does not see {mistake:?}");
    }
}

// ---- orders, and plain examples ----

#[test]
fn the_order_of_rows_changes_nothing() {
    let checked = each_sheet(Style::Free, SHEETS, |draw, sheet| {
        let other = Sheet::read(generate::with_rows_shuffled(draw, &sheet.text));
        let one = |values| {
            let input = generate::answers(draw, &sheet.questionnaire, values);
            let same = Input { questionnaire: &other.questionnaire, ..input.clone() };
            let (before, after) = (without_places(library(&input)?), without_places(library(&same)?));
            let differs =
                || format!("the order matters; before\n{before:#?}\nafter\n{after:#?}\n{}", other.text);
            about(sheet, &input, if before == after { Ok(1) } else { Err(differs()) })
        };
        [20, 50, 80].into_iter().map(one).sum()
    });
    println!("{} pairs", must(checked));
}

/// A view without the places of adjustments, which another order moves.
fn without_places(mut view: View) -> View {
    view.outcomes.iter_mut().for_each(|outcome| outcome.adjusted.clear());
    view
}

#[test]
fn the_order_of_answering_changes_nothing() {
    let (sheet, mut draw) = (adult_brief(), Draw::seeded(3));
    for _ in 0..50 {
        let input = generate::answers(&mut draw, &sheet.questionnaire, 70);
        let straight = case(&input).expect("a case");
        let mut answers: Vec<(String, Answer)> =
            straight.answers.iter().map(|(question, answer)| (question.to_owned(), answer.clone())).collect();
        draw.shuffle(&mut answers);
        let mut again = straight.clone();
        again.answers = Answers::none(sheet.questionnaire.edition());
        answers.into_iter().for_each(|(question, answer)| again.answers.give(question, answer));
        let views = [&straight, &again].map(|case| view_of(&input, &assess(case)));
        assert_eq!(views[0], views[1], "{}", said(&input));
    }
}

/// A section with yes/no questions of these ids, behind the head.
fn yes_no_questions(ids: &[&str]) -> String {
    let question = |id: &&str| {
        format!(
            "[[section.question]]\nid = \"{id}\"\nask = \"Something?\"\nkind = \"yes_no\"\nsensitivity = 0\n"
        )
    };
    let questions: String = ids.iter().map(question).collect();
    format!("{HEAD}[[section]]\nid = \"part\"\ntitle = \"Part\"\n{questions}")
}

/// Levels of these ids, lowest first.
fn level_list(ids: &[&str]) -> String {
    let level = |id: &&str| format!("{{id = \"{id}\", label = \"Step\", next = \"Do this.\"}}");
    format!("levels = [{}]\n", ids.iter().map(level).collect::<Vec<_>>().join(", "))
}

#[test]
fn declining_is_never_no() {
    let levels = level_list(&["low", "high"]);
    let sheet = Sheet::read(format!(
        "{}[[score]]\nid = \"total\"\nlabel = \"Total\"\nsum = [{{when = \"hurt\", points = 2}}]\n\
         [[outcome]]\nid = \"concern\"\nlabel = \"Concern\"\n{levels}\
         decide = [{{level = \"high\", when = \"total >= 2\"}}, {{level = \"low\", otherwise = true}}]\n\
         [[action]]\nid = \"see\"\nlabel = \"See to it\"\nduty = \"offer\"\nbecause = \"So\"\nwhen = \"hurt\"\n",
        yes_no_questions(&["hurt"])
    ));
    let answered = |answer: Option<Answer>| {
        let input = Input { answers: vec![answer], ..generate::nothing(&sheet.questionnaire) };
        let view = library(&input).expect("a case");
        (view.scores[0].range, view.outcomes[0].possible.clone(), view.actions[0])
    };
    let no = answered(Some(Answer::Given(Value::YesNo(false))));
    assert_eq!(no, ((0, 0), Levels::from([0]), Some(false)));
    for state in UNKNOWN {
        assert_eq!(answered(state), ((0, 2000), Levels::from([0, 1]), None));
    }
}

/// Both scorers read the same tree, so that neither sees a text that was read wrongly. These do.
#[test]
fn conditions_mean_what_they_say() {
    type Meaning = fn(bool, bool, bool) -> bool;
    let conditions: &[(&str, Meaning)] = &[
        ("a", |a, _, _| a),
        ("a = no", |a, _, _| !a),
        ("not a and b", |a, b, _| !a && b),
        ("not (a and b)", |a, b, _| !(a && b)),
        ("not not a", |a, _, _| a),
        ("a or b and c", |a, b, c| a || (b && c)),
        ("a and b or c", |a, b, c| (a && b) || c),
        ("(a or b) and c", |a, b, c| (a || b) && c),
        ("a and not b or not c", |a, b, c| (a && !b) || !c),
        ("at least 2 of (a, b, c)", |a, b, c| usize::from(a) + usize::from(b) + usize::from(c) >= 2),
        ("at most 1 of (a, b, c)", |a, b, c| usize::from(a) + usize::from(b) + usize::from(c) <= 1),
        ("exactly 1 of (a, b or c)", |a, b, c| a != (b || c)),
        ("at least 1 of (a and b, c) and not a", |a, _, c| c && !a),
    ];
    let indicator = |(place, (text, _)): (usize, &(&str, Meaning))| {
        format!(
            "[[indicator]]\nid = \"i{place}\"\nlabel = \"Sign\"\nfamily = \"means\"\nsource = \"None\"\nwhen = \"{text}\"\n"
        )
    };
    let indicators: String = conditions.iter().enumerate().map(indicator).collect();
    let sheet = Sheet::read(yes_no_questions(&["a", "b", "c"]) + &indicators);
    for bits in 0..8 {
        let given = [0, 1, 2].map(|place| bits >> place & 1 == 1);
        let answers = given.map(|yes| Some(Answer::Given(Value::YesNo(yes)))).to_vec();
        let view = library(&Input { answers, ..generate::nothing(&sheet.questionnaire) }).expect("a case");
        for ((text, meaning), truth) in conditions.iter().zip(view.indicators) {
            assert_eq!(truth, Some(meaning(given[0], given[1], given[2])), "{text} with {given:?}");
        }
    }
}

/// The rules alone say that nothing is due; the judgement leaves it to one answer, which is named.
#[test]
fn what_a_judgement_leaves_open_is_named() {
    let sheet = Sheet::read(format!(
        "{}[[outcome]]\nid = \"concern\"\nlabel = \"Concern\"\n{}\
         decide = [{{level = \"high\", when = \"hurt\"}}, {{level = \"low\", otherwise = true}}]\n\
         [[indicator]]\nid = \"serious\"\nlabel = \"Sign\"\nfamily = \"risk\"\nsource = \"None\"\n\
         when = \"concern >= high and danger\"\n\
         [[action]]\nid = \"see\"\nlabel = \"See to it\"\nduty = \"offer\"\nbecause = \"So\"\n\
         when = \"serious\"\n",
        yes_no_questions(&["hurt", "danger"]),
        level_list(&["low", "high"]),
    ));
    let input = Input {
        answers: vec![Some(Answer::Given(Value::YesNo(false))), None],
        judgements: vec![Some(1)],
        ..generate::nothing(&sheet.questionnaire)
    };
    let assessment = assessment(&input).expect("a case");
    assert_eq!(assessment.actions[0].due, Due::MayBeDue);
    assert_eq!(assessment.actions[0].open, [QuestionRef(1)]);
    must(about(&sheet, &input, open_questions(&input)));
}

/// A number of the programme is named where a row, an adjustment, an action or a score waits for it, with its
/// name only: what is settled without it waits for nothing.
#[test]
fn a_number_of_the_programme_that_is_waited_for_is_named() {
    let visits = "[[section.question]]\nid = \"visits\"\nask = \"How many?\"\nkind = \"number\"\n\
                  sensitivity = 0\nmin = 0\nmax = 4\n";
    let row = |rule: &str| {
        format!("decide = [{{level = \"b\", when = \"{rule}\"}}, {{level = \"a\", otherwise = true}}]\n")
    };
    let hurt = row("hurt");
    let adjust = hurt.clone() + "adjust = [{at_least = \"b\", when = \"visits > cut\", because = \"So\"}]\n";
    let action = hurt.clone()
        + "[[action]]\nid = \"see\"\nlabel = \"See to it\"\nduty = \"offer\"\nbecause = \"So\"\nwhen = \"visits > cut\"\n";
    let scored = row("total >= 1")
        + "[[score]]\nid = \"total\"\nlabel = \"Total\"\nsum = [{when = \"visits > cut\", points = 1}]\n";
    for (what, rules) in
        [("row", row("visits > cut")), ("adjust", adjust), ("action", action), ("score", scored)]
    {
        let sheet = Sheet::read(format!(
            "{}{visits}[[context]]\nid = \"cut\"\nlabel = \"Of the program\"\nkind = \"number\"\n\
             [[outcome]]\nid = \"concern\"\nlabel = \"Concern\"\n{}{rules}",
            yes_no_questions(&["hurt"]),
            level_list(&["a", "b"]),
        ));
        let no = Some(Answer::Given(Value::YesNo(false)));
        let three = Some(Answer::Given(Value::Number(Decimal::whole(3))));
        for (visits, cut, named) in
            [(None, None, 1), (three.clone(), None, 1), (three, Some("2"), 0), (None, Some("2"), 0)]
        {
            let input = Input {
                answers: vec![no.clone(), visits],
                contexts: vec![cut.map(str::to_owned)],
                ..generate::nothing(&sheet.questionnaire)
            };
            let open = assessment(&input).expect("a case").open_contexts;
            assert_eq!(open.len(), named, "{what}: {}", said(&input));
            must(about(&sheet, &input, same_as_naive(&library, &input).and(open_contexts(&input))));
        }
    }
}

/// Two of five visits leave one level, none or four leave two.
#[test]
fn the_best_answer_may_lie_in_the_middle() {
    let visits = "[[section.question]]\nid = \"visits\"\nask = \"How many?\"\nkind = \"number\"\n\
                  sensitivity = 0\nmin = 0\nmax = 4\n";
    let sheet = Sheet::read(format!(
        "{}{visits}[[score]]\nid = \"total\"\nlabel = \"Total\"\n\
         sum = [{{value_of = \"visits\"}}, {{when = \"hurt\", points = 1}}]\n\
         [[outcome]]\nid = \"concern\"\nlabel = \"Concern\"\n{}\
         bands = {{score = \"total\", from = [{{level = \"a\", at = 0}}, {{level = \"b\", at = 1}}, \
         {{level = \"c\", at = 4}}, {{level = \"d\", at = 5}}]}}\n",
        yes_no_questions(&["hurt"]),
        level_list(&["a", "b", "c", "d"]),
    ));
    let input = generate::nothing(&sheet.questionnaire);
    let first = assessment(&input).expect("a case").open[0];
    assert_eq!((first.question, first.decides.map(|it| it.levels_removed)), (QuestionRef(1), Some(3)));
    must(about(&sheet, &input, open_questions(&input)));
}

/// Only one of five visits leaves one level of five. Where counting begins does not matter.
#[test]
fn the_best_number_of_points_is_found() {
    for first in [0, 100] {
        let visits = format!(
            "[[section.question]]\nid = \"visits\"\nask = \"How many?\"\nkind = \"number\"\nsensitivity = 0\n\
             min = {first}\nmax = {}\n",
            first + 4
        );
        let starts = [("a", 0), ("b", 1), ("c", 2), ("d", 4), ("e", 5)];
        let bands = starts.map(|(level, at)| format!("{{level = \"{level}\", at = {}}}", first + at));
        let sheet = Sheet::read(format!(
            "{}{visits}[[score]]\nid = \"total\"\nlabel = \"Total\"\n\
             sum = [{{value_of = \"visits\"}}, {{when = \"hurt\", points = 1}}]\n\
             [[outcome]]\nid = \"concern\"\nlabel = \"Concern\"\n{}\
             bands = {{score = \"total\", from = [{}]}}\n",
            yes_no_questions(&["hurt"]),
            level_list(&["a", "b", "c", "d", "e"]),
            bands.join(", "),
        ));
        let best = assessment(&generate::nothing(&sheet.questionnaire)).expect("a case").open[0];
        assert_eq!(
            (best.question, best.decides.map(|it| it.levels_removed)),
            (QuestionRef(1), Some(4)),
            "from {first}"
        );
    }
}

/// One answer of many settles it, and it is found wherever it lies: that question decides one level.
#[test]
fn the_best_answer_is_found_wherever_it_lies() {
    let options = |count: usize| {
        let option = |place: usize| format!("{{id = \"o{place}\", label = \"O\"}}");
        let options: Vec<String> = (0..count).map(option).collect();
        let none = "{id = \"none\", label = \"N\", exclusive = true}";
        format!("kind = \"choices\"\noptions = [{}, {none}]", options.join(", "))
    };
    let list = |count: usize| (0..count).map(|place| format!("o{place}")).collect::<Vec<_>>().join(", ");
    let number = "kind = \"number\"\nmin = 0\nmax = 1000".to_owned();
    let cases = [
        ("between two numbers", number.clone(), "not (q >= 401 and q <= 402)".to_owned()),
        ("a number of the context", number, "not q = cut".to_owned()),
        ("below, where nothing ends it", "kind = \"number\"".to_owned(), "not q < 40".to_owned()),
        ("above, where nothing ends it", "kind = \"number\"".to_owned(), "not q > 40".to_owned()),
        ("a tenth", "kind = \"number\"\ndecimals = 1".to_owned(), "not (q > 0.7 and q < 0.9)".to_owned()),
        (
            "two of six",
            options(6),
            "not q includes all of (o0, o1) or q includes any of (o2, o3, o4, o5)".to_owned(),
        ),
        (
            "all but one of twelve",
            options(12),
            format!("not q includes all of ({}) or q includes o11", list(11)),
        ),
    ];
    for (what, kind, rule) in cases {
        let sheet = Sheet::read(format!(
            "{}[[section.question]]\nid = \"q\"\nask = \"Something?\"\nsensitivity = 0\n{kind}\n\
             [[context]]\nid = \"cut\"\nkind = \"number\"\ndefault = 50\n\
             [[outcome]]\nid = \"concern\"\nlabel = \"Concern\"\n{}\
             decide = [{{level = \"high\", when = \"hurt and ({rule})\"}}, {{level = \"low\", otherwise = true}}]\n",
            yes_no_questions(&["hurt"]),
            level_list(&["low", "high"]),
        ));
        let open = assessment(&generate::nothing(&sheet.questionnaire)).expect("a case").open;
        let removed: Vec<_> =
            open.iter().map(|open| (open.question, open.decides.map_or(0, |it| it.levels_removed))).collect();
        assert_eq!(removed, [(QuestionRef(0), 1), (QuestionRef(1), 1)], "{what}");
    }
}

/// Only the judgement opens this question: the rules alone say that it must not be asked, so it is not.
#[test]
fn what_only_a_judgement_opens_is_not_offered() {
    let gated = "[[section.question]]\nid = \"safe\"\nask = \"Something?\"\nkind = \"yes_no\"\n\
                 sensitivity = 0\nask_only_if = \"concern >= high\"\n";
    let sheet = Sheet::read(format!(
        "{}{gated}[[outcome]]\nid = \"concern\"\nlabel = \"Concern\"\n{}\
         decide = [{{level = \"high\", when = \"hurt\"}}, {{level = \"low\", otherwise = true}}]\n\
         [[action]]\nid = \"see\"\nlabel = \"See to it\"\nduty = \"offer\"\nbecause = \"So\"\nwhen = \"safe\"\n",
        yes_no_questions(&["hurt"]),
        level_list(&["low", "high"]),
    ));
    let input = Input {
        answers: vec![Some(Answer::Given(Value::YesNo(false))), None],
        judgements: vec![Some(1)],
        ..generate::nothing(&sheet.questionnaire)
    };
    let action = &assessment(&input).expect("a case").actions[0];
    assert_eq!((action.due, action.open.as_slice()), (Due::MayBeDue, [].as_slice()));
}
