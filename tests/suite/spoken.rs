//! The language in which a person is spoken to: the same talk in other words. Random walks in two languages, changed
//! between at random, come to the record of their twin in the questionnaire's own; what was changed in the source is
//! said in the source alone, or marked; what cannot be asked is refused before the talk.

use std::collections::BTreeMap;

use safelight::conversation::{Conversation, Dialogue, Point, Reply, Setting, Turn, Wanted};
use safelight::language::{LISTS, PersonWords, person_words};
use safelight::library;
use safelight::questionnaire::{Questionnaire, read};
use safelight::records::{
    ContactTime, ContactWay, Record, StrippedRecord, heard_in, without_identifiers, written,
};
use safelight::referral::CHANNELS;
use safelight::scoring::Case;
use safelight::source::Source;
use safelight::translation::{Wording, WordingAtHand, checksum, source_texts};

use crate::conversation::{Script, setting};
use crate::counts::SPOKEN;
use crate::generate::Draw;
use crate::run::{Home, safelight, safelight_with};
use crate::snapshots::any_reply;

/// A form, with the translation that lies beside it.
struct Form {
    source: Source,
    questionnaire: Questionnaire,
    language: &'static str,
    translation: Source,
}

impl Form {
    fn at_hand(&self) -> WordingAtHand {
        WordingAtHand::shipped(self.language, self.source.clone(), self.translation.clone())
    }

    /// The same with one text of the source changed.
    fn changed(&self, from: &str, to: &str) -> Form {
        assert!(self.source.text().contains(from), "{from}");
        let source = Source::new(self.source.name(), self.source.text().replacen(from, to, 1));
        let questionnaire = read(&source).questionnaire.expect("it reads");
        Form { source, questionnaire, language: self.language, translation: self.translation.clone() }
    }
}

fn forms() -> Vec<Form> {
    let form = |one: &library::ShippedTranslation| {
        let source = library::questionnaire(one.file.id, Some(one.file.version)).unwrap().source();
        let questionnaire = read(&source).questionnaire.unwrap();
        Form { source, questionnaire, language: one.language, translation: one.file.source() }
    };
    library::TRANSLATIONS.iter().map(form).collect()
}

/// Every form that comes with the program: in Spanish, or in a language that is made up of its own words.
fn every_form() -> Vec<Form> {
    let mut all = forms();
    for shipped in library::QUESTIONNAIRES {
        let source = shipped.source();
        let questionnaire = read(&source).questionnaire.unwrap();
        if all.iter().all(|form| form.questionnaire.edition() != questionnaire.edition()) {
            let translation = Source::new("made.so.toml", made_up(&questionnaire));
            all.push(Form { source, questionnaire, language: "so", translation });
        }
    }
    all
}

/// A translation that says each text that is heard with a mark before it.
fn made_up(questionnaire: &Questionnaire) -> String {
    let texts = source_texts(questionnaire).filter(|text| text.is_heard()).map(|text| {
        let say = toml::Value::String(format!("So. {}", text.text.text));
        format!("[[text]]\nof = {:?}\nfrom = {:?}\nsay = {say}\n", text.address, checksum(text.text.text))
    });
    let head = format!(
        "format = 1\n[translation]\nof = \"{}\"\nlanguage = \"so\"\nauthors = [\"x\"]\nlicense = \"CC0-1.0\"\n\
         validation = \"Made up.\"\n",
        questionnaire.edition()
    );
    head + &texts.collect::<String>()
}

fn brief() -> Form {
    forms().into_iter().find(|form| form.questionnaire.id == "adult-brief").unwrap()
}

fn begun<'q>(form: &'q Form, wordings: &'q [WordingAtHand], language: Option<&'q str>) -> Conversation<'q> {
    let case = Case::begin(&form.questionnaire, &BTreeMap::new()).unwrap();
    Conversation::new(case, Setting { wordings, language, ..setting() }, false)
}

/// A record without what tells the language.
fn whatever_the_language(mut record: Record) -> String {
    record.wordings.clear();
    record.answers.iter_mut().for_each(|said| said.asked_in = None);
    if let Some(consent) = &mut record.consent {
        consent.explained_before.iter_mut().for_each(|read| read.label.clear());
    }
    record.seal.clear();
    written(&record)
}

/// Each is whole, changes no rule, and says how far it was tested.
#[test]
fn every_translation_that_comes_with_the_program_can_be_asked() {
    for form in forms() {
        let wording = Wording::read(&form.source, &form.questionnaire, &form.translation);
        let wording = wording.unwrap_or_else(|found| panic!("{}: {found:?}", form.translation.name()));
        assert!(form.translation.name().ends_with(&format!(".{}.toml", wording.language)));
        assert!(wording.validation.contains("native speaker"), "{}", wording.validation);
        assert_eq!(wording.questionnaire.fingerprint().scoring, form.questionnaire.fingerprint().scoring);
        // The same answers come to the same: it is the same document but for its words.
        let heard = source_texts(&form.questionnaire).filter(|text| text.is_heard()).count();
        assert!(heard > 20, "{heard}");
    }
}

/// Every language has every sentence that the program itself says to a person, and none is the English one.
#[test]
fn what_the_program_says_to_a_person_is_there_in_each_language() {
    let english: BTreeMap<String, String> = person_words("en").unwrap().all().into_iter().collect();
    let mut languages = 0;
    for list in &LISTS {
        let Some(words) = person_words(list.tag) else { continue };
        languages += 1;
        let own: BTreeMap<String, String> = PersonWords::all(words).into_iter().collect();
        assert_eq!(own.keys().collect::<Vec<_>>(), english.keys().collect::<Vec<_>>());
        for (key, text) in &own {
            assert!(!text.trim().is_empty(), "{}: {key}", list.tag);
            let asks = |text: &str| text.matches('?').count();
            assert_eq!(asks(text), asks(&english[key]), "{}: {key} asks as often: {text}", list.tag);
            let is_word_of_both = ["person.no", "person.carried.ways.chat", "person.carried.ways.video"];
            let is_same =
                *text == english[key] && list.tag != "en" && !is_word_of_both.contains(&key.as_str());
            assert!(!is_same, "{}: {key} is English", list.tag);
        }
    }
    assert!(languages >= 2, "English and Spanish");
}

/// Every way and time that there is has its word on what is carried, and in English the one that records show.
#[test]
fn what_is_carried_has_a_word_for_every_way_and_time() {
    for list in &LISTS {
        let Some(words) = person_words(list.tag) else { continue };
        for (kind, _) in CHANNELS {
            assert!(words.carried.ways.contains_key(kind), "{}: {kind}", list.tag);
        }
        for (id, way) in ContactWay::WORDS {
            let word = words.carried.contact.get(*id);
            assert!(
                word.is_some() && (list.tag != "en" || word.unwrap() == way.label()),
                "{}: {id}",
                list.tag
            );
        }
        for (id, _) in ContactTime::WORDS {
            assert!(words.carried.when.contains_key(*id), "{}: {id}", list.tag);
        }
    }
}

/// Walks through a form in two languages at once. Returns how often the language was changed.
fn twins(form: &Form, seed: u64) -> (usize, usize) {
    let at_hand = [form.at_hand()];
    let language = Some(form.language);
    let (mut spanish, mut english) = (begun(form, &at_hand, language), begun(form, &[], language));
    assert_eq!(spanish.turn().is_some(), english.turn().is_some());
    let mut draw = Draw::seeded(seed);
    let (mut turns, mut changes, mut is_prompt) = (0, 0, false);
    while let Some(turn) = spanish.turn() {
        assert!(turns < 4_000, "seed {seed} goes in circles");
        if turn.languages && draw.chance(12) {
            let before = whatever_the_language(spanish.record());
            spanish.reply(Reply::Languages).unwrap();
            let page = spanish.turn().unwrap();
            assert_eq!(page.at, Point::Language);
            let chosen = draw.pick(page.items()).id.clone();
            let goes_back = draw.chance(20);
            is_prompt = if goes_back { is_prompt } else { chosen.as_str().starts_with("prompt-") };
            spanish.reply(if goes_back { Reply::Back } else { Reply::Choose(chosen) }).unwrap();
            assert_eq!(whatever_the_language(spanish.record()), before, "a language changes no record");
            changes += 1;
            continue;
        }
        let other = english.turn().expect("both go on");
        assert_eq!(turn.at, other.at, "seed {seed}");
        // Beneath what is said stands the source; as a prompt, the translation does.
        let said: Vec<&str> = if is_prompt {
            turn.say.iter().map(String::as_str).collect()
        } else {
            turn.said_in_source().collect()
        };
        assert_eq!(said, other.say, "seed {seed}: the source is there");
        // Where no language is shared one can answer alone in another, if there are words in one.
        let is_of_both = |id: &str| id != "alone";
        let ids = |turn: &Turn| {
            let ids = turn.items().iter().map(|item| item.id.clone());
            ids.filter(|id| is_of_both(id.as_str())).collect::<Vec<_>>()
        };
        assert_eq!(ids(&turn), ids(&other));
        let reply = any_reply(&turn, &form.questionnaire, &mut draw, turns > 300);
        if reply == Reply::Languages {
            continue;
        }
        assert_eq!(spanish.reply(reply.clone()), english.reply(reply), "seed {seed}");
        turns += 1;
    }
    assert!(english.turn().is_none());
    assert_eq!(
        whatever_the_language(spanish.record()),
        whatever_the_language(english.record()),
        "seed {seed}"
    );
    (turns, changes)
}

/// Same answers, any language: same result, same steps, same pages, over every form that comes with the program. None
/// of them has a number by language, which is the one thing that may differ: `by_language` shows that.
#[test]
fn a_talk_in_another_language_comes_to_the_same_record() {
    let forms = every_form();
    assert_eq!(forms.len(), library::QUESTIONNAIRES.len());
    for form in &forms {
        assert!(form.questionnaire.contexts.iter().all(|context| !context.by_language));
        assert!(form.at_hand().wording(&form.questionnaire).is_some(), "{}", form.questionnaire.id);
    }
    let (mut turns, mut changes) = (0, 0);
    let walks = SPOKEN.get();
    for walk in 0..walks {
        let (more, changed) = twins(&forms[walk % forms.len()], walk as u64);
        (turns, changes) = (turns + more, changes + changed);
    }
    println!("{walks} walks in two languages at once: {turns} turns, the language changed {changes} times");
    assert!(turns > walks * 5 && changes > walks / 2);
}

/// The first thing that the person is asked, before anything was explained, is in their language in every form that
/// asks it.
#[test]
fn the_first_question_of_all_is_asked_in_the_language_of_the_person() {
    for form in forms() {
        let at_hand = [form.at_hand()];
        let conversation = begun(&form, &at_hand, Some("es"));
        let place = form.questionnaire.gates.iter().position(|gate| gate.say.is_some()).unwrap();
        let source = form.questionnaire.gates[place].say.as_deref().unwrap();
        let mut script = Script::new(|_, _| None);
        script.lead(&mut conversation.clone());
        let first = form.questionnaire.asked_together(place).start;
        let turn = script.turns.iter().find(|turn| turn.at == Point::Gate(first)).unwrap();
        assert!(turn.say[0].starts_with('¿'), "{:?}", turn.say);
        assert_eq!(turn.said_in_source().collect::<Vec<_>>(), [source], "{}", form.questionnaire.id);
    }
}

/// Says yes, and of several answers the second: the first age is too young for most forms.
fn answered(turn: &Turn, _: usize) -> Option<Reply> {
    let items = turn.items();
    let second = items.get(usize::from(items.len() > 2)).filter(|_| matches!(turn.at, Point::Question(_)))?;
    Some(match &turn.wanted {
        Wanted::Many(_) => Reply::ChooseAll(vec![second.id.clone()]),
        _ => Reply::Choose(second.id.clone()),
    })
}

/// Everything that a person hears in a usual talk is in their language, with the source beneath; nothing else is.
#[test]
fn all_that_is_heard_is_in_the_persons_language() {
    for form in forms() {
        let at_hand = [form.at_hand()];
        let mut conversation = begun(&form, &at_hand, Some("es-MX"));
        let mut script = Script::new(answered);
        script.lead(&mut conversation);
        let mut heard = 0;
        for turn in &script.turns {
            for (words, source) in turn.said() {
                let source =
                    source.unwrap_or_else(|| panic!("{}: only English: {words}", form.questionnaire.id));
                assert!(source.starts_with("In English: ") && !source.contains(words), "{words}");
                heard += 1;
            }
            assert!(!turn.tell.iter().any(|told| told.contains("have it interpreted")), "{:?}", turn.tell);
        }
        assert!(heard > 10, "{}: {heard}", form.questionnaire.id);
        let record = conversation.record();
        let asked =
            record.answers.iter().filter(|said| said.source == safelight::questionnaire::AnswerSource::Asked);
        for said in asked {
            let asked_in = said.asked_in.as_ref().unwrap_or_else(|| panic!("{}", said.question));
            assert_eq!(asked_in.language, "es");
            assert!(asked_in.words.as_ref().is_some_and(|words| *words != said.asked), "{}", said.question);
        }
        assert_eq!(record.wordings.len(), 1);
        // Without identifiers nothing tells the language.
        let stripped = without_identifiers(&record, &form.questionnaire);
        let stripped = written(&StrippedRecord::of(&stripped).unwrap());
        for line in form.translation.text().lines().filter(|line| line.starts_with('¿')) {
            assert!(!stripped.contains(line), "{line}");
        }
        assert!(!stripped.contains("\"es\"") && !stripped.contains("quedar solo entre"), "{stripped}");
        let consent = record.consent.unwrap();
        let limits = consent.explained_before.iter().find(|read| read.id == "limits").unwrap();
        assert!(
            form.translation.text().contains(limits.label.lines().next().unwrap()),
            "the words that were read"
        );
    }
}

/// Where somebody interprets, the words of the form can stand large, with the translation as a prompt: then nobody
/// knows in which words a question was heard, and the record does not say that it was the translation.
#[test]
fn with_an_interpreter_the_translation_can_be_a_prompt() {
    let form = brief();
    let at_hand = [form.at_hand()];
    let mut conversation = begun(&form, &at_hand, Some("es"));
    let prompts = |conversation: &Conversation<'_>| {
        let page = conversation.turn().unwrap();
        page.items().iter().any(|item| item.id.as_str() == "prompt-es")
    };
    conversation.reply(Reply::Languages).unwrap();
    assert!(!prompts(&conversation), "nobody interprets yet");
    conversation.reply(Reply::Back).unwrap();

    let mut interprets = |turn: &Turn, nth: usize| match turn.at {
        Point::Gate(_) if turn.items().iter().any(|item| item.id.as_str() == "interpreted") => {
            Some(Reply::choose("interpreted"))
        }
        Point::Interpreter(_) => {
            Some(match turn.items().iter().find(|item| ["telephone", "none"].contains(&item.id.as_str())) {
                Some(item) => Reply::Choose(item.id.clone()),
                None => Reply::Typed("Spanish".to_owned()),
            })
        }
        _ => answered(turn, nth),
    };
    let mut script = Script::new(&mut interprets);
    let mut lead_to = |conversation: &mut Conversation<'_>, is_there: fn(&Point) -> bool| {
        while !is_there(&conversation.turn().unwrap().at) {
            let turn = conversation.turn().unwrap();
            conversation.reply(script.next(&turn)).unwrap();
        }
    };
    lead_to(&mut conversation, |at| matches!(at, Point::Opening(_)));
    conversation.reply(Reply::Languages).unwrap();
    assert!(prompts(&conversation));
    conversation.reply(Reply::choose("prompt-es")).unwrap();
    lead_to(&mut conversation, |at| matches!(at, Point::Question(_)));
    let turn = conversation.turn().unwrap();
    let Point::Question(place) = turn.at else { panic!("it is where it was") };
    let asked = form.questionnaire.question(place);
    let (_, beneath) = turn.said().find(|(said, _)| *said == asked.ask).expect("the source is said");
    assert!(beneath.unwrap().starts_with("In Spanish: ¿"), "{:?}", turn.said().collect::<Vec<_>>());
    let first = asked.id.clone();
    script.lead(&mut conversation);
    let record = conversation.record();
    let first = record.answers.iter().find(|said| said.question == first).unwrap();
    let asked_in = first.asked_in.as_ref().expect("there was a prompt");
    assert!(
        asked_in.as_prompt
            && asked_in.in_words().starts_with("interpreted, with the Spanish as a prompt: “¿")
    );
    let [wording] = record.wordings.as_slice() else { panic!("one was used") };
    assert!(
        wording.as_prompt && wording.in_words().starts_with("Interpreted, with a translation into Spanish")
    );
    // What is carried is in the language of the person all the same.
    assert_eq!(heard_in(&record.answers), Some("es"));
}

/// What is scored is not asked in words that may mean the opposite by now.
#[test]
fn words_of_an_older_source_are_marked_and_questions_fall_back_to_the_source() {
    let form = brief();
    let opening = form.questionnaire.openings[0].say.lines().next().unwrap().to_owned();
    let older = form.changed(&opening, &format!("{opening} Always."));
    let at_hand = [older.at_hand()];
    let mut conversation = begun(&older, &at_hand, Some("es"));
    let mut script = Script::new(|_, _| None);
    script.lead(&mut conversation);
    let marked: Vec<&Turn> = script
        .turns
        .iter()
        .filter(|turn| turn.tell.iter().any(|told| told.contains("translated from an older text")))
        .collect();
    assert_eq!(marked.len(), 1);
    assert!(
        matches!(marked[0].at, Point::Opening(0)) && marked[0].said().all(|(_, source)| source.is_some())
    );

    let question = &form.questionnaire.questions.iter().find(|one| one.id == "documents_held").unwrap().ask;
    let other = form.changed(question, &question.replace("Does", "Did"));
    let at_hand = [other.at_hand()];
    let mut conversation = begun(&other, &at_hand, Some("es"));
    let mut script = Script::new(answered);
    script.lead(&mut conversation);
    let asked = script.turns.iter().find(|turn| turn.say.iter().any(|words| words.starts_with("Did ")));
    let asked = asked.expect("it is asked in the source");
    assert!(asked.tell.iter().any(|told| told.contains("not there in Spanish yet")), "{:?}", asked.tell);
    let record = conversation.record();
    let said = record.answers.iter().find(|said| said.question == "documents_held").unwrap();
    assert!(said.asked_in.is_some(), "the talk was in Spanish there");
}

// ---- the command ----

#[test]
fn a_screening_speaks_the_language_that_was_set_and_changes_it() {
    let input = b"2\n1\n1\n1\n\n\no\n1\n\n1\nq\n3\n";
    let home = Home::new();
    let talk = home.run_with(
        &["screen", "adult-quick", "--plain", "--jurisdiction", "us-federal", "--language", "es"],
        input,
    );
    let said = talk.done();
    assert!(said.contains("shown in español (Spanish), with the English beneath"), "{said}");
    assert!(said.contains("Read aloud: Algunas cosas no pueden quedar solo entre usted y yo."), "{said}");
    assert!(said.contains("\nIn English: Some things can't stay private."), "{said}");
    assert!(said.contains("What is read aloud is in English now."), "{said}");
    let after = said.split("What is read aloud is in English now.").nth(1).unwrap();
    assert!(!after.contains("In English:"), "{after}");

    let unset = safelight_with(
        &["screen", "adult-quick", "--plain", "--jurisdiction", "us-federal"],
        b"2\n1\n1\n1\nq\n3\n",
    );
    assert!(
        unset.out.contains("It can be read aloud in another language: español (Spanish)"),
        "{}",
        unset.out
    );
    let other = safelight_with(
        &["screen", "adult-quick", "--plain", "--jurisdiction", "us-federal", "--language", "vi"],
        b"2\n1\n1\n1\nq\n3\n",
    );
    assert!(other.out.contains("the language set is Vietnamese. Use a fit interpreter"), "{}", other.out);
}

/// A translation of one's own lies beside the form; what is wrong with it is said before the talk.
#[test]
fn a_translation_beside_a_file_is_found_and_its_faults_are_told() {
    let form = forms().into_iter().find(|form| form.questionnaire.id == "adult-quick").unwrap();
    let home = Home::new();
    let screen = |home: &Home| {
        home.run_with(
            &["screen", "form.toml", "--plain", "--jurisdiction", "us-federal", "--language", "es"],
            b"2\n1\n1\n1\nq\n3\n",
        )
    };
    home.file("form.toml", form.source.text());
    let without = screen(&home);
    assert!(without.out.contains("Use a fit interpreter"), "{}", without.out);
    home.file("form.es.toml", form.translation.text());
    // What is no translation, or of another name, is left alone.
    home.file("form.examples.toml", "[[example]]\n");
    home.file("forms.es.toml", "x = ");
    let with = screen(&home);
    assert!(with.out.contains("shown in español (Spanish)"), "{}", with.out);

    let text = form.translation.text();
    let half = text.lines().take(60).collect::<Vec<_>>().join("\n");
    let half = &half[..half.rfind("[[text]]").unwrap()];
    for (file, named) in [
        (text.replacen("= \"adult-quick@1", "= \"adult-quick@2", 1), "translation of `adult-quick@2.0.0`"),
        (text.replacen("= \"adult-quick@", "= \"adult-full@", 1), "translation of `adult-full@1.0.0`"),
        (half.to_owned(), "texts that the person hears are not here"),
        (text.replacen("\nsay  = ", "\nwhen = \"true\"\nsay  = ", 1), "when"),
        (text.replacen("language   = \"es\"", "language   = \"xx-yy-zzzzzzzzzz\"", 1), "not a language tag"),
        (
            text.replacen("language   = \"es\"", "language   = \"fr\"", 1),
            "is named es, and its words are in `fr`",
        ),
    ] {
        home.file("form.es.toml", &file);
        screen(&home).refused(&[named]);
    }
    // Whoever does not want it is not kept from screening by one that is half done.
    home.file("form.es.toml", half);
    let other = ["screen", "form.toml", "--plain", "--jurisdiction", "us-federal", "--language", "en"];
    let said = home.run_with(&other, b"2\n1\n1\n1\nq\n3\n").done();
    assert!(said.contains("form.es.toml cannot be used, so nothing is read aloud from it"), "{said}");
    // Nor by a folder, a link that leads nowhere, or what is no text, of that name.
    for tag in ["fr", "vi", "so"] {
        let name = home.path().join(format!("form.{tag}.toml"));
        match tag {
            "fr" => std::fs::create_dir(&name).unwrap(),
            #[cfg(unix)]
            "vi" => std::os::unix::fs::symlink("nowhere", &name).unwrap(),
            _ => std::fs::write(&name, [0, 159, 146, 150]).unwrap(),
        }
        let said = home.run_with(&other, b"2\n1\n1\n1\nq\n3\n").done();
        assert!(said.contains(&format!("form.{tag}.toml cannot be used")), "{said}");
        let wanted = ["screen", "form.toml", "--plain", "--jurisdiction", "us-federal", "--language", tag];
        home.run_with(&wanted, b"").refused(&[&format!("form.{tag}.toml")]);
        if tag == "fr" { std::fs::remove_dir(&name).unwrap() } else { std::fs::remove_file(&name).unwrap() }
    }
    home.file("form.es.toml", text);
    home.file("form.es-MX.toml", text.replacen("language   = \"es\"", "language   = \"es-MX\"", 1));
    screen(&home).refused(&["two translations for one language", "es-MX", "keep one"]);
}

#[test]
fn help_names_the_key() {
    let keys = safelight_with(
        &["screen", "adult-quick", "--plain", "--jurisdiction", "us-federal", "--language", "es"],
        b"2\n1\n1\n1\n\n?\nq\n3\n",
    );
    assert!(keys.out.contains("o: change the language in which the person is spoken to"), "{}", keys.out);
    assert!(safelight(&["screen", "--help"]).done().contains("language"));
}
