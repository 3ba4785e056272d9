//! What has to be computed before what. It puts questions, indicators, scores and outcomes in an
//! order in which each finds what it needs, and notes circles and rules that look forward.

use std::collections::{BTreeMap, BTreeSet};

use super::reader::Mentions;
use super::symbols::Symbols;
use crate::questionnaire::dependencies::{Dependents, computed, needed_by};
use crate::questionnaire::model::Questionnaire;
use crate::reading::Notes;
use crate::rules::{Name, QuestionRef};

/// The most members of a circle that are named in a message.
const LONGEST_CIRCLE: usize = 12;

/// Returns the order of computation, and notes what cannot be ordered.
pub fn order(draft: &Questionnaire, symbols: &Symbols, notes: &Notes<'_>) -> Vec<Name> {
    let (path, progress, circles) = (Vec::new(), BTreeMap::new(), BTreeSet::new());
    let mut planner = Planner { draft, symbols, notes, path, progress, circles, plan: Vec::new() };
    computed(draft).for_each(|name| planner.visit(name));
    planner.plan
}

/// Notes every `ask_if` and `ask_only_if` that depends on its own question or a later one: directly, or
/// through indicators, scores and outcomes. The rules of the questions on the way are looked at apart.
pub fn note_looking_forward(
    draft: &Questionnaire,
    dependents: &Dependents,
    mentions: &[Mentions],
    notes: &Notes<'_>,
) {
    let latest = latest_questions(draft, dependents);
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
            let help = "move that question up, or ask this one without it";
            notes.error("looks-forward", span.clone(), message, help);
        }
    }
}

/// The last question that each name depends on, without going through other questions.
fn latest_questions(draft: &Questionnaire, dependents: &Dependents) -> BTreeMap<Name, QuestionRef> {
    let mut latest = BTreeMap::new();
    for place in (0..draft.questions.len()).rev().map(QuestionRef::at) {
        dependents.follow(Name::Question(place), |name| {
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

/// How far the planner is with one thing.
#[derive(Clone, Copy, PartialEq)]
enum Planned {
    /// On the path, at that place.
    OnPath(usize),
    Done,
}

struct Planner<'r> {
    draft: &'r Questionnaire,
    symbols: &'r Symbols,
    notes: &'r Notes<'r>,
    /// From a thing to what it needs, and so on; each with what it still has to look at. A path of its
    /// own, because a file can make it longer than the stack is deep.
    path: Vec<(Name, Vec<Name>)>,
    progress: BTreeMap<Name, Planned>,
    circles: BTreeSet<Name>,
    plan: Vec<Name>,
}

impl Planner<'_> {
    fn visit(&mut self, name: Name) {
        self.enter(name);
        while let Some((name, needs)) = self.path.last_mut() {
            let name = *name;
            if let Some(needed) = needs.pop() {
                self.enter(needed);
            } else {
                self.path.pop();
                self.progress.insert(name, Planned::Done);
                self.plan.push(name);
            }
        }
    }

    fn enter(&mut self, name: Name) {
        match self.progress.get(&name) {
            // A context is there already.
            _ if matches!(name, Name::Context(_)) => {}
            Some(Planned::Done) => {}
            Some(Planned::OnPath(start)) => self.note_circle(*start),
            None => {
                let mut needs = needed_by(self.draft, name);
                needs.reverse();
                self.progress.insert(name, Planned::OnPath(self.path.len()));
                self.path.push((name, needs));
            }
        }
    }

    /// Notes the circle that begins there on the path. One through a question looks forward somewhere,
    /// and is noted there; of those that share a member, one is noted.
    fn note_circle(&mut self, start: usize) {
        let circle: Vec<Name> = self.path[start..].iter().map(|(name, _)| *name).collect();
        let through_question = circle.iter().any(|name| matches!(name, Name::Question(_)));
        if through_question || circle.iter().any(|name| self.circles.contains(name)) {
            return;
        }
        self.circles.extend(&circle);
        let mut ids: Vec<&str> = circle.iter().map(|name| self.draft.id_of(*name)).collect();
        let first = ids[0];
        ids.push(first);
        if ids.len() > LONGEST_CIRCLE {
            ids.splice(LONGEST_CIRCLE / 2..ids.len() - LONGEST_CIRCLE / 2, ["…"]);
        }
        let message = format!("`{first}` depends on itself: {}", ids.join(" → "));
        self.notes.error("circle", self.symbols.place(first), message, "remove one of these references");
    }
}
