//! A second scorer, written from the meaning of the questionnaire file alone: straight recursion, no
//! plan, nothing shared, whole thousandths in `i128`, sets as `BTreeSet`. It is slow on purpose and
//! knows nothing of how the library computes.
//!
//! It can be told to make one [`Mistake`], so that a test can show that such a mistake would be seen.

use std::collections::BTreeSet;

use safelight::answers::{Answer, Value};
use safelight::decimal::Decimal;
use safelight::questionnaire::model::{
    AskGate, Clamp, Combine, ContextKind, Decide, Incomplete, Questionnaire, Score, TermValue,
};
use safelight::questionnaire::{Choice, Kind};
use safelight::rules::{Bound, Comparison, Condition, Quantifier, QuestionRef, Test};

/// True, false, or nothing while it is not known.
pub type Tri = Option<bool>;

/// Levels by place.
pub type Levels = BTreeSet<usize>;

/// The lowest and the highest value, in thousandths.
pub type Range = (i128, i128);

/// Everything that a scorer is given. All lists are by place.
#[derive(Clone)]
pub struct Input<'q> {
    pub questionnaire: &'q Questionnaire,
    pub answers: Vec<Option<Answer>>,
    pub contexts: Vec<Option<String>>,
    pub judgements: Vec<Option<usize>>,
}

/// Everything that a scorer says. All lists are by place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct View {
    pub applies: Vec<Tri>,
    pub indicators: Vec<Tri>,
    pub scores: Vec<ScoreView>,
    pub outcomes: Vec<OutcomeView>,
    pub actions: Vec<Tri>,
    pub next: Vec<Tri>,
    pub stopped: Option<usize>,
}

/// What a scorer says of one score.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScoreView {
    pub range: Range,
    pub terms: Vec<Range>,
    pub as_published: Option<i128>,
}

/// What a scorer says of one outcome.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutcomeView {
    pub possible: Levels,
    pub before: Levels,
    pub enough: bool,
    pub rows: Vec<(usize, Tri)>,
    pub adjusted: Vec<(usize, Tri, Levels)>,
    pub judged: Option<usize>,
}

/// One mistake that a scorer could make.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mistake {
    /// An unknown term of a sum counts nothing.
    UnknownCountsNothing,
    /// Floors are applied before ceilings.
    FloorsFirst,
    /// A question applies while its `ask_if` is unknown.
    UnknownApplies,
    /// `at most` and `exactly` look at the true members only.
    OpenMembersAreFalse,
    /// A first-match table goes on behind a true row.
    PastTheTrueRow,
    /// An unknown floor or ceiling does nothing.
    UnknownClampIgnored,
    /// A question that must not be asked is false in every comparison.
    ShutIsFalse,
    /// A judgement replaces the computed level for actions.
    JudgementReplaces,
    /// An `or` is taken for an `and` while one of its members is unknown.
    OrIsAndWhileUnknown,
    /// `>` is taken for `>=`.
    AboveTakesTheBound,
    /// `>=` is taken for `>`.
    AtLeastLeavesTheBound,
    /// A question that does not apply is scored as if it had been asked.
    HiddenIsScored,
}

/// Every mistake that can be made.
pub const MISTAKES: [Mistake; 12] = [
    Mistake::UnknownCountsNothing,
    Mistake::FloorsFirst,
    Mistake::UnknownApplies,
    Mistake::OpenMembersAreFalse,
    Mistake::PastTheTrueRow,
    Mistake::UnknownClampIgnored,
    Mistake::ShutIsFalse,
    Mistake::JudgementReplaces,
    Mistake::OrIsAndWhileUnknown,
    Mistake::AboveTakesTheBound,
    Mistake::AtLeastLeavesTheBound,
    Mistake::HiddenIsScored,
];

/// Scores by the text.
pub fn score(input: &Input<'_>) -> View {
    Naive { input, mistake: None, judged: false, dont_know_as_no: false }.view()
}

/// Scores with one mistake.
pub fn score_mistaken(input: &Input<'_>, mistake: Mistake) -> View {
    Naive { input, mistake: Some(mistake), judged: false, dont_know_as_no: false }.view()
}

/// Whether a question can have an answer now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Door {
    /// It can be asked.
    Open,
    /// It must not be asked, because its `ask_only_if` does not definitely hold.
    Shut,
    /// It does not apply.
    NotApplying,
}

/// Says whether a question can have an answer now.
pub fn door(input: &Input<'_>, question: usize) -> Door {
    let naive = Naive { input, mistake: None, judged: false, dont_know_as_no: false };
    match (naive.applies(question), naive.is_shut(question)) {
        (Some(false), _) => Door::NotApplying,
        (_, true) => Door::Shut,
        _ => Door::Open,
    }
}

/// Says whether a condition holds.
pub fn holds(input: &Input<'_>, condition: &Condition) -> Tri {
    Naive { input, mistake: None, judged: false, dont_know_as_no: false }.holds(condition)
}

/// Returns the levels that an outcome can have, and the rows that make them possible.
pub fn outcome(input: &Input<'_>, outcome: usize) -> (Levels, Vec<(usize, Tri)>) {
    let naive = Naive { input, mistake: None, judged: false, dont_know_as_no: false };
    (naive.outcome(outcome), naive.decide(outcome).1)
}

/// Says whether an action with that rule is due.
pub fn due(input: &Input<'_>, when: &Condition) -> Tri {
    Naive { input, mistake: None, judged: false, dont_know_as_no: false }.due(when)
}

/// Says whether a stop has been reached.
pub fn is_stopped(input: &Input<'_>) -> bool {
    let naive = Naive { input, mistake: None, judged: false, dont_know_as_no: false };
    (0..input.questionnaire.stops.len()).any(|place| naive.stop_is_reached(place))
}

/// Returns the places of all questions that an outcome depends on, through whatever lies between.
pub fn questions_behind_outcome(questionnaire: &Questionnaire, outcome: usize) -> BTreeSet<usize> {
    let mut behind = Behind { questionnaire, follow_gates: true, questions: BTreeSet::new() };
    behind.outcome(outcome);
    behind.questions
}

/// Returns the places of all questions that a condition depends on, through whatever lies between.
pub fn questions_behind(questionnaire: &Questionnaire, condition: &Condition) -> BTreeSet<usize> {
    let mut behind = Behind { questionnaire, follow_gates: true, questions: BTreeSet::new() };
    behind.condition(condition);
    behind.questions
}

/// The questions that a condition names, directly or through indicators, scores and outcomes; not those
/// that only decide whether another is asked.
pub fn questions_named(questionnaire: &Questionnaire, condition: &Condition) -> BTreeSet<usize> {
    let mut behind = Behind { questionnaire, follow_gates: false, questions: BTreeSet::new() };
    behind.condition(condition);
    behind.questions
}

struct Naive<'i, 'q> {
    input: &'i Input<'q>,
    mistake: Option<Mistake>,
    /// Whether a judged outcome has the judged level.
    judged: bool,
    /// Whether a question answered with "don't know" counts as not applying.
    dont_know_as_no: bool,
}

impl Naive<'_, '_> {
    fn view(&self) -> View {
        let file = self.input.questionnaire;
        View {
            applies: (0..file.questions.len()).map(|place| self.applies(place)).collect(),
            indicators: (0..file.indicators.len()).map(|place| self.indicator(place)).collect(),
            scores: (0..file.scores.len()).map(|place| self.score_view(place)).collect(),
            outcomes: (0..file.outcomes.len()).map(|place| self.outcome_view(place)).collect(),
            actions: file.actions.iter().map(|action| self.due(&action.when.condition)).collect(),
            next: file.next.iter().map(|next| self.due(&next.when.condition)).collect(),
            stopped: (0..file.stops.len()).find(|place| self.stop_is_reached(*place)),
        }
    }

    fn makes(&self, mistake: Mistake) -> bool {
        self.mistake == Some(mistake)
    }

    // ---- questions and contexts ----

    fn applies(&self, question: usize) -> Tri {
        let left_out = self.dont_know_as_no && self.input.answers[question] == Some(Answer::DontKnow);
        match &self.input.questionnaire.questions[question].gate {
            _ if left_out => Some(false),
            AskGate::If(rule) => match self.holds(&rule.condition) {
                None if self.makes(Mistake::UnknownApplies) => Some(true),
                applies => applies,
            },
            AskGate::OnlyIf(_) if self.makes(Mistake::ShutIsFalse) && self.is_shut(question) => Some(false),
            AskGate::OnlyIf(_) | AskGate::Always => Some(true),
        }
    }

    /// Whether a question counts where it is read.
    fn counts(&self, question: usize) -> Tri {
        match self.applies(question) {
            Some(false) if self.makes(Mistake::HiddenIsScored) => Some(true),
            applies => applies,
        }
    }

    fn is_shut(&self, question: usize) -> bool {
        match &self.input.questionnaire.questions[question].gate {
            AskGate::OnlyIf(rule) => self.holds(&rule.condition) != Some(true),
            AskGate::If(_) | AskGate::Always => false,
        }
    }

    fn value(&self, question: usize) -> Option<&Value> {
        let answer = self.input.answers[question].as_ref()?;
        if self.is_shut(question) { None } else { answer.value() }
    }

    /// The value of a context, in the shape that the answer to a question would have.
    fn context(&self, context: usize) -> Option<Value> {
        let declared = &self.input.questionnaire.contexts[context];
        let written = self.input.contexts[context].as_ref().or(declared.default.as_ref())?;
        Some(match &declared.kind {
            ContextKind::YesNo => Value::YesNo(written == "yes"),
            ContextKind::Choice(_) => Value::Choice(written.clone()),
            ContextKind::Number => Value::Number(Decimal::parse(written).ok()?),
        })
    }

    fn context_options(&self, context: usize) -> Vec<&str> {
        match &self.input.questionnaire.contexts[context].kind {
            ContextKind::Choice(options) => options.iter().map(String::as_str).collect(),
            ContextKind::YesNo | ContextKind::Number => Vec::new(),
        }
    }

    // ---- conditions ----

    fn holds(&self, condition: &Condition) -> Tri {
        match condition {
            Condition::Question(question, test) => {
                let options = self.input.questionnaire.questions[question.index()].kind.options();
                let options: Vec<&str> = options.iter().map(|option| option.id.as_str()).collect();
                let passes =
                    self.value(question.index()).and_then(|value| self.passes(test, value, &options));
                all([self.counts(question.index()), passes])
            }
            Condition::Context(context, test) => {
                let options = self.context_options(context.index());
                self.context(context.index()).and_then(|value| self.passes(test, &value, &options))
            }
            Condition::Indicator(indicator) => self.indicator(indicator.index()),
            Condition::Score(score, comparison, bound) => {
                let comparison = self.comparison(*comparison);
                self.bound(bound)
                    .and_then(|bound| compare_range(self.score(score.index()), comparison, bound))
            }
            Condition::Outcome(outcome, wanted) => {
                let possible = self.outcome(outcome.index());
                same_in_all(possible.iter().map(|level| wanted.has(*level)))
            }
            Condition::Not(inner) => self.holds(inner).map(|truth| !truth),
            Condition::All(members) => all(members.iter().map(|member| self.holds(member))),
            Condition::Any(members) => {
                let truths: Vec<Tri> = members.iter().map(|member| self.holds(member)).collect();
                if self.makes(Mistake::OrIsAndWhileUnknown) && truths.contains(&None) {
                    return all(truths);
                }
                decided(truths.contains(&Some(true)), truths.iter().all(|truth| *truth == Some(false)))
            }
            Condition::Count(quantifier, wanted, members) => {
                let truths: Vec<Tri> = members.iter().map(|member| self.holds(member)).collect();
                self.count(*quantifier, usize::from(*wanted), &truths)
            }
        }
    }

    fn passes(&self, test: &Test, value: &Value, options: &[&str]) -> Tri {
        let is_in = |wanted: &safelight::truth::Set, id: &str| {
            options.iter().position(|option| *option == id).is_some_and(|place| wanted.has(place))
        };
        match (test, value) {
            (Test::Is(wanted), Value::YesNo(given)) => Some(wanted == given),
            (Test::OneOf(wanted), Value::Choice(given)) => Some(is_in(wanted, given)),
            (Test::IncludesAny(wanted), Value::Choices(given)) => {
                Some(given.iter().any(|id| is_in(wanted, id)))
            }
            (Test::IncludesAll(wanted), Value::Choices(given)) => {
                let place = |wanted: usize| given.iter().any(|id| id == options[wanted]);
                Some(wanted.iter().all(place))
            }
            (Test::Number(comparison, bound), Value::Number(given)) => {
                let (given, bound) = (thousandths(*given), self.bound(bound)?);
                Some(compare(given, self.comparison(*comparison), bound))
            }
            _ => panic!("the reader lets no test through that does not fit the kind of answer"),
        }
    }

    fn comparison(&self, comparison: Comparison) -> Comparison {
        match comparison {
            Comparison::Above if self.makes(Mistake::AboveTakesTheBound) => Comparison::AtLeast,
            Comparison::AtLeast if self.makes(Mistake::AtLeastLeavesTheBound) => Comparison::Above,
            comparison => comparison,
        }
    }

    fn bound(&self, bound: &Bound) -> Option<i128> {
        match bound {
            Bound::Literal(number) => Some(thousandths(*number)),
            Bound::Context(context) => match self.context(context.index())? {
                Value::Number(number) => Some(thousandths(number)),
                _ => panic!("the reader lets only numbers be bounds"),
            },
        }
    }

    /// The table of the text, with T true and U unknown members.
    fn count(&self, quantifier: Quantifier, n: usize, truths: &[Tri]) -> Tri {
        let t = truths.iter().filter(|truth| **truth == Some(true)).count();
        let mut u = truths.iter().filter(|truth| truth.is_none()).count();
        if quantifier != Quantifier::AtLeast && self.makes(Mistake::OpenMembersAreFalse) {
            u = 0;
        }
        match quantifier {
            Quantifier::AtLeast => decided(t >= n, t + u < n),
            Quantifier::AtMost => decided(t + u <= n, t > n),
            Quantifier::Exactly => decided(t == n && u == 0, t > n || t + u < n),
        }
    }

    fn indicator(&self, indicator: usize) -> Tri {
        self.holds(&self.input.questionnaire.indicators[indicator].when.condition)
    }

    // ---- scores ----

    fn score(&self, score: usize) -> Range {
        let score: &Score = &self.input.questionnaire.scores[score];
        let terms = score.terms.iter().map(|term| self.term(&term.value));
        match score.combine {
            Combine::Sum => terms.fold((0, 0), |sum, term| (sum.0 + term.0, sum.1 + term.1)),
            Combine::Highest => terms
                .reduce(|highest, term| (highest.0.max(term.0), highest.1.max(term.1)))
                .expect("the reader wants at least one term"),
        }
    }

    fn term(&self, term: &TermValue) -> Range {
        match term {
            TermValue::When { when, points } => {
                let points = thousandths(*points);
                match self.holds(&when.condition) {
                    Some(true) => (points, points),
                    Some(false) => (0, 0),
                    None if self.makes(Mistake::UnknownCountsNothing) => (0, 0),
                    None => (0, points),
                }
            }
            TermValue::ValueOf { question, .. } => self.value_of(question.index()),
            TermValue::Score { score, .. } => self.score(score.index()),
            TermValue::Level { .. } => unreachable!("not written by the generator"),
        }
    }

    fn value_of(&self, question: usize) -> Range {
        let kind = &self.input.questionnaire.questions[question].kind;
        let range = match self.value(question) {
            Some(value) => (points(kind, value), points(kind, value)),
            None => all_points(kind),
        };
        match self.counts(question) {
            Some(true) => range,
            Some(false) => (0, 0),
            None => (0, range.1),
        }
    }

    fn score_view(&self, place: usize) -> ScoreView {
        let declared = self.input.questionnaire.scores[place].dont_know_as_no.is_some();
        let as_published = Naive { dont_know_as_no: true, ..*self }.score(place);
        ScoreView {
            range: self.score(place),
            terms: self.input.questionnaire.scores[place]
                .terms
                .iter()
                .map(|term| self.term(&term.value))
                .collect(),
            as_published: (declared && as_published.0 == as_published.1).then_some(as_published.0),
        }
    }

    // ---- outcomes ----

    fn outcome(&self, outcome: usize) -> Levels {
        match self.input.judgements[outcome] {
            Some(level) if self.judged => Levels::from([level]),
            _ => self.adjust(outcome, self.decide(outcome).0).0,
        }
    }

    /// The possible levels before any adjustment, and the rows that make them possible.
    fn decide(&self, outcome: usize) -> (Levels, Vec<(usize, Tri)>) {
        let declared = &self.input.questionnaire.outcomes[outcome];
        let (mut levels, mut reached) = (Levels::new(), Vec::new());
        match &declared.decide {
            Decide::FirstMatch(rows) => {
                for (place, row) in rows.iter().enumerate() {
                    let truth = match &row.when {
                        Some(rule) => self.holds(&rule.condition),
                        None => Some(true),
                    };
                    if truth != Some(false) {
                        levels.insert(row.level);
                        reached.push((place, truth));
                    }
                    if truth == Some(true) && !self.makes(Mistake::PastTheTrueRow) {
                        break;
                    }
                }
            }
            Decide::Bands { score, from } => {
                let (low, high) = self.score(score.index());
                let starts: Vec<i128> = from.iter().map(|band| thousandths(band.at)).collect();
                // The first band starts at the smallest value, so nothing that counts lies below it. A
                // value as published may; it is in the first band then.
                let possible = |place: &usize| {
                    let starts_in_time = *place == 0 || starts[*place] <= high;
                    let is_not_over = starts.get(place + 1).is_none_or(|next| low < *next);
                    starts_in_time && is_not_over
                };
                let possible: Vec<usize> = (0..from.len()).filter(possible).collect();
                let truth = if possible.len() == 1 { Some(true) } else { None };
                levels.extend(possible.iter().map(|place| from[*place].level));
                reached.extend(possible.iter().map(|place| (*place, truth)));
            }
            Decide::Practitioner { .. } => match self.input.judgements[outcome] {
                Some(level) => levels.extend([level]),
                None => levels.extend(0..declared.levels.len()),
            },
        }
        (levels, reached)
    }

    /// The levels after all adjustments, and the adjustments that were made or may be made.
    fn adjust(&self, outcome: usize, before: Levels) -> (Levels, Vec<(usize, Tri, Levels)>) {
        let rows = &self.input.questionnaire.outcomes[outcome].adjust;
        let (mut levels, mut made) = (before, Vec::new());
        let ceilings = (0..rows.len()).filter(|place| matches!(rows[*place].clamp, Clamp::AtMost(_)));
        let floors = (0..rows.len()).filter(|place| matches!(rows[*place].clamp, Clamp::AtLeast(_)));
        let order: Vec<usize> = if self.makes(Mistake::FloorsFirst) {
            floors.chain(ceilings).collect()
        } else {
            ceilings.chain(floors).collect()
        };
        for place in order {
            let truth = self.holds(&rows[place].when.condition);
            let clamped: Levels = levels.iter().map(|level| clamp(*level, rows[place].clamp)).collect();
            if truth != Some(false) {
                made.push((place, truth, levels.clone()));
            }
            levels = match truth {
                Some(true) => clamped,
                None if !self.makes(Mistake::UnknownClampIgnored) => &levels | &clamped,
                _ => levels,
            };
        }
        (levels, made)
    }

    fn outcome_view(&self, place: usize) -> OutcomeView {
        let (before, rows) = self.decide(place);
        let (possible, adjusted) = self.adjust(place, before.clone());
        let complete_only = self.input.questionnaire.outcomes[place].incomplete != Incomplete::Range;
        OutcomeView {
            possible,
            before,
            enough: !complete_only || self.has_enough(place),
            rows,
            adjusted,
            judged: self.input.judgements[place],
        }
    }

    fn has_enough(&self, outcome: usize) -> bool {
        let behind = questions_behind_outcome(self.input.questionnaire, outcome);
        behind
            .into_iter()
            .all(|question| self.applies(question) == Some(false) || self.value(question).is_some())
    }

    // ---- actions and stops ----

    /// True is due, unknown may be due, false is not due. The text says so of actions; a questionnaire
    /// that may follow is taken to be one.
    fn due(&self, when: &Condition) -> Tri {
        let judged = Naive { judged: true, ..*self }.holds(when);
        let computed = self.holds(when);
        if self.makes(Mistake::JudgementReplaces) {
            return judged;
        }
        match (computed, judged) {
            (Some(true), _) | (_, Some(true)) => Some(true),
            (None, _) | (_, None) => None,
            (Some(false), Some(false)) => Some(false),
        }
    }

    fn stop_is_reached(&self, place: usize) -> bool {
        let stop = &self.input.questionnaire.stops[place];
        let behind = questions_named(self.input.questionnaire, &stop.moment.when.condition);
        match self.holds(&stop.moment.when.condition) {
            Some(holds) => holds,
            None => {
                let any_reached = behind.iter().any(|place| self.input.answers[*place].is_some());
                stop.unless_false && any_reached
            }
        }
    }
}

/// Walks from rules down to the questions.
struct Behind<'q> {
    questionnaire: &'q Questionnaire,
    follow_gates: bool,
    questions: BTreeSet<usize>,
}

impl Behind<'_> {
    fn condition(&mut self, condition: &Condition) {
        match condition {
            Condition::Question(question, _) => self.question(*question),
            Condition::Context(..) => {}
            Condition::Indicator(indicator) => {
                self.condition(&self.questionnaire.indicators[indicator.index()].when.condition);
            }
            Condition::Score(score, ..) => self.score(score.index()),
            Condition::Outcome(outcome, _) => self.outcome(outcome.index()),
            Condition::Not(inner) => self.condition(inner),
            Condition::All(members) | Condition::Any(members) | Condition::Count(_, _, members) => {
                members.iter().for_each(|member| self.condition(member));
            }
        }
    }

    fn question(&mut self, question: QuestionRef) {
        self.questions.insert(question.index());
        if let (true, AskGate::If(rule) | AskGate::OnlyIf(rule)) =
            (self.follow_gates, &self.questionnaire.questions[question.index()].gate)
        {
            self.condition(&rule.condition);
        }
    }

    fn score(&mut self, score: usize) {
        for term in &self.questionnaire.scores[score].terms {
            match &term.value {
                TermValue::When { when, .. } => self.condition(&when.condition),
                TermValue::ValueOf { question, .. } => self.question(*question),
                TermValue::Score { score, .. } => self.score(score.index()),
                TermValue::Level { .. } => unreachable!("not written by the generator"),
            }
        }
    }

    fn outcome(&mut self, outcome: usize) {
        let outcome = &self.questionnaire.outcomes[outcome];
        match &outcome.decide {
            Decide::FirstMatch(rows) => {
                rows.iter()
                    .filter_map(|row| row.when.as_ref())
                    .for_each(|rule| self.condition(&rule.condition));
            }
            Decide::Bands { score, .. } => self.score(score.index()),
            Decide::Practitioner { .. } => {}
        }
        outcome.adjust.iter().for_each(|row| self.condition(&row.when.condition));
    }
}

fn thousandths(number: Decimal) -> i128 {
    i128::from(number.thousandths())
}

/// Kleene's "and" over any number.
fn all(truths: impl IntoIterator<Item = Tri>) -> Tri {
    let truths: Vec<Tri> = truths.into_iter().collect();
    decided(truths.iter().all(|truth| *truth == Some(true)), truths.contains(&Some(false)))
}

fn decided(is_true: bool, is_false: bool) -> Tri {
    match (is_true, is_false) {
        (true, _) => Some(true),
        (_, true) => Some(false),
        _ => None,
    }
}

fn same_in_all(cases: impl Iterator<Item = bool>) -> Tri {
    let cases: BTreeSet<bool> = cases.collect();
    if cases.len() == 1 { cases.first().copied() } else { None }
}

fn compare(number: i128, comparison: Comparison, bound: i128) -> bool {
    match comparison {
        Comparison::Equal => number == bound,
        Comparison::Below => number < bound,
        Comparison::AtMost => number <= bound,
        Comparison::Above => number > bound,
        Comparison::AtLeast => number >= bound,
    }
}

fn compare_range((low, high): Range, comparison: Comparison, k: i128) -> Tri {
    match comparison {
        Comparison::Equal => decided(low == k && high == k, k < low || k > high),
        Comparison::Below => decided(high < k, low >= k),
        Comparison::AtMost => decided(high <= k, low > k),
        Comparison::Above => decided(low > k, high <= k),
        Comparison::AtLeast => decided(low >= k, high < k),
    }
}

fn clamp(level: usize, clamp: Clamp) -> usize {
    match clamp {
        Clamp::AtLeast(floor) => level.max(floor),
        Clamp::AtMost(ceiling) => level.min(ceiling),
    }
}

fn points(kind: &Kind, value: &Value) -> i128 {
    let of = |id: &String| {
        let option =
            kind.options().iter().find(|option| option.id == *id).expect("an option of the question");
        thousandths(option.points.expect("the reader wants points on every option of a valued question"))
    };
    match value {
        Value::Choice(id) => of(id),
        Value::Choices(ids) => ids.iter().map(of).sum(),
        Value::Number(number) => thousandths(*number),
        Value::YesNo(_) | Value::DatePart { .. } | Value::Text(_) => {
            panic!("the reader values none of these")
        }
    }
}

/// The smallest and the largest points of any answer, by looking at every one.
fn all_points(kind: &Kind) -> Range {
    if let Kind::Number(number) = kind {
        let bound = |bound: Option<Decimal>| thousandths(bound.expect("the reader wants both bounds"));
        // A number has `min = 0` unless it says otherwise.
        return (number.min.map_or(0, thousandths), bound(number.max));
    }
    let sums: BTreeSet<i128> =
        chosen_together(kind).iter().map(|ids| points(kind, &Value::Choices(ids.clone()))).collect();
    let ends = (sums.first(), sums.last());
    (*ends.0.expect("some option"), *ends.1.expect("some option"))
}

/// Every list of options that can be chosen together.
pub fn chosen_together(kind: &Kind) -> Vec<Vec<String>> {
    let ids = |options: &[&Choice]| options.iter().map(|option| option.id.clone()).collect::<Vec<_>>();
    let alone = |option: &Choice| option.exclusive || !kind.takes_several();
    let (alone, free): (Vec<&Choice>, Vec<&Choice>) = kind.options().iter().partition(|option| alone(option));
    let mut lists: Vec<Vec<String>> = alone.iter().map(|option| ids(&[option])).collect();
    for bits in 1_usize..1 << free.len() {
        let some: Vec<&Choice> =
            (0..free.len()).filter(|place| bits >> place & 1 == 1).map(|place| free[place]).collect();
        lists.push(ids(&some));
    }
    lists
}
