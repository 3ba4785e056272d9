//! A finding about a document: what is wrong, where, and what to write instead. It decides nothing;
//! it is drawn as text here. A mistake in somebody's document is data, not a Rust error.

use std::collections::BTreeMap;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};

use crate::source::{Source, Span};
use crate::vocabulary::closed_list;

closed_list! {
    /// How much a finding matters.
    #[derive(PartialOrd, Ord)]
    pub enum Severity {
        /// Worth knowing; nothing has to change.
        Note = "note",
        /// The document still loads.
        Warning = "warning",
        /// The document does not load.
        Error = "error",
    }
}

/// What a code means: for `explain`, for the lists, and for the documentation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Page {
    /// The stable code.
    pub code: &'static str,
    /// What it says, in one sentence.
    pub says: &'static str,
    /// Why it matters, with its source where there is one.
    pub why: &'static str,
    /// A few lines of TOML that it flags.
    pub bad: &'static str,
    /// The same, mended.
    pub good: &'static str,
}

impl Page {
    /// Returns the page that a file `explain/<code>.md` holds: a head with the code and what it says, why it
    /// matters, and what is found and written instead, each as a block of TOML. A file that is written
    /// otherwise does not compile.
    pub const fn of(file: &'static str) -> Page {
        let (code, rest) = around(after(file, "# `"), "`: ");
        let (says, rest) = around(rest, "\n\n");
        let (why, rest) = around(rest, "\n\n## This is found\n\n```toml\n");
        let (bad, rest) = around(rest, "```\n\n## Write instead\n\n```toml\n");
        let (good, _) = around(rest, "```\n");
        Page { code, says, why, bad, good }
    }
}

/// Returns a text without what it begins with.
const fn after(text: &'static str, mark: &str) -> &'static str {
    assert!(holds_at(text, mark, 0), "a page begins with its code");
    text.split_at(mark.len()).1
}

/// Returns what stands before and after the first such mark.
const fn around(text: &'static str, mark: &str) -> (&'static str, &'static str) {
    let mut at = 0;
    while !holds_at(text, mark, at) {
        at += 1;
        assert!(at < text.len(), "a part of the page is missing");
    }
    let (before, rest) = text.split_at(at);
    (before, rest.split_at(mark.len()).1)
}

/// Whether a mark stands at a place. The places are looked at byte by byte: that is all a constant can do.
const fn holds_at(text: &str, mark: &str, at: usize) -> bool {
    let (text, mark) = (text.as_bytes(), mark.as_bytes());
    let mut place = 0;
    while place < mark.len() {
        if at + place >= text.len() || text[at + place] != mark[place] {
            return false;
        }
        place += 1;
    }
    true
}

/// One finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// Its stable name, such as `unknown-name`.
    pub code: &'static str,
    /// Whether the document loads all the same.
    pub severity: Severity,
    /// The offending text.
    pub span: Span,
    /// What is wrong, in one sentence.
    pub message: String,
    /// What to write instead.
    pub help: String,
    /// Another place that explains this one, with what it is.
    pub elsewhere: Option<(Span, String)>,
}

impl Diagnostic {
    /// Returns an error of that code at that place.
    pub fn error(code: &'static str, span: Span, message: impl Into<String>) -> Self {
        Diagnostic {
            code,
            severity: Severity::Error,
            span,
            message: message.into(),
            help: String::new(),
            elsewhere: None,
        }
    }

    /// Returns a warning of that code at that place.
    pub fn warning(code: &'static str, span: Span, message: impl Into<String>) -> Self {
        Diagnostic { severity: Severity::Warning, ..Diagnostic::error(code, span, message) }
    }

    /// Adds what to write instead.
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = help.into();
        self
    }

    /// Points to another place in the same document.
    pub fn see(mut self, span: Span, what: impl Into<String>) -> Self {
        self.elsewhere = Some((span, what.into()));
        self
    }

    /// Returns whether the document cannot be loaded because of this.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }

    /// Draws the finding under its line, without colour, as plain ASCII.
    pub fn draw(&self, source: &Source) -> String {
        let level = match self.severity {
            Severity::Error => Level::ERROR,
            Severity::Warning => Level::WARNING,
            Severity::Note => Level::NOTE,
        };
        let span = underlined(source, &self.span);
        let mut snippet =
            Snippet::source(source.text()).path(source.name()).annotation(AnnotationKind::Primary.span(span));
        if let Some((place, what)) = &self.elsewhere {
            let place = underlined(source, place);
            snippet = snippet.annotation(AnnotationKind::Context.span(place).label(what));
        }
        let mut group = level.primary_title(&self.message).id(self.code).element(snippet);
        if !self.help.is_empty() {
            group = group.element(Level::HELP.message(&self.help));
        }
        Renderer::plain().decor_style(DecorStyle::Ascii).render(&[group])
    }
}

/// The most findings of one code that are drawn for one document.
pub const MOST_DRAWN: usize = 25;

/// Returns the findings that are drawn for people, and a line for each code of which there are more.
pub fn to_draw<T>(findings: &[T], code: impl Fn(&T) -> &'static str) -> (Vec<&T>, Vec<String>) {
    let mut counts: BTreeMap<&'static str, usize> = BTreeMap::new();
    let is_drawn = |finding: &&T| {
        let count = counts.entry(code(finding)).or_insert(0);
        *count += 1;
        *count <= MOST_DRAWN
    };
    let drawn = findings.iter().filter(is_drawn).collect();
    let more = counts.into_iter().filter(|(_, count)| *count > MOST_DRAWN);
    let said =
        |(code, count): (&str, usize)| format!("… and {} more of this kind: {code}", count - MOST_DRAWN);
    (drawn, more.map(said).collect())
}

/// Only the first line of a place is underlined: a table may be long, and its name says enough.
fn underlined(source: &Source, span: &Span) -> Span {
    let span = source.clamp(span);
    let line = source.text()[span.clone()].split('\n').next().unwrap_or_default();
    span.start..span.start + line.trim_end_matches('\r').len()
}

/// Returns the findings in the order of the document, without repetitions.
pub fn in_order(mut findings: Vec<Diagnostic>) -> Vec<Diagnostic> {
    findings.sort_by(|a, b| (a.span.start, a.span.end, a.code).cmp(&(b.span.start, b.span.end, b.code)));
    findings.dedup();
    findings
}
