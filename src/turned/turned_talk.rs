//! A talk that the person has with the screen alone: what stands on it, and what a press does. It knows no screen, deals
//! no places and makes no sound. Its one surprise: all of it follows from the presses so far, one for each step, so that
//! going back forgets and never shows.

use std::fmt;

use super::answered_so_far::AnsweredSoFar;
use super::release_code::ReleasedAnswers;
use super::turned_form::{StepAsks, TurnedForm, TurnedStep};
use super::turned_screen::{Press, TurnedScreen, screen};
use crate::answers::{Answer, Answers, Value};
use crate::language::PersonWords;
use crate::questionnaire::model::{Kind, Question, Questionnaire};
use crate::rules::QuestionRef;
use crate::scoring::Case;

/// What came of it.
#[derive(Clone, PartialEq, Eq)]
pub enum TurnedEnd {
    /// The person does not want to be asked.
    NotAgreed,
    /// Nothing is handed over.
    Nothing,
    /// This is, and nothing else is left.
    HandedOver(ReleasedAnswers),
}

/// The words of a talk.
#[derive(Clone, Copy)]
pub struct TurnedSpeech<'t> {
    /// The form in the person's language.
    pub form: &'t Questionnaire,
    /// What the program says in it.
    pub program: &'t PersonWords,
}

/// The talk.
pub struct TurnedTalk<'t, 'q> {
    form: &'t TurnedForm<'q>,
    speech: TurnedSpeech<'t>,
    /// What was known before.
    begun: Case<'q>,
    /// Whether the words of the opening are heard here, and agreeing is asked here.
    opens: bool,
    place: TurnedPlace,
    rests: bool,
    same_places: bool,
    /// One for each step behind us; nothing where it was a moment of rest.
    presses: Vec<Option<Press>>,
    /// Which parts are handed over.
    parts: Vec<bool>,
    chosen: ToHandOver,
    shows_kept_back: bool,
    asked: AnsweredSoFar<'q>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum TurnedPlace {
    Start(usize),
    SafeNow,
    Opening(usize),
    Consent,
    Step,
    WhatIsSeen,
    Part(usize),
    KeptBack,
    ReviewSafe,
    Review,
    HandOver,
    Over(How),
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum How {
    NotAgreed,
    Nothing,
    HandedOver,
}

/// What is chosen to be handed over.
#[derive(Clone, Copy, PartialEq, Eq)]
enum ToHandOver {
    Everything,
    SomeParts,
    OnlyHelp,
}

/// How many screens come before the first step.
const STARTS: usize = 4;

impl<'t, 'q> TurnedTalk<'t, 'q> {
    /// Begins. The case holds what whoever works with the person asked before, their age above all; `opens` says
    /// whether the words of the opening and the question whether one may ask belong to it.
    pub fn begin(form: &'t TurnedForm<'q>, speech: TurnedSpeech<'t>, case: &Case<'q>, opens: bool) -> Self {
        TurnedTalk {
            form,
            speech,
            begun: case.clone(),
            opens,
            place: TurnedPlace::Start(0),
            rests: false,
            same_places: false,
            presses: Vec::new(),
            parts: Vec::new(),
            chosen: ToHandOver::Everything,
            shows_kept_back: false,
            asked: AnsweredSoFar::of(case.clone()),
        }
    }

    /// Returns what stands on the screen; nothing once it is over.
    pub fn screen(&self) -> Option<TurnedScreen> {
        let screen = self.screen_of_place()?;
        let stop = !self.rests && (self.is_before_steps() || self.place == TurnedPlace::Step);
        Some(TurnedScreen { is_dealt: screen.is_dealt && !self.same_places, stop, ..screen })
    }

    /// Returns what the program says in the person's language.
    pub fn words(&self) -> &'t PersonWords {
        self.speech.program
    }

    fn screen_of_place(&self) -> Option<TurnedScreen> {
        let words = &self.speech.program.turned;
        if self.rests {
            return Some(screen(&[&words.rest_say], &[(Press::GoOn, &words.go_on)]));
        }
        let go_on = [(Press::GoOn, words.go_on.as_str())];
        let yes_no =
            [(Press::Yes, self.speech.program.yes.as_str()), (Press::No, self.speech.program.no.as_str())];
        Some(match self.place {
            TurnedPlace::Start(0) => screen(&[&words.hello, &words.how_keys, &words.adults_only], &go_on),
            TurnedPlace::Start(1) => screen(&[&words.free, &words.help_how], &go_on),
            TurnedPlace::Start(2) => screen(&[&words.lost, &words.decide], &go_on),
            TurnedPlace::Start(_) => {
                let choices = [go_on[0], (Press::SamePlaces, words.same_places.as_str())];
                screen(&[&words.order], &choices)
            }
            TurnedPlace::SafeNow => screen(&[&words.safe_now], &yes_no).dealt(),
            TurnedPlace::Opening(nth) => screen(&[&self.speech.form.openings[nth].say], &go_on),
            TurnedPlace::Consent => screen(&[&self.speech.program.may_ask], &yes_no).dealt(),
            TurnedPlace::Step => self.step_screen(self.form.steps()[self.presses.len()]),
            TurnedPlace::WhatIsSeen => {
                let is_whole = self.presses.len() == self.form.steps().len();
                let first = if is_whole { &words.last } else { &words.stopped };
                // What happens if nothing is chosen stands first, and its place is never dealt.
                let choices = [
                    (Press::Nothing, words.nothing.as_str()),
                    (Press::OnlyHelp, words.only_help.as_str()),
                    (Press::SomeParts, words.some_parts.as_str()),
                    (Press::Everything, words.everything.as_str()),
                ];
                // Without a question about needs there is nothing that only they would be.
                let offered = choices
                    .into_iter()
                    .filter(|(press, _)| *press != Press::OnlyHelp || !self.form.needs().is_empty());
                screen(&[first, &words.price, &words.what_is_seen], &offered.collect::<Vec<_>>())
            }
            TurnedPlace::Part(nth) => {
                let questions = self.form.parts()[nth].iter();
                let asked = questions.map(|question| self.speech.form.question(*question).ask.as_str());
                let say: Vec<&str> = [words.together.as_str()].into_iter().chain(asked).collect();
                screen(&say, &yes_no).dealt()
            }
            TurnedPlace::KeptBack => screen(&[&words.kept_back_seen], &yes_no).dealt(),
            TurnedPlace::ReviewSafe => screen(&[&words.review_safe], &yes_no).dealt(),
            TurnedPlace::Review => {
                let handed_over = self.handed_over_in_words();
                let say: Vec<&str> = [words.review.as_str()]
                    .into_iter()
                    .chain(handed_over.iter().map(String::as_str))
                    .collect();
                screen(&say, &self.hand_over_choices())
            }
            TurnedPlace::HandOver => screen(&[&words.ready], &self.hand_over_choices()),
            TurnedPlace::Over(_) => return None,
        })
    }

    fn hand_over_choices(&self) -> [(Press, &str); 3] {
        let words = &self.speech.program.turned;
        [
            (Press::Nothing, words.nothing.as_str()),
            (Press::ChooseAgain, words.choose_again.as_str()),
            (Press::HandOver, words.hand_over.as_str()),
        ]
    }

    fn step_screen(&self, step: TurnedStep) -> TurnedScreen {
        let (words, asked) = (&self.speech.program.turned, self.speech.form.question(step.question));
        let place = self.presses.len();
        let mut made = match step.asks {
            StepAsks::Lead => {
                let say = self.speech.form.sections[asked.section].say.as_deref().unwrap_or_default();
                let choices = [(Press::GoOn, words.go_on.as_str()), (Press::Stop, words.stop_here.as_str())];
                screen(&[say], &choices)
            }
            StepAsks::Question | StepAsks::Option(_) => self.question_screen(step, asked).dealt(),
        };
        made.back = place > 0;
        made.step = Some((place + 1, self.form.steps().len()));
        made
    }

    fn question_screen(&self, step: TurnedStep, asked: &Question) -> TurnedScreen {
        let words = &self.speech.program.turned;
        let answers = answers_of(&asked.kind, step, self.speech.program);
        let open = match step.asks {
            // An option that is left open by itself would count as a no. So the list is left open as a whole; what would
            // help counts nothing, and stays.
            StepAsks::Option(_) if self.form.counts(step.question) => {
                vec![(Press::Skip, words.skip_list.as_str())]
            }
            StepAsks::Option(_) => vec![(Press::Skip, words.skip_rest.as_str())],
            _ => vec![(Press::Skip, words.skip.as_str()), (Press::DontKnow, words.dont_know.as_str())],
        };
        if !self.asked.comes_up(step) {
            // As many to choose from as where it is asked.
            return screen(
                &[&words.pause],
                &vec![(Press::GoOn, words.go_on.as_str()); answers.len() + open.len()],
            );
        }
        let option = match step.asks {
            StepAsks::Option(option) => Some(asked.kind.options()[option].label.as_str()),
            _ => None,
        };
        let say: Vec<&str> = [asked.ask.as_str()].into_iter().chain(option).collect();
        screen(&say, &[answers, open].concat())
    }

    /// Takes a press. Returns whether it was one that the screen offers.
    pub fn press(&mut self, press: Press) -> bool {
        let Some(screen) = self.screen() else { return false };
        let is_offered = match press {
            Press::Back => screen.back,
            Press::Erase => true,
            Press::Stop => screen.stop,
            Press::Rest => !self.rests && self.place == TurnedPlace::Step,
            _ => screen.choices.iter().any(|(offered, _)| *offered == press),
        };
        if is_offered {
            self.take(press);
        }
        is_offered
    }

    fn take(&mut self, press: Press) {
        if press == Press::Erase {
            return self.erase();
        }
        if self.rests {
            self.rests = false;
            return;
        }
        match (self.place, press) {
            (TurnedPlace::Step, Press::Rest) => self.rests = true,
            (TurnedPlace::Step, Press::Stop) => self.stop(),
            (TurnedPlace::Step, Press::Back) => {
                self.presses.pop();
                self.replay();
            }
            (TurnedPlace::Step, press) => self.answer(press),
            // Nothing was answered yet.
            (_, Press::Stop) => self.erase(),
            (_, Press::Nothing) => self.end(How::Nothing),
            (TurnedPlace::Start(nth), _) if nth + 1 < STARTS => self.place = TurnedPlace::Start(nth + 1),
            (TurnedPlace::Start(_), press) => {
                self.same_places = press == Press::SamePlaces;
                self.place = if self.opens { TurnedPlace::SafeNow } else { TurnedPlace::Step };
            }
            (TurnedPlace::SafeNow, Press::Yes) => self.go_to_opening(0),
            (TurnedPlace::SafeNow, _) => self.end(How::NotAgreed),
            (TurnedPlace::Opening(nth), _) => self.go_to_opening(nth + 1),
            (TurnedPlace::Consent, Press::Yes) => self.place = TurnedPlace::Step,
            (TurnedPlace::Consent, _) => self.end(How::NotAgreed),
            (TurnedPlace::WhatIsSeen, press) => self.choose(press),
            (TurnedPlace::Part(nth), press) => {
                self.parts[nth] = press == Press::Yes;
                let next = nth + 1;
                self.place =
                    if next < self.parts.len() { TurnedPlace::Part(next) } else { TurnedPlace::KeptBack };
            }
            (TurnedPlace::KeptBack, press) => {
                self.shows_kept_back = press == Press::Yes;
                self.place = TurnedPlace::ReviewSafe;
            }
            (TurnedPlace::ReviewSafe, Press::Yes) => self.place = TurnedPlace::Review,
            (TurnedPlace::ReviewSafe, _) => self.place = TurnedPlace::HandOver,
            (TurnedPlace::Review | TurnedPlace::HandOver, Press::ChooseAgain) => {
                self.place = TurnedPlace::WhatIsSeen
            }
            (TurnedPlace::Review | TurnedPlace::HandOver, _) => self.end(How::HandedOver),
            (TurnedPlace::Over(_), _) => {}
        }
    }

    /// What the person wished for of a list that they left stays theirs to hand over.
    fn stop(&mut self) {
        if let Some(step) =
            self.form.steps().get(self.presses.len()).filter(|_| !self.asked.options.is_empty())
        {
            self.asked.stop_within(self.form, step.question);
        }
        self.place = TurnedPlace::WhatIsSeen;
    }

    /// Ends it at once, whatever is on the screen.
    fn erase(&mut self) {
        let has_agreed = !(self.opens && self.is_before_steps());
        self.rests = false;
        self.end(if has_agreed { How::Nothing } else { How::NotAgreed });
    }

    fn is_before_steps(&self) -> bool {
        use TurnedPlace::{Consent, Opening, SafeNow, Start};
        matches!(self.place, Start(_) | SafeNow | Opening(_) | Consent)
    }

    fn go_to_opening(&mut self, nth: usize) {
        let is_there = nth < self.speech.form.openings.len();
        self.place = if is_there { TurnedPlace::Opening(nth) } else { TurnedPlace::Consent };
    }

    fn answer(&mut self, press: Press) {
        let step = self.form.steps()[self.presses.len()];
        let pressed = self.asked.comes_up(step).then_some(press);
        self.presses.push(pressed);
        self.asked.take(self.form, self.presses.len() - 1, pressed);
        if self.presses.len() == self.form.steps().len() {
            self.place = TurnedPlace::WhatIsSeen;
        }
    }

    fn replay(&mut self) {
        self.asked = AnsweredSoFar::of(self.begun.clone());
        for (place, press) in self.presses.iter().enumerate() {
            self.asked.take(self.form, place, *press);
        }
    }

    fn choose(&mut self, press: Press) {
        (self.shows_kept_back, self.parts) = (false, vec![false; self.form.parts().len()]);
        (self.chosen, self.place) = match press {
            Press::SomeParts => (ToHandOver::SomeParts, TurnedPlace::Part(0)),
            Press::OnlyHelp => (ToHandOver::OnlyHelp, TurnedPlace::KeptBack),
            _ => (ToHandOver::Everything, TurnedPlace::ReviewSafe),
        };
    }

    /// What is not handed over is forgotten now.
    fn end(&mut self, how: How) {
        let kept: Vec<(String, Answer)> = match how {
            How::HandedOver => {
                self.handed_over().map(|(id, answer)| (id.to_owned(), answer.clone())).collect()
            }
            How::NotAgreed | How::Nothing => Vec::new(),
        };
        self.presses.clear();
        let mut case = self.begun.clone();
        case.answers = Answers::none(self.begun.answers.edition.clone());
        kept.into_iter().for_each(|(id, answer)| case.answers.give(id, answer));
        self.asked = AnsweredSoFar::of(case);
        self.place = TurnedPlace::Over(how);
    }

    /// Returns what came of it, once it is over.
    pub fn into_end(self) -> Option<TurnedEnd> {
        let TurnedPlace::Over(how) = self.place else { return None };
        Some(match how {
            How::NotAgreed => TurnedEnd::NotAgreed,
            How::Nothing => TurnedEnd::Nothing,
            How::HandedOver => TurnedEnd::HandedOver(ReleasedAnswers {
                answers: self.asked.case.answers,
                shows_kept_back: self.shows_kept_back,
            }),
        })
    }

    /// Returns the answers that are handed over, in the order of the form: none that was given before.
    fn handed_over(&self) -> impl Iterator<Item = (&str, &Answer)> {
        let needs = self.form.needs();
        let is_chosen = move |nth: usize, question: &QuestionRef| match self.chosen {
            ToHandOver::Everything => true,
            ToHandOver::SomeParts => self.parts[nth],
            ToHandOver::OnlyHelp => needs.contains(question),
        };
        let parts = self.form.parts().iter().enumerate();
        let chosen = parts.flat_map(move |(nth, part)| {
            part.iter().filter(|question| is_chosen(nth, question)).copied().collect::<Vec<_>>()
        });
        chosen.filter_map(|question| {
            let id = &self.form.questionnaire().question(question).id;
            let is_new = self.begun.answers.get(id).is_none();
            Some((id.as_str(), self.asked.case.answers.get(id).filter(|_| is_new)?))
        })
    }

    /// Returns a line for each answer that is handed over: the question and the answer.
    fn handed_over_in_words(&self) -> Vec<String> {
        let (form, words) = (self.speech.form, &self.speech.program.turned);
        let in_words = |(id, answer): (&str, &Answer)| {
            let asked = form.question(form.find(id)?);
            let said = match answer {
                Answer::Given(Value::YesNo(true)) => self.speech.program.yes.clone(),
                Answer::Given(Value::YesNo(false)) => self.speech.program.no.clone(),
                Answer::Given(value) => asked.kind.show(value),
                Answer::DontKnow => words.dont_know.clone(),
                Answer::Declined | Answer::Later => words.skip.clone(),
            };
            Some(format!("{} {said}", asked.ask))
        };
        self.handed_over().filter_map(in_words).collect()
    }
}

/// What can be answered at a step.
fn answers_of<'w>(kind: &'w Kind, step: TurnedStep, words: &'w PersonWords) -> Vec<(Press, &'w str)> {
    match (kind, step.asks) {
        (Kind::Choice(options) | Kind::Scale(options), StepAsks::Question) => {
            let options = options.iter().enumerate();
            options.map(|(place, option)| (Press::Option(place), option.label.as_str())).collect()
        }
        _ => vec![(Press::Yes, words.yes.as_str()), (Press::No, words.no.as_str())],
    }
}

impl fmt::Debug for TurnedEnd {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("[what was handed over]")
    }
}
