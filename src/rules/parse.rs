//! Reads the text of a condition. Every name is looked up while reading, so that a condition that
//! exists is one that can be evaluated; the first mistake of grammar ends the reading of that
//! condition, mistakes of names do not.

use std::collections::HashSet;

use super::words::{KEYWORDS, Word, words};
use super::{
    Bound, Comparison, Condition, ContextRef, IndicatorRef, Name, OutcomeRef, Quantifier, QuestionRef,
    ScoreRef, Test,
};
use crate::decimal::Decimal;
use crate::diagnostic::Diagnostic;
use crate::reading::text::Places;
use crate::reading::{DEEPEST, Notes, Placed};
use crate::source::Span;
use crate::truth::Set;

/// What the answers of a question or context can be, as far as rules are concerned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answerable {
    /// Yes or no.
    YesNo,
    /// One option.
    OneOf {
        /// The ids of the options.
        options: Vec<String>,
        /// Whether they have an order, lowest first.
        ordered: bool,
    },
    /// Some of these options.
    SomeOf {
        /// The ids of the options.
        options: Vec<String>,
    },
    /// A number.
    Number,
    /// For storing and showing only, with what to do instead.
    NotForRules {
        /// What to do instead.
        instead: &'static str,
    },
}

/// What a name stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NamedThing {
    /// A question.
    Question(QuestionRef, Answerable),
    /// A context.
    Context(ContextRef, Answerable),
    /// An indicator.
    Indicator(IndicatorRef),
    /// A score.
    Score(ScoreRef),
    /// An outcome with its levels, lowest first.
    Outcome(OutcomeRef, Vec<String>),
    /// Something whose own mistake is noted where it stands; what rules say of it is not looked at.
    Unclear,
    /// Something that no rule can name: what it is, such as "an action".
    Other(&'static str),
}

/// The names of one document.
pub trait Names {
    /// Returns what a name stands for.
    fn find(&self, name: &str) -> Option<&NamedThing>;
    /// Returns all names, for suggestions.
    fn all(&self) -> Vec<&str>;
    /// Returns the indicators with that tag, in the order of the file.
    fn tagged(&self, tag: &str) -> Vec<IndicatorRef>;
    /// Returns all tags, for suggestions.
    fn tags(&self) -> Vec<&str>;
    /// Returns the `ask_if` of a question that was read before, if it has one, and its text.
    fn ask_if(&self, question: QuestionRef) -> Option<(&Condition, &str)>;
    /// Returns whether something has no id of its own, so that an unknown name may be its.
    fn some_without_id(&self) -> bool;
}

/// A condition, and where in the document it names what.
pub struct Parsed {
    /// The condition.
    pub condition: Condition,
    /// Everything that it names, with its place, in the order of the text.
    pub names: Vec<(Name, Span)>,
}

/// Words that would ask whether somebody refused; no rule may.
const REFUSALS: [&str; 10] = [
    "declined",
    "decline",
    "refused",
    "refuse",
    "dont_know",
    "unknown",
    "later",
    "skipped",
    "unanswered",
    "missing",
];

/// Reads a condition and notes what is wrong with it.
pub fn parse(text: &Placed<String>, names: &dyn Names, notes: &Notes<'_>) -> Option<Parsed> {
    let places = Places::of(notes.source().text(), &text.span);
    let mut parser = Parser {
        words: words(&text.value),
        at: 0,
        depth: 0,
        text,
        places,
        names,
        notes,
        named: Vec::new(),
        broken: false,
    };
    let read = parser.any_of().and_then(|node| parser.end().map(|()| node));
    let node = read.ok()?;
    if parser.broken {
        return None;
    }
    parser.check_guards(&node, &mut Vec::new(), false);
    (!parser.broken).then(|| Parsed { condition: node.lower(), names: parser.named })
}

/// A condition with the places of its text, needed only while reading.
enum Node {
    Leaf { condition: Condition, span: Span },
    Not(Box<Node>),
    All(Vec<Node>),
    Any(Vec<Node>),
    Count(Quantifier, u16, Vec<Node>),
}

impl Node {
    fn lower(&self) -> Condition {
        let lowered = |members: &[Node]| members.iter().map(Node::lower).collect();
        match self {
            Node::Leaf { condition, .. } => condition.clone(),
            Node::Not(node) => Condition::Not(Box::new(node.lower())),
            Node::All(members) => Condition::All(lowered(members)),
            Node::Any(members) => Condition::Any(lowered(members)),
            Node::Count(quantifier, wanted, members) => {
                Condition::Count(*quantifier, *wanted, lowered(members))
            }
        }
    }
}

/// The mistake has been noted; nothing more can be read here.
struct Stopped;

type Read<T> = Result<T, Stopped>;

struct Parser<'t> {
    words: Vec<(Word<'t>, Span)>,
    at: usize,
    depth: usize,
    text: &'t Placed<String>,
    places: Places,
    names: &'t dyn Names,
    notes: &'t Notes<'t>,
    named: Vec<(Name, Span)>,
    broken: bool,
}

impl<'t> Parser<'t> {
    // ---- words ----

    fn peek(&self) -> Option<Word<'t>> {
        self.words.get(self.at).map(|(word, _)| *word)
    }

    fn peek_text(&self) -> Option<&'t str> {
        self.peek().map(Word::text)
    }

    fn here(&self) -> Span {
        let end = self.text.value.len();
        self.words.get(self.at).map_or(end..end, |(_, span)| span.clone())
    }

    fn take(&mut self, word: &str) -> bool {
        let found = self.peek_text() == Some(word);
        self.at += usize::from(found);
        found
    }

    fn note(&mut self, code: &'static str, span: Span, message: String, help: impl Into<String>) {
        self.broken = true;
        self.notes.add(Diagnostic::error(code, self.places.place(span), message).help(help));
    }

    fn stop<T>(&mut self, message: String, help: impl Into<String>) -> Read<T> {
        let here = self.here();
        self.note("bad-condition", here, message, help);
        Err(Stopped)
    }

    fn expect(&mut self, sign: &str, after: &str) -> Read<()> {
        if self.take(sign) {
            return Ok(());
        }
        let found = self.found();
        self.stop(format!("expected `{sign}` {after}, found {found}"), format!("write `{sign}` here"))
    }

    fn found(&self) -> String {
        self.peek_text().map_or("the end".to_owned(), |word| format!("`{word}`"))
    }

    fn end(&mut self) -> Read<()> {
        match self.peek() {
            None => Ok(()),
            Some(Word::Sign("!=" | "<>")) => self.not_equal(),
            Some(Word::Sign("&&" | "&")) => self.stop("`and` is written as a word".into(), "write `and`"),
            Some(Word::Sign("||")) => self.stop("`or` is written as a word".into(), "write `or`"),
            Some(Word::Sign("=" | "<" | "<=" | ">" | ">=")) => {
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

    fn not_equal<T>(&mut self) -> Read<T> {
        self.stop("there is no `!=`".into(), "write `not (question = answer)`")
    }

    // ---- grammar, loosest first ----

    fn any_of(&mut self) -> Read<Node> {
        let mut members = vec![self.all_of()?];
        while self.take("or") {
            members.push(self.all_of()?);
        }
        Ok(single_or(members, Node::Any))
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

    fn all_of(&mut self) -> Read<Node> {
        let mut members = vec![self.negated()?];
        while self.take("and") {
            members.push(self.negated()?);
        }
        Ok(single_or(members, Node::All))
    }

    fn negated(&mut self) -> Read<Node> {
        let outside = self.depth;
        while self.peek_text() == Some("not") {
            self.deeper()?;
            self.at += 1;
        }
        let mut node = self.primary()?;
        for _ in outside..self.depth {
            node = Node::Not(Box::new(node));
        }
        self.depth = outside;
        Ok(node)
    }

    fn primary(&mut self) -> Read<Node> {
        match self.peek() {
            Some(Word::Sign("(")) => {
                self.deeper()?;
                self.at += 1;
                let inner = self.any_of()?;
                self.expect(")", "to close the bracket")?;
                self.depth -= 1;
                Ok(inner)
            }
            Some(Word::Text("at" | "exactly")) => self.count(),
            Some(Word::Text(word)) if word.starts_with(|c: char| c.is_ascii_digit()) => {
                self.stop("a name comes first, not a number".into(), "write it like `hours > 3`")
            }
            Some(Word::Text(word)) if !KEYWORDS.contains(&word) => self.comparison(),
            Some(Word::Sign("!")) => self.stop("`not` is written as a word".into(), "write `not`"),
            Some(word) => self.stop(
                format!("expected a name, found `{}`", word.text()),
                "a condition starts with a name, `not`, `at least N of` or `(`",
            ),
            None => self.stop("the condition ends too early".into(), "write a name after this"),
        }
    }

    fn count(&mut self) -> Read<Node> {
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
            return Ok(Node::Any(members));
        };
        Ok(Node::Count(quantifier, wanted, members))
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

    fn tagged(&mut self) -> Read<Vec<Node>> {
        let span = self.here();
        let place = self.places.place(span.clone());
        let Some(Word::Text(tag)) = self.peek() else {
            let found = self.found();
            return self.stop(format!("expected a tag, found {found}"), "write `of tag NAME`");
        };
        self.at += 1;
        let indicators = self.names.tagged(tag);
        if indicators.is_empty() {
            let help = match self.notes.nearest(tag, self.names.tags()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => "give indicators this tag with `tags = [\"…\"]`".into(),
            };
            self.note("unknown-tag", span.clone(), format!("no indicator has the tag `{tag}`"), help);
            return Err(Stopped);
        }
        self.named.extend(indicators.iter().map(|indicator| (Name::Indicator(*indicator), place.clone())));
        let leaf = |indicator| Node::Leaf { condition: Condition::Indicator(indicator), span: span.clone() };
        Ok(indicators.into_iter().map(leaf).collect())
    }

    fn members(&mut self) -> Read<Vec<Node>> {
        self.deeper()?;
        self.expect("(", "after `of`")?;
        let mut members: Vec<Node> = Vec::new();
        let mut seen = HashSet::new();
        loop {
            let start = self.here().start;
            let earlier_broken = std::mem::take(&mut self.broken);
            let member = self.any_of()?;
            let sound = !self.broken;
            self.broken |= earlier_broken;
            let span = start..self.words[self.at - 1].1.end;
            if sound && !seen.insert(member.lower()) {
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

    // ---- comparisons ----

    fn comparison(&mut self) -> Read<Node> {
        let span = self.here();
        let name = self.peek_text().expect("the caller saw a word");
        self.at += 1;
        let named = self.names.find(name);
        match named {
            Some(named) => self.remember(named, &span),
            None => self.unknown_name(name, span.clone()),
        }
        let start = span.start;
        let condition = match self.peek() {
            Some(Word::Sign("!=" | "<>")) => return self.not_equal(),
            Some(Word::Sign("==")) => return self.stop("`=` is written once".into(), "write `=`"),
            Some(Word::Sign("=<" | "=>")) => {
                return self.stop("the `=` comes last".into(), "write `<=` or `>=`");
            }
            Some(Word::Sign(sign @ ("=" | "<" | "<=" | ">" | ">="))) => {
                self.at += 1;
                self.against(named, name, comparison_of(sign))?
            }
            Some(Word::Text("includes")) => {
                self.at += 1;
                self.includes(named, name)?
            }
            Some(Word::Text("is")) => return self.stop("`is` is written `=`".into(), "write `=`"),
            _ => self.bare(named, name, span),
        };
        let span = start..self.words[self.at - 1].1.end;
        let broken = Condition::Any(Vec::new());
        Ok(Node::Leaf { condition: condition.unwrap_or(broken), span })
    }

    /// Remembers what was named where.
    fn remember(&mut self, named: &NamedThing, span: &Span) {
        let name = match named {
            NamedThing::Question(question, _) => Name::Question(*question),
            NamedThing::Context(context, _) => Name::Context(*context),
            NamedThing::Indicator(indicator) => Name::Indicator(*indicator),
            NamedThing::Score(score) => Name::Score(*score),
            NamedThing::Outcome(outcome, _) => Name::Outcome(*outcome),
            NamedThing::Unclear => return self.broken = true,
            NamedThing::Other(_) => return,
        };
        self.named.push((name, self.places.place(span.clone())));
    }

    fn unknown_name(&mut self, name: &str, span: Span) {
        if REFUSALS.contains(&name) {
            return self.refusal(span);
        }
        let message = format!("nothing here is called `{name}`");
        let unsure = self.names.some_without_id();
        if let Some(near) = self.notes.nearest_if_sure(name, self.names.all(), unsure) {
            return self.note("unknown-name", span, message, format!("did you mean `{near}`?"));
        }
        self.broken = true;
        if !unsure {
            let help = "a name is the id of a question, indicator, score, outcome or context of this file";
            self.note("unknown-name", span, message, help);
        }
    }

    fn refusal(&mut self, span: Span) {
        self.note(
            "tests-refusal",
            span,
            "no rule may ask whether a question was declined or left open".into(),
            "remove this test: an unanswered question is unknown, and the result shows its range",
        );
    }

    /// A name alone.
    fn bare(&mut self, named: Option<&NamedThing>, name: &str, span: Span) -> Option<Condition> {
        let help = match named? {
            NamedThing::Question(question, Answerable::YesNo) => {
                return Some(Condition::Question(*question, Test::Is(true)));
            }
            NamedThing::Context(context, Answerable::YesNo) => {
                return Some(Condition::Context(*context, Test::Is(true)));
            }
            NamedThing::Indicator(indicator) => return Some(Condition::Indicator(*indicator)),
            NamedThing::Other(what) => return self.not_for_rules(name, what, span),
            NamedThing::Unclear => return None,
            NamedThing::Score(_) => format!("write `{name} >= 3`"),
            NamedThing::Outcome(_, levels) => format!("write `{name} >= {}`", example(levels)),
            NamedThing::Question(_, answerable) | NamedThing::Context(_, answerable) => match answerable {
                Answerable::SomeOf { options } => {
                    format!("write `{name} includes {}`", example(options))
                }
                Answerable::OneOf { options, .. } => {
                    format!("write `{name} = {}`", example(options))
                }
                Answerable::NotForRules { instead } => (*instead).to_owned(),
                Answerable::Number | Answerable::YesNo => format!("write `{name} >= 3`"),
            },
        };
        self.note("needs-comparison", span, format!("`{name}` alone is neither true nor false"), help);
        None
    }

    fn not_for_rules(&mut self, name: &str, what: &str, span: Span) -> Option<Condition> {
        let message = format!("`{name}` is {what}, which no rule can name");
        self.note("not-for-rules", span, message, "name a question, indicator, score, outcome or context");
        None
    }

    /// A name, a sign, and now the right-hand side.
    fn against(
        &mut self,
        named: Option<&NamedThing>,
        name: &str,
        comparison: Comparison,
    ) -> Read<Option<Condition>> {
        let span = self.here();
        let Some(Word::Text(right)) = self.peek() else {
            let found = self.found();
            return self.stop(
                format!("expected an answer, a level or a number, found {found}"),
                "write the id of an option or level, yes, no, or a number",
            );
        };
        self.at += 1;
        let Some(named) = named else { return Ok(None) };
        Ok(match named {
            NamedThing::Question(question, answerable) => self
                .test(answerable, name, comparison, right, span)
                .map(|test| Condition::Question(*question, test)),
            NamedThing::Context(context, answerable) => self
                .test(answerable, name, comparison, right, span)
                .map(|test| Condition::Context(*context, test)),
            NamedThing::Score(score) => {
                self.bound(name, right, span).map(|bound| Condition::Score(*score, comparison, bound))
            }
            NamedThing::Outcome(outcome, levels) => {
                let chosen = self.option_set(levels, name, comparison, right, span, "level");
                chosen.map(|levels| Condition::Outcome(*outcome, levels))
            }
            NamedThing::Indicator(_) => {
                let message = format!("`{name}` is an indicator: it is present or it is not");
                self.note("wrong-comparison", span, message, format!("write `{name}` or `not {name}`"));
                None
            }
            NamedThing::Other(what) => self.not_for_rules(name, what, span),
            NamedThing::Unclear => None,
        })
    }

    fn test(
        &mut self,
        answerable: &Answerable,
        name: &str,
        comparison: Comparison,
        right: &str,
        span: Span,
    ) -> Option<Test> {
        if REFUSALS.contains(&right) && !answerable.has_option(right) {
            self.refusal(span);
            return None;
        }
        match answerable {
            Answerable::YesNo => self.yes_no(name, comparison, right, span),
            Answerable::Number => self.bound(name, right, span).map(|bound| Test::Number(comparison, bound)),
            Answerable::OneOf { options, ordered } => {
                if !ordered && comparison != Comparison::Equal {
                    let message = format!("the options of `{name}` have no order");
                    let help = format!("write `{name} = {}`, or make it kind = \"scale\"", example(options));
                    self.note("wrong-comparison", span, message, help);
                    return None;
                }
                self.option_set(options, name, comparison, right, span, "option").map(Test::OneOf)
            }
            Answerable::SomeOf { options } => {
                let help = format!("write `{name} includes {}`", example(options));
                self.note("wrong-comparison", span, format!("`{name}` can have several answers"), help);
                None
            }
            Answerable::NotForRules { instead } => {
                let message = format!("`{name}` is for storing and showing, not for rules");
                self.note("not-for-rules", span, message, *instead);
                None
            }
        }
    }

    fn yes_no(&mut self, name: &str, comparison: Comparison, right: &str, span: Span) -> Option<Test> {
        match (comparison, right) {
            (Comparison::Equal, "yes") => Some(Test::Is(true)),
            (Comparison::Equal, "no") => Some(Test::Is(false)),
            _ => {
                let message = format!("`{name}` is answered yes or no");
                let help = format!("write `{name} = yes` or `{name} = no`");
                self.note("wrong-comparison", span, message, help);
                None
            }
        }
    }

    fn bound(&mut self, name: &str, right: &str, span: Span) -> Option<Bound> {
        if let Some(NamedThing::Context(context, Answerable::Number)) = self.names.find(right) {
            self.named.push((Name::Context(*context), self.places.place(span)));
            return Some(Bound::Context(*context));
        }
        match Decimal::parse(right) {
            Ok(number) => Some(Bound::Literal(number)),
            Err(error) => {
                let message = format!("`{name}` is a number, and `{right}` is {error}");
                let help = "write a number such as 4 or 11.5, or the id of a number from the context";
                self.note("wrong-comparison", span, message, help);
                None
            }
        }
    }

    /// The options or levels that compare like this with the named one.
    fn option_set(
        &mut self,
        options: &[String],
        name: &str,
        comparison: Comparison,
        right: &str,
        span: Span,
        what: &str,
    ) -> Option<Set> {
        let Some(place) = options.iter().position(|option| option == right) else {
            self.unknown_option(options, name, right, span, what);
            return None;
        };
        let holds = |other: &usize| match comparison {
            Comparison::Equal => *other == place,
            Comparison::Below => *other < place,
            Comparison::AtMost => *other <= place,
            Comparison::Above => *other > place,
            Comparison::AtLeast => *other >= place,
        };
        Some((0..options.len().min(Set::CAPACITY)).filter(holds).collect())
    }

    fn unknown_option(&mut self, options: &[String], name: &str, given: &str, span: Span, what: &str) {
        let help = match self.notes.nearest(given, options.iter().map(String::as_str)) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("write one of: {}", options.join(", ")),
        };
        self.note("unknown-option", span, format!("`{name}` has no {what} `{given}`"), help);
    }

    fn includes(&mut self, named: Option<&NamedThing>, name: &str) -> Read<Option<Condition>> {
        let every = self.peek_text() == Some("all");
        let listed = if every || self.peek_text() == Some("any") {
            self.at += 1;
            self.expect("of", "after `includes any` or `includes all`")?;
            self.expect("(", "after `of`")?;
            self.option_list()?
        } else {
            vec![self.one_option()?]
        };
        let answerable = match named {
            Some(NamedThing::Question(_, answerable) | NamedThing::Context(_, answerable)) => answerable,
            None | Some(NamedThing::Unclear) => return Ok(None),
            Some(_) => {
                let message = format!("`{name}` holds no options to include");
                self.note(
                    "wrong-comparison",
                    listed[0].1.clone(),
                    message,
                    "use `includes` with a choices question",
                );
                return Ok(None);
            }
        };
        let Answerable::SomeOf { options } = answerable else {
            let message = format!("`{name}` has one answer, not several");
            self.note(
                "wrong-comparison",
                listed[0].1.clone(),
                message,
                format!("write `{name} = {}`", listed[0].0),
            );
            return Ok(None);
        };
        let set = self.listed_options(options, name, &listed);
        let test = if every { Test::IncludesAll(set) } else { Test::IncludesAny(set) };
        Ok(match named {
            Some(NamedThing::Question(question, _)) => Some(Condition::Question(*question, test)),
            Some(NamedThing::Context(context, _)) => Some(Condition::Context(*context, test)),
            _ => None,
        })
    }

    fn listed_options(&mut self, options: &[String], name: &str, listed: &[(&str, Span)]) -> Set {
        let mut set = Set::EMPTY;
        for (option, span) in listed {
            match options.iter().position(|known| known == option) {
                // Too many options are noted where they stand.
                Some(place) if place >= Set::CAPACITY => self.broken = true,
                Some(place) => {
                    if set.has(place) {
                        let said = format!("`{option}` is in this list twice");
                        self.note("duplicate-member", span.clone(), said, "remove one of them");
                    }
                    set = set.with(Set::one(place));
                }
                _ if REFUSALS.contains(option) => self.refusal(span.clone()),
                _ => self.unknown_option(options, name, option, span.clone(), "option"),
            }
        }
        set
    }

    fn option_list(&mut self) -> Read<Vec<(&'t str, Span)>> {
        let mut listed = vec![self.one_option()?];
        while self.take(",") {
            listed.push(self.one_option()?);
        }
        self.expect(")", "after the last option")?;
        Ok(listed)
    }

    fn one_option(&mut self) -> Read<(&'t str, Span)> {
        let span = self.here();
        let Some(Word::Text(option)) = self.peek() else {
            let found = self.found();
            return self.stop(
                format!("expected an option, found {found}"),
                "write `includes X`, `includes any of (X, Y)` or `includes all of (X, Y)`",
            );
        };
        self.at += 1;
        Ok((option, span))
    }

    // ---- not being asked must not make a rule true ----

    /// Notes every negated comparison (or one inside `at most` or `exactly`) over a question with
    /// `ask_if` that is not joined by `and`, outside the negation, with that same `ask_if`.
    fn check_guards(&mut self, node: &Node, guards: &mut Vec<HashSet<Condition>>, negated: bool) {
        match node {
            Node::Leaf { condition: Condition::Question(question, _), span } if negated => {
                self.check_guard(*question, span, guards, None);
            }
            Node::Leaf { .. } => {}
            Node::Not(inner) => match &**inner {
                Node::Leaf { condition: Condition::Question(question, Test::Is(yes)), span } => {
                    self.check_guard(*question, span, guards, Some(!yes));
                }
                _ => self.check_guards(inner, guards, true),
            },
            Node::All(members) => {
                let outer = guards.len();
                if !negated {
                    guards.push(members.iter().flat_map(|member| conjuncts(&member.lower())).collect());
                }
                for member in members {
                    self.check_guards(member, guards, negated);
                }
                guards.truncate(outer);
            }
            Node::Any(members) => {
                for member in members {
                    self.check_guards(member, guards, negated);
                }
            }
            Node::Count(quantifier, _, members) => {
                let negated = negated || *quantifier != Quantifier::AtLeast;
                for member in members {
                    self.check_guards(member, guards, negated);
                }
            }
        }
    }

    /// Notes a question under a negation whose `ask_if` is not joined to it. Where another answer says
    /// the same without the negation, that is the simpler way.
    fn check_guard(
        &mut self,
        question: QuestionRef,
        span: &Span,
        guards: &[HashSet<Condition>],
        instead: Option<bool>,
    ) {
        let Some((ask_if, text)) = self.names.ask_if(question) else { return };
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

impl Answerable {
    fn has_option(&self, id: &str) -> bool {
        match self {
            Answerable::OneOf { options, .. } | Answerable::SomeOf { options } => {
                options.iter().any(|option| option == id)
            }
            _ => false,
        }
    }
}

fn single_or(mut members: Vec<Node>, join: impl FnOnce(Vec<Node>) -> Node) -> Node {
    if members.len() == 1 { members.remove(0) } else { join(members) }
}

/// The parts of a condition that must all hold.
fn conjuncts(condition: &Condition) -> Vec<Condition> {
    match condition {
        Condition::All(members) => members.iter().flat_map(conjuncts).collect(),
        other => vec![other.clone()],
    }
}

/// Whether this is a word of the rule language but for its letters: `OR`, `And`.
fn is_in_capitals(word: &str) -> bool {
    !KEYWORDS.contains(&word) && KEYWORDS.contains(&word.to_lowercase().as_str())
}

/// A condition as a member of one that is joined by `and`.
fn as_member(text: &str) -> String {
    let text = text.trim();
    let has_or = words(text).iter().any(|(word, _)| word.text() == "or");
    if has_or { format!("({text})") } else { text.to_owned() }
}

fn comparison_of(sign: &str) -> Comparison {
    match sign {
        "=" => Comparison::Equal,
        "<" => Comparison::Below,
        "<=" => Comparison::AtMost,
        ">" => Comparison::Above,
        _ => Comparison::AtLeast,
    }
}

fn example(ids: &[String]) -> &str {
    ids.first().map_or("…", String::as_str)
}
