//! The second scorer, written from the page that says what a questionnaire means, slow and plain. Its
//! rooms name nothing of the library: they read the text of the file themselves. Only here its input
//! and its words are those of the other tests.

mod behind;
mod condition;
mod joint;
mod mistake;
mod number;
mod paper;
mod scores;
mod tables;
mod world;

use std::ops::Deref;

use safelight::answers::{Answer, Value};
use safelight::questionnaire::Kind;
use safelight::questionnaire::model::Questionnaire;

use behind::Down;
pub use behind::{Contexts, Questions};
pub use condition::{Condition, Thing, What, words};
pub use joint::Values;
pub use mistake::{MISTAKES, Mistake, WIDE_MISTAKES};
pub use number::Number;
pub use paper::Paper;
pub use tables::Levels;
use world::{Given, State, Which, World};
pub use world::{Range, Tri};

/// A questionnaire as the library reads it, and its text as the second scorer does.
#[derive(Clone)]
pub struct Form {
    pub model: Questionnaire,
    pub paper: Paper,
}

impl Form {
    pub fn new(model: Questionnaire, text: &str) -> Form {
        Form { model, paper: Paper::read(text) }
    }
}

impl Deref for Form {
    type Target = Questionnaire;

    fn deref(&self) -> &Questionnaire {
        &self.model
    }
}

/// Everything that is given about one person; all lists by place.
#[derive(Clone)]
pub struct Input<'q> {
    pub questionnaire: &'q Form,
    pub answers: Vec<Option<Answer>>,
    pub contexts: Vec<Option<String>>,
    pub judgements: Vec<Option<usize>>,
}

/// Everything that a scorer says of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct View {
    pub applies: Vec<Tri>,
    pub indicators: Vec<Tri>,
    pub scores: Vec<ScoreView>,
    pub outcomes: Vec<OutcomeView>,
    pub actions: Vec<Tri>,
    pub next: Vec<Tri>,
    pub stopped: Option<usize>,
    /// The open questions, in no order; and those that each action names.
    pub open: Questions,
    pub open_of_actions: Vec<Questions>,
    /// The contexts that are not known and matter; a stop leaves them.
    pub open_contexts: Contexts,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScoreView {
    pub range: Range,
    pub as_published: Option<Number>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutcomeView {
    pub possible: Levels,
    pub before: Levels,
    pub enough: bool,
    /// The rows of the possible pairs, with their own truth.
    pub rows: Vec<(usize, Tri)>,
    /// The adjustments that are not false.
    pub adjusted: Vec<(usize, Tri)>,
    pub judged: Option<usize>,
}

// ---- scoring ----

pub fn score(input: &Input<'_>) -> View {
    seen(input, None)
}

pub fn score_mistaken(input: &Input<'_>, mistake: Mistake) -> View {
    seen(input, Some(mistake))
}

fn seen(input: &Input<'_>, mistake: Option<Mistake>) -> View {
    let (paper, given) = (&input.questionnaire.paper, given(input));
    let world = World::new(paper, &given, mistake, Which::Answered);
    let published = World::new(paper, &given, mistake, Which::Published(&world));
    let judged = World::new(paper, &given, mistake, Which::Judged(&world));
    let score = |place: usize| {
        let single = Some(published.score(place)).filter(|(low, high)| low == high);
        let as_published = single.filter(|_| paper.scores[place].published).map(|(low, _)| low);
        ScoreView { range: world.score(place), as_published }
    };
    let outcome = |place: usize| {
        let table = world.table(place);
        OutcomeView {
            possible: table.possible.clone(),
            before: table.before.clone(),
            enough: world.enough_answered(place),
            rows: table.rows.clone(),
            adjusted: table.adjusted.clone(),
            judged: given.judged[place],
        }
    };
    let due = |conditions: &[Condition]| -> Vec<Tri> {
        conditions.iter().map(|condition| judged.truth(condition, &[])).collect()
    };
    let stopped = world.stopped();
    let nothing = |open: Questions| if stopped.is_some() { Questions::new() } else { open };
    let of_action = |condition: &Condition| {
        let (questions, contexts) = judged.open_behind(condition);
        (nothing(questions), contexts)
    };
    let (open_of_actions, contexts): (Vec<Questions>, Vec<Contexts>) =
        paper.actions.iter().map(of_action).unzip();
    let (open, mut open_contexts) = world.open_behind_outcomes();
    open_contexts.extend(contexts.into_iter().flatten());
    View {
        applies: (0..paper.questions.len()).map(|place| world.applies(place)).collect(),
        indicators: (0..paper.indicators.len()).map(|place| world.indicator(place)).collect(),
        scores: (0..paper.scores.len()).map(score).collect(),
        outcomes: (0..paper.outcomes.len()).map(outcome).collect(),
        actions: due(&paper.actions),
        next: due(&paper.next),
        stopped,
        open: open_of_actions.iter().flatten().chain(&nothing(open)).copied().collect(),
        open_of_actions,
        open_contexts,
    }
}

/// The answers as numbers, and what is known of the context.
fn given(input: &Input<'_>) -> Given {
    let file = input.questionnaire;
    let place_of = |paper: &paper::Question, id: &str| {
        let (paper::Kind::OneOf(options) | paper::Kind::SomeOf(options)) = &paper.kind else {
            panic!("it has no options")
        };
        options.iter().position(|option| option.id == id).expect("an option")
    };
    let state = |(question, answer): (&paper::Question, &Option<Answer>)| match answer {
        None => State::Nothing,
        Some(Answer::Declined) => State::Declined,
        Some(Answer::DontKnow) => State::DontKnow,
        Some(Answer::Later) => State::Later,
        Some(Answer::Given(Value::YesNo(yes))) => State::Value(Number::from(*yes)),
        Some(Answer::Given(Value::Choice(id))) => State::Value(place_of(question, id) as Number),
        Some(Answer::Given(Value::Choices(ids))) => {
            State::Chosen(ids.iter().map(|id| place_of(question, id)).collect())
        }
        Some(Answer::Given(Value::Number(number))) => {
            State::Value(number::read(&number.to_string()).expect("a number"))
        }
        Some(Answer::Given(Value::DatePart { .. } | Value::Text(_))) => State::Words,
    };
    let context = |(context, value): (&paper::Context, &Option<String>)| {
        let value = value.as_ref().or(context.default.as_ref())?;
        let place = context.ids.iter().position(|id| id == value);
        place.map(|place| place as Number).or_else(|| number::read(value))
    };
    Given {
        answers: file.paper.questions.iter().zip(&input.answers).map(state).collect(),
        contexts: file.paper.contexts.iter().zip(&input.contexts).map(context).collect(),
        judged: input.judgements.clone(),
    }
}

fn with_world<T>(input: &Input<'_>, of: impl FnOnce(&World<'_>) -> T) -> T {
    let given = given(input);
    of(&World::new(&input.questionnaire.paper, &given, None, Which::Answered))
}

// ---- single questions ----

/// Whether a question can have an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Door {
    Open,
    /// Its `ask_only_if` is not true.
    Shut,
    /// Its `ask_if` is false.
    NotApplying,
}

pub fn door(input: &Input<'_>, question: usize) -> Door {
    with_world(input, |world| {
        if world.applies(question) == Some(false) {
            Door::NotApplying
        } else if world.may_be_asked(question) {
            Door::Open
        } else {
            Door::Shut
        }
    })
}

pub fn is_stopped(input: &Input<'_>) -> bool {
    with_world(input, |world| world.stopped().is_some())
}

/// The truth of a condition by what is computed.
pub fn holds(input: &Input<'_>, condition: &Condition) -> Tri {
    with_world(input, |world| world.truth(condition, &[]))
}

/// The truth of a condition by what is computed or judged, as an action reads it.
pub fn due(input: &Input<'_>, condition: &Condition) -> Tri {
    let given = given(input);
    let world = World::new(&input.questionnaire.paper, &given, None, Which::Answered);
    World::new(&input.questionnaire.paper, &given, None, Which::Judged(&world)).truth(condition, &[])
}

/// The possible levels of an outcome, and the rows that decide it.
pub fn outcome(input: &Input<'_>, outcome: usize) -> (Levels, Vec<(usize, Tri)>) {
    with_world(input, |world| (world.table(outcome).possible.clone(), world.table(outcome).rows.clone()))
}

/// The things that the table of an outcome reads, with their possible values.
pub fn things_of(input: &Input<'_>, outcome: usize) -> Values {
    with_world(input, |world| world.things_of(outcome))
}

/// The levels of an outcome if all its things were fixed at once, in every combination of these values.
pub fn levels_together(
    input: &Input<'_>,
    outcome: usize,
    values: &Values,
    permitted: bool,
) -> Option<Levels> {
    with_world(input, |world| world.levels_together(outcome, values, permitted))
}

/// Whether two things that a table reads stand on one question that is open.
pub fn share_an_open_question(input: &Input<'_>, outcome: usize) -> bool {
    with_world(input, |world| world.share_an_open_question(outcome))
}

/// The questions behind a condition, whatever the answers.
pub fn questions_behind(paper: &Paper, condition: &Condition) -> Questions {
    paper.behind(condition, Down::All)
}

pub fn questions_behind_outcome(paper: &Paper, outcome: usize) -> Questions {
    paper.behind_outcome(outcome)
}

pub fn questions_behind_score(paper: &Paper, score: usize) -> Questions {
    paper.behind_score(score)
}

/// The questions that a condition names, itself or through indicators, scores and outcomes.
pub fn questions_named(paper: &Paper, condition: &Condition) -> Questions {
    paper.behind(condition, Down::Results)
}

/// Every list of options that may be chosen together.
pub fn chosen_together(kind: &Kind) -> Vec<Vec<String>> {
    let options = kind.options();
    let free: Vec<&String> =
        options.iter().filter(|option| !option.exclusive).map(|option| &option.id).collect();
    let chosen = |bits: u32| {
        let is_in = |place: &usize| bits >> place & 1 == 1;
        (0..free.len()).filter(is_in).map(|place| free[place].clone()).collect()
    };
    let alone = options.iter().filter(|option| option.exclusive).map(|option| vec![option.id.clone()]);
    (1..1 << free.len()).map(chosen).chain(alone).collect()
}
