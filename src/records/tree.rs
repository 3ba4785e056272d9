//! JSON as it is written: numbers keep their text, the order of keys does not count, and a key that
//! stands twice is a mistake. For comparing documents; nothing else is known about them here.

use serde_json::value::RawValue;

use super::refused::{DocumentRefusal, without_values};
use super::wire::Ordered;

/// One JSON value.
#[derive(Clone, PartialEq, Eq)]
pub enum Tree {
    /// `null`, `true`, `false`, or a number as it is written.
    Plain(String),
    /// A text.
    Text(String),
    /// A list.
    List(Vec<Tree>),
    /// An object, by key.
    Object(Vec<(String, Tree)>),
}

/// How deep a document may be nested; ours are far flatter.
const DEEPEST: usize = 32;

impl Tree {
    /// Reads a JSON document.
    ///
    /// # Errors
    /// What is wrong with it; only keys are repeated.
    pub fn read(json: &str) -> Result<Tree, DocumentRefusal> {
        read(json.trim(), 0)
    }

    /// Returns what stands under a key of an object.
    pub fn get(&self, key: &str) -> Option<&Tree> {
        match self {
            Tree::Object(entries) => entries.iter().find(|(known, _)| known == key).map(|(_, value)| value),
            _ => None,
        }
    }

    /// Returns it without these keys, at any depth.
    pub fn without(&self, keys: &[&str]) -> Tree {
        match self {
            Tree::Object(entries) => {
                let left = entries.iter().filter(|(key, _)| !keys.contains(&key.as_str()));
                Tree::Object(left.map(|(key, value)| (key.clone(), value.without(keys))).collect())
            }
            Tree::List(members) => Tree::List(members.iter().map(|member| member.without(keys)).collect()),
            plain => plain.clone(),
        }
    }

    /// Returns a text, or what is plain as it is written.
    pub fn text(&self) -> Option<&str> {
        match self {
            Tree::Plain(text) | Tree::Text(text) => Some(text),
            _ => None,
        }
    }

    /// Returns the members of a list.
    pub fn members(&self) -> &[Tree] {
        match self {
            Tree::List(members) => members,
            _ => &[],
        }
    }

    /// Returns it on one line, for a message.
    pub fn shown(&self) -> String {
        match self {
            Tree::Plain(text) => text.clone(),
            Tree::Text(text) => format!("{text:?}"),
            Tree::List(members) => {
                format!("[{}]", members.iter().map(Tree::shown).collect::<Vec<_>>().join(", "))
            }
            Tree::Object(entries) => {
                let entries = entries.iter().map(|(key, value)| format!("{key}: {}", value.shown()));
                format!("{{{}}}", entries.collect::<Vec<_>>().join(", "))
            }
        }
    }
}

fn read(json: &str, depth: usize) -> Result<Tree, DocumentRefusal> {
    if depth > DEEPEST {
        return Err(DocumentRefusal::TooDeep);
    }
    // Where it is nested, the place is one within the part.
    let failed = |error: serde_json::Error| match depth {
        0 => DocumentRefusal::of_json(&error, ""),
        _ => DocumentRefusal::Within(without_values(&error.to_string())),
    };
    match json.as_bytes().first() {
        Some(b'{') => {
            let Ordered(entries) = serde_json::from_str::<Ordered<Box<RawValue>>>(json).map_err(failed)?;
            let entry = |(key, raw): (String, Box<RawValue>)| Ok((key, read(raw.get(), depth + 1)?));
            let mut entries = entries.into_iter().map(entry).collect::<Result<Vec<_>, DocumentRefusal>>()?;
            entries.sort_by(|(a, _), (b, _)| a.cmp(b));
            Ok(Tree::Object(entries))
        }
        Some(b'[') => {
            let members: Vec<Box<RawValue>> = serde_json::from_str(json).map_err(failed)?;
            let members = members.iter().map(|raw| read(raw.get(), depth + 1));
            Ok(Tree::List(members.collect::<Result<_, DocumentRefusal>>()?))
        }
        Some(b'"') => serde_json::from_str(json).map(Tree::Text).map_err(failed),
        _ => {
            let raw: Box<RawValue> = serde_json::from_str(json).map_err(failed)?;
            Ok(Tree::Plain(raw.get().to_owned()))
        }
    }
}
