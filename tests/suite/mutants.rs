//! Changes one rule of a questionnaire at a time, in every small way that could be a slip: a threshold
//! moved, `and` for `or`, a row or a term left out, another level. Examples are good if each change makes
//! one of them fail. It changes what was read rather than the text, so that every change is a
//! questionnaire; what it says of a change is how an author would say it.

use std::thread;

use safelight::decimal::Decimal;
use safelight::example::{self, Example, ExampleCase};
use safelight::questionnaire::compile::program;
use safelight::questionnaire::program::Formula;
use safelight::questionnaire::{
    AskGate, Clamp, Combine, Decide, Duty, Incomplete, Kind, Questionnaire, Rule, TermValue,
};
use safelight::rules::{Bound, Comparison, Condition, IndicatorRef, OutcomeRef, Quantifier, ScoreRef, Test};
use safelight::scoring::{Case, Evaluation, stopped};
use safelight::truth::Set;

/// A questionnaire with one thing changed, and what that is.
struct Mutant {
    what: String,
    questionnaire: Questionnaire,
    /// Whether an evaluation alone tells if a case comes out otherwise.
    is_told_by_evaluation: bool,
}

/// How many parts of the changes are looked at at once.
const PARTS: usize = 8;

/// What was changed, of all changes or of one in so many.
#[derive(Default)]
pub struct Changed {
    pub all: Vec<String>,
    /// Those that no example notices.
    pub unnoticed: Vec<String>,
}

/// Changes one rule after the other, all of them or one in so many.
pub fn change_rules(questionnaire: &Questionnaire, examples: &[Example<'_>], one_in: usize) -> Changed {
    let mutants: Vec<Mutant> = mutants(questionnaire).into_iter().step_by(one_in).collect();
    let all = mutants.iter().map(|mutant| mutant.what.clone()).collect();
    let size = mutants.len().div_ceil(PARTS).max(1);
    let unnoticed = thread::scope(|scope| {
        let part = |part| scope.spawn(move || survivors_of(part, questionnaire, examples));
        let parts: Vec<_> = mutants.chunks(size).map(part).collect();
        parts.into_iter().flat_map(|part| part.join().expect("no part panics")).collect()
    });
    Changed { all, unnoticed }
}

fn survivors_of(mutants: &[Mutant], questionnaire: &Questionnaire, examples: &[Example<'_>]) -> Vec<String> {
    let rows: Vec<(&ExampleCase<'_>, Evaluation<'_>)> =
        examples.iter().flat_map(|example| &example.rows).map(|row| (row, row.case.evaluate())).collect();
    let noticed = |mutant: &Mutant| {
        rows.iter().any(|(row, unchanged)| {
            let row = with(row, &mutant.questionnaire);
            let same =
                mutant.is_told_by_evaluation && comes_out_the_same(&row.case, questionnaire, unchanged);
            !same && !example::run(&row).holds()
        })
    };
    mutants.iter().filter(|mutant| !noticed(mutant)).map(|mutant| mutant.what.clone()).collect()
}

/// The same case for a changed questionnaire.
fn with<'m>(row: &ExampleCase<'_>, questionnaire: &'m Questionnaire) -> ExampleCase<'m> {
    let Case { answers, contexts, context_values, judgements, .. } = row.case.clone();
    let case = Case { questionnaire, answers, contexts, context_values, judgements };
    ExampleCase { span: row.span.clone(), case, expect: row.expect.clone() }
}

/// Whether all that an example can expect is the same as without the change: told quickly, as most rows
/// do not touch the rule that was changed. What it does not look at is run.
fn comes_out_the_same(case: &Case<'_>, before: &Questionnaire, unchanged: &Evaluation<'_>) -> bool {
    let after = case.questionnaire;
    let is_special = |q: &Questionnaire| {
        q.outcomes.iter().any(|outcome| outcome.incomplete != Incomplete::Range)
            || q.scores.iter().any(|score| score.dont_know_as_no.is_some())
    };
    if is_written_otherwise(before, after)
        || is_special(before)
        || is_special(after)
        || case.judgements.iter().any(Option::is_some)
    {
        return false;
    }
    let changed = case.evaluate();
    let same_rules = due(before).zip(due(after)).all(|(a, b)| unchanged.truth(a) == changed.truth(b));
    (0..before.indicators.len())
        .map(IndicatorRef::at)
        .all(|it| unchanged.indicator(it) == changed.indicator(it))
        && (0..before.scores.len()).map(ScoreRef::at).all(|it| unchanged.score(it) == changed.score(it))
        && (0..before.outcomes.len()).map(OutcomeRef::at).all(|it| {
            unchanged.outcome(it) == changed.outcome(it)
                && unchanged.before_adjustment(it) == changed.before_adjustment(it)
        })
        && same_rules
        && stop_of(before, case, unchanged) == stopped(case, &changed)
}

/// Whether what an example can expect just as it is written differs: gates, duties, deadlines.
fn is_written_otherwise(before: &Questionnaire, after: &Questionnaire) -> bool {
    let written = |q: &Questionnaire| {
        let gates: Vec<bool> = q.gates.iter().map(|gate| gate.proceed_on).collect();
        let actions =
            q.actions.iter().map(|it| (it.step.duty, it.step.within_hours, it.step.repeat_after_days));
        (gates, actions.collect::<Vec<_>>())
    };
    written(before) != written(after)
}

/// The rules of what may be due.
fn due(q: &Questionnaire) -> impl Iterator<Item = &Formula> {
    q.program.actions.iter().chain(&q.program.next)
}

fn stop_of(before: &Questionnaire, case: &Case<'_>, unchanged: &Evaluation<'_>) -> Option<usize> {
    let Case { answers, contexts, context_values, judgements, .. } = case.clone();
    stopped(&Case { questionnaire: before, answers, contexts, context_values, judgements }, unchanged)
}

fn mutants(questionnaire: &Questionnaire) -> Vec<Mutant> {
    let mut all = Mutants { of: questionnaire, found: Vec::new() };
    all.rules();
    all.scores();
    all.outcomes();
    all.options();
    all.the_rest();
    all.found
}

struct Mutants<'q> {
    of: &'q Questionnaire,
    found: Vec<Mutant>,
}

impl Mutants<'_> {
    fn add(&mut self, what: String, change: impl FnOnce(&mut Questionnaire)) {
        let mut questionnaire = self.of.clone();
        change(&mut questionnaire);
        questionnaire.program = program(&questionnaire);
        self.found.push(Mutant { what, questionnaire, is_told_by_evaluation: true });
    }

    /// Adds a change of what stands beside the rules.
    fn add_beside(&mut self, what: String, change: impl FnOnce(&mut Questionnaire)) {
        self.add(what, change);
        self.found.last_mut().expect("it was added").is_told_by_evaluation = false;
    }

    /// Every rule of the file, with each small change of its tree.
    fn rules(&mut self) {
        let of = self.of;
        for place in 0..rules_of(&mut of.clone()).len() {
            let (name, rule) = {
                let mut copy = of.clone();
                let (name, rule) = rules_of(&mut copy).swap_remove(place);
                (name, rule.clone())
            };
            for (what, condition) in changed(of, &rule.condition) {
                self.add(format!("{name} `{}`: {what}", squeezed(&rule.text)), |copy| {
                    rules_of(copy).swap_remove(place).1.condition = condition;
                });
            }
        }
    }

    fn scores(&mut self) {
        for (place, score) in self.of.scores.iter().enumerate() {
            for (term, it) in score.terms.iter().enumerate() {
                let name = format!("score {} term {}", score.id, term + 1);
                if score.terms.len() > 1 {
                    self.add(format!("{name}: left out"), |copy| drop(copy.scores[place].terms.remove(term)));
                }
                if let TermValue::When { points, .. } = it.value {
                    for other in beside(points).into_iter().filter(|other| *other >= Decimal::ZERO) {
                        self.add(format!("{name}: {points} points are {other}"), |copy| {
                            if let TermValue::When { points, .. } = &mut copy.scores[place].terms[term].value
                            {
                                *points = other;
                            }
                        });
                    }
                }
            }
            if score.terms.len() > 1 {
                let (what, other) = match score.combine {
                    Combine::Sum => ("the highest, not the sum", Combine::Highest),
                    Combine::Highest => ("the sum, not the highest", Combine::Sum),
                };
                self.add(format!("score {}: {what}", score.id), |copy| copy.scores[place].combine = other);
            }
            if score.dont_know_as_no.is_some() {
                self.add(format!("score {}: no `missing`", score.id), |copy| {
                    copy.scores[place].dont_know_as_no = None;
                });
            }
        }
    }

    fn outcomes(&mut self) {
        for (place, outcome) in self.of.outcomes.iter().enumerate() {
            let id = &outcome.id;
            let neighbour = |level: usize| if level == 0 { 1 } else { level - 1 };
            match &outcome.decide {
                Decide::FirstMatch(rows) => {
                    for (row, it) in rows.iter().enumerate() {
                        let name = format!("{id} row {}", row + 1);
                        if it.when.is_some() {
                            self.add(format!("{name}: left out"), |copy| {
                                if let Decide::FirstMatch(rows) = &mut copy.outcomes[place].decide {
                                    rows.remove(row);
                                }
                            });
                        }
                        self.add(format!("{name}: another level"), |copy| {
                            if let Decide::FirstMatch(rows) = &mut copy.outcomes[place].decide {
                                rows[row].level = neighbour(it.level);
                            }
                        });
                    }
                }
                Decide::Bands { from, .. } => {
                    for (band, it) in from.iter().enumerate() {
                        let name = format!("{id} band {}", band + 1);
                        self.add(format!("{name}: another level"), |copy| {
                            bands(copy, place)[band].level = neighbour(it.level);
                        });
                        if band == 0 {
                            continue;
                        }
                        self.add(format!("{name}: left out"), |copy| {
                            bands(copy, place).remove(band);
                        });
                        for other in beside(it.at) {
                            self.add(format!("{name}: from {other}, not {}", it.at), |copy| {
                                bands(copy, place)[band].at = other;
                            });
                        }
                    }
                }
                Decide::Practitioner { .. } => {}
            }
            for (row, it) in outcome.adjust.iter().enumerate() {
                let name = format!("{id} adjust row {}", row + 1);
                self.add(format!("{name}: left out"), |copy| drop(copy.outcomes[place].adjust.remove(row)));
                let (turned, moved) = match it.clamp {
                    Clamp::AtLeast(level) => (Clamp::AtMost(level), Clamp::AtLeast(neighbour(level))),
                    Clamp::AtMost(level) => (Clamp::AtLeast(level), Clamp::AtMost(neighbour(level))),
                };
                self.add(format!("{name}: floor and ceiling exchanged"), |copy| {
                    copy.outcomes[place].adjust[row].clamp = turned;
                });
                self.add(format!("{name}: another level"), |copy| {
                    copy.outcomes[place].adjust[row].clamp = moved;
                });
            }
            if outcome.incomplete != Incomplete::Range {
                self.add(format!("{id}: need not be complete"), |copy| {
                    copy.outcomes[place].incomplete = Incomplete::Range;
                });
            }
        }
    }

    /// The points of options that a score takes.
    fn options(&mut self) {
        let taken: Vec<usize> =
            (0..self.of.questions.len())
                .filter(|question| {
                    self.of.scores.iter().flat_map(|score| &score.terms).any(
                        |term| matches!(term.value, TermValue::ValueOf { question: taken, .. } if taken.index() == *question),
                    )
                })
                .collect();
        for question in taken {
            let asked = &self.of.questions[question];
            for (option, it) in asked.kind.options().iter().enumerate() {
                let points = it.points.unwrap_or_default();
                for other in beside(points).into_iter().filter(|other| *other >= Decimal::ZERO) {
                    let what = format!("{} = {}: {points} points are {other}", asked.id, it.id);
                    self.add(what, |copy| {
                        let kind = &mut copy.questions[question].kind;
                        if let Kind::Choice(options) | Kind::Scale(options) | Kind::Choices(options) = kind {
                            options[option].points = Some(other);
                        }
                    });
                }
            }
        }
    }

    fn actions(&mut self) {
        for (place, action) in self.of.actions.iter().enumerate() {
            let id = &action.step.id;
            for hours in beside_wait(action.step.within_hours) {
                self.add_beside(format!("{id}: within {hours:?} hours"), |copy| {
                    copy.actions[place].step.within_hours = hours
                });
            }
            for days in beside_wait(action.step.repeat_after_days) {
                self.add_beside(format!("{id}: again after {days:?} days"), |copy| {
                    copy.actions[place].step.repeat_after_days = days;
                });
            }
            for (word, duty) in Duty::WORDS.iter().filter(|(_, duty)| *duty != action.step.duty) {
                self.add_beside(format!("{id}: duty {word}"), |copy| copy.actions[place].step.duty = *duty);
            }
        }
    }

    fn the_rest(&mut self) {
        for (place, question) in self.of.questions.iter().enumerate() {
            let word = match &question.gate {
                AskGate::Always => continue,
                AskGate::If(_) => "ask_if",
                AskGate::OnlyIf(_) => "ask_only_if",
            };
            self.add(format!("{}: no `{word}`", question.id), |copy| {
                copy.questions[place].gate = AskGate::Always;
            });
        }
        for (place, gate) in self.of.gates.iter().enumerate() {
            self.add_beside(format!("gate {}: `proceed_on` turned", gate.id), |copy| {
                copy.gates[place].proceed_on = !gate.proceed_on;
            });
        }
        self.actions();
        for (place, stop) in self.of.stops.iter().enumerate() {
            self.add(format!("stop {}: `unless_false` turned", stop.moment.id), |copy| {
                copy.stops[place].unless_false = !stop.unless_false;
            });
        }
    }
}

/// One less, one more, and none at all.
fn beside_wait(wait: Option<u32>) -> Vec<Option<u32>> {
    wait.map_or_else(Vec::new, |wait| vec![wait.checked_sub(1), Some(wait + 1), None])
}

fn bands(questionnaire: &mut Questionnaire, outcome: usize) -> &mut Vec<safelight::questionnaire::Band> {
    match &mut questionnaire.outcomes[outcome].decide {
        Decide::Bands { from, .. } => from,
        _ => panic!("an outcome keeps how it is decided"),
    }
}

/// Every rule of the file that bears on a result, with its name.
fn rules_of(q: &mut Questionnaire) -> Vec<(String, &mut Rule)> {
    let mut rules: Vec<(String, &mut Rule)> = Vec::new();
    for question in &mut q.questions {
        if let AskGate::If(rule) | AskGate::OnlyIf(rule) = &mut question.gate {
            rules.push((question.id.clone(), rule));
        }
    }
    rules.extend(q.indicators.iter_mut().map(|it| (it.id.clone(), &mut it.when)));
    for score in &mut q.scores {
        for (place, term) in score.terms.iter_mut().enumerate() {
            if let TermValue::When { when, .. } = &mut term.value {
                rules.push((format!("score {} term {}", score.id, place + 1), when));
            }
        }
    }
    for outcome in &mut q.outcomes {
        if let Decide::FirstMatch(rows) = &mut outcome.decide {
            for (place, row) in rows.iter_mut().enumerate() {
                rules.extend(
                    row.when.as_mut().map(|rule| (format!("{} row {}", outcome.id, place + 1), rule)),
                );
            }
        }
        for (place, row) in outcome.adjust.iter_mut().enumerate() {
            rules.push((format!("{} adjust row {}", outcome.id, place + 1), &mut row.when));
        }
    }
    rules.extend(q.actions.iter_mut().map(|it| (it.step.id.clone(), &mut it.when)));
    rules.extend(q.next.iter_mut().map(|it| (format!("next {}", it.questionnaire), &mut it.when)));
    rules.extend(q.stops.iter_mut().map(|it| (format!("stop {}", it.moment.id), &mut it.moment.when)));
    rules
}

fn squeezed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The numbers beside a threshold: one less and one more, or half of that where it is no whole number.
fn beside(number: Decimal) -> [Decimal; 2] {
    let step = if number.places() == 0 { Decimal::whole(1) } else { Decimal::from_thousandths(500) };
    [number - step, number + step]
}

/// Every small change of a condition.
fn changed(q: &Questionnaire, condition: &Condition) -> Vec<(String, Condition)> {
    let mut all = vec![("turned into its opposite".to_owned(), Condition::Not(Box::new(condition.clone())))];
    all.extend(changed_within(q, condition));
    all
}

fn changed_within(q: &Questionnaire, condition: &Condition) -> Vec<(String, Condition)> {
    match condition {
        Condition::Question(question, test) => {
            let options =
                q.question(*question).kind.options().iter().map(|option| option.id.as_str()).collect();
            let id = &q.question(*question).id;
            let made = |(what, test)| (format!("{id} {what}"), Condition::Question(*question, test));
            tests(test, options).into_iter().map(made).collect()
        }
        Condition::Context(context, test) => {
            let options = match &q.context(*context).kind {
                safelight::questionnaire::ContextKind::Choice(options) => {
                    options.iter().map(String::as_str).collect()
                }
                _ => Vec::new(),
            };
            let id = &q.context(*context).id;
            let made = |(what, test)| (format!("{id} {what}"), Condition::Context(*context, test));
            tests(test, options).into_iter().map(made).collect()
        }
        Condition::Indicator(_) => Vec::new(),
        Condition::Score(score, comparison, bound) => scores(q, *score, *comparison, *bound),
        Condition::Outcome(outcome, levels) => {
            let outcome_of = q.outcome(*outcome);
            let ids = outcome_of.levels.iter().map(|level| level.id.as_str()).collect();
            let made = |(what, set)| (format!("{} {what}", outcome_of.id), Condition::Outcome(*outcome, set));
            sets(*levels, ids).into_iter().map(made).collect()
        }
        Condition::Not(inner) => {
            let mut all = vec![("`not` left out".to_owned(), (**inner).clone())];
            let made = |(what, inner)| (what, Condition::Not(Box::new(inner)));
            all.extend(changed_within(q, inner).into_iter().map(made));
            all
        }
        Condition::All(members) => {
            let mut all = vec![("`or` for `and`".to_owned(), Condition::Any(members.clone()))];
            all.extend(lists(q, members, &Condition::All));
            all
        }
        Condition::Any(members) => {
            let mut all = vec![("`and` for `or`".to_owned(), Condition::All(members.clone()))];
            all.extend(lists(q, members, &Condition::Any));
            all
        }
        Condition::Count(quantifier, wanted, members) => counts(q, *quantifier, *wanted, members),
    }
}

fn counts(
    q: &Questionnaire,
    quantifier: Quantifier,
    wanted: u16,
    members: &[Condition],
) -> Vec<(String, Condition)> {
    let mut all = Vec::new();
    for other in [wanted - 1, wanted + 1] {
        let what = format!("{} {other}, not {wanted}", quantifier.words());
        all.push((what, Condition::Count(quantifier, other, members.to_vec())));
    }
    all.extend(lists(q, members, &|members| Condition::Count(quantifier, wanted, members)));
    all
}

/// Each member left out, and each changed within.
fn lists(
    q: &Questionnaire,
    members: &[Condition],
    made: &dyn Fn(Vec<Condition>) -> Condition,
) -> Vec<(String, Condition)> {
    let mut all = Vec::new();
    for (place, member) in members.iter().enumerate() {
        let mut fewer = members.to_vec();
        fewer.remove(place);
        if !fewer.is_empty() {
            all.push((format!("member {} left out", place + 1), made(fewer)));
        }
        for (what, changed) in changed_within(q, member) {
            let mut other = members.to_vec();
            other[place] = changed;
            all.push((format!("member {}: {what}", place + 1), made(other)));
        }
    }
    all
}

fn scores(
    q: &Questionnaire,
    score: ScoreRef,
    comparison: Comparison,
    bound: Bound,
) -> Vec<(String, Condition)> {
    let id = &q.score(score).id;
    let numbers = numbers(comparison, bound).into_iter();
    numbers
        .map(|(what, comparison, bound)| (format!("{id} {what}"), Condition::Score(score, comparison, bound)))
        .collect()
}

fn numbers(comparison: Comparison, bound: Bound) -> Vec<(String, Comparison, Bound)> {
    let sharper = match comparison {
        Comparison::Equal => Comparison::AtLeast,
        Comparison::Below => Comparison::AtMost,
        Comparison::AtMost => Comparison::Below,
        Comparison::Above => Comparison::AtLeast,
        Comparison::AtLeast => Comparison::Above,
    };
    let mut all = vec![(format!("{}, not {}", sharper.sign(), comparison.sign()), sharper, bound)];
    if let Bound::Literal(number) = bound {
        for other in beside(number) {
            all.push((format!("{other}, not {number}"), comparison, Bound::Literal(other)));
        }
    }
    all
}

fn tests(test: &Test, options: Vec<&str>) -> Vec<(String, Test)> {
    match test {
        Test::Is(answer) => vec![("yes and no exchanged".to_owned(), Test::Is(!answer))],
        Test::OneOf(set) => {
            sets(*set, options).into_iter().map(|(what, set)| (what, Test::OneOf(set))).collect()
        }
        Test::IncludesAny(set) => {
            let sets = sets(*set, options).into_iter();
            let mut all: Vec<_> = sets.map(|(what, set)| (what, Test::IncludesAny(set))).collect();
            if set.len() > 1 {
                all.push(("all of, not any of".to_owned(), Test::IncludesAll(*set)));
            }
            all
        }
        Test::IncludesAll(set) => {
            let sets = sets(*set, options).into_iter();
            let mut all: Vec<_> = sets.map(|(what, set)| (what, Test::IncludesAll(set))).collect();
            all.push(("any of, not all of".to_owned(), Test::IncludesAny(*set)));
            all
        }
        Test::Number(comparison, bound) => {
            let numbers = numbers(*comparison, *bound).into_iter();
            numbers.map(|(what, comparison, bound)| (what, Test::Number(comparison, bound))).collect()
        }
    }
}

/// Each member taken away and each other one added.
fn sets(set: Set, names: Vec<&str>) -> Vec<(String, Set)> {
    let toggled = |place: usize| {
        let others: Set = set.iter().filter(|member| *member != place).collect();
        if set.has(place) { others } else { set.with(Set::one(place)) }
    };
    let said = |place: usize| if set.has(place) { "without" } else { "also" };
    names
        .iter()
        .enumerate()
        .map(|(place, name)| (format!("{} {name}", said(place)), toggled(place)))
        .collect()
}
