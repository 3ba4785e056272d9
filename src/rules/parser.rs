//! Reads the text of a condition. Every name is looked up while reading, so that a condition that
//! exists is one that can be evaluated; the first mistake of grammar ends the reading of that
//! condition, mistakes of names do not.

use std::collections::HashSet;

use super::condition::{Condition, Name, Quantifier};
use super::names::Names;
use super::words::{KEYWORDS, RuleWord, words};
use crate::diagnostic::Diagnostic;
use crate::reading::text::Places;
use crate::reading::{DEEPEST, Notes, Placed};
use crate::source::Span;

/// The mistake has been noted; nothing more can be read here.
pub struct Stopped;

/// What was read, if anything could be.
pub type Read<T> = Result<T, Stopped>;

/// Where the reading of one condition is.
pub struct Parser<'t> {
    pub(super) words: Vec<(RuleWord<'t>, Span)>,
    pub(super) at: usize,
    depth: usize,
    pub(super) text: &'t Placed<String>,
    pub(super) places: Places,
    pub(super) names: &'t dyn Names,
    pub(super) notes: &'t Notes<'t>,
    pub(super) named: Vec<(Name, Span)>,
    /// The place of every condition without members, in the order of the text.
    pub(super) leaves: Vec<Span>,
    pub(super) broken: bool,
}

impl<'t> Parser<'t> {
    /// Begins with the first word.
    pub fn new(text: &'t Placed<String>, names: &'t dyn Names, notes: &'t Notes<'t>) -> Self {
        let places = Places::of(notes.source().text(), &text.span);
        let (words, named, leaves) = (words(&text.value), Vec::new(), Vec::new());
        Parser { words, at: 0, depth: 0, text, places, names, notes, named, leaves, broken: false }
    }

    /// Reads the whole condition.
    pub fn whole(&mut self) -> Read<Condition> {
        let condition = self.any_of()?;
        self.end().map(|()| condition)
    }

    pub(super) fn peek(&self) -> Option<RuleWord<'t>> {
        self.words.get(self.at).map(|(word, _)| *word)
    }

    pub(super) fn peek_text(&self) -> Option<&'t str> {
        self.peek().map(RuleWord::text)
    }

    pub(super) fn here(&self) -> Span {
        let end = self.text.value.len();
        self.words.get(self.at).map_or(end..end, |(_, span)| span.clone())
    }

    pub(super) fn take(&mut self, word: &str) -> bool {
        let found = self.peek_text() == Some(word);
        self.at += usize::from(found);
        found
    }

    pub(super) fn note(&mut self, code: &'static str, span: Span, message: String, help: impl Into<String>) {
        self.broken = true;
        self.notes.add(Diagnostic::error(code, self.places.place(span), message).help(help));
    }

    pub(super) fn stop<T>(&mut self, message: String, help: impl Into<String>) -> Read<T> {
        let here = self.here();
        self.note("bad-condition", here, message, help);
        Err(Stopped)
    }

    pub(super) fn expect(&mut self, sign: &str, after: &str) -> Read<()> {
        if self.take(sign) {
            return Ok(());
        }
        let found = self.found();
        self.stop(format!("expected `{sign}` {after}, found {found}"), format!("write `{sign}` here"))
    }

    pub(super) fn found(&self) -> String {
        self.peek_text().map_or("the end".to_owned(), |word| format!("`{word}`"))
    }

    fn end(&mut self) -> Read<()> {
        match self.peek() {
            None => Ok(()),
            Some(RuleWord::Sign("!=" | "<>")) => self.not_equal(),
            Some(RuleWord::Sign("&&" | "&")) => self.stop("`and` is written as a word".into(), "write `and`"),
            Some(RuleWord::Sign("||")) => self.stop("`or` is written as a word".into(), "write `or`"),
            Some(RuleWord::Sign("=" | "<" | "<=" | ">" | ">=")) => {
                self.stop("a comparison has two sides only".into(), "write two comparisons joined by `and`")
            }
            Some(word) if is_in_capitals(word.text()) => self.stop(
                format!("`{}` is written in capital letters", word.text()),
                format!("write `{}`, in small letters", word.text().to_lowercase()),
            ),
            Some(word) => self.stop(
                format!("`{}` does not belong here", word.text()),
                "join conditions with `and` or `or`",
            ),
        }
    }

    pub(super) fn not_equal<T>(&mut self) -> Read<T> {
        self.stop("there is no `!=`".into(), "write `not (question = answer)`")
    }

    fn any_of(&mut self) -> Read<Condition> {
        let mut members = vec![self.all_of()?];
        while self.take("or") {
            members.push(self.all_of()?);
        }
        Ok(single_or(members, Condition::Any))
    }

    /// Goes one level deeper: into brackets, or behind a `not`.
    fn deeper(&mut self) -> Read<()> {
        self.depth += 1;
        if self.depth <= DEEPEST {
            return Ok(());
        }
        let message = format!("nested deeper than {DEEPEST} levels");
        let here = self.here();
        self.note("nested-too-deep", here, message, "name a part as an indicator and use that name");
        Err(Stopped)
    }

    fn all_of(&mut self) -> Read<Condition> {
        let mut members = vec![self.negated()?];
        while self.take("and") {
            members.push(self.negated()?);
        }
        Ok(single_or(members, Condition::All))
    }

    fn negated(&mut self) -> Read<Condition> {
        let outside = self.depth;
        while self.peek_text() == Some("not") {
            self.deeper()?;
            self.at += 1;
        }
        let mut node = self.primary()?;
        for _ in outside..self.depth {
            node = Condition::Not(Box::new(node));
        }
        self.depth = outside;
        Ok(node)
    }

    fn primary(&mut self) -> Read<Condition> {
        match self.peek() {
            Some(RuleWord::Sign("(")) => {
                self.deeper()?;
                self.at += 1;
                let inner = self.any_of()?;
                self.expect(")", "to close the bracket")?;
                self.depth -= 1;
                Ok(inner)
            }
            Some(RuleWord::Text("at" | "exactly")) => self.count(),
            Some(RuleWord::Text(word)) if word.starts_with(|c: char| c.is_ascii_digit()) => {
                self.stop("a name comes first, not a number".into(), "write it like `hours > 3`")
            }
            Some(RuleWord::Text(word)) if !KEYWORDS.contains(&word) => self.comparison(),
            Some(RuleWord::Sign("!")) => self.stop("`not` is written as a word".into(), "write `not`"),
            Some(word) => self.stop(
                format!("expected a name, found `{}`", word.text()),
                "a condition starts with a name, `not`, `at least N of` or `(`",
            ),
            None => self.stop("the condition ends too early".into(), "write a name after this"),
        }
    }

    fn count(&mut self) -> Read<Condition> {
        let quantifier = self.quantifier()?;
        let number_span = self.here();
        let digits = self.peek_text().filter(|word| word.bytes().all(|byte| byte.is_ascii_digit()));
        let Some(digits) = digits else {
            let found = self.found();
            return self
                .stop(format!("expected a whole number, found {found}"), "write `at least 2 of ( … )`");
        };
        self.at += 1;
        self.expect("of", "after the number")?;
        let members = if self.take("tag") { self.tagged()? } else { self.members()? };
        let Some(wanted) = digits.parse().ok().filter(|n: &u16| *n > 0 && usize::from(*n) <= members.len())
        else {
            let advice = format!("write a number from 1 to {}", members.len());
            let message = format!("{digits} of {} is never a useful question", members.len());
            self.note("bad-count", number_span, message, advice);
            return Ok(Condition::Any(members));
        };
        Ok(Condition::Count(quantifier, wanted, members))
    }

    fn quantifier(&mut self) -> Read<Quantifier> {
        if self.take("exactly") {
            return Ok(Quantifier::Exactly);
        }
        self.at += 1;
        if self.take("least") {
            Ok(Quantifier::AtLeast)
        } else if self.take("most") {
            Ok(Quantifier::AtMost)
        } else {
            let found = self.found();
            self.stop(format!("expected `least` or `most`, found {found}"), "write `at least 2 of ( … )`")
        }
    }

    fn tagged(&mut self) -> Read<Vec<Condition>> {
        let span = self.here();
        let place = self.places.place(span.clone());
        let Some(RuleWord::Text(tag)) = self.peek() else {
            let found = self.found();
            return self.stop(format!("expected a tag, found {found}"), "write `of tag NAME`");
        };
        self.at += 1;
        let indicators = self.names.tagged(tag);
        if indicators.is_empty() {
            let help = self.notes.nearest_or(tag, self.names.tags(), '`', || {
                "give indicators this tag with `tags = [\"…\"]`".to_owned()
            });
            self.note("unknown-tag", span.clone(), format!("no indicator has the tag `{tag}`"), help);
            return Err(Stopped);
        }
        self.named.extend(indicators.iter().map(|indicator| (Name::Indicator(*indicator), place.clone())));
        self.leaves.extend(indicators.iter().map(|_| span.clone()));
        Ok(indicators.into_iter().map(Condition::Indicator).collect())
    }

    fn members(&mut self) -> Read<Vec<Condition>> {
        self.deeper()?;
        self.expect("(", "after `of`")?;
        let mut members: Vec<Condition> = Vec::new();
        let mut seen = HashSet::new();
        loop {
            let start = self.here().start;
            let earlier_broken = std::mem::take(&mut self.broken);
            let member = self.any_of()?;
            let sound = !self.broken;
            self.broken |= earlier_broken;
            let span = start..self.words[self.at - 1].1.end;
            if sound && !seen.insert(member.clone()) {
                let said = format!("`{}` is in this list twice", &self.text.value[span.clone()]);
                self.note("duplicate-member", span, said, "remove one of them");
            }
            members.push(member);
            if !self.take(",") {
                break;
            }
        }
        self.expect(")", "after the last member")?;
        self.depth -= 1;
        Ok(members)
    }
}

fn single_or(mut members: Vec<Condition>, join: impl FnOnce(Vec<Condition>) -> Condition) -> Condition {
    if members.len() == 1 { members.remove(0) } else { join(members) }
}

/// Whether this is a word of the rule language but for its letters: `OR`, `And`.
fn is_in_capitals(word: &str) -> bool {
    !KEYWORDS.contains(&word) && KEYWORDS.contains(&word.to_lowercase().as_str())
}
