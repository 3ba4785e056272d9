//! The structure of a PDF, as a reader of screens hears it: a tree of headings, paragraphs, lists and tables,
//! made before anything is drawn; what is drawn is hung into it page by page.

use krilla::tagging::{Identifier, Node, TagGroup, TagKind, TagTree};

/// The place of an element.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TagPlace(usize);

/// The tree.
#[derive(Default)]
pub struct Structure {
    elements: Vec<(TagKind, Vec<Below>)>,
    roots: Vec<TagPlace>,
}

/// What stands below an element.
enum Below {
    TagPlace(TagPlace),
    Drawn(Identifier),
}

impl Structure {
    /// Adds an element at the end of the document, or of another element.
    pub fn add(&mut self, parent: Option<TagPlace>, tag: impl Into<TagKind>) -> TagPlace {
        let element = TagPlace(self.elements.len());
        self.elements.push((tag.into(), Vec::new()));
        match parent {
            Some(TagPlace(parent)) => self.elements[parent].1.push(Below::TagPlace(element)),
            None => self.roots.push(element),
        }
        element
    }

    /// Hangs something that was drawn below an element.
    pub fn hang(&mut self, element: TagPlace, drawn: Identifier) {
        self.elements[element.0].1.push(Below::Drawn(drawn));
    }

    /// Returns it as it is written.
    pub fn tree(&self) -> TagTree {
        let mut tree = TagTree::new();
        for root in &self.roots {
            tree.push(self.group(*root));
        }
        tree
    }

    fn group(&self, TagPlace(place): TagPlace) -> TagGroup {
        let (tag, below) = &self.elements[place];
        let below = below.iter().map(|below| match below {
            Below::TagPlace(element) => Node::Group(self.group(*element)),
            Below::Drawn(drawn) => Node::Leaf(*drawn),
        });
        TagGroup::with_children(tag.clone(), below.collect())
    }
}
