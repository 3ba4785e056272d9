//! What identifies an edition beyond its version: three SHA-256 fingerprints over a canonical form of
//! its structure, its scoring and its wording. Comments, spacing and the order of keys do not count;
//! everything that a person hears or a rule reads does. The canonical form is fixed for `format = 1`:
//! a change here would make every stored record look altered.

use std::fmt::Write as _;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::kind::Kind;
use super::model::*;
use crate::decimal::Decimal;
use crate::rules::{Bound, Condition, Test};
use crate::truth::Set;
use crate::vocabulary::Term;

/// The fingerprints of one edition, each 64 hexadecimal digits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fingerprint {
    /// Questions, options, order, gates: what is asked, and when.
    pub structure: String,
    /// Points, indicators, scores, outcomes, actions: what follows from it.
    pub scoring: String,
    /// Every text that is read aloud or shown, with its language.
    pub wording: String,
}

impl Fingerprint {
    /// Returns the fingerprints of a questionnaire.
    pub fn of(questionnaire: &Questionnaire) -> Self {
        Fingerprint {
            structure: structure(questionnaire).digest(),
            scoring: scoring(questionnaire).digest(),
            wording: wording(questionnaire).digest(),
        }
    }

    /// Returns a short code of all three, for a printed page: twelve digits.
    pub fn short(&self) -> String {
        let mut canon = Canon::default();
        canon.put("structure", &self.structure).put("scoring", &self.scoring).put("wording", &self.wording);
        canon.digest()[..12].to_owned()
    }
}

/// A canonical form: named fields, each ended by a control character that no text can hold.
#[derive(Default)]
pub struct Canon(String);

impl Canon {
    /// Adds a field.
    pub fn put(&mut self, field: &str, value: impl std::fmt::Display) -> &mut Self {
        let _ = write!(self.0, "{field}\u{1f}{value}\u{1e}");
        self
    }

    /// Adds a field, if there is a value.
    pub fn put_if(&mut self, field: &str, value: Option<impl std::fmt::Display>) -> &mut Self {
        match value {
            Some(value) => self.put(field, value),
            None => self,
        }
    }

    /// Returns the SHA-256 of what was added, in 64 hexadecimal digits.
    pub fn digest(&self) -> String {
        let digest = Sha256::digest(self.0.as_bytes());
        digest.iter().fold(String::with_capacity(64), |mut hex, byte| {
            let _ = write!(hex, "{byte:02x}");
            hex
        })
    }
}

fn structure(q: &Questionnaire) -> Canon {
    let mut canon = Canon::default();
    canon.put("questionnaire", &q.id);
    for context in &q.contexts {
        canon.put("context", &context.id).put("values", context_values(&context.kind));
    }
    for gate in &q.gates {
        canon.put("gate", &gate.id).put("proceed_on", gate.proceed_on).put("danger", gate.danger);
    }
    for opening in &q.openings {
        canon.put("opening", &opening.id);
    }
    for section in &q.sections {
        canon.put("section", &section.id);
    }
    for question in &q.questions {
        question_structure(&mut canon, q, question);
    }
    for disclosure in &q.disclosures {
        canon.put("disclosure", &disclosure.id).put("when", rule(q, &disclosure.when));
    }
    for stop in &q.stops {
        canon.put("stop", &stop.moment.id).put("when", rule(q, &stop.moment.when));
        canon.put("unless_false", stop.unless_false);
    }
    canon
}

fn question_structure(canon: &mut Canon, q: &Questionnaire, question: &Question) {
    canon
        .put("question", &question.id)
        .put("in", question.section)
        .put("kind", question.kind.id())
        .put("sensitivity", question.sensitivity)
        .put("source", question.from.id())
        .put("identity", question.identity)
        .put("part", question.part.id())
        .put("tags", question.tags.join(" "));
    match &question.gate {
        AskGate::Always => {}
        AskGate::If(when) => {
            canon.put("ask_if", rule(q, when));
        }
        AskGate::OnlyIf(when) => {
            canon.put("ask_only_if", rule(q, when));
        }
    }
    for option in question.kind.options() {
        canon.put("option", &option.id).put("exclusive", option.exclusive);
        canon.put_if("ages", option.ages).put_if("language", option.language.as_ref());
    }
    match &question.kind {
        Kind::Number(number) => {
            canon.put_if("min", number.min).put_if("max", number.max).put("places", number.places);
        }
        Kind::DatePart { with_month } => {
            canon.put("with_month", with_month);
        }
        Kind::Text { max_length } => {
            canon.put("max_length", max_length);
        }
        _ => {}
    }
}

fn scoring(q: &Questionnaire) -> Canon {
    let mut canon = Canon::default();
    canon.put("questionnaire", &q.id);
    for context in &q.contexts {
        canon.put("context", &context.id).put_if("default", context.default.as_ref());
    }
    for question in &q.questions {
        for option in question.kind.options().iter().filter(|option| option.points.is_some()) {
            canon.put("points_of", &question.id).put("option", &option.id).put_if("points", option.points);
        }
    }
    for indicator in &q.indicators {
        canon
            .put("indicator", &indicator.id)
            .put("family", indicator.family.id)
            .put("forms", ids(&indicator.forms))
            .put("tags", indicator.tags.join(" "))
            .put("when", rule(q, &indicator.when));
    }
    for score in &q.scores {
        score_rules(&mut canon, q, score);
    }
    for outcome in &q.outcomes {
        outcome_rules(&mut canon, q, outcome);
    }
    for action in &q.actions {
        canon
            .put("action", &action.id)
            .put("when", rule(q, &action.when))
            .put("duty", action.duty.id())
            .put_if("topic", action.topic.as_ref())
            .put_if("within_hours", action.within_hours)
            .put_if("repeat_after_days", action.repeat_after_days)
            .put("needs", ids(&action.needs));
    }
    for next in &q.next {
        canon.put("next", &next.questionnaire).put("when", rule(q, &next.when));
    }
    canon
}

fn score_rules(canon: &mut Canon, q: &Questionnaire, score: &Score) {
    let combine = if score.combine == Combine::Sum { "sum" } else { "highest" };
    canon.put("score", &score.id).put("combine", combine);
    canon.put("dont_know_as_no", score.dont_know_as_no.is_some());
    canon.put_if("constant", Some(score.constant).filter(|constant| *constant != Decimal::ZERO));
    for term in &score.terms {
        match &term.value {
            TermValue::When { when, points } => canon.put("when", rule(q, when)).put("points", points),
            TermValue::ValueOf { question, times } => {
                canon.put("value_of", &q.question(*question).id).put_if("times", weight(*times))
            }
            TermValue::Score { score, times } => {
                canon.put("score_of", &q.score(*score).id).put_if("times", weight(*times))
            }
            TermValue::Level { outcome, points } => {
                canon.put("level_of", &q.outcome(*outcome).id);
                let points: Vec<String> = points.iter().map(ToString::to_string).collect();
                canon.put("points", points.join(","))
            }
        };
    }
}

/// A weight that changes something.
fn weight(times: Decimal) -> Option<Decimal> {
    Some(times).filter(|times| *times != Decimal::whole(1))
}

fn outcome_rules(canon: &mut Canon, q: &Questionnaire, outcome: &Outcome) {
    let level = |place: usize| outcome.levels[place].id.as_str();
    canon.put("outcome", &outcome.id);
    for each in &outcome.levels {
        canon.put("level", &each.id);
    }
    match &outcome.decide {
        Decide::FirstMatch(rows) => {
            for row in rows {
                let when = row.when.as_ref().map_or("otherwise".to_owned(), |when| rule(q, when));
                canon.put("row", level(row.level)).put("when", when);
            }
        }
        Decide::Bands { score, from } => {
            canon.put("bands", &q.score(*score).id);
            for band in from {
                canon.put("band", level(band.level)).put("at", band.at);
            }
        }
        Decide::Practitioner { support } => {
            canon.put("decide_by", "practitioner");
            for indicator in support {
                canon.put("support", &q.indicator(*indicator).id);
            }
        }
    }
    for row in &outcome.adjust {
        match row.clamp {
            Clamp::AtLeast(place) => canon.put("at_least", level(place)),
            Clamp::AtMost(place) => canon.put("at_most", level(place)),
        };
        canon.put("when", rule(q, &row.when));
    }
    let incomplete = match outcome.incomplete {
        Incomplete::Range => "range",
        Incomplete::Block => "block",
        Incomplete::Exclude => "exclude",
    };
    canon.put("incomplete", incomplete);
}

fn wording(q: &Questionnaire) -> Canon {
    let mut canon = Canon::default();
    canon.put("language", &q.language).put("title", &q.title).put("purpose", &q.purpose);
    canon.put("validation", &q.validation.note).put_if("break", q.break_words.as_ref());
    for gate in &q.gates {
        canon.put("gate", &gate.id).put("ask", &gate.ask).put_if("note", gate.note.as_ref());
        canon.put("otherwise", &gate.otherwise).put_if("observe", gate.observe.as_ref());
    }
    for opening in &q.openings {
        canon.put("opening", &opening.id).put("say", &opening.say).put_if("note", opening.note.as_ref());
    }
    for section in &q.sections {
        canon.put("section", &section.id).put("title", &section.title);
        canon.put_if("say", section.say.as_ref()).put_if("note", section.note.as_ref());
    }
    for question in &q.questions {
        canon.put("question", &question.id).put("ask", &question.ask).put_if("note", question.note.as_ref());
        for option in question.kind.options() {
            canon.put("option", &option.id).put("label", &option.label);
        }
        if let Kind::Number(number) = &question.kind {
            canon.put_if("unit", number.unit.as_ref());
        }
    }
    for moment in q.disclosures.iter().chain(q.stops.iter().map(|stop| &stop.moment)) {
        canon.put("moment", &moment.id).put("say", &moment.say).put_if("note", moment.note.as_ref());
    }
    head_wording(&mut canon, q);
    result_wording(&mut canon, q);
    canon
}

fn result_wording(canon: &mut Canon, q: &Questionnaire) {
    for indicator in &q.indicators {
        canon.put("indicator", &indicator.id).put("label", &indicator.label).put("source", &indicator.source);
    }
    for score in &q.scores {
        canon.put("score", &score.id).put("label", &score.label);
        if let Some(rule) = &score.dont_know_as_no {
            canon.put("reason", &rule.used_for).put("source", &rule.title);
        }
    }
    for outcome in &q.outcomes {
        canon.put("outcome", &outcome.id).put("label", &outcome.label);
        for level in &outcome.levels {
            canon.put("level", &level.id).put("label", &level.label).put("next", &level.next);
        }
        if let Decide::FirstMatch(rows) = &outcome.decide {
            for row in rows {
                canon.put_if("because", row.because.as_ref());
            }
        }
        for row in &outcome.adjust {
            canon.put("because", &row.because);
        }
    }
    for action in &q.actions {
        canon.put("action", &action.id).put("label", &action.label).put("because", &action.because);
        canon.put_if("source", action.source.as_ref());
    }
}

/// What a summary says of the questionnaire itself.
fn head_wording(canon: &mut Canon, q: &Questionnaire) {
    canon.put("ages", q.population.ages);
    for context in &q.contexts {
        canon.put("context", &context.id).put("label", &context.label);
    }
    for next in &q.next {
        canon.put("next", &next.questionnaire).put_if("because", next.because.as_ref());
    }
    if let Some(study) = &q.validation.published {
        canon
            .put("study", &study.study)
            .put("n", study.n)
            .put("sensitivity", &study.sensitivity)
            .put("specificity", &study.specificity)
            .put("cut_off", &study.cut_off)
            .put("population", &study.population)
            .put("language", &study.language);
    }
}

fn context_values(kind: &ContextKind) -> String {
    match kind {
        ContextKind::YesNo => "yes_no".to_owned(),
        ContextKind::Number => "number".to_owned(),
        ContextKind::Choice(options) => options.join(" "),
    }
}

fn ids(terms: &[&Term]) -> String {
    terms.iter().map(|term| term.id).collect::<Vec<_>>().join(" ")
}

fn rule(q: &Questionnaire, rule: &Rule) -> String {
    canonical(q, &rule.condition)
}

/// Returns a condition in the one way it is written for a fingerprint.
pub fn canonical(q: &Questionnaire, condition: &Condition) -> String {
    let joined = |members: &[Condition]| {
        members.iter().map(|member| canonical(q, member)).collect::<Vec<_>>().join(",")
    };
    match condition {
        Condition::Question(place, test) => {
            let asked = q.question(*place);
            let options: Vec<&str> = asked.kind.options().iter().map(|option| option.id.as_str()).collect();
            format!("{}{}", asked.id, canonical_test(q, test, &options))
        }
        Condition::Context(place, test) => {
            let context = q.context(*place);
            let options = match &context.kind {
                ContextKind::Choice(options) => options.iter().map(String::as_str).collect(),
                _ => Vec::new(),
            };
            format!("{}{}", context.id, canonical_test(q, test, &options))
        }
        Condition::Indicator(place) => q.indicator(*place).id.clone(),
        Condition::Score(place, comparison, bound) => {
            format!("{}{}{}", q.score(*place).id, comparison.sign(), canonical_bound(q, *bound))
        }
        Condition::Outcome(place, levels) => {
            let outcome = q.outcome(*place);
            let ids: Vec<&str> = outcome.levels.iter().map(|level| level.id.as_str()).collect();
            format!("{}:{}", outcome.id, members(*levels, &ids))
        }
        Condition::Not(inner) => format!("not({})", canonical(q, inner)),
        Condition::All(members) => format!("all({})", joined(members)),
        Condition::Any(members) => format!("any({})", joined(members)),
        Condition::Count(quantifier, wanted, members) => {
            format!("{} {wanted}({})", quantifier.words(), joined(members))
        }
    }
}

fn canonical_test(q: &Questionnaire, test: &Test, options: &[&str]) -> String {
    match test {
        Test::Is(true) => "=yes".to_owned(),
        Test::Is(false) => "=no".to_owned(),
        Test::OneOf(set) => format!(":{}", members(*set, options)),
        Test::IncludesAny(set) => format!(" any:{}", members(*set, options)),
        Test::IncludesAll(set) => format!(" all:{}", members(*set, options)),
        Test::Number(comparison, bound) => format!("{}{}", comparison.sign(), canonical_bound(q, *bound)),
    }
}

fn canonical_bound(q: &Questionnaire, bound: Bound) -> String {
    match bound {
        Bound::Literal(number) => number.to_string(),
        Bound::Context(context) => q.context(context).id.clone(),
    }
}

fn members(set: Set, ids: &[&str]) -> String {
    set.iter().map(|place| ids[place]).collect::<Vec<_>>().join("|")
}
