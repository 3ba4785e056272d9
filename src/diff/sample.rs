//! Random answers that both editions can take: how many of them change a level, an action or a stop.
//! They are nobody's. It shows what a list of changes cannot: how much it comes to.

use std::collections::{BTreeMap, BTreeSet};

use super::renamed_ids;
use crate::answers::{Answer, Answers, Value};
use crate::decimal::Decimal;
use crate::explore::random_numbers::Draw;
use crate::questionnaire::{ContextKind, ElementId, ElementKind, Kind, Questionnaire};
use crate::rules::{Bound, OutcomeRef, QuestionRef};
use crate::scoring::{Case, Due, stopped};

/// What came of trying random answers.
#[derive(Debug, Clone)]
pub struct Sampled {
    /// How many patterns of answers were tried.
    pub patterns: usize,
    /// How many of them come to another level, action or stop.
    pub changed: usize,
    /// For each thing that differs at least once: how often, and one small example.
    pub examples: Vec<SampledDifference>,
}

/// One thing that differs for some answers.
#[derive(Debug, Clone)]
pub struct SampledDifference {
    /// The outcome, action, stop or questionnaire that may follow.
    pub about: ElementId,
    /// For how many patterns it differs.
    pub count: usize,
    /// The fewest answers found for which it does: question and answer, as they are written.
    pub answers: Vec<(String, String)>,
    /// The contexts that go with them.
    pub context: Vec<(String, String)>,
    /// What the old edition comes to.
    pub old: String,
    /// What the new edition comes to.
    pub new: String,
}

/// From how many patterns the smallest example of one thing is looked for.
const MOST_SHRUNK: usize = 8;

/// Tries that many random patterns of answers.
pub fn sample(old: &Questionnaire, new: &Questionnaire, patterns: usize, seed: u64) -> Sampled {
    let (steps, _) = renamed_ids::steps(old, new);
    let old = steps.last().map_or(old, |(_, renamed)| renamed);
    let both = Both { old, new };
    let choices = both.choices();
    let mut draw = Draw::seeded(seed);
    let mut found: BTreeMap<ElementId, (usize, Vec<(RandomAnswers, OldAndNew)>)> = BTreeMap::new();
    let mut changed = 0;
    for _ in 0..patterns {
        let pattern = both.fitting(both.random(&choices, &mut draw));
        let differences = both.differences(&pattern).unwrap_or_default();
        changed += usize::from(!differences.is_empty());
        for (about, ends) in differences {
            let (count, kept) = found.entry(about).or_default();
            *count += 1;
            if kept.len() < MOST_SHRUNK {
                kept.push((pattern.clone(), ends));
            }
        }
    }
    let examples = found.into_iter().filter_map(|(about, (count, kept))| both.example(about, count, kept));
    Sampled { patterns, changed, examples: examples.collect() }
}

#[derive(Debug, Clone)]
struct RandomAnswers {
    answers: Answers,
    context: BTreeMap<String, String>,
}

/// What a question or context can be given: its id, and the values that both editions take.
struct Choices {
    questions: Vec<(String, Vec<Value>)>,
    contexts: Vec<(String, Vec<String>)>,
}

type ResultsById = BTreeMap<ElementId, String>;

/// What the old and the new edition come to.
type OldAndNew = (String, String);

/// Both editions, with the new ids.
struct Both<'b> {
    old: &'b Questionnaire,
    new: &'b Questionnaire,
}

impl Both<'_> {
    fn choices(&self) -> Choices {
        let question = |place: QuestionRef| {
            let (asked, other) = (self.old.question(place), self.new.find(&self.old.question(place).id)?);
            let mut values = values(self.old, place);
            for value in self::values(self.new, other) {
                if !values.contains(&value) {
                    values.push(value);
                }
            }
            let fits = |value: &Value| {
                asked.kind.accepts(value).is_ok() && self.new.question(other).kind.accepts(value).is_ok()
            };
            Some((asked.id.clone(), values.into_iter().filter(fits).collect()))
        };
        let context = |declared: &crate::questionnaire::Context| {
            let other = self.new.contexts.iter().find(|other| other.id == declared.id)?;
            let theirs = context_values(&other.kind);
            let ours = context_values(&declared.kind).into_iter();
            Some((declared.id.clone(), ours.filter(|value| theirs.contains(value)).collect()))
        };
        Choices {
            questions: self.old.each_question().filter_map(|(place, _)| question(place)).collect(),
            contexts: self.old.contexts.iter().filter_map(context).collect(),
        }
    }

    /// Few answers as often as many; each state of an answer now and then.
    fn random(&self, choices: &Choices, draw: &mut Draw) -> RandomAnswers {
        let asked = 1 + draw.below(10);
        let mut answers = Answers::none(self.old.edition());
        for (id, values) in &choices.questions {
            if draw.below(10) >= asked {
                continue;
            }
            let answer = match draw.below(12) {
                0 => Answer::Declined,
                1 => Answer::DontKnow,
                2 => Answer::Later,
                _ if values.is_empty() => Answer::Declined,
                _ => Answer::Given(values[draw.below(values.len())].clone()),
            };
            answers.give(id.clone(), answer);
        }
        let mut context = BTreeMap::new();
        for (id, values) in choices.contexts.iter().filter(|(_, values)| !values.is_empty()) {
            context.insert(id.clone(), values[draw.below(values.len())].clone());
        }
        RandomAnswers { answers, context }
    }

    /// Returns the cases of both editions, or the ids of what does not fit one of them.
    fn cases(&self, pattern: &RandomAnswers) -> Result<[Case<'_>; 2], BTreeSet<String>> {
        let case = |edition| Case::new(edition, pattern.answers.clone(), &pattern.context, &BTreeMap::new());
        match (case(self.old), case(self.new)) {
            (Ok(old), Ok(new)) => Ok([old, new]),
            (old, new) => {
                let faults = [old.err(), new.err()].into_iter().flatten().flatten();
                Err(faults.map(|fault| fault.about).collect())
            }
        }
    }

    /// Takes away what does not fit both editions.
    fn fitting(&self, mut pattern: RandomAnswers) -> RandomAnswers {
        while let Err(ids) = self.cases(&pattern) {
            let left = pattern.answers.len() + pattern.context.len();
            for id in ids {
                if !pattern.answers.forget(&id) {
                    pattern.context.remove(&id);
                }
            }
            let less = pattern.answers.len() + pattern.context.len() < left;
            assert!(less, "without answers and contexts nothing is at fault");
        }
        pattern
    }

    /// Returns what both editions come to where that differs; nothing if a pattern does not fit both.
    fn differences(&self, pattern: &RandomAnswers) -> Option<BTreeMap<ElementId, OldAndNew>> {
        let [old, new] = self.cases(pattern).ok()?.map(|case| ends(&case));
        let mut differences = BTreeMap::new();
        for about in old.keys().chain(new.keys()) {
            // A result that one edition does not have at all is a change of its own.
            let nothing = match about.kind {
                ElementKind::Outcome => continue_with(&old, &new, about),
                ElementKind::Stop => Some("no stop".to_owned()),
                _ => Some(Due::NotDue.id().to_owned()),
            };
            let Some(nothing) = nothing else { continue };
            let end = |ends: &ResultsById| ends.get(about).cloned().unwrap_or_else(|| nothing.clone());
            if end(&old) != end(&new) {
                differences.insert(about.clone(), (end(&old), end(&new)));
            }
        }
        Some(differences)
    }

    fn example(
        &self,
        about: ElementId,
        count: usize,
        kept: Vec<(RandomAnswers, OldAndNew)>,
    ) -> Option<SampledDifference> {
        let shrunk = kept.into_iter().map(|(pattern, ends)| self.shrink(&about, pattern, ends));
        let (pattern, (old, new)) = shrunk.min_by_key(|(pattern, _)| pattern.answers.len())?;
        let answers = pattern.answers.iter().map(|(id, answer)| (id.to_owned(), written(answer))).collect();
        Some(SampledDifference {
            about,
            count,
            answers,
            context: pattern.context.into_iter().collect(),
            old,
            new,
        })
    }

    /// Takes away every answer without which the thing differs all the same.
    fn shrink(
        &self,
        about: &ElementId,
        mut pattern: RandomAnswers,
        mut ends: OldAndNew,
    ) -> (RandomAnswers, OldAndNew) {
        let mut less = true;
        while std::mem::take(&mut less) {
            let ids: Vec<String> = pattern.answers.iter().map(|(id, _)| id.to_owned()).collect();
            for id in ids {
                let mut smaller = pattern.clone();
                smaller.answers.forget(&id);
                if let Some(found) = self.differences(&smaller).and_then(|mut all| all.remove(about)) {
                    (pattern, ends, less) = (smaller, found, true);
                }
            }
        }
        (pattern, ends)
    }
}

/// An outcome that only one edition has is not compared.
fn continue_with(old: &ResultsById, new: &ResultsById, about: &ElementId) -> Option<String> {
    (old.contains_key(about) && new.contains_key(about)).then(String::new)
}

/// Returns what a case comes to: levels, actions, what may follow, the stop.
fn ends(case: &Case<'_>) -> ResultsById {
    let q = case.questionnaire;
    let evaluation = case.evaluate();
    let mut ends = ResultsById::new();
    for (place, outcome) in q.outcomes.iter().enumerate() {
        let possible = evaluation.outcome(OutcomeRef::at(place));
        let levels: Vec<&str> = possible.iter().map(|level| outcome.levels[level].id.as_str()).collect();
        ends.insert(ElementId::new(ElementKind::Outcome, &outcome.id), levels.join(" or "));
    }
    for (action, rule) in q.actions.iter().zip(&q.program.actions) {
        let due = Due::from(evaluation.truth(rule));
        ends.insert(ElementId::new(ElementKind::Action, &action.step.id), due.id().to_owned());
    }
    let mut next: BTreeMap<&str, Due> = BTreeMap::new();
    for (each, rule) in q.next.iter().zip(&q.program.next) {
        let strongest = next.entry(&each.questionnaire).or_insert(Due::NotDue);
        *strongest = (*strongest).max(Due::from(evaluation.truth(rule)));
    }
    for (id, due) in next {
        ends.insert(ElementId::new(ElementKind::Next, id), due.id().to_owned());
    }
    if let Some(stop) = stopped(case, &evaluation) {
        ends.insert(ElementId::new(ElementKind::Stop, &q.stops[stop].moment.id), "stops".to_owned());
    }
    ends
}

/// Returns an answer as an answers document writes it.
fn written(answer: &Answer) -> String {
    match answer {
        Answer::Given(Value::YesNo(yes)) => if *yes { "yes" } else { "no" }.to_owned(),
        Answer::Given(Value::Choice(id)) => id.clone(),
        Answer::Given(Value::Choices(ids)) => format!("[{}]", ids.join(", ")),
        Answer::Given(Value::Number(number)) => number.to_string(),
        Answer::Given(Value::DatePart { .. } | Value::Text(_)) => "…".to_owned(),
        state => format!("({})", state.state()),
    }
}

/// Returns the values of a question that can make a difference to rules.
fn values(questionnaire: &Questionnaire, place: QuestionRef) -> Vec<Value> {
    let kind = &questionnaire.question(place).kind;
    match kind {
        Kind::YesNo => vec![Value::YesNo(true), Value::YesNo(false)],
        Kind::Choice(options) | Kind::Scale(options) => {
            options.iter().map(|option| Value::Choice(option.id.clone())).collect()
        }
        Kind::Choices(options) => {
            let one = options.iter().map(|option| Value::Choices(vec![option.id.clone()]));
            let together: Vec<String> =
                options.iter().filter(|option| !option.exclusive).map(|option| option.id.clone()).collect();
            let pairs = together.windows(2).map(|pair| Value::Choices(pair.to_vec()));
            one.chain(pairs).chain([Value::Choices(together.clone())]).collect()
        }
        Kind::Number(number) => {
            let mut bounds: Vec<Decimal> = [number.min, number.max].into_iter().flatten().collect();
            let mut see = |bound: Bound| {
                if let Bound::Literal(bound) = bound {
                    let step = Decimal::step(number.places);
                    bounds.extend([bound - step, bound, bound + step]);
                }
            };
            questionnaire.rules().for_each(|rule| rule.condition.each_bound(place, &mut see));
            bounds.push(Decimal::ZERO);
            bounds.sort_unstable();
            bounds.dedup();
            bounds.into_iter().map(Value::Number).collect()
        }
        // No rule reads them.
        Kind::DatePart { .. } | Kind::Text { .. } => Vec::new(),
    }
}

fn context_values(kind: &ContextKind) -> Vec<String> {
    match kind {
        ContextKind::YesNo => vec!["yes".to_owned(), "no".to_owned()],
        ContextKind::Choice(options) => options.clone(),
        ContextKind::Number => (0..10).map(|number| number.to_string()).collect(),
    }
}
