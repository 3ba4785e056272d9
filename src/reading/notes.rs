//! What is wrong with a document, collected while it is read.

use std::cell::{Cell, OnceCell, RefCell};

use super::damage::Damage;
use super::{look_alike, text};
use crate::diagnostic::{Diagnostic, in_order};
use crate::source::{Source, Span};
use crate::vocabulary;

/// Collects what is wrong with a document while it is read.
pub struct Notes<'s> {
    source: &'s Source,
    findings: RefCell<Vec<Diagnostic>>,
    errors: Cell<usize>,
    suggestions: Cell<usize>,
    pub(super) damage: RefCell<Damage>,
    /// The text without broken TOML, where there was any.
    pub(super) mended: OnceCell<String>,
}

/// The most findings that are kept; the rest are only counted.
const MOST_FINDINGS: usize = 1_000;

/// The most names for which the nearest known one is looked for.
const MOST_SUGGESTIONS: usize = 100;

impl<'s> Notes<'s> {
    /// Returns an empty collection for a document.
    pub fn new(source: &'s Source) -> Self {
        Notes {
            source,
            findings: RefCell::default(),
            errors: Cell::new(0),
            suggestions: Cell::new(0),
            damage: RefCell::default(),
            mended: OnceCell::new(),
        }
    }

    /// Adds a finding. Names from the document are shown without characters that no text may hold.
    pub fn add(&self, mut finding: Diagnostic) {
        self.errors.set(self.errors.get() + usize::from(finding.is_error()));
        let mut findings = self.findings.borrow_mut();
        if findings.len() < MOST_FINDINGS {
            look_alike::point_out(&mut finding, self.source);
            finding.message = text::shown(&finding.message);
            finding.help = text::shown(&finding.help);
            findings.push(finding);
        }
    }

    /// Adds an error with what to write instead.
    pub fn error(&self, code: &'static str, span: Span, message: impl Into<String>, help: impl Into<String>) {
        self.add(Diagnostic::error(code, span, message).help(help));
    }

    /// Returns the document.
    pub fn source(&self) -> &'s Source {
        self.source
    }

    /// Returns whether anything so far keeps the document from loading.
    pub fn any_error(&self) -> bool {
        self.errors.get() > 0
    }

    /// Returns how many errors there are so far.
    pub fn errors(&self) -> usize {
        self.errors.get()
    }

    /// Returns the known name nearest to a misspelt one. A document with very many unknown names gets
    /// suggestions for the first of them.
    pub fn nearest<'a>(&self, name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
        self.suggestions.set(self.suggestions.get() + 1);
        if self.suggestions.get() > MOST_SUGGESTIONS {
            return None;
        }
        vocabulary::nearest(name, known)
    }

    /// Returns the advice about a word that is none of these: the nearest one, or all of them.
    pub fn one_of(&self, word: &str, known: &[&str]) -> String {
        self.nearest_or(word, known.iter().copied(), '"', || format!("write one of: {}", known.join(", ")))
    }

    /// Returns the advice about a name that is none: the nearest one in those quotes, or something else.
    pub fn nearest_or<'a>(
        &self,
        name: &str,
        known: impl IntoIterator<Item = &'a str>,
        quote: char,
        otherwise: impl FnOnce() -> String,
    ) -> String {
        self.nearest(name, known).map_or_else(otherwise, |near| format!("did you mean {quote}{near}{quote}?"))
    }

    /// Returns the known name nearest to one that may also be missing for another reason; only one that
    /// is so near that it must be meant, if there is such a reason.
    pub fn nearest_if_sure<'a>(
        &self,
        name: &str,
        known: impl IntoIterator<Item = &'a str>,
        other_reason: bool,
    ) -> Option<&'a str> {
        let near = self.nearest(name, known)?;
        let allowed = 1 + usize::from(name.len() > 8);
        (!other_reason || strsim::damerau_levenshtein(name, near) <= allowed).then_some(near)
    }

    /// Returns all findings in the order of the document, without what only follows from broken TOML.
    pub fn into_findings(self) -> Vec<Diagnostic> {
        let damage = self.damage.into_inner();
        let mut findings = self.findings.into_inner();
        let hidden = self.errors.get().saturating_sub(findings.len());
        findings.retain(|finding| !damage.may_cause(finding));
        let mut findings = in_order(findings);
        if hidden > 0 {
            let end = self.source.text().len();
            let message = format!("{hidden} more mistakes are not shown");
            findings.push(Diagnostic::error("too-many", end..end, message).help("mend the others first"));
        }
        findings
    }
}
