//! Everything in a questionnaire that has an id, whatever its kind: for what speaks about a file as a
//! whole, such as the list of changes between two editions. An option and a level are named after what
//! holds them, with a dot: `pay_grade.clear`.

use super::kind::{Choice, Kind};
use super::model::Questionnaire;

/// A kind of thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ThingKind {
    /// The questionnaire itself: what stands in its head.
    Questionnaire,
    /// A context.
    Context,
    /// A gate.
    Gate,
    /// An opening.
    Opening,
    /// The words for a break.
    Break,
    /// A section.
    Section,
    /// A question.
    Question,
    /// An option of a question.
    Choice,
    /// A disclosure.
    Disclosure,
    /// A stop.
    Stop,
    /// An indicator.
    Indicator,
    /// A score.
    Score,
    /// An outcome.
    Outcome,
    /// A level of an outcome.
    Level,
    /// An action.
    Action,
    /// A questionnaire that may follow.
    Next,
}

/// One thing that has an id.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Thing {
    /// Its kind.
    pub kind: ThingKind,
    /// Its id, with that of what holds it before a dot.
    pub id: String,
}

/// What the authors can say of the purpose of a questionnaire, in the place of an id.
pub const PURPOSE: &str = "questionnaire.purpose";

impl ThingKind {
    /// Returns the word for it, in files and for people.
    pub fn id(self) -> &'static str {
        match self {
            ThingKind::Questionnaire => "questionnaire",
            ThingKind::Context => "context",
            ThingKind::Gate => "gate",
            ThingKind::Opening => "opening",
            ThingKind::Break => "break",
            ThingKind::Section => "section",
            ThingKind::Question => "question",
            ThingKind::Choice => "option",
            ThingKind::Disclosure => "disclosure",
            ThingKind::Stop => "stop",
            ThingKind::Indicator => "indicator",
            ThingKind::Score => "score",
            ThingKind::Outcome => "outcome",
            ThingKind::Level => "level",
            ThingKind::Action => "action",
            ThingKind::Next => "next",
        }
    }
}

impl Thing {
    /// Returns the thing of that kind and id.
    pub fn new(kind: ThingKind, id: impl Into<String>) -> Self {
        Thing { kind, id: id.into() }
    }

    /// Returns the id of what holds it: the question of an option, otherwise itself.
    pub fn holder(&self) -> &str {
        match self.kind {
            ThingKind::Choice | ThingKind::Level => self.id.split('.').next().unwrap_or(&self.id),
            _ => &self.id,
        }
    }
}

impl Questionnaire {
    /// Returns everything that has an id of its own.
    pub fn things(&self) -> Vec<Thing> {
        let mut things = Vec::new();
        // One walk serves both: it can change ids, so it walks over a copy.
        self.clone().each_id(&mut |kind, holder, id| things.push(Thing::new(kind, dotted(holder, id))));
        things
    }

    /// Gives a thing another id. Every rule that names it names it still: rules know places, not ids.
    pub fn rename(&mut self, thing: &Thing, to: &str) {
        self.each_id(&mut |kind, holder, id| {
            if kind == thing.kind && dotted(holder, id) == thing.id {
                to.clone_into(id);
            }
        });
    }

    /// Calls back with every id: the kind, the id of what holds it, the id.
    fn each_id(&mut self, see: &mut impl FnMut(ThingKind, Option<&str>, &mut String)) {
        self.contexts.iter_mut().for_each(|each| see(ThingKind::Context, None, &mut each.id));
        self.gates.iter_mut().for_each(|each| see(ThingKind::Gate, None, &mut each.id));
        self.openings.iter_mut().for_each(|each| see(ThingKind::Opening, None, &mut each.id));
        self.sections.iter_mut().for_each(|each| see(ThingKind::Section, None, &mut each.id));
        for question in &mut self.questions {
            for option in options(&mut question.kind) {
                see(ThingKind::Choice, Some(&question.id), &mut option.id);
            }
            see(ThingKind::Question, None, &mut question.id);
        }
        self.disclosures.iter_mut().for_each(|each| see(ThingKind::Disclosure, None, &mut each.id));
        self.stops.iter_mut().for_each(|each| see(ThingKind::Stop, None, &mut each.moment.id));
        self.indicators.iter_mut().for_each(|each| see(ThingKind::Indicator, None, &mut each.id));
        self.scores.iter_mut().for_each(|each| see(ThingKind::Score, None, &mut each.id));
        for outcome in &mut self.outcomes {
            for level in &mut outcome.levels {
                see(ThingKind::Level, Some(&outcome.id), &mut level.id);
            }
            see(ThingKind::Outcome, None, &mut outcome.id);
        }
        self.actions.iter_mut().for_each(|each| see(ThingKind::Action, None, &mut each.id));
    }
}

fn dotted(holder: Option<&str>, id: &str) -> String {
    holder.map_or_else(|| id.to_owned(), |holder| format!("{holder}.{id}"))
}

fn options(kind: &mut Kind) -> &mut [Choice] {
    match kind {
        Kind::Choice(options) | Kind::Scale(options) | Kind::Choices(options) => options,
        _ => &mut [],
    }
}
