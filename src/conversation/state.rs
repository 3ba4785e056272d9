//! Where a conversation stands, as data: everything but the answers, the questionnaire and the
//! surroundings. It decides nothing.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use serde::{Deserialize, Serialize};

use super::setting::AloneWay;
use super::turn::CopyTo;
use crate::answers::Note;
use crate::questionnaire::model::Questionnaire;
use crate::records::{
    GateAnswer, InterpreterKind, InterpreterRecord, InterpreterTie, NextContact, Release, ReleaseItem,
    ReleasePurpose, ReleaseTerm, ReleasedBy, ReleasedNeed, Response, SeenRecord,
};
use crate::report::Detail;
use crate::rules::QuestionRef;

/// Where a conversation stands.
#[derive(Clone, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ConversationState {
    /// The step of the conversation.
    pub step: StepId,
    /// The place within a step that has several turns: gates, openings, the next contact.
    pub within: usize,
    /// What stands before the step; the last of them is on the screen.
    pub asides: Vec<Aside>,
    /// The question that was gone back to.
    pub back_to: Option<QuestionRef>,
    /// The question that was answered last: what is told because of its answer leads back to it.
    pub answered: Option<QuestionRef>,
    /// The tag of the language in which the person is spoken to; nothing where it is that of the questionnaire.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// Whether a language was set in which there are no words, and none was chosen since.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub without_words: bool,
    /// Whether the words of that language are a prompt for whoever interprets, beneath those of the questionnaire.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_prompt: bool,
    /// Whether a break was offered or taken since the last answer.
    pub rested: bool,
    /// Whether it was said that it takes longer than it is made for.
    #[serde(default)]
    pub long: bool,
    /// Questions to be asked next, out of their order: one that is changed, those that were left.
    pub queue: Vec<QuestionRef>,
    /// How many of the queue are behind us.
    pub queued: usize,
    /// The questions left for later that were offered once.
    pub offered: BTreeSet<QuestionRef>,
    /// The section whose lead-in was said last.
    pub section: Option<usize>,
    /// The section in which leave was given for its sensitive questions.
    pub leave: Option<usize>,
    /// The stop whose words were said last, while it holds.
    pub ended_by: Option<usize>,
    /// Whether no language is shared, and the person answers alone.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub third_door: bool,
    /// How the person answers alone, where that was asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub alone_wanted: Option<AloneWay>,
    /// What came of it.
    #[serde(default)]
    pub alone: AloneTalk,
    /// What was answered at each gate, by its place.
    pub gates: BTreeMap<usize, GateAnswer>,
    /// Who interpreted, in the order in which it was written down.
    pub interpreters: Vec<InterpreterRecord>,
    /// The ids of the openings that were read aloud before the person was asked to agree.
    pub explained: Vec<String>,
    /// The tag of the language in which each of them was read, where it is not that of the questionnaire.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub explained_in: BTreeMap<String, String>,
    /// Whether the person agreed to be asked.
    pub consent: bool,
    /// Whether the person agreed that a copy is kept; nothing if they were not asked.
    pub may_keep: Option<bool>,
    /// Why a copy is kept although the person did not agree.
    pub kept_because: Option<String>,
    /// Whether that reason is one to keep the screening in the workspace, and not only a file.
    pub stays: bool,
    /// What was agreed on the next contact; nothing if it was not asked.
    pub next_contact: Option<NextContact>,
    /// What may be given to whom.
    pub releases: Vec<Release>,
    /// What is being agreed on now, of what may be given.
    pub release: ReleaseDraft,
    /// The place of the recipient whose page is shown.
    pub recipient: Option<usize>,
    /// Whether the person has left, or is being brought to safety: nothing is gone through with them any more.
    pub parted: bool,
    /// Whether the practitioner's own part has begun.
    pub own_part: bool,
    /// Whether it was stopped on the way.
    pub own_part_over: bool,
    /// Who saw what is marked as seen in a section, and on which day, by its place.
    #[serde(default)]
    pub seen: BTreeMap<usize, SeenRecord>,
    /// Whether the questions to the person were stopped on the way.
    pub early: bool,
    /// Whether police and tip lines are shown.
    pub police: bool,
    /// How much of the summary is shown, and goes into a copy.
    pub shown: Detail,
    /// Whether the list of services was on the screen while the person was there.
    pub services_looked_at: bool,
    /// What the person said to each service and step, by its name.
    pub responses: BTreeMap<String, Response>,
    /// Whether anything has changed since a copy was saved, or none was.
    pub unsaved: bool,
    /// Whether the file that was named before the conversation was written, or another in its place.
    pub exported: bool,
    /// Whether a copy was saved at any time.
    pub saved: bool,
    /// Whether a page was saved that is given to others, which is no copy.
    pub page_given: bool,
    /// Whether somebody is on the way out of the summary, and a copy is to be written first.
    pub leaving: bool,
    /// Whether nothing comes any more.
    pub finished: bool,
    /// What came of the last reply.
    pub remark: Option<String>,
    /// How it ended.
    pub ending: Option<Ending>,
}

/// What is known so far of a release that is being agreed on.
#[derive(Clone, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ReleaseDraft {
    /// Whether the recipient is none of the services that were accepted.
    pub is_other: bool,
    /// To whom.
    pub to: Option<String>,
    /// The id of the service that it is.
    pub service: Option<String>,
    /// Whether the person fears nobody there.
    pub is_safe: bool,
    /// Who agrees, where the person is or may be under 18.
    pub by: Option<ReleasedBy>,
    /// What for.
    pub purpose: Option<ReleasePurpose>,
    /// What.
    pub items: Vec<ReleaseItem>,
    /// Which needs.
    pub needs: Vec<ReleasedNeed>,
    /// For how long.
    pub term: Option<ReleaseTerm>,
}

/// The name of a step.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum StepId {
    #[default]
    Words,
    Gates,
    Before,
    Openings,
    Consent,
    Questions,
    Left,
    Review,
    Services,
    NextContact,
    Keep,
    Release,
    Carry,
    Closing,
    OwnPart,
    OwnLeft,
    OwnReview,
    Seen,
    Summary,
    Farewell,
}

/// What came of the person's answering alone.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub(super) enum AloneTalk {
    /// Nothing yet.
    #[default]
    NotYet,
    /// The person is asked instead.
    NotWanted,
    /// It is over.
    Over {
        /// Whether the person wants it to be seen that something was kept back.
        kept_back: bool,
        /// How many answers were handed over.
        count: usize,
    },
}

/// Which page about answering alone is shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub(super) enum AloneStep {
    /// In which language, where none is shared.
    Language,
    /// How old the person is.
    Age,
    /// On which screen.
    Way,
    /// The word for danger.
    Word,
    /// The screen is the person's, with that word.
    Turned(String),
    /// The release code is typed.
    Code,
    /// So many answers were handed over.
    HandedOver(usize),
}

/// Where a reply leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NextStep {
    /// The step goes on.
    Stay,
    /// To the next step.
    On,
    /// To the step before.
    Back,
    /// To another step.
    To(StepId),
}

/// What stands between the steps.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub(super) enum Aside {
    /// A break.
    Break,
    /// Somebody is in danger now.
    Danger,
    /// What to do with what was answered, once everybody is safe.
    AfterDanger,
    /// Whether to stop here.
    Ending,
    /// Whether to leave although nothing is saved.
    Unsaved,
    /// Nothing is shown.
    Hidden,
    /// The languages in which the person can be spoken to.
    Language,
    /// What is to become of the note at a question.
    Note(QuestionRef),
    /// The words of a note are typed: in place of the ones that are there, or beside them.
    NoteWords(QuestionRef, NoteWords),
    /// Whether a note stays although its answer was taken back.
    NoteLeft(QuestionRef, Note),
    /// The words of the option that was chosen are typed.
    OwnWords(QuestionRef),
    /// Answers and notes that were set aside.
    Forgotten(usize, usize),
    /// Words after something hard was said.
    Disclosure(usize),
    /// The words of a stop.
    Stop(usize),
    /// Whether a break would be good.
    BreakOffer(usize),
    /// Whether to go on, because it takes longer than it is made for.
    LongTalk,
    /// This was begun with another text of the questionnaire than the one that is shipped.
    OtherText,
    /// Something about who interprets is written down: whether at the gate, and the page.
    Interpreter(bool, InterpreterStep),
    /// The person answers alone: the page.
    Alone(AloneStep),
    /// Something that is done with the summary.
    Task(SummaryTask),
}

/// Which page about the interpreter is shown, with what the pages before it said.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub(super) enum InterpreterStep {
    /// How somebody interprets.
    Kind,
    /// How they are tied to the person.
    Tie(InterpreterKind),
    /// Whether to go on with somebody who is not fit.
    GoOn(InterpreterKind, InterpreterTie),
    /// Why.
    Because(InterpreterKind, InterpreterTie),
    /// In which language, and why one goes on with somebody who is not fit.
    Language(InterpreterKind, InterpreterTie, Option<String>),
}

/// What becomes of the words that are typed for a note.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum NoteWords {
    /// They stand beside those that are there.
    Added,
    /// They stand in their place.
    Instead,
}

/// Something that is done with the summary.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub(super) enum SummaryTask {
    /// Which service or step the person said something to.
    MarkWhich,
    /// What the person said to it, by its name.
    Mark(String),
    /// Which outcome is judged.
    JudgeWhich,
    /// The level of the outcome at this place.
    JudgeLevel(usize),
    /// Why the outcome at the first place has the level at the second.
    JudgeReason(usize, usize),
    /// Whether a copy is to be written although the person did not agree to one.
    CopyAnyway(Copy),
    /// Why it is.
    CopyReason(Copy),
    /// The name of the file; why the last one would not do.
    CopyName(Option<String>),
    /// The file is written.
    CopyWrite(CopyTo),
    /// Whether the file of that name is to be replaced.
    CopyReplace(String),
}

/// Which copy is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Copy {
    /// The one that was asked for before the conversation began.
    Export,
    /// One to a file that is named now.
    Named,
    /// The one that stays in the workspace.
    Kept,
}

/// How a conversation ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Ending {
    /// It came to its end.
    Finished,
    /// It was stopped on the way; what was answered can be summed up.
    StoppedEarly,
    /// It was stopped and nothing is wanted of it.
    Left,
    /// This gate was not passed.
    NotNow(usize),
    /// Somebody is in danger now: at this gate, if it was one.
    Danger(Option<usize>),
    /// The person said no.
    NoConsent,
    /// The person said not now.
    AnotherTime,
    /// One went back to what was chosen before it, such as the country. Nothing had been said.
    BackToChoice,
}

impl ConversationState {
    /// Returns whether every place in it is one of the questionnaire.
    pub fn fits(&self, questionnaire: &Questionnaire) -> bool {
        let question = |place: QuestionRef| place.index() < questionnaire.questions.len();
        let section = |place: &Option<usize>| place.is_none_or(|place| place < questionnaire.sections.len());
        let gates = questionnaire.gates.len();
        let asked = self.queue.iter().chain(&self.offered).chain(&self.back_to).chain(&self.answered);
        asked.copied().all(question)
            && self.queued <= self.queue.len()
            && self.gates.keys().all(|gate| *gate < gates)
            && self.seen.keys().all(|place| *place < questionnaire.sections.len())
            && section(&self.section)
            && section(&self.leave)
            && self.ended_by.is_none_or(|place| place < questionnaire.stops.len())
            && match self.step {
                StepId::Gates => {
                    gates == 0 && self.within == 0
                        || self.within < gates
                            && questionnaire.asked_together(self.within).start == self.within
                }
                StepId::Openings => self.within < questionnaire.openings.len().max(1),
                StepId::NextContact => self.within <= usize::from(self.next_contact.is_some()),
                _ => true,
            }
            && match self.ending {
                Some(Ending::NotNow(gate) | Ending::Danger(Some(gate))) => gate < gates,
                _ => true,
            }
            && self.asides.iter().all(|aside| aside.fits(questionnaire))
    }
}

impl Aside {
    fn fits(&self, questionnaire: &Questionnaire) -> bool {
        match self {
            Aside::Note(question)
            | Aside::NoteWords(question, _)
            | Aside::NoteLeft(question, _)
            | Aside::OwnWords(question) => question.index() < questionnaire.questions.len(),
            Aside::Disclosure(place) => *place < questionnaire.disclosures.len(),
            Aside::Stop(place) => *place < questionnaire.stops.len(),
            Aside::BreakOffer(section) => *section < questionnaire.sections.len(),
            Aside::Task(task) => task.fits(questionnaire),
            _ => true,
        }
    }
}

impl SummaryTask {
    /// Returns whether every place in it is one of the questionnaire.
    fn fits(&self, questionnaire: &Questionnaire) -> bool {
        let outcome = |place: usize| questionnaire.outcomes.get(place);
        match self {
            SummaryTask::JudgeLevel(place) => outcome(*place).is_some(),
            SummaryTask::JudgeReason(place, level) => {
                outcome(*place).is_some_and(|outcome| *level < outcome.levels.len())
            }
            _ => true,
        }
    }
}

impl fmt::Debug for ConversationState {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "[conversation at {:?}]", self.step)
    }
}
