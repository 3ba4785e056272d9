//! What every collection of scenarios should hold, as tables: who is usually missed, where people are met, how
//! they come across, and which right answers are easily forgotten. Adding one more is one line here.

use super::scenario::Scenario;
use crate::records::{Ended, TalkWay};

/// A thing that a collection should hold, how often, and how it is told.
pub struct ShouldHold {
    /// How often.
    pub at_least: usize,
    /// How it is told.
    pub what: &'static str,
    /// Whether a scenario is one.
    pub is: fn(&Scenario) -> bool,
}

const fn wanted(at_least: usize, what: &'static str, is: fn(&Scenario) -> bool) -> ShouldHold {
    ShouldHold { at_least, what, is }
}

/// What every collection should hold: those who are usually missed (labor, men, gender-diverse and US-born
/// people; <https://delta87.org/2020/04/screening-young-people-for-trafficking-experiences/>), people who are not
/// trafficked, and cases in which not to screen or to stop is right. A woman in the sex trade from abroad and a
/// trans woman in it are met with and without control: who she is says nothing of which.
pub const WANTED: &[ShouldHold] = &[
    wanted(2, "men", |s| is(s, "gender", &["man", "trans_man"])),
    wanted(2, "women", is_woman),
    wanted(2, "gender-diverse people", |s| is(s, "gender", &["gender_diverse", "trans_woman", "trans_man"])),
    wanted(2, "people under 18, or whose age is unclear", |s| is(s, "age", &["minor", "unclear"])),
    wanted(2, "adults", is_adult),
    wanted(2, "people born in this country", |s| is(s, "origin", &["born_here"])),
    wanted(2, "people born elsewhere", |s| is(s, "origin", &["born_elsewhere"])),
    wanted(1, "little of the language, with a fit interpreter", |s| {
        is(s, "speech", &["limited"]) && is(s, "interpreter", &["fit"])
    }),
    wanted(1, "little of the language, without a fit interpreter", |s| {
        is(s, "speech", &["limited"]) && !is(s, "interpreter", &["fit"])
    }),
    wanted(6, "people who are spoken to in another language", |s| s.spoken.is_some()),
    wanted(1, "company that will not leave", |s| is(s, "company", &["stays"])),
    wanted(5, "people who are not trafficked", |s| s.person.forms.is_empty()),
    wanted(3, "cases in which it is right not to screen, or to stop", |s| s.key.ending != Ended::Finished),
    wanted(1, "a talk by telephone", |s| s.held == Some(TalkWay::Telephone)),
    wanted(1, "a talk by video", |s| s.held == Some(TalkWay::Video)),
    wanted(1, "the intake of an adult at a shelter", |s| is(s, "place", &["shelter"]) && is_adult(s)),
    wanted(1, "a parent who exploits", |s| is(s, "exploiter", &["parent"])),
    wanted(1, "a woman born elsewhere in the sex trade, controlled", |s| {
        is_woman(s) && is(s, "origin", &["born_elsewhere"]) && is_in_sex_trade(s, true)
    }),
    wanted(1, "a woman born elsewhere in the sex trade, not controlled", |s| {
        is_woman(s) && is(s, "origin", &["born_elsewhere"]) && is_in_sex_trade(s, false)
    }),
    wanted(1, "a trans woman in the sex trade, controlled", |s| {
        is(s, "gender", &["trans_woman"]) && is_in_sex_trade(s, true)
    }),
    wanted(1, "a trans woman in the sex trade, not controlled", |s| {
        is(s, "gender", &["trans_woman"]) && is_in_sex_trade(s, false)
    }),
];

/// The places at which people are met too rarely in training, one scenario each.
pub const PLACES: &[&str] =
    &["court", "detention", "return_talk", "foster_care", "inspection", "group", "antenatal", "addiction"];

/// The manners that are easily taken for something else, one scenario each.
pub const MANNERS: &[&str] = &["angry", "high", "dissociating", "protecting"];

/// Forms of which there should be a scenario also where no questionnaire looks for them: people are met all the
/// same.
pub const OFTEN_FORGOTTEN: &[&str] = &["criminality", "marriage"];

/// How many scenarios should have a right call between the lowest and the highest level.
pub const MIDDLE: usize = 10;

/// The facts in which a pair of twins should differ, a pair each.
pub const DIFFER: &[&str] = &["origin", "gender", "race", "disability", "age", "trade"];

fn is(scenario: &Scenario, facet: &str, words: &[&str]) -> bool {
    words.contains(&scenario.person.facet(facet))
}

fn is_adult(scenario: &Scenario) -> bool {
    is(scenario, "age", &["adult", "young_adult", "older_adult"])
}

fn is_woman(scenario: &Scenario) -> bool {
    is(scenario, "gender", &["woman", "trans_woman"])
}

/// Whether the person, an adult, sells sex, or is made to; and is exploited in it, or is not.
fn is_in_sex_trade(scenario: &Scenario, controlled: bool) -> bool {
    let person = &scenario.person;
    let sells = is(scenario, "trade", &["sex_trade"])
        || person.instead.is_some_and(|instead| instead.id == "adult_sex_work")
        || person.forms.iter().any(|form| form.id == "sex");
    is_adult(scenario) && sells && person.forms.is_empty() != controlled
}
