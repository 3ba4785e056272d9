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
use safelight::vocabulary::nearest;
use serde::Serialize;
use textwrap::{Options, WordSplitter};

/// What a page is of.
#[derive(Serialize)]
struct ListedCode {
    code: &'static str,
    group: &'static str,
    severity: &'static str,
    says: &'static str,
}

/// Returns the page of a code.
pub fn find(code: &str) -> Option<&'static Page> {
    let lint = LINTS.iter().map(|lint| &lint.page).find(|page| page.code == code);
    let of_packs = || referral::PAGES.iter().map(|(page, _)| page);
    lint.or_else(|| mistakes().chain(of_packs()).find(|page| page.code == code))
}

/// Returns the code nearest to one that does not exist.
pub fn nearest_code(code: &str) -> Option<&'static str> {
    nearest(code, entries().map(|entry| entry.code))
}

/// Returns a page for people.
pub fn shown(page: &Page) -> String {
    let entry = entries().find(|entry| entry.code == page.code);
    let kind = entry.map_or("", |entry| if entry.group == "mistake" { "a mistake" } else { "advice" });
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

/// Returns every code with its meaning in a line.
pub fn list() -> Pages<'static> {
    let blocks = || {
        let row = |entry: ListedCode| {
            [entry.code, entry.group, entry.severity, entry.says].map(str::to_owned).to_vec()
        };
        vec![
            Block::table(&["Code", "About", "Is", "Says"], entries().map(row).collect()),
            Block::Paragraph("`safelight explain CODE` shows one with an example.".to_owned()),
        ]
    };
    Pages::new(PageReader::Author, blocks).with_document(|| written(&entries().collect::<Vec<_>>()))
}

fn entries() -> impl Iterator<Item = ListedCode> {
    let advice = LINTS.iter().map(|lint| ListedCode {
        code: lint.page.code,
        group: lint.group.id(),
        severity: lint.severity.id(),
        says: lint.page.says,
    });
    let mistakes = mistakes().map(|page| ListedCode {
        code: page.code,
        group: "mistake",
        severity: "error",
        says: page.says,
    });
    let of_packs = referral::PAGES.iter().map(|(page, severity)| ListedCode {
        code: page.code,
        group: if *severity == Severity::Error { "mistake" } else { "directory" },
        severity: severity.id(),
        says: page.says,
    });
    advice.chain(mistakes).chain(of_packs)
}

/// The pages of all mistakes.
fn mistakes() -> impl Iterator<Item = &'static Page> {
    pages::PAGES.iter().chain(example::PAGES).chain(diff::PAGES).chain(practice::PAGES)
}
