//! Not being asked must not make a rule true: a question with `ask_if` may stand under a negation only where
//! that `ask_if` is joined to it.

use std::collections::HashSet;
use std::slice::Iter;

use super::condition::{Condition, Quantifier, QuestionRef, Test};
use super::parser::Parser;
use super::words::words;
use crate::source::Span;

impl<'t> Parser<'t> {
    /// Notes every negated comparison (or one inside `at most` or `exactly`) over a question with
    /// `ask_if` that is not joined by `and`, outside the negation, with that same `ask_if`.
    pub(super) fn check_guards(&mut self, condition: &Condition) {
        let leaves = std::mem::take(&mut self.leaves);
        self.check(condition, &mut leaves.iter(), &mut Vec::new(), false);
    }

    /// Does so with the leaves that are still to come, each with its place, below the guards around them.
    fn check(
        &mut self,
        condition: &Condition,
        leaves: &mut Iter<'_, Span>,
        guards: &mut Vec<HashSet<Condition>>,
        negated: bool,
    ) {
        match condition {
            Condition::Not(inner) => match &**inner {
                Condition::Question(question, Test::Is(yes)) => {
                    self.check_guard(*question, leaves.next(), guards, Some(!yes));
                }
                _ => self.check(inner, leaves, guards, true),
            },
            Condition::All(members) => {
                let outer = guards.len();
                if !negated {
                    guards.push(members.iter().flat_map(conjuncts).collect());
                }
                members.iter().for_each(|member| self.check(member, leaves, guards, negated));
                guards.truncate(outer);
            }
            Condition::Any(members) => {
                members.iter().for_each(|member| self.check(member, leaves, guards, negated));
            }
            Condition::Count(quantifier, _, members) => {
                let negated = negated || *quantifier != Quantifier::AtLeast;
                members.iter().for_each(|member| self.check(member, leaves, guards, negated));
            }
            leaf => match (leaves.next(), leaf) {
                (place, Condition::Question(question, _)) if negated => {
                    self.check_guard(*question, place, guards, None);
                }
                _ => {}
            },
        }
    }

    /// Notes a question under a negation whose `ask_if` is not joined to it. Where another answer says
    /// the same without the negation, that is the simpler way.
    fn check_guard(
        &mut self,
        question: QuestionRef,
        place: Option<&Span>,
        guards: &[HashSet<Condition>],
        instead: Option<bool>,
    ) {
        let (Some((ask_if, text)), Some(span)) = (self.names.ask_if(question), place) else { return };
        let is_guarded = |part: &Condition| guards.iter().any(|outer| outer.contains(part));
        if conjuncts(ask_if).iter().all(is_guarded) {
            return;
        }
        let joined = format!("join it by `and` with that question's `ask_if`: `{} and …`", as_member(text));
        let help = match (instead, self.name_at(span)) {
            (Some(yes), Some(name)) => {
                let answer = if yes { "yes" } else { "no" };
                format!("write `{name} = {answer}` in place of the `not`; or {joined}")
            }
            _ => joined,
        };
        let message = "this question may not have been asked, and that alone would make the rule true";
        self.note("unguarded-negation", span.clone(), message.into(), help);
    }

    /// Returns the word with which a part of the rule begins.
    fn name_at(&self, span: &Span) -> Option<&'t str> {
        self.words.iter().find(|(_, word)| word.start == span.start).map(|(word, _)| word.text())
    }
}

/// The parts of a condition that must all hold.
fn conjuncts(condition: &Condition) -> Vec<Condition> {
    match condition {
        Condition::All(members) => members.iter().flat_map(conjuncts).collect(),
        other => vec![other.clone()],
    }
}

/// A condition as a member of one that is joined by `and`.
fn as_member(text: &str) -> String {
    let text = text.trim();
    let has_or = words(text).iter().any(|(word, _)| word.text() == "or");
    if has_or { format!("({text})") } else { text.to_owned() }
}
