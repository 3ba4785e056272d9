//! What a questionnaire can come to, against brute force: every conversation of small questionnaires
//! is held and scored by the second scorer. What the engine says is never so must be so in none of
//! them; what it says can be so must be so after the conversation that it names.

use safelight::answers::{Answer, Value};
use safelight::explore::{Goal, Reach, RuleAt, Situation, Survey};
use safelight::questionnaire::Kind;
use safelight::questionnaire::model::{AnswerSource, Context, ContextKind, Decide};
use safelight::rules::{IndicatorRef, Name, OutcomeRef, Reading};

use super::counts;
use super::generate::{self, Draw, Sheet, Style};
use super::naive::{self, Condition, Door, Form, Input, Levels, What, door};

/// How many questionnaires are looked at, and how many conversations one may have at most.
const MOST_CONVERSATIONS: usize = 400;

/// The most ways of judging that are tried after each conversation.
const MOST_JUDGEMENTS: usize = 300;

// ---- conversations, held once more ----

/// The next question that comes up: not answered, open, and not asked after a stop.
fn next_question(input: &Input<'_>) -> Option<usize> {
    let questions = &input.questionnaire.questions;
    let ended = naive::is_stopped(input);
    (0..questions.len()).find(|place| {
        let asked = questions[*place].from == AnswerSource::Asked;
        input.answers[*place].is_none() && !(ended && asked) && door(input, *place) == Door::Open
    })
}

/// Holds every conversation: each question that comes up gets each value, or is declined.
fn each_conversation<'q>(input: &mut Input<'q>, see: &mut impl FnMut(&Input<'q>)) {
    let Some(place) = next_question(input) else { return see(input) };
    let values = generate::values_of(input.questionnaire, place).into_iter().map(Answer::Given);
    for answer in values.chain([Answer::Declined]) {
        input.answers[place] = Some(answer);
        each_conversation(input, see);
    }
    input.answers[place] = None;
}

/// Every value of a context, and none where it has no default.
fn context_values(context: &Context) -> Vec<Option<String>> {
    let values: Vec<String> = match &context.kind {
        ContextKind::Number => {
            ["-1", "0", "0.5", "1", "1.5", "2", "2.125", "3", "4", "5", "9"].map(String::from).into()
        }
        _ => generate::context_values(context),
    };
    let none = context.default.is_none().then_some(None);
    values.into_iter().map(Some).chain(none).collect()
}

/// Every way in which contexts and the practitioner's own outcomes may stand.
fn backgrounds(questionnaire: &Form) -> Vec<Input<'_>> {
    let mut all = vec![generate::nothing(questionnaire)];
    for (place, context) in questionnaire.contexts.iter().enumerate() {
        all = each_with(&all, &context_values(context), |input, value| input.contexts[place] = value);
    }
    for (place, outcome) in questionnaire.outcomes.iter().enumerate() {
        if matches!(outcome.decide, Decide::Practitioner { .. }) {
            let levels: Vec<Option<usize>> = (0..outcome.levels.len()).map(Some).chain([None]).collect();
            all = each_with(&all, &levels, |input, level| input.judgements[place] = level);
        }
    }
    all
}

fn each_with<'q, V: Clone>(
    from: &[Input<'q>],
    values: &[V],
    set: impl Fn(&mut Input<'q>, V),
) -> Vec<Input<'q>> {
    let one = |input: &Input<'q>, value: &V| {
        let mut input = input.clone();
        set(&mut input, value.clone());
        input
    };
    from.iter().flat_map(|input| values.iter().map(|value| one(input, value)).collect::<Vec<_>>()).collect()
}

/// How many conversations there are at most.
fn count(questionnaire: &Form) -> usize {
    let answers =
        (0..questionnaire.questions.len()).map(|place| 1 + generate::values_of(questionnaire, place).len());
    answers.product::<usize>().saturating_mul(backgrounds(questionnaire).len())
}

// ---- goals, by the second scorer ----

/// A questionnaire, for each adjustment the questionnaire without it, and for each indicator that a
/// table names, the questionnaire in whose table it is absent, and present.
struct Subject<'q> {
    without: Vec<((usize, usize), Form)>,
    supposed: Vec<((OutcomeRef, IndicatorRef), [Form; 2])>,
    questionnaire: &'q Form,
}

impl<'q> Subject<'q> {
    fn new(questionnaire: &'q Form) -> Self {
        let mut without = Vec::new();
        for (place, outcome) in questionnaire.outcomes.iter().enumerate() {
            for row in 0..outcome.adjust.len() {
                let mut other = questionnaire.clone();
                other.paper.outcomes[place].adjust.remove(row);
                without.push(((place, row), other));
            }
        }
        let mut supposed = Vec::new();
        for (place, outcome) in questionnaire.outcomes.iter().enumerate() {
            let is_table = matches!(outcome.decide, Decide::FirstMatch(_));
            for name in outcome.names().into_iter().filter(|_| is_table) {
                let Name::Indicator(indicator) = name else { continue };
                let variant = |is| with_supposed(questionnaire, place, indicator, is);
                supposed.push(((OutcomeRef::at(place), indicator), [variant(false), variant(true)]));
            }
        }
        Subject { without, supposed, questionnaire }
    }

    /// The goals about tables and what they name.
    fn falls(&self) -> Vec<Goal> {
        self.supposed.iter().map(|((outcome, indicator), _)| Goal::Falls(*outcome, *indicator)).collect()
    }

    /// Whether it is certain after a conversation.
    fn is_so(&self, goal: Goal, input: &Input<'_>) -> bool {
        let read = |at: RuleAt| {
            let rule = at.rule(self.questionnaire).expect("goals are about rules that are there");
            self.questionnaire.paper.condition(&rule.text).expect("it is a condition")
        };
        let holds = |at: RuleAt| naive::holds(input, &read(at));
        let due = |at: RuleAt| naive::due(input, &read(at));
        match goal {
            Goal::Holds(at @ (RuleAt::Action(_) | RuleAt::Next(_))) => due(at) == Some(true),
            Goal::Holds(at) => holds(at) == Some(true),
            Goal::Fails(at) => holds(at) == Some(false),
            Goal::First(outcome, row) => self.is_first(outcome.index(), row, input),
            Goal::Level(outcome, level) => levels(input, outcome.index()) == Levels::from([level]),
            Goal::Changes(outcome, row) => {
                let outcome = outcome.index();
                let (_, other) =
                    self.without.iter().find(|(at, _)| *at == (outcome, row)).expect("one for each");
                let adjust = &self.questionnaire.paper.outcomes[outcome].adjust[row];
                let other = Input { questionnaire: other, ..input.clone() };
                naive::holds(input, &adjust.when) == Some(true)
                    && levels(input, outcome) != levels(&other, outcome)
            }
            Goal::Falls(outcome, indicator) => {
                let variants = self.supposed.iter().find(|(at, _)| *at == (outcome, indicator));
                let [without, with] = &variants.expect("one for each").1;
                let of = |questionnaire| levels(&Input { questionnaire, ..input.clone() }, outcome.index());
                let rule = &self.questionnaire.paper.indicators[indicator.index()];
                naive::holds(input, rule) == Some(false) && of(with).last() < of(without).first()
            }
        }
    }

    fn is_first(&self, outcome: usize, row: usize, input: &Input<'_>) -> bool {
        let view = naive::score(input);
        view.outcomes[outcome].rows.iter().map(|(place, _)| *place).eq([row])
    }
}

/// The questionnaire in which the rules of one outcome take an indicator for absent or present.
fn with_supposed(from: &Form, outcome: usize, indicator: IndicatorRef, is: bool) -> Form {
    let mut other = from.clone();
    let outcome = &mut other.paper.outcomes[outcome];
    let rows = outcome.rows.iter_mut().filter_map(|row| row.when.as_mut());
    let rules = rows.chain(outcome.adjust.iter_mut().map(|row| &mut row.when));
    rules.for_each(|when| suppose(when, indicator, is));
    other.paper.note_what_is_read();
    other
}

/// All of nothing is true, any of nothing is false.
fn suppose(condition: &mut Condition, indicator: IndicatorRef, is: bool) {
    if condition.what == What::Indicator(indicator.index()) {
        condition.what = if is { What::All(Vec::new()) } else { What::Any(Vec::new()) };
    }
    condition.members_mut().iter_mut().for_each(|member| suppose(member, indicator, is));
}

fn levels(input: &Input<'_>, outcome: usize) -> Levels {
    naive::outcome(input, outcome).0
}

/// The conversation that a pattern describes, held once more.
fn conversation<'q>(questionnaire: &'q Form, situation: &Situation) -> Input<'q> {
    let mut input = generate::nothing(questionnaire);
    for (place, context) in questionnaire.contexts.iter().enumerate() {
        input.contexts[place] = written(context, situation.contexts[place]);
    }
    input.judgements.clone_from(&situation.judgements);
    while let Some(place) = next_question(&input) {
        let value = value(&questionnaire.questions[place].kind, situation.answers[place]);
        input.answers[place] = Some(value.map_or(Answer::Declined, Answer::Given));
    }
    input
}

fn written(context: &Context, value: Reading) -> Option<String> {
    match (value, &context.kind) {
        (Reading::Is(yes), _) => Some(if yes { "yes" } else { "no" }.to_owned()),
        (Reading::Option(place), ContextKind::Choice(options)) => Some(options[usize::from(place)].clone()),
        (Reading::Number(number), _) => Some(number.to_string()),
        _ => None,
    }
}

fn value(kind: &Kind, reading: Reading) -> Option<Value> {
    let id = |place: usize| kind.options()[place].id.clone();
    let value = match reading {
        Reading::Unknown => return None,
        Reading::Is(yes) => Value::YesNo(yes),
        Reading::Option(place) => Value::Choice(id(usize::from(place))),
        Reading::Options(set) => Value::Choices(set.iter().map(id).collect()),
        Reading::Number(number) => Value::Number(number),
    };
    assert!(kind.accepts(&value).is_ok(), "an answer that the question does not have");
    Some(value)
}

// ---- many questionnaires ----

#[derive(Default, Debug)]
struct Tally {
    questionnaires: usize,
    conversations: usize,
    reached: usize,
    never: usize,
    not_proven: usize,
}

/// Everything that is asked of a questionnaire: each goal alone, and some two together.
fn asked(draw: &mut Draw, subject: &Subject<'_>, survey: &Survey<'_>) -> Vec<Vec<Goal>> {
    let mut goals = survey.goals();
    goals.extend(subject.falls());
    let mut asked: Vec<Vec<Goal>> = goals.iter().map(|goal| vec![*goal]).collect();
    goals.retain(|goal| !is_due(*goal));
    for _ in 0..5 {
        asked.push(vec![*draw.pick(&goals), *draw.pick(&goals)]);
    }
    asked
}

/// Compares everything that is asked of a questionnaire with brute force.
fn compare(draw: &mut Draw, sheet: &Sheet, survey: &Survey<'_>, tally: &mut Tally) {
    let questionnaire = &sheet.questionnaire;
    let subject = Subject::new(questionnaire);
    let mut never = Vec::new();
    for goals in asked(draw, &subject, survey) {
        match survey.of_all(&goals) {
            Reach::NotProven => tally.not_proven += 1,
            Reach::Never => never.push(goals),
            Reach::Reached(number) => {
                tally.reached += 1;
                let input = conversation(questionnaire, &survey.situation(number));
                let are_so = goals.iter().all(|goal| subject.is_so(*goal, &input));
                assert!(are_so, "{goals:?} are not so in their pattern\n{}", sheet.text);
            }
        }
    }
    tally.never += never.len();
    tally.questionnaires += 1;
    for mut input in backgrounds(questionnaire) {
        each_conversation(&mut input, &mut |input| {
            tally.conversations += 1;
            for goals in &never {
                let are_so = goals.iter().all(|goal| is_somehow_so(&subject, *goal, input));
                assert!(!are_so, "{goals:?} can be so\n{}", sheet.text);
            }
        });
    }
}

fn is_due(goal: Goal) -> bool {
    matches!(goal, Goal::Holds(RuleAt::Action(_) | RuleAt::Next(_)))
}

/// An action may also be due by any judgement.
fn is_somehow_so(subject: &Subject<'_>, goal: Goal, input: &Input<'_>) -> bool {
    if !is_due(goal) {
        return subject.is_so(goal, input);
    }
    let mut all = vec![input.clone()];
    for (place, outcome) in input.questionnaire.outcomes.iter().enumerate() {
        let is_computed = !matches!(outcome.decide, Decide::Practitioner { .. });
        if is_computed && all.len() * (outcome.levels.len() + 1) <= MOST_JUDGEMENTS {
            let levels: Vec<Option<usize>> = (0..outcome.levels.len()).map(Some).chain([None]).collect();
            all = each_with(&all, &levels, |input, level| input.judgements[place] = level);
        }
    }
    all.iter().any(|input| subject.is_so(goal, input))
}

#[test]
fn what_can_come_about_is_what_brute_force_finds() {
    let mut tally = Tally::default();
    for seed in 0.. {
        let mut draw = Draw::seeded(1_000_000 + seed);
        let style = if seed % 4 == 0 { Style::ReadOnce } else { Style::Free };
        let sheet = generate::sheet(&mut draw, style);
        if count(&sheet.questionnaire) <= MOST_CONVERSATIONS {
            compare(&mut draw, &sheet, &Survey::new(&sheet.questionnaire), &mut tally);
        }
        if tally.questionnaires == counts::SURVEYED.get() {
            break;
        }
    }
    println!("{tally:?}");
    let all = tally.reached + tally.never + tally.not_proven;
    assert!(tally.not_proven * 100 < all, "too much is not proven: {tally:?}");
    assert!(tally.never * 50 > all, "hardly anything is never so, so this shows little: {tally:?}");
}

#[test]
fn without_a_budget_nothing_is_said_to_be_never_so() {
    let (mut open, mut reached) = (0, 0);
    for seed in 0..300 {
        let sheet = generate::sheet(&mut Draw::seeded(seed), Style::Free);
        let (none, much) = (Survey::with_budget(&sheet.questionnaire, 0), Survey::new(&sheet.questionnaire));
        for goal in none.goals() {
            match (none.of(goal), much.of(goal)) {
                (Reach::NotProven, _) => open += 1,
                (Reach::Reached(_), Reach::Reached(_)) => reached += 1,
                // Where nothing is known yet it can be certain already.
                (Reach::Never, Reach::Never) => {}
                (little, much) => panic!("{goal:?}: {little:?}, then {much:?}\n{}", sheet.text),
            }
        }
        let listed = none.not_proven().len();
        assert_eq!(listed, none.goals().iter().filter(|goal| none.of(**goal) == Reach::NotProven).count());
    }
    println!("{open} not proven, {reached} reached by chance");
    assert!(open > 0 && reached > 0);
}

/// The same file gets the same answer, however often and in whatever order it is asked.
#[test]
fn the_order_of_asking_does_not_matter_while_the_budget_lasts() {
    for seed in 0..100 {
        let sheet = generate::sheet(&mut Draw::seeded(seed), Style::Free);
        let (there, back) = (Survey::new(&sheet.questionnaire), Survey::new(&sheet.questionnaire));
        let mut goals = there.goals();
        let kind = |reach: Reach| std::mem::discriminant(&reach);
        let first: Vec<_> = goals.iter().map(|goal| kind(there.of(*goal))).collect();
        goals.reverse();
        let mut second: Vec<_> = goals.iter().map(|goal| kind(back.of(*goal))).collect();
        second.reverse();
        assert!(first == second, "{}", sheet.text);
    }
}
