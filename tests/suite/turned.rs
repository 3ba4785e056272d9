//! The person answers alone: the steps are the same for everybody, what is asked is what the program asks, and what is
//! kept back leaves no trace. Over every form that adults answer.

use std::collections::BTreeMap;
use std::convert::Infallible;

use safelight::answers::{Answer, Answers, Value};
use safelight::conversation::{
    AloneWay, Conversation, Dialogue, Ending, Interview, Point, Purpose, Refused, Reply, Setting, Turn,
    Wanted,
};
use safelight::language::person_words_or_english;
use safelight::library;
use safelight::questionnaire::model::{AnswerSource, Kind, Part};
use safelight::questionnaire::{Questionnaire, read, read_shipped};
use safelight::records::written;
use safelight::rules::QuestionRef;
use safelight::scoring::Case;
use safelight::source::Source;
use safelight::translation::WordingAtHand;
use safelight::turned::{
    CannotBeTurned, CodeLayout, Press, ReleasedAnswers, StepAsks, TurnedEnd, TurnedForm, TurnedScreen,
    TurnedSpeech, TurnedStep, TurnedTalk, page, sentences,
};

use super::conversation::{setting, usual};
use super::counts;
use super::generate::Draw;

const FORMS: [&str; 5] = ["adult-quick", "adult-brief", "adult-full", "labor-brief", "court-intake"];

fn shipped(id: &str) -> Questionnaire {
    read_shipped(library::questionnaire(id, None).unwrap()).questionnaire.unwrap()
}

fn speech(questionnaire: &Questionnaire) -> TurnedSpeech<'_> {
    TurnedSpeech { form: questionnaire, program: person_words_or_english(&questionnaire.language) }
}

/// The case of an adult of whom nothing else is known.
fn adult<'q>(form: &TurnedForm<'q>) -> Case<'q> {
    let questionnaire = form.questionnaire();
    let mut case = Case::begin(questionnaire, &BTreeMap::new()).unwrap();
    let age = questionnaire.question(form.age());
    let option = &age.kind.options()[form.adult_ages()[0]];
    case.answers.give(age.id.as_str(), Answer::Given(Value::Choice(option.id.clone())));
    case
}

/// Leads a talk to its end. `choose` says which of the choices of a screen is pressed.
fn lead(talk: &mut TurnedTalk<'_, '_>, mut choose: impl FnMut(&TurnedScreen) -> Press) -> Vec<TurnedScreen> {
    let mut screens = Vec::new();
    while let Some(screen) = talk.screen() {
        assert!(screens.len() < 2_000, "it goes in circles");
        let press = choose(&screen);
        assert!(talk.press(press), "it is offered");
        screens.push(screen);
    }
    screens
}

fn any(screen: &TurnedScreen, draw: &mut Draw) -> Press {
    draw.pick(&screen.choices).0
}

fn offers(screen: &TurnedScreen, press: Press) -> bool {
    screen.choices.iter().any(|(offered, _)| *offered == press)
}

/// Answers at random, and hands everything over.
fn all_handed_over(screen: &TurnedScreen, draw: &mut Draw) -> Press {
    match screen {
        // On the words with which a section begins one goes on.
        _ if screen.step.is_some() && offers(screen, Press::Stop) => Press::GoOn,
        _ if screen.step.is_some() => any(screen, draw),
        _ if offers(screen, Press::Everything) => Press::Everything,
        _ if offers(screen, Press::HandOver) => Press::HandOver,
        _ => screen.choices[0].0,
    }
}

fn released(talk: TurnedTalk<'_, '_>) -> ReleasedAnswers {
    match talk.into_end() {
        Some(TurnedEnd::HandedOver(released)) => released,
        _ => panic!("something was handed over"),
    }
}

// ---- what an onlooker sees ----

#[test]
fn the_steps_are_the_same_whatever_is_pressed() {
    for id in FORMS {
        let questionnaire = shipped(id);
        let form = TurnedForm::of(&questionnaire).unwrap();
        let shape = |draw: &mut Draw| {
            let mut talk = TurnedTalk::begin(&form, speech(&questionnaire), &adult(&form), false);
            let screens = lead(&mut talk, |screen| all_handed_over(screen, draw));
            let shape =
                |screen: &TurnedScreen| (screen.step, screen.choices.len(), screen.back, screen.is_dealt);
            screens.iter().map(shape).collect::<Vec<_>>()
        };
        let first = shape(&mut Draw::seeded(0));
        assert_eq!(first.iter().filter(|(step, ..)| step.is_some()).count(), form.steps().len());
        for seed in 1..counts::TURNED.get() as u64 {
            assert_eq!(shape(&mut Draw::seeded(seed)), first, "{id}: {seed}");
        }
    }
}

/// Back asks anew: the same screen as before, whatever was pressed there, and nothing of it counts.
#[test]
fn going_back_shows_nothing_of_an_answer_and_forgets_it() {
    for id in FORMS {
        let questionnaire = shipped(id);
        let form = TurnedForm::of(&questionnaire).unwrap();
        for seed in 0..20 {
            let mut draw = Draw::seeded(seed);
            let begun = || TurnedTalk::begin(&form, speech(&questionnaire), &adult(&form), false);
            let (mut there_and_back, mut straight) = (begun(), begun());
            while let Some(screen) = straight.screen() {
                assert!(there_and_back.screen() == Some(screen.clone()));
                let press = all_handed_over(&screen, &mut draw);
                let is_asked = screen.step.is_some() && !offers(&screen, Press::Stop);
                let is_last = screen.step.is_some_and(|(nth, of)| nth == of);
                if is_asked && !is_last && draw.chance(30) {
                    let other = any(&screen, &mut draw);
                    assert!(there_and_back.press(other) && there_and_back.press(Press::Back));
                    assert!(there_and_back.screen() == Some(screen.clone()), "{id}: {seed}");
                }
                assert!(there_and_back.press(press) && straight.press(press));
            }
            assert!(there_and_back.into_end() == straight.into_end());
        }
    }
}

// ---- what is asked ----

/// A question is asked where the program would ask it after these answers, and a moment of rest stands there otherwise.
#[test]
fn what_is_asked_is_what_the_program_asks() {
    let (mut asked, mut rested) = (0, 0);
    for id in FORMS {
        let questionnaire = shipped(id);
        let form = TurnedForm::of(&questionnaire).unwrap();
        for seed in 0..counts::TURNED.get() as u64 {
            let mut draw = Draw::seeded(seed);
            let mut talk = TurnedTalk::begin(&form, speech(&questionnaire), &adult(&form), false);
            let mut seen: Vec<(TurnedStep, bool)> = Vec::new();
            lead(&mut talk, |screen| {
                if let Some((nth, _)) = screen.step {
                    let step = form.steps()[nth - 1];
                    if step.asks == StepAsks::Lead {
                        return Press::GoOn;
                    }
                    seen.push((step, screen.say.contains(&questionnaire.question(step.question).ask)));
                }
                all_handed_over(screen, &mut draw)
            });
            let answers = released(talk).answers;
            let mut interview = Interview::new(adult(&form));
            let mut place = 0;
            for question in (0..questionnaire.questions.len()).map(QuestionRef::at) {
                let first = seen[place..].iter().position(|(step, _)| step.question == question);
                let Some(first) = first else { continue };
                place += first;
                let comes_up = interview.can_come_up(question, interview.stopped().is_some());
                assert_eq!(seen[place].1, comes_up, "{id}: {seed}: {}", questionnaire.question(question).id);
                let answer = answers.get(&questionnaire.question(question).id);
                // A no to every option of a list is no answer.
                let is_list = matches!(questionnaire.question(question).kind, Kind::Choices(_));
                assert!(answer.is_some() == comes_up || is_list && comes_up, "{id}: {seed}");
                asked += usize::from(comes_up);
                rested += usize::from(!comes_up);
                if let Some(answer) = answer {
                    interview.give(question, answer.clone());
                }
            }
        }
    }
    println!("{asked} questions asked, {rested} moments of rest");
    assert!(asked > 1_000 && rested > 100);
}

/// A no to every option is no answer that a form has, and one option that is left open is no no to it.
#[test]
fn an_option_that_is_left_open_leaves_the_whole_list_open() {
    let questionnaire = shipped("adult-quick");
    let form = TurnedForm::of(&questionnaire).unwrap();
    let needs = &questionnaire.question(form.needs()[0]).id;
    let answer = |presses: &[Press]| {
        let mut talk = TurnedTalk::begin(&form, speech(&questionnaire), &adult(&form), false);
        let mut presses = presses.iter();
        lead(&mut talk, |screen| match screen.step {
            Some(_) if offers(screen, Press::Yes) => *presses.next().unwrap_or(&Press::No),
            Some(_) => screen.choices[0].0,
            None => all_handed_over(screen, &mut Draw::seeded(0)),
        });
        released(talk).answers.get(needs).cloned()
    };
    let chosen = |answer: Option<Answer>| match answer {
        Some(Answer::Given(Value::Choices(ids))) => ids.len(),
        _ => 0,
    };
    assert_eq!(chosen(answer(&[Press::Yes, Press::No, Press::Yes])), 2);
    // What would help counts nothing, and what was asked for stays.
    assert_eq!(chosen(answer(&[Press::Yes, Press::No, Press::Yes, Press::Skip])), 2);
    assert_eq!(chosen(answer(&[Press::Yes, Press::Yes, Press::Stop])), 2);
    assert!(answer(&[Press::Skip]) == Some(Answer::Declined));
    assert!(answer(&[Press::No]).is_none(), "a no to every option is no answer");
}

/// Where a rule of an agency's own form reads what is wished for, a wish that nobody was asked about would be a no to it.
#[test]
fn what_would_help_is_left_open_as_a_whole_where_a_rule_counts_it() {
    let shipped = library::questionnaire("adult-quick", None).unwrap().source();
    let counts = |more: &str| {
        let questionnaire =
            read(&Source::new("own.toml", format!("{}\n{more}", shipped.text()))).questionnaire;
        let questionnaire = questionnaire.expect("it reads");
        let form = TurnedForm::of(&questionnaire).unwrap();
        let needs = form.needs()[0];
        let mut talk = TurnedTalk::begin(&form, speech(&questionnaire), &adult(&form), false);
        let mut presses = [Press::Yes, Press::Skip].into_iter();
        let screens = lead(&mut talk, |screen| match screen.step {
            Some(_) if offers(screen, Press::Yes) => presses.next().unwrap_or(Press::No),
            _ => all_handed_over(screen, &mut Draw::seeded(0)),
        });
        let says_whole =
            screens.iter().flat_map(|screen| &screen.choices).any(|(_, label)| label.contains("whole"));
        let is_left_open = released(talk).answers.get("needs_now") == Some(&Answer::Declined);
        assert_eq!((says_whole, is_left_open), (form.counts(needs), form.counts(needs)));
        is_left_open
    };
    let reads =
        "[[indicator]]\nid = \"hungry\"\nlabel = \"Food is needed\"\nfamily = \"risk\"\nsource = \"x\"\n";
    assert!(!counts(""), "a step for what was chosen takes nothing from the rest");
    assert!(counts(&format!("{reads}when = \"needs_now includes food_clothes\"\n")));
}

#[test]
fn who_may_be_a_child_answers_nothing_alone() {
    assert_eq!(TurnedForm::of(&shipped("youth-brief")).err(), Some(CannotBeTurned::OnlyForMinors));
    let questionnaire = shipped("adult-quick");
    for way in [AloneWay::Turned, AloneWay::Code] {
        for age in ["under_18", "declined"] {
            let mut conversation = begun(&questionnaire, Setting { alone: Some(way), ..alone_setting() });
            let came = come_to(&mut conversation, |turn| {
                (turn.at == Point::Question(QuestionRef(0))).then(|| match age {
                    "declined" => Reply::Declined,
                    age => Reply::choose(age),
                })
            });
            assert!(!came, "{age}: nobody is asked whether they answer alone");
        }
    }
}

// ---- what is handed over ----

fn alone_setting() -> Setting<'static> {
    Setting { purpose: Purpose::Screening, can_turn: true, alone: Some(AloneWay::Turned), ..setting() }
}

fn begun<'q>(questionnaire: &'q Questionnaire, setting: Setting<'q>) -> Conversation<'q> {
    Conversation::new(Case::begin(questionnaire, &BTreeMap::new()).unwrap(), setting, false)
}

fn is_page(turn: &Turn, name: &str) -> bool {
    matches!(turn.at, Point::Alone(page) if page.0 == name)
}

/// Goes on as usual until the person answers alone. Returns whether it came to that.
fn come_to(conversation: &mut Conversation<'_>, mut reply: impl FnMut(&Turn) -> Option<Reply>) -> bool {
    for _ in 0..300 {
        let Some(turn) = conversation.turn() else { return false };
        if is_page(&turn, "way") || is_page(&turn, "language") {
            return true;
        }
        let reply = reply(&turn).unwrap_or_else(|| usual(&turn));
        conversation.reply(reply).unwrap();
    }
    panic!("it goes in circles");
}

/// The usual reply, to an adult.
fn of_adult(turn: &Turn) -> Option<Reply> {
    let is_age = |id: &str| id == "age_18_24";
    turn.items().iter().find(|item| is_age(item.id.as_str())).map(|item| Reply::Choose(item.id.clone()))
}

/// Chooses the turned screen, and lets somebody answer there.
fn answer_alone(conversation: &mut Conversation<'_>, choose: impl FnMut(&TurnedScreen) -> Press) {
    conversation.reply(Reply::choose("turned")).unwrap();
    conversation.reply(Reply::Typed("Water".to_owned())).unwrap();
    let turn = conversation.turn().unwrap();
    let Wanted::Alone(word) = &turn.wanted else { panic!("the screen is theirs") };
    assert_eq!(word, "Water");
    let mut choose = choose;
    let handed_over = conversation.lead_alone(word, |talk, _| {
        lead(talk, &mut choose);
        Ok::<(), Infallible>(())
    });
    conversation.reply(handed_over.unwrap()).unwrap();
}

/// The rest of a talk, as usual; all that it showed and came to, as text.
fn rest(mut conversation: Conversation<'_>) -> String {
    let mut all = String::new();
    for _ in 0..300 {
        let Some(turn) = conversation.turn() else { break };
        let items: Vec<&str> = turn.items().iter().map(|item| item.label.as_str()).collect();
        all += &format!("{:?} {:?} {:?} {:?} {items:?}\n", turn.heading, turn.say, turn.tell, turn.earlier);
        let reply = of_rest(&turn);
        conversation.reply(reply).unwrap();
    }
    assert!(conversation.turn().is_none(), "it comes to its end");
    all + &written(&conversation.record())
}

fn of_rest(turn: &Turn) -> Reply {
    match turn.at {
        Point::Disclosure(_) if turn.wanted != Wanted::Seen => Reply::choose("go_on"),
        _ => usual(turn),
    }
}

/// Whatever was kept back, what is left is that of somebody who was never asked it: every turn that follows, the record,
/// and what is written down of the talk are the same.
#[test]
fn what_is_kept_back_leaves_no_trace() {
    let mut kept_back = 0;
    for id in FORMS {
        let questionnaire = shipped(id);
        let source = library::questionnaire(id, None).unwrap().source();
        let form = TurnedForm::of(&questionnaire).unwrap();
        for seed in 0..counts::KEPT_BACK.get() as u64 {
            let of_part: Vec<bool> = {
                let mut draw = Draw::seeded(seed);
                form.parts().iter().map(|_| draw.chance(50)).collect()
            };
            let talk = |answers_of_others: u64| {
                let mut conversation = begun(&questionnaire, alone_setting());
                assert!(come_to(&mut conversation, of_adult));
                let (mut theirs, mut others) = (Draw::seeded(seed), Draw::seeded(answers_of_others));
                let (mut part, mut asked) = (0, 0);
                answer_alone(&mut conversation, |screen| match screen {
                    _ if offers(screen, Press::SomeParts) => Press::SomeParts,
                    _ if offers(screen, Press::HandOver) => Press::HandOver,
                    _ if screen.step.is_some() => {
                        let step = form.steps()[screen.step.unwrap().0 - 1];
                        if step.asks == StepAsks::Lead {
                            return Press::GoOn;
                        }
                        let part =
                            form.parts().iter().position(|part| part.contains(&step.question)).unwrap();
                        any(screen, if of_part[part] { &mut theirs } else { &mut others })
                    }
                    _ if offers(screen, Press::Yes) && part < of_part.len() => {
                        part += 1;
                        if of_part[part - 1] { Press::Yes } else { Press::No }
                    }
                    // Whether it may be seen, and whether to look first.
                    _ if offers(screen, Press::Yes) => {
                        asked += 1;
                        if asked == 1 && seed % 2 == 0 { Press::Yes } else { Press::No }
                    }
                    _ => screen.choices[0].0,
                });
                let snapshot = conversation.snapshot(&source, None).write();
                (snapshot, rest(conversation))
            };
            // Draws of what is handed over must not depend on how often the others are drawn.
            let first = talk(1);
            for other in [2, 3] {
                assert!(talk(other) == first, "{id}: {seed}: something of what was kept back is left");
            }
            let seen = first.1.contains("They want it to be written down that they kept something back");
            assert_eq!(seen, seed % 2 == 0);
            kept_back += of_part.iter().filter(|handed_over| !**handed_over).count();
        }
    }
    println!("{kept_back} parts kept back");
    assert!(kept_back > 20);
}

#[test]
fn nothing_is_handed_over_by_itself() {
    let questionnaire = shipped("adult-brief");
    let nothing = |choose: fn(&TurnedScreen) -> Press| {
        let mut conversation = begun(&questionnaire, alone_setting());
        assert!(come_to(&mut conversation, of_adult));
        answer_alone(&mut conversation, choose);
        assert_eq!(conversation.turn().unwrap().at, Point::Hidden, "whoever sits there sees nothing of it");
        conversation.reply(Reply::Seen).unwrap();
        assert!(is_page(&conversation.turn().unwrap(), "handed_over"));
        assert_eq!(conversation.interview().answers().len(), 1, "only the age");
        rest(conversation)
    };
    let refused = nothing(|screen| match screen {
        _ if offers(screen, Press::Nothing) => Press::Nothing,
        _ => screen.choices[0].0,
    });
    // Whoever stopped at the first question and handed over nothing is the same to everybody.
    let stopped = nothing(|screen| match screen {
        _ if offers(screen, Press::Nothing) => Press::Nothing,
        _ if screen.step.is_some() => Press::Stop,
        _ => screen.choices[0].0,
    });
    // Who is younger is told to stop, on the first screen.
    let stopped_first = nothing(|screen| match screen {
        _ if screen.stop => Press::Stop,
        _ => screen.choices[0].0,
    });
    assert_eq!(refused, stopped_first);
    let erased = nothing(|screen| match screen {
        _ if screen.step.is_some() => Press::Erase,
        _ => screen.choices[0].0,
    });
    assert_eq!(refused, erased);
    assert_eq!(refused, stopped);
    assert!(refused.contains("The person kept their answers"));
    assert!(!refused.contains("\"answered_alone\""));
}

/// Needs alone: what would help, and nothing that counts.
#[test]
fn only_a_wish_for_help_is_handed_over() {
    let questionnaire = shipped("adult-brief");
    let mut conversation = begun(&questionnaire, alone_setting());
    assert!(come_to(&mut conversation, of_adult));
    answer_alone(&mut conversation, |screen| match screen {
        _ if offers(screen, Press::OnlyHelp) => Press::OnlyHelp,
        _ if offers(screen, Press::HandOver) => Press::HandOver,
        _ if offers(screen, Press::Yes) && screen.step.is_some() => Press::Yes,
        _ if offers(screen, Press::No) => Press::No,
        _ => screen.choices[0].0,
    });
    for (id, _) in conversation.interview().answers().iter() {
        let question = questionnaire.question(questionnaire.find(id).unwrap());
        assert!(question.part == Part::Needs || id == "age_band", "{id}");
    }
    assert_eq!(conversation.interview().answers().len(), 2);
    let rest = rest(conversation);
    assert!(rest.contains("\"answered_alone\": true") && rest.contains("\"handed_over\": true"));
}

// ---- on another device ----

/// A code brings what the screen would have brought.
#[test]
fn a_code_brings_the_same_as_the_screen() {
    for id in FORMS {
        let questionnaire = shipped(id);
        let form = TurnedForm::of(&questionnaire).unwrap();
        let layout = CodeLayout::of(&questionnaire).unwrap();
        for seed in 0..10 {
            let on_screen = {
                let mut conversation = begun(&questionnaire, alone_setting());
                assert!(come_to(&mut conversation, of_adult));
                let mut draw = Draw::seeded(seed);
                answer_alone(&mut conversation, |screen| all_handed_over(screen, &mut draw));
                conversation.reply(Reply::Seen).unwrap();
                rest(conversation)
            };
            let by_code = {
                let mut draw = Draw::seeded(seed);
                let case = adult(&form);
                let mut talk = TurnedTalk::begin(&form, speech(&questionnaire), &case, false);
                lead(&mut talk, |screen| all_handed_over(screen, &mut draw));
                let ReleasedAnswers { mut answers, shows_kept_back } = released(talk);
                // The page was told the age.
                case.answers.iter().for_each(|(id, answer)| answers.give(id, answer.clone()));
                let code = layout.write(&ReleasedAnswers { answers, shows_kept_back }).unwrap();
                let setting = Setting { alone: Some(AloneWay::Code), ..alone_setting() };
                let mut conversation = begun(&questionnaire, setting);
                assert!(come_to(&mut conversation, of_adult));
                conversation.reply(Reply::choose("code")).unwrap();
                conversation.reply(Reply::Typed(code.as_str().to_ascii_lowercase())).unwrap();
                rest(conversation)
            };
            assert!(on_screen == by_code, "{id}: {seed}");
        }
    }
}

#[test]
fn a_code_that_is_not_right_is_asked_for_again_and_nothing_is_taken() {
    let questionnaire = shipped("adult-quick");
    let form = TurnedForm::of(&questionnaire).unwrap();
    let layout = CodeLayout::of(&questionnaire).unwrap();
    let begun_with_code = || {
        let mut conversation =
            begun(&questionnaire, Setting { alone: Some(AloneWay::Code), ..alone_setting() });
        assert!(come_to(&mut conversation, of_adult));
        conversation.reply(Reply::choose("code")).unwrap();
        conversation
    };
    let code = |age: &str| {
        let mut answers = Answers::none(questionnaire.edition());
        answers.give("age_band", Answer::Given(Value::Choice(age.to_owned())));
        answers.give("safe_after", Answer::Given(Value::YesNo(false)));
        layout.write(&ReleasedAnswers { answers, shows_kept_back: false }).unwrap().as_str().to_owned()
    };
    assert!(form.is_adult(Some(&Answer::Given(Value::Choice("age_18_24".to_owned())))));
    let right = code("age_18_24");
    let brief = shipped("adult-brief");
    let other = CodeLayout::of(&brief).unwrap();
    let of_other = other
        .write(&ReleasedAnswers { answers: Answers::none(brief.edition()), shows_kept_back: false })
        .unwrap()
        .as_str()
        .to_owned();
    let mut swapped: Vec<char> = right.chars().collect();
    let place = (0..swapped.len() - 1)
        .find(|place| {
            swapped[*place] != swapped[place + 1] && swapped[*place] != ' ' && swapped[place + 1] != ' '
        })
        .unwrap();
    swapped.swap(place, place + 1);
    let wrong = [
        (swapped.iter().collect::<String>(), "check letters do not fit"),
        (right[..7].to_owned(), "a code of this form has 12 letters"),
        (of_other, "a code of this form has 12 letters"),
        ("Rosa, 24".to_owned(), "is none of a code"),
        (code("age_25_up"), "another age group"),
    ];
    for (typed, why) in wrong {
        let mut conversation = begun_with_code();
        let refused = conversation.reply(Reply::Typed(typed.clone())).unwrap_err();
        let Refused::Expected(said) = &refused else { panic!("it says what is wrong") };
        assert!(said.contains(why), "{said}");
        assert!(!said.contains(&typed) && !said.contains("Rosa"), "{said}");
        assert!(is_page(&conversation.turn().unwrap(), "code"), "it can be typed again");
        assert_eq!(conversation.interview().answers().len(), 1);
        conversation.reply(Reply::Typed(right.replace(' ', "-"))).unwrap();
        assert_eq!(conversation.interview().answers().len(), 2);
    }
    let mut nothing = begun_with_code();
    nothing.reply(Reply::Declined).unwrap();
    assert!(is_page(&nothing.turn().unwrap(), "handed_over"));
    assert_eq!(nothing.interview().answers().len(), 1);
}

/// After the person answered alone nobody asks them the closed questions again, and what only the worker sees is asked as
/// ever.
#[test]
fn what_was_not_handed_over_is_not_asked_again() {
    let questionnaire = shipped("adult-brief");
    let mut conversation = begun(&questionnaire, alone_setting());
    assert!(come_to(&mut conversation, of_adult));
    answer_alone(&mut conversation, |screen| match screen {
        _ if offers(screen, Press::Nothing) => Press::Nothing,
        _ => screen.choices[0].0,
    });
    let mut asked = Vec::new();
    let mut went_back = 0;
    for _ in 0..300 {
        let Some(turn) = conversation.turn() else { break };
        if let Point::Question(question) = turn.at {
            asked.push(questionnaire.question(question).from);
            // Nor does the way back lead to it.
            if turn.back && went_back < 3 {
                went_back += 1;
                conversation.reply(Reply::Back).unwrap();
                continue;
            }
        }
        assert!(!matches!(turn.at, Point::Leave(_)), "leave was asked for what is not asked");
        conversation.reply(of_rest(&turn)).unwrap();
    }
    // The age, which is no secret, is all that one comes back to.
    let of_person = asked.iter().filter(|from| **from == AnswerSource::Asked).count();
    assert!(asked.len() > of_person && of_person <= went_back, "{asked:?}");
}

#[test]
fn whoever_does_not_want_it_is_asked_as_ever() {
    let questionnaire = shipped("adult-quick");
    let mut conversation = begun(&questionnaire, alone_setting());
    assert!(come_to(&mut conversation, of_adult));
    conversation.reply(Reply::Back).unwrap();
    assert_eq!(conversation.turn().unwrap().at, Point::Question(QuestionRef(0)), "back leads to the age");
    assert!(come_to(&mut conversation, of_adult), "and on to the choice again");
    conversation.reply(Reply::choose("none")).unwrap();
    assert!(matches!(conversation.turn().unwrap().at, Point::Question(_)));
    assert!(!come_to(&mut conversation, |_| None), "it is offered once");
    assert_eq!(conversation.ending(), Some(&Ending::Finished));
}

/// A talk that was put aside while the screen was the person's begins there anew: it holds nothing of it.
#[test]
fn who_comes_back_begins_anew_what_the_person_answers_alone() {
    let questionnaire = shipped("adult-quick");
    let source = library::questionnaire("adult-quick", None).unwrap().source();
    let mut conversation = begun(&questionnaire, alone_setting());
    assert!(come_to(&mut conversation, of_adult));
    conversation.reply(Reply::choose("turned")).unwrap();
    conversation.reply(Reply::Typed("Water".to_owned())).unwrap();
    let snapshot = conversation.snapshot(&source, None);
    let resumed = Conversation::resume(&snapshot, &questionnaire, alone_setting()).unwrap();
    assert!(is_page(&resumed.turn().unwrap(), "word"));
}

// ---- no shared language ----

fn third_door(wordings: &[WordingAtHand]) -> Setting<'_> {
    Setting { alone: None, can_turn: true, purpose: Purpose::Screening, wordings, ..setting() }
}

/// A form with a translation at hand.
fn in_spanish() -> (Questionnaire, Vec<WordingAtHand>) {
    let source = library::questionnaire("adult-quick", None).unwrap().source();
    let translation = library::translations("adult-quick", "1.0.0").find(|one| one.language == "es").unwrap();
    let at_hand = WordingAtHand::shipped("es", source.clone(), translation.file.source());
    (read(&source).questionnaire.unwrap(), vec![at_hand])
}

/// Comes to the choice of the language where none is shared.
fn at_the_third_door<'q>(
    questionnaire: &'q Questionnaire,
    wordings: &'q [WordingAtHand],
) -> Conversation<'q> {
    let mut conversation = begun(questionnaire, third_door(wordings));
    assert!(come_to(&mut conversation, alone_at_the_gate));
    conversation
}

fn alone_at_the_gate(turn: &Turn) -> Option<Reply> {
    turn.items().iter().find(|item| item.id.as_str() == "alone").map(|item| Reply::Choose(item.id.clone()))
}

#[test]
fn where_no_language_is_shared_the_person_hears_all_of_it_alone() {
    let (questionnaire, wordings) = in_spanish();
    let come_there = || {
        let mut conversation = begun(&questionnaire, third_door(&wordings));
        let mut turns = Vec::new();
        assert!(come_to(&mut conversation, |turn| {
            turns.push(turn.clone());
            alone_at_the_gate(turn)
        }));
        assert!(
            turns.iter().all(|turn| !matches!(turn.at, Point::Opening(_) | Point::Consent)),
            "nothing is read aloud"
        );
        conversation.reply(Reply::choose("es")).unwrap();
        conversation
    };
    for age in ["under_18", "none"] {
        let mut conversation = come_there();
        conversation.reply(Reply::choose(age)).unwrap();
        assert_eq!(conversation.turn().unwrap().at, Point::Farewell, "{age}: nobody is screened");
    }
    let mut conversation = come_there();
    conversation.reply(Reply::choose("age_25_up")).unwrap();
    let mut said = String::new();
    answer_alone(&mut conversation, |screen| {
        said += &screen.say.join("\n");
        match screen {
            _ if offers(screen, Press::HandOver) => Press::HandOver,
            _ if offers(screen, Press::Everything) => Press::Everything,
            _ if offers(screen, Press::Yes) => Press::Yes,
            _ => screen.choices[0].0,
        }
    });
    for opening in &wordings[0].wording(&questionnaire).unwrap().questionnaire.openings {
        assert!(said.contains(&opening.say), "the opening is heard in Spanish");
    }
    let record = conversation.record();
    assert_eq!(record.consent.as_ref().map(|consent| consent.agreed), Some(true));
    let gate = record.gates.iter().find(|gate| gate.id == "interpreter").unwrap();
    assert_eq!(gate.answer.id(), "no", "no language was shared, and that is written down");
    let alone: Vec<_> = record.answers.iter().filter(|answer| answer.answered_alone).collect();
    assert!(alone.len() > 5 && alone.iter().all(|answer| answer.asked_in.as_ref().unwrap().language == "es"));
    assert!(!record.answers.iter().find(|answer| answer.question == "age_band").unwrap().answered_alone);
}

#[test]
fn a_no_there_is_a_no() {
    let (questionnaire, wordings) = in_spanish();
    let mut conversation = at_the_third_door(&questionnaire, &wordings);
    conversation.reply(Reply::choose("es")).unwrap();
    conversation.reply(Reply::choose("age_25_up")).unwrap();
    answer_alone(&mut conversation, |screen| match screen {
        _ if offers(screen, Press::No) => Press::No,
        _ => screen.choices[0].0,
    });
    conversation.reply(Reply::Seen).unwrap();
    assert_eq!(conversation.turn().unwrap().at, Point::Farewell);
    conversation.reply(Reply::Seen).unwrap();
    assert_eq!(conversation.ending(), Some(&Ending::NoConsent));
}

/// The way back from each page leads to the one before, and from the first to the gate.
#[test]
fn one_can_go_back_to_the_gate() {
    let (questionnaire, wordings) = in_spanish();
    let mut conversation = at_the_third_door(&questionnaire, &wordings);
    conversation.reply(Reply::choose("es")).unwrap();
    conversation.reply(Reply::choose("age_25_up")).unwrap();
    conversation.reply(Reply::choose("code")).unwrap();
    for page in ["way", "age", "language"] {
        conversation.reply(Reply::Back).unwrap();
        assert!(is_page(&conversation.turn().unwrap(), page), "{page}");
    }
    conversation.reply(Reply::Back).unwrap();
    let turn = conversation.turn().unwrap();
    assert!(matches!(turn.at, Point::Gate(_)) && alone_at_the_gate(&turn).is_some());
    // Without words in another language there is no such door.
    let mut conversation = begun(&questionnaire, third_door(&[]));
    assert!(!come_to(&mut conversation, |turn| {
        assert!(alone_at_the_gate(turn).is_none());
        None
    }));
}

// ---- the page ----

#[test]
fn every_form_for_adults_has_its_page_and_all_that_is_said_is_listed_once() {
    for id in FORMS {
        let questionnaire = shipped(id);
        let form = TurnedForm::of(&questionnaire).unwrap();
        let said = sentences(&form, speech(&questionnaire));
        let once: std::collections::BTreeSet<&String> = said.iter().collect();
        assert_eq!(once.len(), said.len());
        for step in form.steps() {
            let asked = questionnaire.question(step.question);
            assert!(said.contains(&asked.ask), "{id}: {}", asked.id);
            let options = matches!(asked.kind, Kind::Choice(_) | Kind::Scale(_) | Kind::Choices(_));
            assert!(!options || asked.kind.options().iter().all(|option| said.contains(&option.label)));
        }
        let case = Case::begin(&questionnaire, &BTreeMap::new()).unwrap();
        let languages = [safelight::turned::PageLanguage {
            tag: "en",
            speech: speech(&questionnaire),
            clips: BTreeMap::new(),
        }];
        let page = page(&form, &case, &languages).unwrap();
        assert!(page.contains("<title>Notes</title>") && !page.contains("unsafe-inline"));
        assert!(!page.contains("http:") && !page.contains("https:"), "nothing leads anywhere");
        assert_eq!(page.matches("<script").count(), 2);
    }
}

// ---- for another engine ----

/// What was answered, asked and written as a code, for `tests/turned/run`, which holds the script of the page against it.
/// A line is a talk: the form, what was pressed at each step (0 a moment of rest or the words of a section, 1 rather not
/// say, 2 not known, 4 and on the answers by their places, no before yes), and the code of all of it.
#[test]
fn talks_are_written_down_for_another_engine() {
    let file = std::env::var_os("SAFELIGHT_TALKS");
    let all = file.as_ref().map_or(100, |_| counts::TALKS_FOR_PAGE.get());
    let mut lines = String::new();
    // The longest forms take the longest.
    for (id, percent) in FORMS.into_iter().zip([60, 15, 5, 5, 15]) {
        let count = all * percent / 100;
        let questionnaire = shipped(id);
        let form = TurnedForm::of(&questionnaire).unwrap();
        let layout = CodeLayout::of(&questionnaire).unwrap();
        let case = adult(&form);
        for seed in 0..count as u64 {
            let mut draw = Draw::seeded(seed);
            let mut talk = TurnedTalk::begin(&form, speech(&questionnaire), &case, false);
            let mut presses = Vec::new();
            lead(&mut talk, |screen| {
                let press = all_handed_over(screen, &mut draw);
                if let Some((nth, _)) = screen.step {
                    presses.push(pressed(press, form.steps()[nth - 1]));
                }
                press
            });
            let mut answers = released(talk).answers;
            case.answers.iter().for_each(|(id, answer)| answers.give(id, answer.clone()));
            let code = layout.write(&ReleasedAnswers { answers, shows_kept_back: false }).unwrap();
            let presses: Vec<String> = presses.iter().map(usize::to_string).collect();
            lines += &format!("{id}\t{}\t{}\n", presses.join(" "), code.as_str());
        }
    }
    println!("{} talks", lines.lines().count());
    assert_eq!(lines.lines().count(), all);
    if let Some(file) = file {
        std::fs::write(file, lines).unwrap();
    }
}

fn pressed(press: Press, step: TurnedStep) -> usize {
    match press {
        Press::GoOn => 0,
        _ if step.asks == StepAsks::Lead => 0,
        Press::Skip => 1,
        Press::DontKnow => 2,
        Press::No => 4,
        Press::Yes => 5,
        Press::Option(place) => 4 + place,
        _ => panic!("it is no answer"),
    }
}

/// The lengths of codes stand on the page that tells of them.
#[test]
fn the_lengths_of_codes_are_those_of_the_page() {
    let page = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/turned.md")).unwrap();
    for id in FORMS {
        let letters = CodeLayout::of(&shipped(id)).unwrap().letters();
        assert!(page.contains(&format!("| `{id}` | {letters} |")), "{id} has {letters}");
    }
}

// ---- what changes on the way ----

/// Whoever goes on with a draft, or unlocks the screen, is still asked whether the person answers alone.
#[test]
fn that_it_was_asked_for_is_in_the_draft() {
    let questionnaire = shipped("adult-quick");
    let source = library::questionnaire("adult-quick", None).unwrap().source();
    let mut conversation = begun(&questionnaire, alone_setting());
    while conversation.turn().unwrap().at != Point::Question(QuestionRef(0)) {
        let turn = conversation.turn().unwrap();
        conversation.reply(usual(&turn)).unwrap();
    }
    let snapshot = conversation.snapshot(&source, None);
    let without = Setting { alone: None, ..alone_setting() };
    let mut resumed = Conversation::resume(&snapshot, &questionnaire, without).unwrap();
    assert!(come_to(&mut resumed, of_adult));
    // In plain lines no screen is turned: one comes to the choice of the way, and not to a screen that is not there.
    conversation.reply(Reply::choose("age_18_24")).unwrap();
    conversation.reply(Reply::choose("turned")).unwrap();
    let plain = Setting { alone: None, can_turn: false, ..alone_setting() };
    let resumed = Conversation::resume(&conversation.snapshot(&source, None), &questionnaire, plain).unwrap();
    let turn = resumed.turn().unwrap();
    assert!(is_page(&turn, "way") && turn.items().iter().all(|item| item.id.as_str() != "turned"));
}

/// An interpreter comes after all: what was said of the person at the third door is taken back, and they are asked.
#[test]
fn the_gate_about_the_language_can_be_answered_otherwise() {
    let (questionnaire, wordings) = in_spanish();
    let mut conversation = at_the_third_door(&questionnaire, &wordings);
    conversation.reply(Reply::choose("es")).unwrap();
    conversation.reply(Reply::choose("age_25_up")).unwrap();
    for _ in 0..3 {
        conversation.reply(Reply::Back).unwrap();
    }
    assert!(alone_at_the_gate(&conversation.turn().unwrap()).is_some(), "one comes back to the gate");
    conversation.reply(Reply::choose("yes")).unwrap();
    assert!(conversation.interview().answers().is_empty(), "the age is asked of the person");
    let mut asked = 0;
    for _ in 0..200 {
        let Some(turn) = conversation.turn() else { break };
        asked += usize::from(turn.is_asked());
        conversation.reply(of_rest(&turn)).unwrap();
    }
    assert!(asked > 0, "they are asked now");
}
