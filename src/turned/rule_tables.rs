//! The rules by which questions come up, as tables for a page that is no Rust: the very program that is evaluated here,
//! printed. What a page cannot know, such as a context, is printed as it is now. Its one surprise: rules that read the
//! level of an outcome are refused, because a page computes none.

use serde::Serialize;
use serde_json::{Value as Json, json};

use super::answer_states::states;
use super::turned_form::{CannotBeTurned, TurnedForm};
use crate::decimal::Decimal;
use crate::questionnaire::dependencies::all_reached;
use crate::questionnaire::model::{AnswerSource, AskGate, Combine, Kind, Questionnaire};
use crate::questionnaire::program::{About, Addend, Formula, List, Program, Thing, ValueTest};
use crate::rules::{Bound, Name, Quantifier, QuestionRef, ScoreRef};
use crate::scoring::Evaluation;
use crate::truth::Truth;

/// The tables.
#[derive(Serialize)]
pub struct RuleTables {
    questions: Vec<Json>,
    things: Vec<Json>,
    plan: Vec<(&'static str, usize)>,
    indicators: Vec<Json>,
    scores: Vec<Json>,
    stops: Vec<Json>,
}

impl RuleTables {
    /// Returns the tables of a form, with what is known before anything is asked.
    ///
    /// # Errors
    /// That a page cannot hold its rules.
    pub fn of(form: &TurnedForm<'_>, known: &Evaluation<'_>) -> Result<Self, CannotBeTurned> {
        let questionnaire = form.questionnaire();
        let reached = all_reached(questionnaire, read_by_flow(questionnaire));
        let is_read = |name: &Name| reached.contains(name);
        if reached.iter().any(|name| matches!(name, Name::Outcome(_))) {
            return Err(CannotBeTurned::AsksByLevel);
        }
        let printed = Printer { form, questionnaire, program: &questionnaire.program, known };
        let scores = (0..questionnaire.scores.len()).map(ScoreRef::at);
        let is_scored = |score: &ScoreRef| is_read(&Name::Score(*score));
        if scores.clone().filter(is_scored).any(|score| !printed.can_add_up(score)) {
            return Err(CannotBeTurned::AsksByPoints);
        }
        let indicators = questionnaire.program.indicators.iter().enumerate();
        Ok(RuleTables {
            questions: questionnaire.each_question().map(|(place, _)| printed.question(place)).collect(),
            things: questionnaire.program.things.iter().map(thing).collect(),
            plan: questionnaire.plan.iter().filter_map(|name| step(*name, is_read(name))).collect(),
            indicators: indicators
                .map(|(place, when)| {
                    let about = questionnaire.program.about[place];
                    json!({ "about": about_whom(about), "when": printed.node(when) })
                })
                .collect(),
            scores: scores
                .map(|score| if is_scored(&score) { printed.score(score) } else { Json::Null })
                .collect(),
            stops: printed.stops(),
        })
    }
}

/// What the gates of questions and the stops name.
fn read_by_flow(questionnaire: &Questionnaire) -> Vec<Name> {
    let gates = questionnaire.questions.iter().filter_map(|question| question.gate_rule());
    let rules = gates.chain(questionnaire.stops.iter().map(|stop| &stop.moment.when));
    rules.flat_map(|rule| rule.names()).collect()
}

fn step(name: Name, is_read: bool) -> Option<(&'static str, usize)> {
    match name {
        Name::Question(question) => Some(("q", question.index())),
        Name::Indicator(indicator) if is_read => Some(("i", indicator.index())),
        Name::Score(score) if is_read => Some(("s", score.index())),
        _ => None,
    }
}

fn thing(thing: &Thing) -> Json {
    match thing {
        Thing::Question(question) => json!(["q", question.index()]),
        Thing::Option(question, option) => json!(["o", question.index(), option]),
        Thing::Score(score) => json!(["s", score.index()]),
        Thing::Outcome(_) => json!(["x"]),
    }
}

/// The number of the one thing, -1 for several, nothing for none.
fn about_whom(about: About) -> Json {
    match about {
        About::Nothing => Json::Null,
        About::One(thing) => json!(thing.index()),
        About::Several => json!(-1),
    }
}

struct Printer<'p> {
    form: &'p TurnedForm<'p>,
    questionnaire: &'p Questionnaire,
    program: &'p Program,
    known: &'p Evaluation<'p>,
}

impl Printer<'_> {
    fn question(&self, place: QuestionRef) -> Json {
        let asked = self.questionnaire.question(place);
        let closed = states(&asked.kind).filter(|_| asked.from == AnswerSource::Asked);
        let kind = match (&asked.kind, closed) {
            (_, None) => "open",
            (Kind::YesNo, _) => "yes_no",
            (Kind::Choices(_), _) => "many",
            _ => "one",
        };
        let options = asked.kind.options();
        let alone = options.iter().enumerate().filter(|(_, option)| option.exclusive).map(|(place, _)| place);
        json!({
            "closed": closed.is_some(),
            "states": closed.map_or_else(|| "0".to_owned(), |states| states.to_string()),
            "kind": kind,
            "options": options.len(),
            "alone": alone.collect::<Vec<_>>(),
            "values": self.known.values_when_open(place),
            "ask": self.program.asking[place.index()].as_ref().map(|gate| self.node(gate)),
            "only": matches!(asked.gate, AskGate::OnlyIf(_)),
            "builds": asked.builds_on.iter().map(|other| other.index()).collect::<Vec<_>>(),
            "counts": self.form.counts(place),
        })
    }

    fn stops(&self) -> Vec<Json> {
        let stops = self.questionnaire.stops.iter().zip(&self.program.stops);
        stops
            .map(|(stop, when)| {
                let names: Vec<usize> = stop.names.iter().map(|question| question.index()).collect();
                json!({ "when": self.node(when), "unless_false": stop.unless_false, "names": names })
            })
            .collect()
    }

    fn node(&self, formula: &Formula) -> Json {
        match formula {
            Formula::Context(..) => json!(["k", truth(self.known.truth(formula))]),
            Formula::Value(thing, ValueTest::Among(set)) => {
                json!(["v", thing.index(), "in", set.iter().collect::<Vec<_>>()])
            }
            Formula::Value(thing, ValueTest::Number(comparison, bound)) => {
                let bound = self.known.bound(*bound).map(|bound| bound.thousandths());
                json!(["v", thing.index(), comparison.sign(), bound])
            }
            Formula::Indicator(indicator) => json!(["i", indicator.index()]),
            Formula::Not(inner) => json!(["not", self.node(inner)]),
            Formula::All(list) => json!(["all", self.list(list)]),
            Formula::Any(list) => json!(["any", self.list(list)]),
            Formula::Count(quantifier, wanted, list) => {
                let sign = match quantifier {
                    Quantifier::AtLeast => ">=",
                    Quantifier::AtMost => "<=",
                    Quantifier::Exactly => "=",
                };
                json!(["n", sign, wanted, self.list(list)])
            }
        }
    }

    fn list(&self, list: &List) -> Json {
        let nodes = |members: &[Formula]| members.iter().map(|member| self.node(member)).collect::<Vec<_>>();
        let groups = list.groups.iter();
        let groups = groups.map(|(thing, range)| json!([thing.index(), nodes(list.range(range))]));
        json!({
            "about": about_whom(list.about),
            "groups": groups.collect::<Vec<_>>(),
            "others": nodes(list.others()),
        })
    }

    /// Points of a question with several answers, levels, and broken parts of scores are not printed.
    fn can_add_up(&self, score: ScoreRef) -> bool {
        let sum = &self.program.scores[score.index()];
        sum.terms.iter().all(|term| match term {
            Addend::When(..) => true,
            Addend::Answer(question, _) => {
                !matches!(self.questionnaire.question(*question).kind, Kind::Choices(_))
            }
            Addend::Score(_, times) => times % 1000 == 0,
            Addend::Level(..) => false,
        })
    }

    fn score(&self, place: ScoreRef) -> Json {
        let (score, sum) = (self.questionnaire.score(place), &self.program.scores[place.index()]);
        let addends = |terms: &[u32]| {
            terms.iter().map(|term| self.addend(&sum.terms[*term as usize])).collect::<Vec<_>>()
        };
        let groups = sum.groups.iter().map(|(thing, terms)| json!([thing.index(), addends(terms)]));
        let marks = &self.program.marks[self.program.score(place).index()];
        let contexts = marks.contexts.iter().filter_map(|context| self.known.bound(Bound::Context(*context)));
        let marks = marks.literals.iter().copied().chain(contexts.map(Decimal::thousandths));
        json!({
            "highest": score.combine == Combine::Highest,
            "constant": score.constant.thousandths(),
            "groups": groups.collect::<Vec<_>>(),
            "alone": addends(&sum.alone),
            "step": sum.step,
            "marks": marks.collect::<Vec<_>>(),
        })
    }

    fn addend(&self, addend: &Addend) -> Json {
        match addend {
            Addend::When(formula, points) => json!(["w", self.node(formula), points]),
            Addend::Answer(question, times) => {
                let options = self.questionnaire.question(*question).kind.options();
                let points =
                    |value: i64| match usize::try_from(value).ok().and_then(|place| options.get(place)) {
                        Some(option) => option.points.unwrap_or_default(),
                        None => Decimal::from_thousandths(value),
                    };
                let times = Decimal::from_thousandths(*times);
                let values = self.known.values_when_open(*question).into_iter();
                let points = values.map(|value| (value, points(value).times(times).thousandths()));
                json!(["p", question.index(), points.collect::<Vec<_>>()])
            }
            Addend::Score(score, times) => json!(["s", score.index(), times / 1000]),
            Addend::Level(..) => Json::Null,
        }
    }
}

fn truth(truth: Truth) -> Option<u8> {
    match truth {
        Truth::True => Some(1),
        Truth::False => Some(0),
        Truth::Unknown => None,
    }
}
