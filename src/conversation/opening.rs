//! What comes between the gates and the questions: a word on the questionnaire and on what is kept, the
//! opening, and whether the person agrees. Nothing is asked of the person before they agreed.

use super::interruptions;
use super::reply::{Refused, Reply};
use super::setting::Purpose;
use super::spoken::own_name;
use super::state::{Ending, NextStep, StepId};
use super::turn::{ListItem, Point, Turn, Wanted};
use super::value::Conversation;
use crate::language::has_words;
use crate::language::tag::{are_of_one, english_name};
use crate::questionnaire::TalkLength;
use crate::referral::{country_of, pack_of_country};

/// Goes on, or back, from a page that is only seen.
pub fn go_on(_: &mut Conversation<'_>, reply: Reply) -> Result<NextStep, Refused> {
    Ok(if reply == Reply::Back { NextStep::Back } else { NextStep::On })
}

/// A questionnaire whose safety rules could not be held is not begun by pressing Enter.
pub fn without_words(conversation: &Conversation<'_>) -> Option<Turn> {
    let language = &conversation.questionnaire().language;
    if conversation.setting().purpose == Purpose::Practice || has_words(language) {
        return None;
    }
    let choices = [("leave", "Do not screen with it"), ("go_on", "Go on, I know what it asks and says")];
    let turn = Turn::to_choose(Point::Words, &choices)
        .heading("Safety rules are not held")
        .tell(format!(
            "This questionnaire is written in {language}, and the words of that language are not known here."
        ))
        .tell(
            "So nothing has checked that no answer turns \"don't know\" into a no, that no result calls somebody a \
             victim, and that nobody is scored for who they are.",
        )
        .tell("Go on only if somebody who speaks the language has checked it.");
    Some(turn.given(Reply::choose("leave")).back(conversation.setting().chosen_before))
}

/// Going on is chosen, never the usual reply.
pub fn without_words_reply(conversation: &mut Conversation<'_>, reply: Reply) -> Result<NextStep, Refused> {
    if reply == Reply::Back {
        return Ok(NextStep::Back);
    }
    if reply.chooses("go_on") {
        return Ok(NextStep::On);
    }
    conversation.state.ending = Some(Ending::Left);
    Ok(NextStep::To(StepId::Farewell))
}

/// What the practitioner should know of the questionnaire, and where answers are kept.
pub fn first_page(conversation: &Conversation<'_>) -> Option<Turn> {
    let setting = conversation.setting();
    let mut turn = Turn::to_see(Point::Before)
        .heading("Before you begin")
        .back(setting.chosen_before || !conversation.questionnaire().gates.is_empty());
    if setting.purpose != Purpose::Practice {
        turn.tell = about(conversation);
    }
    turn.tell.extend(setting.kept(conversation.questionnaire(), conversation.interview().asks()));
    Some(turn)
}

fn about(conversation: &Conversation<'_>) -> Vec<String> {
    let (questionnaire, setting) = (conversation.questionnaire(), conversation.setting());
    let frame = questionnaire.about.words();
    let validated = match &questionnaire.validation.published {
        Some(study) if study.is_measured() => format!("Validation: {}.", study.study),
        Some(_) => {
            format!("It is published, and nobody has reported how accurate it is: {}.", frame.not_validated)
        }
        None => format!("It is not validated: {}.", frame.not_validated),
    };
    let length = TalkLength::of(questionnaire);
    let mut told = vec![
        format!(
            "{}, for {}, about {length}, in {}.",
            questionnaire.title,
            frame.for_whom(questionnaire.population.ages),
            english_name(&questionnaire.language)
        ),
        validated,
        frame.aid.to_owned(),
    ];
    let made_for = &questionnaire.population.settings;
    told.extend((!made_for.is_empty()).then(|| format!("It is made for: {}.", made_for.join(", "))));
    let is_here = |place: &str| made_for.iter().any(|setting| setting.eq_ignore_ascii_case(place.trim()));
    let elsewhere = setting.works_in.filter(|place| !made_for.is_empty() && !is_here(place));
    told.extend(elsewhere.map(|place| {
        format!("You work in: {place}. It was not made for there: ask a supervisor whether it fits.")
    }));
    told.extend(length.pause().map(str::to_owned));
    told.extend(questionnaire.review_passed(setting.today));
    told.extend(other_law(conversation));
    let other = setting.language.filter(|language| !are_of_one(language, &questionnaire.language));
    told.extend(other.map(|language| {
        let (written, set) = (english_name(&questionnaire.language), english_name(language));
        match conversation.wording() {
            Some(wording) => format!(
                "What you read aloud is shown in {}, with the {written} beneath. {}",
                own_name(&wording.language),
                wording.validation
            ),
            None => format!(
                "This questionnaire is written in {written}, and the language set is {set}. Use a fit interpreter."
            ),
        }
    }));
    let unknown = conversation.wording().and_then(|wording| wording.unknown_in_words(questionnaire));
    told.extend(unknown);
    told.extend(at_hand(conversation));
    told
}

/// Returns that there are words in other languages, where none of those was set.
fn at_hand(conversation: &Conversation<'_>) -> Option<String> {
    let names: Vec<String> =
        conversation.setting().wordings.iter().map(|one| own_name(&one.language)).collect();
    let is_said = conversation.wording().is_some() || names.is_empty();
    (!is_said).then(|| {
        format!("It can be read aloud in another language: {}. Choose with the person.", names.join(", "))
    })
}

/// Returns a warning where it is made for the law of other countries than the one whose law holds.
fn other_law(conversation: &Conversation<'_>) -> Option<String> {
    let (law, pack) = (&conversation.questionnaire().population.law, conversation.setting().jurisdiction);
    let holds = |country: &String| pack.is_some_and(|pack| country_of(&pack.id) == country);
    if law.is_empty() || law.iter().any(holds) {
        return None;
    }
    let title =
        |country: &String| pack_of_country(country).map_or_else(|| country.clone(), |pack| pack.title);
    let made_for: Vec<String> = law.iter().map(title).collect();
    let chosen =
        pack.map_or("no jurisdiction is chosen".to_owned(), |pack| format!("chosen is: {}", pack.title));
    Some(format!(
        "This questionnaire is made for the law of: {}. For this talk {chosen}. What it says of rights and duties may \
         not hold here.",
        made_for.join("; ")
    ))
}

/// One opening after the other.
pub fn opening(conversation: &Conversation<'_>) -> Option<Turn> {
    let place = conversation.state.within;
    let opening = conversation.questionnaire().openings.get(place)?;
    let turn = Turn::to_see(Point::Opening(place)).heading("Opening");
    let mut turn = conversation
        .says(turn, |of| Some(&of.openings[place].say))
        .tell_if(opening.note.as_deref())
        .back(true);
    if opening.id == "limits" {
        turn.tell.extend(conversation.setting().limits());
        if conversation.setting().lacks_limits() {
            let choices = OWN_DUTIES.map(|(id, label)| ListItem::new(id, label));
            turn.wanted = Wanted::One(choices.to_vec());
        }
    }
    Some(turn)
}

/// What the practitioner chooses where no text here says what they must report: Enter alone says nothing.
const OWN_DUTIES: [(&str, &str); 2] = [
    ("stated", "I have said what I must report, and to whom"),
    ("not_known", "I do not know my duties: stop here and find out first"),
];

/// What was read aloud is remembered.
pub fn opening_reply(conversation: &mut Conversation<'_>, reply: Reply) -> Result<NextStep, Refused> {
    let openings = &conversation.questionnaire().openings;
    let state = &mut conversation.state;
    let place = state.within;
    if reply == Reply::Back {
        state.within = place.saturating_sub(1);
        return Ok(if place == 0 { NextStep::Back } else { NextStep::Stay });
    }
    if reply.chooses("not_known") {
        interruptions::stop(conversation);
        return Ok(NextStep::Stay);
    }
    let id = &openings[place].id;
    if !state.explained.contains(id) {
        state.explained.push(id.clone());
    }
    // What was read last, in whichever language, is what the person agrees after.
    match &state.language {
        Some(language) if !state.is_prompt => drop(state.explained_in.insert(id.clone(), language.clone())),
        _ => drop(state.explained_in.remove(id)),
    }
    if place + 1 == openings.len() {
        return Ok(NextStep::On);
    }
    state.within = place + 1;
    Ok(NextStep::Stay)
}

impl Conversation<'_> {
    /// Takes back that an opening was read aloud, as in practice, where it can be left out.
    pub(crate) fn was_left_out(&mut self, opening: usize) {
        let id = &self.questionnaire().openings[opening].id;
        self.state.explained.retain(|explained| explained != id);
    }
}

/// Nobody is asked to agree to being asked nothing.
pub fn consent(conversation: &Conversation<'_>) -> Option<Turn> {
    let choices = [("yes", "Yes"), ("no", "No"), ("not_now", "Not now")];
    let turn = Turn::to_choose(Point::Consent, &choices).heading("Agreement");
    let turn = conversation
        .says_own(turn, |own| &own.may_ask)
        .tell("Any answer is fine. Saying no changes nothing about the help you give.")
        .back(true);
    // Whoever went back has agreed before.
    let turn = if conversation.state.consent { turn.given(Reply::choose("yes")) } else { turn };
    conversation.interview().asks().then_some(turn)
}

/// A no is a no.
pub fn consent_reply(conversation: &mut Conversation<'_>, reply: Reply) -> Result<NextStep, Refused> {
    let state = &mut conversation.state;
    if reply == Reply::Back {
        return Ok(NextStep::Back);
    }
    state.consent = reply.chooses("yes");
    if state.consent {
        return Ok(NextStep::On);
    }
    state.ending = Some(if reply.chooses("no") { Ending::NoConsent } else { Ending::AnotherTime });
    Ok(NextStep::To(StepId::Farewell))
}
