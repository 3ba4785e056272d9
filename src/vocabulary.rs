//! The closed lists of words that questionnaires, directories and packs share. Each list is a table
//! of id and label: adding one more is one line here. And what makes a list of which the code itself means
//! every word: an enum in which each variant stands with its word.

use std::borrow::Cow;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Makes an enum whose variants each have a word, the same in files and in documents.
macro_rules! closed_list {
    ($(#[$of_all:meta])* pub enum $name:ident { $($(#[$of_one:meta])* $variant:ident = $word:literal,)+ }) => {
        $(#[$of_all])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
        #[cfg_attr(test, derive(schemars::JsonSchema))]
        pub enum $name {
            $($(#[$of_one])* #[serde(rename = $word)] $variant,)+
        }

        impl $name {
            /// All of them, in order, each with its word in files and documents.
            pub const WORDS: &[(&'static str, $name)] = &[$(($word, $name::$variant)),+];

            /// Returns the word for it in files and documents.
            pub fn id(self) -> &'static str {
                match self {
                    $($name::$variant => $word,)+
                }
            }
        }
    };
}
pub(crate) use closed_list;

/// One word of a closed list: its id in files, and how it is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Term {
    /// The word in files.
    pub id: &'static str,
    /// The word as shown to people.
    pub label: &'static str,
}

const fn term(id: &'static str, label: &'static str) -> Term {
    Term { id, label }
}

/// What an indicator is about. Act, means and purpose are the three elements of trafficking in
/// art. 3 of the Palermo Protocol and in 22 USC 7102.
pub const FAMILIES: &[Term] = &[
    term("act", "Act"),
    term("means", "Means"),
    term("purpose", "Purpose"),
    term("vulnerability", "Vulnerability"),
    term("risk", "Risk"),
    term("harm", "Harm"),
    term("strength", "Strength"),
];

/// Forms of exploitation.
pub const FORMS: &[Term] = &[
    term("labor", "labor"),
    term("sex", "sex"),
    term("servitude", "domestic servitude"),
    term("criminality", "made to commit offences"),
    term("marriage", "forced marriage"),
    term("organs", "removal of organs"),
];

/// Systems of codes that have a short name here; any other is named by its address.
pub const CODE_SYSTEMS: &[Term] = &[
    term("loinc", "LOINC, http://loinc.org"),
    term("snomed", "SNOMED CT, http://snomed.info/sct"),
    term("icd-10", "ICD-10, http://hl7.org/fhir/sid/icd-10"),
    term("icd-10-cm", "ICD-10-CM, http://hl7.org/fhir/sid/icd-10-cm"),
    term("icd-11", "ICD-11, http://id.who.int/icd/release/11/mms"),
    term("htcds", "Human Trafficking Case Data Standard of the IOM"),
];

/// What a person may need, an action may ask for and a service may offer.
pub const NEEDS: &[Term] = &[
    term("emergency", "emergency help"),
    term("trafficking_support", "support after trafficking or exploitation"),
    term("child_protection", "child protection"),
    term("crisis_support", "someone to talk to in a crisis"),
    term("sexual_assault_support", "support after sexual violence"),
    term("domestic_violence_support", "support with violence at home"),
    term("labor_rights", "help with pay and work rights"),
    term("immigration_legal", "an immigration lawyer"),
    term("legal", "legal help"),
    term("housing", "a place to stay"),
    term("food", "food"),
    term("medical", "medical care"),
    term("mental_health", "mental health care"),
    term("substance_use", "help with alcohol or drugs"),
    term("youth_support", "support for young people"),
    term("benefits", "benefits"),
    term("interpreter", "an interpreter"),
    term("work", "safe work"),
    term("education", "school or training"),
    term("faith_culture", "faith or cultural support"),
    term("child_from_abroad", "help for a child from another country"),
];

/// What a jurisdiction pack has texts on, by the `topic` of an action or the opening `limits`.
pub const TOPICS: &[Term] = &[
    term("limits", "what cannot stay private"),
    term("minor", "somebody under 18, or who may be"),
    term("minor_foreign_national", "somebody under 18 who is a foreign national"),
    term("adult_disclosure", "telling others about an adult"),
    term("immigration", "immigration"),
];

/// Returns the term of a list with that id.
pub fn find(list: &'static [Term], id: &str) -> Option<&'static Term> {
    list.iter().find(|term| term.id == id)
}

/// A term is written by its id; what reads it says which list it is of.
impl Serialize for Term {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(self.id)
    }
}

/// Reads the id of a family.
///
/// # Errors
/// That there is none with that id.
pub fn family<'de, D: Deserializer<'de>>(from: D) -> Result<&'static Term, D::Error> {
    known("family", FAMILIES, <&str>::deserialize(from)?)
}

/// Reads the ids of forms of exploitation.
///
/// # Errors
/// That there is none with one of those ids.
pub fn forms<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<&'static Term>, D::Error> {
    Vec::<&str>::deserialize(from)?.into_iter().map(|id| known("form", FORMS, id)).collect()
}

/// Reads the ids of needs.
///
/// # Errors
/// That there is none with one of those ids.
pub fn needs<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<&'static Term>, D::Error> {
    // In a document of somebody else's, a word may be written with escapes.
    Vec::<Word<'_>>::deserialize(from)?.into_iter().map(|Word(id)| known("need", NEEDS, &id)).collect()
}

#[derive(Deserialize)]
struct Word<'w>(#[serde(borrow)] Cow<'w, str>);

fn known<E: serde::de::Error>(of: &str, list: &'static [Term], id: &str) -> Result<&'static Term, E> {
    find(list, id).ok_or_else(|| E::custom(format_args!("no {of} has that name")))
}

/// Returns the label of an id, or the id itself where the list does not hold it.
pub fn label<'a>(list: &'static [Term], id: &'a str) -> &'a str {
    find(list, id).map_or(id, |term| term.label)
}

/// The longest name for which a near one is looked for, in characters; comparing takes the square of it.
const LONGEST_NAME: usize = 128;

/// Returns the known name nearest to a misspelt one, if one is near enough to suggest.
pub fn nearest<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let length = name.chars().count();
    let allowed = 1 + length / 4;
    let is_near = |other: &&str| length <= LONGEST_NAME && other.chars().count().abs_diff(length) <= allowed;
    known
        .into_iter()
        .filter(is_near)
        .map(|candidate| (strsim::damerau_levenshtein(name, candidate), candidate))
        .filter(|(distance, _)| *distance <= allowed)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}
