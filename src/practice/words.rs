//! The closed words of scenarios: who the invented person is, and what lies behind if it is not
//! trafficking. Adding one more is one line here.

use crate::vocabulary::Term;

const fn term(id: &'static str, label: &'static str) -> Term {
    Term { id, label }
}

/// What is said of the invented person, one closed list each, in the order of the file.
pub const FACETS: &[(&str, &[Term])] = &[
    ("age", AGES),
    ("gender", GENDERS),
    ("origin", ORIGINS),
    ("speech", SPEECH),
    ("interpreter", INTERPRETERS),
    ("company", COMPANY),
];

const AGES: &[Term] = &[term("adult", "adult"), term("minor", "under 18"), term("unclear", "age unclear")];

const GENDERS: &[Term] = &[
    term("woman", "woman"),
    term("man", "man"),
    term("gender_diverse", "gender-diverse person"),
    term("not_said", "gender not said"),
];

const ORIGINS: &[Term] = &[
    term("born_here", "born in this country"),
    term("born_elsewhere", "born elsewhere"),
    term("not_said", "origin not said"),
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

/// What lies behind, where the person is not trafficked.
pub const INSTEAD: &[Term] = &[
    term("wage_theft", "pay that is kept back"),
    term("domestic_violence", "violence at home"),
    term("smuggling", "a paid crossing"),
    term("adult_sex_work", "sex work of an adult"),
    term("poverty", "poverty"),
    term("other", "something else"),
];
