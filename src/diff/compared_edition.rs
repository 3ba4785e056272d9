//! An edition as it is compared: its elements, and which of them stand side by side.

use std::collections::{BTreeMap, BTreeSet};

use crate::questionnaire::dependencies::scored_questions;
use crate::questionnaire::elements::{Element, Touched};
use crate::questionnaire::{ElementKind, Questionnaire};

/// All of one kind in one holder: the questions, or the options of one question.
pub type Siblings<'e> = (ElementKind, &'e str);

/// One edition on its way through a comparison.
pub struct ComparedEdition<'e> {
    pub questionnaire: &'e Questionnaire,
    /// The groups in the order of the file.
    pub groups: Vec<Siblings<'e>>,
    siblings: BTreeMap<Siblings<'e>, Vec<&'e Element<'e>>>,
    /// The ids of the questions that a result depends on.
    scored: BTreeSet<&'e str>,
    /// The ids of the questions whose points a score takes.
    taken: BTreeSet<String>,
}

impl<'e> ComparedEdition<'e> {
    /// Returns an edition with its elements.
    pub fn of(questionnaire: &'e Questionnaire, elements: &'e [Element<'e>]) -> Self {
        let (mut groups, mut siblings) = (Vec::new(), BTreeMap::<Siblings<'e>, Vec<&'e Element<'e>>>::new());
        for element in elements {
            let group = (element.kind, element.holder());
            let known = siblings.entry(group).or_default();
            if known.is_empty() {
                groups.push(group);
            }
            known.push(element);
        }
        let taken = elements.iter().filter_map(|element| element.field("value_of"));
        ComparedEdition {
            questionnaire,
            groups,
            siblings,
            scored: scored_questions(questionnaire).collect(),
            taken: taken.map(|field| field.value.shown()).collect(),
        }
    }

    /// Returns all of a group, in order.
    pub fn all<'s>(&'s self, group: Siblings<'s>) -> &'s [&'e Element<'e>] {
        self.siblings.get(&group).map_or(&[], Vec::as_slice)
    }

    /// Returns whether the element is there in which a group stands.
    pub fn holds(&self, (kind, holder): Siblings<'_>) -> bool {
        kind.holder().is_none_or(|kind| self.all((kind, "")).iter().any(|element| element.id == holder))
    }

    /// Returns the groups in an element, with what is in them.
    pub fn within(&self, element: &Element<'_>) -> impl Iterator<Item = (Siblings<'e>, &[&'e Element<'e>])> {
        let is_within =
            |(kind, holder): &Siblings<'e>| kind.holder() == Some(element.kind) && *holder == element.id;
        let groups = self.groups.iter().copied().filter(move |group| is_within(group));
        groups.map(|group| (group, self.all(group)))
    }

    /// Returns the fingerprints that count an element or something in it.
    pub fn touched_by(&self, element: &Element<'_>) -> Touched {
        let inside = self.within(element).flat_map(|(_, all)| all.iter().copied());
        inside.fold(element.touched(), |all, each| all.with(each.touched()))
    }

    /// Returns whether a result depends on a question.
    pub fn is_scored(&self, question: &str) -> bool {
        self.scored.contains(question)
    }

    /// Returns whether a score takes the points of a question.
    pub fn is_taken(&self, question: &str) -> bool {
        self.taken.contains(question)
    }
}
