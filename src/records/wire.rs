//! What all documents have in common: how they are written, the version of their format, exact numbers,
//! days, objects whose keys keep their order, and the seal. It knows no document. Its one surprise: serde
//! takes a list in the place of an object; [`Object`] does not.

use std::fmt;
use std::marker::PhantomData;

use jiff::civil::Date;
use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserialize, Deserializer, Error as _, MapAccess, Visitor};
use serde::{Serialize, Serializer};
use serde_json::value::RawValue;

use crate::decimal::Decimal;
use crate::questionnaire::fingerprint::Canon;

/// Writes a document for other programs and for people who look into it.
pub fn written(document: &impl Serialize) -> String {
    let mut json = serde_json::to_string_pretty(document).expect("a document has only text keys");
    json.push('\n');
    json
}

/// Returns the seal of a document of that kind, whose own place for a seal is empty: a SHA-256 over all of
/// it. Anybody can make one; it shows that something was changed by accident or without care, not by whom.
pub fn seal_of(kind: &str, bare: &impl Serialize) -> String {
    let mut canon = Canon::default();
    canon.put(kind, serde_json::to_string(bare).expect("a document has only text keys"));
    canon.digest()
}

/// The version of a document's format. No other is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct FormatVersion<const N: u32>;

impl<const N: u32> Serialize for FormatVersion<N> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_u32(N)
    }
}

impl<'de, const N: u32> Deserialize<'de> for FormatVersion<N> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let raw = Box::<RawValue>::deserialize(from)?;
        match Decimal::of_equal(raw.get()) {
            Ok(number) if number.to_string() == N.to_string() => Ok(FormatVersion),
            _ => Err(D::Error::custom(format!("`format` is not {N}; this version reads format {N}"))),
        }
    }
}

/// A number that is written and read exactly, never as a float.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Exact(pub Decimal);

impl Serialize for Exact {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        RawValue::from_string(self.0.to_string()).expect("a decimal is a JSON number").serialize(to)
    }
}

impl<'de> Deserialize<'de> for Exact {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let raw = Box::<RawValue>::deserialize(from)?;
        Decimal::of_equal(raw.get()).map(Exact).map_err(|_| D::Error::custom("a number is expected"))
    }
}

/// A day, without the time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Day(pub Date);

impl Serialize for Day {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = String::deserialize(from)?;
        text.parse().map(Day).map_err(|_| D::Error::custom("`date` is not a date such as 2026-01-31"))
    }
}

/// A value in JSON: a number as it is written, a list without its layout. What it may be, its question tells.
#[derive(Clone)]
pub struct Raw(pub Box<RawValue>);

impl Raw {
    /// Returns a text of ours as it is.
    ///
    /// # Panics
    /// If it is no JSON.
    pub(crate) fn of(json: String) -> Self {
        Raw(RawValue::from_string(json).expect("it was just written as JSON"))
    }

    /// Returns the ids of a list; nothing where it is none.
    pub(crate) fn ids(&self) -> Option<Vec<String>> {
        serde_json::from_str(self.0.get()).ok()
    }
}

impl Serialize for Raw {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(to)
    }
}

impl<'de> Deserialize<'de> for Raw {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let raw = Box::<RawValue>::deserialize(from)?;
        // How a list is laid out is nobody's answer.
        let list = serde_json::from_str::<Vec<String>>(raw.get());
        Ok(list.map_or(Raw(raw), |texts| Raw::of(serde_json::to_string(&texts).expect("texts are JSON"))))
    }
}

/// A struct that is written as an object, and in no other way.
pub struct Object<T>(pub T);

impl<T: Serialize> Serialize for Object<T> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(to)
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Object<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(ObjectVisitor(PhantomData))
    }
}

struct ObjectVisitor<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for ObjectVisitor<T> {
    type Value = Object<T>;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("an object { … }")
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
        T::deserialize(MapAccessDeserializer::new(map)).map(Object)
    }
}

/// An object in which every key stands once, and whose keys keep their order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ordered<T>(pub Vec<(String, T)>);

impl<T> Default for Ordered<T> {
    fn default() -> Self {
        Ordered(Vec::new())
    }
}

impl<T> Ordered<T> {
    /// Returns whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl<T> FromIterator<(String, T)> for Ordered<T> {
    fn from_iter<I: IntoIterator<Item = (String, T)>>(pairs: I) -> Self {
        Ordered(pairs.into_iter().collect())
    }
}

impl<T: Serialize> Serialize for Ordered<T> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_map(self.0.iter().map(|(key, value)| (key, value)))
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Ordered<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(OrderedVisitor(PhantomData))
    }
}

struct OrderedVisitor<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for OrderedVisitor<T> {
    type Value = Ordered<T>;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("an object { … }")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut pairs: Vec<(String, T)> = Vec::new();
        while let Some((key, value)) = map.next_entry::<String, T>()? {
            if pairs.iter().any(|(earlier, _)| *earlier == key) {
                return Err(A::Error::custom(format!("`{key}` stands here twice")));
            }
            pairs.push((key, value));
        }
        Ok(Ordered(pairs))
    }
}
