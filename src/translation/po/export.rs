//! Writes a questionnaire, with the words of a translation where there are any, as a PO file.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::head;
use crate::language::tag::english_name;
use crate::questionnaire::Questionnaire;
use crate::questionnaire::elements::{Audience, ElementKind};
use crate::translation::address::{SourceText, checksum, source_texts};
use crate::translation::file::{TranslatedText, Translation, is_option};

/// A PO file, and what stands in it.
#[derive(Debug)]
pub struct Exported {
    /// The file.
    pub file: String,
    /// How many texts it has.
    pub texts: usize,
    /// How many of them have words of the present source.
    pub translated: usize,
    /// How many have words of an older source.
    pub stale: usize,
}

/// What translators should know before the first text.
const ABOVE: &str = "\
# Write each msgstr, and leave msgctxt and msgid as they are.
# What is read aloud has to be easy to say and to understand. Figures stay the same.
# Where an entry is marked fuzzy its source was changed: look it over, then take the mark off.
";

/// Returns a translation as a PO file: every text that the person hears, in the order of the conversation, and
/// whatever else is translated. With `all` comes what may be left out too: what the practitioner reads, and answers
/// that take the words of another one that says the same.
pub fn export(questionnaire: &Questionnaire, translation: &Translation, all: bool) -> Exported {
    let language = english_name(&translation.language);
    let mut exported = Exported {
        file: format!("# {} in {language}.\n{ABOVE}", translation.of),
        texts: 0,
        translated: 0,
        stale: 0,
    };
    exported.file += &part("msgid", "");
    // The head ends with the end of its last line.
    exported.file += &part("msgstr", &head::written(translation));
    for entry in chosen(questionnaire, translation, all) {
        let source = entry.text.text.text.trim();
        let is_stale = entry.words.is_some_and(|words| words.from != checksum(source));
        exported.texts += 1;
        exported.stale += usize::from(is_stale);
        exported.translated += usize::from(entry.words.is_some() && !is_stale);
        exported.file.push('\n');
        for line in entry.notes.lines() {
            let _ = writeln!(exported.file, "#. {}", line.trim());
        }
        if is_stale {
            exported.file += "#. The source was changed since these words were written.\n#, fuzzy\n";
        }
        exported.file += &part("msgctxt", &entry.text.address);
        exported.file += &part("msgid", source);
        exported.file += &part("msgstr", entry.words.map_or("", |words| words.say.trim()));
    }
    exported
}

/// A text that is written, with what is known of it.
struct Chosen<'q> {
    text: SourceText<'q>,
    words: Option<&'q TranslatedText>,
    notes: String,
}

/// Returns the texts that are written: first those that are needed.
fn chosen<'q>(questionnaire: &'q Questionnaire, translation: &'q Translation, all: bool) -> Vec<Chosen<'q>> {
    let own = |address: &str| translation.texts.iter().find(|words| words.of == address);
    // What many questions can be answered with is written once, by whichever option has words of its own.
    let is_said =
        |from: &str| translation.texts.iter().any(|words| is_option(&words.of) && words.from == from);
    let mut options = BTreeSet::new();
    let (mut needed, mut optional) = (Vec::new(), Vec::new());
    for (text, around) in with_place(questionnaire) {
        let words = own(&text.address);
        let is_same = is_option(&text.address)
            && text.is_heard()
            && (!options.insert(text.text.text) || words.is_none() && is_said(&checksum(text.text.text)));
        let is_wanted = match text.text.audience {
            Audience::Person => !is_same || all,
            Audience::Practitioner => all,
            Audience::Summary | Audience::Scholar => false,
        };
        if !is_wanted && words.is_none() {
            continue;
        }
        let notes = notes(&text, &around, is_same);
        let list = if text.is_heard() && !is_same { &mut needed } else { &mut optional };
        list.push(Chosen { text, words, notes });
    }
    needed.append(&mut optional);
    needed
}

/// Where in the conversation a text stands.
#[derive(Debug, Clone, Default)]
struct Around<'q> {
    section: &'q str,
    question: &'q str,
    /// Which of the questions it is, and how many there are.
    number: (usize, usize),
    /// What the practitioner reads beside it.
    beside: Option<&'q str>,
}

fn with_place(questionnaire: &Questionnaire) -> Vec<(SourceText<'_>, Around<'_>)> {
    let is_question = |text: &SourceText<'_>| text.kind == ElementKind::Question && text.key == "ask";
    let of = source_texts(questionnaire).filter(is_question).count();
    let texts: Vec<SourceText<'_>> = source_texts(questionnaire).collect();
    let note_beside = |address: &str| {
        let beside = format!("{}.note", address.rsplit_once('.').map_or("", |(before, _)| before));
        texts.iter().find(|text| text.address == beside).map(|note| note.text.text)
    };
    let mut around = Around { number: (0, of), ..Around::default() };
    let mut placed = Vec::with_capacity(texts.len());
    for text in &texts {
        if text.kind == ElementKind::Section && text.key == "title" {
            around.section = text.text.text;
        }
        if is_question(text) {
            around.question = text.text.text;
            around.number.0 += 1;
        }
        let beside = note_beside(&text.address).filter(|_| text.key != "note");
        placed.push((text.clone(), Around { beside, ..around.clone() }));
    }
    placed
}

/// Returns what a translator should know of a text, in lines.
fn notes(text: &SourceText<'_>, around: &Around<'_>, is_same: bool) -> String {
    let Around { section, question, number: (nth, of), beside } = around;
    let mut lines = Vec::new();
    lines.push(match (text.text.audience, text.kind) {
        _ if is_same => {
            "May be left out: this answer is said with the words of another one that says the same."
        }
        (Audience::Person, ElementKind::Question) if text.key == "unit" => {
            "Read aloud to the person: what the number of the answer counts."
        }
        (Audience::Person, ElementKind::Question) => "Read aloud to the person: a question.",
        (Audience::Person, ElementKind::Choice) => "Read aloud to the person: an answer to choose.",
        (Audience::Person, _) => "Read aloud to the person.",
        (Audience::Practitioner, _) => {
            "May be left out: only the worker reads it, and it is never read aloud."
        }
        _ => "May be left out: it stands in the summary, and it is never read aloud.",
    });
    let (about, within);
    match text.kind {
        ElementKind::Question => {
            about = format!("Question {nth} of {of}, in the section “{section}”.");
            lines.push(&about);
        }
        ElementKind::Choice => {
            about = format!("To question {nth} of {of}: {question}");
            lines.push(&about);
        }
        ElementKind::Opening => lines.push("Before the questions, where the talk is explained."),
        ElementKind::Break => lines.push("Whenever the person takes a break."),
        ElementKind::Section if text.key != "title" => {
            about = format!("At the beginning of the section “{section}”.");
            lines.push(&about);
        }
        ElementKind::Disclosure => lines.push("Right after the person has told something hard."),
        ElementKind::Stop => lines.push("When the questions end early."),
        _ => {}
    }
    if let Some(beside) = beside {
        within = format!("The worker reads beside it: {beside}");
        lines.push(&within);
    }
    lines.join("\n")
}

/// Returns a part of an entry: its word, and its text in quotes; several lines as several lines.
fn part(word: &str, text: &str) -> String {
    if !text.contains('\n') {
        return format!("{word} \"{}\"\n", escaped(text));
    }
    let lines = text.split_inclusive('\n').map(|line| format!("\"{}\"\n", escaped(line)));
    format!("{word} \"\"\n{}", lines.collect::<String>())
}

/// Returns a text as it stands between quotes.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '\n' => escaped.push_str("\\n"),
            '\t' => escaped.push_str("\\t"),
            '"' | '\\' => escaped.extend(['\\', letter]),
            _ => escaped.push(letter),
        }
    }
    escaped
}
