//! How a talk begins, and how it stays kind: which country, what is asked on which screen, who interprets, by
//! telephone, after a disclosure, and where somebody turns out to be a child.

use std::collections::BTreeMap;

use safelight::conversation::{Conversation, Dialogue, Ending, Point, Reply, Setting, Turn};
use safelight::library;
use safelight::questionnaire::{Questionnaire, read};
use safelight::records::{GateAnswer, InterpreterKind, InterpreterTie, Record, TalkWay};
use safelight::referral::{Directory, Jurisdiction, read_directory, read_jurisdiction};
use safelight::scoring::Case;

use crate::conversation::{Script, asks, setting, small, usual, words, yes_no};
use crate::piped::{Talk, record as record_of, talk};
use crate::run::Home;

fn form(id: &str) -> Questionnaire {
    read(&library::questionnaire(id, None).unwrap().source()).questionnaire.unwrap()
}

fn forms_that_ask() -> Vec<Questionnaire> {
    let forms = library::QUESTIONNAIRES.iter().map(|shipped| form(shipped.id));
    forms.filter(|form| !form.openings.is_empty()).collect()
}

fn directory(id: &str) -> Directory {
    read_directory(&library::find(library::DIRECTORIES, id).unwrap().source()).0.unwrap()
}

fn pack(id: &str) -> Jurisdiction {
    read_jurisdiction(&library::find(library::JURISDICTIONS, id).unwrap().source()).0.unwrap()
}

fn begun<'q>(questionnaire: &'q Questionnaire, setting: Setting<'q>) -> Conversation<'q> {
    Conversation::new(Case::begin(questionnaire, &BTreeMap::new()).unwrap(), setting, false)
}

/// Leads a conversation as usual up to a turn.
#[track_caller]
fn lead_to(conversation: &mut Conversation<'_>, is_there: impl Fn(&Turn) -> bool) -> Turn {
    for _ in 0..200 {
        let turn = conversation.turn().expect("it never came up");
        if is_there(&turn) {
            return turn;
        }
        conversation.reply(usual(&turn)).unwrap();
    }
    panic!("it goes in circles");
}

#[track_caller]
fn choose(conversation: &mut Conversation<'_>, choice: &str) -> Turn {
    conversation.reply(Reply::choose(choice)).unwrap();
    conversation.turn().expect("it goes on")
}

/// Leads a conversation as usual to its end, and returns its record.
fn finish(mut conversation: Conversation<'_>) -> Record {
    Script::new(|_, _| None).lead(&mut conversation);
    conversation.record()
}

fn ids(turn: &Turn) -> Vec<&str> {
    turn.items().iter().map(|item| item.id.as_str()).collect()
}

fn at_gate(questionnaire: &Questionnaire, id: &str) -> impl Fn(&Turn) -> bool {
    let place = questionnaire.gates.iter().position(|gate| gate.id == id).unwrap();
    move |turn| turn.at == Point::Gate(place)
}

// ---- gates that share a screen ----

#[test]
fn at_most_nine_turns_wait_for_a_reply_before_the_first_question() {
    for form in forms_that_ask() {
        let mut conversation = begun(&form, setting());
        let mut turns = 0;
        while !matches!(conversation.turn().unwrap().at, Point::Question(_)) {
            let turn = conversation.turn().unwrap();
            assert!(
                turns > 0 || words(&turn).contains("danger right now"),
                "danger comes first: {}",
                form.id
            );
            conversation.reply(usual(&turn)).unwrap();
            turns += 1;
        }
        println!("{}: {turns} turns before the first question", form.id);
        assert!(turns <= 9, "{}: {turns}", form.id);
    }
}

#[test]
fn each_gate_of_a_screen_has_an_answer_of_its_own() {
    for form in forms_that_ask() {
        let record = finish(begun(&form, setting()));
        let asked: Vec<(&str, bool)> =
            record.gates.iter().map(|gate| (gate.id.as_str(), gate.answer == GateAnswer::Yes)).collect();
        let passed: Vec<(&str, bool)> =
            form.gates.iter().map(|gate| (gate.id.as_str(), gate.proceed_on)).collect();
        assert_eq!(asked, passed, "{}", form.id);
    }
}

#[test]
fn the_first_gate_that_does_not_pass_says_what_to_do_and_a_slip_has_a_way_back() {
    for form in forms_that_ask() {
        for (place, gate) in form.gates.iter().enumerate().filter(|(_, gate)| gate.if_not.is_some()) {
            let mut conversation = begun(&form, setting());
            let first = form.asked_together(place).start;
            let turn = lead_to(&mut conversation, |turn| turn.at == Point::Gate(first));
            assert!(!ids(&turn).contains(&"later"), "{}", gate.id);
            let failing = format!("not.{}", gate.id);
            let last = choose(&mut conversation, &failing);
            assert!(words(&last).contains(&gate.otherwise), "{}: {}", gate.id, words(&last));
            let answers: Vec<GateAnswer> =
                conversation.record().gates.iter().map(|gate| gate.answer).collect();
            assert_eq!(answers.len(), place + 1, "what stands below it stays open");
            assert!(!conversation.is_empty() || conversation.record().answers.is_empty());
            conversation.reply(Reply::Back).unwrap();
            let again = conversation.turn().unwrap();
            assert_eq!((again.at, again.given), (Point::Gate(first), None), "Enter does not slip again");
            let record = finish(conversation);
            assert_eq!(record.gates.len(), form.gates.len(), "{}", gate.id);
        }
    }
}

#[test]
fn going_back_shows_what_was_answered_at_a_shared_screen() {
    let form = form("adult-brief");
    let mut conversation = begun(&form, setting());
    lead_to(&mut conversation, at_gate(&form, "interpreter"));
    conversation.reply(Reply::Back).unwrap();
    let turn = conversation.turn().unwrap();
    assert!(at_gate(&form, "private")(&turn));
    assert!(turn.given == Some(Reply::choose("yes")));
}

// ---- the country ----

const ASKED: &str = "Which country are you in?";

#[test]
fn without_a_jurisdiction_the_country_comes_before_all_else() {
    let home = Home::new();
    for arguments in [&["screen", "--plain"][..], &["screen", "adult-brief", "--plain"]] {
        let mut talk = Talk::begin(&home, arguments);
        let page = talk.page().unwrap();
        assert!(page.contains(ASKED), "{page}");
        for area in ["Australia", "Canada", "United Kingdom", "United States", "Another country"] {
            assert!(page.contains(area), "{area}: {page}");
        }
        let danger = talk.then("!");
        assert!(danger.contains("Use your local emergency number now"), "{danger}");
        assert!(!danger.contains("911") && !danger.contains("999"), "{danger}");
        talk.then("1");
        let next = talk.then("1");
        let first = if arguments.len() == 2 { "Which questionnaire?" } else { "Is it safe to begin?" };
        assert!(next.contains(first), "{next}");
    }
}

#[test]
fn every_emergency_number_bears_the_country_that_was_chosen() {
    // Where parts of a country have a law of their own here, one says that it is none of these.
    let numbers = [
        (&["1"][..], "Australia: "),
        (&["2"], "Canada: "),
        (&["3"], "United Kingdom: "),
        (&["4", "6"], "United States: "),
    ];
    for (lines, country) in numbers {
        let home = Home::new();
        let mut talk = Talk::begin(&home, &["screen", "adult-brief", "--plain"]);
        talk.page().unwrap();
        for line in lines {
            talk.then(line);
        }
        for page in [talk.then("!"), {
            talk.then("1");
            talk.then("1")
        }] {
            let shown: Vec<&str> = page.lines().filter(|line| line.contains(": phone ")).collect();
            assert!(!shown.is_empty(), "{page}");
            assert!(shown.iter().all(|line| line.contains(country)), "{shown:?}");
        }
    }
}

#[test]
fn another_country_shows_no_number_of_a_country_that_nobody_chose() {
    let home = Home::new();
    let mut talk = Talk::begin(&home, &["screen", "adult-brief", "--plain", "--export", "case.json"]);
    talk.page().unwrap();
    talk.reply("5");
    let page = talk.lead_to(&[], "Before you begin");
    assert!(page.contains("have your local emergency number at hand"), "{page}");
    assert!(page.contains("no text here on the law of your country"), "{page}");
    let danger = talk.then("!");
    assert!(danger.contains("Use your local emergency number now") && !danger.contains("phone"), "{danger}");
    talk.finish("1", &[]).done();
    let record = record_of(&home, "case.json");
    assert!(record["jurisdiction"].as_str().unwrap().contains("nternational"), "{}", record["jurisdiction"]);
    assert_eq!(record["referrals"].as_array().unwrap().len(), 0);
}

#[test]
fn a_country_without_a_pack_says_so_and_keeps_its_numbers() {
    let home = Home::new();
    let mut talk = Talk::begin(&home, &["screen", "adult-brief", "--plain"]);
    talk.page().unwrap();
    talk.reply("1");
    let page = talk.lead_to(&[], "Before you begin");
    assert!(page.contains("no text here on the law of Australia"), "{page}");
    assert!(page.contains("Emergency numbers and services: Australia."), "{page}");
}

#[test]
fn whoever_has_named_a_jurisdiction_is_not_asked() {
    let home = Home::new();
    let asked = |home: &Home, arguments: &[&str]| home.run_with(arguments, b"").out.contains(ASKED);
    assert!(asked(&home, &["screen", "adult-brief", "--plain"]));
    assert!(!asked(&home, &["screen", "adult-brief", "--plain", "--jurisdiction", "uk"]));
    home.file("safelight/config.toml", "jurisdiction = \"ca\"\n");
    assert!(!asked(&home, &["screen", "adult-brief", "--plain"]));
}

#[test]
fn a_directory_of_another_country_is_said_once_and_its_numbers_come_last() {
    let home = Home::new();
    let arguments = ["screen", "adult-brief", "--plain", "--jurisdiction", "us-federal", "--directory", "uk"];
    let mut talk = Talk::begin(&home, &arguments);
    talk.page().unwrap();
    let danger = talk.then("!");
    let (here, there) = (danger.find("United States: ").unwrap(), danger.find("United Kingdom: ").unwrap());
    assert!(here < there, "{danger}");
    let said = talk.finish("1", &[]).done();
    let notice = "is of United Kingdom, and the country here is United States";
    assert_eq!(said.matches(notice).count(), 1, "{said}");
    let same = ["screen", "adult-brief", "--plain", "--jurisdiction", "uk", "--directory", "uk"];
    assert!(!crate::piped::talk(&home, &same, &[]).out.contains("and the country here is"));
}

#[test]
fn a_directory_without_an_emergency_line_is_said() {
    let home = Home::new();
    home.file(
        "own.toml",
        "format = 1\n[directory]\nid = \"valley\"\ntitle = \"Our valley\"\narea = \"Our valley\"\nlanguage = \"en\"\nread_by = \"us\"\n\
         [[service]]\nid = \"kitchen\"\nname = \"Soup kitchen\"\norganization = \"The valley\"\n\
         description = \"Food.\"\nneeds = [\"food\"]\nages = \"not_said\"\nis_reporting_line = false\nshares_with_police = \"unknown\"\n\
         source_url = \"https://example.org\"\nread_as = \"page\"\nverified_on = 2026-01-01\n\
         [[service.channel]]\nkind = \"phone\"\ncontact = \"555 0100\"\nlanguages = [\"en\"]\nhours = \"not_said\"\n",
    );
    let arguments =
        ["screen", "adult-brief", "--plain", "--jurisdiction", "international", "--directory", "own.toml"];
    let mut talk = Talk::begin(&home, &arguments);
    let page = talk.lead_to(&[], "Before you begin");
    assert!(page.contains("have your local emergency number at hand"), "{page}");
    assert!(talk.then("!").contains("Use your local emergency number now"));
}

// ---- a gate that does not pass ----

#[test]
fn a_failed_gate_shows_whom_to_call_in_danger() {
    let (form, directories) = (form("adult-brief"), [directory("us")]);
    for gate in &form.gates {
        let mut conversation = begun(&form, Setting { directories: &directories, ..setting() });
        let place = form.gates.iter().position(|other| other.id == gate.id).unwrap();
        let together = form.asked_together(place);
        lead_to(&mut conversation, |turn| turn.at == Point::Gate(together.start));
        let failing = if gate.proceed_on { "no" } else { "yes" };
        let failing = if together.len() > 1 { format!("not.{}", gate.id) } else { failing.to_owned() };
        let last = choose(&mut conversation, &failing);
        assert!(words(&last).contains("United States: 911: phone 911"), "{}: {}", gate.id, words(&last));
        assert!(last.back, "a slip has a way back");
    }
}

#[test]
fn where_no_language_is_shared_there_is_something_to_do_today() {
    let form = form("adult-brief");
    for id in ["us", "uk", "ca", "au"] {
        let directories = [directory(id)];
        for language in [None, Some("es"), Some("ti")] {
            let around = Setting { directories: &directories, language, ..setting() };
            let mut conversation = begun(&form, around);
            lead_to(&mut conversation, at_gate(&form, "interpreter"));
            let last = words(&choose(&mut conversation, "no"));
            assert!(last.contains("telephone interpreter"), "{last}");
            let lines = last.matches("has interpreters)").count() + last.matches("(speaks Spanish)").count();
            // The language that was set may not be theirs: some lines have interpreters for any.
            let any = id != "us" || last.matches("has interpreters)").count() >= 2;
            assert!(any && !last.contains("(speaks it)"), "{last}");
            assert!(
                lines > 0 || last.contains("ask your agency for a telephone interpreter"),
                "{id}: {last}"
            );
            assert!(lines <= 6, "{last}");
        }
    }
    // Where nothing is listed at all, it is said what to ask for.
    let mut conversation = begun(&form, setting());
    lead_to(&mut conversation, at_gate(&form, "interpreter"));
    assert!(words(&choose(&mut conversation, "no")).contains("ask your agency for a telephone interpreter"));
}

#[test]
fn come_back_later_is_offered_nowhere_that_it_would_end_the_talk() {
    for form in forms_that_ask() {
        let mut conversation = begun(&form, setting());
        while !matches!(conversation.turn().unwrap().at, Point::Question(_)) {
            let turn = conversation.turn().unwrap();
            assert!(turn.check(&Reply::Later).is_err(), "{}", words(&turn));
            conversation.reply(usual(&turn)).unwrap();
        }
    }
}

// ---- who interprets ----

/// Comes to the pages about the interpreter.
fn with_interpreter<'q>(form: &'q Questionnaire) -> Conversation<'q> {
    let mut conversation = begun(form, setting());
    lead_to(&mut conversation, at_gate(form, "interpreter"));
    choose(&mut conversation, "interpreted");
    conversation
}

#[test]
fn a_fit_interpreter_is_written_down_without_a_name() {
    let form = form("adult-brief");
    let mut conversation = with_interpreter(&form);
    assert_eq!(ids(&conversation.turn().unwrap()), ["in_person", "telephone", "video"]);
    choose(&mut conversation, "telephone");
    choose(&mut conversation, "none");
    conversation.reply(Reply::Typed("Tigrinya".to_owned())).unwrap();
    assert!(at_gate(&form, "basic_needs")(&conversation.turn().unwrap()));
    let record = finish(conversation);
    let [one] = record.interpreters.as_slice() else { panic!("one is written down") };
    assert_eq!((one.kind, one.tie), (InterpreterKind::Telephone, Some(InterpreterTie::None)));
    assert_eq!((one.language.as_deref(), one.went_on_because.as_ref()), (Some("Tigrinya"), None));
    assert!(record.gates.iter().all(|gate| gate.id != "interpreter" || gate.answer == GateAnswer::Yes));
}

#[test]
fn a_shared_language_is_written_down_and_asks_nothing_more() {
    let form = form("adult-brief");
    let record = finish(begun(&form, setting()));
    let kinds: Vec<InterpreterKind> = record.interpreters.iter().map(|one| one.kind).collect();
    assert_eq!(kinds, [InterpreterKind::NotNeeded]);
}

#[test]
fn whoever_is_close_to_the_person_interprets_only_on_purpose_and_with_a_reason() {
    let form = form("labor-brief");
    for (tie, is_fit) in [
        ("none", true),
        ("colleague", true),
        ("relative", false),
        ("companion", false),
        ("fellow", false),
        ("unknown", false),
    ] {
        let mut conversation = with_interpreter(&form);
        choose(&mut conversation, "in_person");
        let turn = choose(&mut conversation, tie);
        assert_eq!(!ids(&turn).contains(&"go_on"), is_fit, "{tie}");
        if is_fit {
            continue;
        }
        assert!(turn.given.is_none(), "Enter decides nothing here");
        choose(&mut conversation, "go_on");
        assert!(conversation.reply(Reply::Typed("  ".to_owned())).is_err(), "a reason is needed");
        conversation.reply(Reply::Typed("Nobody else speaks it tonight.".to_owned())).unwrap();
        conversation.reply(Reply::Typed("Mam".to_owned())).unwrap();
        let record = finish(conversation);
        let reason = record.interpreters[0].went_on_because.as_deref();
        assert_eq!(reason, Some("Nobody else speaks it tonight."));
    }
}

#[test]
fn without_another_interpreter_the_talk_is_not_begun_and_there_is_a_way_back() {
    let form = form("adult-brief");
    let mut conversation = with_interpreter(&form);
    choose(&mut conversation, "in_person");
    choose(&mut conversation, "relative");
    let last = choose(&mut conversation, "other");
    assert!(words(&last).contains("telephone interpreter"), "{}", words(&last));
    conversation.reply(Reply::Back).unwrap();
    assert!(at_gate(&form, "interpreter")(&conversation.turn().unwrap()));
    let record = finish(conversation);
    assert_eq!(record.interpreters.len(), 1, "what was not gone on with is not written down");
}

#[test]
fn each_page_about_the_interpreter_leads_back() {
    let form = form("adult-brief");
    let mut conversation = with_interpreter(&form);
    choose(&mut conversation, "video");
    choose(&mut conversation, "companion");
    choose(&mut conversation, "go_on");
    for _ in 0..4 {
        conversation.reply(Reply::Back).unwrap();
    }
    assert!(at_gate(&form, "interpreter")(&conversation.turn().unwrap()));
    assert!(conversation.record().interpreters.is_empty());
}

#[test]
fn an_interpreter_who_changes_in_the_middle_is_written_down_anew() {
    let form = form("adult-brief");
    let mut conversation = with_interpreter(&form);
    choose(&mut conversation, "telephone");
    choose(&mut conversation, "none");
    conversation.reply(Reply::Typed("Spanish".to_owned())).unwrap();
    let question = lead_to(&mut conversation, |turn| matches!(turn.at, Point::Question(_)));
    conversation.reply(Reply::Break).unwrap();
    let kinds = choose(&mut conversation, "interpreter");
    assert!(ids(&kinds).contains(&"not_needed"));
    choose(&mut conversation, "in_person");
    choose(&mut conversation, "colleague");
    conversation.reply(Reply::Typed("Spanish".to_owned())).unwrap();
    assert_eq!(conversation.turn().unwrap().at, question.at, "it goes on where it was");
    let record = finish(conversation);
    let [first, second] = record.interpreters.as_slice() else { panic!("both are written down") };
    assert_eq!(first.from_question, None);
    assert!(second.from_question.is_some());
    let pages = safelight::report::document(&record, safelight::report::Detail::Full);
    assert!(format!("{pages:?}").contains("somebody from your own team"));
}

#[test]
fn what_is_written_down_of_the_interpreter_stands_in_the_copy() {
    let home = Home::new();
    let arguments =
        ["screen", "adult-brief", "--plain", "--jurisdiction", "us-federal", "--export", "case.json"];
    let replies = &[
        ("share a language", "2"),
        ("How does the interpreter work", "2"),
        ("tied to the person", "3"),
        ("Somebody this close", "2"),
        ("Why do you go on", "It was the only way tonight."),
        ("Which language is interpreted", "Spanish"),
    ];
    talk(&home, &arguments, replies).done();
    let record = record_of(&home, "case.json");
    let one = &record["interpreters"][0];
    assert_eq!(one["kind"], "telephone");
    assert_eq!(one["tie"], "relative");
    assert_eq!(one["went_on_because"], "It was the only way tonight.");
    assert_eq!(one["language"], "Spanish");
}

// ---- after something hard was said ----

fn told() -> Questionnaire {
    small(
        &[yes_no("hard", ""), yes_no("next", "")].concat(),
        "[[disclosure]]\nid = \"told\"\nwhen = \"hard = yes\"\nsay = \"I believe you.\"",
    )
}

#[test]
fn after_a_disclosure_the_person_chooses_what_comes() {
    let form = told();
    let at_hard = |turn: &Turn| asks(turn, "hard?");
    for (choice, expected) in [("go_on", None), ("break", Some(Point::Break)), ("stop", Some(Point::Ending))]
    {
        let mut conversation = begun(&form, setting());
        lead_to(&mut conversation, at_hard);
        let turn = choose(&mut conversation, "yes");
        assert_eq!(ids(&turn), ["go_on", "break", "stop"]);
        assert!(turn.given.is_none() && turn.say == ["I believe you."]);
        let then = choose(&mut conversation, choice);
        match expected {
            Some(Point::Ending) => {
                assert_eq!(then.at, Point::Ending);
                assert_eq!(
                    choose(&mut conversation, "back").at,
                    turn.at,
                    "it is asked again, and nothing else"
                );
            }
            Some(point) => assert_eq!(then.at, point, "{choice}"),
            None => assert!(asks(&then, "next?")),
        }
    }
}

#[test]
fn where_the_questions_end_anyway_nobody_is_asked_whether_to_go_on() {
    let form = small(
        &[yes_no("hard", ""), yes_no("next", "")].concat(),
        "[[disclosure]]\nid = \"told\"\nwhen = \"hard = yes\"\nsay = \"I believe you.\"\n\
         [[stop]]\nid = \"enough\"\nwhen = \"hard = yes\"\nsay = \"No more questions.\"",
    );
    let mut conversation = begun(&form, setting());
    lead_to(&mut conversation, |turn| asks(turn, "hard?"));
    let turn = choose(&mut conversation, "yes");
    assert!(turn.items().is_empty() && turn.say == ["I believe you."]);
    conversation.reply(Reply::Seen).unwrap();
    assert_eq!(conversation.turn().unwrap().at, Point::Stop(0));
}

// ---- somebody turns out to be under 18 ----

#[test]
fn a_child_hears_what_cannot_stay_private_before_anything_else_is_asked() {
    let law = pack("us-federal");
    for id in ["adult-brief", "adult-full", "labor-brief"] {
        let form = form(id);
        let around = Setting { jurisdiction: Some(&law), ..setting() };
        let mut conversation = begun(&form, around);
        lead_to(&mut conversation, |turn| turn.say.iter().any(|said| said.contains("Which age group")));
        let turn = choose(&mut conversation, "under_18");
        assert!(matches!(turn.at, Point::Stop(_)), "{id}");
        assert!(turn.say[0].contains("can't stay just between us"), "{id}: {:?}", turn.say);
        assert!(words(&turn).contains("`youth-brief`"), "{id}: the form to use");
        assert!(
            words(&turn).contains(&law.duty("minor").unwrap().text),
            "{id}: what the law says of a child"
        );
        conversation.reply(Reply::Seen).unwrap();
        let next = conversation.turn().unwrap();
        assert!(next.say.is_empty() || !matches!(next.at, Point::Question(_)), "{id}: {}", words(&next));
    }
}

// ---- words of the opening ----

/// What is promised has its place: nothing in the program holds what may not be used.
#[test]
fn no_opening_promises_what_has_no_field() {
    for form in forms_that_ask() {
        for opening in &form.openings {
            let said = opening.say.to_lowercase();
            assert!(!said.contains("not use") && !said.contains("n't use"), "{}: {said}", form.id);
        }
    }
}

// ---- by telephone or video ----

#[test]
fn by_telephone_or_video_the_gates_ask_who_can_hear_and_agree_on_a_word() {
    for form in forms_that_ask() {
        for held in [None, Some(TalkWay::InPerson), Some(TalkWay::Telephone), Some(TalkWay::Video)] {
            let remote = matches!(held, Some(TalkWay::Telephone | TalkWay::Video));
            let mut script = Script::new(|_, _| None);
            let mut conversation = begun(&form, Setting { held, ..setting() });
            script.lead(&mut conversation);
            let said = script.turns.iter().map(words).collect::<Vec<_>>().join("\n");
            for part in ["safe word", "if the line drops", "and are you?"] {
                assert_eq!(said.contains(part), remote, "{}, {held:?}: {part}", form.id);
            }
            let record = conversation.record();
            assert_eq!(record.held, held);
            let private = record.gates.iter().find(|gate| gate.id == "private").unwrap();
            assert_eq!(private.asked.contains("and are you?"), remote, "the record says what was asked");
            assert_eq!(conversation.ending(), Some(&Ending::Finished));
        }
    }
}

#[test]
fn how_the_talk_is_held_is_an_option() {
    let home = Home::new();
    let arguments = ["screen", "adult-brief", "--plain", "--jurisdiction", "us-federal", "--setting"];
    let of = |way| [&arguments[..], &[way, "--export", "case.json"]].concat();
    let out = talk(&home, &of("telephone"), &[("and are you?", "1")]).done();
    assert!(out.contains("safe word"), "{out}");
    assert_eq!(record_of(&home, "case.json")["held"], "telephone");
    home.run(&of("letter")).refused(&["in-person, telephone or video"]);
}

/// The language that is interpreted is that in which services are looked for; nothing else has to be set.
#[test]
fn services_are_looked_for_in_the_language_that_is_interpreted() {
    let form = form("adult-brief");
    for (typed, said) in [
        ("Tigrinya", "Tigrinya"),
        ("vi", "Vietnamese"),
        ("British Sign Language", "without voice"),
        ("k'iche', I think", ""),
    ] {
        let directories = [directory("uk")];
        let setting = Setting { directories: &directories, ..setting() };
        let mut conversation = begun(&form, setting);
        lead_to(&mut conversation, at_gate(&form, "interpreter"));
        for choice in ["interpreted", "telephone", "none"] {
            choose(&mut conversation, choice);
        }
        conversation.reply(Reply::Typed(typed.to_owned())).unwrap();
        let record = finish(conversation);
        let says = |reason: &String| reason.contains(said);
        let named = record.referrals.iter().filter(|one| one.reasons.iter().any(says)).count();
        assert!(
            named > 0,
            "{typed}: {:?}",
            record.referrals.iter().map(|one| &one.reasons).collect::<Vec<_>>()
        );
        assert_eq!(record.interpreters.last().unwrap().language.as_deref(), Some(typed));
    }
}

/// Who found no other interpreter has not said that a language is shared.
#[test]
fn after_looking_for_another_interpreter_nothing_is_marked() {
    let form = form("adult-brief");
    let mut conversation = begun(&form, setting());
    lead_to(&mut conversation, at_gate(&form, "interpreter"));
    for choice in ["interpreted", "in_person", "relative", "other"] {
        choose(&mut conversation, choice);
    }
    conversation.reply(Reply::Back).unwrap();
    assert_eq!(conversation.turn().unwrap().given, None);
}
