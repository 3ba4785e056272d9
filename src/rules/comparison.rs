//! Reads comparisons: a name, a sign or a word, and what stands on the other side.

use super::condition::{Bound, Comparison, Condition, Name, Test};
use super::names::{Answerable, NamedThing};
use super::parser::{Parser, Read};
use super::words::RuleWord;
use crate::decimal::Decimal;
use crate::source::Span;
use crate::truth::Set;

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

impl<'t> Parser<'t> {
    pub(super) fn comparison(&mut self) -> Read<Condition> {
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
            Some(RuleWord::Sign("!=" | "<>")) => return self.not_equal(),
            Some(RuleWord::Sign("==")) => return self.stop("`=` is written once".into(), "write `=`"),
            Some(RuleWord::Sign("=<" | "=>")) => {
                return self.stop("the `=` comes last".into(), "write `<=` or `>=`");
            }
            Some(RuleWord::Sign(sign @ ("=" | "<" | "<=" | ">" | ">="))) => {
                self.at += 1;
                self.against(named, name, comparison_of(sign))?
            }
            Some(RuleWord::Text("includes")) => {
                self.at += 1;
                self.includes(named, name)?
            }
            Some(RuleWord::Text("is")) => return self.stop("`is` is written `=`".into(), "write `=`"),
            _ => self.bare(named, name, span),
        };
        self.leaves.push(start..self.words[self.at - 1].1.end);
        Ok(condition.unwrap_or(Condition::Any(Vec::new())))
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
            yes_no if yes_no.answerable() == Some(&Answerable::YesNo) => {
                return yes_no.passes(Test::Is(true));
            }
            NamedThing::Indicator(indicator) => return Some(Condition::Indicator(*indicator)),
            NamedThing::Other(what) => return self.not_for_rules(name, what, span),
            NamedThing::Unclear => return None,
            NamedThing::Score(_) => format!("write `{name} >= 3`"),
            NamedThing::Outcome(_, levels) => format!("write `{name} >= {}`", example(levels)),
            NamedThing::Question(_, answerable) | NamedThing::Context(_, answerable) => match answerable {
                Answerable::SomeOf { options } => format!("write `{name} includes {}`", example(options)),
                Answerable::OneOf { options, .. } => format!("write `{name} = {}`", example(options)),
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
        let Some(RuleWord::Text(right)) = self.peek() else {
            let found = self.found();
            return self.stop(
                format!("expected an answer, a level or a number, found {found}"),
                "write the id of an option or level, yes, no, or a number",
            );
        };
        self.at += 1;
        let Some(named) = named else { return Ok(None) };
        Ok(match named {
            NamedThing::Question(_, answerable) | NamedThing::Context(_, answerable) => {
                let test = self.test(answerable, name, comparison, right, span);
                test.and_then(|test| named.passes(test))
            }
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
        let known = options.iter().map(String::as_str);
        let help =
            self.notes.nearest_or(given, known, '`', || format!("write one of: {}", options.join(", ")));
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
        let Some(named) = named.filter(|named| **named != NamedThing::Unclear) else { return Ok(None) };
        let (first, place) = listed[0].clone();
        let (message, help) = match named.answerable() {
            Some(Answerable::SomeOf { options }) => {
                let set = self.listed_options(options, name, &listed);
                let test = if every { Test::IncludesAll(set) } else { Test::IncludesAny(set) };
                return Ok(named.passes(test));
            }
            Some(_) => (format!("`{name}` has one answer, not several"), format!("write `{name} = {first}`")),
            None => {
                let help = "use `includes` with a choices question".to_owned();
                (format!("`{name}` holds no options to include"), help)
            }
        };
        self.note("wrong-comparison", place, message, help);
        Ok(None)
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
        let Some(RuleWord::Text(option)) = self.peek() else {
            let found = self.found();
            return self.stop(
                format!("expected an option, found {found}"),
                "write `includes X`, `includes any of (X, Y)` or `includes all of (X, Y)`",
            );
        };
        self.at += 1;
        Ok((option, span))
    }
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
