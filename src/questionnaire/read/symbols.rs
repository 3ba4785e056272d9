//! The first pass over a questionnaire: who is who. It declares every id before any rule is read, so
//! that rules may name what stands further down, and a misspelt name can be answered with the
//! nearest one that exists. What is missing or of the wrong type is left to the second pass.

use std::collections::{BTreeMap, BTreeSet};

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::ids::{may_be_id, note_bad_id};
use crate::diagnostic::Diagnostic;
use crate::lookalike;
use crate::questionnaire::model::Rule;
use crate::reading::{MOST_ENTRIES, Notes};
use crate::rules::{
    Answerable, Condition, ContextRef, IndicatorRef, NamedThing, Names, OutcomeRef, QuestionRef, ScoreRef,
};
use crate::source::Span;

/// The most questions of one questionnaire.
pub const MOST_QUESTIONS: usize = 1_000;

/// Every name of one questionnaire.
#[derive(Default)]
pub struct Symbols {
    by_name: BTreeMap<String, (NamedThing, Span)>,
    by_tag: BTreeMap<String, Vec<IndicatorRef>>,
    scales: BTreeMap<String, Vec<String>>,
    ask_ifs: Vec<Option<Rule>>,
    some_without_id: bool,
    /// Ids as they were probably meant, where a character in them only looks right.
    almost: BTreeSet<String>,
}

/// What stands for an id whose own mistake is noted.
static UNCLEAR: NamedThing = NamedThing::Unclear;

impl Names for Symbols {
    fn find(&self, name: &str) -> Option<&NamedThing> {
        let almost = || self.almost.contains(name).then_some(&UNCLEAR);
        self.by_name.get(name).map(|(named, _)| named).or_else(almost)
    }

    fn all(&self) -> Vec<&str> {
        // What is no id is not offered as the right one.
        let nameable = self
            .by_name
            .iter()
            .filter(|(name, (named, _))| !matches!(named, NamedThing::Other(_)) && may_be_id(name));
        nameable.map(|(name, _)| name.as_str()).collect()
    }

    fn tagged(&self, tag: &str) -> Vec<IndicatorRef> {
        self.by_tag.get(tag).cloned().unwrap_or_default()
    }

    fn tags(&self) -> Vec<&str> {
        self.by_tag.keys().map(String::as_str).collect()
    }

    fn ask_if(&self, question: QuestionRef) -> Option<(&Condition, &str)> {
        let rule = self.ask_ifs.get(question.index())?.as_ref()?;
        Some((&rule.condition, &rule.text))
    }

    fn some_without_id(&self) -> bool {
        self.some_without_id
    }
}

impl Symbols {
    /// Declares every id of a document and notes those that are no ids or are used twice.
    pub fn declare_all(root: &DeTable<'_>, notes: &Notes<'_>) -> Symbols {
        let mut symbols = Symbols::default();
        for scale in tables(root, "scale") {
            symbols.declare(scale, NamedThing::Other("a scale"), notes);
            if let (Some((id, _)), Some(options)) = (text(scale, "id"), ids_of(scale, "options")) {
                symbols.scales.insert(id.to_owned(), options);
            }
        }
        let plain: [(&str, &str); 6] = [
            ("gate", "a gate"),
            ("opening", "an opening"),
            ("section", "a section"),
            ("disclosure", "a disclosure"),
            ("action", "an action"),
            ("stop", "a stop"),
        ];
        for (key, what) in plain {
            for table in tables(root, key) {
                symbols.declare(table, NamedThing::Other(what), notes);
            }
        }
        // A question outside a section is noted as an unknown key.
        tables(root, "question").for_each(|table| symbols.declare(table, NamedThing::Unclear, notes));
        for (place, context) in tables(root, "context").enumerate() {
            let named = context_answers(context)
                .map_or(NamedThing::Unclear, |answers| NamedThing::Context(ContextRef::at(place), answers));
            symbols.declare(context, named, notes);
        }
        let questions = tables(root, "section").flat_map(|section| tables(section, "question"));
        for (place, question) in questions.enumerate() {
            let named = symbols
                .answers(question)
                .filter(|_| place < MOST_QUESTIONS)
                .map_or(NamedThing::Unclear, |answers| NamedThing::Question(QuestionRef::at(place), answers));
            symbols.declare(question, named, notes);
        }
        symbols.declare_rules(root, notes);
        symbols
    }

    fn declare_rules(&mut self, root: &DeTable<'_>, notes: &Notes<'_>) {
        for (place, indicator) in tables(root, "indicator").enumerate() {
            let place = IndicatorRef::at(place);
            self.declare(indicator, NamedThing::Indicator(place), notes);
            for tag in texts(indicator, "tags") {
                let tagged = self.by_tag.entry(tag.to_owned()).or_default();
                if tagged.last() != Some(&place) {
                    tagged.push(place);
                }
            }
        }
        for (place, score) in tables(root, "score").enumerate() {
            self.declare(score, NamedThing::Score(ScoreRef::at(place)), notes);
        }
        for (place, outcome) in tables(root, "outcome").enumerate() {
            let named = ids_of(outcome, "levels")
                .map_or(NamedThing::Unclear, |levels| NamedThing::Outcome(OutcomeRef::at(place), levels));
            self.declare(outcome, named, notes);
        }
        // What is beyond the most that can be read is noted there; its names are known all the same.
        for key in ["context", "section", "indicator", "score", "outcome"] {
            for beyond in items(root, key).skip(MOST_ENTRIES).filter_map(|item| item.get_ref().as_table()) {
                self.declare(beyond, NamedThing::Unclear, notes);
            }
        }
    }

    /// Returns where a name is declared.
    pub fn place(&self, name: &str) -> Span {
        self.by_name.get(name).map_or(0..0, |(_, span)| span.clone())
    }

    /// Returns the ids of all scales.
    pub fn scales(&self) -> impl Iterator<Item = &str> {
        self.scales.keys().map(String::as_str)
    }

    /// Returns the ids of what means such a thing.
    pub fn named(&self, wanted: impl Fn(&NamedThing) -> bool) -> impl Iterator<Item = &str> {
        let ids = self.by_name.iter().filter(move |(_, (named, _))| wanted(named));
        ids.map(|(id, _)| id.as_str())
    }

    /// Remembers the `ask_if` of the next question in the order of the file.
    pub fn remember_ask_if(&mut self, ask_if: Option<Rule>) {
        self.ask_ifs.push(ask_if);
    }

    fn declare(&mut self, table: &DeTable<'_>, named: NamedThing, notes: &Notes<'_>) {
        let Some((id, span)) = text(table, "id").filter(|(id, _)| !id.trim().is_empty()) else {
            self.some_without_id = true;
            return;
        };
        // Rules may name it all the same: its own mistake is enough.
        note_bad_id(id, &span, notes);
        if !may_be_id(id) {
            let meant = lookalike::as_meant(id);
            self.almost.insert(meant.trim().to_owned());
            self.almost.insert(meant.split_whitespace().collect());
        }
        let Some((earlier, first)) = self.by_name.get_mut(id) else {
            self.by_name.insert(id.to_owned(), (named, span));
            return;
        };
        let message = format!("the id `{id}` is used twice");
        notes.add(
            Diagnostic::error("duplicate-id", span, message)
                .help("give this one another id; all ids of a file are one namespace")
                .see(first.clone(), "first used here"),
        );
        *earlier = NamedThing::Unclear;
        self.some_without_id = true;
    }

    /// What the answers of a question can be; nothing if that is not written as it should be.
    fn answers(&self, question: &DeTable<'_>) -> Option<Answerable> {
        let options = || match text(question, "scale") {
            Some((scale, _)) => self.scales.get(scale).cloned(),
            None => ids_of(question, "options"),
        };
        Some(match text(question, "kind")?.0 {
            "yes_no" => Answerable::YesNo,
            "choice" => Answerable::OneOf { options: ids_of(question, "options")?, ordered: false },
            "scale" => Answerable::OneOf { options: options()?, ordered: true },
            "choices" => Answerable::SomeOf { options: ids_of(question, "options")? },
            "number" => Answerable::Number,
            "date_part" => Answerable::NotForRules {
                instead: "ask what the rule needs directly, such as \"Were you under 18 when it began?\"",
            },
            "text" => Answerable::NotForRules { instead: "ask a yes/no or choice question for the rule" },
            _ => return None,
        })
    }
}

fn context_answers(context: &DeTable<'_>) -> Option<Answerable> {
    match text(context, "kind").map(|(kind, _)| kind) {
        Some("yes_no") => Some(Answerable::YesNo),
        Some("number") => Some(Answerable::Number),
        Some("choice") | None => {
            let options: Vec<String> = texts(context, "options").map(str::to_owned).collect();
            (options.len() >= 2).then_some(Answerable::OneOf { options, ordered: false })
        }
        _ => None,
    }
}

fn text<'t>(table: &'t DeTable<'_>, key: &str) -> Option<(&'t str, Span)> {
    let value = table.get(key)?;
    Some((value.get_ref().as_str()?.trim_end_matches(' '), value.span()))
}

/// The entries of a list; what stands alone where a list should be is a list of one.
fn items<'t>(table: &'t DeTable<'_>, key: &str) -> impl Iterator<Item = &'t Spanned<DeValue<'t>>> {
    let value = table.get(key);
    let list = value.and_then(|value| value.get_ref().as_array());
    let alone = value.filter(|_| list.is_none());
    list.into_iter().flat_map(|list| list.iter()).chain(alone)
}

fn tables<'t>(table: &'t DeTable<'_>, key: &str) -> impl Iterator<Item = &'t DeTable<'t>> {
    items(table, key).take(MOST_ENTRIES).filter_map(|item| item.get_ref().as_table())
}

fn texts<'t>(table: &'t DeTable<'_>, key: &str) -> impl Iterator<Item = &'t str> {
    items(table, key).filter_map(|item| item.get_ref().as_str()).map(|text| text.trim_end_matches(' '))
}

/// The ids in a list of options or levels; nothing if some are missing or there are too few.
fn ids_of(table: &DeTable<'_>, key: &str) -> Option<Vec<String>> {
    let id = |item| text(item, "id").map(|(id, _)| id.to_owned()).filter(|id| !id.trim().is_empty());
    let ids: Option<Vec<String>> = tables(table, key).map(id).collect();
    let is_plain = |id: &String| lookalike::as_meant(id) == id.as_str();
    ids.filter(|ids| ids.len() >= 2 && ids.iter().all(is_plain))
}
