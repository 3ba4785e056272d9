//! How a conversation goes on: the present turn, and what a reply does to where it stands.

use super::interview::Interview;
use super::reply::{Refused, Reply};
use super::setting::Setting;
use super::state::{Aside, ConversationState, Ending, NextStep, StepId};
use super::steps::ORDER;
use super::turn::{Dialogue, Turn};
use super::value::Conversation;
use super::{alone, interruptions, releasing, summary_tasks};
use crate::scoring::Case;

impl<'q> Conversation<'q> {
    /// Returns the conversation that begins with a case. `police` says whether police and tip lines are
    /// shown from the start.
    pub fn new(case: Case<'q>, setting: Setting<'q>, police: bool) -> Self {
        let state = ConversationState { police, alone_wanted: setting.alone, ..ConversationState::default() };
        let mut conversation = Conversation { interview: Interview::new(case), setting, state };
        conversation.speak_as_set();
        conversation.learn_values();
        conversation.settle();
        conversation
    }

    /// Returns how it ended, once it is over.
    pub fn ending(&self) -> Option<&Ending> {
        if self.turn().is_some() { None } else { self.state.ending.as_ref() }
    }

    /// Somebody pressed Ctrl-C. Where something is not saved, the turn now asks whether to leave; that it
    /// does is returned. It asks once: on that turn itself, there is nothing more to ask. A hidden screen
    /// stays hidden: it is asked below it.
    pub fn ask_before_leaving(&mut self) -> bool {
        let hidden = self.state.asides.last() == Some(&Aside::Hidden);
        let place = self.state.asides.len() - usize::from(hidden);
        let below = self.state.asides[..place].last();
        let asked = matches!(below, Some(Aside::Ending | Aside::Unsaved | Aside::AfterDanger));
        if asked || !self.has_unsaved() || self.turn().is_none() {
            return false;
        }
        let at_summary = self.state.step == StepId::Summary;
        self.state.asides.insert(place, if at_summary { Aside::Unsaved } else { Aside::Ending });
        true
    }

    /// Nobody will reply any more. Whoever pipes lines in need not end them with "Finish": at the summary
    /// this is the same, so what is not saved is asked about once, and then it is over but for the copy that
    /// the program was asked to write. Returns whether the conversation had come to its summary or its last
    /// words; otherwise nothing changes.
    pub fn nobody_replies(&mut self) -> bool {
        let asked = self.state.leaving || self.state.asides.contains(&Aside::Unsaved);
        match self.state.step {
            StepId::Farewell => {
                self.drop_asides();
                self.state.finished = true;
            }
            StepId::Summary if asked => {
                self.drop_asides();
                self.state.finished = true;
            }
            StepId::Summary => {
                self.drop_asides();
                summary_tasks::leave(self);
            }
            _ => return false,
        }
        self.settle();
        true
    }

    fn take(&mut self, reply: Reply) -> Result<(), Refused> {
        if let Some(aside) = self.state.asides.pop() {
            if let Aside::Alone(step) = aside {
                return alone::reply(self, step, reply);
            }
            interruptions::reply(self, aside, reply);
            return Ok(());
        }
        let step = self.state.step;
        let moved = (ORDER[step.place()].reply)(self, reply)?;
        match moved {
            NextStep::Stay => {}
            NextStep::On => self.enter(step.place() + 1),
            NextStep::Back => self.enter_before(step.place()),
            NextStep::To(step) => self.state.step = step,
        }
        Ok(())
    }

    fn enter(&mut self, place: usize) {
        if let Some(step) = ORDER.get(place) {
            (self.state.step, self.state.within) = (step.id, 0);
        }
    }

    /// Goes to the last turn of the step before that has one; from the first, to what was chosen before.
    fn enter_before(&mut self, place: usize) {
        let here = (self.state.step, self.state.within);
        for earlier in ORDER[..place].iter().rev() {
            let questionnaire = self.questionnaire();
            let last = match earlier.id {
                StepId::Gates if !questionnaire.gates.is_empty() => {
                    questionnaire.asked_together(questionnaire.gates.len() - 1).start
                }
                StepId::Openings => questionnaire.openings.len().saturating_sub(1),
                _ => 0,
            };
            (self.state.step, self.state.within) = (earlier.id, last);
            if (earlier.turn)(self).is_some() {
                return;
            }
        }
        (self.state.step, self.state.within) = here;
        if self.setting.chosen_before && self.is_empty() {
            (self.state.ending, self.state.finished) = (Some(Ending::BackToChoice), true);
            self.state.step = StepId::Farewell;
        }
    }

    /// Goes on to the next step that has a turn.
    pub(super) fn settle(&mut self) {
        self.speak_now();
        alone::begin(self);
        while self.state.asides.is_empty() && (ORDER[self.state.step.place()].turn)(self).is_none() {
            let next = self.state.step.place() + 1;
            if next == ORDER.len() {
                let ending = if self.state.early { Ending::StoppedEarly } else { Ending::Finished };
                self.state.ending.get_or_insert(ending);
                return;
            }
            self.enter(next);
            alone::begin(self);
        }
    }
}

impl Dialogue for Conversation<'_> {
    fn turn(&self) -> Option<Turn> {
        let turn = match self.state.asides.last() {
            Some(aside) => Some(interruptions::turn(self, aside)),
            None => (ORDER[self.state.step.place()].turn)(self),
        };
        let hidden = self.state.asides.last() == Some(&Aside::Hidden);
        turn.map(|turn| Turn {
            remark: self.state.remark.clone().filter(|_| !hidden),
            languages: self.can_change_language(&turn),
            ..turn
        })
    }

    fn reply(&mut self, reply: Reply) -> Result<(), Refused> {
        self.turn().ok_or(Refused::NotOffered)?.check(&reply)?;
        let remark = self.state.remark.take();
        let hidden = reply == Reply::Hide || self.state.asides.last() == Some(&Aside::Hidden);
        let covered = remark.clone().filter(|_| hidden);
        let interrupted = match &reply {
            Reply::Danger => Some(Aside::Danger),
            Reply::Hide => Some(Aside::Hidden),
            Reply::Break => Some(Aside::Break),
            Reply::Languages => Some(Aside::Language),
            Reply::Stop => {
                interruptions::stop(self);
                self.settle();
                return Ok(());
            }
            _ => None,
        };
        match interrupted {
            Some(aside) if self.state.asides.last() == Some(&aside) => {}
            Some(aside) => self.state.asides.push(aside),
            None => self.take(reply).inspect_err(|_| self.state.remark = remark)?,
        }
        releasing::end_what_no_longer_holds(self);
        // What was covered comes back as it was.
        self.state.remark = self.state.remark.take().or(covered);
        self.settle();
        Ok(())
    }
}
