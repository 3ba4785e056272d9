//! The kinds of element: one line each, with the word for it, the fingerprint that counts that it is
//! there, and what it means if one comes, goes or moves. An option and a level are named after what
//! holds them, with a dot: `pay_grade.clear`; rows, terms and the like have no id and are listed.

use serde::{Deserialize, Serialize};

use super::effect::{ChangeKind, Touched};

/// How elements of a kind are told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Identity {
    /// By an id of their own in the file.
    Id,
    /// By an id within another element.
    IdWithin(ElementKind),
    /// There is one, without an id; it is spoken of as this kind.
    Single(ElementKind),
    /// By nothing: each is one of a list that belongs to an element of this kind.
    ListedIn(ElementKind),
    /// By nothing: each is one of a list of the questionnaire.
    Listed,
}

/// Declares the kinds: name, word, fingerprint, change if it comes or goes, change of order, identity.
macro_rules! kinds {
    ($($(#[doc = $doc:literal])+ $kind:ident, $id:literal, $home:ident, $presence:ident, $order:ident,
        $identity:expr;)*) => {
        /// A kind of element.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
        #[cfg_attr(test, derive(schemars::JsonSchema))]
        pub enum ElementKind {$($(#[doc = $doc])+ #[serde(rename = $id)] $kind,)*}

        impl ElementKind {
            /// Returns the word for it, in files and for people.
            pub fn id(self) -> &'static str {
                match self {$(ElementKind::$kind => $id,)*}
            }

            /// Returns the fingerprint that counts that one is there, whatever stands in it.
            pub fn counted_in(self) -> Touched {
                match self {$(ElementKind::$kind => Touched::$home,)*}
            }

            /// Returns what it means that one comes or goes.
            pub fn presence(self) -> ChangeKind {
                match self {$(ElementKind::$kind => ChangeKind::$presence,)*}
            }

            /// Returns what it means that they stand in another order.
            pub fn order(self) -> ChangeKind {
                match self {$(ElementKind::$kind => ChangeKind::$order,)*}
            }

            /// Returns how one is told from the others.
            pub fn identity(self) -> Identity {
                use Identity::{Id, IdWithin, Listed, ListedIn, Single};
                match self {$(ElementKind::$kind => $identity,)*}
            }
        }
    };
}

kinds! {
    /// The questionnaire itself: what stands in its head.
    Questionnaire, "questionnaire", NONE, OtherQuestionnaire, OtherQuestionnaire,
        Single(ElementKind::Questionnaire);
    /// Whom it is for.
    Population, "population", NONE, IntendedUse, IntendedUse, Single(ElementKind::Questionnaire);
    /// How well it works.
    Validation, "validation", NONE, Evidence, Evidence, Single(ElementKind::Questionnaire);
    /// A source that it draws on.
    Citation, "source", NONE, Notes, Notes, ListedIn(ElementKind::Questionnaire);
    /// A review by somebody with lived experience.
    SurvivorReview, "survivor review", NONE, Notes, Notes, ListedIn(ElementKind::Questionnaire);
    /// What its authors say of a change.
    ChangeNote, "note on a change", NONE, Notes, Notes, ListedIn(ElementKind::Questionnaire);
    /// A context.
    Context, "context", STRUCTURE, Rule, Rule, Id;
    /// A gate.
    Gate, "gate", STRUCTURE, Gate, Gate, Id;
    /// An opening.
    Opening, "opening", STRUCTURE, Conversation, Conversation, Id;
    /// The words for a break.
    Break, "break", NONE, Conversation, Conversation, Single(ElementKind::Break);
    /// A section.
    Section, "section", STRUCTURE, Conversation, Conversation, Id;
    /// A question.
    Question, "question", STRUCTURE, QuestionAdded, Reordered, Id;
    /// An option of a question.
    Choice, "option", STRUCTURE, OptionAdded, Shape, IdWithin(ElementKind::Question);
    /// A disclosure.
    Disclosure, "disclosure", STRUCTURE, Conversation, Conversation, Id;
    /// A stop.
    Stop, "stop", STRUCTURE, Stop, Stop, Id;
    /// An indicator.
    Indicator, "indicator", SCORING, Rule, RuleOrder, Id;
    /// A score.
    Score, "score", SCORING, Rule, RuleOrder, Id;
    /// A term of a score.
    Term, "term", SCORING, Weight, RuleOrder, ListedIn(ElementKind::Score);
    /// An outcome.
    Outcome, "outcome", SCORING, Rule, RuleOrder, Id;
    /// A level of an outcome.
    Level, "level", SCORING, Rule, Rule, IdWithin(ElementKind::Outcome);
    /// A row of the table of an outcome.
    Row, "row", SCORING, Rule, Rule, ListedIn(ElementKind::Outcome);
    /// A band of the score of an outcome.
    Band, "band", SCORING, Rule, Rule, ListedIn(ElementKind::Outcome);
    /// An indicator that the practitioner has in view.
    Support, "indicator in view", SCORING, Rule, Rule, ListedIn(ElementKind::Outcome);
    /// A floor or a ceiling of an outcome.
    Adjust, "adjustment", SCORING, Rule, Rule, ListedIn(ElementKind::Outcome);
    /// An action.
    Action, "action", SCORING, Rule, RuleOrder, Id;
    /// A questionnaire that may follow. One may stand in several rows.
    Next, "next", SCORING, Rule, Rule, Listed;
    /// Advice that its authors have set aside.
    Allow, "piece of advice set aside", NONE, Notes, Notes, ListedIn(ElementKind::Questionnaire);
}

impl ElementKind {
    /// Returns the kind of what holds one.
    pub fn holder(self) -> Option<ElementKind> {
        match self.identity() {
            Identity::IdWithin(kind) | Identity::ListedIn(kind) => Some(kind),
            Identity::Id | Identity::Single(_) | Identity::Listed => None,
        }
    }

    /// Returns the key of what holds them that says whether there are any at all.
    pub fn form(self) -> Option<&'static str> {
        match self {
            ElementKind::Choice => Some("kind"),
            ElementKind::Row | ElementKind::Band | ElementKind::Support => Some("decide_by"),
            _ => None,
        }
    }

    /// Returns whether a result can depend on what elements of this kind name.
    pub fn leads_to_results(self) -> bool {
        self.counted_in() == Touched::SCORING && self != ElementKind::Indicator || self == ElementKind::Stop
    }
}

/// What an element is called: its kind and its id.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ElementId {
    /// Its kind.
    pub kind: ElementKind,
    /// Its id, with that of what holds it before a dot.
    pub id: String,
}

/// What the authors can say of the purpose of a questionnaire, in the place of an id.
pub const PURPOSE: &str = "questionnaire.purpose";

impl ElementId {
    /// Returns the name of the element of that kind and id.
    pub fn new(kind: ElementKind, id: impl Into<String>) -> Self {
        ElementId { kind, id: id.into() }
    }

    /// Returns the id of what holds it: the question of an option, otherwise itself.
    pub fn holder(&self) -> &str {
        match self.kind.identity() {
            Identity::IdWithin(_) => self.id.split('.').next().unwrap_or(&self.id),
            _ => &self.id,
        }
    }
}
