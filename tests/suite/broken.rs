//! Broken TOML: what is told about each text, and that nothing else is. Each text is `least.toml` with a
//! few changes.

use safelight::questionnaire::read;
use safelight::source::Source;

use crate::reading::text_of;

/// A rule that names the only question.
const RULE: &str = "\n[[disclosure]]\nid = \"told\"\nwhen = \"debt = yes\"\nsay = \"Thank you.\"\n";

/// `least.toml` with each first text replaced by the second, and a rule behind it.
fn least(changes: &[(&str, &str)]) -> String {
    let mut text = text_of("least.toml");
    for (from, to) in changes {
        assert!(text.contains(from), "{from}");
        text = text.replacen(from, to, 1);
    }
    text + RULE
}

/// What is told about a text: the line, the code and what is underlined, without its further lines.
fn told(text: &str) -> Vec<String> {
    let source = Source::new("broken.toml", text);
    let findings = read(&source).findings;
    let said = findings.iter().map(|finding| {
        let underlined = source.text()[finding.span.clone()].lines().next().unwrap_or_default();
        format!("{} {} {}", source.position(finding.span.start).0, finding.code, underlined)
    });
    said.collect()
}

fn assert_told(changes: &[(&str, &str)], expected: &[&str]) {
    assert_eq!(told(&least(changes)), expected, "{changes:?}");
}

const CHOICE: &str = "kind        = \"choice\"\noptions     = []\n";
const OPTIONS: &str = "  {id = \"a\", label = \"A\"},\n  {id = \"b\", label = \"B\"},\n]";

#[test]
fn a_broken_heading_is_told_once_and_nothing_that_follows_from_it() {
    assert_told(&[("[[section.question]]", "[[section.question]")], &["28 toml [[section.question]"]);
    assert_told(&[("[[section]]", "[[section]")], &["24 toml [[section]"]);
    assert_told(&[("[[section.question]]", "section.question]]")], &["28 toml section.question]]"]);
    let inside = [("[[section.question]]", "[[section.question]"), ("sensitivity = 0", "sensitivity = none")];
    assert_told(&inside, &["28 toml [[section.question]"]);
}

/// The question is lost with its heading; that a rule names it is no mistake of its own.
#[test]
fn a_heading_behind_a_hidden_character_hides_names() {
    assert_told(
        &[("[[section.question]]", "\u{200b}[[section.question]]")],
        &[
            "28 hidden-character \u{200b}",
            "29 toml id",
            "30 unknown-key ask",
            "31 unknown-key kind",
            "32 unknown-key sensitivity",
        ],
    );
}

/// Rows that stand behind a list that is closed too early were meant for it: it does not lack them.
#[test]
fn a_line_that_belongs_nowhere_explains_what_stands_before_it() {
    for between in ["", "\n", "  # Two of them.\n\n"] {
        let text = least(&[("kind        = \"yes_no\"", &format!("{CHOICE}{between}{OPTIONS}"))]);
        let told = told(&text);
        assert_eq!(told.len(), 1, "{told:?}");
        assert!(told[0].contains(" toml "), "{told:?}");
    }
}

#[test]
fn a_broken_line_explains_nothing_that_stands_before_it() {
    let colour = "7 unknown-key colour";
    assert_told(&[("title    = \"Least\"", "colour = \"red\"\ntitle = Least")], &[colour, "8 toml Least"]);
    assert_told(&[("title    = \"Least\"", "colour = \"red\"\n  title = \"Least\"")], &[colour]);
}

/// A hidden character explains what is wrong with the statement in which it stands, and no other.
#[test]
fn a_hidden_character_explains_its_own_statement_only() {
    assert_told(&[("minutes  = 1", "\u{200b}minutes  = 1")], &["10 hidden-character \u{200b}"]);
    assert_told(
        &[("[[section.question]]\n", "[[section.question]\n\u{200b}")],
        &["28 toml [[section.question]", "29 hidden-character \u{200b}"],
    );
    let twice = |to: &str, expected: &[&str]| assert_told(&[("minutes  = 1\n", to)], expected);
    twice("minutes = 1\nminutes = 2 # \u{7}\n", &["11 hidden-character \u{7}"]);
    twice("minutes = 1\n# \u{7}\nminutes = 2\n", &["11 hidden-character \u{7}", "12 toml minutes"]);
    twice("minutes = 1\nminutes = 2\n\n# \u{7}\n", &["11 toml minutes", "13 hidden-character \u{7}"]);
}

/// One for each table, however many there are in it.
#[test]
fn what_is_there_twice_is_told_for_each_table() {
    let minutes = ("minutes  = 1\n", "minutes = 1\nminutes = 2\nminutes = 3\n");
    let ages = ("ages =", "ages = \"17+\"\nages =");
    let more = ("sensitivity = 0\n", &*format!("sensitivity = 0\n{}", RULE.replace("told", "also")));
    assert_told(&[minutes, ages, more], &["11 toml minutes", "19 toml ages"]);
    let late = ("kind ", "ask = \"Again?\"\nkind ");
    assert_told(&[minutes, late, more], &["11 toml minutes", "33 toml ask"]);
}

#[test]
fn the_sign_after_which_nothing_stands_is_underlined() {
    assert_told(&[("minutes  = 1", "minutes  =")], &["10 toml ="]);
    assert_told(&[("minutes  = 1", "minutes  = # not known")], &["10 toml ="]);
}

#[test]
fn what_is_never_closed_is_underlined_where_it_opens() {
    let texts = [
        ("[\"The Safelight project\"]", "[\"The Safelight project\"", "12 toml ["),
        ("[\"The Safelight project\"]", "{a = 1, b = [1, 2]", "12 toml {"),
        ("\"Least\"", "\"\"\"Least", "7 toml \"\"\""),
    ];
    for (from, to, expected) in texts {
        assert_told(&[(from, to)], &[expected]);
    }
    let source = Source::new("broken.toml", least(&[("minutes  = 1", "minutes  = {a = 1")]));
    assert_eq!(read(&source).findings[0].message, "this `{` is never closed");
}

/// Brackets and quotes in a comment inside a list open and close nothing.
#[test]
fn comments_inside_a_list_are_no_part_of_it() {
    let list = "[ # One [at least], \"or more\n  \"The Safelight project\", # and \"\"\"so on\n]";
    let changes = [("[\"The Safelight project\"]", list), ("minutes  = 1", "minutes  = one")];
    assert_told(&changes, &["10 toml one"]);
}

/// At the end of a file, where a comment may lack its line end.
#[test]
fn a_comment_is_none_of_the_list_either_where_the_file_ends() {
    let told = |end: &str| told(&format!("{}\n[[disclosure]]\nid = [ {end}", text_of("least.toml")));
    for end in ["", "\n", "# ]", "# A comment ] that is longer than most.", "\"a\", # ]]\n# ]"] {
        assert_eq!(told(end), ["35 toml ["], "{end}");
    }
}

#[test]
fn a_text_ends_with_its_line_and_not_at_an_escaped_quote() {
    // What stands in quotes opens nothing, also behind an escaped quote.
    let minutes = ("minutes  = 1", "minutes  = one");
    for title in [r#""Least \" [ ""#, r#""Least \\""#, r#"'Least \'"#, "'Least [\"'", r#""\"\" { \\\" [""#] {
        assert_told(&[("\"Least\"", title), minutes], &["10 toml one"]);
    }
    // A text that is not closed ends with its line, also behind a sign that would join two lines.
    for title in ["\"Least", "\"Least\\", "'Least", "'Least\\"] {
        let told = told(&least(&[("\"Least\"", title), minutes]));
        assert_eq!(told.len(), 2, "{told:?}");
        assert!(told[0].starts_with("7 toml ") && told[1] == "10 toml one", "{told:?}");
    }
    let authors = "[\"The Safelight project\"]";
    assert_told(
        &[(authors, "[\"The Safelight project]\nnote = \"]\"")],
        &["12 toml [", "13 unknown-key note"],
    );
    // The list is closed in the next line: it is the text in it that is not.
    let split = least(&[(authors, "[\"The Safelight\\\n  ]")]);
    let findings = read(&Source::new("broken.toml", split)).findings;
    assert!(findings.len() == 1 && !findings[0].message.contains("never closed"), "{findings:?}");
}

/// Where a list goes on behind a text, however the text is written.
#[test]
fn a_list_goes_on_behind_each_of_its_texts() {
    let minutes = ("minutes  = 1", "minutes  = one");
    for list in [
        r#"['Safelight \', "b"]"#,
        r#"["""a"""]"#,
        r#"["""a"""", "b"]"#,
        r#"["""a""""", "b"]"#,
        r#"["""a \""" [ b""", "c"]"#,
        r#"['''a''''', "b"]"#,
        r#"['''a''', '''b\''']"#,
        r#"["é","""a"""]"#,
        "[\n  \"\"\"a = b\"\"\",\n  \"c\",\n]",
    ] {
        assert_told(&[("[\"The Safelight project\"]", list), minutes], &["10 toml one"]);
    }
}

/// A line that only looks a little like a heading or a value is part of what is broken before it.
#[test]
fn what_is_broken_goes_on_until_something_surely_begins() {
    for line in ["  what = that", "what (is) = that", "= that", "[a, b]", "[1", "[\"a = b\"", "[1]"] {
        let told = told(&least(&[("title    = \"Least\"", &format!("title = Least\n{line}"))]));
        assert_eq!(told, ["7 toml Least"], "{line}");
    }
    let minutes = ("minutes  = 1", "minutes  = one");
    let numbers = ("sensitivity = 0", "sensitivity = 0\nnumbers = [\n[1]\n]");
    assert_told(&[minutes, numbers], &["10 toml one", "33 unknown-key numbers"]);
}

/// Two lists and three quotes that are never closed, all of which end at the same place: the cutting into
/// statements goes on behind it.
#[test]
fn several_that_are_never_closed_come_to_an_end() {
    for quotes in ["\'\'\'", "\"\"\""] {
        let rest = format!("\n[[disclosure]]\nid = [[a\nsay = [b\nwhen = [c\n\nd{quotes}\n");
        let told = told(&(text_of("least.toml") + &rest));
        assert_eq!(told, [format!("39 toml {quotes}")], "{told:?}");
    }
}
