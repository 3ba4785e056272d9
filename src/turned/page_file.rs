//! One file that the person answers alone, in a browser without any network: the tables of the form, its words and
//! clips, and one fixed script that reads them. Its one surprise: its security policy names the checksums of the script
//! and of the style, so nothing else can ever run in it, not even what somebody writes into the file.

use std::collections::{BTreeMap, BTreeSet};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value as Json, json};
use sha2::{Digest, Sha256};

use super::check_letters::{MOVE, STEPS};
use super::letters::{ALPHABET, GROUP};
use super::release_code::CodeLayout;
use super::rule_tables::RuleTables;
use super::turned_form::{CannotBeTurned, StepAsks, TurnedForm};
use super::turned_talk::TurnedSpeech;
use crate::language::tag::is_from_right;
use crate::questionnaire::model::Questionnaire;
use crate::rules::QuestionRef;
use crate::scoring::Case;

const SCRIPT: &str = include_str!("page/turned.js");
const STYLE: &str = include_str!("page/turned.css");

/// One language of a page.
pub struct PageLanguage<'p> {
    /// Its tag.
    pub tag: &'p str,
    /// Its words.
    pub speech: TurnedSpeech<'p>,
    /// The clip of each sentence that has one: the bytes of an Opus file.
    pub clips: BTreeMap<String, Vec<u8>>,
}

/// Returns the page, as the text of an HTML file. The case holds what is known before anything is asked.
///
/// # Errors
/// That a page cannot hold the form.
pub fn page(
    form: &TurnedForm<'_>,
    case: &Case<'_>,
    languages: &[PageLanguage<'_>],
) -> Result<String, CannotBeTurned> {
    let tables = tables(form, case, languages)?;
    // Within a script nothing may look like its end.
    let tables = tables.to_string().replace('<', "\\u003c");
    let policy = format!(
        "default-src 'none'; script-src 'sha256-{}'; style-src 'sha256-{}'; media-src data:; img-src data:; base-uri \
         'none'; form-action 'none'",
        checksum(SCRIPT),
        checksum(STYLE)
    );
    Ok(format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" \
         content=\"width=device-width, initial-scale=1\">\n<meta http-equiv=\"Content-Security-Policy\" \
         content=\"{policy}\">\n<meta name=\"referrer\" content=\"no-referrer\">\n<title>Notes</title>\n<style>{STYLE}\
         </style>\n</head>\n<body>\n<main id=\"main\"></main>\n<noscript>This page needs JavaScript.</noscript>\n<script \
         type=\"application/json\" id=\"tables\">{tables}</script>\n<script>{SCRIPT}</script>\n</body>\n</html>\n"
    ))
}

fn checksum(text: &str) -> String {
    STANDARD.encode(Sha256::digest(text.as_bytes()))
}

/// Returns every sentence that is heard in a language, each once, in the order in which they come.
pub fn sentences(form: &TurnedForm<'_>, speech: TurnedSpeech<'_>) -> Vec<String> {
    let words = words(speech);
    let fixed = words.as_object().into_iter().flat_map(|words| words.iter());
    let fixed = fixed.filter(|(key, _)| !NEVER_HEARD.contains(&key.as_str()));
    let fixed: Vec<(&String, &Json)> = fixed.collect();
    let of = |keys: &[&str]| -> Vec<String> {
        let found = keys.iter().filter_map(|key| fixed.iter().find(|(name, _)| name == key));
        found.flat_map(|(_, said)| said_in(said)).collect()
    };
    let mut all = of(&["start", "same_places", "go_on", "safe_now"]);
    all.extend(speech.form.openings.iter().flat_map(|opening| paragraphs(&opening.say)));
    all.extend(of(&["may_ask", "yes", "no", "skip", "skip_list", "skip_rest", "dont_know", "stop_here"]));
    for step in form.steps() {
        let asked = &said_of(form, speech.form, step.question);
        for key in ["lead", "say", "options"] {
            all.extend(said_in(&asked[key]));
        }
    }
    all.extend(fixed.iter().flat_map(|(_, said)| said_in(said)));
    let mut seen = BTreeSet::new();
    all.retain(|sentence| seen.insert(sentence.clone()));
    all
}

/// What stands on small buttons, and the word for danger, is read and never played.
const NEVER_HEARD: [&str; 9] =
    ["back", "break", "stop", "erase", "hide", "danger", "danger_default", "listen", "step"];

fn said_in(said: &Json) -> Vec<String> {
    match said {
        Json::String(words) => vec![words.clone()],
        Json::Array(all) => all.iter().flat_map(said_in).collect(),
        _ => Vec::new(),
    }
}

fn paragraphs(words: &str) -> Vec<String> {
    let one_line = |paragraph: &str| paragraph.split_whitespace().collect::<Vec<_>>().join(" ");
    words.split("\n\n").map(one_line).filter(|paragraph| !paragraph.is_empty()).collect()
}

fn tables(
    form: &TurnedForm<'_>,
    case: &Case<'_>,
    languages: &[PageLanguage<'_>],
) -> Result<Json, CannotBeTurned> {
    let questionnaire = form.questionnaire();
    let layout = CodeLayout::of(questionnaire).ok_or(CannotBeTurned::AsksNothing)?;
    let rules = RuleTables::of(form, &case.evaluate())?;
    let places = |questions: &[QuestionRef]| questions.iter().map(|one| one.index()).collect::<Vec<_>>();
    let steps: Vec<(usize, i64)> = form
        .steps()
        .iter()
        .map(|step| {
            let asks = match step.asks {
                StepAsks::Option(option) => i64::try_from(option).expect("at most 64 options"),
                StepAsks::Question => -1,
                StepAsks::Lead => -2,
            };
            (step.question.index(), asks)
        })
        .collect();
    let ages = questionnaire.question(form.age()).kind.options().iter().map(|option| option.label.as_str());
    let mut all = serde_json::to_value(&rules).expect("tables are JSON");
    let more = json!({
        "edition": questionnaire.edition().to_string(),
        "worker": worker(&ages.collect::<Vec<_>>()),
        "code": {
            "letters": layout.letters(),
            "alphabet": String::from_utf8_lossy(ALPHABET),
            "group": GROUP,
            "bits": layout.fingerprint_bits(),
            "fingerprint": layout.fingerprint().to_string(),
            "steps": STEPS,
            "move": MOVE,
        },
        "age": { "question": form.age().index(), "adult": form.adult_ages() },
        "steps": steps,
        "parts": form.parts().iter().map(|part| json!({ "questions": places(part) })).collect::<Vec<_>>(),
        "needs": places(&form.needs()),
        "languages": languages.iter().map(|language| language_table(form, language)).collect::<Vec<_>>(),
    });
    if let (Some(all), Json::Object(more)) = (all.as_object_mut(), more) {
        all.extend(more);
    }
    Ok(all)
}

fn language_table(form: &TurnedForm<'_>, language: &PageLanguage<'_>) -> Json {
    let speech = language.speech;
    let clip = |(sentence, clip): (&String, &Vec<u8>)| {
        (sentence.clone(), json!(format!("data:audio/ogg;base64,{}", STANDARD.encode(clip))))
    };
    let sounds: serde_json::Map<String, Json> = language.clips.iter().map(clip).collect();
    let openings = speech.form.openings.iter().map(|opening| paragraphs(&opening.say));
    let questions = form.questionnaire().each_question();
    json!({
        "tag": language.tag,
        "dir": if is_from_right(language.tag) { "rtl" } else { "ltr" },
        "name": speech.program.own_name,
        "words": words(speech),
        "openings": openings.collect::<Vec<_>>(),
        "questions": questions.map(|(place, _)| said_of(form, speech.form, place)).collect::<Vec<_>>(),
        "heard": sentences(form, speech),
        "sounds": sounds,
    })
}

/// What is said of a question: before the first one of its section, the words of the section.
fn said_of(form: &TurnedForm<'_>, words: &Questionnaire, question: QuestionRef) -> Json {
    let asked = words.question(question);
    let leads = form.steps().iter().any(|step| step.question == question && step.asks == StepAsks::Lead);
    let lead = words.sections[asked.section].say.as_deref().filter(|_| leads);
    let options = asked.kind.options().iter().map(|option| option.label.as_str());
    json!({
        "lead": lead.map(paragraphs).unwrap_or_default(),
        "say": asked.ask,
        "options": options.collect::<Vec<_>>(),
    })
}

fn words(speech: TurnedSpeech<'_>) -> Json {
    let (program, words) = (speech.program, &speech.program.turned);
    json!({
        "start": [
            [words.hello, words.how_touch, words.adults_only],
            [words.free, words.help_how],
            [words.lost, words.decide],
            [words.order],
        ],
        "same_places": words.same_places,
        "safe_now": words.safe_now,
        "yes": program.yes,
        "no": program.no,
        "skip": words.skip,
        "skip_list": words.skip_list,
        "skip_rest": words.skip_rest,
        "dont_know": words.dont_know,
        "go_on": words.go_on,
        "stop_here": words.stop_here,
        "back": words.back,
        "break": words.rest,
        "break_say": words.rest_say,
        "stop": words.stop,
        "stopped": words.stopped,
        "erase": words.erase,
        "hide": words.hide,
        "danger": words.danger,
        "danger_default": words.danger_word,
        "listen": words.listen,
        "pause": words.pause,
        "step": "{n} / {of}",
        "may_ask": program.may_ask,
        "last": words.last,
        "price": words.price,
        "release_intro": words.what_is_seen,
        "everything": words.everything,
        "some_parts": words.some_parts,
        "only_help": words.only_help,
        "nothing": words.nothing,
        "together": words.together,
        "kept_back_seen": words.kept_back_seen,
        "review_safe": words.review_safe,
        "review": words.review,
        "ready": words.ready,
        "hand_over": words.hand_over,
        "choose_again": words.choose_again,
        "code_say": words.code_say,
        "done": words.done,
        "end": words.end,
    })
}

/// What whoever works with the person reads before it is handed over.
fn worker(ages: &[&str]) -> Json {
    json!({
        "title": "Before you hand this over",
        "about": [
            "Use your agency's own device, never the person's and never your own. Nothing is sent, and nothing is kept.",
            "A reload, a closed page or a locked screen loses the answers. Charge the device, and switch off the battery \
             saver and notifications.",
            "Do the gates first: no danger now, alone, safe to talk, willing. Say what you must report before anything is \
             answered: what is handed over, you have heard.",
            "No sound comes when the person needs you. Stay in the room, and watch the person, not the screen. If it comes \
             back unfinished, touch the button that erases, and read nothing.",
            "It is a screening aid, never a verdict, and never the only way: they can talk with you instead, at any time.",
            "At the end the page shows a code. Type it at `safelight screen --code`. It holds answers: write it down \
             nowhere, and take no picture of it.",
        ],
        "age": "How old is the person? Ask before, or look in your records. Do not guess.",
        "ages": ages,
        "unknown_age": "I do not know",
        "minor": "This page is for adults. What a child tells must be heard by a human. Papers can be false: if in doubt, \
                  talk with the person yourself.",
        "word": "Agree with the person on an ordinary word. It fills the screen when they press the button for help.",
        "language": "Language",
        "text_hidden": "By ear alone: show no sentences",
        "missing": "Sentences without a recording in this language: {n}. They are shown as text.",
        "try_sound": "Try the sound",
        "sound_works": "The sound plays. Put the headphones on the person.",
        "sound_fails": "The sound does not play here. Look at the volume and the battery saver, or let the person read.",
        "begin": "Hand it over",
    })
}
