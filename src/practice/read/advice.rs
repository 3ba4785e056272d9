//! Advice on a scenario that reads without a mistake: words that hurt, and what points at a real person.
//! The same advice is given on questionnaires, so that there is one table of words.

use std::ops::Range;

use crate::diagnostic::Diagnostic;
use crate::language::words_of;
use crate::lint::{self, NAME, NUMBER, full_names, in_narration, phone_numbers};
use crate::practice::scenario::Scenario;
use crate::source::{Source, Span};
use crate::vocabulary::nearest;

/// The advice that can be found here, and so set aside.
const CODES: [&str; 3] = ["term", "phone-number", "full-name"];

/// Returns all advice that was not set aside in the file.
pub fn advice(source: &Source, scenario: &Scenario) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    let words = words_of(&scenario.language);
    for text in texts(scenario) {
        for range in phone_numbers(text) {
            findings.push(warning("phone-number", source, text, range, NUMBER.0, NUMBER.1));
        }
        let Some(words) = words else { continue };
        for (range, term) in in_narration(text, words) {
            findings.push(warning("term", source, text, range, &term.is, &term.instead));
        }
        for range in full_names(text, words) {
            findings.push(warning("full-name", source, text, range, NAME.0, NAME.1));
        }
    }
    set_aside(scenario, findings)
}

fn warning(
    code: &'static str,
    source: &Source,
    text: &str,
    range: Range<usize>,
    is: &str,
    instead: &str,
) -> Diagnostic {
    let written = text[range.clone()].split_whitespace().collect::<Vec<_>>().join(" ");
    Diagnostic::warning(code, place(source, text, range), format!("`{written}` {is}")).help(instead)
}

/// Returns where a part of a text stands. Line ends and quotes may be written otherwise in the file, so the
/// words are looked for with what stands before them, as much as is found.
fn place(source: &Source, text: &str, range: Range<usize>) -> Span {
    let document = source.text();
    let lead =
        text[..range.start].char_indices().rev().map(|(at, _)| at).take(40).last().unwrap_or(range.start);
    for from in [lead, range.start] {
        if let Some(at) = document.find(&text[from..range.end]) {
            let start = at + range.start - from;
            return start..start + range.len();
        }
    }
    0..0
}

/// What people read in a scenario. Wrong options of a decision may say what should not be said.
fn texts(scenario: &Scenario) -> Vec<&str> {
    let brief = &scenario.brief;
    let mut texts: Vec<&str> = vec![&scenario.title, &scenario.content_note];
    texts.extend(scenario.topics.iter().map(String::as_str));
    texts.extend(
        [&brief.setting, &brief.role, &brief.reason, &brief.present, &brief.person, &brief.background]
            .map(String::as_str),
    );
    for fact in &scenario.facts {
        texts.extend([fact.see.as_str(), fact.because.as_str()]);
    }
    for entry in &scenario.entries {
        texts.extend(entry.hear.as_deref().into_iter().chain(entry.because.as_deref()));
    }
    for decision in &scenario.decisions {
        texts.extend([decision.hear.as_str(), decision.ask.as_str(), decision.because.as_str()]);
        for way in &decision.options {
            texts.extend(way.right.then_some(way.label.as_str()));
            texts.extend(way.then.as_deref());
        }
    }
    texts.extend([scenario.key.because.as_str(), scenario.teaching.as_str()]);
    texts.extend(scenario.questions.iter().map(String::as_str));
    texts
}

fn set_aside(scenario: &Scenario, mut findings: Vec<Diagnostic>) -> Vec<Diagnostic> {
    for allow in &scenario.allows {
        if !CODES.contains(&allow.lint.as_str()) {
            let known = lint::find(&allow.lint).is_some();
            let message = if known {
                format!("`{}` is not looked for in scenarios", allow.lint)
            } else {
                format!("there is no advice called `{}`", allow.lint)
            };
            let help = match nearest(&allow.lint, CODES) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("in scenarios this can be set aside: {}", CODES.join(", ")),
            };
            findings.push(Diagnostic::error("unknown-lint", allow.span.clone(), message).help(help));
            continue;
        }
        let before = findings.len();
        findings.retain(|finding| finding.code != allow.lint);
        if findings.len() == before {
            let message = format!("nothing called `{}` is found", allow.lint);
            let unused = Diagnostic::warning("unused-allow", allow.span.clone(), message);
            findings.push(unused.help("remove this `[[allow]]`"));
        }
    }
    findings
}
