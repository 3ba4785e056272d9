//! Other scripts: samples in seven languages read, break into lines at their own borders, are shown in the order in which
//! they are read, and take the digits that people type. The samples are in `tests/scripts/`; nobody has reviewed them.

use std::fs;

use safelight::answers::Value;
use safelight::export::html;
use safelight::language::Words;
use safelight::questionnaire::{Kind, Questionnaire, read};
use safelight::report::{Block, line_options, wrapped};
use safelight::source::Source;
use unicode_width::UnicodeWidthStr;

use crate::layers::root;
use crate::run::{Home, safelight};

const TAGS: [&str; 7] = ["ar", "ti", "vi", "zh", "hi", "km", "ht"];

fn text(name: &str) -> String {
    fs::read_to_string(root().join("tests/scripts").join(name)).unwrap_or_else(|why| panic!("{name}: {why}"))
}

fn sample(tag: &str) -> Questionnaire {
    let name = format!("{tag}.toml");
    let reading = read(&Source::new(name.as_str(), text(&name)));
    assert!(reading.findings.iter().all(|found| !found.is_error()), "{tag}: {:?}", reading.findings);
    reading.questionnaire.unwrap_or_else(|| panic!("{tag} does not read"))
}

fn heard(questionnaire: &Questionnaire) -> Vec<&str> {
    let openings = questionnaire.openings.iter().map(|opening| opening.say.as_str());
    openings.chain(questionnaire.questions.iter().map(|question| question.ask.as_str())).collect()
}

/// Rows of a table that are not its comments.
fn rows(name: &str) -> Vec<Vec<String>> {
    let text = text(name);
    let lines = text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines.map(|line| line.split('\t').map(str::to_owned).collect()).collect()
}

/// Each sample reads, and its word list is one: it knows the openings, and nothing in the sample is a refusal or a
/// finding.
#[test]
fn each_sample_reads_and_brings_its_words() {
    for tag in TAGS {
        let questionnaire = sample(tag);
        assert_eq!(questionnaire.language, tag);
        assert!(heard(&questionnaire).len() >= 8, "{tag}: {}", heard(&questionnaire).len());
        let words =
            Words::read(&text(&format!("{tag}.words.toml"))).unwrap_or_else(|why| panic!("{tag}: {why}"));
        assert_eq!(words.tag, tag);
        for question in &questionnaire.questions {
            for option in question.kind.options() {
                assert!(!words.refusal.is_in(&option.label), "{tag}: {}", option.label);
            }
        }
        for outcome in &questionnaire.outcomes {
            for level in &outcome.levels {
                assert_eq!(words.verdict.finding(&level.label), None, "{tag}");
            }
        }
        // It is not let through as if its rules were held: the program has no words of these languages.
        let checked =
            safelight(&["check", root().join(format!("tests/scripts/{tag}.toml")).to_str().unwrap()]);
        assert!(checked.out.contains("language-without-words"), "{tag}: {}", checked.out);
    }
}

/// A line ends where its script lets it, and the first one is as full as it can be.
#[test]
fn lines_break_at_the_borders_of_their_script() {
    let mut lines = 0;
    for row in rows("borders.tsv") {
        let [tag, sentence, marked, first] = &row[..] else { panic!("four columns: {row:?}") };
        let may_end: Vec<usize> = marked
            .split('|')
            .scan(0, |at, part| {
                *at += part.len();
                Some(*at)
            })
            .collect();
        assert_eq!(marked.replace('|', ""), *sentence, "{tag}");
        for width in [40, 80, 120] {
            let set = wrapped(sentence, "", "", width);
            if width == 40 {
                let trimmed = |line: &str| line.trim_end_matches([' ', '\u{200b}']).to_owned();
                assert_eq!(trimmed(&set[0]), trimmed(first), "{tag}");
            }
            let mut at = 0;
            for line in &set {
                assert!(line.width() <= width, "{tag} at {width}: {line}");
                let from = at + sentence[at..].find(line.as_str()).unwrap_or_else(|| panic!("{tag}: {line}"));
                at = from + line.len();
                let rest = &sentence[at..];
                let space = rest.len() - rest.trim_start_matches([' ', '\u{200b}']).len();
                let is_border =
                    rest.trim().is_empty() || (0..=space).any(|more| may_end.contains(&(at + more)));
                assert!(is_border, "{tag} at {width}: {line} | {rest}");
                lines += 1;
            }
            // The screen breaks lines as paper does.
            let screen = textwrap::wrap(sentence, line_options(width));
            let screen: Vec<&str> = screen.iter().map(|line| line.trim_end()).collect();
            assert_eq!(screen, set, "{tag}");
        }
    }
    assert!(lines > 30, "{lines}");
}

/// Digits of every script are a number, and so is one with the decimal sign of the place; numerals that are no digits
/// are refused, and never guessed.
#[test]
fn digits_of_other_scripts_are_taken_as_answers() {
    // As many as one likes: it is how they are read that is looked at.
    let unbounded = text("ar.toml").replacen("max         = 24", "max         = 100000", 1);
    let questionnaire = read(&Source::new("ar.toml", unbounded)).questionnaire.unwrap();
    let number = questionnaire.questions.iter().find(|one| matches!(one.kind, Kind::Number(_))).unwrap();
    for row in rows("digits.tsv") {
        let (tag, typed, expected) = (&row[0], &row[1], row[2].as_str());
        let read = match number.kind.read_line(typed) {
            Ok(Value::Number(number)) => number.to_string(),
            Ok(_) => "another kind".to_owned(),
            Err(_) => "refused".to_owned(),
        };
        assert_eq!(read, expected, "{tag}: {typed} ({})", row[3]);
    }
}

/// A page says its language and its direction; words of the other direction find their own, and the groups of a number
/// keep their order.
#[test]
fn pages_say_their_language_and_direction() {
    for tag in TAGS {
        let home = Home::new();
        let file = root().join(format!("tests/scripts/{tag}.toml"));
        home.run(&["show", file.to_str().unwrap(), "--export", "page.html"]).done();
        let page = fs::read_to_string(home.path().join("page.html")).unwrap();
        let dir = if tag == "ar" { "rtl" } else { "ltr" };
        assert!(page.contains(&format!("<html lang=\"{tag}\" dir=\"{dir}\">")), "{tag}");
        let directions = page.matches(" dir=").count();
        assert_eq!(directions > 1, tag == "ar", "{tag}: only a page of two directions names the other");
    }
    let blocks = [
        Block::Paragraph("اتصلوا بالرقم 1-888-373-7888 في أي وقت، 2026-12-01".to_owned()),
        Block::Paragraph("Prefer not to say [ ]".to_owned()),
    ];
    let arabic = html::write(&blocks, "ar", None);
    assert!(arabic.contains("<bdi dir=\"ltr\">1-888-373-7888</bdi>"), "{arabic}");
    assert!(arabic.contains("<bdi dir=\"ltr\">2026-12-01</bdi>"), "{arabic}");
    assert!(arabic.contains("<p dir=\"ltr\">Prefer"), "{arabic}");
    let english = html::write(&blocks, "en", None);
    assert!(english.contains("<p dir=\"auto\">") && english.contains("<p>Prefer"), "{english}");
    let plain = html::write(&[Block::Paragraph("Call 1-888-373-7888.".to_owned())], "en", None);
    assert!(plain.contains("<p>Call 1-888-373-7888.</p>"), "{plain}");
}

/// Paper has the letters of some scripts; of the others that is said before anything is written.
#[test]
fn paper_says_which_letters_it_lacks() {
    for tag in TAGS {
        let home = Home::new();
        let file = root().join(format!("tests/scripts/{tag}.toml"));
        let ran = home.run(&["show", file.to_str().unwrap(), "--export", "page.pdf"]);
        if ["vi", "ht"].contains(&tag) {
            ran.done();
            assert!(home.path().join("page.pdf").exists(), "{tag}");
        } else {
            ran.refused(&["the letters for PDF here have no", "html"]);
            assert!(!home.path().join("page.pdf").exists(), "{tag}");
        }
    }
}
