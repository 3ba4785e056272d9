//! The debrief as blocks, so that every format says the same, and the lines where somebody who has
//! practiced can talk to someone.

use super::debrief::{Debrief, is_own_part};
use super::scenario::Scenario;
use crate::questionnaire::model::Questionnaire;
use crate::records::{Deviation, Direction, Figures, ItemReview, Offer, StepReview};
use crate::referral::Directory;
use crate::report::Block;
use crate::vocabulary::{NEEDS, find};

/// What stands on every debrief.
const STATEMENT: &str = "TRAINING. The person is invented. This is no record of anybody, and no test of you as a \
                         person. It says what was heard, what you took down, and how the key sees it.";

/// How many channels of support are named.
const MOST_LINES: usize = 4;

/// Returns the debrief as blocks, with figures if there are to be any.
pub fn document(
    scenario: &Scenario,
    questionnaire: &Questionnaire,
    debrief: &Debrief,
    support: &[String],
    figures: Option<Figures>,
) -> Vec<Block> {
    let mut blocks =
        vec![Block::Title(format!("Debrief: {}", debrief.title)), Block::Paragraph(STATEMENT.to_owned())];
    course(debrief, &mut blocks);
    steps(debrief, &mut blocks);
    items(questionnaire, debrief, &mut blocks);
    directions(debrief, &mut blocks);
    results(debrief, &mut blocks);
    call(debrief, &mut blocks);
    offers(scenario, debrief, &mut blocks);
    if let Some(figures) = figures {
        counted(figures, debrief.not_reached, &mut blocks);
    }
    behind(scenario, &mut blocks);
    talk(scenario, debrief, &mut blocks);
    for_you(support, &mut blocks);
    blocks
}

fn heading(blocks: &mut Vec<Block>, text: &str) {
    blocks.push(Block::Heading(text.to_owned()));
}

fn paragraph(blocks: &mut Vec<Block>, text: impl Into<String>) {
    blocks.push(Block::Paragraph(text.into()));
}

fn list(blocks: &mut Vec<Block>, items: Vec<(String, Vec<String>)>) {
    if !items.is_empty() {
        blocks.push(Block::Items(items));
    }
}

fn course(debrief: &Debrief, blocks: &mut Vec<Block>) {
    let ended = format!("How it ended: {}.", debrief.ended.in_words());
    let should = match debrief.ended == debrief.should_end {
        true if debrief.as_the_key => "That was right here.".to_owned(),
        true => "That is how it should end, but at another point.".to_owned(),
        false => format!("How it should end: {}.", debrief.should_end.in_words()),
    };
    paragraph(blocks, format!("{ended} {should}"));
}

fn steps(debrief: &Debrief, blocks: &mut Vec<Block>) {
    heading(blocks, "How you went about it");
    let (well, again): (Vec<&StepReview>, Vec<&StepReview>) =
        debrief.steps.iter().partition(|step| step.well);
    if !again.is_empty() {
        blocks.push(Block::Subheading("Look at these again".to_owned()));
        list(blocks, again.iter().map(|step| step_item(step)).collect());
    }
    if !well.is_empty() {
        blocks.push(Block::Subheading("Done as the key does it".to_owned()));
        list(
            blocks,
            well.iter().map(|step| (format!("{}: {}", step.called, step.did), reason_of(step))).collect(),
        );
    }
    if debrief.went_on {
        paragraph(
            blocks,
            "It should have ended there. Whatever was marked after that is not the person's, and nothing of it is looked at.",
        );
    }
    if !debrief.reworded.is_empty() {
        blocks.push(Block::Subheading("Asked in other words".to_owned()));
        let asked = debrief.reworded.iter().map(|asked| (asked.clone(), Vec::new()));
        list(blocks, asked.collect());
        paragraph(
            blocks,
            "Say your own wording aloud once more: is it open, short and without blame, and does it still ask the \
             same thing?",
        );
    }
}

fn step_item(step: &StepReview) -> (String, Vec<String>) {
    let mut below = vec![format!("right: {}", step.right), format!("why: {}", step.because)];
    below.extend(step.heard.iter().map(|heard| format!("heard or seen: {heard}")));
    if !step.unheard.is_empty() {
        below.push(format!("because of this you did not hear all of: {}", step.unheard.join("; ")));
    }
    (format!("{}: {}", step.called, step.did), below)
}

/// Of what was done well, only the reasons that the scenario gives are worth the room.
fn reason_of(step: &StepReview) -> Vec<String> {
    if step.heard.is_some() { vec![format!("why: {}", step.because)] } else { Vec::new() }
}

fn items(questionnaire: &Questionnaire, debrief: &Debrief, blocks: &mut Vec<Block>) {
    if debrief.items.is_empty() {
        return;
    }
    heading(blocks, "What you heard, and what you took down");
    let (own, said): (Vec<&ItemReview>, Vec<&ItemReview>) =
        debrief.items.iter().partition(|item| is_own_part(questionnaire, &item.id));
    for (title, items) in [("What the person said", said), ("Your own part", own)] {
        let differing: Vec<_> = items.iter().filter(|item| item.leads.is_some()).collect();
        let alike: Vec<_> = items.iter().filter(|item| item.leads.is_none()).collect();
        if items.is_empty() {
            continue;
        }
        blocks.push(Block::Subheading(title.to_owned()));
        list(blocks, differing.iter().map(|item| differing_item(item)).collect());
        let told = alike.iter().filter(|item| item.because.is_some());
        list(blocks, told.map(|item| alike_item(item)).collect());
        let plain = alike.iter().filter(|item| item.because.is_none()).count();
        if plain > 0 {
            let rest = if plain == 1 { "1 plain answer was" } else { &format!("{plain} plain answers were") };
            paragraph(blocks, format!("{rest} taken down as heard."));
        }
    }
}

fn differing_item(item: &ItemReview) -> (String, Vec<String>) {
    let mut below = heard(item);
    below.push(format!("you took down: {}", item.given));
    below.push(format!("the key: {}", item.right));
    below.extend(item.because.iter().map(|because| format!("why: {because}")));
    below.push(lesson(item).to_owned());
    (format!("Not as the key: {}", item.asked), below)
}

fn alike_item(item: &ItemReview) -> (String, Vec<String>) {
    let mut below = heard(item);
    below.push(format!("you and the key: {}", item.given));
    below.extend(item.because.iter().map(|because| format!("why: {because}")));
    (item.asked.clone(), below)
}

fn heard(item: &ItemReview) -> Vec<String> {
    let mut lines: Vec<String> = item.heard.iter().map(|heard| format!("heard or seen: {heard}")).collect();
    if !item.fullest {
        lines.push("more could be heard here: see the steps above".to_owned());
    }
    lines
}

/// What a difference teaches.
fn lesson(item: &ItemReview) -> &'static str {
    match (item.difference, item.leads) {
        (Deviation::Same, _) => "",
        (Deviation::SilenceFilled, Some(Direction::Down)) => {
            "silence was taken for an answer, and it hides something: leave open what was not said"
        }
        (Deviation::SilenceFilled, _) => "silence was taken for an answer: leave open what was not said",
        (Deviation::LeftOpen, _) => "something was said or seen here and was left open",
        (Deviation::Other, Some(Direction::Up)) => "this leads to more concern than there is ground for",
        (Deviation::Other, Some(Direction::Down)) => "this leads to less concern than there is ground for",
        (Deviation::Other, _) => "this leads neither to more concern nor to less; it is another answer",
    }
}

fn directions(debrief: &Debrief, blocks: &mut Vec<Block>) {
    if debrief.items.is_empty() {
        return;
    }
    heading(blocks, "More concern, less concern");
    let sides = [
        (Direction::Up, "To more concern than the key (over-calling)"),
        (Direction::Down, "To less concern than the key (under-calling)"),
    ];
    for (way, title) in sides {
        let named: Vec<(String, Vec<String>)> = debrief
            .leading(way)
            .map(|item| (item.asked.clone(), vec![format!("{} instead of {}", item.given, item.right)]))
            .collect();
        blocks.push(Block::Subheading(title.to_owned()));
        if named.is_empty() {
            paragraph(blocks, "None.");
        } else {
            list(blocks, named);
        }
    }
}

fn results(debrief: &Debrief, blocks: &mut Vec<Block>) {
    heading(blocks, "What it comes to, and why");
    if debrief.results.is_empty() && debrief.should_end.is_scored() {
        paragraph(blocks, "There was nothing to sum up this time.");
    }
    let columns = if debrief.as_the_key { 3 } else { 2 };
    if !debrief.results.is_empty() {
        let rows = debrief.results.iter().map(|it| {
            let row = [&it.about, &it.own, &it.key];
            row[..columns].iter().map(|cell| (*cell).clone()).collect()
        });
        blocks.push(Block::table(&["About", "Your answers", "The key"][..columns], rows.collect()));
    }
    paragraph(blocks, if debrief.as_the_key { &debrief.because } else { ANOTHER_WAY });
}

/// What stands for what the scenario tells of the whole talk, where there was another.
const ANOTHER_WAY: &str = "The key tells of a talk that goes another way. Its reasons are left out: they speak of what \
                           you did not hear. Play it again to read them.";

fn call(debrief: &Debrief, blocks: &mut Vec<Block>) {
    let Some(call) = &debrief.call else { return };
    heading(blocks, "Your own call");
    let called = call.called.as_deref().unwrap_or("none");
    let says = match (&call.called, call.leads) {
        (None, _) => "You made no call of your own.".to_owned(),
        (Some(_), _) if call.right.is_empty() => {
            format!(
                "{}: {called}. The key's call rests on another talk, so it does not stand beside yours.",
                call.outcome
            )
        }
        (_, None) => format!("{}: {called}. The key sees it so, too.", call.outcome),
        (_, Some(way)) => {
            let more = match way {
                Direction::Up => "more than there is ground for",
                Direction::Down => "less than there is ground for",
                Direction::Neither => "something else",
            };
            format!("{}: {called}. The key: {}. That is {more}.", call.outcome, call.right.join(", or: "))
        }
    };
    paragraph(blocks, says);
    if !debrief.heard_all && call.leads.is_some() {
        paragraph(blocks, "You did not hear everything; the key rests on all of it.");
    }
}

fn offers(scenario: &Scenario, debrief: &Debrief, blocks: &mut Vec<Block>) {
    if debrief.offers.is_empty() {
        return;
    }
    heading(blocks, "What to offer");
    let row = |offer: &Offer| {
        let says = match (offer.offered, offer.fits) {
            (true, true) => "offered, and it fits",
            (true, false) => "offered; the key does not list it. Did they ask for it, or would it help?",
            (false, _) => "not offered, and it would fit",
        };
        let need = find(NEEDS, &offer.need).map_or("", |need| need.label);
        (format!("{need}: {says}"), Vec::new())
    };
    list(blocks, debrief.offers.iter().map(row).collect());
    let police = if scenario.key.police {
        "A police or tip line can fit here, if the person wants it or the law asks for it."
    } else {
        "The key asks for no police or tip line here. What the law asks of you stands."
    };
    paragraph(blocks, police);
}

/// What did not come up is counted apart.
fn counted(figures: Figures, not_reached: usize, blocks: &mut Vec<Block>) {
    heading(blocks, "Figures");
    let beside = match not_reached {
        0 => String::new(),
        count => format!(" Items that did not come up: {count}."),
    };
    paragraph(
        blocks,
        format!(
            "Items as the key: {} of {} (those with a reason, heard in full, and plain answers taken down otherwise).{beside} To more concern: {}. To less concern: {}. Steps as the key: {} of {}.",
            figures.items_as_the_key,
            figures.items - not_reached,
            figures.over,
            figures.under,
            figures.steps_as_the_key,
            figures.steps
        ),
    );
}

fn behind(scenario: &Scenario, blocks: &mut Vec<Block>) {
    heading(blocks, "What was behind it");
    paragraph(blocks, &scenario.brief.background);
    let facts = scenario.facts.iter().map(|fact| {
        let matters = if fact.matters { "it matters" } else { "it only distracts" };
        (fact.see.clone(), vec![format!("{matters}: {}", fact.because)])
    });
    list(blocks, facts.collect());
}

/// What the scenario asks and teaches is about the talk as the key has it.
fn talk(scenario: &Scenario, debrief: &Debrief, blocks: &mut Vec<Block>) {
    heading(blocks, "To talk about");
    let general = match debrief.went_on {
        true => ["What told you that it should end?", "What makes it hard to end it there?"],
        false => ["What made you end it there?", "What can you do for the person now, without a question?"],
    };
    let questions = match debrief.as_the_key {
        true => scenario.questions.clone(),
        false => general.map(str::to_owned).to_vec(),
    };
    list(blocks, questions.into_iter().map(|question| (question, Vec::new())).collect());
    if debrief.as_the_key {
        paragraph(blocks, &scenario.teaching);
    }
}

fn for_you(support: &[String], blocks: &mut Vec<Block>) {
    heading(blocks, "For you");
    paragraph(
        blocks,
        "Such talks can stay with you, also when the person is invented. Say so to somebody: your trainer, a \
         colleague, someone you trust. You can stop, and you need not say why.",
    );
    list(blocks, support.iter().map(|line| (line.clone(), Vec::new())).collect());
}

/// Returns where somebody who has practiced can talk to someone, from the referral directories.
pub fn support_lines(directories: &[Directory]) -> Vec<String> {
    let services = directories.iter().flat_map(|directory| &directory.services);
    let talks = services.filter(|service| {
        service.needs.iter().any(|need| need.id == "crisis_support") && !service.group.is_police()
    });
    let lines = talks.map(|service| {
        let ways: Vec<String> =
            service.channels.iter().map(|channel| format!("{} {}", channel.kind, channel.contact)).collect();
        format!("{}: {}", service.name, ways.join("; "))
    });
    lines.take(MOST_LINES).collect()
}
