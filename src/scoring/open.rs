//! The open questions that matter: which of them could still change a level or an action, and which
//! one decides most. It walks down from what is not settled, through unknown conditions and unsettled
//! scores only, and then tries every single answer of each question it finds.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use super::evaluate::{Evaluation, World};
use super::single_answers::SingleAnswers;
use crate::decimal::Decimal;
use crate::questionnaire::model::Questionnaire;
use crate::questionnaire::program::{Addend, Formula, Thing, ValueTest};
use crate::rules::{Bound, ContextRef, Name, OutcomeRef, QuestionRef, Reading, ScoreRef, Test};
use crate::truth::Truth;

/// How much work is done to rank the open questions of one case, in the measure of [`Evaluation::work`].
const MOST_WORK: u64 = 8_000_000;

/// An open question and how much its best single answer decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OpenQuestion {
    /// The question.
    pub question: QuestionRef,
    /// What its best single answer decides; nothing if that would have been too much work to find out. Then
    /// the question comes after those of which it is known.
    pub decides: Option<Decides>,
}

/// What an answer decides. The most decisive is the largest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Decides {
    /// How many levels it rules out, over all outcomes.
    pub levels_removed: usize,
    /// By how much it narrows scores, added over all scores.
    pub width_removed: Decimal,
}

/// What stands behind something that is not settled. An action and the indicators that it names read
/// what was judged; what those read in turn, scores and tables, is as computed.
pub struct OpenBehind<'e, 'q> {
    computed: &'e Evaluation<'q>,
    for_actions: &'e Evaluation<'q>,
    /// Questions that are open.
    pub questions: BTreeSet<QuestionRef>,
    /// Contexts that are not known.
    pub contexts: BTreeSet<ContextRef>,
    seen: BTreeSet<(World, Name)>,
    waiting: Vec<(World, &'q Formula)>,
}

impl<'e, 'q> OpenBehind<'e, 'q> {
    /// Returns the search in which nothing was looked at yet.
    pub fn new(computed: &'e Evaluation<'q>, for_actions: &'e Evaluation<'q>) -> Self {
        OpenBehind {
            computed,
            for_actions,
            questions: BTreeSet::new(),
            contexts: BTreeSet::new(),
            seen: BTreeSet::new(),
            waiting: Vec::new(),
        }
    }

    /// Adds what stands behind an action, going down only through members that are unknown.
    pub fn add_action(&mut self, rule: &'q Formula) {
        self.waiting.push((World::Actions, rule));
        self.go_down();
    }

    /// Adds what an outcome still depends on: nothing if it is settled.
    pub fn add_outcome(&mut self, place: OutcomeRef) {
        self.thing(Thing::Outcome(place));
        self.go_down();
    }

    /// Adds a question, or what stands behind its gate while that keeps it shut.
    pub fn add_question(&mut self, question: QuestionRef) {
        self.thing(Thing::Question(question));
        self.go_down();
    }

    fn go_down(&mut self) {
        while let Some((world, formula)) = self.waiting.pop() {
            let evaluation = if world == World::Computed { self.computed } else { self.for_actions };
            if evaluation.truth(formula) != Truth::Unknown {
                continue;
            }
            let program = evaluation.program();
            match formula {
                Formula::Context(context, test) => {
                    self.context(*context);
                    if let Test::Number(_, bound) = test {
                        self.bound(*bound);
                    }
                }
                Formula::Value(thing, test) => {
                    if let ValueTest::Number(_, bound) = test {
                        self.bound(*bound);
                    }
                    self.thing(program.things[thing.index()]);
                }
                Formula::Indicator(indicator) => {
                    if self.seen.insert((world, Name::Indicator(*indicator))) {
                        self.waiting.push((world, &program.indicators[indicator.index()]));
                    }
                }
                Formula::Not(inner) => self.waiting.push((world, inner)),
                Formula::All(list) | Formula::Any(list) | Formula::Count(_, _, list) => {
                    self.waiting.extend(list.members.iter().map(|member| (world, member)));
                }
            }
        }
    }

    fn thing(&mut self, thing: Thing) {
        let name = match thing {
            Thing::Question(question) | Thing::Option(question, _) => Name::Question(question),
            Thing::Score(score) => Name::Score(score),
            Thing::Outcome(outcome) => Name::Outcome(outcome),
        };
        if !self.seen.insert((World::Computed, name)) {
            return;
        }
        match thing {
            Thing::Question(question) | Thing::Option(question, _) => {
                let gate = self.computed.program().asking[question.index()].as_ref();
                self.waiting.extend(gate.map(|gate| (World::Computed, gate)));
                if self.computed.is_open(question) && self.computed.may_ask(question) {
                    self.questions.insert(question);
                }
            }
            Thing::Score(score) if self.computed.score(score).is_settled() => {}
            Thing::Score(score) => self.score(score),
            Thing::Outcome(outcome) => {
                if self.computed.outcome(outcome).len() > 1 {
                    let rows = unsettled_rows(self.computed, outcome);
                    self.waiting.extend(rows.map(|rule| (World::Computed, rule)));
                }
            }
        }
    }

    fn score(&mut self, place: ScoreRef) {
        let terms = &self.computed.program().scores[place.index()].terms;
        for (nth, term) in terms.iter().enumerate() {
            if self.computed.term(place, nth).is_settled() {
                continue;
            }
            match term {
                Addend::When(formula, _) => self.waiting.push((World::Computed, formula)),
                Addend::Answer(question, _) => self.thing(Thing::Question(*question)),
                Addend::Score(score, _) => self.thing(Thing::Score(*score)),
                Addend::Level(outcome, _) => self.thing(Thing::Outcome(*outcome)),
            }
        }
    }

    fn bound(&mut self, bound: Bound) {
        if let Bound::Context(context) = bound {
            self.context(context);
        }
    }

    fn context(&mut self, context: ContextRef) {
        if self.computed.context(context) == Reading::Unknown {
            self.contexts.insert(context);
        }
    }
}

/// The rows of an unsettled table down to its last possible one, and its adjustments. Which of them are
/// unknown is seen when they are looked at.
fn unsettled_rows<'q>(evaluation: &Evaluation<'q>, place: OutcomeRef) -> impl Iterator<Item = &'q Formula> {
    let table = &evaluation.program().outcomes[place.index()];
    let last = evaluation.led[place.index()].iter().rposition(|led| !led.is_empty());
    let rows = table.rows.iter().take(last.map_or(0, |last| last + 1));
    rows.filter_map(|row| row.when.as_ref()).chain(&table.adjust)
}

/// Returns the open questions, the most decisive first.
pub fn ranked(
    questionnaire: &Questionnaire,
    evaluation: &Evaluation<'_>,
    open: BTreeSet<QuestionRef>,
) -> Vec<OpenQuestion> {
    let now = Spread::of(questionnaire, evaluation);
    let mut trial = evaluation.clone();
    trial.follow_changes();
    trial.remember_tables();
    let most = trial.work() + MOST_WORK;
    let answers = SingleAnswers::of(questionnaire, &open);
    let rank = |question| OpenQuestion {
        question,
        decides: best_answer(
            questionnaire,
            &mut trial,
            question,
            answers.each(evaluation, question),
            now,
            most,
        ),
    };
    let mut ranked: Vec<OpenQuestion> = open.into_iter().map(rank).collect();
    ranked.sort_by_key(|open| (Reverse(open.decides), open.question));
    ranked
}

/// How much is not settled: levels over all outcomes, and width over all scores.
#[derive(Clone, Copy)]
struct Spread {
    levels: usize,
    width: Decimal,
}

impl Spread {
    fn of(questionnaire: &Questionnaire, evaluation: &Evaluation<'_>) -> Spread {
        let outcomes = (0..questionnaire.outcomes.len()).map(OutcomeRef::at);
        let scores = (0..questionnaire.scores.len()).map(ScoreRef::at);
        Spread {
            levels: outcomes.map(|outcome| evaluation.outcome(outcome).len()).sum(),
            width: scores.map(|score| evaluation.score(score).width()).sum(),
        }
    }
}

/// Returns what the best answer decides; nothing once so much work was done. What follows from what was
/// given before is drawn with the next answer that is tried.
fn best_answer(
    questionnaire: &Questionnaire,
    trial: &mut Evaluation<'_>,
    question: QuestionRef,
    answers: Vec<Reading>,
    now: Spread,
    most: u64,
) -> Option<Decides> {
    let given = trial.given(question);
    let mut best = Some(Decides::default());
    for answer in answers {
        if trial.work() >= most {
            best = None;
            break;
        }
        trial.set(question, answer);
        trial.run();
        let then = Spread::of(questionnaire, trial);
        best = best.max(Some(Decides {
            levels_removed: now.levels.saturating_sub(then.levels),
            width_removed: now.width - then.width,
        }));
    }
    trial.set(question, given);
    best
}
