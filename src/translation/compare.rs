//! What is wrong with a translation beside its questionnaire: what is missing, what is of an older text, what was left
//! as it is, what is too long, which figures differ; and what the safety rules and the advice of the language say of
//! the words.

use super::address::{SourceText, checksum, source_texts};
use super::file::Translation;
use super::merged::merged;
use super::values;
use crate::diagnostic::{Diagnostic, in_order};
use crate::lint;
use crate::questionnaire::{Questionnaire, read};
use crate::source::{Source, Span};

/// Of so many words or fewer a text can be the same in both languages, such as a name.
const MAY_BE_ALIKE: usize = 2;
/// A text that takes more of its source's letters than this, in hundredths, and more than [`LONG`] letters, is long.
const LONGER: usize = 170;
/// A text of fewer letters is never too long for a screen.
const LONG: usize = 160;

/// What came of a comparison.
#[derive(Debug)]
pub struct Comparison {
    /// What was found, in the order of the file.
    pub findings: Vec<Diagnostic>,
    /// How many texts the person hears.
    pub heard: usize,
    /// How many of those are there, of the present text.
    pub present: usize,
    /// How many of those are of an older text.
    pub stale: usize,
    /// How easy what is read aloud is to follow, in the source and here, each by the measure of its language; nothing
    /// where that is not known.
    pub ease: [Option<String>; 2],
}

impl Comparison {
    /// Returns whether the questionnaire can be asked in this language.
    pub fn can_be_asked(&self) -> bool {
        self.present + self.stale == self.heard && !self.findings.iter().any(Diagnostic::is_error)
    }
}

/// Returns what is wrong with a translation beside its questionnaire.
pub fn compare(source: &Source, questionnaire: &Questionnaire, translation: &Translation) -> Comparison {
    let mut comparison = Comparison {
        findings: Vec::new(),
        heard: 0,
        present: 0,
        stale: 0,
        ease: [lint::grade_read_aloud(questionnaire), None],
    };
    let mut missing = Vec::new();
    for text in source_texts(questionnaire) {
        comparison.heard += usize::from(text.is_heard());
        match translation.place_of(&text).map(|place| &translation.texts[place]) {
            None if text.is_heard() => missing.push(text.address),
            None => {}
            Some(translated) => {
                let is_stale = translated.from != checksum(text.text.text);
                let counted = if is_stale { &mut comparison.stale } else { &mut comparison.present };
                *counted += usize::from(text.is_heard());
                let found = of_text(&text, &translated.say, &translated.span, is_stale);
                comparison.findings.extend(found);
            }
        }
    }
    comparison.findings.extend(of_missing(&missing));
    comparison.findings.extend(values::missing(questionnaire, &translation.values));
    let (found, ease) = of_language(source, questionnaire, translation);
    comparison.findings.extend(found);
    comparison.ease[1] = ease;
    comparison.findings = in_order(std::mem::take(&mut comparison.findings));
    comparison
}

fn of_missing(missing: &[String]) -> Option<Diagnostic> {
    if missing.is_empty() {
        return None;
    }
    let texts =
        if missing.len() == 1 { "text that the person hears is" } else { "texts that the person hears are" };
    let message = format!("{} {texts} not here: {}", missing.len(), missing.join(", "));
    let help =
        "the form cannot be asked in this language until they are; `safelight translate new` writes them";
    Some(Diagnostic::error("missing-translation", 0..0, message).help(help))
}

fn of_text(text: &SourceText<'_>, say: &str, span: &Span, is_stale: bool) -> Vec<Diagnostic> {
    let (of, original) = (&text.address, text.text.text.trim());
    let mut found = Vec::new();
    if is_stale {
        let message = format!("the source text of `{of}` was changed since");
        let help =
            format!("it is now: {original} — look it over, then write `from = \"{}\"`", checksum(original));
        found.push(Diagnostic::warning("stale-translation", span.clone(), message).help(help));
    }
    if say.trim() == original && original.split_whitespace().count() > MAY_BE_ALIKE {
        let message = format!("`{of}` is the source text itself");
        found.push(Diagnostic::error("untranslated", span.clone(), message).help("translate it"));
    }
    let (ours, theirs) = (figures(original), figures(say));
    if ours != theirs {
        let message = format!("`{of}` has other figures than its source: {ours:?} there, {theirs:?} here");
        let help = "write the same figures, also where they are written as words in one of the two";
        found.push(Diagnostic::warning("other-figures", span.clone(), message).help(help));
    }
    let (long, letters) = (original.chars().count(), say.chars().count());
    if letters > LONG && letters * 100 > long * LONGER {
        let message = format!("`{of}` is much longer than its source: {letters} letters for {long}");
        let help = "say it in fewer words: it is read aloud, and has to fit a screen";
        found.push(Diagnostic::warning("long-translation", span.clone(), message).help(help));
    }
    found
}

/// Returns the figures of a text, in order of size: a language may turn their order around.
fn figures(text: &str) -> Vec<String> {
    let mut figures: Vec<String> = text
        .split(|letter: char| !letter.is_numeric())
        .filter(|figure| !figure.is_empty())
        .map(str::to_owned)
        .collect();
    figures.sort();
    figures
}

/// What the safety rules and the advice say of the questionnaire in these words. Only what is found in the words of the
/// translation counts; the rest is the source's own. With it, how easy they are to follow.
fn of_language(
    source: &Source,
    questionnaire: &Questionnaire,
    translation: &Translation,
) -> (Vec<Diagnostic>, Option<String>) {
    let merged = merged(source, questionnaire, translation);
    let reading = read(&merged.source);
    let mut found = reading.findings;
    let mut ease = None;
    if let Some(translated) = &reading.questionnaire {
        found.extend(lint::advice(&merged.source, translated, None));
        ease = lint::grade_read_aloud(translated);
    }
    let in_words = found.into_iter().filter_map(|finding| {
        let text = &translation.texts[merged.text_at(&finding.span)?];
        Some(Diagnostic { span: text.span.clone(), elsewhere: None, ..finding })
    });
    (in_words.collect(), ease)
}
