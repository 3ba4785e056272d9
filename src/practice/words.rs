//! The closed words of scenarios: who the invented person is, where the talk is, and what lies behind if it is
//! not trafficking. They serve the mix of a collection and the comparison of twins; nothing is scored by them.
//! Adding one more is one line here.

use crate::vocabulary::Term;

const fn term(id: &'static str, label: &'static str) -> Term {
    Term { id, label }
}

/// Something that is said of the invented person in one closed word.
pub struct Facet {
    /// Its key in `[person]`.
    pub name: &'static str,
    /// Its words.
    pub words: &'static [Term],
    /// The word that a file without this key has; nothing where the key is needed.
    pub unsaid: Option<&'static str>,
    /// Whether it is a fact of who the person is, in which twins may differ.
    pub is_of_person: bool,
}

const fn needed(name: &'static str, words: &'static [Term]) -> Facet {
    Facet { name, words, unsaid: None, is_of_person: true }
}

const fn optional(name: &'static str, words: &'static [Term], unsaid: &'static str) -> Facet {
    Facet { name, words, unsaid: Some(unsaid), is_of_person: true }
}

/// What is said of the person, in the order of the file.
pub const FACETS: &[Facet] = &[
    needed("age", AGES),
    needed("gender", GENDERS),
    needed("origin", ORIGINS),
    optional("race", RACES, NOT_SAID),
    optional("disability", DISABILITIES, "none_said"),
    optional("trade", TRADES, NOT_SAID),
    needed("speech", SPEECH),
    needed("interpreter", INTERPRETERS),
    needed("company", COMPANY),
    optional("manner", MANNERS, NOT_SAID),
    Facet { name: "place", words: PLACES, unsaid: Some(NOT_SAID), is_of_person: false },
    Facet { name: "exploiter", words: EXPLOITERS, unsaid: Some(NOT_SAID), is_of_person: false },
];

/// The word for what the narration does not tell.
const NOT_SAID: &str = "not_said";

const AGES: &[Term] = &[
    term("adult", "adult"),
    term("young_adult", "adult of 18 to 24"),
    term("older_adult", "adult of 60 or more"),
    term("minor", "under 18"),
    term("unclear", "age unclear"),
];

/// Trans is an adjective beside woman and man, as the Reuters style guide has it
/// (<https://www.masstpc.org/media-center/media-inquiries/>); a trans woman counts among women.
const GENDERS: &[Term] = &[
    term("woman", "woman"),
    term("man", "man"),
    term("trans_woman", "trans woman"),
    term("trans_man", "trans man"),
    term("gender_diverse", "gender-diverse person"),
    term("not_said", "gender not said"),
];

const ORIGINS: &[Term] = &[
    term("born_here", "born in this country"),
    term("born_elsewhere", "born elsewhere"),
    term("not_said", "origin not said"),
];

/// The minimum categories of the US Statistical Policy Directive No. 15 of 2024
/// (<https://spd15revision.gov/content/spd15revision/en/2024-spd15.html>), which calls them social and political
/// and no science of people. American Indian, Alaska Native, First Nations, Inuit, Métis, Aboriginal and Torres
/// Strait Islander people are all `indigenous` here, so that the word fits in Canada and Australia too.
const RACES: &[Term] = &[
    term("black", "Black"),
    term("white", "white"),
    term("latino", "Hispanic or Latino"),
    term("asian", "Asian"),
    term("indigenous", "Indigenous"),
    term("middle_eastern", "Middle Eastern or North African"),
    term("pacific_islander", "Pacific Islander"),
    term("several", "of several of these"),
    term("other", "of another race or ethnicity"),
    term("not_said", "race not said"),
];

/// Physical, mental, intellectual and sensory, as in art. 1 of the UN Convention on the Rights of Persons with
/// Disabilities (<https://www.washingtongroup-disability.com/about/definition-of-disability/>); the sensory
/// ones by name, because what a talk needs is another thing for each.
const DISABILITIES: &[Term] = &[
    term("none_said", "no disability said"),
    term("physical", "a physical disability"),
    term("intellectual", "an intellectual disability"),
    term("developmental", "autistic, or another developmental disability"),
    term("psychosocial", "a mental health condition"),
    term("deaf", "deaf or hard of hearing"),
    term("blind", "blind, or sees little"),
    term("several", "several disabilities"),
    term("other", "another disability"),
];

/// Where the person works or is made to work, also where that is no trade in law.
const TRADES: &[Term] = &[
    term("farm", "farm work"),
    term("fishing", "fishing"),
    term("building", "building"),
    term("factory", "a factory"),
    term("warehouse", "a warehouse"),
    term("laundry", "a laundry"),
    term("cleaning", "cleaning"),
    term("hospitality", "restaurants, bars and hotels"),
    term("shop", "a shop"),
    term("care", "care of people"),
    term("domestic", "work in a home"),
    term("nail_bar", "a nail salon"),
    term("car_wash", "a car wash"),
    term("sales_crew", "a traveling sales crew"),
    term("transport", "transport"),
    term("sex_trade", "the sex trade"),
    term("office", "an office"),
    term("other", "another trade"),
    term("none", "no work"),
    term("not_said", "trade not said"),
];

const SPEECH: &[Term] =
    &[term("fluent", "speaks the language well"), term("limited", "speaks little of the language")];

const INTERPRETERS: &[Term] = &[
    term("not_needed", "no interpreter needed"),
    term("fit", "fit interpreter"),
    term("unfit", "somebody unfit interprets"),
    term("none", "no interpreter"),
];

const COMPANY: &[Term] =
    &[term("alone", "alone"), term("leaves", "company that leaves"), term("stays", "company that stays")];

/// How the person meets whoever asks.
const MANNERS: &[Term] = &[
    term("open", "open"),
    term("guarded", "guarded"),
    term("angry", "angry with whoever asks"),
    term("high", "under the influence of alcohol or drugs"),
    term("dissociating", "dissociating"),
    term("protecting", "protecting whoever exploits them"),
    term("not_said", "manner not said"),
];

/// Where the talk is; how it is held is said beside it.
const PLACES: &[Term] = &[
    term("clinic", "a clinic"),
    term("hospital", "a hospital ward"),
    term("emergency", "an emergency room"),
    term("antenatal", "antenatal care"),
    term("addiction", "addiction treatment"),
    term("school", "a school"),
    term("youth_service", "a service for young people"),
    term("foster_care", "a foster home"),
    term("return_talk", "the return of a child who was missing"),
    term("shelter", "a shelter"),
    term("court", "a court or its diversion program"),
    term("detention", "detention"),
    term("inspection", "a labor inspection"),
    term("legal_aid", "legal aid, a union or a worker center"),
    term("community", "a community center, a library or a pantry"),
    term("outreach", "outreach"),
    term("group", "a group interview"),
    term("other", "another place"),
    term("not_said", "place not said"),
];

/// Who exploits the person.
const EXPLOITERS: &[Term] = &[
    term("parent", "a parent exploits them"),
    term("relative", "a relative exploits them"),
    term("partner", "a partner exploits them"),
    term("friend", "a friend exploits them"),
    term("host", "whoever gives them a bed exploits them"),
    term("boss", "a boss exploits them"),
    term("agency", "an agency exploits them"),
    term("group", "a group exploits them"),
    term("other", "somebody else exploits them"),
    term("not_said", "who exploits them is not said"),
];

/// What lies behind, where the person is not trafficked.
pub const INSTEAD: &[Term] = &[
    term("wage_theft", "pay that is kept back"),
    term("domestic_violence", "violence at home"),
    term("smuggling", "a paid crossing"),
    term("adult_sex_work", "sex work of an adult"),
    term("poverty", "poverty"),
    term("other", "something else"),
];

/// The areas of which a referral directory comes with the program.
pub const AREAS: &[Term] = &[
    term("us", "the United States"),
    term("uk", "the United Kingdom"),
    term("ca", "Canada"),
    term("au", "Australia"),
];

/// Returns what a facet is called in closed words.
pub fn facet(name: &str) -> Option<&'static Facet> {
    FACETS.iter().find(|facet| facet.name == name)
}
