//! Texts as lines: on one, in paragraphs, or as many of a width as they need.

use textwrap::WordSplitter;

/// Returns the paragraphs of a text: a blank line separates them, a single line end is a space.
pub fn paragraphs(text: &str) -> impl Iterator<Item = String> {
    text.split("\n\n").map(one_line).filter(|paragraph| !paragraph.is_empty())
}

/// Returns a text on one line.
pub fn one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    line
}

/// Returns a text as lines of at most that many columns, with what stands before the first and before the others.
pub fn wrapped(text: &str, first: &str, rest: &str, width: usize) -> Vec<String> {
    let text = one_line(text);
    let width = width.max(20);
    // Looking where a word can be broken takes half of the time; no letter is wider than its bytes.
    let longest = text.split(' ').map(str::len).max().unwrap_or(0);
    // A telephone number is not broken at its hyphens.
    let options = textwrap::Options::new(width)
        .initial_indent(first)
        .subsequent_indent(rest)
        .break_words(longest + first.len().max(rest.len()) > width)
        .word_splitter(WordSplitter::NoHyphenation);
    textwrap::wrap(&text, options).iter().map(|line| line.trim_end().to_owned()).collect()
}
