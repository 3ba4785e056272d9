//! The pages of all codes: mistakes of documents and advice.

use safelight::diagnostic::{Page, Severity};
use safelight::diff;
use safelight::example;
use safelight::lint::LINTS;
use safelight::practice;
use safelight::questionnaire::read::pages;
use safelight::records::written;
use safelight::referral;
use safelight::report::{Block, PageReader, Pages};
use safelight::translation;
use safelight::turned;
use safelight::vocabulary::nearest;
use serde::Serialize;
use textwrap::{Options, WordSplitter};

/// Returns the page of a code.
pub fn find(code: &str) -> Option<&'static Page> {
    all().map(|(page, ..)| page).find(|page| page.code == code)
}

/// Returns the code nearest to one that does not exist.
pub fn nearest_code(code: &str) -> Option<&'static str> {
    nearest(code, all().map(|(page, ..)| page.code))
}

/// Returns a page for people.
pub fn shown(page: &Page) -> String {
    let is_mistake = all().any(|(other, group, _)| other.code == page.code && group == MISTAKE);
    let kind = if is_mistake { "a mistake" } else { "advice" };
    let head = format!("{} ({kind}): {}", page.code, page.says);
    let indented = |text: &str| text.lines().map(|line| format!("    {line}\n")).collect::<String>();
    // An address stays in one piece, however long it is.
    let wrap = Options::new(80).break_words(false).word_splitter(WordSplitter::NoHyphenation);
    format!(
        "{}\n\n{}\n\nThis is found:\n\n{}\nWrite instead:\n\n{}",
        textwrap::fill(&head, &wrap),
        textwrap::fill(page.why, &wrap),
        indented(page.bad),
        indented(page.good)
    )
}

/// A code as it is listed.
#[derive(Serialize)]
struct ListedCode {
    code: &'static str,
    group: &'static str,
    severity: &'static str,
    says: &'static str,
}

/// Returns every code with its meaning in a line.
pub fn list() -> Pages<'static> {
    let listed = || {
        let all = all();
        all.map(|(page, group, severity)| ListedCode {
            code: page.code,
            group,
            severity: severity.id(),
            says: page.says,
        })
    };
    let blocks = move || {
        let row = |of: ListedCode| [of.code, of.group, of.severity, of.says].map(str::to_owned).to_vec();
        vec![
            Block::table(&["Code", "About", "Is", "Says"], listed().map(row).collect()),
            Block::Paragraph("`safelight explain CODE` shows one with an example.".to_owned()),
        ]
    };
    Pages::new(PageReader::Author, blocks).with_document(move || written(&listed().collect::<Vec<_>>()))
}

/// What a mistake is about.
const MISTAKE: &str = "mistake";

/// Every code: its page, what it is about, and how much it matters.
fn all() -> impl Iterator<Item = (&'static Page, &'static str, Severity)> {
    let advice = LINTS.iter().map(|lint| (&lint.page, lint.group.id(), lint.severity));
    let mistakes = pages::PAGES.iter().chain(example::PAGES).chain(diff::PAGES).chain(practice::PAGES);
    let of_files =
        [(referral::PAGES, "directory"), (translation::PAGES, "translation"), (turned::PAGES, "voice")];
    let of_files = of_files.into_iter().flat_map(|(pages, about)| {
        pages.iter().map(move |(page, severity)| {
            (page, if *severity == Severity::Error { MISTAKE } else { about }, *severity)
        })
    });
    advice.chain(mistakes.map(|page| (page, MISTAKE, Severity::Error))).chain(of_files)
}
