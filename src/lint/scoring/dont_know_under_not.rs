//! `dont-know-under-not`: "don't know" counts as no, and a negation makes points of it.

use std::collections::BTreeSet;

use crate::explore::RuleAt;
use crate::lint::{LintFindings, Subject};
use crate::questionnaire::location::Place;
use crate::questionnaire::{Questionnaire, TermValue};
use crate::rules::{Condition, Name, Quantifier, QuestionRef, ScoreRef};

pub fn look(subject: &Subject<'_>, found: &mut LintFindings<'_>) {
    let questionnaire = subject.questionnaire;
    let mut noted = BTreeSet::new();
    for (place, score) in questionnaire.scores.iter().enumerate() {
        if score.dont_know_as_no.is_none() {
            continue;
        }
        let place = ScoreRef::at(place);
        for at in rules_behind(questionnaire, place) {
            let Some(rule) = at.rule(questionnaire) else { continue };
            let Some(question) = negated(&rule.condition, false).filter(|_| noted.insert(at)) else {
                continue;
            };
            let id = &questionnaire.question(question).id;
            let message =
                format!("answering `{id}` with don't know makes this hold, and counts in `{}`", score.id);
            let help = format!("name the answers that count instead, such as `{id} = no`");
            found.at(at.place(questionnaire), message, help);
            found.see(Place::Score(place, "missing"), "don't know counts as no there");
        }
    }
}

/// The rules by which a score gets its points, directly or through indicators and other scores.
fn rules_behind(questionnaire: &Questionnaire, score: ScoreRef) -> BTreeSet<RuleAt> {
    let (mut rules, mut seen) = (BTreeSet::new(), BTreeSet::new());
    let mut waiting = vec![Name::Score(score)];
    while let Some(name) = waiting.pop() {
        if !seen.insert(name) {
            continue;
        }
        match name {
            Name::Score(score) => {
                for (nth, term) in questionnaire.score(score).terms.iter().enumerate() {
                    if matches!(term.value, TermValue::When { .. }) {
                        rules.insert(RuleAt::Term(score, nth));
                    }
                    waiting.extend(term.value.names());
                }
            }
            Name::Indicator(indicator) => {
                rules.insert(RuleAt::Indicator(indicator));
                waiting.extend(questionnaire.indicator(indicator).when.names());
            }
            Name::Question(_) | Name::Outcome(_) | Name::Context(_) => {}
        }
    }
    rules
}

/// The first question that a rule reads under a negation.
fn negated(condition: &Condition, is_negated: bool) -> Option<QuestionRef> {
    match condition {
        Condition::Question(question, _) => is_negated.then_some(*question),
        Condition::Not(condition) => negated(condition, !is_negated),
        Condition::All(members) | Condition::Any(members) => {
            members.iter().find_map(|member| negated(member, is_negated))
        }
        Condition::Count(Quantifier::AtLeast, _, members) => {
            members.iter().find_map(|member| negated(member, is_negated))
        }
        // Fewer that hold can make it hold.
        Condition::Count(_, _, members) => members.iter().find_map(|member| negated(member, true)),
        Condition::Indicator(_) | Condition::Context(..) | Condition::Score(..) | Condition::Outcome(..) => {
            None
        }
    }
}
