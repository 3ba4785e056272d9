//! Texts as lines: on one, in paragraphs, or as many of a width as they need.

use textwrap::WordSplitter;

/// Returns the paragraphs of a text: a blank line separates them, a single line end is a space.
pub fn paragraphs(text: &str) -> impl Iterator<Item = String> {
    text.split("\n\n").map(one_line).filter(|paragraph| !paragraph.is_empty())
}

/// Returns a text on one line.
pub fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Returns a text as lines of at most that many columns, with what stands before the first and before the others.
pub fn wrapped(text: &str, first: &str, rest: &str, width: usize) -> Vec<String> {
    // A telephone number is not broken at its hyphens.
    let options = textwrap::Options::new(width.max(20))
        .initial_indent(first)
        .subsequent_indent(rest)
        .word_splitter(WordSplitter::NoHyphenation);
    textwrap::wrap(&one_line(text), options).iter().map(|line| line.trim_end().to_owned()).collect()
}
