//! In which language the person is spoken to. What they hear stands in their words, with the words of the questionnaire
//! beneath; where somebody interprets, the other way round, if one likes: then their words are a prompt. Whatever is
//! scored, recorded or told to whoever works with it comes from the questionnaire itself. One can change to another
//! language, and back, at every turn while the person is there.

use std::collections::BTreeSet;

use super::heard::{HeardWords, heard_in};
use super::interpreter;
use super::reply::{ChoiceId, Reply};
use super::setting::Setting;
use super::state::Aside;
use super::turn::{ListItem, Point, Turn, Wanted};
use super::value::Conversation;
use crate::language::tag::{are_of_one, english_name};
use crate::language::{PersonWords, person_words, person_words_or_english};
use crate::questionnaire::Questionnaire;
use crate::questionnaire::model::{AnswerSource, Spoken};
use crate::records::{AskedIn, InterpreterKind, OtherLanguages, WordingRecord};
use crate::rules::QuestionRef;
use crate::translation::{Wording, WordingAtHand, wording_in};

/// The name of the choice of the questionnaire's own language.
const OWN: &str = "own";
/// What the name of the choice of a prompt for an interpreter begins with; the tag of the language follows.
const PROMPT: &str = "prompt-";

impl Setting<'_> {
    /// Returns the translation at hand into a language, or into one of the same language.
    pub(super) fn wording_in(&self, language: &str) -> Option<&WordingAtHand> {
        wording_in(self.wordings, language)
    }
}

/// Returns what a language is called by those who speak it, with its English name where that is another.
pub(super) fn own_name(tag: &str) -> String {
    let english = english_name(tag);
    match person_words(tag) {
        Some(words) if words.own_name != english => format!("{} ({english})", words.own_name),
        _ => english,
    }
}

impl<'q> Conversation<'q> {
    /// Returns whether the words of a translation are shown that could be a prompt for an interpreter.
    pub(super) fn can_be_prompt(&self) -> bool {
        self.wording().is_some() && !self.state.is_prompt
    }

    /// The talk is held in the language that was set, where there are words for it.
    pub(super) fn speak_as_set(&mut self) {
        let set = self.setting.language.and_then(|language| self.setting.wording_in(language));
        self.state.language = set.map(|one| one.language.clone());
        let own = &self.questionnaire().language;
        let is_other = self.setting.language.is_some_and(|language| !are_of_one(language, own));
        self.state.without_words = set.is_none() && is_other && self.interview.asks();
    }

    /// The numbers by language are given the values that they have in the translations at hand.
    pub(super) fn learn_values(&mut self) {
        let (questionnaire, setting) = (self.questionnaire(), &self.setting);
        let Some(values) = &mut self.interview.values else { return };
        let wordings = setting.wordings.iter().filter_map(|one| one.wording(questionnaire));
        wordings.for_each(|wording| values.add(questionnaire, wording));
    }

    /// Returns in which words the person hears what is said now. Whoever interprets says other words than those that
    /// are written, unless they are in the language that is interpreted.
    fn heard_now(&self) -> HeardWords {
        let own = &self.questionnaire().language;
        let written = self.state.language.as_ref().unwrap_or(own);
        let is_interpreted = self.state.interpreters.last().is_some_and(|last| {
            let spoken = self.interpreted();
            let is_written = spoken.is_some_and(|spoken| are_of_one(&spoken, written));
            last.kind != InterpreterKind::NotNeeded && !is_written
        });
        match &self.state.language {
            _ if is_interpreted || self.state.without_words || self.state.is_prompt => {
                HeardWords::Interpreted
            }
            Some(language) => HeardWords::Translated(language.clone()),
            None => HeardWords::Own,
        }
    }

    /// Records in which words a question is heard that is answered now.
    pub(super) fn hear(&mut self, question: QuestionRef) {
        let asked = self.questionnaire().question(question);
        let is_asked = asked.from == AnswerSource::Asked;
        let wording = self.wording().filter(|_| is_asked);
        // What was changed in the source since stands there in the words of the source.
        let has_words =
            wording.is_none_or(|wording| wording.questionnaire.question(question).ask != asked.ask);
        let heard = match self.heard_now() {
            _ if !is_asked => HeardWords::Own,
            _ if !has_words => HeardWords::Interpreted,
            heard => heard,
        };
        let language = wording.map(|wording| wording.language.as_str());
        self.interview.hear(question, &heard, language, self.state.is_prompt);
    }

    /// The numbers by language have the values of the words that are heard now.
    pub(super) fn speak_now(&mut self) {
        let heard = self.heard_now();
        let set_aside = self.interview.speak(heard);
        if set_aside.answers > 0 {
            self.follow([Aside::Forgotten(set_aside.answers, set_aside.notes)]);
        }
    }

    /// Returns the language in which the person is spoken to now, and the questionnaire in its words.
    pub(super) fn spoken_now(&self) -> (String, &'q Questionnaire) {
        match self.wording() {
            Some(wording) => (wording.language.clone(), &wording.questionnaire),
            None => (self.questionnaire().language.clone(), self.questionnaire()),
        }
    }

    /// Returns the words that the person hears; nothing where they are the questionnaire's own.
    pub fn wording(&self) -> Option<&'q Wording> {
        self.wording_of(self.state.language.as_ref()?)
    }

    fn wording_of(&self, tag: &str) -> Option<&'q Wording> {
        let at_hand = self.setting.wordings.iter().find(|one| one.language == tag)?;
        at_hand.wording(self.questionnaire())
    }

    /// Adds words of the questionnaire that are read aloud, if there are any.
    pub(super) fn says(&self, turn: Turn, of: impl for<'a> Fn(&'a Questionnaire) -> Option<&'a str>) -> Turn {
        let Some(source) = of(self.questionnaire()) else { return turn };
        let Some(wording) = self.wording() else { return turn.say(source) };
        let words = of(&wording.questionnaire).unwrap_or(source);
        if wording.is_stale(words) && self.state.is_prompt {
            return turn.say(source);
        }
        if wording.is_stale(words) {
            let language = english_name(&self.questionnaire().language);
            return turn.say_in(words, (&language, source)).tell_once(format!(
                "What you read aloud was translated from an older text. Go by the {language}, and have it interpreted."
            ));
        }
        self.said(turn, words, source)
    }

    /// Adds words of the program that are read aloud.
    pub(super) fn says_own(&self, turn: Turn, of: impl Fn(&PersonWords) -> &str) -> Turn {
        let source = of(person_words_or_english(&self.questionnaire().language));
        match self.wording() {
            None => turn.say(source),
            Some(wording) => {
                let words = person_words(&wording.language).map_or(source, of);
                self.said(turn, words, source)
            }
        }
    }

    fn said(&self, turn: Turn, words: &str, source: &str) -> Turn {
        let language = self.wording().map_or_else(String::new, |wording| english_name(&wording.language));
        match (words == source, self.state.is_prompt) {
            (true, true) => turn.say(source),
            (false, true) => turn.say_in(source, (&language, words)),
            (false, false) => turn.say_in(words, (&english_name(&self.questionnaire().language), source)),
            (true, false) => turn
                .say(source)
                .tell_once(format!("This is not there in {language} yet: have it interpreted.")),
        }
    }

    /// Returns the label of something that the person chooses, with the questionnaire's own beneath.
    pub(super) fn label(&self, of: impl for<'a> Fn(&'a Questionnaire) -> Option<&'a str>) -> String {
        let source = of(self.questionnaire()).unwrap_or_default();
        let words = self.wording().and_then(|wording| of(&wording.questionnaire)).unwrap_or(source);
        self.both(words, source)
    }

    /// Returns yes and no, each with the questionnaire's own word.
    pub(super) fn yes_and_no(&self) -> [(&'static str, String); 2] {
        let words = self.wording().and_then(|wording| person_words(&wording.language));
        let of = |words: Option<&PersonWords>| {
            words.map_or(["Yes".to_owned(), "No".to_owned()], |words| [words.yes.clone(), words.no.clone()])
        };
        let [yes, no] = of(words);
        [("yes", self.both(&yes, "Yes")), ("no", self.both(&no, "No"))]
    }

    /// Returns the words that are said, with those of the other language beneath.
    fn both(&self, words: &str, source: &str) -> String {
        match words == source {
            true => source.to_owned(),
            false if self.state.is_prompt => format!("{source} ({words})"),
            false => format!("{words} ({source})"),
        }
    }

    /// Returns the words of an opening as they were read aloud.
    pub(super) fn words_read<'c>(&'c self, opening: &'c Spoken) -> &'c str {
        let tag = self.state.explained_in.get(&opening.id);
        let words = tag.and_then(|tag| self.wording_of(tag));
        let words =
            words.and_then(|wording| wording.questionnaire.openings.iter().find(|it| it.id == opening.id));
        &words.unwrap_or(opening).say
    }

    /// Returns the tags of the languages, other than that of the questionnaire, in which something was asked or
    /// explained, or is now.
    pub(super) fn languages_used(&self) -> BTreeSet<&String> {
        let used = self.interview.languages().values().chain(self.state.explained_in.values());
        used.chain(&self.state.language).collect()
    }

    /// Returns what was said in other languages than that of the questionnaire.
    pub(super) fn other_languages(&self) -> OtherLanguages {
        let asked = self.interview.languages().iter().map(|(id, tag)| {
            let words = self.wording_of(tag).zip(self.questionnaire().find(id));
            let words = words.map(|(wording, place)| wording.questionnaire.question(place).ask.clone());
            let as_prompt = self.interview.prompted.contains(id);
            (id.clone(), AskedIn { language: tag.clone(), words, as_prompt })
        });
        let has_values = self.interview.values.is_some();
        let wordings = self.languages_used().into_iter().map(|tag| WordingRecord {
            language: tag.clone(),
            as_prompt: self.was_prompt_alone(tag),
            validation: self.wording_of(tag).map_or_else(String::new, |wording| wording.validation.clone()),
            scoring: self.wording_of(tag).filter(|_| has_values).map(|wording| wording.scoring.clone()),
        });
        let heard = has_values.then(|| heard_in(self.questionnaire(), &self.interview.heard()));
        OtherLanguages { asked: asked.collect(), wordings: wordings.collect(), heard }
    }

    /// Returns whether the words of a language were never read aloud, and a prompt for whoever interpreted alone.
    fn was_prompt_alone(&self, tag: &str) -> bool {
        let asked = self.interview.languages().iter().filter(|(_, language)| *language == tag);
        let read = self.state.explained_in.values().any(|language| language == tag);
        let asked: Vec<bool> = asked.map(|(id, _)| self.interview.prompted.contains(id)).collect();
        let is_now = self.state.language.as_deref() == Some(tag) && self.state.is_prompt;
        let was_prompt = if asked.is_empty() { is_now } else { asked.into_iter().all(|was| was) };
        was_prompt && !read
    }

    /// Returns whether one can change to another language here.
    pub(super) fn can_change_language(&self, turn: &Turn) -> bool {
        let at_hand = !self.setting.wordings.is_empty() && self.interview.asks();
        let is_between = matches!(turn.at, Point::Hidden | Point::Danger | Point::Language | Point::Farewell);
        at_hand && !is_between && !turn.is_for_program() && !self.is_past_person()
    }
}

/// The languages, each in its own name: chosen with the person. Where somebody interprets, each is there as a prompt too.
pub(super) fn turn(conversation: &Conversation<'_>) -> Turn {
    let own = &conversation.questionnaire().language;
    let source = english_name(own);
    let is_interpreted = interpreter::can_be_there(conversation);
    let mut items = vec![ListItem::new(ChoiceId::of(OWN), own_name(own))];
    for one in conversation.setting.wordings {
        let name = own_name(&one.language);
        let prompt = format!("{source} for whoever interprets, with {name} beneath as a prompt");
        items.push(ListItem::new(one.language.clone(), name));
        if is_interpreted || conversation.state.is_prompt {
            items.push(ListItem::new(format!("{PROMPT}{}", one.language), prompt));
        }
    }
    let now = match &conversation.state.language {
        Some(language) if conversation.state.is_prompt => format!("{PROMPT}{language}"),
        Some(language) => language.clone(),
        None => OWN.to_owned(),
    };
    let turn = Turn::new(Point::Language, Wanted::One(items))
        .heading("Language")
        .tell("In which language is the person spoken to from here on? Let them choose.")
        .tell(format!(
            "What you read aloud is shown in it, with the {source} beneath. Answers stay as they are."
        ))
        .back(true)
        .given(Reply::choose(now));
    conversation.setting.wordings.iter().fold(turn, |turn, one| {
        let wording = one.wording(conversation.questionnaire());
        let validation =
            wording.map(|wording| format!("{}: {}", own_name(&one.language), wording.validation));
        let unknown = wording.and_then(|wording| wording.unknown_in_words(conversation.questionnaire()));
        turn.tell_if(validation.as_deref()).tell_if(unknown.as_deref())
    })
}

/// Changes to the language that was chosen.
pub(super) fn reply(conversation: &mut Conversation<'_>, reply: &Reply) {
    let Some(chosen) = reply.chosen() else { return };
    let own = own_name(&conversation.questionnaire().language);
    let state = &mut conversation.state;
    // Whatever was set, this is what the person chose.
    state.without_words = false;
    let prompt = chosen.strip_prefix(PROMPT);
    let language = (chosen != OWN).then(|| prompt.unwrap_or(chosen).to_owned());
    if (&language, prompt.is_some()) == (&state.language, state.is_prompt) {
        return;
    }
    state.is_prompt = prompt.is_some();
    let name = language.as_deref().map_or_else(|| own.clone(), own_name);
    state.remark = Some(match prompt {
        Some(_) => {
            format!("What you read aloud is in {own} now, with {name} beneath for whoever interprets.")
        }
        None => format!("What is read aloud is in {name} now."),
    });
    state.language = language;
}
