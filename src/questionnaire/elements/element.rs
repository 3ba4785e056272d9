//! What the walk yields: elements, and fields that say what they are, what they hold, what it means if
//! they change, and where they stand.

use std::borrow::Cow;

use super::effect::{Effect, Touched};
use super::kind::{ElementId, ElementKind, Identity};
use crate::decimal::Decimal;
use crate::questionnaire::canonical::canonical;
use crate::questionnaire::location::Place;
use crate::questionnaire::model::{Code, Questionnaire, Rule};
use crate::rules::Name;

/// Something that is declared in a questionnaire, with its fields.
#[derive(Debug, Clone)]
pub struct Element<'q> {
    /// Its kind.
    pub kind: ElementKind,
    /// Its id, with that of what holds it before a dot; what is listed has the id of what it belongs to.
    pub id: Cow<'q, str>,
    /// Where it stands.
    pub place: Place,
    /// Its fields, in the order in which they are told. What is left out in the file is not among them.
    pub fields: Vec<Field<'q>>,
}

/// One key of an element.
#[derive(Debug, Clone)]
pub struct Field<'q> {
    /// The key in the file.
    pub key: &'static str,
    /// What it is called for people; nothing where its value says that itself.
    pub name: &'static str,
    /// What it is, and what it holds.
    pub value: FieldValue<'q>,
    /// What it means if it changes.
    pub effect: Effect,
    /// Whether other fields or elements are there only because of its value; they are told with it.
    pub decides_others: bool,
    /// The key that says whether there is such a field at all: `kind` decides whether there is a `min`.
    pub form: Option<&'static str>,
    /// Where it stands.
    pub place: Place,
}

/// What a field is, and what it holds.
#[derive(Debug, Clone)]
pub enum FieldValue<'q> {
    /// Words.
    Text(Text<'q>),
    /// A rule.
    Rule(&'q Rule),
    /// The id of something that a rule may name, too.
    Named(Name, &'q str),
    /// A number.
    Number(Decimal),
    /// Yes (true) or no (false).
    Flag(bool),
    /// Anything else, as it is written: a word of a closed list, an id, a date, a list of them.
    Fact(Cow<'q, str>),
}

/// A text of a questionnaire.
#[derive(Debug, Clone, Copy)]
pub struct Text<'q> {
    /// Where it stands.
    pub place: Place,
    /// Who reads or hears it.
    pub audience: Audience,
    /// Whether it is a question or an option, and not a statement.
    pub is_question: bool,
    /// The text.
    pub text: &'q str,
}

/// Who reads or hears a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Audience {
    /// The person: it is read aloud.
    Person,
    /// The practitioner alone.
    Practitioner,
    /// Whoever reads the summary.
    Summary,
    /// Whoever looks up where something comes from.
    Scholar,
}

impl<'q> Element<'q> {
    /// Returns what it is called; what has no id is called after what it belongs to.
    pub fn name(&self) -> ElementId {
        match self.kind.identity() {
            Identity::Id | Identity::IdWithin(_) => ElementId::new(self.kind, self.id.as_ref()),
            Identity::Single(kind) => ElementId::new(kind, ""),
            Identity::ListedIn(kind) => ElementId::new(kind, self.id.as_ref()),
            Identity::Listed => ElementId::new(self.kind, ""),
        }
    }

    /// Returns the id of the element that holds it; nothing if that is the questionnaire.
    pub fn holder(&self) -> &str {
        match self.kind.identity() {
            Identity::Id | Identity::Single(_) | Identity::Listed => "",
            Identity::IdWithin(_) => self.id.split('.').next().unwrap_or_default(),
            Identity::ListedIn(_) => &self.id,
        }
    }

    /// Returns the fingerprints that count it or one of its fields.
    pub fn touched(&self) -> Touched {
        self.fields.iter().fold(self.kind.counted_in(), |all, field| all.with(field.effect.touched))
    }

    /// Returns the field of that key, if it is there.
    pub fn field(&self, key: &str) -> Option<&Field<'q>> {
        self.fields.iter().find(|field| field.key == key)
    }

    /// Returns the words by which people know it.
    pub fn label(&self) -> &'q str {
        let text = |field: &Field<'q>| match field.value {
            FieldValue::Text(text) => Some(text.text),
            _ => None,
        };
        self.fields.iter().find_map(text).unwrap_or_default()
    }

    /// Returns everything that its rules and its other fields name.
    pub fn names(&self) -> impl Iterator<Item = Name> {
        self.fields.iter().flat_map(|field| match &field.value {
            FieldValue::Rule(rule) => rule.names(),
            FieldValue::Named(name, _) => vec![*name],
            _ => Vec::new(),
        })
    }
}

impl FieldValue<'_> {
    /// Returns it as people read it.
    pub fn shown(&self) -> String {
        match self {
            FieldValue::Text(text) => text.text.to_owned(),
            FieldValue::Rule(rule) => rule.text.clone(),
            FieldValue::Named(_, id) => (*id).to_owned(),
            FieldValue::Number(number) => number.to_string(),
            FieldValue::Flag(flag) => flag.to_string(),
            FieldValue::Fact(fact) => fact.clone().into_owned(),
        }
    }

    /// Returns it in the one way in which it is compared: a rule by its meaning.
    pub fn canonical(&self, questionnaire: &Questionnaire) -> String {
        match self {
            FieldValue::Rule(rule) => canonical(questionnaire, &rule.condition),
            other => other.shown(),
        }
    }

    /// Returns how much it is, if that can be said.
    pub fn size(&self) -> Option<Decimal> {
        match self {
            FieldValue::Number(number) => Some(*number),
            FieldValue::Flag(flag) => Some(Decimal::whole(i32::from(*flag))),
            _ => None,
        }
    }
}

/// Something that may stand in a file or be left out.
pub trait Written<'q> {
    /// Returns the text, if there is one.
    fn text(self) -> Option<&'q str>;
}

impl<'q> Written<'q> for &'q String {
    fn text(self) -> Option<&'q str> {
        Some(self)
    }
}

impl<'q> Written<'q> for &'q Option<String> {
    fn text(self) -> Option<&'q str> {
        self.as_deref()
    }
}

/// What keys are called for people, where they do not say it themselves.
const NAMES: [(&str, &str); 24] = [
    ("ask", "words"),
    ("say", "words"),
    ("because", "reason"),
    ("next", "what to do next"),
    ("otherwise", "what to do instead"),
    ("in_note", "words in a note"),
    ("no_contact", "words where no contact is wanted"),
    ("copy_note", "what is told where a copy is asked about"),
    ("no_note", "nothing is noted beside it"),
    ("observe", "what may be noted"),
    ("with", "gate on the same screen"),
    ("ask_remote", "words by telephone or video"),
    ("note_remote", "note by telephone or video"),
    ("if_not", "what is chosen where it does not pass"),
    ("proceed_on", "answer that passes"),
    ("asked", "when it is asked"),
    ("part", "part of the summary"),
    ("section", "its section"),
    ("combine", "way of adding up"),
    ("decide_by", "way in which it is decided"),
    ("missing", "count of \"don't know\" as published"),
    ("identity_weight", "permission for identity questions to carry weight"),
    ("n", "number of people studied"),
    ("cut_off", "cut-off studied"),
];

/// An element on its way: one line for each of its fields.
pub struct Fields<'q, P> {
    element: Element<'q>,
    place: P,
    /// Whether the last field that was to be added is there.
    has_last: bool,
}

impl<'q, P: Fn(&'static str) -> Place> Fields<'q, P> {
    /// Begins an element; its place is that of each of its keys.
    pub fn of(kind: ElementKind, id: impl Into<Cow<'q, str>>, place: P) -> Self {
        let element = Element { kind, id: id.into(), place: place(""), fields: Vec::with_capacity(8) };
        Fields { element, place, has_last: false }
    }

    /// Returns the element.
    pub fn done(self) -> Element<'q> {
        self.element
    }

    /// Adds words of the person's, the practitioner's or the summary's.
    pub fn text(self, key: &'static str, audience: Audience, text: impl Written<'q>, effect: Effect) -> Self {
        self.words(key, audience, text.text(), false, effect)
    }

    /// Adds a question, or what can be answered to it.
    pub fn ask(self, key: &'static str, audience: Audience, text: impl Written<'q>, effect: Effect) -> Self {
        self.words(key, audience, text.text(), true, effect)
    }

    /// Adds a note for the practitioner.
    pub fn note(self, note: &'q Option<String>) -> Self {
        self.text("note", Audience::Practitioner, note, Effect::NOTE)
    }

    /// Adds a rule, if there is one.
    pub fn rule(self, key: &'static str, rule: impl Into<Option<&'q Rule>>, effect: Effect) -> Self {
        self.add(key, rule.into().map(FieldValue::Rule), effect)
    }

    /// Adds the id of something that rules may name.
    pub fn named(self, key: &'static str, name: Name, id: &'q str, effect: Effect) -> Self {
        self.add(key, Some(FieldValue::Named(name, id)), effect)
    }

    /// Adds a number, if there is one.
    pub fn number(self, key: &'static str, number: impl Into<Option<Decimal>>, effect: Effect) -> Self {
        self.add(key, number.into().map(FieldValue::Number), effect)
    }

    /// Adds a yes or no.
    pub fn flag(self, key: &'static str, flag: bool, effect: Effect) -> Self {
        self.add(key, Some(FieldValue::Flag(flag)), effect)
    }

    /// Adds anything else that is written as one word.
    pub fn fact(self, key: &'static str, fact: impl Into<Cow<'q, str>>, effect: Effect) -> Self {
        self.add(key, Some(FieldValue::Fact(fact.into())), effect)
    }

    /// Adds anything else, if it is there.
    pub fn maybe(self, key: &'static str, fact: &Option<impl ToString>, effect: Effect) -> Self {
        self.add(key, fact.as_ref().map(|fact| FieldValue::Fact(fact.to_string().into())), effect)
    }

    /// Adds a list, as an author writes it.
    pub fn list<T: AsRef<str>>(
        self,
        key: &'static str,
        list: impl IntoIterator<Item = T>,
        effect: Effect,
    ) -> Self {
        let quoted: Vec<String> = list.into_iter().map(|text| format!("{:?}", text.as_ref())).collect();
        self.fact(key, format!("[{}]", quoted.join(", ")), effect)
    }

    /// Adds what it is called in the systems of others, if that is said.
    pub fn codes(self, codes: &[Code]) -> Self {
        let written: Vec<String> = codes.iter().map(ToString::to_string).collect();
        let written = Some(written.join("; ")).filter(|written| !written.is_empty());
        self.maybe("codes", &written, Effect::METADATA)
    }

    /// Gives the last field another name than its key.
    pub fn called(self, name: &'static str) -> Self {
        self.change_last(|last| last.name = name)
    }

    /// Says that other fields or elements are there only because of the value of the last one.
    pub fn deciding(self) -> Self {
        self.change_last(|last| last.decides_others = true)
    }

    /// Says which key decides whether there is such a field as the last one at all.
    pub fn within(self, form: &'static str) -> Self {
        self.change_last(|last| last.form = Some(form))
    }

    fn words(
        self,
        key: &'static str,
        audience: Audience,
        text: Option<&'q str>,
        is_question: bool,
        effect: Effect,
    ) -> Self {
        let place = (self.place)(key);
        self.add(key, text.map(|text| FieldValue::Text(Text { place, audience, is_question, text })), effect)
    }

    fn add(mut self, key: &'static str, value: Option<FieldValue<'q>>, effect: Effect) -> Self {
        self.has_last = value.is_some();
        let place = (self.place)(key);
        let name = NAMES.iter().find(|(known, _)| *known == key).map_or(key, |(_, name)| name);
        self.element.fields.extend(value.map(|value| Field {
            key,
            name,
            value,
            effect,
            decides_others: false,
            form: None,
            place,
        }));
        self
    }

    fn change_last(mut self, change: impl FnOnce(&mut Field<'q>)) -> Self {
        self.element.fields.last_mut().filter(|_| self.has_last).map(change);
        self
    }
}
