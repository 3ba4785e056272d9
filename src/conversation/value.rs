//! The value itself: what has been said, what surrounds it, and where it stands; and what can be asked of it
//! at any time. What a reply does to it begins in `dialogue.rs`.

use super::interview::Interview;
use super::setting::{Purpose, Setting};
use super::state::{Aside, ConversationState, Ending, ReleaseDraft, StepId};
use crate::answers::Answer;
use crate::language::tag;
use crate::questionnaire::Questionnaire;
use crate::questionnaire::model::AnswerSource;
use crate::records::{Consent, Day, GateRecord, NamedRecord, Record, Release, ReleaseEnd, ReleaseEnded};
use crate::referral::{Jurisdiction, is_there_help};
use crate::report::{Detail, Findings, build, offers};
use crate::scoring::assess;
use crate::vocabulary::Term;

/// A conversation: what has been said, and where it stands.
#[derive(Clone)]
pub struct Conversation<'q> {
    pub(super) interview: Interview<'q>,
    pub(super) setting: Setting<'q>,
    pub(super) state: ConversationState,
}

impl<'q> Conversation<'q> {
    /// Returns the questionnaire.
    pub fn questionnaire(&self) -> &'q Questionnaire {
        self.interview.questionnaire()
    }

    /// Returns what has been said.
    pub fn interview(&self) -> &Interview<'q> {
        &self.interview
    }

    /// Returns what surrounds it.
    pub fn setting(&self) -> &Setting<'q> {
        &self.setting
    }

    /// Returns whether the person agreed to be asked.
    pub fn consented(&self) -> bool {
        self.state.consent
    }

    /// Returns the tag of the language that is interpreted now, where its name is known.
    pub(super) fn interpreted(&self) -> Option<String> {
        let spoken = self.state.interpreters.last()?.language.as_deref()?;
        tag::by_name(spoken).map(str::to_owned).or_else(|| tag::is_tag(spoken).then(|| spoken.to_owned()))
    }

    /// Returns whether a service is listed that meets one of these needs, in the language of the person.
    pub(super) fn is_there_help(&self, needs: &[&'static Term]) -> bool {
        let interpreted = self.interpreted();
        let language = interpreted.as_deref().or(self.setting.language);
        is_there_help(self.setting.directories, needs, language, self.setting.today)
    }

    /// Returns everything that a document may say of it as it stands.
    pub fn record(&self) -> Record {
        let (interview, setting, state) = (&self.interview, &self.setting, &self.state);
        let case = interview.case();
        let assessment = assess(case);
        let interpreted = self.interpreted();
        let language = interpreted.as_deref().or(setting.language);
        let part = setting.jurisdiction.and_then(Jurisdiction::part);
        let (directories, today) = (setting.directories, setting.today);
        let offers = offers(case, &assessment, directories, part, language, state.police, today);
        build(&Findings {
            case,
            assessment: &assessment,
            notes: interview.notes(),
            reworded: interview.reworded(),
            answered_alone: &interview.answered_alone,
            alone: self.alone_record(),
            seen: &self.seen(),
            languages: &self.other_languages(),
            held: setting.held,
            gates: self.gates(),
            interpreters: &state.interpreters,
            spoken: setting.language,
            services_looked_at: state.services_looked_at,
            consent: interview.asks().then(|| self.consent()),
            stopped_early: state.early,
            date: setting.today,
            tool_version: setting.tool_version,
            agency: setting.agency,
            worker: setting.worker,
            case_reference: setting.case,
            again: setting.again,
            jurisdiction: setting.jurisdiction,
            offers: &offers,
            responses: &state.responses,
            next_contact: state.next_contact,
            releases: &state.releases,
        })
    }

    /// Returns what the person agreed to, and what they were told before.
    fn consent(&self) -> Consent {
        let state = &self.state;
        let openings = self.questionnaire().openings.iter();
        let read = openings.filter(|opening| state.explained.contains(&opening.id));
        let explained = read.map(|opening| NamedRecord {
            id: opening.id.clone(),
            label: self.words_read(opening).to_owned(),
        });
        let explained_before: Vec<NamedRecord> = explained.collect();
        let has_limits = explained_before.iter().any(|opening| opening.id == "limits");
        // Questions are asked in the order of the file, and what is asked again comes later.
        let is_asked = |place| self.interview.answer(place).is_some() || self.interview.note(place).is_some();
        let mut questions = self.questionnaire().each_question();
        let first = questions.find(|(place, asked)| asked.from == AnswerSource::Asked && is_asked(*place));
        Consent {
            agreed: state.consent,
            explained_before,
            limits_before: first
                .filter(|_| has_limits)
                .map(|(_, asked)| NamedRecord { id: asked.id.clone(), label: asked.ask.clone() }),
            may_keep: state.may_keep,
            kept_because: state.kept_because.clone(),
        }
    }

    /// Returns what a document of a level may be drawn from: for one recipient, with the release to them alone.
    pub fn record_at(&self, detail: Detail) -> Record {
        let mut record = self.record();
        if detail == Detail::Referral {
            let theirs = self.state.recipient.and_then(|place| self.state.releases.get(place));
            let day = self.setting.agreed_on();
            record
                .releases
                .retain(|release| release.is_in_force(day) && theirs.is_none_or(|theirs| release == theirs));
        }
        record
    }

    /// Returns how much of the summary is shown, which is what a copy of it holds.
    pub fn shown(&self) -> Detail {
        self.state.shown
    }

    fn gates(&self) -> Vec<GateRecord> {
        let answered = self.state.gates.iter().map(|(place, answer)| {
            let gate = &self.questionnaire().gates[*place];
            GateRecord {
                id: gate.id.clone(),
                asked: gate.asked(self.setting.is_remote()).to_owned(),
                answer: *answer,
            }
        });
        answered.collect()
    }

    /// Returns whether nothing was said or noted.
    pub fn is_empty(&self) -> bool {
        self.interview.answers().is_empty() && self.interview.notes().is_empty()
    }

    /// Returns whether something was said or noted that no copy holds.
    pub fn has_unsaved(&self) -> bool {
        let is_kept = self.setting.amends || self.setting.workspace && self.may_stay();
        self.state.unsaved && !is_kept && !self.is_empty() && self.setting.purpose == Purpose::Screening
    }

    /// Returns whether the person agreed that it is kept, or a reason was given, or nobody was asked anything.
    pub(super) fn is_right_to_keep(&self) -> bool {
        let state = &self.state;
        !self.interview.asks() || state.may_keep == Some(true) || state.kept_because.is_some()
    }

    /// Returns whether it may stay in the workspace: a reason for a file is none for that.
    fn may_stay(&self) -> bool {
        !self.interview.asks() || self.state.may_keep == Some(true) || self.state.stays
    }

    /// Returns whether the person said that nothing is to be kept, and no reason speaks against that.
    pub fn is_to_be_forgotten(&self) -> bool {
        let said_no = self.state.may_keep == Some(false) || !self.state.consent;
        self.interview.asks() && said_no && !self.state.stays
    }

    /// The workspace cannot keep it: one is at the summary again, and can save it to a file.
    pub fn leave_workspace(&mut self) {
        self.reopen();
        self.setting.workspace = false;
        self.state.unsaved = true;
    }

    /// Somebody comes back to it: what was hidden is shown, with what is to be told.
    pub fn come_back(&mut self, told: Option<String>) {
        self.state.asides.retain(|aside| *aside != Aside::Hidden);
        self.begin_alone_anew();
        self.state.remark = told.or(self.state.remark.take());
        self.settle();
    }

    /// Returns whether it stays in the workspace now that it is over: it came to a summary, something was said,
    /// and the person agreed or a reason was given.
    pub fn stays_in_workspace(&self) -> bool {
        let has_summary = matches!(self.ending(), Some(Ending::Finished | Ending::StoppedEarly));
        self.setting.workspace && has_summary && !self.is_empty() && self.may_stay()
    }

    /// Ends every release that is in force and of which that is not said: the person does not want it since.
    pub fn end_releases_not_wanted(&mut self, holds: impl Fn(&Release) -> bool) {
        let today = self.setting.agreed_on();
        for release in self.state.releases.iter_mut().filter(|it| it.is_in_force(today)) {
            if !holds(release) {
                release.ended = Some(ReleaseEnd { on: Day(today), because: ReleaseEnded::NotWanted });
            }
        }
    }

    /// Takes over what another conversation of the same screening has taken back: releases that ended, and a no to
    /// keeping it. Nothing else of it.
    pub fn take_over_refusals(&mut self, other: &Conversation<'_>) {
        for release in &mut self.state.releases {
            let same =
                other.state.releases.iter().find(|it| it.to == release.to && it.service == release.service);
            release.ended = release.ended.or(same.and_then(|same| same.ended));
        }
        if other.is_to_be_forgotten() {
            self.state.may_keep = Some(false);
            (self.state.kept_because, self.state.stays) = (None, false);
        }
    }

    /// Goes back to the summary of a conversation that is over, to look at it again or change it.
    pub fn reopen(&mut self) {
        let state = &mut self.state;
        state.asides.clear();
        (state.finished, state.leaving, state.parted, state.own_part_over) = (false, false, true, true);
        (state.ending, state.remark, state.release) = (None, None, ReleaseDraft::default());
        (state.step, state.within, state.shown) = (StepId::Summary, 0, Detail::Note);
    }

    /// Returns whether a copy was saved.
    pub fn is_saved(&self) -> bool {
        self.state.saved
    }

    /// Puts what is to be told before the next question, in order.
    pub(super) fn follow(&mut self, asides: impl IntoIterator<Item = Aside>) {
        let at = self.state.asides.len();
        self.state.asides.extend(asides);
        self.state.asides[at..].reverse();
    }

    /// Drops everything that stands between, as when the conversation is stopped there. A note about which was
    /// still asked stays with an answer that was only changed, and goes with one that was taken back.
    pub(super) fn drop_asides(&mut self) {
        for aside in std::mem::take(&mut self.state.asides) {
            if let Aside::NoteLeft(question, note) = aside
                && matches!(self.interview.answer(question), Some(Answer::Given(_)))
            {
                self.interview.put_note(question, note);
            }
        }
    }

    /// Returns whether the part of the conversation with the person is over, or never was.
    pub(super) fn is_past_person(&self) -> bool {
        !self.interview.asks() || self.state.step.is_after(StepId::Closing) || self.state.parted
    }

    /// Returns whether there is somebody with whom to go through what comes at the end: the person was asked
    /// something in a screening, and has not left. Nobody is sent to a service in practice.
    pub(super) fn is_with_person(&self) -> bool {
        let was_asked = self.questionnaire().each_question().any(|(place, question)| {
            let said = self.interview.answer(place).is_some() || self.interview.note(place).is_some();
            question.from == AnswerSource::Asked && said
        });
        self.setting.purpose == Purpose::Screening && self.state.consent && !self.state.parted && was_asked
    }
}
