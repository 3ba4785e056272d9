//! Texts as lines: on one, in paragraphs, or as many of a width as they need. Lines break where each script breaks them:
//! at spaces, between the characters of Chinese, between the words of Khmer and Thai.

use icu_segmenter::LineSegmenter;
use icu_segmenter::options::LineBreakOptions;
use textwrap::core::Word;
use textwrap::{Options, WordSeparator, WordSplitter};

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
    let options = line_options(width)
        .initial_indent(first)
        .subsequent_indent(rest)
        .break_words(longest + first.len().max(rest.len()) > width);
    textwrap::wrap(&text, options).iter().map(|line| line.trim_end().to_owned()).collect()
}

/// Returns how lines of at most that many columns are broken. A telephone number is not, at its hyphens.
pub fn line_options<'o>(width: usize) -> Options<'o> {
    Options::new(width)
        .word_separator(WordSeparator::Custom(words))
        .word_splitter(WordSplitter::NoHyphenation)
}

/// Parts a line where it may be broken: at spaces, and within what stands between them only where its script has none.
fn words<'l>(line: &'l str) -> Box<dyn Iterator<Item = Word<'l>> + 'l> {
    let at_spaces = WordSeparator::AsciiSpace.find_words(line);
    if !line.contains(is_of_unspaced_script) {
        return at_spaces;
    }
    let mut from = 0;
    Box::new(at_spaces.flat_map(move |word| {
        let whole = &line[from..from + word.word.len() + word.whitespace.len()];
        from += whole.len();
        if whole.contains(is_of_unspaced_script) { within(whole) } else { vec![word] }
    }))
}

/// Parts what stands between two spaces by the rules of Unicode, with dictionaries for Khmer, Thai, Lao and Burmese.
fn within(text: &str) -> Vec<Word<'_>> {
    let breaks: Vec<usize> =
        LineSegmenter::new_dictionary(LineBreakOptions::default()).segment_str(text).collect();
    breaks.windows(2).map(|two| Word::from(&text[two[0]..two[1]])).collect()
}

/// Whether a character is of a script that puts no spaces between words, or parts words itself: the Ethiopic word space,
/// the space of no width.
fn is_of_unspaced_script(letter: char) -> bool {
    matches!(
        letter,
        '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1361}' | '\u{1780}'..='\u{17ff}' | '\u{200b}'
            | '\u{2e80}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ffef}'
            | '\u{20000}'..='\u{3ffff}'
    )
}
