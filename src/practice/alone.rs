//! An invented person who answers alone: they press on the turned screen what their scenario says, through the same talk
//! as anybody, and hand over what it says.

use std::convert::Infallible;

use super::scenario::{AnsweredAlone, HandsOver, Scenario};
use crate::answers::{Answer, Value};
use crate::conversation::{Conversation, Dialogue, Point, Wanted};
use crate::questionnaire::model::{Kind, Questionnaire};
use crate::turned::{Press, StepAsks, TurnedForm, TurnedScreen, TurnedStep, TurnedTalk};

/// Lets the person answer, where the screen is theirs now.
pub(super) fn answer(conversation: &mut Conversation<'_>, scenario: &Scenario) {
    let Some(alone) = &scenario.alone else { return };
    let Some(Wanted::Alone(word)) = conversation.turn().map(|turn| turn.wanted) else { return };
    let questionnaire = conversation.questionnaire();
    let Ok(form) = TurnedForm::of(questionnaire) else { return };
    let Ok(handed_over) = conversation.lead_alone(&word, |talk, _| {
        lead(talk, alone, &form, questionnaire);
        Ok::<(), Infallible>(())
    });
    conversation.reply(handed_over).expect("it was the time for it");
}

/// Returns what is seen and heard when the screen comes back.
pub(super) fn heard(scenario: &Scenario, point: Point) -> Option<String> {
    let is_back = matches!(point, Point::Alone(page) if page.0 == "handed_over");
    scenario.alone.as_ref().filter(|_| is_back).map(|alone| alone.hear.clone())
}

fn lead(talk: &mut TurnedTalk<'_, '_>, alone: &AnsweredAlone, form: &TurnedForm<'_>, of: &Questionnaire) {
    while let Some(screen) = talk.screen() {
        let press = match screen.step {
            Some((nth, _)) => at_step(&screen, form.steps()[nth - 1], alone, of),
            None => at_the_end(&screen, alone),
        };
        if !talk.press(press) {
            return;
        }
    }
}

fn offers(screen: &TurnedScreen, press: Press) -> bool {
    screen.choices.iter().any(|(offered, _)| *offered == press)
}

fn at_step(screen: &TurnedScreen, step: TurnedStep, alone: &AnsweredAlone, of: &Questionnaire) -> Press {
    if offers(screen, Press::GoOn) {
        return Press::GoOn;
    }
    let asked = of.question(step.question);
    let answer = alone.answers.iter().find(|(question, _)| *question == step.question);
    match (answer.map(|(_, answer)| answer), step.asks) {
        (Some(Answer::Given(Value::Choices(ids))), StepAsks::Option(option)) => {
            if ids.contains(&asked.kind.options()[option].id) { Press::Yes } else { Press::No }
        }
        (Some(Answer::Given(Value::YesNo(true))), StepAsks::Question) => Press::Yes,
        (Some(Answer::Given(Value::YesNo(false))), StepAsks::Question) => Press::No,
        (Some(Answer::Given(Value::Choice(id))), StepAsks::Question) => {
            let options: &[_] = match &asked.kind {
                Kind::Choice(options) | Kind::Scale(options) => options,
                _ => &[],
            };
            options.iter().position(|option| option.id == *id).map_or(Press::Skip, Press::Option)
        }
        (Some(Answer::DontKnow), StepAsks::Question) => Press::DontKnow,
        _ => Press::Skip,
    }
}

fn at_the_end(screen: &TurnedScreen, alone: &AnsweredAlone) -> Press {
    let wanted = match alone.hands_over {
        HandsOver::Nothing => Press::Nothing,
        HandsOver::Help => Press::OnlyHelp,
        HandsOver::Everything => Press::Everything,
    };
    match screen {
        _ if offers(screen, wanted) => wanted,
        _ if offers(screen, Press::HandOver) => Press::HandOver,
        // Whether it may be seen comes before whether to look at it first.
        _ if offers(screen, Press::Yes) && alone.shows_kept_back => Press::Yes,
        _ if offers(screen, Press::No) => Press::No,
        _ => Press::GoOn,
    }
}
