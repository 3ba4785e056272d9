//! What has to be computed before what. It puts questions, indicators, scores and outcomes in an
//! order in which each finds what it needs, and notes circles and rules that look forward.

use std::collections::{BTreeMap, BTreeSet};

use super::Mentions;
use super::symbols::Symbols;
use crate::diagnostic::Diagnostic;
use crate::questionnaire::model::{Questionnaire, Step};
use crate::reading::Notes;
use crate::rules::{IndicatorRef, Name, OutcomeRef, QuestionRef, ScoreRef};

/// The most members of a circle that are named in a message.
const LONGEST_CIRCLE: usize = 12;

/// Returns the order of computation, and notes what cannot be ordered.
pub fn plan(draft: &Questionnaire, symbols: &Symbols, notes: &Notes<'_>) -> Vec<Step> {
    let mut planner = Planner {
        draft,
        symbols,
        notes,
        path: Vec::new(),
        progress: BTreeMap::new(),
        circles: BTreeSet::new(),
        plan: Vec::new(),
    };
    for step in every_step(draft) {
        planner.visit(step);
    }
    planner.plan
}

fn every_step(draft: &Questionnaire) -> impl Iterator<Item = Step> {
    let questions = (0..draft.questions.len()).map(QuestionRef::at).map(Step::Applies);
    let indicators = (0..draft.indicators.len()).map(IndicatorRef::at).map(Step::Indicator);
    let scores = (0..draft.scores.len()).map(ScoreRef::at).map(Step::Score);
    let outcomes = (0..draft.outcomes.len()).map(OutcomeRef::at).map(Step::Outcome);
    questions.chain(indicators).chain(scores).chain(outcomes)
}

/// What depends on what, from each thing to those that name it.
pub struct Graph {
    dependents: BTreeMap<Name, Vec<Name>>,
}

impl Graph {
    /// Returns the graph of a draft.
    pub fn of(draft: &Questionnaire) -> Graph {
        let mut dependents: BTreeMap<Name, Vec<Name>> = BTreeMap::new();
        for dependent in every_step(draft).map(name_of) {
            for needed in needed_by(draft, dependent) {
                dependents.entry(needed).or_default().push(dependent);
            }
        }
        Graph { dependents }
    }

    /// Calls back with everything that depends on a name, itself first, as far as the callback says
    /// that it is worth going on from there.
    pub fn follow(&self, name: Name, mut goes_on: impl FnMut(Name) -> bool) {
        let mut waiting = vec![name];
        while let Some(name) = waiting.pop() {
            if goes_on(name) {
                waiting.extend(self.dependents.get(&name).into_iter().flatten());
            }
        }
    }
}

/// Notes every `ask_if` and `ask_only_if` that depends on its own question or a later one: directly, or
/// through indicators, scores and outcomes. The rules of the questions on the way are looked at apart.
pub fn note_looking_forward(draft: &Questionnaire, graph: &Graph, mentions: &[Mentions], notes: &Notes<'_>) {
    let latest = latest_questions(draft, graph);
    for ((question, asked), mentions) in draft.each_question().zip(mentions) {
        let mut noted = BTreeSet::new();
        for (name, span) in mentions {
            let Some(later) = latest.get(name).filter(|later| **later >= question && noted.insert(**later))
            else {
                continue;
            };
            let message = match draft.questions.get(later.index()) {
                Some(later) if later.id != asked.id => {
                    format!("this looks forward to `{}`, which is asked later", later.id)
                }
                _ => format!("the question `{}` depends on itself", asked.id),
            };
            notes.add(
                Diagnostic::error("looks-forward", span.clone(), message)
                    .help("move that question up, or ask this one without it"),
            );
        }
    }
}

/// The last question that each name depends on, without going through other questions.
fn latest_questions(draft: &Questionnaire, graph: &Graph) -> BTreeMap<Name, QuestionRef> {
    let mut latest = BTreeMap::new();
    for place in (0..draft.questions.len()).rev().map(QuestionRef::at) {
        graph.follow(Name::Question(place), |name| {
            let is_new = !latest.contains_key(&name);
            if matches!(name, Name::Question(other) if other != place) || !is_new {
                return false;
            }
            latest.insert(name, place);
            true
        });
    }
    latest
}

/// Returns every question that some names name, or that the indicators, scores and outcomes among them
/// do; the rules of those questions are not followed.
pub fn named_directly(draft: &Questionnaire, names: Vec<Name>) -> BTreeSet<QuestionRef> {
    named_through(draft, names, |_| true)
}

/// Returns every question that some names name, or that the indicators and scores among them do. What an
/// outcome reads is not followed: a stop on a level waits until the level is certain.
pub fn named_by_stop(draft: &Questionnaire, names: Vec<Name>) -> BTreeSet<QuestionRef> {
    named_through(draft, names, |name| !matches!(name, Name::Outcome(_)))
}

fn named_through(
    draft: &Questionnaire,
    names: Vec<Name>,
    is_followed: impl Fn(Name) -> bool,
) -> BTreeSet<QuestionRef> {
    let (mut seen, mut waiting) = (BTreeSet::new(), names);
    let mut questions = BTreeSet::new();
    while let Some(name) = waiting.pop() {
        if let Name::Question(question) = name {
            questions.insert(question);
        } else if is_followed(name) && seen.insert(name) {
            waiting.extend(needed_by(draft, name));
        }
    }
    questions
}

/// Returns every question that some names depend on, directly or through others.
pub fn reached(draft: &Questionnaire, names: Vec<Name>) -> BTreeSet<QuestionRef> {
    let question = |name| {
        if let Name::Question(question) = name { Some(question) } else { None }
    };
    all_reached(draft, names).into_iter().filter_map(question).collect()
}

/// Returns some names and everything that they depend on, directly or through others.
pub fn all_reached(draft: &Questionnaire, names: Vec<Name>) -> BTreeSet<Name> {
    let (mut seen, mut waiting) = (BTreeSet::new(), names);
    while let Some(name) = waiting.pop() {
        if seen.insert(name) {
            waiting.extend(needed_by(draft, name));
        }
    }
    seen
}

/// Returns what one name directly depends on.
fn needed_by(draft: &Questionnaire, name: Name) -> Vec<Name> {
    match name {
        Name::Question(question) => {
            draft.questions.get(question.index()).and_then(|q| q.gate_rule()).map(|rule| rule.names())
        }
        Name::Indicator(indicator) => {
            draft.indicators.get(indicator.index()).map(|indicator| indicator.when.names())
        }
        Name::Score(score) => draft
            .scores
            .get(score.index())
            .map(|score| score.terms.iter().flat_map(|term| term.value.names()).collect()),
        Name::Outcome(outcome) => draft.outcomes.get(outcome.index()).map(|outcome| outcome.names()),
        Name::Context(_) => None,
    }
    .unwrap_or_default()
}

/// How far the planner is with one step.
#[derive(Clone, Copy, PartialEq)]
enum Progress {
    /// On the path, at that place.
    OnPath(usize),
    Planned,
}

struct Planner<'r> {
    draft: &'r Questionnaire,
    symbols: &'r Symbols,
    notes: &'r Notes<'r>,
    /// From a step to what it needs, and so on; each with what it still has to look at. A path of its
    /// own, because a file can make it longer than the stack is deep.
    path: Vec<(Step, Vec<Name>)>,
    progress: BTreeMap<Name, Progress>,
    circles: BTreeSet<Name>,
    plan: Vec<Step>,
}

impl Planner<'_> {
    fn visit(&mut self, step: Step) {
        self.enter(step);
        while let Some((step, needs)) = self.path.last_mut() {
            let step = *step;
            if let Some(name) = needs.pop() {
                if let Some(needed) = step_of(name) {
                    self.enter(needed);
                }
            } else {
                self.path.pop();
                self.progress.insert(name_of(step), Progress::Planned);
                self.plan.push(step);
            }
        }
    }

    fn enter(&mut self, step: Step) {
        let name = name_of(step);
        match self.progress.get(&name) {
            Some(Progress::Planned) => {}
            Some(Progress::OnPath(start)) => self.note_circle(*start),
            None => {
                let mut needs = needed_by(self.draft, name);
                needs.reverse();
                self.progress.insert(name, Progress::OnPath(self.path.len()));
                self.path.push((step, needs));
            }
        }
    }

    /// Notes the circle that begins there on the path. One through a question looks forward somewhere,
    /// and is noted there; of those that share a member, one is noted.
    fn note_circle(&mut self, start: usize) {
        let circle: Vec<Step> = self.path[start..].iter().map(|(step, _)| *step).collect();
        let through_question = circle.iter().any(|step| matches!(step, Step::Applies(_)));
        let known = circle.iter().any(|step| self.circles.contains(&name_of(*step)));
        if through_question || known {
            return;
        }
        self.circles.extend(circle.iter().map(|step| name_of(*step)));
        let mut ids: Vec<&str> = circle.iter().map(|step| self.id(*step)).collect();
        let first = ids[0];
        ids.push(first);
        if ids.len() > LONGEST_CIRCLE {
            ids.splice(LONGEST_CIRCLE / 2..ids.len() - LONGEST_CIRCLE / 2, ["…"]);
        }
        let message = format!("`{first}` depends on itself: {}", ids.join(" → "));
        self.notes.add(
            Diagnostic::error("circle", self.symbols.place(first), message)
                .help("remove one of these references"),
        );
    }

    fn id(&self, step: Step) -> &str {
        match step {
            Step::Applies(question) => &self.draft.question(question).id,
            Step::Indicator(indicator) => &self.draft.indicator(indicator).id,
            Step::Score(score) => &self.draft.score(score).id,
            Step::Outcome(outcome) => &self.draft.outcome(outcome).id,
        }
    }
}

fn name_of(step: Step) -> Name {
    match step {
        Step::Applies(question) => Name::Question(question),
        Step::Indicator(indicator) => Name::Indicator(indicator),
        Step::Score(score) => Name::Score(score),
        Step::Outcome(outcome) => Name::Outcome(outcome),
    }
}

fn step_of(name: Name) -> Option<Step> {
    match name {
        Name::Question(question) => Some(Step::Applies(question)),
        Name::Indicator(indicator) => Some(Step::Indicator(indicator)),
        Name::Score(score) => Some(Step::Score(score)),
        Name::Outcome(outcome) => Some(Step::Outcome(outcome)),
        Name::Context(_) => None,
    }
}
