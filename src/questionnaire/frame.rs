//! The words around a form: what pages and reports say of whoever it is about, beside the words of its author. A form
//! of what is known has a person who is asked nothing, so nothing is said of a talk with them. One about an
//! organization has nobody who is sent to a service or given something to carry either, and what would be said of
//! that person is left out. Everything that differs is one table here, with a line for each kind of form.

use super::model::{AgeRange, AnswerSource, FormAbout};
use crate::language::open_answers::{COULD_NOT_TELL, NOBODY_HERE_KNOWS};

/// The words around one kind of form.
pub struct FrameWords {
    /// Whether there is a person with an age, who may use a service and carry something home.
    pub has_person: bool,
    /// Whether the person is there, is asked, and can say what they want.
    pub has_talk: bool,
    /// What follows from it that a form is not validated.
    pub not_validated: &'static str,
    /// What it is and what it is not, on the first page.
    pub aid: &'static str,
    /// What stands before the country, on the first page.
    pub numbers: &'static str,
    /// Whose words stand on the line of a printed question.
    pub in_own_words: &'static str,
    /// The answer "don't know" where nobody was asked.
    pub could_not_tell: &'static str,
    /// What every summary states.
    pub statement: &'static str,
    /// What a raised result is worth where few are concerned.
    pub base_rate: Option<&'static str>,
    /// What the one page is called.
    pub note: &'static str,
    /// What is wanted, as a heading.
    pub wants: &'static str,
    /// That nothing of it was said.
    pub wants_nothing: &'static str,
    /// What comes before the first gate.
    pub before: &'static str,
    /// What stands after what helps with services.
    pub decides: Option<&'static str>,
    /// That there is no answer with a value.
    pub nothing_answered: &'static str,
    /// The same where every answer is "don't know".
    pub nobody_knew: &'static str,
    /// How a service is offered.
    pub handoff: Option<&'static str>,
    /// What a copy with everything begins with.
    pub holds_everything: &'static str,
    /// The heading of all answers, where it does not matter where they come from.
    pub marked: Option<&'static str>,
    /// Where an answer comes from, before each answer in a list of evidence.
    evidence_from: Option<&'static str>,
    /// Whether a printed question says from where its answer is taken.
    says_source: bool,
    /// What stands before what came of a step.
    pub came_of_step: &'static str,
    /// What can come of a step, by its word in documents; nothing where that is what a person said to it.
    pub of_steps: &'static [(&'static str, &'static str)],
    /// What leads to marking it.
    pub to_mark: &'static str,
    /// Of what it is marked.
    pub mark_which: &'static str,
    /// That there is nothing to mark.
    pub nothing_to_mark: &'static str,
    /// What a copy holds, by how much it tells: the page, with the reasons, everything.
    pub copies: [&'static str; 3],
}

const PERSON: FrameWords = FrameWords {
    has_person: true,
    has_talk: true,
    not_validated: "expect false alarms, and expect to miss people",
    aid: "This is a screening aid, not a finding. Let the person set the pace.",
    numbers: "Emergency numbers and services",
    in_own_words: "in the person's own words",
    could_not_tell: COULD_NOT_TELL,
    statement: "This is a screening aid. It is not a finding, and it is not evidence that something did not happen. \
                What was not answered is not counted as no.",
    base_rate: Some("Where few people are trafficked, most raised results are false alarms."),
    note: "Case note",
    wants: "What the person wants",
    wants_nothing: "No wish was written down.",
    before: "Is it safe to begin?",
    decides: Some("The person decides."),
    nothing_answered: "Nothing was answered",
    nobody_knew: "Every answer is “don't know”",
    handoff: Some("A warm handoff helps most: call together, agree who follows up, and when."),
    holds_everything: "This copy holds what the person said and what they declined to say. A court can order it. Most \
                       uses need only the one-page note.",
    marked: None,
    evidence_from: None,
    says_source: true,
    came_of_step: "the person's answer",
    of_steps: &[],
    to_mark: "Mark what the person said to a service or a step, or what came of it",
    mark_which: "Which service or step?",
    nothing_to_mark: "No service matches and no step is due, so there is nothing to mark.",
    copies: [
        "One page: what the person wants, and what to do next. No sensitive answer",
        "The page and the reasons: the answers that brought each level",
        "Everything that was said and declined. A court can order it",
    ],
};

const KNOWN: FrameWords = FrameWords {
    has_talk: false,
    aid: "This is a screening aid, not a finding. Nothing is asked.",
    in_own_words: "as it was said",
    statement: "This is a screening aid. It is not a finding, and it is not evidence that something did not happen. \
                What nobody could tell is not counted as no.",
    wants: "What is known to be needed",
    wants_nothing: "Nothing is known of it yet.",
    before: "Before you fill this in",
    decides: None,
    nothing_answered: "Nothing is marked yet",
    nobody_knew: "Nothing could be told",
    holds_everything: "This copy holds what is known and what was seen. A court can order it. Most uses need only the \
                       one-page note.",
    marked: Some("What is known and seen"),
    came_of_step: "so far",
    to_mark: "Mark what came of a service or a step",
    copies: [
        "One page: what to do next. No sensitive answer",
        "The page and the reasons: what was marked that brought each level",
        "Everything that was marked. A court can order it",
    ],
    ..PERSON
};

const ORGANIZATION: FrameWords = FrameWords {
    has_person: false,
    has_talk: false,
    not_validated: "its levels are house rules",
    aid: "This is an aid to plan, not an audit.",
    numbers: "Emergency numbers",
    in_own_words: "in your own words",
    could_not_tell: NOBODY_HERE_KNOWS,
    statement: "This is an aid to plan. It is no audit. What was not answered is not counted as no.",
    base_rate: None,
    note: "Plan",
    wants: "What the team wants first",
    wants_nothing: "The team has not marked it yet.",
    before: "Before you fill this in",
    decides: None,
    nothing_answered: "Nothing is marked yet",
    nobody_knew: "Nobody here knew",
    handoff: None,
    holds_everything: "This copy holds what the team marked. Most uses need only the one page.",
    marked: Some("What the team marked"),
    evidence_from: Some("marked"),
    says_source: false,
    came_of_step: "so far",
    of_steps: &[("not_offered", "not begun"), ("offered", "begun"), ("done", "done"), ("later", "put off")],
    to_mark: "Mark what came of a step",
    mark_which: "Which step?",
    nothing_to_mark: "No step is due, so there is nothing to mark.",
    copies: [
        "One page: what the team wants first, and what to do next",
        "The page and the reasons: what was marked that brought each level",
        "Everything that was marked",
    ],
};

impl FormAbout {
    /// Returns the words around such a form.
    pub fn words(self) -> &'static FrameWords {
        match self {
            FormAbout::Person => &PERSON,
            FormAbout::Known => &KNOWN,
            FormAbout::Organization => &ORGANIZATION,
        }
    }
}

impl FrameWords {
    /// Returns for whom a form is: people of these ages, or an organization.
    pub fn for_whom(&self, ages: AgeRange) -> String {
        if self.has_person { format!("ages {ages}") } else { "an organization".to_owned() }
    }

    /// Returns where an answer comes from, before each answer in a list of evidence.
    pub fn evidence_from(&self, source: AnswerSource) -> &'static str {
        self.evidence_from.unwrap_or(match source {
            AnswerSource::Asked => "asked",
            AnswerSource::Observed => "observed",
            AnswerSource::Record => "on record",
            AnswerSource::Judgement => "practitioner's judgement",
        })
    }

    /// Returns what a printed question says of where its answer is taken from.
    pub fn taken_from(&self, source: AnswerSource) -> &'static str {
        match source {
            AnswerSource::Observed if self.says_source => "Not read aloud, what you saw: ",
            AnswerSource::Record if self.says_source => "Not read aloud, what is on record: ",
            AnswerSource::Judgement if self.says_source => "Not read aloud, your judgement: ",
            _ => "",
        }
    }
}
